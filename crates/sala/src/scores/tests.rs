//! A panel and five groups score.

mod withdrawn;

use super::{
    feedback::{NewFeedback, Word},
    rubric::{CriterionField, NewCriterion},
    views::{Column, OutputResult},
    *,
};
use crate::{
    RecordId,
    attendance::classroom::{Classroom, refusal},
    groups,
    outputs::{self, New},
    people::records::{PARTICIPANT, ROLE},
};

/// Groups A and B with P01 and P04 (one enterprise), P07 and P14; a rubric of two lines.
struct Room {
    room: Classroom,
    exercise: RecordId,
    outputs: [RecordId; 2],
    groups: [RecordId; 2],
    criteria: Vec<RecordId>,
    ploy: RecordId,
}

fn line(name: &str, weight: i64, out_of: i64) -> NewCriterion {
    NewCriterion { name: name.into(), meaning: String::new(), weight, out_of }
}

impl Room {
    fn new() -> Self {
        let room = Classroom::new();
        let [p01, p04, p07, p14] = ["P01", "P04", "P07", "P14"].map(|code| room.person(code));
        let (exercise, outputs, groups, ploy) = room
            .change(|c| {
                let set = groups::set(c, "Groups")?;
                let (a, b) = (groups::group(c, set, "A")?, groups::group(c, set, "B")?);
                for (group, person) in [(a, p01), (a, p07), (b, p04), (b, p14)] {
                    groups::place(c, group, person, "", None)?;
                }
                let exercise = outputs::exercise(c, "Mapping", "")?;
                let mut add = |group, title: &str| outputs::add(c, &New { exercise, group: Some(group), title: title.into(), body: "x".into() });
                let outputs = [add(a, "Silk")?, add(b, "Rice")?];
                Ok((exercise, outputs, [a, b], add_juror(c, "Dr. Ploy", "")?))
            })
            .unwrap();
        room.change(|c| rubric::begin(c, exercise, &[line("Content", 3, 5), line("Clarity", 1, 10)])).unwrap();
        let criteria = room.read(|r, book| views::criteria(r.sql(), book, exercise)).into_iter().map(|one| one.id).collect();
        Self { room, exercise, outputs, groups, criteria, ploy }
    }

    fn person(&self, code: &str) -> Scorer {
        Scorer::Person(self.room.person(code))
    }

    fn give(&self, scorer: Scorer, output: usize, points: [Option<i64>; 2]) -> crate::Result<()> {
        self.room.change(|c| {
            let given = self.criteria.iter().zip(points).filter(|(_, points)| points.is_some());
            given.into_iter().try_for_each(|(criterion, points)| give(c, self.outputs[output], scorer, *criterion, points, None).map(drop))
        })
    }

    fn column(&self, scorer: Scorer, output: usize) -> Column {
        self.room.read(|r, book| views::sheet(r.sql(), book, self.exercise, scorer)).columns.remove(output)
    }

    fn result(&self, output: usize) -> OutputResult {
        self.room.read(|r, book| views::results(r.sql(), book, self.exercise)).outputs.remove(output)
    }
}

#[test]
fn shares_follow_from_the_weights_and_a_rubric_keeps_its_order() {
    let room = Room::new();
    let rubric = || room.room.read(|r, book| views::criteria(r.sql(), book, room.exercise));
    let told = || rubric().into_iter().map(|one| format!("{} {}", one.name, one.share)).collect::<Vec<_>>();
    assert_eq!(told(), ["Content 75.00", "Clarity 25.00"]);
    let third = room.room.change(|c| rubric::add(c, room.exercise, &line("Time", 4, 5))).unwrap();
    room.room.change(|c| rubric::place(c, third, 1)).unwrap();
    assert_eq!(told(), ["Time 50.00", "Content 37.50", "Clarity 12.50"]);
    room.room.change(|c| rubric::edit(c, third, CriterionField::Weight(1), None)).unwrap();
    assert_eq!(told()[0], "Time 20.00");
    room.room.change(|c| rubric::remove(c, third, None)).unwrap();
    assert_eq!(told().len(), 2);
    room.room.desk.undo().unwrap();
    assert_eq!(told().len(), 3, "it comes back");

    let refused = |new: NewCriterion| refusal(room.room.change(|c| rubric::add(c, room.exercise, &new))).code;
    assert_eq!(refused(line("content", 1, 5)), "name_taken");
    assert_eq!(refused(line("x", 0, 5)), "weight_out_of_range");
    assert_eq!(refused(line("x", 1, 21)), "scale_out_of_range");
    assert_eq!(refused(line(" ", 1, 5)), "text_missing");
    assert_eq!(refusal(room.room.change(|c| rubric::begin(c, room.exercise, &[]))).code, "rubric_begun");
    assert_eq!(refusal(room.room.change(|c| rubric::edit(c, room.exercise, CriterionField::Weight(1), None))).code, "no_such_criterion");
}

#[test]
fn nobody_scores_their_own_group() {
    let room = Room::new();
    for own in [room.person("P01"), Scorer::Group(room.groups[0])] {
        assert_eq!(refusal(room.give(own, 0, [Some(5), None])).code, "own_group");
        assert!(room.column(own, 0).own_group && !room.column(own, 1).own_group, "and the grid says so before anybody types");
        room.give(own, 1, [Some(4), Some(9)]).unwrap();
    }
    assert_eq!(refusal(room.room.change(|c| remark(c, room.outputs[0], room.person("P01"), "Ours is the best", None))).code, "own_group");
    room.room.change(|c| declare(c, room.outputs[0], room.person("P01"), Some((Relation::Other, "my group")), None)).unwrap();
    let nobody = Scorer::Person(RecordId::new_at(1));
    assert_eq!(refusal(room.give(nobody, 0, [Some(1), None])).code, "no_such_scorer");
    assert_eq!(refusal(room.give(Scorer::Juror(room.ploy), 0, [Some(6), None])).code, "points_outside");
}

#[test]
fn whoever_joined_the_group_meanwhile_keeps_what_they_gave_and_it_does_not_count() {
    let room = Room::new();
    room.give(room.person("P20"), 0, [Some(5), Some(10)]).unwrap();
    room.give(room.person("P21"), 0, [Some(3), Some(5)]).unwrap();
    assert_eq!(room.result(0).peers.counted.unwrap().n, 2);
    let person = room.room.person("P20");
    room.room.change(|c| groups::place(c, room.groups[0], person, "", None)).unwrap();
    let result = room.result(0);
    assert_eq!((result.own_group, result.peers.counted.unwrap().n), (1, 1), "listed apart");
    assert!(result.sheets.iter().any(|sheet| sheet.own_group && sheet.share.as_deref() == Some("100.00")), "and nothing of it is lost");
    room.room.change(|c| groups::place(c, room.groups[0], person, "facilitator", None)).unwrap();
    assert_eq!(room.result(0).own_group, 1, "a participant who leads the talk of their group is in it");
    assert_eq!(refusal(room.give(room.person("P20"), 0, [Some(4), None])).code, "own_group");
    room.room.change(|c| c.set(ROLE.of(&PARTICIPANT, person), "facilitator")).unwrap();
    let result = room.result(0);
    assert_eq!((result.own_group, result.flagged), (0, 1), "who helps a group is not in it, and is told");
    assert!(result.sheets.iter().any(|sheet| sheet.noticed == [Noticed::Facilitated]));
}

#[test]
fn a_conflict_of_interest_is_counted_apart() {
    let room = Room::new();
    let juror = Scorer::Juror(room.ploy);
    room.give(juror, 0, [Some(5), Some(10)]).unwrap();
    room.give(room.person("P20"), 0, [Some(3), Some(5)]).unwrap();
    let told = |both: &views::Both| [&both.counted, &both.unflagged].map(|tally| tally.as_ref().map(|tally| (tally.n, tally.mean.clone())));
    assert_eq!(told(&room.result(0).panel), [Some((1, "100.00".into())), Some((1, "100.00".into()))]);
    room.room.change(|c| declare(c, room.outputs[0], juror, Some((Relation::Helped, "coached them")), None)).unwrap();
    assert_eq!(told(&room.result(0).panel), [Some((1, "100.00".into())), None]);
    assert_eq!(told(&room.result(0).everybody), [Some((2, "78.75".into())), Some((1, "57.50".into()))], "with it and without it");
    assert_eq!(refusal(room.room.change(|c| declare(c, room.outputs[0], juror, Some((Relation::Other, " ")), None))).code, "text_missing");
    room.room.change(|c| declare(c, room.outputs[0], juror, None, None)).unwrap();
    assert_eq!(room.result(0).flagged, 0, "it may be taken back");

    // P01 is of the enterprise of P04, who is in group B.
    room.give(room.person("P01"), 1, [Some(5), Some(5)]).unwrap();
    assert_eq!(room.result(1).sheets[0].noticed, [Noticed::SameOrganisation], "what can be seen is not left to whoever scores");
    room.room.change(|c| edit_juror(c, room.ploy, None, Some(("demo enterprise cambodia ", None)))).unwrap();
    assert_eq!(room.column(juror, 1).noticed, [Noticed::SameOrganisation]);
    // A group of another set that shares a member.
    let (p04, p22) = (room.room.person("P04"), room.room.person("P22"));
    let other = room.room.change(|c| {
        let set = groups::set(c, "Second week")?;
        let group = groups::group(c, set, "X")?;
        [p04, p22].into_iter().try_for_each(|person| groups::place(c, group, person, "", None).map(drop))?;
        Ok(group)
    });
    assert_eq!(room.column(Scorer::Group(other.unwrap()), 1).noticed, [Noticed::SharedMember]);
}

#[test]
fn a_sheet_that_is_not_complete_is_told_and_does_not_count() {
    let room = Room::new();
    let juror = Scorer::Juror(room.ploy);
    room.give(juror, 0, [Some(0), None]).unwrap();
    let result = room.result(0);
    assert_eq!((result.incomplete, &result.panel.counted), (1, &None), "no score is not nought");
    assert_eq!(result.by_criterion[0].panel.as_ref().map(|tally| (tally.n, tally.mean.as_str())), Some((1, "0.00")), "for its criterion it stands");
    assert_eq!(result.by_criterion[1].panel, None);
    room.give(juror, 0, [None, Some(10)]).unwrap();
    assert_eq!(room.result(0).panel.counted.unwrap().mean, "25.00");
    room.room.change(|c| give(c, room.outputs[0], juror, room.criteria[0], None, None)).unwrap();
    assert_eq!(room.result(0).incomplete, 1, "points may be taken away");
    room.room.desk.undo().unwrap();
    assert_eq!(room.result(0).incomplete, 0);
    let scale = |out_of| room.room.change(|c| rubric::edit(c, room.criteria[0], CriterionField::OutOf(out_of), None));
    assert_eq!(refusal(scale(10)).code, "criterion_scored", "five of five would become five of ten");
    scale(5).unwrap();
    room.room.change(|c| withdraw(c, room.outputs[0], juror, None)).unwrap();
    assert!(room.result(0).sheets.is_empty());
    assert_eq!(refusal(room.room.change(|c| withdraw(c, room.outputs[0], juror, None))).code, "no_such_sheet");
    scale(10).unwrap();
    assert_eq!(refusal(room.room.change(|c| remove_juror(c, RecordId::new_at(2), None))).code, "no_such_scorer");
    room.room.change(|c| remove_juror(c, room.ploy, None)).unwrap();
}

#[test]
fn points_of_a_rubric_that_was_taken_away_do_not_count_for_the_next() {
    let room = Room::new();
    let juror = Scorer::Juror(room.ploy);
    let given = || room.column(juror, 0).points.iter().map(|cell| cell.points).collect::<Vec<_>>();
    room.give(juror, 0, [Some(4), Some(9)]).unwrap();
    room.room.change(|c| room.criteria.iter().try_for_each(|one| rubric::remove(c, *one, None))).unwrap();
    room.room.change(|c| rubric::begin(c, room.exercise, &[line("Market", 1, 10), line("Price", 1, 10)])).unwrap();
    assert_eq!(given(), [None, None], "four of five for the content are not four of ten for the market");
    assert_eq!(room.result(0).panel.counted, None);
    room.room.change(|c| give(c, room.outputs[0], juror, room.criteria[0], Some(7), None)).unwrap();
    assert_eq!(given(), [Some(7), None]);
    assert_eq!(room.room.desk.read(|r| crate::decide::conflicts(r, None)).unwrap().len(), 0, "and contradicts nothing");
    for _ in 0..3 {
        room.room.desk.undo().unwrap();
    }
    assert_eq!(given(), [Some(4), Some(9)], "taken back, the first rubric has its points again");
}

#[test]
fn whoever_may_score_is_listed_with_how_far_they_are() {
    let room = Room::new();
    room.give(room.person("P01"), 1, [Some(4), Some(9)]).unwrap();
    room.give(Scorer::Juror(room.ploy), 0, [Some(4), None]).unwrap();
    let lines = room.room.read(|r, book| views::scorers(r.sql(), book, room.exercise));
    let of = |scorer: Scorer| lines.iter().find(|line| line.view.scorer == scorer).map(|line| (line.complete, line.begun, line.of)).unwrap();
    assert_eq!(lines.len(), 1 + 2 + 29, "the juror, both groups, and everybody on the roster");
    assert_eq!(lines[0].view.side, Side::Panel, "the panel first");
    assert_eq!([of(room.person("P01")), of(Scorer::Juror(room.ploy)), of(room.person("P20"))], [(1, 0, 1), (0, 1, 2), (0, 0, 2)]);
    assert_eq!(refusal(room.room.change(|c| remove_juror(c, room.ploy, None))).code, "juror_has_scores");
}

#[test]
fn what_is_written_to_a_group_stands_by_its_output() {
    let room = Room::new();
    let new = |text: &str| NewFeedback { output: room.outputs[0], word: Word::Strength, by: "Group B".into(), text: text.into() };
    assert_eq!(refusal(room.room.change(|c| feedback::add(c, &new(" ")))).code, "text_missing");
    let one = room.room.change(|c| feedback::add(c, &new("The links are drawn by strength."))).unwrap();
    room.room.change(|c| feedback::edit(c, one, "The links are drawn by their strength.", None)).unwrap();
    let shown = room.room.read(|r, book| views::feedback(r.sql(), book, Some(room.outputs[0])));
    assert_eq!((shown[0].text.as_deref(), shown[0].by.as_deref()), (Some("The links are drawn by their strength."), Some("Group B")));
    assert!(room.room.read(|r, book| views::feedback(r.sql(), book, Some(room.outputs[1]))).is_empty());
    room.room.change(|c| feedback::remove(c, one, None)).unwrap();
    assert_eq!(refusal(room.room.change(|c| feedback::edit(c, one, "x", None))).code, "no_such_feedback");
    room.room.change(|c| feedback::put_back(c, one)).unwrap();
    assert_eq!(room.room.read(|r, book| views::feedback(r.sql(), book, None)).len(), 1);
}

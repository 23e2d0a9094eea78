//! Plans as a team makes them, shows them and stands for them.

use chrono::NaiveDate;

use super::{compare::compare, content::Content, *};
use crate::attendance::classroom::{Classroom, refusal};

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn plan(room: &Classroom, code: &str) -> views::PlanLine {
    room.read(|r, book| views::by_code(r.sql(), book, code))
}

fn said(room: &Classroom, plan: RecordId) -> Content {
    room.read(|r, book| views::content(r.sql(), book, plan)).0
}

fn versions(room: &Classroom, plan: RecordId) -> Vec<views::VersionView> {
    room.read(|r, book| views::versions(r.sql(), book, plan))
}

fn activity(title: &str, starts: &str, ends: &str) -> Vec<LineField> {
    vec![LineField::Activity { title: title.into() }, LineField::Period { starts: Some(day(starts)), ends: Some(day(ends)) }]
}

/// The rice plan of Cambodia with an objective and two activities.
fn rice(room: &Classroom) -> (RecordId, RecordId) {
    room.at("2012-06-10T08:00:00Z");
    let id = plan(room, "AP01").id;
    let surveyed = room.change(|c| {
        edit(c, id, PlanField::Objective { objective: "One certificate for four mills".into() }, None)?;
        lines::add(c, id, activity("Train the auditors", "2012-08-01", "2012-08-31"))?;
        lines::add(c, id, activity("Survey the mills", "2012-06-01", "2012-06-15"))
    });
    (id, surveyed.unwrap())
}

#[test]
fn a_plan_says_what_its_team_wrote_in_the_order_of_the_work() {
    let room = Classroom::new();
    let (id, survey) = rice(&room);
    let p01 = room.person("P01");
    room.change(|c| {
        lines::edit(c, survey, LineField::Responsible { participant: Some(p01), other: "nobody else".into() }, None)?;
        lines::add(c, id, vec![LineField::Item { title: "Travel".into() }, LineField::Amount { amount: "1,250.50".into(), currency: "usd".into() }])
    })
    .unwrap();
    let content = said(&room, id);
    let titles: Vec<_> = content.activities.iter().map(|a| a.title.as_str()).collect();
    assert_eq!(titles, ["Survey the mills", "Train the auditors"], "what comes first stands first");
    assert_eq!(content.activities[0].participant, Some(p01), "somebody of the programme sees to it");
    assert_eq!(
        (content.budget[0].amount.as_deref(), content.budget[0].currency.as_deref()),
        (Some("1250.50"), Some("USD")),
        "money in the one spelling of its currency"
    );
    assert_eq!(content.team.len(), 3, "the team came with the programme");
}

#[test]
fn people_commit_to_one_version_and_a_later_edit_is_another() {
    let room = Classroom::new();
    let (id, survey) = rice(&room);
    let p02 = room.person("P02");
    room.change(|c| advance(c, id, State::Presented, &Why::default(), None)).unwrap();
    let first = versions(&room, id)[0].id;
    assert_eq!(refusal(room.change(|c| advance(c, id, State::Committed, &Why::default(), None))).code, "plan_without_commitment", "nobody stands for it yet");
    room.change(|c| commit(c, first, p02, How::InApp, day("2012-05-25"), None)).unwrap();
    room.change(|c| advance(c, id, State::Committed, &Why::default(), None)).unwrap();
    let ends = LineField::Period { starts: Some(day("2012-06-04")), ends: Some(day("2012-06-30")) };
    room.change(|c| lines::edit(c, survey, ends, None)).unwrap();
    let second = room.change(|c| keep_version(c, id)).unwrap();
    assert_eq!(room.change(|c| keep_version(c, id)).unwrap(), second, "nothing changed since: no third version");
    let kept = versions(&room, id);
    assert_eq!(kept.iter().map(|v| v.number).collect::<Vec<_>>(), [1, 2], "two versions");
    let differs = compare(&kept[0], &kept[1]).unwrap();
    let told: Vec<_> = differs.iter().map(|d| (d.line.as_deref(), d.field.as_str(), d.before.as_deref(), d.after.as_deref())).collect();
    let survey = Some("Survey the mills");
    let changed = [(survey, "starts", Some("2012-06-01"), Some("2012-06-04")), (survey, "ends", Some("2012-06-15"), Some("2012-06-30"))];
    assert_eq!(told, changed, "exactly what was changed, in the order of the clock");
    let stands = room.read(|r, book| views::commitments(r.sql(), book, id));
    assert_eq!(stands.iter().map(|c| (c.version, c.code.as_str())).collect::<Vec<_>>(), [(first, "P02")], "the word was given for the first");
    let outsider = room.person("P20");
    assert_eq!(refusal(room.change(|c| commit(c, second, outsider, How::Mail, day("2012-06-01"), None))).code, "not_in_team", "others cannot promise for them");
}

#[test]
fn who_outside_the_programme_sees_to_an_activity_is_part_of_what_people_stand_for() {
    let room = Classroom::new();
    let (id, survey) = rice(&room);
    let other = |name: &str| room.change(|c| lines::edit(c, survey, LineField::Responsible { participant: None, other: name.into() }, None)).unwrap();
    other("Sok Dara");
    let first = room.change(|c| keep_version(c, id)).unwrap();
    assert_eq!(room.change(|c| keep_version(c, id)).unwrap(), first, "nothing changed since");
    other("Chan Thy");
    let second = room.change(|c| keep_version(c, id)).unwrap();
    assert_ne!(second, first, "somebody else sees to it: that is another version");
    let kept = versions(&room, id);
    let told: Vec<_> = compare(&kept[0], &kept[1]).unwrap().into_iter().map(|d| (d.line, d.field, d.before, d.after)).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(told, [(some("Survey the mills"), "other".to_owned(), some("Sok Dara"), some("Chan Thy"))]);
    let now = room.read(|r, book| views::content(r.sql(), book, id));
    assert!(version::is_kept(&kept[1], &now).unwrap() && !version::is_kept(&kept[0], &now).unwrap());
}

#[test]
fn whoever_left_the_programme_stands_apart_in_the_team_until_their_substitute_is_in_it() {
    use crate::people::{details::Details, replace};
    let room = Classroom::new();
    let id = plan(&room, "AP01").id;
    let left = room.person("P02");
    let team = || plan(&room, "AP01").team.into_iter().map(|one| (one.participant, one.left(), one.instead)).collect::<Vec<_>>();
    assert!(team().iter().all(|(_, left, instead)| !left && instead.is_none()));
    let details = |name: &str| Details { name: name.into(), ..Details::default() };
    let first = room.change(|c| replace(c, left, None, &details("Nary Sim"), None)).unwrap();
    assert_eq!(team().into_iter().find(|one| one.1), Some((left, true, Some(first))), "and it is said who came instead");
    let second = room.change(|c| replace(c, first, None, &details("Pov Keo"), None)).unwrap();
    assert_eq!(team().into_iter().find(|one| one.1), Some((left, true, Some(second))), "whoever is here, not one who left in turn");
    room.change(|c| seat(c, id, second, "member", None)).unwrap();
    assert_eq!(team().into_iter().find(|one| one.1), Some((left, true, None)), "nobody is offered twice");
    assert!(team().contains(&(second, false, None)));
}

#[test]
fn nothing_is_carried_out_for_which_nobody_stands_unless_somebody_says_why() {
    let room = Classroom::new();
    let (id, _) = rice(&room);
    let to = |state, reason: &str| room.change(|c| advance(c, id, state, &Why { reason: reason.into(), successor: None }, None));
    for state in [State::InProgress, State::Completed] {
        let refused = refusal(to(state, " "));
        assert_eq!((refused.code, &refused.params["to"]), ("plan_steps_skipped", &state.code().into()));
    }
    assert_eq!(refusal(to(State::Committed, "they said so")).code, "plan_without_commitment", "a word is noted as a word");
    to(State::InProgress, "the signed sheet was lost in the flood").unwrap();
    assert_eq!(plan(&room, "AP01").reason.as_deref(), Some("the signed sheet was lost in the flood"));
    assert_eq!(refusal(to(State::Completed, "")).code, "plan_steps_skipped", "still nobody stands for it");
    room.desk.undo().unwrap();
    let version = room.change(|c| keep_version(c, id)).unwrap();
    let p02 = room.person("P02");
    room.change(|c| commit(c, version, p02, How::InApp, day("2012-05-25"), None)).unwrap();
    to(State::InProgress, "").unwrap();
    to(State::Completed, "").unwrap();
    assert_eq!(plan(&room, "AP01").state, State::Completed, "with a word there is nothing to explain");
}

#[test]
fn a_plan_for_which_nobody_stands_any_more_is_not_committed() {
    let room = Classroom::new();
    let (id, _) = rice(&room);
    let [p02, p03] = ["P02", "P03"].map(|code| room.person(code));
    let version = room.change(|c| keep_version(c, id)).unwrap();
    let stands = |person| room.change(|c| commit(c, version, person, How::InApp, day("2012-05-25"), None)).unwrap();
    assert!(stands(p02) && stands(p03));
    room.change(|c| advance(c, id, State::Committed, &Why::default(), None)).unwrap();
    room.change(|c| withdraw(c, version, p02, None)).unwrap();
    assert_eq!(plan(&room, "AP01").state, State::Committed, "somebody still stands for it");
    room.change(|c| withdraw(c, version, p03, None)).unwrap();
    assert_eq!(plan(&room, "AP01").state, State::Presented, "nobody does");
    room.desk.undo().unwrap();
    assert_eq!(plan(&room, "AP01").state, State::Committed, "one gesture, taken back as one");
    room.change(|c| advance(c, id, State::InProgress, &Why::default(), None)).unwrap();
    room.change(|c| withdraw(c, version, p03, None)).unwrap();
    assert_eq!(plan(&room, "AP01").state, State::InProgress, "what is being carried out is");
}

#[test]
fn a_plan_that_another_one_replaces_names_it_and_no_circle_comes_about() {
    let room = Classroom::new();
    let [a, b, c] = ["AP01", "AP02", "AP03"].map(|code| plan(&room, code).id);
    let by = |successor| Why { reason: "merged".into(), successor: Some(successor) };
    room.change(|change| advance(change, a, State::Superseded, &by(b), None)).unwrap();
    room.change(|change| advance(change, b, State::Superseded, &by(c), None)).unwrap();
    assert_eq!(refusal(room.change(|change| advance(change, c, State::Superseded, &by(a), None))).code, "successor_in_a_circle", "lineage ends somewhere");
    assert_eq!(refusal(room.change(|change| advance(change, c, State::Superseded, &by(c), None))).code, "successor_is_itself", "not by itself");
    assert_eq!(refusal(room.change(|change| advance(change, c, State::Dropped, &Why::default(), None))).code, "text_missing", "somebody will ask why");
    assert_eq!(plan(&room, "AP01").successor, Some(b), "the line is kept");
    room.desk.undo().unwrap();
    assert_eq!(plan(&room, "AP02").state, State::Draft, "taken back like anything else");
}

#[test]
fn what_cannot_be_right_is_refused_and_nothing_is_half_written() {
    let room = Classroom::new();
    let (id, survey) = rice(&room);
    let before = room.desk.digest(None).unwrap();
    let backwards = activity("Backwards", "2012-08-01", "2012-07-01");
    assert_eq!(refusal(room.change(|c| lines::add(c, id, backwards))).code, "ends_before_start", "time runs forwards");
    assert_eq!(refusal(room.change(|c| lines::add(c, id, vec![LineField::Source { source: "MI".into() }]))).code, "text_missing", "a line has a name");
    let mixed = vec![LineField::Item { title: "Travel".into() }, LineField::Risk { title: "Rain".into() }];
    assert_eq!(refusal(room.change(|c| lines::add(c, id, mixed))).code, "line_fields_mixed", "one line is of one part");
    let thai = LineField::Period { starts: Some(day("2555-06-01")), ends: None };
    assert_eq!(refusal(room.change(|c| lines::edit(c, survey, thai, None))).code, "thai_year", "a Thai year is asked about");
    assert_eq!(
        refusal(room.change(|c| edit(c, id, PlanField::Stage { stage: Some(Stage::Selection) }, None))).code,
        "stage_without_consortium",
        "it forms none"
    );
    let staged = vec![LineField::Activity { title: "Choose".into() }, LineField::Stage { stage: Some(Stage::Selection) }];
    assert_eq!(refusal(room.change(|c| lines::add(c, id, staged))).code, "stage_without_consortium", "nor does any of its steps");
    assert_eq!(refusal(room.change(|c| lines::edit(c, survey, LineField::Stage { stage: Some(Stage::Planning) }, None))).code, "stage_without_consortium");
    assert_eq!(refusal(room.change(|c| lines::edit(c, id, LineField::Risk { title: "Rain".into() }, None))).code, "no_such_line", "a plan is no line");
    assert_eq!(refusal(room.change(|c| remove(c, survey, None))).code, "no_such_plan", "a line is no plan");
    let empty = plan(&room, "AP02").id;
    assert_eq!(refusal(room.change(|c| advance(c, empty, State::Presented, &Why::default(), None))).code, "plan_empty", "there is nothing to show");
    assert_eq!(room.desk.digest(None).unwrap(), before, "not one entry more");
}

#[test]
fn a_plan_that_people_stand_for_is_not_taken_away() {
    let room = Classroom::new();
    let (id, _) = rice(&room);
    let version = room.change(|c| keep_version(c, id)).unwrap();
    let p01 = room.person("P01");
    room.change(|c| commit(c, version, p01, How::Sheet, day("2012-05-25"), None)).unwrap();
    assert_eq!(refusal(room.change(|c| remove(c, id, None))).code, "plan_committed", "it is dropped with a reason instead");
    room.change(|c| withdraw(c, version, p01, None)).unwrap();
    room.change(|c| remove(c, id, None)).unwrap();
    assert!(room.read(|r, book| views::list(r.sql(), book)).iter().all(|plan| plan.id != id), "gone from the list");
    room.change(|c| put_back(c, id)).unwrap();
    assert_eq!(said(&room, id).activities.len(), 2, "and back with all it had");
}

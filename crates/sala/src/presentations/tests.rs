//! An afternoon of presentations.

use super::{views::Programme, *};
use crate::{
    RecordId,
    attendance::classroom::{Classroom, refusal},
    groups,
    outputs::{self, New, State},
};

/// An exercise with an output of each of three groups; the last has nothing to hand in.
fn exercise(room: &Classroom) -> (RecordId, Vec<RecordId>) {
    room.change(|c| {
        let set = groups::set(c, "Groups")?;
        let exercise = outputs::exercise(c, "Mapping", "")?;
        let outputs = [("A", "Silk"), ("B", "Rice"), ("C", "")].map(|(name, body)| {
            let group = groups::group(c, set, name)?;
            outputs::add(c, &New { exercise, group: Some(group), title: format!("Of {name}"), body: body.into() })
        });
        Ok((exercise, outputs.into_iter().collect::<crate::Result<_>>()?))
    })
    .unwrap()
}

fn shown(room: &Classroom, exercise: RecordId) -> Programme {
    room.read(|r, book| views::programme(r.sql(), book, exercise, room.desk.now()))
}

fn groups_of(room: &Classroom, exercise: RecordId) -> String {
    shown(room, exercise).turns.iter().filter_map(|turn| turn.group.clone()).collect()
}

fn step(room: &Classroom, time: &str, output: RecordId, step: Step) -> crate::Result<bool> {
    room.at(&format!("2012-05-22T{time}Z")).change(|c| hold(c, output, step, None))
}

#[test]
fn the_order_is_what_somebody_made_it_and_a_later_output_comes_last() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    assert_eq!(groups_of(&room, exercise), "ABC", "by group, until somebody says otherwise");
    room.change(|c| order(c, exercise, &[outputs[2]], None)).unwrap();
    assert_eq!(groups_of(&room, exercise), "CAB");
    room.change(|c| {
        let set = groups::set(c, "Groups")?;
        let group = groups::group(c, set, "0")?;
        outputs::add(c, &New { exercise, group: Some(group), title: "Late".into(), body: String::new() })
    })
    .unwrap();
    assert_eq!(groups_of(&room, exercise), "CAB0", "whatever it is called");
    assert_eq!(refusal(room.change(|c| order(c, exercise, &[outputs[0], outputs[0]], None))).code, "output_twice");
    assert_eq!(refusal(room.change(|c| order(c, exercise, &[exercise], None))).code, "no_such_output");
    assert_eq!(refusal(room.change(|c| order(c, outputs[0], &[], None))).code, "no_such_exercise");
}

#[test]
fn a_drawn_order_keeps_its_seed_until_a_hand_changes_it() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    room.change(|c| draw(c, exercise, 731_204, None)).unwrap();
    let first = shown(&room, exercise);
    assert_eq!(first.seed, Some(731_204));
    room.change(|c| order(c, exercise, &outputs, None)).unwrap();
    assert_eq!(shown(&room, exercise).seed, None, "this is nobody's lot any more");
    room.change(|c| draw(c, exercise, 731_204, None)).unwrap();
    assert_eq!(shown(&room, exercise).turns, first.turns, "the same seed draws the same order");
    let orders: std::collections::BTreeSet<_> = (1..40).map(|seed| order::drawn(outputs.clone(), seed)).collect();
    assert_eq!(orders.len(), 6, "every order may come: {orders:?}");
}

#[test]
fn the_time_follows_from_what_is_kept_and_pauses_do_not_count() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    let output = outputs[0];
    room.change(|c| minutes(c, output, Some(10), None)).unwrap();
    assert_eq!(refusal(step(&room, "08:00:00", output, Step::Pause)).code, "presentation_not_begun");
    assert!(step(&room, "08:00:00", output, Step::Begin).unwrap());
    assert!(!step(&room, "08:00:30", output, Step::Begin).unwrap(), "it has begun already");
    step(&room, "08:04:00", output, Step::Pause).unwrap();
    room.at("2012-05-22T08:06:00Z");
    let used = |room: &Classroom| shown(room, exercise).turns[0].used_seconds;
    assert_eq!(used(&room), Some(240), "it stands still, however often somebody looks");
    step(&room, "08:07:00", output, Step::GoOn).unwrap();
    step(&room, "08:09:30", output, Step::End).unwrap();
    assert_eq!(used(&room), Some(390), "four minutes before the pause and two and a half after it");
    assert_eq!(refusal(step(&room, "08:10:00", output, Step::Begin)).code, "presentation_over");
    assert!(step(&room, "08:11:00", output, Step::TakeBack).unwrap());
    assert_eq!(used(&room), None);
    room.desk.undo().unwrap();
    assert_eq!(used(&room), Some(390), "taken back, it was after all");
    assert_eq!(refusal(room.change(|c| minutes(c, output, Some(0), None))).code, "presentation_minutes");
}

#[test]
fn what_is_presented_is_handed_in_and_noted_as_presented() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    let state = |room: &Classroom, at: usize| shown(room, exercise).turns[at].state;
    step(&room, "08:00:00", outputs[0], Step::Begin).unwrap();
    assert_eq!(state(&room, 0), State::Submitted, "as it was when it was shown");
    step(&room, "08:05:00", outputs[0], Step::End).unwrap();
    assert_eq!(state(&room, 0), State::Presented);
    step(&room, "08:06:00", outputs[2], Step::Begin).unwrap();
    step(&room, "08:09:00", outputs[2], Step::End).unwrap();
    assert_eq!(state(&room, 2), State::Draft, "there was nothing on paper, and the time is kept all the same");
    room.desk.undo().unwrap();
    room.desk.undo().unwrap();
    room.desk.undo().unwrap();
    assert_eq!(state(&room, 0), State::Submitted, "ending is one gesture, with its time and its state");
}

#[test]
fn what_somebody_timed_with_a_watch_is_noted_afterwards() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    room.at("2012-05-22T09:00:00Z");
    let at = |time: &str| format!("2012-05-22T{time}Z").parse().unwrap();
    room.change(|c| note(c, outputs[0], at("08:00:00"), at("08:11:20"), None)).unwrap();
    let turn = shown(&room, exercise).turns.remove(0);
    assert_eq!((turn.used_seconds, turn.state), (Some(680), State::Presented));
    assert_eq!(refusal(room.change(|c| note(c, outputs[1], at("08:00:00"), at("07:00:00"), None))).code, "ends_before_start");
}

#[test]
fn a_clock_that_was_set_back_makes_no_time_negative() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    step(&room, "08:00:00", outputs[0], Step::Begin).unwrap();
    step(&room, "07:00:00", outputs[0], Step::End).unwrap();
    assert_eq!(shown(&room, exercise).turns[0].used_seconds, Some(0));
    assert!(Held::read(Some(5), None, None, Some(4)).is_none(), "ended before it began");
    assert!(Held::read(None, None, None, Some(4)).is_none(), "ended and never begun");
    assert!(Held::read(Some(1), Some(2), None, Some(4)).is_none(), "over, and paused");
}

#[test]
fn a_presentation_begun_by_mistake_leaves_its_output_as_far_as_it_was() {
    let room = Classroom::new();
    let (exercise, outputs) = exercise(&room);
    let state = |room: &Classroom, at: usize| shown(room, exercise).turns[at].state;
    step(&room, "08:00:00", outputs[0], Step::Begin).unwrap();
    step(&room, "08:01:00", outputs[0], Step::TakeBack).unwrap();
    assert_eq!(state(&room, 0), State::Draft, "beginning had handed it in");
    step(&room, "08:02:00", outputs[0], Step::Begin).unwrap();
    step(&room, "08:05:00", outputs[0], Step::End).unwrap();
    step(&room, "08:06:00", outputs[0], Step::TakeBack).unwrap();
    assert_eq!(state(&room, 0), State::Draft, "and ending had noted it as presented");
    assert!(!step(&room, "08:07:00", outputs[0], Step::TakeBack).unwrap(), "once");

    room.at("2012-05-22T08:08:00Z").change(|c| outputs::advance(c, outputs[1], State::Submitted, None)).unwrap();
    step(&room, "08:09:00", outputs[1], Step::Begin).unwrap();
    step(&room, "08:12:00", outputs[1], Step::End).unwrap();
    step(&room, "08:13:00", outputs[1], Step::TakeBack).unwrap();
    assert_eq!(state(&room, 1), State::Submitted, "the group had handed it in itself");
    step(&room, "08:14:00", outputs[1], Step::Begin).unwrap();
    step(&room, "08:15:00", outputs[1], Step::End).unwrap();
    room.at("2012-05-22T08:16:00Z").change(|c| outputs::advance(c, outputs[1], State::Final, None)).unwrap();
    step(&room, "08:17:00", outputs[1], Step::TakeBack).unwrap();
    assert_eq!(state(&room, 1), State::Final, "somebody has closed it since");
}

#[test]
fn nobody_begins_while_the_time_of_another_runs() {
    let room = Classroom::new();
    let (_, outputs) = exercise(&room);
    step(&room, "08:00:00", outputs[0], Step::Begin).unwrap();
    let refused = refusal(step(&room, "08:01:00", outputs[1], Step::Begin));
    assert_eq!((refused.code, &refused.params["title"], &refused.params["group"]), ("another_presents", &"Of A".into(), &"A".into()));
    step(&room, "08:02:00", outputs[0], Step::Pause).unwrap();
    step(&room, "08:03:00", outputs[1], Step::Begin).unwrap();
    assert_eq!(refusal(step(&room, "08:04:00", outputs[0], Step::GoOn)).code, "another_presents", "nor goes on");
    step(&room, "08:05:00", outputs[1], Step::End).unwrap();
    assert!(step(&room, "08:06:00", outputs[0], Step::GoOn).unwrap());
    let tomorrow = |time: &str| format!("2012-05-25T{time}Z").parse().unwrap();
    assert_eq!(refusal(room.change(|c| note(c, outputs[2], tomorrow("08:00:00"), tomorrow("08:10:00"), None))).code, "day_to_come");
}

//! The review of a day, told as evenings.

use super::{Asked, NewNote, add, edit, put_back, remove, views};
use crate::{
    RecordId,
    attendance::classroom::{Classroom, refusal},
    groups,
};

fn write(room: &Classroom, date: &str, asked: Asked, text: &str) -> RecordId {
    let new = NewNote { date: date.parse().unwrap(), asked, group: None, text: text.into() };
    room.change(|c| add(c, &new)).unwrap()
}

fn day(room: &Classroom, date: &str) -> Vec<(Asked, String)> {
    room.read(|r, book| views::notes(r.sql(), book, Some(date.parse().unwrap()))).into_iter().map(|note| (note.asked, note.text)).collect()
}

#[test]
fn a_day_has_its_notes_in_the_order_of_the_questions_and_each_keeps_its_author() {
    let room = Classroom::new();
    write(&room, "2012-05-17", Asked::Keep, "The bus was on time.");
    let note = write(&room, "2012-05-17", Asked::Expect, "They will ask about prices.");
    write(&room, "2012-05-18", Asked::Keep, "Another day.");
    let expected = [(Asked::Expect, "They will ask about prices.".to_owned()), (Asked::Keep, "The bus was on time.".to_owned())];
    assert_eq!(day(&room, "2012-05-17"), expected, "before comes first");
    room.desk.set_author("Facilitator").unwrap();
    room.change(|c| edit(c, note, "They will ask about prices and wood.", None)).unwrap();
    let shown = room.read(|r, book| views::notes(r.sql(), book, None)).remove(0);
    assert_eq!(
        (shown.author.as_deref(), shown.changed_by.as_deref()),
        (Some("Trainer"), Some("Facilitator")),
        "who wrote it first, and who put it in other words"
    );
}

#[test]
fn what_is_to_be_changed_is_said_to_the_next_day_with_a_review() {
    let room = Classroom::new();
    write(&room, "2012-05-16", Asked::Change, "Older.");
    write(&room, "2012-05-18", Asked::Change, "Leave half an hour earlier.");
    write(&room, "2012-05-18", Asked::Keep, "The bus.");
    let said = |date: &str| room.read(|r, book| views::changes_before(r.sql(), book, date.parse().unwrap()));
    assert_eq!(said("2012-05-21").into_iter().map(|note| note.text).collect::<Vec<_>>(), ["Leave half an hour earlier."], "over the weekend, and nothing else");
    assert!(said("2012-05-16").is_empty(), "nothing was before the first");
}

#[test]
fn a_note_that_was_taken_away_is_no_longer_edited_and_comes_back() {
    let room = Classroom::new();
    let note = write(&room, "2012-05-17", Asked::Happened, "Rain.");
    room.change(|c| remove(c, note, None)).unwrap();
    assert!(day(&room, "2012-05-17").is_empty());
    assert_eq!(refusal(room.change(|c| edit(c, note, "Sun.", None))).code, "no_such_note");
    room.change(|c| put_back(c, note)).unwrap();
    assert_eq!(day(&room, "2012-05-17").len(), 1, "it is there again");
    room.change(|c| remove(c, note, None)).unwrap();
    room.desk.undo().unwrap();
    assert_eq!(day(&room, "2012-05-17").len(), 1, "or is taken back");
}

#[test]
fn a_note_has_something_to_say_on_a_real_day_and_of_a_group_that_is_there() {
    let room = Classroom::new();
    let said = |date: &str, text: &str, group: Option<RecordId>| {
        let new = NewNote { date: date.parse().unwrap(), asked: Asked::Keep, group, text: text.into() };
        room.change(|c| add(c, &new))
    };
    assert_eq!(refusal(said("2012-05-17", "  ", None)).code, "text_missing");
    assert_eq!(refusal(said("2555-05-17", "The bus.", None)).code, "thai_year");
    assert_eq!(refusal(said("2012-06-17", "The bus.", None)).code, "day_outside_programme");
    assert_eq!(refusal(said("2012-05-17", "The bus.", Some(RecordId::new_at(1)))).code, "no_such_group");
    let group = room.change(|c| groups::set(c, "Groups").and_then(|set| groups::group(c, set, "A"))).unwrap();
    said("2012-05-17", "The bus.", Some(group)).unwrap();
    assert_eq!(room.read(|r, book| views::notes(r.sql(), book, None))[0].group.as_deref(), Some("A"));
    assert_eq!(refusal(room.change(|c| edit(c, RecordId::new_at(2), "x", None))).code, "no_such_note");
}

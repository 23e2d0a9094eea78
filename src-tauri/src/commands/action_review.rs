//! The before and after action review of a day.

use chrono::NaiveDate;
use sala::{
    Desk, RecordId,
    action_review::{self, NewNote, records::REVIEW_NOTE, views},
    groups,
};

use crate::{
    fault::Fault,
    mapping::{all, date},
    shell::Shell,
    wire::action_review::{AddNoteArgs, DayReview, DayReviewArgs, EditNoteArgs, RemoveNoteArgs, ReviewGroup},
};

pub fn day(shell: &Shell, args: DayReviewArgs) -> Result<DayReview, Fault> {
    shown(&*shell.desk()?, args.programme.0, date(&args.date)?)
}

pub fn add(shell: &Shell, args: AddNoteArgs) -> Result<DayReview, Fault> {
    let desk = shell.desk()?;
    let AddNoteArgs { programme, date: day, asked, group, text } = args;
    let new = NewNote { date: date(&day)?, asked: asked.into(), group: group.map(|group| group.0), text };
    desk.change(programme.0, "add_note", |change| action_review::add(change, &new))?;
    shown(&desk, programme.0, new.date)
}

pub fn edit(shell: &Shell, args: EditNoteArgs) -> Result<DayReview, Fault> {
    let desk = shell.desk()?;
    let EditNoteArgs { programme, date: day, id, text, seen } = args;
    desk.change(programme.0, "edit_note", |change| action_review::edit(change, id.0, &text, Some(&seen.0)))?;
    shown(&desk, programme.0, date(&day)?)
}

pub fn remove(shell: &Shell, args: RemoveNoteArgs) -> Result<DayReview, Fault> {
    let desk = shell.desk()?;
    let RemoveNoteArgs { programme, date: day, id, seen } = args;
    desk.change(programme.0, "remove_note", |change| action_review::remove(change, id.0, Some(&seen.0)))?;
    shown(&desk, programme.0, date(&day)?)
}

fn shown(desk: &Desk, programme: RecordId, day: NaiveDate) -> Result<DayReview, Fault> {
    let (notes, to_change, sets) = desk.read(|r| {
        let book = r.book(programme)?;
        let with = |notes: Vec<views::NoteView>| {
            notes.into_iter().map(|note| Ok((note.clone(), r.everything_in(book, &REVIEW_NOTE, note.id)?))).collect::<sala::Result<Vec<_>>>()
        };
        Ok((with(views::notes(r.sql(), book, Some(day))?)?, with(views::changes_before(r.sql(), book, day)?)?, groups::views::sets(r.sql(), book)?))
    })?;
    let several = sets.len() > 1;
    let of_set = |set: groups::views::GroupSetView| {
        let name = set.name;
        set.groups
            .into_iter()
            .map(move |group| ReviewGroup { id: group.id.into(), name: if several { format!("{name} \u{b7} {}", group.name) } else { group.name } })
    };
    Ok(DayReview { date: day.to_string(), notes: all(notes), to_change: all(to_change), groups: sets.into_iter().flat_map(of_set).collect() })
}

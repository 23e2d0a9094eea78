//! The paper sheet that went round, photographed as evidence.

use super::{
    facts::State,
    records::{OF_REGISTER, PAGE, SHEET},
    views::{self, lookup},
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::Change,
    outputs::files::{Kept, hang_on},
};

/// Hang a photograph of the paper sheet on its register; also on a locked one, because that is when it is taken.
/// Answers the attachment.
///
/// # Errors
/// `no_such_register`, `sheet_not_a_picture`.
pub fn photograph(change: &mut Change<'_>, register: RecordId, picture: &Kept) -> Result<RecordId> {
    if lookup::register_state(change.sql(), change.book(), register)?.is_none() {
        return Problem::new("no_such_register").refuse();
    }
    if picture.pixels.is_none() && picture.mime != "application/pdf" {
        return Problem::new("sheet_not_a_picture").with("name", picture.name.as_str()).refuse();
    }
    let page = views::last_page(change.sql(), change.book(), register)? + 1;
    let sheet = change.create();
    change.set(OF_REGISTER.of(&SHEET, sheet), register)?;
    change.set(PAGE.of(&SHEET, sheet), page)?;
    hang_on(change, sheet, picture)
}

/// Take a photograph off its register that was hung there by mistake; also off a locked one. Its bytes stay. `seen` is everything
/// that the screen showed of its paper sheet.
///
/// # Errors
/// `no_such_file`; `register_locked` where the register was verified: the photograph is what it was compared with.
pub fn remove_photograph(change: &mut Change<'_>, file: RecordId, seen: Option<&Seen>) -> Result<()> {
    let Some((sheet, register)) = views::sheet_with(change.sql(), change.book(), file)? else {
        return Problem::new("no_such_file").refuse();
    };
    match lookup::register_state(change.sql(), change.book(), register)? {
        Some(State::Verified) => Problem::new("register_locked").with("state", State::Verified.as_str()).refuse(),
        _ => change.remove_shown(&SHEET, sheet, seen),
    }
}

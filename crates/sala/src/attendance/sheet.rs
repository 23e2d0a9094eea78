//! The paper sheet that went round, photographed as evidence.

use super::{
    records::{OF_REGISTER, PAGE, SHEET},
    views::lookup,
};
use crate::{
    Problem, RecordId, Result,
    journal::Change,
    outputs::files::{Kept, hang},
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
    let page = super::views::sheets_of(change.sql(), change.book(), register)? + 1;
    let sheet = change.create();
    change.set(OF_REGISTER.of(&SHEET, sheet), register)?;
    change.set(PAGE.of(&SHEET, sheet), i64::try_from(page).unwrap_or(i64::MAX))?;
    hang(change, sheet, picture)
}

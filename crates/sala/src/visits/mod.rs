//! Visits to hosts outside the training centre.

pub mod records;
pub mod views;

use chrono::NaiveDate;

use crate::{Problem, RecordId, Result, journal::Change, value};
use records::{DATE, HOST, VISIT};

/// Plan a visit.
///
/// # Errors
/// `host_missing`, `text_too_long`.
pub fn add(change: &mut Change<'_>, date: NaiveDate, host: &str) -> Result<RecordId> {
    let host = crate::people::name::clean(host).text;
    if host.is_empty() {
        return Problem::new("host_missing").refuse();
    }
    Problem::if_too_long("host", &host, 300)?;
    let id = change.create();
    change.set(DATE.of(&VISIT, id), value![date])?;
    change.set(HOST.of(&VISIT, id), host)?;
    Ok(id)
}

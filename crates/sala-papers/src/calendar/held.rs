//! What earlier files held. A calendar keeps what a later file does not take back, and nobody wants to hear that something is off of which
//! they never heard that it was on.

use std::{collections::BTreeSet, path::Path};

use sala::{Desk, RecordId, Result};

/// The names of all events that files about what is due of a programme held, as far as this store made them; and those of the file that the new one
/// covers, which another laptop may have made.
///
/// # Errors
/// Store failures.
pub fn held(desk: &Desk, programme: RecordId, covered: &Path) -> Result<BTreeSet<String>> {
    let mut names: BTreeSet<_> = desk.setting(&setting(programme))?.unwrap_or_default().lines().map(str::to_owned).collect();
    // One that is not there or cannot be read held nothing that anybody could say.
    names.extend(std::fs::read_to_string(covered).map(|file| names_in(&file)).unwrap_or_default());
    Ok(names)
}

/// Note what a file that was just written holds, for the next one. A store that is only looked at notes nothing.
///
/// # Errors
/// Store failures.
pub fn keep(desk: &Desk, programme: RecordId, mut held: BTreeSet<String>, file: &str) -> Result<()> {
    if desk.only_looked_at().is_some() {
        return Ok(());
    }
    held.extend(names_in(file));
    desk.set_setting(&setting(programme), &held.into_iter().collect::<Vec<_>>().join("\n"))
}

/// The names of the events in a file, whose long lines go on after a line break and a space (RFC 5545, section 3.1).
#[must_use]
pub fn names_in(file: &str) -> BTreeSet<String> {
    let whole = file.replace("\r\n ", "").replace("\n ", "");
    whole.lines().filter_map(|line| line.strip_prefix("UID:")).map(|name| name.trim().to_owned()).collect()
}

fn setting(programme: RecordId) -> String {
    format!("calendar.due.{programme}")
}

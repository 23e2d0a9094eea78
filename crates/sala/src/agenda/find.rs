//! Which session somebody means who has no mouse: its id, or its day and start, and where two begin then, how its title begins.

use chrono::NaiveDate;

use super::{session::minutes, views::Placed};
use crate::{Problem, Result};

/// The one session that is meant by `2012-05-14/08:30`, by `2012-05-14/08:30/Opening`, or by an id.
///
/// # Errors
/// `no_such_session`; `session_ambiguous` with what each of them would be called.
pub fn find<'a>(sessions: &'a [Placed], which: &str) -> Result<&'a Placed> {
    let which = which.trim();
    let mut parts = which.splitn(3, '/').map(str::trim);
    let date = parts.next().and_then(|date| date.parse::<NaiveDate>().ok());
    let start = parts.next().and_then(minutes);
    let title = parts.next().unwrap_or_default().to_lowercase();
    let meant = |one: &&Placed| match date.zip(start) {
        Some((date, start)) => (one.date, one.line.starts_min) == (date, start) && one.line.title.to_lowercase().starts_with(&title),
        None => one.line.id.to_string().eq_ignore_ascii_case(which),
    };
    let mut found = sessions.iter().filter(meant);
    match (found.next(), found.next()) {
        (None, _) => Problem::new("no_such_session").with("session", which).refuse(),
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => {
            let titles: Vec<_> = sessions.iter().filter(meant).map(|one| one.line.title.clone()).collect();
            let ids: Vec<_> = sessions.iter().filter(meant).map(|one| one.line.id.to_string()).collect();
            Problem::new("session_ambiguous").with("session", which).with("titles", titles).with("ids", ids).refuse()
        }
    }
}

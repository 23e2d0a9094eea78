//! Everybody who takes part, and where they ride.

use rusqlite::Connection;
use serde::Serialize;

use crate::{RecordId, Result, Seen, attendance::views::with_registers, journal::BookNo, people::views::belongs::and_people};

/// A person on a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rider {
    /// Who.
    pub participant: RecordId,
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// The name in its own script.
    pub native: Option<String>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Role in the programme.
    pub role: Option<String>,
    /// True where the person counts: heads are held against those.
    pub counts: bool,
    /// Where the person rides.
    pub vehicle: Option<RecordId>,
    /// What the screen shows as the seat, to be handed back.
    pub seen: Seen,
    /// What the register of that half day says of the person.
    pub mark: Option<String>,
}

/// Everybody who takes part, in the order of the roster.
///
/// # Errors
/// Store failures.
pub fn riders(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<Rider>> {
    let mut query = sql.prepare_cached(with_registers!(and_visits!(and_people!(include_str!("riders.sql")))))?;
    let rider = |r: &rusqlite::Row<'_>| {
        Ok(Rider {
            participant: r.get("id")?,
            code: r.get("code")?,
            name: r.get("name")?,
            native: r.get("native")?,
            language: r.get("language")?,
            country: r.get("country")?,
            role: r.get("role")?,
            counts: r.get("counts")?,
            vehicle: r.get("vehicle")?,
            seen: Seen::shown(r.get("seat_v")?),
            mark: r.get("mark")?,
        })
    };
    Ok(query.query_map((book.0, visit), rider)?.collect::<Result<_, _>>()?)
}

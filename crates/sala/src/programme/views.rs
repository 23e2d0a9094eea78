//! Programmes as screens show them.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Serialize;

use crate::{Problem, RecordId, Result, Seen, journal::BookNo, people::views::belongs::with_people};

/// One programme in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProgrammeLine {
    /// The record, which is the book.
    pub id: RecordId,
    /// Short code.
    pub code: String,
    /// Title.
    pub title: String,
    /// First day.
    pub starts: Option<NaiveDate>,
    /// Last day.
    pub ends: Option<NaiveDate>,
    /// How many participants take part (observers, staff and those who never came are not among them).
    pub participants: i64,
    /// How many registers there are.
    pub registers: i64,
}

/// All programmes of this store, the latest first.
///
/// # Errors
/// Store failures.
pub fn list(sql: &Connection) -> Result<Vec<ProgrammeLine>> {
    let mut query = sql.prepare_cached(with_people!(include_str!("list.sql")))?;
    let lines = query
        .query_map([], |row| {
            Ok(ProgrammeLine {
                id: row.get("id")?,
                code: text(row, "code")?,
                title: text(row, "title")?,
                starts: date(row, "starts")?,
                ends: date(row, "ends")?,
                participants: row.get("participants")?,
                registers: row.get("registers")?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

/// Everything about one programme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Programme {
    /// The record, which is the book.
    pub id: RecordId,
    /// Short code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Subject area.
    pub category: Option<String>,
    /// Who holds it.
    pub organiser: Option<String>,
    /// Who holds it too, or pays for it.
    pub partner: Option<String>,
    /// Where.
    pub venue: Option<String>,
    /// IANA time zone.
    pub timezone: Option<String>,
    /// First day.
    pub starts: Option<NaiveDate>,
    /// Last day.
    pub ends: Option<NaiveDate>,
    /// The registers of a day, in order.
    pub halves: Vec<String>,
    /// Attendance needed for a certificate, in percent.
    pub min_percent: i64,
    /// Minutes after the start from which whoever takes the register marks somebody late; nothing is worked out from it.
    pub grace_minutes: i64,
    /// For how long the action plans are followed.
    pub follow_up_months: i64,
    /// The versions shown, for editing.
    pub seen: ProgrammeSeen,
}

/// The version of every editable field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgrammeSeen {
    /// Of the title.
    pub title: Seen,
    /// Of the category.
    pub category: Seen,
    /// Of the organiser.
    pub organiser: Seen,
    /// Of the partner.
    pub partner: Seen,
    /// Of the venue.
    pub venue: Seen,
    /// Of the dates.
    pub dates: Seen,
    /// Of the rules.
    pub rules: Seen,
}

impl Programme {
    /// True for a day on which it is held.
    #[must_use]
    pub fn has_day(&self, day: NaiveDate) -> bool {
        self.starts.is_none_or(|starts| starts <= day) && self.ends.is_none_or(|ends| day <= ends)
    }
}

/// A day on which something of the programme takes place. While its own record has not arrived nobody knows its days, and any is taken.
///
/// # Errors
/// `day_outside_programme`, `thai_year`, `year_unlikely`; store failures.
pub(crate) fn day_of(sql: &Connection, book: BookNo, day: NaiveDate) -> Result<NaiveDate> {
    super::check_year(day)?;
    match facts(sql, book)? {
        Some(programme) if !programme.has_day(day) => Problem::new("day_outside_programme").with("date", day.to_string()).refuse(),
        _ => Ok(day),
    }
}

/// A day that is not before the programme: what follows from it cannot have been before.
///
/// # Errors
/// `day_before_programme` with the programme's first day; store failures.
pub(crate) fn not_before(sql: &Connection, book: BookNo, day: NaiveDate) -> Result<()> {
    match facts(sql, book)?.and_then(|programme| programme.starts) {
        Some(starts) if day < starts => Problem::new("day_before_programme").with("date", day.to_string()).with("starts", starts.to_string()).refuse(),
        _ => Ok(()),
    }
}

/// The facts of a programme; none while its own record has not arrived yet.
///
/// # Errors
/// Store failures.
pub fn facts(sql: &Connection, book: BookNo) -> Result<Option<Programme>> {
    let query = "SELECT r.id, p.* FROM programme p JOIN record r ON r.no = p.rec WHERE p.book = ?1";
    Ok(sql.prepare_cached(query)?.query_row([book.0], programme).optional()?)
}

/// The programme with this code; none where this store has none.
///
/// # Errors
/// Store failures.
pub fn by_code(sql: &Connection, code: &str) -> Result<Option<RecordId>> {
    let wanted = code.trim().to_uppercase();
    let is_it = |line: &ProgrammeLine| line.code.to_uppercase() == wanted || line.id.to_string().to_uppercase() == wanted;
    let found: Vec<_> = list(sql)?.into_iter().filter(is_it).collect();
    // Two laptops may have made programmes of one code before they heard of each other.
    if found.len() > 1 {
        let ids: Vec<_> = found.iter().map(|line| line.id.to_string()).collect();
        let programmes: Vec<_> = found.iter().map(|line| format!("{} ({})", line.id, line.title)).collect();
        return Problem::new("programme_ambiguous").with("code", code).with("ids", ids).with("programmes", programmes).refuse();
    }
    Ok(found.first().map(|line| line.id))
}

fn programme(row: &Row<'_>) -> rusqlite::Result<Programme> {
    let seen = |version: &str| Ok::<_, rusqlite::Error>(Seen::shown(row.get(version)?));
    let rule = |name: &str, usual: i64| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(name)?.unwrap_or(usual));
    let halves = row.get::<_, Option<String>>("halves")?.unwrap_or_else(|| "AM,PM".to_owned());
    Ok(Programme {
        id: row.get("id")?,
        code: text(row, "code")?,
        title: text(row, "title")?,
        category: row.get("category")?,
        organiser: row.get("organiser")?,
        partner: row.get("partner")?,
        venue: row.get("venue")?,
        timezone: row.get("timezone")?,
        starts: date(row, "starts")?,
        ends: date(row, "ends")?,
        halves: halves.split(',').map(str::to_owned).collect(),
        min_percent: rule("min_percent", 80)?,
        grace_minutes: rule("grace_minutes", 15)?,
        follow_up_months: rule("follow_up_months", 6)?,
        seen: ProgrammeSeen {
            title: seen("title_v")?,
            category: seen("category_v")?,
            organiser: seen("organiser_v")?,
            partner: seen("partner_v")?,
            venue: seen("venue_v")?,
            dates: seen("dates_v")?,
            rules: seen("rules_v")?,
        },
    })
}

fn text(row: &Row<'_>, column: &str) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}

/// Dates are checked when they are folded: one that does not parse was not folded.
fn date(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|text| text.parse().ok()))
}

//! The facts that grids and reports are worked out from, read once.

use chrono::NaiveDate;
use rusqlite::OptionalExtension as _;

use crate::{
    Reader, Result,
    attendance::{
        facts::{Facts, PersonFacts, RegisterFacts, State},
        status::Status,
    },
    journal::{BookNo, conflict_count},
    people::views::belongs::with_people,
};

/// The rate from which a certificate is due where the programme does not say.
const MIN_PERCENT: u8 = 80;

/// Everything that attendance figures of a programme follow from.
///
/// # Errors
/// Store failures.
pub fn facts(reader: &Reader<'_>, book: BookNo, today: NaiveDate) -> Result<Facts> {
    let sql = reader.sql();
    let programme = "SELECT COALESCE(code, ''), COALESCE(title, ''), min_percent FROM programme WHERE book = ?1";
    let programme = sql.prepare_cached(programme)?.query_row([book.0], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Option<i64>>(2)?))).optional()?;
    let (programme, title, min_percent) = programme.unwrap_or_default();
    let registers = sql
        .prepare_cached(super::REGISTERS)?
        .query_map([book.0], |r| {
            let state = State::from_stored(r.get::<_, Option<String>>("state")?.as_deref());
            let sheets = r.get::<_, i64>("sheets")?.unsigned_abs();
            let seen = super::seen_of(r)?;
            let (session, paper) = (r.get("session_title")?, super::paper_of(r)?);
            Ok(RegisterFacts {
                id: r.get("id")?,
                date: super::date_of(r)?,
                half: r.get("half")?,
                session,
                state,
                seen,
                cancelled: r.get("cancelled")?,
                stray: r.get("stray")?,
                empty: r.get("empty")?,
                sheets,
                paper,
            })
        })?
        .collect::<Result<_, _>>()?;
    let people = with_people!(
        "SELECT k.id, COALESCE(p.code, '') AS code, p.name, p.native, p.sex, p.country, p.organisation, p.role, p.belongs
                    FROM person p JOIN record k ON k.no = p.rec
                   WHERE p.book = ?1 ORDER BY length(p.code), p.code, k.id"
    );
    let people = sql
        .prepare_cached(people)?
        .query_map([book.0], |r| {
            let person = PersonFacts {
                code: r.get("code")?,
                name: r.get("name")?,
                native: r.get("native")?,
                sex: r.get("sex")?,
                country: r.get("country")?,
                organisation: r.get("organisation")?,
                role: r.get("role")?,
                belongs: r.get("belongs")?,
            };
            Ok((r.get("id")?, person))
        })?
        .collect::<Result<_, _>>()?;
    let mut marks = std::collections::HashMap::new();
    let mut statement = sql.prepare_cached(include_str!("marks.sql"))?;
    let mut rows = statement.query([book.0])?;
    while let Some(row) = rows.next()? {
        // A word of a newer version never reaches the column: it is kept for review.
        if let Ok(status) = Status::from_stored(row.get_ref(2)?.as_str().unwrap_or_default()) {
            marks.insert((row.get(0)?, row.get(1)?), status);
        }
    }
    Ok(Facts {
        programme,
        title,
        min_percent: min_percent.and_then(|n| u8::try_from(n).ok()).unwrap_or(MIN_PERCENT),
        today,
        registers,
        people,
        marks,
        open_conflicts: conflict_count(sql, reader.tables(), Some(book))?,
    })
}

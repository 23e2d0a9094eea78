//! The facts that grids and reports are worked out from, read once.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::OptionalExtension as _;

use crate::{
    RecordId, Reader, Result,
    attendance::{
        facts::{Facts, PersonFacts, RegisterFacts, State},
        status::Status,
    },
    journal::{BookNo, CellNo, distinct, live_values},
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
        .prepare_cached(include_str!("registers.sql"))?
        .query_map([book.0], |r| {
            let state = State::from_stored(r.get::<_, Option<String>>("state")?.as_deref());
            let sheets = r.get::<_, i64>("sheets")?.unsigned_abs();
            Ok(RegisterFacts { id: r.get("id")?, date: super::date_of(r)?, half: r.get("half")?, state, cancelled: r.get("cancelled")?, sheets })
        })?
        .collect::<Result<_, _>>()?;
    let people = "SELECT k.id, COALESCE(p.code, '') AS code, p.name, p.native, p.sex, p.country, p.organisation, p.role, p.status
                    FROM participant p JOIN record k ON k.no = p.rec
                   WHERE p.book = ?1 AND COALESCE(p.removed, 0) = 0 ORDER BY length(p.code), p.code, k.id";
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
                status: r.get("status")?,
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
        open_conflicts: differing(reader, book)?.len() as u64,
    })
}

/// A cell that holds different values, waiting for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Differing {
    pub kind: String,
    pub field: String,
    pub a: RecordId,
    /// The second of the pair, for kinds that two records name.
    pub b: Option<RecordId>,
}

/// The cells of a programme that hold different values. Where nothing differs this reads one empty table.
pub(crate) fn differing(reader: &Reader<'_>, book: BookNo) -> Result<HashSet<Differing>> {
    let sql = reader.sql();
    let query = "SELECT DISTINCT s.shape, s.a, s.b, h.kind, h.field, h.pair, ka.id, kb.id
                   FROM sibling s JOIN shape h ON h.no = s.shape JOIN record ka ON ka.no = s.a
                   LEFT JOIN record kb ON h.pair AND kb.no = s.b
                  WHERE ka.book = ?1";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([book.0])?;
    let mut found = HashSet::new();
    while let Some(row) = rows.next()? {
        let cell = CellNo { shape: row.get(0)?, a: row.get(1)?, b: row.get(2)? };
        let (kind, field): (String, String) = (row.get(3)?, row.get(4)?);
        let plan = reader.tables().plan(&kind, &field, row.get(5)?);
        // Two people who recorded the same do not differ.
        if distinct(&live_values(sql, plan, cell)?) > 1 {
            found.insert(Differing { kind, field, a: row.get(6)?, b: row.get(7)? });
        }
    }
    Ok(found)
}

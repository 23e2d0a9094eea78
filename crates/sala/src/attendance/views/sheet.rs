//! One register with everybody on it: what roll call shows.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::history::MarkView;
use crate::{
    Problem, Reader, RecordId, Result, Seen,
    attendance::{facts::State, grid::RegisterLine, records::MARK, report::Counts, status::Status},
    journal::{BookNo, differing, record_id},
    people::{Belongs, views::belongs::with_people},
};

/// One person at one register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetRow {
    /// Who.
    pub participant: RecordId,
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// The name in its own script.
    pub native: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Employer.
    pub organisation: Option<String>,
    /// Kind of employer.
    pub org_type: Option<String>,
    /// Role in the programme.
    pub role: Option<String>,
    /// Whether the person belongs to the programme: somebody who has not come yet is marked here when they do.
    pub belongs: Belongs,
    /// True where the person counts in headline figures.
    pub counts: bool,
    /// True where nobody marked the person and other registers say that they had not arrived yet, or had departed.
    pub away: bool,
    /// The mark; none where nobody has said.
    pub mark: Option<MarkView>,
    /// What the screen shows as the mark, to be handed back.
    pub seen: Seen,
    /// What there is to say beside the mark.
    pub remark: Option<String>,
    /// What the screen shows as the remark, to be handed back.
    pub remark_seen: Seen,
    /// True where two laptops differ and nobody has decided.
    pub conflict: bool,
}

/// One register with everybody on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// The register.
    pub register: RegisterLine,
    /// Everybody on the list, in the order of the roster.
    pub rows: Vec<SheetRow>,
}

/// Read one register.
///
/// # Errors
/// `no_such_register`; store failures.
pub fn sheet(reader: &Reader<'_>, book: BookNo, register: RecordId, today: NaiveDate) -> Result<Sheet> {
    let (differing, away) = (differing_people(reader, book, register)?, super::away(reader.sql(), book, register)?);
    let rows = reader
        .sql()
        .prepare_cached(with_people!(include_str!("sheet.sql")))?
        .query_map((book.0, register), |r| {
            let (participant, belongs) = (r.get("id")?, r.get::<_, Belongs>("belongs")?);
            let mark = MarkView::of_columns(r)?;
            Ok(SheetRow {
                participant,
                code: r.get("code")?,
                name: r.get("name")?,
                native: r.get("native")?,
                country: r.get("country")?,
                organisation: r.get("organisation")?,
                org_type: r.get("org_type")?,
                role: r.get("role")?,
                belongs,
                counts: belongs.counts(),
                away: mark.is_none() && away.contains(&participant),
                mark,
                seen: Seen::shown(r.get("mark_v")?),
                remark: r.get("remark")?,
                remark_seen: Seen::shown(r.get("remark_v")?),
                conflict: differing.contains(&participant),
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Sheet { register: line(reader, book, register, today, &rows)?, rows })
}

/// The people about whom two laptops differ at this register.
fn differing_people(reader: &Reader<'_>, book: BookNo, register: RecordId) -> Result<HashSet<RecordId>> {
    let sql = reader.sql();
    let mut people = HashSet::new();
    for cell in differing(sql, reader.tables(), Some(book))?.iter().filter(|d| d.plan.kind.name == MARK.name).map(|d| d.cell) {
        if record_id(sql, cell.a)? == register {
            people.insert(record_id(sql, cell.b)?);
        }
    }
    Ok(people)
}

fn line(reader: &Reader<'_>, book: BookNo, register: RecordId, today: NaiveDate, rows: &[SheetRow]) -> Result<RegisterLine> {
    let mut counts = Counts::default();
    let status = |row: &SheetRow| row.mark.as_ref().and_then(|m| Status::from_stored(&m.status).ok());
    rows.iter().filter(|row| row.counts).for_each(|row| counts.count(status(row)));
    let mut statement = reader.sql().prepare_cached(super::REGISTERS)?;
    let mut found = statement.query([book.0])?;
    while let Some(row) = found.next()? {
        if row.get::<_, RecordId>("id")? != register {
            continue;
        }
        let (date, cancelled) = (super::date_of(row)?, row.get::<_, bool>("cancelled")?);
        let state = State::from_stored(row.get::<_, Option<String>>("state")?.as_deref());
        let begun = date < today || state != State::Open || rows.iter().any(|row| status(row).is_some_and(Status::is_roll_call));
        return Ok(RegisterLine {
            id: register,
            date,
            half: row.get("half")?,
            state,
            seen: super::seen_of(row)?,
            counts,
            held: begun && !cancelled,
            cancelled,
            stray: row.get("stray")?,
            empty: row.get("empty")?,
            sheets: row.get::<_, i64>("sheets")?.unsigned_abs(),
            session: row.get("session_title")?,
            paper: super::paper_of(row)?,
        });
    }
    Problem::new("no_such_register").refuse()
}

//! What rules ask of the store: one register, one person, one mark.

mod registers;

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _};

pub(crate) use registers::{open_registers, register_of, register_state, registers_between, registers_on};

use crate::{
    EntryNo, Error, Problem, RecordId, Result,
    attendance::{
        seal::{Plain, Said, Seal, standing},
        status::{Mark, Status},
    },
    journal::{BookNo, Branches, Scalar, Value},
    people::{Belongs, views::belongs::with_people},
};

/// Everything that a screen shows of a register, by its entries: how far it has come, the count and the sheets of its paper, and everybody's
/// mark and remark.
#[derive(Debug, Default)]
pub(crate) struct OnScreen {
    pub entries: HashSet<EntryNo>,
    /// Everybody on the sheet, by code and name, with their own.
    pub people: Vec<(String, Option<String>, Vec<EntryNo>)>,
}

/// What a screen shows of a register now.
pub(crate) fn on_screen(sql: &Connection, book: BookNo, register: RecordId) -> Result<OnScreen> {
    let mut screen = OnScreen::default();
    let query = "SELECT g.state_v FROM record k JOIN register g ON g.rec = k.no WHERE k.book = ?1 AND k.id = ?2
                 UNION ALL SELECT g.paper_v FROM record k JOIN register g ON g.rec = k.no WHERE k.book = ?1 AND k.id = ?2
                 UNION ALL SELECT t.page_v FROM record k JOIN sheet t ON t.register = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(t.removed, 0) = 0";
    for entry in sql.prepare_cached(query)?.query_map((book.0, register), |r| r.get::<_, Option<i64>>(0))? {
        screen.entries.extend(entry?.map(EntryNo));
    }
    let mut statement = sql.prepare_cached(with_people!(include_str!("sheet.sql")))?;
    let mut rows = statement.query((book.0, register))?;
    while let Some(row) = rows.next()? {
        let own: Vec<_> = [row.get::<_, Option<i64>>("mark_v")?, row.get("remark_v")?].into_iter().flatten().map(EntryNo).collect();
        screen.entries.extend(&own);
        screen.people.push((row.get("code")?, row.get("name")?, own));
    }
    Ok(screen)
}

/// A person of the roster, as rules need to know them.
#[derive(Clone, Debug)]
pub(crate) struct Enrolled {
    pub id: RecordId,
    pub code: String,
    pub name: Option<String>,
    pub belongs: Belongs,
}

const ENROLLED: &str = with_people!(
    "SELECT k.id, COALESCE(p.code, ''), p.name, p.belongs FROM person p JOIN record k ON k.no = p.rec
  WHERE p.book = ?1"
);

fn enrolled(row: &rusqlite::Row<'_>) -> rusqlite::Result<Enrolled> {
    Ok(Enrolled { id: row.get(0)?, code: row.get(1)?, name: row.get(2)?, belongs: row.get(3)? })
}

/// Everybody on the roster, in its order.
pub(crate) fn people(sql: &Connection, book: BookNo) -> Result<Vec<Enrolled>> {
    let query = format!("{ENROLLED} ORDER BY length(p.code), p.code, k.id");
    Ok(sql.prepare_cached(&query)?.query_map([book.0], enrolled)?.collect::<Result<_, _>>()?)
}

/// Everybody on the roster by code, as a scanner or a tired hand types it.
pub(crate) struct Roster(HashMap<String, Vec<Enrolled>>);

impl Roster {
    /// Read the roster once.
    pub(crate) fn read(sql: &Connection, book: BookNo) -> Result<Self> {
        let mut by_code: HashMap<_, Vec<_>> = HashMap::new();
        for person in people(sql, book)? {
            by_code.entry(person.code.to_uppercase()).or_default().push(person);
        }
        Ok(Self(by_code))
    }

    /// The person with this code, or with this id. Two laptops may have given one code to two people: then nobody is guessed at. Someone
    /// who left the list stands back behind whoever has the code now.
    ///
    /// # Errors
    /// `no_such_participant`, `code_ambiguous`.
    pub(crate) fn find(&self, code: &str) -> Result<&Enrolled> {
        if let Some(one) = code.trim().parse::<RecordId>().ok().and_then(|id| self.0.values().flatten().find(|one| one.id == id)) {
            return Ok(one);
        }
        let people = self.0.get(&code.trim().to_uppercase()).map_or(&[][..], Vec::as_slice);
        let mut enrolled = people.iter().filter(|p| p.belongs.listed());
        match (enrolled.next(), enrolled.next()) {
            (Some(_), Some(_)) => Problem::new("code_ambiguous").with("code", code.trim()).refuse(),
            (Some(one), None) => Ok(one),
            (None, _) => people.first().ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("code", code.trim()))),
        }
    }
}

/// The person, who must still be on the list: whoever may be marked at a register.
pub(crate) fn enrolled_person(sql: &Connection, book: BookNo, id: RecordId) -> Result<Enrolled> {
    let query = format!("{ENROLLED} AND k.book = ?1 AND k.id = ?2");
    let person = sql.prepare_cached(&query)?.query_row((book.0, id), enrolled).optional()?;
    let person = person.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("id", id.to_string())))?;
    still_enrolled(&person)?;
    Ok(person)
}

/// A refusal where the person left the list.
pub(crate) fn still_enrolled(person: &Enrolled) -> Result<()> {
    if person.belongs.listed() { Ok(()) } else { Problem::new("participant_not_enrolled").with("participant", person.code.as_str()).refuse() }
}

/// The person, who must be there: whoever is placed, driven or signs.
pub(crate) fn person_here(sql: &Connection, book: BookNo, id: RecordId) -> Result<Enrolled> {
    let person = enrolled_person(sql, book, id)?;
    still_here(&person)?;
    Ok(person)
}

/// A refusal where the person left the list, or has not come.
pub(crate) fn still_here(person: &Enrolled) -> Result<()> {
    still_enrolled(person)?;
    if person.belongs.here() { Ok(()) } else { Problem::new("participant_not_come").with("participant", person.code.as_str()).refuse() }
}

/// The mark that is shown, with the entry that wrote it.
pub(crate) struct Shown {
    pub version: i64,
    pub mark: Option<Mark>,
}

/// What is shown of one person at one register; none where nobody ever wrote there.
pub(crate) fn shown(sql: &Connection, book: BookNo, register: RecordId, participant: RecordId) -> Result<Option<Shown>> {
    let query = "SELECT m.mark_v, m.status, m.minutes, m.reason, m.approver, m.left_early
                   FROM record g JOIN record p ON p.book = g.book JOIN mark m ON m.register = g.no AND m.participant = p.no
                  WHERE g.book = ?1 AND g.id = ?2 AND p.id = ?3 AND m.mark_v IS NOT NULL";
    let row = sql.prepare_cached(query)?.query_row((book.0, register, participant), |r| {
        let parts: [Scalar; 5] = [
            r.get::<_, Option<String>>(1)?.into(),
            r.get::<_, Option<i64>>(2)?.into(),
            r.get::<_, Option<String>>(3)?.into(),
            r.get::<_, Option<String>>(4)?.into(),
            r.get::<_, Option<i64>>(5)?.into(),
        ];
        Ok((r.get(0)?, parts))
    });
    row.optional()?.map(|(version, parts)| Ok(Shown { version, mark: super::super::records::mark_of(&Value::new(parts.into()))? })).transpose()
}

/// The people who count and have no mark at this register.
pub(crate) fn unmarked(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<Enrolled>> {
    let marked = marked(sql, book, register)?;
    Ok(people(sql, book)?.into_iter().filter(|p| p.belongs.counts() && !marked.contains(&p.id)).collect())
}

/// The people on the list who have not come, and have no mark at this register either.
pub(crate) fn awaited(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<Enrolled>> {
    let marked = marked(sql, book, register)?;
    Ok(people(sql, book)?.into_iter().filter(|p| p.belongs == Belongs::NotCome && !marked.contains(&p.id)).collect())
}

fn marked(sql: &Connection, book: BookNo, register: RecordId) -> Result<HashSet<RecordId>> {
    let query = "SELECT p.id FROM record g JOIN mark m ON m.register = g.no JOIN record p ON p.no = m.participant
                  WHERE g.book = ?1 AND g.id = ?2 AND m.status IS NOT NULL";
    Ok(sql.prepare_cached(query)?.query_map((book.0, register), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// How many attended a register: participants, and others.
pub(crate) fn attended(sql: &Connection, book: BookNo, register: RecordId) -> Result<(i64, i64)> {
    let query = with_people!(
        "SELECT COALESCE(sum(p.belongs = 'counted'), 0), count(*)
                   FROM record g JOIN mark m ON m.register = g.no JOIN person p ON p.rec = m.participant
                  WHERE g.book = ?1 AND g.id = ?2 AND m.status IN ('present', 'late') AND p.belongs IN ('counted', 'beside')"
    );
    let (participants, all): (i64, i64) = sql.prepare_cached(query)?.query_row((book.0, register), |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok((participants, all - participants))
}

/// The seals that stand at closed registers, or at one of any state.
pub(crate) fn seals(sql: &Connection, book: BookNo, register: Option<RecordId>) -> Result<HashMap<RecordId, Vec<Seal>>> {
    let query = "SELECT kg.id, ks.id, s.seal, s.answered, s.seal_t
                   FROM register_seal s JOIN record ks ON ks.no = s.rec JOIN record kg ON kg.no = s.register
                  WHERE s.book = ?1 AND s.seal_v IS NOT NULL AND COALESCE(s.removed, 0) = 0 AND (?2 IS NULL OR kg.id = ?2)";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, register))?;
    let mut seals: HashMap<_, Vec<_>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (seal, over): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(2)?, row.get(3)?);
        seals.entry(row.get(0)?).or_default().push(Seal::read(row.get(1)?, seal.as_deref(), over.as_deref(), row.get(4)?));
    }
    Ok(seals.into_iter().map(|(register, seals)| (register, standing(seals))).collect())
}

/// What stands in a register, cell by cell.
pub(crate) fn said(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<Said>> {
    let query = "SELECT p.id AS participant, m.status, m.minutes, m.reason, m.approver, m.left_early, m.mark_v, m.remark, m.remark_v
                   FROM record g JOIN mark m ON m.register = g.no JOIN record p ON p.no = m.participant
                  WHERE g.book = ?1 AND g.id = ?2";
    let branches = Branches::load(sql)?;
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, register))?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        let of = said_in(sql, &branches, row)?;
        said.extend(of.into_iter().map(|(_, said)| said));
    }
    Ok(said)
}

/// What a row with the columns of a mark says, each with the entry that wrote it if anybody did.
pub(crate) fn said_in(sql: &Connection, branches: &Branches, row: &rusqlite::Row<'_>) -> Result<[(Option<EntryNo>, Said); 2]> {
    let participant = row.get("participant")?;
    let there = |column: &str| Ok::<_, rusqlite::Error>(row.get_ref(column)? != rusqlite::types::ValueRef::Null);
    let entry = |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(EntryNo));
    let (mark, remark) = (entry("mark_v")?, entry("remark_v")?);
    let status: Option<String> = row.get("status")?;
    let left_early: Option<i64> = row.get("left_early")?;
    // Who was there to the end has no reason, shown or withheld: what the mark says is all of it.
    let by_entry = mark.filter(|_| left_early.is_some() || status.as_deref().is_some_and(|status| status != Status::Present.as_str()));
    let by_entry = by_entry.map(|entry| branches.name(sql, entry)).transpose()?;
    let plain = Plain { status: status.as_deref(), minutes: row.get("minutes")?, left_early };
    let said = Said::mark(participant, plain, there("reason")? || there("approver")?, by_entry);
    let by_entry = remark.map(|entry| branches.name(sql, entry)).transpose()?;
    Ok([(mark, said), (remark, Said::remark(participant, there("remark")?, by_entry))])
}

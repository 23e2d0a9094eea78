//! What rules ask of the store: one register, one person, one mark.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    Error, Problem, RecordId, Result,
    attendance::{facts::State, seal::Sealed, status::Mark},
    journal::{BookNo, Scalar, Value},
};

/// How far a register has come; none where this programme has no such register.
pub(crate) fn register_state(sql: &Connection, book: BookNo, register: RecordId) -> Result<Option<State>> {
    let query = "SELECT g.state FROM record k JOIN register g ON g.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND g.date IS NOT NULL";
    let state = sql.prepare_cached(query)?.query_row((book.0, register), |r| r.get::<_, Option<String>>(0)).optional()?;
    Ok(state.map(|word| State::from_stored(word.as_deref())))
}

/// A register of this programme by date and half.
pub(crate) fn register_of(sql: &Connection, book: BookNo, date: &str, half: &str) -> Result<Option<RecordId>> {
    let query = "SELECT k.id FROM register g JOIN record k ON k.no = g.rec WHERE g.book = ?1 AND g.date = ?2 AND g.half = ?3 AND COALESCE(g.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, date, half), |r| r.get(0)).optional()?)
}

/// All registers of this programme, in no order.
pub(crate) fn open_registers(sql: &Connection, book: BookNo, until: chrono::NaiveDate) -> Result<Vec<RecordId>> {
    let query = "SELECT k.id FROM register g JOIN record k ON k.no = g.rec WHERE g.book = ?1 AND COALESCE(g.state, 'open') = 'open' AND COALESCE(g.removed, 0) = 0 AND g.date <= ?2";
    Ok(sql.prepare_cached(query)?.query_map((book.0, until.to_string()), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// A person of the roster, as rules need to know them.
#[derive(Clone, Debug)]
pub(crate) struct Enrolled {
    pub id: RecordId,
    pub code: String,
    pub name: Option<String>,
    pub enrolled: bool,
    pub counts: bool,
}

const ENROLLED: &str = "SELECT k.id, COALESCE(p.code, ''), p.name,
        COALESCE(p.status, '') NOT IN ('declined', 'withdrawn', 'replaced'),
        COALESCE(p.role, 'participant') = 'participant'
   FROM participant p JOIN record k ON k.no = p.rec
  WHERE p.book = ?1 AND COALESCE(p.removed, 0) = 0";

fn enrolled(row: &rusqlite::Row<'_>) -> rusqlite::Result<Enrolled> {
    let enrolled = row.get(3)?;
    Ok(Enrolled { id: row.get(0)?, code: row.get(1)?, name: row.get(2)?, enrolled, counts: enrolled && row.get(4)? })
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

    /// The person with this code. Two laptops may have given one code to two people: then nobody is guessed at. Someone
    /// who left the list stands back behind whoever has the code now.
    ///
    /// # Errors
    /// `no_such_participant`, `code_ambiguous`.
    pub(crate) fn find(&self, code: &str) -> Result<&Enrolled> {
        let people = self.0.get(&code.trim().to_uppercase()).map_or(&[][..], Vec::as_slice);
        let mut enrolled = people.iter().filter(|p| p.enrolled);
        match (enrolled.next(), enrolled.next()) {
            (Some(_), Some(_)) => Problem::new("code_ambiguous").with("code", code.trim()).refuse(),
            (Some(one), None) => Ok(one),
            (None, _) => people.first().ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("code", code.trim()))),
        }
    }
}

/// The person, who must still belong to the programme.
pub(crate) fn enrolled_person(sql: &Connection, book: BookNo, id: RecordId) -> Result<Enrolled> {
    let query = format!("{ENROLLED} AND k.book = ?1 AND k.id = ?2");
    let person = sql.prepare_cached(&query)?.query_row((book.0, id), enrolled).optional()?;
    let person = person.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("id", id.to_string())))?;
    still_enrolled(&person)?;
    Ok(person)
}

/// A refusal where the person left the list.
pub(crate) fn still_enrolled(person: &Enrolled) -> Result<()> {
    if person.enrolled { Ok(()) } else { Problem::new("participant_not_enrolled").with("participant", person.code.as_str()).refuse() }
}

/// The mark that is shown, with the entry that wrote it.
pub(crate) struct Shown {
    pub version: i64,
    pub mark: Option<Mark>,
}

/// What is shown of one person at one register; none where nobody ever wrote there.
pub(crate) fn shown(sql: &Connection, book: BookNo, register: RecordId, participant: RecordId) -> Result<Option<Shown>> {
    let query = "SELECT m.mark_v, m.status, m.minutes, m.reason, m.approver
                   FROM record g JOIN record p ON p.book = g.book JOIN mark m ON m.register = g.no AND m.participant = p.no
                  WHERE g.book = ?1 AND g.id = ?2 AND p.id = ?3 AND m.mark_v IS NOT NULL";
    let row = sql.prepare_cached(query)?.query_row((book.0, register, participant), |r| {
        let parts: [Scalar; 4] = [
            r.get::<_, Option<String>>(1)?.into(),
            r.get::<_, Option<i64>>(2)?.into(),
            r.get::<_, Option<String>>(3)?.into(),
            r.get::<_, Option<String>>(4)?.into(),
        ];
        Ok((r.get(0)?, parts))
    });
    row.optional()?.map(|(version, parts)| Ok(Shown { version, mark: super::super::records::mark_of(&Value::new(parts.into()))? })).transpose()
}

/// The people who have no mark at this register.
pub(crate) fn unmarked(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<Enrolled>> {
    let query = "SELECT p.id FROM record g JOIN mark m ON m.register = g.no JOIN record p ON p.no = m.participant
                  WHERE g.book = ?1 AND g.id = ?2 AND m.status IS NOT NULL";
    let marked = sql.prepare_cached(query)?.query_map((book.0, register), |r| r.get(0))?.collect::<Result<HashSet<RecordId>, _>>()?;
    Ok(people(sql, book)?.into_iter().filter(|p| p.counts && !marked.contains(&p.id)).collect())
}

/// The seal of a register, as it was last closed.
pub(crate) fn seal(sql: &Connection, book: BookNo, register: RecordId) -> Result<Option<Vec<u8>>> {
    let query = "SELECT s.seal FROM record g JOIN register_seal s ON s.register = g.no
                  WHERE g.book = ?1 AND g.id = ?2 AND COALESCE(s.removed, 0) = 0 ORDER BY s.seal_t DESC, s.rec DESC LIMIT 1";
    Ok(sql.prepare_cached(query)?.query_row((book.0, register), |r| r.get(0)).optional()?.flatten())
}

/// What stands at a register, as far as a seal tells it.
pub(crate) fn marks(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<Sealed>> {
    let query = "SELECT p.id, m.status, m.minutes FROM record g JOIN mark m ON m.register = g.no JOIN record p ON p.no = m.participant
                  WHERE g.book = ?1 AND g.id = ?2 AND m.mark_v IS NOT NULL";
    let mut statement = sql.prepare_cached(query)?;
    let marks = statement.query_map((book.0, register), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(marks.collect::<Result<_, _>>()?)
}

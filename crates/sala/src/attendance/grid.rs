//! The whole programme at a glance: people down, registers across.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    facts::{Facts, Paper, State},
    report::Counts,
    status::Status,
};
use crate::{RecordId, Seen};

/// One register, as a list or the head of a column shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterLine {
    /// Which.
    pub id: RecordId,
    /// Its day.
    pub date: NaiveDate,
    /// Its half of the day; for a session's, the hour at which that begins.
    pub half: String,
    /// The title of the session that it is for.
    pub session: Option<String>,
    /// How far it has come.
    pub state: State,
    /// The state as shown, to be handed back.
    pub seen: Seen,
    /// The participants' marks.
    pub counts: Counts,
    /// True where it counts: neither cancelled nor still to come.
    pub held: bool,
    /// True where it left the denominator: cancelled, or without a session and unmarked.
    pub cancelled: bool,
    /// True where the programme has no such half day: it is shown, and nobody is marked in it any more.
    #[serde(skip)]
    pub stray: bool,
    /// True where there is an agenda, and neither a session nor a visit of it is in the half day.
    #[serde(skip)]
    pub empty: bool,
    /// Photographs of the paper sheet.
    pub sheets: u64,
    /// What was counted on the paper.
    pub paper: Option<Paper>,
}

/// One person's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GridRow {
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
    /// Role in the programme.
    pub role: Option<String>,
    /// True where the person counts in headline figures.
    pub counts: bool,
    /// One for each register of the grid.
    pub marks: Vec<Option<Status>>,
    /// Registers attended.
    pub attended: u64,
    /// Registers held.
    pub of: u64,
    /// True where the rate reaches the minimum.
    pub eligible: bool,
}

/// People by registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// The columns.
    pub registers: Vec<RegisterLine>,
    /// The rows: everyone enrolled, also those who do not count.
    pub people: Vec<GridRow>,
    /// The rate from which a certificate is due.
    pub min_percent: u8,
}

/// Work the grid out.
#[must_use]
pub fn build(facts: &Facts) -> Grid {
    let registers = lines(facts);
    let people = facts.people.iter().filter(|(_, person)| person.belongs.listed()).map(|(id, person)| {
        let marks: Vec<_> = registers.iter().map(|register| facts.mark(register.id, *id)).collect();
        let mut own = Counts::default();
        registers.iter().zip(&marks).filter(|(register, _)| register.held).for_each(|(_, mark)| own.count(*mark));
        let rate = own.rate();
        GridRow {
            participant: *id,
            code: person.code.clone(),
            name: person.name.clone(),
            native: person.native.clone(),
            country: person.country.clone(),
            role: person.role.clone(),
            counts: person.belongs.counts(),
            marks,
            attended: rate.attended,
            of: rate.of,
            eligible: rate.reaches(facts.min_percent),
        }
    });
    let people = people.collect();
    Grid { registers, people, min_percent: facts.min_percent }
}

/// The registers with the participants' marks counted.
#[must_use]
pub fn lines(facts: &Facts) -> Vec<RegisterLine> {
    let held: std::collections::HashSet<_> = facts.held().into_iter().map(|r| r.id).collect();
    let line = |register: &super::facts::RegisterFacts| {
        let mut counts = Counts::default();
        let people = facts.people.iter().filter(|(_, person)| person.belongs.counts());
        people.for_each(|(id, _)| counts.count(facts.mark(register.id, *id)));
        RegisterLine {
            id: register.id,
            date: register.date,
            half: register.half.clone(),
            state: register.state,
            seen: register.seen.clone(),
            counts,
            held: held.contains(&register.id),
            cancelled: register.cancelled,
            stray: register.stray,
            empty: register.empty,
            sheets: register.sheets,
            session: register.session.clone(),
            paper: register.paper.clone(),
        }
    };
    facts.registers.iter().map(line).collect()
}

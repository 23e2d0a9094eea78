//! What grids and reports are worked out from: plain facts, read once, no store behind them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::{RecordId, Seen, people::Belongs};

/// How far a register has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being marked.
    #[default]
    Open,
    /// Closed: every cell marked.
    Locked,
    /// Closed, and compared with the paper sheet.
    Verified,
}

impl State {
    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Locked => "locked",
            Self::Verified => "verified",
        }
    }

    /// The state that a stored word names; a word from a newer version is open to nobody's harm.
    #[must_use]
    pub fn from_stored(word: Option<&str>) -> Self {
        match word {
            Some("locked") => Self::Locked,
            Some("verified") => Self::Verified,
            _ => Self::Open,
        }
    }
}

/// One register of the programme.
#[derive(Clone, Debug)]
pub struct RegisterFacts {
    /// Which.
    pub id: RecordId,
    /// Its day.
    pub date: NaiveDate,
    /// Its half of the day, as the programme calls it; for a session's, the hour at which that begins.
    pub half: String,
    /// The title of the session that it is for.
    pub session: Option<String>,
    /// How far it has come.
    pub state: State,
    /// The state as shown, for closing and opening.
    pub seen: Seen,
    /// True where the register was removed, where every session of its half day is cancelled, and where the agenda has none
    /// (any more) and nobody marked, closed or photographed it.
    pub cancelled: bool,
    /// True where the programme has no such half day: an earlier version opened a register at any hour.
    pub stray: bool,
    /// True where there is an agenda, and neither a session nor a visit of it is in the half day.
    pub empty: bool,
    /// Photographs of its paper sheet.
    pub sheets: u64,
    /// What was counted on its paper.
    pub paper: Option<Paper>,
}

/// What whoever verified a register counted on the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Signatures of participants.
    pub signatures: i64,
    /// Signatures of everybody else: observers, staff, interpreters.
    #[serde(default)]
    pub others: i64,
    /// Why that is not what the register says.
    #[serde(default)]
    pub explained: Option<String>,
}

/// One person of the roster.
#[derive(Clone, Debug, Default)]
pub struct PersonFacts {
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// The name in its own script.
    pub native: Option<String>,
    /// `F`, `M`, `X`, or not recorded.
    pub sex: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Employer.
    pub organisation: Option<String>,
    /// Role in the programme, as recorded.
    pub role: Option<String>,
    /// Whether the person belongs to the programme, and counts.
    pub belongs: Belongs,
}

/// Everything that attendance figures follow from.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Code of the programme.
    pub programme: String,
    /// Title of the programme.
    pub title: String,
    /// The rate from which a certificate is due.
    pub min_percent: u8,
    /// The day on which the figures are worked out.
    pub today: NaiveDate,
    /// In the order in which they are held.
    pub registers: Vec<RegisterFacts>,
    /// In the order of the roster.
    pub people: Vec<(RecordId, PersonFacts)>,
    /// Shown mark by register and person.
    pub marks: HashMap<(RecordId, RecordId), Status>,
    /// Differences in this programme that nobody has decided yet.
    pub open_conflicts: u64,
}

impl Facts {
    /// The last day that figures include: today, or the last marked day where the laptop's clock lags behind.
    #[must_use]
    pub fn cut_off(&self) -> NaiveDate {
        let marked = self.taken();
        let begun = self.registers.iter().filter(|r| r.state != State::Open || marked.contains(&r.id));
        begun.map(|r| r.date).fold(self.today, Ord::max)
    }

    /// The registers that figures are worked out over. Cancelled ones leave the denominator; so does one that is still to
    /// come, also where somebody is excused from it in advance. A past day that nobody marked stays: its cells are unmarked, and the
    /// report says so.
    #[must_use]
    pub fn held(&self) -> Vec<&RegisterFacts> {
        let marked = self.taken();
        let begun = |r: &RegisterFacts| r.state != State::Open || marked.contains(&r.id);
        self.registers.iter().filter(|r| !r.cancelled && (r.date < self.today || begun(r))).collect()
    }

    /// The closed registers at which somebody who counts is not marked, with everybody of whom that is so. Each was closed when all who
    /// belonged were marked: these came later, or their mark was taken away.
    #[must_use]
    pub fn came_later(&self) -> Vec<(&RegisterFacts, Vec<&PersonFacts>)> {
        let closed = self.registers.iter().filter(|register| register.state != State::Open && !register.cancelled);
        let unmarked = |register: &RegisterFacts| {
            let people = self.people.iter().filter(|(id, person)| person.belongs.counts() && self.mark(register.id, *id).is_none());
            people.map(|(_, person)| person).collect::<Vec<_>>()
        };
        closed.map(|register| (register, unmarked(register))).filter(|(_, people)| !people.is_empty()).collect()
    }

    /// The mark of one person at one register.
    #[must_use]
    pub fn mark(&self, register: RecordId, person: RecordId) -> Option<Status> {
        self.marks.get(&(register, person)).copied()
    }

    /// The registers at which somebody was seen, or missed.
    fn taken(&self) -> HashSet<RecordId> {
        self.marks.iter().filter(|(_, status)| status.is_roll_call()).map(|((register, _), _)| *register).collect()
    }
}

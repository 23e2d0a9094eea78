//! The attendance report: counts and rates that add up, and what they rest on.
//!
//! A cell is one participant at one register held. Every cell is counted once, under its mark or as unmarked; only
//! present and late attend. Someone who had not arrived or had departed has cells like anyone else: the programme was
//! held, and that person was not in the room.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, ser::SerializeStruct};

use super::{facts::Facts, rate::Rate, status::Status};

/// How many cells carry each mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// There from the start.
    pub present: u64,
    /// There, later.
    pub late: u64,
    /// Away with leave.
    pub excused: u64,
    /// Away without.
    pub absent: u64,
    /// Not at the site yet.
    pub not_arrived: u64,
    /// No longer at the site.
    pub departed: u64,
    /// Nobody has said: never absence.
    pub unmarked: u64,
}

impl Counts {
    /// Count one more cell.
    pub const fn count(&mut self, mark: Option<Status>) {
        let cell = match mark {
            Some(Status::Present) => &mut self.present,
            Some(Status::Late) => &mut self.late,
            Some(Status::Excused) => &mut self.excused,
            Some(Status::Absent) => &mut self.absent,
            Some(Status::NotArrived) => &mut self.not_arrived,
            Some(Status::Departed) => &mut self.departed,
            None => &mut self.unmarked,
        };
        *cell += 1;
    }

    /// The cells with this mark.
    #[must_use]
    pub const fn of(&self, mark: Option<Status>) -> u64 {
        match mark {
            Some(Status::Present) => self.present,
            Some(Status::Late) => self.late,
            Some(Status::Excused) => self.excused,
            Some(Status::Absent) => self.absent,
            Some(Status::NotArrived) => self.not_arrived,
            Some(Status::Departed) => self.departed,
            None => self.unmarked,
        }
    }

    /// All cells counted.
    #[must_use]
    pub const fn cells(&self) -> u64 {
        self.present + self.late + self.excused + self.absent + self.not_arrived + self.departed + self.unmarked
    }

    /// Attended of all.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        Rate { attended: self.present + self.late, of: self.cells() }
    }
}

/// The figures of the people who share something: a sex, a country.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many people.
    pub participants: u64,
    /// Their cells attended, of all their cells.
    pub rate: Rate,
}

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Share", 4)?;
        out.serialize_field("participants", &self.participants)?;
        out.serialize_field("attended", &self.rate.attended)?;
        out.serialize_field("cells", &self.rate.of)?;
        out.serialize_field("rate", &self.rate.percent())?;
        out.end()
    }
}

/// One participant's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonLine {
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// Registers attended, of registers held.
    #[serde(flatten)]
    pub rate: Rate,
    /// True where the rate reaches the programme's minimum.
    pub eligible: bool,
    /// Registers at which nobody marked this person.
    pub unmarked: u64,
}

/// The key under which those are counted whose sex or country is not recorded.
pub const NOT_STATED: &str = "not_stated";

/// The attendance report of one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Code of the programme.
    pub programme: String,
    /// Title of the programme.
    pub title: String,
    /// Registers held: the denominator of each person's rate.
    pub registers: u64,
    /// People who count.
    pub participants: u64,
    /// Participants times registers.
    pub cells: u64,
    /// Cells by mark.
    #[serde(flatten)]
    pub counts: Counts,
    /// Cells present or late.
    pub attended: u64,
    /// Percent attended, two decimals; none where no register was held.
    pub rate: Option<String>,
    /// Adds up to the total: women, men, not stated.
    pub by_sex: BTreeMap<String, Share>,
    /// Adds up to the total.
    pub by_country: BTreeMap<String, Share>,
    /// In the order of the roster.
    pub people: Vec<PersonLine>,
    /// Differences in this programme that nobody has decided yet.
    pub open_conflicts: u64,
    /// The last day included.
    pub cut_off: NaiveDate,
    /// Registers that left the denominator: cancelled, or of a half day that has no session and that nobody marked.
    pub registers_cancelled: u64,
    /// Registers still to come.
    pub registers_to_come: u64,
    /// The rate from which a certificate is due.
    pub min_percent: u8,
}

/// Work the report out.
#[must_use]
pub fn build(facts: &Facts) -> Report {
    let held = facts.held();
    let mut counts = Counts::default();
    let mut people = Vec::new();
    let mut by_sex: BTreeMap<String, Share> = ["F", "M"].map(|sex| (sex.to_owned(), Share::default())).into();
    let mut by_country: BTreeMap<String, Share> = BTreeMap::new();
    for (id, person) in facts.people.iter().filter(|(_, p)| p.belongs.counts()) {
        let mut own = Counts::default();
        for register in &held {
            let mark = facts.mark(register.id, *id);
            own.count(mark);
            counts.count(mark);
        }
        let rate = own.rate();
        add(&mut by_sex, stated_sex(person.sex.as_deref()), rate);
        add(&mut by_country, person.country.as_deref().unwrap_or(NOT_STATED), rate);
        people.push(PersonLine {
            code: person.code.clone(),
            name: person.name.clone(),
            rate,
            eligible: rate.reaches(facts.min_percent),
            unmarked: own.unmarked,
        });
    }
    let cancelled = facts.registers.iter().filter(|r| r.cancelled).count();
    let rate = counts.rate();
    Report {
        programme: facts.programme.clone(),
        title: facts.title.clone(),
        registers: held.len() as u64,
        participants: people.len() as u64,
        cells: rate.of,
        counts,
        attended: rate.attended,
        rate: rate.percent(),
        by_sex,
        by_country,
        people,
        open_conflicts: facts.open_conflicts,
        cut_off: facts.cut_off(),
        registers_cancelled: cancelled as u64,
        registers_to_come: (facts.registers.len() - cancelled - held.len()) as u64,
        min_percent: facts.min_percent,
    }
}

/// ICAO Doc 9303, whose letters these are, gives X to "unspecified": so women, men and not stated are everybody.
fn stated_sex(sex: Option<&str>) -> &str {
    match sex {
        Some(sex @ ("F" | "M")) => sex,
        _ => NOT_STATED,
    }
}

fn add(shares: &mut BTreeMap<String, Share>, key: &str, rate: Rate) {
    let share = shares.entry(key.to_owned()).or_default();
    share.participants += 1;
    share.rate.attended += rate.attended;
    share.rate.of += rate.of;
}

#[cfg(test)]
mod tests;

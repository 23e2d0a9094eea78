//! Programmes.

use sala::programme::{Facts, Rules, views};

use super::{count, date};
use crate::{
    fault::{Fault, unreadable},
    wire::programme::{Programme, ProgrammeFacts, ProgrammeLine},
};

impl From<views::ProgrammeLine> for ProgrammeLine {
    fn from(line: views::ProgrammeLine) -> Self {
        let views::ProgrammeLine { id, code, title, starts, ends, participants, registers } = line;
        Self {
            id: id.into(),
            code,
            title,
            starts: starts.map(|day| day.to_string()),
            ends: ends.map(|day| day.to_string()),
            participants: count(participants),
            registers: count(registers),
        }
    }
}

impl From<views::Programme> for Programme {
    fn from(programme: views::Programme) -> Self {
        let views::Programme {
            id,
            code,
            title,
            category,
            organiser,
            partner,
            venue,
            timezone,
            starts,
            ends,
            halves,
            min_percent,
            grace_minutes,
            follow_up_months,
            // No screen edits a programme's facts yet.
            seen: _,
        } = programme;
        Self {
            id: id.into(),
            facts: ProgrammeFacts {
                code,
                title,
                category: category.unwrap_or_default(),
                organiser: organiser.unwrap_or_default(),
                partner: partner.unwrap_or_default(),
                venue: venue.unwrap_or_default(),
                timezone: timezone.unwrap_or_default(),
                starts: starts.map(|day| day.to_string()),
                ends: ends.map(|day| day.to_string()),
                halves,
                min_percent: count(min_percent),
                grace_minutes: count(grace_minutes),
                follow_up_months: count(follow_up_months),
            },
        }
    }
}

impl TryFrom<ProgrammeFacts> for Facts {
    type Error = Fault;

    fn try_from(facts: ProgrammeFacts) -> Result<Self, Fault> {
        let ProgrammeFacts { code, title, category, organiser, partner, venue, timezone, starts, ends, halves, min_percent, grace_minutes, follow_up_months } =
            facts;
        let day = |day: Option<String>| day.ok_or_else(|| unreadable("date")).and_then(|day| date(&day));
        Ok(Self {
            code,
            title,
            category: Some(category),
            organiser: Some(organiser),
            partner: Some(partner),
            venue: Some(venue),
            timezone,
            starts: day(starts)?,
            ends: day(ends)?,
            training_days: Vec::new(),
            registers_per_day: halves,
            rules: Rules {
                minimum_attendance_percent: min_percent.into(),
                late_grace_minutes: grace_minutes.into(),
                follow_up_months: follow_up_months.into(),
            },
            visits: Vec::new(),
            action_plans: Vec::new(),
        })
    }
}

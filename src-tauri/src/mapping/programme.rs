//! Programmes.

use sala::programme::{Facts, ProgrammeField, Rules, views};

use super::{count, date};
use crate::{
    fault::{Fault, unreadable},
    wire::programme::{Programme, ProgrammeFacts, ProgrammeLine, ProgrammeSeen},
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
            seen,
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
            seen: seen.into(),
        }
    }
}

impl From<views::ProgrammeSeen> for ProgrammeSeen {
    fn from(seen: views::ProgrammeSeen) -> Self {
        let views::ProgrammeSeen { title, category, organiser, partner, venue, dates, rules } = seen;
        Self {
            title: title.into(),
            category: category.into(),
            organiser: organiser.into(),
            partner: partner.into(),
            venue: venue.into(),
            dates: dates.into(),
            rules: rules.into(),
        }
    }
}

fn day(text: Option<&str>) -> Result<chrono::NaiveDate, Fault> {
    text.ok_or_else(|| unreadable("date")).and_then(date)
}

/// The fields that a person changed in a form, each with the version that the form showed.
pub fn changed(shown: ProgrammeFacts, facts: ProgrammeFacts, seen: ProgrammeSeen) -> Result<Vec<(ProgrammeField, sala::Seen)>, Fault> {
    let ProgrammeFacts {
        code: _,
        title,
        category,
        organiser,
        partner,
        venue,
        timezone: _,
        starts,
        ends,
        halves: _,
        min_percent,
        grace_minutes,
        follow_up_months,
    } = facts;
    let mut fields = Vec::new();
    if title != shown.title {
        fields.push((ProgrammeField::Title { title }, seen.title.0));
    }
    if category != shown.category {
        fields.push((ProgrammeField::Category { category }, seen.category.0));
    }
    if organiser != shown.organiser {
        fields.push((ProgrammeField::Organiser { organiser }, seen.organiser.0));
    }
    if partner != shown.partner {
        fields.push((ProgrammeField::Partner { partner }, seen.partner.0));
    }
    if venue != shown.venue {
        fields.push((ProgrammeField::Venue { venue }, seen.venue.0));
    }
    if (&starts, &ends) != (&shown.starts, &shown.ends) {
        fields.push((ProgrammeField::Dates { starts: day(starts.as_deref())?, ends: day(ends.as_deref())? }, seen.dates.0));
    }
    if (min_percent, grace_minutes, follow_up_months) != (shown.min_percent, shown.grace_minutes, shown.follow_up_months) {
        let rules =
            Rules { minimum_attendance_percent: min_percent.into(), late_grace_minutes: grace_minutes.into(), follow_up_months: follow_up_months.into() };
        fields.push((ProgrammeField::Rules(rules), seen.rules.0));
    }
    Ok(fields)
}

impl TryFrom<ProgrammeFacts> for Facts {
    type Error = Fault;

    fn try_from(facts: ProgrammeFacts) -> Result<Self, Fault> {
        let ProgrammeFacts { code, title, category, organiser, partner, venue, timezone, starts, ends, halves, min_percent, grace_minutes, follow_up_months } =
            facts;
        Ok(Self {
            code,
            title,
            category: Some(category),
            organiser: Some(organiser),
            partner: Some(partner),
            venue: Some(venue),
            timezone,
            starts: day(starts.as_deref())?,
            ends: day(ends.as_deref())?,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Seen;

    fn facts(venue: &str, min_percent: u32) -> ProgrammeFacts {
        ProgrammeFacts {
            code: "SMECEC-2012".into(),
            title: "SME Clusters".into(),
            category: String::new(),
            organiser: "Mekong Institute".into(),
            partner: String::new(),
            venue: venue.into(),
            timezone: "Asia/Bangkok".into(),
            starts: Some("2012-05-14".into()),
            ends: Some("2012-05-25".into()),
            halves: vec!["AM".into(), "PM".into()],
            min_percent,
            grace_minutes: 15,
            follow_up_months: 6,
        }
    }

    fn seen() -> ProgrammeSeen {
        let seen = || Seen(sala::Seen::default());
        ProgrammeSeen { title: seen(), category: seen(), organiser: seen(), partner: seen(), venue: seen(), dates: seen(), rules: seen() }
    }

    #[test]
    fn a_form_about_a_programme_writes_only_what_its_person_changed() {
        let untouched = changed(facts("Khon Kaen", 80), facts("Khon Kaen", 80), seen()).expect("readable");
        assert_eq!(untouched, [], "saving a form unchanged writes nothing");
        let fields = changed(facts("Khon Kaen", 80), facts("Khon Kaen", 75), seen()).expect("readable");
        let fields: Vec<_> = fields.into_iter().map(|(field, _)| field).collect();
        let rules = Rules { minimum_attendance_percent: 75, ..Rules::default() };
        assert_eq!(fields, [ProgrammeField::Rules(rules)], "a venue that headquarters corrected meanwhile is not put back by a form about a rule");
    }
}

//! Correcting one field of a programme, against what the form showed.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    facts::{Rules, check_dates, check_rules},
    records::{CATEGORY, DATES, ORGANISER, PARTNER, PROGRAMME, RULES, TITLE, VENUE},
};
use crate::{Problem, Result, Seen, journal::Change, people::name, value};

/// A field with its new value. The code stays what it was: papers and files carry it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum ProgrammeField {
    /// Title.
    Title {
        /// The title.
        title: String,
    },
    /// Subject area.
    Category {
        /// The area; empty is none.
        category: String,
    },
    /// Who holds it.
    Organiser {
        /// The organiser; empty is none.
        organiser: String,
    },
    /// Who holds it too, or pays for it.
    Partner {
        /// The partner; empty is none.
        partner: String,
    },
    /// Where.
    Venue {
        /// The venue; empty is none.
        venue: String,
    },
    /// First and last day. Sessions and registers outside stay until somebody moves them.
    Dates {
        /// First day.
        starts: NaiveDate,
        /// Last day.
        ends: NaiveDate,
    },
    /// What attendance and follow-up are measured by.
    Rules(Rules),
}

/// Give a field of the programme a new value, replacing exactly what the form showed.
///
/// # Errors
/// `programme_title_missing`, `text_too_long`, `thai_year`, `year_unlikely`, `ends_before_start`, `programme_too_long`,
/// `rule_out_of_range`.
pub fn edit(change: &mut Change<'_>, field: ProgrammeField, seen: &Seen) -> Result<()> {
    let (of, value) = match field {
        ProgrammeField::Title { title } => match text("title", &title)? {
            Some(title) => (&TITLE, value![title]),
            None => return Problem::new("programme_title_missing").refuse(),
        },
        ProgrammeField::Category { category } => (&CATEGORY, value![text("category", &category)?]),
        ProgrammeField::Organiser { organiser } => (&ORGANISER, value![text("organiser", &organiser)?]),
        ProgrammeField::Partner { partner } => (&PARTNER, value![text("partner", &partner)?]),
        ProgrammeField::Venue { venue } => (&VENUE, value![text("venue", &venue)?]),
        ProgrammeField::Dates { starts, ends } => {
            check_dates(starts, ends)?;
            (&DATES, value![starts, ends])
        }
        ProgrammeField::Rules(rules) => {
            check_rules(rules)?;
            (&RULES, value![rules.minimum_attendance_percent, rules.late_grace_minutes, rules.follow_up_months])
        }
    };
    // What stands there already is not said again.
    change.set_shown(of.of(&PROGRAMME, change.book_id()), value, Some(seen)).map(drop)
}

fn text(field: &'static str, typed: &str) -> Result<Option<String>> {
    let cleaned = name::clean(typed).text;
    Problem::if_too_long(field, &cleaned, 300)?;
    Ok((!cleaned.is_empty()).then_some(cleaned))
}

//! A session before it is stored: when, how and what.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Problem, Result,
    people::{name, value::codes},
};

codes! {
    /// How the time of a session is used.
    Method {
        /// Opening, closing, handing over of certificates.
        Ceremony = "ceremony",
        /// Everybody in one room, somebody speaks.
        Plenary = "plenary",
        /// Everybody does something together.
        Activity = "activity",
        /// Work in groups.
        GroupWork = "group_work",
        /// Groups or countries present.
        Presentation = "presentation",
        /// At a host's.
        Visit = "visit",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// How a session stands.
    SessionStatus {
        /// To come.
        Planned = "planned",
        /// Took place.
        Held = "held",
        /// Did not take place.
        Cancelled = "cancelled",
        /// Takes place at another time; the session keeps its identity.
        Moved = "moved",
    }
}

impl Method {
    /// Understands a code or the words of an agenda.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_lowercase().replace([' ', '-'], "_");
        Some(match code.as_str() {
            "opening" | "closing" => Self::Ceremony,
            "lecture" | "talk" => Self::Plenary,
            "exercise" | "workshop" | "discussion" | "case_clinic" => Self::Activity,
            "groupwork" | "group" | "group_exercise" => Self::GroupWork,
            "presentations" | "panel" => Self::Presentation,
            "field_visit" | "study_visit" | "site_visit" | "field_trip" => Self::Visit,
            code => return Self::from_code(code),
        })
    }
}

/// A session as somebody plans it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSession {
    /// The day.
    pub date: NaiveDate,
    /// Start, in minutes after midnight at the venue.
    pub starts_min: i64,
    /// End, in minutes after midnight.
    pub ends_min: i64,
    /// How the time is used.
    pub method: Method,
    /// Title.
    pub title: String,
}

/// Longer than any line of an agenda.
pub(super) const MAX_TITLE: usize = 300;

impl NewSession {
    /// Clean the title and hold the rules.
    ///
    /// # Errors
    /// `title_missing`, `text_too_long`, `ends_before_start`, `thai_year`, `year_unlikely`.
    pub fn check(mut self) -> Result<Self> {
        self.title = title(&self.title)?;
        hours(self.starts_min, self.ends_min)?;
        crate::programme::check_year(self.date)?;
        Ok(self)
    }
}

/// A cleaned title.
pub(super) fn title(typed: &str) -> Result<String> {
    let title = name::clean(typed).text;
    if title.is_empty() {
        return Problem::new("title_missing").refuse();
    }
    Problem::if_too_long("title", &title, MAX_TITLE)?;
    Ok(title)
}

/// A session begins before it ends, on one day.
pub(super) fn hours(starts_min: i64, ends_min: i64) -> Result<()> {
    if !(0..24 * 60).contains(&starts_min) || ends_min <= starts_min || ends_min > 24 * 60 {
        return Problem::new("ends_before_start").with("starts_min", starts_min).with("ends_min", ends_min).refuse();
    }
    Ok(())
}

/// A time of day in minutes: `08:30`, `8.30`, `0830`, `8:30 am`, `1 pm`, `13h00`.
#[must_use]
pub fn minutes(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let (text, afternoon) = match text.strip_suffix("am").or_else(|| text.strip_suffix("a.m.")) {
        Some(rest) => (rest.trim().to_owned(), Some(false)),
        None => match text.strip_suffix("pm").or_else(|| text.strip_suffix("p.m.")) {
            Some(rest) => (rest.trim().to_owned(), Some(true)),
            None => (text, None),
        },
    };
    let digits = |part: &str| (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i64>().ok()).flatten();
    let (hours, minutes) = match text.split_once([':', '.', 'h']) {
        // Seconds are none of an agenda's business.
        Some((hours, minutes)) => (digits(hours)?, if minutes.is_empty() { 0 } else { digits(minutes.get(..2)?)? }),
        None if text.len() == 4 => (digits(text.get(..2)?)?, digits(text.get(2..)?)?),
        None => (afternoon.and(digits(&text))?, 0),
    };
    let hours = match afternoon {
        Some(true) if hours < 12 => hours + 12,
        Some(false) if hours == 12 => 0,
        _ => hours,
    };
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

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

/// A stretch of one day, in minutes after midnight at the venue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Start.
    pub starts_min: i64,
    /// End.
    pub ends_min: i64,
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
    /// Where; none where nobody said.
    #[serde(default)]
    pub room: Option<String>,
    /// Who teaches.
    #[serde(default)]
    pub trainers: Vec<String>,
}

/// Longer than any line of an agenda.
pub(super) const MAX_TITLE: usize = 300;
/// Longer than the name of any room, or of anybody.
pub(super) const MAX_NAME: usize = 120;
/// More than ever stood before one class.
pub(super) const MAX_TRAINERS: usize = 20;

impl NewSession {
    /// Clean the texts and hold the rules.
    ///
    /// # Errors
    /// `title_missing`, `text_too_long`, `too_many_trainers`, `ends_before_start`, `ends_after_midnight`, `thai_year`, `year_unlikely`.
    pub fn check(mut self) -> Result<Self> {
        self.title = title(&self.title)?;
        self.room = room(self.room.as_deref())?;
        self.trainers = trainers(&self.trainers)?;
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

/// A cleaned room; none where nothing is written.
pub(super) fn room(typed: Option<&str>) -> Result<Option<String>> {
    let room = name::clean(typed.unwrap_or_default()).text;
    Problem::if_too_long("room", &room, MAX_NAME)?;
    Ok((!room.is_empty()).then_some(room))
}

/// Cleaned names, each once, in the order in which they were given.
pub(super) fn trainers(typed: &[String]) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for name in typed.iter().map(|typed| name::clean(typed).text).filter(|name| !name.is_empty()) {
        Problem::if_too_long("trainers", &name, MAX_NAME)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > MAX_TRAINERS {
        return Problem::new("too_many_trainers").with("count", names.len()).with("limit", MAX_TRAINERS).refuse();
    }
    Ok(names)
}

/// Names as one text wrote them: parted by semicolons or lines, or, where there are none, by commas.
#[must_use]
pub fn names_in(text: &str) -> Vec<String> {
    let parted = [';', '；', '\n', '、'];
    let parts: Vec<_> = if text.contains(parted) { text.split(parted).collect() } else { text.split([',', '，']).collect() };
    parts.into_iter().map(|part| name::clean(part).text).filter(|name| !name.is_empty()).collect()
}

/// A session begins before it ends, on one day.
pub(super) fn hours(starts_min: i64, ends_min: i64) -> Result<()> {
    let problem = match ends_min {
        _ if !(0..24 * 60).contains(&starts_min) || ends_min <= starts_min => Problem::new("ends_before_start"),
        ends if ends > 24 * 60 => Problem::new("ends_after_midnight"),
        _ => return Ok(()),
    };
    problem.with("starts_min", starts_min).with("ends_min", ends_min).refuse()
}

/// A minute of the day as a clock shows it: `08:30`.
#[must_use]
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
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

//! The facts that make a programme, from a form or a `programme.json`, checked before anything is written.

use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

use super::registers::{PER_SESSION, per_session};
use crate::{Problem, Result, people::name, plans::NewPlan};

/// A programme as it is described.
#[derive(Clone, Debug, Deserialize)]
pub struct Facts {
    /// Short code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Subject area.
    #[serde(default)]
    pub category: Option<String>,
    /// Who holds it.
    #[serde(default)]
    pub organiser: Option<String>,
    /// Who holds it too, or pays for it.
    #[serde(default)]
    pub partner: Option<String>,
    /// Where.
    #[serde(default)]
    pub venue: Option<String>,
    /// IANA time zone.
    #[serde(default = "bangkok")]
    pub timezone: String,
    /// First day.
    pub starts: NaiveDate,
    /// Last day.
    pub ends: NaiveDate,
    /// The days on which registers are taken; none yet where only the agenda will tell.
    #[serde(default)]
    pub training_days: Vec<NaiveDate>,
    /// The registers of a day, in order; `SESSION` alone for one a session.
    #[serde(default = "half_days")]
    pub registers_per_day: Vec<String>,
    /// The rules that attendance and follow-up are measured by.
    #[serde(default)]
    pub rules: Rules,
    /// Visits that are planned already.
    #[serde(default)]
    pub visits: Vec<PlannedVisit>,
    /// Action plans that are named already.
    #[serde(default)]
    pub action_plans: Vec<NewPlan>,
}

/// What attendance and follow-up are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Rules {
    /// Attendance needed for a certificate, in percent.
    #[serde(default = "eighty")]
    pub minimum_attendance_percent: i64,
    /// Minutes after the start that do not count as late.
    #[serde(default = "quarter_hour")]
    pub late_grace_minutes: i64,
    /// For how long the action plans are followed.
    #[serde(default = "half_year")]
    pub follow_up_months: i64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { minimum_attendance_percent: eighty(), late_grace_minutes: quarter_hour(), follow_up_months: half_year() }
    }
}

/// A visit in a programme's description.
#[derive(Clone, Debug, Deserialize)]
pub struct PlannedVisit {
    /// The day.
    pub date: NaiveDate,
    /// Who is visited.
    pub host: String,
}

fn bangkok() -> String {
    "Asia/Bangkok".to_owned()
}

fn half_days() -> Vec<String> {
    vec!["AM".to_owned(), "PM".to_owned()]
}

const fn eighty() -> i64 {
    80
}

const fn quarter_hour() -> i64 {
    15
}

const fn half_year() -> i64 {
    6
}

/// What a description is made of: of the programme, its rules, a visit and a plan.
const KEYS: [&str; 14] = [
    "code",
    "title",
    "category",
    "organiser",
    "partner",
    "venue",
    "timezone",
    "starts",
    "ends",
    "training_days",
    "registers_per_day",
    "rules",
    "visits",
    "action_plans",
];
const RULE_KEYS: [&str; 3] = ["minimum_attendance_percent", "late_grace_minutes", "follow_up_months"];
const VISIT_KEYS: [&str; 2] = ["date", "host"];
const PLAN_KEYS: [&str; 6] = ["code", "kind", "country", "sector", "isic_rev4", "team"];

/// The registers that a day can have: which sessions are held in each is known of these (`attendance/views/registers.sql`).
const HALVES: [&str; 4] = ["AM", "PM", "EVE", PER_SESSION];

/// No programme of this kind lasts longer than a year.
const MAX_DAYS: i64 = 366;

impl Facts {
    /// Read a `programme.json`.
    ///
    /// # Errors
    /// `programme_file_not_json`, `programme_file_not_object`, `programme_field_missing`, `programme_file_invalid` with where, and
    /// those of [`Facts::check`].
    pub fn parse(json: &str) -> Result<Self> {
        let json = json.trim_start_matches('\u{FEFF}');
        let wrong = |code, error: &serde_json::Error| Problem::new(code).with("line", error.line()).with("text", until(json, error));
        match serde_json::from_str::<serde_json::Value>(json) {
            Err(error) => return wrong("programme_file_not_json", &error).refuse(),
            Ok(found) if !found.is_object() => return Problem::new("programme_file_not_object").refuse(),
            Ok(_) => {}
        }
        match serde_json::from_str::<Self>(json) {
            Ok(facts) => facts.check(),
            Err(error) => {
                let why = error.to_string();
                match why.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')) {
                    Some((field, _)) => Problem::new("programme_field_missing").with("field", field).refuse(),
                    None => wrong("programme_file_invalid", &error).with("why", why).refuse(),
                }
            }
        }
    }

    /// What a `programme.json` says under names that mean nothing, such as `trainning_days`, with where: it is left out, and whoever wrote it should hear of it.
    #[must_use]
    pub fn not_understood(json: &str) -> Vec<String> {
        let Ok(json) = serde_json::from_str::<serde_json::Value>(json.trim_start_matches('\u{FEFF}')) else { return Vec::new() };
        let unknown = |part: &serde_json::Value, known: &[&str], place: &str| {
            let names = part.as_object().into_iter().flatten().map(|(name, _)| name);
            names.filter(|name| !known.contains(&name.as_str())).map(|name| format!("{place}{name}")).collect::<Vec<_>>()
        };
        let mut found = unknown(&json, &KEYS, "");
        found.extend(json.get("rules").into_iter().flat_map(|rules| unknown(rules, &RULE_KEYS, "rules.")));
        for (list, known) in [("visits", &VISIT_KEYS[..]), ("action_plans", &PLAN_KEYS[..])] {
            let parts = json.get(list).and_then(serde_json::Value::as_array).into_iter().flatten().zip(1..);
            found.extend(parts.flat_map(|(part, at)| unknown(part, known, &format!("{list}[{at}]."))));
        }
        found
    }

    /// Clean the texts and hold every rule that a programme must keep.
    ///
    /// # Errors
    /// `programme_code_missing`, `programme_code_invalid`, `programme_title_missing`, `text_too_long`, `thai_year`, `year_unlikely`,
    /// `ends_before_start`, `programme_too_long`, `day_outside_programme`, `halves_missing`, `half_unknown`, `halves_and_sessions`, `rule_out_of_range`,
    /// `timezone_invalid`.
    pub fn check(mut self) -> Result<Self> {
        self.code = name::clean(&self.code).text.to_uppercase();
        if self.code.is_empty() {
            return Problem::new("programme_code_missing").refuse();
        }
        if self.code.chars().count() > 32 || self.code.contains([' ', '/', '\\']) {
            return Problem::new("programme_code_invalid").with("code", self.code).refuse();
        }
        self.title = name::clean(&self.title).text;
        if self.title.is_empty() {
            return Problem::new("programme_title_missing").refuse();
        }
        let texts = [("category", &self.category), ("organiser", &self.organiser), ("partner", &self.partner), ("venue", &self.venue)];
        Problem::if_too_long("title", &self.title, 300)?;
        for (field, text) in texts {
            Problem::if_too_long(field, text.as_deref().unwrap_or_default(), 300)?;
        }
        self.timezone = self.timezone.trim().to_owned();
        // One that does not exist would be found out only when somebody's computer is asked what o'clock it is there.
        if self.timezone.parse::<chrono_tz::Tz>().is_err() {
            return Problem::new("timezone_invalid").with("timezone", self.timezone).refuse();
        }
        self.check_days()?;
        self.check_registers()?;
        Ok(self)
    }

    fn check_days(&mut self) -> Result<()> {
        let days = [self.starts, self.ends].into_iter().chain(self.training_days.iter().copied()).chain(self.visits.iter().map(|visit| visit.date));
        for day in days.collect::<Vec<_>>() {
            check_year(day)?;
        }
        check_dates(self.starts, self.ends)?;
        self.training_days.sort_unstable();
        self.training_days.dedup();
        let training = self.training_days.iter().copied();
        let outside = training.chain(self.visits.iter().map(|visit| visit.date)).find(|day| !(self.starts..=self.ends).contains(day));
        match outside {
            Some(day) => Problem::new("day_outside_programme").with("date", day.to_string()).refuse(),
            None => Ok(()),
        }
    }

    fn check_registers(&mut self) -> Result<()> {
        for half in &mut self.registers_per_day {
            *half = half.trim().to_uppercase();
        }
        if self.registers_per_day.is_empty() {
            return Problem::new("halves_missing").refuse();
        }
        if per_session(&self.registers_per_day) && self.registers_per_day.len() > 1 {
            return Problem::new("halves_and_sessions").refuse();
        }
        let mut seen = std::collections::BTreeSet::new();
        match self.registers_per_day.iter().find(|half| !HALVES.contains(&half.as_str()) || !seen.insert(half.as_str())) {
            Some(half) => Problem::new("half_unknown").with("half", half.as_str()).refuse(),
            None => check_rules(self.rules),
        }
    }
}

/// The end of what could be read of a line: what stands there is wrong.
fn until(json: &str, error: &serde_json::Error) -> String {
    const SHOWN: usize = 60;
    let line = json.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let read: Vec<_> = line.trim_end().chars().take(error.column().max(1)).collect();
    let read: String = read.iter().skip(read.len().saturating_sub(SHOWN)).collect();
    read.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '[' | ',')).trim_end().to_owned()
}

/// First and last day in order, in plausible years, and not more than a year apart.
pub(super) fn check_dates(starts: NaiveDate, ends: NaiveDate) -> Result<()> {
    check_year(starts)?;
    check_year(ends)?;
    if ends < starts {
        return Problem::new("ends_before_start").with("starts", starts.to_string()).with("ends", ends.to_string()).refuse();
    }
    if (ends - starts).num_days() >= MAX_DAYS {
        return Problem::new("programme_too_long").with("days", (ends - starts).num_days() + 1).with("limit", MAX_DAYS).refuse();
    }
    Ok(())
}

/// Every rule within what can be meant.
pub(super) fn check_rules(rules: Rules) -> Result<()> {
    let in_range = [
        ("minimum_attendance_percent", rules.minimum_attendance_percent, 100),
        ("late_grace_minutes", rules.late_grace_minutes, 240),
        ("follow_up_months", rules.follow_up_months, 120),
    ];
    match in_range.into_iter().find(|(_, value, most)| !(0..=*most).contains(value)) {
        Some((rule, value, most)) => Problem::new("rule_out_of_range").with("rule", rule).with("value", value).with("most", most).refuse(),
        None => Ok(()),
    }
}

/// A year over 2400 is the Thai year: asked about, never converted silently.
///
/// # Errors
/// `thai_year` with the Gregorian date it would be; `year_unlikely`.
pub fn check_year(day: NaiveDate) -> Result<()> {
    if day.year() > 2400 {
        let meant = NaiveDate::from_ymd_opt(day.year() - 543, day.month(), day.day()).map(|day| day.to_string());
        return Problem::new("thai_year").with("date", day.to_string()).with("meant", meant.unwrap_or_default()).refuse();
    }
    if !(1950..=2200).contains(&day.year()) {
        return Problem::new("year_unlikely").with("date", day.to_string()).refuse();
    }
    Ok(())
}

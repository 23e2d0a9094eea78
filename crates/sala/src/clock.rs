//! Time comes through here, so that tests can say what o'clock it is.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde::Serializer;

use crate::Problem;

/// Years that a clock may show. A laptop whose battery is empty begins at 1970 or in the 2000s, and one that was set to the
/// Thai year is five centuries ahead.
const PLAUSIBLE: std::ops::Range<i32> = 2010..2080;

/// `clock_implausible`, where nobody can believe what the clock shows. Work goes on all the same: what replaces what never
/// depends on it, but the times that people read later do.
pub(crate) fn doubt(now: DateTime<Utc>) -> Option<Problem> {
    (!PLAUSIBLE.contains(&now.year())).then(|| Problem::new("clock_implausible").with("now", rfc3339(now)))
}

/// By what a moment that another laptop told is judged, `now` by this one's clock (milliseconds since 1970): a later one was told by a clock
/// that is wrong. Another clock may be `ahead` of this one; where this one cannot be believed itself, it judges only what nobody can believe.
pub(crate) fn reach(now: DateTime<Utc>, ahead: i64) -> i64 {
    let end = || NaiveDate::from_ymd_opt(PLAUSIBLE.end, 1, 1).map_or(i64::MAX, |day| day.and_time(NaiveTime::MIN).and_utc().timestamp_millis());
    if doubt(now).is_some() { end() } else { now.timestamp_millis().saturating_add(ahead) }
}

/// A moment as every answer writes it: RFC 3339, in UTC, to the whole second, such as `2012-05-14T01:35:00Z`.
#[must_use]
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A moment as people at a place read it: RFC 3339 with the hour that it is there, such as `2012-05-14T08:35:00+07:00`; none where there is no such
/// time zone.
#[must_use]
pub fn at_place(at: DateTime<Utc>, timezone: &str) -> Option<String> {
    let zone: chrono_tz::Tz = timezone.parse().ok()?;
    Some(at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false))
}

/// [`rfc3339`] for a field of a view.
pub(crate) fn in_answers<S: Serializer>(at: &DateTime<Utc>, answer: S) -> Result<S::Ok, S::Error> {
    answer.serialize_str(&rfc3339(*at))
}

/// [`rfc3339`] for a field that may be missing.
pub(crate) fn in_answers_if_known<S: Serializer>(at: &Option<DateTime<Utc>>, answer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => in_answers(at, answer),
        None => answer.serialize_none(),
    }
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Now, by the machine's own reckoning: it may be wrong, and nothing but display depends on it.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that stands where it is set.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock standing at `now`.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(AtomicI64::new(now.timestamp_millis()))
    }

    /// Move the hands.
    pub fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_millis(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

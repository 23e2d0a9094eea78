//! How an activity stands in a month, and the files that show it.

use serde::{Deserialize, Serialize};

use super::{
    MAX_SAID,
    month::{Month, is_followed},
    records::{OF_ACTIVITY, PROGRESS, PROGRESS_REPORT, SAID},
    value::Doing,
    views,
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Cell, Change, Value},
    outputs::{
        files::{Kept, hang_on, take_off_from},
        output::text,
    },
    plans, value,
};

/// How an activity stands, and how much of it is done. A share is said only of what is on its way or was stopped on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawProgress")]
pub struct Progress {
    doing: Doing,
    percent: Option<i64>,
}

#[derive(Deserialize)]
struct RawProgress {
    doing: Doing,
    percent: Option<i64>,
}

impl TryFrom<RawProgress> for Progress {
    type Error = crate::Error;
    fn try_from(raw: RawProgress) -> Result<Self> {
        Self::new(raw.doing, raw.percent)
    }
}

impl Progress {
    /// How an activity stands. What is done is done whole, and nothing is done of what has not begun.
    ///
    /// # Errors
    /// `percent_out_of_range`; `percent_contradicts` where the share and the word say different things.
    pub fn new(doing: Doing, percent: Option<i64>) -> Result<Self> {
        if let Some(percent) = percent.filter(|percent| !(0..=100).contains(percent)) {
            return Problem::new("percent_out_of_range").with("percent", percent).refuse();
        }
        let percent = match (doing, percent) {
            (Doing::Done, None | Some(100)) | (Doing::NotStarted, None | Some(0)) => None,
            (Doing::Done | Doing::NotStarted, Some(percent)) => {
                return Problem::new("percent_contradicts").with("percent", percent).with("doing", doing.code()).refuse();
            }
            (_, percent) => percent,
        };
        Ok(Self { doing, percent })
    }

    /// How it stands.
    #[must_use]
    pub const fn doing(self) -> Doing {
        self.doing
    }

    /// How much of it is done, in percent; none where the word says it or nobody said.
    #[must_use]
    pub const fn percent(self) -> Option<i64> {
        self.percent
    }

    pub(crate) fn into_value(self) -> Value {
        value![self.doing.code(), self.percent]
    }
}

/// A field of a report with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportField {
    /// How the activity stands.
    Progress(Progress),
    /// What is told of it; empty is nothing.
    Said(String),
}

impl ReportField {
    fn checked(self, report: RecordId) -> Result<(Cell, Value)> {
        Ok(match self {
            Self::Progress(progress) => (PROGRESS.of(&PROGRESS_REPORT, report), progress.into_value()),
            Self::Said(said) => {
                let said = Some(text("said", &said, MAX_SAID, false)?).filter(|said| !said.is_empty());
                (SAID.of(&PROGRESS_REPORT, report), value![said])
            }
        })
    }
}

/// The record of the report on an activity in a month.
#[must_use]
pub fn id_of(change: &Change<'_>, activity: RecordId, month: Month) -> RecordId {
    change.natural(&PROGRESS_REPORT, &[&activity.to_string(), &month.to_string()])
}

/// Tell something of an activity in a month. `seen` is what the screen showed of the field. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_line`, `month_not_followed`, `text_too_long`.
pub fn write(change: &mut Change<'_>, activity: RecordId, month: Month, field: ReportField, seen: Option<&Seen>) -> Result<bool> {
    // A screen that shows no report shows none that was taken away either.
    let is_told = views::is_there(change.sql(), change.book(), &PROGRESS_REPORT, id_of(change, activity, month))?;
    let seen = seen.filter(|seen| is_told || !seen.0.is_empty());
    let (cell, value) = cell(change, activity, month, field)?;
    change.set_shown(cell, value, seen)
}

/// The cell of a report and the value that a field gives it; the report is there afterwards, without what it said before it was taken away.
pub(super) fn cell(change: &mut Change<'_>, activity: RecordId, month: Month, field: ReportField) -> Result<(Cell, Value)> {
    if !plans::views::has_line(change.sql(), change.book(), plans::Part::Activity.kind(), activity)? {
        return Problem::new("no_such_line").refuse();
    }
    is_followed(change.sql(), change.book(), month)?;
    let id = id_of(change, activity, month);
    let found = field.checked(id)?;
    let is_told = views::is_there(change.sql(), change.book(), &PROGRESS_REPORT, id)?;
    change.revive(&PROGRESS_REPORT, id)?;
    if !is_told {
        change.set_if_new(PROGRESS.of(&PROGRESS_REPORT, id), Value::cleared())?;
        change.set_if_new(SAID.of(&PROGRESS_REPORT, id), Value::cleared())?;
    }
    change.set_if_new(OF_ACTIVITY.of(&PROGRESS_REPORT, id), value![activity, month.to_string()])?;
    Ok(found)
}

/// Hang a file on a report: what shows that it is so.
///
/// # Errors
/// `no_such_word`.
pub fn hang(change: &mut Change<'_>, report: RecordId, file: &Kept) -> Result<RecordId> {
    super::known(change, &PROGRESS_REPORT, report)?;
    hang_on(change, report, file)
}

/// Take a file off a report; its bytes stay.
///
/// # Errors
/// `no_such_file`.
pub fn take_off(change: &mut Change<'_>, report: RecordId, file: RecordId) -> Result<()> {
    take_off_from(change, report, file)
}

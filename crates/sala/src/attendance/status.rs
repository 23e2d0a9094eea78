//! What can be said about one person at one register.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Error, Problem, Result};

/// The longest lateness that can be recorded: beyond a half day it is absence.
pub const MAX_MINUTES: u16 = 600;
/// The longest reason or approver's name, in characters.
pub const MAX_TEXT: usize = 500;

/// Where the person was. Not being marked at all is none of these: unmarked is never absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// There from the start.
    Present,
    /// There, but not from the start.
    Late,
    /// Away with leave.
    Excused,
    /// Away without leave.
    Absent,
    /// Has not reached the training site yet.
    NotArrived,
    /// Has left the training site for good.
    Departed,
}

impl Status {
    /// All of them, in the order in which sheets and reports list them.
    pub const ALL: [Self; 6] = [Self::Present, Self::Late, Self::Excused, Self::Absent, Self::NotArrived, Self::Departed];

    /// The word that is stored, and that scripts use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Late => "late",
            Self::Excused => "excused",
            Self::Absent => "absent",
            Self::NotArrived => "not_arrived",
            Self::Departed => "departed",
        }
    }

    /// The status that a stored word names, exactly.
    ///
    /// # Errors
    /// `status_unknown`, such as one of a newer version.
    pub fn from_stored(word: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|status| status.as_str() == word);
        known.ok_or_else(|| Error::Refused(Problem::new("status_unknown").with("value", word)))
    }

    /// Said by somebody who looked around the room. The others can be said days before: they do not open a register.
    #[must_use]
    pub const fn is_roll_call(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::Absent)
    }

    /// Attended means in the room, from the start or later. Excused is not attended: the leave explains the absence, it
    /// does not undo it. Neither has someone attended who had not arrived or had departed.
    #[must_use]
    pub const fn attended(self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = Error;

    /// The word as people write it in a spreadsheet: any case, spaces or hyphens for the underscore.
    fn from_str(text: &str) -> Result<Self> {
        let word = text.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|status| status.as_str() == word).ok_or_else(|| Error::Refused(Problem::new("status_unknown").with("value", text.trim())))
    }
}

/// One person's mark at one register. It is one value because its parts make sense only together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Mark {
    status: Status,
    minutes: Option<u16>,
    reason: Option<String>,
    approver: Option<String>,
    left_early: Option<u16>,
}

/// A mark before its rules are checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parts {
    /// Where the person was.
    pub status: Status,
    /// How late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who gave leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
    /// How long before the end somebody left who was there, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_early: Option<i64>,
}

impl Parts {
    /// A status and nothing else.
    #[must_use]
    pub const fn of(status: Status) -> Self {
        Self { status, minutes: None, reason: None, approver: None, left_early: None }
    }
}

impl TryFrom<Parts> for Mark {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let Parts { status, minutes, reason, approver, left_early } = parts;
        let minutes = match minutes {
            None => None,
            Some(_) if status != Status::Late => {
                return Problem::new("minutes_without_late").with("status", status.as_str()).refuse();
            }
            Some(minutes) => Some(within(minutes)?),
        };
        let left_early = match left_early {
            None => None,
            Some(_) if !status.attended() => return Problem::new("left_without_attending").with("status", status.as_str()).refuse(),
            Some(minutes) => Some(within(minutes)?),
        };
        let reason = tidy("reason", reason)?;
        let approver = tidy("approver", approver)?;
        if status == Status::Present && left_early.is_none() && (reason.is_some() || approver.is_some()) {
            // A remark is the place for what there is to say about someone who was simply there.
            return Problem::new("present_with_reason").refuse();
        }
        Ok(Self { status, minutes, reason, approver, left_early })
    }
}

impl From<Mark> for Parts {
    fn from(mark: Mark) -> Self {
        let Mark { status, minutes, reason, approver, left_early } = mark;
        Self { status, minutes: minutes.map(i64::from), reason, approver, left_early: left_early.map(i64::from) }
    }
}

impl Mark {
    /// There from the start.
    #[must_use]
    pub const fn present() -> Self {
        Self { status: Status::Present, minutes: None, reason: None, approver: None, left_early: None }
    }

    /// Where the person was.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// How late, where that was noted: the paper sheet often says only "L".
    #[must_use]
    pub const fn minutes(&self) -> Option<u16> {
        self.minutes
    }

    /// How long before the end somebody left who was there.
    #[must_use]
    pub const fn left_early(&self) -> Option<u16> {
        self.left_early
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Who gave leave.
    #[must_use]
    pub fn approver(&self) -> Option<&str> {
        self.approver.as_deref()
    }
}

/// Minutes of coming late or leaving early.
fn within(minutes: i64) -> Result<u16> {
    u16::try_from(minutes)
        .ok()
        .filter(|m| (1..=MAX_MINUTES).contains(m))
        .ok_or_else(|| Error::Refused(Problem::new("minutes_out_of_range").with("value", minutes).with("min", 1).with("max", MAX_MINUTES)))
}

/// Surrounding blanks carry no meaning, and a blank text is none.
fn tidy(field: &'static str, text: Option<String>) -> Result<Option<String>> {
    let Some(text) = text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()) else { return Ok(None) };
    Problem::if_too_long(field, &text, MAX_TEXT)?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(result: Result<Mark>) -> &'static str {
        result.map_or_else(|e| e.problem().code, |_| "accepted")
    }

    #[test]
    fn lateness_is_one_minute_to_ten_hours_and_belongs_to_late_alone() {
        let late = |minutes| Mark::try_from(Parts { minutes: Some(minutes), ..Parts::of(Status::Late) });
        assert_eq!(late(5).ok().and_then(|m| m.minutes()), Some(5), "five minutes late is an ordinary mark");
        assert_eq!(code(late(-5)), "minutes_out_of_range", "nobody is late by less than nothing");
        assert_eq!(code(late(0)), "minutes_out_of_range", "zero minutes late is present");
        assert_eq!(code(late(601)), "minutes_out_of_range", "beyond ten hours it is absence");
        assert_eq!(code(Mark::try_from(Parts::of(Status::Late))), "accepted", "a paper sheet may say only L");
        let absent = Parts { minutes: Some(5), ..Parts::of(Status::Absent) };
        assert_eq!(code(Mark::try_from(absent)), "minutes_without_late", "an absence has no minutes");
    }

    #[test]
    fn who_leaves_early_was_there_and_may_say_why() {
        let left = |status, left_early, reason: Option<&str>| {
            code(Mark::try_from(Parts { left_early: Some(left_early), reason: reason.map(Into::into), ..Parts::of(status) }))
        };
        assert_eq!(left(Status::Present, 45, Some("flight")), "accepted", "leaving has a reason where being there needs none");
        assert_eq!(left(Status::Late, 45, None), "accepted", "late and gone early are two things");
        assert_eq!(left(Status::Absent, 45, None), "left_without_attending", "nobody leaves who never came");
        assert_eq!(left(Status::Present, 0, None), "minutes_out_of_range", "zero minutes early is until the end");
    }

    #[test]
    fn reasons_are_trimmed_bounded_and_never_explain_presence() {
        let excused = |reason: &str| Mark::try_from(Parts { reason: Some(reason.into()), ..Parts::of(Status::Excused) });
        assert_eq!(excused("  medical ").ok().and_then(|m| m.reason), Some("medical".into()), "blanks carry no meaning");
        assert_eq!(excused("   ").ok().and_then(|m| m.reason), None, "a blank reason is none");
        assert_eq!(code(excused(&"ဆ".repeat(MAX_TEXT + 1))), "text_too_long", "length counts characters of any script");
        let present = Parts { reason: Some("medical".into()), ..Parts::of(Status::Present) };
        assert_eq!(code(Mark::try_from(present)), "present_with_reason", "presence needs no reason");
    }

    #[test]
    fn the_words_of_a_spreadsheet_are_understood() {
        assert_eq!("Not arrived".parse::<Status>().ok(), Some(Status::NotArrived), "case and blanks are forgiven");
        let unknown = "gone".parse::<Status>().map_err(|e| e.problem().code);
        assert_eq!(unknown, Err("status_unknown"), "an unknown word is refused, never guessed");
    }

    proptest! {
        #[test]
        fn whatever_comes_in_a_mark_that_exists_is_valid_and_survives_being_written(
            which in 0_usize..6, minutes in proptest::option::of(-10_i64..700), reason in proptest::option::of(".{0,20}"),
            left_early in proptest::option::of(-10_i64..700),
        ) {
            let parts = Parts { status: Status::ALL[which], minutes, reason, approver: None, left_early };
            if let Ok(mark) = Mark::try_from(parts) {
                prop_assert!(mark.minutes().is_none() || mark.status() == Status::Late);
                prop_assert!(mark.left_early().is_none() || mark.status().attended());
                prop_assert!(mark.minutes().is_none_or(|m| (1..=MAX_MINUTES).contains(&m)));
                let text = serde_json::to_string(&mark).unwrap();
                prop_assert_eq!(serde_json::from_str::<Mark>(&text).unwrap(), mark);
            }
        }
    }
}

//! What becomes of the plans in the months after the training: reports, ratings, coaching, assistance given, workshops of alumni.

pub mod cascade;
pub mod contact;
pub mod due;
pub mod form;
pub mod glance;
pub mod help;
pub mod lineage;
pub mod month;
pub mod rate;
pub mod records;
pub mod report;
mod taken_back;
#[cfg(test)]
mod tests;
pub mod value;
pub mod views;

pub use cascade::{Attended, NewCascade};
pub use contact::NewContact;
pub use due::{Due, What};
pub use glance::{Glance, glance};
pub use help::NewHelp;
pub use month::Month;
pub use rate::{Rating, rate};
pub use report::{Progress, ReportField};
pub use taken_back::taken_back;
pub use value::{Doing, Light, Unit, Way};

use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Change, Kind},
};
use records::{ASSISTANCE_GIVEN, CASCADE_EVENT, COACHING_CONTACT, PROGRESS_REPORT};

/// The longest text of what somebody said, in characters.
pub(crate) const MAX_SAID: usize = 10_000;
/// The longest name, place or title, in characters.
pub(crate) const MAX_LINE: usize = 500;

/// What can be taken away by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A report on an activity.
    Report,
    /// A coaching contact.
    Contact,
    /// Assistance that was given.
    Help,
    /// A workshop of alumni.
    Cascade,
}

impl Told {
    /// The records that say so.
    #[must_use]
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::Report => &PROGRESS_REPORT,
            Self::Contact => &COACHING_CONTACT,
            Self::Help => &ASSISTANCE_GIVEN,
            Self::Cascade => &CASCADE_EVENT,
        }
    }
}

/// Take away what was told by mistake; it stays in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_word`: nothing of the kind was told.
pub fn remove(change: &mut Change<'_>, told: Told, id: RecordId, seen: Option<&Seen>) -> Result<()> {
    known(change, told.kind(), id)?;
    change.remove_shown(told.kind(), id, seen)
}

pub(crate) fn known(change: &Change<'_>, kind: &'static Kind, id: RecordId) -> Result<()> {
    if views::is_there(change.sql(), change.book(), kind, id)? { Ok(()) } else { Problem::new("no_such_word").refuse() }
}

//! Sala's core: the journal that every laptop writes, the bundle that carries it, and the things a trainer names.
//!
//! Nothing here knows a screen. [`Desk`] is the one door.

mod clock;
#[cfg(feature = "negative-controls")]
pub mod control;
mod desk;
mod error;
#[doc(hidden)]
pub mod fault;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod ids;
mod input;
mod reader;

pub mod action_review;
pub mod agenda;
pub mod attendance;
pub mod backup;
pub mod bundle;
pub mod checks;
pub mod decide;
pub mod demo;
pub mod groups;
pub mod journal;
pub mod outputs;
pub mod people;
pub mod plans;
pub mod presentations;
pub mod programme;
pub mod progress;
pub mod scores;
pub mod store;
pub mod today;
pub mod trust;
pub mod visits;

pub use clock::{Clock, SetClock, SystemClock, at_place, rfc3339};
pub use desk::{Desk, NewStore, Role, Undone, Verified};
pub use error::{Error, Problem, Result};
pub use ids::{EntryNo, RecordId, ReplicaId, Seen};
pub use input::{open_file, read_text};
pub use reader::Reader;
pub use store::KeyPlace;

/// Every kind of record that this version knows.
#[must_use]
pub fn registry() -> &'static journal::Registry {
    static REGISTRY: journal::Registry = journal::Registry::new(&[
        &programme::records::PROGRAMME,
        &agenda::records::SESSION,
        &people::records::PARTICIPANT,
        &attendance::records::REGISTER,
        &attendance::records::MARK,
        &attendance::records::SHEET,
        &attendance::records::REGISTER_SEAL,
        &groups::records::GROUP_SET,
        &groups::records::GROUP,
        &groups::records::MEMBERSHIP,
        &outputs::records::EXERCISE,
        &outputs::records::OUTPUT,
        &outputs::records::OUTPUT_VERSION,
        &outputs::canvas::records::CANVAS_ITEM,
        &outputs::canvas::records::CANVAS_CELL,
        &outputs::records::ATTACHMENT,
        &presentations::records::RUNNING_ORDER,
        &presentations::records::PRESENTATION,
        &scores::records::CRITERION,
        &scores::records::JUROR,
        &scores::records::SCORING,
        &scores::records::SCORE,
        &scores::records::FEEDBACK,
        &visits::records::VISIT,
        &visits::records::STOP,
        &visits::records::VEHICLE,
        &visits::records::RIDE,
        &visits::records::HEADCOUNT,
        &visits::records::OBSERVATION,
        &action_review::records::REVIEW_NOTE,
        &plans::records::PLAN,
        &plans::records::PLAN_MEMBER,
        &plans::records::PLAN_PARTNER,
        &plans::records::PLAN_ACTIVITY,
        &plans::records::PLAN_OUTPUT,
        &plans::records::INDICATOR,
        &plans::records::BUDGET_LINE,
        &plans::records::PLAN_RISK,
        &plans::records::ASSISTANCE,
        &plans::records::PLAN_VERSION,
        &plans::records::COMMITMENT,
        &progress::records::PROGRESS_REPORT,
        &progress::records::PLAN_RATING,
        &progress::records::COACHING_CONTACT,
        &progress::records::ASSISTANCE_GIVEN,
        &progress::records::CASCADE_EVENT,
    ]);
    &REGISTRY
}

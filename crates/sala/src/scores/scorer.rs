//! Who scores.

use serde::Serialize;

use super::records::SCORING;
use crate::{
    RecordId,
    journal::{Change, Value},
    people::value::codes,
    value,
};

/// Who scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Scorer {
    /// Somebody on the panel who is not on the roster.
    Juror(RecordId),
    /// Somebody of the roster: a participant is a peer, anybody else sits on the panel.
    Person(RecordId),
    /// A group, with one voice.
    Group(RecordId),
}

codes! {
    /// On which side a scorer sits.
    Side {
        /// Jurors, facilitators, staff.
        Panel = "panel",
        /// Participants and their groups.
        Peers = "peers",
    }
}

impl Scorer {
    /// The record of the scorer.
    #[must_use]
    pub const fn id(self) -> RecordId {
        match self {
            Self::Juror(id) | Self::Person(id) | Self::Group(id) => id,
        }
    }

    /// The sheet on which this scorer scores an output.
    #[must_use]
    pub fn sheet(self, change: &Change<'_>, output: RecordId) -> RecordId {
        change.natural(&SCORING, &[&output.to_string(), &self.id().to_string()])
    }

    /// What the sheet says of itself.
    pub(super) fn value(self, output: RecordId) -> Value {
        let of = |wanted: bool| wanted.then_some(self.id());
        value![output, of(matches!(self, Self::Juror(_))), of(matches!(self, Self::Person(_))), of(matches!(self, Self::Group(_)))]
    }

    /// The scorer whom a sheet names: the first of the three that it has.
    pub(super) fn named(juror: Option<RecordId>, person: Option<RecordId>, group: Option<RecordId>) -> Option<Self> {
        juror.map(Self::Juror).or(person.map(Self::Person)).or(group.map(Self::Group))
    }
}

//! Everything that was ever said of a record.

use sala::decide;

use super::{all, count};
use crate::wire::past::{PastSaid, RecordPast};

impl From<decide::RecordPast> for RecordPast {
    fn from(past: decide::RecordPast) -> Self {
        let decide::RecordPast { kind, subject, said, names } = past;
        Self { kind, subject, said: all(said), names }
    }
}

impl From<decide::Said> for PastSaid {
    fn from(said: decide::Said) -> Self {
        let decide::Said { entry, kind, subject, field, value, kept, withheld, author, replica, at, replaced, page, journey } = said;
        Self { entry, kind, subject, field, value, kept, withheld, author, laptop: replica, at, replaced, page: page.map(count), journey: journey.into() }
    }
}

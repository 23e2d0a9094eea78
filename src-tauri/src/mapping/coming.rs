//! What a file would change.

use sala::decide;

use super::all;
use crate::wire::coming::{Becomes, Coming, ComingField, ComingRecord, HalfDay, Who};

impl From<decide::Coming> for Coming {
    fn from(coming: decide::Coming) -> Self {
        let decide::Coming { records, more } = coming;
        Self { records: all(records), more }
    }
}

impl From<decide::RecordChange> for ComingRecord {
    fn from(record: decide::RecordChange) -> Self {
        let decide::RecordChange { programme, kind, about, is_new, fields, names } = record;
        let decide::About { name, person, register, of } = about;
        let person = person.map(|decide::Who { code, name, native, language }| Who { code, name, native, language });
        let register = register.map(|decide::HalfDay { date, half }| HalfDay { date, half });
        Self { programme_code: programme, kind, name, person, register, of, is_new, fields: all(fields), names }
    }
}

impl From<decide::FieldChange> for ComingField {
    fn from(change: decide::FieldChange) -> Self {
        let decide::FieldChange { field, becomes, before, after } = change;
        Self { field, becomes: becomes.into(), before, after }
    }
}

impl From<decide::Becomes> for Becomes {
    fn from(becomes: decide::Becomes) -> Self {
        match becomes {
            decide::Becomes::Differs => Self::Differs,
            decide::Becomes::Aside => Self::Aside,
            decide::Becomes::Removed => Self::Removed,
            decide::Becomes::Settled => Self::Settled,
            decide::Becomes::Changed => Self::Changed,
            decide::Becomes::Added => Self::Added,
        }
    }
}

//! What the hidden column of a form says, row by row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Error, RecordId, Result,
    progress::value::{Doing, Light},
};

/// The number of this layout. A form of a later one is not guessed at; the first had neither indicators nor requests.
pub const VERSION: u32 = 2;

/// Of which plan and month a form is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The layout.
    pub sala_form: u32,
    /// The programme.
    pub programme: RecordId,
    /// The plan.
    pub plan: RecordId,
    /// `2012-06`.
    pub month: String,
    /// This form: its workshops are named after it.
    pub form: RecordId,
    /// What can be chosen as the state of an activity, in the words of the form.
    pub doing: BTreeMap<String, Doing>,
    /// What can be chosen as the colour.
    pub light: BTreeMap<String, Light>,
}

/// What a row is about, what it showed, and under which entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Slip {
    /// An activity.
    Activity {
        /// Which.
        id: RecordId,
        /// The entries of its progress.
        progress: Vec<String>,
        /// The entries of what was said.
        told: Vec<String>,
        /// How it stood.
        doing: Option<Doing>,
        /// How much of it was done.
        percent: Option<i64>,
        /// What was said.
        said: Option<String>,
    },
    /// How the plan stands.
    Rating {
        /// The entries of the rating.
        names: Vec<String>,
        /// The colour.
        light: Option<Light>,
        /// Why.
        reason: Option<String>,
    },
    /// A workshop of alumni.
    Cascade {
        /// Which of those on the form.
        nth: u32,
    },
    /// An indicator.
    Indicator {
        /// Which.
        id: RecordId,
        /// The entries of how it is.
        names: Vec<String>,
        /// How it was.
        actual: Option<String>,
        /// On which day it was looked at.
        measured: Option<NaiveDate>,
    },
    /// Assistance that the plan asks for anew.
    Request {
        /// Which of those on the form.
        nth: u32,
    },
}

impl Slip {
    /// As it stands in its cell.
    ///
    /// # Errors
    /// `damaged`, which cannot come of what a slip holds.
    pub fn write(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Error::damaged("form", e))
    }
}

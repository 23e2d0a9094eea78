//! A canvas as a version keeps it.

use serde::{Deserialize, Serialize};

use super::shape::{CanvasKind, Region};
use crate::RecordId;

/// A canvas as it stood when its output was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// How it was divided.
    pub kind: CanvasKind,
    /// Its notes and headings, in order.
    pub items: Vec<FrozenItem>,
    /// Its cells that said something.
    #[serde(default)]
    pub cells: Vec<FrozenCell>,
}

/// A note or a heading as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenItem {
    /// Which.
    pub id: RecordId,
    /// Where.
    pub region: Region,
    /// Under which other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneath: Option<RecordId>,
    /// What it said.
    pub note: String,
    /// Influence, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub influence: Option<i64>,
    /// Interest, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<i64>,
}

/// A cell as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenCell {
    /// The heading of its line.
    pub line: RecordId,
    /// The heading of its column.
    pub column: RecordId,
    /// What it said.
    pub text: String,
}

impl Frozen {
    /// True where it says nothing: headings that nobody has filled in are no answer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let says = |item: &FrozenItem| !matches!(item.region, Region::Line | Region::Column) && !item.note.is_empty();
        !self.items.iter().any(says) && self.cells.is_empty()
    }
}

//! What somebody asks of a draw.

use rand::Rng as _;

use super::rules::Wishes;
use crate::RecordId;

/// Which set is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A new one of this name, with groups A, B, C and so on.
    New(String),
    /// The people of this one whom no group has; everybody else stays.
    Set(RecordId),
}

/// How many groups are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// So many.
    Groups(u32),
    /// As many as it takes for none to have more people than this.
    Size(u32),
}

/// Somebody who is put in a group by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Who.
    pub participant: RecordId,
    /// The name of the group, whatever its capitals.
    pub group: String,
}

/// What somebody asks of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which set.
    pub target: Target,
    /// How many groups; none where the set has its groups.
    pub shape: Option<Shape>,
    /// The rules, as far as they are not the usual ones.
    pub wishes: Wishes,
    /// Who is where whatever comes of it.
    pub pins: Vec<Pin>,
    /// Earlier sets whose pairs should not meet again.
    pub apart: Vec<RecordId>,
    /// What chance begins with.
    pub seed: u32,
}

/// A seed that is short enough to be read out and typed.
#[must_use]
pub fn fresh_seed() -> u32 {
    rand::thread_rng().gen_range(100_000..1_000_000)
}

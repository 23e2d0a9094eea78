//! Who belongs to a programme: the one rule that registers, reports, groups, draws, visits, scores and lists share.
//!
//! - Who declined, withdrew or was replaced is **gone**, and never counts, whatever was marked before that became known.
//! - Who is only nominated, or did not show up, has **not come**. They stand on the register, so that whoever turns up after all can be
//!   marked; they are nobody's unmarked cell, and are neither drawn, placed, driven nor asked for points. That a register has them
//!   present or late is the evidence that they came: from then on they belong, until the mark is taken back.
//! - Everybody else belongs: accepted, active, completed, attended only, left early, or not said. A **participant** is **counted**; whoever is
//!   there in another role stands **beside** the counts.
//!
//! The rule itself is `belongs.sql`; nothing else in Sala looks at how an enrolment stands to find out who counts.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::Serialize;

/// A query over `person`: everybody on the roster, with the columns of `participant` and whether they `belongs`.
macro_rules! with_people {
    ($query:expr) => {
        concat!("WITH ", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/people/views/belongs.sql")), "\n", $query)
    };
}
pub(crate) use with_people;

/// The same inside a query that begins with tables of its own, such as one over `register_at`.
macro_rules! and_people {
    ($query:expr) => {
        concat!(", ", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/people/views/belongs.sql")), "\n", $query)
    };
}
pub(crate) use and_people;

/// How a person belongs to a programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Belongs {
    /// Takes part, and counts in every figure.
    #[default]
    Counted,
    /// Is there in another role: beside the counts.
    Beside,
    /// Only nominated, or did not show up, and no register has them present.
    NotCome,
    /// Declined, withdrew or was replaced.
    Gone,
}

impl Belongs {
    /// On the list: may be marked at a register.
    #[must_use]
    pub const fn listed(self) -> bool {
        !matches!(self, Self::Gone)
    }

    /// There, in whatever role: may be placed, driven and asked for points.
    #[must_use]
    pub const fn here(self) -> bool {
        matches!(self, Self::Counted | Self::Beside)
    }

    /// Counts in figures: a participant who is there.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Counted)
    }
}

impl FromSql for Belongs {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "counted" => Ok(Self::Counted),
            "beside" => Ok(Self::Beside),
            "not_come" => Ok(Self::NotCome),
            "gone" => Ok(Self::Gone),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

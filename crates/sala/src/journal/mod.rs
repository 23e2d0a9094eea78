//! The journal: every laptop writes only its own; everything on screen is folded from the union.
//!
//! A [`Change`] makes entries, the fold puts them into typed tables, the tail closes them into signed pages, and
//! pages from elsewhere go through the same fold.

mod annex;
mod change;
mod columns;
mod conflict;
mod digest;
mod fold;
mod history;
mod numbers;
#[cfg(feature = "other-versions")]
mod other_version;
pub mod page;
mod registry;
mod removal;
mod review;
mod seen;
mod tables;
mod tail;
mod take_in;
mod value;
mod verify;

pub use change::Change;
pub use digest::Digest;
pub use fold::Tally;
pub use history::{Origin, Past};
pub use numbers::BookNo;
pub use registry::{Cell, Check, Field, Key, Kind, Part, PartType, REMOVED, Registry};
pub use value::{Scalar, Value};
pub use verify::Verified;

pub(crate) use annex::{AnnexItem, read as read_annex};
pub(crate) use change::Former;
pub(crate) use conflict::{Differing, conflict_count, differing};
pub(crate) use digest::digest;
pub(crate) use fold::{Fold, live_values};
pub(crate) use history::{of as history_of, origin};
pub(crate) use numbers::{CellNo, book_no, chain_no, chain_owner, record_id};
pub(crate) use removal::{is_removal, removes};
pub(crate) use review::{Aside, aside, review_count};
pub(crate) use tables::{FieldPlan, Tables};
pub(crate) use tail::{SealedPage, seal};
pub(crate) use take_in::{refold, registry_name, take_in, unpack};
pub(crate) use verify::verify;

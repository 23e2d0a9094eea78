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
pub mod page;
mod registry;
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
pub(crate) use fold::Fold;
pub(crate) use history::{of as history_of, origin};
pub(crate) use numbers::{CellNo, book_no, chain_no, chain_owner, record_id};
pub(crate) use tables::Tables;
pub(crate) use tail::{SealedPage, seal_all};
pub(crate) use take_in::{refold, registry_name, take_in, unpack};
pub(crate) use verify::verify;

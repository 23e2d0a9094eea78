//! The journal: every laptop writes only its own; everything on screen is folded from the union.
//!
//! A [`Change`] makes entries, the fold puts them into typed tables, the tail closes them into signed pages, and
//! pages from elsewhere go through the same fold.

mod absent;
mod actions;
mod ancestry;
mod anew;
mod annex;
mod awaited;
mod books;
mod branch;
mod cell;
mod change;
mod close_up;
mod columns;
mod conflict;
mod digest;
mod doubles;
mod elsewhere;
mod fold;
mod histories;
mod history;
mod join;
mod leave;
mod live;
mod numbers;
mod once_more;
#[cfg(feature = "other-versions")]
mod other_version;
mod outside;
pub mod page;
mod pages;
mod paper;
mod patience;
mod place;
mod placing;
mod registry;
mod removal;
mod remove;
mod removing;
mod review;
mod seen;
mod stamp;
mod standing;
mod tables;
mod tail;
mod take_in;
mod tally;
mod touched;
mod unsure;
mod value;

pub use change::Change;
pub use digest::Digest;
pub use history::{Origin, Past};
pub use numbers::BookNo;
pub use paper::{FromPaper, names_of};
pub use registry::{Cell, Check, Field, Key, Kind, Part, PartType, REMOVED, Registry};
pub use tally::Tally;
pub use value::{Scalar, Value};

pub(crate) use absent::{Closed, is_left_in_noted, is_whole, left_in_as_noted, note_left_in};
pub(crate) use actions::actions_on;
pub(crate) use ancestry::Ancestry;
pub(crate) use anew::Before;
pub(crate) use annex::{AnnexItem, read as read_annex};
pub(crate) use books::{code_of, codes_and_titles};
pub(crate) use branch::{Branches, Name};
pub(crate) use change::{Former, Replaced};
pub(crate) use close_up::{ClosedUp, close_up};
pub(crate) use conflict::{Differing, conflict_count, differing};
pub(crate) use digest::digest;
pub(crate) use elsewhere::{Print, becomes, first_other, hand_over, note_said, place_among_open, prints, unsaid_actions, waiting_for_their_page};
pub(crate) use fold::Fold;
pub(crate) use histories::of_all as histories_of;
#[cfg(feature = "negative-controls")]
pub(crate) use history::is_all_dead;
pub(crate) use history::{Told, of as history_of, origin, origin_in, page_times};
pub(crate) use leave::{
    Why, arrange_forked, come_back, is_outside, keep_found_outside, keep_outside, leave, lies_outside, not_allowed, note_carried, note_places_outside,
};
pub(crate) use live::{Live, live_values};
pub(crate) use numbers::{CellNo, book_id, book_no, chain_end, chain_no, chain_owner, chain_start, find_cell, record_book, record_id, shape_of};
pub(crate) use once_more::once_more;
pub(crate) use pages::Pages;
pub(crate) use place::{Place, arrange, has_forked, is_spoken_of, new_branch, place};
pub(crate) use placing::Placing;
pub(crate) use removal::{Record, everything_in, is_removal, removes, within};
pub(crate) use review::{Aside, aside, review_count};
pub(crate) use stamp::{last_stamp, next_stamp};
pub(crate) use tables::{FieldPlan, Tables, keys};
pub(crate) use tail::{SealedPage, keep as keep_open, seal_all};
pub(crate) use take_in::{complete, keep_unfolded, kept_page, refold, refold_all, registry_name, take_in, unpack};
pub(crate) use touched::{cells_by_place, touched_since, union_of};
pub(crate) use unsure::may_be_meant;

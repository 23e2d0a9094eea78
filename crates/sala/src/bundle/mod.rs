//! The bundle: one sealed, signed file that carries pages, attachments, certificates and receipts.

mod account;
mod ahead;
mod applier;
mod apply;
mod ask;
mod enrol;
mod export;
mod format;
mod former;
mod gaps;
mod held;
mod identity;
mod import;
mod keep;
mod left;
mod limits;
mod line;
mod not_counted;
mod own;
mod parts;
mod payload;
mod pictures;
mod plan;
mod quarantine;
mod receipt;
mod replicas;
mod revoke;
mod scan;
mod seal;
mod set_aside;
mod shared;
mod status;
mod step;
#[cfg(test)]
mod tests;
mod to_carry;
mod turn_away;
mod unsaid;
mod verifier;
mod watch;

pub use account::{Imported, KindChange, RevokedWord, Status};
pub use ask::{Asked, AskedPages};
pub(crate) use enrol::REQUEST_MAGIC;
pub use enrol::{Accepted, read_request};
pub(crate) use export::EXPORTED;
pub use export::{ExportOptions, Exported, ExportedVolume, Progress, To};
pub(crate) use format::broken;
pub use former::{Along, RevokedFormer};
pub(crate) use gaps::missing_pages;
pub(crate) use held::who_sends;
pub(crate) use identity::wanted_again;
pub(crate) use import::{clear_spool, spool_folder};
pub(crate) use left::{left_as_noted, left_without_us, said_again};
pub use limits::{FromPage, Limits};
pub use not_counted::NotCounted;
pub use own::NotAllowed;
pub use parts::MissingParts;
pub(crate) use quarantine::quarantine_file;
pub use quarantine::{HeldUp, Released, WaitingFile};
pub use replicas::{Gap, ReplicaStatus};
pub use revoke::Revoked;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use scan::scan_unsealed;
pub use seal::check_recovery_secret;
pub(crate) use seal::{BACKUP, SEALED, Seal, check_passphrase, recovery_key, recovery_secret_wrong, seal, unseal_stream};
pub use set_aside::{SetAside, TakenBundle};
pub use shared::{Coded, SharedCode};
pub use status::{Journey, StoreStatus, Waiting};
pub use step::{Step, Steps};
pub use to_carry::ToCarry;
pub use turn_away::TurnedAway;
pub(crate) use unsaid::{may_be_said, not_said_again, to_look_at, unsaid};

/// A count of nothing is left out of an answer.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub(crate) const fn is_zero(count: &u64) -> bool {
    *count == 0
}

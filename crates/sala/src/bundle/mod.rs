//! The bundle: one sealed, signed file that carries pages, attachments, certificates and receipts.

mod apply;
mod enrol;
mod export;
mod format;
mod import;
mod quarantine;
mod receipt;
mod scan;
mod seal;
mod status;

pub use enrol::read_request;
pub use export::{ExportOptions, Exported, Progress, To};
pub(crate) use import::clear_spool;
pub use import::{Imported, KindChange, Status};
pub use status::{Gap, Journey, ReplicaStatus, StoreStatus, Waiting};

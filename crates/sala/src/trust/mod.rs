//! Keys, certificates and who is believed.

mod certificate;
mod cut;
mod keys;
mod known;
mod label;
mod revocation;
mod standing;
mod succession;

pub use certificate::{Certificate, READER, Request, Signed, fingerprint};
pub use cut::Cut;
pub use keys::{Keys, Purpose, SignKey, verify};
pub use known::{Grant, Organisation};
pub use revocation::Revocation;
pub use succession::Succession;

pub(crate) use certificate::MAX_ORGANISATION;
pub(crate) use known::{
    certificate, certificates, certify, forget_recovery_secret, forget_request, found, headquarters, is_known, join, keep_certificate, keep_request, label,
    last_day, organisation, other_organisation, own_request, recovery_secret, requests,
};
pub(crate) use label::{check_label, is_blank};
pub(crate) use revocation::{is_revoked, keep_revocation, revocation, revocations, revoke};
pub(crate) use standing::{Standing, may_write};
pub(crate) use succession::{answer, forget_receipts, former, next_replica, not_headquarters, renew, successor};

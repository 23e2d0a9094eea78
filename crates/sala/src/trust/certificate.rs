//! Requests and certificates: how a laptop comes to be believed.

use minicbor::{Decode, Encode};

use super::{Cut, Purpose, SignKey, Succession, label, succession, verify};
use crate::{Error, ReplicaId, Result, Role};

/// Signed bytes, forwarded as they are.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Signed {
    /// CBOR of what is signed.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub body: Vec<u8>,
    /// Ed25519 signature.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sig: [u8; 64],
}

/// A replica's request to be certified; signed by itself, which proves that it holds the key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Request {
    /// Its signing key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub sign: [u8; 32],
    /// Its sealing key, as age writes it.
    #[n(1)]
    pub recipient: String,
    /// What people call it.
    #[n(2)]
    pub label: String,
    /// `hq` or `site`.
    #[n(3)]
    pub role: String,
    /// When, by its clock (milliseconds since 1970, UTC).
    #[n(4)]
    pub at: i64,
    /// The keys that this store signed with before, newest first, each vouching for the one after it.
    #[cbor(n(5), default)]
    pub succeeds: Vec<Succession>,
}

/// What headquarters says of a replica; signed by the organisation's root.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Certificate {
    /// The organisation's root key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// The organisation's name.
    #[n(1)]
    pub organisation: String,
    /// The replica's signing key.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sign: [u8; 32],
    /// The replica's sealing key, as age writes it.
    #[n(3)]
    pub recipient: String,
    /// What people call it.
    #[n(4)]
    pub label: String,
    /// `hq`, `site` or `reader` (may look, not write).
    #[n(5)]
    pub role: String,
    /// When it was issued (milliseconds since 1970, UTC).
    #[n(6)]
    pub issued: i64,
    /// The organisation's recovery key, as age writes it: every bundle is sealed to it too.
    #[n(7)]
    pub recovery: String,
    /// The only books it may hold and write in; every book where none are named.
    #[n(8)]
    pub books: Option<Vec<minicbor::bytes::ByteArray<16>>>,
    /// Until when its files are taken in (milliseconds since 1970, UTC, by headquarters' clock).
    #[n(9)]
    pub until: Option<i64>,
    /// Where it may not write, or not write any more: up to where what it wrote before stands, by book. Nothing stands in
    /// a book that is not named here.
    #[n(10)]
    pub stands: Option<Vec<Cut>>,
}

/// The role of a replica that may look but not write.
pub const READER: &str = "reader";

/// The longest label that is believed, in bytes.
pub(super) const LONGEST: usize = 400;
/// The longest organisation's name that is believed, in bytes: a name of the most characters in any script.
const LONGEST_NAME: usize = 4 * MAX_ORGANISATION;
/// The longest role or recovery key that is believed, in bytes. Later versions may know other roles.
const LONGEST_WORD: usize = 100;
/// The most characters of an organisation's name.
pub(crate) const MAX_ORGANISATION: usize = 1_000;

fn decode<'a, T: Decode<'a, ()>>(what: &'static str, body: &'a [u8]) -> Result<T> {
    minicbor::decode(body).map_err(|e| Error::damaged(what, e))
}

fn encode<T: Encode<()>>(what: &'static str, item: &T) -> Result<Vec<u8>> {
    minicbor::to_vec(item).map_err(|e| Error::damaged(what, e))
}

impl Request {
    /// The replica that asks.
    #[must_use]
    pub fn replica(&self) -> ReplicaId {
        ReplicaId::of_key(&self.sign)
    }

    /// Its fingerprint in words.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.sign, &self.recipient)
    }

    /// What people called this store before it went on under new keys.
    #[must_use]
    pub fn goes_on_from(&self) -> Option<&str> {
        self.succeeds.first().map(|former| former.label.as_str())
    }

    pub(crate) fn sign(&self, key: &SignKey) -> Result<Signed> {
        let body = encode("request", self)?;
        Ok(Signed { sig: key.sign(Purpose::Request, &body), body })
    }

    /// Read a request that was checked before it was kept in the store.
    pub(crate) fn kept(signed: &Signed) -> Result<Self> {
        decode("request", &signed.body)
    }

    /// Read a request and check that it was made by the replica it names.
    pub(crate) fn read(signed: &Signed) -> Result<Self> {
        let request: Self = decode("request", &signed.body)?;
        verify(&request.sign, Purpose::Request, &signed.body, &signed.sig)?;
        check(&request.label, &request.recipient, &[(request.role.as_str(), LONGEST_WORD)])?;
        succession::check(&request.succeeds, &request.sign)?;
        Ok(request)
    }
}

impl Certificate {
    /// The replica it speaks of.
    #[must_use]
    pub fn replica(&self) -> ReplicaId {
        ReplicaId::of_key(&self.sign)
    }

    /// What the replica is for.
    #[must_use]
    pub fn role(&self) -> Role {
        if self.role == Role::Hq.as_str() { Role::Hq } else { Role::Site }
    }

    /// True where it may look but not write.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.role == READER
    }

    /// Whether it may hold and write in this book.
    #[must_use]
    pub fn covers(&self, book: crate::RecordId) -> bool {
        self.books.as_ref().is_none_or(|books| books.iter().any(|b| **b == *book.as_bytes()))
    }

    /// Why what it writes in this book does not count, if it does not, and up to where what it wrote before stands.
    pub(crate) fn narrows(&self, book: crate::RecordId) -> Option<(&'static str, Option<&Cut>)> {
        let why = if self.is_read_only() { "read_only" } else { "other_book" };
        let stands = || self.stands.iter().flatten().find(|cut| cut.book == *book.as_bytes());
        (self.is_read_only() || !self.covers(book)).then(|| (why, stands()))
    }

    /// The request that this certificate answers, for answering it anew.
    pub(crate) fn into_request(self) -> Request {
        Request { sign: self.sign, recipient: self.recipient, label: self.label, role: self.role, at: self.issued, succeeds: Vec::new() }
    }

    /// What it grants.
    #[must_use]
    pub fn grant(&self) -> super::Grant {
        let books = self.books.as_ref().map(|books| books.iter().map(|b| crate::RecordId::from_bytes(**b)).collect());
        super::Grant { read_only: self.is_read_only(), books, until: self.until, from_page: None }
    }

    /// Whether it has ended.
    #[must_use]
    pub fn has_ended(&self, now: i64) -> bool {
        self.until.is_some_and(|until| now > until)
    }

    /// Its fingerprint in words.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.sign, &self.recipient)
    }

    pub(crate) fn sign(&self, root: &SignKey) -> Result<Signed> {
        let body = encode("certificate", self)?;
        Ok(Signed { sig: root.sign(Purpose::Certificate, &body), body })
    }

    /// Read a certificate that was checked before it was kept in the store.
    pub(crate) fn kept(signed: &Signed) -> Result<Self> {
        decode("certificate", &signed.body)
    }

    /// Read a certificate and check that the root it names signed it.
    pub(crate) fn read(signed: &Signed) -> Result<Self> {
        let certificate: Self = decode("certificate", &signed.body)?;
        verify(&certificate.root, Purpose::Certificate, &signed.body, &signed.sig)?;
        let Self { label, recipient, role, recovery, organisation, .. } = &certificate;
        check(label, recipient, &[(role.as_str(), LONGEST_WORD), (recovery.as_str(), LONGEST_WORD), (organisation.as_str(), LONGEST_NAME)])?;
        Ok(certificate)
    }
}

/// Check what strangers write: each of these words may be as long as it says.
fn check(label: &str, recipient: &str, words: &[(&str, usize)]) -> Result<()> {
    if words.iter().any(|(word, most)| word.len() > *most) {
        return Err(Error::damaged("certificate", "a word longer than the limit"));
    }
    if label.is_empty() || label.len() > LONGEST || label::misleads(label) {
        return Err(Error::damaged("certificate", "an impossible label"));
    }
    recipient.parse::<age::x25519::Recipient>().map(|_| ()).map_err(|e| Error::damaged("certificate", e))
}

/// Six words that stand for both keys (66 bits of their BLAKE3 hash), from the English list of BIP-39: short enough to
/// be read over the telephone, long enough that nobody finds another key with the same words.
#[must_use]
pub fn fingerprint(sign: &[u8; 32], recipient: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("sala fingerprint v1");
    hasher.update(sign).update(recipient.as_bytes());
    let hash = hasher.finalize();
    let words = bip39::Language::English.word_list();
    let mut bits = 0_u32;
    let mut held = 0_u32;
    let mut out = Vec::with_capacity(6);
    for byte in hash.as_bytes() {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        while held >= 11 && out.len() < 6 {
            held -= 11;
            let index = (bits >> held) & 0x7ff;
            out.push(words.get(index as usize).copied().unwrap_or_default());
            bits &= (1 << held) - 1;
        }
    }
    out.join(" ")
}

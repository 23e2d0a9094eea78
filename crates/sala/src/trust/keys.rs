//! A replica's keys: one to sign what it writes (Ed25519, RFC 8032), one to open what is sealed to it (age X25519).

use age::secrecy::ExposeSecret as _;
use ed25519_dalek::{Signer as _, SigningKey, Verifier as _, VerifyingKey};

use crate::{Error, ReplicaId, Result};

/// What a signature is for: signatures of one purpose never verify as another.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// A page's hash.
    Page,
    /// A bundle's hash.
    Bundle,
    /// A request to be certified.
    Request,
    /// A certificate.
    Certificate,
    /// A receipt.
    Receipt,
    /// A key that goes on from the signing one.
    Succession,
    /// A revocation.
    Revocation,
}

impl Purpose {
    const fn context(self) -> &'static [u8] {
        match self {
            Self::Page => b"sala page v1\0",
            Self::Bundle => b"sala bundle v1\0",
            Self::Request => b"sala request v1\0",
            Self::Certificate => b"sala certificate v1\0",
            Self::Receipt => b"sala receipt v1\0",
            Self::Succession => b"sala succession v1\0",
            Self::Revocation => b"sala revocation v1\0",
        }
    }

    fn message(self, bytes: &[u8]) -> Vec<u8> {
        [self.context(), bytes].concat()
    }
}

/// An Ed25519 key pair.
pub struct SignKey(SigningKey);

impl SignKey {
    /// A new key from the system's randomness.
    #[must_use]
    pub fn generate() -> Self {
        Self(SigningKey::generate(&mut rand::rngs::OsRng))
    }

    pub(crate) fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    pub(crate) fn secret(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Sign `bytes` for `purpose`.
    #[must_use]
    pub fn sign(&self, purpose: Purpose, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(&purpose.message(bytes)).to_bytes()
    }
}

/// Check a signature.
///
/// # Errors
/// `signature_wrong` where it does not hold.
pub fn verify(public: &[u8; 32], purpose: Purpose, bytes: &[u8], signature: &[u8; 64]) -> Result<()> {
    VerifyingKey::from_bytes(public)
        .and_then(|key| key.verify(&purpose.message(bytes), &ed25519_dalek::Signature::from_bytes(signature)))
        .map_err(|_| Error::Refused(crate::Problem::new("signature_wrong")))
}

/// The keys of this replica.
pub struct Keys {
    /// Signs pages and bundles.
    pub sign: SignKey,
    /// Opens bundles.
    pub open: age::x25519::Identity,
    /// The organisation's root, at headquarters only.
    pub root: Option<SignKey>,
    /// The public halves of the keys that this store signed with before, newest first.
    pub former: Vec<[u8; 32]>,
}

impl Keys {
    /// New keys; with an organisation's root where `headquarters`.
    #[must_use]
    pub fn generate(headquarters: bool) -> Self {
        Self { sign: SignKey::generate(), open: age::x25519::Identity::generate(), root: headquarters.then(SignKey::generate), former: Vec::new() }
    }

    /// This replica's id.
    #[must_use]
    pub fn replica(&self) -> ReplicaId {
        ReplicaId::of_key(&self.sign.public())
    }

    /// The public halves of all keys that this store signs or signed with, newest first.
    pub fn signing(&self) -> impl Iterator<Item = [u8; 32]> {
        std::iter::once(self.sign.public()).chain(self.former.iter().copied())
    }

    /// All replicas that this store is and was.
    pub fn replicas(&self) -> impl Iterator<Item = ReplicaId> {
        self.signing().map(|key| ReplicaId::of_key(&key))
    }

    /// Whether this store signs, or ever signed, with this key.
    #[must_use]
    pub fn is_own(&self, sign: &[u8; 32]) -> bool {
        self.signing().any(|own| own == *sign)
    }

    /// The same keys with a new one to sign with.
    pub(super) fn renewed(&self, sign: SignKey) -> Self {
        let root = self.root.as_ref().map(|root| SignKey::from_bytes(&root.secret()));
        Self { sign, open: self.open.clone(), root, former: self.signing().collect() }
    }

    /// Who can be sealed to, as age writes it (`age1...`).
    #[must_use]
    pub fn recipient(&self) -> String {
        self.open.to_public().to_string()
    }

    pub(crate) fn save(&self, sql: &rusqlite::Connection) -> Result<()> {
        let mut put = sql.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?;
        put.execute(("sign_key", self.sign.secret().as_slice()))?;
        put.execute(("open_key", self.open.to_string().expose_secret()))?;
        if let Some(root) = &self.root {
            put.execute(("root_key", root.secret().as_slice()))?;
        }
        Ok(())
    }

    pub(crate) fn load(sql: &rusqlite::Connection) -> Result<Self> {
        use rusqlite::OptionalExtension as _;
        let mut get = sql.prepare("SELECT value FROM meta WHERE key = ?1")?;
        let sign: [u8; 32] = get.query_row(["sign_key"], |r| r.get(0))?;
        let open: String = get.query_row(["open_key"], |r| r.get(0))?;
        let root: Option<[u8; 32]> = get.query_row(["root_key"], |r| r.get(0)).optional()?;
        Ok(Self {
            sign: SignKey::from_bytes(&sign),
            open: open.parse().map_err(|e: &str| Error::damaged("sealing key", e))?,
            root: root.as_ref().map(SignKey::from_bytes),
            former: super::succession::line(sql)?.iter().map(|former| former.sign).collect(),
        })
    }
}

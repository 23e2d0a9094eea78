//! Names of things that outlive one machine.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The name of a record, the same on every laptop: a UUIDv7 (RFC 9562, time-ordered so that inserts stay fast) or, for
/// records with a natural key, a UUIDv8 derived from that key so that two laptops naming the same thing meet.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(Uuid);

impl RecordId {
    /// A new time-ordered id for a record made at `millis` (milliseconds since 1970, UTC). Records made within one
    /// millisecond keep their order through a 12-bit counter (RFC 9562, 6.2, method 1).
    #[must_use]
    pub fn new_at(millis: i64) -> Self {
        static MADE: std::sync::atomic::AtomicU16 = std::sync::atomic::AtomicU16::new(0);
        let mut random = [0_u8; 10];
        rand::RngCore::fill_bytes(&mut rand::rngs::OsRng, &mut random);
        let [high, low] = MADE.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_be_bytes();
        [random[0], random[1]] = [high, low];
        let millis = u64::try_from(millis).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// The id of the record of `kind` that `key` names inside `book`.
    #[must_use]
    pub fn natural(book: RecordId, kind: &str, key: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("sala natural record id v1");
        hasher.update(book.as_bytes());
        for part in std::iter::once(&kind).chain(key) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut bytes = [0_u8; 16];
        hasher.finalize_xof().fill(&mut bytes);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// The 16 bytes as they stand in pages and stores.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id with exactly these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RecordId {
    type Err = uuid::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Ok(Self(Uuid::parse_str(s)?))
    }
}

impl rusqlite::types::FromSql for RecordId {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        <[u8; 16]>::column_result(value).map(Self::from_bytes)
    }
}

impl rusqlite::ToSql for RecordId {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.as_bytes().as_slice().into())
    }
}

/// The name of a replica: the first 16 bytes of a BLAKE3 hash of its signing key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplicaId(pub [u8; 16]);

impl ReplicaId {
    /// The replica that signs with this Ed25519 public key.
    #[must_use]
    pub fn of_key(public: &[u8; 32]) -> Self {
        let mut bytes = [0_u8; 16];
        blake3::Hasher::new_derive_key("sala replica id v1").update(public).finalize_xof().fill(&mut bytes);
        Self(bytes)
    }
}

impl fmt::Display for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for ReplicaId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl rusqlite::types::FromSql for ReplicaId {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        <[u8; 16]>::column_result(value).map(Self)
    }
}

impl rusqlite::ToSql for ReplicaId {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.0.as_slice().into())
    }
}

/// An entry as this store numbers it: the local number of its chain in the high bits, its place in the chain (from 1)
/// in the low 40. Local only: pages name an entry by replica and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryNo(pub i64);

impl EntryNo {
    pub(crate) const SEQ_BITS: u32 = 40;

    /// The entry at place `seq` of the chain with local number `chain`.
    #[must_use]
    pub const fn new(chain: i64, seq: u64) -> Self {
        Self((chain << Self::SEQ_BITS) | seq as i64)
    }

    /// Local number of the chain.
    #[must_use]
    pub const fn chain(self) -> i64 {
        self.0 >> Self::SEQ_BITS
    }

    /// Place in the chain, from 1.
    #[must_use]
    pub const fn seq(self) -> u64 {
        (self.0 & ((1 << Self::SEQ_BITS) - 1)) as u64
    }
}

/// The exact entries that a person saw when an edit began; handed out by views and handed back by commands, so that
/// what arrives meanwhile makes a conflict and never a silent loss. As text: entry numbers joined by dots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(pub Vec<EntryNo>);

impl Seen {
    /// What a view read from a `<field>_v` column: nothing recorded yet, or one shown value.
    #[must_use]
    pub fn shown(version: Option<i64>) -> Self {
        Self(version.map(EntryNo).into_iter().collect())
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, entry) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            write!(f, "{}", entry.0)?;
        }
        Ok(())
    }
}

impl FromStr for Seen {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        s.split('.').filter(|part| !part.is_empty()).map(|part| part.parse().map(EntryNo)).collect::<Result<_, _>>().map(Self)
    }
}

impl Serialize for Seen {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

//! The backup file: what it begins with, how it is closed and opened. `docs/file-format.md` has it byte by byte.

use std::{
    io::{BufReader, Read, Write},
    path::Path,
};

use age::secrecy::{ExposeSecret as _, SecretString};
use age::x25519::Identity;
use minicbor::{Decode, Encode};

use super::{Memory, Secrets};
use crate::{
    Error, Problem, ReplicaId, Result,
    bundle::{BACKUP, REQUEST_MAGIC, SEALED, Seal, broken, recovery_key, seal, unseal_stream},
    store::Out,
};

/// What a backup begins with, outside and again inside.
const MAGIC: &[u8; 8] = b"salaBAK1";
/// The newest format that this version writes and reads: 2 has each attachment as a part of its own, 1 had them in the database.
pub(super) const FORMAT: u16 = 2;
/// The longest part that a passphrase opens.
const MAX_LOCK: u32 = 16 << 10;
/// The longest header.
const MAX_HEADER: u32 = 16 << 20;

/// What a backup says of itself; sealed like all of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Header {
    #[n(0)]
    pub format: u16,
    /// The store that it is a copy of.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub replica: [u8; 16],
    /// What people call it.
    #[n(2)]
    pub label: String,
    /// `hq` or `site`.
    #[n(3)]
    pub role: String,
    /// When it was made, by that machine's clock (milliseconds since 1970, UTC).
    #[n(4)]
    pub at: i64,
    /// The version of Sala that made it.
    #[n(5)]
    pub version: String,
    /// Whether nobody asked for it: such a one makes room for newer ones.
    #[n(6)]
    pub automatic: bool,
    /// The key of the copy inside.
    #[n(7)]
    pub key: String,
    #[n(8)]
    pub entries: u64,
    #[n(9)]
    pub attachments: u64,
    /// What follows, in this order: first the copy of the database, then the other files of the store.
    #[n(10)]
    pub parts: Vec<Part>,
    /// The organisation that the store belongs to; none before it has joined one, and in backups of earlier versions.
    #[n(11)]
    pub organisation: Option<String>,
    /// How many programmes are inside; not told by earlier versions.
    #[n(12)]
    pub programmes: Option<u64>,
    /// How many pages; not told by earlier versions.
    #[n(13)]
    pub pages: Option<u64>,
    /// The store's last stamp: it only grows, whatever the clock says and whatever is set aside; not told by earlier versions.
    #[n(14)]
    pub stamp: Option<i64>,
    /// How many attachments the store knew that were damaged or gone: they are not inside. Not told by earlier versions, which counted
    /// them among those that are.
    #[n(15)]
    pub lost: Option<u64>,
}

/// One file inside.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Part {
    /// The bundle in quarantine that it is.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub bundle: Option<[u8; 16]>,
    #[n(1)]
    pub bytes: u64,
    /// BLAKE3.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub hash: [u8; 32],
    /// The attachment that it holds, as it is sealed in the store.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub attachment: Option<[u8; 32]>,
}

impl Part {
    /// True for the copy of the database.
    pub(super) const fn is_database(&self) -> bool {
        self.bundle.is_none() && self.attachment.is_none()
    }
}

impl Header {
    pub(super) fn replica(&self) -> ReplicaId {
        ReplicaId(self.replica)
    }

    /// When it was made (RFC 3339).
    pub(super) fn made(&self) -> String {
        crate::rfc3339(chrono::DateTime::from_timestamp_millis(self.at).unwrap_or_default())
    }
}

/// Who can open a backup.
pub(super) struct Openers {
    /// Sealing keys, as age writes them.
    pub keys: Vec<String>,
    pub passphrase: Option<String>,
}

/// Write a backup; `content` writes its parts.
///
/// age cannot seal one file to keys and to a passphrase alike. So a passphrase opens a key that is made for this one
/// file, and the file is sealed to that key as to the others.
pub(super) fn write(out: Out<'_>, openers: &Openers, header: &Header, content: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut keys = openers.keys.clone();
    let mut lock = Vec::new();
    if let Some(passphrase) = &openers.passphrase {
        let once = Identity::generate();
        keys.push(once.to_public().to_string());
        let passphrase = Seal::Passphrase(SecretString::from(passphrase.clone()));
        seal(&passphrase, &mut lock, |out| Ok(out.write_all(once.to_string().expose_secret().as_bytes())?))?;
    }
    out.write_all(MAGIC)?;
    out.write_all(&(lock.len() as u32).to_le_bytes())?;
    out.write_all(&lock)?;
    let bytes = minicbor::to_vec(header).map_err(|e| Error::damaged("backup", e))?;
    seal(&Seal::Keys(keys), out, |out| {
        out.write_all(MAGIC)?;
        out.write_all(&(bytes.len() as u32).to_le_bytes())?;
        out.write_all(&bytes)?;
        content(out)
    })
}

/// Open a backup with whatever secrets there are.
pub(super) fn open_with(path: &Path, secrets: &Secrets, memory: Option<&Memory>) -> Result<(Header, Box<dyn Read>)> {
    let keys = super::restore::keys(secrets, memory)?;
    let opened = open(path, &keys.iter().collect::<Vec<_>>(), secrets.passphrase.as_deref());
    match opened {
        // Whoever gave one is not to be asked for one.
        Err(error) if secrets.recovery.is_some() && matches!(error.problem().code, "backup_needs_recovery" | "passphrase_needed") => {
            does_not_fit(path).refuse()
        }
        opened => opened,
    }
}

/// That a recovery secret opens another organisation's backups. Whose this one is stands inside, sealed: outside there is only when the file
/// was written.
fn does_not_fit(path: &Path) -> Problem {
    let written = std::fs::metadata(path).and_then(|file| file.modified()).ok().map(chrono::DateTime::<chrono::Utc>::from);
    let problem = Problem::new("recovery_secret_does_not_fit").with("path", path.display().to_string());
    match written {
        Some(written) => problem.with("written", written.date_naive().to_string()),
        None => problem,
    }
}

/// Open a backup and read what it says of itself; its parts follow in the stream.
///
/// # Errors
/// `not_a_backup`, `is_a_request`, `is_a_bundle`, `backup_newer`, `backup_needs_recovery`, `passphrase_needed`, `passphrase_wrong`, `file_truncated`, `file_damaged`.
pub(super) fn open(path: &Path, keys: &[&Identity], passphrase: Option<&str>) -> Result<(Header, Box<dyn Read>)> {
    let mut file = BufReader::with_capacity(1 << 16, crate::open_file(path)?);
    begins(&mut file)?;
    let lock = block(&mut file, MAX_LOCK)?;
    let once = match passphrase {
        Some(_) if lock.is_empty() => None,
        Some(passphrase) => {
            let mut secret = String::new();
            // The same words as for a bundle, but for what only a backup can be.
            unseal_stream(&lock[..], &[], Some(passphrase))?.read_to_string(&mut secret).map_err(broken)?;
            Some(recovery_key(&secret).ok_or_else(|| Error::damaged("backup", "a passphrase that opens no key"))?)
        }
        None => None,
    };
    let keys: Vec<&Identity> = once.iter().chain(keys.iter().copied()).collect();
    let needless = passphrase.filter(|_| lock.is_empty());
    let mut stream = unseal_stream(file, &keys, needless).map_err(|e| of_a_backup(e, lock.is_empty()))?;
    begins(&mut stream)?;
    let header: Header = minicbor::decode(&block(&mut stream, MAX_HEADER)?).map_err(|e| Error::damaged("backup", e))?;
    if header.format > FORMAT {
        return Problem::new("backup_newer").with("version", header.version).refuse();
    }
    if !header.parts.first().is_some_and(Part::is_database) || header.parts.iter().skip(1).any(Part::is_database) {
        return Err(Error::damaged("backup", "its parts are not those of a backup"));
    }
    Ok((header, stream))
}

/// What opens a backup is not what opens a file between laptops: one that a passphrase opens too asks for it, any other for
/// the recovery secret; and its beginning said already that it is a backup.
fn of_a_backup(error: Error, without_passphrase: bool) -> Error {
    match error {
        Error::Refused(problem) => Error::Refused(match problem.code {
            "sealed_to_another" | "not_with_passphrase" if without_passphrase => Problem::new("backup_needs_recovery"),
            "sealed_to_another" => Problem::new("passphrase_needed"),
            "not_a_sala_file" => Problem::new("file_damaged"),
            _ => problem,
        }),
        other => other,
    }
}

fn begins(input: &mut dyn Read) -> Result<()> {
    let mut magic = Vec::new();
    input.take(8).read_to_end(&mut magic).map_err(broken)?;
    match magic.strip_prefix(BACKUP) {
        Some(b"1") => Ok(()),
        Some([_]) => Problem::new("backup_newer").refuse(),
        // Both lie on the same stick.
        _ if magic == REQUEST_MAGIC => Problem::new("is_a_request").refuse(),
        _ if magic.len() == 8 && SEALED.starts_with(&magic) => Problem::new("is_a_bundle").refuse(),
        _ => Problem::new("not_a_backup").refuse(),
    }
}

/// A length and as many bytes.
fn block(input: &mut dyn Read, limit: u32) -> Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length).map_err(broken)?;
    let length = u32::from_le_bytes(length);
    if length > limit {
        return Err(Error::damaged("backup", "a part larger than the limit"));
    }
    let mut bytes = Vec::new();
    input.take(length.into()).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() == length as usize { Ok(bytes) } else { Err(broken(std::io::ErrorKind::UnexpectedEof.into())) }
}

/// Copies what is read to `out` and checks that it is the part.
pub(super) fn read_part(input: &mut dyn Read, part: &Part, out: &mut dyn Write, progress: &mut dyn FnMut(u64) -> bool) -> Result<()> {
    let mut hasher = blake3::Hasher::new();
    let mut left = part.bytes;
    let mut piece = vec![0; 1 << 16];
    while left > 0 {
        let most = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = input.read(piece.get_mut(..most).unwrap_or_default()).map_err(broken)?;
        let got = piece.get(..n).filter(|got| !got.is_empty()).ok_or_else(|| broken(std::io::ErrorKind::UnexpectedEof.into()))?;
        hasher.update(got);
        out.write_all(got)?;
        left -= n as u64;
        if !progress(n as u64) {
            return Problem::new("stopped").refuse();
        }
    }
    if *hasher.finalize().as_bytes() == part.hash { Ok(()) } else { Err(Error::damaged("backup", "a part is not what its hash says")) }
}

/// Nothing may follow the last part. Reading to the end is also what proves that nothing was cut off.
pub(super) fn at_end(input: &mut dyn Read) -> Result<()> {
    match input.read(&mut [0]).map_err(broken)? {
        0 => Ok(()),
        _ => Err(Error::damaged("backup", "bytes after the end")),
    }
}

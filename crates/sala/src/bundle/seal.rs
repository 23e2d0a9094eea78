//! Sealing and opening (age, <https://age-encryption.org/v1>).

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
};

use age::secrecy::SecretString;

use super::{enrol::REQUEST_MAGIC, format::broken, payload};
use crate::{
    Error, Problem, Result,
    store::{Out, PIECE, ReadAhead, StreamReader, write_behind},
};

/// With what a bundle is closed.
pub(crate) enum Seal {
    /// To these keys, as age writes them.
    Keys(Vec<String>),
    /// With a passphrase (scrypt).
    Passphrase(SecretString),
}

/// How much work a guess at a passphrase is: 2^18 rounds of scrypt (RFC 7914) in 256 MiB, a second or two on an old laptop. By itself
/// the library measures the machine: what a fast one sealed, a slow or busy one would refuse as if the passphrase were wrong.
const WORK: u8 = 18;
/// The most that is done for a file, whoever made it: 2^20 rounds take 1 GiB.
const MOST_WORK: u8 = 20;

/// The fewest characters of a passphrase that a file is sealed with: below that no amount of work keeps anybody from guessing it. Files that
/// were sealed with a shorter one still open.
const FEWEST: usize = 8;

/// Whether a file may be sealed with this passphrase.
///
/// # Errors
/// `passphrase_too_short`.
pub(crate) fn check_passphrase(passphrase: &str) -> Result<()> {
    let length = passphrase.trim().chars().count();
    if length < FEWEST { Problem::new("passphrase_too_short").with("length", length).with("min", FEWEST).refuse() } else { Ok(()) }
}

/// Write a sealed file; what is closed already is written while the content goes on.
pub(crate) fn seal(seal: &Seal, out: Out<'_>, content: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let sealed = match seal {
        Seal::Keys(keys) => {
            let keys = keys.iter().map(|k| k.parse::<age::x25519::Recipient>()).collect::<Result<Vec<_>, _>>().map_err(|e| Error::damaged("sealing key", e))?;
            payload::seal(keys.iter().map(|k| k as &dyn age::Recipient), out)?
        }
        Seal::Passphrase(passphrase) => {
            let mut passphrase = age::scrypt::Recipient::new(passphrase.clone());
            passphrase.set_work_factor(WORK);
            payload::seal(std::iter::once(&passphrase as &dyn age::Recipient), out)?
        }
    };
    write_behind(sealed, |stream| stream.finish().map(|_| ()), content)
}

/// A file larger than this many bytes is opened on a second core ahead of whoever reads it.
const OPENED_AHEAD: u64 = 8 << 20;

/// Open a sealed file. `secret` is the passphrase of a file that was sealed with one; for any other it may be the
/// organisation's recovery secret.
///
/// # Errors
/// `not_a_sala_file`, `is_a_request`, `is_a_backup`, `sealed_to_another`, `not_with_passphrase`, `recovery_secret_wrong`, `passphrase_needed`, `passphrase_wrong`.
pub(super) fn unseal(path: &Path, identity: &age::x25519::Identity, secret: Option<&str>) -> Result<Box<dyn Read + Send>> {
    let file = File::open(path).map_err(Error::file(path))?;
    let is_large = file.metadata().map_err(Error::file(path))?.len() > OPENED_AHEAD;
    let mut file = BufReader::new(file);
    // Requests and backups lie on the same stick.
    let begins = file.fill_buf().map_err(Error::file(path))?;
    for (kind, code) in [(&REQUEST_MAGIC[..], "is_a_request"), (BACKUP, "is_a_backup")] {
        if begins.starts_with(kind) {
            return Problem::new(code).refuse();
        }
    }
    let recovery = secret.and_then(recovery_key);
    let identities: Vec<_> = std::iter::once(identity).chain(&recovery).collect();
    let opened = unseal_stream(file, &identities, secret)?;
    Ok(if is_large { Box::new(ReadAhead::of(opened, PIECE)) } else { opened })
}

/// The organisation's recovery key, where `secret` is one.
pub(crate) fn recovery_key(secret: &str) -> Option<age::x25519::Identity> {
    secret.trim().parse().ok()
}

/// How a recovery secret begins, and how many characters it has.
const RECOVERY: &str = "AGE-SECRET-KEY-1";
const RECOVERY_LENGTH: usize = 74;

/// Whether a text is a recovery secret.
///
/// # Errors
/// `recovery_secret_wrong`, with why where it was meant to be one.
pub fn check_recovery_secret(secret: &str) -> Result<()> {
    if recovery_key(secret).is_some() { Ok(()) } else { recovery_secret_wrong(secret).refuse() }
}

/// What is wrong with a text that is no recovery secret.
pub(crate) fn recovery_secret_wrong(secret: &str) -> Problem {
    let (wrong, secret) = (Problem::new("recovery_secret_wrong"), secret.trim());
    let Some(rest) = secret.get(RECOVERY.len()..).filter(|_| is_meant_as_recovery(secret)) else { return wrong };
    // The alphabet of such texts (BIP 173) leaves out what is easily taken for something else.
    let strange = |c: char| !c.is_ascii_alphanumeric() || "1bio".contains(c.to_ascii_lowercase());
    let why = match secret.chars().count() {
        _ if rest.contains(strange) => "secret_character",
        length if length < RECOVERY_LENGTH => "secret_too_short",
        length if length > RECOVERY_LENGTH => "secret_too_long",
        _ => "secret_mistyped",
    };
    wrong.with("why", why)
}

fn is_meant_as_recovery(secret: &str) -> bool {
    secret.trim().get(..RECOVERY.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(RECOVERY))
}

/// Open what was sealed to one of these keys, or with this passphrase.
///
/// # Errors
/// Those of [`unseal`].
pub(crate) fn unseal_stream<'a>(
    mut input: impl BufRead + Send + 'a,
    identities: &[&age::x25519::Identity],
    passphrase: Option<&str>,
) -> Result<Box<dyn Read + Send + 'a>> {
    let refuse = |code: &'static str| Error::Refused(Problem::new(code));
    let header = payload::header(&mut input).map_err(broken)?;
    if header.len() as u64 >= payload::MAX_HEADER {
        return Err(refuse("not_a_sala_file"));
    }
    match payload::asked_work(&header) {
        // Nobody makes that much work of a passphrase, and whoever wrote so did not seal a file.
        Some(Some(work)) if work > MOST_WORK => return Err(refuse("not_a_sala_file")),
        Some(None) if payload::is_whole(&header) => return Err(refuse("file_damaged")),
        _ => {}
    }
    let decryptor = age::Decryptor::new_buffered(&header[..]).map_err(|e| match e {
        // A line in which something is wrong reads like one that goes on.
        age::DecryptError::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof && !payload::is_whole(&header) => refuse("file_truncated"),
        _ if header.starts_with(SEALED) && payload::is_whole(&header) => refuse("file_damaged"),
        _ => refuse("not_a_sala_file"),
    })?;
    let key = if decryptor.is_scrypt() {
        let passphrase = SecretString::from(passphrase.ok_or_else(|| refuse("passphrase_needed"))?.to_owned());
        let mut identity = age::scrypt::Identity::new(passphrase);
        identity.set_max_work_factor(MOST_WORK);
        payload::key(decryptor, &header, std::iter::once(&identity as &dyn age::Identity)).map_err(|e| match e {
            age::DecryptError::Io(_) => refuse("file_truncated"),
            _ => refuse("passphrase_wrong"),
        })?
    } else {
        payload::key(decryptor, &header, identities.iter().map(|i| *i as &dyn age::Identity)).map_err(|e| match e {
            age::DecryptError::NoMatchingKeys => match passphrase {
                Some(secret) if recovery_key(secret).is_some() => refuse("sealed_to_another"),
                // A passphrase that begins so was meant as another thing.
                Some(secret) if is_meant_as_recovery(secret) => Error::Refused(recovery_secret_wrong(secret)),
                Some(_) => refuse("not_with_passphrase"),
                None => refuse("sealed_to_another"),
            },
            age::DecryptError::Io(_) => refuse("file_truncated"),
            _ => refuse("file_damaged"),
        })?
    };
    Ok(Box::new(StreamReader::new(&key, input)?))
}

/// How a sealed file begins.
pub(crate) const SEALED: &[u8] = b"age-encryption.org/";
/// How a backup of any version begins.
pub(crate) const BACKUP: &[u8] = b"salaBAK";

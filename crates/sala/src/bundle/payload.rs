//! What an age file holds, sealed and opened at the speed of the processor. The `age` library writes, reads and checks the
//! header and wraps the file's key. What follows the header is as the format says (<https://c2sp.org/age>), and age reads
//! what is written here: a key derived from the file's key and 16 random bytes, and segments under ChaCha20-Poly1305.

use std::{
    cell::RefCell,
    io::{self, BufRead, Read, Write},
};

use age::{DecryptError, Decryptor, EncryptError, Encryptor, secrecy::ExposeSecret as _};
use age_core::{
    format::{FileKey, Stanza},
    primitives::hkdf,
};

use crate::{
    Error, Result,
    store::{StreamKey, StreamWriter},
};

/// Random bytes at the end of the header.
const NONCE: usize = 16;
/// The longest header: one of some hundred receivers is shorter. What reads it takes longer with the square of its length, and whoever made the
/// file is not known before it was read.
pub(super) const MAX_HEADER: u64 = 1 << 15;

/// Passes a file's key on to or from `with`, and keeps it.
struct Learning<'a, T: ?Sized> {
    with: &'a T,
    learnt: RefCell<Option<FileKey>>,
}

impl<'a, T: ?Sized> Learning<'a, T> {
    fn of(with: &'a T) -> Self {
        Self { with, learnt: RefCell::new(None) }
    }

    fn learn(&self, key: &FileKey) {
        self.learnt.replace(Some(FileKey::new(Box::new(*key.expose_secret()))));
    }
}

impl age::Recipient for Learning<'_, dyn age::Recipient + '_> {
    fn wrap_file_key(&self, key: &FileKey) -> Result<(Vec<Stanza>, std::collections::HashSet<String>), EncryptError> {
        self.learn(key);
        self.with.wrap_file_key(key)
    }
}

impl age::Identity for Learning<'_, dyn age::Identity + '_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        self.with.unwrap_stanza(stanza)
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, DecryptError>> {
        let found = self.with.unwrap_stanzas(stanzas);
        found.iter().flatten().for_each(|key| self.learn(key));
        found
    }
}

/// The key of what follows a header that ends in its nonce.
fn derive(learnt: Option<FileKey>, header: &[u8]) -> Option<StreamKey> {
    let nonce = header.last_chunk::<NONCE>()?;
    Some(StreamKey::ChaCha20Poly1305(hkdf(nonce, b"payload", learnt?.expose_secret()).into()))
}

/// Write the header of an age file; what is written from then on is sealed.
pub(super) fn seal<'a, W: Write>(to: impl Iterator<Item = &'a dyn age::Recipient>, mut out: W) -> Result<StreamWriter<W>> {
    let to: Vec<_> = to.map(Learning::of).collect();
    let sealing = Encryptor::with_recipients(to.iter().map(|to| to as &dyn age::Recipient)).map_err(|e| Error::damaged("seal", e))?;
    let mut header = Vec::new();
    sealing.wrap_output(&mut header)?;
    let key = derive(to.iter().find_map(|to| to.learnt.take()), &header).ok_or_else(|| Error::damaged("seal", "a file without a key"))?;
    out.write_all(&header)?;
    Ok(StreamWriter::new(&key, out)?)
}

/// Read the header of an age file, which ends in its nonce; of any other file, its beginning.
pub(super) fn header(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut header = Vec::new();
    let mut lines = Read::take(&mut *input, MAX_HEADER);
    loop {
        let before = header.len();
        let read = lines.read_until(b'\n', &mut header)?;
        if read == 0 || header.get(before..).is_some_and(|line| line.starts_with(b"--- ")) {
            break;
        }
    }
    input.take(NONCE as u64).read_to_end(&mut header)?;
    Ok(header)
}

/// True for a header that was not cut off: after its last line stands the whole nonce.
pub(super) fn is_whole(header: &[u8]) -> bool {
    let Some(lines) = header.len().checked_sub(NONCE).and_then(|end| header.get(..end)) else { return false };
    lines.ends_with(b"\n")
        && lines.strip_suffix(b"\n").and_then(|lines| lines.rsplit(|byte| *byte == b'\n').next()).is_some_and(|last| last.starts_with(b"--- "))
}

/// What a file that a passphrase opens says of the work before it: the power of two of its rounds; none where the line is broken.
pub(super) fn asked_work(header: &[u8]) -> Option<Option<u8>> {
    const SALT: usize = 22;
    let line = header.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"-> scrypt "))?;
    let (salt, work) = line.split_at_checked(SALT).unwrap_or_default();
    let is_salt = !salt.is_empty() && salt.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(byte));
    let work = work.strip_prefix(b" ").filter(|_| is_salt).and_then(|work| std::str::from_utf8(work).ok());
    Some(work.and_then(|work| work.parse().ok()))
}

/// The key of what follows `header`, which `file` was made of.
pub(super) fn key<'a>(file: Decryptor<&[u8]>, header: &[u8], with: impl Iterator<Item = &'a dyn age::Identity>) -> Result<StreamKey, DecryptError> {
    let with: Vec<_> = with.map(Learning::of).collect();
    file.decrypt(with.iter().map(|with| with as &dyn age::Identity))?;
    derive(with.iter().find_map(|with| with.learnt.take()), header).ok_or(DecryptError::NoMatchingKeys)
}

#[cfg(test)]
mod tests;

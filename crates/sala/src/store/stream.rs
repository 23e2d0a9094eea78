//! What is long is sealed in segments, so that it is opened piece by piece and each piece is known to be what it was: the
//! STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015, <https://eprint.iacr.org/2015/189>) with the numbers of
//! age: 64 KiB each, under a nonce of their place (11 bytes, big endian) and whether it is the last. A segment that was
//! changed, moved, or cut off with all that follow does not open.

use std::io::{self, Read, Write};

use openssl::{
    cipher::{Cipher, CipherRef},
    cipher_ctx::CipherCtx,
    error::ErrorStack,
};
use zeroize::Zeroizing;

/// Bytes in a segment before it is sealed.
const SEGMENT: usize = 1 << 16;
/// What sealing adds to each.
const TAG: usize = 16;

/// A key that seals one stream and no other, and the cipher that it is for.
pub(crate) enum StreamKey {
    /// Of an age file.
    ChaCha20Poly1305(Zeroizing<[u8; 32]>),
    /// Of an attachment in the store.
    Aes256Gcm(Zeroizing<[u8; 32]>),
}

impl StreamKey {
    fn parts(&self) -> (&'static CipherRef, &[u8; 32]) {
        match self {
            Self::ChaCha20Poly1305(key) => (Cipher::chacha20_poly1305(), key),
            Self::Aes256Gcm(key) => (Cipher::aes_256_gcm(), key),
        }
    }
}

fn nonce(place: u64, last: bool) -> [u8; 12] {
    let mut nonce = [0; 12];
    let (head, flag) = nonce.split_at_mut(11);
    head.iter_mut().rev().zip(place.to_le_bytes()).for_each(|(to, byte)| *to = byte);
    flag.fill(u8::from(last));
    nonce
}

/// Seals what is written. It is whole once it was finished.
pub(crate) struct StreamWriter<W> {
    out: W,
    cipher: CipherCtx,
    /// The place of the next segment.
    place: u64,
    /// What is not a segment yet, or is one of which it is not known whether it is the last.
    waiting: Vec<u8>,
    sealed: Vec<u8>,
}

impl<W: Write> StreamWriter<W> {
    pub(crate) fn new(key: &StreamKey, out: W) -> io::Result<Self> {
        let mut cipher = CipherCtx::new()?;
        let (kind, key) = key.parts();
        cipher.encrypt_init(Some(kind), Some(key), None)?;
        Ok(Self { out, cipher, place: 0, waiting: Vec::with_capacity(SEGMENT), sealed: vec![0; SEGMENT + TAG] })
    }

    fn seal(&mut self, segment: &[u8], last: bool) -> io::Result<()> {
        let whole = self.sealed.get_mut(..segment.len() + TAG).ok_or(io::ErrorKind::InvalidInput)?;
        let (sealed, tag) = whole.split_at_mut(segment.len());
        self.cipher.encrypt_init(None, None, Some(&nonce(self.place, last)))?;
        self.cipher.cipher_update(segment, Some(sealed))?;
        self.cipher.cipher_final(&mut [])?;
        self.cipher.tag(tag)?;
        self.place += 1;
        self.out.write_all(whole)
    }

    fn seal_waiting(&mut self, last: bool) -> io::Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.seal(&waiting, last)?;
        waiting.clear();
        self.waiting = waiting;
        Ok(())
    }

    /// Seal what waits as the last.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.seal_waiting(true)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for StreamWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == SEGMENT && !buf.is_empty() {
            self.seal_waiting(false)?;
        }
        match buf.split_at_checked(SEGMENT) {
            // Sealed from where it lies: more comes after it.
            Some((segment, more)) if self.waiting.is_empty() && !more.is_empty() => {
                self.seal(segment, false)?;
                Ok(SEGMENT)
            }
            _ => {
                let (now, _) = buf.split_at(buf.len().min(SEGMENT - self.waiting.len()));
                self.waiting.extend_from_slice(now);
                Ok(now.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Opens what was sealed: what does not open is `InvalidData`, what ends before its end `UnexpectedEof`.
pub(crate) struct StreamReader<R> {
    input: R,
    cipher: CipherCtx,
    place: u64,
    ended: bool,
    sealed: Vec<u8>,
    /// An opened segment, where it did not fit into what it was asked for, and how much of it was handed on.
    open: Vec<u8>,
    at: usize,
}

impl<R: Read> StreamReader<R> {
    pub(crate) fn new(key: &StreamKey, input: R) -> io::Result<Self> {
        let mut cipher = CipherCtx::new()?;
        let (kind, key) = key.parts();
        cipher.decrypt_init(Some(kind), Some(key), None)?;
        Ok(Self { input, cipher, place: 0, ended: false, sealed: vec![0; SEGMENT + TAG], open: Vec::new(), at: 0 })
    }

    /// Open the next segment into `out`, which has room for one. Answers its size: none after the last.
    fn open_into(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a sealed segment that does not open");
        if self.ended {
            return Ok(0);
        }
        let read = fill(&mut self.input, &mut self.sealed)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let bytes = read.checked_sub(TAG).ok_or_else(damaged)?;
        // Only the last may be empty, and only where nothing comes before it.
        let (Some(whole), Some(out), false) = (self.sealed.get(..read), out.get_mut(..bytes), bytes == 0 && self.place > 0) else {
            return Err(damaged());
        };
        let (sealed, tag) = whole.split_at(bytes);
        let mut opens = |last| -> Result<(), ErrorStack> {
            self.cipher.decrypt_init(None, None, Some(&nonce(self.place, last)))?;
            self.cipher.cipher_update(sealed, Some(&mut *out))?;
            self.cipher.set_tag(tag)?;
            self.cipher.cipher_final(&mut []).map(|_| ())
        };
        // A full one says itself whether it is the last.
        self.ended = bytes < SEGMENT || opens(false).is_err();
        if self.ended && (opens(true).is_err() || self.input.read(&mut [0])? > 0) {
            return Err(damaged());
        }
        self.place += 1;
        Ok(bytes)
    }
}

impl<R: Read> Read for StreamReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.at == self.open.len() {
            if buf.len() >= SEGMENT {
                return self.open_into(buf);
            }
            let mut open = std::mem::take(&mut self.open);
            open.resize(SEGMENT, 0);
            let bytes = self.open_into(&mut open)?;
            open.truncate(bytes);
            (self.open, self.at) = (open, 0);
        }
        let n = self.open.get(self.at..).unwrap_or_default().read(buf)?;
        self.at += n;
        Ok(n)
    }
}

/// Read until `buf` is full or nothing comes any more. Answers how much came.
pub(super) fn fill(input: &mut impl Read, buf: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = buf.get_mut(filled..).filter(|room| !room.is_empty()) {
        match input.read(room) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests;

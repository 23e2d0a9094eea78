//! How an attachment's file is sealed: AES-256-GCM, which processors have instructions for, under a key for this file alone.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _, Write},
};

use age::{secrecy::ExposeSecret as _, x25519::Identity};
use rand::RngCore as _;
use zeroize::Zeroizing;

use super::stream::{StreamKey, StreamReader, StreamWriter};
use crate::{Error, Result, bundle::unseal_stream};

/// How such a file begins; files of earlier versions are age files.
const MAGIC: &[u8; 8] = b"salaATT1";

/// Random bytes that make the key of each file another.
type Salt = [u8; 32];

/// The key of one file.
fn key_of(store: &Identity, salt: &Salt) -> StreamKey {
    let mut material = Zeroizing::new(salt.to_vec());
    material.extend_from_slice(store.to_string().expose_secret().as_bytes());
    StreamKey::Aes256Gcm(blake3::derive_key("sala attachment v1", &material).into())
}

/// Seal what is written from now on to `out`.
pub(super) fn seal<W: Write>(store: &Identity, mut out: W) -> io::Result<StreamWriter<W>> {
    let mut salt = Salt::default();
    rand::rngs::OsRng.fill_bytes(&mut salt);
    out.write_all(MAGIC)?;
    out.write_all(&salt)?;
    StreamWriter::new(&key_of(store, &salt), out)
}

/// Open a file as this or an earlier version sealed it.
pub(super) fn open(store: &Identity, mut file: File) -> Result<Box<dyn Read + Send>> {
    let mut begins = [0; 8];
    let damaged = |e| Error::damaged("attachment", e);
    if file.read_exact(&mut begins).is_ok() && begins == *MAGIC {
        let mut salt = Salt::default();
        file.read_exact(&mut salt).map_err(damaged)?;
        return Ok(Box::new(StreamReader::new(&key_of(store, &salt), file)?));
    }
    file.rewind().map_err(damaged)?;
    unseal_stream(BufReader::new(file), &[store], None).map_err(|e| Error::damaged("attachment", e))
}

#[cfg(test)]
mod tests;

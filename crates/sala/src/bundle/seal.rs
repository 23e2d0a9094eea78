//! Sealing and opening (age, <https://age-encryption.org/v1>), and writing a file so that it is whole or not there.

use std::{
    io::{BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};

use age::secrecy::SecretString;

use crate::{
    Error, Problem, Result, fault,
    store::{part_in, part_written, sync_folder},
};

/// With what a bundle is closed.
pub(crate) enum Seal {
    /// To these keys, as age writes them.
    Keys(Vec<String>),
    /// With a passphrase (scrypt).
    Passphrase(SecretString),
}

/// Write a sealed file.
pub(crate) fn seal(seal: &Seal, out: &mut dyn Write, content: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |e: age::EncryptError| Error::damaged("seal", e);
    let encryptor = match seal {
        Seal::Keys(keys) => {
            let keys = keys.iter().map(|k| k.parse::<age::x25519::Recipient>()).collect::<Result<Vec<_>, _>>().map_err(|e| Error::damaged("sealing key", e))?;
            age::Encryptor::with_recipients(keys.iter().map(|k| k as &dyn age::Recipient)).map_err(failed)?
        }
        Seal::Passphrase(passphrase) => age::Encryptor::with_user_passphrase(passphrase.clone()),
    };
    let mut stream = BufWriter::with_capacity(1 << 16, encryptor.wrap_output(out)?);
    content(&mut stream)?;
    stream.into_inner().map_err(|e| e.into_error())?.finish()?;
    Ok(())
}

/// Open a sealed file. `secret` is the passphrase of a file that was sealed with one; for any other it may be the
/// organisation's recovery secret.
///
/// # Errors
/// `not_a_sala_file`, `sealed_to_another`, `passphrase_needed`, `passphrase_wrong`.
pub(super) fn unseal(path: &Path, identity: &age::x25519::Identity, secret: Option<&str>) -> Result<Box<dyn Read>> {
    let file = BufReader::with_capacity(1 << 16, std::fs::File::open(path).map_err(Error::file(path))?);
    let recovery = secret.and_then(recovery_key);
    let identities: Vec<_> = std::iter::once(identity).chain(&recovery).collect();
    unseal_stream(file, &identities, secret)
}

/// The organisation's recovery key, where `secret` is one.
pub(crate) fn recovery_key(secret: &str) -> Option<age::x25519::Identity> {
    secret.trim().parse().ok()
}

/// Open what was sealed to one of these keys, or with this passphrase.
///
/// # Errors
/// Those of [`unseal`].
pub(crate) fn unseal_stream<'a>(input: impl BufRead + 'a, identities: &[&age::x25519::Identity], passphrase: Option<&str>) -> Result<Box<dyn Read + 'a>> {
    let refuse = |code: &'static str| Error::Refused(Problem::new(code));
    let decryptor = age::Decryptor::new_buffered(input).map_err(|e| match e {
        age::DecryptError::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => refuse("file_truncated"),
        _ => refuse("not_a_sala_file"),
    })?;
    let opened = if decryptor.is_scrypt() {
        let passphrase = SecretString::from(passphrase.ok_or_else(|| refuse("passphrase_needed"))?.to_owned());
        let identity = age::scrypt::Identity::new(passphrase);
        decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|e| match e {
            age::DecryptError::Io(_) => refuse("file_truncated"),
            _ => refuse("passphrase_wrong"),
        })?
    } else {
        decryptor.decrypt(identities.iter().map(|i| *i as &dyn age::Identity)).map_err(|e| match e {
            age::DecryptError::NoMatchingKeys => refuse("sealed_to_another"),
            age::DecryptError::Io(_) => refuse("file_truncated"),
            _ => refuse("file_damaged"),
        })?
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, opened)))
}

/// How a sealed file begins.
pub(crate) const SEALED: &[u8] = b"age-encryption.org/";

/// A name may be used again where a file of the same kind has it, one that `begins` so; nothing else is covered.
///
/// # Errors
/// `file_exists`.
pub(crate) fn may_cover(path: &Path, begins: &[u8]) -> Result<()> {
    if !path.is_file() {
        return Ok(());
    }
    let mut first = Vec::new();
    match std::fs::File::open(path).and_then(|file| file.take(begins.len() as u64).read_to_end(&mut first)) {
        Ok(_) if first != begins => Err(Error::file(path)(std::io::ErrorKind::AlreadyExists.into())),
        // What cannot be read is told of when it is written.
        _ => Ok(()),
    }
}

/// Hashes what passes to the file.
struct Hashed<W> {
    out: W,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        let n = self.out.write(buf)?;
        fault::point("file.write");
        self.hasher.update(buf.get(..n).unwrap_or_default());
        self.bytes += n as u64;
        Ok(n)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Write a file beside its place, sync it, read it back, and only then give it its name. Answers its size in bytes.
///
/// # Errors
/// What the disk says; nothing stands under the name then, and what stood there before still does.
pub(crate) fn write_whole(path: &Path, content: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<u64> {
    Beside::write(path, content)?.name()
}

/// A file beside its place: written, synced and read back. It goes again unless it is given its name.
pub(crate) struct Beside<'a> {
    path: &'a Path,
    temp: tempfile::NamedTempFile,
    bytes: u64,
}

impl<'a> Beside<'a> {
    pub(crate) fn write(path: &'a Path, content: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<Self> {
        let folder = folder_of(path);
        let mut temp = part_in(folder)?;
        fault::point("file.begun");
        let mut out = Hashed { out: BufWriter::with_capacity(1 << 16, temp.as_file_mut()), hasher: blake3::Hasher::new(), bytes: 0 };
        content(&mut out).map_err(|e| match e {
            Error::Io(source) => Error::file(path)(source),
            other => other,
        })?;
        out.flush().map_err(Error::file(path))?;
        let (written, bytes) = (out.hasher.finalize(), out.bytes);
        drop(out);
        fault::point("file.written");
        temp.as_file().sync_all().map_err(Error::file(path))?;
        fault::point("file.synced");
        part_written(&temp);
        let mut back = blake3::Hasher::new();
        back.update_reader(std::fs::File::open(temp.path()).map_err(Error::file(path))?).map_err(Error::file(path))?;
        if back.finalize() != written {
            return Problem::new("file_not_kept").with("path", path.display().to_string()).refuse();
        }
        Ok(Self { path, temp, bytes })
    }

    /// Where it lies until it has its name.
    pub(crate) fn at(&self) -> &Path {
        self.temp.path()
    }

    /// Give it its name. Answers its size in bytes.
    pub(crate) fn name(self) -> Result<u64> {
        let Self { path, temp, bytes } = self;
        fault::point("file.read_back");
        temp.persist(path).map_err(|e| Error::file(path)(e.error))?;
        fault::point("file.named");
        sync_folder(folder_of(path));
        Ok(bytes)
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

//! The store's key: 32 random bytes in the operating system's keychain, or in a file beside the store that only its
//! owner can read, where there is no keychain.

use std::path::Path;

use rand::RngCore as _;
use zeroize::Zeroizing;

use crate::{Error, Problem, Result};

/// The name that Sala's keys have in a keychain.
const SERVICE: &str = "org.sala.store";

/// How files are called that hold a secret, or say that the keychain does.
const SECRET: &str = "secret";
const IN_KEYCHAIN: &str = "keychain";

/// Where a new store's key is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// The keychain; the file where there is none.
    Keychain,
    /// The file beside the store.
    File,
}

/// The key as hexadecimal digits.
pub(crate) type StoreKey = Zeroizing<String>;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A new key.
pub(crate) fn generate() -> StoreKey {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    rand::rngs::OsRng.fill_bytes(&mut *bytes);
    Zeroizing::new(hex(&*bytes))
}

/// Make a key for the store in `dir` and keep it.
pub(super) fn make(dir: &Path, place: KeyPlace) -> Result<StoreKey> {
    let key = generate();
    let mut id = [0_u8; 16];
    rand::rngs::OsRng.fill_bytes(&mut id);
    let id = hex(&id);
    if place == KeyPlace::Keychain && put_in_keychain(&id, &key).is_ok() {
        write_private(&dir.join("store.id"), id.as_bytes())?;
    } else {
        write_private(&dir.join("store.key"), key.as_bytes())?;
    }
    Ok(key)
}

/// The key of the store in `dir`.
pub(super) fn find(dir: &Path) -> Result<StoreKey> {
    let file = dir.join("store.key");
    match std::fs::read(&file).map(Zeroizing::new) {
        Ok(bytes) => return key_in(&bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(Error::file(file)(e)),
    }
    let missing = |why: String| Error::Refused(Problem::new("store_key_missing").with("path", dir.display().to_string()).with("why", why));
    let id = std::fs::read_to_string(dir.join("store.id")).map_err(|e| missing(e.to_string()))?;
    let entry = keyring::Entry::new(SERVICE, id.trim()).map_err(|e| missing(e.to_string()))?;
    let text = entry.get_password().map(Zeroizing::new).map_err(|e| missing(e.to_string()))?;
    key_in(text.as_bytes())
}

/// The key that this is. What is none never reaches SQL: an error would repeat it, on the screen and in the log.
///
/// # Errors
/// `store_key_wrong`.
fn key_in(bytes: &[u8]) -> Result<StoreKey> {
    let digits = bytes.trim_ascii();
    match std::str::from_utf8(digits) {
        Ok(key) if key.len() == 64 && digits.iter().all(u8::is_ascii_hexdigit) => Ok(Zeroizing::new(key.to_owned())),
        _ => Problem::new("store_key_wrong").refuse(),
    }
}

/// Keep a secret called `name` in the keychain, or in a private file in `folder` where there is none.
pub(crate) fn keep_secret(folder: &Path, name: &str, secret: &str, place: KeyPlace) -> Result<()> {
    let (file, mark) = (folder.join(format!("{name}.{SECRET}")), folder.join(format!("{name}.{IN_KEYCHAIN}")));
    if file.exists() || mark.exists() {
        return Ok(());
    }
    if place == KeyPlace::Keychain && put_in_keychain(name, secret).is_ok() {
        return write_private(&mark, b"");
    }
    write_private(&file, secret.as_bytes())
}

/// The secrets that were kept in `folder`, as far as they are to be had.
pub(crate) fn kept_secrets(folder: &Path) -> Vec<Zeroizing<String>> {
    let paths = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let secret = |path: std::path::PathBuf| match path.extension()?.to_str()? {
        SECRET => std::fs::read_to_string(&path).ok(),
        IN_KEYCHAIN => keyring::Entry::new(SERVICE, path.file_stem()?.to_str()?).ok()?.get_password().ok(),
        _ => None,
    };
    paths.filter_map(secret).map(Zeroizing::new).collect()
}

fn put_in_keychain(id: &str, key: &str) -> Result<()> {
    if cfg!(target_os = "linux") && std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
        return Err(Error::Keychain("no session bus".into()));
    }
    let failed = |e: keyring::Error| Error::Keychain(e.to_string());
    let entry = keyring::Entry::new(SERVICE, id).map_err(failed)?;
    entry.set_password(key).map_err(failed)?;
    // A keychain that forgets at once is no place for the only key to somebody's registers.
    if entry.get_password().map_err(failed)? == key { Ok(()) } else { Err(Error::Keychain("it did not keep the key".into())) }
}

/// Write a file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(Error::file(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::file(path))
}

//! Files that people hand in.

use std::{fs::File, io::Read as _, path::Path};

use crate::{Error, Problem, Result};

/// The longest text file that is read, in bytes: no plan, passphrase or report of a group comes near it, and a device that never
/// ends is given up there.
const LONGEST: u64 = 4 << 20;

/// Open a file to read it.
///
/// # Errors
/// What the disk says; `not_a_file` for a pipe, which would wait for somebody to write into it, and for a device,
/// which may never end.
pub fn open_file(path: &Path) -> Result<File> {
    let what = std::fs::metadata(path).map_err(Error::file(path))?;
    if what.is_dir() {
        return Err(Error::file(path)(std::io::ErrorKind::IsADirectory.into()));
    }
    if !what.is_file() {
        return Problem::new("not_a_file").with("name", path.display().to_string()).refuse();
    }
    File::open(path).map_err(Error::file(path))
}

/// What a text file says (UTF-8, with or without a byte order mark).
///
/// # Errors
/// `text_too_large`, `text_not_utf8`; what the disk says.
pub fn read_text(path: &Path) -> Result<String> {
    let refused = |code| Problem::new(code).with("path", path.display().to_string());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Error::file(path))?;
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(Error::file(path))?;
    if bytes.len() as u64 > LONGEST {
        return refused("text_too_large").with("megabytes", LONGEST >> 20).refuse();
    }
    let text = String::from_utf8(bytes).map_err(|_| Error::Refused(refused("text_not_utf8")))?;
    Ok(text.trim_start_matches('\u{FEFF}').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_whole_or_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        assert_eq!(read_text(&file("marked.txt", "\u{FEFF}ສະບາຍດີ".as_bytes())).unwrap(), "ສະບາຍດີ");
        let code = |path: &Path| read_text(path).unwrap_err().problem().code;
        assert_eq!(code(&file("latin.txt", b"caf\xE9")), "text_not_utf8");
        assert_eq!(code(&file("long.txt", &vec![b'a'; 1 + LONGEST as usize])), "text_too_large");
        #[cfg(unix)]
        assert_eq!(code(Path::new("/dev/zero")), "text_too_large", "what has no end is given up");
    }
}

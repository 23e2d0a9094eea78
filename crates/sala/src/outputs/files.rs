//! Files that hang on records: bringing them in, hanging them up, taking them off.

use std::io::{Read, Seek, Write};

use super::{
    kinds,
    names::tidy,
    picture,
    records::{ATTACHMENT, FILE, OWNER},
    state::State,
    views,
};
use crate::{Desk, Problem, RecordId, Result, journal::Change, store::attachments, value};

/// A file whose bytes are in the store already, not yet hanging on anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// BLAKE3 of the bytes that were kept.
    pub hash: [u8; 32],
    /// The name it came with.
    pub name: String,
    /// Media type of what was kept.
    pub mime: String,
    /// How many bytes were kept.
    pub bytes: u64,
    /// Width and height of a picture.
    pub pixels: Option<(u32, u32)>,
}

/// Bring a file in: a picture upright, smaller and without its metadata; a document as it is. This takes a while and is
/// done before the action that hangs the file up, so that nobody waits for the store meanwhile.
///
/// # Errors
/// The refusals of [`kinds::recognise`] and [`picture::take`]; what the disk says.
pub fn bring(desk: &Desk, file: &mut (impl Read + Seek), name: &str) -> Result<Kept> {
    let name = tidy(name);
    let kind = kinds::recognise(file, &name)?;
    if !kind.picture {
        let (hash, bytes) = desk.keep_attachment(file)?;
        return Ok(Kept { hash, name, mime: kind.mime.to_owned(), bytes, pixels: None });
    }
    let mut original = Vec::new();
    file.read_to_end(&mut original)?;
    let picture = picture::take(&original).map_err(|error| match error {
        crate::Error::Refused(problem) => crate::Error::Refused(problem.with("name", name.as_str())),
        error => error,
    })?;
    let (hash, bytes) = desk.keep_attachment(&mut picture.jpeg.as_slice())?;
    Ok(Kept { hash, name, mime: "image/jpeg".to_owned(), bytes, pixels: Some((picture.width, picture.height)) })
}

/// Hang a file on an output. The same file under the same name hangs there once; another file of that name hangs beside it.
///
/// # Errors
/// `no_such_output`; `output_final` where it is closed.
pub fn hang(change: &mut Change<'_>, output: RecordId, file: &Kept) -> Result<RecordId> {
    still_open(change, output, "no_such_output")?;
    hang_on(change, output, file)
}

/// Hang a file on a record whose own rules were asked.
pub(crate) fn hang_on(change: &mut Change<'_>, owner: RecordId, file: &Kept) -> Result<RecordId> {
    let hash = hex(&file.hash);
    let there = views::files_of(change.sql(), change.book(), owner)?.into_iter().find(|f| f.hash == hash && f.name == file.name);
    if let Some(there) = there {
        return Ok(there.id);
    }
    let id = change.create();
    change.set(OWNER.of(&ATTACHMENT, id), owner)?;
    let (width, height) = file.pixels.map(|(w, h)| (i64::from(w), i64::from(h))).unzip();
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    change.set(FILE.of(&ATTACHMENT, id), value![file.hash.to_vec(), file.name.as_str(), file.mime.as_str(), bytes, width, height])?;
    Ok(id)
}

/// Take a file off a record whose own rules were asked; its bytes and its history stay.
///
/// # Errors
/// `no_such_file` where it does not hang on it.
pub(crate) fn take_off_from(change: &mut Change<'_>, owner: RecordId, file: RecordId) -> Result<()> {
    if !views::files_of(change.sql(), change.book(), owner)?.iter().any(|known| known.id == file) {
        return Problem::new("no_such_file").refuse();
    }
    change.remove(&ATTACHMENT, file)
}

/// Take a file off its output. Its bytes stay: an earlier version may hold them.
///
/// # Errors
/// `no_such_file`, also for one that hangs on something else, such as a register's photograph, which has rules of its own;
/// `output_final`.
pub fn take_off(change: &mut Change<'_>, file: RecordId) -> Result<()> {
    let Some(owner) = views::owner_of(change.sql(), change.book(), file)? else {
        return Problem::new("no_such_file").refuse();
    };
    still_open(change, owner, "no_such_file")?;
    change.remove(&ATTACHMENT, file)
}

/// Write a file's bytes out; `hash` as views give it.
///
/// # Errors
/// `no_such_file`; `attachment_missing` where its bytes are still on their way; `damaged`.
pub fn write_out(desk: &Desk, hash: &str, out: &mut dyn Write) -> Result<u64> {
    match blake3::Hash::from_hex(hash) {
        Ok(hash) => desk.read(|reader| attachments::copy(reader.sql(), hash.as_bytes(), out)),
        Err(_) => Problem::new("no_such_file").refuse(),
    }
}

pub(super) fn hex(hash: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// The owner must be an output that is open; `otherwise` is the code where it is none.
fn still_open(change: &Change<'_>, owner: RecordId, otherwise: &'static str) -> Result<()> {
    match views::state_of(change.sql(), change.book(), owner)? {
        None => Problem::new(otherwise).refuse(),
        Some(State::Final) => Problem::new("output_final").refuse(),
        Some(_) => Ok(()),
    }
}

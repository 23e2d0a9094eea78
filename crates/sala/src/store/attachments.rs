//! Attachments: bytes named by their BLAKE3 hash, each in a sealed file of its own beside the database. The database knows
//! which there are; a file counts only with its row. Stores of version 0.1 hold pieces of 1 MiB in the database itself:
//! these stay where they are.

use std::{
    collections::{BTreeSet, HashSet},
    io::{Read, Write},
};

use rusqlite::{Connection, OptionalExtension as _};

use super::sealed::{self, Folder, Sealing};

pub(crate) use super::sealed::Incoming;
use crate::{Error, Problem, Result};

/// Size of a piece, as it is carried.
pub const CHUNK: usize = 1 << 20;
/// The largest file that is kept.
pub const LARGEST: u64 = 200 << 20;

/// Keep what `reader` gives; answers the hash and how many bytes. The same content twice is kept once.
pub(crate) fn keep(sql: &Connection, reader: &mut dyn Read) -> Result<([u8; 32], u64)> {
    let mut file = Sealing::begin(&Folder::of(sql)?, &sealed::key(sql)?)?;
    let mut hasher = blake3::Hasher::new();
    let mut piece = Vec::with_capacity(CHUNK);
    while Read::take(&mut *reader, CHUNK as u64).read_to_end(&mut piece)? > 0 {
        hasher.update(&piece);
        if hasher.count() > LARGEST {
            return Problem::new("file_too_large").with("limit_bytes", LARGEST).refuse();
        }
        file.write(&piece)?;
        piece.clear();
    }
    let (hash, bytes) = (*hasher.finalize().as_bytes(), hasher.count());
    if here(sql, &hash)?.is_none() {
        file.finish(&hash)?;
        enter(sql, &hash, bytes)?;
    }
    Ok((hash, bytes))
}

/// Say that an attachment is here whose file is being written.
pub(crate) fn enter(sql: &Connection, hash: &[u8; 32], bytes: u64) -> Result<()> {
    sql.prepare_cached("INSERT OR IGNORE INTO blob (hash, bytes) VALUES (?1, ?2)")?.execute((hash, bytes as i64))?;
    Ok(())
}

/// Count an attachment as here within a preview: what the next file brings of it is not new. It goes with the preview.
pub(crate) fn count_as_here(sql: &Connection, hash: &[u8; 32], bytes: u64) -> Result<()> {
    enter(sql, hash, bytes)?;
    sql.prepare_cached("INSERT OR IGNORE INTO chunk (blob, i, data) SELECT no, 0, x'' FROM blob WHERE hash = ?1")?.execute([hash])?;
    Ok(())
}

/// How many bytes the attachment has, none where it is not here: it may come in a later file, also where its own was lost.
pub(crate) fn here(sql: &Connection, hash: &[u8]) -> Result<Option<u64>> {
    let query = "SELECT bytes, EXISTS (SELECT 1 FROM chunk WHERE blob = no) FROM blob WHERE hash = ?1";
    let row: Option<(i64, bool)> = sql.prepare_cached(query)?.query_row([hash], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(match row {
        Some((bytes, inside)) if inside || Folder::of(sql)?.find(hash).is_some() => Some(bytes as u64),
        _ => None,
    })
}

/// Attachments that the database knows and whose files are gone: somebody removed them, or the disk lost them.
pub(crate) fn lost(sql: &Connection) -> Result<HashSet<[u8; 32]>> {
    let there = Folder::of(sql)?.hashes()?;
    let mut statement = sql.prepare_cached("SELECT hash FROM blob WHERE NOT EXISTS (SELECT 1 FROM chunk WHERE blob = no)")?;
    let known = statement.query_map([], |r| r.get(0))?;
    Ok(known.filter(|hash| !hash.as_ref().is_ok_and(|hash| there.contains(hash))).collect::<Result<_, _>>()?)
}

/// Count an attachment as lost whose file cannot be read: it is asked for again, and its file stays under another name.
pub(crate) fn set_apart(sql: &Connection, hash: &[u8; 32]) -> Result<()> {
    Folder::of(sql)?.set_apart(hash)
}

/// Hand on an attachment piece by piece, each of at most [`CHUNK`] bytes.
///
/// # Errors
/// `attachment_missing` where it is not here; `damaged`.
pub(crate) fn each_piece(sql: &Connection, hash: &[u8], take: &mut dyn FnMut(Vec<u8>) -> Result<()>) -> Result<()> {
    if let Some(file) = Folder::of(sql)?.find(hash) {
        return sealed::each_piece(&file, &sealed::key(sql)?, CHUNK, take);
    }
    if here(sql, hash)?.is_none() {
        return Problem::new("attachment_missing").refuse();
    }
    let query = "SELECT c.data FROM blob b JOIN chunk c ON c.blob = b.no WHERE b.hash = ?1 ORDER BY c.i";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([hash])?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?)?;
    }
    Ok(())
}

/// Write an attachment out; answers its size.
///
/// # Errors
/// `attachment_missing` where it is not here; `damaged` where its bytes are not what its name says.
pub(crate) fn copy(sql: &Connection, hash: &[u8], out: &mut dyn Write) -> Result<u64> {
    let mut hasher = blake3::Hasher::new();
    each_piece(sql, hash, &mut |piece| {
        hasher.update(&piece);
        Ok(out.write_all(&piece)?)
    })?;
    if hasher.finalize().as_bytes() == hash { Ok(hasher.count()) } else { Err(Error::damaged("attachment", "its bytes are not those of its name")) }
}

/// The files of all attachments that the database knows, by hash. Called while nobody else can write.
pub(crate) fn files(sql: &Connection) -> Result<Vec<([u8; 32], std::path::PathBuf)>> {
    let folder = Folder::of(sql)?;
    let hashes = sql.prepare("SELECT hash FROM blob ORDER BY hash")?.query_map([], |r| r.get(0))?.collect::<Result<Vec<[u8; 32]>, _>>()?;
    Ok(hashes.into_iter().filter_map(|hash| Some((hash, folder.find(&hash)?))).collect())
}

/// Give files that came with finished work their place, and take those away whose work was taken back. Called while nobody
/// else can write.
pub(super) fn settle(sql: &Connection) -> Result<()> {
    let folder = Folder::of(sql)?;
    let coming = folder.coming_files()?;
    if coming.is_empty() {
        return Ok(());
    }
    let known = |hash: &[u8; 32]| sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM blob WHERE hash = ?1)")?.query_row([hash], |r| r.get::<_, bool>(0));
    let kept: BTreeSet<_> =
        coming.iter().filter_map(|file| file.hash).filter_map(|hash| known(&hash).map(|known| known.then_some(hash)).transpose()).collect::<Result<_, _>>()?;
    folder.settle(&coming, &kept)
}

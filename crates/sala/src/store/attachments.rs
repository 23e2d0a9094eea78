//! Attachments: bytes named by their BLAKE3 hash, in chunks of 1 MiB inside the encrypted store.

use std::io::{Read, Write};

use rusqlite::{Connection, OptionalExtension as _};

use crate::{Error, Problem, Result};

/// Size of a chunk.
pub const CHUNK: usize = 1 << 20;
/// The largest file that is kept.
pub const LARGEST: u64 = 200 << 20;

/// Keep what `reader` gives; answers the hash and how many bytes. The same content twice is kept once.
pub(crate) fn keep(sql: &Connection, reader: &mut dyn Read) -> Result<([u8; 32], u64)> {
    let provisional: [u8; 32] = rand::random();
    sql.execute("INSERT INTO blob (hash, bytes) VALUES (?1, 0)", [provisional])?;
    let no = sql.last_insert_rowid();
    let mut hasher = blake3::Hasher::new();
    let mut total = 0_u64;
    for i in 0_i64.. {
        let mut chunk = Vec::with_capacity(CHUNK);
        Read::take(&mut *reader, CHUNK as u64).read_to_end(&mut chunk)?;
        if chunk.is_empty() {
            break;
        }
        total += chunk.len() as u64;
        if total > LARGEST {
            return Problem::new("file_too_large").with("limit_bytes", LARGEST).refuse();
        }
        hasher.update(&chunk);
        append(sql, no, i, &chunk)?;
    }
    let hash = *hasher.finalize().as_bytes();
    if here(sql, &hash)?.is_some() {
        sql.execute("DELETE FROM chunk WHERE blob = ?1", [no])?;
        sql.execute("DELETE FROM blob WHERE no = ?1", [no])?;
    } else {
        sql.execute("UPDATE blob SET hash = ?1, bytes = ?2 WHERE no = ?3", (hash, total as i64, no))?;
    }
    Ok((hash, total))
}

/// Begin an attachment whose hash has been checked; answers its local number.
pub(crate) fn begin(sql: &Connection, hash: &[u8; 32], bytes: u64) -> Result<i64> {
    Ok(sql.prepare_cached("INSERT INTO blob (hash, bytes) VALUES (?1, ?2)")?.insert((hash, bytes as i64))?)
}

/// Keep piece `i` of an attachment.
pub(crate) fn append(sql: &Connection, blob: i64, i: i64, data: &[u8]) -> Result<()> {
    sql.prepare_cached("INSERT INTO chunk (blob, i, data) VALUES (?1, ?2, ?3)")?.execute((blob, i, data))?;
    Ok(())
}

/// How many bytes the attachment has, none where it is not here (it may come in a later file).
pub(crate) fn here(sql: &Connection, hash: &[u8]) -> Result<Option<u64>> {
    Ok(sql.prepare_cached("SELECT bytes FROM blob WHERE hash = ?1")?.query_row([hash], |r| r.get::<_, i64>(0)).optional()?.map(|n| n as u64))
}

/// Chunk `i` of an attachment.
pub(crate) fn chunk(sql: &Connection, hash: &[u8], i: u64) -> Result<Option<Vec<u8>>> {
    let query = "SELECT c.data FROM blob b JOIN chunk c ON c.blob = b.no WHERE b.hash = ?1 AND c.i = ?2";
    Ok(sql.prepare_cached(query)?.query_row((hash, i as i64), |r| r.get(0)).optional()?)
}

/// Write an attachment out.
///
/// # Errors
/// `attachment_missing` where it is not here; `damaged` where its bytes are not what its name says.
pub(crate) fn copy(sql: &Connection, hash: &[u8], out: &mut dyn Write) -> Result<u64> {
    let Some(bytes) = here(sql, hash)? else {
        return Problem::new("attachment_missing").refuse();
    };
    let mut hasher = blake3::Hasher::new();
    let mut i = 0;
    while let Some(data) = chunk(sql, hash, i)? {
        hasher.update(&data);
        out.write_all(&data)?;
        i += 1;
    }
    if hasher.finalize().as_bytes() == hash { Ok(bytes) } else { Err(Error::damaged("attachment", "its bytes are not those of its name")) }
}

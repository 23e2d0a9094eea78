//! Which file this is. Whoever makes a file chooses its id, so an id alone proves nothing: a file is told from any other by
//! the hash of all that it holds.

use rusqlite::{Connection, OptionalExtension as _};

use super::{import::Checked, watch::Watch};
use crate::{
    ReplicaId, Result,
    store::{forget, note, noted},
};

/// What this store calls a file.
pub(super) struct Identity {
    /// The id that its sender gave it; one made of its hash where another file came under that id.
    pub id: ReplicaId,
    /// All of it was taken in, is not set aside, and this store lost nothing since that it may have brought.
    pub is_here: bool,
}

/// How a file of this hash is called where it cannot be called as its sender would have it.
pub(super) fn id_of(end: &[u8; 32], attempt: u8) -> ReplicaId {
    let hash = blake3::Hasher::new_derive_key("sala file id v1").update(end).update(&[attempt]).finalize();
    let mut id = [0; 16];
    id.copy_from_slice(hash.as_bytes().first_chunk::<16>().unwrap_or(&[0; 16]));
    ReplicaId(id)
}

fn key(id: ReplicaId) -> String {
    format!("file.{id}")
}

/// Under what it is noted that a file is wanted again.
fn again(id: ReplicaId) -> String {
    format!("again.{id}")
}

/// The disk lost a part of this store: of every file that was taken in anything may be missing, pages or personal values, and whoever brings one
/// once more brings that too.
pub(crate) fn wanted_again(sql: &Connection) -> Result<()> {
    sql.execute("INSERT OR IGNORE INTO meta (key, value) SELECT 'again.' || lower(hex(id)), 1 FROM bundle", [])?;
    Ok(())
}

/// Tell whether this very file was taken in, and what it is called here. Where a file came under its id before, it is read
/// and checked to its end.
pub(super) fn identify(sql: &Connection, checked: &Checked<'_>, watch: &mut Watch<'_>) -> Result<Identity> {
    let mut id = ReplicaId(checked.contents.manifest.bundle);
    let mut attempts = 0..=u8::MAX;
    while let Some((sender, entries, aside)) = entered(sql, id)? {
        let end = checked.to_its_end(watch)?;
        let hash: Option<[u8; 32]> = noted(sql, &key(id))?;
        // Earlier versions kept no hash.
        let manifest = &checked.contents.manifest;
        let alike = || sender == ReplicaId::of_key(&manifest.sign) && entries as u64 == manifest.entries;
        if hash.map_or_else(alike, |hash| hash == end) {
            return Ok(Identity { id, is_here: !aside && noted::<i64>(sql, &again(id))?.is_none() });
        }
        let Some(attempt) = attempts.next() else { break };
        id = id_of(&end, attempt);
    }
    Ok(Identity { id, is_here: false })
}

/// Sender and entries of the file that was taken in under this id, and whether it is set aside.
fn entered(sql: &Connection, id: ReplicaId) -> Result<Option<(ReplicaId, i64, bool)>> {
    let query = "SELECT sender, entries, set_aside IS NOT NULL FROM bundle WHERE id = ?1";
    Ok(sql.prepare_cached(query)?.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?)
}

/// Remember the hash of a file that was taken in.
pub(super) fn remember(sql: &Connection, id: ReplicaId, end: [u8; 32]) -> Result<()> {
    forget(sql, &again(id))?;
    note(sql, &key(id), end)
}

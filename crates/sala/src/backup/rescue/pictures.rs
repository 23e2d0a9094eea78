//! Attachments and files in quarantine: they lie beside the database, each sealed by itself. Those that are whole come along.

use std::{io::ErrorKind, path::Path};

use rusqlite::{
    Connection,
    types::Value::{Blob, Integer},
};

use super::found::{Found, exactly};
use crate::{
    Error, Problem, ReplicaId, Result,
    bundle::quarantine_file,
    store::{Health, Salvage, Table, attachment_name, attachments, attachments_in},
};

/// What came along.
#[derive(Default)]
pub(super) struct Pictures {
    pub kept: u64,
    /// Known, and damaged or gone.
    pub lost: u64,
}

/// Told of how many more bytes were gone through; answers false to stop.
pub(super) type Went<'a> = &'a mut dyn FnMut(u64) -> bool;

impl Found {
    /// Files of attachments that the store may know. Where a row may be lost, the name of a file is enough: it says what is in it.
    fn files(&self, broken: &Path, health: &Health) -> Vec<[u8; 32]> {
        let mut hashes: Vec<_> = self.attachments.keys().copied().collect();
        if health.hurt.contains(&Table::Blob) {
            let there = std::fs::read_dir(attachments_in(broken)).into_iter().flatten().flatten();
            let named = there.filter_map(|file| blake3::Hash::from_hex(file.file_name().to_str()?).ok()).map(|hash| *hash.as_bytes());
            hashes.extend(named.filter(|hash| !self.attachments.contains_key(hash)));
        }
        hashes
    }

    /// How many bytes of them there are.
    pub(super) fn bytes_of_files(&self, broken: &Path, health: &Health) -> u64 {
        let folder = attachments_in(broken);
        let files = self.files(broken, health);
        files.iter().filter_map(|hash| std::fs::metadata(folder.join(attachment_name(hash))).ok()).map(|file| file.len()).sum()
    }

    /// Bring along every attachment that is what its name says.
    pub(super) fn keep_pictures(
        &self,
        sql: &Connection,
        broken: &Path,
        dir: &Path,
        salvage: &mut Salvage,
        health: &Health,
        went: Went<'_>,
    ) -> Result<Pictures> {
        let (from, to) = (attachments_in(broken), attachments_in(dir));
        std::fs::create_dir_all(&to).map_err(Error::file(&to))?;
        let (mut pictures, mut inside) = (Pictures::default(), Vec::new());
        for hash in self.files(broken, health) {
            let name = attachment_name(&hash);
            // One may not have been given its place yet when the machine went dark.
            let file = [from.join(&name), from.join("coming").join(&name)].into_iter().find(|file| file.exists());
            let known = self.attachments.get(&hash);
            let Some(file) = file else {
                inside.push(hash);
                continue;
            };
            let size = file.metadata().map_or(0, |file| file.len());
            let copy = to.join(&name);
            let whole = if bring(&file, &copy)? { attachments::copy(sql, &hash, &mut std::io::sink()).ok() } else { None };
            if !went(size) {
                return Problem::new("stopped").refuse();
            }
            match (whole, known) {
                (Some(bytes), _) => {
                    attachments::enter(sql, &hash, bytes)?;
                    pictures.kept += 1;
                }
                (None, Some(bytes)) => {
                    let _ = std::fs::remove_file(&copy);
                    attachments::enter(sql, &hash, bytes.unsigned_abs())?;
                    pictures.lost += 1;
                }
                // Nobody knew it.
                (None, None) => drop(std::fs::remove_file(&copy)),
            }
        }
        self.keep_inside(sql, &inside, salvage, &mut pictures)?;
        Ok(pictures)
    }

    /// Those that have no file: version 0.1 kept them in the database. All others are lost.
    fn keep_inside(&self, sql: &Connection, hashes: &[[u8; 32]], salvage: &mut Salvage, pictures: &mut Pictures) -> Result<()> {
        for hash in hashes {
            attachments::enter(sql, hash, self.attachments.get(hash).map_or(0, |bytes| bytes.unsigned_abs()))?;
        }
        if !hashes.is_empty() {
            let mut take = |table: Table, _: i64, row: Vec<_>| {
                if let (Table::Chunk, [Integer(of), i @ Integer(_), data @ Blob(_)]) = (table, &row[..])
                    && let Some(hash) = self.inside.get(of)
                {
                    let query = "INSERT OR IGNORE INTO chunk (blob, i, data) SELECT no, ?2, ?3 FROM blob WHERE hash = ?1";
                    sql.prepare_cached(query)?.execute((hash, i, data))?;
                }
                Ok(())
            };
            salvage.read(&mut take, &mut |_, _| true)?;
        }
        for hash in hashes {
            if attachments::copy(sql, hash, &mut std::io::sink()).is_ok() {
                pictures.kept += 1;
            } else {
                sql.prepare_cached("DELETE FROM chunk WHERE blob IN (SELECT no FROM blob WHERE hash = ?1)")?.execute([hash])?;
                pictures.lost += 1;
            }
        }
        Ok(())
    }

    /// Bring along the files that wait for somebody to be accepted.
    pub(super) fn keep_quarantine(&self, sql: &Connection, broken: &Path, dir: &Path) -> Result<()> {
        for row in self.rows(Table::Quarantine) {
            let [id, sender @ Blob(_), pages @ Integer(_), entries @ Integer(_), ..] = &row[..] else { continue };
            let Some(bundle) = exactly(id).map(ReplicaId) else { continue };
            let (from, to) = (quarantine_file(broken, bundle), quarantine_file(dir, bundle));
            let folder = to.parent().unwrap_or(dir);
            std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
            if bring(&from, &to)? {
                let query = "INSERT OR IGNORE INTO quarantine (id, sender, pages, entries) VALUES (?1, ?2, ?3, ?4)";
                sql.execute(query, (id, sender, pages, entries))?;
            }
        }
        Ok(())
    }
}

/// Copy a file. One that the disk cannot read is left out; a disk that takes nothing more ends all of it.
fn bring(from: &Path, to: &Path) -> Result<bool> {
    match std::fs::copy(from, to) {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Err(Error::file(to)(error)),
        Err(error) => {
            tracing::warn!("{} cannot be read: {error}", from.display());
            Ok(false)
        }
    }
}

//! Making a backup: one sealed file with everything of a store, made while others work, and opened again to see that it is
//! whole before it gets its name.

use std::{
    collections::HashSet,
    io::{BufWriter, Read as _, Write},
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use serde::Serialize;

use super::file::{self, FORMAT, Header, Openers, Part};
use crate::{
    Desk, Error, Problem, ReplicaId, Result,
    bundle::{BACKUP, Progress, check_passphrase, quarantine_file, spool_folder},
    journal::{last_stamp, seal_all},
    store::{Beside, Counts, Moment, StoreKey, attachments, check_copy, goes_on, may_cover, new_key},
    trust,
};

/// How a backup is made.
#[derive(Clone, Debug, Default)]
pub struct BackupOptions {
    /// Whoever knows it can open the backup, beside those who can anyway.
    pub passphrase: Option<String>,
    /// Nobody asked for it: it makes room for newer ones.
    pub automatic: bool,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BackedUp {
    /// The file.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Entries inside.
    pub entries: u64,
    /// Attachments inside.
    pub attachments: u64,
    /// It was opened again and holds what it should.
    pub verified: bool,
    /// Attachments that are damaged or gone in this store: the backup cannot hold them.
    #[serde(skip_serializing_if = "crate::bundle::is_zero")]
    pub lost_attachments: u64,
    /// When it was made (RFC 3339).
    pub made: String,
}

/// A file that goes into a backup.
struct Source {
    part: Part,
    at: PathBuf,
}

impl Desk {
    /// Write everything of this store into one file: it can be opened here, by headquarters, with the organisation's
    /// recovery secret, and with the passphrase if one is given. Others go on working meanwhile.
    ///
    /// # Errors
    /// `passphrase_too_short`, `file_exists` (what is no backup, or one of another laptop), `backup_unsigned`, `backup_beside_unsigned`, `store_damaged`, `stopped`, `disk_full`, or what else the disk says; nothing stands
    /// under the file's name then.
    pub fn backup(&self, path: &Path, options: &BackupOptions, progress: Progress<'_>) -> Result<BackedUp> {
        options.passphrase.as_deref().map_or(Ok(()), check_passphrase)?;
        may_cover(path, BACKUP)?;
        self.must_be_our_own(path)?;
        // What a damaged page says is nothing, and a copy of it would be called whole.
        self.find_damage()?;
        let now = self.now();
        // Looked for before the moment of the copy: one that is released between the two is in the copy then.
        let quarantined = self.quarantined()?;
        let (keys, moment) = self.all_signed()?;
        // Where nothing can be written, the store is backed up as it lies there.
        let looking = self.only_looked_at().is_some();
        self.remember_pages();
        crate::fault::point("backup.closed");
        let spool = spool(self)?;
        let key = new_key();
        let copy = spool.path().join("copy.db");
        // Copying, writing and checking take about as long as each other.
        let place = if looking { std::env::temp_dir() } else { self.dir().to_owned() };
        let counts = moment.copy_to(&copy, &key, &mut |done, total| progress(done, total * 3)).map_err(|error| error.at_place(&place))?;
        crate::fault::point("backup.copied");
        let mut sources = vec![Source { part: part(&copy, None, None)?, at: copy }];
        sources.extend(quarantined);
        let lost_attachments = self.damaged_set_apart()?;
        // Once kept an attachment never changes: those that came since the copy was made do no harm.
        let files = if looking { self.read(|r| attachments::files(r.sql())) } else { self.store.write(attachments::files) };
        for (hash, at) in files? {
            sources.push(Source { part: part(&at, None, Some(hash))?, at });
        }
        let total: u64 = sources.iter().map(|source| source.part.bytes).sum();
        let header = Header {
            format: FORMAT,
            replica: keys.replica().0,
            label: self.label()?,
            role: self.role()?.as_str().to_owned(),
            at: now.timestamp_millis(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            automatic: options.automatic,
            key: key.to_string(),
            entries: counts.entries,
            attachments: counts.attachments.saturating_sub(lost_attachments),
            parts: sources.iter().map(|source| source.part.clone()).collect(),
            organisation: self.organisation()?.map(|organisation| organisation.name),
            programmes: Some(counts.programmes),
            pages: Some(counts.pages),
            stamp: last_stamp(moment.sql())?,
            lost: Some(lost_attachments),
        };
        drop(moment);
        let openers = self.openers(&keys, options)?;
        let mut done = total;
        let mut tick = |n: u64| {
            done += n;
            progress(done.min(total * 3), total * 3)
        };
        let written = Beside::write(path, &mut |out| file::write(out, &openers, &header, &mut |out| put(&sources, out, &mut tick)))?;
        drop(sources);
        check(written.at(), (&header, counts), &keys.open, options.passphrase.as_deref(), spool.path(), &key, &mut tick)
            .map_err(|error| error.at_place(&place))?;
        crate::fault::point("backup.checked");
        let bytes = written.name()?;
        crate::fault::point("backup.named");
        let Header { entries, attachments, .. } = header;
        let made = BackedUp { file: path.to_owned(), bytes, entries, attachments, verified: true, lost_attachments, made: header.made() };
        if !looking {
            self.store.write(|sql| super::automatic::went_well(sql, &made))?;
        }
        Ok(made)
    }

    /// The keys of this store and the store at a moment at which all that was recorded lies in signed pages: a backup holds no action
    /// that nobody signed, but what waits for the page in which it left and what was recorded while the store is about to go on under new keys. What is
    /// open in a backup would go on as another replica's where that is restored, and be signed here as well. A store
    /// that can only be looked at signs nothing: the page that the backup would hold is not the one that it would write later.
    fn all_signed(&self) -> Result<(std::sync::Arc<trust::Keys>, Moment)> {
        loop {
            let close = |sql: &Connection| {
                let keys = self.keys();
                if !goes_on(sql)? {
                    seal_all(sql, &keys)?;
                }
                Ok(keys)
            };
            // The moment begins before anybody else in this program can write; where another program does, once more.
            match self.store.write_then(close, |keys| Ok((keys, self.store.moment()?))) {
                Ok((keys, moment)) if goes_on(moment.sql())? || open(moment.sql(), keys.replica())? == 0 => return Ok((keys, moment)),
                Ok(_) => {}
                Err(error) if self.only_looked_at().is_none() => return Err(error),
                Err(_) => break,
            }
        }
        let moment = self.store.moment()?;
        match open(moment.sql(), self.replica())? {
            0 => Ok((self.keys(), moment)),
            entries => Problem::new(self.unsigned()).with("path", self.dir().display().to_string()).with("entries", entries).refuse(),
        }
    }

    /// Why nothing can be backed up that is not signed: another copy of Sala works here, or nothing can be written.
    fn unsigned(&self) -> &'static str {
        match self.only_looked_at() {
            Some(why) if why.code == "store_in_use" => "backup_beside_unsigned",
            _ => "backup_unsigned",
        }
    }

    /// Read every attachment, set those apart that are damaged, and answer how many are lost: a backup that is called whole
    /// must not stand in the place of one that had them.
    pub(crate) fn damaged_set_apart(&self) -> Result<u64> {
        let damaged: Vec<_> = self.read(|r| {
            let files = attachments::files(r.sql())?;
            let unreadable = |hash: &[u8; 32]| matches!(attachments::copy(r.sql(), hash, &mut std::io::sink()), Err(Error::Damaged { .. }));
            Ok(files.into_iter().map(|(hash, _)| hash).filter(unreadable).collect())
        })?;
        self.set_apart(&damaged)
    }

    /// Set these attachments apart, which were found to be damaged, and answer how many are lost. Where the store can only be looked at
    /// they are counted with those that are lost.
    pub(crate) fn set_apart(&self, damaged: &[[u8; 32]]) -> Result<u64> {
        if self.only_looked_at().is_some() {
            return self.read(|r| Ok(attachments::lost(r.sql())?.iter().chain(damaged).collect::<HashSet<_>>().len() as u64));
        }
        self.store.write(|sql| {
            damaged.iter().try_for_each(|hash| attachments::set_apart(sql, hash))?;
            Ok(attachments::lost(sql)?.len() as u64)
        })
    }

    fn openers(&self, keys: &trust::Keys, options: &BackupOptions) -> Result<Openers> {
        let (organisation, hq) = self.read(|r| Ok((trust::organisation(r.sql())?, trust::headquarters(r.sql())?)))?;
        let mut to = vec![keys.recipient()];
        to.extend(organisation.map(|organisation| organisation.recovery));
        to.extend(hq.map(|hq| hq.recipient).filter(|hq| *hq != keys.recipient()));
        Ok(Openers { keys: to, passphrase: options.passphrase.clone() })
    }

    /// Files that wait in quarantine: they are not in the database, and nobody sends them again before they are accepted.
    fn quarantined(&self) -> Result<Vec<Source>> {
        let waiting: Vec<[u8; 16]> = self.read(|r| {
            let mut statement = r.sql().prepare("SELECT id FROM quarantine ORDER BY id")?;
            Ok(statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
        })?;
        // Where they lie follows from the store: its folder may have been moved since they were kept.
        let there = waiting.into_iter().map(|id| (id, quarantine_file(self.dir(), ReplicaId(id)))).filter(|(id, at)| {
            let there = at.exists();
            if !there {
                tracing::warn!("a file in quarantine is gone: {}", ReplicaId(*id));
            }
            there
        });
        there.map(|(id, at)| Ok(Source { part: part(&at, Some(id), None)?, at })).collect()
    }
}

/// How many entries of a replica no page holds.
fn open(sql: &Connection, replica: ReplicaId) -> Result<i64> {
    let query = "SELECT coalesce(sum(t.entries), 0) FROM tail t JOIN chain c ON c.no = t.chain JOIN replica r ON r.no = c.replica WHERE r.id = ?1";
    Ok(sql.query_row(query, [replica], |r| r.get(0))?)
}

/// A folder for copies; it goes with its end.
pub(super) fn spool(desk: &Desk) -> Result<tempfile::TempDir> {
    let folder = spool_folder(desk)?;
    tempfile::tempdir_in(&folder).map_err(Error::file(&folder))
}

fn part(at: &Path, bundle: Option<[u8; 16]>, attachment: Option<[u8; 32]>) -> Result<Part> {
    let mut hasher = blake3::Hasher::new();
    let file = std::fs::File::open(at).map_err(Error::file(at))?;
    hasher.update_reader(file).map_err(Error::file(at))?;
    Ok(Part { bundle, bytes: hasher.count(), hash: *hasher.finalize().as_bytes(), attachment })
}

fn put(sources: &[Source], out: &mut dyn Write, tick: &mut dyn FnMut(u64) -> bool) -> Result<()> {
    let mut piece = vec![0; 1 << 16];
    for Source { part, at } in sources {
        let mut file = std::fs::File::open(at).map_err(Error::file(at))?.take(part.bytes);
        loop {
            let n = file.read(&mut piece).map_err(Error::file(at))?;
            if n == 0 {
                break;
            }
            out.write_all(piece.get(..n).unwrap_or_default())?;
            if !tick(n as u64) {
                return Problem::new("stopped").refuse();
            }
        }
    }
    Ok(())
}

/// Open a backup that has just been written, and look whether it holds what it says.
fn check(
    path: &Path,
    (header, counts): (&Header, Counts),
    own: &age::x25519::Identity,
    passphrase: Option<&str>,
    spool: &Path,
    key: &StoreKey,
    tick: &mut dyn FnMut(u64) -> bool,
) -> Result<()> {
    let not_whole = || Error::Refused(Problem::new("backup_not_whole").with("path", path.display().to_string()));
    // With the passphrase alone where there is one: that it opens the file is part of what is promised.
    let keys: &[&age::x25519::Identity] = if passphrase.is_some() { &[] } else { &[own] };
    let (read, mut stream) = file::open(path, keys, passphrase)?;
    let copy = spool.join("check.db");
    for (i, part) in read.parts.iter().enumerate() {
        if i == 0 {
            let mut out = BufWriter::new(std::fs::File::create(&copy).map_err(Error::file(&copy))?);
            file::read_part(&mut *stream, part, &mut out, tick)?;
            out.flush().map_err(Error::file(&copy))?;
        } else {
            file::read_part(&mut *stream, part, &mut std::io::sink(), tick)?;
        }
    }
    file::at_end(&mut *stream)?;
    if read != *header || check_copy(&copy, key)? != counts {
        return Err(not_whole());
    }
    Ok(())
}

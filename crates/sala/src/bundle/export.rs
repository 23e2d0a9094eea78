//! Export: what the receiver's last receipt does not list, sealed to the receiver.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{
    ask,
    format::{AnnexFrame, FrameWriter, PageFrame, encode, kind},
    held::{Held, kept, sent_to},
    pictures::{lost_attachments, missing_attachments},
    plan::{Plan, Volume, plan},
    receipt::Receipt,
    seal,
};
use crate::{
    Desk, EntryNo, Error, Problem, RecordId, ReplicaId, Result, fault,
    journal::{AnnexItem, kept_page, read_annex, seal_all},
    store::{attachments, may_cover, write_whole},
    trust::{self, Keys, Purpose},
};

/// Set in the store when a file was made since the last automatic backup.
pub(crate) const EXPORTED: &str = "backup.exported";

/// To whom a bundle goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum To {
    /// Headquarters.
    #[default]
    Headquarters,
    /// A replica by its label or the start of its id.
    Replica(String),
    /// Whoever has the passphrase: for a laptop that has not joined yet.
    Passphrase(String),
}

/// What to export.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// To whom.
    pub to: To,
    /// Only this book.
    pub book: Option<RecordId>,
    /// Everything, whatever the receiver already has.
    pub everything: bool,
    /// Leave attachments for a later file.
    pub without_attachments: bool,
    /// Several files of at most about this many bytes each, as for mail; a picture or a page that is larger alone travels alone.
    pub split: Option<u64>,
    /// Only the word that the receiver is revoked, for a laptop that is: it is given nothing else, and should know.
    pub only_revocation: bool,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Exported {
    /// The file.
    pub file: PathBuf,
    /// The bundle's id.
    pub bundle: String,
    /// What the receiver is called; empty with a passphrase.
    #[serde(rename = "for")]
    pub to: String,
    /// Pages inside.
    pub pages: u64,
    /// Entries inside.
    pub entries: u64,
    /// Attachments inside.
    pub attachments: u64,
    /// Size of the file.
    pub bytes: u64,
    /// When the receipt was made that it builds on; none where everything is inside.
    pub based_on_receipt: Option<String>,
    /// The files, where there are several; the counts above are those of all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<ExportedVolume>,
    /// Attachments of these programmes whose files are damaged or gone here: the file asks the others for them.
    #[serde(skip_serializing_if = "crate::bundle::is_zero")]
    pub lost_attachments: u64,
    /// Files that are larger than was asked: a page or a picture travels whole.
    #[serde(skip_serializing_if = "crate::bundle::is_zero")]
    pub over_size: u64,
}

/// One of several files.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ExportedVolume {
    /// The file.
    pub file: PathBuf,
    /// The bundle's id.
    pub bundle: String,
    /// Entries inside.
    pub entries: u64,
    /// Attachments inside.
    pub attachments: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Told how far the work is: bytes done and in all. Answers false to stop it.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

impl Desk {
    /// Carry: write one sealed, signed file.
    ///
    /// # Errors
    /// `not_joined` (no headquarters known yet), `no_such_replica`, `receiver_revoked`, `receiver_not_revoked`, `no_such_programme`, `file_exists` (what is no bundle), or what the disk says; nothing
    /// stands under the file's name then.
    pub fn export(&self, path: &Path, options: &ExportOptions, progress: Progress<'_>) -> Result<Exported> {
        let author = self.author()?;
        may_cover(path, seal::SEALED)?;
        // Closing pages is a write of its own: a file that is lost later costs nothing.
        let keys = self.store.write(|sql| {
            let keys = self.keys();
            seal_all(sql, &keys)?;
            Ok(keys)
        })?;
        fault::point("export.closed");
        // What leaves in a file is remembered outside the store first: an old copy put back later is found out by it.
        self.remember_pages();
        let reader = self.store.long_reader()?;
        // One snapshot: what is marked meanwhile goes into the next file.
        let sql = reader.unchecked_transaction()?;
        let (plan, volumes) = loop {
            let plan = plan(&sql, &keys, options, &author, self.now().timestamp_millis())?;
            let mut damaged = None;
            match write_volumes(&sql, &keys, &plan, path, &mut damaged, progress) {
                Ok(volumes) => break (plan, volumes),
                // One damaged picture does not keep all that was recorded from travelling.
                Err(why) => match damaged {
                    Some(hash) => attachments::set_apart(&sql, &hash).map_err(|_| why)?,
                    None => return Err(why),
                },
            }
        };
        fault::point("export.written");
        self.store.write(|sql| {
            crate::store::note(sql, EXPORTED, 1)?;
            plan.receiver.as_ref().map_or(Ok(()), |receiver| remember_sent(sql, receiver.replica(), &plan))
        })?;
        fault::point("export.remembered");
        let over_size = volumes.iter().filter(|v| options.split.is_some_and(|most| v.bytes > most)).count() as u64;
        let based_on = plan.volumes.first().and_then(|v| v.manifest.based_on);
        Ok(Exported {
            file: volumes.first().map_or_else(|| path.to_owned(), |v| v.file.clone()),
            bundle: volumes.first().map(|v| v.bundle.clone()).unwrap_or_default(),
            to: plan.receiver.map(|c| c.label).unwrap_or_default(),
            pages: plan.volumes.iter().map(|v| v.pages.len() as u64).sum(),
            entries: volumes.iter().map(|v| v.entries).sum(),
            attachments: volumes.iter().map(|v| v.attachments).sum(),
            bytes: volumes.iter().map(|v| v.bytes).sum(),
            based_on_receipt: based_on.and_then(chrono::DateTime::from_timestamp_millis).map(crate::rfc3339),
            volumes: if volumes.len() > 1 { volumes } else { Vec::new() },
            lost_attachments: lost_attachments(&sql, &plan.books)?,
            over_size,
        })
    }
}

/// Write each volume. Where one cannot be written, those before it are taken away again: a set with a hole helps nobody.
fn write_volumes(
    sql: &Connection,
    keys: &Keys,
    plan: &Plan,
    path: &Path,
    damaged: &mut Option<[u8; 32]>,
    progress: Progress<'_>,
) -> Result<Vec<ExportedVolume>> {
    let total = plan.volumes.iter().map(|v| v.manifest.attachment_bytes).sum();
    let (mut done, mut written) = (0, Vec::new());
    let of = plan.volumes.len();
    for (volume, number) in plan.volumes.iter().zip(1..) {
        let file = if of == 1 { path.to_owned() } else { volume_name(path, number, of) };
        if of > 1 && file.exists() {
            take_away(&written);
            return Err(Error::file(&file)(std::io::ErrorKind::AlreadyExists.into()));
        }
        let mut so_far = |here: u64, _: u64| progress(done + here, total);
        let bytes = write_whole(&file, &mut |out| seal::seal(&plan.seal, out, |out| write(sql, keys, plan, volume, out, damaged, &mut so_far)));
        let bytes = bytes.inspect_err(|_| take_away(&written))?;
        done += volume.manifest.attachment_bytes;
        written.push(ExportedVolume {
            file,
            bundle: ReplicaId(volume.manifest.bundle).to_string(),
            entries: volume.manifest.entries,
            attachments: volume.manifest.attachments,
            bytes,
        });
    }
    Ok(written)
}

fn take_away(written: &[ExportedVolume]) {
    for volume in written {
        if let Err(why) = std::fs::remove_file(&volume.file) {
            tracing::warn!("{} stays: {why}", volume.file.display());
        }
    }
}

/// `evening.sala` -> `evening.2-of-3.sala`.
fn volume_name(path: &Path, number: usize, of: usize) -> PathBuf {
    let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_else(|| "sala".to_owned());
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}.{number}-of-{of}.{ending}"))
}

/// Write one file; where the bytes of an attachment cannot be read, `damaged` says of which.
fn write(
    sql: &Connection,
    keys: &Keys,
    plan: &Plan,
    volume: &Volume,
    out: &mut dyn Write,
    damaged: &mut Option<[u8; 32]>,
    progress: Progress<'_>,
) -> Result<()> {
    let manifest = &volume.manifest;
    let mut frames = FrameWriter::new(out)?;
    frames.frame(kind::MANIFEST, &encode(manifest)?)?;
    let authors: Vec<_> = manifest.pages.iter().map(|range| ReplicaId(range.replica)).collect();
    for (certificate, signed) in trust::certificates(sql)? {
        // Headquarters tells everybody of everybody; a site vouches only for whose pages it carries, and for itself.
        let replica = certificate.replica();
        let is_told = match plan.only_revocation_of {
            Some(revoked) => replica == keys.replica() || replica == revoked,
            None => keys.root.is_some() || replica == keys.replica() || authors.contains(&replica),
        };
        if is_told {
            frames.frame(kind::CERTIFICATE, &encode(&signed)?)?;
        }
    }
    let now = chrono::DateTime::from_timestamp_millis(manifest.at).unwrap_or_default();
    for (_, signed) in trust::revocations(sql)?.into_iter().filter(|(r, _)| plan.only_revocation_of.is_none_or(|revoked| ReplicaId(r.replica) == revoked)) {
        frames.frame(kind::REVOCATION, &encode(&signed)?)?;
    }
    if trust::certificate(sql, keys.replica())?.is_none() {
        frames.frame(kind::REQUEST, &encode(&trust::own_request(sql, keys, now)?.1)?)?;
    }
    for no in &volume.pages {
        write_page(sql, *no, &mut frames)?;
    }
    // What is held here, and by whom it was written, is nothing for whoever has a laptop that was stolen.
    if plan.only_revocation_of.is_none() {
        let asks = plan.receiver.as_ref().map(|to| ask::wishes(sql, to)).transpose()?.unwrap_or_default();
        let receipt = Receipt::of(sql, &keys.sign, manifest.at, &plan.books, &plan.held, asks, &missing_attachments(sql, &plan.books)?)?;
        frames.frame(kind::RECEIPT, &encode(&receipt.sign(&keys.sign)?)?)?;
    }
    let mut done = 0;
    for frame in &volume.attachments {
        frames.frame(kind::ATTACHMENT, &encode(frame)?)?;
        attachments::each_piece(sql, &frame.hash, &mut |piece| {
            frames.frame(kind::CHUNK, &piece)?;
            done += piece.len() as u64;
            if progress(done, manifest.attachment_bytes) { Ok(()) } else { Problem::new("stopped").refuse() }
        })
        .inspect_err(|why| {
            if matches!(why, Error::Damaged { what: "attachment", .. }) {
                *damaged = Some(frame.hash);
            }
        })?;
    }
    let hash = frames.hash();
    let end = [hash.as_slice(), keys.sign.sign(Purpose::Bundle, &hash).as_slice()].concat();
    frames.frame(kind::END, &end)?;
    frames.into_inner().flush()?;
    Ok(())
}

fn write_page(sql: &Connection, no: i64, frames: &mut FrameWriter<&mut dyn Write>) -> Result<()> {
    let query = "SELECT chain, sig, body FROM page WHERE no = ?1";
    let (chain, sig, body): (i64, [u8; 64], Vec<u8>) = sql.prepare_cached(query)?.query_row([no], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let page = kept_page(&body)?;
    let mut annex = Vec::new();
    for (seq, _, _) in page.entries().filter(|(_, _, e)| e.annex.is_some()) {
        // Withheld or erased values are simply not there.
        if let Some(AnnexItem { salt, value }) = read_annex(sql, EntryNo::new(chain, seq))? {
            annex.push(AnnexFrame { seq, salt, value });
        }
    }
    if !annex.is_empty() {
        frames.frame(kind::ANNEX, &zstd::encode_all(&encode(&annex)?[..], 3)?)?;
    }
    frames.frame(kind::PAGE, &encode(&PageFrame { replica: page.replica.0, sig, body })?)
}

fn remember_sent(sql: &Connection, receiver: ReplicaId, plan: &Plan) -> Result<()> {
    let (mut before, mut now) = (sent_to(sql, receiver)?, Held::new());
    for no in plan.volumes.iter().flat_map(|v| &v.pages) {
        let page = "SELECT chain, number FROM page WHERE no = ?1";
        let (chain, number) = sql.prepare_cached(page)?.query_row([no], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)))?;
        now.entry(chain).or_insert_with(|| before.remove(&chain).unwrap_or_default()).push((number, number));
    }
    for (chain, pages) in now {
        let query = "INSERT OR REPLACE INTO sent_pages (receiver, chain, ranges) VALUES (?1, ?2, ?3)";
        sql.prepare_cached(query)?.execute((receiver, chain, kept(pages)?))?;
    }
    Ok(())
}

//! The files of an export, frame by frame.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{ExportedVolume, Progress};
use crate::{
    EntryNo, Error, Problem, ReplicaId, Result,
    bundle::{
        ask,
        format::{AnnexFrame, FrameWriter, PageFrame, encode, kind},
        pictures::missing_attachments,
        plan::{Plan, Volume},
        receipt::Receipt,
        seal,
    },
    journal::{AnnexItem, kept_page, read_annex},
    store::{attachments, write_whole},
    trust::{self, Keys, Purpose},
};

/// Write each volume. Where one cannot be written, those before it are taken away again: a set with a hole helps nobody.
pub(super) fn write_volumes(
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
        let receipt = Receipt::of(sql, &keys.sign, manifest.at, &plan.books, &plan.held, asks, &missing_attachments(sql, &plan.books)?.hashes)?;
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

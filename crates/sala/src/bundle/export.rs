//! Export: what the receiver's last receipt does not list, sealed to the receiver.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use age::secrecy::SecretString;
use rusqlite::Connection;

use super::{
    ask,
    format::{AnnexFrame, AttachmentFrame, FrameWriter, Manifest, PageFrame, PageRange, encode, kind},
    receipt::{self, Receipt, covers},
    seal::{self, Seal, write_whole},
};
use crate::{
    Desk, EntryNo, Problem, RecordId, ReplicaId, Result, Role,
    journal::{AnnexItem, BookNo, PartType, Tables, page::Page, read_annex, seal_all, unpack},
    store::attachments,
    trust::{self, Certificate, Keys, Purpose},
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
}

/// What goes into a bundle.
struct Plan {
    manifest: Manifest,
    receiver: Option<Certificate>,
    books: Vec<BookNo>,
    pages: Vec<i64>,
    attachments: Vec<AttachmentFrame>,
    /// All attachments of these books that are here.
    held: Vec<AttachmentFrame>,
    seal: Seal,
}

/// Told how far the work is: bytes done and in all. Answers false to stop it.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

impl Desk {
    /// Carry: write one sealed, signed file.
    ///
    /// # Errors
    /// `not_joined` (no headquarters known yet), `no_such_replica`, `no_such_programme`, or what the disk says; nothing
    /// stands under the file's name then.
    pub fn export(&self, path: &Path, options: &ExportOptions, progress: Progress<'_>) -> Result<Exported> {
        let author = self.author()?;
        // Closing pages is a write of its own: a file that is lost later costs nothing.
        let keys = self.store.write(|sql| {
            let keys = self.keys();
            seal_all(sql, &keys)?;
            Ok(keys)
        })?;
        // What leaves in a file is remembered outside the store first: an old copy put back later is found out by it.
        self.remember_pages();
        let reader = self.store.long_reader()?;
        // One snapshot: what is marked meanwhile goes into the next file.
        let sql = reader.unchecked_transaction()?;
        let plan = plan(&sql, self.store.tables(), &keys, options, author, self.now().timestamp_millis())?;
        let bytes = write_whole(path, &mut |out| seal::seal(&plan.seal, out, |out| write(&sql, &keys, &plan, out, &mut *progress)))?;
        self.store.write(|sql| {
            crate::store::note(sql, EXPORTED, 1)?;
            plan.receiver.as_ref().map_or(Ok(()), |receiver| remember_sent(sql, receiver.replica(), &plan))
        })?;
        Ok(Exported {
            file: path.to_owned(),
            bundle: ReplicaId(plan.manifest.bundle).to_string(),
            to: plan.receiver.map(|c| c.label).unwrap_or_default(),
            pages: plan.pages.len() as u64,
            entries: plan.manifest.entries,
            attachments: plan.manifest.attachments,
            bytes,
            based_on_receipt: plan.manifest.based_on.and_then(chrono::DateTime::from_timestamp_millis).map(crate::rfc3339),
        })
    }
}

/// Refuse a receiver that must not be given anything any more.
fn may_receive(sql: &Connection, receiver: &Certificate, now: i64) -> Result<()> {
    let code = if trust::revocation(sql, receiver.replica())?.is_some_and(|(r, _)| r.stands()) {
        "receiver_revoked"
    } else if receiver.has_ended(now) {
        "receiver_ended"
    } else {
        return Ok(());
    };
    Problem::new(code).with("label", receiver.label.as_str()).refuse()
}

/// The certified replica that a label or the start of an id names.
pub(crate) fn find_replica(sql: &Connection, which: &str) -> Result<Certificate> {
    let wanted = which.trim().to_lowercase();
    let all: Vec<_> = trust::certificates(sql)?.into_iter().map(|(c, _)| c).collect();
    let mut exact: Vec<_> = all.iter().filter(|c| c.label.to_lowercase() == wanted).cloned().collect();
    if let [one] = &mut exact[..] {
        // Whoever says LAP-A means the laptop, and that goes on as LAP-A 2; so does headquarters.
        let next = match one.role() {
            Role::Hq => trust::headquarters(sql)?,
            Role::Site => trust::successor(sql, one.replica())?.and_then(|next| all.iter().find(|c| c.replica() == next).cloned()),
        };
        *one = next.unwrap_or_else(|| one.clone());
    }
    let found = if exact.is_empty() { all.into_iter().filter(|c| wanted.len() >= 4 && c.replica().to_string().starts_with(&wanted)).collect() } else { exact };
    match <[Certificate; 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(found) if found.is_empty() => Problem::new("no_such_replica").with("which", which).refuse(),
        Err(_) => Problem::new("ambiguous_replica").with("which", which).refuse(),
    }
}

fn headquarters(sql: &Connection) -> Result<Certificate> {
    match (trust::organisation(sql)?, trust::headquarters(sql)?) {
        (Some(_), Some(hq)) => Ok(hq),
        _ => Problem::new("not_joined").refuse(),
    }
}

fn plan(sql: &Connection, tables: &Tables, keys: &Keys, options: &ExportOptions, author: String, now: i64) -> Result<Plan> {
    let receiver = match &options.to {
        To::Headquarters => Some(headquarters(sql)?),
        To::Replica(which) => Some(find_replica(sql, which)?),
        To::Passphrase(_) => None,
    };
    if receiver.as_ref().is_some_and(|r| keys.is_own(&r.sign)) {
        return Problem::new("export_to_self").refuse();
    }
    if let Some(receiver) = &receiver {
        may_receive(sql, receiver, now)?;
    }
    let books: Vec<(i64, RecordId)> =
        sql.prepare("SELECT no, id FROM book ORDER BY no")?.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    let books: Vec<BookNo> = books
        .into_iter()
        .filter(|(_, id)| options.book.is_none_or(|b| b == *id) && receiver.as_ref().is_none_or(|r| r.covers(*id)))
        .map(|(no, _)| BookNo(no))
        .collect();
    if let (Some(book), true) = (options.book, books.is_empty()) {
        return Problem::new("no_such_programme").with("id", book.to_string()).refuse();
    }
    let receiver_id = receiver.as_ref().map(Certificate::replica).filter(|_| !options.everything);
    let held = receiver_id.map(|id| receipt::held_by(sql, id)).transpose()?.unwrap_or_default();
    let based_on = receiver_id.map(|id| receipt::last(sql, id)).transpose()?.flatten();
    let mut pages = Vec::new();
    let mut ranges: Vec<PageRange> = Vec::new();
    let mut entries = 0;
    let query = "SELECT p.no, p.chain, p.number, p.entries, r.id, b.id, c.book FROM page p JOIN chain c ON c.no = p.chain
                 JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book ORDER BY p.chain, p.number";
    let mut statement = sql.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let number = row.get::<_, i64>(2)? as u64;
        if !books.contains(&BookNo(row.get(6)?)) || covers(held.get(&row.get(1)?), number) {
            continue;
        }
        let (replica, book) = (row.get(4)?, row.get(5)?);
        pages.push(row.get(0)?);
        entries += row.get::<_, i64>(3)? as u64;
        match ranges.last_mut() {
            Some(r) if r.replica == replica && r.book == book && r.last + 1 == number => r.last = number,
            _ => ranges.push(PageRange { replica, book, first: number, last: number, head: None }),
        }
    }
    let attachments = if options.without_attachments { Vec::new() } else { wanted_attachments(sql, tables, &books, receiver_id)? };
    let (to, seal) = match (&options.to, &receiver, trust::organisation(sql)?) {
        (To::Passphrase(passphrase), ..) => (Vec::new(), Seal::Passphrase(SecretString::from(passphrase.clone()))),
        (_, Some(receiver), organisation) => {
            let mut to = vec![receiver.recipient.clone()];
            to.extend(organisation.map(|o| o.recovery));
            (to.clone(), Seal::Keys(to))
        }
        (_, None, _) => return Problem::new("not_joined").refuse(),
    };
    let manifest = Manifest {
        bundle: rand::random(),
        sign: keys.sign.public(),
        label: trust::label(sql, keys.replica())?,
        author,
        at: now,
        to,
        pages: ranges,
        entries,
        attachments: attachments.len() as u64,
        attachment_bytes: attachments.iter().map(|frame| frame.bytes).sum(),
        based_on,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let held = wanted_attachments(sql, tables, &books, None)?;
    Ok(Plan { manifest, receiver, books, pages, attachments, held, seal })
}

/// Attachments that records of these books name, that are here, and that the receiver has not said it holds. A part of
/// type bytes always names an attachment.
pub(super) fn wanted_attachments(sql: &Connection, tables: &Tables, books: &[BookNo], receiver: Option<ReplicaId>) -> Result<Vec<AttachmentFrame>> {
    let mut wanted = std::collections::BTreeMap::new();
    for kind in tables.registry.kinds() {
        for part in kind.fields.iter().flat_map(|f| f.parts).filter(|p| p.ty == PartType::Bytes) {
            let query = format!(
                "SELECT DISTINCT b.no, b.hash, b.bytes FROM {} k JOIN blob b ON b.hash = k.{} WHERE k.book = ?1
                 AND NOT EXISTS (SELECT 1 FROM receipt_blob h WHERE h.holder = ?2 AND h.hash = b.hash)",
                kind.name, part.name
            );
            for book in books {
                let mut statement = sql.prepare(&query)?;
                let mut rows = statement.query((book.0, receiver))?;
                while let Some(row) = rows.next()? {
                    wanted.insert(row.get::<_, i64>(0)?, AttachmentFrame { hash: row.get(1)?, bytes: row.get::<_, i64>(2)? as u64 });
                }
            }
        }
    }
    Ok(wanted.into_values().collect())
}

fn write(sql: &Connection, keys: &Keys, plan: &Plan, out: &mut dyn Write, progress: Progress<'_>) -> Result<()> {
    let mut frames = FrameWriter::new(out)?;
    frames.frame(kind::MANIFEST, &encode(&plan.manifest)?)?;
    let authors: Vec<_> = plan.manifest.pages.iter().map(|range| ReplicaId(range.replica)).collect();
    for (certificate, signed) in trust::certificates(sql)? {
        // Headquarters tells everybody of everybody; a site vouches only for whose pages it carries, and for itself.
        let replica = certificate.replica();
        if keys.root.is_some() || replica == keys.replica() || authors.contains(&replica) {
            frames.frame(kind::CERTIFICATE, &encode(&signed)?)?;
        }
    }
    let now = chrono::DateTime::from_timestamp_millis(plan.manifest.at).unwrap_or_default();
    for (_, signed) in trust::revocations(sql)? {
        frames.frame(kind::REVOCATION, &encode(&signed)?)?;
    }
    if trust::certificate(sql, keys.replica())?.is_none() {
        frames.frame(kind::REQUEST, &encode(&trust::own_request(sql, keys, now)?.1)?)?;
    }
    for no in &plan.pages {
        write_page(sql, *no, &mut frames)?;
    }
    let asks = plan.receiver.as_ref().map(|to| ask::wishes(sql, to.replica())).transpose()?.unwrap_or_default();
    let receipt = Receipt::of(sql, &keys.sign, plan.manifest.at, &plan.books, &plan.held, asks)?;
    frames.frame(kind::RECEIPT, &encode(&receipt.sign(&keys.sign)?)?)?;
    let mut done = 0;
    for frame in &plan.attachments {
        frames.frame(kind::ATTACHMENT, &encode(frame)?)?;
        let mut i = 0;
        while let Some(chunk) = attachments::chunk(sql, &frame.hash, i)? {
            frames.frame(kind::CHUNK, &chunk)?;
            done += chunk.len() as u64;
            i += 1;
            if !progress(done, plan.manifest.attachment_bytes) {
                return Problem::new("stopped").refuse();
            }
        }
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
    let page = Page::decode(&unpack(&body)?)?;
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
    for no in &plan.pages {
        let query = "INSERT INTO sent (receiver, chain, upto, at) SELECT ?1, chain, number, ?3 FROM page WHERE no = ?2
                     ON CONFLICT (receiver, chain) DO UPDATE SET upto = max(upto, excluded.upto), at = excluded.at";
        sql.prepare_cached(query)?.execute((receiver, no, plan.manifest.at))?;
    }
    Ok(())
}

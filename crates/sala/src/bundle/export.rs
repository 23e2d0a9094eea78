//! Export: what the receiver's last receipt does not list, sealed to the receiver.

mod volumes;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{
    held::{Held, kept, sent_to},
    pictures::missing_attachments,
    plan::{Plan, plan},
    seal,
};
use crate::{
    Desk, RecordId, ReplicaId, Result, fault,
    journal::seal_all,
    store::{attachments, goes_on, may_cover},
};
use volumes::write_volumes;

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
    /// `not_joined` (no headquarters known yet), `no_such_replica`, `receiver_revoked`, `receiver_not_revoked`, `no_such_programme`, `programme_not_for_receiver`, `file_exists` (what is no bundle), or what the disk says; nothing
    /// stands under the file's name then.
    pub fn export(&self, path: &Path, options: &ExportOptions, progress: Progress<'_>) -> Result<Exported> {
        let author = self.author()?;
        may_cover(path, seal::SEALED)?;
        // What a file showed may not have found room when it was taken in.
        self.go_on_if_wanted()?;
        // Closing pages is a write of its own: a file that is lost later costs nothing.
        let keys = self.store.write(|sql| {
            let keys = self.keys();
            if !goes_on(sql)? {
                seal_all(sql, &keys)?;
            }
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
            lost_attachments: missing_attachments(&sql, &plan.books)?.lost,
            over_size,
        })
    }
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

//! Rescue: of a store whose disk lost a part of it, a new one is made of all that can still be read. The journal is the truth: its pages,
//! what was recorded last, who is believed. Everything else is folded anew. Like one that was restored, the new store goes on under new keys.

mod beside;
mod found;
mod pages;
mod pictures;
mod whose;

use std::{path::Path, sync::Arc};

use rusqlite::Connection;
use serde::Serialize;

use self::{
    found::Found,
    pages::{Authors, Kept},
};
use super::{
    Memory, Why,
    room::{Beside, is_free},
};
use crate::{
    Clock, Desk, Error, KeyPlace, Problem, Result, Role, Verified,
    bundle::{Progress, missing_pages, wanted_again},
    journal::refold_all,
    store::{Health, Salvage, Store, Table, note, noted},
    trust::Keys,
};

/// The schema of a store that this version can read.
const NEWEST: u32 = crate::store::SCHEMAS as u32;

/// What people recorded lies in these. What the others hold is found again, or said again by those who said it.
const RECORDED: &[Table] = &[Table::Page, Table::Tail, Table::Annex, Table::PageAside, Table::Chunk, Table::Quarantine];

/// Whom the store believed, and how far.
const BELIEVED: &[Table] = &[Table::Certificate, Table::Revocation, Table::Request];
/// Which files came, and what became of each.
const FILES: &[Table] = &[Table::Bundle, Table::Carried];

/// A store that was made of what could be read of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rescued {
    /// The replica that it is from now on.
    pub replica: String,
    /// What it is called from now on.
    pub label: String,
    /// What it is for.
    pub role: Role,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// What the damaged store was called.
    pub from: String,
    /// Pages of its database.
    pub database_pages: u64,
    /// Those that are not what was written.
    pub unreadable: u64,
    /// Nothing of what was recorded lay on them, and all of it is verified.
    pub whole: bool,
    /// What else lay on them in part that no file brings back by itself: `believed` (whom the store believed, and how far), `files` (which files
    /// came, and which were set aside).
    pub forgotten: Vec<&'static str>,
    /// Pages of the journal that are in the new store.
    pub pages: u64,
    /// Entries in them and in the open actions.
    pub entries: u64,
    /// Actions that no page held yet: they are said under the new key.
    pub open_actions: u64,
    /// Pages that could be read and do not hold what their author signed, or whose author is not known any more. They are left out.
    pub not_verified: u64,
    /// Personal values that are lost while the pages that speak of them are here.
    pub withheld: u64,
    /// Pages that are known to exist and are not here: the next files ask for them.
    pub missing_pages: u64,
    /// Attachments that are in the new store.
    pub attachments: u64,
    /// Attachments that were in the damaged one once and are damaged or gone: the next files ask for them.
    pub lost_attachments: u64,
}

impl Desk {
    /// Make a new store in `dir` of what can still be read of the one in `broken`, in which nothing is written. It goes on under new keys.
    ///
    /// # Errors
    /// `store_exists`, `folder_not_empty`, `store_missing`, `store_in_use`, `store_key_missing`, `store_key_wrong`, `store_newer`, `rescue_without_keys`,
    /// `rescue_does_not_verify`, `stopped`, `disk_full`: nothing stands in `dir` then.
    pub fn rescue(
        broken: &Path,
        dir: &Path,
        place: KeyPlace,
        clock: Arc<dyn Clock>,
        memory: Option<Memory>,
        progress: Progress<'_>,
    ) -> Result<(Self, Rescued)> {
        // The damaged store is only read: a disk that is full is the one on which the new one would lie.
        Self::rescued(broken, dir, place, clock, memory, progress).map_err(|error| error.at_place(dir))
    }

    fn rescued(broken: &Path, dir: &Path, place: KeyPlace, clock: Arc<dyn Clock>, memory: Option<Memory>, progress: Progress<'_>) -> Result<(Self, Rescued)> {
        is_free(dir)?;
        must_lie_elsewhere(broken, dir)?;
        let mut salvage = Salvage::open(broken)?;
        let mut found = Found::default();
        let mut take = |table, no, row| {
            found.take(table, no, row);
            Ok(())
        };
        let health = salvage.read(&mut take, &mut |done, all| progress(done, all * 2))?;
        if let Some(version) = health.schema.filter(|schema| *schema > NEWEST) {
            return Problem::new("store_newer").with("version", version).refuse();
        }
        let whose = found.whose().map_err(|error| at(error, broken))?;
        // Made beside its place and then named: what is cut short leaves no half of a store.
        let beside = Beside::make(dir)?;
        let hurt = health.hurt.contains(&Table::Meta);
        let store = Store::create(&beside.0, crate::registry(), place, |sql| found.note_all(sql, &whose, hurt))?;
        let keys = Keys::load(&store.reader())?;
        let mut desk = Self::at(store, keys, clock.clone());
        // What left the damaged store and could not be read is not in the new one: whoever goes on with it is told.
        desk.memory.clone_from(&memory);
        let bytes = found.bytes_of_files(broken, &health).max(1);
        let pages = u64::from(health.pages);
        let mut gone = 0_u64;
        let mut went = |more: u64| {
            gone += more;
            progress(pages + (pages.saturating_mul(gone) / bytes).min(pages), pages * 2)
        };
        let (mut kept, open, pictures) = desk.store.write(|sql| {
            found.keep_trust(sql, &whose)?;
            found.keep_bundles(sql)?;
            let keys = desk.keys();
            let authors = Authors::of(sql, &keys)?;
            let mut kept = found.keep_pages(sql, &authors, health.hurt.contains(&Table::Annex))?;
            found.keep_outside(sql, &authors, &mut kept)?;
            let open = found.keep_tail(sql, &keys, &mut kept)?;
            found.keep_words(sql, &mut kept)?;
            desk.name_what_waits(sql)?;
            kept.ask_again(sql, &keys)?;
            if !health.hurt.is_empty() {
                wanted_again(sql)?;
            }
            note_stamp(sql, &found, &kept)?;
            found.keep_quarantine(sql, broken, &beside.0)?;
            let pictures = found.keep_pictures(sql, broken, &beside.0, &mut salvage, &health, &mut went)?;
            Ok((kept, open, pictures))
        })?;
        kept.withheld += if health.hurt.contains(&Table::Annex) { open.withheld } else { 0 };
        let told = desk.go_on_under_new_keys(Why::Rescued)?;
        desk.store.write(|sql| refold_all(sql, desk.store.tables()))?;
        must_hold(&desk.verify()?)?;
        let missing_pages = desk.read(|r| missing_pages(r.sql()))?;
        let role = desk.role()?;
        drop(desk);
        beside.name(dir)?;
        let desk = Self::open(dir, clock)?.remembering(memory)?;
        progress(pages * 2, pages * 2);
        let Health { pages: database_pages, unreadable, hurt, .. } = health;
        let is_hurt = |tables: &[Table]| tables.iter().any(|table| hurt.contains(table));
        let rescued = Rescued {
            replica: told.replica,
            label: told.label,
            role,
            fingerprint: told.fingerprint,
            from: told.former,
            database_pages: database_pages.into(),
            unreadable: unreadable.into(),
            whole: !is_hurt(RECORDED) && kept.not_verified == 0,
            forgotten: [("believed", BELIEVED), ("files", FILES)].into_iter().filter_map(|(what, tables)| is_hurt(tables).then_some(what)).collect(),
            pages: kept.pages,
            entries: kept.entries + open.entries,
            open_actions: open.actions,
            not_verified: kept.not_verified,
            withheld: kept.withheld,
            missing_pages,
            attachments: pictures.kept,
            lost_attachments: pictures.lost,
        };
        Ok((desk, rescued))
    }
}

/// Nothing is written in the damaged store's folder.
fn must_lie_elsewhere(broken: &Path, dir: &Path) -> Result<()> {
    let whole = |path: &Path| std::path::absolute(path).map_err(Error::file(path));
    let inside = whole(dir)?.starts_with(whole(broken)?);
    if inside { Problem::new("folder_not_empty").with("path", broken.display().to_string()).refuse() } else { Ok(()) }
}

/// The refusal with the store that it is of.
fn at(error: Error, broken: &Path) -> Error {
    match error {
        Error::Refused(problem) => Error::Refused(problem.with("path", broken.display().to_string())),
        other => other,
    }
}

/// The latest stamp that the store had seen, as far as that can be told.
fn note_stamp(sql: &Connection, found: &Found, kept: &Kept) -> Result<()> {
    let seen = found.notes.get("stamp").into_iter().flatten().filter_map(found::number).fold(kept.stamp, i64::max);
    let known = noted::<i64>(sql, "stamp")?.unwrap_or(0);
    note(sql, "stamp", seen.max(known))
}

/// What is made of a damaged store must itself stand on its journal. Pictures that are lost are said by themselves.
fn must_hold(verified: &Verified) -> Result<()> {
    match verified.problems.iter().find(|problem| !problem.code.starts_with("attachment_")) {
        None => Ok(()),
        Some(problem) => Problem::new("rescue_does_not_verify").with("why", problem.code).refuse(),
    }
}

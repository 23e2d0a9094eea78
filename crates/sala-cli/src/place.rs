//! Where the store lies, who is at it, and what o'clock it is.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use sala::{
    Clock, Desk, Problem, Result, SetClock, SystemClock,
    backup::Memory,
    store::{Store, whereabouts},
};

use crate::{cli::Global, log, say};

/// The folder of the store: the one that was named, or the user's data folder; where a store was restored into another folder and
/// is worked with there, that one.
pub fn store_dir(named: Option<&Path>) -> Result<PathBuf> {
    match named {
        Some(dir) => Ok(whereabouts::named(dir)),
        None => Ok(whereabouts::usual(&data_folder()?)),
    }
}

/// The user's own folder for Sala.
fn data_folder() -> Result<PathBuf> {
    match directories::ProjectDirs::from("org", "Sala", "Sala") {
        Some(dirs) => Ok(dirs.data_dir().to_owned()),
        None => Problem::new("no_data_folder").refuse(),
    }
}

/// The folder for a new store: none is made where a folder speaks of a store that is not there now, because that disk may come back.
pub fn new_store_dir(named: Option<&Path>) -> Result<PathBuf> {
    let dir = store_dir(named)?;
    let asked = named.map_or_else(data_folder, |dir| Ok(dir.to_owned()))?;
    if asked != dir && !Store::exists(&dir) {
        return Problem::new("store_not_there").with("path", dir.display().to_string()).refuse();
    }
    Ok(dir)
}

/// The machine's clock, unless a test set `SALA_NOW` (RFC 3339).
pub fn clock() -> Result<Arc<dyn Clock>> {
    match std::env::var("SALA_NOW") {
        Err(_) => Ok(Arc::new(SystemClock)),
        Ok(set) => match DateTime::parse_from_rfc3339(&set) {
            Ok(now) => Ok(Arc::new(SetClock::at(now.with_timezone(&Utc)))),
            Err(_) => Problem::new("clock_unreadable").with("value", set).refuse(),
        },
    }
}

/// Who was said to be at the desk, on the command line or in `SALA_AUTHOR`.
pub fn author(global: &Global) -> Option<String> {
    let named = global.author.clone().or_else(|| std::env::var("SALA_AUTHOR").ok());
    named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty() || global.author.is_some())
}

/// Open the store and work at it. Whoever `only_reads` may look at it while another copy of Sala works in it.
pub fn with_desk<T>(global: &Global, only_reads: bool, work: impl FnOnce(&Desk) -> Result<T>) -> Result<T> {
    let dir = store_dir(global.store.as_deref())?;
    if Store::exists(&dir) {
        log::begin(&dir);
    }
    let desk = match Desk::open(&dir, clock()?) {
        Err(error) if only_reads && error.problem().code == "store_in_use" => return work(&Desk::look_beside(&dir, clock()?)?),
        opened => {
            let desk = opened?;
            // What a damaged page held looks as if nobody had ever recorded it, and whoever wrote beside it would make it worse. All pages of
            // a store of 100 MB are looked at in a fifth of a second, those of one programme in a few thousandths.
            desk.find_damage()?;
            desk.remembering(Memory::of_user())?
        }
    };
    if let Some(why) = desk.only_looked_at() {
        let code = match why.code {
            "disk_full" => "looking_disk_full",
            "store_is_behind" => "looking_behind",
            _ => "looking_read_only",
        };
        say::notice(&Problem { code, ..why });
    }
    if let Some(doubt) = desk.clock_doubt() {
        say::notice(&doubt);
    }
    tell_new_keys(&desk)?;
    let done = at_it(global, &desk, work);
    // A file that was taken in may have shown that a copy of this store writes elsewhere.
    tell_new_keys(&desk)?;
    done
}

fn tell_new_keys(desk: &Desk) -> Result<()> {
    if let Some(told) = desk.new_keys()? {
        say::notice(&told.problem());
        match desk.new_keys_were_told() {
            // It is told again next time.
            Err(error) if desk.only_looked_at().is_some() => tracing::warn!("that it was told is not noted: {error}"),
            noted => noted?,
        }
    }
    Ok(())
}

/// The person who was named works for this one command, and whoever is noted in the store stays noted: what was done can be taken back by the next.
fn at_it<T>(global: &Global, desk: &Desk, work: impl FnOnce(&Desk) -> Result<T>) -> Result<T> {
    let before = desk.author()?;
    match author(global).filter(|author| *author != before) {
        None => {}
        Some(author) if !before.is_empty() => desk.work_for_now(&author)?,
        // The first who says who they are is noted.
        Some(author) => match desk.set_author(&author) {
            // Where that cannot be noted, nobody writes under another name: they look.
            Err(_) if desk.only_looked_at().is_some() => desk.only_look(),
            noted => noted?,
        },
    }
    work(desk)
}

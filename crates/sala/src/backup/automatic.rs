//! Backups that nobody has to remember: once a day and after each export, to a folder and to the stick that was used last.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{
    BackedUp, BackupOptions,
    file::{self, Header},
};
use crate::{
    Desk, Error, Problem, Result,
    bundle::{EXPORTED, Progress},
    store::{forget, note, noted, noted_in, write_whole},
};

/// How many automatic backups of a store are kept in a folder.
const KEPT: usize = 7;
/// How their names end.
const ENDING: &str = "sala-backup";
/// What the store notes of the last one.
const LAST: &str = "backup.last";
/// Settings.
const FOLDER: &str = "backup.folder";
const TO_STICK: &str = "backup.to_stick";
const STICK: &str = "backup.stick";

/// Where automatic backups go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BackupPlan {
    /// A folder, such as one on a second disk.
    pub folder: Option<PathBuf>,
    /// Whether they go to the stick that was used last too, when it is there.
    pub to_stick: bool,
    /// That stick.
    pub stick: Option<PathBuf>,
}

/// The last backup that went well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// When (RFC 3339).
    pub made: String,
    /// Where.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Attachments that were damaged or gone when it was made.
    #[serde(default)]
    pub lost_attachments: u64,
}

/// What came of looking whether a backup is due.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ran {
    /// One was due.
    pub due: bool,
    /// What was made.
    pub made: Vec<BackedUp>,
    /// What was not, and why: it stays due where nothing was made at all. A folder that is not there is told also where none was due.
    pub failed: Vec<Problem>,
}

impl Desk {
    /// Where automatic backups go.
    ///
    /// # Errors
    /// Store failures.
    pub fn backup_plan(&self) -> Result<BackupPlan> {
        let path = |name: &str| -> Result<Option<PathBuf>> { Ok(self.setting(name)?.filter(|path| !path.is_empty()).map(PathBuf::from)) };
        Ok(BackupPlan { folder: path(FOLDER)?, to_stick: self.setting(TO_STICK)?.as_deref() == Some("yes"), stick: path(STICK)? })
    }

    /// From now on they go there.
    ///
    /// # Errors
    /// `backup_folder_missing`; store failures.
    pub fn plan_backups(&self, folder: Option<&Path>, to_stick: bool) -> Result<()> {
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return missing(folder).refuse();
        }
        // Where the program is started from next time is anybody's guess.
        let folder = folder.map(|folder| std::path::absolute(folder).map_err(Error::file(folder))).transpose()?;
        self.set_setting(FOLDER, &folder.unwrap_or_default().display().to_string())?;
        self.set_setting(TO_STICK, if to_stick { "yes" } else { "no" })
    }

    /// A file was carried away on the removable drive that has this folder.
    ///
    /// # Errors
    /// Store failures.
    pub fn used_stick(&self, folder: &Path) -> Result<()> {
        self.set_setting(STICK, &folder.display().to_string())
    }

    /// The last backup that went well, automatic or not.
    ///
    /// # Errors
    /// Store failures.
    pub fn last_backup(&self) -> Result<Option<LastBackup>> {
        self.read(|r| last(r.sql()))
    }

    /// Make a backup where one is due: none was made today, a file was carried away since, or none that is known of is there any more.
    /// The newest seven of this replica are kept in each place; nothing else there is touched. Others go on working meanwhile.
    ///
    /// # Errors
    /// Store failures. A folder that is missing or full is said in the answer: it is no reason to stop work.
    pub fn backup_if_due(&self, progress: Progress<'_>) -> Result<Ran> {
        let plan = self.backup_plan()?;
        // A stick that lies in a drawer is no failure.
        let (stick, in_a_drawer) = match plan.stick.filter(|_| plan.to_stick) {
            Some(stick) if stick.is_dir() => (Some(stick), None),
            away => (None, away),
        };
        let places: Vec<_> = plan.folder.into_iter().chain(stick).collect();
        let due = self.read(|r| is_due(r.sql(), self.now()))? || self.none_is_left(&places, in_a_drawer.as_deref())?;
        let mut ran = Ran { due, ..Ran::default() };
        if !due || places.is_empty() {
            // Whoever looks on a quiet day hears of a drive that was unplugged before a backup should have been on it.
            ran.failed.extend(places.iter().filter(|place| !place.is_dir()).map(|place| missing(place)));
            return Ok(ran);
        }
        for place in &places {
            match self.back_up_into(place, ran.made.first(), &mut *progress) {
                Ok(made) => {
                    // Old ones make room only once the new one stands, and holds all that they may hold.
                    if made.lost_attachments == 0
                        && let Err(error) = self.make_room(place, &made.file)
                    {
                        tracing::warn!("old backups in {} stay: {error}", place.display());
                    }
                    ran.made.push(made);
                }
                Err(error) => {
                    tracing::warn!("no backup in {}: {error}", place.display());
                    ran.failed.push(error.problem().with("folder", place.display().to_string()));
                }
            }
        }
        if !ran.made.is_empty() && self.only_looked_at().is_none() {
            self.store.write(|sql| forget(sql, EXPORTED))?;
        }
        Ok(ran)
    }

    fn back_up_into(&self, place: &Path, made: Option<&BackedUp>, progress: Progress<'_>) -> Result<BackedUp> {
        if !place.is_dir() {
            // It is not made: the folder of a drive that is not there would lie on the wrong disk.
            return missing(place).refuse();
        }
        let name = format!("{} {}", file_name(&self.label()?), self.now().format("%Y-%m-%d %H%M%S"));
        let names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name} {n}")));
        let Some(path) = names.map(|name| place.join(format!("{name}.{ENDING}"))).find(|path| !path.exists()) else {
            return missing(place).refuse();
        };
        if let Some(made) = made {
            let bytes = write_whole(&path, &mut |out| {
                let mut file = std::fs::File::open(&made.file).map_err(Error::file(&made.file))?;
                std::io::copy(&mut file, out).map(|_| ()).map_err(Error::Io)
            })?;
            return Ok(BackedUp { file: path, bytes, ..made.clone() });
        }
        self.backup(&path, &BackupOptions { passphrase: None, automatic: true }, progress)
    }

    /// True where the last backup that this store knows of is not there, nor any other of this replica where the automatic ones go. One
    /// that lies on a stick in a drawer is there.
    fn none_is_left(&self, places: &[PathBuf], in_a_drawer: Option<&Path>) -> Result<bool> {
        let Some(last) = self.last_backup()? else { return Ok(true) };
        if last.file.exists() || in_a_drawer.is_some_and(|stick| last.file.starts_with(stick)) {
            return Ok(false);
        }
        // What cannot be looked into holds none that anybody could restore: making one there says why.
        Ok(!places.iter().any(|place| self.own_in(place).is_ok_and(|mut own| own.next().is_some())))
    }

    /// The backups of this very replica in a folder; each is opened to see whose it is.
    fn own_in(&self, place: &Path) -> Result<impl Iterator<Item = (Header, PathBuf)>> {
        let (keys, own) = (self.keys(), self.replica());
        let found = std::fs::read_dir(place).map_err(Error::file(place))?.flatten().map(|entry| entry.path());
        Ok(found.filter(|path| path.extension().is_some_and(|ending| ending == ENDING)).filter_map(move |path| {
            let (header, _) = file::open(&path, &[&keys.open], None).ok()?;
            (header.replica() == own).then_some((header, path))
        }))
    }

    /// Remove what is older than the newest seven automatic backups of this very replica.
    fn make_room(&self, place: &Path, newest: &Path) -> Result<()> {
        let others = self.own_in(place)?.filter(|(header, path)| header.automatic && path != newest);
        let mut found: Vec<_> = others.map(|(header, path)| (header.stamp, header.entries, header.at, path)).collect();
        found.sort();
        let old = found.len().saturating_sub(KEPT - 1);
        found.into_iter().take(old).try_for_each(|(.., path)| std::fs::remove_file(&path).map_err(Error::file(path)))
    }
}

impl LastBackup {
    /// The last backup that went well of the store in this folder, which may be damaged: as far as it can still be read.
    #[must_use]
    pub fn of_store(dir: &Path) -> Option<Self> {
        serde_json::from_str(&noted_in(dir, LAST)?).ok()
    }

    /// The problem of a store that is damaged, with where this backup of it lies.
    #[must_use]
    pub fn told_in(self, damaged: Problem) -> Problem {
        damaged.with("backup", self.file.display().to_string()).with("made", self.made)
    }
}

impl Problem {
    /// True where it is told of a damaged store and not yet where its last backup lies.
    #[must_use]
    pub fn lacks_backup(&self) -> bool {
        self.code == "store_damaged" && !self.params.contains_key("backup")
    }
}

/// Note a backup that went well.
pub(super) fn went_well(sql: &Connection, made: &BackedUp) -> Result<()> {
    // Whoever asks for it later stands elsewhere.
    let file = std::path::absolute(&made.file).unwrap_or_else(|_| made.file.clone());
    let last = LastBackup { made: made.made.clone(), file, bytes: made.bytes, lost_attachments: made.lost_attachments };
    note(sql, LAST, serde_json::to_string(&last).map_err(|e| Error::damaged("note", e))?)
}

fn last(sql: &Connection) -> Result<Option<LastBackup>> {
    Ok(noted::<String>(sql, LAST)?.and_then(|last| serde_json::from_str(&last).ok()))
}

fn is_due(sql: &Connection, now: chrono::DateTime<chrono::Utc>) -> Result<bool> {
    let day = last(sql)?.and_then(|last| chrono::DateTime::parse_from_rfc3339(&last.made).ok()).map(|made| made.to_utc().date_naive());
    Ok(day != Some(now.date_naive()) || noted::<i64>(sql, EXPORTED)?.is_some())
}

fn missing(folder: &Path) -> Problem {
    Problem::new("backup_folder_missing").with("folder", folder.display().to_string())
}

/// A label as a file's name: letters of any script and digits.
fn file_name(label: &str) -> String {
    label.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == ' ' { c } else { '-' }).collect()
}

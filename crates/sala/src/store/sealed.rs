//! Files that hold one attachment each, sealed for this store alone. One that is being written lies in a folder of its own
//! until the work that brought it is kept.

use std::{
    collections::{BTreeSet, HashSet},
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::JoinHandle,
};

use age::{secrecy::ExposeSecret as _, x25519::Identity};
use rusqlite::{Connection, OptionalExtension as _};
use tempfile::NamedTempFile;

use super::{at_rest, behind::ReadAhead, folder::sync_folder, stream::StreamWriter};
use crate::{Error, Result, fault};

/// How many pieces wait between two threads.
const AHEAD: usize = 2;

/// The secret that this store's attachments are sealed with; made with the first.
pub(super) fn key(sql: &Connection) -> Result<Identity> {
    let kept: Option<String> = sql.prepare_cached("SELECT value FROM meta WHERE key = 'attachment_key'")?.query_row([], |r| r.get(0)).optional()?;
    if let Some(kept) = kept {
        return kept.parse().map_err(|why: &str| Error::damaged("attachment key", why));
    }
    let made = Identity::generate();
    sql.execute("INSERT INTO meta (key, value) VALUES ('attachment_key', ?1)", [made.to_string().expose_secret()])?;
    Ok(made)
}

/// Where the attachments of the store in `dir` lie.
pub(crate) fn folder_in(dir: &Path) -> PathBuf {
    dir.join("attachments")
}

/// Where a store's attachments lie.
pub(super) struct Folder(PathBuf);

/// A file in one of the folders.
pub(super) struct Kept {
    path: PathBuf,
    /// Whose content it is; none where it was not finished, or is a folder.
    pub hash: Option<[u8; 32]>,
}

impl Folder {
    /// The folder beside the database.
    pub(super) fn of(sql: &Connection) -> Result<Self> {
        let beside = sql.path().map(Path::new).and_then(Path::parent);
        Ok(Self(folder_in(beside.ok_or_else(|| Error::damaged("store", "the name of its folder cannot be read"))?)))
    }

    fn coming(&self) -> PathBuf {
        self.0.join("coming")
    }

    /// The file of an attachment, where there is one.
    pub(super) fn find(&self, hash: &[u8]) -> Option<PathBuf> {
        let name = name(hash.try_into().ok()?);
        let kept = self.0.join(&name);
        // It may be given its place at this very moment.
        [kept.clone(), self.coming().join(&name), kept].into_iter().find(|path| path.exists())
    }

    /// Put a file that cannot be read beside its name: it counts as lost from now on, and is not thrown away.
    pub(super) fn set_apart(&self, hash: &[u8; 32]) -> Result<()> {
        let Some(path) = self.find(hash) else { return Ok(()) };
        fs::rename(&path, path.with_extension("damaged")).map_err(Error::file(&path))
    }

    /// What is not settled yet.
    pub(super) fn coming_files(&self) -> Result<Vec<Kept>> {
        files_in(&self.coming())
    }

    /// The attachments of which there is a file.
    pub(super) fn hashes(&self) -> Result<HashSet<[u8; 32]>> {
        // What is coming first: it may be given its place at this very moment.
        let (coming, kept) = (self.coming_files()?, files_in(&self.0)?);
        Ok(coming.into_iter().chain(kept).filter_map(|file| file.hash).collect())
    }

    /// Give these files their place where their hash is among `kept`, and remove the others.
    pub(super) fn settle(&self, coming: &[Kept], kept: &BTreeSet<[u8; 32]>) -> Result<()> {
        for file in coming {
            match file.hash.filter(|hash| kept.contains(hash)) {
                Some(hash) => fs::rename(&file.path, self.0.join(name(&hash))).map_err(Error::file(&file.path))?,
                None => fs::remove_file(&file.path).map_err(Error::file(&file.path))?,
            }
            fault::point("attachment.settled");
        }
        fs::remove_dir(self.coming()).map_err(Error::file(self.coming()))
    }
}

fn files_in(folder: &Path) -> Result<Vec<Kept>> {
    let files = match fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files.map_err(Error::file(folder))?,
    };
    let kept = |file: std::io::Result<fs::DirEntry>| file.map(|file| Kept { hash: hash_of(&file.file_name().to_string_lossy()), path: file.path() });
    files.map(kept).collect::<std::io::Result<_>>().map_err(Error::file(folder))
}

/// What the file of an attachment is called: its hash alone, whatever people call it.
pub(crate) fn name(hash: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

fn hash_of(name: &str) -> Option<[u8; 32]> {
    blake3::Hash::from_hex(name).ok().map(Into::into)
}

/// A file that is being written. It goes again unless it is finished.
pub(super) struct Sealing {
    folder: PathBuf,
    out: StreamWriter<NamedTempFile>,
}

impl Sealing {
    pub(super) fn begin(folder: &Folder, key: &Identity) -> Result<Self> {
        let folder = folder.coming();
        fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let temp = tempfile::Builder::new().suffix(".part").tempfile_in(&folder).map_err(Error::file(&folder))?;
        let out = at_rest::seal(key, temp).map_err(Error::file(&folder))?;
        Ok(Self { folder, out })
    }

    pub(super) fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.out.write_all(piece).map_err(Error::file(&self.folder))?;
        fault::point("attachment.piece");
        Ok(())
    }

    /// Put it on the disk under its name.
    pub(super) fn finish(self, hash: &[u8; 32]) -> Result<()> {
        self.end(hash)?.keep()
    }

    fn end(self, hash: &[u8; 32]) -> Result<Sealed> {
        let Self { folder, out } = self;
        let file = out.finish().map_err(Error::file(&folder))?;
        Ok(Sealed { folder, file, hash: *hash })
    }
}

/// A file of which everything is written but its name.
struct Sealed {
    folder: PathBuf,
    file: NamedTempFile,
    hash: [u8; 32],
}

impl Sealed {
    fn keep(self) -> Result<()> {
        let Self { folder, file, hash } = self;
        file.as_file().sync_all().map_err(Error::file(&folder))?;
        fault::point("attachment.synced");
        let path = folder.join(name(&hash));
        file.persist(&path).map_err(|e| Error::file(&path)(e.error))?;
        sync_folder(&folder);
        fault::point("attachment.named");
        Ok(())
    }
}

/// Hand on what a sealed file holds, in pieces of `size` bytes; the next are opened meanwhile.
pub(super) fn each_piece(path: &Path, key: &Identity, size: usize, take: &mut dyn FnMut(Vec<u8>) -> Result<()>) -> Result<()> {
    let file = File::open(path).map_err(Error::file(path))?;
    let mut content = ReadAhead::of(at_rest::open(key, file)?, size);
    loop {
        let piece = content.next_piece().map_err(|e| Error::damaged("attachment", e))?;
        if piece.is_empty() {
            return Ok(());
        }
        take(piece)?;
    }
}

/// What the sealing thread is told.
enum Step {
    Begin,
    Piece(Vec<u8>),
    End([u8; 32]),
}

/// Seals attachments on a thread of its own while the next pieces are read and checked, and waits for the disk on another.
pub(crate) struct Incoming {
    steps: Option<SyncSender<Step>>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl Incoming {
    pub(crate) fn start(sql: &Connection) -> Result<Self> {
        let (folder, key) = (Folder::of(sql)?, key(sql)?);
        let (steps, told) = sync_channel(AHEAD);
        let thread = std::thread::spawn(move || {
            std::thread::scope(|scope| {
                let (sealed, to_keep) = sync_channel::<Sealed>(AHEAD);
                let keeping = scope.spawn(move || to_keep.into_iter().try_for_each(Sealed::keep));
                let worked = seal_each(told, &folder, &key, &sealed);
                drop(sealed);
                keeping.join().unwrap_or_else(|_| Err(Error::damaged("attachment", "the thread that keeps it stopped")))?;
                worked
            })
        });
        Ok(Self { steps: Some(steps), thread: Some(thread) })
    }

    fn tell(&mut self, step: Step) -> Result<()> {
        if self.steps.as_ref().is_some_and(|steps| steps.send(step).is_ok()) { Ok(()) } else { self.stop() }
    }

    /// An attachment begins.
    pub(crate) fn begin(&mut self) -> Result<()> {
        self.tell(Step::Begin)
    }

    /// The next piece of it.
    pub(crate) fn piece(&mut self, piece: Vec<u8>) -> Result<()> {
        self.tell(Step::Piece(piece))
    }

    /// All of it has come and was checked.
    pub(crate) fn end(&mut self, hash: [u8; 32]) -> Result<()> {
        self.tell(Step::End(hash))
    }

    /// Wait until everything is on the disk.
    pub(crate) fn stop(&mut self) -> Result<()> {
        self.steps = None;
        let ended = self.thread.take().map_or(Ok(Ok(())), JoinHandle::join);
        ended.unwrap_or_else(|_| Err(Error::damaged("attachment", "the thread that seals it stopped")))
    }
}

/// Seal what comes, and hand each file on once it is whole.
fn seal_each(told: Receiver<Step>, folder: &Folder, key: &Identity, sealed: &SyncSender<Sealed>) -> Result<()> {
    let mut file = None;
    for step in told {
        match step {
            Step::Begin => file = Some(Sealing::begin(folder, key)?),
            Step::Piece(piece) => file.as_mut().map_or(Ok(()), |file| file.write(&piece))?,
            Step::End(hash) => {
                let Some(whole) = file.take().map(|file| file.end(&hash)).transpose()? else { continue };
                if sealed.send(whole).is_err() {
                    // The disk did not take one: whoever keeps them says why.
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // What was not ended goes with its thread.
        let _ = self.stop();
    }
}

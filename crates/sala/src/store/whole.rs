//! Writing a file so that it is whole or not there.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::Path,
    sync::mpsc::{SyncSender, sync_channel},
    thread::JoinHandle,
};

use super::folder::{is_on_disk_of, part_in, part_written, sync_folder};
use crate::{Error, Problem, Result, fault};

/// Where a file's content is written to; sealing may do so from a thread of its own.
pub(crate) type Out<'a> = &'a mut (dyn Write + Send);

/// A name may be used again where a file of the same kind has it, one that `begins` so; nothing else is covered, a device least
/// of all: giving a file its name would put the file into the device's place.
///
/// # Errors
/// `file_exists`.
pub fn may_cover(path: &Path, begins: &[u8]) -> Result<()> {
    // That a folder has the name is told of when the file is written.
    let Ok(stands) = std::fs::metadata(path).map(|what| what.file_type()) else { return Ok(()) };
    if stands.is_dir() {
        return Ok(());
    }
    if !stands.is_file() {
        return Err(Error::file(path)(std::io::ErrorKind::AlreadyExists.into()));
    }
    let mut first = Vec::new();
    match File::open(path).and_then(|file| file.take(begins.len() as u64).read_to_end(&mut first)) {
        Ok(_) if first != begins => Err(Error::file(path)(std::io::ErrorKind::AlreadyExists.into())),
        // What cannot be read is told of when it is written.
        _ => Ok(()),
    }
}

/// Nothing is covered where a file has the name.
///
/// # Errors
/// `file_exists`.
pub fn must_be_new(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_ok() { Err(Error::file(path)(std::io::ErrorKind::AlreadyExists.into())) } else { Ok(()) }
}

/// After how many bytes more the disk is told to keep them: it need not do all of it at the end.
const SYNCED_EVERY: u64 = 32 << 20;

/// What passes to the file: how much, and by what it is known again when it is read back. A stick that lies is found out by a
/// checksum (CRC-32); whether somebody changed the content is the seal's matter.
struct Passing<'a> {
    out: BufWriter<&'a mut File>,
    sum: crc32fast::Hasher,
    bytes: u64,
    syncing: Syncing,
}

impl<'a> Passing<'a> {
    /// Write and sync all of it. Answers its checksum and its size.
    fn all(file: &'a mut File, content: &mut dyn FnMut(Out<'_>) -> Result<()>) -> Result<(u32, u64)> {
        let syncing = Syncing::of(file.try_clone()?);
        let mut passing = Self { out: BufWriter::with_capacity(1 << 16, file), sum: crc32fast::Hasher::new(), bytes: 0, syncing };
        content(&mut passing)?;
        let Self { out, sum, bytes, syncing } = passing;
        let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        fault::point("file.written");
        syncing.end()?;
        file.sync_all()?;
        let_go(file);
        Ok((sum.finalize(), bytes))
    }
}

impl Write for Passing<'_> {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        let n = self.out.write(buf)?;
        fault::point("file.write");
        self.sum.update(buf.get(..n).unwrap_or_default());
        let before = self.bytes / SYNCED_EVERY;
        self.bytes += n as u64;
        if self.bytes / SYNCED_EVERY > before {
            self.syncing.go();
        }
        Ok(n)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Syncs a file on a thread of its own while it is being written.
struct Syncing {
    tell: SyncSender<()>,
    thread: JoinHandle<std::io::Result<()>>,
}

impl Syncing {
    fn of(file: File) -> Self {
        let (tell, told) = sync_channel(1);
        let thread = std::thread::spawn(move || told.into_iter().try_for_each(|()| file.sync_data()));
        Self { tell, thread }
    }

    fn go(&self) {
        // Where the last time is not over, the next comes all the same; where it failed, the end says so.
        let _ = self.tell.try_send(());
    }

    fn end(self) -> std::io::Result<()> {
        drop(self.tell);
        self.thread.join().unwrap_or_else(|_| Err(std::io::Error::other("the syncing thread stopped")))
    }
}

/// Ask the system to forget what it has in memory of a file on a stick: what is read back then comes from the stick itself.
#[cfg(unix)]
fn let_go(file: &File) {
    // The laptop's own disk has given nobody reason to doubt it, and is where large files are made.
    if std::env::home_dir().is_some_and(|home| is_on_disk_of(file, &home)) {
        return;
    }
    if let Err(why) = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed) {
        tracing::debug!("what is read back may come from memory: {why}");
    }
}

/// Not every system can be asked.
#[cfg(not(unix))]
fn let_go(_: &File) {}

/// Write a file beside its place, sync it, read it back, and only then give it its name. Answers its size in bytes.
///
/// # Errors
/// What the disk says; nothing stands under the name then, and what stood there before still does.
pub(crate) fn write_whole(path: &Path, content: &mut dyn FnMut(Out<'_>) -> Result<()>) -> Result<u64> {
    Beside::write(path, content)?.name()
}

/// A file beside its place: written, synced and read back. It goes again unless it is given its name.
pub(crate) struct Beside<'a> {
    path: &'a Path,
    temp: tempfile::NamedTempFile,
    bytes: u64,
}

impl<'a> Beside<'a> {
    pub(crate) fn write(path: &'a Path, content: &mut dyn FnMut(Out<'_>) -> Result<()>) -> Result<Self> {
        let folder = folder_of(path);
        let mut temp = part_in(folder)?;
        fault::point("file.begun");
        let (sum, bytes) = Passing::all(temp.as_file_mut(), content).map_err(|e| match e {
            Error::Io(source) => Error::file(path)(source),
            other => other,
        })?;
        fault::point("file.synced");
        part_written(&temp);
        if File::open(temp.path()).and_then(sum_of).map_err(Error::file(path))? != sum {
            return Problem::new("file_not_kept").with("path", path.display().to_string()).refuse();
        }
        Ok(Self { path, temp, bytes })
    }

    /// Where it lies until it has its name.
    pub(crate) fn at(&self) -> &Path {
        self.temp.path()
    }

    /// Give it its name. Answers its size in bytes.
    pub(crate) fn name(self) -> Result<u64> {
        let Self { path, temp, bytes } = self;
        fault::point("file.read_back");
        temp.persist(path).map_err(|e| Error::file(path)(e.error))?;
        fault::point("file.named");
        sync_folder(folder_of(path));
        Ok(bytes)
    }
}

fn sum_of(mut file: File) -> std::io::Result<u32> {
    let mut sum = crc32fast::Hasher::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(sum.finalize()),
            n => sum.update(piece.get(..n).unwrap_or_default()),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

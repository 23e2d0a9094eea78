//! The pages of a database as they lie on the disk, in the file itself or in the write-ahead log beside it. Nothing is written.

use std::{
    collections::HashMap,
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::Path,
};

use super::{
    super::{connection::PAGE_SIZES, key::StoreKey},
    cipher::{Cipher, SALT},
    log,
    tree::holds_rows,
};
use crate::{Error, Problem, Result};

/// So many pages say which size they have.
const TRIED: u32 = 64;

/// Pages by number, from 1.
pub(super) struct Pages {
    file: File,
    /// The pages that the write-ahead log holds later, and where.
    later: HashMap<u32, u64>,
    log: Option<File>,
    cipher: Cipher,
    size: usize,
    /// How many there are.
    pub(super) count: u32,
}

impl Pages {
    /// # Errors
    /// `store_key_wrong` where the key fits no page.
    pub(super) fn open(path: &Path, key: &StoreKey) -> Result<Self> {
        let file = File::open(path).map_err(Error::file(path))?;
        let bytes = file.metadata().map_err(Error::file(path))?.len();
        let log = File::open(path.with_extension("db-wal")).ok();
        let with = |size: u32, salt: Option<[u8; SALT]>| -> Result<Self> {
            let (file, log) = (file.try_clone().map_err(Error::file(path))?, log.as_ref().map(File::try_clone).transpose()?);
            let log::Logged { pages, count } = log.as_ref().map(|log| log::read(log, size)).unwrap_or_default();
            let count = u32::try_from(bytes / u64::from(size)).unwrap_or(u32::MAX).max(count);
            Ok(Self { file, later: pages, log, cipher: Cipher::new(key, salt)?, size: size as usize, count })
        };
        for size in PAGE_SIZES {
            let blind = with(size, None)?;
            for salt in blind.salts() {
                let pages = with(size, Some(salt))?;
                if pages.any(&|_| true)? {
                    return Ok(pages);
                }
            }
        }
        // What the file begins with is gone. Its pages can be opened, and none says whether it is what was written.
        for size in PAGE_SIZES {
            let pages = with(size, None)?;
            if pages.any(&holds_rows)? {
                return Ok(pages);
            }
        }
        Problem::new("store_key_wrong").refuse()
    }

    /// True where some page can be opened and is `good`. They are tried all over the file: its beginning may be what is gone.
    fn any(&self, good: &dyn Fn(&[u8]) -> bool) -> Result<bool> {
        let step = usize::try_from(self.count / TRIED).unwrap_or(1).max(1);
        for number in (1..=self.count).step_by(step) {
            if self.page(number)?.is_some_and(|page| good(&page)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// With what the file begins, and with what its first page begins in the log.
    fn salts(&self) -> Vec<[u8; SALT]> {
        let at = |file: &File, at: u64| {
            let mut salt = [0; SALT];
            read_at(file, at, &mut salt).ok().map(|()| salt)
        };
        let in_log = self.log.as_ref().zip(self.later.get(&1)).and_then(|(log, place)| at(log, *place));
        at(&self.file, 0).into_iter().chain(in_log).collect()
    }

    /// True where a page says itself whether it is what was written.
    pub(super) const fn tell(&self) -> bool {
        self.cipher.tells()
    }

    /// What a page holds; none where the disk has lost it, or there is none of this number.
    pub(super) fn page(&self, number: u32) -> Result<Option<Vec<u8>>> {
        if number == 0 || number > self.count {
            return Ok(None);
        }
        let mut page = vec![0; self.size];
        let read = match (self.later.get(&number), &self.log) {
            (Some(at), Some(log)) => read_at(log, *at, &mut page),
            _ => read_at(&self.file, u64::from(number - 1) * self.size as u64, &mut page),
        };
        // A disk that cannot read a place says so: the page is lost as one that it reads wrong.
        if read.is_err() { Ok(None) } else { self.cipher.open(number, &page) }
    }
}

pub(super) fn read_at(mut file: &File, at: u64, into: &mut [u8]) -> std::io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(into)
}

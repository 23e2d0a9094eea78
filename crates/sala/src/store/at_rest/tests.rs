//! An attachment's file is what was kept, sealed as this or an earlier version seals it, or it is damaged.

use std::{io::Write, path::PathBuf, sync::Arc};

use crate::{Desk, KeyPlace, NewStore, Role, SystemClock, backup::Memory, store::sealed};

/// One segment and a half.
const PHOTOGRAPH: usize = 3 << 15;

struct Here {
    folder: tempfile::TempDir,
    desk: Desk,
    content: Vec<u8>,
    hash: [u8; 32],
}

impl Here {
    /// A store with one photograph.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Dara P.".into(), key_place: KeyPlace::File };
        let memory = Some(Memory::at(&folder.path().join("memory")));
        let desk = Desk::create(&folder.path().join("store"), new, Arc::new(SystemClock)).unwrap().remembering(memory).unwrap();
        let content: Vec<u8> = (0..PHOTOGRAPH as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let (hash, _) = desk.keep_attachment(&mut &content[..]).unwrap();
        Self { folder, desk, content, hash }
    }

    fn file(&self) -> PathBuf {
        sealed::folder_in(self.desk.dir()).join(sealed::name(&self.hash))
    }

    fn read(&self, desk: &Desk) -> Result<Vec<u8>, &'static str> {
        let mut back = Vec::new();
        desk.read_attachment(&self.hash, &mut back).map(|_| back).map_err(|e| e.problem().code)
    }

    /// Seal the photograph as an earlier version did.
    fn seal_with_age(&self) {
        let key = self.desk.store.write(sealed::key).unwrap().to_public();
        let sealing = age::Encryptor::with_recipients(std::iter::once(&key as &dyn age::Recipient)).unwrap();
        let mut out = sealing.wrap_output(std::fs::File::create(self.file()).unwrap()).unwrap();
        out.write_all(&self.content).unwrap();
        out.finish().unwrap();
    }
}

#[test]
fn a_file_that_an_earlier_version_sealed_is_read_and_travels_in_a_backup_as_it_lies() {
    let here = Here::new();
    assert!(std::fs::read(here.file()).unwrap().starts_with(super::MAGIC), "a new file says how it is sealed");
    here.seal_with_age();
    let lies = std::fs::read(here.file()).unwrap();
    assert!(lies.starts_with(b"age-encryption.org/v1\n"), "and an old one that it is of age");
    assert_eq!(here.read(&here.desk).as_ref(), Ok(&here.content), "it is read");
    let other = here.desk.keep_attachment(&mut &b"a second photograph"[..]).unwrap().0;
    assert!(here.desk.verify().unwrap().ok, "and stands up to being checked beside a new one");
    let (backup, to) = (here.folder.path().join("a.sala-backup"), here.folder.path().join("restored"));
    here.desk.backup(&backup, &Default::default(), &mut |_, _| true).unwrap();
    let memory = Some(Memory::at(&here.folder.path().join("memory")));
    let (restored, _) = Desk::restore(&backup, &to, &Default::default(), KeyPlace::File, Arc::new(SystemClock), memory, &mut |_, _| true).unwrap();
    assert_eq!(std::fs::read(sealed::folder_in(&to).join(sealed::name(&here.hash))).unwrap(), lies, "the backup has it as it lay");
    assert_eq!(here.read(&restored).as_ref(), Ok(&here.content), "and so it is read in the store that was put back");
    let mut second = Vec::new();
    restored.read_attachment(&other, &mut second).unwrap();
    assert_eq!(second, b"a second photograph", "as is the new one");
}

#[test]
fn a_file_that_was_changed_cut_off_or_put_together_anew_is_damaged_whoever_sealed_it() {
    let here = Here::new();
    let ours = std::fs::read(here.file()).unwrap();
    here.seal_with_age();
    let of_age = std::fs::read(here.file()).unwrap();
    for (by, whole) in [("ours", ours), ("of age", of_age)] {
        let flipped = |at: usize| {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            flipped
        };
        // The content ends the file: two segments, the first of 64 KiB, each with a tag of 16 bytes.
        let (begins, first) = whole.split_at(whole.len() - PHOTOGRAPH - 32);
        let (first, last) = first.split_at((1 << 16) + 16);
        for (why, wrong) in [
            ("empty", Vec::new()),
            ("its name alone", whole[..8].to_vec()),
            ("no salt or no header to its end", whole[..30].to_vec()),
            ("no content", begins.to_vec()),
            ("cut between segments", [begins, first].concat()),
            ("cut within the last", whole[..whole.len() - 1].to_vec()),
            ("its name", flipped(3)),
            ("its salt or its header", flipped(30)),
            ("its content", flipped(whole.len() - 40_000)),
            ("its last bit", flipped(whole.len() - 1)),
            ("the other way round", [begins, last, first].concat()),
            ("one segment twice", [begins, first, first, last].concat()),
            ("something behind it", [&whole[..], b"more"].concat()),
        ] {
            std::fs::write(here.file(), wrong).unwrap();
            assert_eq!(here.read(&here.desk), Err("damaged"), "{by}: {why}");
        }
        let verified = here.desk.verify().unwrap();
        assert_eq!(verified.problems.first().map(|p| p.code), Some("attachment_damaged"), "{by}: and a check finds it");
        std::fs::write(here.file(), whole).unwrap();
        assert_eq!(here.read(&here.desk).as_ref(), Ok(&here.content), "{by}: it was good");
    }
}

#[test]
fn two_files_of_one_store_have_nothing_in_common_and_no_other_store_opens_them() {
    let (here, there) = (Here::new(), Here::new());
    let lies = std::fs::read(here.file()).unwrap();
    std::fs::remove_file(here.file()).unwrap();
    here.desk.keep_attachment(&mut &here.content[..]).unwrap();
    let again = std::fs::read(here.file()).unwrap();
    let alike = lies.iter().zip(&again).skip(super::MAGIC.len()).filter(|(a, b)| a == b).count();
    assert!(alike < lies.len() / 100, "the same content sealed twice is under two keys: {alike} of {} bytes are alike", lies.len());
    std::fs::write(there.file(), lies).unwrap();
    assert_eq!(there.read(&there.desk), Err("damaged"), "another store's file");
}

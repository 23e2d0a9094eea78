//! A disk that forgets: pages of the database that are not what was written, wherever they lie.

use sala::{
    Desk,
    backup::{BackupOptions, LastBackup},
};
use sala_tests::laptop::copy_folder;

use crate::{Day, refusal, session};

#[test]
fn a_page_that_the_disk_lost_is_found_wherever_it_lies_and_no_backup_is_made_of_the_rest() {
    let Day { a, book, .. } = Day::begin();
    for n in 0..120 {
        session(&a, book, &format!("Session {n}, {}", "with a title of many words ".repeat(20)));
    }
    a.desk.find_damage().expect("a whole store");
    let backup = a.backed_up("a.sala-backup");
    let clock = a.clock.clone();
    let (mut looked, mut told) = (0, 0);
    let a = a.after(|store| {
        let pages = std::fs::metadata(store.join("sala.db")).expect("the database").len() as usize / 4096;
        for page in (pages / 4..pages * 3 / 4).step_by(5) {
            let folder = tempfile::tempdir().expect("a folder");
            let spoilt = folder.path().join("store");
            copy_folder(store, &spoilt);
            let mut bytes = std::fs::read(spoilt.join("sala.db")).expect("the database");
            bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
            std::fs::write(spoilt.join("sala.db"), bytes).expect("a disk that forgets");
            looked += 1;
            told += usize::from(LastBackup::of_store(&spoilt).is_some_and(|last| last.file == backup));
            let desk = match Desk::open(&spoilt, clock.clone()) {
                Err(error) => {
                    assert_eq!(error.problem().code, "store_damaged", "page {page}: {error}");
                    continue;
                }
                Ok(desk) => desk,
            };
            assert_eq!(refusal(desk.find_damage()), "store_damaged", "page {page} of {pages}");
            let file = folder.path().join("b.sala-backup");
            assert_eq!(refusal(desk.backup(&file, &BackupOptions::default(), &mut |_, _| true)), "store_damaged");
            assert!(!file.exists(), "nothing that is damaged is called a backup");
        }
    });
    assert!(looked > 10 && told > 0, "of {looked} stores {told} said where their last backup lies");
    a.desk.find_damage().expect("the store itself was left as it is");
}

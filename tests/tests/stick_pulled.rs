//! The stick is pulled while a file is written to it or read from it: nothing stands under the name, the store is as before,
//! and doing it again completes it.

#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use sala::{
    RecordId,
    backup::{BackupOptions, Secrets},
    bundle::{ExportOptions, Status},
};
use sala_tests::laptop::Laptop;

/// Headquarters, and a laptop with a photograph that it has not sent yet.
fn laptops() -> (Laptop, Laptop) {
    let hq = Laptop::headquarters();
    let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    hq.carry_to(&a);
    let book = hq.desk.new_book();
    let photograph: Vec<u8> = (0..3_000_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (hash, _) = a.desk.keep_attachment(&mut &photograph[..]).expect("a photograph");
    let cell = || sala::outputs::records::FILE.of(&sala::outputs::records::ATTACHMENT, RecordId::natural(book, "attachment", &["1"]));
    a.desk.change(book, "test", |c| c.set(cell(), sala::value![hash.to_vec()])).expect("it hangs on a record");
    (hq, a)
}

/// A folder that can be pulled out, and put in again.
struct Stick(tempfile::TempDir);

impl Stick {
    fn new() -> Self {
        let stick = Self(tempfile::tempdir().expect("a place"));
        fs::create_dir(stick.here()).expect("a stick");
        stick
    }

    fn here(&self) -> PathBuf {
        self.0.path().join("stick")
    }

    fn pull(&self) {
        let _ = fs::rename(self.here(), self.0.path().join("drawer"));
    }

    fn put_in(&self) {
        fs::rename(self.0.path().join("drawer"), self.here()).expect("the stick was pulled");
    }

    fn names(&self) -> Vec<String> {
        fs::read_dir(self.here()).expect("the stick").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }
}

fn digest(laptop: &Laptop) -> String {
    assert!(laptop.desk.verify().expect("verify runs").ok, "the store stands on its journal");
    laptop.desk.digest(None).expect("a digest").digest
}

#[test]
fn a_stick_that_is_pulled_while_a_file_is_written_has_no_half_of_it_under_its_name_and_the_next_attempt_tidies_up() {
    let (hq, a) = laptops();
    let (before, stick) = (digest(&a), Stick::new());
    let file = stick.here().join("evening.sala");
    let failed = a.desk.export(&file, &ExportOptions::default(), &mut |_, _| {
        stick.pull();
        true
    });
    let problem = failed.expect_err("the stick is gone").problem();
    assert_eq!(problem.code, "file_missing", "and that is what is said: {problem:?}");
    assert_eq!(digest(&a), before, "the store is as before");
    stick.put_in();
    let left = stick.names();
    assert!(matches!(&left[..], [part] if part.starts_with(".sala-") && part.ends_with(".part")), "half a file never has the name: {left:?}");
    a.desk.export(&file, &ExportOptions::default(), &mut |_, _| true).expect("again");
    assert_eq!(stick.names(), ["evening.sala"], "and the half that lay there made room");
    let taken = hq.import(&file);
    assert_eq!((taken.status, taken.attachments), (Status::Applied, 1), "all of it arrives: what never left was not taken for sent");
}

#[test]
fn a_stick_that_is_pulled_during_a_backup_has_none_and_the_next_one_is_whole() {
    let (_hq, a) = laptops();
    let (before, stick) = (digest(&a), Stick::new());
    let file = stick.here().join("lap-a.sala-backup");
    let failed = a.desk.backup(&file, &BackupOptions::default(), &mut |done, total| {
        if done * 2 > total {
            stick.pull();
        }
        true
    });
    assert_eq!(failed.expect_err("the stick is gone").problem().code, "file_missing");
    assert_eq!(digest(&a), before, "the store is as before");
    assert_eq!(a.desk.last_backup().expect("it is known"), None, "what did not become one is not noted as one");
    stick.put_in();
    assert!(!file.exists(), "half a backup never has the name: {:?}", stick.names());
    a.desk.backup(&file, &BackupOptions::default(), &mut |_, _| true).expect("again");
    assert_eq!(stick.names(), ["lap-a.sala-backup"], "and the half that lay there made room");
    let restored = Laptop::restored(&file, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00").expect("it restores");
    assert_eq!(digest(&restored.0), before, "whole");
}

#[test]
fn a_stick_that_is_pulled_while_a_file_is_read_changes_nothing_and_another_attempt_takes_it_in() {
    let (hq, a) = laptops();
    let file = a.export_for(&hq);
    let (before, whole) = (digest(&hq), fs::metadata(&file).expect("the file").len() as usize);
    for (n, bytes) in [0, 100, 5_000, whole / 2, whole - 1].into_iter().enumerate() {
        // What comes of a file whose stick goes away: its first bytes, and then an end.
        let pulled = hq.file(&format!("pulled-{n}.sala"));
        fs::write(&pulled, &fs::read(&file).expect("the file")[..bytes]).expect("as far as it came");
        let refused = hq.desk.import(&pulled, None, &mut |_, _| true).expect_err("half a file is none").problem();
        assert!(["file_truncated", "file_damaged", "not_a_sala_file"].contains(&refused.code), "after {bytes} bytes: {refused:?}");
        assert_eq!(digest(&hq), before, "after {bytes} bytes: the store is as before");
        let spool = fs::read_dir(hq.desk.dir().join("spool")).map_or(0, Iterator::count);
        assert_eq!(spool, 0, "after {bytes} bytes: and no copy of it lies about");
    }
    let taken = hq.import(&file);
    assert_eq!((taken.status, taken.attachments), (Status::Applied, 1), "whole, it goes in");
}

#[test]
#[cfg(target_os = "linux")]
fn a_stick_that_fails_while_it_is_read_is_told_in_the_systems_words() {
    let (hq, _) = laptops();
    let before = digest(&hq);
    // A file that opens, and answers reading with an input/output error, as a pulled stick does.
    let refused = hq.desk.import(Path::new("/proc/self/mem"), None, &mut |_, _| true).expect_err("it cannot be read").problem();
    assert_eq!(refused.code, "file_failed", "{refused:?}");
    assert_eq!(digest(&hq), before, "the store is as before");
}

#[test]
fn what_another_copy_of_sala_is_writing_is_let_be() {
    let (_hq, a) = laptops();
    let stick = Stick::new();
    let (dead, alive) = (stick.here().join(".sala-dead.part"), stick.here().join(".sala-alive.part"));
    fs::write(&dead, "half").expect("what the power left");
    let writing = fs::File::create(&alive).expect("what somebody writes");
    writing.lock().expect("and holds");
    fs::write(stick.here().join(".sala-notes"), "somebody's own").expect("another file");
    a.desk.export(&stick.here().join("evening.sala"), &ExportOptions::default(), &mut |_, _| true).expect("a file");
    assert!(!dead.exists() && alive.exists(), "only what nobody writes any more goes: {:?}", stick.names());
    assert!(stick.here().join(".sala-notes").exists(), "and nothing else");
}

#[test]
fn a_name_is_used_again_for_a_file_of_the_same_kind_and_nothing_else_is_covered() {
    let (_hq, a) = laptops();
    let stick = Stick::new();
    let (letter, evening) = (stick.here().join("letter.docx"), stick.here().join("evening.sala"));
    fs::write(&letter, "a letter").expect("a letter");
    let export = |path: &Path| a.desk.export(path, &ExportOptions::default(), &mut |_, _| true);
    assert_eq!(export(&letter).expect_err("it is no file of Sala").problem().code, "file_exists");
    let backup = a.desk.backup(&letter, &BackupOptions::default(), &mut |_, _| true);
    assert_eq!(backup.expect_err("nor here").problem().code, "file_exists");
    assert_eq!(fs::read(&letter).expect("the letter"), b"a letter", "the letter is as it was");
    export(&evening).expect("a file");
    export(&evening).expect("the newer one takes its place");
    let kept = stick.here().join("lap-a.sala-backup");
    let backup = |path: &Path| a.desk.backup(path, &BackupOptions::default(), &mut |_, _| true);
    backup(&kept).expect("a backup");
    backup(&kept).expect("the newer one takes its place");
    assert_eq!(export(&kept).expect_err("a backup is worth more").problem().code, "file_exists");
    assert_eq!(backup(&evening).expect_err("and that is none").problem().code, "file_exists");
}

#[test]
fn a_file_in_quarantine_that_nothing_waits_for_goes_with_the_next_start_and_those_that_wait_stay() {
    let (hq, a) = laptops();
    a.desk.go_on_under_new_keys(sala::backup::Why::StoreWasCopied).expect("keys that headquarters does not know");
    assert_eq!(hq.import(&a.export_for(&hq)).status, Status::Quarantined);
    let in_it = |store: &Path| fs::read_dir(store.join("quarantine")).expect("quarantine").flatten().map(|entry| entry.file_name()).collect::<Vec<_>>();
    let waiting = in_it(hq.desk.dir());
    assert_eq!(waiting.len(), 1);
    let hq = hq.after(|store| {
        fs::write(store.join("quarantine").join("00112233445566778899aabbccddeeff.sala"), "cut short").expect("what the power left");
    });
    assert_eq!(in_it(hq.desk.dir()), waiting, "what waits stays, and nothing else");
    assert_eq!(hq.desk.status().expect("a status").quarantined.pages, Some(1), "and is still waited for");
}

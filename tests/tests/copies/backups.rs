//! Backups: one moment, whole or refused, and the automatic ones.

use std::path::Path;

use sala::{
    Role,
    backup::{BackupOptions, Secrets},
    bundle::Status,
};
use sala_tests::laptop::Laptop;

use crate::{Day, digest, refusal, session, titles, to_hq};

#[test]
fn a_backup_made_while_others_write_restores_to_exactly_one_moment() {
    let Day { a, book, .. } = Day::begin();
    let mut big = vec![7_u8; 3 << 20];
    big[100] = 1;
    a.desk.keep_attachment(&mut &big[..]).expect("an attachment");
    let backup = a.file("a.sala-backup");
    let written = std::sync::atomic::AtomicUsize::new(0);
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (before, made) = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                let n = written.load(std::sync::atomic::Ordering::SeqCst);
                session(&a, book, &format!("Session {n:05}"));
                written.store(n + 1, std::sync::atomic::Ordering::SeqCst);
            }
        });
        while written.load(std::sync::atomic::Ordering::SeqCst) < 20 {
            std::thread::yield_now();
        }
        let before = written.load(std::sync::atomic::Ordering::SeqCst);
        let made = a.desk.backup(&backup, &BackupOptions::default(), &mut |_, _| true).expect("a backup");
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        (before, made)
    });
    let all = written.load(std::sync::atomic::Ordering::SeqCst);
    assert!(made.verified && made.attachments == 1, "it was opened again, with what hangs on records: {made:?}");
    let (restored, told) = Laptop::restored(&backup, &Secrets::default(), Some(a.memory()), "2012-05-14T20:00").expect("restored");
    assert_eq!((told.from.as_str(), told.label.as_str(), told.role), ("LAP-A", "LAP-A 2", Role::Site));
    let known = titles(&restored);
    let sessions = known.iter().filter(|title| title.starts_with("Session")).count();
    assert!((before..=all).contains(&sessions), "a moment between beginning and end: {before} <= {sessions} <= {all}");
    let in_order: Vec<_> = (0..sessions).map(|n| format!("Session {n:05}")).collect();
    assert_eq!(known.iter().filter(|title| title.starts_with("Session")).cloned().collect::<Vec<_>>(), in_order, "one moment: nothing between is missing");
    let verified = restored.desk.verify().expect("verify runs");
    assert!(verified.ok && verified.attachments == 1, "the restored store stands on its journal: {:?}", verified.problems);
    let mut back = Vec::new();
    restored.desk.read_attachment(only_blob(&restored).as_slice(), &mut back).expect("the attachment");
    assert_eq!(back, big, "byte for byte");
}

fn only_blob(laptop: &Laptop) -> Vec<u8> {
    laptop.desk.read(|r| Ok(r.sql().query_row("SELECT hash FROM blob", [], |row| row.get(0))?)).expect("a hash")
}

#[test]
fn a_quiet_store_restores_to_the_same_digest_and_opens_a_file_sealed_to_it_before() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Closing");
    let (before, backup) = (digest(&a), a.backed_up("a.sala-backup"));
    session(&hq, book, "Excursion");
    let on_its_way = hq.export_for(&a);
    let (restored, _) = Laptop::restored(&backup, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00").expect("restored");
    assert_eq!(digest(&restored), before, "the moment of the backup, value for value");
    assert_eq!(restored.import(&on_its_way).status, Status::Applied, "the key that opens files stayed");
    assert!(titles(&restored).contains(&"Excursion".to_owned()));
}

#[test]
fn backups_that_are_cut_changed_foreign_or_locked_are_refused_with_a_reason_and_nothing_is_made() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    let file = a.file("locked.sala-backup");
    let options = BackupOptions { passphrase: Some("nine red boats".to_owned()), automatic: false };
    a.desk.backup(&file, &options, &mut |_, _| true).expect("a backup");
    let passphrase = |words: &str| Secrets { passphrase: Some(words.to_owned()), recovery: None };
    let restore = |file: &Path, secrets: &Secrets| Laptop::restored(file, secrets, None, "2012-05-15T08:00");

    assert_eq!(refusal(restore(&file, &Secrets::default())), "passphrase_needed", "another machine needs the passphrase");
    assert_eq!(refusal(restore(&file, &passphrase("nine blue boats"))), "passphrase_wrong");
    let (opened, _) = restore(&file, &passphrase("nine red boats")).expect("the right one opens it");
    assert_eq!(titles(&opened), titles(&a));

    let plain = a.backed_up("plain.sala-backup");
    assert_eq!(refusal(restore(&plain, &Secrets::default())), "backup_needs_recovery", "no key of this machine opens it");
    assert_eq!(refusal(restore(&plain, &Secrets { passphrase: None, recovery: Some("not a key".to_owned()) })), "recovery_secret_wrong");
    assert!(Laptop::restored(&plain, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00").is_ok(), "its own machine needs no secret");

    let bytes = std::fs::read(&plain).expect("the backup");
    let spoilt = a.file("spoilt.sala-backup");
    let why = |bytes: &[u8]| {
        std::fs::write(&spoilt, bytes).expect("written");
        refusal(Laptop::restored(&spoilt, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00"))
    };
    for cut in [4, 10, 100, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        let code = why(&bytes[..cut]);
        assert!(["file_truncated", "file_damaged", "not_a_backup", "not_a_sala_file"].contains(&code), "cut at {cut}: {code}");
    }
    for at in [3, 9, 60, 300, bytes.len() / 4, bytes.len() / 2, bytes.len() - 2] {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        let code = why(&changed);
        let expected = ["file_damaged", "file_truncated", "not_a_backup", "not_a_sala_file", "damaged", "backup_needs_recovery", "passphrase_needed"];
        assert!(expected.contains(&code), "one bit at {at}: {code}");
    }
    assert_eq!(why(b"Dear colleague, please find attached"), "not_a_backup");
    assert_eq!(why(&std::fs::read(to_hq(&a, "bundle.sala")).expect("a bundle")), "is_a_bundle", "a file for headquarters is no backup");
    assert_eq!(refusal(hq.desk.import(&plain, None, &mut |_, _| true)), "is_a_backup", "and a backup is no file to import");
}

#[test]
fn a_backup_says_what_it_is_before_anything_is_made_of_it() {
    let Day { hq, a, .. } = Day::begin();
    let backup = a.backed_up("a.sala-backup");
    let look = |file: &Path, secrets: &Secrets, memory: Option<&sala::backup::Memory>| sala::Desk::look_at_backup(file, secrets, memory);
    let memory = a.memory();
    let account = look(&backup, &Secrets::default(), Some(&memory)).expect("its own machine needs no secret");
    assert_eq!((account.label.as_str(), account.organisation.as_deref()), ("LAP-A", Some("Mekong Institute")), "whose it is");
    assert_eq!(account.bytes, backup.metadata().expect("the file").len());
    let (restored, told) = Laptop::restored(&backup, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00").expect("restored");
    assert_eq!(account.made, told.made, "when it was made");
    let pages: u64 = restored.desk.status().expect("status").replicas.iter().map(|r| r.pages).sum();
    assert_eq!((account.programmes, account.pages), (Some(1), Some(pages)), "and what is inside is what is there afterwards");
    assert_eq!(refusal(look(&backup, &Secrets::default(), None)), "backup_needs_recovery", "who cannot restore it cannot look into it");
    let recovery = hq.desk.recovery_secret().expect("asked for").expect("shown until it is written down");
    let opened = look(&backup, &Secrets { recovery: Some(recovery), passphrase: None }, None).expect("the recovery secret opens it");
    assert_eq!(opened, account);
    let bytes = std::fs::read(&backup).expect("the backup");
    let half = a.file("half.sala-backup");
    std::fs::write(&half, &bytes[..bytes.len() / 2]).expect("written");
    assert_eq!(refusal(look(&half, &Secrets::default(), Some(&memory))), "file_truncated", "half a backup is told before anybody waits for it");
}

#[test]
fn a_restore_that_is_stopped_at_any_step_leaves_nothing() {
    let Day { a, .. } = Day::begin();
    let backup = a.backed_up("a.sala-backup");
    let dir = a.file("restored");
    let restore = |progress: &mut dyn FnMut(u64, u64) -> bool| {
        sala::Desk::restore(&backup, &dir, &Secrets::default(), sala::KeyPlace::File, a.clock.clone(), Some(a.memory()), progress).map(|_| ())
    };
    for stop in [1, 2, 3] {
        let mut step = 0;
        let stopped = restore(&mut |_, _| {
            step += 1;
            step < stop
        });
        assert_eq!(refusal(stopped), "stopped", "at step {stop}");
        assert!(!dir.exists(), "stopped at step {stop}, no folder stands there");
    }
    restore(&mut |_, _| true).expect("nobody stops it");
}

#[test]
fn restoring_covers_no_store_and_no_files() {
    let Day { a, .. } = Day::begin();
    let backup = a.backed_up("a.sala-backup");
    let restore = |dir: &Path| {
        let memory = Some(a.memory());
        let place = sala::KeyPlace::File;
        sala::Desk::restore(&backup, dir, &Secrets::default(), place, a.clock.clone(), memory, &mut |_, _| true).map(|_| ())
    };
    assert_eq!(refusal(restore(a.desk.dir())), "store_exists");
    let full = a.file("full");
    std::fs::create_dir(&full).expect("a folder");
    std::fs::write(full.join("letter.txt"), "Dear colleague").expect("a letter");
    assert_eq!(refusal(restore(&full)), "folder_not_empty");
    assert_eq!(std::fs::read_dir(&full).expect("the folder").count(), 1, "the letter lies there alone");
    let empty = a.file("empty");
    std::fs::create_dir(&empty).expect("a folder");
    restore(&empty).expect("an empty folder may be used");
    // What a restore that was cut short left is cleared away by the next one.
    let left = a.file(".third.restoring");
    std::fs::create_dir(&left).expect("a folder");
    std::fs::write(left.join("copy.db"), "half of it").expect("half of it");
    restore(&a.file("third")).expect("a rerun completes");
    assert!(!left.exists(), "nothing is left of the first try");
}

#[test]
fn automatic_backups_keep_the_newest_seven_of_this_very_store_and_touch_nothing_else() {
    let Day { hq, a, book } = Day::begin();
    let folder = tempfile::tempdir().expect("a second disk");
    let stick = tempfile::tempdir().expect("a stick");
    let names = |folder: &Path| {
        let mut names: Vec<_> = std::fs::read_dir(folder).expect("the folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let run = |laptop: &Laptop| laptop.desk.backup_if_due(&mut |_, _| true).expect("looked");
    assert!(run(&a).made.is_empty(), "nobody has said where");
    a.desk.plan_backups(Some(folder.path()), true).expect("planned");
    a.desk.used_stick(stick.path()).expect("noted");
    std::fs::write(folder.path().join("LAP-A 2012-01-01 000000.sala-backup"), "somebody's file of that name").expect("written");
    let asked_for = folder.path().join("by hand.sala-backup");
    a.desk.backup(&asked_for, &BackupOptions::default(), &mut |_, _| true).expect("a backup by hand");
    hq.desk.plan_backups(Some(folder.path()), false).expect("planned");
    hq.at("2012-05-13T08:00");
    assert_eq!(run(&hq).made.len(), 1, "headquarters backs up to the same folder");

    for day in 15..25 {
        a.at(&format!("2012-05-{day}T08:00"));
        session(&a, book, "One more");
        let ran = run(&a);
        assert_eq!((ran.due, ran.made.len(), ran.failed.len()), (true, 2, 0), "once a day, to the folder and the stick");
        assert!(!run(&a).due, "and not twice");
    }
    to_hq(&a, "evening.sala");
    assert!(run(&a).due, "after an export it is due again");
    assert!(!run(&a).due);
    let kept: Vec<_> = (19..25).map(|day| format!("LAP-A 2012-05-{day} 080000.sala-backup")).collect();
    for name in kept.iter().chain(&["LAP-A 2012-05-24 080000 2.sala-backup".to_owned()]) {
        assert!(names(folder.path()).contains(name), "{name} is one of the newest seven: {:?}", names(folder.path()));
    }
    assert_eq!(names(stick.path()).len(), 7, "seven on the stick: {:?}", names(stick.path()));
    let others = ["LAP-A 2012-01-01 000000.sala-backup", "by hand.sala-backup", "HQ 2012-05-13 080000.sala-backup"];
    assert_eq!(names(folder.path()).len(), 7 + others.len(), "seven and what is not its own: {:?}", names(folder.path()));
    assert!(others.iter().all(|name| names(folder.path()).contains(&(*name).to_owned())), "{:?}", names(folder.path()));
    let newest = stick.path().join("LAP-A 2012-05-24 080000 2.sala-backup");
    let (restored, _) = Laptop::restored(&newest, &Secrets::default(), Some(a.memory()), "2012-05-25T08:00").expect("the stick's copy restores");
    assert_eq!(digest(&restored), digest(&a));

    a.at("2012-05-26T08:00");
    let (folder_path, stick_path) = (folder.path().to_owned(), stick.path().to_owned());
    drop((folder, stick));
    let ran = run(&a);
    let failed: Vec<_> = ran.failed.iter().map(|problem| problem.code).collect();
    assert_eq!((ran.made.len(), failed), (0, vec!["backup_folder_missing"]), "said calmly; a stick in a drawer is no failure");
    assert!(!folder_path.exists() && !stick_path.exists(), "no folder is made where a drive was");
    assert!(run(&a).due, "and it stays due");
}

#[test]
fn a_backup_of_a_store_that_lost_a_picture_says_so_and_takes_no_place_of_one_that_has_it() {
    let Day { hq: _, a, book } = Day::begin();
    let folder = tempfile::tempdir().expect("a second disk");
    a.desk.plan_backups(Some(folder.path()), false).expect("a folder");
    let (hash, _) = a.desk.keep_attachment(&mut &b"a photograph"[..]).expect("a photograph");
    let file = sala::outputs::records::FILE.of(&sala::outputs::records::ATTACHMENT, sala::RecordId::natural(book, "attachment", &["1"]));
    a.desk.change(book, "test", |c| c.set(file, sala::value![hash.to_vec()])).expect("it hangs on a record");
    let whole = a.desk.backup_if_due(&mut |_, _| true).expect("a backup").made;
    assert_eq!(whole[0].lost_attachments, 0);
    let kept: Vec<_> = std::fs::read_dir(a.desk.dir().join("attachments")).expect("the folder").flatten().map(|entry| entry.path()).collect();
    let mut bytes = std::fs::read(&kept[0]).expect("its file");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&kept[0], bytes).expect("a disk that forgets");
    for day in 15..=24 {
        a.at(&format!("2012-05-{day}T18:00"));
        let made = a.desk.backup_if_due(&mut |_, _| true).expect("a backup").made;
        assert_eq!(made[0].lost_attachments, 1, "what is lost is told each time");
    }
    assert!(whole[0].file.exists(), "the last one that has the picture stays");
    let lacking = a.backed_up("lacking.sala-backup");
    for (file, inside, lost) in [(&whole[0].file, 1, 0), (&lacking, 0, 1)] {
        let account = sala::Desk::look_at_backup(file, &Secrets::default(), Some(&a.memory())).expect("a look");
        assert_eq!((account.attachments, account.lost_attachments), (inside, Some(lost)), "a backup says what it lacks before anybody relies on it");
        let (_, restored) = Laptop::restored(file, &Secrets::default(), Some(a.memory()), "2012-05-26T08:00").expect("restored");
        assert_eq!(restored.lost_attachments, lost, "and so does whoever restores it");
    }
    assert_eq!(a.desk.last_backup().expect("asked").expect("made").lost_attachments, 1, "and whoever looks later sees it");
}

#[test]
fn a_backup_of_before_a_rescue_is_never_covered() {
    let Day { hq: _hq, a, book } = Day::begin();
    session(&a, book, "In the backup");
    let backup = a.backed_up("a.sala-backup");
    session(&a, book, "After it");
    let broken = a.closed();
    let (a, _) = Laptop::rescued(&broken.path().join("store"), None, "2012-05-15T08:00").expect("rescued");
    let old = std::fs::read(&backup).expect("the backup");
    let into = |file: &Path| a.desk.backup(file, &BackupOptions::default(), &mut |_, _| true);
    assert_eq!(refusal(into(&backup)), "file_exists", "nobody can tell whether it holds what the disk lost");
    assert_eq!(std::fs::read(&backup).expect("the backup"), old);
    let next = a.backed_up("next.sala-backup");
    session(&a, book, "Later");
    into(&next).expect("its own are covered as ever");
}

//! Files that come in: in any order, several at once, damaged, from elsewhere.

use sala::bundle::Status;

use crate::Day;

#[test]
fn files_may_come_in_any_order_and_twice() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "First");
    let first = day.a.export_for(&day.hq);
    day.write(&day.a, "2012-05-14T10:00", "Second");
    let second = day.a.export_for(&day.hq);

    let later = day.hq.import(&second);
    assert_eq!(later.status, Status::Applied, "every file since the last receipt is whole in itself");
    let earlier = day.hq.import(&first);
    assert_eq!((earlier.new_entries, earlier.conflicts), (0, 0), "the earlier file brings nothing that the later one did not");
    assert_eq!(day.hq.import(&second).status, Status::AlreadyKnown, "a file taken in twice changes nothing");
    assert!(day.conflicts(&day.hq).is_empty(), "the second title had seen the first");
}

#[test]
fn a_preview_tells_the_numbers_of_the_import_and_changes_nothing() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "Hall 1");
    day.write(&day.hq, "2012-05-14T09:30", "Hall 3");
    let file = day.a.export_for(&day.hq);
    let before = day.hq.desk.digest(None).expect("a digest");
    let preview = day.hq.desk.preview(&file, None).expect("a preview");
    assert_eq!(day.hq.desk.digest(None).expect("a digest"), before, "looking changes nothing");
    let applied = day.hq.import(&file);
    assert_eq!(
        (preview.new_entries, preview.known_entries, preview.attachments, preview.conflicts, &preview.kinds),
        (applied.new_entries, applied.known_entries, applied.attachments, applied.conflicts, &applied.kinds),
        "what was promised is what happened"
    );
}

#[test]
fn damaged_and_foreign_files_are_refused_and_nothing_changes() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "Hall 1");
    let file = day.a.export_for(&day.hq);
    let whole = std::fs::read(&file).expect("the file");
    let before = day.hq.desk.digest(None).expect("a digest");
    let bad = day.hq.file("bad.sala");
    let refuse = |bytes: &[u8], codes: &[&str], what: &str| {
        std::fs::write(&bad, bytes).expect("a bad file");
        let problem = day.hq.desk.import(&bad, None, &mut |_, _| true).expect_err(what).problem();
        assert!(codes.contains(&problem.code), "{what}: {problem:?}");
    };
    for cut in [0, 1, 40, 200, whole.len() / 2, whole.len() - 1] {
        refuse(&whole[..cut], &["file_truncated", "not_a_sala_file", "file_damaged"], "a cut file is refused");
    }
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        refuse(&flipped, &["file_truncated", "not_a_sala_file", "file_damaged", "sealed_to_another"], "a changed file is refused");
    }
    refuse(b"%PDF-1.7 not one of ours", &["not_a_sala_file"], "somebody else's file is refused");
    refuse(&std::fs::read(day.b.export_for(&day.a)).expect("b's file for a"), &["sealed_to_another"], "a file for another laptop is refused");
    assert_eq!(day.hq.desk.digest(None).expect("a digest"), before, "the store is as it was");
}

#[test]
fn of_several_files_a_bad_one_holds_up_no_other() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "From A");
    day.write(&day.b, "2012-05-14T09:01", "From B");
    let bad = day.hq.file("bad.sala");
    std::fs::write(&bad, b"nothing of ours").expect("a bad file");
    let files = [day.a.export_for(&day.hq), bad, day.b.export_for(&day.hq)];
    let taken = day.hq.desk.import_many(&files, None, &mut |_, _| true).expect("the store is sound");
    let said: Vec<_> = taken.iter().map(|one| one.as_ref().map(|i| i.status).map_err(|e| e.problem().code)).collect();
    assert_eq!(said, [Ok(Status::Applied), Err("not_a_sala_file"), Ok(Status::Applied)], "each file answers for itself");
    assert_eq!(day.conflicts(&day.hq).len(), 1, "both good ones were taken in");
    assert!(day.hq.desk.verify().expect("verify").ok, "and nothing is half-written");
}

#[test]
fn a_preview_of_several_files_looks_at_each_on_top_of_those_before() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "From A");
    day.write(&day.b, "2012-05-14T09:01", "From B");
    let files = [day.a.export_for(&day.hq), day.b.export_for(&day.hq)];
    let looked = day.hq.desk.preview_many(&files, None).expect("the store is sound");
    let before = day.hq.desk.digest(None).expect("a digest");
    let taken = day.hq.desk.import_many(&files, None, &mut |_, _| true).expect("the store is sound");
    for (looked, taken) in looked.into_iter().zip(taken) {
        let (looked, taken) = (looked.expect("a preview"), taken.expect("an import"));
        assert_eq!(
            (looked.new_entries, looked.conflicts, looked.kinds),
            (taken.new_entries, taken.conflicts, taken.kinds),
            "what was promised is what happened"
        );
    }
    assert_ne!(day.hq.desk.digest(None).expect("a digest"), before, "looking had changed nothing, taking did");
    assert_eq!(day.conflicts(&day.hq).len(), 1, "the second file differs from the first");
}

#[test]
fn an_old_copy_of_a_store_takes_its_own_lost_pages_back_and_writes_on_as_another() {
    let day = Day::begin();
    let copy = day.a.file("copy");
    std::fs::create_dir(&copy).expect("a folder");
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        let from = day.a.desk.dir().join(name);
        if from.exists() {
            std::fs::copy(from, copy.join(name)).expect("a copied file");
        }
    }
    day.write(&day.a, "2012-05-14T09:00", "Written after the copy");
    day.a.carry_to(&day.hq);
    // Nothing outside the store says that it is an old one: only the file does.
    let old = sala::Desk::open(&copy, std::sync::Arc::new(sala::SystemClock)).expect("the copy opens");
    let was = old.replica();
    let options = sala::bundle::ExportOptions { to: sala::bundle::To::Replica("LAP-A".into()), everything: true, ..Default::default() };
    let file = day.hq.file("everything.sala");
    day.hq.desk.export(&file, &options, &mut |_, _| true).expect("everything for LAP-A");
    old.preview(&file, None).expect("a look");
    assert_eq!(old.replica(), was, "a look changes nothing");
    assert_eq!(old.import(&file, None, &mut |_, _| true).expect("taken in").status, Status::Applied);
    assert_ne!(old.replica(), was, "under its old name it would write two pages of one number");
    let told = old.new_keys().expect("asked").expect("people are told");
    assert_eq!((told.why, told.label.as_str()), (sala::backup::Why::StoreIsAnOldCopy, "LAP-A 2"));
    assert_eq!(old.digest(None).expect("a digest").digest, day.hq.desk.digest(None).expect("a digest").digest, "what it lost is back");
}

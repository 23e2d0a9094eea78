//! Files and a store of earlier versions: whatever comes later, they are read for ever, and say what they said.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use sala::{
    Desk, KeyPlace, RecordId, SetClock,
    backup::{Memory, Secrets},
    bundle::{Status, read_request},
};
use sala_tests::laptop::{Laptop, copy_folder, moment};

fn golden(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(version)
}

fn open(store: &Path) -> Desk {
    Desk::open(store, Arc::new(SetClock::at(moment("2012-05-20T08:00")))).unwrap_or_else(|e| panic!("a store of an earlier version opens: {e}"))
}

/// What the store says, once it is seen to stand on its journal.
fn digest(desk: &Desk) -> String {
    let verified = desk.verify().expect("verify runs");
    assert!(verified.ok, "it stands on its journal: {:?}", verified.problems);
    desk.digest(None).expect("a digest").digest
}

/// What was made, in the order in which it was: files with a session, a difference and a photograph; then with a difference in
/// every field of every kind that there was.
const MADE: [(&str, u64); 3] = [("0.1", 1), ("0.1-kinds", 158), ("0.1-aside", 161)];

/// Make the files of this version, once: `cargo test -p sala-tests --test golden -- --ignored`. Nothing that is there is covered.
#[test]
#[ignore = "makes the files that the other test reads"]
fn make() {
    let to = golden(MADE[MADE.len() - 1].0);
    std::fs::create_dir(&to).expect("the files of a version are made once and never again");
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    let samples = sala_tests::samples::samples(book);
    let write = |laptop: &Laptop, label: &str| {
        let every = |c: &mut sala::journal::Change<'_>| {
            samples.iter().filter_map(|sample| Some((sample, sample.known?))).try_for_each(|(sample, (kind, field))| {
                let (a, b) = sample.ids(book, 0);
                c.set(sala::journal::Cell { kind, field, a, b }, sample.values[label].clone())
            })
        };
        laptop.desk.change(book, "test", every).expect("a value for every field");
    };
    write(&hq, "x");
    let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    hq.carry_to(&a);
    write(&hq, "y");
    write(&a, "z");
    let (hash, _) = a.desk.keep_attachment(&mut &b"a photograph"[..]).expect("a photograph");
    let named = |c: &mut sala::journal::Change<'_>| {
        let id = RecordId::natural(book, "attachment", &["1"]);
        c.set(sala::outputs::records::FILE.of(&sala::outputs::records::ATTACHMENT, id), sala::value![hash.to_vec()])
    };
    a.desk.change(book, "test", named).expect("it hangs on a record");
    let file = a.export_for(&hq);
    std::fs::copy(&file, to.join("lap-a.sala")).expect("the file");
    a.desk.write_request(&to.join("lap-a.request")).expect("the request");
    std::fs::copy(a.backed_up("lap-a.sala-backup"), to.join("lap-a.sala-backup")).expect("the backup");
    copy_folder(&a.file("memory"), &to.join("memory"));
    let said = |name: &str, what: String| std::fs::write(to.join(name), what + "\n").expect("what it says");
    said("request.fingerprint", a.desk.request().expect("a request").fingerprint());
    said("backup.digest", digest(&a.desk));
    let before = digest(&hq.desk);
    let hq = hq.after(|store| {
        std::fs::create_dir(to.join("hq")).expect("a folder");
        for name in ["sala.db", "store.key"] {
            std::fs::copy(store.join(name), to.join("hq").join(name)).expect("the store");
        }
    });
    said("store.digest", before);
    assert_eq!(hq.import(&file).status, Status::Applied);
    said("imported.digest", digest(&hq.desk));
}

/// The store as schema 2 left it: step 3 added one table and folded everything anew.
fn of_schema_2() -> (tempfile::TempDir, PathBuf) {
    let here = tempfile::tempdir().expect("a folder");
    let store = here.path().join("hq");
    copy_folder(&golden("0.1").join("hq"), &store);
    sala_tests::closed::to_schema_2(&store);
    (here, store)
}

#[test]
fn an_old_store_is_copied_before_it_is_brought_up_to_date_and_the_copy_is_whole() {
    let said = std::fs::read_to_string(golden("0.1").join("store.digest")).expect("what it said");
    let (_here, store) = of_schema_2();
    let hq = open(&store);
    assert_eq!(digest(&hq), said.trim(), "it says what it said");
    drop(hq);
    drop(open(&store));
    let copies = copies_in(&store);
    let [copy] = &copies[..] else { panic!("one copy for one upgrade lies beside the store: {copies:?}") };
    assert_eq!(copy.file_name().expect("a name"), "before upgrade of version 2.db", "and says what it is");
    let back = tempfile::tempdir().expect("a folder");
    std::fs::copy(copy, back.path().join("sala.db")).expect("the copy");
    std::fs::copy(store.join("store.key"), back.path().join("store.key")).expect("its key");
    assert_eq!(sala_tests::closed::schema(back.path()), 2, "the copy is what the earlier version left");
    assert_eq!(digest(&open(back.path())), said.trim(), "put in the store's place, it is the store");
}

fn copies_in(store: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(store).expect("the store").flatten().map(|entry| entry.path());
    files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("before"))).collect()
}

#[test]
fn an_old_store_that_cannot_be_copied_first_is_left_as_it_is() {
    let (_here, store) = of_schema_2();
    let before = std::fs::read(store.join("sala.db")).expect("the store");
    // Something stands where the copy is written.
    std::fs::create_dir(store.join("sala.db.before-upgrade")).expect("a folder in the way");
    let clock = Arc::new(SetClock::at(moment("2012-05-20T08:00")));
    let refused = Desk::open(&store, clock).err().expect("without a copy nothing is changed").problem();
    assert_eq!(refused.code, "upgrade_not_copied", "{refused:?}");
    assert_eq!(std::fs::read(store.join("sala.db")).expect("the store"), before, "the store is as it was");
    assert!(copies_in(&store).iter().all(|left| left.is_dir()), "and no half of a copy lies beside it");
    std::fs::remove_dir(store.join("sala.db.before-upgrade")).expect("out of the way");
    drop(open(&store));
    assert_eq!(sala_tests::closed::schema(&store), 7, "then it goes on");
}

#[test]
fn files_and_stores_of_earlier_versions_say_what_they_said() {
    MADE.iter().for_each(|(version, differences)| say_what_they_said(&golden(version), *differences));
}

fn say_what_they_said(golden: &Path, differences: u64) {
    let said = |name: &str| std::fs::read_to_string(golden.join(name)).expect("what it said").trim().to_owned();
    let here = tempfile::tempdir().expect("a folder");
    let store = here.path().join("hq");
    copy_folder(&golden.join("hq"), &store);
    let hq = open(&store);
    assert_eq!(digest(&hq), said("store.digest"), "the store");
    let (request, _) = read_request(&golden.join("lap-a.request")).expect("the request");
    assert_eq!((request.label.as_str(), request.fingerprint()), ("LAP-A", said("request.fingerprint")), "the request");
    let taken = hq.import(&golden.join("lap-a.sala"), None, &mut |_, _| true).expect("the file");
    assert_eq!((taken.status, taken.attachments, taken.conflicts), (Status::Applied, 1, differences), "the file: {taken:?}");
    assert_eq!(digest(&hq), said("imported.digest"), "and what is known once it is taken in");
    let memory = here.path().join("memory");
    copy_folder(&golden.join("memory"), &memory);
    let (dir, clock) = (here.path().join("restored"), Arc::new(SetClock::at(moment("2012-05-20T08:00"))));
    let backup = golden.join("lap-a.sala-backup");
    let restored = Desk::restore(&backup, &dir, &Secrets::default(), KeyPlace::File, clock, Some(Memory::at(&memory)), &mut |_, _| true);
    assert_eq!(digest(&restored.expect("the backup").0), said("backup.digest"), "the backup");
}

#[test]
fn a_store_of_an_earlier_version_is_rescued_as_it_lies_there_and_says_what_it_said() {
    for (version, _) in MADE {
        let (golden, here) = (golden(version), tempfile::tempdir().expect("a folder"));
        let (clock, new) = (Arc::new(SetClock::at(moment("2012-05-20T08:00"))), here.path().join("rescued"));
        let (desk, rescued) = Desk::rescue(&golden.join("hq"), &new, KeyPlace::File, clock, None, &mut |_, _| true).expect("rescued");
        let copy = here.path().join("hq");
        copy_folder(&golden.join("hq"), &copy);
        let before = open(&copy);
        let known = before.digest(None).expect("a digest");
        assert!(rescued.whole && rescued.unreadable == 0 && rescued.entries == known.entries, "{version}: {rescued:?} of {known:?}");
        let says = digest(&desk);
        // What was open is said under another name.
        assert!(rescued.open_actions > 0 || says == known.digest, "{version}: it says what it said");
        let kept = before.verify().expect("verify runs").attachments;
        assert_eq!((rescued.attachments, rescued.lost_attachments), (kept, 0), "{version}: pictures, wherever they lie");
    }
}

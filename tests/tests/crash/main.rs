//! The power goes: a child process is killed at every named point and at many steps of the database and writes of files.
//! Afterwards the store is as before or as after, it stands on its journal, doing the work again completes it, and nothing
//! half-written lies under a final name.

#![cfg(unix)]

mod kill;
mod world;

use std::path::Path;

use kill::{Work, dies_everywhere};
use sala::{backup::Secrets, fault::POINTS};
use sala_tests::laptop::Laptop;
use world::World;

const SQL: &[&str] = &["sql.step", "sql.commit", "store.begun", "store.worked", "store.kept"];
const FILE: &[&str] = &["file.begun", "file.write", "file.written", "file.synced", "file.read_back", "file.named"];
const IMPORT: &[&str] = &["sql.row", "import.spooled", "import.checked", "import.certified", "import.page", "import.piece", "import.settled", "import.taken"];
const ATTACHMENT: &[&str] = &["attachment.piece", "attachment.synced", "attachment.named", "attachment.settled"];

/// Each piece of work, and the points that are its own.
const WORKS: &[(&str, &[&[&str]])] = &[
    ("upgrade", &[&["upgrade.kept", "upgrade.done", "copy.step"]]),
    ("create", &[&["sql.step", "sql.row", "sql.commit"]]),
    ("mark", &[SQL, &["sql.row", "change.folded"]]),
    ("undo", &[SQL, &["sql.row", "change.folded"]]),
    ("export", &[SQL, FILE, &["export.closed", "export.written", "export.remembered"]]),
    ("import", &[SQL, IMPORT, ATTACHMENT]),
    ("import-many", &[SQL, IMPORT, ATTACHMENT]),
    ("accept", &[SQL, &["quarantine.taken", "quarantine.forgotten"]]),
    ("accept-as", &[SQL, &["quarantine.taken", "quarantine.forgotten"]]),
    ("turn-away", &[SQL, &["quarantine.forgotten"]]),
    ("quarantine", &[SQL, FILE, &["quarantine.kept"]]),
    ("set-aside", &[SQL, &["set_aside.left", "set_aside.folded"]]),
    ("take-again", &[SQL, &["set_aside.folded"]]),
    ("revoke", &[SQL, &["revoke.said", "revoke.left"]]),
    ("new-keys", &[SQL, &["keys.renewed", "keys.moved"]]),
    ("backup", &[SQL, FILE, &["copy.step", "backup.closed", "backup.copied", "backup.checked", "backup.named"]]),
    ("go-on-in", &[FILE]),
    ("restore", &[SQL, &["copy.step", "restore.unpacked", "restore.taken_up", "restore.renewed", "restore.named"]]),
];

fn nothing(_: &Path) {}

/// Let one piece of work die everywhere.
fn dies(name: &str, work: &Work<'_>) {
    let passed = dies_everywhere(work);
    let (_, own) = WORKS.iter().find(|(it, _)| *it == name).expect("a work of the list");
    for point in own.iter().flat_map(|points| points.iter()) {
        assert!(passed.iter().any(|it| it == point), "{name} must pass {point}, or nobody dies there: {passed:?}");
    }
}

#[test]
fn every_point_of_the_list_belongs_to_some_work() {
    for point in POINTS {
        let somewhere = WORKS.iter().any(|(_, own)| own.iter().any(|points| points.contains(point)));
        assert!(somewhere, "{point} is in the list and nobody is seen to pass it");
    }
    for point in WORKS.iter().flat_map(|(_, own)| own.iter().flat_map(|points| points.iter())) {
        assert!(POINTS.contains(point), "{point} is passed and not in the list");
    }
}

#[test]
fn making_a_store() {
    dies("create", &Work { verb: "create", store: None, word: String::new(), makes: None, memory: Path::new("none"), whole: &nothing });
}

#[test]
fn marking() {
    let world = World::new();
    on(&world, &world.a, "mark", "");
}

#[test]
fn taking_back() {
    let world = World::new();
    world.slip();
    on(&world, &world.a, "undo", "slip");
}

#[test]
fn exporting() {
    let world = World::new();
    let whole = |file: &Path| {
        world.hq.desk.preview(file, None).unwrap_or_else(|e| panic!("what stands under the name is whole: {e}"));
    };
    let store = world.a.desk.dir();
    dies("export", &Work { verb: "export", store: Some(store), word: String::new(), makes: Some("a.sala"), memory: Path::new("none"), whole: &whole });
}

#[test]
fn importing() {
    let world = World::new();
    on(&world, &world.hq, "import", &world.file.display().to_string());
}

#[test]
fn importing_several_in_one_stroke() {
    let world = World::new();
    on(&world, &world.hq, "import-many", &world.file.display().to_string());
}

#[test]
fn keeping_a_strangers_file() {
    let world = World::new();
    let (file, _) = world.stranger();
    let store = world.hq.desk.dir();
    dies("quarantine", &Work { verb: "import", store: Some(store), word: file.display().to_string(), makes: None, memory: Path::new("none"), whole: &nothing });
}

#[test]
fn accepting_a_laptop_whose_file_waits() {
    let world = World::new();
    let (file, request) = world.stranger();
    assert_eq!(world.hq.import(&file).status, sala::bundle::Status::Quarantined, "nobody accepted it yet");
    on(&world, &world.hq, "accept", &request.display().to_string());
}

#[test]
fn turning_a_laptop_away_whose_file_waits() {
    let world = World::new();
    let (file, _) = world.stranger();
    world.hq.import(&file);
    on(&world, &world.hq, "turn-away", "LAP-A 2");
}

#[test]
fn accepting_it_by_its_name_under_another() {
    let world = World::new();
    let (file, _) = world.stranger();
    world.hq.import(&file);
    // Once it is called Room 2 nobody asks as LAP-A 2 any more: what still waits has to come in by itself.
    on(&world, &world.hq, "accept-as", "LAP-A 2");
}

#[test]
fn setting_a_file_aside_and_taking_it_in_again() {
    let world = World::new();
    let (store, word) = (world.taken.as_path(), world.bundle.clone());
    dies("set-aside", &Work { verb: "set-aside", store: Some(store), word: word.clone(), makes: None, memory: Path::new("none"), whole: &nothing });
    let desk = sala::Desk::open(store, std::sync::Arc::new(sala::SystemClock)).expect("the store");
    desk.set_aside(&word).expect("aside");
    drop(desk);
    dies("take-again", &Work { verb: "take-again", store: Some(store), word, makes: None, memory: Path::new("none"), whole: &nothing });
}

#[test]
fn revoking_a_laptop() {
    let world = World::new();
    dies("revoke", &Work { verb: "revoke", store: Some(&world.taken), word: "LAP-A".into(), makes: None, memory: Path::new("none"), whole: &nothing });
}

#[test]
fn going_on_under_new_keys() {
    let world = World::new();
    on(&world, &world.a, "new-keys", "");
}

#[test]
fn backing_up_and_restoring() {
    let world = World::new();
    let memory = world.a.file("memory");
    let whole = |file: &Path| {
        let restored = Laptop::restored(file, &Secrets::default(), Some(world.a.memory()), "2012-05-15T08:00");
        assert!(restored.is_ok(), "what stands under the name restores: {:?}", restored.err());
    };
    let store = world.a.desk.dir();
    dies("backup", &Work { verb: "backup", store: Some(store), word: String::new(), makes: Some("a.sala-backup"), memory: &memory, whole: &whole });
    let word = world.backup.display().to_string();
    dies("restore", &Work { verb: "restore", store: None, word, makes: None, memory: &memory, whole: &nothing });
}

#[test]
fn bringing_an_old_store_up_to_date() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden/0.1");
    let said = std::fs::read_to_string(golden.join("store.digest")).expect("what it said");
    let (_, points) = WORKS.iter().find(|(work, _)| *work == "upgrade").expect("a work of the list");
    for point in points.iter().flat_map(|points| points.iter()) {
        let here = tempfile::tempdir().expect("a folder");
        let store = here.path().join("hq");
        sala_tests::laptop::copy_folder(&golden.join("hq"), &store);
        sala_tests::closed::to_schema_2(&store);
        let open = |fault: &str| {
            let mut victim = std::process::Command::new(env!("CARGO_BIN_EXE_victim"));
            victim.arg("open").arg(&store).env("SALA_MEMORY", here.path().join("memory")).env_remove("DBUS_SESSION_BUS_ADDRESS");
            victim.env("SALA_FAULT", fault).output().expect("the child runs").status
        };
        let died = open(point);
        assert!(std::os::unix::process::ExitStatusExt::signal(&died).is_some(), "the child dies at {point}: {died}");
        let desk = sala::Desk::open(&store, std::sync::Arc::new(sala::SystemClock)).unwrap_or_else(|e| panic!("{point}: it opens: {e}"));
        assert_eq!(desk.digest(None).expect("a digest").digest, said.trim(), "{point}: and says what it said");
        assert!(desk.verify().expect("verify runs").ok, "{point}: on its journal");
        let names: Vec<_> = std::fs::read_dir(&store).expect("the store").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        assert!(names.iter().any(|name| name.starts_with("before upgrade")), "{point}: with a copy beside it: {names:?}");
        assert!(!names.iter().any(|name| name == "sala.db.before-upgrade"), "{point}: and no half of one: {names:?}");
    }
}

#[test]
fn going_on_in_a_restored_store() {
    use sala::store::whereabouts::{go_on_in, noted_in};
    let (_, points) = WORKS.iter().find(|(work, _)| *work == "go-on-in").expect("a work of the list");
    for point in points.iter().flat_map(|points| points.iter()) {
        for former in [None, Some(Path::new("/stores/former"))] {
            let here = tempfile::tempdir().expect("a folder");
            let (home, store) = (here.path().join("home"), here.path().join("restored"));
            if let Some(former) = former {
                go_on_in(&home, former).expect("it was restored once before");
            }
            let go_on = |fault: &str| {
                let mut victim = std::process::Command::new(env!("CARGO_BIN_EXE_victim"));
                victim.arg("go-on-in").args([&home, &store]).env("SALA_FAULT", fault).output().expect("the child runs").status
            };
            let died = go_on(point);
            assert!(std::os::unix::process::ExitStatusExt::signal(&died).is_some(), "the child dies at {point}: {died}");
            let noted = noted_in(&home);
            assert!(noted.as_deref() == former || noted.as_ref() == Some(&store), "{point}: as before or as after: {noted:?}");
            assert!(go_on("none").success(), "{point}: doing it again completes it");
            assert_eq!(noted_in(&home), Some(store), "{point}: and the note is there");
        }
    }
}

fn on(_: &World, laptop: &Laptop, verb: &str, word: &str) {
    dies(verb, &Work { verb, store: Some(laptop.desk.dir()), word: word.to_owned(), makes: None, memory: Path::new("none"), whole: &nothing });
}

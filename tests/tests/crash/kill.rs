//! Letting the work die everywhere it can, and looking at what is left.

use std::{
    collections::BTreeMap,
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    sync::Arc,
};

use sala::{Desk, SystemClock};
use sala_tests::laptop::copy_folder;

/// A piece of work that may be cut short.
pub struct Work<'a> {
    pub verb: &'a str,
    /// The store that it begins with; none where it makes one.
    pub store: Option<&'a Path>,
    /// What it is told beside the store.
    pub word: String,
    /// The file that it makes.
    pub makes: Option<&'a str>,
    /// What this machine remembers.
    pub memory: &'a Path,
    /// Looks at the file that it makes, where there is one.
    pub whole: &'a dyn Fn(&Path),
}

/// One attempt: a fresh copy of everything.
struct Attempt<'a> {
    work: &'a Work<'a>,
    folder: tempfile::TempDir,
}

impl<'a> Attempt<'a> {
    fn new(work: &'a Work<'a>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        if let Some(from) = work.store {
            copy_folder(from, &folder.path().join("store"));
        }
        if work.memory.exists() {
            copy_folder(work.memory, &folder.path().join("memory"));
        }
        Self { work, folder }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn made(&self) -> Option<PathBuf> {
        self.work.makes.map(|name| self.folder.path().join("out").join(name))
    }

    fn run(&self, env: &[(&str, &str)]) -> ExitStatus {
        let out = self.folder.path().join("out");
        std::fs::create_dir_all(&out).expect("a stick");
        let word = self.made().map_or_else(|| self.work.word.clone(), |path| path.display().to_string());
        let mut victim = Command::new(env!("CARGO_BIN_EXE_victim"));
        victim.args([self.work.verb, &self.store().display().to_string(), &word]).env("SALA_MEMORY", self.folder.path().join("memory"));
        victim.env_remove("DBUS_SESSION_BUS_ADDRESS").envs(env.iter().copied());
        victim.output().expect("the child runs").status
    }

    /// What the store says of itself: none where there is no store.
    fn digest(&self) -> Option<String> {
        self.store().join("sala.db").exists().then(|| {
            let opened = Desk::open(&self.store(), Arc::new(SystemClock)).and_then(|desk| desk.remembering(None));
            let desk = opened.unwrap_or_else(|e| panic!("{}: the store opens: {e}", self.work.verb));
            let verified = desk.verify().expect("verify runs");
            assert!(verified.ok, "{}: the store stands on its journal: {:?}", self.work.verb, verified.problems);
            let spool = std::fs::read_dir(self.store().join("spool")).map_or(0, Iterator::count);
            assert_eq!(spool, 0, "{}: what was on its way is tidied away", self.work.verb);
            // What can be taken back comes and goes with what was done.
            let to_take_back = desk.undoable().expect("a look").map_or(0, |last| last.left + 1);
            format!("{}, {to_take_back} to take back", desk.digest(None).expect("a digest").digest)
        })
    }

    /// Nothing stands under a final name that is not whole.
    fn look(&self) {
        if let Some(path) = self.made().filter(|path| path.exists()) {
            (self.work.whole)(&path);
        }
        let stick = std::fs::read_dir(self.folder.path().join("out")).expect("the stick").flatten();
        let names: Vec<_> = stick.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        let known = |name: &String| Some(name.as_str()) == self.work.makes || (name.starts_with(".sala-") && name.ends_with(".part"));
        assert!(names.iter().all(known), "{}: nothing else lies about: {names:?}", self.work.verb);
    }
}

/// How often each point is passed when nothing happens, and the digests before and after.
struct Course {
    passed: BTreeMap<String, u64>,
    before: Option<String>,
    after: Option<String>,
}

fn course(work: &Work<'_>) -> Course {
    let quiet = Attempt::new(work);
    let before = quiet.digest();
    let trace = quiet.folder.path().join("trace");
    let ended = quiet.run(&[("SALA_FAULT_TRACE", &trace.display().to_string())]);
    assert!(ended.success(), "{}: the work can be done: {ended}", work.verb);
    let mut passed = BTreeMap::new();
    for name in std::fs::read_to_string(trace).expect("points").lines() {
        *passed.entry(name.to_owned()).or_insert(0) += 1;
    }
    quiet.look();
    Course { passed, before, after: quiet.digest() }
}

/// Which passings of a point are tried: the first, and others spread over the rest.
fn times(name: &str, passed: u64) -> Vec<u64> {
    let night = std::env::var_os("SALA_NIGHT").is_some();
    let counted = ["sql.step", "sql.row", "file.write", "copy.step"].contains(&name);
    let most = match (night, counted) {
        (true, _) => 400,
        (false, true) => 4,
        (false, false) => 2,
    };
    let tries = passed.min(most);
    let mut times: Vec<_> = (0..tries).map(|i| 1 + i * (passed - 1) / (tries - 1).max(1)).collect();
    times.dedup();
    times
}

/// Let the work die at each point that it passes. Answers the points.
pub fn dies_everywhere(work: &Work<'_>) -> Vec<String> {
    let Course { passed, before, after } = course(work);
    let mut killed = 0;
    for (name, passed) in &passed {
        for time in times(name, *passed) {
            let fault = format!("{name}:{time}");
            let attempt = Attempt::new(work);
            let ended = attempt.run(&[("SALA_FAULT", &fault)]);
            // Keys and salts are random: the last steps of SQLite are not always as many.
            let died = ended.signal().is_some();
            assert!(died || name == "sql.step" || name == "file.write", "{} at {fault}: the child dies there: {ended}", work.verb);
            killed += u32::from(died);
            attempt.look();
            let left = attempt.digest();
            assert!(
                left == before || left == after,
                "{} at {fault}: the store is as before or as after: {left:?} is neither {before:?} nor {after:?}",
                work.verb
            );
            let again = attempt.run(&[]);
            assert!(again.success(), "{} at {fault}: doing it again completes it: {again}", work.verb);
            assert_eq!(attempt.digest().is_some(), after.is_some(), "{} at {fault}: and the store is there", work.verb);
            if work.store.is_some() {
                assert_eq!(attempt.digest(), after, "{} at {fault}: all of it", work.verb);
            }
            if let Some(made) = attempt.made() {
                assert!(made.exists(), "{} at {fault}: and the file is there", work.verb);
            }
            attempt.look();
        }
    }
    assert!(killed > 0, "{}: a test that kills nobody shows nothing", work.verb);
    println!("{}: died {killed} times at {} points", work.verb, passed.len());
    passed.into_keys().collect()
}

//! One laptop: its store in a folder that vanishes, its label, and a clock that the story sets.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value as Json;
use tempfile::TempDir;

/// The program that the stories run.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sala");

/// The reference programme's code.
pub const CODE: &str = "SMECEC-2012";

/// A file of the reference programme.
pub fn demo(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sala/src/demo/files").join(name).display().to_string()
}

/// A laptop.
pub struct Laptop {
    pub label: String,
    pub folder: TempDir,
    pub now: String,
}

/// What the program said.
#[derive(Debug)]
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { exit: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Its one JSON object.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("one JSON object on standard output ({e}): {self:?}"))
    }
}

impl Laptop {
    /// A laptop without a store yet.
    pub fn new(label: &str) -> Self {
        Self { label: label.to_owned(), folder: tempfile::tempdir().unwrap(), now: "2012-05-14T08:00:00Z".to_owned() }
    }

    /// Headquarters with the whole reference programme: facts, agenda, roster.
    pub fn headquarters() -> Self {
        let hq = Self::new("HQ");
        hq.does(&["init", "--role", "hq", "--label", "HQ", "--organisation", "Mekong Institute"]);
        hq.does(&["programme", "new", "--file", &demo("programme.json")]);
        hq.does(&["agenda", "import", &demo("agenda.csv"), "--programme", CODE]);
        hq.does(&["roster", "import", &demo("roster.csv"), "--programme", CODE]);
        hq
    }

    /// A site laptop that headquarters accepted and that has its pack.
    pub fn joined(hq: &Self, label: &str) -> Self {
        let laptop = Self::new(label);
        laptop.does(&["init", "--role", "site", "--label", label]);
        let (request, pack) = (laptop.path("request"), laptop.path("pack.sala"));
        laptop.does(&["request", "--out", &request]);
        hq.does(&["accept", &request]);
        hq.does(&["export", "--out", &pack, "--for", label]);
        laptop.does(&["import", &pack]);
        laptop
    }

    /// A path on this laptop.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Its store.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Write a file on this laptop; answers its path.
    pub fn writes(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
        self.path(name)
    }

    /// The program as it stands, at this laptop's store.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--store").arg(self.store()).args(words);
        self.surround(&mut command);
        command
    }

    /// The laptop's clock, and nothing of whoever runs the story.
    pub fn surround(&self, command: &mut Command) {
        // No story writes into the keychain of whoever runs it, nor into what their machine remembers.
        command
            .env("SALA_MEMORY", self.folder.path().join("memory"))
            .env("SALA_NOW", &self.now)
            .env("TZ", "UTC")
            .env_remove("SALA_AUTHOR")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
    }

    /// Run it.
    pub fn says(&self, words: &[&str]) -> Said {
        Said::of(self.command(words).output().unwrap())
    }

    fn ends(&self, words: &[&str], exit: i32) -> Said {
        let said = self.says(&[words, &["--json"]].concat());
        assert_eq!(said.exit, exit, "{} $ sala {}\n{}{}", self.label, words.join(" "), said.out, said.err);
        said
    }

    /// It is done.
    pub fn does(&self, words: &[&str]) -> Json {
        self.ends(words, 0).json()
    }

    /// It is done, and something waits for a decision.
    pub fn waits(&self, words: &[&str]) -> Json {
        self.ends(words, 4).json()
    }

    /// Nothing was changed; answers everything that is said of it. One sentence on standard error says so too.
    pub fn refuses(&self, words: &[&str]) -> Json {
        let said = self.ends(words, 3);
        assert_eq!(said.err.lines().count(), 1, "one sentence for a person: {:?}", said.err);
        assert!(said.err.starts_with("sala: ") && said.err.trim_end().ends_with('.'), "and a whole one: {:?}", said.err);
        assert!(!said.err.contains(['{', '[']), "without holes where facts belong: {:?}", said.err);
        said.json()
    }

    /// The code of a refusal.
    pub fn refusal(&self, words: &[&str]) -> String {
        self.refuses(words)["error"]["code"].as_str().unwrap().to_owned()
    }

    /// One hash of everything live.
    pub fn digest(&self) -> String {
        self.does(&["digest"])["digest"].as_str().unwrap().to_owned()
    }
}

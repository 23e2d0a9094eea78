//! One laptop at whose window somebody sits, with a stick of their own to carry files on.

use std::fs;
use std::path::{Path, PathBuf};

use sala_tests::window::{Screen, Setup, keys};
use serde_json::Value;

/// A laptop with its store, its settings and the person at it.
pub struct Laptop {
    pub screen: Screen,
    /// The answers that the person gives when a file is asked for, one a line.
    answers: PathBuf,
    /// Where the person saves to.
    stick: PathBuf,
}

impl Laptop {
    /// A laptop whose store lies in a folder of its name; `words` go to the program.
    pub fn start(name: &str, folder: &Path, words: &[&str]) -> Laptop {
        let home = folder.join(name);
        let stick = folder.join("stick");
        for made in [&home, &stick] {
            fs::create_dir_all(made).unwrap();
        }
        let answers = home.join("answers.next");
        fs::write(&answers, "").unwrap();
        let setup = words.iter().fold(Setup::on(&home.join("store")), |setup, word| setup.with(word));
        // Settings of the window stay with the laptop: nothing of a test lands in the home of whoever runs it.
        let screen = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]
            .iter()
            .fold(setup, |setup, variable| setup.variable(variable, &home))
            .variable("SALA_TEST_OPEN", &answers)
            .variable("SALA_TEST_SAVE", &stick)
            .open();
        screen.resize(1280, 800);
        Laptop { screen, answers, stick }
    }

    /// Sets the store up: what the laptop shall be, what it is called, who is at it.
    pub fn set_up(&self, role: &str, label: &str, author: &str) {
        let way = if role == "hq" { "The desk at headquarters" } else { "A laptop at a training site" };
        self.screen.press_button(way);
        if role == "hq" {
            self.screen.fill("Organisation", "Mekong Institute");
        }
        self.screen.fill("Name of this laptop", label);
        self.screen.fill("Your name", author);
        self.screen.press_button("Set up");
        if role == "hq" {
            self.screen.press_button("It is written down");
        }
        self.screen.one("nav.rail");
    }

    /// A laptop with the demo.
    pub fn with_the_demo(folder: &Path) -> Laptop {
        let laptop = Laptop::start("demo", folder, &[]);
        laptop.screen.press_button("Look round with the demo");
        laptop.screen.one("nav.rail");
        laptop
    }

    /// What a script finds, once it finds anything.
    pub fn finds(&self, what: &str, script: &str) -> String {
        let mut found = Value::Null;
        self.screen.until(what, || {
            found = self.screen.script(&format!("return {script}"));
            !found.is_null()
        });
        found.as_str().map_or_else(|| found.to_string(), str::to_owned)
    }

    /// Puts the hand on the first of these; the driver presses keys where it is.
    pub fn at(&self, selector: &str) {
        self.screen.one(selector);
        self.screen.script(&format!("document.querySelector('{selector}').focus()"));
    }

    /// Takes the last gesture back, wherever the hand was.
    pub fn takes_back(&self) {
        self.screen.script("document.activeElement?.blur()");
        self.screen.chord(&[keys::CONTROL, "z"]);
    }

    /// The dialog is gone, and what it said is on disk: more than was `recorded` before.
    pub fn dialog_is_kept(&self, recorded: &str) {
        self.screen.no_longer("[role=dialog]");
        self.screen.until("it is on disk", || self.recorded() != recorded);
    }

    /// How many entries were recorded, as the frame says it: it changes once something is on disk.
    pub fn recorded(&self) -> String {
        self.finds("what was recorded", "document.querySelector('.journey dd')?.innerText ?? null")
    }

    /// Goes to a screen by the rail.
    pub fn go(&self, screen: &str) {
        self.screen.press_button_with("nav li button", screen);
    }

    /// The person will answer the next question for a file with this one.
    pub fn will_open(&self, file: &Path) {
        assert!(file.exists(), "{} is to be opened and is not there", file.display());
        fs::write(&self.answers, format!("{}\n", file.display())).unwrap();
    }

    /// Receives a file, looks at what it would change, and takes it in.
    pub fn receives(&self, file: &Path, button: &str) {
        self.go("Travel");
        self.will_open(file);
        self.screen.press_button("Choose one…");
        self.screen.press_button(button);
        self.screen.sees("Taken in:");
        self.screen.press_button("Close");
    }

    /// Carries everything to the receiver, and answers the file.
    pub fn carries(&self, to: Option<&str>) -> PathBuf {
        self.go("Travel");
        if let Some(to) = to {
            self.screen.choose("For", to);
        }
        self.saves("Save the file…", "Written and read back.")
    }

    /// Goes to the settings, by the name of whoever is at the laptop.
    pub fn settings(&self) {
        self.screen.click("nav .who");
    }

    /// Backs up by hand, and answers the file.
    pub fn backs_up(&self) -> PathBuf {
        self.settings();
        self.saves("Back up now", "The backup is made, and was opened again to check it")
    }

    /// Saves the request to join, and answers the file.
    pub fn asks_to_join(&self) -> PathBuf {
        self.go("Travel");
        self.saves("Save the request to join…", "The request is saved:")
    }

    /// Presses a button that writes a file, and answers the file once it is said to be written.
    fn saves(&self, button: &str, said: &str) -> PathBuf {
        let before = self.on_the_stick();
        self.screen.press_button(button);
        let mut new = Vec::new();
        self.screen.until("a file on the stick", || {
            new = self.on_the_stick().into_iter().filter(|file| !before.contains(file)).collect();
            !new.is_empty()
        });
        self.screen.sees(said);
        assert_eq!(new.len(), 1, "one button writes one file, but these are new: {new:?}");
        new.remove(0)
    }

    /// Accepts a laptop that asks to join.
    pub fn accepts(&self, request: &Path) {
        self.go("Travel");
        self.will_open(request);
        self.screen.press_button("Open a laptop’s request…");
        self.screen.press_button("The words are the same: accept");
        self.screen.sees("is accepted.");
    }

    /// Opens a file with this button, and is told in words that it cannot be used and that nothing changed.
    pub fn is_refused(&self, file: &Path, button: &str) {
        self.will_open(file);
        self.screen.press_button(button);

        self.screen.sees("Nothing was changed.");
        let name = file.file_name().unwrap().to_string_lossy();
        self.screen.keep_picture(&format!("refused-{name}").replace('.', "-"));
        self.screen.press_button("Close");
        self.screen.no_longer_sees("Nothing was changed.");
    }

    /// How often each mark stands in the register that is open, as a screen reader hears it.
    pub fn counts(&self, expected: &str) {
        self.screen.wait_for_text("counts", |said| said.contains(expected));
    }

    /// The finished files on the stick: one that is still being written has another name.
    fn on_the_stick(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(&self.stick).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|it| it.to_string_lossy().starts_with("sala"))).collect()
    }
}

/// A file of the reference programme, as it is shipped inside the product.
pub fn demo_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/sala/src/demo/files").join(name)
}

//! What a person sees of one laptop and does on it. Everything waits a while for what it looks for, and when it does not
//! come, says what was there instead and keeps a picture.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

use super::driver::{self, Driver, variable};
use super::scripts::{BY_ROLE_AND_NAME, CHOOSE, FIRST_SEEN, PAINTED, SAYING, STANDING, TEXT_OF};
use super::session::{Element, Session, element};

/// Nothing on an old laptop takes longer than this to appear, and a slow test machine is an old laptop.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long to rest between two looks.
pub(super) const REST: Duration = Duration::from_millis(10);

/// How the program is started.
pub struct Setup {
    arguments: Vec<String>,
    environment: Vec<(OsString, OsString)>,
}

impl Setup {
    /// On the store in this folder, which also keeps the laptop's settings.
    #[must_use]
    pub fn on(store: &Path) -> Setup {
        let arguments = vec!["--store".to_owned(), store.display().to_string()];
        Setup { arguments, environment: Vec::new() }
    }

    /// With one more word on its command line.
    #[must_use]
    pub fn with(mut self, word: &str) -> Setup {
        self.arguments.push(word.to_owned());
        self
    }

    /// With this variable in its environment.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &Path) -> Setup {
        self.environment.push(variable(name, value));
        self
    }

    /// Starts the program that `SALA_DESKTOP` names.
    #[must_use]
    pub fn open(self) -> Screen {
        self.open_program(&driver::program())
    }

    /// Starts this program, and answers how long it took until the selector found something that can be seen.
    #[must_use]
    pub fn time_until(self, program: &Path, selector: &str) -> Duration {
        let driver = Driver::start(&self.environment);
        let begun = Instant::now();
        let screen = self.open_through(driver, program);
        screen.one(selector);
        begun.elapsed()
    }

    /// Starts this program.
    ///
    /// # Panics
    /// Where it does not start.
    #[must_use]
    pub fn open_program(self, program: &Path) -> Screen {
        let driver = Driver::start(&self.environment);
        self.open_through(driver, program)
    }

    fn open_through(self, driver: Driver, program: &Path) -> Screen {
        let session = Session::start(&driver.address(), program, &self.arguments).unwrap_or_else(|why| panic!("{} does not start: {why}", program.display()));
        Screen { session, _driver: driver }
    }
}

/// One laptop's window.
pub struct Screen {
    pub(super) session: Session,
    /// Ends after the session, whose commands go through it.
    _driver: Driver,
}

impl Screen {
    /// The first element that the selector finds, once it is there and can be seen.
    pub fn one(&self, selector: &str) -> Element {
        self.wait(selector, || self.first_seen(selector))
    }

    /// Presses the button with this name.
    pub fn press_button(&self, name: &str) {
        self.press("button", name);
    }

    /// Presses what a screen reader would announce with this role and name; where nothing has just this name, the first
    /// whose name begins with it (a button may also say which key it answers to, or how much waits behind it).
    pub fn press(&self, role: &str, name: &str) {
        self.click_once(&format!("the {role} “{name}”"), || self.named(role, name));
    }

    /// Presses the first of the buttons that the selector finds that says this.
    pub fn press_button_with(&self, selector: &str, text: &str) {
        self.click_once(&format!("{selector} saying “{text}”"), || Ok(element(&self.session.run(SAYING, &[json!(selector), json!(text)])?)));
    }

    /// Clicks the first element that the selector finds.
    pub fn click(&self, selector: &str) {
        self.click_once(selector, || self.first_seen(selector));
    }

    /// Finds anew before each attempt: what is drawn again in between is another element, and what slides into its place is
    /// for a moment under something else.
    fn click_once(&self, what: &str, find: impl Fn() -> Result<Option<Element>, String>) {
        self.wait(&format!("{what} to be clicked"), || match find()? {
            Some(element) => self.session.click(&element).map(Some),
            None => Ok(None),
        });
    }

    fn first_seen(&self, selector: &str) -> Result<Option<Element>, String> {
        Ok(element(&self.session.run(FIRST_SEEN, &[json!(selector)])?))
    }

    pub(super) fn named(&self, role: &str, name: &str) -> Result<Option<Element>, String> {
        Ok(element(&self.session.run(BY_ROLE_AND_NAME, &[json!(role), json!(name)])?))
    }

    /// Empties the text field with this label and types into it.
    pub fn fill(&self, label: &str, text: &str) {
        self.wait(&format!("the field “{label}” to be typed into"), || {
            let Some(field) = self.named("textbox", label)? else { return Ok(None) };
            self.session.clear(&field)?;
            self.session.type_into(&field, text).map(Some)
        });
    }

    /// Presses one key where the focus is: a character, or one of [`keys`](super::keys).
    pub fn key(&self, key: &str) {
        self.chord(&[key]);
    }

    /// Presses keys together.
    ///
    /// # Panics
    /// Where the driver refuses.
    pub fn chord(&self, keys: &[&str]) {
        self.session.press(keys).unwrap_or_else(|why| self.give_up(&format!("the keys {keys:?} were refused: {why}")));
    }

    /// Types a text where the focus is, all at once: as a badge scanner does, far faster than a hand.
    pub fn scan(&self, text: &str) {
        let typed = self.session.type_at_once(text);
        typed.unwrap_or_else(|why| self.give_up(&format!("the text {text:?} could not be typed: {why}")));
    }

    /// Chooses the entry with this text in the list of choices with this label.
    pub fn choose(&self, list: &str, entry: &str) {
        self.wait(&format!("the entry “{entry}” of {list}"), || {
            let Some(list) = self.named("combobox", list)? else { return Ok(None) };
            let done = self.session.run(CHOOSE, &[list.to_json(), json!(entry)])?;
            Ok(done.as_bool().filter(|done| *done))
        });
    }

    /// Chooses an entry by its place, where its words depend on the language.
    pub fn choose_nth(&self, selector: &str, entry: usize) {
        self.wait(&format!("entry {entry} of {selector}"), || {
            let Some(list) = self.first_seen(selector)? else { return Ok(None) };
            let done = self.session.run(CHOOSE, &[list.to_json(), json!(entry)])?;
            Ok(done.as_bool().filter(|done| *done))
        });
    }

    /// Waits until nothing fits the selector: a dialog that is closed.
    pub fn no_longer(&self, selector: &str) {
        let gone = format!("return document.querySelector({selector:?}) === null");
        self.wait(&format!("{selector} to go away"), || Ok(self.session.run(&gone, &[])?.as_bool().filter(|gone| *gone)));
    }

    /// Waits until this text stands on the screen.
    pub fn sees(&self, text: &str) {
        self.wait(&format!("the text “{text}”"), || Ok(self.text()?.contains(text).then_some(())));
    }

    /// Waits until this text is gone from the screen.
    pub fn no_longer_sees(&self, text: &str) {
        self.wait(&format!("the text “{text}” to go away"), || Ok((!self.text()?.contains(text)).then_some(())));
    }

    /// What an element says, once that fits.
    pub fn wait_for_text(&self, id: &str, fits: impl Fn(&str) -> bool) -> String {
        self.wait(&format!("{id} to say what is expected"), || {
            let said = self.session.run(TEXT_OF, &[json!(format!("[data-testid={id:?}]"))])?;
            Ok(said.as_str().filter(|said| fits(said)).map(str::to_owned))
        })
    }

    /// Waits until a picture is really painted, not only announced.
    pub fn sees_a_picture(&self) {
        self.wait("a picture", || Ok(self.session.run(PAINTED, &[])?.as_bool().filter(|painted| *painted)));
    }

    /// Waits until something outside the window has come about.
    pub fn until(&self, what: &str, mut done: impl FnMut() -> bool) {
        self.wait(what, || Ok(done().then_some(())));
    }

    /// Runs a script in the page.
    ///
    /// # Panics
    /// Where the script throws.
    pub fn script(&self, script: &str) -> Value {
        self.session.run(script, &[]).unwrap_or_else(|why| self.give_up(&format!("a script failed: {why}")))
    }

    /// Makes the page this large, whatever the window's frame takes.
    ///
    /// # Panics
    /// Where the window does not take the size.
    pub fn resize(&self, width: u32, height: u32) {
        let inner = || -> Result<(u64, u64), String> {
            let size = self.session.run("return [window.innerWidth, window.innerHeight]", &[])?;
            let side = |n: usize| size.get(n).and_then(Value::as_u64).unwrap_or_default();
            Ok((side(0), side(1)))
        };
        let mut asked = (width, height);
        self.wait(&format!("a page of {width} by {height}"), || {
            self.session.resize(asked.0, asked.1)?;
            sleep(Duration::from_millis(150));
            let (w, h) = inner()?;
            if (w, h) == (u64::from(width), u64::from(height)) {
                return Ok(Some(()));
            }
            let add = |asked: u32, wanted: u32, got: u64| (asked + wanted).saturating_sub(u32::try_from(got).unwrap_or(wanted));
            asked = (add(width, width, w), add(height, height, h));
            Ok(None)
        });
    }

    /// Keeps a picture of the screen under this name.
    ///
    /// # Panics
    /// Where it cannot be taken or written.
    pub fn keep_picture(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-output/screens");
        std::fs::create_dir_all(&folder).expect("the folder of the screenshots can be made");
        let file = folder.join(name).with_extension("png");
        // What was seen may not be painted yet. A page that cannot run this is photographed as it is.
        let _ = self.session.run(STANDING, &[]);
        let picture = self.session.picture().expect("the window can be photographed");
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture).expect("a picture comes in base 64");
        std::fs::write(&file, bytes).expect("a picture can be written");
        file
    }

    fn text(&self) -> Result<String, String> {
        let text = self.session.run("return document.body.innerText", &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    pub(super) fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Result<Option<T>, String>) -> T {
        let begun = Instant::now();
        loop {
            let last = match look() {
                Ok(Some(found)) => return found,
                Ok(None) => String::new(),
                Err(why) => format!(" ({why})"),
            };
            if begun.elapsed() > PATIENCE {
                self.give_up(&format!("waited in vain for {what}{last}"));
            }
            sleep(REST);
        }
    }

    pub(super) fn give_up(&self, why: &str) -> ! {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("test").replace("::", "-");
        let picture = self.keep_picture(&format!("failed-{test}"));
        let text = self.text().unwrap_or_default();
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(40).collect();
        panic!("{why}\nsee {}\non the screen:\n{}", picture.display(), lines.join(" · "));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.session.end();
    }
}

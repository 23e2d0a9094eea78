//! Every dialog of the demo, opened by its button and left by Escape: each language, light and size twice, in pairs that between
//! them hold every combination of two; photographed, and held to what can be measured about it.

use sala_tests::window::{Screen, keys};
use serde_json::Value;

use crate::{demo::settings, laptop::Laptop, looks};

#[test]
fn every_dialog_of_the_demo_fits_in_english() {
    all_fit("en", [("light", 1280, 800), ("dark", 1024, 640)]);
}

#[test]
fn every_dialog_of_the_demo_fits_in_thai() {
    all_fit("th", [("light", 1024, 640), ("dark", 1280, 800)]);
}

fn all_fit(language: &'static str, looks: [(&str, u32, u32); 2]) {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::start("demo", folder.path(), &["--demo"]);
    laptop.screen.one("nav.rail");
    laptop.go("Register");
    laptop.screen.press_button("Lock the register");
    laptop.screen.sees("Open again…");
    let mut faults = Vec::new();
    for (theme, width, height) in looks {
        settings(&laptop, language, theme);
        laptop.screen.resize(width, height);
        let mut walk = Walk::new(&laptop, language, format!("{language}-{theme}-{width}"));
        walk.everywhere();
        faults.append(&mut walk.faults);
    }
    assert!(faults.is_empty(), "every dialog must fit and be readable:\n  {}", faults.join("\n  "));
}

/// Once through all dialogs in one language.
struct Walk<'a> {
    screen: &'a Screen,
    language: &'static str,
    words: Value,
    suffix: String,
    faults: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(laptop: &'a Laptop, language: &'static str, suffix: String) -> Walk<'a> {
        let words = if language == "th" { include_str!("../../../ui/messages/th.json") } else { include_str!("../../../ui/messages/en.json") };
        Walk { screen: &laptop.screen, language, words: serde_json::from_str(words).unwrap(), suffix, faults: Vec::new() }
    }

    fn everywhere(&mut self) {
        self.register();
        self.agenda_and_people();
        self.groups_and_outputs();
        self.scoring();
        self.visits();
        self.plans();
        self.screen.click("nav .who");
        self.screen.one("main h3:last-of-type");
        self.screen.script("document.querySelector('main h3:last-of-type').scrollIntoView()");
        self.button("restore", "restore.begin");
    }

    fn register(&mut self) {
        self.go_to(2);
        self.screen.click("main .segmented button:nth-of-type(1)");
        self.screen.click("main .segmented + .segmented button:nth-of-type(2)");
        for (name, entry) in
            [("left-early", "left.open"), ("several-days", "advance.open"), ("mark-remark", "register.addRemark"), ("mark-history", "register.history")]
        {
            self.screen.click("main .row-more");
            self.entry(name, entry);
        }
        self.screen.click("main .segmented + .segmented button:nth-of-type(1)");
        self.button("verify-paper", "verify.open");
        self.button("open-again", "register.reopen");
        self.button("register-past", "past.of");
    }

    fn agenda_and_people(&mut self) {
        self.go_to(3);
        self.button("session-new", "agenda.add");
        self.screen.click("main .row-more");
        self.entry("session", "agenda.edit");
        self.screen.click("main .row-more");
        self.entry("session-cancelled", "agenda.set.cancelled");
        self.go_to(4);
        self.button("person-new", "people.add");
        self.button("person", "people.editOf");
    }

    fn groups_and_outputs(&mut self) {
        self.go_to(5);
        self.screen.click("main .segmented button:nth-of-type(1)");
        for (name, button) in [
            ("set-new", "groups.newSet"),
            ("set-name", "groups.renameSet"),
            ("set-removed", "groups.removeSet"),
            ("group-new", "groups.addGroup"),
            ("group-name", "groups.rename"),
            ("draw", "draw.open"),
        ] {
            self.button(name, button);
        }
        self.screen.click("main .segmented button:nth-of-type(2)");
        for (name, button) in [("exercise-new", "outputs.addExercise"), ("brief", "outputs.briefEdit"), ("output-new", "outputs.add")] {
            self.button(name, button);
        }
        self.screen.script("document.querySelector('main section li button.output').click()");
        self.screen.one("main .output section header h2");
        self.button("output-past", "past.of");
        self.button("output-compared", "outputs.compareDo");
        self.button("feedback-new", "feedback.add");
        self.button("feedback-shown", "feedback.show");
        self.screen.click("main header button:first-of-type");
    }

    fn scoring(&mut self) {
        self.press("scoring.open");
        let part = |nth: usize| format!("main header .segmented button:nth-of-type({nth})");
        self.screen.click(&part(2));
        self.button("criterion-new", "rubric.add");
        self.opens("criterion", |walk| walk.screen.click("main tbody button[id^=criterion]"));
        self.screen.click(&part(3));
        self.button("juror-new", "scores.addJuror");
        self.screen.click("main aside ul:nth-of-type(1) li:nth-child(1) button");
        self.button("juror", "scores.editJurorOf");
        self.button("interest", "interest.of");
        self.button("remark", "scores.remarkOf");
        self.screen.click("main header button:first-of-type");
    }

    fn visits(&mut self) {
        self.go_to(6);
        self.button("visit-new", "visits.add");
        self.screen.click("main section li button");
        for (name, button) in [
            ("visit", "visits.edit"),
            ("visit-not-held", "visits.notHeldDo"),
            ("visit-removed", "visits.remove"),
            ("vehicle-new", "visits.addVehicle"),
            ("stop-new", "visits.addStop"),
        ] {
            self.button(name, button);
        }
        self.screen.click("main header .segmented button:nth-of-type(2)");
        self.screen.click("main button.point");
        self.button("count-history", "headcount.history");
        // Nobody at all is counted: whoever goes on says why.
        self.press("headcount.zero");
        self.button("override", "headcount.noteAnyway");
        self.press("headcount.all");
        self.press("headcount.letGo");
    }

    fn plans(&mut self) {
        self.go_to(7);
        self.button("plan-new", "plans.new");
        self.screen.click("main ul li:nth-child(1) button");
        for (name, button) in [
            ("plan-state", "plans.otherState"),
            ("plan-origin", "plans.originSay"),
            ("plan-past", "past.of"),
            ("plan-partner", "plans.add.partner"),
            ("plan-output", "plans.add.output"),
            ("plan-activity", "plans.add.activity"),
            ("plan-indicator", "plans.add.indicator"),
            ("plan-cost", "plans.add.budget"),
            ("plan-risk", "plans.add.risk"),
            ("plan-assistance", "plans.add.assistance"),
            ("plan-compared", "plans.compare"),
            ("plan-report", "months.reportOn"),
            ("plan-contact", "months.addContact"),
            ("plan-help", "months.addHelp"),
            ("plan-workshop", "months.addCascade"),
        ] {
            self.button(name, button);
        }
        self.opens("plan-rating", |walk| walk.screen.click("main button.rating"));
        self.screen.click("main header button:first-of-type");
    }

    fn go_to(&self, at: usize) {
        self.screen.click(&format!("nav li:nth-child({at}) button"));
    }

    /// What a message says before the first thing that is put into it.
    fn says(&self, message: &str) -> String {
        let said = self.words.get(message).and_then(Value::as_str).unwrap_or_else(|| panic!("no message {message}"));
        said.split('{').next().unwrap_or_default().trim().to_owned()
    }

    fn press(&self, message: &str) {
        self.screen.press_button(&self.says(message));
    }

    /// The dialog that the button with these words opens.
    fn button(&mut self, name: &str, message: &str) {
        self.opens(name, |walk| walk.press(message));
    }

    /// The dialog that the entry of a menu with these words opens.
    fn entry(&mut self, name: &str, message: &str) {
        self.opens(name, |walk| walk.screen.press("menuitem", &walk.says(message)));
    }

    fn opens(&mut self, name: &str, open: impl FnOnce(&Self)) {
        open(self);
        self.screen.one("[role='dialog'] .modal-title");
        let what = format!("dialog-{name}-{}", self.suffix);
        let found = looks::faults(self.screen, self.language).into_iter().chain(looks::barriers(self.screen)).chain(cut_off(self.screen));
        self.faults.extend(found.map(|fault| format!("{what}: {fault}")));
        self.screen.keep_picture(&what);
        self.screen.key(keys::ESCAPE);
        self.screen.no_longer("[role=dialog]");
    }
}

/// What of a dialog is outside the window, or wider than it.
fn cut_off(screen: &Screen) -> Vec<String> {
    let found = screen.script(
        "const faults = [];
         for (const dialog of document.querySelectorAll('[role=dialog]')) {
           const box = dialog.getBoundingClientRect();
           if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) faults.push('the dialog is outside the window');
           const body = dialog.querySelector('.body');
           if (body && body.scrollWidth > body.clientWidth + 1) faults.push(`the dialog is ${body.scrollWidth} wide in ${body.clientWidth}`);
           for (const button of dialog.querySelectorAll('footer button')) {
             const place = button.getBoundingClientRect();
             if (place.right > box.right || place.bottom > box.bottom) faults.push(`out of the dialog: ${button.innerText}`);
           }
         }
         return faults",
    );
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

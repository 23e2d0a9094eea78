//! Gestures that are made less often, by keyboard on the demo: two sessions change places, a seat, what a group saw, somebody who
//! comes instead, days that are excused beforehand, versions side by side, a commitment, the form that goes out and comes back.

use std::{fs, path::PathBuf};

use sala_tests::window::keys;

use crate::laptop::Laptop;

/// Does something that is recorded, looks at it, and takes it back.
fn recorded_and_taken_back(laptop: &Laptop, picture: &str, gesture: impl FnOnce(&Laptop), stands: impl Fn(&Laptop) -> String) {
    let (before, recorded) = (stands(laptop), laptop.recorded());
    gesture(laptop);
    laptop.screen.until("it stands there", || stands(laptop) != before);
    laptop.screen.until("it is on disk", || laptop.recorded() != recorded);
    laptop.screen.keep_picture(picture);
    laptop.takes_back();
    laptop.screen.until("it is taken back", || stands(laptop) == before);
}

#[test]
fn sessions_change_places_a_seat_is_given_and_a_group_says_what_it_saw() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Agenda");
    laptop.screen.press("radio", "Week");
    laptop.at("button.session");
    let session = laptop.finds("a session", "document.activeElement?.id || null");
    let when = |laptop: &Laptop| laptop.finds("its time", &format!("document.querySelector('#{session} .when')?.innerText ?? null"));
    recorded_and_taken_back(&laptop, "by-hand-swap", |laptop| laptop.screen.key("s"), when);

    laptop.go("Visits");
    laptop.screen.click("main section li button");
    laptop.at("[data-place]:not([data-place=none]) li[data-person] .row-more");
    let person = laptop.finds("somebody with a seat", "document.activeElement?.closest('[data-person]')?.dataset.person ?? null");
    let place = |laptop: &Laptop| {
        laptop.finds("their place", &format!("document.querySelector('li[data-person=\"{person}\"]')?.closest('[data-place]')?.dataset.place ?? null"))
    };
    recorded_and_taken_back(&laptop, "by-hand-seat", |laptop| laptop.screen.key("0"), place);

    laptop.screen.press("radio", "Observations");
    laptop.at("section[aria-label^=Group] textarea");
    let seen = |laptop: &Laptop| laptop.finds("what was seen", "document.querySelector('section[aria-label^=Group] textarea')?.value ?? null");
    let says = |laptop: &Laptop| {
        laptop.screen.scan(" Drying racks under one roof.");
        laptop.screen.script("document.activeElement?.blur()");
    };
    recorded_and_taken_back(&laptop, "by-hand-observation", says, seen);
}

#[test]
fn somebody_comes_instead_of_a_nominee_and_somebody_is_excused_beforehand() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("People");
    laptop.at("button[aria-label^=Change]");
    laptop.screen.key(keys::ENTER);
    laptop.screen.press_button("Replace by another…");
    laptop.screen.fill("Name", "Daw Khin Nilar Aye");
    laptop.screen.keep_picture("by-hand-replaced");
    let recorded = laptop.recorded();
    laptop.screen.key(keys::ENTER);
    laptop.dialog_is_kept(&recorded);
    // Whoever is new stands at the end of a long list: they are looked for.
    laptop.screen.key("/");
    laptop.screen.scan("Khin Nilar");
    laptop.screen.sees("Daw Khin Nilar Aye");
    laptop.takes_back();
    laptop.screen.no_longer_sees("Daw Khin Nilar Aye");

    laptop.go("Register");
    laptop.at("main .row-more");
    laptop.screen.key(keys::ENTER);
    laptop.screen.enter("menuitem", "Several days…");
    laptop.screen.type_at("Reason", "At the embassy");
    laptop.screen.key(keys::ENTER);
    laptop.screen.no_longer("[role=dialog]");
    // The last day of the demo is over: what somebody marked stays, and that is said.
    laptop.screen.sees("Nothing was marked");
    laptop.screen.keep_picture("by-hand-excused");
}

#[test]
fn versions_are_compared_somebody_stands_for_one_and_a_form_goes_out_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Action plans");
    laptop.screen.click("main ul li:nth-child(1) button");
    laptop.screen.one("section ol button.person");
    laptop.at("section ol button.person");
    let stands =
        |laptop: &Laptop| laptop.finds("whether they stand for it", "document.querySelector('section ol button.person')?.getAttribute('aria-pressed') ?? null");
    recorded_and_taken_back(&laptop, "by-hand-commitment", |laptop| laptop.screen.key(keys::ENTER), stands);
    laptop.screen.press_button("Compare");
    laptop.screen.sees("What differs from version");
    laptop.screen.keep_picture("by-hand-compared");
    laptop.screen.key(keys::ESCAPE);

    laptop.screen.press_button("Form for the plan lead…");
    let forms = || -> Vec<PathBuf> {
        let files = fs::read_dir(folder.path().join("stick")).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|it| it == "xlsx")).collect()
    };
    laptop.screen.until("the form is on the stick", || forms().len() == 1);
    laptop.screen.sees("The form is in");
    laptop.will_open(&forms()[0]);
    laptop.screen.press_button("Read a form…");
    laptop.screen.sees("The form tells nothing new.");
    laptop.screen.keep_picture("by-hand-form");
}

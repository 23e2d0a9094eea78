//! The main gestures of what follows the roll call, by keyboard on the demo: presentations and their time, scores, and the six months.

use sala_tests::window::keys;

use crate::laptop::Laptop;

#[test]
fn presentations_are_timed_and_outputs_scored_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Groups & outputs");
    laptop.screen.press("radio", "Outputs");
    laptop.screen.press_button("Present and score");
    laptop.screen.press("radio", "Order");
    laptop.screen.press_button("Show the timer");
    laptop.screen.one(".timer [data-how=waiting]");
    laptop.screen.key(" ");
    laptop.screen.one(".timer [data-how=running]");
    laptop.screen.key(" ");
    laptop.screen.one(".timer [data-how=paused]");
    laptop.screen.keep_picture("after-timer");
    // The room's screen gets a window, loses it, and gets it again; the one who times sees no refusal of it.
    let said = || laptop.screen.script("return document.querySelector('.timer .said')?.innerText?.trim() ?? ''").as_str().unwrap_or_default().to_owned();
    for _ in 0..3 {
        laptop.screen.key("p");
        std::thread::sleep(std::time::Duration::from_millis(700));
        assert_eq!(said(), "", "the system gives a window for the projector");
    }
    laptop.screen.key(keys::ESCAPE);
    laptop.screen.no_longer(".timer");
    laptop.screen.press_button("Show the timer");
    laptop.screen.one(".timer [data-how=paused]");
    laptop.screen.key("n");
    laptop.screen.no_longer(".timer [data-how=paused]");
    laptop.screen.key(keys::ESCAPE);

    laptop.screen.press("radio", "Scores");
    laptop.screen.press("button", "Group E");
    laptop.at("section[aria-label=\"Group E\"] input");
    let here = laptop.finds("where the hand is", "document.activeElement?.id || null");
    let points = |laptop: &Laptop| laptop.finds("the points", &format!("document.getElementById('{here}')?.value ?? null"));
    let before = points(&laptop);
    let typed = if before == "3" { "4" } else { "3" };
    laptop.screen.key(typed);
    laptop.screen.until("the hand goes on", || laptop.finds("the next", "document.activeElement?.id || null") != here);
    assert_eq!(points(&laptop), typed, "what was typed stands there");
    laptop.screen.keep_picture("after-scores");
    laptop.screen.chord(&[keys::CONTROL, "z"]);
    laptop.screen.until("it is taken back", || points(&laptop) == before);
    laptop.screen.press("radio", "Results");
    laptop.screen.one("table");
    laptop.screen.keep_picture("after-results");
}

#[test]
fn the_six_months_are_read_and_told_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Action plans");
    laptop.screen.press("radio", "Six months");
    laptop.at("button.plan");
    laptop.screen.key(keys::DOWN);
    laptop.screen.key(keys::ENTER);
    laptop.screen.sees("Month by month");
    laptop.screen.sees("AP02");
    // An activity is moved by a week, and the gesture is taken back.
    laptop.at("button.open[aria-keyshortcuts]");
    let row = "document.querySelector('button.open[aria-keyshortcuts]')?.innerText ?? null";
    let before = laptop.finds("an activity", row);
    let recorded = laptop.recorded();
    laptop.screen.chord(&[keys::ALT, keys::RIGHT]);
    laptop.screen.until("it has moved", || laptop.finds("an activity", row) != before);
    laptop.screen.until("it is kept", || laptop.recorded() != recorded);
    laptop.screen.chord(&[keys::CONTROL, "z"]);
    laptop.screen.until("it is taken back", || laptop.finds("an activity", row) == before);

    laptop.screen.press("button", "The plan as a whole");
    laptop.screen.press("radio", "Green");
    laptop.screen.keep_picture("after-rating");
    laptop.screen.press_button_with("[role=dialog] button", "Save");
    laptop.screen.no_longer("[role=dialog]");
    laptop.screen.press_button("All plans");
    laptop.screen.press("radio", "What is due");
    laptop.screen.keep_picture("after-due");
    laptop.go("Today");
    laptop.screen.keep_picture("after-today");
}

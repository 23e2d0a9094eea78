//! The main gestures of a day at the site beside the roll call, by keyboard on the demo: the week, the groups, a canvas, a
//! headcount, the review of the day.

use sala_tests::window::keys;

use crate::laptop::Laptop;

#[test]
fn a_session_is_moved_in_the_week_and_groups_are_drawn_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Agenda");
    laptop.screen.press("radio", "Week");
    laptop.at("button.session");
    let session = laptop.finds("a session", "document.activeElement?.id || null");
    let when = |laptop: &Laptop| laptop.finds("its time", &format!("document.querySelector('#{session} .when')?.innerText ?? null"));
    let (before, recorded) = (when(&laptop), laptop.recorded());
    laptop.screen.key(keys::DOWN);
    laptop.screen.key(keys::DOWN);
    laptop.screen.until("it has moved on the screen", || when(&laptop) != before);
    assert_eq!(laptop.recorded(), recorded, "and not on disk while it is in the hand");
    laptop.screen.key(keys::ENTER);
    laptop.screen.until("it is kept", || laptop.recorded() != recorded);
    laptop.screen.keep_picture("site-week");
    laptop.screen.chord(&[keys::CONTROL, "z"]);
    laptop.screen.until("it is taken back", || when(&laptop) == before);

    laptop.go("Groups & outputs");
    laptop.screen.press("radio", "Groups");
    laptop.screen.press_button("Draw groups…");
    laptop.screen.fill("Name of the set", "Second week");
    laptop.screen.press_button_with("[role=dialog] button", "Draw");
    laptop.screen.one("[role=dialog] section[aria-label=\"Group E\"]");
    laptop.screen.keep_picture("site-draw");
    laptop.screen.press_button("Keep these groups");
    laptop.screen.sees("Drawn on");
    laptop.at("section[aria-label=\"Group A\"] button[data-person]");
    let person = laptop.finds("a person", "document.activeElement?.dataset.person || null");
    let group = |laptop: &Laptop| {
        let place = format!("document.querySelector('button[data-person=\"{person}\"]')?.closest('section')?.getAttribute('aria-label') ?? null");
        laptop.finds("their group", &place)
    };
    assert_eq!(group(&laptop), "Group A");
    laptop.screen.chord(&[keys::SHIFT, keys::RIGHT]);
    laptop.screen.until("they are in the next group", || group(&laptop) == "Group B");
    laptop.screen.chord(&[keys::CONTROL, "z"]);
    laptop.screen.until("and back", || group(&laptop) == "Group A");
}

#[test]
fn a_note_is_put_on_a_canvas_heads_are_counted_and_the_day_is_looked_back_on_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Groups & outputs");
    laptop.screen.press("radio", "Outputs");
    let swot = "main section:nth-of-type(2) li:nth-child(1) button.output";
    laptop.screen.one(swot);
    laptop.screen.script(&format!("document.querySelector('{swot}').click()"));
    laptop.screen.one("section[aria-label=\"Opportunities\"]");
    laptop.at("section[aria-label=\"Opportunities\"] input[aria-label=\"Add a note\"]");
    laptop.screen.scan("Hotels along the river");
    laptop.screen.key(keys::ENTER);
    let notes = "[...document.querySelectorAll('section[aria-label=\"Opportunities\"] textarea')].map((one) => one.value).join(' | ')";
    laptop.screen.until("it stands there", || laptop.finds("the notes", notes).contains("Hotels along the river"));
    laptop.screen.keep_picture("site-canvas");

    laptop.go("Visits");
    laptop.screen.click("main section li button");
    laptop.screen.press("radio", "Headcount");
    laptop.screen.click(".points li:nth-child(1) button");
    laptop.screen.press_button("Take the count away");
    laptop.screen.sees("Not counted yet");
    laptop.screen.click(".points li:nth-child(1) button");
    let together = laptop.screen.script("return [...document.querySelectorAll('.place')].length > 0");
    if together.as_bool() == Some(true) {
        laptop.screen.press_button("All together");
    }
    laptop.screen.script("document.activeElement?.blur()");
    laptop.screen.key("2");
    laptop.screen.key("8");
    laptop.screen.sees("missing");
    laptop.screen.keep_picture("site-headcount");
    laptop.screen.key("+");
    laptop.screen.sees("accounted for");
    laptop.screen.key(keys::ENTER);
    laptop.screen.sees(": noted.");
    laptop.screen.no_longer_sees("Not counted yet");

    laptop.go("Today");
    laptop.screen.press_button("Open the review");
    laptop.at("textarea");
    laptop.screen.scan("The maps were worth the morning");
    laptop.screen.chord(&[keys::CONTROL, keys::ENTER]);
    laptop.screen.until("it stands there and the next one can be written", || laptop.finds("the answer", "document.activeElement?.value ?? null").is_empty());
    laptop.screen.sees("The maps were worth the morning");
    laptop.screen.keep_picture("site-review");
}

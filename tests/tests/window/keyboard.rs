//! Without a mouse: every screen is reached by Tab and arrows from wherever the keyboard is, and one of its gestures is made there.

use sala_tests::window::keys;

use crate::laptop::Laptop;

/// Presses a key of the screen, and takes back what it recorded.
fn and_back(laptop: &Laptop, gesture: impl FnOnce()) {
    let before = laptop.recorded();
    gesture();
    laptop.screen.until("it is recorded", || laptop.recorded() != before);
    laptop.screen.reach("button", "Take back the last action");
    laptop.screen.key(keys::ENTER);
    laptop.screen.until("it is taken back", || laptop.screen.script("return document.body.innerText.includes('Taken back')") == true);
}

#[test]
fn every_screen_is_worked_by_tab_and_arrows() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    let screen = &laptop.screen;

    screen.enter("button", "People");
    screen.enter("button", "Add a person");
    screen.type_at("Code", "P40");
    screen.type_at("Name", "Daw Hnin Si");
    screen.enter("button", "Save");
    screen.no_longer("[role=dialog]");

    screen.enter("button", "Agenda");
    screen.enter("radio", "Week");
    screen.one("button.session");
    screen.enter("radio", "List");
    screen.enter("button", "Add a session");
    screen.type_at("Title", "Closing words");
    screen.key(keys::ESCAPE);
    // What was typed is not thrown away unasked.
    screen.enter("button", "Leave without keeping it");

    screen.enter("button", "Groups & outputs");
    screen.enter("radio", "Outputs");
    screen.enter("radio", "Gallery");
    screen.one("main section li .from");

    screen.enter("button", "Visits");
    screen.reach("button", "08:00–12:00");
    screen.key(keys::ENTER);
    screen.enter("radio", "Headcount");
    screen.one("main ol button");
    screen.enter("radio", "Observations");
    screen.one("section[aria-label^=Group] textarea");

    screen.enter("button", "Travel");
    screen.sees("Decide");
    and_back(&laptop, || screen.key("1"));
    screen.enter("button", "Register");
    screen.enter("radio", "Whole programme");
    screen.sees("line at");
}

#[test]
fn six_months_are_told_without_a_mouse() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    let screen = &laptop.screen;
    screen.enter("button", "Action plans");
    screen.enter("button", "AP01");
    screen.sees("Month by month");

    for (button, fields, told) in [
        ("Note a contact", &[("Coach", "Dr. Malee S."), ("What was said", "Two mills wait for bags.")][..], "Two mills wait for bags."),
        ("Note assistance", &[("What was given", "Sample bags"), ("By whom", "Mekong Institute")][..], "Sample bags"),
        ("Note a workshop", &[("What it was", "Bags for six mills"), ("Where", "Takeo")][..], "Bags for six mills"),
    ] {
        let recorded = laptop.recorded();
        screen.enter("button", button);
        fields.iter().for_each(|(field, text)| screen.type_at(field, text));
        screen.enter("button", "Save");
        screen.no_longer("[role=dialog]");
        screen.sees(told);
        screen.until("it is on disk", || laptop.recorded() != recorded);
    }
    screen.enter("button", "Report on");
    screen.keep_picture("keyboard-report");
    screen.choose("How it stands", "Done");
    screen.type_at("What happened", "The label is printed.");
    screen.enter("button", "Save");
    screen.sees("The label is printed.");
    screen.keep_picture("keyboard-months");
}

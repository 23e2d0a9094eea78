//! Gestures that change what was planned, by keyboard on the demo: a session that did not happen, a person who is kept in a group
//! whatever chance says, a nominee whose place somebody on the list takes, a visit that becomes a session of the agenda. Each is
//! taken back.

use sala_tests::window::keys;

use crate::laptop::Laptop;

#[test]
fn a_session_that_did_not_happen_is_struck_out_with_a_reason_and_stands_again() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Agenda");
    laptop.screen.press("radio", "Week");
    laptop.at("button.session");
    let session = laptop.finds("a session", "document.activeElement?.id || null");
    let struck =
        || laptop.screen.script(&format!("return document.querySelector('#{session}')?.classList.contains('cancelled') ?? false")).as_bool() == Some(true);
    let recorded = laptop.recorded();
    laptop.screen.key(keys::DELETE);
    laptop.screen.type_at("Reason", "The hall is flooded");
    laptop.screen.keep_picture("kept-not-held-reason");
    laptop.screen.enter("button", "Mark as cancelled");
    laptop.dialog_is_kept(&recorded);
    laptop.screen.until("it is struck out", struck);
    laptop.screen.keep_picture("kept-not-held");
    laptop.takes_back();
    laptop.screen.until("it stands again", || !struck());
}

#[test]
fn a_person_is_pinned_to_a_group_before_the_draw_and_is_there_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Groups & outputs");
    laptop.screen.press("radio", "Groups");
    laptop.screen.press_button("Draw groups…");
    laptop.screen.fill("Name of the set", "Second week");
    let who = laptop.finds("whom to pin", "document.querySelectorAll('[role=dialog] fieldset select')[0]?.options[7]?.text ?? null");
    laptop.screen.choose("Who", &who);
    laptop.screen.choose("Group", "C");
    laptop.screen.enter("button", "Pin");
    laptop.screen.sees("in group C");
    laptop.screen.enter("button", "Draw");
    laptop.screen.one("[role=dialog] section[aria-label=\"Group C\"]");
    let name = who.rsplit(" · ").next().unwrap_or_default().to_owned();
    let inside = laptop.finds("group C", "document.querySelector('[role=dialog] section[aria-label=\"Group C\"]')?.innerText ?? null");
    assert!(inside.contains(&name), "{name} is in group C, which is {inside}");
    laptop.screen.keep_picture("kept-pinned");
    let recorded = laptop.recorded();
    laptop.screen.enter("button", "Keep these groups");
    laptop.dialog_is_kept(&recorded);
    laptop.screen.sees("Second week");
    laptop.takes_back();
    laptop.screen.no_longer_sees("Second week");
}

#[test]
fn somebody_on_the_list_takes_a_nominees_place() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("People");
    laptop.at("button[aria-label^=Change]");
    laptop.screen.key(keys::ENTER);
    laptop.screen.enter("button", "Replace by another…");
    let other = laptop.finds("somebody on the list", "document.querySelector('[role=dialog] .whole select')?.options[5]?.text ?? null");
    laptop.screen.choose("Who comes instead", &other);
    laptop.screen.keep_picture("kept-replaced-by-listed");
    laptop.screen.sees("29 participants");
    let recorded = laptop.recorded();
    laptop.screen.enter("button", "Save");
    laptop.dialog_is_kept(&recorded);
    laptop.screen.sees("28 participants");
    laptop.takes_back();
    laptop.screen.sees("29 participants");
}

#[test]
fn a_visit_becomes_a_session_of_the_agenda_and_goes_back_to_its_own_day() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::with_the_demo(folder.path());
    laptop.go("Visits");
    laptop.screen.click("main section li button");
    laptop.screen.enter("button", "Change the visit");
    let list = "[...document.querySelectorAll('[role=dialog] select')].find((one) => one.labels[0]?.innerText.startsWith('Session of the agenda'))";
    let before = laptop.finds("its session", &format!("{list}?.value ?? null"));
    let session = laptop.finds("a session", &format!("{list}?.options[2]?.text ?? null"));
    laptop.screen.choose("Session of the agenda", &session);
    laptop.screen.sees("Its day is that of the session");
    laptop.screen.keep_picture("kept-linked");
    let recorded = laptop.recorded();
    laptop.screen.enter("button", "Save");
    laptop.dialog_is_kept(&recorded);
    laptop.takes_back();
    laptop.screen.until("it is taken back", || {
        laptop.screen.press_button("Change the visit");
        let now = laptop.finds("its session", &format!("{list}?.value ?? null"));
        laptop.screen.key(keys::ESCAPE);
        now == before
    });
}

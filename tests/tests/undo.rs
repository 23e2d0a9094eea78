//! Taking back, gesture by gesture.

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    decide,
};
use sala_tests::laptop::Laptop;
use serde_json::json;

fn title(laptop: &Laptop, book: RecordId, title: &str) {
    laptop.desk.change(book, "title", |c| c.set(TITLE.of(&SESSION, RecordId::natural(book, "session", &["opening"])), title)).expect("a title");
}

/// What stands there, and how many differences wait.
fn stands(laptop: &Laptop, book: RecordId) -> (Option<String>, u64) {
    let shown = laptop.desk.read(|r| {
        let query = "SELECT title FROM session s JOIN record r ON r.no = s.rec WHERE r.id = ?1 AND NOT coalesce(s.removed, 0)";
        let found = r
            .sql()
            .prepare(query)?
            .query_map([RecordId::natural(book, "session", &["opening"])], |row| row.get(0))?
            .collect::<Result<Vec<Option<String>>, _>>()?;
        Ok(found.into_iter().next().flatten())
    });
    (shown.expect("a look"), laptop.desk.read(|r| decide::count(r, None)).expect("a count"))
}

/// One person writes several words one over the other and takes all but the first back, step by step; `between` happens after each.
fn back_to_the_first_word(between: impl Fn(Laptop) -> Laptop) -> (Laptop, RecordId) {
    let mut hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    let words = ["Opening", "Welcome", "Welcome and opening", "Registration"];
    for word in words {
        title(&hq, book, word);
        hq = between(hq);
    }
    for word in words.iter().rev().skip(1) {
        let would = hq.desk.undoable().expect("a look").expect("there is more to take back");
        assert_eq!(hq.desk.undo_telling().expect("undo").expect("taken back"), would, "what was shown is what is done");
        assert_eq!(stands(&hq, book), (Some((*word).to_owned()), 0), "the word before stands there again, and it alone");
        hq = between(hq);
    }
    (hq, book)
}

#[test]
fn what_one_person_wrote_several_times_is_taken_back_step_by_step_and_differs_from_nobody() {
    let (hq, book) = back_to_the_first_word(|hq| hq);
    // On from the middle: what is written now replaces what came back.
    title(&hq, book, "Arrival");
    hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(stands(&hq, book), (Some("Opening".to_owned()), 0));
    hq.desk.undo().expect("undo").expect("the first one too");
    assert_eq!(stands(&hq, book), (None, 0), "as if it had never been written");
    assert!(hq.desk.verify().expect("verified").ok);
}

#[test]
fn a_decision_and_what_led_to_it_are_taken_back_one_after_the_other() {
    let hq = Laptop::headquarters();
    let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    let book = hq.desk.new_book();
    title(&hq, book, "Opening");
    hq.carry_to(&a);
    title(&a, book, "From A");
    a.carry_to(&hq);
    title(&hq, book, "From headquarters");
    title(&hq, book, "From headquarters, again");
    let seen = hq.desk.undo().expect("undo").map(|done| done.what);
    assert_eq!(seen.as_deref(), Some("title"));
    assert_eq!(stands(&hq, book), (Some("From headquarters".to_owned()), 0), "it was written over what came");
    hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(stands(&hq, book), (Some("From A".to_owned()), 0), "what A wrote stands there again");
}

#[test]
fn what_was_done_before_the_program_was_closed_is_taken_back_after_it_was_opened_again() {
    let (hq, book) = back_to_the_first_word(|hq| hq.after(|_| {}));
    hq.desk.undo().expect("undo").expect("the first one too");
    assert_eq!(stands(&hq, book), (None, 0), "as if it had never been written");
    assert_eq!((hq.desk.undoable().expect("a look"), hq.desk.undo().expect("undo")), (None, None));
    assert!(hq.desk.verify().expect("verified").ok);
}

#[test]
fn what_is_taken_back_is_told_with_what_stood_there_and_what_stands_there_now() {
    let hq = Laptop::headquarters();
    let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    let book = hq.desk.new_book();
    hq.at("2012-05-14T08:00");
    title(&hq, book, "Opening");
    let said = |title: &str| json!({ "title": title });
    let told = hq.desk.undoable().expect("a look").expect("something to take back");
    let [made] = &told.told[..] else { panic!("a record that goes is told of once: {told:?}") };
    assert_eq!((made.kind.as_str(), made.subject.as_str(), made.field.as_str()), ("session", "Opening", "removed"));
    assert_eq!((&made.before[..], &made.after[..]), (&[][..], &[json!({ "removed": 1 })][..]));
    assert_eq!((told.what.as_str(), told.author.as_str(), told.at.as_str(), told.left), ("title", "Dara P.", "2012-05-14T08:00:00Z", 0));
    hq.carry_to(&a);
    title(&a, book, "From A");
    title(&hq, book, "From headquarters");
    a.carry_to(&hq);
    // A decision, taken back: both stand there again.
    let waiting = hq.desk.read(|r| decide::conflicts(r, None)).expect("conflicts").remove(0);
    hq.desk.resolve(&waiting.id, &decide::Choice::Number(1), Some(&waiting.seen)).expect("a decision");
    let decided = waiting.values.first().expect("the one that was chosen").value.clone();
    let told = hq.desk.undo_telling().expect("undo").expect("taken back");
    let [one] = &told.told[..] else { panic!("one cell: {told:?}") };
    assert_eq!((one.field.as_str(), &one.before), ("title", &vec![decided]));
    let mut after = one.after.clone();
    after.sort_by_key(ToString::to_string);
    assert_eq!(after, [said("From A"), said("From headquarters")], "both sides");
    assert_eq!(stands(&hq, book).1, 1, "and they wait for a decision again");
}

#[test]
fn what_others_may_rest_on_is_taken_back_no_more_after_the_program_was_opened_again_either() {
    let hq = Laptop::headquarters();
    let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    let book = hq.desk.new_book();
    title(&hq, book, "Opening");
    hq.carry_to(&a);
    title(&a, book, "From A");
    a.carry_to(&hq);
    let hq = hq.after(|_| {});
    assert_eq!(hq.desk.undo().expect("undo"), None, "somebody else's words came in");
    title(&hq, book, "From headquarters");
    hq.desk.set_author("Dara P.").expect("who sat there already");
    assert!(hq.desk.undoable().expect("a look").is_some(), "nobody else sat down");
    hq.desk.work_for_now("Ploy S.").expect("somebody helps out");
    assert_eq!(hq.desk.undoable().expect("a look").map(|last| last.author), Some("Dara P.".to_owned()), "and sees whose it is");
    hq.desk.set_author("Somebody else").expect("another person");
    assert_eq!(hq.desk.author().expect("a name"), "Somebody else", "who sits down is at the desk");
    let hq = hq.after(|_| {});
    assert_eq!(hq.desk.undo().expect("undo"), None, "somebody else sat down");
    title(&hq, book, "From somebody else");
    hq.desk.go_on_under_new_keys(sala::backup::Why::StoreWasCopied).expect("new keys");
    assert_eq!(hq.desk.undo().expect("undo"), None, "another replica did it");
}

#[test]
fn a_restored_store_has_nothing_to_take_back() {
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    title(&hq, book, "Opening");
    let backup = hq.backed_up("hq.sala-backup");
    let (restored, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(hq.memory()), "2012-05-15T08:00").expect("restored");
    assert_eq!(restored.desk.undo().expect("undo"), None);
    assert_eq!(stands(&restored, book), (Some("Opening".to_owned()), 0), "what was done stands");
    assert!(hq.desk.undoable().expect("a look").is_some(), "where it was done it can be taken back");
}

#[test]
fn who_sits_down_at_a_window_takes_back_what_is_done_at_it_and_nothing_from_before() {
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    title(&hq, book, "Opening");
    let hq = hq.after(|_| {});
    hq.desk.undo_from_now_on();
    assert_eq!((hq.desk.undoable().expect("a look"), hq.desk.undo().expect("undo")), (None, None), "nobody here sees what was done");
    let hq = hq.after(|_| {});
    assert!(hq.desk.undoable().expect("a look").is_some(), "where nothing was done at the window, the command line still takes it back");
    hq.desk.undo_from_now_on();
    title(&hq, book, "Welcome");
    title(&hq, book, "Registration");
    hq.desk.undo().expect("undo").expect("what was done here");
    let hq = hq.after(|_| {});
    assert_eq!(hq.desk.undo().expect("undo").map(|last| last.left), Some(0), "what was done at the window, and no more");
    assert_eq!(stands(&hq, book), (Some("Opening".to_owned()), 0));
    assert_eq!(hq.desk.undo().expect("undo"), None);
}

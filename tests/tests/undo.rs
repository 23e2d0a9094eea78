//! Taking back, gesture by gesture.

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    decide,
};
use sala_tests::laptop::Laptop;

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

#[test]
fn what_one_person_wrote_several_times_is_taken_back_step_by_step_and_differs_from_nobody() {
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    let words = ["Opening", "Welcome", "Welcome and opening", "Registration"];
    words.iter().for_each(|word| title(&hq, book, word));
    for word in words.iter().rev().skip(1) {
        hq.desk.undo().expect("undo").expect("there is more to take back");
        assert_eq!(stands(&hq, book), (Some((*word).to_owned()), 0), "the word before stands there again, and it alone");
    }
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
    assert_eq!(seen, Some("title"));
    assert_eq!(stands(&hq, book), (Some("From headquarters".to_owned()), 0), "it was written over what came");
    hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(stands(&hq, book), (Some("From A".to_owned()), 0), "what A wrote stands there again");
}

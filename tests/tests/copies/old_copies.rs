//! An old copy with open actions: what left already is not written twice, everything else goes on under the new key, and
//! headquarters sees one laptop that went on, not two that write as one.

use sala::{
    Desk, RecordId,
    agenda::records::{SESSION, TITLE},
    backup::Why,
    bundle::{ExportOptions, Status, To},
    decide,
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use crate::{
    Day, accepts, all_know_the_same, copied, missing, nothing_is_asked, nothing_is_asked_weeks_later, put_back, retitle, session, shown, titles, to_hq,
};

#[test]
fn what_an_old_copy_had_open_is_neither_forked_nor_said_twice_in_whatever_order_headquarters_hears_of_it() {
    for original_first in [true, false] {
        let Day { hq, a, book } = Day::begin();
        let (first, second) = (session(&a, book, "First"), session(&a, book, "Second"));
        let (a, old) = copied(a);
        retitle(&a.desk, book, first, "First, corrected by the original");
        session(&a, book, "By the original");
        let of_the_original = a.export_for(&hq);

        let a = put_back(a, old.path());
        let told = a.desk.new_keys().expect("asked").expect("its memory outside the store says so");
        assert_eq!((told.why, told.label.as_str()), (Why::StoreIsAnOldCopy, "LAP-A 2"));
        assert_eq!(titles(&a), ["First", "Opening", "Second"], "what it holds is on the screen");
        assert_eq!(missing(&a), [("LAP-A".to_owned(), true, 1, 1)], "and what left and is not here is told");
        retitle(&a.desk, book, second, "Second, corrected by the copy");
        session(&a, book, "By the copy");
        let of_the_copy = to_hq(&a, "of-the-copy.sala");

        if original_first {
            hq.import(&of_the_original);
        }
        assert_eq!(hq.import(&of_the_copy).status, Status::Quarantined);
        hq.desk.accept(&told.fingerprint, None, &Default::default()).expect("accepted");
        if !original_first {
            hq.import(&of_the_original);
        }
        let all = ["By the copy", "By the original", "First, corrected by the original", "Opening", "Second, corrected by the copy"];
        assert_eq!(titles(&hq), all, "the work of both is there");
        nothing_is_asked(&hq, book);

        hq.carry_to(&a);
        assert!(missing(&a).is_empty(), "the lost page came back: {:?}", missing(&a));
        assert_eq!(titles(&a), all);
        a.carry_to(&hq);
        nothing_is_asked(&hq, book);
        all_know_the_same(&[&hq, &a]);
    }
}

#[test]
fn what_a_copy_wrote_before_anybody_knew_goes_on_under_the_new_key_beside_what_left() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    let (a, old) = copied(a);
    let opened = Desk::open(old.path(), a.clock.clone()).expect("the copy is opened where nothing is remembered");
    let unawares = session_at(&opened, book, "By the copy, unawares");
    drop(opened);
    session(&a, book, "By the original, in that place");
    let of_the_original = a.export_for(&hq);
    let a = put_back(a, old.path());
    retitle(&a.desk, book, unawares, "By the copy, knowing");
    hq.import(&of_the_original);
    accepts(&hq, &a, "of-the-copy.sala", "LAP-A 2");
    assert_eq!(titles(&hq), ["By the copy, knowing", "By the original, in that place", "First", "Opening"], "one place, two entries, and neither is lost");
    nothing_is_asked(&hq, book);
    hq.carry_to(&a);
    all_know_the_same(&[&hq, &a]);
}

fn session_at(desk: &Desk, book: RecordId, title: &str) -> RecordId {
    let made = desk.change(book, "test", |c| {
        let id = c.create();
        c.set(TITLE.of(&SESSION, id), title).map(|()| id)
    });
    made.expect("a session")
}

#[test]
fn what_left_with_a_file_that_was_lost_is_said_again_once_headquarters_lacks_it_too() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "Frist");
    retitle(&a.desk, book, first, "First");
    let (a, old) = copied(a);
    let lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    assert_eq!(titles(&hq), ["Opening"], "it waits for the page in which it left");
    hq.carry_to(&a);
    assert_eq!(titles(&a), ["First", "Opening"], "here nothing is different");
    a.carry_to(&hq);
    assert_eq!(titles(&hq), ["First", "Opening"], "a lost stick costs nothing");
    hq.carry_to(&a);
    let journey = a.desk.journey().expect("a journey");
    assert_eq!((journey.recorded, journey.received), (1, 1), "what was said again has arrived, and waits under no other name");
    nothing_is_asked_weeks_later(&hq, &a, book);
    hq.import(&lost);
    assert_eq!(shown(&hq), ["First", "Opening"], "and one that is found again changes nothing");
    nothing_is_asked(&hq, book);
    hq.carry_to(&a);
    a.carry_to(&hq);
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn what_must_not_be_said_again_is_listed_until_it_may_be() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "Frist");
    retitle(&a.desk, book, first, "First");
    let (a, old) = copied(a);
    let _lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    let listed = |a: &Laptop| a.desk.read(|r| decide::review(r, Some(book))).expect("a list");
    hq.import(&to_hq(&a, "a.sala"));
    hq.desk.accept("LAP-A 2", None, &Grant { read_only: true, ..Grant::default() }).expect("accepted");
    assert!(listed(&a).is_empty(), "as long as its page may come it waits for that");
    hq.carry_to(&a);
    let [line] = &listed(&a)[..] else { panic!("what was replaced is none of it: {:?}", listed(&a)) };
    assert_eq!((line.why.as_str(), line.because.as_deref()), ("not_said_again", Some("read_only")));
    assert_eq!((line.value["title"].as_str(), line.author.as_str(), &line.shown), (Some("First"), "Thida N.", &None), "whose it is and what it says");
    assert_eq!(a.desk.status().expect("a status").review, 1, "somebody has to look");
    hq.desk.accept("LAP-A 2", None, &Grant::default()).expect("accepted again");
    hq.carry_to(&a);
    assert!(listed(&a).is_empty(), "it is said again");
    a.carry_to(&hq);
    assert_eq!(titles(&hq), ["First", "Opening"]);
    nothing_is_asked_weeks_later(&hq, &a, book);
}

#[test]
fn what_was_removed_and_left_with_a_lost_file_stays_removed_when_it_is_said_again() {
    let Day { hq, a, book } = Day::begin();
    let gone = session(&a, book, "Gone");
    session(&a, book, "First");
    a.desk.change(book, "test", |c| c.remove(&SESSION, gone)).expect("a removal");
    let (a, old) = copied(a);
    let _lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.carry_to(&a);
    assert_eq!(shown(&a), ["First", "Opening"]);
    a.carry_to(&hq);
    assert_eq!(shown(&hq), ["First", "Opening"], "what was said again had seen what it removes");
    nothing_is_asked_weeks_later(&hq, &a, book);
}

#[test]
fn a_copy_that_is_only_opened_ends_nobodys_name() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    let (a, beside) = copied(a);
    let sent = a.export_for(&hq);
    let copy = Desk::open(beside.path(), a.clock.clone()).expect("the copy is opened").remembering(Some(a.memory())).expect("on the same machine");
    assert_eq!(copy.label().expect("a label"), "LAP-A 2", "it lacks what left the other");
    copy.change(book, "test", |c| {
        let id = c.create();
        c.set(TITLE.of(&SESSION, id), "By the copy")
    })
    .expect("a session");
    let of_copy = a.file("of-copy.sala");
    copy.export(&of_copy, &ExportOptions::default(), &mut |_, _| true).expect("an export");
    drop(copy);

    let a = a.after(|_| ());
    assert_eq!((a.label.as_str(), a.desk.new_keys().expect("asked")), ("LAP-A", None), "it holds everything that left: nothing happened to it");
    session(&a, book, "Second");
    hq.import(&sent);
    a.carry_to(&hq);
    assert_eq!(titles(&hq), ["First", "Opening", "Second"]);
    nothing_is_asked(&hq, book);
    let again = Desk::open(beside.path(), a.clock.clone()).expect("opened again").remembering(Some(a.memory())).expect("and remembers");
    assert_eq!(again.label().expect("a label"), "LAP-A 2");
}

#[test]
fn a_clone_that_meets_its_own_page_keeps_what_is_in_it_and_takes_the_rest_along_to_the_next_key() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Before the disk was cloned");
    let (a, b) = a.cloned();
    session(&a, book, "On the first");
    a.carry_to(&hq);
    let own = session(&b, book, "On the second");
    let seen = seen_title(&b, own);
    let file = hq.file("everything.sala");
    let options = ExportOptions { to: To::Replica("LAP-A".to_owned()), everything: true, ..ExportOptions::default() };
    hq.desk.export(&file, &options, &mut |_, _| true).expect("an export");
    assert_eq!(b.desk.preview(&file, None).expect("a preview").forked, Vec::<String>::new());
    let taken = b.import(&file);
    assert_eq!((taken.status, taken.forked.len()), (Status::Applied, 0), "nothing that was open made a second page");
    let told = b.desk.new_keys().expect("asked").expect("it goes on as another");
    assert_eq!(titles(&b), ["Before the disk was cloned", "On the first", "On the second", "Opening"]);
    // A form that was open all the while replaces what it showed, whatever that is called now.
    b.desk.change(book, "test", |c| c.set_seen(TITLE.of(&SESSION, own), "On the second, corrected", &seen)).expect("a title");
    hq.import(&to_hq(&b, "b.sala"));
    hq.desk.accept(&told.fingerprint, None, &Default::default()).expect("accepted");
    assert_eq!(titles(&hq), ["Before the disk was cloned", "On the first", "On the second, corrected", "Opening"]);
    nothing_is_asked(&hq, book);
    let back = hq.file("back.sala");
    let to = To::Replica(b.desk.replica().to_string());
    hq.desk.export(&back, &ExportOptions { to, ..ExportOptions::default() }, &mut |_, _| true).expect("an export");
    b.import(&back);
    all_know_the_same(&[&hq, &b]);
}

/// What a form that shows this title holds of it.
fn seen_title(laptop: &Laptop, id: RecordId) -> sala::Seen {
    let query = "SELECT s.title_v FROM session s JOIN record r ON r.no = s.rec WHERE r.id = ?1";
    sala::Seen::shown(laptop.desk.read(|r| Ok(r.sql().query_row(query, [id], |row| row.get(0))?)).expect("a version"))
}

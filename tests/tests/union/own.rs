//! What a person recorded on a laptop that may do less from now on, or that headquarters no longer believes: it stays on
//! that person's screen, it travels, and headquarters can take it in later.

use sala::{
    Problem, RecordId, Role,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, To},
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use super::{Day, export, read_only};

/// The laptop hears it, even where headquarters would seal nothing to it any more.
fn hears(laptop: &Laptop, hq: &Laptop) -> Option<Problem> {
    let word = hq.file("word.sala");
    let sealed = hq.desk.export(&word, &ExportOptions { to: To::Replica(laptop.label.clone()), ..ExportOptions::default() }, &mut |_, _| true);
    if sealed.is_ok() {
        return laptop.import(&word).why;
    }
    export(&hq.desk, &word, To::Passphrase("nine red boats".into()));
    laptop.desk.import(&word, Some("nine red boats"), &mut |_, _| true).expect("the word arrives").why
}

#[test]
fn what_a_laptop_recorded_before_it_heard_the_word_stays_on_its_screen_and_travels() {
    for revoked in [false, true] {
        let day = Day::begin();
        day.write(&day.a, "sent", "On the first day");
        day.a.carry_to(&day.hq);
        // This page is closed and has reached nobody yet; the next entry is in none.
        day.write(&day.a, "closed", "On the second day");
        let lost = day.a.export_for(&day.b);
        day.write(&day.a, "open", "On the third day");
        if revoked {
            day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
        } else {
            day.accept(&read_only());
        }
        let told = hears(&day.a, &day.hq).expect("whoever sits there is told");
        let (reason, entries) = (told.params["why"].as_str(), told.params["entries"].as_u64());
        assert_eq!((told.code, reason, entries), ("own_pages_not_allowed", Some(if revoked { "revoked" } else { "read_only" }), Some(2)), "how much, and why");
        if !revoked {
            assert_eq!(hears(&day.a, &day.hq), None, "once is enough");
        }
        for (session, title) in [("sent", "On the first day"), ("closed", "On the second day"), ("open", "On the third day")] {
            assert_eq!(day.titles(&day.a.desk, session), [title], "what was recorded here stays on the screen");
        }
        let status = day.a.desk.status().expect("status");
        assert_eq!(
            status.not_allowed.map(|n| (n.entries, n.why)),
            Some((2, if revoked { "revoked" } else { "read_only" })),
            "and is said to count nowhere else"
        );
        day.digest(&day.a.desk);

        let came = day.a.carry_to(&day.hq);
        let why = came.why.expect("headquarters is told");
        assert_eq!((why.code, why.params["entries"].as_u64()), ("pages_not_allowed", Some(2)), "its files carry all of it: revoked is {revoked}");
        assert!(day.titles(&day.hq.desk, "closed").is_empty() && day.titles(&day.hq.desk, "open").is_empty(), "it counts for nothing there");
        // It also comes back by way of somebody who has not heard the word.
        day.b.import(&lost);
        day.b.carry_to(&day.a);
        assert_eq!(day.titles(&day.a.desk, "closed"), ["On the second day"], "that does not take it away either");
        if revoked {
            day.hq.desk.lift_revocation("LAP-A").expect("lifted");
        } else {
            day.accept(&Grant::default());
        }
        for session in ["sent", "closed", "open"] {
            assert_eq!(day.titles(&day.hq.desk, session).len(), 1, "and headquarters takes it in when somebody decides so: {session}");
        }
        hears(&day.a, &day.hq);
        assert_eq!(day.a.desk.status().expect("status").not_allowed, None, "nothing is said any more");
        assert_eq!(day.digest(&day.a.desk), day.digest(&day.hq.desk), "both know the same");
    }
}

#[test]
fn a_thief_who_writes_as_the_lost_laptop_is_not_believed_by_the_one_restored_in_its_place() {
    let day = Day::begin();
    day.write(&day.a, "first", "Before the theft");
    day.a.carry_to(&day.hq);
    let backup = day.a.backed_up("backup.sala-backup");
    let (restored, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored");
    restored.ask(&day.hq);
    day.hq.carry_to(&restored);
    day.hq.carry_to(&day.b);
    day.write(&day.a, "first", "By the thief");
    day.a.carry_to(&day.b);
    day.b.carry_to(&restored);
    day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
    assert_eq!(day.hq.carry_to(&restored).why, None, "it has written nothing itself that would not count");
    assert_eq!(day.titles(&restored.desk, "first"), ["Before the theft"], "only what was written in this store is its person's own");
}

#[test]
fn whoever_may_not_write_is_told_at_the_first_word_and_not_after_a_day() {
    let day = Day::begin();
    let other = day.hq.desk.new_book();
    let cell = |book: RecordId, name: &str| TITLE.of(&SESSION, RecordId::natural(book, "session", &[name]));
    let write = |laptop: &Laptop, book| laptop.desk.change(book, "test", |c| c.set(cell(book, "x"), "A day's work"));
    let code = |laptop: &Laptop, book| write(laptop, book).map_err(|refused| refused.problem().code);
    day.hq.desk.change(other, "test", |c| c.set(cell(other, "y"), "Elsewhere")).expect("another programme");
    day.hq.carry_to(&day.a);

    day.accept(&Grant { books: Some(vec![day.book]), ..Grant::default() });
    day.hq.carry_to(&day.a);
    assert_eq!(code(&day.a, other), Err("programme_not_given"), "the other programme is not this laptop's any more");
    assert_eq!(code(&day.a, day.a.desk.new_book()), Err("programme_not_given"), "nor is one that it would make itself");
    assert_eq!(code(&day.a, day.book), Ok(()), "in its own it writes on");

    day.accept(&Grant { books: Some(vec![other]), ..Grant::default() });
    day.hq.carry_to(&day.a);
    assert_eq!((code(&day.a, day.book), code(&day.a, other)), (Err("programme_not_given"), Ok(())), "and when the programmes change");

    day.hq.desk.revoke("LAP-A", None, Some(other)).expect("revoked in one programme");
    hears(&day.a, &day.hq);
    assert_eq!(code(&day.a, other), Err("laptop_revoked"), "a laptop that is no longer believed is told so");
    day.hq.desk.lift_revocation("LAP-A").expect("lifted");
    hears(&day.a, &day.hq);
    assert_eq!(code(&day.a, other), Ok(()), "until it is believed again");
}

#[test]
fn a_new_laptop_and_one_that_goes_on_in_the_place_of_a_lost_one_work_at_once() {
    let day = Day::begin();
    let new = Laptop::new("LAP-N", Role::Site, "Somchai P.");
    day.write(&new, "first", "Nobody has said anything about this laptop");
    assert_eq!(new.desk.status().expect("status").not_allowed, None, "its pages wait, which is another thing");

    let backup = day.a.backed_up("backup.sala-backup");
    day.accept(&Grant { books: Some(vec![day.book]), ..Grant::default() });
    day.hq.carry_to(&day.a);
    let narrow = day.a.backed_up("narrow.sala-backup");
    day.hq.desk.revoke("LAP-A", None, None).expect("it was stolen");
    let again =
        |file: &std::path::Path| Laptop::restored(file, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored").0;
    let restored = again(&backup);
    restored.ask(&day.hq);
    day.hq.carry_to(&restored);
    day.write(&restored, "first", "In the place of the stolen one");
    let restored = again(&narrow);
    day.write(&restored, "first", "In the place of the stolen one");
    let other = restored.desk.new_book();
    let refused = restored.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, other), "No")).expect_err("it is the same laptop going on");
    assert_eq!(refused.problem().code, "programme_not_given", "what it was given holds until headquarters says otherwise");
}

//! Laptops that may do less from now on: what they wrote before stands everywhere, what they write later does not.

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, To},
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use super::{Day, export_all, read_only};

#[test]
fn what_a_laptop_wrote_before_it_may_only_look_stands_everywhere_in_whatever_order_the_word_arrives() {
    let day = Day::begin();
    day.write(&day.a, "first", "Written when it might");
    let early = day.a.export_for(&day.b);
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.accept(&read_only());
    assert_eq!(day.titles(&day.hq.desk, "first"), ["Written when it might"], "headquarters keeps what it had believed");
    let narrowed = day.hq.carry_to(&day.b);
    assert_eq!(narrowed.why, None, "nothing is wrong with it");
    assert_eq!(day.titles(&day.b.desk, "first"), ["Written when it might"], "B had it before the word came");
    // C hears the word first and the pages from the laptop itself; D hears both at once.
    let (c, d) = (Laptop::accepted_by(&day.hq, "LAP-C", "Somchai P."), Laptop::accepted_by(&day.hq, "LAP-D", "Khin M."));
    let word = day.hq.file("word.sala");
    let other = day.hq.desk.new_book();
    day.write(&day.hq, "later", "Something else");
    day.hq.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, RecordId::natural(other, "session", &["x"])), "Elsewhere")).expect("another book");
    day.hq
        .desk
        .export(&word, &ExportOptions { to: To::Replica("LAP-C".into()), book: Some(other), ..ExportOptions::default() }, &mut |_, _| true)
        .expect("word");
    c.import(&word);
    day.hq.carry_to(&day.a);
    let (of_a, name) = (c.file("of-a.sala"), To::Replica("LAP-C".into()));
    day.hq.carry_to(&day.a);
    export_all(&day.a.desk, &of_a, name);
    assert_eq!(c.import(&of_a).why, None, "C believes what stands");
    day.hq.carry_to(&c);
    day.hq.carry_to(&d);
    day.hq.carry_to(&day.b);
    day.hq.carry_to(&day.a);
    let expected = day.digest(&day.hq.desk);
    for (laptop, who) in [(&day.a, "A"), (&day.b, "B"), (&c, "C"), (&d, "D")] {
        assert_eq!(day.titles(&laptop.desk, "first"), ["Written when it might"], "{who} has it");
        assert_eq!(day.digest(&laptop.desk), expected, "{who} knows the same as headquarters");
    }
    day.b.import(&early);
    assert_eq!(day.digest(&day.b.desk), expected, "a file from before the word, and again, changes nothing");
}

#[test]
fn what_it_writes_later_is_kept_outside_and_told_until_headquarters_moves_the_cut() {
    let day = Day::begin();
    day.write(&day.a, "first", "On the first day");
    day.a.carry_to(&day.hq);
    // The second day was written before the word, and is still on its way when headquarters says it.
    day.write(&day.a, "second", "On the second day");
    let on_its_way = day.a.export_for(&day.hq);
    day.accept(&read_only());
    let came = day.hq.import(&on_its_way);
    let why = came.why.expect("it is told");
    assert_eq!((why.code, why.params["why"].as_str(), why.params["entries"].as_u64()), ("pages_not_allowed", Some("read_only"), Some(1)), "how much, and why");
    assert_eq!(day.titles(&day.hq.desk, "second"), [""; 0], "it does not count");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["On the first day"], "the first day does");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    assert_eq!(day.digest(&day.b.desk), day.digest(&day.hq.desk), "everybody else goes by the same rule");
    assert_eq!(day.titles(&day.a.desk, "second"), ["On the second day"], "the laptop itself keeps it before its person");

    day.accept(&Grant { from_page: Some(3), ..read_only() });
    assert_eq!(day.titles(&day.hq.desk, "second"), ["On the second day"], "up to page 2 it may count: nothing was thrown away");
    day.accept(&Grant { read_only: true, ..Grant::default() });
    assert_eq!(day.titles(&day.hq.desk, "second"), ["On the second day"], "the same words again change nothing");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    for laptop in [&day.a, &day.b] {
        assert_eq!(day.digest(&laptop.desk), day.digest(&day.hq.desk), "the word travels");
    }
    let refused = day.a.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, RecordId::natural(day.book, "session", &["x"])), "No"));
    assert_eq!(refused.expect_err("it still may not write").problem().code, "read_only");
    day.accept(&Grant { from_page: Some(1), ..read_only() });
    assert_eq!(day.titles(&day.hq.desk, "first"), [""; 0], "where nothing of it is to be believed, headquarters says so");
    day.accept(&Grant::default());
    assert_eq!(day.titles(&day.hq.desk, "second"), ["On the second day"], "and without restriction all counts again");
}

#[test]
fn a_laptop_that_loses_a_programme_keeps_what_it_wrote_in_it() {
    let day = Day::begin();
    let other = day.hq.desk.new_book();
    let cell = || TITLE.of(&SESSION, RecordId::natural(other, "session", &["x"]));
    day.hq.desk.change(other, "test", |c| c.set(cell(), "Elsewhere")).expect("another programme");
    day.hq.carry_to(&day.a);
    day.write(&day.a, "first", "In the first programme");
    day.a.desk.change(other, "test", |c| c.set(cell(), "By A")).expect("written there");
    day.a.carry_to(&day.hq);
    let before = day.digest(&day.hq.desk);
    day.accept(&Grant { books: Some(vec![other]), ..Grant::default() });
    day.hq.carry_to(&day.b);
    day.hq.carry_to(&day.b);
    assert_eq!(day.digest(&day.hq.desk), before, "headquarters keeps all of it");
    assert_eq!(day.digest(&day.b.desk), before, "so does whoever hears the word together with the pages");
    day.accept(&Grant { books: Some(vec![day.book]), ..Grant::default() });
    day.hq.carry_to(&day.b);
    assert_eq!((day.digest(&day.hq.desk), day.digest(&day.b.desk)), (before.clone(), before), "and when the programmes change again");
}

#[test]
fn a_page_that_is_given_an_old_number_after_the_cut_does_not_count() {
    for narrowed in [true, false] {
        let day = Day::begin();
        day.write(&day.a, "before", "Before the copy");
        let (one, two) = {
            let Day { hq, a, b, book } = day;
            let (a, copy) = a.cloned();
            (Day { hq, a, b, book }, copy)
        };
        let (day, copy) = (one, two);
        for title in ["One", "Two", "Three"] {
            day.write(&day.a, "opening", title);
            day.a.carry_to(&day.hq);
        }
        day.hq.carry_to(&day.b);
        if narrowed {
            day.accept(&read_only());
        } else {
            day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
        }
        let before = day.digest(&day.hq.desk);
        // The copy has heard nothing, and its next page takes a number that is long past.
        day.write(&copy, "opening", "Backdated");
        let backdated = copy.file("backdated.sala");
        export_all(&copy.desk, &backdated, To::Headquarters);
        let to_b = copy.file("to-b.sala");
        export_all(&copy.desk, &to_b, To::Replica("LAP-B".into()));
        let came = day.hq.import(&backdated);
        assert_eq!(came.why.map(|why| why.code), Some("pages_not_allowed"), "it is told");
        assert_eq!(came.new_entries, 0, "it brings nothing");
        assert_eq!(day.digest(&day.hq.desk), before, "nothing that headquarters knows has changed");
        day.b.import(&to_b);
        day.hq.carry_to(&day.b);
        assert_eq!(day.digest(&day.b.desk), before, "whoever took it for a branch learns better");
        assert_eq!(day.titles(&day.b.desk, "opening"), ["Three"]);
    }
}

/// Tell `to` what headquarters says of LAP-A, with nothing of the programme in which LAP-A wrote.
fn word(day: &Day, to: &Laptop) {
    let other = day.hq.desk.new_book();
    day.hq.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, RecordId::natural(other, "session", &["x"])), "Elsewhere")).expect("another book");
    let (file, receiver) = (day.hq.file("word.sala"), To::Replica(to.label.clone()));
    day.hq.desk.export(&file, &ExportOptions { to: receiver, book: Some(other), ..ExportOptions::default() }, &mut |_, _| true).expect("word");
    to.import(&file);
}

#[test]
fn a_page_in_the_place_of_the_last_that_headquarters_held_does_not_count_even_before_that_one_comes() {
    for narrowed in [true, false] {
        let day = Day::begin();
        for title in ["One", "Two"] {
            day.write(&day.a, "opening", title);
            day.a.carry_to(&day.hq);
        }
        day.hq.carry_to(&day.b);
        let (day, copy) = {
            let Day { hq, a, b, book } = day;
            let (a, copy) = a.cloned();
            (Day { hq, a, b, book }, copy)
        };
        day.write(&day.a, "opening", "Three");
        day.a.carry_to(&day.hq);
        if narrowed {
            day.accept(&read_only());
        } else {
            day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
        }
        word(&day, &day.b);
        // Whoever has the laptop puts another page where the third was: to LAP-B, who has not seen that one.
        day.write(&copy, "opening", "By whoever took it");
        let to_b = copy.file("to-b.sala");
        export_all(&copy.desk, &to_b, To::Replica("LAP-B".into()));
        let came = day.b.import(&to_b);
        assert_eq!((came.new_entries, came.why.map(|why| why.code)), (0, Some("pages_not_allowed")), "narrowed: {narrowed}: it is told");
        assert_eq!(day.titles(&day.b.desk, "opening"), ["Two"], "narrowed: {narrowed}: headquarters named the page that stands there");
        day.hq.carry_to(&day.b);
        assert_eq!(day.titles(&day.b.desk, "opening"), ["Three"], "and that one counts when it comes");
        assert_eq!(day.digest(&day.b.desk), day.digest(&day.hq.desk));
    }
}

#[test]
fn a_page_before_the_cut_that_comes_before_the_last_one_that_headquarters_held_counts_with_it() {
    let day = Day::begin();
    day.write(&day.a, "first", "On the first day");
    day.a.carry_to(&day.hq);
    day.write(&day.a, "second", "On the second day");
    drop(day.a.export_for(&day.hq));
    // Two pages count, and headquarters held the first of them when it said so.
    day.accept(&Grant { from_page: Some(3), ..read_only() });
    word(&day, &day.b);
    let options = ExportOptions { to: To::Replica("LAP-B".into()), split: Some(1), everything: true, ..ExportOptions::default() };
    let parts = day.a.desk.export(&day.a.file("parts.sala"), &options, &mut |_, _| true).expect("an export").volumes;
    for part in parts.iter().rev() {
        day.b.import(&part.file);
    }
    assert_eq!((day.titles(&day.b.desk, "first"), day.titles(&day.b.desk, "second")), (vec!["On the first day".into()], vec!["On the second day".into()]));
    day.digest(&day.b.desk);
}

#[test]
fn both_branches_that_headquarters_held_stand_when_the_laptop_is_narrowed() {
    let day = Day::begin();
    day.write(&day.a, "before", "Before the copy");
    let (day, copy) = {
        let Day { hq, a, b, book } = day;
        let (a, copy) = a.cloned();
        (Day { hq, a, b, book }, copy)
    };
    for title in ["One", "Two"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
    }
    day.write(&copy, "second", "By the copy");
    copy.carry_to(&day.hq);
    let before = day.digest(&day.hq.desk);
    day.accept(&read_only());
    assert_eq!(day.digest(&day.hq.desk), before, "headquarters keeps both");
    let c = Laptop::accepted_by(&day.hq, "LAP-C", "Somchai P.");
    day.hq.carry_to(&c);
    day.hq.carry_to(&day.b);
    assert_eq!((day.digest(&c.desk), day.digest(&day.b.desk)), (before.clone(), before), "and so does everybody else");
}

#[test]
fn an_older_file_of_headquarters_does_not_give_back_what_was_taken_since() {
    let day = Day::begin();
    let older = day.hq.export_for(&day.a);
    day.accept(&read_only());
    day.hq.carry_to(&day.a);
    day.a.import(&older);
    let refused = day.a.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.book), "No")).expect_err("it may still not write");
    assert_eq!(refused.problem().code, "read_only");
}

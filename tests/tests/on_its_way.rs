//! Stories about differences whose other side has not arrived: nobody is asked what a file on its way may settle, and nothing
//! hides behind a file that never comes.

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, Exported, To},
    decide,
};
use sala_tests::laptop::Laptop;

/// LAP-A wrote a title, LAP-B replaced it, and LAP-C wrote another without having seen either.
struct Day {
    hq: Laptop,
    book: RecordId,
    /// What LAP-A brought to headquarters, where it did.
    brought: Option<String>,
    /// LAP-B's file in parts: one for each page.
    of_b: Exported,
    c: Laptop,
}

impl Day {
    fn begin(a_comes: bool) -> Self {
        let hq = Laptop::headquarters();
        let [a, b, c] = [("LAP-A", "Thida N."), ("LAP-B", "Bounthong S."), ("LAP-C", "Somchai K.")].map(|(label, who)| Laptop::accepted_by(&hq, label, who));
        let book = hq.desk.new_book();
        let write = |laptop: &Laptop, title: &str| {
            let cell = TITLE.of(&SESSION, RecordId::natural(book, "session", &["visit"]));
            laptop.desk.change(book, "test", |c| c.set(cell, title)).expect("a title");
        };
        let opening = TITLE.of(&SESSION, RecordId::natural(book, "session", &["opening"]));
        hq.desk.change(book, "test", |c| c.set(opening, "Opening")).expect("a title");
        [&a, &b, &c].into_iter().for_each(|laptop| drop(hq.carry_to(laptop)));
        write(&a, "Visit to a mill");
        let brought = a_comes.then(|| a.carry_to(&hq).bundle);
        // What LAP-B has by way of headquarters it does not carry back.
        if a_comes {
            hq.carry_to(&b)
        } else {
            a.carry_to(&b)
        };
        write(&b, "Visit to a rice mill");
        write(&c, "Visit to a farm");
        let options = ExportOptions { to: To::Headquarters, split: Some(1), ..ExportOptions::default() };
        // One part for each page.
        let of_b = b.desk.export(&hq.file("b.sala"), &options, &mut |_, _| true).expect("an export");
        c.carry_to(&hq);
        Self { hq, book, brought, of_b, c }
    }

    /// Take in what LAP-B itself wrote, without what it carries of LAP-A.
    fn take_bs_own(&self) {
        let own = &self.of_b.volumes.last().expect("a part").file;
        self.hq.import(own);
    }

    /// LAP-C brings another file, on this day by headquarters' clock.
    fn another_file_of_c(&self, day: &str) {
        self.hq.at(day);
        let other = TITLE.of(&SESSION, RecordId::natural(self.book, "session", &[day]));
        self.c.desk.change(self.book, "test", |c| c.set(other, "Closing")).expect("a title");
        self.c.carry_to(&self.hq);
    }

    fn questions(&self) -> usize {
        self.hq.desk.read(|r| decide::conflicts(r, Some(self.book))).expect("conflicts").len()
    }
}

#[test]
fn nobody_is_asked_while_the_other_side_may_be_on_its_way_and_everybody_is_when_it_has_come() {
    let day = Day::begin(false);
    day.take_bs_own();
    assert_eq!(day.questions(), 0, "LAP-B replaced something that headquarters has not seen: it may have been LAP-C's title");
    for volume in &day.of_b.volumes {
        day.hq.import(&volume.file);
    }
    assert_eq!(day.questions(), 1, "it was not: the two differ");
}

#[test]
fn a_difference_does_not_hide_behind_a_file_that_never_comes() {
    let day = Day::begin(false);
    day.take_bs_own();
    assert_eq!(day.questions(), 0, "a file may be on its way");
    day.hq.at("2012-06-20T09:00");
    let other = TITLE.of(&SESSION, RecordId::natural(day.book, "session", &["closing"]));
    day.c.desk.change(day.book, "test", |c| c.set(other, "Closing")).expect("a title");
    let asked = day.c.carry_to(&day.hq);
    assert_eq!((asked.conflicts, day.questions()), (1, 1), "weeks later it has not come: somebody decides");
}

#[test]
fn a_clock_that_was_ahead_for_a_day_ends_nobodys_patience_and_hides_nothing_for_ever() {
    let day = Day::begin(false);
    day.take_bs_own();
    day.another_file_of_c("2099-03-01T09:00");
    day.another_file_of_c("2012-05-15T09:00");
    assert_eq!(day.questions(), 0, "the clock was mended: a day has passed, not seventy years");
    day.another_file_of_c("2012-06-20T09:00");
    assert_eq!(day.questions(), 1, "weeks later somebody decides");

    let day = Day::begin(false);
    day.hq.at("2099-03-01T09:00");
    day.take_bs_own();
    day.another_file_of_c("2012-05-15T09:00");
    assert_eq!(day.questions(), 0, "what came while the clock was ahead is waited for as everything else is");
    day.another_file_of_c("2012-06-20T09:00");
    assert_eq!(day.questions(), 1, "and no longer");
}

#[test]
fn a_difference_does_not_hide_behind_a_file_that_was_set_aside() {
    let day = Day::begin(true);
    day.hq.import(&day.of_b.file);
    assert_eq!(day.questions(), 1, "LAP-B's title and LAP-C's");
    day.hq.desk.set_aside(day.brought.as_deref().expect("LAP-A's file")).expect("set aside");
    assert_eq!(day.questions(), 1, "what LAP-B replaced is not on its way: it lies here");
}

#[test]
fn nobody_is_asked_where_a_laptop_went_on_twice_from_what_has_not_arrived() {
    let day = Day::begin(true);
    let cell = || TITLE.of(&SESSION, RecordId::natural(day.book, "session", &["market"]));
    let say = |title: &str| {
        day.c.desk.change(day.book, "test", |c| c.set(cell(), title)).expect("a title");
        // Closes a page.
        drop(day.c.export_for(&day.hq));
    };
    for title in ["Market", "Market of Vientiane", "Morning market", "Morning market of Vientiane"] {
        say(title);
    }
    let options = ExportOptions { to: To::Headquarters, split: Some(1), everything: true, ..ExportOptions::default() };
    let parts = day.c.desk.export(&day.c.file("c.sala"), &options, &mut |_, _| true).expect("an export").volumes;
    let [.., first, missing, third, last] = parts.as_slice() else { panic!("a part for each page") };
    day.hq.import(&first.file);
    let before = day.questions();
    let (third, last) = (day.hq.import(&third.file), day.hq.import(&last.file));
    assert_eq!((third.conflicts, last.conflicts, day.questions()), (0, 0, before), "the page between them says which title holds");
    let settled = day.hq.import(&missing.file);
    assert_eq!((settled.conflicts, day.questions()), (0, before), "and when it has come there is nothing to decide");
}

#[test]
fn what_two_people_wrote_who_had_both_seen_what_has_not_arrived_is_asked_about_at_once() {
    let day = Day::begin(true);
    let cell = || TITLE.of(&SESSION, RecordId::natural(day.book, "session", &["market"]));
    let say = |laptop: &Laptop, title: &str| laptop.desk.change(day.book, "test", |c| c.set(cell(), title)).expect("a title");
    for title in ["Market", "Market of Vientiane", "Morning market"] {
        say(&day.c, title);
        drop(day.c.export_for(&day.hq));
    }
    let options = ExportOptions { to: To::Headquarters, split: Some(1), everything: true, ..ExportOptions::default() };
    let parts = day.c.desk.export(&day.c.file("c.sala"), &options, &mut |_, _| true).expect("an export").volumes;
    let [.., first, _missing, last] = parts.as_slice() else { panic!("a part for each page") };
    day.hq.import(&first.file);
    let before = day.questions();
    day.hq.import(&last.file);
    assert_eq!(day.questions(), before, "the page between them may settle it");
    // Headquarters decides nothing, and goes on from what it shows; LAP-C, who has not heard of that, goes on as well.
    say(&day.hq, "Morning market, as headquarters has it");
    let stands = day.hq.desk.read(|r| r.history(r.book(day.book)?, &cell())).expect("a history").iter().filter(|past| past.live).count();
    assert_eq!(stands, 2, "the first title, which headquarters did not replace, waits beside it");
    assert_eq!(day.questions(), before, "which the page that is missing may have replaced");
    say(&day.c, "Evening market");
    let parts = day.c.desk.export(&day.c.file("c-2.sala"), &options, &mut |_, _| true).expect("an export").volumes;
    let asked = day.hq.import(&parts.last().expect("LAP-C's last page").file);
    assert_eq!((asked.conflicts, day.questions()), (1, before + 1), "two of the three were written by people who had seen it: they differ, whatever comes");
}

#[test]
fn headquarters_knows_what_it_has_carried_to_whom() {
    let hq = Laptop::headquarters();
    let [a, b] = [("LAP-A", "Thida N."), ("LAP-B", "Bounthong S.")].map(|(label, who)| Laptop::accepted_by(&hq, label, who));
    let book = hq.desk.new_book();
    let write = |laptop: &Laptop, session: &str, title: &str| {
        let cell = TITLE.of(&SESSION, RecordId::natural(book, "session", &[session]));
        laptop.desk.change(book, "test", |c| c.set(cell, title)).expect("a title");
    };
    let waits = || hq.desk.to_carry().expect("a look").into_iter().map(|one| (one.label, one.own, one.of_others)).collect::<Vec<_>>();
    let of = |label: &str, own, others| (label.to_owned(), own, others);
    assert_eq!(waits(), [], "nobody has written anything");
    write(&hq, "opening", "Opening");
    assert_eq!(waits(), [of("LAP-A", 1, 0), of("LAP-B", 1, 0)], "also what no file has yet");
    hq.carry_to(&a);
    assert_eq!(waits(), [of("LAP-B", 1, 0)], "a file was made for LAP-A");
    hq.carry_to(&b);
    write(&a, "visit", "Visit to a mill");
    a.carry_to(&hq);
    assert_eq!(waits(), [of("LAP-B", 0, 1)], "what LAP-A wrote it has; LAP-B has not");
    write(&hq, "visit", "Visit to a rice mill");
    assert_eq!(waits(), [of("LAP-A", 1, 0), of("LAP-B", 1, 1)], "and what headquarters made of it goes to both");
    hq.carry_to(&b);
    assert_eq!(waits(), [of("LAP-A", 1, 0)]);
    assert_eq!(a.desk.to_carry().expect("a look"), [], "at a laptop the journey says it");
}

//! Pages that somebody asks for, until they come.

use sala_tests::laptop::Laptop;

use super::Day;

/// LAP-A has written three pages that headquarters has, and knows that it has them.
fn three_pages() -> Day {
    let day = Day::begin();
    for title in ["One", "Two", "Three"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
        day.hq.carry_to(&day.a);
    }
    day
}

/// Which pages of LAP-A headquarters asks for.
fn asked(day: &Day) -> Vec<(u64, u64)> {
    let of_a = day.hq.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "LAP-A").expect("LAP-A").asked;
    of_a.into_iter().inspect(|pages| assert_eq!(pages.book, day.book, "in which programme")).map(|pages| (pages.first, pages.last)).collect()
}

#[test]
fn headquarters_can_ask_for_exact_pages() {
    let day = three_pages();
    let quiet = day.a.carry_to(&day.hq);
    assert_eq!((quiet.new_entries, quiet.known_entries), (0, 0), "nothing new, nothing again");
    let asked = day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    assert_eq!((asked.label.as_str(), asked.books), ("LAP-A", 1));
    assert_eq!(day.hq.desk.ask_for_pages("LAP-A", 3, 2, None).expect_err("backwards").problem().code, "page_wrong");
    day.hq.carry_to(&day.a);
    let answer = day.a.carry_to(&day.hq);
    assert_eq!(answer.known_entries, 2, "exactly the two pages come again");
    let quiet = day.hq.carry_to(&day.a);
    assert_eq!(quiet.known_entries, 0);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 0, "and it is asked no more");
}

#[test]
fn pages_of_a_laptop_are_asked_of_the_one_that_goes_on_from_it() {
    let day = three_pages();
    let backup = day.a.backed_up("backup.sala-backup");
    let (again, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored");
    again.ask(&day.hq);
    day.hq.carry_to(&again);
    again.carry_to(&day.hq);
    day.hq.carry_to(&again);
    assert_eq!(again.carry_to(&day.hq).known_entries, 0, "headquarters has all of it");
    let asked = day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    assert_eq!((asked.label.as_str(), asked.books), ("LAP-A", 1), "its pages are meant, not those of LAP-A 2");
    day.hq.carry_to(&again);
    assert_eq!(again.carry_to(&day.hq).known_entries, 2, "LAP-A 2 holds them and sends them");
    day.hq.carry_to(&again);
    assert_eq!(again.carry_to(&day.hq).known_entries, 0, "once");
}

#[test]
fn what_is_asked_for_is_shown_until_it_comes_or_is_withdrawn() {
    let day = three_pages();
    day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    assert_eq!(asked(&day), [(2, 3)], "whoever looks sees what is asked for, and in which programme");
    let other = day.hq.desk.ask_no_more("LAP-A", 1, 3, Some(day.book)).expect_err("other pages");
    assert_eq!(other.problem().code, "not_asked", "what nobody asked for cannot be withdrawn");
    day.hq.desk.ask_no_more("LAP-A", 2, 3, Some(day.book)).expect("withdrawn");
    assert_eq!(asked(&day), [], "and sees no more of it");
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 0, "a wish that was withdrawn does not travel");
    day.hq.desk.ask_for_pages("LAP-A", 2, 3, None).expect("asked again");
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 2, "one that stands brings the pages");
    assert_eq!(asked(&day), [], "and is over with that");
}

#[test]
fn a_wish_is_for_pages_that_are_known_and_over_when_they_have_come() {
    let day = Day::begin();
    day.write(&day.a, "first", "One");
    day.a.carry_to(&day.hq);
    let wish = day.hq.desk.ask_for_pages("LAP-A", 1, 900, Some(day.book)).expect("asked");
    assert_eq!((wish.first, wish.last), (1, 1), "nobody has spoken of a second page");
    assert_eq!(asked(&day), [(1, 1)]);
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 1, "what there is comes again");
    assert_eq!(asked(&day), [], "and that was all");
}

#[test]
fn a_file_that_crosses_a_wish_does_not_answer_it() {
    let day = three_pages();
    day.write(&day.a, "first", "Four");
    let crossing = day.a.export_for(&day.hq);
    day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    let never = day.hq.desk.ask_for_pages("LAP-A", 9, 9, Some(day.book)).expect_err("a page that nobody knows of").problem();
    assert_eq!((never.code, &never.params["last"]), ("page_not_known", &3.into()), "which would be asked for without end");
    day.hq.import(&crossing);
    assert_eq!(asked(&day), [(2, 3)], "the evening's file was made before the wish came: it goes along with the next one");
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 2);
    assert_eq!(asked(&day), [], "then it is answered");
}

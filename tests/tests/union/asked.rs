//! Pages that somebody asks for, until they come.

use sala_tests::laptop::Laptop;

use super::Day;

#[test]
fn headquarters_can_ask_for_exact_pages() {
    let day = Day::begin();
    for title in ["One", "Two", "Three"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
        day.hq.carry_to(&day.a);
    }
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
    let day = Day::begin();
    for title in ["One", "Two", "Three"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
        day.hq.carry_to(&day.a);
    }
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
    let day = Day::begin();
    for title in ["One", "Two", "Three"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
        day.hq.carry_to(&day.a);
    }
    let asked = || {
        let replicas = day.hq.desk.status().expect("status").replicas;
        let of_a = replicas.into_iter().find(|r| r.label == "LAP-A").expect("LAP-A").asked;
        of_a.into_iter().map(|pages| (pages.first, pages.last, pages.book)).collect::<Vec<_>>()
    };
    day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    assert_eq!(asked(), [(2, 3, day.book)], "whoever looks sees what is asked for, and in which programme");
    let other = day.hq.desk.ask_no_more("LAP-A", 1, 3, Some(day.book)).expect_err("other pages");
    assert_eq!(other.problem().code, "not_asked", "what nobody asked for cannot be withdrawn");
    day.hq.desk.ask_no_more("LAP-A", 2, 3, Some(day.book)).expect("withdrawn");
    assert_eq!(asked(), [], "and sees no more of it");
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 0, "a wish that was withdrawn does not travel");
    day.hq.desk.ask_for_pages("LAP-A", 2, 3, None).expect("asked again");
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 2, "one that stands brings the pages");
    assert_eq!(asked(), [], "and is over with that");
}

#[test]
fn a_wish_for_more_pages_than_there_are_is_over_when_all_there_are_have_come() {
    let day = Day::begin();
    day.write(&day.a, "first", "One");
    day.a.carry_to(&day.hq);
    day.hq.desk.ask_for_pages("LAP-A", 1, 900, Some(day.book)).expect("asked");
    let asked = || day.hq.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "LAP-A").expect("LAP-A").asked.len();
    assert_eq!(asked(), 1);
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 1, "what there is comes again");
    assert_eq!(asked(), 0, "LAP-A says that it has no more");
}

#[test]
fn a_file_that_crosses_a_wish_does_not_answer_it() {
    let day = Day::begin();
    for title in ["One", "Two", "Three"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
        day.hq.carry_to(&day.a);
    }
    let asked = || {
        let of_a = day.hq.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "LAP-A").expect("LAP-A").asked;
        of_a.into_iter().map(|pages| (pages.first, pages.last)).collect::<Vec<_>>()
    };
    day.write(&day.a, "first", "Four");
    let crossing = day.a.export_for(&day.hq);
    day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    day.hq.desk.ask_for_pages("LAP-A", 9, 9, Some(day.book)).expect("a page that nobody knows of yet");
    day.hq.import(&crossing);
    assert_eq!(asked(), [(2, 3), (9, 9)], "the evening's file was made before the wish came: it goes along with the next one");
    day.hq.carry_to(&day.a);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 2);
    assert_eq!(asked(), [(9, 9)], "page 9 has not come");
}

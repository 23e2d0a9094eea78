//! Pages that are missing, and asked for.

use sala::bundle::{Gap, Status, To};
use sala_tests::laptop::Laptop;

use super::{Day, export};

/// LAP-A writes at these times; the file that it makes at the second is lost. What headquarters knows of the gap then.
fn lost_between(day: &Day, [first, second, third]: [&str; 3]) -> Gap {
    day.a.at(first);
    day.write(&day.a, "first", "On the first day");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.a);
    day.a.at(second);
    day.write(&day.a, "second", "On the second day");
    let lost = day.a.export_for(&day.hq);
    // What A believes of headquarters is wrong, as after a receipt that was turned round: it thinks the second page arrived.
    let receipt = lost.with_file_name("copy-of-lost.sala");
    std::fs::copy(&lost, &receipt).expect("a copy");
    day.hq.import(&receipt);
    day.hq.carry_to(&day.a);
    let bundle = day.hq.desk.bundles().expect("bundles")[0].bundle.clone();
    day.hq.desk.set_aside(&bundle).expect("headquarters gives it up again");
    day.a.at(third);
    day.write(&day.a, "third", "On the third day");
    let file = day.a.file("third.sala");
    export(&day.a.desk, &file, To::Headquarters);
    assert_eq!(day.hq.import(&file).status, Status::Waiting, "a page is missing in between");
    let status = day.hq.desk.status().expect("status");
    let gaps = &status.replicas.iter().find(|r| r.label == "LAP-A").expect("LAP-A").gaps;
    assert_eq!(gaps.iter().map(|g| (g.first, g.last)).collect::<Vec<_>>(), [(2, 2)], "it is named");
    gaps[0].clone()
}

#[test]
fn a_lost_file_is_named_and_asked_for_by_itself() {
    let day = Day::begin();
    day.hq.at("2012-05-17T08:00");
    let gap = lost_between(&day, ["2012-05-14T17:00", "2012-05-15T17:00", "2012-05-16T17:00"]);
    let between = (gap.after.as_deref(), gap.before.as_deref());
    assert_eq!(between, (Some("2012-05-14T17:00:00Z"), Some("2012-05-16T17:00:00Z")), "and so is when the file was made that has it");
    day.hq.carry_to(&day.a);
    let answer = day.a.carry_to(&day.hq);
    assert_eq!(answer.new_entries, 1, "the next file brings what was asked for, though A thought it had arrived");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["On the second day"]);
    assert!(day.hq.desk.status().expect("status").replicas.iter().all(|r| r.gaps.is_empty()), "nothing is missing any more");
}

#[test]
fn a_lost_file_of_a_laptop_whose_clock_was_wrong_is_named_by_its_pages_and_not_by_a_day_that_never_was() {
    for (why, times) in [
        ("a battery that died before", ["1970-01-01T00:10", "2012-05-15T17:00", "2012-05-16T17:00"]),
        ("a battery that died after", ["2012-05-14T17:00", "2012-05-15T17:00", "1980-01-01T00:10"]),
        ("a year ahead, and put right later", ["2013-05-14T17:00", "2013-05-15T17:00", "2012-05-16T17:00"]),
        ("a year ahead from then on", ["2012-05-14T17:00", "2013-05-15T17:00", "2013-05-16T17:00"]),
        ("always ahead", ["2070-05-14T17:00", "2070-05-15T17:00", "2070-05-16T17:00"]),
    ] {
        let day = Day::begin();
        day.hq.at("2012-05-17T08:00");
        let gap = lost_between(&day, times);
        assert_eq!((gap.after, gap.before), (None, None), "{why}: nobody is sent to look for a file of that day");
        day.hq.carry_to(&day.a);
        assert_eq!(day.a.carry_to(&day.hq).new_entries, 1, "{why}: what is asked for goes by pages, and comes");
    }
}

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

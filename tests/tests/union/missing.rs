//! Pages and files that are missing.

use sala::bundle::{ExportOptions, Gap, Status, To};
use sala_tests::laptop::Laptop;

use super::Day;

/// What is said to be missing of a laptop.
fn gaps(at: &Laptop, of: &str) -> Vec<Gap> {
    let status = at.desk.status().expect("status");
    status.replicas.into_iter().find(|r| r.label == of).expect("the laptop is known").gaps
}

/// LAP-A writes a page at each of these times, and carries each in a file of its own; the second file is lost. What
/// headquarters knows of the gap then.
fn lost_between(day: &Day, times: [&str; 3]) -> Gap {
    for (time, session) in times.into_iter().zip(["first", "second", "third"]) {
        day.a.at(time);
        day.write(&day.a, session, &format!("The {session} title"));
        drop(day.a.export_for(&day.hq));
    }
    let split = ExportOptions { split: Some(1), ..ExportOptions::default() };
    let parts = day.a.desk.export(&day.a.file("parts.sala"), &split, &mut |_, _| true).expect("an export").volumes;
    day.hq.import(&parts[0].file);
    let last = day.hq.import(&parts[2].file);
    assert_eq!(last.status, Status::Waiting, "a page is missing in between");
    let gaps = gaps(&day.hq, "LAP-A");
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
    assert_eq!(day.titles(&day.hq.desk, "second"), ["The second title"]);
    assert!(day.hq.desk.status().expect("status").replicas.iter().all(|r| r.gaps.is_empty()), "nothing is missing any more");
}

#[test]
fn the_last_pages_of_a_laptop_are_missed_where_another_laptop_holds_them() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    day.a.carry_to(&day.hq);
    day.write(&day.a, "second", "From A, and lost on the way");
    // LAP-B has it, and says so in the receipt that each of its files carries.
    day.a
        .desk
        .export(&day.a.file("for-b.sala"), &ExportOptions { to: To::Replica("LAP-B".into()), ..ExportOptions::default() }, &mut |_, _| true)
        .expect("a file");
    day.b.import(&day.a.file("for-b.sala"));
    day.write(&day.b, "third", "From B");
    let split = ExportOptions { split: Some(1), ..ExportOptions::default() };
    let parts = day.b.desk.export(&day.b.file("parts.sala"), &split, &mut |_, _| true).expect("an export").volumes;
    day.hq.import(&parts.last().expect("a part with B's own page").file);
    let missing: Vec<_> = gaps(&day.hq, "LAP-A").into_iter().map(|gap| (gap.first, gap.last, gap.before)).collect();
    assert_eq!(missing, [(2, 2, None)], "headquarters knows that there is a second page");
    for part in &parts {
        day.hq.import(&part.file);
    }
    assert_eq!(gaps(&day.hq, "LAP-A"), [], "which LAP-B brings along");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["From A, and lost on the way"]);
}

#[test]
fn the_last_pages_of_a_laptop_are_missed_where_somebody_built_on_them() {
    let day = Day::begin();
    let c = Laptop::accepted_by(&day.hq, "LAP-C", "Somchai K.");
    [&day.a, &day.b, &c].into_iter().for_each(|laptop| drop(day.hq.carry_to(laptop)));
    day.write(&day.a, "first", "From A");
    let for_b = ExportOptions { to: To::Replica("LAP-B".into()), ..ExportOptions::default() };
    day.a.desk.export(&day.a.file("for-b.sala"), &for_b, &mut |_, _| true).expect("a file");
    day.b.import(&day.a.file("for-b.sala"));
    day.write(&day.b, "first", "As B has it");
    // LAP-C hears of B's own page alone, and carries it on: its receipt says nothing of LAP-A.
    let for_c = ExportOptions { to: To::Replica("LAP-C".into()), split: Some(1), ..ExportOptions::default() };
    let parts = day.b.desk.export(&day.b.file("parts.sala"), &for_c, &mut |_, _| true).expect("an export").volumes;
    c.import(&parts.last().expect("a part with B's own page").file);
    let taken = c.carry_to(&day.hq);
    assert_eq!(taken.status, Status::Applied, "it stands on no earlier page of LAP-B");
    assert_eq!(gaps(&day.hq, "LAP-A").len(), 1, "and on one of LAP-A that is not here");
    day.a.carry_to(&day.hq);
    assert_eq!(gaps(&day.hq, "LAP-A"), []);
    assert_eq!(day.titles(&day.hq.desk, "first"), ["As B has it"]);
}

#[test]
fn what_another_store_set_aside_is_not_missed_until_it_takes_it_in_again() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.write(&day.a, "second", "Set aside at headquarters");
    let bundle = day.a.carry_to(&day.hq).bundle;
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.hq.carry_to(&day.b);
    assert_eq!(gaps(&day.b, "LAP-A"), [], "headquarters holds that page and sends it to nobody: LAP-B does not ask for it for ever");
    day.hq.desk.take_in_again(&bundle).expect("again");
    day.hq.carry_to(&day.b);
    assert_eq!(day.titles(&day.b.desk, "second"), ["Set aside at headquarters"]);
    assert_eq!(gaps(&day.b, "LAP-A"), []);
}

#[test]
fn a_page_that_is_lost_behind_one_that_was_set_aside_is_missed() {
    let day = Day::begin();
    let c = Laptop::accepted_by(&day.hq, "LAP-C", "Somchai K.");
    [&day.a, &day.b, &c].into_iter().for_each(|laptop| drop(day.hq.carry_to(laptop)));
    day.write(&day.a, "first", "From A");
    let bundle = day.a.carry_to(&day.hq).bundle;
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.write(&day.a, "second", "From A, and lost on the way");
    let for_b = ExportOptions { to: To::Replica("LAP-B".into()), ..ExportOptions::default() };
    day.a.desk.export(&day.a.file("for-b.sala"), &for_b, &mut |_, _| true).expect("a file");
    day.b.import(&day.a.file("for-b.sala"));
    day.write(&day.b, "second", "As B has it");
    // LAP-C carries LAP-B's own page on, and has nothing of LAP-A's.
    let for_c = ExportOptions { to: To::Replica("LAP-C".into()), split: Some(1), ..ExportOptions::default() };
    let parts = day.b.desk.export(&day.b.file("parts.sala"), &for_c, &mut |_, _| true).expect("an export").volumes;
    c.import(&parts.last().expect("a part with B's own page").file);
    c.carry_to(&day.hq);
    assert_eq!(gaps(&day.hq, "LAP-A").iter().map(|gap| (gap.first, gap.last)).collect::<Vec<_>>(), [(2, 2)], "the page behind the one that lies here");
    day.a.carry_to(&day.hq);
    assert_eq!(gaps(&day.hq, "LAP-A"), []);
}

#[test]
fn whose_file_has_not_arrived_is_told_though_another_laptop_brings_what_follows() {
    let day = Day::begin();
    for title in ["One", "Two"] {
        day.write(&day.a, "first", title);
        drop(day.a.export_for(&day.hq));
    }
    let all = ExportOptions { to: To::Replica("LAP-B".into()), split: Some(1), ..ExportOptions::default() };
    let parts = day.a.desk.export(&day.a.file("for-b.sala"), &all, &mut |_, _| true).expect("an export").volumes;
    let taken = day.b.import(&parts.last().expect("the second page").file);
    assert_eq!(taken.why.expect("why it waits").params["from"], "LAP-A");
    let onward = day.b.carry_to(&day.hq);
    assert_eq!((onward.status, onward.from.as_str()), (Status::Waiting, "LAP-B"), "LAP-B lacks it as well");
    assert_eq!(onward.why.expect("why it waits").params["from"], "LAP-A", "and need not be asked for it");
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
fn files_that_were_made_together_are_told_until_each_of_them_or_a_newer_one_has_come() {
    let day = Day::begin();
    let new = Laptop::accepted_by(&day.hq, "LAP-N", "Somchai K.");
    for number in 1..=3_u8 {
        let (hash, _) = day.hq.desk.keep_attachment(&mut &[number; 3_000][..]).expect("a photograph");
        let id = sala::RecordId::natural(day.book, "attachment", &[&number.to_string()]);
        let file = sala::outputs::records::FILE.of(&sala::outputs::records::ATTACHMENT, id);
        day.hq.desk.change(day.book, "test", |c| c.set(file, sala::value![hash.to_vec()])).expect("it hangs on a record");
    }
    let split = ExportOptions { to: To::Replica("LAP-N".into()), split: Some(2_000), ..ExportOptions::default() };
    let exported = day.hq.desk.export(&day.hq.file("pack.sala"), &split, &mut |_, _| true).expect("an export");
    let parts = exported.volumes;
    assert!(parts.len() > 2, "{} files", parts.len());
    assert!(exported.over_size >= 3, "a picture that is larger travels whole, and that is said");
    let missing = || {
        let of_hq = new.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "HQ").expect("headquarters");
        of_hq.parts.map_or_else(Vec::new, |parts| parts.missing)
    };
    let last = parts.last().expect("the last");
    assert_eq!((last.entries, new.import(&last.file).status), (0, Status::Applied), "a picture alone, of a programme that is not here");
    assert_eq!(missing(), (1..parts.len() as u32).collect::<Vec<_>>(), "the others are told");
    new.import(&parts[0].file);
    new.import(&last.file);
    assert_eq!(missing(), (2..parts.len() as u32).collect::<Vec<_>>());
    parts.iter().for_each(|part| drop(new.import(&part.file)));
    assert_eq!(missing(), [0; 0], "all of them are here");
    new.import(&last.file);
    assert_eq!(missing(), [0; 0], "and one that comes twice changes nothing");

    let later = Laptop::accepted_by(&day.hq, "LAP-M", "Zaw M.");
    let split = ExportOptions { to: To::Replica("LAP-M".into()), ..split };
    let parts = day.hq.desk.export(&day.hq.file("other.sala"), &split, &mut |_, _| true).expect("an export").volumes;
    later.import(&parts[1].file);
    day.hq.at("2012-05-15T08:00").carry_to(&later);
    later.import(&parts[2].file);
    let of_hq = later.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "HQ").expect("headquarters");
    assert_eq!(of_hq.parts, None, "a newer file brings what is lacking: nobody is sent after the old ones");
}

#[test]
fn a_page_between_others_that_was_set_aside_elsewhere_is_not_missed() {
    let day = Day::begin();
    day.write(&day.a, "first", "One");
    day.a.carry_to(&day.hq);
    day.write(&day.a, "second", "Two");
    let bundle = day.a.carry_to(&day.hq).bundle;
    // LAP-A hears that it arrived: its next file does not bring it again.
    day.hq.carry_to(&day.a);
    day.write(&day.a, "third", "Three");
    day.a.carry_to(&day.hq);
    day.hq.desk.set_aside(&bundle).expect("set aside");
    let came = day.hq.carry_to(&day.b);
    assert_eq!(came.status, Status::Applied, "nothing is on its way: {:?}", came.why);
    assert_eq!(gaps(&day.b, "LAP-A"), []);
    assert_eq!(day.titles(&day.b.desk, "third"), ["Three"]);
    // LAP-A itself can send it: whoever hears from it misses it.
    let for_b = ExportOptions { to: To::Replica("LAP-B".into()), split: Some(1), everything: true, ..ExportOptions::default() };
    let parts = day.a.desk.export(&day.a.file("parts.sala"), &for_b, &mut |_, _| true).expect("an export").volumes;
    day.b.import(&parts[0].file);
    assert_eq!(gaps(&day.b, "LAP-A").iter().map(|gap| (gap.first, gap.last)).collect::<Vec<_>>(), [(2, 2)]);
    parts.iter().for_each(|part| drop(day.b.import(&part.file)));
    assert_eq!(day.titles(&day.b.desk, "second"), ["Two"]);
}

#[test]
fn what_was_said_by_a_clock_in_the_year_2099_is_not_the_last_word() {
    let day = Day::begin();
    day.write(&day.a, "first", "One");
    day.a.carry_to(&day.hq);
    day.hq.at("2099-01-01T08:00").carry_to(&day.b);
    day.hq.at("2012-05-15T08:00");
    day.b.at("2012-05-15T08:00");
    day.write(&day.a, "second", "Two");
    let bundle = day.a.carry_to(&day.hq).bundle;
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.hq.carry_to(&day.b);
    assert_eq!(gaps(&day.b, "LAP-A"), [], "that headquarters set the page aside is heard");
}

#[test]
fn what_came_late_and_lies_between_pages_that_were_sent_has_not_been_carried() {
    let day = Day::begin();
    for session in ["first", "second", "third"] {
        day.write(&day.a, session, "From A");
        drop(day.a.export_for(&day.hq));
    }
    let split = ExportOptions { split: Some(1), everything: true, ..ExportOptions::default() };
    let parts = day.a.desk.export(&day.a.file("parts.sala"), &split, &mut |_, _| true).expect("an export").volumes;
    let waits = || day.hq.desk.to_carry().expect("what waits").into_iter().find(|one| one.label == "LAP-B").map_or(0, |one| one.of_others);
    let of_a = parts.iter().filter(|part| part.entries > 0).collect::<Vec<_>>();
    let last = of_a.len() - 1;
    day.hq.import(&of_a[last].file);
    drop(day.hq.export_for(&day.b));
    assert_eq!(waits(), 0, "what is here was put into a file");
    day.hq.import(&of_a[last - 1].file);
    assert_eq!(waits(), 1, "the page before it was not");
}

#[test]
fn what_headquarters_has_of_a_certified_laptop_of_which_nothing_came_is_missed() {
    let day = Day::begin();
    day.hq.carry_to(&day.b);
    day.write(&day.a, "first", "One");
    day.a.carry_to(&day.hq);
    let split = ExportOptions { to: To::Replica("LAP-B".into()), split: Some(1), everything: true, ..ExportOptions::default() };
    let parts = day.hq.desk.export(&day.hq.file("parts.sala"), &split, &mut |_, _| true).expect("an export").volumes;
    day.b.import(&parts[0].file);
    let missing = || gaps(&day.b, "LAP-A").iter().map(|gap| (gap.first, gap.last)).collect::<Vec<_>>();
    assert_eq!(missing(), [(1, 1)], "LAP-B has never had a page of LAP-A, and hears that there is one");
    parts.iter().for_each(|part| drop(day.b.import(&part.file)));
    assert_eq!(missing(), []);
    let c = Laptop::accepted_by(&day.hq, "LAP-C", "Somchai K.");
    day.hq.carry_to(&c);
    day.hq.carry_to(&day.b);
    let asked = || day.b.desk.ask_for_pages("LAP-C", 1, 2, None);
    assert_eq!(asked().expect_err("nobody knows of any").problem().code, "no_page_known", "what it will write comes by itself");
    day.write(&c, "first", "Two");
    c.carry_to(&day.hq);
    let more = day.hq.desk.export(&day.hq.file("more.sala"), &split, &mut |_, _| true).expect("an export").volumes;
    day.b.import(&more[0].file);
    assert_eq!(asked().expect("of one of whom others have something").books, 1, "wherever it may have written");
    assert_eq!(day.b.desk.ask_no_more("LAP-C", 1, 1, None).expect("withdrawn").books, 1);
}

//! What somebody wrote over a page that counts no more: it replaces nothing that its writer never saw.

use sala::{
    agenda::records::SESSION,
    bundle::To,
    decide::{self, Choice},
};
use sala_tests::laptop::Laptop;

use super::{Day, export_all};

#[test]
fn a_correction_of_what_a_thief_wrote_replaces_nothing_that_the_laptop_itself_wrote_in_that_place() {
    let day = Day::begin();
    day.write(&day.a, "before", "Before it was stolen");
    day.a.carry_to(&day.hq);
    let (day, thief) = {
        let Day { hq, a, b, book } = day;
        let (a, thief) = a.cloned();
        (Day { hq, a, b, book }, thief)
    };
    day.write(&day.a, "opening", "By the laptop");
    day.a.carry_to(&day.hq);
    thief.at("2012-05-14T09:00");
    day.write(&thief, "opening", "By the thief");
    let stolen = thief.file("stolen.sala");
    export_all(&thief.desk, &stolen, To::Replica("LAP-B".into()));
    day.b.import(&stolen);
    day.write(&day.b, "opening", "By the thief, corrected by LAP-B");

    day.hq.desk.revoke("LAP-A", None, None).expect("what headquarters holds of it counts, and nothing else");
    day.hq.carry_to(&day.b);
    let both = ["By the laptop", "By the thief, corrected by LAP-B"];
    assert_eq!(day.titles(&day.b.desk, "opening"), both, "LAP-B never saw what the laptop wrote there");
    let waiting = day.b.desk.read(|r| decide::conflicts(r, None)).expect("conflicts");
    let conflict = waiting.iter().find(|c| c.field == "title").expect("somebody is asked");
    day.b.desk.resolve(&conflict.id, &Choice::Value("In hall 3".into()), Some(&conflict.seen)).expect("a decision");
    assert_eq!(day.titles(&day.b.desk, "opening"), ["In hall 3"], "and the answer settles it");
    day.b.carry_to(&day.hq);
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["In hall 3"]);
    assert_eq!(day.digest(&day.b.desk), day.digest(&day.hq.desk), "whoever never saw the stolen page knows the same then");
}

/// How many differences wait.
fn asked(laptop: &Laptop) -> usize {
    laptop.desk.read(|r| decide::conflicts(r, None)).expect("conflicts").len()
}

/// LAP-B removed a session that LAP-A had made, and LAP-A was stolen. Whoever has it writes of this session, in the same place of the journal, and
/// headquarters takes that in. Answers which file it was.
fn stolen_after_a_removal(of: &str) -> (Day, String) {
    let day = Day::begin();
    day.write(&day.a, "before", "Before it was stolen");
    day.a.carry_to(&day.hq);
    let Day { hq, a, b, book } = day;
    let (a, thief) = a.cloned();
    let day = Day { hq, a, b, book };
    day.write(&day.a, "gone", "By the laptop");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.b.desk.change(book, "test", |c| c.remove(&SESSION, day.session("gone"))).expect("a removal");
    day.b.carry_to(&day.hq);
    day.hq.desk.revoke("LAP-A", None, None).expect("what headquarters holds of it counts, and nothing else");
    day.write(&thief, of, "By the thief");
    let stolen = thief.file("stolen.sala");
    export_all(&thief.desk, &stolen, To::Headquarters);
    let bundle = day.hq.import(&stolen).bundle;
    day.digest(&day.hq.desk);
    (day, bundle)
}

#[test]
fn a_removal_stands_whatever_a_thief_writes_of_other_records() {
    let (day, _) = stolen_after_a_removal("elsewhere");
    assert_eq!(asked(&day.hq), 0, "what he wrote of another session was nothing that the removal could have seen");
}

#[test]
fn what_a_thief_wrote_and_headquarters_set_aside_is_asked_about_no_more() {
    let (day, bundle) = stolen_after_a_removal("gone");
    let hq = &day.hq;
    let asked = |why: &str, count: usize| {
        assert_eq!(self::asked(hq), count, "{why}");
        day.digest(&hq.desk);
    };
    asked("the removal may have seen what he wrote of that session", 1);
    hq.desk.set_aside(&bundle).expect("set aside");
    asked("nobody here believes a word of it", 0);
    hq.desk.take_in_again(&bundle).expect("again");
    asked("it is a file like any other again, of a laptop that is not believed", 1);
    hq.desk.set_aside(&bundle).expect("set aside");
    hq.desk.lift_revocation("LAP-A").expect("believed again");
    asked("a file of a laptop that is believed, and may be taken in again", 1);
}

//! What somebody wrote over a page that counts no more: it replaces nothing that its writer never saw.

use sala::{
    bundle::To,
    decide::{self, Choice},
};

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

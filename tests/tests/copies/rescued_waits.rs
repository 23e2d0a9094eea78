//! A rescued store in which something waits for the page in which it left.

use sala::backup::Memory;
use sala_tests::{closed::forget_notes, laptop::Laptop};

use crate::{Day, accepts, all_know_the_same, copied, digest, nothing_is_asked, nothing_is_asked_weeks_later, put_back, retitle, session, titles, to_hq};

#[test]
fn what_waits_for_its_page_waits_for_it_in_a_rescued_store_too() {
    for note_is_lost in [false, true] {
        let Day { hq, a, book } = Day::begin();
        let first = session(&hq, book, "By headquarters");
        hq.carry_to(&a);
        retitle(&a.desk, book, first, "In the file that was lost");
        let (a, old) = copied(a);
        let lost = a.export_for(&hq);
        let a = put_back(a, old.path());
        retitle(&a.desk, book, first, "Corrected since");
        let broken = a.closed();
        let store = broken.path().join("store");
        if note_is_lost {
            forget_notes(&store, "left_in.");
        }
        let memory = Memory::at(&broken.path().join("memory"));
        let (a, told) = Laptop::rescued(&store, Some(memory), "2012-05-15T08:00").expect("rescued");
        assert_eq!((told.label.as_str(), told.open_actions), ("LAP-A 3", 2));
        accepts(&hq, &a, "a.sala", "LAP-A 3");
        hq.carry_to(&a);
        hq.import(&to_hq(&a, "again.sala"));
        let now = ["Corrected since", "Opening"];
        assert_eq!((titles(&hq), titles(&a)), (now.map(String::from).to_vec(), now.map(String::from).to_vec()), "what was replaced does not stand up again");
        assert_eq!(digest(&hq), digest(&a));
        nothing_is_asked_weeks_later(&hq, &a, book);
        hq.import(&lost);
        hq.carry_to(&a);
        nothing_is_asked(&hq, book);
        all_know_the_same(&[&hq, &a]);
    }
}

#[test]
fn what_was_said_again_is_history_in_a_rescued_store_too() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    let (a, old) = copied(a);
    let _lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.carry_to(&a);
    a.carry_to(&hq);
    hq.carry_to(&a);
    let broken = a.closed();
    let memory = Memory::at(&broken.path().join("memory"));
    let (a, told) = Laptop::rescued(&broken.path().join("store"), Some(memory), "2012-05-15T08:00").expect("rescued");
    assert_eq!((told.label.as_str(), told.open_actions, titles(&a).len()), ("LAP-A 3", 0, 2));
    let journey = a.desk.journey().expect("a journey");
    assert_eq!(journey.recorded, journey.received, "nothing waits to be carried");
}

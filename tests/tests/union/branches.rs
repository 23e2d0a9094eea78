//! Branches of a copied store.

use sala::{
    bundle::{ExportOptions, Status, To},
    decide::{self, Choice},
};
use sala_tests::laptop::Laptop;

use super::{Day, clone_of, export, open};

#[test]
fn two_copies_of_one_store_write_on_and_nothing_of_either_is_lost() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "first", "By the laptop itself");
    day.write(&day.a, "opening", "Opening, in hall 1");
    day.write_at(&copy, "second", "By the copy");
    day.write_at(&copy, "opening", "Opening, in hall 2");
    let (one, two) = (day.a.export_for(&day.hq), day.hq.file("of-the-copy.sala"));
    export(&copy, &two, To::Headquarters);

    let other_order = Laptop::accepted_by(&day.hq, "LAP-C", "Somchai P.");
    day.hq.carry_to(&other_order);
    day.hq.import(&one);
    let forked = day.hq.import(&two);
    assert_eq!(forked.status, Status::Applied, "the second branch is taken in as any other page: {:?}", forked.why);
    let told: Vec<_> = forked.kinds.iter().map(|k| (k.kind.as_str(), k.changed, k.differ)).collect();
    assert_eq!(told, [("session", 1, 1)], "and what it changes is told as of any other: one title that was not there, and one that differs");
    for (session, title) in [("before", "Written before the copy"), ("first", "By the laptop itself"), ("second", "By the copy")] {
        assert!(day.titles(&day.hq.desk, session).iter().all(|t| t == title) && !day.titles(&day.hq.desk, session).is_empty(), "{session} is kept");
    }
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening, in hall 1", "Opening, in hall 2"], "what both wrote over the same value has to be decided");
    let status = day.hq.desk.status().expect("status");
    let line = status.replicas.iter().find(|r| r.label == "LAP-A").expect("LAP-A is known");
    assert_eq!(line.forks.len(), 1, "headquarters is told that two stores write as LAP-A");

    let waiting = day.hq.desk.read(|r| decide::conflicts(r, None)).expect("conflicts");
    let conflict = waiting.iter().find(|c| c.field == "title").expect("the opening differs");
    day.hq.desk.resolve(&conflict.id, &Choice::Number(2), Some(&conflict.seen)).expect("a decision");
    assert_eq!(day.titles(&day.hq.desk, "opening").len(), 1, "a decision about entries of both branches settles them");

    day.hq.carry_to(&other_order);
    day.hq.carry_to(&day.b);
    let expected = day.digest(&day.hq.desk);
    assert_eq!(day.digest(&other_order.desk), expected, "a laptop that hears it from headquarters knows the same");
    assert_eq!(day.digest(&day.b.desk), expected, "and so does the other");
}

#[test]
fn a_number_of_a_branch_that_is_gone_never_means_another_chain() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "first", "By the laptop itself");
    day.write_at(&copy, "second", "By the copy");
    let of_the_copy = day.hq.file("of-the-copy.sala");
    export(&copy, &of_the_copy, To::Headquarters);
    day.a.carry_to(&day.hq);
    let taken = day.hq.import(&of_the_copy);
    let chains = || -> Vec<i64> {
        let query = "SELECT no FROM chain ORDER BY no";
        day.hq.desk.read(|r| Ok(r.sql().prepare(query)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)).expect("chains")
    };
    let forked = chains();
    day.hq.desk.set_aside(&taken.bundle).expect("set aside");
    let branch = *forked.iter().find(|no| !chains().contains(no)).expect("the branch is gone");
    day.write(&day.b, "third", "By another laptop");
    day.b.carry_to(&day.hq);
    let new: Vec<_> = chains().into_iter().filter(|no| !forked.contains(no)).collect();
    assert!(!new.is_empty() && new.iter().all(|no| *no > branch), "what a screen remembers of the branch means nobody else's entry: {branch}, {new:?}");
    assert!(!chains().contains(&branch));
    day.digest(&day.hq.desk);
}

#[test]
fn which_branch_comes_first_is_seen_nowhere() {
    let day = Day::begin();
    let copy = open(&clone_of(&day.a));
    for (i, title) in ["One", "Two", "Three"].iter().enumerate() {
        day.write(&day.a, "opening", title);
        let _ = day.a.export_for(&day.hq);
        day.write_at(&copy, "opening", &format!("{title} of the copy"));
        export(&copy, &day.hq.file(&format!("closing-{i}.sala")), To::Headquarters);
    }
    let all = |desk: &sala::Desk, name: &str| {
        let path = day.hq.file(name);
        let options = ExportOptions { everything: true, ..ExportOptions::default() };
        desk.export(&path, &options, &mut |_, _| true).expect("an export");
        path
    };
    let files = [all(&day.a.desk, "all-of-a.sala"), all(&copy, "all-of-the-copy.sala")];
    // A second headquarters that hears them the other way round: a copy of the first, which keeps its keys.
    let twin = open(&clone_of(&day.hq));
    for file in &files {
        day.hq.import(file);
    }
    for file in files.iter().rev() {
        twin.import(file, None, &mut |_, _| true).expect("an import");
    }
    assert_eq!(day.digest(&day.hq.desk), day.digest(&twin), "the order in which branches arrive changes nothing");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Three", "Three of the copy"], "each branch replaced its own");
}

#[test]
fn a_branch_whose_pages_come_in_any_order_replaces_only_what_it_had_seen() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "opening", "In hall 1");
    let of_the_laptop = day.a.export_for(&day.hq);
    // A second headquarters that hears every page in its turn: a copy of the first, which keeps its keys.
    let twin = open(&clone_of(&day.hq));
    let mut pages = Vec::new();
    for (i, (session, title)) in [("opening", "In hall 2"), ("second", "Between"), ("opening", "In hall 3")].into_iter().enumerate() {
        day.write_at(&copy, session, title);
        let (page, receipt) = (day.hq.file(&format!("page-{i}.sala")), day.hq.file(&format!("receipt-{i}.sala")));
        export(&copy, &page, To::Headquarters);
        twin.import(&page, None, &mut |_, _| true).expect("an import");
        export(&twin, &receipt, To::Replica("LAP-A".into()));
        copy.import(&receipt, None, &mut |_, _| true).expect("a receipt, so that the next file holds one page");
        pages.push(page);
    }
    twin.import(&of_the_laptop, None, &mut |_, _| true).expect("the other branch");

    day.hq.import(&of_the_laptop);
    day.hq.import(&pages[0]);
    day.hq.import(&pages[2]);
    assert!(
        day.titles(&day.hq.desk, "opening").contains(&"In hall 1".to_owned()),
        "the copy never saw it: a page that waits for its branch does not replace it"
    );
    day.hq.import(&pages[1]);
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["In hall 1", "In hall 3"], "once all is here each branch has replaced its own");
    assert_eq!(day.digest(&day.hq.desk), day.digest(&twin), "whoever heard the pages in their turn knows the same");
}

#[test]
fn a_decision_between_two_branches_stands_when_one_of_them_is_gone() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "opening", "Opening, in hall 1");
    day.write_at(&copy, "opening", "Opening, in hall 2");
    let of_the_copy = day.hq.file("of-the-copy.sala");
    export(&copy, &of_the_copy, To::Headquarters);
    day.a.carry_to(&day.hq);
    let taken = day.hq.import(&of_the_copy);
    let conflict = day.hq.desk.read(|r| decide::conflicts(r, None)).expect("conflicts").into_iter().find(|c| c.field == "title").expect("the opening differs");
    day.hq.desk.resolve(&conflict.id, &Choice::Value("Opening, in hall 3".into()), Some(&conflict.seen)).expect("a decision");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening, in hall 3"]);

    day.hq.desk.set_aside(&taken.bundle).expect("the copy counts no more");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening, in hall 3"], "what was decided had seen the laptop's own value too");
    let expected = day.digest(&day.hq.desk);
    for first in [true, false] {
        let other = Laptop::accepted_by(&day.hq, if first { "LAP-C" } else { "LAP-D" }, "Somchai P.");
        if first {
            // It hears the laptop first, and then of the decision; the other both at once.
            day.hq.carry_to(&day.a);
            day.a.carry_to(&day.b);
            day.hq.carry_to(&day.b);
            assert_eq!(day.digest(&day.b.desk), expected, "B");
        }
        day.hq.carry_to(&other);
        assert_eq!(day.digest(&other.desk), expected, "whoever never heard of the copy knows the same: {first}");
    }
    day.hq.desk.take_in_again(&taken.bundle).expect("again");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening, in hall 3"], "and so it is when the copy counts again");
}

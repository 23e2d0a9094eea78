//! Pages that left with a file and came nowhere: both the laptop and headquarters, who is the one to look for the file, are told until
//! they come, or until what was in them is recorded again.

use sala::{bundle::Gap, decide};
use sala_tests::laptop::Laptop;

use crate::{Day, accepts, all_know_the_same, copied, digest, nothing_is_asked, nothing_is_asked_weeks_later, put_back, retitle, session, titles};

/// What is missing of any laptop.
fn gaps(laptop: &Laptop) -> Vec<Gap> {
    laptop.desk.status().expect("a status").replicas.into_iter().flat_map(|r| r.gaps).collect()
}

/// The pages, and whether they are known to have come nowhere.
fn told(laptop: &Laptop) -> Vec<(u64, u64, bool)> {
    gaps(laptop).iter().map(|gap| (gap.first, gap.last, gap.lost)).collect()
}

#[test]
fn headquarters_hears_which_pages_came_nowhere_and_hears_no_more_of_them_once_all_of_it_is_recorded_again() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "First");
    let (a, old) = copied(a);
    let _lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    assert_eq!(told(&a), [(1, 1, false)], "it may be on its way to headquarters");
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    assert_eq!(told(&hq), [(1, 1, true)], "neither has it: somebody has to look for the stick");
    a.at("2012-05-18T09:00");
    hq.carry_to(&a);
    assert_eq!(told(&a), [], "all that was in it is here, and was recorded again");
    a.carry_to(&hq);
    assert_eq!(told(&hq), []);
    let past = hq.desk.read(|r| decide::past(r, book, first)).expect("what was said of it");
    assert_eq!(past.said[0].at.get(..10), Some("2012-05-14"), "it was recorded then, whenever it is said again");
    nothing_is_asked_weeks_later(&hq, &a, book);
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn what_only_the_lost_file_holds_is_told_until_it_is_found() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    let (a, old) = copied(a);
    session(&a, book, "Second");
    let lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.carry_to(&a);
    assert_eq!(told(&a), [(1, 1, true)], "headquarters does not have it either");
    a.carry_to(&hq);
    assert_eq!((titles(&hq), told(&hq)), (vec!["First".to_owned(), "Opening".to_owned()], vec![(1, 1, true)]), "the second session is in that file alone");
    // The laptop goes on once more before the file is found: what it was before is still its own.
    a.desk.go_on_under_new_keys(sala::backup::Why::StoreWasCopied).expect("new keys");
    accepts(&hq, &a, "again.sala", "LAP-A 3");
    assert_eq!(told(&hq), [(1, 1, true)]);
    hq.import(&lost);
    assert_eq!(told(&hq), [], "the stick was found");
    hq.carry_to(&a);
    assert_eq!(told(&a), []);
    a.carry_to(&hq);
    assert_eq!(titles(&hq), ["First", "Opening", "Second"]);
    nothing_is_asked_weeks_later(&hq, &a, book);
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn what_a_lost_file_had_replaced_stays_replaced_whether_it_is_recorded_again_or_was_corrected_since() {
    for corrected in [false, true] {
        let Day { hq, a, book } = Day::begin();
        let first = session(&hq, book, "By headquarters");
        hq.carry_to(&a);
        retitle(&a.desk, book, first, "In the file that was lost");
        retitle(&a.desk, book, first, "In that file too");
        let (a, old) = copied(a);
        let lost = a.export_for(&hq);
        let a = put_back(a, old.path());
        let last = if corrected { "Corrected since" } else { "In that file too" };
        if corrected {
            retitle(&a.desk, book, first, last);
        }
        accepts(&hq, &a, "a.sala", "LAP-A 2");
        hq.carry_to(&a);
        a.carry_to(&hq);
        assert_eq!((titles(&hq), digest(&hq)), (vec![last.to_owned(), "Opening".to_owned()], digest(&a)), "headquarters' own value does not stand up again");
        nothing_is_asked_weeks_later(&hq, &a, book);
        hq.import(&lost);
        hq.carry_to(&a);
        nothing_is_asked(&hq, book);
        all_know_the_same(&[&hq, &a]);
    }
}

#[test]
fn a_programme_that_only_the_lost_file_held_is_recorded_again() {
    let Day { hq, a, .. } = Day::begin();
    let own = a.desk.new_book();
    session(&a, own, "Of a programme of its own");
    let (a, old) = copied(a);
    let _lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.carry_to(&a);
    a.carry_to(&hq);
    assert_eq!(titles(&hq), ["Of a programme of its own", "Opening"], "headquarters never heard of it, and its file says so");
    assert_eq!((told(&a), told(&hq)), (vec![], vec![]));
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn what_another_store_of_the_name_wrote_in_the_place_of_a_page_that_is_not_here_is_not_replaced_unseen() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "First");
    a.carry_to(&hq);
    let (a, clone) = a.cloned();
    retitle(&a.desk, book, first, "By the original");
    let (a, old) = copied(a);
    let lost = a.export_for(&hq);
    let a = put_back(a, old.path());
    retitle(&a.desk, book, first, "By the old copy, which saw the original's");
    retitle(&clone.desk, book, first, "By the clone, in that very place");
    hq.import(&clone.export_for(&hq));
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    let both = ["By the clone, in that very place", "By the old copy, which saw the original's"];
    let stand = || {
        let past = hq.desk.read(|r| decide::past(r, book, first)).expect("what was said of it");
        let mut stand: Vec<_> = past.said.iter().filter(|said| !said.replaced).map(|said| said.value["title"].as_str().expect("a title").to_owned()).collect();
        stand.sort();
        stand
    };
    assert_eq!(stand(), both, "nobody saw the clone's, so nobody replaced it");
    hq.import(&lost);
    assert_eq!(stand(), both, "and what the lost file held was replaced by whoever saw it");
    let waiting = hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts");
    assert_eq!(waiting.iter().map(|one| one.values.len()).collect::<Vec<_>>(), [2], "two people said otherwise, and somebody decides");
}

#[test]
fn what_was_corrected_while_its_page_was_away_is_common_ground_once_it_came() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "First");
    let b = Laptop::accepted_by(&hq, "LAP-B", "Bounthong S.");
    let (a, old) = copied(a);
    let late = a.export_for(&hq);
    let a = put_back(a, old.path());
    retitle(&a.desk, book, first, "First, corrected");
    hq.import(&late);
    hq.carry_to(&b);
    retitle(&b.desk, book, first, "First, otherwise");
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    b.carry_to(&hq);
    let waiting = hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts");
    let bases: Vec<_> = waiting.iter().map(|one| one.base.clone()).collect();
    assert_eq!(bases, [Some(serde_json::json!({ "title": "First" }))], "both replaced the same, one by its author's name and one by its page's");
}

//! Values that differ, decisions, and what is taken back.

use sala::{
    Seen,
    agenda::records::{SESSION, TITLE},
    decide::Choice,
};
use sala_tests::laptop::Laptop;

use crate::Day;

#[test]
fn two_laptops_that_differ_make_a_conflict_and_the_decision_travels_back() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T13:05", "Opening in hall 1");
    day.write(&day.b, "2012-05-14T13:06", "Opening in hall 2");
    day.a.carry_to(&day.hq);
    let receipt = day.b.carry_to(&day.hq);
    assert_eq!(receipt.conflicts, 1, "the second file brings the difference");

    let [conflict] = &day.conflicts(&day.hq)[..] else { panic!("one cell differs") };
    let said: Vec<_> = conflict.values.iter().map(|v| (v.author.as_str(), v.replica.as_str(), v.value["title"].as_str())).collect();
    let expected = [("Thida N.", "LAP-A", Some("Opening in hall 1")), ("Bounthong S.", "LAP-B", Some("Opening in hall 2"))];
    assert_eq!(said, expected, "both values stand there with who and where");
    assert_eq!(conflict.base.as_ref().and_then(|b| b["title"].as_str()), Some("Opening"), "both replaced the same value");

    day.hq.at("2012-05-14T18:00").desk.resolve(&conflict.id, &Choice::Number(2), Some(&conflict.seen)).expect("a decision");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    for laptop in [&day.hq, &day.a, &day.b] {
        assert!(day.conflicts(laptop).is_empty(), "{} has nothing left to decide", laptop.label);
        let live: Vec<_> = day.history(laptop).into_iter().filter(|p| p.live).collect();
        assert_eq!(live.len(), 1, "{} shows the decided value only", laptop.label);
        assert_eq!(day.history(laptop).len(), 4, "{} keeps the whole story: opening, two halls, the decision", laptop.label);
    }
    day.all_know_the_same();
}

#[test]
fn a_decision_taken_back_leaves_each_value_to_whoever_wrote_it() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T13:05", "Opening in hall 1");
    day.write(&day.b, "2012-05-14T13:06", "Opening in hall 2");
    day.a.carry_to(&day.hq);
    day.b.carry_to(&day.hq);
    let asked = |laptop: &Laptop| {
        let mut waiting = day.conflicts(laptop);
        assert_eq!(waiting.len(), 1, "{}: one cell differs", laptop.label);
        waiting.remove(0)
    };
    let before = asked(&day.hq);
    for (time, number) in [("2012-05-14T18:00", 2), ("2012-05-14T18:02", 1)] {
        day.hq.at(time).desk.resolve(&before.id, &Choice::Number(number), None).expect("a decision");
        day.hq.desk.undo().expect("undo").expect("taken back");
        let again = asked(&day.hq);
        assert_eq!((&again.values, &again.base), (&before.values, &before.base), "the same is asked as before, of the same people, in the same order");
    }
    day.hq.carry_to(&day.a);
    let at_the_site = asked(&day.a);
    assert_eq!(at_the_site.values, before.values, "on every laptop");
    let decided = day.a.at("2012-05-15T08:00").desk.resolve(&at_the_site.id, &Choice::Of("LAP-B".to_owned()), Some(&at_the_site.seen));
    decided.expect("who said it is still known");
    assert_eq!(day.live(&day.a), ["Opening in hall 2".into()]);
    // A change of mind is the words of whoever changed it.
    day.write(&day.a, "2012-05-15T08:10", "Opening in hall 1");
    day.write(&day.b, "2012-05-15T08:20", "Opening in hall 3");
    day.b.carry_to(&day.a);
    let said = asked(&day.a).values;
    assert_eq!(said.iter().map(|v| v.at.get(..16)).collect::<Vec<_>>(), [Some("2012-05-15T08:10"), Some("2012-05-15T08:20")], "{said:?}");
}

#[test]
fn a_difference_that_comes_with_its_decision_asks_nobody() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T13:05", "Opening in hall 1");
    day.write(&day.b, "2012-05-14T13:06", "Opening in hall 2");
    day.a.carry_to(&day.hq);
    day.b.carry_to(&day.hq);
    let waiting = day.conflicts(&day.hq).remove(0);
    day.hq.at("2012-05-14T18:00").desk.resolve(&waiting.id, &Choice::Number(1), None).expect("a decision");
    day.write(&day.hq, "2012-05-14T18:10", "Opening in the garden");
    day.write(&day.hq, "2012-05-14T18:20", "Opening in the hall");
    let counts = |taken: &sala::bundle::Imported| taken.kinds.iter().map(|k| (k.kind.clone(), k.added, k.changed, k.differ, k.settled)).collect::<Vec<_>>();
    let one_change = [("session".to_owned(), 0, 1, 0, 0)];
    assert_eq!(counts(&day.hq.carry_to(&day.a)), one_change, "at a site that knew the beginning it is one change");
    let new = Laptop::accepted_by(&day.hq, "LAP-C", "Newly arrived");
    assert_eq!(counts(&day.hq.carry_to(&new)), one_change, "and one title at a new laptop");
    assert!(day.conflicts(&new).is_empty());
}

#[test]
fn a_value_that_came_while_a_form_was_open_makes_a_conflict() {
    let day = Day::begin();
    let seen = Seen(day.history(&day.hq).iter().filter(|p| p.live).map(|p| p.no).collect());
    day.write(&day.a, "2012-05-14T09:00", "From the site");
    day.a.carry_to(&day.hq);
    day.hq.desk.change(day.book, "test", |c| c.set_seen(TITLE.of(&SESSION, day.session), "From the form", &seen)).expect("an edit");
    assert_eq!(day.conflicts(&day.hq).len(), 1, "the form had not shown what the file brought");
}

#[test]
fn equal_values_are_no_conflict() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "The same");
    day.write(&day.b, "2012-05-14T09:01", "The same");
    day.a.carry_to(&day.hq);
    day.b.carry_to(&day.hq);
    assert!(day.conflicts(&day.hq).is_empty(), "two people who agree need no decision");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    day.all_know_the_same();
    day.write(&day.hq, "2012-05-14T09:02", "Corrected");
    assert!(day.conflicts(&day.hq).is_empty(), "who corrects what two people wrote corrects both");
    day.hq.carry_to(&day.a);
    assert_eq!((day.conflicts(&day.a).len(), day.live(&day.a)), (0, vec!["Corrected".into()]), "and so it travels");
    day.hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(day.live(&day.hq), ["The same".into(), "The same".into()], "taking it back brings both back");
    assert!(day.conflicts(&day.hq).is_empty(), "still equal");
}

#[test]
fn a_wrong_clock_cannot_bring_an_old_value_back() {
    let day = Day::begin();
    day.write(&day.a, "2099-01-01T00:00", "Written in 2099 by mistake");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.write(&day.b, "1970-01-02T00:00", "Corrected on a laptop that thinks it is 1970");
    day.b.carry_to(&day.hq);
    let shown = day.history(&day.hq).into_iter().filter(|p| p.live).map(|p| p.value).collect::<Vec<_>>();
    assert_eq!(shown, ["Corrected on a laptop that thinks it is 1970".into()], "who had seen the other value replaces it, whatever the clocks say");
}

#[test]
fn what_a_file_may_rest_on_is_changed_by_a_new_action_and_no_longer_taken_back() {
    let day = Day::begin();
    day.write(&day.hq, "2012-05-14T09:00", "Opening at headquarters");
    day.write(&day.a, "2012-05-14T09:05", "Opening on the site");
    day.a.carry_to(&day.hq);
    let live = day.live(&day.hq);
    assert_eq!(day.hq.desk.undo().expect("undo"), None, "somebody else's words came in");
    assert_eq!(day.live(&day.hq), live, "nothing was changed");
    day.write(&day.hq, "2012-05-14T09:10", "Opening after all");
    day.hq.desk.undo().expect("undo").expect("what is done from now on is taken back as ever");
}

#[test]
fn undo_travels_like_any_other_action() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "A slip");
    day.a.desk.undo().expect("undo").expect("there is something to take back");
    day.a.carry_to(&day.hq);
    let live: Vec<_> = day.history(&day.hq).into_iter().filter(|p| p.live).map(|p| p.value).collect();
    assert_eq!(live, ["Opening".into()], "the former value is back at headquarters too");
    assert_eq!(day.history(&day.hq).len(), 3, "and the slip stays in the history");
}

#[test]
fn a_decision_made_on_an_older_screen_is_refused() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "From A");
    day.write(&day.hq, "2012-05-14T09:01", "From headquarters");
    day.a.carry_to(&day.hq);
    let [shown] = &day.conflicts(&day.hq)[..] else { panic!("one cell differs") };
    day.write(&day.b, "2012-05-14T09:02", "From B, arriving meanwhile");
    day.b.carry_to(&day.hq);
    let refused = day.hq.desk.resolve(&shown.id, &Choice::Number(1), Some(&shown.seen)).expect_err("a third value stands there now");
    assert_eq!(refused.problem().code, "conflict_changed", "nobody has seen the third value");
    assert_eq!(day.conflicts(&day.hq)[0].values.len(), 3, "all three wait");
}

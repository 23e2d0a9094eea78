//! Heads are counted.

use super::*;

#[test]
fn a_count_at_a_checkpoint_that_is_gone_hides_none_that_is_missing() {
    let road = OnTheRoad::new();
    road.counts(Checkpoint::Leaving, 29, &[]).unwrap();
    road.counts(Checkpoint::Boarding(None), 29, &[]).unwrap();
    road.counts(Checkpoint::Return, 29, &[]).unwrap();
    let far = |road: &OnTheRoad| (road.view().line.counted, road.view().line.checkpoints);
    assert_eq!(far(&road), (3, 3));
    let kilns = road.stop("Kilns");
    assert_eq!(far(&road), (2, 4), "at the stop nobody has counted yet");
    road.counts(Checkpoint::Stop(kilns), 29, &[]).unwrap();
    road.counts(Checkpoint::Boarding(Some(kilns)), 29, &[]).unwrap();
    assert_eq!(far(&road), (4, 4));
}

#[test]
fn heads_meet_the_roster_or_somebody_answers_by_name() {
    let road = OnTheRoad::new();
    assert_eq!(road.view().roster, 29, "everybody who takes part is expected on the bus");
    let problem = refusal(road.counts(Checkpoint::Leaving, 27, &[("P07", Why::Excused)]));
    assert_eq!(problem.code, "headcount_does_not_add_up");
    assert_eq!((&problem.params["counted"], &problem.params["explained"], &problem.params["roster"]), (&27.into(), &1.into(), &29.into()), "with the numbers");
    assert_eq!(problem.params["missing"], 1, "one is still to be found");
    assert!(road.view().headcounts[0].count.is_none(), "nothing was noted");

    assert!(road.counts(Checkpoint::Leaving, 27, &[("P07", Why::Excused), ("P16", Why::OwnWay)]).unwrap());
    let first = &road.view().headcounts[0];
    let shown = first.count.as_ref().unwrap();
    assert_eq!((shown.counted, shown.explained.len(), shown.roster, shown.overridden), (27, 2, 29, false));
    assert_eq!(first.author.as_deref(), Some("Trainer"), "who counted is told");

    let over = |by: &str, reason: &str| Count { counted: 28, overridden: Some(Override { by: by.into(), reason: reason.into() }), ..Count::default() };
    assert_eq!(refusal(road.count(Checkpoint::Return, over(" ", "phoned"), None)).code, "text_missing", "nobody answers without a name");
    assert_eq!(refusal(road.count(Checkpoint::Return, over("Thida N.", ""), None)).code, "text_missing", "nor without a reason");
    road.count(Checkpoint::Return, over("Thida N.", "P11 phoned from the hotel"), None).unwrap();
    let back = road.view().headcounts.last().unwrap().count.clone().unwrap();
    assert_eq!((back.overridden, back.override_by.as_deref()), (true, Some("Thida N.")));
    let needless = Count { counted: 29, ..over("Thida N.", "to be sure") };
    assert_eq!(refusal(road.count(Checkpoint::Return, needless, None)).code, "override_not_needed", "an override of nothing would only be asked about later");
}

#[test]
fn a_count_speaks_of_people_on_the_roster_once_each_and_of_vehicles_that_are_there() {
    let roster: HashSet<_> = (1..4).map(RecordId::new_at).collect();
    let person = *roster.iter().next().unwrap();
    let said = |count: Count| Headcount::new(count, &roster).map(|_| ()).map_err(|error| error.problem().code);
    let explained = |people: Vec<RecordId>| people.into_iter().map(|participant| Explained { participant, why: Why::NotHere }).collect();
    assert_eq!(said(Count { counted: 3, ..Count::default() }), Ok(()));
    assert_eq!(said(Count { counted: -1, ..Count::default() }), Err("count_out_of_range"));
    assert_eq!(said(Count { counted: 1_000_000, ..Count::default() }), Err("count_out_of_range"), "a finger stayed on a key");
    assert_eq!(said(Count { counted: 2, explained: explained(vec![RecordId::new_at(9)]), ..Count::default() }), Err("not_on_the_roster"));
    assert_eq!(
        said(Count { counted: 1, explained: explained(vec![person, person]), ..Count::default() }),
        Err("explained_twice"),
        "one person is missing once"
    );
    let bus = VehicleCount { vehicle: RecordId::new_at(20), counted: 2 };
    let van = VehicleCount { vehicle: RecordId::new_at(21), counted: 1 };
    assert_eq!(said(Count { counted: 3, vehicles: vec![van, bus], ..Count::default() }), Ok(()));
    assert_eq!(said(Count { counted: 3, vehicles: vec![bus], ..Count::default() }), Err("vehicles_do_not_add_up"));
    let same = |vehicles| Headcount::new(Count { counted: 3, vehicles, ..Count::default() }, &roster).unwrap();
    assert_eq!(same(vec![van, bus]), same(vec![bus, van]), "in whatever order they were counted, it is one value");
    assert!(adds_up(27, 2, 29) && !adds_up(28, 2, 29), "one too many is as wrong as one too few");

    let road = OnTheRoad::new();
    let elsewhere = Count { counted: 29, vehicles: vec![VehicleCount { vehicle: bus.vehicle, counted: 29 }], ..Count::default() };
    assert_eq!(refusal(road.count(Checkpoint::Leaving, elsewhere, None)).code, "no_such_vehicle");
    assert_eq!(refusal(road.counts(Checkpoint::Stop(RecordId::new_at(5)), 29, &[])).code, "no_such_stop");
}

#[test]
fn counting_again_replaces_what_was_seen_and_what_was_noted_stays_in_the_history() {
    let road = OnTheRoad::new();
    road.counts(Checkpoint::Leaving, 29, &[]).unwrap();
    assert!(!road.counts(Checkpoint::Leaving, 29, &[]).unwrap(), "the same once more says nothing new");
    road.counts(Checkpoint::Leaving, 28, &[("P01", Why::StayedBehind)]).unwrap();
    let at = |at| road.room.read(|r, book| views::headcount_history(r, book, road.visit, at));
    let past: Vec<_> = at(Checkpoint::Leaving).into_iter().map(|one| (one.count.unwrap().counted, one.replaced)).collect();
    assert_eq!(past, [(29, true), (28, false)]);
    road.room.desk.undo().unwrap();
    assert_eq!(road.view().headcounts[0].count.as_ref().unwrap().counted, 29, "taken back");
    road.room.change(|c| uncount(c, road.visit, Checkpoint::Leaving, None)).unwrap();
    assert!(road.view().headcounts[0].count.is_none(), "noted at the wrong place, it is taken away");
    assert_eq!(refusal(road.room.change(|c| uncount(c, road.visit, Checkpoint::Leaving, None))).code, "no_such_headcount");
    assert_eq!(at(Checkpoint::Leaving).len(), 4, "all of it stays in the history");
}

#[test]
fn a_count_that_came_in_wrong_is_kept_for_review_and_one_with_a_withheld_name_is_shown() {
    use super::super::records::{COUNT, HEADCOUNT};
    let id = RecordId::new_at(1);
    let fault = |value| COUNT.fault(&value);
    assert_eq!(fault(crate::value![28, 29]), Some("headcount_does_not_add_up"), "nobody answers for it");
    assert_eq!(fault(crate::value![28, 29, None::<&str>, None::<&str>, 1]), None, "somebody does, and their name is withheld from this pack");
    assert_eq!(fault(crate::value![28, 29, "nobody"]), Some("list_unreadable"));
    assert_eq!(fault(crate::value![-1, 29]), Some("count_out_of_range"));
    let road = OnTheRoad::new();
    let refused = refusal(road.room.change(|c| c.set(COUNT.of(&HEADCOUNT, id), crate::value![28, 29])));
    assert_eq!(refused.code, "invalid_value", "no verb gets past it either");
}

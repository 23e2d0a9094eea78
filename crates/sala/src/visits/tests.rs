//! The rules of a visit, told as days on the road.

mod happening;
mod headcounts;
mod missing;

use std::collections::HashSet;

use super::{
    Checkpoint, Count, Explained, NewStop, NewVehicle, Override, VehicleCount, VehicleField, VisitField, Why, add_stop, add_vehicle, count, edit, edit_vehicle,
    headcount::{Headcount, adds_up},
    move_stop, observe, remove_stop, remove_vehicle, same_vehicles, seat, uncount,
    vehicle::too_many,
    views::{self, VisitView},
};
use crate::{
    Problem, RecordId, Result, Seen,
    attendance::classroom::{Classroom, excused, refusal},
    decide, groups,
    visits::{Aspect, checkpoint::of_visit},
};

struct OnTheRoad {
    room: Classroom,
    visit: RecordId,
}

impl OnTheRoad {
    fn new() -> Self {
        let room = Classroom::new();
        let visit = room.read(|r, book| Ok(views::list(r.sql(), book)?[2].id));
        Self { room, visit }
    }

    fn view(&self) -> VisitView {
        self.room.read(|r, book| views::one(r, book, self.visit))
    }

    fn stop(&self, name: &str) -> RecordId {
        self.room.change(|c| add_stop(c, self.visit, &NewStop { name: name.into(), ..NewStop::default() })).unwrap()
    }

    fn vehicle(&self, name: &str, seats: i64) -> RecordId {
        let new = NewVehicle { name: name.into(), seats: Some(seats), driver: "Mr Boon".into(), ..NewVehicle::default() };
        self.room.change(|c| add_vehicle(c, self.visit, &new)).unwrap()
    }

    fn ride(&self, code: &str, vehicle: Option<RecordId>) -> Result<bool> {
        let person = self.room.person(code);
        self.room.change(|c| seat(c, self.visit, person, vehicle, None))
    }

    fn counts(&self, at: Checkpoint, counted: i64, explained: &[(&str, Why)]) -> Result<bool> {
        self.count(at, Count { counted, explained: self.explained(explained), ..Count::default() }, None)
    }

    fn count(&self, at: Checkpoint, new: Count, seen: Option<&Seen>) -> Result<bool> {
        self.room.change(|c| count(c, self.visit, at, new, seen))
    }

    fn explained(&self, people: &[(&str, Why)]) -> Vec<Explained> {
        people.iter().map(|(code, why)| Explained { participant: self.room.person(code), why: *why }).collect()
    }
}

#[test]
fn a_visit_has_the_registers_of_its_day_and_they_are_held_while_it_stands() {
    let room = Classroom::new();
    let saturday: chrono::NaiveDate = "2012-05-19".parse().unwrap();
    let held = || {
        let lines = room.read(|r, book| crate::attendance::views::registers(r, book, saturday));
        lines.into_iter().filter(|line| line.date == saturday).map(|line| (line.half, line.cancelled)).collect::<Vec<_>>()
    };
    assert!(held().is_empty(), "nothing is on that day");
    // Where there is an agenda, a half day with nothing in it is not held.
    let opening = crate::agenda::NewSession {
        date: "2012-05-14".parse().unwrap(),
        starts_min: 510,
        ends_min: 540,
        method: crate::agenda::Method::Other,
        title: "Opening".into(),
        room: None,
        trainers: vec![],
    };
    room.change(|c| crate::agenda::add(c, opening)).unwrap();
    let visit = room.change(|c| super::add(c, saturday, "Ban Phon weavers")).unwrap();
    room.change(|c| edit(c, visit, VisitField::Times { starts_min: Some(8 * 60), ends_min: Some(11 * 60) }, None)).unwrap();
    assert_eq!(held(), [("AM".to_owned(), false), ("PM".to_owned(), true)], "the morning is held, and nobody is missed in the afternoon");
    room.change(|c| super::remove(c, visit, None)).unwrap();
    assert!(held().iter().all(|(_, cancelled)| *cancelled), "nobody is missed on a visit that is not");
}

#[test]
fn who_is_here_in_another_role_or_left_the_list_is_not_expected() {
    let road = OnTheRoad::new();
    let (staff, gone) = (road.room.person("P28"), road.room.person("P29"));
    use crate::people::records::{PARTICIPANT, ROLE, STATUS};
    road.room.change(|c| c.set(ROLE.of(&PARTICIPANT, staff), "staff")).unwrap();
    road.room.change(|c| c.set(STATUS.of(&PARTICIPANT, gone), "withdrawn")).unwrap();
    let view = road.view();
    assert_eq!((view.roster, view.people.len()), (27, 28), "staff stand beside, who withdrew is gone");
    road.counts(Checkpoint::Leaving, 27, &[]).unwrap();
    let problem = refusal(road.counts(Checkpoint::Return, 26, &[("P28", Why::OwnWay)]));
    assert_eq!((problem.code, &problem.params["participant"]), ("not_on_the_roster", &"P28".into()), "by the code on the badge");
    let problem = refusal(road.counts(Checkpoint::Return, 26, &[("P29", Why::Excused)]));
    assert_eq!((problem.code, &problem.params["participant"]), ("not_on_the_roster", &"P29".into()), "also of somebody who left the list");
}

#[test]
fn stops_stand_in_their_order_and_have_two_checkpoints_each() {
    let road = OnTheRoad::new();
    let points = |road: &OnTheRoad| road.view().headcounts.iter().map(|one| one.point.code()).collect::<Vec<_>>();
    assert_eq!(points(&road), ["leaving", "boarding", "return"], "without stops heads are counted before the way home");
    let (kilns, shop) = (road.stop("Kilns"), road.stop("Shop"));
    assert_eq!(refusal(road.room.change(|c| add_stop(c, road.visit, &NewStop { name: " kilns ".into(), ..NewStop::default() }))).code, "name_taken");
    assert_eq!(points(&road), ["leaving", "stop", "boarding", "stop", "boarding", "return"]);
    assert!(road.room.change(|c| move_stop(c, shop, 1)).unwrap());
    let names = |road: &OnTheRoad| road.view().stops_in_order.iter().map(|stop| stop.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&road), ["Shop", "Kilns"]);
    assert!(!road.room.change(|c| move_stop(c, kilns, 9)).unwrap(), "it stands last already");
    road.counts(Checkpoint::Stop(kilns), 29, &[]).unwrap();
    let problem: Problem = refusal(road.room.change(|c| remove_stop(c, kilns, None)));
    assert_eq!((problem.code, &problem.params["count"]), ("stop_has_headcounts", &1.into()), "nobody would know where they were taken");
    road.room.change(|c| remove_stop(c, shop, None)).unwrap();
    assert_eq!(names(&road), ["Kilns"]);
    let again = road.stop("Shop");
    assert_ne!(again, shop, "made anew, it begins without what stood in it");

    let counted = [Checkpoint::Boarding(None), Checkpoint::Return];
    let expected = [Checkpoint::Leaving, Checkpoint::Stop(kilns), Checkpoint::Boarding(Some(kilns)), Checkpoint::Boarding(None), Checkpoint::Return];
    assert_eq!(of_visit(&[kilns], &counted), expected, "what was counted before the plan changed is still shown");
}

#[test]
fn nobody_rides_in_two_vehicles_and_too_many_riders_are_a_finding() {
    let road = OnTheRoad::new();
    let (bus, van) = (road.vehicle("Bus", 40), road.vehicle("Van", 1));
    assert!(road.ride("P01", Some(bus)).unwrap());
    assert!(!road.ride("P01", Some(bus)).unwrap(), "there already");
    road.ride("P01", Some(van)).unwrap();
    road.ride("P02", Some(van)).unwrap();
    let view = road.view();
    let seats: Vec<_> = view.vehicles_by_name.iter().map(|one| (one.name.as_str(), one.riders, one.too_many)).collect();
    assert_eq!(seats, [("Bus", 0, None), ("Van", 2, Some(1))], "moved, not doubled; and somebody at the door decides about the second");
    assert_eq!((too_many(None, 50), too_many(Some(2), 2)), (None, None), "nobody knows the seats; or there is room");

    let wrong = |seats| road.room.change(|c| edit_vehicle(c, van, VehicleField::Seats(seats), None));
    assert_eq!(refusal(wrong(Some(0))).code, "seats_out_of_range");
    wrong(Some(11)).unwrap();
    assert_eq!(road.view().vehicles_by_name[1].too_many, None);
    road.room.change(|c| remove_vehicle(c, van, None)).unwrap();
    assert!(road.view().people.iter().all(|one| one.vehicle.is_none()), "who rode in it has no seat");
    assert_eq!(refusal(road.ride("P01", Some(van))).code, "no_such_vehicle");
    road.room.desk.undo().unwrap();
    assert_eq!(road.view().vehicles_by_name[1].riders, 2, "and it comes back with its riders");
}

#[test]
fn the_same_bus_goes_on_to_the_next_host_and_who_has_a_seat_there_keeps_it() {
    let road = OnTheRoad::new();
    let (bus, van) = (road.vehicle("Bus", 40), road.vehicle("Van", 11));
    for (code, vehicle) in [("P01", bus), ("P02", bus), ("P03", van)] {
        road.ride(code, Some(vehicle)).unwrap();
    }
    let next = OnTheRoad { visit: road.room.read(|r, book| Ok(views::list(r.sql(), book)?[3].id)), room: road.room };
    let own = next.vehicle("van", 8);
    next.ride("P02", Some(own)).unwrap();
    let from = next.room.read(|r, book| Ok(views::list(r.sql(), book)?[2].id));
    assert_eq!(next.room.change(|c| same_vehicles(c, next.visit, from)).unwrap(), 2, "P02 has a seat already");
    let view = next.view();
    let seats: Vec<_> = view.vehicles_by_name.iter().map(|one| (one.name.as_str(), one.seats, one.riders)).collect();
    assert_eq!(seats, [("Bus", Some(40), 1), ("van", Some(8), 2)], "a vehicle of the same name is the same");
    assert_eq!(view.vehicles_by_name[0].driver.as_deref(), Some("Mr Boon"));
    next.room.desk.undo().unwrap();
    assert_eq!(next.view().vehicles_by_name.len(), 1, "in one stroke it is taken back");
}

#[test]
fn what_a_register_says_of_the_half_day_stands_beside_the_person() {
    let road = OnTheRoad::new();
    road.room.change(|c| edit(c, road.visit, VisitField::Times { starts_min: Some(780), ends_min: Some(1020) }, None)).unwrap();
    road.room.mark("2012-05-18/AM", "P07", excused("clinic")).unwrap();
    let mark = |road: &OnTheRoad| road.view().people.into_iter().find(|one| one.code == "P07").unwrap().mark;
    assert_eq!(mark(&road).as_deref(), Some("excused"), "the morning is better than nothing");
    road.room.mark("2012-05-18/PM", "P07", crate::attendance::Parts::of(crate::attendance::Status::Present)).unwrap();
    assert_eq!(mark(&road).as_deref(), Some("present"), "in the afternoon the afternoon counts");
    let problem = refusal(road.room.change(|c| edit(c, road.visit, VisitField::Times { starts_min: Some(780), ends_min: Some(720) }, None)));
    assert_eq!(problem.code, "ends_before_start");
    let problem = refusal(road.room.change(|c| edit(c, road.visit, VisitField::Date("2012-07-01".parse().unwrap()), None)));
    assert_eq!(problem.code, "day_outside_programme");
}

#[test]
fn a_group_brings_home_four_things_and_each_stands_for_itself() {
    let road = OnTheRoad::new();
    let group = road.room.change(|c| groups::set(c, "Groups").and_then(|set| groups::group(c, set, "A"))).unwrap();
    let writes = |aspect, text: &str, seen: Option<&Seen>| road.room.change(|c| observe(c, road.visit, group, aspect, text, seen));
    let before = road.view().observed[0].seen.seen.clone();
    assert!(writes(Aspect::Seen, "Two kilns, one cold.", Some(&before)).unwrap());
    assert!(writes(Aspect::Question, "Who pays for the wood?", None).unwrap());
    assert!(!writes(Aspect::Question, " Who pays for the wood? ", None).unwrap(), "nothing new");
    let shown = road.view().observed[0].clone();
    assert_eq!((shown.seen.text.as_str(), shown.lesson.text.as_str(), shown.question.text.as_str()), ("Two kilns, one cold.", "", "Who pays for the wood?"));
    assert_eq!(road.room.read(|r, book| Ok(views::list(r.sql(), book)?[2].observations)), 1, "one group wrote");
    writes(Aspect::Seen, "Three kilns.", Some(&before)).unwrap();
    let asked = road.room.desk.read(|r| decide::conflicts(r, Some(road.room.book))).unwrap();
    assert_eq!((asked.len(), asked[0].subject.as_str()), (1, "A, Dan Kwian Pottery"), "a form that had not seen the first text replaces nothing");
    assert_eq!(refusal(writes(Aspect::Lesson, &"x".repeat(10_001), None)).code, "text_too_long");
    let nobody = refusal(road.room.change(|c| observe(c, road.visit, RecordId::new_at(3), Aspect::Seen, "x", None)));
    assert_eq!(nobody.code, "no_such_group");
}

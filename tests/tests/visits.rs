//! Two laptops on one bus, and headquarters.

use sala::{
    RecordId, Result,
    agenda::{self, Method, NewSession},
    decide, demo, groups, programme,
    visits::{self, Aspect, Checkpoint, Count, Explained, VisitField, Why, views},
};
use sala_tests::laptop::Laptop;

/// Headquarters with the programme, and two laptops that have it.
struct OnOneBus {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    visit: RecordId,
    group: RecordId,
}

impl OnOneBus {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).unwrap()).unwrap();
        let roster = sala::people::table::read_bytes(demo::ROSTER).unwrap();
        sala::people::import::apply(&hq.desk, book, &roster, &Default::default(), false).unwrap();
        let group = hq.desk.change(book, "test", |c| groups::set(c, "Groups").and_then(|set| groups::group(c, set, "A"))).unwrap();
        let visit = hq.desk.read(|r| Ok(views::list(r.sql(), r.book(book)?)?[2].id)).unwrap();
        let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        Self { hq, a, b, book, visit, group }
    }

    fn counts(&self, laptop: &Laptop, counted: i64, explained: &[(usize, Why)]) -> Result<bool> {
        let people = laptop.desk.read(|r| views::riders(r.sql(), r.book(self.book)?, self.visit)).unwrap();
        let explained = explained.iter().map(|(at, why)| Explained { participant: people[*at].participant, why: *why }).collect();
        let count = Count { counted, explained, ..Count::default() };
        laptop.desk.change(self.book, "count", |c| visits::count(c, self.visit, Checkpoint::Leaving, count, None))
    }

    fn writes(&self, laptop: &Laptop, aspect: Aspect, text: &str) {
        laptop.desk.change(self.book, "observe", |c| visits::observe(c, self.visit, self.group, aspect, text, None)).unwrap();
    }

    fn evening(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
    }

    fn view(&self, laptop: &Laptop) -> views::VisitView {
        laptop.desk.read(|r| views::one(r, r.book(self.book)?, self.visit)).unwrap()
    }

    fn edits(&self, laptop: &Laptop, field: VisitField) {
        laptop.desk.change(self.book, "edit_visit", |c| visits::edit(c, self.visit, field, None)).unwrap();
    }

    fn did_not_happen(&self, laptop: &Laptop, reason: &str) {
        self.edits(laptop, VisitField::Cancelled(Some(reason.to_owned())));
    }

    /// The visit is a session of its day, from half past eight to half past eleven, and both laptops know it.
    fn is_a_session(&self) -> RecordId {
        let day = self.view(&self.hq).line.date.parse().unwrap();
        let (title, trainers) = ("Pottery".to_owned(), Vec::new());
        let new = NewSession { date: day, starts_min: 510, ends_min: 690, method: Method::Visit, title, room: None, trainers };
        let session = self.hq.desk.change(self.book, "add_session", |c| agenda::add(c, new)).unwrap();
        self.edits(&self.hq, VisitField::Session(Some(session)));
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
        session
    }

    fn waiting(&self) -> Vec<decide::Conflict> {
        self.hq.desk.read(|r| decide::conflicts(r, Some(self.book))).unwrap()
    }
}

#[test]
fn two_laptops_that_count_one_door_differently_meet_in_one_cell_and_somebody_decides() {
    let bus = OnOneBus::new();
    bus.counts(bus.a.at("2012-05-18T01:10"), 28, &[(6, Why::Excused)]).unwrap();
    bus.counts(bus.b.at("2012-05-18T01:12"), 27, &[(6, Why::Excused), (15, Why::OwnWay)]).unwrap();
    bus.evening();
    let waiting = bus.waiting();
    assert_eq!(waiting.len(), 1, "one checkpoint is one question: {waiting:?}");
    assert_eq!((waiting[0].kind.as_str(), waiting[0].subject.as_str()), ("headcount", "Dan Kwian Pottery/leaving"));
    assert_eq!(waiting[0].values.len(), 2, "neither count may vanish");
    assert!(waiting[0].names.len() >= 2, "who is accounted for is named: {:?}", waiting[0].names);
    assert!(bus.view(&bus.a).headcounts[0].conflict, "and the screen where it was counted tells it too");

    bus.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(2), None).unwrap();
    bus.hq.carry_to(&bus.a);
    let shown = bus.view(&bus.a).headcounts[0].clone();
    assert_eq!((shown.count.unwrap().counted, shown.conflict), (27, false), "the decision travels");
    for laptop in [&bus.hq, &bus.a] {
        assert!(laptop.desk.verify().unwrap().ok, "{} stands on its journal", laptop.label);
    }
}

#[test]
fn two_laptops_that_count_the_same_say_one_thing() {
    let bus = OnOneBus::new();
    bus.counts(&bus.a, 27, &[(15, Why::OwnWay), (6, Why::Excused)]).unwrap();
    bus.counts(&bus.b, 27, &[(6, Why::Excused), (15, Why::OwnWay)]).unwrap();
    bus.evening();
    assert!(bus.waiting().is_empty(), "in whatever order they named who is accounted for");
    assert_eq!(bus.view(&bus.hq).headcounts[0].count.as_ref().unwrap().explained.len(), 2);
}

#[test]
fn two_people_who_write_of_different_things_write_both_and_of_the_same_are_asked() {
    let bus = OnOneBus::new();
    bus.writes(&bus.a, Aspect::Seen, "Two kilns, one of them cold.");
    bus.writes(&bus.b, Aspect::Question, "Who pays when a firing cracks?");
    bus.evening();
    assert!(bus.waiting().is_empty(), "each wrote in a field of its own");
    let observed = bus.view(&bus.a).observed[0].clone();
    assert_eq!((observed.seen.text.as_str(), observed.question.text.as_str()), ("Two kilns, one of them cold.", "Who pays when a firing cracks?"));

    bus.writes(bus.a.at("2012-05-18T10:00"), Aspect::Seen, "Two big kilns, one of them cold. The committee of the village rents them out by the shelf.");
    bus.writes(bus.b.at("2012-05-18T10:01"), Aspect::Seen, "Two kilns, one of them cold since the flood. The committee of the village rents them out.");
    bus.evening();
    let waiting = bus.waiting();
    assert_eq!((waiting.len(), waiting[0].subject.as_str()), (1, "A, Dan Kwian Pottery"));
    let both = waiting[0].suggestion.as_ref().unwrap().value["seen"].as_str().unwrap().to_owned();
    assert!(both.contains("big") && both.contains("since the flood"), "both together are offered: {both}");
}

#[test]
fn a_seat_given_twice_is_asked_about_and_a_vehicle_planned_twice_is_one() {
    let bus = OnOneBus::new();
    let add = |laptop: &Laptop, name: &str| {
        let new = visits::NewVehicle { name: name.into(), seats: Some(24), ..Default::default() };
        laptop.desk.change(bus.book, "test", |c| visits::add_vehicle(c, bus.visit, &new)).unwrap()
    };
    let seat = |laptop: &Laptop, vehicle: RecordId| {
        let person = bus.view(laptop).people[0].participant;
        laptop.desk.change(bus.book, "test", |c| visits::seat(c, bus.visit, person, Some(vehicle), None)).unwrap()
    };
    let (here, there) = (add(&bus.a, "Bus"), add(&bus.b, "bus"));
    assert_eq!(here, there, "two laptops that type one plan make one vehicle");
    let van = add(&bus.b, "Van");
    seat(&bus.a, here);
    seat(&bus.b, van);
    bus.evening();
    let fields: Vec<_> = bus.waiting().into_iter().map(|one| (one.kind, one.field)).collect();
    assert!(fields.contains(&("ride".into(), "seat".into())), "nobody rides in two: {fields:?}");
    assert_eq!(bus.view(&bus.hq).vehicles_by_name.len(), 2);
}

#[test]
fn a_visit_removed_here_and_counted_there_is_asked_about() {
    let bus = OnOneBus::new();
    bus.hq.desk.change(bus.book, "test", |c| visits::remove(c, bus.visit, None)).unwrap();
    bus.counts(&bus.a, 29, &[]).unwrap();
    bus.a.carry_to(&bus.hq);
    let waiting = bus.waiting();
    assert_eq!(
        (waiting.len(), waiting[0].kind.as_str(), waiting[0].field.as_str()),
        (1, "visit", "removed"),
        "the count keeps the visit in sight: {waiting:?}"
    );
    assert!(bus.view(&bus.hq).headcounts[0].count.is_some(), "until somebody decides");
}

#[test]
fn a_visit_that_did_not_happen_here_and_was_counted_there_keeps_both_and_nothing_more_is_asked_of_it() {
    let bus = OnOneBus::new();
    bus.did_not_happen(bus.a.at("2012-05-18T00:50"), "The road is flooded");
    bus.counts(bus.b.at("2012-05-18T01:12"), 29, &[]).unwrap();
    bus.evening();
    assert!(bus.waiting().is_empty(), "whether it happened and who was on the bus are two questions: {:?}", bus.waiting());
    for laptop in [&bus.hq, &bus.a, &bus.b] {
        let view = bus.view(laptop);
        assert_eq!((view.line.cancelled, view.line.reason.as_deref()), (true, Some("The road is flooded")), "{}", laptop.label);
        assert_eq!(view.headcounts[0].count.as_ref().map(|count| count.counted), Some(29), "{}: what was counted is kept and shown", laptop.label);
        assert_eq!(view.line.counted, 1, "{}", laptop.label);
    }

    // They had turned round, and gone after all.
    bus.edits(&bus.hq, VisitField::Cancelled(None));
    bus.hq.carry_to(&bus.b);
    let view = bus.view(&bus.b);
    assert_eq!((view.line.cancelled, view.line.counted, view.line.reason), (false, 1, None), "with its count");
}

#[test]
fn a_visit_taken_from_its_session_here_stays_on_its_day_when_the_session_is_moved_there() {
    let bus = OnOneBus::new();
    let session = bus.is_a_session();
    let day = bus.view(&bus.a).line.date;
    bus.edits(&bus.a, VisitField::Session(None));
    bus.b.desk.change(bus.book, "move_session", |c| agenda::move_to(c, session, "2012-05-19".parse().unwrap(), 780, None)).unwrap();
    assert_eq!(bus.view(&bus.b).line.date, "2012-05-19", "LAP-B knows nothing of it yet: the visit goes with its session");
    bus.evening();
    assert!(bus.waiting().is_empty(), "each wrote in a record of its own: {:?}", bus.waiting());
    for laptop in [&bus.hq, &bus.a, &bus.b] {
        let line = bus.view(laptop).line;
        assert_eq!((&line.date, line.session), (&day, None), "{}: whoever took it away saw that day", laptop.label);
        let placed = laptop.desk.read(|r| agenda::views::placed(r.sql(), r.book(bus.book)?, session)).unwrap();
        assert_eq!(placed.date.to_string(), "2012-05-19", "{}: and the session is where it was moved", laptop.label);
    }
}

#[test]
fn two_reasons_why_a_visit_did_not_happen_are_one_question_that_headquarters_decides() {
    let bus = OnOneBus::new();
    bus.did_not_happen(bus.a.at("2012-05-18T00:50"), "The road is flooded");
    bus.did_not_happen(bus.b.at("2012-05-18T00:55"), "The host is ill");
    bus.evening();
    let waiting = bus.waiting();
    assert_eq!((waiting.len(), waiting[0].kind.as_str(), waiting[0].field.as_str()), (1, "visit", "status"), "that it did not happen is agreed: {waiting:?}");
    for laptop in [&bus.hq, &bus.a, &bus.b] {
        assert!(bus.view(laptop).line.cancelled, "{}: and told while that waits", laptop.label);
    }
    let of_b = waiting[0].values.iter().find(|value| value.replica == "LAP-B").expect("what LAP-B says").n;
    bus.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(of_b), None).unwrap();
    bus.evening();
    for laptop in [&bus.hq, &bus.a, &bus.b] {
        assert_eq!(bus.view(laptop).line.reason.as_deref(), Some("The host is ill"), "{} knows the decision", laptop.label);
        assert!(laptop.desk.verify().unwrap().ok, "{} stands on its journal", laptop.label);
    }
    assert!(bus.waiting().is_empty());
}

//! What two laptops leave out together although nobody disputes it: told on every laptop until somebody has put it right.

use std::ops::Deref;

use sala::{
    Problem, RecordId, agenda,
    attendance::{self, Mark, Parts, Status, mark::At},
    checks, decide,
    people::{
        self, PersonField,
        value::Standing,
        views::{Person, roster},
    },
    visits::{self, Checkpoint, Count, VisitField},
};
use sala_tests::{
    laptop::Laptop,
    trio::{Trio, session, with_people},
};
use serde_json::json;

/// Headquarters with the programme, its people and one session in the first morning, and two laptops that have it.
struct Site {
    trio: Trio,
    session: RecordId,
}

impl Deref for Site {
    type Target = Trio;
    fn deref(&self) -> &Trio {
        &self.trio
    }
}

impl Site {
    fn new() -> Self {
        let (hq, book) = with_people();
        let session = hq.desk.change(book, "test", |c| agenda::add(c, session("2012-05-14", "Clusters"))).unwrap();
        Self { trio: Trio::of(hq, book), session }
    }

    fn stands(&self, laptop: &Laptop, code: &str, status: Standing) {
        let Person { id, seen, .. } = self.person(laptop, code);
        self.does(laptop, |c| people::edit(c, id, PersonField::Status { status }, &seen.status));
    }

    fn checks(&self, laptop: &Laptop) -> Vec<Problem> {
        let found = laptop.desk.read(|r| {
            let book = r.book(self.book)?;
            let registers = attendance::views::registers(r, book, "2012-05-26".parse().unwrap())?;
            checks::all(r, book, &registers, &roster(r.sql(), book)?)
        });
        found.unwrap()
    }

    /// What every laptop tells alike.
    fn told(&self) -> Vec<Problem> {
        let [hq, a, b] = self.everywhere().map(|laptop| self.checks(laptop));
        assert_eq!((&a, &b), (&hq, &hq), "each laptop tells the same");
        hq
    }

    fn waiting(&self) -> Vec<decide::Conflict> {
        self.hq.desk.read(|r| decide::conflicts(r, Some(self.book))).unwrap()
    }

    fn visit(&self) -> visits::views::VisitLine {
        self.hq.desk.read(|r| visits::views::list(r.sql(), r.book(self.book)?)).unwrap().remove(2)
    }
}

fn codes(found: &[Problem]) -> Vec<&str> {
    found.iter().map(|problem| problem.code).collect()
}

/// The codes of the people that a check names under this fact.
fn people_in(problem: &Problem, fact: &str) -> Vec<String> {
    problem.params[fact].as_array().expect("people").iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn a_session_cancelled_here_whose_register_was_taken_there_is_told_until_it_is_held_after_all() {
    let site = Site::new();
    let seen = site.a.desk.read(|r| agenda::views::placed(r.sql(), r.book(site.book)?, site.session)).unwrap().line.seen.status;
    site.does(site.a.at("2012-05-14T00:30"), |c| agenda::cancel(c, site.session, "The hall is flooded", &seen));
    assert!(site.checks(&site.a).is_empty(), "nobody was marked: nothing is wrong");
    let day = "2012-05-14".parse().unwrap();
    let register = site.b.desk.read(|r| attendance::views::find_register(r.sql(), r.book(site.book)?, day, "AM")).unwrap().unwrap();
    for code in ["P01", "P02"] {
        let at = At { register, participant: site.person(&site.b, code).id, seen: None };
        site.does(site.b.at("2012-05-14T01:40"), |c| attendance::mark(c, &at, Mark::try_from(Parts::of(Status::Present))?));
    }
    site.evening();
    assert!(site.waiting().is_empty(), "whether it was held and who was there are two questions");
    let told = site.told();
    assert_eq!(codes(&told), ["taken_not_held"]);
    let facts = ["date", "half", "count"].map(|fact| told[0].params[fact].clone());
    assert_eq!(facts, [json!("2012-05-14"), json!("AM"), json!(2)], "which register, and how many are left out of the count");

    site.does(&site.hq, |c| agenda::hold(c, site.session, None, None));
    site.evening();
    assert!(site.told().is_empty(), "it was held after all, and counts");
}

#[test]
fn a_register_taken_here_whose_session_was_moved_there_is_told_until_its_marks_follow() {
    let site = Site::new();
    site.does(site.a.at("2012-05-14T00:30"), |c| agenda::move_to(c, site.session, "2012-05-15".parse().unwrap(), 840, None).map(drop));
    assert!(site.checks(&site.a).is_empty(), "nobody was marked: nothing is wrong");
    let day = "2012-05-14".parse().unwrap();
    let register = site.b.desk.read(|r| attendance::views::find_register(r.sql(), r.book(site.book)?, day, "AM")).unwrap().unwrap();
    let at = At { register, participant: site.person(&site.b, "P01").id, seen: None };
    site.does(site.b.at("2012-05-14T01:40"), |c| attendance::mark(c, &at, Mark::try_from(Parts::of(Status::Present))?));
    // An afternoon for which nothing was ever planned is taken too: not every agenda is complete.
    let other = site.b.desk.read(|r| attendance::views::find_register(r.sql(), r.book(site.book)?, day, "PM")).unwrap().unwrap();
    let other = At { register: other, ..at.clone() };
    site.does(site.b.at("2012-05-14T08:40"), |c| attendance::mark(c, &other, Mark::try_from(Parts::of(Status::Present))?));
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["taken_without_session"]);
    let facts = ["date", "half", "count", "titles", "now", "to_date", "to_half"].map(|fact| told[0].params[fact].clone());
    let wanted = [json!("2012-05-14"), json!("AM"), json!(1), json!(["Clusters"]), json!("2012-05-15 14:00"), json!("2012-05-15"), json!("PM")];
    assert_eq!(facts, wanted, "which register, which session stood there, and where it is now");

    let onto_itself = site.hq.desk.change(site.book, "story", |c| attendance::stray::move_marks(c, register, ("2012-05-14".parse().unwrap(), "AM"), None));
    assert_eq!(onto_itself.unwrap_err().problem().code, "register_is_the_same");
    let done = site.does(&site.hq, |c| attendance::stray::move_marks(c, register, ("2012-05-15".parse().unwrap(), "PM"), None));
    assert_eq!((done.moved, done.kept), (1, 0), "and nothing was lost by the wrong one");
    assert!(site.checks(&site.hq).is_empty(), "the marks are where the session is");
    site.hq.desk.undo().unwrap();
    assert_eq!(codes(&site.checks(&site.hq)), ["taken_without_session"], "and taken back, it is told again");
    site.does(&site.hq, |c| attendance::stray::move_marks(c, register, ("2012-05-15".parse().unwrap(), "PM"), None));
    site.evening();
    assert!(site.told().is_empty(), "on every laptop");
}

#[test]
fn a_visit_beside_the_session_of_its_name_is_told_until_somebody_says_whether_they_are_one() {
    let site = Site::new();
    let visit = site.visit();
    let title = format!("Visit: {}", visit.host.to_uppercase());
    let planned = agenda::NewSession { method: agenda::Method::Visit, title, ..session(&visit.date, "") };
    let beside = site.does(&site.hq, |c| agenda::add(c, planned.clone()));
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["visit_not_joined"]);
    let facts = ["host", "date", "visit", "session"].map(|fact| told[0].params[fact].clone());
    assert_eq!(facts, [json!(visit.host), json!(visit.date), json!(visit.id.to_string()), json!(beside.to_string())], "and which");

    let seen = |laptop: &Laptop| laptop.desk.read(|r| agenda::views::placed(r.sql(), r.book(site.book)?, beside)).unwrap().line.seen;
    site.does(&site.a, |c| agenda::move_to(c, beside, "2012-05-21".parse().unwrap(), 780, None).map(drop));
    site.evening();
    assert_eq!(codes(&site.told()), ["visit_left_behind"], "its session went elsewhere and it did not");
    let day = visit.date.parse().unwrap();
    site.does(&site.a, |c| agenda::move_to(c, beside, day, 510, None).map(drop));
    let status = seen(&site.a).status;
    site.does(&site.a, |c| agenda::cancel(c, beside, "The road is flooded", &status));
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["visit_not_cancelled"], "it is expected all the same");
    assert_eq!(told[0].params["reason"], json!("The road is flooded"));

    let nothing = sala::Seen::default();
    site.does(&site.b, |c| visits::is_no_session(c, visit.id, Some(&nothing)));
    site.b.desk.undo().unwrap().expect("taken back");
    assert_eq!(codes(&site.checks(&site.b)), ["visit_not_cancelled"], "and told again");
    site.does(&site.b, |c| visits::is_no_session(c, visit.id, Some(&nothing)));
    site.evening();
    assert!(site.told().is_empty(), "they are two things");
    site.does(&site.b, |c| visits::edit(c, visit.id, VisitField::Session(Some(beside)), None));
    site.evening();
    assert_eq!(codes(&site.told()), [""; 0], "or one");
    let visits = site.hq.desk.read(|r| visits::views::list(r.sql(), r.book(site.book)?)).unwrap();
    assert!(visits.iter().any(|one| one.id == visit.id && one.by_session), "and then it does not happen either");
}

#[test]
fn a_visit_that_did_not_happen_here_and_was_counted_there_is_told() {
    let site = Site::new();
    let visit = site.visit();
    site.does(site.a.at("2012-05-18T00:50"), |c| visits::edit(c, visit.id, VisitField::Cancelled(Some("The road is flooded".into())), None));
    site.does(site.b.at("2012-05-18T01:12"), |c| visits::count(c, visit.id, Checkpoint::Leaving, Count { counted: 29, ..Count::default() }, None));
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["counted_not_held"]);
    assert_eq!((&told[0].params["host"], &told[0].params["reason"]), (&json!(visit.host), &json!("The road is flooded")));
    site.does(&site.hq, |c| visits::edit(c, visit.id, VisitField::Cancelled(None), None));
    site.evening();
    assert!(site.told().is_empty(), "they had gone after all");
}

#[test]
fn a_session_of_which_no_visit_happens_is_told_until_somebody_says_what_became_of_it() {
    let site = Site::new();
    let visit = site.visit();
    let linked = site.does(&site.hq, |c| agenda::add(c, session(&visit.date, "Pottery")));
    site.does(&site.hq, |c| visits::edit(c, visit.id, VisitField::Session(Some(linked)), None));
    let second = site.does(&site.hq, |c| visits::add(c, visit.date.parse().unwrap(), "Ban Phon weavers"));
    site.does(&site.hq, |c| visits::edit(c, second, VisitField::Session(Some(linked)), None));
    let off = |visit| site.does(&site.hq, |c| visits::edit(c, visit, VisitField::Cancelled(Some("The host is ill".into())), None));
    off(visit.id);
    assert!(site.checks(&site.hq).is_empty(), "the others went to the weavers");
    off(second);
    let told = site.checks(&site.hq);
    assert_eq!(codes(&told), ["session_without_visit"]);
    assert_eq!((&told[0].params["title"], &told[0].params["hosts"]), (&json!("Pottery"), &json!([visit.host, "Ban Phon weavers"])));
    let seen = site.hq.desk.read(|r| agenda::views::placed(r.sql(), r.book(site.book)?, linked)).unwrap().line.seen.status;
    site.does(&site.hq, |c| agenda::cancel(c, linked, "Nobody received us", &seen));
    assert!(site.checks(&site.hq).is_empty(), "the session is off, in every calendar too");
}

#[test]
fn a_day_that_is_given_to_a_visit_there_while_it_becomes_a_session_here_is_asked_about_and_then_told() {
    let site = Site::new();
    let visit = site.visit();
    let linked = site.hq.desk.change(site.book, "test", |c| agenda::add(c, session(&visit.date, "Pottery"))).unwrap();
    site.hq.carry_to(&site.a);
    site.hq.carry_to(&site.b);
    site.does(site.b.at("2012-05-15T08:00"), |c| visits::edit(c, visit.id, VisitField::Date("2012-05-19".parse().unwrap()), None));
    // LAP-A writes later, and has not heard of it.
    site.does(site.a.at("2012-05-15T09:00"), |c| visits::edit(c, visit.id, VisitField::Session(Some(linked)), None));
    site.evening();
    let waiting = site.waiting();
    assert_eq!(waiting.len(), 1, "the two days are one question: {waiting:?}");
    assert_eq!((waiting[0].kind.as_str(), waiting[0].field.as_str()), ("visit", "date"));
    let of_b = waiting[0].values.iter().find(|value| value.replica == "LAP-B").unwrap().n;
    site.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(of_b), None).unwrap();
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["visit_day_apart"], "the day that was chosen is not the one that it is on");
    let facts = ["own", "date", "title"].map(|fact| told[0].params[fact].clone());
    assert_eq!(facts, [json!("2012-05-19"), json!(visit.date), json!("Pottery")]);

    site.does(&site.hq, |c| agenda::move_to(c, linked, "2012-05-19".parse().unwrap(), 510, None));
    site.evening();
    assert!(site.told().is_empty(), "the session went to that day");
    site.does(&site.hq, |c| agenda::move_to(c, linked, "2012-05-21".parse().unwrap(), 510, None));
    assert_eq!(codes(&site.checks(&site.hq)), ["visit_day_apart"]);
    site.does(&site.hq, |c| visits::edit(c, visit.id, VisitField::Session(Some(linked)), None));
    assert!(site.checks(&site.hq).is_empty(), "somebody said once more that it is that session");
}

#[test]
fn two_people_who_replace_each_other_do_not_vanish_untold() {
    let site = Site::new();
    site.replaces(site.a.at("2012-05-14T01:00"), "P07", "P08");
    site.replaces(site.b.at("2012-05-14T01:05"), "P08", "P07");
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["replaced_each_other"], "each wrote in a field of its own, and neither is counted");
    let mut both = people_in(&told[0], "participants");
    both.sort_unstable();
    assert_eq!(both, ["P07", "P08"]);
    site.stands(&site.hq, "P08", Standing::Active);
    site.evening();
    assert!(site.told().is_empty(), "P08 comes, in the place of P07");
    assert_eq!(site.person(&site.a, "P08").replaces, Some(site.person(&site.a, "P07").id));
}

#[test]
fn who_was_named_and_not_chosen_is_told_until_somebody_says_how_they_stand() {
    let site = Site::new();
    for code in ["P28", "P29"] {
        site.stands(&site.hq, code, Standing::Nominated);
    }
    site.hq.carry_to(&site.a);
    site.hq.carry_to(&site.b);
    site.replaces(site.a.at("2012-05-14T01:00"), "P07", "P29");
    site.replaces(site.b.at("2012-05-14T01:05"), "P07", "P28");
    site.evening();
    assert!(site.told().is_empty(), "while it is asked in Decide it is told there");
    let waiting = site.waiting();
    let of_a = waiting[0].values.iter().find(|value| value.replica == "LAP-A").unwrap().n;
    site.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(of_a), None).unwrap();
    site.evening();
    let told = site.told();
    assert_eq!(codes(&told), ["substitute_left_over"]);
    let named = ["participants", "nominees", "chosen"].map(|fact| people_in(&told[0], fact).join(" "));
    assert_eq!(named, ["P28", "P07", "P29"], "who is left over, of whom, and who comes instead");

    site.stands(site.hq.at("2012-05-15T01:00"), "P28", Standing::Withdrawn);
    site.evening();
    assert!(site.told().is_empty(), "somebody said how P28 stands");
    site.stands(&site.hq, "P28", Standing::Accepted);
    assert!(site.checks(&site.hq).is_empty(), "and may say that they come all the same");
}

#[test]
fn a_nominee_who_is_replaced_here_and_seen_there_is_told_until_somebody_says_how_they_stand() {
    let site = Site::new();
    let register =
        |half| site.b.desk.read(|r| attendance::views::find_register(r.sql(), r.book(site.book)?, "2012-05-14".parse().unwrap(), half)).unwrap().unwrap();
    let seen_on = |laptop: &Laptop, code: &str, half| {
        let at = At { register: register(half), participant: site.person(laptop, code).id, seen: None };
        site.does(laptop, |c| attendance::mark(c, &at, Mark::try_from(Parts::of(Status::Present))?));
    };
    for code in ["P27", "P28", "P29"] {
        site.stands(&site.hq, code, Standing::Nominated);
    }
    site.hq.carry_to(&site.a);
    site.hq.carry_to(&site.b);
    // One was replaced before the other laptop marked them, one after; what is later does not know of what is earlier.
    site.replaces(site.a.at("2012-05-14T00:30"), "P07", "P29");
    seen_on(site.b.at("2012-05-14T01:40"), "P07", "AM");
    seen_on(site.b.at("2012-05-14T08:40"), "P07", "PM");
    seen_on(site.b.at("2012-05-14T08:41"), "P08", "PM");
    site.replaces(site.a.at("2012-05-14T10:00"), "P08", "P28");
    // On one laptop it is said at once, and done even so.
    seen_on(site.b.at("2012-05-14T10:00"), "P09", "PM");
    site.replaces(site.b.at("2012-05-14T10:01"), "P09", "P27");
    assert!(site.checks(&site.a).is_empty() && site.checks(&site.b).is_empty(), "each is right by what it knows");
    site.evening();
    assert!(site.waiting().is_empty(), "who comes and who was seen are two questions");
    let told = site.told();
    assert_eq!(codes(&told), ["replaced_was_there", "replaced_was_there"]);
    let facts = told.iter().map(|one| (people_in(one, "participants").join(" "), one.params["count"].clone(), people_in(one, "by").join(" ")));
    assert_eq!(facts.collect::<Vec<_>>(), [("P07".into(), json!(2), "P29".into()), ("P08".into(), json!(1), "P28".into())]);

    site.stands(site.hq.at("2012-05-15T01:00"), "P07", Standing::LeftEarly);
    site.stands(&site.hq, "P08", Standing::Active);
    site.evening();
    assert!(site.told().is_empty(), "they were there, and what was marked of them counts");
}

#[test]
fn a_register_that_was_taken_back_and_holds_nothing_is_no_register_any_more() {
    let site = Site::new();
    let registers = || {
        let today = "2012-05-26".parse().unwrap();
        let found = site.hq.desk.read(|r| attendance::views::registers(r, r.book(site.book)?, today)).unwrap();
        found.into_iter().map(|one| (one.date, one.half, one.cancelled)).collect::<Vec<_>>()
    };
    let before = registers();
    let saturday = "2012-05-19".parse().unwrap();
    site.does(&site.hq, |c| agenda::move_to(c, site.session, saturday, 510, None).map(drop));
    assert!(registers().iter().any(|(date, ..)| *date == saturday), "a session on a day off has a register");
    site.hq.desk.undo().unwrap().expect("taken back");
    assert_eq!(registers(), before, "nobody ever held it: it is neither listed nor counted as cancelled");

    // One in which another laptop marked somebody meanwhile stays in sight.
    site.does(&site.hq, |c| agenda::move_to(c, site.session, saturday, 510, None).map(drop));
    let register = site.hq.desk.read(|r| attendance::views::find_register(r.sql(), r.book(site.book)?, saturday, "AM")).unwrap().expect("a register");
    let at = At { register, participant: site.person(&site.hq, "P01").id, seen: None };
    site.does(&site.hq, |c| attendance::mark(c, &at, Mark::try_from(Parts::of(Status::Present))?));
    let removed = sala::journal::REMOVED.of(&attendance::records::REGISTER, register);
    site.does(&site.hq, |c| c.set(removed, 1));
    assert!(registers().contains(&(saturday, "AM".to_owned(), true)), "somebody was marked in it");
}

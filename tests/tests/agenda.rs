//! An agenda that two laptops work on at once: what belongs together waits for a decision, what does not goes its own way, and
//! the calendars of both say the same.

use sala::{
    RecordId, Seen,
    agenda::{self, HeldSeen, Hours, Method, NewSession, SessionField, Swapped, clock, views::Placed},
    decide, programme,
};
use sala_papers::calendar::{self, Agenda};
use sala_tests::laptop::Laptop;
use serde_json::json;

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25" }"#;

/// Headquarters plans three sessions; two laptops have them.
struct Site {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    sessions: Vec<RecordId>,
}

impl Site {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        let plan = |(date, starts_min, title): (&str, i64, &str)| {
            let session = NewSession {
                date: date.parse().expect("a day"),
                starts_min,
                ends_min: starts_min + 90,
                method: Method::Plenary,
                title: title.into(),
                room: Some("Hall 1".into()),
                trainers: vec!["Dr. Ploy Tuayang".into()],
            };
            hq.desk.change(book, "add_session", |change| agenda::add(change, session)).expect("a session")
        };
        let sessions = [("2012-05-14", 540, "Diagnostics"), ("2012-05-14", 660, "SWOT"), ("2012-05-15", 540, "Case clinic")].map(plan).to_vec();
        let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        let site = Self { hq, a, b, book, sessions };
        site.share();
        site
    }

    fn share(&self) {
        for laptop in [&self.a, &self.b] {
            self.hq.carry_to(laptop);
        }
    }

    /// Both files arrive, and headquarters' answer goes back.
    fn meet(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.share();
        let digests = self.all().map(|laptop| laptop.desk.digest(None).expect("a digest").digest);
        assert!(digests.iter().all(|digest| *digest == digests[0]), "all three know the same");
    }

    fn all(&self) -> [&Laptop; 3] {
        [&self.hq, &self.a, &self.b]
    }

    fn shown(&self, laptop: &Laptop, session: usize) -> Placed {
        laptop.desk.read(|r| agenda::views::placed(r.sql(), r.book(self.book)?, self.sessions[session])).expect("a session")
    }

    fn slot(&self, laptop: &Laptop, session: usize) -> String {
        let Placed { date, line } = self.shown(laptop, session);
        format!("{date} {}-{}", clock(line.starts_min), clock(line.ends_min))
    }

    fn moves(&self, laptop: &Laptop, session: usize, to: (&str, i64)) {
        let day = to.0.parse().expect("a day");
        let moved = laptop.desk.change(self.book, "move_session", |change| agenda::move_to(change, self.sessions[session], day, to.1, None));
        assert!(moved.expect("it moves"), "it was elsewhere");
    }

    fn waiting(&self, laptop: &Laptop) -> Vec<decide::Conflict> {
        laptop.desk.read(|r| decide::conflicts(r, Some(self.book))).expect("what waits")
    }

    /// The calendar file, made at this moment for everybody.
    fn calendar(&self, laptop: &Laptop) -> String {
        let made = "2012-05-26T00:00:00Z".parse().expect("a moment");
        let (facts, sessions, revisions) = laptop
            .desk
            .read(|r| {
                let book = r.book(self.book)?;
                Ok((programme::views::facts(r.sql(), book)?, agenda::views::all(r.sql(), book)?, agenda::revisions(r, book)?))
            })
            .expect("an agenda");
        calendar::ics(Agenda { programme: &facts.expect("facts"), sessions: &sessions, revisions: &revisions, made }, calendar::words("en"))
    }

    fn sequence(&self, laptop: &Laptop, session: usize) -> u64 {
        laptop.desk.read(|r| agenda::revisions(r, r.book(self.book)?)).expect("counts")[&self.sessions[session]]
    }
}

#[test]
fn one_moves_a_session_while_another_cancels_it_and_both_are_true() {
    let site = Site::new();
    site.moves(&site.a, 0, ("2012-05-16", 600));
    let line = site.shown(&site.b, 0).line;
    site.b.desk.change(site.book, "session_status", |change| agenda::cancel(change, line.id, "flood", &line.seen.status)).expect("cancelled");
    site.meet();
    for laptop in site.all() {
        let now = site.shown(laptop, 0);
        assert_eq!((site.slot(laptop, 0).as_str(), now.line.status.as_str()), ("2012-05-16 10:00-11:30", "cancelled"), "when and whether are two things");
        assert_eq!(now.line.reason.as_deref(), Some("flood"));
        assert_eq!(site.waiting(laptop), [], "nobody has to decide anything");
        assert_eq!(site.sequence(laptop, 0), 2, "two gestures after it was planned");
    }
    let file = site.calendar(&site.hq);
    assert!(file.contains("STATUS:CANCELLED"), "who has it in a calendar learns it: {file}");
    assert!(site.all().iter().all(|laptop| site.calendar(laptop) == file), "the same file on every laptop that knows the same");
}

#[test]
fn two_who_move_one_session_are_asked_and_neither_time_is_lost() {
    let site = Site::new();
    site.a.at("2012-05-14T09:00");
    site.moves(&site.a, 0, ("2012-05-16", 600));
    site.b.at("2012-05-14T09:10");
    site.moves(&site.b, 0, ("2012-05-17", 840));
    site.meet();
    let waiting = site.waiting(&site.hq);
    assert_eq!(waiting.len(), 1, "one session, one question");
    assert_eq!((waiting[0].kind.as_str(), waiting[0].field.as_str(), waiting[0].subject.as_str()), ("session", "slot", "Diagnostics"));
    let values: Vec<_> = waiting[0].values.iter().map(|v| (v.replica.as_str(), v.value.clone())).collect();
    let slot = |date: &str, starts: i64| json!({ "date": date, "starts_min": starts, "ends_min": starts + 90 });
    assert_eq!(values, [("LAP-A", slot("2012-05-16", 600)), ("LAP-B", slot("2012-05-17", 840))]);
    let before = site.sequence(&site.hq, 0);
    site.hq.at("2012-05-14T20:00");
    site.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(1), Some(&waiting[0].seen)).expect("decided");
    site.share();
    for laptop in site.all() {
        assert_eq!((site.slot(laptop, 0).as_str(), site.waiting(laptop).len()), ("2012-05-16 10:00-11:30", 0), "decided everywhere");
        assert_eq!(site.sequence(laptop, 0), before + 1, "and calendars follow the decision");
    }
}

#[test]
fn two_exchanges_of_one_session_meet_in_a_question_and_the_rest_stands() {
    let site = Site::new();
    let swap = |laptop: &Laptop, one: usize, other: usize| {
        let of = |session: usize| Swapped { session: site.sessions[session], seen: None };
        laptop.desk.change(site.book, "swap_sessions", |change| agenda::swap(change, of(one), of(other))).expect("exchanged");
    };
    swap(&site.a, 0, 1);
    swap(&site.b, 1, 2);
    site.meet();
    let mut fields: Vec<_> = site.waiting(&site.hq).into_iter().map(|conflict| (conflict.subject, conflict.field)).collect();
    fields.sort();
    assert_eq!(fields, [("SWOT".to_owned(), "slot".to_owned())], "only the session that both moved");
    for laptop in site.all() {
        assert_eq!((site.slot(laptop, 0).as_str(), site.slot(laptop, 2).as_str()), ("2012-05-14 11:00-12:30", "2012-05-14 11:00-12:30"));
        let day = laptop.desk.read(|r| agenda::views::days(r.sql(), r.book(site.book)?)).expect("days").remove(0);
        let codes: Vec<_> = agenda::overlaps(&day).into_iter().map(|overlap| overlap.code).collect();
        assert!(codes.contains(&"room_twice") && codes.contains(&"trainer_twice"), "what came of it is pointed out: {codes:?}");
    }
}

#[test]
fn room_trainers_and_real_times_come_from_different_laptops_and_stand_together() {
    let site = Site::new();
    let (id, seen) = (site.sessions[0], |laptop: &Laptop| site.shown(laptop, 0).line.seen);
    let on_a = seen(&site.a);
    let hold = Some(Hours { starts_min: 550, ends_min: 655 });
    site.a.desk.change(site.book, "hold_session", |change| agenda::hold(change, id, hold, None)).expect("held");
    site.a
        .desk
        .change(site.book, "edit_session", |change| agenda::edit(change, id, SessionField::Room { room: Some("Hall 2".into()) }, &on_a.room))
        .expect("a room");
    let trainers = SessionField::Trainers { trainers: vec!["Sok Namuna".into()] };
    let on_b: Seen = seen(&site.b).trainers;
    site.b.desk.change(site.book, "edit_session", |change| agenda::edit(change, id, trainers, &on_b)).expect("trainers");
    site.meet();
    for laptop in site.all() {
        let line = site.shown(laptop, 0).line;
        assert_eq!((line.status.as_str(), line.actual, line.room.as_deref()), ("held", hold, Some("Hall 2")));
        assert_eq!((line.trainers, site.waiting(laptop).len()), (vec!["Sok Namuna".to_owned()], 0));
    }
}

#[test]
fn a_number_of_changes_that_was_given_out_never_goes_down() {
    let site = Site::new();
    site.moves(&site.a, 0, ("2012-05-16", 600));
    let taken = site.a.carry_to(&site.hq);
    assert_eq!((site.sequence(&site.hq, 0), site.slot(&site.hq, 0).as_str()), (1, "2012-05-16 10:00-11:30"));
    site.hq.desk.set_aside(&taken.bundle).expect("set aside");
    assert_eq!(site.slot(&site.hq, 0), "2012-05-14 09:00-10:30", "the move counts no longer");
    assert_eq!(site.sequence(&site.hq, 0), 1, "a calendar that has the later time must not take this for an older file");
}

#[test]
fn whoever_plans_a_session_again_takes_back_only_the_hours_that_they_saw() {
    let site = Site::new();
    let session = site.sessions[0];
    let does = |laptop: &Laptop, verb: &dyn Fn(&mut sala::journal::Change<'_>) -> sala::Result<()>| laptop.desk.change(site.book, "story", verb).expect("done");
    does(&site.hq, &|c| agenda::hold(c, session, None, None));
    site.share();
    // The day card of A stands open while the real hours of B arrive.
    let shown = site.shown(&site.a, 0).line.seen;
    let hours = Some(Hours { starts_min: 780, ends_min: 1030 });
    does(&site.b, &|c| agenda::hold(c, session, hours, None));
    site.meet();
    does(&site.a, &|c| agenda::plan_again(c, session, HeldSeen { status: &shown.status, actual: &shown.actual }));
    site.meet();
    for laptop in site.all() {
        let waits: Vec<_> = site.waiting(laptop).into_iter().map(|one| (one.field, one.values.len())).collect();
        assert_eq!(waits, [("actual".to_owned(), 2)], "{}: nobody saw them who took them back: somebody decides", laptop.label);
    }

    // Whoever saw them takes them back with the word.
    does(&site.b, &|c| agenda::hold(c, site.sessions[1], hours, None));
    let shown = site.shown(&site.b, 1).line.seen;
    does(&site.b, &|c| agenda::plan_again(c, site.sessions[1], HeldSeen { status: &shown.status, actual: &shown.actual }));
    site.meet();
    for laptop in site.all() {
        assert_eq!((site.shown(laptop, 1).line.actual, site.waiting(laptop).len()), (None, 1), "{}", laptop.label);
    }
}

//! What a register holds beside the roll call: what is known in advance, who leaves early, the paper, and registers of sessions.

use chrono::NaiveDate;

use super::super::{
    classroom::{AFTERWARDS, Classroom, excused, refusal},
    *,
};
use crate::{
    Desk, RecordId,
    agenda::{self, NewSession},
    people::{self, details::Details},
    programme,
};

fn stretch(from: (&str, Option<&str>), to: (&str, Option<&str>)) -> Stretch {
    let (day, half) = (|day: &str| day.parse::<NaiveDate>().unwrap(), |half: Option<&str>| half.map(str::to_owned));
    Stretch { from: day(from.0), from_half: half(from.1), to: day(to.0), to_half: half(to.1) }
}

fn ahead(room: &Classroom, code: &str, stretch: &Stretch, parts: Parts) -> crate::Result<Advanced> {
    let (person, mark) = (room.person(code), Mark::try_from(parts)?);
    room.change(|c| advance(c, person, stretch, &mark))
}

#[test]
fn who_is_excused_in_advance_stays_excused_and_opens_no_register() {
    let room = Classroom::new();
    let days = stretch(("2012-05-16", Some("PM")), ("2012-05-18", Some("AM")));
    room.mark("2012-05-17/AM", "P07", Parts::of(Status::Absent)).unwrap();
    let done = ahead(&room, "P07", &days, excused("wedding")).unwrap();
    assert_eq!((done.marked, done.kept, done.closed), (3, 1, 0), "four half days, of which one was marked by hand");
    assert_eq!(room.status("2012-05-16/AM", "P07"), None, "the morning before is not among them");
    assert_eq!(room.status("2012-05-16/PM", "P07").as_deref(), Some("excused"));
    assert_eq!(room.status("2012-05-17/AM", "P07").as_deref(), Some("absent"), "a mark that somebody set is never touched");
    assert_eq!(room.status("2012-05-18/PM", "P07"), None, "nor is the afternoon after");

    let early: NaiveDate = "2012-05-14".parse().unwrap();
    let report = room.read(|r, book| views::report(r, book, early));
    assert_eq!(report.registers, 1, "only where somebody was missed has a register begun: an excuse days before lowers nobody's rate");

    let register = room.register("2012-05-16/PM");
    let filled = room.change(|c| fill(c, register, Status::Present)).unwrap();
    assert_eq!(filled, 28, "everybody else");
    assert_eq!(room.status("2012-05-16/PM", "P07").as_deref(), Some("excused"), "filling leaves the excuse");
    room.desk.undo().unwrap();
    room.desk.undo().unwrap();
    assert_eq!(room.status("2012-05-18/AM", "P07"), None, "one gesture, taken back as one");
}

#[test]
fn only_what_can_be_known_is_said_in_advance() {
    let room = Classroom::new();
    let days = stretch(("2012-05-16", None), ("2012-05-16", None));
    let code = |result: crate::Result<Advanced>| refusal(result).code;
    assert_eq!(code(ahead(&room, "P07", &days, Parts::of(Status::Present))), "not_in_advance", "nobody has been seen yet");
    assert_eq!(code(ahead(&room, "P07", &days, Parts::of(Status::Excused))), "reason_missing");
    let no_approver = Parts { reason: Some("wedding".into()), ..Parts::of(Status::Excused) };
    assert_eq!(code(ahead(&room, "P07", &days, no_approver)), "approver_missing", "leave is given by somebody");
    assert_eq!(code(ahead(&room, "P07", &stretch(("2012-05-17", None), ("2012-05-16", None)), excused("x"))), "ends_before_start");
    assert_eq!(code(ahead(&room, "P07", &stretch(("2013-05-17", None), ("2013-05-18", None)), excused("x"))), "no_register_between");
    let done = ahead(&room, "P07", &days, Parts::of(Status::NotArrived)).unwrap();
    assert_eq!(done.marked, 2, "the whole day");

    let register = room.register("2012-05-16/AM");
    room.change(|c| fill(c, register, Status::Present)).unwrap();
    room.change(|c| lock(c, register, None)).unwrap();
    let done = ahead(&room, "P08", &stretch(("2012-05-16", Some("PM")), ("2012-05-16", Some("PM"))), Parts::of(Status::Departed)).unwrap();
    assert_eq!((done.marked, done.closed), (1, 0));
    let register = room.register("2012-05-17/AM");
    room.change(|c| fill(c, register, Status::Absent)).unwrap();
    room.desk.undo().unwrap();
    let other = room.register("2012-05-16/AM");
    room.change(|c| reopen(c, other, "a name was missed", None)).unwrap();
    let at = room.cell("2012-05-16/AM", "P09");
    room.change(|c| clear(c, &at)).unwrap();
    assert_eq!(
        ahead(&room, "P09", &stretch(("2012-05-16", Some("AM")), ("2012-05-16", Some("AM"))), Parts::of(Status::NotArrived)).unwrap().marked,
        1,
        "an open register again"
    );
}

#[test]
fn who_leaves_early_was_there_and_the_lock_answers_for_the_minutes() {
    let room = Classroom::new();
    let left = |minutes| Parts { left_early: Some(minutes), reason: Some("flight".into()), ..Parts::of(Status::Present) };
    let am = "2012-05-14/AM";
    room.mark(am, "P07", left(45)).unwrap();
    let register = room.register(am);
    room.change(|c| fill(c, register, Status::Present)).unwrap();
    let row = |code: &str| room.sheet(am).rows.into_iter().find(|row| row.code == code).unwrap().mark.unwrap();
    assert_eq!((row("P07").left_early, row("P07").reason.as_deref()), (Some(45), Some("flight")));
    assert_eq!(room.sheet(am).register.counts.present, 29, "who left early was there");
    room.change(|c| lock(c, register, None)).unwrap();
    let waiting = || room.read(|r, book| views::after_lock_at(r.sql(), book, register)).len();
    assert_eq!(waiting(), 0, "the lock saw it");
    assert_eq!(room.report().rate.as_deref(), Some("5.00"), "29 of 580 cells, of which nobody's is lowered");
}

#[test]
fn the_paper_is_held_against_the_register_by_its_signatures() {
    let room = Classroom::new();
    let am = "2012-05-14/AM";
    let register = room.register(am);
    room.mark(am, "P07", Parts::of(Status::Absent)).unwrap();
    room.change(|c| fill(c, register, Status::Present)).unwrap();
    room.change(|c| lock(c, register, None)).unwrap();
    let counted = |signatures, explained: Option<&str>| {
        let paper = Paper { signatures, others: 0, explained: explained.map(str::to_owned) };
        room.change(|c| verify(c, register, Some(&paper), None))
    };
    let differ = refusal(counted(29, None));
    assert_eq!((differ.code, &differ.params["attended"]), ("signatures_differ", &28.into()), "somebody signed who was not there, or the mark is wrong");
    assert_eq!(room.sheet(am).register.state, facts::State::Locked, "and nothing was written");
    assert_eq!(refusal(counted(-1, None)).code, "signatures_out_of_range");
    counted(29, Some("P07 signed and left at once")).unwrap();
    let line = room.sheet(am).register;
    let paper = line.paper.clone().unwrap();
    assert_eq!((line.state, paper.signatures, paper.explained.as_deref()), (facts::State::Verified, 29, Some("P07 signed and left at once")));
    counted(28, Some("counted anew")).unwrap();
    let paper = room.sheet(am).register.paper.unwrap();
    assert_eq!((paper.signatures, paper.explained), (28, None), "where they agree there is nothing to explain");
    room.desk.undo().unwrap();
    assert_eq!(room.sheet(am).register.paper.unwrap().signatures, 29, "as it was counted before");
}

#[test]
fn only_a_register_that_the_programme_takes_is_opened() {
    let room = Classroom::new();
    let open_at = |room: &Classroom, day: &str, half: &str| room.change(|c| open(c, day.parse().unwrap(), half));
    assert_eq!(open_at(&room, "2012-05-14", " am ").unwrap(), room.register("2012-05-14/AM"));
    let before = lines(&room).len();
    for (day, half, code) in
        [("2012-05-14", "EVE", "no_such_register"), ("2012-05-14", "10:30", "no_such_register"), ("2012-05-14", "SESSION", "no_such_register")]
    {
        let refused = refusal(open_at(&room, day, half));
        assert_eq!((refused.code, &refused.params["register"]), (code, &format!("{day}/{half}").into()));
    }
    assert_eq!(refusal(open_at(&room, "2012-06-14", "AM")).code, "day_outside_programme");
    assert_eq!(lines(&room).len(), before, "and nothing was made");
    open_at(&room, "2012-05-20", "AM").unwrap();
    assert_eq!(lines(&room).len(), before + 1, "a half day of the programme that nobody planned is one all the same");

    let (room, _) = by_session();
    let before = lines(&room).len();
    for (day, half) in [("2012-06-04", "10:30"), ("2012-06-05", "09:00"), ("2012-06-04", "AM"), ("2012-06-04", "SESSION")] {
        assert_eq!(refusal(open_at(&room, day, half)).code, "no_such_register", "{day}/{half}: no session begins then");
    }
    open_at(&room, "2012-06-04", "14:00").unwrap();
    assert_eq!(lines(&room).len(), before, "a session has one from the moment it is");
}

/// A programme with a register a session, of two sessions in one morning and one in the afternoon.
fn by_session() -> (Classroom, Vec<RecordId>) {
    let mut room = Classroom::new();
    let facts = r#"{ "code": "SES", "title": "By session", "starts": "2012-06-04", "ends": "2012-06-05", "registers_per_day": ["session"] }"#;
    room.book = programme::create(&room.desk, programme::Facts::parse(facts).unwrap()).unwrap();
    let session = |starts_min: i64, title: &str| NewSession {
        date: "2012-06-04".parse().unwrap(),
        starts_min,
        ends_min: starts_min + 60,
        method: agenda::Method::Plenary,
        title: title.into(),
        room: None,
        trainers: Vec::new(),
    };
    let sessions = [(540, "Clusters"), (540, "Finance"), (840, "Plans")].map(|(at, title)| room.change(|c| agenda::add(c, session(at, title))).unwrap());
    for name in ["Namuna", "Khamla"] {
        room.change(|c| people::enrol(c, None, &Details { name: name.into(), ..Details::default() })).unwrap();
    }
    (room, sessions.to_vec())
}

fn lines(room: &Classroom) -> Vec<(String, String, Option<String>, bool)> {
    let registers = room.read(|r, book| views::registers(r, book, AFTERWARDS.parse().unwrap()));
    registers.into_iter().map(|line| (line.date.to_string(), line.half, line.session, line.cancelled)).collect()
}

fn find(desk: &Desk, book: RecordId, day: &str, hour: &str) -> Option<RecordId> {
    desk.read(|r| views::find_register(r.sql(), r.book(book)?, day.parse().unwrap(), hour)).unwrap()
}

#[test]
fn a_programme_may_take_its_registers_by_session() {
    let (room, sessions) = by_session();
    let titles: Vec<_> = lines(&room).into_iter().map(|(_, half, session, _)| (half, session.unwrap())).collect();
    assert_eq!(titles.len(), 3, "each session has its register, and the half days have none");
    assert_eq!(
        titles.iter().map(|(half, _)| half.as_str()).collect::<Vec<_>>(),
        ["09:00 Clusters", "09:00 Finance", "14:00"],
        "two at one hour are told apart"
    );

    let afternoon = find(&room.desk, room.book, "2012-06-04", "14:00").unwrap();
    let person = room.person("P01");
    let at = mark::At { register: afternoon, participant: person, seen: None };
    room.change(|c| mark::mark(c, &at, Mark::present())).unwrap();
    room.change(|c| agenda::move_to(c, sessions[2], "2012-06-05".parse().unwrap(), 600, None)).unwrap();
    assert_eq!(find(&room.desk, room.book, "2012-06-05", "10:00"), Some(afternoon), "the register goes where its session goes");
    let shown = room.read(|r, book| views::history(r, book, afternoon, person));
    assert_eq!(shown.len(), 1, "with what was marked in it");

    let seen =
        room.read(|r, book| agenda::views::days(r.sql(), book)).into_iter().flat_map(|day| day.sessions).find(|line| line.id == sessions[2]).unwrap().seen;
    room.change(|c| agenda::cancel(c, sessions[2], "flood", &seen.status)).unwrap();
    let cancelled: Vec<_> = lines(&room).into_iter().filter(|line| line.3).map(|line| line.1).collect();
    assert_eq!(cancelled, ["10:00"], "one that did not happen leaves the denominator");
}

#[test]
fn half_days_and_sessions_are_not_mixed() {
    let facts = r#"{ "code": "MIX", "title": "Both", "starts": "2012-06-04", "ends": "2012-06-05", "registers_per_day": ["AM", "session"] }"#;
    assert_eq!(refusal(programme::Facts::parse(facts)).code, "halves_and_sessions");
}

#[test]
fn whoever_replaces_a_nominee_counts_and_the_nominee_never_does() {
    let room = Classroom::new();
    let am = "2012-05-14/AM";
    room.mark(am, "P07", Parts::of(Status::Absent)).unwrap();
    let former = room.person("P07");
    let noy = Details { name: "Noy Phommachanh".into(), ..Details::default() };
    let id = room.change(|c| people::replace(c, former, None, &noy, None)).unwrap();
    let roster = room.read(|r, book| people::views::roster(r.sql(), book));
    let by = |id: RecordId| roster.iter().find(|person| person.id == id).unwrap();
    assert_eq!((by(former).status.as_deref(), by(id).replaces), (Some("replaced"), Some(former)), "the nominee stays, and it is said who came instead");
    assert_eq!(by(id).code, "P30", "a code of its own: badges are not handed on");
    assert_eq!(room.report().participants, 29, "one counts");
    assert_eq!(room.sheet(am).register.counts.absent, 0, "a mark of the nominee is nobody's absence");
    let register = room.register(am);
    assert_eq!(room.read(|r, book| views::history(r, book, register, former)).len(), 1, "and stays in the evidence");
    assert_eq!(refusal(room.change(|c| people::replace(c, former, None, &noy, None))).code, "replaced_already", "once");
    room.desk.undo().unwrap();
    assert_eq!(room.report().participants, 29, "taken back");
    assert_ne!(room.read(|r, book| people::views::roster(r.sql(), book)).iter().find(|p| p.id == former).unwrap().status.as_deref(), Some("replaced"));
}

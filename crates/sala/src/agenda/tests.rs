//! An agenda at work: moved, exchanged, made longer, held otherwise than planned, and what gets in each other's way.

use super::{
    views::{Day, Placed, SessionLine},
    *,
};
use crate::{
    RecordId, Seen,
    attendance::classroom::{Classroom, refusal},
    people::table::read_bytes,
};

/// The reference programme with its agenda.
fn room() -> Classroom {
    let room = Classroom::new();
    let agenda = read_bytes(include_bytes!("../demo/files/agenda.csv")).unwrap();
    import::apply(&room.desk, room.book, &agenda, &import::Options::default(), false).unwrap();
    room
}

fn session(room: &Classroom, which: &str) -> Placed {
    let all = room.read(|r, book| views::all(r.sql(), book));
    find(&all, which).unwrap().clone()
}

fn by_id(room: &Classroom, id: RecordId) -> Placed {
    room.read(|r, book| views::placed(r.sql(), book, id))
}

fn slot(placed: &Placed) -> String {
    format!("{} {}-{}", placed.date, clock(placed.line.starts_min), clock(placed.line.ends_min))
}

fn revision(room: &Classroom, id: RecordId) -> u64 {
    room.read(revisions)[&id]
}

#[test]
fn a_session_that_moves_takes_as_long_as_before_and_goes_back_with_one_undo() {
    let room = room();
    let before = session(&room, "2012-05-16/09:00");
    let id = before.line.id;
    assert!(room.change(|c| move_to(c, id, "2012-05-17".parse().unwrap(), 780, None)).unwrap());
    assert_eq!(slot(&by_id(&room, id)), "2012-05-17 13:00-16:00", "three hours stay three hours");
    assert!(!room.change(|c| move_to(c, id, "2012-05-17".parse().unwrap(), 780, None)).unwrap(), "there already: nothing is written");
    assert_eq!(room.desk.undo().unwrap().unwrap().what, "story");
    assert_eq!(slot(&by_id(&room, id)), slot(&before));

    let late = room.change(|c| move_to(c, id, "2012-05-17".parse().unwrap(), 22 * 60, None));
    assert_eq!(refusal(late).code, "ends_after_midnight", "a session is over on its own day");
    let outside = room.change(|c| move_to(c, id, "2012-06-17".parse().unwrap(), 600, None));
    assert_eq!(refusal(outside).code, "day_outside_programme");
    let nobody = room.change(|c| move_to(c, RecordId::new_at(1), "2012-05-17".parse().unwrap(), 600, None));
    assert_eq!(refusal(nobody).code, "no_such_session");
    assert_eq!(slot(&by_id(&room, id)), slot(&before), "what was refused changed nothing");
}

#[test]
fn two_sessions_exchange_their_times_in_one_stroke_or_not_at_all() {
    let room = room();
    let (one, other) = (session(&room, "2012-05-16/09:00"), session(&room, "2012-05-16/13:00"));
    let of = |placed: &Placed| (placed.line.id, placed.line.seen.slot.clone());
    let ((a, seen_a), (b, seen_b)) = (of(&one), of(&other));
    let exchange =
        |seen_a: &Seen, seen_b: &Seen| room.change(|c| swap(c, Swapped { session: a, seen: Some(seen_a) }, Swapped { session: b, seen: Some(seen_b) }));
    exchange(&seen_a, &seen_b).unwrap();
    assert_eq!((slot(&by_id(&room, a)), slot(&by_id(&room, b))), (slot(&other), slot(&one)), "each is when the other was, and as long");
    let stale = refusal(exchange(&seen_a, &seen_b));
    assert_eq!((stale.code, stale.params["title"].as_str()), ("sessions_changed", Some("Cluster diagnostics")), "the screen showed another agenda");
    room.desk.undo().unwrap();
    assert_eq!((slot(&by_id(&room, a)), slot(&by_id(&room, b))), (slot(&one), slot(&other)), "one undo takes both back");
    let itself = room.change(|c| swap(c, Swapped { session: a, seen: None }, Swapped { session: a, seen: None }));
    assert_eq!(refusal(itself).code, "swap_with_itself");
}

#[test]
fn a_session_grows_and_shrinks_at_its_end_and_never_below_its_start() {
    let room = room();
    let id = session(&room, "2012-05-14/08:30").line.id;
    room.change(|c| lengthen(c, id, 600, None)).unwrap();
    assert_eq!(slot(&by_id(&room, id)), "2012-05-14 08:30-10:00");
    assert_eq!(refusal(room.change(|c| lengthen(c, id, 510, None))).code, "ends_before_start");
    assert_eq!(refusal(room.change(|c| lengthen(c, id, 1441, None))).code, "ends_after_midnight");
}

#[test]
fn what_was_held_otherwise_stands_beside_the_plan() {
    let room = room();
    let id = session(&room, "2012-05-14/08:30").line.id;
    let held = |starts_min, ends_min| room.change(|c| hold(c, id, Some(Hours { starts_min, ends_min }), None));
    held(520, 595).unwrap();
    let shown = by_id(&room, id);
    assert_eq!((shown.line.status.as_str(), shown.line.actual), ("held", Some(Hours { starts_min: 520, ends_min: 595 })));
    assert_eq!(slot(&shown), "2012-05-14 08:30-09:30", "the plan stays");
    held(510, 570).unwrap();
    assert_eq!(by_id(&room, id).line.actual, None, "as planned says nothing more than the plan");
    assert_eq!(refusal(held(600, 540)).code, "ends_before_start");

    let other = session(&room, "2012-05-14/09:45").line.id;
    room.change(|c| cancel(c, other, "flood", &session(&room, "2012-05-14/09:45").line.seen.status)).unwrap();
    room.change(|c| hold(c, other, None, None)).unwrap();
    let line = by_id(&room, other).line;
    assert_eq!((line.status.as_str(), line.reason), ("held", None), "it took place after all: why it should not have is no longer said");
}

#[test]
fn rooms_and_trainers_are_cleaned_and_suggested_from_then_on() {
    let room = room();
    let line = session(&room, "2012-05-14/08:30").line;
    let names = vec!["  Dr.  Ploy ".to_owned(), "ສົມສີ".to_owned(), "Dr. Ploy".to_owned(), " ".to_owned()];
    room.change(|c| {
        edit(c, line.id, SessionField::Room { room: Some("  Hall\t1 ".into()) }, &line.seen.room)?;
        edit(c, line.id, SessionField::Trainers { trainers: names }, &line.seen.trainers)
    })
    .unwrap();
    let now = by_id(&room, line.id).line;
    assert_eq!((now.room.as_deref(), now.trainers.clone()), (Some("Hall 1"), vec!["Dr. Ploy".to_owned(), "ສົມສີ".to_owned()]));
    let known = room.read(|r, book| views::names(r.sql(), book));
    assert_eq!(known.rooms, ["Hall 1", "Training Room 1", "Training Room 2"], "each room once");
    assert_eq!(known.trainers, ["Bounthong Tuayang", "Dr. Ploy", "Dr. Ploy Tuayang", "Sreymom Kumru", "ສົມສີ"], "and whoever teaches already");

    let too_long = SessionField::Room { room: Some("a".repeat(121)) };
    assert_eq!(refusal(room.change(|c| edit(c, line.id, too_long, &now.seen.room))).code, "text_too_long");
    let crowd = SessionField::Trainers { trainers: (0..21).map(|n| format!("Trainer {n}")).collect() };
    assert_eq!(refusal(room.change(|c| edit(c, line.id, crowd, &now.seen.trainers))).code, "too_many_trainers");
    room.change(|c| edit(c, line.id, SessionField::Room { room: Some("  ".into()) }, &now.seen.room)).unwrap();
    assert_eq!(by_id(&room, line.id).line.room, None, "an empty field takes the room away");
}

#[test]
fn the_number_of_changes_counts_gestures_and_never_goes_down() {
    let room = room();
    let (one, other) = (session(&room, "2012-05-16/09:00").line.id, session(&room, "2012-05-16/13:00").line.id);
    assert_eq!((revision(&room, one), revision(&room, other)), (0, 0), "as it was first planned");
    room.change(|c| swap(c, Swapped { session: one, seen: None }, Swapped { session: other, seen: None })).unwrap();
    assert_eq!((revision(&room, one), revision(&room, other)), (1, 1), "one gesture, whatever it writes");
    room.desk.undo().unwrap();
    assert_eq!(revision(&room, one), 2, "taking it back is a change too: a calendar must follow");
    let untouched = session(&room, "2012-05-14/08:30").line.id;
    assert_eq!(revision(&room, untouched), 0);
}

/// A session of a day that is only looked at.
fn line(hours: (i64, i64), method: Method, room: &str, trainers: &[&str], status: &str) -> SessionLine {
    let seen = Seen::default;
    SessionLine {
        id: RecordId::new_at(hours.0),
        starts_min: hours.0,
        ends_min: hours.1,
        method: method.code().into(),
        title: String::new(),
        status: status.into(),
        reason: None,
        actual: None,
        room: (!room.is_empty()).then(|| room.into()),
        trainers: trainers.iter().map(|name| (*name).to_owned()).collect(),
        seen: views::SessionSeen { slot: seen(), method: seen(), title: seen(), status: seen(), actual: seen(), room: seen(), trainers: seen() },
    }
}

fn codes(sessions: Vec<SessionLine>) -> Vec<(&'static str, Option<String>, i64, i64)> {
    let day = Day { date: "2012-05-16".parse().unwrap(), sessions };
    overlaps(&day).into_iter().map(|found| (found.code, found.what, found.starts_min, found.ends_min)).collect()
}

#[test]
fn only_what_cannot_both_be_is_an_overlap() {
    use Method::{GroupWork, Plenary};
    let nine = (540, 660);
    let ten = (600, 720);
    let both = |a: SessionLine, b: SessionLine| codes(vec![a, b]);
    assert_eq!(
        both(line(nine, GroupWork, "Hall 1", &[], "planned"), line(ten, Plenary, "hall 1", &[], "planned")),
        [("room_twice", Some("Hall 1".into()), 600, 660)],
        "one room, however it is written"
    );
    assert_eq!(
        both(line(nine, GroupWork, "Hall 1", &["Ploy", "Sok"], "planned"), line(ten, GroupWork, "Hall 2", &["sok"], "planned")),
        [("trainer_twice", Some("Sok".into()), 600, 660)],
        "nobody is in two rooms"
    );
    assert_eq!(both(line(nine, Plenary, "", &[], "planned"), line(ten, Plenary, "Hall 2", &[], "planned")), [("everybody_twice", None, 600, 660)]);
    assert_eq!(both(line(nine, Plenary, "Hall 1", &[], "planned"), line(ten, Plenary, "Hall 2", &[], "planned")), [], "parallel sessions in two rooms");
    assert_eq!(both(line(nine, GroupWork, "", &[], "planned"), line(ten, GroupWork, "", &[], "planned")), [], "groups work side by side");
    assert_eq!(both(line(nine, Plenary, "", &["Sok"], "planned"), line((660, 720), Plenary, "", &["Sok"], "planned")), [], "one after the other");
    assert_eq!(both(line(nine, Plenary, "A", &["Sok"], "cancelled"), line(ten, Plenary, "A", &["Sok"], "planned")), [], "it does not take place");
    let visit = |hours| line(hours, crate::agenda::Method::Visit, "", &[], "planned");
    assert_eq!(both(visit(nine), line(ten, Plenary, "Hall 1", &[], "planned")), [("everybody_away", None, 600, 660)], "everybody is in the bus");
    assert_eq!(both(line(nine, Plenary, "Hall 1", &[], "planned"), visit(ten)), [("everybody_away", None, 600, 660)], "whichever begins first");
    assert_eq!(both(line(nine, GroupWork, "Hall 1", &[], "planned"), visit(ten)), [], "a group may stay");
    assert_eq!(codes(vec![visit(nine), visit(nine), line(ten, Plenary, "Hall 1", &[], "planned")]), [], "where there are two visits, nobody knows who goes");
    assert_eq!(both(visit(nine), line(ten, Plenary, "Hall 1", &[], "cancelled")), [], "one of them does not take place");
    let long = line((480, 1000), Plenary, "A", &[], "planned");
    let (first, second) = (line(nine, Plenary, "B", &[], "planned"), line((900, 960), Plenary, "A", &[], "planned"));
    assert_eq!(codes(vec![long, first, second]), [("room_twice", Some("A".into()), 900, 960)], "what lies between hides nothing");
}

#[test]
fn a_session_is_named_by_its_day_and_start_or_by_its_id() {
    let room = room();
    let opening = session(&room, "2012-05-14/8.30");
    assert_eq!(opening.line.title, "Opening");
    assert_eq!(session(&room, &opening.line.id.to_string()), opening);
    let second = NewSession {
        date: opening.date,
        starts_min: 510,
        ends_min: 540,
        method: Method::Other,
        title: "Registration".into(),
        room: Some("Lobby".into()),
        trainers: vec![],
    };
    room.change(|c| add(c, second)).unwrap();
    assert_eq!(session(&room, "2012-05-14/08:30/reg").line.room.as_deref(), Some("Lobby"), "where two begin then, the title tells");
    let all = room.read(|r, book| views::all(r.sql(), book));
    let doubt = find(&all, "2012-05-14/08:30").unwrap_err().problem();
    assert_eq!((doubt.code, doubt.params["titles"].as_array().unwrap().len()), ("session_ambiguous", 2));
    for nothing in ["", "2012-05-14", "2012-05-14/07:00", "tomorrow/08:30", "2012-05-14/08:30/closing"] {
        assert_eq!(find(&all, nothing).unwrap_err().problem().code, "no_such_session", "{nothing:?}");
    }
}

//! A programme officer's morning: a programme, its agenda, its people.

use std::sync::Arc;

use super::*;
use crate::{
    Desk, KeyPlace, NewStore, Problem, RecordId, Role, SetClock, agenda,
    people::{self, import, table::read_bytes},
    plans, visits,
};

const PROGRAMME: &str = include_str!("../demo/files/programme.json");
const ROSTER: &[u8] = include_bytes!("../demo/files/roster.csv");
const NOMINATIONS: &[u8] = include_bytes!("../demo/files/nominations.xlsx");
const AGENDA: &[u8] = include_bytes!("../demo/files/agenda.csv");

struct Hq {
    desk: Desk,
    _dir: tempfile::TempDir,
}

fn hq() -> Hq {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(SetClock::at("2012-05-08T02:00:00Z".parse().unwrap()));
    let new =
        NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("Mekong Institute".into()), author: "Officer".into(), key_place: KeyPlace::File };
    Hq { desk: Desk::create(&dir.path().join("store"), new, clock).unwrap(), _dir: dir }
}

impl Hq {
    fn programme(&self) -> RecordId {
        create(&self.desk, Facts::parse(PROGRAMME).unwrap()).unwrap()
    }

    fn import(&self, book: RecordId, bytes: &[u8]) -> import::Plan {
        import::apply(&self.desk, book, &read_bytes(bytes).unwrap(), &import::Options::default(), true).unwrap()
    }

    fn roster(&self, book: RecordId) -> Vec<people::views::Person> {
        self.desk.read(|r| people::views::roster(r.sql(), r.book(book)?)).unwrap()
    }

    fn entries(&self) -> String {
        format!("{:?}", self.desk.digest(None).unwrap())
    }
}

fn refusal<T>(result: crate::Result<T>) -> Problem {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.problem(),
    }
}

#[test]
fn a_programme_file_becomes_a_programme_with_registers_visits_and_plans() {
    let hq = hq();
    let book = hq.programme();
    let lines = hq.desk.read(|r| views::list(r.sql())).unwrap();
    assert_eq!((lines[0].code.as_str(), lines[0].registers), ("SMECEC-2012", 20), "ten days, two registers each");
    let facts = hq.desk.read(|r| views::facts(r.sql(), r.book(book)?)).unwrap().unwrap();
    assert_eq!((facts.min_percent, facts.grace_minutes, facts.follow_up_months), (80, 15, 6));
    assert_eq!(facts.halves, ["AM", "PM"]);
    let visits = hq.desk.read(|r| visits::views::list(r.sql(), r.book(book)?)).unwrap();
    assert_eq!(visits[2].host, "Dan Kwian Pottery", "in the order of the days");
    let plans = hq.desk.read(|r| plans::views::list(r.sql(), r.book(book)?)).unwrap();
    assert_eq!(plans.len(), 10);
    assert!(plans.iter().all(|plan| plan.team.is_empty()), "nobody is enrolled yet");
}

#[test]
fn whoever_a_plan_names_joins_its_team_when_the_roster_comes() {
    let hq = hq();
    let book = hq.programme();
    hq.import(book, ROSTER);
    let plans = hq.desk.read(|r| plans::views::list(r.sql(), r.book(book)?)).unwrap();
    let team = |code: &str| -> Vec<String> {
        let plan = plans.iter().find(|plan| plan.code == code).unwrap();
        plan.team.iter().map(|member| member.code.clone()).collect()
    };
    assert_eq!(team("AP02"), ["P07", "P08", "P09"]);
    assert_eq!(team("AP06"), ["P28", "P29"]);
    assert_eq!(plans.iter().map(|plan| plan.team.len()).sum::<usize>(), 29, "everybody makes exactly one plan");
}

#[test]
fn importing_roster_and_agenda_again_writes_not_one_entry() {
    let hq = hq();
    let book = hq.programme();
    let agenda = read_bytes(AGENDA).unwrap();
    let first = agenda::import::apply(&hq.desk, book, &agenda, &agenda::import::Options::default(), false).unwrap();
    assert_eq!(first.added, 24);
    assert_eq!(hq.import(book, ROSTER).added, 29);
    assert_eq!(hq.import(book, NOMINATIONS).updated, 29, "their telephones");
    let before = hq.entries();
    let again = agenda::import::apply(&hq.desk, book, &agenda, &agenda::import::Options::default(), false).unwrap();
    assert_eq!((again.added, again.unchanged), (0, 24));
    let again = hq.import(book, NOMINATIONS);
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 31));
    assert_eq!(hq.import(book, ROSTER).unchanged, 29);
    assert_eq!(hq.entries(), before, "importing the same files again changes nothing");
    let days = hq.desk.read(|r| agenda::views::days(r.sql(), r.book(book)?)).unwrap();
    assert_eq!((days.len(), days[0].sessions[0].title.as_str()), (10, "Opening"));
}

#[test]
fn a_list_with_a_refused_row_writes_nothing_until_somebody_says_to_skip_it() {
    let hq = hq();
    let book = hq.programme();
    let file = read_bytes(NOMINATIONS).unwrap();
    let options = import::Options::default();
    let preview = import::preview(&hq.desk, book, &file, &options).unwrap();
    assert_eq!(preview.refused.len(), 3);
    let problem = refusal(import::apply(&hq.desk, book, &file, &options, false));
    assert_eq!(problem.code, "roster_rows_refused");
    assert_eq!(hq.roster(book), [], "looking and being refused wrote nobody");
    import::apply(&hq.desk, book, &file, &options, true).unwrap();
    let roster = hq.roster(book);
    assert_eq!(roster.len(), 31);
    assert_eq!((roster[0].code.as_str(), roster[0].name.as_deref()), ("P01", Some("Yang Ben")), "codes follow the list");
    assert_eq!(roster[0].phone.as_deref(), Some("+66810000001"));
}

#[test]
fn an_import_is_one_action_and_is_taken_back_as_one() {
    let hq = hq();
    let book = hq.programme();
    hq.import(book, ROSTER);
    hq.desk.undo().unwrap().unwrap();
    assert_eq!(hq.roster(book), [], "the whole list is gone again");
    assert_eq!(hq.import(book, ROSTER).added, 29, "and can be imported anew");
}

#[test]
fn a_person_is_enrolled_by_hand_and_corrected_against_what_the_form_showed() {
    let hq = hq();
    let book = hq.programme();
    hq.import(book, ROSTER);
    let details = people::details::Details { name: " Late  Comer ".into(), ..Default::default() };
    let id = hq.desk.change(book, "enrol", |c| people::enrol(c, None, &details)).unwrap();
    let shown = |id| hq.roster(book).into_iter().find(|person| person.id == id).unwrap();
    let person = shown(id);
    assert_eq!((person.code.as_str(), person.name.as_deref()), ("P30", Some("Late Comer")), "the next free code, the name cleaned");
    let taken = hq.desk.change(book, "enrol", |c| people::enrol(c, Some("p07"), &details));
    assert_eq!(refusal(taken).code, "code_taken", "Khamla wears P07");
    let country = people::PersonField::Country { country: people::country::Country::parse("Lao PDR").ok() };
    hq.desk.change(book, "edit", |c| people::edit(c, id, country, &person.seen.country)).unwrap();
    assert_eq!(shown(id).country.as_deref(), Some("LA"));
    let mail = people::PersonField::Contact { email: Some("nonsense".into()), phone: None };
    assert_eq!(refusal(hq.desk.change(book, "edit", |c| people::edit(c, id, mail, &person.seen.contact))).code, "email_invalid");
    let nameless = people::details::Details::default();
    assert_eq!(refusal(hq.desk.change(book, "enrol", |c| people::enrol(c, None, &nameless))).code, "name_missing");
}

#[test]
fn a_session_is_added_moved_and_cancelled_by_hand() {
    let hq = hq();
    let book = hq.programme();
    let session = agenda::NewSession {
        date: "2012-05-19".parse().unwrap(),
        starts_min: 540,
        ends_min: 600,
        method: agenda::Method::Activity,
        title: "Market walk".into(),
        room: None,
        trainers: vec![],
    };
    let id = hq.desk.change(book, "session_add", |c| agenda::add(c, session.clone())).unwrap();
    let shown = || hq.desk.read(|r| agenda::views::days(r.sql(), r.book(book)?)).unwrap()[0].sessions[0].clone();
    assert_eq!(hq.desk.read(|r| views::list(r.sql())).unwrap()[0].registers, 22, "a Saturday that was no training day gets its registers");
    let moved = agenda::SessionField::Slot { date: "2012-05-20".parse().unwrap(), starts_min: 600, ends_min: 660 };
    hq.desk.change(book, "session_move", |c| agenda::edit(c, id, moved, &shown().seen.slot)).unwrap();
    assert_eq!((shown().id, shown().starts_min), (id, 600), "a session that moves keeps its identity");
    let silent = hq.desk.change(book, "session_cancel", |c| agenda::cancel(c, id, "  ", &shown().seen.status));
    assert_eq!(refusal(silent).code, "reason_missing");
    hq.desk.change(book, "session_cancel", |c| agenda::cancel(c, id, "rain", &shown().seen.status)).unwrap();
    assert_eq!((shown().status.as_str(), shown().reason.as_deref()), ("cancelled", Some("rain")), "it stays in the agenda with its reason");
    let outside = agenda::NewSession { date: "2012-07-01".parse().unwrap(), ..session.clone() };
    assert_eq!(refusal(hq.desk.change(book, "session_add", |c| agenda::add(c, outside))).code, "day_outside_programme");
    let backwards = agenda::NewSession { ends_min: 500, ..session };
    assert_eq!(refusal(hq.desk.change(book, "session_add", |c| agenda::add(c, backwards))).code, "ends_before_start");
}

#[test]
fn a_description_that_cannot_be_right_is_refused_with_what_is_wrong() {
    let cases = [
        (r#""starts": "2012-05-14""#, r#""starts": "2555-05-14""#, "thai_year"),
        (r#""starts": "2012-05-14""#, r#""starts": "2012-06-14""#, "ends_before_start"),
        (r#""ends": "2012-05-25""#, r#""ends": "2015-05-25""#, "programme_too_long"),
        (r#""code": "SMECEC-2012""#, r#""code": " ""#, "programme_code_missing"),
        (r#""code": "SMECEC-2012""#, r#""code": "SMECEC 2012""#, "programme_code_invalid"),
        (r#""title": "SME Cluster"#, r#""titel": "SME Cluster"#, "programme_field_missing"),
        (r#""timezone": "Asia/Bangkok""#, r#""timezone": "over there""#, "timezone_invalid"),
        (r#""timezone": "Asia/Bangkok""#, r#""timezone": "Mars/Olympus""#, "timezone_invalid"),
        (r#""timezone": "Asia/Bangkok""#, r#""timezone": """#, "timezone_invalid"),
        (r#""AM","#, r#""MORNING","#, "half_unknown"),
        (r#""AM","#, r#""AM/1","#, "half_unknown"),
        (r#""minimum_attendance_percent": 80"#, r#""minimum_attendance_percent": 180"#, "rule_out_of_range"),
        (r#""AM","#, r#""AM", "AM","#, "half_unknown"),
        (r#""country": "KH""#, r#""country": "Atlantis""#, "programme_file_invalid"),
        ("{", "", "programme_file_not_json"),
    ];
    for (right, wrong, code) in cases {
        let json = PROGRAMME.replacen(right, wrong, 1);
        assert_ne!(json, PROGRAMME, "the case {wrong} must change something");
        assert_eq!(refusal(Facts::parse(&json)).code, code, "{wrong}");
    }
    assert_eq!(refusal(Facts::parse("[]")).code, "programme_file_not_object", "a list is no programme");
    let day = refusal(Facts::parse(&PROGRAMME.replacen("2012-05-14", "14.5.2012", 1)));
    assert_eq!((day.code, &day.params["text"]), ("programme_file_invalid", &"\"starts\": \"14.5.2012\"".into()), "what is wrong stands at the end");
    let none = r#"{"code":"X","title":"T","starts":"2012-05-14","ends":"2012-05-25","registers_per_day":[]}"#;
    assert_eq!(refusal(Facts::parse(none)).code, "halves_missing", "a day without a register has no attendance");
    let evening = PROGRAMME.replacen(r#""AM","#, r#"" am ", "EVE","#, 1).replacen("Asia/Bangkok", " Asia/Phnom_Penh", 1);
    let facts = Facts::parse(&evening).unwrap();
    assert_eq!(
        (facts.registers_per_day, facts.timezone.as_str()),
        (vec!["AM".into(), "EVE".into(), "PM".into()], "Asia/Phnom_Penh"),
        "written as they are kept"
    );
    let asked = refusal(Facts::parse(&PROGRAMME.replacen("2012-05-14", "2555-05-14", 1)));
    assert_eq!(asked.params["meant"], "2012-05-14", "the question names the date that was probably meant");
}

#[test]
fn two_programmes_do_not_share_a_code() {
    let hq = hq();
    hq.programme();
    let again = create(&hq.desk, Facts::parse(PROGRAMME).unwrap());
    assert_eq!(refusal(again).code, "programme_code_taken");
    assert_eq!(hq.desk.read(|r| views::list(r.sql())).unwrap().len(), 1, "nothing half-made is left");
}

#[test]
fn one_team_member_whom_nobody_knows_leaves_the_others_seated() {
    let hq = hq();
    let facts = Facts::parse(&PROGRAMME.replacen("\"P01\"", "\"P99\"", 1)).unwrap();
    let book = create(&hq.desk, facts).unwrap();
    hq.import(book, ROSTER);
    let plans = hq.desk.read(|r| plans::views::list(r.sql(), r.book(book)?)).unwrap();
    assert_eq!(plans[0].team.len(), 2, "P02 and P03 make the plan; P99 may still come");
}

#[test]
fn a_roster_of_five_thousand_people_goes_in_as_one_action() {
    let hq = hq();
    let book = hq.programme();
    let mut list = String::from("Name,Sex,Country,Agency,Email\n");
    for number in 0..5000 {
        list.push_str(&format!("Person Number{number},F,LA,Office {number},p{number}@example.org\n"));
    }
    assert_eq!(hq.import(book, list.as_bytes()).added, 5000);
    let roster = hq.roster(book);
    assert_eq!((roster.len(), roster[4999].code.as_str()), (5000, "P5000"), "codes sort as numbers do");
}

#[test]
fn a_programme_is_corrected_against_what_the_form_showed() {
    let hq = hq();
    let book = hq.programme();
    let shown = || hq.desk.read(|r| views::facts(r.sql(), r.book(book)?)).unwrap().unwrap();
    let opened = shown();
    let change = |field, seen: &crate::Seen| hq.desk.change(book, "programme_edit", |c| edit(c, field, seen));
    change(ProgrammeField::Venue { venue: " Khon  Kaen ".into() }, &opened.seen.venue).unwrap();
    assert_eq!(shown().venue.as_deref(), Some("Khon Kaen"));
    change(ProgrammeField::Partner { partner: String::new() }, &opened.seen.partner).unwrap();
    assert_eq!(shown().partner, None, "an emptied field says nothing any more");
    let days = |starts: &str, ends: &str| ProgrammeField::Dates { starts: starts.parse().unwrap(), ends: ends.parse().unwrap() };
    assert_eq!(refusal(change(days("2012-05-25", "2012-05-14"), &opened.seen.dates)).code, "ends_before_start");
    assert_eq!(refusal(change(days("2012-05-14", "2555-05-25"), &opened.seen.dates)).code, "thai_year");
    assert_eq!(refusal(change(ProgrammeField::Title { title: " ".into() }, &opened.seen.title)).code, "programme_title_missing");
    let strict = Rules { minimum_attendance_percent: 101, ..Rules::default() };
    assert_eq!(refusal(change(ProgrammeField::Rules(strict), &opened.seen.rules)).code, "rule_out_of_range");
    assert_eq!((shown().title.as_str(), shown().min_percent), (opened.title.as_str(), 80), "what was refused changed nothing");
}

#[test]
fn two_forms_open_on_one_field_leave_both_answers_to_be_decided() {
    let hq = hq();
    let book = hq.programme();
    hq.import(book, ROSTER);
    let person = hq.roster(book).remove(6);
    let employer = |name: &str| people::PersonField::Organisation { organisation: Some(name.into()), org_type: None };
    for name in ["Ministry of Industry", "Ministry of Trade"] {
        hq.desk.change(book, "edit", |c| people::edit(c, person.id, employer(name), &person.seen.organisation)).unwrap();
    }
    assert_eq!(hq.desk.status().unwrap().conflicts, 1, "the second form had not seen what the first one wrote");
}

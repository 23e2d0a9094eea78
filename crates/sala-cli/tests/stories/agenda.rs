//! The agenda at work, without a window.

use serde_json::{Value as Json, json};

use crate::laptop::{CODE, Laptop};

fn on<'a>(verb: &'a str, session: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["agenda", verb, "--programme", CODE, "--session", session], more].concat()
}

fn slot(session: &Json) -> (String, i64, i64) {
    (session["date"].as_str().unwrap().to_owned(), session["starts_min"].as_i64().unwrap(), session["ends_min"].as_i64().unwrap())
}

/// The events of a calendar file by their titles, each as its lines.
fn events(file: &str) -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(file).unwrap().replace("\r\n ", "");
    let parts = text.split("BEGIN:VEVENT").skip(1).map(|part| part.lines().map(str::to_owned).collect::<Vec<_>>());
    let of = |lines: &[String], name: &str| lines.iter().find_map(|line| line.strip_prefix(name).map(str::to_owned)).unwrap_or_default();
    parts.map(|lines| (of(&lines, "SUMMARY:"), lines)).collect()
}

fn of(events: &[(String, Vec<String>)], title: &str, name: &str) -> String {
    let (_, lines) = events.iter().find(|(known, _)| known == title).unwrap_or_else(|| panic!("{title}: {events:?}"));
    lines.iter().find_map(|line| line.strip_prefix(name).map(str::to_owned)).unwrap_or_default()
}

#[test]
fn a_day_is_changed_and_told_and_the_calendar_follows() {
    let hq = Laptop::headquarters();
    let first = hq.path("first.ics");
    assert_eq!(hq.does(&["agenda", "calendar", "--programme", CODE, "--out", &first])["sessions"], 24);

    let moved = hq.does(&on("move", "2012-05-16/09:00", &["--to", "2012-05-17/13:00"]));
    assert_eq!(slot(&moved["session"]), ("2012-05-17".into(), 780, 960), "three hours stay three hours");
    let swapped = hq.does(&on("swap", "2012-05-16/13:00", &["--with", "2012-05-16/15:15"]));
    assert_eq!((slot(&swapped["sessions"][0]).1, slot(&swapped["sessions"][1]).1), (915, 780));
    assert_eq!(slot(&hq.does(&on("lengthen", "2012-05-21/10:45", &["--by", "-15"]))["session"]).2, 705);
    assert_eq!(slot(&hq.does(&on("lengthen", "2012-05-21/10:45", &["--until", "12:30"]))["session"]).2, 750);
    let cancelled = hq.does(&on("cancel", "2012-05-18/13:00", &["--reason", "the road is flooded"]));
    assert_eq!((&cancelled["session"]["status"], &cancelled["session"]["reason"]), (&json!("cancelled"), &json!("the road is flooded")));
    assert_eq!(hq.does(&on("plan", "2012-05-18/13:00", &[]))["session"]["status"], "planned", "what was said by mistake is said otherwise");
    let again = hq.says(&["agenda", "cancel", "--programme", CODE, "--session", "2012-05-18/13:00", "--reason", "the road is flooded"]);
    assert!(again.out.contains("The reason: the road is flooded"), "{}", again.out);
    let held = hq.does(&on("hold", "2012-05-14/13:00", &["--until", "17:10"]));
    assert_eq!(
        (&held["session"]["status"], &held["session"]["actual"]),
        (&json!("held"), &json!({ "starts_min": 780, "ends_min": 1030 })),
        "it began as planned"
    );

    assert_eq!(hq.does(&on("plan", "2012-05-14/13:00", &[]))["session"]["actual"], json!(null), "what was not held was not held until then");
    hq.does(&on("hold", "2012-05-14/13:00", &["--until", "17:10"]));

    let listed = hq.does(&["agenda", "list", "--programme", CODE, "--day", "2012-05-17"]);
    assert_eq!(listed["days"].as_array().unwrap().len(), 1, "only that day: {listed}");
    let none = hq.says(&["agenda", "list", "--programme", CODE, "--day", "2012-07-01"]).out;
    assert!(none.contains("No sessions on 2012-07-01. The programme has 24 sessions") && !none.contains("import"), "there is an agenda: {none}");
    let table = hq.says(&["agenda", "list", "--programme", CODE]);
    assert!(
        table.out.contains("13:00-17:10") && table.out.contains("Training Room 1") && table.out.contains("cancelled: the road is flooded"),
        "a person reads it: {}",
        table.out
    );

    let second = hq.path("second.ics");
    hq.does(&["agenda", "calendar", "--programme", CODE, "--out", &second]);
    let (before, after) = (events(&first), events(&second));
    assert_eq!(after.len(), 24, "what is cancelled stays in it");
    assert_eq!(of(&before, "Cluster diagnostics", "UID:"), of(&after, "Cluster diagnostics", "UID:"), "one event for ever");
    assert_eq!((of(&before, "Cluster diagnostics", "SEQUENCE:"), of(&after, "Cluster diagnostics", "SEQUENCE:")), ("0".into(), "1".into()));
    assert_eq!(of(&after, "Cluster diagnostics", "DTSTART:"), "20120517T060000Z", "one o'clock in Khon Kaen");
    assert_eq!(of(&after, "Export consortia: types and purposes", "SEQUENCE:"), "2", "two changes");
    assert_eq!(of(&after, "Cancelled: Taku Noodle Cooperative Group", "STATUS:"), "CANCELLED");
    assert_eq!(of(&after, "Country papers", "DESCRIPTION:"), "Presentation\\nTrainers: Dr. Ploy Tuayang\\nHeld 13:00–17:10");
}

#[test]
fn what_overlaps_is_pointed_out_and_never_refused() {
    let hq = Laptop::headquarters();
    assert_eq!(hq.does(&["agenda", "list", "--programme", CODE])["overlaps"], json!([]), "the reference agenda is sound");
    hq.does(&on("move", "2012-05-16/15:15", &["--to", "09:30"]));
    let listed = hq.does(&["agenda", "list", "--programme", CODE]);
    let codes: Vec<_> = listed["overlaps"].as_array().unwrap().iter().map(|o| (o["code"].clone(), o["date"].clone(), o["what"].clone())).collect();
    assert_eq!(
        codes,
        [(json!("room_twice"), json!("2012-05-16"), json!("Training Room 1")), (json!("trainer_twice"), json!("2012-05-16"), json!("Dr. Ploy Tuayang")),]
    );
    let told = hq.says(&["agenda", "list", "--programme", CODE, "--day", "2012-05-16"]).out;
    let sentence = "Overlap on 2012-05-16 from 09:30 to 10:45: Cluster diagnostics and SWOT presentations; both are in Training Room 1.";
    assert!(told.contains(sentence), "in words too: {told}");
}

#[test]
fn a_visit_beside_the_session_of_its_name_is_told_and_the_command_that_joins_them() {
    let hq = Laptop::headquarters();
    let listed = || hq.does(&["agenda", "list", "--programme", CODE, "--day", "2012-05-18"])["checks"].clone();
    let checks = listed();
    assert_eq!(
        (&checks[0]["code"], &checks[0]["params"]["host"], &checks[1]["code"]),
        (&json!("visit_not_joined"), &json!("Dan Kwian Pottery"), &checks[0]["code"])
    );
    let words = hq.says(&["agenda", "list", "--programme", CODE, "--day", "2012-05-18"]).out;
    let (visit, at) = (checks[0]["params"]["visit"].as_str().unwrap(), checks[0]["params"]["at"].as_str().unwrap());
    assert!(words.contains(&format!("`sala visit change --programme SMECEC-2012 --visit {visit} --session {at}` joins them")), "{words}");
    assert_eq!(hq.does(&["visit", "list", "--programme", CODE])["checks"].as_array().unwrap().len(), 4, "beside the visits too, all four of them");
    hq.does(&["visit", "change", "--programme", CODE, "--visit", visit, "--session", at]);
    assert_eq!(listed().as_array().unwrap().len(), 1, "joined, it is told no more");
    hq.does(&on("cancel", "2012-05-18/13:00", &["--reason", "flood"]));
    assert_eq!((&listed()[0]["code"], &listed()[0]["params"]["reason"]), (&json!("visit_not_cancelled"), &json!("flood")));
    hq.does(&["visit", "change", "--programme", CODE, "--visit", "Taku Noodle Cooperative Group", "--no-session"]);
    assert_eq!(listed(), json!([]), "somebody said that they are two things");
    hq.does(&on("move", "2012-05-16/09:00", &["--to", "2012-05-18/09:00"]));
    let overlaps = hq.does(&["agenda", "list", "--programme", CODE, "--day", "2012-05-18"])["overlaps"].clone();
    assert_eq!(overlaps[0]["code"], "everybody_away", "nobody is in the room: {overlaps}");
    let of_monday = || hq.does(&["agenda", "list", "--programme", CODE, "--day", "2012-05-21"])["overlaps"].clone();
    let add = ["visit", "add", "--programme", CODE, "--date", "2012-05-21", "--starts", "10:00", "--ends", "11:30", "--host"];
    hq.does(&[&add[..], &["Ban Phon weavers"]].concat());
    let told = of_monday();
    let facts: Vec<_> = told.as_array().unwrap().iter().map(|one| (&one["code"], &one["what"], &one["starts_min"], &one["ends_min"])).collect();
    let (away, host) = (json!("everybody_away"), json!("Ban Phon weavers"));
    assert_eq!(
        facts,
        [(&away, &host, &json!(600), &json!(630)), (&away, &host, &json!(645), &json!(690))],
        "a visit that is no session takes them along as well"
    );
    let words = hq.says(&["agenda", "list", "--programme", CODE, "--day", "2012-05-21"]).out;
    assert!(words.contains("After Action Review of the visits and Ban Phon weavers; everybody is on the visit"), "{words}");
    hq.does(&[&add[..], &["Silk market"]].concat());
    assert_eq!(of_monday(), json!([]), "two visits part them, and some may be here");
}

#[test]
fn what_is_said_wrongly_is_answered_and_nothing_is_changed() {
    let hq = Laptop::headquarters();
    let before = hq.digest();
    let cases: [(Vec<&str>, &str); 12] = [
        (on("move", "2012-05-16/08:00", &["--to", "09:00"]), "no_such_session"),
        (on("move", "opening", &["--to", "09:00"]), "no_such_session"),
        (on("move", "2012-05-16/09:00", &["--to", "2012-06-30/09:00"]), "day_outside_programme"),
        (on("move", "2012-05-16/09:00", &["--to", "2555-05-17/09:00"]), "thai_year"),
        (on("move", "2012-05-16/09:00", &["--to", "17 May/09:00"]), "date_wrong"),
        (on("move", "2012-05-16/09:00", &["--to", "nine"]), "time_invalid"),
        (on("move", "2012-05-16/09:00", &["--to", "22:30"]), "ends_after_midnight"),
        (on("lengthen", "2012-05-16/09:00", &["--by", "-180"]), "ends_before_start"),
        (on("lengthen", "2012-05-16/09:00", &["--by", "9223372036854775807"]), "ends_after_midnight"),
        (on("cancel", "2012-05-16/09:00", &[]), "reason_missing"),
        (on("swap", "2012-05-16/09:00", &["--with", "2012-05-16/09:00"]), "swap_with_itself"),
        (on("hold", "2012-05-16/09:00", &["--from", "12:30"]), "ends_before_start"),
    ];
    for (words, code) in cases {
        assert_eq!(hq.refusal(&words), code, "{words:?}");
    }
    let usage = hq.says(&on("lengthen", "2012-05-16/09:00", &[]));
    assert_eq!(usage.exit, 2, "longer by how much: {usage:?}");
    let nowhere = hq.refusal(&["agenda", "calendar", "--programme", CODE, "--out", &hq.path("no/such/folder/agenda.ics")]);
    assert_eq!(nowhere, "folder_missing");
    assert_eq!(hq.digest(), before, "not one value more");

    let twin = "Date,Start,End,Title,Room\n2012-05-16,09:00,10:00,Parallel clinic,Training Room 2\n";
    hq.does(&["agenda", "import", &hq.writes("twin.csv", twin), "--programme", CODE]);
    let doubt = hq.refuses(&on("move", "2012-05-16/09:00", &["--to", "09:30"]));
    assert_eq!(doubt["error"]["code"], "session_ambiguous");
    assert_eq!(doubt["error"]["params"]["titles"], json!(["Parallel clinic", "Cluster diagnostics"]));
    hq.does(&on("move", "2012-05-16/09:00/parallel", &["--to", "09:30"]));
    let edited = &hq.does(&on("edit", "2012-05-16/09:30", &["--title", "Clinic", "--room", "", "--trainers", "Thida N.; Somchai K."]))["session"];
    assert_eq!((&edited["title"], &edited["room"], &edited["trainers"]), (&json!("Clinic"), &json!(null), &json!(["Thida N.", "Somchai K."])));
    assert_eq!(hq.says(&on("edit", "2012-05-16/09:30", &[])).exit, 2, "edited in what way");
    let empty = Laptop::new("EMPTY");
    empty.does(&["init", "--role", "hq", "--label", "EMPTY"]);
    let bare = empty.writes("bare.json", r#"{"code":"BARE","title":"Bare","starts":"2012-05-14","ends":"2012-05-15"}"#);
    empty.does(&["programme", "new", "--file", &bare]);
    assert_eq!(empty.refusal(&["agenda", "calendar", "--programme", "BARE", "--out", &empty.path("x.ics")]), "agenda_empty");
}

#[test]
fn one_session_is_added_and_what_it_overlaps_with_is_told() {
    let hq = Laptop::headquarters();
    let add = ["agenda", "add", "--programme", CODE, "--title", "Evening talk", "--room", "Hall 2", "--trainers", "Thida N.; Somchai K."];
    let on = |date: &'static str, start: &'static str, end: &'static str, more: &[&'static str]| {
        [&add[..], &["--date", date, "--start", start, "--end", end], more].concat()
    };
    let added = &hq.does(&on("2012-05-16", "16:45", "17:30", &["--method", "plenary"]))["session"];
    assert_eq!((&added["method"], &added["trainers"], &added["starts_min"]), (&json!("plenary"), &json!(["Thida N.", "Somchai K."]), &json!(1005)));
    let twice = hq.does(&on("2012-05-16", "5 pm", "18:00", &[]));
    assert_eq!((&twice["overlaps"][0]["code"], &twice["session"]["method"]), (&json!("room_twice"), &json!("other")), "told, and added all the same");
    assert_eq!(hq.refusal(&on("2012-06-30", "09:00", "10:00", &[])), "day_outside_programme");
    assert_eq!(hq.refusal(&on("2012-05-16", "10:00", "09:00", &[])), "ends_before_start");
    assert_eq!(hq.refusal(&on("2012-05-16", "nine", "10:00", &[])), "time_invalid");
    let unknown = hq.says(&on("2012-05-16", "09:00", "10:00", &["--method", "dance"]));
    assert!(unknown.exit == 2 && unknown.err.contains("group_work"), "what there is is said: {unknown:?}");

    let change = |more: &[&'static str]| [&["programme", "change", CODE], more].concat();
    let changed = hq.does(&change(&["--ends", "2012-06-30", "--minimum-attendance", "75", "--venue", "Vientiane"]));
    assert_eq!((&changed["starts"], &changed["ends"], &changed["min_percent"]), (&json!("2012-05-14"), &json!("2012-06-30"), &json!(75)));
    assert_eq!(
        (&changed["grace_minutes"], &changed["venue"], &changed["organiser"]),
        (&json!(15), &json!("Vientiane"), &json!("Mekong Institute")),
        "the rest stays"
    );
    assert_eq!(hq.does(&on("2012-06-30", "09:00", "10:00", &[]))["session"]["date"], "2012-06-30", "now it is one of its days");
    assert_eq!(hq.refusal(&change(&["--ends", "2012-05-01"])), "ends_before_start");
    assert_eq!(hq.refusal(&change(&["--minimum-attendance", "101"])), "rule_out_of_range");
    assert_eq!(hq.says(&change(&[])).exit, 2, "changed in what way");
}

//! Registers beside the roll call: leave given in advance, people who leave early, the paper counted, registers of sessions.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

const AT: [&str; 4] = ["--programme", CODE, "--register", "2012-05-16/AM"];

#[test]
fn leave_given_in_advance_stays_when_the_rest_is_filled() {
    let hq = Laptop::headquarters();
    let advance = ["attendance", "advance", "--programme", CODE, "--participant", "P07", "--from", "2012-05-16", "--to", "2012-05-17/AM"];
    assert_eq!(hq.refusal(&advance), "reason_missing", "leave has a reason");
    let given = hq.does(&[&advance[..], &["--reason", "wedding", "--approver", "Dr. Suchat"]].concat());
    assert_eq!((&given["marked"], &given["kept"], &given["closed"]), (&json!(3), &json!(0), &json!(0)), "a day and a half");
    let filled = hq.does(&[&["attendance", "fill", "--status", "present"][..], &AT].concat());
    assert_eq!(filled["filled"], 28, "everybody else");
    let history = hq.does(&[&["attendance", "history", "--participant", "P07"][..], &AT].concat());
    assert_eq!(history["history"][0]["value"]["reason"], "wedding");
    assert_eq!(hq.refusal(&[&advance[..], &["--status", "present"]].concat()), "not_in_advance");
    let wrong = hq.says(&["attendance", "advance", "--programme", CODE, "--participant", "P07", "--from", "wednesday", "--to", "2012-05-17", "--json"]);
    assert_eq!(wrong.exit, 2, "a word that is no day: {wrong:?}");
    assert_eq!(hq.refusal(&["attendance", "advance", "--programme", CODE, "--participant", "P07", "--from", "2555-05-16", "--to", "2555-05-17"]), "thai_year");
}

#[test]
fn a_sheet_is_verified_by_its_signatures_or_says_why_not() {
    let hq = Laptop::headquarters();
    hq.does(&[&["attendance", "mark", "--participant", "P07", "--status", "present", "--left-early", "45", "--reason", "flight"][..], &AT].concat());
    assert_eq!(
        hq.refusal(&[&["attendance", "mark", "--participant", "P08", "--status", "absent", "--left-early", "45"][..], &AT].concat()),
        "left_without_attending"
    );
    hq.does(&[&["attendance", "fill", "--status", "present"][..], &AT].concat());
    hq.does(&[&["attendance", "lock"][..], &AT].concat());
    let photograph = [&["attendance", "photograph"][..], &AT].concat();
    let hung = hq.does(&[&photograph[..], &[&demo("flipchart-group-a.jpg"), &demo("flipchart-group-b.jpg")]].concat());
    let names: Vec<_> = hung["papers"].as_array().unwrap().iter().map(|paper| paper["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["flipchart-group-a.jpg", "flipchart-group-b.jpg"], "page by page");
    assert_eq!(hq.refusal(&[&photograph[..], &[&demo("flipchart-group-c.jpg"), &demo("groups.csv")]].concat()), "sheet_not_a_picture");
    assert_eq!(hq.does(&[&photograph[..], &[&demo("flipchart-group-c.jpg")]].concat())["papers"].as_array().unwrap().len(), 3, "all of them or none");
    let verify = [&["attendance", "verify"][..], &AT].concat();
    let differs = hq.refuses(&[&verify[..], &["--signatures", "27"]].concat());
    assert_eq!((&differs["error"]["code"], &differs["error"]["params"]["attended"]), (&json!("signatures_differ"), &json!(29)));
    assert_eq!(hq.refusal(&[&verify[..], &["--signatures", "-1"]].concat()), "signatures_out_of_range");
    let done = hq.does(&[&verify[..], &["--signatures", "27", "--explained", "two signed on the back"]].concat());
    assert_eq!((&done["state"], &done["paper"]["signatures"], &done["paper"]["explained"]), (&json!("verified"), &json!(27), &json!("two signed on the back")));
}

#[test]
fn a_nominee_is_replaced_and_a_programme_may_count_by_session() {
    let hq = Laptop::headquarters();
    let replaced = hq.does(&["roster", "replace", "P07", "--programme", CODE, "--name", "Noy Phommachanh", "--sex", "F"]);
    assert_eq!((&replaced["participant"], &replaced["replaces"]), (&json!("P30"), &json!("P07")));
    assert_eq!(hq.refusal(&["roster", "replace", "P07", "--programme", CODE, "--name", "Once More"]), "replaced_already");
    assert_eq!(hq.does(&["attendance", "report", "--programme", CODE])["participants"], 29, "one for one");
    let refused = |former: &str, other: &str| hq.refusal(&["roster", "replace", former, "--by", other, "--programme", CODE]);
    assert_eq!(refused("P08", "P08"), "substitute_self");
    assert_eq!(refused("P08", "P07"), "substitute_gone", "who was replaced replaces nobody");
    assert_eq!(refused("P08", "P30"), "substitute_taken");
    assert_eq!(refused("P08", "P99"), "no_such_participant");
    let tied = hq.does(&["roster", "replace", "P08", "--by", "P09", "--programme", CODE]);
    assert_eq!((&tied["participant"], &tied["replaces"]), (&json!("P09"), &json!("P08")), "somebody who is on the list already");
    assert_eq!(hq.says(&["roster", "replace", "P10", "--by", "P11", "--name", "Somebody", "--programme", CODE]).exit, 2, "new or known, not both");
    assert_eq!(hq.says(&["roster", "replace", "P10", "--programme", CODE]).exit, 2, "somebody comes");
    let people = hq.does(&["roster", "list", "--programme", CODE]);
    let of = |code: &str| people["people"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap().clone();
    assert_eq!((&of("P08")["belongs"], &of("P08")["replaced_by"], &of("P09")["belongs"]), (&json!("gone"), &of("P09")["id"], &json!("counted")));
    assert_eq!(hq.does(&["attendance", "report", "--programme", CODE])["participants"], 28, "who was replaced is not counted");
    assert_eq!(hq.does(&["programme", "show", CODE])["people"], 28, "nor told of with the programme");

    let facts =
        hq.writes("ses.json", r#"{ "code": "SES", "title": "By session", "starts": "2012-06-04", "ends": "2012-06-05", "registers_per_day": ["session"] }"#);
    hq.does(&["programme", "new", "--file", &facts]);
    let agenda = hq.writes("ses.csv", "Date,Start,End,Method,Title\n2012-06-04,09:00,10:00,plenary,Clusters\n2012-06-04,14:00,15:00,plenary,Plans\n");
    hq.does(&["agenda", "import", &agenda, "--programme", "SES"]);
    let roster = hq.writes("ses-roster.csv", "Code,Full name,Status\nP01,Sok Namuna,\nP02,Dara Namuna,nominated\n");
    hq.does(&["roster", "import", &roster, "--programme", "SES"]);
    let filled = hq.does(&["attendance", "fill", "--programme", "SES", "--register", "2012-06-04/14:00", "--status", "present"]);
    assert_eq!((&filled["filled"], &filled["not_come"]), (&json!(1), &json!(["P02"])), "who is only nominated is marked by hand");
    hq.does(&["agenda", "move", "--programme", "SES", "--session", "2012-06-04/14:00", "--to", "2012-06-05/10:30"]);
    let lock = |register: &str| hq.says(&["attendance", "lock", "--programme", "SES", "--register", register, "--json"]);
    assert_eq!(lock("2012-06-05/10:30").json()["state"], "locked", "the register went with its session");
    assert_eq!(lock("2012-06-04/14:00").json()["error"]["code"], "no_such_register");
}

#[test]
fn who_was_there_is_not_replaced_without_a_word_and_who_had_not_arrived_is_not_filled_in() {
    let hq = Laptop::headquarters();
    let mark = |register: &str, code: &str, status: &str| {
        hq.does(&["attendance", "mark", "--programme", CODE, "--register", register, "--participant", code, "--status", status]);
    };
    mark("2012-05-15/AM", "P07", "present");
    mark("2012-05-15/PM", "P07", "late");
    let replace = ["roster", "replace", "P07", "--programme", CODE, "--name", "Noy Phommachanh"];
    let refused = hq.refuses(&replace);
    assert_eq!((&refused["error"]["code"], &refused["error"]["params"]["count"]), (&json!("nominee_was_there"), &json!(2)));
    assert_eq!(hq.refuses(&["roster", "replace", "P07", "--by", "P09", "--programme", CODE])["error"]["code"], "nominee_was_there");
    assert_eq!(hq.does(&["attendance", "report", "--programme", CODE])["present"], 1, "nothing was changed");
    assert_eq!(hq.does(&[&replace[..], &["--even-so"]].concat())["replaces"], "P07");

    mark("2012-05-17/AM", "P08", "not_arrived");
    let filled = hq.does(&[&["attendance", "fill", "--status", "present"][..], &AT].concat());
    assert_eq!((&filled["filled"], &filled["away"]), (&json!(28), &json!(["P08"])), "the day after they had still not arrived");
    let said = hq.says(&[&["attendance", "fill", "--status", "present"][..], &AT].concat()).out;
    assert!(said.contains("Not P08: other registers say that they had not arrived yet"), "{said}");
}

#[test]
fn somebody_who_is_added_without_a_code_gets_the_next() {
    let hq = Laptop::headquarters();
    let added = hq.does(&["roster", "add", "--programme", CODE, "--name", "Noy Phommachanh", "--sex", "f", "--country", "Laos"]);
    assert_eq!(added["participant"], "P30", "29 are on the roster");
    assert_eq!(hq.refusal(&["roster", "add", "--programme", CODE, "--name", "Somebody", "--code", "p30"]), "code_taken");
    let people = hq.does(&["roster", "list", "--programme", CODE]);
    let new = people["people"].as_array().unwrap().iter().find(|one| one["code"] == "P30").unwrap().clone();
    assert_eq!((&new["sex"], &new["country"], &new["belongs"]), (&json!("F"), &json!("LA"), &json!("counted")));
}

#[test]
fn registers_of_sessions_at_one_hour_are_called_by_their_titles_and_rooms() {
    let hq = Laptop::headquarters();
    let facts =
        hq.writes("one.json", r#"{ "code": "ONE", "title": "By session", "starts": "2012-05-10", "ends": "2012-05-11", "registers_per_day": ["session"] }"#);
    hq.does(&["programme", "new", "--file", &facts]);
    let rows = "Date,Start,End,Method,Title,Room\n2012-05-10,09:00,10:00,plenary,Clusters,Hall 1\n2012-05-10,09:00,10:00,plenary,Finance,Hall 2\n\
                2012-05-10,11:00,12:00,plenary,Plans,Hall 1\n2012-05-10,11:00,12:00,plenary,Plans,Hall 2\n2012-05-10,14:00,15:00,plenary,Closing,Hall 1\n";
    hq.does(&["agenda", "import", &hq.writes("one.csv", rows), "--programme", "ONE"]);
    let roster = hq.writes("one-roster.csv", "Code,Full name\nP01,Sok Namuna\n");
    hq.does(&["roster", "import", &roster, "--programme", "ONE"]);
    let fill = |register: &str| hq.says(&["attendance", "fill", "--programme", "ONE", "--register", register, "--status", "present", "--json"]).json();
    for register in ["2012-05-10/09:00 Clusters", "2012-05-10/09:00 finance", "2012-05-10/11:00 Plans, Hall 2", "2012-05-10/14:00"] {
        assert_eq!(fill(register)["filled"], 1, "{register}");
    }
    assert_eq!(fill("2012-05-10/09:00/Clusters")["filled"], 0, "as the session is named, it is the same register");
    let unclear = fill("2012-05-10/09:00");
    assert_eq!(unclear["error"]["code"], "no_such_register", "two begin then");
    let there = json!(["09:00 Clusters", "09:00 Finance", "11:00 Plans, Hall 1", "11:00 Plans, Hall 2", "14:00"]);
    assert_eq!(unclear["error"]["params"]["there"], there, "and what there is is said");
    let marks = "Date,Half,Participant,Status\n2012-05-10,09:00,P01,late\n2012-05-10,09:00 Finance,P01,late\n2012-05-11,09:00,P01,late\n";
    let import = ["attendance", "import", &hq.writes("marks.csv", marks), "--programme", "ONE"];
    let refused = hq.refuses(&import);
    let told: Vec<_> = refused["refused"].as_array().unwrap().iter().map(|r| (&r["row"], &r["column"], &r["code"], &r["value"], &r["there"])).collect();
    let code = json!("no_such_register");
    assert_eq!(
        told,
        [(&json!(2), &json!("Half"), &code, &json!("09:00"), &there), (&json!(4), &json!("Date"), &code, &json!("2012-05-11"), &serde_json::Value::Null)],
        "a list is refused as the command is, row by row: two begin then, and on the other day none"
    );
    let said = hq.says(&import).out;
    assert!(said.contains("Row 2: on that day there are 09:00 Clusters; 09:00 Finance; 11:00 Plans, Hall 1;"), "{said}");
    let file = hq.path("one-report.csv");
    hq.does(&["attendance", "report", "--programme", "ONE", "--format", "csv", "--out", &file]);
    let report = std::fs::read_to_string(file).unwrap();
    let heading = there.as_array().unwrap().iter().map(|half| format!("2012-05-10 {}", half.as_str().unwrap()));
    let heading = heading.map(|name| if name.contains(',') { format!("\"{name}\"") } else { name }).collect::<Vec<_>>().join(",");
    assert!(report.contains(&heading), "the same names as everywhere: {report}");
    let rows: String = there.as_array().unwrap().iter().map(|half| format!("2012-05-10,\"{}\",P01,late\n", half.as_str().unwrap())).collect();
    let listed = hq.writes("listed.csv", format!("Date,Half,Participant,Status\n{rows}"));
    let done = hq.does(&["attendance", "import", &listed, "--programme", "ONE"]);
    assert_eq!((&done["updated"], &done["added"]), (&json!(4), &json!(1)), "and a list may use them");
}

#[test]
fn whoever_leaves_at_an_hour_when_several_sessions_begin_is_marked_at_all_of_them() {
    let hq = Laptop::headquarters();
    let facts =
        hq.writes("one.json", r#"{ "code": "ONE", "title": "By session", "starts": "2012-05-10", "ends": "2012-05-11", "registers_per_day": ["session"] }"#);
    hq.does(&["programme", "new", "--file", &facts]);
    let rows = "Date,Start,End,Method,Title\n2012-05-10,08:00,08:30,plenary,Opening\n2012-05-10,09:00,10:00,plenary,Clusters\n2012-05-10,09:00,10:00,plenary,Finance\n\
                2012-05-10,14:00,15:00,plenary,Closing\n2012-05-11,09:00,10:00,plenary,Plans\n2012-05-11,09:00,10:00,plenary,Money\n2012-05-11,11:00,12:00,plenary,End\n";
    hq.does(&["agenda", "import", &hq.writes("one.csv", rows), "--programme", "ONE"]);
    hq.does(&["roster", "import", &hq.writes("one-roster.csv", "Code,Full name\nP01,Sok Namuna\n"), "--programme", "ONE"]);
    let advance = ["attendance", "advance", "--programme", "ONE", "--participant", "P01", "--status", "departed"];
    let done = hq.does(&[&advance[..], &["--from", "2012-05-10/09:00", "--to", "2012-05-11/09:00"]].concat());
    assert_eq!(done["marked"], 5, "both at nine, the closing, and both at nine the next day: {done}");
}

#[test]
fn marks_of_a_register_that_was_cancelled_afterwards_are_taken_away() {
    let hq = Laptop::headquarters();
    let at = ["--programme", CODE, "--register", "2012-05-23/AM"];
    hq.does(&[&["attendance", "fill", "--status", "present"][..], &at].concat());
    let clear = [&["attendance", "clear"][..], &at].concat();
    assert_eq!(hq.refusal(&clear), "register_planned");
    hq.does(&["agenda", "cancel", "--programme", CODE, "--session", "2012-05-23/09:00", "--reason", "flood"]);
    let told = hq.says(&["status"]).out;
    assert!(told.contains("`sala attendance clear --register 2012-05-23/AM` takes the marks away"), "{told}");
    assert_eq!(hq.does(&clear)["cleared"], 29);
    assert!(!hq.says(&["status"]).out.contains("2012-05-23/AM"), "and nothing is told any more");
}

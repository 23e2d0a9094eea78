//! Whatever is typed wrong: a clear answer, and nothing half-written.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

#[test]
fn wrong_usage_is_told_apart_from_what_is_refused() {
    let hq = Laptop::headquarters();
    for words in [
        &["frobnicate"][..],
        &["attendance", "mark", "--programme", CODE],
        &["attendance", "lock", "--programme", CODE, "--register", "monday"],
        &["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "gone"],
        &["resolve", "1.2.3"],
    ] {
        let said = hq.says(&[words, &["--json"]].concat());
        assert_eq!(said.exit, 2, "wrong usage: {words:?}");
        assert_eq!(said.json()["error"]["code"], "usage", "a script is told so too: {said:?}");
        let why = said.json()["error"]["params"]["why"].as_str().unwrap().to_owned();
        assert!(!why.ends_with(':') && !why.contains('\n'), "all of it, on one line: {why}");
        assert!(!said.err.is_empty(), "and a person on standard error");
    }
    let missing = hq.says(&["attendance", "mark", "--json", "--programme", CODE]);
    let why = missing.json()["error"]["params"]["why"].as_str().unwrap().to_owned();
    assert!(["--register", "--participant", "--status"].iter().all(|option| why.contains(option)), "what is missing is named: {why}");
    let help = hq.says(&["attendance", "--help"]);
    assert!(help.exit == 0 && help.out.contains("history"), "asking how is no mistake");
    assert_eq!(hq.refusal(&["programme", "show", "SMECEC-2013"]), "no_such_programme", "well typed, but not there");
}

#[test]
fn options_are_taken_before_and_after_the_command() {
    let hq = Laptop::headquarters();
    let before = hq.says(&["--json", "digest"]);
    let after = hq.says(&["digest", "--json"]);
    assert_eq!((before.exit, before.json()), (0, after.json()), "where an option stands makes no difference");
    assert_eq!(hq.says(&["digest"]).out.split(' ').next(), before.json()["digest"].as_str(), "without --json it is words");
}

#[test]
fn marks_that_cannot_be_are_refused_and_leave_nothing_behind() {
    let hq = Laptop::headquarters();
    let before = hq.digest();
    let mark = |register: &str, person: &str, more: &[&str]| {
        let words = ["attendance", "mark", "--programme", CODE, "--register", register, "--participant", person];
        hq.refusal(&[&words[..], more].concat())
    };
    assert_eq!(mark("2012-05-14/AM", "P07", &["--status", "late", "--minutes", "-5"]), "minutes_out_of_range", "nobody is late by less than nothing");
    assert_eq!(mark("2012-05-14/AM", "P07", &["--status", "absent", "--minutes", "5"]), "minutes_without_late");
    assert_eq!(mark("2555-05-14/AM", "P07", &["--status", "present"]), "thai_year", "the Thai year is asked about");
    assert_eq!(mark("2012-05-14/NIGHT", "P07", &["--status", "present"]), "no_such_register");
    assert_eq!(mark("2012-05-19/AM", "P07", &["--status", "present"]), "no_such_register", "Saturday was free");
    assert_eq!(mark("2012-05-14/AM", "P77", &["--status", "present"]), "no_such_participant");
    let list = hq.writes("marks.csv", "Date,Half,Participant,Status,Minutes,Reason\n2012-05-14,AM,P01,late,-5,\n2012-05-14,AM,P02,late,5,\n");
    let refused = hq.refuses(&["attendance", "import", &list, "--programme", CODE, "--fill-rest", "present"]);
    assert_eq!((&refused["refused"][0]["row"], &refused["added"]), (&json!(2), &json!(0)), "one bad row keeps all of them out");
    assert_eq!(hq.digest(), before, "nothing half-written");
}

#[test]
fn a_programme_that_cannot_be_is_refused() {
    let hq = Laptop::headquarters();
    assert_eq!(hq.refusal(&["programme", "new", "--file", &demo("programme.json")]), "programme_code_taken", "two programmes of one code would be confused");
    let new = |json: &str| hq.refusal(&["programme", "new", "--file", &hq.writes("new.json", json)]);
    assert_eq!(new(r#"{"code":"X","title":"T","starts":"2555-05-14","ends":"2555-05-25"}"#), "thai_year");
    assert_eq!(new(r#"{"code":"X","title":"T","starts":"2012-05-25","ends":"2012-05-14"}"#), "ends_before_start");
    let with = |more: &str| new(&format!(r#"{{"code":"X","title":"T","starts":"2012-05-14","ends":"2012-05-25",{more}}}"#));
    assert_eq!(with(r#""timezone":"Mars/Olympus""#), "timezone_invalid", "it would be found out when somebody asks what o'clock it is there");
    assert_eq!(with(r#""registers_per_day":["MORNING"]"#), "half_unknown", "nobody would know which sessions are held then");
    assert_eq!(with(r#""registers_per_day":[]"#), "halves_missing");
    let cases = [
        (r#"{"code":"X","title":"#, "programme_file_not_json", "no JSON"),
        ("\u{0}\u{1}", "programme_file_not_json", "no JSON"),
        ("<html></html>", "programme_file_not_json", "line 1"),
        ("[]", "programme_file_not_object", "code, title, starts and ends"),
        ("5", "programme_file_not_object", "code, title, starts and ends"),
        (r#"{"code":"X"}"#, "programme_field_missing", "title"),
        (r#"{"code":5,"title":"T"}"#, "programme_file_invalid", r#""code":5"#),
        (r#"{"code":" ","title":"T","starts":"2012-05-14","ends":"2012-05-25"}"#, "programme_code_missing", "1 to 32 characters"),
    ];
    for (json, code, told) in cases {
        assert_eq!(new(json), code, "{json}");
        let said = hq.says(&["programme", "new", "--file", &hq.path("new.json")]).err;
        assert!(said.contains(told) && said.contains("nothing was changed"), "{json}: what happened and what to do: {said}");
        assert!(!["struct", "column", "expected", "EOF", "invalid type"].iter().any(|word| said.contains(word)), "in words for people: {said}");
    }
    assert_eq!(hq.refusal(&["programme", "new", "--file", &hq.path("nowhere.json")]), "file_missing");
    let programmes = hq.does(&["programme", "list"]);
    assert_eq!(programmes["programmes"].as_array().unwrap().len(), 1, "none of them came to be");
}

#[test]
fn a_store_that_is_not_there_or_taken_or_in_use_says_so() {
    let hq = Laptop::new("HQ");
    assert_eq!(hq.refusal(&["status"]), "store_missing");
    assert!(!hq.store().exists(), "a mistyped folder is not made");
    hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    assert_eq!(hq.refusal(&["init", "--role", "hq", "--label", "HQ"]), "store_exists", "nobody's store is overwritten");
    let open = sala::Desk::open(&hq.store(), std::sync::Arc::new(sala::SystemClock)).unwrap();
    assert_eq!(hq.refusal(&["accept", "LAP-A"]), "store_in_use", "two would write at one time");
    drop(open);
    hq.does(&["status"]);
    assert_eq!(Laptop::new("X").refusal(&["init", "--role", "site", "--label", " "]), "label_wrong");
    for blank in ["", "  ", "\u{200b}"] {
        let new = Laptop::new("X");
        assert_eq!(new.refusal(&["init", "--role", "hq", "--label", "HQ", "--organisation", blank]), "organisation_missing", "{blank:?}");
        assert!(new.says(&["init", "--role", "hq", "--label", "HQ", "--organisation", blank]).err.contains("The organisation has no name"));
        assert_eq!(new.refusal(&["init", "--role", "site", "--label", blank]), "label_wrong", "{blank:?}");
        assert!(!new.store().exists(), "nothing was made");
        let facts = std::fs::read_to_string(demo("programme.json")).unwrap();
        let mut facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        facts["title"] = blank.into();
        new.does(&["init", "--role", "hq", "--label", "HQ"]);
        assert_eq!(new.refusal(&["programme", "new", "--file", &new.writes("p.json", facts.to_string())]), "programme_title_missing", "{blank:?}");
    }
    std::fs::write(hq.store().join("store.key"), "00".repeat(32)).unwrap();
    let said = hq.says(&["status", "--json"]);
    assert_eq!((said.exit, &said.json()["error"]["code"]), (3, &json!("store_key_wrong")), "another key does not open it");
}

#[test]
fn whoever_is_at_the_desk_stands_beside_what_they_wrote_and_nobody_else_does() {
    let hq = Laptop::headquarters();
    let mark = |person: &str, more: &[&str]| {
        let words = ["attendance", "mark", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present", "--participant", person];
        hq.does(&[more, &words[..]].concat());
    };
    mark("P01", &["--author", "Dara P."]);
    mark("P02", &[]);
    let author = |person: &str| {
        let told = hq.does(&["attendance", "history", "--programme", CODE, "--register", "2012-05-14/AM", "--participant", person]);
        told["history"][0]["author"].as_str().unwrap().to_owned()
    };
    assert_eq!((author("P01"), author("P02")), ("Dara P.".to_owned(), "HQ".to_owned()), "a name given once is for that once");
}

#[test]
fn what_nobody_foresaw_leaves_a_reference_that_is_in_the_log() {
    let hq = Laptop::headquarters();
    let desk = sala::Desk::open(&hq.store(), std::sync::Arc::new(sala::SystemClock)).unwrap();
    let book = desk.read(|r| sala::programme::views::by_code(r.sql(), CODE)).unwrap().unwrap();
    desk.change(book, "break", |change| Ok(change.sql().execute_batch("DROP TABLE bundle")?)).unwrap();
    drop(desk);
    let said = hq.says(&["status", "--json"]);
    assert_eq!((said.exit, &said.json()["error"]["code"]), (1, &json!("unexpected")), "a table that is gone is nobody's mistake at the keyboard");
    let reference = said.json()["error"]["params"]["reference"].as_str().unwrap().to_owned();
    assert!(said.err.contains(&reference), "it can be read over the telephone: {}", said.err);
    let logs = std::fs::read_dir(hq.store().join("logs")).unwrap().flatten().map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect::<String>();
    let line = logs.lines().find(|line| line.contains(&reference)).unwrap_or_else(|| panic!("no line for {reference} in the log: {logs}"));
    assert!(line.contains("no such table"), "and leads to what happened: {line}");
}

#[test]
fn a_register_without_people_does_not_close() {
    let hq = Laptop::new("HQ");
    hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    hq.does(&["programme", "new", "--file", &demo("programme.json")]);
    let at = ["--programme", CODE, "--register", "2012-05-14/AM"];
    assert_eq!(hq.refusal(&[&["attendance", "lock"][..], &at].concat()), "register_empty", "nobody was looked at");
    let report = hq.does(&["attendance", "report", "--programme", CODE]);
    assert_eq!(report["participants"], 0, "and nothing was written");
}

#[test]
fn a_late_without_minutes_and_an_excuse_without_a_reason_are_kept_as_the_paper_says_them() {
    let hq = Laptop::headquarters();
    for (person, status) in [("P01", "late"), ("P02", "excused")] {
        let said = hq.does(&["attendance", "mark", "--programme", CODE, "--register", "2012-05-14/AM", "--participant", person, "--status", status]);
        assert_eq!(said["mark"], json!({ "status": status, "minutes": null, "reason": null, "approver": null, "left_early": null }), "nothing is invented");
    }
    let report = hq.does(&["attendance", "report", "--programme", CODE]);
    assert_eq!((&report["late"], &report["excused"]), (&json!(1), &json!(1)));
}

#[test]
fn rows_that_share_a_code_are_all_named_and_none_of_them_goes_in() {
    let hq = Laptop::new("HQ");
    hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    hq.does(&["programme", "new", "--file", &demo("programme.json")]);
    let list = hq.writes("list.csv", "Code,Name,Sex\nP01,Kumru Sophea,F\nP02,Aung Namuna,N\nP01,Noy Tuayang,X\nP03,Mai Linh,\n");
    let import = ["roster", "import", &list, "--programme", CODE];
    let refused = hq.refuses(&import);
    let rows: Vec<_> = refused["refused"].as_array().unwrap().iter().map(|r| (r["row"].as_u64().unwrap(), r["code"].as_str().unwrap())).collect();
    assert_eq!(rows, [(2, "code_repeated"), (3, "sex_unknown"), (4, "code_repeated")].map(|r| r), "a person can see which is right: {refused}");
    assert!(hq.says(&import).out.contains("F, M, X, or empty"), "what may stand there is true");
    let done = hq.does(&[&import[..], &["--skip-refused"]].concat());
    assert_eq!(done["added"], 1, "neither of the two is guessed at");
}

//! The document against what the program really answers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::laptop::{CODE, Laptop, demo};

/// Every command's answers, by the command's name, of a day in which everything happens.
fn answers() -> Vec<(&'static str, Json)> {
    let mut said: Vec<(&'static str, Json)> = Vec::new();
    let (hq, mut a, b, c) = (Laptop::new("HQ"), Laptop::new("LAP-A"), Laptop::new("LAP-B"), Laptop::new("LAP-C"));
    // The laptops' clocks differ, and show parts of a second.
    a.now = "2012-05-14T09:00:00.250+07:00".to_owned();
    let mut does = |laptop: &Laptop, name: &'static str, words: &[&str]| {
        let whole: Vec<_> = name.split(' ').chain(words.iter().copied()).chain(["--json"]).collect();
        let answer = laptop.says(&whole);
        assert!([0, 3, 4].contains(&answer.exit), "{} $ sala {}: {answer:?}", laptop.label, whole.join(" "));
        said.push((name, answer.json()));
    };
    does(&hq, "init", &["--role", "hq", "--label", "HQ"]);
    does(&hq, "programme new", &["--file", &demo("programme.json")]);
    does(&hq, "programme show", &[CODE]);
    does(&hq, "programme list", &[]);
    does(&hq, "programme change", &[CODE, "--minimum-attendance", "75"]);
    does(&hq, "agenda import", &[&demo("agenda.csv"), "--programme", CODE]);
    let bad = hq.writes("bad.csv", "Date,Start,End,Method,Title\n2555-05-14,08:30,09:30,ceremony,Opening\n");
    does(&hq, "agenda import", &[&bad, "--programme", CODE]);
    let session = |which: &'static str| ["--programme", CODE, "--session", which];
    does(&hq, "agenda move", &[&session("2012-05-16/09:00")[..], &["--to", "2012-05-14/09:30"]].concat());
    does(&hq, "agenda swap", &[&session("2012-05-16/13:00")[..], &["--with", "2012-05-16/15:15"]].concat());
    does(&hq, "agenda lengthen", &[&session("2012-05-21/10:45")[..], &["--by", "15"]].concat());
    does(&hq, "agenda cancel", &[&session("2012-05-18/13:00")[..], &["--reason", "flood"]].concat());
    does(&hq, "agenda plan", &session("2012-05-18/13:00"));
    does(&hq, "agenda cancel", &[&session("2012-05-18/13:00")[..], &["--reason", "flood"]].concat());
    does(&hq, "agenda edit", &[&session("2012-05-21/10:45")[..], &["--room", "Hall 2", "--trainers", "Thida N.; Somchai K."]].concat());
    does(&hq, "agenda hold", &[&session("2012-05-14/13:00")[..], &["--until", "17:10"]].concat());
    does(&hq, "agenda add", &["--programme", CODE, "--date", "2012-05-21", "--start", "11:00", "--end", "11:30", "--title", "Clinic", "--room", "Hall 2"]);
    does(&hq, "agenda list", &["--programme", CODE]);
    does(&hq, "agenda calendar", &["--programme", CODE, "--out", &hq.path("agenda.ics")]);
    does(&hq, "roster import", &[&demo("nominations.xlsx"), "--programme", CODE, "--preview"]);
    does(&hq, "roster import", &[&demo("roster.csv"), "--programme", CODE]);
    does(&hq, "roster import", &[&demo("nominations.xlsx"), "--programme", CODE]);
    does(&hq, "roster list", &["--programme", CODE]);
    does(&hq, "roster add", &["--programme", CODE, "--name", "Bounmy", "--code", "G01", "--role", "observer"]);
    does(&hq, "roster replace", &["P29", "--programme", CODE, "--name", "Noy Phommachanh"]);
    does(&hq, "roster recode", &["P30", "P31", "--programme", CODE]);
    does(&hq, "groups import", &[&demo("groups.csv"), "--programme", CODE]);
    does(&hq, "groups draw", &["--programme", CODE, "--set", "Second week", "--groups", "5", "--pin", "P07=A", "--apart-from", "Groups"]);
    does(&hq, "groups list", &["--programme", CODE]);
    does(&hq, "groups remove", &["--programme", CODE, "--set", "Second week"]);
    for laptop in [&a, &b] {
        does(laptop, "init", &["--role", "site", "--label", &laptop.label]);
        let (request, pack) = (laptop.path("request"), laptop.path("pack.sala"));
        does(laptop, "request", &["--out", &request]);
        does(&hq, "accept", &[&request]);
        does(&hq, "export", &["--out", &pack, "--for", &laptop.label]);
        does(laptop, "import", &[&pack]);
    }
    let at = ["--programme", CODE, "--register", "2012-05-14/AM"];
    let p07 = ["--participant", "P07"];
    does(&a, "attendance mark", &[&at[..], &p07, &["--status", "late", "--minutes", "10"]].concat());
    does(&b, "attendance mark", &[&at[..], &p07, &["--status", "absent"]].concat());
    does(&a, "attendance fill", &[&at[..], &["--status", "present"]].concat());
    does(&a, "attendance import", &[&demo("register-exceptions.csv"), "--programme", CODE]);
    does(&a, "attendance lock", &at);
    does(&a, "attendance photograph", &[&at[..], &[&demo("flipchart-group-b.jpg")]].concat());
    does(&a, "attendance verify", &at);
    does(&a, "attendance reopen", &[&at[..], &["--reason", "P07 came"]].concat());
    does(&a, "attendance lock", &at);
    does(&a, "attendance verify", &[&at[..], &["--signatures", "29"]].concat());
    does(&a, "attendance advance", &["--programme", CODE, "--participant", "P08", "--from", "2012-05-25", "--to", "2012-05-25", "--status", "departed"]);
    does(&a, "attendance history", &[&at[..], &p07].concat());
    does(&a, "attendance report", &["--programme", CODE, "--format", "csv", "--out", &a.path("report.csv")]);
    let output = ["--programme", CODE, "--group", "A", "--exercise", "Mapping", "--title", "Silk", "--attach", &demo("flipchart-group-a.jpg")];
    does(&b, "output add", &output);
    does(&b, "output list", &["--programme", CODE]);
    let id = b.does(&["output", "list", "--programme", CODE])["outputs"][0]["id"].as_str().unwrap().to_owned();
    let of = ["--programme", CODE, "--output", &id];
    does(&b, "output canvas begin", &[&of[..], &["--kind", "value_chain", "--line", "Actors", "--column", "Trade"]].concat());
    does(&b, "output canvas cell", &[&of[..], &["--line", "Actors", "--column", "trade", "--text", "Three traders"]].concat());
    does(&b, "output canvas add", &[&of[..], &["--region", "line", "--text", "Constraints"]].concat());
    let canvas = b.does(&[&["output", "canvas", "show"][..], &of].concat());
    let note = canvas["canvas"]["items"][1]["id"].as_str().unwrap().to_owned();
    does(&b, "output canvas change", &[&of[..], &["--note", &note, "--text", "What is missing"]].concat());
    does(&b, "output canvas remove", &[&of[..], &["--note", &note]].concat());
    does(&b, "output canvas show", &of);
    does(&b, "output change", &[&of[..], &["--text", "Two mills."]].concat());
    b.does(&[&["presentation", "begin"][..], &of].concat());
    does(&b, "output change", &[&of[..], &["--text", "Two mills of five."]].concat());
    does(&b, "output versions", &of);
    does(&b, "output versions", &[&of[..], &["--compare", "1"]].concat());
    does(&b, "output save", &["--programme", CODE, "--output", &id, "--out", &b.path("out")]);
    does(&b, "output remove", &["--programme", CODE, "--output", &id]);
    does(&b, "output remove", &["--programme", CODE, "--output", &id, "--put-back"]);
    does(&b, "output remove-exercise", &["--programme", CODE, "--exercise", "Mapping"]);
    does(&b, "groups remove", &["--programme", CODE, "--group", "A"]);
    let exercise = ["--programme", CODE, "--exercise", "Mapping"];
    let id =
        hq.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "Mapping", "--title", "Silk"])["output"].as_str().unwrap().to_owned();
    let of = ["--programme", CODE, "--output", &id];
    does(&hq, "rubric add", &[&exercise[..], &["--name", "Content"]].concat());
    does(&hq, "rubric change", &[&exercise[..], &["--criterion", "content", "--weight", "3", "--to", "1"]].concat());
    does(&hq, "rubric list", &exercise);
    does(&hq, "presentation minutes", &[&exercise[..], &["--minutes", "10"]].concat());
    does(&hq, "presentation draw", &exercise);
    does(&hq, "presentation order", &[&exercise[..], &["--first", "A"]].concat());
    for name in ["presentation begin", "presentation pause", "presentation go-on", "presentation end", "presentation take-back"] {
        does(&hq, name, &of);
    }
    let times = ["--began", "2012-05-22T15:00:00+07:00", "--ended", "2012-05-22T15:11:20+07:00"];
    does(&hq, "presentation note", &[&of[..], &times].concat());
    does(&hq, "presentation list", &exercise);
    does(&hq, "score juror", &["--programme", CODE, "--name", "Dr. Ploy", "--organisation", "Chamber"]);
    let helped = ["--juror", "Dr. Ploy", "--points", "Content=4", "--interest", "helped", "--why", "coached them", "--remark", "Good."];
    does(&hq, "score set", &[&of[..], &helped].concat());
    does(&hq, "score set", &[&of[..], &["--by-group", "B", "--points", "Content=2"]].concat());
    does(&hq, "score list", &exercise);
    does(&hq, "score list", &[&exercise[..], &["--juror", "Dr. Ploy"]].concat());
    does(&hq, "score results", &exercise);
    does(&hq, "score remove", &[&of[..], &["--by-group", "B"]].concat());
    does(&hq, "feedback add", &[&of[..], &["--word", "strength", "--text", "The links are clear."]].concat());
    let feedback = hq.does(&["feedback", "list", "--programme", CODE])["feedback"][0]["id"].as_str().unwrap().to_owned();
    let one = ["--programme", CODE, "--feedback", &feedback];
    does(&hq, "feedback change", &[&one[..], &["--text", "The links are drawn clearly."]].concat());
    does(&hq, "feedback list", &["--programme", CODE]);
    does(&hq, "feedback remove", &one);
    does(&hq, "undo", &["--preview"]);
    does(&hq, "undo", &[]);
    does(&hq, "rubric remove", &[&exercise[..], &["--criterion", "Content"]].concat());
    let visit = ["--programme", CODE, "--visit", "Dan Kwian Pottery"];
    does(&hq, "visit add", &["--programme", CODE, "--date", "2012-05-21", "--host", "Ban Phon weavers"]);
    does(&hq, "visit change", &["--programme", CODE, "--visit", "Ban Phon weavers", "--starts", "9:00"]);
    does(&hq, "visit list", &["--programme", CODE]);
    does(&hq, "visit stop", &[&visit[..], &["--name", "Kilns"]].concat());
    does(&hq, "visit vehicle", &[&visit[..], &["--name", "Bus", "--seats", "1"]].concat());
    does(&hq, "visit vehicle", &["--programme", CODE, "--visit", "2012-05-21", "--same-as", "Dan Kwian Pottery"]);
    does(&hq, "visit seat", &[&visit[..], &["--participant", "P01", "P02", "--vehicle", "Bus"]].concat());
    does(&hq, "visit count", &[&visit[..], &["--at", "leaving", "--in", "Bus=28", "--excused", "P07"]].concat());
    does(&hq, "visit count", &[&visit[..], &["--at", "return", "--counted", "28", "--override-by", "Thida", "--reason", "phoned"]].concat());
    does(&hq, "visit observe", &[&visit[..], &["--group", "A", "--seen", "Two kilns."]].concat());
    does(&hq, "visit show", &visit);
    does(&hq, "visit count", &[&visit[..], &["--at", "return", "--remove"]].concat());
    does(&hq, "visit remove", &["--programme", CODE, "--visit", "2012-05-21"]);
    does(&hq, "action-review add", &["--programme", CODE, "--date", "2012-05-18", "--asked", "keep", "--text", "The bus was on time."]);
    does(&hq, "action-review list", &["--programme", CODE]);
    let note = hq.does(&["action-review", "list", "--programme", CODE])["notes"][0]["id"].as_str().unwrap().to_owned();
    does(&hq, "action-review remove", &["--programme", CODE, "--note", &note]);
    let plan = ["--programme", CODE];
    let named = ["AP11", "--kind", "capacity_development", "--country", "LA", "--sector", "Silk", "--team", "P07"];
    does(&hq, "plan new", &[&named[..], &plan].concat());
    does(&hq, "plan write", &[&["AP11", "--problem", "Nobody tests the dye."][..], &plan].concat());
    for fields in [
        &["activity", "title=Register", "responsible=a lawyer"][..],
        &["partner", "name=The college"],
        &["output", "title=A test room"],
        &["indicator", "title=Orders that come back", "actual=13"],
        &["budget", "title=Lamp", "amount=3900", "currency=USD"],
        &["risk", "title=Rain"],
        &["assistance", "title=A trainer", "given_state=promised"],
    ] {
        does(&hq, "plan line", &[&["AP11"][..], fields, &plan].concat());
    }
    does(&hq, "plan team", &[&["AP11", "--participant", "P08"][..], &plan].concat());
    does(&hq, "plan state", &[&["AP11", "--to", "presented"][..], &plan].concat());
    does(&hq, "plan keep", &[&["AP11"][..], &plan].concat());
    does(&hq, "plan commit", &[&["AP11", "--participant", "P07"][..], &plan].concat());
    does(&hq, "plan write", &[&["AP11", "--objective", "One test."][..], &plan].concat());
    does(&hq, "plan list", &plan);
    does(&hq, "plan show", &[&["AP11"][..], &plan].concat());
    does(&hq, "plan show", &[&["AP11", "--version", "1"][..], &plan].concat());
    does(&hq, "plan show", &[&["AP11", "--compare", "1"][..], &plan].concat());
    does(
        &hq,
        "plan report",
        &[&["AP11", "--activity", "1", "--month", "2012-06", "--doing", "done", "--evidence", &demo("flipchart-group-a.jpg")][..], &plan].concat(),
    );
    does(&hq, "plan rate", &[&["AP11", "--month", "2012-06", "--light", "green"][..], &plan].concat());
    does(&hq, "plan contact", &[&["AP11", "--way", "visit", "--said", "It goes well."][..], &plan].concat());
    does(&hq, "plan assist", &[&["AP11", "--title", "A lesson", "--hours", "3"][..], &plan].concat());
    does(&hq, "plan cascade", &[&["AP11", "--title", "Dyeing day", "--women", "12"][..], &plan].concat());
    does(&hq, "plan months", &[&["AP11"][..], &plan].concat());
    does(&hq, "plan glance", &plan);
    does(&hq, "plan state", &[&["AP11", "--to", "committed"][..], &plan].concat());
    does(&hq, "plan due", &[&["--out", &hq.path("due.ics")][..], &plan].concat());
    does(&hq, "plan form", &[&["AP11", "--month", "2012-06", "--out", &hq.path("AP11.xlsx")][..], &plan].concat());
    does(&hq, "plan progress", &[&["AP11", "--file", &hq.path("AP11.xlsx"), "--preview"][..], &plan].concat());
    does(&hq, "plan came-from", &[&["AP09", "--origin", "AP08"][..], &plan].concat());
    does(&hq, "plan supersede", &[&["AP07", "--by", "AP08", "--reason", "one is enough"][..], &plan].concat());
    does(&hq, "plan lineage", &plan);
    does(&hq, "plan drop", &[&["AP06", "--reason", "no money"][..], &plan].concat());
    does(&hq, "plan remove", &[&["AP10"][..], &plan].concat());
    let (from_a, from_b) = (a.path("a.sala"), b.path("b.sala"));
    does(&a, "export", &["--out", &from_a]);
    does(&b, "export", &["--out", &from_b]);
    does(&hq, "import", &["--preview", &from_a]);
    does(&hq, "import", &[&from_a, &hq.path("nowhere.sala")]);
    does(&hq, "import", &[&from_b]);
    does(&hq, "status", &[]);
    does(&hq, "history", &["--programme", CODE, "P07"]);
    does(&hq, "conflicts", &[]);
    let conflict = hq.waits(&["conflicts"])["conflicts"][0]["id"].as_str().unwrap().to_owned();
    // What is decided at a register that was compared with its paper is compared again.
    does(&hq, "resolve", &[&conflict, "--value", r#"{"status":"departed"}"#]);
    does(&hq, "status", &[]);
    does(&hq, "export", &["--out", &hq.path("back.sala"), "--for", "LAP-A"]);
    does(&a, "import", &[&hq.path("back.sala")]);
    does(&a, "status", &[]);
    does(&a, "export", &["--out", &a.path("again.sala")]);
    does(&hq, "today", &["--programme", CODE, "--day", "2012-05-15"]);
    does(&hq, "digest", &[]);
    does(&hq, "verify", &[]);
    let backup = a.path("a.sala-backup");
    does(&a, "backup", &["--out", &backup]);
    does(&a, "backup", &["--automatic", "--folder", &a.path("")]);
    does(&a, "restore", &[&backup, "--store", &a.path("restored")]);
    does(&a, "rescue", &["--to", &a.path("rescued")]);
    does(&c, "demo", &[]);
    said
}

/// The words that the document has for each command's answer.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let document = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/command-line.md")).unwrap();
    let (_, section) = document.split_once("## JSON answers").unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for bullet in section.split("\n- ").skip(1) {
        // `a`, `b`: keys; `c`: keys
        for part in bullet.split("; `") {
            let Some((heads, keys)) = part.split_once("`: ") else { continue };
            let keys: BTreeSet<_> = keys.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).map(str::to_owned).collect();
            for command in heads.split("`, `").map(|head| head.trim_start_matches('`')) {
                found.entry(command.to_owned()).or_default().extend(keys.iter().cloned());
            }
        }
    }
    found
}

/// All keys of an answer, except those that are data: countries, sexes, the parts of a decided value, a problem's facts.
fn keys(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Json::Object(parts) => {
            for (name, part) in parts {
                found.insert(name.clone());
                match name.as_str() {
                    "by_sex" | "by_country" => part.as_object().unwrap().values().for_each(|share| keys(share, found)),
                    "error" | "params" | "base" => {}
                    "before" | "after" if parts.contains_key("subject") => {}
                    "value" if parts.contains_key("n") || parts.contains_key("journey") && parts.contains_key("field") => {}
                    _ => keys(part, found),
                }
            }
        }
        _ => {}
    }
}

fn moments(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| moments(item, found)),
        Json::Object(parts) => parts.values().for_each(|part| moments(part, found)),
        Json::String(text) if DateTime::parse_from_rfc3339(text).is_ok() => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn every_key_of_every_answer_is_in_the_document_and_every_moment_is_written_alike() {
    let (document, answers) = (documented(), answers());
    let mut missing = BTreeSet::new();
    let mut times = Vec::new();
    for (command, answer) in &answers {
        let known = document.get(*command).unwrap_or_else(|| panic!("the document does not say what `sala {command}` answers"));
        let mut said = BTreeSet::new();
        keys(answer, &mut said);
        missing.extend(said.into_iter().filter(|key| key != "error" && !known.contains(key)).map(|key| format!("{command}: {key}")));
        moments(answer, &mut times);
    }
    assert!(missing.is_empty(), "keys that a script meets and the document does not name: {missing:#?}");
    assert!(times.len() > 10, "the day has its moments: {times:?}");
    for time in times {
        let moment: DateTime<Utc> = time.parse().unwrap();
        assert_eq!(time, moment.format("%Y-%m-%dT%H:%M:%SZ").to_string(), "one form for all of them");
    }
    // Without these the day would not have shown what it should.
    let shown = |command: &str, key: &str| answers.iter().any(|(name, answer)| *name == command && answer[key].as_array().is_some_and(|list| !list.is_empty()));
    for (command, key) in [
        ("agenda list", "overlaps"),
        ("conflicts", "conflicts"),
        ("status", "after_lock"),
        ("roster import", "possible_duplicates"),
        ("attendance history", "history"),
    ] {
        assert!(shown(command, key), "no answer of `sala {command}` had anything under {key}");
    }
}

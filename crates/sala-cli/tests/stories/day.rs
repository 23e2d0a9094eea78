//! The main job: a training day on two laptops, carried to headquarters, decided, carried back.

use serde_json::{Value as Json, json};

use crate::laptop::{CODE, Laptop, demo};

/// Both laptops have their pack; A takes all registers, B marks one person otherwise and adds an output.
fn taught() -> (Laptop, Laptop, Laptop) {
    let hq = Laptop::headquarters();
    let (mut a, mut b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    (a.now, b.now) = ("2012-05-25T17:00:00Z".into(), "2012-05-25T16:00:00Z".into());
    let done = a.does(&["attendance", "import", &demo("register-exceptions.csv"), "--programme", CODE, "--fill-rest", "present"]);
    assert_eq!((&done["added"], &done["filled"], &done["refused"]), (&json!(17), &json!(563), &json!([])), "17 exceptions, and all others present");
    b.does(&[
        "attendance",
        "mark",
        "--author",
        "Facilitator",
        "--programme",
        CODE,
        "--register",
        "2012-05-15/am",
        "--participant",
        "p16",
        "--status",
        "absent",
    ]);
    let text = b.writes("swot.txt", "จุดแข็ง: ผ้าไหม\nWeak link: dye suppliers");
    let added = b.does(
        &[
            &["output", "add", "--programme", CODE, "--group", "A", "--exercise", "Cluster mapping", "--title", "Silk weavers"][..],
            &["--text-file", &text, "--attach", &demo("flipchart-group-b.jpg")],
        ]
        .concat(),
    );
    assert_eq!(added["files"][0]["mime"], "image/jpeg", "the photograph hangs on the output");
    assert!(added["files"][0]["height"].as_u64() > Some(0), "and is known by its size: {added}");
    (hq, a, b)
}

fn carry(from: &Laptop, to: &Laptop, name: &str) -> String {
    let file = from.path(name);
    let made = from.does(&["export", "--out", &file, "--for", if to.label == "HQ" { "hq" } else { &to.label }]);
    assert_eq!(made["for"], to.label.as_str(), "sealed to whom it is for");
    file
}

fn bundle(answer: &Json) -> &Json {
    &answer["bundles"][0]
}

/// A copy of headquarters as it stands, to see what another order of files would have made of it.
fn copy(hq: &Laptop) -> Laptop {
    let other = Laptop::new("HQ");
    std::fs::create_dir(other.store()).unwrap();
    for file in ["sala.db", "sala.db-wal", "store.key"] {
        if let Ok(bytes) = std::fs::read(hq.store().join(file)) {
            std::fs::write(other.store().join(file), bytes).unwrap();
        }
    }
    other
}

#[test]
fn a_training_day_on_two_laptops_is_carried_decided_and_carried_back() {
    let (hq, a, b) = taught();
    let (from_a, from_b) = (carry(&a, &hq, "a.sala"), carry(&b, &hq, "b.sala"));
    let other_hq = copy(&hq);

    let before = hq.digest();
    let preview = hq.does(&["import", "--preview", &from_a]);
    assert_eq!(bundle(&preview)["status"], "preview");
    assert!(bundle(&preview)["changes"].as_array().unwrap().iter().any(|c| c == "580 marks added"), "in plain words: {preview}");
    assert_eq!(hq.digest(), before, "looking changes nothing");

    hq.does(&["import", &from_b]);
    let applied = hq.waits(&["import", &from_a]);
    assert_eq!((&bundle(&applied)["status"], &bundle(&applied)["conflicts"]), (&json!("applied"), &json!(1)), "the difference is found on arrival");
    let first = hq.digest();
    let again = hq.waits(&["import", &from_a, &from_b]);
    let of = |said: &serde_json::Value| said["waiting"].as_array().unwrap().iter().find(|one| one["what"] == "conflicts").cloned().unwrap_or_default();
    let (now, then) = (of(&applied), of(&again));
    assert!(now["before"] == 0 && now["count"].as_u64() > Some(0) && now.get("since").is_none(), "what came with the file is no old matter: {now}");
    assert!(then["before"] == then["count"] && then["count"] == now["count"], "what a file leaves waiting that was here already is from before: {then}");
    assert_eq!(then["since"].as_str().unwrap()[..10], hq.now[..10], "and it is said since when");
    let told = hq.says(&["import", &from_a]).out;
    assert!(told.contains("as before (since 2012-05-"), "people are told too: {told}");
    let statuses: Vec<_> = again["bundles"].as_array().unwrap().iter().map(|b| b["status"].clone()).collect();
    assert_eq!(statuses, ["already_known", "already_known"], "importing twice is no different from once");
    assert_eq!(hq.digest(), first, "not one value more");
    other_hq.waits(&["import", &from_a, &from_b]);
    assert_eq!(other_hq.digest(), first, "in the other order too");

    let waiting = hq.waits(&["conflicts", "--programme", CODE]);
    let conflict = &waiting["conflicts"][0];
    assert_eq!(waiting["conflicts"].as_array().unwrap().len(), 1, "one difference, and not more: {waiting}");
    assert_eq!((&conflict["programme"], &conflict["kind"], &conflict["field"]), (&json!(CODE), &json!("mark"), &json!("mark")));
    let values = conflict["values"].as_array().unwrap();
    let said: Vec<_> = values.iter().map(|v| (v["value"]["status"].as_str().unwrap(), v["replica"].as_str().unwrap(), v["author"].as_str().unwrap())).collect();
    assert_eq!(said, [("absent", "LAP-B", "Facilitator"), ("late", "LAP-A", "LAP-A")], "neither trainer's mark may vanish");
    let id = conflict["id"].as_str().unwrap();
    assert_eq!(hq.refusal(&["resolve", id, "--choose", "3"]), "no_such_choice", "only what was recorded can be chosen");
    assert_eq!(hq.does(&["resolve", id, "--choose", "2"])["resolved"], id);
    assert_eq!(hq.does(&["conflicts"])["conflicts"], json!([]), "decided");
    assert_eq!(hq.refusal(&["resolve", id, "--choose", "2"]), "no_such_conflict", "once");

    for laptop in [&a, &b] {
        laptop.does(&["import", &carry(&hq, laptop, &format!("back-{}.sala", laptop.label))]);
    }
    assert_eq!((a.digest(), b.digest()), (hq.digest(), hq.digest()), "all three know the same");
    for laptop in [&hq, &a, &b] {
        assert_eq!(laptop.does(&["conflicts"])["conflicts"], json!([]), "the decision travelled");
        let verified = laptop.does(&["verify"]);
        assert_eq!((&verified["ok"], &verified["problems"]), (&json!(true), &json!([])), "{} holds what its journal says", laptop.label);
        assert_eq!(verified["attachments"], 1, "with the photograph");
    }
    let history = b.does(&["attendance", "history", "--programme", CODE, "--register", "2012-05-15/AM", "--participant", "P16"]);
    let told: Vec<_> = history["history"].as_array().unwrap().iter().map(|h| (h["replica_label"].clone(), h["replaced"].clone())).collect();
    assert_eq!(
        told,
        [(json!("LAP-B"), json!(true)), (json!("LAP-A"), json!(true)), (json!("HQ"), json!(false))],
        "who said what, on which laptop, and what stands"
    );
    let outputs = hq.does(&["output", "list", "--programme", CODE]);
    assert_eq!((&outputs["outputs"][0]["group"], &outputs["outputs"][0]["files"]), (&json!("A"), &json!(1)), "B's output arrived");
}

#[test]
fn the_report_of_the_reference_programme_says_what_the_paper_sheets_say() {
    let (_, a, _) = taught();
    let report = a.does(&["attendance", "report", "--programme", CODE]);
    let figures =
        ["registers", "participants", "cells", "present", "late", "excused", "absent", "unmarked", "attended"].map(|key| report[key].as_u64().unwrap());
    assert_eq!(figures, [20, 29, 580, 563, 3, 13, 1, 0, 566], "every cell is counted once");
    assert_eq!((&report["rate"], &report["open_conflicts"]), (&json!("97.59"), &json!(0)), "two decimals, as a string");
    let parts = |by: &str| report[by].as_object().unwrap().values().map(|share| share["cells"].as_u64().unwrap()).sum::<u64>();
    assert_eq!((parts("by_sex"), parts("by_country")), (580, 580), "the parts make the whole");
    let p07 = report["people"].as_array().unwrap().iter().find(|p| p["code"] == "P07").unwrap();
    assert_eq!((&p07["of"], &p07["eligible"]), (&json!(20), &json!(true)), "each person has a line: {p07}");

    let (csv, xlsx) = (a.path("report.csv"), a.path("report.xlsx"));
    assert_eq!(a.does(&["attendance", "report", "--programme", CODE, "--format", "csv", "--out", &csv])["file"], csv.as_str());
    assert!(std::fs::read(&csv).unwrap().starts_with("\u{feff}".as_bytes()), "a spreadsheet program needs the mark to read every script");
    a.does(&["attendance", "report", "--programme", CODE, "--format", "xlsx", "--out", &xlsx]);
    assert!(std::fs::read(&xlsx).unwrap().starts_with(b"PK"), "a workbook is a zip file");
    let pdf = a.says(&["attendance", "report", "--programme", CODE, "--format", "pdf"]);
    assert!(pdf.exit == 2 && pdf.err.contains("table, csv, xlsx"), "what is not there is not offered: {pdf:?}");
    assert!(!a.says(&["attendance", "report", "--help"]).out.contains("pdf"), "in the help neither");
    let nowhere = a.says(&["attendance", "report", "--programme", CODE, "--format", "xlsx", "--json"]);
    assert_eq!((nowhere.exit, nowhere.json()["error"]["code"].as_str()), (2, Some("out_missing")), "a workbook on a terminal helps nobody");
    let table = a.says(&["attendance", "report", "--programme", CODE]);
    assert!(table.exit == 0 && table.out.contains("97.59") && table.out.contains("Kumru Sophea"), "a person reads a table: {}", table.out);
}

#[test]
fn a_register_locks_when_everybody_is_marked_and_opens_again_with_a_reason() {
    let hq = Laptop::headquarters();
    let at = |verb: &'static str| vec!["attendance", verb, "--programme", CODE, "--register", "2012-05-14/AM"];
    let refused = hq.refuses(&at("lock"));
    assert_eq!((&refused["error"]["code"], &refused["error"]["params"]["count"]), (&json!("unmarked"), &json!(29)), "unmarked is never absent");
    hq.does(&[&at("mark")[..], &["--participant", "P07", "--status", "excused", "--reason", "flight", "--approver", "Lead trainer"]].concat());
    let filled = hq.does(&[&at("fill")[..], &["--status", "present"]].concat());
    assert_eq!(filled["filled"], 28, "a mark that somebody set is never touched");
    assert_eq!(hq.does(&at("lock"))["state"], "locked");
    assert_eq!(hq.refusal(&[&at("mark")[..], &["--participant", "P07", "--status", "absent"]].concat()), "register_locked", "closed is closed");
    assert_eq!(hq.refusal(&at("reopen")), "reason_missing", "somebody will ask why");
    assert_eq!(hq.does(&[&at("reopen")[..], &["--reason", "P07 arrived at eleven"]].concat())["state"], "open");
    assert_eq!(hq.refusal(&at("verify")), "register_open", "only a closed register is compared with its paper");
}

#[test]
fn a_mark_that_comes_in_after_the_lock_is_kept_and_told() {
    let hq = Laptop::headquarters();
    let (a, mut c) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-C"));
    // Written later by the clock, so that it is the one that is shown; the other way round it waits as a difference.
    c.now = "2012-05-14T12:00:00Z".into();
    let at = ["--programme", CODE, "--register", "2012-05-14/AM"];
    a.does(&[&["attendance", "fill", "--status", "present"][..], &at].concat());
    a.does(&[&["attendance", "lock"][..], &at].concat());
    c.does(&[&["attendance", "mark", "--participant", "P18", "--status", "absent"][..], &at].concat());
    let carry = |from: &Laptop, name: &str| {
        let file = from.path(name);
        from.does(&["export", "--out", &file]);
        file
    };
    hq.does(&["import", &carry(&a, "a.sala")]);
    let said = hq.waits(&["import", &carry(&c, "c.sala")]);
    assert_eq!(said["bundles"][0]["status"], "applied", "it is never refused: {said}");
    let status = hq.waits(&["status"]);
    let late = &status["after_lock"][0];
    assert_eq!(
        (late["participant"].as_str(), late["replica"].as_str(), late["register"].as_str()),
        (Some("P18"), Some("LAP-C"), Some("2012-05-14/AM")),
        "{status}"
    );
    assert_eq!(said["after_lock"][0], *late, "the import says the same");
    assert!(hq.says(&["status"]).out.contains("1 mark is not what somebody saw who closed the register. It is kept"), "and a person reads it");
    let refused = hq.says(&["import", &hq.path("nowhere.sala")]);
    assert_eq!((refused.exit, refused.out.contains("who closed the register")), (3, false), "what was refused brought no mark: {}", refused.out);
    assert!(!refused.out.contains("Of what came for closed registers"), "and nothing came: {}", refused.out);
}

//! Six months of a plan from the command line.

use serde_json::{Value, json};

use crate::laptop::{CODE, Laptop, demo};

pub const OF: [&str; 2] = ["--programme", CODE];

pub fn plan(laptop: &Laptop, words: &[&str]) -> Value {
    laptop.does(&[&["plan"][..], words, &OF].concat())
}

pub fn refused(laptop: &Laptop, words: &[&str]) -> String {
    laptop.refusal(&[&["plan"][..], words, &OF].concat())
}

pub fn headquarters() -> Laptop {
    let hq = Laptop::headquarters();
    for line in [["title=Survey the mills", "starts=2012-06-04", "ends=2012-06-22"], ["title=Train", "starts=2012-07-02", "ends=2012-07-31"]] {
        plan(&hq, &[&["line", "AP01", "activity"][..], &line].concat());
    }
    hq
}

#[test]
fn a_plan_is_followed_month_by_month() {
    let mut hq = headquarters();
    hq.now = "2012-09-01T08:00:00Z".to_owned();
    plan(&hq, &["state", "AP01", "--to", "presented"]);
    plan(&hq, &["commit", "AP01", "--participant", "P01"]);
    plan(&hq, &["state", "AP01", "--to", "committed"]);
    let told = plan(
        &hq,
        &[
            "report",
            "AP01",
            "--activity",
            "1",
            "--month",
            "2012-06",
            "--doing",
            "under way",
            "--percent",
            "40",
            "--said",
            "Two mills.",
            "--evidence",
            &demo("flipchart-group-a.jpg"),
        ],
    );
    let report = &told["reports"][0];
    assert_eq!((&report["doing"], &report["percent"], report["evidence"].as_array().map(Vec::len)), (&json!("under_way"), &json!(40), Some(1)));
    plan(&hq, &["rate", "AP01", "--month", "2012-06", "--light", "amber", "--reason", "the rains came early"]);
    plan(
        &hq,
        &[
            "contact",
            "AP01",
            "--date",
            "2012-07-05",
            "--way",
            "visit",
            "--coach",
            "Dr. Ploy",
            "--said",
            "The mills are open.",
            "--next",
            "Send the list",
            "--next-on",
            "2012-07-20",
        ],
    );
    let given = plan(&hq, &["assist", "AP01", "--date", "2012-07-06", "--title", "A lesson", "--by", "Dr. Ploy", "--days", "2"]);
    assert_eq!((&given["help"][0]["amount"], &given["help"][0]["unit"]), (&json!(2), &json!("days")));
    let held = plan(&hq, &["cascade", "AP01", "--date", "2012-08-10", "--title", "Dyeing day", "--women", "12", "--men", "8"]);
    assert_eq!(held["cascades"][0]["total"], 20);
    let id = held["cascades"][0]["id"].as_str().unwrap();
    assert_eq!(
        plan(&hq, &["cascade", "AP01", "--event", id, "--not-stated", "3"])["cascades"][0]["attended"],
        json!({ "women": 12, "men": 8, "not_stated": 3 })
    );

    let glance = plan(&hq, &["glance"]);
    let row = &glance["plans"][0];
    assert_eq!((&row["months"][0]["light"], &row["months"][1]["reports"], &row["last"]["text"]), (&json!("amber"), &json!(0), &json!("Dyeing day")), "{row}");
    let said = hq.says(&[&["plan", "glance"][..], &OF].concat()).out;
    assert!(said.contains("AP01") && said.contains("A"), "{said}");
    let file = hq.path("due.ics");
    let due = plan(&hq, &["due", "--days", "10000", "--out", &file]);
    let what: Vec<_> = due["due"].as_array().unwrap().iter().filter(|one| one["code"] == "AP01").map(|one| one["what"].as_str().unwrap()).collect();
    assert!(what.contains(&"step") && what.contains(&"activity") && what.contains(&"report"), "{due}");
    assert!(std::fs::read_to_string(&file).unwrap().contains("AP01: last day of Train"));
    for (words, code) in [
        (&["report", "AP01", "--activity", "7", "--month", "2012-06", "--doing", "done"][..], "no_such_line"),
        (&["report", "AP01", "--activity", "1", "--month", "2555-06", "--doing", "done"], "thai_year"),
        (&["report", "AP01", "--activity", "1", "--month", "June", "--doing", "done"], "month_unreadable"),
        (&["report", "AP01", "--activity", "1", "--month", "2012-06", "--doing", "done", "--percent", "40"], "percent_contradicts"),
        (&["rate", "AP01", "--month", "2012-06", "--light", "red"], "text_missing"),
        (&["contact", "AP01", "--date", "2012-07-05", "--way", "visit", "--next-on", "2012-07-04"], "next_before_contact"),
        (&["assist", "AP01", "--title", "A lesson", "--hours", "-2"], "count_out_of_range"),
        (&["cascade", "AP01", "--title", "Dyeing day", "--women", "-1"], "count_out_of_range"),
        (&["drop", "AP01", "--reason", ""], "text_missing"),
        (&["contact", "AP01", "--date", "2012-09-03", "--way", "visit", "--coach", "Dr. Ploy"], "day_to_come"),
    ] {
        assert_eq!(refused(&hq, words), code, "{words:?}");
    }
    plan(&hq, &["report", "AP01", "--activity", "Survey the mills", "--month", "2012-06", "--remove"]);
    assert!(plan(&hq, &["months", "AP01"])["reports"].as_array().unwrap().is_empty());
}

#[test]
fn a_code_that_is_taken_is_refused_before_anything_is_written_and_files_are_not_covered() {
    let hq = headquarters();
    let new = ["new", "ap02", "--kind", "capacity_development", "--country", "LA", "--sector", "Silk"];
    let before = hq.digest();
    assert_eq!(refused(&hq, &new), "plan_code_taken");
    assert_eq!(hq.digest(), before, "nothing was written");
    let (mine, taken) = (hq.writes("mine.txt", "my own notes"), hq.path("due.ics"));
    for words in [&["form", "AP01", "--month", "2012-06", "--out", &mine][..], &["due", "--out", &mine]] {
        assert_eq!(refused(&hq, words), "file_exists");
    }
    assert_eq!(hq.refusal(&["attendance", "report", "--programme", CODE, "--format", "csv", "--out", &mine]), "file_exists");
    assert_eq!(
        hq.refusal(&["agenda", "calendar", "--programme", CODE, "--out", &hq.store().join("sala.db").display().to_string()]),
        "file_exists",
        "the store itself"
    );
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "my own notes");
    plan(&hq, &["due", "--out", &taken]);
    plan(&hq, &["due", "--out", &taken]);
    assert!(!std::fs::read_to_string(&taken).unwrap().contains("DTEND"), "a day lasts a day, and has no end before its end");
    for words in
        [&["report", "AP01", "--activity", "1", "--month", "2013-07", "--doing", "done"][..], &["rate", "AP01", "--month", "1999-07", "--light", "green"]]
    {
        assert_eq!(refused(&hq, words), "month_not_followed");
    }
}

#[test]
fn plans_and_people_that_got_one_code_on_two_laptops_are_told_and_get_another() {
    let hq = headquarters();
    let (a, mut b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    b.now = "2012-05-14T08:05:00Z".into();
    for (laptop, sector, name) in [(&a, "Mango", "Noy Phommachanh"), (&b, "Tea", "Khamla Sayasone")] {
        plan(laptop, &["new", "AP12", "--kind", "capacity_development", "--country", "LA", "--sector", sector]);
        laptop.does(&["roster", "replace", "P29", "--programme", CODE, "--name", name]);
        laptop.does(&["export", "--out", &laptop.path("file.sala")]);
    }
    hq.says(&["import", &a.path("file.sala")]);
    let told = hq.says(&["import", &b.path("file.sala")]).out;
    assert!(told.contains("2 people have the code P30") && told.contains("Noy Phommachanh, Khamla Sayasone"), "{told}");
    assert!(told.contains("2 action plans have the code AP12: Mango, Tea"), "{told}");
    assert_eq!(refused(&hq, &["show", "AP12"]), "plan_code_ambiguous");
    let ids: Vec<_> = plan(&hq, &["list"])["plans"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["code"] == "AP12")
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    plan(&hq, &["write", &ids[1], "--code", "AP13"]);
    assert_eq!(plan(&hq, &["show", "ap12"])["plan"]["id"], ids[0].as_str(), "each can be named again");
    assert_eq!(hq.refusal(&["roster", "replace", "P30", "--programme", CODE, "--name", "Nobody"]), "code_ambiguous");
    let roster = hq.does(&["roster", "list", "--programme", CODE]);
    let second = roster["people"].as_array().unwrap().iter().rfind(|one| one["code"] == "P30").unwrap()["id"].as_str().unwrap();
    assert_eq!(hq.refusal(&["roster", "recode", second, "P07", "--programme", CODE]), "code_taken");
    hq.does(&["roster", "recode", second, "P31", "--programme", CODE]);
    hq.does(&["roster", "replace", "P30", "--programme", CODE, "--name", "Somebody else"]);
}

#[test]
fn plans_end_and_become_others() {
    let hq = headquarters();
    assert_eq!(plan(&hq, &["drop", "AP05", "--reason", "no money"])["plan"]["state"], "dropped");
    plan(&hq, &["supersede", "AP02", "--by", "AP03", "AP04", "--reason", "too large"]);
    plan(&hq, &["came-from", "AP06", "--origin", "AP03"]);
    let steps = plan(&hq, &["lineage"])["steps"].clone();
    assert_eq!(steps.as_array().unwrap().len(), 3, "{steps}");
    assert_eq!(refused(&hq, &["came-from", "AP02", "--origin", "AP06"]), "successor_in_a_circle");
    plan(&hq, &["came-from", "AP06", "--none"]);
    assert_eq!(plan(&hq, &["lineage"])["steps"].as_array().unwrap().len(), 2);
}

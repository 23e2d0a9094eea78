//! Laptops whose clocks are far off: one at 1970, one at 2099. Work goes on, nothing is lost, who saw what decides, and people are
//! told that the clock cannot be right.

use crate::laptop::{CODE, Laptop};

const REGISTER: &str = "2012-05-14/AM";

fn mark(laptop: &Laptop, participant: &str, status: &str) {
    let words = ["attendance", "mark", "--programme", CODE, "--register", REGISTER, "--participant", participant, "--status", status];
    let said = laptop.says(&[&words[..], &["--json"]].concat());
    assert_eq!(said.exit, 0, "{}: {said:?}", laptop.label);
    if laptop.now.starts_with("2012") {
        assert_eq!(said.err, "", "{}: nothing is wrong with this clock", laptop.label);
    } else {
        assert!(said.err.contains("clock says") && said.err.contains("set the clock"), "{}: a clock that cannot be is told: {said:?}", laptop.label);
    }
}

/// Both ways between a laptop and headquarters; answers the differences that wait there.
fn exchange(hq: &Laptop, laptop: &Laptop, n: u32) -> u64 {
    let (up, down) = (laptop.path(&format!("up-{n}.sala")), laptop.path(&format!("down-{n}.sala")));
    laptop.does(&["export", "--out", &up]);
    let taken = hq.says(&["import", &up, "--json"]).json();
    let status = taken["bundles"][0]["status"].as_str().unwrap().to_owned();
    assert!(["applied", "already_known"].contains(&&*status), "{}: its file is taken in: {taken}", laptop.label);
    hq.does(&["export", "--out", &down, "--for", &laptop.label]);
    let said = laptop.says(&["import", &down, "--json"]);
    assert!([0, 4].contains(&said.exit), "{}: and so is the answer: {said:?}", laptop.label);
    hq.says(&["conflicts", "--json"]).json()["conflicts"].as_array().unwrap().len() as u64
}

fn shown(laptop: &Laptop, participant: &str) -> String {
    let words = ["attendance", "history", "--programme", CODE, "--register", REGISTER, "--participant", participant, "--json"];
    let said = laptop.says(&words).json();
    let live: Vec<_> = said["history"].as_array().unwrap().iter().filter(|line| line["replaced"] == false).collect();
    assert_eq!(live.len(), 1, "{}: one value stands: {said}", laptop.label);
    live[0]["value"]["status"].as_str().unwrap().to_owned()
}

#[test]
fn two_laptops_at_1970_and_2099_work_with_headquarters_and_who_saw_what_decides() {
    let hq = Laptop::headquarters();
    let (mut past, mut future) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    past.now = "1970-01-01T00:07:00Z".to_owned();
    future.now = "2099-12-31T23:30:00Z".to_owned();
    mark(&past, "P01", "late");
    mark(&future, "P01", "absent");
    mark(&future, "P02", "late");
    exchange(&hq, &past, 1);
    assert_eq!(exchange(&hq, &future, 1), 1, "two people recorded two things: no clock decides that");
    exchange(&hq, &past, 2);
    let conflicts = hq.waits(&["conflicts"]);
    let values = conflicts["conflicts"][0]["values"].as_array().unwrap();
    let mut times: Vec<_> = values.iter().map(|v| v["at"].as_str().unwrap()).collect();
    times.sort_unstable();
    assert_eq!(times, ["1970-01-01T00:07:00Z", "2099-12-31T23:30:00Z"], "each bears the time its laptop believed in");
    // Whoever sees the value of 2099 and corrects it at 1970 is right; so is headquarters in 2012.
    mark(&past, "P02", "present");
    exchange(&hq, &past, 3);
    assert_eq!(shown(&hq, "P02"), "present", "a correction of 1970 replaces what it saw of 2099");
    let id = conflicts["conflicts"][0]["id"].as_str().unwrap();
    hq.does(&["resolve", id, "--choose", "LAP-A"]);
    for laptop in [&past, &future, &past] {
        exchange(&hq, laptop, if laptop.label == "LAP-A" { 4 } else { 5 });
    }
    for laptop in [&hq, &past, &future] {
        assert_eq!((shown(laptop, "P01").as_str(), shown(laptop, "P02").as_str()), ("late", "present"), "{}: the decision is everywhere", laptop.label);
    }
    for laptop in [&past, &future] {
        let status = laptop.does(&["status"]);
        assert_eq!(status["not_yet_received"]["entries"], 0, "{}: receipts count, whatever the clocks say: {status}", laptop.label);
    }
    let digests = [&hq, &past, &future].map(Laptop::digest);
    assert!(digests.iter().all(|digest| *digest == digests[0]), "all know the same: {digests:?}");
    // The clocks are put right: what comes next replaces what they wrote before.
    past.now = "2012-05-14T17:00:00Z".to_owned();
    future.now = past.now.clone();
    mark(&future, "P02", "absent");
    exchange(&hq, &future, 6);
    assert_eq!(shown(&hq, "P02"), "absent", "a right clock after a wrong one is late for nothing");
}

#[test]
fn a_register_is_closed_reported_and_backed_up_at_any_time_that_a_clock_shows() {
    let hq = Laptop::headquarters();
    for (label, now, name) in [("LAP-A", "1970-01-01T00:07:00Z", "LAP-A 1970-01-01 000700"), ("LAP-B", "2099-12-31T23:30:00Z", "LAP-B 2099-12-31 233000")] {
        let mut laptop = Laptop::joined(&hq, label);
        laptop.now = now.to_owned();
        let register = ["--programme", CODE, "--register", REGISTER];
        laptop.does(&[&["attendance", "fill", "--status", "present"][..], &register].concat());
        laptop.does(&[&["attendance", "lock"][..], &register].concat());
        let report = laptop.does(&["attendance", "report", "--programme", CODE]);
        assert!(report["present"].as_u64() >= Some(28), "{label}: what was marked is counted: {report}");
        laptop.does(&[&["attendance", "reopen", "--reason", "a wrong clock"][..], &register].concat());
        let folder = laptop.path("backups");
        std::fs::create_dir(&folder).unwrap();
        laptop.does(&["backup", "--automatic", "--folder", &folder]);
        // The clock is put right, and another is due.
        laptop.now = "2012-05-14T17:00:00Z".to_owned();
        laptop.does(&["backup", "--automatic"]);
        let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert!(names.len() == 2 && names.iter().any(|it| *it == format!("{name}.sala-backup")), "{label}: both are kept: {names:?}");
        let (newest, restored) = (format!("{folder}/{label} 2012-05-14 170000.sala-backup"), laptop.path("restored"));
        let mut restore = std::process::Command::new(crate::laptop::PROGRAM);
        restore.args(["restore", &newest, "--store", &restored]);
        laptop.surround(&mut restore);
        assert!(restore.status().unwrap().success(), "{label}: and restore");
    }
}

#[test]
fn headquarters_whose_clock_was_set_back_still_has_the_last_word() {
    let mut hq = Laptop::headquarters();
    hq.now = "2099-01-01T00:00:00Z".to_owned();
    let a = Laptop::joined(&hq, "LAP-A");
    hq.now = "2012-05-14T08:00:00Z".to_owned();
    hq.does(&["accept", "LAP-A", "--read-only"]);
    let pack = a.path("again.sala");
    hq.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    a.does(&["import", &pack]);
    let register = ["attendance", "fill", "--programme", CODE, "--register", REGISTER, "--status", "present"];
    assert_eq!(a.refusal(&register), "read_only", "the newer certificate counts, though the clock that signed it shows an earlier time");
}

#[test]
fn headquarters_at_1970_says_when_it_heard_of_a_laptop() {
    let mut hq = Laptop::headquarters();
    let mut a = Laptop::joined(&hq, "LAP-A");
    let heard = |hq: &Laptop| {
        let said = hq.says(&["status", "--json"]).json();
        said["replicas"].as_array().unwrap().iter().find(|one| one["label"] == "LAP-A").unwrap()["last_heard"].clone()
    };
    let file = a.path("a.sala");
    mark(&a, "P01", "late");
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    hq.now = "1970-01-01T00:07:00Z".to_owned();
    assert_eq!(heard(&hq), "2012-05-14T08:00:00Z", "a clock that nobody believes judges nobody else's");
    a.now = "2012-05-15T08:00:00Z".to_owned();
    mark(&a, "P02", "late");
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    assert_eq!(heard(&hq), "2012-05-15T08:00:00Z", "nor does the day on which the file came, by that clock");
}

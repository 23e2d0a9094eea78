//! What is due, in a calendar that took an earlier file.

use serde_json::Value;

use crate::laptop::{CODE, Laptop};

fn plan(laptop: &Laptop, words: &[&str]) -> Value {
    laptop.does(&[&["plan"][..], words, &["--programme", CODE]].concat())
}

#[test]
fn a_calendar_of_what_is_due_takes_back_what_an_earlier_file_held_and_nothing_else() {
    let mut hq = Laptop::headquarters();
    for line in [["title=Survey the mills", "starts=2012-06-04", "ends=2012-06-22"], ["title=Train", "starts=2012-07-02", "ends=2012-07-31"]] {
        plan(&hq, &[&["line", "AP01", "activity"][..], &line].concat());
    }
    hq.now = "2012-09-01T08:00:00Z".to_owned();
    plan(&hq, &["state", "AP01", "--to", "presented"]);
    plan(&hq, &["commit", "AP01", "--participant", "P01"]);
    plan(&hq, &["state", "AP01", "--to", "committed"]);
    let done = |activity: &str, month: &str| plan(&hq, &["report", "AP01", "--activity", activity, "--month", month, "--doing", "done"]);
    done("1", "2012-06");
    let (file, elsewhere) = (hq.path("due.ics"), hq.path("later.ics"));
    let events = |calendar: &str| calendar.matches("BEGIN:VEVENT").count() as u64;
    let due = plan(&hq, &["due", "--out", &file]);
    let first = std::fs::read_to_string(&file).unwrap();
    assert!(first.contains("AP01: last day of Train") && !first.contains("Survey"), "{first}");
    assert!(!first.contains("STATUS:CANCELLED"), "nobody was ever asked for what is settled: {first}");
    assert_eq!(due["days"], events(&first), "as many as are said to be in it");
    done("2", "2012-07");
    plan(&hq, &["due", "--out", &elsewhere]);
    let later = std::fs::read_to_string(&elsewhere).unwrap();
    assert!(later.contains("Cancelled: AP01: last day of Train"), "whatever the file is called: {later}");
    assert_eq!(events(&later), events(&first), "and nothing else is taken back");
}

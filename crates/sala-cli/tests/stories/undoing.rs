//! A slip is taken back by the next command, whoever typed it and however many processes lie between.

use serde_json::{Value as Json, json};

use crate::laptop::{CODE, Laptop};

const OF: [&str; 2] = ["--programme", CODE];
const AT: [&str; 4] = ["--programme", CODE, "--register", "2012-05-14/AM"];

fn mark(laptop: &Laptop, person: &str, status: &str, more: &[&str]) {
    laptop.does(&[&["attendance", "mark"][..], &AT, &["--participant", person, "--status", status], more].concat());
}

/// What anybody sees: marks, people, groups, outputs.
fn seen(laptop: &Laptop) -> Json {
    let report = laptop.does(&["attendance", "report", "--programme", CODE]);
    let marks: Vec<_> = ["registers", "present", "late", "absent", "unmarked", "participants"].iter().map(|key| report[key].clone()).collect();
    let names = |list: &Json, key: &str| list.as_array().unwrap().iter().map(|one| one[key].clone()).collect::<Vec<_>>();
    let people = laptop.does(&["roster", "list", "--programme", CODE])["people"].clone();
    let outputs = laptop.does(&["output", "list", "--programme", CODE])["outputs"].clone();
    let groups = laptop.does(&["groups", "list", "--programme", CODE])["sets"].clone();
    json!({ "marks": marks, "people": names(&people, "name"), "outputs": names(&outputs, "title"), "groups": names(&groups, "name") })
}

#[test]
fn each_of_a_mornings_actions_is_taken_back_by_a_command_of_its_own_and_that_travels() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    mark(&a, "P01", "present", &[]);
    let list = a.writes("late.csv", "Name,Sex,Country\nAnong Suk,F,TH\nBoun Keo,M,LA\nChan Dara,M,KH\nDao Thi,F,VN\nEi Mon,F,MM\n");
    let actions: [&[&str]; 5] = [
        &[&["attendance", "mark"][..], &AT, &["--participant", "P07", "--status", "late", "--minutes", "10"]].concat(),
        &[&["attendance", "mark"][..], &AT, &["--participant", "P07", "--status", "absent"]].concat(),
        &[&["attendance", "fill"][..], &AT, &["--status", "present"]].concat(),
        &[&["roster", "import", &list][..], &OF].concat(),
        &[&["output", "add"][..], &OF, &["--group", "A", "--exercise", "Mapping", "--title", "Silk"]].concat(),
    ];
    let mut before = Vec::new();
    for action in actions {
        before.push(seen(&a));
        a.does(action);
        assert_ne!(before.last(), Some(&seen(&a)), "{action:?}: it is seen that something was done");
    }
    let said: Vec<_> = before
        .iter()
        .rev()
        .map(|before| {
            let would = a.does(&["undo", "--preview"]);
            let said = a.says(&["undo"]);
            assert_eq!((said.exit, &seen(&a)), (0, before), "{said:?}");
            assert!(would["values"].as_array().is_some_and(|values| !values.is_empty()), "what was taken back was shown before: {would}");
            said.out
        })
        .collect();
    let [output, people, fill, again, first] = &said[..] else { panic!("five were taken back") };
    assert!(output.starts_with("Taken back:\n") && output.contains("output ") && output.contains("Silk: removed"), "{output}");
    assert_eq!(people.matches(": removed").count(), 5, "five people: {people}");
    assert!(people.contains("person Anong Suk: removed"), "by name: {people}");
    assert_eq!((fill.lines().count(), fill.lines().last()), (22, Some("  and 7 more")), "twenty of twenty-seven: {fill}");
    let name = a.does(&["roster", "list", "--programme", CODE])["people"][6]["name"].as_str().unwrap().to_owned();
    assert_eq!(again.trim_end(), format!("Taken back: mark {name}, 2012-05-14/AM: Absent -> Late, 10 minutes."));
    assert_eq!(first.trim_end(), format!("Taken back: mark {name}, 2012-05-14/AM: Late, 10 minutes -> nothing."));
    assert_eq!(a.does(&["verify"])["ok"], true);

    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    assert_eq!((hq.digest(), seen(&hq)), (a.digest(), seen(&a)), "headquarters sees what the laptop sees");
    assert_eq!(hq.refusal(&["undo"]), "nothing_to_undo", "somebody else's words came in");
    // The people whose import was taken back can come after all.
    assert_eq!(a.does(&[&["roster", "import", &list][..], &OF].concat())["added"], 5);
    assert_eq!(a.does(&["undo"])["what"], "roster_import", "and be taken back once more");
}

#[test]
fn somebody_who_is_named_for_one_command_takes_nothing_away_from_the_next() {
    let hq = Laptop::headquarters();
    mark(&hq, "P01", "present", &[]);
    mark(&hq, "P01", "absent", &["--author", "Dara P."]);
    let digest = hq.digest();
    let would = hq.says(&["undo", "--preview"]);
    assert!(would.out.starts_with("Would take back what Dara P. did: mark "), "it is said whose it is: {}", would.out);
    assert!(!hq.says(&["undo", "--preview", "--author", "Dara P."]).out.contains("Dara P."), "she knows");
    assert_eq!(hq.digest(), digest, "looking changes nothing");
    let undone = hq.does(&["undo", "--author", "Thida N."]);
    assert_eq!(
        (&undone["author"], &undone["what"], &undone["preview"], &undone["at"]),
        (&json!("Dara P."), &json!("attendance_mark"), &json!(false), &json!("2012-05-14T08:00:00Z"))
    );
    let [value] = &undone["values"].as_array().unwrap()[..] else { panic!("one mark: {undone}") };
    assert_eq!((&value["kind"], &value["before"][0]["status"], &value["after"][0]["status"]), (&json!("mark"), &json!("absent"), &json!("present")));
    let told = hq.does(&[&["attendance", "history"][..], &AT, &["--participant", "P01"]].concat());
    let authors: Vec<_> = told["history"].as_array().unwrap().iter().map(|line| line["author"].as_str().unwrap()).collect();
    assert_eq!(authors, ["HQ", "Dara P.", "Thida N."], "nothing of it is gone, and it is known who took it back");
}

#[test]
fn where_nothing_is_left_that_is_said_and_nothing_is_changed() {
    let laptop = Laptop::new("LAP-A");
    laptop.does(&["init", "--role", "site", "--label", "LAP-A"]);
    for words in [&["undo"][..], &["undo", "--preview"]] {
        let said = laptop.says(words);
        assert_eq!((said.exit, said.out.as_str()), (3, ""), "{said:?}");
        assert!(said.err.starts_with("sala: Nothing to take back: "), "{said:?}");
    }
    let hq = Laptop::headquarters();
    let window = sala::Desk::open(&hq.store(), std::sync::Arc::new(sala::SystemClock)).unwrap();
    assert_eq!(hq.refusal(&["undo"]), "store_in_use", "two would write at one time");
    assert_eq!(hq.does(&["undo", "--preview"])["what"], "roster_import", "whoever only looks may look beside");
    drop(window);
    let mut left = hq.does(&["undo"])["left"].as_u64().unwrap();
    while left > 0 {
        left = hq.does(&["undo"])["left"].as_u64().unwrap();
    }
    assert_eq!(hq.refusal(&["undo"]), "nothing_to_undo");
    assert_eq!(hq.does(&["programme", "list"])["programmes"], json!([]), "all of it is taken back");
}

#[test]
fn what_was_taken_back_may_be_done_anew_and_taken_back_again_without_a_question_to_oneself() {
    let hq = Laptop::headquarters();
    let does = |args: &[&str]| hq.does(&[args, &OF].concat());
    let waits = || hq.does(&["conflicts"])["conflicts"].as_array().unwrap().len();
    // A rating that is the same as the one that was taken back.
    let green = ["plan", "rate", "AP01", "--month", "2012-07", "--light", "green"];
    let told = does(&green);
    hq.does(&["undo"]);
    assert_eq!(does(&green), told, "it is told anew");
    hq.does(&["undo"]);
    does(&["plan", "rate", "AP01", "--month", "2012-07", "--light", "amber", "--reason", "Late"]);
    assert_eq!(waits(), 0);
    // A session on a free day, which makes registers, and marks in one of them.
    for round in 1..=2 {
        does(&["agenda", "add", "--date", "2012-05-19", "--start", "09:00", "--end", "10:00", "--title", "Sat"]);
        does(&["attendance", "fill", "--register", "2012-05-19/AM", "--status", "present"]);
        hq.does(&["undo"]);
        hq.does(&["undo"]);
        assert_eq!(waits(), 0, "round {round}: nobody contradicted anybody");
    }
}

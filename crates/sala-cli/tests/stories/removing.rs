//! What was made by mistake: it goes, and it comes back.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

#[test]
fn an_output_an_exercise_a_group_and_a_set_made_by_mistake_go_and_come_back() {
    let hq = Laptop::headquarters();
    let of = ["--programme", CODE];
    let does = |words: &[&str]| hq.does(&[words, &of].concat());
    let refusal = |words: &[&str]| hq.refusal(&[words, &of].concat());
    let added = does(&["output", "add", "--group", "A", "--exercise", "Maping", "--title", "Silk", "--attach", &demo("flipchart-group-a.jpg")]);
    let output = added["output"].as_str().unwrap();
    let before = hq.digest();
    assert_eq!(refusal(&["output", "remove-exercise", "--exercise", "Maping"]), "exercise_has_outputs");
    assert_eq!(refusal(&["groups", "remove", "--group", "A"]), "group_has_outputs");
    assert_eq!(refusal(&["groups", "remove"]), "group_has_outputs", "nor the set in which the group stands");
    assert_eq!(hq.digest(), before, "nothing was changed");

    let told = hq.says(&[&["output", "remove", "--output", output][..], &of].concat());
    assert_eq!(told.exit, 0, "{told:?}");
    assert_eq!(does(&["output", "list"])["outputs"], json!([]), "it is gone from the list");
    assert_eq!(refusal(&["output", "remove", "--output", output]), "no_such_output", "once");
    let again = told.out.split('`').nth(1).unwrap().trim_start_matches("sala ").to_owned();
    hq.does(&again.split(' ').collect::<Vec<_>>());
    assert_eq!(does(&["output", "list"])["outputs"][0]["files"], 1, "the command that was printed lets it be there again, with its picture");
    does(&["output", "remove", "--output", output]);
    does(&["output", "remove-exercise", "--exercise", "maping"]);
    assert_eq!(refusal(&["output", "remove-exercise", "--exercise", "Maping"]), "no_such_exercise");

    does(&["groups", "remove", "--group", "a"]);
    assert_eq!(refusal(&["groups", "remove", "--group", "A"]), "no_such_group");
    let removed = hq.digest();
    assert_eq!(refusal(&["groups", "remove", "--group", "AA", "--put-back"]), "no_such_group", "a slip of the pen makes no group");
    assert_eq!(hq.digest(), removed, "nothing was written");
    does(&["groups", "remove", "--group", "a", "--put-back"]);
    assert_eq!(refusal(&["groups", "remove", "--group", "A", "--put-back"]), "no_such_group", "once");
    does(&["groups", "import", &demo("groups.csv"), "--set", "It's the first week"]);
    assert_eq!(refusal(&["groups", "remove", "--set", "It's the first week", "--group", "B"]), "group_not_empty", "nobody is lost with their group");
    let sets = does(&["groups", "list"]);
    let told = hq.says(&[&["groups", "remove", "--set", "It's the first week"][..], &of].concat()).out;
    assert!(told.contains("--set 'It'\\''s the first week' --put-back"), "as a shell takes it: {told}");
    assert_eq!(does(&["groups", "list"])["sets"].as_array().unwrap().len(), 1);
    does(&["groups", "remove", "--set", "it's the first week", "--put-back"]);
    assert_eq!(does(&["groups", "list"]), sets, "everybody is where they were");
    assert_eq!(refusal(&["groups", "remove", "--set", "Nowhere", "--put-back"]), "no_such_group_set");
}

#[test]
fn an_output_removed_here_and_given_a_file_there_is_asked_about() {
    let hq = Laptop::headquarters();
    let of = ["--programme", CODE];
    let added = hq.does(&[&["output", "add", "--group", "A", "--exercise", "SWOT", "--title", "Silk"][..], &of].concat());
    let a = Laptop::joined(&hq, "LAP-A");
    let output = added["output"].as_str().unwrap();
    hq.does(&[&["output", "remove", "--output", output][..], &of].concat());
    {
        let desk = sala::Desk::open(&a.store(), std::sync::Arc::new(sala::SystemClock)).unwrap();
        let book = desk.read(|r| sala::programme::views::by_code(r.sql(), CODE)).unwrap().unwrap();
        desk.change(book, "story", |c| sala::outputs::set_body(c, output.parse().unwrap(), "Strengths", None)).unwrap();
    }
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    hq.says(&["import", &file]);
    assert_eq!(hq.does(&[&["output", "list"][..], &of].concat())["outputs"][0]["title"], "Silk", "it stays visible");
    let conflicts = hq.waits(&["conflicts"])["conflicts"].clone();
    assert_eq!((conflicts.as_array().unwrap().len(), &conflicts[0]["field"]), (1, &json!("removed")), "until somebody decides: {conflicts}");
    hq.does(&["resolve", conflicts[0]["id"].as_str().unwrap(), "--choose", "1"]);
    assert_eq!(hq.does(&[&["output", "list"][..], &of].concat())["outputs"], json!([]), "having seen both, it goes");
}

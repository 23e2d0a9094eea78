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

/// What is printed between backquotes is typed as it stands.
fn typed(printed: &str) -> Vec<String> {
    let command = printed.split('`').find(|part| part.ends_with("--put-back")).unwrap_or_else(|| panic!("no command to put it back: {printed}"));
    command.trim_start_matches("sala ").split(' ').map(|word| word.trim_matches('\'').to_owned()).collect()
}

#[test]
fn a_criterion_a_sheet_and_a_note_of_a_canvas_go_and_come_back() {
    let hq = Laptop::headquarters();
    hq.does(&["groups", "import", &demo("groups.csv"), "--programme", CODE]);
    let of = ["--programme", CODE];
    let does = |words: &[&str]| hq.does(&[words, &of].concat());
    let again = |words: &[&str]| {
        let told = hq.says(&[words, &of].concat());
        assert_eq!(told.exit, 0, "{told:?}");
        let command = typed(&told.out);
        hq.does(&command.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let output = does(&["output", "add", "--group", "A", "--exercise", "Mapping", "--title", "Silk"])["output"].as_str().unwrap().to_owned();
    for name in ["Clarity", "Use"] {
        does(&["rubric", "add", "--exercise", "Mapping", "--name", name]);
    }
    does(&["score", "juror", "--name", "Ploy"]);
    does(&["score", "set", "--output", &output, "--juror", "Ploy", "--points", "Clarity=4", "Use=2"]);
    let sheets = || does(&["score", "list", "--exercise", "Mapping", "--juror", "Ploy"]);
    let before = sheets();
    let back = again(&["rubric", "remove", "--exercise", "Mapping", "--criterion", "Use"]);
    assert_eq!(back["criteria"].as_array().unwrap().len(), 2);
    assert_eq!(sheets(), before, "with the points given for it");
    does(&["rubric", "remove", "--exercise", "Mapping", "--criterion", "Use"]);
    let gone = back["criteria"][1]["id"].as_str().unwrap().to_owned();
    does(&["rubric", "add", "--exercise", "Mapping", "--name", "Use"]);
    assert_eq!(hq.refusal(&[&["rubric", "remove", "--exercise", "Mapping", "--criterion", &gone, "--put-back"][..], &of].concat()), "name_taken");

    assert_eq!(again(&["score", "remove", "--output", &output, "--juror", "Ploy"])["removed"], false);
    let put_back = ["score", "remove", "--output", &output, "--juror", "Ploy", "--put-back"];
    assert_eq!(hq.refusal(&[&put_back[..], &of].concat()), "no_such_sheet", "once");

    does(&["output", "canvas", "begin", "--output", &output, "--kind", "problem_tree"]);
    let note = |words: &[&str]| does(&[&["output", "canvas", "add", "--output", &output][..], words].concat())["note"].as_str().unwrap().to_owned();
    let cause = note(&["--region", "cause", "--text", "No dryer"]);
    let beneath = note(&["--region", "cause", "--text", "No credit", "--beneath", &cause]);
    let other = note(&["--region", "cause", "--text", "Rain"]);
    let canvas = || does(&["output", "canvas", "show", "--output", &output])["canvas"].clone();
    let whole = canvas();
    does(&["output", "canvas", "remove", "--output", &output, "--note", &other]);
    again(&["output", "canvas", "remove", "--output", &output, "--note", &cause]);
    let now = canvas();
    let there = |canvas: &serde_json::Value, id: &str| canvas["items"].as_array().unwrap().iter().any(|item| item["id"] == id);
    assert_eq!([&cause, &beneath, &other].map(|id| there(&now, id)), [true, true, false], "with what hung under it, and nothing that went before: {whole}");
}

#[test]
fn whoever_takes_a_file_in_is_told_what_goes_away_with_it_and_what_is_back() {
    let hq = Laptop::headquarters();
    let of = ["--programme", CODE];
    let silk = hq.does(&[&["output", "add", "--group", "A", "--exercise", "SWOT", "--title", "Silk"][..], &of].concat());
    let a = Laptop::joined(&hq, "LAP-A");
    let output = silk["output"].as_str().unwrap();
    a.does(&[&["output", "remove", "--output", output][..], &of].concat());
    let mistake = a.does(&[&["output", "add", "--group", "A", "--exercise", "SWOT", "--title", "Slik"][..], &of].concat());
    a.does(&[&["output", "remove", "--output", mistake["output"].as_str().unwrap()][..], &of].concat());
    let file = a.path("gone.sala");
    a.does(&["export", "--out", &file]);
    let kinds = |answer: &serde_json::Value| answer["bundles"][0]["kinds"].as_array().unwrap().iter().find(|one| one["kind"] == "output").unwrap().clone();
    let looked = kinds(&hq.does(&["import", "--preview", &file]));
    assert_eq!((&looked["removed"], &looked["added"], &looked["changed"]), (&json!(1), &json!(0), &json!(0)), "{looked}");
    let told = hq.says(&["import", &file]).out;
    assert!(told.contains("1 output removed") && !told.contains("output changed") && !told.contains("output added"), "{told}");

    a.does(&[&["output", "remove", "--output", output, "--put-back"][..], &of].concat());
    let file = a.path("back.sala");
    a.does(&["export", "--out", &file]);
    let looked = kinds(&hq.does(&["import", "--preview", &file]));
    let taken = kinds(&hq.does(&["import", &file]));
    assert_eq!((&looked["put_back"], &looked["removed"]), (&json!(1), &json!(0)), "{looked}");
    assert_eq!(looked, taken, "looking tells exactly what taking it in does");
}

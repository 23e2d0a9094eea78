//! Structured sheets at the command line.

use serde_json::json;

use crate::laptop::{CODE, Laptop};

fn with_output() -> (Laptop, String) {
    let hq = Laptop::headquarters();
    let output = hq.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "Mapping", "--title", "Silk"]);
    (hq, output["output"].as_str().unwrap().to_owned())
}

/// The words of one command on this output's canvas.
fn canvas<'w>(of: &[&'w str], verb: &'w str, more: &[&'w str]) -> Vec<&'w str> {
    ["output", "canvas", verb].iter().chain(of).chain(more).copied().collect()
}

#[test]
fn a_sheet_is_begun_written_on_and_read() {
    let (hq, output) = with_output();
    let of = ["--programme", CODE, "--output", output.as_str()];
    assert_eq!(hq.refusal(&canvas(&of, "show", &[])), "no_canvas");
    hq.does(&canvas(&of, "begin", &["--kind", "swot"]));
    let note = hq.does(&canvas(&of, "add", &["--region", "strengths", "--text", "ช่างย้อมฝีมือดี"]))["note"].as_str().unwrap().to_owned();
    let shown = hq.does(&canvas(&of, "change", &["--note", &note, "--region", "opportunities"]));
    assert_eq!((&shown["canvas"]["items"][0]["region"], &shown["canvas"]["items"][0]["note"]), (&json!("opportunities"), &json!("ช่างย้อมฝีมือดี")));
    assert_eq!(hq.refusal(&canvas(&of, "add", &["--region", "cause", "--text", "x"])), "no_such_region");
    assert_eq!(hq.refusal(&canvas(&of, "begin", &["--kind", "matrix"])), "canvas_has_notes");
    assert_eq!(hq.refusal(&canvas(&of, "change", &["--note", "nobody", "--text", "x"])), "no_such_item");
    let wrong = hq.says(&canvas(&of, "begin", &["--kind", "poster", "--json"]));
    assert!(wrong.exit == 2 && wrong.err.contains("stakeholders"), "what there is is said: {wrong:?}");
    let table = hq.says(&canvas(&of, "show", &[]));
    assert!(table.out.contains("Opportunities") && table.out.contains("ช่างย้อมฝีมือดี"), "a person reads a table: {}", table.out);
}

#[test]
fn a_matrix_is_filled_by_its_headings_and_a_map_by_its_weights() {
    let (hq, output) = with_output();
    let of = ["--programme", CODE, "--output", output.as_str()];
    hq.does(&canvas(&of, "begin", &["--kind", "matrix", "--line", "Actors", "--line", "Gaps", "--column", "Trade"]));
    let shown = hq.does(&canvas(&of, "cell", &["--line", "gaps", "--column", "Trade", "--text", "No common label"]));
    assert_eq!(shown["canvas"]["cells"][0]["text"], "No common label");
    assert_eq!(hq.refusal(&canvas(&of, "cell", &["--line", "Nobody", "--column", "Trade", "--text", "x"])), "no_such_heading");
    hq.does(&canvas(&of, "cell", &["--line", "Gaps", "--column", "Trade", "--text", ""]));
    let items = hq.does(&canvas(&of, "show", &[]))["canvas"]["items"].clone();
    let actors = items.as_array().unwrap().iter().find(|item| item["note"] == "Actors").unwrap()["id"].as_str().unwrap().to_owned();
    hq.does(&canvas(&of, "change", &["--note", &actors, "--text", "Gaps"]));
    let both = hq.refuses(&canvas(&of, "cell", &["--line", "Gaps", "--column", "Trade", "--text", "x"]));
    assert_eq!(both["error"]["params"]["headings"], json!(["1: Gaps", "2: Gaps"]), "two lines of one heading are told apart by their places");
    let table = hq.says(&canvas(&of, "show", &[])).out;
    assert!(table.contains("1: Gaps") && table.contains("2: Gaps"), "which the table shows: {table}");
    let cells = hq.does(&canvas(&of, "cell", &["--line", "2", "--column", "Trade", "--text", "No label"]))["canvas"]["cells"].clone();
    let said = cells.as_array().unwrap().iter().find(|cell| cell["text"] == "No label").unwrap();
    assert_ne!(said["line"], json!(actors), "the second is meant");
    assert_eq!(hq.refusal(&canvas(&of, "cell", &["--line", "3", "--column", "Trade", "--text", "x"])), "no_such_heading");
    assert_eq!(hq.refusal(&canvas(&of, "cell", &["--line", "0", "--column", "Trade", "--text", "x"])), "no_such_heading");
    hq.does(&canvas(&of, "cell", &["--line", "2", "--column", "1", "--text", ""]));
    assert_eq!(hq.refusal(&canvas(&of, "begin", &["--kind", "stakeholders", "--line", "Actors"])), "no_such_region", "it has no lines");
    let told = hq.says(&canvas(&of, "begin", &["--kind", "stakeholders"])).out;
    assert!(told.contains("went with it, nobody had filled them in: Gaps, Gaps, Trade."), "{told}");
    let chamber = canvas(&of, "add", &["--region", "stakeholder", "--text", "Chamber", "--influence", "5", "--interest", "2"]);
    hq.does(&chamber);
    let item = &hq.does(&canvas(&of, "show", &[]))["canvas"]["items"][0];
    assert_eq!((&item["influence"], &item["interest"]), (&json!(5), &json!(2)));
    assert_eq!(hq.refusal(&canvas(&of, "add", &["--region", "stakeholder", "--text", "Bank", "--influence", "9"])), "outside_scale");
    assert_eq!(hq.does(&canvas(&of, "show", &[]))["canvas"]["items"].as_array().unwrap().len(), 1, "and nothing of it was written");
}

#[test]
fn a_matrix_with_headings_on_one_side_is_shown_with_the_ids_by_which_they_are_changed() {
    let (hq, output) = with_output();
    let of = ["--programme", CODE, "--output", output.as_str()];
    hq.does(&canvas(&of, "begin", &["--kind", "matrix", "--line", "Actors"]));
    let items = hq.does(&canvas(&of, "show", &[]))["canvas"]["items"].clone();
    let actors = items[0]["id"].as_str().unwrap().to_owned();
    let table = hq.says(&canvas(&of, "show", &[])).out;
    assert!(table.contains("1: Actors") && table.contains(&actors), "the heading and its id: {table}");
    assert!(table.contains("It has no columns yet"), "what is missing is said: {table}");
    let column = hq.does(&canvas(&of, "add", &["--region", "column", "--text", "Trade"]))["note"].as_str().unwrap().to_owned();
    let table = hq.says(&canvas(&of, "show", &[])).out;
    assert!(table.contains(&column) && table.contains("WHAT STANDS THERE"), "{table}");
}

#[test]
fn a_sheet_that_was_begun_keeps_what_it_has_and_drops_no_heading_that_it_is_given() {
    let (hq, output) = with_output();
    let of = ["--programme", CODE, "--output", output.as_str()];
    let begin = |more: &[&'static str]| hq.does(&canvas(&of, "begin", &[&["--kind", "value_chain"], more].concat()));
    assert_eq!(begin(&[])["begun_before"], false);
    let given = begin(&["--line", "Actors", "--column", "In", "--column", "Out"]);
    assert_eq!((&given["begun_before"], &given["headings_added"]), (&json!(true), &json!(["Actors", "In", "Out"])));
    hq.does(&canvas(&of, "cell", &["--line", "Actors", "--column", "In", "--text", "Three traders"]));
    let more = begin(&["--line", "actors", "--line", "Gaps"]);
    assert_eq!((&more["headings_added"], &more["canvas"]["cells"][0]["text"]), (&json!(["Gaps"]), &json!("Three traders")), "what stood there stays");
    let told = hq.says(&canvas(&of, "begin", &["--kind", "value_chain", "--line", "Gaps"])).out;
    assert!(told.contains("The sheet was begun already: it stays as it is."), "{told}");
}

#[test]
fn a_tree_goes_as_deep_as_it_is_drawn() {
    let (hq, output) = with_output();
    let of = ["--programme", CODE, "--output", output.as_str()];
    hq.does(&canvas(&of, "begin", &["--kind", "problem_tree"]));
    let does = |note: &str, beneath: &str| {
        let done = hq.does(&canvas(&of, "add", &["--region", "cause", "--text", note, "--beneath", beneath]));
        done["note"].as_str().unwrap().to_owned()
    };
    let top = hq.does(&canvas(&of, "add", &["--region", "cause", "--text", "L1"]))["note"].as_str().unwrap().to_owned();
    let mut levels = vec![top];
    for level in 2..=8 {
        levels.push(does(&format!("L{level}"), levels.last().unwrap()));
    }
    assert_eq!(hq.refusal(&canvas(&of, "add", &["--region", "cause", "--text", "L9", "--beneath", levels.last().unwrap()])), "note_too_deep");
    let other = hq.does(&canvas(&of, "add", &["--region", "cause", "--text", "Other"]))["note"].as_str().unwrap().to_owned();
    let under = does("Under the other", &other);
    let change = |note: &str, beneath: &str| hq.refusal(&canvas(&of, "change", &["--note", note, "--region", "cause", "--beneath", beneath]));
    assert_eq!(change(&other, &levels[6]), "note_too_deep", "what hangs under it would hang deeper");
    hq.does(&canvas(&of, "change", &["--note", &under, "--region", "cause", "--beneath", &levels[6]]));
    hq.does(&canvas(&of, "change", &["--note", &levels[1], "--region", "cause", "--beneath", &other]));
}

//! The words against the core's own source: a code without words would leave somebody at a loss.

use std::{collections::BTreeSet, path::Path};

use super::*;

/// Every code that the core's source, or this crate's commands, make a problem of.
fn codes() -> BTreeSet<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = BTreeSet::new();
    let mut paths = vec![here.join("../sala/src"), here.join("src/commands"), here.join("src/place.rs"), here.join("src/say.rs")];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(path).unwrap().flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            // Where a list of errors is given its codes, they stand at the end of arrows.
            let arrows = ["error.rs", "import/mod.rs", "table/mod.rs"].iter().any(|name| path.ends_with(name));
            let openings = ["Problem::new(\"", "refuse(\"", "fault(\"", "=> \""];
            for opening in openings.into_iter().filter(|opening| arrows || !opening.starts_with("=>")) {
                codes.extend(source.split(opening).skip(1).filter_map(|rest| rest.split_once('"')).map(|(code, _)| code.to_owned()));
            }
        }
    }
    codes.retain(|code| !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
    codes
}

#[test]
fn every_code_of_the_core_has_its_words() {
    let codes = codes();
    assert!(codes.len() > 80, "the codes were found at all: {}", codes.len());
    let mute: Vec<_> = codes.iter().filter(|code| problems::words(code).is_none() && row(code) == code.as_str()).collect();
    assert!(mute.is_empty(), "without words somebody is left at a loss: {mute:?}");
}

#[test]
fn every_note_on_a_roster_has_its_words() {
    let mut codes = BTreeSet::new();
    for name in ["row.rs", "matching.rs"] {
        let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../sala/src/people/import").join(name)).unwrap();
        let quoted = |rest: &str| rest.split('"').nth(1).unwrap_or_default().to_owned();
        codes.extend(source.split(".note(").skip(1).map(quoted));
        codes.extend(
            source.split("Note {").skip(1).filter_map(|rest| rest.split_once("code: \"")).filter_map(|(_, rest)| Some(rest.split_once('"')?.0.to_owned())),
        );
    }
    assert!(codes.contains("zawgyi") && codes.contains("code_kept"), "the notes were found at all: {codes:?}");
    let mute: Vec<_> = codes.iter().filter(|code| note(code) == code.as_str()).collect();
    assert!(mute.is_empty(), "shown as they are stored: {mute:?}");
}

#[test]
fn a_sentence_says_what_happened_what_was_kept_and_what_to_do() {
    let problem = Problem::new("no_such_programme").with("programme", "SMECEC-2013");
    assert_eq!(
        sentence(&problem),
        "No programme here has the code SMECEC-2013; nothing was changed; `sala programme list` shows what there is; another may be on its way in a file.",
    );
    let unknown = Problem::new("from_the_future").with("n", 3);
    assert_eq!(sentence(&unknown), "from_the_future (n 3); nothing was changed.", "a code without words is still said");
}

#[test]
fn what_does_not_decode_is_told_in_words_for_people_and_the_rest_is_for_whoever_helps() {
    let why = "unexpected type array at position 3: expected u32";
    for (what, said) in
        [("certificate", "what headquarters says of a laptop"), ("bundle", "how it is put together"), ("page", "a page of records"), ("chains", "this store")]
    {
        let problem = sala::Error::damaged(what, why).problem();
        let sentence = sentence(&problem);
        assert!(sentence.contains(said) && sentence.contains("cannot be read"), "what is damaged: {sentence}");
        assert!(!["unexpected", "type", "array", "position"].iter().any(|word| sentence.contains(word)), "in words for people: {sentence}");
        assert_eq!(problem.params["why"], serde_json::json!(why), "`--json` has it all");
    }
}

#[test]
fn a_fact_that_is_not_known_leaves_no_hole_in_the_sentence() {
    let sentence = sentence(&Problem::new("file_missing"));
    assert!(!sentence.contains(['{', '[']), "no braces reach a person: {sentence}");
}

#[test]
fn what_is_counted_is_called_by_its_number() {
    let said = |code, name, n: i64| sentence(&Problem::new(code).with(name, n));
    assert!(said("form_rows_refused", "refused", 1).starts_with("1 cell of this form"), "{}", said("form_rows_refused", "refused", 1));
    assert!(said("form_rows_refused", "refused", 12).starts_with("12 cells of this form"));
    assert!(said("juror_has_scores", "sheets", 1).starts_with("This juror gave points on 1 sheet;"), "{}", said("juror_has_scores", "sheets", 1));
    let unmarked = Problem::new("unmarked").with("count", 1).with("participants", vec!["P01"]);
    assert!(sentence(&unmarked).starts_with("1 person is not marked yet: P01;"), "{}", sentence(&unmarked));
    assert!(sentence(&Problem::new("juror_has_scores")).starts_with("This juror gave points;"), "what is not known leaves no hole");
}

#[test]
fn the_unmarked_are_named_so_that_somebody_can_go_and_look() {
    let people = serde_json::json!([{ "code": "P01", "name": "Kumru Sophea" }, { "code": "P02", "name": null }]);
    let sentence = sentence(&Problem::new("unmarked").with("count", 2).with("participants", people));
    assert!(sentence.contains("P01 Kumru Sophea, P02"), "codes and names, as far as they are known: {sentence}");
}

#[test]
fn a_text_made_of_several_is_called_by_how_many_they_are() {
    assert_eq!(suggested(2, 0), "Both together, each changed another part");
    assert_eq!(suggested(3, 0), "All 3 together, each changed another part", "of three nobody says both");
    assert_eq!(suggested(2, 1), "Both together; one place was changed by both and holds both");
    assert_eq!(suggested(4, 2), "All 4 together; 2 places were changed by several and hold what each wrote");
}

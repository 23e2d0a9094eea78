//! An afternoon of presentations at the command line: the order, the time, the scores, what was said.

use serde_json::{Value as Json, json};

use crate::laptop::{CODE, Laptop, demo};

const OF: [&str; 4] = ["--programme", CODE, "--exercise", "Mapping"];

/// Headquarters with the five groups, an exercise of two outputs, and a rubric.
fn afternoon() -> (Laptop, [String; 2]) {
    let hq = Laptop::headquarters();
    hq.does(&["groups", "import", &demo("groups.csv"), "--programme", CODE]);
    let text = hq.writes("text.txt", "Who trades with whom.");
    let add = |group: &str, title: &str| {
        let added = hq.does(&[&["output", "add", "--group", group, "--title", title, "--text-file", &text][..], &OF].concat());
        added["output"].as_str().unwrap().to_owned()
    };
    let outputs = [add("A", "Silk"), add("B", "Rice")];
    hq.does(&[&["rubric", "add", "--name", "Content", "--weight", "3"][..], &OF].concat());
    hq.does(&[&["rubric", "add", "--name", "Clarity", "--out-of", "10", "--meaning", "Everybody can follow."][..], &OF].concat());
    hq.does(&["score", "juror", "--programme", CODE, "--name", "Dr. Ploy"]);
    (hq, outputs)
}

fn set<'w>(output: &'w str, by: &[&'w str], more: &[&'w str]) -> Vec<&'w str> {
    [&["score", "set", "--programme", CODE, "--output", output][..], by, more].concat()
}

fn of(results: &Json, output: usize, side: &str, which: &str) -> Json {
    results["outputs"][output][side][which].clone()
}

#[test]
fn an_order_is_drawn_and_timed_and_what_was_presented_is_noted() {
    let (mut hq, outputs) = afternoon();
    let drawn = hq.does(&[&["presentation", "draw", "--seed", "731204"][..], &OF].concat());
    assert_eq!(drawn["presentations"]["seed"], 731_204);
    hq.does(&[&["presentation", "minutes", "--minutes", "10"][..], &OF].concat());
    let ordered = hq.does(&[&["presentation", "order", "--first", "B", "A"][..], &OF].concat());
    let shown = &ordered["presentations"]["turns"];
    assert_eq!((&shown[0]["group"], &shown[0]["minutes"], &shown[1]["output"]), (&json!("B"), &json!(10), &json!(outputs[0])));
    let one = |verb: &'static str| ["presentation", verb, "--programme", CODE, "--output", &outputs[1]];
    assert_eq!(hq.refusal(&one("end")), "presentation_not_begun");
    hq.now = "2012-05-22T08:00:00Z".to_owned();
    hq.does(&one("begin"));
    hq.now = "2012-05-22T08:04:00Z".to_owned();
    hq.does(&one("pause"));
    hq.now = "2012-05-22T08:05:00Z".to_owned();
    hq.does(&one("go-on"));
    hq.now = "2012-05-22T08:12:30Z".to_owned();
    let ended = hq.does(&one("end"));
    let turn = &ended["presentations"]["turns"][0];
    assert_eq!((&turn["used_seconds"], &turn["state"]), (&json!(690), &json!("presented")), "eleven and a half minutes, the pause left out");
    assert_eq!(hq.refusal(&one("begin")), "presentation_over");
    let note = |began: &str, ended: &str| hq.refusal(&[&one("note")[..], &["--began", began, "--ended", ended]].concat());
    assert_eq!(note("2555-05-22T15:00:00+07:00", "2555-05-22T15:10:00+07:00"), "thai_year");
    assert_eq!(note("2012-05-22T15:00:00+07:00", "2012-05-23T16:00:00+07:00"), "presentation_too_long", "a day too far is a slip");
    assert_eq!(note("2012-05-22T15:00:00+07:00", "2012-05-22T14:00:00+07:00"), "ends_before_start");
    let table = hq.says(&[&["presentation", "list"][..], &OF].concat());
    assert!(table.out.contains("11:30") && table.out.contains("over"), "a person reads minutes: {}", table.out);
    hq.does(&one("take-back"));
    assert_eq!(hq.refusal(&[&["presentation", "order", "--first", "Z"][..], &OF].concat()), "no_such_output");
    let text = hq.writes("second.txt", "Who carries it.");
    hq.does(&[&["output", "add", "--group", "B", "--title", "Carts", "--text-file", &text][..], &OF].concat());
    let order = |first: &str| hq.says(&[&["presentation", "order", "--first", first][..], &OF].concat());
    let several = order("b");
    assert!(several.exit != 0 && several.err.contains("Several outputs of this exercise are by b") && several.err.contains(&outputs[1]), "{several:?}");
    assert_eq!(hq.refusal(&[&["presentation", "order", "--first", "B"][..], &OF].concat()), "output_ambiguous");
    let set = hq.does(&["groups", "list", "--programme", CODE])["sets"][0]["name"].as_str().unwrap().to_owned();
    let by_set = hq.does(&[&["presentation", "order", "--first", &format!("{set}/a")][..], &OF].concat());
    assert_eq!(by_set["presentations"]["turns"][0]["output"], json!(outputs[0]), "a group is named with its set too");
    assert_eq!(hq.refusal(&[&["presentation", "order", "--first", &format!("{set}/B")][..], &OF].concat()), "output_ambiguous");
}

#[test]
fn a_panel_and_peers_score_and_nobody_their_own() {
    let (hq, [silk, rice]) = afternoon();
    let (ploy, p02, group_a) = (["--juror", "dr. ploy"], ["--person", "P02"], ["--by-group", "A"]);
    let given = hq.does(&set(&silk, &ploy, &["--points", "content=4", "Clarity=7", "--remark", "Good figures."]));
    assert_eq!(given["sheet"]["columns"][0]["share"], "77.50", "three parts of 4/5 and one of 7/10");
    hq.does(&set(&silk, &p02, &["--points", "Content=5", "Clarity=10"]));
    assert_eq!(hq.refusal(&set(&rice, &p02, &["--points", "Content=5"])), "own_group");
    assert_eq!(hq.refusal(&set(&silk, &group_a, &["--points", "Content=5"])), "own_group");
    hq.does(&set(&rice, &group_a, &["--points", "Content=3"]));
    hq.does(&["groups", "draw", "--programme", CODE, "--set", "Second week", "--groups", "5"]);
    assert_eq!(hq.refusal(&set(&rice, &group_a, &["--points", "Content=3"])), "group_ambiguous", "nobody guesses whose A is meant");
    hq.does(&["groups", "remove", "--programme", CODE, "--set", "Second week"]);
    hq.does(&["roster", "replace", "P29", "--programme", CODE, "--name", "Noy Phommachanh"]);
    assert_eq!(hq.refusal(&set(&silk, &["--person", "P29"], &["--points", "Content=5"])), "participant_not_enrolled");
    assert_eq!(hq.refusal(&set(&silk, &ploy, &["--points", "Content=6"])), "points_outside");
    assert_eq!(hq.refusal(&set(&silk, &ploy, &["--points", "Content=five"])), "points_unreadable");
    assert_eq!(hq.refusal(&set(&silk, &ploy, &["--points", "Beauty=1"])), "no_such_criterion");
    assert_eq!(hq.refusal(&set(&silk, &["--juror", "Nobody"], &["--points", "Content=1"])), "no_such_scorer");
    assert_eq!(hq.refusal(&set(&silk, &[], &["--points", "Content=1"])), "scorer_missing");

    hq.does(&set(&silk, &ploy, &["--interest", "helped", "--why", "coached them"]));
    let juror = ["score", "juror", "--programme", CODE, "--name", "Dr. Ploy"];
    hq.does(&[&juror[..], &["--organisation", "Khon Kaen University"]].concat());
    let renamed = hq.does(&[&juror[..], &["--rename", "Dr. Ploy Thuayang"]].concat());
    assert_eq!((&renamed["jurors"][0]["name"], &renamed["jurors"][0]["organisation"]), (&json!("Dr. Ploy Thuayang"), &json!("Khon Kaen University")));
    assert_eq!(hq.refusal(&[&juror[..], &["--rename", "X"]].concat()), "no_such_scorer");
    hq.does(&["score", "juror", "--programme", CODE, "--name", "Dr. Ploy Thuayang", "--rename", "Dr. Ploy"]);
    let results = hq.does(&[&["score", "results"][..], &OF].concat());
    assert_eq!((of(&results, 0, "panel", "counted")["mean"].clone(), of(&results, 0, "panel", "unflagged")), (json!("77.50"), Json::Null));
    assert_eq!((of(&results, 0, "everybody", "counted")["mean"].clone(), results["outputs"][1]["incomplete"].clone()), (json!("88.75"), json!(1)));
    let table = hq.says(&[&["score", "results"][..], &OF].concat());
    assert!(table.out.contains("without conflicts of interest") && table.out.contains("does not count"), "with and without are said: {}", table.out);
    let sheets = hq.says(&[&["score", "list"][..], &OF, &ploy].concat());
    assert!(sheets.out.contains("declared: helped the group, coached them") && sheets.out.contains("Good figures."), "{}", sheets.out);
    let scorers = hq.does(&[&["score", "list"][..], &OF].concat());
    assert_eq!(scorers["scorers"][0]["complete"], 1);
    hq.does(&set(&silk, &ploy, &["--no-interest", "--points", "Clarity="]));
    hq.does(&["score", "remove", "--programme", CODE, "--output", &silk, "--person", "P02"]);
    let results = hq.does(&[&["score", "results"][..], &OF].concat());
    assert_eq!(of(&results, 0, "everybody", "counted"), Json::Null, "nothing counts any more, and nothing is said of nothing");
    assert_eq!(hq.refusal(&["score", "juror", "--programme", CODE, "--name", "Dr. Ploy", "--remove"]), "juror_has_scores");
}

#[test]
fn two_laptops_score_one_sheet_and_headquarters_decides_in_words() {
    let (hq, [silk, rice]) = afternoon();
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    let ploy = ["--juror", "Dr. Ploy"];
    a.does(&set(&silk, &ploy, &["--points", "Content=4", "Clarity=7"]));
    b.does(&set(&silk, &ploy, &["--points", "Content=2", "Clarity=7"]));
    a.does(&set(&silk, &["--person", "P02"], &["--points", "Content=5", "Clarity=5"]));
    b.does(&set(&rice, &["--person", "P07"], &["--points", "Content=1", "Clarity=5"]));
    a.does(&[&["presentation", "order", "--first", "B", "A"][..], &OF].concat());
    b.does(&[&["presentation", "order", "--first", "A", "B"][..], &OF].concat());
    let file = |laptop: &Laptop| {
        let file = laptop.path("file.sala");
        laptop.does(&["export", "--out", &file]);
        file
    };
    hq.does(&["import", &file(&a)]);
    hq.waits(&["import", &file(&b)]);
    let told = hq.says(&["conflicts"]).out;
    assert!(told.contains("4 points") && told.contains("2 points") && told.contains("Content"), "what is given, and for what: {told}");
    assert!(told.contains("Dr. Ploy") && told.contains("Silk"), "by whom and to whom: {told}");
    assert!(told.contains("B Rice, then A Silk") && told.contains("A Silk, then B Rice"), "an order is read as an order: {told}");
    let conflicts = hq.waits(&["conflicts"])["conflicts"].as_array().unwrap().clone();
    assert_eq!(conflicts.len(), 2, "what both said alike asks nobody");
    for conflict in &conflicts {
        hq.says(&["resolve", conflict["id"].as_str().unwrap(), "--choose", "LAP-B"]);
        hq.says(&["resolve", conflict["id"].as_str().unwrap(), "--choose", "2"]);
    }
    let results = hq.does(&[&["score", "results"][..], &OF].concat());
    assert_eq!(results["outputs"][0]["title"], "Silk", "the order that was decided");
    assert_eq!(of(&results, 0, "panel", "counted")["mean"], "47.50");
    assert_eq!(of(&results, 0, "peers", "counted")["n"], 1, "and what each scored alone is there");
    assert_eq!(of(&results, 1, "peers", "counted")["n"], 1);
}

#[test]
fn feedback_is_written_put_in_other_words_and_taken_away() {
    let (hq, [silk, _]) = afternoon();
    let programme = ["--programme", CODE];
    let add = ["feedback", "add", "--output", &silk, "--word", "suggestion", "--text", "ระบุชื่อผู้ซื้อ", "--by", "Group B"];
    let id = hq.does(&[&add[..], &programme].concat())["feedback"].as_str().unwrap().to_owned();
    hq.does(&[&["feedback", "change", "--feedback", &id, "--text", "ระบุชื่อผู้ซื้อสามราย"][..], &programme].concat());
    let list = hq.does(&[&["feedback", "list", "--output", &silk][..], &programme].concat());
    assert_eq!((&list["feedback"][0]["text"], &list["feedback"][0]["by"]), (&json!("ระบุชื่อผู้ซื้อสามราย"), &json!("Group B")));
    hq.does(&[&["feedback", "change", "--feedback", &id, "--by", "Group C"][..], &programme].concat());
    let list = hq.does(&[&["feedback", "list", "--output", &silk][..], &programme].concat());
    assert_eq!((&list["feedback"][0]["text"], &list["feedback"][0]["by"]), (&json!("ระบุชื่อผู้ซื้อสามราย"), &json!("Group C")), "the text stays");
    assert_eq!(hq.says(&[&["feedback", "change", "--feedback", &id][..], &programme].concat()).exit, 2, "one of the two");
    hq.does(&[&["feedback", "remove", "--feedback", &id][..], &programme].concat());
    assert_eq!(hq.does(&[&["feedback", "list"][..], &programme].concat())["feedback"], json!([]));
    hq.does(&[&["feedback", "remove", "--feedback", &id, "--put-back"][..], &programme].concat());
    assert_eq!(hq.refusal(&[&["feedback", "change", "--feedback", "nobody", "--text", "x"][..], &programme].concat()), "no_such_feedback");
    let wrong = hq.says(&[&["feedback", "add", "--output", &silk, "--word", "praise", "--text", "x"][..], &programme].concat());
    assert!(wrong.exit == 2 && wrong.err.contains("strength"), "what there is is said: {wrong:?}");
}

#[test]
fn when_a_presentation_was_is_told_by_the_clock_of_the_programme() {
    let (mut hq, outputs) = afternoon();
    let mut a = Laptop::joined(&hq, "LAP-A");
    (hq.now, a.now) = ("2012-05-22T09:00:00Z".to_owned(), "2012-05-22T09:00:00Z".to_owned());
    let note = |laptop: &Laptop, began: &str, ended: &str| {
        laptop.does(&["presentation", "note", "--programme", CODE, "--output", &outputs[1], "--began", began, "--ended", ended]);
    };
    note(&hq, "2012-05-22T15:00:00+07:00", "2012-05-22T15:11:00+07:00");
    note(&a, "2012-05-22T15:02:00+07:00", "2012-05-22T15:12:00+07:00");
    let file = a.path("hq.sala");
    a.does(&["export", "--out", &file, "--for", "hq"]);
    hq.waits(&["import", &file]);
    let told = hq.says(&["conflicts"]).out;
    assert!(
        told.contains("began 2012-05-22T15:02:00+07:00") && !told.contains("began 2012-05-22T08:02"),
        "as it was typed, and as the clock there says: {told}"
    );
}

#[test]
fn criteria_and_jurors_that_two_laptops_added_under_one_name_are_told_and_named_by_their_ids() {
    let (hq, [silk, _]) = afternoon();
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    for laptop in [&a, &b] {
        laptop.does(&[&["rubric", "add", "--name", "Colour"][..], &OF].concat());
        laptop.does(&["score", "juror", "--programme", CODE, "--name", "Mr X"]);
        laptop.does(&set(&silk, &["--juror", "Mr X"], &["--points", "Content=4", "Clarity=7", "Colour=3"]));
        laptop.does(&["export", "--out", &laptop.path("file.sala"), "--for", "hq"]);
        hq.does(&["import", &laptop.path("file.sala")]);
    }
    // The visits of the programme are told there too: they are not joined to the sessions of their names.
    let codes = |answer: &Json| {
        let codes = answer["checks"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned());
        codes.filter(|code| code != "visit_not_joined").collect::<Vec<_>>()
    };
    let both = ["criteria_of_one_name", "jurors_of_one_name"];
    let results = hq.does(&[&["score", "results"][..], &OF].concat());
    assert_eq!(
        (codes(&results).as_slice(), of(&results, 0, "panel", "counted")),
        (&both.map(str::to_owned)[..], Json::Null),
        "nothing counts, and it is said why"
    );
    assert_eq!(codes(&hq.waits(&["status"])), both);
    let told = hq.says(&["status"]).out;
    assert!(told.contains("2 criteria are called Colour") && told.contains("2 jurors are called Mr X"), "{told}");

    let rubric = hq.does(&[&["rubric", "list"][..], &OF].concat());
    assert_eq!(codes(&rubric), ["criteria_of_one_name"], "who scores is no word about what is scored");
    let colours: Vec<_> = rubric["criteria"].as_array().unwrap().iter().filter(|one| one["name"] == "Colour").map(|one| one["id"].as_str().unwrap()).collect();
    let refused = hq.refuses(&set(&silk, &["--juror", "Dr. Ploy"], &["--points", "colour=1"]));
    assert!(refused.to_string().contains("criterion_ambiguous") && colours.iter().all(|id| refused.to_string().contains(id)), "{refused}");
    assert_eq!(hq.refusal(&[&["rubric", "remove", "--criterion", "Colour"][..], &OF].concat()), "criterion_ambiguous");
    for words in [&["--points", "Content=1"][..], &["--remark", "Good."]] {
        assert_eq!(hq.refusal(&set(&silk, &["--juror", "mr x"], words)), "juror_ambiguous");
    }
    assert_eq!(hq.refusal(&["score", "juror", "--programme", CODE, "--name", "Mr X", "--remove"]), "juror_ambiguous");

    hq.does(&[&["rubric", "remove", "--criterion", colours[1]][..], &OF].concat());
    let jurors = hq.does(&["score", "juror", "--programme", CODE, "--name", "Dr. Ploy"]);
    let second = jurors["jurors"].as_array().unwrap().iter().rfind(|one| one["name"] == "Mr X").unwrap()["id"].as_str().unwrap();
    hq.does(&["score", "juror", "--programme", CODE, "--name", second, "--rename", "Mr X of Pakse"]);
    assert_eq!(hq.refusal(&["score", "juror", "--programme", CODE, "--name", second, "--rename", "mr x"]), "name_taken");
    let results = hq.does(&[&["score", "results"][..], &OF].concat());
    assert_eq!((codes(&results), of(&results, 0, "panel", "counted")["n"].clone()), (vec![], json!(1)), "the sheet for the criterion that is left counts");
}

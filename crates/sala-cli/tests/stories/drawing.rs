//! Groups drawn from rules and a seed.

use serde_json::json;

use crate::laptop::{CODE, Laptop};

fn draw<'w>(words: &[&'w str]) -> Vec<&'w str> {
    [&["groups", "draw"], words, &["--programme", CODE]].concat()
}

#[test]
fn groups_are_looked_at_drawn_and_drawn_otherwise_the_week_after() {
    let hq = Laptop::headquarters();
    let of = ["--programme", CODE];
    let before = hq.digest();
    let shown = hq.does(&draw(&["--set", "First week", "--groups", "5", "--seed", "731204", "--preview"]));
    assert_eq!((&shown["kept"], hq.digest()), (&json!(false), before), "looking writes nothing");
    let kept = hq.does(&draw(&["--set", "First week", "--groups", "5", "--seed", "731204"]));
    assert_eq!(kept["drawing"]["print"], shown["drawing"]["print"], "the same seed draws the same groups");
    for group in kept["drawing"]["account"]["groups"].as_array().unwrap() {
        assert!(group["women"] != 1 && group["countries"].as_u64().unwrap() >= 4, "nobody the only woman, four countries at least: {group}");
    }
    let set = hq.does(&[&["groups", "list"][..], &of].concat())["sets"][0].clone();
    assert_eq!((&set["draws"][0]["seed"], &set["account"]["findings"]), (&json!(731_204), &kept["drawing"]["account"]["findings"]), "kept with the set");

    let second = hq.does(&draw(&["--set", "Second week", "--size", "6", "--pin", "P07=B", "--apart-from", "first week"]));
    let pinned = second["drawing"]["groups"][1]["members"].as_array().unwrap().iter().find(|m| m["code"] == "P07").unwrap();
    assert_eq!(pinned["pinned"], true, "whoever is pinned is there");
    let refused = |words: &[&str]| hq.refusal(&draw(words));
    assert_eq!(refused(&["--set", "First week"]), "draw_nobody", "everybody has a place");
    assert_eq!(refused(&["--set", "Third"]), "draw_shape_missing");
    assert_eq!(refused(&["--set", "Third", "--groups", "40"]), "draw_too_many_groups");
    assert_eq!(refused(&["--set", "Third", "--groups", "5", "--pin", "P07"]), "pin_unreadable");
    assert_eq!(refused(&["--set", "Third", "--groups", "5", "--pin", "P77=A"]), "no_such_participant");
    assert_eq!(refused(&["--set", "Third", "--groups", "5", "--apart-from", "Nowhere"]), "no_such_group_set");
    assert_eq!(hq.says(&draw(&["--groups", "5", "--size", "6"])).exit, 2, "one of the two");
}

//! How a store stands, as a script reads it.

use crate::laptop::Laptop;

/// The keys that a list of the document names, such as `one, two[three, four], five (in words)`: those of the list itself.
fn named(list: &str) -> Vec<&str> {
    let (mut depth, mut begins, mut items) = (0_usize, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[begins..at]);
                begins = at + 1;
            }
            _ => {}
        }
    }
    items.push(&list[begins..]);
    items.iter().map(|item| item.trim().split(['[', '{', ' ', '\n']).next().unwrap()).collect()
}

#[test]
fn every_key_that_the_document_names_for_status_is_there_in_a_store_in_which_nothing_is() {
    let document = include_str!("../../../../docs/command-line.md");
    let (_, told) = document.split_once("\n- `status`: ").unwrap();
    let (told, _) = told.split_once("\n- `").unwrap();
    // What stands in backquotes: keys, some with the keys of what is in them; and codes, which are no keys.
    let quoted: Vec<_> = told.split('`').skip(1).step_by(2).collect();
    let keys = quoted.iter().filter(|one| one.contains(['[', '{'])).map(|one| one.split_once(['[', '{']).unwrap());
    let keys: Vec<_> = keys.chain(["conflicts", "review", "attachments_to_come", "attachments_lost"].map(|plain| (plain, ""))).collect();
    assert!(keys.len() > 10 && keys[0].0 == "replicas", "the document was read: {keys:?}");
    for role in ["site", "hq"] {
        let laptop = Laptop::new("LAP-A");
        laptop.does(&["init", "--role", role, "--label", "LAP-A"]);
        let status = laptop.does(&["status"]);
        let top = status.as_object().unwrap();
        for (key, inside) in &keys {
            assert!(top.contains_key(*key), "{role}: a script reads `{key}` without asking whether it is there: {status}");
            let inside = named(inside.trim_end_matches([']', '}']));
            let one = if *key == "replicas" { &status[key][0] } else { &status[key] };
            let Some(object) = one.as_object() else { continue };
            for name in inside {
                assert!(object.contains_key(name), "{role}: `{key}` has `{name}` where there is nothing to say too: {one}");
            }
        }
        assert!(status["replicas"][0]["waiting_files"].is_array() && status["not_allowed"].is_null(), "empty lists, and null: {status}");
    }
}

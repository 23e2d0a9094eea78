//! What headquarters takes back: a file that should not have been taken in, and belief in a lost laptop.

use serde_json::{Value as Json, json};

use crate::laptop::{CODE, Laptop};

const REGISTER: &str = "2012-05-14/AM";

fn marked(hq: &Laptop) -> u64 {
    let report = hq.does(&["attendance", "report", "--programme", CODE]);
    report["attended"].as_u64().unwrap()
}

/// LAP-A takes a register and carries it twice; headquarters has both files, and knows their names.
fn carried_twice() -> (Laptop, Vec<Json>) {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    a.does(&["attendance", "fill", "--programme", CODE, "--register", REGISTER, "--status", "present"]);
    let bundles = ["evening.sala", "once-more.sala"].map(|name| {
        let file = a.path(name);
        a.does(&["export", "--out", &file]);
        hq.does(&["import", &file])["bundles"][0]["bundle"].clone()
    });
    (hq, bundles.to_vec())
}

#[test]
fn a_file_set_aside_counts_no_more_unless_another_brought_the_same() {
    let (hq, bundles) = carried_twice();
    let (before, all) = (hq.digest(), marked(&hq));
    let [first, second] = [0, 1].map(|i| bundles[i].as_str().unwrap().to_owned());
    let told = hq.says(&["set-aside", &first]);
    assert_eq!((told.exit, told.out.contains("nothing changes")), (0, true), "the other file brought the same pages: {}", told.out);
    assert_eq!((hq.digest(), marked(&hq)), (before.clone(), all), "and so they count on");
    let aside = hq.does(&["set-aside", &second]);
    assert_eq!((&aside["set_aside"], &aside["pages"]), (&json!(true), &json!(1)), "{aside}");
    assert_eq!(marked(&hq), 0, "with both aside nobody has been marked");
    let again = hq.does(&["set-aside", &second, "--again"]);
    assert_eq!(again["set_aside"], false);
    assert_eq!((hq.digest(), marked(&hq)), (before, all), "nothing was thrown away");
    assert_eq!(hq.refusal(&["set-aside", "nobody"]), "no_such_bundle");
}

#[test]
fn a_lost_laptop_is_believed_no_more_from_a_page_on_until_that_is_lifted() {
    let (hq, _) = carried_twice();
    let (before, all) = (hq.digest(), marked(&hq));
    assert_eq!(hq.does(&["revoke", "LAP-A"])["entries_out"], 0, "what came before it was lost stays");
    assert_eq!((hq.digest(), marked(&hq)), (before.clone(), all));
    assert!(hq.does(&["revoke", "LAP-A", "--from-page", "1"])["entries_out"].as_u64().unwrap() > 0, "from its first page on");
    assert_eq!(marked(&hq), 0, "none of its marks counts");
    hq.does(&["revoke", "LAP-A", "--lift"]);
    assert_eq!((hq.digest(), marked(&hq)), (before, all), "nothing was thrown away");
}

#[test]
fn a_file_to_be_set_aside_is_named_as_import_told_it_and_where_that_is_not_clear_the_files_are_said() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let mut ids = Vec::new();
    for (name, register) in [("monday.sala", REGISTER), ("tuesday.sala", "2012-05-15/AM")] {
        a.does(&["attendance", "fill", "--programme", CODE, "--register", register, "--status", "present"]);
        let file = a.path(name);
        a.does(&["export", "--out", &file]);
        let told = hq.says(&["import", &file]).out;
        let (_, id) = told.split_once("from LAP-A (").unwrap_or_else(|| panic!("import says by what the file is named: {told}"));
        ids.push(id.split(')').next().unwrap().to_owned());
    }
    let all = marked(&hq);
    assert_eq!(hq.does(&["set-aside", &ids[1]])["set_aside"], true, "what import showed is what it takes");
    assert!(marked(&hq) < all);
    let letter = ids[1].get(..1).unwrap();
    let unclear = hq.refuses(&["set-aside", letter, "--again"]);
    assert_eq!(unclear["error"]["code"], "ambiguous_bundle", "one letter is no name");
    let files = unclear["error"]["params"]["files"].as_array().unwrap();
    assert!(files.iter().any(|file| *file == format!("{} (tuesday.sala, LAP-A)", ids[1])), "which files it may be is said: {unclear}");
    assert!(hq.says(&["set-aside", letter]).err.contains("tuesday.sala"), "to people too");
    assert_eq!(hq.does(&["set-aside", "tuesday.sala", "--again"])["set_aside"], false, "its name will do");
    assert_eq!(marked(&hq), all);
}

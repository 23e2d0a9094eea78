//! A disk that forgets, and what can be done about it at the command line.

use std::{collections::BTreeMap, path::Path};

use crate::laptop::{CODE, Laptop, Said};

/// A command at the store in another folder of the same laptop.
fn at(laptop: &Laptop, store: &str, words: &[&str]) -> Said {
    let mut command = std::process::Command::new(crate::laptop::PROGRAM);
    command.args(["--store", store]).args(words);
    laptop.surround(&mut command);
    Said::of(command.output().unwrap())
}

fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_file());
    files.map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn a_store_of_which_the_disk_lost_a_part_is_rescued_into_a_new_one_that_says_what_it_holds_and_what_to_do() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"]);
    a.does(&["backup", "--out", &a.path("a.sala-backup")]);
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/PM", "--status", "present"]);
    // What is open is said under another name, which a digest shows; a file closes it.
    a.does(&["export", "--out", &a.path("a.sala")]);
    let digest = a.does(&["digest"])["digest"].clone();
    let file = a.store().join("sala.db");
    let whole = std::fs::read(&file).unwrap();
    let pages = whole.len() / 4096;
    let (mut made, mut all, mut less) = (0, 0, 0);
    for page in (1..pages).step_by(5) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        std::fs::write(&file, bytes).unwrap();
        let before = everything(&a.store());
        let new = a.path(&format!("rescued {page}"));
        let said = a.says(&["rescue", "--to", &new, "--json"]);
        assert_eq!(everything(&a.store()), before, "page {page}: not a byte of the damaged store is touched, and no log lies beside it");
        let answer = said.json();
        if said.exit == 3 {
            assert_eq!(answer["error"]["code"], "rescue_without_keys", "page {page}");
            assert!(said.err.contains("sala restore") && !Path::new(&new).exists(), "what else there is: {}", said.err);
            continue;
        }
        made += 1;
        assert_eq!((answer["from"].as_str(), answer["label"].as_str(), answer["unreadable"].as_u64()), (Some("LAP-A"), Some("LAP-A 2"), Some(1)), "{answer}");
        let forgets = answer["forgotten"].as_array().unwrap();
        assert_eq!(said.exit, if answer["whole"] == true && forgets.is_empty() { 0 } else { 4 }, "page {page}: {answer}");
        if forgets.iter().any(|what| what == "believed") {
            let words = a.says(&["rescue", "--to", &a.path(&format!("told {page}"))]);
            assert!(words.out.contains("Whom it believed lay on them in part"), "page {page}: {}", words.out);
        }
        assert_eq!(at(&a, &new, &["verify"]).exit, 0, "page {page}");
        if answer["whole"] == true {
            all += 1;
            assert_eq!(at(&a, &new, &["digest", "--json"]).json()["digest"], digest, "page {page}: all of it");
            continue;
        }
        less += 1;
        assert_eq!(a.says(&["rescue", "--to", &new]).exit, 3, "nothing that lies there is covered");
        let words = a.says(&["rescue", "--to", &a.path(&format!("again {page}"))]);
        for part in ["LAP-A goes on in", "could not be read", "leave the damaged store as it is", "headquarters: its next file", "sala restore", "fingerprint"]
        {
            assert!(words.out.contains(part), "page {page}: {part:?} in {}", words.out);
        }
    }
    assert!(made > 10 && all > 0 && less > 0, "{made} made, {all} whole, {less} not");
    // The beginning of the file is gone: the key fits no page, and what lies behind is read all the same.
    let mut bytes = whole.clone();
    bytes[..4096].fill(0);
    std::fs::write(&file, bytes).unwrap();
    let refused = a.refuses(&["status"])["error"]["code"].clone();
    assert_eq!(refused, "store_key_wrong");
    assert!(a.says(&["status"]).err.contains("sala rescue"), "what to do is said");
    let new = a.path("without its beginning");
    let said = a.says(&["rescue", "--to", &new, "--json"]);
    assert_eq!((said.exit, said.json()["whole"].as_bool()), (4, Some(false)), "{said:?}");
    assert_eq!(at(&a, &new, &["digest", "--json"]).json()["digest"], digest, "and yet nothing is lost");
    std::fs::write(&file, whole).unwrap();
    a.does(&["digest"]);
}

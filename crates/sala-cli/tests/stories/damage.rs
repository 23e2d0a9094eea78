//! A disk that forgets.

use crate::laptop::{CODE, Laptop};

#[test]
fn a_store_of_which_the_disk_lost_a_part_is_told_as_that_by_every_command_and_nothing_is_written_in_it() {
    let hq = Laptop::headquarters();
    let backup = hq.path("hq.sala-backup");
    hq.does(&["backup", "--out", &backup]);
    let file = hq.store().join("sala.db");
    let whole = std::fs::read(&file).unwrap();
    let pages = whole.len() / 4096;
    assert!(pages > 40, "a store of many pages: {pages}");
    let mut told = 0;
    for page in (pages / 3..pages * 2 / 3).step_by(pages / 12) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        std::fs::write(&file, bytes).unwrap();
        for words in [
            &["status"][..],
            &["verify"],
            &["attendance", "report", "--programme", CODE],
            &["roster", "list", "--programme", CODE],
            &["plan", "list", "--programme", CODE],
            &["programme", "list"],
            &["conflicts"],
            &["export", "--out", &hq.path("b.sala")],
            &["backup", "--out", &hq.path("b.sala-backup")],
            &["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T"],
        ] {
            let error = hq.refuses(words)["error"].clone();
            assert_eq!(error["code"], "store_damaged", "page {page} of {pages}, sala {}: {error}", words.join(" "));
            let said = hq.says(words).err;
            assert!(said.contains("sala restore") && !said.contains("malformed"), "in words, and what to do: {said}");
            told += usize::from(said.contains(&format!("lies in {backup}")));
        }
        for made in ["b.sala-backup", "b.sala"] {
            assert!(!std::path::Path::new(&hq.path(made)).exists(), "nothing leaves a store that is damaged as if it were whole: {made}");
        }
    }
    assert!(told > 0, "where the last backup lies is said wherever that can be read");
    std::fs::write(&file, whole).unwrap();
    hq.does(&["digest"]);
}

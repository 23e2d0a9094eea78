//! Files that are not what they should be: the window says so in words, and nothing has changed.

use std::fs;

use crate::laptop::{Laptop, demo_file};

#[test]
fn a_file_that_is_not_what_it_should_be_is_refused_in_words_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    };
    let laptop = Laptop::start("demo", folder.path(), &["--demo"]);
    let photograph = fs::read(demo_file("flipchart-group-a.jpg")).unwrap();

    laptop.go("Travel");
    for (file, button) in [
        (wrong("holiday.sala", &photograph), "Choose one…"),
        (wrong("nothing.sala", b""), "Choose one…"),
        (wrong("letter.sala-request", b"Dear colleagues"), "Open a laptop\u{2019}s request…"),
    ] {
        laptop.is_refused(&file, button);
    }
    laptop.go("People");
    for file in [wrong("empty.csv", b""), wrong("picture.xlsx", &photograph)] {
        laptop.is_refused(&file, "Import a roster…");
        laptop.screen.sees("29 participants");
    }
}

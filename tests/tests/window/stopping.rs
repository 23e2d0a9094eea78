//! Long work that somebody stops: the store is as it was.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use sala::{
    RecordId,
    outputs::records::{ATTACHMENT, FILE},
};
use sala_tests::{
    laptop::{Laptop as Site, copy_folder},
    window::keys,
};

use crate::laptop::Laptop;

/// How many films a trainer brought home, and how large each is.
const FILMS: u8 = 5;
const FILM: u64 = 200 << 20;

/// Headquarters as a folder that a window can open, and a large file for it.
fn headquarters_with_a_large_file(folder: &Path) -> PathBuf {
    let hq = Site::headquarters();
    let book = hq.desk.new_book();
    let title = sala::agenda::records::TITLE.of(&sala::agenda::records::SESSION, book);
    hq.desk.change(book, "test", |c| c.set(title, "Opening")).expect("a programme");
    let a = Site::accepted_by(&hq, "LAP-A", "Thida N.");
    hq.carry_to(&a);
    for nth in 0..FILMS {
        let (hash, _) = a.desk.keep_attachment(&mut std::io::repeat(nth).take(FILM)).expect("a film");
        let file = FILE.of(&ATTACHMENT, RecordId::natural(book, "attachment", &[&nth.to_string()]));
        a.desk.change(book, "test", |c| c.set(file, sala::value![hash.to_vec()])).expect("it hangs on a record");
    }
    let carried = folder.join("films.sala");
    std::fs::rename(a.export_for(&hq), &carried).expect("on the stick");
    drop(hq.after(|store| copy_folder(store, &folder.join("hq/store"))));
    carried
}

#[test]
fn a_look_at_a_large_file_and_taking_it_in_are_stopped_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = headquarters_with_a_large_file(folder.path());
    let hq = Laptop::start("hq", folder.path(), &[]);
    hq.screen.press_button("It is written down");
    hq.go("Travel");
    hq.will_open(&file);
    hq.screen.press_button("Choose one…");
    hq.screen.press("button", "Stop");
    hq.screen.sees("Stopped. Nothing was changed.");
    hq.screen.keep_picture("stopped-look");

    hq.will_open(&file);
    hq.screen.press_button("Choose one…");
    hq.screen.press_button("Take it in");
    hq.screen.one("progress");
    hq.screen.key(keys::ESCAPE);
    hq.screen.sees("Stopped. Nothing was changed.");
    // What was looked at is still there to be taken in.
    hq.screen.press_button("Take it in");
    hq.screen.sees("Taken in:");
}

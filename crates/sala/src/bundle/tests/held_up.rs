//! What waits in quarantine when its laptop is accepted and it cannot be taken in.

use super::forge::{Post, title};
use crate::{
    Role,
    bundle::{ExportOptions, Status, To},
};

const SECRET: &str = "nine red boats";

/// A laptop's file waits in quarantine, some megabytes of titles.
fn waiting() -> Post {
    let post = Post::new();
    let other = post.stranger("LAP-X", Role::Site);
    let book = other.new_book();
    for n in 0..200 {
        title(&other, book, &n.to_string(), &format!("{n} {}", "long ".repeat(500)));
    }
    let file = post.folder.path().join("x.sala");
    other.export(&file, &ExportOptions { to: To::Passphrase(SECRET.into()), ..Default::default() }, &mut |_, _| true).unwrap();
    assert_eq!(post.hq.import(&file, Some(SECRET), &mut |_, _| true).unwrap().status, Status::Quarantined);
    post
}

impl Post {
    /// Let the store grow by so many pages and no more: SQLite reports its own limit exactly as it reports a full disk.
    fn room(&self, pages: i64) {
        let limit = |sql: &rusqlite::Connection| {
            let now: i64 = sql.pragma_query_value(None, "page_count", |r| r.get(0))?;
            Ok(sql.pragma_update(None, "max_page_count", now + pages)?)
        };
        self.hq.store.write(limit).unwrap();
    }

    fn rows(&self, of: &str) -> i64 {
        self.hq.read(|r| Ok(r.sql().query_row(&format!("SELECT count(*) FROM {of}"), [], |r| r.get(0))?)).unwrap()
    }
}

const TO_BE_TRIED: &str = "meta WHERE key = 'quarantine.releasing'";

#[test]
fn what_does_not_fit_is_told_and_comes_in_when_there_is_room() {
    let post = waiting();
    let sessions = post.rows("session");
    post.room(16);
    let accepted = post.hq.accept("LAP-X", None, &Default::default()).unwrap();
    let held_up: Vec<_> = accepted.held_up.iter().map(|one| (one.from.as_str(), one.why.code, one.tried_again)).collect();
    assert_eq!(held_up, [("LAP-X", "disk_full", true)], "accepting it brought nothing in, and says so");
    assert_eq!((post.rows("quarantine"), post.rows("session")), (1, sessions), "the file waits as it did");
    assert_eq!(post.rows(TO_BE_TRIED), 1, "and is not forgotten");
    post.room(100_000);
    // As the store does when it is opened.
    post.hq.go_on_releasing().unwrap();
    assert_eq!((post.rows("quarantine"), post.rows("session")), (0, sessions + 200), "with room it comes in, and nobody need ask");
    assert_eq!(post.rows(TO_BE_TRIED), 0);
    assert!(post.hq.verify().unwrap().ok);
}

#[test]
fn what_is_damaged_is_told_and_not_tried_for_ever() {
    let post = waiting();
    let folder = post.hq.dir().join("quarantine");
    let file = std::fs::read_dir(folder).unwrap().flatten().next().unwrap().path();
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let accepted = post.hq.accept("LAP-X", None, &Default::default()).unwrap();
    let held_up: Vec<_> = accepted.held_up.iter().map(|one| (one.from.as_str(), one.why.code, one.tried_again)).collect();
    assert_eq!(held_up, [("LAP-X", "file_damaged", false)]);
    assert_eq!((post.rows("quarantine"), post.rows(TO_BE_TRIED)), (1, 0), "it waits on, and no opening of the store tries it");
    std::fs::write(&file, whole).unwrap();
    assert!(post.hq.accept("LAP-X", None, &Default::default()).unwrap().held_up.is_empty(), "whoever accepts once more has it tried once more");
    assert_eq!(post.rows("quarantine"), 0);
}

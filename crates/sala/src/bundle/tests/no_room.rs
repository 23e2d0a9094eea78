//! A file that shows that this store must go on under new keys, and a disk on which there is no room for that.

use super::forge::{Post, title};
use crate::{
    Desk, SetClock,
    bundle::{ExportOptions, Status, To},
    trust::Grant,
};

const SECRET: &str = "nine red boats";

/// Let a store grow by so many pages and no more: SQLite reports its own limit exactly as it reports a full disk.
fn room(desk: &Desk, pages: i64) {
    let limit = |sql: &rusqlite::Connection| {
        let now: i64 = sql.pragma_query_value(None, "page_count", |r| r.get(0))?;
        Ok(sql.pragma_update(None, "max_page_count", now + pages)?)
    };
    desk.store.write(limit).unwrap();
}

#[test]
fn a_file_that_was_taken_in_is_not_refused_because_there_is_no_room_to_go_on_under_new_keys() {
    let post = Post::new();
    let (hq, a) = (&post.hq, &post.a);
    hq.import(&post.sealed(&post.frames), None, &mut |_, _| true).unwrap();
    let book = hq.read(|r| Ok(r.sql().query_row("SELECT id FROM book", [], |r| r.get(0))?)).unwrap();
    let copy = post.folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        let from = a.dir().join(name);
        if from.exists() {
            std::fs::copy(from, copy.join(name)).unwrap();
        }
    }
    let copy = Desk::open(&copy, std::sync::Arc::new(SetClock::at("2012-05-14T08:00:00Z".parse().unwrap()))).unwrap();
    title(&copy, book, "copy", "By the copy");
    let of_copy = post.folder.path().join("of-copy.sala");
    copy.export(&of_copy, &ExportOptions { to: To::Passphrase(SECRET.into()), ..Default::default() }, &mut |_, _| true).unwrap();
    for n in 0..200 {
        title(a, book, &n.to_string(), &format!("{n} {}", "long ".repeat(500)));
    }
    hq.accept("LAP-A", None, &Grant { read_only: true, ..Grant::default() }).unwrap();
    let (word, away) = (post.folder.path().join("word.sala"), post.folder.path().join("away.sala"));
    hq.export(&word, &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true).unwrap();
    a.import(&word, None, &mut |_, _| true).unwrap();

    room(a, 32);
    let taken = a.import(&of_copy, Some(SECRET), &mut |_, _| true).expect("the file itself found room");
    assert_ne!(taken.status, Status::Quarantined);
    assert_eq!((a.bundles().unwrap().len(), a.new_keys().unwrap()), (3, None), "it is kept, and the store is what it was");
    let export = || a.export(&away, &ExportOptions::default(), &mut |_, _| true).map(drop).map_err(|error| error.problem().code);
    assert_eq!(export(), Err("disk_full"), "nothing leaves under a name that may be another's, and why is said");
    room(a, 100_000);
    export().unwrap();
    assert!(a.new_keys().unwrap().is_some(), "with room it goes on by itself");
    let (own, signed) = (a.replica(), "SELECT count(*) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica WHERE r.id = ?1");
    let signed: i64 = a.read(|r| Ok(r.sql().query_row(signed, [own], |r| r.get(0))?)).unwrap();
    assert!(signed > 0 && a.verify().unwrap().ok, "and what was open is signed with the new key");
}

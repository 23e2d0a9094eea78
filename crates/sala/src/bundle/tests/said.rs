//! What receipts say, and of what they say nothing.

use super::forge::{Post, title};
use crate::{
    RecordId,
    bundle::{ExportOptions, format::PageRange, receipt::Receipt},
};

#[test]
fn a_receipt_of_one_programme_takes_nothing_back_that_was_said_of_another() {
    let post = Post::new();
    let other = post.a.new_book();
    title(&post.a, other, "visit", "In another programme");
    let file = post.folder.path().join("both.sala");
    post.a.export(&file, &ExportOptions::default(), &mut |_, _| true).unwrap();
    post.hq.import(&file, None, &mut |_, _| true).unwrap();
    let one = post.hq.read(|r| Ok(r.sql().query_row("SELECT id FROM book WHERE id <> ?1", [other], |r| r.get::<_, RecordId>(0))?)).unwrap();
    let said = |at: i64, pages: &[RecordId], aside: &[RecordId]| {
        let range = |book: &RecordId| PageRange { replica: post.a.replica().0, book: *book.as_bytes(), first: 1, last: 9, head: None };
        let [pages, aside] = [pages, aside].map(|books| books.iter().map(range).collect::<Vec<_>>());
        let receipt = Receipt { sign: post.a.keys().sign.public(), at, pages, attachments: Vec::new(), asks: None, wants: None, aside: Some(aside) };
        post.hq.store.write(|sql| receipt.keep(sql, &post.hq.keys(), i64::MAX)).unwrap();
        let query = "SELECT b.id FROM receipt_aside a JOIN chain c ON c.no = a.chain JOIN book b ON b.no = c.book WHERE a.holder = ?1 ORDER BY b.no";
        let aside = |sql: &rusqlite::Connection| sql.prepare(query)?.query_map([post.a.replica()], |r| r.get(0))?.collect::<Result<Vec<RecordId>, _>>();
        post.hq.read(|r| Ok(aside(r.sql())?)).unwrap()
    };
    let later = i64::MAX / 2;
    assert_eq!(said(later, &[one, other], &[one, other]), [one, other], "LAP-A set pages aside in both");
    assert_eq!(said(later + 1, &[one], &[]), [other], "it took those of one in again: its file says nothing of the other");
    assert_eq!(said(later + 2, &[one], &[one]), [one, other]);
    assert_eq!(said(later + 3, &[one, other], &[]), [], "until it does");
}

//! Names of entries while pages come that do not count: what was known before they came says nothing of theirs.

use super::*;
use crate::{
    RecordId, ReplicaId,
    agenda::records::{SESSION, TITLE},
    journal::page::{Entry, Page},
};

/// A page of one title, in a frame.
struct Title<'a> {
    like: &'a Page,
    author: (ReplicaId, &'a SignKey),
    number: u64,
    prev: [u8; 32],
    first_seq: u64,
}

impl Title<'_> {
    fn framed(self, title: &str, over: &[(ReplicaId, u64)]) -> (Vec<u8>, [u8; 32]) {
        let Self { like, author: (replica, key), number, prev, first_seq } = self;
        let (_, _, entry) = like.entries().find(|(.., entry)| entry.value == crate::value!["Opening by Thida"]).expect("a title");
        let mut page = like.clone();
        (page.shapes, page.records) = (vec![like.shapes[entry.shape as usize].clone()], vec![like.records[entry.a as usize]]);
        page.actions.truncate(1);
        page.actions[0].entries = vec![Entry { shape: 0, a: 0, value: crate::value![title], over: over.to_vec(), ..entry.clone() }];
        (page.replica, page.number, page.prev, page.first_seq) = (replica, number, prev, first_seq);
        let body = page.encode().unwrap();
        let hash = *blake3::hash(&body).as_bytes();
        let sig = key.sign(Purpose::Page, &hash);
        (encode(&PageFrame { replica: replica.0, sig, body: zstd::encode_all(&body[..], 3).unwrap() }).unwrap(), hash)
    }
}

/// The same file with these pages in the place of its own.
fn of_pages(frames: &Frames, id: u8, pages: &[Vec<u8>]) -> Frames {
    let mut frames = frames.clone();
    frames.0.retain(|(kind, _)| !matches!(*kind, kind::PAGE | kind::ANNEX | kind::ATTACHMENT | kind::CHUNK | kind::RECEIPT));
    let at = frames.0.len();
    for page in pages.iter().rev() {
        frames.0.insert(at, (kind::PAGE, page.clone()));
    }
    let entries = pages.len() as u64;
    frames.manifest(|m| (m.bundle, m.entries, m.attachments, m.attachment_bytes) = ([id; 16], entries, 0, 0))
}

#[test]
fn a_page_that_does_not_count_makes_names_unsure_in_the_very_file_that_brings_it() {
    let post = Post::new();
    let c = post.stranger("LAP-C", Role::Site);
    let request = post.folder.path().join("c.request");
    c.write_request(&request).unwrap();
    post.hq.accept_file(&request, None, &Default::default()).unwrap();
    let (a_keys, c_keys) = (post.a.keys(), c.keys());
    let (a, by_c) = ((post.a.replica(), &a_keys.sign), (c.replica(), &c_keys.sign));
    let frame: PageFrame = decode(&post.frames.0[post.frames.at(kind::PAGE)].1).unwrap();
    let body = crate::journal::unpack(&frame.body).unwrap();
    let (like, first) = (&Page::decode(&body).unwrap(), *blake3::hash(&body).as_bytes());
    let (victim, next) = {
        let victim = like.entries().find(|(.., entry)| entry.value == crate::value!["Opening by Thida"]).map(|(seq, ..)| seq).unwrap();
        (victim, like.first_seq + like.len() as u64)
    };
    post.hq.import(&post.sealed(&post.frames), None, &mut |_, _| true).unwrap();
    post.hq.revoke("LAP-A", Some(3), None).unwrap();

    let (c_one, c_hash) = Title { like, author: by_c, number: 1, prev: [0; 32], first_seq: 1 }.framed("By C", &[(a.0, victim)]);
    // Whoever found the laptop writes a third page in the places of a second one that is still on its way.
    let (stolen, _) = Title { like, author: a, number: 3, prev: [7; 32], first_seq: next }.framed("By the thief", &[]);
    let (c_two, _) = Title { like, author: by_c, number: 2, prev: c_hash, first_seq: 2 }.framed("By C, who saw the thief's", &[(c.replica(), 1), (a.0, next)]);
    let (honest, _) = Title { like, author: a, number: 2, prev: first, first_seq: next }.framed("By the laptop", &[(a.0, victim)]);
    for (id, pages) in [(1, vec![c_one, stolen, c_two]), (2, vec![honest])] {
        post.hq.import(&post.sealed(&of_pages(&post.frames, id, &pages)), None, &mut |_, _| true).unwrap();
    }
    let book = like.book;
    let cell = TITLE.of(&SESSION, RecordId::natural(book, "session", &["opening"]));
    let past = post.hq.read(|r| r.history(r.book(book)?, &cell)).unwrap();
    let mut live: Vec<_> = past.into_iter().filter(|past| past.live).map(|past| past.value.part(0).clone()).collect();
    live.sort_by_key(|value| format!("{value:?}"));
    assert_eq!(live, ["By C, who saw the thief's", "By the laptop"].map(|title| Scalar::Text(title.into())), "LAP-C never saw what the laptop wrote");
    assert!(post.hq.verify().unwrap().ok);
}

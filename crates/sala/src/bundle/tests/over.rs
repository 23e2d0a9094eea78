//! What the entries of a page say that they replace: names that mean nothing, and names by the thousand.

use super::*;
use crate::{Desk, ReplicaId, SetClock, journal::page::Page};

/// An `over` of as many names as are wanted, of replicas that nobody knows.
fn invented(from: usize, count: usize) -> Vec<(ReplicaId, u64)> {
    let name = |n: usize| ReplicaId([[7; 8].as_slice(), &(n as u64).to_be_bytes()].concat().try_into().unwrap());
    (from..from + count).map(|n| (name(n), 1)).collect()
}

/// A page of as many entries as are needed to name so many replicas.
fn naming(page: &mut Page, names: usize) {
    const EACH: usize = 4_000;
    let entry = page.actions[0].entries[0].clone();
    page.shapes.truncate(1);
    page.records.truncate(1);
    page.actions.truncate(1);
    let over = (0..names).step_by(EACH).map(|from| invented(from, EACH.min(names - from)));
    page.actions[0].entries = over.map(|over| crate::journal::page::Entry { a: 0, shape: 0, over, ..entry.clone() }).collect();
}

#[test]
fn a_page_that_names_replicas_in_vain_or_without_end_is_refused() {
    let post = Post::new();
    let (frames, key) = (&post.frames, &post.a.keys().sign);
    let page: PageFrame = decode(&frames.0[frames.at(kind::PAGE)].1).unwrap();
    let body = crate::journal::unpack(&page.body).unwrap();
    let listed = [&[0x50][..], &post.hq.replica().0].concat();
    let at = body.windows(listed.len()).position(|w| w == listed).expect("it replaces what headquarters wrote");
    for (second, why) in [([7; 16], "a replica of which no entry is replaced"), (post.hq.replica().0, "a replica that is listed twice")] {
        let two = [&[0x58, 32][..], &post.hq.replica().0, &second].concat();
        let body = [&body[..at], &two, &body[at + listed.len()..]].concat();
        refused(&post, &post.sealed(&frames.clone().body(key, &body)), "damaged", why);
    }
    let many = frames.clone().page(key, |page| naming(page, crate::journal::page::MAX_NAMES + 1));
    refused(&post, &post.sealed(&many), "damaged", "more replicas than anybody ever replaced entries of");
    let most = frames.clone().page(key, |page| naming(page, crate::journal::page::MAX_NAMES));
    assert_eq!(post.hq.import(&post.sealed(&most), None, &mut |_, _| true).unwrap().status, Status::Applied, "as many as there may be are looked for");
}

#[test]
fn a_page_names_no_entry_that_is_not_in_it_whichever_branch_came_first() {
    let post = Post::new();
    let (a, b) = (post.a.keys(), post.stranger("LAP-B", Role::Site));
    let request = post.folder.path().join("b.request");
    b.write_request(&request).unwrap();
    post.hq.accept_file(&request, None, &Default::default()).unwrap();
    let first: PageFrame = decode(&post.frames.0[post.frames.at(kind::PAGE)].1).unwrap();
    let body = crate::journal::unpack(&first.body).unwrap();
    let (before, hash) = (Page::decode(&body).unwrap(), *blake3::hash(&body).as_bytes());
    let victim = before.entries().find(|(_, _, entry)| entry.value == crate::value!["Opening by Thida"]).map(|(seq, ..)| seq).expect("a title");
    let title = |page: &mut Page, title: &str| {
        let entry = before.entries().find(|(seq, ..)| *seq == victim).expect("the title").2.clone();
        let (shape, record) = (before.shapes[entry.shape as usize].clone(), before.records[entry.a as usize]);
        (page.shapes, page.records) = (vec![shape], vec![record]);
        page.actions.truncate(1);
        page.actions[0].entries = vec![crate::journal::page::Entry { shape: 0, a: 0, value: crate::value![title], over: Vec::new(), ..entry }];
    };
    let keep = |name: &str, id: u8, frames: Frames| {
        let path = post.folder.path().join(name);
        std::fs::rename(post.sealed(&frames.manifest(|m| m.bundle = [id; 16])), &path).unwrap();
        path
    };
    let mut hashes = Vec::new();
    let branches = [("one.sala", "On one disk"), ("two.sala", "On the other")].map(|(name, said)| {
        let frames = post.frames.clone().page(&a.sign, |page| {
            title(page, said);
            (page.number, page.prev, page.first_seq) = (2, hash, before.first_seq + before.len() as u64);
            hashes.push(*blake3::hash(&page.encode().unwrap()).as_bytes());
        });
        keep(name, hashes.len() as u8, frames)
    });
    let mut hostile = post.frames.clone().page(&b.keys().sign, |page| {
        title(page, "By somebody who means harm");
        page.replica = b.replica();
        page.actions[0].entries[0].over = vec![(ReplicaId(*hashes[0].first_chunk().unwrap()), victim)];
    });
    let at = hostile.at(kind::PAGE);
    let frame: PageFrame = decode(&hostile.0[at].1).unwrap();
    hostile.0[at].1 = encode(&PageFrame { replica: b.replica().0, ..frame }).unwrap();
    let hostile = keep("hostile.sala", 9, hostile);

    let common = keep("common.sala", 8, post.frames.clone());
    post.hq.import(&common, None, &mut |_, _| true).unwrap();
    // A second headquarters that hears the branches the other way round: a copy of the first, which keeps its keys.
    let twin = post.folder.path().join("twin");
    std::fs::create_dir(&twin).unwrap();
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        let from = post.hq.dir().join(name);
        if from.exists() {
            std::fs::copy(from, twin.join(name)).unwrap();
        }
    }
    let twin = Desk::open(&twin, std::sync::Arc::new(SetClock::at("2012-05-14T08:00:00Z".parse().unwrap()))).unwrap();
    let [one, two] = branches;
    for (desk, files) in [(&post.hq, [&one, &two]), (&twin, [&two, &one])] {
        for file in files.into_iter().chain([&hostile]) {
            assert_eq!(desk.import(file, None, &mut |_, _| true).unwrap().status, Status::Applied);
        }
        assert!(desk.verify().unwrap().ok);
    }
    assert_eq!(post.hq.digest(None).unwrap(), twin.digest(None).unwrap(), "which of them came first is seen nowhere");
    assert!(post.hq.read(|r| Ok(r.sql().query_row("SELECT EXISTS (SELECT 1 FROM awaited)", [], |r| r.get::<_, bool>(0))?)).is_ok_and(|waits| !waits));
}

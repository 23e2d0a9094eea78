//! Pages that no honest laptop writes, and strange ones that are possible.

use super::*;

#[test]
fn pages_that_no_honest_laptop_writes_are_refused_though_their_author_is_certified() {
    let post = Post::new();
    let (frames, keys) = (&post.frames, post.a.keys());
    let own = keys.replica();
    let of = |change: &dyn Fn(&mut crate::journal::page::Page)| post.sealed(&frames.clone().page(&keys.sign, change));
    let over = |place: u64| of(&move |p| p.actions[0].entries[0].over = vec![(own, place)]);
    let deep: Vec<u8> = std::iter::repeat_n(0x81, 4_000).chain([1]).collect();
    for (why, file) in [
        ("a record that nothing is said of", of(&|p| p.records.push(crate::RecordId::new_at(1)))),
        ("a field that nothing is said of", of(&|p| p.shapes.push(crate::journal::page::Shape { kind: "x".into(), field: "y".into(), pair: false }))),
        ("page number 0", of(&|p| p.number = 0)),
        ("page number 2^39", of(&|p| p.number = MAX_PLACE)),
        ("place 0", of(&|p| p.first_seq = 0)),
        ("place 2^39", of(&|p| p.first_seq = MAX_PLACE)),
        ("a stamp of 2200", of(&|p| p.actions[0].stamp = 7_258_118_400_000)),
        ("a stamp before all time", of(&|p| p.actions[0].stamp = -1)),
        ("an over that names its own entry", over(1)),
        ("an over that names what comes after it", over(9)),
        ("an over at an impossible place", over(MAX_PLACE)),
        ("values nested without end", of(&|p| p.actions[0].entries[0].value = Value::new(vec![Scalar::Newer(deep.clone())]))),
        ("sixty-five parts", of(&|p| p.actions[0].entries[0].value = Value::new(vec![Scalar::Int(1); 65]))),
        ("a record out of range", of(&|p| p.records.clear())),
        ("a shape out of range", of(&|p| p.shapes.clear())),
        ("no entries", of(&|p| p.actions.clear())),
        // Every action takes the name along: a few bytes in the file would become terabytes.
        ("an author whose name is a book", of(&|p| p.actions[0].author = "a".repeat(5_000))),
    ] {
        refused(&post, &file, "damaged", why);
    }
    let file = post.sealed(frames);
    let foreign = post.sealed(&frames.clone().page(&SignKey::generate(), |_| {}));
    refused(&post, &foreign, "signature_wrong", "a page signed with another key");
    let renamed = {
        let mut renamed = frames.clone();
        let at = frames.at(kind::PAGE);
        let frame: PageFrame = decode(&frames.0[at].1).unwrap();
        renamed.0[at].1 = encode(&PageFrame { replica: post.hq.replica().0, ..frame }).unwrap();
        post.sealed(&renamed)
    };
    refused(&post, &renamed, "signature_wrong", "a page under another's name");
    let annexed = frames.clone().with(frames.at(kind::PAGE), kind::ANNEX, {
        let items = vec![AnnexFrame { seq: 1, salt: [0; 16], value: vec![0x80] }];
        zstd::encode_all(&encode(&items).unwrap()[..], 3).unwrap()
    });
    refused(&post, &post.sealed(&annexed), "damaged", "a personal value that no page knows");
    drop(file);
    let overlapping = {
        let first = post.sealed(frames);
        assert_eq!(post.hq.import(&first, None, &mut |_, _| true).unwrap().status, Status::Applied);
        let page: PageFrame = decode(&frames.0[frames.at(kind::PAGE)].1).unwrap();
        let hash = *blake3::hash(&crate::journal::unpack(&page.body).unwrap()).as_bytes();
        post.sealed(&frames.clone().manifest(|m| m.bundle = [9; 16]).page(&keys.sign, |p| (p.number, p.prev, p.first_seq) = (2, hash, 2)))
    };
    // Refused, it would let one laptop keep the honest files of others out that carry its other pages: it becomes a branch.
    let taken = post.hq.import(&overlapping, None, &mut |_, _| true).unwrap();
    assert_eq!(taken.status, Status::Applied, "places that another page holds make a branch");
    let verified = post.hq.verify().unwrap();
    assert!(verified.ok, "and the store stands on its journal: {:?}", verified.problems);
    let forks = post.hq.status().unwrap().replicas.into_iter().map(|r| r.forks.len()).sum::<usize>();
    assert_eq!(forks, 1, "and says that somebody writes under a name that another uses");
}

#[test]
fn strange_pages_that_are_possible_do_no_harm() {
    let post = Post::new();
    let keys = post.a.keys();
    let authors = post.frames.clone().page(&keys.sign, |p| {
        let action = p.actions[0].clone();
        p.actions = (0..10_000).map(|n| crate::journal::page::Action { author: format!("../../{n}"), ..action.clone() }).collect();
        p.shapes.truncate(1);
        p.records = (0..10_000).map(|_| crate::RecordId::new_at(0)).collect();
        for (n, action) in (0..).zip(&mut p.actions) {
            action.entries.truncate(1);
            action.entries[0].a = n;
            action.entries[0].over.clear();
        }
    });
    let authors = authors.manifest(|m| m.label = "../../../etc/LAP-A".into());
    let file = post.sealed(&authors);
    let beside = || std::fs::read_dir(post.folder.path()).unwrap().count();
    let before = beside();
    assert_eq!(post.hq.import(&file, None, &mut |_, _| true).unwrap().new_entries, 10_000, "many people at one laptop");
    let (_, files) = post.state();
    let here = post.hq.dir().display().to_string();
    assert!(
        files.iter().all(|(name, _)| name.strip_prefix(&here).is_some_and(|inside| !inside.contains("etc"))),
        "no name in a file becomes a name on the disk: {files:?}"
    );
    assert_eq!(beside(), before, "and nothing new lies beside the store");
}

//! Names that a file gives itself and others: its id, its sender's label, books and pictures in a receipt. None is believed alone.

use std::path::PathBuf;

use super::forge::{Frames, Post, title};
use crate::{
    Desk, RecordId, ReplicaId, Role,
    bundle::{
        ExportOptions, Imported, Status, To,
        ask::wishes,
        format::{PageRange, decode, encode, kind},
        receipt::Receipt,
        seal::unseal,
    },
    trust::{Certificate, Purpose, SignKey, Signed},
};

impl Post {
    /// Seal these frames by `sender` to headquarters, as a file that stays.
    fn kept(&self, name: &str, frames: &Frames, sender: &Desk) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::rename(self.sealed_by(frames, &sender.keys().sign, &self.hq), &path).unwrap();
        path
    }

    fn import(&self, file: &std::path::Path) -> Imported {
        self.hq.import(file, None, &mut |_, _| true).unwrap()
    }

    /// The frames of a file that a laptop made for headquarters.
    fn frames_of(&self, laptop: &Desk, options: &ExportOptions) -> Frames {
        let file = self.folder.path().join("honest.sala");
        laptop.export(&file, options, &mut |_, _| true).unwrap();
        let passphrase = if let To::Passphrase(passphrase) = &options.to { Some(passphrase.as_str()) } else { None };
        Frames::read(unseal(&file, &self.hq.keys().open, passphrase).unwrap())
    }

    fn count(&self, table: &str) -> i64 {
        self.hq.read(|r| Ok(r.sql().query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))?)).unwrap()
    }
}

/// What headquarters says of LAP-A.
fn of_a(post: &Post) -> Certificate {
    post.hq.read(|r| crate::trust::certificate(r.sql(), post.a.replica())).unwrap().expect("it was accepted").0
}

fn titles(desk: &Desk, title: &str) -> i64 {
    desk.read(|r| Ok(r.sql().query_row("SELECT count(*) FROM session WHERE title = ?1", [title], |r| r.get(0))?)).unwrap()
}

#[test]
fn another_file_with_the_id_of_one_that_is_here_is_another_file() {
    let post = Post::new();
    let mut id = [0; 16];
    let first = post.kept("first.sala", &post.frames.clone().manifest(|m| id = m.bundle), &post.a);
    assert_eq!(post.import(&first).status, Status::Applied);
    let book = post.hq.read(|r| Ok(r.sql().query_row("SELECT id FROM book", [], |r| r.get::<_, RecordId>(0))?)).unwrap();
    title(&post.a, book, "second", "Of the second day");
    let second = post.frames_of(&post.a, &ExportOptions::default()).manifest(|m| m.bundle = id);
    let second = post.kept("second.sala", &second, &post.a);
    let previewed = post.hq.preview(&second, None).unwrap();
    let taken = post.import(&second);
    assert_eq!((taken.status, taken.new_entries), (Status::Applied, 1), "it is not taken for the one that is here");
    assert_eq!((previewed.bundle, previewed.new_entries), (taken.bundle.clone(), 1), "as it was said before");
    assert_eq!(titles(&post.hq, "Of the second day"), 1);
    for file in [&first, &second] {
        let again = post.import(file);
        assert_eq!((again.status, again.new_entries), (Status::AlreadyKnown, 0), "each is known again");
    }
    assert_eq!(post.hq.bundles().unwrap().len(), 2, "both are listed");
    post.hq.set_aside(&taken.bundle).unwrap();
    assert_eq!(titles(&post.hq, "Of the second day"), 0, "one can be set aside without the other");
    assert_eq!(titles(&post.hq, "Opening by Thida"), 1);
    assert_eq!(post.import(&second).new_entries, 1, "and taken in again by its file");
    assert_eq!(post.hq.bundles().unwrap().len(), 2);
    assert!(post.hq.verify().unwrap().ok);
}

#[test]
fn of_two_strangers_files_with_one_id_neither_takes_the_place_of_the_other() {
    let post = Post::new();
    let strangers = ["LAP-X", "LAP-Y"].map(|label| post.stranger(label, Role::Site));
    for (desk, label) in strangers.iter().zip(["LAP-X", "LAP-Y"]) {
        title(desk, desk.new_book(), "opening", label);
        let to = To::Passphrase("nine red boats".into());
        let frames = post.frames_of(desk, &ExportOptions { to, ..Default::default() }).manifest(|m| m.bundle = [7; 16]);
        let file = post.kept(&format!("{label}.sala"), &frames, desk);
        let kept = post.import(&file);
        assert_eq!((kept.status, kept.from.as_str()), (Status::Quarantined, label));
        assert_eq!(post.import(&file).status, Status::Quarantined, "bringing it again");
    }
    assert_eq!(post.count("quarantine"), 2, "keeps nothing twice");
    let folder = post.hq.dir().join("quarantine");
    let names: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap()).collect();
    let is_name = |name: &str| name.strip_suffix(".sala").is_some_and(|stem| stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit()));
    assert!(names.len() == 2 && names.iter().all(|name| is_name(name)), "no file chooses its own name on this disk: {names:?}");
    // An earlier version kept one of them under the id inside it.
    let (old, new) = ("quarantine/07070707070707070707070707070707.sala", format!("quarantine/{}", names[0]));
    std::fs::rename(post.hq.dir().join(&new), post.hq.dir().join(old)).unwrap();
    post.hq.store.write(|sql| Ok(sql.execute("UPDATE quarantine SET id = ?1 WHERE lower(hex(id)) || '.sala' = ?2", ([7_u8; 16], &names[0]))?)).unwrap();
    post.hq.release().unwrap();
    assert_eq!((post.count("quarantine"), post.hq.dir().join(old).exists()), (2, false), "it is kept once, as the others are");
    for label in ["LAP-X", "LAP-Y"] {
        post.hq.accept(label, None, &Default::default()).unwrap();
        assert_eq!(titles(&post.hq, label), 1, "each comes in when its laptop is accepted");
    }
    assert_eq!(post.count("quarantine"), 0);
}

#[test]
fn only_our_own_organisation_says_what_a_laptop_is_called() {
    let post = Post::new();
    let root = SignKey::generate();
    let certified = |laptop: &Desk, label: &str| {
        let honest: Signed = decode(&post.frames.0[post.frames.at(kind::CERTIFICATE)].1).unwrap();
        let of = laptop.keys();
        let honest = Certificate::read(&honest).unwrap();
        let named = Certificate { root: root.public(), sign: of.sign.public(), recipient: of.recipient(), label: label.into(), ..honest };
        let body = minicbor::to_vec(&named).unwrap();
        encode(&Signed { sig: root.sign(Purpose::Certificate, &body), body }).unwrap()
    };
    let misnamed = post.frames.clone().with(1, kind::CERTIFICATE, certified(&post.a, "HQ"));
    let taken = post.import(&post.kept("misnamed.sala", &misnamed.manifest(|m| m.label = "HQ".into()), &post.a));
    assert_eq!((taken.status, taken.from.as_str()), (Status::Applied, "LAP-A"), "another root, and the file itself, call it HQ");

    // A laptop that asks nothing of us, and is called LAP-A elsewhere: what is to be decided about its file?
    let other = post.stranger("LAP-X", Role::Site);
    title(&other, other.new_book(), "opening", "Elsewhere");
    let mut foreign = post.frames_of(&other, &ExportOptions { to: To::Passphrase("nine red boats".into()), ..Default::default() });
    let at = foreign.at(kind::REQUEST);
    let mut nameless = foreign.clone();
    nameless.0.remove(at);
    foreign.0[at] = (kind::CERTIFICATE, certified(&other, "LAP-A"));
    let refused = post.hq.import(&post.kept("foreign.sala", &foreign, &other), None, &mut |_, _| true).unwrap_err().problem();
    assert_eq!(refused.code, "other_organisation_of_one_name", "whom others certified we cannot accept, and its file would wait for ever");
    let waits = post.import(&post.kept("nameless.sala", &nameless.manifest(|m| m.label = "LAP-A".into()), &other));
    let start: String = other.replica().to_string().chars().take(8).collect();
    assert_eq!((waits.status, waits.from), (Status::Quarantined, start), "nobody whom we believe has named it");
}

#[test]
fn a_file_of_another_organisations_laptop_is_refused_at_headquarters_too() {
    let post = Post::new();
    let (theirs, laptop) = (post.stranger("HQ-X", Role::Hq), post.stranger("LAP-Y", Role::Site));
    let request = post.folder.path().join("y.request");
    laptop.write_request(&request).unwrap();
    theirs.accept_file(&request, None, &Default::default()).unwrap();
    title(&theirs, theirs.new_book(), "opening", "Elsewhere");
    let (pack, file) = (post.folder.path().join("y-pack.sala"), post.folder.path().join("y.sala"));
    theirs.export(&pack, &ExportOptions { to: To::Replica("LAP-Y".into()), ..Default::default() }, &mut |_, _| true).unwrap();
    laptop.import(&pack, None, &mut |_, _| true).unwrap();
    title(&laptop, laptop.new_book(), "visit", "Visit elsewhere");
    laptop.export(&file, &ExportOptions { to: To::Passphrase("nine red boats".into()), everything: true, ..Default::default() }, &mut |_, _| true).unwrap();
    let refused = post.hq.import(&file, Some("nine red boats"), &mut |_, _| true).unwrap_err().problem();
    assert_eq!(refused.code, "other_organisation", "{refused:?}");
    assert_eq!((post.count("quarantine"), post.hq.status().unwrap().quarantined.pages), (0, Some(0)), "nothing of it waits for an answer that nobody can give");
}

#[test]
fn whoever_leaves_out_its_request_is_listed_and_can_be_turned_away_by_id() {
    let post = Post::new();
    let other = post.stranger("LAP-X", Role::Site);
    title(&other, other.new_book(), "opening", "Elsewhere");
    let mut frames = post.frames_of(&other, &ExportOptions { to: To::Passphrase("nine red boats".into()), ..Default::default() });
    frames.0.remove(frames.at(kind::REQUEST));
    let file = post.kept("nameless.sala", &frames, &other);
    let start: String = other.replica().to_string().chars().take(8).collect();
    for by_file in [true, false] {
        let waits = post.import(&file);
        assert_eq!(waits.status, Status::Quarantined);
        let listed = post.hq.status().unwrap().replicas.into_iter().find(|one| one.replica == other.replica().to_string());
        let listed = listed.expect("status says whose file waits");
        assert_eq!((listed.label, listed.quarantined, listed.certified, listed.fingerprint.as_str()), (start.clone(), 1, false, ""));
        let code = post.hq.turn_away("LAP-X").unwrap_err().problem().code;
        assert_eq!(code, "no_such_request", "what it calls itself it never said");
        let away = post.hq.turn_away(if by_file { &waits.bundle } else { &start }).unwrap();
        assert_eq!((away.label, away.files), (start.clone(), 1), "by its file: {by_file}");
        assert_eq!((post.count("quarantine"), post.hq.status().unwrap().quarantined.pages), (0, Some(0)));
    }
}

#[test]
fn a_receipt_leaves_nothing_behind_about_what_nobody_here_has_heard_of() {
    let post = Post::new();
    post.import(&post.kept("a.sala", &post.frames, &post.a));
    let book = post.hq.read(|r| Ok(r.sql().query_row("SELECT id FROM book", [], |r| r.get::<_, RecordId>(0))?)).unwrap();
    let tables = ["book", "chain", "replica", "record", "receipt", "receipt_blob"];
    let before = tables.map(|table| post.count(table));
    let range = |replica, book| PageRange { replica, book, first: 1, last: 9, head: None };
    let strange = |n: u32| [[7; 12].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap();
    let pages: Vec<_> = (0..2_000).flat_map(|n| [range(strange(n), strange(n)), range(strange(n), *book.as_bytes())]).collect();
    let key = &post.a.keys().sign;
    let mut frames = post.frames.clone().manifest(|m| m.bundle = [7; 16]);
    let at = frames.at(kind::RECEIPT);
    let honest = Receipt::read(&decode(&frames.0[at].1).unwrap()).unwrap();
    let attachments = [honest.attachments, vec![7; 9_000 * 32]].concat();
    let receipt = Receipt { pages: [honest.pages, pages.clone()].concat(), attachments, asks: Some(pages), ..honest };
    frames.0[at].1 = encode(&receipt.sign(key).unwrap()).unwrap();
    assert_eq!(post.import(&post.kept("b.sala", &frames, &post.a)).status, Status::Applied, "its pages may be honest");
    assert_eq!(tables.map(|table| post.count(table)), before, "{tables:?}: what a laptop says of others' pages is worth nothing where they are not here");
}

#[test]
fn what_a_laptop_says_of_pages_that_nobody_saw_makes_no_store_ask_for_ever_nor_take_itself_for_an_old_copy() {
    let post = Post::new();
    post.import(&post.kept("a.sala", &post.frames, &post.a));
    let book = post.hq.read(|r| Ok(r.sql().query_row("SELECT id FROM book", [], |r| r.get::<_, RecordId>(0))?)).unwrap();
    let key = &post.a.keys().sign;
    let said = |pages: Vec<PageRange>| {
        let mut frames = post.frames.clone().manifest(|m| m.bundle = [8; 16]);
        let at = frames.at(kind::RECEIPT);
        let honest = Receipt::read(&decode(&frames.0[at].1).unwrap()).unwrap();
        frames.0[at].1 = encode(&Receipt { pages: [honest.pages.clone(), pages].concat(), at: honest.at + 1, ..honest }.sign(key).unwrap()).unwrap();
        post.import(&post.kept("b.sala", &frames, &post.a))
    };
    let gaps = || post.hq.status().unwrap().replicas.into_iter().flat_map(|replica| replica.gaps).collect::<Vec<_>>();
    said(vec![PageRange { replica: post.a.replica().0, book: *book.as_bytes(), first: 2, last: u64::MAX, head: None }]);
    assert_eq!(gaps(), [], "there can be no such page");
    said(vec![PageRange { replica: post.hq.replica().0, book: *book.as_bytes(), first: 1, last: 9, head: None }]);
    assert_eq!(post.hq.new_keys().unwrap(), None, "a laptop's word alone does not make headquarters go on under new keys");
    said(vec![PageRange { replica: post.a.replica().0, book: *book.as_bytes(), first: 1, last: 50, head: None }]);
    assert_eq!(gaps().len(), 1, "that it has more pages of its own is believed");
    post.hq.revoke("LAP-A", None, None).unwrap();
    assert_eq!(gaps(), [], "and no longer once it is revoked");
}

#[test]
fn pages_of_replicas_that_somebody_invented_are_not_asked_for() {
    let post = Post::new();
    let strange = |n: u32| ReplicaId([[7; 12].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap());
    // It says that it replaced what they wrote.
    let frames = post.frames.clone().page(&post.a.keys().sign, |p| p.actions[0].entries[0].over.extend((0..500).map(|n| (strange(n), 1))));
    assert_eq!(post.import(&post.kept("a.sala", &frames, &post.a)).status, Status::Applied);
    assert!(post.count("awaited") >= 500, "what it names may exist, and is waited for");
    let certificate = of_a(&post);
    let asks = post.hq.read(|r| wishes(r.sql(), &certificate)).unwrap();
    assert_eq!(asks, [], "but nobody whom headquarters knows has them, and real wishes would be lost among them");
}

#[test]
fn a_laptop_is_not_asked_for_pages_of_a_programme_that_it_may_not_hold() {
    let post = Post::new();
    post.import(&post.kept("a.sala", &post.frames, &post.a));
    post.hq.ask_for_pages("LAP-A", 1, 1, None).unwrap();
    let asks = |certificate: &Certificate| post.hq.read(|r| wishes(r.sql(), certificate)).unwrap().len();
    let certificate = of_a(&post);
    assert_eq!(asks(&certificate), 1);
    assert_eq!(asks(&Certificate { books: Some(vec![[9; 16].into()]), ..certificate }), 0, "nor does it hear that there is such a programme");
}

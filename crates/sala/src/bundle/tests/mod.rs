//! Hostile files: each is refused with a reason, and the store is untouched to the byte.

mod deep;
mod forge;
mod held_up;
mod large;
mod long;
mod members;
mod names;
mod no_room;
mod outside;
mod over;
mod pages;
mod said;
mod seeds;
mod unsure;
mod words;

use std::path::Path;

use forge::{Frames, Post};

use crate::{
    Role,
    bundle::{
        ExportOptions, Status,
        format::{AnnexFrame, AttachmentFrame, MAGIC, MAX_FRAME, MAX_RANGES, PageFrame, PageRange, decode, encode, kind},
        import::Mode,
        receipt::Receipt,
        watch::Watch,
    },
    journal::{Scalar, Value, page::MAX_PLACE},
    trust::{Certificate, Purpose, Revocation, SignKey, Signed},
};

/// Headquarters refuses the file for this reason, and nothing has changed.
fn refused(post: &Post, file: &Path, code: &str, why: &str) {
    let before = post.state();
    let problem = post.hq.import(file, None, &mut |_, _| true).map(|account| account.status).expect_err(why).problem();
    assert_eq!(problem.code, code, "{why}: {problem:?}");
    assert_eq!(post.state(), before, "{why}: the store is untouched");
}

#[test]
fn a_file_that_was_cut_or_changed_anywhere_is_refused() {
    let post = Post::new();
    let whole = std::fs::read(post.sealed(&post.frames)).unwrap();
    let file = post.folder.path().join("changed.sala");
    let before = post.state();
    let codes = ["file_truncated", "file_damaged", "damaged", "not_a_sala_file", "sealed_to_another", "passphrase_needed", "signature_wrong"];
    for step in 0..40 {
        let at = step * (whole.len() - 1) / 40;
        let mut changed = whole.clone();
        changed[at] ^= 1 << (step % 8);
        for (what, bytes) in [("cut", &whole[..at]), ("changed", &changed[..])] {
            std::fs::write(&file, bytes).unwrap();
            let problem = post.hq.import(&file, None, &mut |_, _| true).expect_err("a file that did not arrive whole").problem();
            assert!(codes.contains(&problem.code), "{what} at {at}: {problem:?}");
        }
    }
    assert_eq!(post.state(), before, "the store is untouched");
    std::fs::write(&file, [&whole[..], b"more"].concat()).unwrap();
    assert!(post.hq.import(&file, None, &mut |_, _| true).is_err(), "bytes behind the end");
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(post.hq.import(&file, None, &mut |_, _| true).unwrap().status, Status::Applied, "the file itself is good");
    let after = post.hq.digest(None).unwrap();
    assert_eq!(post.hq.import(&file, None, &mut |_, _| true).unwrap().status, Status::AlreadyKnown, "played again, it changes nothing");
    assert_eq!(post.hq.digest(None).unwrap(), after);
}

#[test]
fn a_file_that_is_written_anew_while_it_is_taken_in_is_refused() {
    let post = Post::new();
    let file = post.folder.path().join("in-place.sala");
    std::fs::copy(post.sealed(&post.frames), &file).unwrap();
    let state = post.state();
    let checked = post.hq.check(&file, None, &post.hq.trusted().unwrap(), &mut Watch::new(&mut |_, _| true)).unwrap();
    forge::title(&post.a, post.hq.new_book(), "opening", "Another day");
    post.a.export(&file, &ExportOptions { everything: true, ..Default::default() }, &mut |_, _| true).unwrap();
    let taken = post.hq.store.write(|sql| post.hq.take(sql, checked, Mode::Apply, &mut None, &mut Watch::new(&mut |_, _| true)).map(|_| ()));
    assert_eq!(taken.expect_err("what is taken in is what was checked").problem().code, "file_changed");
    assert_eq!(post.state(), state, "the store is untouched");
    assert_eq!(post.hq.import(&file, None, &mut |_, _| true).unwrap().status, Status::Applied, "the new file itself is good");
}

#[test]
fn a_file_turned_round_signed_by_another_or_by_nobody_is_refused() {
    let post = Post::new();
    let frames = &post.frames;
    let other = post.stranger("LAP-X", Role::Site);
    let turned = frames.clone().manifest(|m| m.to = vec![other.keys().recipient()]);
    refused(&post, &post.sealed(&turned), "sealed_to_another", "sealed to us, signed for another");
    refused(&post, &post.sealed_by(frames, &other.keys().sign, &post.hq), "signature_wrong", "closed by somebody else");
    refused(&post, &post.sealed_by(frames, &post.a.keys().sign, &other), "sealed_to_another", "a file for another laptop");
    let stripped = post.written(&post.hq, |out| {
        Ok([&MAGIC[..], &[kind::MANIFEST], &(frames.0[0].1.len() as u32).to_le_bytes(), &frames.0[0].1].into_iter().try_for_each(|b| out.write_all(b))?)
    });
    refused(&post, &stripped, "file_truncated", "a file without an end");
    let mut swapped = frames.clone();
    let at = frames.at(kind::PAGE);
    swapped.0.swap(0, at);
    refused(&post, &post.sealed(&swapped), "damaged", "a file that does not begin with its manifest");
    let mut headless = frames.clone();
    headless.0.remove(frames.at(kind::ATTACHMENT));
    refused(&post, &post.sealed(&headless), "damaged", "a piece of no attachment");
}

#[test]
fn counts_and_sizes_that_do_not_hold_are_refused() {
    let post = Post::new();
    let frames = &post.frames;
    // No personal values: with their page they would be nothing to refuse.
    let annex = zstd::encode_all(&encode(&Vec::<AnnexFrame>::new()).unwrap()[..], 3).unwrap();
    let page: PageFrame = decode(&frames.0[frames.at(kind::PAGE)].1).unwrap();
    let page = crate::journal::unpack(&page.body).unwrap();
    let authors = encode(&vec!["Thida N."]).unwrap();
    let key = &post.a.keys().sign;
    let said = |receipt: Receipt| encode(&receipt.sign(key).unwrap()).unwrap();
    let receipt = |attachments, wants| said(Receipt { sign: key.public(), at: 1, pages: Vec::new(), attachments, asks: None, wants, aside: None });
    // As many as a receipt of the largest size can name, and one more than there may be.
    let ranges = |count: usize| vec![PageRange { replica: [1; 16], book: [2; 16], first: 1, last: 1, head: None }; count];
    let of_ranges = |pages, asks| said(Receipt { sign: key.public(), at: 1, pages, attachments: Vec::new(), asks, wants: None, aside: None });
    for (why, wrong) in [
        ("an entry too many", frames.clone().manifest(|m| m.entries += 1)),
        ("an attachment too few", frames.clone().manifest(|m| m.attachments = 0)),
        ("a million ranges", frames.clone().manifest(|m| m.pages = ranges(1_000_000))),
        ("an attachment beyond the limit", frames.clone().with(1, kind::ATTACHMENT, encode(&AttachmentFrame { hash: [0; 32], bytes: u64::MAX }).unwrap())),
        ("an attachment of other bytes", frames.clone().with(1, kind::ATTACHMENT, encode(&AttachmentFrame { hash: [0; 32], bytes: 0 }).unwrap())),
        ("ten million receivers without a name", frames.clone().manifest(|m| m.to = vec![String::new(); 13_000_000])),
        ("a page that unpacks without end", frames.clone().body(&post.a.keys().sign, &vec![0; 65 << 20])),
        ("an annex that unpacks without end", frames.clone().with(1, kind::ANNEX, zstd::encode_all(&vec![0; 65 << 20][..], 3).unwrap())),
        ("a second manifest", frames.clone().with(1, kind::MANIFEST, frames.0[0].1.clone())),
        ("personal values that no page follows", frames.clone().with(1, kind::ANNEX, annex.clone())),
        ("personal values at the end", frames.clone().with(frames.0.len(), kind::ANNEX, annex.clone())),
        ("personal values that others would replace", {
            let at = frames.at(kind::PAGE);
            frames.clone().with(at, kind::ANNEX, annex.clone()).with(at, kind::ANNEX, annex.clone())
        }),
        ("a page of twenty million authors without a name", {
            let body = page.windows(authors.len()).position(|w| w == authors).expect("the list of authors");
            let many = [&[0x9a], &20_000_000_u32.to_be_bytes()[..], &vec![0x60; 20_000_000]].concat();
            frames.clone().body(&post.a.keys().sign, &[&page[..body], &many, &page[body + authors.len()..]].concat())
        }),
        ("a receipt of half a million attachments", frames.clone().with(1, kind::RECEIPT, receipt(vec![0; 500_000 * 32], None))),
        ("a receipt of too many ranges", frames.clone().with(1, kind::RECEIPT, of_ranges(ranges(MAX_RANGES + 1), None))),
        ("a receipt of ranges beyond its size", frames.clone().with(1, kind::RECEIPT, of_ranges(ranges(1_200_000), None))),
        ("a receipt that asks for too many ranges", frames.clone().with(1, kind::RECEIPT, of_ranges(Vec::new(), Some(ranges(MAX_RANGES + 1))))),
        ("a manifest of one range too many", frames.clone().manifest(|m| m.pages = ranges(MAX_RANGES + 1))),
        ("a receipt with half a name", frames.clone().with(1, kind::RECEIPT, receipt(Vec::new(), Some(vec![0; 48])))),
        ("nonsense for a page", frames.clone().body(&post.a.keys().sign, b"nonsense")),
    ] {
        refused(&post, &post.sealed(&wrong), "damaged", why);
    }
    let oversized =
        post.written(&post.hq, |out| Ok([&MAGIC[..], &[kind::MANIFEST], &(MAX_FRAME + 1).to_le_bytes()].into_iter().try_for_each(|b| out.write_all(b))?));
    refused(&post, &oversized, "damaged", "a frame beyond the limit");
    let promised =
        post.written(&post.hq, |out| Ok([&MAGIC[..], &[kind::MANIFEST], &MAX_FRAME.to_le_bytes()].into_iter().try_for_each(|b| out.write_all(b))?));
    refused(&post, &promised, "file_truncated", "a frame that promises more than comes");
    let newer = post.written(&post.hq, |out| Ok(out.write_all(b"salaBDL2")?));
    refused(&post, &newer, "bundle_newer", "a later format");
    let certificate = frames.0[frames.at(kind::CERTIFICATE)].1.clone();
    let mut many = frames.clone();
    many.0.extend(std::iter::repeat_n((kind::CERTIFICATE, certificate), 10_001));
    refused(&post, &post.sealed(&many), "damaged", "more certificates than any organisation has laptops");
}

#[test]
fn words_of_others_in_a_file_are_not_believed() {
    let post = Post::new();
    let frames = &post.frames;
    let impostor = SignKey::generate();
    let certificate: Signed = decode(&frames.0[frames.at(kind::CERTIFICATE)].1).unwrap();
    let mut wrong = Certificate::read(&certificate).unwrap();
    wrong.label = "HQ 2".into();
    let body = minicbor::to_vec(&wrong).unwrap();
    let forged = Signed { sig: impostor.sign(Purpose::Certificate, &body), body };
    let with = |kind: u8, signed: &Signed| post.sealed(&frames.clone().with(1, kind, encode(signed).unwrap()));
    refused(&post, &with(kind::CERTIFICATE, &forged), "signature_wrong", "a certificate in the root's name");
    let revocation = Revocation { root: wrong.root, replica: post.hq.replica().0, at: i64::MAX, cuts: Vec::new(), others: Some(1) };
    let body = minicbor::to_vec(&revocation).unwrap();
    let signed = Signed { sig: impostor.sign(Purpose::Revocation, &body), body };
    refused(&post, &with(kind::REVOCATION, &signed), "signature_wrong", "a revocation in the root's name");
    let request = post.a.request().unwrap();
    let body = minicbor::to_vec(&request).unwrap();
    let signed = Signed { sig: impostor.sign(Purpose::Request, &body), body };
    refused(&post, &with(kind::REQUEST, &signed), "signature_wrong", "a request for another's key");

    // By a root of its own, all signatures hold; nobody here has heard of that root.
    let other = post.stranger("HQ-X", Role::Hq);
    let revocation = Revocation { root: impostor.public(), replica: post.a.replica().0, at: 1, cuts: Vec::new(), others: Some(1) };
    let body = minicbor::to_vec(&revocation).unwrap();
    let revoked = Signed { sig: impostor.sign(Purpose::Revocation, &body), body };
    // Of a picture that is here, and behind what LAP-A itself says: the last receipt in a file is the one that is read.
    let (picture, _) = post.hq.keep_attachment(&mut &b"a picture of headquarters"[..]).unwrap();
    let receipt = Receipt { sign: other.keys().sign.public(), at: 1, pages: Vec::new(), attachments: picture.to_vec(), asks: None, wants: None, aside: None };
    let behind = frames.at(kind::RECEIPT) + 1;
    let foreign = Frames(frames.0.clone()).with(behind, kind::RECEIPT, encode(&receipt.sign(&other.keys().sign).unwrap()).unwrap()).with(
        1,
        kind::REVOCATION,
        encode(&revoked).unwrap(),
    );
    let taken = post.hq.import(&post.sealed(&foreign), None, &mut |_, _| true).unwrap();
    assert_eq!((taken.status, taken.new_entries > 0), (Status::Applied, true), "what LAP-A itself wrote counts: {taken:?}");
    let kept: i64 = post
        .hq
        .read(|r| {
            Ok(r.sql().query_row("SELECT (SELECT count(*) FROM revocation) + (SELECT count(*) FROM receipt_blob WHERE hash = ?1)", [picture], |r| r.get(0))?)
        })
        .unwrap();
    assert_eq!(kept, 0, "neither another root's revocation nor somebody else's receipt is kept");
    let own = Receipt { sign: post.a.keys().sign.public(), at: i64::MAX / 2, ..receipt };
    post.hq.store.write(|sql| own.keep(sql, &post.hq.keys(), i64::MAX)).unwrap();
    let said = post.hq.read(|r| Ok(r.sql().query_row("SELECT count(*) FROM receipt_blob WHERE hash = ?1", [picture], |r| r.get::<_, i64>(0))?)).unwrap();
    assert_eq!(said, 1, "that of somebody who says it for itself is: the picture is one that can be kept");
}

//! The files that the fuzz targets begin with: what the product itself writes, honest and forged.

use std::{
    io::{Cursor, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::forge::{Frames, Post};
use crate::{
    Desk, SystemClock,
    bundle::{
        ExportOptions, To,
        format::{AnnexFrame, FrameWriter, PageFrame, decode, encode, kind},
        seal::unseal,
    },
    demo,
    journal::unpack,
    trust::{Purpose, SignKey},
};

/// Make the files anew: `cargo test -p sala seeds -- --ignored`. Files that a target found stay beside them.
#[test]
#[ignore = "makes the files that the fuzz targets begin with"]
fn make() {
    let post = Post::new();
    let own = &post.a.keys().sign;
    let honest = post.frames.clone().manifest(|m| m.to.clear());
    put("bundle", "good-forms", &closed(&honest, own));
    put("bundle", "good-forms-plain", &closed(&plain(&honest), own));
    let demo = demo(&post, own);
    put("bundle", "good-demo", &closed(&demo, own));
    put("bundle", "good-golden-0.1", &closed(&golden(own), own));
    let empty = zstd::encode_all(&encode(&Vec::<AnnexFrame>::new()).unwrap()[..], 3).unwrap();
    put("bundle", "annex-of-no-page", &closed(&honest.clone().with(1, kind::ANNEX, empty.clone()), own));
    put("bundle", "annex-twice", &closed(&demo.clone().with(demo.at(kind::ANNEX), kind::ANNEX, empty), own));
    put("bundle", "manifest-twice", &closed(&honest.clone().with(1, kind::MANIFEST, honest.0[0].1.clone()), own));
    put("bundle", "newer-frame", &closed(&honest.clone().with(1, 77, b"of a later version".to_vec()), own));
    let bodies = |frames: &Frames| -> Vec<Vec<u8>> {
        let pages = frames.0.iter().filter(|(kind, _)| *kind == kind::PAGE);
        pages.map(|(_, payload)| unpack(&decode::<PageFrame>(payload).unwrap().body).unwrap()).collect()
    };
    put("page", "good-forms", &unchanged(&bodies(&honest)[0]));
    put("page", "good-golden-0.1", &unchanged(&bodies(&golden(own))[0]));
    let mut pages = bodies(&demo);
    pages.sort_by_key(Vec::len);
    put("page", "good-demo-smallest", &unchanged(&pages[0]));
    put("page", "good-demo-middle", &unchanged(&pages[pages.len() / 2]));
    put("page", "good-demo-packed", &zstd::encode_all(&pages[pages.len() / 2][..], 3).unwrap());
    // A few rows tell a reader as much as thirty, and take it less time.
    let rows = |file: &[u8]| std::str::from_utf8(file).unwrap().split_inclusive('\n').take(7).collect::<String>();
    let (roster, agenda) = (rows(demo::ROSTER), rows(demo::AGENDA));
    put("sheet", "good-roster", roster.as_bytes());
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(roster.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    put("sheet", "good-roster-utf16", &wide);
    put("sheet", "good-agenda", agenda.as_bytes());
    put("sheet", "good-agenda-semicolons", agenda.replace(',', ";").as_bytes());
    put("sheet", "good-nominations", demo::NOMINATIONS);
    put("sheet", "good-nominations-stored", &stored(demo::NOMINATIONS));
}

fn put(target: &str, name: &str, bytes: &[u8]) {
    assert!(bytes.len() <= 50_000, "{target}/{name} has {} bytes: a fuzzer wants small files", bytes.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}

/// The demo without its photographs, as whoever has the passphrase opens it; closed by another.
fn demo(post: &Post, key: &SignKey) -> Frames {
    let desk = post.stranger("demo", crate::Role::Hq);
    demo::load(&desk).unwrap();
    let to = ExportOptions { to: To::Passphrase("teak river lantern".into()), without_attachments: true, ..Default::default() };
    let file = post.folder.path().join("demo.sala");
    desk.export(&file, &to, &mut |_, _| true).unwrap();
    let frames = Frames::read(unseal(&file, &desk.keys().open, Some("teak river lantern")).unwrap());
    frames.manifest(|m| m.sign = key.public())
}

/// The file of version 0.1, as its receiver opens it; closed by another, because its sender's key is not here.
fn golden(key: &SignKey) -> Frames {
    let golden: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/golden/0.1");
    let store = tempfile::tempdir().unwrap();
    for name in ["sala.db", "store.key"] {
        std::fs::copy(golden.join("hq").join(name), store.path().join(name)).unwrap();
    }
    let hq = Desk::open(store.path(), Arc::new(SystemClock)).unwrap();
    let frames = Frames::read(unseal(&golden.join("lap-a.sala"), &hq.keys().open, None).unwrap());
    frames.manifest(|m| (m.sign, m.to) = (key.public(), Vec::new()))
}

fn closed(frames: &Frames, sign: &SignKey) -> Vec<u8> {
    let mut writer = FrameWriter::new(Vec::new()).unwrap();
    frames.0.iter().for_each(|(kind, payload)| writer.frame(*kind, payload).unwrap());
    let hash = writer.hash();
    writer.frame(kind::END, &[hash.as_slice(), sign.sign(Purpose::Bundle, &hash).as_slice()].concat()).unwrap();
    writer.into_inner()
}

/// The same frames with nothing compressed: a changed byte then reaches what reads pages and personal values.
fn plain(frames: &Frames) -> Frames {
    let plain = |(kind, payload): &(u8, Vec<u8>)| match *kind {
        kind::PAGE => {
            let frame: PageFrame = decode(payload).unwrap();
            let body = unchanged(&unpack(&frame.body).unwrap());
            (*kind, encode(&PageFrame { body, ..frame }).unwrap())
        }
        kind::ANNEX => (*kind, unchanged(&unpack(payload).unwrap())),
        _ => (*kind, payload.clone()),
    };
    Frames(frames.0.iter().map(plain).collect())
}

/// zstd's frame around one block that is stored as it is (RFC 8878, 3.1.1).
fn unchanged(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    assert!(length < 1 << 17, "one block holds no more than 128 KiB");
    let block = (length << 3 | 1).to_le_bytes();
    let packed = [&[0x28, 0xb5, 0x2f, 0xfd, 0xa0][..], &length.to_le_bytes(), &block[..3], body].concat();
    assert_eq!(unpack(&packed).unwrap(), body, "it unpacks to what went in");
    packed
}

/// The same workbook with nothing compressed, without what only looks.
fn stored(workbook: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.contains("theme") {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        to.start_file(name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

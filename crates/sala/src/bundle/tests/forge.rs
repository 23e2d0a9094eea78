//! Files that nobody honest makes: an honest file's frames, changed, closed and sealed again with the product's own writers.

use std::path::{Path, PathBuf};

use crate::{
    Desk, KeyPlace, NewStore, RecordId, Role, SetClock,
    agenda::records::{SESSION, TITLE},
    bundle::{
        ExportOptions, To,
        format::{FrameReader, FrameWriter, Manifest, PageFrame, decode, encode, kind},
        seal::{Seal, seal, unseal},
    },
    journal::{page::Page, unpack},
    store::write_whole,
    trust::{Purpose, SignKey},
};

/// Headquarters, a laptop that it certified, and a file between them.
pub struct Post {
    pub folder: tempfile::TempDir,
    pub hq: Desk,
    pub a: Desk,
    pub frames: Frames,
}

/// The frames of a file.
#[derive(Clone)]
pub struct Frames(pub Vec<(u8, Vec<u8>)>);

fn desk(folder: &Path, label: &str, role: Role) -> Desk {
    let new = NewStore { role, label: label.into(), organisation: None, author: "Thida N.".into(), key_place: KeyPlace::File };
    let clock = SetClock::at("2012-05-14T08:00:00Z".parse().unwrap());
    Desk::create(&folder.join(label), new, std::sync::Arc::new(clock)).unwrap()
}

impl Post {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (hq, a) = (desk(folder.path(), "HQ", Role::Hq), desk(folder.path(), "LAP-A", Role::Site));
        let request = folder.path().join("request");
        a.write_request(&request).unwrap();
        hq.accept_file(&request, None, &Default::default()).unwrap();
        let book = hq.new_book();
        title(&hq, book, "opening", "Opening");
        let pack = folder.path().join("pack.sala");
        hq.export(&pack, &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true).unwrap();
        a.import(&pack, None, &mut |_, _| true).unwrap();
        title(&a, book, "opening", "Opening by Thida");
        title(&a, book, "visit", "Visit");
        let (hash, _) = a.keep_attachment(&mut &b"a photograph"[..]).unwrap();
        a.change(book, "test", |c| {
            let id = c.create();
            c.set(crate::outputs::records::FILE.of(&crate::outputs::records::ATTACHMENT, id), crate::value![hash.to_vec()])
        })
        .unwrap();
        let file = folder.path().join("a.sala");
        a.export(&file, &ExportOptions::default(), &mut |_, _| true).unwrap();
        let frames = Frames::read(unseal(&file, &hq.keys().open, None).unwrap());
        Self { folder, hq, a, frames }
    }

    /// Another laptop that headquarters knows nothing of.
    pub fn stranger(&self, label: &str, role: Role) -> Desk {
        desk(self.folder.path(), label, role)
    }

    /// Close the frames with the sender's signature and seal them to headquarters.
    pub fn sealed(&self, frames: &Frames) -> PathBuf {
        self.sealed_by(frames, &self.a.keys().sign, &self.hq)
    }

    pub fn sealed_by(&self, frames: &Frames, sign: &SignKey, to: &Desk) -> PathBuf {
        self.written(to, |out| {
            let mut writer = FrameWriter::new(out)?;
            for (kind, payload) in &frames.0 {
                writer.frame(*kind, payload)?;
            }
            let hash = writer.hash();
            writer.frame(kind::END, &[hash.as_slice(), sign.sign(Purpose::Bundle, &hash).as_slice()].concat())
        })
    }

    /// Anything, sealed to `to`.
    pub fn written(&self, to: &Desk, content: impl Fn(&mut dyn std::io::Write) -> crate::Result<()>) -> PathBuf {
        let path = self.folder.path().join("forged.sala");
        write_whole(&path, &mut |out| seal(&Seal::Keys(vec![to.keys().recipient()]), out, |out| content(out))).unwrap();
        path
    }

    /// Everything that the store of headquarters is made of: what it says, and the bytes of its folder.
    pub fn state(&self) -> (String, Vec<(String, u64)>) {
        let verified = self.hq.verify().unwrap();
        assert!(verified.ok, "{:?}", verified.problems);
        let mut files: Vec<_> = walk(self.hq.dir());
        files.sort();
        (self.hq.digest(None).unwrap().digest, files)
    }
}

/// The names below a folder with a hash of their bytes; the index of the write-ahead log is no content.
fn walk(folder: &Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else if !path.to_string_lossy().ends_with("-shm") {
            let hash = blake3::hash(&std::fs::read(&path).unwrap());
            found.push((path.display().to_string(), u64::from_le_bytes(*hash.as_bytes().first_chunk().unwrap())));
        }
    }
    found
}

pub fn title(desk: &Desk, book: RecordId, session: &str, title: &str) {
    desk.change(book, "test", |c| c.set(TITLE.of(&SESSION, RecordId::natural(book, "session", &[session])), title)).unwrap();
}

impl Frames {
    /// The frames of an honest file, but for its end.
    pub fn read(input: impl std::io::Read) -> Self {
        let mut reader = FrameReader::new(input).unwrap();
        let mut frames = Vec::new();
        loop {
            let (kind, payload, _) = reader.frame().unwrap();
            if kind == kind::END {
                return Self(frames);
            }
            frames.push((kind, payload));
        }
    }

    /// Change the manifest.
    pub fn manifest(mut self, change: impl FnOnce(&mut Manifest)) -> Self {
        let mut manifest: Manifest = decode(&self.0[0].1).unwrap();
        change(&mut manifest);
        self.0[0].1 = encode(&manifest).unwrap();
        self
    }

    /// Where the first frame of a kind stands.
    pub fn at(&self, kind: u8) -> usize {
        self.0.iter().position(|(k, _)| *k == kind).expect("such a frame")
    }

    /// Change the first page; its author signs it again.
    pub fn page(self, author: &SignKey, change: impl FnOnce(&mut Page)) -> Self {
        let frame: PageFrame = decode(&self.0[self.at(kind::PAGE)].1).unwrap();
        let mut page = Page::decode(&unpack(&frame.body).unwrap()).unwrap();
        change(&mut page);
        let entries = page.len() as u64;
        let body = page.encode().unwrap();
        self.body(author, &body).manifest(|m| m.entries = entries)
    }

    /// Another body for the first page, signed by its author.
    pub fn body(mut self, author: &SignKey, body: &[u8]) -> Self {
        let at = self.at(kind::PAGE);
        let frame: PageFrame = decode(&self.0[at].1).unwrap();
        let sig = author.sign(Purpose::Page, blake3::hash(body).as_bytes());
        self.0[at].1 = encode(&PageFrame { replica: frame.replica, sig, body: zstd::encode_all(body, 3).unwrap() }).unwrap();
        self
    }

    pub fn with(mut self, at: usize, kind: u8, payload: Vec<u8>) -> Self {
        self.0.insert(at, (kind, payload));
        self
    }
}

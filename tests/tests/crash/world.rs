//! A small programme on three laptops, ready for whatever is to be cut short.

use std::path::{Path, PathBuf};

use sala::{Desk, RecordId, SystemClock, people::import, programme};
use sala_tests::laptop::{Laptop, copy_folder};

/// Laptops and the files between them.
pub struct World {
    pub hq: Laptop,
    pub a: Laptop,
    /// From LAP-A to headquarters, with a photograph; headquarters has not seen it.
    pub file: PathBuf,
    /// The same, of a headquarters that has taken it in.
    pub taken: PathBuf,
    pub bundle: String,
    /// A backup of LAP-A.
    pub backup: PathBuf,
    book: RecordId,
}

fn demo(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/sala/src/demo/files").join(name)).expect("a file of the programme")
}

impl World {
    pub fn new() -> Self {
        let hq = Laptop::headquarters();
        let facts = programme::Facts::parse(&String::from_utf8(demo("programme.json")).expect("text")).expect("facts");
        let book = programme::create(&hq.desk, facts).expect("a programme");
        let roster = sala::people::table::read_bytes(&demo("roster.csv")).expect("a list");
        import::apply(&hq.desk, book, &roster, &import::Options::default(), false).expect("people");
        let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
        hq.carry_to(&a);
        rename(&a, book, "Opening by Thida");
        let photograph: Vec<u8> = (0..1_300_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let (hash, _) = a.desk.keep_attachment(&mut &photograph[..]).expect("a photograph");
        a.desk
            .change(book, "test", |c| {
                c.set(
                    sala::outputs::records::FILE.of(&sala::outputs::records::ATTACHMENT, RecordId::natural(book, "attachment", &["1"])),
                    sala::value![hash.to_vec()],
                )
            })
            .expect("it hangs on a record");
        let file = a.export_for(&hq);
        let backup = a.backed_up("a.sala-backup");
        let taken = hq.file("taken");
        copy_folder(hq.desk.dir(), &taken);
        let desk = Desk::open(&taken, std::sync::Arc::new(SystemClock)).expect("a copy");
        let bundle = desk.import(&file, None, &mut |_, _| true).expect("taken in").bundle;
        Self { hq, a, file, taken, bundle, backup, book }
    }

    /// LAP-A writes what it takes back.
    pub fn slip(&self) {
        use sala::agenda::records::{METHOD, SESSION, TITLE};
        let made = |c: &mut sala::journal::Change<'_>| {
            let id = c.create();
            c.set(METHOD.of(&SESSION, id), "plenary")?;
            c.set(TITLE.of(&SESSION, RecordId::natural(self.book, "session", &["opening"])), "A slip")
        };
        self.a.desk.change(self.book, "slip", made).expect("a session and a title");
    }

    /// LAP-A goes on under keys that headquarters does not know: its file, and its request.
    pub fn stranger(&self) -> (PathBuf, PathBuf) {
        self.a.desk.go_on_under_new_keys(sala::backup::Why::StoreWasCopied).expect("new keys");
        let request = self.a.file("request");
        self.a.desk.write_request(&request).expect("a request");
        (self.a.export_for(&self.hq), request)
    }
}

fn rename(laptop: &Laptop, book: RecordId, title: &str) {
    use sala::agenda::records::{SESSION, TITLE};
    laptop.desk.change(book, "test", |c| c.set(TITLE.of(&SESSION, RecordId::natural(book, "session", &["opening"])), title)).expect("a title");
}

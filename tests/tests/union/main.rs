//! Stories about what belongs to the union: branches of a copied store, files that are set aside, laptops that are no
//! longer believed, pages that are missing and asked for.

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, To},
    journal::Scalar,
    trust::Grant,
};
use sala_tests::laptop::Laptop;

mod aside;
mod asked;
mod branches;
mod missing;
mod narrowed;
mod own;
mod trust;
mod unsure;

/// Headquarters, two laptops, and sessions whose titles people write.
struct Day {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
}

impl Day {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
        let day = Self { book: hq.desk.new_book(), hq, a, b };
        day.write(&day.hq, "opening", "Opening");
        day.hq.carry_to(&day.a);
        day.hq.carry_to(&day.b);
        day
    }

    fn session(&self, name: &str) -> RecordId {
        RecordId::natural(self.book, "session", &[name])
    }

    fn write(&self, laptop: &Laptop, session: &str, title: &str) {
        self.write_at(&laptop.desk, session, title);
    }

    fn write_at(&self, desk: &sala::Desk, session: &str, title: &str) {
        desk.change(self.book, "test", |c| c.set(TITLE.of(&SESSION, self.session(session)), title)).expect("a title");
    }

    /// The live titles of a session.
    fn titles(&self, desk: &sala::Desk, session: &str) -> Vec<String> {
        let cell = TITLE.of(&SESSION, self.session(session));
        let past = desk.read(|r| r.history(r.book(self.book)?, &cell)).expect("a history");
        let mut live: Vec<_> = past
            .into_iter()
            .filter(|p| p.live)
            .map(|p| match p.value.part(0) {
                Scalar::Text(title) => title.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        live.sort();
        live
    }

    /// Accept LAP-A again with other words.
    fn accept(&self, grant: &Grant) {
        self.hq.desk.accept("LAP-A", None, grant).expect("accepted again");
    }

    fn digest(&self, desk: &sala::Desk) -> String {
        let verified = desk.verify().expect("verify runs");
        assert!(verified.ok, "every store stands on its journal: {:?}", verified.problems);
        desk.digest(None).expect("a digest").digest
    }
}

/// A copy of a laptop's store, as a disk clone makes it.
fn clone_of(laptop: &Laptop) -> std::path::PathBuf {
    let copy = laptop.file("clone");
    std::fs::create_dir(&copy).expect("a folder");
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        let from = laptop.desk.dir().join(name);
        if from.exists() {
            std::fs::copy(from, copy.join(name)).expect("a copied file");
        }
    }
    copy
}

fn open(path: &std::path::Path) -> sala::Desk {
    sala::Desk::open(path, std::sync::Arc::new(sala::SystemClock)).expect("the copy opens")
}

fn export(desk: &sala::Desk, path: &std::path::Path, to: To) {
    let options = ExportOptions { to, ..ExportOptions::default() };
    desk.export(path, &options, &mut |_, _| true).expect("an export");
}

fn export_all(desk: &sala::Desk, path: &std::path::Path, to: To) {
    let options = ExportOptions { to, everything: true, ..ExportOptions::default() };
    desk.export(path, &options, &mut |_, _| true).expect("an export");
}

fn read_only() -> Grant {
    Grant { read_only: true, ..Grant::default() }
}

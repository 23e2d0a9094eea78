//! What comes to a rescued store once more: in a file that it had taken in before, and from those who hold the names that its disk lost.

use std::path::Path;

use sala::{RecordId, backup::Rescued, bundle::Status};
use sala_tests::laptop::{Laptop, copy_folder};

use crate::{
    all_know_the_same,
    rescued::{PAGE, names, person},
};

/// Headquarters and a laptop, of which each wrote names and holds the other's.
struct Office {
    hq: Laptop,
    b: Laptop,
    book: RecordId,
}

impl Office {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let b = Laptop::accepted_by(&hq, "LAP-B", "Sok R.");
        let book = hq.desk.new_book();
        for n in 0..20 {
            person(&hq, book, &format!("H{n:02}"), &format!("At headquarters {n:02} {}", "of many syllables ".repeat(8)));
        }
        hq.carry_to(&b);
        Self { hq, b, book }
    }
}

/// Rescue a store once for each page of its database that is lost, of those that hold what was recorded, until `seen` has seen enough.
fn rescued_of(store: &Path, mut seen: impl FnMut(Laptop, Rescued) -> bool) {
    let file = store.join("sala.db");
    let whole = std::fs::read(&file).expect("the database");
    // What was kept last lies last.
    for page in (1..whole.len() / PAGE).rev() {
        let mut bytes = whole.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0x5a);
        std::fs::write(&file, &bytes).expect("a disk that forgets");
        let Ok((laptop, told)) = Laptop::rescued(store, None, "2012-05-15T08:00") else { continue };
        if !told.whole && seen(laptop, told) {
            return;
        }
    }
    panic!("no page of the database held what was looked for");
}

#[test]
fn a_file_that_was_taken_in_before_brings_a_rescued_store_what_its_disk_lost() {
    let Office { hq, b, book } = Office::begin();
    for n in 0..20 {
        person(&b, book, &format!("B{n:02}"), &format!("By B {n:02} {}", "of many syllables ".repeat(8)));
    }
    let stick = b.export_for(&hq);
    hq.import(&stick);
    let of_b = |laptop: &Laptop| names(laptop).into_iter().filter(|name| name.starts_with("By B")).collect::<Vec<_>>();
    let known = of_b(&hq);
    let broken = hq.closed();
    let (mut pages, mut values) = (false, false);
    rescued_of(&broken.path().join("store"), |rescued, told| {
        let lost = known.len() - of_b(&rescued).len();
        let whole_pages = told.withheld == 0;
        if lost == 0 || (if whole_pages { pages } else { values }) {
            return false;
        }
        let again = rescued.import(&stick);
        assert_eq!(again.status, Status::Applied, "it is not taken for known: {told:?}");
        assert_eq!(of_b(&rescued), known, "{told:?}");
        assert_eq!(rescued.import(&stick).status, Status::AlreadyKnown, "now all of it is here");
        let verified = rescued.desk.verify().expect("verify runs");
        assert!(verified.ok, "{:?}", verified.problems);
        *(if whole_pages { &mut pages } else { &mut values }) = true;
        pages && values
    });
}

#[test]
fn a_rescued_headquarters_asks_the_laptops_for_the_names_that_its_disk_lost() {
    let Office { hq, b, book } = Office::begin();
    for n in 0..20 {
        person(&b, book, &format!("B{n:02}"), &format!("By B {n:02} {}", "of many syllables ".repeat(8)));
    }
    b.carry_to(&hq);
    hq.carry_to(&b);
    b.carry_to(&hq);
    let known = names(&hq);
    let broken = hq.closed();
    let b_store = tempfile::tempdir().expect("a folder");
    let b = b.after(|store| copy_folder(store, b_store.path()));
    drop(b);
    let (mut of_b, mut own) = (false, false);
    rescued_of(&broken.path().join("store"), |hq, told| {
        if told.withheld == 0 || told.missing_pages > 0 {
            return false;
        }
        let lost: Vec<_> = known.iter().filter(|name| !names(&hq).contains(name)).collect();
        let (lacks_b, lacks_own) = (lost.iter().any(|name| name.starts_with("By B")), lost.iter().any(|name| name.starts_with("At")));
        let is_news = (lacks_b && !of_b) || (lacks_own && !own);
        if !is_news {
            return false;
        }
        let b = Laptop::with_copy_of(b_store.path(), "2012-05-15T09:00");
        hq.carry_to(&b);
        b.carry_to(&hq);
        assert_eq!(names(&hq), known, "LAP-B has them, and was asked: {told:?}");
        (of_b, own) = (of_b || lacks_b, own || lacks_own);
        hq.carry_to(&b);
        all_know_the_same(&[&hq, &b]);
        let asked: Vec<_> = hq.desk.status().expect("a status").replicas.into_iter().flat_map(|r| r.asked).collect();
        assert!(asked.is_empty(), "and is asked no more: {asked:?}");
        of_b && own
    });
}

//! A removal that names as much as a removal can, of something that waits for its page: what it has to name more does not fit.

use sala::{
    agenda::records::SESSION,
    attendance::records::{OF_SESSION, REGISTER},
    value,
};
use sala_tests::laptop::copy_folder;

use crate::{Day, retitle, session, shown, titles};

/// As many as a removal names, but for the title of the session itself.
const REGISTERS: usize = 4_094;

#[test]
fn a_removal_that_names_as_much_as_it_can_goes_on_under_another_key_and_the_store_opens() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&hq, book, "By headquarters");
    let registers = |laptop: &sala_tests::laptop::Laptop| {
        laptop.desk.change(book, "test", |c| {
            (0..REGISTERS).try_for_each(|_| {
                let id = c.create();
                c.set(OF_SESSION.of(&REGISTER, id), value![first])
            })
        })
    };
    registers(&hq).expect("registers");
    hq.carry_to(&a);
    retitle(&a.desk, book, first, "In the file that was lost");
    retitle(&a.desk, book, first, "In that file too");
    let (a, b) = a.cloned();
    let _lost = a.export_for(&hq);
    // On another machine, which remembers nothing of that file.
    b.desk.change(book, "test", |c| c.remove(&SESSION, first)).expect("a removal of all that there is");
    let b = b.closed();
    let a = a.after(|store| {
        std::fs::remove_dir_all(store).expect("gone");
        copy_folder(&b.path().join("store"), store);
    });
    assert_eq!(a.desk.label().expect("a label"), "LAP-A 2");
    assert_eq!((shown(&a), titles(&a).len()), (vec!["Opening".to_owned()], 2), "it holds here");
    let a = a.after(|_| ());
    let verified = a.desk.verify().expect("verify runs");
    assert!(verified.ok, "{:?}", verified.problems);
}

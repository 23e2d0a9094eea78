//! A rescued store, and whom it believes: what it may have forgotten is said, for nobody can see that a revocation is missing.

use sala::backup::Memory;
use sala_tests::laptop::{Laptop, copy_folder};

use crate::{Day, rescued::PAGE, session};

#[test]
fn whichever_page_is_lost_a_revocation_is_there_or_is_said_to_be_lost() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Before it was lost");
    a.carry_to(&hq);
    hq.desk.revoke("LAP-A", Some(2), None).expect("revoked");
    let broken = hq.closed();
    let (store, memory) = (broken.path().join("store"), broken.path().join("memory"));
    let database = store.join("sala.db");
    let whole = std::fs::read(&database).expect("the database");
    let mut forgotten = 0;
    for page in 0..whole.len() / PAGE {
        let mut bytes = whole.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        std::fs::write(&database, bytes).expect("a disk that forgets");
        let kept = tempfile::tempdir().expect("a folder");
        copy_folder(&memory, kept.path());
        // Where its keys are lost there is no store that could believe anybody.
        let Ok((hq, told)) = Laptop::rescued(&store, Some(Memory::at(kept.path())), "2012-05-16T08:00") else { continue };
        let is_revoked = hq.desk.status().expect("a status").replicas.iter().any(|one| one.label == "LAP-A" && one.revoked);
        assert!(is_revoked || told.forgotten.contains(&"believed"), "page {page}: {told:?}");
        assert!(!told.whole || told.not_verified == 0, "page {page}: nothing that is left out is whole");
        forgotten += usize::from(!is_revoked);
    }
    assert!(forgotten > 0, "on some page it stood");
}

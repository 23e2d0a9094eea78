//! A laptop that goes on elsewhere while the first is still at work: what is in a backup, which backups it covers, and how often it may go on.

use std::path::Path;

use sala::{
    Desk, Role,
    backup::{BackupOptions, Secrets, Why},
    bundle::Status,
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use crate::{Day, all_know_the_same, refusal, session, titles, to_hq};

fn restored(backup: &Path, of: &Laptop) -> Laptop {
    Laptop::restored(backup, &Secrets::default(), Some(of.memory()), "2012-05-15T08:00").expect("restored").0
}

fn open_actions(laptop: &Laptop) -> i64 {
    laptop.desk.read(|r| Ok(r.sql().query_row("SELECT count(*) FROM tail", [], |row| row.get(0))?)).expect("a count")
}

#[test]
fn a_backup_made_while_others_write_holds_nothing_that_nobody_signed() {
    let Day { a, book, .. } = Day::begin();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let backups: Vec<_> = std::thread::scope(|scope| {
        for writer in 0..2 {
            let (a, stop) = (&a, &stop);
            scope.spawn(move || {
                for n in 0.. {
                    if stop.load(std::sync::atomic::Ordering::SeqCst) {
                        break;
                    }
                    session(a, book, &format!("Writer {writer} session {n}"));
                }
            });
        }
        let backups = (0..4).map(|n| a.backed_up(&format!("{n}.sala-backup"))).collect();
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        backups
    });
    let open: Vec<_> = backups.iter().map(|backup| open_actions(&restored(backup, &a))).collect();
    assert_eq!(open, [0; 4], "what is open there would go on as that of another laptop, and be signed by this one as well");
}

#[test]
fn of_two_laptops_that_were_one_neither_covers_a_backup_of_what_only_the_other_has() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Before");
    let stick = tempfile::tempdir().expect("a stick");
    let (first, later) = (stick.path().join("monday.sala-backup"), stick.path().join("tuesday.sala-backup"));
    let back_up = |desk: &Desk, to: &Path| desk.backup(to, &BackupOptions::default(), &mut |_, _| true).map(drop);
    back_up(&a.desk, &first).expect("a backup");
    let a_2 = restored(&first, &a);
    session(&a, book, "After that, on the first");
    back_up(&a.desk, &later).expect("a backup");
    for n in 0..3 {
        session(&a_2, book, &format!("On the second {n}"));
        to_hq(&a_2, &format!("{n}.sala"));
    }
    session(&hq, book, "At headquarters");
    a_2.import(&hq.export_for(&a));
    a_2.at("2012-05-16T08:00");
    session(&a_2, book, "Later than anything on the first");
    assert_eq!(refusal(back_up(&a_2.desk, &later)), "file_exists", "however much the second has, it never had that");
    assert!(titles(&restored(&later, &a)).contains(&"After that, on the first".to_owned()), "and it is still there");
    back_up(&a_2.desk, &first).expect("all that is in the first backup is here");
    assert!(titles(&restored(&first, &a)).contains(&"On the second 2".to_owned()));
    back_up(&a_2.desk, &first).expect("its own it may cover at any time");
}

#[test]
fn a_laptop_that_went_on_more_often_than_anybody_counts_is_accepted_with_all_it_ever_was() {
    let hq = Laptop::headquarters();
    let a = Laptop::new("LAP-A", Role::Site, "Thida N.");
    let book = a.desk.new_book();
    for n in 1..=20 {
        session(&a, book, &format!("As number {n:02}"));
        // A backup closes what is open: it is signed with the key of that day.
        let _ = a.backed_up(&format!("{n}.sala-backup"));
        a.desk.go_on_under_new_keys(Why::StoreWasCopied).expect("new keys");
    }
    a.ask(&hq);
    hq.carry_to(&a);
    let taken = hq.import(&to_hq(&a, "all.sala"));
    assert_eq!(taken.status, Status::Applied, "nothing waits for a request that nobody can make any more: {:?}", taken.why);
    assert_eq!(titles(&hq).len(), 20);
    all_know_the_same(&[&hq, &a]);
    hq.desk.accept("LAP-A 21", None, &Grant::default()).expect("it is known by its newest name");
}

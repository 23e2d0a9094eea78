//! Stores that go on under new keys: restored, put back from an old copy, cloned.

use sala::{
    Role,
    backup::{BackupOptions, Secrets, Why},
    bundle::{ExportOptions, Status, To},
    decide,
};
use sala_tests::laptop::{Laptop, copy_folder};

use crate::{Day, all_know_the_same, copied, session, titles, to_hq};

#[test]
fn a_restored_laptop_writes_on_headquarters_accepts_it_and_everything_meets() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "In the backup");
    let backup = a.backed_up("a.sala-backup");
    session(&a, book, "After the backup");
    a.carry_to(&hq);
    let (restored, told) = Laptop::restored(&backup, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00").expect("restored");
    session(&restored, book, "Written by the restored one");

    let file = to_hq(&restored, "restored.sala");
    assert_eq!(hq.import(&file).status, Status::Quarantined, "nobody vouches for the new key yet");
    let status = hq.desk.status().expect("a status");
    let asks = status.replicas.iter().find(|r| r.replica == told.replica).expect("the request came along");
    assert_eq!((asks.certified, asks.goes_on_from.as_deref()), (false, Some("LAP-A")), "headquarters sees that it is LAP-A going on");
    let accepted = hq.desk.accept(&told.fingerprint, None, &Default::default()).expect("accepted by its fingerprint");
    assert_eq!(accepted.certificate.label, "LAP-A 2");
    assert!(titles(&hq).contains(&"Written by the restored one".to_owned()), "what waited is taken in at once");

    let named = hq.file("for-lap-a.sala");
    let options = ExportOptions { to: To::Replica("LAP-A".to_owned()), ..ExportOptions::default() };
    let exported = hq.desk.export(&named, &options, &mut |_, _| true).expect("an export");
    assert_eq!(exported.to, "LAP-A 2", "whoever says LAP-A means the laptop");
    restored.import(&named);
    assert!(titles(&restored).contains(&"After the backup".to_owned()), "what it lost comes back from headquarters");
    all_know_the_same(&[&hq, &restored]);

    to_hq(&restored, "again.sala");
    let journey = restored.desk.journey().expect("a journey");
    assert_eq!(journey.recorded, 3, "what LAP-A wrote is this laptop's own");
    assert_eq!((journey.carried, journey.received), (3, 3), "and headquarters has said that it holds it");
}

#[test]
fn an_old_copy_of_the_store_that_is_put_back_writes_on_as_another_and_loses_nothing() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    a.carry_to(&hq);
    let (a, old) = copied(a);
    assert!(a.desk.new_keys().expect("asked").is_none(), "a store that was only closed is no old copy");
    session(&a, book, "Second");
    a.carry_to(&hq);
    let a = a.after(|store| {
        std::fs::remove_dir_all(store).expect("gone");
        copy_folder(old.path(), store);
    });
    let told = a.desk.new_keys().expect("asked").expect("it is found out at the start");
    assert_eq!((told.why, told.former.as_str(), told.label.as_str()), (Why::StoreIsAnOldCopy, "LAP-A", "LAP-A 2"));
    session(&a, book, "Third");
    hq.import(&to_hq(&a, "third.sala"));
    hq.desk.accept(&told.fingerprint, None, &Default::default()).expect("accepted");
    hq.carry_to(&a);
    assert_eq!(titles(&a), ["First", "Opening", "Second", "Third"], "its own lost page came back");
    all_know_the_same(&[&hq, &a]);
    let a = a.after(|_| ());
    a.desk.new_keys_were_told().expect("told");
    assert_eq!(a.desk.label().expect("a label"), "LAP-A 2", "opened again it is the same");
}

#[test]
fn a_memory_that_says_nonsense_or_cannot_be_written_prevents_no_work() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    a.carry_to(&hq);
    let memory = a.file("memory");
    let a = a.after(|_| {
        for entry in std::fs::read_dir(&memory).expect("the memory").flatten() {
            std::fs::write(entry.path(), "no JSON at all").expect("spoilt");
        }
    });
    assert!(a.desk.new_keys().expect("asked").is_none(), "nonsense accuses nobody");
    let a = a.after(|_| {
        std::fs::remove_dir_all(&memory).expect("gone");
        std::fs::write(&memory, "a file where the folder was").expect("in the way");
    });
    session(&a, book, "Second");
    a.carry_to(&hq);
    assert!(a.desk.backup(&a.file("b.sala-backup"), &BackupOptions::default(), &mut |_, _| true).expect("a backup").verified);
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn a_laptop_restored_before_it_joined_still_joins_with_the_pack_made_for_it() {
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    session(&hq, book, "Opening");
    let a = Laptop::new("LAP-A", Role::Site, "Thida N.");
    let own = a.desk.new_book();
    session(&a, own, "Before it joined");
    a.ask(&hq);
    let pack = hq.export_for(&a);
    let backup = a.backed_up("a.sala-backup");
    let (a2, told) = Laptop::restored(&backup, &Secrets::default(), Some(a.memory()), "2012-05-15T08:00").expect("restored");
    assert_eq!(a2.import(&pack).joined.as_deref(), Some("Mekong Institute"), "the pack speaks of the key it had before");
    assert_eq!(a2.desk.label().expect("a label"), "LAP-A 2");
    hq.import(&to_hq(&a2, "a2.sala"));
    hq.desk.accept(&told.fingerprint, None, &Default::default()).expect("accepted");
    hq.carry_to(&a2);
    all_know_the_same(&[&hq, &a2]);
}

#[test]
fn a_laptop_that_nobody_accepted_is_accepted_with_all_it_ever_was() {
    let hq = Laptop::headquarters();
    let a = Laptop::new("LAP-A", Role::Site, "Thida N.");
    let book = a.desk.new_book();
    session(&a, book, "As LAP-A");
    a.desk.go_on_under_new_keys(Why::StoreWasCopied).expect("new keys");
    session(&a, book, "As LAP-A 2");
    let told = a.desk.go_on_under_new_keys(Why::StoreWasCopied).expect("new keys again");
    assert_eq!((told.former.as_str(), told.label.as_str()), ("LAP-A 2", "LAP-A 3"), "the next free name");
    session(&a, book, "As LAP-A 3");
    let verified = a.desk.verify().expect("verify runs");
    assert!(verified.ok, "pages of former keys verify: {:?}", verified.problems);
    let request = a.file("request");
    a.desk.write_request(&request).expect("a request");
    hq.desk.accept_file(&request, None, &Default::default()).expect("one acceptance");
    hq.carry_to(&a);
    a.carry_to(&hq);
    assert_eq!(titles(&hq), ["As LAP-A", "As LAP-A 2", "As LAP-A 3"], "nothing waits for a key that is gone");
    let labels: Vec<_> = hq.desk.status().expect("a status").replicas.into_iter().map(|r| r.label).collect();
    assert_eq!(labels, ["HQ", "LAP-A", "LAP-A 2", "LAP-A 3"], "a register's history still says who it was then");
}

#[test]
fn new_keys_may_come_while_others_write() {
    let Day { hq, a, book } = Day::begin();
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let a = &a;
            scope.spawn(move || {
                for n in 0..25 {
                    session(a, book, &format!("Writer {writer} session {n}"));
                }
            });
        }
        for _ in 0..3 {
            a.desk.go_on_under_new_keys(Why::StoreWasCopied).expect("new keys");
        }
    });
    let verified = a.desk.verify().expect("verify runs");
    assert!(verified.ok, "every page is signed by the key of its replica: {:?}", verified.problems);
    let request = a.file("request");
    a.desk.write_request(&request).expect("a request");
    hq.desk.accept_file(&request, None, &Default::default()).expect("accepted");
    hq.carry_to(&a);
    hq.import(&to_hq(&a, "a.sala"));
    assert_eq!(titles(&hq).len(), 51, "fifty sessions and the opening");
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn two_laptops_of_one_cloned_disk_write_on_and_everything_meets() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Before the disk was cloned");
    a.carry_to(&hq);
    let (a, b) = a.cloned();
    assert_eq!(a.desk.replica(), b.desk.replica(), "at first nobody can know");
    session(&a, book, "On the first");
    session(&b, book, "On the second");
    a.carry_to(&hq);
    hq.import(&b.export_for(&hq));
    // Both hear of it from headquarters; whoever finds its own line forked goes on under new keys.
    for (n, laptop) in [&a, &b].into_iter().enumerate() {
        let file = hq.file(&format!("back-{n}.sala"));
        let options = ExportOptions { to: To::Replica("LAP-A".to_owned()), everything: true, ..ExportOptions::default() };
        hq.desk.export(&file, &options, &mut |_, _| true).expect("an export");
        laptop.import(&file);
    }
    assert_ne!(a.desk.replica(), b.desk.replica(), "no two stores write under one name any more");
    let told: Vec<_> = [&a, &b].into_iter().filter_map(|l| l.desk.new_keys().expect("asked")).collect();
    assert!(told.iter().any(|t| t.why == Why::StoreWasCopied), "and people are told why: {told:?}");
    session(&a, book, "Later on the first");
    session(&b, book, "Later on the second");
    for laptop in [&a, &b] {
        let request = laptop.file("request");
        laptop.desk.write_request(&request).expect("a request");
        hq.desk.accept_file(&request, None, &Default::default()).expect("accepted, under a free name");
    }
    hq.import(&to_hq(&a, "a.sala"));
    hq.import(&to_hq(&b, "b.sala"));
    for laptop in [&a, &b] {
        let file = laptop.file("all.sala");
        let to = To::Replica(laptop.desk.replica().to_string());
        hq.desk.export(&file, &ExportOptions { to, everything: true, ..ExportOptions::default() }, &mut |_, _| true).expect("an export");
        laptop.import(&file);
    }
    all_know_the_same(&[&hq, &a, &b]);
    assert_eq!(titles(&hq).len(), 6, "nothing that either wrote is lost: {:?}", titles(&hq));
    assert!(hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts").is_empty(), "two laptops that added different things differ in nothing");
}

#[test]
fn a_whole_disk_that_is_put_back_learns_from_headquarters_receipt_that_it_is_old_and_what_it_writes_travels() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    a.carry_to(&hq);
    // The memory outside the store is put back with it: nothing on this machine knows of what came later.
    let (a, image) = a.cloned();
    session(&a, book, "Second");
    a.carry_to(&hq);
    session(&a, book, "Third");
    a.carry_to(&hq);
    drop(a);
    assert!(image.desk.new_keys().expect("asked").is_none(), "it knows of nothing yet");
    hq.carry_to(&image);
    let told = image.desk.new_keys().expect("asked").expect("headquarters speaks of pages that are not here");
    assert_eq!((told.why, told.label.as_str()), (Why::StoreIsAnOldCopy, "LAP-A 2"));
    let replicas = image.desk.status().expect("a status").replicas;
    let lost: Vec<_> = replicas.iter().flat_map(|r| r.gaps.iter().map(|gap| (gap.first, gap.last, gap.held_by.as_deref(), gap.lost))).collect();
    assert_eq!(lost, [(2, 3, Some("HQ"), false)], "who has them is told");
    session(&image, book, "Written on the old disk");
    assert_eq!(image.desk.journey().expect("a journey").received, 1, "nothing else of its own was received");
    hq.import(&to_hq(&image, "image.sala"));
    hq.desk.accept(&told.fingerprint, None, &Default::default()).expect("accepted");
    hq.carry_to(&image);
    assert_eq!(titles(&image), ["First", "Opening", "Second", "Third", "Written on the old disk"], "its lost pages come back, and the new one arrived");
    all_know_the_same(&[&hq, &image]);
}

#[test]
fn a_copy_of_a_store_that_went_on_since_is_found_out_though_nothing_left_under_its_name_after_that() {
    for goes_dark in [false, true] {
        let Day { hq, a, book } = Day::begin();
        session(&a, book, "First");
        a.carry_to(&hq);
        let (a, old) = copied(a);
        session(&a, book, "Open when it went on");
        a.desk.go_on_under_new_keys(Why::StoreWasCopied).expect("new keys");
        let memory = a.file("memory");
        let ended = || std::fs::read_dir(&memory).expect("the memory").flatten().map(|e| e.path()).find(|path| path.extension().is_some_and(|e| e == "ended"));
        if goes_dark {
            std::fs::remove_file(ended().expect("it is remembered")).expect("before that was written");
        }
        let a = a.after(|_| ());
        assert!(ended().is_some(), "the next start remembers it");
        hq.import(&to_hq(&a, "a.sala"));
        let a = a.after(|store| {
            std::fs::remove_dir_all(store).expect("gone");
            copy_folder(old.path(), store);
        });
        let told = a.desk.new_keys().expect("asked").expect("this machine remembers that its store writes under that name no more");
        assert_eq!(told.why, Why::StoreIsAnOldCopy);
    }
}

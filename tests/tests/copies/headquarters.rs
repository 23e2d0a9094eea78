//! When headquarters' machine is gone, and what its recovery secret opens.

use sala::{
    Role,
    backup::Secrets,
    bundle::{ExportOptions, Status, To},
};
use sala_tests::laptop::Laptop;

use crate::{Day, refusal, session, titles, to_hq};

/// LAP-C, which nobody accepted yet, brings a file: it waits in quarantine.
fn a_stranger_waits_at(hq: &Laptop) {
    let c = Laptop::new("LAP-C", Role::Site, "Bounthong S.");
    let other = c.desk.new_book();
    session(&c, other, "Of LAP-C");
    let strange = c.file("c.sala");
    let sealed = ExportOptions { to: To::Passphrase("nine red boats".to_owned()), ..ExportOptions::default() };
    c.desk.export(&strange, &sealed, &mut |_, _| true).expect("an export");
    assert_eq!(hq.desk.import(&strange, Some("nine red boats"), &mut |_, _| true).expect("kept").status, Status::Quarantined);
}

#[test]
fn headquarters_whose_machine_is_gone_is_restored_with_the_recovery_secret_and_goes_on_as_headquarters() {
    let Day { hq, a, book } = Day::begin();
    let recovery = hq.desk.recovery_secret().expect("asked").expect("printed once");
    let secrets = Secrets { passphrase: None, recovery: Some(recovery.clone()) };
    // A file of a laptop that nobody accepted yet waits in quarantine: it comes along.
    a_stranger_waits_at(&hq);
    let backup = hq.backed_up("hq.sala-backup");
    session(&a, book, "While headquarters was gone");
    let on_its_way = to_hq(&a, "on-its-way.sala");
    let stick = tempfile::tempdir().expect("a stick");
    let carried = stick.path().join("hq.sala-backup");
    std::fs::copy(&backup, &carried).expect("carried away");
    drop(hq);

    let (hq, told) = Laptop::restored(&carried, &secrets, None, "2012-05-16T08:00").expect("restored");
    assert_eq!((told.label.as_str(), told.role), ("HQ 2", Role::Hq));
    assert_eq!(hq.import(&on_its_way).status, Status::Applied, "what was sealed to the old machine opens");
    hq.desk.accept("LAP-C", None, &Default::default()).expect("the request came along");
    assert!(titles(&hq).contains(&"Of LAP-C".to_owned()), "and so did the file that waited");
    assert_eq!(hq.import(&to_hq(&a, "b.sala")).status, Status::Applied);
    assert_eq!(hq.carry_to(&a).status, Status::Applied, "the laptop believes it without being told: the root is the same");
    let exported = a.desk.export(&a.file("c.sala"), &ExportOptions::default(), &mut |_, _| true).expect("an export");
    assert_eq!(exported.to, "HQ 2", "from now on the laptop carries to the newest headquarters");
    hq.import(&a.file("c.sala"));
    hq.carry_to(&a);
    let b = Laptop::accepted_by(&hq, "LAP-B", "Somchai P.");
    hq.carry_to(&b);
    assert!(titles(&b).contains(&"While headquarters was gone".to_owned()), "it certifies new laptops as before");
    assert_eq!(a.desk.journey().expect("a journey").received, 1, "and its receipts count");
}

#[test]
fn headquarters_restored_while_it_is_still_at_work_is_told_as_that_on_both_machines() {
    let Day { hq, book, .. } = Day::begin();
    let backup = hq.backed_up("hq.sala-backup");
    let (second, told) = Laptop::restored(&backup, &Secrets::default(), Some(hq.memory()), "2012-05-16T08:00").expect("restored");
    assert_eq!(told.label, "HQ 2");
    let asks = second.file("hq-2.request");
    second.desk.write_request(&asks).expect("a request");
    assert_eq!(refusal(hq.desk.accept_file(&asks, None, &Default::default())), "headquarters_elsewhere", "it is no laptop");
    hq.desk.receive_request(&asks).expect("a request that is looked at first, as the window does");
    assert_eq!(refusal(hq.desk.accept("HQ 2", None, &Default::default())), "headquarters_elsewhere", "whichever way it comes");
    let own = hq.file("hq.request");
    hq.desk.write_request(&own).expect("its own request");
    assert_eq!(refusal(hq.desk.accept_file(&own, None, &Default::default())), "is_headquarters");
    let for_hq = |to| second.desk.export(&second.file("to-hq.sala"), &ExportOptions { to, ..ExportOptions::default() }, &mut |_, _| true);
    assert_eq!(refusal(for_hq(To::Replica("HQ".to_owned()))), "export_to_former", "what it was called itself");
    session(&second, book, "Of HQ 2");
    for_hq(To::Passphrase("nine red boats".to_owned())).expect("whoever knows the word opens it");
    let taken = hq.desk.import(&second.file("to-hq.sala"), Some("nine red boats"), &mut |_, _| true).expect("the root vouches for it");
    assert_eq!(taken.status, Status::Applied);
    assert!(titles(&hq).contains(&"Of HQ 2".to_owned()), "and nothing that was written there is lost");
}

#[test]
fn what_waits_in_quarantine_is_in_the_backup_of_a_store_that_was_moved() {
    let Day { hq, .. } = Day::begin();
    a_stranger_waits_at(&hq);
    // The folder lies elsewhere from now on: another drive, another letter.
    let (before, hq) = hq.cloned();
    drop(before);
    let backup = hq.backed_up("hq.sala-backup");
    let (restored, _) = Laptop::restored(&backup, &Secrets::default(), Some(hq.memory()), "2012-05-16T08:00").expect("restored");
    restored.desk.accept("LAP-C", None, &Default::default()).expect("the request came along");
    assert!(titles(&restored).contains(&"Of LAP-C".to_owned()), "and so did the file that waited");
}

#[test]
fn the_recovery_secret_opens_what_was_sealed_to_others() {
    let Day { hq, a, book } = Day::begin();
    let recovery = hq.desk.recovery_secret().expect("asked").expect("printed once");
    let b = Laptop::accepted_by(&hq, "LAP-B", "Bounthong S.");
    hq.carry_to(&a);
    session(&a, book, "From A to B");
    let file = a.export_for(&b);
    assert_eq!(refusal(hq.desk.import(&file, None, &mut |_, _| true)), "sealed_to_another");
    let stranger = age_secret();
    assert_eq!(refusal(hq.desk.import(&file, Some(&stranger), &mut |_, _| true)), "sealed_to_another", "not every key is the recovery key");
    assert_eq!(hq.desk.import(&file, Some(&recovery), &mut |_, _| true).expect("opened").status, Status::Applied);
    assert!(titles(&hq).contains(&"From A to B".to_owned()));
    let backup = a.backed_up("a.sala-backup");
    let secrets = Secrets { passphrase: None, recovery: Some(recovery) };
    assert!(Laptop::restored(&backup, &secrets, None, "2012-05-15T08:00").is_ok(), "it opens a laptop's backup too");
    assert!(
        Laptop::restored(&backup, &Secrets::default(), Some(hq.memory()), "2012-05-15T08:00").is_ok(),
        "as headquarters' own key does, though it never made a backup itself"
    );
}

/// A recovery secret of another organisation.
fn age_secret() -> String {
    Laptop::headquarters().desk.recovery_secret().expect("asked").expect("printed once")
}

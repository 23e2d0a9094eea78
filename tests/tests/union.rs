//! Stories about what belongs to the union: branches of a copied store, files that are set aside, laptops that are no
//! longer believed, pages that are missing and asked for.

use sala::{
    RecordId, Role,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, Status, To},
    decide::{self, Choice},
    journal::Scalar,
    trust::Grant,
};
use sala_tests::laptop::Laptop;

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

#[test]
fn two_copies_of_one_store_write_on_and_nothing_of_either_is_lost() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "first", "By the laptop itself");
    day.write(&day.a, "opening", "Opening, in hall 1");
    day.write_at(&copy, "second", "By the copy");
    day.write_at(&copy, "opening", "Opening, in hall 2");
    let (one, two) = (day.a.export_for(&day.hq), day.hq.file("of-the-copy.sala"));
    export(&copy, &two, To::Headquarters);

    let other_order = Laptop::accepted_by(&day.hq, "LAP-C", "Somchai P.");
    day.hq.carry_to(&other_order);
    day.hq.import(&one);
    let forked = day.hq.import(&two);
    assert_eq!(forked.status, Status::Applied, "the second branch is taken in as any other page: {:?}", forked.why);
    for (session, title) in [("before", "Written before the copy"), ("first", "By the laptop itself"), ("second", "By the copy")] {
        assert!(day.titles(&day.hq.desk, session).iter().all(|t| t == title) && !day.titles(&day.hq.desk, session).is_empty(), "{session} is kept");
    }
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening, in hall 1", "Opening, in hall 2"], "what both wrote over the same value has to be decided");
    let status = day.hq.desk.status().expect("status");
    let line = status.replicas.iter().find(|r| r.label == "LAP-A").expect("LAP-A is known");
    assert_eq!(line.forks.len(), 1, "headquarters is told that two stores write as LAP-A");

    let waiting = day.hq.desk.read(|r| decide::conflicts(r, None)).expect("conflicts");
    let conflict = waiting.iter().find(|c| c.field == "title").expect("the opening differs");
    day.hq.desk.resolve(&conflict.id, &Choice::Number(2), Some(&conflict.seen)).expect("a decision");
    assert_eq!(day.titles(&day.hq.desk, "opening").len(), 1, "a decision about entries of both branches settles them");

    day.hq.carry_to(&other_order);
    day.hq.carry_to(&day.b);
    let expected = day.digest(&day.hq.desk);
    assert_eq!(day.digest(&other_order.desk), expected, "a laptop that hears it from headquarters knows the same");
    assert_eq!(day.digest(&day.b.desk), expected, "and so does the other");
}

#[test]
fn a_number_of_a_branch_that_is_gone_never_means_another_chain() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "first", "By the laptop itself");
    day.write_at(&copy, "second", "By the copy");
    let of_the_copy = day.hq.file("of-the-copy.sala");
    export(&copy, &of_the_copy, To::Headquarters);
    day.a.carry_to(&day.hq);
    let taken = day.hq.import(&of_the_copy);
    let chains = || -> Vec<i64> {
        let query = "SELECT no FROM chain ORDER BY no";
        day.hq.desk.read(|r| Ok(r.sql().prepare(query)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)).expect("chains")
    };
    let forked = chains();
    day.hq.desk.set_aside(&taken.bundle).expect("set aside");
    let branch = *forked.iter().find(|no| !chains().contains(no)).expect("the branch is gone");
    day.write(&day.b, "third", "By another laptop");
    day.b.carry_to(&day.hq);
    let new: Vec<_> = chains().into_iter().filter(|no| !forked.contains(no)).collect();
    assert!(!new.is_empty() && new.iter().all(|no| *no > branch), "what a screen remembers of the branch means nobody else's entry: {branch}, {new:?}");
    assert!(!chains().contains(&branch));
    day.digest(&day.hq.desk);
}

#[test]
fn which_branch_comes_first_is_seen_nowhere() {
    let day = Day::begin();
    let copy = open(&clone_of(&day.a));
    for (i, title) in ["One", "Two", "Three"].iter().enumerate() {
        day.write(&day.a, "opening", title);
        let _ = day.a.export_for(&day.hq);
        day.write_at(&copy, "opening", &format!("{title} of the copy"));
        export(&copy, &day.hq.file(&format!("closing-{i}.sala")), To::Headquarters);
    }
    let all = |desk: &sala::Desk, name: &str| {
        let path = day.hq.file(name);
        let options = ExportOptions { everything: true, ..ExportOptions::default() };
        desk.export(&path, &options, &mut |_, _| true).expect("an export");
        path
    };
    let files = [all(&day.a.desk, "all-of-a.sala"), all(&copy, "all-of-the-copy.sala")];
    // A second headquarters that hears them the other way round: a copy of the first, which keeps its keys.
    let twin = open(&clone_of(&day.hq));
    for file in &files {
        day.hq.import(file);
    }
    for file in files.iter().rev() {
        twin.import(file, None, &mut |_, _| true).expect("an import");
    }
    assert_eq!(day.digest(&day.hq.desk), day.digest(&twin), "the order in which branches arrive changes nothing");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Three", "Three of the copy"], "each branch replaced its own");
}

#[test]
fn a_branch_whose_pages_come_in_any_order_replaces_only_what_it_had_seen() {
    let day = Day::begin();
    day.write(&day.a, "before", "Written before the copy");
    let copy = open(&clone_of(&day.a));
    day.write(&day.a, "opening", "In hall 1");
    let of_the_laptop = day.a.export_for(&day.hq);
    // A second headquarters that hears every page in its turn: a copy of the first, which keeps its keys.
    let twin = open(&clone_of(&day.hq));
    let mut pages = Vec::new();
    for (i, (session, title)) in [("opening", "In hall 2"), ("second", "Between"), ("opening", "In hall 3")].into_iter().enumerate() {
        day.write_at(&copy, session, title);
        let (page, receipt) = (day.hq.file(&format!("page-{i}.sala")), day.hq.file(&format!("receipt-{i}.sala")));
        export(&copy, &page, To::Headquarters);
        twin.import(&page, None, &mut |_, _| true).expect("an import");
        export(&twin, &receipt, To::Replica("LAP-A".into()));
        copy.import(&receipt, None, &mut |_, _| true).expect("a receipt, so that the next file holds one page");
        pages.push(page);
    }
    twin.import(&of_the_laptop, None, &mut |_, _| true).expect("the other branch");

    day.hq.import(&of_the_laptop);
    day.hq.import(&pages[0]);
    day.hq.import(&pages[2]);
    assert!(
        day.titles(&day.hq.desk, "opening").contains(&"In hall 1".to_owned()),
        "the copy never saw it: a page that waits for its branch does not replace it"
    );
    day.hq.import(&pages[1]);
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["In hall 1", "In hall 3"], "once all is here each branch has replaced its own");
    assert_eq!(day.digest(&day.hq.desk), day.digest(&twin), "whoever heard the pages in their turn knows the same");
}

#[test]
fn a_file_set_aside_counts_for_nothing_until_it_is_taken_in_again() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    day.write(&day.a, "opening", "Opening, as A has it");
    let file = day.a.export_for(&day.hq);
    let before = day.digest(&day.hq.desk);
    let taken = day.hq.import(&file);
    let with = day.digest(&day.hq.desk);
    // Somebody at headquarters builds on it: that stays.
    day.write(&day.hq, "second", "From headquarters");
    day.hq.desk.undo().expect("undo");

    let aside = day.hq.desk.set_aside(&taken.bundle[..8]).expect("set aside");
    assert_eq!(aside.entries, taken.new_entries, "all that it brought leaves");
    assert!(day.titles(&day.hq.desk, "first").is_empty(), "its values count no more");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening"], "what it had replaced stands again");
    let refused = day.hq.desk.set_aside(&taken.bundle).expect_err("twice");
    assert_eq!(refused.problem().code, "already_set_aside");
    day.hq.carry_to(&day.b);
    assert!(day.titles(&day.b.desk, "first").is_empty(), "and it is not carried on to others");

    day.hq.desk.take_in_again(&taken.bundle).expect("again");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["From A"], "it counts again");
    day.hq.desk.set_aside(&taken.bundle).expect("set aside once more");
    let again = day.hq.import(&file);
    assert_eq!((again.status, again.new_entries), (Status::Applied, taken.new_entries), "importing the file itself takes it in again too");
    assert_ne!(before, with, "the story changes something");
    day.digest(&day.hq.desk);
}

#[test]
fn pages_that_another_file_brought_too_stay_when_one_is_set_aside() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let first = day.hq.import(&day.a.export_for(&day.hq));
    day.write(&day.a, "second", "Later");
    let second = day.hq.import(&day.a.export_for(&day.hq));
    let aside = day.hq.desk.set_aside(&first.bundle).expect("set aside");
    assert_eq!(aside.pages, 0, "the second file carried the first one's pages as well, for want of a receipt");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["From A"], "so nothing leaves");
    day.hq.desk.set_aside(&second.bundle).expect("set aside");
    assert!(day.titles(&day.hq.desk, "first").is_empty() && day.titles(&day.hq.desk, "second").is_empty(), "until that one is set aside too");
    day.digest(&day.hq.desk);
}

#[test]
fn pages_of_two_files_count_while_either_of_them_does() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let first = day.hq.import(&day.a.export_for(&day.hq)).bundle;
    let second = day.hq.import(&day.a.export_for(&day.hq)).bundle;
    let shown = |why: &str, there: bool| assert_eq!(!day.titles(&day.hq.desk, "first").is_empty(), there, "{why}");
    day.hq.desk.set_aside(&second).expect("set aside");
    day.hq.desk.set_aside(&first).expect("set aside");
    shown("both are set aside", false);
    day.hq.desk.take_in_again(&second).expect("again");
    shown("the second file carried it as well", true);
    day.hq.desk.take_in_again(&first).expect("again");
    day.hq.desk.set_aside(&second).expect("set aside");
    shown("and so did the first", true);
    day.digest(&day.hq.desk);
}

#[test]
fn a_file_set_aside_and_its_laptop_revoked_counts_only_when_both_are_taken_back() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let bundle = day.a.carry_to(&day.hq).bundle;
    let counts = || !day.titles(&day.hq.desk, "first").is_empty();
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    day.hq.desk.take_in_again(&bundle).expect("again");
    assert!(!counts(), "its laptop is not believed");
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.hq.desk.lift_revocation("LAP-A").expect("lifted");
    assert!(!counts(), "believing the laptop again takes no file in again");
    day.hq.desk.take_in_again(&bundle).expect("again");
    assert!(counts(), "nothing was thrown away");
    day.digest(&day.hq.desk);
}

#[test]
fn revoking_a_lost_laptop_leaves_the_one_alone_that_was_restored_in_its_place() {
    let day = Day::begin();
    let backup = day.a.backed_up("backup.sala-backup");
    let (restored, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored");
    restored.ask(&day.hq);
    day.write(&restored, "first", "After the theft");
    restored.carry_to(&day.hq);
    let revoked = day.hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    assert_eq!(revoked.label, "LAP-A", "whoever says which laptop was stolen means the stolen one");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["After the theft"], "LAP-A 2 is believed");
}

#[test]
fn a_lost_laptop_is_revoked_from_a_page_on_and_the_word_travels() {
    let day = Day::begin();
    day.write(&day.a, "first", "Before it was lost");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.write(&day.a, "second", "Written by whoever found it");
    day.write(&day.a, "opening", "Vandalised");
    let stolen = day.a.export_for(&day.b);
    day.b.import(&stolen);
    assert_eq!(day.titles(&day.b.desk, "opening"), ["Vandalised"], "B does not know yet");

    day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
    let told = day.hq.carry_to(&day.b);
    assert_eq!(told.status, Status::Applied);
    assert_eq!(day.titles(&day.b.desk, "opening"), ["Opening"], "what came after leaves the union at B too");
    assert_eq!(day.titles(&day.b.desk, "first"), ["Before it was lost"], "what came before stays evidence");
    let late = day.hq.import(&day.a.export_for(&day.hq));
    let why = late.why.expect("a reason");
    assert_eq!((late.new_entries, why.code, why.params["why"].as_str()), (0, "pages_not_allowed", Some("revoked")), "its later files bring nothing");
    assert_eq!(day.digest(&day.hq.desk), day.digest(&day.b.desk), "both know the same");
    let refused = day.hq.desk.export(&day.hq.file("x.sala"), &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true);
    assert_eq!(refused.expect_err("nothing goes to it").problem().code, "receiver_revoked");

    day.hq.desk.lift_revocation("LAP-A").expect("it was only mislaid");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["Written by whoever found it"], "nothing was thrown away: it counts again");
    day.hq.carry_to(&day.b);
    assert_eq!(day.digest(&day.hq.desk), day.digest(&day.b.desk), "and the lifting travels as well");
    let site = day.b.desk.revoke("LAP-A", None, None).expect_err("a site revokes nobody");
    assert_eq!(site.problem().code, "not_headquarters");
}

#[test]
fn a_laptop_that_may_only_look_writes_nothing_that_counts() {
    let day = Day::begin();
    let auditor = Laptop::new("AUDIT", Role::Site, "An auditor");
    let request = auditor.file("audit.sala-request");
    auditor.desk.write_request(&request).expect("a request");
    // Before it has heard that it may only look, it can write; that does not count.
    day.write(&auditor, "first", "By somebody who may not");
    let grant = Grant { read_only: true, ..Grant::default() };
    day.hq.desk.accept_file(&request, None, &grant).expect("accepted");
    day.hq.carry_to(&auditor);
    assert_eq!(day.titles(&auditor.desk, "opening"), ["Opening"], "it can look");
    let refused = auditor.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.session("second")), "No")).expect_err("it may not write");
    assert_eq!(refused.problem().code, "read_only");
    let came = auditor.carry_to(&day.hq);
    assert_eq!(came.why.map(|why| why.code), Some("pages_not_allowed"), "its pages are refused");
    assert!(day.titles(&day.hq.desk, "first").is_empty(), "and count for nothing");
    day.digest(&day.hq.desk);
}

#[test]
fn a_laptop_gets_and_writes_only_the_books_that_its_certificate_names() {
    let day = Day::begin();
    let other = day.hq.desk.new_book();
    let secret = RecordId::natural(other, "session", &["secret"]);
    day.hq.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, secret), "Not for everybody")).expect("another programme");
    let coach = Laptop::new("COACH", Role::Site, "A coach");
    let request = coach.file("coach.sala-request");
    coach.desk.write_request(&request).expect("a request");
    day.hq.desk.accept_file(&request, None, &Grant { books: Some(vec![day.book]), ..Grant::default() }).expect("accepted");
    day.hq.carry_to(&coach);
    assert_eq!(day.titles(&coach.desk, "opening"), ["Opening"], "its own programme is in the pack");
    assert!(coach.desk.read(|r| r.book(other)).is_err(), "the other one is not");
    coach.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, secret), "Guessed")).expect("nothing stops it on its own disk");
    let came = coach.carry_to(&day.hq);
    assert_eq!(came.why.and_then(|why| why.params["why"].as_str().map(str::to_owned)).as_deref(), Some("other_book"), "headquarters takes none of it");
}

#[test]
fn a_laptop_whose_time_has_run_out_waits_until_it_is_accepted_again() {
    let day = Day::begin();
    let end = sala_tests::laptop::moment("2012-05-20T00:00").timestamp_millis();
    let late = Laptop::new("LAP-L", Role::Site, "Late");
    let request = late.file("late.sala-request");
    late.desk.write_request(&request).expect("a request");
    day.hq.desk.accept_file(&request, None, &Grant { until: Some(end), ..Grant::default() }).expect("accepted");
    day.hq.carry_to(&late);
    day.write(&late, "first", "Written in time, carried late");
    let file = late.export_for(&day.hq);
    day.hq.at("2012-06-01T08:00");
    assert_eq!(day.hq.import(&file).status, Status::Quarantined, "nothing is lost: headquarters is asked again");
    day.hq.desk.accept("LAP-L", None, &Grant::default()).expect("accepted again");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["Written in time, carried late"], "then it counts without being imported again");
}

#[test]
fn a_lost_file_is_named_and_asked_for_by_itself() {
    let day = Day::begin();
    let hq = To::Headquarters;
    day.write(&day.a, "first", "On the first day");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.a);
    day.a.at("2012-05-15T17:00");
    day.write(&day.a, "second", "On the second day");
    let lost = day.a.export_for(&day.hq);
    // What A believes of headquarters is wrong, as after a receipt that was turned round: it thinks the second page arrived.
    let receipt = lost.with_file_name("copy-of-lost.sala");
    std::fs::copy(&lost, &receipt).expect("a copy");
    day.hq.import(&receipt);
    day.hq.carry_to(&day.a);
    let bundle = day.hq.desk.bundles().expect("bundles")[0].bundle.clone();
    day.hq.desk.set_aside(&bundle).expect("headquarters gives it up again");
    day.a.at("2012-05-16T17:00");
    day.write(&day.a, "third", "On the third day");
    let third = day.a.file("third.sala");
    export(&day.a.desk, &third, hq);
    assert_eq!(day.hq.import(&third).status, Status::Waiting, "a page is missing in between");
    let status = day.hq.desk.status().expect("status");
    let gaps = &status.replicas.iter().find(|r| r.label == "LAP-A").expect("LAP-A").gaps;
    assert_eq!(gaps.iter().map(|g| (g.first, g.last)).collect::<Vec<_>>(), [(2, 2)], "it is named");
    assert_eq!(gaps[0].before.as_deref(), Some("2012-05-16T17:00:00Z"), "and so is when the file was made that has it");
    day.hq.carry_to(&day.a);
    let answer = day.a.carry_to(&day.hq);
    assert_eq!(answer.new_entries, 1, "the next file brings what was asked for, though A thought it had arrived");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["On the second day"]);
    assert!(day.hq.desk.status().expect("status").replicas.iter().all(|r| r.gaps.is_empty()), "nothing is missing any more");
}

#[test]
fn headquarters_can_ask_for_exact_pages() {
    let day = Day::begin();
    for title in ["One", "Two", "Three"] {
        day.write(&day.a, "first", title);
        day.a.carry_to(&day.hq);
        day.hq.carry_to(&day.a);
    }
    let quiet = day.a.carry_to(&day.hq);
    assert_eq!((quiet.new_entries, quiet.known_entries), (0, 0), "nothing new, nothing again");
    let asked = day.hq.desk.ask_for_pages("LAP-A", 2, 3, Some(day.book)).expect("asked");
    assert_eq!((asked.label.as_str(), asked.books), ("LAP-A", 1));
    assert_eq!(day.hq.desk.ask_for_pages("LAP-A", 3, 2, None).expect_err("backwards").problem().code, "page_wrong");
    day.hq.carry_to(&day.a);
    let answer = day.a.carry_to(&day.hq);
    assert_eq!(answer.known_entries, 2, "exactly the two pages come again");
    let quiet = day.hq.carry_to(&day.a);
    assert_eq!(quiet.known_entries, 0);
    assert_eq!(day.a.carry_to(&day.hq).known_entries, 0, "and it is asked no more");
}

//! Stories about the journal: what two laptops wrote meets, in any order, and nothing is lost.

use sala::{
    RecordId, Seen,
    agenda::records::{SESSION, TITLE},
    bundle::Status,
    decide::{self, Choice, Conflict},
    journal::Past,
};
use sala_tests::laptop::Laptop;

/// A programme of one session: headquarters and two laptops that know it.
struct Day {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    session: RecordId,
}

impl Day {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
        let book = hq.desk.new_book();
        let session = hq.desk.change(book, "test", |c| {
            let id = c.create();
            c.set(TITLE.of(&SESSION, id), "Opening").map(|()| id)
        });
        let day = Self { session: session.expect("a session"), hq, a, b, book };
        day.hq.carry_to(&day.a);
        day.hq.carry_to(&day.b);
        day
    }

    fn write(&self, laptop: &Laptop, time: &str, title: &str) {
        laptop.at(time).desk.change(self.book, "test", |c| c.set(TITLE.of(&SESSION, self.session), title)).expect("a title");
    }

    fn history(&self, laptop: &Laptop) -> Vec<Past> {
        laptop.desk.read(|r| r.history(r.book(self.book)?, &TITLE.of(&SESSION, self.session))).expect("a history")
    }

    fn live(&self, laptop: &Laptop) -> Vec<sala::journal::Value> {
        self.history(laptop).into_iter().filter(|p| p.live).map(|p| p.value).collect()
    }

    fn conflicts(&self, laptop: &Laptop) -> Vec<Conflict> {
        laptop.desk.read(|r| decide::conflicts(r, Some(self.book))).expect("conflicts")
    }

    fn all_know_the_same(&self) {
        let digests: Vec<_> = [&self.hq, &self.a, &self.b].iter().map(|l| l.desk.digest(None).expect("a digest").digest).collect();
        assert!(digests.windows(2).all(|w| w[0] == w[1]), "after a full exchange all stores hold the same live values: {digests:?}");
        for laptop in [&self.hq, &self.a, &self.b] {
            let verified = laptop.desk.verify().expect("verify runs");
            assert!(verified.ok, "{} must stand on its journal: {:?}", laptop.label, verified.problems);
        }
    }
}

#[test]
fn two_laptops_that_differ_make_a_conflict_and_the_decision_travels_back() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T13:05", "Opening in hall 1");
    day.write(&day.b, "2012-05-14T13:06", "Opening in hall 2");
    day.a.carry_to(&day.hq);
    let receipt = day.b.carry_to(&day.hq);
    assert_eq!(receipt.conflicts, 1, "the second file brings the difference");

    let [conflict] = &day.conflicts(&day.hq)[..] else { panic!("one cell differs") };
    let said: Vec<_> = conflict.values.iter().map(|v| (v.author.as_str(), v.replica.as_str(), v.value["title"].as_str())).collect();
    let expected = [("Thida N.", "LAP-A", Some("Opening in hall 1")), ("Bounthong S.", "LAP-B", Some("Opening in hall 2"))];
    assert_eq!(said, expected, "both values stand there with who and where");
    assert_eq!(conflict.base.as_ref().and_then(|b| b["title"].as_str()), Some("Opening"), "both replaced the same value");

    day.hq.at("2012-05-14T18:00").desk.resolve(&conflict.id, &Choice::Number(2), Some(&conflict.seen)).expect("a decision");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    for laptop in [&day.hq, &day.a, &day.b] {
        assert!(day.conflicts(laptop).is_empty(), "{} has nothing left to decide", laptop.label);
        let live: Vec<_> = day.history(laptop).into_iter().filter(|p| p.live).collect();
        assert_eq!(live.len(), 1, "{} shows the decided value only", laptop.label);
        assert_eq!(day.history(laptop).len(), 4, "{} keeps the whole story: opening, two halls, the decision", laptop.label);
    }
    day.all_know_the_same();
}

#[test]
fn a_decision_taken_back_leaves_each_value_to_whoever_wrote_it() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T13:05", "Opening in hall 1");
    day.write(&day.b, "2012-05-14T13:06", "Opening in hall 2");
    day.a.carry_to(&day.hq);
    day.b.carry_to(&day.hq);
    let asked = |laptop: &Laptop| {
        let mut waiting = day.conflicts(laptop);
        assert_eq!(waiting.len(), 1, "{}: one cell differs", laptop.label);
        waiting.remove(0)
    };
    let before = asked(&day.hq);
    for (time, number) in [("2012-05-14T18:00", 2), ("2012-05-14T18:02", 1)] {
        day.hq.at(time).desk.resolve(&before.id, &Choice::Number(number), None).expect("a decision");
        day.hq.desk.undo().expect("undo").expect("taken back");
        let again = asked(&day.hq);
        assert_eq!((&again.values, &again.base), (&before.values, &before.base), "the same is asked as before, of the same people, in the same order");
    }
    day.hq.carry_to(&day.a);
    let at_the_site = asked(&day.a);
    assert_eq!(at_the_site.values, before.values, "on every laptop");
    let decided = day.a.at("2012-05-15T08:00").desk.resolve(&at_the_site.id, &Choice::Of("LAP-B".to_owned()), Some(&at_the_site.seen));
    decided.expect("who said it is still known");
    assert_eq!(day.live(&day.a), ["Opening in hall 2".into()]);
    // A change of mind is the words of whoever changed it.
    day.write(&day.a, "2012-05-15T08:10", "Opening in hall 1");
    day.write(&day.b, "2012-05-15T08:20", "Opening in hall 3");
    day.b.carry_to(&day.a);
    let said = asked(&day.a).values;
    assert_eq!(said.iter().map(|v| v.at.get(..16)).collect::<Vec<_>>(), [Some("2012-05-15T08:10"), Some("2012-05-15T08:20")], "{said:?}");
}

#[test]
fn a_difference_that_comes_with_its_decision_asks_nobody() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T13:05", "Opening in hall 1");
    day.write(&day.b, "2012-05-14T13:06", "Opening in hall 2");
    day.a.carry_to(&day.hq);
    day.b.carry_to(&day.hq);
    let waiting = day.conflicts(&day.hq).remove(0);
    day.hq.at("2012-05-14T18:00").desk.resolve(&waiting.id, &Choice::Number(1), None).expect("a decision");
    day.write(&day.hq, "2012-05-14T18:10", "Opening in the garden");
    day.write(&day.hq, "2012-05-14T18:20", "Opening in the hall");
    let counts = |taken: &sala::bundle::Imported| taken.kinds.iter().map(|k| (k.kind.clone(), k.added, k.changed, k.differ, k.settled)).collect::<Vec<_>>();
    let one_change = [("session".to_owned(), 0, 1, 0, 0)];
    assert_eq!(counts(&day.hq.carry_to(&day.a)), one_change, "at a site that knew the beginning it is one change");
    let new = Laptop::accepted_by(&day.hq, "LAP-C", "Newly arrived");
    assert_eq!(counts(&day.hq.carry_to(&new)), one_change, "and one title at a new laptop");
    assert!(day.conflicts(&new).is_empty());
}

#[test]
fn files_may_come_in_any_order_and_twice() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "First");
    let first = day.a.export_for(&day.hq);
    day.write(&day.a, "2012-05-14T10:00", "Second");
    let second = day.a.export_for(&day.hq);

    let later = day.hq.import(&second);
    assert_eq!(later.status, Status::Applied, "every file since the last receipt is whole in itself");
    let earlier = day.hq.import(&first);
    assert_eq!((earlier.new_entries, earlier.conflicts), (0, 0), "the earlier file brings nothing that the later one did not");
    assert_eq!(day.hq.import(&second).status, Status::AlreadyKnown, "a file taken in twice changes nothing");
    assert!(day.conflicts(&day.hq).is_empty(), "the second title had seen the first");
}

#[test]
fn a_value_that_came_while_a_form_was_open_makes_a_conflict() {
    let day = Day::begin();
    let seen = Seen(day.history(&day.hq).iter().filter(|p| p.live).map(|p| p.no).collect());
    day.write(&day.a, "2012-05-14T09:00", "From the site");
    day.a.carry_to(&day.hq);
    day.hq.desk.change(day.book, "test", |c| c.set_seen(TITLE.of(&SESSION, day.session), "From the form", &seen)).expect("an edit");
    assert_eq!(day.conflicts(&day.hq).len(), 1, "the form had not shown what the file brought");
}

#[test]
fn equal_values_are_no_conflict() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "The same");
    day.write(&day.b, "2012-05-14T09:01", "The same");
    day.a.carry_to(&day.hq);
    day.b.carry_to(&day.hq);
    assert!(day.conflicts(&day.hq).is_empty(), "two people who agree need no decision");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    day.all_know_the_same();
    day.write(&day.hq, "2012-05-14T09:02", "Corrected");
    assert!(day.conflicts(&day.hq).is_empty(), "who corrects what two people wrote corrects both");
    day.hq.carry_to(&day.a);
    assert_eq!((day.conflicts(&day.a).len(), day.live(&day.a)), (0, vec!["Corrected".into()]), "and so it travels");
    day.hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(day.live(&day.hq), ["The same".into(), "The same".into()], "taking it back brings both back");
    assert!(day.conflicts(&day.hq).is_empty(), "still equal");
}

#[test]
fn a_wrong_clock_cannot_bring_an_old_value_back() {
    let day = Day::begin();
    day.write(&day.a, "2099-01-01T00:00", "Written in 2099 by mistake");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.write(&day.b, "1970-01-02T00:00", "Corrected on a laptop that thinks it is 1970");
    day.b.carry_to(&day.hq);
    let shown = day.history(&day.hq).into_iter().filter(|p| p.live).map(|p| p.value).collect::<Vec<_>>();
    assert_eq!(shown, ["Corrected on a laptop that thinks it is 1970".into()], "who had seen the other value replaces it, whatever the clocks say");
}

#[test]
fn what_a_file_may_rest_on_is_changed_by_a_new_action_and_no_longer_taken_back() {
    let day = Day::begin();
    day.write(&day.hq, "2012-05-14T09:00", "Opening at headquarters");
    day.write(&day.a, "2012-05-14T09:05", "Opening on the site");
    day.a.carry_to(&day.hq);
    let live = day.live(&day.hq);
    assert_eq!(day.hq.desk.undo().expect("undo"), None, "somebody else's words came in");
    assert_eq!(day.live(&day.hq), live, "nothing was changed");
    day.write(&day.hq, "2012-05-14T09:10", "Opening after all");
    day.hq.desk.undo().expect("undo").expect("what is done from now on is taken back as ever");
}

#[test]
fn undo_travels_like_any_other_action() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "A slip");
    day.a.desk.undo().expect("undo").expect("there is something to take back");
    day.a.carry_to(&day.hq);
    let live: Vec<_> = day.history(&day.hq).into_iter().filter(|p| p.live).map(|p| p.value).collect();
    assert_eq!(live, ["Opening".into()], "the former value is back at headquarters too");
    assert_eq!(day.history(&day.hq).len(), 3, "and the slip stays in the history");
}

#[test]
fn a_preview_tells_the_numbers_of_the_import_and_changes_nothing() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "Hall 1");
    day.write(&day.hq, "2012-05-14T09:30", "Hall 3");
    let file = day.a.export_for(&day.hq);
    let before = day.hq.desk.digest(None).expect("a digest");
    let preview = day.hq.desk.preview(&file, None).expect("a preview");
    assert_eq!(day.hq.desk.digest(None).expect("a digest"), before, "looking changes nothing");
    let applied = day.hq.import(&file);
    assert_eq!(
        (preview.new_entries, preview.known_entries, preview.attachments, preview.conflicts, &preview.kinds),
        (applied.new_entries, applied.known_entries, applied.attachments, applied.conflicts, &applied.kinds),
        "what was promised is what happened"
    );
}

#[test]
fn a_laptop_nobody_accepted_waits_in_quarantine_and_then_applies() {
    let day = Day::begin();
    let stranger = Laptop::new("LAP-C", sala::Role::Site, "Somchai");
    let written = stranger.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.session), "From a new laptop"));
    written.expect("a new laptop works at once");
    let file = stranger.file("first.sala");
    let options = sala::bundle::ExportOptions { to: sala::bundle::To::Passphrase("green mango".into()), ..Default::default() };
    stranger.desk.export(&file, &options, &mut |_, _| true).expect("a file by passphrase");

    let waiting = day.hq.desk.import(&file, Some("green mango"), &mut |_, _| true).expect("kept");
    assert_eq!(waiting.status, Status::Quarantined, "nobody vouches for it yet");
    assert_eq!(day.history(&day.hq).len(), 1, "and nothing of it is believed");
    day.hq.desk.accept("LAP-C", None, &Default::default()).expect("headquarters accepts it by name");
    assert_eq!(day.history(&day.hq).len(), 2, "then it applies without being imported again");
    let refused = day.hq.desk.import(&file, Some("wrong"), &mut |_, _| true).expect_err("the wrong passphrase opens nothing");
    assert_eq!(refused.problem().code, "passphrase_wrong");
}

#[test]
fn damaged_and_foreign_files_are_refused_and_nothing_changes() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "Hall 1");
    let file = day.a.export_for(&day.hq);
    let whole = std::fs::read(&file).expect("the file");
    let before = day.hq.desk.digest(None).expect("a digest");
    let bad = day.hq.file("bad.sala");
    let refuse = |bytes: &[u8], codes: &[&str], what: &str| {
        std::fs::write(&bad, bytes).expect("a bad file");
        let problem = day.hq.desk.import(&bad, None, &mut |_, _| true).expect_err(what).problem();
        assert!(codes.contains(&problem.code), "{what}: {problem:?}");
    };
    for cut in [0, 1, 40, 200, whole.len() / 2, whole.len() - 1] {
        refuse(&whole[..cut], &["file_truncated", "not_a_sala_file", "file_damaged"], "a cut file is refused");
    }
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        refuse(&flipped, &["file_truncated", "not_a_sala_file", "file_damaged", "sealed_to_another"], "a changed file is refused");
    }
    refuse(b"%PDF-1.7 not one of ours", &["not_a_sala_file"], "somebody else's file is refused");
    refuse(&std::fs::read(day.b.export_for(&day.a)).expect("b's file for a"), &["sealed_to_another"], "a file for another laptop is refused");
    assert_eq!(day.hq.desk.digest(None).expect("a digest"), before, "the store is as it was");
}

#[test]
fn of_several_files_a_bad_one_holds_up_no_other() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "From A");
    day.write(&day.b, "2012-05-14T09:01", "From B");
    let bad = day.hq.file("bad.sala");
    std::fs::write(&bad, b"nothing of ours").expect("a bad file");
    let files = [day.a.export_for(&day.hq), bad, day.b.export_for(&day.hq)];
    let taken = day.hq.desk.import_many(&files, None, &mut |_, _| true).expect("the store is sound");
    let said: Vec<_> = taken.iter().map(|one| one.as_ref().map(|i| i.status).map_err(|e| e.problem().code)).collect();
    assert_eq!(said, [Ok(Status::Applied), Err("not_a_sala_file"), Ok(Status::Applied)], "each file answers for itself");
    assert_eq!(day.conflicts(&day.hq).len(), 1, "both good ones were taken in");
    assert!(day.hq.desk.verify().expect("verify").ok, "and nothing is half-written");
}

#[test]
fn a_decision_made_on_an_older_screen_is_refused() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "From A");
    day.write(&day.hq, "2012-05-14T09:01", "From headquarters");
    day.a.carry_to(&day.hq);
    let [shown] = &day.conflicts(&day.hq)[..] else { panic!("one cell differs") };
    day.write(&day.b, "2012-05-14T09:02", "From B, arriving meanwhile");
    day.b.carry_to(&day.hq);
    let refused = day.hq.desk.resolve(&shown.id, &Choice::Number(1), Some(&shown.seen)).expect_err("a third value stands there now");
    assert_eq!(refused.problem().code, "conflict_changed", "nobody has seen the third value");
    assert_eq!(day.conflicts(&day.hq)[0].values.len(), 3, "all three wait");
}

#[test]
fn an_old_copy_of_a_store_takes_its_own_lost_pages_back_and_writes_on_as_another() {
    let day = Day::begin();
    let copy = day.a.file("copy");
    std::fs::create_dir(&copy).expect("a folder");
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        let from = day.a.desk.dir().join(name);
        if from.exists() {
            std::fs::copy(from, copy.join(name)).expect("a copied file");
        }
    }
    day.write(&day.a, "2012-05-14T09:00", "Written after the copy");
    day.a.carry_to(&day.hq);
    // Nothing outside the store says that it is an old one: only the file does.
    let old = sala::Desk::open(&copy, std::sync::Arc::new(sala::SystemClock)).expect("the copy opens");
    let was = old.replica();
    let options = sala::bundle::ExportOptions { to: sala::bundle::To::Replica("LAP-A".into()), everything: true, ..Default::default() };
    let file = day.hq.file("everything.sala");
    day.hq.desk.export(&file, &options, &mut |_, _| true).expect("everything for LAP-A");
    old.preview(&file, None).expect("a look");
    assert_eq!(old.replica(), was, "a look changes nothing");
    assert_eq!(old.import(&file, None, &mut |_, _| true).expect("taken in").status, Status::Applied);
    assert_ne!(old.replica(), was, "under its old name it would write two pages of one number");
    let told = old.new_keys().expect("asked").expect("people are told");
    assert_eq!((told.why, told.label.as_str()), (sala::backup::Why::StoreIsAnOldCopy, "LAP-A 2"));
    assert_eq!(old.digest(None).expect("a digest").digest, day.hq.desk.digest(None).expect("a digest").digest, "what it lost is back");
}

#[test]
fn a_preview_of_several_files_looks_at_each_on_top_of_those_before() {
    let day = Day::begin();
    day.write(&day.a, "2012-05-14T09:00", "From A");
    day.write(&day.b, "2012-05-14T09:01", "From B");
    let files = [day.a.export_for(&day.hq), day.b.export_for(&day.hq)];
    let looked = day.hq.desk.preview_many(&files, None).expect("the store is sound");
    let before = day.hq.desk.digest(None).expect("a digest");
    let taken = day.hq.desk.import_many(&files, None, &mut |_, _| true).expect("the store is sound");
    for (looked, taken) in looked.into_iter().zip(taken) {
        let (looked, taken) = (looked.expect("a preview"), taken.expect("an import"));
        assert_eq!(
            (looked.new_entries, looked.conflicts, looked.kinds),
            (taken.new_entries, taken.conflicts, taken.kinds),
            "what was promised is what happened"
        );
    }
    assert_ne!(day.hq.desk.digest(None).expect("a digest"), before, "looking had changed nothing, taking did");
    assert_eq!(day.conflicts(&day.hq).len(), 1, "the second file differs from the first");
}

#[test]
fn two_laptops_of_one_name_are_not_certified() {
    let hq = Laptop::headquarters();
    let first = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    let second = Laptop::new("LAP-A", sala::Role::Site, "Bounthong S.");
    let request = second.file("second.sala-request");
    second.desk.write_request(&request).expect("a request");
    let code = |label: Option<&str>| hq.desk.accept_file(&request, label, &Default::default()).map(|c| c.label).map_err(|e| e.problem().code);
    assert_eq!(code(None), Err("label_taken"), "a register's history could not tell them apart");
    assert_eq!(code(Some("lap\u{200B}-\u{FF21}")), Err("label_taken"), "nor could a reader's eyes");
    assert_eq!(code(Some("\u{202E}A-PAL")), Err("label_wrong"), "nor may a name read otherwise than it is written");
    assert_eq!(code(Some("")), Err("label_wrong"), "a laptop without a name cannot be spoken of");
    assert_eq!(code(Some("LAP-A2")), Ok("LAP-A2".into()), "another name will do");
    assert_eq!(code(Some("LAP-Z")), Ok("LAP-Z".into()), "and it can be called otherwise later");
    let own = first.file("again.sala-request");
    first.desk.write_request(&own).expect("a request");
    let refused = first.desk.accept_file(&own, None, &Default::default()).expect_err("a site certifies nobody");
    assert_eq!(refused.problem().code, "not_headquarters");
    assert!(first.desk.requests().expect("requests").is_empty(), "and nothing of the attempt stays");
}

#[test]
fn a_laptop_that_asks_to_be_headquarters_becomes_a_site() {
    let hq = Laptop::headquarters();
    let other = Laptop::new("HQ-2", sala::Role::Hq, "Somebody");
    let request = other.file("request.sala-request");
    other.desk.write_request(&request).expect("a request");
    let certificate = hq.desk.accept_file(&request, None, &Default::default()).expect("accepted");
    assert_eq!(certificate.role(), sala::Role::Site, "others would seal their files to it otherwise");
}

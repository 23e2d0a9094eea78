//! Stories about removing: removed here and edited there is a question, and nothing becomes invisible before its answer.

use std::path::Path;

use sala::{
    RecordId,
    agenda::records::{METHOD, SESSION, SLOT, TITLE},
    bundle::Imported,
    decide::{self, Choice, Conflict, Decision},
    groups,
    outputs::records::{BODY, FOR_EXERCISE, OUTPUT},
    people::records::{NAME, PARTICIPANT},
    value,
};
use sala_tests::laptop::Laptop;

/// Headquarters, two laptops that write, and a third that hears of them in the other order.
struct Site {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    c: Laptop,
    book: RecordId,
    session: RecordId,
}

impl Site {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let [a, b, c] = [("LAP-A", "Thida N."), ("LAP-B", "Bounthong S."), ("LAP-C", "Somchai K.")].map(|(label, who)| Laptop::accepted_by(&hq, label, who));
        let book = hq.desk.new_book();
        let session = hq.desk.change(book, "test", |change| {
            let id = change.create();
            change.set(TITLE.of(&SESSION, id), "Opening")?;
            change.set(METHOD.of(&SESSION, id), "plenary").map(|()| id)
        });
        let site = Self { session: session.expect("a session"), hq, a, b, c, book };
        site.share();
        site
    }

    /// Headquarters tells everybody what it knows.
    fn share(&self) {
        [&self.a, &self.b, &self.c].into_iter().for_each(|laptop| {
            self.hq.carry_to(laptop);
        });
    }

    fn title(&self, laptop: &Laptop, time: &str, title: &str) {
        laptop.at(time).desk.change(self.book, "test", |c| c.set(TITLE.of(&SESSION, self.session), title)).expect("a title");
    }

    fn remove(&self, laptop: &Laptop, time: &str) {
        laptop.at(time).desk.change(self.book, "test", |c| c.remove(&SESSION, self.session)).expect("a removal");
    }

    /// A session that LAP-A made and LAP-B has heard of.
    fn made_by_a(&self) -> RecordId {
        let made = self.a.at("2012-05-14T09:00").desk.change(self.book, "test", |change| {
            let id = change.create();
            change.set(TITLE.of(&SESSION, id), "A new session").map(|()| id)
        });
        self.a.carry_to(&self.b);
        made.expect("a session")
    }

    fn is_removed(&self, laptop: &Laptop) -> bool {
        removed(laptop, "session", self.session)
    }

    /// Both orders of arrival, held against each other.
    fn meet(&self) -> Vec<Conflict> {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.b.carry_to(&self.c);
        self.a.carry_to(&self.c);
        assert_eq!(self.is_removed(&self.hq), self.is_removed(&self.c), "whoever came first, the session is there or not");
        assert_eq!(digest(&self.hq), digest(&self.c), "and the same values are live");
        assert_eq!(self.conflicts(&self.hq).len(), self.conflicts(&self.c).len(), "and the same waits");
        [&self.hq, &self.c].into_iter().for_each(holds);
        self.conflicts(&self.hq)
    }

    fn conflicts(&self, laptop: &Laptop) -> Vec<Conflict> {
        laptop.desk.read(|r| decide::conflicts(r, Some(self.book))).expect("conflicts")
    }
}

fn removed(laptop: &Laptop, table: &str, id: RecordId) -> bool {
    let query = format!("SELECT coalesce(t.removed, 0) FROM {table} t JOIN record r ON r.no = t.rec WHERE r.id = ?1");
    laptop.desk.read(|r| Ok(r.sql().query_row(&query, [id], |row| row.get(0))?)).expect("a row")
}

fn digest(laptop: &Laptop) -> String {
    laptop.desk.digest(None).expect("a digest").digest
}

fn holds(laptop: &Laptop) {
    let verified = laptop.desk.verify().expect("verify runs");
    assert!(verified.ok, "{} must stand on its journal: {:?}", laptop.label, verified.problems);
}

#[test]
fn what_was_removed_by_somebody_who_saw_all_of_it_is_gone() {
    let site = Site::begin();
    site.title(&site.a, "2012-05-14T09:00", "Opening in hall 1");
    site.remove(&site.a, "2012-05-14T10:00");
    assert!(site.meet().is_empty(), "nobody contradicts");
    assert!(site.is_removed(&site.hq), "so it is gone, though its edit and its removal came in one file");
    site.a.desk.undo().expect("undo").expect("the removal can be taken back");
    site.a.carry_to(&site.hq);
    assert!(!site.is_removed(&site.hq), "and taking it back travels");
}

#[test]
fn removed_here_and_edited_there_is_asked_and_stays_visible() {
    let site = Site::begin();
    site.title(&site.b, "2012-05-14T09:00", "Opening, moved to hall 2");
    site.remove(&site.a, "2012-05-14T10:00");
    assert!(site.is_removed(&site.a), "where nobody edited it, it is gone at once");
    let [conflict] = &site.meet()[..] else { panic!("one question") };
    assert!(!site.is_removed(&site.hq), "nothing becomes invisible without a decision");
    let [gone, edit] = &conflict.values[..] else { panic!("a removal against an edit: {:?}", conflict.values) };
    assert_eq!((gone.author.as_str(), gone.replica.as_str(), gone.value["removed"].as_i64()), ("Thida N.", "LAP-A", Some(1)), "who removed it");
    let edited = edit.edited.as_ref().expect("what was edited");
    assert_eq!((edit.author.as_str(), edited.field.as_str()), ("Bounthong S.", "title"), "who edited what");
    assert_eq!(edited.value["title"], "Opening, moved to hall 2", "and to what");

    site.hq.desk.resolve(&conflict.id, &Choice::Number(2), Some(&conflict.seen)).expect("keep it");
    assert!(site.conflicts(&site.hq).is_empty(), "decided");
    site.share();
    for laptop in [&site.hq, &site.a, &site.b, &site.c] {
        assert!(!site.is_removed(laptop), "{} shows it again", laptop.label);
        assert!(site.conflicts(laptop).is_empty(), "{} has nothing left to decide", laptop.label);
        holds(laptop);
    }
    site.hq.desk.undo().expect("undo").expect("the decision can be taken back");
    assert_eq!(site.conflicts(&site.hq).len(), 1, "then the question stands again as it stood");
    let [again] = &site.conflicts(&site.hq)[..] else { panic!("one question") };
    site.hq.desk.resolve(&again.id, &Choice::Number(1), Some(&again.seen)).expect("remove it after all");
    site.share();
    assert!([&site.hq, &site.a, &site.b, &site.c].into_iter().all(|laptop| site.is_removed(laptop)), "gone everywhere: somebody saw both and said so");
}

#[test]
fn what_goes_and_what_is_back_is_counted_by_record_however_its_pages_are_folded() {
    let site = Site::begin();
    let counts = |account: &Imported| account.kinds.iter().map(|k| (k.added, k.removed, k.put_back, k.changed, k.differ)).collect::<Vec<_>>();
    let taken = |file: &Path| {
        let looked = site.hq.desk.preview(file, None).expect("a look");
        let account = site.hq.import(file);
        assert_eq!(counts(&looked), counts(&account), "looking tells exactly what taking it in does");
        account
    };
    site.remove(&site.a, "2012-05-14T10:00");
    let gone = site.a.export_for(&site.hq);
    let account = taken(&gone);
    assert_eq!(counts(&account), [(0, 1, 0, 0, 0)], "a session goes, and nothing of it is changed");
    site.hq.desk.set_aside(&account.bundle).expect("set aside");
    assert!(!site.is_removed(&site.hq));
    assert_eq!(counts(&taken(&gone)), [(0, 1, 0, 0, 0)], "brought again it is folded with all the rest");

    site.a.at("2012-05-14T11:00").desk.change(site.book, "test", |c| c.revive(&SESSION, site.session)).expect("put back");
    assert_eq!(counts(&taken(&site.a.export_for(&site.hq))), [(0, 0, 1, 0, 0)], "and it is back");
    let mistake = site.a.at("2012-05-14T12:00").desk.change(site.book, "test", |change| {
        let id = change.create();
        change.set(SLOT.of(&SESSION, id), value!["2012-05-14", 540, 600])?;
        change.set(TITLE.of(&SESSION, id), "A mistake").map(|()| id)
    });
    site.a.desk.change(site.book, "test", |c| c.remove(&SESSION, mistake.expect("a session"))).expect("removed");
    assert_eq!(counts(&taken(&site.a.export_for(&site.hq))), [], "what comes and goes in one file nobody here ever sees");
    site.share();
    site.title(&site.b, "2012-05-14T13:00", "In hall 2");
    site.remove(&site.a, "2012-05-14T13:00");
    site.b.carry_to(&site.hq);
    assert_eq!(counts(&taken(&site.a.export_for(&site.hq))), [(0, 0, 0, 0, 1)], "what somebody must decide about has not gone");
}

#[test]
fn an_edit_that_the_remover_replaced_or_saw_is_no_question() {
    let site = Site::begin();
    site.title(&site.b, "2012-05-14T09:00", "From B");
    let edit = site.b.export_for(&site.c);
    site.b.carry_to(&site.a);
    site.title(&site.a, "2012-05-14T09:30", "From A, who saw B's");
    site.remove(&site.a, "2012-05-14T10:00");
    site.a.carry_to(&site.c);
    assert!(site.is_removed(&site.c), "the removal came first, through a gap");
    site.c.import(&edit);
    assert!(site.is_removed(&site.c), "B's title had been replaced by one that the remover saw");
    assert!(site.meet().is_empty(), "nothing to ask");
}

#[test]
fn a_removal_whose_record_is_still_on_its_way_waits_quietly() {
    let site = Site::begin();
    let late = site.a.desk.change(site.book, "test", |change| {
        let id = change.create();
        change.set(TITLE.of(&SESSION, id), "Made and removed").map(|()| id)
    });
    let late = late.expect("a session");
    site.a.desk.export(&site.a.file("first.sala"), &to(&site.c), &mut |_, _| true).expect("a file that is late");
    site.a.desk.change(site.book, "test", |c| c.remove(&SESSION, late)).expect("a removal");
    // Only what came after the late file: the removal without what it removes.
    site.c.import(&site.a.export_for(&site.c));
    site.c.import(&site.a.file("first.sala"));
    assert!(removed(&site.c, "session", late), "both parts are here now");
    let waiting: i64 = site.c.desk.read(|r| Ok(r.sql().query_row("SELECT count(*) FROM awaited", [], |row| row.get(0))?)).expect("a count");
    assert_eq!(waiting, 0, "a removal waits for nothing that has come");
    holds(&site.c);
}

fn to(receiver: &Laptop) -> sala::bundle::ExportOptions {
    sala::bundle::ExportOptions { to: sala::bundle::To::Replica(receiver.label.clone()), ..Default::default() }
}

#[test]
fn two_who_removed_the_same_agree() {
    let site = Site::begin();
    site.remove(&site.a, "2012-05-14T10:00");
    site.remove(&site.b, "2012-05-14T10:01");
    assert!(site.meet().is_empty(), "equal values are silent");
    assert!(site.is_removed(&site.hq));
    site.hq.at("2012-05-14T11:00").desk.change(site.book, "test", |c| c.revive(&SESSION, site.session)).expect("it is put back");
    site.share();
    for laptop in [&site.hq, &site.a, &site.b, &site.c] {
        assert!(!site.is_removed(laptop), "{} shows it again", laptop.label);
        assert!(site.conflicts(laptop).is_empty(), "whoever puts it back contradicts both: nobody at {} is asked", laptop.label);
        holds(laptop);
    }
    site.hq.desk.undo().expect("undo").expect("putting back can be taken back");
    assert!(site.is_removed(&site.hq) && site.conflicts(&site.hq).is_empty(), "then both removals stand again, and agree");
}

#[test]
fn undoing_what_one_made_does_not_take_what_another_wrote_into_it() {
    let site = Site::begin();
    let made = site.made_by_a();
    site.b.at("2012-05-14T09:30").desk.change(site.book, "test", |c| c.set(METHOD.of(&SESSION, made), "visit")).expect("an edit");
    site.a.at("2012-05-14T09:40").desk.undo().expect("undo").expect("the session is taken back");
    site.b.carry_to(&site.a);
    assert!(!removed(&site.a, "session", made), "B's edit is B's: it stays visible, and somebody decides");
    let [conflict] = &site.meet()[..] else { panic!("one question") };
    assert_eq!(conflict.values.last().and_then(|v| v.edited.as_ref()).map(|e| e.field.as_str()), Some("method"), "only what A had not written is asked about");
}

#[test]
fn undoing_what_one_made_does_not_take_it_where_another_has_replaced_all_of_it() {
    let site = Site::begin();
    let made = site.made_by_a();
    site.b.at("2012-05-14T09:30").desk.change(site.book, "test", |c| c.set(TITLE.of(&SESSION, made), "A visit")).expect("an edit");
    site.a.at("2012-05-14T09:40").desk.undo().expect("undo").expect("the session is taken back");
    site.b.carry_to(&site.a);
    assert!(!removed(&site.a, "session", made), "nothing of it is A's any more: B's title stays visible, and somebody decides");
    assert_eq!(site.meet().len(), 1, "one question");
}

#[test]
fn a_member_or_an_output_added_elsewhere_keeps_its_group_visible() {
    let site = Site::begin();
    let made = site.hq.desk.change(site.book, "test", |change| {
        let person = change.create();
        change.set(NAME.of(&PARTICIPANT, person), value!["Kumru Sophea"])?;
        let set = groups::set(change, "Week 1")?;
        let group = groups::group(change, set, "A")?;
        Ok((set, group, person))
    });
    let (set, group, person) = made.expect("a group");
    site.share();
    site.a.at("2012-05-14T10:00").desk.change(site.book, "test", |c| groups::remove_group(c, group, None)).expect("an empty group goes");
    site.a.desk.change(site.book, "test", |c| groups::remove_set(c, set, None)).expect("and its set");
    assert!(removed(&site.a, "grp", group) && removed(&site.a, "group_set", set), "LAP-A sees neither any more");
    site.b.at("2012-05-14T10:05").desk.change(site.book, "test", |c| groups::place(c, group, person, "chair", None)).expect("a member");
    let output = site.b.desk.change(site.book, "test", |change| {
        let id = change.create();
        let exercise = change.create();
        change.set(FOR_EXERCISE.of(&OUTPUT, id), value![exercise, group])?;
        change.set(BODY.of(&OUTPUT, id), "Silk, from mulberry to market").map(|()| id)
    });
    output.expect("an output");
    let mut asked = site.meet();
    asked.sort_by(|one, other| one.kind.cmp(&other.kind));
    for laptop in [&site.hq, &site.c] {
        assert!(!removed(laptop, "grp", group), "{}: a group with a member and an output is not gone", laptop.label);
        assert!(!removed(laptop, "group_set", set), "{}: nor is the set in which it stands", laptop.label);
    }
    let kinds: Vec<_> = asked.iter().map(|c| c.kind.as_str()).collect();
    assert_eq!(kinds, ["group_set", "grp"], "each removal is asked about");
    let edits: Vec<_> = asked[1].values.iter().filter_map(|v| v.edited.as_ref()).map(|e| (e.kind.as_str(), e.field.as_str())).collect();
    assert_eq!(edits, [("membership", "place"), ("output", "for_exercise"), ("output", "body")], "with what stands in it");

    let keep: Vec<_> = asked.iter().map(|c| Decision { id: c.id.clone(), choice: Choice::Of("LAP-B".into()), seen: Some(c.seen.clone()) }).collect();
    let decided = site.hq.desk.resolve_many(&keep).expect("one stroke");
    assert_eq!((decided.ids.len(), decided.left.len()), (2, 0), "LAP-B's hold");
    assert!(site.conflicts(&site.hq).is_empty() && !removed(&site.hq, "grp", group));
    site.hq.desk.undo().expect("undo").expect("one undo");
    assert_eq!(site.conflicts(&site.hq).len(), 2, "takes the whole stroke back");
    let gone: Vec<_> = keep.into_iter().map(|d| Decision { choice: Choice::Number(1), seen: None, ..d }).collect();
    site.hq.desk.resolve_many(&gone).expect("the other way");
    assert!(removed(&site.hq, "grp", group) && removed(&site.hq, "group_set", set), "removed by somebody who saw what stood in it");
    assert!(site.conflicts(&site.hq).is_empty(), "and nothing is asked any more");
    holds(&site.hq);
}

#[test]
fn a_difference_inside_a_removed_record_asks_nothing_and_comes_back_with_it() {
    let site = Site::begin();
    site.title(&site.a, "2012-05-14T09:00", "From A");
    site.title(&site.b, "2012-05-14T09:01", "From B");
    assert_eq!(site.meet().len(), 1, "two titles");
    site.remove(&site.hq, "2012-05-14T12:00");
    assert!(site.is_removed(&site.hq), "headquarters had both before its eyes");
    assert!(site.conflicts(&site.hq).is_empty(), "a session that is gone needs no title");
    site.hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(site.conflicts(&site.hq).len(), 1, "then the question is there again");
}

#[test]
fn a_removal_from_before_removals_named_what_they_saw_covers_what_was_older() {
    let site = Site::begin();
    let old = |laptop: &Laptop, time: &str| {
        let written = laptop
            .at(time)
            .desk
            .change(site.book, "test", |c| c.set_as_another_version("session", "removed", (site.session, None), &1.into(), &sala::Seen::default()));
        written.expect("a removal that names nothing");
    };
    old(&site.a, "2012-05-14T10:00");
    assert!(site.is_removed(&site.a), "what was removed stays removed");
    site.title(&site.b, "2012-05-14T11:00", "Edited later, by somebody who did not know");
    assert_eq!(site.meet().len(), 1, "what is younger is asked about");
    assert!(!site.is_removed(&site.hq), "and visible");
}

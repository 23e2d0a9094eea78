//! What a file would change, told before it is taken in: whom, what, the value before and after, what must be decided.

use sala::{
    RecordId,
    attendance::{self, Mark, Parts, Status, mark::At, views},
    decide::{self, Becomes, Coming, RecordChange},
    groups,
    people::{self, details::Details},
    programme,
};
use sala_tests::laptop::Laptop;
use serde_json::json;

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25",
    "training_days": ["2012-05-14"], "registers_per_day": ["AM"] }"#;

/// Headquarters with a register, three people and two groups; and a laptop that has them.
struct Site {
    hq: Laptop,
    a: Laptop,
    book: RecordId,
    register: RecordId,
    people: Vec<RecordId>,
    groups: Vec<RecordId>,
}

impl Site {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        let enrol = |(name, native): (&str, &str)| {
            let details = Details { name: name.into(), native: Some(native.into()), language: Some("lo".into()), ..Details::default() };
            hq.desk.change(book, "enrol", |c| people::enrol(c, None, &details)).expect("a person")
        };
        let people = [("Namuna", "ນະມຸນາ"), ("Khamla", "ຄໍາຫຼ້າ"), ("Noy", "ນ້ອຍ")].map(enrol).to_vec();
        let groups = hq.desk.change(book, "groups", |c| {
            let set = groups::set(c, "Working groups")?;
            let made = [groups::group(c, set, "Anchovy")?, groups::group(c, set, "Basil")?];
            groups::place(c, made[0], people[0], "", None)?;
            Ok(made.to_vec())
        });
        let day = "2012-05-14".parse().expect("a day");
        let register = hq.desk.read(|r| views::find_register(r.sql(), r.book(book)?, day, "AM")).expect("a look").expect("a register");
        let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
        hq.carry_to(&a);
        Self { hq, a, book, register, people, groups: groups.expect("groups") }
    }

    fn mark(&self, laptop: &Laptop, person: usize, parts: Parts) {
        let at = At { register: self.register, participant: self.people[person], seen: None };
        let mark = Mark::try_from(parts).expect("a mark");
        laptop.desk.change(self.book, "mark", |c| attendance::mark(c, &at, mark)).expect("marked");
    }

    /// What LAP-A's next file would change at headquarters; held against what taking it in then does.
    fn looked(&self, most: usize) -> Coming {
        let file = self.a.export_for(&self.hq);
        let before = self.hq.desk.digest(None).expect("a digest");
        let (account, coming) = decide::coming(&self.hq.desk, &file, None, most, &mut |_, _| true).expect("a look at the file");
        assert_eq!(self.hq.desk.digest(None).expect("a digest"), before, "looking changes nothing");
        let counted = self.hq.desk.preview(&file, None).expect("a preview");
        assert_eq!(account, counted, "the totals are those of the preview");
        let taken = self.hq.import(&file);
        assert_eq!((taken.kinds, taken.conflicts), (account.kinds, account.conflicts), "and those of taking it in");
        coming
    }
}

fn late(minutes: u16) -> Parts {
    Parts { minutes: Some(minutes.into()), ..Parts::of(Status::Late) }
}

fn person(record: &RecordChange) -> &str {
    record.about.person.as_ref().and_then(|who| who.name.as_deref()).unwrap_or_default()
}

#[test]
fn a_file_says_whom_it_changes_from_what_to_what_and_what_must_be_decided() {
    let site = Site::new();
    site.mark(&site.a, 0, Parts::of(Status::Present));
    site.looked(100);
    site.hq.carry_to(&site.a);
    // Both mark Khamla without hearing of each other; Namuna is corrected; Noy is new.
    site.mark(&site.hq, 1, Parts::of(Status::Absent));
    site.mark(&site.a, 1, late(5));
    site.mark(&site.a, 0, late(20));
    site.mark(&site.a, 2, Parts::of(Status::Present));
    let place = |c: &mut sala::journal::Change<'_>| groups::place(c, site.groups[1], site.people[0], "", None);
    site.a.desk.change(site.book, "place", place).expect("another group");

    let coming = site.looked(100);
    let [khamla, namuna, moved, noy] = coming.records.as_slice() else { panic!("four records change: {:#?}", coming.records) };
    assert_eq!((person(khamla), khamla.fields[0].becomes), ("Khamla", Becomes::Differs), "what needs somebody comes first");
    let said = |status: &str, minutes: Option<u64>| json!({"status": status, "minutes": minutes, "reason": null, "approver": null, "left_early": null});
    assert_eq!(khamla.fields[0].before, [said("absent", None)], "what stands here");
    let mut both = khamla.fields[0].after.clone();
    both.sort_by_key(|value| value["status"].to_string());
    assert_eq!(both, [said("absent", None), said("late", Some(5))], "both values stay until somebody decides");
    assert_eq!(khamla.about.register.as_ref().map(|day| (day.date.as_str(), day.half.as_str())), Some(("2012-05-14", "AM")), "in which register");
    assert_eq!(khamla.about.person.as_ref().and_then(|who| who.native.as_deref()), Some("ຄໍາຫຼ້າ"), "the name in its own script");

    assert_eq!((person(namuna), namuna.is_new, namuna.fields[0].becomes), ("Namuna", false, Becomes::Changed), "a correction");
    assert_eq!((&namuna.fields[0].before, &namuna.fields[0].after), (&vec![said("present", None)], &vec![said("late", Some(20))]), "before and after");

    assert_eq!((moved.kind.as_str(), person(moved), moved.about.of.as_slice()), ("membership", "Namuna", &["Working groups".to_owned()][..]));
    let named = |value: &serde_json::Value| moved.names[value["grp"].as_str().expect("the id of a group")].clone();
    assert_eq!((named(&moved.fields[0].before[0]), named(&moved.fields[0].after[0])), ("Anchovy".into(), "Basil".into()), "groups are named, not numbered");

    assert_eq!((person(noy), noy.is_new, noy.fields[0].becomes), ("Noy", true, Becomes::Added), "what is new comes last");
    assert!(noy.fields[0].before.is_empty(), "nobody had marked Noy");
    assert_eq!(coming.more, 0);
}

#[test]
fn a_long_list_is_cut_and_says_how_much_more_there_is() {
    let site = Site::new();
    for person in 0..3 {
        site.mark(&site.a, person, Parts::of(Status::Present));
    }
    let coming = site.looked(2);
    assert_eq!((coming.records.len(), coming.more), (2, 1), "two are told, and that there is one more");
}

#[test]
fn a_removal_here_and_an_edit_there_are_a_difference_and_a_decision_says_that_it_settles_one() {
    let site = Site::new();
    let basil = site.groups[1];
    site.hq.desk.change(site.book, "remove_group", |c| groups::remove_group(c, basil, None)).expect("an empty group");
    site.a.desk.change(site.book, "rename_group", |c| groups::rename_group(c, basil, "Bamboo", None)).expect("another name");
    let coming = site.looked(100);
    let disputed = coming.records.iter().find(|record| record.fields.iter().any(|field| field.field == "removed")).expect("the removal is told");
    assert_eq!(disputed.fields.iter().find(|f| f.field == "removed").map(|f| f.becomes), Some(Becomes::Differs), "somebody must decide");
    assert_eq!(disputed.about.name, "Bamboo", "by the name that it would have");

    // The other way round: LAP-A decides, and headquarters hears of it.
    site.hq.carry_to(&site.a);
    let open = site.a.desk.read(|r| decide::conflicts(r, None)).expect("conflicts");
    let decision = decide::Decision { id: open[0].id.clone(), choice: decide::Choice::Number(1), seen: Some(open[0].seen.clone()) };
    site.a.desk.resolve_many(&[decision]).expect("decided");
    let coming = site.looked(100);
    let becomes: Vec<_> = coming.records.iter().flat_map(|r| &r.fields).map(|f| f.becomes).collect();
    assert_eq!(becomes, [Becomes::Settled], "the decision is on its way");
}

#[test]
fn a_group_that_goes_because_the_last_who_kept_it_was_placed_elsewhere_is_told_too() {
    let site = Site::new();
    let [anchovy, basil] = [site.groups[0], site.groups[1]];
    site.a.desk.change(site.book, "place", |c| groups::place(c, basil, site.people[0], "", None)).expect("nobody is left in it");
    site.a.desk.change(site.book, "remove_group", |c| groups::remove_group(c, anchovy, None)).expect("an empty group");
    site.hq.desk.change(site.book, "place", |c| groups::place(c, anchovy, site.people[1], "", None)).expect("placed without having heard");
    site.looked(100);
    assert_eq!(site.hq.desk.read(|r| decide::count(r, None)).expect("a count"), 1, "it stays in sight while somebody is in it");
    site.hq.carry_to(&site.a);
    site.a.desk.change(site.book, "place", |c| groups::place(c, basil, site.people[1], "", None)).expect("placed elsewhere");
    let coming = site.looked(100);
    assert_eq!(site.hq.desk.read(|r| decide::count(r, None)).expect("a count"), 0, "the removal holds now");
    let gone = coming.records.iter().find(|record| record.about.name == "Anchovy").expect("that the group goes is told, though the file does not write it");
    assert_eq!(gone.fields.iter().map(|f| f.becomes).collect::<Vec<_>>(), [Becomes::Settled]);
}

#[test]
fn a_look_or_a_taking_in_that_is_stopped_at_any_step_leaves_the_store_as_it_was() {
    let site = Site::new();
    site.mark(&site.a, 0, Parts::of(Status::Present));
    site.mark(&site.a, 1, late(5));
    let file = site.a.export_for(&site.hq);
    let (as_it_was, files) = (site.hq.desk.digest(None).expect("a digest"), site.hq.desk.bundles().expect("the files").len());
    let mut steps = 0;
    decide::coming(&site.hq.desk, &file, None, 100, &mut |_, _| {
        steps += 1;
        true
    })
    .expect("a look that nobody stops");
    assert!(steps > 4, "there are moments at which it can be stopped: {steps}");
    for stop in 1..=steps {
        let stopping = || {
            let mut step = 0;
            move |done, of| {
                step += 1;
                assert!(done <= of, "it is never further than all of it: {done} of {of}");
                step < stop
            }
        };
        let looked = decide::coming(&site.hq.desk, &file, None, 100, &mut stopping());
        assert_eq!(looked.expect_err("somebody pressed stop").problem().code, "stopped", "the look, at step {stop}");
        let taken = site.hq.desk.import(&file, None, &mut stopping());
        assert_eq!(taken.expect_err("somebody pressed stop").problem().code, "stopped", "taking it in, at step {stop}");
        assert_eq!(site.hq.desk.digest(None).expect("a digest"), as_it_was, "stopped at step {stop}, nothing of it counts");
        assert_eq!(site.hq.desk.bundles().expect("the files").len(), files, "nor is it listed as taken in");
    }
    assert!(site.hq.import(&file).new_entries > 0, "the same file comes in afterwards, all of it");
}

#[test]
fn a_nominee_who_is_replaced_is_told_as_that_and_not_as_whoever_comes() {
    let site = Site::new();
    site.a.desk.change(site.book, "replace", |c| people::replace_with(c, site.people[0], site.people[2], None, None)).expect("replaced");
    let coming = site.looked(10);
    let told = coming.records.iter().find(|record| person(record) == "Namuna").expect("the nominee's record is told under the nominee's name");
    let fields: Vec<_> = told.fields.iter().map(|change| change.field.as_str()).collect();
    assert!(fields.contains(&"status") && fields.contains(&"replaced_by"), "how the nominee stands, and who comes: {fields:?}");
    assert!(coming.records.iter().all(|record| person(record) != "Noy"), "nothing of the other is changed: {:?}", coming.records);
}

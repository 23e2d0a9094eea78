//! Newer and older versions: what this version does not know is kept, forwarded byte for byte, and shown after the upgrade.

use sala::{
    Desk, RecordId, Seen,
    agenda::records::{METHOD, ROOM, SESSION, SLOT, STATUS, TITLE},
    attendance::records::{MARK, MARK_VALUE},
    decide::{self, Choice},
    journal::{Field, Kind, Part, Registry, Scalar, Value},
    value,
};
use sala_tests::laptop::Laptop;

// What a later version knows: one more field of a session, and one more kind of record that stands in it.
static WEATHER: Field = Field::new("weather", &[Part::text("weather")]);
static LATER_SESSION: Kind = Kind::single("session", &[&SLOT, &METHOD, &TITLE, &STATUS, &ROOM, &WEATHER]);
static OF_SESSION: Field = Field::new("of_session", &[Part::reference("session")]);
static REPORTER: Field = Field::new("reporter", &[Part::text("reporter")]);
static MINUTES: Kind = Kind::single("minutes", &[&OF_SESSION, &REPORTER]);

fn later() -> &'static Registry {
    another(&LATER_SESSION, &[&MINUTES])
}

/// What a version knows that has another idea of a session, and more kinds of record.
fn another(session: &'static Kind, more: &[&'static Kind]) -> &'static Registry {
    let kinds = sala::registry().kinds().iter().copied().map(|kind| if kind.name == "session" { session } else { kind });
    let kinds: Vec<_> = kinds.chain(more.iter().copied()).collect();
    Box::leak(Box::new(Registry::new(kinds.leak())))
}

/// What only a later version writes: text, a number with a fraction, a list, a map, a tag, yes and no, a number beyond 64 bits.
const NEWER: [&[u8]; 6] = [
    &[0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0],
    &[0x83, 1, 2, 0x81, 3],
    &[0xa1, 0x61, b'a', 1],
    &[0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0],
    &[0xf5],
    &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];

struct Meeting {
    /// Of this version, in between.
    hq: Laptop,
    /// Writes as a later version.
    a: Laptop,
    /// Of this version, at the end of the way.
    b: Laptop,
    book: RecordId,
    session: RecordId,
    minutes: RecordId,
}

fn meeting() -> Meeting {
    let hq = Laptop::headquarters();
    let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
    let book = hq.desk.new_book();
    let made = hq.desk.change(book, "test", |c| {
        let (session, minutes) = (c.create(), c.create());
        c.set(TITLE.of(&SESSION, session), "Opening").map(|()| (session, minutes))
    });
    let (session, minutes) = made.expect("a session");
    hq.carry_to(&a);
    hq.carry_to(&b);
    let written = a.desk.change(book, "test", |c| {
        let nothing = Seen::default();
        c.set_as_another_version("session", "weather", (session, None), &"Rain".into(), &nothing)?;
        c.set_as_another_version("minutes", "of_session", (minutes, None), &session.into(), &nothing)?;
        c.set_as_another_version("minutes", "reporter", (minutes, None), &"Dara".into(), &nothing)?;
        for (n, raw) in NEWER.iter().enumerate() {
            c.set_as_another_version("minutes", &format!("newer_{n}"), (minutes, None), &Value::new(vec![Scalar::Newer(raw.to_vec())]), &nothing)?;
        }
        c.set(TITLE.of(&SESSION, session), "Opening, with minutes")
    });
    written.expect("written by a later version");
    Meeting { hq, a, b, book, session, minutes }
}

fn pages(laptop: &Laptop, author: &Laptop) -> Vec<(Vec<u8>, Vec<u8>)> {
    let query = "SELECT p.hash, p.body FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica WHERE r.id = ?1 ORDER BY p.number";
    let read = laptop.desk.read(|r| {
        let mut statement = r.sql().prepare(query)?;
        Ok(statement.query_map([author.desk.replica()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?)
    });
    read.expect("pages")
}

fn holds(desk: &Desk) {
    let verified = desk.verify().expect("verify runs");
    assert!(verified.ok, "the store must stand on its journal: {:?}", verified.problems);
}

fn text(desk: &Desk, query: &str) -> Option<String> {
    desk.read(|r| Ok(r.sql().query_row(query, [], |row| row.get(0))?)).expect("a row")
}

#[test]
fn what_a_newer_version_wrote_is_kept_forwarded_byte_for_byte_and_shown_after_the_upgrade() {
    let Meeting { hq, a, b, book, session, minutes } = meeting();
    let taken = a.carry_to(&hq);
    assert_eq!(taken.kinds.iter().map(|k| k.aside).sum::<u64>(), 9, "nine values that this version does not know are kept, and said to be");
    holds(&hq.desk);
    let kept = hq.desk.read(|r| decide::review(r, Some(book))).expect("a list");
    assert!(kept.iter().all(|one| one.newer && one.author == "Thida N." && one.replica == "LAP-A"), "each with who wrote it: {kept:?}");
    assert_eq!((kept.len(), hq.desk.status().expect("status").review), (9, 0), "listed, and nobody is asked to put them right");
    assert_eq!(kept[0].subject, "Opening, with minutes", "what is known of it is shown");

    hq.carry_to(&b);
    holds(&b.desk);
    assert_eq!(pages(&a, &a), pages(&b, &a), "byte for byte what its author signed");
    let digests: Vec<_> = [&a, &hq, &b].map(|l| l.desk.digest(None).expect("a digest").digest).to_vec();
    assert!(digests.windows(2).all(|w| w[0] == w[1]), "and all three know the same: {digests:?}");

    let b = b.with_version(later());
    let upgraded = &b.desk;
    assert_eq!(text(upgraded, "SELECT weather FROM session").as_deref(), Some("Rain"), "the field is there");
    assert_eq!(text(upgraded, "SELECT m.reporter FROM minutes m JOIN session s ON s.rec = m.session").as_deref(), Some("Dara"), "and the kind");
    assert_eq!(text(upgraded, "SELECT title FROM session").as_deref(), Some("Opening, with minutes"));
    holds(upgraded);
    let left = upgraded.read(|r| decide::review(r, Some(book))).expect("a list");
    assert_eq!(left.len(), NEWER.len(), "what even this version does not know waits on");

    // The later version removes the session with the minutes in its hand; an older one edits what it sees.
    upgraded.change(book, "test", |c| c.remove(&LATER_SESSION, session)).expect("a removal");
    let other = upgraded.change(book, "test", |c| c.set(REPORTER.of(&MINUTES, minutes), "Dara P."));
    other.expect("written into it afterwards");
    assert!(text(upgraded, "SELECT removed FROM session").is_none(), "minutes that came afterwards keep the session visible");

    let b = b.with_version(sala::registry());
    let back = &b.desk;
    holds(back);
    assert_eq!(text(back, "SELECT title FROM session").as_deref(), Some("Opening, with minutes"), "what it knows is there as before");
    assert_eq!(back.read(|r| decide::review(r, Some(book))).expect("a list").iter().filter(|one| one.kind == "minutes").count(), 8, "the rest is kept again");
}

#[test]
fn a_value_that_breaks_a_rule_is_listed_for_review_until_somebody_puts_it_right() {
    let Meeting { hq, a, book, .. } = meeting();
    let made = hq.desk.change(book, "test", |c| Ok((c.create(), c.create())));
    let (register, person) = made.expect("ids");
    let mark = MARK_VALUE.of_pair(&MARK, register, person);
    let write = |minutes: i64| {
        let written = a
            .at("2012-05-14T08:40")
            .desk
            .change(book, "test", |c| c.set_as_another_version("mark", "mark", (register, Some(person)), &value!["late", minutes], &Seen::default()));
        written.expect("an older version had no such rule");
    };
    write(-5);
    let taken = a.carry_to(&hq);
    assert_eq!(taken.kinds.iter().find(|k| k.kind == "mark").map(|k| k.aside), Some(1), "kept, not folded");
    holds(&hq.desk);
    let listed = || hq.desk.read(|r| decide::review(r, Some(book))).expect("a list").into_iter().filter(|one| !one.newer).collect::<Vec<_>>();
    let one = listed().pop().expect("one value breaks a rule");
    assert_eq!((one.author.as_str(), one.replica.as_str(), one.kind.as_str(), one.why.as_str()), ("Thida N.", "LAP-A", "mark", "minutes_out_of_range"));
    assert_eq!((one.value["status"].as_str(), one.value["minutes"].as_i64()), (Some("late"), Some(-5)), "what was written");
    assert!(one.at.starts_with("2012-05-14T08:40"), "when: {}", one.at);
    assert_eq!(hq.desk.status().expect("status").review, 1, "and the status counts it");

    let refused = hq.desk.resolve(&one.id, &Choice::Value(serde_json::json!({ "status": "late", "minutes": -6 })), Some(&one.seen));
    assert_eq!(refused.expect_err("it breaks the rule again").problem().code, "invalid_value");
    let right = Choice::Value(serde_json::json!({ "status": "late", "minutes": 5 }));
    hq.desk.resolve(&one.id, &right, Some(&one.seen)).expect("put right");
    assert!(listed().is_empty(), "nothing is left to review");
    hq.carry_to(&a);
    assert!(a.desk.read(|r| decide::review(r, Some(book))).expect("a list").iter().all(|one| one.newer), "on no laptop");
    let history = hq.desk.read(|r| r.history(r.book(book)?, &mark)).expect("a history");
    assert_eq!(history.iter().map(|p| p.live).collect::<Vec<_>>(), [false, true], "the wrong value stays in the history");

    write(-7);
    a.carry_to(&hq);
    let again = listed().pop().expect("another");
    assert_eq!(again.shown.as_ref().map(|v| v["minutes"].as_i64()), Some(Some(5)), "beside it stands what is shown");
    hq.desk.resolve(&again.id, &Choice::Newest, Some(&again.seen)).expect("keep what is shown");
    assert!(listed().is_empty());
    let shown = hq.desk.read(|r| r.history(r.book(book)?, &mark)).expect("a history").into_iter().filter(|p| p.live).map(|p| p.value).collect::<Vec<_>>();
    assert_eq!(shown, [value!["late", 5]], "five minutes stand");
    hq.desk.undo().expect("undo").expect("taken back");
    assert_eq!(listed().len(), 1, "then the other waits for review again");
}

// Versions that have a rule for titles: one that nothing longer than a word of six letters keeps, and the same made milder.
static SHORT_TITLE: Field = Field::new("title", &[Part::text("title")]).checked(|value| longest(value, 6));
static LONGER_TITLE: Field = Field::new("title", &[Part::text("title")]).checked(|value| longest(value, 7)).revised(1);
static SHORT_SESSION: Kind = Kind::single("session", &[&SLOT, &METHOD, &SHORT_TITLE, &STATUS]);
static LONGER_SESSION: Kind = Kind::single("session", &[&SLOT, &METHOD, &LONGER_TITLE, &STATUS]);

fn longest(title: &Value, most: usize) -> Result<(), &'static str> {
    if matches!(title.part(0), Scalar::Text(title) if title.len() > most) { Err("too_long") } else { Ok(()) }
}

#[test]
fn a_rule_that_a_version_brings_or_changes_holds_for_what_was_recorded_before() {
    let Meeting { hq, .. } = meeting();
    let told = |laptop: &Laptop| (text(&laptop.desk, "SELECT title FROM session"), laptop.desk.status().expect("status").review);
    let opening = Some("Opening".to_owned());
    assert_eq!(told(&hq), (opening.clone(), 0), "this version has no rule for titles");
    let hq = hq.with_version(another(&SHORT_SESSION, &[]));
    assert_eq!(told(&hq), (None, 1), "one that has keeps seven letters for review");
    holds(&hq.desk);
    let hq = hq.with_version(another(&LONGER_SESSION, &[]));
    assert_eq!(told(&hq), (opening, 0), "under a rule that was changed it stands again");
    holds(&hq.desk);
}

#[test]
fn a_cell_that_somebody_filled_with_hundreds_of_values_is_taken_in_shown_and_settled_at_one_go() {
    let Meeting { hq, a, book, session, .. } = meeting();
    let values = 300;
    let written = a.desk.change(book, "test", |change| {
        for n in 0..values {
            change.set_as_another_version("session", "title", (session, None), &format!("Title {n}").into(), &Seen::default())?;
        }
        Ok(())
    });
    written.expect("whoever writes so has seen nothing of what is there");
    a.carry_to(&hq);
    holds(&hq.desk);
    let waiting = hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("a list");
    let [one] = waiting.as_slice() else { panic!("one cell waits, not {}", waiting.len()) };
    assert_eq!(one.values.len(), values + 1, "with all that was written");
    hq.desk.resolve(&one.id, &Choice::Newest, None).expect("settled");
    assert!(hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("a list").is_empty());
    holds(&hq.desk);
    hq.carry_to(&a);
    let title = |laptop: &Laptop| text(&laptop.desk, "SELECT title FROM session");
    assert_eq!(title(&a), title(&hq), "the decision travels back");
}

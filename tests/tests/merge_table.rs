//! The merge table of `fixtures/merge-table.md`, carried out on real stores with real files for every field of the registry.

use std::collections::{BTreeMap, BTreeSet};

use sala::{
    RecordId, Seen,
    decide::{self, Conflict, Review},
    journal::{Cell, Change, Field, Key, Kind, PartType, REMOVED},
    outputs::records::{ATTACHMENT, FILE, OWNER},
    value,
};
use sala_tests::{
    laptop::Laptop,
    samples::{LABELS, Sample, find, rows, samples},
};

/// Headquarters hears `here` first, the witness `there`.
struct Four {
    hq: Laptop,
    here: Laptop,
    there: Laptop,
    witness: Laptop,
    book: RecordId,
}

impl Four {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let [here, there, witness] = ["LAP-A", "LAP-B", "LAP-C"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        let book = hq.desk.new_book();
        Self { hq, here, there, witness, book }
    }

    fn write(&self, laptop: &Laptop, time: &str, work: impl FnOnce(&mut Change<'_>) -> sala::Result<()>) {
        laptop.at(time).desk.change(self.book, "test", work).expect("written");
    }

    fn share(&self) {
        [&self.here, &self.there, &self.witness].into_iter().for_each(|laptop| {
            self.hq.carry_to(laptop);
        });
    }

    fn meet(&self) {
        self.here.carry_to(&self.hq);
        self.there.carry_to(&self.hq);
        self.there.carry_to(&self.witness);
        self.here.carry_to(&self.witness);
        let digests = [&self.hq, &self.witness].map(|laptop| laptop.desk.digest(None).expect("a digest").digest);
        assert_eq!(digests[0], digests[1], "the same is live, whoever came first");
        for laptop in [&self.hq, &self.witness] {
            let verified = laptop.desk.verify().expect("verify runs");
            assert!(verified.ok, "{} must stand on its journal: {:?}", laptop.label, verified.problems);
        }
    }
}

/// What somebody does, such as `y, removed`.
fn act(change: &mut Change<'_>, sample: &Sample, row: usize, what: &str) -> sala::Result<()> {
    let (a, b) = sample.ids(change.book_id(), row);
    for step in what.split(", ").filter(|step| *step != "-") {
        match (step, sample.known) {
            ("removed", _) => change.set(sample.removed((a, b)), 1)?,
            ("x" | "y" | "z" | "cleared", Some((kind, field))) => {
                change.set(Cell { kind, field, a, b }, sample.values[if step == "cleared" { "-" } else { step }].clone())?;
            }
            (other, _) => {
                // What only another version writes replaces what its screen showed.
                let kept = sala::journal::Cell { kind: find("session", "title").0, field: sample.known.map_or(&LATER, |(_, field)| field), a, b };
                let kept = sample.known.map_or(kept, |(kind, field)| Cell { kind, field, a, b });
                let seen = live_of(change, sample, &kept)?;
                let value = &sample.values[if other == "cleared" { "-" } else { other }];
                change.set_as_another_version(sample.kind, sample.field, (a, b), value, &seen)?;
            }
        }
    }
    Ok(())
}

static LATER: Field = Field::new("weather", &[sala::journal::Part::text("weather")]);

/// The one live value of the cell, as this action has made it so far.
fn live_of(change: &Change<'_>, sample: &Sample, cell: &Cell) -> sala::Result<Seen> {
    let table = match sample.known {
        Some((kind, _)) => {
            let (a, b) = match kind.key {
                Key::Single => ("rec", None),
                Key::Pair(a, b) => (a, Some(b)),
            };
            let of = |id: RecordId| change.sql().query_row("SELECT no FROM record WHERE id = ?1", [id], |r| r.get::<_, i64>(0)).unwrap_or(0);
            let pair = b.zip(cell.b).map(|(b, id)| format!(" AND {b} = {}", of(id))).unwrap_or_default();
            format!("SELECT {}_v FROM {} WHERE {a} = {}{pair}", sample.field, kind.name, of(cell.a))
        }
        None => {
            let of = change.sql().query_row("SELECT no FROM record WHERE id = ?1", [cell.a], |r| r.get::<_, i64>(0)).unwrap_or(0);
            format!("SELECT x.v FROM aside x JOIN shape s ON s.no = x.shape WHERE s.field = 'weather' AND x.a = {of}")
        }
    };
    Ok(Seen::shown(change.sql().query_row(&table, [], |r| r.get(0)).unwrap_or(None)))
}

/// What a laptop shows and asks of a record.
fn outcome(laptop: &Laptop, book: RecordId, sample: &Sample, row: usize, conflicts: &[Conflict], review: &[Review]) -> String {
    let (a, b) = sample.ids(book, row);
    let removed = sample.removed((a, b));
    let look = laptop.desk.read(|r| {
        let book = r.book(book)?;
        let (kind, of) = (removed.kind, |id| r.record(book, id));
        let key = match kind.key {
            Key::Single => format!("rec = {}", of(a)?),
            Key::Pair(first, second) => format!("{first} = {} AND {second} = {}", of(a)?, of(b.expect("a pair"))?),
        };
        let shown = sample.known.map_or("NULL".to_owned(), |(_, field)| format!("{}_v", field.name));
        let query = format!("SELECT coalesce(removed, 0), {shown} FROM {} WHERE {key}", kind.name);
        let (gone, version): (bool, Option<i64>) = r.sql().query_row(&query, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap_or((false, None));
        let history = sample.known.map(|(kind, field)| r.history(book, &Cell { kind, field, a, b })).transpose()?.unwrap_or_default();
        let shown = version.and_then(|v| history.iter().find(|past| past.no.0 == v)).map_or("-", |past| sample.label(&past.value));
        Ok((gone, shown))
    });
    let (gone, shown) = look.expect("a record");
    if gone {
        assert!(!conflicts.iter().any(|c| (c.a, c.b) == (a, b)), "{} row {row}: a removed record asks nothing", sample.name);
        return "removed".to_owned();
    }
    let mut said = vec![shown.to_owned()];
    for conflict in conflicts.iter().filter(|c| (c.a, c.b) == (a, b)) {
        let values = conflict.values.iter().map(|value| match &value.edited {
            Some(edited) => sample.label_of(&edited.value),
            None if conflict.field == REMOVED.name => "removed",
            None => sample.label_of(&value.value),
        });
        said.push(format!("asked: {}", values.collect::<Vec<_>>().join(" ")));
    }
    for (word, newer) in [("review", false), ("kept", true)] {
        let of: Vec<_> = review.iter().filter(|one| (one.a, one.b) == (a, b) && one.newer == newer).map(|one| sample.label_of(&one.value)).collect();
        if !of.is_empty() {
            said.push(format!("{word}: {}", of.join(" ")));
        }
    }
    said.join(", ")
}

#[test]
fn every_field_merges_as_the_table_says_whoever_comes_first() {
    let four = Four::new();
    let (rows, samples) = (rows("Values"), samples(four.book));
    let all = |laptop: &Laptop, time: &str, column: usize| {
        four.write(laptop, time, |change| {
            rows.iter().enumerate().try_for_each(|(n, row)| samples.iter().try_for_each(|sample| act(change, sample, n, &row[column])))
        });
    };
    all(&four.hq, "2012-05-14T08:00", 0);
    four.share();
    all(&four.here, "2012-05-14T09:00", 1);
    all(&four.there, "2012-05-14T10:00", 2);
    four.meet();
    let mut wrong = Vec::new();
    for (laptop, order) in [(&four.hq, "here first"), (&four.witness, "there first")] {
        let (conflicts, review) = laptop.desk.read(|r| Ok((decide::conflicts(r, Some(four.book))?, decide::review(r, Some(four.book))?))).expect("what waits");
        for (n, row) in rows.iter().enumerate() {
            for sample in &samples {
                let expected = &row[if sample.known.is_some() { 3 } else { 4 }];
                let got = outcome(laptop, four.book, sample, n, &conflicts, &review);
                if got != *expected {
                    wrong.push(format!("{} | {} | {} | {}: {got}, not {expected} ({order})", sample.name, row[0], row[1], row[2]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} outcomes are not those of the table:\n{}", wrong.len(), rows.len() * samples.len() * 2, wrong.join("\n"));
}

#[test]
fn every_field_of_the_registry_stands_in_the_table_and_is_what_the_table_says() {
    let listed: BTreeMap<String, String> = rows("Fields").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let what = |kind: &Kind, field: &Field| {
        let has = |ty: PartType| field.parts.iter().any(|p| p.ty == ty);
        let words = [
            (kind.key != Key::Single, "pair"),
            (field.parts.len() > 1, "struct"),
            (has(PartType::Ref), "reference"),
            (has(PartType::Date), "date"),
            (has(PartType::Bytes) || has(PartType::Attachment), "bytes"),
            (has(PartType::Text), "text"),
            (has(PartType::Int), "number"),
            (field.parts.iter().any(|p| p.personal), "personal"),
        ];
        words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect::<Vec<_>>().join(" ")
    };
    let fields = sala::registry().kinds().iter().flat_map(|kind| kind.fields.iter().map(|field| (format!("{}.{}", kind.name, field.name), what(kind, field))));
    let known: BTreeMap<_, _> = fields.collect();
    assert_eq!(listed, known, "a new field needs its row: what two laptops make of it is part of what it is");
    let book = RecordId::from_bytes([7; 16]);
    for sample in samples(book) {
        let different: BTreeSet<_> = sample.values.values().map(|value| format!("{value:?}")).collect();
        assert_eq!(different.len(), LABELS.len(), "{}: values that are equal prove nothing", sample.name);
    }
}

#[test]
fn lists_keep_what_each_laptop_added() {
    for row in rows("Lists") {
        let four = Four::new();
        let output = RecordId::natural(four.book, "output", &["1"]);
        let id_of = |name: &str| RecordId::natural(four.book, "file", &[name]);
        let add = |change: &mut Change<'_>, id: RecordId, name: &str| {
            change.set(OWNER.of(&ATTACHMENT, id), output)?;
            change.set(FILE.of(&ATTACHMENT, id), value![vec![7_u8; 32], name])
        };
        let act = |change: &mut Change<'_>, what: &str| match what.split_at(1) {
            ("+", name) => {
                let id = change.create();
                add(change, id, name)
            }
            ("~", name) => change.set(FILE.of(&ATTACHMENT, id_of(name)), value![vec![7_u8; 32], format!("{name} again")]),
            (_, name) => change.remove(&ATTACHMENT, id_of(name)),
        };
        four.write(&four.hq, "2012-05-14T08:00", |c| row[0].split(' ').try_for_each(|name| add(c, id_of(name), name)));
        four.share();
        four.write(&four.here, "2012-05-14T09:00", |c| act(c, &row[1]));
        four.write(&four.there, "2012-05-14T10:00", |c| act(c, &row[2]));
        four.meet();
        for laptop in [&four.hq, &four.witness] {
            let query = "SELECT coalesce(group_concat(name, ' ' ORDER BY name), '') FROM attachment WHERE coalesce(removed, 0) = 0";
            let list: String = laptop.desk.read(|r| Ok(r.sql().query_row(query, [], |r| r.get(0))?)).expect("a list");
            let asked = laptop.desk.read(|r| decide::conflicts(r, None)).expect("conflicts");
            let against =
                |c: &Conflict| c.values.iter().filter_map(|v| v.edited.as_ref()).map(|e| format!("{} against {}", c.field, e.field)).collect::<Vec<_>>();
            let asked = asked.iter().flat_map(against).collect::<Vec<_>>().join(" ");
            assert_eq!((list, asked), (row[3].clone(), row[4].clone()), "{} | {} | {} at {}", row[0], row[1], row[2], laptop.label);
        }
    }
}

#[test]
fn long_texts_are_put_together_as_the_table_says() {
    for row in rows("Long texts") {
        let merged = decide::merge(&row[0], &row[1], &row[2]);
        assert_eq!((merged.text.as_str(), merged.clashes.to_string()), (row[3].as_str(), row[4].clone()), "{} | {} | {}", row[0], row[1], row[2]);
    }
}

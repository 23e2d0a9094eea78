//! The merge table of `fixtures/merge-table.md`, and the values in it: a few for every field of the registry.

use std::collections::BTreeMap;

use sala::{
    RecordId, decide,
    journal::{Cell, Field, Key, Kind, REMOVED, Scalar, Value},
};
use serde_json::Value as Json;

const TABLE: &str = include_str!("../fixtures/merge-table.md");
/// What values are called in it.
pub const LABELS: [&str; 6] = ["x", "y", "z", "invalid", "newer", "-"];

/// The rows of the table below a heading, as their cells.
pub fn rows(heading: &str) -> Vec<Vec<String>> {
    let (_, below) = TABLE.split_once(&format!("## {heading}\n")).expect("the heading");
    let lines = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}

/// A field with its values.
pub struct Sample {
    /// `kind.field`.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its field.
    pub field: &'static str,
    /// None where only a newer version knows the field.
    pub known: Option<(&'static Kind, &'static Field)>,
    /// By their labels.
    pub values: BTreeMap<&'static str, Value>,
}

impl Sample {
    /// The record, or the pair of records, in which a row of the table takes place.
    pub fn ids(&self, book: RecordId, row: usize) -> (RecordId, Option<RecordId>) {
        let id = |of: &str| RecordId::natural(book, "table", &[&self.name, &row.to_string(), of]);
        let pair = self.known.is_some_and(|(kind, _)| kind.key != Key::Single);
        (id("a"), pair.then(|| id("b")))
    }

    /// Its removal.
    pub fn removed(&self, (a, b): (RecordId, Option<RecordId>)) -> Cell {
        let kind = self.known.map_or_else(|| find("session", "title").0, |(kind, _)| kind);
        Cell { kind, field: &REMOVED, a, b }
    }

    /// What the table calls a value.
    pub fn label(&self, value: &Value) -> &'static str {
        self.values.iter().find(|(_, known)| *known == value).map_or("something else", |(label, _)| label)
    }

    /// Values cross as JSON by their parts.
    pub fn label_of(&self, json: &Json) -> &'static str {
        let as_json = |value: &Value| match self.known {
            Some((kind, field)) => decide::value_json(&field.of(kind, RecordId::from_bytes([0; 16])), value),
            None => value.parts().iter().map(|part| if let Scalar::Text(text) = part { Json::from(text.as_str()) } else { json_of(part) }).collect(),
        };
        LABELS.into_iter().find(|label| as_json(&self.values[label]) == *json).unwrap_or("something else")
    }
}

fn json_of(part: &Scalar) -> Json {
    match part {
        Scalar::Int(n) => (*n).into(),
        Scalar::Newer(raw) => serde_json::json!({ "cbor": raw.iter().map(|b| format!("{b:02x}")).collect::<String>() }),
        _ => Json::Null,
    }
}

/// A field by name.
pub fn find(kind: &str, field: &str) -> (&'static Kind, &'static Field) {
    sala::registry().find(kind, field).unwrap_or_else(|| panic!("the registry has no {kind}.{field}"))
}

fn parsed(book: RecordId, text: &str) -> Value {
    let parts: Vec<Json> = serde_json::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let part = |json: Json| match json {
        Json::Number(n) => n.as_i64().expect("a whole number").into(),
        Json::String(text) => match (text.strip_prefix('@'), text.strip_prefix('#')) {
            (Some(name), _) => RecordId::natural(book, "named", &[name]).into(),
            (_, Some(byte)) => vec![u8::from_str_radix(byte, 16).expect("two digits"); 32].into(),
            _ => text.into(),
        },
        _ => Scalar::Null,
    };
    Value::new(parts.into_iter().map(part).collect())
}

/// All fields with their values, and one that only a newer version knows.
pub fn samples(book: RecordId) -> Vec<Sample> {
    let fixed = [("-", Value::cleared()), ("newer", Value::new(vec![Scalar::Newer(vec![0xf5])]))];
    let with = |given: Vec<(&'static str, Value)>| given.into_iter().chain(fixed.clone()).collect();
    let mut samples: Vec<_> = rows("Fields")
        .into_iter()
        .map(|row| {
            let [name, _, x, y, z, invalid] = &row[..] else { panic!("a field has six cells: {row:?}") };
            let (kind, field) = name.split_once('.').expect("kind.field");
            let (kind, field) = find(kind, field);
            let values = [("x", x), ("y", y), ("z", z), ("invalid", invalid)].map(|(label, text)| (label, parsed(book, text)));
            Sample { name: name.clone(), kind: kind.name, field: field.name, known: Some((kind, field)), values: with(values.to_vec()) }
        })
        .collect();
    let later = [("x", "Hall 1".into()), ("y", "Hall 2".into()), ("z", "Hall 3".into()), ("invalid", 5.into())];
    samples.push(Sample { name: "session.weather".into(), kind: "session", field: "weather", known: None, values: with(later.to_vec()) });
    samples
}

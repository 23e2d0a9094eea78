//! What differs between two versions of a plan, line by line.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    content::{Carried, Content},
    views::VersionView,
};
use crate::{Error, RecordId, Result};

/// What differs between two versions of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The list in which it stands (`activities`), or none for what the plan says itself.
    pub list: Option<String>,
    /// What names the line, as it was called last.
    pub line: Option<String>,
    /// The field (`objective`, `ends`).
    pub field: String,
    /// What it said before.
    pub before: Option<String>,
    /// What it says after.
    pub after: Option<String>,
}

/// What a plan said at one time, with the names that are no part of its content because they are personal.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What it said.
    pub content: &'a Content,
    /// Who outside the programme saw to an activity, by activity.
    pub others: &'a BTreeMap<RecordId, String>,
}

impl<'a> From<&'a VersionView> for Said<'a> {
    fn from(version: &'a VersionView) -> Self {
        Self { content: &version.content, others: &version.others }
    }
}

impl<'a> From<&'a (Content, Carried)> for Said<'a> {
    fn from((content, carried): &'a (Content, Carried)) -> Self {
        Self { content, others: &carried.others }
    }
}

/// What differs between two versions: what the plan says itself first, then line by line.
///
/// # Errors
/// None in practice: both were made here.
pub fn compare<'a>(before: impl Into<Said<'a>>, after: impl Into<Said<'a>>) -> Result<Vec<Difference>> {
    let (old, new) = (flat(before.into())?, flat(after.into())?);
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let mut keys: Vec<_> = keys.into_iter().collect();
    let place = |field: &str| FIRST.iter().position(|first| *first == field).unwrap_or(FIRST.len());
    keys.sort_by_key(|(list, line, field)| (list, line, place(field)));
    let name = |flat: &BTreeMap<Key, String>, (list, line, _): &Key| {
        let name = ["title", "name"].into_iter().find_map(|field| flat.get(&(list.clone(), line.clone(), field.to_owned())));
        name.cloned()
    };
    let differing = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    Ok(differing
        .map(|key| Difference {
            list: (!key.0.is_empty()).then(|| key.0.clone()),
            line: name(&new, key).or_else(|| name(&old, key)).or_else(|| (key.0 == TEAM).then(|| key.1.clone())),
            field: key.2.clone(),
            before: old.get(key).cloned(),
            after: new.get(key).cloned(),
        })
        .collect())
}

/// The list whose lines may name somebody outside the programme.
const ACTIVITIES: &str = "activities";

/// The list in which people are lines, called by their ids.
const TEAM: &str = "team";

/// The same with people called by what `names` says of their ids, also of those who left the team since.
#[must_use]
pub fn with_names(differences: Vec<Difference>, names: &BTreeMap<String, String>) -> Vec<Difference> {
    let named = |said: Option<String>| said.map(|said| names.get(&said).cloned().unwrap_or(said));
    differences.into_iter().map(|one| Difference { line: named(one.line), before: named(one.before), after: named(one.after), ..one }).collect()
}

/// What is read first of a line; JSON keeps no order.
const FIRST: [&str; 4] = ["title", "name", "starts", "ends"];

/// List, line, field.
type Key = (String, String, String);

fn flat(Said { content, others }: Said<'_>) -> Result<BTreeMap<Key, String>> {
    let json = serde_json::to_value(content).map_err(|e| Error::damaged("plan", e))?;
    let name = |(id, name): (&RecordId, &String)| ((ACTIVITIES.to_owned(), id.to_string(), "other".to_owned()), name.clone());
    let mut flat: BTreeMap<_, _> = others.iter().map(name).collect();
    for (name, member) in json.as_object().into_iter().flatten() {
        match member {
            serde_json::Value::Array(lines) => {
                for line in lines.iter().filter_map(serde_json::Value::as_object) {
                    let id = line.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
                    for (field, value) in line.iter().filter(|(field, _)| *field != "id") {
                        put(&mut flat, (name.clone(), id.to_owned(), field.clone()), value);
                    }
                }
            }
            serde_json::Value::Object(people) => {
                people.iter().for_each(|(person, role)| put(&mut flat, (name.clone(), person.clone(), "role".to_owned()), role));
            }
            value => put(&mut flat, (String::new(), String::new(), name.clone()), value),
        }
    }
    Ok(flat)
}

fn put(flat: &mut BTreeMap<Key, String>, key: Key, value: &serde_json::Value) {
    match value {
        serde_json::Value::Null => {}
        serde_json::Value::String(text) => drop(flat.insert(key, text.clone())),
        other => drop(flat.insert(key, other.to_string())),
    }
}

//! Whom or what a record is about, as a screen names it: a person with their own script, a half day, what it belongs to.

use rusqlite::OptionalExtension as _;
use serde::Serialize;

use super::{coming::is_told, naming};
use crate::{
    Reader, Result,
    attendance::views::with_registers,
    journal::{Key, Kind, PartType, keys},
};

/// A person, as a screen names one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it is withheld.
    pub name: Option<String>,
    /// The name in its own script.
    pub native: Option<String>,
    /// BCP 47 language.
    pub language: Option<String>,
}

/// A half day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HalfDay {
    /// ISO 8601.
    pub date: String,
    /// `AM`, `PM`, or as the programme calls it.
    pub half: String,
}

/// Whom or what a record is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// What people call the record itself; empty where it has no name of its own.
    pub name: String,
    /// The person.
    pub person: Option<Who>,
    /// The register.
    pub register: Option<HalfDay>,
    /// What else it belongs to: a group, an exercise, an output.
    pub of: Vec<String>,
}

/// How far what a record belongs to is followed: the photograph of a sheet of a register.
const DEEPEST: usize = 2;

impl About {
    /// Of the record with these local numbers.
    pub(super) fn of(reader: &Reader<'_>, kind: &'static Kind, key: (i64, i64)) -> Result<Self> {
        let mut about = Self::default();
        if kind.key == Key::Single && !about.meets(reader, key.0)? {
            about.name = naming::name_of(reader, key.0)?;
        }
        about.follow(reader, kind, key, DEEPEST)?;
        Ok(about)
    }

    /// Note a person or a register; false where the record is neither.
    fn meets(&mut self, reader: &Reader<'_>, record: i64) -> Result<bool> {
        let query = "SELECT code, name, native, language FROM participant WHERE rec = ?1";
        let who = |r: &rusqlite::Row<'_>| {
            Ok(Who { code: r.get::<_, Option<String>>(0)?.unwrap_or_default(), name: r.get(1)?, native: r.get(2)?, language: r.get(3)? })
        };
        if let Some(who) = reader.sql().prepare_cached(query)?.query_row([record], who).optional()? {
            self.person = Some(who);
            return Ok(true);
        }
        let query = with_registers!("SELECT date, half FROM register_at WHERE rec = ?1 AND date IS NOT NULL");
        let half_day = |r: &rusqlite::Row<'_>| Ok(HalfDay { date: r.get(0)?, half: r.get::<_, Option<String>>(1)?.unwrap_or_default() });
        let found = reader.sql().prepare_cached(query)?.query_row([record], half_day).optional()?;
        let is_register = found.is_some();
        self.register = self.register.take().or(found);
        Ok(is_register)
    }

    /// Note what names the record and what its fields point to, where the fields say nothing else.
    fn follow(&mut self, reader: &Reader<'_>, kind: &'static Kind, key: (i64, i64), depth: usize) -> Result<()> {
        for record in related(reader, kind, key)? {
            if self.meets(reader, record)? {
                continue;
            }
            let name = naming::name_of(reader, record)?;
            if !name.is_empty() {
                self.of.push(name);
            } else if let (Some(kind), true) = (naming::kind_of(reader, record)?, depth > 1) {
                self.follow(reader, kind, (record, naming::book_of(reader, record)?.0), depth - 1)?;
            }
        }
        Ok(())
    }
}

/// What names a record and what its fields point to, where the fields say nothing else: what it belongs to.
pub(super) fn related(reader: &Reader<'_>, kind: &'static Kind, (a, b): (i64, i64)) -> Result<Vec<i64>> {
    let (first, second) = keys(kind);
    let mut found = if kind.key == Key::Single { Vec::new() } else { vec![a, b] };
    let ties = kind.fields.iter().filter(|field| !is_told(field)).flat_map(|field| field.parts).filter(|part| part.ty == PartType::Ref);
    for part in ties {
        let query = format!("SELECT {} FROM {} WHERE {first} = ?1 AND {second} = ?2", part.name, kind.name);
        found.extend(reader.sql().prepare_cached(&query)?.query_row((a, b), |r| r.get::<_, Option<i64>>(0)).optional()?.flatten());
    }
    Ok(found)
}

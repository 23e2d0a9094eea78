//! What stands in a record: the records that point to it, and those that it helps to name.

use std::{collections::HashMap, fmt::Write as _};

use rusqlite::Connection;

use super::{
    numbers::record_id,
    registry::{Field, Key, Kind, PartType, Registry},
    removal::Record,
    tables::keys,
    value::{Scalar, Value},
};
use crate::{RecordId, Result};

/// Where records of each kind are pointed to: asked of every record of a plan or a visit, so made once when the store opens.
#[derive(Debug)]
pub(crate) struct Ways {
    to: HashMap<&'static str, String>,
    beside: String,
}

impl Ways {
    pub(super) fn of(registry: &Registry) -> Self {
        let singles = registry.kinds().iter().filter(|kind| kind.key == Key::Single);
        Self { to: singles.map(|whole| (whole.name, query(registry, whole))).collect(), beside: beside(registry) }
    }
}

/// Every value that stands beside a shown one in a field that points to records. Shapes first: of other fields none is looked at.
fn beside(registry: &Registry) -> String {
    let pointing = registry.kinds().iter().flat_map(|kind| kind.fields.iter().filter(|field| points(field)).map(|field| (kind.name, field.name)));
    let pointing: Vec<_> = pointing.map(|(kind, field)| format!("('{kind}', '{field}')")).collect();
    format!(
        "SELECT s.kind, s.field, x.a, x.b, x.value FROM shape s CROSS JOIN sibling x ON x.shape = s.no WHERE (s.kind, s.field) IN (VALUES {})",
        if pointing.is_empty() { "(NULL, NULL)".to_owned() } else { pointing.join(", ") }
    )
}

/// Every record that stands in one of this kind: the place of its own kind in the registry, and its numbers.
fn query(registry: &Registry, whole: &Kind) -> String {
    let mut query = String::new();
    for (place, kind) in registry.kinds().iter().enumerate() {
        let (a, b) = keys(kind);
        for column in naming(kind).filter(|column| may_name(registry, column, whole)) {
            let next = if query.is_empty() { "" } else { " UNION ALL " };
            let _ = write!(query, "{next}SELECT {place}, {a}, {b} FROM {} WHERE {column} = ?1", kind.name);
        }
    }
    query
}

/// What points to records by values that stand beside the shown ones: one of them may be the one that is decided for.
pub(super) struct Beside(Vec<(RecordId, Record)>);

impl Beside {
    pub(super) fn read(sql: &Connection, registry: &Registry, ways: &Ways) -> Result<Self> {
        let mut statement = sql.prepare_cached(&ways.beside)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let known = registry.find(row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?.as_str().unwrap_or_default());
            let Some((kind, _)) = known else { continue };
            let record = Record { kind, a: row.get(2)?, b: row.get(3)? };
            let value = Value::from_bytes(&row.get::<_, Vec<u8>>(4)?)?;
            found.extend(value.parts().iter().filter_map(|part| if let Scalar::Ref(id) = part { Some((*id, record)) } else { None }));
        }
        Ok(Self(found))
    }
}

/// Whether a record of one kind may stand in one of another, near or far, whatever its values say. Told by the kinds alone, every store answers the
/// same, whichever pages it has folded so far. Of a kind that only a newer version knows anything may be.
pub(super) fn may_stand_in(registry: &Registry, kind: &str, whole: &str) -> bool {
    let of = |name: &str| registry.kinds().iter().find(|k| k.name == name);
    let (Some(kind), Some(whole)) = (of(kind), of(whole)) else { return true };
    let (mut inside, mut next) = (vec![*whole], 0);
    while let Some(whole) = inside.get(next).copied() {
        next += 1;
        if whole.key != Key::Single {
            continue;
        }
        for other in registry.kinds().iter().filter(|other| naming(other).any(|column| may_name(registry, column, whole))) {
            if other.name == kind.name {
                return true;
            }
            if !inside.iter().any(|known| known.name == other.name) {
                inside.push(other);
            }
        }
    }
    false
}

/// The columns of a kind that name other records.
fn naming(kind: &Kind) -> impl Iterator<Item = &'static str> {
    let (a, b) = keys(kind);
    let named = if kind.key == Key::Single { Vec::new() } else { vec![a, b] };
    named.into_iter().chain(kind.fields.iter().flat_map(|f| f.parts).filter(|p| p.ty == PartType::Ref).map(|p| p.name))
}

/// Whether such a column may name records of this kind. One that has the name of a kind points to records of that kind.
fn may_name(registry: &Registry, column: &str, whole: &Kind) -> bool {
    column == whole.name || !registry.kinds().iter().any(|k| k.key == Key::Single && k.name == column)
}

/// Whether the values of a field name records.
pub(super) fn points(field: &Field) -> bool {
    field.parts.iter().any(|p| p.ty == PartType::Ref)
}

/// Note what stands in this record.
pub(super) fn standing_in(sql: &Connection, (registry, ways): (&Registry, &Ways), beside: &Beside, whole: Record, found: &mut Vec<Record>) -> Result<()> {
    if let Some(query) = ways.to.get(whole.kind.name).filter(|query| !query.is_empty()) {
        let mut statement = sql.prepare_cached(query)?;
        let mut rows = statement.query([whole.a])?;
        while let Some(row) = rows.next()? {
            let place = row.get::<_, u32>(0)? as usize;
            let (a, b) = (row.get(1)?, row.get(2)?);
            found.extend(registry.kinds().get(place).map(|kind| Record { kind, a, b }));
        }
    }
    if !beside.0.is_empty() {
        let id = record_id(sql, whole.a)?;
        found.extend(beside.0.iter().filter(|(named, _)| *named == id).map(|(_, record)| *record));
    }
    Ok(())
}

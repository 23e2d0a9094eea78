//! The folded tables and their statements, made from the registry once when the store opens.

use std::fmt::Write as _;

use super::{
    registry::{Field, Key, Kind, PartType, REMOVED, Registry},
    standing::Ways,
};

/// The statements of one field. Parameters: the two key numbers, version, stamp, then the parts.
#[derive(Debug)]
pub(crate) struct FieldPlan {
    pub kind: &'static Kind,
    pub field: &'static Field,
    /// Takes a value into a row that is not there yet; changes none where it is. Only where a row is seldom there: a record of pairs has few
    /// fields, any other many.
    pub enter: Option<String>,
    /// Takes a value into an empty cell; changes no row where the cell holds something.
    pub fresh: String,
    /// Replaces the one value whose version is the last parameter.
    pub replace: String,
    /// Sets the shown value, whatever stood there.
    pub show: String,
    /// Reads version, stamp and parts.
    pub read: String,
}

/// All folded tables.
#[derive(Debug)]
pub(crate) struct Tables {
    pub registry: &'static Registry,
    pub plans: Vec<FieldPlan>,
    /// Where records stand in others.
    pub ways: Ways,
}

impl Tables {
    pub(crate) fn new(registry: &'static Registry) -> Self {
        let plans = registry.kinds().iter().flat_map(|kind| kind.all_fields().map(|field| FieldPlan::new(kind, field))).collect();
        Self { registry, plans, ways: Ways::of(registry) }
    }

    pub(crate) fn plan(&self, kind: &str, field: &str, pair: bool) -> Option<&FieldPlan> {
        self.plans.iter().find(|p| p.kind.name == kind && p.field.name == field && (p.kind.key != Key::Single) == pair)
    }

    /// The statements that make the tables.
    pub(crate) fn ddl(&self) -> String {
        let mut sql = String::new();
        for kind in self.registry.kinds() {
            let (a, b) = keys(kind);
            let _ = write!(
                sql,
                "CREATE TABLE {} ({a} INTEGER {}, {b} INTEGER NOT NULL",
                kind.name,
                match kind.key {
                    Key::Single => "PRIMARY KEY",
                    Key::Pair(..) => "NOT NULL",
                }
            );
            for field in kind.all_fields() {
                for part in field.parts {
                    let ty = match part.ty {
                        PartType::Int | PartType::Ref => "INTEGER",
                        PartType::Text | PartType::Date => "TEXT",
                        PartType::Bytes | PartType::Attachment => "BLOB",
                    };
                    let _ = write!(sql, ", {} {ty}", part.name);
                }
                let _ = write!(sql, ", {0}_v INTEGER, {0}_t INTEGER", field.name);
            }
            match kind.key {
                Key::Single => {
                    let _ = writeln!(sql, ") STRICT;\nCREATE INDEX {0}_book ON {0} (book);", kind.name);
                }
                Key::Pair(..) => {
                    let _ = writeln!(sql, ", PRIMARY KEY ({a}, {b})) STRICT, WITHOUT ROWID;");
                }
            }
            let references = kind.fields.iter().flat_map(|f| f.parts).filter(|p| p.ty == PartType::Ref);
            for part in references {
                let _ = writeln!(sql, "CREATE INDEX {0}_{1} ON {0} ({1});", kind.name, part.name);
            }
            if let Key::Pair(_, b) = kind.key {
                let _ = writeln!(sql, "CREATE INDEX {0}_{b} ON {0} ({b});", kind.name);
            }
        }
        sql
    }
}

/// The key columns of a kind's table.
pub(crate) const fn keys(kind: &Kind) -> (&'static str, &'static str) {
    match kind.key {
        Key::Single => ("rec", "book"),
        Key::Pair(a, b) => (a, b),
    }
}

impl FieldPlan {
    /// True for the field that says whether its record is removed.
    pub(crate) fn says_removed(&self) -> bool {
        std::ptr::eq(self.field, &raw const REMOVED)
    }

    fn new(kind: &'static Kind, field: &'static Field) -> Self {
        let (a, b) = keys(kind);
        let (table, name) = (kind.name, field.name);
        let conflict = if kind.key == Key::Single { "rec".to_owned() } else { format!("{a}, {b}") };
        let columns: Vec<_> = [format!("{name}_v"), format!("{name}_t")].into_iter().chain(field.parts.iter().map(|p| p.name.to_owned())).collect();
        let list = columns.join(", ");
        let params: Vec<_> = (1..=columns.len() + 2).map(|i| format!("?{i}")).collect();
        let excluded: Vec<_> = columns.iter().map(|c| format!("{c} = excluded.{c}")).collect();
        let sets: Vec<_> = columns.iter().zip(3..).map(|(c, i)| format!("{c} = ?{i}")).collect();
        let enter = format!("INSERT INTO {table} ({a}, {b}, {list}) VALUES ({})", params.join(", "));
        let insert = format!("{enter} ON CONFLICT ({conflict}) DO UPDATE SET {}", excluded.join(", "));
        Self {
            kind,
            field,
            enter: (kind.key != Key::Single).then(|| format!("{enter} ON CONFLICT DO NOTHING")),
            fresh: format!("{insert} WHERE {table}.{name}_v IS NULL"),
            replace: format!("UPDATE {table} SET {} WHERE {a} = ?1 AND {b} = ?2 AND {name}_v = ?{}", sets.join(", "), columns.len() + 3),
            show: insert,
            read: format!("SELECT {list} FROM {table} WHERE {a} = ?1 AND {b} = ?2"),
        }
    }
}

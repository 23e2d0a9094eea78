//! Bringing a store of an earlier version up to date: a copy of it is made beside it first, then all of it is done or nothing.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::{connection, copy, folder::sync_folder, key::StoreKey};
use crate::{
    Error, Problem, Result, fault,
    journal::{Tables, note_places_outside, refold, registry_name},
};

/// The schema of the journal, by number. A step never changes what a column means.
const SCHEMA: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema-2.sql"),
    include_str!("schema-3.sql"),
    include_str!("schema-4.sql"),
    include_str!("schema-5.sql"),
    include_str!("schema-6.sql"),
    include_str!("schema-7.sql"),
];

/// How many steps it has come.
pub(crate) const SCHEMAS: usize = SCHEMA.len();

/// True where nothing is to be done: opening such a store writes nothing.
///
/// # Errors
/// `store_newer`; what the disk says.
pub(super) fn is_current(sql: &Connection, tables: &Tables) -> Result<bool> {
    Ok(version(sql)? == SCHEMA.len() && registry(sql)?.as_deref() == Some(&registry_name(tables.registry)))
}

/// Bring the store in `dir`, to which `sql` is the only connection, up to date.
///
/// # Errors
/// `store_newer`; `upgrade_not_copied` where there is no room for the copy; what the disk says. The store is as before then.
pub(super) fn upgrade(sql: &mut Connection, tables: &Tables, dir: &Path, key: &StoreKey) -> Result<()> {
    if is_current(sql, tables)? {
        return Ok(());
    }
    let version = version(sql)?;
    let kept = if version < SCHEMA.len() { Some(keep(sql, version, dir, key)?) } else { None };
    migrate(sql, tables).inspect_err(|_| {
        // Nothing was changed, so the copy says nothing that the store does not say.
        if let Some(Err(why)) = kept.map(std::fs::remove_file) {
            tracing::warn!("the copy of the store stays: {why}");
        }
    })
}

/// Copy the store as the earlier version left it to a file that says what it is. It is never removed by Sala.
fn keep(sql: &Connection, version: usize, dir: &Path, key: &StoreKey) -> Result<PathBuf> {
    let not_copied = |error: Error| {
        let why = error.problem();
        let said = why.params.get("why").cloned().unwrap_or_else(|| why.code.into());
        Error::Refused(Problem::new("upgrade_not_copied").with("path", dir.display().to_string()).with("why", said))
    };
    let beside = dir.join("sala.db.before-upgrade");
    let copied = || {
        let _ = std::fs::remove_file(&beside);
        copy::copy(sql, &beside, key, &mut |_, _| true)?;
        copy::check(&connection::opened(&beside, key)?)
    };
    if let Err(error) = copied() {
        let _ = std::fs::remove_file(&beside);
        return Err(not_copied(error));
    }
    let name =
        |n: u32| dir.join(if n == 1 { format!("before upgrade of version {version}.db") } else { format!("before upgrade of version {version} ({n}).db") });
    let path = (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| beside.clone());
    std::fs::rename(&beside, &path).map_err(|e| not_copied(Error::file(&path)(e)))?;
    sync_folder(dir);
    fault::point("upgrade.kept");
    Ok(path)
}

/// Make what a new store has, or bring an old one up to date.
pub(super) fn migrate(sql: &mut Connection, tables: &Tables) -> Result<()> {
    let tx = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in SCHEMA.iter().skip(version(&tx)?) {
        tx.execute_batch(step)?;
    }
    // What step 7 asks for stands in the pages themselves.
    note_places_outside(&tx)?;
    tx.pragma_update(None, "user_version", SCHEMA.len() as i64)?;
    let name = registry_name(tables.registry);
    if registry(&tx)?.as_deref() != Some(&name) {
        // Folded tables are never migrated: they are folded anew. Their names are kept so that a kind that is gone leaves no table.
        let old: Option<String> = tx.query_row("SELECT value FROM meta WHERE key = 'folded'", [], |r| r.get(0)).optional()?;
        let old: Vec<String> = old.map(|o| o.split(',').map(str::to_owned).collect()).unwrap_or_default();
        refold(&tx, tables, &old)?;
        let names: Vec<_> = tables.registry.kinds().iter().map(|k| k.name).collect();
        let mut put = tx.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?;
        put.execute(("registry", name))?;
        put.execute(("folded", names.join(",")))?;
    }
    fault::point("upgrade.done");
    tx.commit()?;
    Ok(())
}

fn version(sql: &Connection) -> Result<usize> {
    let version = sql.pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0))? as usize;
    if version > SCHEMA.len() { Problem::new("store_newer").with("version", version).refuse() } else { Ok(version) }
}

/// The kinds of record that its folded tables were made of.
fn registry(sql: &Connection) -> Result<Option<String>> {
    Ok(sql.query_row("SELECT value FROM meta WHERE key = 'registry'", [], |r| r.get(0)).optional()?)
}

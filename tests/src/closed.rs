//! What is done to a store that nobody has open: as an earlier version left it, or as a disk does that forgets.

use std::path::Path;

fn database(store: &Path) -> rusqlite::Connection {
    let key = std::fs::read_to_string(store.join("store.key")).expect("its key");
    let sql = rusqlite::Connection::open(store.join("sala.db")).expect("the store");
    sql.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.trim())).expect("the key opens it");
    sql
}

/// Take a store of schema 3 back to what schema 2 was: step 3 added one table and had everything folded anew.
pub fn to_schema_2(store: &Path) {
    database(store).execute_batch("DROP TABLE removal; PRAGMA user_version = 2;").expect("it goes back");
}

/// Take a store of schema 7 back to what schema 6 was.
pub fn to_schema_6(store: &Path) {
    let back = "DROP INDEX page_aside_place; ALTER TABLE page_aside DROP COLUMN first_seq;
        ALTER TABLE page_aside DROP COLUMN discarded; DROP INDEX carried_hash; ALTER TABLE tail DROP COLUMN said; PRAGMA user_version = 6;";
    database(store).execute_batch(back).expect("it goes back");
}

/// Let a store that nobody has open forget what it noted under names that begin so.
///
/// # Panics
/// Where there is nothing of the kind.
pub fn forget_notes(store: &Path, begin: &str) {
    let forgot = database(store).execute("DELETE FROM meta WHERE substr(key, 1, length(?1)) = ?1", [begin]).expect("notes");
    assert!(forgot > 0, "something was noted as {begin}");
}

/// Let a store that nobody has open lose every page that this replica wrote, as a disk does that forgets.
///
/// # Panics
/// Where there is none.
pub fn lose_pages_of(store: &Path, replica: sala::ReplicaId) {
    let query = "DELETE FROM page WHERE chain IN (SELECT c.no FROM chain c JOIN replica r ON r.no = c.replica WHERE lower(hex(r.id)) = ?1)";
    assert!(database(store).execute(query, [replica.to_string()]).expect("pages") > 0, "it had written some");
}

/// The schema of a store.
pub fn schema(store: &Path) -> i64 {
    database(store).pragma_query_value(None, "user_version", |r| r.get(0)).expect("its version")
}

//! What everything is measured against: SQLCipher as Sala opens it, without Sala.

use std::path::Path;

use rusqlite::Connection;

/// An encrypted store with one table of marks, opened as Sala opens its own.
pub fn open(path: &Path) -> Connection {
    let sql = Connection::open(path).expect("a store");
    sql.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(32))).expect("a key");
    sql.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
    )
    .expect("the same settings");
    sql.execute_batch(
        "CREATE TABLE mark (register INTEGER NOT NULL, participant INTEGER NOT NULL, status TEXT, minutes INTEGER, reason TEXT, approver TEXT,
         mark_v INTEGER, mark_t INTEGER, remark TEXT, remark_v INTEGER, remark_t INTEGER, removed INTEGER, removed_v INTEGER, removed_t INTEGER,
         PRIMARY KEY (register, participant)) STRICT, WITHOUT ROWID;
         CREATE INDEX mark_participant ON mark (participant);",
    )
    .expect("a table");
    sql
}

/// The insert that a raw store would use.
pub const INSERT: &str = "INSERT INTO mark (register, participant, status, minutes, mark_v, mark_t) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

//! Entries that have not arrived and that entries here replace: looked up one by one where a few are asked for, and known altogether
//! where a large file is folded. One file can make hundreds of thousands of them, and a mark asks for one.

use std::collections::HashSet;

use rusqlite::Connection;

use super::numbers::CellNo;
use crate::{EntryNo, Result};

/// So many are looked up; whoever asks for more reads all that there are, once.
const LOOKED_UP: u32 = 1_000;

/// What one folding knows of them.
#[derive(Debug)]
pub(super) struct Awaited {
    /// There may be some.
    any: bool,
    asked: u32,
    /// All of them, once they were read.
    all: Option<HashSet<EntryNo>>,
}

impl Awaited {
    pub(super) fn look(sql: &Connection) -> Result<Self> {
        Ok(Self { any: !is_empty(sql)?, asked: 0, all: None })
    }

    /// True where an entry here replaces this one, which has not been folded.
    pub(super) fn contains(&mut self, sql: &Connection, no: EntryNo) -> Result<bool> {
        if !self.any {
            return Ok(false);
        }
        if let Some(all) = &self.all {
            return Ok(all.contains(&no));
        }
        self.asked += 1;
        if self.asked > LOOKED_UP {
            let all = sql.prepare_cached("SELECT DISTINCT target FROM awaited")?.query_map([], |r| r.get(0).map(EntryNo))?.collect::<Result<_, _>>()?;
            return Ok(self.all.insert(all).contains(&no));
        }
        Ok(sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM awaited WHERE target = ?1)")?.query_row([no.0], |r| r.get(0))?)
    }

    /// An entry of this cell replaces one that has not been folded.
    pub(super) fn wait(&mut self, sql: &Connection, target: EntryNo, by: EntryNo, cell: CellNo) -> Result<()> {
        let query = "INSERT OR IGNORE INTO awaited (target, by, shape, a, b) VALUES (?1, ?2, ?3, ?4, ?5)";
        sql.prepare_cached(query)?.execute((target.0, by.0, cell.shape, cell.a, cell.b))?;
        self.any = true;
        if let Some(all) = &mut self.all {
            all.insert(target);
        }
        Ok(())
    }

    /// An entry of this cell has come: nobody waits for it any more. Answers whether one of the same cell had replaced it.
    pub(super) fn came(&mut self, sql: &Connection, no: EntryNo, cell: CellNo) -> Result<bool> {
        if !self.contains(sql, no)? {
            return Ok(false);
        }
        // Only an entry of the same cell can be replaced: one that names another cell's waits for nothing any more.
        let same = "SELECT EXISTS (SELECT 1 FROM awaited WHERE target = ?1 AND shape = ?2 AND a = ?3 AND b = ?4)";
        let replaced = sql.prepare_cached(same)?.query_row((no.0, cell.shape, cell.a, cell.b), |r| r.get(0))?;
        sql.prepare_cached("DELETE FROM awaited WHERE target = ?1")?.execute([no.0])?;
        if let Some(all) = &mut self.all {
            all.remove(&no);
        }
        Ok(replaced)
    }
}

/// True where nothing is awaited.
pub(super) fn is_empty(sql: &Connection) -> Result<bool> {
    Ok(sql.prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM awaited)")?.query_row([], |r| r.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Connection {
        let sql = Connection::open_in_memory().unwrap();
        sql.execute_batch(include_str!("../store/schema.sql")).unwrap();
        sql
    }

    const CELL: CellNo = CellNo { shape: 1, a: 2, b: 3 };
    const OTHER: CellNo = CellNo { shape: 1, a: 9, b: 3 };

    #[test]
    fn a_few_are_looked_up_and_many_are_read_once_with_the_same_answers() {
        let sql = store();
        let entry = |seq| EntryNo::new(1, seq);
        let mut put = Awaited::look(&sql).unwrap();
        assert!(!put.contains(&sql, entry(1)).unwrap() && put.asked == 0, "where nothing is awaited, nothing is asked");
        (1..=5_000).for_each(|seq| put.wait(&sql, entry(seq), EntryNo::new(2, seq), CELL).unwrap());

        let mut few = Awaited::look(&sql).unwrap();
        assert!(few.contains(&sql, entry(7)).unwrap() && !few.contains(&sql, entry(9_000)).unwrap());
        assert!(few.all.is_none(), "whoever marks one person does not read what thousands of entries wait for");
        assert!(few.came(&sql, entry(7), CELL).unwrap() && !few.contains(&sql, entry(7)).unwrap(), "what has come is not awaited");
        assert!(!few.came(&sql, entry(8), OTHER).unwrap() && !few.contains(&sql, entry(8)).unwrap(), "another cell's is not replaced by it");

        let mut many = Awaited::look(&sql).unwrap();
        let found = (1..=5_000).filter(|seq| many.contains(&sql, entry(*seq)).unwrap()).count();
        assert_eq!((found, many.all.as_ref().map(HashSet::len)), (4_998, Some(4_998)), "a large file reads them once");
        many.wait(&sql, entry(6_000), EntryNo::new(2, 6_000), CELL).unwrap();
        assert!(many.contains(&sql, entry(6_000)).unwrap(), "and knows of those that it brings itself");
        assert!(many.came(&sql, entry(6_000), CELL).unwrap() && many.came(&sql, entry(1), CELL).unwrap());
        assert!(!many.contains(&sql, entry(1)).unwrap() && !Awaited::look(&sql).unwrap().contains(&sql, entry(1)).unwrap());
    }
}

//! Entries named outside the store: a form that goes out by mail carries what it showed, and is read back on any laptop.

use rusqlite::Connection;

use super::{branch::Branches, change::Change, history, pages::Pages, registry::Cell, value::Value};
use crate::{EntryNo, ReplicaId, Result, Seen};

/// How the entries that a screen shows are called on paper: author and place, as pages call them.
///
/// # Errors
/// Store failures.
pub fn names_of(sql: &Connection, seen: &Seen) -> Result<Vec<String>> {
    let branches = Branches::load(sql)?;
    seen.0.iter().map(|no| branches.name(sql, *no).map(|(replica, seq)| format!("{replica}:{seq}"))).collect()
}

/// A name as a page has it; none where it is none of ours.
fn read(name: &str) -> Option<(ReplicaId, u64)> {
    let (replica, seq) = name.split_once(':')?;
    let bytes = (0..16).map(|at| u8::from_str_radix(replica.get(at * 2..at * 2 + 2)?, 16).ok()).collect::<Option<Vec<_>>>()?;
    let replica = (replica.len() == 32).then(|| <[u8; 16]>::try_from(bytes).ok())??;
    Some((ReplicaId(replica), seq.parse().ok().filter(|seq| (1..1_u64 << 40).contains(seq))?))
}

/// What became of a value that was read from paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FromPaper {
    /// It stands here, or was read before and replaced since: nothing was written.
    Known,
    /// It stands here now.
    Written,
    /// It stands beside what came meanwhile, to be decided.
    Differs,
}

impl Change<'_> {
    /// Write what somebody filled in on a form that showed `showed` under these names. What came meanwhile is not replaced, unless it
    /// says what the form showed.
    ///
    /// # Errors
    /// As [`Change::set`].
    pub fn set_from_paper(&mut self, cell: Cell, value: impl Into<Value>, showed: &Value, names: &[String]) -> Result<FromPaper> {
        let value = value.into();
        let (_, live) = self.live(&cell)?;
        let live: Vec<_> = live.into_iter().filter(|one| one.aside.is_none()).collect();
        if live.iter().any(|one| one.value == value) || (live.is_empty() && value.parts().is_empty()) {
            return Ok(FromPaper::Known);
        }
        let mut seen = Vec::new();
        for name in names.iter().filter_map(|name| read(name)) {
            let (replica, book) = (self.page.replica, self.book());
            seen.extend(self.fold.branches.target(self.fold.sql, (replica, self.chain), book, name)?);
        }
        let as_shown: Vec<EntryNo> = live.iter().filter(|one| one.value == *showed).map(|one| one.no).collect();
        if as_shown.is_empty() {
            let told = self.told(&seen)?;
            let past = history::of(&Pages::of(self.fold.sql), self.fold.tables, self.book(), &cell)?;
            let read_before =
                |one: &history::Past| one.value == value && one.over.is_empty() == told.is_empty() && told.iter().all(|name| one.over.contains(name));
            if past.iter().any(read_before) {
                return Ok(FromPaper::Known);
            }
        }
        seen.extend(as_shown);
        seen.sort_unstable();
        seen.dedup();
        let differs = live.iter().any(|one| !seen.contains(&one.no));
        self.set_seen(cell, value, &Seen(seen))?;
        Ok(if differs { FromPaper::Differs } else { FromPaper::Written })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written_and_nothing_else_is_one() {
        let name = format!("{}:17", ReplicaId([0xab; 16]));
        assert_eq!(read(&name), Some((ReplicaId([0xab; 16]), 17)));
        for wrong in
            ["", "17", "ab:17", "zz", &name.replace(":17", ":-1"), &name.replace(":17", ":0"), &format!("{name}0000000000000"), "é".repeat(16).as_str()]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

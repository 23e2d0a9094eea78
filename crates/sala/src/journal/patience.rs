//! How long a file has been waited for, whatever this machine's clock said meanwhile.

use rusqlite::{Connection, OptionalExtension as _};

use super::{history::origin_in, pages::Pages};
use crate::{EntryNo, Result};

/// How much later than the value that names it, in milliseconds, a file is waited for. An entry that never comes must not
/// hide a difference for ever, whether a file was lost or somebody named what nobody wrote.
const PATIENCE: i64 = 14 * 24 * 60 * 60 * 1000;

/// How much earlier than a file the one behind it may have come by the clock. More, and the clock was wrong when the first was taken in.
const SET_BACK: i64 = 2 * 24 * 60 * 60 * 1000;

/// When each file was taken in, in the order in which they came: a clock that was wrong for a day says nothing of the other days.
pub(super) struct Patience {
    /// By the file's local number.
    arrivals: Vec<(i64, i64)>,
    newest: i64,
}

impl Patience {
    pub(super) fn read(sql: &Connection) -> Result<Self> {
        let mut statement = sql.prepare_cached("SELECT no, taken FROM bundle ORDER BY no")?;
        let taken = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<(i64, i64)>, _>>()?;
        let latest = taken.last().map_or(i64::MAX, |(_, at)| at.saturating_add(SET_BACK));
        // One that came while the clock was ahead came no earlier than what was there already.
        let mut newest = taken.iter().map(|(_, at)| *at).find(|at| *at <= latest).unwrap_or_default();
        let mut arrivals = Vec::with_capacity(taken.len());
        for (no, at) in taken {
            newest = if at <= latest { newest.max(at) } else { newest };
            arrivals.push((no, newest));
        }
        Ok(Self { arrivals, newest })
    }

    /// True once a file was taken in that came two weeks after the one that brought `by`; of what was recorded here, or came in a file that is
    /// forgotten, after the first that came later than it says. Where its clock was ahead, that is once ours is as late.
    pub(super) fn is_over(&self, pages: &Pages<'_>, by: EntryNo) -> Result<bool> {
        // A page of our own that came back is nobody's; the file that brought it is told beside it.
        let query = "SELECT coalesce(p.bundle, (SELECT min(c.bundle) FROM carried c WHERE c.hash = p.hash)) FROM page p
                     WHERE p.chain = ?1 AND p.first_seq <= ?2 AND p.first_seq + p.entries > ?2 ORDER BY p.first_seq DESC LIMIT 1";
        let bundle: Option<i64> = pages.sql.prepare_cached(query)?.query_row((by.chain(), by.seq() as i64), |r| r.get(0)).optional()?.flatten();
        let of_its_file = bundle.and_then(|bundle| self.arrivals.binary_search_by_key(&bundle, |(no, _)| *no).ok()).and_then(|i| self.arrivals.get(i));
        let came = match of_its_file {
            Some(file) => Some(file),
            None => origin_in(pages, by)?.and_then(|by| self.arrivals.iter().find(|(_, at)| *at >= by.wall)),
        };
        Ok(came.is_some_and(|(_, at)| self.newest - at >= PATIENCE))
    }
}

//! How often records were changed: counted in pages, by gestures and not by fields.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::{
    numbers::BookNo,
    page::{Action, Page},
    registry::Kind,
    tables::keys,
    tail,
    take_in::kept_page,
};
use crate::{RecordId, Result};

/// How many actions wrote something of each record of a kind that is named by one id. Pages outside the union count too:
/// what was known once does not make the number smaller when it counts no longer.
pub(crate) fn actions_on(sql: &Connection, book: BookNo, kind: &Kind) -> Result<BTreeMap<RecordId, u64>> {
    let mut count = BTreeMap::new();
    let (rec, of) = keys(kind);
    let touching = format!(
        "SELECT body FROM page WHERE no IN (SELECT t.page FROM {0} k JOIN touch t ON t.record = k.{rec} WHERE k.{of} = ?1)
         UNION ALL SELECT body FROM page_aside WHERE book = (SELECT id FROM book WHERE no = ?1)",
        kind.name
    );
    let mut query = sql.prepare_cached(&touching)?;
    let mut rows = query.query([book.0])?;
    while let Some(row) = rows.next()? {
        tally(&kept_page(&row.get::<_, Vec<u8>>(0)?)?, kind, &mut count);
    }
    let chains = sql.prepare_cached("SELECT no FROM chain WHERE book = ?1")?.query_map([book.0], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for chain in chains {
        tail::read(sql, chain)?.iter().for_each(|page| tally(page, kind, &mut count));
    }
    Ok(count)
}

fn tally(page: &Page, kind: &Kind, count: &mut BTreeMap<RecordId, u64>) {
    for action in &page.actions {
        for record in touched(page, action, kind) {
            *count.entry(record).or_default() += 1;
        }
    }
}

fn touched(page: &Page, action: &Action, kind: &Kind) -> BTreeSet<RecordId> {
    let is_of_kind = |shape: u32| page.shapes.get(shape as usize).is_some_and(|shape| shape.kind == kind.name && !shape.pair);
    action.entries.iter().filter(|entry| is_of_kind(entry.shape)).filter_map(|entry| page.records.get(entry.a as usize).copied()).collect()
}

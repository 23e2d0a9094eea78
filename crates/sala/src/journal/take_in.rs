//! Pages into cells: a page that came from elsewhere, or all pages anew.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    annex::{self, AnnexItem},
    fold::{Fold, Incoming},
    numbers::{BookNo, CellNo},
    page::{Entry, Page},
    registry::{Field, Registry},
    tail::{self, SealedPage},
    value::Value,
};
use crate::{EntryNo, Error, Result};

/// Fold a page that has been verified, and keep it in its chain.
pub(crate) fn take_in(fold: &mut Fold<'_>, sealed: &SealedPage, page: &Page, annexes: &[(u64, AnnexItem)], chain: i64, bundle: i64) -> Result<()> {
    let book = super::numbers::book_no(fold.sql, page.book)?;
    for (seq, item) in annexes {
        item.insert(fold.sql, EntryNo::new(chain, *seq))?;
    }
    let records = {
        let _phase = tracing::trace_span!("folding entries").entered();
        fold_page(fold, page, chain, book)?
    };
    let _phase = tracing::trace_span!("keeping pages").entered();
    sealed.insert(fold.sql, chain, page, &records, Some(bundle))?;
    fold.places.end(fold.sql, page.first_seq + page.len() as u64)
}

/// Keep a page that has been verified, for a fold of everything that follows.
pub(crate) fn keep_unfolded(sql: &Connection, sealed: &SealedPage, page: &Page, annexes: &[(u64, AnnexItem)], chain: i64, bundle: Option<i64>) -> Result<()> {
    let book = super::numbers::book_no(sql, page.book)?;
    for (seq, item) in annexes {
        item.insert(sql, EntryNo::new(chain, *seq))?;
    }
    sealed.insert(sql, chain, page, &record_nos(sql, page, book)?, bundle)
}

/// Keep the personal values of a page that came without them: whoever carried it may have left them out. Answers whether
/// there were any, so that its entries are to be folded anew.
pub(crate) fn complete(sql: &Connection, chain: i64, annexes: &[(u64, AnnexItem)]) -> Result<bool> {
    annexes.iter().try_fold(false, |news, (seq, item)| Ok(item.insert(sql, EntryNo::new(chain, *seq))? || news))
}

/// The local numbers of a page's records, in the order of its dictionary.
pub(super) fn record_nos(sql: &Connection, page: &Page, book: BookNo) -> Result<Vec<i64>> {
    let mut find = sql.prepare_cached("SELECT no FROM record WHERE book = ?1 AND id = ?2")?;
    let mut enter = sql.prepare_cached("INSERT INTO record (book, id) VALUES (?1, ?2)")?;
    let mut number = |id| match find.query_row((book.0, id), |r| r.get(0)).optional()? {
        Some(no) => Ok(no),
        None => Ok(enter.insert((book.0, id))?),
    };
    page.records.iter().map(|id| number(*id)).collect()
}

/// Fold a page's entries. Answers the local numbers of its records.
pub(crate) fn fold_page(fold: &mut Fold<'_>, page: &Page, chain: i64, book: BookNo) -> Result<Vec<i64>> {
    fold.places.begin(chain, page.first_seq);
    let shapes = page.shapes.iter().map(|s| fold.shape(&s.kind, &s.field, s.pair)).collect::<Result<Vec<_>>>()?;
    let fields: Vec<_> = page.shapes.iter().map(|s| fold.tables.registry.find(&s.kind, &s.field).map(|(_, f)| f)).collect();
    let records = record_nos(fold.sql, page, book)?;
    let missing = || Error::damaged("page", "an index out of range");
    let mut over = Vec::new();
    for (seq, action, entry) in page.entries() {
        let at = |i: u32| records.get(i as usize).copied().ok_or_else(missing);
        let shape = *shapes.get(entry.shape as usize).ok_or_else(missing)?;
        let cell = CellNo { shape, a: at(entry.a)?, b: entry.b.map_or(Ok(book.0), at)? };
        let no = EntryNo::new(chain, seq);
        let value = whole_value(fold.sql, fields.get(entry.shape as usize).copied().flatten(), entry, no)?;
        over.clear();
        for name in &entry.over {
            over.extend(fold.branches.target_of((fold.sql, fold.tables.registry), (page, entry), chain, book, *name)?);
        }
        fold.take(Incoming { cell, book, no, stamp: action.stamp, value: &value, over: &over, named: !entry.over.is_empty() })?;
    }
    Ok(records)
}

/// An entry's value with its annex joined in, as far as it is here.
pub(crate) fn whole_value<'e>(sql: &Connection, field: Option<&'static Field>, entry: &'e Entry, no: EntryNo) -> Result<Cow<'e, Value>> {
    let (Some(field), Some(hash)) = (field, &entry.annex) else {
        return Ok(match field {
            Some(field) => field.join(&entry.value, None),
            None => Cow::Borrowed(&entry.value),
        });
    };
    let closed = annex::read(sql, no)?.filter(|item| item.hash() == *hash).map(|item| Value::from_bytes(&item.value)).transpose()?;
    Ok(field.join(&entry.value, closed.as_ref()))
}

/// Fold the whole journal again: pages left the union, or came to be understood otherwise.
pub(crate) fn refold_all(sql: &Connection, tables: &super::tables::Tables) -> Result<()> {
    let names: Vec<_> = tables.registry.kinds().iter().map(|k| k.name.to_owned()).collect();
    refold(sql, tables, &names)
}

/// Empty all that is folded and fold the whole journal again: after an upgrade, or to check what stands there.
pub(crate) fn refold(sql: &Connection, tables: &super::tables::Tables, old: &[String]) -> Result<()> {
    for table in old {
        sql.execute_batch(&format!("DROP TABLE IF EXISTS \"{table}\""))?;
    }
    sql.execute_batch("DELETE FROM sibling; DELETE FROM aside; DELETE FROM awaited; DELETE FROM removal; DELETE FROM mention;")?;
    sql.execute_batch(&tables.ddl())?;
    let mut fold = Fold::new(sql, tables)?;
    fold.places.forget();
    let mut pages = sql.prepare("SELECT chain, body FROM page ORDER BY no")?;
    let mut rows = pages.query([])?;
    while let Some(row) = rows.next()? {
        refold_page(&mut fold, row.get(0)?, &kept_page(&row.get::<_, Vec<u8>>(1)?)?)?;
    }
    let chains = sql.prepare("SELECT DISTINCT chain FROM tail")?.query_map([], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for chain in chains {
        for page in tail::read(sql, chain)? {
            refold_page(&mut fold, chain, &page)?;
        }
    }
    Ok(())
}

fn refold_page(fold: &mut Fold<'_>, chain: i64, page: &Page) -> Result<()> {
    let book = super::numbers::book_no(fold.sql, page.book)?;
    fold_page(fold, page, chain, book)?;
    fold.places.end(fold.sql, page.first_seq + page.len() as u64)
}

/// Unpack a page's body, refusing one larger than a page can be.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    use std::io::Read as _;
    let mut body = Vec::new();
    let limit = super::page::MAX_BODY as u64;
    zstd::Decoder::new(packed)?.take(limit + 1).read_to_end(&mut body).map_err(|e| Error::damaged("page", e))?;
    if body.len() as u64 > limit { Err(Error::damaged("page", "a body larger than the limit")) } else { Ok(body) }
}

/// A page as this store keeps it. One that cannot be read was checked before it was kept: the disk has lost it.
pub(crate) fn kept_page(packed: &[u8]) -> Result<Page> {
    unpack(packed).and_then(|body| Page::decode(&body)).map_err(|error| match error {
        Error::Damaged { why, .. } => Error::damaged("store", why),
        error => error,
    })
}

/// A name for this registry: when it changes, the folded tables are made anew. A rule has no name but its number.
pub(crate) fn registry_name(registry: &Registry) -> String {
    let mut hasher = blake3::Hasher::new();
    // How the fold works, by number: another number and everything is folded anew.
    hasher.update(b"fold 4");
    for kind in registry.kinds() {
        hasher.update(format!("{} {:?}\n", kind.name, kind.key).as_bytes());
        for field in kind.all_fields() {
            hasher.update(format!(" {} {} {:?}\n", field.name, field.rule, field.parts).as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

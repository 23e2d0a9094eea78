//! Pages that left a laptop in a file and are on it no more, because an old copy of its store came back: what the store notes of them,
//! and what headquarters hears of them, who is the one to look for the file.

use std::collections::HashSet;

use rusqlite::{Connection, types::ValueRef};
use serde::{Deserialize, Serialize};

use super::{
    held::who_sends,
    receipt::{Receipt, book_of, chains_of},
};
use crate::{
    Error, ReplicaId, Result, Role,
    journal::{book_id, chain_end, chain_no, chain_owner, waiting_for_their_page},
    store::{SAY_AGAIN, forget, note},
    trust::{self, Keys},
};

/// Under what it is noted, before the number of the chain.
const LEFT: &str = "left.";

/// What is noted of the pages of a chain that left and are not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Left {
    /// The last of them.
    pub last: u64,
    /// All that is in them is open here: once it is said again, nothing is missing.
    #[serde(default)]
    pub whole: bool,
    /// Headquarters said that it holds them, before this store knew that it lacks them.
    #[serde(default)]
    pub held: bool,
    /// Headquarters said what it holds since, and it does not hold them. At headquarters: neither does the laptop that they left.
    #[serde(default)]
    pub lost: bool,
}

fn key(chain: i64) -> String {
    format!("{LEFT}{chain}")
}

fn put(sql: &Connection, chain: i64, left: Left) -> Result<()> {
    note(sql, &key(chain), serde_json::to_string(&left).map_err(|e| Error::damaged("left", e))?)
}

/// What is noted, by chain.
pub(super) fn left(sql: &Connection) -> Result<Vec<(i64, Left)>> {
    let mut statement = sql.prepare_cached("SELECT CAST(substr(key, 6) AS INTEGER), value FROM meta WHERE key >= ?1 AND key < 'left/'")?;
    let mut rows = statement.query([LEFT])?;
    let mut noted = Vec::new();
    while let Some(row) = rows.next()? {
        noted.push((row.get(0)?, read(row.get_ref(1)?)?));
    }
    Ok(noted)
}

fn read(note: ValueRef<'_>) -> Result<Left> {
    match note {
        // Earlier versions noted the last page alone.
        ValueRef::Integer(last) => Ok(Left { last: last.unsigned_abs(), ..Left::default() }),
        other => serde_json::from_slice(other.as_bytes().map_err(|e| Error::damaged("left", e))?).map_err(|e| Error::damaged("left", e)),
    }
}

/// Note the same of a chain of which this was noted in a store that lost a part of itself: what was open there may not be here.
pub(crate) fn left_as_noted(sql: &Connection, chain: i64, note: ValueRef<'_>) -> Result<()> {
    add(sql, chain, Left { whole: false, ..read(note)? })
}

/// What is noted of one chain.
pub(super) fn left_of(sql: &Connection, chain: i64) -> Result<Option<Left>> {
    Ok(left(sql)?.into_iter().find(|(noted, _)| *noted == chain).map(|(_, left)| left))
}

/// Note that pages of this chain up to this one left this store, which was put back since: nobody else may ever speak of them here. Where
/// they are `whole`, all that is in them is here, open.
pub(crate) fn left_without_us(sql: &Connection, chain: i64, last: u64, whole: bool) -> Result<()> {
    add(sql, chain, Left { last, whole, ..Left::default() })
}

/// Note that headquarters holds pages of this chain up to this one, which are not here though it is this store's own.
pub(super) fn held_without_us(sql: &Connection, chain: i64, last: u64) -> Result<()> {
    add(sql, chain, Left { last, held: true, ..Left::default() })
}

/// Whoever speaks of more of them knows more; of as many, one what the other does not.
fn add(sql: &Connection, chain: i64, left: Left) -> Result<()> {
    let known = left_of(sql, chain)?.filter(|known| known.last >= left.last);
    let left = known.map_or(left, |known| match known.last == left.last {
        true => Left { whole: known.whole || left.whole, held: known.held || left.held, ..known },
        false => known,
    });
    put(sql, chain, left)
}

/// What waited in a chain was said again: where that is all that was in its pages, they are missed no more.
pub(crate) fn said_again(sql: &Connection, chain: i64) -> Result<()> {
    if left_of(sql, chain)?.is_some_and(|left| left.whole) { forget(sql, &key(chain)) } else { Ok(()) }
}

/// Note of which pages that left under former keys it is known now that they came nowhere, and which open actions wait for them in vain:
/// headquarters, which has accepted this store under its new key, has just said what it holds, and they are not among it; nor has
/// anybody else said that they can send them. Its file speaks of the books of its receipt; one that is `whole`, of all that this store may
/// hold, also where headquarters has nothing of one. At headquarters it is enough that anybody has spoken of the book.
pub(super) fn do_not_come(sql: &Connection, keys: &Keys, receipt: &Receipt, whole: bool) -> Result<()> {
    let waiting: Vec<i64> = waiting_for_their_page(sql, keys.replica())?.into_iter().map(|(chain, _)| chain).collect();
    let noted = left(sql)?;
    let Some((accepted, _)) = trust::certificate(sql, keys.replica())?.filter(|_| !waiting.is_empty() || !noted.is_empty()) else { return Ok(()) };
    if keys.root.is_none() && !trust::certificate(sql, receipt.holder())?.is_some_and(|(c, _)| c.role() == Role::Hq) {
        return Ok(());
    }
    let (formers, of): (HashSet<ReplicaId>, _) = (keys.replicas().skip(1).collect(), receipt.books());
    let in_vain = |chain: i64| {
        let (author, book) = chain_owner(sql, chain)?;
        let book = book_id(sql, book)?;
        if !formers.contains(&author) || noted.iter().any(|(noted, left)| *noted == chain && left.held) {
            return Ok(false);
        }
        let is_spoken_of = of.contains(book.as_bytes()) || (whole && keys.root.is_none() && accepted.covers(book));
        Ok::<_, Error>(is_spoken_of && who_sends(sql, chain, chain_end(sql, chain)?.0 + 1)?.is_none())
    };
    for (chain, left) in &noted {
        if !left.lost && in_vain(*chain)? {
            put(sql, *chain, Left { lost: true, ..*left })?;
        }
    }
    let mut said_again = Vec::new();
    for chain in waiting {
        if in_vain(chain)? {
            said_again.push(chain);
        }
    }
    if said_again.is_empty() {
        return Ok(());
    }
    note(sql, SAY_AGAIN, serde_json::to_string(&said_again).map_err(|e| Error::damaged("chains", e))?)
}

/// At headquarters: a laptop that went on under new keys asks for pages of what it was. They left it in a file, it lacks them, and its
/// word takes the place of what it said before. Of others' pages nobody is believed in this: whoever writes can name any.
pub(super) fn hear(sql: &Connection, receipt: &Receipt) -> Result<()> {
    let asks = || receipt.asks.iter().flatten().filter(|ask| ask.names_pages());
    let books: HashSet<[u8; 16]> = receipt.books().into_iter().chain(asks().map(|ask| ask.book)).collect();
    for former in trust::formers(sql, receipt.holder())? {
        for book in &books {
            let Some(book_no) = book_of(sql, *book)? else { continue };
            match asks().filter(|ask| ask.replica == former.0 && ask.book == *book).map(|ask| ask.last).max() {
                Some(last) => put(sql, chain_no(sql, former, book_no)?, Left { last, lost: true, ..Left::default() })?,
                None => chains_of(sql, former, book_no)?.first().map_or(Ok(()), |chain| forget(sql, &key(*chain)))?,
            }
        }
    }
    Ok(())
}

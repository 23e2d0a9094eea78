//! Asking a replica for exact pages: those that are missing between others by themselves, and those that somebody asks for
//! though they were said to be here. The wish goes along with the receipt in the next files to that replica.

use rusqlite::Connection;
use serde::Serialize;

use super::{
    format::PageRange,
    gaps::{gaps, last_known, spoken_of},
    held::{Held, held_by, without},
    plan::{find_replica, named_replica},
    status::all_books,
};
use crate::{
    Desk, Problem, RecordId, ReplicaId, Result,
    journal::{Registry, book_id, chain_no, chain_owner, code_of, record_book},
    trust::Certificate,
};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Of whom.
    pub replica: String,
    /// What it is called.
    pub label: String,
    /// First page.
    pub first: u64,
    /// Last page: no later one than is known to exist.
    pub last: u64,
    /// In how many programmes.
    pub books: usize,
}

/// Pages that are asked for and have not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedPages {
    /// First page.
    pub first: u64,
    /// Last page.
    pub last: u64,
    /// The programme's code.
    pub programme: String,
    /// The programme.
    pub book: RecordId,
}

impl Desk {
    /// Ask a replica, or whoever goes on from it, to send these pages of its own again, in one programme or in all of which pages of it are
    /// here. Only pages that are known to exist are asked for: a wish for others would never end. What the replica writes later it sends by itself.
    ///
    /// # Errors
    /// `no_such_replica`, `ambiguous_replica`, `asked_of_itself`, `page_wrong`, `no_such_programme`, `page_not_known`, `no_page_known`.
    pub fn ask_for_pages(&self, which: &str, first: u64, last: u64, book: Option<RecordId>) -> Result<Asked> {
        if first == 0 || last < first || last >= crate::journal::page::MAX_PLACE {
            return Problem::new("page_wrong").refuse();
        }
        self.store.write(|sql| {
            // The pages are those of the very replica that was named; whoever goes on from it is asked.
            let (certificate, of) = (named_replica(sql, which)?, find_replica(sql, which)?.replica());
            let replica = certificate.replica();
            if of == self.replica() {
                return Problem::new("asked_of_itself").refuse();
            }
            let chains = match book {
                Some(book) => vec![chain_no(sql, replica, record_book(sql, book)?)?],
                None => match chains_of(sql, replica)? {
                    // Of one of whom nothing has come yet: wherever it may have written.
                    chains if chains.is_empty() => all_books(sql)?.into_iter().map(|book| chain_no(sql, replica, book)).collect::<Result<_>>()?,
                    chains => chains,
                },
            };
            let spoke = spoken_of(sql)?;
            let mut asked = Asked { replica: replica.to_string(), label: certificate.label, first, last: 0, books: 0 };
            let mut newest = 0;
            for chain in chains {
                let known = last_known(sql, &spoke, chain)?;
                newest = newest.max(known);
                let last = last.min(known);
                if first <= last {
                    sql.execute("INSERT OR REPLACE INTO asking (replica, chain, first, last) VALUES (?1, ?2, ?3, ?4)", (of, chain, first as i64, last as i64))?;
                    asked.last = asked.last.max(last);
                    asked.books += 1;
                }
            }
            match (asked.books, newest) {
                (0, 0) => Problem::new("no_page_known").with("label", asked.label).refuse(),
                (0, _) => Problem::new("page_not_known").with("label", asked.label).with("last", newest).refuse(),
                _ => Ok(asked),
            }
        })
    }

    /// Ask for these pages no more, in one programme or in all. What is missing between others goes on being asked for by itself.
    ///
    /// # Errors
    /// `no_such_replica`, `ambiguous_replica`, `no_such_programme`, `not_asked`.
    pub fn ask_no_more(&self, which: &str, first: u64, last: u64, book: Option<RecordId>) -> Result<Asked> {
        self.store.write(|sql| {
            let certificate = named_replica(sql, which)?;
            let replica = certificate.replica();
            let only = book.map(|book| record_book(sql, book)).transpose()?;
            let mut books = 0;
            for chain in chains_of(sql, replica)? {
                if only.is_none_or(|only| chain_owner(sql, chain).is_ok_and(|(_, book)| book == only)) {
                    books += sql.execute("DELETE FROM asking WHERE chain = ?1 AND first = ?2 AND last = ?3", (chain, first as i64, last as i64))?;
                }
            }
            if books == 0 {
                return Problem::new("not_asked").with("label", certificate.label).refuse();
            }
            Ok(Asked { replica: replica.to_string(), label: certificate.label, first, last, books })
        })
    }
}

/// A replica's chains, one in each programme, without those that branch off.
fn chains_of(sql: &Connection, replica: ReplicaId) -> Result<Vec<i64>> {
    let query = "SELECT c.no FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.branch = x''";
    Ok(sql.prepare(query)?.query_map([replica], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// What somebody asked for, by whose pages they are.
pub(super) fn asked(sql: &Connection, registry: &Registry) -> Result<Vec<(ReplicaId, AskedPages)>> {
    let mut statement = sql.prepare("SELECT DISTINCT chain, first, last FROM asking ORDER BY chain, first")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64, r.get::<_, i64>(2)? as u64)))?;
    rows.map(|row| {
        let (chain, first, last) = row?;
        let (author, book) = chain_owner(sql, chain)?;
        Ok((author, AskedPages { first, last, programme: code_of(sql, registry, book)?, book: book_id(sql, book)? }))
    })
    .collect()
}

/// What a file to `receiver` asks for: its wishes, whoever's pages they are, in programmes that it may hold. Of the others it has nothing, and
/// need not know that there are any.
pub(super) fn wishes(sql: &Connection, receiver: &Certificate) -> Result<Vec<PageRange>> {
    let mut wanted = gaps(sql)?;
    let mut statement = sql.prepare("SELECT chain, first, last FROM asking WHERE replica = ?1")?;
    for row in statement.query_map([receiver.replica()], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64, r.get::<_, i64>(2)? as u64)))? {
        let (chain, first, last) = row?;
        wanted.entry(chain).or_default().push((first, last));
    }
    let mut wishes = Vec::new();
    for (chain, ranges) in wanted {
        let (author, book) = chain_owner(sql, chain)?;
        let book = book_id(sql, book)?;
        if !receiver.covers(book) {
            continue;
        }
        let book = *book.as_bytes();
        wishes.extend(ranges.into_iter().map(|(first, last)| PageRange { replica: author.0, book, first, last, head: None }));
    }
    wishes.sort_by_key(|w| (w.replica, w.book, w.first));
    Ok(wishes)
}

/// Forget what was asked of a replica and came with a file of it, which holds these pages. Where it says that it has fewer
/// than were asked for, what it has is all. A file that was made before the wish reached it brings other pages, or none.
pub(super) fn answered(sql: &Connection, asked_of: ReplicaId, pages: &[PageRange]) -> Result<()> {
    let wishes = sql
        .prepare_cached("SELECT chain, first, last FROM asking WHERE replica = ?1")?
        .query_map([asked_of], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64, r.get::<_, i64>(2)? as u64)))?
        .collect::<Result<Vec<(i64, u64, u64)>, _>>()?;
    let holds = if wishes.is_empty() { Held::new() } else { held_by(sql, asked_of)? };
    for (chain, first, last) in wishes {
        let (author, book) = chain_owner(sql, chain)?;
        let book = *book_id(sql, book)?.as_bytes();
        let came = pages.iter().filter(|range| range.replica == author.0 && range.book == book && range.names_pages());
        let mut left = came.clone().fold(vec![(first, last)], |left, range| without(&left, (range.first, range.last)));
        if left == [(first, last)] {
            continue;
        }
        if let Some((_, newest)) = holds.get(&chain).and_then(|ranges| ranges.last()) {
            left = without(&left, (newest.saturating_add(1), u64::MAX));
        }
        sql.prepare_cached("DELETE FROM asking WHERE replica = ?1 AND chain = ?2 AND first = ?3")?.execute((asked_of, chain, first as i64))?;
        for (first, last) in left {
            let query = "INSERT OR REPLACE INTO asking (replica, chain, first, last) VALUES (?1, ?2, ?3, ?4)";
            sql.prepare_cached(query)?.execute((asked_of, chain, first as i64, last as i64))?;
        }
    }
    Ok(())
}

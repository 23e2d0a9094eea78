//! A cut: from which page on what a replica writes in a book no longer counts. What came before stands, everywhere and in
//! whatever order files and words of headquarters arrive: a page is judged by its place in the chain, not by when it came.

use minicbor::{Decode, Encode, bytes::ByteArray};
use rusqlite::{Connection, OptionalExtension as _};

use crate::{RecordId, ReplicaId, Result};

/// The first page that is not believed, in one book.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Cut {
    /// The book.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub book: [u8; 16],
    /// The page's number.
    #[n(1)]
    pub page: u64,
    /// The hashes of the last pages before it that headquarters held, one for each branch. They name all that leads to them:
    /// a page that is given an old number afterwards is another page.
    #[n(2)]
    pub heads: Option<Vec<ByteArray<32>>>,
}

impl Cut {
    /// Cut what `replica` wrote in a book at page `from`; without a number, at the first page that is not here yet. What
    /// was set aside is here: it may be taken in again.
    pub(crate) fn at(sql: &Connection, replica: ReplicaId, book: RecordId, from: Option<u64>) -> Result<Self> {
        let from = from.map_or(i64::MAX, |from| from.min(i64::MAX as u64) as i64);
        let query = "SELECT p.hash, max(p.number) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                     WHERE r.id = ?1 AND b.id = ?2 AND p.number < ?3 GROUP BY p.chain";
        let mut held: Vec<([u8; 32], i64)> =
            sql.prepare_cached(query)?.query_map((replica, book, from), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let query = "SELECT hash, number FROM page_aside WHERE replica = ?1 AND book = ?2 AND number < ?3 AND why = 'set_aside' ORDER BY number DESC LIMIT 1";
        held.extend(sql.prepare_cached(query)?.query_row((replica, book, from), |r| Ok((r.get(0)?, r.get(1)?))).optional()?);
        let next = held.iter().map(|(_, number)| number + 1).max().unwrap_or(1);
        let heads: Vec<_> = held.into_iter().map(|(hash, _)| hash.into()).collect();
        let page = if from == i64::MAX { next } else { from };
        Ok(Self { book: *book.as_bytes(), page: page as u64, heads: (!heads.is_empty()).then_some(heads) })
    }
}

//! The pages that were read: each is checked by its hash and its author's signature, as when it came, and put where it belongs among
//! those of its author. In which chain it lay, and what was kept to find it, is not believed.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::found::{Found, FoundOutside};
use crate::{
    EntryNo, RecordId, ReplicaId, Result,
    bundle::who_sends,
    journal::{
        AnnexItem, BookNo, Place, Placing, SealedPage, Why, arrange, book_no, chain_no, chain_owner, has_forked, keep_found_outside, keep_unfolded, new_branch,
        page::Page, place, unpack,
    },
    trust::{self, Keys, Purpose, certificates, verify},
};

/// Signing keys of those whose pages are believed.
pub(super) struct Authors(HashMap<ReplicaId, [u8; 32]>);

/// What was kept of what was found.
#[derive(Default)]
pub(super) struct Kept {
    pub pages: u64,
    pub entries: u64,
    /// Pages that could be read and are not what their hash and their author's signature say, or whose author is not known any more.
    pub not_verified: u64,
    /// Personal values that are lost while their pages are here.
    pub withheld: u64,
    /// The pages of these: whose they are, in which book, their numbers.
    pub incomplete: BTreeSet<(i64, u64)>,
    /// The latest stamp.
    pub stamp: i64,
    /// Whose chains there were, by the numbers that they had.
    pub chains: HashMap<i64, (ReplicaId, RecordId)>,
}

impl Authors {
    pub(super) fn of(sql: &Connection, keys: &Keys) -> Result<Self> {
        let mut authors: HashMap<_, _> = certificates(sql)?.into_iter().map(|(c, _)| (c.replica(), c.sign)).collect();
        authors.extend(keys.signing().map(|key| (ReplicaId::of_key(&key), key)));
        Ok(Self(authors))
    }

    /// The page, where it is what was signed.
    fn checked(&self, hash: &[u8; 32], sig: &[u8; 64], body: &[u8]) -> Option<Page> {
        let body = unpack(body).ok()?;
        let page = Page::decode(&body).ok()?;
        let author = self.0.get(&page.replica)?;
        (blake3::hash(&body) == *hash && verify(author, Purpose::Page, hash, sig).is_ok()).then_some(page)
    }
}

impl Found {
    /// Keep every page that holds. What is folded is folded anew afterwards.
    pub(super) fn keep_pages(&mut self, sql: &Connection, authors: &Authors, annex_hurt: bool) -> Result<Kept> {
        let mut kept = Kept::default();
        let bundles: HashSet<i64> = self.bundles().collect();
        // Where it is not known any more what was taken away, a page that left the union lies where it was, too.
        let mut met: HashSet<[u8; 32]> = self.outside.iter().map(|page| page.hash).collect();
        let mut found = std::mem::take(&mut self.pages);
        let mut order = Vec::with_capacity(found.len());
        for (i, page) in found.iter().enumerate() {
            if !met.insert(page.hash) {
                continue;
            }
            match authors.checked(&page.hash, &page.sig, &page.body) {
                Some(checked) => order.push((checked.number, i)),
                None => kept.not_verified += 1,
            }
        }
        // Those of lower numbers first: each finds the one before it.
        order.sort_unstable();
        let (mut placing, mut forked) = (Placing::default(), BTreeSet::new());
        for (_, i) in order {
            let Some(found) = found.get_mut(i) else { continue };
            let sealed = SealedPage { hash: found.hash, sig: found.sig, body: std::mem::take(&mut found.body) };
            let page = crate::journal::kept_page(&sealed.body)?;
            let book = book_no(sql, page.book)?;
            kept.chains.insert(found.chain, (page.replica, page.book));
            let chain = match place(sql, &page, &sealed.hash, book, &mut placing)? {
                Place::Known(_) => continue,
                Place::In { chain, .. } => chain,
                Place::Forks => {
                    forked.insert((page.replica, book.0));
                    new_branch(sql, &page, &sealed.hash, book, &mut placing)?
                }
            };
            let (annex, missing) = self.annex_of(&page, found.chain);
            if missing > 0 && annex_hurt {
                kept.withheld += missing;
                kept.incomplete.insert((chain, page.number));
            }
            // Which file brought it may be forgotten; that it was not recorded here is not.
            let bundle = found.bundle.map(|no| if bundles.contains(&no) { no } else { -no.saturating_abs() });
            keep_unfolded(sql, &sealed, &page, &annex, chain, bundle)?;
            placing.kept(&page, &sealed.hash, book, chain);
            kept.pages += 1;
            kept.entries += page.len() as u64;
            kept.stamp = page.actions.iter().map(|action| action.stamp).fold(kept.stamp, i64::max);
        }
        forked.into_iter().try_for_each(|(replica, book)| arrange(sql, replica, BookNo(book)))?;
        Ok(kept)
    }

    /// The personal values of a page that lay in this chain, and how many of them are not here.
    pub(super) fn annex_of(&self, page: &Page, chain: i64) -> (Vec<(u64, AnnexItem)>, u64) {
        let (mut items, mut missing) = (Vec::new(), 0);
        for (seq, _, entry) in page.entries() {
            let Some(hash) = entry.annex else { continue };
            let found = self.annex.get(&EntryNo::new(chain, seq).0).into_iter().flatten().find(|item| item.hash() == hash);
            match found {
                Some(item) => items.push((seq, item.clone())),
                None => missing += 1,
            }
        }
        (items, missing)
    }

    /// Keep the pages that lay outside the union, where they hold.
    pub(super) fn keep_outside(&mut self, sql: &Connection, authors: &Authors, kept: &mut Kept) -> Result<()> {
        let bundles: HashSet<i64> = self.bundles().collect();
        for FoundOutside { hash, sig, body, annex, bundle, why } in std::mem::take(&mut self.outside) {
            let (Some(page), Some(why)) = (authors.checked(&hash, &sig, &body), Why::named(&why)) else {
                kept.not_verified += 1;
                continue;
            };
            let bundle = bundle.map(|no| if bundles.contains(&no) { no } else { -no.saturating_abs() });
            keep_found_outside(sql, &page, &SealedPage { hash, sig, body }, &annex, bundle, why)?;
            kept.stamp = page.actions.iter().map(|action| action.stamp).fold(kept.stamp, i64::max);
        }
        Ok(())
    }
}

impl Kept {
    /// The number that a chain has now. None where its author forked: which of the branches was meant is not known any more.
    pub(super) fn now(&self, sql: &Connection, chain: i64) -> Result<Option<i64>> {
        let Some((replica, book)) = self.chains.get(&chain) else { return Ok(None) };
        if has_forked(sql, *replica)? { Ok(None) } else { chain_no(sql, *replica, book_no(sql, *book)?).map(Some) }
    }

    /// Ask once more for pages whose personal values are lost: the next file brings both. A site asks headquarters; of a page that it does
    /// not hold it sends what it is sent, which ends the asking. Headquarters asks whoever wrote the page, or goes on from there, and whoever said to
    /// hold it: of its own pages only others can have them.
    pub(super) fn ask_again(&self, sql: &Connection, keys: &Keys) -> Result<()> {
        let hq = trust::headquarters(sql)?.map(|hq| hq.replica()).filter(|hq| !keys.replicas().any(|own| own == *hq));
        let mut ask = sql.prepare_cached("INSERT OR IGNORE INTO asking (replica, chain, first, last) VALUES (?1, ?2, ?3, ?3)")?;
        for (chain, number) in &self.incomplete {
            let whom: BTreeSet<ReplicaId> = match (hq, &keys.root) {
                (Some(hq), _) => [hq].into(),
                (None, Some(_)) => {
                    let (author, _) = chain_owner(sql, *chain)?;
                    let author = trust::successor(sql, author)?.unwrap_or(author);
                    let known = trust::certificate(sql, author)?.map(|_| author);
                    let others = known.into_iter().chain(who_sends(sql, *chain, *number)?);
                    others.filter(|other| !keys.replicas().any(|own| own == *other)).collect()
                }
                (None, None) => BTreeSet::new(),
            };
            for other in whom {
                ask.execute((other, chain, number.cast_signed()))?;
            }
        }
        Ok(())
    }
}

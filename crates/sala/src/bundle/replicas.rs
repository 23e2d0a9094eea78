//! Who is known: what of each replica is here, what is missing, what waits, and how headquarters stands to it.

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{
    ask::{self, AskedPages},
    gaps::gaps,
    held::held,
    parts::{MissingParts, missing_parts},
    status::rfc3339,
};
use crate::{
    Desk, RecordId, ReplicaId, Result,
    journal::{BookNo, Registry, Told, chain_owner, code_of, page_times},
    trust,
};

/// Pages known to exist that are not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// First missing page.
    pub first: u64,
    /// Last missing page.
    pub last: u64,
    /// The programme's code.
    pub programme: String,
    /// The programme.
    pub book: RecordId,
    /// When the page before them was written, by that laptop's clock (RFC 3339), if it is here and the clock is to be believed:
    /// the file that is missing was made after that ...
    pub after: Option<String>,
    /// ... and before the page behind them was closed. Where that clock was wrong, neither says which file it is.
    pub before: Option<String>,
}

/// From where on a replica is not believed in one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevokedFrom {
    /// The first page that does not count.
    pub page: u64,
    /// The programme's code.
    pub programme: String,
    /// The programme.
    pub book: RecordId,
}

/// What is known of one replica.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReplicaStatus {
    /// Its id.
    pub replica: String,
    /// What people call it.
    pub label: String,
    /// `hq` or `site`.
    pub role: String,
    /// Whether the organisation certified it.
    pub certified: bool,
    /// When its last file that was taken in here was made (RFC 3339).
    pub last_heard: Option<String>,
    /// How many of its pages are here.
    pub pages: u64,
    /// What is missing between them, and behind them where others hold more or had seen more.
    pub gaps: Vec<Gap>,
    /// How many more of its pages are here, of files that were set aside.
    #[serde(skip_serializing_if = "crate::bundle::is_zero")]
    pub set_aside: u64,
    /// Which of the files are missing that it made together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<MissingParts>,
    /// Pages of it that somebody asked for and that have not come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedPages>,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// True for the replica that answers.
    pub own: bool,
    /// The replica that it says it goes on from, where it is the same store under new keys: what people call that one.
    pub goes_on_from: Option<String>,
    /// Pages from which on two stores have written as this replica: it was copied, or put back from an old copy.
    pub forks: Vec<u64>,
    /// How many of its pages wait in quarantine.
    #[serde(skip_serializing_if = "crate::bundle::is_zero")]
    pub quarantined: u64,
    /// True where it is no longer believed, from some page on; of one that asks, where a laptop that it goes on from is not.
    pub revoked: bool,
    /// When headquarters said so, by its clock (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
    /// From which page on, in each programme in which pages of it are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revoked_from: Vec<RevokedFrom>,
    /// Until when its files are taken in (RFC 3339), where headquarters set an end.
    pub until: Option<String>,
    /// The last day on which they are, as people are told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_day: Option<String>,
    /// The only programmes that it may hold and write in, where headquarters named some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub books: Option<Vec<RecordId>>,
}

fn gap(sql: &Connection, registry: &Registry, chain: i64, (first, last): (u64, u64), now: i64) -> Result<Gap> {
    let (_, book) = chain_owner(sql, chain)?;
    let (before, behind) = (page_times(sql, chain, first - 1)?.map(|(_, end)| end), page_times(sql, chain, last + 1)?.map(|(start, _)| start));
    // A clock that is wrong on either side may have been wrong between: the file is dated as it stood then.
    let right = before.iter().chain(&behind).all(|told| told.believed(now).is_some());
    let day = |told: Option<Told>| told.filter(|_| right).and_then(|told| rfc3339(told.believed(now)?));
    let id = sql.prepare_cached("SELECT id FROM book WHERE no = ?1")?.query_row([book.0], |r| r.get(0))?;
    Ok(Gap { first, last, programme: code_of(sql, registry, book)?, book: id, after: day(before), before: day(behind) })
}

/// All replicas that are known here, headquarters first.
pub(super) fn replicas(sql: &Connection, desk: &Desk) -> Result<Vec<ReplicaStatus>> {
    let mut known: Vec<ReplicaStatus> = Vec::new();
    let blank = |replica: ReplicaId, label: String, role: String, certified: bool, fingerprint: String| ReplicaStatus {
        replica: replica.to_string(),
        label,
        role,
        certified,
        last_heard: None,
        pages: 0,
        gaps: Vec::new(),
        set_aside: 0,
        parts: None,
        asked: Vec::new(),
        fingerprint,
        own: replica == desk.replica(),
        goes_on_from: None,
        forks: Vec::new(),
        quarantined: 0,
        revoked: false,
        revoked_at: None,
        revoked_from: Vec::new(),
        until: None,
        until_day: None,
        books: None,
    };
    for (c, _) in trust::certificates(sql)? {
        let revocation = trust::revocation(sql, c.replica())?.map(|(r, _)| r).filter(trust::Revocation::stands);
        let revoked_from = revocation.as_ref().map(|r| revoked_from(sql, desk.store.tables().registry, r)).transpose()?.unwrap_or_default();
        let until = c.until.and_then(rfc3339);
        let until_day = c.until.and_then(trust::last_day).map(|day| day.to_string());
        let books = c.grant().books;
        let goes_on_from = trust::former(sql, c.replica())?;
        known.push(ReplicaStatus {
            goes_on_from,
            revoked: revocation.is_some(),
            revoked_at: revocation.as_ref().and_then(|r| rfc3339(r.at)),
            revoked_from,
            // Nobody asks a laptop that is gone.
            parts: if revocation.is_some() || trust::successor(sql, c.replica())?.is_some() { None } else { missing_parts(sql, c.replica())? },
            until,
            until_day,
            books,
            ..blank(c.replica(), c.label.clone(), c.role.clone(), true, c.fingerprint())
        });
    }
    for (q, _) in trust::requests(sql)? {
        let asks = blank(q.replica(), q.label.clone(), q.role.clone(), false, q.fingerprint());
        let mut formers = q.succeeds.iter().map(|former| trust::is_revoked(sql, former.replica()));
        let revoked = formers.try_fold(false, |any, known| Ok::<_, crate::Error>(any || known?))?;
        known.push(ReplicaStatus { goes_on_from: q.goes_on_from().map(str::to_owned), revoked, ..asks });
    }
    if !known.iter().any(|k| k.own) {
        let (own, _) = trust::own_request(sql, &desk.keys(), desk.now())?;
        let status = blank(own.replica(), own.label.clone(), own.role.clone(), false, own.fingerprint());
        known.push(ReplicaStatus { goes_on_from: own.goes_on_from().map(str::to_owned), ..status });
    }
    for (chain, ranges) in gaps(sql)? {
        let owner = chain_owner(sql, chain)?.0.to_string();
        let Some(status) = known.iter_mut().find(|k| k.replica == owner) else { continue };
        for range in ranges {
            status.gaps.push(gap(sql, desk.store.tables().registry, chain, range, desk.now().timestamp_millis())?);
        }
        status.gaps.sort_by(|a, b| (&a.programme, a.first).cmp(&(&b.programme, b.first)));
    }
    let mut aside = sql.prepare("SELECT replica, count(*) FROM page_aside WHERE why = 'set_aside' GROUP BY replica")?;
    for row in aside.query_map([], |r| Ok((r.get::<_, ReplicaId>(0)?.to_string(), r.get::<_, i64>(1)?)))? {
        let (author, pages) = row?;
        if let Some(status) = known.iter_mut().find(|k| k.replica == author) {
            status.set_aside = pages as u64;
        }
    }
    let mut waiting = sql.prepare("SELECT sender, sum(pages) FROM quarantine GROUP BY sender")?;
    for row in waiting.query_map([], |r| Ok((r.get::<_, ReplicaId>(0)?.to_string(), r.get::<_, i64>(1)?)))? {
        let (sender, pages) = row?;
        if let Some(status) = known.iter_mut().find(|k| k.replica == sender) {
            status.quarantined = pages as u64;
        }
    }
    for (chain, ranges) in held(sql)? {
        let owner = chain_owner(sql, chain)?.0.to_string();
        let Some(status) = known.iter_mut().find(|k| k.replica == owner) else { continue };
        status.pages += ranges.iter().map(|(first, last)| last - first + 1).sum::<u64>();
        let query = "SELECT first_page FROM chain WHERE no = ?1 AND branch <> x''";
        let fork: Option<i64> = sql.query_row(query, [chain], |r| r.get(0)).optional()?;
        status.forks.extend(fork.map(|page| page as u64));
    }
    for (author, pages) in ask::asked(sql, desk.store.tables().registry)? {
        let author = author.to_string();
        if let Some(status) = known.iter_mut().find(|k| k.replica == author) {
            status.asked.push(pages);
        }
    }
    let mut statement = sql.prepare("SELECT sender, max(at) FROM bundle GROUP BY sender")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sender = row.get::<_, ReplicaId>(0)?.to_string();
        if let Some(status) = known.iter_mut().find(|k| k.replica == sender) {
            status.last_heard = rfc3339(row.get(1)?);
        }
    }
    known.sort_by(|a, b| (a.role != "hq", &a.label).cmp(&(b.role != "hq", &b.label)));
    Ok(known)
}

/// Where a revocation cuts, in each programme in which its replica has written.
fn revoked_from(sql: &Connection, registry: &Registry, revocation: &trust::Revocation) -> Result<Vec<RevokedFrom>> {
    let query = "SELECT c.book, b.id FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE r.id = ?1 AND c.branch = x''";
    let mut statement = sql.prepare(query)?;
    let books = statement.query_map([ReplicaId(revocation.replica)], |r| Ok((r.get(0).map(BookNo)?, r.get(1)?)))?;
    let mut from = Vec::new();
    for row in books {
        let (no, book) = row?;
        if let Some(page) = revocation.first_out(book) {
            from.push(RevokedFrom { page, programme: code_of(sql, registry, no)?, book });
        }
    }
    from.sort_by(|a, b| (&a.programme, a.page).cmp(&(&b.programme, b.page)));
    Ok(from)
}

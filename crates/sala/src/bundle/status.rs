//! The journey of what was recorded: recorded -> carried -> received; and who has been heard of.

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{
    ask::{self, AskedPages},
    gaps::gaps,
    own::{self, NotAllowed},
    plan::{missing_attachments, wanted_attachments},
    receipt::{self, covers, held, held_by},
};
use crate::{
    Desk, RecordId, ReplicaId, Result, Role,
    journal::{BookNo, Registry, Told, chain_owner, code_of, conflict_count, page_times, review_count},
    trust::{self, Keys},
};

/// How far this replica's own entries have come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Journey {
    /// Entries written here.
    pub recorded: u64,
    /// Of these, in a file that was made.
    pub carried: u64,
    /// Of these, in headquarters' receipt.
    pub received: u64,
    /// What other laptops wrote, is here, and headquarters has not said it holds: this laptop may be the one that carries it.
    pub of_others: u64,
    /// Attachments here that headquarters has not said it holds.
    pub waiting_attachments: u64,
    /// When headquarters' last receipt was made (RFC 3339).
    pub last_heard: Option<String>,
}

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
    #[serde(skip_serializing_if = "is_zero")]
    pub set_aside: u64,
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
    /// True where it is no longer believed, from some page on; of one that asks, where a laptop that it goes on from is not.
    pub revoked: bool,
    /// Until when its files are taken in (RFC 3339), where headquarters set an end.
    pub until: Option<String>,
    /// The last day on which they are, as people are told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_day: Option<String>,
    /// The only programmes that it may hold and write in, where headquarters named some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub books: Option<Vec<RecordId>>,
}

/// Counts of what waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<u64>,
    /// Attachments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<u64>,
    /// Pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u64>,
}

/// The answer of `sala status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoreStatus {
    /// Replicas known.
    pub replicas: Vec<ReplicaStatus>,
    /// What headquarters has not yet said it holds.
    pub not_yet_received: Waiting,
    /// What was recorded here and headquarters does not count: it stays here, and goes along in every file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_allowed: Option<NotAllowed>,
    /// What waits for its sender to be accepted.
    pub quarantined: Waiting,
    /// Differences that wait for a decision.
    pub conflicts: u64,
    /// Values that break a rule: kept, not shown, to be put right.
    pub review: u64,
    /// Attachments that records here name and that have not come yet.
    pub attachments_to_come: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn rfc3339(millis: i64) -> Option<String> {
    chrono::DateTime::from_timestamp_millis(millis).map(crate::rfc3339)
}

impl Desk {
    /// What was recorded here and does not count elsewhere.
    ///
    /// # Errors
    /// Store failures.
    pub fn not_allowed(&self) -> Result<Option<NotAllowed>> {
        self.read(|r| own::not_allowed(r.sql(), &trust::Standing::read(r.sql())?))
    }

    /// How far this replica's own entries have come.
    ///
    /// # Errors
    /// Store failures.
    pub fn journey(&self) -> Result<Journey> {
        self.read(|r| journey(r.sql(), &self.keys()))
    }

    /// Who is known, what each is missing, and what waits.
    ///
    /// # Errors
    /// Store failures.
    pub fn status(&self) -> Result<StoreStatus> {
        let role = self.role()?;
        self.read(|r| {
            let sql = r.sql();
            let journey = journey(sql, &self.keys())?;
            let waiting = if role == Role::Hq {
                Waiting { entries: Some(0), attachments: Some(0), pages: None }
            } else {
                Waiting { entries: Some(journey.recorded - journey.received + journey.of_others), attachments: Some(journey.waiting_attachments), pages: None }
            };
            let quarantined: i64 = sql.query_row("SELECT coalesce(sum(pages), 0) FROM quarantine", [], |r| r.get(0))?;
            Ok(StoreStatus {
                replicas: replicas(sql, self)?,
                not_yet_received: waiting,
                not_allowed: own::not_allowed(sql, &trust::Standing::read(sql)?)?,
                quarantined: Waiting { pages: Some(quarantined as u64), ..Waiting::default() },
                conflicts: conflict_count(sql, r.tables(), None)?,
                review: review_count(sql, r.tables(), None)?,
                attachments_to_come: missing_attachments(sql, &all_books(sql)?)?.len() as u64,
            })
        })
    }
}

fn all_books(sql: &Connection) -> Result<Vec<BookNo>> {
    Ok(sql.prepare_cached("SELECT no FROM book")?.query_map([], |r| r.get(0).map(BookNo))?.collect::<Result<_, _>>()?)
}

fn journey(sql: &Connection, keys: &Keys) -> Result<Journey> {
    let hq = trust::headquarters(sql)?.map(|c| c.replica());
    let received = hq.map(|hq| held_by(sql, hq)).transpose()?.unwrap_or_default();
    let mut journey = Journey { last_heard: hq.map(|hq| receipt::last(sql, hq)).transpose()?.flatten().and_then(rfc3339), ..Journey::default() };
    let query = "SELECT p.chain, p.number, p.entries, coalesce((SELECT max(upto) FROM sent s WHERE s.chain = p.chain), 0)
                 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica WHERE r.id = ?1";
    let mut statement = sql.prepare_cached(query)?;
    // What was written here before the store went on under new keys is on the same journey.
    for own in keys.replicas() {
        let mut rows = statement.query([own])?;
        while let Some(row) = rows.next()? {
            let (number, entries) = (row.get::<_, i64>(1)? as u64, row.get::<_, i64>(2)? as u64);
            let is_received = covers(received.get(&row.get(0)?), number);
            journey.recorded += entries;
            journey.received += if is_received { entries } else { 0 };
            journey.carried += if is_received || number <= row.get::<_, i64>(3)? as u64 { entries } else { 0 };
        }
    }
    let query = "SELECT r.id, p.chain, p.number, p.entries FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica";
    let known = trust::certificates(sql)?;
    let of_headquarters = |id: ReplicaId| known.iter().any(|(c, _)| c.role == "hq" && c.replica() == id);
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let author: ReplicaId = row.get(0)?;
        if !keys.replicas().any(|own| own == author) && !covers(received.get(&row.get(1)?), row.get::<_, i64>(2)? as u64) && !of_headquarters(author) {
            journey.of_others += row.get::<_, i64>(3)? as u64;
        }
    }
    journey.recorded += sql.query_row("SELECT coalesce(sum(entries), 0) FROM tail", [], |r| r.get::<_, i64>(0))? as u64;
    let books = all_books(sql)?;
    journey.waiting_attachments = wanted_attachments(sql, &books, hq)?.len() as u64;
    Ok(journey)
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

fn replicas(sql: &Connection, desk: &Desk) -> Result<Vec<ReplicaStatus>> {
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
        asked: Vec::new(),
        fingerprint,
        own: replica == desk.replica(),
        goes_on_from: None,
        forks: Vec::new(),
        revoked: false,
        until: None,
        until_day: None,
        books: None,
    };
    for (c, _) in trust::certificates(sql)? {
        let revoked = trust::revocation(sql, c.replica())?.is_some_and(|(r, _)| r.stands());
        let until = c.until.and_then(rfc3339);
        let until_day = c.until.and_then(trust::last_day).map(|day| day.to_string());
        let books = c.grant().books;
        let goes_on_from = trust::former(sql, c.replica())?;
        known.push(ReplicaStatus {
            goes_on_from,
            revoked,
            until,
            until_day,
            books,
            ..blank(c.replica(), c.label.clone(), c.role.clone(), true, c.fingerprint())
        });
    }
    for (q, _) in trust::requests(sql)? {
        let asks = blank(q.replica(), q.label.clone(), q.role.clone(), false, q.fingerprint());
        let mut formers = q.succeeds.iter().map(|former| trust::revocation(sql, former.replica()));
        let revoked = formers.try_fold(false, |any, known| Ok::<_, crate::Error>(any || known?.is_some_and(|(r, _)| r.stands())))?;
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

//! Who is known: what of each replica is here, what is missing, what waits, and how headquarters stands to it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{
    ask::{self, AskedPages},
    former::{RevokedFormer, revoked_of},
    gaps::gaps,
    held::{held, who_sends},
    left::left_of,
    limits::{FromPage, revoked_from},
    not_counted::{NotCounted, not_counted},
    parts::{MissingParts, missing_parts},
    quarantine::{WaitingFile, waiting},
    status::rfc3339,
};
use crate::{
    Desk, RecordId, ReplicaId, Result, Role,
    clock::reach,
    journal::{Registry, Told, book_id, chain_owner, code_of, page_times},
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
    /// Where the laptop that wrote them has them no more, because an old copy of its store came back: what whoever said that they hold
    /// them is called. Their next file brings them.
    pub held_by: Option<String>,
    /// They left that laptop in a file which came nowhere: it has them no more, and headquarters does not hold them.
    pub lost: bool,
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
    pub set_aside: u64,
    /// Pages of it that are here and do not count, because headquarters does not let it write there, or no longer believes it.
    pub not_counted: Vec<NotCounted>,
    /// Which of the files are missing that it made together.
    pub parts: Option<MissingParts>,
    /// Pages of it that somebody asked for and that have not come.
    pub asked: Vec<AskedPages>,
    /// Its fingerprint in words; empty for one whose files wait in quarantine and that never asked to be accepted.
    pub fingerprint: String,
    /// True for the replica that answers.
    pub own: bool,
    /// True for a replica that the one that answers was, before it went on under new keys.
    pub former: bool,
    /// The replica that it says it goes on from, where it is the same store under new keys: what people call that one. Headquarters
    /// knows, and that store itself; nobody else is told.
    pub goes_on_from: Option<String>,
    /// Pages from which on two stores have written as this replica: it was copied, or put back from an old copy.
    pub forks: Vec<u64>,
    /// How many of its pages wait in quarantine.
    pub quarantined: u64,
    /// The files of it that wait there, with pages or without.
    pub waiting_files: Vec<WaitingFile>,
    /// Of one that asks: the laptop that it goes on from and that is believed no longer.
    pub revoked_former: Option<RevokedFormer>,
    /// True where it is no longer believed, from some page on; of one that asks, where a laptop that it goes on from is not.
    pub revoked: bool,
    /// When headquarters said so, by its clock (RFC 3339).
    pub revoked_at: Option<String>,
    /// From which page on, in each programme in which pages of it are known; in all where none is.
    pub revoked_from: Vec<FromPage>,
    /// Until when its files are taken in (RFC 3339), where headquarters set an end.
    pub until: Option<String>,
    /// The last day on which they are, as people are told it.
    pub until_day: Option<String>,
    /// The only programmes that it may hold and write in, where headquarters named some.
    pub books: Option<Vec<RecordId>>,
}

/// How far another clock may be ahead of this one, which may be a day behind itself, in milliseconds.
const AHEAD: i64 = 2 * 24 * 60 * 60 * 1000;

fn gap(sql: &Connection, registry: &Registry, (chain, was_own): (i64, bool), (first, last): (u64, u64), now: i64) -> Result<Gap> {
    let (_, book) = chain_owner(sql, chain)?;
    let left = left_of(sql, chain)?;
    let holder = match left {
        Some(left) if left.held && left.last >= first => trust::headquarters(sql)?.map(|hq| hq.replica()),
        None if !was_own => None,
        _ => who_sends(sql, chain, first)?,
    };
    let lost = holder.is_none() && left.is_some_and(|left| left.lost && left.last >= first);
    let held_by = holder.map(|holder| trust::label(sql, holder)).transpose()?;
    let (before, behind) = (page_times(sql, chain, first - 1)?.map(|(_, end)| end), page_times(sql, chain, last + 1)?.map(|(start, _)| start));
    // A clock that is wrong on either side may have been wrong between: the file is dated as it stood then.
    let right = before.iter().chain(&behind).all(|told| told.believed(now).is_some());
    let day = |told: Option<Told>| told.filter(|_| right).and_then(|told| rfc3339(told.believed(now)?));
    Ok(Gap { first, last, programme: code_of(sql, registry, book)?, book: book_id(sql, book)?, after: day(before), before: day(behind), held_by, lost })
}

/// What there is to say of a replica of which nothing else is known.
fn blank(desk: &Desk, replica: ReplicaId, label: String, role: String, fingerprint: String) -> ReplicaStatus {
    ReplicaStatus {
        replica: replica.to_string(),
        label,
        role,
        certified: false,
        last_heard: None,
        pages: 0,
        gaps: Vec::new(),
        set_aside: 0,
        not_counted: Vec::new(),
        parts: None,
        asked: Vec::new(),
        fingerprint,
        own: replica == desk.replica(),
        former: desk.keys().replicas().skip(1).any(|former| former == replica),
        goes_on_from: None,
        forks: Vec::new(),
        quarantined: 0,
        waiting_files: Vec::new(),
        revoked_former: None,
        revoked: false,
        revoked_at: None,
        revoked_from: Vec::new(),
        until: None,
        until_day: None,
        books: None,
    }
}

/// Replicas, and where each stands among them.
#[derive(Default)]
struct Known {
    all: Vec<ReplicaStatus>,
    at: HashMap<ReplicaId, usize>,
}

impl Known {
    fn add(&mut self, replica: ReplicaId, status: ReplicaStatus) {
        self.at.entry(replica).or_insert(self.all.len());
        self.all.push(status);
    }

    fn of(&mut self, replica: ReplicaId) -> Option<&mut ReplicaStatus> {
        self.at.get(&replica).and_then(|at| self.all.get_mut(*at))
    }
}

/// All replicas that are known here, headquarters first.
pub(super) fn replicas(sql: &Connection, desk: &Desk) -> Result<Vec<ReplicaStatus>> {
    let mut known = Known::default();
    who(sql, desk, &mut known)?;
    what_waits(sql, desk, &mut known)?;
    what_is_here(sql, desk, &mut known)?;
    what_is_missing(sql, desk, &mut known)?;
    let mut known = known.all;
    known.sort_by(|a, b| (a.role != "hq", &a.label).cmp(&(b.role != "hq", &b.label)));
    Ok(known)
}

/// Whom headquarters certified, who asks, and this replica itself.
fn who(sql: &Connection, desk: &Desk, known: &mut Known) -> Result<()> {
    for (c, _) in trust::certificates(sql)? {
        let revocation = trust::revocation(sql, c.replica())?.map(|(r, _)| r).filter(trust::Revocation::stands);
        let revoked_from = revocation.as_ref().map(|r| revoked_from(sql, desk.store.tables().registry, r)).transpose()?.unwrap_or_default();
        let status = ReplicaStatus {
            certified: true,
            goes_on_from: trust::former(sql, desk.replica(), c.replica())?,
            revoked: revocation.is_some(),
            revoked_at: revocation.as_ref().and_then(|r| rfc3339(r.at)),
            revoked_from,
            // Nobody asks a laptop that is gone.
            parts: if revocation.is_some() || trust::successor(sql, c.replica())?.is_some() { None } else { missing_parts(sql, c.replica())? },
            until: c.until.and_then(rfc3339),
            until_day: c.until.and_then(trust::last_day).map(|day| day.to_string()),
            books: c.grant().books,
            ..blank(desk, c.replica(), c.label.clone(), c.role.clone(), c.fingerprint())
        };
        known.add(c.replica(), status);
    }
    for (q, _) in trust::requests(sql)? {
        let asks = blank(desk, q.replica(), q.label.clone(), q.role.clone(), q.fingerprint());
        let revoked_former = revoked_of(sql, desk.store.tables().registry, &q)?;
        known.add(q.replica(), ReplicaStatus { goes_on_from: q.goes_on_from().map(str::to_owned), revoked: revoked_former.is_some(), revoked_former, ..asks });
    }
    if known.of(desk.replica()).is_none() {
        let (own, _) = trust::own_request(sql, &desk.keys(), desk.now())?;
        let status = blank(desk, own.replica(), own.label.clone(), own.role.clone(), own.fingerprint());
        known.add(own.replica(), ReplicaStatus { goes_on_from: own.goes_on_from().map(str::to_owned), ..status });
    }
    Ok(())
}

/// Whose files wait in quarantine.
fn what_waits(sql: &Connection, desk: &Desk, known: &mut Known) -> Result<()> {
    for (sender, file) in waiting(sql)? {
        if known.of(sender).is_none() {
            // It never asked: nothing but its id is known of it, and somebody has to decide all the same.
            known.add(sender, blank(desk, sender, trust::label(sql, sender)?, Role::Site.as_str().to_owned(), String::new()));
        }
        if let Some(status) = known.of(sender) {
            status.quarantined += file.pages;
            status.waiting_files.push(file);
        }
    }
    Ok(())
}

/// How much of each is here, and when it was last heard of.
fn what_is_here(sql: &Connection, desk: &Desk, known: &mut Known) -> Result<()> {
    let mut aside = sql.prepare("SELECT replica, count(*) FROM page_aside WHERE why = 'set_aside' GROUP BY replica")?;
    for row in aside.query_map([], |r| Ok((r.get(0)?, r.get::<_, i64>(1)?)))? {
        let (author, pages) = row?;
        if let Some(status) = known.of(author) {
            status.set_aside = pages as u64;
        }
    }
    for (author, pages) in not_counted(sql, desk.store.tables().registry)? {
        if let Some(status) = known.of(author) {
            status.not_counted.push(pages);
        }
    }
    for (chain, ranges) in held(sql)? {
        let Some(status) = known.of(chain_owner(sql, chain)?.0) else { continue };
        status.pages += ranges.iter().map(|(first, last)| last - first + 1).sum::<u64>();
        let query = "SELECT first_page FROM chain WHERE no = ?1 AND branch <> x''";
        let fork: Option<i64> = sql.query_row(query, [chain], |r| r.get(0)).optional()?;
        status.forks.extend(fork.map(|page| page as u64));
    }
    // What was made by a clock that was ahead was made before it came.
    let query = "SELECT sender, max(CASE WHEN at <= ?1 THEN at WHEN taken <= ?1 THEN taken END) FROM bundle GROUP BY sender";
    let mut statement = sql.prepare(query)?;
    let mut rows = statement.query([reach(desk.now(), AHEAD)])?;
    while let Some(row) = rows.next()? {
        if let Some(status) = known.of(row.get(0)?) {
            status.last_heard = row.get::<_, Option<i64>>(1)?.and_then(rfc3339);
        }
    }
    Ok(())
}

/// What of each is missing, and what somebody asked for.
fn what_is_missing(sql: &Connection, desk: &Desk, known: &mut Known) -> Result<()> {
    let registry = desk.store.tables().registry;
    for (chain, ranges) in gaps(sql)? {
        let author = chain_owner(sql, chain)?.0;
        if known.of(author).is_none() && desk.keys().replicas().any(|own| own == author) {
            // Nobody certified what this store was called when these pages left it.
            known.add(author, blank(desk, author, trust::label(sql, author)?, Role::noted(sql)?.as_str().to_owned(), String::new()));
        }
        let Some(status) = known.of(author) else { continue };
        for range in ranges {
            status.gaps.push(gap(sql, registry, (chain, status.former), range, desk.now().timestamp_millis())?);
        }
        status.gaps.sort_by(|a, b| (&a.programme, a.first).cmp(&(&b.programme, b.first)));
    }
    for (author, pages) in ask::asked(sql, registry)? {
        if let Some(status) = known.of(author) {
            status.asked.push(pages);
        }
    }
    Ok(())
}

//! What goes into a file, or into each of several volumes: planned before anything is written.

use age::secrecy::SecretString;
use rusqlite::Connection;

use super::{
    export::{ExportOptions, To},
    format::{AttachmentFrame, MAX_RANGES, Manifest, PageRange, VolumeOf},
    held::{covers, held_by},
    pictures::wanted_attachments,
    receipt,
    seal::{Seal, check_passphrase},
};
use crate::{
    Problem, RecordId, ReplicaId, Result, Role,
    journal::{BookNo, has_forked},
    trust::{self, Certificate, Keys},
};

/// What an export writes.
pub(super) struct Plan {
    pub receiver: Option<Certificate>,
    pub books: Vec<BookNo>,
    /// All attachments of these books that are here: what the receipt says.
    pub held: Vec<AttachmentFrame>,
    pub seal: Seal,
    /// The receiver, where it is revoked and is told so, and nothing else.
    pub only_revocation_of: Option<ReplicaId>,
    /// One, or as many as the size asks for; each is useful alone.
    pub volumes: Vec<Volume>,
}

/// What one file holds.
pub(super) struct Volume {
    pub manifest: Manifest,
    pub pages: Vec<i64>,
    pub attachments: Vec<AttachmentFrame>,
}

/// A page that is to be sent.
struct PlannedPage {
    no: i64,
    replica: [u8; 16],
    book: [u8; 16],
    number: u64,
    entries: u64,
    /// About how many bytes it takes in the file.
    bytes: u64,
}

/// Pages and attachments for one file.
#[derive(Default)]
struct Load {
    pages: Vec<PlannedPage>,
    attachments: Vec<AttachmentFrame>,
    bytes: u64,
}

/// Room for everything but pages and attachments, and for what sealing adds.
const OVERHEAD: u64 = 64 << 10;

/// Refuse a receiver that must not be given anything any more.
fn may_receive(sql: &Connection, receiver: &Certificate, now: i64) -> Result<()> {
    let code = if trust::is_revoked(sql, receiver.replica())? {
        "receiver_revoked"
    } else if receiver.has_ended(now) {
        "receiver_ended"
    } else {
        return Ok(());
    };
    Problem::new(code).with("label", receiver.label.as_str()).refuse()
}

/// Whom people mean by a label or the start of an id: whoever says LAP-A means the laptop, and that goes on as LAP-A 2; so
/// does headquarters.
pub(crate) fn find_replica(sql: &Connection, which: &str) -> Result<Certificate> {
    let named = named_replica(sql, which)?;
    if named.label.to_lowercase() != which.trim().to_lowercase() {
        return Ok(named);
    }
    let next = match named.role() {
        Role::Hq => trust::headquarters(sql)?,
        Role::Site => match trust::successor(sql, named.replica())? {
            Some(next) => trust::certificate(sql, next)?.map(|(c, _)| c),
            None => None,
        },
    };
    Ok(next.unwrap_or(named))
}

/// The very replica that a label or the start of an id names, whoever goes on from it.
pub(super) fn named_replica(sql: &Connection, which: &str) -> Result<Certificate> {
    let wanted = which.trim().to_lowercase();
    let all: Vec<_> = trust::certificates(sql)?.into_iter().map(|(c, _)| c).collect();
    let exact: Vec<_> = all.iter().filter(|c| c.label.to_lowercase() == wanted).cloned().collect();
    let found = if exact.is_empty() { all.into_iter().filter(|c| wanted.len() >= 4 && c.replica().to_string().starts_with(&wanted)).collect() } else { exact };
    match <[Certificate; 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(found) if found.is_empty() => Problem::new("no_such_replica").with("which", which).refuse(),
        Err(_) => Problem::new("ambiguous_replica").with("which", which).refuse(),
    }
}

fn headquarters(sql: &Connection) -> Result<Certificate> {
    match (trust::organisation(sql)?, trust::headquarters(sql)?) {
        (Some(_), Some(hq)) => Ok(hq),
        _ => Problem::new("not_joined").refuse(),
    }
}

/// The laptop itself that is revoked, not whoever goes on from it.
fn revoked_receiver(sql: &Connection, options: &ExportOptions) -> Result<Certificate> {
    let To::Replica(which) = &options.to else { return Problem::new("receiver_not_revoked").refuse() };
    let named = named_replica(sql, which)?;
    if trust::is_revoked(sql, named.replica())? { Ok(named) } else { Problem::new("receiver_not_revoked").with("label", named.label).refuse() }
}

pub(super) fn plan(sql: &Connection, keys: &Keys, options: &ExportOptions, author: &str, now: i64) -> Result<Plan> {
    let receiver = if options.only_revocation { Some(revoked_receiver(sql, options)?) } else { receiver(sql, keys, options, now)? };
    let books: Vec<(i64, RecordId)> =
        sql.prepare("SELECT no, id FROM book ORDER BY no")?.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    let books: Vec<BookNo> = books
        .into_iter()
        .filter(|(_, id)| !options.only_revocation && options.book.is_none_or(|b| b == *id) && receiver.as_ref().is_none_or(|r| r.covers(*id)))
        .map(|(no, _)| BookNo(no))
        .collect();
    if let (Some(book), true) = (options.book.filter(|_| !options.only_revocation), books.is_empty()) {
        return match &receiver {
            Some(receiver) if !receiver.covers(book) => Problem::new("programme_not_for_receiver").with("label", receiver.label.as_str()).refuse(),
            _ => Problem::new("no_such_programme").with("id", book.to_string()).refuse(),
        };
    }
    let mut receiver_id = receiver.as_ref().map(Certificate::replica).filter(|_| !options.everything);
    if let Some(id) = receiver_id
        && has_forked(sql, id)?
    {
        // Two stores have one name: what one of them says it holds, the other may lack. Both get everything.
        receiver_id = None;
    }
    let based_on = receiver_id.map(|id| receipt::last(sql, id)).transpose()?.flatten();
    let (to, seal) = match (&options.to, &receiver, trust::organisation(sql)?) {
        (To::Passphrase(passphrase), ..) => {
            check_passphrase(passphrase)?;
            (Vec::new(), Seal::Passphrase(SecretString::from(passphrase.clone())))
        }
        (_, Some(receiver), organisation) => {
            let mut to = vec![receiver.recipient.clone()];
            to.extend(organisation.map(|o| o.recovery));
            (to.clone(), Seal::Keys(to))
        }
        (_, None, _) => return Problem::new("not_joined").refuse(),
    };
    let label = trust::label(sql, keys.replica())?;
    let pages = pages_for(sql, &books, receiver_id)?;
    let attachments = if options.without_attachments { Vec::new() } else { wanted_attachments(sql, &books, receiver_id)? };
    let loads = loads(pages, attachments, options.split);
    let (set, of) = (rand::random(), loads.len() as u32);
    let volume = |(load, number): (Load, u32)| Volume {
        manifest: Manifest {
            bundle: rand::random(),
            sign: keys.sign.public(),
            label: label.clone(),
            author: author.to_owned(),
            at: now,
            to: to.clone(),
            pages: ranges(&load.pages),
            entries: load.pages.iter().map(|p| p.entries).sum(),
            attachments: load.attachments.len() as u64,
            attachment_bytes: load.attachments.iter().map(|frame| frame.bytes).sum(),
            based_on,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            volume: (of > 1).then_some(VolumeOf { set, number, of }),
            partial: (options.book.is_some() || options.without_attachments || options.only_revocation).then_some(true),
        },
        pages: load.pages.iter().map(|p| p.no).collect(),
        attachments: load.attachments,
    };
    let volumes = loads.into_iter().zip(1..).map(volume).collect();
    let held = wanted_attachments(sql, &books, None)?;
    let only_revocation_of = receiver.as_ref().filter(|_| options.only_revocation).map(Certificate::replica);
    Ok(Plan { receiver, books, held, seal, only_revocation_of, volumes })
}

fn receiver(sql: &Connection, keys: &Keys, options: &ExportOptions, now: i64) -> Result<Option<Certificate>> {
    let receiver = match &options.to {
        To::Headquarters => headquarters(sql)?,
        To::Replica(which) => {
            let named = named_replica(sql, which)?;
            // A store that was restored here has the keys of the one of that name, which may still be at work elsewhere.
            if named.replica() != keys.replica() && keys.is_own(&named.sign) {
                return Problem::new("export_to_former").with("former", named.label).with("label", trust::label(sql, keys.replica())?).refuse();
            }
            find_replica(sql, which)?
        }
        To::Passphrase(_) => return Ok(None),
    };
    if keys.is_own(&receiver.sign) {
        return Problem::new("export_to_self").refuse();
    }
    may_receive(sql, &receiver, now)?;
    Ok(Some(receiver))
}

/// Pages of these books that the receiver has not said it holds.
fn pages_for(sql: &Connection, books: &[BookNo], receiver: Option<ReplicaId>) -> Result<Vec<PlannedPage>> {
    let held = receiver.map(|id| held_by(sql, id)).transpose()?.unwrap_or_default();
    let query = "SELECT p.no, p.chain, p.number, p.entries, r.id, b.id, c.book, length(p.body)
                 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book ORDER BY p.chain, p.number";
    let mut statement = sql.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut pages = Vec::new();
    while let Some(row) = rows.next()? {
        let (number, entries) = (row.get::<_, i64>(2)? as u64, row.get::<_, i64>(3)? as u64);
        #[cfg(feature = "negative-controls")]
        if is_left_out(sql, receiver, row.get(0)?, row.get(1)?, number)? {
            continue;
        }
        if books.contains(&BookNo(row.get(6)?)) && !covers(held.get(&row.get(1)?), number) {
            // Personal values travel beside the page; some sixty bytes an entry is more than they take.
            let bytes = row.get::<_, i64>(7)? as u64 + 60 * entries;
            pages.push(PlannedPage { no: row.get(0)?, replica: row.get(4)?, book: row.get(5)?, number, entries, bytes });
        }
    }
    Ok(pages)
}

/// Pages that a negative control leaves out though the receiver may not have them.
#[cfg(feature = "negative-controls")]
fn is_left_out(sql: &Connection, receiver: Option<ReplicaId>, no: i64, chain: i64, number: u64) -> Result<bool> {
    use super::held::sent_to;
    use crate::control::{Control, is_on};
    if is_on(Control::AdvanceOnExport) {
        let sent = receiver.map(|id| sent_to(sql, id)).transpose()?.unwrap_or_default();
        return Ok(covers(sent.get(&chain), number));
    }
    Ok(is_on(Control::DeadLocally) && crate::journal::is_all_dead(sql, no)?)
}

/// The same pages as runs of one chain.
fn ranges(pages: &[PlannedPage]) -> Vec<PageRange> {
    let mut ranges: Vec<PageRange> = Vec::new();
    for PlannedPage { replica, book, number, .. } in pages {
        match ranges.last_mut() {
            Some(r) if r.replica == *replica && r.book == *book && r.last + 1 == *number => r.last = *number,
            _ => ranges.push(PageRange { replica: *replica, book: *book, first: *number, last: *number, head: None }),
        }
    }
    ranges
}

/// Data first, pictures later, each load below the size where one is given. What is larger alone travels alone.
fn loads(pages: Vec<PlannedPage>, attachments: Vec<AttachmentFrame>, split: Option<u64>) -> Vec<Load> {
    let room = split.map_or(u64::MAX, |bytes| bytes.saturating_sub(OVERHEAD));
    let mut loads = vec![Load::default()];
    fn next(loads: &mut Vec<Load>, bytes: u64, room: u64) -> Option<&mut Load> {
        if loads.last().is_some_and(|load| load.bytes > 0 && load.bytes.saturating_add(bytes) > room) {
            loads.push(Load::default());
        }
        let load = loads.last_mut()?;
        load.bytes = load.bytes.saturating_add(bytes);
        Some(load)
    }
    let mut runs = 0;
    for page in pages {
        let follows =
            |load: &Load| load.pages.last().is_some_and(|last| last.replica == page.replica && last.book == page.book && last.number + 1 == page.number);
        runs += usize::from(!loads.last().is_some_and(follows));
        if runs > MAX_RANGES {
            // No reader takes a longer list of what is inside.
            loads.push(Load::default());
            runs = 1;
        }
        let files = loads.len();
        if let Some(load) = next(&mut loads, page.bytes, room) {
            load.pages.push(page);
        }
        if loads.len() > files {
            runs = 1;
        }
    }
    for attachment in attachments {
        if let Some(load) = next(&mut loads, attachment.bytes, room) {
            load.attachments.push(attachment);
        }
    }
    loads
}

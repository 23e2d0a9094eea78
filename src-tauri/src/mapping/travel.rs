//! Travel: replicas and bundles.

use std::{collections::BTreeMap, path::Path};

use sala::{
    bundle::{self, Coded, Exported, Gap, Imported, KindChange, ReplicaStatus, SharedCode, Status, StoreStatus, To},
    trust::Request,
};

use super::{all, count};
use crate::{
    opened::name,
    wire::{
        Id,
        app::Role,
        problem::{Notice, Problem},
        travel::{
            Accepted, AskedPages, BundleStatus, BundleView, Carried, DeskStatus, Joining, MissingPages, MissingParts, ReplicaLine, RequestView, Revoked,
            RevokedFrom, SetAside, TakenBundle, TurnedAway, Waiting, WaitingFile,
        },
    },
};

/// A role as stores and files write it.
fn role(word: &str) -> Role {
    if word == sala::Role::Hq.as_str() { Role::Hq } else { Role::Site }
}

impl From<ReplicaStatus> for ReplicaLine {
    fn from(status: ReplicaStatus) -> Self {
        let ReplicaStatus {
            replica,
            label,
            role: word,
            certified,
            last_heard,
            pages,
            gaps,
            set_aside,
            parts,
            asked,
            fingerprint,
            own,
            former,
            forks,
            // Each file says how many it has.
            quarantined: _,
            waiting_files,
            revoked,
            revoked_at,
            revoked_from,
            until,
            until_day,
            books,
            goes_on_from,
        } = status;
        let read_only = word == sala::trust::READER;
        let forks = forks.into_iter().min();
        Self {
            replica,
            label,
            role: role(&word),
            read_only,
            certified,
            here: own,
            was_here: former,
            last_heard,
            pages,
            gaps: all(gaps),
            set_aside,
            parts: parts.map(MissingParts::from),
            asked: all(asked),
            programmes: books.map(|books| books.into_iter().map(Id).collect()),
            fingerprint,
            forked_from: forks,
            waiting_files: all(waiting_files),
            revoked,
            revoked_at,
            revoked_from: all(revoked_from),
            until,
            until_day,
            goes_on_from,
        }
    }
}

impl From<bundle::WaitingFile> for WaitingFile {
    fn from(waiting: bundle::WaitingFile) -> Self {
        let bundle::WaitingFile { bundle, file, came, pages } = waiting;
        Self { bundle, file, came, pages }
    }
}

impl From<bundle::MissingParts> for MissingParts {
    fn from(parts: bundle::MissingParts) -> Self {
        let bundle::MissingParts { made, of, missing } = parts;
        Self { made, of, missing }
    }
}

impl From<bundle::FromPage> for RevokedFrom {
    fn from(from: bundle::FromPage) -> Self {
        let bundle::FromPage { page, programme, book } = from;
        Self { page, programme, programme_id: Id(book) }
    }
}

impl From<Gap> for MissingPages {
    fn from(gap: Gap) -> Self {
        let Gap { first, last, programme, book, after, before } = gap;
        Self { first, last, programme, programme_id: Id(book), after, before }
    }
}

impl From<bundle::AskedPages> for AskedPages {
    fn from(asked: bundle::AskedPages) -> Self {
        let bundle::AskedPages { first, last, programme, book } = asked;
        Self { first, last, programme, programme_id: Id(book) }
    }
}

impl From<StoreStatus> for DeskStatus {
    fn from(status: StoreStatus) -> Self {
        let StoreStatus { replicas, not_yet_received, quarantined, conflicts, attachments_to_come, .. } = status;
        Self {
            replicas: all(replicas),
            not_yet_received: Waiting { entries: not_yet_received.entries.unwrap_or_default(), attachments: not_yet_received.attachments.unwrap_or_default() },
            quarantined_files: quarantined.files.unwrap_or_default(),
            conflicts: count(conflicts),
            attachments_to_come,
        }
    }
}

/// To whom: the window writes `hq` for headquarters.
pub fn to(to: String) -> To {
    if to == sala::Role::Hq.as_str() { To::Headquarters } else { To::Replica(to) }
}

impl From<Exported> for Carried {
    fn from(exported: Exported) -> Self {
        let Exported { file, bundle, to, pages, entries, attachments, bytes, based_on_receipt, volumes, lost_attachments, over_size } = exported;
        let folder = file.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        Self {
            file: name(&file),
            folder,
            bundle,
            to,
            pages,
            entries,
            attachments,
            bytes,
            based_on_receipt,
            files: count(volumes.len().max(1)),
            lost_attachments: count(lost_attachments),
            over_size: count(over_size),
        }
    }
}

impl From<Status> for BundleStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Applied => Self::Applied,
            Status::AlreadyKnown => Self::AlreadyKnown,
            Status::Preview => Self::Preview,
            Status::Quarantined => Self::Quarantined,
            Status::Refused => Self::Refused,
            Status::Waiting => Self::Waiting,
        }
    }
}

/// The account of a file that the window holds by this token.
impl From<(String, Imported)> for BundleView {
    fn from((token, imported): (String, Imported)) -> Self {
        let Imported {
            file,
            bundle,
            from,
            author,
            made,
            status,
            new_entries,
            known_entries,
            attachments,
            back,
            conflicts,
            kinds,
            shared_codes,
            revoked,
            forked,
            joined,
            fingerprint,
            why,
        } = imported;
        let back = (back > 0).then(|| Notice { code: "back".to_owned(), params: BTreeMap::from([("count".to_owned(), back.into())]) });
        Self {
            file: token,
            file_name: name(&file),
            bundle,
            from,
            author,
            made,
            joins: joined.map(|organisation| Joining { organisation, fingerprint: fingerprint.clone() }),
            fingerprint,
            status: status.into(),
            new_entries,
            known_entries,
            attachments,
            conflicts: count(conflicts),
            changes: kinds
                .into_iter()
                .flat_map(notices)
                .chain(back)
                .chain(shared_codes.into_iter().map(shared))
                .chain(revoked.into_iter().map(revoked_word))
                .chain(forked.into_iter().map(forked_word))
                .collect(),
            why: why.map(|why| Problem::from(if status == Status::Preview { as_looked_at(why) } else { why })),
            coming: None,
        }
    }
}

fn revoked_word(word: bundle::RevokedWord) -> Notice {
    let bundle::RevokedWord { label, revoked } = word;
    Notice { code: if revoked { "revoked_word" } else { "believed_word" }.to_owned(), params: BTreeMap::from([("label".to_owned(), label.into())]) }
}

fn forked_word(label: String) -> Notice {
    Notice { code: "forked_word".to_owned(), params: BTreeMap::from([("label".to_owned(), label.into())]) }
}

/// What is told of a file before it is taken in: nothing has been kept outside yet.
fn as_looked_at(why: sala::Problem) -> sala::Problem {
    if why.code == "pages_not_allowed" { sala::Problem { code: "pages_would_not_count", ..why } } else { why }
}

/// What changed in one kind of record, as statements with words of their own.
fn notices(change: KindChange) -> impl Iterator<Item = Notice> {
    let KindChange { kind, added, changed, differ, more, settled, aside } = change;
    let counts = [("added", added), ("changed", changed), ("differ", differ), ("more", more), ("settled", settled), ("aside", aside)];
    counts.into_iter().filter(|(_, count)| *count > 0).map(move |(code, count)| Notice {
        code: code.to_owned(),
        params: BTreeMap::from([("kind".to_owned(), kind.as_str().into()), ("count".to_owned(), count.into())]),
    })
}

/// That several share a code: somebody may take one for the other.
fn shared(shared: SharedCode) -> Notice {
    let SharedCode { of, code, titles } = shared;
    let said = match of {
        Coded::Programme => "shared_code",
        Coded::Participant => "shared_code_people",
        Coded::Plan => "shared_code_plans",
    };
    Notice { code: said.to_owned(), params: BTreeMap::from([("programme".to_owned(), code.into()), ("titles".to_owned(), titles.into())]) }
}

/// That a file of a laptop which is accepted stays in quarantine.
fn held_up(file: bundle::HeldUp) -> Notice {
    let code = if file.tried_again { "held_up" } else { "held_up_file" };
    Notice { code: code.to_owned(), params: BTreeMap::from([("from".to_owned(), file.from.into())]) }
}

impl From<Request> for RequestView {
    fn from(request: Request) -> Self {
        let (replica, fingerprint) = (request.replica().to_string(), request.fingerprint());
        let goes_on_from = request.goes_on_from().map(str::to_owned);
        let Request { sign: _, recipient: _, label, role: word, at: _, succeeds: _ } = request;
        Self { replica, label, role: role(&word), fingerprint, goes_on_from, revoked: false }
    }
}

/// A laptop that was accepted, and how all of them stand now.
impl From<(bundle::Accepted, StoreStatus)> for Accepted {
    fn from((accepted, status): (bundle::Accepted, StoreStatus)) -> Self {
        // What it may do, and what waits, stands in the status.
        let bundle::Accepted { certificate, limits: _, conflicts: _, shared_codes, held_up: left } = accepted;
        Self { label: certificate.label, told: shared_codes.into_iter().map(shared).chain(left.into_iter().map(held_up)).collect(), status: status.into() }
    }
}

/// A laptop that was turned away, and how all of them stand now.
impl From<(bundle::TurnedAway, StoreStatus)> for TurnedAway {
    fn from((away, status): (bundle::TurnedAway, StoreStatus)) -> Self {
        let bundle::TurnedAway { replica: _, label, files, pages } = away;
        Self { label, files, pages, status: status.into() }
    }
}

/// What was done to a laptop, and how all of them stand now.
impl From<(bundle::Revoked, StoreStatus)> for Revoked {
    fn from((revoked, status): (bundle::Revoked, StoreStatus)) -> Self {
        let bundle::Revoked { replica: _, label, entries_out, entries_back, conflicts } = revoked;
        Self { label, entries_out, entries_back, conflicts: count(conflicts), status: status.into() }
    }
}

impl From<bundle::TakenBundle> for TakenBundle {
    fn from(taken: bundle::TakenBundle) -> Self {
        let bundle::TakenBundle { bundle, from, made, taken, file, entries, set_aside } = taken;
        Self { bundle, from, made, taken, file_name: name(Path::new(&file)), entries, set_aside }
    }
}

/// What was done to a file, and how all of them stand now.
impl From<(bundle::SetAside, Vec<bundle::TakenBundle>)> for SetAside {
    fn from((done, bundles): (bundle::SetAside, Vec<bundle::TakenBundle>)) -> Self {
        let bundle::SetAside { bundle: _, from, pages, entries, conflicts } = done;
        Self { from, pages, entries, conflicts: count(conflicts), bundles: all(bundles) }
    }
}

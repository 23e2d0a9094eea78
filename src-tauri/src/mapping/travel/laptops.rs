//! The laptops: how they stand, what is missing of them, who is believed.

use std::collections::BTreeMap;

use sala::{
    bundle::{self, Gap, ReplicaStatus, StoreStatus},
    trust::Request,
};

use super::{
    super::{all, count},
    former_word, shared,
};
use crate::wire::{
    Id,
    app::Role,
    problem::Notice,
    travel::{
        Accepted, AskedPages, DeskStatus, MissingPages, MissingParts, NotCounted, ReplicaLine, RequestView, Revoked, RevokedFrom, TurnedAway, Waiting,
        WaitingFile,
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
            not_counted,
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
            revoked_former,
            revoked_at,
            revoked_from,
            until,
            until_day,
            books,
            goes_on_from,
        } = status;
        let revoked_former = revoked_former.map(|former| former_word(&label, former));
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
            not_counted: all(not_counted),
            parts: parts.map(MissingParts::from),
            asked: all(asked),
            programmes: books.map(|books| books.into_iter().map(Id).collect()),
            fingerprint,
            forked_from: forks,
            waiting_files: all(waiting_files),
            revoked,
            revoked_former,
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

impl From<bundle::NotCounted> for NotCounted {
    fn from(pages: bundle::NotCounted) -> Self {
        let bundle::NotCounted { first, last, programme, book, entries, why } = pages;
        Self { first, last, programme, programme_id: Id(book), entries, why }
    }
}

impl From<Gap> for MissingPages {
    fn from(gap: Gap) -> Self {
        let Gap { first, last, programme, book, after, before, held_by, lost } = gap;
        Self { first, last, programme, programme_id: Id(book), after, before, held_by, lost }
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

/// That a file of a laptop which is accepted stays in quarantine.
fn held_up(file: bundle::HeldUp) -> Notice {
    let code = if file.tried_again { "held_up" } else { "held_up_file" };
    Notice { code: code.to_owned(), params: BTreeMap::from([("from".to_owned(), file.from.into())]) }
}

/// That a laptop was certified along with the one that goes on from it, also where it had been turned away.
fn certified_along(one: bundle::Along) -> Notice {
    let bundle::Along { replica: _, label, turned_away } = one;
    let code = if turned_away.is_some() { "certified_along_refused" } else { "certified_along" };
    Notice { code: code.to_owned(), params: BTreeMap::from([("label".to_owned(), label.into()), ("at".to_owned(), turned_away.into())]) }
}

impl From<Request> for RequestView {
    fn from(request: Request) -> Self {
        let (replica, fingerprint) = (request.replica().to_string(), request.fingerprint());
        let goes_on_from = request.goes_on_from().map(str::to_owned);
        let Request { sign: _, recipient: _, label, role: word, at: _, succeeds: _ } = request;
        Self { replica, label, role: role(&word), fingerprint, goes_on_from, revoked: false, revoked_former: None }
    }
}

/// A laptop that was accepted, and how all of them stand now.
impl From<(bundle::Accepted, StoreStatus)> for Accepted {
    fn from((accepted, status): (bundle::Accepted, StoreStatus)) -> Self {
        // What it may do, and what waits, stands in the status.
        let bundle::Accepted { certificate, limits: _, along, revoked_former, taken, conflicts: _, shared_codes, held_up: left } = accepted;
        let label = certificate.label;
        let former = revoked_former.map(|former| former_word(&label, former));
        let told = along.into_iter().map(certified_along).chain(former).chain(shared_codes.into_iter().map(shared)).chain(left.into_iter().map(held_up));
        Self { told: told.collect(), label, taken: taken.into_iter().map(|one| (String::new(), one).into()).collect(), status: status.into() }
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

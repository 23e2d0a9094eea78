//! Travel: what is carried and what comes.

mod laptops;

use std::{collections::BTreeMap, path::Path};

use sala::bundle::{self, Coded, Exported, Imported, KindChange, SharedCode, Status, To};

use super::{all, count};
use crate::{
    opened::name,
    wire::{
        problem::{Notice, Problem},
        travel::{BundleStatus, BundleView, Carried, Joining, SetAside, TakenBundle},
    },
};

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
            revoked_former,
            joined,
            fingerprint,
            why,
        } = imported;
        let goes_on = from.clone();
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
                .chain(revoked_former.map(|former| former_word(&goes_on, former)))
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

/// That a laptop goes on from one that is believed no longer.
fn former_word(label: &str, former: bundle::RevokedFormer) -> Notice {
    let bundle::RevokedFormer { label: former, at, from } = former;
    // Headquarters may never have heard of a page of it.
    let from: Vec<_> = from.into_iter().map(|from| format!("{} · {}", from.page, from.programme)).collect();
    let pages = if from.is_empty() { "none".to_owned() } else { from.join(", ") };
    let params = [("label", label.into()), ("former", former.into()), ("at", at.unwrap_or_else(|| "none".to_owned()).into()), ("pages", pages.into())];
    Notice { code: "revoked_former".to_owned(), params: params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
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
    let KindChange { kind, added, removed, put_back, changed, differ, more, settled, aside } = change;
    let counts = [
        ("added", added),
        ("removed", removed),
        ("put_back", put_back),
        ("changed", changed),
        ("differ", differ),
        ("more", more),
        ("settled", settled),
        ("aside", aside),
    ];
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

//! How the store stands: who is known, what waits, one hash of it all, and whether it holds.

use clap::Args;
use sala::{
    Desk, Problem, RecordId, Result,
    bundle::{Gap, ReplicaStatus, StoreStatus},
    people::views::{Person, double_ties as ties_of, roster},
};

use serde::Serialize;

use super::{
    checks::{self, Check},
    late::Late,
    not_counted::not_counted,
    programme_of,
    roster::{codes, tied},
    waiting::waits,
};
use crate::{
    answer::{Answer, count, it_or_them, or_dash, quoted, table},
    words,
};

/// What `sala status` answers.
#[derive(Serialize)]
struct Stands {
    #[serde(flatten)]
    status: StoreStatus,
    #[serde(flatten)]
    late: Late,
    double_ties: Vec<Tied>,
    checks: Vec<Check>,
}

/// Somebody who was named for several nominees.
#[derive(Serialize)]
struct Tied {
    programme: String,
    participant: String,
    nominees: Vec<String>,
}

/// Who is known and what waits.
pub fn status(desk: &Desk) -> Result<Answer> {
    let status = desk.status()?;
    let rows = status.replicas.iter().map(|r| {
        let gaps: Vec<_> = r.gaps.iter().map(|gap| if gap.first == gap.last { gap.first.to_string() } else { format!("{}-{}", gap.first, gap.last) }).collect();
        [
            name(r),
            r.role.clone(),
            if r.certified { "yes" } else { "no" }.to_owned(),
            or_dash(r.last_heard.as_ref()),
            r.pages.to_string(),
            if gaps.is_empty() { "-".to_owned() } else { gaps.join(", ") },
            r.replica.chars().take(8).collect(),
        ]
    });
    let table = table(["Label", "Role", "Certified", "Last heard", "Pages", "Missing", "Replica"], rows);
    let waiting = &status.not_yet_received;
    let quarantined = [(status.quarantined.files, "file", "files"), (status.quarantined.pages, "page", "pages")];
    let [files, pages] = quarantined.map(|(n, one, many)| count(n.unwrap_or_default(), one, many));
    let text = format!(
        "{table}\n\nNot yet received by headquarters: {}, {}.\nIn quarantine: {files} ({pages}).\nWaiting for a decision: {}.",
        count(waiting.entries.unwrap_or_default(), "entry", "entries"),
        count(waiting.attachments.unwrap_or_default(), "attachment", "attachments"),
        count(status.conflicts, "difference", "differences"),
    );
    let text = match status.review {
        0 => text,
        n => format!("{text}\nKept for review: {}; `sala review` shows {}.", count(n, "value", "values"), it_or_them(n)),
    };
    let text = match status.attachments_to_come - status.attachments_lost {
        0 => text,
        n => format!("{text}\nPictures and documents still to come: {n}."),
    };
    let text = match status.attachments_lost {
        0 => text,
        n => format!(
            "{text}\nPictures and documents that were here and are gone from the store's folder: {n}. Each file that is made here asks for {}; where nobody has {}, put the folder `attachments` back from a copy.",
            it_or_them(n),
            it_or_them(n)
        ),
    };
    let text = match &status.not_allowed {
        None => text,
        Some(own) => format!(
            "{text}\nRecorded here and not counted by headquarters: {}. They are kept, and go along in every file.",
            count(own.entries, "entry", "entries")
        ),
    };
    let programmes = desk.read(|r| sala::programme::views::list(r.sql()))?;
    let code = |book: &RecordId| programmes.iter().find(|p| p.id == *book).map_or_else(|| book.to_string(), |p| p.code.clone());
    let notes: String = status.replicas.iter().flat_map(|replica| notes(replica, &status.replicas, desk.now(), code)).map(|note| format!("\n{note}")).collect();
    let late = Late::read(desk)?;
    let double_ties = desk.read(|reader| {
        let mut all = Vec::new();
        for line in &programmes {
            let people = roster(reader.sql(), reader.book(line.id)?)?;
            let of =
                |(one, nominees): (&Person, Vec<&Person>)| Tied { programme: line.code.clone(), participant: one.code.clone(), nominees: codes(&nominees) };
            all.extend(ties_of(&people).into_iter().map(of));
        }
        Ok(all)
    })?;
    let ties: String = double_ties.iter().map(|one| format!("\n{}: {}", one.programme, tied(&one.participant, &one.nominees))).collect();
    let checks = checks::everywhere(desk, programmes.iter().map(|line| (line.id, line.code.clone())))?;
    let waits = waits(&status, &late) || status.attachments_lost > 0 || !double_ties.is_empty() || checks.iter().any(Check::waits);
    let text = text + &notes + &ties + &checks::told_everywhere(&checks) + &late.told();
    Answer::new(&Stands { status, late, double_ties, checks }, text).map(|answer| answer.waiting(waits))
}

/// Pages in a sentence.
pub(super) fn pages(first: u64, last: u64) -> String {
    if first == last { format!("page {first}") } else { format!("pages {first}-{last}") }
}

/// A programme in a sentence. Of one whose first pages have not come yet there is no code.
pub(super) fn named(programme: &str) -> &str {
    if programme.is_empty() { "a programme that is not here yet" } else { programme }
}

/// Which file it is in which pages left: one that was made after the page before them.
fn made(gap: &Gap) -> String {
    let from = gap.after.as_deref().and_then(|at| at.get(..10));
    from.map_or_else(|| format!("that carried {}", if gap.first == gap.last { "it" } else { "them" }), |from| format!("made from {from} on"))
}

/// A backup is a file that nobody can take in: what left in one comes back by way of a store of its own.
fn or_a_backup(gap: &Gap) -> String {
    let them = if gap.first == gap.last { "it" } else { "them" };
    format!(
        "; where it is a backup that has {them}, restore it beside this store with `sala restore FILE --store NEWDIR`, and `sala export` from there carries {them}"
    )
}

/// What there is to say of a replica in words: what is missing and which file has it, copies, the end of its time.
fn notes(replica: &ReplicaStatus, all: &[ReplicaStatus], now: chrono::DateTime<chrono::Utc>, code: impl Fn(&RecordId) -> String) -> Vec<String> {
    let label = &replica.label;
    let gaps = replica.gaps.iter().map(|gap| {
        let (pages, are, them) = (pages(gap.first, gap.last), if gap.first == gap.last { "is" } else { "are" }, if gap.first == gap.last { "it" } else { "them" });
        if replica.former {
            let brings = match (&gap.held_by, gap.lost) {
                (Some(holder), _) => format!("{holder} has {them}, and its next file brings {them} back"),
                (None, _) if replica.role == "hq" => format!("the next file of a laptop that has {them} brings {them} back"),
                (None, true) => format!("headquarters does not have {them}: look for the file {}{}", made(gap), or_a_backup(gap)),
                (None, false) => {
                    format!("headquarters' next file brings {them} back where headquarters has {them}; otherwise look for the stick{}", or_a_backup(gap))
                }
            };
            return format!(
                "This laptop's {pages} in {}, from when it was {label}, left it in a file and {are} not here: an old copy of its store came back. Each file that is made here asks for {them}, and {brings}.",
                named(&gap.programme)
            );
        }
        if gap.lost {
            return format!(
                "{label}'s {pages} in {} left it in a file that came nowhere, and {label} has {them} no more: look for the file {}{}.",
                named(&gap.programme),
                made(gap),
                or_a_backup(gap)
            );
        }
        let day = |at: &Option<String>| at.as_deref().and_then(|at| at.get(..10)).map(str::to_owned);
        let file = match (day(&gap.after), day(&gap.before)) {
            (Some(from), Some(to)) if from == to => format!("ask for the file of {from}"),
            (Some(from), Some(to)) => format!("ask for the files made from {from} to {to}"),
            (None, Some(to)) => format!("ask for the files made until {to}"),
            (Some(from), None) => format!("ask for the files made from {from} on"),
            _ => "ask for its files".to_owned(),
        };
        format!("{label}'s {pages} {are} missing in {}: {file}. Each file that is made here asks for them.", named(&gap.programme))
    });
    let asked = replica
        .asked
        .iter()
        .map(|asked| format!("{label} is asked for its {} in {}, until it has sent what there is.", pages(asked.first, asked.last), named(&asked.programme)));
    let forks = replica.forks.iter().map(|page| {
        format!("Two laptops have written as {label} from page {page} on: its store was copied, or put back from an old copy. Everything of both is kept.")
    });
    let on = replica.revoked_at.as_deref().and_then(|at| at.get(..10)).map(|day| format!(" on {day}")).unwrap_or_default();
    let revoked = replica.revoked.then(|| match replica.certified {
        true if replica.own => format!(
            "This laptop was revoked by headquarters{on}{}: what was recorded here after that is kept here, goes along in every file, and waits until headquarters believes it again.",
            from_where(replica)
        ),
        true => format!("{label} was revoked{on}{}: what it wrote from there on is kept and does not count.", from_where(replica)),
        false => format!(
            "{label} asks to go on from a laptop that is revoked, {}: whoever has that laptop, or a copy of it, can ask so. Accept it only if you know who.",
            or_dash(replica.goes_on_from.as_ref())
        ),
    });
    let until = replica.until_day.as_ref().or(replica.until.as_ref()).map(|day| {
        let over = replica.until.as_deref().and_then(|until| chrono::DateTime::parse_from_rfc3339(until).ok()).is_some_and(|until| until < now);
        if over {
            format!("{label}'s time ran out on {day}: its files wait until it is accepted again.")
        } else {
            format!("{label}'s files are taken in until {day}.")
        }
    });
    let only = replica.books.as_ref().map(|books| {
        let codes: Vec<_> = books.iter().map(code).collect();
        format!("{label} holds and writes only {}.", codes.join(", "))
    });
    let aside = (replica.set_aside > 0).then(|| {
        let (pages, are) = (count(replica.set_aside, "page", "pages"), if replica.set_aside == 1 { "is" } else { "are" });
        format!("{pages} of {label} {are} set aside here: `sala set-aside` lists the files.")
    });
    let at_headquarters = all.iter().any(|one| one.own && one.role == "hq");
    let not_counted = replica.not_counted.iter().map(|pages| not_counted(replica, pages, at_headquarters));
    let parts = replica.parts.as_ref().map(|parts| {
        let numbers: Vec<_> = parts.missing.iter().map(u32::to_string).collect();
        let (number, are) = if numbers.len() == 1 { ("number", "is") } else { ("numbers", "are") };
        format!(
            "Of the {} files that {label} made together on {}, {number} {} {are} not here.",
            parts.of,
            parts.made.get(..10).unwrap_or_default(),
            numbers.join(", ")
        )
    });
    let waits = (!replica.waiting_files.is_empty()).then(|| in_quarantine(replica, all.iter().filter(|one| one.label == replica.label).count() > 1));
    gaps.chain(parts).chain(waits).chain(asked).chain(aside).chain(forks).chain(revoked).chain(not_counted).chain(only).chain(until).collect()
}

/// What waits of a replica until it is accepted, and what to do. A file without pages waits as well: it brings a request, or is of a
/// laptop whose time ran out. Of several that ask under one name each is named by what is its own.
fn in_quarantine(replica: &ReplicaStatus, shares_its_name: bool) -> String {
    const NAMED: usize = 8;
    let (files, label) = (&replica.waiting_files, quoted(&replica.label));
    let named = files.iter().take(NAMED).map(|file| {
        let name = file.file.clone().unwrap_or_else(|| file.bundle.chars().take(8).collect());
        let came = file.came.as_deref().and_then(|at| at.get(..10)).map(|day| format!("came {day}, ")).unwrap_or_default();
        format!("{name} ({came}{})", count(file.pages, "page", "pages"))
    });
    let mut named: Vec<_> = named.collect();
    if files.len() > NAMED {
        named.push(format!("and {} more", files.len() - NAMED));
    }
    let (wait, them) = if files.len() == 1 { ("waits", "it") } else { ("wait", "them") };
    let waits = format!("{} of {} {wait} in quarantine: {}.", count(files.len() as u64, "file", "files"), replica.label, named.join(", "));
    let todo = match replica.fingerprint.as_str() {
        "" => "That laptop never asked to be accepted: accept the request file that it writes with `sala request --out FILE`".to_owned(),
        fingerprint => format!(
            "Its fingerprint: {fingerprint}. Compare it over the telephone, then `sala accept {}`",
            if shares_its_name { quoted(fingerprint) } else { label.clone() }
        ),
    };
    let refused = if shares_its_name { replica.replica.chars().take(8).collect() } else { label };
    format!("{waits} {todo}; `sala refuse {refused}` drops {them}.")
}

/// From which pages on a replica is not believed: " from page 4 in MEK-2012 on".
fn from_where(replica: &ReplicaStatus) -> String {
    let places: Vec<_> = replica.revoked_from.iter().map(|from| format!("page {} in {}", from.page, named(&from.programme))).collect();
    if places.is_empty() { String::new() } else { format!(" from {} on", places.join(", ")) }
}

/// A laptop as people know it: with the name it had before where it asks as one that goes on.
fn name(replica: &ReplicaStatus) -> String {
    let this = if replica.own { " (this one)" } else { "" };
    let from = replica.goes_on_from.as_ref().map(|former| format!(" (goes on from {former})")).unwrap_or_default();
    format!("{}{this}{from}", replica.label)
}

/// `sala digest`.
#[derive(Debug, Args)]
pub struct Digest {
    /// Only this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
}

/// One hash of all live values.
pub fn digest(desk: &Desk, args: Digest) -> Result<Answer> {
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let digest = desk.digest(book)?;
    let text = format!("{}  {}, {}", digest.digest, count(digest.entries, "entry", "entries"), count(digest.pages, "page", "pages"));
    Answer::new(&digest, text)
}

/// Check everything against the journal.
pub fn verify(desk: &Desk) -> Result<Answer> {
    let verified = desk.verify()?;
    let checked = format!(
        "{}, {}, {} checked",
        count(verified.pages, "page", "pages"),
        count(verified.entries, "entry", "entries"),
        count(verified.attachments, "attachment", "attachments")
    );
    let refused = (!verified.ok).then(|| Problem::new("store_does_not_verify").with("problems", verified.problems.len()));
    let text = match verified.ok {
        true => format!("{checked}: everything holds."),
        false => {
            std::iter::once(format!("{checked}:")).chain(verified.problems.iter().map(|p| format!("  {}", words::sentence(p)))).collect::<Vec<_>>().join("\n")
        }
    };
    Ok(Answer::new(&verified, text)?.refused(refused))
}

//! What waits in a store, and what of it waited there before somebody took files in.

use sala::{Desk, Result, bundle::StoreStatus, decide};
use serde::Serialize;

use super::late::Late;
use crate::answer::{count, it_or_them};

/// One sort of thing that waits.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// `conflicts`, `review`, `quarantine` (files), `missing` (laptops of which files are), `late` (marks, sheets and people that came for
    /// closed registers).
    what: &'static str,
    count: u64,
    /// How many of them waited before.
    before: u64,
    /// Since when the oldest of the differences waits, where one was there before.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
}

impl Waiting {
    /// Whether some of it did not wait before.
    pub const fn is_new(&self) -> bool {
        self.count > self.before
    }
}

/// The store before files were taken in.
pub struct Before {
    counts: [u64; 5],
    since: Option<String>,
}

impl Before {
    /// As it is now.
    pub fn read(desk: &Desk) -> Result<Self> {
        let status = desk.status()?;
        let since = if status.conflicts > 0 { desk.read(decide::waiting_since)? } else { None };
        Ok(Self { counts: counts(&status, &Late::read(desk)?).map(|(_, count)| count), since })
    }

    /// What waits now, and what of it waited then; `new` of the differences came since.
    pub fn and_now(&self, status: &StoreStatus, late: &Late, new: u64) -> Vec<Waiting> {
        let now = counts(status, late).into_iter().zip(self.counts).filter(|((_, count), _)| *count > 0);
        now.map(|((what, count), before)| {
            let before = before.min(if what == CONFLICTS { count.saturating_sub(new) } else { count });
            let since = self.since.clone().filter(|_| what == CONFLICTS && before > 0);
            Waiting { what, count, before, since }
        })
        .collect()
    }
}

const CONFLICTS: &str = "conflicts";
const LATE: &str = "late";

/// How much of each sort waits.
fn counts(status: &StoreStatus, late: &Late) -> [(&'static str, u64); 5] {
    let missing = status.replicas.iter().filter(|r| !r.gaps.is_empty() || r.parts.is_some()).count() as u64;
    [
        (CONFLICTS, status.conflicts),
        ("review", status.review),
        ("quarantine", status.quarantined.files.unwrap_or_default()),
        ("missing", missing),
        (LATE, late.count()),
    ]
}

/// Whether anything waits: a difference, a mark after the lock, a file in quarantine or on its way.
pub fn waits(status: &StoreStatus, late: &Late) -> bool {
    counts(status, late).iter().any(|(_, count)| *count > 0)
}

/// Sentences for people, one for each sort; late marks are listed by themselves, and here it is only said which are no news;
/// nothing of that where no file was taken in, which `came` tells.
pub fn told(waiting: &[Waiting], came: bool) -> Vec<String> {
    waiting.iter().filter(|one| came || one.what != LATE).filter_map(sentence).collect()
}

fn sentence(one: &Waiting) -> Option<String> {
    let (n, them) = (one.count, it_or_them(one.count));
    let waits = if n == 1 { "waits" } else { "wait" };
    let from_before = from_before(one);
    Some(match one.what {
        CONFLICTS if n == 1 => format!("One difference waits for a decision{from_before}: `sala conflicts` shows it."),
        CONFLICTS => format!("{n} differences wait for a decision{from_before}: `sala conflicts` shows them."),
        "review" => format!("{} {waits} for review{from_before}: `sala review` shows {them}.", count(n, "value", "values")),
        "quarantine" => format!("{} {waits} in quarantine{from_before}: `sala status` says whose.", count(n, "file", "files")),
        "missing" => format!("Files of {} are missing{from_before}: `sala status` says which.", count(n, "laptop", "laptops")),
        _ if one.before == 0 => return None,
        _ => format!("Of what came for closed registers, {} waited here before.", if one.before == n { "all".to_owned() } else { one.before.to_string() }),
    })
}

/// That it is not of these files.
fn from_before(one: &Waiting) -> String {
    let since = one.since.as_deref().and_then(|at| at.get(..10)).map(|day| format!(" (since {day})")).unwrap_or_default();
    match (one.before, one.count) {
        (0, _) => String::new(),
        (before, count) if before == count => format!(", as before{since}"),
        (before, _) => format!(", {before} of them as before{since}"),
    }
}

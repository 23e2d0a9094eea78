//! Who is lost, or left over, where two laptops named who comes for whom.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::{
    EntryNo, Problem, Reader, RecordId, Result, attendance,
    journal::{BookNo, Past, Scalar},
    people::{
        records::{PARTICIPANT, REPLACED_BY, STATUS},
        value::Standing,
        views::Person,
    },
};

/// People of whom each was replaced by the next, and the last by the first: none of them is counted.
pub(super) fn replaced_each_other(roster: &[Person]) -> Vec<Problem> {
    let mut told: BTreeSet<RecordId> = BTreeSet::new();
    let mut found = Vec::new();
    for first in roster {
        if told.contains(&first.id) {
            continue;
        }
        let next = |one: &&Person| roster.iter().find(|other| Some(other.id) == one.replaced_by);
        let chain: Vec<_> = std::iter::successors(Some(first), next).take(roster.len() + 1).skip(1).collect();
        let Some(end) = chain.iter().position(|one| one.id == first.id) else { continue };
        let circle: Vec<_> = chain.into_iter().take(end + 1).collect();
        told.extend(circle.iter().map(|one| one.id));
        found.push(Problem::new("replaced_each_other").with("participants", circle.into_iter().map(named).collect::<Vec<_>>()));
    }
    found
}

/// Whoever was named on one laptop to come for a nominee for whom somebody else was chosen: they stay on the roster. It is told until somebody says
/// how they stand.
///
/// # Errors
/// Store failures.
pub(super) fn left_over(reader: &Reader<'_>, book: BookNo, roster: &[Person]) -> Result<Vec<Problem>> {
    let replaced: Vec<_> = roster.iter().filter(|one| one.status.as_deref() == Some(Standing::Replaced.code())).collect();
    let cells: Vec<_> = replaced.iter().map(|one| REPLACED_BY.of(&PARTICIPANT, one.id)).collect();
    let past = if cells.is_empty() { Vec::new() } else { reader.histories(book, &cells)? };
    let mut found = Vec::new();
    for of_one in past.chunk_by(|one, next| one.0 == next.0) {
        let Some(nominee) = of_one.first().and_then(|(place, _)| replaced.get(*place)) else { continue };
        let said: Vec<_> = of_one.iter().map(|(_, past)| past).collect();
        for decision in said.iter().filter(|past| past.live) {
            for id in not_chosen(&said, decision) {
                let Some(other) = roster.iter().find(|one| one.id == id && one.belongs.listed() && one.replaces.is_none()) else { continue };
                if spoken_of_since(reader, book, other.id, decision.stamp)? {
                    continue;
                }
                let chosen = roster.iter().find(|one| Some(one.id) == nominee.replaced_by);
                found.push(
                    Problem::new("substitute_left_over")
                        .with("participants", vec![named(other)])
                        .with("nominees", vec![named(nominee)])
                        .with("chosen", chosen.map(|one| vec![named(one)])),
                );
            }
        }
    }
    Ok(found)
}

/// Nominees who were replaced by somebody who had not heard that they are here: what was marked of them is in no figure. Whoever replaced them
/// where the marks were known was asked, and wanted it even so.
///
/// # Errors
/// Store failures.
pub(super) fn replaced_and_seen(reader: &Reader<'_>, book: BookNo, roster: &[Person]) -> Result<Vec<Problem>> {
    let mut found = Vec::new();
    for nominee in roster.iter().filter(|one| one.status.as_deref() == Some(Standing::Replaced.code())) {
        let marks = attendance::views::seen_by(reader.sql(), book, nominee.id)?;
        let knew = |mark: &EntryNo| nominee.seen.status.0.iter().any(|said| said.chain() == mark.chain() && said.seq() > mark.seq());
        // Whoever wanted it even so wrote what they knew. Of what earlier versions wrote only the order of one laptop's words tells.
        let all_known = nominee.known_there.map_or_else(|| marks.iter().all(knew), |known| marks.len() as u64 <= known);
        if all_known {
            continue;
        }
        let by = roster.iter().find(|one| Some(one.id) == nominee.replaced_by);
        found.push(
            Problem::new("replaced_was_there").with("participants", vec![named(nominee)]).with("count", marks.len()).with("by", by.map(|one| vec![named(one)])),
        );
    }
    Ok(found)
}

/// The people whom a decision between several did not choose.
fn not_chosen(said: &[&Past], decision: &Past) -> BTreeSet<RecordId> {
    let over: Vec<_> = said.iter().filter(|past| decision.over.contains(&(past.replica, past.no.seq()))).collect();
    let differ = over.iter().any(|one| over.iter().any(|other| one.value != other.value));
    let lost = over.iter().filter(|past| differ && past.value != decision.value);
    lost.filter_map(|past| if let Scalar::Ref(id) = past.value.part(0) { Some(*id) } else { None }).collect()
}

/// True where somebody said after that how this person stands.
fn spoken_of_since(reader: &Reader<'_>, book: BookNo, person: RecordId, stamp: i64) -> Result<bool> {
    Ok(reader.history(book, &STATUS.of(&PARTICIPANT, person))?.iter().any(|past| past.live && past.stamp > stamp))
}

/// A person as a sentence names one.
fn named(person: &Person) -> Json {
    json!({ "code": person.code, "name": person.name })
}

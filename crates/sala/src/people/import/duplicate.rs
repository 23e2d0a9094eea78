//! Rows that may be one person under two spellings.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::details::{Details, Enrolled};
use super::super::name;
use super::matching::Matched;
use super::{Like, PossibleDuplicate};

/// Somebody a row can be compared with: another row, or a person already enrolled.
struct Known<'d> {
    code: &'d str,
    row: Option<u32>,
    details: &'d Details,
    /// How much is known: the fuller entry is the one pointed to.
    filled: usize,
    key: String,
}

/// Points at every new row that resembles somebody, with the strongest reason. Of two new rows
/// the one that says less is pointed at, because it is the one to leave out.
pub(super) fn find(rows: &[Matched], enrolled: &[Enrolled]) -> Vec<PossibleDuplicate> {
    let people: Vec<Known<'_>> = enrolled
        .iter()
        .map(|person| Known { code: &person.code, row: None, details: &person.details, filled: usize::MAX, key: name::key(&person.details.name) })
        .chain(rows.iter().filter(|row| row.person.is_none()).map(|row| Known {
            code: &row.code,
            row: Some(row.candidate.row),
            details: &row.candidate.details,
            filled: row.candidate.filled,
            key: name::key(&row.candidate.details.name),
        }))
        .collect();
    let mut found: Found = HashMap::new();
    for (rank, (why, bucket)) in SIGNS.iter().enumerate() {
        let mut buckets: HashMap<String, Vec<&Known<'_>>> = HashMap::new();
        for person in &people {
            if let Some(bucket) = bucket(person) {
                buckets.entry(bucket).or_default().push(person);
            }
        }
        for alike in buckets.values() {
            if *why == CLOSE {
                compare_spelling(&mut found, rank, alike);
            } else {
                point_at_leader(&mut found, rank, why, alike);
            }
        }
    }
    let mut duplicates: Vec<PossibleDuplicate> = found.into_values().map(|(_, duplicate)| duplicate).collect();
    duplicates.sort_by_key(|duplicate| duplicate.row);
    duplicates
}

/// All in the bucket have the sign in common: the one most is known of leads, the others point
/// to it.
fn point_at_leader(found: &mut Found, rank: usize, why: &'static str, alike: &[&Known<'_>]) {
    let leader = alike.iter().enumerate().max_by_key(|(at, one)| (one.filled, Reverse(*at)));
    let Some((leader_at, leader)) = leader else {
        return;
    };
    for (at, other) in alike.iter().enumerate() {
        if at != leader_at {
            point(found, rank, why, other, leader);
        }
    }
}

/// A larger bucket than any office: telling slips of the pen apart in it would be guesswork, and
/// slow.
const MAX_COMPARED: usize = 300;

fn compare_spelling(found: &mut Found, rank: usize, alike: &[&Known<'_>]) {
    if alike.len() > MAX_COMPARED {
        return;
    }
    for (at, one) in alike.iter().enumerate() {
        for other in alike.iter().skip(at + 1) {
            if !name::close_spelling(&one.key, &other.key) {
                continue;
            }
            let (lesser, fuller) = if one.filled < other.filled { (one, other) } else { (other, one) };
            point(found, rank, CLOSE, lesser, fuller);
        }
    }
}

fn point(found: &mut Found, rank: usize, why: &'static str, lesser: &Known<'_>, fuller: &Known<'_>) {
    // Somebody enrolled is nobody's duplicate here: only what would be added is pointed at.
    let Some(row) = lesser.row else { return };
    if found.get(&row).is_some_and(|(known, _)| *known <= rank) {
        return;
    }
    let duplicate = PossibleDuplicate {
        row,
        name: lesser.details.name.clone(),
        like: Like { code: fuller.code.to_owned(), name: fuller.details.name.clone(), row: fuller.row },
        why,
    };
    found.insert(row, (rank, duplicate));
}

/// The strongest reason found for each row, with its rank.
type Found = HashMap<u32, (usize, PossibleDuplicate)>;

const CLOSE: &str = "close_spelling_same_organisation";

/// How a sign sorts people: those in one bucket have it in common.
type Bucket = fn(&Known<'_>) -> Option<String>;

/// The signs from the strongest to the weakest.
const SIGNS: &[(&str, Bucket)] = &[
    ("same_email", |known| known.details.email.as_ref().map(|email| email.to_lowercase())),
    ("same_native_name", |known| {
        // A Vietnamese form repeats the Latin name here; that is the sign below.
        let native = known.details.native.as_ref()?;
        (*native != known.details.name).then(|| name::key(native))
    }),
    ("same_name", |known| Some(format!("{}|{}", known.details.name.to_lowercase(), country(known)))),
    ("same_name_ignoring_honorific", |known| Some(format!("{}|{}", known.key, country(known)))),
    ("same_name_other_order", |known| Some(format!("{}|{}", name::sorted_key(&known.key), country(known)))),
    ("same_name_without_accents", |known| Some(format!("{}|{}", name::bare_key(&known.key), country(known)))),
    // Only names that begin alike are compared: five thousand rows stay quick.
    (CLOSE, |known| {
        let organisation = known.details.organisation.as_ref()?.to_lowercase();
        Some(format!("{organisation}|{}", known.key.chars().next()?))
    }),
];

fn country(known: &Known<'_>) -> String {
    known.details.country.map(|country| country.to_string()).unwrap_or_default()
}

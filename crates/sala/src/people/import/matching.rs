//! Which rows are people already enrolled, and which codes the new ones get.

use std::collections::{BTreeSet, HashMap};

use super::super::details::{Details, Enrolled};
use super::super::name;
use super::row::{Candidate, short};
use super::{Note, Refusal};

/// A row with the person it is, or the code it will get.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) candidate: Candidate,
    /// Index among the enrolled.
    pub(super) person: Option<usize>,
    pub(super) code: String,
}

/// All rows with their persons; rows refused here are listed by number.
pub(super) struct Matches {
    pub(super) rows: Vec<Matched>,
    pub(super) refused_rows: Vec<u32>,
}

/// Matches by code, then e-mail, then the very same name and country. One enrolled person is
/// matched by one row at most, so a list that holds somebody twice stays as it was when it comes
/// again.
pub(super) fn match_enrolled(
    candidates: Vec<Candidate>,
    enrolled: &[Enrolled],
    code_title: &str,
    refused: &mut Vec<Refusal>,
    notes: &mut Vec<Note>,
) -> Matches {
    let index = Index::of(enrolled);
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut rows_of: HashMap<String, usize> = HashMap::new();
    candidates.iter().filter_map(|candidate| candidate.code.clone()).for_each(|code| *rows_of.entry(code).or_default() += 1);
    let mut refused_rows = Vec::new();
    let mut rows: Vec<(Candidate, Option<usize>)> = Vec::new();
    for candidate in candidates {
        let refusal = candidate.code.as_ref().and_then(|code| {
            // No row is more right than the other: a person must see them all.
            if rows_of.get(code).is_some_and(|rows| *rows > 1) {
                return Some("code_repeated");
            }
            let person = index.by_code.get(code.as_str()).and_then(|at| enrolled.get(*at))?;
            (!same_person(&candidate.details, &person.details)).then_some("code_of_another")
        });
        if let Some(code) = refusal {
            refused_rows.push(candidate.row);
            refused.push(Refusal { row: candidate.row, column: code_title.to_owned(), code, value: candidate.code.as_deref().map(short).unwrap_or_default() });
            continue;
        }
        rows.push((candidate, None));
    }
    // The surest signs first over all rows, so that a weaker one cannot take a person away.
    for sign in [Index::code, Index::email, Index::name] {
        for (candidate, person) in &mut rows {
            if person.is_none()
                && let Some(found) = sign(&index, candidate, enrolled, &taken)
            {
                taken.insert(found);
                *person = Some(found);
            }
        }
    }
    let codes = new_codes(&rows, enrolled);
    let rows = rows
        .into_iter()
        .zip(codes)
        .map(|((candidate, person), new_code)| {
            let code = person.and_then(|at| enrolled.get(at)).map_or(new_code, |person| {
                if let Some(other) = candidate.code.as_ref().filter(|code| **code != person.code) {
                    notes.push(Note {
                        row: candidate.row,
                        column: code_title.to_owned(),
                        code: "code_kept",
                        value: short(other),
                        kept: Some(person.code.clone()),
                    });
                }
                person.code.clone()
            });
            Matched { candidate, person, code }
        })
        .collect();
    Matches { rows, refused_rows }
}

/// A code is trusted when anything else about the person agrees too.
fn same_person(row: &Details, person: &Details) -> bool {
    let agree = |one: &Option<String>, other: &Option<String>| one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| fold(one) == fold(other));
    agree(&row.email, &person.email) || agree(&row.native, &person.native) || alike(&row.name, &person.name)
}

/// Two spellings that can well be one name: for trusting a code or an address, not for guessing.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (name::key(one), name::key(other));
    let (one, other) = (name::bare_key(&one), name::bare_key(&other));
    let words = |key: &str| key.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (one_words, other_words) = (words(&one), words(&other));
    one_words.is_subset(&other_words) || other_words.is_subset(&one_words) || name::close_spelling(&one, &other)
}

fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// The enrolled people by what can identify them.
struct Index<'e> {
    by_code: HashMap<&'e str, usize>,
    by_email: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'e> Index<'e> {
    fn of(enrolled: &'e [Enrolled]) -> Self {
        let mut index = Self { by_code: HashMap::new(), by_email: HashMap::new(), by_name: HashMap::new() };
        for (at, person) in enrolled.iter().enumerate() {
            index.by_code.insert(person.code.as_str(), at);
            if let Some(email) = &person.details.email {
                index.by_email.entry(fold(email)).or_default().push(at);
            }
            index.by_name.entry(fold(&person.details.name)).or_default().push(at);
        }
        index
    }

    fn code(&self, row: &Candidate, _: &[Enrolled], taken: &BTreeSet<usize>) -> Option<usize> {
        let found = *self.by_code.get(row.code.as_deref()?)?;
        (!taken.contains(&found)).then_some(found)
    }

    /// Offices share addresses: the address counts only with a name that can be the same.
    fn email(&self, row: &Candidate, enrolled: &[Enrolled], taken: &BTreeSet<usize>) -> Option<usize> {
        let sharing = self.by_email.get(&fold(row.details.email.as_deref()?))?;
        let free = || sharing.iter().copied().filter(|at| !taken.contains(at));
        let named = |at: &usize| enrolled.get(*at).map(|person| person.details.name.as_str());
        let exact = |at: &usize| named(at).is_some_and(|name| fold(name) == fold(&row.details.name));
        let near = |at: &usize| named(at).is_some_and(|name| alike(name, &row.details.name));
        free().find(exact).or_else(|| free().find(near))
    }

    fn name(&self, row: &Candidate, enrolled: &[Enrolled], taken: &BTreeSet<usize>) -> Option<usize> {
        let named = self.by_name.get(&fold(&row.details.name))?;
        named.iter().copied().find(|at| {
            !taken.contains(at)
                && enrolled.get(*at).is_some_and(|person| {
                    let known = &person.details;
                    let addresses_differ = known.email.as_ref().zip(row.details.email.as_ref()).is_some_and(|(one, other)| fold(one) != fold(other));
                    known.country == row.details.country && !addresses_differ
                })
        })
    }
}

/// A code for every row that has none: the number after the highest `P` number in use.
fn new_codes(rows: &[(Candidate, Option<usize>)], enrolled: &[Enrolled]) -> Vec<String> {
    let in_list = rows.iter().filter_map(|(candidate, _)| candidate.code.as_deref());
    let in_use = enrolled.iter().map(|person| person.code.as_str());
    let highest = in_use.chain(in_list).filter_map(p_number).max().unwrap_or(0);
    let mut next = highest;
    rows.iter()
        .map(|(candidate, person)| match (&candidate.code, person) {
            (Some(code), _) => code.clone(),
            (None, Some(_)) => String::new(),
            (None, None) => {
                next = next.saturating_add(1);
                format!("P{next:02}")
            }
        })
        .collect()
}

fn p_number(code: &str) -> Option<u32> {
    code.strip_prefix('P')?.parse().ok()
}

/// The code that follows the ones in use: for a person enrolled by hand.
pub(in crate::people) fn next_code<'c>(in_use: impl Iterator<Item = &'c str>) -> String {
    let highest = in_use.filter_map(p_number).max().unwrap_or(0);
    format!("P{:02}", highest.saturating_add(1))
}

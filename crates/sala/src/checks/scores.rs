//! What keeps sheets from counting, or apart: criteria and jurors that two laptops each added under one name, and points on a scale that was changed
//! elsewhere.

use std::collections::BTreeMap;

use crate::{
    Problem, Reader, RecordId, Result,
    journal::{BookNo, Scalar},
    outputs,
    scores::{
        records::{CRITERION, SCALE},
        views,
    },
};

/// Criteria of one exercise that have one name, and jurors of the programme that have one.
///
/// # Errors
/// Store failures.
pub(super) fn of_one_name(reader: &Reader<'_>, book: BookNo) -> Result<Vec<Problem>> {
    let mut found = Vec::new();
    for exercise in outputs::views::exercises(reader.sql(), book)? {
        let criteria = views::criteria(reader.sql(), book, exercise.id)?;
        for (name, ids) in twice(criteria.iter().map(|one| (one.name.as_str(), one.id))) {
            let problem = Problem::new("criteria_of_one_name").with("name", name).with("count", ids.len()).with("ids", ids);
            found.push(problem.with("title", exercise.title.as_str()).with("exercise", exercise.id.to_string()));
        }
    }
    let jurors = views::jurors(reader.sql(), book)?;
    for (name, ids) in twice(jurors.iter().filter_map(|one| Some((one.name.as_deref()?, one.id)))) {
        found.push(Problem::new("jurors_of_one_name").with("name", name).with("count", ids.len()).with("ids", ids));
    }
    Ok(found)
}

/// Criteria for which points lie beyond the scale: one laptop changed it and had not heard that another gives points. Such a sheet does not count.
///
/// # Errors
/// Store failures.
pub(super) fn beyond_scale(reader: &Reader<'_>, book: BookNo) -> Result<Vec<Problem>> {
    let beyond = views::beyond_scale(reader.sql(), book)?;
    if beyond.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for exercise in outputs::views::exercises(reader.sql(), book)? {
        let criteria = views::criteria(reader.sql(), book, exercise.id)?;
        for one in beyond.iter().filter(|one| one.exercise == exercise.id) {
            let Some(criterion) = criteria.iter().find(|criterion| criterion.id == one.criterion) else { continue };
            found.push(
                Problem::new("points_beyond_scale")
                    .with("name", criterion.name.as_str())
                    .with("out_of", criterion.out_of)
                    .with("count", one.sheets)
                    .with("most", one.most)
                    .with("title", exercise.title.as_str())
                    .with("exercise", exercise.id.to_string()),
            );
        }
    }
    Ok(found)
}

/// Criteria for which points within the scale were meant on another one: they count as what they were not meant to be.
///
/// # Errors
/// Store failures.
pub(super) fn of_other_scale(reader: &Reader<'_>, book: BookNo) -> Result<Vec<Problem>> {
    let other = views::of_other_scale(reader.sql(), book)?;
    if other.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for exercise in outputs::views::exercises(reader.sql(), book)? {
        for criterion in views::criteria(reader.sql(), book, exercise.id)? {
            let mut sheets = 0;
            for one in other.iter().filter(|one| one.exercise == exercise.id && one.criterion == criterion.id) {
                // Where the scale was before what it is again, older points may have been meant on it.
                if one.given_on.is_some() || !was_before(reader, book, criterion.id, criterion.out_of)? {
                    sheets += one.sheets;
                }
            }
            if sheets > 0 {
                found.push(
                    Problem::new("points_of_other_scale")
                        .with("name", criterion.name.as_str())
                        .with("out_of", criterion.out_of)
                        .with("count", sheets)
                        .with("title", exercise.title.as_str())
                        .with("exercise", exercise.id.to_string()),
                );
            }
        }
    }
    Ok(found)
}

/// True where the scale of a criterion was this more than once, with or without another between.
fn was_before(reader: &Reader<'_>, book: BookNo, criterion: RecordId, scale: i64) -> Result<bool> {
    let past = reader.history(book, &SCALE.of(&CRITERION, criterion))?;
    Ok(past.iter().filter(|past| *past.value.part(0) == Scalar::Int(scale)).count() > 1)
}

/// The names that several have, whatever the capitals, each as the first of them writes it. A name that has not arrived is none.
fn twice<'n>(all: impl Iterator<Item = (&'n str, RecordId)>) -> Vec<(&'n str, Vec<String>)> {
    let mut by_name: BTreeMap<String, (&str, Vec<String>)> = BTreeMap::new();
    for (name, id) in all.filter(|(name, _)| !name.is_empty()) {
        by_name.entry(name.to_lowercase()).or_insert_with(|| (name, Vec::new())).1.push(id.to_string());
    }
    by_name.into_values().filter(|(_, ids)| ids.len() > 1).collect()
}

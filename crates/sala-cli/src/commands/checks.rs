//! What does not fit together although nobody disputes it, beside the list that it concerns and in `sala status`.

use sala::{Desk, Problem, RecordId, Result, checks};
use serde::Serialize;

use crate::words;

/// Of the agenda and its visits.
pub const OF_AGENDA: &[&str] = &[
    "taken_not_held",
    "register_stray_taken",
    "taken_without_session",
    "counted_not_held",
    "session_without_visit",
    "visit_day_apart",
    "visit_not_joined",
    "visit_not_cancelled",
    "visit_left_behind",
];
/// Of visits alone, and of the sessions that they are or seem to be.
pub const OF_VISITS: &[&str] =
    &["counted_not_held", "session_without_visit", "visit_day_apart", "visit_not_joined", "visit_not_cancelled", "visit_left_behind"];
/// Of who comes for whom.
pub const OF_ROSTER: &[&str] = &["replaced_each_other", "substitute_left_over", "replaced_was_there"];

/// Of what an exercise is scored by, and by whom.
const OF_SCORES: &[&str] = &["criteria_of_one_name", "jurors_of_one_name", "points_beyond_scale", "points_of_other_scale"];

/// One thing that does not fit, and the programme in which.
#[derive(Debug, Serialize)]
pub struct Check {
    programme: String,
    #[serde(flatten)]
    problem: Problem,
}

impl Check {
    /// See [`wait`].
    pub fn waits(&self) -> bool {
        wait([&self.problem])
    }
}

/// Whether any of these waits for somebody. That a visit and the session of its name are not joined is only told: nothing of it is wrong yet.
pub fn wait<'a>(found: impl IntoIterator<Item = &'a Problem>) -> bool {
    found.into_iter().any(|problem| problem.code != "visit_not_joined")
}

/// Everything in every programme.
pub fn everywhere(desk: &Desk, programmes: impl IntoIterator<Item = (RecordId, String)>) -> Result<Vec<Check>> {
    let mut all = Vec::new();
    for (book, programme) in programmes {
        all.extend(of(desk, book, None)?.into_iter().map(|problem| Check { programme: programme.clone(), problem }));
    }
    Ok(all)
}

/// What there is in one programme; of these codes alone where they are named.
pub fn of(desk: &Desk, book: RecordId, codes: Option<&[&str]>) -> Result<Vec<Problem>> {
    Ok(checks::of(desk, book)?.into_iter().filter(|problem| codes.is_none_or(|codes| codes.contains(&problem.code))).collect())
}

/// What there is of the scores of one exercise.
pub fn of_scores(desk: &Desk, book: RecordId, exercise: RecordId) -> Result<Vec<Problem>> {
    let mut found = of(desk, book, Some(OF_SCORES))?;
    let exercise = exercise.to_string();
    found.retain(|problem| problem.params.get("exercise").is_none_or(|of| *of == exercise.as_str()));
    Ok(found)
}

/// A line for each; nothing where there is nothing.
pub fn told<'a>(found: impl IntoIterator<Item = &'a Problem>) -> String {
    found.into_iter().map(|problem| format!("\n{}", words::sentence(problem))).collect()
}

/// The same, with the programme before it.
pub fn told_everywhere(found: &[Check]) -> String {
    found.iter().map(|check| format!("\n{}: {}", check.programme, words::sentence(&check.problem))).collect()
}

//! Who comes when, and for how long.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore as _, SeedableRng as _},
};
use serde::{Deserialize, Serialize};

use super::{
    records::{MINUTES, ORDER, ORDERED, PRESENTATION, PRESENTED, RUNNING_ORDER},
    views,
};
use crate::{Error, Problem, RecordId, Result, Seen, journal::Change, outputs, value};

/// The longest that one presentation is planned for, in minutes.
pub const MOST_MINUTES: i64 = 240;

/// One output of an order, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    pub output: RecordId,
}

/// Set the order of an exercise: all of its outputs, or those that come first. `seen` is what the screen showed as the order.
///
/// # Errors
/// `no_such_exercise`, `no_such_output`; `output_twice` where one would be presented twice.
pub fn order(change: &mut Change<'_>, exercise: RecordId, outputs: &[RecordId], seen: Option<&Seen>) -> Result<bool> {
    let turns = views::turns(change.sql(), change.book(), exercise)?;
    for (at, output) in outputs.iter().enumerate() {
        if !turns.iter().any(|turn| turn.output == *output) {
            return Problem::new("no_such_output").with("output", output.to_string()).refuse();
        }
        if outputs.iter().skip(at + 1).any(|later| later == output) {
            return Problem::new("output_twice").refuse();
        }
    }
    let rest = turns.iter().map(|turn| turn.output).filter(|output| !outputs.contains(output));
    let whole: Vec<_> = outputs.iter().copied().chain(rest).collect();
    write(change, exercise, &whole, None, seen)
}

/// Draw the order by lot. The same seed and the same outputs make the same order on every machine, so that anybody can look it up.
///
/// # Errors
/// `no_such_exercise`; `nothing_to_present` where it has no outputs.
pub fn draw(change: &mut Change<'_>, exercise: RecordId, seed: u32, seen: Option<&Seen>) -> Result<bool> {
    let outputs: Vec<_> = views::turns(change.sql(), change.book(), exercise)?.iter().map(|turn| turn.output).collect();
    if outputs.is_empty() {
        return Problem::new("nothing_to_present").refuse();
    }
    write(change, exercise, &drawn(outputs, seed), Some(i64::from(seed)), seen)
}

/// Outputs in the order that a seed gives them: from their order by id, by Fisher and Yates, with ChaCha8.
pub(super) fn drawn(mut outputs: Vec<RecordId>, seed: u32) -> Vec<RecordId> {
    outputs.sort_unstable();
    let mut chance = ChaCha8Rng::seed_from_u64(seed.into());
    for last in (1..outputs.len()).rev() {
        // A number up to `last`, made from 32 bits whatever the width of the machine.
        let other = ((u64::from(chance.next_u32()) * (last as u64 + 1)) >> 32) as usize;
        outputs.swap(last, other);
    }
    outputs
}

/// Say for how many minutes an output is presented; none leaves it open. `seen` is what the screen showed.
///
/// # Errors
/// `no_such_output`, `presentation_minutes` with `value` and `max`.
pub fn minutes(change: &mut Change<'_>, output: RecordId, planned: Option<i64>, seen: Option<&Seen>) -> Result<bool> {
    let id = presentation(change, output)?;
    if let Some(value) = planned.filter(|minutes| !(1..=MOST_MINUTES).contains(minutes)) {
        return Problem::new("presentation_minutes").with("value", value).with("max", MOST_MINUTES).refuse();
    }
    change.set_shown(MINUTES.of(&PRESENTATION, id), value![planned], seen)
}

/// The presentation of an output.
pub(super) fn presentation(change: &mut Change<'_>, output: RecordId) -> Result<RecordId> {
    if outputs::views::state_of(change.sql(), change.book(), output)?.is_none() {
        return Problem::new("no_such_output").refuse();
    }
    let id = change.natural(&PRESENTATION, &[&output.to_string()]);
    change.revive(&PRESENTATION, id)?;
    change.set_if_new(PRESENTED.of(&PRESENTATION, id), output)?;
    Ok(id)
}

fn write(change: &mut Change<'_>, exercise: RecordId, outputs: &[RecordId], seed: Option<i64>, seen: Option<&Seen>) -> Result<bool> {
    let listed: Vec<_> = outputs.iter().map(|output| Listed { output: *output }).collect();
    let turns = serde_json::to_string(&listed).map_err(|e| Error::damaged("order of presentations", e))?;
    let id = change.natural(&RUNNING_ORDER, &[&exercise.to_string()]);
    change.revive(&RUNNING_ORDER, id)?;
    change.set_if_new(ORDERED.of(&RUNNING_ORDER, id), exercise)?;
    change.set_shown(ORDER.of(&RUNNING_ORDER, id), value![turns, seed], seen)
}

//! Beginning, pausing and ending a presentation. Nothing is written while the time runs: how long it took follows from what is kept.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{
    records::{HELD, PRESENTATION},
    views,
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    outputs::{
        self, State,
        records::{OUTPUT, STATE},
    },
    people::value::codes,
    programme::{check_year, happened::not_to_come},
    value,
};

/// When a presentation was, in milliseconds since 1970 by the clock of the laptop that timed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// When it began.
    pub began_ms: i64,
    /// Since when it is paused, if it is.
    pub paused_since_ms: Option<i64>,
    /// How long it was paused before that.
    pub paused_ms: i64,
    /// When it ended, if it did.
    pub ended_ms: Option<i64>,
}

impl Held {
    /// From its parts as they are stored; none where they cannot be true together.
    #[must_use]
    pub fn read(began: Option<i64>, paused_since: Option<i64>, paused: Option<i64>, ended: Option<i64>) -> Option<Self> {
        let (began_ms, paused_ms) = (began?, paused.unwrap_or(0));
        let after = |moment: Option<i64>| moment.is_none_or(|moment| moment >= began_ms);
        let holds = began_ms >= 0 && paused_ms >= 0 && after(paused_since) && after(ended) && (paused_since.is_none() || ended.is_none());
        holds.then_some(Self { began_ms, paused_since_ms: paused_since, paused_ms, ended_ms: ended })
    }

    /// How long it took until `now_ms`, pauses left out; in milliseconds.
    #[must_use]
    pub fn used_ms(&self, now_ms: i64) -> i64 {
        let until = self.ended_ms.or(self.paused_since_ms).unwrap_or(now_ms);
        (until - self.began_ms - self.paused_ms).max(0)
    }

    fn value(self) -> Value {
        let Self { began_ms, paused_since_ms, paused_ms, ended_ms } = self;
        value![began_ms, paused_since_ms, (paused_ms > 0).then_some(paused_ms), ended_ms]
    }
}

codes! {
    /// What becomes of a presentation.
    Step {
        /// The time runs.
        Begin = "begin",
        /// The time stands still.
        Pause = "pause",
        /// The time runs on.
        GoOn = "go_on",
        /// It is over.
        End = "end",
        /// It was begun by mistake: nothing is kept of its time, and the output is as far as before.
        TakeBack = "take_back",
    }
}

/// Begin a presentation, pause it, go on, end it, or take its time back. Beginning hands a draft in that has something to hand in, and
/// ending notes what was handed in as presented; whoever stands before the others with empty hands is timed all the same. `seen` is what
/// the screen showed of its time. Answers false where nothing was to be done.
///
/// # Errors
/// `no_such_output`; `presentation_over` where it ended already; `presentation_not_begun`; `another_presents` where the time of another of the exercise runs.
pub fn hold(change: &mut Change<'_>, output: RecordId, step: Step, seen: Option<&Seen>) -> Result<bool> {
    let id = super::order::presentation(change, output)?;
    let before = views::held(change.sql(), change.book(), id)?;
    let now = change.now().timestamp_millis();
    let after = match (step, before) {
        (Step::TakeBack, _) => {
            let former = state_before(change, output, id)?;
            let written = change.set_shown(HELD.of(&PRESENTATION, id), Value::cleared(), seen)?;
            if written && let Some(former) = former {
                change.set(STATE.of(&OUTPUT, output), former)?;
            }
            return Ok(written);
        }
        (Step::Begin, None) => {
            alone(change, output)?;
            Held { began_ms: now, paused_since_ms: None, paused_ms: 0, ended_ms: None }
        }
        (_, Some(held)) if held.ended_ms.is_some() => return Problem::new("presentation_over").refuse(),
        (_, None) => return Problem::new("presentation_not_begun").refuse(),
        (step, Some(held)) => {
            if step == Step::GoOn && held.paused_since_ms.is_some() {
                alone(change, output)?;
            }
            // A clock that was set back meanwhile makes nothing shorter than it was.
            let now = now.max(held.paused_since_ms.unwrap_or(held.began_ms));
            let stood_still = held.paused_since_ms.map_or(0, |since| now - since);
            let running = Held { paused_since_ms: None, paused_ms: held.paused_ms + stood_still, ..held };
            match step {
                Step::Pause => Held { paused_since_ms: held.paused_since_ms.or(Some(now)), ..held },
                Step::End => Held { ended_ms: Some(now), ..running },
                Step::Begin | Step::GoOn | Step::TakeBack => running,
            }
        }
    };
    let written = change.set_shown(HELD.of(&PRESENTATION, id), after.value(), seen)?;
    if written {
        match step {
            Step::Begin => hand_in(change, output)?,
            Step::End => presented(change, output)?,
            Step::Pause | Step::GoOn | Step::TakeBack => {}
        }
    }
    Ok(written)
}

/// Note afterwards when a presentation was, from when to when, where nobody timed it here. `seen` as in [`hold`].
///
/// # Errors
/// `no_such_output`; `ends_before_start`; `thai_year`, `year_unlikely`; `day_to_come`; `presentation_too_long`: nobody presents for longer than a day.
pub fn note(change: &mut Change<'_>, output: RecordId, began: DateTime<Utc>, ended: DateTime<Utc>, seen: Option<&Seen>) -> Result<bool> {
    let id = super::order::presentation(change, output)?;
    check_year(began.date_naive())?;
    not_to_come(change, ended.date_naive())?;
    if ended - began > TimeDelta::days(1) {
        return Problem::new("presentation_too_long").refuse();
    }
    let Some(held) = Held::read(Some(began.timestamp_millis()), None, None, Some(ended.timestamp_millis())) else {
        return Problem::new("ends_before_start").refuse();
    };
    let written = change.set_shown(HELD.of(&PRESENTATION, id), held.value(), seen)?;
    if written {
        presented(change, output)?;
    }
    Ok(written)
}

/// How far the output had come before it was presented, where presenting brought it further and nobody has since: that goes back with the time.
fn state_before(change: &Change<'_>, output: RecordId, presentation: RecordId) -> Result<Option<Value>> {
    let held = change.history(&HELD.of(&PRESENTATION, presentation))?;
    // What stood before the time was last taken back belongs to another try.
    let this_try = held.rsplit(|past| past.value.parts().is_empty()).next().unwrap_or_default();
    let by_presenting: HashSet<_> = this_try.iter().map(|past| (past.stamp, past.replica)).collect();
    let states = change.history(&STATE.of(&OUTPUT, output))?;
    let Some(shown) = states.iter().rev().find(|past| past.live) else { return Ok(None) };
    let (mut at, mut further) = (Some(shown), false);
    while let Some(past) = at.filter(|past| by_presenting.contains(&(past.stamp, past.replica))) {
        further = true;
        at = states.iter().find(|one| past.over.contains(&(one.replica, one.no.seq())));
    }
    Ok(further.then(|| at.map_or_else(Value::cleared, |past| past.value.clone())))
}

/// One presents at a time: while the time of another of the exercise runs, nobody else begins.
fn alone(change: &Change<'_>, output: RecordId) -> Result<()> {
    let exercise = outputs::views::one(change.sql(), change.book(), output)?.line.exercise_id;
    let turns = exercise.map(|exercise| views::turns(change.sql(), change.book(), exercise)).transpose()?.unwrap_or_default();
    let runs = |held: &Held| held.ended_ms.is_none() && held.paused_since_ms.is_none();
    match turns.into_iter().find(|turn| turn.output != output && turn.held.as_ref().is_some_and(runs)) {
        Some(other) => Problem::new("another_presents").with("title", other.title).with("group", other.group).refuse(),
        None => Ok(()),
    }
}

/// What is shown is kept as it is when it is shown.
fn hand_in(change: &mut Change<'_>, output: RecordId) -> Result<()> {
    if state(change, output)? != State::Draft {
        return Ok(());
    }
    match outputs::advance(change, output, State::Submitted, None) {
        Err(Error::Refused(problem)) if problem.code == "output_empty" => Ok(()),
        other => other,
    }
}

fn presented(change: &mut Change<'_>, output: RecordId) -> Result<()> {
    hand_in(change, output)?;
    match state(change, output)? {
        State::Submitted => outputs::advance(change, output, State::Presented, None),
        State::Draft | State::Presented | State::Final => Ok(()),
    }
}

fn state(change: &Change<'_>, output: RecordId) -> Result<State> {
    outputs::views::state_of(change.sql(), change.book(), output)?.ok_or(Error::Refused(Problem::new("no_such_output")))
}

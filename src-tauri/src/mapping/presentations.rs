//! Presentations.

use sala::presentations::{Step, views};

use super::{all, count};
use crate::wire::presentations::{Held, PresentationStep, Presentations, Turn};

impl From<PresentationStep> for Step {
    fn from(step: PresentationStep) -> Self {
        match step {
            PresentationStep::Begin => Self::Begin,
            PresentationStep::Pause => Self::Pause,
            PresentationStep::GoOn => Self::GoOn,
            PresentationStep::End => Self::End,
            PresentationStep::TakeBack => Self::TakeBack,
        }
    }
}

impl From<views::Programme> for Presentations {
    fn from(programme: views::Programme) -> Self {
        let views::Programme { exercise, title, turns, seed, order_seen, now } = programme;
        Self {
            exercise: exercise.into(),
            title,
            turns: all(turns),
            seed: seed.and_then(|seed| u32::try_from(seed).ok()),
            order_seen: order_seen.into(),
            now_ms: now.timestamp_millis(),
        }
    }
}

impl From<views::Turn> for Turn {
    fn from(turn: views::Turn) -> Self {
        // The window counts a running time itself.
        let views::Turn { output, group_id: _, group, title, state, minutes, minutes_seen, held, held_seen, used_seconds: _ } = turn;
        Self {
            output: output.into(),
            group_name: group.unwrap_or_default(),
            title,
            state: state.into(),
            minutes: minutes.map(count),
            minutes_seen: minutes_seen.into(),
            held: held.map(Into::into),
            held_seen: held_seen.into(),
        }
    }
}

impl From<sala::presentations::Held> for Held {
    fn from(held: sala::presentations::Held) -> Self {
        let sala::presentations::Held { began_ms, paused_since_ms, paused_ms, ended_ms } = held;
        Self { began_ms, paused_since_ms, paused_ms, ended_ms }
    }
}

//! Presentations.

use sala::{
    groups::draw::fresh_seed,
    presentations::{self, Step, views},
};

use crate::{
    fault::Fault,
    shell::Shell,
    wire::presentations::{DrawOrderArgs, ExerciseArgs, HoldArgs, MinutesArgs, OrderArgs, PlannedMinutes, Presentations},
};

pub fn show(shell: &Shell, args: ExerciseArgs) -> Result<Presentations, Fault> {
    let desk = shell.desk()?;
    let now = desk.now();
    Ok(desk.read(|r| views::programme(r.sql(), r.book(args.programme.0)?, args.exercise.0, now))?.into())
}

/// Puts the time on the projector's screen, or takes it away.
pub fn project(shell: &Shell, args: ExerciseArgs) -> Result<bool, Fault> {
    shell.projector.toggle((args.programme.0, args.exercise.0))
}

pub fn order(shell: &Shell, args: OrderArgs) -> Result<Presentations, Fault> {
    let OrderArgs { programme, exercise, outputs, seen } = args;
    let outputs: Vec<_> = outputs.into_iter().map(|id| id.0).collect();
    shell.desk()?.change(programme.0, "order_presentations", |change| presentations::order(change, exercise.0, &outputs, Some(&seen.0)))?;
    show(shell, ExerciseArgs { programme, exercise })
}

pub fn draw(shell: &Shell, args: DrawOrderArgs) -> Result<Presentations, Fault> {
    let DrawOrderArgs { programme, exercise, seed, seen } = args;
    let seed = seed.unwrap_or_else(fresh_seed);
    shell.desk()?.change(programme.0, "draw_presentations", |change| presentations::draw(change, exercise.0, seed, Some(&seen.0)))?;
    show(shell, ExerciseArgs { programme, exercise })
}

pub fn minutes(shell: &Shell, args: MinutesArgs) -> Result<Presentations, Fault> {
    let MinutesArgs { programme, exercise, planned } = args;
    shell.desk()?.change(programme.0, "presentation_minutes", |change| {
        planned.iter().try_for_each(|one| {
            let PlannedMinutes { output, minutes, seen } = one;
            presentations::minutes(change, output.0, minutes.map(Into::into), Some(&seen.0)).map(drop)
        })
    })?;
    show(shell, ExerciseArgs { programme, exercise })
}

pub fn hold(shell: &Shell, args: HoldArgs) -> Result<Presentations, Fault> {
    let HoldArgs { programme, exercise, output, step, seen } = args;
    let step = Step::from(step);
    let action = match step {
        Step::Begin => "begin_presentation",
        Step::Pause => "pause_presentation",
        Step::GoOn => "go_on_presentation",
        Step::End => "end_presentation",
        Step::TakeBack => "take_back_presentation",
    };
    shell.desk()?.change(programme.0, action, |change| presentations::hold(change, output.0, step, Some(&seen.0)))?;
    show(shell, ExerciseArgs { programme, exercise })
}

//! Today.

use crate::{
    fault::Fault,
    shell::Shell,
    today,
    wire::{
        problem::Problem,
        programme::ProgrammeArgs,
        today::{Today, TodayArgs},
    },
};

pub fn show(shell: &Shell, args: TodayArgs) -> Result<Today, Fault> {
    today::of(&*shell.desk()?, args.programme.0, args.date.as_deref())
}

pub fn checks(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<Problem>, Fault> {
    today::checks(&*shell.desk()?, args.programme.0)
}

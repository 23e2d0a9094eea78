//! Today.

use crate::{
    fault::Fault,
    shell::Shell,
    today,
    wire::today::{Today, TodayArgs},
};

pub fn show(shell: &Shell, args: TodayArgs) -> Result<Today, Fault> {
    today::of(&*shell.desk()?, args.programme.0, args.date.as_deref())
}

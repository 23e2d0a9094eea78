//! Everything that was ever said of a record.

use sala::decide;

use crate::{
    fault::Fault,
    shell::Shell,
    wire::past::{PastArgs, RecordPast},
};

pub fn of(shell: &Shell, args: PastArgs) -> Result<RecordPast, Fault> {
    Ok(shell.desk()?.read(|r| decide::past(r, args.programme.0, args.record.0))?.into())
}

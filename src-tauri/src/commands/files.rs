//! Kept files and the drives that carry them.

use sala::outputs::files::write_out;

use crate::{
    drives,
    fault::Fault,
    shell::Shell,
    wire::files::{Bytes, Drive, FileArgs, PictureArgs},
};

pub fn picture(shell: &Shell, args: PictureArgs) -> Result<Bytes, Fault> {
    let mut bytes = Vec::new();
    write_out(&*shell.desk()?, &args.hash, &mut bytes)?;
    Ok(Bytes(bytes))
}

pub fn open(shell: &Shell, args: FileArgs) -> Result<(), Fault> {
    let desk = shell.desk()?;
    shell.copies.open(&args.name, |file| Ok(write_out(&desk, &args.hash, file).map(|_| ())?))
}

pub fn drives(_: &Shell, (): ()) -> Result<Vec<Drive>, Fault> {
    Ok(drives::now())
}

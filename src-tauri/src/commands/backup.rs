//! Backups, and what people are told when a store goes on under new keys.

use sala::{Desk, backup::BackupOptions};

use crate::{
    fault::Fault,
    names,
    picker::Kind,
    shell::Shell,
    wire::{
        app::JobArgs,
        backup::{BackupNowArgs, BackupPlanArgs, BackupRan, BackupView},
        problem::Problem,
    },
};

pub fn show(shell: &Shell, (): ()) -> Result<BackupView, Fault> {
    view(&*shell.desk()?)
}

pub fn now(shell: &Shell, args: BackupNowArgs) -> Result<Option<BackupView>, Fault> {
    let desk = shell.desk()?;
    let BackupNowArgs { target, passphrase, job } = args;
    let Some(path) = shell.new_file(Kind::Backup, target, &names::backup(&desk)?)? else { return Ok(None) };
    let job = shell.jobs.begin(&job, &shell.events);
    let options = BackupOptions { passphrase: passphrase.filter(|words| !words.trim().is_empty()), automatic: false };
    desk.backup(&path, &options, &mut |done, of| job.reached("backup", done, of).is_ok())?;
    view(&desk).map(Some)
}

pub fn plan(shell: &Shell, args: BackupPlanArgs) -> Result<BackupView, Fault> {
    let desk = shell.desk()?;
    let stays = desk.backup_plan()?.folder;
    let folder = if args.choose { shell.picker.folder().or(stays) } else { stays };
    desk.plan_backups(folder.as_deref(), args.to_stick)?;
    view(&desk)
}

pub fn if_due(shell: &Shell, args: JobArgs) -> Result<BackupRan, Fault> {
    let job = shell.jobs.begin(&args.job, &shell.events);
    Ok(shell.desk()?.backup_if_due(&mut |done, of| job.reached("backup", done, of).is_ok())?.into())
}

pub fn new_keys(shell: &Shell, (): ()) -> Result<Option<Problem>, Fault> {
    Ok(shell.desk()?.new_keys()?.map(|told| told.problem().into()))
}

pub fn new_keys_told(shell: &Shell, (): ()) -> Result<(), Fault> {
    Ok(shell.desk()?.new_keys_were_told()?)
}

fn view(desk: &Desk) -> Result<BackupView, Fault> {
    Ok((desk.backup_plan()?, desk.last_backup()?).into())
}

//! Backups, and what people are told when a store goes on under new keys.

use sala::{Desk, backup::BackupOptions};

use crate::{
    fault::Fault,
    names, opened,
    picker::Kind,
    shell::Shell,
    store_facts,
    wire::{
        app::{JobArgs, StoreFacts},
        backup::{
            BackupAccount, BackupChooseArgs, BackupFile, BackupLookArgs, BackupNowArgs, BackupPlanArgs, BackupRan, BackupView, RescueArgs, RescuedStore,
            RestoreArgs, RestorePlace, RestoredStore,
        },
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

pub fn choose(shell: &Shell, args: BackupChooseArgs) -> Result<Option<BackupFile>, Fault> {
    let Some(path) = shell.one_file(Kind::Backup, args.from)? else { return Ok(None) };
    Ok(Some(BackupFile { name: opened::name(&path), file: shell.files.show(path)? }))
}

pub fn look(shell: &Shell, args: BackupLookArgs) -> Result<BackupAccount, Fault> {
    let account = Desk::look_at_backup(&shell.files.path(&args.file)?, &args.secrets.into(), shell.memory.as_ref())?;
    // Before there is a store there is no organisation that it could differ from.
    let own = match shell.desk() {
        Ok(desk) => desk.organisation()?.map(|organisation| organisation.name),
        Err(_) => None,
    };
    Ok((account, own).into())
}

pub fn place(shell: &Shell, (): ()) -> Result<Option<RestorePlace>, Fault> {
    let Some(path) = shell.picker.folder() else { return Ok(None) };
    Desk::may_restore_into(&path)?;
    Ok(Some(RestorePlace { path: path.display().to_string(), folder: shell.files.folder(path) }))
}

pub fn restore(shell: &Shell, args: RestoreArgs) -> Result<RestoredStore, Fault> {
    let RestoreArgs { file, folder, secrets, job } = args;
    let backup = shell.files.path(&file)?;
    let dir = folder.map_or_else(|| Ok(shell.usual_place("restored")), |token| shell.files.path(&token))?;
    let job = shell.jobs.begin(&job, &shell.events);
    let restored = shell.restore(&backup, &dir, &secrets.into(), &job)?;
    Ok((restored, dir).into())
}

pub fn rescue(shell: &Shell, args: RescueArgs) -> Result<RescuedStore, Fault> {
    let RescueArgs { folder, job } = args;
    let dir = folder.map_or_else(|| Ok(shell.usual_place("rescued")), |token| shell.files.path(&token))?;
    let job = shell.jobs.begin(&job, &shell.events);
    let rescued = shell.rescue(&dir, &job)?;
    Ok((rescued, dir).into())
}

pub fn go_on(shell: &Shell, (): ()) -> Result<StoreFacts, Fault> {
    store_facts::of(&*shell.go_on()?)
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

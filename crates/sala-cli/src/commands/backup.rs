//! One file with everything, and a new store made of it.

use std::path::{Path, PathBuf};

use clap::Args;
use sala::{
    Desk, KeyPlace, Problem, Result,
    backup::{BackedUp, BackupAccount, BackupOptions, Memory, Secrets},
};
use serde_json::json;

use super::{
    carry::{first_line, recovery_secret},
    on_one_line,
};
use crate::{
    answer::{Answer, count},
    cli::Global,
    log, place,
    progress::Progress,
    words,
};

/// `sala backup`.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = true, args = ["out", "automatic", "folder"])]
pub struct Backup {
    /// The file to write
    #[arg(long, value_name = "FILE", conflicts_with_all = ["automatic", "folder"])]
    out: Option<PathBuf>,
    /// Whoever knows the passphrase in this file can open it too
    #[arg(long, value_name = "FILE", requires = "out")]
    passphrase_file: Option<PathBuf>,
    /// Make a backup in the folder for automatic ones, if one is due: once a day and after each export
    #[arg(long)]
    automatic: bool,
    /// From now on automatic backups go to this folder
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Backup {
    /// Whether it writes nothing into the store: it is made beside another copy of Sala too.
    pub const fn only_reads(&self) -> bool {
        self.out.is_some()
    }
}

/// Back up.
pub fn backup(desk: &Desk, args: Backup) -> Result<Answer> {
    let before = desk.backup_plan()?;
    if let Some(folder) = &args.folder {
        desk.plan_backups(Some(folder), before.to_stick)?;
    }
    match args.out {
        Some(out) => {
            let passphrase = args.passphrase_file.as_deref().map(first_line).transpose()?;
            let progress = Progress::of("Backing up");
            let made = desk.backup(&out, &BackupOptions { passphrase, automatic: false }, &mut |done, total| progress.at(done, total))?;
            drop(progress);
            Ok(Answer::new(&made, told(&made))?.waiting(made.lost_attachments > 0))
        }
        None if args.automatic => {
            let answer = automatic(desk)?;
            if args.folder.is_some() && answer.refused.is_some() {
                // Nothing was changed, the folder neither.
                desk.plan_backups(before.folder.as_deref(), before.to_stick)?;
            }
            Ok(answer)
        }
        None => {
            let plan = desk.backup_plan()?;
            let text = plan.folder.as_ref().map(|folder| format!("Automatic backups go to {}.", folder.display())).unwrap_or_default();
            Answer::new(&plan, text)
        }
    }
}

fn automatic(desk: &Desk) -> Result<Answer> {
    let plan = desk.backup_plan()?;
    if plan.folder.is_none() && !plan.to_stick {
        return Problem::new("backup_no_folder").refuse();
    }
    let progress = Progress::of("Backing up");
    let ran = desk.backup_if_due(&mut |done, total| progress.at(done, total))?;
    drop(progress);
    let mut lines: Vec<_> = ran.made.iter().map(told).collect();
    lines.extend(ran.failed.iter().map(words::sentence));
    if lines.is_empty() {
        lines.push(if ran.due { "A backup is due, and its stick is not here.".to_owned() } else { "No backup is due.".to_owned() });
    }
    // Where there was no place for it at all, somebody has to do something.
    let refused = ran.failed.first().filter(|_| ran.made.is_empty()).cloned();
    let waits = !ran.failed.is_empty() || ran.made.iter().any(|made| made.lost_attachments > 0);
    Ok(Answer::new(&ran, lines.join("\n"))?.waiting(waits).refused(refused))
}

fn told(made: &BackedUp) -> String {
    let inside = format!(
        "{}: {}, {}, {} bytes; opened again and whole.",
        made.file.display(),
        count(made.entries, "entry", "entries"),
        count(made.attachments, "attachment", "attachments"),
        made.bytes
    );
    match made.lost_attachments {
        0 => inside,
        lost => format!(
            "{inside} {} damaged or gone from this store, and not in it: earlier backups stay, and the next files ask the others for what is lost.",
            count(lost, "attachment is", "attachments are")
        ),
    }
}

/// `sala restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The passphrase that it was made with
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The organisation's recovery secret
    #[arg(long, value_name = "FILE")]
    recovery_key_file: Option<PathBuf>,
    /// Only say what the backup is: whose, when it was made, what is inside
    #[arg(long)]
    preview: bool,
}

/// Make a new store of a backup.
pub fn restore(global: &Global, args: Restore) -> Result<Answer> {
    // A folder that was named means itself here: a new store is made in it.
    let dir = global.store.clone().map_or_else(|| place::new_store_dir(None), Ok)?;
    let secrets = Secrets {
        passphrase: args.passphrase_file.as_deref().map(first_line).transpose()?,
        recovery: args.recovery_key_file.as_deref().map(recovery_secret).transpose()?,
    };
    if args.preview {
        return preview(&args.file, &secrets);
    }
    let progress = Progress::of("Restoring");
    let (desk, restored) =
        Desk::restore(&args.file, &dir, &secrets, KeyPlace::Keychain, place::clock()?, Memory::of_user(), &mut |done, total| progress.at(done, total))?;
    drop(progress);
    log::begin(&dir);
    let mut text = format!("{} is restored in {}, as it was at {}.", restored.label, dir.display(), restored.made);
    if let Some(told) = desk.new_keys()? {
        text = format!("{text}\n{}", on_one_line(&told));
        desk.new_keys_were_told()?;
    }
    if restored.lost_attachments > 0 {
        let (lack, them) = if restored.lost_attachments == 1 { ("attachment is", "it") } else { ("attachments are", "them") };
        text = format!("{text}\n{} {lack} not in the backup: the next files ask the others for {them}.", restored.lost_attachments);
    }
    let mut answer = Answer::new(&restored, text)?.waiting(restored.lost_attachments > 0);
    answer.facts.insert("store".to_owned(), json!(dir));
    Ok(answer)
}

/// What a backup is, before anything is made of it.
fn preview(file: &Path, secrets: &Secrets) -> Result<Answer> {
    let account = Desk::look_at_backup(file, secrets, Memory::of_user().as_ref())?;
    let BackupAccount { organisation, label, role, made, programmes, pages, entries, attachments, lost_attachments, .. } = &account;
    let whose = organisation.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let inside = [programmes.map(|n| count(n, "programme", "programmes")), pages.map(|n| count(n, "page", "pages"))];
    let inside: Vec<_> = inside.into_iter().flatten().chain([count(*entries, "entry", "entries"), count(*attachments, "attachment", "attachments")]).collect();
    let lost = lost_attachments.filter(|lost| *lost > 0);
    let lost = lost.map(|lost| format!("\n{} damaged or gone when it was made, and not in it.", count(lost, "attachment was", "attachments were")));
    let text = format!(
        "A backup of {label} ({}){whose}, made at {made}: {}.{}\nNothing was restored, and only its beginning was read: restoring it reads and checks all of it.",
        role.as_str(),
        inside.join(", "),
        lost.unwrap_or_default()
    );
    Answer::new(&account, text)
}

//! A new store of what can still be read of a damaged one.

use std::path::PathBuf;

use clap::Args;
use sala::{
    Desk, KeyPlace, Result,
    backup::{LastBackup, Memory, Rescued},
};
use serde_json::json;

use super::on_one_line;
use crate::{
    answer::{Answer, count, quoted},
    cli::Global,
    log, place,
    progress::Progress,
};

/// `sala rescue`.
#[derive(Debug, Args)]
pub struct Rescue {
    /// The folder for the new store; `--store` names the damaged one, in which nothing is written
    #[arg(long, value_name = "NEWDIR")]
    to: PathBuf,
}

/// Rescue.
pub fn rescue(global: &Global, args: Rescue) -> Result<Answer> {
    let broken = place::store_dir(global.store.as_deref())?;
    let progress = Progress::of("Rescuing");
    let (desk, rescued) = Desk::rescue(&broken, &args.to, KeyPlace::Keychain, place::clock()?, Memory::of_user(), &mut |done, total| progress.at(done, total))?;
    drop(progress);
    log::begin(&args.to);
    let mut lines = vec![
        format!(
            "{} goes on in {}: {} with {}, {}, {}.",
            rescued.from,
            args.to.display(),
            count(rescued.pages, "page", "pages"),
            count(rescued.entries, "entry", "entries"),
            count(rescued.open_actions, "action that no page held yet", "actions that no page held yet"),
            count(rescued.attachments, "attachment", "attachments"),
        ),
        read(&rescued),
    ];
    lines.extend(missing(&rescued));
    lines.extend(rescued.forgotten.iter().filter_map(|what| forgotten(what)).map(str::to_owned));
    if let Some(told) = desk.new_keys()? {
        lines.push(on_one_line(&told));
        desk.new_keys_were_told()?;
    }
    lines.push(what_next(&rescued, LastBackup::of_store(&broken).as_ref(), &args.to));
    let Rescued { whole, withheld, missing_pages, lost_attachments, .. } = rescued;
    let waits = !whole || withheld + missing_pages + lost_attachments > 0 || !rescued.forgotten.is_empty();
    let mut answer = Answer::new(&rescued, lines.join("\n"))?.waiting(waits);
    answer.facts.insert("store".to_owned(), json!(args.to));
    Ok(answer)
}

/// What the disk still had.
fn read(rescued: &Rescued) -> String {
    let Rescued { unreadable, database_pages, whole, .. } = rescued;
    match (unreadable, whole) {
        (0, true) => format!("All {database_pages} pages of the database could be read."),
        (lost, true) => format!("{lost} of {database_pages} pages of the database could not be read; nothing that was recorded lay on them."),
        (lost, false) => format!("{lost} of {database_pages} pages of the database could not be read, and some of what was recorded lay on them."),
    }
}

/// What no file brings back by itself.
fn forgotten(what: &str) -> Option<&'static str> {
    match what {
        "believed" => Some(
            "Whom it believed lay on them in part: who was revoked, who was accepted, what each may do. Look at `sala status` before anything is taken in; headquarters revokes, limits and accepts anew \
             whoever is missing there, and a laptop that belongs to no organisation any more asks with `sala request`.",
        ),
        "files" => Some("Which files came lay on them in part: of a file that is not in `sala set-aside` the same file is needed to take it in again."),
        _ => None,
    }
}

/// What is known to be missing, and who may have it.
fn missing(rescued: &Rescued) -> Vec<String> {
    let ask = "the next files ask for";
    let lines = [
        (rescued.missing_pages, "page is", "pages are", format!("known and not here: {ask} what headquarters has received of them")),
        (
            rescued.not_verified,
            "page does",
            "pages do",
            "not hold what their author signed, or nobody knows that author any more: left out, and asked for where others hold them".into(),
        ),
        (
            rescued.withheld,
            "personal value is",
            "personal values are",
            format!("lost and shown as withheld: {ask} the pages once more that headquarters has received"),
        ),
        (rescued.lost_attachments, "attachment is", "attachments are", format!("damaged or gone: {ask} what others hold")),
    ];
    lines.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many, rest)| format!("{} {rest}.", count(n, one, many))).collect()
}

/// What brings the rest.
fn what_next(rescued: &Rescued, backup: Option<&LastBackup>, to: &std::path::Path) -> String {
    let to = quoted(&to.display().to_string());
    let carry = format!("Work with it (`--store {to}`) and leave the damaged store as it is.");
    if rescued.whole && rescued.lost_attachments == 0 {
        return carry;
    }
    let rest = "Carry a file to headquarters: its next file brings back what it had received.";
    let of_backup = match backup {
        Some(last) => format!("the last backup, of {} in {}, in a third folder", last.made, last.file.display()),
        None => "the last backup in a third folder".to_owned(),
    };
    format!("{carry} {rest} What was backed up and never carried is brought back so: `sala restore` {of_backup}, and a file from there to headquarters.")
}

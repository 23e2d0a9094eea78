//! Carry: one sealed file out; and the secrets that open files.

use std::path::{Path, PathBuf};

use clap::Args;
use sala::{
    Desk, Problem, Result,
    bundle::{ExportOptions, To, check_recovery_secret},
};

use super::programme_of;
use crate::{
    answer::{Answer, count},
    progress::Progress,
};

/// `sala export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Who can open it: a replica by its label or the start of its id, or hq
    #[arg(long = "for", value_name = "REPLICA|hq", default_value = "hq")]
    to: String,
    /// Only this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
    /// Everything, whatever the receiver already has
    #[arg(long)]
    everything: bool,
    /// Leave pictures and documents for a later file
    #[arg(long)]
    without_attachments: bool,
    /// Several files of at most N megabytes (of 1,000,000 bytes) each, as for mail: data first, pictures later
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    split_mb: Option<u64>,
    /// Only the word that the replica is revoked: it is given nothing else, and this tells it
    #[arg(long, requires = "to", conflicts_with_all = ["programme", "everything", "split_mb", "passphrase_file"])]
    only_revocation: bool,
    /// Whoever knows the passphrase in this file can open it, instead of one replica
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    passphrase_file: Option<PathBuf>,
}

/// Write one sealed file.
pub fn export(desk: &Desk, args: Export) -> Result<Answer> {
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let to = match args.passphrase_file.as_deref().map(first_line).transpose()? {
        Some(passphrase) => To::Passphrase(passphrase),
        None if args.to.eq_ignore_ascii_case("hq") => To::Headquarters,
        None => To::Replica(args.to),
    };
    let named = match &to {
        To::Replica(named) => named.trim().to_owned(),
        _ => String::new(),
    };
    let options = ExportOptions {
        to,
        book,
        everything: args.everything,
        without_attachments: args.without_attachments,
        split: args.split_mb.map(|mb| mb * 1_000_000),
        only_revocation: args.only_revocation,
    };
    let progress = Progress::of("Writing");
    let exported = desk.export(&args.out, &options, &mut |done, total| progress.at(done, total))?;
    drop(progress);
    if args.only_revocation {
        return Answer::new(&exported, format!("{} for {}: it tells it that it is revoked, and carries nothing else.", exported.file.display(), exported.to));
    }
    let text = format!(
        "{} for {}: {}, {}, {}, {} bytes.",
        exported.file.display(),
        if exported.to.is_empty() { "whoever knows the passphrase" } else { &exported.to },
        count(exported.pages, "page", "pages"),
        count(exported.entries, "entry", "entries"),
        count(exported.attachments, "attachment", "attachments"),
        exported.bytes
    );
    let volumes = exported.volumes.iter().map(|v| {
        format!("\n  {}: {}, {}, {} bytes", v.file.display(), count(v.entries, "entry", "entries"), count(v.attachments, "attachment", "attachments"), v.bytes)
    });
    let mut text = text + &volumes.collect::<String>();
    if exported.lost_attachments > 0 {
        text += &format!(
            "\n{} damaged or gone from this store: the file asks the others for them, and carries everything else.",
            count(exported.lost_attachments, "attachment is", "attachments are")
        );
    }
    let goes_on = !named.is_empty() && !named.eq_ignore_ascii_case(&exported.to);
    let replicas = if goes_on { desk.status()?.replicas } else { Vec::new() };
    if let Some(former) = replicas.iter().find(|one| one.label.eq_ignore_ascii_case(&named)) {
        text += &format!(
            "\n{} goes on as {}, and the file is for that one; `--for {:.8}` makes one for {} itself.",
            former.label, exported.to, former.replica, former.label
        );
    }
    if exported.over_size > 0 {
        text += &format!("\n{} larger than was asked: a page or a picture travels whole.", count(exported.over_size, "file is", "files are"));
    }
    Ok(Answer::new(&exported, text)?.waiting(exported.lost_attachments > 0))
}

/// The organisation's recovery secret, from a file.
pub(super) fn recovery_secret(path: &Path) -> Result<String> {
    match first_line(path) {
        Ok(secret) => check_recovery_secret(&secret).map(|()| secret),
        Err(error) if error.problem().code == "passphrase_empty" => Problem::new("recovery_secret_wrong").refuse(),
        Err(error) => Err(error),
    }
}

/// The first line of a file.
pub(super) fn first_line(path: &Path) -> Result<String> {
    let text = sala::read_text(path)?;
    match text.lines().next().map(str::trim).filter(|line| !line.is_empty()) {
        Some(line) => Ok(line.to_owned()),
        None => Problem::new("passphrase_empty").with("path", path.display().to_string()).refuse(),
    }
}

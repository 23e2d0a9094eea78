//! Receive: sealed files in.

use std::path::PathBuf;

use clap::Args;
use sala::{
    Desk, Problem, Result,
    bundle::{Imported, Status},
};
use serde::Serialize;

use super::{
    carry::{first_line, recovery_secret},
    late::Late,
    waiting::{self, Before, Waiting},
};
use crate::{answer::Answer, progress::Progress, words};

/// `sala import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Sealed files, in any order
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Only show what would change
    #[arg(long)]
    preview: bool,
    /// The passphrase of a file that was sealed with one
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The organisation's recovery secret: it opens files that were sealed to others
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    recovery_key_file: Option<PathBuf>,
}

/// One file's account, by the names of the public contract.
#[derive(Serialize)]
pub(super) struct Account {
    #[serde(flatten)]
    imported: Imported,
    /// What changed, in plain words.
    changes: Vec<String>,
    /// The code of why it was refused or waits.
    why: Option<&'static str>,
    /// The same in plain words.
    message: Option<String>,
}

/// Take sealed files in.
pub fn import(desk: &Desk, args: Import) -> Result<Answer> {
    let secret = match &args.recovery_key_file {
        Some(file) => Some(recovery_secret(file)?),
        None => args.passphrase_file.as_deref().map(first_line).transpose()?,
    };
    // Looking leaves nothing waiting.
    let before = if args.preview { None } else { Some(Before::read(desk)?) };
    let mut accounts = Vec::new();
    let mut refused = None;
    for (file, received) in args.files.iter().zip(receive(desk, &args.files, secret.as_deref(), args.preview)?) {
        match received {
            Ok(imported) => accounts.push(account(imported, args.preview)),
            // One bad file keeps nothing else out.
            Err(error) if error.is_refusal() => {
                let not_taken = Imported { why: Some(error.problem()), ..Imported::of(file, Status::Refused) };
                accounts.push(account(not_taken, args.preview));
                refused.get_or_insert_with(|| error.problem());
            }
            Err(error) => return Err(error),
        }
    }
    let became: Vec<_> = accounts.iter().map(|a| a.imported.status).collect();
    let status = desk.status()?;
    let late = Late::read(desk)?;
    let new = accounts.iter().map(|a| a.imported.conflicts).sum();
    let waiting = before.map(|before| before.and_now(&status, &late, new)).unwrap_or_default();
    let mut text = accounts.iter().map(told).collect::<Vec<_>>().join("\n\n");
    let ending = Ending::of(&became, args.preview, !waiting.is_empty());
    let told = waiting::told(&waiting, ending != Ending::Refused);
    if !told.is_empty() {
        text.push_str(&format!("\n\n{}", told.join("\n")));
    }
    // Where nothing was taken in, nothing of it came in after a lock.
    if !args.preview && ending != Ending::Refused {
        text.push_str(&late.told());
    }
    let answer = Answer::new(&TakenIn { bundles: accounts, waiting, late }, text)?;
    Ok(answer.waiting(ending == Ending::Waits).refused(refused.filter(|_| ending == Ending::Refused)))
}

/// What `sala import` answers.
#[derive(Serialize)]
struct TakenIn {
    bundles: Vec<Account>,
    /// Why it ends with 4, and what of that was here before.
    waiting: Vec<Waiting>,
    #[serde(flatten)]
    late: Late,
}

/// How taking files in ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Done,
    Refused,
    Waits,
}

impl Ending {
    /// By what became of the files; `waits` tells whether anything waits in the store afterwards.
    fn of(became: &[Status], preview: bool, waits: bool) -> Self {
        let any = |wanted: &[Status]| became.iter().any(|status| wanted.contains(status));
        let refused = any(&[Status::Refused]);
        // A file that was here already changes nothing, and a preview never does.
        let changed = !preview && any(&[Status::Applied, Status::Waiting, Status::Quarantined]);
        match (refused, changed) {
            (true, false) => Self::Refused,
            // Beside what was taken in, the refused file is what is still missing.
            (true, true) => Self::Waits,
            (false, _) if !preview && (waits || any(&[Status::Waiting, Status::Quarantined])) => Self::Waits,
            (false, _) => Self::Done,
        }
    }
}

fn receive(desk: &Desk, files: &[PathBuf], passphrase: Option<&str>, preview: bool) -> Result<Vec<Result<Imported>>> {
    if preview {
        return desk.preview_many(files, passphrase);
    }
    let progress = Progress::of("Reading");
    desk.import_many(files, passphrase, &mut |done, total| progress.at(done, total))
}

/// The account of one file.
pub(super) fn account(mut imported: Imported, preview: bool) -> Account {
    let why = imported.why.take();
    let changes = words::changes(&imported);
    // Looking keeps nothing aside, and takes nothing in.
    let told = why.clone().map(|p| match p.code {
        "sender_not_accepted" if preview => Problem { code: "sender_would_wait", ..p },
        "earlier_file_missing" if preview => Problem { code: "earlier_file_would_be_missing", ..p },
        "pages_not_allowed" if preview => Problem { code: "pages_would_not_count", ..p },
        _ => p,
    });
    Account { imported, changes, why: why.map(|p| p.code), message: told.as_ref().map(words::sentence) }
}

/// What became of one file and what it changed, in lines.
pub(super) fn told(account: &Account) -> String {
    let imported = &account.imported;
    let name = imported.file.display();
    let from = if imported.from.is_empty() { String::new() } else { format!(" from {}", imported.from) };
    let says_more = !account.changes.is_empty() || imported.joined.is_some() || account.message.is_some();
    let became = match imported.status {
        // A heading over nothing would leave somebody looking for what it speaks of.
        Status::Preview if !says_more => words::no_change(imported.new_entries).to_owned(),
        Status::Applied if !says_more && imported.new_entries == 0 => format!("{}; what was recorded in it was here already", words::status(Status::Applied)),
        status => words::status(status).to_owned(),
    };
    // By this `set-aside` takes it back.
    let id = match imported.status {
        Status::Applied | Status::Waiting | Status::AlreadyKnown => format!(" ({:.8})", imported.bundle),
        Status::Preview | Status::Quarantined | Status::Refused => String::new(),
    };
    let belongs = if imported.status == Status::Preview { "would belong to" } else { "now belongs to" };
    let mut lines = vec![format!("{name}{from}{id}: {became}")];
    lines.extend(account.changes.iter().map(|change| format!("  {change}")));
    lines.extend(
        imported
            .joined
            .iter()
            .map(|organisation| format!("  This laptop {belongs} {organisation}. Fingerprint of {}: {}", imported.from, imported.fingerprint)),
    );
    lines.extend(account.message.iter().map(|message| format!("  {message}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Ending, Status};

    #[test]
    fn every_mixture_of_files_ends_as_the_document_says() {
        use Status::{AlreadyKnown, Applied, Preview, Quarantined, Refused, Waiting};
        // What became of the files; with nothing waiting in the store, and with something waiting there from before.
        for (became, quiet, waiting) in [
            (&[Applied][..], Ending::Done, Ending::Waits),
            (&[AlreadyKnown], Ending::Done, Ending::Waits),
            (&[Applied, AlreadyKnown], Ending::Done, Ending::Waits),
            (&[Waiting], Ending::Waits, Ending::Waits),
            (&[Quarantined], Ending::Waits, Ending::Waits),
            (&[AlreadyKnown, Quarantined], Ending::Waits, Ending::Waits),
            (&[Refused], Ending::Refused, Ending::Refused),
            (&[Refused, Refused], Ending::Refused, Ending::Refused),
            (&[Refused, AlreadyKnown], Ending::Refused, Ending::Refused),
            (&[Refused, Applied], Ending::Waits, Ending::Waits),
            (&[Refused, Waiting], Ending::Waits, Ending::Waits),
            (&[Refused, Quarantined], Ending::Waits, Ending::Waits),
            (&[Refused, AlreadyKnown, Applied], Ending::Waits, Ending::Waits),
        ] {
            assert_eq!((Ending::of(became, false, false), Ending::of(became, false, true)), (quiet, waiting), "{became:?}");
        }
        for (became, ends) in [
            (&[Preview][..], Ending::Done),
            (&[Preview, AlreadyKnown, Quarantined], Ending::Done),
            (&[Refused], Ending::Refused),
            (&[Preview, Refused], Ending::Refused),
        ] {
            assert_eq!((Ending::of(became, true, false), Ending::of(became, true, true)), (ends, ends), "looking leaves nothing waiting: {became:?}");
        }
    }
}

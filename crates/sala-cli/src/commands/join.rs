//! How a laptop comes to be believed: it asks, headquarters answers.

use std::path::{Path, PathBuf};

use clap::Args;
use sala::{
    Desk, Error, Result,
    bundle::{Accepted, Along, FromPage, HeldUp, Limits},
    programme::check_year,
    trust::Grant,
};
use serde_json::json;

use super::{
    late::Late,
    programme_of,
    receive::{account, told as files_told},
    waiting::{self, Before, Waiting},
};
use crate::{
    answer::{Answer, count, quoted},
    words,
};

/// `sala request`.
#[derive(Debug, Args)]
pub struct Request {
    /// Write the request to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Ask.
pub fn request(desk: &Desk, args: Request) -> Result<Answer> {
    let request = match &args.out {
        Some(out) => desk.write_request(out)?,
        None => desk.request()?,
    };
    let told = match &args.out {
        Some(out) => format!("The request of {} is in {}; bring it to headquarters.", request.label, out.display()),
        None => format!("{} asks to be certified; `--out FILE` writes the request, and its first file to headquarters carries it too.", request.label),
    };
    Answer::new(
        &json!({
            "replica": request.replica().to_string(), "label": request.label, "role": request.role, "fingerprint": request.fingerprint(), "file": args.out,
        }),
        format!("{told}\nIts fingerprint, to be read over the telephone: {}", request.fingerprint()),
    )
}

/// `sala accept`.
#[derive(Debug, Args)]
pub struct Accept {
    /// A request file, or the fingerprint, label or id of a replica that asked
    #[arg(value_name = "FILE|FINGERPRINT", required = true, num_args = 1..)]
    which: Vec<String>,
    /// What the replica is called from now on
    #[arg(long, value_name = "NAME")]
    label: Option<String>,
    /// It may look but not write
    #[arg(long)]
    read_only: bool,
    /// The only programmes that it may hold and write in [default: all]
    #[arg(long, value_name = "CODE")]
    programme: Vec<String>,
    /// Until when its files are taken in, as 2012-11-30 [default: without end]
    #[arg(long, value_name = "DATE")]
    until: Option<chrono::NaiveDate>,
    /// Its first page to which these limits apply; what it wrote before counts on [default: the first that is not here yet]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    from_page: Option<u64>,
}

impl Accept {
    fn grant(&self, desk: &Desk) -> Result<Grant> {
        let books = self.programme.iter().map(|code| programme_of(desk, code)).collect::<Result<Vec<_>>>()?;
        self.until.map_or(Ok(()), check_year)?;
        let until = self.until.and_then(Grant::to_end_of);
        Ok(Grant { read_only: self.read_only, books: (!books.is_empty()).then_some(books), until, from_page: self.from_page })
    }
}

/// Certify a replica.
pub fn accept(desk: &Desk, args: Accept) -> Result<Answer> {
    let label = args.label.as_deref();
    let grant = args.grant(desk)?;
    let which = one_name(&args.which);
    let single = args.which.first().map(Path::new).filter(|_| args.which.len() == 1);
    let before = Before::read(desk)?;
    let Accepted { certificate, limits, along, revoked_former, taken, conflicts, shared_codes, held_up } = match single {
        Some(file) if file.is_file() || file.components().count() > 1 => desk.accept_file(file, label, &grant)?,
        single => desk.accept(&which, label, &grant).map_err(|error| match single {
            // What is called like a file was meant as one: whoever mistyped its name is told of the file.
            Some(file) if error.problem().code == "no_such_request" && file.extension().is_some_and(|ending| !ending.to_string_lossy().contains(' ')) => {
                Error::file(file)(std::io::ErrorKind::NotFound.into())
            }
            _ => error,
        })?,
    };
    // What waited for this laptop in quarantine has come in.
    let told: String = shared_codes.iter().map(|one| format!("\n{}.", words::shared_code(one))).collect();
    let left: String =
        held_up.iter().map(|one| format!("\nA file of {} stays in quarantine: {}{}", one.from, words::sentence(&one.why), retried(one))).collect();
    let former = revoked_former.iter().map(|former| {
        format!("\n{}. Where that is not meant, `sala revoke {}` takes it back.", words::revoked_former(&certificate.label, former), quoted(&certificate.label))
    });
    let with_it: String = former.chain(along.iter().map(certified_along)).collect();
    // As taking each of them in by hand would have told it.
    let taken: Vec<_> = taken.into_iter().map(|one| account(one, false)).collect();
    let came: String = taken.iter().map(|one| format!("\n{}", files_told(one))).collect();
    let text = format!(
        "{} is certified by {}; `sala export --out FILE --for {}` makes its pack.\nIts fingerprint: {}\n{}",
        certificate.label,
        certificate.organisation,
        quoted(&certificate.label),
        certificate.fingerprint(),
        may(&limits, &certificate.label, args.from_page.is_some())
    ) + &with_it
        + &came
        + &told
        + &left;
    let (status, late) = (desk.status()?, Late::read(desk)?);
    let waiting = before.and_now(&status, &late, conflicts);
    let text = waiting::told(&waiting, true).into_iter().fold(text, |text, one| format!("{text}\n{one}"));
    // What waited before and has nothing to do with this laptop is no outcome of accepting it.
    let of_it = status.replicas.iter().any(|one| one.replica == certificate.replica().to_string() && !one.waiting_files.is_empty());
    let left_waiting = of_it || !held_up.is_empty() || waiting.iter().any(Waiting::is_new);
    let answer = Answer::new(
        &json!({
            "replica": certificate.replica().to_string(),
            "label": certificate.label,
            "role": certificate.role,
            "fingerprint": certificate.fingerprint(),
            "organisation": certificate.organisation,
            "limits": limits,
            "along": along,
            "revoked_former": revoked_former,
            "taken": taken,
            "waiting": waiting,
            "shared_codes": shared_codes,
            "held_up": held_up,
        }),
        text,
    )?;
    Ok(answer.waiting(left_waiting))
}

/// That what a laptop was before is certified along with it.
fn certified_along(one: &Along) -> String {
    let away = one.turned_away.as_deref().and_then(|at| at.get(..10)).map(|day| format!(", which was turned away on {day},")).unwrap_or_default();
    format!("\n{}{away} is certified along with it: the store was called so before, and what it signed then comes along.", one.label)
}

/// What a laptop may do from now on: where, until when, and from which of its pages on that holds.
fn may(limits: &Limits, label: &str, from_said: bool) -> String {
    let place = |from: &FromPage| format!("page {} in {}", from.page, from.programme);
    let places = |from: &mut dyn Iterator<Item = &FromPage>| from.map(place).collect::<Vec<_>>().join(", ");
    let may = match (&limits.programmes, limits.read_only) {
        (None, false) => "It may hold every programme and write in it".to_owned(),
        (None, true) => "It may look at every programme and write in none".to_owned(),
        (Some(codes), false) => format!("It may hold only {} and write in it", codes.join(", ")),
        (Some(codes), true) => format!("It may look at only {} and write in none", codes.join(", ")),
    };
    let until = limits.until_day.as_ref().map_or_else(|| "without end".to_owned(), |day| format!("until {day}"));
    let mut told = format!("{may}; its files are taken in {until}.");
    let from = places(&mut limits.from.iter().filter(|from| from_said || from.page > 1));
    if !from.is_empty() {
        told += &format!(" What it may not write does not count from {from} on; what it wrote before stands.");
    }
    let revoked = places(&mut limits.revoked_from.iter());
    if !revoked.is_empty() {
        told += &format!(" It is revoked from {revoked} on, and accepting it does not change that: `sala revoke {} --lift` does.", quoted(label));
    }
    told
}

/// When a file is tried again that could not be taken in.
const fn retried(one: &HeldUp) -> &'static str {
    if one.tried_again { " Sala tries it again by itself, with the next command." } else { "" }
}

/// The six words of a fingerprint may be typed without quotation marks.
fn one_name(words: &[String]) -> String {
    words.iter().flat_map(|word| word.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// `sala refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// The fingerprint, label or id of a replica that asked, or whose files wait in quarantine; or the id of such a file
    #[arg(value_name = "REQUEST", required = true, num_args = 1..)]
    which: Vec<String>,
}

/// Turn a replica away.
pub fn refuse(desk: &Desk, args: Refuse) -> Result<Answer> {
    let away = desk.turn_away(&one_name(&args.which))?;
    let (pages, files) = (count(away.pages, "page", "pages"), count(away.files, "file", "files"));
    let dropped = match away.files {
        0 => "no file of it waited here".to_owned(),
        1 => format!("its file with {pages} that waited here is dropped"),
        _ => format!("its {files} with {pages} that waited here are dropped"),
    };
    let text = format!(
        "{} is turned away: {dropped}. The laptop still has all that it recorded, and may ask again: a later file of it waits here until it is accepted.",
        away.label
    );
    Answer::new(&away, text)
}

//! What headquarters takes back: belief in a replica, a bundle that should not have been taken in; and pages that are asked for.

use clap::Args;
use sala::{Desk, Problem, Result, bundle::SetAside};

use super::{check::pages, programme_of};
use crate::answer::{Answer, count, or_dash, quoted, table};

/// `sala revoke`.
#[derive(Debug, Args)]
pub struct Revoke {
    /// The replica, by its label or the start of its id
    #[arg(value_name = "REPLICA")]
    replica: String,
    /// Its first page that is not believed [default: the first that is not here yet]
    #[arg(long, value_name = "N")]
    from_page: Option<u64>,
    /// Only in this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
    /// Believe it again, whatever it wrote meanwhile
    #[arg(long, conflicts_with_all = ["from_page", "programme"])]
    lift: bool,
}

/// Stop believing a replica, or believe it again.
pub fn revoke(desk: &Desk, args: Revoke) -> Result<Answer> {
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let revoked = if args.lift { desk.lift_revocation(&args.replica)? } else { desk.revoke(&args.replica, args.from_page, book)? };
    let told = match args.lift {
        true => format!("{} is believed again: {} again.", revoked.label, count(revoked.entries_back, "entry counts", "entries count")),
        // From a later page on than before: more of it is believed now, not less.
        false if revoked.entries_back > 0 => format!(
            "{} is believed further than before: {} again, {} no longer do. Take care that this is what you mean.",
            revoked.label,
            count(revoked.entries_back, "entry counts", "entries count"),
            revoked.entries_out
        ),
        false => format!(
            "{} is no longer believed: {} no longer. What it wrote is kept, and `sala revoke {} --lift` brings them back.\nThe next file to each other laptop tells it; `sala export --for {} --only-revocation --out FILE` makes one that tells itself.",
            revoked.label,
            count(revoked.entries_out, "entry counts", "entries count"),
            quoted(&revoked.label),
            quoted(&revoked.label)
        ),
    };
    let told = match args.from_page {
        Some(from) if from > 1 => format!("{told}\nUp to page {} it is believed, also what is not here yet.", from - 1),
        _ => told,
    };
    Ok(Answer::new(&revoked, told)?.waiting(revoked.conflicts > 0))
}

/// `sala set-aside`.
#[derive(Debug, Args)]
pub struct Aside {
    /// The file, by the start of its id as `import` and the list tell it, or by its name; without one, the files that were taken in are listed
    #[arg(value_name = "BUNDLE")]
    bundle: Option<String>,
    /// Take it in again
    #[arg(long, requires = "bundle")]
    again: bool,
}

/// Set a bundle aside, or list them.
pub fn set_aside(desk: &Desk, args: Aside) -> Result<Answer> {
    let Some(bundle) = args.bundle else {
        let bundles = desk.bundles()?;
        let rows = bundles.iter().map(|b| {
            [
                b.bundle.chars().take(8).collect(),
                b.from.clone(),
                b.made.clone(),
                b.taken.clone(),
                b.entries.to_string(),
                or_dash(b.set_aside.as_ref()),
                b.file.clone(),
            ]
        });
        let text = table(["Bundle", "From", "Made", "Taken in", "Entries", "Set aside", "File"], rows);
        return Answer::new(&serde_json::json!({ "bundles": bundles }), text);
    };
    let SetAside { from, entries, pages, conflicts, bundle: id, .. } = &match args.again {
        true => desk.take_in_again(&bundle)?,
        false => desk.set_aside(&bundle)?,
    };
    let what = format!("{}, {}", count(*pages, "page", "pages"), count(*entries, "entry", "entries"));
    let told = match args.again {
        true => format!("The file from {from} counts again: {what}."),
        false if *pages == 0 => format!(
            "The file from {from} is set aside, and nothing changes: it held no pages, or other files brought the same ones and they count on. \
             `sala set-aside` lists the others."
        ),
        false => format!(
            "The file from {from} is set aside: {what}. What no other file brought counts no more; it is kept, and `sala set-aside {} --again` or importing it once more brings it back.",
            id.chars().take(8).collect::<String>()
        ),
    };
    let facts = serde_json::json!({ "bundle": id, "from": from, "pages": pages, "entries": entries, "conflicts": conflicts, "set_aside": !args.again });
    Ok(Answer::new(&facts, told)?.waiting(*conflicts > 0))
}

/// `sala ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// Of whom: a replica by its label or the start of its id
    #[arg(value_name = "REPLICA")]
    replica: String,
    /// Which of its pages, such as 4-6
    #[arg(long, value_name = "FIRST-LAST")]
    pages: String,
    /// Only in this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
    /// Ask for them no more
    #[arg(long)]
    withdraw: bool,
}

/// Ask a replica for pages; the wish goes with the next file to it.
pub fn ask(desk: &Desk, args: Ask) -> Result<Answer> {
    let (first, last) = args.pages.split_once('-').unwrap_or((&args.pages, &args.pages));
    let (Ok(first), Ok(last)) = (first.trim().parse(), last.trim().parse()) else { return Problem::new("page_wrong").refuse() };
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let asked = if args.withdraw { desk.ask_no_more(&args.replica, first, last, book)? } else { desk.ask_for_pages(&args.replica, first, last, book)? };
    let pages = pages(first, asked.last);
    let told = match args.withdraw {
        true => format!("{} is asked for its {pages} no more; what is missing between others is asked for by itself.", asked.label),
        false if asked.last < last => format!(
            "The next file to {} asks it for its {pages}, until it has sent what there is. Nobody has spoken of later ones: what it writes comes by itself.",
            asked.label
        ),
        false => format!("The next file to {} asks it for its {pages}, until it has sent what there is.", asked.label),
    };
    Answer::new(&asked, told)
}

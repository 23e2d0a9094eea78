//! Everything that was ever said of a record.

use clap::Args;
use sala::{Desk, Error, Problem, RecordId, Result, attendance::views::find_person, decide, plans};
use serde_json::{Value as Json, json};

use super::{
    decide::{readable, zone_of},
    programme_of,
};
use crate::{
    answer::{Answer, at_a_glance, table},
    cli::OfProgramme,
    words,
};

/// `sala history`.
#[derive(Debug, Args)]
pub struct History {
    #[command(flatten)]
    of: OfProgramme,
    /// Whose: the id of a record, as the lists name it with `--json`, a person's code, or a plan's code; none is the programme itself
    #[arg(value_name = "RECORD")]
    record: Option<String>,
}

/// Show it, newest first.
pub fn history(desk: &Desk, args: History) -> Result<Answer> {
    let book = programme_of(desk, &args.of.programme)?;
    let record = args.record.map_or(Ok(book), |typed| found(desk, book, &typed))?;
    let past = desk.read(|r| decide::past(r, book, record))?;
    let zone = zone_of(desk, book);
    let rows = past.said.iter().map(|one| {
        let what = [one.subject.as_str(), &words::field(&one.kind, &one.field)].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ");
        let stands = match (one.kept, one.replaced) {
            (true, _) => "kept for review",
            (false, true) => "replaced",
            (false, false) => "stands",
        };
        let page = one.page.map_or_else(|| "-".to_owned(), |page| page.to_string());
        [
            one.at.clone(),
            one.author.clone(),
            one.replica.clone(),
            what,
            said(one, &past, zone.as_deref()),
            stands.to_owned(),
            page,
            words::step(one.journey).to_owned(),
        ]
    });
    let text = format!(
        "{} {}\n{}",
        words::kind(&past.kind),
        at_a_glance(&past.subject),
        table(["At", "Author", "Laptop", "What", "Said", "Now", "Page", "Way"], rows)
    );
    Answer::new(&json!({ "record": record, "kind": past.kind, "subject": past.subject, "history": past.said }), text)
}

fn said(one: &decide::Said, past: &decide::RecordPast, zone: Option<&str>) -> String {
    if one.field == "removed" {
        return words::went(one.value.get("removed").is_none_or(Json::is_null)).to_owned();
    }
    let said = match words::value(&words::by_the_wall_clock(readable(&one.value, &past.names), zone)) {
        // In a column of what was said a dash would be read as not known.
        said if said == "-" => "nothing".to_owned(),
        said => said,
    };
    if one.withheld { format!("{said} (withheld)") } else { said }
}

fn found(desk: &Desk, book: RecordId, typed: &str) -> Result<RecordId> {
    if let Ok(id) = typed.parse() {
        return Ok(id);
    }
    desk.read(|r| {
        let of = r.book(book)?;
        if let Some(person) = find_person(r.sql(), of, typed)? {
            return Ok(person);
        }
        match plans::views::by_code(r.sql(), of, typed) {
            Ok(plan) => Ok(plan.id),
            Err(Error::Refused(_)) => Problem::new("no_such_record").with("id", typed).refuse(),
            Err(error) => Err(error),
        }
    })
}

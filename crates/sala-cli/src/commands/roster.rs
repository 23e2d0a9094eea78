//! The roster: imported from a nomination list, listed.

use std::path::PathBuf;

use clap::Subcommand;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::{find_person, times_seen},
    people::{
        self, Belongs, PersonField,
        details::Details,
        import::{Options, Plan, PossibleDuplicate, Refusal, apply, parse_map, preview},
        views,
    },
};
use serde_json::json;

use super::{checks, enrol, programme_of, spreadsheet, understood};
use crate::{
    answer::{Answer, count, or_dash, table},
    cli::OfProgramme,
    words,
};

/// `sala roster ...`.
#[derive(Debug, Subcommand)]
pub enum Roster {
    /// Import a nomination list
    Import {
        /// CSV or XLSX
        file: PathBuf,
        #[command(flatten)]
        of: OfProgramme,
        /// The sheet to read [default: the one whose titles say most]
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        /// Corrections of what the columns mean: "Full name=name,Agency=organisation,Notes=-"
        #[arg(long, value_name = "TITLE=FIELD,...")]
        map: Option<String>,
        /// Only show what would be done
        #[arg(long)]
        preview: bool,
        /// Import the other rows although some are refused
        #[arg(long)]
        skip_refused: bool,
    },
    /// Enrol somebody who comes on no list
    Add(enrol::Add),
    /// Enrol somebody in the place of a nominee, who stays on the roster as replaced and never counts; country and employer are the nominee's where they are left out
    Replace {
        /// The nominee's code
        code: String,
        #[command(flatten)]
        of: OfProgramme,
        /// The code of whoever comes, where they are on the roster already
        #[arg(long = "by", value_name = "CODE", conflicts_with_all = ["name", "native", "sex", "country", "organisation", "new_code"])]
        by: Option<String>,
        /// The name of whoever comes, where they are new
        #[arg(long, required_unless_present = "by")]
        name: Option<String>,
        #[command(flatten)]
        told: enrol::Told,
        /// The code on the badge; the next free one where it is left out
        #[arg(long = "new-code", value_name = "CODE")]
        new_code: Option<String>,
        /// Also where the nominee was there: what was marked of them leaves every figure
        #[arg(long = "even-so")]
        even_so: bool,
    },
    /// Give somebody another code: two laptops may have given one code to two people
    Recode {
        /// Their code, or their id as `sala roster list --json` shows it
        person: String,
        /// The code on the badge
        code: String,
        #[command(flatten)]
        of: OfProgramme,
    },
    /// Everybody enrolled
    List {
        #[command(flatten)]
        of: OfProgramme,
    },
}

/// Do it.
pub fn run(desk: &Desk, args: Roster) -> Result<Answer> {
    match args {
        Roster::Import { file, of, sheet, map, preview: only_preview, skip_refused } => {
            let book = programme_of(desk, &of.programme)?;
            let map = map.as_deref().map(parse_map).transpose()?.unwrap_or_default();
            let options = Options { sheet, map, ..Options::default() };
            let file = spreadsheet(&file)?;
            let mut plan = preview(desk, book, &file, &options)?;
            if only_preview {
                return Answer::new(&plan, told(&plan, "would be "));
            }
            if !plan.refused.is_empty() && !skip_refused {
                // Nothing was written: the counts say so.
                (plan.added, plan.updated, plan.seated) = (0, 0, 0);
                let problem = Problem::new("roster_rows_refused").with("refused", plan.refused.len());
                return Ok(Answer::new(&plan, lists(&plan))?.refused(Some(problem)));
            }
            let plan = apply(desk, book, &file, &options, skip_refused)?;
            Answer::new(&plan, told(&plan, ""))
        }
        Roster::Add(args) => enrol::add(desk, args),
        Roster::Replace { code, of, by: Some(by), even_so, .. } => {
            let book = programme_of(desk, &of.programme)?;
            let (former, substitute) = (person_of(desk, book, &code)?, person_of(desk, book, &by)?);
            was_not_there(desk, book, former, &code, even_so)?;
            desk.change(book, "roster_replace", |change| people::replace_with(change, former, substitute, None, None))?;
            let people = desk.read(|r| views::roster(r.sql(), r.book(book)?))?;
            let code_of = |id| people.iter().find(|person| person.id == id).map(|person| person.code.clone()).unwrap_or_default();
            replaced(&code_of(substitute), &code_of(former))
        }
        Roster::Replace { code, of, by: None, name, told, new_code, even_so } => {
            let book = programme_of(desk, &of.programme)?;
            let (former, people) = (person_of(desk, book, &code)?, desk.read(|r| views::roster(r.sql(), r.book(book)?))?);
            let former = people.iter().find(|person| person.id == former);
            let Some(former) = former else { return Problem::new("no_such_participant").with("participant", code).refuse() };
            was_not_there(desk, book, former.id, &former.code, even_so)?;
            let (kept, told) = (former.enrolled().details, told.of(name.unwrap_or_default()));
            let details = Details {
                country: told.country.or(kept.country),
                org_type: if told.organisation.is_none() { kept.org_type } else { None },
                organisation: told.organisation.or(kept.organisation),
                role: kept.role,
                ..told
            };
            let id = desk.change(book, "roster_replace", |change| people::replace(change, former.id, new_code.as_deref(), &details, None))?;
            let people = desk.read(|r| views::roster(r.sql(), r.book(book)?))?;
            let new = people.iter().find(|person| person.id == id).map(|person| person.code.clone()).unwrap_or_default();
            replaced(&new, &former.code)
        }
        Roster::Recode { person, code, of } => {
            let book = programme_of(desk, &of.programme)?;
            let person = person_of(desk, book, &person)?;
            desk.change(book, "edit_person", |change| {
                let seen = views::roster(change.sql(), change.book())?.into_iter().find(|one| one.id == person).map(|one| one.seen.code);
                people::edit(change, person, PersonField::Code { code: code.clone() }, &seen.unwrap_or_default())
            })?;
            Answer::new(&json!({ "participant": code.trim(), "id": person }), format!("The code is {} from now on.", code.trim()))
        }
        Roster::List { of } => list(desk, &of.programme),
    }
}

/// Refused where the nominee was seen at registers, unless somebody wants it even so: what was marked of them leaves every figure.
fn was_not_there(desk: &Desk, book: RecordId, nominee: RecordId, code: &str, even_so: bool) -> Result<()> {
    match desk.read(|r| times_seen(r.sql(), r.book(book)?, nominee))? {
        count if count > 0 && !even_so => Problem::new("nominee_was_there").with("code", code).with("count", count).refuse(),
        _ => Ok(()),
    }
}

fn replaced(new: &str, former: &str) -> Result<Answer> {
    let text = format!("{new} comes in the place of {former}, who stays on the roster as replaced.");
    Answer::new(&json!({ "participant": new, "replaces": former }), text)
}

/// The person with this code or id.
fn person_of(desk: &Desk, book: RecordId, typed: &str) -> Result<RecordId> {
    let found = desk.read(|r| find_person(r.sql(), r.book(book)?, typed))?;
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", typed)))
}

fn list(desk: &Desk, programme: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let people = desk.read(|r| views::roster(r.sql(), r.book(book)?))?;
    let rows = people.iter().map(|p| {
        [
            p.code.clone(),
            or_dash(p.name.as_ref()),
            or_dash(p.native.as_ref()),
            or_dash(p.sex.as_ref()),
            or_dash(p.country.as_ref()),
            or_dash(p.organisation.as_ref()),
            or_dash(p.role.as_ref()),
            or_dash(p.status.as_ref()),
            belongs(p.belongs).to_owned(),
        ]
    });
    let text = match people.is_empty() {
        true => "Nobody is enrolled yet: `sala roster import FILE` enrols a list.".to_owned(),
        false => table(["Code", "Name", "Own script", "Sex", "Country", "Organisation", "Role", "Status", "Counts"], rows),
    };
    let ties = views::double_ties(&people);
    let notes: String = ties.iter().map(|(one, nominees)| format!("\n\n{}", tied(&one.code, &codes(nominees)))).collect();
    let ties: Vec<_> = ties.iter().map(|(one, nominees)| json!({ "participant": one.code, "nominees": codes(nominees) })).collect();
    let lost = checks::of(desk, book, Some(checks::OF_ROSTER))?;
    Answer::new(&json!({ "people": people, "double_ties": ties, "checks": lost }), text + &notes + &checks::told(&lost))
}

/// The codes of some people.
pub(super) fn codes(people: &[&views::Person]) -> Vec<String> {
    people.iter().map(|person| person.code.clone()).collect()
}

/// Two laptops named one person for two nominees.
pub(super) fn tied(substitute: &str, nominees: &[String]) -> String {
    format!("{substitute} stands in the place of {}, and nobody fills two places: correct in the window how one of them stands.", nominees.join(" and "))
}

fn belongs(belongs: Belongs) -> &'static str {
    match belongs {
        Belongs::Counted => "yes",
        Belongs::Beside => "beside",
        Belongs::NotCome => "not come",
        Belongs::Gone => "no",
    }
}

fn told(plan: &Plan, would: &str) -> String {
    let counts = format!("{} {would}added, {} {would}updated, {} unchanged.", plan.added, plan.updated, plan.unchanged);
    format!("{counts}\n\n{}{}", seated(plan, would), lists(plan))
}

/// That places in the teams of plans are filled by code: of a list without codes whoever stands in a row gets one.
fn seated(plan: &Plan, would: &str) -> String {
    if plan.seated == 0 {
        return String::new();
    }
    let places = count(plan.seated as u64, "place", "places");
    let given = if plan.codes_given { "; the list has no codes, and they are given row by row: whoever stands there is in that team" } else { "" };
    let was = match (would.is_empty(), plan.seated) {
        (false, _) => would,
        (true, 1) => "was ",
        (true, _) => "were ",
    };
    format!("{places} in the teams of plans {was}filled by code{given}. Look at them: `sala plan list` shows who makes which plan.\n\n")
}

fn lists(plan: &Plan) -> String {
    [understood::told(plan), refusals(&plan.refused), duplicates(&plan.possible_duplicates)]
        .into_iter()
        .filter(|list| !list.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The rows that are kept out, and why.
pub(super) fn refusals(refused: &[Refusal]) -> String {
    if refused.is_empty() {
        return String::new();
    }
    let rows = refused.iter().map(|r| [r.row.to_string(), r.column.clone(), r.value.clone(), words::row(r.code).to_owned()]);
    table(["Row", "Column", "Value", "Refused because"], rows)
}

fn duplicates(possible: &[PossibleDuplicate]) -> String {
    if possible.is_empty() {
        return String::new();
    }
    let rows = possible.iter().map(|d| [d.row.to_string(), d.name.clone(), format!("{} {}", d.like.code, d.like.name), words::row(d.why).to_owned()]);
    table(["Row", "Name", "Perhaps the same as", "Because"], rows)
}

//! What plans say, for a person and as JSON.

use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    plans::{
        compare::{Difference, compare, with_names},
        content::{Carried, Content},
        views::{self, CommitmentLine, PlanLine, VersionView},
    },
    rfc3339,
};
use serde_json::{Value as Json, json};

use super::{super::programme_of, plan_of};
use crate::{
    answer::{Answer, count, or_dash, table, whole_table},
    cli::OfProgramme,
    words,
};

/// `sala plan show`.
#[derive(Debug, Args)]
#[command(disable_version_flag = true)]
pub struct Show {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// What it said in this version
    #[arg(long, value_name = "N")]
    version: Option<i64>,
    /// What differs from this version on
    #[arg(long, value_name = "N")]
    compare: Option<i64>,
}

/// All plans.
pub fn list(desk: &Desk, programme: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let plans = desk.read(|r| views::list(r.sql(), r.book(book)?))?;
    let rows = plans.iter().map(|plan| {
        let team: Vec<_> = plan.team.iter().filter(|member| !member.left()).map(|member| member.code.as_str()).collect();
        [plan.code.clone(), plan.kind.replace('_', " "), plan.country.clone(), plan.sector.clone(), plan.state.code().replace('_', " "), team.join(" ")]
    });
    let text = match plans.is_empty() {
        true => "No action plans yet: `sala plan new` names one.".to_owned(),
        false => table(["Plan", "Kind", "Country", "Sector", "State", "Team"], rows),
    };
    Answer::new(&json!({ "plans": plans }), text)
}

/// What a plan says now, or said in a version, or what differs.
pub fn show(desk: &Desk, args: Show) -> Result<Answer> {
    let Show { plan, of, version, compare: from } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let shown = version.map(|number| version_of(desk, book, &line, number)).transpose()?;
    let Some(from) = from else {
        return match shown {
            None => answer(desk, book, &line.code),
            Some(version) => {
                let carried = Carried { others: version.others, ..Carried::default() };
                let text = format!("{}, version {}\n\n{}", line.code, version.number, said(desk, book, &version.content, &carried)?);
                Answer::new(&json!({ "plan": line, "version": version.number, "content": whole(&version.content, &carried) }), text)
            }
        };
    };
    let before = version_of(desk, book, &line, from)?;
    let differences = match &shown {
        Some(version) => compare(&before, version)?,
        None => compare(&before, &desk.read(|r| views::content(r.sql(), r.book(book)?, line.id))?)?,
    };
    let names = desk.read(|r| views::people(r.sql(), r.book(book)?))?;
    let differences = with_names(differences, &names);
    let text = match differences.is_empty() {
        true => format!("{} says what it said in version {from}.", line.code),
        false => whole_table(["Where", "Field", "Before", "After"], differences.iter().map(difference)),
    };
    Answer::new(&json!({ "plan": line.code, "from": from, "to": version, "differences": differences }), text)
}

fn difference(difference: &Difference) -> [String; 4] {
    let Difference { list, line, field, before, after } = difference;
    let place = [list.clone(), line.clone()].into_iter().flatten().collect::<Vec<_>>().join(": ");
    [if place.is_empty() { "the plan".to_owned() } else { place }, field.replace('_', " "), or_dash(before.as_ref()), or_dash(after.as_ref())]
}

/// The version of this number. Two laptops that each kept one gave it the same number: then the later one is meant.
pub fn version_of(desk: &Desk, book: RecordId, plan: &PlanLine, number: i64) -> Result<VersionView> {
    let versions = desk.read(|r| views::versions(r.sql(), r.book(book)?, plan.id))?;
    let known: Vec<_> = versions.iter().map(|version| version.number).collect();
    let found = versions.into_iter().rfind(|version| version.number == number);
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_version").with("plan", plan.code.as_str()).with("version", number).with("versions", known)))
}

/// A plan as it is now.
pub fn answer(desk: &Desk, book: RecordId, code: &str) -> Result<Answer> {
    let (line, (content, carried), versions, commitments) = desk.read(|r| {
        let no = r.book(book)?;
        let line = views::by_code(r.sql(), no, code)?;
        let id = line.id;
        Ok((line, views::content(r.sql(), no, id)?, views::versions(r.sql(), no, id)?, views::commitments(r.sql(), no, id)?))
    })?;
    let reason = line.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    let mut text = format!("{} {}, {}: {}{reason}\n\n", line.code, line.sector, line.country, line.state.code().replace('_', " "));
    text.push_str(&said(desk, book, &content, &carried)?);
    text.push_str(&stands(&versions, &commitments));
    text.push_str(&gone(desk, book, &line)?);
    let numbers: Vec<_> =
        versions.iter().map(|version| json!({ "id": version.id, "number": version.number, "at": version.at.map(rfc3339), "author": version.author })).collect();
    let facts = json!({
        "plan": line, "content": whole(&content, &carried), "versions": numbers, "commitments": commitments,
    });
    Answer::new(&facts, text.trim_end())
}

/// What a plan says, and beside each line what of it is carried out. Who makes it stands in the plan itself.
pub fn whole(content: &Content, carried: &Carried) -> Json {
    let mut json = json!(content);
    let Some(parts) = json.as_object_mut() else { return json };
    parts.remove("team");
    for line in parts.values_mut().filter_map(Json::as_array_mut).flatten().filter_map(Json::as_object_mut) {
        let Some(id) = line.get("id").and_then(Json::as_str).and_then(|id| id.parse::<RecordId>().ok()) else { continue };
        if let Some(other) = carried.others.get(&id) {
            line.insert("other".to_owned(), json!(other));
        }
        if let Some((actual, measured)) = carried.actual.get(&id) {
            line.extend([("actual".to_owned(), json!(actual)), ("measured".to_owned(), json!(measured))]);
        }
        if let Some((state, on, given)) = carried.given.get(&id) {
            line.extend([("given_state".to_owned(), json!(state)), ("given_on".to_owned(), json!(on)), ("given".to_owned(), json!(given))]);
        }
    }
    json
}

/// Whoever is in the team and left the programme, and who came instead.
fn gone(desk: &Desk, book: RecordId, plan: &PlanLine) -> Result<String> {
    let mut text = String::new();
    for member in plan.team.iter().filter(|member| member.left()) {
        let people = desk.read(|r| sala::people::views::roster(r.sql(), r.book(book)?))?;
        text.push_str(&format!("{} left the programme", member.code));
        if let Some(instead) = people.iter().find(|person| Some(person.id) == member.instead) {
            text.push_str(&format!("; {} came instead and is not in the team", instead.code));
        }
        text.push_str(".\n");
    }
    Ok(text)
}

fn stands(versions: &[VersionView], commitments: &[CommitmentLine]) -> String {
    let mut text = String::new();
    for version in versions {
        let who: Vec<_> = commitments.iter().filter(|c| c.version == version.id).map(|c| c.code.as_str()).collect();
        let who = if who.is_empty() {
            "nobody stands for it".to_owned()
        } else {
            format!("{} {} for it", who.join(", "), if who.len() == 1 { "stands" } else { "stand" })
        };
        text.push_str(&format!("Version {}, kept by {}: {who}\n", version.number, or_dash(version.author.as_ref())));
    }
    text
}

/// What a plan says, in words.
fn said(desk: &Desk, book: RecordId, content: &Content, carried: &Carried) -> Result<String> {
    let people = desk.read(|r| sala::people::views::roster(r.sql(), r.book(book)?))?;
    let code = |id: RecordId| people.iter().find(|person| person.id == id).map_or_else(|| id.to_string(), |person| person.code.clone());
    let mut text = String::new();
    for (name, said) in [("Problem", &content.problem), ("Objective", &content.objective), ("Target group", &content.target_group), ("Stage", &content.stage)] {
        if let Some(said) = said {
            text.push_str(&format!("{name}: {said}\n"));
        }
    }
    let mut list = |name: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{name}\n{}\n", lines.join("\n")));
        }
    };
    list("Partners", content.partners.iter().map(|l| format!("  {}  {}", l.name, or_dash(l.contribution.as_ref()))).collect());
    let activity = |l: &sala::plans::content::Activity| {
        let who = l.participant.map(code).or_else(|| carried.others.get(&l.id).cloned());
        format!("  {} .. {}  {}  ({})", or_dash(l.starts), or_dash(l.ends), l.title, or_dash(who))
    };
    list("Activities", content.activities.iter().map(activity).collect());
    list("Outputs", content.outputs.iter().map(|l| format!("  {}", l.title)).collect());
    let indicator = |l: &sala::plans::content::Indicator| {
        let actual = carried.actual.get(&l.id).and_then(|(actual, _)| actual.clone());
        let unit = l.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        format!("  {}{unit}: {} -> {}, now {}", l.title, or_dash(l.baseline.as_ref()), or_dash(l.target.as_ref()), or_dash(actual))
    };
    list("Indicators", content.indicators.iter().map(indicator).collect());
    let budget = |l: &sala::plans::content::BudgetLine| {
        let money = [l.amount.clone(), l.currency.clone()].into_iter().collect::<Option<Vec<_>>>().map(|money| money.join(" "));
        format!("  {}  {}  {}", or_dash(money), l.title, or_dash(l.source.as_ref()))
    };
    let sums = content.sums().into_iter().map(|sum| format!("  {sum}  altogether"));
    list("Budget", content.budget.iter().map(budget).chain(sums).collect());
    list("Risks", content.risks.iter().map(|l| format!("  {}  {}", l.title, or_dash(l.response.as_ref()))).collect());
    let assistance = |l: &sala::plans::content::Assistance| {
        let became = carried.given.get(&l.id).map(|(state, on, given)| json!({ "given_state": state, "given_on": on, "given": given }));
        format!("  {}  by {}{}", l.title, or_dash(l.needed), became.map(|became| format!("  ({})", words::value(&became))).unwrap_or_default())
    };
    list("Assistance asked for", content.assistance.iter().map(assistance).collect());
    if text.is_empty() {
        text = format!("It says nothing yet; {} it.\n", count(content.team.len() as u64, "person makes", "people make"));
    }
    text.push('\n');
    Ok(text)
}

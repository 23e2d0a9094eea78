//! The lines of a plan, field by field: `title="Survey the mills" starts=2012-06-01`.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::find_person,
    plans::{AssistanceState, LineField, Part, Stage, lines, views},
};
use serde_json::{Map, Value as Json, json};

use super::{plan_of, show::whole, word};
use crate::{answer::Answer, cli::OfProgramme};

/// `sala plan line`.
#[derive(Debug, Args)]
pub struct Line {
    /// The plan's code
    plan: String,
    /// partner, activity, output, indicator, budget, risk or assistance
    part: String,
    /// FIELD=VALUE: title, starts, ends, responsible, stage; name, contribution; unit, baseline, target, actual, measured; amount,
    /// currency, source; response; needed, given_state, given_on, given
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    of: OfProgramme,
    /// Change this line instead of adding one, as `sala plan show --json` names it
    #[arg(long, value_name = "ID")]
    line: Option<String>,
    /// Take that line away
    #[arg(long, requires = "line", conflicts_with = "fields")]
    remove: bool,
}

/// Add a line, change one, or take one away.
pub fn line(desk: &Desk, args: Line) -> Result<Answer> {
    let Line { plan, part, fields, of, line, remove } = args;
    let (book, plan) = plan_of(desk, &of.programme, &plan)?;
    let part = word("part", &part, Part::from_code, Part::CODES)?;
    let line: Option<RecordId> =
        line.map(|typed| typed.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_line").with("line", typed)))).transpose()?;
    if let (true, Some(line)) = (remove, line) {
        desk.change(book, "plan_line_remove", |change| lines::remove(change, part, line, None))?;
        return Answer::new(&json!({ "plan": plan.code, "line": line, "removed": true, "outside": null }), format!("{}: the line is removed.", plan.code));
    }
    let typed = Typed::read(&fields)?;
    let typed = match line {
        Some(line) => typed.beside(&standing(desk, book, plan.id, line)?),
        None => typed,
    };
    // Whoever is nobody of the programme sees to it by name; a code that nobody has is a slip, and no name.
    let named = typed.get("responsible").map(str::trim).filter(|who| !who.is_empty()).map(str::to_owned);
    let person = named.as_deref().map(|who| desk.read(|r| find_person(r.sql(), r.book(book)?, who))).transpose()?.flatten();
    let outside = named.filter(|_| person.is_none() && fields.iter().any(|field| field.trim_start().to_lowercase().starts_with("responsible")));
    if let Some(code) = outside.as_deref().filter(|who| looks_like_code(who)) {
        return Problem::new("no_such_participant").with("participant", code).refuse();
    }
    let fields = typed.fields(part, person)?;
    let line = desk.change(book, "plan_line", |change| match line {
        None => lines::add(change, plan.id, fields),
        Some(line) => {
            fields.into_iter().try_for_each(|field| lines::edit(change, line, field, None).map(drop))?;
            Ok(line)
        }
    })?;
    let mut text = format!("{}: {line} is written down.", plan.code);
    if let Some(name) = &outside {
        text.push_str(&format!(" Nobody of the programme has the code {name}: it is kept as the name of somebody else."));
    }
    Answer::new(&json!({ "plan": plan.code, "line": line, "removed": false, "outside": outside }), text)
}

/// Letters and then digits, as on a badge: `P07`. No person is called so.
fn looks_like_code(typed: &str) -> bool {
    let digits = typed.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = typed.len() - digits.len();
    (1..=3).contains(&letters) && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// What was typed, by field.
struct Typed(Vec<(String, String)>);

impl Typed {
    fn read(fields: &[String]) -> Result<Self> {
        let read = |field: &String| {
            let (name, value) = field.split_once('=').ok_or_else(|| Error::Refused(Problem::new("field_without_value").with("field", field.as_str())))?;
            Ok((name.trim().to_lowercase(), value.to_owned()))
        };
        Ok(Self(fields.iter().map(read).collect::<Result<_>>()?))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.get(name).is_some())
    }

    fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    fn day(&self, name: &'static str) -> Result<Option<NaiveDate>> {
        let Some(typed) = self.get(name).map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
        typed.parse().map(Some).map_err(|_| Error::Refused(Problem::new("date_unreadable").with("value", typed)))
    }

    /// What was typed, and beside it what stands there now of the fields that are written together with it.
    fn beside(mut self, standing: &Map<String, Json>) -> Self {
        let groups: Vec<_> = TOGETHER.iter().filter(|group| self.has(group)).collect();
        for name in groups.into_iter().copied().flatten().filter(|name| self.get(name).is_none()).collect::<Vec<_>>() {
            if let Some(Json::String(value)) = standing.get(*name) {
                self.0.push(((*name).to_owned(), value.clone()));
            }
        }
        self
    }

    /// The fields of a line of this part; what is typed and no field of it is refused.
    fn fields(&self, part: Part, person: Option<RecordId>) -> Result<Vec<LineField>> {
        let text = |name| self.text(name);
        let mut fields: Vec<(&[&str], LineField)> = match part {
            Part::Partner => vec![(&["name", "contribution"], LineField::Partner { name: text("name"), contribution: text("contribution") })],
            Part::Activity => {
                let other = if person.is_none() { text("responsible") } else { String::new() };
                let stage =
                    self.get("stage").filter(|typed| !typed.trim().is_empty()).map(|typed| word("stage", typed, Stage::from_code, Stage::CODES)).transpose()?;
                vec![
                    (&["title"], LineField::Activity { title: text("title") }),
                    (&["starts", "ends"], LineField::Period { starts: self.day("starts")?, ends: self.day("ends")? }),
                    (&["responsible"], LineField::Responsible { participant: person, other }),
                    (&["stage"], LineField::Stage { stage }),
                ]
            }
            Part::Output => vec![(&["title"], LineField::Output { title: text("title") })],
            Part::Indicator => vec![
                (&["title", "unit"], LineField::Measure { title: text("title"), unit: text("unit") }),
                (&["baseline"], LineField::Baseline { baseline: text("baseline") }),
                (&["target"], LineField::Target { target: text("target") }),
                (&["actual", "measured"], LineField::Actual { actual: text("actual"), measured: self.day("measured")? }),
            ],
            Part::Budget => vec![
                (&["title"], LineField::Item { title: text("title") }),
                (&["amount", "currency"], LineField::Amount { amount: text("amount"), currency: text("currency") }),
                (&["source"], LineField::Source { source: text("source") }),
            ],
            Part::Risk => {
                vec![(&["title"], LineField::Risk { title: text("title") }), (&["response"], LineField::Response { response: text("response") })]
            }
            Part::Assistance => {
                let state = self.get("given_state").map(|typed| word("given_state", typed, AssistanceState::from_code, AssistanceState::CODES)).transpose()?;
                let given = LineField::Given { state: state.unwrap_or(AssistanceState::Given), on: self.day("given_on")?, given: text("given") };
                vec![
                    (&["title", "needed"], LineField::Asked { title: text("title"), needed: self.day("needed")? }),
                    (&["given_state", "given_on", "given"], given),
                ]
            }
        };
        let known: Vec<&str> = fields.iter().flat_map(|(names, _)| *names).copied().collect();
        if let Some((name, _)) = self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            return Problem::new("field_unknown").with("field", name.as_str()).with("fields", known).refuse();
        }
        fields.retain(|(names, _)| self.has(names));
        Ok(fields.into_iter().map(|(_, field)| field).collect())
    }
}

/// Fields that are one value: whoever changes one of them leaves the others as they stand.
const TOGETHER: [&[&str]; 7] = [
    &["name", "contribution"],
    &["starts", "ends"],
    &["title", "unit"],
    &["actual", "measured"],
    &["amount", "currency"],
    &["title", "needed"],
    &["given_state", "given_on", "given"],
];

/// What stands in a line now, by the names that people type.
fn standing(desk: &Desk, book: RecordId, plan: RecordId, line: RecordId) -> Result<Map<String, Json>> {
    let (content, carried) = desk.read(|r| views::content(r.sql(), r.book(book)?, plan))?;
    let whole = whole(&content, &carried);
    let lines = whole.as_object().into_iter().flat_map(Map::values).filter_map(Json::as_array).flatten();
    let found = lines.filter_map(Json::as_object).find(|found| found.get("id") == Some(&json!(line)));
    found.cloned().ok_or_else(|| Error::Refused(Problem::new("no_such_line").with("line", line.to_string())))
}

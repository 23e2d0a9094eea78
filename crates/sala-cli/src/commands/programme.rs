//! Programmes: new from a file, listed, shown.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result, agenda, attendance,
    people::{self, Belongs},
    programme::{self, Facts, ProgrammeField, Rules, views},
};
use serde_json::{Map, json};

use super::programme_of;
use crate::answer::{Answer, or_dash, table};

/// `sala programme ...`.
#[derive(Debug, Subcommand)]
pub enum Programme {
    /// Make a programme from its description
    New {
        /// The description, such as programme.json
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
    /// Correct what a programme is called, where and when it is, and its rules; what is not named stays
    Change(Change),
    /// All programmes of this store
    List,
    /// One programme
    Show {
        /// The programme's code
        code: String,
    },
}

/// `sala programme change`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Change {
    /// The programme's code
    code: String,
    /// What it is called
    #[arg(long, group = "what")]
    title: Option<String>,
    /// Subject area; an empty text takes it away, as of those that follow
    #[arg(long, group = "what")]
    category: Option<String>,
    /// Who holds it
    #[arg(long, group = "what")]
    organiser: Option<String>,
    /// Who holds it too, or pays for it
    #[arg(long, group = "what")]
    partner: Option<String>,
    /// Where
    #[arg(long, group = "what")]
    venue: Option<String>,
    /// First day
    #[arg(long, value_name = "DATE", group = "what")]
    starts: Option<NaiveDate>,
    /// Last day
    #[arg(long, value_name = "DATE", group = "what")]
    ends: Option<NaiveDate>,
    /// Attendance needed for a certificate, in percent
    #[arg(long, value_name = "PERCENT", group = "what", allow_negative_numbers = true)]
    minimum_attendance: Option<i64>,
    /// Minutes after the start from which somebody is late
    #[arg(long, value_name = "MINUTES", group = "what", allow_negative_numbers = true)]
    late_grace: Option<i64>,
    /// For how many months the action plans are followed
    #[arg(long, value_name = "MONTHS", group = "what", allow_negative_numbers = true)]
    follow_up: Option<i64>,
}

/// Do it.
pub fn run(desk: &Desk, args: Programme) -> Result<Answer> {
    match args {
        Programme::New { file } => {
            let json = sala::read_text(&file)?;
            let made = programme::create(desk, Facts::parse(&json)?)?;
            let left = Facts::not_understood(&json);
            let mut answer = show(desk, made)?;
            if !left.is_empty() {
                answer.text.push_str(&format!("\n\nNot understood, and left out: {}.", left.join(", ")));
            }
            answer.facts.insert("not_understood".to_owned(), left.into());
            Ok(answer)
        }
        Programme::Change(args) => change(desk, args),
        Programme::List => list(desk),
        Programme::Show { code } => show(desk, programme_of(desk, &code)?),
    }
}

fn change(desk: &Desk, args: Change) -> Result<Answer> {
    let Change { code, title, category, organiser, partner, venue, starts, ends, minimum_attendance, late_grace, follow_up } = args;
    let id = programme_of(desk, &code)?;
    let known = facts_of(desk, id)?;
    // Of one day alone the other stays.
    let days = starts.or(known.starts).or(ends).zip(ends.or(known.ends).or(starts)).filter(|_| starts.is_some() || ends.is_some());
    let dates = days.map(|(starts, ends)| ProgrammeField::Dates { starts, ends });
    let rules = (minimum_attendance.is_some() || late_grace.is_some() || follow_up.is_some()).then(|| Rules {
        minimum_attendance_percent: minimum_attendance.unwrap_or(known.min_percent),
        late_grace_minutes: late_grace.unwrap_or(known.grace_minutes),
        follow_up_months: follow_up.unwrap_or(known.follow_up_months),
    });
    let seen = &known.seen;
    let fields = [
        title.map(|title| (ProgrammeField::Title { title }, &seen.title)),
        category.map(|category| (ProgrammeField::Category { category }, &seen.category)),
        organiser.map(|organiser| (ProgrammeField::Organiser { organiser }, &seen.organiser)),
        partner.map(|partner| (ProgrammeField::Partner { partner }, &seen.partner)),
        venue.map(|venue| (ProgrammeField::Venue { venue }, &seen.venue)),
        dates.map(|dates| (dates, &seen.dates)),
        rules.map(|rules| (ProgrammeField::Rules(rules), &seen.rules)),
    ];
    desk.change(id, "edit_programme", |change| fields.into_iter().flatten().try_for_each(|(field, seen)| programme::edit(change, field, seen)))?;
    show(desk, id)
}

fn facts_of(desk: &Desk, id: RecordId) -> Result<views::Programme> {
    let facts = desk.read(|r| views::facts(r.sql(), r.book(id)?))?;
    facts.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("id", id.to_string())))
}

fn list(desk: &Desk) -> Result<Answer> {
    let programmes = desk.read(|r| views::list(r.sql()))?;
    // The id names a programme where its code does not.
    let alike = |code: &str| programmes.iter().filter(|p| p.code.eq_ignore_ascii_case(code)).count() > 1;
    let name = |p: &views::ProgrammeLine| if alike(&p.code) { format!("{}  {}", p.code, p.id) } else { p.code.clone() };
    let rows = programmes.iter().map(|p| [name(p), p.title.clone(), or_dash(p.starts), or_dash(p.ends), p.participants.to_string(), p.registers.to_string()]);
    let text = match programmes.is_empty() {
        true => "No programme yet: `sala programme new --file FILE` makes one, `sala import FILE` brings one.".to_owned(),
        false => table(["Code", "Title", "Starts", "Ends", "Participants", "Registers"], rows),
    };
    Answer::new(&json!({ "programmes": programmes }), text)
}

fn show(desk: &Desk, id: RecordId) -> Result<Answer> {
    let today = attendance::views::today(desk);
    let facts = facts_of(desk, id)?;
    let (sessions, people, registers) = desk.read(|r| {
        let book = r.book(id)?;
        let sessions: usize = agenda::views::days(r.sql(), book)?.iter().map(|day| day.sessions.len()).sum();
        let people: Vec<_> = people::views::roster(r.sql(), book)?.iter().map(|person| person.belongs).collect();
        Ok((sessions, people, attendance::views::registers(r, book, today)?.len()))
    })?;
    let lines = [
        ("Title", facts.title.clone()),
        ("Organiser", or_dash(facts.organiser.as_ref())),
        ("Partner", or_dash(facts.partner.as_ref())),
        ("Venue", or_dash(facts.venue.as_ref())),
        ("Dates", format!("{} to {}", or_dash(facts.starts), or_dash(facts.ends))),
        (
            "Rules",
            format!(
                "{} % attendance, marked late after {} minutes by whoever takes the register, followed for {} months",
                facts.min_percent, facts.grace_minutes, facts.follow_up_months
            ),
        ),
        ("Sessions", sessions.to_string()),
        ("People", told(&people)),
        ("Registers", registers.to_string()),
    ];
    let text = std::iter::once(facts.code.clone()).chain(lines.map(|(name, value)| format!("  {name:<10} {value}"))).collect::<Vec<_>>().join("\n");
    let mut answer = Answer::new(&facts, text)?;
    answer.facts.extend(Map::from_iter([
        ("sessions".to_owned(), sessions.into()),
        ("people".to_owned(), people.iter().filter(|one| one.here()).count().into()),
        ("registers".to_owned(), registers.into()),
    ]));
    Ok(answer)
}

/// `29, 2 of them beside the counts; 1 not come`.
fn told(people: &[Belongs]) -> String {
    let those = |which: Belongs| people.iter().filter(|one| **one == which).count();
    let (counted, beside, not_come) = (those(Belongs::Counted), those(Belongs::Beside), those(Belongs::NotCome));
    let mut text = (counted + beside).to_string();
    if beside > 0 {
        text.push_str(&format!(", {beside} of them beside the counts"));
    }
    if not_come > 0 {
        text.push_str(&format!("; {not_come} not come"));
    }
    text
}

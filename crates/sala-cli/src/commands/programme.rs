//! Programmes: new from a file, listed, shown.

use std::path::PathBuf;

use clap::Subcommand;
use sala::{
    Desk, Error, Problem, RecordId, Result, agenda, attendance,
    people::{self, Belongs},
    programme::{self, Facts, views},
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
    /// All programmes of this store
    List,
    /// One programme
    Show {
        /// The programme's code
        code: String,
    },
}

/// Do it.
pub fn run(desk: &Desk, args: Programme) -> Result<Answer> {
    match args {
        Programme::New { file } => {
            let made = programme::create(desk, Facts::parse(&sala::read_text(&file)?)?)?;
            show(desk, made)
        }
        Programme::List => list(desk),
        Programme::Show { code } => show(desk, programme_of(desk, &code)?),
    }
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
    let (facts, sessions, people, registers) = desk.read(|r| {
        let book = r.book(id)?;
        let sessions: usize = agenda::views::days(r.sql(), book)?.iter().map(|day| day.sessions.len()).sum();
        let people: Vec<_> = people::views::roster(r.sql(), book)?.iter().map(|person| person.belongs).collect();
        Ok((views::facts(r.sql(), book)?, sessions, people, attendance::views::registers(r, book, today)?.len()))
    })?;
    let facts = facts.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("id", id.to_string())))?;
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

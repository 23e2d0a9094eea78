//! Enrolling somebody who comes on no list.

use clap::Args;
use sala::{
    Desk, Result,
    people::{
        self,
        country::Country,
        details::Details,
        value::{Role, Sex},
        views,
    },
};
use serde_json::json;

use super::programme_of;
use crate::{answer::Answer, cli::OfProgramme};

/// What is told of somebody beside their name.
#[derive(Debug, Args)]
pub struct Told {
    /// The name in its own script
    #[arg(long, value_name = "NAME")]
    native: Option<String>,
    /// F, M or X
    #[arg(long, value_name = "LETTER", value_parser = sex)]
    sex: Option<Sex>,
    /// A code or a name
    #[arg(long, value_parser = country)]
    country: Option<Country>,
    /// Employer
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
}

impl Told {
    /// As the roster keeps it of somebody of this name.
    pub fn of(self, name: String) -> Details {
        let Self { native, sex, country, organisation } = self;
        Details { name, native, sex, country, organisation, ..Details::default() }
    }
}

fn sex(text: &str) -> std::result::Result<Sex, String> {
    Sex::from_code(&text.trim().to_uppercase()).ok_or_else(|| "sex is one of F, M, X".to_owned())
}

fn country(text: &str) -> std::result::Result<Country, String> {
    Country::parse(text).map_err(|_| format!("{text} is no country: give its ISO 3166-1 code, or its English name"))
}

/// `sala roster add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfProgramme,
    /// Full name
    #[arg(long)]
    name: String,
    /// The code on the badge; the next free one where it is left out
    #[arg(long)]
    code: Option<String>,
    #[command(flatten)]
    told: Told,
    /// participant, observer, resource_person, facilitator, interpreter or staff
    #[arg(long, value_parser = role, default_value = "participant")]
    role: Role,
}

fn role(text: &str) -> std::result::Result<Role, String> {
    let typed = text.trim().to_lowercase().replace([' ', '-'], "_");
    Role::from_code(&typed).ok_or_else(|| "a role is one of participant, observer, resource_person, facilitator, interpreter, staff".to_owned())
}

/// Enrol them.
pub fn add(desk: &Desk, args: Add) -> Result<Answer> {
    let Add { of, name, code, told, role } = args;
    let book = programme_of(desk, &of.programme)?;
    let details = Details { role: Some(role), ..told.of(name) };
    let id = desk.change(book, "roster_add", |change| people::enrol(change, code.as_deref(), &details))?;
    let people = desk.read(|r| views::roster(r.sql(), r.book(book)?))?;
    let code = people.into_iter().find(|person| person.id == id).map(|person| person.code).unwrap_or_default();
    Answer::new(&json!({ "participant": code, "id": id }), format!("{} is on the roster as {code}.", details.name.trim()))
}

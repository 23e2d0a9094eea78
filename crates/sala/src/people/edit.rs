//! Correcting one field of a person, against what the form showed.

use serde::Deserialize;

use super::{
    contact,
    country::Country,
    enrol::{check_code, check_name},
    name,
    records::{CODE, CONTACT, COUNTRY, LANGUAGE, NAME, ORGANISATION, PARTICIPANT, POSITION, ROLE, SEX, STATUS},
    replace::{say_known, untie},
    value::{OrgType, Role, Sex, Standing},
    views,
};
use crate::{Problem, RecordId, Result, Seen, journal::Change, value};

/// A field with its new value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum PersonField {
    /// The code on the badge.
    Code {
        /// The code.
        code: String,
    },
    /// Both names, written together.
    Name {
        /// Display name.
        name: String,
        /// The name in its own script.
        native: Option<String>,
    },
    /// Language.
    Language {
        /// BCP 47.
        language: Option<String>,
    },
    /// Sex.
    Sex {
        /// Not stated is none.
        sex: Option<Sex>,
    },
    /// Country.
    Country {
        /// A code or a name.
        country: Option<Country>,
    },
    /// Organisation and its kind.
    Organisation {
        /// The name.
        organisation: Option<String>,
        /// The kind.
        org_type: Option<OrgType>,
    },
    /// Position.
    Position {
        /// The position.
        position: Option<String>,
    },
    /// E-mail and telephone.
    Contact {
        /// The address.
        email: Option<String>,
        /// The number.
        phone: Option<String>,
    },
    /// Role in the programme.
    Role {
        /// The role.
        role: Role,
    },
    /// How the enrolment stands: here a nominee is accepted, or withdraws.
    Status {
        /// The standing.
        status: Standing,
    },
}

/// Give a field of a person a new value, replacing exactly what the form showed.
///
/// # Errors
/// `code_taken`, `code_invalid`, `name_missing`, `name_too_long`, `email_invalid`, `text_too_long`.
pub fn edit(change: &mut Change<'_>, person: RecordId, field: PersonField, seen: &Seen) -> Result<()> {
    let (of, value) = match field {
        PersonField::Code { code } => {
            let code = check_code(code.trim())?;
            let people = views::roster(change.sql(), change.book())?;
            if people.iter().any(|other| other.id != person && other.code == code) {
                return Problem::new("code_taken").with("code", code).refuse();
            }
            (&CODE, value![code])
        }
        PersonField::Name { name, native } => {
            let cleaned = name::clean(&name).text;
            check_name(&cleaned)?;
            let native = text("native name", native)?;
            if let Some(native) = &native {
                check_name(native)?;
            }
            (&NAME, value![cleaned, native])
        }
        PersonField::Language { language } => (&LANGUAGE, value![text("language", language)?]),
        PersonField::Sex { sex } => (&SEX, value![sex.map(Sex::code)]),
        PersonField::Country { country } => (&COUNTRY, value![country.map(String::from)]),
        PersonField::Organisation { organisation, org_type } => (&ORGANISATION, value![text("organisation", organisation)?, org_type.map(OrgType::code)]),
        PersonField::Position { position } => (&POSITION, value![text("position", position)?]),
        PersonField::Contact { email, phone } => {
            let email = match text("e-mail address", email)? {
                None => None,
                Some(typed) => match contact::email(&typed) {
                    Some(email) => Some(email),
                    None => return Problem::new("email_invalid").with("email", typed).refuse(),
                },
            };
            let phone = text("telephone number", phone)?.map(|typed| contact::phone(&typed, None).unwrap_or(typed));
            (&CONTACT, value![email, phone])
        }
        PersonField::Role { role } => (&ROLE, value![role.code()]),
        PersonField::Status { status } => {
            untie(change, person, status)?;
            say_known(change, person, status)?;
            (&STATUS, value![status.code()])
        }
    };
    change.set_seen(of.of(&PARTICIPANT, person), value, seen)
}

/// A cleaned text; an empty one is none.
fn text(field: &'static str, typed: Option<String>) -> Result<Option<String>> {
    let cleaned = typed.map(|typed| name::clean(&typed).text).filter(|text| !text.is_empty());
    Problem::if_too_long(field, cleaned.as_deref().unwrap_or_default(), 300)?;
    Ok(cleaned)
}

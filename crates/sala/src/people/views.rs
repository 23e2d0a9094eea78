//! The roster as a screen shows it.

pub(crate) mod belongs;

use belongs::{Belongs, with_people};
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Serialize;

use super::{
    country::Country,
    details::{Details, Enrolled},
    enrol::following,
    value::{OrgType, Role, Sex, Standing},
};
use crate::{RecordId, Result, Seen, journal::BookNo};

/// One person of the roster.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// The record.
    pub id: RecordId,
    /// The code on the badge.
    pub code: String,
    /// Display name; none where it is withheld.
    pub name: Option<String>,
    /// The name in its own script.
    pub native: Option<String>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// `F`, `M`, `X`, or not stated.
    pub sex: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Kind of organisation.
    pub org_type: Option<String>,
    /// Position.
    pub position: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Role in the programme.
    pub role: Option<String>,
    /// How the enrolment stands.
    pub status: Option<String>,
    /// Whether the person belongs to the programme, and counts.
    pub belongs: Belongs,
    /// The nominee in whose place this person came.
    pub replaces: Option<RecordId>,
    /// Who came in the place of this person.
    pub replaced_by: Option<RecordId>,
    /// At how many registers whoever replaced this person knew that they had been seen; none where nobody said so.
    #[serde(skip)]
    pub known_there: Option<u64>,
    /// The versions shown, for editing.
    pub seen: PersonSeen,
}

/// The version of every editable field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonSeen {
    /// Of the code.
    pub code: Seen,
    /// Of both names.
    pub name: Seen,
    /// Of the language.
    pub language: Seen,
    /// Of the sex.
    pub sex: Seen,
    /// Of the country.
    pub country: Seen,
    /// Of the organisation and its kind.
    pub organisation: Seen,
    /// Of the position.
    pub position: Seen,
    /// Of e-mail and telephone.
    pub contact: Seen,
    /// Of the role.
    pub role: Seen,
    /// Of the status.
    pub status: Seen,
}

pub(super) const ROSTER: &str = with_people!(include_str!("roster.sql"));

/// Everybody enrolled, in the order of their codes.
///
/// # Errors
/// Store failures.
pub fn roster(sql: &Connection, book: BookNo) -> Result<Vec<Person>> {
    let mut query = sql.prepare_cached(ROSTER)?;
    let people = query.query_map([book.0], person)?.collect::<Result<_, _>>()?;
    Ok(people)
}

/// The code that somebody gets who is enrolled without one: the next after those in use.
///
/// # Errors
/// Store failures.
pub fn free_code(sql: &Connection, book: BookNo) -> Result<String> {
    Ok(following(&roster(sql, book)?))
}

/// Whoever stands in the place of several nominees, with these: two laptops named one person for two, each in a field of its own, and
/// nothing differs. Nobody fills two places; [`Person::replaces`] tells of one of them.
#[must_use]
pub fn double_ties(people: &[Person]) -> Vec<(&Person, Vec<&Person>)> {
    let of = |one: &Person| people.iter().filter(|nominee| nominee.replaced_by == Some(one.id)).collect::<Vec<_>>();
    people.iter().map(|one| (one, of(one))).filter(|(_, nominees)| nominees.len() > 1).collect()
}

/// How an enrolment stands, and who said in the way of earlier versions that they came in this person's place.
pub(super) fn standing(sql: &Connection, book: BookNo, person: RecordId) -> Result<(Option<String>, Vec<RecordId>)> {
    let status = "SELECT p.status FROM record k JOIN participant p ON p.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    let came = "SELECT ks.id FROM record k JOIN participant p ON p.book = k.book AND p.replaces = k.no JOIN record ks ON ks.no = p.rec WHERE k.book = ?1 AND k.id = ?2";
    let status = sql.prepare_cached(status)?.query_row((book.0, person), |r| r.get(0)).optional()?.flatten();
    Ok((status, sql.prepare_cached(came)?.query_map((book.0, person), |r| r.get(0))?.collect::<Result<_, _>>()?))
}

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let seen = |version: &str| Ok::<_, rusqlite::Error>(Seen::shown(row.get(version)?));
    Ok(Person {
        id: row.get("id")?,
        code: row.get::<_, Option<String>>("code")?.unwrap_or_default(),
        name: row.get("name")?,
        native: row.get("native")?,
        language: row.get("language")?,
        sex: row.get("sex")?,
        country: row.get("country")?,
        organisation: row.get("organisation")?,
        org_type: row.get("org_type")?,
        position: row.get("position")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        role: row.get("role")?,
        status: row.get("status")?,
        belongs: row.get("belongs")?,
        replaces: row.get("replaces")?,
        replaced_by: row.get("replaced_by")?,
        known_there: row.get::<_, Option<i64>>("known_there")?.map(i64::unsigned_abs),
        seen: PersonSeen {
            code: seen("code_v")?,
            name: seen("name_v")?,
            language: seen("language_v")?,
            sex: seen("sex_v")?,
            country: seen("country_v")?,
            organisation: seen("organisation_v")?,
            position: seen("position_v")?,
            contact: seen("contact_v")?,
            role: seen("role_v")?,
            status: seen("status_v")?,
        },
    })
}

impl Person {
    /// The person as an import compares and an enrolment writes one.
    #[must_use]
    pub fn enrolled(&self) -> Enrolled {
        Enrolled {
            code: self.code.clone(),
            details: Details {
                name: self.name.clone().unwrap_or_default(),
                native: self.native.clone(),
                language: self.language.clone(),
                sex: self.sex.as_deref().and_then(Sex::from_code),
                country: self.country.as_deref().and_then(|code| Country::parse(code).ok()),
                organisation: self.organisation.clone(),
                org_type: self.org_type.as_deref().and_then(OrgType::from_code),
                position: self.position.clone(),
                email: self.email.clone(),
                phone: self.phone.clone(),
                role: self.role.as_deref().and_then(Role::from_code),
                standing: self.status.as_deref().and_then(Standing::from_code),
            },
        }
    }
}

//! Enrolling a person, from a list or by hand.

use super::{
    details::Details,
    import::next_code,
    name,
    records::{CODE, CONTACT, COUNTRY, LANGUAGE, NAME, ORGANISATION, PARTICIPANT, POSITION, ROLE, SEX, STATUS},
    replace::untie,
    value::{Role, Standing},
    views,
};
use crate::{Problem, RecordId, Result, journal::Change, value};

/// Enrol a person who comes on no list. Without a code the next free one is given.
///
/// # Errors
/// `name_missing`, `name_too_long`, `code_invalid`, `code_taken`.
pub fn enrol(change: &mut Change<'_>, code: Option<&str>, details: &Details) -> Result<RecordId> {
    let cleaned = name::clean(&details.name).text;
    check_name(&cleaned)?;
    let people = views::roster(change.sql(), change.book())?;
    let code = match code.map(str::trim).filter(|code| !code.is_empty()) {
        Some(code) => check_code(code)?,
        None => following(&people),
    };
    if people.iter().any(|person| person.code == code) {
        return Problem::new("code_taken").with("code", code).refuse();
    }
    let id = add(change, &code, &Details { name: cleaned, ..details.clone() })?;
    crate::plans::seat_teams(change)?;
    Ok(id)
}

/// The next code after those in use.
pub(super) fn following(people: &[views::Person]) -> String {
    next_code(people.iter().map(|person| person.code.as_str()))
}

/// Write a person who is known to be new.
pub(super) fn add(change: &mut Change<'_>, code: &str, details: &Details) -> Result<RecordId> {
    let id = change.create();
    change.set(CODE.of(&PARTICIPANT, id), code)?;
    let role = details.role.unwrap_or(Role::Participant);
    let standing = details.standing.unwrap_or(Standing::Active);
    write(change, id, &Details { role: Some(role), standing: Some(standing), ..details.clone() })?;
    Ok(id)
}

/// Write what differs from what is shown; the rest stays untouched.
pub(super) fn write(change: &mut Change<'_>, id: RecordId, details: &Details) -> Result<()> {
    let d = details.clone();
    let cell = |field: &'static crate::journal::Field| field.of(&PARTICIPANT, id);
    change.set_if_new(cell(&NAME), value![d.name, d.native])?;
    change.set_if_new(cell(&LANGUAGE), value![d.language])?;
    change.set_if_new(cell(&SEX), value![d.sex.map(super::value::Sex::code)])?;
    change.set_if_new(cell(&COUNTRY), value![d.country.map(String::from)])?;
    change.set_if_new(cell(&ORGANISATION), value![d.organisation, d.org_type.map(super::value::OrgType::code)])?;
    change.set_if_new(cell(&POSITION), value![d.position])?;
    change.set_if_new(cell(&CONTACT), value![d.email, d.phone])?;
    change.set_if_new(cell(&ROLE), value![d.role.map(Role::code)])?;
    if let Some(standing) = d.standing {
        untie(change, id, standing)?;
    }
    change.set_if_new(cell(&STATUS), value![d.standing.map(Standing::code)])?;
    Ok(())
}

pub(super) fn check_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Problem::new("name_missing").refuse();
    }
    if name.chars().count() > name::MAX_CHARS {
        return Problem::new("name_too_long").with("limit", name::MAX_CHARS).refuse();
    }
    if !name::has_letter(name) {
        return Problem::new("name_without_letters").with("name", name).refuse();
    }
    Ok(())
}

pub(super) fn check_code(code: &str) -> Result<String> {
    if code.is_empty() || code.chars().count() > 16 || code.chars().any(char::is_whitespace) {
        return Problem::new("code_invalid").with("code", code).refuse();
    }
    Ok(code.to_uppercase())
}

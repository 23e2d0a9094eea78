//! A person and the form about one.

use sala::people::{
    PersonField,
    country::Country,
    details::Details,
    value::{OrgType, Role, Sex, Standing},
    views,
};

use crate::{
    fault::{Fault, unreadable},
    wire::people::{Belongs, Person, PersonFacts, PersonSeen},
};

impl From<views::Person> for Person {
    fn from(person: views::Person) -> Self {
        let views::Person {
            id,
            code,
            name,
            native,
            language,
            sex,
            country,
            organisation,
            org_type,
            position,
            email,
            phone,
            role,
            status,
            belongs,
            replaces,
            replaced_by,
            known_there: _,
            seen,
        } = person;
        Self {
            id: id.into(),
            facts: PersonFacts {
                code,
                name: name.unwrap_or_default(),
                native,
                language,
                sex,
                country,
                organisation,
                org_type,
                position,
                email,
                phone,
                role,
                status,
            },
            belongs: belongs.into(),
            replaces: replaces.map(Into::into),
            replaced_by: replaced_by.map(Into::into),
            seen: seen.into(),
        }
    }
}

impl From<sala::people::Belongs> for Belongs {
    fn from(belongs: sala::people::Belongs) -> Self {
        match belongs {
            sala::people::Belongs::Counted => Self::Counted,
            sala::people::Belongs::Beside => Self::Beside,
            sala::people::Belongs::NotCome => Self::NotCome,
            sala::people::Belongs::Gone => Self::Gone,
        }
    }
}

impl From<views::PersonSeen> for PersonSeen {
    fn from(seen: views::PersonSeen) -> Self {
        let views::PersonSeen { code, name, language, sex, country, organisation, position, contact, role, status } = seen;
        Self {
            code: code.into(),
            name: name.into(),
            language: language.into(),
            sex: sex.into(),
            country: country.into(),
            organisation: organisation.into(),
            position: position.into(),
            contact: contact.into(),
            role: role.into(),
            status: status.into(),
        }
    }
}

/// A code of a vocabulary from the window; an empty one is none.
fn known<T>(what: &'static str, code: Option<String>, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    let code = code.filter(|code| !code.is_empty());
    code.map(|code| read(&code).ok_or_else(|| unreadable(what))).transpose()
}

/// The code on the badge, and everything else.
impl TryFrom<PersonFacts> for (String, Details) {
    type Error = Fault;

    fn try_from(facts: PersonFacts) -> Result<Self, Fault> {
        let PersonFacts { code, name, native, language, sex, country, organisation, org_type, position, email, phone, role, status } = facts;
        let details = Details {
            name,
            native,
            language,
            sex: known("sex", sex, Sex::from_code)?,
            country: known("country", country, |code| Country::parse(code).ok())?,
            organisation,
            org_type: known("org_type", org_type, OrgType::from_code)?,
            position,
            email,
            phone,
            role: known("role", role, Role::from_code)?,
            standing: known("status", status, Standing::from_code)?,
        };
        Ok((code, details))
    }
}

/// The fields that a person changed in a form, each with the version that the form showed.
pub fn changed(shown: PersonFacts, facts: PersonFacts, seen: PersonSeen) -> Result<Vec<(PersonField, sala::Seen)>, Fault> {
    let PersonSeen { code, name, language, sex, country, organisation, position, contact, role, status } = seen;
    let (shown_code, old) = <(String, Details)>::try_from(shown)?;
    let (new_code, new) = <(String, Details)>::try_from(facts)?;
    let fields = [
        (new_code != shown_code).then_some((PersonField::Code { code: new_code }, code)),
        ((&new.name, &new.native) != (&old.name, &old.native)).then(|| (PersonField::Name { name: new.name.clone(), native: new.native.clone() }, name)),
        (new.language != old.language).then(|| (PersonField::Language { language: new.language.clone() }, language)),
        (new.sex != old.sex).then_some((PersonField::Sex { sex: new.sex }, sex)),
        (new.country != old.country).then_some((PersonField::Country { country: new.country }, country)),
        ((&new.organisation, new.org_type) != (&old.organisation, old.org_type))
            .then(|| (PersonField::Organisation { organisation: new.organisation.clone(), org_type: new.org_type }, organisation)),
        (new.position != old.position).then(|| (PersonField::Position { position: new.position.clone() }, position)),
        ((&new.email, &new.phone) != (&old.email, &old.phone)).then(|| (PersonField::Contact { email: new.email.clone(), phone: new.phone.clone() }, contact)),
        new.role.filter(|_| new.role != old.role).map(|new| (PersonField::Role { role: new }, role)),
        new.standing.filter(|_| new.standing != old.standing).map(|new| (PersonField::Status { status: new }, status)),
    ];
    Ok(fields.into_iter().flatten().map(|(field, seen)| (field, seen.0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(name: &str, email: Option<&str>) -> PersonFacts {
        PersonFacts {
            code: "P07".into(),
            name: name.into(),
            native: None,
            language: None,
            sex: Some("F".into()),
            country: Some("LA".into()),
            organisation: None,
            org_type: None,
            position: None,
            email: email.map(str::to_owned),
            phone: None,
            role: Some("participant".into()),
            status: Some("active".into()),
        }
    }

    fn seen() -> PersonSeen {
        let seen = || crate::wire::Seen(sala::Seen::default());
        PersonSeen {
            code: seen(),
            name: seen(),
            language: seen(),
            sex: seen(),
            country: seen(),
            organisation: seen(),
            position: seen(),
            contact: seen(),
            role: seen(),
            status: seen(),
        }
    }

    #[test]
    fn a_form_writes_only_what_its_person_changed() {
        let untouched = changed(facts("Khamla", None), facts("Khamla", None), seen()).expect("readable");
        assert_eq!(untouched, [], "closing a form unchanged writes nothing");
        let fields = changed(facts("Khamla", None), facts("Khamla", Some("k@example.org")), seen()).expect("readable");
        let fields: Vec<_> = fields.into_iter().map(|(field, _)| field).collect();
        let contact = PersonField::Contact { email: Some("k@example.org".into()), phone: None };
        assert_eq!(fields, [contact], "a name that somebody else corrected meanwhile is not put back by a form about an address");
    }
}

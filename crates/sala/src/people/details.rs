//! What is known of one enrolled person, whoever writes it: an import, a form, the demo.

use serde::Serialize;

use super::country::Country;
use super::value::{OrgType, Role, Sex, Standing};

/// The fields of an enrolment. `None` means not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Details {
    /// The name in Latin letters, in the order in which its owner writes it.
    pub name: String,
    /// The name in its own script.
    pub native: Option<String>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Country of the nomination.
    pub country: Option<Country>,
    /// Organisation, as it was when the person was nominated.
    pub organisation: Option<String>,
    /// Kind of organisation.
    pub org_type: Option<OrgType>,
    /// Position in the organisation.
    pub position: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone, E.164 where that was certain.
    pub phone: Option<String>,
    /// Role in the programme.
    pub role: Option<Role>,
    /// How the enrolment stands.
    pub standing: Option<Standing>,
}

/// Somebody who is already on the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The code on the badge (`P07`).
    pub code: String,
    /// What is known.
    pub details: Details,
}

/// One field that a newer list states differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field (`organisation`).
    pub field: &'static str,
    /// The value until now; `None` when nothing was stated.
    pub from: Option<String>,
    /// The value of the list.
    pub to: String,
}

impl Details {
    /// Takes over what `newer` states. What it does not state stays: an empty cell in a list is
    /// no order to forget.
    pub fn update(&mut self, newer: &Self) -> Vec<FieldChange> {
        let mut changes = Vec::new();
        if self.name != newer.name && !newer.name.is_empty() {
            changes.push(FieldChange { field: "name", from: Some(std::mem::replace(&mut self.name, newer.name.clone())), to: newer.name.clone() });
        }
        take(&mut changes, "native", &mut self.native, &newer.native, String::clone);
        take(&mut changes, "language", &mut self.language, &newer.language, String::clone);
        take(&mut changes, "sex", &mut self.sex, &newer.sex, |sex| sex.code().to_owned());
        take(&mut changes, "country", &mut self.country, &newer.country, ToString::to_string);
        let organisation = &mut self.organisation;
        take(&mut changes, "organisation", organisation, &newer.organisation, String::clone);
        let code_of = |org_type: &OrgType| org_type.code().to_owned();
        take(&mut changes, "org_type", &mut self.org_type, &newer.org_type, code_of);
        take(&mut changes, "position", &mut self.position, &newer.position, String::clone);
        take(&mut changes, "email", &mut self.email, &newer.email, String::clone);
        take(&mut changes, "phone", &mut self.phone, &newer.phone, String::clone);
        take(&mut changes, "role", &mut self.role, &newer.role, |role| role.code().to_owned());
        let code_of = |standing: &Standing| standing.code().to_owned();
        take(&mut changes, "status", &mut self.standing, &newer.standing, code_of);
        changes
    }
}

fn take<T: Clone + PartialEq>(changes: &mut Vec<FieldChange>, field: &'static str, kept: &mut Option<T>, newer: &Option<T>, text: impl Fn(&T) -> String) {
    if let Some(value) = newer
        && kept.as_ref() != Some(value)
    {
        let from = kept.replace(value.clone()).as_ref().map(&text);
        changes.push(FieldChange { field, from, to: text(value) });
    }
}

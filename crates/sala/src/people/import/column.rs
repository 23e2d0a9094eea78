//! Which column of a nomination list holds what, by the titles that offices really write.

mod titles;

use titles::TITLES;

use super::super::value::codes;

codes! {
    /// What a column of a roster can hold.
    RosterField {
        /// The participant's code.
        Code = "code",
        /// The name in Latin letters.
        Name = "name",
        /// Given name alone, where the list keeps the two apart.
        Given = "given",
        /// Family name alone.
        Family = "family",
        /// The name in its own script.
        Native = "native",
        /// Language.
        Language = "language",
        /// Sex.
        Sex = "sex",
        /// Country.
        Country = "country",
        /// Organisation.
        Organisation = "organisation",
        /// Kind of organisation.
        OrgType = "org_type",
        /// Position.
        Position = "position",
        /// E-mail address.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// Role in the programme.
        Role = "role",
        /// How the nomination stands.
        Standing = "status",
    }
}

impl RosterField {
    /// What a column title says, or `None` when it is not one of ours.
    pub fn guess(title: &str) -> Option<Self> {
        let whole = plain(title);
        exact(&whole)
            .or_else(|| {
                // "Full name (as in passport)": the part in brackets explains, it does not name.
                let outside = title.split(['(', '[', '（']).next().unwrap_or_default();
                exact(&plain(outside))
            })
            .or_else(|| {
                // "Name / ชื่อ" or "ชื่อ / ຊື່ / ឈ្មោះ": the Latin word decides, if there is one.
                let mut parts = title.split(['/', '\n', '|']).filter_map(|part| exact(&plain(part)));
                let first = parts.next()?;
                Some(parts.fold(first, |kept, part| if kept == Self::Native { part } else { kept }))
            })
    }
}

/// Lower case, single spaces, no full stops, stars or colons.
pub(super) fn plain(title: &str) -> String {
    let words: Vec<String> =
        title.to_lowercase().replace(['.', '*', ':', '_', '\u{200B}'], " ").replace('-', " ").split_whitespace().map(str::to_owned).collect();
    words.join(" ")
}

fn exact(title: &str) -> Option<RosterField> {
    TITLES.iter().find(|(_, titles)| titles.contains(&title)).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::RosterField as F;

    #[test]
    fn titles_of_real_forms_are_understood_and_a_foreign_one_is_left_alone() {
        for (title, field) in [
            ("Full name (as in passport)", Some(F::Name)),
            ("ชื่อ / ຊື່ / ឈ្មោះ / အမည်", Some(F::Native)),
            ("Name / ชื่อ", Some(F::Name)),
            ("M/F", Some(F::Sex)),
            ("Type of agency", Some(F::OrgType)),
            ("E-mail", Some(F::Email)),
            ("  TEL. ", Some(F::Phone)),
            ("Name in own script", Some(F::Native)),
            ("Họ và tên", Some(F::Native)),
            ("Chức vụ", Some(F::Position)),
            ("Dietary needs", None),
            ("", None),
        ] {
            assert_eq!(F::guess(title), field, "{title:?}");
        }
    }
}

//! The small vocabularies of an enrolment: sex, kind of organisation, role, and how it stands.

/// Declares an enum whose values have a stable code in the journal.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $code)] $value),+
        }

        impl $name {
            /// Every value, in the order in which people expect to choose.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// Their codes, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code that is stored and exchanged.
            pub fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// The value of a stored code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$value),)+ _ => None }
            }
        }
    };
}

pub(crate) use codes;

/// The word is none of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the word is not in the vocabulary")]
pub struct NotUnderstood;

codes! {
    /// Sex as stated on the nomination form; not stated is the absence of a value.
    Sex {
        /// Female.
        F = "F",
        /// Male.
        M = "M",
        /// Another answer than the two.
        X = "X",
    }
}

codes! {
    /// The kind of organisation a person comes from: groups are mixed by it.
    OrgType {
        /// A company or its owner.
        Enterprise = "enterprise",
        /// A ministry, department or agency.
        Government = "government",
        /// An association of small and medium enterprises.
        SmeAssociation = "sme_association",
        /// A chamber of commerce or industry.
        Chamber = "chamber",
        /// A university, college or research institute.
        Academia = "academia",
        /// A bank or other lender.
        Finance = "finance",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// An international organisation or donor.
        International = "international",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// What a person does in the programme. Only participants count in headline figures.
    Role {
        /// Takes part and counts.
        Participant = "participant",
        /// Listens without being counted.
        Observer = "observer",
        /// Speaks on a subject.
        ResourcePerson = "resource_person",
        /// Leads exercises and groups.
        Facilitator = "facilitator",
        /// Interprets.
        Interpreter = "interpreter",
        /// Belongs to the organiser.
        Staff = "staff",
    }
}

codes! {
    /// How an enrolment stands, from nomination to the end.
    Standing {
        /// Proposed by an organisation.
        Nominated = "nominated",
        /// Invited.
        Accepted = "accepted",
        /// Said no before the programme.
        Declined = "declined",
        /// Was withdrawn before or during the programme.
        Withdrawn = "withdrawn",
        /// Somebody else came instead.
        Replaced = "replaced",
        /// Takes part.
        Active = "active",
        /// Met every rule.
        Completed = "completed",
        /// Was there, but below a rule.
        AttendedOnly = "attended_only",
        /// Went home before the end.
        LeftEarly = "left_early",
        /// Never came.
        NoShow = "no_show",
    }
}

impl Sex {
    /// Understands `M/F` letters and words in the region's languages. `-`, `n/a` and nothing are
    /// "not stated" (`Ok(None)`); anything else is not understood.
    pub fn parse(text: &str) -> Result<Option<Self>, NotUnderstood> {
        let word = word(text);
        Ok(Some(match word.as_str() {
            "" | "-" | "–" | "n/a" | "na" | "not stated" => return Ok(None),
            "m" | "male" | "man" | "mr" | "ชาย" | "ช" | "นาย" | "ຊາຍ" | "ທ້າວ" | "ប្រុស" | "ကျား" | "nam" | "男" => {
                Self::M
            }
            "f" | "female" | "woman" | "w" | "ms" | "mrs" | "miss" | "หญิง" | "ญ" | "นาง" | "นางสาว" | "ຍິງ" | "ນາງ" | "ស្រី" | "မ" | "nữ" | "nu" | "女" => {
                Self::F
            }
            "x" | "other" | "non-binary" | "nonbinary" => Self::X,
            _ => return Err(NotUnderstood),
        }))
    }
}

impl OrgType {
    /// Understands a code or the words of a nomination form.
    pub fn parse(text: &str) -> Result<Option<Self>, NotUnderstood> {
        let word = word(text).replace(['_', '-'], " ");
        Ok(Some(match word.as_str() {
            "" | "n/a" | "na" => return Ok(None),
            "enterprise" | "company" | "private" | "private sector" | "sme" | "business" | "firm" | "entrepreneur" => Self::Enterprise,
            "government" | "gov" | "govt" | "ministry" | "public" | "public sector" | "government agency" | "government official" => Self::Government,
            "sme association" | "association" | "business association" | "federation" => Self::SmeAssociation,
            "chamber" | "chamber of commerce" | "chamber of commerce and industry" | "cci" => Self::Chamber,
            "academia" | "academic" | "university" | "research" | "research institute" | "institute" | "education" => Self::Academia,
            "finance" | "bank" | "financial institution" => Self::Finance,
            "ngo" | "non governmental organisation" | "non governmental organization" | "civil society" | "cso" => Self::Ngo,
            "international" | "international organisation" | "international organization" | "donor" | "un" | "io" => Self::International,
            "other" | "others" => Self::Other,
            _ => return Err(NotUnderstood),
        }))
    }
}

impl Role {
    /// Understands a code or the plain word; nothing is `None`.
    pub fn parse(text: &str) -> Result<Option<Self>, NotUnderstood> {
        let code = word(text).replace([' ', '-'], "_");
        match code.as_str() {
            "" => Ok(None),
            "trainee" | "nominee" | "fellow" => Ok(Some(Self::Participant)),
            "speaker" | "lecturer" | "expert" => Ok(Some(Self::ResourcePerson)),
            "trainer" => Ok(Some(Self::Facilitator)),
            code => Self::from_code(code).map(Some).ok_or(NotUnderstood),
        }
    }
}

impl Standing {
    /// Understands a code or the plain word; nothing is `None`.
    pub fn parse(text: &str) -> Result<Option<Self>, NotUnderstood> {
        let code = word(text).replace([' ', '-'], "_");
        match code.as_str() {
            "" => Ok(None),
            "confirmed" | "selected" => Ok(Some(Self::Accepted)),
            "withdrew" | "cancelled" => Ok(Some(Self::Withdrawn)),
            code => Self::from_code(code).map(Some).ok_or(NotUnderstood),
        }
    }
}

fn word(text: &str) -> String {
    text.trim().trim_end_matches('.').to_lowercase()
}

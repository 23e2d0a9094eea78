//! The roster and its import.

use super::{Id, Seen, files::FileSource, wire};

wire! { "people.ts";
    /// A person in a programme.
    struct Person {
        pub id: Id,
        pub facts: PersonFacts,
        pub seen: PersonSeen,
        /// True when laptops differ about this person.
        pub conflict: bool,
    }

    /// What a form about a person holds.
    struct PersonFacts {
        pub code: String,
        /// Empty when withheld from this laptop.
        pub name: String,
        pub native: Option<String>,
        /// BCP 47.
        pub language: Option<String>,
        /// `F`, `M`, `X`, or not stated.
        pub sex: Option<String>,
        /// ISO 3166-1 alpha-2.
        pub country: Option<String>,
        pub organisation: Option<String>,
        pub org_type: Option<String>,
        pub position: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        /// `participant`, `observer`, `resource_person`, `facilitator`, `interpreter` or `staff`.
        pub role: String,
        /// Such as `accepted`, `active`, `withdrawn`.
        pub status: String,
    }

    struct PersonSeen {
        pub code: Seen,
        pub name: Seen,
        pub language: Seen,
        pub sex: Seen,
        pub country: Seen,
        pub organisation: Seen,
        pub position: Seen,
        pub contact: Seen,
        pub role: Seen,
        pub status: Seen,
    }

    struct AddPersonArgs {
        pub programme: Id,
        pub facts: PersonFacts,
    }

    struct EditPersonArgs {
        pub programme: Id,
        pub id: Id,
        pub facts: PersonFacts,
        pub seen: PersonSeen,
    }

    /// A row that cannot be taken as it stands.
    struct RefusedRow {
        /// As the spreadsheet numbers it.
        pub row: u32,
        pub column: String,
        /// Why, such as `country_unknown`.
        pub code: String,
        pub value: String,
    }

    struct ColumnMapping {
        /// From 0.
        pub column: u32,
        pub header: String,
        /// The field it fills: `code`, `name`, `native`, `language`, `sex`, `country`, `organisation`, `org_type`,
        /// `position`, `email`, `phone`, `role`, `status`; none leaves it out.
        pub field: Option<String>,
        /// Its first few values.
        pub samples: Vec<String>,
    }

    struct PersonRef {
        pub code: String,
        pub name: String,
    }

    struct PossibleDuplicate {
        pub row: u32,
        pub name: String,
        pub like: PersonRef,
        /// Such as `same_name_without_honorific`.
        pub why: String,
    }

    /// What importing a spreadsheet would do. Nothing is written yet.
    struct RosterPreview {
        /// Hand this back for another look or to accept.
        pub file: String,
        pub file_name: String,
        pub sheets: Vec<String>,
        pub sheet: String,
        /// The row of the headings, as the spreadsheet numbers it.
        pub header_row: u32,
        pub columns: Vec<ColumnMapping>,
        /// Every field that a column may fill.
        pub fields: Vec<String>,
        pub rows_ok: u32,
        pub added: u32,
        pub updated: u32,
        pub unchanged: u32,
        pub refused: Vec<RefusedRow>,
        pub possible_duplicates: Vec<PossibleDuplicate>,
    }

    struct RosterOpenArgs {
        pub programme: Id,
        pub from: FileSource,
    }

    struct MappedColumn {
        pub column: u32,
        pub field: Option<String>,
    }

    /// How to read an opened spreadsheet.
    struct RosterReading {
        pub file: String,
        pub sheet: Option<String>,
        /// Corrections to the mapping; columns not named keep what was guessed.
        pub mapping: Vec<MappedColumn>,
    }

    struct RosterPreviewArgs {
        pub programme: Id,
        pub reading: RosterReading,
    }

    struct RosterAcceptArgs {
        pub programme: Id,
        pub reading: RosterReading,
        /// Take the good rows although some were refused.
        pub skip_refused: bool,
    }

    struct RosterImported {
        pub added: u32,
        pub updated: u32,
        pub unchanged: u32,
        pub refused: Vec<RefusedRow>,
        pub possible_duplicates: Vec<PossibleDuplicate>,
    }
}

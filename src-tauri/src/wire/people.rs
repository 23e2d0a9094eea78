//! The roster and its import.

use super::{Id, Seen, files::FileSource, wire};

wire! { "people.ts";
    /// A person in a programme.
    struct Person {
        pub id: Id,
        pub facts: PersonFacts,
        /// Whether the person belongs to the programme, and counts.
        pub belongs: Belongs,
        /// The nominee in whose place this person came.
        pub replaces: Option<Id>,
        /// Who came in the place of this person.
        pub replaced_by: Option<Id>,
        pub seen: PersonSeen,
    }

    /// How somebody belongs to a programme.
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum Belongs {
        /// A participant who takes part.
        Counted,
        /// There in another role: beside the counts.
        Beside,
        /// Only nominated, or did not show up, and no register has them present.
        NotCome,
        /// Declined, withdrew or was replaced.
        Gone,
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
        pub role: Option<String>,
        /// Such as `accepted`, `active`, `withdrawn`.
        pub status: Option<String>,
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

    /// Which person.
    struct PersonArgs {
        pub programme: Id,
        pub id: Id,
    }

    struct AddPersonArgs {
        pub programme: Id,
        pub facts: PersonFacts,
    }

    /// Somebody who comes in the place of a nominee.
    struct ReplacePersonArgs {
        pub programme: Id,
        /// The nominee.
        pub id: Id,
        /// Who comes.
        pub facts: PersonFacts,
        /// The nominee's standing as it was shown.
        pub seen: Seen,
    }

    /// Somebody of the roster who comes in the place of a nominee.
    struct ReplaceWithArgs {
        pub programme: Id,
        /// The nominee.
        pub id: Id,
        /// Who comes.
        pub substitute: Id,
        /// The nominee's standing as it was shown.
        pub seen: Seen,
        /// The other's standing as it was shown.
        pub substitute_seen: Seen,
    }

    struct EditPersonArgs {
        pub programme: Id,
        pub id: Id,
        /// What the form showed: only what differs from it is written.
        pub shown: PersonFacts,
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
        /// The letter above it in a spreadsheet program.
        pub letter: String,
        pub header: String,
        /// The field it fills: `code`, `name`, `given`, `family`, `native`, `language`, `sex`, `country`,
        /// `organisation`, `org_type`, `position`, `email`, `phone`, `role`, `status`; none leaves it out.
        pub field: Option<String>,
        /// Its first few values.
        pub samples: Vec<String>,
    }

    struct PersonRef {
        pub code: String,
        pub name: String,
        /// The row, when that person comes from the same list.
        pub row: Option<u32>,
    }

    struct PossibleDuplicate {
        pub row: u32,
        pub name: String,
        pub like: PersonRef,
        /// Such as `same_name_ignoring_honorific`.
        pub why: String,
    }

    /// Something that was changed on the way in and that a person should see.
    struct ImportNote {
        pub row: u32,
        pub column: String,
        /// Such as `name_was_capitals` or `phone_kept_as_typed`.
        pub code: String,
        pub value: String,
        /// What is kept instead, where something else is.
        pub kept: Option<String>,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum RowOutcome {
        Added,
        Updated,
        Unchanged,
        /// See the refusals.
        Refused,
        /// The person at the desk does not want it.
        LeftOut,
    }

    struct FieldChange {
        pub field: String,
        /// None where nothing was stated until now.
        pub from: Option<String>,
        pub to: String,
    }

    /// One row of the list as accepting would take it.
    struct PlannedRow {
        pub row: u32,
        pub outcome: RowOutcome,
        /// The code of the person: enrolled, or to be given.
        pub code: Option<String>,
        pub name: Option<String>,
        /// What the columns made of the row; none where it was refused.
        pub facts: Option<PlannedFacts>,
        pub changes: Vec<FieldChange>,
    }

    /// What a row says of a person: a column that fills the wrong field is seen here.
    struct PlannedFacts {
        pub native: Option<String>,
        pub language: Option<String>,
        pub sex: Option<String>,
        pub country: Option<String>,
        pub organisation: Option<String>,
        pub org_type: Option<String>,
        pub position: Option<String>,
        pub role: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
    }

    /// A sheet that was not read, with its first lines, so that nothing in a file goes unseen.
    struct OtherSheet {
        pub name: String,
        pub rows: u32,
        pub text: Vec<String>,
    }

    /// What importing a spreadsheet would do. Nothing is written yet.
    struct RosterPreview {
        /// Hand this back for another look or to accept.
        pub file: String,
        pub file_name: String,
        /// Every field that a column may fill.
        pub fields: Vec<String>,
        #[serde(flatten)]
        pub plan: RosterPlan,
    }

    /// What importing would do, or did.
    struct RosterPlan {
        /// The sheet that was read.
        pub sheet: String,
        pub other_sheets: Vec<OtherSheet>,
        /// The row of the headings, as the spreadsheet numbers it.
        pub header_row: u32,
        pub columns: Vec<ColumnMapping>,
        /// Every row under the headings.
        pub rows: Vec<PlannedRow>,
        pub notes: Vec<ImportNote>,
        /// How the letters of a text file were read.
        pub encoding: String,
        /// The letters may be wrong: the file does not say how they are encoded.
        pub encoding_guessed: bool,
        /// How many places in the teams of plans are filled by code.
        pub seated: u32,
        /// The list has no codes: they are given row by row.
        pub codes_given: bool,
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
        /// The heading of the column.
        pub header: String,
        /// None leaves the column out.
        pub field: Option<String>,
    }

    /// How to read an opened spreadsheet.
    struct RosterReading {
        pub file: String,
        pub sheet: Option<String>,
        /// The row of the headings, where the person says so.
        pub header_row: Option<u32>,
        /// Corrections to the mapping; columns not named keep what was guessed.
        pub mapping: Vec<MappedColumn>,
        /// Rows that are not wanted, as the spreadsheet numbers them.
        pub leave_out: Vec<u32>,
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
}

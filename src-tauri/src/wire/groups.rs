//! Group sets, groups and who is in them.

use super::{Id, Seen, files::FileSource, people::RefusedRow, wire};

wire! { "groups.ts";
    struct Member {
        pub participant: Id,
        pub code: String,
        pub name: String,
        pub native: Option<String>,
        pub language: Option<String>,
        pub sex: Option<String>,
        pub country: Option<String>,
        pub org_type: Option<String>,
        /// Such as `rapporteur`; empty for somebody not placed.
        pub role: String,
        /// What the screen shows as the person's place in the set.
        pub seen: Seen,
    }

    struct GroupView {
        pub id: Id,
        pub name: String,
        /// What the screen shows as its name.
        pub seen: Seen,
        /// Everything live in it, as the screen shows it: handed back by whoever takes it away.
        pub contents: Seen,
        pub members: Vec<Member>,
    }

    struct GroupSetView {
        pub id: Id,
        pub name: String,
        /// What the screen shows as its name.
        pub seen: Seen,
        /// Everything live in it, as the screen shows it: handed back by whoever takes it away.
        pub contents: Seen,
        pub groups: Vec<GroupView>,
        /// In the programme, in no group of this set.
        pub unplaced: Vec<Member>,
    }

    struct GroupsImportArgs {
        pub programme: Id,
        /// The set to fill, by name; made if it is new.
        pub name: String,
        pub from: FileSource,
    }

    /// What an import did. Where a row was refused, nothing was written.
    struct GroupsImported {
        pub sets: Vec<GroupSetView>,
        pub added: u32,
        pub updated: u32,
        pub unchanged: u32,
        pub refused: Vec<RefusedRow>,
    }

    struct AddGroupSetArgs {
        pub programme: Id,
        pub name: String,
        /// Its groups, by name.
        pub groups: Vec<String>,
    }

    struct AddGroupArgs {
        pub programme: Id,
        pub set: Id,
        pub name: String,
    }

    /// A new name for a set or a group.
    struct RenameArgs {
        pub programme: Id,
        pub id: Id,
        pub name: String,
        pub seen: Seen,
    }

    struct PlaceArgs {
        pub programme: Id,
        pub set: Id,
        pub participant: Id,
        /// None takes the person out of the set's groups.
        pub group: Option<Id>,
        pub role: String,
        pub seen: Seen,
    }

    /// Takes away what was made by mistake.
    struct RemoveArgs {
        pub programme: Id,
        pub id: Id,
        /// Its `contents` as the screen showed it.
        pub seen: Seen,
    }
}

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
        /// The place as shown.
        pub seen: Seen,
    }

    struct GroupView {
        pub id: Id,
        pub name: String,
        pub seen: Seen,
        pub members: Vec<Member>,
    }

    struct GroupSetView {
        pub id: Id,
        pub name: String,
        pub seen: Seen,
        pub groups: Vec<GroupView>,
        /// In the programme, in no group of this set.
        pub unplaced: Vec<Member>,
    }

    struct GroupsImportArgs {
        pub programme: Id,
        /// The set to fill; none makes a new one with the given name.
        pub set: Option<Id>,
        pub name: String,
        pub from: FileSource,
    }

    struct GroupsImported {
        pub set: GroupSetView,
        pub placed: u32,
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
}

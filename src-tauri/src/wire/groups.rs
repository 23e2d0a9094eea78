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
        /// How it was drawn, the latest first; empty where it was made by hand or imported.
        pub draws: Vec<Drawn>,
        /// What of the rules it does not meet.
        pub account: Account,
    }

    /// A draw of a set.
    struct Drawn {
        pub author: String,
        /// Label of the laptop.
        pub replica: String,
        /// RFC 3339, UTC.
        pub at: String,
        pub seed: u32,
        pub groups: u32,
        pub rules: DrawRules,
        /// The one that the account goes by.
        pub current: bool,
    }

    /// The rules of a draw.
    struct DrawRules {
        /// So many at least in each group; 0 asks for none.
        pub countries: u32,
        /// So many kinds of organisation at least in each group; 0 asks for none.
        pub org_types: u32,
        pub even_women: bool,
        pub lone_woman: bool,
        pub lone_man: bool,
        pub languages: bool,
    }

    /// The rules as somebody asks for them; null is as usual.
    struct DrawWishes {
        pub countries: Option<u32>,
        pub org_types: Option<u32>,
        pub even_women: bool,
        pub lone_woman: bool,
        pub lone_man: bool,
        pub languages: bool,
    }

    struct Account {
        pub groups: Vec<GroupMix>,
        /// The gravest first; empty where every rule is kept.
        pub findings: Vec<Finding>,
    }

    /// A group, counted.
    struct GroupMix {
        pub name: String,
        pub people: u32,
        pub women: u32,
        pub men: u32,
        pub countries: u32,
        pub org_types: u32,
    }

    /// One thing that is not met.
    struct Finding {
        /// Such as `lone_woman`.
        pub code: String,
        /// The name of the group, if it is about one.
        pub group: Option<String>,
        /// Who, by name; of `together_before` two and two.
        pub people: Vec<String>,
        pub found: Option<u32>,
        pub wanted: Option<u32>,
        pub fewest: Option<u32>,
        pub most: Option<u32>,
        /// Such as `sex`, of what is not stated.
        pub fact: Option<String>,
    }

    struct Pin {
        pub participant: Id,
        /// The name of the group.
        pub group: String,
    }

    /// A draw that is asked for.
    struct DrawArgs {
        pub programme: Id,
        /// The set whose unplaced people are drawn; null makes a new one.
        pub set: Option<Id>,
        /// What a new set is called.
        pub name: String,
        /// How many groups a new set has, or none where `size` says it.
        pub groups: Option<u32>,
        /// How many people a group has at most.
        pub size: Option<u32>,
        pub wishes: DrawWishes,
        pub pins: Vec<Pin>,
        /// Earlier sets whose pairs should not meet again.
        pub apart: Vec<Id>,
        /// Null chooses one.
        pub seed: Option<u32>,
        /// The `print` of what the screen showed, to keep exactly that; null for looking only.
        pub seen: Option<String>,
    }

    struct DrawnGroup {
        pub name: String,
        pub members: Vec<DrawnMember>,
    }

    struct DrawnMember {
        pub member: Member,
        /// Was there before the draw.
        pub stays: bool,
        pub pinned: bool,
    }

    /// What comes of a draw.
    struct Drawing {
        pub set: Option<Id>,
        pub seed: u32,
        pub rules: DrawRules,
        /// How many people the draw places.
        pub placed: u32,
        pub groups: Vec<DrawnGroup>,
        pub account: Account,
        pub print: String,
    }

    /// A draw that was kept.
    struct DrawKept {
        pub set: Id,
        pub sets: Vec<GroupSetView>,
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

//! What lies between a scorer and a group.

use sala::scores::{Noticed, Relation};

/// A conflict of interest that somebody declares.
pub const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Organisation => "the same organisation",
        Relation::Helped => "helped the group",
        Relation::Relative => "a relative in the group",
        Relation::Business => "business with the group",
        Relation::Other => "another one",
    }
}

/// What the program sees for itself.
pub const fn noticed(noticed: Noticed) -> &'static str {
    match noticed {
        Noticed::SameOrganisation => "of the same organisation as a member",
        Noticed::Facilitated => "facilitated the group",
        Noticed::SharedMember => "both groups share a member",
    }
}

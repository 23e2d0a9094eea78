//! What groups store.

use super::draw;
use crate::journal::{Field, Kind, Part};

/// The name of a set.
pub static SET_NAME: Field = Field::new("name", &[Part::text("name")]);
/// How the groups of a set were drawn, if they were: what chance began with, how many groups, the rules, the earlier sets whose pairs
/// were to be parted and who was put where by hand (ids one after the other; person and group).
pub static DRAW: Field = Field::new(
    "draw",
    &[
        Part::int("seed"),
        Part::int("into_groups"),
        Part::int("countries"),
        Part::int("org_types"),
        Part::int("even_women"),
        Part::int("lone_woman"),
        Part::int("lone_man"),
        Part::int("languages"),
        Part::bytes("apart"),
        Part::bytes("pins"),
    ],
)
.checked(draw::valid);
/// A way of dividing the participants, such as the groups of the first week.
pub static GROUP_SET: Kind = Kind::single("group_set", &[&SET_NAME, &DRAW]);

/// The set a group belongs to.
pub static OF_SET: Field = Field::new("of_set", &[Part::reference("group_set")]);
/// The name of a group.
pub static GROUP_NAME: Field = Field::new("name", &[Part::text("name")]);
/// A group. Its table is not called `group`, which SQL keeps for itself.
pub static GROUP: Kind = Kind::single("grp", &[&OF_SET, &GROUP_NAME]);

/// The group, and the person's part in it; nothing where the person was taken out.
pub static PLACE: Field = Field::new("place", &[Part::reference("grp"), Part::text("member_role")]).clearable();
/// A person's place in a set. Named by set and person, so that there is at most one.
pub static MEMBERSHIP: Kind = Kind::pair("membership", "group_set", "participant", &[&PLACE]);

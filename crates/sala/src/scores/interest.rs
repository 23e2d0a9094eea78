//! Conflicts of interest: one's own group is never scored; what else lies between a scorer and a group is told and counted apart.

use crate::{RecordId, people::value::codes};

codes! {
    /// A conflict of interest that a scorer declares.
    Relation {
        /// Works for the same organisation, or did.
        Organisation = "organisation",
        /// Helped the group with it.
        Helped = "helped",
        /// Is related to somebody in the group.
        Relative = "relative",
        /// Does business with somebody in the group.
        Business = "business",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// What the program sees for itself.
    Noticed {
        /// Somebody in the group comes from the scorer's organisation.
        SameOrganisation = "same_organisation",
        /// The scorer is noted as the facilitator of the group.
        Facilitated = "facilitated",
        /// The group that scores has a member in common with the one that is scored, as groups of two sets may.
        SharedMember = "shared_member",
    }
}

/// A member of a group, as far as interests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: RecordId,
    /// Where they come from.
    pub organisation: Option<String>,
    /// True for who is in the group to help it and takes no part in the programme otherwise. A participant who leads the talk of their
    /// own group still made what it made.
    pub facilitates: bool,
}

/// A scorer, as far as interests go.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The group that scores, if it is one.
    pub group: Option<RecordId>,
    /// The person of the roster, if it is one.
    pub person: Option<RecordId>,
    /// True for whoever takes part in the work that is scored.
    pub peer: bool,
    /// Where the scorer comes from; none for a group.
    pub organisation: Option<&'a str>,
    /// Who is in the group that scores.
    pub members: &'a [Member],
}

/// True where somebody would score their own work: of the group they are in, or of all of them.
#[must_use]
pub fn is_own(scorer: &Facts<'_>, group: Option<RecordId>, members: &[Member]) -> bool {
    match group {
        None => scorer.peer,
        Some(group) => scorer.group == Some(group) || members.iter().any(|one| Some(one.person) == scorer.person && !one.facilitates),
    }
}

/// What lies between a scorer and a group, as far as it can be seen.
#[must_use]
pub fn noticed(scorer: &Facts<'_>, members: &[Member]) -> Vec<Noticed> {
    let same = |a: &str, b: &str| !a.trim().is_empty() && a.trim().to_lowercase() == b.trim().to_lowercase();
    let own = scorer.organisation.unwrap_or_default();
    let organisation = members.iter().any(|one| Some(one.person) != scorer.person && one.organisation.as_deref().is_some_and(|other| same(own, other)));
    let facilitated = members.iter().any(|one| Some(one.person) == scorer.person && one.facilitates);
    let shared = scorer.members.iter().any(|one| !one.facilitates && members.iter().any(|other| other.person == one.person && !other.facilitates));
    [(organisation, Noticed::SameOrganisation), (facilitated, Noticed::Facilitated), (shared, Noticed::SharedMember)]
        .into_iter()
        .filter_map(|(is, what)| is.then_some(what))
        .collect()
}

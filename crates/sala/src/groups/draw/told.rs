//! An account with the names of people and groups.

use serde::Serialize;

use super::account::{Account, Fact, Finding, Mix, Unmet};
use crate::RecordId;

/// A person as an account names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Who.
    pub participant: RecordId,
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
}

/// A group, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupMix {
    /// Which; none while it is not made.
    pub id: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// Who is in it.
    #[serde(flatten)]
    pub mix: Mix,
}

/// One thing that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToldFinding {
    /// What.
    pub code: Unmet,
    /// The name of the group, if it is about one.
    pub group: Option<String>,
    /// Who; of pairs two and two.
    pub people: Vec<Who>,
    /// How many there are.
    pub found: Option<u32>,
    /// How many were asked for.
    pub wanted: Option<u32>,
    /// Of what is uneven: the fewest that a group has.
    pub fewest: Option<u32>,
    /// And the most.
    pub most: Option<u32>,
    /// Which fact is not stated.
    pub fact: Option<Fact>,
}

/// The account of a set or of a draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Group by group.
    pub groups: Vec<GroupMix>,
    /// What is not met, the gravest first; empty where every rule is kept.
    pub findings: Vec<ToldFinding>,
}

impl Told {
    /// An account of these groups and people.
    pub(super) fn of(account: Account, groups: &[(Option<RecordId>, &str)], people: &[Who]) -> Self {
        let name = |group: usize| groups.get(group).map(|(_, name)| (*name).to_owned());
        let finding = |Finding { code, group, people: who, numbers, fact }: Finding| {
            let uneven = matches!(code, Unmet::UnevenSizes | Unmet::UnevenWomen);
            let (first, second) = (numbers.map(|(first, _)| first), numbers.map(|(_, second)| second));
            ToldFinding {
                code,
                group: group.and_then(name),
                people: who.into_iter().filter_map(|person| people.get(person).cloned()).collect(),
                found: first.filter(|_| !uneven),
                wanted: second.filter(|_| !uneven),
                fewest: first.filter(|_| uneven),
                most: second.filter(|_| uneven),
                fact,
            }
        };
        let mixes = account.groups.into_iter().zip(groups).map(|(mix, (id, name))| GroupMix { id: *id, name: (*name).to_owned(), mix });
        Self { groups: mixes.collect(), findings: account.findings.into_iter().map(finding).collect() }
    }
}

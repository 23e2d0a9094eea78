//! What could not be met when groups were drawn.

use sala::groups::draw::{Fact, Told, ToldFinding, Unmet, Who};

/// One line for each thing that is not met.
pub fn account(account: &Told) -> String {
    if account.findings.is_empty() {
        return "Every rule is kept.".to_owned();
    }
    account.findings.iter().map(finding).collect::<Vec<_>>().join("\n")
}

fn finding(finding: &ToldFinding) -> String {
    let ToldFinding { code, group, people, found, wanted, fewest, most, fact } = finding;
    let group = group.as_deref().unwrap_or_default();
    let number = |n: &Option<u32>| n.unwrap_or_default();
    match code {
        Unmet::Unplaced => format!("In no group: {}.", names(people)),
        Unmet::UnevenSizes => format!("Groups are uneven: {} to {} people.", number(fewest), number(most)),
        Unmet::LoneWoman => format!("Group {group}: {} is the only woman.", names(people)),
        Unmet::LoneMan => format!("Group {group}: {} is the only man.", names(people)),
        Unmet::FewCountries => format!("Group {group}: countries {}, asked {}.", number(found), number(wanted)),
        Unmet::FewOrgTypes => format!("Group {group}: kinds of organisation {}, asked {}.", number(found), number(wanted)),
        Unmet::TogetherBefore => format!("Group {group}: together before: {}.", people.chunks(2).map(pair).collect::<Vec<_>>().join("; ")),
        Unmet::UnevenWomen => format!("Women are uneven: {} to {} in a group.", number(fewest), number(most)),
        Unmet::AloneInLanguage => format!("Group {group}: without a partner for their language: {}.", names(people)),
        Unmet::OnlySpeaker => format!("Nobody else here speaks the language of {}.", names(people)),
        Unmet::NotStated => {
            let fact = match fact {
                Some(Fact::Sex) => "sex",
                Some(Fact::Country) => "country",
                Some(Fact::OrgType) => "kind of organisation",
                Some(Fact::Language) => "language",
                None => "fact",
            };
            format!("The {fact} is not stated of {}.", names(people))
        }
    }
}

fn pair(pair: &[Who]) -> String {
    pair.iter().map(name).collect::<Vec<_>>().join(" and ")
}

fn names(people: &[Who]) -> String {
    people.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn name(who: &Who) -> String {
    who.name.as_ref().map_or_else(|| who.code.clone(), |name| format!("{} {name}", who.code))
}

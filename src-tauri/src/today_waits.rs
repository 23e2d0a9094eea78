//! What a day's work has left undone beside the registers.

use chrono::NaiveDate;
use sala::{Reader, RecordId, Result, groups, journal::BookNo, outputs, progress, visits};

use crate::{
    mapping::count,
    wire::today::{DraftOutput, SilentPlan, UncountedVisit},
};

/// The part of a member who writes for the group.
const RAPPORTEUR: &str = "rapporteur";

/// The outputs that are still drafts.
pub fn drafts(reader: &Reader<'_>, book: BookNo) -> Result<Vec<DraftOutput>> {
    let outputs = outputs::views::list(reader.sql(), book)?.into_iter().filter(|output| output.state == outputs::State::Draft);
    Ok(outputs.map(|output| DraftOutput { id: output.id.into(), title: output.title, group_name: output.group.unwrap_or_default() }).collect())
}

/// The groups with people of whom nobody is named to write for the group.
pub fn without_rapporteur(reader: &Reader<'_>, book: BookNo) -> Result<Vec<String>> {
    let named = |group: &groups::views::GroupView| group.members.iter().any(|member| member.role.as_deref() == Some(RAPPORTEUR));
    let sets = groups::views::sets(reader.sql(), book)?;
    // Several sets may each have their A.
    let called = |set: &groups::views::GroupSetView, name: &str| if sets.len() > 1 { format!("{name} ({})", set.name) } else { name.to_owned() };
    let of = |set: &groups::views::GroupSetView| {
        let open = set.groups.iter().filter(|group| !group.members.is_empty() && !named(group));
        open.map(|group| called(set, &group.name)).collect::<Vec<_>>()
    };
    Ok(sets.iter().flat_map(of).collect())
}

/// The visits up to a day at whose checkpoints heads were not counted.
pub fn uncounted(reader: &Reader<'_>, book: BookNo, until: NaiveDate) -> Result<Vec<UncountedVisit>> {
    // Days are written so that their order is that of the texts.
    let until = until.to_string();
    let visits = visits::views::list(reader.sql(), book)?.into_iter().filter(|visit| visit.date <= until && visit.counted < visit.checkpoints);
    Ok(visits
        .map(|visit| UncountedVisit { id: visit.id.into(), date: visit.date, host: visit.host, missing: count(visit.checkpoints - visit.counted) })
        .collect())
}

/// The plans of which nobody has heard for thirty days, and somebody should have.
pub fn silent(reader: &Reader<'_>, programme: RecordId, today: NaiveDate) -> Result<Vec<SilentPlan>> {
    let facts = progress::views::facts(reader.sql(), reader.book(programme)?)?;
    let plans = progress::glance(&facts, programme, today).plans.into_iter().filter(|plan| plan.silent);
    Ok(plans.map(|plan| SilentPlan { id: plan.id.into(), code: plan.code, heard: plan.last.map(|last| last.date.to_string()) }).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sala::{Desk, KeyPlace, NewStore, Role, SystemClock, attendance, demo};

    use super::*;

    #[test]
    fn what_a_day_left_undone_is_told_until_somebody_does_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("MI".into()), author: "Officer".into(), key_place: KeyPlace::File };
        let desk = Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).expect("a store");
        let book = demo::load(&desk).expect("the demo").programme;
        let today = attendance::views::today(&desk);
        let look = || {
            let look = desk.read(|r| {
                let of = r.book(book)?;
                Ok((drafts(r, of)?, without_rapporteur(r, of)?, uncounted(r, of, today)?))
            });
            let (drafts, groups, visits) = look.expect("a look");
            (drafts.into_iter().map(|one| one.group_name).collect::<Vec<_>>(), groups, visits.into_iter().map(|one| one.host).collect::<Vec<_>>())
        };
        assert_eq!(look(), (vec!["E".to_owned()], vec![], vec![]), "the demo's last group has not handed in; everybody was counted");

        let person = desk.read(|r| attendance::views::find_person(r.sql(), r.book(book)?, "P01")).expect("a look").expect("a person");
        desk.change(book, "test", |c| {
            let set = groups::set(c, "Second week")?;
            let north = groups::group(c, set, "North")?;
            groups::place(c, north, person, "member", None)?;
            visits::add(c, "2012-05-24".parse().expect("a day"), "Ban Phon weavers").map(drop)
        })
        .expect("written");
        let (_, groups, visits) = look();
        assert_eq!(groups, ["North (Second week)"], "a group that nobody writes for, with its set where there are several");
        assert_eq!(visits, ["Ban Phon weavers"], "a visit that is over, and nobody counted");
    }
}

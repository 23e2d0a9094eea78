//! What a day's work has left undone beside the registers.

use chrono::{NaiveDate, NaiveDateTime};

use super::{DraftOutput, SilentPlan, UncountedVisit};
use crate::{
    Reader, RecordId, Result, groups,
    journal::BookNo,
    outputs,
    progress::{self, Due, due::within, views::Facts},
    visits,
};

/// How far ahead Today looks at the plans, in days.
const DUE_DAYS: u64 = 30;

/// The part of a member who writes for the group.
const RAPPORTEUR: &str = "rapporteur";

/// The outputs that are still drafts.
pub(super) fn drafts(reader: &Reader<'_>, book: BookNo) -> Result<Vec<DraftOutput>> {
    let outputs = outputs::views::list(reader.sql(), book)?.into_iter().filter(|output| output.state == outputs::State::Draft);
    Ok(outputs.map(|output| DraftOutput { id: output.id, title: output.title, group: output.group.unwrap_or_default() }).collect())
}

/// The groups with people of whom nobody is named to write for the group.
pub(super) fn without_rapporteur(reader: &Reader<'_>, book: BookNo) -> Result<Vec<String>> {
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

/// The visits at whose checkpoints heads were not counted although their hour is over.
pub(super) fn uncounted(reader: &Reader<'_>, book: BookNo, now: NaiveDateTime) -> Result<Vec<UncountedVisit>> {
    // Days are written so that their order is that of the texts.
    let today = now.date().to_string();
    let visits = visits::views::list(reader.sql(), book)?;
    let asked = visits.into_iter().filter(|visit| visit.date <= today && !visit.cancelled && visit.counted < visit.checkpoints);
    let mut found = Vec::new();
    for visit in asked {
        let missing = match visit.date == today {
            true => visits::missing(&visits::views::one(reader, book, visit.id)?, now),
            false => visit.checkpoints - visit.counted,
        };
        if missing > 0 {
            found.push(UncountedVisit { id: visit.id, date: visit.date, host: visit.host, missing });
        }
    }
    Ok(found)
}

/// The plans of which nobody has heard for thirty days, and somebody should have.
pub(super) fn silent(facts: &Facts, programme: RecordId, today: NaiveDate) -> Vec<SilentPlan> {
    let plans = progress::glance(facts, programme, today).plans.into_iter().filter(|plan| plan.silent);
    plans.map(|plan| SilentPlan { id: plan.id, code: plan.code, heard: plan.last.map(|last| last.date) }).collect()
}

/// What is due next of the plans, once the last training day is over: from then on that is what the programme is about. Of a programme
/// without days the last one is the one on which it says that it ends.
pub(super) fn due(facts: &Facts, programme: RecordId, days: &[NaiveDate], today: NaiveDate) -> Option<Vec<Due>> {
    let over = days.last().copied().or(facts.since).is_some_and(|last| last < today);
    over.then(|| within(&progress::due::all(facts, programme, today), today, DUE_DAYS))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Desk, KeyPlace, NewStore, Role, SystemClock, attendance, demo};

    #[test]
    fn what_a_day_left_undone_is_told_until_somebody_does_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("MI".into()), author: "Officer".into(), key_place: KeyPlace::File };
        let desk = Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).expect("a store");
        let book = demo::load(&desk).expect("the demo").programme;
        let now = attendance::views::now(&desk);
        let look = || {
            let look = desk.read(|r| {
                let of = r.book(book)?;
                Ok((drafts(r, of)?, without_rapporteur(r, of)?, uncounted(r, of, now)?))
            });
            let (drafts, groups, visits) = look.expect("a look");
            (drafts.into_iter().map(|one| one.group).collect::<Vec<_>>(), groups, visits.into_iter().map(|one| one.host).collect::<Vec<_>>())
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
        let at = |now: &str| {
            let visits = desk.read(|r| uncounted(r, r.book(book)?, now.parse().expect("a time"))).expect("a look");
            visits.into_iter().map(|one| (one.host, one.missing)).collect::<Vec<_>>()
        };
        assert_eq!(at("2012-05-24T18:00:00"), vec![], "while the day lasts its counts are to come");
        assert_eq!(at("2012-05-25T00:00:00"), [("Ban Phon weavers".to_owned(), 3)]);
        let visit = desk.read(|r| Ok(visits::views::list(r.sql(), r.book(book)?)?.into_iter().find(|one| one.host == "Ban Phon weavers").map(|one| one.id)));
        let visit = visit.expect("a look").expect("the visit");
        let field = visits::VisitField::Cancelled(Some("rain".into()));
        desk.change(book, "test", |c| visits::edit(c, visit, field, None)).expect("written");
        assert_eq!(at("2012-05-25T00:00:00"), vec![], "nothing is asked of a visit that did not happen");
    }

    #[test]
    fn what_is_due_of_the_plans_is_told_once_the_training_is_over() {
        let dir = tempfile::tempdir().expect("a folder");
        let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("MI".into()), author: "Officer".into(), key_place: KeyPlace::File };
        let desk = Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).expect("a store");
        let book = demo::load(&desk).expect("the demo").programme;
        let facts = desk.read(|r| progress::views::facts(r.sql(), r.book(book)?)).expect("a look");
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let days = [day("2012-05-14"), day("2012-05-25")];
        assert_eq!(due(&facts, book, &days, day("2012-05-25")), None, "on the last day the training is still on");
        let told = due(&facts, book, &days, day("2012-09-24")).expect("four months later the plans are what it is about");
        let listed = within(&progress::due::all(&facts, book, day("2012-09-24")), day("2012-09-24"), 30);
        assert_eq!(told, listed.clone(), "the list that the plans have");
        assert_eq!(due(&facts, book, &[], day("2012-09-24")), Some(listed), "also of a programme whose days nobody wrote down");
        assert_eq!(due(&facts, book, &[], day("2012-05-25")), None, "from the day after its last");
        assert!(told.iter().any(|one| one.late) && told.iter().any(|one| !one.late), "what is over and what comes");
    }
}

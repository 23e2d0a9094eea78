//! The demo is the first thing that anybody sees: it must be whole.

use std::sync::Arc;

use super::*;
use crate::{KeyPlace, NewStore, SystemClock, outputs, plans, visits};

fn desk(role: Role) -> (Desk, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewStore { role, label: "HQ".into(), organisation: Some("Mekong Institute".into()), author: "Officer".into(), key_place: KeyPlace::File };
    (Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).unwrap(), dir)
}

#[test]
fn the_demo_holds_the_whole_reference_programme_with_two_differences_to_decide() {
    let (desk, _dir) = desk(Role::Hq);
    let loaded = load(&desk).unwrap();
    assert_eq!((loaded.people, loaded.sessions, loaded.registers), (29, 24, 20));
    assert_eq!(loaded.conflicts, 2, "the second laptop saw one person differently, and corrected a text that headquarters corrected too");
    assert_eq!(desk.status().unwrap().conflicts, 2, "and both wait for a decision");
    let waiting = desk.read(|reader| crate::decide::conflicts(reader, None)).unwrap();
    let text = waiting.iter().find_map(|conflict| conflict.suggestion.as_ref()).expect("the two corrections can be put together");
    assert!(text.clashes == 0 && ["transporters", "fair"].iter().all(|word| text.value.to_string().contains(word)), "{text:?}");
    desk.read(|reader| {
        let (sql, book) = (reader.sql(), reader.book(loaded.programme)?);
        let registers = attendance::views::registers(reader, book, attendance::views::today(&desk))?;
        assert!(registers.iter().all(|line| line.counts.unmarked == 0), "everybody is marked everywhere");
        let sum = |count: fn(&attendance::grid::RegisterLine) -> u64| registers.iter().map(count).sum::<u64>();
        assert_eq!(sum(|line| line.counts.late), 3, "three people were late once");
        assert_eq!(sum(|line| line.counts.excused), 13, "leave was given for thirteen half days");
        assert_eq!(sum(|line| line.counts.absent), 1, "one was away without leave; the difference shows the later mark");
        let sessions = agenda::views::all(sql, book)?;
        assert!(sessions.iter().all(|one| !one.line.trainers.is_empty()), "somebody teaches everything");
        assert!(agenda::views::days(sql, book)?.iter().all(|day| agenda::overlaps(day).is_empty()), "nobody in two rooms, and no room twice");
        let overran: Vec<_> = sessions.iter().filter(|one| one.line.actual.is_some()).map(|one| one.line.title.as_str()).collect();
        assert_eq!(overran, ["Country papers"], "one session took longer than planned");
        let groups = crate::groups::views::sets(sql, book)?;
        assert_eq!(groups.iter().map(|set| set.groups.len()).sum::<usize>(), 5);
        let outputs = outputs::views::list(sql, book)?;
        assert_eq!((outputs.len(), outputs.iter().filter(|output| output.files > 0).count()), (5, 3), "three with a photograph");
        let visits = visits::views::list(sql, book)?;
        assert!(
            visits.iter().all(|visit| visit.stops == 2 && visit.vehicles == 2 && visit.counted == visit.checkpoints),
            "everybody was counted on every visit: {visits:?}"
        );
        assert!(visits.len() == 4 && visits.iter().all(|visit| visit.observations >= 2), "and the groups brought something home");
        let seated = |visit: &visits::views::VisitLine| visits::views::riders(sql, book, visit.id).map(|people| people.iter().all(|one| one.vehicle.is_some()));
        assert!(visits.iter().map(seated).collect::<Result<Vec<_>>>()?.into_iter().all(|all| all), "everybody had a seat");
        let notes = crate::action_review::views::notes(sql, book, None)?;
        assert_eq!(notes.iter().map(|note| note.date).collect::<std::collections::BTreeSet<_>>().len(), 3, "three days were reviewed");
        let plans = plans::views::list(sql, book)?;
        assert!(plans.iter().all(|plan| plan.team.len() >= 2), "every plan has its team");
        let at = |state: plans::State| plans.iter().filter(|plan| plan.state == state).count();
        let [presented, committed, in_progress] = [plans::State::Presented, plans::State::Committed, plans::State::InProgress].map(at);
        let [completed, superseded, dropped] = [plans::State::Completed, plans::State::Superseded, plans::State::Dropped].map(at);
        assert_eq!([presented, committed, in_progress, completed, superseded, dropped], [1, 2, 4, 1, 1, 1], "plans at every step of their life");
        for plan in &plans {
            let (content, _) = plans::views::content(sql, book, plan.id)?;
            assert!(content.activities.len() >= 3 && !content.sums().is_empty(), "{} has a Gantt and a budget", plan.code);
            let stand = plans::views::commitments(sql, book, plan.id)?.len();
            assert_eq!(stand >= plan.team.len(), plan.state != plans::State::Presented, "{}: whoever is committed said so", plan.code);
        }
        let glance = crate::progress::glance(&crate::progress::views::facts(sql, book)?, loaded.programme, "2012-10-06".parse().unwrap());
        let row = |code: &str| glance.plans.iter().find(|row| row.code == code).unwrap();
        assert_eq!(glance.months.len(), 6);
        assert!(row("AP04").months.iter().all(|cell| cell.light.is_some() && cell.reports > 0), "one is told of every month");
        assert!(row("AP08").months.iter().all(|cell| cell.reports == 0) && row("AP08").silent, "one of none");
        let lights: std::collections::BTreeSet<_> = glance.plans.iter().flat_map(|row| &row.months).filter_map(|cell| cell.light).collect();
        assert_eq!(lights.len(), 3, "every colour with its reason");
        assert!(row("AP03").months[2].reports > 0 && row("AP03").months[2].moving > 0);
        let cascades = crate::progress::views::of_plan(sql, book, row("AP04").id)?.cascades;
        assert_eq!(cascades.iter().filter_map(|one| one.total).sum::<i64>(), 57, "what they learned is carried on");
        let lineage = crate::progress::lineage::lineage(&plans, &crate::progress::lineage::origins(sql, book)?);
        assert_eq!(lineage.steps.len(), 1, "one plan went on in another");
        let versions = |code: &str| plans::views::by_code(sql, book, code).and_then(|plan| plans::views::versions(sql, book, plan.id));
        assert_eq!((versions("AP01")?.len(), versions("AP08")?.len()), (2, 1), "one was changed and kept again, one only changed");
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_second_helping_is_refused_and_changes_nothing() {
    let (desk, _dir) = desk(Role::Hq);
    load(&desk).unwrap();
    let before = desk.digest(None).unwrap();
    let problem = load(&desk).unwrap_err().problem();
    assert_eq!(problem.code, "demo_already_here");
    assert_eq!(desk.digest(None).unwrap(), before, "nothing was loaded twice");
}

#[test]
fn invented_people_are_kept_from_stores_that_hold_real_ones_or_carry_to_headquarters() {
    let (hq, _dir) = desk(Role::Hq);
    let (site, folder) = desk(Role::Site);
    programme::create(&hq, Facts::parse(&PROGRAMME.replace("SMECEC-2012", "REAL-2026")).unwrap()).unwrap();
    let before = hq.digest(None).unwrap();
    let problem = load(&hq).unwrap_err().problem();
    assert_eq!((problem.code, &problem.params["programmes"]), ("demo_beside_programmes", &serde_json::json!(["REAL-2026"])), "they would be packed together");
    assert_eq!(hq.digest(None).unwrap(), before, "nothing was loaded");

    let (request, pack) = (folder.path().join("request"), folder.path().join("pack.sala"));
    site.write_request(&request).unwrap();
    let certificate = hq.accept_file(&request, Some("LAP-A"), &Default::default()).unwrap().certificate;
    let options = crate::bundle::ExportOptions { to: crate::bundle::To::Replica(certificate.replica().to_string()), ..Default::default() };
    hq.export(&pack, &options, &mut |_, _| true).unwrap();
    site.import(&pack, None, &mut |_, _| true).unwrap();
    let before = site.digest(None).unwrap();
    let problem = load(&site).unwrap_err().problem();
    assert_eq!((problem.code, &problem.params["organisation"]), ("demo_in_joined_store", &serde_json::json!("Mekong Institute")), "they would travel");
    assert_eq!(site.digest(None).unwrap(), before, "nothing was loaded");
}

#[test]
fn a_laptop_has_the_demo_too_without_a_second_one_to_differ_from() {
    let (desk, _dir) = desk(Role::Site);
    let loaded = load(&desk).unwrap();
    assert_eq!((loaded.people, loaded.registers, loaded.conflicts), (29, 20, 0));
}

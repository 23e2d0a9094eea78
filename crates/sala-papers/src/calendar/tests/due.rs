//! What is due, in a calendar that took an earlier file.

use std::{collections::BTreeSet, sync::Arc};

use sala::{
    Desk, KeyPlace, NewStore, Role, SystemClock, demo, plans, programme,
    progress::{
        Due, What,
        due::{all, revisions},
        taken_back,
        views::facts,
    },
};

use super::{super::ToDo, *};

#[test]
fn what_is_due_has_one_name_for_ever_and_what_was_done_is_taken_back() {
    let (plan, about) = (RecordId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]));
    let due = |what, settled| Due { plan, code: "AP01".into(), what, date: "2012-06-30".parse().unwrap(), title: "Survey".into(), late: false, about, settled };
    let revisions = BTreeMap::from([((plan, about), 4), ((plan, plan), 7)]);
    let make = |due: &[Due], held: &BTreeSet<String>, language: &str| {
        let made = "2012-06-01T03:04:05Z".parse().unwrap();
        super::super::due(ToDo { programme: &programme(None), due, revisions: &revisions, held, made }, words(language))
    };
    let first = make(&[due(What::Activity, false), due(What::Report, false), due(What::Step, true)], &BTreeSet::new(), "en");
    let held = super::super::names_in(&first);
    assert_eq!(held.len(), 2, "nobody was told of the step: nothing is to be taken back");
    let (open, over) = (first, make(&[due(What::Activity, true), due(What::Step, true)], &held, "th"));
    assert_eq!(super::super::names_in(&over).len(), 1, "only what an earlier file held is taken back");
    let (open, over) = (opened(&open), opened(&over));
    let (first, month, then) = (events(&open)[0], events(&open)[1], events(&over)[0]);
    assert_eq!(text(first, P::Uid), text(then, P::Uid), "one name");
    assert_ne!(text(first, P::Uid), text(month, P::Uid));
    assert_eq!((number(first, P::Sequence), number(month, P::Sequence)), (4, 7));
    assert_eq!((text(first, P::Summary), first.status()), ("AP01: last day of Survey".to_owned(), Some(&ICalendarStatus::Confirmed)));
    assert_eq!(then.status(), Some(&ICalendarStatus::Cancelled));
    assert_eq!(text(then, P::Summary), "ยกเลิก: AP01: วันสุดท้ายของ Survey");
    assert_eq!(time(first, P::Dtstart).day, Some(30), "a whole day");
}

#[test]
fn what_was_removed_from_a_plan_is_cancelled_in_the_next_file() {
    let dir = tempfile::tempdir().unwrap();
    let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("MI".into()), author: "Officer".into(), key_place: KeyPlace::File };
    let desk = Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).unwrap();
    let id = demo::load(&desk).unwrap().programme;
    let file = |held: &BTreeSet<String>| {
        let read = desk.read(|r| {
            let (book, today) = (r.book(id)?, "2012-06-01".parse().unwrap());
            let facts = facts(r.sql(), book)?;
            let mut due = all(&facts, id, today);
            due.extend(taken_back(r, book, id, &facts, &due)?);
            Ok((programme::views::facts(r.sql(), book)?.unwrap(), due, revisions(r, book)?))
        });
        let (programme, due, revisions) = read.unwrap();
        let made = "2012-06-01T03:04:05Z".parse().unwrap();
        super::super::due(ToDo { programme: &programme, due: &due, revisions: &revisions, held, made }, words("en"))
    };
    let open = |due: &Due| due.what == What::Activity && !due.settled;
    let removed = desk.read(|r| Ok(all(&facts(r.sql(), r.book(id)?)?, id, "2012-06-01".parse().unwrap()).into_iter().find(open).unwrap())).unwrap();
    let before = file(&BTreeSet::new());
    desk.change(id, "test", |c| plans::lines::remove(c, plans::Part::Activity, removed.about, None)).unwrap();
    let after = file(&super::super::names_in(&before));
    let (before, after) = (opened(&before), opened(&after));
    let uid = format!("{}-activity@{id}.sala", removed.about);
    let of = |calendar: &ICalendar| {
        let found: Vec<_> = events(calendar).into_iter().filter(|event| text(event, P::Uid) == uid).cloned().collect();
        assert_eq!(found.len(), 1, "one event of that name");
        found[0].clone()
    };
    let (was, is) = (of(&before), of(&after));
    assert_eq!((was.status(), is.status()), (Some(&ICalendarStatus::Confirmed), Some(&ICalendarStatus::Cancelled)));
    assert!(number(&is, P::Sequence) > number(&was, P::Sequence), "a calendar takes the later one");
    assert_eq!(text(&is, P::Summary), format!("Cancelled: {}", text(&was, P::Summary)));
    assert_eq!(time(&is, P::Dtstart), time(&was, P::Dtstart), "an event has a day, the last that it had");
    assert_eq!(events(&before).len(), events(&after).len(), "and nothing else is left out");
}

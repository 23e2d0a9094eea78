use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::{
    RecordId,
    attendance::facts::{PersonFacts, RegisterFacts, State},
    people::Belongs,
};

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2012, 5, 14).unwrap() + Days::new(n)
}

fn person(n: u8, sex: Option<&str>, country: &str) -> (RecordId, PersonFacts) {
    let (sex, country) = (sex.map(Into::into), Some(country.into()));
    (id(n), PersonFacts { code: format!("P{n:02}"), name: Some(format!("Person {n}")), sex, country, ..Default::default() })
}

fn register(n: u8, date: NaiveDate, half: &str) -> RegisterFacts {
    RegisterFacts {
        id: id(n),
        date,
        half: half.into(),
        state: State::Open,
        seen: crate::Seen::default(),
        session: None,
        cancelled: false,
        stray: false,
        empty: false,
        sheets: 0,
        paper: None,
    }
}

/// Ten days of two registers, 29 people, everyone present.
fn programme() -> Facts {
    let mut facts = Facts { min_percent: 80, today: day(30), ..Facts::default() };
    for n in 0..20_u8 {
        facts.registers.push(register(100 + n, day(u64::from(n / 2)), if n % 2 == 0 { "AM" } else { "PM" }));
    }
    for n in 1..=29_u8 {
        facts.people.push(person(n, Some(if n % 2 == 0 { "M" } else { "F" }), "TH"));
        for register in 100..120 {
            facts.marks.insert((id(register), id(n)), Status::Present);
        }
    }
    facts
}

#[test]
fn the_reference_programme_comes_to_its_known_figures() {
    let mut facts = programme();
    let set = |facts: &mut Facts, register: u8, person: u8, status| facts.marks.insert((id(register), id(person)), status);
    for (register, person) in [(102, 16), (110, 10), (116, 23)] {
        set(&mut facts, register, person, Status::Late);
    }
    for register in [113, 114, 115, 116, 117] {
        set(&mut facts, register, 29, Status::Excused);
    }
    set(&mut facts, 114, 16, Status::Absent);
    let report = build(&facts);
    assert_eq!((report.registers, report.participants, report.cells), (20, 29, 580), "29 people at 20 registers");
    assert_eq!((report.counts.late, report.counts.excused, report.counts.absent), (3, 5, 1), "each mark once");
    assert_eq!(report.attended, 574, "late attends; excused and absent do not");
    let p29 = report.people.iter().find(|p| p.code == "P29").unwrap();
    assert_eq!((p29.rate.attended, p29.rate.of, p29.eligible), (15, 20, false), "five half days away is below 80 %");
    let p16 = report.people.iter().find(|p| p.code == "P16").unwrap();
    assert!(p16.eligible, "one absence and one late arrival keep the certificate");
}

#[test]
fn who_left_the_list_or_has_not_come_never_counts_whatever_was_marked() {
    let mut facts = programme();
    for (slot, belongs) in [Belongs::Gone, Belongs::Gone, Belongs::NotCome, Belongs::Beside].into_iter().enumerate() {
        facts.people[slot].1.belongs = belongs;
    }
    let report = build(&facts);
    assert_eq!(report.participants, 25, "two left the list, one has not come, and an observer is not a participant");
    assert_eq!(report.cells, 500, "their marks stay recorded but are nobody's cells");
    let grid = crate::attendance::grid::build(&facts);
    assert_eq!(grid.people.len(), 27, "the observer, and whoever has not come, are still to be seen in the grid");
}

#[test]
fn a_cancelled_half_day_leaves_the_denominator_and_a_forgotten_one_does_not() {
    let mut facts = programme();
    facts.registers[0].cancelled = true;
    facts.marks.retain(|(register, _), _| *register != id(119));
    let report = build(&facts);
    assert_eq!(report.registers, 19, "the cancelled register is nobody's absence");
    assert_eq!(report.counts.unmarked, 29, "a past day that nobody marked is unmarked, not forgotten and not absent");
    assert_eq!(report.counts.absent, 0, "unmarked is never absent");
    assert_eq!(report.registers_cancelled, 1, "and the report says that one was cancelled");
}

#[test]
fn in_the_middle_of_the_programme_the_days_to_come_do_not_count() {
    let mut facts = programme();
    facts.today = day(2);
    facts.marks.retain(|(register, _), _| *register <= id(104));
    let report = build(&facts);
    assert_eq!(report.registers, 5, "two whole days and this morning, which has begun");
    assert_eq!(report.rate.as_deref(), Some("100.00"), "the afternoon to come lowers nobody's rate");
    assert_eq!(report.registers_to_come, 15, "and the report says what is still to come");
    facts.today = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    let report = build(&facts);
    assert_eq!((report.registers, report.cut_off), (5, day(2)), "a clock at 1970 hides nothing that was marked");
}

#[test]
fn over_nothing_held_there_is_no_rate_and_nobody_is_eligible() {
    let report = build(&Facts { people: vec![person(1, None, "TH")], min_percent: 80, ..Facts::default() });
    assert_eq!(report.rate, None, "undefined is said, it is not zero");
    assert!(report.people.iter().all(|p| !p.eligible), "no certificate over nothing");
}

#[test]
fn the_answer_has_the_keys_that_scripts_rely_on() {
    let json = serde_json::to_value(build(&programme())).unwrap();
    for key in [
        "programme",
        "registers",
        "participants",
        "cells",
        "present",
        "late",
        "excused",
        "absent",
        "unmarked",
        "attended",
        "rate",
        "by_sex",
        "by_country",
        "people",
        "open_conflicts",
    ] {
        assert!(json.get(key).is_some(), "`{key}` is part of the public contract");
    }
    assert_eq!(json["rate"], "100.00", "the rate is text with two decimals");
    assert_eq!(json["by_sex"]["F"]["rate"], "100.00", "so it is in every table");
    assert_eq!(json["people"][0]["of"], 20, "each person has a denominator");
}

fn marks() -> impl Strategy<Value = Vec<Option<Status>>> {
    proptest::collection::vec(proptest::option::of(0_usize..6).prop_map(|s| s.map(|s| Status::ALL[s])), 8 * 6)
}

proptest! {
    #[test]
    fn in_every_table_the_parts_add_up_to_the_total(
        marks in marks(),
        sexes in proptest::collection::vec(proptest::option::of(prop_oneof![Just("F"), Just("M"), Just("X")]), 8),
        countries in proptest::collection::vec(proptest::option::of(prop_oneof![Just("KH"), Just("MM")]), 8),
        belongs in proptest::collection::vec(prop_oneof![Just(Belongs::Counted), Just(Belongs::Gone), Just(Belongs::NotCome), Just(Belongs::Beside)], 8),
        cancelled in proptest::collection::vec(any::<bool>(), 6),
    ) {
        let mut facts = Facts { min_percent: 80, today: day(3), ..Facts::default() };
        for (n, cancelled) in cancelled.into_iter().enumerate() {
            let register = register(100 + n as u8, day(n as u64), "AM");
            facts.registers.push(RegisterFacts { cancelled, ..register });
        }
        for n in 0..8_usize {
            let (id, mut person) = person(n as u8, sexes[n], "TH");
            person.country = countries[n].map(Into::into);
            person.belongs = belongs[n];
            facts.people.push((id, person));
        }
        for (n, mark) in marks.iter().enumerate() {
            if let Some(status) = mark {
                facts.marks.insert((id(100 + (n % 6) as u8), id((n / 6) as u8)), *status);
            }
        }
        let report = build(&facts);
        let counted = belongs.iter().filter(|one| **one == Belongs::Counted).count() as u64;
        prop_assert_eq!(report.participants, counted);
        prop_assert_eq!(report.cells, report.participants * report.registers);
        prop_assert_eq!(report.counts.cells(), report.cells);
        prop_assert_eq!(report.registers + report.registers_cancelled + report.registers_to_come, 6);
        for shares in [&report.by_sex, &report.by_country] {
            prop_assert_eq!(shares.values().map(|s| s.participants).sum::<u64>(), report.participants);
            prop_assert_eq!(shares.values().map(|s| s.rate.of).sum::<u64>(), report.cells);
            prop_assert_eq!(shares.values().map(|s| s.rate.attended).sum::<u64>(), report.attended);
        }
        prop_assert!(report.by_sex.keys().all(|k| ["F", "M", NOT_STATED].contains(&k.as_str())));
        prop_assert_eq!(report.people.iter().map(|p| p.rate.attended).sum::<u64>(), report.attended);
    }
}

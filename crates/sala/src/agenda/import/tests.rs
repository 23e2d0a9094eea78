//! The reference agenda, and agendas as they should not be.

use super::*;
use crate::people::table::read_bytes;

const AGENDA: &[u8] = include_bytes!("../../demo/files/agenda.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn planned(text: &str, known: &[Known], options: &Options) -> Plan {
    plan(&read_bytes(text.as_bytes()).unwrap(), known, Some((day("2012-05-14"), day("2012-05-25"))), options).unwrap()
}

fn accept(plan: &Plan) -> Vec<Known> {
    plan.rows.iter().filter_map(|row| row.session.clone()).map(|session| Known { session }).collect()
}

#[test]
fn the_reference_agenda_goes_in_whole_and_again_changes_nothing() {
    let file = read_bytes(AGENDA).unwrap();
    let dates = Some((day("2012-05-14"), day("2012-05-25")));
    let first = plan(&file, &[], dates, &Options::default()).unwrap();
    assert_eq!((first.added, first.refused.len()), (24, 0), "twenty-four sessions over ten days");
    let again = plan(&file, &accept(&first), dates, &Options::default()).unwrap();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 24), "nothing is new the second time");
    let last = first.rows[22].session.as_ref().unwrap();
    assert_eq!(last.title, "Post-test, evaluation and commitments", "a comma inside quotation marks is part of the title");
}

#[test]
fn a_session_that_ends_later_is_the_same_session_updated() {
    let known = accept(&planned("Date,Start,End,Method,Title\n2012-05-14,08:30,09:30,ceremony,Opening\n", &[], &Options::default()));
    let plan = planned("Date,Start,End,Method,Title\n2012-05-14,08:30,10:00,ceremony,Opening\n", &known, &Options::default());
    assert_eq!((plan.added, plan.updated), (0, 1), "day, start and title say which session it is");
}

#[test]
fn a_session_that_was_moved_meanwhile_is_not_made_twice() {
    let file = "Date,Start,End,Method,Title\n2012-05-14,08:30,09:30,ceremony,Opening\n2012-05-15,13:00,15:00,plenary,Case clinic\n2012-05-16,13:00,15:00,plenary,Reading\n";
    let mut known = accept(&planned(file, &[], &Options::default()));
    known[1].session.starts_min += 30;
    known[1].session.ends_min += 30;
    let plan = planned(file, &known, &Options::default());
    assert_eq!((plan.added, plan.updated, plan.unchanged), (0, 1, 2), "its title is left once on either side: it is that session");
    let twice = format!("{file}2012-05-17,13:00,15:00,plenary,Case clinic\n");
    let plan = planned(&twice, &known, &Options::default());
    assert_eq!((plan.added, plan.updated), (2, 0), "where two rows could be it, nobody guesses");
}

#[test]
fn every_wrong_cell_of_an_agenda_is_named_with_its_reason() {
    let text = "Programme of the course\n\nDay,From,To,Type,Topic\n\
        2012-05-14,08:30,08:00,plenary,Backwards\n\
        2012-06-14,08:30,09:30,plenary,Too late\n\
        Monday,eight,9.30,dance,\n\
        05/06/2012,8:30 am,1 pm,visit,Which month\n\
        14/05/2012,8.30,1330,field visit,Right\n";
    let plan = planned(text, &[], &Options::default());
    let codes: Vec<(u32, &str, &str)> = plan.refused.iter().map(|r| (r.row, r.column.as_str(), r.code)).collect();
    assert_eq!(
        codes,
        [
            (4, "To", "ends_before_start"),
            (5, "Day", "day_outside_programme"),
            (6, "Day", "date_invalid"),
            (6, "From", "time_invalid"),
            (6, "Type", "method_unknown"),
            (6, "Topic", "title_missing"),
            (7, "Day", "date_ambiguous"),
        ]
    );
    assert_eq!(plan.added, 1, "the row that is right goes in");
}

#[test]
fn a_thai_year_is_asked_about_and_converted_only_when_somebody_says_so() {
    let text = "Date,Start,End,Method,Title\n2555-05-14,08:30,09:30,ceremony,Opening\n";
    let asked = planned(text, &[], &Options::default());
    assert_eq!(asked.refused[0].code, "thai_year", "2555 may be a slip of the hand");
    let told = planned(text, &[], &Options { thai_years: true, ..Options::default() });
    assert_eq!(told.rows[0].session.as_ref().unwrap().date, day("2012-05-14"), "the user said it is the Thai year");
}

#[test]
fn a_file_that_is_no_agenda_says_so() {
    let code = |text: &str| plan(&read_bytes(text.as_bytes()).unwrap(), &[], None, &Options::default()).unwrap_err().problem().code;
    assert_eq!(code("Name,Country\nNoy,LA\n"), "agenda_no_header");
    assert_eq!(code("Date,Start,End,Title\n"), "agenda_no_rows");
}

#[test]
fn rooms_and_trainers_come_along_and_an_agenda_without_them_leaves_them() {
    let with = "Date,Start,End,Method,Title,Room,Trainer(s)\n\
        2012-05-14,08:30,09:30,ceremony,Opening,Hall 1,\"Dr. Ploy; Sok, PhD\"\n\
        2012-05-14,09:45,12:00,activity,Expectations,,\"Ploy, Sok\"\n";
    let known = accept(&planned(with, &[], &Options::default()));
    assert_eq!((known[0].session.room.as_deref(), &known[0].session.trainers[..]), (Some("Hall 1"), &["Dr. Ploy".to_owned(), "Sok, PhD".to_owned()][..]));
    assert_eq!((known[1].session.room.as_deref(), known[1].session.trainers.len()), (None, 2), "commas part names where nothing else does");
    let without = "Date,Start,End,Method,Title\n2012-05-14,08:30,09:30,ceremony,Opening\n2012-05-14,09:45,12:00,activity,Expectations\n";
    assert_eq!(planned(without, &known, &Options::default()).unchanged, 2, "it says nothing about rooms: they stay");
    let emptied = with.replace("Hall 1", "").replace("Dr. Ploy; Sok, PhD", "");
    assert_eq!(planned(&emptied, &known, &Options::default()).unchanged, 2, "an empty cell takes nothing away");
    let moved = planned(&with.replace("Hall 1", "Hall 2"), &known, &Options::default());
    assert_eq!((moved.updated, moved.unchanged), (1, 1), "another room is a change of the same session");

    let long = "x".repeat(121);
    let crowd = (0..21).map(|n| format!("T{n}")).collect::<Vec<_>>().join(";");
    let wrong = format!("Date,Start,End,Title,Room,Speaker\n2012-05-14,08:30,09:30,Opening,{long},{crowd}\n2012-05-14,10:30,11:30,Second,Hall,{long}\n");
    let codes: Vec<_> = planned(&wrong, &[], &Options::default()).refused.into_iter().map(|r| (r.row, r.column, r.code)).collect();
    let said = [(2, "Room", "text_too_long"), (2, "Speaker", "too_many_trainers"), (3, "Speaker", "text_too_long")];
    assert_eq!(codes, said.map(|(row, column, code)| (row, column.to_owned(), code)));
}

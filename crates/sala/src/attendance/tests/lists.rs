//! Marks out of a list.

use super::*;

#[test]
fn the_reference_programme_is_imported_and_comes_to_its_figures() {
    let room = Classroom::new();
    let file = read_bytes(EXCEPTIONS).unwrap();
    let done = room.change(|c| import(c, &file.sheets[0], Some(Status::Present))).unwrap();
    assert_eq!((done.added, done.filled, done.refused.len()), (17, 563, 0), "17 exceptions, and everyone else present");
    let report = room.report();
    assert_eq!((report.registers, report.participants, report.cells), (20, 29, 580), "29 people at 20 registers");
    assert_eq!((report.counts.present, report.counts.late, report.counts.excused, report.counts.absent), (563, 3, 13, 1), "as in the list");
    assert_eq!((report.attended, report.rate.as_deref(), report.counts.unmarked), (566, Some("97.59"), 0), "566 of 580");
    let below: Vec<_> = report.people.iter().filter(|p| !p.eligible).map(|p| (p.code.as_str(), p.rate.attended)).collect();
    assert_eq!(below, [("P29", 15)], "15 of 20 is below 80 %; 16 of 20 is not");

    let before = room.desk.digest(None).unwrap();
    let again = room.change(|c| import(c, &file.sheets[0], Some(Status::Present))).unwrap();
    assert_eq!((again.unchanged, again.added, again.updated, again.filled), (17, 0, 0, 0), "importing the same file again changes nothing");
    assert_eq!(room.desk.digest(None).unwrap(), before, "not one entry more");
    let register = room.register(AM);
    room.change(|c| lock(c, register, None)).unwrap();
    let locked = room.desk.digest(None).unwrap();
    let again = room.change(|c| import(c, &file.sheets[0], Some(Status::Present))).unwrap();
    assert_eq!((again.unchanged, again.refused.len()), (17, 0), "nor is what stands at a closed register already refused");
    assert_eq!(room.desk.digest(None).unwrap(), locked, "it was only said once more");
    let other = read_bytes(b"Date,Half,Participant,Status\n2012-05-14,AM,P07,absent\n").unwrap();
    let told = room.change(|c| import(c, &other.sheets[0], None)).unwrap();
    assert_eq!(told.refused.iter().map(|r| (r.column, r.code)).collect::<Vec<_>>(), [("Date", "register_locked")], "anything else is");
}

#[test]
fn a_list_without_a_column_leaves_what_was_recorded_there() {
    let room = Classroom::new();
    let brings = |file: &str| {
        let table = read_bytes(file.as_bytes()).unwrap();
        let done = room.change(|c| import(c, &table.sheets[0], None)).unwrap();
        assert!(done.refused.is_empty(), "every row is good: {:?}", done.refused);
        (done.added, done.updated, done.unchanged)
    };
    let mark = |code: &str| {
        let at = room.cell(AM, code);
        room.desk.read(|r| views::lookup::shown(r.sql(), r.book(room.book)?, at.register, at.participant)).unwrap().unwrap().mark.unwrap()
    };
    brings("Date,Half,Participant,Status,Minutes,Reason,Approver\n2012-05-14,AM,P01,excused,,embassy,Dr. Suchat\n2012-05-14,AM,P02,late,7,the bus,\n");
    let before = (mark("P01"), mark("P02"));
    let short = "Date,Half,Participant,Status\n2012-05-14,AM,P01,excused\n2012-05-14,AM,P02,late\n";
    assert_eq!((brings(short), (mark("P01"), mark("P02"))), ((0, 0, 2), before), "a list that says the same of the status says nothing new");
    brings("Date,Half,Participant,Status,Reason\n2012-05-14,AM,P01,excused,medical\n2012-05-14,AM,P02,absent,the bus\n");
    assert_eq!((mark("P01").reason(), mark("P01").approver()), (Some("medical"), Some("Dr. Suchat")), "what it says counts, who gave leave stays");
    assert_eq!((mark("P02").status(), mark("P02").minutes()), (Status::Absent, None), "another status is another mark: its minutes went with being late");
    brings("Date,Half,Participant,Status,Approver\n2012-05-14,AM,P01,excused,\n");
    assert_eq!((mark("P01").reason(), mark("P01").approver()), (Some("medical"), None), "an empty cell takes away what a missing column leaves");
}

#[test]
fn a_list_with_one_wrong_row_is_refused_whole_and_row_by_row() {
    let room = Classroom::new();
    let file = "Date,Half,Participant,Status,Minutes,Reason\n\
                2012-05-14,AM,P01,absent,,\n\
                2555-05-14,AM,P02,absent,,\n\
                2012-05-13,AM,P03,absent,,\n\
                2012-05-14,am,P99,absent,,\n\
                2012-05-14,AM,P05,asleep,,\n\
                2012-05-14,AM,P06,late,-5,\n\
                2012-05-14,AM,P07,late,soon,\n\
                2012-05-14,AM,P01,late,5,\n";
    let table = read_bytes(file.as_bytes()).unwrap();
    let done = room.change(|c| import(c, &table.sheets[0], Some(Status::Present))).unwrap();
    let told: Vec<_> = done.refused.iter().map(|r| (r.row, r.column, r.code)).collect();
    assert_eq!(
        told,
        [
            (3, "Date", "date_thai_year"),
            (4, "Date", "no_such_register"),
            (5, "Participant", "no_such_participant"),
            (6, "Status", "status_unknown"),
            (7, "Minutes", "minutes_out_of_range"),
            (8, "Minutes", "not_a_number"),
            (9, "Participant", "row_twice"),
        ],
        "each row says what is wrong with it, where"
    );
    assert_eq!(room.report().counts.unmarked, 580, "nothing half-written, and nothing filled");
    let headless = read_bytes(b"Name,Status\nKumru,absent\n").unwrap();
    assert_eq!(refusal(room.change(|c| import(c, &headless.sheets[0], None))).code, "column_missing", "a list of something else is no attendance");
}

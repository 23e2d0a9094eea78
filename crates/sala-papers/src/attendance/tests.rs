//! What an officer finds in the files.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use sala::{
    RecordId,
    attendance::{
        Status,
        facts::{Facts, PersonFacts, RegisterFacts, State},
        grid::{self, Grid},
        report::{self, Report},
    },
};

use super::{Figures, csv, table, xlsx};
use crate::words;

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

/// Two people at two registers; one of them typed a formula for a name.
fn figures() -> (Grid, Report) {
    let day = "2012-05-14".parse().unwrap();
    let register = |n, half: &str| RegisterFacts {
        id: id(n),
        date: day,
        half: half.into(),
        state: State::Locked,
        seen: sala::Seen::default(),
        session: None,
        cancelled: false,
        stray: false,
        empty: false,
        sheets: 0,
        paper: None,
    };
    let person = |code: &str, name: &str, sex: &str, country: &str| PersonFacts {
        code: code.into(),
        name: Some(name.into()),
        native: Some("สมศรี ตัวอย่าง".into()),
        sex: Some(sex.into()),
        country: Some(country.into()),
        ..PersonFacts::default()
    };
    let mut facts = Facts { programme: "DEMO".into(), title: "A day".into(), min_percent: 80, today: day, ..Facts::default() };
    facts.registers = vec![register(101, "AM"), register(102, "PM")];
    facts.people = vec![(id(1), person("P01", "=1+1", "F", "TH")), (id(2), person("P02", "Somsri", "M", "LA"))];
    for (register, person, status) in [(101, 1, Status::Present), (102, 1, Status::Late), (101, 2, Status::Excused)] {
        facts.marks.insert((id(register), id(person)), status);
    }
    facts.open_conflicts = 3;
    (grid::build(&facts), report::build(&facts))
}

#[test]
fn the_csv_opens_in_excel_and_runs_nothing() {
    let (grid, report) = figures();
    let bytes = csv(Figures { grid: &grid, report: &report }, words("en")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}Code,Name,"), "the mark at the start tells Excel that this is Unicode");
    assert!(text.contains("P01,'=1+1,สมศรี ตัวอย่าง,TH,present,late,2,2,100.00,yes\r\n"), "a formula typed for a name stays text: {text}");
    assert!(text.contains("P02,Somsri,สมศรี ตัวอย่าง,LA,excused,not marked,0,2,0.00,no\r\n"), "unmarked is not absent: {text}");
    assert!(text.contains("Differences waiting for a decision,3"), "the file says what is still open");
}

#[test]
fn the_workbook_has_the_grid_and_totals_that_add_up() {
    let (grid, report) = figures();
    let bytes = xlsx(Figures { grid: &grid, report: &report }, words("th")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["การเข้าร่วม", "สรุป"], "in the language that was asked for");
    let sheet = book.worksheet_range("การเข้าร่วม").unwrap();
    let row: Vec<_> = (0..10).map(|column| sheet.get_value((5, column)).cloned().unwrap_or(Data::Empty)).collect();
    let text = |text: &str| Data::String(text.into());
    assert_eq!(row[..2], [text("P01"), text("=1+1")], "a formula typed for a name is a text in its cell");
    assert_eq!(row[4..6], [text("●"), text("◐")], "each mark has a sign, not only a colour");
    assert_eq!(row[6..9], [Data::Float(2.0), Data::Float(2.0), Data::Float(100.0)], "attended, of, percent");
    let totals = book.worksheet_range("สรุป").unwrap();
    let said: Vec<_> = totals.rows().filter(|row| row[0].to_string().contains("รอการตัดสินใจ")).collect();
    assert_eq!(said[0][1], Data::Float(3.0), "the totals say how many differences wait");
    let sums: Vec<_> = totals.rows().filter(|row| row[0] == text("รวม")).map(|row| row[3].clone()).collect();
    assert_eq!(sums, [Data::Float(4.0), Data::Float(4.0)], "by sex and by country the cells make the same whole");
}

#[test]
fn the_terminal_shows_the_same_figures() {
    let (grid, report) = figures();
    let text = table(Figures { grid: &grid, report: &report }, words("en"));
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    for row in [&["P02", "Somsri", "0", "2", "0.00", "no"][..], &["Total", "2", "4", "50.00"], &["Women", "1", "2", "2", "100.00"]] {
        assert!(rows.iter().any(|r| r == row), "{row:?} should stand in:\n{text}");
    }
    assert!(text.contains("Up to and including"), "and how far the report goes");
}

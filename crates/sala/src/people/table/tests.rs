//! Files as they come: from Excel of every age, from the wrong folder, and half copied.

use std::io::Write;

use super::*;

fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    let file = read_bytes(bytes).unwrap();
    file.sheets[0].rows.iter().map(|row| (row.number, row.cells.clone())).collect()
}

fn code(bytes: &[u8]) -> &'static str {
    read_bytes(bytes).unwrap_err().code()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn comma_semicolon_and_tab_are_told_apart_even_under_a_title_row() {
    for separator in [",", ";", "\t"] {
        let text = "List of people\n\nNo;Name\n1;Noy\n".replace(';', separator);
        assert_eq!(rows(text.as_bytes()), [row(1, &["List of people"]), row(3, &["No", "Name"]), row(4, &["1", "Noy"])], "separator {separator:?}",);
    }
    assert_eq!(rows(b"sep=;\na,b;c\n"), [row(2, &["a,b", "c"])], "Excel's own first line decides");
}

#[test]
fn rows_keep_the_numbers_that_a_spreadsheet_shows() {
    let text = "a,b\r\n\r\n\r\n\"two\r\nlines\",c\r\n,\r\nlast,d";
    assert_eq!(
        rows(text.as_bytes()),
        [row(1, &["a", "b"]), row(4, &["two\r\nlines", "c"]), row(6, &["last", "d"])],
        "empty lines count, a line break inside a cell does not",
    );
    assert_eq!(rows(b"\n\na,b\n")[0].0, 3, "empty lines before the first count too");
}

#[test]
fn every_way_of_saving_letters_is_read() {
    let text = "Name,ชื่อ\nNoy,สมชาย ตัวอย่าง\n";
    let mut utf8 = vec![0xEF, 0xBB, 0xBF];
    utf8.extend(text.as_bytes());
    let utf16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
    };
    let (thai, _, _) = encoding_rs::WINDOWS_874.encode(text);
    for (bytes, encoding, guessed) in [
        (utf8, "utf-8", false),
        (text.as_bytes().to_vec(), "utf-8", false),
        (utf16(true, u16::to_le_bytes), "utf-16le", false),
        (utf16(true, u16::to_be_bytes), "utf-16be", false),
        (utf16(false, u16::to_le_bytes), "utf-16le", true),
        (thai.into_owned(), "windows-874", true),
    ] {
        let file = read_bytes(&bytes).unwrap();
        assert_eq!((file.encoding.as_str(), file.guessed), (encoding, guessed));
        assert_eq!(file.sheets[0].rows[1].cells[1], "สมชาย ตัวอย่าง", "read as {encoding}");
    }
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode("Name;Ort\nJosé Müller;Zürich\n");
    let file = read_bytes(&western).unwrap();
    assert_eq!(file.sheets[0].rows[1].cells, ["José Müller", "Zürich"], "an old Western file");
    assert!(file.guessed, "and the reader is told to look at the letters");
}

#[test]
fn a_file_that_is_no_table_is_named_for_what_it_is() {
    assert_eq!(code(b""), "table_empty");
    assert_eq!(code(b"  \r\n \n"), "table_empty");
    assert_eq!(code(b"\xFF\xD8\xFF\xE0 JFIF"), "table_foreign_file");
    assert_eq!(code(b"%PDF-1.7"), "table_foreign_file");
    assert_eq!(code(b"a,b\n\x00\x01\x02,\xFF"), "table_foreign_file");
    assert_eq!(code(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), "table_old_or_protected");
    assert_eq!(code(&zip_with("word/document.xml", b"<w/>")), "table_foreign_file");
    let params = read_bytes(b"%PDF-1.7").unwrap_err().params();
    assert_eq!(params, [("looks_like", "pdf".to_owned())], "the message can say what it is");
}

#[test]
fn a_workbook_cut_short_or_scrambled_is_damaged_and_says_so() {
    let whole = include_bytes!("../../demo/files/nominations.xlsx");
    for length in [100, 2000, whole.len() - 30] {
        assert_eq!(code(&whole[..length]), "table_damaged", "cut after {length} bytes");
    }
    assert_eq!(code(&zip_with("xl/workbook.xml", b"no xml at all")), "table_damaged");
}

#[test]
fn sheets_larger_than_any_list_are_refused_before_they_fill_the_memory() {
    assert_eq!(code(&vec![b'a'; 21 * 1024 * 1024]), "table_too_large");
    assert_eq!(code("a,b\n".repeat(20_001).as_bytes()), "table_too_many_rows");
    assert_eq!(code(format!("{}\n", "a,".repeat(300)).as_bytes()), "table_too_many_columns");
    let long = format!("a,b\nc,{}\n", "x".repeat(10_001));
    let error = read_bytes(long.as_bytes()).unwrap_err();
    assert_eq!((error.code(), error.params()), ("table_cell_too_long", vec![("row", "2".into())]));
}

#[test]
fn a_workbook_gives_its_sheets_with_the_rows_as_numbered() {
    let file = read_bytes(include_bytes!("../../demo/files/nominations.xlsx")).unwrap();
    let names: Vec<&str> = file.sheets.iter().map(|table| table.sheet.as_str()).collect();
    assert_eq!(names, ["Nominations", "Notes"]);
    let last = file.sheets[0].rows.last().unwrap();
    assert_eq!((last.number, last.cell(1)), (37, "Atlantis"), "its number in the sheet");
    assert_eq!(last.cell(0), "31", "a whole number is written as one");
}

#[test]
fn a_missing_file_is_unreadable_not_empty() {
    let error = read(std::path::Path::new("/nowhere/roster.csv")).unwrap_err();
    assert_eq!(error.code(), "table_unreadable");
}

#[test]
fn typed_dates_are_read_and_a_thai_year_is_asked_about() {
    let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    for (typed, meant) in [
        ("2012-05-14", DateGuess::Date(day(2012, 5, 14))),
        ("14/05/2012", DateGuess::Date(day(2012, 5, 14))),
        ("14.5.2012", DateGuess::Date(day(2012, 5, 14))),
        ("5/14/2012", DateGuess::Date(day(2012, 5, 14))),
        ("14 May 2012", DateGuess::Date(day(2012, 5, 14))),
        ("2012-05-14 00:00", DateGuess::Date(day(2012, 5, 14))),
        ("05/04/2012", DateGuess::Ambiguous),
        ("05/05/2012", DateGuess::Date(day(2012, 5, 5))),
        ("2555-05-14", DateGuess::ThaiYear(day(2012, 5, 14))),
        ("๑๔/๐๕/๒๕๕๕", DateGuess::ThaiYear(day(2012, 5, 14))),
        ("2012-02-30", DateGuess::Unreadable),
        ("0012-05-14", DateGuess::Unreadable),
        ("Monday", DateGuess::Unreadable),
        ("", DateGuess::Unreadable),
    ] {
        assert_eq!(dates(typed), meant, "{typed:?}");
    }
}

/// A zip archive with one stored entry.
fn zip_with(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file(name, stored).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

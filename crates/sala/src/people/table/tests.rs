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
fn a_workbook_that_unpacks_to_more_than_it_says_or_than_any_list_is_refused() {
    let bomb = workbook_with(&format!("<row r=\"1\">{}</row>", " ".repeat(201 << 20)), "");
    assert!(bomb.len() < 1 << 20, "small until it is opened: {} bytes", bomb.len());
    assert_eq!(code(&bomb), "table_too_large", "it says how large it is");
    let mut lying = bomb;
    // The directory at the end gives the unpacked size 24 bytes behind its mark (APPNOTE 4.3.12), each file's own head 22.
    for (mark, behind) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let places: Vec<usize> = (0..lying.len() - 30).filter(|at| lying[*at..].starts_with(mark)).collect();
        for at in places {
            lying[at + behind..at + behind + 4].copy_from_slice(&9_u32.to_le_bytes());
        }
    }
    let refused = code(&lying);
    assert!(["table_too_large", "table_damaged"].contains(&refused), "it says that it is nine bytes: {refused}");
}

#[test]
fn a_workbook_whose_cells_would_fill_the_memory_is_refused() {
    let plain = r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>7</v></c></row>"#;
    assert_eq!(rows(&workbook_with(plain, "<si><t>Noy</t></si>")), [row(2, &["Noy", "7"])], "a workbook made in this way is a good one");
    let shared = (1..=5_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect::<String>();
    let text = format!("<si><t>{}</t></si>", "x".repeat(9_000));
    assert_eq!(code(&workbook_with(&shared, &text)), "table_too_large", "one long text in every cell is many long texts");
    let turns = r#"<row r="1"><c r="GR1"><v>1</v></c></row><row r="2"><c r="GR2"><v>1</v></c></row>"#.repeat(10_001);
    assert_eq!(code(&workbook_with(&turns, "")), "table_too_many_rows", "two rows told in turns are as many as are told");
    let corner = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    assert_eq!(code(&workbook_with(corner, "")), "table_too_many_rows", "the last corner of the largest sheet");
    let wide = r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#;
    assert_eq!(code(&workbook_with(wide, "")), "table_too_many_columns", "the last column of the largest sheet");
    let long = format!(r#"<row r="7"><c r="A7" t="inlineStr"><is><t>{}</t></is></c></row>"#, "x".repeat(10_001));
    assert_eq!(code(&workbook_with(&long, "")), "table_cell_too_long", "a cell that is a book");
    let entities = format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#, "&lol;".repeat(100_000));
    let laughs = read_bytes(&workbook_with(&entities, ""));
    assert!(laughs.as_ref().map_or(true, |file| file.sheets[0].rows[0].cells[0].len() <= MAX_CELL_CHARS * 4), "names of texts are not unfolded: {laughs:?}");
    let deep = "<row>".repeat(200_000);
    assert!(read_bytes(&workbook_with(&deep, "")).is_err(), "rows in rows without end");
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

/// A workbook of one sheet with these rows and these shared texts, packed.
fn workbook_with(rows: &str, texts: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: u8, kind: &str, target: &str| format!(r#"<Relationship Id="r{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#);
    let all = |relations: String| format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#);
    let parts = [relation(1, "worksheet", "worksheets/sheet1.xml"), relation(2, "sharedStrings", "sharedStrings.xml")].concat();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in [
        ("xl/workbook.xml", format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#)),
        ("_rels/.rels", all(relation(1, "officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", all(parts)),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}">{texts}</sst>"#)),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)),
    ] {
        writer.start_file(name, packed).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_went_wrong_in_a_cell_is_no_empty_cell() {
    let rows = r##"<row r="2"><c r="A2" t="str"><v>Chan</v></c><c r="B2" t="e"><v>#NAME?</v></c><c r="C2"><f>1/0</f><v>0</v></c></row>"##;
    let bytes = workbook_with(rows, "");
    let read = read_bytes(&bytes).unwrap();
    assert_eq!(read.sheets[0].rows[0].cell(1), "#NAME?");
    assert_eq!(formulas(&bytes).unwrap(), [("S".to_owned(), 2, 1), ("S".to_owned(), 2, 2)], "a form takes neither");
}

/// A terabyte, of which the disk holds nothing but the beginning: whoever reads all of it does not come back.
#[cfg(unix)]
#[test]
fn a_file_that_is_far_too_large_is_refused_without_being_read_to_its_end() {
    let here = tempfile::tempdir().unwrap();
    for (name, begins) in [("roster.csv", &b"No,Name\n1,Noy\n"[..]), ("agenda.xlsx", b"PK\x03\x04")] {
        let path = here.path().join(name);
        std::fs::write(&path, begins).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
        let refused = read(&path).unwrap_err();
        assert_eq!(refused.code(), "table_too_large", "{name}");
        assert_eq!(refused.params(), [("megabytes", "20".to_owned())], "{name}: and how large it may be");
    }
}

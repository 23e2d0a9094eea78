//! Excel workbooks, streamed cell by cell so that a sheet with one stray cell in its last corner
//! costs nothing.

use std::io::{Cursor, Read, Seek};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cells;
use super::{Formulas, MAX_BYTES, MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Row, Spreadsheet, Table, TableError};

/// How many times its own size a workbook may unpack to, above a floor for small files.
const MAX_UNPACKED: u64 = 10 * MAX_BYTES;

/// The most entries of the archive: a workbook has a few dozen.
const MAX_ENTRIES: usize = 10_000;
/// The most text in all cells together, in bytes.
const MAX_LETTERS: usize = MAX_BYTES as usize;

/// Reads the visible sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Spreadsheet, TableError> {
    check_archive(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|why| refuse(&why))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let (mut sheets, mut letters) = (Vec::new(), 0);
    for name in names {
        let table = read_sheet(&mut workbook, &name, &mut letters)?;
        if !table.rows.is_empty() {
            sheets.push(table);
        }
    }
    if sheets.is_empty() {
        return Err(TableError::Empty);
    }
    Ok(Spreadsheet { sheets, encoding: "xlsx".to_owned(), guessed: false })
}

/// An XLSX is a zip archive: it must hold a workbook, and must not unpack to something enormous.
fn check_archive(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|why| TableError::Damaged(why.to_string()))?;
    if archive.len() > MAX_ENTRIES {
        return Err(TableError::TooLarge);
    }
    let mut unpacked: u64 = 0;
    let mut workbook = false;
    let mut looks_like = "zip";
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|why| TableError::Damaged(why.to_string()))?;
        unpacked = unpacked.saturating_add(entry.size());
        let name = entry.name().map_err(|why| TableError::Damaged(why.to_string()))?;
        match name.as_ref() {
            "xl/workbook.xml" => workbook = true,
            "xl/workbook.bin" => looks_like = "xlsb",
            "word/document.xml" => looks_like = "docx",
            "ppt/presentation.xml" => looks_like = "pptx",
            "mimetype" => looks_like = "opendocument",
            _ => {}
        }
    }
    if unpacked > MAX_UNPACKED {
        return Err(TableError::TooLarge);
    }
    if !workbook {
        return Err(TableError::NotATable { looks_like });
    }
    // What an entry says of its size is whatever its maker wrote there: only unpacking it tells.
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|why| TableError::Damaged(why.to_string()))?;
        let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|why| TableError::Damaged(why.to_string()))?;
        left = left.checked_sub(size).ok_or(TableError::TooLarge)?;
    }
    Ok(())
}

/// The cells of a workbook's visible sheets whose values are worked out, or went wrong in that, by sheet, row (from 1) and column (from 0).
pub(super) fn formulas(bytes: &[u8]) -> Result<Formulas, TableError> {
    check_archive(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|why| refuse(&why))?;
    let names: Vec<_> = workbook.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    let mut found = Vec::new();
    for name in names {
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(|why| refuse(&why))?;
        while let Some(cell) = reader.next_formula().map_err(|why| refuse(&why))? {
            if !cell.get_value().is_empty() && found.len() < MAX_ROWS as usize {
                let (row, column) = cell.get_position();
                found.push((name.clone(), row.saturating_add(1), column));
            }
        }
        drop(reader);
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(|why| refuse(&why))?;
        while let Some(cell) = reader.next_cell().map_err(|why| refuse(&why))? {
            if matches!(cell.get_value(), DataRef::Error(_)) && found.len() < MAX_ROWS as usize {
                let (row, column) = cell.get_position();
                found.push((name.clone(), row.saturating_add(1), column));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn read_sheet<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str, letters: &mut usize) -> Result<Table, TableError> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|why| refuse(&why))?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|why| refuse(&why))? {
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        let text = text_of(cell.get_value(), number)?;
        if text.is_empty() {
            continue;
        }
        // Many cells may share one long text, and each holds a copy of it here.
        *letters = letters.saturating_add(text.len());
        if *letters > MAX_LETTERS {
            return Err(TableError::TooLarge);
        }
        if number > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        if column >= MAX_COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        if rows.last().is_none_or(|last| last.number != number) {
            // Rows told in turns, cell by cell, are more than the sheet's own number says.
            if rows.len() >= MAX_ROWS as usize {
                return Err(TableError::TooManyRows);
            }
            rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            let column = column as usize;
            if last.cells.len() <= column {
                last.cells.resize(column + 1, String::new());
            }
            if let Some(slot) = last.cells.get_mut(column) {
                *slot = text;
            }
        }
    }
    // A careless program may write rows out of order.
    rows.sort_by_key(|row| row.number);
    Ok(Table { sheet: name.to_owned(), rows })
}

fn text_of(value: &DataRef<'_>, row: u32) -> Result<String, TableError> {
    let text = match value {
        DataRef::Empty => String::new(),
        // What a formula came to that went wrong, such as `#NAME?`: not nothing.
        DataRef::Error(error) => error.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => cells::number(*number),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => cells::moment(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
    };
    if text.len() > MAX_CELL_CHARS && text.chars().count() > MAX_CELL_CHARS {
        return Err(TableError::CellTooLong { row });
    }
    Ok(text)
}

fn refuse(why: &XlsxError) -> TableError {
    TableError::Damaged(why.to_string())
}

//! Delimited text, with the separator found out and rows numbered as a spreadsheet shows them.

use super::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Row, Table, TableError};

/// Reads delimited text.
pub(super) fn read(text: &str) -> Result<Table, TableError> {
    let (separator, text) = separator(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut number: u32 = 0;
    let mut read_to = 0;
    loop {
        let more = reader.read_record(&mut record).map_err(|why| TableError::Damaged(why.to_string()))?;
        if !more {
            break;
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        // Lines with nothing at all are skipped by the reader but shown, and counted, by a
        // spreadsheet program.
        let raw = text.get(read_to..end).unwrap_or_default();
        number = number.saturating_add(1).saturating_add(leading_lines(text, read_to, raw));
        read_to = end;
        if number > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        if record.len() > MAX_COLUMNS as usize {
            return Err(TableError::TooManyColumns);
        }
        let row = Row { number, cells: cells(&record, number)? };
        if !row.is_blank() {
            rows.push(row);
        }
    }
    Ok(Table { sheet: String::new(), rows })
}

/// How many empty lines come before the record's own text.
fn leading_lines(text: &str, at: usize, raw: &str) -> u32 {
    // The reader ends a record at `\r`; the `\n` after it belongs to that same line end.
    let half_read = text.get(..at).is_some_and(|before| before.ends_with('\r'));
    let raw = if half_read { raw.strip_prefix('\n').unwrap_or(raw) } else { raw };
    let body = raw.trim_start_matches(['\r', '\n']);
    let skipped = raw.get(..raw.len() - body.len()).unwrap_or_default().replace("\r\n", "\n");
    u32::try_from(skipped.len()).unwrap_or(u32::MAX)
}

fn cells(record: &csv::StringRecord, row: u32) -> Result<Vec<String>, TableError> {
    let mut cells = Vec::with_capacity(record.len());
    for cell in record {
        if cell.len() > MAX_CELL_CHARS && cell.chars().count() > MAX_CELL_CHARS {
            return Err(TableError::CellTooLong { row });
        }
        cells.push(cell.trim().to_owned());
    }
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    Ok(cells)
}

/// A first line `sep=;` decides (Excel writes and obeys it); otherwise the separator that the
/// first lines use most evenly, counted outside quotation marks.
fn separator(text: &str) -> (u8, &str) {
    let first = text.lines().next().unwrap_or_default();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', chosen] = first.as_bytes() {
        let rest = text.get(first.len()..).unwrap_or_default();
        return (*chosen, rest);
    }
    let mut best = (b',', 0usize);
    for candidate in [b',', b';', b'\t'] {
        let counts: Vec<usize> = text.lines().filter(|line| !line.trim().is_empty()).take(20).map(|line| count_outside_quotes(line, candidate)).collect();
        // Titles above the header have none; the lines that do have it should agree.
        let used = counts.iter().filter(|count| **count > 0).count();
        let most = counts.iter().copied().max().unwrap_or(0);
        let agreeing = counts.iter().filter(|count| **count == most).count();
        let score = if most == 0 { 0 } else { used * 100 + agreeing * 10 + most };
        if score > best.1 {
            best = (candidate, score);
        }
    }
    (best.0, text)
}

fn count_outside_quotes(line: &str, separator: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == separator && !quoted {
            count += 1;
        }
    }
    count
}

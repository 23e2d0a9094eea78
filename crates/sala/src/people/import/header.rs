//! Finding the header under the title rows, and saying what each column holds.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::table::{Row, Spreadsheet, Table};
use super::column::{RosterField, plain};
use super::{ImportError, Options};

/// Titles stand in the first rows of a sheet, never deeper.
const SEARCHED_ROWS: usize = 40;

/// One column of the sheet as the preview shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Position, 0 for column A.
    pub index: usize,
    /// The letter above the column in a spreadsheet program.
    pub letter: String,
    /// The title in the header row.
    pub title: String,
    /// What it is read as; `None` when it is not imported.
    pub field: Option<RosterField>,
    /// The first values, so that a wrong guess is seen.
    pub samples: Vec<String>,
}

/// The sheet that was chosen, its header row and its columns.
pub(super) struct Layout<'a> {
    pub(super) table: &'a Table,
    pub(super) header_row: u32,
    pub(super) columns: Vec<Column>,
}

impl Layout<'_> {
    /// The rows under the header that hold anything.
    pub(super) fn body(&self) -> impl Iterator<Item = &Row> {
        let header = self.header_row;
        self.table.rows.iter().filter(move |row| row.number > header && !row.is_blank())
    }

    pub(super) fn column(&self, field: RosterField) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == Some(field))
    }
}

/// Chooses the sheet and the header: the row whose titles name the most fields, among them a name.
pub(super) fn find<'a>(file: &'a Spreadsheet, options: &Options) -> Result<Layout<'a>, ImportError> {
    let sheets: Vec<&Table> = match &options.sheet {
        None => file.sheets.iter().collect(),
        Some(wanted) => {
            let found: Vec<&Table> = file.sheets.iter().filter(|table| table.sheet.trim() == wanted.trim()).collect();
            if found.is_empty() {
                return Err(ImportError::NoSuchSheet { sheet: wanted.clone(), sheets: file.sheets.iter().map(|table| table.sheet.clone()).collect() });
            }
            found
        }
    };
    let mut best: Option<(usize, &Table, &Row)> = None;
    for table in &sheets {
        for row in table.rows.iter().take(SEARCHED_ROWS) {
            let score = match options.header_row {
                Some(pointed_at) => usize::from(row.number == pointed_at),
                None => score(row, options),
            };
            if score > best.as_ref().map_or(0, |(most, ..)| *most) {
                best = Some((score, table, row));
            }
        }
    }
    let Some((_, table, header)) = best else {
        return Err(ImportError::NoHeader);
    };
    let columns = columns(table, header, options)?;
    let layout = Layout { table, header_row: header.number, columns };
    let named = [RosterField::Name, RosterField::Given, RosterField::Family];
    if !named.iter().any(|field| layout.column(*field).is_some()) {
        return Err(ImportError::NoNameColumn { columns: layout.columns });
    }
    Ok(layout)
}

/// How many different fields a row's cells name; a row that names no name, or only that one, is
/// no header unless the user's own mapping points at it.
fn score(row: &Row, options: &Options) -> usize {
    let mapped = row.cells.iter().filter(|cell| options.map.iter().any(|(title, _)| plain(title) == plain(cell))).count();
    let fields: BTreeSet<RosterField> = row.cells.iter().filter_map(|cell| RosterField::guess(cell)).collect();
    let named = [RosterField::Name, RosterField::Native, RosterField::Given, RosterField::Family];
    let has_name = named.iter().any(|field| fields.contains(field));
    if mapped == 0 && (fields.len() < 2 || !has_name) {
        return 0;
    }
    mapped * 100 + fields.len()
}

fn columns(table: &Table, header: &Row, options: &Options) -> Result<Vec<Column>, ImportError> {
    let below: Vec<&Row> = table.rows.iter().filter(|row| row.number > header.number).collect();
    let width = below.iter().map(|row| row.cells.len()).chain([header.cells.len()]).max();
    let mut columns: Vec<Column> = (0..width.unwrap_or(0))
        .map(|index| Column {
            index,
            letter: letter(index),
            title: header.cell(index).split_whitespace().collect::<Vec<_>>().join(" "),
            field: None,
            samples: below.iter().map(|row| row.cell(index)).filter(|cell| !cell.is_empty()).take(3).map(str::to_owned).collect(),
        })
        .filter(|column| !column.title.is_empty() || !column.samples.is_empty())
        .collect();
    let mut taken = BTreeSet::new();
    let mut settled = BTreeSet::new();
    for (title, field) in &options.map {
        let column =
            columns.iter_mut().find(|column| plain(&column.title) == plain(title)).ok_or_else(|| ImportError::MapUnknownColumn { title: title.clone() })?;
        if let Some(field) = field
            && !taken.insert(*field)
        {
            return Err(ImportError::MapRepeatedField { field: field.code() });
        }
        column.field = *field;
        settled.insert(column.index);
    }
    for column in columns.iter_mut().filter(|column| !settled.contains(&column.index)) {
        let Some(field) = RosterField::guess(&column.title) else {
            continue;
        };
        let values = || below.iter().map(|row| row.cell(column.index));
        if field == RosterField::Code && !holds_codes(&column.title, values()) {
            continue;
        }
        if taken.insert(field) {
            column.field = Some(field);
        }
    }
    // A list in one script has one column of names, and its title is in that script.
    let has = |field| taken.contains(&field);
    if !has(RosterField::Name) && !has(RosterField::Given) && !has(RosterField::Family) {
        for column in &mut columns {
            if column.field == Some(RosterField::Native) && !settled.contains(&column.index) {
                column.field = Some(RosterField::Name);
            }
        }
    }
    Ok(columns)
}

/// A column titled `No` or `#` holds codes when its values have letters (`P07`); numbers that only
/// count the rows are no codes. A column titled `Code` or `Badge` may hold plain numbers.
fn holds_codes<'v>(title: &str, values: impl Iterator<Item = &'v str>) -> bool {
    let explicit = ["code", "badge", "id", "รหัส", "ລະຫັດ", "编号", "mã"].iter().any(|word| plain(title).split(' ').any(|part| part == *word));
    let mut filled = 0usize;
    let mut coded = 0usize;
    for value in values.filter(|value| !value.is_empty()) {
        filled += 1;
        let has_letter = value.chars().any(char::is_alphabetic);
        let has_digit = value.chars().any(|letter| letter.is_ascii_digit());
        if has_digit && (has_letter || explicit) && value.chars().count() <= 16 {
            coded += 1;
        }
    }
    filled > 0 && coded * 2 > filled
}

fn letter(index: usize) -> String {
    let mut left = index + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let place = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + place));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

//! The report as a workbook: the grid on one sheet, the totals on another.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use sala::attendance::{Rate, Status, report::Share};

use super::{Figures, about, countries, marks, percent, sexes, sign, whole};
use crate::{Result, Words};

/// First row of people, below the title, the legend and the two rows of days and halves.
const FIRST_PERSON: u32 = 5;
/// First column of registers, right of code, name, name in own script and country.
const FIRST_REGISTER: u16 = 4;

/// The report as a workbook.
///
/// # Errors
/// What the spreadsheet library refuses, such as more columns than a sheet has.
pub fn xlsx(figures: Figures<'_>, words: &'static Words) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let looks = Looks::new();
    grid_sheet(book.add_worksheet(), figures, words, &looks)?;
    totals_sheet(book.add_worksheet(), figures, words, &looks)?;
    Ok(book.save_to_buffer()?)
}

struct Looks {
    title: Format,
    head: Format,
    text: Format,
    below: Format,
    total: Format,
}

impl Looks {
    fn new() -> Self {
        let line = Color::RGB(0x00E3_DDD1);
        let head = Format::new().set_bold().set_align(FormatAlign::Center).set_border_bottom(FormatBorder::Thin).set_border_color(line);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            text: Format::new().set_align(FormatAlign::Left),
            below: Format::new().set_bold().set_font_color(Color::RGB(0x00B2_3A34)),
            total: Format::new().set_bold().set_border_top(FormatBorder::Thin).set_border_color(line),
            head,
        }
    }

    /// Colour and sign together; the colours are those of the screen.
    fn mark(mark: Option<Status>) -> Format {
        let colour = match mark {
            Some(Status::Present) => 0x002B_7A4B,
            Some(Status::Late) => 0x00B0_6F0C,
            Some(Status::Excused) => 0x003A_6AA8,
            Some(Status::Absent) => 0x00B2_3A34,
            Some(Status::NotArrived | Status::Departed) | None => 0x0067_706C,
        };
        Format::new().set_align(FormatAlign::Center).set_font_color(Color::RGB(colour))
    }
}

fn grid_sheet(sheet: &mut Worksheet, figures: Figures<'_>, words: &'static Words, looks: &Looks) -> Result<()> {
    let Figures { grid, report } = figures;
    sheet.set_name(words.attendance)?;
    sheet.write_with_format(0, 0, format!("{} · {}", report.programme, report.title), &looks.title)?;
    let legend: Vec<_> = marks().map(|mark| format!("{} {}", sign(mark), words.mark(mark))).collect();
    let said = format!("{} {} · {} · {}", words.cut_off, report.cut_off, words.attendance, legend.join("   "));
    sheet.write(1, 0, said)?;

    let registers: Vec<_> = grid.registers.iter().enumerate().filter(|(_, r)| r.held).collect();
    let mut column = FIRST_REGISTER;
    for (_, register) in &registers {
        sheet.write_with_format(FIRST_PERSON - 2, column, register.date.format("%m-%d").to_string(), &looks.head)?;
        sheet.write_with_format(FIRST_PERSON - 1, column, register.half.as_str(), &looks.head)?;
        sheet.set_column_width(column, 6)?;
        column += 1;
    }
    let margins = [words.attended, words.of, words.percent, words.eligible];
    for (at, heading) in (0..FIRST_REGISTER).zip([words.code, words.name, words.native, words.country]).chain((column..).zip(margins)) {
        sheet.write_with_format(FIRST_PERSON - 1, at, heading, &looks.head)?;
    }
    for (at, width) in [(0, 8), (1, 26), (2, 22), (3, 9)] {
        sheet.set_column_width(at, width)?;
    }
    sheet.set_freeze_panes(FIRST_PERSON, FIRST_REGISTER)?;

    let mut row = FIRST_PERSON;
    for person in grid.people.iter().filter(|p| p.counts) {
        let texts = [Some(&person.code), person.name.as_ref(), person.native.as_ref(), person.country.as_ref()];
        for (at, text) in (0_u16..).zip(texts) {
            // Written as text, whatever it begins with: no formula can come of a name.
            sheet.write_string_with_format(row, at, text.map_or("", String::as_str), &looks.text)?;
        }
        for (at, (i, _)) in (FIRST_REGISTER..).zip(&registers) {
            let mark = person.marks.get(*i).copied().flatten();
            sheet.write_with_format(row, at, sign(mark), &Looks::mark(mark))?;
        }
        let eligible = if person.eligible { words.yes } else { words.no };
        let look = if person.eligible { &looks.text } else { &looks.below };
        sheet.write(row, column, person.attended)?;
        sheet.write(row, column + 1, person.of)?;
        rate(sheet, row, column + 2, Rate { attended: person.attended, of: person.of }, look)?;
        sheet.write_with_format(row, column + 3, eligible, look)?;
        row += 1;
    }
    sheet.write_with_format(row, 1, words.total, &looks.total)?;
    for (at, (_, register)) in (FIRST_REGISTER..).zip(&registers) {
        sheet.write_with_format(row, at, register.counts.rate().attended, &looks.total)?;
    }
    let all = report.counts.rate();
    sheet.write_with_format(row, column, all.attended, &looks.total)?;
    sheet.write_with_format(row, column + 1, all.of, &looks.total)?;
    rate(sheet, row, column + 2, all, &looks.total)?;
    sheet.write(row + 1, 1, format!("{}: {} %", words.minimum, report.min_percent))?;
    Ok(())
}

/// A rate with the two decimals that the core rounded; a dash where there is none.
fn rate(sheet: &mut Worksheet, row: u32, column: u16, rate: Rate, look: &Format) -> Result<()> {
    let text = percent(rate);
    match text.parse::<f64>() {
        Ok(number) => sheet.write_with_format(row, column, number, &look.clone().set_num_format("0.00"))?,
        Err(_) => sheet.write_with_format(row, column, text, look)?,
    };
    Ok(())
}

fn totals_sheet(sheet: &mut Worksheet, figures: Figures<'_>, words: &'static Words, looks: &Looks) -> Result<()> {
    let report = figures.report;
    sheet.set_name(words.totals)?;
    sheet.set_column_width(0, 40)?;
    sheet.write_with_format(0, 0, format!("{} · {}", report.programme, report.title), &looks.title)?;
    let mut row = 2;
    for (label, value) in about(report, words) {
        sheet.write(row, 0, label)?;
        match value.parse::<u32>() {
            Ok(number) => sheet.write_with_format(row, 1, number, &looks.text)?,
            Err(_) => sheet.write_string(row, 1, value)?,
        };
        row += 1;
    }
    row += 1;
    for mark in marks() {
        sheet.write(row, 0, format!("{} {}", sign(mark), words.mark(mark)))?;
        sheet.write(row, 1, report.counts.of(mark))?;
        row += 1;
    }
    sheet.write_with_format(row, 0, words.cells, &looks.total)?;
    sheet.write_with_format(row, 1, report.cells, &looks.total)?;
    row += 2;
    row = shares(sheet, row, words.sex, &sexes(report, words), whole(report), words, looks)?;
    shares(sheet, row + 1, words.country, &countries(report, words), whole(report), words, looks)?;
    Ok(())
}

/// A table of shares and their total; answers the row after it.
fn shares(sheet: &mut Worksheet, first: u32, heading: &str, shares: &[(&str, Share)], whole: Share, words: &'static Words, looks: &Looks) -> Result<u32> {
    for (column, heading) in (0_u16..).zip([heading, words.participants, words.attended, words.of, words.percent]) {
        sheet.write_with_format(first, column, heading, &looks.head)?;
    }
    let mut row = first + 1;
    for (label, share) in shares.iter().copied().chain([(words.total, whole)]) {
        let look = if row > first + shares.len() as u32 { &looks.total } else { &looks.text };
        sheet.write_string_with_format(row, 0, label, look)?;
        for (column, number) in (1_u16..).zip([share.participants, share.rate.attended, share.rate.of]) {
            sheet.write_with_format(row, column, number, look)?;
        }
        rate(sheet, row, 4, share.rate, look)?;
        row += 1;
    }
    Ok(row)
}

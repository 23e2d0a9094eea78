//! The form that a plan lead fills in: what may be written is open, everything else is locked, and each row carries its slip in a
//! hidden column (decision 23).

#[cfg(test)]
mod tests;
mod words;

use rust_xlsxwriter::{Color, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use sala::progress::{
    Doing, Light,
    form::{CASCADES, Form, FormIndicator, FormRow, SLIPS},
};

pub use words::{FormWords, words};

use crate::Result;

/// The form as a workbook.
///
/// # Errors
/// What the spreadsheet library refuses.
pub fn xlsx(form: &Form, words: &'static FormWords) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(&form.code))?;
    head(sheet, form, words, &looks)?;
    let after = activities(sheet, form, words, &looks)?;
    let after = rating(sheet, after + 1, form, words, &looks)?;
    let after = cascades(sheet, after + 1, form, words, &looks)?;
    let after = indicators(sheet, after + 1, form, words, &looks)?;
    requests(sheet, after + 1, form, words, &looks)?;
    for (column, width) in [(0_u16, 44), (1, 13), (2, 13), (3, 16), (4, 13), (5, 60)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(SLIPS)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    // Without a password: it keeps the hand from the wrong cell, and keeps nobody out.
    sheet.protect();
    Ok(book.save_to_buffer()?)
}

/// What the sheet of a plan is called: Excel takes no more than 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end, and keeps
/// "History" for itself. The form is read by its slips, whatever its sheet is called.
fn sheet_name(code: &str) -> String {
    let plain: String = code.chars().map(|c| if "[]:*?/\\".contains(c) { '-' } else { c }).collect();
    let mut long = 0;
    let short: String = plain.trim_matches(['\'', ' ']).chars().take_while(|c| (long += c.len_utf16(), long <= 31).1).collect();
    let name = short.trim_end_matches(['\'', ' ']);
    if name.is_empty() || name.eq_ignore_ascii_case("history") { "-".to_owned() } else { name.to_owned() }
}

struct Looks {
    title: Format,
    heading: Format,
    fixed: Format,
    open: Format,
    day: Format,
    number: Format,
    share: Format,
}

impl Looks {
    fn new() -> Self {
        let line = Color::RGB(0x00E3_DDD1);
        let open = Format::new()
            .set_unlocked()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00FF_FCF2))
            .set_border(FormatBorder::Thin)
            .set_border_color(line);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_border_color(line),
            fixed: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            // A day that is typed may be kept as a number by the program: it is shown as it is read back.
            day: open.clone().set_num_format("yyyy-mm-dd"),
            number: open.clone().set_num_format("0"),
            // A share is text: a program that is given 100% would keep the number 1, which is another share.
            share: open.clone().set_num_format("@"),
            open,
        }
    }
}

fn head(sheet: &mut Worksheet, form: &Form, words: &'static FormWords, looks: &Looks) -> Result<()> {
    sheet.write_string_with_format(0, 0, format!("{} {} \u{b7} {}", form.code, form.sector, form.month), &looks.title)?;
    sheet.write_string(1, 0, &form.programme)?;
    for (row, line) in (2_u32..).zip(words.help) {
        sheet.write_string(row, 0, line)?;
    }
    sheet.write_string(0, SLIPS, &form.head_slip)?;
    Ok(())
}

/// The rows of the activities; answers the row after them.
fn activities(sheet: &mut Worksheet, form: &Form, words: &'static FormWords, looks: &Looks) -> Result<u32> {
    let first = 3 + words.help.len() as u32;
    for (column, heading) in (0_u16..).zip(words.activity) {
        sheet.write_string_with_format(first, column, heading, &looks.heading)?;
    }
    let mut row = first + 1;
    for FormRow { title, starts, ends, doing, percent, said, slip } in &form.rows {
        let day = |day: &Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        for (column, text) in (0_u16..).zip([title.clone(), day(starts), day(ends)]) {
            // Written as text, whatever it begins with: no formula can come of a title.
            sheet.write_string_with_format(row, column, text, &looks.fixed)?;
        }
        sheet.write_string_with_format(row, 3, doing.map(|doing| words.doing(doing)).unwrap_or_default(), &looks.open)?;
        match percent {
            Some(percent) => sheet.write_string_with_format(row, 4, percent.to_string(), &looks.share)?,
            None => sheet.write_blank(row, 4, &looks.share)?,
        };
        sheet.write_string_with_format(row, 5, said.as_deref().unwrap_or_default(), &looks.open)?;
        sheet.write_string(row, SLIPS, slip)?;
        row += 1;
    }
    let last = row.saturating_sub(1);
    let states: Vec<_> = Doing::ALL.iter().map(|doing| words.doing(*doing)).collect();
    sheet.add_data_validation(first + 1, 3, last, 3, &DataValidation::new().allow_list_strings(&states)?)?;
    Ok(row)
}

fn rating(sheet: &mut Worksheet, first: u32, form: &Form, words: &'static FormWords, looks: &Looks) -> Result<u32> {
    sheet.write_string_with_format(first, 0, words.rating, &looks.fixed)?;
    sheet.write_string_with_format(first, 3, form.light.map(|light| words.light(light)).unwrap_or_default(), &looks.open)?;
    sheet.write_string_with_format(first, 5, form.reason.as_deref().unwrap_or_default(), &looks.open)?;
    sheet.write_string(first, SLIPS, &form.rating_slip)?;
    let lights: Vec<_> = Light::ALL.iter().map(|light| words.light(*light)).collect();
    sheet.add_data_validation(first, 3, first, 3, &DataValidation::new().allow_list_strings(&lights)?)?;
    Ok(first + 1)
}

fn cascades(sheet: &mut Worksheet, first: u32, form: &Form, words: &'static FormWords, looks: &Looks) -> Result<u32> {
    for (column, heading) in (0_u16..).zip(words.cascade) {
        sheet.write_string_with_format(first, column, heading, &looks.heading)?;
    }
    for (row, slip) in (first + 1..).zip(&form.cascade_slips) {
        sheet.write_blank(row, 0, &looks.open)?;
        sheet.write_blank(row, 1, &looks.day)?;
        sheet.write_blank(row, 2, &looks.open)?;
        for column in 3..=5 {
            sheet.write_blank(row, column, &looks.number)?;
        }
        sheet.write_string(row, SLIPS, slip)?;
    }
    sheet.add_data_validation(first + 1, 3, first + CASCADES, 5, &whole_number(0, 100_000))?;
    Ok(first + CASCADES + 1)
}

/// The rows of the indicators, where the plan has any; answers the row after them.
fn indicators(sheet: &mut Worksheet, first: u32, form: &Form, words: &'static FormWords, looks: &Looks) -> Result<u32> {
    if form.indicators.is_empty() {
        return Ok(first);
    }
    for (column, heading) in (0_u16..).zip(words.indicator) {
        sheet.write_string_with_format(first, column, heading, &looks.heading)?;
    }
    let mut row = first + 1;
    for FormIndicator { title, baseline, target, reached, slip } in &form.indicators {
        for (column, text) in (0_u16..).zip([Some(title), baseline.as_ref(), target.as_ref()]) {
            sheet.write_string_with_format(row, column, text.map(String::as_str).unwrap_or_default(), &looks.fixed)?;
        }
        // A figure is text as it was said: a program that is given 1,250 or 12 % would keep another number.
        match &reached.actual {
            Some(actual) => sheet.write_string_with_format(row, 3, actual, &looks.share)?,
            None => sheet.write_blank(row, 3, &looks.share)?,
        };
        match reached.measured {
            Some(day) => sheet.write_string_with_format(row, 4, day.to_string(), &looks.day)?,
            None => sheet.write_blank(row, 4, &looks.day)?,
        };
        sheet.write_string(row, SLIPS, slip)?;
        row += 1;
    }
    Ok(row)
}

/// What was asked for so far, and empty lines for more.
fn requests(sheet: &mut Worksheet, first: u32, form: &Form, words: &'static FormWords, looks: &Looks) -> Result<()> {
    for (column, heading) in (0_u16..).zip(words.request) {
        sheet.write_string_with_format(first, column, heading, &looks.heading)?;
    }
    let mut row = first + 1;
    for asked in &form.asked {
        sheet.write_string_with_format(row, 0, &asked.request.title, &looks.fixed)?;
        sheet.write_string_with_format(row, 1, asked.request.needed.map(|day| day.to_string()).unwrap_or_default(), &looks.fixed)?;
        sheet.write_string_with_format(row, 2, words.became(asked.state), &looks.fixed)?;
        row += 1;
    }
    for (row, slip) in (row..).zip(&form.request_slips) {
        sheet.write_blank(row, 0, &looks.open)?;
        sheet.write_blank(row, 1, &looks.day)?;
        sheet.write_string(row, SLIPS, slip)?;
    }
    Ok(())
}

fn whole_number(least: i32, most: i32) -> DataValidation {
    DataValidation::new().allow_whole_number(DataValidationRule::Between(least, most))
}

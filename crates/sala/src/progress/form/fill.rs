//! What somebody filled in, row by row; pure.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{
    CASCADE, INDICATOR, SLIPS,
    beside::{Reached, Request},
    read::Refused,
    slip::{Head, Slip, VERSION},
};
use crate::{
    Problem, RecordId, Result,
    people::table::{Row, Spreadsheet},
    progress::{
        MAX_LINE, MAX_SAID,
        cascade::{Attended, MOST, NewCascade},
        rate::Rating,
        report::Progress,
    },
};

/// A row that says something other than the form showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Its number.
    pub row: u32,
    /// What stands in its first column.
    pub title: String,
    /// What it is about and what it showed.
    pub slip: Slip,
    /// What it says.
    pub says: Says,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// How an activity stands, and what is told of it.
    Activity(Option<Progress>, Option<String>),
    /// How the plan stands.
    Rating(Option<Rating>),
    /// A workshop.
    Cascade(NewCascade),
    /// How an indicator is.
    Indicator(Reached),
    /// What help is asked for.
    Request(Request),
    /// Nothing: a line for something new that was left empty.
    Nothing,
}

/// A form, its rows as they were filled in, and what could not be read.
pub struct Parsed {
    pub head: Head,
    pub rows: Vec<Filled>,
    pub refused: Vec<Refused>,
    /// The days on which something is said to have happened, also in rows of which something else could not be read: row, column and day.
    pub days: Vec<(u32, &'static str, NaiveDate)>,
    /// Rows without a hidden part, with what stands in their first column: headings, and rows that lost theirs.
    pub without_slip: Vec<(u32, String)>,
}

/// Read a form's rows. `formulas` are the cells whose values are worked out.
///
/// # Errors
/// `not_a_form`, `form_newer`, `form_damaged` where two forms were put into one file.
pub fn parse(file: &Spreadsheet, formulas: &[(String, u32, u32)]) -> Result<Parsed> {
    let slips = usize::from(SLIPS);
    let is_head = |row: &Row| serde_json::from_str::<serde_json::Value>(row.cell(slips)).is_ok_and(|json| json.get("sala_form").is_some());
    let sheet = file.sheets.iter().find(|sheet| sheet.rows.iter().any(is_head));
    let Some(sheet) = sheet else { return Problem::new("not_a_form").refuse() };
    let heads: Vec<_> = sheet.rows.iter().filter(|row| is_head(row)).collect();
    let [first] = heads.as_slice() else { return Problem::new("form_damaged").refuse() };
    let json: serde_json::Value = serde_json::from_str(first.cell(slips)).unwrap_or_default();
    if json.get("sala_form").and_then(serde_json::Value::as_u64).is_none_or(|version| version > u64::from(VERSION)) {
        return Problem::new("form_newer").refuse();
    }
    let Ok(head) = serde_json::from_value::<Head>(json) else { return Problem::new("form_damaged").refuse() };
    let without_slip = sheet.rows.iter().filter(|row| row.number != first.number && row.cell(slips).is_empty()).map(|row| (row.number, row.cell(0).to_owned()));
    let mut parsed = Parsed { head, rows: Vec::new(), refused: Vec::new(), days: Vec::new(), without_slip: without_slip.collect() };
    let mut met = HashSet::new();
    for row in sheet.rows.iter().filter(|row| !row.cell(slips).is_empty() && row.number != first.number) {
        let Ok(slip) = serde_json::from_str::<Slip>(row.cell(slips)) else {
            parsed.refused.push(Refused::of(row.number, "row", "slip_damaged", row.cell(0)));
            continue;
        };
        if !met.insert(key(&slip)) {
            parsed.refused.push(Refused::of(row.number, "row", "row_twice", row.cell(0)));
            continue;
        }
        let entry = Entry { row, slip: &slip, head: &parsed.head };
        let mut wrong = Wrong::default();
        // What is worked out from other cells may say something else on another day.
        let of_row = formulas.iter().filter(|(name, number, column)| *name == sheet.sheet && *number == row.number && *column < u32::from(SLIPS));
        wrong.0.extend(of_row.map(|(_, _, column)| entry.refuse(*column as usize, "formula_cell")));
        parsed.days.extend(entry.happened());
        match entry.read(&mut wrong) {
            Some(says) if wrong.0.is_empty() => parsed.rows.push(Filled { row: row.number, title: row.cell(0).to_owned(), slip, says }),
            _ => parsed.refused.extend(wrong.0),
        }
    }
    if parsed.rows.is_empty() && parsed.refused.is_empty() {
        return Problem::new("form_damaged").refuse();
    }
    Ok(parsed)
}

/// What a row is about, once on a form.
fn key(slip: &Slip) -> (u8, Option<RecordId>, u32) {
    match slip {
        Slip::Activity { id, .. } => (0, Some(*id), 0),
        Slip::Rating { .. } => (1, None, 0),
        Slip::Cascade { nth } => (2, None, *nth),
        Slip::Indicator { id, .. } => (3, Some(*id), 0),
        Slip::Request { nth } => (4, None, *nth),
    }
}

/// The cells of a row that could not be read: whoever filled it in corrects all of them in one go.
#[derive(Default)]
pub(super) struct Wrong(Vec<Refused>);

impl Wrong {
    /// What was read; where it could not be, that is noted. A cell is told once.
    pub(super) fn unless<T>(&mut self, read: Result<T, Refused>) -> Option<T> {
        read.map_err(|refused| self.add(refused)).ok()
    }

    pub(super) fn add(&mut self, refused: Refused) {
        if self.0.iter().all(|one| one.column != refused.column) {
            self.0.push(refused);
        }
    }
}

/// One row being read.
pub(super) struct Entry<'a> {
    pub(super) row: &'a Row,
    pub(super) slip: &'a Slip,
    head: &'a Head,
}

impl Entry<'_> {
    /// What a column of such a row is called.
    fn name(slip: &Slip, column: usize) -> &'static str {
        let names = match slip {
            Slip::Activity { .. } => ["title", "starts", "ends", "doing", "percent", "said"],
            Slip::Rating { .. } => ["rating", "rating", "rating", "light", "light", "reason"],
            Slip::Cascade { .. } => ["title", "date", "place", "women", "men", "not_stated"],
            Slip::Indicator { .. } => ["title", "baseline", "target", "actual", "measured", "row"],
            Slip::Request { .. } => ["title", "needed", "row", "row", "row", "row"],
        };
        names.get(column).copied().unwrap_or("row")
    }

    pub(super) fn refuse(&self, column: usize, code: &'static str) -> Refused {
        Refused::of(self.row.number, Self::name(self.slip, column), code, self.row.cell(column))
    }

    /// None where it could not be read; each cell at fault is in `wrong`.
    fn read(&self, wrong: &mut Wrong) -> Option<Says> {
        match self.slip {
            Slip::Activity { .. } => self.activity(wrong),
            Slip::Rating { .. } => self.rating(wrong),
            Slip::Cascade { .. } => self.cascade(wrong),
            Slip::Indicator { .. } => self.indicator(wrong),
            Slip::Request { .. } => self.request(wrong),
        }
    }

    /// The day on which it says that something happened, where that is new.
    fn happened(&self) -> Option<(u32, &'static str, NaiveDate)> {
        let (at, shown) = match self.slip {
            Slip::Cascade { .. } => (usize::from(CASCADE[1]), None),
            Slip::Indicator { measured, .. } => (usize::from(INDICATOR[4]), *measured),
            _ => return None,
        };
        let day = self.day(at).ok().flatten().filter(|day| Some(*day) != shown)?;
        Some((self.row.number, Self::name(self.slip, at), day))
    }

    fn activity(&self, wrong: &mut Wrong) -> Option<Says> {
        let [.., doing_at, percent_at, said_at] = super::ACTIVITY.map(usize::from);
        let known = |word: &str| self.head.doing.get(word).copied().or_else(|| crate::progress::Doing::from_code(word));
        let doing = wrong.unless(self.chosen(doing_at, "doing_unknown", known));
        let percent = wrong.unless(self.percent(percent_at));
        let said = wrong.unless(self.text(said_at, MAX_SAID));
        let progress = match (doing?, percent?) {
            (None, Some(_)) => Err(self.refuse(percent_at, "doing_missing")),
            (None, None) => Ok(None),
            (Some(doing), percent) => Progress::new(doing, percent).map(Some).map_err(|error| self.refuse(percent_at, error.problem().code)),
        };
        Some(Says::Activity(wrong.unless(progress)?, said?))
    }

    fn rating(&self, wrong: &mut Wrong) -> Option<Says> {
        let (light_at, reason_at) = (3, 5);
        let known = |word: &str| self.head.light.get(word).copied().or_else(|| crate::progress::Light::from_code(word));
        let light = wrong.unless(self.chosen(light_at, "light_unknown", known));
        let reason = wrong.unless(self.text(reason_at, crate::attendance::status::MAX_TEXT));
        let rating = match (light?, reason?) {
            (None, Some(_)) => Err(self.refuse(light_at, "light_missing")),
            (None, None) => Ok(None),
            (Some(light), reason) => Rating::new(light, &reason.unwrap_or_default()).map(Some).map_err(|_| self.refuse(reason_at, "reason_missing")),
        };
        wrong.unless(rating).map(Says::Rating)
    }

    fn cascade(&self, wrong: &mut Wrong) -> Option<Says> {
        let [title_at, date_at, place_at, numbers @ ..] = CASCADE.map(usize::from);
        if CASCADE.iter().all(|at| self.row.cell(usize::from(*at)).is_empty()) {
            return Some(Says::Nothing);
        }
        let title = wrong.unless(self.text(title_at, MAX_LINE).and_then(|title| title.ok_or_else(|| self.refuse(title_at, "title_missing"))));
        let date = wrong.unless(self.day(date_at).and_then(|date| date.ok_or_else(|| self.refuse(date_at, "date_unreadable"))));
        let place = wrong.unless(self.text(place_at, MAX_LINE));
        let [women, men, not_stated] = numbers.map(|at| wrong.unless(self.count(at)));
        let [women_at, men_at, _] = numbers;
        // Left empty beside a number it may be none, or not counted: nobody guesses. That nothing was left unstated needs no word.
        match (women, men) {
            (Some(None), Some(Some(_)) | None) => wrong.add(self.refuse(women_at, "count_missing")),
            (Some(Some(_)) | None, Some(None)) => wrong.add(self.refuse(men_at, "count_missing")),
            _ => (),
        }
        let counted = [women?, men?, not_stated?];
        let [women, men, not_stated] = counted.map(Option::unwrap_or_default);
        let attended = counted.iter().any(Option::is_some).then_some(Attended { women, men, not_stated });
        Some(Says::Cascade(NewCascade { date: date?, title: title?, place: place?.unwrap_or_default(), attended, noted: String::new() }))
    }

    fn chosen<T>(&self, at: usize, code: &'static str, found: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refused> {
        let word = self.row.cell(at).trim();
        if word.is_empty() { Ok(None) } else { found(word).map(Some).ok_or_else(|| self.refuse(at, code)) }
    }

    /// `50`, `50 %`, and 0.5 as spreadsheet programs keep what was typed as a share. They keep 100 % as 1, which may be one in a
    /// hundred as well: nobody guesses.
    fn percent(&self, at: usize) -> Result<Option<i64>, Refused> {
        let typed = self.row.cell(at).trim().trim_end_matches('%').trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let unreadable = || self.refuse(at, "percent_unreadable");
        let number: f64 = typed.parse().map_err(|_| unreadable())?;
        if typed == "1" && !self.row.cell(at).contains('%') && !self.shows(1) {
            return Err(self.refuse(at, "percent_ambiguous"));
        }
        let percent = if number > 0.0 && number < 1.0 { number * 100.0 } else { number };
        if !(0.0..=100.0).contains(&percent) {
            return Err(self.refuse(at, "percent_out_of_range"));
        }
        if (percent - percent.round()).abs() > 1e-6 { Err(unreadable()) } else { Ok(Some(percent.round() as i64)) }
    }

    /// True where the form showed this share.
    fn shows(&self, share: i64) -> bool {
        matches!(self.slip, Slip::Activity { percent, .. } if *percent == Some(share))
    }

    fn count(&self, at: usize) -> Result<Option<i64>, Refused> {
        let typed = self.row.cell(at).trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let number: i64 = typed.parse().map_err(|_| self.refuse(at, "count_unreadable"))?;
        if (0..=MOST).contains(&number) { Ok(Some(number)) } else { Err(self.refuse(at, "count_out_of_range")) }
    }

    pub(super) fn text(&self, at: usize, max: usize) -> Result<Option<String>, Refused> {
        let text: String = self.row.cell(at).trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if text.chars().count() > max {
            return Err(Refused::of(self.row.number, Self::name(self.slip, at), "text_too_long", &text.chars().take(60).collect::<String>()));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

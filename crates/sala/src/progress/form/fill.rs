//! What somebody filled in, row by row; pure.

use std::collections::HashSet;

use super::{
    CASCADE, SLIPS,
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
    let mut parsed = Parsed { head, rows: Vec::new(), refused: Vec::new(), without_slip: without_slip.collect() };
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
        // What is worked out from other cells may say something else on another day.
        let formula = formulas.iter().find(|(name, number, column)| *name == sheet.sheet && *number == row.number && *column < u32::from(SLIPS));
        if let Some((_, _, column)) = formula {
            parsed.refused.push(Refused::of(row.number, Entry::name(&slip, *column as usize), "formula_cell", row.cell(*column as usize)));
            continue;
        }
        let entry = Entry { row, slip: &slip, head: &parsed.head };
        match entry.read() {
            Ok(says) => parsed.rows.push(Filled { row: row.number, title: row.cell(0).to_owned(), slip, says }),
            Err(refused) => parsed.refused.push(refused),
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

    fn read(&self) -> Result<Says, Refused> {
        match self.slip {
            Slip::Activity { .. } => self.activity(),
            Slip::Rating { .. } => self.rating(),
            Slip::Cascade { .. } => self.cascade(),
            Slip::Indicator { .. } => self.indicator(),
            Slip::Request { .. } => self.request(),
        }
    }

    fn activity(&self) -> Result<Says, Refused> {
        let [.., doing_at, percent_at, said_at] = super::ACTIVITY.map(usize::from);
        let doing = self.chosen(doing_at, "doing_unknown", |word| self.head.doing.get(word).copied().or_else(|| crate::progress::Doing::from_code(word)))?;
        let percent = self.percent(percent_at)?;
        let said = self.text(said_at, MAX_SAID)?;
        let progress = match (doing, percent) {
            (None, Some(_)) => return Err(self.refuse(percent_at, "doing_missing")),
            (None, None) => None,
            (Some(doing), percent) => Some(Progress::new(doing, percent).map_err(|error| self.refuse(percent_at, error.problem().code))?),
        };
        Ok(Says::Activity(progress, said))
    }

    fn rating(&self) -> Result<Says, Refused> {
        let (light_at, reason_at) = (3, 5);
        let light = self.chosen(light_at, "light_unknown", |word| self.head.light.get(word).copied().or_else(|| crate::progress::Light::from_code(word)))?;
        let reason = self.text(reason_at, crate::attendance::status::MAX_TEXT)?;
        match light {
            None if reason.is_some() => Err(self.refuse(light_at, "light_missing")),
            None => Ok(Says::Rating(None)),
            Some(light) => match Rating::new(light, &reason.unwrap_or_default()) {
                Ok(rating) => Ok(Says::Rating(Some(rating))),
                Err(_) => Err(self.refuse(reason_at, "reason_missing")),
            },
        }
    }

    fn cascade(&self) -> Result<Says, Refused> {
        let [title_at, date_at, place_at, numbers @ ..] = CASCADE.map(usize::from);
        if CASCADE.iter().all(|at| self.row.cell(usize::from(*at)).is_empty()) {
            return Ok(Says::Nothing);
        }
        let Some(title) = self.text(title_at, MAX_LINE)? else { return Err(self.refuse(title_at, "title_missing")) };
        let Some(date) = self.day(date_at)? else { return Err(self.refuse(date_at, "date_unreadable")) };
        let place = self.text(place_at, MAX_LINE)?.unwrap_or_default();
        let [women, men, not_stated] = numbers.map(|at| self.count(at));
        let counted = [women?, men?, not_stated?];
        // Left empty beside a number it may be none, or not counted: nobody guesses. That nothing was left unstated needs no word.
        let lacks = |at: usize, other: usize| counted.get(at).is_some_and(Option::is_none) && counted.get(other).is_some_and(Option::is_some);
        if let Some((_, at)) = [(0, 1), (1, 0)].into_iter().zip(numbers).find(|((one, other), _)| lacks(*one, *other)) {
            return Err(self.refuse(at, "count_missing"));
        }
        let [women, men, not_stated] = counted.map(Option::unwrap_or_default);
        let attended = counted.iter().any(Option::is_some).then_some(Attended { women, men, not_stated });
        Ok(Says::Cascade(NewCascade { date, title, place, attended, noted: String::new() }))
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

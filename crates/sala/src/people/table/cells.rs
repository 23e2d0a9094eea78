//! What numbers, dates and times look like once they are text, and reading them back.

use calamine::ExcelDateTime;
use chrono::{Datelike, NaiveDate};

/// A number as a person reads it in the cell: 7, not 7.0.
pub(super) fn number(value: f64) -> String {
    format!("{value}")
}

/// A date cell as ISO text: the date, the time of day, or both.
pub(super) fn moment(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let whole = value.as_f64();
    if value.is_duration() || whole < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if hour == 0 && minute == 0 && second == 0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}

/// What a typed date may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateGuess {
    /// A date of the common calendar.
    Date(NaiveDate),
    /// A year over 2400: surely the Thai year. The date it would be is given, to be asked about.
    ThaiYear(NaiveDate),
    /// Day and month could be either way round.
    Ambiguous,
    /// Not a date.
    Unreadable,
}

/// Reads a date: ISO (`2012-05-14`), `14/05/2012`, `14.5.2012`, `14 May 2012`. A date with slashes
/// whose day and month cannot be told apart is not guessed.
pub fn dates(text: &str) -> DateGuess {
    let text = text.trim();
    let text = text.strip_suffix(" 00:00").unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else {
        return DateGuess::Unreadable;
    };
    if first.chars().count() == 4 {
        let (Some(year), Some(month), Some(day)) = (num(first), month_of(second), num(third)) else {
            return DateGuess::Unreadable;
        };
        return checked(year, month, day);
    }
    let Some(year) = num(third).filter(|_| third.chars().count() == 4) else {
        return DateGuess::Unreadable;
    };
    match (num(first), num(second)) {
        (Some(day), None) => match month_of(second) {
            Some(month) => checked(year, month, day),
            None => DateGuess::Unreadable,
        },
        (Some(one), Some(two)) => match (one, two) {
            (1..=12, 1..=12) if one != two => DateGuess::Ambiguous,
            (1..=12, 13..=31) => checked(year, one, two),
            (_, 1..=12) => checked(year, two, one),
            _ => DateGuess::Unreadable,
        },
        _ => DateGuess::Unreadable,
    }
}

fn num(text: &str) -> Option<u32> {
    // Thai, Lao, Khmer and Burmese digits are digits too.
    let mut value: u32 = 0;
    let mut any = false;
    for letter in text.chars() {
        let digit = digit(letter)?;
        value = value.checked_mul(10)?.checked_add(digit)?;
        any = true;
    }
    any.then_some(value)
}

fn digit(letter: char) -> Option<u32> {
    const ZEROES: [char; 4] = ['\u{0E50}', '\u{0ED0}', '\u{17E0}', '\u{1040}'];
    letter.to_digit(10).or_else(|| {
        ZEROES.iter().find_map(|zero| {
            let above = u32::from(letter).checked_sub(u32::from(*zero))?;
            (above < 10).then_some(above)
        })
    })
}

fn month_of(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Some(month) = num(text) {
        return Some(month);
    }
    let text = text.to_lowercase();
    if text.chars().count() < 3 {
        return None;
    }
    (1u32..).zip(MONTHS).find(|(_, name)| text.starts_with(name)).map(|(month, _)| month)
}

/// A year over 2400 is a Thai year; one before 1900 or after 2200 is a slip of the hand.
fn checked(year: u32, month: u32, day: u32) -> DateGuess {
    let Ok(year) = i32::try_from(year) else {
        return DateGuess::Unreadable;
    };
    if year > 2400 {
        return NaiveDate::from_ymd_opt(year - 543, month, day)
            .filter(|date| (1900..=2200).contains(&date.year()))
            .map_or(DateGuess::Unreadable, DateGuess::ThaiYear);
    }
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| (1900..=2200).contains(&date.year())).map_or(DateGuess::Unreadable, DateGuess::Date)
}

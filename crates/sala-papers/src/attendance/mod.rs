//! The attendance report as CSV, as a workbook and as a plain table.

mod csv_file;
mod plain;
#[cfg(test)]
mod tests;
mod workbook;

use sala::attendance::{
    Rate, Status,
    grid::Grid,
    report::{NOT_STATED, Report, Share},
};

use crate::Words;

pub use csv_file::csv;
pub use plain::table;
pub use workbook::xlsx;

/// What the papers on attendance are made from.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// People by registers.
    pub grid: &'a Grid,
    /// The counts.
    pub report: &'a Report,
}

/// The sign of a mark: colour is never the only thing that tells marks apart.
const fn sign(mark: Option<Status>) -> &'static str {
    match mark {
        Some(Status::Present) => "●",
        Some(Status::Late) => "◐",
        Some(Status::Excused) => "○",
        Some(Status::Absent) => "✕",
        Some(Status::NotArrived) => "→",
        Some(Status::Departed) => "←",
        None => "·",
    }
}

/// All marks in the order in which sheets and reports list them, unmarked last.
fn marks() -> impl Iterator<Item = Option<Status>> {
    Status::ALL.into_iter().map(Some).chain([None])
}

fn percent(rate: Rate) -> String {
    // No rate over nothing: a dash says that it is undefined, a zero would be a figure.
    rate.percent().unwrap_or_else(|| "–".to_owned())
}

/// The sexes in a fixed order, women first; whoever is not stated stands there too, so that the parts make the whole.
fn sexes<'a>(report: &'a Report, words: &'static Words) -> Vec<(&'a str, Share)> {
    let share = |key: &str| report.by_sex.get(key).copied().unwrap_or_default();
    vec![(words.women, share("F")), (words.men, share("M")), (words.not_stated, share(NOT_STATED))]
}

/// The countries by their codes, not stated last.
fn countries<'a>(report: &'a Report, words: &'static Words) -> Vec<(&'a str, Share)> {
    let stated = report.by_country.iter().filter(|(code, _)| *code != NOT_STATED).map(|(code, share)| (code.as_str(), *share));
    let not_stated = report.by_country.get(NOT_STATED).map(|share| (words.not_stated, *share));
    stated.chain(not_stated).collect()
}

fn whole(report: &Report) -> Share {
    Share { participants: report.participants, rate: report.counts.rate() }
}

/// What every report says about itself: how far it goes, what it rests on, and what is still open.
fn about(report: &Report, words: &'static Words) -> Vec<(&'static str, String)> {
    vec![
        (words.cut_off, report.cut_off.to_string()),
        (words.registers, report.registers.to_string()),
        (words.cancelled, report.registers_cancelled.to_string()),
        (words.to_come, report.registers_to_come.to_string()),
        (words.includes, words.includes_text.to_owned()),
        (words.minimum, format!("{} %", report.min_percent)),
        (words.unmarked, report.counts.unmarked.to_string()),
        (words.conflicts, report.open_conflicts.to_string()),
    ]
}

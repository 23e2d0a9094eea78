//! One row a participant, one column a register: for whoever works on in another program.

use super::{Figures, about, percent};
use crate::{Result, Words, cells::neutral};

/// The report as CSV for Excel: UTF-8 with a byte order mark, and no cell that could run as a formula.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn csv(figures: Figures<'_>, words: &'static Words) -> Result<Vec<u8>> {
    let Figures { grid, report } = figures;
    let mut out = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let registers: Vec<_> = grid.registers.iter().enumerate().filter(|(_, r)| r.held).collect();
    let mut head: Vec<String> = [words.code, words.name, words.native, words.country].map(str::to_owned).to_vec();
    head.extend(registers.iter().map(|(_, r)| neutral(&format!("{} {}", r.date, r.half)).into_owned()));
    head.extend([words.attended, words.of, words.percent, words.eligible].map(str::to_owned));
    out.write_record(&head)?;
    for person in grid.people.iter().filter(|p| p.counts) {
        let text = |text: &Option<String>| neutral(text.as_deref().unwrap_or_default()).into_owned();
        let mut row = vec![neutral(&person.code).into_owned(), text(&person.name), text(&person.native), text(&person.country)];
        row.extend(registers.iter().map(|(i, _)| words.mark(person.marks.get(*i).copied().flatten()).to_owned()));
        let rate = sala::attendance::Rate { attended: person.attended, of: person.of };
        let eligible = if person.eligible { words.yes } else { words.no };
        row.extend([person.attended.to_string(), person.of.to_string(), percent(rate), eligible.to_owned()]);
        out.write_record(&row)?;
    }
    // Below the table, after an empty line, so that a program that reads the table stops before.
    out.write_record([""])?;
    out.write_record([neutral(&report.programme).as_ref(), neutral(&report.title).as_ref()])?;
    let rate = report.counts.rate();
    out.write_record([words.attended, &format!("{} / {}", rate.attended, rate.of), &percent(rate)])?;
    for (label, value) in about(report, words) {
        out.write_record([label, &value])?;
    }
    out.into_inner().map_err(|e| csv::Error::from(e.into_error()).into())
}

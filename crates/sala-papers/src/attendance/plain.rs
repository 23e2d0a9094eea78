//! The report in a terminal.

use sala::attendance::report::Share;

use super::{Figures, about, countries, marks, percent, sexes, sign, whole};
use crate::{
    Words,
    cells::{Side, WIDEST, cut, lines},
};

/// The report as plain lines.
#[must_use]
pub fn table(figures: Figures<'_>, words: &'static Words) -> String {
    let report = figures.report;
    let mut out = format!("{} · {}\n\n", report.programme, report.title);

    let mut people = vec![[words.code, words.name, words.attended, words.of, words.percent, words.eligible].map(str::to_owned).to_vec()];
    for person in &report.people {
        let eligible = if person.eligible { words.yes } else { words.no };
        let name = cut(person.name.as_deref().unwrap_or_default(), WIDEST);
        let (attended, of) = (person.rate.attended.to_string(), person.rate.of.to_string());
        people.push(vec![person.code.clone(), name, attended, of, percent(person.rate), eligible.to_owned()]);
    }
    let rate = report.counts.rate();
    people.push(vec![words.total.to_owned(), String::new(), rate.attended.to_string(), rate.of.to_string(), percent(rate)]);
    out += &lines(&[Side::Left, Side::Left, Side::Right, Side::Right, Side::Right, Side::Left], &people);

    out.push('\n');
    let counts: Vec<_> = marks().map(|mark| vec![sign(mark).to_owned(), words.mark(mark).to_owned(), report.counts.of(mark).to_string()]).collect();
    out += &lines(&[Side::Left, Side::Left, Side::Right], &counts);

    for (heading, shares) in [(words.sex, sexes(report, words)), (words.country, countries(report, words))] {
        out.push('\n');
        out += &shared(heading, &shares, whole(report), words);
    }

    out.push('\n');
    let about: Vec<_> = about(report, words).into_iter().map(|(label, value)| vec![label.to_owned(), value]).collect();
    out + &lines(&[Side::Left, Side::Left], &about)
}

fn shared(heading: &str, shares: &[(&str, Share)], whole: Share, words: &'static Words) -> String {
    let mut rows = vec![[heading, words.participants, words.attended, words.of, words.percent].map(str::to_owned).to_vec()];
    for (label, share) in shares.iter().copied().chain([(words.total, whole)]) {
        let figures = [share.participants, share.rate.attended, share.rate.of].map(|n| n.to_string());
        rows.push([vec![label.to_owned()], figures.to_vec(), vec![percent(share.rate)]].concat());
    }
    lines(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right], &rows)
}

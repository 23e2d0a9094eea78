//! Scores as lists.

use sala::{
    Desk, Problem, RecordId, Result,
    scores::{
        Scorer,
        tally::Tally,
        views::{self, Both, Column, OutputResult, ScorerView},
    },
};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::{
    answer::{Answer, or_dash, table, whole_table},
    commands::checks,
    words,
};

pub(super) fn scorers(desk: &Desk, book: RecordId, exercise: RecordId) -> Result<Answer> {
    let scorers = desk.read(|r| views::scorers(r.sql(), r.book(book)?, exercise))?;
    let rows = scorers.iter().map(|one| {
        let begun = if one.begun > 0 { format!("{} begun", one.begun) } else { String::new() };
        [one.view.side.code().to_owned(), named(&one.view), format!("{} of {}", one.complete, one.of), begun]
    });
    Answer::new(&json!({ "exercise": exercise, "scorers": scorers }), table(["Side", "Scorer", "Complete", ""], rows))
}

pub(super) fn sheet(desk: &Desk, book: RecordId, exercise: RecordId, scorer: Scorer) -> Result<Answer> {
    let sheet = desk.read(|r| views::sheet(r.sql(), r.book(book)?, exercise, scorer))?;
    let rows = sheet.columns.iter().map(|column| {
        let given = |column: &Column| {
            let points = sheet.criteria.iter().zip(&column.points).map(|(one, cell)| format!("{} {}/{}", one.name, or_dash(cell.points), one.out_of));
            points.collect::<Vec<_>>().join(", ")
        };
        let points = if column.own_group { "not to be scored: their own".to_owned() } else { given(column) };
        let share = column.share.as_ref().map(|share| format!("{share} %"));
        [or_dash(column.group.as_ref()), column.title.clone(), points, or_dash(share), interests(column), or_dash(column.remark.as_ref())]
    });
    let text = format!(
        "{}, {}\n\n{}",
        named(&sheet.scorer),
        sheet.scorer.side.code(),
        whole_table(["Group", "Output", "Points", "Share", "Interest", "Remark"], rows)
    );
    Answer::new(&json!({ "exercise": exercise, "sheet": sheet }), text)
}

fn interests(column: &Column) -> String {
    let declared = column.interest.as_ref().map(|one| match &one.why {
        Some(why) => format!("declared: {}, {why}", words::relation(one.relation)),
        None => format!("declared: {}", words::relation(one.relation)),
    });
    declared.into_iter().chain(column.noticed.iter().map(|one| words::noticed(*one).to_owned())).collect::<Vec<_>>().join("; ")
}

pub(super) fn results(desk: &Desk, book: RecordId, exercise: RecordId) -> Result<Answer> {
    let results = desk.read(|r| views::results(r.sql(), r.book(book)?, exercise))?;
    let rows = results.outputs.iter().flat_map(|output| {
        let name = format!("{} {}", output.group.as_deref().unwrap_or_default(), output.title);
        let sides = [("panel", &output.panel), ("peers", &output.peers), ("everybody", &output.everybody)];
        sides.into_iter().flat_map(move |(side, both)| lines(&name, side, both))
    });
    let mut text =
        format!("{}: shares of the whole in per cent\n\n{}", results.title, table(["Output", "By", "n", "Mean", "Median", "Spread", "From", "To"], rows));
    for told in results.outputs.iter().filter_map(beside) {
        text.push_str(&format!("\n{told}"));
    }
    text.push_str("\nSpread: half of the scorers lie no farther from the median (median absolute deviation).");
    let mut checks = checks::of_scores(desk, book, exercise)?;
    // Of jurors of one name only those are told who scored here.
    let scored = desk.read(|r| views::scorers(r.sql(), r.book(book)?, exercise))?;
    let here = |id: &str| scored.iter().any(|one| one.complete + one.begun > 0 && matches!(one.view.scorer, Scorer::Juror(juror) if juror.to_string() == id));
    checks.retain(|check| {
        let ids = check.params.get("ids").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        check.code != "jurors_of_one_name" || ids.filter(|id| here(id)).count() > 1
    });
    text.push_str(&checks::told(&checks));
    Answer::new(&Told { results, checks }, text)
}

/// The results, and why some sheets may not be in them.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    results: views::Results,
    checks: Vec<Problem>,
}

/// With everybody, and without those on whom a conflict of interest lies where that is not the same.
fn lines(name: &str, side: &str, both: &Both) -> Vec<[String; 8]> {
    let Both { counted, unflagged } = both;
    let line = |side: String, tally: Option<&Tally>| match tally {
        None => [name.to_owned(), side, "0".into(), "-".into(), "-".into(), "-".into(), "-".into(), "-".into()],
        Some(Tally { n, mean, median, spread, lowest, highest }) => {
            [name.to_owned(), side, n.to_string(), mean.clone(), median.clone(), spread.clone(), lowest.clone(), highest.clone()]
        }
    };
    let mut lines = vec![line(side.to_owned(), counted.as_ref())];
    if counted != unflagged {
        lines.push(line(format!("{side}, without conflicts of interest"), unflagged.as_ref()));
    }
    lines
}

/// What does not count, and what is flagged.
fn beside(output: &OutputResult) -> Option<String> {
    let told: Vec<_> = [
        (output.incomplete, "not complete: does not count"),
        (output.own_group, "of their own group: does not count"),
        (output.flagged, "with a conflict of interest"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{n} {what}"))
    .collect();
    (!told.is_empty()).then(|| format!("{}: {}", output.title, told.join(", ")))
}

fn named(view: &ScorerView) -> String {
    let name = or_dash(view.name.as_ref());
    match (&view.code, view.scorer) {
        (Some(code), _) => format!("{code} {name}"),
        (None, Scorer::Group(_)) => format!("group {name}"),
        (None, _) => name,
    }
}

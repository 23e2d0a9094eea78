//! How a list was understood: which sheet and titles were read, what each column is read as, and what a person should
//! look at before, and after, it goes in.

use sala::people::{
    import::{Column, Note, Plan, RosterField},
    table::OtherSheet,
};

use crate::{
    answer::{count, or_dash, table},
    words,
};

/// How many notes are shown: a list all in capitals has one for every row.
const SHOWN: usize = 20;

/// Sheet, titles, columns, notes and what was not read.
pub fn told(plan: &Plan) -> String {
    let read = match plan.sheet.as_str() {
        "" => format!("Titles found in row {}.", plan.header_row),
        sheet => format!("Sheet {sheet}, titles found in row {}.", plan.header_row),
    };
    let letters = plan
        .encoding_guessed
        .then(|| format!(" Its letters were taken as {}, which is a guess: if names look wrong, save the list as CSV UTF-8 and import that.", plan.encoding));
    let parts = [
        read + &letters.unwrap_or_default(),
        columns(&plan.columns),
        correction(),
        plan.other_sheets.iter().map(not_read).collect::<Vec<_>>().join("\n"),
        notes(&plan.notes),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn columns(columns: &[Column]) -> String {
    let rows = columns.iter().map(|column| {
        let field = column.field.map_or("(left out)", RosterField::code);
        [column.letter.clone(), column.title.clone(), field.to_owned(), or_dash(column.samples.first().map(|sample| short(sample)))]
    });
    table(["Column", "Title", "Read as", "Begins with"], rows)
}

fn correction() -> String {
    let fields: Vec<_> = RosterField::ALL.iter().map(|field| field.code()).collect();
    format!("Where that is wrong: `--map \"Title=field,Another title=-\"`. `-` leaves a column out; the fields are {}.", fields.join(", "))
}

fn not_read(sheet: &OtherSheet) -> String {
    let first = sheet.text.first().map(|line| format!(", which begins: {}", short(line)));
    format!("Not read: sheet {} with {}{}. `--sheet NAME` reads it.", sheet.name, count(sheet.rows as u64, "row", "rows"), first.unwrap_or_default())
}

fn notes(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let rows =
        notes.iter().take(SHOWN).map(|n| [n.row.to_string(), n.column.clone(), n.value.clone(), or_dash(n.kept.as_ref()), words::note(n.code).to_owned()]);
    let mut text = table(["Row", "Column", "Value", "Kept as", "Please look"], rows);
    if notes.len() > SHOWN {
        text.push_str(&format!("\n... and {} more; `--json` lists them all.", notes.len() - SHOWN));
    }
    text
}

fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}

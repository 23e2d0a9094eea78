//! Beginning a canvas, and what becomes of what stood there.

use sala::{
    Desk, Problem, Result,
    outputs::{
        canvas::{self, CanvasKind, Headings, Item, Place, Region},
        views,
    },
};
use serde_json::json;

use super::{find, read, words_of};
use crate::{answer::Answer, commands::output::OfOutput};

/// On a sheet that was begun already, what is there stays, and headings that it does not have yet are added: nothing that was given goes by unsaid.
pub(super) fn begin(desk: &Desk, of: &OfOutput, kind: CanvasKind, headings: &Headings) -> Result<Answer> {
    let (book, output) = find(desk, of)?;
    let given =
        || [(Region::Line, &headings.lines), (Region::Column, &headings.columns)].into_iter().flat_map(|(at, all)| all.iter().map(move |one| (at, one)));
    if let Some((region, _)) = given().next().filter(|_| !kind.has_cells()) {
        return Problem::new("no_such_region").with("region", region.code()).with("canvas", kind.code()).refuse();
    }
    let before = desk.read(|r| Ok(views::one(r.sql(), r.book(book)?, output)?.canvas))?;
    let same = before.as_ref().filter(|canvas| canvas.kind == kind);
    let has = |(region, title): &(Region, &String)| {
        let said = |item: &Item| item.region == *region && item.note.trim().to_lowercase() == title.trim().to_lowercase();
        same.is_some_and(|canvas| canvas.items.iter().any(said))
    };
    let new: Vec<_> = given().filter(|one| same.is_some() && !has(one)).collect();
    desk.change(book, "canvas_begin", |change| {
        canvas::begin(change, output, kind, headings, None)?;
        new.iter().try_for_each(|(region, title)| canvas::add(change, output, Place { region: *region, before: None, beneath: None }, title).map(drop))
    })?;
    let added: Vec<_> = new.iter().map(|(_, title)| title.trim()).collect();
    let gone: Vec<_> = before.iter().filter(|canvas| canvas.kind != kind).flat_map(|canvas| canvas.items.iter().map(|item| item.note.as_str())).collect();
    let said = match (same.is_some(), added.is_empty(), gone.is_empty()) {
        (true, true, _) => "The sheet was begun already: it stays as it is.\n\n".to_owned(),
        (true, false, _) => format!("The sheet was begun already: what stood on it stays, and these headings were added: {}.\n\n", added.join(", ")),
        (false, _, false) => format!("The headings of the sheet that it was went with it, nobody had filled them in: {}.\n\n", gone.join(", ")),
        (false, _, true) => String::new(),
    };
    let canvas = read(desk, book, output)?;
    let data = json!({ "output": output, "canvas": canvas, "begun_before": same.is_some(), "headings_added": added, "headings_gone": gone });
    Answer::new(&data, said + &words_of(output, &canvas))
}

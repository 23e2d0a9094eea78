//! Notes of a problem tree that hang under each other: each laptop was right by what it knew, and together no note of the circle has a place.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::{
    Problem, RecordId, Result,
    journal::BookNo,
    outputs::canvas::{CanvasKind, circle},
};

/// The notes of one tree of which each hangs under another.
#[derive(Default)]
struct Tree {
    title: String,
    group: Option<String>,
    notes: BTreeMap<RecordId, String>,
    above: BTreeMap<RecordId, RecordId>,
}

/// One for each tree in which notes hang under each other.
///
/// # Errors
/// Store failures.
pub(super) fn circles(sql: &Connection, book: BookNo) -> Result<Vec<Problem>> {
    let query = "SELECT ko.id, COALESCE(o.title, ''), g.name, ki.id, COALESCE(i.note, ''), ku.id
                   FROM canvas_item i JOIN canvas_item u ON u.rec = i.beneath AND u.output = i.output AND u.region = i.region AND COALESCE(u.removed, 0) = 0
                   JOIN output o ON o.rec = i.output AND o.canvas = ?2 AND COALESCE(o.removed, 0) = 0 LEFT JOIN grp g ON g.rec = o.grp
                   JOIN record ko ON ko.no = o.rec JOIN record ki ON ki.no = i.rec JOIN record ku ON ku.no = u.rec
                  WHERE i.book = ?1 AND COALESCE(i.removed, 0) = 0";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, CanvasKind::ProblemTree.code()))?;
    let mut trees: BTreeMap<RecordId, Tree> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let tree = trees.entry(row.get(0)?).or_default();
        (tree.title, tree.group) = (row.get(1)?, row.get(2)?);
        let note = row.get(3)?;
        tree.notes.insert(note, row.get(4)?);
        tree.above.insert(note, row.get(5)?);
    }
    let told = trees.into_iter().filter_map(|(output, Tree { title, group, notes, above })| {
        let circle = circle(&above);
        let notes: Vec<_> = notes.into_iter().filter(|(id, _)| circle.contains(id)).map(|(_, note)| note).collect();
        (!notes.is_empty())
            .then(|| Problem::new("notes_in_circle").with("title", title).with("group", group).with("notes", notes).with("output", output.to_string()))
    });
    Ok(told.collect())
}

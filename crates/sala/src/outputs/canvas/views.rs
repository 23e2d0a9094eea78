//! A canvas as a screen shows it.

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{
    branches,
    frozen::{Frozen, FrozenCell, FrozenItem},
    shape::{CanvasKind, Region},
};
use crate::{RecordId, Result, Seen, journal::BookNo};

/// A note, or a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Which.
    pub id: RecordId,
    /// Where.
    pub region: Region,
    /// The order in its region; the id orders those of one rank.
    pub rank: i64,
    /// The item under which it hangs; none of one that would hang under itself.
    pub beneath: Option<RecordId>,
    /// True where it hangs under another that hangs under it: two laptops made it so, and it is shown at the top.
    pub in_circle: bool,
    /// What it says.
    pub note: String,
    /// Influence, 1 to 5; none where nobody has said.
    pub influence: Option<i64>,
    /// Interest, 1 to 5.
    pub interest: Option<i64>,
    /// The place as shown, to be handed back.
    pub spot_seen: Seen,
    /// The note as shown.
    pub note_seen: Seen,
    /// The weight as shown.
    pub weight_seen: Seen,
}

/// What stands where a line and a column meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The heading of its line.
    pub line: RecordId,
    /// The heading of its column.
    pub column: RecordId,
    /// What it says.
    pub text: String,
    /// The text as shown.
    pub seen: Seen,
}

/// A canvas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Canvas {
    /// How it is divided.
    pub kind: CanvasKind,
    /// Its notes and headings, region by region, in order.
    pub items: Vec<Item>,
    /// What stands in its cells; empty ones are left out.
    pub cells: Vec<Cell>,
}

impl Canvas {
    /// As it is kept in a version.
    #[must_use]
    pub fn frozen(&self) -> Frozen {
        let item = |item: &Item| FrozenItem {
            id: item.id,
            region: item.region,
            beneath: item.beneath,
            note: item.note.clone(),
            influence: item.influence,
            interest: item.interest,
        };
        let cell = |cell: &Cell| FrozenCell { line: cell.line, column: cell.column, text: cell.text.clone() };
        Frozen { kind: self.kind, items: self.items.iter().map(item).collect(), cells: self.cells.iter().map(cell).collect() }
    }
}

/// The canvas of an output; none where it has none, or one that only a newer version knows.
///
/// # Errors
/// Store failures.
pub fn canvas(sql: &Connection, book: BookNo, output: RecordId) -> Result<Option<Canvas>> {
    let query = "SELECT o.canvas FROM record k JOIN output o ON o.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    let kind: Option<Option<String>> = sql.prepare_cached(query)?.query_row((book.0, output), |r| r.get(0)).optional()?;
    let Some(kind) = kind.flatten().and_then(|code| CanvasKind::from_code(&code)) else { return Ok(None) };
    let items = items(sql, book, output)?;
    let regions = kind.regions();
    let place = |item: &Item| regions.iter().position(|region| *region == item.region);
    let mut items: Vec<_> = items.into_iter().filter(|item| place(item).is_some()).collect();
    items.sort_by_key(|item| (place(item), item.rank, item.id));
    if kind.is_tree() {
        branches::untangle(&mut items);
    }
    let cells = if kind.has_cells() { cells(sql, book, output)? } else { Vec::new() };
    Ok(Some(Canvas { kind, items, cells }))
}

/// Everything that hangs on a canvas, whatever regions it has now.
pub(super) fn items(sql: &Connection, book: BookNo, output: RecordId) -> Result<Vec<Item>> {
    let query = "SELECT ki.id, i.region, COALESCE(i.rank, 0) AS rank, ku.id AS beneath, COALESCE(i.note, '') AS note, i.influence, i.interest, i.spot_v, i.note_v, i.weight_v
                   FROM record k JOIN canvas_item i ON i.output = k.no JOIN record ki ON ki.no = i.rec LEFT JOIN record ku ON ku.no = i.beneath
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(i.removed, 0) = 0";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, output))?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let region: Option<String> = row.get("region")?;
        // A region of a newer version is shown by that version.
        let Some(region) = region.and_then(|code| Region::from_code(&code)) else { continue };
        let seen = |column: &str| Ok::<_, rusqlite::Error>(Seen::shown(row.get(column)?));
        items.push(Item {
            id: row.get("id")?,
            region,
            rank: row.get("rank")?,
            beneath: row.get("beneath")?,
            in_circle: false,
            note: row.get("note")?,
            influence: row.get("influence")?,
            interest: row.get("interest")?,
            spot_seen: seen("spot_v")?,
            note_seen: seen("note_v")?,
            weight_seen: seen("weight_v")?,
        });
    }
    Ok(items)
}

fn cells(sql: &Connection, book: BookNo, output: RecordId) -> Result<Vec<Cell>> {
    let query = "SELECT kl.id, kc.id, c.cell, c.cell_v
                   FROM record k JOIN canvas_item l ON l.output = k.no AND COALESCE(l.removed, 0) = 0
                   JOIN canvas_cell c ON c.line = l.rec AND c.cell IS NOT NULL
                   JOIN canvas_item o ON o.rec = c.col AND o.output = l.output AND COALESCE(o.removed, 0) = 0
                   JOIN record kl ON kl.no = c.line JOIN record kc ON kc.no = c.col
                  WHERE k.book = ?1 AND k.id = ?2 ORDER BY kl.id, kc.id";
    let cell = |r: &rusqlite::Row<'_>| Ok(Cell { line: r.get(0)?, column: r.get(1)?, text: r.get(2)?, seen: Seen::shown(r.get(3)?) });
    Ok(sql.prepare_cached(query)?.query_map((book.0, output), cell)?.collect::<Result<_, _>>()?)
}

/// The written cells of a heading that was taken away, by line and column.
pub(super) fn cells_of_removed(sql: &Connection, book: BookNo, heading: RecordId) -> Result<Vec<(RecordId, RecordId)>> {
    let query = "SELECT kl.id, kc.id
                   FROM record k JOIN canvas_item i ON i.rec = k.no AND COALESCE(i.removed, 0) = 1
                   JOIN canvas_cell c ON (c.line = i.rec OR c.col = i.rec) AND c.cell IS NOT NULL
                   JOIN record kl ON kl.no = c.line JOIN record kc ON kc.no = c.col
                  WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_map((book.0, heading), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// The output on whose canvas an item stands, with its region; none where there is no such item.
pub(super) fn output_of(sql: &Connection, book: BookNo, item: RecordId) -> Result<Option<(RecordId, Option<Region>)>> {
    let query = "SELECT ko.id, i.region FROM record k JOIN canvas_item i ON i.rec = k.no JOIN record ko ON ko.no = i.output
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(i.removed, 0) = 0";
    let found = sql.prepare_cached(query)?.query_row((book.0, item), |r| Ok((r.get(0)?, r.get::<_, Option<String>>(1)?))).optional()?;
    Ok(found.map(|(output, region)| (output, region.and_then(|code| Region::from_code(&code)))))
}

/// The output of a note that was taken off, with the note and whatever hung under it and went in the same gesture; none where no such note was taken off.
pub(super) fn gone_with(sql: &Connection, book: BookNo, item: RecordId) -> Result<Option<(RecordId, Vec<RecordId>)>> {
    let query = "SELECT ko.id, kg.id, ku.id
                   FROM record k JOIN canvas_item i ON i.rec = k.no JOIN record ko ON ko.no = i.output
                   JOIN canvas_item g ON g.output = i.output AND g.removed = 1 AND g.removed_t = i.removed_t JOIN record kg ON kg.no = g.rec
                   LEFT JOIN record ku ON ku.no = g.beneath
                  WHERE k.book = ?1 AND k.id = ?2 AND i.removed = 1";
    let rows = sql.prepare_cached(query)?.query_map((book.0, item), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<Vec<_>, _>>()?;
    let Some((output, ..)) = rows.first() else { return Ok(None) };
    let output: RecordId = *output;
    let mut gone = vec![item];
    let mut at = 0;
    while let Some(above) = gone.get(at).copied() {
        let below = rows.iter().filter(|(_, id, beneath): &&(RecordId, RecordId, Option<RecordId>)| *beneath == Some(above) && !gone.contains(id));
        let below: Vec<_> = below.map(|(_, id, _)| *id).collect();
        gone.extend(below);
        at += 1;
    }
    Ok(Some((output, gone)))
}

//! Canvases.

use std::collections::HashMap;

use sala::{
    RecordId, Seen,
    outputs::canvas::{self, Frozen, Item, Place, Region},
};

use super::{all, count};
use crate::wire::outputs::{
    Canvas, CanvasCell, CanvasItem, CanvasItemSeen, CanvasKind, CanvasPlace, CanvasRegion, CanvasWeight, FrozenCanvas, FrozenCell, FrozenItem,
};

impl From<canvas::CanvasKind> for CanvasKind {
    fn from(kind: canvas::CanvasKind) -> Self {
        use canvas::CanvasKind as C;
        match kind {
            C::Swot => Self::Swot,
            C::Stakeholders => Self::Stakeholders,
            C::ValueChain => Self::ValueChain,
            C::ProblemTree => Self::ProblemTree,
            C::Matrix => Self::Matrix,
        }
    }
}

impl From<CanvasKind> for canvas::CanvasKind {
    fn from(kind: CanvasKind) -> Self {
        match kind {
            CanvasKind::Swot => Self::Swot,
            CanvasKind::Stakeholders => Self::Stakeholders,
            CanvasKind::ValueChain => Self::ValueChain,
            CanvasKind::ProblemTree => Self::ProblemTree,
            CanvasKind::Matrix => Self::Matrix,
        }
    }
}

impl From<Region> for CanvasRegion {
    fn from(region: Region) -> Self {
        match region {
            Region::Strengths => Self::Strengths,
            Region::Weaknesses => Self::Weaknesses,
            Region::Opportunities => Self::Opportunities,
            Region::Threats => Self::Threats,
            Region::Stakeholder => Self::Stakeholder,
            Region::Core => Self::Core,
            Region::Cause => Self::Cause,
            Region::Effect => Self::Effect,
            Region::Line => Self::Line,
            Region::Column => Self::Column,
        }
    }
}

impl From<CanvasRegion> for Region {
    fn from(region: CanvasRegion) -> Self {
        match region {
            CanvasRegion::Strengths => Self::Strengths,
            CanvasRegion::Weaknesses => Self::Weaknesses,
            CanvasRegion::Opportunities => Self::Opportunities,
            CanvasRegion::Threats => Self::Threats,
            CanvasRegion::Stakeholder => Self::Stakeholder,
            CanvasRegion::Core => Self::Core,
            CanvasRegion::Cause => Self::Cause,
            CanvasRegion::Effect => Self::Effect,
            CanvasRegion::Line => Self::Line,
            CanvasRegion::Column => Self::Column,
        }
    }
}

impl From<CanvasPlace> for Place {
    fn from(place: CanvasPlace) -> Self {
        let CanvasPlace { region, before, beneath } = place;
        Self { region: region.into(), before: before.map(|id| id.0), beneath: beneath.map(|id| id.0) }
    }
}

impl From<CanvasWeight> for canvas::Weight {
    fn from(weight: CanvasWeight) -> Self {
        let CanvasWeight { influence, interest } = weight;
        Self { influence: influence.map(Into::into), interest: interest.map(Into::into) }
    }
}

/// A canvas, and everything live in each of its items.
pub fn shown((canvas, mut contents): (canvas::Canvas, HashMap<RecordId, Seen>)) -> Canvas {
    let canvas::Canvas { kind, items, cells } = canvas;
    let items = items.into_iter().map(|item| {
        let Item { id, region, rank: _, beneath, in_circle, note, influence, interest, spot_seen, note_seen, weight_seen } = item;
        CanvasItem {
            id: id.into(),
            region: region.into(),
            beneath: beneath.map(Into::into),
            in_circle,
            note,
            influence: influence.map(count),
            interest: interest.map(count),
            seen: CanvasItemSeen { spot: spot_seen.into(), note: note_seen.into(), weight: weight_seen.into() },
            contents: contents.remove(&id).unwrap_or_default().into(),
        }
    });
    Canvas { kind: kind.into(), items: items.collect(), cells: all(cells) }
}

impl From<canvas::Cell> for CanvasCell {
    fn from(cell: canvas::Cell) -> Self {
        let canvas::Cell { line, column, text, seen } = cell;
        Self { line: line.into(), column: column.into(), text, seen: seen.into() }
    }
}

impl From<Frozen> for FrozenCanvas {
    fn from(frozen: Frozen) -> Self {
        let Frozen { kind, items, cells } = frozen;
        Self { kind: kind.into(), items: all(items), cells: all(cells) }
    }
}

impl From<canvas::FrozenItem> for FrozenItem {
    fn from(item: canvas::FrozenItem) -> Self {
        let canvas::FrozenItem { id, region, beneath, note, influence, interest } = item;
        Self { id: id.into(), region: region.into(), beneath: beneath.map(Into::into), note, influence: influence.map(count), interest: interest.map(count) }
    }
}

impl From<canvas::FrozenCell> for FrozenCell {
    fn from(cell: canvas::FrozenCell) -> Self {
        let canvas::FrozenCell { line, column, text } = cell;
        Self { line: line.into(), column: column.into(), text }
    }
}

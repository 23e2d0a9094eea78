//! Structured sheets that the groups filled in.

use crate::{
    RecordId, Result,
    journal::Change,
    outputs::canvas::{self, CanvasKind, Headings, Place, Region, Weight},
};

/// What stands on a sheet.
pub(super) enum Filled {
    /// Notes by region.
    Swot(&'static [(Region, &'static str)]),
    /// Names with influence and interest.
    Stakeholders(&'static [(&'static str, i64, i64)]),
    /// Columns, lines, and what stands in them line by line.
    ValueChain { columns: &'static [&'static str], lines: &'static [(&'static str, &'static [&'static str])] },
    /// A problem, its effects, and its causes with what is below each.
    ProblemTree { core: &'static str, effects: &'static [&'static str], causes: &'static [(&'static str, &'static [&'static str])] },
}

/// Vientiane's silk.
pub(super) const SILK: Filled = Filled::Stakeholders(&[
    ("Household weavers", 2, 5),
    ("Workshops that finish and sell", 4, 5),
    ("Village collectors", 3, 4),
    ("Dye suppliers", 3, 2),
    ("Provincial trade office", 5, 3),
    ("Bank", 5, 1),
    ("Tourist shops", 4, 3),
]);

/// Battambang's rice.
pub(super) const RICE: Filled = Filled::ValueChain {
    columns: &["Inputs", "Production", "Processing", "Trade", "Consumers"],
    lines: &[
        ("Actors", &["Seed growers, two cooperatives", "1,400 farms", "Eleven mills, four certified", "Three exporters", "Buyers in the EU and Phnom Penh"]),
        ("Constraints", &["Late seed", "Small plots", "Each mill buys for itself", "Documents take three weeks", "Nobody knows the label"]),
        (
            "Opportunities",
            &["Seed fund of the cooperatives", "Common planting plan", "One drying floor for four mills", "One certificate for all", "A common label"],
        ),
    ],
};

/// Shan State's vegetables.
pub(super) const VEGETABLES: Filled = Filled::ProblemTree {
    core: "Dryers stand idle for five months",
    effects: &["Seasonal workers leave", "Loans are paid back late"],
    causes: &[
        ("All buy the same crops in the same weeks", &["Growers plant by habit", "No forward contracts"]),
        ("Fresh produce cannot be kept", &["No cold storage", "Electricity fails in the dry season"]),
    ],
};

/// Coffee of the Central Highlands.
pub(super) const COFFEE: Filled = Filled::Swot(&[
    (Region::Strengths, "Volume: the largest producer of the region"),
    (Region::Strengths, "Experienced growers"),
    (Region::Strengths, "Good roads to the port"),
    (Region::Weaknesses, "Nearly all is sold green"),
    (Region::Weaknesses, "No common brand"),
    (Region::Opportunities, "Buyers who want to know the farm"),
    (Region::Opportunities, "Cafés at home"),
    (Region::Threats, "Price swings"),
    (Region::Threats, "Drought"),
]);

/// Savannakhet's furniture.
pub(super) const FURNITURE: Filled = Filled::Swot(&[
    (Region::Strengths, "Skilled carvers"),
    (Region::Weaknesses, "Wood is not dried long enough"),
    (Region::Weaknesses, "One design, copied by all"),
    (Region::Opportunities, "Hotels along the corridor"),
]);

/// Put it on an output.
pub(super) fn fill(change: &mut Change<'_>, output: RecordId, filled: &Filled) -> Result<()> {
    let none = Headings::default();
    let at = |region| Place { region, before: None, beneath: None };
    match filled {
        Filled::Swot(notes) => {
            canvas::begin(change, output, CanvasKind::Swot, &none, None)?;
            notes.iter().try_for_each(|(region, note)| canvas::add(change, output, at(*region), note).map(drop))
        }
        Filled::Stakeholders(names) => {
            canvas::begin(change, output, CanvasKind::Stakeholders, &none, None)?;
            names.iter().try_for_each(|(name, influence, interest)| {
                let item = canvas::add(change, output, at(Region::Stakeholder), name)?;
                canvas::weigh(change, item, Weight { influence: Some(*influence), interest: Some(*interest) }, None)
            })
        }
        Filled::ValueChain { columns, lines } => {
            canvas::begin(change, output, CanvasKind::ValueChain, &none, None)?;
            let columns = columns.iter().map(|column| canvas::add(change, output, at(Region::Column), column)).collect::<Result<Vec<_>>>()?;
            lines.iter().try_for_each(|(line, cells)| {
                let line = canvas::add(change, output, at(Region::Line), line)?;
                columns.iter().zip(*cells).try_for_each(|(column, text)| canvas::put_cell(change, line, *column, text, None))
            })
        }
        Filled::ProblemTree { core, effects, causes } => {
            canvas::begin(change, output, CanvasKind::ProblemTree, &none, None)?;
            canvas::add(change, output, at(Region::Core), core)?;
            effects.iter().try_for_each(|effect| canvas::add(change, output, at(Region::Effect), effect).map(drop))?;
            causes.iter().try_for_each(|(cause, below)| {
                let above = canvas::add(change, output, at(Region::Cause), cause)?;
                below.iter().try_for_each(|note| canvas::add(change, output, Place { beneath: Some(above), ..at(Region::Cause) }, note).map(drop))
            })
        }
    }
}

//! One day of a programme, with what stands in the frame of the window.

use sala::{Desk, RecordId, checks, today};

use crate::{
    fault::Fault,
    mapping::{all, date, today as mapped},
    store_facts,
    wire::{self, today::Today},
};

/// The day asked for, or the one nearest to today.
pub fn of(desk: &Desk, id: RecordId, asked: Option<&str>) -> Result<Today, Fault> {
    let day = today::of(desk, id, asked.map(date).transpose()?)?;
    Ok(mapped(day, store_facts::counters(desk)?))
}

/// What does not fit together although nobody disputes it.
pub fn checks(desk: &Desk, id: RecordId) -> Result<Vec<wire::problem::Problem>, Fault> {
    Ok(all(checks::of(desk, id)?))
}

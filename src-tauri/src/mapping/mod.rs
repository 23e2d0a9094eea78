//! Core and wire, field by field: a new field does not compile until it has its place.

mod action_review;
mod agenda;
mod app;
mod backup;
mod canvas;
mod coming;
mod decisions;
mod groups;
mod months;
mod outputs;
mod past;
mod people;
mod person;
mod plans;
mod presentations;
mod programme;
mod register;
mod scores;
mod today;
mod travel;
mod visits;

use std::str::FromStr;

use chrono::NaiveDate;

use crate::fault::{Fault, unreadable};

pub use agenda::{changed as changed_session, days as agenda_days};
pub use groups::{drawing, sets as group_sets};
pub use months::{form_read, new_cascade, new_contact, new_help, plan_months, plans_glance, report_seen};
pub use people::options as roster_options;
pub use person::changed as changed_person;
pub use plans::{Shown as ShownPlan, changed as changed_plan, country, line_field as plan_line_field};
pub use programme::changed as changed_programme;
pub use register::Languages;
pub use scores::{changed_criterion, feedback, scorer};
pub use today::today;
pub use travel::to;
pub use visits::{changed_stop, changed_vehicle, changed_visit, checkpoint};

/// A date from the window.
pub fn date(text: &str) -> Result<NaiveDate, Fault> {
    NaiveDate::from_str(text).map_err(|_| unreadable("date"))
}

/// A count for the window; nobody counts four thousand million of anything.
pub fn count<N: TryInto<u32>>(number: N) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// All of them, in order.
pub fn all<Core, Wire: From<Core>>(core: impl IntoIterator<Item = Core>) -> Vec<Wire> {
    core.into_iter().map(Wire::from).collect()
}

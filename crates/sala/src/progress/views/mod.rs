//! What was told of a plan, and of all plans of a programme.

mod facts;
mod plan;

use rusqlite::Connection;

pub(super) use facts::became;
pub use facts::{Activity, Contact, Dated, Facts, Plan, Rated, Report, Request, facts};
pub(super) use plan::day;
pub use plan::{CascadeView, ContactView, HelpView, PlanMonths, RatingView, ReportView, of_plan};

use crate::{
    RecordId, Result,
    journal::{BookNo, Kind},
};

/// True where the programme has this record and it is not removed.
pub(crate) fn is_there(sql: &Connection, book: BookNo, kind: &Kind, id: RecordId) -> Result<bool> {
    let query =
        format!("SELECT EXISTS (SELECT 1 FROM record k JOIN {} l ON l.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(l.removed, 0) = 0)", kind.name);
    Ok(sql.prepare_cached(&query)?.query_row((book.0, id), |r| r.get(0))?)
}

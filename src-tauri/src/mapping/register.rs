//! Registers.

use std::collections::HashMap;

use sala::{
    RecordId,
    attendance::{self, Mark, Paper, Parts, facts::State, grid as core_grid, report, status, views},
    people::views::Person,
};

use super::{all, count};
use crate::fault::Fault;
use crate::wire::register::{
    Advanced, Counts, Grid, GridRow, HistoryLine, MarkView, MovedMarks, PaperCount, RegisterLine, RegisterState, SheetRow, Status, Step,
};

impl From<status::Status> for Status {
    fn from(status: status::Status) -> Self {
        use status::Status as S;
        match status {
            S::Present => Self::Present,
            S::Late => Self::Late,
            S::Excused => Self::Excused,
            S::Absent => Self::Absent,
            S::NotArrived => Self::NotArrived,
            S::Departed => Self::Departed,
        }
    }
}

impl From<Status> for status::Status {
    fn from(status: Status) -> Self {
        match status {
            Status::Present => Self::Present,
            Status::Late => Self::Late,
            Status::Excused => Self::Excused,
            Status::Absent => Self::Absent,
            Status::NotArrived => Self::NotArrived,
            Status::Departed => Self::Departed,
        }
    }
}

impl From<State> for RegisterState {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Locked => Self::Locked,
            State::Verified => Self::Verified,
        }
    }
}

impl From<report::Counts> for Counts {
    fn from(counts: report::Counts) -> Self {
        let report::Counts { present, late, excused, absent, not_arrived, departed, unmarked } = counts;
        Self {
            present: count(present),
            late: count(late),
            excused: count(excused),
            absent: count(absent),
            not_arrived: count(not_arrived),
            departed: count(departed),
            unmarked: count(unmarked),
        }
    }
}

impl From<core_grid::RegisterLine> for RegisterLine {
    fn from(line: core_grid::RegisterLine) -> Self {
        let core_grid::RegisterLine { id, date, half, session, state, seen, counts, held, cancelled, stray, empty, sheets, paper } = line;
        let (state, counts) = (state.into(), counts.into());
        let (sheets, paper) = (count(sheets), paper.map(Into::into));
        Self {
            id: id.into(),
            date: date.to_string(),
            half,
            session,
            state,
            seen: seen.into(),
            counts,
            held,
            cancelled,
            stray,
            idle: stray || empty || cancelled,
            sheets,
            paper,
        }
    }
}

impl From<Paper> for PaperCount {
    fn from(paper: Paper) -> Self {
        let Paper { signatures, others, explained } = paper;
        Self { signatures: count(signatures), others: count(others), explained }
    }
}

impl From<PaperCount> for Paper {
    fn from(paper: PaperCount) -> Self {
        let PaperCount { signatures, others, explained } = paper;
        Self { signatures: signatures.into(), others: others.into(), explained }
    }
}

impl From<attendance::stray::Moved> for MovedMarks {
    fn from(done: attendance::stray::Moved) -> Self {
        let attendance::stray::Moved { register: _, moved, kept } = done;
        Self { moved: count(moved), kept: count(kept) }
    }
}

impl From<attendance::Advanced> for Advanced {
    fn from(done: attendance::Advanced) -> Self {
        let attendance::Advanced { marked, kept, closed } = done;
        Self { marked: count(marked), kept: count(kept), closed: count(closed) }
    }
}

/// A mark as a view shows it. A word of a newer version never reaches a view: it is kept for review.
fn shown(mark: views::MarkView) -> Option<MarkView> {
    let views::MarkView { status, minutes, reason, approver, left_early } = mark;
    let status = status.parse::<status::Status>().ok()?.into();
    Some(MarkView { status, minutes: minutes.map(count), reason, approver, left_early: left_early.map(count) })
}

/// A mark from the window, held to the rules of marks.
impl TryFrom<MarkView> for Mark {
    type Error = Fault;

    fn try_from(mark: MarkView) -> Result<Self, Fault> {
        let MarkView { status, minutes, reason, approver, left_early } = mark;
        Ok(Parts { status: status.into(), minutes: minutes.map(i64::from), reason, approver, left_early: left_early.map(i64::from) }.try_into()?)
    }
}

/// A row, and the language that decides how its native name is set.
impl From<(views::SheetRow, Option<String>)> for SheetRow {
    fn from((row, language): (views::SheetRow, Option<String>)) -> Self {
        let views::SheetRow {
            participant,
            code,
            name,
            native,
            country,
            organisation,
            org_type,
            role,
            belongs,
            counts,
            away,
            mark,
            seen,
            remark,
            remark_seen,
            conflict,
        } = row;
        Self {
            participant: participant.into(),
            code,
            name: name.unwrap_or_default(),
            native,
            language,
            country,
            organisation,
            org_type,
            role: role.unwrap_or_else(|| "participant".to_owned()),
            belongs: belongs.into(),
            counts,
            away,
            mark: mark.and_then(shown),
            remark,
            seen: seen.into(),
            remark_seen: remark_seen.into(),
            conflict,
        }
    }
}

/// A row, and the language that decides how its native name is set.
impl From<(core_grid::GridRow, Option<String>)> for GridRow {
    fn from((row, language): (core_grid::GridRow, Option<String>)) -> Self {
        let core_grid::GridRow { participant, code, name, native, country, role, counts, marks, attended, of, eligible } = row;
        Self {
            participant: participant.into(),
            code,
            name: name.unwrap_or_default(),
            native,
            language,
            country,
            role: role.unwrap_or_else(|| "participant".to_owned()),
            counts,
            marks: marks.into_iter().map(|mark| mark.map(Status::from)).collect(),
            attended: count(attended),
            of: count(of),
            eligible,
        }
    }
}

/// The languages of a roster, by person.
pub struct Languages(HashMap<RecordId, String>);

impl Languages {
    /// Those of these people.
    pub fn of(roster: Vec<Person>) -> Self {
        Self(roster.into_iter().filter_map(|person| Some((person.id, person.language?))).collect())
    }

    /// The language of one person.
    fn get(&self, person: RecordId) -> Option<String> {
        self.0.get(&person).cloned()
    }

    /// The rows of a sheet.
    pub fn rows(&self, rows: Vec<views::SheetRow>) -> Vec<SheetRow> {
        rows.into_iter().map(|row| SheetRow::from((row.clone(), self.get(row.participant)))).collect()
    }

    /// A grid.
    pub fn grid(&self, grid: core_grid::Grid) -> Grid {
        let core_grid::Grid { registers, people, min_percent } = grid;
        let people = people.into_iter().map(|row| GridRow::from((row.clone(), self.get(row.participant)))).collect();
        Grid { registers: all(registers), people, min_percent: min_percent.into() }
    }
}

impl From<sala::bundle::Step> for Step {
    fn from(step: sala::bundle::Step) -> Self {
        match step {
            sala::bundle::Step::Recorded => Self::Recorded,
            sala::bundle::Step::Carried => Self::Carried,
            sala::bundle::Step::Received => Self::Received,
        }
    }
}

impl From<views::HistoryLine> for HistoryLine {
    fn from(line: views::HistoryLine) -> Self {
        let views::HistoryLine { entry, value, kept, withheld, author, replica_label, at, replaced, page, verified, journey } = line;
        Self {
            entry,
            value: value.and_then(shown),
            kept,
            withheld,
            author,
            replica_label,
            at: at.to_rfc3339(),
            replaced,
            page,
            verified,
            journey: journey.into(),
        }
    }
}

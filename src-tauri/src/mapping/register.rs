//! Registers.

use sala::attendance::{
    Parts,
    facts::State,
    grid as core_grid, report, status,
    views::{self},
};

use super::{all, count};
use crate::wire::register::{Counts, Grid, GridRow, HistoryLine, MarkView, RegisterLine, RegisterState, SheetRow, Status};

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
        let core_grid::RegisterLine { id, date, half, state, counts, held, cancelled, sheets } = line;
        Self { id: id.into(), date: date.to_string(), half, state: state.into(), counts: counts.into(), held, cancelled, sheets: count(sheets) }
    }
}

impl From<views::MarkView> for MarkView {
    fn from(mark: views::MarkView) -> Self {
        let views::MarkView { status, minutes, reason, approver } = mark;
        Self { status, minutes: minutes.map(count), reason, approver }
    }
}

impl From<MarkView> for Parts {
    fn from(mark: MarkView) -> Self {
        let MarkView { status, minutes, reason, approver } = mark;
        Self { status: status.into(), minutes: minutes.map(i64::from), reason, approver }
    }
}

impl From<views::SheetRow> for SheetRow {
    fn from(row: views::SheetRow) -> Self {
        let views::SheetRow {
            participant,
            code,
            name,
            native,
            country,
            organisation,
            org_type,
            role,
            counts,
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
            country,
            organisation,
            org_type,
            role,
            counts,
            mark: mark.map(MarkView::from),
            remark,
            seen: seen.into(),
            remark_seen: remark_seen.into(),
            conflict,
        }
    }
}

impl From<core_grid::GridRow> for GridRow {
    fn from(row: core_grid::GridRow) -> Self {
        let core_grid::GridRow { participant, code, name, native, country, role, counts, marks, attended, of, eligible } = row;
        Self {
            participant: participant.into(),
            code,
            name: name.unwrap_or_default(),
            native,
            country,
            role,
            counts,
            marks: marks.into_iter().map(|mark| mark.map(Status::from)).collect(),
            attended: count(attended),
            of: count(of),
            eligible,
        }
    }
}

impl From<core_grid::Grid> for Grid {
    fn from(grid: core_grid::Grid) -> Self {
        let core_grid::Grid { registers, people, min_percent } = grid;
        Self { registers: all(registers), people: all(people), min_percent: min_percent.into() }
    }
}

impl From<views::HistoryLine> for HistoryLine {
    fn from(line: views::HistoryLine) -> Self {
        let views::HistoryLine { entry, value, withheld, author, replica_label, at, replaced, page, verified } = line;
        Self {
            entry,
            value: value.map(MarkView::from),
            withheld,
            author,
            replica_label,
            at: at.to_rfc3339(),
            replaced,
            page,
            verified,
        }
    }
}

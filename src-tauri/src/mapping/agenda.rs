//! The agenda.

use sala::{
    agenda::{self, Hours as CoreHours, Method, NewSession, SessionField, SessionStatus as CoreStatus, import, views},
    visits::views::VisitLine,
};

use super::{all, count, date};
use crate::{
    fault::{Fault, unreadable},
    wire::{
        agenda::{AgendaDay, Hours, Overlap, PlannedSession, SessionFacts, SessionLine, SessionNames, SessionSeen, SessionStatus},
        people::RowOutcome,
    },
};

impl From<SessionStatus> for CoreStatus {
    fn from(status: SessionStatus) -> Self {
        match status {
            SessionStatus::Planned => Self::Planned,
            SessionStatus::Held => Self::Held,
            SessionStatus::Cancelled => Self::Cancelled,
            SessionStatus::Moved => Self::Moved,
        }
    }
}

/// The days of an agenda, each with what gets in each other's way on it.
pub fn days(days: Vec<views::Day>, visits: &[VisitLine]) -> Vec<AgendaDay> {
    let shown = days.into_iter().map(|day| {
        let overlaps = all(agenda::overlaps_and_visits(&day, visits));
        let views::Day { date, sessions } = day;
        let text = date.to_string();
        AgendaDay { overlaps, sessions: all(sessions.into_iter().map(|session| (text.clone(), session))), date: text }
    });
    shown.collect()
}

impl From<(String, views::SessionLine)> for SessionLine {
    fn from((date, session): (String, views::SessionLine)) -> Self {
        let views::SessionLine { id, starts_min, ends_min, method, title, status, reason, actual, room, trainers, seen } = session;
        Self {
            id: id.into(),
            date,
            starts_min: count(starts_min),
            ends_min: count(ends_min),
            method,
            title,
            status,
            reason,
            actual: actual.map(Hours::from),
            room,
            trainers,
            seen: seen.into(),
        }
    }
}

impl From<views::SessionSeen> for SessionSeen {
    fn from(seen: views::SessionSeen) -> Self {
        let views::SessionSeen { slot, method, title, status, actual, room, trainers } = seen;
        Self {
            slot: slot.into(),
            method: method.into(),
            title: title.into(),
            status: status.into(),
            actual: actual.into(),
            room: room.into(),
            trainers: trainers.into(),
        }
    }
}

impl From<CoreHours> for Hours {
    fn from(hours: CoreHours) -> Self {
        let CoreHours { starts_min, ends_min } = hours;
        Self { starts_min: count(starts_min), ends_min: count(ends_min) }
    }
}

impl From<Hours> for CoreHours {
    fn from(hours: Hours) -> Self {
        let Hours { starts_min, ends_min } = hours;
        Self { starts_min: starts_min.into(), ends_min: ends_min.into() }
    }
}

impl From<agenda::Overlap> for Overlap {
    fn from(overlap: agenda::Overlap) -> Self {
        let agenda::Overlap { code, first, second, starts_min, ends_min, what } = overlap;
        Self { code: code.to_owned(), first: first.into(), second: second.into(), starts_min: count(starts_min), ends_min: count(ends_min), what }
    }
}

impl From<views::Names> for SessionNames {
    fn from(names: views::Names) -> Self {
        let views::Names { rooms, trainers } = names;
        Self { rooms, trainers }
    }
}

impl From<NewSession> for SessionFacts {
    fn from(session: NewSession) -> Self {
        let NewSession { date, starts_min, ends_min, method, title, room, trainers } = session;
        let method = method.code().to_owned();
        Self { date: date.to_string(), starts_min: count(starts_min), ends_min: count(ends_min), method, title, room, trainers, actual: None }
    }
}

impl TryFrom<SessionFacts> for NewSession {
    type Error = Fault;

    fn try_from(facts: SessionFacts) -> Result<Self, Fault> {
        // When it was is told of a session that is there already.
        let SessionFacts { date: day, starts_min, ends_min, method, title, room, trainers, actual: _ } = facts;
        let method = Method::from_code(&method).ok_or_else(|| unreadable("method"))?;
        Ok(Self { date: date(&day)?, starts_min: starts_min.into(), ends_min: ends_min.into(), method, title, room, trainers })
    }
}

impl From<import::Outcome> for RowOutcome {
    fn from(outcome: import::Outcome) -> Self {
        match outcome {
            import::Outcome::Added => Self::Added,
            import::Outcome::Updated => Self::Updated,
            import::Outcome::Unchanged => Self::Unchanged,
            import::Outcome::Refused => Self::Refused,
        }
    }
}

impl From<import::PlannedRow> for PlannedSession {
    fn from(planned: import::PlannedRow) -> Self {
        let import::PlannedRow { row, outcome, session, known: _ } = planned;
        Self { row, outcome: outcome.into(), facts: session.map(SessionFacts::from) }
    }
}

impl From<import::Plan> for crate::wire::agenda::AgendaPlan {
    fn from(plan: import::Plan) -> Self {
        let import::Plan { added, updated, unchanged, refused, sheet, header_row: _, other_sheets, rows } = plan;
        Self {
            sheet,
            other_sheets: all(other_sheets),
            rows: all(rows),
            added: count(added),
            updated: count(updated),
            unchanged: count(unchanged),
            refused: all(refused),
        }
    }
}

/// The fields that a person changed in a form, each with the version that the form showed.
pub fn changed(shown: SessionFacts, facts: SessionFacts, seen: SessionSeen) -> Result<Vec<(SessionField, sala::Seen)>, Fault> {
    let actual = (facts.actual != shown.actual).then(|| SessionField::Actual { actual: facts.actual.map(CoreHours::from) });
    let (shown, new) = (NewSession::try_from(shown)?, NewSession::try_from(facts)?);
    let slot = (new.date, new.starts_min, new.ends_min) != (shown.date, shown.starts_min, shown.ends_min);
    let fields = [
        (slot.then_some(SessionField::Slot { date: new.date, starts_min: new.starts_min, ends_min: new.ends_min }), seen.slot),
        ((new.method != shown.method).then_some(SessionField::Method { method: new.method }), seen.method),
        ((new.title != shown.title).then_some(SessionField::Title { title: new.title }), seen.title),
        ((new.room != shown.room).then_some(SessionField::Room { room: new.room }), seen.room),
        ((new.trainers != shown.trainers).then_some(SessionField::Trainers { trainers: new.trainers }), seen.trainers),
        (actual, seen.actual),
    ];
    Ok(fields.into_iter().filter_map(|(field, seen)| field.map(|field| (field, seen.0))).collect())
}

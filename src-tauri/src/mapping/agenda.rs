//! The agenda.

use sala::agenda::{Method, NewSession, SessionField, SessionStatus as CoreStatus, import, views};

use super::{all, count, date};
use crate::{
    fault::{Fault, unreadable},
    wire::{
        agenda::{AgendaDay, PlannedSession, SessionFacts, SessionLine, SessionSeen, SessionStatus},
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

impl From<views::Day> for AgendaDay {
    fn from(day: views::Day) -> Self {
        let views::Day { date, sessions } = day;
        let text = date.to_string();
        Self { sessions: sessions.into_iter().map(|session| SessionLine::from((text.clone(), session))).collect(), date: text }
    }
}

impl From<(String, views::SessionLine)> for SessionLine {
    fn from((date, session): (String, views::SessionLine)) -> Self {
        let views::SessionLine { id, starts_min, ends_min, method, title, status, reason, seen } = session;
        let views::SessionSeen { slot, method: method_seen, title: title_seen, status: status_seen } = seen;
        Self {
            id: id.into(),
            date,
            starts_min: count(starts_min),
            ends_min: count(ends_min),
            method,
            title,
            status,
            reason,
            seen: SessionSeen { slot: slot.into(), method: method_seen.into(), title: title_seen.into(), status: status_seen.into() },
        }
    }
}

impl From<NewSession> for SessionFacts {
    fn from(session: NewSession) -> Self {
        let NewSession { date, starts_min, ends_min, method, title } = session;
        Self { date: date.to_string(), starts_min: count(starts_min), ends_min: count(ends_min), method: method.code().to_owned(), title }
    }
}

impl TryFrom<SessionFacts> for NewSession {
    type Error = Fault;

    fn try_from(facts: SessionFacts) -> Result<Self, Fault> {
        let SessionFacts { date: day, starts_min, ends_min, method, title } = facts;
        let method = Method::from_code(&method).ok_or_else(|| unreadable("method"))?;
        Ok(Self { date: date(&day)?, starts_min: starts_min.into(), ends_min: ends_min.into(), method, title })
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
    let (shown, new) = (NewSession::try_from(shown)?, NewSession::try_from(facts)?);
    let mut fields = Vec::new();
    if (new.date, new.starts_min, new.ends_min) != (shown.date, shown.starts_min, shown.ends_min) {
        fields.push((SessionField::Slot { date: new.date, starts_min: new.starts_min, ends_min: new.ends_min }, seen.slot.0));
    }
    if new.method != shown.method {
        fields.push((SessionField::Method { method: new.method }, seen.method.0));
    }
    if new.title != shown.title {
        fields.push((SessionField::Title { title: new.title }, seen.title.0));
    }
    Ok(fields)
}

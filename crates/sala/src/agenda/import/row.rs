//! One row of an agenda: everything wrong with it is said at once.

use chrono::NaiveDate;

use super::{
    super::session::{MAX_NAME, MAX_TITLE, MAX_TRAINERS, Method, NewSession, minutes, names_in, trainers as checked},
    AgendaField, Options,
    header::Layout,
};
use crate::people::{
    import::Refusal,
    name,
    table::{DateGuess, Row, dates as read_date},
};

pub(super) fn read(layout: &Layout<'_>, row: &Row, dates: Option<(NaiveDate, NaiveDate)>, options: &Options, refused: &mut Vec<Refusal>) -> Option<NewSession> {
    let before = refused.len();
    let cell = |field| layout.cell(row, field);
    let mut refuse = |field, code| {
        let value = cell(field).chars().take(80).collect();
        refused.push(Refusal { row: row.number, column: layout.title(field), code, value });
    };
    let date = match read_date(cell(AgendaField::Date)) {
        DateGuess::Date(date) => Some(date),
        DateGuess::ThaiYear(date) if options.thai_years => Some(date),
        DateGuess::ThaiYear(_) => {
            refuse(AgendaField::Date, "thai_year");
            None
        }
        DateGuess::Ambiguous => {
            refuse(AgendaField::Date, "date_ambiguous");
            None
        }
        DateGuess::Unreadable => {
            refuse(AgendaField::Date, "date_invalid");
            None
        }
    };
    if let (Some(date), Some((starts, ends))) = (date, dates)
        && !(starts..=ends).contains(&date)
    {
        refuse(AgendaField::Date, "day_outside_programme");
    }
    let starts_min = minutes(cell(AgendaField::Start));
    let ends_min = minutes(cell(AgendaField::End));
    match (starts_min, ends_min) {
        (Some(starts), Some(ends)) if ends <= starts => refuse(AgendaField::End, "ends_before_start"),
        (Some(_), Some(_)) => {}
        (starts, ends) => {
            if starts.is_none() {
                refuse(AgendaField::Start, "time_invalid");
            }
            if ends.is_none() {
                refuse(AgendaField::End, "time_invalid");
            }
        }
    }
    let typed = cell(AgendaField::Method);
    let method = if typed.is_empty() { Some(Method::Other) } else { Method::parse(typed) };
    if method.is_none() {
        refuse(AgendaField::Method, "method_unknown");
    }
    let title = name::clean(cell(AgendaField::Title)).text;
    if title.is_empty() {
        refuse(AgendaField::Title, "title_missing");
    } else if title.chars().count() > MAX_TITLE {
        refuse(AgendaField::Title, "text_too_long");
    }
    let room = name::clean(cell(AgendaField::Room)).text;
    if room.chars().count() > MAX_NAME {
        refuse(AgendaField::Room, "text_too_long");
    }
    let names = names_in(cell(AgendaField::Trainers));
    if names.len() > MAX_TRAINERS {
        refuse(AgendaField::Trainers, "too_many_trainers");
    } else if names.iter().any(|name| name.chars().count() > MAX_NAME) {
        refuse(AgendaField::Trainers, "text_too_long");
    }
    if refused.len() > before {
        return None;
    }
    let room = (!room.is_empty()).then_some(room);
    Some(NewSession { date: date?, starts_min: starts_min?, ends_min: ends_min?, method: method?, title, room, trainers: checked(&names).ok()? })
}

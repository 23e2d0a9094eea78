//! The agenda.

use sala::{
    Desk, RecordId,
    agenda::{self, HeldSeen, SessionField, SessionStatus, Swapped, import, views},
    people::table,
    visits,
};

use crate::{
    fault::Fault,
    mapping::{agenda_days, changed_session, date as read_date},
    opened,
    picker::Kind,
    reports,
    shell::Shell,
    wire::{
        agenda::{
            AddSessionArgs, AgendaAcceptArgs, AgendaDay, AgendaOpenArgs, AgendaPlan, AgendaPreview, EditSessionArgs, MoveSessionArgs, SessionNames,
            SessionStatusArgs, SwapSessionsArgs, SwappedSession,
        },
        files::SavedFile,
        programme::ProgrammeArgs,
    },
};

pub fn days(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<AgendaDay>, Fault> {
    shown(&*shell.desk()?, args.programme.0)
}

pub fn open_file(shell: &Shell, args: AgendaOpenArgs) -> Result<Option<AgendaPreview>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.one_file(Kind::Table, args.from)? else { return Ok(None) };
    let token = shell.files.show(path.clone())?;
    let plan = import::preview(&desk, args.programme.0, &table::read(&path).map_err(sala::Error::from)?, &import::Options::default())?;
    Ok(Some(AgendaPreview { file_name: opened::name(&path), file: token, plan: plan.into() }))
}

pub fn accept(shell: &Shell, args: AgendaAcceptArgs) -> Result<AgendaPlan, Fault> {
    let desk = shell.desk()?;
    let AgendaAcceptArgs { programme, file, thai_years, skip_refused } = args;
    let table = table::read(&shell.files.path(&file)?).map_err(sala::Error::from)?;
    let options = import::Options { sheet: None, thai_years };
    Ok(import::apply(&desk, programme.0, &table, &options, skip_refused)?.into())
}

pub fn add(shell: &Shell, args: AddSessionArgs) -> Result<Vec<AgendaDay>, Fault> {
    let desk = shell.desk()?;
    let session = args.facts.try_into()?;
    desk.change(args.programme.0, "add_session", |change| agenda::add(change, session))?;
    shown(&desk, args.programme.0)
}

pub fn edit(shell: &Shell, args: EditSessionArgs) -> Result<Vec<AgendaDay>, Fault> {
    let desk = shell.desk()?;
    let EditSessionArgs { programme, id, shown: before, facts, seen } = args;
    let status = seen.status.0.clone();
    let fields = changed_session(before, facts, seen)?;
    desk.change(programme.0, "edit_session", |change| {
        fields.into_iter().try_for_each(|(field, seen)| match field {
            // Whoever says when it was says that it was.
            SessionField::Actual { actual: Some(actual) } => agenda::hold(change, id.0, Some(actual), Some(HeldSeen { status: &status, actual: &seen })),
            field => agenda::edit(change, id.0, field, &seen),
        })
    })?;
    shown(&desk, programme.0)
}

pub fn move_session(shell: &Shell, args: MoveSessionArgs) -> Result<Vec<AgendaDay>, Fault> {
    let desk = shell.desk()?;
    let MoveSessionArgs { programme, id, date, starts_min, ends_min, seen } = args;
    let slot = SessionField::Slot { date: read_date(&date)?, starts_min: starts_min.into(), ends_min: ends_min.into() };
    desk.change(programme.0, "move_session", |change| agenda::edit(change, id.0, slot, &seen.0))?;
    shown(&desk, programme.0)
}

pub fn swap(shell: &Shell, args: SwapSessionsArgs) -> Result<Vec<AgendaDay>, Fault> {
    let desk = shell.desk()?;
    let SwapSessionsArgs { programme, one, other } = args;
    desk.change(programme.0, "swap_sessions", |change| agenda::swap(change, swapped(&one), swapped(&other)))?;
    shown(&desk, programme.0)
}

fn swapped(one: &SwappedSession) -> Swapped<'_> {
    Swapped { session: one.id.0, seen: Some(&one.seen.0) }
}

pub fn names(shell: &Shell, args: ProgrammeArgs) -> Result<SessionNames, Fault> {
    Ok(shell.desk()?.read(|r| views::names(r.sql(), r.book(args.programme.0)?))?.into())
}

pub fn calendar(shell: &Shell, args: ProgrammeArgs) -> Result<Option<SavedFile>, Fault> {
    reports::calendar(shell, args.programme.0)
}

pub fn set_status(shell: &Shell, args: SessionStatusArgs) -> Result<Vec<AgendaDay>, Fault> {
    let desk = shell.desk()?;
    let SessionStatusArgs { programme, id, status, reason, seen, actual_seen } = args;
    desk.change(programme.0, "session_status", |change| match SessionStatus::from(status) {
        SessionStatus::Planned => agenda::plan_again(change, id.0, HeldSeen { status: &seen.0, actual: &actual_seen.0 }),
        status => agenda::edit(change, id.0, SessionField::Status { status, reason }, &seen.0),
    })?;
    shown(&desk, programme.0)
}

fn shown(desk: &Desk, programme: RecordId) -> Result<Vec<AgendaDay>, Fault> {
    let (days, visits) = desk.read(|r| Ok((views::days(r.sql(), r.book(programme)?)?, visits::views::list(r.sql(), r.book(programme)?)?)))?;
    Ok(agenda_days(days, &visits))
}

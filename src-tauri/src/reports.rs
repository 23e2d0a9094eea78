//! Reports written to a file that the person chooses.

use sala::{
    Problem, RecordId, agenda,
    attendance::views,
    plans, programme,
    progress::{Month, due as dues, form, taken_back, views::facts},
};
use sala_papers::{
    attendance::{Figures, csv, xlsx},
    calendar::{self, Agenda, ToDo, ics},
    form as paper_form,
};

use crate::{
    fault::Fault,
    names, opened,
    picker::Kind,
    shell::Shell,
    wire::{files::SavedFile, register::ReportFormat},
};

/// The attendance report; none when the person closed the dialog.
pub fn attendance(shell: &Shell, programme: RecordId, format: ReportFormat) -> Result<Option<SavedFile>, Fault> {
    let desk = shell.desk()?;
    let today = views::today(&desk);
    let (grid, report) = desk.read(|r| {
        let book = r.book(programme)?;
        Ok((views::grid(r, book, today)?, views::report(r, book, today)?))
    })?;
    let (kind, ending) = match format {
        ReportFormat::Csv => (Kind::Csv, "csv"),
        ReportFormat::Xlsx => (Kind::Workbook, "xlsx"),
    };
    let Some(path) = shell.picker.save(kind, &names::report(&report.programme, today, ending)) else { return Ok(None) };
    let figures = Figures { grid: &grid, report: &report };
    let words = sala_papers::words(shell.language()?.as_deref().unwrap_or("en"));
    let paper = match format {
        ReportFormat::Csv => csv(figures, words)?,
        ReportFormat::Xlsx => xlsx(figures, words)?,
    };
    sala::store::write_file(&path, &paper)?;
    Ok(Some(opened::saved(&path)))
}

/// The agenda for people's calendars; none when the person closed the dialog.
pub fn calendar(shell: &Shell, programme: RecordId) -> Result<Option<SavedFile>, Fault> {
    let desk = shell.desk()?;
    let (facts, sessions, revisions) = desk.read(|r| {
        let book = r.book(programme)?;
        Ok((programme::views::facts(r.sql(), book)?, agenda::views::all(r.sql(), book)?, agenda::revisions(r, book)?))
    })?;
    let facts = facts.ok_or_else(|| sala::Error::Refused(Problem::new("no_such_programme")))?;
    if sessions.is_empty() {
        return Err(sala::Error::Refused(Problem::new("agenda_empty")).into());
    }
    let Some(path) = shell.picker.save(Kind::Calendar, &names::calendar(&facts.code)) else { return Ok(None) };
    let words = calendar::words(shell.language()?.as_deref().unwrap_or("en"));
    let agenda = Agenda { programme: &facts, sessions: &sessions, revisions: &revisions, made: desk.now() };
    sala::store::write_file(&path, ics(agenda, words).as_bytes())?;
    Ok(Some(opened::saved(&path)))
}

/// What is due of the plans, for people's calendars; none when the person closed the dialog.
pub fn due(shell: &Shell, programme: RecordId) -> Result<Option<SavedFile>, Fault> {
    let desk = shell.desk()?;
    let today = views::today(&desk);
    let (of, due, revisions) = desk.read(|r| {
        let book = r.book(programme)?;
        let facts = facts(r.sql(), book)?;
        let mut due = dues::all(&facts, programme, today);
        due.extend(taken_back(r, book, programme, &facts, &due)?);
        Ok((programme::views::facts(r.sql(), book)?, due, dues::revisions(r, book)?))
    })?;
    let of = of.ok_or_else(|| sala::Error::Refused(Problem::new("no_such_programme")))?;
    let Some(path) = shell.picker.save(Kind::Calendar, &names::due(&of.code)) else { return Ok(None) };
    let words = calendar::words(shell.language()?.as_deref().unwrap_or("en"));
    let held = calendar::held(&desk, programme, &path)?;
    let made = calendar::due(ToDo { programme: &of, due: &due, revisions: &revisions, held: &held, made: desk.now() }, words);
    sala::store::write_file(&path, made.as_bytes())?;
    calendar::keep(&desk, programme, held, &made)?;
    Ok(Some(opened::saved(&path)))
}

/// A form for the lead of a plan; none when the person closed the dialog.
pub fn form(shell: &Shell, programme: RecordId, plan: RecordId, month: Month) -> Result<Option<SavedFile>, Fault> {
    let desk = shell.desk()?;
    let words = paper_form::words(shell.language()?.as_deref().unwrap_or("en"));
    let made = desk.now().timestamp_millis();
    let (line, form) = desk.read(|r| {
        let book = r.book(programme)?;
        Ok((plans::views::line(r.sql(), book, plan)?, form::form(r, book, programme, plan, month, &words.choices, made)?))
    })?;
    let Some(path) = shell.picker.save(Kind::Workbook, &names::form(&line.code, month)) else { return Ok(None) };
    sala::store::write_file(&path, &paper_form::xlsx(&form, words)?)?;
    Ok(Some(opened::saved(&path)))
}

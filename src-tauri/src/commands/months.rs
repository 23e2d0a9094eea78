//! The months after the training.

use std::{collections::HashMap, path::Path};

use sala::{
    Desk, RecordId, attendance, outputs,
    people::table::{self, Spreadsheet},
    plans, programme,
    progress::{
        self, Month, Progress, Rating, ReportField, Told, cascade, contact,
        due::{all as all_due, within},
        form, help, lineage, month, report,
        views::{facts, of_plan},
    },
};

use crate::{
    fault::Fault,
    mapping::{all, form_read, new_cascade, new_contact, new_help, plan_months, plans_glance, report_seen},
    opened,
    picker::Kind,
    reports,
    shell::Shell,
    wire::{
        files::{FileSource, SavedFile},
        months::{
            AcceptFormArgs, CascadeArgs, ContactArgs, Due, DueArgs, FormRead, HelpArgs, MonthEvidenceArgs, MonthFormArgs, MonthRateArgs, MonthReportArgs,
            MonthTakeOffArgs, PlanMonths, PlansGlance, RemoveToldArgs,
        },
        plans::PlanArgs,
        programme::ProgrammeArgs,
    },
};

pub fn of(shell: &Shell, args: PlanArgs) -> Result<PlanMonths, Fault> {
    shown(&*shell.desk()?, args.programme.0, args.id.0)
}

pub fn report(shell: &Shell, args: MonthReportArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let MonthReportArgs { programme, id, activity, month, progress, said, seen } = args;
    let month = Month::parse(&month)?;
    let progress = progress.map(|progress| Progress::new(progress.doing.into(), progress.percent.map(i64::from))).transpose()?;
    let (progress_seen, said_seen) = report_seen(seen);
    let fields = [(progress.map(ReportField::Progress), progress_seen), (said.map(ReportField::Said), said_seen)];
    desk.change(programme.0, "progress_report", |change| {
        fields.into_iter().filter_map(|(field, seen)| Some((field?, seen))).try_for_each(|(field, seen)| {
            // Where the screen showed no report, nothing was seen: one that came meanwhile stands beside this one.
            report::write(change, activity.0, month, field, Some(&seen.unwrap_or_default())).map(drop)
        })
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn attach(shell: &Shell, args: MonthEvidenceArgs) -> Result<Option<PlanMonths>, Fault> {
    let desk = shell.desk()?;
    let MonthEvidenceArgs { programme, id, report: record, from, job } = args;
    let kept = shell.brought(Kind::Anything, from, &job, |file, name| outputs::bring(&desk, file, name))?;
    if kept.is_empty() {
        return Ok(None);
    }
    desk.change(programme.0, "progress_evidence", |change| kept.iter().try_for_each(|file| report::hang(change, record.0, file).map(drop)))?;
    shown(&desk, programme.0, id.0).map(Some)
}

pub fn take_off(shell: &Shell, args: MonthTakeOffArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let MonthTakeOffArgs { programme, id, report: record, file } = args;
    desk.change(programme.0, "progress_evidence", |change| report::take_off(change, record.0, file.0))?;
    shown(&desk, programme.0, id.0)
}

pub fn rate(shell: &Shell, args: MonthRateArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let MonthRateArgs { programme, id, month, light, reason, seen } = args;
    let (month, rating) = (Month::parse(&month)?, light.map(|light| Rating::new(light.into(), &reason)).transpose()?);
    let seen = seen.map(|seen| seen.0).unwrap_or_default();
    desk.change(programme.0, "plan_rate", |change| progress::rate(change, id.0, month, rating, Some(&seen)))?;
    shown(&desk, programme.0, id.0)
}

pub fn contact(shell: &Shell, args: ContactArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let (programme, id, which) = (args.programme.0, args.id.0, args.contact.as_ref().map(|id| id.0));
    let (new, seen) = new_contact(args)?;
    desk.change(programme, "plan_contact", |change| match which {
        None => contact::add(change, id, &new).map(drop),
        Some(which) => contact::edit(change, which, &new, seen.as_ref()).map(drop),
    })?;
    shown(&desk, programme, id)
}

pub fn help(shell: &Shell, args: HelpArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let (programme, id, which) = (args.programme.0, args.id.0, args.help.as_ref().map(|id| id.0));
    let (new, seen) = new_help(args)?;
    desk.change(programme, "plan_assist", |change| match which {
        None => help::add(change, id, &new).map(drop),
        Some(which) => help::edit(change, id, which, &new, seen.as_ref()).map(drop),
    })?;
    shown(&desk, programme, id)
}

pub fn cascade(shell: &Shell, args: CascadeArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let (programme, id, which) = (args.programme.0, args.id.0, args.cascade.as_ref().map(|id| id.0));
    let (new, seen) = new_cascade(args)?;
    desk.change(programme, "plan_cascade", |change| match which {
        None => cascade::add(change, id, &new).map(drop),
        Some(which) => cascade::edit(change, which, &new, seen.as_ref()).map(drop),
    })?;
    shown(&desk, programme, id)
}

pub fn remove(shell: &Shell, args: RemoveToldArgs) -> Result<PlanMonths, Fault> {
    let desk = shell.desk()?;
    let RemoveToldArgs { programme, id, kind, record, seen } = args;
    desk.change(programme.0, "told_remove", |change| progress::remove(change, kind.into(), record.0, Some(&seen.0)))?;
    shown(&desk, programme.0, id.0)
}

pub fn glance(shell: &Shell, args: ProgrammeArgs) -> Result<PlansGlance, Fault> {
    let desk = shell.desk()?;
    let (book_id, today) = (args.programme.0, attendance::views::today(&desk));
    let (glance, lineage) = desk.read(|r| {
        let (sql, book) = (r.sql(), r.book(book_id)?);
        let glance = progress::glance(&facts(sql, book)?, book_id, today);
        Ok((glance, lineage::lineage(&plans::views::list(sql, book)?, &lineage::origins(sql, book)?)))
    })?;
    Ok(plans_glance(glance, lineage))
}

pub fn due(shell: &Shell, args: DueArgs) -> Result<Vec<Due>, Fault> {
    let desk = shell.desk()?;
    let (book, today) = (args.programme.0, attendance::views::today(&desk));
    let facts = desk.read(|r| facts(r.sql(), r.book(book)?))?;
    Ok(all(within(&all_due(&facts, book, today), today, u64::from(args.days))))
}

pub fn calendar(shell: &Shell, args: ProgrammeArgs) -> Result<Option<SavedFile>, Fault> {
    reports::due(shell, args.programme.0)
}

pub fn form(shell: &Shell, args: MonthFormArgs) -> Result<Option<SavedFile>, Fault> {
    reports::form(shell, args.programme.0, args.id.0, Month::parse(&args.month)?)
}

pub fn read_form(shell: &Shell, args: PlanArgs) -> Result<Option<FormRead>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.one_file(Kind::Workbook, FileSource::Pick)? else { return Ok(None) };
    let (sheet, formulas) = workbook(&path)?;
    let read = form::preview(&desk, args.programme.0, args.id.0, &sheet, &formulas)?;
    Ok(Some(form_read(read, shell.files.show(path.clone())?, opened::name(&path))))
}

pub fn accept_form(shell: &Shell, args: AcceptFormArgs) -> Result<FormRead, Fault> {
    let desk = shell.desk()?;
    let path = shell.files.path(&args.file)?;
    let (sheet, formulas) = workbook(&path)?;
    let read = desk.change(args.programme.0, "plan_form", |change| form::read(change, args.id.0, &sheet, &formulas))?;
    Ok(form_read(read, args.file, opened::name(&path)))
}

fn workbook(path: &Path) -> Result<(Spreadsheet, table::Formulas), Fault> {
    let bytes = std::fs::read(path).map_err(sala::Error::file(path))?;
    Ok((table::read_bytes(&bytes).map_err(sala::Error::from)?, table::formulas(&bytes).map_err(sala::Error::from)?))
}

fn shown(desk: &Desk, programme: RecordId, plan: RecordId) -> Result<PlanMonths, Fault> {
    let (told, facts, contents) = desk.read(|r| {
        let (sql, book) = (r.sql(), r.book(programme)?);
        let told = of_plan(sql, book, plan)?;
        let reports = told.reports.iter().map(|one| (Told::Report, one.id));
        let contacts = told.contacts.iter().map(|one| (Told::Contact, one.id));
        let help = told.help.iter().map(|one| (Told::Help, one.id));
        let cascades = told.cascades.iter().map(|one| (Told::Cascade, one.id));
        let records = reports.chain(contacts).chain(help).chain(cascades);
        let contents = records.map(|(told, id)| Ok((id, r.everything_in(book, told.kind(), id)?))).collect::<sala::Result<HashMap<_, _>>>()?;
        Ok((told, programme::views::facts(sql, book)?, contents))
    })?;
    Ok(plan_months(told, &facts.as_ref().map(month::followed).unwrap_or_default(), contents))
}

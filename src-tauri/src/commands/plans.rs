//! Action plans.

use chrono::Months;
use sala::{
    Desk, Error, Problem, RecordId, attendance, outputs,
    plans::{self, NewPlan, Why, lines, records::PLAN, views},
    programme,
    progress::lineage,
};

use crate::{
    fault::Fault,
    mapping::{ShownPlan, all, changed_plan, country, date, plan_line_field},
    picker::Kind,
    shell::Shell,
    wire::{
        groups::RemoveArgs,
        plans::{
            AddPlanArgs, AddPlanLineArgs, CommitArgs, ComparePlanArgs, EditPlanArgs, EditPlanLineArgs, PlanArgs, PlanDifference, PlanLine, PlanOriginArgs,
            PlanSeatArgs, PlanSheetArgs, PlanSheetOffArgs, PlanStateArgs, PlanView, RemovePlanLineArgs,
        },
        programme::ProgrammeArgs,
    },
};

pub fn list(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<PlanLine>, Fault> {
    Ok(all(shell.desk()?.read(|r| views::list(r.sql(), r.book(args.programme.0)?))?))
}

pub fn one(shell: &Shell, args: PlanArgs) -> Result<PlanView, Fault> {
    shown(&*shell.desk()?, args.programme.0, args.id.0)
}

pub fn add(shell: &Shell, args: AddPlanArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let AddPlanArgs { programme, code, kind, country: place, sector, isic } = args;
    let new = NewPlan { code, kind: kind.into(), country: country(&place)?, sector, isic_rev4: isic, team: Vec::new() };
    let id = desk.change(programme.0, "add_plan", |change| plans::add(change, &new))?;
    shown(&desk, programme.0, id)
}

pub fn edit(shell: &Shell, args: EditPlanArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let EditPlanArgs { programme, id, shown: before, texts, seen } = args;
    let fields = changed_plan(before, texts, seen)?;
    desk.change(programme.0, "edit_plan", |change| fields.into_iter().try_for_each(|(field, seen)| plans::edit(change, id.0, field, Some(&seen)).map(drop)))?;
    shown(&desk, programme.0, id.0)
}

pub fn add_line(shell: &Shell, args: AddPlanLineArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let AddPlanLineArgs { programme, id, fields } = args;
    let fields = fields.into_iter().map(plan_line_field).collect::<Result<Vec<_>, _>>()?;
    desk.change(programme.0, "add_plan_line", |change| lines::add(change, id.0, fields))?;
    shown(&desk, programme.0, id.0)
}

pub fn edit_line(shell: &Shell, args: EditPlanLineArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let EditPlanLineArgs { programme, id, line, edits } = args;
    let edits = edits.into_iter().map(|edit| Ok((plan_line_field(edit.field)?, edit.seen.0))).collect::<Result<Vec<_>, Fault>>()?;
    desk.change(programme.0, "edit_plan_line", |change| {
        edits.into_iter().try_for_each(|(field, seen)| lines::edit(change, line.0, field, Some(&seen)).map(drop))
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn remove_line(shell: &Shell, args: RemovePlanLineArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let RemovePlanLineArgs { programme, id, part, line, seen } = args;
    desk.change(programme.0, "remove_plan_line", |change| lines::remove(change, part.into(), line.0, Some(&seen.0)))?;
    shown(&desk, programme.0, id.0)
}

pub fn seat(shell: &Shell, args: PlanSeatArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let PlanSeatArgs { programme, id, participant, role, seen } = args;
    let seen = seen.as_ref().map(|seen| &seen.0);
    desk.change(programme.0, "plan_team", |change| match &role {
        Some(role) => plans::seat(change, id.0, participant.0, role, seen),
        None => plans::take_out(change, id.0, participant.0, seen),
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn set_state(shell: &Shell, args: PlanStateArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let PlanStateArgs { programme, id, state, reason, successor, others, seen } = args;
    let why = Why { reason, successor: successor.map(|id| id.0) };
    desk.change(programme.0, "plan_state", |change| {
        others.iter().try_for_each(|other| lineage::came_from(change, other.0, Some(id.0), None).map(drop))?;
        plans::advance(change, id.0, state.into(), &why, Some(&seen.0))
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn came_from(shell: &Shell, args: PlanOriginArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let PlanOriginArgs { programme, id, origin, seen } = args;
    desk.change(programme.0, "plan_origin", |change| lineage::came_from(change, id.0, origin.map(|origin| origin.0), Some(&seen.0)))?;
    shown(&desk, programme.0, id.0)
}

pub fn keep(shell: &Shell, args: PlanArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "keep_plan", |change| plans::keep_version(change, args.id.0))?;
    shown(&desk, args.programme.0, args.id.0)
}

pub fn commit(shell: &Shell, args: CommitArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let CommitArgs { programme, id, version, participant, how, since, seen } = args;
    let since = since.map_or_else(|| Ok(attendance::views::today(&desk)), |since| date(&since))?;
    let seen = seen.as_ref().map(|seen| &seen.0);
    desk.change(programme.0, "commit_to_plan", |change| match how {
        Some(how) => plans::commit(change, version.0, participant.0, how.into(), since, seen),
        None => plans::withdraw(change, version.0, participant.0, seen),
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn attach_sheet(shell: &Shell, args: PlanSheetArgs) -> Result<Option<PlanView>, Fault> {
    let desk = shell.desk()?;
    let PlanSheetArgs { programme, id, version, from, job } = args;
    let kept = shell.brought(Kind::Picture, from, &job, |file, name| outputs::bring(&desk, file, name))?;
    if kept.is_empty() {
        return Ok(None);
    }
    desk.change(programme.0, "plan_sheet", |change| kept.iter().try_for_each(|file| plans::hang_sheet(change, version.0, file).map(drop)))?;
    shown(&desk, programme.0, id.0).map(Some)
}

pub fn take_off_sheet(shell: &Shell, args: PlanSheetOffArgs) -> Result<PlanView, Fault> {
    let desk = shell.desk()?;
    let PlanSheetOffArgs { programme, id, version, file } = args;
    desk.change(programme.0, "plan_sheet", |change| plans::take_off_sheet(change, version.0, file.0))?;
    shown(&desk, programme.0, id.0)
}

pub fn compare(shell: &Shell, args: ComparePlanArgs) -> Result<Vec<PlanDifference>, Fault> {
    let ComparePlanArgs { programme, id, from, to } = args;
    let differences = shell.desk()?.read(|r| {
        let book = r.book(programme.0)?;
        let versions = views::versions(r.sql(), book, id.0)?;
        let version = |id: RecordId| {
            let found = versions.iter().find(|version| version.id == id);
            found.ok_or_else(|| Error::Refused(Problem::new("no_such_version")))
        };
        let before = version(from.0)?;
        let differences = match to {
            Some(to) => plans::compare::compare(before, version(to.0)?)?,
            None => plans::compare::compare(before, &views::content(r.sql(), book, id.0)?)?,
        };
        Ok(plans::compare::with_names(differences, &views::people(r.sql(), book)?))
    })?;
    Ok(all(differences))
}

pub fn remove(shell: &Shell, args: RemoveArgs) -> Result<Vec<PlanLine>, Fault> {
    let RemoveArgs { programme, id, seen } = args;
    shell.desk()?.change(programme.0, "remove_plan", |change| plans::remove(change, id.0, Some(&seen.0)))?;
    list(shell, ProgrammeArgs { programme })
}

fn shown(desk: &Desk, programme: RecordId, plan: RecordId) -> Result<PlanView, Fault> {
    let shown = desk.read(|r| {
        let (sql, book) = (r.sql(), r.book(programme)?);
        let (content, carried) = views::content(sql, book, plan)?;
        let facts = programme::views::facts(sql, book)?;
        let follows = facts.and_then(|facts| {
            let months = Months::new(u32::try_from(facts.follow_up_months).ok()?);
            facts.ends.and_then(|ends| Some((ends, ends.checked_add_months(months)?)))
        });
        Ok(ShownPlan {
            line: views::line(sql, book, plan)?,
            content,
            carried,
            seen: views::seen(sql, book, plan)?,
            contents: r.everything_in(book, &PLAN, plan)?,
            versions: views::versions(sql, book, plan)?,
            commitments: views::commitments(sql, book, plan)?,
            follows,
            origin: lineage::origin(sql, book, plan)?,
        })
    })?;
    Ok(shown.into())
}

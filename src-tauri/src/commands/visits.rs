//! Visits.

use std::collections::HashMap;

use sala::{
    Desk, RecordId,
    visits::{
        self, VisitField,
        records::{STOP, VEHICLE, VISIT},
        views,
    },
};

use crate::{
    fault::Fault,
    mapping::{all, changed_stop, changed_vehicle, changed_visit, checkpoint, date},
    shell::Shell,
    wire::{
        groups::RemoveArgs,
        programme::ProgrammeArgs,
        visits::{
            AddStopArgs, AddVehicleArgs, AddVisitArgs, CancelVisitArgs, CheckpointArgs, CountArgs, EditStopArgs, EditVehicleArgs, EditVisitArgs, MoveStopArgs,
            ObserveArgs, PastHeadcount, RemovePartArgs, SameVehiclesArgs, SeatArgs, VisitArgs, VisitFacts, VisitLine, VisitView,
        },
    },
};

pub fn list(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<VisitLine>, Fault> {
    Ok(all(shell.desk()?.read(|r| views::list(r.sql(), r.book(args.programme.0)?))?))
}

pub fn one(shell: &Shell, args: VisitArgs) -> Result<VisitView, Fault> {
    shown(&*shell.desk()?, args.programme.0, args.visit.0)
}

pub fn add(shell: &Shell, args: AddVisitArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let AddVisitArgs { programme, facts } = args;
    let (day, host) = (date(&facts.date)?, facts.host.clone());
    let empty = VisitFacts {
        date: facts.date.clone(),
        session: None,
        host: host.clone(),
        purpose: String::new(),
        contact: String::new(),
        phone: String::new(),
        starts_min: None,
        ends_min: None,
    };
    let fields = changed_visit(&empty, facts, None)?;
    let visit = desk.change(programme.0, "add_visit", |change| {
        let visit = visits::add(change, day, &host)?;
        fields.into_iter().try_for_each(|(field, _)| visits::edit(change, visit, field, None).map(|_| ()))?;
        Ok(visit)
    })?;
    shown(&desk, programme.0, visit)
}

pub fn edit(shell: &Shell, args: EditVisitArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let EditVisitArgs { programme, visit, shown: before, facts, seen } = args;
    let fields = changed_visit(&before, facts, Some(seen))?;
    desk.change(programme.0, "edit_visit", |change| {
        fields.into_iter().try_for_each(|(field, seen)| visits::edit(change, visit.0, field, seen.as_ref()).map(|_| ()))
    })?;
    shown(&desk, programme.0, visit.0)
}

pub fn is_no_session(shell: &Shell, args: VisitArgs) -> Result<Vec<VisitLine>, Fault> {
    let VisitArgs { programme, visit } = args;
    // It stands beside the words that nobody ever said which session it is: whoever says it meanwhile on another laptop is asked.
    let nothing = sala::Seen::default();
    shell.desk()?.change(programme.0, "edit_visit", |change| visits::is_no_session(change, visit.0, Some(&nothing)))?;
    list(shell, ProgrammeArgs { programme })
}

pub fn remove(shell: &Shell, args: RemoveArgs) -> Result<Vec<VisitLine>, Fault> {
    let RemoveArgs { programme, id, seen } = args;
    shell.desk()?.change(programme.0, "remove_visit", |change| visits::remove(change, id.0, Some(&seen.0)))?;
    list(shell, ProgrammeArgs { programme })
}

pub fn cancel(shell: &Shell, args: CancelVisitArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let CancelVisitArgs { programme, visit, reason, seen } = args;
    desk.change(programme.0, "visit_status", |change| visits::edit(change, visit.0, VisitField::Cancelled(reason), Some(&seen.0)))?;
    shown(&desk, programme.0, visit.0)
}

pub fn add_stop(shell: &Shell, args: AddStopArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let AddStopArgs { programme, visit, facts } = args;
    desk.change(programme.0, "add_stop", |change| visits::add_stop(change, visit.0, &facts.into()))?;
    shown(&desk, programme.0, visit.0)
}

pub fn edit_stop(shell: &Shell, args: EditStopArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let EditStopArgs { programme, visit, id, shown: before, facts, seen } = args;
    let fields = changed_stop(&before, facts, seen);
    desk.change(programme.0, "edit_stop", |change| {
        fields.into_iter().try_for_each(|(field, seen)| visits::edit_stop(change, id.0, field, Some(&seen)).map(|_| ()))
    })?;
    shown(&desk, programme.0, visit.0)
}

pub fn move_stop(shell: &Shell, args: MoveStopArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let MoveStopArgs { programme, visit, id, to } = args;
    desk.change(programme.0, "move_stop", |change| visits::move_stop(change, id.0, to as usize))?;
    shown(&desk, programme.0, visit.0)
}

pub fn remove_stop(shell: &Shell, args: RemovePartArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let RemovePartArgs { programme, visit, id, seen } = args;
    desk.change(programme.0, "remove_stop", |change| visits::remove_stop(change, id.0, Some(&seen.0)))?;
    shown(&desk, programme.0, visit.0)
}

pub fn add_vehicle(shell: &Shell, args: AddVehicleArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let AddVehicleArgs { programme, visit, facts } = args;
    desk.change(programme.0, "add_vehicle", |change| visits::add_vehicle(change, visit.0, &facts.into()))?;
    shown(&desk, programme.0, visit.0)
}

pub fn edit_vehicle(shell: &Shell, args: EditVehicleArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let EditVehicleArgs { programme, visit, id, shown: before, facts, seen } = args;
    let fields = changed_vehicle(&before, facts, seen);
    desk.change(programme.0, "edit_vehicle", |change| {
        fields.into_iter().try_for_each(|(field, seen)| visits::edit_vehicle(change, id.0, field, Some(&seen)).map(|_| ()))
    })?;
    shown(&desk, programme.0, visit.0)
}

pub fn remove_vehicle(shell: &Shell, args: RemovePartArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let RemovePartArgs { programme, visit, id, seen } = args;
    desk.change(programme.0, "remove_vehicle", |change| visits::remove_vehicle(change, id.0, Some(&seen.0)))?;
    shown(&desk, programme.0, visit.0)
}

pub fn seat(shell: &Shell, args: SeatArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let SeatArgs { programme, visit, people, vehicle } = args;
    let vehicle = vehicle.map(|vehicle| vehicle.0);
    desk.change(programme.0, "seat", |change| {
        people.iter().try_for_each(|one| visits::seat(change, visit.0, one.participant.0, vehicle, Some(&one.seen.0)).map(|_| ()))
    })?;
    shown(&desk, programme.0, visit.0)
}

pub fn same_vehicles(shell: &Shell, args: SameVehiclesArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let SameVehiclesArgs { programme, visit, from } = args;
    desk.change(programme.0, "same_vehicles", |change| visits::same_vehicles(change, visit.0, from.0))?;
    shown(&desk, programme.0, visit.0)
}

pub fn count(shell: &Shell, args: CountArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let CountArgs { programme, visit, point, stop, count, seen } = args;
    let at = checkpoint(point, stop)?;
    desk.change(programme.0, "count", |change| match count {
        Some(count) => visits::count(change, visit.0, at, count.into(), Some(&seen.0)),
        None => visits::uncount(change, visit.0, at, Some(&seen.0)),
    })?;
    shown(&desk, programme.0, visit.0)
}

pub fn count_history(shell: &Shell, args: CheckpointArgs) -> Result<Vec<PastHeadcount>, Fault> {
    let CheckpointArgs { programme, visit, point, stop } = args;
    let at = checkpoint(point, stop)?;
    Ok(all(shell.desk()?.read(|r| views::headcount_history(r, r.book(programme.0)?, visit.0, at))?))
}

pub fn observe(shell: &Shell, args: ObserveArgs) -> Result<VisitView, Fault> {
    let desk = shell.desk()?;
    let ObserveArgs { programme, visit, group, aspect, text, seen } = args;
    desk.change(programme.0, "observe", |change| visits::observe(change, visit.0, group.0, aspect.into(), &text, Some(&seen.0)))?;
    shown(&desk, programme.0, visit.0)
}

fn shown(desk: &Desk, programme: RecordId, visit: RecordId) -> Result<VisitView, Fault> {
    let shown = desk.read(|r| {
        let book = r.book(programme)?;
        let view = views::one(r, book, visit)?;
        let stops = view.stops_in_order.iter().map(|stop| (&STOP, stop.id));
        let vehicles = view.vehicles_by_name.iter().map(|vehicle| (&VEHICLE, vehicle.id));
        let each = std::iter::once((&VISIT, visit)).chain(stops).chain(vehicles);
        let contents = each.map(|(kind, id)| Ok((id, r.everything_in(book, kind, id)?))).collect::<sala::Result<HashMap<_, _>>>()?;
        Ok((view, contents))
    })?;
    Ok(shown.into())
}

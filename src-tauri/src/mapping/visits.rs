//! Visits.

use std::collections::HashMap;

use sala::{
    RecordId,
    visits::{
        Aspect, Checkpoint, Count, Explained as CoreExplained, NewStop, NewVehicle, Override, StopField, VehicleCount as CoreVehicleCount, VehicleField,
        VisitField, Why,
        checkpoint::Point,
        views::{self, CountView, PastCount},
    },
};

use super::{all, count, date};
use crate::{
    fault::{Fault, unreadable},
    wire::{
        Id, Seen,
        visits::{
            CountedVehicle, ExplainedPerson, ExplainedWhy, Headcount, HeadcountPoint, HeadcountView, NewHeadcount, ObservationView, ObservedAspect,
            PastHeadcount, Rider, StopFacts, StopSeen, StopView, VehicleFacts, VehicleSeen, VehicleView, VisitFacts, VisitLine, VisitSeen, VisitView, Written,
        },
    },
};

impl From<views::VisitLine> for VisitLine {
    fn from(line: views::VisitLine) -> Self {
        let views::VisitLine {
            id,
            date,
            host,
            starts_min,
            ends_min,
            session,
            session_title: _,
            cancelled,
            by_session: _,
            reason,
            stops,
            vehicles,
            checkpoints,
            counted,
            overridden,
            observations,
        } = line;
        Self {
            id: id.into(),
            date,
            host,
            starts_min: starts_min.map(count),
            ends_min: ends_min.map(count),
            session: session.map(Into::into),
            cancelled,
            reason,
            stops: count(stops),
            vehicles: count(vehicles),
            checkpoints: count(checkpoints),
            counted: count(counted),
            overridden: count(overridden),
            observations: count(observations),
        }
    }
}

/// A visit, and everything live in it, in its stops and its vehicles.
impl From<(views::VisitView, HashMap<RecordId, sala::Seen>)> for VisitView {
    fn from((visit, mut live): (views::VisitView, HashMap<RecordId, sala::Seen>)) -> Self {
        let views::VisitView {
            line,
            own_starts_min,
            own_ends_min,
            purpose,
            contact,
            phone,
            seen,
            stops_in_order,
            vehicles_by_name,
            people,
            roster,
            headcounts,
            observed,
        } = visit;
        let views::VisitSeen { date: date_seen, host: host_seen, purpose: purpose_seen, contact: contact_seen, times, session, status } = seen;
        let mut contents = |id| Seen::from(live.remove(&id).unwrap_or_default());
        let facts = VisitFacts {
            date: line.date,
            session: line.session.map(Id),
            host: line.host,
            purpose: purpose.unwrap_or_default(),
            contact: contact.unwrap_or_default(),
            phone: phone.unwrap_or_default(),
            starts_min: own_starts_min.map(count),
            ends_min: own_ends_min.map(count),
        };
        Self {
            id: line.id.into(),
            facts,
            seen: VisitSeen {
                date: date_seen.into(),
                host: host_seen.into(),
                purpose: purpose_seen.into(),
                contact: contact_seen.into(),
                times: times.into(),
                session: session.into(),
                status: status.into(),
            },
            contents: contents(line.id),
            starts_min: line.starts_min.map(count),
            ends_min: line.ends_min.map(count),
            session_title: line.session_title,
            cancelled: line.cancelled,
            by_session: line.by_session,
            reason: line.reason,
            stops: stops_in_order.into_iter().map(|one| stop(one, &mut contents)).collect(),
            vehicles: vehicles_by_name.into_iter().map(|one| vehicle(one, &mut contents)).collect(),
            people: all(people),
            roster: count(roster),
            headcounts: all(headcounts),
            observed: all(observed),
        }
    }
}

fn stop(stop: views::StopView, contents: &mut impl FnMut(RecordId) -> Seen) -> StopView {
    let views::StopView { id, name, host, starts_min, ends_min, name_seen, host_seen, times_seen } = stop;
    StopView {
        id: id.into(),
        facts: StopFacts { name, host: host.unwrap_or_default(), starts_min: starts_min.map(count), ends_min: ends_min.map(count) },
        seen: StopSeen { name: name_seen.into(), host: host_seen.into(), times: times_seen.into() },
        contents: contents(id),
    }
}

fn vehicle(vehicle: views::VehicleView, contents: &mut impl FnMut(RecordId) -> Seen) -> VehicleView {
    let views::VehicleView { id, name, plate, seats, driver, phone, riders: _, too_many, name_seen, plate_seen, seats_seen, driver_seen } = vehicle;
    let plain = Option::unwrap_or_default;
    VehicleView {
        id: id.into(),
        facts: VehicleFacts { name, plate: plain(plate), seats: seats.map(count), driver: plain(driver), phone: plain(phone) },
        seen: VehicleSeen { name: name_seen.into(), plate: plate_seen.into(), seats: seats_seen.into(), driver: driver_seen.into() },
        contents: contents(id),
        too_many: too_many.map(count),
    }
}

impl From<views::Rider> for Rider {
    fn from(rider: views::Rider) -> Self {
        let views::Rider { participant, code, name, native, language, country, role, counts, vehicle, seen, mark } = rider;
        Self {
            participant: participant.into(),
            code,
            name: name.unwrap_or_default(),
            native,
            language,
            country,
            role,
            counts,
            vehicle: vehicle.map(Id),
            seen: seen.into(),
            mark,
        }
    }
}

impl From<CountView> for Headcount {
    fn from(shown: CountView) -> Self {
        let CountView { counted, roster, explained, vehicles, overridden, override_by, override_reason } = shown;
        let person = |one: views::ExplainedView| {
            let views::ExplainedView { participant, code, name, why } = one;
            ExplainedPerson { participant: participant.into(), code, name: name.unwrap_or_default(), why: why.into() }
        };
        let vehicle = |one: views::VehicleCountView| {
            let views::VehicleCountView { vehicle, name, counted } = one;
            CountedVehicle { vehicle: vehicle.into(), name, counted: count(counted) }
        };
        Self {
            counted: count(counted),
            roster: count(roster),
            explained: explained.into_iter().map(person).collect(),
            vehicles: vehicles.into_iter().map(vehicle).collect(),
            overridden,
            override_by,
            override_reason,
        }
    }
}

impl From<views::HeadcountView> for HeadcountView {
    fn from(shown: views::HeadcountView) -> Self {
        let views::HeadcountView { point, stop, count, seen, conflict, author, replica_label, at } = shown;
        Self {
            point: point.into(),
            stop: stop.map(Id),
            count: count.map(Into::into),
            seen: seen.into(),
            conflict,
            author,
            replica_label,
            at: at.map(|at| at.to_rfc3339()),
        }
    }
}

impl From<PastCount> for PastHeadcount {
    fn from(past: PastCount) -> Self {
        let PastCount { count, author, replica_label, at, replaced } = past;
        Self { count: count.map(Into::into), author, replica_label, at: at.to_rfc3339(), replaced }
    }
}

impl From<views::Written> for Written {
    fn from(written: views::Written) -> Self {
        let views::Written { text, seen } = written;
        Self { text, seen: seen.into() }
    }
}

impl From<views::ObservationView> for ObservationView {
    fn from(observed: views::ObservationView) -> Self {
        let views::ObservationView { set, set_name, group, group_name, seen, lesson, applicable, question } = observed;
        Self {
            set: set.into(),
            set_name,
            group: group.into(),
            group_name,
            seen: seen.into(),
            lesson: lesson.into(),
            applicable: applicable.into(),
            question: question.into(),
        }
    }
}

impl From<Point> for HeadcountPoint {
    fn from(point: Point) -> Self {
        match point {
            Point::Leaving => Self::Leaving,
            Point::Stop => Self::Stop,
            Point::Boarding => Self::Boarding,
            Point::Return => Self::Return,
        }
    }
}

impl From<Why> for ExplainedWhy {
    fn from(why: Why) -> Self {
        match why {
            Why::Excused => Self::Excused,
            Why::NotHere => Self::NotHere,
            Why::StayedBehind => Self::StayedBehind,
            Why::OwnWay => Self::OwnWay,
        }
    }
}

impl From<ExplainedWhy> for Why {
    fn from(why: ExplainedWhy) -> Self {
        match why {
            ExplainedWhy::Excused => Self::Excused,
            ExplainedWhy::NotHere => Self::NotHere,
            ExplainedWhy::StayedBehind => Self::StayedBehind,
            ExplainedWhy::OwnWay => Self::OwnWay,
        }
    }
}

impl From<ObservedAspect> for Aspect {
    fn from(aspect: ObservedAspect) -> Self {
        match aspect {
            ObservedAspect::Seen => Self::Seen,
            ObservedAspect::Lesson => Self::Lesson,
            ObservedAspect::Applicable => Self::Applicable,
            ObservedAspect::Question => Self::Question,
        }
    }
}

impl From<NewHeadcount> for Count {
    fn from(new: NewHeadcount) -> Self {
        let NewHeadcount { counted, vehicles, explained, overridden } = new;
        Self {
            counted: counted.into(),
            vehicles: vehicles.into_iter().map(|one| CoreVehicleCount { vehicle: one.vehicle.0, counted: one.counted.into() }).collect(),
            explained: explained.into_iter().map(|one| CoreExplained { participant: one.participant.0, why: one.why.into() }).collect(),
            overridden: overridden.map(|one| Override { by: one.by, reason: one.reason }),
        }
    }
}

/// The checkpoint that the window names.
pub fn checkpoint(point: HeadcountPoint, stop: Option<Id>) -> Result<Checkpoint, Fault> {
    let point = match point {
        HeadcountPoint::Leaving => Point::Leaving,
        HeadcountPoint::Stop => Point::Stop,
        HeadcountPoint::Boarding => Point::Boarding,
        HeadcountPoint::Return => Point::Return,
    };
    Checkpoint::of(point, stop.map(|stop| stop.0)).ok_or_else(|| unreadable("checkpoint"))
}

impl From<StopFacts> for NewStop {
    fn from(facts: StopFacts) -> Self {
        let StopFacts { name, host, starts_min, ends_min } = facts;
        Self { name, host, starts_min: starts_min.map(Into::into), ends_min: ends_min.map(Into::into) }
    }
}

impl From<VehicleFacts> for NewVehicle {
    fn from(facts: VehicleFacts) -> Self {
        let VehicleFacts { name, plate, seats, driver, phone } = facts;
        Self { name, plate, seats: seats.map(Into::into), driver, phone }
    }
}

/// The fields of a visit that a person changed in a form, each with the version that the form showed. A new visit has shown nothing.
pub fn changed_visit(shown: &VisitFacts, facts: VisitFacts, seen: Option<VisitSeen>) -> Result<Vec<(VisitField, Option<sala::Seen>)>, Fault> {
    let seen = |pick: fn(&VisitSeen) -> &Seen| seen.as_ref().map(|seen| pick(seen).0.clone());
    let mut fields = Vec::new();
    if facts.session != shown.session {
        fields.push((VisitField::Session(facts.session.as_ref().map(|session| session.0)), seen(|s| &s.session)));
    }
    // The day of a session is told in the agenda. One that leaves its session has had none of its own to be seen.
    if facts.session.is_none() && facts.date != shown.date {
        fields.push((VisitField::Date(date(&facts.date)?), seen(|s| &s.date).filter(|_| shown.session.is_none())));
    }
    if facts.host != shown.host {
        fields.push((VisitField::Host(facts.host), seen(|s| &s.host)));
    }
    if facts.purpose != shown.purpose {
        fields.push((VisitField::Purpose(facts.purpose), seen(|s| &s.purpose)));
    }
    if (&facts.contact, &facts.phone) != (&shown.contact, &shown.phone) {
        fields.push((VisitField::Contact { person: facts.contact, phone: facts.phone }, seen(|s| &s.contact)));
    }
    if (facts.starts_min, facts.ends_min) != (shown.starts_min, shown.ends_min) {
        let times = VisitField::Times { starts_min: facts.starts_min.map(Into::into), ends_min: facts.ends_min.map(Into::into) };
        // One that leaves its session has had its hours, and none of its own to be seen.
        let leaves = facts.session.is_none() && shown.session.is_some();
        fields.push((times, seen(|s| &s.times).filter(|_| !leaves)));
    }
    Ok(fields)
}

/// The same for a stop.
pub fn changed_stop(shown: &StopFacts, facts: StopFacts, seen: StopSeen) -> Vec<(StopField, sala::Seen)> {
    let times = (facts.starts_min, facts.ends_min) != (shown.starts_min, shown.ends_min);
    let fields = [
        (facts.name != shown.name).then_some((StopField::Name(facts.name), seen.name)),
        (facts.host != shown.host).then_some((StopField::Host(facts.host), seen.host)),
        times.then(|| (StopField::Times { starts_min: facts.starts_min.map(Into::into), ends_min: facts.ends_min.map(Into::into) }, seen.times)),
    ];
    fields.into_iter().flatten().map(|(field, seen)| (field, seen.0)).collect()
}

/// The same for a vehicle.
pub fn changed_vehicle(shown: &VehicleFacts, facts: VehicleFacts, seen: VehicleSeen) -> Vec<(VehicleField, sala::Seen)> {
    let driver = (&facts.driver, &facts.phone) != (&shown.driver, &shown.phone);
    let fields = [
        (facts.name != shown.name).then_some((VehicleField::Name(facts.name), seen.name)),
        (facts.plate != shown.plate).then_some((VehicleField::Plate(facts.plate), seen.plate)),
        (facts.seats != shown.seats).then_some((VehicleField::Seats(facts.seats.map(Into::into)), seen.seats)),
        driver.then_some((VehicleField::Driver { person: facts.driver, phone: facts.phone }, seen.driver)),
    ];
    fields.into_iter().flatten().map(|(field, seen)| (field, seen.0)).collect()
}

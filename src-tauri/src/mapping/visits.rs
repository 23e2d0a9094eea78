//! Visits.

mod changed;
mod headcount;

use std::collections::HashMap;

use sala::{
    RecordId,
    visits::{Aspect, views},
};

pub use changed::{changed_stop, changed_vehicle, changed_visit};
pub use headcount::checkpoint;

use super::{all, count};
use crate::wire::{
    Id, Seen,
    visits::{
        ObservationView, ObservedAspect, Rider, StopFacts, StopSeen, StopView, VehicleFacts, VehicleSeen, VehicleView, VisitFacts, VisitLine, VisitSeen,
        VisitView, Written,
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

//! What a person changed in the forms of a visit, its stops and its vehicles.

use sala::visits::{NewStop, NewVehicle, StopField, VehicleField, VisitField};

use super::super::date;
use crate::{
    fault::Fault,
    wire::{
        Seen,
        visits::{StopFacts, StopSeen, VehicleFacts, VehicleSeen, VisitFacts, VisitSeen},
    },
};

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

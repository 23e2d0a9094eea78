//! Headcounts of visits: as they are shown, and as the window sends them.

use sala::visits::{
    Checkpoint, Count, Explained as CoreExplained, Override, VehicleCount as CoreVehicleCount, Why,
    checkpoint::Point,
    views::{self, CountView, PastCount},
};

use super::super::count;
use crate::{
    fault::{Fault, unreadable},
    wire::{
        Id,
        visits::{CountedVehicle, ExplainedPerson, ExplainedWhy, Headcount, HeadcountPoint, HeadcountView, NewHeadcount, PastHeadcount},
    },
};

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

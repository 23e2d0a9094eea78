//! Where heads are counted: before the vehicles leave, at each stop, before they go on, and back at the training centre.

use crate::{RecordId, people::value::codes};

codes! {
    /// A kind of checkpoint.
    Point {
        /// In the vehicles, before they leave the training centre.
        Leaving = "leaving",
        /// At a stop.
        Stop = "stop",
        /// Back in the vehicles, before they go on.
        Boarding = "boarding",
        /// At the training centre again.
        Return = "return",
    }
}

/// A checkpoint of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Checkpoint {
    /// Before the vehicles leave.
    Leaving,
    /// At this stop.
    Stop(RecordId),
    /// Before they go on from this stop; from the host where the visit has no stops.
    Boarding(Option<RecordId>),
    /// Back at the training centre.
    Return,
}

impl Checkpoint {
    /// The checkpoint that a stored kind and stop name; none where a newer version wrote it.
    #[must_use]
    pub fn of(point: Point, stop: Option<RecordId>) -> Option<Self> {
        match (point, stop) {
            (Point::Leaving, _) => Some(Self::Leaving),
            (Point::Stop, Some(stop)) => Some(Self::Stop(stop)),
            (Point::Stop, None) => None,
            (Point::Boarding, stop) => Some(Self::Boarding(stop)),
            (Point::Return, _) => Some(Self::Return),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn point(self) -> Point {
        match self {
            Self::Leaving => Point::Leaving,
            Self::Stop(_) => Point::Stop,
            Self::Boarding(_) => Point::Boarding,
            Self::Return => Point::Return,
        }
    }

    /// The stop that it belongs to.
    #[must_use]
    pub const fn stop(self) -> Option<RecordId> {
        match self {
            Self::Stop(stop) => Some(stop),
            Self::Boarding(stop) => stop,
            Self::Leaving | Self::Return => None,
        }
    }
}

/// The checkpoints of a visit with these stops, in the order of the day; those where somebody counted although the plan has
/// them no longer stand before the return.
#[must_use]
pub fn of_visit(stops: &[RecordId], counted: &[Checkpoint]) -> Vec<Checkpoint> {
    let mut points = vec![Checkpoint::Leaving];
    if stops.is_empty() {
        points.push(Checkpoint::Boarding(None));
    }
    points.extend(stops.iter().flat_map(|stop| [Checkpoint::Stop(*stop), Checkpoint::Boarding(Some(*stop))]));
    let others: Vec<_> = counted.iter().filter(|point| **point != Checkpoint::Return && !points.contains(point)).copied().collect();
    points.extend(others);
    points.push(Checkpoint::Return);
    points
}

//! What the window asks of visits.

use super::{HeadcountPoint, NewHeadcount, ObservedAspect, Seated, StopFacts, StopSeen, VehicleFacts, VehicleSeen, VisitFacts, VisitSeen};
use crate::wire::{Id, Seen, wire};

wire! { "visits.ts";
    struct VisitArgs {
        pub programme: Id,
        pub visit: Id,
    }

    struct AddVisitArgs {
        pub programme: Id,
        pub facts: VisitFacts,
    }

    struct EditVisitArgs {
        pub programme: Id,
        pub visit: Id,
        /// What the form showed: only what differs from it is written.
        pub shown: VisitFacts,
        pub facts: VisitFacts,
        pub seen: VisitSeen,
    }

    struct CancelVisitArgs {
        pub programme: Id,
        pub visit: Id,
        /// Why it did not happen; none where it does after all.
        pub reason: Option<String>,
        pub seen: Seen,
    }

    struct AddStopArgs {
        pub programme: Id,
        pub visit: Id,
        pub facts: StopFacts,
    }

    struct EditStopArgs {
        pub programme: Id,
        pub visit: Id,
        pub id: Id,
        pub shown: StopFacts,
        pub facts: StopFacts,
        pub seen: StopSeen,
    }

    struct MoveStopArgs {
        pub programme: Id,
        pub visit: Id,
        pub id: Id,
        /// Its new place among the stops, from 1.
        pub to: u32,
    }

    struct AddVehicleArgs {
        pub programme: Id,
        pub visit: Id,
        pub facts: VehicleFacts,
    }

    struct EditVehicleArgs {
        pub programme: Id,
        pub visit: Id,
        pub id: Id,
        pub shown: VehicleFacts,
        pub facts: VehicleFacts,
        pub seen: VehicleSeen,
    }

    /// Takes a stop or a vehicle of a visit away.
    struct RemovePartArgs {
        pub programme: Id,
        pub visit: Id,
        pub id: Id,
        /// Its `contents` as the screen showed it.
        pub seen: Seen,
    }

    struct SeatArgs {
        pub programme: Id,
        pub visit: Id,
        /// One, or all who have none yet: in one stroke.
        pub people: Vec<Seated>,
        /// None takes the seats away.
        pub vehicle: Option<Id>,
    }

    struct SameVehiclesArgs {
        pub programme: Id,
        pub visit: Id,
        /// The visit whose vehicles and seats are taken.
        pub from: Id,
    }

    struct CheckpointArgs {
        pub programme: Id,
        pub visit: Id,
        pub point: HeadcountPoint,
        pub stop: Option<Id>,
    }

    struct CountArgs {
        pub programme: Id,
        pub visit: Id,
        pub point: HeadcountPoint,
        pub stop: Option<Id>,
        /// None takes the count away.
        pub count: Option<NewHeadcount>,
        pub seen: Seen,
    }

    struct ObserveArgs {
        pub programme: Id,
        pub visit: Id,
        pub group: Id,
        pub aspect: ObservedAspect,
        pub text: String,
        pub seen: Seen,
    }
}

//! Visits: stops, vehicles and seats, headcounts, observations.

mod asked;

pub use asked::*;

use super::{Id, Seen, wire};

wire! { "visits.ts";
    /// One visit of a list.
    struct VisitLine {
        pub id: Id,
        pub date: String,
        pub host: String,
        /// Minutes after midnight.
        pub starts_min: Option<u32>,
        pub ends_min: Option<u32>,
        /// The session of the agenda that it is; none where it is on a day of its own.
        pub session: Option<Id>,
        /// It did not, or will not, happen.
        pub cancelled: bool,
        pub reason: Option<String>,
        pub stops: u32,
        pub vehicles: u32,
        /// At how many places heads are counted.
        pub checkpoints: u32,
        /// At how many somebody counted.
        pub counted: u32,
        /// At how many somebody answers for numbers that do not meet.
        pub overridden: u32,
        /// How many groups wrote something down.
        pub observations: u32,
    }

    /// The facts of a visit as its form has them.
    struct VisitFacts {
        /// That of its session where it has one.
        pub date: String,
        /// The session of the agenda that it is; none where it is on a day of its own.
        pub session: Option<Id>,
        pub host: String,
        pub purpose: String,
        /// Whom to ask for.
        pub contact: String,
        pub phone: String,
        /// Its own hours; none where they are those of its session.
        pub starts_min: Option<u32>,
        pub ends_min: Option<u32>,
    }

    struct VisitSeen {
        pub date: Seen,
        pub host: Seen,
        pub purpose: Seen,
        pub contact: Seen,
        pub times: Seen,
        pub session: Seen,
        /// Of whether it happens.
        pub status: Seen,
    }

    struct StopFacts {
        pub name: String,
        pub host: String,
        pub starts_min: Option<u32>,
        pub ends_min: Option<u32>,
    }

    struct StopSeen {
        pub name: Seen,
        pub host: Seen,
        pub times: Seen,
    }

    struct StopView {
        pub id: Id,
        pub facts: StopFacts,
        pub seen: StopSeen,
        /// Everything live in it, as the screen shows it: handed back by whoever takes it away.
        pub contents: Seen,
    }

    struct VehicleFacts {
        pub name: String,
        pub plate: String,
        /// None where nobody knows.
        pub seats: Option<u32>,
        pub driver: String,
        pub phone: String,
    }

    struct VehicleSeen {
        pub name: Seen,
        pub plate: Seen,
        pub seats: Seen,
        pub driver: Seen,
    }

    struct VehicleView {
        pub id: Id,
        pub facts: VehicleFacts,
        pub seen: VehicleSeen,
        pub contents: Seen,
        /// By how many its riders are more than its seats.
        pub too_many: Option<u32>,
    }

    /// A person on a visit.
    struct Rider {
        pub participant: Id,
        pub code: String,
        pub name: String,
        pub native: Option<String>,
        pub language: Option<String>,
        pub country: Option<String>,
        /// Role in the programme.
        pub role: Option<String>,
        /// Heads are held against those who count.
        pub counts: bool,
        /// Where the person rides.
        pub vehicle: Option<Id>,
        /// What the screen shows as the seat.
        pub seen: Seen,
        /// What the register of that half day says.
        pub mark: Option<String>,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum HeadcountPoint {
        Leaving,
        Stop,
        Boarding,
        Return,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum ExplainedWhy {
        Excused,
        NotHere,
        StayedBehind,
        OwnWay,
    }

    struct Explained {
        pub participant: Id,
        pub why: ExplainedWhy,
    }

    struct VehicleCount {
        pub vehicle: Id,
        pub counted: u32,
    }

    /// Who goes on although the numbers do not meet.
    struct HeadcountOverride {
        pub by: String,
        pub reason: String,
    }

    /// A count as somebody takes it.
    struct NewHeadcount {
        pub counted: u32,
        /// Empty where all were counted together.
        pub vehicles: Vec<VehicleCount>,
        pub explained: Vec<Explained>,
        pub overridden: Option<HeadcountOverride>,
    }

    struct ExplainedPerson {
        pub participant: Id,
        pub code: String,
        pub name: String,
        pub why: ExplainedWhy,
    }

    struct CountedVehicle {
        pub vehicle: Id,
        pub name: String,
        pub counted: u32,
    }

    /// A count as it was noted.
    struct Headcount {
        pub counted: u32,
        /// How many were on the roster then.
        pub roster: u32,
        pub explained: Vec<ExplainedPerson>,
        pub vehicles: Vec<CountedVehicle>,
        /// The numbers do not meet, and somebody answers for it.
        pub overridden: bool,
        /// Who; none where it is withheld.
        pub override_by: Option<String>,
        pub override_reason: Option<String>,
    }

    /// A checkpoint with its count.
    struct HeadcountView {
        pub point: HeadcountPoint,
        pub stop: Option<Id>,
        pub count: Option<Headcount>,
        /// What the screen shows as the count.
        pub seen: Seen,
        /// Two laptops counted differently, and nobody has decided.
        pub conflict: bool,
        pub author: Option<String>,
        pub replica_label: Option<String>,
        pub at: Option<String>,
    }

    /// A count that was ever noted at a checkpoint.
    struct PastHeadcount {
        pub count: Option<Headcount>,
        pub author: String,
        pub replica_label: String,
        pub at: String,
        pub replaced: bool,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum ObservedAspect {
        Seen,
        Lesson,
        Applicable,
        Question,
    }

    /// A text with the version of it that is shown.
    struct Written {
        pub text: String,
        pub seen: Seen,
    }

    /// What one group observed.
    struct ObservationView {
        pub set: Id,
        pub set_name: String,
        pub group: Id,
        pub group_name: String,
        pub seen: Written,
        pub lesson: Written,
        pub applicable: Written,
        pub question: Written,
    }

    /// One visit with everything in it.
    struct VisitView {
        pub id: Id,
        pub facts: VisitFacts,
        pub seen: VisitSeen,
        pub contents: Seen,
        /// The hours that it is on: its own, or those of its session.
        pub starts_min: Option<u32>,
        pub ends_min: Option<u32>,
        /// What its session is called.
        pub session_title: Option<String>,
        /// It did not, or will not, happen.
        pub cancelled: bool,
        /// That is said of its session and not of the visit itself.
        pub by_session: bool,
        pub reason: Option<String>,
        pub stops: Vec<StopView>,
        pub vehicles: Vec<VehicleView>,
        /// Everybody who takes part, in the order of the roster.
        pub people: Vec<Rider>,
        /// How many of them count.
        pub roster: u32,
        pub headcounts: Vec<HeadcountView>,
        /// Every group of every set.
        pub observed: Vec<ObservationView>,
    }

    /// A person with the seat that the screen showed.
    struct Seated {
        pub participant: Id,
        pub seen: Seen,
    }
}

//! Visits to hosts outside the training centre: where they stop, who rides in what, that nobody is left behind, and what
//! each group brings home.

pub mod checkpoint;
pub mod headcount;
mod missing;
pub mod observation;
pub mod records;
pub mod stop;
#[cfg(test)]
mod tests;
pub mod vehicle;
pub mod views;
mod visit;

pub use checkpoint::Checkpoint;
pub use headcount::{Count, Explained, Override, VehicleCount, Why, count, uncount};
pub use missing::missing;
pub use observation::{Aspect, observe};
pub use stop::{NewStop, StopField, add_stop, edit_stop, move_stop, remove_stop};
pub use vehicle::{NewVehicle, VehicleField, add_vehicle, edit_vehicle, remove_vehicle, same_vehicles, seat};
pub use visit::{VisitField, add, edit, is_no_session, put_back, remove};

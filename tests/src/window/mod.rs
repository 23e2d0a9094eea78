//! Driving the real program in its real web view, by WebDriver, the way a person would: finding what is on the screen,
//! typing, clicking, looking.

mod driver;
pub mod keys;
mod screen;
mod scripts;
mod session;
mod tabbing;

pub use screen::{Screen, Setup};
pub use session::Element;

//! People: who is enrolled in a programme, and how a nomination list becomes a roster.

pub mod contact;
pub mod country;
pub mod details;
mod edit;
mod enrol;
pub mod import;
pub mod name;
pub mod records;
mod replace;
pub mod table;
pub mod value;
pub mod views;
pub mod zawgyi;

#[cfg(test)]
mod tests;

pub use edit::{PersonField, edit};
pub use enrol::enrol;
pub use replace::{replace, replace_with};
pub use views::belongs::Belongs;

//! People: who is enrolled in a programme, and how a nomination list becomes a roster.

pub mod contact;
pub mod country;
pub mod details;
pub mod import;
pub mod name;
pub mod table;
pub mod value;
pub mod zawgyi;

//! What crosses between the window and the desk: plain data, camelCase, one file for each screen. TypeScript is generated
//! from here, so a name is decided once.

pub mod action_review;
pub mod agenda;
pub mod app;
pub mod backup;
pub mod coming;
pub mod files;
pub mod groups;
pub mod months;
pub mod outputs;
pub mod past;
pub mod people;
pub mod plans;
pub mod presentations;
pub mod problem;
pub mod programme;
pub mod register;
pub mod scores;
pub mod today;
pub mod travel;
pub mod visits;

mod opaque;

pub use opaque::{Id, Seen};

/// Derives what every wire type shares; the literal is the TypeScript file it is written to. An enum says itself how its
/// variants are called, because some names are shared with the command line.
macro_rules! wire {
    ($file:literal;) => {};
    ($file:literal; $(#[$meta:meta])* struct $name:ident { $($body:tt)* } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "camelCase")]
        #[ts(export_to = $file)]
        pub struct $name { $($body)* }
        $crate::wire::wire! { $file; $($rest)* }
    };
    ($file:literal; $(#[$meta:meta])* enum $name:ident { $($body:tt)* } $($rest:tt)*) => {
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        $(#[$meta])*
        #[ts(export_to = $file)]
        pub enum $name { $($body)* }
        $crate::wire::wire! { $file; $($rest)* }
    };
}
pub(crate) use wire;

#[cfg(test)]
mod typescript;

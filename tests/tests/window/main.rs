//! The real program in its real window. Needs a screen and a driver: `cargo xtask test --only window`.

mod demo;
mod laptop;
mod looks;
mod start;
mod story;
mod wrong_files;

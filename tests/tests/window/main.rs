//! The real program in its real window. Needs a screen and a driver: `cargo xtask test --only window`.

mod after;
mod by_hand;
mod care;
mod checks;
mod demo;
mod dialogs;
mod kept;
mod keyboard;
mod laptop;
mod looks;
mod site;
mod start;
mod stopping;
mod story;
mod wrong_files;

//! The real `sala` program at work: whole stores, real files, and every answer read as a script would read it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a story stops at the first surprise")]

mod agenda;
mod backup;
mod bad_input;
mod beside;
mod canvas;
mod clocks;
mod damage;
mod day;
mod deciding;
mod document;
mod drawing;
mod due;
#[cfg(target_os = "linux")]
mod full_disk;
mod joining;
mod laptop;
mod limits;
mod lists;
mod locales;
#[cfg(target_os = "linux")]
mod memory_disk;
mod month_forms;
mod months;
mod plans;
mod receiving;
mod registers;
mod removing;
mod rescue;
mod saving;
#[cfg(target_os = "linux")]
mod saying;
mod scores;
mod showing;
mod standing;
mod taking_back;
mod today;
mod undoing;
mod visits;
mod wrong_files;

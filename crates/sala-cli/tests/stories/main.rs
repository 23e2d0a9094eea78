//! The real `sala` program at work: whole stores, real files, and every answer read as a script would read it.

mod bad_input;
mod day;
mod joining;
mod laptop;
mod lists;
mod wrong_files;

//! Sala's desktop shell: one window around the desk.

mod wire;

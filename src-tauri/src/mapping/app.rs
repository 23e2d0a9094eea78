//! The application itself.

use sala::bundle;

use super::count;
use crate::wire::{
    app::{Journey, Role, Undone},
    today::ToCarry,
};

impl From<Role> for sala::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Hq => Self::Hq,
            Role::Site => Self::Site,
        }
    }
}

impl From<sala::Role> for Role {
    fn from(role: sala::Role) -> Self {
        match role {
            sala::Role::Hq => Self::Hq,
            sala::Role::Site => Self::Site,
        }
    }
}

impl From<sala::Undone> for Undone {
    fn from(undone: sala::Undone) -> Self {
        let sala::Undone { what, author: _, at: _, values: _, told: _, left: _ } = undone;
        Self { what }
    }
}

impl From<bundle::Journey> for Journey {
    fn from(journey: bundle::Journey) -> Self {
        let bundle::Journey { recorded, carried, received, of_others, waiting_attachments, last_heard } = journey;
        Self { recorded, carried, received, of_others, waiting_attachments, last_heard }
    }
}

impl From<bundle::ToCarry> for ToCarry {
    fn from(waiting: bundle::ToCarry) -> Self {
        let bundle::ToCarry { replica, label, own, of_others } = waiting;
        Self { replica, label, own: count(own), of_others: count(of_others) }
    }
}

//! Programmes.

use sala::programme::views;

use super::count;
use crate::wire::programme::ProgrammeLine;

impl From<views::ProgrammeLine> for ProgrammeLine {
    fn from(line: views::ProgrammeLine) -> Self {
        let views::ProgrammeLine { id, code, title, starts, ends, participants, registers } = line;
        Self {
            id: id.into(),
            code,
            title,
            starts: starts.map(|day| day.to_string()),
            ends: ends.map(|day| day.to_string()),
            participants: count(participants),
            registers: count(registers),
        }
    }
}

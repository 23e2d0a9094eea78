//! Differences as the screen shows them: beside a mark stand its register, its paper and the person's own script.

use chrono::NaiveDate;
use sala::{Desk, Reader, RecordId, attendance, decide, people};

use crate::{
    fault::Fault,
    mapping::all,
    wire::travel::{Conflict, ConflictRegister},
};

/// All that wait, of one programme or of all.
pub fn conflicts(desk: &Desk, programme: Option<RecordId>) -> Result<Vec<Conflict>, Fault> {
    let today = attendance::views::today(desk);
    Ok(desk.read(|r| decide::conflicts(r, programme)?.into_iter().map(|conflict| beside(r, conflict, today)).collect())?)
}

/// One of them with what stands beside it.
fn beside(reader: &Reader<'_>, conflict: decide::Conflict, today: NaiveDate) -> sala::Result<Conflict> {
    let (register, Some(participant)) = (conflict.a, conflict.b) else { return Ok(conflict.into()) };
    if conflict.kind != attendance::records::MARK.name {
        return Ok(conflict.into());
    }
    let book = reader.book(conflict.book)?;
    let line = attendance::views::registers(reader, book, today)?.into_iter().find(|line| line.id == register);
    let person = people::views::roster(reader.sql(), book)?.into_iter().find(|person| person.id == participant);
    let (Some(line), Some(person)) = (line, person) else { return Ok(conflict.into()) };
    let beside = ConflictRegister {
        register: register.into(),
        participant: participant.into(),
        native: person.native,
        language: person.language,
        date: line.date.to_string(),
        half: line.half,
        papers: all(attendance::views::papers(reader.sql(), book, register)?),
    };
    // The register stands beside the name: naming it once more in the subject would only be longer.
    Ok(Conflict { register: Some(beside), subject: person.name.unwrap_or(person.code), ..conflict.into() })
}

//! Differences as the screen shows them: beside a mark stand its register, its paper and the person's own script.

use sala::{Desk, RecordId, attendance, decide, people};

use crate::{
    fault::Fault,
    mapping::all,
    wire::travel::{Conflict, ConflictRegister},
};

/// All that wait, of one programme or of all.
pub fn conflicts(desk: &Desk, programme: Option<RecordId>) -> Result<Vec<Conflict>, Fault> {
    let today = attendance::views::today(desk);
    let waiting = desk.read(|r| {
        let waiting = decide::conflicts(r, programme)?.into_iter();
        waiting
            .map(|conflict| {
                let about = (conflict.book, conflict.a, conflict.b);
                let (book, register, Some(participant)) = about else { return Ok((conflict, None)) };
                if conflict.kind != attendance::records::MARK.name {
                    return Ok((conflict, None));
                }
                let book = r.book(book)?;
                let line = attendance::views::registers(r, book, today)?.into_iter().find(|line| line.id == register);
                let papers = attendance::views::papers(r.sql(), book, register)?;
                let person = people::views::roster(r.sql(), book)?.into_iter().find(|person| person.id == participant);
                let shown = line.map(|line| ConflictRegister {
                    register: register.into(),
                    participant: participant.into(),
                    native: person.as_ref().and_then(|person| person.native.clone()),
                    language: person.and_then(|person| person.language),
                    date: line.date.to_string(),
                    half: line.half,
                    papers: all(papers),
                });
                Ok((conflict, shown))
            })
            .collect::<sala::Result<Vec<_>>>()
    })?;
    Ok(waiting.into_iter().map(|(conflict, register)| Conflict { register, ..conflict.into() }).collect())
}

//! This laptop's store, as the frame of the window and its settings show it.

use sala::{
    Desk, Problem, RecordId, decide,
    programme::{self, views::ProgrammeLine},
};

use crate::{
    fault::Fault,
    mapping::{all, count},
    wire::{
        Id,
        app::{Counters, StoreFacts},
    },
};

/// The setting that names the programme on screen.
pub const PROGRAMME: &str = "programme";

/// Everything about the store itself.
pub fn of(desk: &Desk) -> Result<StoreFacts, Fault> {
    let own = desk.status()?.replicas.into_iter().find(|replica| replica.own);
    let programmes = desk.read(|r| programme::views::list(r.sql()))?;
    let current = current(desk, &programmes)?;
    let author = desk.author()?;
    Ok(StoreFacts {
        replica: desk.replica().to_string(),
        label: desk.label()?,
        role: desk.role()?.into(),
        organisation: desk.organisation()?.map(|organisation| organisation.name),
        certified: own.as_ref().is_some_and(|own| own.certified),
        fingerprint: own.map(|own| own.fingerprint).unwrap_or_default(),
        author: (!author.is_empty()).then_some(author),
        programmes: all(programmes),
        current_programme: current.map(Id),
        counts: counted(desk, current)?,
        recovery_secret: desk.recovery_secret()?,
        folder: desk.dir().display().to_string(),
    })
}

/// What stands in the frame of every screen.
pub fn counters(desk: &Desk) -> Result<Counters, Fault> {
    let programmes = desk.read(|r| programme::views::list(r.sql()))?;
    counted(desk, current(desk, &programmes)?)
}

fn counted(desk: &Desk, current: Option<RecordId>) -> Result<Counters, Fault> {
    let (conflicts, review, disputed) = desk.read(|r| {
        let (conflicts, disputed) = decide::counted(r, current)?;
        Ok((conflicts, decide::review_count(r, None)?, disputed))
    })?;
    Ok(Counters {
        journey: desk.journey()?.into(),
        conflicts: count(conflicts),
        review: count(review),
        disputed: disputed.into_iter().map(Id).collect(),
        standing: all(standing(desk, current)?),
    })
}

/// The programme on screen.
fn current(desk: &Desk, programmes: &[ProgrammeLine]) -> Result<Option<RecordId>, Fault> {
    let chosen = desk.setting(PROGRAMME)?.and_then(|id| id.parse().ok());
    Ok(chosen.filter(|id| programmes.iter().any(|line| line.id == *id)).or(programmes.first().map(|line| line.id)))
}

/// What lasts and people must know, what stops them first.
fn standing(desk: &Desk, current: Option<RecordId>) -> Result<Vec<Problem>, Fault> {
    let refused = current.map(|book| desk.refused_in(book)).transpose()?.flatten();
    let not_counted = desk.not_allowed()?.map(|own| Problem::new("own_pages_not_allowed").with("entries", own.entries).with("why", own.why));
    Ok([desk.only_looked_at(), refused, not_counted, desk.clock_doubt()].into_iter().flatten().collect())
}

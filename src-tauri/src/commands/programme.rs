//! Programmes.

use sala::{
    Desk, Error, Problem, RecordId,
    programme::{self, Facts, views},
};

use crate::{
    fault::Fault,
    mapping::changed_programme,
    picker::Kind,
    shell::Shell,
    store_facts,
    wire::{
        app::StoreFacts,
        programme::{EditProgrammeArgs, NewProgrammeArgs, Programme, ProgrammeArgs, ProgrammeFileArgs},
    },
};

pub fn choose(shell: &Shell, args: ProgrammeArgs) -> Result<StoreFacts, Fault> {
    let desk = shell.desk()?;
    desk.set_setting(store_facts::PROGRAMME, &args.programme.0.to_string())?;
    store_facts::of(&desk)
}

pub fn facts(shell: &Shell, args: ProgrammeArgs) -> Result<Programme, Fault> {
    shown(&*shell.desk()?, args.programme.0)
}

pub fn new(shell: &Shell, args: NewProgrammeArgs) -> Result<Programme, Fault> {
    made(&*shell.desk()?, args.facts.try_into()?)
}

pub fn edit(shell: &Shell, args: EditProgrammeArgs) -> Result<Programme, Fault> {
    let desk = shell.desk()?;
    let EditProgrammeArgs { programme: id, shown: before, facts, seen } = args;
    let fields = changed_programme(before, facts, seen)?;
    desk.change(id.0, "edit_programme", |change| fields.into_iter().try_for_each(|(field, seen)| programme::edit(change, field, &seen)))?;
    shown(&desk, id.0)
}

pub fn from_file(shell: &Shell, args: ProgrammeFileArgs) -> Result<Option<Programme>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.one_file(Kind::Programme, args.from)? else { return Ok(None) };
    let json = sala::read_text(&path)?;
    made(&desk, Facts::parse(&json)?).map(Some)
}

/// Makes a programme and shows it from now on.
fn made(desk: &Desk, facts: Facts) -> Result<Programme, Fault> {
    let id = programme::create(desk, facts)?;
    desk.set_setting(store_facts::PROGRAMME, &id.to_string())?;
    shown(desk, id)
}

fn shown(desk: &Desk, id: RecordId) -> Result<Programme, Fault> {
    let facts = desk.read(|r| views::facts(r.sql(), r.book(id)?))?;
    let facts = facts.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("id", id.to_string())))?;
    Ok(facts.into())
}

//! The roster and its import.

use std::path::Path;

use sala::{
    Desk, Problem, RecordId,
    attendance::views::times_seen,
    people::{
        self,
        details::Details,
        import::{self, Options, RosterField},
        table::{self, Spreadsheet},
        views,
    },
};

use crate::{
    fault::Fault,
    mapping::{all, changed_person, count, roster_options},
    opened,
    picker::Kind,
    shell::Shell,
    wire::{
        people::{
            AddPersonArgs, EditPersonArgs, Person, PersonArgs, ReplacePersonArgs, ReplaceWithArgs, RosterAcceptArgs, RosterOpenArgs, RosterPlan, RosterPreview,
            RosterPreviewArgs,
        },
        programme::ProgrammeArgs,
    },
};

pub fn roster(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<Person>, Fault> {
    Ok(all(shell.desk()?.read(|r| views::roster(r.sql(), r.book(args.programme.0)?))?))
}

pub fn add(shell: &Shell, args: AddPersonArgs) -> Result<Person, Fault> {
    let desk = shell.desk()?;
    let (code, details): (String, Details) = args.facts.try_into()?;
    let id = desk.change(args.programme.0, "add_person", |change| people::enrol(change, Some(&code), &details))?;
    shown(&desk, args.programme.0, id)
}

pub fn next_code(shell: &Shell, args: ProgrammeArgs) -> Result<String, Fault> {
    Ok(shell.desk()?.read(|r| views::free_code(r.sql(), r.book(args.programme.0)?))?)
}

pub fn edit(shell: &Shell, args: EditPersonArgs) -> Result<Person, Fault> {
    let desk = shell.desk()?;
    let EditPersonArgs { programme, id, shown: before, facts, seen } = args;
    let fields = changed_person(before, facts, seen)?;
    desk.change(programme.0, "edit_person", |change| fields.into_iter().try_for_each(|(field, seen)| people::edit(change, id.0, field, &seen)))?;
    shown(&desk, programme.0, id.0)
}

pub fn seen(shell: &Shell, args: PersonArgs) -> Result<u32, Fault> {
    let PersonArgs { programme, id } = args;
    Ok(count(shell.desk()?.read(|r| times_seen(r.sql(), r.book(programme.0)?, id.0))?))
}

pub fn replace(shell: &Shell, args: ReplacePersonArgs) -> Result<Person, Fault> {
    let desk = shell.desk()?;
    let ReplacePersonArgs { programme, id, facts, seen } = args;
    let (code, details): (String, Details) = facts.try_into()?;
    let id = desk.change(programme.0, "replace_person", |change| people::replace(change, id.0, Some(&code), &details, Some(&seen.0)))?;
    shown(&desk, programme.0, id)
}

pub fn replace_with(shell: &Shell, args: ReplaceWithArgs) -> Result<Person, Fault> {
    let desk = shell.desk()?;
    let ReplaceWithArgs { programme, id, substitute, seen, substitute_seen } = args;
    desk.change(programme.0, "replace_person", |change| people::replace_with(change, id.0, substitute.0, Some(&seen.0), Some(&substitute_seen.0)))?;
    shown(&desk, programme.0, substitute.0)
}

pub fn open_file(shell: &Shell, args: RosterOpenArgs) -> Result<Option<RosterPreview>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.one_file(Kind::Table, args.from)? else { return Ok(None) };
    let token = shell.files.show(path.clone())?;
    // A list whose columns cannot be told is refused with its columns: with the token the person can say what they are.
    let preview = previewed(&desk, args.programme.0, &path, token.clone(), &Options::default());
    preview.map(Some).map_err(|fault| fault.with("file", token))
}

pub fn preview(shell: &Shell, args: RosterPreviewArgs) -> Result<RosterPreview, Fault> {
    let (token, options) = roster_options(args.reading)?;
    previewed(&*shell.desk()?, args.programme.0, &shell.files.path(&token)?, token, &options)
}

pub fn accept(shell: &Shell, args: RosterAcceptArgs) -> Result<RosterPlan, Fault> {
    let (token, options) = roster_options(args.reading)?;
    let list = read(&shell.files.path(&token)?)?;
    Ok(import::apply(&*shell.desk()?, args.programme.0, &list, &options, args.skip_refused)?.into())
}

fn read(path: &Path) -> Result<Spreadsheet, Fault> {
    Ok(table::read(path).map_err(sala::Error::from)?)
}

fn previewed(desk: &Desk, programme: RecordId, path: &Path, token: String, options: &Options) -> Result<RosterPreview, Fault> {
    let plan = import::preview(desk, programme, &read(path)?, options)?;
    let fields = RosterField::ALL.iter().map(|field| field.code().to_owned()).collect();
    Ok(RosterPreview { file: token, file_name: opened::name(path), fields, plan: plan.into() })
}

fn shown(desk: &Desk, programme: RecordId, id: RecordId) -> Result<Person, Fault> {
    let roster = desk.read(|r| views::roster(r.sql(), r.book(programme)?))?;
    let person = roster.into_iter().find(|person| person.id == id);
    Ok(person.ok_or_else(|| sala::Error::Refused(Problem::new("no_such_participant")))?.into())
}

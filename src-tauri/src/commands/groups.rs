//! Group sets, groups and who is in them.

use std::collections::HashMap;

use sala::{
    Desk, Problem, RecordId,
    groups::{
        self, draw,
        records::{GROUP, GROUP_SET},
        views,
    },
    people::{self, table},
};

use crate::{
    fault::Fault,
    mapping::{all, count, drawing, group_sets},
    picker::Kind,
    shell::Shell,
    wire::{
        groups::{
            AddGroupArgs, AddGroupSetArgs, DrawArgs, DrawKept, DrawWishes, Drawing, GroupSetView, GroupsImportArgs, GroupsImported, PlaceArgs, RemoveArgs,
            RenameArgs,
        },
        programme::ProgrammeArgs,
    },
};

pub fn sets(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<GroupSetView>, Fault> {
    shown(&*shell.desk()?, args.programme.0)
}

pub fn import(shell: &Shell, args: GroupsImportArgs) -> Result<Option<GroupsImported>, Fault> {
    let desk = shell.desk()?;
    let GroupsImportArgs { programme, name, from } = args;
    let Some(path) = shell.one_file(Kind::Table, from)? else { return Ok(None) };
    let file = table::read(&path).map_err(sala::Error::from)?;
    let table = file.sheets.first().ok_or_else(|| sala::Error::Refused(Problem::new("table_empty")))?;
    let groups::import::Imported { added, updated, unchanged, refused } =
        desk.change(programme.0, "import_groups", |change| groups::import(change, &name, table))?;
    let sets = shown(&desk, programme.0)?;
    Ok(Some(GroupsImported { sets, added: count(added), updated: count(updated), unchanged: count(unchanged), refused: all(refused) }))
}

pub fn add_set(shell: &Shell, args: AddGroupSetArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    let AddGroupSetArgs { programme, name, groups } = args;
    desk.change(programme.0, "add_group_set", |change| {
        let set = groups::set(change, &name)?;
        groups.iter().try_for_each(|group| groups::group(change, set, group).map(|_| ()))
    })?;
    shown(&desk, programme.0)
}

pub fn add(shell: &Shell, args: AddGroupArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    let AddGroupArgs { programme, set, name } = args;
    desk.change(programme.0, "add_group", |change| groups::group(change, set.0, &name))?;
    shown(&desk, programme.0)
}

pub fn rename_set(shell: &Shell, args: RenameArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "rename_group_set", |change| groups::rename_set(change, args.id.0, &args.name, Some(&args.seen.0)))?;
    shown(&desk, args.programme.0)
}

pub fn rename(shell: &Shell, args: RenameArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "rename_group", |change| groups::rename_group(change, args.id.0, &args.name, Some(&args.seen.0)))?;
    shown(&desk, args.programme.0)
}

pub fn place(shell: &Shell, args: PlaceArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    let PlaceArgs { programme, set, participant, group, role, seen } = args;
    desk.change(programme.0, "place", |change| match &group {
        Some(group) => groups::place(change, group.0, participant.0, &role, Some(&seen.0)),
        None => groups::take_out(change, set.0, participant.0, Some(&seen.0)),
    })?;
    shown(&desk, programme.0)
}

pub fn remove(shell: &Shell, args: RemoveArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "remove_group", |change| groups::remove_group(change, args.id.0, Some(&args.seen.0)))?;
    shown(&desk, args.programme.0)
}

pub fn remove_set(shell: &Shell, args: RemoveArgs) -> Result<Vec<GroupSetView>, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "remove_group_set", |change| groups::remove_set(change, args.id.0, Some(&args.seen.0)))?;
    shown(&desk, args.programme.0)
}

pub fn draw(shell: &Shell, args: DrawArgs) -> Result<Drawing, Fault> {
    let desk = shell.desk()?;
    let (programme, ask, _) = asked(args);
    let (drawn, roster) = desk.read(|r| {
        let book = r.book(programme)?;
        Ok((draw::prepare(r, book, &ask)?, people::views::roster(r.sql(), book)?))
    })?;
    Ok(drawing(drawn, roster))
}

pub fn keep_draw(shell: &Shell, args: DrawArgs) -> Result<DrawKept, Fault> {
    let desk = shell.desk()?;
    let (programme, ask, seen) = asked(args);
    let drawn = desk.change(programme, "draw_groups", |change| draw::keep(change, &ask, seen.as_deref()))?;
    let set = drawn.set.ok_or_else(|| sala::Error::damaged("draw", "kept without a set"))?;
    Ok(DrawKept { set: set.into(), sets: shown(&desk, programme)? })
}

fn asked(args: DrawArgs) -> (RecordId, draw::Ask, Option<String>) {
    let DrawArgs { programme, set, name, groups, size, wishes, pins, apart, seed, seen } = args;
    let DrawWishes { countries, org_types, even_women, lone_woman, lone_man, languages } = wishes;
    let wishes =
        draw::Wishes { countries, org_types, even_women: Some(even_women), lone_woman: Some(lone_woman), lone_man: Some(lone_man), languages: Some(languages) };
    let ask = draw::Ask {
        target: set.map_or_else(|| draw::Target::New(name), |set| draw::Target::Set(set.0)),
        shape: groups.map(draw::Shape::Groups).or(size.map(draw::Shape::Size)),
        wishes,
        pins: pins.into_iter().map(|pin| draw::Pin { participant: pin.participant.0, group: pin.group }).collect(),
        apart: apart.into_iter().map(|set| set.0).collect(),
        seed: seed.unwrap_or_else(draw::fresh_seed),
    };
    (programme.0, ask, seen)
}

fn shown(desk: &Desk, programme: RecordId) -> Result<Vec<GroupSetView>, Fault> {
    let (sets, standings, contents, roster) = desk.read(|r| {
        let book = r.book(programme)?;
        let sets = views::sets(r.sql(), book)?;
        let each = sets.iter().flat_map(|set| std::iter::once((&GROUP_SET, set.id)).chain(set.groups.iter().map(|group| (&GROUP, group.id))));
        let contents = each.map(|(kind, id)| Ok((id, r.everything_in(book, kind, id)?))).collect::<sala::Result<HashMap<_, _>>>()?;
        let standings = draw::views::standings(r, book, &sets)?;
        Ok((sets, standings, contents, people::views::roster(r.sql(), book)?))
    })?;
    Ok(group_sets(sets, standings, &contents, roster))
}

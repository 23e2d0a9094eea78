//! Exercises and outputs.

use sala::{
    Desk, RecordId,
    outputs::{
        self, New,
        canvas::{self, Headings, records::CANVAS_ITEM},
        records::{EXERCISE, OUTPUT},
        views,
    },
};

use crate::{
    fault::Fault,
    mapping::all,
    picker::Kind,
    shell::Shell,
    wire::{
        groups::RemoveArgs,
        outputs::{
            AddExerciseArgs, AddItemArgs, AddOutputArgs, AttachArgs, BeginCanvasArgs, CanvasWeight, EditExerciseArgs, EditItemArgs, EditOutputArgs,
            ExerciseLine, GalleryPicture, OutputArgs, OutputLine, OutputStateArgs, OutputView, PutCellArgs, RemoveFileArgs, RemoveItemArgs,
        },
        programme::ProgrammeArgs,
    },
};

pub fn exercises(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<ExerciseLine>, Fault> {
    let lines = shell.desk()?.read(|r| {
        let book = r.book(args.programme.0)?;
        let lines = views::exercises(r.sql(), book)?.into_iter();
        lines.map(|line| Ok((line.clone(), r.everything_in(book, &EXERCISE, line.id)?))).collect::<sala::Result<Vec<_>>>()
    })?;
    Ok(all(lines))
}

pub fn add_exercise(shell: &Shell, args: AddExerciseArgs) -> Result<Vec<ExerciseLine>, Fault> {
    let desk = shell.desk()?;
    let AddExerciseArgs { programme, title, brief } = args;
    desk.change(programme.0, "add_exercise", |change| outputs::exercise(change, &title, &brief))?;
    exercises(shell, ProgrammeArgs { programme })
}

pub fn edit_exercise(shell: &Shell, args: EditExerciseArgs) -> Result<Vec<ExerciseLine>, Fault> {
    let EditExerciseArgs { programme, id, brief, seen } = args;
    shell.desk()?.change(programme.0, "edit_exercise", |change| outputs::set_brief(change, id.0, &brief, Some(&seen.0)))?;
    exercises(shell, ProgrammeArgs { programme })
}

pub fn list(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<OutputLine>, Fault> {
    Ok(all(with_files(shell, args)?))
}

/// The outputs of a programme, each with what hangs on it.
fn with_files(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<(views::OutputLine, Vec<views::FileView>)>, Fault> {
    Ok(shell.desk()?.read(|r| {
        let book = r.book(args.programme.0)?;
        let lines = views::list(r.sql(), book)?.into_iter();
        lines.map(|line| Ok((line.clone(), views::files_of(r.sql(), book, line.id)?))).collect::<sala::Result<Vec<_>>>()
    })?)
}

pub fn gallery(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<GalleryPicture>, Fault> {
    let pictures = with_files(shell, args)?.into_iter().flat_map(|(line, files)| {
        files.into_iter().filter(|file| file.width.is_some()).map(move |file| GalleryPicture {
            file: file.into(),
            output: line.id.into(),
            title: line.title.clone(),
            group_name: line.group.clone().unwrap_or_default(),
            exercise_title: line.exercise.clone().unwrap_or_default(),
        })
    });
    Ok(pictures.collect())
}

pub fn one(shell: &Shell, args: OutputArgs) -> Result<OutputView, Fault> {
    shown(&*shell.desk()?, args.programme.0, args.id.0)
}

pub fn add(shell: &Shell, args: AddOutputArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let AddOutputArgs { programme, exercise, group, title, body } = args;
    let new = New { exercise: exercise.0, group: group.map(|group| group.0), title, body };
    let id = desk.change(programme.0, "add_output", |change| outputs::add(change, &new))?;
    shown(&desk, programme.0, id)
}

pub fn edit(shell: &Shell, args: EditOutputArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let EditOutputArgs { programme, id, shown: before, text, seen } = args;
    desk.change(programme.0, "edit_output", |change| {
        if text.title != before.title {
            outputs::set_title(change, id.0, &text.title, Some(&seen.title.0))?;
        }
        if text.body != before.body {
            outputs::set_body(change, id.0, &text.body, Some(&seen.body.0))?;
        }
        Ok(())
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn set_state(shell: &Shell, args: OutputStateArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let OutputStateArgs { programme, id, state, reason, seen } = args;
    desk.change(programme.0, "output_state", |change| match &reason {
        Some(reason) => outputs::send_back(change, id.0, state.into(), reason, Some(&seen.0)),
        None => outputs::advance(change, id.0, state.into(), Some(&seen.0)),
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn attach(shell: &Shell, args: AttachArgs) -> Result<Option<OutputView>, Fault> {
    let desk = shell.desk()?;
    let AttachArgs { programme, id, from, job } = args;
    let kept = shell.brought(Kind::Anything, from, &job, |file, name| outputs::bring(&desk, file, name))?;
    if kept.is_empty() {
        return Ok(None);
    }
    desk.change(programme.0, "attach", |change| kept.iter().try_for_each(|file| outputs::hang(change, id.0, file).map(|_| ())))?;
    shown(&desk, programme.0, id.0).map(Some)
}

pub fn remove_file(shell: &Shell, args: RemoveFileArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "remove_file", |change| outputs::take_off(change, args.file.0))?;
    shown(&desk, args.programme.0, args.id.0)
}

pub fn begin_canvas(shell: &Shell, args: BeginCanvasArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let BeginCanvasArgs { programme, id, kind, lines, columns, seen } = args;
    desk.change(programme.0, "begin_canvas", |change| canvas::begin(change, id.0, kind.into(), &Headings { lines, columns }, Some(&seen.0)))?;
    shown(&desk, programme.0, id.0)
}

pub fn add_item(shell: &Shell, args: AddItemArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let AddItemArgs { programme, id, at, note, influence, interest } = args;
    let weight = canvas::Weight::from(CanvasWeight { influence, interest });
    desk.change(programme.0, "add_item", |change| {
        let item = canvas::add(change, id.0, at.into(), &note)?;
        if weight == canvas::Weight::default() { Ok(()) } else { canvas::weigh(change, item, weight, None) }
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn edit_item(shell: &Shell, args: EditItemArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let EditItemArgs { programme, id, item, note, at, weight, seen } = args;
    desk.change(programme.0, "edit_item", |change| {
        note.map_or(Ok(()), |note| canvas::set_note(change, item.0, &note, Some(&seen.note.0)))?;
        at.map_or(Ok(()), |at| canvas::place(change, item.0, at.into(), Some(&seen.spot.0)))?;
        weight.map_or(Ok(()), |weight| canvas::weigh(change, item.0, weight.into(), Some(&seen.weight.0)))
    })?;
    shown(&desk, programme.0, id.0)
}

pub fn remove_item(shell: &Shell, args: RemoveItemArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    desk.change(args.programme.0, "remove_item", |change| canvas::remove(change, args.item.0, Some(&args.seen.0)))?;
    shown(&desk, args.programme.0, args.id.0)
}

pub fn put_cell(shell: &Shell, args: PutCellArgs) -> Result<OutputView, Fault> {
    let desk = shell.desk()?;
    let PutCellArgs { programme, id, line, column, text, seen } = args;
    desk.change(programme.0, "edit_cell", |change| canvas::put_cell(change, line.0, column.0, &text, Some(&seen.0)))?;
    shown(&desk, programme.0, id.0)
}

pub fn remove(shell: &Shell, args: RemoveArgs) -> Result<(), Fault> {
    Ok(shell.desk()?.change(args.programme.0, "remove_output", |change| outputs::remove(change, args.id.0, Some(&args.seen.0)))?)
}

pub fn remove_exercise(shell: &Shell, args: RemoveArgs) -> Result<Vec<ExerciseLine>, Fault> {
    let RemoveArgs { programme, id, seen } = args;
    shell.desk()?.change(programme.0, "remove_exercise", |change| outputs::remove_exercise(change, id.0, Some(&seen.0)))?;
    exercises(shell, ProgrammeArgs { programme })
}

fn shown(desk: &Desk, programme: RecordId, id: RecordId) -> Result<OutputView, Fault> {
    let shown = desk.read(|r| {
        let book = r.book(programme)?;
        let output = views::one(r.sql(), book, id)?;
        let items = output.canvas.iter().flat_map(|canvas| &canvas.items);
        let of_items = items.map(|item| Ok((item.id, r.everything_in(book, &CANVAS_ITEM, item.id)?))).collect::<sala::Result<_>>()?;
        Ok((output, r.everything_in(book, &OUTPUT, id)?, of_items))
    })?;
    Ok(shown.into())
}

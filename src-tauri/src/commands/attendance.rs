//! Registers.

use sala::{
    Desk, Problem, RecordId, Seen,
    attendance::{self, Stretch, mark::At, records::SHEET, stray, views},
    outputs::bring,
    people,
};

use crate::{
    fault::Fault,
    mapping::{Languages, all, count, date},
    picker::Kind,
    reports,
    shell::Shell,
    wire::{
        files::SavedFile,
        programme::ProgrammeArgs,
        register::{
            AdvanceArgs, Advanced, FillArgs, Grid, HistoryArgs, HistoryLine, MarkArgs, Marked, MoveMarksArgs, MovedMarks, OpenRegisterArgs, PaperArgs,
            RegisterArgs, RegisterLine, RemarkArgs, RemovePaperArgs, ReopenArgs, ReportArgs, Sheet, ShownRegisterArgs, VerifyArgs,
        },
    },
};

pub fn registers(shell: &Shell, args: ProgrammeArgs) -> Result<Vec<RegisterLine>, Fault> {
    let desk = shell.desk()?;
    let today = views::today(&desk);
    Ok(all(desk.read(|r| views::registers(r, r.book(args.programme.0)?, today))?))
}

pub fn open(shell: &Shell, args: OpenRegisterArgs) -> Result<RegisterLine, Fault> {
    let desk = shell.desk()?;
    let OpenRegisterArgs { programme, date: day, half } = args;
    let day = date(&day)?;
    let register = desk.change(programme.0, "open_register", |change| attendance::open(change, day, &half))?;
    Ok(shown(&desk, programme.0, register)?.register)
}

pub fn sheet(shell: &Shell, args: RegisterArgs) -> Result<Sheet, Fault> {
    shown(&*shell.desk()?, args.programme.0, args.register.0)
}

pub fn mark(shell: &Shell, args: MarkArgs) -> Result<Marked, Fault> {
    let desk = shell.desk()?;
    let MarkArgs { programme, register, participant, mark, seen } = args;
    let at = At { register: register.0, participant: participant.0, seen: Some(seen.0) };
    let mark = mark.map(attendance::Mark::try_from).transpose()?;
    desk.change(programme.0, "mark", |change| match mark {
        Some(mark) => attendance::mark(change, &at, mark),
        None => attendance::clear(change, &at),
    })?;
    marked(&desk, programme.0, &at)
}

pub fn remark(shell: &Shell, args: RemarkArgs) -> Result<Marked, Fault> {
    let desk = shell.desk()?;
    let RemarkArgs { programme, register, participant, remark, seen } = args;
    let at = At { register: register.0, participant: participant.0, seen: Some(seen.0) };
    desk.change(programme.0, "remark", |change| attendance::remark(change, &at, &remark))?;
    marked(&desk, programme.0, &at)
}

pub fn fill(shell: &Shell, args: FillArgs) -> Result<Sheet, Fault> {
    let desk = shell.desk()?;
    let FillArgs { programme, register, status } = args;
    desk.change(programme.0, "fill", |change| attendance::fill(change, register.0, status.into()))?;
    shown(&desk, programme.0, register.0)
}

pub fn lock(shell: &Shell, args: ShownRegisterArgs) -> Result<RegisterLine, Fault> {
    let desk = shell.desk()?;
    let ShownRegisterArgs { programme, register, seen } = args;
    desk.change(programme.0, "lock", |change| attendance::lock(change, register.0, Some(&seen.0)))?;
    Ok(shown(&desk, programme.0, register.0)?.register)
}

pub fn advance(shell: &Shell, args: AdvanceArgs) -> Result<Advanced, Fault> {
    let AdvanceArgs { programme, participants, from, from_half, to, to_half, mark } = args;
    let stretch = Stretch { from: date(&from)?, from_half, to: date(&to)?, to_half };
    let mark = attendance::Mark::try_from(mark)?;
    let done = shell.desk()?.change(programme.0, "advance", |change| {
        participants.iter().try_fold(attendance::Advanced::default(), |done, one| Ok(done + attendance::advance(change, one.0, &stretch, &mark)?))
    })?;
    Ok(done.into())
}

pub fn move_marks(shell: &Shell, args: MoveMarksArgs) -> Result<MovedMarks, Fault> {
    let MoveMarksArgs { programme, register, date: day, half, seen } = args;
    let day = date(&day)?;
    let desk = shell.desk()?;
    Ok(desk.change(programme.0, "move_marks", |change| stray::move_marks(change, register.0, (day, &half), Some(&seen.0)))?.into())
}

pub fn clear_marks(shell: &Shell, args: ShownRegisterArgs) -> Result<u32, Fault> {
    let ShownRegisterArgs { programme, register, seen } = args;
    Ok(count(shell.desk()?.change(programme.0, "clear_marks", |change| stray::clear_marks(change, register.0, Some(&seen.0)))?))
}

pub fn verify(shell: &Shell, args: VerifyArgs) -> Result<RegisterLine, Fault> {
    let desk = shell.desk()?;
    let VerifyArgs { programme, register, paper, seen } = args;
    let paper = paper.map(Into::into);
    desk.change(programme.0, "verify", |change| attendance::verify(change, register.0, paper.as_ref(), Some(&seen.0)))?;
    Ok(shown(&desk, programme.0, register.0)?.register)
}

pub fn reopen(shell: &Shell, args: ReopenArgs) -> Result<RegisterLine, Fault> {
    let desk = shell.desk()?;
    let ReopenArgs { programme, register, reason, seen } = args;
    desk.change(programme.0, "reopen", |change| attendance::reopen(change, register.0, &reason, Some(&seen.0)))?;
    Ok(shown(&desk, programme.0, register.0)?.register)
}

pub fn attach_paper(shell: &Shell, args: PaperArgs) -> Result<Option<Sheet>, Fault> {
    let desk = shell.desk()?;
    let PaperArgs { programme, register, from, job } = args;
    let kept = shell.brought(Kind::Picture, from, &job, |file, name| bring(&desk, file, name))?;
    if kept.is_empty() {
        return Ok(None);
    }
    desk.change(programme.0, "attach_paper", |change| {
        kept.iter().try_for_each(|picture| attendance::sheet::photograph(change, register.0, picture).map(|_| ()))
    })?;
    shown(&desk, programme.0, register.0).map(Some)
}

pub fn remove_paper(shell: &Shell, args: RemovePaperArgs) -> Result<Sheet, Fault> {
    let desk = shell.desk()?;
    let RemovePaperArgs { programme, register, file, seen } = args;
    desk.change(programme.0, "remove_paper", |change| attendance::sheet::remove_photograph(change, file.0, Some(&seen.0)))?;
    shown(&desk, programme.0, register.0)
}

pub fn grid(shell: &Shell, args: ProgrammeArgs) -> Result<Grid, Fault> {
    let desk = shell.desk()?;
    let today = views::today(&desk);
    let (grid, roster) = desk.read(|r| {
        let book = r.book(args.programme.0)?;
        Ok((views::grid(r, book, today)?, people::views::roster(r.sql(), book)?))
    })?;
    Ok(Languages::of(roster).grid(grid))
}

pub fn history(shell: &Shell, args: HistoryArgs) -> Result<Vec<HistoryLine>, Fault> {
    let HistoryArgs { programme, register, participant } = args;
    Ok(all(shell.desk()?.read(|r| views::history(r, r.book(programme.0)?, register.0, participant.0))?))
}

pub fn report(shell: &Shell, args: ReportArgs) -> Result<Option<SavedFile>, Fault> {
    reports::attendance(shell, args.programme.0, args.format)
}

/// A register with everybody on it and its paper.
pub fn shown(desk: &Desk, programme: RecordId, register: RecordId) -> Result<Sheet, Fault> {
    let today = views::today(desk);
    let (sheet, papers, contents, roster) = desk.read(|r| {
        let book = r.book(programme)?;
        let papers = views::papers(r.sql(), book, register)?;
        let contents = papers.iter().map(|paper| match views::sheet_with(r.sql(), book, paper.id)? {
            Some((sheet, _)) => r.everything_in(book, &SHEET, sheet),
            None => Ok(Seen::default()),
        });
        let contents = contents.collect::<sala::Result<Vec<_>>>()?;
        Ok((views::sheet(r, book, register, today)?, papers, contents, people::views::roster(r.sql(), book)?))
    })?;
    let views::Sheet { register, rows } = sheet;
    Ok(Sheet { register: register.into(), rows: Languages::of(roster).rows(rows), papers: all(papers), papers_contents: all(contents) })
}

/// The row that a mark changed, and the counts that follow.
fn marked(desk: &Desk, programme: RecordId, at: &At) -> Result<Marked, Fault> {
    let Sheet { register, rows, papers: _, papers_contents: _ } = shown(desk, programme, at.register)?;
    let row = rows.into_iter().find(|row| row.participant.0 == at.participant);
    let row = row.ok_or_else(|| sala::Error::Refused(Problem::new("no_such_participant")))?;
    Ok(Marked { row, register })
}

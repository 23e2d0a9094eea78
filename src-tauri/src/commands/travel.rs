//! Carry, receive, decide.

use sala::{Desk, RecordId, bundle::ExportOptions, trust::Grant};

use crate::{
    decide,
    fault::Fault,
    mapping::{all, date, to},
    names, opened,
    picker::Kind,
    shell::Shell,
    wire::{
        files::{FileTarget, SavedFile},
        travel::{
            AcceptArgs, Accepted, AskArgs, BundleView, Carried, CarryArgs, Conflict, ConflictsArgs, DeskStatus, ReceiveArgs, RequestArgs, RequestOpenArgs,
            RequestView, ResolveArgs, ReviewLine, RevokeArgs, Revoked, SetAside, SetAsideArgs, TakeInArgs, TakenBundle, TurnAwayArgs, TurnedAway,
        },
    },
};

/// How many records that a file would change are shown one by one.
const MOST_SHOWN: usize = 100;

pub fn status(shell: &Shell, (): ()) -> Result<DeskStatus, Fault> {
    Ok(shell.desk()?.status()?.into())
}

pub fn carry(shell: &Shell, args: CarryArgs) -> Result<Option<Carried>, Fault> {
    let desk = shell.desk()?;
    let CarryArgs { programme, to: receiver, without_attachments, everything, split_mb, only_revocation, target, job } = args;
    let on_stick = matches!(target, FileTarget::Drive { .. });
    let Some(path) = shell.new_file(Kind::Bundle, target, &names::bundle(&desk, &receiver)?)? else { return Ok(None) };
    let options = ExportOptions {
        to: to(receiver),
        book: programme.map(|id| id.0),
        everything,
        without_attachments,
        split: split_mb.map(|mb| u64::from(mb) * 1_000_000),
        only_revocation,
    };
    let job = shell.jobs.begin(&job, &shell.events);
    let exported = desk.export(&path, &options, &mut |done, of| job.reached("carry", done, of).is_ok())?;
    if let Some(stick) = path.parent().filter(|_| on_stick) {
        desk.used_stick(stick)?;
    }
    Ok(Some(exported.into()))
}

pub fn receive(shell: &Shell, args: ReceiveArgs) -> Result<Option<BundleView>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.one_file(Kind::Bundle, args.from)? else { return Ok(None) };
    let job = shell.jobs.begin(&args.job, &shell.events);
    let token = shell.files.show(path.clone())?;
    let (preview, coming) = sala::decide::coming(&desk, &path, None, MOST_SHOWN, &mut |done, of| job.reached("preview", done, of).is_ok())?;
    Ok(Some(BundleView { coming: Some(coming.into()), ..(token, preview).into() }))
}

pub fn take_in(shell: &Shell, args: TakeInArgs) -> Result<BundleView, Fault> {
    let desk = shell.desk()?;
    let path = shell.files.path(&args.file)?;
    let job = shell.jobs.begin(&args.job, &shell.events);
    let imported = desk.import(&path, None, &mut |done, of| job.reached("take_in", done, of).is_ok())?;
    Ok((args.file, imported).into())
}

pub fn save_request(shell: &Shell, args: RequestArgs) -> Result<Option<SavedFile>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.new_file(Kind::Request, args.target, &names::request(&desk)?)? else { return Ok(None) };
    desk.write_request(&path)?;
    Ok(Some(opened::saved(&path)))
}

pub fn open_request(shell: &Shell, args: RequestOpenArgs) -> Result<Option<RequestView>, Fault> {
    let desk = shell.desk()?;
    let Some(path) = shell.one_file(Kind::Request, args.from)? else { return Ok(None) };
    let request = RequestView::from(desk.receive_request(&path)?);
    // As the list of laptops says it: of one that asks it means the laptop that it goes on from.
    let known = desk.status()?.replicas.into_iter().find(|replica| replica.replica == request.replica);
    let known = known.map(crate::wire::travel::ReplicaLine::from);
    let revoked = known.as_ref().is_some_and(|known| known.revoked);
    Ok(Some(RequestView { revoked, revoked_former: known.and_then(|known| known.revoked_former), ..request }))
}

pub fn accept(shell: &Shell, args: AcceptArgs) -> Result<Accepted, Fault> {
    let desk = shell.desk()?;
    let AcceptArgs { replica, label, read_only, programmes, until } = args;
    let day = until.as_deref().map(date).transpose()?;
    day.map_or(Ok(()), sala::programme::check_year)?;
    let until = day.and_then(Grant::to_end_of);
    let books = programmes.map(|programmes| programmes.into_iter().map(|id| id.0).collect());
    let accepted = desk.accept(&replica, label.as_deref(), &Grant { read_only, books, until, from_page: None })?;
    Ok((accepted, desk.status()?).into())
}

pub fn turn_away(shell: &Shell, args: TurnAwayArgs) -> Result<TurnedAway, Fault> {
    let desk = shell.desk()?;
    Ok((desk.turn_away(&args.replica)?, desk.status()?).into())
}

pub fn ask(shell: &Shell, args: AskArgs) -> Result<DeskStatus, Fault> {
    let desk = shell.desk()?;
    let AskArgs { replica, first, last, programme, withdraw } = args;
    let book = programme.map(|id| id.0);
    if withdraw {
        desk.ask_no_more(&replica, first, last, book)?
    } else {
        desk.ask_for_pages(&replica, first, last, book)?
    };
    Ok(desk.status()?.into())
}

pub fn revoke(shell: &Shell, args: RevokeArgs) -> Result<Revoked, Fault> {
    let desk = shell.desk()?;
    // From what is not here yet: nobody at a screen knows the number of a page.
    let revoked = if args.lift { desk.lift_revocation(&args.replica)? } else { desk.revoke(&args.replica, None, None)? };
    Ok((revoked, desk.status()?).into())
}

pub fn bundles(shell: &Shell, (): ()) -> Result<Vec<TakenBundle>, Fault> {
    Ok(all(shell.desk()?.bundles()?))
}

pub fn set_aside(shell: &Shell, args: SetAsideArgs) -> Result<SetAside, Fault> {
    let desk = shell.desk()?;
    let done = if args.again { desk.take_in_again(&args.bundle)? } else { desk.set_aside(&args.bundle)? };
    Ok((done, desk.bundles()?).into())
}

pub fn conflicts(shell: &Shell, args: ConflictsArgs) -> Result<Vec<Conflict>, Fault> {
    waiting(&*shell.desk()?, args.programme.map(|id| id.0))
}

pub fn resolve(shell: &Shell, args: ResolveArgs) -> Result<Vec<Conflict>, Fault> {
    let desk = shell.desk()?;
    desk.resolve_many(&all::<_, sala::decide::Decision>(args.decisions))?;
    waiting(&desk, None)
}

pub fn review(shell: &Shell, args: ConflictsArgs) -> Result<Vec<ReviewLine>, Fault> {
    let programme = args.programme.map(|id| id.0);
    Ok(all(shell.desk()?.read(|r| sala::decide::review(r, programme))?))
}

fn waiting(desk: &Desk, programme: Option<RecordId>) -> Result<Vec<Conflict>, Fault> {
    decide::conflicts(desk, programme)
}

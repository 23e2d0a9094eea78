//! What the window opens on, and who is at it.

use sala::{KeyPlace, NewStore};

use crate::{
    fault::Fault,
    shell::Shell,
    store_facts,
    wire::app::{AppStart, AuthorArgs, Counters, CreateStoreArgs, JobArgs, LanguageArgs, LoadDemoArgs, StoreFacts, Undone, WritingArgs},
};

pub fn start(shell: &Shell, (): ()) -> Result<AppStart, Fault> {
    // A store that cannot be opened or read is something to show, not a reason for an empty window.
    let store = shell.begin().and_then(|desk| desk.map(|desk| store_facts::of(&desk)).transpose());
    let (store, problem) = match store {
        Ok(store) => (store, None),
        Err(fault) => (None, Some(shell.told(fault, "app_start"))),
    };
    let language = match shell.language() {
        Err(_) if problem.is_some() => None,
        language => language?,
    };
    Ok(AppStart { version: env!("CARGO_PKG_VERSION").to_owned(), language, store, problem })
}

pub fn create_store(shell: &Shell, args: CreateStoreArgs) -> Result<StoreFacts, Fault> {
    let CreateStoreArgs { role, label, organisation, author } = args;
    let desk = shell.create(NewStore { role: role.into(), label, organisation, author, key_place: KeyPlace::Keychain })?;
    store_facts::of(&desk)
}

pub fn recovery_written_down(shell: &Shell, (): ()) -> Result<StoreFacts, Fault> {
    let desk = shell.desk()?;
    desk.forget_recovery_secret()?;
    store_facts::of(&desk)
}

pub fn load_demo(shell: &Shell, args: LoadDemoArgs) -> Result<StoreFacts, Fault> {
    let job = shell.jobs.begin(&args.job, &shell.events);
    job.reached("demo", 0, 0)?;
    store_facts::of(&*shell.load_demo()?)
}

pub fn store(shell: &Shell, (): ()) -> Result<StoreFacts, Fault> {
    store_facts::of(&*shell.desk()?)
}

pub fn counters(shell: &Shell, (): ()) -> Result<Counters, Fault> {
    store_facts::counters(&*shell.desk()?)
}

pub fn try_writing(shell: &Shell, (): ()) -> Result<Counters, Fault> {
    let desk = shell.desk()?;
    desk.try_writing()?;
    store_facts::counters(&desk)
}

pub fn set_author(shell: &Shell, args: AuthorArgs) -> Result<StoreFacts, Fault> {
    let desk = shell.desk()?;
    desk.set_author(&args.name)?;
    store_facts::of(&desk)
}

pub fn set_language(shell: &Shell, args: LanguageArgs) -> Result<(), Fault> {
    shell.set_language(args.language)
}

pub fn writing(shell: &Shell, args: WritingArgs) -> Result<(), Fault> {
    shell.closing.wait(args.writing);
    Ok(())
}

pub fn close(shell: &Shell, (): ()) -> Result<(), Fault> {
    shell.closing.close();
    Ok(())
}

pub fn undo(shell: &Shell, (): ()) -> Result<Option<Undone>, Fault> {
    Ok(shell.desk()?.undo()?.map(Undone::from))
}

pub fn cancel_job(shell: &Shell, args: JobArgs) -> Result<(), Fault> {
    shell.jobs.stop(&args.job);
    Ok(())
}

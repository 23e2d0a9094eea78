//! A laptop that may die at any moment: opens a store and does one thing. Where it dies says `SALA_FAULT` (see `sala::fault`).

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use sala::{
    Desk, KeyPlace, NewStore, Result, Role, SetClock,
    attendance::{self, Mark, Parts, Status},
    backup::{BackupOptions, Memory, Secrets, Why},
    bundle::ExportOptions,
};
use sala_tests::laptop::moment;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match work(&words) {
        Ok(()) => ExitCode::SUCCESS,
        // What has been done already need not be done again.
        Err(error) if ["already_set_aside", "not_set_aside", "store_exists", "no_such_request"].contains(&error.problem().code) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{}", error.problem().code);
            ExitCode::from(3)
        }
    }
}

fn work(words: &[String]) -> Result<()> {
    let word = |n: usize| words.get(n).cloned().unwrap_or_default();
    let (verb, store) = (word(0), PathBuf::from(word(1)));
    let (file, clock) = (PathBuf::from(word(2)), Arc::new(SetClock::at(moment("2012-05-14T17:00"))));
    let memory = Memory::of_user();
    match verb.as_str() {
        "create" => {
            let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Dara P.".into(), key_place: KeyPlace::File };
            return Desk::create(&store, new, clock).map(|_| ());
        }
        "restore" => return Desk::restore(&file, &store, &Secrets::default(), KeyPlace::File, clock, memory, &mut |_, _| true).map(|_| ()),
        "go-on-in" => return sala::store::whereabouts::go_on_in(&store, &file),
        _ => {}
    }
    let desk = Desk::open(&store, clock)?.remembering(memory)?;
    match verb.as_str() {
        "open" => Ok(()),
        "mark" => mark(&desk),
        // Once: what was done before it stays.
        "undo" if desk.undoable()?.is_some_and(|last| last.what == word(2)) => desk.undo().map(|_| ()),
        "undo" => Ok(()),
        "export" => desk.export(&file, &ExportOptions::default(), &mut |_, _| true).map(|_| ()),
        "import" => desk.import(&file, None, &mut |_, _| true).map(|_| ()),
        // One after the other in one stroke, as at the command line.
        "import-many" => desk.import_many(&[file.clone(), file], None, &mut |_, _| true)?.into_iter().try_for_each(|one| one.map(|_| ())),
        "backup" => desk.backup(&file, &BackupOptions::default(), &mut |_, _| true).map(|_| ()),
        "set-aside" => desk.set_aside(&word(2)).map(|_| ()),
        "take-again" => desk.take_in_again(&word(2)).map(|_| ()),
        "revoke" => desk.revoke(&word(2), Some(1), None).map(|_| ()),
        "accept" => desk.accept_file(&file, None, &Default::default()).map(|_| ()),
        "accept-as" => desk.accept(&word(2), Some("Room 2"), &Default::default()).map(|_| ()),
        "turn-away" => desk.turn_away(&word(2)).map(|_| ()),
        "new-keys" => desk.go_on_under_new_keys(Why::StoreIsAnOldCopy).map(|_| ()),
        other => panic!("no such work: {other}"),
    }
}

/// Twenty marks of one morning in one gesture.
fn mark(desk: &Desk) -> Result<()> {
    let (book, people) = desk.read(|r| {
        let book =
            r.sql().query_row("SELECT b.id FROM participant p JOIN record r ON r.no = p.rec JOIN book b ON b.no = r.book LIMIT 1", [], |row| row.get(0))?;
        let query = "SELECT r.id FROM participant p JOIN record r ON r.no = p.rec ORDER BY r.id";
        Ok((book, r.sql().prepare(query)?.query_map([], |row| row.get(0))?.collect::<std::result::Result<Vec<_>, _>>()?))
    })?;
    desk.change(book, "mark", |change| {
        let date = chrono::NaiveDate::from_ymd_opt(2012, 5, 14).unwrap_or_default();
        let register = attendance::register(change, date, "AM")?;
        for participant in people.into_iter().take(20) {
            let at = attendance::mark::At { register, participant, seen: None };
            attendance::mark(change, &at, Mark::try_from(Parts { minutes: Some(10), ..Parts::of(Status::Late) })?)?;
        }
        Ok(())
    })
}

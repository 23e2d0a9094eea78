//! Places at which a test lets the process die, as a power cut does. Without the feature `faults` nothing of it is built.
//!
//! `SALA_FAULT=name` aborts at that point, `SALA_FAULT=name:3` when it is passed for the third time. `SALA_FAULT_TRACE=file`
//! writes the name of each point that is passed, so that a test knows how often that is.

/// Every point, by the work that passes it. A test passes each of them.
pub const POINTS: &[&str] = &[
    "sql.step",
    "sql.row",
    "sql.commit",
    "store.begun",
    "store.worked",
    "store.kept",
    "upgrade.kept",
    "upgrade.done",
    "change.folded",
    "attachment.piece",
    "attachment.synced",
    "attachment.named",
    "attachment.settled",
    "file.begun",
    "file.write",
    "file.written",
    "file.synced",
    "file.read_back",
    "file.named",
    "export.closed",
    "export.written",
    "export.remembered",
    "import.spooled",
    "import.checked",
    "import.certified",
    "import.page",
    "import.piece",
    "import.settled",
    "import.taken",
    "quarantine.kept",
    "quarantine.taken",
    "quarantine.forgotten",
    "set_aside.left",
    "set_aside.folded",
    "revoke.said",
    "revoke.left",
    "keys.renewed",
    "keys.moved",
    "copy.step",
    "backup.closed",
    "backup.copied",
    "backup.checked",
    "backup.named",
    "restore.unpacked",
    "restore.taken_up",
    "restore.renewed",
    "restore.named",
];

/// The process may be made to die here.
#[cfg(not(feature = "faults"))]
#[inline(always)]
pub(crate) const fn point(_: &'static str) {}

#[cfg(feature = "faults")]
pub use armed::gone_at;
#[cfg(feature = "faults")]
pub(crate) use armed::point;
#[cfg(feature = "faults")]
pub(crate) use armed::watch;

#[cfg(feature = "faults")]
mod armed {
    use std::{
        cell::Cell,
        io::Write as _,
        sync::{
            Mutex, OnceLock, PoisonError,
            atomic::{AtomicU64, Ordering},
        },
    };

    use rusqlite::Connection;

    use crate::Result;

    /// Instructions of SQLite's machine between two steps.
    const STEP: i32 = 100;

    struct Told {
        /// Where to die, and at which time of passing.
        at: Option<(String, u64)>,
        passed: AtomicU64,
        trace: Option<Mutex<std::fs::File>>,
    }

    fn told() -> &'static Told {
        static TOLD: OnceLock<Told> = OnceLock::new();
        TOLD.get_or_init(|| {
            let at = std::env::var("SALA_FAULT").ok().map(|said| match said.rsplit_once(':') {
                Some((name, n)) => (name.to_owned(), n.parse().unwrap_or(1)),
                None => (said, 1),
            });
            let trace = std::env::var_os("SALA_FAULT_TRACE").and_then(|path| std::fs::File::options().create(true).append(true).open(path).ok());
            Told { at, passed: AtomicU64::new(0), trace: trace.map(Mutex::new) }
        })
    }

    thread_local! {
        static GONE_AT: Cell<Option<(&'static str, u64)>> = const { Cell::new(None) };
    }

    /// The work of this thread ends where it passes a point for the `n`th time, as if the program were gone: it unwinds, for
    /// `catch_unwind` to catch. Nobody's process dies, so a history of many such ends can be run in one.
    pub fn gone_at(point: Option<(&'static str, u64)>) {
        GONE_AT.set(point);
    }

    /// The process may be made to die here.
    pub(crate) fn point(name: &'static str) {
        match GONE_AT.get() {
            Some((at, 1)) if at == name => {
                GONE_AT.set(None);
                // No message is printed: this is what was asked for.
                std::panic::resume_unwind(Box::new(name));
            }
            Some((at, n)) if at == name => GONE_AT.set(Some((at, n - 1))),
            _ => {}
        }
        let told = told();
        if let Some(trace) = &told.trace {
            let _ = writeln!(trace.lock().unwrap_or_else(PoisonError::into_inner), "{name}");
        }
        if let Some((at, time)) = &told.at
            && at == name
            && told.passed.fetch_add(1, Ordering::SeqCst) + 1 == *time
        {
            std::process::abort();
        }
    }

    /// Make points of what this connection does.
    pub(crate) fn watch(sql: &mut Connection) -> Result<()> {
        if told().at.is_none() && told().trace.is_none() {
            return Ok(());
        }
        sql.progress_handler(
            STEP,
            Some(|| {
                point("sql.step");
                false
            }),
        )?;
        sql.update_hook(Some(|_: rusqlite::hooks::Action, _: &str, _: &str, _: i64| point("sql.row")))?;
        sql.commit_hook(Some(|| {
            point("sql.commit");
            false
        }))?;
        Ok(())
    }
}

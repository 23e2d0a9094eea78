//! Reading ahead: while one file is folded, the next is opened, verified and decoded on another core.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{channel, sync_channel},
    },
};

use rusqlite::Connection;

use super::{
    account::Imported,
    import::{Checked, Taken},
    scan::Carried,
    watch::Watch,
};
use crate::{
    Desk, Result,
    trust::{self, Certificate, Signed, Standing},
};

/// Whom this store believes.
#[derive(PartialEq)]
pub(super) struct Trusted {
    pub root: Option<[u8; 32]>,
    pub certificates: Vec<(Certificate, Signed)>,
    pub standing: Arc<Standing>,
    /// Where each certificate stands, by its signature.
    by_signature: HashMap<[u8; 64], usize>,
}

impl Trusted {
    pub(super) fn read(sql: &Connection) -> Result<Arc<Self>> {
        let certificates = trust::certificates(sql)?;
        let standing = Arc::new(Standing::of(sql, &certificates)?);
        let by_signature = certificates.iter().enumerate().map(|(i, (_, signed))| (signed.sig, i)).collect();
        Ok(Arc::new(Self { root: trust::organisation(sql)?.map(|o| o.root), certificates, standing, by_signature }))
    }

    /// The certificate that is here in exactly these bytes: it was checked when it came.
    pub(super) fn certificate(&self, signed: &Signed) -> Option<&Certificate> {
        let (certificate, known) = self.certificates.get(*self.by_signature.get(&signed.sig)?)?;
        (known == signed).then_some(certificate)
    }
}

impl Desk {
    /// Whom this store believes now.
    pub(super) fn trusted(&self) -> Result<Arc<Trusted>> {
        self.read(|r| Trusted::read(r.sql()))
    }

    /// Check the files in order and hand each to `take` as soon as those before it have been taken. A check that went by
    /// what was believed before an earlier file brought news is made again: the answers are those of one after the other.
    pub(super) fn one_ahead<'a>(
        &'a self,
        sql: &Connection,
        paths: &'a [PathBuf],
        passphrase: Option<&'a str>,
        take: &mut dyn FnMut(Result<Checked<'a>>) -> Result<Result<Taken>>,
    ) -> Result<Vec<Result<Imported>>> {
        let mut trusted = Trusted::read(sql)?;
        let latest = Mutex::new(trusted.clone());
        std::thread::scope(|scope| {
            // What has been checked lies in memory: one file waits while the one before it is folded, no more.
            let (checked, ready) = sync_channel(0);
            // Many small pieces of memory go back quickest where they were made.
            let (spent, done_with) = channel::<Option<Vec<Carried>>>();
            if paths.len() > 1 {
                let latest = &latest;
                scope.spawn(move || {
                    for path in paths {
                        done_with.try_iter().for_each(drop);
                        let trusted = latest.lock().unwrap_or_else(PoisonError::into_inner).clone();
                        let found = self.check(path, passphrase, &trusted, &mut Watch::new(&mut |_, _| true));
                        if checked.send((trusted, found)).is_err() {
                            // Whoever takes the files in has stopped.
                            return;
                        }
                    }
                    done_with.iter().for_each(drop);
                });
            } else {
                drop(checked);
            }
            let mut accounts = Vec::with_capacity(paths.len());
            for path in paths {
                let waiting = tracing::trace_span!("waiting for the second core").entered();
                let next = ready.recv();
                drop(waiting);
                let found = match next {
                    Ok((by, found)) if Arc::ptr_eq(&by, &trusted) => found,
                    _ => self.check(path, passphrase, &trusted, &mut Watch::new(&mut |_, _| true)),
                };
                let taken = take(found)?;
                if taken.as_ref().is_ok_and(|taken| taken.trust_changed) {
                    trusted = Trusted::read(sql)?;
                    *latest.lock().unwrap_or_else(PoisonError::into_inner) = trusted.clone();
                }
                accounts.push(taken.map(|taken| {
                    let _ = spent.send(taken.spent);
                    taken.account
                }));
            }
            Ok(accounts)
        })
    }
}

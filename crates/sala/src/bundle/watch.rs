//! How far a file has come over all that is done with it: copied, checked, taken in. Whoever watches may stop it at any step.

use std::io::{self, Read};

use super::export::Progress;
use crate::{Problem, Result};

/// What counts the steps, and hears whether to go on.
pub(super) struct Watch<'a> {
    progress: Progress<'a>,
    /// Bytes of what has been done.
    before: u64,
    /// Bytes of what is being done.
    length: u64,
    /// Bytes of all that is meant to be done; 0 where that was not said.
    planned: u64,
}

impl<'a> Watch<'a> {
    pub(super) fn new(progress: Progress<'a>) -> Self {
        Self { progress, before: 0, length: 0, planned: 0 }
    }

    /// So many bytes are gone through in all.
    pub(super) fn plan(&mut self, bytes: u64) {
        self.planned = bytes;
    }

    /// The next piece of work goes through so many bytes.
    pub(super) fn begin(&mut self, bytes: u64) -> Result<()> {
        self.before += self.length;
        self.length = bytes;
        self.at(0)
    }

    /// How far this piece of work is.
    ///
    /// # Errors
    /// `stopped`, where somebody asked for it.
    pub(super) fn at(&mut self, done: u64) -> Result<()> {
        let all = self.planned.max(self.before + self.length);
        if (self.progress)(self.before + done.min(self.length), all) { Ok(()) } else { Problem::new("stopped").refuse() }
    }

    /// The same for a part of the work that has its own end.
    pub(super) fn on(&mut self) -> Watch<'_> {
        Watch { progress: &mut *self.progress, before: self.before, length: self.length, planned: self.planned }
    }
}

/// What is read is watched.
pub(super) struct Watched<'a, 'w, R> {
    pub input: R,
    pub watch: &'a mut Watch<'w>,
    pub done: u64,
}

/// Why reading ended where somebody stopped it.
#[derive(Debug, thiserror::Error)]
#[error("stopped")]
pub(super) struct Stopped;

impl<R: Read> Read for Watched<'_, '_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(into)?;
        self.done += n as u64;
        self.watch.at(self.done).map_err(|_| io::Error::other(Stopped))?;
        Ok(n)
    }
}

/// True for an error of reading that is somebody's wish.
pub(super) fn is_stop(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|why| why.is::<Stopped>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::format::broken;

    #[test]
    fn the_steps_add_up_to_what_was_planned() {
        let mut seen = Vec::new();
        let mut hear = |done, of| {
            seen.push((done, of));
            true
        };
        let mut watch = Watch::new(&mut hear);
        watch.plan(20);
        watch.begin(10).unwrap();
        watch.at(10).unwrap();
        watch.begin(10).unwrap();
        watch.on().at(25).unwrap();
        assert_eq!(seen, [(0, 20), (10, 20), (10, 20), (20, 20)], "forward only, and never beyond the end");
    }

    #[test]
    fn reading_that_was_stopped_is_no_damaged_file() {
        let mut stop = |done, _| done < 3;
        let mut watch = Watch::new(&mut stop);
        watch.begin(9).unwrap();
        let error = Watched { input: &b"123456789"[..], watch: &mut watch, done: 0 }.read_to_end(&mut Vec::new()).unwrap_err();
        assert!(is_stop(&error));
        assert_eq!(broken(error).problem().code, "stopped", "the file is not blamed for it");
    }
}

//! Long work: the window names it, hears how far it has come, and may ask it to stop.

use std::{
    cell::Cell,
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{
    events::Events,
    fault::{Fault, refused},
    wire::app::AppEvent,
};

/// How long the window is not told of the next step.
const PAUSE: Duration = Duration::from_millis(60);

/// The work that is under way, by the name that the window gave it.
#[derive(Default)]
pub struct Jobs(Mutex<BTreeMap<String, Arc<AtomicBool>>>);

/// One piece of long work. It is over when this goes.
pub struct Job<'a> {
    name: String,
    stop: Arc<AtomicBool>,
    /// When the window was told last.
    told: Cell<Option<Instant>>,
    jobs: &'a Jobs,
    events: &'a Events,
}

impl Jobs {
    /// Begins a job.
    pub fn begin<'a>(&'a self, name: &str, events: &'a Events) -> Job<'a> {
        let stop = Arc::<AtomicBool>::default();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), Arc::clone(&stop));
        Job { name: name.to_owned(), stop, told: Cell::default(), jobs: self, events }
    }

    /// Asks a job to stop. One that is over already is none the worse for it.
    pub fn stop(&self, name: &str) {
        if let Some(stop) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Job<'_> {
    /// Says how far the work has come: `done` of `of` (0 while that is not known).
    ///
    /// # Errors
    /// `stopped`, when the person asked for it.
    pub fn reached(&self, stage: &str, done: u64, of: u64) -> Result<(), Fault> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(refused("stopped"));
        }
        // Nobody sees more than a few steps a second; the last one is told in any case.
        let now = Instant::now();
        if done < of && self.told.get().is_some_and(|last| now.duration_since(last) < PAUSE) {
            return Ok(());
        }
        self.told.set(Some(now));
        self.events.tell(AppEvent::Progress { job: self.name.clone(), stage: stage.to_owned(), done, of });
        Ok(())
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        self.jobs.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_is_asked_to_stop_stops_at_its_next_step() {
        let (jobs, events) = (Jobs::default(), Events::default());
        let job = jobs.begin("attach", &events);
        assert!(job.reached("pictures", 1, 3).is_ok(), "nobody asked it to stop yet");
        jobs.stop("attach");
        let stopped = job.reached("pictures", 2, 3).expect_err("it was asked to stop");
        assert_eq!(stopped.problem("outputs_attach").code, "stopped", "the caller is told why there is no answer");
        drop(job);
        assert!(jobs.begin("attach", &events).reached("pictures", 0, 3).is_ok(), "the next job of that name is its own");
    }
}

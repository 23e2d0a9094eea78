//! Where the time goes: the core marks its phases with tracing spans, and this adds them up. What runs on the second core
//! beside the first is told apart.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, Once, PoisonError},
    thread::{self, ThreadId},
    time::{Duration, Instant},
};

use tracing_subscriber::{Layer, layer::Context, prelude::*, registry::LookupSpan};

/// Time by phase: on the thread that writes, and on others.
#[derive(Default, Clone)]
pub struct Spent {
    here: BTreeMap<&'static str, Duration>,
    beside: BTreeMap<&'static str, Duration>,
}

static SPENT: Mutex<Option<(ThreadId, Spent)>> = Mutex::new(None);

thread_local! {
    static OPEN: RefCell<Vec<Instant>> = const { RefCell::new(Vec::new()) };
}

struct Clock;

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Clock {
    fn on_enter(&self, _: &tracing::span::Id, _: Context<'_, S>) {
        OPEN.with_borrow_mut(|open| open.push(Instant::now()));
    }

    fn on_exit(&self, id: &tracing::span::Id, context: Context<'_, S>) {
        let Some(start) = OPEN.with_borrow_mut(Vec::pop) else { return };
        let (Some(span), mut spent) = (context.span(id), SPENT.lock().unwrap_or_else(PoisonError::into_inner)) else { return };
        if let Some((writer, spent)) = spent.as_mut() {
            let phases = if thread::current().id() == *writer { &mut spent.here } else { &mut spent.beside };
            *phases.entry(span.name()).or_default() += start.elapsed();
        }
    }
}

/// Begin to add up; this thread is the one that writes.
pub fn begin() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing_subscriber::registry().with(Clock.with_filter(tracing_subscriber::filter::LevelFilter::TRACE)).init());
    *SPENT.lock().unwrap_or_else(PoisonError::into_inner) = Some((thread::current().id(), Spent::default()));
}

/// What was spent since.
pub fn end() -> Spent {
    SPENT.lock().unwrap_or_else(PoisonError::into_inner).take().map(|(_, spent)| spent).unwrap_or_default()
}

impl Spent {
    /// One line, the longest first, with what no phase accounts for.
    pub fn in_words(&self, seconds: f64) -> String {
        let mut text = String::new();
        for (phases, side) in [(&self.here, ""), (&self.beside, " on the second core beside it")] {
            let mut phases: Vec<_> = phases.iter().collect();
            phases.sort_by_key(|(_, spent)| std::cmp::Reverse(**spent));
            for (phase, spent) in phases {
                let _ = write!(text, "{phase}{side} {:.1} ms, ", spent.as_secs_f64() * 1e3);
            }
        }
        let told: f64 = self.here.values().map(Duration::as_secs_f64).sum();
        let _ = write!(text, "the rest {:.1} ms", (seconds - told).max(0.0) * 1e3);
        text
    }
}

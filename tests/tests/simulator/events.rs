//! What can happen in a history. Numbers are taken modulo what there is, so that a history shrinks without becoming nonsense.

use proptest::{prelude::*, sample::Index};

/// How a file is made.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// All, whatever the receiver has.
    pub everything: bool,
    /// A file for each page and each photograph, which may come in any order or never.
    pub split: bool,
    /// The photographs come later.
    pub data_only: bool,
}

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Event {
    /// Somebody writes over what is shown.
    Write { at: usize, cell: usize },
    /// Somebody opens a form, or begins an empty one beside what stands there ...
    Open { at: usize, cell: usize, empty: bool },
    /// ... and saves it, whatever came in between.
    Save { at: usize },
    /// Somebody decides the first thing that waits, or all of it; for the first value or the last.
    Decide { at: usize, last: bool, all: bool },
    /// Somebody takes the last thing back.
    Undo { at: usize },
    /// A file is made.
    Export { from: usize, to: usize, how: How },
    /// One of the files arrives: late, again or out of order. One that never arrives is lost.
    Import { which: Index },
    /// A file that was cut short or changed on its way arrives.
    Spoil { which: Index, place: Index, cut: bool },
    /// The last file is set aside; somebody writes meanwhile; it is taken in again.
    SetAside { at: usize, cell: usize },
    /// The last file is set aside, and life goes on without it ...
    LayAside { at: usize },
    /// ... until all that was set aside is taken in again.
    TakeAgain { at: usize },
    /// A backup is made.
    Backup { at: usize },
    /// Another laptop goes on from the backup; the first goes on as well, or is gone.
    Restore { at: usize, dies: bool },
    /// The disk is copied; both go on.
    Clone { at: usize },
    /// All that lies on a disk is copied ...
    Copy { at: usize },
    /// ... and put back: the folder alone, or with it what the machine remembers; before that a file may leave, and arrive. Without a copy it is
    /// made now.
    PutBack { at: usize, memory: bool, leaves: bool, arrives: bool },
    /// The clock is set to 1970, 2012 or 2099.
    Clock { at: usize, year: usize },
    /// The laptop gets an older version of Sala, or the newer one back.
    Version { at: usize },
    /// The program is gone while it takes a file in or writes one, and is started again.
    Kill { at: usize, which: Index, point: Index, time: u64 },
}

/// Any history. `sites` and the cells are numbered freely.
pub fn history() -> impl Strategy<Value = (usize, Vec<Event>)> {
    (2_usize..=4, prop::collection::vec(event(), 1..26))
}

fn how() -> impl Strategy<Value = How> {
    let rarely = || prop::bool::weighted(0.15);
    (rarely(), rarely(), rarely()).prop_map(|(everything, split, data_only)| How { everything, split, data_only })
}

fn event() -> impl Strategy<Value = Event> {
    let (at, cell, which) = (|| 0..8_usize, || 0..12_usize, any::<Index>);
    prop_oneof![
        10 => (at(), cell()).prop_map(|(at, cell)| Event::Write { at, cell }),
        2 => (at(), cell(), prop::bool::weighted(0.3)).prop_map(|(at, cell, empty)| Event::Open { at, cell, empty }),
        3 => at().prop_map(|at| Event::Save { at }),
        4 => (at(), any::<bool>(), any::<bool>()).prop_map(|(at, last, all)| Event::Decide { at, last, all }),
        2 => at().prop_map(|at| Event::Undo { at }),
        8 => (at(), how()).prop_map(|(from, how)| Event::Export { from, to: 0, how }),
        5 => (at(), how()).prop_map(|(to, how)| Event::Export { from: 0, to, how }),
        1 => (at(), at()).prop_map(|(from, to)| Event::Export { from, to, how: How::default() }),
        14 => which().prop_map(|which| Event::Import { which }),
        1 => (which(), which(), any::<bool>()).prop_map(|(which, place, cut)| Event::Spoil { which, place, cut }),
        1 => (at(), cell()).prop_map(|(at, cell)| Event::SetAside { at, cell }),
        2 => at().prop_map(|at| Event::LayAside { at }),
        1 => at().prop_map(|at| Event::TakeAgain { at }),
        1 => at().prop_map(|at| Event::Backup { at }),
        1 => (at(), any::<bool>()).prop_map(|(at, dies)| Event::Restore { at, dies }),
        1 => at().prop_map(|at| Event::Clone { at }),
        1 => at().prop_map(|at| Event::Copy { at }),
        2 => (at(), prop::bool::weighted(0.2), any::<bool>(), any::<bool>())
            .prop_map(|(at, memory, leaves, arrives)| Event::PutBack { at, memory, leaves, arrives }),
        1 => (at(), 0..3_usize).prop_map(|(at, year)| Event::Clock { at, year }),
        1 => at().prop_map(|at| Event::Version { at }),
        2 => (at(), which(), which(), 1..4_u64).prop_map(|(at, which, point, time)| Event::Kill { at, which, point, time }),
    ]
}

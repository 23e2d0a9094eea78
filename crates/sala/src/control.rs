//! Negative controls: known ways of losing what people wrote, or of keeping it from them, built in for the simulator alone. It must see the loss that each
//! of them makes, or it proves nothing. Without the feature `negative-controls` not a line of this is in the program.

use std::cell::Cell;

/// A way of losing things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// An edit replaces everything that the store holds in the cell, whatever its writer saw: the merge of a version vector.
    VersionVector,
    /// A file leaves out pages whose entries are all replaced here.
    DeadLocally,
    /// What was put into a file counts as received.
    AdvanceOnExport,
    /// Of several live values only the one with the greatest stamp stays.
    LastWriterWins,
    /// An old copy of a store writes anew what left it before it was put back.
    SaidTwice,
    /// Of differing marks nobody is asked: both stay live, and only one is ever seen.
    HiddenDifference,
}

thread_local! {
    static ON: Cell<Option<Control>> = const { Cell::new(None) };
}

/// Do it wrongly on this thread from now on, in this way or in none.
pub fn switch(control: Option<Control>) {
    ON.set(control);
}

pub(crate) fn is_on(control: Control) -> bool {
    ON.get() == Some(control)
}

//! Deciding, and taking back.

use sala::decide::{self, Choice, Decision};

use crate::{
    cells::{PER_BOOK, REMOVAL},
    machine::Written,
    oracle::{Name, Names, Said},
    world::{World, name},
};

impl World {
    pub fn decide(&mut self, at: usize, last: bool, all: bool) {
        if self.machines[at].old {
            return;
        }
        let waiting = self.machines[at].desk().read(|r| decide::conflicts(r, None)).expect("conflicts");
        let decisions: Vec<_> = waiting
            .into_iter()
            .take(if all { usize::MAX } else { 1 })
            .map(|c| Decision { id: c.id, choice: Choice::Number(if last { c.values.len() } else { 1 }), seen: Some(c.seen) })
            .collect();
        let (held, now) = (self.held(at), self.tick_to_write(at));
        self.machines[at].desk().resolve_many(&decisions).expect("decisions");
        self.note(at, now, |world, cell, _, past| {
            if cell % PER_BOOK == REMOVAL && !past.value.parts().is_empty() {
                // Removing after all has seen all that is there, and what the same stroke decides about it.
                let stroke = (cell - REMOVAL..cell).flat_map(|c| world.history(at, c).into_iter().filter(|p| p.wall == now).map(move |p| name(c, &p)));
                return world.of_session(&held, cell).into_iter().chain(stroke).collect();
            }
            world.oracle.live(&held, cell)
        });
    }

    /// Taking back replaces what is taken back, also where several values stand beside each other again.
    pub fn undo(&mut self, at: usize) {
        let Some(done) = self.machines[at].done.last().cloned() else { return };
        let in_cell =
            |said: &Said| -> Vec<Name> { said.saw.iter().filter(|n| self.oracle.said.get(n).is_some_and(|s| s.cell == said.cell)).copied().collect() };
        let mut back = std::collections::BTreeMap::new();
        for Written { cell, entries, .. } in &done {
            let Some(last) = entries.last() else { continue };
            let mut over = Names::from([self.machines[at].stands_as(*last)]);
            if cell % PER_BOOK == REMOVAL {
                let formers = in_cell(&self.oracle.said[last]);
                if formers.len() > 1 || entries.len() > 1 {
                    return;
                }
                // A removal that comes back has seen what it had seen before.
                over.extend(formers.iter().map(|f| &self.oracle.said[f]).filter(|f| f.removes).flat_map(|f| f.saw.iter().copied()));
            }
            back.insert(*cell, over);
        }
        self.machines[at].done.pop();
        let now = self.tick_to_write(at);
        self.machines[at].desk().undo().expect("undo").expect("something to take back");
        let depth = self.machines[at].done.len();
        self.note(at, now, |_, cell, _, _| back.get(&cell).cloned().unwrap_or_default());
        // Taking back is not taken back itself; but what stands there again is what an earlier action is taken back from.
        let back: Vec<_> = self.machines[at].done.drain(depth..).flatten().collect();
        for Written { cell, formers, .. } in done {
            let mut fresh: Vec<_> = back.iter().filter(|b| b.cell == cell).flat_map(|b| b.entries.iter().copied()).collect();
            let values: std::collections::BTreeMap<_, _> = self.history(at, cell).into_iter().map(|p| (name(cell, &p), p.value)).collect();
            for former in formers {
                if let Some(i) = fresh.iter().position(|entry| values.get(entry) == values.get(&former)) {
                    self.machines[at].again.insert(former, fresh.remove(i));
                }
            }
        }
    }
}

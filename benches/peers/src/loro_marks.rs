//! Marks in Loro: a map for each register, in which the later of two writers is kept.

use loro::{CommitOptions, ExportMode, LoroDoc};

use crate::{Grain, Peer, moment, text, workload::Said};

pub struct Doc(LoroDoc);

fn name(register: usize) -> String {
    format!("r{register}")
}

impl Peer for Doc {
    const NAME: &'static str = "Loro 1";

    fn new() -> Self {
        // Maps at the root need not be made: they are there as soon as somebody writes in them.
        Self(LoroDoc::new())
    }

    fn again(&self) -> Self {
        Self::new()
    }

    fn site(&self, site: usize, grain: Grain, marks: &mut dyn Iterator<Item = (usize, usize, Said)>) -> Vec<u8> {
        let doc = LoroDoc::new();
        doc.set_peer_id(site as u64 + 1).expect("a peer");
        // Changes of one writer that follow each other closely are taken for one unless it is said otherwise.
        doc.set_change_merge_interval(if grain == Grain::Mark { 0 } else { i64::MAX });
        for (i, (register, person, said)) in marks.enumerate() {
            doc.get_map(name(register)).insert(&format!("P{person:02}"), text(said)).expect("a mark");
            if grain == Grain::Mark {
                doc.commit_with(CommitOptions::new().timestamp(moment(site, i) / 1000));
            }
        }
        doc.commit();
        doc.export(ExportMode::all_updates()).expect("a file")
    }

    fn import(&mut self, file: &[u8]) {
        self.0.import(file).expect("a site's file");
    }

    fn values(&self, register: usize, person: usize) -> usize {
        usize::from(self.0.get_map(name(register)).get(&format!("P{person:02}")).is_some())
    }
}

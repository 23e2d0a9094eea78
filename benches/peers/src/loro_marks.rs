//! Marks in Loro, in the two ways in which they can be kept there.

use std::marker::PhantomData;

use loro::{CommitOptions, ExportMode, LoroDoc};

use crate::{Grain, Peer, moment, text, workload::Said};

/// How a mark lies in the document.
pub trait Way {
    const NAME: &'static str;
    fn write(doc: &LoroDoc, site: usize, register: usize, person: usize, said: Said);
    /// How many values there are to be seen.
    fn values(doc: &LoroDoc, register: usize, person: usize) -> usize;
}

/// A map for each register, in which the later of two writers is kept: the leanest way, and one that loses the other's word.
pub struct Later;

impl Way for Later {
    const NAME: &'static str = "Loro 1, the later of two kept,";

    fn write(doc: &LoroDoc, _: usize, register: usize, person: usize, said: Said) {
        doc.get_map(format!("r{register}")).insert(&format!("P{person:02}"), text(said)).expect("a mark");
    }

    fn values(doc: &LoroDoc, register: usize, person: usize) -> usize {
        usize::from(doc.get_map(format!("r{register}")).get(&format!("P{person:02}")).is_some())
    }
}

/// A map for each mark, in which everybody who writes has a place of their own: nobody's word is lost, as in Sala. It stands at the
/// root under a name that two sites find alike; a map made inside another by two sites would be two, and one of them lost.
pub struct All;

fn mark(register: usize, person: usize) -> String {
    format!("r{register}-P{person:02}")
}

impl Way for All {
    const NAME: &'static str = "Loro 1, both kept,";

    fn write(doc: &LoroDoc, site: usize, register: usize, person: usize, said: Said) {
        doc.get_map(mark(register, person)).insert(&site.to_string(), text(said)).expect("a mark");
    }

    fn values(doc: &LoroDoc, register: usize, person: usize) -> usize {
        doc.get_map(mark(register, person)).len()
    }
}

pub struct Doc<W>(LoroDoc, PhantomData<W>);

impl<W: Way> Peer for Doc<W> {
    const NAME: &'static str = W::NAME;

    fn new() -> Self {
        // Maps at the root need not be made: they are there as soon as somebody writes in them.
        Self(LoroDoc::new(), PhantomData)
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
            W::write(&doc, site, register, person, said);
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
        W::values(&self.0, register, person)
    }
}

//! Marks in Automerge: a map of registers, each a map of people.

use automerge::{
    AutoCommit, ObjId, ObjType, ROOT, ReadDoc,
    transaction::{CommitOptions, Transactable},
};

use crate::{
    Grain, Peer, moment, text,
    workload::{REGISTERS, SITES, Said},
};

pub struct Doc {
    doc: AutoCommit,
    registers: Vec<ObjId>,
    /// What every site begins with.
    first: Vec<u8>,
}

fn registers(doc: &AutoCommit) -> Vec<ObjId> {
    (0..SITES * REGISTERS).map(|r| doc.get(ROOT, r.to_string()).expect("a document").expect("a register").1).collect()
}

impl Peer for Doc {
    const NAME: &'static str = "Automerge 0.7";

    fn new() -> Self {
        let mut doc = AutoCommit::new();
        for register in 0..SITES * REGISTERS {
            doc.put_object(ROOT, register.to_string(), ObjType::Map).expect("a register");
        }
        doc.commit();
        let registers = registers(&doc);
        let first = doc.save();
        Self { doc, registers, first }
    }

    fn again(&self) -> Self {
        let doc = AutoCommit::load(&self.first).expect("its own file");
        let registers = registers(&doc);
        Self { doc, registers, first: self.first.clone() }
    }

    fn site(&self, number: usize, grain: Grain, marks: &mut dyn Iterator<Item = (usize, usize, Said)>) -> Vec<u8> {
        let mut site = AutoCommit::load(&self.first).expect("the file from headquarters").with_actor(automerge::ActorId::random());
        let heads = site.get_heads();
        for (i, (register, person, said)) in marks.enumerate() {
            site.put(&self.registers[register], format!("P{person:02}"), text(said)).expect("a mark");
            if grain == Grain::Mark {
                site.commit_with(CommitOptions::default().with_time(moment(number, i)));
            }
        }
        site.commit();
        site.save_after(&heads)
    }

    fn import(&mut self, file: &[u8]) {
        self.doc.load_incremental(file).expect("a site's file");
    }

    fn values(&self, register: usize, person: usize) -> usize {
        self.doc.get_all(&self.registers[register], format!("P{person:02}")).expect("a cell").len()
    }
}

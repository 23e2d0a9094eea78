//! The screens on the demo as anybody meets it, and with 200 programmes of its size in the store.

use sala::{
    Desk, agenda, attendance,
    demo::{AGENDA, EXCEPTIONS, GROUPS, PROGRAMME, ROSTER},
    groups, outputs,
    people::{self, table::read_bytes},
    programme::{self, Facts},
};
use sala_tests::laptop::Laptop;
use serde_json::Value;

use crate::{filled, screens};

const PROGRAMMES: usize = 200;

/// One more programme: agenda, people, groups, everybody marked everywhere, an output of each group with what a panel gave for it,
/// and plans that are followed.
fn another(desk: &Desk, n: usize) -> sala::Result<()> {
    let code = Facts::parse(PROGRAMME)?.code;
    let id = programme::create(desk, Facts::parse(&PROGRAMME.replace(&code, &format!("SMECEC-{n:03}")))?)?;
    agenda::import::apply(desk, id, &read_bytes(AGENDA).expect("an agenda"), &agenda::import::Options::default(), false)?;
    people::import::apply(desk, id, &read_bytes(ROSTER).expect("a roster"), &people::import::Options::default(), false)?;
    let (marks, sets) = (read_bytes(EXCEPTIONS).expect("marks"), read_bytes(GROUPS).expect("groups"));
    desk.change(id, "attendance_import", |c| attendance::import::import(c, &marks.sheets[0], Some(attendance::Status::Present)))?;
    desk.change(id, "groups_import", |c| groups::import(c, "Mixed groups", &sets.sheets[0]))?;
    let groups = desk.read(|r| groups::views::sets(r.sql(), r.book(id)?))?;
    desk.change(id, "output_add", |c| {
        let exercise = outputs::exercise(c, "Cluster mapping exercise", "Draw one cluster.")?;
        groups.iter().flat_map(|set| &set.groups).try_for_each(|group| {
            let new = outputs::New {
                exercise,
                group: Some(group.id),
                title: format!("Map of group {}", group.name),
                body: "Weak links: mills - exporters.".to_owned(),
            };
            outputs::add(c, &new).map(drop)
        })
    })?;
    filled::scored(desk, id)?;
    filled::followed(desk, id)
}

/// p99 of each screen: 16 ms on the demo, 50 ms among 200 programmes.
pub fn measure() -> Vec<Value> {
    let hq = Laptop::headquarters();
    let demo = sala::demo::load(&hq.desk).expect("the demo");
    let mut figures = screens::measure(&hq.desk, demo.programme, "the demo", 16.0);
    for n in 1..PROGRAMMES {
        eprint!("\rprogramme {} of {PROGRAMMES}", n + 1);
        another(&hq.desk, n).expect("a programme");
    }
    eprintln!();
    figures.extend(screens::measure(&hq.desk, demo.programme, "a store of 200 programmes", 50.0));
    figures
}

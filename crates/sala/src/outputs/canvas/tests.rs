//! A group at its canvas.

use super::*;
use crate::{
    RecordId,
    attendance::classroom::{Classroom, refusal},
    groups,
    outputs::{self, New, State, views},
};

fn output(room: &Classroom) -> RecordId {
    room.change(|c| {
        let set = groups::set(c, "Groups")?;
        let group = groups::group(c, set, "A")?;
        let exercise = outputs::exercise(c, "Mapping", "")?;
        outputs::add(c, &New { exercise, group: Some(group), title: "Silk".into(), body: String::new() })
    })
    .unwrap()
}

fn at(region: Region) -> Place {
    Place { region, before: None, beneath: None }
}

fn begin_as(room: &Classroom, output: RecordId, kind: CanvasKind) -> crate::Result<()> {
    let list = |titles: [&str; 2]| titles.map(str::to_owned).to_vec();
    let headings = Headings { lines: list(["Actors", "Constraints"]), columns: list(["Inputs", "Trade"]) };
    room.change(|c| begin(c, output, kind, &headings, None))
}

fn put(room: &Classroom, output: RecordId, at: Place, note: &str) -> RecordId {
    room.change(|c| add(c, output, at, note)).unwrap()
}

fn shown(room: &Classroom, output: RecordId) -> Canvas {
    room.read(|r, book| canvas(r.sql(), book, output)).unwrap()
}

fn notes(room: &Classroom, output: RecordId) -> Vec<String> {
    shown(room, output).items.into_iter().map(|item| format!("{}: {}", item.region.code(), item.note)).collect()
}

#[test]
fn notes_stand_region_by_region_in_the_order_in_which_somebody_put_them() {
    let room = Classroom::new();
    let output = output(&room);
    begin_as(&room, output, CanvasKind::Swot).unwrap();
    put(&room, output, at(Region::Threats), "Cheap imports");
    let dyers = put(&room, output, at(Region::Strengths), "Skilled dyers");
    put(&room, output, at(Region::Strengths), "Old designs");
    assert_eq!(notes(&room, output), ["strengths: Skilled dyers", "strengths: Old designs", "threats: Cheap imports"]);
    put(&room, output, Place { before: Some(dyers), ..at(Region::Strengths) }, "Good water");
    room.change(|c| place(c, dyers, at(Region::Opportunities), None)).unwrap();
    assert_eq!(notes(&room, output), ["strengths: Good water", "strengths: Old designs", "opportunities: Skilled dyers", "threats: Cheap imports"]);
    room.desk.undo().unwrap();
    assert_eq!(notes(&room, output)[1], "strengths: Skilled dyers", "taken back to where it stood");

    assert_eq!(refusal(room.change(|c| add(c, output, at(Region::Cause), "x"))).code, "no_such_region", "a SWOT has no causes");
    assert_eq!(refusal(room.change(|c| add(c, output, at(Region::Threats), "  "))).code, "text_missing");
    assert_eq!(refusal(begin_as(&room, output, CanvasKind::Matrix)).code, "canvas_has_notes", "what stands there would be seen no more");
}

#[test]
fn a_matrix_begins_with_headings_and_keeps_a_text_for_each_line_and_column() {
    let room = Classroom::new();
    let output = output(&room);
    begin_as(&room, output, CanvasKind::ValueChain).unwrap();
    assert_eq!(notes(&room, output), ["line: Actors", "line: Constraints", "column: Inputs", "column: Trade"]);
    let heads = shown(&room, output).items;
    let (actors, trade) = (heads[0].id, heads[3].id);
    room.change(|c| put_cell(c, actors, trade, "Three traders", None)).unwrap();
    let canvas = shown(&room, output);
    assert_eq!(canvas.cells.len(), 1);
    assert_eq!((canvas.cells[0].line, canvas.cells[0].column, canvas.cells[0].text.as_str()), (actors, trade, "Three traders"));
    assert_eq!(refusal(room.change(|c| put_cell(c, trade, actors, "x", None))).code, "no_such_item", "a line and a column, in this order");
    room.change(|c| put_cell(c, actors, trade, " ", None)).unwrap();
    assert!(shown(&room, output).cells.is_empty(), "blank takes it away");
    begin_as(&room, output, CanvasKind::Matrix).unwrap();
    let canvas = shown(&room, output);
    assert_eq!((canvas.kind, canvas.items.len()), (CanvasKind::Matrix, 4), "headings alone say nothing: another canvas may be begun, with its own");
}

#[test]
fn what_stood_in_a_matrix_that_was_taken_away_is_not_in_the_next() {
    let room = Classroom::new();
    let output = output(&room);
    begin_as(&room, output, CanvasKind::Matrix).unwrap();
    let heads = shown(&room, output).items;
    room.change(|c| put_cell(c, heads[0].id, heads[2].id, "Three traders", None)).unwrap();
    room.change(|c| heads.iter().filter(|one| one.region == Region::Line).try_for_each(|one| remove(c, one.id, None))).unwrap();
    begin_as(&room, output, CanvasKind::Swot).unwrap();
    begin_as(&room, output, CanvasKind::Matrix).unwrap();
    let canvas = shown(&room, output);
    assert_eq!((canvas.items.len(), canvas.cells.len()), (4, 0), "a new matrix is empty");
    let now = |of: Region| canvas.items.iter().find(|one| one.region == of).unwrap().id;
    room.change(|c| put_cell(c, now(Region::Line), now(Region::Column), "One mill", None)).unwrap();
    assert_eq!(shown(&room, output).cells[0].text, "One mill");
    assert_eq!(room.desk.read(|r| crate::decide::conflicts(r, None)).unwrap().len(), 0, "and contradicts nothing");
    for _ in 0..4 {
        room.desk.undo().unwrap();
    }
    assert_eq!(shown(&room, output).cells[0].text, "Three traders", "taken back, the first matrix has what stood in it");
}

#[test]
fn a_problem_hangs_on_its_causes_and_never_on_itself() {
    let room = Classroom::new();
    let output = output(&room);
    begin_as(&room, output, CanvasKind::ProblemTree).unwrap();
    put(&room, output, at(Region::Core), "Silk earns too little");
    let price = put(&room, output, at(Region::Cause), "Low price");
    let beneath = |above| Place { beneath: Some(above), ..at(Region::Cause) };
    let dye = put(&room, output, beneath(price), "Uneven dye");
    let water = put(&room, output, beneath(dye), "Hard water");
    assert_eq!(refusal(room.change(|c| place(c, price, beneath(water), None))).code, "note_beneath_itself");
    assert_eq!(refusal(room.change(|c| place(c, price, Place { beneath: Some(water), ..at(Region::Effect) }, None))).code, "no_such_item", "in one region");
    room.change(|c| place(c, dye, at(Region::Effect), None)).unwrap();
    assert_eq!(
        notes(&room, output),
        ["effect: Uneven dye", "effect: Hard water", "core: Silk earns too little", "cause: Low price"],
        "what hangs under it comes along"
    );
    room.desk.undo().unwrap();
    room.change(|c| remove(c, dye, None)).unwrap();
    assert_eq!(notes(&room, output), ["core: Silk earns too little", "cause: Low price"], "what hung under it went with it");
    room.desk.undo().unwrap();
    assert_eq!(notes(&room, output).len(), 4, "and comes back with it");
}

#[test]
fn a_stakeholder_is_weighed_within_the_scale() {
    let room = Classroom::new();
    let output = output(&room);
    begin_as(&room, output, CanvasKind::Stakeholders).unwrap();
    let chamber = put(&room, output, at(Region::Stakeholder), "Chamber of commerce");
    let weight = |influence, interest| Weight { influence, interest };
    room.change(|c| weigh(c, chamber, weight(Some(5), Some(2)), None)).unwrap();
    let item = shown(&room, output).items.remove(0);
    assert_eq!((item.influence, item.interest), (Some(5), Some(2)));
    assert_eq!(refusal(room.change(|c| weigh(c, chamber, weight(Some(6), None), None))).code, "outside_scale");
    room.change(|c| weigh(c, chamber, Weight::default(), None)).unwrap();
    assert_eq!(shown(&room, output).items[0].influence, None, "nobody has said");
}

#[test]
fn a_canvas_is_handed_in_with_its_output_and_kept_as_it_was() {
    let room = Classroom::new();
    let output = output(&room);
    begin_as(&room, output, CanvasKind::Swot).unwrap();
    let submit = || room.change(|c| outputs::advance(c, output, State::Submitted, None));
    assert_eq!(refusal(submit()).code, "output_empty", "an empty canvas is nothing to hand in");
    let note = put(&room, output, at(Region::Strengths), "Skilled dyers");
    submit().unwrap();
    room.change(|c| set_note(c, note, "Skilled dyers, all old", None)).unwrap();
    let versions = room.read(|r, book| views::versions_of(r.sql(), book, output));
    let then = versions[0].canvas.clone().unwrap();
    assert_eq!((then.kind, then.items[0].note.as_str()), (CanvasKind::Swot, "Skilled dyers"), "as it was handed in");
    room.change(|c| outputs::send_back(c, output, State::Draft, "say more", None)).unwrap();
    submit().unwrap();
    assert_eq!(room.read(|r, book| views::versions_of(r.sql(), book, output)).len(), 2, "another note is another version");
    for to in [State::Presented, State::Final] {
        room.change(|c| outputs::advance(c, output, to, None)).unwrap();
    }
    assert_eq!(refusal(room.change(|c| set_note(c, note, "x", None))).code, "output_final", "closed is closed");
    assert_eq!(room.read(|r, book| views::versions_of(r.sql(), book, output)).len(), 2, "nothing changed since it was handed in");
}

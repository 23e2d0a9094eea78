//! Dividing the participants.

use super::*;
use crate::{
    attendance::classroom::{Classroom, refusal},
    people::table::read_bytes,
};

const GROUPS: &[u8] = include_bytes!("../demo/files/groups.csv");

fn import_all(room: &Classroom) -> import::Imported {
    let table = read_bytes(GROUPS).unwrap();
    room.change(|c| import(c, "First week", &table.sheets[0])).unwrap()
}

fn sets(room: &Classroom) -> Vec<views::GroupSetView> {
    room.read(|r, book| views::sets(r.sql(), book))
}

#[test]
fn the_list_of_groups_becomes_five_groups_and_importing_it_again_changes_nothing() {
    let room = Classroom::new();
    assert_eq!(import_all(&room).added, 29, "everybody has a place");
    let first = &sets(&room)[0];
    let sizes: Vec<_> = first.groups.iter().map(|g| (g.name.as_str(), g.members.len())).collect();
    assert_eq!(sizes, [("A", 6), ("B", 6), ("C", 6), ("D", 6), ("E", 5)], "five groups of 29 people");
    assert!(first.unplaced.is_empty(), "nobody is left over");
    let rapporteur = first.groups[0].members.iter().find(|m| m.role.as_deref() == Some("rapporteur")).unwrap();
    assert_eq!(rapporteur.code, "P03", "parts are kept");
    let before = room.desk.digest(None).unwrap();
    let again = import_all(&room);
    assert_eq!((again.unchanged, again.added, again.updated), (29, 0, 0), "nothing new was said");
    assert_eq!(room.desk.digest(None).unwrap(), before, "not one entry more");
}

#[test]
fn a_person_moves_and_is_never_in_two_groups_of_a_set() {
    let room = Classroom::new();
    import_all(&room);
    let (b, p03) = (sets(&room)[0].groups[1].id, room.person("P03"));
    room.change(|c| place(c, b, p03, "")).unwrap();
    let groups = &sets(&room)[0].groups;
    let of_p03: Vec<_> = groups.iter().filter(|g| g.members.iter().any(|m| m.code == "P03")).map(|g| g.name.as_str()).collect();
    assert_eq!(of_p03, ["B"], "one place, the new one");
    let set_id = sets(&room)[0].id;
    room.change(|c| take_out(c, set_id, p03)).unwrap();
    assert_eq!(sets(&room)[0].unplaced.len(), 1, "whoever is taken out is seen to be left over");
    room.desk.undo().unwrap();
    room.desk.undo().unwrap();
    assert_eq!(sets(&room)[0].groups[0].members.len(), 6, "and comes back where they were");
}

#[test]
fn a_list_that_contradicts_itself_is_refused_whole() {
    let room = Classroom::new();
    let table = read_bytes(b"Group,Participant,Role\nA,P01,member\nB,P01,member\n,P02,member\nA,P77,member\n").unwrap();
    let done = room.change(|c| import(c, "First week", &table.sheets[0])).unwrap();
    let told: Vec<_> = done.refused.iter().map(|r| (r.row, r.code)).collect();
    assert_eq!(told, [(3, "row_twice"), (4, "text_missing"), (5, "no_such_participant")], "each row says what is wrong");
    assert!(sets(&room).is_empty(), "nothing half-written");
}

#[test]
fn groups_are_renamed_and_only_empty_ones_go() {
    let room = Classroom::new();
    import_all(&room);
    let a = sets(&room)[0].groups[0].id;
    room.change(|c| rename_group(c, a, "กลุ่ม ก")).unwrap();
    assert!(sets(&room)[0].groups.iter().any(|g| g.name == "กลุ่ม ก"), "names come in any script");
    assert_eq!(refusal(room.change(|c| rename_group(c, a, "b"))).code, "name_taken", "two groups of one name would be mistaken for each other");
    assert_eq!(refusal(room.change(|c| remove_group(c, a))).code, "group_not_empty", "nobody is lost with their group");
    let set_id = sets(&room)[0].id;
    let empty = room.change(|c| group(c, set_id, "F")).unwrap();
    room.change(|c| remove_group(c, empty)).unwrap();
    assert_eq!(sets(&room)[0].groups.len(), 5, "an empty group goes");
}

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
    room.change(|c| place(c, b, p03, "", None)).unwrap();
    let groups = &sets(&room)[0].groups;
    let of_p03: Vec<_> = groups.iter().filter(|g| g.members.iter().any(|m| m.code == "P03")).map(|g| g.name.as_str()).collect();
    assert_eq!(of_p03, ["B"], "one place, the new one");
    let set_id = sets(&room)[0].id;
    room.change(|c| take_out(c, set_id, p03, None)).unwrap();
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
    room.change(|c| rename_group(c, a, "กลุ่ม ก", None)).unwrap();
    assert!(sets(&room)[0].groups.iter().any(|g| g.name == "กลุ่ม ก"), "names come in any script");
    assert_eq!(refusal(room.change(|c| rename_group(c, a, "b", None))).code, "name_taken", "two groups of one name would be mistaken for each other");
    assert_eq!(refusal(room.change(|c| remove_group(c, a, None))).code, "group_not_empty", "nobody is lost with their group");
    let set_id = sets(&room)[0].id;
    let empty = room.change(|c| group(c, set_id, "F")).unwrap();
    room.change(|c| remove_group(c, empty, None)).unwrap();
    assert_eq!(sets(&room)[0].groups.len(), 5, "an empty group goes");
}

#[test]
fn what_was_removed_by_mistake_comes_back() {
    let room = Classroom::new();
    import_all(&room);
    let set_id = sets(&room)[0].id;
    let empty = room.change(|c| group(c, set_id, "F")).unwrap();
    room.change(|c| remove_group(c, empty, None)).unwrap();
    assert_eq!(refusal(room.change(|c| place(c, empty, room.person("P01"), "", None))).code, "no_such_group", "nobody is placed where nobody sees them");
    room.desk.undo().unwrap();
    assert!(sets(&room)[0].groups.iter().any(|g| g.id == empty), "taken back at once");
    room.change(|c| remove_group(c, empty, None)).unwrap();
    assert_eq!(room.change(|c| group(c, set_id, "f")).unwrap(), empty, "or made anew: two laptops that do so meet");

    let before = sets(&room);
    room.change(|c| remove_set(c, set_id, None)).unwrap();
    assert_eq!(refusal(room.change(|c| group(c, set_id, "G"))).code, "no_such_group_set", "a set that is gone takes no group");
    let fresh = room.change(|c| set(c, "First week")).unwrap();
    assert!(fresh != set_id && sets(&room)[0].groups.is_empty(), "made anew, it begins empty");
    assert_eq!(refusal(room.change(|c| put_back_set(c, set_id))).code, "name_taken", "two sets of one name would be mistaken for each other");
    room.change(|c| remove_set(c, fresh, None)).unwrap();
    room.change(|c| put_back_set(c, set_id)).unwrap();
    assert_eq!(sets(&room).iter().map(|s| (s.id, s.groups.len())).collect::<Vec<_>>(), [(set_id, before[0].groups.len())], "the first one with all its groups");
}

#[test]
fn a_group_with_outputs_and_the_set_it_stands_in_do_not_go() {
    let room = Classroom::new();
    let set_id = room.change(|c| set(c, "Second week")).unwrap();
    let a = room.change(|c| group(c, set_id, "A")).unwrap();
    let output = room
        .change(|c| {
            let exercise = crate::outputs::exercise(c, "SWOT", "")?;
            crate::outputs::add(c, &crate::outputs::New { exercise, group: Some(a), title: "Rice".into(), body: String::new() })
        })
        .unwrap();
    assert_eq!(refusal(room.change(|c| remove_group(c, a, None))).code, "group_has_outputs", "what it produced would be nobody's");
    assert_eq!(refusal(room.change(|c| remove_set(c, set_id, None))).code, "group_has_outputs");
    room.change(|c| crate::outputs::remove(c, output, None)).unwrap();
    room.change(|c| remove_set(c, set_id, None)).unwrap();
    assert!(sets(&room).is_empty(), "once nothing of it is left, the set goes with its group");
}

#[test]
fn a_place_is_changed_against_what_the_screen_showed() {
    let room = Classroom::new();
    import_all(&room);
    let (shown, p03) = (sets(&room).remove(0), room.person("P03"));
    let seen = shown.groups[0].members.iter().find(|m| m.participant == p03).unwrap().seen.clone();
    let [a, b, c] = [0, 1, 2].map(|i| shown.groups[i].id);
    room.change(|change| place(change, b, p03, "", None)).unwrap();
    room.change(|change| place(change, c, p03, "", Some(&seen))).unwrap();
    let count = || room.desk.read(|r| Ok(crate::decide::conflicts(r, Some(room.book))?.len())).unwrap();
    assert_eq!(count(), 1, "B was never on that screen: both places are kept, and somebody decides");
    let p04 = room.person("P04");
    let now = sets(&room)[0].groups.iter().flat_map(|g| &g.members).find(|m| m.participant == p04).unwrap().seen.clone();
    room.change(|change| place(change, a, p04, "chair", Some(&now))).unwrap();
    let out = sets(&room)[0].groups[0].members.iter().find(|m| m.participant == p04).unwrap().seen.clone();
    room.change(|change| take_out(change, shown.id, p04, Some(&out))).unwrap();
    let left = sets(&room)[0].unplaced.iter().find(|m| m.participant == p04).unwrap().seen.clone();
    room.change(|change| place(change, a, p04, "", Some(&left))).unwrap();
    assert_eq!(count(), 1, "what the screen showed is replaced, also that somebody had no place");
    room.change(|change| rename_group(change, a, "North", Some(&shown.groups[0].seen))).unwrap();
    room.change(|change| rename_group(change, a, "South", Some(&shown.groups[0].seen))).unwrap();
    assert_eq!(count(), 2, "and so with names");
}

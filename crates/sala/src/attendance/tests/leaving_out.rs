//! Whom "everyone present" is not said of.

use super::{
    super::{Parts, Status, classroom::Classroom, fill, views},
    fill_all,
};
use crate::people::{self, PersonField, value::Standing};

#[test]
fn everyone_present_leaves_out_whoever_had_not_arrived_yet_or_had_departed() {
    let room = Classroom::new();
    // P07 arrives on the third day, P08 leaves after the first; P09 is only nominated, and seen on the second.
    for (register, code, status) in [
        ("2012-05-15/PM", "P07", Status::NotArrived),
        ("2012-05-16/AM", "P07", Status::Present),
        ("2012-05-14/PM", "P08", Status::Departed),
        ("2012-05-15/AM", "P09", Status::Present),
    ] {
        room.mark(register, code, Parts::of(status)).unwrap();
    }
    let nominated = room.read(|r, book| people::views::roster(r.sql(), book)).into_iter().find(|one| one.code == "P09").unwrap();
    let field = PersonField::Status { status: Standing::Nominated };
    room.change(|c| people::edit(c, nominated.id, field, &nominated.seen.status)).unwrap();

    let first = room.register("2012-05-14/AM");
    let left_out = room.read(|r, book| views::elsewhere(r.sql(), book, first));
    assert_eq!(left_out, ["P07", "P09"], "P08 was there in the morning");
    let filled = fill_all(&room, "2012-05-14/AM");
    assert_eq!((filled, room.status("2012-05-14/AM", "P07"), room.status("2012-05-14/AM", "P09")), (27, None, None), "nobody is present before they came");
    assert!(room.sheet("2012-05-14/AM").rows.iter().filter(|row| row.away).map(|row| row.code.as_str()).eq(["P07", "P09"]), "as the roll call shows");
    fill_all(&room, "2012-05-17/AM");
    let on_the_fourth = ["P07", "P08", "P09"].map(|code| room.status("2012-05-17/AM", code).is_some());
    assert_eq!(on_the_fourth, [true, false, true], "who departed stays away until somebody marks them");
    room.change(|c| fill(c, first, Status::NotArrived)).unwrap();
    assert_eq!(room.status("2012-05-14/AM", "P07").as_deref(), Some("not_arrived"), "that they were not there may be said of all");
}

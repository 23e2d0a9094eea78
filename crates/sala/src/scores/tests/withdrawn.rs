//! Sheets that were withdrawn.

use super::*;

#[test]
fn a_sheet_that_was_withdrawn_is_begun_anew_or_comes_back_whole() {
    let room = Room::new();
    let (juror, output) = (Scorer::Juror(room.ploy), room.outputs[0]);
    let given = || room.column(juror, 0).points.iter().map(|cell| cell.points).collect::<Vec<_>>();
    room.give(juror, 0, [Some(4), Some(9)]).unwrap();
    room.room.change(|c| remark(c, output, juror, "Good figures.", None)).unwrap();
    room.room.change(|c| declare(c, output, juror, Some((Relation::Helped, "")), None)).unwrap();
    let sheet = room.column(juror, 0).sheet.unwrap();
    let contents = room.room.read(|r, book| r.everything_in(book, &records::SCORING, sheet));
    room.room.change(|c| withdraw(c, output, juror, Some(&contents))).unwrap();
    assert_eq!((room.column(juror, 0).sheet, given()), (None, vec![None, None]));
    room.room.desk.undo().unwrap();
    assert_eq!((given(), room.column(juror, 0).remark.as_deref()), (vec![Some(4), Some(9)], Some("Good figures.")), "taken back, all of it stands again");

    room.room.change(|c| withdraw(c, output, juror, None)).unwrap();
    let shown = room.column(juror, 0).points[0].seen.clone();
    room.room.change(|c| give(c, output, juror, room.criteria[0], Some(1), Some(&shown))).unwrap();
    let column = room.column(juror, 0);
    assert_eq!((given(), column.remark, column.interest), (vec![Some(1), None], None, None), "what was withdrawn does not come back with the first point");
    let undecided = || room.room.desk.read(|r| crate::decide::conflicts(r, None)).unwrap().len();
    assert_eq!(undecided(), 0, "and contradicts nothing");

    room.room.desk.undo().unwrap();
    assert_eq!((room.column(juror, 0).sheet, given(), undecided()), (None, vec![None, None], 0), "without that point it is withdrawn again");
    assert_eq!(room.result(0).panel.counted, None, "and no empty sheet is waited for");
    room.room.desk.undo().unwrap();
    assert_eq!((given(), room.column(juror, 0).remark.as_deref()), (vec![Some(4), Some(9)], Some("Good figures.")), "and without the withdrawal it is whole");
    assert!(room.column(juror, 0).interest.is_some());
}

#[test]
fn a_word_on_a_withdrawn_sheet_that_is_taken_back_leaves_it_withdrawn() {
    let room = Room::new();
    let (juror, output) = (Scorer::Juror(room.ploy), room.outputs[0]);
    room.give(juror, 0, [Some(4), None]).unwrap();
    room.room.change(|c| withdraw(c, output, juror, None)).unwrap();
    let begin = |n: usize| match n {
        0 => room.room.change(|c| remark(c, output, juror, "Late.", None)).map(drop),
        1 => room.room.change(|c| declare(c, output, juror, Some((Relation::Helped, "")), None)).map(drop),
        _ => room.give(juror, 0, [None, Some(3)]),
    };
    for n in 0..3 {
        begin(n).unwrap();
        assert!(room.column(juror, 0).sheet.is_some(), "begun anew");
        room.room.desk.undo().unwrap();
        assert_eq!(room.column(juror, 0).sheet, None, "as it was before, whatever was said first");
    }
    room.room.desk.undo().unwrap();
    assert_eq!(room.column(juror, 0).points[0].points, Some(4));
}

#[test]
fn points_that_nobody_saw_keep_a_withdrawn_sheet() {
    let room = Room::new();
    let (juror, output) = (Scorer::Juror(room.ploy), room.outputs[0]);
    room.give(juror, 0, [Some(4), None]).unwrap();
    let sheet = room.column(juror, 0).sheet.unwrap();
    let seen = room.room.read(|r, book| r.everything_in(book, &records::SCORING, sheet));
    room.give(juror, 0, [None, Some(9)]).unwrap();
    room.room.change(|c| withdraw(c, output, juror, Some(&seen))).unwrap();
    assert_eq!(room.result(0).panel.counted.unwrap().n, 1, "the sheet stays until somebody decides");
    assert_eq!(room.room.desk.read(|r| crate::decide::conflicts(r, None)).unwrap().len(), 1);
}

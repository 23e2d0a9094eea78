//! What a group hands in.

use std::io::Cursor;

use super::*;
use crate::{
    RecordId,
    attendance::classroom::{Classroom, refusal},
};

fn output(room: &Classroom) -> RecordId {
    room.change(|c| {
        let set = crate::groups::set(c, "First week")?;
        let group = crate::groups::group(c, set, "A")?;
        let exercise = exercise(c, "SWOT of the rice cluster", "Thirty minutes, one flip chart.")?;
        add(c, &New { exercise, group: Some(group), title: "Rice".into(), body: "Strengths: ...".into() })
    })
    .unwrap()
}

fn one(room: &Classroom, id: RecordId) -> views::OutputView {
    room.read(|r, book| views::one(r.sql(), book, id))
}

fn pdf(room: &Classroom, name: &str, content: &str) -> Kept {
    bring(&room.desk, &mut Cursor::new(format!("%PDF-1.7 {content}")), name).unwrap()
}

#[test]
fn an_output_is_drafted_handed_in_presented_and_closed() {
    let room = Classroom::new();
    let id = output(&room);
    room.change(|c| advance(c, id, State::Submitted, None)).unwrap();
    room.change(|c| set_body(c, id, "Strengths: water, roads", None)).unwrap();
    let seen = one(&room, id);
    assert_eq!((seen.line.state, seen.handed_in.len()), (State::Submitted, 1), "handing in keeps a version");
    assert_eq!(seen.handed_in[0].body, "Strengths: ...", "as it was then, whatever is written afterwards");
    assert_eq!(seen.handed_in[0].author.as_deref(), Some("Trainer"), "with who handed it in");
    assert_eq!(refusal(room.change(|c| advance(c, id, State::Final, None))).code, "output_step", "no step is left out");
    room.change(|c| advance(c, id, State::Presented, None)).unwrap();
    room.change(|c| advance(c, id, State::Final, None)).unwrap();
    assert_eq!(one(&room, id).handed_in.len(), 2, "closing keeps what changed since");
    assert_eq!(refusal(room.change(|c| set_title(c, id, "Rye", None))).code, "output_final", "what is closed stays as it is");
    assert_eq!(refusal(room.change(|c| send_back(c, id, State::Draft, "", None))).code, "text_missing", "going back needs a reason");
    room.change(|c| send_back(c, id, State::Draft, "the chart was not theirs", None)).unwrap();
    room.change(|c| advance(c, id, State::Submitted, None)).unwrap();
    let seen = one(&room, id);
    assert_eq!(seen.handed_in.len(), 2, "handing the same in again keeps no second copy");
}

#[test]
fn two_files_of_one_name_hang_beside_each_other_and_one_content_is_kept_once() {
    let room = Classroom::new();
    let id = output(&room);
    let first = pdf(&room, "slides.pdf", "rice");
    let other = pdf(&room, "slides.pdf", "silk");
    let again = pdf(&room, "slides.pdf", "rice");
    for file in [&first, &other, &again] {
        room.change(|c| hang(c, id, file)).unwrap();
    }
    let files = one(&room, id).attached;
    assert_eq!(files.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["slides.pdf", "slides.pdf"], "two different files, both kept");
    assert!(files.iter().all(|f| f.here), "their bytes are here");
    let mut bytes = Vec::new();
    files::write_out(&room.desk, &files[1].hash, &mut bytes).unwrap();
    assert_eq!(bytes, b"%PDF-1.7 silk", "each gives its own bytes");
    let kept: i64 = room.read(|r, _| Ok(r.sql().query_row("SELECT count(*) FROM blob", [], |row| row.get(0))?));
    assert_eq!(kept, 2, "the same content twice is kept once");
}

#[test]
fn a_file_taken_off_stays_in_the_version_that_had_it() {
    let room = Classroom::new();
    let id = output(&room);
    let file = pdf(&room, "slides.pdf", "rice");
    let attachment = room.change(|c| hang(c, id, &file)).unwrap();
    room.change(|c| advance(c, id, State::Submitted, None)).unwrap();
    room.change(|c| take_off(c, attachment)).unwrap();
    let seen = one(&room, id);
    assert!(seen.attached.is_empty(), "it hangs there no more");
    assert_eq!(seen.handed_in[0].files[0].name, "slides.pdf", "the version still has it");
    room.desk.undo().unwrap();
    assert_eq!(one(&room, id).attached.len(), 1, "and taking it off can be taken back");
}

#[test]
fn a_photograph_is_brought_in_as_it_will_be_shown() {
    let room = Classroom::new();
    let id = output(&room);
    let mut png = Cursor::new(Vec::new());
    image::RgbImage::new(3000, 10).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let kept = bring(&room.desk, &mut png, r"D:\DCIM\กลุ่ม A.png").unwrap();
    room.change(|c| hang(c, id, &kept)).unwrap();
    let file = &one(&room, id).attached[0];
    assert_eq!((file.name.as_str(), file.mime.as_str()), ("กลุ่ม A.png", "image/jpeg"), "its own name, the store's format");
    assert_eq!((file.width, file.height), (Some(2560), Some(9)), "scaled to the limit");
}

#[test]
fn what_is_empty_unknown_or_too_long_is_refused() {
    let room = Classroom::new();
    let id = output(&room);
    room.change(|c| set_body(c, id, "", None)).unwrap();
    assert_eq!(refusal(room.change(|c| advance(c, id, State::Submitted, None))).code, "output_empty", "there is nothing to hand in");
    assert_eq!(refusal(room.change(|c| set_title(c, id, &"ก".repeat(301), None))).code, "text_too_long", "301 letters are no title");
    assert_eq!(refusal(room.change(|c| set_title(c, id, " ", None))).code, "text_missing", "an output has a title");
    let nowhere = New { exercise: id, group: None, title: "Rice".into(), body: String::new() };
    assert_eq!(refusal(room.change(|c| add(c, &nowhere))).code, "no_such_exercise", "an output is no exercise");
}

#[test]
fn an_exercise_is_one_however_often_and_wherever_it_is_prepared() {
    let room = Classroom::new();
    let first = room.change(|c| exercise(c, "Country papers", "")).unwrap();
    let again = room.change(|c| exercise(c, " country PAPERS ", "Ten minutes each")).unwrap();
    assert_eq!(first, again, "capitals and blanks make no second exercise");
    let all = room.read(|r, book| views::exercises(r.sql(), book));
    assert_eq!((all.len(), all[0].brief.as_str()), (1, "Ten minutes each"), "and what is new is added");
}

#[test]
fn a_brief_that_groups_read_is_changed_only_by_whoever_has_it_before_them() {
    let room = Classroom::new();
    let id = room.change(|c| exercise(c, "Country papers", "Ten minutes each")).unwrap();
    let line = || room.read(|r, book| views::exercises(r.sql(), book)).remove(0);
    let refused = refusal(room.change(|c| exercise(c, "country papers", "Five minutes each")));
    assert_eq!((refused.code, &refused.params["title"]), ("exercise_has_brief", &"Country papers".into()));
    assert_eq!(room.change(|c| exercise(c, "country papers", "Ten minutes each")).unwrap(), id, "what says the same is no other brief");
    assert_eq!(room.change(|c| exercise(c, "country papers", "")).unwrap(), id, "nor is none");
    let shown = line();
    room.change(|c| set_brief(c, id, "Five minutes each", Some(&shown.brief_seen))).unwrap();
    assert_eq!(line().brief, "Five minutes each");
    room.change(|c| set_brief(c, id, "Seven minutes each", Some(&shown.brief_seen))).unwrap();
    assert_eq!(room.desk.read(|r| crate::decide::conflicts(r, None)).unwrap().len(), 1, "two who saw the same brief differ, and somebody decides");
    room.desk.undo().unwrap();
    room.change(|c| set_brief(c, id, " ", None)).unwrap();
    assert_eq!(line().brief, "", "blank takes it away");
    let nothing = RecordId::new_at(1);
    assert_eq!(refusal(room.change(|c| set_brief(c, nothing, "x", None))).code, "no_such_exercise");
}

#[test]
fn an_output_made_by_mistake_goes_whole_and_comes_back_whole() {
    let room = Classroom::new();
    let id = output(&room);
    let file = pdf(&room, "slides.pdf", "rice");
    room.change(|c| hang(c, id, &file)).unwrap();
    room.change(|c| advance(c, id, State::Submitted, None)).unwrap();
    let before = one(&room, id);
    let exercise = before.line.exercise_id.unwrap();
    assert_eq!(refusal(room.change(|c| remove_exercise(c, exercise, None))).code, "exercise_has_outputs", "what was produced for it would answer nothing");
    room.change(|c| remove(c, id, None)).unwrap();
    assert!(room.read(|r, book| views::list(r.sql(), book)).is_empty(), "no list shows it");
    assert_eq!(refusal(room.change(|c| set_title(c, id, "Rye", None))).code, "no_such_output");
    room.desk.undo().unwrap();
    assert_eq!(one(&room, id), before, "taken back: text, file, state and version");
    room.change(|c| remove(c, id, None)).unwrap();
    room.change(|c| remove_exercise(c, exercise, None)).unwrap();
    assert!(room.read(|r, book| views::exercises(r.sql(), book)).is_empty(), "an exercise that nobody answered goes");
    assert_eq!(self::exercise_again(&room), exercise, "made anew it is the one it was");
    room.change(|c| put_back(c, id)).unwrap();
    assert_eq!(one(&room, id), before, "put back later, by its id");
    assert_eq!(refusal(room.change(|c| put_back(c, exercise))).code, "no_such_output", "an exercise is no output");
    room.change(|c| advance(c, id, State::Presented, None)).unwrap();
    room.change(|c| advance(c, id, State::Final, None)).unwrap();
    assert_eq!(refusal(room.change(|c| remove(c, id, None))).code, "output_final", "what is closed stays");
}

#[test]
fn an_output_that_comes_back_brings_its_group_and_set_along() {
    let room = Classroom::new();
    let id = output(&room);
    let (before, sets) = (one(&room, id), || room.read(|r, book| crate::groups::views::sets(r.sql(), book)));
    let (shown, group) = (sets(), before.line.group_id.unwrap());
    room.change(|c| remove(c, id, None)).unwrap();
    room.change(|c| crate::groups::remove_group(c, group, None)).unwrap();
    room.change(|c| crate::groups::remove_set(c, shown[0].id, None)).unwrap();
    room.change(|c| put_back(c, id)).unwrap();
    assert_eq!((one(&room, id), sets()), (before.clone(), shown.clone()), "whose output it is can be seen, and the group takes another one");

    room.change(|c| remove(c, id, None)).unwrap();
    room.change(|c| crate::groups::remove_set(c, shown[0].id, None)).unwrap();
    let anew = room.change(|c| crate::groups::set(c, "First week")).unwrap();
    assert_eq!(refusal(room.change(|c| put_back(c, id))).code, "name_taken", "two sets of one name would be mistaken for each other");
    assert!(room.read(|r, book| views::list(r.sql(), book)).is_empty(), "and nothing of it came back by half");
    room.change(|c| crate::groups::rename_set(c, anew, "Second week", None)).unwrap();
    room.change(|c| put_back(c, id)).unwrap();
    assert_eq!(one(&room, id), before, "once the name is free it comes back whole");
}

#[test]
fn a_list_counts_what_can_be_looked_at() {
    let room = Classroom::new();
    let id = output(&room);
    let file = pdf(&room, "slides.pdf", "rice");
    room.change(|c| hang(c, id, &file)).unwrap();
    room.change(|c| advance(c, id, State::Submitted, None)).unwrap();
    room.desk.undo().unwrap();
    // An attachment whose file is still on its way in another page.
    room.change(|c| {
        let nameless = c.create();
        c.set(records::OWNER.of(&records::ATTACHMENT, nameless), id)
    })
    .unwrap();
    let seen = one(&room, id);
    assert_eq!((seen.line.versions, seen.handed_in.len()), (0, 0), "handing in was taken back, and its version with it");
    assert_eq!((seen.line.files, seen.attached.len()), (1, 1), "as many files as the output shows");
}

fn exercise_again(room: &Classroom) -> RecordId {
    room.change(|c| exercise(c, "SWOT of the rice cluster", "")).unwrap()
}

#[test]
fn a_removal_and_a_state_rest_on_what_the_screen_showed() {
    let room = Classroom::new();
    let id = output(&room);
    let seen = room.read(|r, book| r.everything_in(book, &records::OUTPUT, id));
    let shown = one(&room, id);
    let conflicts = || room.desk.read(|r| crate::decide::conflicts(r, Some(room.book))).unwrap();
    room.change(|c| set_body(c, id, "Weaknesses: roads", None)).unwrap();
    room.change(|c| remove(c, id, Some(&seen))).unwrap();
    assert_eq!(one(&room, id).body, "Weaknesses: roads", "whoever removed it had not seen this: it stays visible");
    assert_eq!(conflicts().iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["removed"], "and somebody decides");
    room.desk.undo().unwrap();
    let now = room.read(|r, book| r.everything_in(book, &records::OUTPUT, id));
    room.change(|c| remove(c, id, Some(&now))).unwrap();
    assert!(conflicts().is_empty() && room.read(|r, book| views::list(r.sql(), book)).is_empty(), "having seen all of it, it goes");
    room.desk.undo().unwrap();

    room.change(|c| advance(c, id, State::Submitted, Some(&shown.state_seen))).unwrap();
    let submitted = one(&room, id).state_seen;
    room.change(|c| advance(c, id, State::Presented, None)).unwrap();
    room.change(|c| send_back(c, id, State::Draft, "the chart was not theirs", Some(&submitted))).unwrap();
    assert_eq!(conflicts().iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["state"], "presented stood on no screen when it was sent back");
}

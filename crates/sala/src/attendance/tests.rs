//! A trainer's day with the register.

mod beyond;
mod leaving_out;
mod lists;
mod strays;

use super::{
    classroom::{AFTERWARDS, Classroom, excused, late, refusal},
    import::import,
    *,
};
use crate::{
    Seen, outputs,
    people::{self, table::read_bytes},
};

const AM: &str = "2012-05-14/AM";
const PM: &str = "2012-05-14/PM";

const EXCEPTIONS: &[u8] = include_bytes!("../demo/files/register-exceptions.csv");

fn fill_all(room: &Classroom, name: &str) -> u64 {
    let register = room.register(name);
    room.change(|c| fill(c, register, Status::Present)).unwrap()
}

#[test]
fn a_morning_is_taken_in_four_gestures_and_closed() {
    let room = Classroom::new();
    room.mark(AM, "P07", excused("not yet arrived (flight)")).unwrap();
    room.mark(AM, "P10", late(25)).unwrap();
    let register = room.register(AM);
    let open = refusal(room.change(|c| lock(c, register, None)));
    assert_eq!(open.code, "unmarked", "a register with unmarked cells does not close");
    assert_eq!(open.params["count"], 27, "two of 29 are marked");
    assert_eq!(open.params["participants"][0]["code"], "P01", "and it says who is missing");

    assert_eq!(fill_all(&room, AM), 27, "everyone who is not marked is present");
    assert_eq!(room.status(AM, "P07").as_deref(), Some("excused"), "who was excused in advance stays excused");
    assert_eq!(room.status(AM, "P10").as_deref(), Some("late"), "a mark that somebody set is never touched");
    assert_eq!(fill_all(&room, AM), 0, "filling again finds nobody unmarked");
    room.change(|c| lock(c, register, None)).unwrap();

    assert_eq!(refusal(room.mark(AM, "P10", Parts::of(Status::Absent))).code, "register_locked", "a closed register takes no mark by hand");
    assert_eq!(refusal(room.change(|c| reopen(c, register, "  ", None))).code, "reason_missing", "opening it again needs a reason");
    room.change(|c| reopen(c, register, "P10 came by bus at nine", None)).unwrap();
    room.mark(AM, "P10", late(5)).unwrap();
    room.change(|c| lock(c, register, None)).unwrap();
    room.change(|c| verify(c, register, None, None)).unwrap();
    let sheet = room.sheet(AM);
    assert_eq!(sheet.register.state, facts::State::Verified, "compared with the paper");
    assert_eq!((sheet.register.counts.present, sheet.register.counts.late, sheet.register.counts.excused), (27, 1, 1), "each person once");
}

#[test]
fn what_was_marked_can_be_taken_back_step_by_step() {
    let room = Classroom::new();
    room.mark(AM, "P01", Parts::of(Status::Absent)).unwrap();
    room.mark(AM, "P01", late(5)).unwrap();
    room.desk.undo().unwrap();
    assert_eq!(room.status(AM, "P01").as_deref(), Some("absent"), "the mark before stands again");
    room.desk.undo().unwrap();
    assert_eq!(room.status(AM, "P01"), None, "nobody has said: unmarked, not absent");
    assert_eq!(room.sheet(AM).register.counts.unmarked, 29, "and counted as unmarked");
    fill_all(&room, AM);
    room.desk.undo().unwrap();
    assert_eq!(room.sheet(AM).register.counts.unmarked, 29, "twenty-nine marks of one gesture go together");
}

#[test]
fn marking_the_same_again_writes_nothing() {
    let room = Classroom::new();
    room.mark(AM, "P01", late(5)).unwrap();
    let before = room.desk.digest(None).unwrap();
    room.mark(AM, "P01", late(5)).unwrap();
    assert_eq!(room.desk.digest(None).unwrap(), before, "nothing new was said, so nothing travels");
    room.mark(AM, "P01", late(6)).unwrap();
    assert_ne!(room.desk.digest(None).unwrap(), before, "another minute is another mark");
}

#[test]
fn a_mark_made_without_having_seen_another_makes_a_conflict_and_loses_neither() {
    let room = Classroom::new();
    // The screen showed an empty cell; meanwhile a file from another laptop was taken in.
    let stale = mark::At { seen: Some(Seen::default()), ..room.cell(AM, "P13") };
    room.mark(AM, "P13", late(5)).unwrap();
    room.change(|c| mark(c, &stale, Mark::try_from(Parts::of(Status::Absent))?)).unwrap();
    let sheet = room.sheet(AM);
    let row = sheet.rows.iter().find(|row| row.code == "P13").unwrap();
    assert!(row.conflict, "the register shows that two people differ");
    assert_eq!(sheet.rows.iter().filter(|row| row.conflict).count(), 1, "and about nobody else");
    assert_eq!(room.report().open_conflicts, 1, "the report says that something waits");
    let history = room.read(|r, book| views::history(r, book, stale.register, stale.participant));
    let live: Vec<_> = history.iter().filter(|line| !line.replaced).filter_map(|line| line.value.as_ref()).map(|v| v.status.as_str()).collect();
    assert_eq!(live, ["late", "absent"], "neither mark may vanish");
}

#[test]
fn the_history_of_a_cell_says_who_when_and_on_which_laptop() {
    let room = Classroom::new();
    room.at("2012-05-14T01:35:00Z").mark(AM, "P18", Parts::of(Status::Absent)).unwrap();
    room.desk.set_author("Facilitator").unwrap();
    room.at("2012-05-14T03:00:00Z").mark(AM, "P18", excused("embassy")).unwrap();
    let at = room.cell(AM, "P18");
    let lines = room.read(|r, book| views::history(r, book, at.register, at.participant));
    let told: Vec<_> = lines.iter().map(|l| (l.author.as_str(), l.replica_label.as_str(), l.replaced)).collect();
    assert_eq!(told, [("Trainer", "LAP-A", true), ("Facilitator", "LAP-A", false)], "both people stand in the evidence");
    assert_eq!(lines[0].at.to_rfc3339(), "2012-05-14T01:35:00+00:00", "with the time on the laptop's clock");
    assert_eq!(lines[1].value.as_ref().and_then(|v| v.reason.as_deref()), Some("embassy"), "and the reason");
}

fn waiting(room: &Classroom) -> Vec<views::LateMark> {
    room.read(|r, book| views::after_lock(r.sql(), book))
}

#[test]
fn a_mark_that_whoever_locked_had_not_seen_is_kept_and_listed() {
    let room = Classroom::new();
    fill_all(&room, AM);
    let register = room.register(AM);
    room.change(|c| lock(c, register, None)).unwrap();
    assert!(waiting(&room).is_empty(), "what was seen when the register was closed needs no review");
    // The other laptop's clock is a day slow: no time tells that its mark came after.
    room.at("2012-05-13T01:00:00Z");
    // What a file brings is folded, not asked: the same cell, written elsewhere without knowing of the lock.
    let at = room.cell(AM, "P16");
    let absent = Mark::try_from(Parts::of(Status::Absent)).unwrap();
    room.change(|c| c.set(records::MARK_VALUE.of_pair(&records::MARK, at.register, at.participant), absent)).unwrap();
    let late = waiting(&room);
    assert_eq!(late.iter().map(|l| l.code.as_str()).collect::<Vec<_>>(), ["P16"], "it is listed for review");
    assert_eq!(room.status(AM, "P16").as_deref(), Some("absent"), "and kept");
    room.change(|c| verify(c, register, None, None)).unwrap();
    assert!(waiting(&room).is_empty(), "comparing with the paper ends the review");
}

#[test]
fn the_grid_shows_everyone_at_every_register() {
    let room = Classroom::new();
    fill_all(&room, AM);
    room.mark(PM, "P04", excused("medical")).unwrap();
    let grid = room.read(|r, book| views::grid(r, book, "2012-05-14".parse().unwrap()));
    assert_eq!((grid.people.len(), grid.registers.len(), grid.min_percent), (29, 20, 80), "29 people, 20 registers");
    let p04 = grid.people.iter().find(|p| p.code == "P04").unwrap();
    assert_eq!(p04.marks[..3], [Some(Status::Present), Some(Status::Excused), None], "in the order of the days");
    assert_eq!((p04.attended, p04.of), (1, 1), "leave can be given before: the afternoon has not begun");
    room.mark(PM, "P05", Parts::of(Status::Absent)).unwrap();
    let grid = room.read(|r, book| views::grid(r, book, "2012-05-14".parse().unwrap()));
    assert_eq!(grid.registers.iter().filter(|r| r.held).count(), 2, "now somebody has looked who is there");
}

#[test]
fn the_photograph_of_the_paper_sheet_hangs_on_a_closed_register() {
    let room = Classroom::new();
    fill_all(&room, AM);
    let register = room.register(AM);
    room.change(|c| lock(c, register, None)).unwrap();
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let picture = outputs::bring(&room.desk, &mut png, "sheet.png").unwrap();
    room.change(|c| sheet::photograph(c, register, &picture)).unwrap();
    assert_eq!(room.sheet(AM).register.sheets, 1, "the evidence hangs on its register");
    let photos = room.read(|r, book| views::papers(r.sql(), book, register));
    assert_eq!(photos.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["sheet.png"], "and can be looked at");
    let paper = outputs::bring(&room.desk, &mut std::io::Cursor::new(b"notes"), "notes.txt").unwrap();
    assert_eq!(refusal(room.change(|c| sheet::photograph(c, register, &paper))).code, "sheet_not_a_picture", "a text is no evidence");

    let wrong = photos[0].id;
    assert_eq!(refusal(room.change(|c| outputs::take_off(c, wrong))).code, "no_such_file", "it is no output's: the rules of registers are not gone round");
    let (owner, _) = room.read(|r, book| views::sheet_with(r.sql(), book, wrong)).unwrap();
    assert_eq!(refusal(room.change(|c| outputs::hang(c, owner, &paper))).code, "no_such_output", "nor does a text come to hang there");
    room.change(|c| sheet::remove_photograph(c, wrong, None)).unwrap();
    let papers = || room.read(|r, book| views::papers(r.sql(), book, register));
    assert!(papers().is_empty() && room.sheet(AM).register.sheets == 0, "one of another sheet is taken off, also where the register is closed");
    assert_eq!(refusal(room.change(|c| sheet::remove_photograph(c, wrong, None))).code, "no_such_file", "once");
    room.desk.undo().unwrap();
    assert_eq!(papers(), photos, "and taking it off can be taken back");
    room.change(|c| verify(c, register, None, None)).unwrap();
    assert_eq!(refusal(room.change(|c| sheet::remove_photograph(c, wrong, None))).code, "register_locked", "not once the register was compared with it");
}

#[test]
fn no_two_pages_of_a_paper_sheet_have_one_number() {
    let room = Classroom::new();
    let register = room.register(AM);
    let pages = || {
        room.read(|r, _| {
            let mut statement = r.sql().prepare("SELECT page FROM sheet WHERE COALESCE(removed, 0) = 0 ORDER BY page")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?)
        })
    };
    for colour in [10, 90, 170] {
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(40, 30, image::Rgb([colour; 3])).write_to(&mut png, image::ImageFormat::Png).unwrap();
        let picture = outputs::bring(&room.desk, &mut png, "sheet.png").unwrap();
        room.change(|c| sheet::photograph(c, register, &picture)).unwrap();
        if colour == 90 {
            let first = room.read(|r, book| views::papers(r.sql(), book, register))[0].id;
            room.change(|c| sheet::remove_photograph(c, first, None)).unwrap();
        }
    }
    assert_eq!(pages(), [2, 3], "after page 1 was taken off, the next one is not another page 2");
}

#[test]
fn one_code_that_two_laptops_gave_to_two_people_is_nobody_s() {
    let room = Classroom::new();
    let (first, second) = (room.person("P01"), room.person("P02"));
    room.change(|c| c.set(people::records::CODE.of(&people::records::PARTICIPANT, second), "P01")).unwrap();
    let guess = room.desk.read(|r| views::find_person(r.sql(), r.book(room.book)?, "p01"));
    assert_eq!(refusal(guess).code, "code_ambiguous", "a scanned badge must not mark the wrong person");
    room.change(|c| c.set(people::records::STATUS.of(&people::records::PARTICIPANT, second), "replaced")).unwrap();
    assert_eq!(room.person("p01"), first, "someone who left the list stands back");
}

#[test]
fn what_names_nobody_or_nothing_is_refused() {
    let room = Classroom::new();
    let at = mark::At { register: room.book, ..room.cell(AM, "P01") };
    assert_eq!(refusal(room.change(|c| mark(c, &at, Mark::present()))).code, "no_such_register", "a programme is no register");
    let at = mark::At { participant: room.register(AM), ..room.cell(AM, "P01") };
    assert_eq!(refusal(room.change(|c| mark(c, &at, Mark::present()))).code, "no_such_participant", "a register is no person");
    let report = room.read(|r, book| views::report(r, book, AFTERWARDS.parse().unwrap()));
    assert_eq!(report.counts.unmarked, 580, "nothing was written by what was refused");
}

//! Who belongs, told by everything that counts people, and who comes in whose place.

use super::{records::STATUS, value::Standing, *};
use crate::{
    RecordId,
    attendance::{
        classroom::{Classroom, refusal},
        fill, lock,
        status::{Parts, Status},
        views as attendance,
    },
    groups::{
        self,
        draw::{Ask, Shape, Target, Wishes, prepare},
    },
    outputs, programme,
    scores::{self, Scorer, Side},
    visits,
};

const AM: &str = "2012-05-14/AM";

fn stands(room: &Classroom, code: &str, standing: Standing) {
    let person = room.person(code);
    room.change(|c| c.set(STATUS.of(&records::PARTICIPANT, person), standing.code())).unwrap();
}

fn roster(room: &Classroom) -> Vec<views::Person> {
    room.read(|r, book| views::roster(r.sql(), book))
}

fn one(room: &Classroom, code: &str) -> views::Person {
    roster(room).into_iter().find(|person| person.code == code).unwrap()
}

/// How many participants there are, by everything that counts them. Asked once more it writes nothing.
fn counted(room: &Classroom) -> Vec<(&'static str, u64)> {
    let set = room.change(|c| groups::set(c, "Nobody yet")).unwrap();
    let exercise = room.change(|c| outputs::exercise(c, "Mapping", "")).unwrap();
    let ask = Ask { target: Target::Set(set), shape: Some(Shape::Groups(2)), wishes: Wishes::default(), pins: vec![], apart: vec![], seed: 7 };
    let sets = room.read(|r, book| groups::views::sets(r.sql(), book));
    let visit = room.read(|r, book| visits::views::list(r.sql(), book))[0].id;
    let scorers = room.read(|r, book| scores::views::scorers(r.sql(), book, exercise));
    let peers = scorers.iter().filter(|line| line.view.side == Side::Peers && matches!(line.view.scorer, Scorer::Person(_)));
    vec![
        ("the roster", roster(room).iter().filter(|person| person.belongs.counts()).count() as u64),
        ("the list of programmes", room.read(|r, _| programme::views::list(r.sql()))[0].participants.unsigned_abs()),
        ("the report", room.report().participants),
        ("a register", room.sheet(AM).register.counts.cells()),
        ("a draw", u64::from(room.read(|r, book| prepare(r, book, &ask)).placed)),
        ("who is in no group", sets.iter().find(|one| one.id == set).unwrap().unplaced.len() as u64),
        ("a visit", room.read(|r, book| visits::views::one(r, book, visit)).roster as u64),
        ("who scores", peers.count() as u64),
    ]
}

fn all_count(room: &Classroom, participants: u64, why: &str) {
    for (who, counted) in counted(room) {
        assert_eq!(counted, participants, "{who}: {why}");
    }
}

#[test]
fn everything_that_counts_people_counts_the_same() {
    let room = Classroom::new();
    all_count(&room, 29, "everybody on the list takes part");
    for (left, standing) in [Standing::Declined, Standing::Withdrawn, Standing::Replaced, Standing::Nominated, Standing::NoShow].into_iter().enumerate() {
        stands(&room, &format!("P{:02}", left + 1), standing);
        all_count(&room, 28 - left as u64, standing.code());
    }
    for standing in [Standing::Accepted, Standing::Active, Standing::Completed, Standing::AttendedOnly, Standing::LeftEarly] {
        stands(&room, "P06", standing);
        all_count(&room, 24, standing.code());
    }
    let p06 = room.person("P06");
    room.change(|c| c.set(records::ROLE.of(&records::PARTICIPANT, p06), "observer")).unwrap();
    all_count(&room, 23, "an observer stands beside the counts");
    assert_eq!(one(&room, "P06").belongs, Belongs::Beside);
}

#[test]
fn whoever_turns_up_though_only_nominated_counts_from_the_mark_that_says_so() {
    let room = Classroom::new();
    stands(&room, "P07", Standing::Nominated);
    stands(&room, "P08", Standing::NoShow);
    stands(&room, "P09", Standing::Replaced);
    let sheet = room.sheet(AM);
    let belongs = |code: &str| sheet.rows.iter().find(|row| row.code == code).map(|row| row.belongs);
    assert_eq!([belongs("P07"), belongs("P08"), belongs("P09")], [Some(Belongs::NotCome), Some(Belongs::NotCome), None], "who may still come has a line");

    let register = room.register(AM);
    assert_eq!(room.change(|c| fill(c, register, Status::Present)).unwrap(), 26, "nobody is said to have come by filling in the rest");
    let awaited = room.read(|r, book| attendance::awaited(r.sql(), book, register));
    assert_eq!(awaited, ["P07", "P08"], "and it is said who was left out");
    room.mark(AM, "P08", Parts::of(Status::Absent)).unwrap();
    all_count(&room, 26, "to be missed is not to have come");
    room.change(|c| lock(c, register, None)).unwrap();
    room.desk.undo().unwrap();

    room.mark(AM, "P07", Parts::of(Status::Late)).unwrap();
    all_count(&room, 27, "seen at a register");
    assert_eq!(one(&room, "P07").status.as_deref(), Some("nominated"), "what headquarters wrote stands");
    room.desk.undo().unwrap();
    all_count(&room, 26, "the mark was taken back");
}

#[test]
fn who_has_not_come_is_not_placed_driven_or_asked_to_sign() {
    let room = Classroom::new();
    stands(&room, "P07", Standing::NoShow);
    let p07 = room.person("P07");
    let (group, set) = room
        .change(|c| {
            let set = groups::set(c, "A week")?;
            Ok((groups::group(c, set, "A")?, set))
        })
        .unwrap();
    let code = |result: crate::Result<bool>| refusal(result).code;
    assert_eq!(code(room.change(|c| groups::place(c, group, p07, "", None))), "participant_not_come");
    let visit = room.read(|r, book| visits::views::list(r.sql(), book))[0].id;
    let van = room.change(|c| visits::add_vehicle(c, visit, &visits::NewVehicle { name: "Van".into(), ..Default::default() })).unwrap();
    assert_eq!(code(room.change(|c| visits::seat(c, visit, p07, Some(van), None))), "participant_not_come");

    room.mark(AM, "P07", Parts::of(Status::Present)).unwrap();
    room.change(|c| groups::place(c, group, p07, "", None)).unwrap();
    let members = || room.read(|r, book| groups::views::sets(r.sql(), book)).into_iter().find(|one| one.id == set).unwrap().groups[0].members.len();
    assert_eq!(members(), 1);
    room.mark(AM, "P07", Parts::of(Status::Absent)).unwrap();
    assert_eq!(members(), 0, "it was somebody else: the group has nobody who came");
}

#[test]
fn a_register_on_which_nobody_has_come_does_not_close() {
    let room = Classroom::new();
    roster(&room).iter().for_each(|person| stands(&room, &person.code, Standing::Nominated));
    let register = room.register(AM);
    assert_eq!(refusal(room.change(|c| lock(c, register, None))).code, "register_empty", "nobody was looked at");
    room.mark(AM, "P01", Parts::of(Status::Present)).unwrap();
    room.change(|c| lock(c, register, None)).unwrap();
}

#[test]
fn somebody_on_the_list_comes_in_a_nominees_place_and_it_is_taken_back_whole() {
    let room = Classroom::new();
    stands(&room, "P29", Standing::Nominated);
    let [p07, p29] = ["P07", "P29"].map(|code| room.person(code));
    all_count(&room, 28, "one is in reserve");
    let before = roster(&room);
    room.change(|c| replace_with(c, p07, p29, None, None)).unwrap();
    let (nominee, substitute) = (one(&room, "P07"), one(&room, "P29"));
    assert_eq!((nominee.belongs, nominee.replaced_by), (Belongs::Gone, Some(p29)), "the nominee is on the list and never counts");
    assert_eq!((substitute.belongs, substitute.replaces), (Belongs::Counted, Some(p07)), "whoever was in reserve takes part");
    all_count(&room, 28, "one for one");
    assert_eq!(substitute.code, "P29", "with the badge that they have");

    room.desk.undo().unwrap();
    let told = |people: &[views::Person]| people.iter().map(|one| (one.id, one.status.clone(), one.belongs, one.replaces, one.replaced_by)).collect::<Vec<_>>();
    assert_eq!(told(&roster(&room)), told(&before), "as it was");
    all_count(&room, 28, "the nominee again, and the reserve not");
}

#[test]
fn whoever_cannot_come_in_somebodys_place_is_refused() {
    let room = Classroom::new();
    let by = |former: &str, substitute: &str| {
        let (former, substitute) = (room.person(former), room.person(substitute));
        room.change(|c| replace_with(c, former, substitute, None, None))
    };
    assert_eq!(refusal(by("P07", "P07")).code, "substitute_self");
    stands(&room, "P05", Standing::Declined);
    assert_eq!(refusal(by("P07", "P05")).code, "substitute_gone");
    by("P07", "P08").unwrap();
    assert_eq!(refusal(by("P07", "P09")).code, "replaced_already");
    assert_eq!(refusal(by("P10", "P08")).code, "substitute_taken", "nobody fills two places");
    by("P08", "P11").unwrap();
    assert_eq!(refusal(by("P11", "P08")).code, "replaced_in_circle");
    assert_eq!(refusal(by("P11", "P07")).code, "replaced_in_circle", "nor over two");
    assert_eq!(refusal(room.change(|c| replace_with(c, RecordId::new_at(1), RecordId::new_at(2), None, None))).code, "no_such_participant");
    stands(&room, "P08", Standing::Active);
    assert_eq!((one(&room, "P11").replaces, one(&room, "P08").replaced_by), (None, None), "whoever comes after all was replaced by nobody");
}

fn edits(room: &Classroom, code: &str, status: Standing) {
    let person = one(room, code);
    room.change(|c| edit(c, person.id, PersonField::Status { status }, &person.seen.status)).unwrap();
}

fn comes_for(room: &Classroom, former: &str, substitute: &str) -> crate::Result<()> {
    let (former, substitute) = (room.person(former), room.person(substitute));
    room.change(|c| replace_with(c, former, substitute, None, None))
}

#[test]
fn who_comes_may_be_known_later_than_who_does_not() {
    let room = Classroom::new();
    stands(&room, "P29", Standing::Nominated);
    stands(&room, "P07", Standing::Replaced);
    comes_for(&room, "P07", "P29").unwrap();
    assert_eq!((one(&room, "P07").replaced_by, one(&room, "P29").belongs), (Some(room.person("P29")), Belongs::Counted));
    assert_eq!(refusal(comes_for(&room, "P07", "P08")).code, "replaced_already", "and one is enough");
    stands(&room, "P09", Standing::Withdrawn);
    assert_eq!(refusal(comes_for(&room, "P09", "P08")).code, "replaced_already", "who withdrew left no place");
}

#[test]
fn a_nominee_who_came_after_all_does_not_have_the_former_substitute_again() {
    let room = Classroom::new();
    comes_for(&room, "P07", "P29").unwrap();
    edits(&room, "P07", Standing::Replaced);
    assert_eq!(one(&room, "P29").replaces, Some(room.person("P07")), "saved as it was, it stands");
    edits(&room, "P07", Standing::Active);
    edits(&room, "P07", Standing::Replaced);
    assert_eq!((one(&room, "P07").replaced_by, one(&room, "P29").replaces), (None, None), "nobody has said who comes now");
    comes_for(&room, "P07", "P28").unwrap();
    assert_eq!(one(&room, "P28").replaces, Some(room.person("P07")));

    // As earlier versions said it, of the substitute.
    let (p08, p27) = (room.person("P08"), room.person("P27"));
    room.change(|c| c.set(records::REPLACES.of(&records::PARTICIPANT, p27), p08)).unwrap();
    stands(&room, "P08", Standing::Replaced);
    assert_eq!((one(&room, "P27").replaces, one(&room, "P08").replaced_by), (Some(p08), Some(p27)));
    edits(&room, "P08", Standing::Active);
    edits(&room, "P08", Standing::Replaced);
    assert_eq!((one(&room, "P27").replaces, one(&room, "P08").replaced_by), (None, None));
    room.desk.undo().unwrap();
    room.desk.undo().unwrap();
    assert_eq!(one(&room, "P27").replaces, Some(p08), "and as it was, taken back");
}

#[test]
fn the_roster_of_a_programme_is_read_without_the_people_of_all_others() {
    let room = Classroom::new();
    let plan = room.read(|r, book| {
        let mut statement = r.sql().prepare(&format!("EXPLAIN QUERY PLAN {}", views::ROSTER))?;
        Ok(statement.query_map([book.0], |row| row.get::<_, String>("detail"))?.collect::<Result<Vec<_>, _>>()?)
    });
    let slow: Vec<_> = plan.iter().filter(|step| step.starts_with("MATERIALIZE") || step.starts_with("SCAN")).collect();
    assert!(slow.is_empty(), "headquarters has hundreds of programmes in one store: {plan:#?}");
}

//! A day's review on two laptops, and at headquarters.

use sala::{
    RecordId, Seen,
    action_review::{self, Asked, NewNote, views::NoteView},
    decide, demo, programme,
};
use sala_tests::laptop::Laptop;

const DAY: &str = "2012-05-15";

/// Headquarters with the programme, and the laptops of two rooms.
struct TwoRooms {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
}

impl TwoRooms {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).unwrap()).unwrap();
        let [a, b] = [("LAP-A", "Thida N."), ("LAP-B", "Somsak P.")].map(|(label, author)| Laptop::accepted_by(&hq, label, author));
        hq.carry_to(&a);
        hq.carry_to(&b);
        Self { hq, a, b, book }
    }

    fn writes(&self, laptop: &Laptop, asked: Asked, text: &str) -> RecordId {
        let note = NewNote { date: DAY.parse().unwrap(), asked, group: None, text: text.into() };
        laptop.desk.change(self.book, "review", |c| action_review::add(c, &note)).unwrap()
    }

    /// Somebody who has just read a note puts it in other words.
    fn rewrites(&self, laptop: &Laptop, note: RecordId, text: &str) {
        let seen = self.note(laptop, note).seen;
        laptop.desk.change(self.book, "review", |c| action_review::edit(c, note, text, Some(&seen))).unwrap();
    }

    fn notes(&self, laptop: &Laptop) -> Vec<NoteView> {
        laptop.desk.read(|r| action_review::views::notes(r.sql(), r.book(self.book)?, Some(DAY.parse().unwrap()))).unwrap()
    }

    fn note(&self, laptop: &Laptop, note: RecordId) -> NoteView {
        self.notes(laptop).into_iter().find(|one| one.id == note).expect("the note is there")
    }

    fn evening(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
    }

    fn waiting(&self, laptop: &Laptop) -> Vec<decide::Conflict> {
        laptop.desk.read(|r| decide::conflicts(r, Some(self.book))).unwrap()
    }

    fn everywhere(&self) -> [&Laptop; 3] {
        [&self.hq, &self.a, &self.b]
    }
}

#[test]
fn two_rooms_review_one_day_and_both_are_heard() {
    let rooms = TwoRooms::new();
    rooms.writes(rooms.a.at("2012-05-15T01:30"), Asked::Expect, "To draw the cluster by noon.");
    rooms.writes(rooms.a.at("2012-05-15T10:00"), Asked::Keep, "Two people at the door.");
    rooms.writes(rooms.b.at("2012-05-15T10:01"), Asked::Keep, "Two people at the door.");
    rooms.writes(&rooms.b, Asked::Change, "Begin with the map.");
    rooms.evening();
    for laptop in rooms.everywhere() {
        let said: Vec<_> = rooms.notes(laptop).into_iter().map(|note| (note.asked, note.author.unwrap(), note.text)).collect();
        let room = |asked, author: &str, text: &str| (asked, author.to_owned(), text.to_owned());
        assert_eq!(
            said,
            [
                room(Asked::Expect, "Thida N.", "To draw the cluster by noon."),
                room(Asked::Keep, "Thida N.", "Two people at the door."),
                room(Asked::Keep, "Somsak P.", "Two people at the door."),
                room(Asked::Change, "Somsak P.", "Begin with the map.")
            ],
            "{}: what two people answer alike both said, in the order of the questions",
            laptop.label
        );
        assert!(rooms.waiting(laptop).is_empty(), "nobody wrote into anybody's note");
    }
    let said = rooms.a.desk.read(|r| action_review::views::changes_before(r.sql(), r.book(rooms.book)?, "2012-05-16".parse().unwrap())).unwrap();
    assert_eq!(said.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["Begin with the map."], "the other room's evening speaks to this morning");
}

#[test]
fn a_note_that_two_people_put_in_other_words_is_decided_and_the_decision_is_carried_back() {
    let rooms = TwoRooms::new();
    let note = rooms.writes(rooms.a.at("2012-05-15T10:00"), Asked::Change, "Begin with the map and end at four.");
    rooms.evening();
    rooms.rewrites(rooms.b.at("2012-05-15T11:00"), note, "Begin with the map of the village and end at four.");
    rooms.evening();
    let now = rooms.note(&rooms.a, note);
    assert_eq!((now.author.as_deref(), now.changed_by.as_deref()), (Some("Thida N."), Some("Somsak P.")), "whose it is, and who changed it");
    assert!(rooms.waiting(&rooms.hq).is_empty(), "whoever had read it may put it in other words");

    rooms.rewrites(rooms.a.at("2012-05-16T01:00"), note, "Begin with the map of the village and end at half past three.");
    rooms.rewrites(rooms.b.at("2012-05-16T01:05"), note, "Begin with the large map of the village and end at four.");
    rooms.evening();
    let waiting = rooms.waiting(&rooms.hq);
    assert_eq!(waiting.len(), 1, "one note, one question: {waiting:?}");
    assert_eq!((waiting[0].kind.as_str(), waiting[0].field.as_str(), waiting[0].values.len()), ("review_note", "text", 2));
    let authors: Vec<_> = waiting[0].values.iter().map(|one| (one.author.as_str(), one.replica.as_str())).collect();
    assert_eq!(authors, [("Thida N.", "LAP-A"), ("Somsak P.", "LAP-B")], "who says which");
    for laptop in [&rooms.a, &rooms.b] {
        assert_eq!(rooms.waiting(laptop).len(), 1, "{} is asked as well", laptop.label);
    }

    rooms.hq.desk.resolve(&waiting[0].id, &decide::Choice::Merged, None).unwrap();
    rooms.hq.carry_to(&rooms.a);
    rooms.hq.carry_to(&rooms.b);
    for laptop in rooms.everywhere() {
        assert_eq!(rooms.note(laptop, note).text, "Begin with the large map of the village and end at half past three.", "{}: both changes", laptop.label);
        assert!(rooms.waiting(laptop).is_empty(), "the decision is carried back to {}", laptop.label);
        assert!(laptop.desk.verify().unwrap().ok, "{} stands on its journal", laptop.label);
    }
    let digests: Vec<_> = rooms.everywhere().iter().map(|laptop| laptop.desk.digest(Some(rooms.book)).unwrap().digest).collect();
    assert!(digests.windows(2).all(|two| two[0] == two[1]), "everybody knows the same");
}

#[test]
fn a_note_that_is_taken_off_here_and_put_in_other_words_there_stays_until_somebody_decides() {
    let rooms = TwoRooms::new();
    let note = rooms.writes(&rooms.a, Asked::Happened, "The bus came late.");
    rooms.evening();
    let everything: Seen = rooms.a.desk.read(|r| r.everything_in(r.book(rooms.book)?, &action_review::records::REVIEW_NOTE, note)).unwrap();
    rooms.a.desk.change(rooms.book, "review", |c| action_review::remove(c, note, Some(&everything))).unwrap();
    rooms.rewrites(&rooms.b, note, "The bus came an hour late.");
    rooms.evening();
    for laptop in rooms.everywhere() {
        assert_eq!(rooms.note(laptop, note).text, "The bus came an hour late.", "{}: what nobody saw go stays", laptop.label);
    }
    let waiting = rooms.waiting(&rooms.hq);
    assert_eq!((waiting.len(), waiting[0].field.as_str()), (1, "removed"));
    rooms.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(1), None).unwrap();
    rooms.hq.carry_to(&rooms.b);
    assert!(rooms.notes(&rooms.b).is_empty(), "now it is off, on the laptop that had edited it too");
}

//! Two laptops at one canvas.

use sala::{
    RecordId, checks, decide, groups,
    outputs::{
        self, New,
        canvas::{self, Canvas, CanvasKind, Headings, Place, Region},
    },
    programme,
};
use sala_tests::laptop::Laptop;
use serde_json::json;

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25" }"#;

/// Headquarters and two laptops that have one output.
struct Workshop {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    output: RecordId,
}

impl Workshop {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        let output = hq.desk.change(book, "output", |c| {
            let set = groups::set(c, "Groups")?;
            let group = groups::group(c, set, "A")?;
            let exercise = outputs::exercise(c, "Mapping", "")?;
            outputs::add(c, &New { exercise, group: Some(group), title: "Silk".into(), body: String::new() })
        });
        let output = output.expect("an output");
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        Self { hq, a, b, book, output }
    }

    fn begin(&self, laptop: &Laptop, kind: CanvasKind) {
        let list = |titles: [&str; 2]| titles.map(str::to_owned).to_vec();
        let headings = Headings { lines: list(["Actors", "Constraints"]), columns: list(["Inputs", "Trade"]) };
        laptop.desk.change(self.book, "begin", |c| canvas::begin(c, self.output, kind, &headings, None)).expect("begun");
    }

    fn add(&self, laptop: &Laptop, region: Region, note: &str) -> RecordId {
        let at = Place { region, before: None, beneath: None };
        laptop.desk.change(self.book, "note", |c| canvas::add(c, self.output, at, note)).expect("a note")
    }

    fn shown(&self, laptop: &Laptop) -> Canvas {
        laptop.desk.read(|r| canvas::canvas(r.sql(), r.book(self.book)?, self.output)).expect("a look").expect("a canvas")
    }

    /// Both files reach headquarters, and both laptops hear of everything.
    fn meet(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
    }

    fn conflicts(&self) -> Vec<decide::Conflict> {
        self.hq.desk.read(|r| decide::conflicts(r, None)).expect("a look")
    }
}

#[test]
fn two_laptops_that_write_in_different_places_of_one_canvas_ask_nobody() {
    let day = Workshop::new();
    // Both begin it before they hear of each other.
    day.begin(&day.a, CanvasKind::ValueChain);
    day.begin(&day.b, CanvasKind::ValueChain);
    let heads = day.shown(&day.a).items;
    let head = |note: &str| heads.iter().find(|item| item.note == note).expect("a heading").id;
    let write = |laptop: &Laptop, line: &str, column: &str, text: &str| {
        laptop.desk.change(day.book, "cell", |c| canvas::put_cell(c, head(line), head(column), text, None)).expect("written");
    };
    write(&day.a, "Actors", "Inputs", "Silkworm farmers");
    write(&day.b, "Actors", "Trade", "Three traders");
    day.add(&day.b, Region::Column, "Consumers");
    day.meet();
    assert!(day.conflicts().is_empty(), "nobody wrote where somebody else did");
    for laptop in [&day.hq, &day.a, &day.b] {
        let canvas = day.shown(laptop);
        let columns: Vec<_> = canvas.items.iter().filter(|item| item.region == Region::Column).map(|item| item.note.as_str()).collect();
        assert_eq!(columns, ["Inputs", "Trade", "Consumers"], "{}: one canvas, each heading once", laptop.label);
        assert_eq!(canvas.cells.len(), 2, "{}: with the cells of both", laptop.label);
    }
}

#[test]
fn one_note_that_two_changed_is_decided_in_words_and_a_removed_one_that_somebody_changed_stays() {
    let day = Workshop::new();
    day.begin(&day.a, CanvasKind::Swot);
    let (dyers, water) = (day.add(&day.a, Region::Strengths, "Skilled dyers"), day.add(&day.a, Region::Threats, "Hard water"));
    day.meet();
    let say = |laptop: &Laptop, note, text: &str| laptop.desk.change(day.book, "note", |c| canvas::set_note(c, note, text, None)).expect("said");
    say(&day.a, dyers, "Twelve skilled dyers");
    say(&day.b, dyers, "Skilled dyers, all old");
    say(&day.a, water, "Hard and expensive water");
    day.b.desk.change(day.book, "remove", |c| canvas::remove(c, water, None)).expect("taken off");
    day.meet();
    let conflicts = day.conflicts();
    assert_eq!(conflicts.len(), 2, "the note that both changed, and the one that is gone there and changed here");
    let note = conflicts.iter().find(|conflict| conflict.field == "note").expect("the note");
    let said: Vec<_> = note.values.iter().map(|value| value.value.to_string()).collect();
    assert!(said.iter().any(|text| text.contains("Twelve")) && said.iter().any(|text| text.contains("all old")), "both can be read: {said:?}");
    let shown = day.shown(&day.hq).items[0].note.clone();
    assert!(note.subject.contains(&shown), "and it is said which note it is: {}", note.subject);
    assert!(day.shown(&day.hq).items.iter().any(|item| item.id == water), "what somebody changed without having seen it go stays until it is decided");
    day.hq.desk.resolve(&note.id, &decide::Choice::Of("LAP-B".into()), None).expect("decided");
    day.meet();
    assert_eq!(day.shown(&day.a).items[0].note, "Skilled dyers, all old", "the decision travels");
}

#[test]
fn a_branch_that_is_taken_off_leaves_what_its_screen_had_not_shown() {
    let day = Workshop::new();
    day.begin(&day.a, CanvasKind::ProblemTree);
    let cause = day.add(&day.a, Region::Cause, "Low price");
    day.meet();
    let shown = day.a.desk.read(|r| r.everything_in(r.book(day.book)?, &canvas::records::CANVAS_ITEM, cause)).expect("a look");
    let below = Place { region: Region::Cause, before: None, beneath: Some(cause) };
    let note = day.b.desk.change(day.book, "note", |c| canvas::add(c, day.output, below, "Uneven dye")).expect("a note");
    day.b.carry_to(&day.hq);
    day.hq.carry_to(&day.a);
    day.a.desk.change(day.book, "remove", |c| canvas::remove(c, cause, Some(&shown))).expect("taken off, as the screen showed it");
    day.a.carry_to(&day.hq);
    let items = day.shown(&day.hq).items;
    assert!(items.iter().any(|item| item.id == note), "a note that came in behind the screen was seen by nobody who removed it");
    assert_eq!(day.conflicts().len(), 1, "and somebody is asked about the branch");
}

#[test]
fn what_two_laptops_handed_in_under_one_number_stands_in_one_order_everywhere() {
    let day = Workshop::new();
    let hand_in = |laptop: &Laptop, text: &str| {
        laptop.desk.change(day.book, "hand in", |c| {
            outputs::output::set_body(c, day.output, text, None)?;
            outputs::advance(c, day.output, outputs::State::Submitted, None)
        })
    };
    hand_in(day.a.at("2012-05-16T10:05"), "As A had it").expect("handed in");
    hand_in(day.b.at("2012-05-16T10:00"), "As B had it").expect("handed in");
    day.meet();
    for laptop in [&day.hq, &day.a, &day.b] {
        let versions = laptop.desk.read(|r| outputs::views::versions_of(r.sql(), r.book(day.book)?, day.output)).expect("versions");
        let said: Vec<_> = versions.into_iter().map(|one| (one.number, one.body)).collect();
        assert_eq!(said, [(1, "As B had it".to_owned()), (1, "As A had it".to_owned())], "{}: the later one last", laptop.label);
    }
}

#[test]
fn two_notes_that_two_laptops_hang_under_each_other_stand_at_the_top_and_are_told() {
    let day = Workshop::new();
    day.begin(&day.hq, CanvasKind::ProblemTree);
    let [roads, mills, rain, far] = ["Bad roads", "Few mills", "Rain", "Far away"].map(|note| day.add(&day.hq, Region::Cause, note));
    let hang = |laptop: &Laptop, note, beneath| {
        let at = Place { region: Region::Cause, before: None, beneath };
        laptop.desk.change(day.book, "hang", |c| canvas::place(c, note, at, None))
    };
    hang(&day.hq, rain, Some(roads)).expect("hung");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    hang(&day.a, roads, Some(mills)).expect("hung");
    hang(&day.b, mills, Some(roads)).expect("hung");
    day.meet();
    assert!(day.conflicts().is_empty(), "each moved another note");
    let checks = |laptop: &Laptop| laptop.desk.read(|r| checks::all(r, r.book(day.book)?, &[], &[])).expect("a look");
    for laptop in [&day.hq, &day.a, &day.b] {
        let shown = day.shown(laptop);
        let of = |id| shown.items.iter().find(|item| item.id == id).map(|item| (item.beneath, item.in_circle)).expect("it is there");
        assert_eq!([of(roads), of(mills)], [(None, true); 2], "{}: both stand at the top", laptop.label);
        assert_eq!([of(rain), of(far)], [(Some(roads), false), (None, false)], "{}: and what hangs under one hangs there", laptop.label);
        let told = checks(laptop);
        let [circle] = &told[..] else { panic!("{}: it is told once: {told:?}", laptop.label) };
        assert_eq!((circle.code, &circle.params["notes"], &circle.params["group"]), ("notes_in_circle", &json!(["Bad roads", "Few mills"]), &json!("A")));
    }
    assert_eq!(hang(&day.hq, far, Some(mills)).map(|()| day.shown(&day.hq).items.len()).expect("hung"), 4, "another may hang under one of them");
    hang(&day.hq, roads, None).expect("said where it stands");
    let mills_now = day.shown(&day.hq).items.into_iter().find(|item| item.id == mills).expect("it is there");
    assert_eq!((mills_now.beneath, mills_now.in_circle), (Some(roads), false), "the other hangs where it was hung");
    day.meet();
    assert!([&day.hq, &day.a, &day.b].into_iter().all(|laptop| checks(laptop).is_empty()), "and it is told no more");
}

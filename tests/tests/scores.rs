//! Two laptops at one afternoon of presentations.

use sala::{
    Problem, RecordId, checks, decide, groups,
    journal::Cell,
    outputs::{self, New},
    people, presentations, programme,
    scores::{
        self, Scorer,
        feedback::{self, NewFeedback, Word},
        records::{CRITERION, FEEDBACK, POINTS, SCALE, SCORE, TEXT},
        rubric::{self, CriterionField, NewCriterion},
        views::{self, OutputResult},
    },
};
use sala_tests::laptop::Laptop;
use serde_json::json;

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25" }"#;
const ROSTER: &str = "No,Name,Sex,Country\nP01,Kumru Sophea,F,KH\nP02,Noy Tuayang,F,LA\n";

/// Headquarters and two laptops with one exercise, an output of group A and one of B, and a juror.
struct Afternoon {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    exercise: RecordId,
    output: RecordId,
    group: RecordId,
    juror: RecordId,
}

impl Afternoon {
    fn criteria(&self, laptop: &Laptop) -> Vec<views::CriterionView> {
        laptop.desk.read(|r| views::criteria(r.sql(), r.book(self.book)?, self.exercise)).expect("a rubric")
    }

    /// What does not fit together although nobody disputes it.
    fn told(&self, laptop: &Laptop) -> Vec<Problem> {
        laptop.desk.read(|r| checks::all(r, r.book(self.book)?, &[], &[])).expect("a look")
    }

    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        let roster = people::table::read_bytes(ROSTER.as_bytes()).expect("a table");
        people::import::apply(&hq.desk, book, &roster, &people::import::Options::default(), false).expect("a roster");
        let made = hq.desk.change(book, "exercise", |c| {
            let set = groups::set(c, "Groups")?;
            let (group, other) = (groups::group(c, set, "A")?, groups::group(c, set, "B")?);
            let exercise = outputs::exercise(c, "Mapping", "")?;
            let mut add = |group, title: &str| outputs::add(c, &New { exercise, group: Some(group), title: title.into(), body: "x".into() });
            let output = add(group, "Silk")?;
            add(other, "Rice")?;
            Ok((exercise, output, group, scores::add_juror(c, "Dr. Ploy", "")?))
        });
        let (exercise, output, group, juror) = made.expect("an exercise");
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        Self { hq, a, b, book, exercise, output, group, juror }
    }

    fn begin(&self, laptop: &Laptop) {
        let line = |name: &str| NewCriterion { name: name.into(), meaning: String::new(), weight: 1, out_of: 5 };
        laptop.desk.change(self.book, "rubric", |c| rubric::begin(c, self.exercise, &[line("Content"), line("Clarity")])).expect("begun");
    }

    fn give(&self, laptop: &Laptop, scorer: Scorer, criterion: usize, points: i64) {
        let criteria = self.criteria(laptop);
        laptop.desk.change(self.book, "score", |c| scores::give(c, self.output, scorer, criteria[criterion].id, Some(points), None)).expect("given");
    }

    fn person(&self, code: &str) -> RecordId {
        let found = self.hq.desk.read(|r| people::views::roster(r.sql(), r.book(self.book)?)).expect("a roster");
        found.into_iter().find(|one| one.code == code).expect("a person").id
    }

    fn result(&self, laptop: &Laptop) -> OutputResult {
        laptop.desk.read(|r| views::results(r.sql(), r.book(self.book)?, self.exercise)).expect("results").outputs.remove(0)
    }

    fn conflicts(&self) -> Vec<decide::Conflict> {
        self.hq.desk.read(|r| decide::conflicts(r, None)).expect("a look")
    }

    /// Both files reach headquarters, and both laptops hear of everything.
    fn meet(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
    }
}

#[test]
fn two_laptops_that_begin_one_rubric_and_type_one_sheet_meet_in_the_same_cells() {
    let day = Afternoon::new();
    // Both begin it before they hear of each other.
    day.begin(&day.a);
    day.begin(&day.b);
    let juror = Scorer::Juror(day.juror);
    day.give(&day.a, juror, 0, 4);
    day.give(&day.b, juror, 0, 4);
    day.give(&day.b, juror, 1, 2);
    day.give(&day.a, Scorer::Person(day.person("P02")), 0, 5);
    day.meet();
    assert!(day.conflicts().is_empty(), "what both typed alike asks nobody");
    for laptop in [&day.hq, &day.a, &day.b] {
        let result = day.result(laptop);
        assert_eq!(result.panel.counted.map(|tally| (tally.n, tally.mean)), Some((1, "60.00".into())), "{}: one rubric, one sheet", laptop.label);
        assert_eq!(result.incomplete, 1, "{}: and what is not done is told", laptop.label);
    }
}

#[test]
fn different_points_are_decided_the_history_tells_who_gave_which_and_taking_back_travels() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let juror = Scorer::Juror(day.juror);
    day.give(&day.a, juror, 0, 4);
    day.give(&day.b, juror, 0, 1);
    day.give(&day.b, juror, 1, 5);
    day.b.desk.undo().expect("taken back");
    day.meet();
    let conflicts = day.conflicts();
    let [one] = conflicts.as_slice() else { panic!("one difference: {conflicts:?}") };
    assert!(one.subject.contains("Content") && one.subject.contains("A Silk") && one.subject.contains("Dr. Ploy"), "{}", one.subject);
    day.hq.desk.resolve(&one.id, &decide::Choice::Of("LAP-A".into()), None).expect("decided");
    day.meet();
    let result = day.result(&day.b);
    assert_eq!(result.by_criterion[0].panel.as_ref().map(|tally| tally.mean.as_str()), Some("4.00"), "the decision travels");
    assert_eq!(result.by_criterion[1].panel, None, "and so does what was taken back");
    let cell = Cell { kind: &SCORE, field: &POINTS, a: one.a, b: one.b };
    let history = day.hq.desk.read(|r| r.history(r.book(day.book)?, &cell)).expect("a history");
    assert_eq!(history.len(), 3, "both points, and the decision between them");
}

#[test]
fn a_score_that_comes_from_a_laptop_where_the_scorer_was_not_in_the_group_yet_is_kept_and_does_not_count() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let person = day.person("P01");
    day.give(&day.a, Scorer::Person(person), 0, 5);
    day.give(&day.a, Scorer::Person(person), 1, 5);
    day.b.desk.change(day.book, "place", |c| groups::place(c, day.group, person, "", None)).expect("placed");
    day.meet();
    for laptop in [&day.hq, &day.a, &day.b] {
        let result = day.result(laptop);
        assert_eq!((result.own_group, &result.everybody.counted), (1, &None), "{}: it does not count", laptop.label);
        assert_eq!(result.sheets[0].share.as_deref(), Some("100.00"), "{}: and nothing of it is lost", laptop.label);
    }
    assert!(day.conflicts().is_empty(), "nobody has to decide: it follows from who is in which group");
}

#[test]
fn one_order_is_chosen_of_two_and_feedback_that_two_changed_is_put_together() {
    let day = Afternoon::new();
    let new =
        NewFeedback { output: day.output, word: Word::Strength, by: String::new(), text: "The links are drawn by strength.\nThe sources are named.".into() };
    let note = day.hq.desk.change(day.book, "feedback", |c| feedback::add(c, &new)).expect("written");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let say = |laptop: &Laptop, text: &str| laptop.desk.change(day.book, "feedback", |c| feedback::edit(c, note, text, None)).expect("said");
    say(&day.a, "The links are drawn by their strength.\nThe sources are named.");
    say(&day.b, "The links are drawn by strength.\nAll sources are named.");
    day.a.desk.change(day.book, "draw", |c| presentations::draw(c, day.exercise, 4, None)).expect("drawn");
    day.b.desk.change(day.book, "order", |c| presentations::order(c, day.exercise, &[], None)).expect("ordered");
    day.meet();
    let conflicts = day.conflicts();
    let text = conflicts.iter().find(|one| one.kind == FEEDBACK.name && one.field == TEXT.name).expect("the text");
    let together = text.suggestion.as_ref().expect("a suggestion").value["text"].as_str().expect("a text").to_owned();
    assert!(together.contains("their strength") && together.contains("All sources"), "both changes: {together}");
    let order = conflicts.iter().find(|one| one.kind == "running_order").expect("the order");
    assert_eq!(order.subject, "Mapping");
    assert!(
        order.names.values().any(|name| name == "A Silk") && order.names.values().any(|name| name == "B Rice"),
        "an order is read by groups and titles: {:?}",
        order.names
    );
    day.hq.desk.resolve(&order.id, &decide::Choice::Of("LAP-B".into()), None).expect("decided");
    day.meet();
    let shown = day.a.desk.read(|r| presentations::views::programme(r.sql(), r.book(day.book)?, day.exercise, day.a.desk.now())).expect("an order");
    assert_eq!((shown.turns[0].title.as_str(), shown.seed), ("Silk", None));
}

#[test]
fn points_beyond_a_scale_that_was_changed_elsewhere_are_told_until_they_are_given_anew() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let juror = Scorer::Juror(day.juror);
    let clarity = day.criteria(&day.a)[1].id;
    day.a.desk.change(day.book, "scale", |c| rubric::edit(c, clarity, CriterionField::OutOf(3), None)).expect("nobody gave points here");
    day.give(&day.b, juror, 0, 4);
    day.give(&day.b, juror, 1, 5);
    let told = |laptop: &Laptop| day.told(laptop);
    assert!(told(&day.a).is_empty() && told(&day.b).is_empty(), "each is right by what it knows");
    day.meet();
    assert!(day.conflicts().is_empty(), "the scale and the points are two things");
    for laptop in [&day.hq, &day.a, &day.b] {
        let told = told(laptop);
        let [one] = &told[..] else { panic!("{}: one criterion is told: {told:?}", laptop.label) };
        let facts = ["name", "out_of", "count", "most", "title", "exercise"].map(|fact| one.params[fact].clone());
        let wanted = [json!("Clarity"), json!(3), json!(1), json!(5), json!("Mapping"), json!(day.exercise.to_string())];
        assert_eq!((one.code, facts), ("points_beyond_scale", wanted), "{}", laptop.label);
        assert!(day.result(laptop).panel.counted.is_none(), "{}: the sheet does not count", laptop.label);
    }
    day.give(&day.hq, juror, 1, 3);
    day.meet();
    assert!([&day.hq, &day.a, &day.b].into_iter().all(|laptop| told(laptop).is_empty()), "given anew, the sheet counts");
    assert_eq!(day.result(&day.b).panel.counted.map(|tally| tally.n), Some(1));
}

#[test]
fn points_that_were_meant_on_another_scale_are_told_until_they_are_given_anew() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let juror = Scorer::Juror(day.juror);
    let clarity = day.criteria(&day.a)[1].id;
    let scale =
        |laptop: &Laptop, most: i64| laptop.desk.change(day.book, "scale", |c| rubric::edit(c, clarity, CriterionField::OutOf(most), None)).expect("changed");
    day.give(&day.b, juror, 1, 4);
    day.give(&day.b, juror, 0, 4);
    // The clocks of tests stand still, and each gesture is stamped one higher: that of the scale is above that of the points.
    for most in [8, 9, 10] {
        scale(&day.a, most);
    }
    let told = |laptop: &Laptop| day.told(laptop);
    day.meet();
    for laptop in [&day.hq, &day.a, &day.b] {
        let told = told(laptop);
        let [one] = &told[..] else { panic!("{}: one criterion is told: {told:?}", laptop.label) };
        let facts = ["name", "out_of", "count", "title"].map(|fact| one.params[fact].clone());
        assert_eq!((one.code, facts), ("points_of_other_scale", [json!("Clarity"), json!(10), json!(1), json!("Mapping")]), "{}", laptop.label);
    }
    day.give(&day.hq, juror, 1, 4);
    day.meet();
    assert!([&day.hq, &day.a, &day.b].into_iter().all(|laptop| told(laptop).is_empty()), "said once more on the new scale, also where it is the same");
    assert!(day.conflicts().is_empty(), "and nobody is asked");
}

#[test]
fn a_scale_that_was_changed_before_anybody_gave_points_is_told_nowhere() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    let clarity = day.criteria(&day.hq)[1].id;
    for most in [10, 8] {
        day.hq.desk.change(day.book, "scale", |c| rubric::edit(c, clarity, CriterionField::OutOf(most), None)).expect("changed");
    }
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let told = |laptop: &Laptop| day.told(laptop);
    day.give(&day.b, Scorer::Juror(day.juror), 1, 8);
    day.meet();
    assert!([&day.hq, &day.a, &day.b].into_iter().all(|laptop| told(laptop).is_empty()), "whoever gave them knew the scale");
}

#[test]
fn points_without_a_scale_beside_them_are_told_nowhere_where_their_writer_may_have_known_it() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    let clarity = day.criteria(&day.hq)[1].id;
    day.hq.desk.change(day.book, "scale", |c| rubric::edit(c, clarity, CriterionField::OutOf(10), None)).expect("changed");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    let sheet = day.a.desk.change(day.book, "score", |c| {
        scores::give(c, day.output, Scorer::Juror(day.juror), clarity, Some(7), None)?;
        Ok(Scorer::Juror(day.juror).sheet(c, day.output))
    });
    let sheet = sheet.expect("given");
    // As an earlier version writes: the points alone.
    day.a.desk.change(day.book, "score", |c| c.set(POINTS.of_pair(&SCORE, sheet, clarity), 4)).expect("given anew");
    day.meet();
    let told = |laptop: &Laptop| day.told(laptop);
    assert!([&day.hq, &day.a, &day.b].into_iter().all(|laptop| told(laptop).is_empty()), "they knew the scale, and wrote none");
    day.hq.desk.change(day.book, "scale", |c| c.set(SCALE.of(&CRITERION, clarity), 8)).expect("changed");
    assert_eq!(told(&day.hq).iter().map(|one| one.code).collect::<Vec<_>>(), ["points_of_other_scale"], "of this scale they cannot have heard");
}

#[test]
fn points_on_a_scale_whose_file_was_set_aside_are_told_until_they_are_given_anew() {
    let day = Afternoon::new();
    day.begin(&day.hq);
    day.hq.carry_to(&day.a);
    let clarity = day.criteria(&day.a)[1].id;
    day.a.desk.change(day.book, "scale", |c| rubric::edit(c, clarity, CriterionField::OutOf(10), None)).expect("changed");
    let brought = day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.give(&day.b, Scorer::Juror(day.juror), 1, 4);
    day.b.carry_to(&day.hq);
    let told = || day.hq.desk.read(|r| checks::all(r, r.book(day.book)?, &[], &[])).expect("a look");
    assert!(told().is_empty(), "whoever gave them knew the scale");
    day.hq.desk.set_aside(&brought.bundle).expect("set aside");
    let told_of: Vec<_> = told().iter().map(|one| (one.code, one.params["out_of"].clone())).collect();
    assert_eq!(told_of, [("points_of_other_scale", json!(5))], "four of ten are not four of five");
    day.give(&day.hq, Scorer::Juror(day.juror), 1, 4);
    assert!(told().is_empty(), "said once more on the first scale, which is the scale again");
}

#[test]
fn two_orders_of_outputs_of_one_title_are_told_apart_by_their_groups() {
    let day = Afternoon::new();
    let twin = day.hq.desk.change(day.book, "output", |c| {
        let set = groups::set(c, "Groups")?;
        let group = groups::group(c, set, "C")?;
        outputs::add(c, &New { exercise: day.exercise, group: Some(group), title: "Silk".into(), body: "x".into() })
    });
    let twin = twin.expect("another group calls its output alike");
    day.hq.carry_to(&day.a);
    day.hq.carry_to(&day.b);
    for (laptop, first) in [(&day.a, day.output), (&day.b, twin)] {
        laptop.desk.change(day.book, "order", |c| presentations::order(c, day.exercise, &[first], None)).expect("an order");
    }
    day.meet();
    let waiting = day.conflicts();
    assert_eq!((waiting.len(), waiting[0].kind.as_str()), (1, "running_order"), "{waiting:?}");
    let called = [day.output, twin].map(|output| waiting[0].names[&output.to_string()].clone());
    assert_eq!(called, ["A Silk", "C Silk"], "of which group each is stands in both orders");
}

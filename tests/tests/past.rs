//! Everything that was ever said of a record, read at headquarters and on the laptop that said it.

use sala::{
    RecordId,
    bundle::Step,
    decide::{self, RecordPast},
    demo,
    plans::{self, LineField, Part, PlanField, lines, views},
    programme,
};
use sala_tests::laptop::Laptop;

fn past(laptop: &Laptop, book: RecordId, record: RecordId) -> RecordPast {
    laptop.desk.read(|r| decide::past(r, book, record)).expect("what was said")
}

/// Field, author's laptop, whether it was replaced, how far it came: newest first, of these fields alone.
fn told(past: &RecordPast, fields: &[&str]) -> Vec<(String, String, bool, Step)> {
    let of = past.said.iter().filter(|one| fields.contains(&one.field.as_str()));
    of.map(|one| (format!("{}.{}", one.kind, one.field), one.replica.clone(), one.replaced, one.journey)).collect()
}

fn line(what: &str, laptop: &str, replaced: bool, journey: Step) -> (String, String, bool, Step) {
    (what.to_owned(), laptop.to_owned(), replaced, journey)
}

#[test]
fn a_plan_tells_who_said_what_of_it_and_of_its_lines_also_of_those_that_were_removed() {
    let hq = Laptop::headquarters();
    let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).unwrap()).unwrap();
    let plan = hq.desk.read(|r| views::by_code(r.sql(), r.book(book)?, "AP01")).unwrap().id;
    let survey = hq.at("2012-05-14T08:00").desk.change(book, "plan", |c| lines::add(c, plan, vec![LineField::Activity { title: "Survey".into() }])).unwrap();
    let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
    hq.carry_to(&a);
    hq.carry_to(&b);
    let aims = |laptop: &Laptop, time: &str, text: &str| {
        laptop.at(time).desk.change(book, "plan", |c| plans::edit(c, plan, PlanField::Objective { objective: text.into() }, None)).unwrap();
    };
    aims(&a, "2012-05-15T08:00", "Forty growers sell as one.");
    aims(&a, "2012-05-15T09:00", "Fifty growers sell as one.");
    b.at("2012-05-15T10:00").desk.change(book, "plan", |c| lines::remove(c, Part::Activity, survey, None)).unwrap();

    let fields = ["objective", "activity", "removed"];
    let (said, before) = (line("plan.objective", "LAP-A", false, Step::Recorded), line("plan.objective", "LAP-A", true, Step::Recorded));
    let of_hq = line("plan_activity.activity", "HQ", false, Step::Received);
    assert_eq!(told(&past(&a, book, plan), &fields), [said, before, of_hq.clone()], "on its own laptop it is recorded and no more");
    a.carry_to(&hq);
    assert_eq!(told(&past(&a, book, plan), &["objective"])[0].3, Step::Carried);
    hq.carry_to(&a);
    assert_eq!(told(&past(&a, book, plan), &["objective"])[0].3, Step::Received, "headquarters has said so");
    b.carry_to(&hq);
    let whole = past(&hq, book, plan);
    let received = |what: &str, laptop: &str, replaced: bool| line(what, laptop, replaced, Step::Received);
    assert_eq!(
        told(&whole, &fields),
        [received("plan_activity.removed", "LAP-B", false), received("plan.objective", "LAP-A", false), received("plan.objective", "LAP-A", true), of_hq],
        "newest first, and nothing is taken out of it"
    );
    let removed = whole.said.iter().find(|one| one.field == "removed").unwrap();
    assert_eq!((removed.subject.as_str(), &removed.author[..], removed.page.is_some()), ("Survey", "Thida N.", true), "which line, by whom, on a signed page");
    assert_eq!(past(&hq, book, survey).said.len(), 3, "a line that was removed tells of itself too");
    // Undoing is said like anything else.
    a.at("2012-05-16T08:00").desk.change(book, "plan", |c| plans::edit(c, plan, PlanField::Objective { objective: "x".into() }, None)).unwrap();
    a.desk.undo().unwrap();
    let own = told(&past(&a, book, plan), &["objective"]);
    assert_eq!(own.iter().map(|one| one.2).collect::<Vec<_>>(), [false, true, true, true]);
    let nobody = hq.desk.read(|r| decide::past(r, book, RecordId::new_at(1))).expect_err("refused").problem();
    assert_eq!(nobody.code, "no_such_record");
}

//! What is due, and when it goes.

use super::*;

#[test]
fn a_plan_without_a_word_for_thirty_days_is_asked_about() {
    let team = Team::new();
    assert!(!team.row("2012-06-24").silent, "thirty days after the training");
    assert!(team.row("2012-06-25").silent, "and one more");
    let call = NewContact {
        date: day("2012-06-25"),
        way: Way::Telephone,
        coach: "Dr. Ploy".into(),
        said: "The mills are open.".into(),
        next_step: "Send the list".into(),
        next_on: Some(day("2012-07-02")),
    };
    team.room.change(|c| contact::add(c, team.plan, &call)).unwrap();
    let row = team.row("2012-07-25");
    assert_eq!((row.silent, row.last.map(|last| last.text)), (false, Some("The mills are open.".into())));
    assert!(team.row("2012-07-26").silent);
    team.room.at("2012-08-03T08:00:00Z");
    team.tells(team.train, "2012-07", Doing::UnderWay, None);
    let last = team.row("2012-08-04").last.unwrap();
    assert_eq!((last.date, last.text.as_str()), (day("2012-07-31"), "Train the auditors"), "what is told of July in August speaks for July");
    team.room.change(|c| plans::advance(c, team.plan, State::Dropped, &Why { reason: "no money".into(), successor: None }, None)).unwrap();
    assert!(!team.row("2013-07-25").silent, "nobody asks after a plan that was given up");
}

#[test]
fn what_is_due_goes_when_it_is_done() {
    let team = Team::new();
    let titles = |today: &str, days: u64| team.due(today, days);
    assert_eq!(titles("2012-06-10", 10), [(What::Activity, "Survey the mills".to_owned(), false)]);
    assert_eq!(
        titles("2012-07-01", 0),
        [(What::Activity, "Survey the mills".to_owned(), true), (What::Report, "2012-06".to_owned(), true)],
        "over, and not told of"
    );
    team.tells(team.survey, "2012-06", Doing::Done, None);
    assert_eq!(titles("2012-07-01", 0), []);
    let visit = |date: &str, next: Option<&str>| NewContact {
        date: day(date),
        way: Way::Visit,
        coach: "Dr. Ploy".into(),
        said: String::new(),
        next_step: next.map(|_| "Order the dye".into()).unwrap_or_default(),
        next_on: next.map(day),
    };
    team.room.change(|c| contact::add(c, team.plan, &visit("2012-07-01", Some("2012-07-10")))).unwrap();
    assert_eq!(titles("2012-07-05", 7), [(What::Step, "Order the dye".to_owned(), false)]);
    team.room.change(|c| contact::add(c, team.plan, &visit("2012-07-11", None))).unwrap();
    assert_eq!(titles("2012-07-12", 7), [], "they spoke of it");
    let asked = team.room.change(|c| lines::add(c, team.plan, vec![LineField::Asked { title: "A trainer".into(), needed: Some(day("2012-07-15")) }])).unwrap();
    assert_eq!(titles("2012-07-12", 7), [(What::Assistance, "A trainer".to_owned(), false)]);
    let help = |request| NewHelp { date: day("2012-07-09"), title: "A lesson".into(), by: "Dr. Ploy".into(), amount: None, request };
    team.room.change(|c| help::add(c, team.plan, &help(None))).unwrap();
    assert_eq!(titles("2012-07-12", 7).len(), 1, "what was given for nothing in particular answers nothing");
    let numbers = || team.room.read(crate::progress::due::revisions)[&(team.plan, asked)];
    let before = numbers();
    let answer = team.room.change(|c| help::add(c, team.plan, &help(Some(asked)))).unwrap();
    assert_eq!(titles("2012-07-12", 7), [], "what was given for it answers it");
    assert!(numbers() > before, "and a calendar hears of it");
    team.room.change(|c| remove(c, Told::Help, answer, None)).unwrap();
    assert_eq!(titles("2012-07-12", 7).len(), 1, "it was noted by mistake");
    let given = LineField::Given { state: plans::AssistanceState::Given, on: None, given: String::new() };
    team.room.change(|c| lines::edit(c, asked, given, None)).unwrap();
    assert_eq!(titles("2012-07-12", 7), []);
    team.room.change(|c| plans::advance(c, team.plan, State::Dropped, &Why { reason: "no money".into(), successor: None }, None)).unwrap();
    assert_eq!(titles("2013-01-01", 7), [], "nothing is due of a plan that was given up");
    let everything = team.room.read(|r, book| Ok(all(&facts(r.sql(), book)?, team.room.book, day("2012-07-01"))));
    assert!(everything.iter().filter(|due| due.plan == team.plan).count() > 8, "a calendar takes it all back");
}

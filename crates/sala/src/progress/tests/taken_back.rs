//! A calendar is told of what has no day any more, and its numbers only grow.

use super::{
    super::{
        Due,
        due::{all, revisions},
        taken_back,
    },
    *,
};

/// How the calendar has what is due of the plan: what, title, day, taken back, sequence.
type Line = (What, String, String, bool, u64);

impl Team {
    fn calendar(&self) -> Vec<Line> {
        let today = day("2012-06-01");
        let (due, revisions) = self.room.read(|r, book| {
            let facts = facts(r.sql(), book)?;
            let mut due = all(&facts, self.room.book, today);
            due.extend(taken_back(r, book, self.room.book, &facts, &due)?);
            Ok((due, revisions(r, book)?))
        });
        let line = |due: Due| {
            let about = if due.what == What::Report { due.plan } else { due.about };
            (due.what, due.title, due.date.to_string(), due.settled, revisions.get(&(due.plan, about)).copied().unwrap_or_default())
        };
        due.into_iter().filter(|due| due.plan == self.plan).map(line).collect()
    }

    fn line(&self, title: &str) -> Line {
        let mut found = self.calendar().into_iter().filter(|line| line.1 == title);
        let line = found.next().unwrap_or_else(|| panic!("{title} is in the calendar"));
        assert!(found.next().is_none(), "{title} stands there once");
        line
    }

    /// It was in the calendar; then something happens, and it is taken back with a higher number.
    fn is_taken_back_by(&self, title: &str, work: impl FnOnce(&Self)) {
        let before = self.line(title);
        assert!(!before.3, "{title} is expected");
        work(self);
        let after = self.line(title);
        assert!(after.3, "{title} is taken back");
        assert_eq!((after.0, &after.2), (before.0, &before.2), "as it was told last");
        assert!(after.4 > before.4, "{title}: {} is later than {}", after.4, before.4);
    }
}

#[test]
fn what_was_removed_or_has_no_day_any_more_is_taken_back() {
    let team = Team::new();
    team.is_taken_back_by("Survey the mills", |team| team.room.change(|c| lines::remove(c, plans::Part::Activity, team.survey, None)).unwrap());
    let no_day = LineField::Period { starts: None, ends: None };
    team.is_taken_back_by("Train the auditors", |team| {
        team.room.change(|c| lines::edit(c, team.train, no_day, None)).unwrap();
    });

    let agreed = |next: &str, next_on: Option<&str>| NewContact {
        date: day("2012-06-01"),
        way: Way::Telephone,
        coach: "Dr. Ploy".into(),
        said: String::new(),
        next_step: next.into(),
        next_on: next_on.map(day),
    };
    let call = team.room.change(|c| contact::add(c, team.plan, &agreed("Order the dye", Some("2012-07-20")))).unwrap();
    let other = team.room.change(|c| contact::add(c, team.plan, &agreed("Call the bank", Some("2012-07-21")))).unwrap();
    team.is_taken_back_by("Order the dye", |team| {
        team.room.change(|c| contact::edit(c, call, &agreed("", None), None)).unwrap();
    });
    let before = team.line("Call the bank").4;
    team.room.change(|c| remove(c, Told::Contact, call, None)).unwrap();
    assert!(team.line("Call the bank").4 > before, "what is removed counts on: no number goes down");
    team.is_taken_back_by("Call the bank", |team| team.room.change(|c| remove(c, Told::Contact, other, None)).unwrap());

    let asked = LineField::Asked { title: "A dyer".into(), needed: Some(day("2012-08-01")) };
    let request = team.room.change(|c| lines::add(c, team.plan, vec![asked])).unwrap();
    team.is_taken_back_by("A dyer", |team| team.room.change(|c| lines::remove(c, plans::Part::Assistance, request, None)).unwrap());
    team.room.desk.undo().unwrap();
    assert!(!team.line("A dyer").3, "and what is taken back of the removal is expected again");
}

#[test]
fn months_that_are_not_followed_any_more_are_taken_back() {
    let team = Team::new();
    let shorter = |months| {
        let seen = team.room.read(|r, book| programme::views::facts(r.sql(), book)).unwrap().seen.rules;
        let rules = programme::Rules { follow_up_months: months, ..programme::Rules::default() };
        team.room.change(|c| programme::edit(c, programme::ProgrammeField::Rules(rules), &seen)).unwrap();
    };
    team.is_taken_back_by("2012-11", |_| shorter(5));
    assert!(!team.line("2012-10").3, "the others are expected as before");
    shorter(6);
    assert!(!team.line("2012-11").3);
}

#[test]
fn what_a_removed_plan_had_is_taken_back() {
    let team = Team::new();
    let plan = team.room.read(|r, book| plans::views::by_code(r.sql(), book, "AP02")).id;
    let fields = vec![LineField::Activity { title: "Buy looms".into() }, LineField::Period { starts: None, ends: Some(day("2012-07-01")) }];
    team.room.change(|c| lines::add(c, plan, fields)).unwrap();
    team.room.change(|c| plans::remove(c, plan, None)).unwrap();
    let gone = team.room.read(|r, book| {
        let facts = facts(r.sql(), book)?;
        taken_back(r, book, team.room.book, &facts, &all(&facts, team.room.book, day("2012-06-01")))
    });
    let told: Vec<_> = gone.iter().filter(|due| due.plan == plan).map(|due| (due.what, due.title.as_str())).collect();
    assert!(told.contains(&(What::Activity, "Buy looms")), "{told:?}");
    assert_eq!(told.iter().filter(|(what, _)| *what == What::Report).count(), 6, "and its months");
}

//! The months after the training, told as a coach and headquarters live them.

mod due;
mod taken_back;

use chrono::NaiveDate;

use super::{
    Attended, Doing, Light, Month, NewCascade, NewContact, NewHelp, Progress, Rating, ReportField, Told, Unit, Way, What, cascade, contact,
    due::{all, within},
    glance, help, lineage, month, rate, remove, report,
    views::{facts, of_plan},
};
use crate::{
    RecordId,
    attendance::classroom::{Classroom, refusal},
    plans::{self, How, LineField, State, Why, lines},
    programme,
};

struct Team {
    room: Classroom,
    plan: RecordId,
    survey: RecordId,
    train: RecordId,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn june() -> Month {
    Month::parse("2012-06").unwrap()
}

impl Team {
    fn new() -> Self {
        let room = Classroom::new();
        room.at("2012-12-01T08:00:00Z");
        let plan = room.read(|r, book| plans::views::by_code(r.sql(), book, "AP01")).id;
        let add = |title: &str, starts: &str, ends: &str| {
            let fields = vec![LineField::Activity { title: title.into() }, LineField::Period { starts: Some(day(starts)), ends: Some(day(ends)) }];
            room.change(|c| lines::add(c, plan, fields)).unwrap()
        };
        let (survey, train) = (add("Survey the mills", "2012-06-01", "2012-06-15"), add("Train the auditors", "2012-07-01", "2012-07-31"));
        let version = room.change(|c| plans::keep_version(c, plan)).unwrap();
        let person = room.read(|r, book| plans::views::line(r.sql(), book, plan)).team[0].participant;
        room.change(|c| plans::commit(c, version, person, How::InApp, day("2012-05-25"), None)).unwrap();
        room.change(|c| plans::advance(c, plan, State::Committed, &Why::default(), None)).unwrap();
        Self { room, plan, survey, train }
    }

    fn tells(&self, activity: RecordId, month: &str, doing: Doing, percent: Option<i64>) {
        let progress = Progress::new(doing, percent).unwrap();
        self.room.change(|c| report::write(c, activity, Month::parse(month)?, ReportField::Progress(progress), None)).unwrap();
    }

    fn glance(&self, today: &str) -> glance::Glance {
        self.room.read(|r, book| Ok(glance::glance(&facts(r.sql(), book)?, self.room.book, day(today))))
    }

    fn row(&self, today: &str) -> glance::Row {
        self.glance(today).plans.into_iter().find(|row| row.id == self.plan).unwrap()
    }

    fn due(&self, today: &str, days: u64) -> Vec<(What, String, bool)> {
        let all = self.room.read(|r, book| Ok(all(&facts(r.sql(), book)?, self.room.book, day(today))));
        within(&all, day(today), days).into_iter().filter(|due| due.plan == self.plan).map(|due| (due.what, due.title, due.late)).collect()
    }
}

#[test]
fn months_are_those_of_the_calendar_after_the_last_days() {
    let team = Team::new();
    let programme = team.room.read(|r, book| programme::views::facts(r.sql(), book)).unwrap();
    let months: Vec<_> = month::followed(&programme).iter().map(ToString::to_string).collect();
    assert_eq!(months, ["2012-06", "2012-07", "2012-08", "2012-09", "2012-10", "2012-11"]);
    assert_eq!((june().first_day(), june().last_day(), june().next().to_string()), (day("2012-06-01"), day("2012-06-30"), "2012-07".into()));
    for (typed, code) in
        [("2555-06", "thai_year"), ("2012-13", "month_unreadable"), ("June", "month_unreadable"), ("2012-6", "month_unreadable"), ("1012-06", "year_unlikely")]
    {
        assert_eq!(refusal(Month::parse(typed)).code, code, "{typed}");
    }
}

#[test]
fn no_report_is_not_no_progress() {
    let team = Team::new();
    let cell = |nth: usize| {
        let row = team.row("2012-08-01");
        (row.months[nth].reports, row.months[nth].moving)
    };
    assert_eq!(cell(0), (0, 0), "nobody said anything");
    team.tells(team.survey, "2012-06", Doing::NotStarted, None);
    assert_eq!(cell(0), (1, 0), "somebody said that nothing was done");
    let words = |said: &str| team.room.change(|c| report::write(c, team.train, Month::parse("2012-06")?, ReportField::Said(said.into()), None)).unwrap();
    words("The hall was painted.");
    assert_eq!(cell(0), (2, 1), "who only says what happened does not say that nothing was done");
    let told = team.room.read(|r, book| of_plan(r.sql(), book, team.plan));
    let in_words = told.reports.iter().find(|report| report.activity == team.train).expect("a report");
    team.room.change(|c| remove(c, Told::Report, in_words.id, None)).unwrap();
    team.tells(team.survey, "2012-06", Doing::UnderWay, Some(40));
    assert_eq!((cell(0), cell(1)), ((1, 1), (0, 0)));
    let told = team.room.read(|r, book| of_plan(r.sql(), book, team.plan));
    assert_eq!(told.reports.len(), 1, "one record for an activity and a month");
    team.room.change(|c| remove(c, Told::Report, told.reports[0].id, None)).unwrap();
    assert_eq!(cell(0), (0, 0), "and a report that was taken away is none");
    team.tells(team.survey, "2012-06", Doing::Done, Some(100));
    assert_eq!((cell(0), team.row("2012-08-01").done), ((1, 1), 1), "until there is one again");
}

#[test]
fn a_share_and_a_word_do_not_contradict() {
    for (doing, percent, code) in [
        (Doing::Done, 40, "percent_contradicts"),
        (Doing::NotStarted, 1, "percent_contradicts"),
        (Doing::UnderWay, 101, "percent_out_of_range"),
        (Doing::Stopped, -1, "percent_out_of_range"),
    ] {
        assert_eq!(refusal(Progress::new(doing, Some(percent))).code, code, "{doing:?} {percent}");
    }
    assert_eq!(Progress::new(Doing::Done, Some(100)).unwrap(), Progress::new(Doing::Done, None).unwrap(), "one meaning, one value");
    assert_eq!(refusal(Rating::new(Light::Red, "  ")).code, "text_missing", "red says why");
    assert!(Rating::new(Light::Green, "").is_ok());
}

#[test]
fn assistance_is_given_in_pieces_and_for_a_request_of_the_plan() {
    let team = Team::new();
    let asked = team.room.change(|c| lines::add(c, team.plan, vec![LineField::Asked { title: "A trainer".into(), needed: None }])).unwrap();
    let other = team.room.read(|r, book| plans::views::by_code(r.sql(), book, "AP02")).id;
    let new = NewHelp { date: day("2012-07-05"), title: "A lesson".into(), by: "Dr. Ploy".into(), amount: Some((2, Unit::Days)), request: Some(asked) };
    assert_eq!(refusal(team.room.change(|c| help::add(c, other, &new))).code, "no_such_line", "another plan's request");
    for (amount, date, code) in [((0, Unit::Days), "2012-07-05", "count_out_of_range"), ((2, Unit::Hours), "2555-07-05", "thai_year")] {
        let wrong = NewHelp { amount: Some(amount), date: day(date), ..new.clone() };
        assert_eq!(refusal(team.room.change(|c| help::add(c, team.plan, &wrong))).code, code);
    }
    let first = team.room.change(|c| help::add(c, team.plan, &new)).unwrap();
    team.room.change(|c| help::add(c, team.plan, &NewHelp { date: day("2012-08-05"), ..new.clone() })).unwrap();
    let told = team.room.read(|r, book| of_plan(r.sql(), book, team.plan)).help;
    assert_eq!(told.iter().map(|one| one.date.to_string()).collect::<Vec<_>>(), ["2012-08-05", "2012-07-05"]);
    let seen = told.iter().find(|one| one.id == first).unwrap().seen.clone();
    assert!(!team.room.change(|c| help::edit(c, team.plan, first, &new, Some(&seen))).unwrap(), "what says the same writes nothing");
    assert_eq!(refusal(team.room.change(|c| remove(c, Told::Cascade, first, None))).code, "no_such_word", "it is no workshop");
}

#[test]
fn a_workshop_counts_women_men_and_not_stated() {
    let team = Team::new();
    let new = NewCascade {
        date: day("2012-08-10"),
        title: "Dyeing day".into(),
        place: "Takeo".into(),
        attended: Some(Attended { women: 12, men: 8, not_stated: 1 }),
        noted: String::new(),
    };
    let wrong = NewCascade { attended: Some(Attended { women: -1, men: 0, not_stated: 0 }), ..new.clone() };
    assert_eq!(refusal(team.room.change(|c| cascade::add(c, team.plan, &wrong))).code, "count_out_of_range");
    team.room.change(|c| cascade::add(c, team.plan, &new)).unwrap();
    team.room.change(|c| cascade::add(c, team.plan, &NewCascade { attended: None, ..new.clone() })).unwrap();
    let totals: Vec<_> = team.room.read(|r, book| of_plan(r.sql(), book, team.plan)).cascades.into_iter().map(|one| one.total).collect();
    assert!(totals.contains(&Some(21)) && totals.contains(&None), "nobody counted is not nobody came: {totals:?}");
}

#[test]
fn several_plans_become_one_and_one_becomes_several() {
    let team = Team::new();
    let plan = |code: &str| team.room.read(|r, book| plans::views::by_code(r.sql(), book, code)).id;
    let (one, two, three, four) = (plan("AP01"), plan("AP02"), plan("AP03"), plan("AP04"));
    team.room.change(|c| lineage::supersede(c, one, &[three], "together")).unwrap();
    team.room.change(|c| lineage::supersede(c, two, &[three, four], "too large")).unwrap();
    let lineage = team.room.read(|r, book| Ok(lineage::lineage(&plans::views::list(r.sql(), book)?, &lineage::origins(r.sql(), book)?)));
    let steps: Vec<_> = lineage.steps.iter().map(|step| (step.from, step.to)).collect();
    assert_eq!(steps.len(), 3);
    assert!([(one, three), (two, three), (two, four)].iter().all(|step| steps.contains(step)));
    let column = |plan: RecordId| lineage.places.iter().find(|place| place.plan == plan).map(|place| place.column);
    assert_eq!([one, two, three, four].map(column), [Some(0), Some(0), Some(1), Some(1)]);
    assert_eq!(column(plan("AP05")), None, "what came of nothing is not in the picture");
    assert_eq!(refusal(team.room.change(|c| lineage::came_from(c, two, Some(four), None))).code, "successor_in_a_circle");
    assert_eq!(refusal(team.room.change(|c| lineage::came_from(c, four, Some(four), None))).code, "successor_is_itself");
    assert_eq!(refusal(team.room.change(|c| lineage::supersede(c, four, &[], "x"))).code, "successor_missing");
    let five = plan("AP05");
    team.room.change(|c| plans::advance(c, five, State::Dropped, &Why { reason: "no mill".into(), successor: None }, None)).unwrap();
    let over = refusal(team.room.change(|c| lineage::supersede(c, four, &[five], "x")));
    assert_eq!((over.code, &over.params["plan"]), ("successor_over", &"AP05".into()), "what was given up takes nobody's place");
    assert_eq!(refusal(team.room.change(|c| lineage::supersede(c, four, &[three, five], "x"))).code, "successor_over", "nor among others");
}

#[test]
fn a_rating_is_given_and_taken_back() {
    let team = Team::new();
    team.room.change(|c| rate::rate(c, team.plan, june(), Some(Rating::new(Light::Amber, "rain")?), None)).unwrap();
    assert_eq!(team.row("2012-07-01").months[0].light, Some(Light::Amber));
    team.room.change(|c| rate::rate(c, team.plan, june(), None, None)).unwrap();
    assert_eq!(team.row("2012-07-01").months[0].light, None, "a rating is taken back");
}

#[test]
fn what_a_screen_shows_whole_is_taken_away_and_what_came_meanwhile_is_asked_about() {
    let team = Team::new();
    let new = NewCascade { date: day("2012-08-10"), title: "Dyeing day".into(), place: String::new(), attended: None, noted: String::new() };
    let id = team.room.change(|c| cascade::add(c, team.plan, &new)).unwrap();
    let shown = team.room.read(|r, book| r.everything_in(book, Told::Cascade.kind(), id));
    team.room.change(|c| remove(c, Told::Cascade, id, Some(&shown))).unwrap();
    let held = || team.room.read(|r, book| of_plan(r.sql(), book, team.plan)).cascades.len();
    assert_eq!(held(), 0);
    team.room.desk.undo().unwrap();
    assert_eq!(held(), 1, "and taken back");
    team.room.change(|c| cascade::edit(c, id, &NewCascade { place: "Takeo".into(), ..new.clone() }, None)).unwrap();
    team.room.change(|c| remove(c, Told::Cascade, id, Some(&shown))).unwrap();
    assert_eq!(held(), 1, "a place that nobody saw here keeps it in sight");
}

#[test]
fn what_happened_is_not_noted_of_days_to_come() {
    let team = Team::new();
    let room = &team.room;
    room.at("2012-12-02T08:00:00Z");
    let (tomorrow, later) = (day("2012-12-03"), day("2012-12-05"));
    let spoke = |date| NewContact { date, way: Way::Mail, coach: "Dr. Ploy".into(), said: String::new(), next_step: String::new(), next_on: None };
    let held = |date| NewCascade { date, title: "Dyeing day".into(), place: String::new(), attended: None, noted: String::new() };
    let gave = |date| NewHelp { date, title: "A visit".into(), by: "MI".into(), amount: None, request: None };
    let actual = |measured| LineField::Actual { actual: "3".into(), measured: Some(measured) };
    let measure = LineField::Measure { title: "Mills".into(), unit: String::new() };
    let indicator = room.change(|c| lines::add(c, team.plan, vec![measure])).unwrap();
    let version = room.change(|c| plans::keep_version(c, team.plan)).unwrap();
    let person = room.read(|r, book| plans::views::line(r.sql(), book, team.plan)).team[0].participant;
    let said = |date| {
        [
            room.change(|c| contact::add(c, team.plan, &spoke(date)).map(drop)),
            room.change(|c| cascade::add(c, team.plan, &held(date)).map(drop)),
            room.change(|c| help::add(c, team.plan, &gave(date)).map(drop)),
            room.change(|c| lines::edit(c, indicator, actual(date), None).map(drop)),
            room.change(|c| plans::commit(c, version, person, How::Mail, date, None).map(drop)),
        ]
    };
    for refused in said(later) {
        let problem = refusal(refused);
        assert_eq!((problem.code, &problem.params["last"]), ("day_to_come", &"2012-12-03".into()));
    }
    assert!(said(tomorrow).iter().all(Result::is_ok), "further east it is tomorrow already");
    let next = NewContact { next_step: "Send the list".into(), next_on: Some(day("2013-02-01")), ..spoke(tomorrow) };
    room.change(|c| contact::add(c, team.plan, &next)).unwrap();
    room.at("2012-05-20T08:00:00Z");
    assert!(said(tomorrow).iter().all(Result::is_ok), "a clock that was set back does not forbid what was noted before");
}

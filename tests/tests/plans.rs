//! One action plan on two laptops, and at headquarters.

use std::io::Cursor;

use sala::{
    RecordId, Result, Seen, decide, demo, outputs,
    plans::{self, How, LineField, Part, PlanField, State, Why, content::Content, lines, views},
    programme,
    progress::lineage,
};
use sala_tests::laptop::Laptop;

const SIGNED_SHEET: &[u8] = include_bytes!("../../crates/sala/src/demo/files/flipchart-group-b.jpg");

/// Headquarters with the programme and a plan of three activities, and two laptops that have it.
struct OneTeam {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    plan: RecordId,
}

impl OneTeam {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).unwrap()).unwrap();
        let roster = sala::people::table::read_bytes(demo::ROSTER).unwrap();
        sala::people::import::apply(&hq.desk, book, &roster, &Default::default(), false).unwrap();
        let plan = hq.desk.read(|r| views::by_code(r.sql(), r.book(book)?, "AP01")).unwrap().id;
        let activities =
            [("Survey the mills", "2012-06-01", "2012-06-15"), ("Train the auditors", "2012-07-01", "2012-07-31"), ("Travel", "2012-08-01", "2012-08-05")];
        for (title, starts, ends) in activities {
            let fields = vec![LineField::Activity { title: title.into() }, days(starts, ends)];
            hq.desk.change(book, "plan", |c| lines::add(c, plan, fields)).unwrap();
        }
        let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        // They stand for it on the last day.
        for laptop in [&hq, &a, &b] {
            laptop.at("2012-05-24T08:00");
        }
        Self { hq, a, b, book, plan }
    }

    fn line(&self, laptop: &Laptop, title: &str) -> RecordId {
        self.says(laptop).activities.iter().find(|line| line.title == title).unwrap_or_else(|| panic!("{title} is in the plan")).id
    }

    /// Somebody who has just looked at the line moves it.
    fn moves(&self, laptop: &Laptop, title: &str, starts: &str, ends: &str) -> Result<bool> {
        let line = self.line(laptop, title);
        laptop.desk.change(self.book, "plan", |c| lines::edit(c, line, days(starts, ends), None))
    }

    fn keeps(&self, laptop: &Laptop) -> RecordId {
        laptop.desk.change(self.book, "plan", |c| plans::keep_version(c, self.plan)).unwrap()
    }

    fn commits(&self, laptop: &Laptop, version: RecordId, code: &str, how: How) {
        let since = "2012-05-25".parse().unwrap();
        let person = laptop.desk.read(|r| sala::attendance::views::find_person(r.sql(), r.book(self.book)?, code)).unwrap().expect("somebody of the team");
        laptop.desk.change(self.book, "plan", |c| plans::commit(c, version, person, how, since, None)).unwrap();
    }

    fn evening(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
    }

    fn says(&self, laptop: &Laptop) -> Content {
        laptop.desk.read(|r| views::content(r.sql(), r.book(self.book)?, self.plan)).unwrap().0
    }

    fn versions(&self, laptop: &Laptop) -> Vec<views::VersionView> {
        laptop.desk.read(|r| views::versions(r.sql(), r.book(self.book)?, self.plan)).unwrap()
    }

    /// Number of the version and code of the person.
    fn stand(&self, laptop: &Laptop) -> Vec<(i64, String)> {
        let versions = self.versions(laptop);
        let commitments = laptop.desk.read(|r| views::commitments(r.sql(), r.book(self.book)?, self.plan)).unwrap();
        let number = |id: RecordId| versions.iter().find(|version| version.id == id).map_or(0, |version| version.number);
        commitments.into_iter().map(|one| (number(one.version), one.code)).collect()
    }

    fn waiting(&self) -> Vec<decide::Conflict> {
        self.hq.desk.read(|r| decide::conflicts(r, Some(self.book))).unwrap()
    }
}

fn days(starts: &str, ends: &str) -> LineField {
    LineField::Period { starts: Some(starts.parse().unwrap()), ends: Some(ends.parse().unwrap()) }
}

#[test]
fn two_laptops_that_write_in_different_lines_write_one_plan_together() {
    let team = OneTeam::new();
    team.moves(team.a.at("2012-05-24T10:00"), "Survey the mills", "2012-06-04", "2012-06-22").unwrap();
    let training = team.line(&team.b, "Train the auditors");
    let b = team.b.at("2012-05-24T10:01");
    let title = LineField::Activity { title: "Train twenty auditors".into() };
    b.desk.change(team.book, "plan", |c| lines::edit(c, training, title, None)).unwrap();
    let cost = vec![LineField::Item { title: "Travel".into() }, LineField::Amount { amount: "1,250.5".into(), currency: "usd".into() }];
    b.desk.change(team.book, "plan", |c| lines::add(c, team.plan, cost)).unwrap();
    team.evening();
    assert!(team.waiting().is_empty(), "nobody touched what the other wrote");
    for laptop in [&team.hq, &team.a, &team.b] {
        let said = team.says(laptop);
        let titles: Vec<_> = said.activities.iter().map(|line| line.title.as_str()).collect();
        assert_eq!(titles, ["Survey the mills", "Train twenty auditors", "Travel"], "both changes stand at {}", laptop.label);
        assert_eq!(said.activities[0].ends, "2012-06-22".parse().ok(), "with the days of the one");
        assert_eq!(said.sums().iter().map(ToString::to_string).collect::<Vec<_>>(), ["1250.50 USD"], "and the cost of the other");
        assert!(laptop.desk.verify().unwrap().ok, "{} stands on its journal", laptop.label);
    }
}

#[test]
fn one_line_moved_twice_is_asked_about_with_its_plan_and_its_days() {
    let team = OneTeam::new();
    team.moves(team.a.at("2012-05-24T10:00"), "Travel", "2012-08-06", "2012-08-10").unwrap();
    team.moves(team.b.at("2012-05-24T10:01"), "Travel", "2012-09-03", "2012-09-07").unwrap();
    team.evening();
    let waiting = team.waiting();
    assert_eq!(waiting.len(), 1, "the days of one activity are one question: {waiting:?}");
    let asked = &waiting[0];
    assert_eq!((asked.kind.as_str(), asked.field.as_str()), ("plan_activity", "period"));
    assert_eq!(asked.subject, "Travel, AP01", "ten plans may have their travel: it is said of which this one is");
    let told: Vec<_> =
        asked.values.iter().map(|value| (value.value["starts"].as_str().unwrap_or_default(), value.value["ends"].as_str().unwrap_or_default())).collect();
    assert_eq!(told, [("2012-08-06", "2012-08-10"), ("2012-09-03", "2012-09-07")], "neither team member's days may vanish");

    team.hq.desk.resolve(&asked.id, &decide::Choice::Number(1), None).unwrap();
    team.hq.carry_to(&team.b);
    let travel = team.says(&team.b).activities.into_iter().find(|line| line.title == "Travel").unwrap();
    assert_eq!(travel.starts, "2012-08-06".parse().ok(), "the decision travels");
    assert!(team.waiting().is_empty(), "and nothing is asked twice");
}

#[test]
fn a_long_text_that_both_changed_is_offered_as_one() {
    let team = OneTeam::new();
    let writes = |laptop: &Laptop, problem: &str| {
        laptop.desk.change(team.book, "plan", |c| plans::edit(c, team.plan, PlanField::Problem { problem: problem.into() }, None)).unwrap();
    };
    writes(&team.hq, "Each mill pays its own auditor. Buyers trust none of them, because they see eleven names on eleven bags.");
    team.evening();
    writes(
        team.a.at("2012-05-24T10:00"),
        "Each of eleven mills pays its own auditor. Buyers trust none of them, because they see eleven names on eleven bags.",
    );
    writes(team.b.at("2012-05-24T10:01"), "Each mill pays its own auditor. Buyers abroad trust none of them, because they see eleven names on eleven bags.");
    team.evening();
    let waiting = team.waiting();
    assert_eq!((waiting.len(), waiting[0].subject.as_str(), waiting[0].field.as_str()), (1, "AP01", "problem"), "{waiting:?}");
    let both = waiting[0].suggestion.as_ref().expect("both together").value["problem"].as_str().unwrap().to_owned();
    assert_eq!(both, "Each of eleven mills pays its own auditor. Buyers abroad trust none of them, because they see eleven names on eleven bags.");
}

#[test]
fn a_word_given_for_version_one_stays_with_it_when_the_plan_is_changed_elsewhere() {
    let team = OneTeam::new();
    team.hq.desk.change(team.book, "plan", |c| plans::advance(c, team.plan, State::Presented, &Why::default(), None)).unwrap();
    team.evening();
    let first = team.versions(&team.a)[0].id;
    // In one room the team signs; in the other the plan is changed and kept again.
    team.commits(&team.a, first, "P01", How::InApp);
    team.commits(&team.a, first, "P02", How::Sheet);
    let sheet = outputs::bring(&team.a.desk, &mut Cursor::new(SIGNED_SHEET), "signed.jpg").unwrap();
    team.a.desk.change(team.book, "plan", |c| plans::hang_sheet(c, first, &sheet)).unwrap();
    team.moves(&team.b, "Survey the mills", "2012-06-11", "2012-06-29").unwrap();
    team.keeps(&team.b);
    team.evening();
    assert!(team.waiting().is_empty(), "a commitment and an edit do not stand against each other");
    for laptop in [&team.hq, &team.a, &team.b] {
        let versions = team.versions(laptop);
        assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 2], "two versions at {}", laptop.label);
        assert_eq!(team.stand(laptop), [(1, "P01".to_owned()), (1, "P02".to_owned())], "their word was given for the first, at {}", laptop.label);
        assert_eq!(versions[0].content.activities[0].starts, "2012-06-01".parse().ok(), "which says what they saw");
        assert_eq!(
            versions[0].sheets.iter().map(|file| (file.name.as_str(), file.here)).collect::<Vec<_>>(),
            [("signed.jpg", true)],
            "with the sheet they signed"
        );
    }
    // Whoever stands for the change too says so, later and by mail, at headquarters.
    let second = team.versions(&team.hq)[1].id;
    team.commits(team.hq.at("2012-06-04T08:00"), second, "P01", How::Mail);
    team.evening();
    assert_eq!(team.stand(&team.b), [(1, "P01".to_owned()), (1, "P02".to_owned()), (2, "P01".to_owned())], "both words stand, each with its version");
}

#[test]
fn two_laptops_that_each_keep_a_version_keep_both() {
    let team = OneTeam::new();
    team.moves(&team.a, "Travel", "2012-08-06", "2012-08-10").unwrap();
    team.moves(&team.b, "Survey the mills", "2012-06-11", "2012-06-29").unwrap();
    let (here, there) = (team.keeps(&team.a), team.keeps(&team.b));
    team.commits(&team.a, here, "P01", How::InApp);
    team.commits(&team.b, there, "P03", How::InApp);
    team.evening();
    let versions = team.versions(&team.hq);
    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 1], "each counted on without knowing of the other");
    let stood = |version: RecordId| {
        let all = team.hq.desk.read(|r| views::commitments(r.sql(), r.book(team.book)?, team.plan)).unwrap();
        all.into_iter().filter(|one| one.version == version).map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!((stood(here), stood(there)), (vec!["P01".to_owned()], vec!["P03".to_owned()]), "and each keeps its own word");
    let third = team.keeps(&team.hq);
    assert_eq!(team.versions(&team.hq).iter().find(|version| version.id == third).map(|version| version.number), Some(2), "what says both is the next");
}

#[test]
fn a_line_removed_here_and_moved_there_is_asked_about() {
    let team = OneTeam::new();
    let travel = team.line(&team.a, "Travel");
    team.a.at("2012-05-24T10:00").desk.change(team.book, "plan", |c| lines::remove(c, Part::Activity, travel, None)).unwrap();
    team.moves(team.b.at("2012-05-24T10:01"), "Travel", "2012-09-03", "2012-09-07").unwrap();
    team.evening();
    let waiting = team.waiting();
    assert_eq!((waiting.len(), waiting[0].field.as_str(), waiting[0].subject.as_str()), (1, "removed", "Travel, AP01"), "{waiting:?}");
    assert_eq!(team.says(&team.hq).activities.len(), 3, "it stays in sight until somebody decides");
    team.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(1), None).unwrap();
    team.evening();
    assert_eq!(team.says(&team.b).activities.len(), 2, "and goes where that was decided");
}

#[test]
fn what_a_screen_showed_before_a_file_came_makes_a_question_and_no_loss() {
    let team = OneTeam::new();
    let survey = team.says(&team.a).activities[0].clone();
    team.moves(team.b.at("2012-05-24T10:00"), "Survey the mills", "2012-06-11", "2012-06-29").unwrap();
    team.b.carry_to(&team.hq);
    team.hq.carry_to(&team.a);
    // The form was open all the while.
    let seen: Seen = survey.seen.period;
    team.a.at("2012-05-24T11:00").desk.change(team.book, "plan", |c| lines::edit(c, survey.id, days("2012-07-02", "2012-07-06"), Some(&seen))).unwrap();
    team.evening();
    let waiting = team.waiting();
    assert_eq!((waiting.len(), waiting[0].field.as_str()), (1, "period"), "the other's days were not seen when these were typed: {waiting:?}");
    assert_eq!(waiting[0].values.len(), 2);
}

#[test]
fn what_is_taken_back_travels_like_what_was_done() {
    let team = OneTeam::new();
    let version = team.keeps(&team.a);
    team.commits(&team.a, version, "P01", How::InApp);
    let carried = || {
        team.a.carry_to(&team.hq);
        team.hq.carry_to(&team.b);
    };
    carried();
    assert_eq!(team.stand(&team.b).len(), 1, "everybody heard it");
    team.a.desk.undo().unwrap().expect("the word");
    carried();
    assert!(team.stand(&team.b).is_empty(), "and heard that it was a mistake");
    assert_eq!(team.versions(&team.b).len(), 1, "the version itself was kept on purpose");
    team.a.desk.undo().unwrap().expect("the version");
    carried();
    assert!(team.versions(&team.hq).is_empty(), "until that is taken back too");
}

#[test]
fn whoever_looks_at_a_plan_is_told_that_one_of_its_lines_is_to_be_decided() {
    let team = OneTeam::new();
    let disputed = || {
        let (alone, both) =
            team.hq.desk.read(|r| Ok(((decide::count(r, None)?, decide::disputed(r, team.book)?), decide::counted(r, Some(team.book))?))).unwrap();
        assert_eq!(alone, both, "read once or twice, it is the same");
        both.1
    };
    assert!(disputed().is_empty(), "nothing was written differently");
    team.moves(&team.a, "Travel", "2012-08-02", "2012-08-06").unwrap();
    team.moves(&team.b, "Travel", "2012-08-03", "2012-08-07").unwrap();
    team.evening();
    let expected = [team.plan, team.line(&team.hq, "Travel")].into();
    assert_eq!(disputed(), expected, "the line, and the plan that it stands in; nobody of the team");
}

#[test]
fn versions_that_two_laptops_kept_under_one_number_stand_in_one_order_everywhere() {
    let team = OneTeam::new();
    team.keeps(&team.hq);
    team.hq.carry_to(&team.a);
    team.hq.carry_to(&team.b);
    let write = |laptop: &Laptop, text: &str| {
        let partner = vec![LineField::Partner { name: text.into(), contribution: String::new() }];
        laptop.desk.change(team.book, "plan", |c| lines::add(c, team.plan, partner)).unwrap();
        team.keeps(laptop)
    };
    let later = write(team.a.at("2012-05-24T10:05"), "The mill of A");
    let earlier = write(team.b.at("2012-05-24T10:00"), "The mill of B");
    team.evening();
    let [hq, a, b] = [&team.hq, &team.a, &team.b].map(|laptop| team.versions(laptop).into_iter().map(|one| (one.number, one.id)).collect::<Vec<_>>());
    assert_eq!(hq[1..], [(2, earlier), (2, later)], "the one that was kept later comes later, whichever came in first");
    assert_eq!((&a, &b), (&hq, &hq), "whoever says version 2 means the same text on each laptop");
    let [hq, a, b] = [&team.hq, &team.a, &team.b].map(|laptop| team.says(laptop).partners.into_iter().map(|one| one.name).collect::<Vec<_>>());
    assert_eq!(hq, ["The mill of B", "The mill of A"]);
    assert_eq!((&a, &b), (&hq, &hq), "and so do the lines of a plan");
}

#[test]
fn whichever_of_dropped_and_superseded_is_decided_the_lineage_is_whole_or_none() {
    let team = OneTeam::new();
    let plan = |code: &str| team.hq.desk.read(|r| views::by_code(r.sql(), r.book(team.book)?, code)).unwrap().id;
    let (two, three, four) = (plan("AP02"), plan("AP03"), plan("AP04"));
    let steps = |laptop: &Laptop| {
        let steps = laptop.desk.read(|r| {
            let book = r.book(team.book)?;
            Ok(lineage::lineage(&views::list(r.sql(), book)?, &lineage::origins(r.sql(), book)?).steps)
        });
        steps.unwrap().into_iter().map(|step| step.to).collect::<Vec<_>>()
    };
    let why = Why { reason: "No money".into(), successor: None };
    team.a.at("2012-05-24T10:00").desk.change(team.book, "drop", |c| plans::advance(c, two, State::Dropped, &why, None)).unwrap();
    team.b.at("2012-05-24T10:01").desk.change(team.book, "supersede", |c| lineage::supersede(c, two, &[three, four], "Too large")).unwrap();
    team.evening();
    let waiting = team.waiting();
    let of = |label: &str| waiting[0].values.iter().find(|value| value.replica == label).unwrap().n;
    team.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(of("LAP-B")), None).unwrap();
    assert_eq!(steps(&team.hq), [three, four], "superseded, by both");
    team.hq.desk.undo().unwrap();
    for again in [true, false] {
        team.hq.desk.resolve(&team.waiting()[0].id, &decide::Choice::Number(of("LAP-A")), None).unwrap();
        assert!(steps(&team.hq).is_empty(), "dropped");
        if again {
            team.hq.desk.undo().unwrap();
            assert_eq!(steps(&team.hq), [three, four], "and both come back with what was taken back");
        }
    }
    team.evening();
    for laptop in [&team.hq, &team.a, &team.b] {
        assert!(steps(laptop).is_empty(), "{}: dropped, nothing took its place", laptop.label);
    }
    // The same where nobody differs: superseded by others, then not at all.
    team.hq.desk.change(team.book, "supersede", |c| lineage::supersede(c, two, &[three, four], "Too large")).unwrap();
    team.hq.desk.change(team.book, "supersede", |c| lineage::supersede(c, two, &[four], "Only that")).unwrap();
    assert_eq!(steps(&team.hq), [four], "it is said anew by which");
    team.hq.desk.change(team.book, "supersede", |c| lineage::supersede(c, two, &[three, four], "Both")).unwrap();
    let why = Why { reason: "It goes on".into(), successor: None };
    team.hq.desk.change(team.book, "on", |c| plans::advance(c, two, State::InProgress, &why, None)).unwrap();
    assert!(steps(&team.hq).is_empty(), "it goes on, and nothing came of it");
}

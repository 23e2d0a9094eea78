//! The months after the training: a coach on their own laptop, headquarters, and forms that come by mail.

use sala::{
    RecordId, Result, decide, demo,
    people::table,
    plans::{self, LineField, lines, views},
    programme,
    progress::{
        Doing, Month, Progress, ReportField,
        form::{self, Outcome, Read},
        report,
        views::{PlanMonths, of_plan},
    },
};
use sala_papers::form::{words, xlsx};
use sala_tests::laptop::Laptop;

struct Follow {
    hq: Laptop,
    coach: Laptop,
    second: Laptop,
    book: RecordId,
    plan: RecordId,
    survey: RecordId,
}

impl Follow {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).unwrap()).unwrap();
        let roster = table::read_bytes(demo::ROSTER).unwrap();
        sala::people::import::apply(&hq.desk, book, &roster, &Default::default(), false).unwrap();
        let plan = hq.desk.read(|r| views::by_code(r.sql(), r.book(book)?, "AP01")).unwrap().id;
        let mut survey = None;
        for title in ["Survey the mills", "Train the auditors"] {
            let id = hq.desk.change(book, "plan", |c| lines::add(c, plan, vec![LineField::Activity { title: title.into() }])).unwrap();
            survey.get_or_insert(id);
        }
        let [coach, second] = ["COACH", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Dr. Ploy"));
        hq.carry_to(&coach);
        hq.carry_to(&second);
        for laptop in [&hq, &coach, &second] {
            laptop.at("2012-07-01T08:00");
        }
        Self { hq, coach, second, book, plan, survey: survey.unwrap() }
    }

    fn evening(&self) {
        self.coach.carry_to(&self.hq);
        self.second.carry_to(&self.hq);
        self.hq.carry_to(&self.coach);
        self.hq.carry_to(&self.second);
    }

    fn tells(&self, laptop: &Laptop, doing: Doing, percent: Option<i64>) {
        let (month, progress) = (Month::parse("2012-06").unwrap(), Progress::new(doing, percent).unwrap());
        laptop.desk.change(self.book, "report", |c| report::write(c, self.survey, month, ReportField::Progress(progress), None)).unwrap();
    }

    fn told(&self, laptop: &Laptop) -> PlanMonths {
        laptop.desk.read(|r| of_plan(r.sql(), r.book(self.book)?, self.plan)).unwrap()
    }

    /// Percent of the survey in June.
    fn percent(&self, laptop: &Laptop) -> Option<i64> {
        self.told(laptop).reports.iter().find(|report| report.activity == self.survey).and_then(|report| report.percent)
    }

    fn form(&self, laptop: &Laptop) -> Filling {
        let words = words("en");
        let made = laptop.desk.now().timestamp_millis();
        let month = Month::parse("2012-06").unwrap();
        let form = laptop.desk.read(|r| form::form(r, r.book(self.book)?, self.book, self.plan, month, &words.choices, made)).unwrap();
        Filling { file: table::read_bytes(&xlsx(&form, words).unwrap()).unwrap() }
    }

    fn reads(&self, laptop: &Laptop, filling: &Filling) -> Result<Read> {
        laptop.desk.change(self.book, "plan_form", |c| form::read(c, self.plan, &filling.file, &[]))
    }

    fn waiting(&self) -> Vec<decide::Conflict> {
        self.hq.desk.read(|r| decide::conflicts(r, Some(self.book))).unwrap()
    }
}

/// A form, and a hand that fills it in.
#[derive(Clone)]
struct Filling {
    file: table::Spreadsheet,
}

impl Filling {
    fn puts(mut self, title: &str, column: usize, text: &str) -> Self {
        let row = self.file.sheets[0].rows.iter_mut().find(|row| row.cell(0) == title).unwrap_or_else(|| panic!("{title} is on the form"));
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        row.cells[column] = text.to_owned();
        self
    }

    fn workshop(mut self, cells: [&str; 6]) -> Self {
        let row = self.file.sheets[0].rows.iter_mut().find(|row| row.cell(6).contains("cascade")).expect("a line for a workshop");
        for (at, text) in cells.iter().enumerate() {
            row.cells[at] = (*text).to_owned();
        }
        self
    }

    fn survey(self, doing: &str, percent: &str, said: &str) -> Self {
        self.puts("Survey the mills", 3, doing).puts("Survey the mills", 4, percent).puts("Survey the mills", 5, said)
    }
}

#[test]
fn a_form_comes_back_and_is_read_once_however_often_it_is_read() {
    let follow = Follow::new();
    let empty = follow.form(&follow.hq);
    let nothing = follow.reads(&follow.hq, &empty).unwrap();
    assert_eq!((nothing.added, nothing.updated, nothing.unchanged, nothing.refused.len()), (0, 0, 2, 0), "an empty form tells nothing: {nothing:?}");
    let filled = empty.survey("Under way", "40", "Two mills.").workshop(["Dyeing day", "2012-06-20", "Takeo", "12", "8", ""]);
    let before = follow.hq.desk.read(|r| Ok(follow.told_of(r))).unwrap();
    let preview = form::preview(&follow.hq.desk, follow.book, follow.plan, &filled.file, &[]).unwrap();
    assert_eq!((preview.added, preview.updated), (2, 0), "{preview:?}");
    assert_eq!(follow.hq.desk.read(|r| Ok(follow.told_of(r))).unwrap(), before, "a preview writes nothing");
    let read = follow.reads(&follow.hq, &filled).unwrap();
    assert_eq!(read.rows, preview.rows, "and says what happens");
    let told = follow.told(&follow.hq);
    assert_eq!((told.reports[0].percent, told.reports[0].said.as_deref(), told.cascades[0].total), (Some(40), Some("Two mills."), Some(20)));
    let again = follow.reads(&follow.hq, &filled).unwrap();
    assert_eq!((again.added, again.updated, again.differs), (0, 0, 0), "the second time it tells nothing new: {again:?}");
    // The coach got the same mail.
    follow.reads(&follow.coach, &filled).unwrap();
    follow.evening();
    assert!(follow.waiting().is_empty(), "one form on two laptops is one word: {:?}", follow.waiting());
    assert_eq!(follow.told(&follow.hq).cascades.len(), 1, "and one workshop");
    follow.hq.desk.undo().unwrap();
}

#[test]
fn what_was_recorded_since_a_form_went_out_is_decided_and_not_lost() {
    let follow = Follow::new();
    let form = follow.form(&follow.hq).survey("Under way", "40", "");
    follow.tells(follow.coach.at("2012-07-02T08:00"), Doing::UnderWay, Some(60));
    follow.coach.carry_to(&follow.hq);
    let read = follow.reads(follow.hq.at("2012-07-03T08:00"), &form).unwrap();
    assert_eq!((read.differs, read.rows[0].outcome), (1, Outcome::Differs));
    follow.evening();
    let waiting = follow.waiting();
    assert_eq!((waiting.len(), waiting[0].field.as_str(), waiting[0].subject.as_str()), (1, "progress", "Survey the mills/2012-06, AP01"), "{waiting:?}");
    assert_eq!(waiting[0].values.len(), 2, "both stand there");
    let sixty = waiting[0].values.iter().position(|value| value.value.to_string().contains("60")).unwrap();
    follow.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(sixty + 1), None).unwrap();
    let again = follow.reads(&follow.hq, &form).unwrap();
    assert_eq!((again.differs, again.unchanged), (0, 2), "what was decided is not asked again by the same form: {again:?}");
    follow.evening();
    assert_eq!((follow.percent(&follow.coach), follow.waiting().len()), (Some(60), 0));
    let cell = report_cell(&follow);
    let history = follow.hq.desk.read(|r| r.history(r.book(follow.book)?, &cell)).unwrap();
    assert_eq!(history.len(), 3, "what the coach wrote, what the form said, and the decision");
}

#[test]
fn two_forms_read_in_any_order_make_the_same_state() {
    let outcome = |first_here: bool| {
        let follow = Follow::new();
        follow.tells(&follow.hq, Doing::UnderWay, Some(10));
        follow.evening();
        let blank = follow.form(&follow.hq);
        let (one, other) = (blank.clone().survey("Under way", "40", "A"), blank.survey("Under way", "50", "A"));
        let order = if first_here { [&one, &other] } else { [&other, &one] };
        for form in order {
            follow.reads(&follow.hq, form).unwrap();
        }
        let mut values: Vec<_> = follow.waiting()[0].values.iter().map(|value| value.value.to_string()).collect();
        values.sort();
        (follow.waiting().len(), values)
    };
    let (one, other) = (outcome(true), outcome(false));
    assert_eq!(one, other);
    assert_eq!((one.0, one.1.len()), (1, 2), "both wait to be decided: {one:?}");
}

#[test]
fn what_a_form_did_is_taken_back_and_may_be_read_anew() {
    let follow = Follow::new();
    follow.tells(&follow.hq, Doing::UnderWay, Some(10));
    let workshop = ["Village meeting", "2012-06-20", "Hua Hin", "12", "8", "0"];
    let form = follow.form(&follow.hq).survey("Done", "", "All eleven.").workshop(workshop);
    follow.reads(&follow.hq, &form).unwrap();
    follow.hq.desk.undo().unwrap();
    assert_eq!((follow.percent(&follow.hq), follow.told(&follow.hq).cascades.len()), (Some(10), 0), "as it was");
    assert_eq!(follow.reads(&follow.hq, &form).unwrap().updated, 1, "a mistake of the hand is no decision against the form");
    let told = follow.told(&follow.hq);
    assert_eq!((told.reports[0].doing, told.cascades.len()), (Some(Doing::Done), 1), "all of it");
}

#[test]
fn a_form_that_cannot_be_read_writes_nothing_and_says_which_cell() {
    let follow = Follow::new();
    let blank = follow.form(&follow.hq);
    let row_of = |filling: &Filling| {
        let read = follow.reads(&follow.hq, filling).unwrap();
        assert_eq!(read.refused.len(), 1, "{read:?}");
        (read.refused[0].column, read.refused[0].code)
    };
    let day = |date| blank.clone().workshop(["Dyeing day", date, "Takeo", "12", "8", ""]);
    let cases = [
        (blank.clone().survey("Begun", "", ""), ("doing", "doing_unknown")),
        (blank.clone().survey("", "40", ""), ("percent", "doing_missing")),
        (blank.clone().survey("Under way", "-5", ""), ("percent", "percent_out_of_range")),
        (blank.clone().survey("Under way", "half", ""), ("percent", "percent_unreadable")),
        (blank.clone().survey("Done", "40", ""), ("percent", "percent_contradicts")),
        (day("2555-06-20"), ("date", "thai_year")),
        (day("06/07/2012"), ("date", "date_ambiguous")),
        (day("soon"), ("date", "date_unreadable")),
        (day("2012-04-30"), ("date", "day_before_programme")),
        (day("1905-06-20"), ("date", "year_unlikely")),
        (blank.clone().workshop(["", "2012-06-20", "Takeo", "12", "8", ""]), ("title", "title_missing")),
        (blank.clone().workshop(["Dyeing day", "2012-06-20", "", "-12", "8", ""]), ("women", "count_out_of_range")),
        (blank.clone().workshop(["Dyeing day", "2012-06-20", "", "12", "", ""]), ("men", "count_missing")),
        (blank.clone().workshop(["Dyeing day", "2012-06-20", "", "", "8", "1"]), ("women", "count_missing")),
        (day("2012-07-04"), ("date", "day_to_come")),
        (blank.clone().workshop(["Dyeing day", "2012-06-20", "", "many", "8", ""]), ("women", "count_unreadable")),
        (blank.clone().puts(words("en").rating, 3, "Red"), ("reason", "reason_missing")),
        (blank.clone().puts(words("en").rating, 5, "rain"), ("light", "light_missing")),
    ];
    for (filling, expected) in cases {
        // A good row beside the bad one is not written either.
        let filling = filling.puts("Train the auditors", 3, "Done");
        assert_eq!(row_of(&filling), expected);
    }
    let number = blank.file.sheets[0].rows.iter().find(|row| row.cell(0) == "Survey the mills").unwrap().number;
    let formulas = [(blank.file.sheets[0].sheet.clone(), number, 4)];
    let read = follow.hq.desk.change(follow.book, "plan_form", |c| form::read(c, follow.plan, &blank.file, &formulas)).unwrap();
    assert_eq!((read.refused[0].column, read.refused[0].code), ("percent", "formula_cell"));
    let damaged = blank.clone().puts("Survey the mills", 6, "{}");
    assert_eq!(row_of(&damaged), ("row", "slip_damaged"));
    assert!(follow.told(&follow.hq).reports.is_empty(), "nothing was written");

    let gone = blank.clone().survey("Done", "", "");
    follow.hq.desk.change(follow.book, "plan", |c| lines::remove(c, plans::Part::Activity, follow.survey, None)).unwrap();
    assert_eq!(row_of(&gone), ("title", "activity_gone"), "a form of an older plan");
    assert!(follow.reads(&follow.hq, &blank).unwrap().refused.is_empty(), "which harms nobody where the row says nothing");

    let code = |filling: &Filling, plan: RecordId| {
        follow.hq.desk.change(follow.book, "plan_form", |c| form::read(c, plan, &filling.file, &[])).unwrap_err().problem().code
    };
    let other = follow.hq.desk.read(|r| views::by_code(r.sql(), r.book(follow.book)?, "AP02")).unwrap().id;
    assert_eq!(code(&blank, other), "form_other_plan");
    let newer = blank.clone().head(|head| head.replace("\"sala_form\":2", "\"sala_form\":3"));
    assert_eq!(code(&newer, follow.plan), "form_newer");
    let elsewhere = blank.clone().head(|head| head.replace(&follow.book.to_string(), &RecordId::new_at(7).to_string()));
    assert_eq!(code(&elsewhere, follow.plan), "form_other_programme");
    let roster = Filling { file: table::read_bytes(demo::ROSTER).unwrap() };
    assert_eq!(code(&roster, follow.plan), "not_a_form");
}

#[test]
fn a_form_of_the_first_layout_is_read_as_it_always_was() {
    let follow = Follow::new();
    let mut old = follow.form(&follow.hq).survey("Under way", "40", "Two mills.").head(|head| head.replace("\"sala_form\":2", "\"sala_form\":1"));
    let rows = &mut old.file.sheets[0].rows;
    let before = rows.len();
    rows.retain(|row| !["indicator", "request"].iter().any(|newer| row.cell(6).contains(&format!("\"of\":\"{newer}\""))));
    assert!(rows.len() < before, "it had neither indicators nor requests");
    let read = follow.reads(&follow.hq, &old).unwrap();
    assert_eq!((read.added, read.refused.len()), (1, 0), "{read:?}");
    assert_eq!(follow.percent(&follow.hq), Some(40));
}

#[test]
fn an_indicator_that_was_measured_here_meanwhile_stands_beside_what_the_form_says() {
    let follow = Follow::new();
    let measure = vec![LineField::Measure { title: "Mills".into(), unit: "number".into() }];
    let indicator = follow.hq.desk.change(follow.book, "plan", |c| lines::add(c, follow.plan, measure)).unwrap();
    follow.hq.carry_to(&follow.coach);
    let form = follow.form(&follow.hq).puts("Mills (number)", 3, "3").puts("Mills (number)", 4, "2012-06-29");
    let actual = LineField::Actual { actual: "5".into(), measured: "2012-06-30".parse().ok() };
    follow.coach.desk.change(follow.book, "plan", |c| lines::edit(c, indicator, actual, None)).unwrap();
    follow.coach.carry_to(&follow.hq);
    let read = follow.reads(&follow.hq, &form).unwrap();
    assert_eq!((read.differs, read.added), (1, 0), "{read:?}");
    let waiting = follow.waiting();
    assert_eq!((waiting.len(), waiting[0].field.as_str()), (1, "reached"));
    let said: Vec<_> = waiting[0].values.iter().map(|one| one.value["actual"].as_str().unwrap().to_owned()).collect();
    assert!(said.contains(&"3".to_owned()) && said.contains(&"5".to_owned()), "neither figure may vanish: {said:?}");

    // The same mail read by the coach too is one request, and one figure.
    let asked = follow.form(&follow.hq);
    let nth = asked.file.sheets[0].rows.iter().position(|row| row.cell(6).contains("\"of\":\"request\"")).expect("a line for a request");
    let mut asked = asked;
    let row = &mut asked.file.sheets[0].rows[nth];
    row.cells[0] = "A dyer".into();
    for laptop in [&follow.hq, &follow.coach] {
        assert_eq!(follow.reads(laptop, &asked).unwrap().added, 1, "{}", laptop.label);
    }
    follow.evening();
    let content = follow.hq.desk.read(|r| views::content(r.sql(), r.book(follow.book)?, follow.plan)).unwrap().0;
    assert_eq!(content.assistance.iter().filter(|one| one.title == "A dyer").count(), 1, "whoever reads a form twice asks once");
}

#[test]
fn a_form_in_thai_is_read_where_english_is_spoken() {
    let follow = Follow::new();
    let words = words("th");
    let month = Month::parse("2012-06").unwrap();
    let form = follow.hq.desk.read(|r| form::form(r, r.book(follow.book)?, follow.book, follow.plan, month, &words.choices, 1)).unwrap();
    let filling = Filling { file: table::read_bytes(&xlsx(&form, words).unwrap()).unwrap() };
    follow.reads(&follow.hq, &filling.survey(words.doing(Doing::Stopped), "", "ฝนตก")).unwrap();
    assert_eq!(follow.told(&follow.hq).reports[0].doing, Some(Doing::Stopped));
}

impl Filling {
    fn head(mut self, changed: impl Fn(&str) -> String) -> Self {
        let row = self.file.sheets[0].rows.iter_mut().find(|row| row.cell(6).contains("sala_form")).expect("the head");
        row.cells[6] = changed(&row.cells[6]);
        self
    }
}

impl Follow {
    fn told_of(&self, reader: &sala::Reader<'_>) -> PlanMonths {
        of_plan(reader.sql(), reader.book(self.book).unwrap(), self.plan).unwrap()
    }
}

fn report_cell(follow: &Follow) -> sala::journal::Cell {
    use sala::progress::records::{PROGRESS, PROGRESS_REPORT};
    PROGRESS.of(&PROGRESS_REPORT, follow.told(&follow.hq).reports[0].id)
}

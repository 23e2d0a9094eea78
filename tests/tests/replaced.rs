//! A nominee who is replaced, told by two laptops and headquarters.

use sala::{
    RecordId,
    attendance::{
        self, fill,
        mark::At,
        report::Report,
        status::{Mark, Parts, Status},
    },
    checks, decide, demo,
    people::{
        self, Belongs, PersonField,
        value::Standing,
        views::{Person, roster},
    },
    programme,
};
use sala_tests::laptop::Laptop;

/// Headquarters with the programme, of whose people the last two are held in reserve, and two laptops that have it.
struct Reserve {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    am: RecordId,
}

impl Reserve {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).unwrap()).unwrap();
        let list = people::table::read_bytes(demo::ROSTER).unwrap();
        people::import::apply(&hq.desk, book, &list, &Default::default(), false).unwrap();
        let day = "2012-05-14".parse().unwrap();
        let am = hq.desk.change(book, "test", |c| attendance::records::register(c, day, "AM")).unwrap();
        let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        let all = Self { hq, a, b, book, am };
        for code in ["P28", "P29"] {
            let Person { id, seen, .. } = all.person(&all.hq, code);
            let nominated = PersonField::Status { status: Standing::Nominated };
            all.hq.desk.change(book, "test", |c| people::edit(c, id, nominated.clone(), &seen.status)).unwrap();
        }
        all.hq.carry_to(&all.a);
        all.hq.carry_to(&all.b);
        all
    }

    fn person(&self, laptop: &Laptop, code: &str) -> Person {
        let people = laptop.desk.read(|r| roster(r.sql(), r.book(self.book)?)).unwrap();
        people.into_iter().find(|person| person.code == code).expect("somebody on the list")
    }

    /// Whoever looks at the list names who comes instead.
    fn replaces(&self, laptop: &Laptop, nominee: &str, by: &str) {
        let (nominee, by) = (self.person(laptop, nominee), self.person(laptop, by));
        laptop.desk.change(self.book, "replace", |c| people::replace_with(c, nominee.id, by.id, Some(&nominee.seen.status), Some(&by.seen.status))).unwrap();
    }

    fn marks(&self, laptop: &Laptop, code: &str, status: Status) {
        let at = At { register: self.am, participant: self.person(laptop, code).id, seen: None };
        laptop.desk.change(self.book, "mark", |c| attendance::mark(c, &at, Mark::try_from(Parts::of(status))?)).unwrap();
    }

    fn report(&self, laptop: &Laptop) -> Report {
        laptop.desk.read(|r| attendance::views::report(r, r.book(self.book)?, "2012-05-14".parse().unwrap())).unwrap()
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
fn who_is_replaced_on_one_laptop_while_marked_on_the_other_never_counts_and_the_mark_is_kept() {
    let site = Reserve::new();
    assert_eq!(site.report(&site.a).participants, 27, "two are in reserve");
    site.replaces(site.a.at("2012-05-14T01:00"), "P07", "P29");
    site.marks(site.b.at("2012-05-14T01:40"), "P07", Status::Present);
    site.b.desk.change(site.book, "fill", |c| fill(c, site.am, Status::Present)).unwrap();
    assert_eq!(site.report(&site.b).attended, 27, "this laptop knows nothing of it yet");
    site.evening();
    let p07 = site.person(&site.hq, "P07").id;
    for laptop in site.everywhere() {
        let report = site.report(laptop);
        assert_eq!((report.participants, report.attended), (27, 26), "{}: one for one, and what was marked of the nominee counts for nobody", laptop.label);
        assert_eq!(report.counts.unmarked, 1, "{}: whoever came instead is still to be marked", laptop.label);
        let past = laptop.desk.read(|r| attendance::views::history(r, r.book(site.book)?, site.am, p07)).unwrap();
        assert_eq!(past.len(), 1, "{}: the mark is evidence and stays", laptop.label);
        assert!(site.waiting(laptop).is_empty(), "who counts and who was in the room are two questions");
        assert_eq!(site.person(laptop, "P29").replaces, Some(p07));
    }

    // It was a mistake after all: P07 is here.
    let Person { id, seen, .. } = site.person(&site.hq, "P07");
    site.hq.desk.change(site.book, "edit", |c| people::edit(c, id, PersonField::Status { status: Standing::Active }, &seen.status)).unwrap();
    site.hq.carry_to(&site.a);
    let report = site.report(&site.a);
    assert_eq!((report.participants, report.attended), (28, 27), "with the mark that was kept");
    assert_eq!(site.person(&site.a, "P29").replaces, None, "and P29 is somebody of their own");
    for laptop in site.everywhere() {
        assert!(laptop.desk.verify().unwrap().ok, "{} stands on its journal", laptop.label);
    }
}

#[test]
fn two_laptops_that_name_two_people_differ_in_one_question_with_names_and_somebody_decides() {
    let site = Reserve::new();
    site.replaces(site.a.at("2012-05-14T01:00"), "P07", "P29");
    site.replaces(site.b.at("2012-05-14T01:05"), "P07", "P28");
    site.evening();
    let waiting = site.waiting(&site.hq);
    assert_eq!(waiting.len(), 1, "that P07 does not come is agreed: {waiting:?}");
    let asked = &waiting[0];
    let nominee = site.person(&site.hq, "P07");
    assert_eq!((asked.kind.as_str(), asked.field.as_str()), ("participant", "replaced_by"));
    assert!(asked.subject.contains(nominee.name.as_deref().unwrap()), "of whom: {}", asked.subject);
    for code in ["P28", "P29"] {
        let one = site.person(&site.hq, code);
        assert_eq!(asked.names.get(&one.id.to_string()), one.name.as_ref(), "{code} is called by name, not by an id");
    }
    assert_eq!(site.person(&site.hq, "P07").belongs, Belongs::Gone, "and is not counted while that waits");

    let [p28, p29] = ["P28", "P29"].map(|code| site.person(&site.hq, code).id);
    let of_a = asked.values.iter().find(|value| value.replica == "LAP-A").expect("what LAP-A says").n;
    site.hq.desk.resolve(&asked.id, &decide::Choice::Number(of_a), None).unwrap();
    site.evening();
    for laptop in site.everywhere() {
        assert!(site.waiting(laptop).is_empty(), "{} knows the decision", laptop.label);
        assert_eq!(site.person(laptop, "P07").replaced_by, Some(p29));
        assert_eq!(site.person(laptop, "P28").replaces, None, "{}: the other stays on the list as somebody of their own", laptop.label);
    }
    assert_ne!(p28, p29);
}

#[test]
fn who_is_replaced_here_and_accepted_there_is_asked_about() {
    let site = Reserve::new();
    site.replaces(&site.a, "P07", "P29");
    let Person { id, seen, .. } = site.person(&site.b, "P07");
    site.b.desk.change(site.book, "edit", |c| people::edit(c, id, PersonField::Status { status: Standing::Accepted }, &seen.status)).unwrap();
    site.evening();
    let waiting = site.waiting(&site.hq);
    assert_eq!((waiting.len(), waiting[0].field.as_str()), (1, "status"));
    let accepted = waiting[0].values.iter().find(|value| value.replica == "LAP-B").unwrap().n;
    site.hq.desk.resolve(&waiting[0].id, &decide::Choice::Number(accepted), None).unwrap();
    site.evening();
    for laptop in site.everywhere() {
        assert_eq!(
            (site.person(laptop, "P07").belongs, site.person(laptop, "P07").replaced_by),
            (Belongs::Counted, None),
            "{}: nobody came instead",
            laptop.label
        );
        let p07 = site.person(laptop, "P07").id;
        let past = laptop.desk.read(|r| decide::past(r, site.book, p07)).unwrap().said;
        let stands = past.iter().any(|one| one.field == "replaced_by" && !one.replaced);
        assert!(!stands && past.iter().any(|one| one.field == "replaced_by"), "{}: nor does the history say that somebody does: {past:?}", laptop.label);
    }
}

#[test]
fn one_person_named_for_two_nominees_is_told_everywhere_alike_until_somebody_corrects_one() {
    let site = Reserve::new();
    site.replaces(site.a.at("2012-05-14T01:00"), "P07", "P29");
    site.replaces(site.b.at("2012-05-14T01:05"), "P08", "P29");
    site.evening();
    let told = |laptop: &Laptop| {
        let people = laptop.desk.read(|r| roster(r.sql(), r.book(site.book)?)).unwrap();
        let of = |(one, nominees): (&Person, Vec<&Person>)| (one.code.clone(), nominees.iter().map(|person| person.code.clone()).collect::<Vec<_>>());
        people::views::double_ties(&people).into_iter().map(of).collect::<Vec<_>>()
    };
    let first = ["P07", "P08"].map(|code| site.person(&site.hq, code).id).into_iter().min();
    for laptop in site.everywhere() {
        assert!(site.waiting(laptop).is_empty(), "{}: each laptop wrote in a field of its own", laptop.label);
        assert_eq!(told(laptop), [("P29".to_owned(), vec!["P07".to_owned(), "P08".to_owned()])], "{}: so it is told of", laptop.label);
        assert_eq!(site.person(laptop, "P29").replaces, first, "{}: the same one is shown, in whatever order they came in", laptop.label);
        assert_eq!(site.report(laptop).participants, 26, "{}: two do not come, one does", laptop.label);
    }

    let Person { id, seen, .. } = site.person(&site.hq, "P08");
    site.hq.desk.change(site.book, "edit", |c| people::edit(c, id, PersonField::Status { status: Standing::Nominated }, &seen.status)).unwrap();
    site.replaces(&site.hq, "P08", "P28");
    site.hq.carry_to(&site.a);
    site.hq.carry_to(&site.b);
    for laptop in site.everywhere() {
        assert!(told(laptop).is_empty(), "{}: one for one", laptop.label);
        assert_eq!(site.person(laptop, "P29").replaces, Some(site.person(laptop, "P07").id));
        assert_eq!(site.report(laptop).participants, 27);
    }
}

#[test]
fn whoever_replaces_somebody_whose_marks_came_in_a_file_wants_it_even_so_for_every_laptop() {
    let site = Reserve::new();
    let told = |laptop: &Laptop| {
        let found = laptop.desk.read(|r| {
            let book = r.book(site.book)?;
            checks::all(r, book, &[], &roster(r.sql(), book)?)
        });
        found.unwrap().iter().map(|one| (one.code, one.params["count"].clone())).collect::<Vec<_>>()
    };
    site.marks(site.a.at("2012-05-14T01:40"), "P07", Status::Present);
    site.a.carry_to(&site.hq);
    site.replaces(site.hq.at("2012-05-14T10:00"), "P07", "P29");
    site.hq.carry_to(&site.a);
    for laptop in [&site.hq, &site.a] {
        assert_eq!(told(laptop), [], "{}: it was known, and wanted even so", laptop.label);
    }

    // What another laptop marks that has not heard of it nobody knew.
    let pm = site.b.desk.change(site.book, "test", |c| attendance::records::register(c, "2012-05-14".parse().unwrap(), "PM")).unwrap();
    let at = At { register: pm, participant: site.person(&site.b, "P07").id, seen: None };
    site.b.desk.change(site.book, "mark", |c| attendance::mark(c, &at, Mark::try_from(Parts::of(Status::Present))?)).unwrap();
    site.evening();
    for laptop in site.everywhere() {
        assert_eq!(told(laptop), [("replaced_was_there", 2.into())], "{}: one more than was known", laptop.label);
    }

    // They come after all, and are replaced once more by somebody who knows of both.
    let Person { id, seen, .. } = site.person(&site.hq, "P07");
    site.hq.desk.change(site.book, "edit", |c| people::edit(c, id, PersonField::Status { status: Standing::Active }, &seen.status)).unwrap();
    assert_eq!(site.person(&site.hq, "P07").known_there, None, "what was known belongs to the word that was taken back");
    site.replaces(&site.hq, "P07", "P29");
    site.evening();
    assert_eq!(site.everywhere().map(told), [[], [], []]);
}

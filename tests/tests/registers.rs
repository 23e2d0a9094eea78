//! Registers that two laptops closed: whoever closed one answers for what stood in it, whatever the clocks say.

use sala::{
    Problem, RecordId, Seen,
    attendance::{
        self, Mark, Parts, Status,
        mark::At,
        sheet,
        views::{self, LateMark},
    },
    journal::Change,
    outputs::files::Kept,
    people::{self, details::Details},
    programme,
};
use sala_tests::laptop::Laptop;

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25",
    "training_days": ["2012-05-14"], "registers_per_day": ["AM"] }"#;

/// Headquarters with a programme of one register and two people, and two laptops that have it.
struct Class {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    register: RecordId,
    people: Vec<RecordId>,
}

impl Class {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        let enrol = |name: &str| {
            let details = Details { name: name.into(), ..Details::default() };
            hq.desk.change(book, "enrol", |c| people::enrol(c, None, &details)).expect("a person")
        };
        let people = ["Namuna", "Khamla"].map(enrol).to_vec();
        let day = "2012-05-14".parse().expect("a day");
        let register = hq.desk.read(|r| views::find_register(r.sql(), r.book(book)?, day, "AM")).expect("a look").expect("a register");
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        a.carry_to(&hq);
        b.carry_to(&hq);
        Self { hq, a, b, book, register, people }
    }

    fn mark(&self, laptop: &Laptop, person: usize, parts: Parts) {
        let at = At { register: self.register, participant: self.people[person], seen: None };
        let mark = Mark::try_from(parts).expect("a mark");
        laptop.desk.change(self.book, "mark", |c| attendance::mark(c, &at, mark)).expect("marked");
    }

    fn remark(&self, laptop: &Laptop, person: usize, text: &str) {
        let at = At { register: self.register, participant: self.people[person], seen: None };
        laptop.desk.change(self.book, "remark", |c| attendance::remark(c, &at, text)).expect("a remark");
    }

    fn fill_and_lock(&self, laptop: &Laptop) {
        laptop.desk.change(self.book, "fill", |c| attendance::fill(c, self.register, Status::Present)).expect("filled");
        laptop.desk.change(self.book, "lock", |c| attendance::lock(c, self.register, None)).expect("locked");
    }

    fn reopen(&self, laptop: &Laptop) {
        laptop.desk.change(self.book, "reopen", |c| attendance::reopen(c, self.register, "the sheet says otherwise", None)).expect("reopened");
    }

    fn verify(&self, laptop: &Laptop) {
        laptop.desk.change(self.book, "verify", |c| attendance::verify(c, self.register, None, None)).expect("verified");
    }

    fn late(&self, laptop: &Laptop) -> Vec<LateMark> {
        laptop.desk.read(|r| views::after_lock(r.sql(), r.book(self.book)?)).expect("a look")
    }

    /// Everything that a screen shows of the register.
    fn shown(&self, laptop: &Laptop) -> Seen {
        let today = "2012-05-14".parse().expect("a day");
        let sheet = laptop.desk.read(|r| views::sheet(r, r.book(self.book)?, self.register, today)).expect("a sheet");
        let cells = sheet.rows.into_iter().flat_map(|row| [row.seen, row.remark_seen]);
        Seen(cells.chain([sheet.register.seen]).flat_map(|seen| seen.0).collect())
    }

    /// Who waits for review at headquarters, with the parts that do.
    fn waiting(&self) -> Vec<String> {
        self.late(&self.hq).into_iter().map(|late| format!("{} {}", late.code, late.field)).collect()
    }
}

fn excused(reason: &str, approver: &str) -> Parts {
    Parts { reason: Some(reason.into()), approver: Some(approver.into()), ..Parts::of(Status::Excused) }
}

#[test]
fn a_second_lock_hides_nothing_from_the_first_whatever_the_clocks_say() {
    // LAP-A's clock is slow, or fast; and either file arrives first.
    for (clock, a_first) in [("2012-05-14T02:00", true), ("2012-05-14T02:00", false), ("2099-01-01T00:00", true), ("2099-01-01T00:00", false)] {
        let class = Class::new();
        class.mark(&class.a, 1, Parts::of(Status::Absent));
        class.a.carry_to(&class.hq);
        class.hq.carry_to(&class.b);
        class.a.at(clock);
        class.fill_and_lock(&class.a);
        // LAP-B has seen the mark and not the lock.
        class.mark(&class.b, 1, Parts::of(Status::Present));
        class.fill_and_lock(&class.b);
        let (first, second) = if a_first { (&class.a, &class.b) } else { (&class.b, &class.a) };
        first.carry_to(&class.hq);
        second.carry_to(&class.hq);
        assert_eq!(class.hq.desk.status().expect("a status").conflicts, 0, "the mark has one live value, and both say locked");
        assert_eq!(class.waiting(), ["P02 mark"], "LAP-A's lock answers for another mark: somebody is asked ({clock}, {a_first})");

        class.verify(&class.hq);
        assert!(class.waiting().is_empty(), "whoever compared it with the paper answers for both");
        class.hq.carry_to(&class.a);
        assert!(class.late(&class.a).is_empty(), "and it is settled on the laptops too");
    }
}

#[test]
fn a_lock_that_a_reopening_had_seen_is_asked_no_more_and_one_that_it_had_not_is() {
    let class = Class::new();
    class.fill_and_lock(&class.a);
    class.reopen(&class.a);
    class.mark(&class.a, 0, Parts::of(Status::Absent));
    class.fill_and_lock(&class.a);
    class.a.carry_to(&class.hq);
    assert!(class.waiting().is_empty(), "who opened it again had the first lock before them");

    class.reopen(&class.a);
    class.mark(&class.a, 0, Parts::of(Status::Present));
    class.a.desk.undo().expect("taken back");
    class.a.desk.undo().expect("taken back");
    class.a.carry_to(&class.hq);
    assert!(class.waiting().is_empty(), "a reopening that was taken back leaves the second lock, which stands for what is there");

    // LAP-B had neither, and closes what it knows.
    class.fill_and_lock(&class.b);
    class.b.carry_to(&class.hq);
    let differing = class.hq.desk.status().expect("a status").conflicts;
    assert_eq!(differing, 1, "absent and present: that is asked as a difference");
    let conflict = class.hq.desk.read(|r| sala::decide::conflicts(r, None)).expect("a look").remove(0);
    class.hq.desk.resolve(&conflict.id, &sala::decide::Choice::Of("LAP-A".into()), None).expect("decided");
    assert!(class.waiting().is_empty(), "whoever decided answers for it, against both locks");
}

#[test]
fn two_laptops_that_closed_one_register_over_the_same_marks_leave_nothing_to_ask_and_it_opens_again_at_once() {
    let class = Class::new();
    class.fill_and_lock(&class.a);
    class.fill_and_lock(&class.b);
    class.a.carry_to(&class.hq);
    class.b.carry_to(&class.hq);
    assert!(class.waiting().is_empty(), "both wrote the same");
    class.reopen(&class.hq);
    assert_eq!(class.hq.desk.status().expect("a status").conflicts, 0, "the screen said locked once, and opening it replaces both");
    class.mark(&class.hq, 0, Parts::of(Status::Absent));
    class.fill_and_lock(&class.hq);
    assert!(class.waiting().is_empty(), "whoever opened it had both locks before them");
}

#[test]
fn a_reason_an_approver_and_a_remark_are_under_the_lock_too() {
    let class = Class::new();
    class.mark(&class.a, 1, excused("medical", "Dr Lee"));
    class.remark(&class.a, 0, "left at 11");
    class.a.carry_to(&class.hq);
    class.hq.carry_to(&class.b);
    class.fill_and_lock(&class.a);
    class.a.carry_to(&class.hq);
    assert!(class.waiting().is_empty(), "what was locked is there");

    class.mark(&class.b, 1, excused("family", "Dr Suchat"));
    class.remark(&class.b, 0, "");
    class.b.carry_to(&class.hq);
    assert_eq!(class.hq.desk.status().expect("a status").conflicts, 0, "LAP-B replaced what it had seen");
    assert_eq!(class.waiting(), ["P01 remark", "P02 mark"], "and whoever looks after the register is told");
    class.verify(&class.hq);
    assert!(class.waiting().is_empty(), "until it was compared with the paper");
    let at = At { register: class.register, participant: class.people[1], seen: None };
    let shown = class.hq.desk.read(|r| views::history(r, r.book(class.book)?, at.register, at.participant)).expect("its history");
    assert_eq!(shown.len(), 2, "both reasons stand in the evidence");
}

#[test]
fn nobody_closes_compares_or_opens_what_no_screen_showed() {
    let class = Class::new();
    let refused = |shown: &Seen, verb: &dyn Fn(&mut Change<'_>, &Seen) -> sala::Result<()>| -> Problem {
        class.hq.desk.change(class.book, "test", |c| verb(c, shown)).expect_err("the screen showed something else").problem()
    };
    let lock = |c: &mut Change<'_>, seen: &Seen| attendance::lock(c, class.register, Some(seen));
    let verify = |c: &mut Change<'_>, seen: &Seen| attendance::verify(c, class.register, None, Some(seen));
    let reopen = |c: &mut Change<'_>, seen: &Seen| attendance::reopen(c, class.register, "two names were missed", Some(seen));
    let done = |verb: &dyn Fn(&mut Change<'_>, &Seen) -> sala::Result<()>| {
        let shown = class.shown(&class.hq);
        class.hq.desk.change(class.book, "test", |c| verb(c, &shown)).expect("what was shown is what is there");
    };

    class.hq.desk.change(class.book, "fill", |c| attendance::fill(c, class.register, Status::Present)).expect("filled");
    class.hq.carry_to(&class.a);
    let shown = class.shown(&class.hq);
    class.mark(&class.a, 1, Parts::of(Status::Absent));
    class.a.carry_to(&class.hq);
    let problem = refused(&shown, &lock);
    assert_eq!((problem.code, &problem.params["count"]), ("register_changed", &1.into()), "a file came in between");
    assert_eq!(problem.params["participants"][0]["code"], "P02", "and it says whose line it was");
    assert_eq!(refused(&class.shown(&class.hq), &reopen).code, "register_open", "nothing was locked");
    done(&lock);

    let shown = class.shown(&class.hq);
    class.remark(&class.a, 0, "left at 11");
    class.a.carry_to(&class.hq);
    assert_eq!(refused(&shown, &verify).params["participants"][0]["code"], "P01", "a remark is on the screen too");
    assert_eq!(class.waiting(), ["P01 remark"], "nothing was compared, and it waits for review");
    assert_eq!(refused(&shown, &reopen).code, "register_changed", "nor opened");
    done(&verify);
    done(&reopen);
}

#[test]
fn a_photograph_that_was_taken_off_elsewhere_is_told_where_the_register_was_verified_against_it() {
    for put_back in [true, false] {
        let class = Class::new();
        let (hash, bytes) = class.a.desk.keep_attachment(&mut &b"the signed sheet"[..]).expect("kept");
        let picture = Kept { hash, name: "sheet.jpg".into(), mime: "image/jpeg".into(), bytes, pixels: Some((1200, 1600)) };
        let hang = |laptop: &Laptop| laptop.desk.change(class.book, "photograph", |c| sheet::photograph(c, class.register, &picture)).expect("hung");
        let photograph = hang(&class.a);
        class.fill_and_lock(&class.a);
        class.a.carry_to(&class.hq);
        class.hq.carry_to(&class.b);
        class.verify(&class.hq);
        class.b.desk.change(class.book, "remove", |c| sheet::remove_photograph(c, photograph, None)).expect("LAP-B knows of no verification");
        let gone = |laptop: &Laptop| {
            let gone = laptop.desk.read(|r| views::papers_gone(r.sql(), r.book(class.book)?)).expect("a look");
            gone.into_iter().map(|paper| (paper.page, paper.author)).collect::<Vec<_>>()
        };
        assert!(gone(&class.b).is_empty(), "nobody verified it there");
        class.b.carry_to(&class.hq);
        let bounthong = [(Some(1), Some("Bounthong S.".to_owned()))];
        assert_eq!(gone(&class.hq), bounthong, "both hold, and headquarters is told whose hand it was");

        if put_back {
            class.b.desk.undo().expect("taken back");
            class.b.carry_to(&class.hq);
            assert!(gone(&class.hq).is_empty(), "put back, it is what the register was compared with");
        } else {
            class.hq.carry_to(&class.b);
            assert_eq!(gone(&class.b), bounthong, "LAP-B is told too");
            hang(&class.hq);
            assert_eq!(gone(&class.hq), bounthong, "another photograph is not the one that it was compared with");
            class.verify(&class.hq);
            assert!(gone(&class.hq).is_empty(), "until somebody has compared it anew");
            class.hq.carry_to(&class.a);
            assert!(gone(&class.a).is_empty(), "and it is settled on the laptops too");
        }
    }
}

//! Two laptops draw or move the same people without hearing of each other.

use sala::{
    RecordId, decide,
    groups::{
        self,
        draw::{self, Ask, Shape, Target, Wishes},
        views,
    },
    people::{self, details::Details},
    programme,
};
use sala_tests::laptop::Laptop;

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25",
    "training_days": ["2012-05-14"], "registers_per_day": ["AM"] }"#;

struct Site {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
}

impl Site {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        for n in 0..12 {
            let details =
                Details { name: format!("Person {}", (b'A' + n) as char), language: Some(["lo", "km"][usize::from(n % 2)].into()), ..Details::default() };
            hq.desk.change(book, "enrol", |c| people::enrol(c, None, &details)).expect("a person");
        }
        let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        Self { hq, a, b, book }
    }

    fn draw(&self, laptop: &Laptop, seed: u32) {
        let ask = Ask {
            target: Target::New("Working groups".into()),
            shape: Some(Shape::Groups(3)),
            wishes: Wishes::default(),
            pins: Vec::new(),
            apart: Vec::new(),
            seed,
        };
        laptop.desk.change(self.book, "draw_groups", |c| draw::keep(c, &ask, None)).expect("drawn");
    }

    fn meet(&self) -> Vec<decide::Conflict> {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.desk.read(|r| decide::conflicts(r, Some(self.book))).expect("a look")
    }

    fn sets(&self) -> Vec<views::GroupSetView> {
        self.hq.desk.read(|r| views::sets(r.sql(), r.book(self.book)?)).expect("a look")
    }
}

#[test]
fn two_laptops_that_draw_with_one_seed_meet_without_a_question() {
    let site = Site::new();
    site.draw(&site.a, 7);
    site.draw(&site.b, 7);
    assert!(site.meet().is_empty(), "they drew the same groups");
    assert_eq!(site.sets()[0].groups.iter().map(|g| g.members.len()).collect::<Vec<_>>(), [4, 4, 4], "one set, everybody once");
}

#[test]
fn two_draws_of_one_name_differ_and_somebody_decides_by_the_names_of_groups() {
    let site = Site::new();
    site.draw(&site.a, 1);
    site.draw(&site.b, 2);
    let conflicts = site.meet();
    assert!(conflicts.iter().any(|c| c.kind == "group_set" && c.field == "draw"), "the seeds differ: {conflicts:?}");
    let place = conflicts.iter().find(|c| c.kind == "membership").expect("somebody is in two groups");
    let named = |value: &decide::ConflictValue| place.names.get(value.value["grp"].as_str().expect("the id of a group")).cloned();
    assert!(place.values.iter().all(|value| named(value).is_some_and(|name| ["A", "B", "C"].contains(&name.as_str()))), "by the names of groups: {place:?}");
    let people: usize = site.sets()[0].groups.iter().map(|g| g.members.len()).sum();
    assert_eq!(people, 12, "meanwhile everybody is in one group");
}

#[test]
fn a_person_moved_on_two_laptops_is_asked_about_and_the_account_stands() {
    let site = Site::new();
    site.draw(&site.hq, 3);
    site.hq.carry_to(&site.a);
    site.hq.carry_to(&site.b);
    let set = site.sets().remove(0);
    let person = set.groups[0].members[0].participant;
    for (laptop, group) in [(&site.a, 1), (&site.b, 2)] {
        laptop.desk.change(site.book, "place", |c| groups::place(c, set.groups[group].id, person, "", None)).expect("moved");
    }
    let conflicts = site.meet();
    assert_eq!(conflicts.iter().map(|c| (c.kind.as_str(), c.values.len())).collect::<Vec<_>>(), [("membership", 2)], "one person, two groups");
    let sets = site.sets();
    let standing = site.hq.desk.read(|r| draw::views::standings(r, r.book(site.book)?, &sets)).expect("a look").remove(0);
    assert_eq!((standing.draws.len(), standing.draws[0].draw.seed), (1, 3), "how it was drawn is known everywhere");
    assert_eq!(standing.account.groups.iter().map(|g| g.mix.people).sum::<u32>(), 12, "the account counts the place that is shown");
}

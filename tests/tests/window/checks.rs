//! What two laptops leave out together, on the screens that it concerns: in both languages, light and dark, at both sizes.

use std::fs;

use sala::{
    RecordId, Result, agenda,
    attendance::{self, Mark, Parts, Status, mark::At},
    journal::Change,
    visits::{self, Checkpoint, Count, NewVehicle, VisitField},
};
use sala_tests::{
    laptop::Laptop as Store,
    trio::{Trio, session, with_people},
};

use crate::{demo::settings, laptop::Laptop, looks};

/// The screens that tell of it, by their place in the rail.
const SCREENS: &[(usize, &str)] = &[(1, "today"), (2, "register"), (3, "agenda"), (4, "people"), (6, "visits")];

#[test]
fn what_two_laptops_leave_out_together_is_told_on_every_screen_that_it_concerns() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("lap-a")).unwrap();
    let closed = contradictory().closed();
    fs::rename(closed.path().join("store"), folder.path().join("lap-a/store")).unwrap();
    let laptop = Laptop::start("lap-a", folder.path(), &[]);
    laptop.screen.one("nav.rail");
    let mut faults = Vec::new();
    for (language, theme) in [("en", "light"), ("en", "dark"), ("th", "light"), ("th", "dark")] {
        settings(&laptop, language, theme);
        for (width, height) in [(1280, 800), (1024, 640)] {
            laptop.screen.resize(width, height);
            for (at, name) in SCREENS {
                laptop.screen.click(&format!("nav li:nth-child({at}) button"));
                let what = format!("checks-{name}-{language}-{theme}-{width}");
                faults
                    .extend(looks::faults(&laptop.screen, language).into_iter().chain(looks::barriers(&laptop.screen)).map(|fault| format!("{what}: {fault}")));
                laptop.screen.keep_picture(&what);
            }
            laptop.screen.click("main section li button");
            let what = format!("checks-seats-{language}-{theme}-{width}");
            laptop.screen.one("[data-place]");
            faults.extend(looks::faults(&laptop.screen, language).into_iter().chain(looks::barriers(&laptop.screen)).map(|fault| format!("{what}: {fault}")));
            laptop.screen.keep_picture(&what);
        }
    }
    assert!(faults.is_empty(), "what is told must fit and be readable:\n  {}", faults.join("\n  "));

    settings(&laptop, "en", "light");
    laptop.go("Today");
    laptop.screen.sees("did not happen: it is not counted");
    laptop.screen.sees("Each is said to be replaced by the other");
}

/// LAP-A after an evening at headquarters with LAP-B, which had heard of nothing.
fn contradictory() -> Store {
    let (hq, book) = with_people();
    let does = |verb: &dyn Fn(&mut Change<'_>) -> Result<RecordId>| hq.desk.change(book, "story", verb).unwrap();
    let session = does(&|c| agenda::add(c, session("2012-05-14", "Clusters of small enterprises along the river")));
    let visit = hq.desk.read(|r| visits::views::list(r.sql(), r.book(book)?)).unwrap().remove(0);
    let bus = does(&|c| visits::add_vehicle(c, visit.id, &NewVehicle { name: "The small bus".into(), seats: Some(2), ..NewVehicle::default() }));
    let site = Trio::of(hq, book);
    let (a, b) = (&site.a, &site.b);

    let seen = a.desk.read(|r| agenda::views::placed(r.sql(), r.book(book)?, session)).unwrap().line.seen.status;
    site.does(a.at("2012-05-14T00:30"), |c| agenda::cancel(c, session, "The hall is flooded", &seen));
    let day = "2012-05-14".parse().unwrap();
    let register = b.desk.read(|r| attendance::views::find_register(r.sql(), r.book(book)?, day, "AM")).unwrap().unwrap();
    for code in ["P01", "P02", "P03"] {
        let at = At { register, participant: site.person(b, code).id, seen: None };
        site.does(b.at("2012-05-14T01:40"), |c| attendance::mark(c, &at, Mark::try_from(Parts::of(Status::Present))?));
    }
    site.replaces(a.at("2012-05-14T01:00"), "P07", "P08");
    site.replaces(b.at("2012-05-14T01:05"), "P08", "P07");
    site.does(a.at("2012-05-18T00:50"), |c| visits::edit(c, visit.id, VisitField::Cancelled(Some("The road is flooded".into())), None));
    site.does(b.at("2012-05-18T01:12"), |c| visits::count(c, visit.id, Checkpoint::Leaving, Count { counted: 28, ..Count::default() }, None));
    // Each fills the two seats, and four people come to the bus.
    for (laptop, codes) in [(a, ["P11", "P12"]), (b, ["P13", "P14"])] {
        for code in codes {
            site.does(laptop, |c| visits::seat(c, visit.id, site.person(laptop, code).id, Some(bus), None));
        }
    }
    for laptop in [a, b] {
        laptop.carry_to(&site.hq);
    }
    site.hq.carry_to(a);
    site.a
}

//! A rescued store of which a page is lost for good: what was written over it here hides no difference for ever.

use sala::{
    agenda::records::{SESSION, TITLE},
    decide,
};
use sala_tests::{closed::lose_pages_of, laptop::Laptop};

use crate::{retitle, session};

#[test]
fn what_waits_for_a_page_that_the_disk_lost_is_asked_once_it_was_waited_for_long_enough() {
    let hq = Laptop::headquarters();
    let [b, c] = ["LAP-B", "LAP-C"].map(|label| Laptop::accepted_by(&hq, label, "Sok R."));
    let book = hq.desk.new_book();
    let opening = session(&hq, book, "In hall 1");
    hq.carry_to(&b);
    hq.carry_to(&c);
    retitle(&b.desk, book, opening, "In hall 2");
    b.carry_to(&hq);
    retitle(&hq.desk, book, opening, "In hall 3");
    // It saw the first hall alone.
    retitle(&c.desk, book, opening, "In hall 4");
    c.carry_to(&hq);
    let of_b = b.desk.replica();
    let broken = hq.closed();
    let store = broken.path().join("store");
    lose_pages_of(&store, of_b);
    let (hq, _) = Laptop::rescued(&store, None, "2012-05-15T08:00").expect("rescued");
    let asked = |hq: &Laptop| hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts").len();
    let live = hq.desk.read(|r| r.history(r.book(book)?, &TITLE.of(&SESSION, opening))).expect("a history");
    assert_eq!(live.iter().filter(|past| past.live).count(), 2, "headquarters' own and that of LAP-C");
    assert_eq!(asked(&hq), 0, "LAP-B may bring its page again, which settles it for all that is known here");
    hq.carry_to(&c);
    c.at("2012-06-10T08:00");
    hq.at("2012-06-10T08:00");
    session(&c, book, "Weeks later");
    c.carry_to(&hq);
    assert_eq!(asked(&hq), 1, "nobody brought it");
}

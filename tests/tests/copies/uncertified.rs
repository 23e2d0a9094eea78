//! A laptop that is put back before headquarters has heard of the name under which it goes on.

use sala::backup::Why;

use crate::{Day, accepts, all_know_the_same, copied, missing, put_back, session, titles, to_hq};

#[test]
fn what_left_under_a_name_that_nobody_accepted_is_told_and_comes_back() {
    for known_by_a_page in [true, false] {
        let Day { hq, a, book } = Day::begin();
        session(&a, book, "First");
        let (a, of_all) = copied(a);
        to_hq(&a, "with-the-first.sala");
        // LAP-A 2, of which headquarters never hears by itself.
        let a = put_back(a, of_all.path());
        assert_eq!(a.desk.label().unwrap(), "LAP-A 2");
        if known_by_a_page {
            session(&a, book, "Under the second name");
            to_hq(&a, "on-another-stick.sala");
        }
        let (a, old) = copied(a);
        session(&a, book, "Lost with the stick");
        let lost = to_hq(&a, "lost.sala");

        let a = put_back(a, old.path());
        let told = a.desk.new_keys().expect("asked").expect("its memory outside the store says so");
        assert_eq!((told.why, told.label.as_str()), (Why::StoreIsAnOldCopy, "LAP-A 3"));
        let page = if known_by_a_page { 2 } else { 1 };
        assert!(missing(&a).contains(&("LAP-A 2".to_owned(), true, page, page)), "what left and is not here is told: {:?}", missing(&a));

        accepts(&hq, &a, "of-the-third.sala", "LAP-A 3");
        hq.import(&lost);
        assert!(titles(&hq).contains(&"Lost with the stick".to_owned()), "the stick turned up");
        hq.carry_to(&a);
        a.carry_to(&hq);
        all_know_the_same(&[&hq, &a]);
    }
}

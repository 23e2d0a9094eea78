//! Laptops that are no longer believed, that may only look, or that hold some programmes only.

use sala::{
    RecordId, Role,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, Status, To},
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use super::{Day, export};

#[test]
fn revoking_a_lost_laptop_leaves_the_one_alone_that_was_restored_in_its_place() {
    let day = Day::begin();
    let backup = day.a.backed_up("backup.sala-backup");
    let (restored, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored");
    restored.ask(&day.hq);
    day.write(&restored, "first", "After the theft");
    restored.carry_to(&day.hq);
    let revoked = day.hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    assert_eq!(revoked.label, "LAP-A", "whoever says which laptop was stolen means the stolen one");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["After the theft"], "LAP-A 2 is believed");
}

#[test]
fn a_clock_that_was_ahead_when_a_file_came_does_not_keep_its_laptop_from_going_on_nor_date_it_for_ever() {
    let day = Day::begin();
    let backup = day.a.backed_up("backup.sala-backup");
    day.a.at("2099-03-01T08:00");
    day.write(&day.a, "first", "In another century");
    day.hq.at("2099-03-01T09:00");
    day.a.carry_to(&day.hq);
    let heard = |label: &str| day.hq.desk.status().expect("a status").replicas.into_iter().find(|one| one.label == label).and_then(|one| one.last_heard);
    // The clocks are mended, and the laptop is lost.
    day.hq.at("2012-05-15T08:00");
    assert_eq!(heard("LAP-A"), None, "nobody has heard of it in a century that has not begun");
    let (restored, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored");
    restored.ask(&day.hq);
    let for_a = day.hq.desk.export(&day.hq.file("for-a.sala"), &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true);
    assert_eq!(for_a.expect("an export").to, "LAP-A 2", "whoever says LAP-A means the laptop that goes on");
    day.write(&restored, "second", "Today");
    restored.carry_to(&day.hq);
    assert!(heard("LAP-A 2").is_some_and(|at| at.starts_with("2012-05-15")), "{:?}", heard("LAP-A 2"));
    day.a.at("2012-05-15T10:00");
    day.write(&day.a, "third", "It was found");
    day.a.carry_to(&day.hq);
    assert!(heard("LAP-A").is_some_and(|at| at.starts_with("2012-05-15")), "{:?}", heard("LAP-A"));
    let for_a = day.hq.desk.export(&day.hq.file("for-a-2.sala"), &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true);
    assert_eq!(for_a.expect("an export").to, "LAP-A", "a file of it came since: both are at work");
}

#[test]
fn a_lost_laptop_is_revoked_from_a_page_on_and_the_word_travels() {
    let day = Day::begin();
    day.write(&day.a, "first", "Before it was lost");
    day.a.carry_to(&day.hq);
    day.hq.carry_to(&day.b);
    day.write(&day.a, "second", "Written by whoever found it");
    day.write(&day.a, "opening", "Vandalised");
    let stolen = day.a.export_for(&day.b);
    day.b.import(&stolen);
    assert_eq!(day.titles(&day.b.desk, "opening"), ["Vandalised"], "B does not know yet");

    day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
    let told = day.hq.carry_to(&day.b);
    assert_eq!(told.status, Status::Applied);
    assert_eq!(told.revoked.iter().map(|word| (word.label.as_str(), word.revoked)).collect::<Vec<_>>(), [("LAP-A", true)], "and the account says so");
    assert_eq!(day.titles(&day.b.desk, "opening"), ["Opening"], "what came after leaves the union at B too");
    assert_eq!(day.titles(&day.b.desk, "first"), ["Before it was lost"], "what came before stays evidence");
    let late = day.hq.import(&day.a.export_for(&day.hq));
    let why = late.why.expect("a reason");
    assert_eq!((late.new_entries, why.code, why.params["why"].as_str()), (0, "pages_not_allowed", Some("revoked")), "its later files bring nothing");
    assert_eq!(day.digest(&day.hq.desk), day.digest(&day.b.desk), "both know the same");
    let refused = day.hq.desk.export(&day.hq.file("x.sala"), &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true);
    assert_eq!(refused.expect_err("nothing goes to it").problem().code, "receiver_revoked");

    day.hq.desk.lift_revocation("LAP-A").expect("it was only mislaid");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["Written by whoever found it"], "nothing was thrown away: it counts again");
    let told = day.hq.carry_to(&day.b).revoked;
    assert_eq!(told.iter().map(|word| word.revoked).collect::<Vec<_>>(), [false]);
    assert_eq!(day.digest(&day.hq.desk), day.digest(&day.b.desk), "and the lifting travels as well");
    let site = day.b.desk.revoke("LAP-A", None, None).expect_err("a site revokes nobody");
    assert_eq!(site.problem().code, "not_headquarters");
}

#[test]
fn a_revoked_laptop_may_be_told_so_and_is_told_nothing_else() {
    let day = Day::begin();
    day.write(&day.a, "first", "Before it was revoked");
    day.a.carry_to(&day.hq);
    day.write(&day.a, "second", "After that");
    day.hq.desk.revoke("LAP-B", None, None).expect("another one is revoked too");
    let only = |label: &str| ExportOptions { to: To::Replica(label.into()), only_revocation: true, ..Default::default() };
    let word = day.hq.file("word.sala");
    let early = day.hq.desk.export(&word, &only("LAP-A"), &mut |_, _| true).expect_err("there is nothing to tell yet");
    assert_eq!(early.problem().code, "receiver_not_revoked");
    day.hq.desk.revoke("LAP-A", None, None).expect("revoked");
    let (held, known) = (day.a.desk.digest(None).expect("a digest"), day.a.desk.status().expect("status").replicas.len());
    // What headquarters has that this laptop lacks stays where it is.
    day.write_at(&day.hq.desk, "opening", "Changed since");
    let made = day.hq.desk.export(&word, &only("LAP-A"), &mut |_, _| true).expect("a file");
    assert_eq!((made.pages, made.entries, made.attachments, made.to.as_str()), (0, 0, 0, "LAP-A"));

    let told = day.a.import(&word);
    assert_eq!((told.status, told.new_entries), (Status::Applied, 0));
    assert_eq!(told.revoked.iter().map(|word| (word.label.as_str(), word.revoked)).collect::<Vec<_>>(), [("LAP-A", true)], "of nobody else");
    let status = day.a.desk.status().expect("status");
    let own = status.replicas.iter().find(|r| r.own).expect("itself");
    assert!(own.revoked && own.revoked_at.is_some(), "it knows of itself, and since when: {own:?}");
    assert_eq!(own.revoked_from.iter().map(|from| from.page).collect::<Vec<_>>(), [2], "and from which page on");
    assert_eq!(status.replicas.len(), known, "nobody became known by it");
    assert!(!status.replicas.iter().any(|r| r.label == "LAP-B" && r.revoked), "nor what became of others");
    assert_eq!(status.not_allowed.map(|own| own.why), Some("revoked"), "what was recorded after that is said not to count");
    assert_eq!(day.a.desk.digest(None).expect("a digest"), held, "and is kept");
    assert_eq!(day.titles(&day.a.desk, "second"), ["After that"], "on the screen too");
    let refused = day.a.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.session("second")), "No")).expect_err("no more");
    assert_eq!(refused.problem().code, "laptop_revoked");
    assert!(day.a.desk.verify().expect("a check").ok);

    day.hq.desk.lift_revocation("LAP-A").expect("it was found");
    day.hq.carry_to(&day.a);
    day.write(&day.a, "second", "It is believed again");
    day.a.carry_to(&day.hq);
    assert_eq!(day.titles(&day.hq.desk, "second"), ["It is believed again"], "nothing was lost by the word");
}

#[test]
fn a_laptop_that_may_only_look_writes_nothing_that_counts() {
    let day = Day::begin();
    let auditor = Laptop::new("AUDIT", Role::Site, "An auditor");
    let request = auditor.file("audit.sala-request");
    auditor.desk.write_request(&request).expect("a request");
    // Before it has heard that it may only look, it can write; that does not count.
    day.write(&auditor, "first", "By somebody who may not");
    let grant = Grant { read_only: true, ..Grant::default() };
    day.hq.desk.accept_file(&request, None, &grant).expect("accepted");
    day.hq.carry_to(&auditor);
    assert_eq!(day.titles(&auditor.desk, "opening"), ["Opening"], "it can look");
    let refused = auditor.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.session("second")), "No")).expect_err("it may not write");
    assert_eq!(refused.problem().code, "read_only");
    let came = auditor.carry_to(&day.hq);
    assert_eq!(came.why.map(|why| why.code), Some("pages_not_allowed"), "its pages are refused");
    assert!(day.titles(&day.hq.desk, "first").is_empty(), "and count for nothing");
    let told = |day: &Day| {
        let line = day.hq.desk.status().expect("a status").replicas.into_iter().find(|one| one.label == "AUDIT").expect("it is listed");
        line.not_counted.into_iter().map(|pages| (pages.first, pages.last, pages.entries, pages.why)).collect::<Vec<_>>()
    };
    assert_eq!(told(&day), [(1, 1, 1, "read_only".to_owned())], "headquarters has a list of it");
    day.hq.desk.accept("AUDIT", None, &Grant::default()).expect("it may write from now on");
    assert_eq!(
        (told(&day), day.titles(&day.hq.desk, "first")),
        (Vec::new(), vec!["By somebody who may not".to_owned()]),
        "until somebody decides that it counts"
    );
    day.digest(&day.hq.desk);
}

#[test]
fn a_laptop_gets_and_writes_only_the_books_that_its_certificate_names() {
    let day = Day::begin();
    let other = day.hq.desk.new_book();
    let secret = RecordId::natural(other, "session", &["secret"]);
    day.hq.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, secret), "Not for everybody")).expect("another programme");
    let coach = Laptop::new("COACH", Role::Site, "A coach");
    let request = coach.file("coach.sala-request");
    coach.desk.write_request(&request).expect("a request");
    day.hq.desk.accept_file(&request, None, &Grant { books: Some(vec![day.book]), ..Grant::default() }).expect("accepted");
    // It has not heard yet what it may do.
    let own = coach.desk.new_book();
    coach.desk.change(own, "test", |c| c.set(TITLE.of(&SESSION, own), "Its own idea")).expect("a new laptop works at once");
    day.hq.carry_to(&coach);
    assert_eq!(day.titles(&coach.desk, "opening"), ["Opening"], "its own programme is in the pack");
    assert!(coach.desk.read(|r| r.book(other)).is_err(), "the other one is not");
    let refused = coach.desk.change(other, "test", |c| c.set(TITLE.of(&SESSION, secret), "Guessed")).expect_err("now it has heard");
    assert_eq!(refused.problem().code, "programme_not_given");
    let came = coach.carry_to(&day.hq);
    assert_eq!(came.why.and_then(|why| why.params["why"].as_str().map(str::to_owned)).as_deref(), Some("other_book"), "headquarters takes none of it");
}

#[test]
fn a_laptop_whose_time_has_run_out_waits_until_it_is_accepted_again() {
    let day = Day::begin();
    let end = sala_tests::laptop::moment("2012-05-20T00:00").timestamp_millis();
    let late = Laptop::new("LAP-L", Role::Site, "Late");
    let request = late.file("late.sala-request");
    late.desk.write_request(&request).expect("a request");
    day.hq.desk.accept_file(&request, None, &Grant { until: Some(end), ..Grant::default() }).expect("accepted");
    day.hq.carry_to(&late);
    day.write(&late, "first", "Written in time, carried late");
    let file = late.export_for(&day.hq);
    day.hq.at("2012-06-01T08:00");
    assert_eq!(day.hq.import(&file).status, Status::Quarantined, "nothing is lost: headquarters is asked again");
    day.hq.desk.accept("LAP-L", None, &Grant::default()).expect("accepted again");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["Written in time, carried late"], "then it counts without being imported again");
}

#[test]
fn a_file_for_somebody_else_that_the_recovery_key_opened_comes_in_when_its_sender_is_accepted_again() {
    let day = Day::begin();
    let end = sala_tests::laptop::moment("2012-05-20T00:00").timestamp_millis();
    day.accept(&Grant { until: Some(end), ..Grant::default() });
    day.hq.carry_to(&day.a);
    day.write(&day.a, "first", "Written in time, for LAP-B, which is lost");
    let file = day.a.export_for(&day.b);
    day.hq.at("2012-06-01T08:00");
    let secret = day.hq.desk.recovery_secret().expect("read").expect("not written down yet");
    let waits = day.hq.desk.import(&file, Some(&secret), &mut |_, _| true).expect("opened");
    assert_eq!(waits.status, Status::Quarantined, "its time has run out");
    let accepted = day.hq.desk.accept("LAP-A", None, &Grant::default()).expect("accepted again");
    assert!(accepted.held_up.is_empty(), "the secret is not asked for a second time: {:?}", accepted.held_up);
    assert_eq!(day.titles(&day.hq.desk, "first"), ["Written in time, for LAP-B, which is lost"]);
    assert_eq!(day.hq.desk.status().expect("a status").quarantined.pages, Some(0), "and nothing waits any more");
}

#[test]
fn a_laptop_may_rely_on_all_of_the_day_that_ends_its_time_wherever_it_is() {
    let day = Day::begin();
    let late = Laptop::new("LAP-L", Role::Site, "Late");
    let request = late.file("late.sala-request");
    late.desk.write_request(&request).expect("a request");
    day.hq.at("2012-05-14T08:00");
    let until = |text: &str| Grant { until: Grant::to_end_of(text.parse().expect("a day")), ..Grant::default() };
    let over = day.hq.desk.accept_file(&request, None, &until("2012-05-12")).expect_err("nobody is accepted for a time that is over");
    assert_eq!((over.problem().code, &over.problem().params["day"]), ("until_over", &"2012-05-12".into()));
    day.hq.desk.accept_file(&request, None, &until("2012-05-20")).expect("accepted");
    let told = || day.hq.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "LAP-L").and_then(|r| r.until_day);
    assert_eq!(told().as_deref(), Some("2012-05-20"), "people are told the day that they gave");
    day.hq.carry_to(&late);
    for (now, title, status) in
        [("2012-05-21T11:59", "While it is the 20th on some island", Status::Applied), ("2012-05-21T12:01", "When it is over everywhere", Status::Quarantined)]
    {
        day.write(&late, "first", title);
        let file = late.export_for(&day.hq);
        day.hq.at(now);
        assert_eq!(day.hq.import(&file).status, status, "{title}");
    }
}

#[test]
fn headquarters_is_told_of_codes_that_two_programmes_have_when_it_accepts_a_laptop() {
    let day = Day::begin();
    let code = day.hq.desk.shared_codes().expect("codes");
    assert_eq!(code, [], "each programme has a code of its own");
    let facts = |title: &str| {
        let text = format!(
            r#"{{ "code": "SAME", "title": "{title}", "starts": "2012-05-14", "ends": "2012-05-25", "training_days": ["2012-05-14"], "registers_per_day": ["AM"] }}"#
        );
        sala::programme::Facts::parse(&text).expect("a description")
    };
    sala::programme::create(&day.hq.desk, facts("Made at headquarters")).expect("a programme");
    let other = Laptop::new("LAP-O", Role::Site, "Other");
    sala::programme::create(&other.desk, facts("Made at a site")).expect("a programme");
    let file = other.file("first.sala");
    export(&other.desk, &file, To::Passphrase("seven red boats".to_owned()));
    assert_eq!(day.hq.desk.import(&file, Some("seven red boats"), &mut |_, _| true).expect("kept").status, Status::Quarantined);
    let accepted = day.hq.desk.accept("LAP-O", None, &Grant::default()).expect("accepted");
    let shared: Vec<_> = accepted.shared_codes.iter().map(|one| (one.code.as_str(), one.titles.len())).collect();
    assert_eq!(shared, [("SAME", 2)], "whoever accepts it is told that one code means two programmes now");
    assert_eq!(day.hq.desk.accept("LAP-O", Some("LAP-P"), &Grant::default()).expect("again").shared_codes, [], "once");
}

#[test]
fn whoever_asks_to_go_on_from_a_revoked_laptop_is_shown_as_that() {
    let day = Day::begin();
    let backup = day.a.backed_up("backup.sala-backup");
    day.hq.desk.revoke("LAP-A", None, None).expect("it was stolen");
    let (again, _) = Laptop::restored(&backup, &sala::backup::Secrets::default(), Some(day.a.memory()), "2012-05-15T08:00").expect("restored");
    let request = again.file("again.sala-request");
    again.desk.write_request(&request).expect("a request");
    day.hq.desk.receive_request(&request).expect("received");
    let stranger = Laptop::new("LAP-N", Role::Site, "Somchai P.").desk;
    stranger.write_request(&request).expect("a request");
    day.hq.desk.receive_request(&request).expect("received");
    let status = day.hq.desk.status().expect("status");
    let line = |label: &str| status.replicas.iter().find(|r| r.label == label).map(|r| (r.certified, r.revoked, r.goes_on_from.as_deref())).expect("a line");
    assert_eq!(line("LAP-A 2"), (false, true, Some("LAP-A")), "whoever stole LAP-A could ask so");
    assert_eq!(line("LAP-N"), (false, false, None), "a new laptop is none of that");
}

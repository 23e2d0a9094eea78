//! How a laptop comes to be believed.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

#[test]
fn a_laptop_asks_is_accepted_and_joins_with_its_first_pack() {
    let hq = Laptop::headquarters();
    let stranger = Laptop::new("LAP-C");
    let made = stranger.does(&["init", "--role", "site", "--label", "LAP-C"]);
    assert_eq!(made["fingerprint"].as_str().unwrap().split(' ').count(), 6, "six words for the telephone");
    let file = stranger.path("c.sala");
    assert_eq!(stranger.refusal(&["export", "--out", &file]), "not_joined", "there is nobody yet to seal it to");
    let request = stranger.path("c.request");
    let asked = stranger.does(&["request", "--out", &request]);
    assert_eq!(asked["fingerprint"], made["fingerprint"], "the same words every time");
    let accepted = hq.does(&["accept", &request, "--label", "Room 2"]);
    assert_eq!((&accepted["replica"], &accepted["label"], &accepted["role"]), (&made["replica"], &json!("Room 2"), &json!("site")));
    assert_eq!(hq.does(&["accept", &request])["label"], "Room 2", "accepting twice is no different from once");
    let start = &made["replica"].as_str().unwrap()[..8];
    let pack = stranger.path("pack.sala");
    assert_eq!(hq.does(&["export", "--out", &pack, "--for", start])["for"], "Room 2", "the start of an id names a replica too");
    stranger.does(&["import", &pack]);
    let known = stranger.does(&["programme", "list"]);
    assert_eq!(known["programmes"][0]["code"], CODE, "its pack brings the programme");
    let status = stranger.does(&["status"]);
    let labels: Vec<_> = status["replicas"].as_array().unwrap().iter().map(|r| (r["label"].clone(), r["certified"].clone())).collect();
    assert_eq!(labels, [(json!("HQ"), json!(true)), (json!("Room 2"), json!(true))], "both are known and certified");
}

#[test]
fn whoever_mistypes_a_requests_file_is_told_of_the_file() {
    let hq = Laptop::headquarters();
    let missing = hq.refuses(&["accept", "NOFILE.req"]);
    assert_eq!((&missing["error"]["code"], &missing["error"]["params"]["path"]), (&json!("file_missing"), &json!("NOFILE.req")), "not an unknown name");
    assert_eq!(hq.refusal(&["accept", &hq.path("nowhere/lap-c")]), "file_missing", "a path is a file");
    assert_eq!(hq.refusal(&["accept", "LAP-Z"]), "no_such_request", "a label is none");
    assert_eq!(hq.refusal(&["accept", "Dr. Who"]), "no_such_request", "with a full stop neither");
    let c = Laptop::new("LAP-C");
    c.does(&["init", "--role", "site", "--label", "LAP.C"]);
    let request = c.path("c.request");
    c.does(&["request", "--out", &request]);
    std::fs::create_dir(hq.folder.path().join("LAP.C")).unwrap();
    let desk = sala::Desk::open(&hq.store(), std::sync::Arc::new(sala::SystemClock)).unwrap();
    desk.receive_request(request.as_ref()).unwrap();
    drop(desk);
    let accepted = sala_in(&hq, &["accept", "LAP.C"]);
    assert_eq!(accepted["label"], "LAP.C", "a label that looks like a file, beside a folder of that name, is still a label");
}

/// Run from the laptop's own folder, where names without a path are looked for.
fn sala_in(laptop: &Laptop, words: &[&str]) -> serde_json::Value {
    let said = crate::laptop::Said::of(laptop.command(&[words, &["--json"]].concat()).current_dir(laptop.folder.path()).output().unwrap());
    assert_eq!(said.exit, 0, "{said:?}");
    said.json()
}

#[test]
fn what_is_not_received_yet_is_said_until_the_receipt_comes_back() {
    let mut hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    hq.now = "2012-05-14T20:00:00Z".to_owned();
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"]);
    let waiting = |laptop: &Laptop| laptop.does(&["status"])["not_yet_received"]["entries"].as_u64().unwrap();
    assert_eq!(waiting(&a), 29, "29 marks that only this laptop has");
    let file = a.path("a.sala");
    let made = a.does(&["export", "--out", &file]);
    assert_eq!((&made["entries"], &made["for"]), (&json!(29), &json!("HQ")), "headquarters is whom a site carries to");
    assert_eq!(waiting(&a), 29, "sent is not received");
    hq.does(&["import", &file]);
    let back = hq.path("back.sala");
    hq.does(&["export", "--out", &back, "--for", "LAP-A"]);
    a.does(&["import", &back]);
    assert_eq!(waiting(&a), 0, "now headquarters has said that it holds them");
    let next = a.does(&["export", "--out", &file]);
    assert_eq!((&next["entries"], next["based_on_receipt"].is_string()), (&json!(0), true), "nothing is sent twice");
    let everything = a.does(&["export", "--out", &file, "--everything"]);
    assert!(everything["entries"].as_u64() > Some(500), "unless it is asked for: {everything}");
}

#[test]
fn a_pack_with_a_passphrase_opens_for_whoever_knows_it() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let pack = hq.path("pack.sala");
    let (right, wrong) = (hq.writes("right", "nine red boats\n"), hq.writes("wrong", "nine blue boats\n"));
    hq.does(&["export", "--out", &pack, "--passphrase-file", &right, "--everything"]);
    assert_eq!(a.refusal(&["import", &pack]), "passphrase_needed");
    assert_eq!(a.refusal(&["import", &pack, "--passphrase-file", &wrong]), "passphrase_wrong");
    a.does(&["import", &pack, "--passphrase-file", &right]);
}

#[test]
fn a_file_from_a_laptop_that_nobody_accepted_waits_in_quarantine_until_its_fingerprint_is_read_out() {
    let hq = Laptop::headquarters();
    let c = Laptop::new("LAP-C");
    c.does(&["init", "--role", "site", "--label", "LAP-C"]);
    let facts = std::fs::read_to_string(demo("programme.json")).unwrap().replace(CODE, "OTHER-2012");
    c.does(&["programme", "new", "--file", &c.writes("other.json", facts)]);
    let (secret, file) = (c.writes("secret", "nine red boats"), c.path("c.sala"));
    c.does(&["export", "--out", &file, "--passphrase-file", &secret]);
    let before = hq.digest();
    let import = ["import", &file, "--passphrase-file", &secret];
    let answer = hq.waits(&import);
    assert_eq!((&answer["bundles"][0]["status"], &answer["bundles"][0]["why"]), (&json!("quarantined"), &json!("sender_not_accepted")));
    let fingerprint = c.does(&["request"])["fingerprint"].as_str().unwrap().to_owned();
    let told = answer["bundles"][0]["message"].as_str().unwrap();
    assert!(told.contains(&format!("fingerprint {fingerprint}")), "the words to be compared stand beside what it calls itself: {told}");
    assert_eq!(hq.digest(), before, "what nobody vouches for is not taken in");
    assert_eq!(hq.waits(&["status"])["quarantined"]["pages"], 1, "but it is kept");
    assert_eq!(hq.refusal(&["accept", "six", "words", "of", "somebody", "else", "entirely"]), "no_such_request");
    let words: Vec<_> = std::iter::once("accept").chain(fingerprint.split(' ')).collect();
    assert_eq!(hq.does(&words)["label"], "LAP-C", "the words are typed as they are heard");
    assert_eq!(hq.does(&["status"])["quarantined"]["pages"], 0, "what waited is taken in at once");
    assert_eq!(hq.does(&["programme", "show", "OTHER-2012"])["registers"], 20);
}

#[test]
fn a_file_in_quarantine_without_a_page_is_listed_with_its_name_its_day_and_what_to_do() {
    let hq = Laptop::headquarters();
    let c = Laptop::new("Room 3");
    c.does(&["init", "--role", "site", "--label", "Room 3"]);
    let (secret, file) = (c.writes("secret", "nine red boats"), c.path("nothing-yet.sala"));
    c.does(&["export", "--out", &file, "--passphrase-file", &secret]);
    hq.waits(&["import", &file, "--passphrase-file", &secret]);
    let status = hq.waits(&["status"]);
    assert_eq!((&status["quarantined"]["files"], &status["quarantined"]["pages"]), (&json!(1), &json!(0)), "it brought a request and no page: {status}");
    let waits = status["replicas"].as_array().unwrap().iter().find(|one| one["label"] == "Room 3").unwrap();
    let listed = &waits["waiting_files"][0];
    assert_eq!((&listed["file"], &listed["came"], &listed["pages"]), (&json!("nothing-yet.sala"), &json!("2012-05-14T08:00:00Z"), &json!(0)));
    let told = hq.says(&["status"]).out;
    assert!(told.contains("1 file of Room 3 waits in quarantine: nothing-yet.sala (came 2012-05-14, 0 pages)"), "whose, which and since when: {told}");
    assert!(told.contains("`sala accept 'Room 3'`") && told.contains("`sala refuse 'Room 3'` drops it"), "and what to do: {told}");
    hq.does(&["refuse", listed["bundle"].as_str().unwrap()]);
    assert_eq!(hq.does(&["status"])["quarantined"]["files"], 0);
}

#[test]
fn a_laptop_that_nobody_knows_is_refused_and_what_waited_of_it_is_dropped() {
    let hq = Laptop::headquarters();
    let c = Laptop::new("LAP-C");
    c.does(&["init", "--role", "site", "--label", "LAP-C"]);
    let facts = std::fs::read_to_string(demo("programme.json")).unwrap().replace(CODE, "OTHER-2012");
    c.does(&["programme", "new", "--file", &c.writes("other.json", facts)]);
    let (secret, file) = (c.writes("secret", "nine red boats"), c.path("c.sala"));
    c.does(&["export", "--out", &file, "--passphrase-file", &secret]);
    let import = ["import", &file, "--passphrase-file", &secret];
    hq.waits(&import);
    let told = hq.says(&["status"]).out;
    assert!(told.contains("`sala refuse LAP-C` drops"), "status says what can be done about it: {told}");
    assert_eq!(hq.refusal(&["refuse", "LAP-X"]), "no_such_request");
    assert_eq!(c.refusal(&["refuse", "LAP-X"]), "not_headquarters");
    let refused = hq.does(&["refuse", "LAP-C"]);
    assert_eq!((&refused["label"], &refused["files"], &refused["pages"]), (&json!("LAP-C"), &json!(1), &json!(1)));
    assert_eq!(hq.does(&["status"])["quarantined"]["pages"], 0, "nothing waits any more, and the answer says so by its exit code");
    hq.waits(&import);
    assert_eq!(hq.does(&["accept", "LAP-C"])["label"], "LAP-C", "it may ask again and be accepted");
    assert_eq!(hq.does(&["programme", "show", "OTHER-2012"])["registers"], 20);
}

#[test]
fn a_pack_of_another_organisation_says_whose_it_is() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let other = Laptop::new("HQ");
    other.does(&["init", "--role", "hq", "--label", "HQ", "--organisation", "Delta Foundation"]);
    other.does(&["programme", "new", "--file", &demo("programme.json")]);
    let request = a.path("a.request");
    a.does(&["request", "--out", &request]);
    other.does(&["accept", &request]);
    let pack = a.path("theirs.sala");
    other.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    let before = a.digest();
    assert_eq!(a.refusal(&["import", &pack]), "other_organisation", "not that headquarters should accept some laptop");
    let said = a.says(&["import", &pack]).err;
    assert!(said.contains("Delta Foundation") && said.contains("Mekong Institute"), "theirs and ours: {said}");
    assert_eq!(a.digest(), before, "nothing of it came in");
}

#[test]
fn a_pack_of_a_headquarters_that_was_made_anew_says_which_of_the_two_it_is_and_what_to_do() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let anew = Laptop::headquarters();
    let (request, pack) = (a.path("a.request"), a.path("anew.sala"));
    a.does(&["request", "--out", &request]);
    anew.does(&["accept", &request]);
    anew.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    let before = a.digest();
    assert_eq!(a.refusal(&["import", &pack]), "other_organisation_of_one_name");
    let said = a.says(&["import", &pack]).err;
    let words = |hq: &Laptop| hq.does(&["status"])["replicas"][0]["fingerprint"].as_str().unwrap().to_owned();
    assert!(said.contains(&format!("the one in the file: {}", words(&anew))), "theirs, as that headquarters shows them: {said}");
    assert!(said.contains(&format!("of this laptop's: {}", words(&hq))), "and ours: {said}");
    assert!(said.contains("`sala restore BACKUP --recovery-key-file FILE`"), "what to do: {said}");
    assert_eq!(a.digest(), before, "nothing of it came in");
}

#[test]
fn programmes_that_share_a_code_are_told_before_and_after_and_each_can_be_named() {
    let hq = Laptop::headquarters();
    let stranger = Laptop::new("LAP-C");
    stranger.does(&["init", "--role", "site", "--label", "LAP-C"]);
    let own = r#"{"code":"smecec-2012","title":"Our own workshop","starts":"2012-06-04","ends":"2012-06-05"}"#;
    stranger.does(&["programme", "new", "--file", &stranger.writes("own.json", own)]);
    let request = stranger.path("c.request");
    stranger.does(&["request", "--out", &request]);
    hq.does(&["accept", &request]);
    let pack = stranger.path("pack.sala");
    hq.does(&["export", "--out", &pack, "--for", "LAP-C"]);
    let told = stranger.does(&["import", "--preview", &pack]);
    assert_eq!(told["bundles"][0]["shared_codes"][0]["code"], CODE, "the laptop is told too: {told}");
    stranger.does(&["import", &pack]);
    let file = stranger.path("c.sala");
    stranger.does(&["export", "--out", &file]);
    let preview = hq.does(&["import", "--preview", &file]);
    let shared = &preview["bundles"][0]["shared_codes"];
    assert_eq!(shared[0]["titles"].as_array().unwrap().len(), 2, "before anything is taken in: {preview}");
    let changes = preview["bundles"][0]["changes"].to_string();
    assert!(changes.contains("2 programmes have the code") && changes.contains("Our own workshop"), "in words: {changes}");
    assert_eq!(hq.does(&["import", &file])["bundles"][0]["shared_codes"], *shared, "and in the account");

    let refused = hq.refuses(&["roster", "list", "--programme", CODE]);
    assert_eq!(refused["error"]["code"], "programme_ambiguous");
    let said = hq.says(&["roster", "list", "--programme", CODE]).err;
    assert!(said.contains("Our own workshop") && said.contains("--programme ID"), "which there are, and how to name one: {said}");
    let list = hq.says(&["programme", "list"]).out;
    for id in refused["error"]["params"]["ids"].as_array().unwrap() {
        assert!(list.contains(id.as_str().unwrap()), "the list shows the ids: {list}");
        hq.does(&["roster", "list", "--programme", id.as_str().unwrap()]);
    }
    let again = hq.does(&["import", "--preview", &file]);
    assert_eq!(again["bundles"][0]["shared_codes"], json!([]), "what was here already is no news");
}

#[test]
fn a_revoked_laptop_is_told_by_a_file_that_holds_nothing_else() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let fill = ["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"];
    a.does(&fill);
    let (file, word) = (a.path("a.sala"), hq.path("word.sala"));
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    let only = ["export", "--for", "LAP-A", "--only-revocation", "--out", &word];
    assert_eq!(hq.refusal(&only), "receiver_not_revoked", "there is nothing to tell yet");
    hq.does(&["revoke", "LAP-A"]);
    assert_eq!(hq.refusal(&["export", "--for", "LAP-A", "--out", &word]), "receiver_revoked", "it is given nothing else");
    let made = hq.does(&only);
    assert_eq!((&made["pages"], &made["entries"], &made["for"]), (&json!(0), &json!(0), &json!("LAP-A")));
    a.does(&["import", &word]);
    let told = a.says(&["status"]).out;
    assert!(told.contains("This laptop was revoked by headquarters on 2012-05-14 from page 2 in SMECEC-2012 on"), "{told}");
    let mark = ["attendance", "mark", "--programme", CODE, "--register", "2012-05-14/AM", "--participant", "P01", "--status", "late"];
    assert_eq!(a.refusal(&mark), "laptop_revoked");
    assert_eq!(a.does(&["attendance", "report", "--programme", CODE])["present"], 29, "what was recorded is still there");
}

/// The laptop's store as it was backed up, on another machine: it goes on under new keys, records something and makes a file.
fn goes_on(laptop: &Laptop, backup: &str, name: &str, person: &str) -> String {
    let (store, file) = (laptop.path(name), laptop.path(&format!("{name}.sala")));
    let on = |words: &[&str]| laptop.does(&[words, &["--store", &store]].concat());
    on(&["restore", backup]);
    on(&["attendance", "mark", "--programme", CODE, "--register", "2012-05-14/AM", "--participant", person, "--status", "absent"]);
    on(&["export", "--out", &file]);
    file
}

#[test]
fn whoever_accepts_a_laptop_is_told_what_came_in_with_it_and_what_it_was_before() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let (backup, again, third) = (a.path("a.sala-backup"), a.path("again.sala-backup"), a.path("third"));
    a.does(&["backup", "--out", &backup]);
    let second = goes_on(&a, &backup, "second", "P02");
    hq.waits(&["import", &second]);
    hq.does(&["refuse", "LAP-A 2"]);
    a.does(&["backup", "--out", &again, "--store", &a.path("second")]);
    let file = goes_on(&a, &again, "third", "P03");
    hq.waits(&["import", &second, &file]);
    let told = hq.says(&["accept", "LAP-A 3"]);
    assert_eq!(told.exit, 0, "{told:?}");
    for words in
        ["LAP-A 2, which was turned away on 2012-05-14, is certified along with it", "third.sala from LAP-A 3 (", "second.sala from LAP-A 2 (", "1 mark added"]
    {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    let status = hq.says(&["status", "--json"]).json();
    let from = |label: &str| status["replicas"].as_array().unwrap().iter().find(|r| r["label"] == label).unwrap()["goes_on_from"].clone();
    assert_eq!((from("LAP-A 3"), from("LAP-A 2"), from("LAP-A")), (json!("LAP-A 2"), json!("LAP-A"), json!(null)), "the whole line is known");

    // A laptop that may only look: what waited of it is kept outside, and that is said.
    a.does(&["backup", "--out", &a.path("more.sala-backup"), "--store", &third]);
    let file = goes_on(&a, &a.path("more.sala-backup"), "fourth", "P04");
    hq.waits(&["import", &file]);
    let answer = hq.does(&["accept", "LAP-A 4", "--read-only"]);
    let came = &answer["taken"][0];
    assert_eq!((&came["from"], &came["why"]), (&json!("LAP-A 4"), &json!("pages_not_allowed")), "{answer}");
    assert!(came["message"].as_str().unwrap().contains("must not write"), "in words: {came}");
    assert_eq!(answer["along"], json!([]), "nobody else was certified by it");
}

#[test]
fn the_copy_of_a_revoked_laptop_is_told_as_that_before_and_when_it_is_accepted() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let (first, backup) = (a.path("first.sala"), a.path("a.sala-backup"));
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/PM", "--status", "present"]);
    a.does(&["export", "--out", &first]);
    hq.does(&["import", &first]);
    a.does(&["backup", "--out", &backup]);
    hq.does(&["revoke", "LAP-A"]);
    let file = goes_on(&a, &backup, "second", "P03");
    let said = format!("LAP-A 2 goes on from LAP-A, which was revoked on 2012-05-14 from page 2 in {CODE} on");
    for words in [&["import", "--preview", &file][..], &["import", &file], &["accept", "LAP-A 2"]] {
        let told = hq.says(words).out;
        assert!(told.contains(&said), "sala {}: {told}", words.join(" "));
    }
    let answer = hq.does(&["accept", "LAP-A 2", "--label", "LAP-A again"]);
    assert_eq!((&answer["revoked_former"]["label"], &answer["revoked_former"]["from"][0]["page"]), (&json!("LAP-A"), &json!(2)), "{answer}");
}

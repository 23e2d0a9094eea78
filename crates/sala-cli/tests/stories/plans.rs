//! An action plan from its name to the team's word, from the command line.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

const OF: [&str; 2] = ["--programme", CODE];

/// `sala plan WORDS`.
fn plan(laptop: &Laptop, words: &[&str]) -> serde_json::Value {
    laptop.does(&[&["plan"][..], words, &OF].concat())
}

fn refused(laptop: &Laptop, words: &[&str]) -> String {
    laptop.refusal(&[&["plan"][..], words, &OF].concat())
}

#[test]
fn a_plan_is_written_presented_and_stood_for_version_by_version() {
    let mut hq = Laptop::headquarters();
    let named = plan(&hq, &["new", "AP11", "--kind", "consortium formation", "--country", "la", "--sector", "Silk", "--isic", "1312", "--team", "P07", "P08"]);
    assert_eq!(named["plan"]["team"].as_array().unwrap().len(), 2, "the team is seated at once");
    plan(&hq, &["write", "AP11", "--problem", "Nobody tests the dye.", "--stage", "trust building"]);
    let line = plan(&hq, &["line", "AP11", "activity", "title=Choose the firms", "starts=2012-06-04", "ends=2012-06-22", "responsible=P08", "stage=selection"]);
    let told = plan(&hq, &["line", "AP11", "activity", "title=Register", "responsible=a lawyer in town"]);
    assert_eq!(told["outside"], "a lawyer in town", "whoever is nobody of the programme is told to be taken as a name");
    assert_eq!(refused(&hq, &["line", "AP11", "activity", "title=Weigh", "responsible=P99"]), "no_such_participant", "nobody is called so");
    assert_eq!(refused(&hq, &["line", "AP11", "activity", "title=Weigh", "starts=2012-04-01", "ends=2012-04-30"]), "day_before_programme");
    let outside = plan(&hq, &["line", "AP11", "risk", "title=Rain"]);
    assert_eq!(outside["outside"], json!(null));
    plan(&hq, &["line", "AP11", "budget", "title=Travel", "amount=1,250.5", "currency=usd"]);
    plan(&hq, &["line", "AP11", "budget", "title=Tests", "amount=749.50", "currency=USD", "source=the college"]);
    let shown = hq.says(&[&["plan", "show", "AP11"][..], &OF].concat()).out;
    for said in [
        "Problem: Nobody tests the dye.",
        "2012-06-04 .. 2012-06-22  Choose the firms  (P08)",
        "Register  (a lawyer in town)",
        "1250.50 USD  Travel",
        "2000.00 USD  altogether",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }

    assert_eq!(refused(&hq, &["state", "AP11", "--to", "committed"]), "plan_without_commitment", "nobody said so yet");
    let presented = plan(&hq, &["state", "AP11", "--to", "presented"]);
    assert_eq!(presented["versions"].as_array().unwrap().len(), 1, "what was shown is kept");
    let signed = plan(&hq, &["commit", "AP11", "--participant", "P07", "P08", "--version", "1", "--how", "sheet", "--sheet", &demo("flipchart-group-a.jpg")]);
    assert_eq!((&signed["version"], &signed["sheets"]), (&json!(1), &json!(1)));
    plan(&hq, &["state", "AP11", "--to", "committed"]);

    let id = line["line"].as_str().unwrap();
    plan(&hq, &["line", "AP11", "activity", "--line", id, "ends=2012-06-29"]);
    let differs = plan(&hq, &["show", "AP11", "--compare", "1"]);
    let told = json!([{ "list": "activities", "line": "Choose the firms", "field": "ends", "before": "2012-06-22", "after": "2012-06-29" }]);
    assert_eq!(differs["differences"], told, "the other end of the days stayed as it was");
    hq.now = "2012-06-04T08:00:00Z".to_owned();
    let later = plan(&hq, &["commit", "AP11", "--participant", "P07", "--how", "mail", "--since", "2012-06-04"]);
    assert_eq!(later["version"], 2, "a word given now is given for what the plan says now");
    let now = plan(&hq, &["show", "AP11"]);
    let words: Vec<_> = now["commitments"].as_array().unwrap().iter().map(|one| (one["code"].as_str().unwrap(), one["how"].as_str().unwrap())).collect();
    assert_eq!(words, [("P07", "sheet"), ("P08", "sheet"), ("P07", "mail")], "the first words still stand");
    assert_eq!(plan(&hq, &["show", "AP11", "--version", "1"])["content"]["activities"][0]["ends"], "2012-06-22", "for what was signed");
    let refused = hq.refuses(&["plan", "commit", "AP11", "--programme", CODE, "--participant", "P07", "P08", "--withdraw"])["error"].clone();
    assert_eq!((&refused["code"], &refused["params"]["participants"]), (&json!("not_standing"), &json!(["P08"])), "whoever does not stand is named");
    assert_eq!(plan(&hq, &["show", "AP11"])["commitments"].as_array().unwrap().len(), 3, "and nothing is taken back");
    plan(&hq, &["commit", "AP11", "--participant", "P07", "--withdraw"]);
    assert_eq!(
        plan(&hq, &["show", "AP11"])["commitments"].as_array().unwrap().len(),
        2,
        "a mistake of the last version is taken back, and no version made for it"
    );

    plan(&hq, &["line", "AP11", "activity", "--line", id, "--remove"]);
    assert_eq!(plan(&hq, &["show", "AP11"])["content"]["activities"].as_array().unwrap().len(), 1);
    plan(&hq, &["team", "AP11", "--participant", "P08", "--leaves"]);
    plan(&hq, &["team", "AP11", "--participant", "P09", "--role", "lead"]);
    let team = plan(&hq, &["list"])["plans"].as_array().unwrap().last().unwrap()["team"].clone();
    let team: Vec<_> = team.as_array().unwrap().iter().map(|one| (one["code"].as_str().unwrap(), one["role"].as_str().unwrap())).collect();
    assert_eq!(team, [("P07", "member"), ("P09", "lead")]);
}

#[test]
fn what_is_mistyped_about_a_plan_is_told_and_nothing_is_changed() {
    let hq = Laptop::headquarters();
    plan(&hq, &["line", "AP01", "output", "title=A common label"]);
    let before = hq.digest();
    for (words, code) in [
        (&["show", "AP77"][..], "no_such_plan"),
        (&["new", "AP01", "--kind", "capacity_development", "--country", "KH", "--sector", "Rice"], "plan_code_taken"),
        (&["new", "AP11", "--kind", "both", "--country", "KH", "--sector", "Rice"], "word_unknown"),
        (&["new", "AP11", "--kind", "capacity_development", "--country", "Atlantis", "--sector", "Rice"], "country_unknown"),
        (&["new", "AP11", "--kind", "capacity_development", "--country", "KH", "--sector", "Rice", "--team", "P77"], "no_such_participant"),
        (&["write", "AP01", "--isic", "rice"], "isic_invalid"),
        (&["line", "AP01", "activity", "starts=2012-06-01"], "text_missing"),
        (&["line", "AP01", "activity", "title"], "field_without_value"),
        (&["line", "AP01", "activity", "title=x", "amount=5"], "field_unknown"),
        (&["line", "AP01", "activity", "title=x", "starts=1 June"], "date_unreadable"),
        (&["line", "AP01", "activity", "title=x", "starts=2555-06-01"], "thai_year"),
        (&["line", "AP01", "activity", "title=x", "starts=2012-06-15", "ends=2012-06-01"], "ends_before_start"),
        (&["line", "AP01", "budget", "title=x", "amount=ten", "currency=USD"], "amount_wrong"),
        (&["line", "AP01", "budget", "title=x", "amount=10.5", "currency=VND"], "amount_wrong"),
        (&["line", "AP01", "budget", "title=x", "amount=10", "currency=BAHT"], "currency_unknown"),
        (&["line", "AP01", "dream", "title=x"], "word_unknown"),
        (&["line", "AP01", "budget", "--line", "nowhere", "amount=5"], "no_such_line"),
        (&["state", "AP02", "--to", "presented"], "plan_empty"),
        (&["state", "AP01", "--to", "dropped"], "text_missing"),
        (&["state", "AP01", "--to", "superseded", "--reason", "x"], "successor_missing"),
        (&["state", "AP01", "--to", "superseded", "--reason", "x", "--successor", "AP01"], "successor_is_itself"),
        (&["commit", "AP01", "--participant", "P01", "--version", "3"], "no_such_version"),
        (&["commit", "AP01", "--participant", "P01", "--withdraw"], "no_such_version"),
        (&["team", "AP01", "--participant", "P77"], "no_such_participant"),
    ] {
        assert_eq!(refused(&hq, words), code, "{words:?}");
    }
    assert_eq!(hq.digest(), before, "nothing was written");
    let unknown = hq.says(&[&["plan", "line", "AP01", "assistance", "title=A dyer", "given_state=maybe"][..], &OF].concat());
    assert!(unknown.err.contains("use one of these: asked, promised, given, declined"), "the words are named where no help lists them: {}", unknown.err);
    plan(&hq, &["keep", "AP01"]);
    assert_eq!(refused(&hq, &["commit", "AP01", "--participant", "P20", "--version", "1"]), "not_in_team", "others cannot promise for them");
    plan(&hq, &["commit", "AP01", "--participant", "P01"]);
    assert_eq!(refused(&hq, &["remove", "AP01"]), "plan_committed", "it is dropped with a reason instead");
    let gone = plan(&hq, &["remove", "AP02"]);
    assert_eq!(refused(&hq, &["show", "AP02"]), "no_such_plan");
    plan(&hq, &["remove", gone["id"].as_str().unwrap(), "--put-back"]);
    assert_eq!(plan(&hq, &["show", "AP02"])["plan"]["sector"], "Silk", "nothing of it was lost");
}

#[test]
fn who_left_makes_no_new_plan_and_a_commitment_says_that_the_plan_waits() {
    let hq = Laptop::headquarters();
    hq.does(&["roster", "replace", "P29", "--programme", CODE, "--name", "Noy Phommachanh"]);
    let new = |code: &'static str, who: &'static str| ["new", code, "--kind", "consortium_formation", "--country", "la", "--sector", "Silk", "--team", who];
    assert_eq!(refused(&hq, &new("AP13", "P29")), "participant_not_enrolled", "as whoever is seated by hand");
    plan(&hq, &new("AP13", "P30"));
    plan(&hq, &["write", "AP13", "--problem", "Nobody tests the dye."]);
    let committed = plan(&hq, &["commit", "AP13", "--participant", "P30"]);
    assert_eq!(committed["state"], "draft");
    let told = hq.says(&[&["plan", "commit", "AP13", "--participant", "P30"][..], &OF].concat()).out;
    assert!(told.contains("The plan is still a draft: `sala plan state AP13 --to presented` goes on"), "{told}");
}

#[test]
fn a_list_without_codes_that_fills_plan_teams_says_so() {
    let hq = Laptop::new("HQ");
    hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    hq.does(&["programme", "new", "--file", &demo("programme.json")]);
    let import = ["roster", "import", &demo("nominations.xlsx"), "--programme", CODE];
    let preview = hq.does(&[&import[..], &["--preview"]].concat());
    let places = preview["seated"].as_u64().unwrap();
    assert!(places > 20 && preview["codes_given"] == json!(true), "the teams wait for P01 and the others: {}", preview["seated"]);
    let told = hq.says(&[&import[..], &["--skip-refused"]].concat()).out;
    assert!(told.contains(&format!("{places} places in the teams of plans were filled by code; the list has no codes")), "{told}");
    let plans = plan(&hq, &["list"]);
    let seated: usize = plans["plans"].as_array().unwrap().iter().map(|plan| plan["team"].as_array().unwrap().len()).sum();
    assert_eq!(seated as u64, places, "as many as it said");
    let again = hq.does(&[&import[..], &["--skip-refused"]].concat());
    assert_eq!(again["seated"], 0, "nobody new, nobody seated");
}

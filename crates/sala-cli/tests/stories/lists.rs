//! Lists as offices send them: clean ones go in, the others explain themselves row by row.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

fn people(hq: &Laptop) -> usize {
    hq.does(&["roster", "list", "--programme", CODE])["people"].as_array().unwrap().len()
}

fn with_programme() -> Laptop {
    let hq = Laptop::new("HQ");
    hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    hq.does(&["programme", "new", "--file", &demo("programme.json")]);
    hq
}

#[test]
fn a_nomination_list_is_explained_before_anything_is_written() {
    let hq = with_programme();
    let import = ["roster", "import", &demo("nominations.xlsx"), "--programme", CODE];
    let preview = hq.does(&[&import[..], &["--preview"]].concat());
    let refused = preview["refused"].as_array().unwrap();
    assert!(refused.iter().all(|r| r["row"] == 37), "one row cannot be right, and its number is said: {refused:?}");
    assert!(refused.iter().any(|r| r["code"] == "country_unknown" && r["column"] == "Country" && r["value"] == "Atlantis"), "with column, reason and value");
    let twin = &preview["possible_duplicates"][0];
    assert_eq!((&twin["name"], &twin["like"]["name"]), (&json!("Aung Namuna"), &json!("U Aung Namuna")), "the honorific hides nobody");
    assert_eq!(people(&hq), 0, "a preview writes nothing");

    let answer = hq.refuses(&import);
    assert_eq!((&answer["added"], answer["refused"].as_array().unwrap().len()), (&json!(0), refused.len()), "nothing goes in while a row is refused");
    assert_eq!(people(&hq), 0);
    let done = hq.does(&[&import[..], &["--skip-refused"]].concat());
    assert_eq!(done["added"], preview["added"], "the preview told the truth");
    let before = hq.digest();
    let again = hq.does(&[&import[..], &["--skip-refused"]].concat());
    assert_eq!((&again["added"], &again["updated"]), (&json!(0), &json!(0)), "the same list again says nothing new");
    assert_eq!(hq.digest(), before, "and changes nothing");
}

#[test]
fn a_person_at_the_terminal_sees_how_the_list_was_understood() {
    let hq = with_programme();
    let import = ["roster", "import", &demo("nominations.xlsx"), "--programme", CODE];
    let json = hq.does(&[&import[..], &["--preview"]].concat());
    let row = format!("row {}", json["header_row"]);
    for more in [&["--preview"][..], &[], &["--skip-refused"]] {
        let told = hq.says(&[&import[..], more].concat()).out;
        assert!(told.contains(json["sheet"].as_str().unwrap()) && told.contains(&row), "which sheet and titles were found: {told}");
        for column in json["columns"].as_array().unwrap() {
            let line = told.lines().find(|line| line.contains(column["title"].as_str().unwrap())).unwrap_or_else(|| panic!("no line for {column}: {told}"));
            assert!(line.contains(column["field"].as_str().unwrap_or("(left out)")), "each title with what it is read as: {line}");
        }
        for sheet in json["other_sheets"].as_array().unwrap() {
            assert!(told.contains(&format!("Not read: sheet {}", sheet["name"].as_str().unwrap())), "what was not read: {told}");
        }
        assert!(told.contains("--map \"Title=field") && told.contains("org_type"), "how to correct it, and to what: {told}");
    }
    let zawgyi = hq.writes("zawgyi.csv", "Name,Own script,Remarks\nAung Namuna,\u{1031}\u{1021}\u{102c}\u{1004}\u{1039},likes tea\nMAI LINH,,\n");
    let told = hq.says(&["roster", "import", &zawgyi, "--programme", CODE, "--preview", "--map", "Own script=native"]).out;
    assert!(told.contains("looks like Zawgyi") && told.contains("all in capitals") && told.contains("Mai Linh"), "what to look at: {told}");
    assert!(told.lines().any(|line| line.contains("Remarks") && line.contains("(left out)")), "what is not imported: {told}");
    let thai = hq.writes("thai.csv", b"Name,Country\n\xca\xc1\xaa\xd2\xc2,TH\n");
    let answer = hq.does(&["roster", "import", &thai, "--programme", CODE, "--preview"]);
    let told = hq.says(&["roster", "import", &thai, "--programme", CODE, "--preview"]).out;
    assert_eq!(answer["encoding_guessed"], told.contains("which is a guess"), "a guess is said to be one: {answer} {told}");
    assert_eq!(answer["encoding_guessed"], true, "old Thai letters can only be guessed at: {answer}");
    assert_eq!(people(&hq), hq.does(&["roster", "list", "--programme", CODE])["people"].as_array().unwrap().len(), "and looking wrote nothing");
}

#[test]
fn text_of_any_direction_travels_unchanged() {
    let hq = with_programme();
    let names = ["ນາງ ຄຳ ຕົວຢ່າງ", "สมชาย ตัวอย่าง", "គំរូ សុភា", "ဒေါ် နမူနာ", "Nguyễn Thị Mẫu", "杨本", "محمد مثال"];
    let list = names.iter().fold("Name,Country\n".to_owned(), |list, name| format!("{list}{name},TH\n"));
    hq.does(&["roster", "import", &hq.writes("list.csv", &list), "--programme", CODE]);
    hq.does(&["agenda", "import", &demo("agenda.csv"), "--programme", CODE]);
    let a = Laptop::joined(&hq, "LAP-A");
    let (reason, title) = ("في المستشفى 🏥 “sick”", "שלום 😀 👩‍🌾 \u{202b}abc\u{202c}");
    let at = ["--programme", CODE, "--register", "2012-05-14/AM", "--participant", "P07"];
    let said = a.does(&[&["attendance", "mark"][..], &at, &["--status", "excused", "--reason", reason, "--approver", "ดร.คำ"]].concat());
    let mark = json!({ "status": "excused", "minutes": null, "reason": reason, "approver": "ดร.คำ", "left_early": null });
    assert_eq!(said["mark"], mark, "every part has its key, also where it is empty");
    a.does(&["output", "add", "--programme", CODE, "--group", "ກຸ່ມ ກ", "--exercise", "練習", "--title", title]);
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    let history = hq.does(&[&["attendance", "history"][..], &at].concat());
    assert_eq!((&history["history"][0]["value"]["reason"], &history["history"][0]["value"]["approver"]), (&json!(reason), &json!("ดร.คำ")));
    let output = &hq.does(&["output", "list", "--programme", CODE])["outputs"][0];
    assert_eq!((&output["title"], &output["group"], &output["exercise"]), (&json!(title), &json!("ກຸ່ມ ກ"), &json!("練習")));
    let roster = a.does(&["roster", "list", "--programme", CODE]);
    let kept: Vec<_> = roster["people"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kept, names, "seven scripts, as they were typed");
    for format in ["csv", "xlsx"] {
        hq.does(&["attendance", "report", "--programme", CODE, "--format", format, "--out", &hq.path(&format!("report.{format}"))]);
    }
}

#[test]
fn the_mapping_of_columns_can_be_corrected() {
    let hq = with_programme();
    let list = hq.writes("list.csv", "Wer,Woher\nKumru Sophea,KH\n");
    let import = ["roster", "import", &list, "--programme", CODE];
    let refused = hq.refusal(&import);
    assert!(["roster_no_header", "roster_no_name_column"].contains(&refused.as_str()), "titles that nobody knows are asked about: {refused}");
    let done = hq.says(&[&import[..], &["--map", "Wer=name,Woher=country", "--json"]].concat());
    assert_eq!((done.exit, &done.json()["added"]), (0, &json!(1)), "told what they mean, it goes in: {done:?}");
    assert_eq!(hq.refusal(&[&import[..], &["--map", "Wer=surname"]].concat()), "roster_map_unknown_field");
    let known = ["roster", "import", &demo("roster.csv"), "--programme", CODE, "--map", "Nam=name"];
    assert_eq!(hq.refusal(&known), "roster_map_unknown_column", "a title that is not there is a slip of the pen");
}

#[test]
fn names_of_every_script_and_length_come_through() {
    let hq = with_programme();
    let long = "ယ".repeat(300);
    let too_long = "a".repeat(301);
    let names = ["ນາງ ຄຳ ຕົວຢ່າງ", "สมชาย ตัวอย่าง", "គំរូ សុភា", "ဒေါ် နမူနာ", "Nguyễn Thị Mẫu", "杨本", "محمد مثال", "Ana 😀 Ejemplo", &long];
    let list = names.iter().fold("Name,Country\n".to_owned(), |list, name| format!("{list}{name},TH\n"));
    let done = hq.does(&["roster", "import", &hq.writes("list.csv", &list), "--programme", CODE]);
    assert_eq!(done["added"], names.len(), "nobody is left out for how they are called");
    let roster = hq.does(&["roster", "list", "--programme", CODE]);
    let kept: Vec<_> = roster["people"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kept, names, "and their names are kept as they are written");
    let refused = hq.refuses(&["roster", "import", &hq.writes("long.csv", format!("Name,Country\n{too_long},TH\n")), "--programme", CODE]);
    assert_eq!(refused["refused"][0]["code"], "name_too_long", "there is an end to it");
}

#[test]
fn five_thousand_rows_go_in_and_no_rows_are_said_to_be_none() {
    let hq = with_programme();
    let list = (0..5000).fold("Name,Email\n".to_owned(), |list, n| format!("{list}Person {},p{n}@example.org\n", letters(n)));
    let done = hq.does(&["roster", "import", &hq.writes("large.csv", &list), "--programme", CODE]);
    assert_eq!(done["added"], 5000, "a large roster is a roster");
    assert_eq!(people(&hq), 5000);
    assert_eq!(hq.refusal(&["roster", "import", &hq.writes("none.csv", "Name,Email\n"), "--programme", CODE]), "roster_no_rows");
    assert_eq!(hq.refusal(&["roster", "import", &hq.writes("empty.csv", ""), "--programme", CODE]), "table_empty");
}

/// A number as letters, so that no two names are spelt alike.
fn letters(mut n: u32) -> String {
    let mut word = String::new();
    for _ in 0..4 {
        word.push(char::from(b'a' + (n % 10) as u8));
        n /= 10;
    }
    word
}

#[test]
fn thai_years_are_asked_about_and_never_guessed() {
    let hq = with_programme();
    let agenda = hq.writes("agenda.csv", "Date,Start,End,Method,Title\n2555-05-14,08:30,09:30,ceremony,Opening\n");
    let import = ["agenda", "import", &agenda, "--programme", CODE];
    let refused = hq.refuses(&import);
    assert_eq!((&refused["error"]["code"], &refused["refused"][0]["row"]), (&json!("agenda_rows_refused"), &json!(2)), "2555 may be a slip of the pen");
    let done = hq.does(&[&import[..], &["--thai-years"]].concat());
    assert_eq!(done["rows"][0]["session"]["date"], "2012-05-14", "said to be Thai, it is 2012");
}

#[test]
fn a_list_of_marks_with_thai_years_or_unknown_words_is_explained_row_by_row() {
    let hq = Laptop::headquarters();
    let list = hq.writes("marks.csv", "Date,Half,Participant,Status\n2555-05-14,AM,P01,absent\n2012-05-14,AM,P02,asleep\n2012-05-14,AM,P03,late\n");
    let before = hq.digest();
    let refused = hq.refuses(&["attendance", "import", &list, "--programme", CODE]);
    let rows: Vec<_> = refused["refused"].as_array().unwrap().iter().map(|r| (r["row"].as_u64().unwrap(), r["value"].as_str().unwrap())).collect();
    assert_eq!(rows, [(2, "2555-05-14"), (3, "asleep")], "each with its row and what stands there: {refused}");
    assert_eq!(hq.digest(), before, "the good row waits for the others");
}

#[test]
fn groups_come_from_a_list_and_a_wrong_group_is_not_invented() {
    let hq = Laptop::headquarters();
    let done = hq.does(&["groups", "import", &demo("groups.csv"), "--programme", CODE]);
    assert_eq!(done["added"], 29, "everybody has a place");
    let add = ["output", "add", "--programme", CODE, "--exercise", "SWOT", "--title", "Coffee"];
    assert_eq!(hq.refusal(&[&add[..], &["--group", "F"]].concat()), "no_such_group", "there are groups, and F is none of them");
    let added = hq.does(&[&add[..], &["--group", "d"]].concat());
    assert_eq!((&added["group"], &added["group_made"]), (&json!("D"), &json!(false)), "D is, however it is typed");
}

#[test]
fn a_long_text_makes_no_history_and_no_difference_wide() {
    let hq = Laptop::headquarters();
    let long = "Leave half an hour earlier. ".repeat(60);
    hq.does(&["action-review", "add", "--programme", CODE, "--date", "2012-05-14", "--asked", "change", "--text", &long]);
    let note = hq.does(&["action-review", "list", "--programme", CODE])["notes"][0]["id"].as_str().unwrap().to_owned();
    let history = ["history", "--programme", CODE, &note];
    let told = hq.says(&history).out;
    assert!(told.contains('\u{2026}') && told.lines().all(|line| line.chars().count() < 320), "{told}");
    assert!(hq.does(&history)["history"].to_string().contains(long.trim()), "and all of it is in the answer for scripts");
    hq.does(&["action-review", "remove", "--programme", CODE, "--note", &note]);
    let gone = hq.says(&history).out;
    assert!(gone.contains("the record") && gone.contains("removed"), "{gone}");
}

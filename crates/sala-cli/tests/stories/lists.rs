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
fn groups_come_from_a_list_and_a_wrong_group_is_not_invented() {
    let hq = Laptop::headquarters();
    let done = hq.does(&["groups", "import", &demo("groups.csv"), "--programme", CODE]);
    assert_eq!(done["added"], 29, "everybody has a place");
    let add = ["output", "add", "--programme", CODE, "--exercise", "SWOT", "--title", "Coffee"];
    assert_eq!(hq.refusal(&[&add[..], &["--group", "F"]].concat()), "no_such_group", "there are groups, and F is none of them");
    let added = hq.does(&[&add[..], &["--group", "d"]].concat());
    assert_eq!((&added["group"], &added["group_made"]), (&json!("D"), &json!(false)), "D is, however it is typed");
}

//! The two lists of the reference programme, and the lists that nobody should send.

use super::*;
use crate::people::table;

const ROSTER: &[u8] = include_bytes!("../../demo/files/roster.csv");
const NOMINATIONS: &[u8] = include_bytes!("../../demo/files/nominations.xlsx");

fn planned(bytes: &[u8], enrolled: &[Enrolled]) -> Plan {
    plan(&table::read_bytes(bytes).unwrap(), enrolled, &Options::default()).unwrap()
}

/// Who is enrolled once a plan has been accepted.
fn accept(before: &[Enrolled], plan: &Plan) -> Vec<Enrolled> {
    let mut people = before.to_vec();
    for row in &plan.rows {
        let (Some(code), Some(details)) = (&row.code, &row.details) else {
            continue;
        };
        match people.iter_mut().find(|person| person.code == *code) {
            Some(person) => person.details = details.clone(),
            None => people.push(Enrolled { code: code.clone(), details: details.clone() }),
        }
    }
    people
}

#[test]
fn the_clean_roster_goes_in_whole_and_again_changes_nothing() {
    let first = planned(ROSTER, &[]);
    assert_eq!(first.added, 29, "twenty-nine people are on the list");
    assert_eq!(first.refused, [], "the office checked this list");
    assert_eq!(first.possible_duplicates, [], "nobody is on it twice");
    let enrolled = accept(&[], &first);
    let again = planned(ROSTER, &enrolled);
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 29), "nothing is new");
    assert_eq!(again.possible_duplicates, [], "a person is no duplicate of himself");
    let noy = enrolled.iter().find(|person| person.code == "P08").unwrap();
    assert_eq!(noy.details.native.as_deref(), Some("ນ້ອຍ ຕົວຢ່າງ"), "her own script is kept");
}

#[test]
fn the_nominations_explain_themselves_row_by_row() {
    let plan = planned(NOMINATIONS, &[]);
    assert_eq!(plan.sheet, "Nominations");
    assert_eq!(plan.header_row, 4, "the header stands under the title rows");
    let field = |title: &str| plan.columns.iter().find(|column| column.title == title).and_then(|column| column.field);
    assert_eq!(field("Full name (as in passport)"), Some(RosterField::Name));
    assert_eq!(field("ชื่อ / ຊື່ / ឈ្មោះ / အမည်"), Some(RosterField::Native));
    assert_eq!(field("#"), None, "it counts rows; it is no participant's code");
    let refused: Vec<(u32, &str, &str, &str)> =
        plan.refused.iter().map(|refusal| (refusal.row, refusal.column.as_str(), refusal.code, refusal.value.as_str())).collect();
    assert_eq!(
        refused,
        [(37, "Country", "country_unknown", "Atlantis"), (37, "M/F", "sex_unknown", "X?"), (37, "E-mail", "email_invalid", "not-an-email"),],
        "the impossible row is refused for each thing wrong with it, the blank row is no row",
    );
    assert_eq!(plan.added, 31, "twenty-nine, the second spelling, and the one whose fate a note tells");
    let [duplicate] = plan.possible_duplicates.as_slice() else { panic!("one pair looks alike: {:?}", plan.possible_duplicates) };
    assert_eq!((duplicate.row, duplicate.name.as_str()), (23, "Aung Namuna"));
    assert_eq!(duplicate.like.name, "U Aung Namuna");
    assert_eq!(duplicate.why, "same_name_ignoring_honorific");
    let [notes] = plan.other_sheets.as_slice() else { panic!("the second sheet is shown") };
    assert_eq!(notes.text, ["Nominee 30 withdrew on 10 May; replaced by U Namuna."], "what the note means is for a person to decide, so it must be seen",);
}

#[test]
fn names_typed_in_capitals_are_stored_in_ordinary_ones_and_it_is_said() {
    let plan = planned(NOMINATIONS, &[]);
    let name_in = |row: u32| plan.rows.iter().find(|planned| planned.row == row).unwrap().details.clone().unwrap().name;
    assert_eq!(name_in(7), "Võ Ngọc Mẫu", "the native column shows the capitals");
    assert_eq!(name_in(10), "Fan Li");
    assert_eq!(name_in(20), "U Kyaw Zin Namuna");
    let noted = plan.notes.iter().filter(|note| note.code == "name_was_capitals").count();
    assert_eq!(noted, 9, "every changed name is listed");
}

#[test]
fn nominations_after_the_roster_add_telephones_and_point_at_the_one_new_spelling() {
    let enrolled = accept(&[], &planned(ROSTER, &[]));
    let plan = planned(NOMINATIONS, &enrolled);
    assert_eq!(plan.updated, 29, "the list knows everybody's telephone");
    for row in plan.rows.iter().filter(|row| row.outcome == Outcome::Updated) {
        let fields: Vec<&str> = row.changes.iter().map(|change| change.field).collect();
        assert_eq!(fields, ["phone"], "row {}: all else was known already", row.row);
    }
    assert_eq!(plan.added, 2, "the second spelling and the withdrawn nominee are not on the roster");
    assert_eq!(plan.possible_duplicates.len(), 1, "only one of them resembles somebody");
    assert_eq!(plan.possible_duplicates[0].like.code, "P13", "U Aung Namuna's badge");
    let again = planned(NOMINATIONS, &accept(&enrolled, &plan));
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 31), "a second time is nothing");
}

#[test]
fn a_row_left_out_by_the_user_is_not_added() {
    let file = table::read_bytes(NOMINATIONS).unwrap();
    let options = Options { leave_out: vec![23, 36], ..Options::default() };
    let plan = plan(&file, &[], &options).unwrap();
    assert_eq!(plan.added, 29, "the duplicate and the withdrawn nominee stay out");
    assert_eq!(plan.possible_duplicates, [], "and nothing is left to point at");
}

#[test]
fn a_mapping_given_by_hand_beats_the_guess() {
    let file = table::read_bytes("Wer,Woher,Name\nNoy,LA,x1\n".as_bytes()).unwrap();
    let map = parse_map("Wer=name,Woher=country,Name=-").unwrap();
    let plan = plan(&file, &[], &Options { map, ..Options::default() }).unwrap();
    let details = plan.rows[0].details.clone().unwrap();
    assert_eq!(details.name, "Noy", "the user said which column holds names");
    assert_eq!(details.country.map(|country| country.to_string()).as_deref(), Some("LA"));
}

#[test]
fn a_mapping_that_names_nothing_real_is_refused_with_what_was_given() {
    assert_eq!(parse_map("Name=nmae").unwrap_err().code(), "roster_map_unknown_field");
    let file = table::read_bytes(ROSTER).unwrap();
    let map = parse_map("Nom, complet=name").unwrap();
    assert_eq!(map[0].0, "Nom, complet", "a title may hold a comma");
    let error = plan(&file, &[], &Options { map, ..Options::default() }).unwrap_err();
    assert_eq!(error.code(), "roster_map_unknown_column");
    let map = parse_map("Name=name,Position=name").unwrap();
    let error = plan(&file, &[], &Options { map, ..Options::default() }).unwrap_err();
    assert_eq!(error.code(), "roster_map_repeated_field", "one field cannot come from two columns");
}

#[test]
fn a_list_without_people_or_without_a_header_says_so() {
    let code = |text: &str| {
        let file = table::read_bytes(text.as_bytes()).unwrap();
        plan(&file, &[], &Options::default()).unwrap_err().code()
    };
    assert_eq!(code("No,Name,Country\n"), "roster_no_rows", "an empty roster is no roster");
    assert_eq!(code("one,two\nthree,four\n"), "roster_no_header");
}

#[test]
fn every_wrong_cell_of_a_row_is_named_with_its_reason() {
    let long = "x".repeat(301);
    let list = format!(
        "Code,Name,Sex,Country,Type of agency,Language,Role,Status,Position\n\
         A1,{long},F,LA,,,,,\n\
         A2,12345,F,LA,,,,,\n\
         A3,,F,LA,,,,,\n\
         A4,Noy,F,LA,guild,Klingon!,king,lost,{long}y\n\
         A1,Dara,M,KH,,,,,\n\
         A5,Dara,M,KH,,,,,\n\
         A5,Sophea,F,KH,,,,,\n"
    );
    let plan = planned(list.as_bytes(), &[]);
    let codes: Vec<(u32, &str)> = plan.refused.iter().map(|refusal| (refusal.row, refusal.code)).collect();
    assert_eq!(
        codes,
        [
            (2, "name_too_long"),
            (3, "name_without_letters"),
            (4, "name_missing"),
            (5, "language_unknown"),
            (5, "org_type_unknown"),
            (5, "text_too_long"),
            (5, "role_unknown"),
            (5, "status_unknown"),
            (7, "code_repeated"),
            (8, "code_repeated"),
        ],
    );
    assert!(plan.refused.iter().all(|refusal| refusal.value.chars().count() <= 80), "a long value is cut in the message",);
    assert_eq!(plan.added, 1, "neither row of A5 is more right than the other; the rows that are right go in: A1's refused row took no code");
}

#[test]
fn a_code_that_belongs_to_somebody_else_is_not_taken_over() {
    let enrolled = accept(&[], &planned(ROSTER, &[]));
    let plan = planned("No,Name,Country\nP08,Somebody Else,TH\n".as_bytes(), &enrolled);
    assert_eq!(plan.refused[0].code, "code_of_another", "P08 is Noy's badge");
    assert_eq!(plan.updated, 0, "her record stays hers");
}

#[test]
fn an_address_shared_by_an_office_does_not_make_two_people_one() {
    let list = "Name,Country,Email\nNoy Tuayang,LA,office@example.org\nVilay Dao,LA,office@example.org\n";
    let first = planned(list.as_bytes(), &[]);
    assert_eq!(first.added, 2, "both are people");
    assert_eq!(first.possible_duplicates[0].why, "same_email", "but it is pointed at");
    let again = planned(list.as_bytes(), &accept(&[], &first));
    assert_eq!((again.added, again.unchanged), (0, 2), "each finds his own record again");
}

#[test]
fn a_slip_of_the_pen_in_the_same_organisation_is_pointed_at() {
    let list = "Name,Country,Agency\nSomchai Tuayang,TH,Demo Bank\nSomchay Tuayang,TH,Demo Bank\n\
                Vo Ngoc Mau,VN,\nVõ Ngọc Mẫu,VN,\nFan Li,CN,\nLi Fan,CN,\n";
    let whys: Vec<(u32, &str)> = planned(list.as_bytes(), &[]).possible_duplicates.iter().map(|duplicate| (duplicate.row, duplicate.why)).collect();
    assert_eq!(whys, [(3, "close_spelling_same_organisation"), (5, "same_name_without_accents"), (7, "same_name_other_order"),],);
}

#[test]
fn five_thousand_rows_are_planned_without_fuss() {
    let mut list = String::from("Name,Country,Agency,Email\n");
    for number in 0..5000 {
        list.push_str(&format!("Person Number{number},LA,One Office,p{number}@example.org\n"));
    }
    let plan = planned(list.as_bytes(), &[]);
    assert_eq!(plan.added, 5000);
    assert_eq!(plan.rows[4999].code.as_deref(), Some("P5000"), "codes go on counting");
}

#[test]
fn names_of_every_script_emoji_and_right_to_left_text_come_through() {
    let list = "Name,Native name,Country\n\
        Ali,محمد علي,LA\nSu 🙂,မစု,MM\nTan\u{202E}X,တန္,MM\n";
    let plan = planned(list.as_bytes(), &[]);
    assert_eq!(plan.added, 3);
    let native = |at: usize| plan.rows[at].details.clone().unwrap().native.unwrap();
    assert_eq!(native(0), "محمد علي");
    assert_eq!(plan.rows[1].details.clone().unwrap().name, "Su 🙂", "an emoji is the writer's own");
    let codes: Vec<&str> = plan.notes.iter().map(|note| note.code).collect();
    assert!(codes.contains(&"controls_removed"), "a hidden override was taken out");
    assert!(codes.contains(&"zawgyi"), "တန္ ends in a sign that Unicode cannot end with");
}

#[test]
fn a_family_and_a_given_name_are_joined_in_the_order_of_the_country() {
    let list = "Given name,Family name,Country\nNoy,Tuayang,LA\nLi,Fan,CN\n";
    let plan = planned(list.as_bytes(), &[]);
    let names: Vec<String> = plan.rows.iter().map(|row| row.details.clone().unwrap().name).collect();
    assert_eq!(names, ["Noy Tuayang", "Fan Li"]);
}

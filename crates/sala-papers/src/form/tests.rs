//! The form as another spreadsheet library reads it.

use calamine::{Reader as _, Xlsx};
use sala::{
    RecordId,
    plans::value::AssistanceState,
    progress::{Month, form},
};

use super::*;

fn form_of(title: &str) -> Form {
    let row = FormRow {
        title: title.into(),
        starts: "2012-06-01".parse().ok(),
        ends: "2012-06-30".parse().ok(),
        doing: Some(Doing::UnderWay),
        percent: Some(40),
        said: Some("Two mills.".into()),
        slip: form::Slip::Activity { id: RecordId::new_at(1), progress: vec![], told: vec![], doing: None, percent: None, said: None }.write().unwrap(),
    };
    Form {
        programme: "SMECEC-2012".into(),
        code: "AP01".into(),
        sector: "Silk".into(),
        month: Month::parse("2012-06").unwrap(),
        rows: vec![row],
        light: None,
        reason: None,
        rating_slip: "rating".into(),
        head_slip: "head".into(),
        cascade_slips: (1..=CASCADES).map(|nth| nth.to_string()).collect(),
        indicators: vec![FormIndicator {
            title: "+mills (number)".into(),
            baseline: Some("2".into()),
            target: Some("5".into()),
            reached: form::Reached { actual: Some("=3".into()), measured: "2012-06-15".parse().ok() },
            slip: form::Slip::Indicator { id: RecordId::new_at(2), names: vec![], actual: None, measured: None }.write().unwrap(),
        }],
        asked: [("A dyer", AssistanceState::Asked), ("A trainer", AssistanceState::Given)]
            .map(|(title, state)| form::Asked { request: form::Request { title: title.into(), needed: None }, state })
            .into(),
        request_slips: vec![form::Slip::Request { nth: 1 }.write().unwrap()],
    }
}

#[test]
fn a_form_shows_what_is_known_offers_words_and_hides_its_slips() {
    for language in ["en", "th", "my"] {
        let words = words(language);
        let bytes = xlsx(&form_of("=HYPERLINK(\"x\")"), words).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).unwrap();
        let sheet = book.worksheet_range("AP01").unwrap();
        let text: Vec<_> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>()).collect();
        let row = text.iter().find(|row| row[0].starts_with('=')).expect("a title that looks like a formula is text");
        assert_eq!(&row[3..6], [words.doing(Doing::UnderWay), "40", "Two mills."]);
        assert!(row[6].contains("activity"), "beside its slip: {row:?}");
        let indicator = text.iter().find(|row| row[0].starts_with('+')).expect("an indicator");
        assert_eq!(&indicator[1..5], ["2", "5", "=3", "2012-06-15"]);
        assert!(indicator[6].contains("indicator"), "beside its slip: {indicator:?}");
        let asked = text.iter().position(|row| row[0] == "A dyer").expect("what was asked for before");
        assert_eq!((text[asked][2].as_str(), text[asked][6].as_str()), (words.became(AssistanceState::Asked), ""), "it is told, and not asked again");
        let given = &text[asked + 1];
        assert_eq!(
            (given[0].as_str(), given[2].as_str(), given[6].as_str()),
            ("A trainer", words.became(AssistanceState::Given), ""),
            "what was given is not said to be asked for"
        );
        assert_ne!(words.became(AssistanceState::Given), words.became(AssistanceState::Asked));
        assert!(text[asked + 2][6].contains("request"), "there is a line for more");
        assert!(book.worksheet_formula("AP01").unwrap().rows().all(|row| row.iter().all(String::is_empty)));
    }
}

#[test]
fn a_plan_of_any_code_has_a_form() {
    for (code, sheet) in [
        ("AP 12/\u{ea5}\u{eb2}\u{ea7}", "AP 12-\u{ea5}\u{eb2}\u{ea7}"),
        ("'q'", "q"),
        ("History", "-"),
        (&"B".repeat(32), &"B".repeat(31)),
        ("[a]:*?", "-a----"),
    ] {
        let bytes = xlsx(&Form { code: code.to_owned(), ..form_of("Survey") }, words("en")).unwrap();
        let book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).unwrap();
        assert_eq!(book.sheet_names(), [sheet.to_owned()], "{code}");
    }
}

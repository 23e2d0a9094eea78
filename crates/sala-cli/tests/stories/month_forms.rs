//! Forms of six months: they go out, are filled in elsewhere and come back.

use serde_json::{Value, json};

use crate::{
    laptop::demo,
    months::{OF, headquarters, plan, refused},
};

#[test]
fn a_form_goes_out_and_what_is_not_one_is_told() {
    let hq = headquarters();
    let file = hq.path("AP01.xlsx");
    let made = plan(&hq, &["form", "AP01", "--month", "2012-06", "--out", &file, "--language", "th"]);
    assert_eq!(made["activities"], 2);
    let read = plan(&hq, &["progress", "AP01", "--file", &file, "--preview"]);
    assert_eq!((&read["added"], &read["updated"], &read["unchanged"], &read["refused"]), (&json!(0), &json!(0), &json!(2), &json!([])));
    assert_eq!(refused(&hq, &["progress", "AP02", "--file", &file]), "form_other_plan");
    assert_eq!(refused(&hq, &["progress", "AP01", "--file", &demo("nominations.xlsx")]), "not_a_form");
    assert_eq!(refused(&hq, &["form", "AP02", "--month", "2012-06", "--out", &file]), "plan_without_activities");
}

#[test]
fn a_form_tells_what_became_of_a_request_and_reading_it_back_changes_nothing() {
    use std::io::Read as _;
    let mut hq = headquarters();
    hq.now = "2012-07-01T08:00:00Z".to_owned();
    plan(&hq, &["line", "AP01", "assistance", "title=A trainer", "given_state=given", "given_on=2012-06-20", "given=two days"]);
    let told = hq.says(&[&["plan", "show", "AP01"][..], &OF].concat()).out;
    assert!(told.contains("A trainer  by -  (given, on 2012-06-20, two days)"), "also to whoever looks at the plan: {told}");
    let file = hq.path("AP01.xlsx");
    plan(&hq, &["form", "AP01", "--month", "2012-06", "--out", &file]);
    let mut texts = String::new();
    let mut form = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
    form.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut texts).unwrap();
    assert!(texts.contains(">Given<") && !texts.contains(">Asked for<"), "{texts}");
    let before = hq.digest();
    let read = plan(&hq, &["progress", "AP01", "--file", &file]);
    assert_eq!((&read["added"], &read["updated"], &read["refused"]), (&json!(0), &json!(0), &json!([])));
    assert_eq!(hq.digest(), before, "what is only told is not taken in");
}

/// What a plan lead writes into the empty cells of a form, whatever program they use: its sheet with these texts and numbers.
fn filled(form: &str, to: &str, cells: &[(&str, &str)]) {
    use std::io::{Read as _, Write as _};
    let mut from = zip::ZipArchive::new(std::fs::File::open(form).unwrap()).unwrap();
    let mut into = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    for at in 0..from.len() {
        let (mut part, mut bytes) = (from.by_index(at).unwrap(), Vec::new());
        let name = part.name().unwrap().into_owned();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let mut sheet = String::from_utf8(bytes).unwrap();
            for (cell, said) in cells {
                let (before, rest) = sheet.split_once(&format!("<c r=\"{cell}\" s=\"")).unwrap_or_else(|| panic!("{cell} is there to be filled in"));
                let (style, after) = rest.split_once("\"/>").expect("and empty");
                let value = match said.parse::<i64>() {
                    Ok(n) => format!("><v>{n}</v></c>"),
                    Err(_) => format!(" t=\"inlineStr\"><is><t>{said}</t></is></c>"),
                };
                sheet = format!("{before}<c r=\"{cell}\" s=\"{style}\"{value}{after}");
            }
            bytes = sheet.into_bytes();
        }
        into.start_file(name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        into.write_all(&bytes).unwrap();
    }
    into.finish().unwrap();
}

#[test]
fn a_form_is_filled_in_elsewhere_and_read_back_row_by_row() {
    let hq = headquarters();
    let (form, back) = (hq.path("AP01.xlsx"), hq.path("AP01 back.xlsx"));
    plan(&hq, &["form", "AP01", "--month", "2012-06", "--out", &form]);
    let read = |more: &[&'static str]| [&["progress", "AP01", "--file", &back][..], more].concat();
    // Two activities stand in rows 8 and 9; workshops of alumni further down.
    filled(&form, &back, &[("D8", "Under way"), ("E8", "140"), ("F8", "Two mills of five."), ("D9", "Not started")]);
    let refused = hq.refuses(&[&["plan"][..], &read(&[]), &OF].concat());
    assert_eq!(refused["error"]["code"], "form_rows_refused");
    assert_eq!(refused["refused"], json!([{ "code": "percent_out_of_range", "column": "percent", "row": 8, "value": "140" }]));
    assert!(plan(&hq, &["months", "AP01"])["reports"].as_array().unwrap().is_empty(), "one wrong row keeps all of them out");
    // Workshops of alumni stand from row 14 on.
    let workshop = [("A14", "Dyeing day"), ("B14", "2555-06-14"), ("D14", "1,200"), ("E14", "-3"), ("F14", "abc")];
    filled(&form, &back, &[&workshop[..], &[("D8", "Nearly"), ("E8", "140"), ("A15", "To come"), ("B15", "2012-12-30"), ("D15", "many")]].concat());
    let refused = hq.refuses(&[&["plan"][..], &read(&[]), &OF].concat())["refused"].clone();
    let cell = |one: &Value| format!("{} {} {}", one["row"], one["column"].as_str().unwrap(), one["code"].as_str().unwrap());
    let told: Vec<_> = refused.as_array().unwrap().iter().map(cell).collect();
    let wanted = [
        "8 doing doing_unknown",
        "8 percent percent_out_of_range",
        "14 date thai_year",
        "14 women count_unreadable",
        "14 men count_out_of_range",
        "14 not_stated count_unreadable",
        "15 women count_unreadable",
        "15 men count_missing",
        "15 date day_to_come",
    ];
    assert_eq!(told, wanted, "whoever filled it in hears of all of it in one go");

    filled(&form, &back, &[("D8", "Under way"), ("E8", "40"), ("F8", "Two mills of five."), ("D9", "Not started")]);
    assert_eq!(plan(&hq, &read(&["--preview"]))["added"], 2);
    let taken = plan(&hq, &read(&[]));
    assert_eq!((&taken["added"], &taken["unchanged"], &taken["differs"]), (&json!(2), &json!(0), &json!(0)));
    let months = plan(&hq, &["months", "AP01"]);
    let survey = months["reports"].as_array().unwrap().iter().find(|one| one["said"] == "Two mills of five.").expect("what was said");
    assert_eq!((&survey["doing"], &survey["percent"]), (&json!("under_way"), &json!(40)));
    assert_eq!(plan(&hq, &read(&[]))["unchanged"], 2, "the same mail once more changes nothing");
    // Somebody wrote here meanwhile what the form did not show: it waits, and is not covered.
    plan(&hq, &["report", "AP01", "--activity", "1", "--month", "2012-06", "--doing", "done"]);
    filled(&form, &back, &[("D8", "Stopped")]);
    let differs = hq.waits(&[&["plan"][..], &read(&[]), &OF].concat());
    assert_eq!(differs["differs"], 1, "{differs}");
}

#[test]
fn a_form_asks_how_the_indicators_are_and_what_help_is_needed() {
    let mut hq = headquarters();
    hq.now = "2012-09-01T08:00:00Z".to_owned();
    let (form, back) = (hq.path("AP01.xlsx"), hq.path("AP01 back.xlsx"));
    let indicator = plan(&hq, &["line", "AP01", "indicator", "title=Mills that share a dryer", "unit=mills", "baseline=2", "target=5"]);
    let indicator = indicator["line"].as_str().unwrap();
    plan(&hq, &["line", "AP01", "assistance", "title=Somebody who knows dryers", "needed=2012-07-01"]);
    plan(&hq, &["form", "AP01", "--month", "2012-06", "--out", &form]);
    let read = |more: &[&'static str]| [&["progress", "AP01", "--file", &back][..], more].concat();
    // The indicator stands in row 20; what was asked for in row 23, and three lines for more below.
    let refuses = |cells: &[(&str, &str)]| {
        filled(&form, &back, cells);
        let refused = hq.refuses(&[&["plan"][..], &read(&[]), &OF].concat())["refused"].clone();
        let one = |row: &Value| (row["row"].as_i64().unwrap(), row["column"].as_str().unwrap().to_owned(), row["code"].as_str().unwrap().to_owned());
        refused.as_array().unwrap().iter().map(one).collect::<Vec<_>>()
    };
    let told = |row: i64, column: &str, code: &str| (row, column.to_owned(), code.to_owned());
    let before = hq.digest();
    assert_eq!(refuses(&[("E20", "2012-06-29")]), [told(20, "actual", "actual_missing")], "a day without a figure");
    assert_eq!(refuses(&[("D20", "3"), ("E20", "2555-06-29")]), [told(20, "measured", "thai_year")]);
    assert_eq!(refuses(&[("D20", "3"), ("E20", "1912-06-29")]), [told(20, "measured", "year_unlikely")]);
    assert_eq!(refuses(&[("D20", "3"), ("E20", "soon")]), [told(20, "measured", "date_unreadable")]);
    assert_eq!(refuses(&[("D20", &"x".repeat(501))]), [told(20, "actual", "text_too_long")]);
    assert_eq!(refuses(&[("B24", "2012-08-01")]), [told(24, "title", "title_missing")], "a day for which nothing is asked");
    assert_eq!(refuses(&[("A24", "A dyer"), ("B24", "in August"), ("E20", "soon")]).len(), 2, "every row says what is wrong");
    assert_eq!(hq.digest(), before, "and nothing was written");

    filled(&form, &back, &[("D20", "3 or 4"), ("E20", "2012-06-29"), ("A24", "A dyer"), ("B24", "2012-08-01"), ("A26", "A loan officer")]);
    let preview = plan(&hq, &read(&["--preview"]));
    let about: Vec<_> = preview["rows"].as_array().unwrap().iter().filter(|row| row["outcome"] == "added").map(|row| (&row["about"], &row["title"])).collect();
    assert_eq!(
        about,
        [
            (&json!("indicator"), &json!("Mills that share a dryer (mills)")),
            (&json!("request"), &json!("A dyer")),
            (&json!("request"), &json!("A loan officer"))
        ]
    );
    assert_eq!(hq.digest(), before, "looked at, not written");
    assert_eq!(plan(&hq, &read(&[]))["added"], 3);
    let shown = plan(&hq, &["show", "AP01"]).to_string();
    assert!(["3 or 4", "2012-06-29", "A dyer", "2012-08-01", "A loan officer"].iter().all(|said| shown.contains(said)), "{shown}");
    let after = hq.digest();
    assert_eq!(plan(&hq, &read(&[]))["added"], 0, "the same mail once more");
    assert_eq!(hq.digest(), after, "says nothing new");

    // Somebody measured meanwhile what the next form does not show.
    let july = hq.path("AP01 July.xlsx");
    plan(&hq, &["form", "AP01", "--month", "2012-07", "--out", &july]);
    plan(&hq, &["line", "AP01", "indicator", "--line", indicator, "actual=5", "measured=2012-07-20"]);
    filled(&july, &back, &[("A27", "A truck")]);
    assert_eq!(plan(&hq, &read(&[]))["added"], 1, "what the lead left as it was contradicts nothing");
    assert!(plan(&hq, &["show", "AP01"]).to_string().contains("2012-07-20"));
    plan(&hq, &["line", "AP01", "indicator", "--line", indicator, "--remove"]);
    filled(&july, &back, &[("A28", "One more truck")]);
    assert_eq!(plan(&hq, &read(&[]))["added"], 1, "an indicator that is gone is not missed by who says nothing of it");
}

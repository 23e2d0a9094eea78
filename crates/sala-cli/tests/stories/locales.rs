//! The language and region that a laptop is set to change nothing of what is recorded, read and answered.

use crate::laptop::{CODE, Laptop, Said};

const REGISTER: &str = "2012-05-14/AM";
/// Comma for a decimal point, Buddhist years, a dotless i, no language at all.
const LOCALES: [&str; 5] = ["C", "de_DE.UTF-8", "th_TH.UTF-8", "tr_TR.UTF-8", "C.UTF-8"];

fn says(laptop: &Laptop, locale: &str, words: &[&str]) -> Said {
    let mut command = laptop.command(words);
    for name in ["LANG", "LC_ALL", "LC_NUMERIC", "LC_TIME", "LC_CTYPE", "LANGUAGE"] {
        command.env(name, locale);
    }
    Said::of(command.output().unwrap())
}

#[test]
fn the_same_work_says_the_same_in_every_locale() {
    let reference = Laptop::headquarters();
    let work = |locale: &str| {
        let hq = Laptop::headquarters();
        let does = |words: &[&str]| {
            let said = says(&hq, locale, words);
            assert_eq!((said.exit, said.err.as_str()), (0, ""), "{locale} {words:?}: {said:?}");
            said.out
        };
        let mark = ["attendance", "mark", "--programme", CODE, "--register", REGISTER, "--participant"];
        does(&[&mark[..], &["P01", "--status", "late", "--minutes", "10"]].concat());
        does(&["attendance", "fill", "--programme", CODE, "--register", REGISTER, "--status", "present"]);
        let csv = hq.path("report.csv");
        does(&["attendance", "report", "--programme", CODE, "--format", "csv", "--out", &csv]);
        let report = does(&["attendance", "report", "--programme", CODE, "--json"]);
        let table = does(&["attendance", "report", "--programme", CODE]);
        let people = does(&["roster", "list", "--programme", CODE]);
        let wrong = says(&hq, locale, &["attendance", "fill", "--programme", CODE, "--register", "2555-05-14/AM", "--status", "present", "--json"]);
        assert_eq!(wrong.json()["error"]["code"], "thai_year", "{locale}: a Buddhist year is asked about, in whatever country");
        (report, table, people, std::fs::read(csv).unwrap())
    };
    let first = work(LOCALES[0]);
    assert!(first.0.contains("2012-05-1") && first.0.contains("\"rate\":\""), "dates and rates are there: {}", first.0);
    for locale in &LOCALES[1..] {
        assert_eq!(work(locale), first, "{locale}");
    }
    assert_eq!(says(&reference, "tr_TR.UTF-8", &["digest"]).out, says(&reference, "th_TH.UTF-8", &["digest"]).out, "one store, one digest");
}

#[test]
fn a_file_made_in_one_locale_is_read_in_another() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-İI");
    let file = a.path("ไฟล์ ıI.sala");
    let fill = ["attendance", "fill", "--programme", CODE, "--register", REGISTER, "--status", "present"];
    assert_eq!(says(&a, "th_TH.UTF-8", &fill).exit, 0);
    assert_eq!(says(&a, "tr_TR.UTF-8", &["export", "--out", &file]).exit, 0);
    let taken = says(&hq, "de_DE.UTF-8", &["import", &file, "--json"]).json();
    assert_eq!(taken["bundles"][0]["status"], "applied", "{taken}");
    assert_eq!(hq.digest(), a.digest(), "both know the same");
}

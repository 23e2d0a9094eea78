//! Where the answer itself does not get through.

use std::{
    fs::File,
    process::{Command, Stdio},
};

use crate::laptop::{CODE, Laptop};

/// Runs the program with this as its standard output; answers how it ended and what stood on standard error.
fn into(laptop: &Laptop, out: Stdio, words: &[&str]) -> (i32, String) {
    let output = laptop.command(words).stdout(out).stderr(Stdio::piped()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

#[test]
fn an_answer_that_cannot_be_written_is_no_success_and_what_was_done_is_said() {
    let hq = Laptop::headquarters();
    let mark = ["attendance", "mark", "--programme", CODE, "--register", "2012-05-14/AM", "--participant", "P07", "--status", "late"];
    let (exit, err) = into(&hq, full(), &mark);
    assert_eq!(exit, 1, "whoever reads the exit must not take it for success: {err}");
    assert!(err.contains("P07 at 2012-05-14/AM: late") && err.contains("done all the same"), "the mark stands, and is said: {err}");
    let report = hq.does(&["attendance", "report", "--programme", CODE]);
    assert_eq!(report["late"], 1, "it does stand");

    for words in [&["status"][..], &["status", "--json"], &["--help"], &["attendance", "--help"]] {
        let (exit, err) = into(&hq, full(), words);
        assert_eq!((exit, err.lines().count()), (1, 1), "one sentence, whatever was asked: {words:?} {err}");
        assert!(!err.contains(['{', '[']), "without holes: {err}");
    }
    let (exit, err) = into(&hq, full(), &["programme", "show", "NOWHERE", "--json"]);
    assert_eq!((exit, err.lines().count()), (1, 2), "why it was refused, and that the answer is lost: {err}");
    assert!(err.contains("NOWHERE"), "{err}");
}

#[test]
fn the_recovery_secret_is_told_once_even_where_the_answer_is_lost() {
    for json in [&[][..], &["--json"]] {
        let hq = Laptop::new("HQ");
        let (exit, err) = into(&hq, full(), &[&["init", "--role", "hq", "--label", "HQ"][..], json].concat());
        assert_eq!(exit, 1);
        assert!(err.contains("AGE-SECRET-KEY-"), "nothing would ever tell it again: {err}");
        assert_eq!(hq.does(&["programme", "list"])["programmes"], serde_json::json!([]), "the store is there");
    }
    let hq = Laptop::new("HQ");
    assert!(!hq.says(&["init", "--role", "hq", "--label", "HQ"]).err.contains("AGE-SECRET-KEY-"), "where it was read, it is said in one place");
}

#[test]
fn the_recovery_secret_is_forgotten_only_when_it_has_been_told() {
    let knows = |hq: &Laptop| {
        let desk = sala::Desk::open(&hq.store(), std::sync::Arc::new(sala::SystemClock)).unwrap();
        desk.recovery_secret().unwrap().is_some()
    };
    let init = ["init", "--role", "hq", "--label", "HQ"];
    let (told, lost) = (Laptop::new("HQ"), Laptop::new("HQ"));
    told.does(&init);
    assert!(!knows(&told), "it was read");
    assert!(!lost.command(&init).stdout(full()).stderr(full()).status().unwrap().success());
    assert!(knows(&lost), "nobody could have read it: the window tells it yet");
}

#[test]
fn a_reader_who_goes_away_is_no_error() {
    let hq = Laptop::headquarters();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let (exit, err) = into(&hq, writer.into(), &["roster", "list", "--programme", CODE]);
    assert_eq!((exit, err.as_str()), (0, ""), "`| head` has read enough");
    // As a shell does it.
    let shell = format!("\"$0\" --store {} roster list --programme {CODE} | head -n 1", hq.store().display());
    let output = Command::new("sh").args(["-c", &shell, env!("CARGO_BIN_EXE_sala")]).output().unwrap();
    assert!(output.stdout.starts_with(b"CODE"), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

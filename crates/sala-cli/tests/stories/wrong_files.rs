//! Files that are not what they should be: cut off, foreign, sealed to somebody else, dangerous.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

#[test]
fn a_file_that_is_cut_changed_foreign_or_meant_for_another_is_refused_and_changes_nothing() {
    let hq = Laptop::headquarters();
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"]);
    let good = a.path("good.sala");
    a.does(&["export", "--out", &good]);
    let bytes = std::fs::read(&good).unwrap();
    let before = hq.digest();
    let mut changed = bytes.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let why = |name: &str, bytes: &[u8]| {
        let answer = hq.refuses(&["import", &hq.writes(name, bytes)]);
        assert_eq!((&answer["bundles"][0]["status"], &answer["bundles"][0]["why"]), (&json!("refused"), &answer["error"]["code"]), "said in both places");
        answer["error"]["code"].as_str().unwrap().to_owned()
    };
    for half in [bytes.len() / 2, bytes.len() - 1] {
        let code = why("half.sala", &bytes[..half]);
        assert!(["file_truncated", "file_damaged"].contains(&code.as_str()), "cut at {half}: {code}");
    }
    assert_eq!(why("changed.sala", &changed), "file_damaged", "one bit is enough");
    assert_eq!(why("letter.sala", b"Dear colleague, please find attached"), "not_a_sala_file", "content tells, not the name");
    assert_eq!(why("picture.sala", &std::fs::read(demo("flipchart-group-a.jpg")).unwrap()), "not_a_sala_file");
    let request = b.path("b.req.sala");
    b.does(&["request", "--out", &request]);
    assert_eq!(why("request.sala", &std::fs::read(&request).unwrap()), "is_a_request", "it has a place of its own");
    assert_eq!(why("backup.sala", b"salaBAK1"), "is_a_backup", "so has a copy of a whole laptop");
    b.does(&["request", "--out", &request]);
    assert_eq!(
        b.refusal(&["request", "--out", &b.writes("minutes.txt", b"Minutes of the meeting")]),
        "file_exists",
        "an earlier request is covered, nothing else"
    );
    assert_eq!(std::fs::read(b.path("minutes.txt")).unwrap(), b"Minutes of the meeting");
    #[cfg(unix)]
    {
        let socket = std::os::unix::net::UnixListener::bind(b.path("socket")).unwrap();
        assert_eq!(b.refusal(&["request", "--out", &b.path("socket")]), "file_exists", "nor is what is no file at all replaced");
        drop(socket);
    }
    let said = hq.says(&["import", "--preview", &request]);
    assert!(said.err.contains("sala accept FILE") && !said.err.contains("no Sala file"), "and is told which: {said:?}");
    let said = hq.says(&["restore", &request, "--store", &hq.path("restored")]);
    assert!(said.err.contains("sala accept FILE"), "nor is it taken for a broken backup: {said:?}");
    let empty = why("empty.sala", b"");
    assert!(["file_truncated", "not_a_sala_file"].contains(&empty.as_str()), "a pulled-out stick leaves nothing: {empty}");
    assert_eq!(b.refusal(&["import", &good]), "sealed_to_another", "what A seals to headquarters, B cannot read");
    assert_eq!(hq.refusal(&["import", &hq.path("nowhere.sala")]), "file_missing");
    assert_eq!(hq.digest(), before, "nothing was taken");

    // One bad file among good ones keeps nothing out, and is still said.
    let bad = hq.path("half.sala");
    let both = hq.waits(&["import", &bad, &good]);
    let statuses: Vec<_> = both["bundles"].as_array().unwrap().iter().map(|b| b["status"].clone()).collect();
    assert_eq!(statuses, ["refused", "applied"]);
    assert_ne!(hq.digest(), before, "the good one went in");
}

#[test]
fn attachments_that_cannot_be_shown_or_trusted_are_refused_and_no_output_is_left_half_made() {
    let hq = Laptop::headquarters();
    let with = |name: &str, bytes: &[u8]| {
        let file = hq.writes(name, bytes);
        hq.refusal(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &file])
    };
    let picture = std::fs::read(demo("flipchart-group-a.jpg")).unwrap();
    assert_eq!(with("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0"), "picture_heic");
    assert_eq!(with("half.jpg", &picture[..picture.len() / 3]), "picture_damaged");
    assert_eq!(with("photo.jpg", b"MZ\x90\0\x03"), "file_executable", "a program called a picture");
    assert_eq!(with("empty.pdf", b""), "file_empty");
    let outputs = hq.does(&["output", "list", "--programme", CODE]);
    assert_eq!(outputs["outputs"], json!([]), "nothing half-made");
}

#[test]
fn files_of_two_hundred_megabytes_are_refused_at_once_and_nothing_of_them_stays() {
    let hq = Laptop::headquarters();
    let before = hq.digest();
    // A file with a hole: as long as a film, and no room on the disk of whoever runs the story.
    let large = |name: &str, start: &[u8]| {
        let path = hq.writes(name, start);
        std::fs::File::options().write(true).open(&path).unwrap().set_len(201 << 20).unwrap();
        path
    };
    let add = ["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach"];
    for (name, start) in [("film.mp4", &b"\0\0\0\x18ftypmp42"[..]), ("photo.jpg", &[0xff, 0xd8, 0xff]), ("slides.pdf", b"%PDF-1.7")] {
        let refused = hq.refuses(&[&add[..], &[&large(name, start)]].concat());
        assert_eq!((&refused["error"]["code"], &refused["error"]["params"]["name"]), (&json!("file_too_large"), &json!(name)), "{refused}");
    }
    let said = hq.says(&[&add[..], &[&hq.path("film.mp4")]].concat());
    assert!(said.err.contains("100 MB"), "and how large it may be: {}", said.err);
    let roster = ["roster", "import", &large("list.csv", b"Name,Country\n"), "--programme", CODE];
    assert_eq!(hq.refusal(&roster), "table_too_large");
    assert_eq!(hq.refusal(&["import", &large("film.sala", b"")]), "not_a_sala_file", "whatever it is called");
    assert_eq!(hq.digest(), before, "nothing was taken");
    assert!(!hq.store().join("spool").exists() || std::fs::read_dir(hq.store().join("spool")).unwrap().next().is_none(), "no copy is left behind");
}

#[test]
fn two_different_files_of_one_name_are_both_kept() {
    let hq = Laptop::headquarters();
    std::fs::create_dir(hq.folder.path().join("b")).unwrap();
    let (first, second) = (hq.writes("notes.txt", "of the morning"), hq.writes("b/notes.txt", "of the afternoon"));
    let added = hq.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &first, &second]);
    let names: Vec<_> = added["files"].as_array().unwrap().iter().map(|f| f["name"].clone()).collect();
    assert_eq!(names, ["notes.txt", "notes.txt"], "neither hides the other");
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_under_its_name() {
    let hq = Laptop::headquarters();
    Laptop::joined(&hq, "LAP-A");
    let nowhere = hq.path("no/such/folder/pack.sala");
    let refused = hq.refuses(&["export", "--out", &nowhere, "--for", "LAP-A"]);
    assert_eq!((&refused["error"]["code"], &refused["error"]["params"]["path"]), (&"folder_missing".into(), &hq.path("no/such/folder").into()), "{refused}");
    let (short, long) = (hq.writes("short", "seven 7"), hq.writes("long", "eight 8!"));
    let sealed = hq.path("sealed.sala");
    assert_eq!(hq.refusal(&["export", "--out", &sealed, "--passphrase-file", &short]), "passphrase_too_short");
    assert_eq!(hq.refusal(&["backup", "--out", &sealed, "--passphrase-file", &short]), "passphrase_too_short");
    assert!(!std::path::Path::new(&sealed).exists(), "nothing is written");
    hq.does(&["export", "--out", &sealed, "--passphrase-file", &long]);
    assert_eq!(hq.refusal(&["export", "--out", &hq.path("pack.sala"), "--for", "LAP-Z"]), "no_such_replica");
    assert_eq!(hq.refusal(&["export", "--out", &hq.path("pack.sala")]), "export_to_self", "headquarters says to whom");
    assert!(!hq.folder.path().join("pack.sala").exists(), "no file that could be mistaken for a pack");
}

#[test]
fn what_a_description_says_under_a_mistyped_name_is_told() {
    let hq = Laptop::new("HQ");
    hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    assert_eq!(
        hq.does(&["programme", "new", "--file", &demo("programme.json")])["not_understood"],
        json!([]),
        "the one that the document shows is all understood"
    );
    let facts = r#"{ "code": "ONE", "title": "One", "starts": "2012-05-10", "ends": "2012-05-11", "trainning_days": [], "rules": { "late": 5 },
                     "visits": [{ "date": "2012-05-10", "host": "Kilns" }, { "date": "2012-05-11", "host": "Mill", "bus": 1 }] }"#;
    let file = hq.writes("one.json", facts);
    let made = hq.does(&["programme", "new", "--file", &file]);
    assert_eq!(made["not_understood"], json!(["trainning_days", "rules.late", "visits[2].bus"]));
    let told = hq.says(&["programme", "new", "--file", &hq.writes("two.json", facts.replace("ONE", "TWO"))]).out;
    assert!(told.contains("Not understood, and left out: trainning_days, rules.late, visits[2].bus."), "{told}");
}

//! Pictures and documents, taken out of the store again.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use sala::outputs;
use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

/// Everything below a folder: path and bytes.
fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(below(&entry.path()));
        } else {
            found.insert(entry.path().display().to_string(), std::fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = below(folder).into_keys().map(|path| Path::new(&path).file_name().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn files_come_out_as_they_went_in_and_never_over_others() {
    let hq = Laptop::headquarters();
    std::fs::create_dir(hq.folder.path().join("b")).unwrap();
    let (first, second) = (hq.writes("notes.txt", "of the morning"), hq.writes("b/notes.txt", "of the afternoon"));
    let add = ["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach"];
    let added = hq.does(&[&add[..], &[&first, &second, &demo("flipchart-group-a.jpg")]].concat());
    let id = added["output"].as_str().unwrap();
    let listed = hq.says(&["output", "list", "--programme", CODE]);
    assert!(listed.out.contains(id), "a person finds the ID in the list: {}", listed.out);
    let out = hq.folder.path().join("out");
    let to = ["output", "save", "--programme", CODE, "--output", id, "--out", out.to_str().unwrap()];

    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("notes.txt"), "somebody else's").unwrap();
    let saved = hq.does(&to);
    assert_eq!(names(&out), ["flipchart-group-a.jpg", "notes (2).txt", "notes (3).txt", "notes.txt"], "each under a name of its own");
    assert_eq!(std::fs::read_to_string(out.join("notes.txt")).unwrap(), "somebody else's", "nothing is overwritten");
    let texts: Vec<_> = saved["files"].as_array().unwrap()[..2].iter().map(|f| std::fs::read_to_string(f["file"].as_str().unwrap()).unwrap()).collect();
    assert_eq!(texts, ["of the morning", "of the afternoon"], "both files of one name are there");
    assert_eq!(saved["files"][0]["name"], "notes.txt", "and their own name is said: {saved}");
    assert!(std::fs::read(out.join("flipchart-group-a.jpg")).unwrap().starts_with(&[0xff, 0xd8]), "a picture is a picture");

    let one = hq.does(&[&to[..], &["--file", "flipchart-group-a.jpg"]].concat());
    assert_eq!(one["files"].as_array().unwrap().len(), 1, "one file alone: {one}");
    let before = names(&out);
    assert_eq!(hq.refusal(&[&to[..], &["--file", "nothing.jpg"]].concat()), "no_such_file");
    let nobody = ["output", "save", "--programme", CODE, "--output", "0190f5a0-0000-7000-8000-000000000000", "--out", out.to_str().unwrap()];
    assert_eq!(hq.refusal(&nobody), "no_such_output");
    assert_eq!(names(&out), before, "a refusal writes nothing");
    let new = hq.path("no/such/folder");
    assert_eq!(hq.refusal(&["output", "save", "--programme", CODE, "--output", id, "--out", &new]), "file_missing", "a mistyped path is not made");
}

/// Files with these names hang on one output of this store, as another program might have hung them there.
fn hang(laptop: &Laptop, names: &[&str]) -> String {
    let desk = sala::Desk::open(&laptop.store(), Arc::new(sala::SystemClock)).unwrap();
    let book = desk.read(|r| sala::programme::views::by_code(r.sql(), CODE)).unwrap().unwrap();
    let kept: Vec<_> = names
        .iter()
        .map(|name| {
            let (hash, bytes) = desk.keep_attachment(&mut name.as_bytes()).unwrap();
            outputs::Kept { hash, name: (*name).to_owned(), mime: "text/plain".to_owned(), bytes, pixels: None }
        })
        .collect();
    let output = desk.change(book, "output_add", |change| {
        let exercise = outputs::exercise(change, "E", "")?;
        let output = outputs::add(change, &outputs::New { exercise, group: None, title: "T".to_owned(), body: String::new() })?;
        kept.iter().try_for_each(|file| outputs::hang(change, output, file).map(drop))?;
        Ok(output)
    });
    output.unwrap().to_string()
}

#[test]
fn no_name_in_a_bundle_leads_out_of_the_folder_that_was_named() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let absolute = hq.path("absolute.txt");
    let long = format!("{}.jpg", "ยา".repeat(150));
    let hostile =
        ["../up.txt", r"..\up.txt", r"C:\x", "C:stream", &absolute, "con", "NUL.txt", "dots...", " . ", "..", "", "a/../../b.txt", "line\nbreak.txt", &long];
    let id = hang(&a, &hostile);
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    let elsewhere = below(hq.folder.path());
    let out = hq.folder.path().join("out");
    let saved = hq.does(&["output", "save", "--programme", CODE, "--output", &id, "--out", out.to_str().unwrap()]);
    assert_eq!(saved["files"].as_array().unwrap().len(), hostile.len(), "every file is there, whatever it is called");
    let contents: Vec<_> = saved["files"].as_array().unwrap().iter().map(|f| std::fs::read_to_string(f["file"].as_str().unwrap()).unwrap()).collect();
    assert_eq!(contents, hostile, "each with its own content");
    let names = names(&out);
    assert_eq!(names.len(), hostile.len(), "all of them in the folder itself: {names:?}");
    for name in &names {
        assert!(!name.contains([':', '\\', '\n']) && !name.ends_with(['.', ' ']) && name.len() <= 255, "a name for any disk: {name:?}");
    }
    assert!(!names.iter().any(|name| ["con", "nul.txt"].contains(&name.to_lowercase().as_str())), "no device of Windows: {names:?}");
    assert!(names.iter().any(|name| name.starts_with("ยายา") && name.ends_with(".jpg")), "a long name is cut before its ending: {names:?}");
    let mut now = below(hq.folder.path());
    now.retain(|path, _| !Path::new(path).starts_with(&out));
    let (mut now, mut elsewhere): (Vec<_>, Vec<_>) = (now.into_keys().collect(), elsewhere.into_keys().collect());
    for list in [&mut now, &mut elsewhere] {
        list.retain(|path| !path.contains("/store/"));
    }
    assert_eq!(now, elsewhere, "and nothing anywhere else");
}

#[test]
fn what_is_still_on_its_way_is_named_and_keeps_nothing_else_back() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let id = hang(&a, &["first.txt"]);
    let (data, whole, out) = (a.path("data.sala"), a.path("whole.sala"), hq.path("out"));
    a.does(&["export", "--out", &data, "--without-attachments"]);
    hq.does(&["import", &data]);
    let save = ["output", "save", "--programme", CODE, "--output", &id, "--out", &out];
    assert_eq!(hq.refusal(&save), "attachment_missing", "there is nothing to save yet");
    assert!(!Path::new(&out).exists(), "and no empty folder is left");
    a.does(&["export", "--out", &whole]);
    hq.does(&["import", &whole]);
    assert_eq!(hq.does(&save)["not_here_yet"], json!([]), "now it is there");
    let desk = sala::Desk::open(&a.store(), Arc::new(sala::SystemClock)).unwrap();
    let book = desk.read(|r| sala::programme::views::by_code(r.sql(), CODE)).unwrap().unwrap();
    let (hash, bytes) = desk.keep_attachment(&mut &b"second"[..]).unwrap();
    let second = outputs::Kept { hash, name: "second.txt".to_owned(), mime: "text/plain".to_owned(), bytes, pixels: None };
    desk.change(book, "output_attach", |change| outputs::hang(change, id.parse().unwrap(), &second)).unwrap();
    drop(desk);
    a.does(&["export", "--out", &data, "--without-attachments"]);
    hq.does(&["import", &data]);
    let answer = hq.waits(&save);
    assert_eq!((&answer["not_here_yet"], answer["files"].as_array().unwrap().len()), (&json!(["second.txt"]), 1), "what is here comes out: {answer}");
}

#[test]
fn an_output_says_something_else_and_what_was_handed_in_stays() {
    let hq = Laptop::headquarters();
    let add = ["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T"];
    let added = hq.does(&[&add[..], &["--text-file", &hq.writes("t.txt", "Two mills.")]].concat());
    assert_eq!(added["beside"], json!([]));
    let id = added["output"].as_str().unwrap();
    let of = ["--programme", CODE, "--output", id];
    let of = |verb: &'static str, more: &[&'static str]| [&["output", verb][..], &of, more].concat();
    assert_eq!(hq.does(&of("versions", &[]))["versions"], json!([]));
    hq.does(&[&["presentation", "begin"][..], &of("versions", &[])[2..]].concat());
    let changed = hq.does(&of("change", &["--text", "Two mills of five.", "--title", "Silk"]));
    assert_eq!((&changed["title"], &changed["text"]), (&json!("Silk"), &json!("Two mills of five.")));
    let kept = hq.does(&of("versions", &[]));
    assert_eq!((&kept["versions"][0]["number"], &kept["versions"][0]["body"]), (&json!(1), &json!("Two mills.")), "as it was handed in");
    let differs = hq.does(&of("versions", &["--compare", "1"]));
    let text = json!({ "field": "text", "before": "Two mills.", "after": "Two mills of five." });
    assert_eq!(differs["differences"], json!([{ "field": "title", "before": "T", "after": "Silk" }, text]));
    assert_eq!(hq.refusal(&of("versions", &["--compare", "2"])), "no_such_output_version");
    assert_eq!(hq.says(&of("change", &[])).exit, 2, "changed in what way");

    let twin = hq.does(&[&add[..9], &["silk"]].concat());
    assert_eq!(twin["beside"], json!([id]), "a second one of that name is told, whatever its letters");
    let told = hq.says(&[&add[..9], &["silk"]].concat()).out;
    assert!(told.contains("The group has 2 outputs of this exercise and title already"), "{told}");
}

//! Sticks that are full or write-protected, and a laptop whose own disk is full.

use serde_json::{Value as Json, json};

use crate::{
    laptop::{CODE, Laptop, Said, demo},
    memory_disk::with_disk,
};

/// What became of a command that writes to a stick.
struct Tried {
    said: Said,
    /// Names on the stick afterwards.
    left: Vec<String>,
}

const FULL: &str = "cat /dev/zero > \"$DISK/of-others\" 2>/dev/null || true";
const PROTECTED: &str = "printf x > \"$DISK/of-others\"; mount -o remount,ro tmpfs \"$DISK\"";

fn on_stick(laptop: &Laptop, stick: &str, words: &[&str]) -> Option<Tried> {
    let (disk, left) = (laptop.folder.path().join("stick"), laptop.path("left"));
    let script = format!("{stick}\nleft=$1; shift\nset +e\n\"$SALA\" \"$@\"\nended=$?\nls -A \"$DISK\" > \"$left\"\nexit $ended");
    let store = laptop.store();
    let words = [&[left.as_str(), "--store", store.to_str().unwrap()][..], words, &["--json"]].concat();
    let said = Said::of(with_disk("200k", &disk, laptop, &script, &words)?);
    let left = std::fs::read_to_string(left).unwrap().lines().map(str::to_owned).collect();
    Some(Tried { said, left })
}

#[test]
fn a_full_or_protected_stick_is_told_in_clear_words_and_another_one_works() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"]);
    let add = ["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &demo("flipchart-group-a.jpg")];
    let output = a.does(&add)["output"].as_str().unwrap().to_owned();
    let before = a.digest();
    let report = |format: &'static str| vec!["attendance", "report", "--programme", CODE, "--format", format];
    let commands = [
        (vec!["request"], "lap-a.request"),
        (report("csv"), "report.csv"),
        (report("xlsx"), "report.xlsx"),
        (vec!["output", "save", "--programme", CODE, "--output", &output], "photographs"),
        (vec!["output", "save", "--programme", CODE, "--output", &output], ""),
        (vec!["export"], "evening.sala"),
    ];
    for (stick, code, words) in [(FULL, "disk_full", "full"), (PROTECTED, "file_read_only", "write protection")] {
        for (command, name) in &commands {
            let out = a.folder.path().join("stick").join(name);
            let Some(tried) = on_stick(&a, stick, &[&command[..], &["--out", out.to_str().unwrap()]].concat()) else { return };
            assert_eq!((tried.said.exit, &tried.said.json()["error"]["code"]), (3, &json!(code)), "{command:?}: {:?}", tried.said);
            assert!(tried.said.err.contains(words) && tried.said.err.lines().count() == 1, "one clear sentence: {}", tried.said.err);
            assert!(tried.said.err.contains("/stick"), "which says where it is, by the name that was given: {}", tried.said.err);
            assert_eq!(tried.left, ["of-others"], "{command:?}: nothing under the name, no half of it, and nobody else's file is gone");
            assert_eq!(a.digest(), before, "{command:?}: the store is as before");
        }
    }
    for (command, name) in &commands {
        let good = a.path(&format!("good-{name}"));
        let done = a.does(&[&command[..], &["--out", &good]].concat());
        assert!(std::path::Path::new(&good).exists(), "{command:?}: a good place takes it: {done}");
        if command[0] == "export" {
            assert!(done["entries"].as_u64() >= Some(29) && done["attachments"] == 1, "what never left is still to be sent: {done}");
            assert_eq!(hq.does(&["import", &good])["bundles"][0]["status"], "applied", "and arrives");
        }
    }
}

#[test]
fn a_full_laptop_refuses_the_mark_that_does_not_fit_and_keeps_all_before_it() {
    let laptop = Laptop::headquarters();
    let disk = laptop.folder.path().join("disk");
    // The store moves to a small disk on which somebody's films leave little room; every mark is followed by a little more of
    // them, until one does not fit. Then room is made.
    let script = r#"
        store=$1; results=$2; shift 2
        cp -a "$store" "$DISK/store"
        cat /dev/zero > "$DISK/films" 2>/dev/null || true
        # Whoever says who they are may look as well.
        SALA_AUTHOR=Dara "$SALA" --store "$DISK/store" --json attendance report --programme SMECEC-2012 > "$results/brim.json" 2> "$results/brim.err" || echo $? > "$results/brim"
        SALA_AUTHOR=Dara "$SALA" --store "$DISK/store" --json attendance mark --programme SMECEC-2012 --register 2012-05-14/AM --participant P29 --status late \
            > "$results/full.json" 2> "$results/full.err" || echo $? > "$results/full"
        TMPDIR="$DISK" "$SALA" --store "$DISK/store" --json verify > "$results/brim-verify.json"
        truncate -s -320K "$DISK/films"
        marked=0
        for code in "$@"; do
            set +e
            "$SALA" --store "$DISK/store" --json attendance mark --programme SMECEC-2012 --register 2012-05-14/AM --participant "$code" --status late \
                > "$results/last.json" 2> "$results/last.err"
            ended=$?
            set -e
            echo $ended > "$results/ended"
            if [ $ended -ne 0 ]; then break; fi
            marked=$((marked + 1))
            head -c 16384 /dev/zero >> "$DISK/films" || true
        done
        echo $marked > "$results/marked"
        rm "$DISK/films"
        "$SALA" --store "$DISK/store" --json verify > "$results/verify.json"
        "$SALA" --store "$DISK/store" --json attendance report --programme SMECEC-2012 > "$results/report.json"
        "$SALA" --store "$DISK/store" --json attendance mark --programme SMECEC-2012 --register 2012-05-14/AM --participant P29 --status present > "$results/again.json"
    "#;
    let people: Vec<_> = (1..=28).map(|n| format!("P{n:02}")).collect();
    let (store, results) = (laptop.store(), laptop.folder.path().to_owned());
    let words: Vec<_> = [store.to_str().unwrap(), results.to_str().unwrap()].into_iter().chain(people.iter().map(String::as_str)).collect();
    let Some(output) = with_disk("6m", &disk, &laptop, script, &words) else { return };
    let read = |name: &str| std::fs::read_to_string(results.join(name)).unwrap_or_else(|e| panic!("{name}: {e}; {output:?}"));
    let json = |name: &str| serde_json::from_str::<Json>(&read(name)).unwrap_or_else(|e| panic!("{name}: {e}; {}", read(name)));
    assert!(output.status.success(), "{output:?}\n{}\n{}", read("last.json"), read("last.err"));
    assert!(!results.join("brim").exists(), "full to the brim, the store is still there to be seen: {}", read("brim.err"));
    assert_eq!(json("brim.json")["present"], 0, "with everything in it");
    assert!(
        read("brim.err").contains("open for looking only") && read("brim.err").contains("make room"),
        "and what is the matter is said: {}",
        read("brim.err")
    );
    assert_eq!(json("brim-verify.json")["ok"], true, "it can be checked, though there is no room for folding it anew");
    assert_eq!((read("full").trim(), &json("full.json")["error"]["code"]), ("3", &json!("disk_full")), "a mark is refused: {}", read("full.err"));
    let marked: u64 = read("marked").trim().parse().unwrap();
    assert!((1..28).contains(&marked), "some marks fitted, and one did not: {marked}");
    assert_eq!((read("ended").trim(), &json("last.json")["error"]["code"]), ("3", &json!("disk_full")), "{}", read("last.err"));
    assert!(read("last.err").contains("make room"), "and what to do is said: {}", read("last.err"));
    let place = disk.join("store").display().to_string();
    for said in ["last.err", "full.err", "brim.err"] {
        assert!(read(said).contains(&place), "which disk it is, a laptop may have several: {}", read(said));
    }
    assert_eq!(json("verify.json")["ok"], true, "the store is whole");
    assert_eq!(json("report.json")["late"], marked, "every mark that was said to be made is there, and no other");
    assert_eq!(json("again.json")["participant"], "P29", "with room, work goes on");
}

#[test]
fn a_photograph_or_a_file_that_does_not_fit_on_the_laptop_leaves_nothing_of_itself() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let add = ["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &demo("flipchart-group-a.jpg")];
    a.does(&add);
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    let before = hq.digest();
    let script = r#"
        store=$1; results=$2; file=$3; shift 3
        cp -a "$store" "$DISK/store"
        cat /dev/zero > "$DISK/films" 2>/dev/null || true
        # Room to open the store and to begin, not to end.
        truncate -s -160K "$DISK/films"
        "$SALA" --store "$DISK/store" --json "$@" > "$results/add.json" || echo $? > "$results/add"
        "$SALA" --store "$DISK/store" --json import "$file" > "$results/import.json" || echo $? > "$results/import"
        rm "$DISK/films"
        "$SALA" --store "$DISK/store" --json digest > "$results/digest.json"
        "$SALA" --store "$DISK/store" --json verify > "$results/verify.json"
        "$SALA" --store "$DISK/store" --json import "$file" > "$results/again.json"
    "#;
    let (store, results) = (hq.store(), hq.folder.path().to_owned());
    let words = [&[store.to_str().unwrap(), results.to_str().unwrap(), &file][..], &add].concat();
    let Some(output) = with_disk("6m", &results.join("disk"), &hq, script, &words) else { return };
    let read = |name: &str| std::fs::read_to_string(results.join(name)).unwrap_or_else(|e| panic!("{name}: {e}; {output:?}"));
    let json = |name: &str| serde_json::from_str::<Json>(&read(name)).unwrap_or_else(|e| panic!("{name}: {e}; {}", read(name)));
    assert!(output.status.success(), "{output:?}");
    for what in ["add", "import"] {
        let error = json(&format!("{what}.json"))["error"].clone();
        assert_eq!((read(what).trim(), &error["code"]), ("3", &json!("disk_full")), "{what}: {output:?}");
        assert!(error["params"]["path"].as_str().unwrap().ends_with("/disk/store"), "{what}: the disk is named by the store that people know: {error}");
    }
    assert_eq!((&json("digest.json")["digest"], &json("verify.json")["ok"]), (&json!(before), &json!(true)), "the store is as before");
    assert_eq!(json("verify.json")["attachments"], 0, "no half of a photograph");
    assert_eq!(json("again.json")["bundles"][0]["status"], "applied", "with room, the file goes in");
}

#[test]
fn a_store_on_a_write_protected_medium_is_looked_at_and_says_why_nothing_can_be_written() {
    let laptop = Laptop::headquarters();
    let before = laptop.digest();
    let script = r#"
        store=$1; results=$2; shift 2
        cp -a "$store" "$DISK/store"
        mount -o remount,ro tmpfs "$DISK"
        "$SALA" --store "$DISK/store" --json digest > "$results/digest.json" 2> "$results/digest.err"
        "$SALA" --store "$DISK/store" roster list --programme SMECEC-2012 > "$results/roster" 2>&1
        "$SALA" --store "$DISK/store" --json attendance fill --programme SMECEC-2012 --register 2012-05-14/AM --status present \
            > "$results/fill.json" 2> "$results/fill.err" || echo $? > "$results/fill"
        TMPDIR="$DISK" "$SALA" --store "$DISK/store" --json verify > "$results/verify.json"
        "$SALA" --store "$DISK/store" --json export --out "$results/away.sala" > "$results/export.json" || echo $? > "$results/export"
        "$SALA" --store "$DISK/store" --json backup --out "$results/away.sala-backup" > "$results/backup.json" 2> "$results/backup.err" || echo $? > "$results/backup"
        mount -o remount,rw tmpfs "$DISK"
        "$SALA" --store "$DISK/store" --json attendance fill --programme SMECEC-2012 --register 2012-05-14/AM --status present > "$results/again.json"
    "#;
    let (store, results) = (laptop.store(), laptop.folder.path().to_owned());
    let Some(output) = with_disk("6m", &results.join("disk"), &laptop, script, &[store.to_str().unwrap(), results.to_str().unwrap()]) else { return };
    let read = |name: &str| std::fs::read_to_string(results.join(name)).unwrap_or_else(|e| panic!("{name}: {e}; {output:?}"));
    let json = |name: &str| serde_json::from_str::<Json>(&read(name)).unwrap_or_else(|e| panic!("{name}: {e}; {}", read(name)));
    assert!(output.status.success(), "{output:?}");
    assert_eq!(json("digest.json")["digest"], before, "everything is there");
    assert!(read("digest.err").contains("open for looking only"), "and why nothing more can be done is said: {}", read("digest.err"));
    assert!(read("roster").contains("P29"), "people are seen: {}", read("roster"));
    assert_eq!((read("fill").trim(), &json("fill.json")["error"]["code"]), ("3", &json!("store_read_only")), "{}", read("fill.err"));
    assert_eq!((read("export").trim(), &json("export.json")["error"]["code"]), ("3", &json!("store_read_only")), "a file closes pages, which is writing");
    assert_eq!((read("backup").trim(), &json("backup.json")["error"]["code"]), ("3", &json!("backup_unsigned")), "so does a backup of what nobody signed");
    assert!(read("backup.err").contains("no signed page holds yet"), "and exactly that is said: {}", read("backup.err"));
    assert!(!results.join("away.sala").exists() && !results.join("away.sala-backup").exists(), "and nothing of them lies about");
    assert!(json("verify.json")["ok"] == true && json("verify.json")["entries"].as_u64() > Some(0), "it is checked, with no disk to write to at all");
    assert!(json("again.json")["filled"].as_u64() > Some(0), "where it can be written to again, work goes on");
}

#[test]
fn what_writes_nothing_into_a_store_works_where_it_cannot_be_written_to() {
    let hq = Laptop::headquarters();
    // Its pack holds all that headquarters recorded, in signed pages.
    let a = Laptop::joined(&hq, "LAP-A");
    for title in ["One", "Two"] {
        let picture = demo(if title == "One" { "flipchart-group-a.jpg" } else { "flipchart-group-b.jpg" });
        a.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", title, "--attach", &picture]);
        a.does(&["export", "--out", &a.path(&format!("{title}.sala"))]);
        if title == "One" {
            hq.does(&["import", &a.path("One.sala")]);
        }
    }
    let (request, file) = (a.path("request"), a.path("Two.sala"));
    let expected = hq.does(&["import", "--preview", &file]);
    let digest = hq.digest();
    let script = r#"
        store=$1; results=$2; file=$3; request=$4
        cp -a "$store" "$DISK/store"
        mount -o remount,ro tmpfs "$DISK"
        "$SALA" --store "$DISK/store" --json import --preview "$file" > "$results/preview.json"
        "$SALA" --store "$DISK/store" --json accept "$request" > "$results/accept.json"
        "$SALA" --store "$DISK/store" --json backup --out "$results/away.sala-backup" > "$results/backup.json"
        "$SALA" --store "$results/restored" --json restore "$results/away.sala-backup" > "$results/restored.json"
        "$SALA" --store "$results/restored" --json digest > "$results/digest.json"
        "$SALA" --store "$results/restored" --json verify > "$results/verify.json"
    "#;
    let (store, results) = (hq.store(), hq.folder.path().to_owned());
    let words = [store.to_str().unwrap(), results.to_str().unwrap(), &file, &request];
    let Some(output) = with_disk("12m", &results.join("disk"), &hq, script, &words) else { return };
    assert!(output.status.success(), "{output:?}");
    let json = |name: &str| serde_json::from_str::<Json>(&std::fs::read_to_string(results.join(name)).unwrap()).unwrap();
    assert_eq!(json("preview.json"), expected, "a look at a file tells the same as where it could be taken in, pictures that are here included");
    assert_eq!(json("accept.json")["label"], "LAP-A", "accepting who is accepted changes nothing, and nothing waits because of it");
    let backup = json("backup.json");
    assert_eq!((&backup["verified"], &backup["attachments"]), (&json!(true), &json!(1)), "the store is copied as it lies there: {backup}");
    assert_eq!((&json("digest.json")["digest"], &json("verify.json")["ok"]), (&json!(digest), &json!(true)), "and comes back whole");
}

#[test]
fn an_old_copy_on_a_write_protected_medium_is_looked_at_and_says_that_it_may_not_be_all() {
    let laptop = Laptop::headquarters();
    let (before, pass) = (laptop.digest(), laptop.writes("pass", "only for the story"));
    let script = r#"
        store=$1; results=$2; pass=$3; shift 3
        cp -a "$store" "$DISK/store"
        # More leaves the store meanwhile, which this machine remembers.
        "$SALA" --store "$store" --json export --passphrase-file "$pass" --out "$results/away.sala" > "$results/export.json"
        mount -o remount,ro tmpfs "$DISK"
        "$SALA" --store "$DISK/store" --json digest > "$results/digest.json" 2> "$results/digest.err"
        "$SALA" --store "$DISK/store" --json attendance fill --programme SMECEC-2012 --register 2012-05-14/AM --status present \
            > "$results/fill.json" 2> "$results/fill.err" || echo $? > "$results/fill"
        mount -o remount,rw tmpfs "$DISK"
        "$SALA" --store "$DISK/store" --json digest > "$results/again.json" 2> "$results/again.err"
    "#;
    let (store, results) = (laptop.store(), laptop.folder.path().to_owned());
    let words = [store.to_str().unwrap(), results.to_str().unwrap(), &pass];
    let Some(output) = with_disk("6m", &results.join("disk"), &laptop, script, &words) else { return };
    let read = |name: &str| std::fs::read_to_string(results.join(name)).unwrap_or_else(|e| panic!("{name}: {e}; {output:?}"));
    let json = |name: &str| serde_json::from_str::<Json>(&read(name)).unwrap_or_else(|e| panic!("{name}: {e}; {}", read(name)));
    assert!(output.status.success(), "{output:?}");
    assert_eq!(json("digest.json")["digest"], before, "what it holds is shown");
    let told = read("digest.err");
    assert!(told.contains("the store of HQ may hold more") && told.lines().count() == 1, "never as if it were all: {told}");
    assert_eq!((read("fill").trim(), &json("fill.json")["error"]["code"]), ("3", &json!("store_is_behind")), "{}", read("fill.err"));
    assert!(read("again.err").contains("it goes on as HQ 2"), "where it can be written to, it goes on under new keys: {}", read("again.err"));
}

#[test]
fn a_stick_that_takes_no_file_as_large_says_so_and_leaves_no_half_of_it() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let notes = a.writes("notes.txt", "What was said in the morning.\n".repeat(300_000));
    a.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &notes]);
    let (before, stick) = (a.digest(), a.folder.path().join("stick"));
    std::fs::create_dir(&stick).unwrap();
    let out = stick.join("evening.sala");
    // No process may write a larger file, as no program may on many a stick (FAT32: 4 GB).
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$@\"", "sh", crate::laptop::PROGRAM, "--store", a.store().to_str().unwrap()]);
    limited.args(["export", "--json", "--out", out.to_str().unwrap()]);
    a.surround(&mut limited);
    let said = Said::of(limited.output().unwrap());
    assert_eq!((said.exit, &said.json()["error"]["code"]), (3, &json!("file_too_large_for_disk")), "{said:?}");
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0, "nothing of it lies on the stick");
    assert_eq!(a.digest(), before, "the store is as before");
    a.does(&["export", "--out", out.to_str().unwrap()]);
    assert_eq!(hq.does(&["import", out.to_str().unwrap()])["bundles"][0]["attachments"], 1, "another stick takes it");
}

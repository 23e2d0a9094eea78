//! Backups and stores that go on under new keys, as a person types them.

use serde_json::json;

use crate::laptop::{CODE, Laptop};

/// The same laptop with another store, restored beside the first: it remembers what the machine remembers.
fn restored(laptop: &Laptop, args: &[&str]) -> serde_json::Value {
    let store = laptop.path("restored");
    laptop.does(&[args, &["--store", &store]].concat())
}

#[test]
fn a_laptop_is_backed_up_restored_without_any_secret_on_its_own_machine_and_carries_on() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let fill = ["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"];
    a.does(&fill);
    let backup = a.path("a.sala-backup");
    let made = a.does(&["backup", "--out", &backup]);
    assert_eq!((&made["file"], &made["verified"], &made["attachments"]), (&json!(backup), &json!(true), &json!(0)));
    assert_eq!(made["bytes"], std::fs::metadata(&backup).unwrap().len(), "its size");
    let told = restored(&a, &["restore", &backup]);
    assert_eq!((&told["label"], &told["from"], &told["role"]), (&json!("LAP-A 2"), &json!("LAP-A"), &json!("site")));
    assert_eq!((told["fingerprint"].as_str().unwrap().split(' ').count(), &told["made"]), (6, &made["made"]));
    assert_eq!(made["made"].as_str().map(str::len), Some("2012-05-14T01:35:00Z".len()), "a moment as every answer writes it: {}", made["made"]);
    let there = a.path("restored");
    let on = |words: &[&str]| a.does(&[words, &["--store", &there]].concat());
    assert_eq!(on(&["digest"]), a.does(&["digest"]), "the moment of the backup, value for value");
    assert_eq!(on(&["verify"])["ok"], true);

    let file = a.path("restored.sala");
    on(&["export", "--out", &file]);
    let waits = hq.waits(&["import", &file]);
    assert_eq!(waits["bundles"][0]["status"], "quarantined", "a new key is accepted by a person");
    let status = hq.waits(&["status"]);
    let asks = status["replicas"].as_array().unwrap().iter().find(|r| r["replica"] == told["replica"]).unwrap();
    assert_eq!((&asks["goes_on_from"], &asks["certified"]), (&json!("LAP-A"), &json!(false)), "who sees whose it is");
    assert_eq!(hq.does(&["accept", told["fingerprint"].as_str().unwrap()])["label"], "LAP-A 2");
    let status = hq.says(&["status", "--json"]).json();
    let went = status["replicas"].as_array().unwrap().iter().find(|r| r["replica"] == told["replica"]).unwrap();
    assert_eq!((&went["goes_on_from"], &went["certified"]), (&json!("LAP-A"), &json!(true)), "and goes on seeing it");
    let back = hq.path("back.sala");
    assert_eq!(hq.does(&["export", "--out", &back, "--for", "LAP-A"])["for"], "LAP-A 2", "LAP-A means the laptop");
    on(&["import", &back]);
    let status = on(&["status"]);
    assert_eq!(status["not_yet_received"]["entries"], 0, "what LAP-A wrote is on this laptop's journey");
    let own = status["replicas"].as_array().unwrap().iter().find(|r| r["own"] == true).unwrap();
    assert_eq!((&own["label"], &own["goes_on_from"], &own["certified"]), (&json!("LAP-A 2"), &json!("LAP-A"), &json!(true)), "it knows who it was");
    assert_eq!(hq.digest(), on(&["digest"])["digest"].as_str().unwrap());
}

#[test]
fn restoring_says_that_it_goes_on_under_a_new_name_and_what_to_do() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let backup = a.path("a.sala-backup");
    a.does(&["backup", "--out", &backup]);
    let said = a.says(&["restore", &backup, "--store", &a.path("restored")]);
    assert_eq!(said.exit, 0, "{said:?}");
    for words in ["LAP-A 2 is restored", "restored from a backup of LAP-A", "fingerprint"] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}

#[test]
fn an_old_copy_of_a_store_is_found_out_and_said_once() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let old = a.folder.path().join("old");
    copy(&a.store(), &old);
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"]);
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    hq.does(&["import", &file]);
    std::fs::remove_dir_all(a.store()).unwrap();
    copy(&old, &a.store());
    let said = a.says(&["status", "--json"]);
    assert!(said.err.contains("old copy of LAP-A") && said.err.contains("goes on as LAP-A 2"), "said on the error stream: {said:?}");
    assert!(said.json()["replicas"].is_array(), "and the answer is still one object");
    assert_eq!(a.says(&["status", "--json"]).err, "", "once is enough");
    let fingerprint = a.does(&["request"])["fingerprint"].as_str().unwrap().to_owned();
    let asking = a.path("asking.sala");
    a.does(&["export", "--out", &asking]);
    hq.waits(&["import", &asking]);
    hq.does(&["accept", &fingerprint]);
    let back = hq.path("back.sala");
    hq.does(&["export", "--out", &back, "--for", "LAP-A 2"]);
    a.does(&["import", &back]);
    assert_eq!(a.digest(), hq.digest(), "what it lost is back");
}

#[test]
fn headquarters_is_restored_elsewhere_with_the_recovery_secret_or_a_passphrase_and_with_nothing_else() {
    let hq = Laptop::new("HQ");
    let made = hq.does(&["init", "--role", "hq", "--label", "HQ", "--organisation", "Mekong Institute"]);
    let elsewhere = Laptop::new("HQ");
    let recovery = elsewhere.writes("recovery", format!("{}\n", made["recovery_secret"].as_str().unwrap()));
    let (right, wrong) = (elsewhere.writes("right", "nine red boats\n"), elsewhere.writes("wrong", "nine blue boats\n"));
    let (plain, locked) = (hq.path("plain.sala-backup"), hq.path("locked.sala-backup"));
    hq.does(&["backup", "--out", &plain]);
    hq.does(&["backup", "--out", &locked, "--passphrase-file", &right]);
    assert_eq!(elsewhere.refusal(&["restore", &plain]), "backup_needs_recovery");
    assert_eq!(elsewhere.refusal(&["restore", &locked]), "passphrase_needed");
    assert_eq!(elsewhere.refusal(&["restore", &locked, "--passphrase-file", &wrong]), "passphrase_wrong");
    assert_eq!(elsewhere.refusal(&["restore", &plain, "--recovery-key-file", &wrong]), "recovery_secret_wrong");
    let others = Laptop::new("OTHER").does(&["init", "--role", "hq", "--label", "OTHER"]);
    let others = elsewhere.writes("others", others["recovery_secret"].as_str().unwrap());
    for file in [&plain, &locked] {
        let restore = ["restore", file, "--recovery-key-file", &others];
        assert_eq!(elsewhere.refusal(&[&restore[..], &["--preview"]].concat()), "recovery_secret_does_not_fit", "a look says the same");
        assert_eq!(elsewhere.refusal(&restore), "recovery_secret_does_not_fit", "{file}");
        let said = elsewhere.says(&restore).err;
        assert!(said.contains("does not open") && said.contains(file) && said.contains("another organisation's"), "which file, and why: {said}");
        let today = chrono::Utc::now().format("%Y-").to_string();
        assert!(said.contains(&format!("the file was written on {today}")), "as far as it shows: {said}");
    }
    assert!(!elsewhere.store().exists(), "nothing was made");
    assert_eq!(elsewhere.does(&["restore", &locked, "--passphrase-file", &right])["label"], "HQ 2");
    assert_eq!(elsewhere.refusal(&["restore", &plain, "--recovery-key-file", &recovery]), "store_exists");
    let third = Laptop::new("HQ");
    let restored = third.does(&["restore", &plain, "--recovery-key-file", &recovery]);
    assert_eq!((&restored["role"], &restored["label"]), (&json!("hq"), &json!("HQ 2")));
    let b = Laptop::joined(&third, "LAP-B");
    assert_eq!(b.does(&["export", "--out", &b.path("b.sala")])["for"], "HQ 2", "it certifies as before");
}

#[test]
fn the_recovery_secret_opens_a_file_that_was_sealed_to_another_laptop() {
    let hq = Laptop::new("HQ");
    let made = hq.does(&["init", "--role", "hq", "--label", "HQ"]);
    let recovery = hq.writes("recovery", made["recovery_secret"].as_str().unwrap());
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    let pack = hq.path("for-a.sala");
    hq.does(&["export", "--out", &pack, "--for", "LAP-A", "--everything"]);
    a.does(&["import", &pack]);
    let file = a.path("for-b.sala");
    hq.does(&["export", "--out", &pack, "--for", "LAP-B", "--everything"]);
    b.does(&["import", &pack]);
    b.does(&["export", "--out", &file]);
    assert_eq!(a.refusal(&["import", &file]), "sealed_to_another");
    assert_eq!(a.refusal(&["import", &file, "--recovery-key-file", &a.writes("wrong", "nine red boats")]), "recovery_secret_wrong");
    let secret = made["recovery_secret"].as_str().unwrap();
    let (last, short) = (secret.chars().last().unwrap(), &secret[..secret.len() - 3]);
    let typed = format!("{}{}", &secret[..secret.len() - 1], if last == 'Q' { 'P' } else { 'Q' });
    for (wrong, why) in [
        (short.to_owned(), "secret_too_short"),
        (format!("{secret}QQ"), "secret_too_long"),
        (typed, "secret_mistyped"),
        (secret.replacen('1', "1O", 1), "secret_character"),
    ] {
        let file_of = a.writes("wrong", &wrong);
        let refused = a.refuses(&["import", &file, "--recovery-key-file", &file_of]);
        assert_eq!((&refused["error"]["code"], &refused["error"]["params"]["why"]), (&json!("recovery_secret_wrong"), &json!(why)), "what is wrong with it");
        let as_passphrase = a.refuses(&["import", &file, "--passphrase-file", &file_of]);
        assert_eq!(as_passphrase["error"]["params"]["why"], why, "wherever it was put");
    }
    let opened = a.does(&["import", &file, "--recovery-key-file", &recovery]);
    assert_eq!(opened["bundles"][0]["status"], "applied", "it opens");
    let other = Laptop::new("OTHER");
    other.does(&["init", "--role", "hq", "--label", "OTHER"]);
    assert_eq!(other.refusal(&["import", &file, "--recovery-key-file", &recovery]), "other_organisation", "whether to believe its sender is another question");
    let new = Laptop::new("LAP-C");
    new.does(&["init", "--role", "site", "--label", "LAP-C"]);
    let with_it = ["import", &file, "--recovery-key-file", &recovery];
    assert_eq!(new.refusal(&with_it), "recovery_secret_joins_nothing", "nor does it make a new laptop one of the organisation's");
    let told = new.says(&with_it).err;
    assert!(told.contains("belongs to no organisation yet") && told.contains("`sala request --out FILE`"), "what is true, and what to do: {told}");
    let passphrase = new.writes("passphrase", "nine red boats");
    let sealed = b.path("with-passphrase.sala");
    b.does(&["export", "--out", &sealed, "--passphrase-file", &passphrase]);
    assert_eq!(new.refusal(&["import", &sealed, "--passphrase-file", &passphrase]), "sender_before_joining", "no request of that laptop would help here");
}

#[test]
fn automatic_backups_run_when_due_and_say_what_is_missing() {
    let mut a = Laptop::headquarters();
    assert_eq!(a.refusal(&["backup", "--automatic"]), "backup_no_folder");
    assert_eq!(a.refusal(&["backup", "--folder", &a.path("nowhere")]), "backup_folder_missing");
    let folder = a.path("second-disk");
    std::fs::create_dir(&folder).unwrap();
    let ran = a.does(&["backup", "--automatic", "--folder", &folder]);
    assert_eq!((&ran["due"], ran["made"].as_array().unwrap().len()), (&json!(true), 1));
    assert_eq!(a.does(&["backup", "--automatic"])["due"], false, "once a day");
    a.now = "2012-05-15T08:00:00Z".to_owned();
    std::fs::rename(&folder, a.path("unplugged")).unwrap();
    assert_eq!(a.refusal(&["backup", "--automatic"]), "backup_folder_missing", "somebody has to plug it in");
    std::fs::rename(a.path("unplugged"), &folder).unwrap();
    assert_eq!(a.does(&["backup", "--automatic"])["made"].as_array().unwrap().len(), 1, "it stayed due");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    assert_eq!(a.does(&["backup", "--automatic"])["due"], false);
    std::fs::rename(&folder, a.path("unplugged")).unwrap();
    assert_eq!(a.refusal(&["backup", "--automatic"]), "backup_folder_missing", "nor is there any word of peace while it is away");
    std::fs::create_dir(&folder).unwrap();
    let ran = a.does(&["backup", "--automatic"]);
    assert_eq!((&ran["due"], ran["made"].as_array().unwrap().len()), (&json!(true), 1), "where none is left one is due, whatever the day: {ran}");
    let by_hand = a.path("by-hand.sala-backup");
    a.does(&["backup", "--out", &by_hand]);
    std::fs::remove_file(&by_hand).unwrap();
    assert_eq!(a.does(&["backup", "--automatic"])["due"], false, "one that was carried away is missed by nobody while others are here");
}

#[test]
fn a_backup_that_is_cut_off_or_no_backup_at_all_is_refused_and_nothing_is_made() {
    let hq = Laptop::headquarters();
    let backup = hq.path("hq.sala-backup");
    hq.does(&["backup", "--out", &backup]);
    let bytes = std::fs::read(&backup).unwrap();
    let new = hq.path("new");
    let why = |bytes: &[u8]| hq.refusal(&["restore", &hq.writes("spoilt", bytes), "--store", &new]);
    assert_eq!(why(b"Dear colleague"), "not_a_backup");
    let cut = why(&bytes[..bytes.len() / 2]);
    assert!(["file_truncated", "file_damaged"].contains(&cut.as_str()), "{cut}");
    let mut changed = bytes.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert_eq!(why(&changed), "file_damaged");
    assert!(!std::path::Path::new(&new).exists(), "nothing was made");
    let left: Vec<_> = std::fs::read_dir(hq.folder.path()).unwrap().flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.contains("restoring")), "and nothing is left: {left:?}");
}

#[test]
fn a_full_disk_leaves_no_half_of_a_backup_and_no_half_of_a_store() {
    let hq = Laptop::headquarters();
    let picture = hq.writes("notes.txt", "0123456789abcdef".repeat(200_000));
    hq.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &picture]);
    let backup = hq.path("hq.sala-backup");
    hq.does(&["backup", "--out", &backup]);
    let mount = hq.path("small");
    std::fs::create_dir(&mount).unwrap();
    let program = env!("CARGO_BIN_EXE_sala");
    // A small disk of its own, for as long as this takes.
    let script = format!(
        "mount -t tmpfs -o size=1m none {mount} || exit 77
         {program} --store {store} backup --out {mount}/b.sala-backup --json; echo \"exit $?\"
         {program} --store {mount}/store restore {backup} --json; echo \"exit $?\"
         ls -A {mount}; echo end",
        store = hq.store().display()
    );
    let mut unshare = std::process::Command::new("unshare");
    unshare.args(["-rm", "sh", "-c", &script]).env("SALA_MEMORY", hq.path("memory")).env_remove("DBUS_SESSION_BUS_ADDRESS");
    let Ok(output) = unshare.output() else {
        eprintln!("skipped: there is no unshare here");
        return;
    };
    if output.status.code() != Some(0) {
        eprintln!("skipped: no small disk can be made here: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("\"disk_full\"").count(), 2, "both say why: {said}");
    assert_eq!(said.matches("exit 3").count(), 2, "as refusals: {said}");
    assert!(said.trim_end().ends_with("exit 3\nend"), "nothing at all is left on the disk: {said}");
    assert_eq!(hq.does(&["verify"])["ok"], true, "the store is as before");
}

#[test]
fn a_backup_or_a_restore_that_is_killed_leaves_all_or_nothing_and_a_rerun_completes() {
    let hq = Laptop::headquarters();
    let notes = hq.writes("notes.txt", "0123456789abcdef".repeat(300_000));
    hq.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &notes]);
    let digest = hq.digest();
    let good = hq.path("good.sala-backup");
    hq.does(&["backup", "--out", &good]);
    let killed_after = |millis: u64, words: &[&str]| {
        let mut child = hq.command(words).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(millis));
        // It may be done already.
        let _ = child.kill();
        child.wait().unwrap();
    };
    for millis in [1, 10, 25, 50, 90, 150, 250] {
        let (out, store, again) = (hq.path("killed.sala-backup"), hq.path("killed"), hq.path("again"));
        killed_after(millis, &["backup", "--out", &out]);
        assert_eq!(hq.digest(), digest, "the store is as it was, {millis} ms in");
        if std::path::Path::new(&out).exists() {
            hq.does(&["restore", &out, "--store", &again]);
            std::fs::remove_dir_all(&again).unwrap();
            std::fs::remove_file(&out).unwrap();
        }
        killed_after(millis, &["restore", &good, "--store", &store]);
        if !std::path::Path::new(&store).exists() {
            hq.does(&["restore", &good, "--store", &store]);
        }
        let restored = hq.does(&["digest", "--store", &store]);
        assert_eq!(restored["digest"], digest.as_str(), "whole, {millis} ms in");
        assert!(!hq.folder.path().join(".killed.restoring").exists(), "nothing half-made is left, {millis} ms in");
        std::fs::remove_dir_all(&store).unwrap();
    }
    assert_eq!(hq.does(&["verify"])["ok"], true);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_backup_says_what_it_is_before_it_is_restored() {
    let hq = Laptop::headquarters();
    let backup = hq.path("hq.sala-backup");
    let made = hq.does(&["backup", "--out", &backup]);
    let new = hq.path("new");
    let told = hq.does(&["restore", &backup, "--preview", "--store", &new]);
    assert_eq!((&told["label"], &told["role"], &told["organisation"]), (&json!("HQ"), &json!("hq"), &json!("Mekong Institute")), "whose it is: {told}");
    assert_eq!((&told["made"], &told["entries"], &told["programmes"]), (&made["made"], &made["entries"], &json!(1)), "from when, and what is inside: {told}");
    assert!(!std::path::Path::new(&new).exists(), "nothing was made of it");
    assert_eq!(hq.refusal(&["restore", &backup, "--preview", "--recovery-key-file", &hq.writes("wrong", "seven\n")]), "recovery_secret_wrong");
}

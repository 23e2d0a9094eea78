//! What hangs on records: each in a sealed file beside the database, and never half there.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use sala::{
    RecordId,
    bundle::{ExportOptions, Status},
    outputs::records::{ATTACHMENT, FILE},
};
use sala_tests::laptop::Laptop;

/// Headquarters, and a laptop with two photographs in a programme.
struct Day {
    hq: Laptop,
    a: Laptop,
    book: RecordId,
    photographs: [Vec<u8>; 2],
}

impl Day {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let book = hq.desk.new_book();
        let title = sala::agenda::records::TITLE.of(&sala::agenda::records::SESSION, book);
        hq.desk.change(book, "test", |c| c.set(title, "Opening")).expect("a programme");
        let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
        hq.carry_to(&a);
        let photographs = [3_000_001, 1 << 20].map(|bytes: u32| (0..bytes).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<u8>>());
        for (i, photograph) in photographs.iter().enumerate() {
            let (hash, _) = a.desk.keep_attachment(&mut &photograph[..]).expect("a photograph");
            hang(&a, book, &i.to_string(), hash);
        }
        Self { hq, a, book, photographs }
    }
}

#[test]
fn one_damaged_photograph_does_not_keep_the_rest_from_travelling_and_comes_back_from_another_laptop() {
    let day = Day::begin();
    day.a.carry_to(&day.hq);
    let [first, second] = &day.photographs;
    let place = day.a.file("store").join("attachments").join(blake3::hash(first).to_hex().as_str());
    std::fs::write(&place, b"what a dying disk leaves").expect("damaged");
    let to = day.a.file("everything.sala");
    let options = sala::bundle::ExportOptions { everything: true, ..Default::default() };
    let exported = day.a.desk.export(&to, &options, &mut |_, _| true).expect("everything else travels");
    assert_eq!((exported.attachments, exported.lost_attachments), (1, 1), "and the answer says that one is lost here");
    assert_eq!(std::fs::read(place.with_extension("damaged")).expect("kept"), b"what a dying disk leaves", "its file is not thrown away");
    assert!(read(&day.a, first).is_none() && read(&day.a, second).is_some());
    day.hq.import(&to);
    day.hq.carry_to(&day.a);
    assert_eq!(read(&day.a, first).as_ref(), Some(first), "headquarters had it, was asked for it, and sent it");
    let again = day.a.desk.export(&day.a.file("again.sala"), &options, &mut |_, _| true).expect("a file");
    assert_eq!((again.attachments, again.lost_attachments), (2, 0), "nothing is lost any more");
}

#[test]
fn a_rescued_laptop_sends_no_photograph_again_that_headquarters_has() {
    let Day { hq, a, book, .. } = Day::begin();
    a.carry_to(&hq);
    hq.carry_to(&a);
    let (hash, _) = a.desk.keep_attachment(&mut &b"a photograph of the last hour"[..]).expect("a photograph");
    hang(&a, book, "last", hash);
    let memory = a.memory();
    let broken = a.closed();
    let (a, _) = Laptop::rescued(&broken.path().join("store"), Some(memory), "2012-05-16T08:00").expect("rescued");
    let exported = a.desk.export(&a.file("next.sala"), &ExportOptions::default(), &mut |_, _| true).expect("an export");
    assert_eq!(exported.attachments, 1, "the one that nobody has yet");
}

#[test]
fn a_wish_for_a_lost_photograph_stands_where_an_older_file_of_the_same_laptop_comes_later() {
    let day = Day::begin();
    day.a.carry_to(&day.hq);
    let [first, _] = &day.photographs;
    let older = day.a.at("2012-05-15T08:00").export_for(&day.hq);
    let place = day.a.file("store").join("attachments").join(blake3::hash(first).to_hex().as_str());
    std::fs::remove_file(&place).expect("the disk lost it");
    let newer = day.a.at("2012-05-16T08:00").export_for(&day.hq);
    day.hq.at("2012-05-16T12:00");
    [&newer, &older].iter().for_each(|file| drop(day.hq.import(file)));
    assert_eq!(day.hq.carry_to(&day.a).attachments, 1, "on the 15th the laptop had it; what it said on the 16th counts");
    assert_eq!(read(&day.a, first).as_ref(), Some(first));
    day.a.at("2012-05-17T08:00").carry_to(&day.hq);
    assert_eq!(day.hq.desk.export(&day.hq.file("again.sala"), &to(&day.a), &mut |_, _| true).expect("a file").attachments, 0, "it has it again, and says so");
}

/// Everything new for a laptop.
fn to(laptop: &Laptop) -> sala::bundle::ExportOptions {
    sala::bundle::ExportOptions { to: sala::bundle::To::Replica(laptop.label.clone()), ..Default::default() }
}

#[test]
fn a_preview_of_several_files_counts_a_photograph_once_as_taking_them_in_does() {
    let day = Day::begin();
    let options = sala::bundle::ExportOptions { everything: true, ..Default::default() };
    let files = ["evening.sala", "again.sala"].map(|name| day.a.file(name));
    files.iter().for_each(|file| drop(day.a.desk.export(file, &options, &mut |_, _| true).expect("a file")));
    let counts = |accounts: Vec<sala::Result<sala::bundle::Imported>>| accounts.into_iter().map(|one| one.expect("sound").attachments).collect::<Vec<_>>();
    let looked = counts(day.hq.desk.preview_many(&files, None).expect("a look"));
    assert!(read(&day.hq, &day.photographs[0]).is_none(), "looking keeps nothing");
    assert_eq!(day.hq.desk.verify().expect("verified").attachments, 0, "nor does it leave a trace of them");
    assert_eq!(looked, [2, 0], "the second file brings none that the first did not");
    assert_eq!(counts(day.hq.desk.import_many(&files, None, &mut |_, _| true).expect("taken in")), looked, "the numbers are those of the preview");
}

fn hang(laptop: &Laptop, book: RecordId, id: &str, hash: [u8; 32]) {
    let file = FILE.of(&ATTACHMENT, RecordId::natural(book, "attachment", &[id]));
    laptop.desk.change(book, "test", |c| c.set(file, sala::value![hash.to_vec()])).expect("it hangs on a record");
}

fn read(laptop: &Laptop, photograph: &[u8]) -> Option<Vec<u8>> {
    let mut back = Vec::new();
    laptop.desk.read_attachment(blake3::hash(photograph).as_bytes(), &mut back).ok().map(|_| back)
}

/// All files under the folder in which attachments lie.
fn files(laptop: &Laptop) -> BTreeSet<PathBuf> {
    fn under(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for file in std::fs::read_dir(folder).into_iter().flatten() {
            let path = file.expect("a file").path();
            if path.is_dir() {
                under(&path, found);
            } else {
                found.insert(path);
            }
        }
    }
    let mut found = BTreeSet::new();
    under(&laptop.desk.dir().join("attachments"), &mut found);
    found
}

#[test]
fn a_photograph_is_kept_once_and_sealed_and_comes_back_byte_for_byte_at_headquarters() {
    let Day { hq, a, book, photographs } = Day::begin();
    let [first, second] = &photographs;
    let again = a.desk.keep_attachment(&mut &first[..]).expect("the same photograph").0;
    hang(&a, book, "again", again);
    assert_eq!(files(&a).len(), 2, "one content, one file, and none left over from writing: {:?}", files(&a));
    for file in files(&a) {
        let sealed = std::fs::read(&file).expect("a file");
        assert!(!sealed.windows(64).any(|part| part == &first[..64] || part == &second[..64]), "whoever takes the disk reads nothing of it");
    }
    let taken = a.carry_to(&hq);
    assert_eq!((taken.status, taken.attachments), (Status::Applied, 2));
    for photograph in &photographs {
        assert_eq!(read(&hq, photograph).as_ref(), Some(photograph), "byte for byte");
    }
    assert!(hq.desk.verify().expect("verify runs").ok, "and it stands up to being checked");
}

#[test]
fn an_import_that_is_stopped_or_previewed_leaves_no_file_behind() {
    let Day { hq, a, photographs, .. } = Day::begin();
    let file = a.export_for(&hq);
    let preview = hq.desk.preview(&file, None).expect("a preview");
    assert_eq!((preview.attachments, files(&hq).len()), (2, 0), "a preview says what would come and keeps nothing");
    // It was checked, which is half of the way; the first photograph has come in full, the second half.
    let stopped = hq.desk.import(&file, None, &mut |done, of| done < of / 2 + 3_500_000);
    assert_eq!(stopped.expect_err("somebody pressed stop").problem().code, "stopped");
    assert_eq!(files(&hq), BTreeSet::new(), "what came with work that was taken back takes no room");
    assert_eq!(hq.import(&file).attachments, 2, "the same file comes in afterwards");
    assert_eq!(read(&hq, &photographs[1]).as_ref(), Some(&photographs[1]));
}

#[test]
fn a_file_cut_short_within_its_photographs_is_refused_and_nothing_of_it_stays() {
    let Day { hq, a, .. } = Day::begin();
    let file = a.export_for(&hq);
    let whole = std::fs::read(&file).expect("the file");
    let (before, cut) = (hq.desk.digest(None).expect("a digest"), hq.file("cut.sala"));
    for bytes in [whole.len() - 10, whole.len() - 600_000, whole.len() / 2] {
        std::fs::write(&cut, &whole[..bytes]).expect("a file cut short");
        let refused = hq.desk.preview(&cut, None).expect_err("a preview reads to the end").problem().code;
        assert_eq!(hq.desk.import(&cut, None, &mut |_, _| true).expect_err("half a file").problem().code, refused, "as the preview said");
        assert_eq!(hq.desk.digest(None).expect("a digest"), before, "its pages were whole, and still nothing of it counts");
        assert_eq!(files(&hq), BTreeSet::new(), "nor does it take room");
    }
    assert_eq!(hq.import(&file).attachments, 2, "the whole file comes in");
}

#[test]
fn a_photograph_whose_file_is_gone_or_spoilt_is_told_and_comes_again_when_it_is_asked_for() {
    let Day { hq, a, photographs, .. } = Day::begin();
    let first = a.export_for(&hq);
    hq.import(&first);
    let lost = hq.desk.dir().join("attachments").join(blake3::hash(&photographs[0]).to_hex().as_str());
    std::fs::remove_file(&lost).expect("somebody removes it");
    let verified = hq.desk.verify().expect("verify runs");
    let [gone] = &verified.problems[..] else { panic!("it is told: {:?}", verified.problems) };
    let hash = blake3::hash(&photographs[0]).to_hex().to_string();
    assert_eq!((gone.code, gone.params["hash"].as_str()), ("attachment_lost", Some(hash.as_str())), "as gone, and which it is");
    assert_eq!(gone.params["attachments"].as_array().map(Vec::len), Some(1), "by the record that has it");
    assert_eq!(read(&hq, &photographs[0]), None);
    // Headquarters' next file says what it lacks, and LAP-A sends it.
    hq.carry_to(&a);
    assert_eq!(a.carry_to(&hq).attachments, 1, "the one that is gone, and no other");
    assert_eq!(read(&hq, &photographs[0]).as_ref(), Some(&photographs[0]));
    let mut spoilt = std::fs::read(&lost).expect("the file");
    spoilt[1_000_000] ^= 1;
    std::fs::write(&lost, spoilt).expect("a disk that forgets");
    let verified = hq.desk.verify().expect("verify runs");
    let told: Vec<_> = verified.problems.iter().map(|p| (p.code, p.params["hash"].as_str())).collect();
    assert_eq!(told, [("attachment_damaged", Some(hash.as_str()))], "spoilt is not gone");
    assert_eq!(read(&hq, &photographs[0]), None, "what is shown is never the damaged one");
    // It is set apart, so that it is asked for; and the file that brought it brings it once more, known as it is.
    assert_eq!(hq.desk.status().expect("a status").attachments_to_come, 1);
    let again = hq.import(&first);
    assert_eq!((again.new_entries, again.attachments), (0, 1));
    assert_eq!(read(&hq, &photographs[0]).as_ref(), Some(&photographs[0]));
    assert!(hq.desk.verify().expect("verify runs").ok, "all of it holds");
    assert_eq!(hq.import(&first).status, Status::AlreadyKnown);
}

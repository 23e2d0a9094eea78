//! The laptop in the parallel room: a whole store of its own, in a temporary folder, that joins, marks and carries.

use std::sync::Arc;

use tempfile::TempDir;

use crate::{
    Desk, Error, KeyPlace, NewStore, Problem, RecordId, Result, Role, SystemClock,
    attendance::{self, Mark, Parts, Status, mark::At},
    bundle::{ExportOptions, To},
    people,
};

/// Where and about whom the two laptops differ.
const DATE: &str = "2012-05-15";
const HALF: &str = "AM";
const PERSON: &str = "P16";

/// A facilitator's laptop with its marks made and not yet carried.
pub(super) struct SecondLaptop {
    desk: Desk,
    folder: TempDir,
}

impl SecondLaptop {
    /// The laptop asks, headquarters accepts and packs, the laptop joins; then its facilitator notes as absent somebody
    /// whom the lead trainer will note as ten minutes late.
    pub(super) fn at_work(hq: &Desk, programme: RecordId) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let new = NewStore {
            role: Role::Site,
            label: free_label(hq)?,
            organisation: None,
            author: "Facilitator (demo)".to_owned(),
            // Its key dies with the folder and has no place in anybody's keychain.
            key_place: KeyPlace::File,
        };
        let desk = Desk::create(&folder.path().join("store"), new, Arc::new(SystemClock))?;
        let request = folder.path().join("request.sala-request");
        desk.write_request(&request)?;
        let certificate = hq.accept_file(&request, None, &Default::default())?.certificate;
        let pack = folder.path().join("pack.sala");
        let options = ExportOptions { to: To::Replica(certificate.replica().to_string()), book: Some(programme), ..ExportOptions::default() };
        hq.export(&pack, &options, &mut |_, _| true)?;
        desk.import(&pack, None, &mut |_, _| true)?;
        let laptop = Self { desk, folder };
        laptop.mark(programme)?;
        Ok(laptop)
    }

    fn mark(&self, programme: RecordId) -> Result<()> {
        let (register, participant) = self.desk.read(|reader| {
            let book = reader.book(programme)?;
            let registers: Vec<attendance::grid::RegisterLine> = attendance::views::registers(reader, book, attendance::views::today(&self.desk))?;
            let people = people::views::roster(reader.sql(), book)?;
            let register = registers.iter().find(|line| line.date.to_string() == DATE && line.half == HALF).map(|line| line.id);
            let person = people.iter().find(|person| person.code == PERSON).map(|person| person.id);
            register.zip(person).ok_or_else(|| Error::Refused(Problem::new("no_such_record").with("register", DATE).with("participant", PERSON)))
        })?;
        let absent = Mark::try_from(Parts::of(Status::Absent))?;
        self.desk.change(programme, "attendance_mark", |change| attendance::mark::mark(change, &At { register, participant, seen: None }, absent))
    }

    /// The evening: the laptop's file is received at headquarters. Answers how many differences it brought.
    pub(super) fn carry(self, hq: &Desk) -> Result<u64> {
        let file = self.folder.path().join("evening.sala");
        self.desk.export(&file, &ExportOptions::default(), &mut |_, _| true)?;
        Ok(hq.import(&file, None, &mut |_, _| true)?.conflicts)
    }
}

/// `LAP-B`, or a name that no laptop of the organisation has yet.
fn free_label(hq: &Desk) -> Result<String> {
    let known: Vec<String> = hq.status()?.replicas.into_iter().map(|replica| replica.label).collect();
    let free = |label: &String| !known.contains(label);
    let numbered = (2..).map(|number| format!("LAP-B demo {number}"));
    Ok(["LAP-B".to_owned(), "LAP-B demo".to_owned()].into_iter().chain(numbered).find(free).unwrap_or_default())
}

//! The laptop in the parallel room: a whole store of its own, in a temporary folder, that joins, marks and carries.

use std::sync::Arc;

use tempfile::TempDir;

use crate::{
    Desk, Error, KeyPlace, NewStore, Problem, RecordId, ReplicaId, Result, Role, SystemClock,
    attendance::{self, Mark, Parts, Status, mark::At},
    bundle::{ExportOptions, To},
    outputs, people,
};

/// Where and about whom the two laptops differ.
const DATE: &str = "2012-05-15";
const HALF: &str = "AM";
const PERSON: &str = "P16";
/// The text that both corrected, each in a place of its own.
const OUTPUT: &str = "Milled organic rice, Battambang";
const IN_THE_PARALLEL_ROOM: (&str, &str) = ("mills - exporters.", "mills - exporters; mills - transporters.");
const AT_HEADQUARTERS: (&str, &str) = ("one common label.", "one common label, and one stand at the fair in Bangkok.");

/// A facilitator's laptop with its marks made and not yet carried.
pub(super) struct SecondLaptop {
    desk: Desk,
    replica: ReplicaId,
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
        let laptop = Self { desk, replica: certificate.replica(), folder };
        laptop.hears(hq, programme)?;
        laptop.mark(programme)?;
        Ok(laptop)
    }

    /// Headquarters' file for this laptop.
    fn hears(&self, hq: &Desk, programme: RecordId) -> Result<()> {
        let pack = self.folder.path().join("pack.sala");
        let options = ExportOptions { to: To::Replica(self.replica.to_string()), book: Some(programme), ..ExportOptions::default() };
        hq.export(&pack, &options, &mut |_, _| true)?;
        self.desk.import(&pack, None, &mut |_, _| true).map(drop)
    }

    /// The groups have put their sheets up. Two people correct the same text, each without knowing of the other.
    pub(super) fn corrects(&self, hq: &Desk, programme: RecordId) -> Result<()> {
        self.hears(hq, programme)?;
        for (desk, (was, is)) in [(&self.desk, IN_THE_PARALLEL_ROOM), (hq, AT_HEADQUARTERS)] {
            let (output, body) = desk.read(|reader| {
                let (sql, book) = (reader.sql(), reader.book(programme)?);
                let output = outputs::views::list(sql, book)?.into_iter().find(|output| output.title == OUTPUT).map(|output| output.id);
                let output = output.ok_or_else(|| Error::Refused(Problem::new("no_such_record").with("output", OUTPUT)))?;
                Ok((output, outputs::views::one(sql, book, output)?.body))
            })?;
            desk.change(programme, "edit_output", |change| outputs::set_body(change, output, &body.replace(was, is), None))?;
        }
        Ok(())
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

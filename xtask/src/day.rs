//! The training day without a window: two laptops and headquarters at the command line, on the demo's own files, from
//! the invitation of the laptops to the attendance report. Everything stays in a folder to look at afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sala::{Laptop, list, text};
use crate::{Outcome, project};

const PROGRAMME: &str = "SMECEC-2012";
const MORNING: &str = "2012-05-14/AM";

/// Plays the day with the given `sala` program.
pub(crate) fn play(program: &Path) -> Outcome {
    let day = Day::begin(program)?;
    day.prepare()?;
    day.join()?;
    day.take_the_register()?;
    day.add_an_output()?;
    day.carry()?;
    day.decide()?;
    day.send_back()?;
    day.report()
}

struct Day<'a> {
    folder: PathBuf,
    hq: Laptop<'a>,
    a: Laptop<'a>,
    b: Laptop<'a>,
}

impl<'a> Day<'a> {
    fn begin(program: &'a Path) -> Outcome<Self> {
        let folder = project::root().join("target").join("day");
        project::fresh(&folder)?;
        println!("Everything of this day is kept in {}", folder.display());
        let laptop = |label, author| Laptop::new(label, author, program, &folder);
        Ok(Day { hq: laptop("HQ", "Programme officer"), a: laptop("LAP-A", "Lead trainer"), b: laptop("LAP-B", "Facilitator"), folder })
    }

    /// A file that travels between the laptops.
    fn stick(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn prepare(&self) -> Outcome {
        chapter("Headquarters prepares the programme");
        self.hq.does(&["init", "--role", "hq", "--label", self.hq.label, "--organisation", "Mekong Institute"])?;
        self.hq.does(&["programme", "new", "--file", &demo("programme.json")])?;
        self.hq.does(&["agenda", "import", &demo("agenda.csv"), "--programme", PROGRAMME])?;
        let roster = self.hq.does(&["roster", "import", &demo("roster.csv"), "--programme", PROGRAMME])?;
        println!("  {} people added", text(&roster, "/added"));
        Ok(())
    }

    fn join(&self) -> Outcome {
        chapter("Two laptops ask to join, and each gets a pack that only it can open");
        for laptop in [&self.a, &self.b] {
            let request = self.stick(&format!("{}.request", laptop.label));
            let pack = self.stick(&format!("pack-for-{}.sala", laptop.label));
            laptop.does(&["init", "--role", "site", "--label", laptop.label])?;
            laptop.does(&["request", "--out", &request])?;
            let accepted = self.hq.does(&["accept", &request, "--label", laptop.label])?;
            println!("  fingerprint, to be read over the telephone: {}", text(&accepted, "/fingerprint"));
            self.hq.does(&["export", "--out", &pack, "--for", laptop.label, "--programme", PROGRAMME])?;
            imported(&laptop.does(&["import", &pack])?);
        }
        Ok(())
    }

    fn take_the_register(&self) -> Outcome {
        chapter("Laptop A takes the register of the first morning");
        let mark = |laptop: &Laptop<'_>, person: &str, words: &[&str]| {
            let register = ["attendance", "mark", "--programme", PROGRAMME, "--register", MORNING];
            laptop.does(&[&register[..], &["--participant", person], words].concat()).map(drop)
        };
        mark(&self.a, "P07", &["--status", "excused", "--reason", "not yet arrived (flight)"])?;
        mark(&self.a, "P16", &["--status", "late", "--minutes", "10"])?;
        self.a.does(&["attendance", "fill", "--programme", PROGRAMME, "--register", MORNING, "--status", "present"])?;
        println!("\nThe other registers of the two weeks were kept on paper; their exceptions come from a list.");
        let sheet = ["attendance", "import", &demo("register-exceptions.csv"), "--programme", PROGRAMME];
        self.a.does(&[&sheet[..], &["--fill-rest", "present"]].concat())?;
        self.a.does(&["attendance", "lock", "--programme", PROGRAMME, "--register", MORNING])?;
        println!("\nIn the parallel room, laptop B writes one person down differently.");
        mark(&self.b, "P16", &["--status", "absent"])
    }

    fn add_an_output(&self) -> Outcome {
        chapter("Laptop B adds what group A produced, with a photograph of the flip chart");
        self.b.does(&["groups", "import", &demo("groups.csv"), "--programme", PROGRAMME])?;
        let words = ["output", "add", "--programme", PROGRAMME, "--group", "A", "--exercise", "Cluster diagnosis"];
        let what = ["--title", "Strengths and gaps of our cluster", "--attach", &demo("flipchart-group-a.jpg")];
        self.b.does(&[&words[..], &what].concat())?;
        self.b.shows(&["output", "list", "--programme", PROGRAMME])
    }

    fn carry(&self) -> Outcome {
        chapter("Both carry their files to headquarters, B's first, and A's twice");
        let mut files = Vec::new();
        for laptop in [&self.b, &self.a] {
            let file = self.stick(&format!("from-{}.sala", laptop.label));
            let made = laptop.does(&["export", "--out", &file, "--for", "hq"])?;
            println!("  entries: {}, pictures: {}, bytes: {}", text(&made, "/entries"), text(&made, "/attachments"), text(&made, "/bytes"));
            files.push(file);
        }
        for file in files.iter().chain(files.last()) {
            imported(&self.hq.does(&["import", file])?);
        }
        Ok(())
    }

    fn decide(&self) -> Outcome {
        chapter("Headquarters decides what the two laptops recorded differently");
        let waiting = self.hq.does(&["conflicts", "--programme", PROGRAMME])?;
        let conflicts = list(&waiting, "conflicts");
        if conflicts.is_empty() {
            return Err("Two laptops marked one person differently, yet nothing waits for a decision".to_owned());
        }
        for conflict in conflicts {
            println!("  {}, {}:", text(conflict, "/subject"), text(conflict, "/field"));
            for value in list(conflict, "values") {
                println!("    {}: {} by {} on {}", text(value, "/n"), text(value, "/value"), text(value, "/author"), text(value, "/replica"));
            }
            // The register was locked at A, after a look at everybody in the room: A's value stands.
            let from_a = |value: &&Value| text(value, "/replica").contains(self.a.label);
            let chosen = list(conflict, "values").iter().find(from_a).map_or_else(|| "1".to_owned(), |value| text(value, "/n"));
            self.hq.does(&["resolve", &text(conflict, "/id"), "--choose", &chosen])?;
        }
        Ok(())
    }

    fn send_back(&self) -> Outcome {
        chapter("The decision travels back, and all three stores tell the same story");
        for laptop in [&self.a, &self.b] {
            let file = self.stick(&format!("back-to-{}.sala", laptop.label));
            self.hq.does(&["export", "--out", &file, "--for", laptop.label, "--programme", PROGRAMME])?;
            imported(&laptop.does(&["import", &file])?);
        }
        let ours = text(&self.hq.does(&["digest", "--programme", PROGRAMME])?, "/digest");
        for laptop in [&self.a, &self.b] {
            let theirs = text(&laptop.does(&["digest", "--programme", PROGRAMME])?, "/digest");
            if theirs != ours {
                return Err(format!("{} and headquarters know different things: {theirs} and {ours}", laptop.label));
            }
        }
        println!("  {ours} on all three");
        Ok(())
    }

    fn report(&self) -> Outcome {
        chapter("The attendance report");
        self.hq.shows(&["attendance", "report", "--programme", PROGRAMME])?;
        let sheet = self.stick("attendance.xlsx");
        self.hq.does(&["attendance", "report", "--programme", PROGRAMME, "--format", "xlsx", "--out", &sheet])?;
        println!("\nThe day is over. Its files are in {}:", self.folder.display());
        let mut names: Vec<String> = fs::read_dir(&self.folder)
            .map_err(|error| format!("{} could not be read: {error}", self.folder.display()))?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        println!("  {}", names.join("\n  "));
        Ok(())
    }
}

fn chapter(title: &str) {
    println!("\n── {title}");
}

fn imported(answer: &Value) {
    for bundle in list(answer, "bundles") {
        println!(
            "  {} from {}: {} new, {} known, {} differ",
            text(bundle, "/status"),
            text(bundle, "/from"),
            text(bundle, "/new_entries"),
            text(bundle, "/known_entries"),
            text(bundle, "/conflicts")
        );
    }
}

/// A file of the demo, as it is shipped inside the product.
fn demo(name: &str) -> String {
    project::root().join("crates/sala/src/demo/files").join(name).display().to_string()
}

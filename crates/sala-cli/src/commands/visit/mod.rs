//! Visits: the plan, who rides where, heads counted, what the groups observed.

mod cancel;
mod count;
mod plan;
mod ride;
mod show;

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result, groups,
    visits::{self, Aspect, views},
};
use serde_json::json;

use super::programme_of;
use crate::{
    answer::{Answer, quoted},
    cli::OfProgramme,
};

/// `sala visit ...`.
#[derive(Debug, Subcommand)]
pub enum Visit {
    /// All visits of a programme
    List {
        #[command(flatten)]
        of: OfProgramme,
    },
    /// One visit with everything in it
    Show {
        #[command(flatten)]
        at: AtVisit,
    },
    /// Plan a visit
    Add(plan::Add),
    /// Correct the day, the hours, the session, the host, what for and whom to ask for
    Change(plan::Change),
    /// Say that a visit does not, or did not, happen; it stays in the list with its reason
    Cancel(cancel::Cancel),
    /// Add a stop, change one, or take one away
    Stop(plan::Stop),
    /// Add a vehicle, change one, or take one away
    Vehicle(ride::Vehicle),
    /// Say in which vehicle somebody rides
    Seat(ride::Seat),
    /// Note how many were counted at a checkpoint, and who is accounted for
    Count(Box<count::CountArgs>),
    /// Write down what a group observed
    Observe(Observe),
    /// Take a visit away that was planned by mistake; nothing of it is lost
    Remove {
        #[command(flatten)]
        at: AtVisit,
        /// Let it be there again; it is named by its id
        #[arg(long)]
        put_back: bool,
    },
}

/// One visit of one programme.
#[derive(Clone, Debug, Args)]
pub struct AtVisit {
    #[command(flatten)]
    of: OfProgramme,
    /// The host, the day where only one visit is on it, or the id that `sala visit list` shows
    #[arg(long, value_name = "VISIT")]
    visit: String,
}

impl AtVisit {
    /// The programme and the visit.
    fn find(&self, desk: &Desk) -> Result<(RecordId, RecordId)> {
        let book = programme_of(desk, &self.of.programme)?;
        let visits = desk.read(|r| views::list(r.sql(), r.book(book)?))?;
        let wanted = self.visit.trim().to_lowercase();
        let found: Vec<_> = visits.iter().filter(|v| v.id.to_string() == wanted || v.host.to_lowercase() == wanted || v.date == wanted).collect();
        let named = |visits: &[&views::VisitLine]| visits.iter().map(|v| format!("{} {}", v.date, v.host)).collect::<Vec<_>>();
        match found.as_slice() {
            [one] => Ok((book, one.id)),
            [] => Problem::new("no_such_visit").with("visit", self.visit.as_str()).with("visits", named(&visits.iter().collect::<Vec<_>>())).refuse(),
            several => Problem::new("visit_ambiguous").with("visit", self.visit.as_str()).with("visits", named(several)).refuse(),
        }
    }
}

/// `sala visit observe`.
#[derive(Debug, Args)]
pub struct Observe {
    #[command(flatten)]
    at: AtVisit,
    /// The group's name
    #[arg(long, value_name = "NAME")]
    group: String,
    /// What they saw; blank takes it away
    #[arg(long, value_name = "TEXT")]
    seen: Option<String>,
    /// What there is to learn from it
    #[arg(long, value_name = "TEXT")]
    lesson: Option<String>,
    /// What of it would work at home
    #[arg(long, value_name = "TEXT")]
    applicable: Option<String>,
    /// What they still want to know
    #[arg(long, value_name = "TEXT")]
    question: Option<String>,
}

/// Do it.
pub fn run(desk: &Desk, args: Visit) -> Result<Answer> {
    match args {
        Visit::List { of } => show::list(desk, &of.programme),
        Visit::Show { at } => show::one(desk, &at),
        Visit::Add(args) => plan::add(desk, args),
        Visit::Change(args) => plan::change(desk, args),
        Visit::Cancel(args) => cancel::cancel(desk, args),
        Visit::Stop(args) => plan::stop(desk, args),
        Visit::Vehicle(args) => ride::vehicle(desk, args),
        Visit::Seat(args) => ride::seat(desk, args),
        Visit::Count(args) => count::count(desk, *args),
        Visit::Observe(args) => observe(desk, args),
        Visit::Remove { at, put_back: false } => remove(desk, &at),
        Visit::Remove { at, put_back: true } => put_back(desk, &at),
    }
}

fn observe(desk: &Desk, args: Observe) -> Result<Answer> {
    let Observe { at, group, seen, lesson, applicable, question } = args;
    let (book, visit) = at.find(desk)?;
    let texts = [(Aspect::Seen, seen), (Aspect::Lesson, lesson), (Aspect::Applicable, applicable), (Aspect::Question, question)];
    let texts: Vec<_> = texts.into_iter().filter_map(|(aspect, text)| Some((aspect, text?))).collect();
    if texts.is_empty() {
        return Problem::new("nothing_observed").refuse();
    }
    let found = desk.read(|r| groups::views::find_group(r.sql(), r.book(book)?, &group))?;
    let Some(id) = found else { return Problem::new("no_such_group").with("group", group).refuse() };
    let written = desk.change(book, "observe", |change| {
        texts.iter().map(|(aspect, text)| visits::observe(change, visit, id, *aspect, text, None)).collect::<Result<Vec<_>>>()
    })?;
    let written = written.into_iter().filter(|new| *new).count();
    let text = match written {
        0 => format!("Group {group}: all of it is written down already."),
        _ => format!("Group {group}: written down."),
    };
    Answer::new(&json!({ "visit": visit, "group": id, "written": written }), text)
}

fn remove(desk: &Desk, at: &AtVisit) -> Result<Answer> {
    let (book, visit) = at.find(desk)?;
    desk.change(book, "remove_visit", |change| visits::remove(change, visit, None))?;
    let again = format!("sala visit remove --programme {} --visit {visit} --put-back", quoted(&at.of.programme));
    Answer::new(&json!({ "visit": visit, "removed": true }), format!("The visit to {} is removed. `{again}` lets it be there again.", at.visit))
}

fn put_back(desk: &Desk, at: &AtVisit) -> Result<Answer> {
    let book = programme_of(desk, &at.of.programme)?;
    let unknown = |_| Error::Refused(Problem::new("no_such_visit").with("visit", at.visit.as_str()));
    let visit: RecordId = at.visit.parse().map_err(unknown)?;
    desk.change(book, "visit_put_back", |change| visits::put_back(change, visit))?;
    Answer::new(&json!({ "visit": visit, "removed": false }), "The visit is there again.")
}

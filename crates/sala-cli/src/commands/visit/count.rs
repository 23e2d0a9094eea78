//! Counting heads.

use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    visits::{self, Checkpoint, Count, Explained, Override, VehicleCount, Why, checkpoint::Point, views},
};
use serde_json::json;

use super::{AtVisit, ride, show};
use crate::answer::Answer;

/// `sala visit count`.
#[derive(Debug, Args)]
pub struct CountArgs {
    #[command(flatten)]
    at: AtVisit,
    /// Where: leaving, stop/N, boarding/N (boarding where there are no stops), return
    #[arg(long = "at", value_name = "CHECKPOINT", value_parser = point)]
    point: (Point, Option<usize>),
    /// How many were counted; with --in it is their sum
    #[arg(long, value_name = "N", allow_negative_numbers = true, required_unless_present_any = ["in_vehicle", "remove"])]
    counted: Option<i64>,
    /// How many in each vehicle
    #[arg(long = "in", id = "in_vehicle", value_name = "VEHICLE=N", value_parser = of_vehicle, num_args = 1..)]
    in_vehicle: Vec<(String, i64)>,
    /// Who has leave
    #[arg(long, value_name = "CODE", num_args = 1..)]
    excused: Vec<String>,
    /// Who is not at the training today
    #[arg(long, value_name = "CODE", num_args = 1..)]
    not_here: Vec<String>,
    /// Who stays at this place
    #[arg(long, value_name = "CODE", num_args = 1..)]
    stayed_behind: Vec<String>,
    /// Who goes or comes back alone
    #[arg(long, value_name = "CODE", num_args = 1..)]
    own_way: Vec<String>,
    /// Who answers for it that the numbers do not meet
    #[arg(long, value_name = "NAME", requires = "reason")]
    override_by: Option<String>,
    /// Why they go on
    #[arg(long, value_name = "TEXT", requires = "override_by")]
    reason: Option<String>,
    /// Take the count away that was noted there
    #[arg(long, conflicts_with_all = ["counted", "in_vehicle", "override_by"])]
    remove: bool,
}

fn point(text: &str) -> std::result::Result<(Point, Option<usize>), String> {
    let wrong = || format!("{text} is no checkpoint; there are leaving, stop/1, boarding/1, return");
    let (word, number) = text.split_once('/').map_or((text, None), |(word, number)| (word, Some(number)));
    let number = number.map(|n| n.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)).transpose()?;
    Ok((Point::from_code(&word.trim().to_lowercase()).ok_or_else(wrong)?, number))
}

fn of_vehicle(text: &str) -> std::result::Result<(String, i64), String> {
    let wrong = || format!("{text} says of no vehicle how many are in it; write it as Bus=24");
    let (name, number) = text.rsplit_once('=').ok_or_else(wrong)?;
    Ok((name.trim().to_owned(), number.trim().parse().map_err(|_| wrong())?))
}

pub(super) fn count(desk: &Desk, args: CountArgs) -> Result<Answer> {
    let CountArgs { at, point, counted, in_vehicle, excused, not_here, stayed_behind, own_way, override_by, reason, remove } = args;
    let (book, visit) = at.find(desk)?;
    let checkpoint = checkpoint(desk, book, visit, point)?;
    if remove {
        desk.change(book, "uncount", |change| visits::uncount(change, visit, checkpoint, None))?;
        return Answer::new(&json!({ "visit": visit, "removed": true }), "The count is taken away; it stays in the history.");
    }
    let mut vehicles = Vec::new();
    for (name, counted) in in_vehicle {
        let found = ride::find_vehicle(desk, book, visit, &name)?;
        let vehicle = found.ok_or_else(|| Error::Refused(Problem::new("no_such_vehicle").with("vehicle", name)))?;
        vehicles.push(VehicleCount { vehicle, counted });
    }
    let mut explained = Vec::new();
    for (why, codes) in [(Why::Excused, excused), (Why::NotHere, not_here), (Why::StayedBehind, stayed_behind), (Why::OwnWay, own_way)] {
        for code in codes {
            explained.push(Explained { participant: ride::person(desk, book, &code)?, why });
        }
    }
    let counted = counted.unwrap_or_else(|| vehicles.iter().map(|one| one.counted).sum());
    let overridden = override_by.zip(reason).map(|(by, reason)| Override { by, reason });
    let new = Count { counted, vehicles, explained, overridden };
    desk.change(book, "count", |change| visits::count(change, visit, checkpoint, new, None))?;
    let view = desk.read(|r| views::one(r, r.book(book)?, visit))?;
    let shown = view.headcounts.into_iter().find(|one| (one.point, one.stop) == (checkpoint.point(), checkpoint.stop())).and_then(|one| one.count);
    let said = shown.as_ref().map(show::count_words).unwrap_or_default();
    Answer::new(&json!({ "visit": visit, "point": checkpoint.point(), "stop": checkpoint.stop(), "count": shown }), format!("{said}."))
}

fn checkpoint(desk: &Desk, book: RecordId, visit: RecordId, (point, number): (Point, Option<usize>)) -> Result<Checkpoint> {
    let stops = desk.read(|r| views::stops_of(r.sql(), r.book(book)?, visit))?;
    let unknown = || Error::Refused(Problem::new("no_such_stop").with("stop", number).with("stops", stops.iter().map(|s| s.name.clone()).collect::<Vec<_>>()));
    let stop = number.map(|n| stops.get(n - 1).map(|stop| stop.id).ok_or_else(unknown)).transpose()?;
    match point {
        // With stops, heads are counted before they go on from each.
        Point::Boarding if stop.is_none() && !stops.is_empty() => Err(unknown()),
        _ => Checkpoint::of(point, stop).ok_or_else(unknown),
    }
}

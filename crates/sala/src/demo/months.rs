//! What became of the ten plans in the months after the training.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    Desk, Error, Problem, RecordId, Result,
    journal::Change,
    plans::views,
    progress::{
        Attended, Doing, Light, Month, NewCascade, NewContact, NewHelp, Progress, Rating, ReportField, Unit, Way, cascade, contact, help, rate, report,
    },
};

/// What was told of a plan, as [`MONTHS`](super::MONTHS) has it.
#[derive(Deserialize)]
struct Told {
    code: String,
    reports: Vec<Report>,
    ratings: Vec<Rated>,
    contacts: Vec<Spoken>,
    help: Vec<Helped>,
    cascades: Vec<Held>,
}

#[derive(Deserialize)]
struct Report {
    /// Its place among the plan's activities as they were written, from 1.
    activity: usize,
    month: String,
    doing: Doing,
    percent: Option<i64>,
    said: String,
}

#[derive(Deserialize)]
struct Rated {
    month: String,
    light: Light,
    reason: String,
}

#[derive(Deserialize)]
struct Spoken {
    date: NaiveDate,
    way: Way,
    coach: String,
    said: String,
    next_step: String,
    next_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Helped {
    date: NaiveDate,
    title: String,
    by: String,
    amount: i64,
    unit: Unit,
    /// Its place among the plan's requests.
    request: usize,
}

#[derive(Deserialize)]
struct Held {
    date: NaiveDate,
    title: String,
    place: String,
    women: i64,
    men: i64,
    not_stated: i64,
    noted: String,
}

/// Tell it, plan by plan. One plan is told of every month, one of none.
pub(super) fn follow(desk: &Desk, programme: RecordId) -> Result<()> {
    let told: Vec<Told> = serde_json::from_str(super::MONTHS).map_err(|e| Error::damaged("demo", e))?;
    told.iter().try_for_each(|plan| desk.change(programme, "progress_report", |change| plan.tell(change)))
}

impl Told {
    fn tell(&self, change: &mut Change<'_>) -> Result<()> {
        change.of_other_days();
        let Self { code, reports, ratings, contacts, help: helped, cascades } = self;
        let plan = views::by_code(change.sql(), change.book(), code)?.id;
        let (content, _) = views::content(change.sql(), change.book(), plan)?;
        let missing = || Error::Refused(Problem::new("no_such_line").with("plan", code.as_str()));
        for Report { activity, month, doing, percent, said } in reports {
            let activity = activity.checked_sub(1).and_then(|at| content.activities.get(at)).ok_or_else(missing)?.id;
            let month = Month::parse(month)?;
            for field in [ReportField::Progress(Progress::new(*doing, *percent)?), ReportField::Said(said.clone())] {
                report::write(change, activity, month, field, None)?;
            }
        }
        for Rated { month, light, reason } in ratings {
            rate::rate(change, plan, Month::parse(month)?, Some(Rating::new(*light, reason)?), None)?;
        }
        for Spoken { date, way, coach, said, next_step, next_on } in contacts {
            let (coach, said, next_step) = (coach.clone(), said.clone(), next_step.clone());
            contact::add(change, plan, &NewContact { date: *date, way: *way, coach, said, next_step, next_on: *next_on })?;
        }
        for Helped { date, title, by, amount, unit, request } in helped {
            let request = content.assistance.get(*request).map(|line| line.id);
            help::add(change, plan, &NewHelp { date: *date, title: title.clone(), by: by.clone(), amount: Some((*amount, *unit)), request })?;
        }
        for Held { date, title, place, women, men, not_stated, noted } in cascades {
            let attended = Some(Attended { women: *women, men: *men, not_stated: *not_stated });
            cascade::add(change, plan, &NewCascade { date: *date, title: title.clone(), place: place.clone(), attended, noted: noted.clone() })?;
        }
        Ok(())
    }
}

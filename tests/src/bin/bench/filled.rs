//! What a programme has beside its registers: what a panel gave, what was said, what the plans have come to.

use sala::{
    Desk, RecordId, Result,
    action_review::{self, Asked, NewNote},
    outputs, plans,
    plans::{How, LineField, State, Why, lines},
    progress::{self, Doing, Light, Month, NewContact, Progress, Rating, ReportField, Way, contact, report},
    scores::{
        self, Scorer,
        feedback::{self, NewFeedback, Word},
        rubric::{self, NewCriterion},
        views::criteria,
    },
};

const CRITERIA: [(&str, i64); 4] = [("Content", 40), ("Evidence", 30), ("Clarity", 20), ("Time", 10)];
const JURORS: [&str; 3] = ["Dr. Ploy Tuayang", "Bounthong Tuayang", "Malee Tuayang"];
const ACTIVITIES: [(&str, &str); 4] =
    [("Survey the mills", "2012-06-15"), ("Train the auditors", "2012-07-31"), ("First container", "2012-09-30"), ("Pay back", "2012-11-15")];
const MONTHS: [&str; 3] = ["2012-06", "2012-07", "2012-08"];

/// Every output is scored by a panel of three, and one word is said of each.
pub fn scored(desk: &Desk, id: RecordId) -> Result<()> {
    desk.change(id, "scores", |change| {
        let new = |(name, weight): &(&str, i64)| NewCriterion { name: (*name).into(), meaning: String::new(), weight: *weight, out_of: 5 };
        for exercise in outputs::views::exercises(change.sql(), change.book())? {
            rubric::begin(change, exercise.id, &CRITERIA.iter().map(new).collect::<Vec<_>>())?;
        }
        let jurors = JURORS.iter().map(|name| scores::add_juror(change, name, "Mekong Institute")).collect::<Result<Vec<_>>>()?;
        for exercise in outputs::views::exercises(change.sql(), change.book())? {
            let rubric = criteria(change.sql(), change.book(), exercise.id)?;
            let of = outputs::views::list(change.sql(), change.book())?.into_iter().filter(|output| output.exercise_id == Some(exercise.id));
            for output in of.collect::<Vec<_>>() {
                for (at, juror) in (0_i64..).zip(&jurors) {
                    rubric.iter().try_for_each(|one| scores::give(change, output.id, Scorer::Juror(*juror), one.id, Some(3 + at % 3), None).map(drop))?;
                }
                let said = NewFeedback { output: output.id, word: Word::Strength, by: "Group C".into(), text: "Every figure has its source.".into() };
                feedback::add(change, &said)?;
            }
        }
        Ok(())
    })
}

/// Every plan has steps, somebody who stands for it, and is told of for three months; and one evening was looked back at.
pub fn followed(desk: &Desk, id: RecordId) -> Result<()> {
    let last_day = "2012-05-25".parse().expect("a day");
    desk.change(id, "plans", |change| {
        let note = NewNote { date: "2012-05-18".parse().expect("a day"), asked: Asked::Change, group: None, text: "Leave half an hour earlier.".into() };
        action_review::add(change, &note)?;
        for plan in plans::views::list(change.sql(), change.book())? {
            let mut activities = Vec::new();
            for (title, ends) in ACTIVITIES {
                let period = LineField::Period { starts: Some("2012-06-01".parse().expect("a day")), ends: Some(ends.parse().expect("a day")) };
                activities.push(lines::add(change, plan.id, vec![LineField::Activity { title: title.into() }, period])?);
            }
            let version = plans::keep_version(change, plan.id)?;
            if let Some(lead) = plan.team.first() {
                plans::commit(change, version, lead.participant, How::InApp, last_day, None)?;
                plans::advance(change, plan.id, State::Committed, &Why::default(), None)?;
            }
            for month in MONTHS {
                let month = Month::parse(month)?;
                for activity in &activities {
                    report::write(change, *activity, month, ReportField::Progress(Progress::new(Doing::UnderWay, Some(40))?), None)?;
                }
                progress::rate(change, plan.id, month, Some(Rating::new(Light::Green, "")?), None)?;
            }
            let spoke = NewContact {
                date: "2012-07-05".parse().expect("a day"),
                way: Way::Telephone,
                coach: "Dr. Ploy Tuayang".into(),
                said: "They go on.".into(),
                next_step: "Order the dye".into(),
                next_on: "2012-09-20".parse().ok(),
            };
            contact::add(change, plan.id, &spoke)?;
        }
        Ok(())
    })
}

//! Two afternoons of presentations: the order and the time, what a panel and the groups themselves gave by a rubric, and what was said.

use chrono::{DateTime, Utc};

use crate::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::find_person,
    groups::views::find_group,
    journal::Change,
    outputs::views::find_exercise,
    presentations::{self, views::turns},
    scores::{
        self, Relation, Scorer,
        feedback::{self, NewFeedback, Word},
        rubric::{self, NewCriterion},
        views::criteria,
    },
};

const MAPPING: &str = "Cluster mapping exercise";
const SWOT: &str = "SWOT of a home cluster";

/// What is looked at, what that means, and how much it weighs. The same for both exercises.
const RUBRIC: &[(&str, &str, i64)] = &[
    ("Content", "The map or table says what is there, and what is missing.", 40),
    ("Evidence", "Figures and names stand behind it, and where they come from is said.", 30),
    ("Clarity", "Somebody from another sector can follow.", 20),
    ("Time", "Within the minutes that were given.", 10),
];

/// Who sits on the panel and is not on the roster, and where they come from.
const JURORS: &[(&str, &str)] =
    &[("Dr. Ploy Tuayang", "Mekong Institute"), ("Bounthong Tuayang", "Mekong Institute"), ("Malee Tuayang", "Demo Enterprise Thailand")];

/// What chance began with when the mapping groups drew their order.
const SEED: u32 = 520_011;
const MINUTES: i64 = 10;

/// Exercise, group, from when to when.
const HELD: &[(&str, &str, &str, &str)] = &[
    (MAPPING, "A", "2012-05-15T15:05:00+07:00", "2012-05-15T15:16:20+07:00"),
    (MAPPING, "B", "2012-05-15T15:24:00+07:00", "2012-05-15T15:33:10+07:00"),
    (SWOT, "D", "2012-05-16T15:20:00+07:00", "2012-05-16T15:28:40+07:00"),
];

#[derive(Clone, Copy)]
enum By {
    Juror(&'static str),
    Group(&'static str),
    Person(&'static str),
}

/// Exercise, group, who scores it, points in the order of the rubric; nothing where somebody was not yet done.
const GIVEN: &[(&str, &str, By, [Option<i64>; 4])] = &[
    (MAPPING, "A", By::Juror("Dr. Ploy Tuayang"), [Some(5), Some(4), Some(4), Some(4)]),
    (MAPPING, "A", By::Juror("Bounthong Tuayang"), [Some(4), Some(4), Some(5), Some(3)]),
    // Malee and P26 come from one enterprise: nobody declares it, and it is seen all the same.
    (MAPPING, "A", By::Juror("Malee Tuayang"), [Some(5), Some(5), Some(4), Some(4)]),
    (MAPPING, "A", By::Group("B"), [Some(4), Some(3), Some(4), Some(3)]),
    (MAPPING, "A", By::Group("C"), [Some(5), Some(4), Some(5), Some(4)]),
    (MAPPING, "A", By::Group("D"), [Some(4), Some(4), Some(4), Some(3)]),
    (MAPPING, "A", By::Group("E"), [Some(5), Some(3), Some(4), Some(4)]),
    (MAPPING, "A", By::Person("P12"), [Some(5), Some(5), Some(5), Some(5)]),
    (MAPPING, "B", By::Juror("Dr. Ploy Tuayang"), [Some(4), Some(5), Some(3), Some(5)]),
    (MAPPING, "B", By::Juror("Bounthong Tuayang"), [Some(5), Some(5), Some(4), Some(5)]),
    (MAPPING, "B", By::Juror("Malee Tuayang"), [Some(3), Some(4), Some(3), Some(4)]),
    (MAPPING, "B", By::Group("A"), [Some(4), Some(4), Some(3), Some(5)]),
    (MAPPING, "B", By::Group("C"), [Some(3), Some(4), Some(4), Some(4)]),
    (MAPPING, "B", By::Group("D"), [Some(2), Some(3), Some(3), Some(4)]),
    (MAPPING, "B", By::Group("E"), [Some(4), None, Some(3), None]),
    (SWOT, "D", By::Juror("Dr. Ploy Tuayang"), [Some(4), Some(3), Some(4), Some(5)]),
    (SWOT, "D", By::Juror("Malee Tuayang"), [Some(4), Some(4), Some(3), Some(5)]),
    (SWOT, "D", By::Group("A"), [Some(5), Some(3), Some(4), Some(4)]),
    (SWOT, "D", By::Group("E"), [Some(4), Some(3), Some(4), Some(5)]),
];

/// Exercise, group, what kind of word, who says so, what they say.
const SAID: &[(&str, &str, Word, &str, &str)] = &[
    (MAPPING, "A", Word::Strength, "Group C", "The strength of each link can be seen at once. We will draw ours like this."),
    (MAPPING, "A", Word::Suggestion, "Dr. Ploy Tuayang", "Say how many weavers there are in each village; then the bank can be spoken to."),
    (MAPPING, "A", Word::Question, "Group D", "Who could test colour fastness until there is a laboratory?"),
    (MAPPING, "B", Word::Strength, "Group A", "Every figure has its source."),
    (MAPPING, "B", Word::Suggestion, "Malee Tuayang", "Begin with the buyer: what do the exporters ask for that the mills cannot give today?"),
    (SWOT, "D", Word::Strength, "Group E", "One thing to begin with, and it costs nothing."),
];

/// What somebody declares, and why.
const DECLARED: (&str, &str, By, Relation, &str) =
    (MAPPING, "B", By::Juror("Bounthong Tuayang"), Relation::Helped, "Worked with the group on the certificate the evening before.");

pub(super) fn give(desk: &Desk, programme: RecordId) -> Result<()> {
    desk.change(programme, "rubric", |change| {
        for exercise in [MAPPING, SWOT] {
            let exercise = exercise_of(change, exercise)?;
            let new =
                |(name, meaning, weight): &(&str, &str, i64)| NewCriterion { name: (*name).into(), meaning: (*meaning).into(), weight: *weight, out_of: 5 };
            rubric::begin(change, exercise, &RUBRIC.iter().map(new).collect::<Vec<_>>())?;
        }
        JURORS.iter().try_for_each(|(name, organisation)| scores::add_juror(change, name, organisation).map(drop))
    })?;
    desk.change(programme, "presentations", |change| {
        change.of_other_days();
        let mapping = exercise_of(change, MAPPING)?;
        presentations::draw(change, mapping, SEED, None)?;
        for exercise in [MAPPING, SWOT] {
            let exercise = exercise_of(change, exercise)?;
            turns(change.sql(), change.book(), exercise)?
                .iter()
                .try_for_each(|turn| presentations::minutes(change, turn.output, Some(MINUTES), None).map(drop))?;
        }
        HELD.iter().try_for_each(|(exercise, group, began, ended)| {
            let output = output_of(change, exercise, group)?;
            presentations::note(change, output, moment(began)?, moment(ended)?, None).map(drop)
        })
    })?;
    desk.change(programme, "scores", |change| {
        for (exercise, group, by, points) in GIVEN {
            let (output, scorer) = (output_of(change, exercise, group)?, scorer_of(change, *by)?);
            let exercise = exercise_of(change, exercise)?;
            let rubric = criteria(change.sql(), change.book(), exercise)?;
            for (criterion, points) in rubric.iter().zip(points).filter(|(_, points)| points.is_some()) {
                scores::give(change, output, scorer, criterion.id, *points, None)?;
            }
        }
        let (exercise, group, by, relation, why) = DECLARED;
        let (output, scorer) = (output_of(change, exercise, group)?, scorer_of(change, by)?);
        scores::declare(change, output, scorer, Some((relation, why)), None)?;
        SAID.iter().try_for_each(|(exercise, group, word, by, text)| {
            let output = output_of(change, exercise, group)?;
            feedback::add(change, &NewFeedback { output, word: *word, by: (*by).into(), text: (*text).into() }).map(drop)
        })
    })
}

fn exercise_of(change: &Change<'_>, title: &str) -> Result<RecordId> {
    find_exercise(change.sql(), change.book(), title)?.ok_or(Error::Refused(Problem::new("no_such_exercise")))
}

fn output_of(change: &Change<'_>, exercise: &str, group: &str) -> Result<RecordId> {
    let turns = turns(change.sql(), change.book(), exercise_of(change, exercise)?)?;
    let found = turns.into_iter().find(|turn| turn.group.as_deref() == Some(group)).map(|turn| turn.output);
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_output").with("output", group)))
}

fn scorer_of(change: &Change<'_>, by: By) -> Result<Scorer> {
    let (sql, book) = (change.sql(), change.book());
    let found = match by {
        By::Juror(name) => scores::views::find_juror(sql, book, name)?.map(Scorer::Juror),
        By::Group(name) => find_group(sql, book, name)?.map(Scorer::Group),
        By::Person(code) => find_person(sql, book, code)?.map(Scorer::Person),
    };
    found.ok_or(Error::Refused(Problem::new("no_such_scorer")))
}

fn moment(text: &str) -> Result<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|e| Error::damaged("demo", e))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{KeyPlace, NewStore, Role, SystemClock, scores::views};

    #[test]
    fn the_demo_shows_an_order_drawn_by_lot_a_panel_and_peers_and_a_conflict_of_interest() {
        let dir = tempfile::tempdir().unwrap();
        let new = NewStore { role: Role::Site, label: "LAP-A".into(), organisation: None, author: "Trainer".into(), key_place: KeyPlace::File };
        let desk = Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).unwrap();
        let programme = crate::demo::load(&desk).unwrap().programme;
        desk.read(|reader| {
            let (sql, book) = (reader.sql(), reader.book(programme)?);
            let mapping = find_exercise(sql, book, MAPPING)?.unwrap();
            let shown = presentations::views::programme(sql, book, mapping, desk.now())?;
            assert_eq!(shown.seed, Some(i64::from(SEED)), "anybody can draw it again");
            let order: String = shown.turns.iter().filter_map(|turn| turn.group.clone()).collect();
            assert_eq!(order, "ABC", "and whoever was heard came first; the last is still to come");
            assert!(shown.turns[2].held.is_none());
            let results = views::results(sql, book, mapping)?;
            let told = |at: usize| (results.outputs[at].sheets.len(), results.outputs[at].flagged, results.outputs[at].incomplete);
            assert_eq!([told(0), told(1)], [(8, 2, 0), (7, 1, 1)], "what is declared, what is seen, and a sheet that is not done");
            let means = |at: usize| results.outputs[at].panel.counted.as_ref().map(|tally| (tally.n, tally.mean.clone()));
            assert_eq!(means(0).map(|(n, _)| n), Some(3));
            assert_ne!(results.outputs[1].panel.counted, results.outputs[1].panel.unflagged, "it makes a difference");
            assert_eq!(views::feedback(sql, book, None)?.len(), SAID.len());
            Ok(())
        })
        .unwrap();
    }
}

//! The sheets on which people score.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{Around, CriterionView, criteria, measure};
use crate::{
    RecordId, Result, Seen,
    journal::BookNo,
    presentations,
    scores::{Noticed, Relation, Scorer, Side},
};

/// A scorer as a screen names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScorerView {
    /// Who.
    #[serde(flatten)]
    pub scorer: Scorer,
    /// What they are called; none where it was withheld.
    pub name: Option<String>,
    /// Code on the badge, for somebody of the roster.
    pub code: Option<String>,
    /// On which side.
    pub side: Side,
}

/// Somebody who may score, and how far they have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScorerLine {
    /// Who.
    #[serde(flatten)]
    pub view: ScorerView,
    /// How many outputs they gave points for everything.
    pub complete: u64,
    /// How many they began and have not finished.
    pub begun: u64,
    /// How many outputs there are for them to score.
    pub of: u64,
}

/// A conflict of interest that somebody declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Interest {
    /// Which.
    pub relation: Relation,
    /// Why; none where nobody said, or it was withheld.
    pub why: Option<String>,
}

/// Points for one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The criterion.
    pub criterion: RecordId,
    /// The points; none where nobody gave any.
    pub points: Option<i64>,
    /// The points as shown, to be handed back.
    pub seen: Seen,
}

/// What somebody gives one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The output.
    pub output: RecordId,
    /// The group that made it.
    pub group: Option<String>,
    /// Its title.
    pub title: String,
    /// True where it is the scorer's own: it is not to be scored, and what came in all the same does not count.
    pub own_group: bool,
    /// What lies between the scorer and the group, as far as the program sees it.
    pub noticed: Vec<Noticed>,
    /// What the scorer declares.
    pub interest: Option<Interest>,
    /// The interest as shown, to be handed back.
    pub interest_seen: Seen,
    /// What the scorer says beside the points.
    pub remark: Option<String>,
    /// The remark as shown.
    pub remark_seen: Seen,
    /// The points, in the order of the rubric.
    pub points: Vec<Cell>,
    /// The share of the whole in per cent; none until there are points for everything.
    pub share: Option<String>,
    /// The sheet's record, where there is one.
    pub sheet: Option<RecordId>,
}

/// One scorer's sheets for an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoringSheet {
    /// Who.
    pub scorer: ScorerView,
    /// The rubric.
    pub criteria: Vec<CriterionView>,
    /// The outputs, in the order in which they are presented.
    pub columns: Vec<Column>,
}

/// A sheet as it is kept.
pub(in crate::scores) struct Kept {
    pub id: RecordId,
    pub output: RecordId,
    pub scorer: Scorer,
    pub interest: Option<Interest>,
    interest_seen: Seen,
    remark: Option<String>,
    remark_seen: Seen,
    pub points: HashMap<RecordId, (Option<i64>, Option<i64>)>,
}

impl Kept {
    /// Its points in the order of a rubric.
    pub fn in_order(&self, criteria: &[CriterionView]) -> Vec<Option<i64>> {
        criteria.iter().map(|one| self.points.get(&one.id).and_then(|(points, _)| *points)).collect()
    }

    /// True where somebody gave points.
    pub fn has_points(&self) -> bool {
        self.points.values().any(|(points, _)| points.is_some())
    }
}

/// Every sheet of an exercise.
pub(in crate::scores) fn sheets(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<Vec<Kept>> {
    let query = "SELECT s.rec, ks.id, ko.id, kj.id, kp.id, kg.id, s.relation, s.why, s.interest_v, s.remark, s.remark_v
                   FROM record x JOIN output o ON o.exercise = x.no JOIN record ko ON ko.no = o.rec
                   JOIN scoring s ON s.output = o.rec JOIN record ks ON ks.no = s.rec
                   LEFT JOIN record kj ON kj.no = s.juror LEFT JOIN record kp ON kp.no = s.participant LEFT JOIN record kg ON kg.no = s.grp
                  WHERE x.book = ?1 AND x.id = ?2 AND COALESCE(o.removed, 0) = 0 AND COALESCE(s.removed, 0) = 0 ORDER BY ks.id";
    let of = "SELECT kc.id, p.points, p.points_v FROM score p JOIN record kc ON kc.no = p.criterion WHERE p.scoring = ?1";
    let (mut statement, mut of) = (sql.prepare_cached(query)?, sql.prepare_cached(of)?);
    let mut rows = statement.query((book.0, exercise))?;
    let mut sheets = Vec::new();
    while let Some(row) = rows.next()? {
        // A scorer of a kind that only a newer version knows is counted by that version.
        let Some(scorer) = Scorer::named(row.get(3)?, row.get(4)?, row.get(5)?) else { continue };
        let relation = row.get::<_, Option<String>>(6)?.map(|code| Relation::from_code(&code).unwrap_or(Relation::Other));
        let why = row.get(7)?;
        let points = of.query_map([row.get::<_, i64>(0)?], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?.collect::<Result<_, _>>()?;
        sheets.push(Kept {
            id: row.get(1)?,
            output: row.get(2)?,
            scorer,
            interest: relation.map(|relation| Interest { relation, why }),
            interest_seen: Seen::shown(row.get(8)?),
            remark: row.get(9)?,
            remark_seen: Seen::shown(row.get(10)?),
            points,
        });
    }
    Ok(sheets)
}

/// For which criteria a sheet gave points that was withdrawn; none where it was not.
pub(in crate::scores) fn points_of_withdrawn(sql: &Connection, book: BookNo, sheet: RecordId) -> Result<Option<Vec<RecordId>>> {
    let query = "SELECT s.rec FROM record k JOIN scoring s ON s.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 1";
    let Some(no) = sql.prepare_cached(query)?.query_row((book.0, sheet), |r| r.get::<_, i64>(0)).optional()? else { return Ok(None) };
    let query = "SELECT k.id FROM score p JOIN record k ON k.no = p.criterion WHERE p.scoring = ?1 AND p.points IS NOT NULL";
    Ok(Some(sql.prepare_cached(query)?.query_map([no], |r| r.get(0))?.collect::<Result<_, _>>()?))
}

/// Whoever may score the outputs of an exercise: jurors and whoever else is here, the groups of the sets that worked on it, the participants.
///
/// # Errors
/// `no_such_exercise`; store failures.
pub fn scorers(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<Vec<ScorerLine>> {
    let turns = presentations::views::turns(sql, book, exercise)?;
    let (around, kept, criteria) = (Around::read(sql, book)?, sheets(sql, book, exercise)?, criteria(sql, book, exercise)?);
    let mut by_scorer: HashMap<Scorer, Vec<&Kept>> = HashMap::new();
    for sheet in &kept {
        by_scorer.entry(sheet.scorer).or_default().push(sheet);
    }
    let sets: Vec<_> = turns.iter().filter_map(|turn| turn.group_id).filter_map(|group| around.set_of(group)).collect();
    let asked = |scorer: &Scorer| match scorer {
        Scorer::Group(group) => by_scorer.contains_key(scorer) || around.set_of(*group).is_some_and(|set| sets.contains(&set)),
        Scorer::Juror(_) | Scorer::Person(_) => true,
    };
    let mut all: Vec<_> = around.order.iter().copied().filter(asked).collect();
    // Who left the list meanwhile keeps what they gave.
    all.extend(kept.iter().map(|sheet| sheet.scorer).filter(|scorer| !around.order.contains(scorer)).collect::<std::collections::BTreeSet<_>>());
    let measure = measure(&criteria);
    let line = |scorer: Scorer| {
        let own: Vec<_> = turns.iter().filter(|turn| around.is_own(scorer, turn.group_id)).map(|turn| turn.output).collect();
        let theirs = by_scorer.get(&scorer).map_or(&[][..], Vec::as_slice).iter().filter(|sheet| !own.contains(&sheet.output) && sheet.has_points());
        let done = |sheet: &Kept| measure.as_ref().is_some_and(|measure| measure.share(&sheet.in_order(&criteria)).is_some());
        let (complete, begun): (Vec<bool>, Vec<bool>) = theirs.map(|sheet| done(sheet)).partition(|done| *done);
        ScorerLine { view: around.view(scorer), complete: complete.len() as u64, begun: begun.len() as u64, of: (turns.len() - own.len()) as u64 }
    };
    Ok(all.into_iter().map(line).collect())
}

/// One scorer's sheets for an exercise.
///
/// # Errors
/// `no_such_exercise`; store failures.
pub fn sheet(sql: &Connection, book: BookNo, exercise: RecordId, scorer: Scorer) -> Result<ScoringSheet> {
    let turns = presentations::views::turns(sql, book, exercise)?;
    let (around, criteria) = (Around::read(sql, book)?, criteria(sql, book, exercise)?);
    let kept = sheets(sql, book, exercise)?;
    let measure = measure(&criteria);
    let column = |turn: presentations::views::Turn| {
        let kept = kept.iter().find(|sheet| sheet.scorer == scorer && sheet.output == turn.output);
        let points = criteria.iter().map(|one| {
            let (points, version) = kept.and_then(|sheet| sheet.points.get(&one.id)).copied().unwrap_or_default();
            Cell { criterion: one.id, points, seen: Seen::shown(version) }
        });
        let share = kept.zip(measure.as_ref()).and_then(|(sheet, measure)| Some(measure.percent(measure.share(&sheet.in_order(&criteria))?)));
        Column {
            output: turn.output,
            own_group: around.is_own(scorer, turn.group_id),
            noticed: around.noticed(scorer, turn.group_id),
            group: turn.group,
            title: turn.title,
            interest: kept.and_then(|sheet| sheet.interest.clone()),
            interest_seen: kept.map(|sheet| sheet.interest_seen.clone()).unwrap_or_default(),
            remark: kept.and_then(|sheet| sheet.remark.clone()),
            remark_seen: kept.map(|sheet| sheet.remark_seen.clone()).unwrap_or_default(),
            points: points.collect(),
            share,
            sheet: kept.map(|sheet| sheet.id),
        }
    };
    let columns = turns.into_iter().map(column).collect();
    Ok(ScoringSheet { scorer: around.view(scorer), criteria, columns })
}

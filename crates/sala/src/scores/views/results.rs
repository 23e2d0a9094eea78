//! What comes of the scores.

use rusqlite::Connection;
use serde::Serialize;

use super::{
    Around, CriterionView, criteria, measure, sheets,
    sheets::{Kept, ScorerView},
};
use crate::{
    RecordId, Result,
    journal::BookNo,
    presentations::views::{Turn, title_of, turns},
    scores::{Noticed, Relation, Side, tally::Tally},
};

/// Where the shares of some scorers lie, with those that a conflict of interest lies on, and without them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Both {
    /// Every complete sheet that is nobody's own group's; none where there is none.
    pub counted: Option<Tally>,
    /// Those of them on which no conflict of interest lies.
    pub unflagged: Option<Tally>,
}

/// One sheet, as far as a result needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetResult {
    /// Who.
    #[serde(flatten)]
    pub view: ScorerView,
    /// The share of the whole in per cent; none where points are missing.
    pub share: Option<String>,
    /// How many criteria have points.
    pub given: u64,
    /// True where it is the scorer's own group's: it does not count.
    pub own_group: bool,
    /// The conflict of interest that the scorer declares.
    pub declared: Option<Relation>,
    /// What the program sees for itself.
    pub noticed: Vec<Noticed>,
}

/// The points for one criterion, as they were given: also those on sheets that are not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionResult {
    /// Which.
    pub criterion: RecordId,
    /// By the panel.
    pub panel: Option<Tally>,
    /// By participants and their groups.
    pub peers: Option<Tally>,
    /// By both.
    pub everybody: Option<Tally>,
}

/// What comes of the scores of one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutputResult {
    /// Which.
    pub output: RecordId,
    /// The group that made it.
    pub group: Option<String>,
    /// Its title.
    pub title: String,
    /// Of the panel.
    pub panel: Both,
    /// Of participants and their groups.
    pub peers: Both,
    /// Of both, every scorer counting once.
    pub everybody: Both,
    /// Sheets that are not complete: they do not count.
    pub incomplete: u64,
    /// Sheets of the group itself, or of somebody in it: they do not count.
    pub own_group: u64,
    /// Sheets that count and on which a conflict of interest lies.
    pub flagged: u64,
    /// Every sheet, in the order of the scorers.
    pub sheets: Vec<SheetResult>,
    /// Criterion by criterion.
    pub by_criterion: Vec<CriterionResult>,
}

/// The results of an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Results {
    /// The exercise.
    pub exercise: RecordId,
    /// What it is called.
    pub title: String,
    /// Its rubric.
    pub criteria: Vec<CriterionView>,
    /// Its outputs, in the order in which they are presented.
    pub outputs: Vec<OutputResult>,
}

/// The results of an exercise.
///
/// # Errors
/// `no_such_exercise`; store failures.
pub fn results(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<Results> {
    let title = title_of(sql, book, exercise)?;
    let (around, criteria) = (Around::read(sql, book)?, criteria(sql, book, exercise)?);
    let kept = sheets(sql, book, exercise)?;
    let outputs = turns(sql, book, exercise)?.into_iter().map(|turn| {
        let mut of_output: Vec<_> = kept.iter().filter(|sheet| sheet.output == turn.output && sheet.has_points()).collect();
        of_output.sort_by_key(|sheet| around.order.iter().position(|scorer| *scorer == sheet.scorer).unwrap_or(usize::MAX));
        of(turn, &around, &criteria, &of_output)
    });
    let outputs = outputs.collect();
    Ok(Results { exercise, title, criteria, outputs })
}

fn of(turn: Turn, around: &Around, criteria: &[CriterionView], kept: &[&Kept]) -> OutputResult {
    let measure = measure(criteria);
    let share_of = |sheet: &Kept| measure.as_ref().and_then(|measure| measure.share(&sheet.in_order(criteria)));
    let mut shares: Vec<(Side, bool, i128)> = Vec::new();
    let (mut incomplete, mut own_groups, mut sheets) = (0, 0, Vec::new());
    for sheet in kept {
        let (view, own_group) = (around.view(sheet.scorer), around.is_own(sheet.scorer, turn.group_id));
        let (share, noticed, declared) = (share_of(sheet), around.noticed(sheet.scorer, turn.group_id), sheet.interest.as_ref().map(|one| one.relation));
        match share {
            _ if own_group => own_groups += 1,
            None => incomplete += 1,
            Some(share) => shares.push((view.side, declared.is_some() || !noticed.is_empty(), share)),
        }
        let given = sheet.in_order(criteria).iter().flatten().count() as u64;
        let percent = share.zip(measure.as_ref()).map(|(share, measure)| measure.percent(share));
        sheets.push(SheetResult { view, share: percent, given, own_group, declared, noticed });
    }
    let whole = measure.as_ref().map_or(1, super::Measure::whole);
    let tally = |side: Option<Side>, flagged: bool| {
        let wanted = shares.iter().filter(|(of, is, _)| side.is_none_or(|side| side == *of) && (flagged || !is));
        Tally::of(wanted.map(|(_, _, share)| *share).collect(), whole, 100)
    };
    let both = |side| Both { counted: tally(side, true), unflagged: tally(side, false) };
    let by_criterion = criteria.iter().map(|one| {
        let points = |side: Option<Side>| {
            let theirs = kept.iter().filter(|sheet| !around.is_own(sheet.scorer, turn.group_id));
            let theirs = theirs.filter(|sheet| side.is_none_or(|side| side == around.side(sheet.scorer)));
            let points = theirs.filter_map(|sheet| sheet.points.get(&one.id).and_then(|(points, _)| *points)).filter(|points| *points <= one.out_of);
            Tally::of(points.map(i128::from).collect(), 1, 1)
        };
        CriterionResult { criterion: one.id, panel: points(Some(Side::Panel)), peers: points(Some(Side::Peers)), everybody: points(None) }
    });
    OutputResult {
        output: turn.output,
        panel: both(Some(Side::Panel)),
        peers: both(Some(Side::Peers)),
        everybody: both(None),
        incomplete,
        own_group: own_groups,
        flagged: shares.iter().filter(|(_, flagged, _)| *flagged).count() as u64,
        sheets,
        by_criterion: by_criterion.collect(),
        group: turn.group,
        title: turn.title,
    }
}

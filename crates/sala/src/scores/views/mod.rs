//! Scores as screens show them.

mod around;
mod feedback;
mod results;
mod sheets;

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::tally::{Measure, shares};
use crate::{Problem, RecordId, Result, Seen, journal::BookNo};

pub(super) use around::Around;
pub(super) use feedback::is_feedback;
pub use feedback::{feedback, one_feedback};
pub use results::{Both, CriterionResult, OutputResult, Results, SheetResult, results};
pub use sheets::{Cell, Column, Interest, ScorerLine, ScorerView, ScoringSheet, scorers, sheet};
pub(super) use sheets::{points_of_withdrawn, sheets};

/// One line of a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionView {
    /// Which.
    pub id: RecordId,
    /// What is looked at.
    pub name: String,
    /// What that means.
    pub meaning: String,
    /// How much it weighs beside the others.
    pub weight: i64,
    /// Its share of all weights, in per cent with two decimals.
    pub share: String,
    /// The most points.
    pub out_of: i64,
    /// The name as shown, to be handed back.
    pub name_seen: Seen,
    /// The meaning as shown.
    pub meaning_seen: Seen,
    /// The weight as shown.
    pub weight_seen: Seen,
    /// The scale as shown.
    pub scale_seen: Seen,
}

/// Somebody on the panel who is not on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JurorView {
    /// Which.
    pub id: RecordId,
    /// What they are called; none where it was withheld.
    pub name: Option<String>,
    /// Where they come from.
    pub organisation: Option<String>,
    /// The name as shown, to be handed back.
    pub name_seen: Seen,
    /// The organisation as shown.
    pub organisation_seen: Seen,
}

/// The rubric of an exercise, in its order.
///
/// # Errors
/// Store failures.
pub fn criteria(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<Vec<CriterionView>> {
    // Until its weight or its scale has arrived, a criterion weighs and measures as one does where nobody says otherwise.
    let query = "SELECT kc.id, COALESCE(c.name, ''), COALESCE(c.meaning, ''), COALESCE(c.weight, 1), COALESCE(c.out_of, ?3), c.name_v, c.meaning_v, c.weight_v, c.scale_v
                   FROM record x JOIN criterion c ON c.exercise = x.no JOIN record kc ON kc.no = c.rec
                  WHERE x.book = ?1 AND x.id = ?2 AND COALESCE(c.removed, 0) = 0 ORDER BY c.place, kc.id";
    let seen = |at, r: &rusqlite::Row<'_>| Ok::<_, rusqlite::Error>(Seen::shown(r.get(at)?));
    let line = |r: &rusqlite::Row<'_>| {
        Ok(CriterionView {
            id: r.get(0)?,
            name: r.get(1)?,
            meaning: r.get(2)?,
            weight: r.get(3)?,
            share: String::new(),
            out_of: r.get(4)?,
            name_seen: seen(5, r)?,
            meaning_seen: seen(6, r)?,
            weight_seen: seen(7, r)?,
            scale_seen: seen(8, r)?,
        })
    };
    let mut statement = sql.prepare_cached(query)?;
    let mut criteria = statement.query_map((book.0, exercise, super::rubric::USUAL_POINTS), line)?.collect::<Result<Vec<_>, _>>()?;
    let weights: Vec<_> = criteria.iter().map(|one| one.weight).collect();
    for (one, share) in criteria.iter_mut().zip(shares(&weights)) {
        one.share = share;
    }
    Ok(criteria)
}

/// How a rubric turns points into a share.
fn measure(criteria: &[CriterionView]) -> Option<Measure> {
    Measure::new(criteria.iter().map(|one| (one.weight, one.out_of)))
}

/// The jurors of a programme, by name.
///
/// # Errors
/// Store failures.
pub fn jurors(sql: &Connection, book: BookNo) -> Result<Vec<JurorView>> {
    let query = "SELECT k.id, j.name, j.organisation, j.name_v, j.organisation_v FROM juror j JOIN record k ON k.no = j.rec
                  WHERE j.book = ?1 AND COALESCE(j.removed, 0) = 0 ORDER BY j.name, k.id";
    let juror = |r: &rusqlite::Row<'_>| {
        Ok(JurorView { id: r.get(0)?, name: r.get(1)?, organisation: r.get(2)?, name_seen: Seen::shown(r.get(3)?), organisation_seen: Seen::shown(r.get(4)?) })
    };
    Ok(sql.prepare_cached(query)?.query_map([book.0], juror)?.collect::<Result<_, _>>()?)
}

/// The juror of this name, whatever its capitals, or of this id.
///
/// # Errors
/// `juror_ambiguous` where two laptops each noted one of this name: the id names each; store failures.
pub fn find_juror(sql: &Connection, book: BookNo, name: &str) -> Result<Option<RecordId>> {
    let wanted = name.trim().to_lowercase();
    let all = jurors(sql, book)?;
    if let Some(one) = all.iter().find(|one| one.id.to_string() == wanted) {
        return Ok(Some(one.id));
    }
    let named: Vec<_> = all.iter().filter(|one| one.name.as_deref().is_some_and(|name| name.to_lowercase() == wanted)).map(|one| one.id).collect();
    match named.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        several => {
            let ids: Vec<_> = several.iter().map(ToString::to_string).collect();
            Problem::new("juror_ambiguous").with("name", name.trim()).with("ids", ids).refuse()
        }
    }
}

/// True where another juror than this one has this name.
pub(super) fn juror_named(sql: &Connection, book: BookNo, name: &str, but: RecordId) -> Result<bool> {
    let wanted = name.to_lowercase();
    Ok(jurors(sql, book)?.iter().any(|one| one.id != but && one.name.as_deref().is_some_and(|name| name.to_lowercase() == wanted)))
}

/// How many sheets a juror has.
pub(super) fn sheets_of_juror(sql: &Connection, book: BookNo, juror: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN scoring s ON s.juror = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, juror), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// How many sheets give points for a criterion.
pub(super) fn scores_of(sql: &Connection, book: BookNo, criterion: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN score p ON p.criterion = k.no JOIN scoring s ON s.rec = p.scoring
                  WHERE k.book = ?1 AND k.id = ?2 AND p.points IS NOT NULL AND COALESCE(s.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, criterion), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// Points that lie beyond the scale of their criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeyondScale {
    /// The exercise.
    pub exercise: RecordId,
    /// The criterion.
    pub criterion: RecordId,
    /// On how many sheets.
    pub sheets: u64,
    /// The most points among them.
    pub most: i64,
}

/// For which criteria of a programme points lie beyond the scale: it was changed where nobody had heard of them yet, and such a sheet gives no share.
///
/// # Errors
/// Store failures.
pub fn beyond_scale(sql: &Connection, book: BookNo) -> Result<Vec<BeyondScale>> {
    let query = "SELECT kx.id, kc.id, count(*), max(p.points)
                   FROM scoring s JOIN score p ON p.scoring = s.rec
                   JOIN criterion c ON c.rec = p.criterion AND COALESCE(c.removed, 0) = 0
                   JOIN output o ON o.rec = s.output AND o.exercise = c.exercise AND COALESCE(o.removed, 0) = 0
                   JOIN record kc ON kc.no = c.rec JOIN record kx ON kx.no = c.exercise
                  WHERE s.book = ?1 AND COALESCE(s.removed, 0) = 0 AND p.points > COALESCE(c.out_of, ?2)
                  GROUP BY kx.id, c.place, kc.id ORDER BY kx.id, c.place, kc.id";
    let line =
        |r: &rusqlite::Row<'_>| Ok(BeyondScale { exercise: r.get(0)?, criterion: r.get(1)?, sheets: r.get::<_, i64>(2)?.unsigned_abs(), most: r.get(3)? });
    Ok(sql.prepare_cached(query)?.query_map((book.0, super::rubric::USUAL_POINTS), line)?.collect::<Result<_, _>>()?)
}

/// Points that were given on another scale than that of their criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherScale {
    /// The exercise.
    pub exercise: RecordId,
    /// The criterion.
    pub criterion: RecordId,
    /// The scale on which they were given; none where nobody said one and they are older than the scale that holds.
    pub given_on: Option<i64>,
    /// On how many sheets.
    pub sheets: u64,
}

/// For which criteria of a programme points were given on another scale than that which holds, and on how many sheets; those beyond it are told by
/// [`beyond_scale`]. Only what is certain: a scale that was written with the points or after them, or points whose writer cannot have heard of the scale that
/// holds, because its stamp is above theirs. Other points say nothing: an earlier version wrote no scale beside them, whichever it knew.
///
/// # Errors
/// Store failures.
pub fn of_other_scale(sql: &Connection, book: BookNo) -> Result<Vec<OtherScale>> {
    let query = "SELECT kx.id, kc.id, iif(p.given_on_t >= p.points_t, p.given_on, NULL) AS said, count(*)
                   FROM scoring s JOIN score p ON p.scoring = s.rec
                   JOIN criterion c ON c.rec = p.criterion AND COALESCE(c.removed, 0) = 0
                   JOIN output o ON o.rec = s.output AND o.exercise = c.exercise AND COALESCE(o.removed, 0) = 0
                   JOIN record kc ON kc.no = c.rec JOIN record kx ON kx.no = c.exercise
                  WHERE s.book = ?1 AND COALESCE(s.removed, 0) = 0 AND p.points <= c.out_of
                    AND iif(p.given_on_t >= p.points_t, p.given_on <> c.out_of, p.points_t < c.scale_t)
                  GROUP BY kx.id, c.place, kc.id, said ORDER BY kx.id, c.place, kc.id, said";
    let line =
        |r: &rusqlite::Row<'_>| Ok(OtherScale { exercise: r.get(0)?, criterion: r.get(1)?, given_on: r.get(2)?, sheets: r.get::<_, i64>(3)?.unsigned_abs() });
    Ok(sql.prepare_cached(query)?.query_map([book.0], line)?.collect::<Result<_, _>>()?)
}

/// Whether the scale of a criterion was changed since that was made, for both are written in one action; and on which scale a sheet says that its points for it
/// were given.
pub(super) fn scale_known(sql: &Connection, book: BookNo, sheet: RecordId, criterion: RecordId) -> Result<(bool, Option<i64>)> {
    let query = "SELECT COALESCE(c.scale_t <> c.of_exercise_t, 0), iif(p.given_on_t >= p.points_t, p.given_on, NULL)
                   FROM record k JOIN criterion c ON c.rec = k.no
                   LEFT JOIN record ks ON ks.book = k.book AND ks.id = ?3
                   LEFT JOIN score p ON p.criterion = c.rec AND p.scoring = ks.no
                  WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, criterion, sheet), |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// The sheets on which points stand for a criterion that was taken away.
pub(super) fn sheets_of_removed(sql: &Connection, book: BookNo, criterion: RecordId) -> Result<Vec<RecordId>> {
    let query = "SELECT ks.id FROM record k JOIN criterion c ON c.rec = k.no JOIN score p ON p.criterion = c.rec JOIN record ks ON ks.no = p.scoring
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(c.removed, 0) = 1 AND p.points IS NOT NULL";
    Ok(sql.prepare_cached(query)?.query_map((book.0, criterion), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The exercise that is scored by a criterion; none where there is no such criterion.
pub(super) fn exercise_of(sql: &Connection, book: BookNo, criterion: RecordId) -> Result<Option<RecordId>> {
    let query = "SELECT x.id FROM record k JOIN criterion c ON c.rec = k.no JOIN record x ON x.no = c.exercise
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(c.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, criterion), |r| r.get(0)).optional()?)
}

/// The exercise and the name of a criterion, also of one that was taken away; none where there never was one.
pub(super) fn was_criterion(sql: &Connection, book: BookNo, criterion: RecordId) -> Result<Option<(RecordId, String)>> {
    let query = "SELECT x.id, COALESCE(c.name, '') FROM record k JOIN criterion c ON c.rec = k.no JOIN record x ON x.no = c.exercise
                  WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, criterion), |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

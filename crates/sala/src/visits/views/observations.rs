//! What the groups brought home.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::{RecordId, Result, Seen, groups::views::sets, journal::BookNo};

/// A text with the version of it that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The text; empty where nobody wrote.
    pub text: String,
    /// What the screen shows, to be handed back.
    pub seen: Seen,
}

/// What one group observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObservationView {
    /// The set of groups.
    pub set: RecordId,
    /// What it is called.
    pub set_name: String,
    /// The group.
    pub group: RecordId,
    /// What it is called.
    pub group_name: String,
    /// What they saw.
    pub seen: Written,
    /// What there is to learn from it.
    pub lesson: Written,
    /// What of it would work at home.
    pub applicable: Written,
    /// What they still want to know.
    pub question: Written,
}

/// What every group of every set observed on a visit.
///
/// # Errors
/// Store failures.
pub fn observations(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<ObservationView>> {
    let query = "SELECT g.id, o.seen, o.seen_v, o.lesson, o.lesson_v, o.applicable, o.applicable_v, o.question, o.question_v
                   FROM record v JOIN observation o ON o.visit = v.no JOIN record g ON g.no = o.grp
                  WHERE v.book = ?1 AND v.id = ?2 AND COALESCE(o.removed, 0) = 0";
    let written = |r: &rusqlite::Row<'_>, at: usize| {
        let (text, seen) = (r.get::<_, Option<String>>(at)?.unwrap_or_default(), Seen::shown(r.get(at + 1)?));
        Ok::<_, rusqlite::Error>(Written { text, seen })
    };
    let mut statement = sql.prepare_cached(query)?;
    let found = statement.query_map((book.0, visit), |r| Ok((r.get(0)?, [written(r, 1)?, written(r, 3)?, written(r, 5)?, written(r, 7)?])))?;
    let mut found = found.collect::<Result<HashMap<RecordId, [Written; 4]>, _>>()?;
    let of_set = |set: crate::groups::views::GroupSetView| set.groups.into_iter().map(move |group| (set.id, set.name.clone(), group));
    let lines = sets(sql, book)?.into_iter().flat_map(of_set).map(|(set, set_name, group)| {
        let [seen, lesson, applicable, question] = found.remove(&group.id).unwrap_or_default();
        ObservationView { set, set_name, group: group.id, group_name: group.name, seen, lesson, applicable, question }
    });
    Ok(lines.collect())
}

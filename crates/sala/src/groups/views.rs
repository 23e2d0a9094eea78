//! What screens and rules read of groups.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use crate::{Problem, RecordId, Result, Seen, attendance::views::lookup, journal::BookNo, people::views::belongs::with_people};

/// A person in a group, or without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Who.
    pub participant: RecordId,
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// The person's part in the group; none where the person has no group.
    pub role: Option<String>,
    /// What the screen shows as the person's place in the set, to be handed back.
    pub seen: Seen,
}

/// A group with its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupView {
    /// Which.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What the screen shows as its name, to be handed back.
    pub seen: Seen,
    /// Its people, in the order of the roster.
    pub members: Vec<Member>,
}

/// A set with its groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupSetView {
    /// Which.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What the screen shows as its name, to be handed back.
    pub seen: Seen,
    /// Its groups, in the order of their names.
    pub groups: Vec<GroupView>,
    /// Participants whom no group of the set has.
    pub unplaced: Vec<Member>,
}

/// The sets of a programme with their groups and people.
///
/// # Errors
/// Store failures.
pub fn sets(sql: &Connection, book: BookNo) -> Result<Vec<GroupSetView>> {
    let query = "SELECT k.id, COALESCE(s.name, ''), s.name_v FROM group_set s JOIN record k ON k.no = s.rec
                  WHERE s.book = ?1 AND COALESCE(s.removed, 0) = 0 ORDER BY s.name_t, k.id";
    let mut statement = sql.prepare_cached(query)?;
    let found = statement.query_map([book.0], |r| Ok((r.get(0)?, r.get(1)?, Seen::shown(r.get(2)?))))?;
    let found = found.collect::<Result<Vec<(RecordId, String, Seen)>, _>>()?;
    let roster = lookup::people(sql, book)?;
    found
        .into_iter()
        .map(|(id, name, seen)| {
            let places = places_of(sql, book, id)?;
            let groups = groups_of(sql, book, id, &places)?;
            let placed: HashSet<_> = groups.iter().flat_map(|g| g.members.iter().map(|m| m.participant)).collect();
            let unplaced = roster.iter().filter(|p| p.belongs.counts() && !placed.contains(&p.id));
            let unplaced =
                unplaced.map(|p| Member { participant: p.id, code: p.code.clone(), name: p.name.clone(), role: None, seen: seen_of(&places, p.id) }).collect();
            Ok(GroupSetView { id, name, seen, groups, unplaced })
        })
        .collect()
}

/// The entries that wrote where people stand in a set, or that they stand nowhere.
fn places_of(sql: &Connection, book: BookNo, set: RecordId) -> Result<HashMap<RecordId, i64>> {
    let query = "SELECT p.id, m.place_v FROM record s JOIN membership m ON m.group_set = s.no JOIN record p ON p.no = m.participant
                  WHERE s.book = ?1 AND s.id = ?2 AND m.place_v IS NOT NULL";
    Ok(sql.prepare_cached(query)?.query_map((book.0, set), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

fn seen_of(places: &HashMap<RecordId, i64>, person: RecordId) -> Seen {
    Seen::shown(places.get(&person).copied())
}

fn groups_of(sql: &Connection, book: BookNo, set: RecordId, places: &HashMap<RecordId, i64>) -> Result<Vec<GroupView>> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut statement = sql.prepare_cached(with_people!(include_str!("groups.sql")))?;
    let mut rows = statement.query((book.0, set))?;
    while let Some(row) = rows.next()? {
        let id = row.get("id")?;
        if groups.last().is_none_or(|g| g.id != id) {
            groups.push(GroupView { id, name: row.get("name")?, seen: Seen::shown(row.get("name_v")?), members: Vec::new() });
        }
        if let (Some(group), Some(participant)) = (groups.last_mut(), row.get("participant")?) {
            let seen = seen_of(places, participant);
            group.members.push(Member { participant, code: row.get("code")?, name: row.get("person")?, role: row.get("member_role")?, seen });
        }
    }
    Ok(groups)
}

/// The groups of a set with whom each has, in the order in which screens show them.
pub(super) fn members_by_group(sql: &Connection, book: BookNo, set: RecordId) -> Result<Vec<(RecordId, String, Vec<RecordId>)>> {
    let groups = groups_of(sql, book, set, &HashMap::new())?;
    Ok(groups.into_iter().map(|group| (group.id, group.name, group.members.into_iter().map(|member| member.participant).collect())).collect())
}

/// The set of this name, whatever its capitals: one that is there, or the one that was `removed` last.
///
/// # Errors
/// Store failures.
pub fn find_set(sql: &Connection, book: BookNo, name: &str, removed: bool) -> Result<Option<RecordId>> {
    let query = "SELECT k.id, COALESCE(s.name, '') FROM group_set s JOIN record k ON k.no = s.rec
                  WHERE s.book = ?1 AND (COALESCE(s.removed, 0) <> 0) = ?2 ORDER BY iif(?2, -s.removed_t, 0), k.id";
    by_name(sql, query, (book.0, removed), name)
}

/// The group of this name in a set, whatever its capitals: one that is there, or the one that was `removed` last.
///
/// # Errors
/// Store failures.
pub fn find_group_in(sql: &Connection, book: BookNo, set: RecordId, name: &str, removed: bool) -> Result<Option<RecordId>> {
    let query = "SELECT k.id, COALESCE(g.name, '') FROM record s JOIN grp g ON g.group_set = s.no JOIN record k ON k.no = g.rec
                  WHERE s.book = ?1 AND s.id = ?2 AND (COALESCE(g.removed, 0) <> 0) = ?3 ORDER BY iif(?3, -g.removed_t, 0), k.id";
    by_name(sql, query, (book.0, set, removed), name)
}

/// The group of this name, `A`, or in this set, `Second week/A`.
///
/// # Errors
/// `group_ambiguous` where several sets have one of this name: nobody guesses which is meant; store failures.
pub fn find_group(sql: &Connection, book: BookNo, name: &str) -> Result<Option<RecordId>> {
    let query = "SELECT k.id, COALESCE(g.name, ''), COALESCE(s.name, '') FROM grp g JOIN record k ON k.no = g.rec JOIN group_set s ON s.rec = g.group_set
                  WHERE g.book = ?1 AND COALESCE(g.removed, 0) = 0 AND COALESCE(s.removed, 0) = 0 ORDER BY s.name_t DESC, k.id";
    let wanted = name.trim().to_lowercase();
    let mut statement = sql.prepare_cached(query)?;
    let all = statement.query_map([book.0], |r| Ok((r.get(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?)))?.collect::<Result<Vec<_>, _>>()?;
    let named: Vec<(RecordId, String)> = all
        .into_iter()
        .map(|(id, group, set)| (id, group.to_lowercase(), format!("{set}/{group}")))
        .filter_map(|(id, group, whole)| (group == wanted || whole.to_lowercase() == wanted).then_some((id, whole)))
        .collect();
    match named.as_slice() {
        [] => Ok(None),
        [(id, _)] => Ok(Some(*id)),
        several => {
            let choices: Vec<_> = several.iter().map(|(_, whole)| whole.clone()).collect();
            Problem::new("group_ambiguous").with("group", name.trim()).with("choices", choices).refuse()
        }
    }
}

fn by_name(sql: &Connection, query: &str, params: impl rusqlite::Params, name: &str) -> Result<Option<RecordId>> {
    // SQLite folds the capitals of ASCII alone; names come in seven scripts.
    let wanted = name.trim().to_lowercase();
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        if row.get_ref(1)?.as_str().unwrap_or_default().to_lowercase() == wanted {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// True where the programme has this set.
pub(crate) fn has_set(sql: &Connection, book: BookNo, set: RecordId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM record k JOIN group_set s ON s.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 0)";
    Ok(sql.prepare_cached(query)?.query_row((book.0, set), |r| r.get(0))?)
}

/// True where the programme has this set, or had it before it was removed.
pub(crate) fn was_set(sql: &Connection, book: BookNo, set: RecordId) -> Result<bool> {
    Ok(name_of_set(sql, book, set)?.is_some())
}

/// What a set is called, or was before it was removed.
pub(crate) fn name_of_set(sql: &Connection, book: BookNo, set: RecordId) -> Result<Option<String>> {
    let query = "SELECT COALESCE(s.name, '') FROM record k JOIN group_set s ON s.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, set), |r| r.get(0)).optional()?)
}

/// True where the programme has this group.
pub(crate) fn has_group(sql: &Connection, book: BookNo, group: RecordId) -> Result<bool> {
    Ok(set_of(sql, book, group)?.is_some())
}

/// What a group is called and the set it belongs to, also where either was removed.
pub(crate) fn was_group(sql: &Connection, book: BookNo, group: RecordId) -> Result<Option<(String, RecordId)>> {
    let query = "SELECT COALESCE(g.name, ''), s.id FROM record k JOIN grp g ON g.rec = k.no JOIN record s ON s.no = g.group_set
                  WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, group), |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// The set that a group belongs to; none where either was removed.
pub(crate) fn set_of(sql: &Connection, book: BookNo, group: RecordId) -> Result<Option<RecordId>> {
    let query = "SELECT s.id FROM record k JOIN grp g ON g.rec = k.no JOIN record s ON s.no = g.group_set LEFT JOIN group_set gs ON gs.rec = s.no
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(g.removed, 0) = 0 AND COALESCE(gs.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, group), |r| r.get(0)).optional()?)
}

/// How many outputs a group has.
pub(crate) fn outputs_of_group(sql: &Connection, book: BookNo, group: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN output o ON o.grp = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(o.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, group), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// How many outputs the groups of a set have.
pub(crate) fn outputs_of_set(sql: &Connection, book: BookNo, set: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN grp g ON g.group_set = k.no JOIN output o ON o.grp = g.rec
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(g.removed, 0) = 0 AND COALESCE(o.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, set), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// True where the person has a place in the set.
pub(crate) fn is_placed(sql: &Connection, book: BookNo, set: RecordId, participant: RecordId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM record s JOIN record p ON p.book = s.book JOIN membership m ON m.group_set = s.no AND m.participant = p.no
                  WHERE s.book = ?1 AND s.id = ?2 AND p.id = ?3 AND m.grp IS NOT NULL)";
    Ok(sql.prepare_cached(query)?.query_row((book.0, set, participant), |r| r.get(0))?)
}

/// How many people a group has.
pub(crate) fn members_of(sql: &Connection, book: BookNo, group: RecordId) -> Result<u64> {
    let query = with_people!(
        "SELECT count(*) FROM record k JOIN membership m ON m.grp = k.no JOIN person p ON p.rec = m.participant
                  WHERE k.book = ?1 AND k.id = ?2 AND p.belongs IN ('counted', 'beside')"
    );
    Ok(sql.prepare_cached(query)?.query_row((book.0, group), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

//! What had a day once and has none now: a calendar that took an earlier file keeps it until a later one takes it back.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::Row;

use super::{
    due::{Due, What, report_of},
    month::{Month, followed_from},
    records::{COACHING_CONTACT, NEXT},
    views::{Facts, day},
};
use crate::{
    Reader, RecordId, Result,
    journal::{BookNo, Field, Kind, Past, Scalar},
    plans::records::{ASKED, ASSISTANCE, PERIOD, PLAN_ACTIVITY},
    programme::records::{DATES, PROGRAMME, RULES},
};

/// A kind of record that has a day, in which field, and where in its value day and words stand.
struct Dated {
    what: What,
    kind: &'static Kind,
    field: &'static Field,
    /// The columns of the day and of the words.
    columns: (&'static str, &'static str),
    /// The part of the value that is the day.
    part: usize,
    /// The part that says what it is, where it is in the same value.
    words: Option<usize>,
}

static DATED: [Dated; 3] = [
    Dated { what: What::Activity, kind: &PLAN_ACTIVITY, field: &PERIOD, columns: ("ends", "title"), part: 1, words: None },
    Dated { what: What::Step, kind: &COACHING_CONTACT, field: &NEXT, columns: ("next_on", "next_step"), part: 1, words: Some(0) },
    Dated { what: What::Assistance, kind: &ASSISTANCE, field: &ASKED, columns: ("needed", "title"), part: 1, words: Some(0) },
];

/// A record that may have had a day, removed or not.
struct Line {
    plan: RecordId,
    code: String,
    about: RecordId,
    date: Option<NaiveDate>,
    title: String,
}

/// What is not among `known` and had a day once, as the last day that it had: of lines that were removed or whose day was, of plans that were
/// removed, and of months over which nothing is followed any more. All of it is settled.
///
/// # Errors
/// Store failures.
pub fn taken_back(reader: &Reader<'_>, book: BookNo, id: RecordId, facts: &Facts, known: &[Due]) -> Result<Vec<Due>> {
    let known: BTreeSet<_> = known.iter().map(|due| (due.what, due.about)).collect();
    let mut gone = Vec::new();
    for dated in &DATED {
        for line in lines(reader, book, dated)? {
            let Line { plan, code, about, date, title } = line;
            if known.contains(&(dated.what, about)) {
                continue;
            }
            let told = match date {
                Some(date) => Some((date, title)),
                None => last(reader, book, dated, about, title)?,
            };
            if let Some((date, title)) = told {
                gone.push(Due { plan, code, what: dated.what, date, title, late: false, about, settled: true });
            }
        }
    }
    let months = months_ever(reader, book, id, facts)?;
    let query = "SELECT k.id, COALESCE(p.code, '') FROM plan p JOIN record k ON k.no = p.rec WHERE p.book = ?1";
    let mut query = reader.sql().prepare_cached(query)?;
    let plans = query.query_map([book.0], |r| Ok((r.get::<_, RecordId>(0)?, r.get::<_, String>(1)?)))?.collect::<Result<Vec<_>, _>>()?;
    for (plan, code) in plans {
        let dues = months.iter().map(|month| report_of(id, plan, &code, *month));
        gone.extend(dues.filter(|due| !known.contains(&(due.what, due.about))));
    }
    gone.sort_by(|one, other| (one.date, &one.code, one.what, &one.title).cmp(&(other.date, &other.code, other.what, &other.title)));
    Ok(gone)
}

/// Every record of a kind that belongs to a plan, removed or not.
fn lines(reader: &Reader<'_>, book: BookNo, dated: &Dated) -> Result<Vec<Line>> {
    let (date, words) = dated.columns;
    let query = format!(
        "SELECT kp.id AS plan, COALESCE(p.code, '') AS code, k.id AS about, l.{date} AS day, COALESCE(l.{words}, '') AS words
           FROM {} l JOIN record k ON k.no = l.rec JOIN record kp ON kp.no = l.plan LEFT JOIN plan p ON p.rec = l.plan
          WHERE l.book = ?1 ORDER BY k.id",
        dated.kind.name
    );
    let line = |r: &Row<'_>| Ok(Line { plan: r.get("plan")?, code: r.get("code")?, about: r.get("about")?, date: day(r, "day")?, title: r.get("words")? });
    Ok(reader.sql().prepare_cached(&query)?.query_map([book.0], line)?.collect::<Result<_, _>>()?)
}

/// The last day that a record had, and what was said with it; none where it never had one.
fn last(reader: &Reader<'_>, book: BookNo, dated: &Dated, about: RecordId, title: String) -> Result<Option<(NaiveDate, String)>> {
    let past = reader.history(book, &dated.field.of(dated.kind, about))?;
    let with_day = |past: &Past| (dated.field.fault(&past.value).is_none()).then(|| text(past, dated.part)?.parse::<NaiveDate>().ok()).flatten();
    let found = past.iter().rev().find_map(|past| Some((with_day(past)?, past)));
    Ok(found.map(|(date, past)| (date, dated.words.and_then(|part| text(past, part)).map_or(title, str::to_owned))))
}

/// All months over which the plans were ever followed: with each last day and each length that the programme had.
fn months_ever(reader: &Reader<'_>, book: BookNo, id: RecordId, facts: &Facts) -> Result<BTreeSet<Month>> {
    let (dates, rules) = (reader.history(book, &DATES.of(&PROGRAMME, id))?, reader.history(book, &RULES.of(&PROGRAMME, id))?);
    let sound = |field: &'static Field| move |past: &&Past| field.fault(&past.value).is_none();
    let ends: BTreeSet<NaiveDate> = dates.iter().filter(sound(&DATES)).filter_map(|past| text(past, 1)?.parse().ok()).collect();
    let lengths = rules.iter().filter(sound(&RULES)).filter_map(|past| if let Scalar::Int(months) = past.value.part(2) { Some(*months) } else { None });
    let lengths: BTreeSet<i64> = lengths.collect();
    let mut months: BTreeSet<_> = facts.months.iter().copied().collect();
    for (ends, length) in ends.iter().flat_map(|ends| lengths.iter().map(move |length| (*ends, *length))) {
        months.extend(followed_from(ends, length));
    }
    Ok(months)
}

fn text(past: &Past, part: usize) -> Option<&str> {
    if let Scalar::Text(text) = past.value.part(part) { Some(text) } else { None }
}

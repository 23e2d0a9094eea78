//! What people call the record of a cell.

use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use rusqlite::OptionalExtension as _;

use crate::{
    Reader, RecordId, Result,
    attendance::views::with_registers,
    journal::{BookNo, Cell, CellNo, FieldPlan, Key, Kind, Scalar, Value, book_id, code_of, record_id},
    plans,
    progress::records::{ASSISTANCE_GIVEN, CASCADE_EVENT, COACHING_CONTACT},
};

/// A cell with its names.
pub(super) struct Named {
    pub cell: Cell,
    pub book: RecordId,
    pub id: String,
    pub programme: String,
    pub subject: String,
}

/// The name of a cell on this store.
pub(super) fn id_of(cell: CellNo) -> String {
    format!("{}.{}.{}", cell.shape, cell.a, cell.b)
}

pub(super) fn named(reader: &Reader<'_>, plan: &FieldPlan, no: CellNo) -> Result<Named> {
    let sql = reader.sql();
    let book = book_of(reader, no.a)?;
    let b = (plan.kind.key != Key::Single).then(|| record_id(sql, no.b)).transpose()?;
    Ok(Named {
        cell: Cell { kind: plan.kind, field: plan.field, a: record_id(sql, no.a)?, b },
        book: book_id(sql, book)?,
        id: id_of(no),
        programme: programme(reader, book)?,
        subject: subject(reader, no.a, (plan.kind.key != Key::Single).then_some(no.b))?,
    })
}

/// The code of a book's programme; empty where it has not arrived.
pub(super) fn programme(reader: &Reader<'_>, book: BookNo) -> Result<String> {
    code_of(reader.sql(), reader.tables().registry, book)
}

/// Whom or what a record is about.
pub(super) fn subject(reader: &Reader<'_>, a: i64, b: Option<i64>) -> Result<String> {
    subject_within(reader, a, b, None)
}

/// The same where everybody knows that it stands in this record.
pub(super) fn subject_within(reader: &Reader<'_>, a: i64, b: Option<i64>, known: Option<i64>) -> Result<String> {
    let plan = if b.is_none() { plan_of_line(reader, a)? } else { None };
    let names = [b, Some(a), plan].into_iter().flatten().filter(|no| Some(*no) != known).map(|no| name_of(reader, no)).collect::<Result<Vec<_>>>()?;
    Ok(names.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", "))
}

/// The plan of which this record is a line: ten plans may each have their "Travel". A version is called by its plan anyway.
fn plan_of_line(reader: &Reader<'_>, record: i64) -> Result<Option<i64>> {
    static QUERY: LazyLock<String> = LazyLock::new(|| {
        let told = [&COACHING_CONTACT, &ASSISTANCE_GIVEN, &CASCADE_EVENT].map(|kind| kind.name);
        let of_plans = plans::Part::ALL.iter().map(|part| part.kind().name).chain(told).map(|kind| format!("SELECT plan FROM {kind} WHERE rec = ?1"));
        let of_report = "SELECT a.plan FROM progress_report r LEFT JOIN plan_activity a ON a.rec = r.plan_activity WHERE r.rec = ?1".to_owned();
        of_plans.chain([of_report]).collect::<Vec<_>>().join(" UNION ALL ")
    });
    let found: Option<Option<i64>> = reader.sql().prepare_cached(&QUERY)?.query_row([record], |r| r.get(0)).optional()?;
    Ok(found.flatten())
}

/// A count is called by whom the visit goes to and the checkpoint, such as `Dan Kwian Pottery/boarding/Kilns`.
const OF_HEADCOUNT: &str = "SELECT concat_ws('/', v.host, h.point, s.name) FROM headcount h
                              LEFT JOIN visit v ON v.rec = h.visit LEFT JOIN stop s ON s.rec = h.stop WHERE h.rec = ?1";

/// A register of a session has the day and hour of that.
const OF_REGISTER: &str = with_registers!("SELECT concat_ws('/', date, half) FROM register_at WHERE rec = ?1");

/// A version is called by its plan and its number, such as `AP01/2`.
const OF_PLAN_VERSION: &str = "SELECT concat_ws('/', p.code, v.number) FROM plan_version v LEFT JOIN plan p ON p.rec = v.plan WHERE v.rec = ?1";

/// Each group may call its output alike: it is called by its group too.
const OF_OUTPUT: &str = "SELECT concat_ws(' ', g.name, o.title) FROM output o LEFT JOIN grp g ON g.rec = o.grp WHERE o.rec = ?1";

/// What is kept of an output's presentation, of a sheet on which it is scored and of what was written about it is called by its group and
/// title, and by who scores it.
const OF_PRESENTATION: &str = "SELECT concat_ws(' ', g.name, o.title) FROM presentation p JOIN output o ON o.rec = p.output LEFT JOIN grp g ON g.rec = o.grp
                                WHERE p.rec = ?1";
const OF_FEEDBACK: &str =
    "SELECT concat_ws(' ', g.name, o.title) FROM feedback f JOIN output o ON o.rec = f.output LEFT JOIN grp g ON g.rec = o.grp WHERE f.rec = ?1";
const OF_SCORING: &str = "SELECT concat_ws(', ', concat_ws(' ', g.name, o.title), COALESCE(j.name, p.name, p.code, sg.name)) FROM scoring s
                            JOIN output o ON o.rec = s.output LEFT JOIN grp g ON g.rec = o.grp LEFT JOIN juror j ON j.rec = s.juror
                            LEFT JOIN participant p ON p.rec = s.participant LEFT JOIN grp sg ON sg.rec = s.grp WHERE s.rec = ?1";
/// An order is called by its exercise.
const OF_RUNNING_ORDER: &str = "SELECT e.title FROM running_order r JOIN exercise e ON e.rec = r.exercise WHERE r.rec = ?1";
/// A report is called by its activity and its month, such as `Survey the mills/2012-06`.
const OF_PROGRESS_REPORT: &str =
    "SELECT concat_ws('/', a.title, r.month) FROM progress_report r LEFT JOIN plan_activity a ON a.rec = r.plan_activity WHERE r.rec = ?1";

/// A rating is called by its plan and its month, such as `AP01/2012-06`.
const OF_PLAN_RATING: &str = "SELECT concat_ws('/', p.code, r.month) FROM plan_rating r LEFT JOIN plan p ON p.rec = r.plan WHERE r.rec = ?1";

/// What one look has asked about names so far, and the questions: a plan has forty lines, and each is called by the plan too.
#[derive(Default)]
pub(crate) struct Names {
    known: RefCell<HashMap<i64, String>>,
    of_any: OnceCell<String>,
    kind_of: OnceCell<String>,
}

/// What people call a record: its name, title, code, or its day.
pub(super) fn name_of(reader: &Reader<'_>, record: i64) -> Result<String> {
    let names = reader.names();
    if let Some(known) = names.known.borrow().get(&record) {
        return Ok(known.clone());
    }
    let query = names.of_any.get_or_init(|| {
        let named = reader.tables().registry.kinds().iter().filter_map(|kind| Some(format!("SELECT * FROM ({})", naming_query(kind)?)));
        named.collect::<Vec<_>>().join(" UNION ALL ")
    });
    let found: Option<String> = reader.sql().prepare_cached(query)?.query_row([record], |r| r.get(0)).optional()?;
    let name = found.unwrap_or_default();
    names.known.borrow_mut().insert(record, name.clone());
    Ok(name)
}

/// What is asked for the name of a record of this kind; none where it has none of its own.
fn naming_query(kind: &Kind) -> Option<String> {
    let parts = naming_parts(kind);
    Some(match kind.name {
        "headcount" => OF_HEADCOUNT.to_owned(),
        "register" => OF_REGISTER.to_owned(),
        "plan_version" => OF_PLAN_VERSION.to_owned(),
        "output" => OF_OUTPUT.to_owned(),
        "presentation" => OF_PRESENTATION.to_owned(),
        "running_order" => OF_RUNNING_ORDER.to_owned(),
        "scoring" => OF_SCORING.to_owned(),
        "feedback" => OF_FEEDBACK.to_owned(),
        "progress_report" => OF_PROGRESS_REPORT.to_owned(),
        "plan_rating" => OF_PLAN_RATING.to_owned(),
        _ if parts.is_empty() => return None,
        name => format!("SELECT concat_ws('/', {}) FROM {name} WHERE rec = ?1", parts.join(", ")),
    })
}

/// The kind of a record that stands for itself; none where nothing of it has arrived.
pub(super) fn kind_of(reader: &Reader<'_>, record: i64) -> Result<Option<&'static Kind>> {
    let kinds = reader.tables().registry.kinds();
    let query = reader.names().kind_of.get_or_init(|| {
        let singles = kinds.iter().enumerate().filter(|(_, kind)| kind.key == Key::Single);
        singles.map(|(place, kind)| format!("SELECT {place} FROM {} WHERE rec = ?1", kind.name)).collect::<Vec<_>>().join(" UNION ALL ")
    });
    let place: Option<u32> = reader.sql().prepare_cached(query)?.query_row([record], |r| r.get(0)).optional()?;
    Ok(place.and_then(|place| kinds.get(place as usize).copied()))
}

/// The book of a record.
pub(super) fn book_of(reader: &Reader<'_>, record: i64) -> Result<BookNo> {
    Ok(BookNo(reader.sql().prepare_cached("SELECT book FROM record WHERE no = ?1")?.query_row([record], |r| r.get(0))?))
}

/// What people call the records that a value names.
pub(super) fn references(reader: &Reader<'_>, book: BookNo, value: &Value, names: &mut BTreeMap<String, String>) -> Result<()> {
    for id in value.parts().iter().flat_map(named_in) {
        if names.contains_key(&id.to_string()) {
            continue;
        }
        let query = "SELECT no FROM record WHERE book = ?1 AND id = ?2";
        let record = reader.sql().prepare_cached(query)?.query_row((book.0, id), |r| r.get(0)).optional()?;
        if let Some(name) = record.map(|no| name_of(reader, no)).transpose()?.filter(|name| !name.is_empty()) {
            names.insert(id.to_string(), name);
        }
    }
    Ok(())
}

/// Of records that are called alike, what tells them apart as well: the code of a person, the day and hour of a session. Where those are the same too, or
/// there is none, it is the id: whoever decides between two must see that they are two.
pub(super) fn tell_apart(reader: &Reader<'_>, book: BookNo, names: &mut BTreeMap<String, String>) -> Result<()> {
    for beside in [beside_name, beside_all] {
        let mut called: HashMap<String, u32> = HashMap::new();
        names.values().for_each(|name| *called.entry(name.clone()).or_default() += 1);
        for (id, name) in names.iter_mut().filter(|(_, name)| called.get(*name).is_some_and(|times| *times > 1)) {
            if let Some(more) = beside(reader, book, id)?.filter(|more| more != name) {
                *name = format!("{name} ({more})");
            }
        }
    }
    Ok(())
}

/// What people say beside a name that several have.
fn beside_name(reader: &Reader<'_>, book: BookNo, id: &str) -> Result<Option<String>> {
    const QUERY: &str = "SELECT COALESCE(p.code, s.date || '/' || printf('%02d:%02d', s.starts_min / 60, s.starts_min % 60), o.code)
                           FROM record k LEFT JOIN participant p ON p.rec = k.no LEFT JOIN session s ON s.rec = k.no LEFT JOIN plan o ON o.rec = k.no
                          WHERE k.book = ?1 AND k.id = ?2";
    let Ok(id) = id.parse::<RecordId>() else { return Ok(None) };
    let found: Option<Option<String>> = reader.sql().prepare_cached(QUERY)?.query_row((book.0, id), |r| r.get(0)).optional()?;
    Ok(found.flatten())
}

/// What no two have alike.
fn beside_all(_: &Reader<'_>, _: BookNo, id: &str) -> Result<Option<String>> {
    Ok(Some(id.to_owned()))
}

/// The records that a part names: itself, or those in a list that is kept as JSON, such as who is accounted for in a count.
fn named_in(part: &Scalar) -> Vec<RecordId> {
    match part {
        Scalar::Ref(id) => vec![*id],
        Scalar::Text(text) if text.starts_with("[{") => {
            let items: Vec<BTreeMap<String, serde_json::Value>> = serde_json::from_str(text).unwrap_or_default();
            items.iter().flat_map(BTreeMap::values).filter_map(|value| value.as_str()?.parse().ok()).collect()
        }
        _ => Vec::new(),
    }
}

/// True where records of a kind have a name of their own.
pub(super) fn has_name(kind: &Kind) -> bool {
    !naming_parts(kind).is_empty()
}

fn naming_parts(kind: &Kind) -> Vec<&'static str> {
    let has = |name: &str| kind.fields.iter().flat_map(|f| f.parts).find(|p| p.name == name).map(|p| p.name);
    if kind.key != Key::Single {
        return Vec::new();
    }
    match (has("date"), has("half")) {
        (Some(date), Some(half)) => vec![date, half],
        _ => ["display", "title", "name", "code", "host", "date", "note"].into_iter().find_map(has).into_iter().collect(),
    }
}

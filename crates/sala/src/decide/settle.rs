//! The entry that settles a difference, and many of them in one stroke.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Choice, common,
    histories::Histories,
    json,
    merge::Effort,
    naming,
    values::{self, Choosable},
};
use crate::{
    Desk, EntryNo, Error, Problem, Reader, RecordId, Result, Seen, attendance,
    journal::{Cell, Differing, Field, REMOVED, Scalar, Value, aside, differing, is_removal, live_values, removes},
    plans::{
        self,
        records::{PLAN, STATE},
    },
    trust,
};

/// One decision of a stroke.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The difference, or the value kept for review.
    pub id: String,
    /// What holds.
    pub choice: Choice,
    /// What the screen showed.
    pub seen: Option<Seen>,
}

/// What a stroke did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// The differences that are settled.
    pub ids: Vec<String>,
    /// Those that wait on.
    pub left: Vec<Left>,
}

/// A difference to which the choice did not apply.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// Which.
    pub id: String,
    /// Why not.
    pub why: Problem,
}

/// An entry to be written.
struct Settling {
    cell: Cell,
    value: Value,
    over: Seen,
    /// Of how a plan stands: what was said in one gesture with a line of plans, and does not hold.
    untold: Vec<(EntryNo, i64)>,
}

impl Desk {
    /// Settle a difference. The decision names every value that `seen` shows, so it travels and settles it everywhere. A
    /// value kept for review is settled in the same way.
    ///
    /// # Errors
    /// `no_such_conflict`, `conflict_changed`, `no_such_choice`, `no_value_of`, `several_values_of`, `no_such_laptop`, `no_suggestion`, `invalid_value`.
    pub fn resolve(&self, id: &str, choice: &Choice, seen: Option<&Seen>) -> Result<()> {
        let decided = self.resolve_many(&[Decision { id: id.to_owned(), choice: choice.clone(), seen: seen.cloned() }])?;
        decided.left.into_iter().next().map_or(Ok(()), |left| left.why.refuse())
    }

    /// Settle many differences in one stroke: one action in each programme, all of them taken back at once. Where a laptop's
    /// value is to hold and it recorded none, or changes are to be put together that cannot be, the difference is left; anything else that does not hold refuses the whole.
    ///
    /// # Errors
    /// As [`Desk::resolve`], without `no_value_of` and `no_suggestion`.
    pub fn resolve_many(&self, decisions: &[Decision]) -> Result<Decided> {
        let mut decided = Decided::default();
        let mut books: BTreeMap<RecordId, Vec<Settling>> = BTreeMap::new();
        self.read(|reader| {
            let waiting = differing(reader.sql(), reader.tables(), None)?;
            let meant: HashSet<_> = decisions.iter().map(|d| d.id.as_str()).collect();
            let histories = Histories::of(reader, waiting.iter().filter(|one| meant.contains(naming::id_of(one.cell).as_str())))?;
            let mut effort = Effort::of_one_answer();
            for decision in decisions {
                if decided.ids.contains(&decision.id) {
                    continue;
                }
                match settling(reader, (&waiting, &histories), decision, &mut effort) {
                    Ok((book, settling)) => {
                        books.entry(book).or_default().push(settling);
                        decided.ids.push(decision.id.clone());
                    }
                    Err(Error::Refused(why)) if ["no_value_of", "several_values_of", "no_suggestion"].contains(&why.code) => {
                        decided.left.push(Left { id: decision.id.clone(), why })
                    }
                    Err(other) => return Err(other),
                }
            }
            Ok(())
        })?;
        self.change_books("decide.resolve", books, |change, mut settlings| {
            // A removal names what this same stroke decides about its record: it comes last.
            settlings.sort_by_key(is_removing);
            let mut marks: BTreeMap<RecordId, Vec<(RecordId, &str)>> = BTreeMap::new();
            settlings.iter().filter_map(|s| mark(&s.cell)).for_each(|(register, cell)| marks.entry(register).or_default().push(cell));
            settlings.into_iter().try_for_each(|s| {
                s.untold.iter().try_for_each(|said| plans::state::let_go(change, s.cell.a, *said, &[]))?;
                match is_removing(&s) {
                    true => change.remove_seen(s.cell, &s.over),
                    false => change.set_seen(s.cell, s.value, &s.over),
                }
            })?;
            marks.iter().try_for_each(|(register, cells)| attendance::lock::decided(change, *register, cells))
        })?;
        Ok(decided)
    }
}

/// The register, and the person and field, where the cell is somebody's mark or the remark beside it.
fn mark(cell: &Cell) -> Option<(RecordId, (RecordId, &'static str))> {
    let is_mark = cell.kind.name == attendance::records::MARK.name && cell.field.name != REMOVED.name;
    cell.b.filter(|_| is_mark).map(|participant| (cell.a, (participant, cell.field.name)))
}

fn is_removing(settling: &Settling) -> bool {
    settling.cell.field.name == REMOVED.name && removes(&settling.value)
}

fn settling(
    reader: &Reader<'_>,
    (waiting, histories): (&[Differing<'_>], &Histories),
    decision: &Decision,
    effort: &mut Effort,
) -> Result<(RecordId, Settling)> {
    let Some(differing) = waiting.iter().find(|d| naming::id_of(d.cell) == decision.id) else {
        return reviewed(reader, decision);
    };
    let now = values::seen(differing);
    unchanged(decision, &now)?;
    let named = naming::named(reader, differing.plan, differing.cell)?;
    let history = histories.of_cell(differing.cell);
    let options = values::options(reader, differing, history)?;
    let is_state = named.cell.kind.name == PLAN.name && named.cell.field.name == STATE.name;
    // A decision that was taken back may have written both, or neither, of what stood there anew: as it was said first, and as it stands now.
    let first = |no: EntryNo| options.iter().filter(move |o| o.no == no).map(|o| (o.first, o.stamp));
    let superseding = differing.live.iter().filter(|l| is_state && plans::state::supersedes(&l.value));
    let superseding: Vec<_> = superseding.map(|l| (&l.value, first(l.no).chain([(l.no, l.stamp)]).collect::<Vec<_>>())).collect();
    let value = match &decision.choice {
        Choice::Merged => match common(&named.cell, &options, history, effort).1 {
            Some(suggestion) => json::read(named.cell.field, &suggestion.value)?,
            None => return Problem::new("no_suggestion").refuse(),
        },
        choice => chosen(reader, named.cell, choice, options)?,
    };
    let keeps = named.cell.field.name == REMOVED.name && !removes(&value);
    // Keeping a record replaces its removals, not what stands in it.
    let over = if keeps { Seen(differing.live.iter().map(|l| l.no).collect()) } else { now };
    let untold = superseding.into_iter().filter(|(said, _)| **said != value).flat_map(|(_, by)| by);
    Ok((named.book, Settling { cell: named.cell, untold: untold.collect(), value, over }))
}

/// A value kept for review: what is decided replaces it and whatever is shown in its place.
fn reviewed(reader: &Reader<'_>, decision: &Decision) -> Result<(RecordId, Settling)> {
    let kept = aside(reader.sql(), reader.tables(), None)?;
    let kept = kept.iter().find(|a| naming::id_of(a.cell) == decision.id && !a.is_newer());
    let Some((kept, plan)) = kept.and_then(|a| a.plan.map(|plan| (a, plan))) else {
        return Problem::new("no_such_conflict").with("id", decision.id.as_str()).refuse();
    };
    let live = live_values(reader.sql(), Some(plan), kept.cell)?;
    let mut now = Seen(live.iter().map(|l| l.no).collect());
    now.0.sort_unstable();
    unchanged(decision, &now)?;
    let named = naming::named(reader, plan, kept.cell)?;
    let valid = live.iter().filter(|l| l.aside.is_none() && !is_removal(l));
    let mut options = valid.map(|l| Choosable::new(reader, l.no, l.stamp, l.value.clone(), None)).collect::<Result<Vec<_>>>()?;
    options.sort_by_key(Choosable::order);
    let value = chosen(reader, named.cell, &decision.choice, options)?;
    // What only a newer version can read nobody has seen: it is not decided about.
    let newer = |no: &EntryNo| live.iter().any(|l| l.no == *no && l.is_newer());
    let over = Seen(now.0.into_iter().filter(|no| !newer(no)).collect());
    Ok((named.book, Settling { cell: named.cell, value, over, untold: Vec::new() }))
}

/// A file that came in between brings values that were on no screen, and the numbers may mean others now.
fn unchanged(decision: &Decision, now: &Seen) -> Result<()> {
    let shown = decision.seen.clone().map(|mut seen| {
        seen.0.sort_unstable();
        seen
    });
    if shown.is_some_and(|seen| seen != *now) { Problem::new("conflict_changed").with("id", decision.id.as_str()).refuse() } else { Ok(()) }
}

/// A value of several parts that make sense only together must say what all that stand there say: a session without hours
/// would be on no screen. What people can take back may be taken back whole.
fn whole(field: &'static Field, given: &serde_json::Value, value: Value, options: &[Choosable]) -> Result<Value> {
    let empty = |value: &Value, at: usize| matches!(value.part(at), Scalar::Null);
    let lacks = |at: &usize| empty(&value, *at) && !options.is_empty() && options.iter().all(|option| !empty(&option.value, *at));
    match (0..field.parts.len()).find(lacks).and_then(|at| field.parts.get(at)).filter(|_| !given.is_null() || !field.may_be_empty()) {
        Some(part) => Problem::new("value_incomplete").with("field", field.name).with("part", part.name).refuse(),
        None => Ok(value),
    }
}

fn chosen(reader: &Reader<'_>, cell: Cell, choice: &Choice, options: Vec<Choosable>) -> Result<Value> {
    let newest = |options: Vec<Choosable>| options.into_iter().max_by_key(|o| (o.stamp, o.replica, o.no.seq()));
    let of = options.len();
    let (found, problem) = match choice {
        Choice::Value(json) => {
            let value = json::read(cell.field, json)?;
            return whole(cell.field, json, value, &options);
        }
        Choice::Number(n) => (n.checked_sub(1).and_then(|i| options.into_iter().nth(i)), Problem::new("no_such_choice").with("n", *n).with("of", of)),
        Choice::Merged => return Problem::new("no_suggestion").refuse(),
        Choice::Newest => (newest(options), Problem::new("no_such_choice").with("n", 1).with("of", of)),
        Choice::Of(laptop) => {
            let wanted = laptop.trim().to_lowercase();
            let is_it = |o: &Choosable| {
                o.label.to_lowercase() == wanted || (wanted.len() >= 4 && o.replica.is_some_and(|replica| replica.to_string().starts_with(&wanted)))
            };
            let known = options.iter().any(is_it) || trust::is_known(reader.sql(), &wanted)?;
            let problem = Problem::new(if known { "no_value_of" } else { "no_such_laptop" }).with("laptop", laptop.trim());
            let whose: BTreeSet<_> = options.iter().map(|o| o.label.clone()).filter(|label| !label.is_empty()).collect();
            let of_it: Vec<_> = options.into_iter().filter(is_it).collect();
            // A store that was copied wrote twice under one name: nobody guesses which is meant.
            let mut said = of_it.iter().filter(|o| o.edited.is_none()).map(|o| &o.value);
            if let Some(first) = said.next()
                && said.any(|value| value != first)
            {
                return Problem::new("several_values_of").with("laptop", laptop.trim()).refuse();
            }
            (newest(of_it), problem.with("laptops", whose.into_iter().collect::<Vec<_>>()))
        }
    };
    found.map(|o| o.value).ok_or(Error::Refused(problem))
}

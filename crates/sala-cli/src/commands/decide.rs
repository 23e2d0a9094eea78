//! What two people recorded differently, values kept for review, and the decision.

use std::collections::BTreeMap;

use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result, Seen,
    decide::{self, Choice, Conflict, Decision, Review},
    programme,
};
use serde_json::{Value as Json, json};

use super::programme_of;
use crate::{
    answer::{Answer, at_a_glance, count, whole_table},
    words,
};

/// `sala conflicts`.
#[derive(Debug, Args)]
pub struct Conflicts {
    /// Only those of this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
}

/// List what waits.
pub fn conflicts(desk: &Desk, args: Conflicts) -> Result<Answer> {
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let conflicts = desk.read(|r| decide::conflicts(r, book))?;
    let text = match conflicts.is_empty() {
        true => "Nothing waits for a decision.".to_owned(),
        false => conflicts.iter().map(|one| told(one, zone_of(desk, one.book).as_deref())).collect::<Vec<_>>().join("\n\n"),
    };
    Ok(Answer::new(&json!({ "conflicts": conflicts }), text)?.waiting(!conflicts.is_empty()))
}

/// A value with names in the place of ids.
pub(super) fn readable(value: &Json, names: &BTreeMap<String, String>) -> Json {
    match value {
        Json::String(id) => match names.get(id) {
            Some(name) => name.as_str().into(),
            // A list is kept as JSON in a text: who is accounted for in a count.
            None if id.starts_with("[{") => serde_json::from_str(id).map_or_else(|_| value.clone(), |list| readable(&list, names)),
            None => value.clone(),
        },
        Json::Array(items) => items.iter().map(|item| readable(item, names)).collect(),
        Json::Object(parts) => parts.iter().map(|(name, part)| (name.clone(), readable(part, names))).collect(),
        other => other.clone(),
    }
}

/// Where the clock of a programme hangs; none where that is not known here.
pub(super) fn zone_of(desk: &Desk, book: RecordId) -> Option<String> {
    desk.read(|r| programme::views::facts(r.sql(), r.book(book)?)).ok()??.timezone
}

fn told(conflict: &Conflict, zone: Option<&str>) -> String {
    let value = |json: &Json| words::value(&words::by_the_wall_clock(readable(json, &conflict.names), zone));
    let removal = conflict.field == "removed";
    let what = if removal { words::REMOVED_AND_EDITED.to_owned() } else { words::field(&conflict.kind, &conflict.field) };
    let head = format!("{}  {}: {what} ({})", conflict.id, at_a_glance(&conflict.subject), conflict.programme);
    let said = |one: &decide::ConflictValue| match &one.edited {
        Some(edited) => words::edited(&edited.kind, &edited.subject, &words::field(&edited.kind, &edited.field), &value(&edited.value)),
        None if removal => words::removal(one.value.get("removed").is_none_or(Json::is_null)).to_owned(),
        None => match value(&one.value) {
            said if said != "-" => said,
            _ if conflict.kind == "commitment" => "withdrawn".to_owned(),
            _ => "nothing".to_owned(),
        },
    };
    // What two laptops read on one form is one value: either number means it. Two that only read alike are two.
    let mut rows: Vec<(&decide::ConflictValue, [Vec<String>; 5])> = Vec::new();
    for one in &conflict.values {
        let [n, said, rest @ ..] = [one.n.to_string(), said(one), one.author.clone(), one.replica.clone(), one.at.clone()];
        match rows.iter_mut().find(|(other, _)| other.value == one.value && other.edited.is_none() && one.edited.is_none()) {
            Some((_, [numbers, _, authors, laptops, moments])) => {
                numbers.push(n);
                for (known, new) in [authors, laptops, moments].into_iter().zip(rest) {
                    if !known.contains(&new) {
                        known.push(new);
                    }
                }
            }
            None => {
                let [author, laptop, at] = rest;
                rows.push((one, [vec![n], vec![said], vec![author], vec![laptop], vec![at]]));
            }
        }
    }
    let rows = rows.into_iter().map(|(_, row)| {
        let [n, rest @ ..] = row.map(|cell| cell.join(", "));
        let [said, author, laptop, at] = rest;
        [format!("  {n}"), said, author, laptop, at]
    });
    let mut text = format!("{head}\n{}", whole_table(["  N", "Value", "Author", "Laptop", "At"], rows));
    if let Some(suggestion) = &conflict.suggestion {
        text.push_str(&format!("\n  {}: {}", words::suggested(conflict.values.len(), suggestion.clashes), value(&suggestion.value)));
    }
    let or = if conflict.suggestion.as_ref().is_some_and(|suggestion| suggestion.clashes == 0) { ", or --choose merged" } else { "" };
    text + &format!("\n  sala resolve {} --choose N{or}", conflict.id)
}

/// `sala review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// Only those of this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
}

/// List values that are kept and not shown.
pub fn review(desk: &Desk, args: ReviewArgs) -> Result<Answer> {
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let review = desk.read(|r| decide::review(r, book))?;
    let text = match review.is_empty() {
        true => "Nothing is kept for review.".to_owned(),
        false => review.iter().map(kept).collect::<Vec<_>>().join("\n\n"),
    };
    let waits = review.iter().any(|one| !one.newer);
    Ok(Answer::new(&json!({ "review": review }), text)?.waiting(waits))
}

fn kept(one: &Review) -> String {
    let Review { id, subject, kind, field, programme, value, why, because, author, replica, at, shown, newer, clears, names, .. } = one;
    let said = |json: &Json| words::value(&readable(json, names));
    let mut text = format!(
        "{id}  {subject}: {} {} ({programme})\n  {}, by {author} on {replica}, {at}\n  {}",
        words::kind(kind),
        words::field(kind, field),
        said(value),
        because.as_ref().map_or_else(|| words::kept(why), |because| words::not_said_again(because))
    );
    if let Some(shown) = shown {
        text.push_str(&format!("\n  {} {}", words::SHOWN_INSTEAD, said(shown)));
    }
    if !newer && because.is_none() {
        text.push_str(&format!("\n  {}", words::put_right(id, shown.is_some(), *clears)));
    }
    text
}

/// `sala resolve`.
#[derive(Debug, Args)]
pub struct Resolve {
    /// The differences, as `sala conflicts` or `sala review` name them
    #[arg(value_name = "CONFLICT", required_unless_present = "all", conflicts_with = "all")]
    conflicts: Vec<String>,
    /// Every difference that waits
    #[arg(long, requires = "choose", conflicts_with = "value")]
    all: bool,
    /// With --all: only those of this programme
    #[arg(long, value_name = "CODE", requires = "all", conflicts_with = "conflicts")]
    programme: Option<String>,
    /// With --all: only those of this kind of record, such as `mark`
    #[arg(long, value_name = "KIND", requires = "all", conflicts_with = "conflicts")]
    kind: Option<String>,
    /// The number of the value that holds; `newest`; `merged`, as suggested for a text; or the label of the laptop whose value holds
    #[arg(long, value_name = "N|newest|merged|LAPTOP", required_unless_present = "value", conflicts_with = "value")]
    choose: Option<String>,
    /// Another value, as JSON; null clears what may be empty
    #[arg(long, value_name = "JSON")]
    value: Option<String>,
    /// What `sala conflicts --json` gave as `seen` of the one difference that is named: refused where a file brought another value since
    #[arg(long, value_name = "SEEN", conflicts_with = "all")]
    seen: Option<Seen>,
}

/// Decide: all that is named, in one stroke.
pub fn resolve(desk: &Desk, args: Resolve) -> Result<Answer> {
    let choice = match (args.choose, args.value) {
        (Some(choice), _) => chosen(&choice),
        (None, value) => {
            let value = value.unwrap_or_default();
            let parsed = serde_json::from_str(&value);
            Choice::Value(parsed.map_err(|e| Error::Refused(Problem::new("value_not_json").with("value", value).with("why", e.to_string())))?)
        }
    };
    if args.all && matches!(choice, Choice::Number(_)) {
        // Under one number stand other people's values in each difference.
        return Problem::new("number_for_all").refuse();
    }
    if let Some(kind) = args.kind.as_deref().filter(|kind| !sala::registry().kinds().iter().any(|known| known.name == *kind)) {
        return Problem::new("no_such_kind").with("kind", kind).refuse();
    }
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let waiting = desk.read(|r| decide::conflicts(r, book))?;
    let meant: Vec<Decision> = match args.all {
        true => {
            let meant = waiting.iter().filter(|c| args.kind.as_deref().is_none_or(|kind| c.kind == kind));
            meant.map(|c| Decision { id: c.id.clone(), choice: choice.clone(), seen: Some(c.seen.clone()) }).collect()
        }
        false => {
            if args.seen.is_some() && args.conflicts.len() != 1 {
                return Problem::new("seen_of_one").refuse();
            }
            args.conflicts.iter().map(|id| Decision { id: id.clone(), choice: choice.clone(), seen: args.seen.clone() }).collect()
        }
    };
    if let (false, [one]) = (args.all, meant.as_slice()) {
        desk.resolve(&one.id, &one.choice, one.seen.as_ref())?;
        return Answer::new(&json!({ "resolved": one.id }), words::decided(1));
    }
    let decided = desk.resolve_many(&meant)?;
    let left: Vec<_> = decided.left.iter().map(|left| json!({ "id": left.id, "code": left.why.code, "message": words::sentence(&left.why) })).collect();
    let about = |id: &str| waiting.iter().find(|c| c.id == id);
    let lines = decided.ids.iter().filter_map(|id| about(id)).map(|c| format!("  {}  {}: {}", c.id, c.subject, words::field(&c.kind, &c.field)));
    let waits = decided.left.iter().map(|left| format!("  {}  {}", left.id, words::sentence(&left.why)));
    let mut text: Vec<String> = std::iter::once(words::decided(decided.ids.len())).chain(lines).collect();
    if !left.is_empty() {
        text.push(format!("{} on:", count(left.len() as u64, "difference waits", "differences wait")));
        text.extend(waits);
    }
    let waits = !left.is_empty();
    Ok(Answer::new(&json!({ "resolved": decided.ids, "left": left }), text.join("\n"))?.waiting(waits))
}

fn chosen(choice: &str) -> Choice {
    match choice.trim().parse() {
        Ok(n) => Choice::Number(n),
        Err(_) if choice.trim().eq_ignore_ascii_case("newest") => Choice::Newest,
        Err(_) if choice.trim().eq_ignore_ascii_case("merged") => Choice::Merged,
        Err(_) => Choice::Of(choice.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use sala::RecordId;

    use super::*;

    #[test]
    fn a_value_kept_for_review_names_what_it_speaks_of() {
        let (person, session) = (RecordId::new_at(1), RecordId::new_at(2));
        let one = Review {
            id: "3.1.2".into(),
            programme: "SMECEC-2012".into(),
            book: RecordId::new_at(0),
            kind: "plan".into(),
            subject: "Silk".into(),
            field: "owner".into(),
            a: RecordId::new_at(3),
            b: None,
            value: json!({ "owner": person.to_string() }),
            why: "wrong_type".into(),
            because: None,
            newer: false,
            clears: true,
            author: "Thida N.".into(),
            replica: "LAP-A".into(),
            at: "2012-05-14T09:00:00Z".into(),
            shown: Some(json!({ "owner": session.to_string() })),
            names: [(person.to_string(), "Kumru".to_owned()), (session.to_string(), "Opening".to_owned())].into(),
            seen: Seen::default(),
        };
        let told = kept(&one);
        assert!(told.contains("Kumru") && told.contains("Opening"), "the value and what is shown instead, by their names: {told}");
        assert!(!told.contains(&person.to_string()) && !told.contains(&session.to_string()), "and by no id: {told}");
    }
}

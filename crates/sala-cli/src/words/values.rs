//! A recorded value as a person reads it.

use serde_json::{Map, Value as Json};

/// What comes first where a value has several parts; JSON keeps no order.
const FIRST: [&str; 28] = [
    "seed",
    "date",
    "half",
    "starts",
    "starts_min",
    "ends",
    "ends_min",
    "actual_starts_min",
    "actual_ends_min",
    "name",
    "title",
    "doing",
    "light",
    "women",
    "men",
    "next_step",
    "amount",
    "actual",
    "given_state",
    "given_on",
    "how",
    "organisation",
    "email",
    "exercise",
    "grp",
    "state",
    "signatures",
    "others",
];

/// The value of a field: a mark as it is said, anything else part by part, without parts that are empty.
pub fn value(value: &Json) -> String {
    let said = match value {
        Json::Object(parts) if parts.contains_key("approver") => mark(parts),
        Json::Object(parts) if parts.contains_key("counted") && parts.contains_key("roster") => headcount(parts),
        // A register's seal is kept as prints, which say nothing to people.
        Json::Object(parts) if parts.contains_key("seal") && parts.contains_key("answered") => {
            if parts["seal"].is_null() { "opened again" } else { "closed: what stood there is sealed" }.to_owned()
        }
        // All that a plan's team keeps of somebody: cleared, they are out of it.
        Json::Object(parts) if parts.len() == 1 && parts.contains_key("member_role") => in_team(parts["member_role"].as_str()),
        Json::Object(parts) => {
            let mut parts: Vec<_> = parts.iter().collect();
            parts.sort_by_key(|(name, _)| FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()));
            parts.into_iter().filter_map(|(name, value)| part(name, value)).collect::<Vec<_>>().join(", ")
        }
        Json::Array(parts) => parts.iter().filter_map(plain).collect::<Vec<_>>().join(", "),
        other => plain(other).unwrap_or_default(),
    };
    if said.is_empty() { "-".to_owned() } else { said }
}

/// The moments of a value by the clock on the programme's wall instead of that of Greenwich.
pub fn by_the_wall_clock(value: Json, zone: Option<&str>) -> Json {
    let (Json::Object(parts), Some(zone)) = (value.clone(), zone) else { return value };
    let there = |name: &str, part: Json| {
        let at = part.as_i64().filter(|_| ["began_ms", "ended_ms", "paused_since_ms"].contains(&name)).and_then(chrono::DateTime::from_timestamp_millis);
        at.and_then(|at| sala::at_place(at, zone)).map_or(part, Json::String)
    };
    parts.into_iter().map(|(name, part)| (name.clone(), there(&name, part))).collect::<Map<_, _>>().into()
}

/// `Late, 7 minutes, the bus, leave given by Dr. Suchat`.
fn mark(parts: &Map<String, Json>) -> String {
    let text = |name: &str| parts.get(name).and_then(plain);
    let status = text("status").map(|status| capital(&code(&status)));
    let minutes = parts.get("minutes").and_then(Json::as_i64).map(|n| format!("{n} {}", if n == 1 { "minute" } else { "minutes" }));
    let approver = text("approver").map(|name| format!("leave given by {name}"));
    let left = parts.get("left_early").and_then(Json::as_i64).map(|n| format!("left {n} {} early", if n == 1 { "minute" } else { "minutes" }));
    [status, minutes, left, text("reason"), approver].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What somebody is in a plan's team.
fn in_team(role: Option<&str>) -> String {
    match role {
        None => "not in the team".to_owned(),
        Some("lead") => "leads the team".to_owned(),
        Some("member") => "in the team".to_owned(),
        Some(role) => format!("in the team: {}", code(role)),
    }
}

/// `27 counted + 2 explained = 29 (Noy: excused, Kham: own way)`; where they do not meet, who answers for it.
fn headcount(parts: &Map<String, Json>) -> String {
    let number = |name: &str| parts.get(name).and_then(Json::as_i64);
    let text = |parts: &Map<String, Json>, name: &str| parts.get(name).and_then(plain);
    let list = |name: &str| parts.get(name).and_then(Json::as_array).map_or(&[][..], Vec::as_slice).iter().filter_map(Json::as_object).collect::<Vec<_>>();
    let (Some(counted), Some(roster)) = (number("counted"), number("roster")) else { return String::new() };
    let explained = list("explained");
    let sum = counted + explained.len() as i64;
    let sign = if sum == roster { "=" } else { "\u{2260}" };
    let mut said = format!("{counted} counted + {} explained {sign} {roster}", explained.len());
    let who = |one: &&Map<String, Json>| format!("{}: {}", text(one, "participant").unwrap_or_default(), code(&text(one, "why").unwrap_or_default()));
    let with = |one: &&Map<String, Json>| format!("{} in {}", text(one, "counted").unwrap_or_default(), text(one, "vehicle").unwrap_or_default());
    let told: Vec<_> = explained.iter().map(who).chain(list("vehicles").iter().map(with)).collect();
    if !told.is_empty() {
        said.push_str(&format!(" ({})", told.join(", ")));
    }
    if number("overridden") == Some(1) {
        let by = text(parts, "override_by").unwrap_or_else(|| "somebody who is withheld".to_owned());
        said.push_str(&format!(", {by} answers for it"));
        said.push_str(&text(parts, "override_reason").map(|reason| format!(": {reason}")).unwrap_or_default());
    }
    said
}

/// One part with what it is, where that does not show.
fn part(name: &str, value: &Json) -> Option<String> {
    if let ("turns", Json::Array(turns)) = (name, value) {
        let outputs = turns.iter().filter_map(|turn| turn.as_object()?.values().next().and_then(plain));
        return Some(outputs.collect::<Vec<_>>().join(", then "));
    }
    let said = plain(value)?;
    let minutes = |said: &str| said.parse::<u32>().map_or_else(|_| said.to_owned(), |min| format!("{:02}:{:02}", min / 60, min % 60));
    Some(match name {
        "status" | "state" | "method" | "role" | "member_role" | "point" | "asked" | "plan_kind" | "stage" | "given_state" | "how" | "word" | "doing"
        | "light" | "way" | "in_units" => code(&said),
        "relation" => sala::scores::Relation::from_code(&said).map_or_else(|| code(&said), |relation| super::relation(relation).to_owned()),
        "no_session" => "yes".to_owned(),
        "weight" => format!("weight {said}"),
        "out_of" => format!("0 to {said} points"),
        "points" => format!("{said} {}", if said == "1" { "point" } else { "points" }),
        "place" => format!("place {said}"),
        "planned_minutes" => format!("{said} minutes"),
        "began_ms" => format!("began {}", moment(value)),
        "ended_ms" => format!("ended {}", moment(value)),
        "paused_since_ms" => format!("paused since {}", moment(value)),
        "paused_ms" => format!("stood still for {}", stretch(value)),
        "since" => format!("since {said}"),
        "percent" => format!("{said} %"),
        "women" => format!("{said} women"),
        "signatures" => format!("{said} {} of participants", if said == "1" { "signature" } else { "signatures" }),
        "others" => format!("{said} of others"),
        "explained" => format!("explained: {said}"),
        "men" => format!("{said} men"),
        "not_stated" => format!("{said} not stated"),
        "next_on" => format!("by {said}"),
        "coach" | "giver" => format!("by {said}"),
        "origin" => format!("from {said}"),
        "measured" => format!("measured on {said}"),
        "needed" => format!("needed by {said}"),
        "given_on" => format!("on {said}"),
        "successor" => format!("{said} takes its place"),
        "unit" => format!("in {said}"),
        // A version says its number; what it says is looked at with `sala plan show`.
        "content" | "names" => return None,
        "starts" => format!("from {said}"),
        "ends" => format!("to {said}"),
        "starts_min" | "actual_starts_min" => format!("from {}", minutes(&said)),
        "ends_min" | "actual_ends_min" => format!("to {}", minutes(&said)),
        "native" => format!("in its own script {said}"),
        "org_type" => format!("kind {}", code(&said)),
        "phone" => format!("telephone {said}"),
        "grp" => format!("group {said}"),
        "exercise" => format!("exercise {said}"),
        "isic" => format!("ISIC {said}"),
        "min_percent" => format!("{said} % attendance"),
        "grace_minutes" => format!("marked late after {said} minutes by whoever takes the register"),
        "follow_up_months" => format!("followed for {said} months"),
        "seed" => format!("drawn with seed {said}"),
        "into_groups" => format!("{said} groups"),
        "countries" => format!("countries {said} at least"),
        "org_types" => format!("kinds of organisation {said} at least"),
        "even_women" => format!("women evenly {}", yes(&said)),
        "lone_woman" => format!("no lone woman {}", yes(&said)),
        "lone_man" => format!("no lone man {}", yes(&said)),
        "languages" => format!("partners in a language {}", yes(&said)),
        // Ids one after the other, 32 digits each.
        "apart" => format!("apart from {}", crate::answer::count((said.len() / 32) as u64, "earlier set", "earlier sets")),
        "pins" => format!("{} by hand", said.len() / 64),
        "seats" => format!("{said} seats"),
        "sequence" => format!("stop {said}"),
        "bytes" => format!("{said} bytes"),
        "trainers" => said.lines().collect::<Vec<_>>().join(", "),
        "influence" => format!("influence {said}"),
        "interest" => format!("interest {said}"),
        "canvas" => code(&said),
        "region" => code(&said),
        "beneath" => format!("under {said}"),
        "canvas_then" => "with its canvas".to_owned(),
        "rank" | "hash" | "width" | "height" | "mime" => return None,
        _ => said,
    })
}

/// A moment that is kept in milliseconds since 1970.
fn moment(value: &Json) -> String {
    if let Json::String(said) = value {
        return said.clone();
    }
    let at = value.as_i64().and_then(chrono::DateTime::from_timestamp_millis);
    at.map_or_else(|| value.to_string(), sala::rfc3339)
}

/// `2:30` of milliseconds.
fn stretch(value: &Json) -> String {
    let seconds = value.as_i64().unwrap_or(0) / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn yes(said: &str) -> &'static str {
    if said == "1" { "yes" } else { "no" }
}

fn plain(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A stored word as it is written in a sentence.
pub(super) fn code(word: &str) -> String {
    word.replace('_', " ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;

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

/// The name of a field.
pub fn field(kind: &str, name: &str) -> String {
    match name {
        // A person's and a host's address; of coaching it is the contact itself.
        "contact" if kind != "contact" => "contact".to_owned(),
        "of_set" => "set".to_owned(),
        "for_exercise" => "exercise and group".to_owned(),
        "of_output" | "of_canvas" => "output".to_owned(),
        "spot" | "sequence" => "place".to_owned(),
        "held" => "time".to_owned(),
        "sheet" => "output and scorer".to_owned(),
        "interest" => "conflict of interest".to_owned(),
        "cell" => "text".to_owned(),
        "of_register" => "register".to_owned(),
        "slot" => "day and time".to_owned(),
        "actual" => "when it was held".to_owned(),
        "of_session" => "session".to_owned(),
        "of_visit" => "visit".to_owned(),
        "of_plan" => "plan".to_owned(),
        "of_activity" => "activity and month".to_owned(),
        "of_month" => "plan and month".to_owned(),
        "contact" => "day and coach".to_owned(),
        "next" => "next step".to_owned(),
        "gave" => "what was given".to_owned(),
        "event" => "day and place".to_owned(),
        "attended" => "who took part".to_owned(),
        "noted" => "note".to_owned(),
        "origin" => "the plan it came from".to_owned(),
        "committed" => "commitment".to_owned(),
        "member_role" => "part in the team".to_owned(),
        "given" => "what became of it".to_owned(),
        "times" => "hours".to_owned(),
        "at" => "checkpoint".to_owned(),
        "applicable" => "applicable at home".to_owned(),
        "about" => "day and question".to_owned(),
        other => code(other),
    }
}

/// A stored word as it is written in a sentence.
fn code(word: &str) -> String {
    word.replace('_', " ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_moment_is_said_by_the_clock_on_the_wall_where_that_is_known() {
        let held = json!({ "began_ms": 1_337_673_600_000_i64, "paused_ms": 60_000, "ended_ms": null });
        let said = |zone| value(&by_the_wall_clock(held.clone(), zone));
        assert_eq!(said(Some("Asia/Bangkok")), "began 2012-05-22T15:00:00+07:00, stood still for 1:00");
        for unknown in [None, Some("Mars/Olympus")] {
            assert_eq!(said(unknown), "began 2012-05-22T08:00:00Z, stood still for 1:00");
        }
    }

    #[test]
    fn a_value_is_said_as_a_person_reads_it() {
        let cases = [
            (json!({ "status": "late", "minutes": 7, "reason": null, "approver": null }), "Late, 7 minutes"),
            (json!({ "status": "present", "reason": "flight", "approver": null, "left_early": 45 }), "Present, left 45 minutes early, flight"),
            (json!({ "status": "not_arrived", "minutes": null, "reason": null, "approver": null }), "Not arrived"),
            (json!({ "status": "excused", "minutes": null, "reason": "clinic", "approver": "Dr. K" }), "Excused, clinic, leave given by Dr. K"),
            (json!({ "status": null, "minutes": null, "reason": null, "approver": null }), "-"),
            (json!({ "title": "Silk" }), "Silk"),
            (json!({ "date": "2012-05-14", "starts_min": 510, "ends_min": 600 }), "2012-05-14, from 08:30, to 10:00"),
            (json!({ "actual_starts_min": 520, "actual_ends_min": 595 }), "from 08:40, to 09:55"),
            (json!({ "trainers": "Dr. Ploy\nSok Namuna" }), "Dr. Ploy, Sok Namuna"),
            (json!({ "room": "Hall 1" }), "Hall 1"),
            (json!({ "amount": "1250.50", "currency": "USD" }), "1250.50, USD"),
            (json!({ "how": "in_app", "since": "2012-05-25" }), "in app, since 2012-05-25"),
            (json!({ "title": "A trainer of auditors", "needed": "2012-07-01" }), "A trainer of auditors, needed by 2012-07-01"),
            (json!({ "given_state": "given", "given_on": "2012-07-05", "given": "two days" }), "given, on 2012-07-05, two days"),
            (json!({ "doing": "under_way", "percent": 40 }), "under way, 40 %"),
            (json!({ "light": "amber", "reason": "rain" }), "amber, rain"),
            (json!({ "women": 12, "men": 8, "not_stated": 0 }), "12 women, 8 men, 0 not stated"),
            (json!({ "date": "2012-07-05", "way": "visit", "coach": "Dr. Ploy" }), "2012-07-05, by Dr. Ploy, visit"),
            (json!({ "next_step": "Order the dye", "next_on": "2012-07-20" }), "Order the dye, by 2012-07-20"),
            (json!({ "number": 2, "content": "{}", "names": null }), "2"),
            (json!({ "state": "not_there", "reason": "rain" }), "not there, rain"),
            (json!({ "status": "late", "minutes": 1, "reason": null, "approver": null }), "Late, 1 minute"),
            (json!({ "turns": [{ "output": "Silk" }, { "output": "Rice" }], "seed": 731204 }), "drawn with seed 731204, Silk, then Rice"),
            (
                json!({ "began_ms": 1_337_673_600_000_i64, "paused_since_ms": null, "paused_ms": 150_000, "ended_ms": 1_337_674_200_000_i64 }),
                "began 2012-05-22T08:00:00Z, ended 2012-05-22T08:10:00Z, stood still for 2:30",
            ),
            (json!({ "relation": "helped", "why": "coached them" }), "helped the group, coached them"),
            (json!({ "points": 4 }), "4 points"),
            (
                json!({ "explained": "one signed twice", "others": 0, "signatures": 29 }),
                "29 signatures of participants, 0 of others, explained: one signed twice",
            ),
            (json!({ "explained": null, "others": 0, "signatures": 31 }), "31 signatures of participants, 0 of others"),
            (json!({ "member_role": "lead" }), "leads the team"),
            (json!({ "member_role": "member" }), "in the team"),
            (json!({ "member_role": null }), "not in the team"),
            (json!({ "grp": "A", "member_role": "rapporteur" }), "group A, rapporteur"),
            (json!(null), "-"),
            (json!({ "counted": 29, "roster": 29, "explained": null, "vehicles": null }), "29 counted + 0 explained = 29"),
            (
                json!({ "counted": 27, "roster": 29, "explained": [{ "participant": "Noy", "why": "own_way" }, { "participant": "Kham", "why": "excused" }] }),
                "27 counted + 2 explained = 29 (Noy: own way, Kham: excused)",
            ),
            (
                json!({ "counted": 28, "roster": 29, "vehicles": [{ "vehicle": "Bus", "counted": 28 }], "overridden": 1, "override_by": "Thida", "override_reason": "phoned" }),
                "28 counted + 0 explained \u{2260} 29 (28 in Bus), Thida answers for it: phoned",
            ),
            (json!({ "counted": null, "roster": null }), "-"),
        ];
        for (json, said) in cases {
            assert_eq!(value(&json), said, "{json}");
        }
    }
}

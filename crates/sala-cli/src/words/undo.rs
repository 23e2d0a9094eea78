//! Words around taking back.

use sala::decide::PutBack;
use serde_json::Value as Json;

/// What was taken back, or would be, in at most this many lines.
const SHOWN: usize = 20;

/// `mark Kumru Sophea, 2012-05-14/AM: Absent -> Present`; `value` says one of its values.
pub fn becomes(one: &PutBack, value: impl Fn(&Json) -> String) -> String {
    let record = format!("{} {}", super::kind(&one.kind), one.subject);
    let record = record.trim_end();
    if one.field == "removed" {
        return format!("{record}: {}", if one.after.is_empty() { "there again" } else { "removed" });
    }
    // A mark is all that there is of a mark.
    let field = super::field(&one.kind, &one.field);
    let of = if field == super::kind(&one.kind) { record.to_owned() } else { format!("{record}, {field}") };
    let said = |values: &[Json]| match values {
        [] => "nothing".to_owned(),
        several => several.iter().map(&value).collect::<Vec<_>>().join(" and "),
    };
    format!("{of}: {} -> {}", said(&one.before), said(&one.after))
}

/// What was taken back, or would be: of whom, if that is somebody else, and what becomes of each value.
pub fn taken_back(preview: bool, of: Option<&str>, lines: &[String]) -> String {
    let mut head = if preview { "Would take back" } else { "Taken back" }.to_owned();
    if let Some(somebody) = of {
        head.push_str(&format!(" what {somebody} did"));
    }
    match lines {
        [] => format!("{head}; nothing of it is seen."),
        [one] => format!("{head}: {one}."),
        several => {
            let shown = several.iter().take(SHOWN).map(|line| format!("\n  {line}")).collect::<String>();
            let more = several.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
            format!("{head}:{shown}{more}")
        }
    }
}

#[cfg(test)]
mod tests {
    use sala::RecordId;
    use serde_json::json;

    use super::*;

    fn one(kind: &str, field: &str, before: Vec<Json>, after: Vec<Json>) -> String {
        let one = PutBack {
            programme: "SMECEC-2012".into(),
            book: RecordId::new_at(0),
            kind: kind.into(),
            subject: "Kumru Sophea".into(),
            field: field.into(),
            before,
            after,
            names: Default::default(),
        };
        becomes(&one, |json| json.as_str().unwrap_or_default().to_owned())
    }

    #[test]
    fn each_value_is_told_with_what_stood_there_and_what_stands_there_now() {
        assert_eq!(one("mark", "mark", vec![json!("Absent")], vec![json!("Present")]), "mark Kumru Sophea: Absent -> Present");
        assert_eq!(one("participant", "name", vec![json!("A")], vec![]), "person Kumru Sophea, name: A -> nothing");
        assert_eq!(one("participant", "name", vec![json!("A")], vec![json!("A"), json!("B")]), "person Kumru Sophea, name: A -> A and B");
        assert_eq!(one("participant", "removed", vec![], vec![json!({ "removed": 1 })]), "person Kumru Sophea: removed");
        assert_eq!(one("participant", "removed", vec![json!({ "removed": 1 })], vec![]), "person Kumru Sophea: there again");
    }

    #[test]
    fn of_many_values_twenty_are_named_and_the_others_counted() {
        let lines: Vec<_> = (1..=23).map(|n| format!("line {n}")).collect();
        let told = taken_back(false, Some("Thida N."), &lines);
        assert_eq!(told.lines().next(), Some("Taken back what Thida N. did:"));
        assert_eq!(told.lines().skip(20).collect::<Vec<_>>(), ["  line 20", "  and 3 more"], "{told}");
        assert_eq!(taken_back(true, None, &lines[..1]), "Would take back: line 1.");
        assert!(!taken_back(false, None, &lines[..20]).contains("more"), "twenty are all of twenty");
    }
}

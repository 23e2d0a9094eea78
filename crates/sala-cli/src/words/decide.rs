//! Words around decisions and values kept for review.

/// What differs where a record was removed on one laptop and edited on another.
pub const REMOVED_AND_EDITED: &str = "removed here, edited there";
/// Before the value that stands in the place of one kept for review.
pub const SHOWN_INSTEAD: &str = "Shown instead:";

/// One side of such a difference.
pub const fn removal(keeps: bool) -> &'static str {
    if keeps { "kept" } else { "removed" }
}

/// What a history says of it: a record that was never removed has no such line.
pub const fn went(back: bool) -> &'static str {
    if back { "put back" } else { "removed" }
}

/// The other side: what was edited.
pub fn edited(kind: &str, subject: &str, field: &str, value: &str) -> String {
    let (kind, _) = super::kinds::kind(kind);
    format!("edited: {kind} {subject}, {field}: {value} (choosing it keeps the record)").replace("  ", " ")
}

/// Before the text made of so many values.
pub fn suggested(values: usize, clashes: usize) -> String {
    let (all, several, each) = match values {
        0..=2 => ("Both".to_owned(), "both", "both"),
        n => (format!("All {n}"), "several", "what each wrote"),
    };
    match clashes {
        0 => format!("{all} together, each changed another part"),
        1 => format!("{all} together; one place was changed by {several} and holds {each}"),
        n => format!("{all} together; {n} places were changed by {several} and hold {each}"),
    }
}

/// After deciding.
pub fn decided(n: usize) -> String {
    match n {
        0 => "Nothing was decided.".to_owned(),
        1 => "Decided. The decision travels with the next files.".to_owned(),
        n => format!("{n} differences decided. The decisions travel with the next files."),
    }
}

/// Why a value is kept and not shown.
pub fn kept(why: &str) -> String {
    if why == "newer" {
        return "A newer version of Sala wrote this: it is kept, travels on, and will be shown after the upgrade.".to_owned();
    }
    match broken(why) {
        Some(rule) => format!("It {rule}: it is kept and not shown."),
        None => format!("It breaks a rule ({why}): it is kept and not shown."),
    }
}

/// Why a value that left in a lost file stands on this laptop alone.
pub fn not_said_again(because: &str) -> String {
    let why = match because {
        "read_only" => "headquarters lets this laptop look but not write",
        "laptop_revoked" => "headquarters no longer believes this laptop",
        "programme_not_given" => "headquarters has not given the programme to this laptop",
        other => {
            return format!("It left in a file that came nowhere, and cannot be recorded again ({other}): it stands on this laptop alone. Look for the file.");
        }
    };
    format!(
        "It left in a file that came nowhere, and cannot be recorded again, for {why}: it stands on this laptop alone. \
         Look for the file, or ask headquarters to let this laptop write: its next file then lets it be recorded again."
    )
}

/// What is wrong with a value that breaks this rule.
pub fn broken(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "wrong_type" => "is of another type than this field holds",
        "ends_before_start" => "ends before it starts",
        "half_a_time" => "has a start without an end, or an end without a start",
        "unknown_code" => "is no code that exists",
        "count_out_of_range" => "counts what cannot be counted",
        "list_unreadable" => "holds a list that cannot be read",
        "headcount_does_not_add_up" => "does not add up, and nobody answers for it",
        "seats_out_of_range" => "has more seats than a vehicle, or none",
        "hash_wrong" => "names no file",
        "status_unknown" => "is no mark that exists",
        "minutes_without_late" => "has minutes without being late",
        "minutes_out_of_range" => "has minutes that cannot be",
        "present_with_reason" => "gives a reason for being present",
        "text_too_long" => "is too long",
        "amount_wrong" => "is no amount of a currency",
        "weight_out_of_range" => "weighs more than a criterion may, or nothing",
        "scale_out_of_range" => "has a scale that is too long, or none",
        "points_out_of_range" => "gives points that no scale has",
        "times_do_not_hold" => "has times that cannot be true together",
        "month_wrong" => "is of no month",
        "percent_wrong" => "says a share that cannot be",
        "reason_missing" => "does not say why",
        "version_unreadable" => "is no version of a plan that can be read",
        _ => return None,
    })
}

/// How to settle it.
pub fn put_right(id: &str, shown: bool, clears: bool) -> String {
    let keep = if shown { format!("; `sala resolve {id} --choose newest` keeps what is shown") } else { String::new() };
    let clear = if clears { ", `--value null` clears it" } else { "" };
    format!("`sala resolve {id} --value JSON` writes a value over it{clear}{keep}")
}

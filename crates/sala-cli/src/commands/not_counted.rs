//! What a laptop wrote that does not count, in words: why, and what to do about it.

use sala::bundle::{NotCounted, ReplicaStatus};

use super::check::{named, pages};
use crate::answer::{count, quoted};

/// One sentence about pages of a laptop that are here and do not count, and one about what to do.
pub fn not_counted(replica: &ReplicaStatus, found: &NotCounted, at_headquarters: bool) -> String {
    let (label, programme) = (&replica.label, named(&found.programme));
    let why = match found.why.as_str() {
        "read_only" => format!("{label} may only look"),
        "other_book" => format!("{label} may not write in {programme}"),
        _ => format!("{label} is revoked"),
    };
    let (are, they, them) = if found.entries == 1 { ("is", "it", "it") } else { ("are", "they", "them") };
    let wrote =
        format!("it wrote {} ({} in {programme}), which {are} kept and not taken in", count(found.entries, "entry", "entries"), pages(found.first, found.last));
    let label = quoted(label);
    let answer = match found.why.as_str() {
        _ if !at_headquarters => "headquarters decides".to_owned(),
        "read_only" => format!(
            "`sala accept {label}` lets it write and takes {them} in; `sala accept {label} --read-only --from-page {}` takes in what it wrote until then and nothing after",
            found.last + 1
        ),
        // Of a programme that is not here there is no code to name.
        "other_book" if found.programme.is_empty() => format!("`sala accept {label}` lets it write in all programmes and takes {them} in"),
        "other_book" => format!("`sala accept {label}` with `--programme` for each that it may write in takes {them} in"),
        _ => format!("`sala revoke {label} --lift` believes it again and takes {them} in"),
    };
    format!("{why}; {wrote}. If {they} should count: {answer}. Otherwise nothing is to be done.")
}

//! What people call the kinds of records, and what a file brought of each.

use sala::bundle::{Coded, Imported, KindChange, RevokedFormer, SharedCode};

/// Photographs and documents, as records and as contents.
const ATTACHMENT: &str = "attachment";

/// What a file changed, or would change.
pub fn changes(imported: &Imported) -> Vec<String> {
    let (differ, settled) = imported.kinds.iter().fold((0, 0), |(differ, settled), kind| (differ + kind.differ, settled + kind.settled));
    // Nobody is asked before the other side is here: it is hidden until then.
    let hidden = differ > 0 && settled == 0 && imported.conflicts == 0;
    let mut changes: Vec<_> = imported.kinds.iter().flat_map(|kind| of_kind(kind, hidden)).collect();
    // Contents come with the records that name them, or later; said beside the records only where the numbers differ.
    let named: u64 = imported.kinds.iter().filter(|k| [ATTACHMENT, "sheet"].contains(&k.kind.as_str())).map(|k| k.added).sum();
    if imported.attachments > 0 && imported.attachments != named {
        let (one, several) = kind(ATTACHMENT);
        changes.push(format!("contents of {}", many(imported.attachments, one, several)));
    }
    if imported.back > 0 {
        changes.push(format!(
            "{} of a file that was set aside here: {} back with this one",
            many(imported.back, "entry", "entries"),
            if imported.back == 1 { "it comes" } else { "they come" }
        ));
    }
    changes.extend(imported.shared_codes.iter().map(shared_code));
    changes.extend(imported.revoked.iter().map(|word| match word.revoked {
        true => format!("{} is revoked: what it wrote from some page on does not count, as `sala status` says", word.label),
        false => format!("{} is believed again", word.label),
    }));
    changes.extend(
        imported
            .forked
            .iter()
            .map(|label| format!("two laptops have written as {label}: its store was copied, or put back from an old copy; everything of both is kept")),
    );
    changes.extend(imported.revoked_former.iter().map(|former| revoked_former(&imported.from, former)));
    changes
}

/// That a laptop goes on from one that is believed no longer.
pub fn revoked_former(label: &str, former: &RevokedFormer) -> String {
    let on = former.at.as_deref().and_then(|at| at.get(..10)).map(|day| format!(" on {day}")).unwrap_or_default();
    let places: Vec<_> = former.from.iter().map(|from| format!("page {} in {}", from.page, from.programme)).collect();
    let from = if places.is_empty() { String::new() } else { format!(" from {} on", places.join(", ")) };
    format!("{label} goes on from {}, which was revoked{on}{from}: whoever has that laptop, or a copy of it, can ask so", former.label)
}

/// That several share a code, and how to name one of them.
pub fn shared_code(shared: &SharedCode) -> String {
    let n = shared.titles.len();
    let (what, todo) = match shared.of {
        Coded::Programme => ("programmes", "name them by their ids, which `sala programme list` shows"),
        Coded::Participant => ("people", "give one of them another with `sala roster recode`"),
        Coded::Plan => ("action plans", "give one of them another with `sala plan write ID --code CODE`"),
    };
    format!("{n} {what} have the code {}: {}; {todo}", shared.code, shared.titles.join(", "))
}

fn of_kind(change: &KindChange, hidden: bool) -> Vec<String> {
    let (one, several) = kind(&change.kind);
    let values = [
        (change.changed, "changed"),
        (change.differ, differs(change.differ == 1, hidden)),
        (
            change.more,
            if change.more == 1 { "that differs already has another value now: to decide" } else { "that differ already have another value now: to decide" },
        ),
        (change.settled, "decided"),
        (change.aside, "kept for review"),
    ];
    // What is new, goes or is back is counted by record, all else by value: title and time of one session are two.
    let records = [(change.added, "added"), (change.removed, "removed"), (change.put_back, "put back")];
    let records = records.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", many(n, one, several)));
    let of_values = |n| if n == 1 { many(n, one, several) } else { format!("{n} values of {several}") };
    records.chain(values.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", of_values(n)))).collect()
}

const fn differs(one: bool, hidden: bool) -> &'static str {
    match (one, hidden) {
        (true, false) => "differs: to decide",
        (false, false) => "differ: to decide",
        (true, true) => "differs from what is here; a file between them is still on its way",
        (false, true) => "differ from what is here; files between them are still on their way",
    }
}

fn many(n: u64, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

/// One record of a kind, as people call it.
pub fn one(name: &str) -> &str {
    kind(name).0
}

/// A kind of record, as people call it; one from a newer version keeps its own name.
pub(super) fn kind(name: &str) -> (&str, &str) {
    match name {
        "programme" => ("programme", "programmes"),
        "session" => ("session", "sessions"),
        "register" => ("register", "registers"),
        "participant" => ("person", "people"),
        "mark" => ("mark", "marks"),
        "sheet" => ("paper sheet", "paper sheets"),
        "register_seal" => ("register step (locked, checked or reopened)", "register steps (locked, checked or reopened)"),
        "group_set" => ("set of groups", "sets of groups"),
        "grp" => ("group", "groups"),
        "membership" => ("place in a group", "places in groups"),
        "exercise" => ("exercise", "exercises"),
        "output" => ("output", "outputs"),
        "canvas_item" => ("note on a canvas", "notes on canvases"),
        "canvas_cell" => ("cell of a canvas", "cells of canvases"),
        "output_version" => ("version of an output", "versions of outputs"),
        ATTACHMENT => ("attachment", "attachments"),
        "running_order" => ("order of presentations", "orders of presentations"),
        "presentation" => ("presentation", "presentations"),
        "criterion" => ("criterion of a rubric", "criteria of rubrics"),
        "juror" => ("juror", "jurors"),
        "scoring" => ("scoring sheet", "scoring sheets"),
        "score" => ("score", "scores"),
        "feedback" => ("piece of feedback", "pieces of feedback"),
        "visit" => ("visit", "visits"),
        "stop" => ("stop of a visit", "stops of visits"),
        "vehicle" => ("vehicle", "vehicles"),
        "ride" => ("seat in a vehicle", "seats in vehicles"),
        "headcount" => ("headcount", "headcounts"),
        "observation" => ("observation of a group", "observations of groups"),
        "review_note" => ("note of a day's review", "notes of days' reviews"),
        "plan" => ("action plan", "action plans"),
        "plan_member" => ("member of an action plan", "members of action plans"),
        "plan_partner" => ("partner of an action plan", "partners of action plans"),
        "plan_activity" => ("activity of an action plan", "activities of action plans"),
        "plan_output" => ("output of an action plan", "outputs of action plans"),
        "indicator" => ("indicator", "indicators"),
        "budget_line" => ("cost in an action plan", "costs in action plans"),
        "plan_risk" => ("risk of an action plan", "risks of action plans"),
        "assistance" => ("request for assistance", "requests for assistance"),
        "plan_version" => ("version of an action plan", "versions of action plans"),
        "commitment" => ("commitment to an action plan", "commitments to action plans"),
        "progress_report" => ("progress report", "progress reports"),
        "plan_rating" => ("rating of an action plan", "ratings of action plans"),
        "coaching_contact" => ("coaching contact", "coaching contacts"),
        "assistance_given" => ("assistance given", "pieces of assistance given"),
        "cascade_event" => ("workshop of alumni", "workshops of alumni"),
        other => (other, other),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use sala::bundle::Status;

    use super::*;

    #[test]
    fn every_kind_of_record_has_words_of_its_own() {
        let kinds = sala::registry().kinds();
        assert!(kinds.len() > 10, "the kinds were found at all: {}", kinds.len());
        let mut said = std::collections::BTreeSet::new();
        for name in kinds.iter().map(|kind| kind.name) {
            let (one, several) = kind(name);
            assert!(said.insert(one) && said.insert(several), "{name} is called like another kind, or one like several: {one}, {several}");
            assert!(!one.contains('_') && !several.contains('_'), "{name} would be shown as it is stored: {one}");
        }
        assert_eq!(kind("holograph"), ("holograph", "holograph"), "a kind from a newer version keeps its own name");
        assert_eq!(kind("grp").0, "group", "where it is stored under another name, people read theirs");
    }

    fn brought(attachments: u64, kinds: &[(&str, u64)]) -> Vec<String> {
        let of = |(kind, added): &(&str, u64)| KindChange { added: *added, ..KindChange::none_of(kind) };
        changes(&Imported { attachments, kinds: kinds.iter().map(of).collect(), ..Imported::of(Path::new(""), Status::Applied) })
    }

    #[test]
    fn a_difference_that_is_hidden_asks_for_no_decision() {
        let mark = KindChange { differ: 1, ..KindChange::none_of("mark") };
        assert_eq!(of_kind(&mark, false), ["1 mark differs: to decide"]);
        assert_eq!(of_kind(&mark, true), ["1 mark differs from what is here; a file between them is still on its way"]);
    }

    #[test]
    fn what_is_new_is_counted_by_record_and_all_else_by_value() {
        let session = |changed, differ| KindChange { added: 2, changed, differ, ..KindChange::none_of("session") };
        assert_eq!(of_kind(&session(2, 0), false), ["2 sessions added", "2 values of sessions changed"], "title and time of one session are two");
        assert_eq!(of_kind(&session(1, 0), false), ["2 sessions added", "1 session changed"], "one value is of one session");
        assert_eq!(of_kind(&session(0, 3), false), ["2 sessions added", "3 values of sessions differ: to decide"]);
        let plans = KindChange { removed: 1, put_back: 2, changed: 1, ..KindChange::none_of("plan") };
        assert_eq!(of_kind(&plans, false), ["1 action plan removed", "2 action plans put back", "1 action plan changed"]);
    }

    #[test]
    fn attachments_have_one_name_and_are_counted_once() {
        assert_eq!(brought(3, &[("attachment", 3)]), ["3 attachments added"], "records and contents came together");
        assert_eq!(brought(2, &[("attachment", 1), ("sheet", 1)]), ["1 attachment added", "1 paper sheet added"], "a sheet has its photograph");
        assert_eq!(brought(0, &[("attachment", 3)]), ["3 attachments added"], "data now");
        assert_eq!(brought(3, &[]), ["contents of 3 attachments"], "pictures later");
        assert_eq!(brought(1, &[("attachment", 3)]), ["3 attachments added", "contents of 1 attachment"], "some of each");
    }
}

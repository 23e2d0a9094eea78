//! Values of every kind, as they are said.

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
        (json!({ "no_session": 1 }), "yes"),
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
        (json!({ "explained": "one signed twice", "others": 0, "signatures": 29 }), "29 signatures of participants, 0 of others, explained: one signed twice"),
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

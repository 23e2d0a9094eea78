//! Visits, heads counted and notes of a day.

use super::{Words, w};

pub fn visits(code: &str) -> Option<Words> {
    match code {
        "host_missing" => w("The visit has no host", "name the host"),
        "no_such_visit" => w("There is no such visit[: {visit}][; there are {visits}]", "name the host, or the id that `sala visit list` shows"),
        "visit_ambiguous" => w("{visit} may be several visits: {visits}", "name the id that `sala visit list` shows"),
        "visit_follows_session" => {
            w("The visit is the session {title} of the agenda and is on its day", "move the session, or take the visit from it with `--no-session`")
        }
        "no_such_stop" => w("The visit has no such stop[: {stop}][; there are {stops}]", "`sala visit show` numbers them"),
        "stop_has_headcounts" => w("Heads were counted at this stop[ ({count})]", "take those counts away first, if they were a mistake too"),
        "no_such_vehicle" => w("The visit has no such vehicle[: {vehicle}]", "`sala visit show` lists them"),
        "seats_out_of_range" => w("No vehicle has {seats} seats", "give 1 to {max}, or leave it out"),
        "count_out_of_range" => w("{count} is no number of heads, days or hours", "give at most {max}"),
        "vehicles_do_not_add_up" => w("The vehicles hold {sum} together, and {counted} were counted", "correct one of them"),
        "not_on_the_roster" => w("{participant} is not expected on this visit", "name only participants who are on the roster"),
        "explained_twice" => w("{participant} is accounted for twice", "give one reason"),
        "headcount_does_not_add_up" => w(
            "{counted} counted and {explained} explained do not make the {roster} on the roster",
            "count again, say who is accounted for, or go on with `--override-by NAME --reason TEXT`",
        ),
        "override_not_needed" => w("The numbers meet: nobody needs to answer for them", "leave `--override-by` out"),
        "no_such_headcount" => w("Nobody counted there", "`sala visit show` lists the checkpoints"),
        "nothing_observed" => w("Nothing is said of what they observed", "give `--seen`, `--lesson`, `--applicable` or `--question`"),
        "no_such_note" => w("There is no such note[: {note}]", "`sala action-review list` shows them"),
        _ => None,
    }
}

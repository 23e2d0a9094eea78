//! What does not fit together although nobody disputes it.

use super::{Words, kept};

/// The words for a code of these.
pub(super) fn checks(code: &str) -> Option<Words> {
    match code {
        "taken_not_held" => kept(
            "The register {date}/{half} was taken ({count} marked), and by the agenda what was planned then did not happen: it is not counted",
            "what was marked is kept",
            "if it took place, say so with `sala agenda hold` or `sala visit cancel --happens`; if not, `sala attendance clear --register {date}/{half}` takes the marks away",
        ),
        "taken_without_session" => kept(
            "The register {date}/{half} was taken ({count} marked), and no session stands there any more: {titles} stood there[ and is on {now} now]",
            "what was marked is kept, and counted",
            "if it took place then, bring the session back with `sala agenda move`; if not[, `sala attendance move --register {date}/{half} --to {to_date}/{to_half}` moves the marks, and] `sala attendance clear` takes them away",
        ),
        "register_stray_taken" => kept(
            "The register {date}/{half} was taken ({count} marked), and the programme has no such register: a version before this one opened it",
            "what was marked is kept, and counted",
            "`sala attendance move --register {date}/{half} --to DATE/HALF` moves the marks to where they belong, `sala attendance clear` takes them away",
        ),
        "counted_not_held" => kept(
            "The visit to {host} on {date} is said not to have happened[ ({reason})], and heads were counted on it (at {count} of its checkpoints)",
            "both are kept",
            "if it happened, `sala visit cancel --happens`, or `sala agenda hold` where it is its session that was cancelled; if not, take the counts away with `sala visit count --remove`",
        ),
        "session_without_visit" => kept(
            "No visit of the session {title} on {date} happens ({hosts}), and the session stands in the agenda, in calendars and in the count",
            "nothing was done about it",
            "`sala agenda cancel` takes it out; where something else was done in that time, `sala agenda hold` says so",
        ),
        "visit_day_apart" => kept(
            "The visit to {host} is the session {title} and on its day, {date}; somebody who had not heard of that gave it the day {own}",
            "both days are kept",
            "move the session, take the visit from it with `sala visit change --no-session`, or say once more with `--session` that it is that one",
        ),
        "visit_not_joined" => kept(
            "The visit to {host} on {date} and the session {title} ({at}) stand beside each other and are not joined",
            "each is counted for itself",
            "`sala visit change --programme {programme} --visit {visit} --session {at}` joins them: the visit then goes where its session goes, and does not happen where that is cancelled; if they are two things, `--no-session` says so",
        ),
        "visit_not_cancelled" => kept(
            "The session {title} ({at}) is cancelled[ ({reason})], and the visit to {host} that stands beside it on {date} is expected all the same",
            "nothing was done about it",
            "`sala visit change --programme {programme} --visit {visit} --session {at}` joins them, and the visit does not happen either; if it does happen, `--no-session` says so",
        ),
        "visit_left_behind" => kept(
            "The session {title} was moved and is {at} now, and the visit to {host} stayed on {date}",
            "both stand",
            "`sala visit change --programme {programme} --visit {visit} --session {at}` joins them, and the visit is on the day of its session; if they are two things, `--no-session` says so",
        ),
        "replaced_each_other" => kept(
            "Each of these is said to be replaced by the next, and none of them is counted: {participants}",
            "what was marked of them is kept",
            "say in the window of whoever comes how they stand",
        ),
        "substitute_left_over" => kept(
            "{participants} was named to come for {nominees}, and[ {chosen}] was chosen",
            "{participants} is still on the roster, with everything that was recorded",
            "say in the window how they stand: withdrawn, or accepted where they come all the same",
        ),
        "replaced_was_there" => kept(
            "{participants} is said to be replaced[ by {by}], and was seen at {count} registers: whoever is replaced is in no figure",
            "what was marked of them is kept",
            "if they are here, say in the window how they stand (active, left early, withdrawn), and of whoever came for them too; if somebody else was meant, say that they are active, mark who it was, take their own marks away, and replace them once more",
        ),
        "notes_in_circle" => kept(
            "[{title}: ][of group {group}, ]these notes hang under each other, because two laptops each moved one of them: {notes}",
            "each is shown at the top, with what hangs under it",
            "say where one of them stands, with `sala output canvas change --output {output} --note ID --region REGION`, or by moving it in the window",
        ),
        "points_beyond_scale" => kept(
            "{title}: {name} is scored out of {out_of}, and {count} sheets give more (up to {most}), because the scale was changed where nobody had heard of them; such a sheet does not count",
            "all points are kept",
            "give these points anew with `sala score set`, on the scale that is to hold; while points stand, the scale cannot be changed: take them away first where it is the scale that is wrong",
        ),
        "points_of_other_scale" => kept(
            "{title}: {name} is scored out of {out_of}, and {count} sheets give points that were meant on another scale, because it was changed where nobody had heard of them",
            "all points are kept, and counted out of {out_of}",
            "give these points anew with `sala score set`, on the scale that is to hold, also where they are the same; while points stand, the scale cannot be changed: take them away first where it is the scale that is wrong",
        ),
        "criteria_of_one_name" => kept(
            "{title}: {count} criteria are called {name}, because laptops added it each for itself; who gave points for one of them gave none for the other, and such a sheet does not count",
            "all points are kept",
            "give the points of one anew for the other (`sala score set --points ID=N`) and take that one away with `sala rubric remove --criterion ID`, or, if both are meant, `sala rubric change --criterion ID --name NAME`; the ids: {ids}",
        ),
        "jurors_of_one_name" => kept(
            "{count} jurors are called {name}, because laptops noted them each for itself; each has sheets of their own in the results",
            "all points are kept",
            "if they are one, give the points of one anew for the other and take the empty one away (`sala score juror --name ID --remove`); if not, `sala score juror --name ID --rename NAME`; the ids: {ids}",
        ),
        _ => None,
    }
}

//! Registers, marks and who comes in whose place.

use super::{Words, w};

pub fn registers(code: &str) -> Option<Words> {
    match code {
        "no_such_participant" => w("Nobody on the roster has the code[ {participant}]", "`sala roster list` shows the codes"),
        "participant_not_enrolled" => w("{participant} left the programme", "mark somebody who takes part"),
        "participant_not_come" => w(
            "{participant} is only nominated, or did not show up",
            "mark them present at a register if they came, or correct how the enrolment stands on the roster",
        ),
        "no_such_register" => w(
            "The programme has no register[ {register}]",
            "check day and half[: on that day it has {there}]; `sala agenda import` makes the registers of its days",
        ),
        "register_locked" => w("The register is {state}", "`sala attendance reopen --reason TEXT` opens it again"),
        "register_stray" => w(
            "The programme has no register {half} on {date}: a version before this one opened it, and nobody is marked in it any more",
            "`sala attendance move` moves its marks to where they belong, `sala attendance clear` takes them away",
        ),
        "register_is_the_same" => w("The marks are in that register already", "name the other one with `--to DATE/HALF`"),
        "register_planned" => {
            w("Something is planned for the register {date}/{half}: its marks are where they belong", "mark people one by one with `sala attendance mark`")
        }
        "register_open" => w("The register is open", "`sala attendance lock` closes it"),
        "register_changed" => w("The register is not what was shown[: {participants}]", "nothing was changed; look at it again, then repeat it"),
        "unmarked_closed" => w(
            "{count|person belongs|people belong} now and not marked at this closed register: {participants}",
            "say that they had not arrived with `sala attendance advance --status not_arrived`, or open it again and mark them",
        ),
        "unmarked" => w("{count|person is|people are} not marked yet: {participants}", "mark them, or fill them in with `sala attendance fill`"),
        "reason_missing" => w("A reason is missing", "give it with `--reason TEXT`"),
        "status_unknown" => w("{value} is no status", "use present, late, excused, absent, not_arrived or departed"),
        "minutes_out_of_range" => w("Nobody comes late or leaves early by {value|minute|minutes}", "give {min} to {max}"),
        "left_without_attending" => w("Who is {status} did not leave early: only who was there leaves", "leave `--left-early` out, or say `--status present`"),
        "not_in_advance" => w("Nobody can be {status} in advance", "say excused, not_arrived or departed; the rest is marked on the day"),
        "approver_missing" => w("Leave needs somebody who gave it", "give `--approver`"),
        "no_register_between" => w("There is no register from {from} to {to}", "`sala attendance report` shows the days"),
        "signatures_out_of_range" => w("{value} cannot be a number of signatures", "give 0 to {max}"),
        "signatures_differ" => w(
            "The sheet has {signatures} signatures of participants and {others} of others; the register has {attended} and {others_attended} who were there",
            "correct the register, or say with `--explained` why it is so",
        ),
        "nominee_was_there" => w(
            "{code} was there at registers (marks: {count}): whoever is replaced never counts, and these would leave every figure",
            "if somebody came in their place from the start, `--even-so`; if {code} came and left, say in the window that they left early or withdrew",
        ),
        "replaced_already" => w("{code} does not belong to the programme any more", "add the other person to the roster instead"),
        "substitute_self" => w("Nobody comes in their own place: {code} is the nominee", "name whoever comes instead"),
        "substitute_gone" => w("{by} left the programme", "name somebody who is on the roster, or correct how the enrolment of {by} stands"),
        "substitute_taken" => w("{by} comes in the place of {code} already", "name somebody else, or correct how the enrolment of {code} stands"),
        "replaced_in_circle" => w("{code} came in the place of {by}", "correct how the enrolment of {by} stands: whoever comes after all needs no substitute"),
        "halves_and_sessions" => w("A programme takes its registers by half day or by session, not both", "use SESSION alone, or AM, PM and EVE"),
        "minutes_without_late" => w("Only who is late has minutes, not who is {status}", "leave `--minutes` out, or say `--status late`"),
        "present_with_reason" => w("Who is present needs no reason", "leave reason and approver out"),
        _ => None,
    }
}

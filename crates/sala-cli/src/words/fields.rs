//! What a field is called.

use super::values::code;

/// The name of a field.
pub fn field(kind: &str, name: &str) -> String {
    match name {
        // A person's and a host's address; of coaching it is the contact itself.
        "contact" if kind != "contact" => "contact".to_owned(),
        "no_session" => "said to be no session of the agenda".to_owned(),
        "known_there" => "registers where they were seen, as known when they were replaced".to_owned(),
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
        "given_on" => "scale of the points".to_owned(),
        "times" => "hours".to_owned(),
        "at" => "checkpoint".to_owned(),
        "applicable" => "applicable at home".to_owned(),
        "seal" => "closed or opened".to_owned(),
        "about" if kind == "feedback" => "about".to_owned(),
        "about" => "day and question".to_owned(),
        "frozen" => "kept as".to_owned(),
        "removed" => "the record".to_owned(),
        other => code(other),
    }
}

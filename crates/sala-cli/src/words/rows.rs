//! Why one row of a list is refused, or worth a second look.

use sala::agenda::{Overlap, clock, views::Day};

/// The words for a row's code.
pub const fn row(code: &str) -> &str {
    match code.as_bytes() {
        b"name_missing" => "no name",
        b"name_too_long" => "the name is too long",
        b"name_without_letters" => "a name has letters",
        b"text_missing" => "nothing is written here",
        b"text_too_long" => "the text is too long",
        b"country_unknown" => "no such country; ISO 3166-1 codes and English names are known",
        b"sex_unknown" => "F, M, X, or empty for not stated",
        b"language_unknown" => "no such language; BCP 47 codes and English names are known",
        b"org_type_unknown" => "no such kind of organisation",
        b"role_unknown" => "no such role",
        b"email_invalid" => "no e-mail address",
        b"code_invalid" => "a code has at most 16 characters and no blanks",
        b"code_repeated" => "more than one row has this code: keep it in the row that is right",
        b"code_of_another" => "this code belongs to somebody else",
        b"status_unknown" => "present, late, excused, absent, not_arrived or departed",
        b"date_invalid" | b"date_wrong" => "no date; dates are written as 2012-05-14",
        b"date_ambiguous" => "day and month cannot be told apart; dates are written as 2012-05-14",
        b"date_thai_year" | b"thai_year" => "a Thai year; the Gregorian year is 543 less",
        b"year_unlikely" => "hardly the year that is meant",
        b"day_outside_programme" => "outside the programme's dates",
        b"ends_before_start" => "it ends before it starts",
        b"time_invalid" => "no time; times are written as 08:30",
        b"method_unknown" => "no such method",
        b"title_missing" => "no title",
        b"too_many_trainers" => "more trainers than one session can have",
        b"no_such_register" => "the programme has no such register",
        b"register_locked" => "this register is closed",
        b"register_stray" => "the programme has no such register; an earlier version opened it",
        b"no_such_participant" => "nobody on the roster has this code",
        b"code_ambiguous" => "two people have this code",
        b"participant_not_enrolled" => "this person left the programme",
        b"participant_not_come" => "this person is only nominated, or did not show up",
        b"not_a_number" => "no number",
        b"minutes_out_of_range" => "minutes late are 1 to 600",
        b"minutes_without_late" => "only who is late has minutes",
        b"present_with_reason" => "who is present needs no reason",
        b"row_twice" => "the same as in another row, whose number this is",
        b"doing_unknown" => "none of the words that can be chosen here",
        b"doing_missing" => "a share is written and not how the activity stands",
        b"percent_unreadable" => "no whole number from 0 to 100",
        b"percent_ambiguous" => "1 may be one in a hundred, or 100 % as a spreadsheet program keeps it: write 100, or 1 %",
        b"percent_out_of_range" => "a share is 0 to 100",
        b"percent_contradicts" => "what is done is done whole, and what has not begun has no share",
        b"light_unknown" => "green, amber or red",
        b"light_missing" => "a reason is written and no colour",
        b"reason_missing" => "amber and red say why",
        b"count_unreadable" => "no whole number",
        b"count_out_of_range" => "a number of people is 0 or more",
        b"count_missing" => "empty beside a number: write 0 where there were none",
        b"day_to_come" => "a day that is still to come",
        b"formula_cell" => "worked out from other cells: write the value itself",
        b"activity_gone" => "this activity is no longer in the plan",
        b"day_before_programme" => "a day before the programme",
        b"indicator_gone" => "this indicator is no longer in the plan",
        b"actual_missing" => "a day on which nothing was measured",
        b"slip_damaged" => "the hidden part of this row is damaged: ask for a new form",
        b"date_unreadable" => "no date; dates are written as 2012-05-14",
        b"same_email" => "the same e-mail address",
        b"same_name" => "the same name",
        b"same_name_ignoring_honorific" => "the same name, apart from a title such as U or Daw",
        b"same_name_other_order" => "the same names in another order",
        b"same_name_without_accents" => "the same name, apart from accents",
        b"same_native_name" => "the same name in its own script",
        b"close_spelling_same_organisation" => "almost the same name, in the same organisation",
        _ => code,
    }
}

/// What a person should look at in a row that is taken in.
pub const fn note(code: &str) -> &str {
    match code.as_bytes() {
        b"zawgyi" => "looks like Zawgyi: type it in Unicode, or it is unreadable on other machines",
        b"name_was_capitals" => "the name was all in capitals",
        b"controls_removed" => "hidden characters were removed",
        b"phone_kept_as_typed" => "no telephone number that can be dialled from abroad; kept as typed",
        b"code_kept" => "this person keeps the code they have",
        _ => code,
    }
}

/// Two sessions that get in each other's way.
pub fn overlap(day: &Day, overlap: &Overlap) -> String {
    // What is no session of the agenda is a visit, and is called by its host.
    let host = overlap.what.as_deref().unwrap_or_default();
    let title = |id| day.sessions.iter().find(|line| line.id == id).map_or(host, |line| line.title.as_str());
    let why = match (overlap.code, overlap.what.as_deref()) {
        ("room_twice", Some(room)) => format!("both are in {room}"),
        ("trainer_twice", Some(name)) => format!("both need {name}"),
        ("everybody_away", _) => "everybody is on the visit, and the other is for everybody".to_owned(),
        _ => "both are for everybody, and no two rooms are named".to_owned(),
    };
    let (from, to) = (clock(overlap.starts_min), clock(overlap.ends_min));
    format!("Overlap on {} from {from} to {to}: {} and {}; {why}.", day.date, title(overlap.first), title(overlap.second))
}

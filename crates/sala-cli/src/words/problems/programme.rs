//! The programme, its agenda and its people.

use super::{Words, w};

pub fn programme(code: &str) -> Option<Words> {
    match code {
        "no_such_programme" => {
            w("No programme here has the code[ {programme}]", "`sala programme list` shows what there is; another may be on its way in a file")
        }
        "programme_code_taken" => w("There is a programme {code} already", "give the new one another code"),
        "programme_code_missing" => w("The programme has no code", "give it one of 1 to 32 characters without blanks or slashes"),
        "programme_code_invalid" => w("{code} cannot be a programme's code", "use 1 to 32 characters without blanks or slashes"),
        "programme_title_missing" => w("The programme has no title", "give it one"),
        "programme_too_long" => w("The programme would last {days} days, and {limit} is too long", "check its dates"),
        "programme_file_invalid" => w(
            "Line {line} of the programme's description holds something else than belongs there: {text}",
            "correct it; docs/command-line.md says what it holds",
        ),
        "programme_file_not_json" => w("The programme's description is no JSON[: see line {line}][, {text}]", "correct it, or choose the right file"),
        "programme_file_not_object" => w("The file describes no programme", "a description is one JSON object with code, title, starts and ends"),
        "programme_field_missing" => w("The programme's description has no {field}", "add it; docs/command-line.md says what it holds"),
        "demo_already_here" => w("The built-in programme is in this store already", "`sala programme show {programme}` shows it"),
        "demo_in_joined_store" => w(
            "This laptop belongs to {organisation}, and everybody in the built-in programme is invented: they would travel with its next file",
            "look round in another store with `--store DIR`",
        ),
        "demo_beside_programmes" => w(
            "This store holds {programmes}, and everybody in the built-in programme is invented: they would travel with the next pack",
            "look round in another store with `--store DIR`",
        ),
        "thai_year" => w("{date} looks like a Thai year", "write the Gregorian date[, {meant}]"),
        "year_unlikely" => w("{date} is hardly the year that is meant", "correct it"),
        "ends_after_midnight" => w("It would end after midnight", "let it begin earlier, or make it shorter first: a session is over on its own day"),
        "no_such_session" => w("The programme has no session[ {session}]", "name one as 2012-05-14/08:30 or by its id; `sala agenda list` shows them"),
        "session_ambiguous" => {
            w("Several sessions begin at {session}: {titles}", "add how the title of one begins, as in {session}/TITLE, or name its id: {ids}")
        }
        "swap_with_itself" => w("A session cannot exchange its time with itself", "name another one"),
        "sessions_changed" => w("{title} is no longer when it was shown", "look at the agenda again, then repeat it"),
        "too_many_trainers" => w("{count} trainers are too many for one session: at most {limit} are kept", "leave some out"),
        "agenda_empty" => w("The agenda is empty", "`sala agenda import FILE` brings sessions"),
        "date_wrong" => w("{value} is no date", "write dates as 2012-05-14"),
        "time_invalid" => w("That is no time[: {value}]", "write times as 08:30"),
        "ends_before_start" => w("It would end before it starts[ ({starts} to {ends})]", "correct the dates or hours"),
        "outside_session" => w("The visit would lie outside its session ({starts} to {ends})", "correct the hours, move the session, or part the two"),
        "day_before_programme" => w("{date} is before the programme, which began on {starts}", "correct the day"),
        "presentation_too_long" => w("Nobody presents for longer than a day", "correct when it began or ended"),
        "day_outside_programme" => w("{date} is not within the programme's dates", "correct it, or the programme's dates"),
        "half_unknown" => w("{half} cannot be a register of a day, or stands there twice", "use AM, PM and EVE, each once, or SESSION alone"),
        "halves_missing" => w("The programme's days have no registers", "name them: AM, PM, EVE, or leave `registers_per_day` out for AM and PM"),
        "register_empty" => {
            w("Nobody who takes part is on this register yet", "import the roster, or the file that brings it; mark whoever came, if they are only nominated")
        }
        "rule_out_of_range" => w("The rule {rule} cannot be {value}", "give a number from 0 to {most}"),
        "timezone_invalid" => w("There is no time zone[ {timezone}]", "write it as the IANA database does, such as Asia/Bangkok"),
        "title_missing" => w("The title is missing", "give it one"),
        "name_missing" => w("The name is missing", "give it"),
        "name_too_long" => w("The name is longer than {limit} characters", "shorten it"),
        "name_without_letters" => w("{name} has no letters and is no name", "correct it"),
        "name_taken" => w("The name {name} is taken", "choose another"),
        "text_missing" => w("The {field} is missing", "give it"),
        "text_too_long" => w("The {field} is too long: at most {max} characters are kept", "shorten it"),
        "code_invalid" => w("{code} cannot be a person's code", "use at most 16 characters without blanks"),
        "code_taken" => w("The code {code} is taken", "choose another"),
        "code_ambiguous" => w(
            "Two people have the code {code}: two laptops gave it at the same time",
            "name the person by the id that `sala roster list --json` shows, or give them another code with `sala roster recode`",
        ),
        "email_invalid" => w("{email} is no e-mail address", "correct it"),
        "isic_invalid" => w(
            "{isic} is no code of ISIC Rev. 4[ (plan {plan})]",
            "give a section (a letter from A to U), or two to four digits that begin with a division, such as 10 or 1061",
        ),
        "plan_code_missing" => w("An action plan has no code", "give it one"),
        "plan_code_taken" => w("Another action plan has the code {code}", "choose another code"),
        "plan_code_ambiguous" => w(
            "Several action plans have the code {code}: two laptops gave it at the same time",
            "name the one you mean by its id ({ids}), or give it another code with `sala plan write ID --code CODE`",
        ),
        "seen_of_one" => w("`--seen` belongs to one difference", "name one difference with it"),
        _ => None,
    }
}

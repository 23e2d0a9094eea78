//! Of action plans.

use super::{Words, w};

pub(super) fn plans(code: &str) -> Option<Words> {
    match code {
        "no_such_plan" => w("The programme has no action plan[ {code}]", "`sala plan list` shows them"),
        "no_such_line" => w("The plan has no line[ {line}]", "`sala plan show --json` names them"),
        "no_such_output_version" => w("The output has no version {version}[; there are {versions}]", "`sala output versions` tells them"),
        "no_such_version" => w("[The plan {plan} has no version {version}][; there are {versions}]", "`sala plan show` tells them"),
        "line_fields_mixed" => w("These values do not belong to one line of a plan", "write one line at a time"),
        "field_unknown" => w("{field} is no field of this line", "use one of {fields}"),
        "field_without_value" => w("{field} has no value", "write it as FIELD=VALUE"),
        "date_unreadable" => w("{value} is no day", "write it as 2012-06-01"),
        "word_unknown" => w("{value} is no word for {name}", "use one of these: {words}"),
        "amount_wrong" => {
            w("{amount} is no amount of this currency", "write figures, such as 1250.50 or 1,250.50: a point before cents, which dong and the like do not have")
        }
        "month_not_followed" => {
            w("The plans are followed from {first} to {last}, and not in {month}", "correct the month, or the months of the programme's rules")
        }
        "country_unknown" => w("That is no country[: {value}]", "give its two letters (ISO 3166-1), such as KH"),
        "currency_unknown" => w("That is no currency[: {currency}]", "use its three letters, such as THB"),
        "plan_without_activities" => w("The plan has no activity that could be told of", "write its first activity: `sala plan line`"),
        "plan_empty" => w("The plan says nothing yet", "write its problem, its objective or its first activity"),
        "plan_without_commitment" => w("Nobody stands for the plan yet", "`sala plan commit` notes who does"),
        "plan_steps_skipped" => {
            w("Nobody stands for the plan that would be {to}", "`sala plan commit` notes who does; or `--reason TEXT` says why it goes on without")
        }
        "origin_taken" => w("{plan} came from {origin} already", "name it first with `--by`, or take that back with `sala plan came-from`"),
        "plan_committed" => w("People stand for this plan: {commitments}", "`sala plan state --to dropped --reason TEXT` keeps what they promised"),
        "successor_missing" => w("Which plan takes its place is missing", "name it with `--successor CODE`"),
        "successor_is_itself" => w("A plan cannot take its own place", "name another"),
        "successor_over" => {
            w("{plan} is {state}, and nothing more is expected of it", "name a plan that is carried out, or bring {plan} back first with `sala plan state`")
        }
        "stage_without_consortium" => w("{plan} is no plan to form a consortium, and only those have stages", "leave the stage out"),
        "day_to_come" => w("{date} is still to come, and this tells what happened", "give a day up to {last}; if the day is right, set this laptop's clock"),
        "successor_in_a_circle" => w("That plan's place was taken by this one", "name a plan that is still carried out"),
        "not_in_team" => w("{participant} is not in the plan's team", "seat the person in the team first"),
        "no_such_word" => w("Nothing of the kind was told of this plan", "`sala plan months --json` names what was"),
        "line_ambiguous" => w("The plan has several lines called {line}", "name one by its id, which `sala plan show --json` tells"),
        "month_unreadable" => w("{value} is no month", "write it as 2012-06"),
        "percent_out_of_range" => w("A share is 0 to 100[, not {percent}]", "write how much is done in percent"),
        "percent_contradicts" => w("An activity that is {doing} is not {percent} % done", "leave the share out, or say that it is under_way"),
        "next_before_contact" => w("The next step would be on {next}, before the contact on {date}", "name a later day"),
        "not_a_form" => w("This file is no form of Sala", "`sala plan form` writes one; send the file itself back, not a copy of its cells"),
        "form_preview" => w("This was only a look at the form", "read it without `--preview`"),
        "form_newer" => w("This form was written by a later version of Sala", "install that version, or send a new form"),
        "form_damaged" => w("The hidden part of this form is damaged", "`sala plan form` writes a new one"),
        "form_other_programme" => w("This form is of another programme", "name that one with `--programme`"),
        "not_standing" => w(
            "For this version of {plan} nobody noted that they stand: {participants}",
            "`sala plan show` says who stands for which version; `--version` names another one",
        ),
        "form_other_plan" => w("This form is not of the plan {plan}[, but of {form}]", "name the plan that it is of"),
        "form_rows_refused" => w("{refused|cell|cells} of this form could not be read", "put that right and read it again"),
        _ => None,
    }
}

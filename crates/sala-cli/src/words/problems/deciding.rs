//! Differences, and deciding them.

use super::{Words, w};

pub fn deciding(code: &str) -> Option<Words> {
    match code {
        "no_such_kind" => w("No kind of record is called {kind}", "write it as `sala conflicts --json` does, such as `mark`"),
        "value_incomplete" => {
            w("The value says nothing of {part}, and all that were recorded do", "give all parts of {field}, as `sala conflicts --json` shows them")
        }
        "no_such_conflict" => w("There is no difference {id}: perhaps it was decided meanwhile", "`sala conflicts` shows what waits"),
        "several_values_of" => w("{laptop} recorded several values here", "choose one by its number, as `sala conflicts` shows them"),
        "no_value_of" => w("{laptop} recorded no value here[; those who did: {laptops}]", "`sala conflicts` shows whose values there are"),
        "no_such_laptop" => w("No laptop called {laptop} is known here", "choose one of those whose values there are[: {laptops}]"),
        "no_suggestion" => w("These changes cannot be put together", "choose a value by its number, or give one with --value"),
        "number_for_all" => w("A number means another laptop's value in each difference", "choose `newest` or a laptop by its label"),
        "removal_too_large" => w("Too much stands in this record to remove it at once[ ({entries|value|values})]", "remove what stands in it first"),
        "conflict_changed" => w("Another value for this came in after it was shown", "look at `sala conflicts` again, then decide"),
        "no_such_choice" => w("There is no value {n}; there are {of}", "choose one with `--choose N`"),
        "value_not_json" => {
            w("The value is no JSON[: {value}]", "write it as `sala conflicts --json` shows it, a text in quotation marks; `null` clears what may be empty")
        }
        _ => None,
    }
}

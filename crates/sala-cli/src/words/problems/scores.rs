//! Of presentations and scores.

use super::{Words, w};

pub(super) fn scores(code: &str) -> Option<Words> {
    match code {
        "output_ambiguous" => w("Several outputs of this exercise are by {group}", "name the one you mean by its id: {choices}"),
        "output_twice" => w("One output stands twice in this order", "name each once"),
        "nothing_to_present" => w("This exercise has no outputs yet", "`sala output add` writes down what a group produced"),
        "presentation_minutes" => w("Nobody presents for {value|minute|minutes}", "give 1 to {max}, or 0 to leave it open"),
        "presentation_over" => w("This presentation is over", "`sala presentation take-back` lets it begin anew"),
        "another_presents" => w("The time of {title}[ ({group})] is running", "end or pause that one first"),
        "presentation_not_begun" => w("This presentation has not begun", "`sala presentation begin` begins it"),
        "rubric_begun" => w("This exercise has a rubric already", "add to it, or change it"),
        "rubric_full" => w("A rubric has {most} criteria at most", "take one away first"),
        "weight_out_of_range" => w("A criterion cannot weigh {value}", "give 1 to {max}"),
        "scale_out_of_range" => w("A scale cannot end at {value|point|points}", "give 1 to {max}"),
        "criterion_scored" => w("Points were given for this criterion[ ({scores})]: on another scale they would mean something else", "add another criterion"),
        "no_such_criterion" => w("The rubric has no such criterion[: {criterion}][; there are {criteria}]", "`sala rubric list` shows them"),
        "criterion_ambiguous" => {
            w("Several criteria of the rubric are called {name}: two laptops added it at the same time", "name the one you mean by its id: {ids}")
        }
        "juror_ambiguous" => w("Several jurors are called {name}: two laptops noted them at the same time", "name the one you mean by their id: {ids}"),
        "no_such_scorer" => w("Nobody here may score under that name[: {scorer}]", "`sala score list` shows who may; `sala score juror` notes a juror"),
        "scorer_missing" => w("Who scores is missing", "name them with `--person`, `--by-group` or `--juror`"),
        "juror_has_scores" => w("This juror gave points[ on {sheets|sheet|sheets}]", "remove what they gave first, if that was a mistake too"),
        "own_group" => w("[{scorer}: ]nobody scores their own group", "let somebody else score it"),
        "points_outside" => w("{value} is outside the scale of this criterion", "give 0 to {max}"),
        "points_unreadable" => w("{value} is no number of points", "write whole numbers, as CRITERION=4"),
        "no_such_sheet" => w("This scorer has no sheet for that output", "`sala score list` shows them"),
        "no_such_feedback" => w("There is no such feedback[: {feedback}]", "`sala feedback list` shows it"),
        _ => None,
    }
}

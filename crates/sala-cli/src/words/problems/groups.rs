//! Groups, draws, exercises, outputs and their canvases.

use super::{Words, w};

pub fn groups(code: &str) -> Option<Words> {
    match code {
        "no_canvas" => w("The output has no canvas", "`sala output canvas begin` gives it one"),
        "canvas_has_notes" => w("The canvas says something already", "take its notes off before it becomes another"),
        "canvas_full" => w("A canvas holds {most} notes at most", "take some off, or begin another output"),
        "no_such_region" => w("A {canvas} has no {region}", "`sala output canvas show` shows its regions"),
        "no_such_item" => w("There is no such note on this canvas", "`sala output canvas show` shows them"),
        "no_such_heading" => {
            w("No heading, or more than one, says {heading}[; there are {headings}]", "name it by its place, which `sala output canvas show` shows")
        }
        "note_too_deep" => {
            w("A tree goes {most} levels deep, and this note, or what hangs under it, would hang deeper", "hang it further up, or write it beside the others")
        }
        "note_beneath_itself" => w("A note cannot hang under what hangs under it", "hang it elsewhere"),
        "outside_scale" => w("{value} is outside the scale", "give 1 to 5"),
        "group_ambiguous" => w("Several sets have a group {group}", "name it with its set: {choices}"),
        "no_such_group" => w("There is no group[ {group}][; there are {groups}]", "`sala groups list` names them"),
        "no_such_group_set" => w("There is no such set of groups", "`sala groups list` shows them"),
        "draw_shape_missing" => w("It is not said how many groups to draw", "give `--groups N` or `--size N`"),
        "draw_has_groups" => w("The set has its {groups} groups already", "leave `--groups` and `--size` out: whoever has no group is drawn into them"),
        "draw_too_many_groups" => w("{people} people do not make {groups} groups", "ask for fewer"),
        "draw_nobody" => {
            w("There is nobody to draw[: all {people} have a place]", "name a new set with `--set NAME`, or take people out of their groups first")
        }
        "draw_not_drawn" => {
            w("A person[, {participant},] is not drawn and cannot be put in a group by hand", "pin only participants who have no place in the set")
        }
        "draw_pinned_twice" => w("{participant} is put in two groups by hand", "leave one of them out"),
        "draw_changed" => w("What comes of the draw is not what was shown", "draw again: people or groups have changed meanwhile"),
        "pin_unreadable" => w("{pin} does not say whom to put where", "write `--pin P07=A`"),
        "group_not_empty" => w("The group still has {members|member|members}", "place whoever is in it elsewhere first"),
        "group_has_outputs" => w("There are outputs of this group[ ({outputs})]", "remove them first (`sala output remove`), if they were a mistake too"),
        "exercise_has_brief" => w("The exercise[ {title}] has a brief already, and this is another", "`sala output brief` changes it"),
        "exercise_has_outputs" => w("The exercise has outputs[ ({outputs})]", "remove them first (`sala output remove`), if they were a mistake too"),
        "no_such_exercise" => w("There is no such exercise", "`sala output add --exercise NAME` makes one"),
        "no_such_output" => w("There is no such output", "`sala output list` shows them"),
        "output_final" => w("The output is final", "send it back to an earlier state first"),
        "output_empty" => w("The output has neither text nor files", "add one of them first"),
        "output_step" => w("An output does not go from {from} to {to}", "take one step at a time"),
        _ => None,
    }
}

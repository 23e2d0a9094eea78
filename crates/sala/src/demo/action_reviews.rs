//! What the team expected of some days, and what it made of them.

use crate::{
    Desk, Error, RecordId, Result,
    action_review::{self, Asked, NewNote},
    groups::views::find_group,
};

/// Day, question, group if one says so, answer.
const NOTES: &[(&str, Asked, Option<&str>, &str)] = &[
    ("2012-05-14", Asked::Expect, None, "People meet for the first time: the morning will begin late and end in good spirits."),
    ("2012-05-14", Asked::Happened, None, "Began twelve minutes late. The introductions by map worked; the pre-test took longer than planned."),
    ("2012-05-14", Asked::Keep, None, "Introducing oneself at the map, in one's own language first."),
    ("2012-05-14", Asked::Change, None, "Print the pre-test in Khmer and Burmese as well."),
    ("2012-05-17", Asked::Expect, None, "Group B wants to see how packaging is bought together. Korat is two hours away if the road is open."),
    ("2012-05-17", Asked::Intended, None, "Two hosts in one day, and every group comes home with one thing for its own cluster."),
    ("2012-05-17", Asked::Happened, None, "The road is being mended: forty minutes late at the first host, and no time for questions at the second."),
    ("2012-05-17", Asked::Happened, Some("C"), "We saw the cold store but could not ask what it costs."),
    ("2012-05-17", Asked::Keep, None, "Two people at the door of the bus, one with the list: nobody was waited for."),
    ("2012-05-17", Asked::Change, None, "Leave half an hour earlier. Each group chooses its two questions before the bus leaves."),
    ("2012-05-18", Asked::Expect, None, "The potters speak of the kiln at nine; the groups have their two questions ready."),
    ("2012-05-18", Asked::Happened, None, "On time at both hosts. The questions were asked, and the answers written down on the way back."),
    ("2012-05-18", Asked::Keep, None, "Two questions for each group, chosen in the morning."),
    ("2012-05-18", Asked::Change, Some("E"), "Give us the host's own figures the evening before."),
];

pub(super) fn write(desk: &Desk, programme: RecordId) -> Result<()> {
    desk.change(programme, "action_reviews", |change| {
        for (date, asked, group, text) in NOTES {
            let group = group.map(|name| find_group(change.sql(), change.book(), name)).transpose()?.flatten();
            let date = date.parse().map_err(|e| Error::damaged("demo", e))?;
            action_review::add(change, &NewNote { date, asked: *asked, group, text: (*text).to_owned() })?;
        }
        Ok(())
    })
}

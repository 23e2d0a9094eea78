//! Five groups, two exercises, and what the groups put on paper.

use std::io::Cursor;

use super::{
    GROUPS,
    canvases::{self, Filled},
};
use crate::{
    Desk, Error, Problem, RecordId, Result,
    groups::{self, views::sets},
    outputs::{self, New, State},
    people::table::read_bytes,
};

const FLIPCHART_A: &[u8] = include_bytes!("files/flipchart-group-a.jpg");
const FLIPCHART_B: &[u8] = include_bytes!("files/flipchart-group-b.jpg");
const FLIPCHART_C: &[u8] = include_bytes!("files/flipchart-group-c.jpg");

const SET: &str = "Mixed groups";
const MAPPING: &str = "Cluster mapping exercise";
const MAPPING_BRIEF: &str = "Choose one cluster from a country of your group. Draw its enterprises, suppliers, buyers and supporting organisations, \
                             and the strength of each link. Be ready to explain the map in ten minutes.";
const SWOT: &str = "SWOT of a home cluster";
const SWOT_BRIEF: &str = "For the cluster that you mapped: strengths, weaknesses, opportunities and threats, three of each at most, and the one \
                          thing to begin with.";

/// One output of one group.
struct Sheet {
    group: &'static str,
    exercise: &'static str,
    title: &'static str,
    body: &'static str,
    picture: Option<(&'static str, &'static [u8])>,
    canvas: Filled,
    /// How far it has come.
    state: State,
}

const SHEETS: &[Sheet] = &[
    Sheet {
        group: "A",
        exercise: MAPPING,
        title: "Silk weavers around Vientiane",
        body: "Centre: household weavers and three workshops that finish and sell.\n\
               Strong links: weavers - village collectors; workshops - tourist shops.\n\
               Weak links: dye suppliers, design school, bank.\n\
               Missing: anybody who tests colour fastness.",
        picture: Some(("flipchart-group-a.jpg", FLIPCHART_A)),
        canvas: canvases::SILK,
        state: State::Final,
    },
    Sheet {
        group: "B",
        exercise: MAPPING,
        title: "Milled organic rice, Battambang",
        body: "Centre: eleven rice mills, four of them certified.\n\
               Strong links: mills - farmers' cooperatives.\n\
               Weak links: mills - each other; mills - exporters.\n\
               Opportunity: one common certificate and one common label.",
        picture: Some(("flipchart-group-b.jpg", FLIPCHART_B)),
        canvas: canvases::RICE,
        state: State::Presented,
    },
    Sheet {
        group: "C",
        exercise: MAPPING,
        title: "Dehydrated vegetables, Shan State",
        body: "Centre: small dryers that buy from the same growers.\n\
               They compete for raw material in the season and stand idle for five months.\n\
               Missing: cold storage, a laboratory, joint purchase of packaging.",
        picture: Some(("flipchart-group-c.jpg", FLIPCHART_C)),
        canvas: canvases::VEGETABLES,
        state: State::Submitted,
    },
    Sheet {
        group: "D",
        exercise: SWOT,
        title: "SWOT: coffee of the Central Highlands",
        body: "Begin with: one cupping day a month for all growers.",
        picture: None,
        canvas: canvases::COFFEE,
        state: State::Presented,
    },
    Sheet {
        group: "E",
        exercise: SWOT,
        title: "SWOT: furniture makers of Savannakhet",
        body: "",
        picture: None,
        canvas: canvases::FURNITURE,
        state: State::Draft,
    },
];

/// The groups as they were drawn.
pub(super) fn form(desk: &Desk, programme: RecordId) -> Result<()> {
    let list = read_bytes(GROUPS)?;
    let table = list.sheets.first().ok_or_else(|| Error::damaged("demo", "no list of groups"))?;
    desk.change(programme, "groups_import", |change| {
        let done = groups::import(change, SET, table)?;
        if done.refused.is_empty() { Ok(()) } else { Problem::new("groups_rows_refused").with("refused", done.refused.len()).refuse() }
    })
}

/// The exercises and what came of them.
pub(super) fn produce(desk: &Desk, programme: RecordId) -> Result<()> {
    for (title, brief) in [(MAPPING, MAPPING_BRIEF), (SWOT, SWOT_BRIEF)] {
        desk.change(programme, "exercise_add", |change| outputs::exercise(change, title, brief))?;
    }
    SHEETS.iter().try_for_each(|sheet| put_up(desk, programme, sheet))
}

fn put_up(desk: &Desk, programme: RecordId, sheet: &Sheet) -> Result<()> {
    let (exercise, group) = desk.read(|reader| {
        let book = reader.book(programme)?;
        let exercise = outputs::views::find_exercise(reader.sql(), book, sheet.exercise)?;
        let group = sets(reader.sql(), book)?.into_iter().flat_map(|set| set.groups).find(|group| group.name == sheet.group).map(|group| group.id);
        Ok((exercise.ok_or_else(|| Error::Refused(Problem::new("no_such_exercise")))?, group))
    })?;
    let picture = sheet.picture.map(|(name, bytes)| outputs::bring(desk, &mut Cursor::new(bytes), name)).transpose()?;
    let new = New { exercise, group, title: sheet.title.to_owned(), body: sheet.body.to_owned() };
    let output = desk.change(programme, "output_add", |change| {
        let output = outputs::add(change, &new)?;
        canvases::fill(change, output, &sheet.canvas)?;
        if let Some(picture) = &picture {
            outputs::hang(change, output, picture)?;
        }
        Ok(output)
    })?;
    for state in State::ALL.into_iter().filter(|state| *state != State::Draft && *state <= sheet.state) {
        desk.change(programme, "output_advance", |change| outputs::advance(change, output, state, None))?;
    }
    Ok(())
}

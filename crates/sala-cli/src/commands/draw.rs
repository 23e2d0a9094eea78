//! Drawing balanced groups.

use clap::{ArgGroup, Args};
use sala::{
    Desk, Error, Problem, Result,
    attendance::views::find_person,
    groups::{
        draw::{self, Ask, Drawing, Pin, Shape, Target, Wishes},
        views::find_set,
    },
};

use super::{groups::SET, programme_of};
use crate::{
    answer::{Answer, count, or_dash, table},
    cli::OfProgramme,
    words,
};

/// `sala groups draw`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("shape").args(["groups", "size"]))]
pub struct Draw {
    #[command(flatten)]
    of: OfProgramme,
    /// The set: a new one, or one that is there, whose unplaced people are drawn
    #[arg(long, value_name = "NAME", default_value = SET)]
    set: String,
    /// So many groups
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    groups: Option<u32>,
    /// As many groups as it takes for none to have more people than this
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    size: Option<u32>,
    /// What chance begins with: the same seed draws the same groups
    #[arg(long, value_name = "S")]
    seed: Option<u32>,
    /// Put somebody in a group by hand; may be given several times
    #[arg(long, value_name = "CODE=GROUP")]
    pin: Vec<String>,
    /// An earlier set whose pairs should not meet again; may be given several times
    #[arg(long, value_name = "SET")]
    apart_from: Vec<String>,
    /// So many countries at least in each group; 0 asks for none
    #[arg(long, value_name = "N")]
    countries: Option<u32>,
    /// So many kinds of organisation at least in each group; 0 asks for none
    #[arg(long, value_name = "N")]
    organisations: Option<u32>,
    /// Do not spread women evenly
    #[arg(long)]
    uneven_women: bool,
    /// A woman may be the only one in her group
    #[arg(long)]
    allow_lone_woman: bool,
    /// No man is the only one in his group either
    #[arg(long)]
    no_lone_man: bool,
    /// Do not look for partners in a language
    #[arg(long)]
    any_language: bool,
    /// Show what would come of it and write nothing
    #[arg(long)]
    preview: bool,
}

/// Do it.
pub fn run(desk: &Desk, args: &Draw) -> Result<Answer> {
    let book = programme_of(desk, &args.of.programme)?;
    let ask = desk.read(|r| {
        let book = r.book(book)?;
        let set = |name: &str| find_set(r.sql(), book, name, false);
        let target = set(&args.set)?.map_or_else(|| Target::New(args.set.clone()), Target::Set);
        let unknown = |name: &str| Error::Refused(Problem::new("no_such_group_set").with("set", name));
        let apart = args.apart_from.iter().map(|name| set(name)?.ok_or_else(|| unknown(name))).collect::<Result<_>>()?;
        let pins = args.pin.iter().map(|pin| {
            let (code, group) = pin.split_once('=').ok_or_else(|| Error::Refused(Problem::new("pin_unreadable").with("pin", pin.as_str())))?;
            let person =
                find_person(r.sql(), book, code)?.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", code.trim())))?;
            Ok(Pin { participant: person, group: group.trim().to_owned() })
        });
        let shape = args.groups.map(Shape::Groups).or(args.size.map(Shape::Size));
        Ok(Ask { target, shape, wishes: wishes(args), pins: pins.collect::<Result<_>>()?, apart, seed: args.seed.unwrap_or_else(draw::fresh_seed) })
    })?;
    let drawing = match args.preview {
        true => desk.read(|r| draw::prepare(r, r.book(book)?, &ask))?,
        false => desk.change(book, "groups_draw", |change| draw::keep(change, &ask, None))?,
    };
    let facts = serde_json::json!({ "drawing": drawing, "kept": !args.preview });
    Answer::new(&facts, said(&drawing, args.preview))
}

fn wishes(args: &Draw) -> Wishes {
    Wishes {
        countries: args.countries,
        org_types: args.organisations,
        even_women: args.uneven_women.then_some(false),
        lone_woman: args.allow_lone_woman.then_some(false),
        lone_man: args.no_lone_man.then_some(true),
        languages: args.any_language.then_some(false),
    }
}

fn said(drawing: &Drawing, preview: bool) -> String {
    let rows = drawing.groups.iter().flat_map(|group| {
        let note = |member: &draw::DrawnMember| {
            if member.pinned {
                "by hand"
            } else if member.stays {
                "was there"
            } else {
                ""
            }
        };
        group.members.iter().map(move |m| [group.name.clone(), m.who.code.clone(), or_dash(m.who.name.as_ref()), note(m).to_owned()])
    });
    let what = if preview { "Would draw" } else { "Drew" };
    let people = count(drawing.placed, "person", "people");
    let head = format!("{what} {people} into {} of {}, seed {}.", count(drawing.groups.len() as u64, "group", "groups"), drawing.name, drawing.seed);
    format!("{}\n\n{head}\n{}", table(["Group", "Code", "Name", ""], rows), words::account(&drawing.account))
}

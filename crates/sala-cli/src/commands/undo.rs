//! Taking back what was done last.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use sala::{Desk, Problem, Result, decide::PutBack};
use serde_json::json;

use super::decide::{readable, zone_of};
use crate::{
    answer::{Answer, at_a_glance},
    words,
};

/// `sala undo`.
#[derive(Debug, Args)]
pub struct Undo {
    /// Only show what would be taken back
    #[arg(long)]
    pub preview: bool,
}

/// Take it back; the former values travel like any others.
pub fn undo(desk: &Desk, args: Undo) -> Result<Answer> {
    let undone = if args.preview { desk.undoable()? } else { desk.undo_telling()? };
    let Some(undone) = undone else { return Problem::new("nothing_to_undo").refuse() };
    let programmes: BTreeSet<_> = undone.told.iter().map(|one| one.programme.as_str()).collect();
    let books: BTreeSet<_> = undone.told.iter().map(|one| one.book).collect();
    let zones: BTreeMap<_, _> = books.into_iter().map(|book| (book, zone_of(desk, book))).collect();
    let line = |one: &PutBack| {
        let zone = zones.get(&one.book).and_then(Option::as_deref);
        let value = |json: &_| at_a_glance(&words::value(&words::by_the_wall_clock(readable(json, &one.names), zone)));
        let told = words::becomes(one, value);
        if programmes.len() > 1 { format!("{told} ({})", one.programme) } else { told }
    };
    let lines: Vec<_> = undone.told.iter().map(line).collect();
    let here = desk.author()?;
    let of = Some(undone.author.as_str()).filter(|author| *author != here);
    let text = words::taken_back(args.preview, of, &lines);
    let facts = json!({
        "what": undone.what,
        "author": undone.author,
        "at": undone.at,
        "values": undone.told,
        "left": undone.left,
        "preview": args.preview,
    });
    Answer::new(&facts, text)
}

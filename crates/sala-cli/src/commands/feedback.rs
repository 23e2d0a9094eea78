//! What people write to the groups.

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    scores::{
        feedback::{self, NewFeedback, Word},
        views,
    },
};
use serde_json::json;

use super::{programme_of, score::output_of};
use crate::{
    answer::{Answer, or_dash, quoted, whole_table},
    cli::OfProgramme,
};

/// `sala feedback ...`.
#[derive(Debug, Subcommand)]
pub enum Feedback {
    /// Write something to those who made an output
    Add(Add),
    /// What was written, of all outputs or of one
    List {
        #[command(flatten)]
        of: OfProgramme,
        /// Only about this output, as `sala output list` names it
        #[arg(long, value_name = "ID")]
        output: Option<String>,
    },
    /// Put it in other words, or correct who says so
    #[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
    Change {
        #[command(flatten)]
        of: OfProgramme,
        /// Which, as `sala feedback list` names it
        #[arg(long, value_name = "ID")]
        feedback: String,
        /// What it says now
        #[arg(long, group = "what")]
        text: Option<String>,
        /// Who says so; empty where it is who wrote it down
        #[arg(long, value_name = "NAME", group = "what")]
        by: Option<String>,
    },
    /// Take it away; nothing of it is lost
    Remove {
        #[command(flatten)]
        of: OfProgramme,
        /// Which, as `sala feedback list` names it
        #[arg(long, value_name = "ID")]
        feedback: String,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
    },
}

/// `sala feedback add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfProgramme,
    /// The output, as `sala output list` names it
    #[arg(long, value_name = "ID")]
    output: String,
    /// strength, suggestion or question
    #[arg(long, value_name = "WORD", value_parser = word)]
    word: Word,
    /// What they say
    #[arg(long)]
    text: String,
    /// Who says so, where that is not who is at the desk
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
}

fn word(text: &str) -> std::result::Result<Word, String> {
    let all: Vec<_> = Word::ALL.iter().map(|one| one.code()).collect();
    Word::from_code(&text.trim().to_lowercase()).ok_or_else(|| format!("feedback is one of {}", all.join(", ")))
}

/// Do it.
pub fn run(desk: &Desk, args: Feedback) -> Result<Answer> {
    match args {
        Feedback::Add(Add { of, output, word, text, by }) => {
            let (book, output) = (programme_of(desk, &of.programme)?, output_of(&output)?);
            let id = desk.change(book, "add_feedback", |change| feedback::add(change, &NewFeedback { output, word, by, text }))?;
            one(desk, book, id, "Written down")
        }
        Feedback::List { of, output } => list(desk, &of.programme, output.as_deref()),
        Feedback::Change { of, feedback, text, by } => {
            let (book, id) = (programme_of(desk, &of.programme)?, id_of(&feedback)?);
            desk.change(book, "change_feedback", |change| {
                text.map_or(Ok(false), |text| feedback::edit(change, id, &text, None))?;
                by.map_or(Ok(false), |by| feedback::set_by(change, id, &by, None))
            })?;
            one(desk, book, id, "Changed")
        }
        Feedback::Remove { of, feedback, put_back } => {
            let (book, id) = (programme_of(desk, &of.programme)?, id_of(&feedback)?);
            if put_back {
                desk.change(book, "feedback_put_back", |change| feedback::put_back(change, id))?;
                return one(desk, book, id, "It is there again");
            }
            desk.change(book, "remove_feedback", |change| feedback::remove(change, id, None))?;
            let again = format!("sala feedback remove --programme {} --feedback {id} --put-back", quoted(&of.programme));
            Answer::new(&json!({ "feedback": id, "removed": true }), format!("It is removed. `{again}` lets it be there again."))
        }
    }
}

fn one(desk: &Desk, book: RecordId, id: RecordId, what: &str) -> Result<Answer> {
    let one = desk.read(|r| views::one_feedback(r.sql(), r.book(book)?, id))?;
    Answer::new(&json!({ "feedback": id, "output": one.output, "word": one.word, "removed": false }), format!("{what}: to {}.", one.title))
}

fn list(desk: &Desk, programme: &str, output: Option<&str>) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let output = output.map(output_of).transpose()?;
    let feedback = desk.read(|r| views::feedback(r.sql(), r.book(book)?, output))?;
    let rows = feedback.iter().map(|one| {
        let by = one.by.as_ref().or(one.author.as_ref());
        [or_dash(one.group.as_ref()), one.title.clone(), one.word.code().to_owned(), or_dash(one.text.as_ref()), or_dash(by), one.id.to_string()]
    });
    let text = match feedback.is_empty() {
        true => "No feedback yet: `sala feedback add` writes some.".to_owned(),
        false => whole_table(["Group", "Output", "Word", "Text", "By", "Id"], rows),
    };
    Answer::new(&json!({ "feedback": feedback }), text)
}

fn id_of(typed: &str) -> Result<RecordId> {
    typed.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_feedback").with("feedback", typed)))
}

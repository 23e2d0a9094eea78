//! What came for a register that was closed already: marks and remarks, photographs that were taken off, and people who belong since.
//! All is kept, and told until somebody has reviewed it.

use sala::{
    Desk, Result,
    attendance::{
        State,
        views::{PaperGone, after_lock, facts, papers_gone, today},
    },
    programme,
};
use serde::Serialize;

use crate::answer::{count, or_dash};

/// All of it, programme by programme.
#[derive(Debug, Default, Serialize)]
pub struct Late {
    after_lock: Vec<Mark>,
    papers_gone: Vec<Paper>,
    came_later: Vec<Unmarked>,
}

/// A register that was closed before somebody belonged who is not marked in it.
#[derive(Debug, Serialize)]
struct Unmarked {
    programme: String,
    register: String,
    state: State,
    participants: Vec<String>,
}

/// One mark or remark that somebody who closed the register had not seen.
#[derive(Debug, Serialize)]
struct Mark {
    programme: String,
    register: String,
    participant: String,
    name: Option<String>,
    field: &'static str,
    author: Option<String>,
    replica: Option<String>,
    at: Option<String>,
}

/// One sheet that a register was compared with and that is gone.
#[derive(Debug, Serialize)]
struct Paper {
    programme: String,
    register: String,
    page: Option<i64>,
    author: Option<String>,
    replica: Option<String>,
    at: Option<String>,
}

impl Late {
    /// Read it.
    pub fn read(desk: &Desk) -> Result<Self> {
        let today = today(desk);
        desk.read(|reader| {
            let mut late = Self::default();
            for line in programme::views::list(reader.sql())? {
                let book = reader.book(line.id)?;
                late.after_lock.extend(after_lock(reader.sql(), book)?.into_iter().map(|mark| Mark {
                    programme: line.code.clone(),
                    register: format!("{}/{}", mark.date, mark.half.unwrap_or_default()),
                    participant: mark.code,
                    name: mark.name,
                    field: mark.field,
                    author: mark.author,
                    replica: mark.replica_label,
                    at: mark.at.map(sala::rfc3339),
                }));
                late.papers_gone.extend(papers_gone(reader.sql(), book)?.into_iter().map(
                    |PaperGone { register: _, date, half, page, author, replica_label, at }| Paper {
                        programme: line.code.clone(),
                        register: format!("{date}/{}", half.unwrap_or_default()),
                        page,
                        author,
                        replica: replica_label,
                        at: at.map(sala::rfc3339),
                    },
                ));
                late.came_later.extend(facts(reader, book, today)?.came_later().into_iter().map(|(register, people)| Unmarked {
                    programme: line.code.clone(),
                    register: format!("{}/{}", register.date, register.half),
                    state: register.state,
                    participants: people.iter().map(|person| person.code.clone()).collect(),
                }));
            }
            Ok(late)
        })
    }

    /// How much there is.
    pub fn count(&self) -> u64 {
        (self.after_lock.len() + self.papers_gone.len() + self.came_later.len()) as u64
    }

    /// Sentences for people, and a line for each; nothing where there is nothing.
    pub fn told(&self) -> String {
        self.marks_told() + &self.papers_told() + &self.unmarked_told()
    }

    fn marks_told(&self) -> String {
        if self.after_lock.is_empty() {
            return String::new();
        }
        let remarks = self.after_lock.iter().filter(|late| late.field == "remark").count() as u64;
        let what = [(self.after_lock.len() as u64 - remarks, "mark", "marks"), (remarks, "remark", "remarks")];
        let what: Vec<_> = what.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect();
        let line = |mark: &Mark| {
            let name = mark.name.as_deref().unwrap_or_default();
            let remark = if mark.field == "remark" { " (remark)" } else { "" };
            let (author, replica) = (or_dash(mark.author.as_ref()), or_dash(mark.replica.as_ref()));
            format!("\n  {}  {} {name}{remark}, by {author} on {replica}", mark.register, mark.participant)
        };
        let lines: String = self.after_lock.iter().map(line).collect();
        let (are, them) = if self.after_lock.len() == 1 { ("is", "It is kept; look at it") } else { ("are", "They are kept; look at them") };
        // Not always later: what was decided at a register that was compared with its paper is listed too.
        format!("\n\n{} {are} not what somebody saw who closed the register. {them}, then `sala attendance verify`:{lines}", what.join(" and "))
    }

    fn papers_told(&self) -> String {
        if self.papers_gone.is_empty() {
            return String::new();
        }
        let line = |paper: &Paper| {
            let page = paper.page.map(|page| format!(" page {page}")).unwrap_or_default();
            format!("\n  {}{page}, by {} on {}", paper.register, or_dash(paper.author.as_ref()), or_dash(paper.replica.as_ref()))
        };
        let (sheets, lines) =
            (count(self.papers_gone.len() as u64, "photographed sheet", "photographed sheets"), self.papers_gone.iter().map(line).collect::<String>());
        format!(
            "\n\n{sheets} of verified registers taken off on a laptop that had not heard of the verification. The photographs are kept; hang one \
             on again and compare the register with it, then `sala attendance verify`:{lines}"
        )
    }

    fn unmarked_told(&self) -> String {
        if self.came_later.is_empty() {
            return String::new();
        }
        let line = |one: &Unmarked| format!("\n  {}  {}", one.register, one.participants.join(", "));
        let (registers, lines) =
            (count(self.came_later.len() as u64, "closed register", "closed registers"), self.came_later.iter().map(line).collect::<String>());
        format!(
            "\n\nIn {registers} somebody is not marked who belongs now. Whoever had not arrived: `sala attendance advance --status not_arrived`. \
             Whoever was there: `sala attendance reopen` and mark them:{lines}"
        )
    }
}

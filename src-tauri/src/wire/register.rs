//! Registers: roll call, the grid, the history of a cell.

mod asked;

pub use asked::*;

use super::{Id, Seen, files::FileView, people::Belongs, wire};

wire! { "register.ts";
    /// Where somebody was. *Unmarked* is none of these.
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum Status {
        Present,
        Late,
        Excused,
        Absent,
        NotArrived,
        Departed,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum RegisterState {
        Open,
        Locked,
        /// Compared with the paper sheet.
        Verified,
    }

    struct Counts {
        pub present: u32,
        pub late: u32,
        pub excused: u32,
        pub absent: u32,
        pub not_arrived: u32,
        pub departed: u32,
        pub unmarked: u32,
    }

    struct RegisterLine {
        pub id: Id,
        pub date: String,
        /// `AM` or `PM`, or what the programme calls it; for a session's, the hour at which it begins.
        pub half: String,
        /// The title of the session that it is for.
        pub session: Option<String>,
        pub state: RegisterState,
        /// The state as shown.
        pub seen: Seen,
        pub counts: Counts,
        /// It counts: neither cancelled nor still to come.
        pub held: bool,
        /// It left the denominator: cancelled, or without a session and unmarked.
        pub cancelled: bool,
        /// The programme has no such half day: shown, and nobody is marked in it any more.
        pub stray: bool,
        /// Nothing is planned for it that happens: a stray, or where there is an agenda all of whose sessions and visits then are elsewhere or cancelled.
        pub idle: bool,
        /// Paper sheets photographed.
        pub sheets: u32,
        /// What was counted on the paper.
        pub paper: Option<PaperCount>,
    }

    /// Signatures on the paper of a register.
    struct PaperCount {
        /// Of participants.
        pub signatures: u32,
        /// Of everybody else.
        pub others: u32,
        /// Why that is not what the register says.
        pub explained: Option<String>,
    }

    struct MarkView {
        pub status: Status,
        /// Minutes late.
        pub minutes: Option<u32>,
        pub reason: Option<String>,
        pub approver: Option<String>,
        /// How many minutes before the end somebody left who was there.
        pub left_early: Option<u32>,
    }

    struct SheetRow {
        pub participant: Id,
        pub code: String,
        /// Empty when withheld from this laptop.
        pub name: String,
        pub native: Option<String>,
        /// BCP 47, for the script of the native name.
        pub language: Option<String>,
        /// ISO 3166-1 alpha-2.
        pub country: Option<String>,
        pub organisation: Option<String>,
        pub org_type: Option<String>,
        pub role: String,
        /// Whether the person belongs to the programme: whoever has not come yet is marked here when they do.
        pub belongs: Belongs,
        /// Counts in headline figures.
        pub counts: bool,
        /// Nobody marked them here, and other registers say that they had not arrived yet, or had departed.
        pub away: bool,
        pub mark: Option<MarkView>,
        pub remark: Option<String>,
        /// The mark as shown.
        pub seen: Seen,
        /// The remark as shown.
        pub remark_seen: Seen,
        /// True when laptops differ about this cell.
        pub conflict: bool,
    }

    struct Sheet {
        pub register: RegisterLine,
        pub rows: Vec<SheetRow>,
        /// Photographs of the paper sheet.
        pub papers: Vec<FileView>,
        /// Everything live in each of these sheets, in their order: handed back by whoever takes one off.
        pub papers_contents: Vec<Seen>,
    }

    struct GridRow {
        pub participant: Id,
        pub code: String,
        pub name: String,
        pub native: Option<String>,
        pub language: Option<String>,
        pub country: Option<String>,
        pub role: String,
        pub counts: bool,
        /// One for each register, in the order of `registers`.
        pub marks: Vec<Option<Status>>,
        pub attended: u32,
        pub of: u32,
        /// At or above the programme's line.
        pub eligible: bool,
    }

    struct Grid {
        pub registers: Vec<RegisterLine>,
        pub people: Vec<GridRow>,
        pub min_percent: u32,
    }

    /// One value that a cell once had.
    struct HistoryLine {
        pub entry: String,
        /// None where the mark was taken away, or is kept for review.
        pub value: Option<MarkView>,
        /// The value breaks a rule or is a newer version's: kept for review, never shown as a mark.
        pub kept: bool,
        /// A reason or a name is withheld from this laptop.
        pub withheld: bool,
        pub author: String,
        /// The laptop.
        pub replica_label: String,
        pub at: String,
        /// Somebody who saw it has replaced it.
        pub replaced: bool,
        /// The signed page that carries it.
        pub page: Option<u64>,
        pub verified: bool,
        pub journey: Step,
    }

    /// How far something recorded has come on its way to headquarters.
    #[serde(rename_all = "snake_case")]
    enum Step {
        Recorded,
        Carried,
        Received,
    }
}

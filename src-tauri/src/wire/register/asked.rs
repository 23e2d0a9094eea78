//! What the window asks of registers, and what doing it answers.

use super::{MarkView, PaperCount, RegisterLine, SheetRow, Status};
use crate::wire::{Id, Seen, files::FileSource, wire};

wire! { "register.ts";
    struct RegisterArgs {
        pub programme: Id,
        pub register: Id,
    }

    /// A register, and everything that the screen showed of it.
    struct ShownRegisterArgs {
        pub programme: Id,
        pub register: Id,
        /// The state, and everybody's mark and remark.
        pub seen: Seen,
    }

    /// A register that was compared with its paper.
    struct VerifyArgs {
        pub programme: Id,
        pub register: Id,
        /// None where nobody counted.
        pub paper: Option<PaperCount>,
        /// The state, and everybody's mark and remark.
        pub seen: Seen,
    }

    /// What is known of somebody before the days come.
    struct AdvanceArgs {
        pub programme: Id,
        /// One step, whoever they are: it is taken back as one.
        pub participants: Vec<Id>,
        pub from: String,
        /// The first half of the first day; none for the whole day.
        pub from_half: Option<String>,
        pub to: String,
        pub to_half: Option<String>,
        pub mark: MarkView,
    }

    /// What marking in advance did.
    struct Advanced {
        pub marked: u32,
        /// Marked by somebody before.
        pub kept: u32,
        /// At closed registers nothing was written.
        pub closed: u32,
    }

    /// The marks of a register in which nothing is held, as the screen showed it, and where they belong.
    struct MoveMarksArgs {
        pub programme: Id,
        pub register: Id,
        pub date: String,
        pub half: String,
        pub seen: Seen,
    }

    /// What moving marks did.
    struct MovedMarks {
        /// People of whom nothing stands in the old register any more.
        pub moved: u32,
        /// People of whom the other register says otherwise: both stay.
        pub kept: u32,
    }

    struct OpenRegisterArgs {
        pub programme: Id,
        pub date: String,
        pub half: String,
    }

    struct MarkArgs {
        pub programme: Id,
        pub register: Id,
        pub participant: Id,
        /// None takes the mark away again.
        pub mark: Option<MarkView>,
        pub seen: Seen,
    }

    struct RemarkArgs {
        pub programme: Id,
        pub register: Id,
        pub participant: Id,
        pub remark: String,
        pub seen: Seen,
    }

    /// What a mark changed on screen.
    struct Marked {
        pub row: SheetRow,
        pub register: RegisterLine,
    }

    struct FillArgs {
        pub programme: Id,
        pub register: Id,
        pub status: Status,
    }

    struct ReopenArgs {
        pub programme: Id,
        pub register: Id,
        pub reason: String,
        pub seen: Seen,
    }

    struct PaperArgs {
        pub programme: Id,
        pub register: Id,
        pub from: FileSource,
        pub job: String,
    }

    struct RemovePaperArgs {
        pub programme: Id,
        pub register: Id,
        /// The photograph.
        pub file: Id,
        pub seen: Seen,
    }

    struct HistoryArgs {
        pub programme: Id,
        pub register: Id,
        pub participant: Id,
    }

    #[serde(rename_all = "lowercase")]
    #[derive(Copy, Eq)]
    enum ReportFormat {
        Csv,
        Xlsx,
    }

    struct ReportArgs {
        pub programme: Id,
        pub format: ReportFormat,
    }
}

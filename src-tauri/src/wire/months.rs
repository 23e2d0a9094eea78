//! What becomes of the plans in the months after the training.

mod asked;

pub use asked::*;

use super::{Id, Seen, files::FileView, people::RefusedRow, plans::PlanState, wire};

wire! { "months.ts";
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum Doing {
        NotStarted,
        UnderWay,
        Done,
        Stopped,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum PlanLight {
        Green,
        Amber,
        Red,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum ContactWay {
        Visit,
        Telephone,
        Mail,
        Message,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum HelpUnit {
        Hours,
        Days,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum DueWhat {
        Activity,
        Step,
        Assistance,
        Report,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum WordOf {
        Report,
        Rating,
        Contact,
        Help,
        Cascade,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum FormOutcome {
        Added,
        Updated,
        Unchanged,
        Differs,
    }

    /// What can be taken away by itself.
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum ToldKind {
        Report,
        Contact,
        Help,
        Cascade,
    }

    struct MonthReport {
        pub id: Id,
        pub activity: Id,
        /// `2012-06`.
        pub month: String,
        pub doing: Option<Doing>,
        pub percent: Option<u32>,
        pub said: Option<String>,
        pub evidence: Vec<FileView>,
        pub seen: MonthReportSeen,
        /// All that is live in it, handed back by whoever takes it away.
        pub contents: Seen,
    }
    struct MonthReportSeen {
        pub progress: Seen,
        pub said: Seen,
    }

    struct MonthRating {
        pub month: String,
        pub light: Option<PlanLight>,
        pub reason: Option<String>,
        pub seen: Seen,
    }

    struct CoachingContact {
        pub id: Id,
        pub date: String,
        pub way: Option<ContactWay>,
        /// None where that is withheld.
        pub coach: Option<String>,
        pub said: Option<String>,
        pub next_step: Option<String>,
        pub next_on: Option<String>,
        pub seen: CoachingContactSeen,
        /// All that is live in it, handed back by whoever takes it away.
        pub contents: Seen,
    }
    struct CoachingContactSeen {
        pub contact: Seen,
        pub said: Seen,
        pub next: Seen,
    }

    struct HelpGiven {
        pub id: Id,
        pub date: String,
        pub title: String,
        pub by: Option<String>,
        pub amount: Option<u32>,
        pub unit: Option<HelpUnit>,
        /// The request of the plan that it answers.
        pub request: Option<Id>,
        pub seen: HelpGivenSeen,
        /// All that is live in it, handed back by whoever takes it away.
        pub contents: Seen,
    }
    struct HelpGivenSeen {
        pub gave: Seen,
        pub request: Seen,
    }

    /// How many took part; the total is the sum.
    struct CascadeCount {
        pub women: u32,
        pub men: u32,
        pub not_stated: u32,
    }

    struct CascadeEvent {
        pub id: Id,
        pub date: String,
        pub title: String,
        pub place: Option<String>,
        /// None where nobody counted.
        pub attended: Option<CascadeCount>,
        pub noted: Option<String>,
        pub seen: CascadeEventSeen,
        /// All that is live in it, handed back by whoever takes it away.
        pub contents: Seen,
    }
    struct CascadeEventSeen {
        pub event: Seen,
        pub attended: Seen,
        pub noted: Seen,
    }

    struct PlanMonths {
        /// Over which the plan is followed.
        pub months: Vec<String>,
        pub reports: Vec<MonthReport>,
        pub ratings: Vec<MonthRating>,
        /// Latest first, as are the next two.
        pub contacts: Vec<CoachingContact>,
        pub help: Vec<HelpGiven>,
        pub cascades: Vec<CascadeEvent>,
    }

    struct LastWord {
        pub date: String,
        pub of: WordOf,
        /// Empty where there are none.
        pub text: String,
    }

    struct Due {
        pub plan: Id,
        pub code: String,
        pub what: DueWhat,
        pub date: String,
        /// The month of a missing report; otherwise words.
        pub title: String,
        pub late: bool,
    }

    struct GlanceCell {
        pub month: String,
        pub light: Option<PlanLight>,
        pub reason: Option<String>,
        /// How many activities were told of.
        pub reports: u32,
        /// Of how many of these something was done.
        pub moving: u32,
    }

    struct GlanceRow {
        pub id: Id,
        pub code: String,
        pub sector: String,
        pub country: String,
        pub state: PlanState,
        pub activities: u32,
        pub done: u32,
        pub months: Vec<GlanceCell>,
        pub last: Option<LastWord>,
        pub next: Option<Due>,
        /// Nobody has heard of it for thirty days, and somebody should have.
        pub silent: bool,
    }

    struct LineagePlace {
        pub plan: Id,
        /// How many steps it lies from the earliest.
        pub column: u32,
    }
    struct LineageStep {
        pub from: Id,
        pub to: Id,
    }

    struct PlansGlance {
        pub months: Vec<String>,
        pub plans: Vec<GlanceRow>,
        /// Only plans that came from others or became others.
        pub places: Vec<LineagePlace>,
        pub steps: Vec<LineageStep>,
    }
    struct MonthProgress {
        pub doing: Doing,
        pub percent: Option<u32>,
    }

    /// What a row of a form is about.
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum FormAbout {
        Activity,
        Rating,
        Cascade,
        Indicator,
        Request,
    }

    struct FormRow {
        pub row: u32,
        pub about: FormAbout,
        pub title: String,
        pub outcome: FormOutcome,
    }

    /// What a form would do, or did.
    struct FormRead {
        /// Names the file while it is looked at.
        pub file: String,
        pub file_name: String,
        pub month: String,
        pub added: u32,
        pub updated: u32,
        pub unchanged: u32,
        /// To be decided, because somebody recorded something else meanwhile.
        pub differs: u32,
        pub refused: Vec<RefusedRow>,
        pub rows: Vec<FormRow>,
    }
}

//! Rubrics, scores, results and feedback.

mod asked;

pub use asked::*;

use super::{Id, Seen, wire};

wire! { "scores.ts";
    /// One line of a rubric.
    struct Criterion {
        pub id: Id,
        pub name: String,
        pub meaning: String,
        pub weight: u32,
        /// Its share of all weights, in per cent with two decimals.
        pub share: String,
        pub out_of: u32,
        pub seen: CriterionSeen,
        /// Everything live in it: handed back by whoever takes it away.
        pub contents: Seen,
    }

    struct CriterionSeen {
        pub name: Seen,
        pub meaning: Seen,
        pub weight: Seen,
        pub scale: Seen,
    }

    /// What a form about a criterion holds.
    struct CriterionText {
        pub name: String,
        pub meaning: String,
        pub weight: u32,
        pub out_of: u32,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum ScorerKind {
        /// Somebody on the panel who is not on the roster.
        Juror,
        /// Somebody of the roster.
        Person,
        Group,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum ScoreSide {
        Panel,
        Peers,
    }

    struct Scorer {
        pub kind: ScorerKind,
        pub id: Id,
        /// Empty when withheld from this laptop.
        pub name: String,
        pub code: Option<String>,
        pub side: ScoreSide,
    }

    struct ScorerLine {
        pub scorer: Scorer,
        /// Outputs with points for everything.
        pub complete: u32,
        /// Outputs with points for something.
        pub begun: u32,
        /// Outputs that are for this scorer to score.
        pub of: u32,
        /// What is known of them where they are a juror.
        pub juror: Option<JurorFacts>,
    }

    struct JurorFacts {
        /// Empty where nobody said, or it was withheld.
        pub organisation: String,
        pub name_seen: Seen,
        pub organisation_seen: Seen,
        /// Everything live in them: handed back by whoever takes them away.
        pub contents: Seen,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum InterestRelation {
        Organisation,
        Helped,
        Relative,
        Business,
        Other,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum InterestNoticed {
        SameOrganisation,
        Facilitated,
        SharedMember,
    }

    struct Interest {
        pub relation: InterestRelation,
        /// Empty where nobody said why, or it was withheld.
        pub why: String,
    }

    struct ScoreCell {
        pub criterion: Id,
        pub points: Option<u32>,
        pub seen: Seen,
    }

    /// What somebody gives one output.
    struct ScoreColumn {
        pub output: Id,
        pub group_name: String,
        pub title: String,
        /// It is the scorer's own: not to be scored.
        pub own_group: bool,
        pub noticed: Vec<InterestNoticed>,
        pub interest: Option<Interest>,
        pub interest_seen: Seen,
        pub remark: String,
        pub remark_seen: Seen,
        /// In the order of the rubric.
        pub points: Vec<ScoreCell>,
        /// The share of the whole in per cent; none until there are points for everything.
        pub share: Option<String>,
        /// Everything live in the sheet, where there is one: handed back by whoever withdraws it.
        pub contents: Option<Seen>,
    }

    struct ScoringSheet {
        pub scorer: Scorer,
        pub columns: Vec<ScoreColumn>,
    }

    /// Five figures that say where values lie, each with two decimals.
    struct Tally {
        pub n: u32,
        pub mean: String,
        pub median: String,
        /// The median of the distances from the median.
        pub spread: String,
        pub lowest: String,
        pub highest: String,
    }

    /// With those on whom a conflict of interest lies, and without them.
    struct TallyBoth {
        pub counted: Option<Tally>,
        pub unflagged: Option<Tally>,
    }

    struct SheetResult {
        pub scorer: Scorer,
        pub share: Option<String>,
        /// How many criteria have points.
        pub given: u32,
        pub own_group: bool,
        pub declared: Option<InterestRelation>,
        pub noticed: Vec<InterestNoticed>,
    }

    struct CriterionResult {
        pub criterion: Id,
        pub panel: Option<Tally>,
        pub peers: Option<Tally>,
        pub everybody: Option<Tally>,
    }

    struct OutputResult {
        pub output: Id,
        pub group_name: String,
        pub title: String,
        pub panel: TallyBoth,
        pub peers: TallyBoth,
        pub everybody: TallyBoth,
        /// Sheets that do not count, because points are missing.
        pub incomplete: u32,
        /// Sheets that do not count, because they are of the group itself.
        pub own_group: u32,
        /// Sheets that count and on which a conflict of interest lies.
        pub flagged: u32,
        pub sheets: Vec<SheetResult>,
        pub by_criterion: Vec<CriterionResult>,
    }

    struct Results {
        pub title: String,
        pub criteria: Vec<Criterion>,
        pub outputs: Vec<OutputResult>,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum FeedbackWord {
        Strength,
        Suggestion,
        Question,
    }

    struct Feedback {
        pub id: Id,
        pub word: FeedbackWord,
        /// Empty where it is who wrote it down.
        pub by: String,
        /// Empty when withheld from this laptop.
        pub text: String,
        pub author: Option<String>,
        pub at: Option<String>,
        pub text_seen: Seen,
        pub by_seen: Seen,
        /// Everything live in it: handed back by whoever takes it away.
        pub contents: Seen,
    }
}

//! Rubrics, scores, results and feedback.

use std::collections::HashMap;

use sala::{
    RecordId, Seen, rfc3339,
    scores::{
        self, Noticed, Relation, Side,
        feedback::{FeedbackView, Word},
        rubric::{CriterionField, NewCriterion},
        tally,
        views::{self, ScorerView},
    },
};

use super::{all, count};
use crate::wire::scores::{
    Criterion, CriterionResult, CriterionSeen, CriterionText, EditCriterionArgs, Feedback, FeedbackWord, Interest, InterestNoticed, InterestRelation,
    JurorFacts, OutputResult, Results, ScoreCell, ScoreColumn, ScoreSide, Scorer, ScorerKind, ScorerLine, ScoringSheet, SheetArgs, SheetResult, Tally,
    TallyBoth,
};

/// A criterion and everything live in it.
impl From<(views::CriterionView, Seen)> for Criterion {
    fn from((one, contents): (views::CriterionView, Seen)) -> Self {
        let views::CriterionView { id, name, meaning, weight, share, out_of, name_seen, meaning_seen, weight_seen, scale_seen } = one;
        let seen = CriterionSeen { name: name_seen.into(), meaning: meaning_seen.into(), weight: weight_seen.into(), scale: scale_seen.into() };
        Self { id: id.into(), name, meaning, weight: count(weight), share, out_of: count(out_of), seen, contents: contents.into() }
    }
}

impl From<CriterionText> for NewCriterion {
    fn from(text: CriterionText) -> Self {
        let CriterionText { name, meaning, weight, out_of } = text;
        Self { name, meaning, weight: weight.into(), out_of: out_of.into() }
    }
}

/// What differs from what a form showed, each with what it showed.
pub fn changed_criterion(args: EditCriterionArgs) -> Vec<(CriterionField, Seen)> {
    let EditCriterionArgs { programme: _, exercise: _, criterion: _, shown, text, seen } = args;
    let mut fields = Vec::new();
    if text.name != shown.name {
        fields.push((CriterionField::Name(text.name), seen.name.0));
    }
    if text.meaning != shown.meaning {
        fields.push((CriterionField::Meaning(text.meaning), seen.meaning.0));
    }
    if text.weight != shown.weight {
        fields.push((CriterionField::Weight(text.weight.into()), seen.weight.0));
    }
    if text.out_of != shown.out_of {
        fields.push((CriterionField::OutOf(text.out_of.into()), seen.scale.0));
    }
    fields
}

/// The scorer whom the window names.
pub const fn scorer(args: &SheetArgs) -> scores::Scorer {
    match args.kind {
        ScorerKind::Juror => scores::Scorer::Juror(args.scorer.0),
        ScorerKind::Person => scores::Scorer::Person(args.scorer.0),
        ScorerKind::Group => scores::Scorer::Group(args.scorer.0),
    }
}

impl From<ScorerView> for Scorer {
    fn from(view: ScorerView) -> Self {
        let ScorerView { scorer, name, code, side } = view;
        let kind = match scorer {
            scores::Scorer::Juror(_) => ScorerKind::Juror,
            scores::Scorer::Person(_) => ScorerKind::Person,
            scores::Scorer::Group(_) => ScorerKind::Group,
        };
        let side = match side {
            Side::Panel => ScoreSide::Panel,
            Side::Peers => ScoreSide::Peers,
        };
        Self { kind, id: scorer.id().into(), name: name.unwrap_or_default(), code, side }
    }
}

/// A line, and what is known of a juror with everything live in them.
impl From<(views::ScorerLine, Option<(views::JurorView, Seen)>)> for ScorerLine {
    fn from((line, juror): (views::ScorerLine, Option<(views::JurorView, Seen)>)) -> Self {
        let views::ScorerLine { view, complete, begun, of } = line;
        let juror = juror.map(|(juror, contents)| {
            let views::JurorView { id: _, name: _, organisation, name_seen, organisation_seen } = juror;
            JurorFacts {
                organisation: organisation.unwrap_or_default(),
                name_seen: name_seen.into(),
                organisation_seen: organisation_seen.into(),
                contents: contents.into(),
            }
        });
        Self { scorer: view.into(), complete: count(complete), begun: count(begun), of: count(of), juror }
    }
}

impl From<Relation> for InterestRelation {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Organisation => Self::Organisation,
            Relation::Helped => Self::Helped,
            Relation::Relative => Self::Relative,
            Relation::Business => Self::Business,
            Relation::Other => Self::Other,
        }
    }
}

impl From<InterestRelation> for Relation {
    fn from(relation: InterestRelation) -> Self {
        match relation {
            InterestRelation::Organisation => Self::Organisation,
            InterestRelation::Helped => Self::Helped,
            InterestRelation::Relative => Self::Relative,
            InterestRelation::Business => Self::Business,
            InterestRelation::Other => Self::Other,
        }
    }
}

impl From<Noticed> for InterestNoticed {
    fn from(noticed: Noticed) -> Self {
        match noticed {
            Noticed::SameOrganisation => Self::SameOrganisation,
            Noticed::Facilitated => Self::Facilitated,
            Noticed::SharedMember => Self::SharedMember,
        }
    }
}

impl From<views::Interest> for Interest {
    fn from(interest: views::Interest) -> Self {
        let views::Interest { relation, why } = interest;
        Self { relation: relation.into(), why: why.unwrap_or_default() }
    }
}

impl From<views::Cell> for ScoreCell {
    fn from(cell: views::Cell) -> Self {
        let views::Cell { criterion, points, seen } = cell;
        Self { criterion: criterion.into(), points: points.map(count), seen: seen.into() }
    }
}

/// A column, and everything live in its sheet where there is one.
impl From<(views::Column, Option<Seen>)> for ScoreColumn {
    fn from((column, contents): (views::Column, Option<Seen>)) -> Self {
        let views::Column { output, group, title, own_group, noticed, interest, interest_seen, remark, remark_seen, points, share, sheet: _ } = column;
        Self {
            output: output.into(),
            group_name: group.unwrap_or_default(),
            title,
            own_group,
            noticed: all(noticed),
            interest: interest.map(Into::into),
            interest_seen: interest_seen.into(),
            remark: remark.unwrap_or_default(),
            remark_seen: remark_seen.into(),
            points: all(points),
            share,
            contents: contents.map(Into::into),
        }
    }
}

/// One scorer's sheets, and everything live in each, in their order.
impl From<(views::ScoringSheet, Vec<Option<Seen>>)> for ScoringSheet {
    fn from((sheet, contents): (views::ScoringSheet, Vec<Option<Seen>>)) -> Self {
        // The rubric is on the screen already.
        let views::ScoringSheet { scorer, criteria: _, columns } = sheet;
        Self { scorer: scorer.into(), columns: all(columns.into_iter().zip(contents)) }
    }
}

impl From<tally::Tally> for Tally {
    fn from(tally: tally::Tally) -> Self {
        let tally::Tally { n, mean, median, spread, lowest, highest } = tally;
        Self { n: count(n), mean, median, spread, lowest, highest }
    }
}

impl From<views::Both> for TallyBoth {
    fn from(both: views::Both) -> Self {
        let views::Both { counted, unflagged } = both;
        Self { counted: counted.map(Into::into), unflagged: unflagged.map(Into::into) }
    }
}

impl From<views::SheetResult> for SheetResult {
    fn from(sheet: views::SheetResult) -> Self {
        let views::SheetResult { view, share, given, own_group, declared, noticed } = sheet;
        Self { scorer: view.into(), share, given: count(given), own_group, declared: declared.map(Into::into), noticed: all(noticed) }
    }
}

impl From<views::CriterionResult> for CriterionResult {
    fn from(result: views::CriterionResult) -> Self {
        let views::CriterionResult { criterion, panel, peers, everybody } = result;
        Self { criterion: criterion.into(), panel: panel.map(Into::into), peers: peers.map(Into::into), everybody: everybody.map(Into::into) }
    }
}

impl From<views::OutputResult> for OutputResult {
    fn from(result: views::OutputResult) -> Self {
        let views::OutputResult { output, group, title, panel, peers, everybody, incomplete, own_group, flagged, sheets, by_criterion } = result;
        Self {
            output: output.into(),
            group_name: group.unwrap_or_default(),
            title,
            panel: panel.into(),
            peers: peers.into(),
            everybody: everybody.into(),
            incomplete: count(incomplete),
            own_group: count(own_group),
            flagged: count(flagged),
            sheets: all(sheets),
            by_criterion: all(by_criterion),
        }
    }
}

impl From<views::Results> for Results {
    fn from(results: views::Results) -> Self {
        let views::Results { exercise: _, title, criteria, outputs } = results;
        // Nobody takes a criterion away from where its results are read.
        Self { title, criteria: all(criteria.into_iter().map(|one| (one, Seen::default()))), outputs: all(outputs) }
    }
}

impl From<FeedbackWord> for Word {
    fn from(word: FeedbackWord) -> Self {
        match word {
            FeedbackWord::Strength => Self::Strength,
            FeedbackWord::Suggestion => Self::Suggestion,
            FeedbackWord::Question => Self::Question,
        }
    }
}

impl From<Word> for FeedbackWord {
    fn from(word: Word) -> Self {
        match word {
            Word::Strength => Self::Strength,
            Word::Suggestion => Self::Suggestion,
            Word::Question => Self::Question,
        }
    }
}

/// What was written, and everything live in each piece of it.
pub fn feedback(written: Vec<FeedbackView>, mut contents: HashMap<RecordId, Seen>) -> Vec<Feedback> {
    let one = |view: FeedbackView| {
        let FeedbackView { id, output: _, title: _, group: _, word, by, text, author, at, text_seen, by_seen } = view;
        Feedback {
            id: id.into(),
            word: word.into(),
            by: by.unwrap_or_default(),
            text: text.unwrap_or_default(),
            author,
            at: at.map(rfc3339),
            text_seen: text_seen.into(),
            by_seen: by_seen.into(),
            contents: contents.remove(&id).unwrap_or_default().into(),
        }
    };
    written.into_iter().map(one).collect()
}

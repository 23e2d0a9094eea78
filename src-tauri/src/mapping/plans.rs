//! Action plans.

mod lines;

use chrono::NaiveDate;
use sala::{
    Problem, RecordId, Seen as CoreSeen,
    people::country::Country,
    plans::{
        self, LineField, PlanField, compare,
        content::{Carried, Content},
        views,
    },
};

use lines::{activity, asked, indicator};

use super::{all, count, date};
use crate::{
    fault::Fault,
    wire::{
        Seen,
        plans::{
            AssistanceState, CommitmentHow, PlanCommitment, PlanDays, PlanDifference, PlanKind, PlanLine, PlanLineField, PlanMember, PlanPart, PlanStage,
            PlanState, PlanTexts, PlanTextsSeen, PlanVersion, PlanView,
        },
    },
};

/// The same words on both sides.
macro_rules! same {
    ($wire:ident = $core:path { $($value:ident),+ $(,)? }) => {
        impl From<$core> for $wire {
            fn from(core: $core) -> Self {
                type Core = $core;
                match core { $(Core::$value => Self::$value),+ }
            }
        }
        impl From<$wire> for $core {
            fn from(wire: $wire) -> Self {
                match wire { $($wire::$value => Self::$value),+ }
            }
        }
    };
}

pub(super) use same;

same!(PlanKind = plans::PlanKind { CapacityDevelopment, ConsortiumFormation });
same!(PlanState = plans::State { Draft, Presented, Committed, InProgress, Completed, Partly, Superseded, Dropped });
same!(PlanStage = plans::Stage { Selection, TrustBuilding, Planning, Formation, Operation });
same!(CommitmentHow = plans::How { InApp, Sheet, Mail });
same!(AssistanceState = plans::AssistanceState { Asked, Promised, Given, Declined });
same!(PlanPart = plans::Part { Partner, Activity, Output, Indicator, Budget, Risk, Assistance });

fn stage(code: Option<String>) -> Option<PlanStage> {
    code.and_then(|code| plans::Stage::from_code(&code)).map(Into::into)
}

fn kind(code: &str) -> Option<PlanKind> {
    plans::PlanKind::from_code(code).map(Into::into)
}

fn days(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

impl From<views::PlanMember> for PlanMember {
    fn from(member: views::PlanMember) -> Self {
        let views::PlanMember { participant, code, name, native, language, role, belongs, instead, seen } = member;
        let (participant, belongs, instead) = (participant.into(), belongs.into(), instead.map(Into::into));
        Self { participant, code, name, native, language, role, belongs, instead, seen: seen.into() }
    }
}

impl From<views::PlanLine> for PlanLine {
    fn from(line: views::PlanLine) -> Self {
        let views::PlanLine { id, code, kind: for_what, country, sector, isic, state, reason, successor, state_seen: _, team } = line;
        let (kind, successor) = (kind(&for_what), successor.map(Into::into));
        Self { id: id.into(), code, kind, country, sector, isic, state: state.into(), reason, successor, team: all(team) }
    }
}

/// What a plan's screen is made of.
pub struct Shown {
    pub line: views::PlanLine,
    pub content: Content,
    pub carried: Carried,
    pub seen: views::TextSeen,
    pub contents: CoreSeen,
    pub versions: Vec<views::VersionView>,
    pub commitments: Vec<views::CommitmentLine>,
    pub follows: Option<(NaiveDate, NaiveDate)>,
    /// The plan that it came from, and what the screen shows of that.
    pub origin: (Option<RecordId>, CoreSeen),
}

impl From<Shown> for PlanView {
    fn from(shown: Shown) -> Self {
        let Shown { line, content, mut carried, seen, contents, versions, commitments, follows, origin: (origin, origin_seen) } = shown;
        let said = compare::Said { content: &content, others: &carried.others };
        let kept = versions.last().is_some_and(|last| plans::version::is_kept(last, said).unwrap_or(false));
        let sums = content.sums();
        let Content {
            plan_kind,
            country,
            sector,
            isic,
            stage: at,
            problem,
            objective,
            target_group,
            team: _,
            partners,
            activities,
            outputs,
            indicators,
            budget,
            risks,
            assistance,
        } = content;
        let texts = PlanTexts {
            kind: kind(&plan_kind),
            country,
            sector,
            isic,
            stage: stage(at),
            problem: problem.unwrap_or_default(),
            objective: objective.unwrap_or_default(),
            target_group: target_group.unwrap_or_default(),
        };
        Self {
            state_seen: line.state_seen.clone().into(),
            line: line.into(),
            texts,
            seen: seen.into(),
            origin: origin.map(Into::into),
            origin_seen: origin_seen.into(),
            contents: contents.into(),
            partners: all(partners),
            activities: activities.into_iter().map(|line| activity(line, &mut carried)).collect(),
            outputs: all(outputs),
            indicators: indicators.into_iter().map(|line| indicator(line, &mut carried)).collect(),
            sums: all(sums),
            budget: all(budget),
            risks: all(risks),
            assistance: assistance.into_iter().map(|line| asked(line, &mut carried)).collect(),
            versions: versions.into_iter().map(|version| self::version(version, &commitments)).collect(),
            kept,
            follows: follows.map(|(starts, ends)| PlanDays { starts: starts.to_string(), ends: ends.to_string() }),
        }
    }
}

impl From<views::TextSeen> for PlanTextsSeen {
    fn from(seen: views::TextSeen) -> Self {
        let views::TextSeen { kind, country, sector, stage, problem, objective, target_group } = seen;
        Self {
            kind: kind.into(),
            country: country.into(),
            sector: sector.into(),
            stage: stage.into(),
            problem: problem.into(),
            objective: objective.into(),
            target_group: target_group.into(),
        }
    }
}

fn version(version: views::VersionView, commitments: &[views::CommitmentLine]) -> PlanVersion {
    let views::VersionView { id, number, content: _, others: _, author, at, sheets } = version;
    let commitments = commitments.iter().filter(|commitment| commitment.version == id).cloned();
    PlanVersion { id: id.into(), number: count(number), at: at.map(|at| at.to_rfc3339()), author, commitments: all(commitments), sheets: all(sheets) }
}

impl From<views::CommitmentLine> for PlanCommitment {
    fn from(line: views::CommitmentLine) -> Self {
        let views::CommitmentLine { version: _, participant, code, name, how, since, seen } = line;
        let how = plans::How::from_code(&how).map(Into::into);
        Self { participant: participant.into(), code, name, how, since: days(since), seen: seen.into() }
    }
}

impl From<compare::Difference> for PlanDifference {
    fn from(difference: compare::Difference) -> Self {
        let compare::Difference { list, line, field, before, after } = difference;
        Self { list, line, field, before, after }
    }
}

/// A day that may be missing.
fn day(text: Option<String>) -> Result<Option<NaiveDate>, Fault> {
    text.filter(|text| !text.is_empty()).map(|text| date(&text)).transpose()
}

/// A field of a line from the window.
pub fn line_field(field: PlanLineField) -> Result<LineField, Fault> {
    Ok(match field {
        PlanLineField::Partner { name, contribution } => LineField::Partner { name, contribution },
        PlanLineField::Activity { title } => LineField::Activity { title },
        PlanLineField::Period { starts, ends } => LineField::Period { starts: day(starts)?, ends: day(ends)? },
        PlanLineField::Responsible { participant, other } => LineField::Responsible { participant: participant.map(|id| id.0), other },
        PlanLineField::Stage { stage } => LineField::Stage { stage: stage.map(Into::into) },
        PlanLineField::Output { title } => LineField::Output { title },
        PlanLineField::Measure { title, unit } => LineField::Measure { title, unit },
        PlanLineField::Baseline { baseline } => LineField::Baseline { baseline },
        PlanLineField::Target { target } => LineField::Target { target },
        PlanLineField::Actual { actual, measured } => LineField::Actual { actual, measured: day(measured)? },
        PlanLineField::Item { title } => LineField::Item { title },
        PlanLineField::Amount { amount, currency } => LineField::Amount { amount, currency },
        PlanLineField::Source { source } => LineField::Source { source },
        PlanLineField::Risk { title } => LineField::Risk { title },
        PlanLineField::Response { response } => LineField::Response { response },
        PlanLineField::Asked { title, needed } => LineField::Asked { title, needed: day(needed)? },
        PlanLineField::Given { state, on, given } => LineField::Given { state: state.into(), on: day(on)?, given },
    })
}

/// What of a plan's texts differs from what the form showed, with what it showed.
pub fn changed(shown: PlanTexts, texts: PlanTexts, seen: PlanTextsSeen) -> Result<Vec<(PlanField, CoreSeen)>, Fault> {
    let PlanTexts { kind, country, sector, isic, stage, problem, objective, target_group } = texts;
    let mut changed = Vec::new();
    let mut note = |differs: bool, field: PlanField, seen: Seen| {
        if differs {
            changed.push((field, seen.0));
        }
    };
    if let Some(kind) = kind {
        note(shown.kind != Some(kind), PlanField::Kind { kind: kind.into() }, seen.kind);
    }
    if country != shown.country {
        note(true, PlanField::Country { country: self::country(&country)? }, seen.country);
    }
    note(sector != shown.sector || isic != shown.isic, PlanField::Sector { sector, isic }, seen.sector);
    note(stage != shown.stage, PlanField::Stage { stage: stage.map(Into::into) }, seen.stage);
    note(problem != shown.problem, PlanField::Problem { problem }, seen.problem);
    note(objective != shown.objective, PlanField::Objective { objective }, seen.objective);
    note(target_group != shown.target_group, PlanField::TargetGroup { target_group }, seen.target_group);
    Ok(changed)
}

/// A country from the window.
pub fn country(text: &str) -> Result<Country, Fault> {
    Country::parse(text).map_err(|_| Fault::Core(sala::Error::Refused(Problem::new("country_unknown").with("value", text))))
}

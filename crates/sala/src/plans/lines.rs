//! What a plan consists of, line by line: partners, activities, outputs, indicators, budget, risks, assistance asked for.

mod typed;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use typed::{day, fits, needed, past, period, some};

use super::{
    money::Money,
    records::{
        ACTIVITY, AMOUNT, ASKED, ASSISTANCE, BASELINE, BUDGET_LINE, GIVEN, INDICATOR, ITEM, MEASURE, OF_PLAN, OUTPUT, PARTNER, PERIOD, PLAN_ACTIVITY,
        PLAN_OUTPUT, PLAN_PARTNER, PLAN_RISK, REACHED, RESPONSE, RESPONSIBLE, RISK, SOURCE, STAGE, TARGET,
    },
    value::{AssistanceState, Stage},
    views,
};
use crate::{
    Problem, RecordId, Result, Seen,
    attendance::views::lookup,
    journal::{Change, Field, Kind, Value},
    people::value::codes,
    programme::views::not_before,
    value,
};

codes! {
    /// The parts of a plan that are lists.
    Part {
        /// Organisations outside the team.
        Partner = "partner",
        /// Steps.
        Activity = "activity",
        /// What there is at the end.
        Output = "output",
        /// How it is known whether the plan works.
        Indicator = "indicator",
        /// What is paid for.
        Budget = "budget",
        /// What may go wrong.
        Risk = "risk",
        /// Technical assistance asked for.
        Assistance = "assistance",
    }
}

impl Part {
    /// The records that are its lines.
    #[must_use]
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::Partner => &PLAN_PARTNER,
            Self::Activity => &PLAN_ACTIVITY,
            Self::Output => &PLAN_OUTPUT,
            Self::Indicator => &INDICATOR,
            Self::Budget => &BUDGET_LINE,
            Self::Risk => &PLAN_RISK,
            Self::Assistance => &ASSISTANCE,
        }
    }
}

/// A field of a line with its new value; an empty text is none, except where a line would have no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum LineField {
    /// Who takes part, and with what.
    Partner {
        /// The organisation.
        name: String,
        /// What it brings.
        contribution: String,
    },
    /// What is done.
    Activity {
        /// In words.
        title: String,
    },
    /// From which day to which.
    Period {
        /// First day.
        starts: Option<NaiveDate>,
        /// Last day.
        ends: Option<NaiveDate>,
    },
    /// Who sees to it.
    Responsible {
        /// Somebody of the programme.
        participant: Option<RecordId>,
        /// Or somebody else, by name.
        other: String,
    },
    /// To which stage of a consortium it belongs.
    Stage {
        /// Which.
        stage: Option<Stage>,
    },
    /// What there is at the end.
    Output {
        /// In words.
        title: String,
    },
    /// What is measured.
    Measure {
        /// In words.
        title: String,
        /// In what.
        unit: String,
    },
    /// How it was before.
    Baseline {
        /// A number or words.
        baseline: String,
    },
    /// How it should become.
    Target {
        /// A number or words.
        target: String,
    },
    /// How it is.
    Actual {
        /// A number or words.
        actual: String,
        /// On which day it was looked at.
        measured: Option<NaiveDate>,
    },
    /// What is paid for.
    Item {
        /// In words.
        title: String,
    },
    /// How much.
    Amount {
        /// As people write it; empty where it is not known.
        amount: String,
        /// ISO 4217.
        currency: String,
    },
    /// Who pays.
    Source {
        /// In words.
        source: String,
    },
    /// What may go wrong.
    Risk {
        /// In words.
        title: String,
    },
    /// What is done about it.
    Response {
        /// In words.
        response: String,
    },
    /// What help is asked for.
    Asked {
        /// In words.
        title: String,
        /// By when.
        needed: Option<NaiveDate>,
    },
    /// What became of that.
    Given {
        /// How it stands.
        state: AssistanceState,
        /// On which day.
        on: Option<NaiveDate>,
        /// What was given.
        given: String,
    },
}

impl LineField {
    /// The part of a plan whose lines have this field.
    #[must_use]
    pub const fn part(&self) -> Part {
        match self {
            Self::Partner { .. } => Part::Partner,
            Self::Activity { .. } | Self::Period { .. } | Self::Responsible { .. } | Self::Stage { .. } => Part::Activity,
            Self::Output { .. } => Part::Output,
            Self::Measure { .. } | Self::Baseline { .. } | Self::Target { .. } | Self::Actual { .. } => Part::Indicator,
            Self::Item { .. } | Self::Amount { .. } | Self::Source { .. } => Part::Budget,
            Self::Risk { .. } | Self::Response { .. } => Part::Risk,
            Self::Asked { .. } | Self::Given { .. } => Part::Assistance,
        }
    }

    /// True for the field that names its line.
    const fn names(&self) -> bool {
        matches!(
            self,
            Self::Partner { .. }
                | Self::Activity { .. }
                | Self::Output { .. }
                | Self::Measure { .. }
                | Self::Item { .. }
                | Self::Risk { .. }
                | Self::Asked { .. }
        )
    }

    fn checked(self, change: &Change<'_>) -> Result<(&'static Field, Value)> {
        Ok(match self {
            Self::Partner { name, contribution } => (&PARTNER, value![needed("name", &name)?, some("contribution", &contribution)?]),
            Self::Activity { title } => (&ACTIVITY, value![needed("title", &title)?]),
            Self::Period { starts, ends } => {
                if let Some(last) = ends.or(starts) {
                    not_before(change.sql(), change.book(), last)?;
                }
                (&PERIOD, period(starts, ends)?)
            }
            Self::Responsible { participant, other } => {
                if let Some(person) = participant {
                    lookup::enrolled_person(change.sql(), change.book(), person)?;
                }
                // Somebody of the programme has a name there.
                let other = some("other", &other)?.filter(|_| participant.is_none());
                (&RESPONSIBLE, value![participant, other])
            }
            Self::Stage { stage } => (&STAGE, value![stage.map(Stage::code)]),
            Self::Output { title } => (&OUTPUT, value![needed("title", &title)?]),
            Self::Measure { title, unit } => (&MEASURE, value![needed("title", &title)?, some("unit", &unit)?]),
            Self::Baseline { baseline } => (&BASELINE, value![some("baseline", &baseline)?]),
            Self::Target { target } => (&TARGET, value![some("target", &target)?]),
            Self::Actual { actual, measured } => (&REACHED, value![some("actual", &actual)?, past(change, measured)?]),
            Self::Item { title } => (&ITEM, value![needed("title", &title)?]),
            Self::Amount { amount, .. } if amount.trim().is_empty() => (&AMOUNT, Value::cleared()),
            Self::Amount { amount, currency } => {
                let money = Money::parse(&amount, &currency)?;
                (&AMOUNT, value![money.amount(), money.currency()])
            }
            Self::Source { source } => (&SOURCE, value![some("source", &source)?]),
            Self::Risk { title } => (&RISK, value![needed("title", &title)?]),
            Self::Response { response } => (&RESPONSE, value![some("response", &response)?]),
            Self::Asked { title, needed: by } => (&ASKED, value![needed("title", &title)?, day(by)?]),
            Self::Given { state, on, given } => {
                (&GIVEN, value![state.code(), if state == AssistanceState::Given { past(change, on)? } else { day(on)? }, some("given", &given)?])
            }
        })
    }
}

/// Add a line to a plan. One of the fields names it; all are of one part.
///
/// # Errors
/// `no_such_plan`, `line_fields_mixed`, `text_missing`, `text_too_long`, `ends_before_start`, `day_before_programme`, `year_unlikely`, `amount_wrong`,
/// `currency_unknown`, `no_such_participant`, `participant_not_enrolled`, `stage_without_consortium`, `day_to_come`.
pub fn add(change: &mut Change<'_>, plan: RecordId, fields: Vec<LineField>) -> Result<RecordId> {
    views::known(change.sql(), change.book(), plan)?;
    let Some(part) = fields.first().map(LineField::part).filter(|part| fields.iter().all(|field| field.part() == *part)) else {
        return Problem::new("line_fields_mixed").refuse();
    };
    if !fields.iter().any(LineField::names) {
        return Problem::new("text_missing").with("field", "title").refuse();
    }
    let id = change.create();
    change.set(OF_PLAN.of(part.kind(), id), plan)?;
    for field in fields {
        fits(change, plan, &field)?;
        let (field, value) = field.checked(change)?;
        if !value.parts().is_empty() {
            change.set(field.of(part.kind(), id), value)?;
        }
    }
    Ok(id)
}

/// Give a field of a line another value. `seen` is what the screen showed of it. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_line`, and those of [`add`].
pub fn edit(change: &mut Change<'_>, line: RecordId, field: LineField, seen: Option<&Seen>) -> Result<bool> {
    let kind = field.part().kind();
    known(change, kind, line)?;
    if let Some(plan) = views::plan_of_line(change.sql(), change.book(), kind, line)? {
        fits(change, plan, &field)?;
    }
    let (field, value) = field.checked(change)?;
    change.set_shown(field.of(kind, line), value, seen)
}

/// Take a line away. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_line`.
pub fn remove(change: &mut Change<'_>, part: Part, line: RecordId, seen: Option<&Seen>) -> Result<()> {
    known(change, part.kind(), line)?;
    change.remove_shown(part.kind(), line, seen)
}

fn known(change: &Change<'_>, kind: &'static Kind, line: RecordId) -> Result<()> {
    if views::has_line(change.sql(), change.book(), kind, line)? { Ok(()) } else { Problem::new("no_such_line").refuse() }
}

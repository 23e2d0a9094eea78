//! What ten teams planned, which version they stood for, and how far they came.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::find_person,
    journal::Change,
    plans::{self, AssistanceState, How, LineField, PlanField, Stage, State, Why, lines, views},
};

/// What a team wrote, as [`PLANS`](super::PLANS) has it.
#[derive(Deserialize)]
struct Written {
    code: String,
    stage: Option<Stage>,
    problem: String,
    objective: String,
    target_group: String,
    partners: Vec<Partner>,
    activities: Vec<Activity>,
    outputs: Vec<String>,
    indicators: Vec<Indicator>,
    budget: Vec<Cost>,
    risks: Vec<Risk>,
    assistance: Vec<Request>,
    /// How far the plan came, why, and which plan took its place.
    state: State,
    #[serde(default)]
    why: String,
    successor: Option<String>,
    /// How the team's word is known.
    how: How,
    later: Option<Later>,
}

#[derive(Deserialize)]
struct Partner {
    name: String,
    contribution: String,
}

#[derive(Deserialize)]
struct Activity {
    title: String,
    starts: NaiveDate,
    ends: NaiveDate,
    /// A code on a badge, or a name outside the programme.
    who: String,
    stage: Option<Stage>,
}

#[derive(Deserialize)]
struct Indicator {
    title: String,
    unit: String,
    baseline: String,
    target: String,
    #[serde(default)]
    actual: String,
    measured: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Cost {
    title: String,
    amount: String,
    currency: String,
    source: String,
}

#[derive(Deserialize)]
struct Risk {
    title: String,
    response: String,
}

#[derive(Deserialize)]
struct Request {
    title: String,
    needed: NaiveDate,
    state: Option<AssistanceState>,
    on: Option<NaiveDate>,
    #[serde(default)]
    given: String,
}

/// An activity that was moved after the team had given its word.
#[derive(Deserialize)]
struct Later {
    activity: String,
    starts: NaiveDate,
    ends: NaiveDate,
    /// True where a second version was kept.
    kept: bool,
    /// Who wrote to stand for that one too, and on which day.
    #[serde(default)]
    by_mail: BTreeMap<String, NaiveDate>,
}

/// Write the plans, let their teams stand for them on the programme's last day, and bring each as far as it came.
pub(super) fn carry_out(desk: &Desk, programme: RecordId) -> Result<()> {
    let written: Vec<Written> = serde_json::from_str(super::PLANS).map_err(|e| Error::damaged("demo", e))?;
    let last_day = desk.read(|reader| crate::programme::views::facts(reader.sql(), reader.book(programme)?))?.and_then(|facts| facts.ends);
    let last_day = last_day.ok_or_else(|| Error::Refused(Problem::new("no_such_programme")))?;
    for plan in &written {
        desk.change(programme, "plan_write", |change| plan.write(change))?;
        desk.change(programme, "plan_commit", |change| plan.stand(change, last_day))?;
    }
    // What takes another plan's place is written by now.
    written.iter().try_for_each(|plan| desk.change(programme, "plan_state", |change| plan.come_so_far(change)))
}

impl Written {
    fn id(&self, change: &Change<'_>) -> Result<RecordId> {
        Ok(views::by_code(change.sql(), change.book(), &self.code)?.id)
    }

    fn write(&self, change: &mut Change<'_>) -> Result<()> {
        change.of_other_days();
        let plan = self.id(change)?;
        let texts = [
            PlanField::Problem { problem: self.problem.clone() },
            PlanField::Objective { objective: self.objective.clone() },
            PlanField::TargetGroup { target_group: self.target_group.clone() },
            PlanField::Stage { stage: self.stage },
        ];
        texts.into_iter().try_for_each(|text| plans::edit(change, plan, text, None).map(drop))?;
        for line in self.lines(change) {
            lines::add(change, plan, line)?;
        }
        Ok(())
    }

    fn lines(&self, change: &Change<'_>) -> Vec<Vec<LineField>> {
        let partners = self.partners.iter().map(|l| vec![LineField::Partner { name: l.name.clone(), contribution: l.contribution.clone() }]);
        let activities = self.activities.iter().map(|l| {
            let participant = find_person(change.sql(), change.book(), &l.who).ok().flatten();
            vec![
                LineField::Activity { title: l.title.clone() },
                LineField::Period { starts: Some(l.starts), ends: Some(l.ends) },
                LineField::Responsible { participant, other: l.who.clone() },
                LineField::Stage { stage: l.stage },
            ]
        });
        let outputs = self.outputs.iter().map(|title| vec![LineField::Output { title: title.clone() }]);
        let indicators = self.indicators.iter().map(|l| {
            vec![
                LineField::Measure { title: l.title.clone(), unit: l.unit.clone() },
                LineField::Baseline { baseline: l.baseline.clone() },
                LineField::Target { target: l.target.clone() },
                LineField::Actual { actual: l.actual.clone(), measured: l.measured },
            ]
        });
        let budget = self.budget.iter().map(|l| {
            let amount = LineField::Amount { amount: l.amount.clone(), currency: l.currency.clone() };
            vec![LineField::Item { title: l.title.clone() }, amount, LineField::Source { source: l.source.clone() }]
        });
        let risks = self.risks.iter().map(|l| vec![LineField::Risk { title: l.title.clone() }, LineField::Response { response: l.response.clone() }]);
        let assistance = self.assistance.iter().map(|l| {
            let asked = LineField::Asked { title: l.title.clone(), needed: Some(l.needed) };
            let given = l.state.map(|state| LineField::Given { state, on: l.on, given: l.given.clone() });
            [Some(asked), given].into_iter().flatten().collect()
        });
        partners.chain(activities).chain(outputs).chain(indicators).chain(budget).chain(risks).chain(assistance).collect()
    }

    /// Shown to the others, and signed; what was changed afterwards is another version.
    fn stand(&self, change: &mut Change<'_>, last_day: NaiveDate) -> Result<()> {
        change.of_other_days();
        let plan = self.id(change)?;
        plans::advance(change, plan, State::Presented, &Why::default(), None)?;
        if self.state == State::Presented {
            return Ok(());
        }
        let version = plans::keep_version(change, plan)?;
        for member in views::line(change.sql(), change.book(), plan)?.team {
            plans::commit(change, version, member.participant, self.how, last_day, None)?;
        }
        let Some(later) = &self.later else { return Ok(()) };
        let (content, _) = views::content(change.sql(), change.book(), plan)?;
        let moved = content.activities.iter().find(|activity| activity.title == later.activity);
        let moved = moved.ok_or_else(|| Error::Refused(Problem::new("no_such_line").with("line", later.activity.as_str())))?;
        lines::edit(change, moved.id, LineField::Period { starts: Some(later.starts), ends: Some(later.ends) }, None)?;
        if later.kept {
            let second = plans::keep_version(change, plan)?;
            for (code, day) in &later.by_mail {
                let person = find_person(change.sql(), change.book(), code)?;
                let person = person.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", code.as_str())))?;
                plans::commit(change, second, person, How::Mail, *day, None)?;
            }
        }
        Ok(())
    }

    fn come_so_far(&self, change: &mut Change<'_>) -> Result<()> {
        let plan = self.id(change)?;
        let on_the_way = [State::Committed, State::InProgress].into_iter().filter(|state| *state < self.state);
        for state in on_the_way {
            plans::advance(change, plan, state, &Why::default(), None)?;
        }
        if self.state == State::Presented {
            return Ok(());
        }
        let successor = self.successor.as_ref().map(|code| views::by_code(change.sql(), change.book(), code)).transpose()?.map(|plan| plan.id);
        plans::advance(change, plan, self.state, &Why { reason: self.why.clone(), successor }, None)
    }
}

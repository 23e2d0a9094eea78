//! The months after the training.

use std::collections::HashMap;

use chrono::NaiveDate;
use sala::{
    RecordId, Seen as CoreSeen,
    people::import::Refusal,
    progress::{
        self, Attended, Due as CoreDue, Glance, NewCascade, NewContact, NewHelp, cascade, contact,
        form::{self, Read},
        glance::{self, LastWord as CoreLastWord},
        help,
        lineage::Lineage,
        views::{self, CascadeView, ContactView, HelpView, RatingView, ReportView},
    },
};

use super::{all, count, date, plans::same};
use crate::{
    fault::Fault,
    wire::Id,
    wire::months::{
        CascadeArgs, CascadeCount, CascadeEvent, CascadeEventSeen, CoachingContact, CoachingContactSeen, ContactArgs, ContactWay, Doing, Due, DueWhat,
        FormAbout, FormOutcome, FormRead, FormRow, GlanceCell, GlanceRow, HelpArgs, HelpGiven, HelpGivenSeen, HelpUnit, LastWord, LineagePlace, LineageStep,
        MonthRating, MonthReport, MonthReportSeen, PlanLight, PlanMonths, PlansGlance, ToldKind, WordOf,
    },
};

same!(Doing = progress::Doing { NotStarted, UnderWay, Done, Stopped });
same!(PlanLight = progress::Light { Green, Amber, Red });
same!(ContactWay = progress::Way { Visit, Telephone, Mail, Message });
same!(HelpUnit = progress::Unit { Hours, Days });
same!(DueWhat = progress::What { Activity, Step, Assistance, Report });
same!(WordOf = glance::WordOf { Report, Rating, Contact, Help, Cascade });
same!(ToldKind = progress::Told { Report, Contact, Help, Cascade });
same!(FormOutcome = form::Outcome { Added, Updated, Unchanged, Differs });
same!(FormAbout = form::About { Activity, Rating, Cascade, Indicator, Request });

fn days(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn day(text: Option<String>) -> Result<Option<NaiveDate>, Fault> {
    text.map(|text| date(&text)).transpose()
}

impl From<ReportView> for MonthReport {
    fn from(report: ReportView) -> Self {
        let ReportView { id, activity, month, doing, percent, said, evidence, progress_seen, said_seen } = report;
        Self {
            id: id.into(),
            activity: activity.into(),
            month: month.to_string(),
            doing: doing.map(Into::into),
            percent: percent.map(count),
            said,
            evidence: all(evidence),
            seen: MonthReportSeen { progress: progress_seen.into(), said: said_seen.into() },
            contents: CoreSeen::default().into(),
        }
    }
}

impl From<RatingView> for MonthRating {
    fn from(rating: RatingView) -> Self {
        let RatingView { month, light, reason, seen } = rating;
        Self { month: month.to_string(), light: light.map(Into::into), reason, seen: seen.into() }
    }
}

impl From<ContactView> for CoachingContact {
    fn from(view: ContactView) -> Self {
        let ContactView { id, date, way, coach, said, next_step, next_on, seen } = view;
        let contact::ContactSeen { contact, said: said_seen, next } = seen;
        Self {
            id: id.into(),
            date: date.to_string(),
            way: way.map(Into::into),
            coach,
            said,
            next_step,
            next_on: days(next_on),
            seen: CoachingContactSeen { contact: contact.into(), said: said_seen.into(), next: next.into() },
            contents: CoreSeen::default().into(),
        }
    }
}

impl From<HelpView> for HelpGiven {
    fn from(view: HelpView) -> Self {
        let HelpView { id, date, title, by, amount, unit, request, seen } = view;
        let help::HelpSeen { gave, request: of } = seen;
        let (id, request, unit) = (id.into(), request.map(Into::into), unit.map(Into::into));
        let seen = HelpGivenSeen { gave: gave.into(), request: of.into() };
        Self { id, date: date.to_string(), title, by, amount: amount.map(count), unit, request, seen, contents: CoreSeen::default().into() }
    }
}

impl From<CascadeView> for CascadeEvent {
    fn from(view: CascadeView) -> Self {
        let CascadeView { id, date, title, place, attended, total: _, noted, seen } = view;
        let cascade::CascadeSeen { event, attended: counted, noted: note } = seen;
        let attended = attended.map(|Attended { women, men, not_stated }| CascadeCount { women: count(women), men: count(men), not_stated: count(not_stated) });
        let seen = CascadeEventSeen { event: event.into(), attended: counted.into(), noted: note.into() };
        Self { id: id.into(), date: date.to_string(), title, place, attended, noted, seen, contents: CoreSeen::default().into() }
    }
}

/// What a plan's months are shown as; `contents` is everything live in each record.
pub fn plan_months(told: views::PlanMonths, months: &[progress::Month], mut contents: HashMap<RecordId, CoreSeen>) -> PlanMonths {
    let views::PlanMonths { reports, ratings, contacts, help, cascades } = told;
    let months = months.iter().map(ToString::to_string).collect();
    let mut shown = PlanMonths { months, reports: all(reports), ratings: all(ratings), contacts: all(contacts), help: all(help), cascades: all(cascades) };
    let mut of = |id: &Id| contents.remove(&id.0).unwrap_or_default().into();
    shown.reports.iter_mut().for_each(|one| one.contents = of(&one.id));
    shown.contacts.iter_mut().for_each(|one| one.contents = of(&one.id));
    shown.help.iter_mut().for_each(|one| one.contents = of(&one.id));
    shown.cascades.iter_mut().for_each(|one| one.contents = of(&one.id));
    shown
}

impl From<CoreDue> for Due {
    fn from(due: CoreDue) -> Self {
        let CoreDue { plan, code, what, date, title, late, about: _, settled: _ } = due;
        Self { plan: plan.into(), code, what: what.into(), date: date.to_string(), title, late }
    }
}

impl From<CoreLastWord> for LastWord {
    fn from(word: CoreLastWord) -> Self {
        let CoreLastWord { date, of, text } = word;
        Self { date: date.to_string(), of: of.into(), text }
    }
}

impl From<glance::Cell> for GlanceCell {
    fn from(cell: glance::Cell) -> Self {
        let glance::Cell { month, light, reason, reports, moving } = cell;
        Self { month: month.to_string(), light: light.map(Into::into), reason, reports: count(reports), moving: count(moving) }
    }
}

impl From<glance::Row> for GlanceRow {
    fn from(row: glance::Row) -> Self {
        let glance::Row { id, code, sector, country, state, activities, done, months, last, next, silent } = row;
        Self {
            id: id.into(),
            code,
            sector,
            country,
            state: state.into(),
            activities: count(activities),
            done: count(done),
            months: all(months),
            last: last.map(Into::into),
            next: next.map(Into::into),
            silent,
        }
    }
}

/// All plans, and which came from which.
pub fn plans_glance(glance: Glance, lineage: Lineage) -> PlansGlance {
    let Glance { months, plans } = glance;
    let Lineage { places, steps } = lineage;
    PlansGlance {
        months: months.iter().map(ToString::to_string).collect(),
        plans: all(plans),
        places: places.into_iter().map(|place| LineagePlace { plan: place.plan.into(), column: count(place.column) }).collect(),
        steps: steps.into_iter().map(|step| LineageStep { from: step.from.into(), to: step.to.into() }).collect(),
    }
}

/// A contact from its form.
pub fn new_contact(args: ContactArgs) -> Result<(NewContact, Option<contact::ContactSeen>), Fault> {
    let ContactArgs { programme: _, id: _, contact: _, date: on, way, coach, said, next_step, next_on, seen } = args;
    let seen = seen.map(|CoachingContactSeen { contact, said, next }| contact::ContactSeen { contact: contact.0, said: said.0, next: next.0 });
    Ok((NewContact { date: date(&on)?, way: way.into(), coach, said, next_step, next_on: day(next_on)? }, seen))
}

/// Assistance from its form.
pub fn new_help(args: HelpArgs) -> Result<(NewHelp, Option<help::HelpSeen>), Fault> {
    let HelpArgs { programme: _, id: _, help: _, date: on, title, by, amount, unit, request, seen } = args;
    let seen = seen.map(|HelpGivenSeen { gave, request }| help::HelpSeen { gave: gave.0, request: request.0 });
    let amount = amount.map(|amount| (i64::from(amount), unit.into()));
    Ok((NewHelp { date: date(&on)?, title, by, amount, request: request.map(|id| id.0) }, seen))
}

/// A workshop from its form.
pub fn new_cascade(args: CascadeArgs) -> Result<(NewCascade, Option<cascade::CascadeSeen>), Fault> {
    let CascadeArgs { programme: _, id: _, cascade: _, date: on, title, place, attended, noted, seen } = args;
    let seen = seen.map(|CascadeEventSeen { event, attended, noted }| cascade::CascadeSeen { event: event.0, attended: attended.0, noted: noted.0 });
    let counted = |CascadeCount { women, men, not_stated }| Attended { women: i64::from(women), men: i64::from(men), not_stated: i64::from(not_stated) };
    Ok((NewCascade { date: date(&on)?, title, place, attended: attended.map(counted), noted }, seen))
}

/// What a report's screen showed of a field.
pub fn report_seen(seen: Option<MonthReportSeen>) -> (Option<CoreSeen>, Option<CoreSeen>) {
    seen.map(|MonthReportSeen { progress, said }| (progress.0, said.0)).unzip()
}

/// What a form does.
pub fn form_read(read: Read, file: String, file_name: String) -> FormRead {
    let Read { plan: _, month, added, updated, unchanged, differs, refused, rows } = read;
    let refused = refused.into_iter().map(|form::Refused { row, column, code, value }| Refusal { row, column: column.to_owned(), code, value });
    FormRead {
        file,
        file_name,
        month: month.to_string(),
        added: count(added),
        updated: count(updated),
        unchanged: count(unchanged),
        differs: count(differs),
        refused: all(refused),
        rows: rows
            .into_iter()
            .map(|form::ReadRow { row, about, title, outcome }| FormRow { row, about: about.into(), title, outcome: outcome.into() })
            .collect(),
    }
}

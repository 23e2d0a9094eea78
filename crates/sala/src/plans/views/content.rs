//! What a plan says, all of it: as screens show it, as versions keep it, and as versions are compared.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::plans::{
    money::Money,
    records::{ASSISTANCE, BUDGET_LINE, INDICATOR, PLAN_ACTIVITY, PLAN_OUTPUT, PLAN_PARTNER, PLAN_RISK},
};
use crate::{
    RecordId, Result, Seen,
    journal::{BookNo, Kind},
};

/// The order in which records of a plan were written: the same on every laptop, whichever heard of which first. Those of one gesture have
/// one stamp, and stand by their place in it: the low forty bits of an entry's number.
pub(crate) const AS_WRITTEN: &str = "l.of_plan_t, l.of_plan_v & 1099511627775, k.id";

/// What a plan says. Its JSON is what versions keep, so members are only ever added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// What it is for.
    pub plan_kind: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The sector in words.
    pub sector: String,
    /// ISIC Rev. 4 class.
    pub isic: Option<String>,
    /// How far a consortium has come.
    pub stage: Option<String>,
    /// What is wrong today.
    pub problem: Option<String>,
    /// What is to be reached.
    pub objective: Option<String>,
    /// For whom.
    pub target_group: Option<String>,
    /// Who makes it, by participant, and what they do.
    pub team: BTreeMap<RecordId, String>,
    /// Organisations outside the team.
    pub partners: Vec<Partner>,
    /// Steps, by their first day.
    pub activities: Vec<Activity>,
    /// What there is at the end.
    pub outputs: Vec<Output>,
    /// How it is known whether the plan works.
    pub indicators: Vec<Indicator>,
    /// What is paid for.
    pub budget: Vec<BudgetLine>,
    /// What may go wrong.
    pub risks: Vec<Risk>,
    /// What help is asked for.
    pub assistance: Vec<Assistance>,
}

impl Content {
    /// The sums of the budget, one for each currency, by its code.
    #[must_use]
    pub fn sums(&self) -> Vec<Money> {
        let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
        for line in &self.budget {
            let money = line.amount.as_deref().zip(line.currency.as_deref()).and_then(|(amount, currency)| Money::parse(amount, currency).ok());
            if let Some(money) = money {
                let sum = sums.get(money.currency()).and_then(|sum| sum.plus(money)).unwrap_or(money);
                sums.insert(money.currency(), sum);
            }
        }
        sums.into_values().collect()
    }
}

/// Declares a line with the versions of its fields, which screens hand back and versions do not keep.
macro_rules! line {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? } seen $seen:ident { $($of:ident),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// The record.
            pub id: RecordId,
            $($(#[$field_doc])* pub $field: $type,)+
            /// What the screen shows, to be handed back.
            #[serde(skip)]
            pub seen: $seen,
        }

        #[doc = concat!("The versions of a [`", stringify!($name), "`]'s fields.")]
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $seen {
            $(#[doc = concat!("Of `", stringify!($of), "`.")] pub $of: Seen,)+
        }

        impl $seen {
            fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
                Ok(Self { $($of: Seen::shown(row.get(concat!(stringify!($of), "_v"))?)),+ })
            }
        }
    };
}

line! {
    /// An organisation outside the team.
    Partner {
        /// Its name.
        name: String,
        /// What it brings.
        contribution: Option<String>,
    } seen PartnerSeen { partner }
}

line! {
    /// A step.
    Activity {
        /// What is done.
        title: String,
        /// First day.
        starts: Option<NaiveDate>,
        /// Last day.
        ends: Option<NaiveDate>,
        /// Who of the programme sees to it.
        participant: Option<RecordId>,
        /// The stage of a consortium to which it belongs.
        stage: Option<String>,
    } seen ActivitySeen { activity, period, responsible, stage }
}

line! {
    /// What there is at the end.
    Output {
        /// In words.
        title: String,
    } seen OutputSeen { output }
}

line! {
    /// How it is known whether the plan works.
    Indicator {
        /// What is measured.
        title: String,
        /// In what.
        unit: Option<String>,
        /// How it was before.
        baseline: Option<String>,
        /// How it should become.
        target: Option<String>,
    } seen IndicatorSeen { measure, baseline, target, reached }
}

line! {
    /// What is paid for.
    BudgetLine {
        /// In words.
        title: String,
        /// How much, in figures (`1250.50`).
        amount: Option<String>,
        /// ISO 4217.
        currency: Option<String>,
        /// Who pays.
        source: Option<String>,
    } seen BudgetSeen { item, amount, source }
}

line! {
    /// What may go wrong.
    Risk {
        /// In words.
        title: String,
        /// What is done about it.
        response: Option<String>,
    } seen RiskSeen { risk, response }
}

line! {
    /// What help is asked for.
    Assistance {
        /// In words.
        title: String,
        /// By when.
        needed: Option<NaiveDate>,
    } seen AssistanceSeen { asked, given }
}

/// What of a plan changes while it is carried out, and is not part of what people commit to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// How an indicator is, and on which day it was looked at, by indicator.
    pub actual: BTreeMap<RecordId, (Option<String>, Option<NaiveDate>)>,
    /// What became of a request: its state, the day, what was given, by request.
    pub given: BTreeMap<RecordId, (String, Option<NaiveDate>, Option<String>)>,
    /// Who sees to an activity and is nobody of the programme, by activity. Personal: not in a version's content.
    pub others: BTreeMap<RecordId, String>,
}

/// The lists of a plan as they stand now, put into `content` and `carried`.
pub(super) fn read_lines(sql: &Connection, book: BookNo, plan: RecordId, content: &mut Content, carried: &mut Carried) -> Result<()> {
    content.partners = lines(sql, book, plan, &PLAN_PARTNER, AS_WRITTEN, |r| {
        Ok(Partner { id: r.get("id")?, name: text(r, "name")?, contribution: r.get("contribution")?, seen: PartnerSeen::of(r)? })
    })?;
    content.activities = lines(sql, book, plan, &PLAN_ACTIVITY, &format!("l.starts IS NULL, l.starts, {AS_WRITTEN}"), |r| {
        let id = r.get("id")?;
        if let Some(other) = r.get("other")? {
            carried.others.insert(id, other);
        }
        let participant = r.get("responsible_id")?;
        Ok(Activity {
            id,
            title: text(r, "title")?,
            starts: day(r, "starts")?,
            ends: day(r, "ends")?,
            participant,
            stage: r.get("stage")?,
            seen: ActivitySeen::of(r)?,
        })
    })?;
    content.outputs =
        lines(sql, book, plan, &PLAN_OUTPUT, AS_WRITTEN, |r| Ok(Output { id: r.get("id")?, title: text(r, "title")?, seen: OutputSeen::of(r)? }))?;
    content.indicators = lines(sql, book, plan, &INDICATOR, AS_WRITTEN, |r| {
        let id = r.get("id")?;
        carried.actual.insert(id, (r.get("actual")?, day(r, "measured")?));
        let (unit, baseline, target) = (r.get("unit")?, r.get("baseline")?, r.get("target")?);
        Ok(Indicator { id, title: text(r, "title")?, unit, baseline, target, seen: IndicatorSeen::of(r)? })
    })?;
    content.budget = lines(sql, book, plan, &BUDGET_LINE, AS_WRITTEN, |r| {
        let (amount, currency, source) = (r.get("amount")?, r.get("currency")?, r.get("source")?);
        Ok(BudgetLine { id: r.get("id")?, title: text(r, "title")?, amount, currency, source, seen: BudgetSeen::of(r)? })
    })?;
    content.risks = lines(sql, book, plan, &PLAN_RISK, AS_WRITTEN, |r| {
        Ok(Risk { id: r.get("id")?, title: text(r, "title")?, response: r.get("response")?, seen: RiskSeen::of(r)? })
    })?;
    content.assistance = lines(sql, book, plan, &ASSISTANCE, AS_WRITTEN, |r| {
        let id = r.get("id")?;
        if let Some(state) = r.get("given_state")? {
            carried.given.insert(id, (state, day(r, "given_on")?, r.get("given")?));
        }
        Ok(Assistance { id, title: text(r, "title")?, needed: day(r, "needed")?, seen: AssistanceSeen::of(r)? })
    })?;
    Ok(())
}

fn lines<T>(sql: &Connection, book: BookNo, plan: RecordId, kind: &Kind, order: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
    // Only an activity names somebody of the programme.
    let (who, join) =
        if std::ptr::eq(kind, &raw const PLAN_ACTIVITY) { (", p.id AS responsible_id", "LEFT JOIN record p ON p.no = l.participant") } else { ("", "") };
    let query = format!(
        "SELECT k.id, l.*{who} FROM record r JOIN {} l ON l.plan = r.no JOIN record k ON k.no = l.rec {join}
          WHERE r.book = ?1 AND r.id = ?2 AND COALESCE(l.removed, 0) = 0 ORDER BY {order}",
        kind.name
    );
    Ok(sql.prepare_cached(&query)?.query_map((book.0, plan), read)?.collect::<Result<_, _>>()?)
}

fn text(row: &Row<'_>, column: &str) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}

/// Days are checked when they are folded.
fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
}

//! All columns of a list of cases: facts of the case, its limits, the policy's fields and steps, and what its acts tell.
//!
//! Invariant: a key keeps its meaning for ever. Source: `cli.md` §2 "Columns".

use crate::document::table::{Cell, Column};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::due::Due;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::limit;
use crate::domain::gate::codes::nearest;
use crate::domain::policy::Field;
use crate::domain::query::term::Known;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::moment::Moment;
use crate::domain::value::title::{Lang, Title};
use crate::report::act_columns::{ActColumn, Acts};
use crate::report::context::ReportContext;
use crate::say;
use crate::text::labels;
use crate::text::names::WordKind;
use crate::text::query;

/// The columns of a list when none are asked for, which never change.
pub const COLUMNS: &[&str] = &["id", "status", "received", "due", "category", "channel", "unit", "person", "title"];

/// A column that is worked out from a case for the day of the report.
#[derive(Debug)]
pub struct DerivedColumn {
    key: &'static str,
    kind: FactKind,
    get: for<'c> fn(&'c Case, &ReportContext<'_>) -> FactValue<'c>,
}

/// A column that was requested.
#[derive(Clone)]
pub enum Pick<'a> {
    /// A fact of the case.
    Fact(CaseFact),
    /// What is worked out for the day of the report.
    Derived(&'static DerivedColumn),
    /// The due date of a limit (`due_reply`).
    Limit(Code),
    /// A field of the policy.
    Own(&'a Field),
    /// When a step was done or an approval was given in the current round (`step:apology`, `approval:exempt`).
    Done(Code),
    /// What the last act of a kind tells.
    Act(ActColumn),
}

/// A value as a cell, with the names of its codes.
#[must_use]
pub fn cell(kind: FactKind, value: FactValue<'_>, context: &ReportContext<'_>) -> Cell {
    match value {
        FactValue::Empty => Cell::Empty,
        FactValue::Id(id) => Cell::Text(id.to_string()),
        FactValue::Text(text) => name(kind, text, context),
        FactValue::Code(code) if code.is_empty() => Cell::Empty,
        FactValue::Code(code) => name(kind, code, context),
        FactValue::Codes([]) => Cell::Empty,
        FactValue::Codes(codes) => Cell::List(codes.iter().map(ToString::to_string).collect()),
        FactValue::List(all) if all.is_empty() => Cell::Empty,
        FactValue::List(all) => Cell::List(all),
        FactValue::Time(moment) => Cell::Time(moment),
        FactValue::Count(n) => Cell::Int(n),
        FactValue::Money(amount) => money(amount),
        FactValue::Flag(yes) => Cell::Bool(yes),
    }
}

/// A code with its name; a text that is no code as it is.
#[must_use]
pub fn name(kind: FactKind, code: &str, context: &ReportContext<'_>) -> Cell {
    match kind {
        FactKind::Section(section) | FactKind::Tree(section) => context.code(section, code),
        FactKind::Unit => context.unit(code),
        FactKind::Person => context.person(code),
        FactKind::Limit => context.limit(code),
        FactKind::State => context.word(WordKind::State, code),
        FactKind::Mediation => context.word(WordKind::Mediation, code),
        FactKind::Remedy => context.word(WordKind::Remedy, code),
        FactKind::Appeal => context.word(WordKind::Appeal, code),
        FactKind::Satisfaction => context.word(WordKind::Satisfaction, code),
        _ => Cell::Text(code.into()),
    }
}

/// An unknown column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumn {
    /// As typed.
    pub name: String,
    /// The nearest known column.
    pub nearest: Option<Code>,
    /// All known columns; with the titles of the policy's fields.
    pub known: Vec<Known>,
}

impl UnknownColumn {
    /// The columns that there are: the engine's, those of the policy's fields, and others.
    pub(super) fn of(
        name: &str,
        engine: impl Iterator<Item = Code>,
        fields: &[Field],
        others: impl Iterator<Item = Code>,
    ) -> Self {
        let plain = |code: Code| (code, Title::default());
        let own = fields.iter().map(|field| (field.code.clone(), field.title.clone()));
        let known: Vec<Known> = engine.map(plain).chain(own).chain(others.map(plain)).collect();
        let codes: Vec<&Code> = known.iter().map(|(code, _)| code).collect();
        Self { name: name.into(), nearest: nearest(name, &codes), known }
    }

    /// The error message.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let name = &self.name;
        say!(lang, "no column is called {name:?}", "没有名为“{name}”的列")
    }

    /// What to try instead.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        query::hint(self.nearest.as_ref(), &query::labelled(&self.known, lang), lang)
    }
}

/// Finds a column by its key or label: a fact, what is derived, a limit, or a policy field by code or title.
///
/// # Errors
/// There is no such column.
pub fn find<'a>(key: &str, context: &ReportContext<'a>) -> Result<Pick<'a>, UnknownColumn> {
    let key = key.trim();
    if let Some(pick) =
        of_every_case(key).or_else(|| keys().find(|known| labels::is(known, key)).and_then(of_every_case))
    {
        return Ok(pick);
    }
    if let Some(limit) = key.strip_prefix("due_").filter(|l| limits(context).iter().any(|known| known == l)) {
        return Ok(Pick::Limit(limit.into()));
    }
    let fields = &context.policy.fields;
    let own =
        || fields.iter().find(|f| f.code == key).or_else(|| fields.iter().find(|f| f.title.is(key))).map(Pick::Own);
    let done = || done_keys(context).find(|known| known == key).map(Pick::Done);
    own().or_else(done).or_else(|| ActColumn::find(key).map(Pick::Act)).ok_or_else(|| {
        let limits = limits(context).into_iter().map(|l| Code::from(format!("due_{l}")));
        let engine = keys().map(Code::from).chain(limits);
        UnknownColumn::of(key, engine, fields, ActColumn::short_keys().map(Code::from).chain(done_keys(context)))
    })
}

/// The column with this key that every project has.
fn of_every_case(key: &str) -> Option<Pick<'static>> {
    let derived = || DERIVED.iter().find(|column| column.key == key).map(Pick::Derived);
    CaseFact::find(key, uses::COLUMN).map(Pick::Fact).or_else(derived)
}

/// The keys of the columns that every project has.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let facts = CaseFact::all().filter(|fact| fact.uses() & uses::COLUMN != 0);
    facts.map(CaseFact::key).chain(DERIVED.iter().map(|column| column.key))
}

fn limits(context: &ReportContext<'_>) -> Vec<Code> {
    let fixed = crate::text::names::of(WordKind::Limit).iter().map(|(code, _)| Code::from(*code));
    let mut all: Vec<Code> = fixed.collect();
    all.extend(limit::names(context.policy).filter(|name| !all.contains(name)).cloned().collect::<Vec<_>>());
    all
}

/// The keys of the policy's steps and approvals.
fn done_keys(context: &ReportContext<'_>) -> impl Iterator<Item = Code> {
    let policy = context.policy;
    let steps = policy.steps.iter().map(|step| Code::from(format!("step:{}", step.code)));
    steps.chain(policy.approvals.iter().map(|approval| Code::from(format!("approval:{}", approval.code))))
}

impl Pick<'_> {
    /// The key of the column.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Fact(fact) => fact.key().into(),
            Self::Derived(column) => column.key.into(),
            Self::Limit(limit) => format!("due_{limit}"),
            Self::Own(field) => field.code.to_string(),
            Self::Done(what) => what.to_string(),
            Self::Act(act) => act.key(),
        }
    }

    /// The column with its heading.
    #[must_use]
    pub fn column(&self, context: &ReportContext<'_>) -> Column {
        match self {
            Self::Fact(fact) => context.column(fact.key(), fact.kind().is_number()),
            Self::Derived(column) => context.column(column.key, column.kind.is_number()),
            Self::Limit(limit) => {
                let name = match context.limit(limit) {
                    Cell::Named { name, .. } => name,
                    _ => limit.to_string(),
                };
                Column { key: self.key(), title: heading_of_limit(&name, context.lang), right: false }
            }
            Self::Own(field) => {
                let title = field.title.get(context.lang);
                let title = if title.is_empty() { field.code.as_str() } else { title };
                Column { key: self.key(), title: title.into(), right: is_number(field) }
            }
            Self::Done(what) => {
                let (section, code) = what.split_once(':').unwrap_or_default();
                let title = match context.code(section, code) {
                    Cell::Named { name, .. } => name,
                    _ => code.into(),
                };
                Column { key: self.key(), title, right: false }
            }
            Self::Act(act) => Column { key: self.key(), title: act.title(context), right: act.is_number() },
        }
    }

    /// The value of a case without names; `None` where a row of the index does not tell it.
    #[must_use]
    pub fn value<'c>(&self, case: &'c Case, context: &ReportContext<'_>) -> Option<FactValue<'c>> {
        match self {
            Self::Fact(fact) => Some(fact.value(case)),
            Self::Derived(column) => Some((column.get)(case, context)),
            Self::Limit(_) | Self::Own(_) | Self::Done(_) | Self::Act(_) => None,
        }
    }

    /// The cell of a case, of which these are the acts that columns need.
    #[must_use]
    pub fn cell(&self, case: &Case, acts: &Acts, context: &ReportContext<'_>) -> Cell {
        let cell = match self {
            Self::Fact(fact) => cell(fact.kind(), fact.value(case), context),
            Self::Derived(column) => cell(column.kind, (column.get)(case, context), context),
            Self::Limit(limit) => case.limits.get(limit).map_or(Cell::Empty, |due| Cell::Time(due.at)),
            Self::Own(field) => own(field, case.facts.fields.get(&field.code), context.lang),
            Self::Done(what) => {
                let done = match what.split_once(':') {
                    Some(("approval", code)) => case.approvals.get(code).copied(),
                    _ => case.reached(what),
                };
                done.map_or(Cell::Empty, Cell::Time)
            }
            Self::Act(act) => act.cell(case, acts, context),
        };
        match cell {
            // Of a masked case nothing is denied or counted.
            Cell::Bool(false) | Cell::Int(0) | Cell::Decimal(0, _) if case.is_masked() => Cell::Empty,
            cell => cell,
        }
    }
}

fn heading_of_limit(name: &str, lang: Lang) -> String {
    say!(lang, "{name}: due", "{name}到期")
}

fn is_number(field: &Field) -> bool {
    matches!(field.kind.as_str(), "money" | "count")
}

/// The value of a policy field.
fn own(field: &Field, value: Option<&Value>, lang: Lang) -> Cell {
    match value {
        None => Cell::Empty,
        Some(Value::Flag(yes)) => Cell::Bool(*yes),
        Some(Value::Number(n)) if field.kind == "count" => Cell::Int(n.0 / 100),
        Some(Value::Number(n)) => money(*n),
        Some(Value::Text(text)) => match field.kind.as_str() {
            "date" => text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Time),
            "choice" => Cell::Named { code: text.clone(), name: field.choice(text, lang).to_string() },
            _ => Cell::Text(text.clone()),
        },
        Some(Value::Codes(codes)) if codes.is_empty() => Cell::Empty,
        Some(Value::Codes(codes)) => Cell::List(codes.iter().map(ToString::to_string).collect()),
    }
}

/// An amount, with two decimals.
#[must_use]
pub fn money(amount: Amount) -> Cell {
    Cell::Decimal(amount.0, 2)
}

fn time<'c>(moment: Option<Moment>) -> FactValue<'c> {
    moment.map_or(FactValue::Empty, FactValue::Time)
}

fn overdue<'c>(case: &'c Case, context: &ReportContext<'_>) -> impl Iterator<Item = &'c Due> {
    let (day, now) = (context.day, context.now);
    case.overdue(day, now).map(|(_, due)| due)
}

/// The columns that are worked out for the day of the report.
const DERIVED: &[DerivedColumn] = &[
    derived("next_due", FactKind::Time, |c, s| time(s.running(c).first().map(|(_, due)| due.at))),
    derived("next_limit", FactKind::Limit, |c, s| {
        s.running(c).first().map_or(FactValue::Empty, |(limit, _)| FactValue::Code(limit))
    }),
    derived("days_late", FactKind::Count, |c, s| {
        let now = overdue(c, s).map(|due| s.days_late(c, due));
        let missed = c.missed().map(|missed| s.days_missed(c, missed));
        now.chain(missed).max().filter(|days| *days > 0).map_or(FactValue::Empty, FactValue::Count)
    }),
    derived("overdue", FactKind::Flag, |c, s| FactValue::Flag(overdue(c, s).next().is_some())),
    derived("late", FactKind::Flag, |c, s| FactValue::Flag(c.is_late(s.day, s.now))),
    derived("explained", FactKind::Flag, |c, s| {
        let mut late = overdue(c, s).peekable();
        if late.peek().is_none() { FactValue::Empty } else { FactValue::Flag(late.all(|due| c.explained(due))) }
    }),
    derived("provisional", FactKind::Flag, |c, s| FactValue::Flag(s.running(c).iter().any(|(_, due)| due.provisional))),
];

const fn derived(
    key: &'static str,
    kind: FactKind,
    get: for<'c> fn(&'c Case, &ReportContext<'_>) -> FactValue<'c>,
) -> DerivedColumn {
    DerivedColumn { key, kind, get }
}

/// The cell of a fact by its key, as every report shows it; empty for an unknown key.
#[must_use]
pub(super) fn fact(key: &str, case: &Case, context: &ReportContext<'_>) -> Cell {
    of_every_case(key).map_or(Cell::Empty, |pick| pick.cell(case, &Acts::default(), context))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened, with_context};

    #[test]
    fn every_fact_has_a_heading_in_both_languages() {
        for key in keys() {
            assert!(crate::text::labels::find(key).is_some(), "{key}");
        }
    }

    #[test]
    fn columns_of_facts_limits_and_policy_fields() {
        with_context(|context| {
            let classified = r#""classified":{"fields":{"media":true,"claim":12.5,"injury":"light"}}"#.to_string();
            let c = case(1, &[opened("排队", &[due("reply", "2026-11-19"), due("audit", "2026-11-26")]), classified]);
            let show = |key: &str| {
                find(key, context).map(|p| (p.column(context).title, p.cell(&c, &Acts::default(), context))).expect(key)
            };
            let moment = |s: &str| Cell::Time(s.parse().expect("a moment"));
            assert_eq!(show("due"), ("到期".into(), moment("2026-11-19")));
            assert_eq!(show("due_audit"), ("审计时限到期".into(), moment("2026-11-26")));
            assert_eq!(show("claim"), ("索赔金额".into(), Cell::Decimal(1250, 2)));
            assert_eq!(show("索赔金额").1, Cell::Decimal(1250, 2));
            assert_eq!(show("media").1, Cell::Bool(true));
            assert_eq!(show("injury").1, Cell::Named { code: "light".into(), name: "轻伤".into() });
            assert_eq!(show("days_late").1, Cell::Int(2));
            assert_eq!(show("next_limit").1, Cell::Named { code: "reply".into(), name: "回复时限".into() });
            assert_eq!(show("channel").1, Cell::Named { code: "phone".into(), name: "电话".into() });
            assert_eq!(show("explained").1, Cell::Bool(false));
            assert_eq!(show("flags").1, Cell::List(vec!["media".into()]));
            assert_eq!(find("statsu", context).err().and_then(|e| e.nearest).as_deref(), Some("status"));
            let unknown = find("statsu", context).err().expect("unknown");
            assert_eq!(unknown.message(Lang::En), r#"no column is called "statsu""#);
            assert_eq!(unknown.hint(Lang::Zh).as_deref(), Some("是否想写 status（状态）？"));
            assert_eq!(find("due_reploy", context).err().and_then(|e| e.nearest).as_deref(), Some("due_reply"));
        });
    }
}

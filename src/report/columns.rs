//! All columns of a list of cases: facts of the case, its limits, and the policy's fields.
//!
//! Invariant: a key keeps its meaning for ever. Source: `cli.md` §2 "Columns".

use crate::document::table::{Cell, Column};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::due::Due;
use crate::domain::case::limit;
use crate::domain::gate::codes::nearest;
use crate::domain::policy::Field;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Lang;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::labels;
use crate::text::names::WordKind;
use crate::text::query;

/// Gets the fact of a case that a column shows.
pub type Show = for<'c> fn(&'c Case, &ReportContext<'_>) -> ColumnValue<'c>;

/// A fact of a case without the names of its codes, because most lists need no names.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValue<'c> {
    /// No value.
    Empty,
    /// The case number.
    Id(CaseId),
    /// Text.
    Text(&'c str),
    /// A code; empty means no value.
    Code(Of, &'c str),
    /// A moment.
    Time(Moment),
    /// A whole number.
    Int(i64),
    /// An amount.
    Money(Amount),
    /// yes or no
    Bool(bool),
    /// Several codes.
    List(Vec<String>),
}

/// The kind of a code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    /// A code of a section of the policy.
    Section(&'static str),
    /// A unit.
    Unit,
    /// A person.
    Person,
    /// A limit.
    Limit,
    /// A built-in code.
    Word(WordKind),
}

impl ColumnValue<'_> {
    /// The fact as a cell, with names.
    #[must_use]
    pub fn cell(self, scene: &ReportContext<'_>) -> Cell {
        match self {
            Self::Empty => Cell::Empty,
            Self::Id(id) => Cell::Text(id.to_string()),
            Self::Text(text) => Cell::Text(text.into()),
            Self::Code(Of::Section(section), code) => scene.code(section, code),
            Self::Code(Of::Unit, code) => scene.unit(code),
            Self::Code(Of::Person, code) => scene.person(code),
            Self::Code(Of::Limit, code) => scene.limit(code),
            Self::Code(Of::Word(kind), code) => scene.word(kind, code),
            Self::Time(moment) => Cell::Time(moment),
            Self::Int(n) => Cell::Int(n),
            Self::Money(amount) => money(amount),
            Self::Bool(yes) => Cell::Bool(yes),
            Self::List(all) => Cell::List(all),
        }
    }
}

/// A column that was requested.
#[derive(Clone)]
pub enum Pick<'a> {
    /// A fact of every case: its key, whether it is right-aligned, and how to get it.
    Fact(&'static str, bool, Show),
    /// The due date of a limit (`due_reply`).
    Limit(Code),
    /// A field of the policy.
    Own(&'a Field),
}

/// An unknown column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumn {
    /// As typed.
    pub name: String,
    /// The nearest known column.
    pub nearest: Option<Code>,
    /// All known columns.
    pub known: Vec<Code>,
}

impl UnknownColumn {
    /// The error message.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let name = &self.name;
        say!(lang, "no column is called {name:?}", "没有名为“{name}”的列")
    }

    /// What to try instead.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        query::hint(self.nearest.as_ref(), &self.known, lang)
    }
}

/// Finds a column by its key: a fact, a limit, or a policy field by code or title.
///
/// # Errors
/// There is no such column.
pub fn find<'a>(key: &str, scene: &ReportContext<'a>) -> Result<Pick<'a>, UnknownColumn> {
    let key = key.trim();
    let fact = |key: &str| FACTS.iter().find(|(name, ..)| *name == key);
    if let Some((name, right, show)) = fact(key).or_else(|| fact(labels::key(key)?)) {
        return Ok(Pick::Fact(name, *right, *show));
    }
    if let Some(limit) = key.strip_prefix("due_").filter(|l| limits(scene).iter().any(|known| known == l)) {
        return Ok(Pick::Limit(limit.into()));
    }
    let fields = &scene.policy.fields;
    let own = fields.iter().find(|f| f.code == key).or_else(|| fields.iter().find(|f| f.title.is(key)));
    own.map(Pick::Own).ok_or_else(|| {
        let facts = FACTS.iter().map(|(name, ..)| Code::from(*name));
        let limits = limits(scene).into_iter().map(|l| Code::from(format!("due_{l}")));
        let known: Vec<Code> = facts.chain(limits).chain(fields.iter().map(|f| f.code.clone())).collect();
        UnknownColumn { name: key.into(), nearest: nearest(key, &known), known }
    })
}

/// The keys of the columns that every project has.
pub fn keys() -> impl Iterator<Item = &'static str> {
    FACTS.iter().map(|(key, ..)| *key)
}

fn limits(scene: &ReportContext<'_>) -> Vec<Code> {
    let fixed = crate::text::names::of(WordKind::Limit).iter().map(|(code, _)| Code::from(*code));
    let mut all: Vec<Code> = fixed.collect();
    all.extend(limit::names(scene.policy).filter(|name| !all.contains(name)).cloned().collect::<Vec<_>>());
    all
}

impl Pick<'_> {
    /// The key of the column.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Fact(key, ..) => (*key).into(),
            Self::Limit(limit) => format!("due_{limit}"),
            Self::Own(field) => field.code.to_string(),
        }
    }

    /// The column with its heading.
    #[must_use]
    pub fn column(&self, scene: &ReportContext<'_>) -> Column {
        match self {
            Self::Fact(key, right, _) => scene.column(key, *right),
            Self::Limit(limit) => {
                let name = match scene.limit(limit) {
                    Cell::Named { name, .. } => name,
                    _ => limit.to_string(),
                };
                Column { key: self.key(), title: heading_of_limit(&name, scene.lang), right: false }
            }
            Self::Own(field) => {
                let title = field.title.get(scene.lang);
                let title = if title.is_empty() { field.code.as_str() } else { title };
                Column { key: self.key(), title: title.into(), right: is_number(field) }
            }
        }
    }

    /// The fact of a case without names; `None` for a column that is not a fact of every case.
    #[must_use]
    pub fn fact<'c>(&self, case: &'c Case, scene: &ReportContext<'_>) -> Option<ColumnValue<'c>> {
        if let Self::Fact(_, _, show) = self { Some(show(case, scene)) } else { None }
    }

    /// The cell of a case.
    #[must_use]
    pub fn cell(&self, case: &Case, scene: &ReportContext<'_>) -> Cell {
        match self {
            Self::Fact(_, _, show) => show(case, scene).cell(scene),
            Self::Limit(limit) => case.limits.get(limit).map_or(Cell::Empty, |due| Cell::Time(due.at)),
            Self::Own(field) => own(field, case.fields.get(&field.code), scene.lang),
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
            "choice" => {
                let choice = field.choices.iter().find(|c| c.code == *text);
                let name = choice.map_or(text.as_str(), |c| c.title.get(lang)).to_string();
                Cell::Named { code: text.clone(), name }
            }
            _ => Cell::Text(text.clone()),
        },
    }
}

/// An amount, with two decimals.
#[must_use]
pub fn money(amount: Amount) -> Cell {
    Cell::Decimal(amount.0, 2)
}

fn time<'c>(moment: Option<Moment>) -> ColumnValue<'c> {
    moment.map_or(ColumnValue::Empty, ColumnValue::Time)
}

fn text(text: &str) -> ColumnValue<'_> {
    if text.is_empty() { ColumnValue::Empty } else { ColumnValue::Text(text) }
}

fn list<'c>(codes: &[Code]) -> ColumnValue<'c> {
    if codes.is_empty() {
        ColumnValue::Empty
    } else {
        ColumnValue::List(codes.iter().map(ToString::to_string).collect())
    }
}

fn count<'c>(n: u32) -> ColumnValue<'c> {
    ColumnValue::Int(i64::from(n))
}

fn overdue<'c>(case: &'c Case, scene: &ReportContext<'_>) -> impl Iterator<Item = &'c Due> {
    let (day, now) = (scene.day, scene.now);
    case.overdue(day, now).map(|(_, due)| due)
}

/// The facts that can be columns, in the order of help.
pub const FACTS: &[(&str, bool, Show)] = &[
    ("id", false, |c, _| ColumnValue::Id(c.id)),
    ("status", false, |c, _| ColumnValue::Code(Of::Word(WordKind::State), c.state.code())),
    ("received", false, |c, _| time(c.received())),
    ("due", false, |c, _| time(c.limits.get("reply").map(|due| due.at))),
    ("category", false, |c, _| ColumnValue::Code(Of::Section("category"), &c.category)),
    ("channel", false, |c, _| ColumnValue::Code(Of::Section("channel"), &c.channel)),
    ("unit", false, |c, _| ColumnValue::Code(Of::Unit, &c.unit)),
    ("person", false, |c, _| ColumnValue::Code(Of::Person, &c.person)),
    ("title", false, |c, _| text(c.title.as_deref().unwrap_or_default())),
    ("recorded", false, |c, _| time(c.recorded)),
    ("source", false, |c, _| ColumnValue::Code(Of::Section("source"), &c.source)),
    ("source_ref", false, |c, _| text(&c.source_ref)),
    ("source_due", false, |c, _| time(c.source_due)),
    ("nature", false, |c, _| ColumnValue::Code(Of::Section("nature"), &c.nature)),
    ("received_by", false, |c, _| ColumnValue::Code(Of::Unit, &c.received_by)),
    ("taken_by", false, |c, _| ColumnValue::Code(Of::Person, &c.taken_by)),
    ("against", false, |c, _| ColumnValue::Code(Of::Unit, &c.against)),
    ("respondents", false, |c, _| list(&c.respondents)),
    ("owner", false, |c, _| ColumnValue::Code(Of::Unit, &c.owner)),
    ("assist", false, |c, _| list(&c.assist)),
    ("amount", true, |c, _| c.amount.map_or(ColumnValue::Empty, ColumnValue::Money)),
    ("causes", false, |c, _| list(&c.causes)),
    ("tags", false, |c, _| list(&c.tags)),
    ("anonymous", false, |c, _| ColumnValue::Bool(c.anonymous)),
    ("restricted", false, |c, _| ColumnValue::Bool(c.restricted)),
    ("outcome", false, |c, _| ColumnValue::Code(Of::Section("outcome"), &c.outcome)),
    ("responsibility", false, |c, _| ColumnValue::Code(Of::Section("responsibility"), &c.responsibility)),
    ("satisfaction", false, |c, _| ColumnValue::Code(Of::Word(WordKind::Satisfaction), &c.satisfaction)),
    (
        "compensation",
        true,
        |c, _| if c.compensation.0 == 0 { ColumnValue::Empty } else { ColumnValue::Money(c.compensation) },
    ),
    ("level", false, |c, _| ColumnValue::Code(Of::Section("level"), &c.level)),
    ("round", true, |c, _| ColumnValue::Int(i64::try_from(c.round()).unwrap_or(i64::MAX))),
    ("flags", false, |c, _| list(&c.flags().into_iter().map(Code::from).collect::<Vec<_>>())),
    ("links", false, |c, _| list(&c.links.iter().map(|(id, kind)| format!("{kind}:{id}").into()).collect::<Vec<_>>())),
    ("next_due", false, |c, s| time(s.running(c).first().map(|(_, due)| due.at))),
    ("next_limit", false, |c, s| {
        s.running(c).first().map_or(ColumnValue::Empty, |(limit, _)| ColumnValue::Code(Of::Limit, limit))
    }),
    ("days_late", true, |c, s| {
        overdue(c, s).map(|due| s.days_late(c, due)).max().map_or(ColumnValue::Empty, ColumnValue::Int)
    }),
    ("overdue", false, |c, s| ColumnValue::Bool(overdue(c, s).next().is_some())),
    ("late", false, |c, s| ColumnValue::Bool(c.is_late(s.day, s.now))),
    ("explained", false, |c, s| {
        let mut late = overdue(c, s).peekable();
        if late.peek().is_none() { ColumnValue::Empty } else { ColumnValue::Bool(late.all(|due| c.explained(due))) }
    }),
    ("provisional", false, |c, s| ColumnValue::Bool(s.running(c).iter().any(|(_, due)| due.provisional))),
    ("accepted", false, |c, _| time(c.reached("accepted"))),
    ("assigned", false, |c, _| time(c.reached("assigned"))),
    ("contacted", false, |c, _| time(c.reached("contacted"))),
    ("replied", false, |c, _| time(c.reached("replied"))),
    ("reported", false, |c, _| time(c.reached("reported"))),
    ("sourced", false, |c, _| time(c.reached("sourced"))),
    ("closed", false, |c, _| time(c.reached("closed"))),
    ("ended", false, |c, _| time(c.current().and_then(|r| r.ended).map(|(_, on)| on))),
    ("paused", false, |c, _| time(c.paused)),
    ("returns", true, |c, _| count(c.counts.returns)),
    ("reworks", true, |c, _| count(c.counts.reworks)),
    ("contacts", true, |c, _| count(c.counts.contacts)),
    ("chases", true, |c, _| count(c.counts.chases)),
    ("files", true, |c, _| count(c.counts.files)),
    ("escalations", true, |c, _| count(c.counts.escalations)),
    ("callbacks", true, |c, _| count(c.counts.callbacks)),
    ("overrides", true, |c, _| count(c.counts.overrides)),
    ("events", true, |c, _| count(c.events)),
    ("touched", false, |c, _| time(c.touched)),
    ("policy", false, |c, _| text(c.policy())),
];

/// The cell of a fact by its key, as every report shows it; empty for an unknown key.
#[must_use]
pub(super) fn fact(key: &str, case: &Case, scene: &ReportContext<'_>) -> Cell {
    FACTS.iter().find(|(name, ..)| *name == key).map_or(Cell::Empty, |(_, _, show)| show(case, scene).cell(scene))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened, with_scene};

    #[test]
    fn every_fact_has_a_heading_in_both_languages() {
        for (key, ..) in FACTS {
            assert!(crate::text::labels::find(key).is_some(), "{key}");
        }
    }

    #[test]
    fn columns_of_facts_limits_and_policy_fields() {
        with_scene(|scene| {
            let classified = r#""classified":{"fields":{"media":true,"claim":12.5,"injury":"light"}}"#.to_string();
            let c = case(1, &[opened("排队", &[due("reply", "2026-11-19"), due("audit", "2026-11-26")]), classified]);
            let show = |key: &str| find(key, scene).map(|p| (p.column(scene).title, p.cell(&c, scene))).expect(key);
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
            assert_eq!(find("statsu", scene).err().and_then(|e| e.nearest).as_deref(), Some("status"));
            let unknown = find("statsu", scene).err().expect("unknown");
            assert_eq!(unknown.message(Lang::En), r#"no column is called "statsu""#);
            assert_eq!(unknown.hint(Lang::Zh).as_deref(), Some("是否想写 status？"));
            assert_eq!(find("due_reploy", scene).err().and_then(|e| e.nearest).as_deref(), Some("due_reply"));
        });
    }
}

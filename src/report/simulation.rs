//! `redress policy simulate`: history under a draft of the policy. Which cases would have been late, refused, routed or
//! restricted otherwise, rule by rule, beside the policy in force.
//!
//! Invariant: pure, and both policies are asked in the same way: limits are counted anew from receipt, gates are asked on
//! the case as it stood before each recorded act. What was recorded stays what it was.

use crate::document::table::{Cell, Row, Table};
use crate::domain::Code;
use crate::domain::case::{Case, apply, limit};
use crate::domain::event::{Body, Event};
use crate::domain::gate::on_record::{JudgedBy, refused_by};
use crate::domain::gate::verb_of;
use crate::domain::policy::Policy;
use crate::domain::query::term::At;
use crate::domain::query::view::View;
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::{Lang, Two};
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a policy would have done to a case, by which rule: `late`, `refused`, `routed` (an assignment, referral or
/// escalation refused), `restricted`.
pub type Effects = BTreeSet<(&'static str, Code)>;

/// Numbers in a cell; data has all.
const SHOWN: usize = 3;

/// What a policy would have done to a case with this history; events in order, revoked ones count as absent.
#[must_use]
pub fn effects(events: &[&Event], judge: JudgedBy<'_>, at: At) -> Effects {
    let gone = apply::revoked(events);
    let mut found = Effects::new();
    let mut case = Case { unopened: true, ..Case::default() };
    for (n, event) in events.iter().enumerate().filter(|(_, event)| !gone.contains(&event.id())) {
        let name = verb_of(&event.body);
        // No gate was asked about what was imported.
        if !name.is_empty() && event.import.is_empty() {
            let what = if matches!(name, "assign" | "refer" | "escalate") { "routed" } else { "refused" };
            let rules = refused_by(name, event, &case, &events[..n], judge);
            found.extend(rules.into_iter().map(|rule| (what, rule)));
        }
        let acted = case.apply_without_dues(event);
        if event.body.moves_limits() || matches!(event.body, Body::Recomputed(_)) {
            let dues = limit::settle(&case, judge.policy, judge.calendar);
            case.set_dues(&dues, acted, &event.body);
        }
        found.extend(restricted(&case, judge.policy).map(|rule| ("restricted", rule)));
    }
    found.extend(case.missed().filter(|missed| !missed.corrected).map(|missed| ("late", missed.rule.clone())));
    found.extend(case.overdue(at.day, at.now).map(|(_, due)| ("late", due.rule.clone())));
    found
}

/// The row by which the case is restricted, if one is.
fn restricted(case: &Case, policy: &Policy) -> Option<Code> {
    let above = policy.with_parents("category", &case.facts.category);
    let category = policy.categories.iter().find(|row| row.restricted && above.contains(&row.code));
    let view = View { case, policy, given: &[] };
    let follows = || policy.follows.iter().find(|row| row.restricted && row.open.is_empty() && row.when.holds(&view));
    category.map(|row| row.code.clone()).or_else(|| follows().map(|row| row.code.clone()))
}

/// What the draft changes of one rule and effect.
#[derive(Default)]
struct Change {
    before: usize,
    after: usize,
    more: Vec<CaseId>,
    fewer: Vec<CaseId>,
}

/// The sum over cases.
#[derive(Default)]
pub struct PolicySimulation {
    changes: BTreeMap<(Code, &'static str), Change>,
    cases: usize,
    touched: usize,
}

impl PolicySimulation {
    /// Adds a case: what the policy in force and what the draft would have done to it.
    pub fn add(&mut self, case: CaseId, before: &Effects, after: &Effects) {
        self.cases += 1;
        self.touched += usize::from(before != after);
        for (what, rule) in before.union(after) {
            let change = self.changes.entry((rule.clone(), what)).or_default();
            let (was, is) = (before.contains(&(what, rule.clone())), after.contains(&(what, rule.clone())));
            change.before += usize::from(was);
            change.after += usize::from(is);
            change.more.extend((is && !was).then_some(case));
            change.fewer.extend((was && !is).then_some(case));
        }
    }

    /// The report: a row for each rule and effect that the draft changes.
    #[must_use]
    pub fn table(&self, draft: &Policy, context: &ReportContext<'_>) -> Table {
        let lang = context.lang;
        let changed = self.changes.iter().filter(|(_, change)| !change.more.is_empty() || !change.fewer.is_empty());
        let rows: Vec<Row> = changed.map(|((rule, what), change)| row(rule, what, change, draft, context)).collect();
        let (cases, touched) = (self.cases, self.touched);
        let mut notes = vec![say!(
            lang,
            "{cases} cases replayed, {touched} of them otherwise under the draft",
            "重放 {cases} 件，其中 {touched} 件在草案下结果不同"
        )];
        notes.push(say!(
            lang,
            "limits are counted anew from receipt; gates are asked of what is on record, units and people as they are today",
            "时限自收到之日重算；关卡按已登记的事实检查，单位和人员以现行为准"
        ));
        Table {
            title: say!(lang, "Simulation of a draft policy", "制度草案模拟"),
            schema: "redress.policy-simulate/1",
            columns: context.columns(&["article", "what", "before", "after", "more", "fewer"]),
            rows,
            notes,
            ..Table::default()
        }
    }
}

const EFFECTS: &[(&str, Two)] = &[
    ("late", Two("late", "超期")),
    ("refused", Two("refused", "不得办理")),
    ("routed", Two("route refused", "流转不同")),
    ("restricted", Two("restricted", "限制查看")),
];

fn row(rule: &Code, what: &str, change: &Change, draft: &Policy, context: &ReportContext<'_>) -> Row {
    let cite = draft.cite_of(rule).or_else(|| context.policy.cite_of(rule));
    let article = cite.map(|title| title.get(context.lang)).filter(|text| !text.is_empty());
    let named = |all: &[CaseId]| {
        let mut shown: Vec<String> = all.iter().take(SHOWN).map(ToString::to_string).collect();
        if all.len() > SHOWN {
            let rest = all.len() - SHOWN;
            let total = all.len();
            shown.push(match context.lang {
                Lang::En => format!("and {rest} more"),
                Lang::Zh => format!("等 {total} 件"),
            });
        }
        if shown.is_empty() { Cell::Empty } else { Cell::List(shown) }
    };
    let mut more = Map::new();
    let ids = |all: &[CaseId]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    more.insert("more_cases".into(), json!(ids(&change.more)));
    more.insert("fewer_cases".into(), json!(ids(&change.fewer)));
    let article = match article {
        Some(text) => format!("{rule} {text}"),
        None => rule.to_string(),
    };
    Row {
        cells: vec![
            Cell::Named { code: rule.to_string(), name: article },
            context.among(what, EFFECTS),
            Cell::count(change.before),
            Cell::count(change.after),
            named(&change.more),
            named(&change.fewer),
        ],
        more,
        ..Row::default()
    }
}

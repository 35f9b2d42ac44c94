//! `redress report callbacks`: the results of callbacks, and callbacks still owed; one row for each round that was
//! called or owes a callback.
//!
//! Invariant: a complaint found unresolved stays "failed" until it is reworked or reopened; a callback that reached
//! nobody is no result.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::acts::CallbackMade;
use crate::domain::case::callback::{CallbackOwed, owed};
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::policy::Named;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::report::columns::fact;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::say;
use crate::text::Two;
use crate::text::names::WordKind;
use serde_json::{Map, Value, json};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Call-backs", "回访一览"),
    row: Two(
        "a round of a case that was called back, or that owes a call by a [[callback]] row of today's policy: `share` of a hundred case numbers, evenly spread",
        "已回访或按现行制度 [[callback]] 应回访的一轮；抽样按编号均匀抽取，每百件抽 share 件",
    ),
    cohort: Two(
        "the reply (or the closing, where the row counts from it); without a period: all",
        "回复之日（制度规定自归档起算的，为归档之日）；未指定时间段时列出全部",
    ),
    clock: Two(
        "the policy's time after the reply or the closing, in working days of the project's calendar; 0 on the due day, negative before it",
        "自回复或归档起按制度规定的时限，以项目日历的工作日计；到期当日为 0，之前为负",
    ),
    exclusions: Two(
        "voided cases and duplicates; for calls owed also natures counted apart, and earlier rounds",
        "已作废的件和重复件；应回访还不计单独统计的性质和以前各轮",
    ),
    columns: &[
        "id",
        "round",
        "replied",
        "due",
        "days_late",
        "called",
        "by",
        "resolved",
        "satisfied",
        "standing",
        "unit",
        "person",
        "title",
    ],
};

/// The status of a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallbackStanding {
    /// Found unresolved, and the case was not worked on again.
    Failed,
    /// Owed, past its due date.
    Overdue,
    /// Owed.
    Due,
    /// Attempted; nobody was reached.
    Unreached,
    /// Found unresolved, and reworked or reopened.
    TakenUp,
    /// Resolved.
    Resolved,
}

impl CallbackStanding {
    fn code(self) -> &'static str {
        STANDINGS[self as usize].0
    }
}

/// The names, in the order of [`Standing`].
const STANDINGS: &[(&str, Two)] = &[
    ("failed", Two("unresolved, not taken up again", "未解决且未重新办理")),
    ("overdue", Two("overdue", "回访超期")),
    ("due", Two("due", "待回访")),
    ("unreached", Two("not reached", "未联系上")),
    ("taken-up", Two("unresolved, taken up again", "未解决，已重新办理")),
    ("resolved", Two("resolved", "已解决")),
];

/// One row: a round of a case.
struct Call<'c> {
    case: &'c Case,
    round: usize,
    standing: CallbackStanding,
    from: Option<Moment>,
    due: Option<Moment>,
    made: Option<&'c CallbackMade>,
    rule: Option<String>,
}

/// Lists callbacks: failed ones first, then those owed, then the others.
#[must_use]
pub fn callbacks<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    let mut calls: Vec<Call<'_>> = cases.into_iter().flat_map(|case| calls(case, context)).collect();
    let begins = |call: &Call<'_>| call.from.or(call.made.map(|made| made.on));
    calls.retain(|call| period.is_none_or(|p| begins(call).is_some_and(|from| p.contains(from.date()))));
    calls.sort_by_key(|call| (call.standing, call.due.is_none(), call.due, begins(call), call.case.id, call.round));
    let count = |standing: CallbackStanding| calls.iter().filter(|c| c.standing == standing).count();
    let (failed, late) = (count(CallbackStanding::Failed), count(CallbackStanding::Overdue));
    let notes = [
        (failed > 0).then(|| {
            say!(context.lang, "{failed} unresolved and not taken up again", "回访未解决且未重新办理 {failed} 件")
        }),
        (late > 0).then(|| say!(context.lang, "{late} overdue", "回访超期 {late} 件")),
    ];
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.callbacks/1",
        columns: DEFINITION.columns.iter().map(|k| context.column(k, matches!(*k, "round" | "days_late"))).collect(),
        rows: calls.iter().map(|call| row(call, context)).collect(),
        notes: notes.into_iter().flatten().collect(),
        ..Table::default()
    }
}

/// The due date of the callback that a case still owes; `None` if it owes none. Used by `status`.
#[must_use]
pub fn still_owed(case: &Case, context: &ReportContext<'_>) -> Option<Option<Moment>> {
    let owed = owed(case, context.policy, context.calendar)?;
    case.called(case.round()).is_none().then_some(owed.due)
}

/// Whether the last call-back of a case found it unresolved, and nothing was done since. Used by `status`.
#[must_use]
pub fn failed(case: &Case, context: &ReportContext<'_>) -> bool {
    if case.callbacks.is_empty() {
        return false;
    }
    let last = calls(case, context).pop();
    last.is_some_and(|call| call.round == case.round() && call.standing == CallbackStanding::Failed)
}

/// Whether the report has a row for a case.
#[must_use]
pub fn says_of(case: &Case, context: &ReportContext<'_>) -> bool {
    !calls(case, context).is_empty()
}

fn calls<'c>(case: &'c Case, context: &ReportContext<'_>) -> Vec<Call<'c>> {
    let mut calls = Vec::new();
    if case.state == State::Voided || case.is_duplicate() || case.outcome == DUPLICATE {
        return calls;
    }
    for round in 1..=case.round() {
        let owed = if round == case.round() { owed(case, context.policy, context.calendar) } else { None };
        let made = case.called(round);
        let Some(standing) = standing(made, owed.as_ref(), context) else { continue };
        let reached = |milestone: &str| case.rounds[round - 1].milestones.get(milestone).copied();
        let from = owed.as_ref().map(|o| o.from).or_else(|| reached("replied")).or_else(|| reached("closed"));
        let due = owed.as_ref().and_then(|o| o.due);
        let rule = owed.map(|o| o.rule.rule_id().to_string());
        calls.push(Call { case, round, standing, from, due, made, rule });
    }
    calls
}

fn standing(
    made: Option<&CallbackMade>,
    owed: Option<&CallbackOwed<'_>>,
    context: &ReportContext<'_>,
) -> Option<CallbackStanding> {
    Some(match (made, owed) {
        (Some(call), _) if !call.reached() => CallbackStanding::Unreached,
        (Some(call), _) if call.resolved == "no" && call.taken_up => CallbackStanding::TakenUp,
        (Some(call), _) if call.resolved == "no" => CallbackStanding::Failed,
        (Some(_), _) => CallbackStanding::Resolved,
        (None, Some(owed)) if owed.due.is_some_and(|due| context.is_past(due)) => CallbackStanding::Overdue,
        (None, Some(_)) => CallbackStanding::Due,
        (None, None) => return None,
    })
}

fn row(call: &Call<'_>, context: &ReportContext<'_>) -> Row {
    let time = |at: Option<Moment>| at.map_or(Cell::Empty, Cell::Time);
    let is_owed = matches!(call.standing, CallbackStanding::Due | CallbackStanding::Overdue);
    let made = |show: &dyn Fn(&CallbackMade) -> Cell| call.made.map_or(Cell::Empty, show);
    let cells = DEFINITION.columns.iter().map(|key| match *key {
        "round" => Cell::count(call.round),
        "replied" => time(call.from),
        "due" => time(call.due),
        "days_late" if is_owed => call.due.map_or(Cell::Empty, |due| Cell::Int(context.days_past(due.date()))),
        "days_late" => Cell::Empty,
        "called" => time(call.made.map(|m| m.on)),
        "by" => made(&|m| context.person(&m.by)),
        "resolved" => made(&|m| context.word(WordKind::Callback, &m.resolved)),
        "satisfied" => made(&|m| context.word(WordKind::Callback, &m.satisfied)),
        "standing" => context.among(call.standing.code(), STANDINGS),
        key => fact(key, call.case, context),
    });
    let tone = match call.standing {
        CallbackStanding::Failed | CallbackStanding::Overdue => Tone::Bad,
        CallbackStanding::Due if call.due.is_some_and(|due| due.date() <= context.working_days_on(1)) => Tone::Warn,
        CallbackStanding::Due | CallbackStanding::Unreached => Tone::Plain,
        CallbackStanding::TakenUp | CallbackStanding::Resolved => Tone::Dim,
    };
    let mut more: Map<String, Value> = Map::new();
    more.insert("status".into(), call.case.state.code().into());
    more.insert("rule".into(), json!(call.rule));
    more.insert("attempts".into(), call.case.callbacks.iter().filter(|c| c.round == call.round).count().into());
    Row { cells: cells.collect(), more, tone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Policy;
    use crate::report::context::tests::{case, opened, plain, with_context};

    fn policy(of: &Policy) -> Policy {
        let rows: Policy = toml::from_str(
            r#"
            profile = "test"
            callback = [{ code = "P7-A21-callback", within = "2wd", share = 50, when = { anonymous = false } }]"#,
        )
        .expect("a policy");
        Policy { callbacks: rows.callbacks, ..of.clone() }
    }

    #[test]
    fn failed_overdue_and_due_come_first() {
        let replied = |on: &str| format!(r#""replied":{{"to":["complainant"],"on":"{on}"}}"#);
        let called = |found: &str| format!(r#""called_back":{{"resolved":"{found}","on":"2026-11-20"}}"#);
        let with = |n: u32, title: &str, more: &[String]| {
            case(n, &[&[opened(title, &[]), replied("2026-11-18")][..], more].concat())
        };
        let cases = vec![
            with(2, "overdue", &[]),
            case(4, &[opened("due", &[]), replied("2026-11-20"), r#""closed":{"outcome":"x"}"#.into()]),
            with(6, "failed", &[called("no"), called("unreached")]),
            with(8, "reopened", &[called("no"), r#""closed":{}"#.into(), r#""reopened":{}"#.into()]),
            with(10, "unreached", &[called("unreached")]),
            with(11, "not in the sample, called", &[called("yes")]),
            with(13, "not in the sample", &[]),
            case(14, &[opened("not replied", &[])]),
            case(16, &[opened("no name", &[]).replacen('{', r#"{"anonymous":true,"#, 1), replied("2026-11-18")]),
            with(18, "voided", &[called("no"), r#""voided":{"kind":"test"}"#.into()]),
            with(20, "reworked", &[called("no"), r#""reworked":{}"#.into()]),
        ];
        with_context(|context| {
            let policy = policy(context.policy);
            let context = ReportContext { policy: &policy, ..*context };
            let table = callbacks(&cases, None, &context);
            let wanted = [
                "HQ-2026-0006 1 2026-11-18 2026-11-20 - 2026-11-20 li.na no - failed - - failed",
                "HQ-2026-0002 1 2026-11-18 2026-11-20 1 - - - - overdue - - overdue",
                "HQ-2026-0004 1 2026-11-20 2026-11-24 -1 - - - - due - - due",
                "HQ-2026-0010 1 2026-11-18 2026-11-20 - 2026-11-20 li.na unreached - unreached - - unreached",
                "HQ-2026-0008 1 2026-11-18 - - 2026-11-20 li.na no - taken-up shanxi - reopened",
                "HQ-2026-0020 1 - - - 2026-11-20 li.na no - taken-up - - reworked",
                "HQ-2026-0011 1 2026-11-18 - - 2026-11-20 li.na yes - resolved - - not in the sample, called",
            ];
            assert_eq!(plain(&table), wanted);
            assert_eq!(table.notes, ["回访未解决且未重新办理 1 件", "回访超期 1 件"]);
            assert_eq!(table.rows[0].more["attempts"], json!(2));
            let owed: Vec<u32> =
                cases.iter().filter(|c| still_owed(c, &context).is_some()).map(|c| c.id.number).collect();
            assert_eq!(owed, [2, 4]);
            let unresolved: Vec<u32> = cases.iter().filter(|c| failed(c, &context)).map(|c| c.id.number).collect();
            assert_eq!(unresolved, [6]);
            let day = Period::parse("2026-11-20..", context.day, context.calendar).expect("days");
            assert_eq!(callbacks(&cases, Some(&day), &context).rows.len(), 2);
        });
    }
}

//! `redress report spot-checks`: replies read again by somebody who did not handle them, and those still to be read; one row for each
//! round and check.
//!
//! Invariant: a reply that failed stays "failed" until the case is worked on again.

use crate::document::table::{Cell, Row, Table, Tone, rate};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::acts::SpotCheckMade;
use crate::domain::case::callback::spot_checks_owed;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::report::columns::fact;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::say;
use crate::text::Two;
use serde_json::Map;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Spot checks", "抽查一览"),
    row: Two(
        "a round whose reply was read again, or that is to be by a [[spot-check]] row of today's policy: `share` of a hundred case numbers, evenly spread",
        "回复已抽查或按现行制度 [[spot-check]] 应抽查的一轮；按编号均匀抽取，每百件抽 share 件",
    ),
    cohort: Two("the reply; without a period: all", "答复之日；未指定时间段时列出全部"),
    clock: Two(
        "the policy's time after the reply, in working days of the project's calendar; 0 on the due day, negative before it",
        "自答复起按制度规定的时限，以项目日历的工作日计；到期当日为 0，之前为负",
    ),
    exclusions: Two(
        "voided cases and duplicates; for checks still to be made also natures counted apart, and earlier rounds",
        "已作废的件和重复件；应抽查还不计单独统计的性质和以前各轮",
    ),
    columns: &[
        "id",
        "round",
        "check",
        "replied",
        "due",
        "days_late",
        "checked",
        "by",
        "standing",
        "unit",
        "person",
        "title",
    ],
};

/// How a check stands, the most urgent first.
const STANDINGS: &[(&str, Two)] = &[
    ("failed", Two("failed, not taken up again", "不合格且未重办")),
    ("overdue", Two("overdue", "抽查超期")),
    ("due", Two("due", "待抽查")),
    ("taken-up", Two("failed, taken up again", "不合格，已重办")),
    ("passed", Two("passed", "合格")),
];

/// One row: a round of a case and a check.
struct Check<'c> {
    case: &'c Case,
    round: usize,
    check: &'c str,
    standing: usize,
    from: Option<Moment>,
    due: Option<Moment>,
    made: Option<&'c SpotCheckMade>,
}

/// Lists the checks: failed ones first, then those still to be made, then the others.
#[must_use]
pub fn spot_checks<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'c>,
) -> Table {
    let mut checks: Vec<Check<'_>> = cases.into_iter().flat_map(|case| checks(case, context)).collect();
    checks.retain(|check| period.is_none_or(|p| check.from.is_some_and(|from| p.contains(from.date()))));
    checks.sort_by_key(|c| (c.standing, c.due.is_none(), c.due, c.from, c.case.id, c.round));
    let made = checks.iter().filter_map(|check| check.made);
    let (read, passed) = (made.clone().count(), made.filter(|made| made.passed).count());
    let all = checks.len();
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let rate = rate(whole(passed), whole(read)).map(|tenths| format!("{}.{}%", tenths / 10, tenths % 10));
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.spot-checks/1",
        columns: DEFINITION.columns.iter().map(|k| context.column(k, matches!(*k, "round" | "days_late"))).collect(),
        notes: vec![match rate {
            Some(rate) => say!(
                context.lang,
                "{read} of {all} read; {passed} passed ({rate})",
                "应抽查 {all} 件，已抽查 {read} 件；合格 {passed} 件（{rate}）"
            ),
            None => say!(context.lang, "{read} of {all} read", "应抽查 {all} 件，已抽查 {read} 件"),
        }],
        rows: checks.iter().map(|check| row(check, context)).collect(),
        ..Table::default()
    }
}

/// Whether the report has a row for a case.
#[must_use]
pub fn says_of(case: &Case, context: &ReportContext<'_>) -> bool {
    !checks(case, context).is_empty()
}

fn standing(code: &str) -> usize {
    STANDINGS.iter().position(|(known, _)| *known == code).unwrap_or(STANDINGS.len())
}

fn checks<'c>(case: &'c Case, context: &ReportContext<'c>) -> Vec<Check<'c>> {
    if case.state == State::Voided || case.is_duplicate() || case.outcome == DUPLICATE {
        return Vec::new();
    }
    let mut all: Vec<Check<'_>> = Vec::new();
    for made in &case.spot_checks {
        // What was read twice counts by the last reading.
        all.retain(|known| known.round != made.round || known.check != made.check.as_str());
        let code = match (made.passed, made.taken_up) {
            (true, _) => "passed",
            (false, true) => "taken-up",
            (false, false) => "failed",
        };
        let from = case.rounds.get(made.round - 1).and_then(|round| round.milestones.get("replied")).copied();
        let from = from.or(Some(made.on));
        let (round, check, standing) = (made.round, made.check.as_str(), standing(code));
        all.push(Check { case, round, check, standing, from, due: None, made: Some(made) });
    }
    for owed in spot_checks_owed(case, context.policy, context.calendar) {
        // A reply that was given again after a rework is another reply.
        let done = case.spot_checks.iter().any(|made| {
            made.round == case.round()
                && made.check == owed.rule.code
                && !(made.taken_up && owed.from.is_after(made.on))
        });
        if done {
            continue;
        }
        let late = owed.due.is_some_and(|due| context.is_past(due));
        let (round, check) = (case.round(), owed.rule.code.as_str());
        let standing = standing(if late { "overdue" } else { "due" });
        all.push(Check { case, round, check, standing, from: Some(owed.from), due: owed.due, made: None });
    }
    all
}

fn row(check: &Check<'_>, context: &ReportContext<'_>) -> Row {
    let time = |at: Option<Moment>| at.map_or(Cell::Empty, Cell::Time);
    let (code, word) = STANDINGS[check.standing];
    let cells = DEFINITION.columns.iter().map(|key| match *key {
        "round" => Cell::count(check.round),
        "check" => context.code("spot-check", check.check),
        "replied" => time(check.from),
        "due" => time(check.due),
        "days_late" if check.made.is_none() => {
            check.due.map_or(Cell::Empty, |due| Cell::DaysLate(context.days_past(due.date())))
        }
        "days_late" => Cell::Empty,
        "checked" => time(check.made.map(|made| made.on)),
        "by" => check.made.map_or(Cell::Empty, |made| context.person(&made.by)),
        "standing" => Cell::Named { code: code.into(), name: word.get(context.lang).into() },
        key => fact(key, check.case, context),
    });
    let tone = match code {
        "failed" | "overdue" => Tone::Bad,
        "due" if check.due.is_some_and(|due| due.date() <= context.working_days_on(1)) => Tone::Warn,
        "due" => Tone::Plain,
        _ => Tone::Dim,
    };
    Row { cells: cells.collect(), more: Map::new(), tone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Policy;
    use crate::report::context::tests::{case, opened, plain, with_context};

    #[test]
    fn failed_ones_come_first_and_a_reply_given_again_is_read_again() {
        let replied = |on: &str| format!(r#""replied":{{"to":["complainant"],"on":"{on}"}}"#);
        let read = |result: &str, on: &str| format!(r#""stepped":{{"step":"reread","result":"{result}","on":"{on}"}}"#);
        let with = |n: u32, title: &str, more: &[String]| {
            case(n, &[&[opened(title, &[]), replied("2026-11-18")][..], more].concat())
        };
        let cases = [
            with(2, "overdue", &[]),
            with(4, "passed", &[read("pass", "2026-11-19")]),
            with(6, "failed", &[read("fail", "2026-11-19")]),
            with(8, "sent back", &[read("fail", "2026-11-18"), r#""reworked":{"on":"2026-11-19"}"#.into()]),
            with(
                10,
                "answered again",
                &[read("fail", "2026-11-18"), r#""reworked":{"on":"2026-11-19"}"#.into(), replied("2026-11-20")],
            ),
            with(11, "not in the sample", &[]),
            case(12, &[opened("not replied", &[])]),
        ];
        with_context(|context| {
            let rows: Policy = toml::from_str(
                r#"
                profile = "test"
                spot-check = [{ code = "reread", zh = "回复抽查", within = "2wd", share = 50 }]"#,
            )
            .expect("a policy");
            let policy = Policy { spot_checks: rows.spot_checks, ..context.policy.clone() };
            let context = ReportContext { policy: &policy, ..*context };
            let table = spot_checks(&cases, None, &context);
            let ids: Vec<String> = plain(&table)
                .iter()
                .map(|row| {
                    let words: Vec<&str> = row.split(' ').collect();
                    format!("{} {}", words[0], words.iter().find(|w| standing(w) < STANDINGS.len()).unwrap_or(&"?"))
                })
                .collect();
            let wanted = [
                "HQ-2026-0006 failed",
                "HQ-2026-0002 overdue",
                "HQ-2026-0010 due",
                "HQ-2026-0008 taken-up",
                "HQ-2026-0010 taken-up",
                "HQ-2026-0004 passed",
            ];
            assert_eq!(ids, wanted);
            assert_eq!(table.notes, ["应抽查 6 件，已抽查 4 件；合格 1 件（25.0%）"]);
        });
    }
}

//! `redress report major`: major cases and the rows that make them major; one row for each case.
//!
//! Invariant: only the `[[major]]` rows of today's policy decide which cases are major.

use crate::document::table::{Row, Table};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::policy::{Major, Named, Policy};
use crate::domain::query::view::View;
use crate::domain::value::state::State;
use crate::report::columns::fact;
use crate::report::context::ReportContext;
use crate::report::definition::{Definition, LIMIT_CLOCK};
use crate::say;
use crate::text::Two;
use serde_json::{Map, Value, json};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Major cases", "重大投诉一览"),
    row: Two(
        "a case for which at least one [[major]] row of today's policy holds; `why` names the rows",
        "一件重大投诉：符合现行制度 [[major]] 中任一行；“重大原因”列出所符合的行",
    ),
    cohort: Two("the day of its first receipt; without a period: all", "首次收到之日；未指定时间段时列出全部"),
    clock: LIMIT_CLOCK,
    exclusions: Two(
        "voided cases, and natures that are counted apart (enquiries and the like)",
        "已作废的件，以及单独统计的性质（咨询等）",
    ),
    columns: &["id", "why", "amount", "level", "unit", "status", "due", "title"],
};

/// The policy rows that make a case a major one.
#[must_use]
pub fn why<'p>(case: &Case, policy: &'p Policy) -> Vec<&'p Major> {
    if case.state == State::Voided || policy.is_apart(&case.facts.nature) {
        return Vec::new();
    }
    let view = View { case, policy, given: &[] };
    policy.majors.iter().filter(|row| row.when.holds(&view)).collect()
}

/// Lists major cases: pending ones first, in the order of receipt.
#[must_use]
pub fn major<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    let in_period =
        |case: &Case| period.is_none_or(|p| case.received().is_some_and(|received| p.contains(received.date())));
    let mut hits: Vec<(&Case, Vec<&Major>)> =
        cases.into_iter().filter(|c| in_period(c)).map(|case| (case, why(case, context.policy))).collect();
    hits.retain(|(_, why)| !why.is_empty());
    hits.sort_by_key(|(case, _)| (!case.is_pending(), case.received(), case.id));
    let none =
        context.policy.majors.is_empty().then(|| {
            say!(context.lang, "the policy has no [[major]] rows", "制度未规定何为重大投诉（无 [[major]] 行）")
        });
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.major/1",
        columns: DEFINITION.columns.iter().map(|key| context.column(key, *key == "amount")).collect(),
        rows: hits.iter().map(|(case, why)| row(case, why, context)).collect(),
        notes: none.into_iter().collect(),
        ..Table::default()
    }
}

fn row(case: &Case, why: &[&Major], context: &ReportContext<'_>) -> Row {
    let cells = DEFINITION.columns.iter().map(|key| match *key {
        "why" => context.several(why.iter().map(|row| (row.code.as_str(), row.title.get(context.lang).to_string()))),
        key => fact(key, case, context),
    });
    let rule = |row: &&Major| json!({"code": row.code, "rule": row.rule_id()});
    let mut more: Map<String, Value> = Map::new();
    more.insert("reasons".into(), why.iter().map(rule).collect());
    more.insert("received".into(), json!(case.received()));
    more.insert("category".into(), json!(case.facts.category));
    more.insert("flags".into(), json!(case.flags()));
    Row { cells: cells.collect(), more, tone: context.tone(case) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened, plain, with_context};

    fn policy(of: &Policy) -> Policy {
        let rows: Policy = toml::from_str(
            r#"
            profile = "test"
            nature = [{ code = "enquiry", apart = true }]
            major = [
                { code = "amount", zh = "金额超过五万元", rule = "P7-A10-relisten", when = { amount = { over = 50000 } } },
                { code = "media", zh = "涉及媒体", when = { any = [{ channel = "media" }, { media = true }] } },
                { code = "mass", zh = "群体性投诉", when = { link = "incident" } },
            ]"#,
        )
        .expect("a policy");
        Policy { majors: rows.majors, natures: rows.natures, ..of.clone() }
    }

    #[test]
    fn an_amount_of_exactly_50000_is_not_major() {
        let amount = |n: &str, more: &str| {
            opened("x", &[due("reply", "2026-11-26")]).replacen('{', &format!("{{\"amount\":{n},{more}"), 1)
        };
        let incident = || r#""linked":{"other":"HQ-2026-0009","kind":"incident"}"#.to_string();
        let cases = [
            case(1, &[amount("50000", "")]),
            case(2, &[amount("50000.01", ""), r#""closed":{"outcome":"x"}"#.into()]),
            case(3, &[amount("60000", "\"fields\":{\"media\":true},"), incident()]),
            case(4, &[amount("60000", "\"nature\":\"enquiry\",")]),
            case(5, &[amount("60000", ""), r#""voided":{"kind":"test"}"#.into()]),
            case(6, &[amount("10", ""), incident(), r#""unlinked":{"other":"HQ-2026-0009"}"#.into()]),
        ];
        with_context(|context| {
            let policy = policy(context.policy);
            let context = ReportContext { policy: &policy, ..*context };
            let table = major(&cases, None, &context);
            let wanted = [
                "HQ-2026-0003 amount,media,mass 6000000e-2 - - received 2026-11-26 x",
                "HQ-2026-0002 amount 5000001e-2 - - closed 2026-11-26 x",
            ];
            assert_eq!(plain(&table), wanted);
            assert_eq!(table.rows[0].more["reasons"][0]["rule"], json!("P7-A10-relisten"));
            let october = Period::parse("2026-10", context.day, context.calendar).expect("a month");
            assert!(major(&cases, Some(&october), &context).rows.is_empty());
        });
        with_context(|context| assert_eq!(major(&cases, None, context).notes.len(), 1, "no rows, and said"));
    }
}

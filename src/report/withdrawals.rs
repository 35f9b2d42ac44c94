//! `redress report withdrawals`: wishes to withdraw, the results of checks, who checked; one row for each wish, open
//! ones first.
//!
//! Invariant: a wish counts as open only while its case is pending; a coerced one names its accountability case.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::acts::WithdrawalRequest;
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
    title: Two("Withdrawals", "撤诉一览"),
    row: Two(
        "a wish to withdraw, from the asking to what the check found; asking again while it is open is the same wish",
        "一次撤诉：自申请至核实结果；未有结果前再次申请仍算同一次",
    ),
    cohort: Two(
        "the day on which it was asked for, or else checked; without a period: all",
        "申请之日，未记申请的以核实之日计；未指定时间段时列出全部",
    ),
    clock: Two("by when it happened, not by when it was recorded", "以实际发生时间为准，而非登记时间"),
    exclusions: Two("voided cases; what was revoked", "已作废的件；已撤销的记录"),
    columns: &[
        "id",
        "requested",
        "answer",
        "checked",
        "checked_by",
        "reasoned",
        "accountability",
        "unit",
        "status",
        "title",
    ],
};

/// Lists the wishes.
#[must_use]
pub fn withdrawals<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    let valid = cases.into_iter().filter(|c| c.state != State::Voided);
    let mut hits: Vec<(&Case, &WithdrawalRequest)> =
        valid.flat_map(|case| case.wishes.iter().map(move |wish| (case, wish))).collect();
    let in_period =
        |wish: &WithdrawalRequest| period.is_none_or(|p| date(wish).is_some_and(|at| p.contains(at.date())));
    hits.retain(|(_, wish)| in_period(wish));
    hits.sort_by_key(|(case, wish)| (!is_open(case, wish), date(wish), case.id));
    let unreasoned = hits.iter().filter(|(_, wish)| !wish.reasoned).count();
    let note = say!(context.lang, "{unreasoned} without a reason", "未记理由 {unreasoned} 件");
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.withdrawals/1",
        columns: DEFINITION.columns.iter().map(|key| context.column(key, false)).collect(),
        rows: hits.iter().map(|(case, wish)| row(case, wish, context)).collect(),
        notes: (unreasoned > 0).then_some(note).into_iter().collect(),
        ..Table::default()
    }
}

/// The date by which a wish belongs to a period.
fn date(wish: &WithdrawalRequest) -> Option<Moment> {
    wish.requested.or(wish.checked)
}

fn is_open(case: &Case, wish: &WithdrawalRequest) -> bool {
    wish.is_open() && case.is_pending() && wish.round == case.round()
}

fn row(case: &Case, wish: &WithdrawalRequest, context: &ReportContext<'_>) -> Row {
    let time = |at: Option<Moment>| at.map_or(Cell::Empty, Cell::Time);
    let cells = DEFINITION.columns.iter().map(|key| match *key {
        "requested" => time(wish.requested),
        "answer" => context.word(WordKind::Withdrawal, &wish.answer),
        "checked" => time(wish.checked),
        "checked_by" => context.person(&wish.checked_by),
        "reasoned" => Cell::Bool(wish.reasoned),
        "accountability" => wish.accountability.map_or(Cell::Empty, |id| Cell::Text(id.to_string())),
        key => fact(key, case, context),
    });
    let tone = match (is_open(case, wish), wish.answer.as_str()) {
        (true, _) => Tone::Warn,
        (false, "coerced") => Tone::Bad,
        (false, _) => Tone::Dim,
    };
    let mut more: Map<String, Value> = Map::new();
    more.insert("open".into(), is_open(case, wish).into());
    more.insert("round".into(), wish.round.into());
    more.insert("reason".into(), json!(wish.reason));
    more.insert("received".into(), json!(case.received()));
    Row { cells: cells.collect(), more, tone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, opened, plain, with_context};

    #[test]
    fn wishes_have_one_row_each_and_open_ones_come_first() {
        let asked = |on: &str| format!(r#""withdrawal_requested":{{"on":"{on}"}},"text":{{"salt":"0","reason":"r"}}"#);
        let checked =
            |kind: &str, on: &str, more: &str| format!(r#""{kind}":{{"on":"{on}","checked_by":"li.na"{more}}}"#);
        let cases = [
            case(
                1,
                &[
                    opened("a", &[]),
                    asked("2026-11-17"),
                    checked("withdrawal_coerced", "2026-11-18", r#","accountability":"HQ-2026-0009""#),
                    asked("2026-11-20"),
                ],
            ),
            case(
                2,
                &[
                    opened("b", &[]),
                    asked("2026-11-17"),
                    checked("withdrawal_unverified", "2026-11-18", ""),
                    asked("2026-11-19"),
                    checked("withdrawn", "2026-11-20", ""),
                ],
            ),
            case(3, &[opened("c", &[]), checked("withdrawal_unverified", "2026-11-18", "")]),
            case(4, &[opened("d", &[]), asked("2026-11-17"), r#""closed":{"outcome":"x"}"#.into()]),
            case(5, &[opened("e", &[]), asked("2026-11-17"), r#""voided":{"kind":"test"}"#.into()]),
        ];
        with_context(|context| {
            let table = withdrawals(&cases, None, context);
            let wanted = [
                "HQ-2026-0003 - unverified 2026-11-18 li.na false - - received c",
                "HQ-2026-0001 2026-11-20 requested - - true - - received a",
                "HQ-2026-0001 2026-11-17 coerced 2026-11-18 li.na true HQ-2026-0009 - received a",
                "HQ-2026-0002 2026-11-17 voluntary 2026-11-20 li.na true - - withdrawn b",
                "HQ-2026-0004 2026-11-17 requested - - true - - closed d",
            ];
            assert_eq!(plain(&table), wanted);
            assert_eq!(
                table.rows.iter().map(|r| r.more["open"] == json!(true)).collect::<Vec<_>>(),
                [true, true, false, false, false]
            );
            assert_eq!(table.notes, ["未记理由 1 件"]);
            let day = Period::parse("2026-11-20", context.day, context.calendar).expect("a day");
            assert_eq!(plain(&withdrawals(&cases, Some(&day), context)), wanted[1..2]);
        });
    }
}

//! `redress report supervised`: cases under supervision, on which ground, since when and by whom; one row for each
//! case.
//!
//! Invariant: contains exactly the cases for which `is:supervised` holds.

use crate::document::table::{Cell, Row, Table};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::acts::Supervision;
use crate::domain::value::state::State;
use crate::report::columns::fact;
use crate::report::context::ReportContext;
use crate::report::definition::{Definition, LIMIT_CLOCK};
use crate::say;
use crate::text::Two;
use serde_json::{Map, Value, json};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Supervised cases", "督办件一览"),
    row: Two(
        "a case put under supervision: by an order, by a supervision form, or by a link to an accountability case",
        "一件督办件：经督办、以督办单转办，或与责任追究件关联",
    ),
    cohort: Two(
        "the day on which supervision began; without a period: cases not ended yet",
        "督办开始之日；未指定时间段时只列未结件",
    ),
    clock: LIMIT_CLOCK,
    exclusions: Two(
        "voided cases; supervision whose order was revoked or whose link was taken back",
        "已作废的件；督办已撤销或关联已解除的件",
    ),
    columns: &["id", "since", "by", "ground", "reason", "unit", "person", "due", "days_late", "status", "title"],
};

const GROUNDS: &[(&str, Two)] = &[
    ("ordered", Two("ordered", "督办")),
    ("form", Two("supervision form", "督办单")),
    ("accountability", Two("accountability", "责任追究")),
];

/// Lists supervised cases: pending ones first, soonest due first.
#[must_use]
pub fn supervised<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    let wanted = |case: &Case, first: &Supervision| match period {
        Some(period) => period.contains(first.since.date()) && case.state != State::Voided,
        None => case.is_pending(),
    };
    let with_first = cases.into_iter().filter_map(|case| Some((case, case.first_supervision()?)));
    let mut hits: Vec<(&Case, &Supervision)> = with_first.filter(|(case, first)| wanted(case, first)).collect();
    let due = |case: &Case| case.limits.get("reply").map(|due| due.at);
    hits.sort_by_key(|(case, _)| (!case.is_pending(), due(case).is_none(), due(case), case.id));
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.supervised/1",
        columns: DEFINITION.columns.iter().map(|key| context.column(key, *key == "days_late")).collect(),
        rows: hits.iter().map(|(case, first)| row(case, first, context)).collect(),
        notes: overdue_note(&hits, context).into_iter().collect(),
        ..Table::default()
    }
}

/// Whether a supervised case has an overdue limit; used by `status`.
#[must_use]
pub fn is_overdue(case: &Case, context: &ReportContext<'_>) -> bool {
    case.is_supervised() && case.overdue(context.day, context.now).next().is_some()
}

fn row(case: &Case, first: &Supervision, context: &ReportContext<'_>) -> Row {
    let cells = DEFINITION.columns.iter().map(|key| match *key {
        "since" => Cell::Time(first.since),
        "by" => context.person(&first.by),
        "ground" => grounds(case, context),
        "reason" => first.reason.clone().map_or(Cell::Empty, Cell::Text),
        key => fact(key, case, context),
    });
    Row { cells: cells.collect(), more: more(case), tone: context.tone(case) }
}

/// All grounds, each once, in the order in which they began.
fn grounds(case: &Case, context: &ReportContext<'_>) -> Cell {
    let mut codes: Vec<&str> = Vec::new();
    for supervision in &case.supervisions {
        if !codes.contains(&supervision.ground.as_str()) {
            codes.push(&supervision.ground);
        }
    }
    context.several(codes.into_iter().map(|code| (code, context.two(code, GROUNDS))))
}

fn more(case: &Case) -> Map<String, Value> {
    let one = |s: &Supervision| json!({"ground": s.ground, "since": s.since, "by": s.by, "reason": s.reason, "case": s.other});
    let mut more = Map::new();
    more.insert("supervisions".into(), case.supervisions.iter().map(one).collect());
    more.insert("received".into(), json!(case.received()));
    more.insert("flags".into(), json!(case.flags()));
    more
}

fn overdue_note(hits: &[(&Case, &Supervision)], context: &ReportContext<'_>) -> Option<String> {
    let late = hits.iter().filter(|(case, _)| is_overdue(case, context)).count();
    (late > 0).then(|| say!(context.lang, "{late} overdue", "其中超期 {late} 件"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened, plain, with_context};

    #[test]
    fn each_ground_is_listed_with_its_beginning() {
        let form = r#""assigned":{"unit":"taiyuan","person":"li.na","form":"supervision","on":"2026-11-18"}"#;
        let order = r#""supervised":{"on":"2026-11-17","done_by":"wang.fang"},"text":{"salt":"0","reason":"slow"}"#;
        let link = |n: u32| format!(r#""linked":{{"other":"HQ-2026-{n:04}","kind":"accountability"}}"#);
        let cases = [
            case(1, &[opened("a", &[due("reply", "2026-11-20")]), form.into(), order.into()]),
            case(2, &[opened("b", &[due("reply", "2026-11-26")]), link(9)]),
            case(3, &[opened("c", &[]), link(9), r#""unlinked":{"other":"HQ-2026-0009"}"#.into()]),
            case(4, &[opened("d", &[]), order.into(), r#""revoked":{"event":"HQ:2"}"#.into()]),
            case(5, &[opened("e", &[due("reply", "2026-11-25")]), order.into(), r#""closed":{"outcome":"x"}"#.into()]),
            case(6, &[opened("f", &[]), r#""assigned":{"unit":"taiyuan","form":"transfer"}"#.into()]),
            case(7, &[opened("g", &[]), order.into(), r#""voided":{"kind":"test"}"#.into()]),
        ];
        with_context(|context| {
            let table = supervised(&cases, None, context);
            let wanted = [
                "HQ-2026-0001 2026-11-17 wang.fang form,ordered slow taiyuan li.na 2026-11-20 1 assigned a",
                "HQ-2026-0002 2026-11-16T09:00:00.000+08:00 li.na accountability - - - 2026-11-26 - received b",
            ];
            assert_eq!(plain(&table), wanted);
            assert_eq!(table.notes, ["其中超期 1 件"]);
            assert_eq!(table.rows[0].more["supervisions"][0]["ground"], json!("form"));
            let seventeenth = Period::parse("2026-11-17", context.day, context.calendar).expect("a day");
            let then: Vec<String> = plain(&supervised(&cases, Some(&seventeenth), context));
            assert_eq!(then.iter().map(|r| &r[..12]).collect::<Vec<_>>(), ["HQ-2026-0001", "HQ-2026-0005"]);
            assert!(cases.iter().all(|c| c.flags().contains(&"supervised") == c.is_supervised()));
        });
    }
}

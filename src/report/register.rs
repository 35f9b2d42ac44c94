//! Registers: lists of cases with the columns of a registration book. `register` has all complaints of a period, `repeat` those
//! complained about again.
//!
//! Invariant: a register is a list of cases with a term and fixed columns; what is in it can be had from `list` too.

use crate::document::table::{Cell, Row, Table};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::limit;
use crate::domain::value::state::State;
use crate::report::columns::fact;
use crate::report::context::ReportContext;
use crate::report::definition::{Definition, LIMIT_CLOCK};
use crate::report::overdue::provisional_note;
use crate::say;
use crate::text::Two;

/// The definition of the register.
pub const DEFINITION: Definition = Definition {
    title: Two("Register of complaints", "投诉登记簿"),
    row: Two("a case", "一件"),
    cohort: Two("the first receipt; without a period: all", "首次收到之日；未指定时间段时列出全部"),
    clock: LIMIT_CLOCK,
    exclusions: Two(
        "nothing: voided cases, duplicates and enquiries stand in it with their state, so that the numbers are without gaps",
        "无：已作废的件、重复件和咨询均列入并注明状态，编号连续",
    ),
    columns: &[
        "id",
        "received",
        "channel",
        "source",
        "source_ref",
        "nature",
        "category",
        "against",
        "unit",
        "person",
        "due",
        "replied",
        "days_late",
        "responsibility",
        "outcome",
        "compensation",
        "satisfaction",
        "closed",
        "status",
        "title",
    ],
};

/// The definition of the list of repetitions.
pub const REPEAT: Definition = Definition {
    title: Two("Complained about again", "再次投诉一览"),
    row: Two("a case that is linked as the repetition of an earlier one", "一件与此前投诉件关联为再次投诉的件"),
    cohort: Two("its receipt; without a period: all", "该件收到之日；未指定时间段时列出全部"),
    clock: LIMIT_CLOCK,
    exclusions: Two("voided cases; links taken back", "已作废的件；关联已解除的"),
    columns: &["id", "received", "first", "channel", "category", "against", "unit", "person", "due", "status", "title"],
};

/// A register of the cases received in a period, in the order of receipt.
#[must_use]
pub fn register<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    table(&DEFINITION, "redress.register/1", cases.into_iter().filter(|case| is_in(case, period)).collect(), context)
}

/// The repetitions received in a period, in the order of receipt.
#[must_use]
pub fn repeat<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    let is_repeat = |case: &&Case| case.is_linked("repeat") && case.state != State::Voided && is_in(case, period);
    table(&REPEAT, "redress.repeat/1", cases.into_iter().filter(is_repeat).collect(), context)
}

fn is_in(case: &Case, period: Option<&Period>) -> bool {
    // A masked case shows number and state: it was let through as one of the period.
    let is_masked = case.facts.restricted && case.rounds.is_empty();
    is_masked || period.is_none_or(|period| case.received().is_some_and(|received| period.contains(received.date())))
}

fn table(definition: &Definition, schema: &'static str, mut cases: Vec<&Case>, context: &ReportContext<'_>) -> Table {
    cases.sort_by_key(|case| (case.received(), case.id));
    let is_provisional = |case: &Case| context.running(case).iter().any(|(_, due)| due.provisional);
    let row = |case: &&Case| Row {
        cells: definition
            .columns
            .iter()
            .map(|key| match *key {
                "first" => {
                    let first = case.links.iter().filter(|(_, kind)| kind == "repeat").map(|(id, _)| id.to_string());
                    context.several(first.collect::<Vec<_>>().iter().map(|id| (id.as_str(), id.clone())))
                }
                // Of the limit that stands beside it.
                "days_late" => reply_late(case, context),
                key => fact(key, case, context),
            })
            .collect(),
        tone: context.tone(case),
        more: std::iter::once(("provisional".to_string(), is_provisional(case).into())).collect(),
    };
    let n = cases.len();
    let provisional = cases.iter().filter(|case| is_provisional(case)).map(|case| case.id.to_string()).collect();
    Table {
        title: definition.title.get(context.lang).into(),
        schema,
        columns: definition
            .columns
            .iter()
            .map(|key| context.column(key, matches!(*key, "days_late" | "compensation")))
            .collect(),
        rows: cases.iter().map(row).collect(),
        notes: vec![say!(context.lang, "{n} in all", "共 {n} 件")],
        ..Table::default()
    }
    .warning(provisional_note(provisional, context))
}

/// Working days by which the reply limit of the current round was or is missed; empty if it was not.
fn reply_late(case: &Case, context: &ReportContext<'_>) -> Cell {
    let running = case.overdue(context.day, context.now).filter(|(limit, _)| **limit == limit::REPLY);
    let missed = case.missed().filter(|missed| missed.round == case.round() && missed.limit == limit::REPLY);
    let days = running.map(|(_, due)| context.days_late(case, due)).chain(missed.map(|m| context.days_missed(case, m)));
    days.max().filter(|days| *days > 0).map_or(Cell::Empty, Cell::Int)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, opened, plain, with_context};

    #[test]
    fn a_register_is_in_the_order_of_receipt_and_repetitions_name_the_first_case() {
        let on = |title: &str, day: &str| {
            opened(title, &[]).replace(r#""opened":{"#, &format!(r#""opened":{{"on":"{day}","#))
        };
        let repeat = r#""linked":{"other":"HQ-2026-0002","kind":"repeat"}"#.to_string();
        let cases = [
            case(1, &[on("later", "2026-11-10"), repeat]),
            case(2, &[on("first", "2026-11-02"), r#""voided":{"kind":"test"}"#.into()]),
            case(3, &[on("in another month", "2026-10-30")]),
        ];
        with_context(|context| {
            let november = Period::parse("2026-11", context.day, context.calendar).expect("a period");
            let table = register(&cases, Some(&november), context);
            let ids: Vec<String> = plain(&table).iter().map(|row| row[..12].to_string()).collect();
            assert_eq!(ids, ["HQ-2026-0002", "HQ-2026-0001"]);
            let again = super::repeat(&cases, None, context);
            assert_eq!(plain(&again), ["HQ-2026-0001 2026-11-10 HQ-2026-0002 phone attitude - - - - received later"]);
        });
    }
}

//! `redress report ageing`: open cases by how long ago they were received, in the classes of `[desk] ageing`.

use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::limit;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::merged_units;
use crate::report::stats::{self, in_order};
use crate::say;
use crate::text::Two;
use std::collections::BTreeMap;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Open cases by age", "在办投诉件账龄表"),
    row: Two(
        "a combination of values of the dimensions of --by (unit if none is given); the classes are `[desk] ageing` of the policy",
        "--by 所列维度（未指定时按单位）取值的一种组合；分档由制度 [desk] ageing 规定",
    ),
    cohort: Two(
        "cases that are open on the report's day: not yet answered for good",
        "报表日在办的件，即尚未正式答复的件",
    ),
    clock: Two(
        "working days since the receipt of the current round; 0 on that day; paused days do not count",
        "自本轮收到之日起的工作日；当日为 0；中止期间不计",
    ),
    exclusions: Two("voided cases, duplicates, and what is no complaint", "已作废的件、重复件和非投诉"),
    columns: &["unit", "total", "oldest"],
};

/// Counts of one group: a class each, and the oldest.
#[derive(Clone, Debug, Default)]
struct Ages {
    classes: Vec<u64>,
    oldest: i64,
}

impl Ages {
    fn add(&mut self, class: usize, age: i64) {
        self.classes.resize(self.classes.len().max(class + 1), 0);
        self.classes[class] += 1;
        self.oldest = self.oldest.max(age);
    }

    fn join(&mut self, other: &Self) {
        self.classes.resize(self.classes.len().max(other.classes.len()), 0);
        self.classes.iter_mut().zip(&other.classes).for_each(|(own, more)| *own += more);
        self.oldest = self.oldest.max(other.oldest);
    }
}

/// The ages of open cases, by groups.
#[derive(Clone, Debug, Default)]
pub struct AgeFigures {
    groups: BTreeMap<Vec<Code>, Ages>,
    total: Ages,
    several: bool,
}

impl AgeFigures {
    /// Adds a case, if it is open and counted.
    pub fn add(&mut self, case: &Case, by: &[Dimension], cohort: &Cohort, context: &ReportContext<'_>) {
        let Some((class, age)) = counted(case, cohort, context) else { return };
        self.total.add(class, age);
        self.several |= by.iter().any(|by| by.values(case).len() > 1);
        // A case with several values counts under each, once in the total.
        for mut values in combinations(case, by) {
            merged_units::carry(&mut values, by, context.directory, context.day);
            self.groups.entry(values).or_default().add(class, age);
        }
    }

    /// Adds the figures of other cases.
    pub fn join(&mut self, other: Self) {
        self.total.join(&other.total);
        self.several |= other.several;
        for (values, ages) in other.groups {
            self.groups.entry(values).or_default().join(&ages);
        }
    }
}

/// The table, and how many groups `is_open` leaves out; the total has them.
#[must_use]
pub fn ageing(
    figures: AgeFigures,
    by: &[Dimension],
    is_open: &dyn Fn(&[Code]) -> bool,
    context: &ReportContext<'_>,
) -> (Table, usize) {
    let (lang, bounds) = (context.lang, &context.policy.desk.ageing);
    let AgeFigures { mut groups, total, several } = figures;
    let all = groups.len();
    groups.retain(|values, _| is_open(values));
    let hidden = all - groups.len();
    let row = |names: Vec<Cell>, ages: &Ages| {
        let counts = (0..=bounds.len()).map(|class| Cell::count(ages.classes.get(class).copied().unwrap_or_default()));
        let cells = names
            .into_iter()
            .chain(counts)
            .chain([Cell::count(ages.classes.iter().sum::<u64>()), Cell::Int(ages.oldest)]);
        Row { cells: cells.collect(), ..Row::default() }
    };
    let rows: Vec<Row> = in_order(groups.keys(), by, context)
        .into_iter()
        .map(|values| {
            let names = values.iter().zip(by).map(|(value, by)| stats::group_cell(by, value, context)).collect();
            row(names, &groups[values])
        })
        .collect();
    let names = std::iter::once(Cell::total(lang)).chain(by.iter().skip(1).map(|_| Cell::Empty));
    let totals = (!rows.is_empty()).then(|| row(names.collect(), &total));
    let classes = (0..=bounds.len()).map(|class| {
        let (key, title) = class_name(class, context);
        Column { key, title, right: true }
    });
    let note = several.then(|| stats::several_note(lang));
    let table = Table {
        title: DEFINITION.title.get(lang).into(),
        schema: "redress.ageing/1",
        columns: by
            .iter()
            .map(|by| stats::column(by, context))
            .chain(classes)
            .chain(["total", "oldest"].map(|key| context.column(key, true)))
            .collect(),
        rows,
        totals: totals.into_iter().collect(),
        notes: note.into_iter().collect(),
        ..Table::default()
    };
    (table, hidden)
}

/// The key and the heading of a class.
fn class_name(class: usize, context: &ReportContext<'_>) -> (String, String) {
    let (lang, bounds) = (context.lang, &context.policy.desk.ageing);
    let from = class.checked_sub(1).map_or(0, |before| bounds[before] + 1);
    match bounds.get(class) {
        Some(to) => (format!("days_{from}_{to}"), say!(lang, "{from}–{to} days", "{from}–{to} 日")),
        None => (format!("days_{from}_on"), say!(lang, "{from} days or more", "{from} 日以上")),
    }
}

/// The class and the age of a case that is counted.
fn counted(case: &Case, cohort: &Cohort, context: &ReportContext<'_>) -> Option<(usize, i64)> {
    let is_counted = case.is_open() && cohort.leaves_out(case).is_none();
    let age = age(case, context).filter(|_| is_counted)?;
    let bounds = &context.policy.desk.ageing;
    Some((bounds.iter().position(|bound| age <= i64::from(*bound)).unwrap_or(bounds.len()), age))
}

/// The class of a case as a cell of its own; `None` where it is not counted.
#[must_use]
pub fn class_of(case: &Case, cohort: &Cohort, context: &ReportContext<'_>) -> Option<Cell> {
    let (class, _) = counted(case, cohort, context)?;
    let (code, name) = class_name(class, context);
    Some(Cell::Named { code, name })
}

/// Whether a word is the key or the heading of a class.
#[must_use]
pub fn is_class(word: &str, context: &ReportContext<'_>) -> bool {
    (0..=context.policy.desk.ageing.len())
        .map(|class| class_name(class, context))
        .any(|(key, title)| key == word || title == word)
}

/// Every combination of the values of a case.
fn combinations(case: &Case, by: &[Dimension]) -> Vec<Vec<Code>> {
    by.iter().fold(vec![Vec::new()], |all, by| {
        let values = by.values(case);
        all.iter()
            .flat_map(|so_far| values.iter().map(|value| [&so_far[..], std::slice::from_ref(value)].concat()))
            .collect()
    })
}

/// Working days since the receipt of the current round.
fn age(case: &Case, context: &ReportContext<'_>) -> Option<i64> {
    let received = case.current()?.received?.date();
    Some(limit::working_days_late(case, context.calendar, received, context.day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, opened, plain, with_context};

    #[test]
    fn open_cases_fall_into_classes_of_working_days_without_pauses() {
        let on = |title: &str, day: &str| {
            opened(title, &[]).replace(r#""opened":{"#, &format!(r#""opened":{{"on":"{day}","#))
        };
        let paused = r#""paused":{"ground":"evidence","on":"2026-11-05"}"#.to_string();
        let closed = r#""closed":{"outcome":"resolved"}"#.to_string();
        let cases = [
            case(1, &[on("today", "2026-11-23")]),
            case(2, &[on("on Wednesday before", "2026-11-18")]),
            case(3, &[on("long ago", "2026-10-09")]),
            case(4, &[on("stopped on the second day", "2026-11-04"), paused]),
            case(5, &[on("closed", "2026-10-09"), closed]),
        ];
        with_context(|context| {
            let by = [stats::dimension("channel", context).expect("known")];
            let mut figures = [AgeFigures::default(), AgeFigures::default()];
            let cohort = Cohort::of(context.policy);
            // Two readers each add some of the cases.
            cases.iter().enumerate().for_each(|(at, case)| figures[at % 2].add(case, &by, &cohort, context));
            let [mut all, others] = figures;
            all.join(others);
            let (table, _) = ageing(all, &by, &|_| true, context);
            assert_eq!(plain(&table), ["phone 3 0 0 0 1 4 32"]);
            let keys: Vec<&str> = table.columns.iter().map(|c| c.key.as_str()).collect();
            assert_eq!(
                keys,
                ["channel", "days_0_3", "days_4_5", "days_6_10", "days_11_20", "days_21_on", "total", "oldest"]
            );
            assert!(ageing(AgeFigures::default(), &by, &|_| true, context).0.rows.is_empty());
        });
    }
}

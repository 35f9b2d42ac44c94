//! Tables of measures: one row a figure (`measures`), one row a group (`performance`, `satisfaction`, `trend`, `workload`), and the cases
//! behind them.
//!
//! Invariant: every figure stands with the counts it is made of.

use crate::document::table::{Cell, Column, Row, Table, Tone, rate};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::query::dimension::Dimension;
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::report::measures::tally::{Behind, Figure, Figures, count, money};
use crate::report::measures::{Aside, FigureKind, Measure, What};
use crate::report::small::{hidden_in_list, hidden_note};
use crate::report::stats;
use crate::say;
use crate::text::Two;
use crate::text::words;
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Figures with what was asked.
#[derive(Clone, Copy)]
pub struct Measured<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The measures.
    pub measures: &'a [&'static Measure],
    /// The dimensions.
    pub by: &'a [Dimension],
    /// The period, then those it is compared with.
    pub periods: &'a [Option<Period>],
    /// Names, calendar, language.
    pub context: &'a ReportContext<'a>,
    /// The smallest group that may be shown; `None` where all may.
    pub small: Option<u64>,
}

/// Below this base an opinion names counts and compares nothing.
const ENOUGH: u64 = 20;

/// The columns of a figure in a table with one row a figure.
pub const FIGURE: &[&str] = &["indicator", "value", "part", "whole", "p90", "max", "beside"];

impl Measured<'_> {
    /// The combinations of values for which there is a figure, in the order of the policy.
    fn groups(&self) -> Vec<Vec<Code>> {
        let all = (0..self.measures.len()).flat_map(|measure| self.figures.groups(0, measure));
        stats::in_order(all, self.by, self.context).into_iter().cloned().collect()
    }

    /// The groups of a measure that are hidden in a table for outside, in any of the periods.
    fn hidden(&self, groups: &[Vec<Code>]) -> BTreeSet<(usize, Vec<Code>)> {
        let Some(small) = self.small else { return BTreeSet::new() };
        let mut hidden = BTreeSet::new();
        for (period, measure) in (0..self.periods.len()).flat_map(|p| (0..self.measures.len()).map(move |m| (p, m))) {
            let parts: Vec<&Vec<Code>> = groups.iter().filter(|values| !values.is_empty()).collect();
            let of = |values: &&Vec<Code>| self.figures.at(period, measure, values).whole;
            let counts: Vec<u64> = parts.iter().map(of).collect();
            let total = self.figures.at(period, measure, &[]).whole;
            if (1..small).contains(&total) {
                hidden.insert((measure, Vec::new()));
            }
            let gone = hidden_in_list(&counts, small);
            hidden.extend(
                parts.iter().zip(gone).filter(|(_, gone)| *gone).map(|(values, _)| (measure, (*values).clone())),
            );
        }
        hidden
    }

    fn title(&self, title: Two) -> String {
        let (lang, title) = (self.context.lang, title.get(self.context.lang));
        match self.periods.first().copied().flatten() {
            Some(period) => say!(lang, "{title}, {period}", "{title}（{period}）"),
            None => title.into(),
        }
    }

    fn dimensions(&self) -> impl Iterator<Item = Column> {
        self.by.iter().map(|dimension| stats::column(dimension, self.context))
    }

    /// The cells of a group; of the total "total" in the first.
    fn values(&self, values: &[Code]) -> Vec<Cell> {
        if values.is_empty() {
            let mut cells = vec![Cell::Empty; self.by.len()];
            cells.iter_mut().take(1).for_each(|cell| *cell = Cell::total(self.context.lang));
            return cells;
        }
        values.iter().zip(self.by).map(|(value, by)| stats::group_cell(by, value, self.context)).collect()
    }

    /// One row a figure. With further periods to compare with, their values and the change.
    #[must_use]
    pub fn long(&self, title: Two, schema: &'static str) -> Table {
        let mut groups = self.groups();
        // The totals come last; without a breakdown they are all there is.
        groups.push(Vec::new());
        let hidden = self.hidden(&groups);
        let mut rows = Vec::new();
        for values in &groups {
            for (place, measure) in self.measures.iter().enumerate() {
                let figure = self.figures.at(0, place, values);
                let before: Vec<Figure> = (1..self.periods.len()).map(|p| self.figures.at(p, place, values)).collect();
                if (figure.is_empty() && before.iter().all(Figure::is_empty)) && !values.is_empty() {
                    continue;
                }
                let mut cells = self.values(values);
                if hidden.contains(&(place, values.clone())) {
                    cells.push(self.name(measure));
                    cells.extend((1..FIGURE.len() + 2 * before.len()).map(|_| star()));
                    rows.push(Row { cells, ..Row::default() });
                    continue;
                }
                cells.extend(self.figure(measure, &figure));
                for earlier in &before {
                    cells.extend([earlier.value(measure.kind), change(measure.kind, &figure, earlier)]);
                }
                let more = self.more(measure, &figure);
                rows.push(Row { cells, more, tone: Tone::Plain });
            }
        }
        let figure = FIGURE.iter().map(|key| self.context.column(key, !matches!(*key, "indicator" | "beside")));
        let compared = self.periods[1..].iter().flatten().flat_map(|period| {
            let column = |key: &str, title: String| Column { key: format!("{key}_{period}"), title, right: true };
            [
                column("value", period.to_string()),
                column("change", say!(self.context.lang, "Change on {period}", "较 {period}")),
            ]
        });
        Table {
            title: self.title(title),
            schema,
            columns: self.dimensions().chain(figure).chain(compared).collect(),
            rows,
            notes: self.notes(),
            ..Table::default()
        }
    }

    fn name(&self, measure: &Measure) -> Cell {
        Cell::Named { code: measure.code.into(), name: measure.title.get(self.context.lang).into() }
    }

    /// The cells of a figure.
    fn figure(&self, measure: &Measure, figure: &Figure) -> Vec<Cell> {
        let int = |n: Option<i64>| n.map_or(Cell::Empty, Cell::Int);
        let (part, whole) = match measure.kind {
            FigureKind::Count => (Cell::Empty, Cell::Empty),
            FigureKind::Rate => (count(figure.part), count(figure.whole)),
            FigureKind::Days => (Cell::Empty, count(figure.whole)),
            FigureKind::Money if figure.whole == 0 => (Cell::Empty, Cell::Empty),
            FigureKind::Money => (count(figure.part), money(figure.claimed)),
        };
        vec![
            self.name(measure),
            figure.value(measure.kind),
            part,
            whole,
            int(figure.p90()),
            int(figure.greatest()),
            self.beside(figure),
        ]
    }

    /// "exempted 3, not told 2".
    fn beside(&self, figure: &Figure) -> Cell {
        let all: Vec<String> =
            figure.beside.iter().map(|(beside, n)| format!("{} {n}", beside.name().1.get(self.context.lang))).collect();
        if all.is_empty() { Cell::Empty } else { Cell::Text(all.join(Two(", ", "，").get(self.context.lang))) }
    }

    fn more(&self, measure: &Measure, figure: &Figure) -> Map<String, Value> {
        let beside: Map<String, Value> =
            figure.beside.iter().map(|(beside, n)| (beside.name().0.to_string(), json!(n))).collect();
        let mut more = Map::new();
        more.insert("counts".into(), beside.into());
        if measure.kind == FigureKind::Days {
            more.insert("days".into(), figure.days.iter().map(|(days, n)| json!([days, n])).collect());
        }
        more
    }

    /// One row a group: of each measure its value and the counts behind it, of some what stands beside.
    #[must_use]
    pub fn wide(&self, title: Two, schema: &'static str, beside: &[(&str, Aside)]) -> Table {
        let mut groups = self.groups();
        groups.push(Vec::new());
        let hidden = self.hidden(&groups);
        let rows = groups.iter().map(|values| {
            let mut cells = self.values(values);
            for (place, measure) in self.measures.iter().enumerate() {
                let figure = self.figures.at(0, place, values);
                let begin = cells.len();
                cells.push(figure.value(measure.kind));
                match measure.kind {
                    FigureKind::Count => {}
                    FigureKind::Rate => cells.extend([count(figure.part), count(figure.whole)]),
                    FigureKind::Days => {
                        cells.extend([figure.p90().map_or(Cell::Empty, Cell::Int), count(figure.whole)]);
                    }
                    FigureKind::Money => cells.push(money(figure.claimed)),
                }
                cells.extend(of(measure, beside).map(|beside| count(*figure.beside.get(&beside).unwrap_or(&0))));
                if hidden.contains(&(place, values.clone())) {
                    cells[begin..].fill(star());
                }
            }
            Row { cells, ..Row::default() }
        });
        let mut rows: Vec<Row> = rows.collect();
        // Without a breakdown the total is all there is.
        let totals = if self.by.is_empty() { None } else { rows.pop() };
        Table {
            title: self.title(title),
            schema,
            rows,
            totals,
            columns: self.dimensions().chain(self.wide_columns(beside)).collect(),
            notes: self.notes(),
            ..Table::default()
        }
    }

    /// The same, with a draft opinion for the assessment: each rate against the whole, and counts that weigh.
    #[must_use]
    pub fn assessed(&self, title: Two, schema: &'static str, beside: &[(&str, Aside)]) -> Table {
        let mut table = self.wide(title, schema, beside);
        let mut groups = self.groups();
        let hidden = self.hidden(&groups);
        groups.truncate(table.rows.len());
        for (row, values) in table.rows.iter_mut().zip(&groups) {
            let is_hidden = (0..self.measures.len()).any(|place| hidden.contains(&(place, values.clone())));
            let opinion = if is_hidden { String::new() } else { self.opinion(values) };
            row.cells.push(if opinion.is_empty() { Cell::Empty } else { Cell::Text(opinion) });
        }
        table.totals.iter_mut().for_each(|row| row.cells.push(Cell::Empty));
        table.columns.push(self.context.column("opinion", false));
        table
    }

    /// "on time 87.2%, 4.3 points below the whole; 3 upheld": rates of at least twenty, and counts.
    fn opinion(&self, values: &[Code]) -> String {
        let lang = self.context.lang;
        let mut said = Vec::new();
        for (place, measure) in self.measures.iter().enumerate() {
            let (own, all) = (self.figures.at(0, place, values), self.figures.at(0, place, &[]));
            let name = measure.title.get(lang);
            let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            let tenths = |figure: &Figure| rate(signed(figure.part), signed(figure.whole));
            let decimal = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
            let (part, whole) = (own.part, own.whole);
            match (tenths(&own), tenths(&all)) {
                _ if whole == 0 => {}
                (Some(own), Some(all)) if whole >= ENOUGH => {
                    let points = decimal((own - all).abs());
                    let share = decimal(own);
                    said.push(match own.cmp(&all) {
                        Ordering::Less => say!(
                            lang,
                            "{name} {share}%, {points} points below the whole",
                            "{name}{share}%，低于总体{points}个百分点"
                        ),
                        Ordering::Equal => say!(lang, "{name} {share}%, as the whole", "{name}{share}%，与总体持平"),
                        Ordering::Greater => say!(
                            lang,
                            "{name} {share}%, {points} points above the whole",
                            "{name}{share}%，高于总体{points}个百分点"
                        ),
                    });
                }
                _ => said.push(say!(lang, "{name} {part} of {whole}", "{name}{whole}件中{part}件")),
            }
        }
        said.join(Two("; ", "；").get(lang))
    }

    fn wide_columns(&self, beside: &[(&str, Aside)]) -> Vec<Column> {
        let lang = self.context.lang;
        let mut columns = Vec::new();
        for measure in self.measures {
            let (key, title) = (measure.code.replace('-', "_"), words::capital(measure.title.get(lang)));
            let mut column = |end: &str, title: String| {
                columns.push(Column { key: format!("{key}{end}"), title, right: true });
            };
            column("", title.clone());
            match measure.kind {
                FigureKind::Count => {}
                FigureKind::Rate => {
                    column("_part", say!(lang, "so many", "件数"));
                    column("_whole", say!(lang, "of", "基数"));
                }
                FigureKind::Days => {
                    column("_p90", say!(lang, "90 % within", "九成在"));
                    column("_n", say!(lang, "of", "基数"));
                }
                FigureKind::Money => column("_claimed", say!(lang, "at issue", "涉及金额")),
            }
            for beside in of(measure, beside) {
                let (code, name) = beside.name();
                column(&format!("_{code}"), words::capital(name.get(lang)));
            }
        }
        columns
    }

    /// The cases behind the figures: one row an observation.
    #[must_use]
    pub fn behind(&self, title: Two, schema: &'static str, cell: &[String]) -> Table {
        let keys = ["indicator", "id", "round", "date", "hit", "days", "amount", "beside"];
        let columns: Vec<Column> = self
            .dimensions()
            .chain(keys.iter().map(|key| self.context.column(key, matches!(*key, "days" | "amount"))))
            .chain([self.context.column("title", false)])
            .collect();
        let is_in = |row: &Row| cell.iter().all(|word| row.cells.iter().any(|cell| is(cell, word)));
        let rows: Vec<Row> = self.figures.behind.iter().map(|one| self.one(one)).filter(is_in).collect();
        let cases: BTreeSet<CaseId> = self.figures.behind.iter().map(|one| one.case).collect();
        let (all, n) = (words::count(cases.len() as u64, "case"), cases.len());
        Table {
            title: self.title(title),
            schema,
            columns,
            rows,
            notes: vec![say!(self.context.lang, "{all} in all", "共涉及 {n} 件")],
            ..Table::default()
        }
    }

    fn one(&self, one: &Behind) -> Row {
        let measure = self.measures[one.measure];
        let mut cells = if self.by.is_empty() { Vec::new() } else { self.values(&one.values) };
        let empty = (Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty);
        let (hit, days, amount, beside) = match one.seen.what {
            What::One => (Cell::Bool(true), Cell::Empty, Cell::Empty, Cell::Empty),
            What::Part(hit) => (Cell::Bool(hit), Cell::Empty, Cell::Empty, Cell::Empty),
            What::Days(days) => (Cell::Empty, Cell::Int(days), Cell::Empty, Cell::Empty),
            What::Money { paid, .. } => (Cell::Empty, Cell::Empty, Cell::Decimal(paid.0, 2), Cell::Empty),
            What::Aside(beside) => {
                let (code, name) = beside.name();
                (empty.0, empty.1, empty.2, Cell::Named { code: code.into(), name: name.get(self.context.lang).into() })
            }
        };
        cells.extend([
            self.name(measure),
            Cell::Text(one.case.to_string()),
            Cell::Int(i64::try_from(one.seen.round + 1).unwrap_or(i64::MAX)),
            one.seen.on.map_or(Cell::Empty, Cell::Date),
            hit,
            days,
            amount,
            beside,
            one.title.clone().map_or(Cell::Empty, Cell::Text),
        ]);
        Row { cells, ..Row::default() }
    }

    fn notes(&self) -> Vec<String> {
        let small = self.small.map(|small| hidden_note(small, self.context));
        stats::left_out(&self.figures.out, self.context.lang).into_iter().chain(small).collect()
    }
}

/// What stands in the place of a number that is not shown.
fn star() -> Cell {
    Cell::Text("*".into())
}

/// What stands beside a measure.
fn of(measure: &Measure, beside: &[(&str, Aside)]) -> impl Iterator<Item = Aside> {
    beside.iter().filter(|(code, _)| *code == measure.code).map(|(_, beside)| *beside)
}

/// Whether a cell is what was typed: a code or its name.
pub(super) fn is(cell: &Cell, word: &str) -> bool {
    match cell {
        Cell::Text(text) => text == word,
        Cell::Named { code, name } => code == word || name == word,
        Cell::Bool(yes) => word == if *yes { "yes" } else { "no" },
        Cell::Date(date) => date.to_string() == word,
        _ => false,
    }
}

/// The difference to an earlier figure: of a rate in percentage points, of all others in their own unit.
fn change(kind: FigureKind, now: &Figure, before: &Figure) -> Cell {
    let decimal = |figure: &Figure| match figure.value(kind) {
        Cell::Int(n) => Some((n, 0)),
        Cell::Decimal(n, places) => Some((n, places)),
        Cell::Rate { part, whole } => rate(part, whole).map(|tenths| (tenths, 1)),
        _ => None,
    };
    match (decimal(now), decimal(before)) {
        (Some((now, 0)), Some((before, 0))) => Cell::Int(now - before),
        (Some((now, places)), Some((before, _))) => Cell::Decimal(now - before, places),
        _ => Cell::Empty,
    }
}

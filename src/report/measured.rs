//! Tables of measures: one row a figure (`measures`), one row a group (`performance`, `satisfaction`, `trend`, `workload`), and the cases
//! behind them.
//!
//! Invariant: every figure stands with the counts it is made of.

use crate::document::table::{Cell, Column, Row, Table, Tone, rate};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::fact_type::FactKind;
use crate::domain::query::dimension::Dimension;
use crate::domain::value::id::CaseId;
use crate::report::cell_words;
use crate::report::context::ReportContext;
use crate::report::measures::tally::{Behind, Figure, Figures, money};
use crate::report::measures::{Aside, FigureKind, Measure, SizeBase, What};
use crate::report::small::figures::HiddenFigures;
use crate::report::small::star;
use crate::report::stats;
use crate::say;
use crate::text::Two;
use crate::text::words;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
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
    /// What is hidden in a table for outside; `None` where all may be shown.
    pub hidden: Option<&'a HiddenFigures>,
    /// The first day of the month of the desk's first complaint: periods before it have no figures.
    pub begun: Option<NaiveDate>,
    /// What the base of a density is.
    pub base: BaseOf<'a>,
}

/// Of what the base of a density is, where the breakdown names no unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseOf<'a> {
    /// Of the whole institution.
    All,
    /// Of a unit.
    Unit(&'a str),
    /// Of other choices of cases no base is known.
    Unknown,
}

/// So many cases per so many customers or outlets, in hundredths, half up.
#[must_use]
pub fn density(n: u64, per: u64, base: u64) -> Cell {
    let hundredths = (u128::from(n) * u128::from(per) * 200 + u128::from(base)) / (u128::from(base) * 2);
    Cell::Decimal(i64::try_from(hundredths).unwrap_or(i64::MAX), 2)
}

/// The columns of a figure in a table with one row a figure.
pub const FIGURE: &[&str] = &["indicator", "value", "part", "whole", "p90", "max", "beside"];

/// The columns of an observation, before the case's title.
const BEHIND: &[&str] = &["indicator", "id", "round", "date", "hit", "days", "amount", "beside"];

impl Measured<'_> {
    /// The combinations of values for which there is a figure, in the order of the policy; those of nobody too that are hidden.
    pub(super) fn groups(&self) -> Vec<Vec<Code>> {
        let hidden = self.hidden.map(HiddenFigures::groups).unwrap_or_default();
        let of_period = |period| (0..self.measures.len()).flat_map(move |measure| self.figures.groups(period, measure));
        let all = (0..self.periods.len()).flat_map(of_period);
        let empty = self.empty_periods();
        stats::in_order(all.chain(&hidden).chain(&empty), self.by, self.context).into_iter().cloned().collect()
    }

    /// Of a breakdown by months (or other parts) alone, all that the period has, also those in which nothing happened.
    fn empty_periods(&self) -> Vec<Vec<Code>> {
        let [Dimension::Received(kind)] = self.by else { return Vec::new() };
        let whole = self.periods.first().copied().flatten();
        let Some((from, to)) = whole.and_then(|whole| Some((whole.from?, whole.to?))) else { return Vec::new() };
        let Some(from) = self.begun.map(|begun| begun.max(from)) else { return Vec::new() };
        let (mut part, mut all) = (Period::of(*kind, to.min(self.context.day)), Vec::new());
        while part.to.is_some_and(|end| end >= from) {
            all.push(vec![Code::from(part.to_string())]);
            match part.previous() {
                Some(earlier) => part = earlier,
                None => break,
            }
        }
        all
    }

    /// Whether a period has no figure to compare with: the desk was not at work in the whole of it, or the figure is of the report's day
    /// whatever the period.
    fn is_without(&self, period: usize, measure: &Measure) -> bool {
        let from = self.periods[period].and_then(|period| period.from);
        measure.is_of_day() || self.begun.zip(from).is_some_and(|(begun, from)| from < begun)
    }

    /// Whether the period is not over on the report's day.
    pub(super) fn is_running(&self) -> bool {
        let end = self.periods.first().copied().flatten().and_then(|period| period.to);
        end.is_some_and(|to| to > self.context.day)
    }

    /// Whether nothing is shown of a group in a period.
    fn is_hidden(&self, period: usize, measure: usize, values: &[Code]) -> bool {
        self.hidden.is_some_and(|hidden| hidden.whole(period, measure, values))
    }

    /// Whether the value of a figure is not shown: that of a hidden group, and a rate of which it is hidden how many hit.
    pub(super) fn is_value_hidden(&self, period: usize, measure: usize, values: &[Code]) -> bool {
        let has_parts = matches!(self.measures[measure].kind, FigureKind::Rate | FigureKind::Money);
        self.is_hidden(period, measure, values)
            || self.hidden.is_some_and(|hidden| has_parts && hidden.part(period, measure, values))
    }

    /// Whether a count beside a figure is not shown.
    fn is_beside_hidden(&self, measure: usize, values: &[Code], aside: Aside) -> bool {
        // A part of those counted, taken from the hits, tells how many missed.
        self.hidden.is_some_and(|hidden| aside.is_part() || hidden.beside(measure, values, aside))
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
        let has_groups = !groups.is_empty() && !self.by.is_empty();
        groups.push(Vec::new());
        let (mut rows, mut totals) = (Vec::new(), Vec::new());
        for values in &groups {
            for (place, measure) in self.measures.iter().enumerate() {
                let figure = self.figures.at(0, place, values);
                let before: Vec<Figure> = (1..self.periods.len()).map(|p| self.figures.at(p, place, values)).collect();
                let is_hidden = |period| self.is_value_hidden(period, place, values);
                let is_nobody = figure.is_empty() && before.iter().all(Figure::is_empty);
                if is_nobody && !values.is_empty() && !(0..self.periods.len()).any(is_hidden) {
                    continue;
                }
                let mut cells = self.values(values);
                cells.extend(self.figure(place, values, &figure));
                for (period, earlier) in before.iter().enumerate().map(|(at, earlier)| (at + 1, earlier)) {
                    let (now, earlier) = (self.value(place, values, &figure), self.value(place, values, earlier));
                    // A part of a period is not compared with the whole of another.
                    let change = if self.is_running() { Cell::Empty } else { change(&now, &earlier) };
                    if self.is_without(period, measure) {
                        cells.extend([Cell::Empty, Cell::Empty]);
                        continue;
                    }
                    cells.push(if is_hidden(period) { star() } else { earlier });
                    cells.push(if is_hidden(0) || is_hidden(period) { star() } else { change });
                }
                let more = if self.hidden.is_some() { Map::new() } else { self.more(measure, &figure) };
                let is_total = values.is_empty() && has_groups;
                let into = if is_total { &mut totals } else { &mut rows };
                into.push(Row { cells, more, tone: Tone::Plain });
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
            totals,
            notes: self.notes(),
            more: self.watched(),
            ..Table::default()
        }
    }

    fn name(&self, measure: &Measure) -> Cell {
        Cell::Named { code: measure.code.into(), name: measure.named(self.context) }
    }

    /// The cells of a figure. For outside the greatest value is not shown: it is that of one case.
    fn figure(&self, place: usize, values: &[Code], figure: &Figure) -> Vec<Cell> {
        let measure = self.measures[place];
        if self.is_hidden(0, place, values) {
            return std::iter::once(self.name(measure)).chain((1..FIGURE.len()).map(|_| star())).collect();
        }
        let int = |n: Option<i64>| n.map_or(Cell::Empty, Cell::Int);
        let (part, whole) = match measure.kind {
            FigureKind::Count => (Cell::Empty, Cell::Empty),
            FigureKind::Rate => (Cell::count(figure.part), Cell::count(figure.whole)),
            FigureKind::Days => (Cell::Empty, Cell::count(figure.whole)),
            FigureKind::Density { base, .. } => {
                (Cell::count(figure.whole), self.base(base, values).map_or(Cell::Empty, Cell::count))
            }
            FigureKind::Money if figure.whole == 0 => (Cell::Empty, Cell::Empty),
            FigureKind::Money => (Cell::count(figure.part), money(figure.claimed)),
        };
        let is_value_hidden = self.is_value_hidden(0, place, values);
        let greatest = figure.greatest().filter(|_| self.hidden.is_none());
        vec![
            self.name(measure),
            if is_value_hidden { star() } else { self.value(place, values, figure) },
            if is_value_hidden { star() } else { part },
            whole,
            int(figure.p90()),
            int(greatest),
            self.beside(place, values, figure),
        ]
    }

    /// The value of a figure; a density needs the base of its unit.
    fn value(&self, place: usize, values: &[Code], figure: &Figure) -> Cell {
        let kind = self.measures[place].kind;
        let FigureKind::Density { per, base } = kind else { return figure.value(kind) };
        self.base(base, values).map_or(Cell::Empty, |base| density(figure.whole, per, base))
    }

    /// The base of a group: of its unit, if it has one; else of all.
    fn base(&self, base: SizeBase, values: &[Code]) -> Option<u64> {
        let is_unit = |by: &&Dimension| matches!(by, Dimension::Fact(fact) if fact.kind() == FactKind::Unit);
        let unit = self.by.iter().zip(values).find(|(by, _)| is_unit(by)).map(|(_, value)| value.as_str());
        match (unit, self.base) {
            // Of no unit there are no customers.
            (None, BaseOf::Unknown) | (Some(""), _) => None,
            (None, BaseOf::Unit(unit)) => base.of(Some(unit), self.context.directory),
            (unit, _) => base.of(unit, self.context.directory),
        }
    }

    /// "exempted 3, not told 2": in data by the keys of the counts, for readers in their words.
    fn beside(&self, place: usize, values: &[Code], figure: &Figure) -> Cell {
        if figure.beside.is_empty() {
            return Cell::Empty;
        }
        let count = |beside: Aside, n: u64| match self.is_beside_hidden(place, values, beside) {
            true => "*".to_string(),
            false => n.to_string(),
        };
        let worded = |word: &dyn Fn(Aside) -> &'static str, comma: &str| {
            let all = figure.beside.iter().map(|(beside, n)| format!("{} {}", word(*beside), count(*beside, *n)));
            all.collect::<Vec<_>>().join(comma)
        };
        let lang = self.context.lang;
        Cell::Named {
            code: worded(&|beside| beside.name().0, ", "),
            name: worded(&|beside| beside.name().1.get(lang), Two(", ", "，").get(lang)),
        }
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
        let rows = groups.iter().map(|values| {
            let mut cells = self.values(values);
            for (place, measure) in self.measures.iter().enumerate() {
                let figure = self.figures.at(0, place, values);
                let begin = cells.len();
                let is_value_hidden = self.is_value_hidden(0, place, values);
                cells.push(if is_value_hidden { star() } else { self.value(place, values, &figure) });
                match measure.kind {
                    FigureKind::Count => {}
                    FigureKind::Rate => {
                        let part = if is_value_hidden { star() } else { Cell::count(figure.part) };
                        cells.extend([part, Cell::count(figure.whole)]);
                    }
                    FigureKind::Days => {
                        cells.extend([figure.p90().map_or(Cell::Empty, Cell::Int), Cell::count(figure.whole)]);
                    }
                    FigureKind::Money => cells.push(money(figure.claimed)),
                    FigureKind::Density { base, .. } => {
                        cells.extend([
                            Cell::count(figure.whole),
                            self.base(base, values).map_or(Cell::Empty, Cell::count),
                        ]);
                    }
                }
                cells.extend(of(measure, beside).map(|beside| {
                    let n = *figure.beside.get(&beside).unwrap_or(&0);
                    if self.is_beside_hidden(place, values, beside) { star() } else { Cell::count(n) }
                }));
                if self.is_hidden(0, place, values) {
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
            totals: totals.into_iter().collect(),
            columns: self.dimensions().chain(self.wide_columns(beside)).collect(),
            notes: self.notes(),
            more: self.watched(),
            ..Table::default()
        }
    }

    fn wide_columns(&self, beside: &[(&str, Aside)]) -> Vec<Column> {
        let lang = self.context.lang;
        let mut columns = Vec::new();
        for measure in self.measures {
            let (key, title) = (measure.code.replace('-', "_"), words::capital(&measure.named(self.context)));
            let mut column = |end: &str, title: String| {
                columns.push(Column { key: format!("{key}{end}"), title, right: true });
            };
            column("", title.clone());
            match measure.kind {
                FigureKind::Count => {}
                FigureKind::Rate | FigureKind::Density { .. } => {
                    column("_part", say!(lang, "so many", "件数"));
                    column("_whole", say!(lang, "of", "基数"));
                }
                FigureKind::Days => {
                    column("_p90", say!(lang, "90 % within", "九成不超过"));
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
        let columns: Vec<Column> = self
            .dimensions()
            .chain(BEHIND.iter().map(|key| self.context.column(key, matches!(*key, "days" | "amount"))))
            .chain([self.context.column("title", false)])
            .collect();
        let names: Vec<bool> = self.by.iter().map(|by| cell_words::has_none(by, self.context.policy)).collect();
        let is_in = |row: &Row| cell_words::mean(cell, &row.cells, &names);
        let rows: Vec<Row> = self.figures.behind.iter().map(|one| self.one(one)).filter(is_in).collect();
        let chosen = self.figures.behind.iter().filter(|one| is_in(&self.one(one)));
        // What only stands beside a figure is no part of it.
        let (beside, counted): (Vec<&Behind>, _) = chosen.partition(|one| matches!(one.seen.what, What::Aside(_)));
        let cases = |all: Vec<&Behind>| all.into_iter().map(|one| one.case).collect::<BTreeSet<CaseId>>();
        let (beside, counted) = (cases(beside), cases(counted));
        let (all, n) = (words::count(counted.len() as u64, "case"), counted.len());
        let mut notes = vec![say!(self.context.lang, "{all} in all", "共涉及 {n} 件")];
        let only_beside = beside.difference(&counted).count();
        if only_beside > 0 {
            notes.push(say!(
                self.context.lang,
                "beside them {only_beside} that the figure does not count",
                "另列不计入的 {only_beside} 件"
            ));
        }
        Table { title: self.title(title), schema, columns, rows, notes, ..Table::default() }
    }

    fn one(&self, one: &Behind) -> Row {
        let measure = self.measures[one.measure];
        let mut cells = if self.by.is_empty() { Vec::new() } else { self.values(&one.values) };
        let seen = &one.seen;
        let empty = (Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty);
        let (hit, days, amount, beside) = match seen.what {
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
            Cell::count(seen.round + 1),
            seen.on.map_or(Cell::Empty, Cell::Date),
            hit,
            days,
            amount,
            beside,
            one.title.clone().map_or(Cell::Empty, Cell::Text),
        ]);
        Row { cells, ..Row::default() }
    }
}

/// What stands beside a measure.
fn of(measure: &Measure, beside: &[(&str, Aside)]) -> impl Iterator<Item = Aside> {
    beside.iter().filter(|(code, _)| *code == measure.code).map(|(_, beside)| *beside)
}

/// The difference to an earlier figure: of a rate in percentage points, of all others in their own unit.
fn change(now: &Cell, before: &Cell) -> Cell {
    let decimal = |value: &Cell| match value {
        Cell::Int(n) => Some((*n, 0)),
        Cell::Decimal(n, places) => Some((*n, *places)),
        Cell::Rate { part, whole } => rate(*part, *whole).map(|tenths| (tenths, 1)),
        _ => None,
    };
    match (decimal(now), decimal(before)) {
        (Some((now, 0)), Some((before, 0))) => Cell::Int(now - before),
        (Some((now, places)), Some((before, _))) => Cell::Decimal(now - before, places),
        _ => Cell::Empty,
    }
}

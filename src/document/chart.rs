//! A chart before it is drawn: categories and one or more series of numbers.
//!
//! Invariant: data only; each format draws it in its own way, and [`Chart::table`] gives the figures behind it.

use super::table::{Cell, Column, Row, Table};
use crate::text::{Lang, Two};

/// A chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// The title.
    pub title: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The names of the categories, or of the points in time.
    pub categories: Vec<String>,
    /// The series, each with one value for each category.
    pub series: Vec<Series>,
    /// Decimal places of all values, as in [`Cell::Decimal`].
    pub places: u8,
    /// The unit of the values, `件` or `%`; empty for none.
    pub unit: String,
    /// The command that lists what was counted; empty for none.
    pub command: String,
}

/// A row of numbers of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Its name; may be empty if it is the only one.
    pub name: String,
    /// The values as whole numbers of the last decimal place; `None` where there is no value, which is not zero.
    pub values: Vec<Option<i64>>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars: kinds compared by size.
    #[default]
    Bars,
    /// Columns over time.
    Columns,
    /// Lines over time.
    Lines,
}

impl Chart {
    /// The value of a series for a category, `None` where there is none.
    #[must_use]
    pub fn value(&self, series: usize, category: usize) -> Option<i64> {
        self.series.get(series)?.values.get(category).copied().flatten()
    }

    /// All values that there are.
    pub fn values(&self) -> impl Iterator<Item = i64> {
        self.series.iter().flat_map(|series| series.values.iter().take(self.categories.len()).flatten().copied())
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }

    /// The figures as a table: a row for each category.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let number = |value: i64| if self.places == 0 { Cell::Int(value) } else { Cell::Decimal(value, self.places) };
        let unit = |name: &str| match (name, self.unit.as_str()) {
            ("", "") => Two("value", "数值").get(lang).to_string(),
            ("", unit) => unit.to_string(),
            (name, "") => name.to_string(),
            (name, unit) => format!("{name} ({unit})"),
        };
        let what = match self.kind {
            ChartKind::Bars => Two("category", "类别"),
            ChartKind::Columns | ChartKind::Lines => Two("when", "时间"),
        };
        let first = Column { key: "category".into(), title: what.get(lang).into(), right: false };
        let columns = self.series.iter().enumerate().map(|(i, series)| Column {
            key: format!("value_{}", i + 1),
            title: unit(&series.name),
            right: true,
        });
        let rows = self.categories.iter().enumerate().map(|(at, name)| {
            let values = (0..self.series.len()).map(|series| self.value(series, at).map_or(Cell::Empty, number));
            Row { cells: std::iter::once(Cell::Text(name.clone())).chain(values).collect(), ..Row::default() }
        });
        Table {
            title: self.title.clone(),
            schema: "redress.chart/1",
            rows: rows.collect(),
            columns: std::iter::once(first).chain(columns).collect(),
            ..Table::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_tells_its_figures_as_a_table() {
        let series = |name: &str, values: &[Option<i64>]| Series { name: name.into(), values: values.to_vec() };
        let chart = Chart {
            categories: vec!["电话".into(), "网站".into()],
            series: vec![series("本期", &[Some(925), None]), series("上期", &[Some(0)])],
            places: 1,
            unit: "%".into(),
            ..Chart::default()
        };
        let table = chart.table(Lang::Zh);
        assert_eq!(
            table.columns.iter().map(|c| c.title.as_str()).collect::<Vec<_>>(),
            ["类别", "本期 (%)", "上期 (%)"]
        );
        assert_eq!(table.rows[0].cells, [Cell::Text("电话".into()), Cell::Decimal(925, 1), Cell::Decimal(0, 1)]);
        assert_eq!(table.rows[1].cells, [Cell::Text("网站".into()), Cell::Empty, Cell::Empty]);
        assert!(!chart.is_empty() && Chart::default().is_empty());
    }
}

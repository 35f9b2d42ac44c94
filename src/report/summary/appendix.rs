//! The tables at the end of a summary: by category and by unit.

use super::parts::SummaryWriter;
use super::phrases::BASE;
use super::place;
use crate::document::Block;
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::query::dimension::Dimension;
use crate::report::measures::tally::{self, Figures};
use crate::report::stats;
use crate::text::Two;
use crate::text::words::capital;

impl SummaryWriter<'_> {
    /// The tables at the end, on a page of their own.
    pub(super) fn tables(&self) -> Vec<Block> {
        let by_category = self.table("category", Two("Table 1: complaints by category", "附表1 分类别投诉情况"));
        let by_unit = self.table("unit", Two("Table 2: complaints by unit", "附表2 分单位投诉情况"));
        let mut tables: Vec<_> =
            [by_category, by_unit].into_iter().filter(|table| !table.rows.is_empty()).map(Block::Table).collect();
        if !tables.is_empty() {
            tables.insert(0, Block::PageBreak);
        }
        tables
    }

    /// Received, in time, satisfied by the values of a dimension.
    fn table(&self, dimension: &str, title: Two) -> Table {
        let (lang, figures) = (self.lang(), self.by(dimension));
        let Some(by) = Dimension::named(dimension) else { return Table::default() };
        // What is known of no case has no columns.
        let is_known = |code: &&str| *code == "received" || self.total(code).whole > 0;
        let codes: Vec<&str> = ["received", "on-time", "upheld", "satisfied"].into_iter().filter(is_known).collect();
        let all = codes.iter().flat_map(|code| figures.groups(0, place(code)));
        let by = [by];
        let cells = |values: &[Code], figures: &Figures| {
            let received = figures.at(0, place("received"), values);
            let mut cells = vec![Cell::count(received.whole)];
            for code in &codes[1..] {
                let figure = figures.at(0, place(code), values);
                // Below the base it is counts, as in the text.
                cells.push(match figure.whole {
                    1..BASE => Cell::Text(format!("{}/{}", figure.part, figure.whole)),
                    _ => tally::rate(figure.part, figure.whole),
                });
                cells.push(Cell::count(figure.whole));
            }
            cells
        };
        let row = |values: &Vec<Code>| {
            let name = stats::group_cell(&by[0], &values[0], self.context);
            Row { cells: std::iter::once(name).chain(cells(values, figures)).collect(), ..Row::default() }
        };
        let rows: Vec<Row> = stats::in_order(all, &by, self.context).into_iter().map(row).collect();
        let totals = Row {
            cells: std::iter::once(Cell::total(lang)).chain(cells(&[], self.facts.total())).collect(),
            ..Row::default()
        };
        let column = |key: &str, title: String| Column { key: key.into(), title, right: true };
        let mut columns =
            vec![stats::column(&by[0], self.context), column("received", capital(&self.title("received")))];
        for code in &codes[1..] {
            columns.push(column(code, capital(&self.title(code))));
            columns.push(column(&format!("{code}_of"), Two("of", "基数").get(lang).into()));
        }
        Table { title: title.get(lang).into(), columns, rows, totals: vec![totals], ..Table::default() }
    }
}

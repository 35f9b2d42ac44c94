//! Renders a table for a terminal: a heading, a rule, rows, notes below.
//!
//! Invariant: no line is wider than the terminal, and stored text cannot control it. [`super::layout`] chooses the widths.
//! The rule consists of hyphens, because consoles of Chinese systems
//! may draw `─` two columns wide.

use super::layout::{TableLayout, layout, one_line, texts};
use super::{Look, style};
use crate::document::table::{Cell, Column, Table, Tone};
use crate::text::width::{pad, wrap};
use std::borrow::Cow;
use std::io::{self, Write};

/// The greatest number of lines of a cell; the other formats show the rest.
pub(super) const MOST_LINES: usize = 4;

/// Writes the table; only its notes if it has no rows.
pub(super) fn write<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    drawn(table, look, (MOST_LINES, true), out)?;
    if !table.rows.is_empty() && !table.columns.is_empty() && !table.notes.is_empty() {
        out.write_all(b"\n")?;
    }
    notes(table, look, out)
}

/// Writes the table as part of a document: indented, rows of at most `most` lines, without a rule, its notes directly
/// below.
pub(super) fn within<W: Write>(table: &Table, look: &Look, indent: usize, most: usize, out: &mut W) -> io::Result<()> {
    let look = Look { width: look.width.map(|width| width.saturating_sub(indent).max(2)), ..*look };
    let mut text = Vec::new();
    drawn(table, &look, (most, false), &mut text)?;
    notes(table, &look, &mut text)?;
    String::from_utf8_lossy(&text).lines().try_for_each(|line| match line {
        "" => writeln!(out),
        line => writeln!(out, "{:indent$}{line}", ""),
    })
}

/// Draws the heading and the rows, each of at most `most` lines, with or without a rule between them.
fn drawn<W: Write>(table: &Table, look: &Look, (most, rule): (usize, bool), out: &mut W) -> io::Result<()> {
    let paired = paired(table, look);
    let table = paired.as_ref().unwrap_or(table);
    let short = short(table, look);
    let table = short.as_ref().unwrap_or(table);
    if table.rows.is_empty() || table.columns.is_empty() {
        return Ok(());
    }
    let head = heads(table);
    let layout = if most == 1 { one_line(table, &head, look) } else { layout(table, &head, look) };
    match layout {
        TableLayout::Columns { widths, gap } => Columns { table, look, head, widths, gap, most, rule }.write(out),
        TableLayout::Records => records(table, look, &distinct(table, &head), out),
    }
}

fn notes<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    for note in &table.notes {
        for line in crate::text::sanitize::harmless_lines(note).split('\n') {
            for line in wrap(line, look.width.unwrap_or(usize::MAX).max(2), usize::MAX) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

fn heads(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| crate::text::sanitize::harmless(&c.title).into_owned()).collect()
}

/// Whether the table fits in columns of their natural widths.
fn fits(table: &Table, look: &Look) -> bool {
    let Some(width) = look.width else { return true };
    match layout(table, &heads(table), &Look { width: None, ..*look }) {
        TableLayout::Columns { widths, gap } => {
            widths.iter().sum::<usize>() + gap * widths.len().saturating_sub(1) <= width
        }
        TableLayout::Records => true,
    }
}

/// The table with each rate and its two counts in one column (`66.7%(2/3)`), if it does not fit otherwise; the other formats have a column each.
fn paired(table: &Table, look: &Look) -> Option<Table> {
    let place = |key: String| table.columns.iter().position(|column| column.key == key);
    let pair = |(at, column): (usize, &Column)| {
        Some((at, place(format!("{}_part", column.key))?, place(format!("{}_whole", column.key))?))
    };
    let pairs: Vec<(usize, usize, usize)> = table.columns.iter().enumerate().filter_map(pair).collect();
    if pairs.is_empty() || fits(table, look) {
        return None;
    }
    let is_kept = |at: &usize| pairs.iter().all(|(_, part, whole)| at != part && at != whole);
    let kept: Vec<usize> = (0..table.columns.len()).filter(is_kept).collect();
    let mut paired = table.clone();
    paired.columns = kept.iter().map(|at| table.columns[*at].clone()).collect();
    for row in paired.rows.iter_mut().chain(&mut paired.totals) {
        let cells: Vec<Cell> = {
            let texts: Vec<Cow<'_, str>> = texts(table, row, look).collect();
            let cell = |at: &usize| match pairs.iter().find(|(rate, ..)| rate == at) {
                Some((_, part, whole)) => Cell::Text(match (&*texts[*at], &*texts[*part], &*texts[*whole]) {
                    ("" | "–" | "*", part, whole) => format!("{part}/{whole}"),
                    (rate, part, whole) => format!("{rate}({part}/{whole})"),
                }),
                None => row.cells.get(*at).cloned().unwrap_or(Cell::Empty),
            };
            kept.iter().map(cell).collect()
        };
        row.cells = cells;
    }
    Some(paired)
}

/// The headings, each once: one that occurs again has that of its indicator before it (`按时办结率 基数`).
fn distinct(table: &Table, head: &[String]) -> Vec<String> {
    let of = |(at, title): (usize, &String)| {
        let indicator = table.columns[at].key.rsplit_once('_').map(|(key, _)| key);
        let before = table.columns.iter().position(|column| Some(column.key.as_str()) == indicator);
        let is_again = head.iter().filter(|other| *other == title).count() > 1;
        match before.filter(|_| is_again) {
            Some(before) => format!("{} {title}", head[before]),
            None => title.clone(),
        }
    };
    head.iter().enumerate().map(of).collect()
}

/// The table with dates in place of times, if it does not fit otherwise; the other formats show the times.
fn short(table: &Table, look: &Look) -> Option<Table> {
    let has_times = || table.rows.iter().any(|r| r.cells.iter().any(|c| matches!(c, Cell::Time(_))));
    if fits(table, look) || !has_times() {
        return None;
    }
    let mut short = table.clone();
    for cell in short.rows.iter_mut().chain(&mut short.totals).flat_map(|row| &mut row.cells) {
        if let Cell::Time(moment) = cell {
            *cell = Cell::Date(moment.date());
        }
    }
    // Records have room for times.
    matches!(layout(&short, &heads(table), look), TableLayout::Columns { .. }).then_some(short)
}

/// A table drawn in columns. If there is one width fewer than columns, the last column goes below its row.
struct Columns<'a> {
    table: &'a Table,
    look: &'a Look,
    head: Vec<String>,
    widths: Vec<usize>,
    gap: usize,
    /// The greatest number of lines of a cell.
    most: usize,
    /// Whether there is a rule below the heading.
    rule: bool,
}

impl Columns<'_> {
    fn write<W: Write>(&self, out: &mut W) -> io::Result<()> {
        self.row(self.head.iter().map(|title| Cow::Borrowed(title.as_str())), None, out)?;
        if self.rule {
            let columns = self.widths.iter().sum::<usize>() + self.gap * (self.widths.len() - 1);
            writeln!(out, "{}", style::dim(&"-".repeat(columns), self.look.color))?;
        }
        self.table.lines().try_for_each(|row| {
            // Totals look like the heading.
            let tone = Some(row.tone).filter(|_| !self.table.is_total(row));
            self.row(texts(self.table, row, self.look), tone, out)
        })
    }

    /// A row, or without a tone the heading or the totals: its cells broken into lines side by side, the last text below them if it has no column.
    fn row<'a, W: Write>(
        &self,
        texts: impl Iterator<Item = Cow<'a, str>>,
        tone: Option<Tone>,
        out: &mut W,
    ) -> io::Result<()> {
        let texts: Vec<Cow<'a, str>> = texts.collect();
        let cells: Vec<_> = self.widths.iter().zip(&texts).map(|(width, text)| wrap(text, *width, self.most)).collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(1) {
            let part = |(column, cell): (usize, &Vec<Cow<'_, str>>)| {
                let text = cell.get(line).map_or("", |part| part);
                pad(text, self.widths[column], self.table.columns[column].right)
            };
            let parts: Vec<String> = cells.iter().enumerate().map(part).collect();
            self.paint(parts.join(&" ".repeat(self.gap)).trim_end(), tone, out)?;
        }
        if let Some(below) = texts.get(self.widths.len()).filter(|text| !text.is_empty()) {
            let indent = self.widths[0] + self.gap;
            let room = self.look.width.unwrap_or(usize::MAX).saturating_sub(indent).max(2);
            for part in wrap(below, room, self.most) {
                self.paint(&format!("{:indent$}{part}", ""), tone, out)?;
            }
        }
        Ok(())
    }

    fn paint<W: Write>(&self, text: &str, tone: Option<Tone>, out: &mut W) -> io::Result<()> {
        match tone {
            None => writeln!(out, "{}", style::bold(text, self.look.color)),
            Some(tone) => writeln!(out, "{}", style::paint(tone, text, self.look.color)),
        }
    }
}

/// Writes one line for each cell, with its heading at the left and a blank line between rows; empty cells are omitted.
fn records<W: Write>(table: &Table, look: &Look, head: &[String], out: &mut W) -> io::Result<()> {
    let room = look.width.unwrap_or(usize::MAX);
    let label = head.iter().map(|title| crate::text::width::width(title)).max().unwrap_or(0).min(room / 3).max(2);
    let value = room.saturating_sub(label + 2).max(2);
    for (i, row) in table.lines().enumerate() {
        if i > 0 {
            out.write_all(b"\n")?;
        }
        for (title, text) in head.iter().zip(texts(table, row, look)).filter(|(_, text)| !text.is_empty()) {
            let title = pad(&crate::text::width::truncate(title, label), label, false);
            for (n, line) in wrap(&text, value, usize::MAX).iter().enumerate() {
                let title = if n == 0 { style::dim(&title, look.color) } else { " ".repeat(label).into() };
                writeln!(out, "{title}  {}", style::paint(row.tone, line, look.color))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::table::{Cell, Row};
    use crate::render::{Format, sample};
    use proptest::prelude::*;

    fn at(table: &Table, width: usize, color: bool) -> String {
        sample::text_with(table, Format::Table, &Look { width: Some(width), color, ..sample::LOOK })
    }

    #[test]
    fn table_of_no_row_one_row_and_several() {
        assert_eq!(sample::text(&sample::first(0), Format::Table), "截至 2026-11-30\n");
        let one = "\
编号          状态    收到              到期        天数  超期  标签           标题
-------------------------------------------------------------------------------------------
HQ-2026-0042  已回复  2026-11-23 09:31  2026-11-26    -3  是    counter, late  柜台服务态度

截至 2026-11-30
";
        assert_eq!(sample::text(&sample::first(1), Format::Table), one);
        assert_eq!(sample::text(&sample::cases(), Format::Table).lines().count(), 7);
    }

    #[test]
    fn nine_columns_on_a_terminal_of_80() {
        let mut table = sample::list();
        table.rows.drain(2..4);
        let wanted = "\
编号          状态    收到        到期        类别      渠道  部门        经办人
              标题
-----------------------------------------------------------------------------------
HQ-2026-0042  已转办  2026-11-23  2026-11-26  服务态度  电话  太原分公司  zhang.wei
              柜台服务态度恶劣，客户要求书面道歉
HQ-2026-0043  已回复  2026-11-23  2026-11-27  资费      网站  大同分公司  li.na
              对十月账单中的漫游费用有异议，要求说明并退还多收部分
HQ-2026-0046  已归档  2026-11-23  2026-11-20  服务态度  电话  太原分公司  zhang.wei
              营业厅排队时间长

截至 2026-11-30
";
        assert_eq!(at(&table, 90, false), wanted);
        assert_eq!(
            at(&table, 80, true).lines().nth(3),
            Some("\x1b[31mHQ-2026-0042 已转办 2026-11-23 2026-11-26 服务态度 电话 太原分公司 zhang.wei\x1b[0m")
        );
    }

    #[test]
    fn a_rate_and_its_counts_share_a_column_where_room_is_scarce() {
        let columns = [
            ("unit", "单位"),
            ("on_time", "按时办结率"),
            ("on_time_part", "件数"),
            ("on_time_whole", "基数"),
            ("days", "办理时长"),
            ("days_n", "基数"),
        ];
        let column = |(key, title): (&str, &str)| Column { key: key.into(), title: title.into(), right: key != "unit" };
        let cells = |part: i64, whole: i64| {
            let rate = if whole == 0 { Cell::Empty } else { Cell::Rate { part, whole } };
            vec![Cell::Text("太原分行".into()), rate, Cell::Int(part), Cell::Int(whole), Cell::Int(3), Cell::Int(whole)]
        };
        let rows = [cells(2, 3), cells(0, 0)].map(|cells| Row { cells, ..Row::default() });
        let table = Table { columns: columns.map(column).into(), rows: rows.into(), ..Table::default() };
        let wide = "单位      按时办结率  件数  基数  办理时长  基数\n";
        assert!(at(&table, 80, false).starts_with(wide), "{}", at(&table, 80, false));
        let narrow = "\
单位      按时办结率  办理时长  基数
------------------------------------
太原分行  66.7%(2/3)         3     3
太原分行         0/0         3     0
";
        assert_eq!(at(&table, 44, false), narrow);
        let head = ["单位", "按时办结率", "件数", "按时办结率 基数", "办理时长", "办理时长 基数"];
        assert_eq!(distinct(&table, &heads(&table)), head);
    }

    #[test]
    fn one_line_for_each_row_in_a_document() {
        let mut table = sample::list();
        table.rows.drain(1..);
        table.notes.truncate(1);
        let brief = |width: usize| {
            let mut out = Vec::new();
            within(&table, &Look { width: Some(width), ..sample::LOOK }, 0, 1, &mut out).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        let wanted = "\
编号          状态    收到        到期        类别      渠道  部门        经办人     标题
HQ-2026-0042  已转办  2026-11-23  2026-11-26  服务态度  电话  太原分公司  zhang.wei  柜台服务态度恶劣，客…
截至 2026-11-30
";
        assert_eq!(brief(106), wanted);
        // The widest columns are narrowed; if a case number would be cut, the usual layout is used.
        assert_eq!(crate::text::width::width(brief(98).lines().next().unwrap_or_default()), 89);
        assert!(brief(98).contains("柜台服务态度…\n"), "{}", brief(98));
        assert!(brief(60).starts_with("编号    HQ-2026-0042\n"), "{}", brief(60));
    }

    #[test]
    fn totals_are_an_emphasised_last_row() {
        let wanted =
            "渠道  件数  办结率\n------------------\n电话  1000   99.9%\n信函     0       –\n合计  1000   99.9%\n";
        assert_eq!(sample::text(&sample::totals(), Format::Table), wanted);
        assert!(at(&sample::totals(), 80, true).contains("\x1b[1m合计  1000   99.9%\x1b[0m\n"));
        assert!(
            !sample::text(&crate::document::table::Table { rows: vec![], ..sample::totals() }, Format::Table)
                .contains("合计")
        );
    }

    #[test]
    fn records_if_the_columns_do_not_fit() {
        let wanted = "\
编号  HQ-2026-0042
状态  已回复
收到  2026-11-23 09:31
到期  2026-11-26
天数  -3
超期  是
标签  counter, late
标题  柜台服务态度

截至 2026-11-30
";
        assert_eq!(at(&sample::first(1), 30, false), wanted);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_line_is_wider_than_the_terminal(texts in prop::collection::vec(any::<String>(), 16), width in 20usize..120) {
            let mut table = sample::cases();
            table.rows.truncate(2);
            for (cell, text) in table.rows.iter_mut().flat_map(|row| &mut row.cells).zip(texts) {
                *cell = Cell::Text(text);
            }
            for line in at(&table, width, false).lines() {
                prop_assert!(crate::text::width::width(line) <= width, "{} {line:?}", crate::text::width::width(line));
            }
        }
    }
}

//! A page for a person: a heading and blocks of facts, tables and lines, laid out for a terminal of some width.
//!
//! Invariant: nothing stored steers the terminal, and facts and time-lines are never wider than asked.

use crate::report::table::{Cell, Column, Table};
use crate::text::sanitize::sanitized;
use crate::text::sentence::shown;
use crate::text::wrap::{padded, width, wrapped};
use crate::text::{Lang, labels};

/// Labels are never wider than this, so that values keep their room.
const WIDEST_LABEL: usize = 24;

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The first line.
    pub heading: String,
    /// What follows, with an empty line between.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Labels with their values.
    Facts {
        /// Title above; none where it is empty.
        title: String,
        /// Label and value.
        facts: Vec<(String, String)>,
    },
    /// A table; left out where it has no rows.
    Table(Table),
    /// What happened, one after another.
    TimeLine {
        /// Title above.
        title: String,
        /// The entries.
        entries: Vec<TimelineEntry>,
    },
}

/// An entry of a time-line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineEntry {
    /// When and who.
    pub head: String,
    /// What, in a sentence.
    pub what: String,
    /// Texts below it: label and text.
    pub texts: Vec<(String, String)>,
}

/// A column of a page's table, headed by the engine's word for its key.
pub(super) fn column(key: &str, lang: Lang) -> Column {
    Column { key: key.into(), title: labels::label(key, lang), right: false }
}

impl Page {
    /// The page as text, lines at most `columns` wide where they can be broken.
    #[must_use]
    pub fn text(&self, columns: usize) -> String {
        let mut out = vec![wrapped(&self.heading, columns).join("\n")];
        for block in &self.blocks {
            let lines = match block {
                Block::Facts { title, facts } => titled(title, facts_lines(facts, columns)),
                Block::Table(table) => titled(&table.title, table_lines(table)),
                Block::TimeLine { title, entries } => {
                    titled(title, entries.iter().flat_map(|e| entry_lines(e, columns)).collect())
                }
            };
            if !lines.is_empty() {
                out.push(lines.join("\n"));
            }
        }
        out.join("\n\n") + "\n"
    }
}

/// A title over lines; nothing where there are none.
fn titled(title: &str, mut lines: Vec<String>) -> Vec<String> {
    if !lines.is_empty() && !title.is_empty() {
        lines.insert(0, sanitized(title));
    }
    lines
}

fn facts_lines(facts: &[(String, String)], columns: usize) -> Vec<String> {
    let room = facts.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(WIDEST_LABEL);
    let mut lines = Vec::new();
    for (label, value) in facts {
        let rest = columns.saturating_sub(room + 4);
        for (i, line) in wrapped(value, rest).into_iter().enumerate() {
            let label = if i == 0 { sanitized(label) } else { String::new() };
            lines.push(format!("  {}  {line}", padded(&label, room)).trim_end().to_string());
        }
    }
    lines
}

fn table_lines(table: &Table) -> Vec<String> {
    if table.rows.is_empty() {
        return Vec::new();
    }
    let head: Vec<String> = table.columns.iter().map(|c| sanitized(&c.title)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|r| r.cells.iter().map(cell).collect()).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|i| rows.iter().filter_map(|r| r.get(i)).chain([&head[i]]).map(|c| width(c)).max().unwrap_or(0))
        .collect();
    let line = |cells: &[String]| {
        let set = cells.iter().zip(&widths).enumerate().map(|(i, (text, w))| {
            if table.columns[i].right {
                format!("{}{text}", " ".repeat(w.saturating_sub(width(text))))
            } else {
                padded(text, *w)
            }
        });
        format!("  {}", set.collect::<Vec<_>>().join("  ")).trim_end().to_string()
    };
    let mut lines: Vec<String> = std::iter::once(line(&head)).chain(rows.iter().map(|r| line(r))).collect();
    lines.extend(table.notes.iter().map(|note| format!("  {}", sanitized(note))));
    lines
}

fn entry_lines(entry: &TimelineEntry, columns: usize) -> Vec<String> {
    let mut lines = vec![format!("  {}", sanitized(&entry.head))];
    lines.extend(wrapped(&entry.what, columns.saturating_sub(4)).into_iter().map(|line| format!("    {line}")));
    lines.extend(facts_lines(&entry.texts, columns.saturating_sub(4)).into_iter().map(|line| format!("    {line}")));
    lines
}

/// A cell as people read it.
fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Named { name: text, .. } => sanitized(text),
        Cell::Int(n) | Cell::DaysLate(n) => n.to_string(),
        Cell::Decimal(n, places) => {
            let scale = 10_i64.saturating_pow(u32::from(*places));
            let (sign, n, scale) = (if *n < 0 { "-" } else { "" }, n.unsigned_abs(), scale.unsigned_abs());
            match places {
                0 => format!("{sign}{n}"),
                _ => format!("{sign}{}.{:0width$}", n / scale, n % scale, width = usize::from(*places)),
            }
        }
        Cell::Date(date) => date.to_string(),
        Cell::Time(moment) => shown(*moment),
        Cell::Bool(yes) => if *yes { "✓" } else { "" }.into(),
        Cell::List(all) => sanitized(&all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_align_by_what_they_look_like() {
        let facts = [("渠道", "电话"), ("status", "a long value that goes on and on")];
        let facts = facts.map(|(l, v)| (l.to_string(), v.to_string())).to_vec();
        let page = Page { heading: "HQ-2026-0042".into(), blocks: vec![Block::Facts { title: String::new(), facts }] };
        assert_eq!(
            page.text(30),
            "HQ-2026-0042\n\n  渠道    电话\n  status  a long value that\n          goes on and on\n"
        );
    }

    #[test]
    fn decimals() {
        assert_eq!(
            [cell(&Cell::Decimal(-5, 2)), cell(&Cell::Decimal(12345, 2)), cell(&Cell::Decimal(7, 0))],
            ["-0.05", "123.45", "7"]
        );
    }
}

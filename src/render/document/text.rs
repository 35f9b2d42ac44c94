//! Renders a document as text for a terminal.
//!
//! Invariant: stored text cannot control the terminal, and no line is wider than the given width if it can be broken.

use super::{text_chart, text_grid};
use crate::document::span::{Align, Spans, unmarked};
use crate::document::{Block, CountLine, Document, TimelineEntry};
use crate::render::{Look, style, terminal};
use crate::text::sanitize::sanitized;
use crate::text::width::{pad, width, wrapped};
use std::io::{self, Write};

/// The greatest width of labels, so that room for values remains.
const WIDEST_LABEL: usize = 24;

/// The width if the terminal's is unknown.
const WIDTH: usize = 100;

/// Writes the document, with an empty line between blocks.
pub(super) fn write<W: Write>(document: &Document, look: &Look, out: &mut W) -> io::Result<()> {
    let columns = look.width.unwrap_or(WIDTH);
    for line in wrapped(&document.heading, columns) {
        writeln!(out, "{}", style::bold(&line, look.color))?;
    }
    for line in wrapped(&document.below, columns) {
        writeln!(out, "{line}")?;
    }
    for (_, block) in document.deep().filter(|(_, block)| !matches!(block, Block::Target(_))) {
        writeln!(out)?;
        if let Some(title) = block.title() {
            writeln!(out, "{}", style::bold(&sanitized(title), look.color))?;
        }
        match block {
            Block::Heading { text, .. } => {
                for line in wrapped(text, columns) {
                    writeln!(out, "{}", style::bold(&line, look.color))?;
                }
            }
            Block::Prose { text, align, indent } => {
                let indent = if *indent { "\u{3000}\u{3000}" } else { "" };
                lines(aligned(&format!("{indent}{}", unmarked(text)), *align, columns), "", out)?;
            }
            Block::List { first, items } => lines(list_lines(*first, items, columns), "", out)?,
            Block::Chart(chart) => {
                lines(text_chart::drawn(chart, columns.saturating_sub(2), look.lang), "  ", out)?;
                if !chart.command.is_empty() {
                    writeln!(out, "  {}", style::dim(&sanitized(&chart.command), look.color))?;
                }
            }
            Block::Grid(grid) if text_grid::fits(grid, columns) => lines(text_grid::drawn(grid, columns), "", out)?,
            Block::Grid(grid) => {
                lines(facts_lines(&text_grid::listed(grid), columns.saturating_sub(2)), "  ", out)?;
            }
            Block::Signature(texts) => {
                let texts = texts.iter().map(|text| unmarked(text)).collect::<Vec<_>>().join("\n");
                lines(aligned(&texts, Align::Right, columns), "", out)?;
            }
            Block::PageBreak => writeln!(out, "{}", "-".repeat(columns))?,
            Block::Target(_) => {}
            Block::Paragraph(text) => lines(wrapped(text, columns), "", out)?,
            Block::Note(text) => {
                for line in wrapped(text, columns) {
                    writeln!(out, "{}", style::dim(&line, look.color))?;
                }
            }
            Block::Verbatim(text) => lines(text.lines().map(sanitized).collect(), "", out)?,
            Block::Facts { facts, .. } => lines(facts_lines(facts, columns.saturating_sub(2)), "  ", out)?,
            Block::Table(table) => terminal::within(table, look, 2, terminal::MOST_LINES, out)?,
            Block::First(table) => terminal::within(table, look, 0, 1, out)?,
            Block::Counts(counts) => write_counts(counts, look, out)?,
            Block::Timeline { entries, .. } => {
                for entry in entries {
                    lines(entry_lines(entry, columns.saturating_sub(2)), "  ", out)?;
                }
            }
        }
    }
    Ok(())
}

fn lines<W: Write>(lines: Vec<String>, indent: &str, out: &mut W) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{}", format!("{indent}{line}").trim_end()))
}

/// The lines of a text at the left, in the middle or at the right of so many columns.
fn aligned(text: &str, align: Align, columns: usize) -> Vec<String> {
    let shifted = |line: String| {
        let free = columns.saturating_sub(width(&line));
        match align {
            Align::Left => line,
            Align::Centre => " ".repeat(free / 2) + &line,
            Align::Right => " ".repeat(free) + &line,
        }
    };
    wrapped(text, columns).into_iter().map(shifted).collect()
}

fn list_lines(first: Option<u32>, items: &[Spans], columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (item, at) in items.iter().zip(0..) {
        let mark = first.map_or_else(|| "- ".into(), |first| format!("{}. ", first.saturating_add(at)));
        for (i, line) in wrapped(&unmarked(item), columns.saturating_sub(mark.len())).into_iter().enumerate() {
            let mark = if i == 0 { mark.clone() } else { " ".repeat(mark.len()) };
            lines.push(mark + &line);
        }
    }
    lines
}

fn facts_lines(facts: &[(String, String)], columns: usize) -> Vec<String> {
    let room = facts.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(WIDEST_LABEL);
    let mut lines = Vec::new();
    for (label, value) in facts {
        for (i, line) in wrapped(value, columns.saturating_sub(room + 2)).into_iter().enumerate() {
            let label = if i == 0 { sanitized(label) } else { String::new() };
            lines.push(format!("{}  {line}", pad(&label, room, false)));
        }
    }
    lines
}

fn entry_lines(entry: &TimelineEntry, columns: usize) -> Vec<String> {
    let mut lines = vec![sanitized(&entry.head)];
    let below = wrapped(&entry.what, columns.saturating_sub(2)).into_iter();
    let texts = facts_lines(&entry.texts, columns.saturating_sub(4)).into_iter().map(|line| format!("  {line}"));
    lines.extend(below.chain(texts).map(|line| format!("  {line}")));
    lines
}

fn write_counts<W: Write>(counts: &[CountLine], look: &Look, out: &mut W) -> io::Result<()> {
    let digits = counts.iter().map(|one| one.count.to_string().len()).max().unwrap_or(1);
    let room = counts.iter().map(|one| width(&one.name)).max().unwrap_or(0);
    for CountLine { count, name, command } in counts {
        let name = pad(&sanitized(name), room, false);
        writeln!(out, "{count:>digits$}  {name}  {}", style::dim(&sanitized(command), look.color))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn facts_are_aligned_by_display_width() {
        let facts = [("渠道", "电话"), ("status", "a long value that goes on and on")];
        let facts = facts.map(|(l, v)| (l.to_string(), v.to_string())).to_vec();
        let blocks = vec![Block::Facts { title: String::new(), facts }];
        let document = Document { heading: "HQ-2026-0042".into(), blocks, ..Document::default() };
        let look = Look { lang: Lang::En, width: Some(30), color: false, header: false };
        let mut out = Vec::new();
        write(&document, &look, &mut out).expect("memory");
        let wanted = "HQ-2026-0042\n\n  渠道    电话\n  status  a long value that\n          goes on and on\n";
        assert_eq!(String::from_utf8(out).expect("UTF-8"), wanted);
    }
}

//! Renders a document as Markdown: headings, lists of facts, pipe tables, a timeline as a list.
//!
//! Invariant: stored text is escaped everywhere, as in a table, so that no markup in it takes effect.

use super::html::anchor;
use crate::document::grid::Grid;
use crate::document::span::{Span, Spans};
use crate::document::{Block, CountLine, Document, TimelineEntry, joined};
use crate::render::Look;
use crate::render::markdown::{escaped, grid, note};
use crate::text::sanitize::{harmless, sanitized};
use std::io::{self, Write};

/// Writes the document.
pub(super) fn write<W: Write>(document: &Document, look: &Look, out: &mut W) -> io::Result<()> {
    line("# ", &document.heading, out)?;
    if !document.below.is_empty() {
        writeln!(out)?;
        line("", &document.below, out)?;
    }
    for (depth, block) in document.deep() {
        writeln!(out)?;
        if let Some(title) = block.title() {
            line(&hashes(depth), title, out)?;
            writeln!(out)?;
        }
        match block {
            Block::Heading { level, text } => line(&hashes(*level), text, out)?,
            Block::Paragraph(text) | Block::Note(text) => note(text, out)?,
            Block::Prose { text, indent, .. } => {
                // Ideographic spaces are no white space to Markdown.
                out.write_all(if *indent { "\u{3000}\u{3000}" } else { "" }.as_bytes())?;
                prose(document, text, !indent, out)?;
                writeln!(out)?;
            }
            Block::List { first, items } => list(document, *first, items, out)?,
            Block::Chart(chart) => {
                grid(&chart.table(look.lang), look, out)?;
                command(&chart.command, out)?;
            }
            Block::Grid(grid) => sheet(document, grid, out)?,
            Block::Signature(lines) => {
                for (i, text) in lines.iter().enumerate() {
                    out.write_all(if i > 0 { b"<br>" } else { b"" })?;
                    prose(document, text, i == 0, out)?;
                }
                writeln!(out)?;
            }
            Block::PageBreak => writeln!(out, "---")?,
            Block::Target(name) => writeln!(out, "<a id=\"{}\"></a>", anchor(name))?,
            // Indented, so that nothing in it can end it.
            Block::Verbatim(text) => {
                text.lines().try_for_each(|line| writeln!(out, "{}", format!("    {}", harmless(line)).trim_end()))?;
            }
            Block::Facts { facts, .. } => joined(facts).iter().try_for_each(|fact| fact_line("- ", fact, out))?,
            Block::Table(table) | Block::First(table) => {
                grid(table, look, out)?;
                for text in &table.notes {
                    writeln!(out)?;
                    note(text, out)?;
                }
            }
            Block::Counts(counts) => {
                for CountLine { count, name, command } in counts {
                    write!(out, "- {count} ")?;
                    escaped(name, out)?;
                    writeln!(out, ": `{}`", sanitized(command).replace('`', "'"))?;
                }
            }
            Block::Timeline { entries, .. } => entries.iter().try_for_each(|entry| entry_lines(entry, out))?,
        }
    }
    Ok(())
}

/// The mark of a heading so deep below the document's.
fn hashes(depth: u8) -> String {
    "#".repeat(usize::from(depth + 1).min(6)) + " "
}

/// Writes a text with its marks; `begins`: at the beginning of a line, where it must not look like a heading or list.
fn prose<W: Write>(document: &Document, text: &[Span], begins: bool, out: &mut W) -> io::Result<()> {
    for (i, span) in text.iter().enumerate() {
        if let (0, true, Span::Plain(text)) = (i, begins, span) {
            // Only a sign can be escaped: of a number the one behind it.
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let sign = text[digits..]
                .chars()
                .next()
                .filter(|sign| if digits > 0 { ".)".contains(*sign) } else { "#+-=".contains(*sign) });
            out.write_all(&text.as_bytes()[..digits])?;
            out.write_all(if sign.is_some() { b"\\" } else { b"" })?;
            escaped(&text[digits..], out)?;
            continue;
        }
        let marks: (&str, String) = match span {
            Span::Strong(_) => ("**", "**".into()),
            Span::Figure { anchor: name, .. } if document.has_target(name) => ("[", format!("](#{})", anchor(name))),
            _ => ("", String::new()),
        };
        out.write_all(marks.0.as_bytes())?;
        escaped(&span.text(), out)?;
        out.write_all(marks.1.as_bytes())?;
    }
    Ok(())
}

fn list<W: Write>(document: &Document, first: Option<u32>, items: &[Spans], out: &mut W) -> io::Result<()> {
    for (item, number) in items.iter().zip(0..) {
        match first {
            Some(first) => write!(out, "{}. ", first.saturating_add(number))?,
            None => out.write_all(b"- ")?,
        }
        prose(document, item, true, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A form sheet as a list: each label with the cells after it.
fn sheet<W: Write>(document: &Document, grid: &Grid, out: &mut W) -> io::Result<()> {
    for row in &grid.rows {
        let mut begun = false;
        for cell in row {
            if cell.label || !begun {
                out.write_all(if begun { b"\n- " } else { b"- " })?;
                begun = true;
            } else {
                out.write_all(b" ")?;
            }
            out.write_all(if cell.label { b"**" } else { b"" })?;
            prose(document, &cell.text, !cell.label, out)?;
            out.write_all(if cell.label { b"**:" } else { b"" })?;
            for line in &cell.foot {
                out.write_all(b"<br>")?;
                prose(document, line, false, out)?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The command that lists what a chart counts.
fn command<W: Write>(command: &str, out: &mut W) -> io::Result<()> {
    if command.is_empty() { Ok(()) } else { writeln!(out, "\n`{}`", sanitized(command).replace('`', "'")) }
}

fn line<W: Write>(mark: &str, text: &str, out: &mut W) -> io::Result<()> {
    out.write_all(mark.as_bytes())?;
    escaped(text, out)?;
    writeln!(out)
}

fn fact_line<W: Write>(mark: &str, (label, value): &(String, String), out: &mut W) -> io::Result<()> {
    write!(out, "{mark}**")?;
    escaped(label, out)?;
    out.write_all(b"**: ")?;
    escaped(value, out)?;
    writeln!(out)
}

fn entry_lines<W: Write>(entry: &TimelineEntry, out: &mut W) -> io::Result<()> {
    fact_line("- ", &(entry.head.clone(), entry.what.clone()), out)?;
    joined(&entry.texts).iter().try_for_each(|text| fact_line("  - ", text, out))
}

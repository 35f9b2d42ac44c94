//! Renders a document as Markdown: headings, lists of facts, pipe tables, a timeline as a list.
//!
//! Invariant: stored text is escaped everywhere, as in a table, so that no markup in it takes effect.

use crate::document::{Block, CountLine, Document, TimelineEntry, joined};
use crate::render::Look;
use crate::render::markdown::{escaped, grid, note};
use std::io::{self, Write};

/// Writes the document.
pub(super) fn write<W: Write>(document: &Document, look: &Look, out: &mut W) -> io::Result<()> {
    line("# ", &document.heading, out)?;
    if !document.below.is_empty() {
        writeln!(out)?;
        line("", &document.below, out)?;
    }
    for block in document.blocks.iter().filter(|block| !block.is_empty()) {
        writeln!(out)?;
        if let Some(title) = block.title() {
            line("## ", title, out)?;
            writeln!(out)?;
        }
        match block {
            Block::Paragraph(text) => note(text, out)?,
            // Indented, so that nothing in it can end it.
            Block::Verbatim(text) => {
                text.lines().try_for_each(|line| writeln!(out, "{}", format!("    {line}").trim_end()))?;
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
                    writeln!(out, ": `{}`", command.replace('`', "'"))?;
                }
            }
            Block::Timeline { entries, .. } => entries.iter().try_for_each(|entry| entry_lines(entry, out))?,
        }
    }
    Ok(())
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

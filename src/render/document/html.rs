//! Renders a document as one self-contained HTML page: headings, facts, tables, a timeline.
//!
//! Invariant: stored text is escaped everywhere, as in a table.

use super::svg;
use crate::document::chart::Chart;
use crate::document::grid::{Grid, GridCell, GridPlace};
use crate::document::span::{Align, Span, Spans};
use crate::document::{Block, CountLine, Document, TimelineEntry, joined};
use crate::render::Look;
use crate::render::html::{escaped, foot, grid, head, notes};
use crate::text::Two;
use crate::text::sanitize::sanitized;
use std::io::{self, Write};

const STYLE: &str = include_str!("document.css");

/// Writes the document.
pub(super) fn write<W: Write>(document: &Document, look: &Look, out: &mut W) -> io::Result<()> {
    head(&document.heading, STYLE, look, out)?;
    element("h1", "", &document.heading, out)?;
    if !document.below.is_empty() {
        element("p", "below", &document.below, out)?;
    }
    let (mut charts, mut sections) = (0, 0);
    // What a table without a title of its own stands under.
    let mut above = document.heading.as_str();
    if document.side_by_side {
        out.write_all(b"<div class=\"sections\">\n")?;
    }
    for (depth, block) in document.deep() {
        if document.side_by_side && matches!(block, Block::Heading { level: 1, .. }) {
            out.write_all(if sections > 0 { b"</section>\n<section>\n" } else { b"<section>\n" })?;
            sections += 1;
        }
        // Below headings a table's title is its caption, as a chart's is anywhere.
        let caption = block.title().filter(|_| depth > 1 && matches!(block, Block::Table(_) | Block::First(_)));
        if let Some(title) = block.title().filter(|_| caption.is_none() && !matches!(block, Block::Chart(_))) {
            element(&heading(depth), "", title, out)?;
        }
        match block {
            Block::Heading { level, text } => {
                above = text;
                element(&heading(*level), "", text, out)?;
            }
            Block::Prose { text, align, indent } => {
                let align = match align {
                    Align::Left => "",
                    Align::Centre => " centre",
                    Align::Right => " right",
                };
                write!(out, "<p class=\"prose{align}{}\">", if *indent { " indent" } else { "" })?;
                spans(document, text, out)?;
                out.write_all(b"</p>\n")?;
            }
            Block::List { first, items } => write_list(document, *first, items, out)?,
            Block::Chart(chart) => {
                charts += 1;
                figure(chart, charts, look, out)?;
            }
            Block::Grid(grid) => sheet(document, grid, look, out)?,
            Block::Signature(lines) => {
                out.write_all(b"<div class=\"signature\">\n")?;
                for line in lines {
                    out.write_all(b"<p>")?;
                    spans(document, line, out)?;
                    out.write_all(b"</p>\n")?;
                }
                out.write_all(b"</div>\n")?;
            }
            Block::PageBreak => out.write_all(b"<hr class=\"page\">\n")?,
            Block::Target(name) => writeln!(out, "<a id=\"{}\"></a>", anchor(name))?,
            Block::Paragraph(text) => element("p", "", text, out)?,
            Block::Note(text) => element("p", "basis", text, out)?,
            Block::Verbatim(text) => element("pre", "", text, out)?,
            Block::Facts { facts, .. } => list(facts, out)?,
            Block::Table(table) | Block::First(table) => {
                grid(table, caption, block.title().unwrap_or(above), look, out)?;
                notes(table, out)?;
            }
            Block::Counts(counts) => write_counts(counts, out)?,
            Block::Timeline { entries, .. } => timeline(entries, out)?,
        }
    }
    if document.side_by_side {
        out.write_all(if sections > 0 { b"</section>\n</div>\n" } else { b"</div>\n" })?;
    }
    foot(charts > 0 || document.tables().next().is_some(), out)
}

/// Writes a chart with its figures behind it.
fn figure<W: Write>(chart: &Chart, number: usize, look: &Look, out: &mut W) -> io::Result<()> {
    out.write_all(b"<figure>\n")?;
    let unit = if chart.unit.is_empty() { String::new() } else { format!(" ({})", chart.unit) };
    element("figcaption", "", &sanitized(&format!("{}{unit}", chart.title)), out)?;
    svg::write(chart, number, look.lang, out)?;
    if chart.series.len() > 1 {
        out.write_all(b"<ul class=\"legend\">\n")?;
        for (i, series) in chart.series.iter().enumerate() {
            write!(out, "<li><span class=\"s{}\"></span>", i % 6 + 1)?;
            escaped(&series.name, out)?;
            out.write_all(b"</li>\n")?;
        }
        out.write_all(b"</ul>\n")?;
    }
    writeln!(out, "<details>\n<summary>{}</summary>", Two("Figures", "数据").get(look.lang))?;
    grid(&chart.table(look.lang), None, &chart.title, look, out)?;
    out.write_all(b"</details>\n")?;
    if !chart.command.is_empty() {
        out.write_all(b"<p class=\"command\"><code>")?;
        escaped(&chart.command, out)?;
        out.write_all(b"</code></p>\n")?;
    }
    out.write_all(b"</figure>\n")
}

/// The element of a heading so deep below the document's.
fn heading(depth: u8) -> String {
    format!("h{}", (depth + 1).min(6))
}

/// Writes a text with its marks.
fn spans<W: Write>(document: &Document, text: &[Span], out: &mut W) -> io::Result<()> {
    for span in text {
        match span {
            Span::Plain(text) => lines(text, out)?,
            Span::Strong(text) => {
                out.write_all(b"<strong>")?;
                lines(text, out)?;
                out.write_all(b"</strong>")?;
            }
            Span::Figure { text, anchor: name } if document.has_target(name) => {
                write!(out, "<a href=\"#{}\">", anchor(name))?;
                lines(text, out)?;
                out.write_all(b"</a>")?;
            }
            Span::Figure { text, .. } => lines(text, out)?,
            Span::Blank(letters) => {
                write!(out, "<span class=\"blank\" style=\"width:{}em\"></span>", letters.div_ceil(2))?;
            }
        }
    }
    Ok(())
}

fn lines<W: Write>(text: &str, out: &mut W) -> io::Result<()> {
    text.split('\n').enumerate().try_for_each(|(i, line)| {
        out.write_all(if i > 0 { b"<br>" } else { b"" })?;
        escaped(line, out)
    })
}

/// The name of a target as an id and in links: letters, digits, `-` and `_`.
pub(super) fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

fn write_list<W: Write>(document: &Document, first: Option<u32>, items: &[Spans], out: &mut W) -> io::Result<()> {
    match first {
        None => writeln!(out, "<ul>")?,
        Some(1) => writeln!(out, "<ol>")?,
        Some(first) => writeln!(out, "<ol start=\"{first}\">")?,
    }
    for item in items {
        out.write_all(b"<li>")?;
        spans(document, item, out)?;
        out.write_all(b"</li>\n")?;
    }
    writeln!(out, "</{}>", if first.is_some() { "ol" } else { "ul" })
}

/// Writes a form sheet.
fn sheet<W: Write>(document: &Document, grid: &Grid, look: &Look, out: &mut W) -> io::Result<()> {
    out.write_all(b"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")?;
    escaped(if grid.title.is_empty() { Two("Form", "单据").get(look.lang) } else { &grid.title }, out)?;
    out.write_all(b"\">\n<table class=\"sheet\">\n<colgroup>")?;
    let widths: Vec<u32> = (0..grid.columns()).map(|i| u32::from(*grid.widths.get(i).unwrap_or(&10))).collect();
    let whole = widths.iter().sum::<u32>().max(1);
    for width in widths {
        write!(out, "<col style=\"width:{}%\">", width * 100 / whole)?;
    }
    out.write_all(b"</colgroup>\n<tbody>\n")?;
    for (at, row) in grid.placed().into_iter().enumerate() {
        out.write_all(b"<tr>")?;
        for place in row {
            match place {
                GridPlace::Cell(cell, columns) => {
                    sheet_cell(document, cell, (columns, cell.down.min(grid.rows.len() - at)), out)?;
                }
                GridPlace::Below(_) => {}
                GridPlace::Open(columns) => write!(out, "<td colspan=\"{columns}\"></td>")?,
            }
        }
        out.write_all(b"</tr>\n")?;
    }
    out.write_all(b"</tbody>\n</table>\n</div>\n")
}

/// A cell of a form sheet over so many columns and rows.
fn sheet_cell<W: Write>(
    document: &Document,
    cell: &GridCell,
    (columns, rows): (usize, usize),
    out: &mut W,
) -> io::Result<()> {
    let tag = if cell.label { "th" } else { "td" };
    write!(out, "<{tag}{}", if cell.label { " scope=\"row\"" } else { "" })?;
    for (name, value) in [("colspan", columns), ("rowspan", rows)].into_iter().filter(|(_, value)| *value > 1) {
        write!(out, " {name}=\"{value}\"")?;
    }
    out.write_all(b">")?;
    spans(document, &cell.text, out)?;
    if cell.lines > 0 {
        write!(out, "<div class=\"room\" style=\"height:{}em\"></div>", cell.lines * 2)?;
    }
    for line in &cell.foot {
        out.write_all(b"<div class=\"foot\">")?;
        spans(document, line, out)?;
        out.write_all(b"</div>")?;
    }
    write!(out, "</{tag}>")
}

fn element<W: Write>(tag: &str, class: &str, text: &str, out: &mut W) -> io::Result<()> {
    match class {
        "" => write!(out, "<{tag}>")?,
        class => write!(out, "<{tag} class=\"{class}\">")?,
    }
    escaped(text, out)?;
    writeln!(out, "</{tag}>")
}

fn list<W: Write>(facts: &[(String, String)], out: &mut W) -> io::Result<()> {
    out.write_all(b"<dl>\n")?;
    for (label, value) in &joined(facts) {
        element("dt", "", label, out)?;
        element("dd", "", value, out)?;
    }
    out.write_all(b"</dl>\n")
}

fn timeline<W: Write>(entries: &[TimelineEntry], out: &mut W) -> io::Result<()> {
    out.write_all(b"<ol class=\"timeline\">\n")?;
    for TimelineEntry { head, what, texts } in entries {
        out.write_all(b"<li>\n")?;
        element("div", "when", head, out)?;
        element("div", "", what, out)?;
        if !texts.is_empty() {
            list(texts, out)?;
        }
        out.write_all(b"</li>\n")?;
    }
    out.write_all(b"</ol>\n")
}

fn write_counts<W: Write>(counts: &[CountLine], out: &mut W) -> io::Result<()> {
    out.write_all(b"<table class=\"counts\">\n<tbody>\n")?;
    for CountLine { count, name, command } in counts {
        write!(out, "<tr><td class=\"n\">{count}</td><td>")?;
        escaped(name, out)?;
        out.write_all(b"</td><td><code>")?;
        escaped(command, out)?;
        out.write_all(b"</code></td></tr>\n")?;
    }
    out.write_all(b"</tbody>\n</table>\n")
}

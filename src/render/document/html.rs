//! Renders a document as one self-contained HTML page: headings, facts, tables, a timeline.
//!
//! Invariant: stored text is escaped everywhere, as in a table.

use crate::document::{Block, CountLine, Document, TimelineEntry, joined};
use crate::render::Look;
use crate::render::html::{escaped, grid, head, notes};
use std::io::{self, Write};

const STYLE: &str = "\
h2{margin:1.6rem 0 .5rem;font-size:1.1rem}
.below{margin:-.6rem 0 1rem;color:#4a4f57}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:0}
dt{color:#4a4f57}
dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}
ol.timeline{list-style:none;margin:0;padding:0 0 0 1rem;border-left:2px solid #e3e5e8}
ol.timeline li{margin:0 0 .9rem}
.when{color:#4a4f57;font-size:.9rem}
.counts code{color:#6b7178}
pre{overflow-x:auto;padding:.6rem .8rem;background:#f5f6f7;font-size:.85rem}
@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0 0}dd{margin:0 0 .4rem}}
@media print{li,dl{break-inside:avoid}h2{break-after:avoid}}
";

/// Writes the document.
pub(super) fn write<W: Write>(document: &Document, look: &Look, out: &mut W) -> io::Result<()> {
    head(&document.heading, STYLE, look, out)?;
    element("h1", "", &document.heading, out)?;
    if !document.below.is_empty() {
        element("p", "below", &document.below, out)?;
    }
    for block in document.blocks.iter().filter(|block| !block.is_empty()) {
        if let Some(title) = block.title() {
            element("h2", "", title, out)?;
        }
        match block {
            Block::Paragraph(text) => element("p", "", text, out)?,
            Block::Verbatim(text) => element("pre", "", text, out)?,
            Block::Facts { facts, .. } => list(facts, out)?,
            Block::Table(table) | Block::First(table) => {
                grid(table, look, out)?;
                notes(table, out)?;
            }
            Block::Counts(counts) => write_counts(counts, out)?,
            Block::Timeline { entries, .. } => timeline(entries, out)?,
        }
    }
    out.write_all(b"</body>\n</html>\n")
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

//! The body of a document: each block as paragraphs, tables and drawings.

use super::chart::{self, ChartPart};
use super::parts::{AREA, AREA_ACROSS, PITCH, indent};
use super::table;
use super::xml::{bookmark, paragraph, run, spans};
use crate::document::span::{Align, Span, Spans};
use crate::document::{Block, CountLine, Document, TimelineEntry, joined};
use crate::render::Look;
use crate::text::Lang;

/// The body's text and the charts that it names.
pub(super) struct Body<'a> {
    pub(super) xml: String,
    pub(super) charts: Vec<ChartPart>,
    document: &'a Document,
    look: &'a Look,
    /// Whether the page lies on its side.
    pub(super) across: bool,
    bookmarks: usize,
    /// Whether the block stays on the page of the next.
    keeps: bool,
}

impl<'a> Body<'a> {
    /// The body of a document.
    pub(super) fn of(document: &'a Document, look: &'a Look) -> Self {
        let mut body = Self {
            xml: String::new(),
            charts: Vec::new(),
            document,
            look,
            across: is_wide(document),
            bookmarks: 0,
            keeps: false,
        };
        if !document.heading.is_empty() {
            body.paragraph("Title", "", &run(&document.heading, ""));
        }
        if !document.below.is_empty() {
            body.paragraph("Below", "", &run(&document.below, ""));
        }
        let mut blocks = document.deep().peekable();
        while let Some((depth, block)) = blocks.next() {
            // Who signs does not stand on a page without text.
            body.keeps = matches!(blocks.peek(), Some((_, Block::Signature(_))));
            body.title(depth, block);
            body.block(block);
        }
        body
    }

    fn kept(&self) -> String {
        if self.keeps { "<w:keepNext/>".into() } else { String::new() }
    }

    /// The width of the type area.
    fn area(&self) -> u32 {
        if self.across { AREA_ACROSS } else { AREA }
    }

    fn paragraph(&mut self, style: &str, properties: &str, runs: &str) {
        self.xml.push_str(&paragraph(style, properties, runs));
    }

    fn runs(&self, text: &[Span]) -> String {
        spans(text, "", |anchor| self.document.has_target(anchor))
    }

    /// The title of a block: of a table, a chart or a form sheet above it in the middle, of others a heading.
    fn title(&mut self, depth: u8, block: &Block) {
        let Some(title) = block.title() else { return };
        let is_caption = matches!(block, Block::Table(_) | Block::First(_) | Block::Chart(_) | Block::Grid(_));
        let style = if is_caption { "Caption".into() } else { format!("Heading{}", depth.clamp(1, 4)) };
        // The drawing of a chart has its title.
        if !matches!(block, Block::Chart(_)) {
            self.paragraph(&style, "", &run(title, ""));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level: 0, text } => self.paragraph("Title", "", &run(text, "")),
            Block::Heading { level, text } => {
                self.paragraph(&format!("Heading{}", (*level).min(4)), "", &run(text, ""));
            }
            Block::Paragraph(text) => {
                let indent = if self.look.lang == Lang::Zh { indent() } else { String::new() };
                let indent = self.kept() + &indent;
                text.lines().for_each(|line| self.paragraph("", &indent, &run(line, "")));
            }
            Block::Note(text) => self.paragraph("Note", "", &run(text, "")),
            Block::Prose { text, align, indent: indented } => {
                let align = match align {
                    Align::Left => "",
                    Align::Centre => "<w:jc w:val=\"center\"/>",
                    Align::Right => "<w:jc w:val=\"right\"/>",
                };
                let properties = self.kept() + &if *indented { indent() } else { String::new() } + align;
                let runs = self.runs(text);
                self.paragraph("", &properties, &runs);
            }
            Block::List { first, items } => self.list(*first, items),
            Block::Verbatim(text) => text.lines().for_each(|line| self.paragraph("Lines", "", &run(line, ""))),
            Block::Facts { facts, .. } => self.facts(facts),
            Block::Table(table) | Block::First(table) => {
                self.xml.push_str(&table::table(table, self.area(), self.look));
                table.notes.iter().for_each(|note| self.paragraph("Note", "", &run(note, "")));
                self.paragraph("Gap", "", "");
            }
            Block::Chart(chart) => {
                let part = chart::part(chart, self.charts.len() + 1, self.look);
                self.paragraph("Drawing", "", &part.drawing);
                if !chart.command.is_empty() {
                    self.paragraph("Note", "", &run(&chart.command, ""));
                }
                self.charts.push(part);
            }
            Block::Grid(grid) => {
                let sheet = table::sheet(grid, |text| self.runs(text));
                self.xml.push_str(&sheet);
                self.paragraph("Gap", "", "");
            }
            Block::Signature(lines) => self.signature(lines),
            Block::PageBreak => self.xml.push_str(&paragraph("Gap", "<w:pageBreakBefore/>", "")),
            Block::Target(name) => {
                let id = self.bookmarks;
                let name = bookmark(name);
                self.xml.push_str(&format!(
                    "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
                ));
                self.bookmarks += 1;
            }
            Block::Counts(counts) => {
                for CountLine { count, name, command } in counts {
                    let name = Span::Plain(format!("{count} {name}  "));
                    let text = self.runs(&[name]) + &run(command, "<w:sz w:val=\"21\"/>");
                    self.paragraph("", "", &text);
                }
            }
            Block::Timeline { entries, .. } => entries.iter().for_each(|entry| self.entry(entry)),
        }
    }

    fn list(&mut self, first: Option<u32>, items: &[Spans]) {
        for (item, at) in items.iter().zip(0..) {
            let mark = first.map_or_else(|| "•".into(), |first| format!("{}.", first.saturating_add(at)));
            let runs = run(&mark, "") + "<w:r><w:tab/></w:r>" + &self.runs(item);
            self.paragraph("", "<w:ind w:left=\"1050\" w:hanging=\"420\"/>", &runs);
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        self.xml.push_str(&table::pairs(&joined(facts), self.area()));
        self.paragraph("Gap", "", "");
    }

    /// Who signs and when: in Chinese four characters from the right. Kept on one page.
    fn signature(&mut self, lines: &[Spans]) {
        let right = if self.look.lang == Lang::Zh { "<w:ind w:rightChars=\"400\" w:right=\"1260\"/>" } else { "" };
        for (i, line) in lines.iter().enumerate() {
            let keep = if i + 1 < lines.len() { "<w:keepNext/>" } else { "" };
            let space = if i == 0 { format!("<w:spacing w:before=\"{PITCH}\"/>") } else { String::new() };
            let runs = self.runs(line);
            self.paragraph("", &format!("{keep}{space}{right}<w:jc w:val=\"right\"/>"), &runs);
        }
    }

    fn entry(&mut self, entry: &TimelineEntry) {
        self.paragraph("", "<w:keepNext/>", &run(&entry.head, "<w:b/><w:bCs/>"));
        self.paragraph("", "<w:ind w:left=\"630\"/>", &run(&entry.what, ""));
        for (label, text) in &joined(&entry.texts) {
            let mark = if self.look.lang == Lang::Zh { "：" } else { ": " };
            self.paragraph("", "<w:ind w:left=\"630\"/>", &run(&format!("{label}{mark}{text}"), ""));
        }
    }
}

/// Whether a document is one wide table with its notes: its page lies on its side.
fn is_wide(document: &Document) -> bool {
    let mut blocks = document.blocks.iter().filter(|block| !matches!(block, Block::Paragraph(_) | Block::Note(_)));
    let wide = |block: &Block| matches!(block, Block::Table(table) if table.columns.len() > 7);
    blocks.next().is_some_and(wide) && blocks.next().is_none()
}

//! A document before it is rendered: a heading and blocks of text, facts, tables, charts, form sheets. Pure data.
//!
//! Invariant: independent of formats, widths and colours. Texts are unchanged from storage; the renderer sanitizes
//! them.

pub mod chart;
pub mod grid;
pub mod markup;
mod order;
pub mod span;
pub mod table;

use crate::text::{Lang, labels};
use chart::Chart;
use grid::Grid;
use span::{Align, Spans};
use table::{Column, Table};

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The heading, printed as the first line.
    pub heading: String,
    /// The text directly below the heading.
    pub below: String,
    /// The blocks, with an empty line between them.
    pub blocks: Vec<Block>,
    /// Whether its sections may stand side by side on a wide page.
    pub side_by_side: bool,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Labels with their values.
    Facts {
        /// The title above; empty for none.
        title: String,
        /// Pairs of label and value.
        facts: Vec<(String, String)>,
    },
    /// A heading in the text; its number is part of it.
    Heading {
        /// 1 to 4; 0 is the title of another paper in the same document, as large as the document's own.
        level: u8,
        /// The heading.
        text: String,
    },
    /// A text of one or more paragraphs.
    Paragraph(String),
    /// A text in small type: what the figures rest on.
    Note(String),
    /// A paragraph with marks and a layout.
    Prose {
        /// The text.
        text: Spans,
        /// How its lines stand.
        align: Align,
        /// Whether its first line begins two characters in, as in Chinese documents.
        indent: bool,
    },
    /// A list.
    List {
        /// The number of the first item; `None` for bullets.
        first: Option<u32>,
        /// The items.
        items: Vec<Spans>,
    },
    /// A text whose lines stay as they are: aligned columns, commands.
    Verbatim(String),
    /// A table; omitted if it has no rows.
    Table(Table),
    /// The first rows of a longer table, one line for each row.
    First(Table),
    /// A chart.
    Chart(Chart),
    /// A form sheet.
    Grid(Grid),
    /// Lines at the right: who signs, where the seal is set, when.
    Signature(Vec<Spans>),
    /// What follows begins a page.
    PageBreak,
    /// The place that figures point to: the block after it.
    Target(String),
    /// Counts, each with the command that lists what was counted.
    Counts(Vec<CountLine>),
    /// Events in order.
    Timeline {
        /// The title above.
        title: String,
        /// The entries.
        entries: Vec<TimelineEntry>,
    },
}

/// An entry of a timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineEntry {
    /// When it happened and who did it.
    pub head: String,
    /// What happened, in a sentence.
    pub what: String,
    /// Texts below it, as pairs of label and text.
    pub texts: Vec<(String, String)>,
}

impl Block {
    /// Its title, if it has one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let title = match self {
            Self::Facts { title, .. } | Self::Timeline { title, .. } => title,
            Self::Table(table) | Self::First(table) => &table.title,
            Self::Chart(chart) => &chart.title,
            Self::Grid(grid) => &grid.title,
            Self::Heading { .. } | Self::Paragraph(_) | Self::Note(_) | Self::Prose { .. } | Self::List { .. } => {
                return None;
            }
            Self::Verbatim(_) | Self::Counts(_) | Self::Signature(_) | Self::PageBreak | Self::Target(_) => {
                return None;
            }
        };
        Some(title.as_str()).filter(|title| !title.is_empty())
    }

    /// Whether it has no contents; an empty block is omitted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Facts { facts, .. } => facts.is_empty(),
            Self::Timeline { entries, .. } => entries.is_empty(),
            Self::Table(table) | Self::First(table) => table.rows.is_empty(),
            Self::Heading { text, .. } | Self::Paragraph(text) | Self::Note(text) | Self::Verbatim(text) => {
                text.is_empty()
            }
            Self::Prose { text, .. } => text.is_empty(),
            Self::List { items, .. } => items.is_empty(),
            Self::Chart(chart) => chart.is_empty(),
            Self::Grid(grid) => grid.rows.is_empty(),
            Self::Signature(lines) => lines.is_empty(),
            Self::PageBreak => false,
            Self::Target(name) => name.is_empty(),
            Self::Counts(counts) => counts.is_empty(),
        }
    }
}

impl Document {
    /// The blocks that have contents, each with the depth of its title below the document's: below a heading of level 1 titles have
    /// depth 2, without headings 1.
    pub fn deep(&self) -> impl Iterator<Item = (u8, &Block)> {
        let mut depth = 1;
        self.blocks.iter().filter(|block| !block.is_empty()).map(move |block| {
            if let Block::Heading { level, .. } = block {
                depth = level + 1;
            }
            (depth, block)
        })
    }

    /// Whether a figure can point there.
    #[must_use]
    pub fn has_target(&self, anchor: &str) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Target(name) if name == anchor))
    }

    /// The tables, for formats that hold nothing else.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) | Block::First(table) => Some(table),
            _ => None,
        })
    }
}

/// Facts as a page shows them: what stands without a label goes on with the value before it, on a line of its own.
#[must_use]
pub fn joined(facts: &[(String, String)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (label, value) in facts {
        match all.last_mut() {
            Some((_, before)) if label.is_empty() => before.extend(["\n", value]),
            _ => all.push((label.clone(), value.clone())),
        }
    }
    all
}

/// One line of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLine {
    /// The count.
    pub count: usize,
    /// The name of what is counted.
    pub name: String,
    /// The command that lists it.
    pub command: String,
}

/// A column of a document's table; its heading is the label of the key.
#[must_use]
pub fn column(key: &str, lang: Lang) -> Column {
    Column { key: key.into(), title: labels::label(key, lang), right: false }
}

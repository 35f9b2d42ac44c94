//! A document before it is rendered: a heading and blocks of facts, paragraphs, tables, timelines. Pure data.
//!
//! Invariant: independent of formats, widths and colours. Texts are unchanged from storage; the renderer sanitizes
//! them.

mod order;
pub mod table;

use crate::text::{Lang, labels};
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
    /// A text of one or more paragraphs.
    Paragraph(String),
    /// A text whose lines stay as they are: aligned columns, commands.
    Verbatim(String),
    /// A table; omitted if it has no rows.
    Table(Table),
    /// The first rows of a longer table, one line for each row.
    First(Table),
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
            Self::Paragraph(_) | Self::Verbatim(_) | Self::Counts(_) => return None,
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
            Self::Paragraph(text) | Self::Verbatim(text) => text.is_empty(),
            Self::Counts(counts) => counts.is_empty(),
        }
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

//! What a reader is given before anyone renders it: a heading and blocks of facts, paragraphs, tables, timelines. Pure data.
//!
//! Invariant: nothing here knows a format, a width or a colour; texts are as they were stored, and made harmless by who renders them.

pub mod table;

use crate::text::{Lang, labels};
use table::{Column, Table};

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What it is called: the first line.
    pub heading: String,
    /// What stands right below the heading.
    pub below: String,
    /// What follows, with an empty line between.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Labels with their values.
    Facts {
        /// Title above; none where it is empty.
        title: String,
        /// Label and value.
        facts: Vec<(String, String)>,
    },
    /// A text of one paragraph or several.
    Paragraph(String),
    /// A table; left out where it has no rows.
    Table(Table),
    /// The first rows of a table that is longer: a line a row.
    First(Table),
    /// How much there is of things, each with the command that shows all of it.
    Counts(Vec<Count>),
    /// What happened, one after another.
    Timeline {
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

impl Block {
    /// Its title, where it has one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let title = match self {
            Self::Facts { title, .. } | Self::Timeline { title, .. } => title,
            Self::Table(table) | Self::First(table) => &table.title,
            Self::Paragraph(_) | Self::Counts(_) => return None,
        };
        Some(title.as_str()).filter(|title| !title.is_empty())
    }

    /// Whether nothing is in it: then it is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Facts { facts, .. } => facts.is_empty(),
            Self::Timeline { entries, .. } => entries.is_empty(),
            Self::Table(table) | Self::First(table) => table.rows.is_empty(),
            Self::Paragraph(text) => text.is_empty(),
            Self::Counts(counts) => counts.is_empty(),
        }
    }
}

/// How much there is of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// Its name.
    pub name: String,
    /// The command that shows all of it.
    pub command: String,
}

/// A column of a document's table, headed by the engine's word for its key.
#[must_use]
pub fn column(key: &str, lang: Lang) -> Column {
    Column { key: key.into(), title: labels::label(key, lang), right: false }
}

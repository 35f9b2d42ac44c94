//! Text with a few marks: emphasis, figures that point to their cases, blanks for the pen.
//!
//! Invariant: a span's text is data; no character of it is markup in any format.

/// Text as a sequence of spans.
pub type Spans = Vec<Span>;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text; `\n` ends a line.
    Plain(String),
    /// Emphasised text.
    Strong(String),
    /// A figure that points to what it counts; where the document has no such [`super::Block::Target`] it is plain text.
    Figure {
        /// The figure as shown.
        text: String,
        /// The name of the target, `cases-3`.
        anchor: String,
    },
    /// A line to write on by hand, as wide as so many letters.
    Blank(usize),
}

impl Span {
    /// What a reader sees of it; a blank is underscores.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Plain(text) | Self::Strong(text) | Self::Figure { text, .. } => text.clone(),
            Self::Blank(letters) => "_".repeat(*letters),
        }
    }
}

/// A text without marks.
#[must_use]
pub fn plain(text: impl Into<String>) -> Spans {
    vec![Span::Plain(text.into())]
}

/// The text of all spans, without marks.
#[must_use]
pub fn unmarked(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect()
}

/// How the lines of a paragraph stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left; in a document on paper at both sides.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

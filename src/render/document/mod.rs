//! Renders documents as text, Markdown or HTML.

mod html;
mod markdown;
mod text;
mod text_grid;

use super::{Format, Look};
use crate::document::Document;
use std::io::{self, BufWriter, Write};

/// Writes a document: as text for a terminal, or as a complete page in Markdown or HTML.
///
/// # Errors
/// The errors of `out`.
pub fn document(document: &Document, format: Format, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Markdown => markdown::write(document, look, &mut out),
        Format::Html => html::write(document, look, &mut out),
        _ => text::write(document, look, &mut out),
    }?;
    out.flush()
}

//! Renders documents as text, Markdown, HTML or for Word and WPS; formats of tables take the tables in them.

mod docx;
mod html;
mod markdown;
#[cfg(test)]
mod sample;
mod svg;
mod text;
mod text_chart;
mod text_grid;

use super::{Format, Look, NONE};
use crate::document::table::Table;
use crate::document::{Block, Document};
use std::io::{self, BufWriter, Write};

/// Writes a document: as text, or as a complete page in Markdown, HTML or for Word and WPS. A workbook has a sheet for each of its tables;
/// other formats of tables take the only table of the document.
///
/// # Errors
/// The errors of `out`; `InvalidInput` if the document does not have the tables that the format needs ([`fits`]).
pub fn document(document: &Document, format: Format, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Markdown => markdown::write(document, look, &mut out),
        Format::Html => html::write(document, look, &mut out),
        Format::Docx => docx::write(document, look, &mut out),
        Format::Txt => text::write(document, &look.plain(), &mut out),
        Format::Table => text::write(document, look, &mut out),
        Format::Tsv | Format::Csv | Format::Json | Format::Jsonl | Format::Xlsx => {
            let tables: Vec<&Table> = document.tables().collect();
            match (format, tables.as_slice()) {
                (Format::Xlsx, [_, ..]) => super::xlsx::write(&document.heading, &tables, look, &mut out),
                (_, [table]) => super::write(table, format, look, &mut out),
                _ => Err(io::ErrorKind::InvalidInput.into()),
            }
        }
    }?;
    out.flush()
}

/// Whether a document can be written in a format: a workbook needs a table, the other formats of tables exactly one.
#[must_use]
pub fn fits(document: &Document, format: Format) -> bool {
    match (format, document.tables().count()) {
        (format, _) if format.is_document() => true,
        (Format::Xlsx, tables) => tables > 0,
        (_, tables) => tables == 1,
    }
}

/// Writes a table as a document with its title and its notes.
pub(super) fn around<W: Write>(table: &Table, format: Format, look: &Look, out: &mut W) -> io::Result<()> {
    let mut blocks: Vec<Block> = if table.rows.is_empty() {
        let none = NONE.get(look.lang).to_string();
        std::iter::once(none).chain(table.notes.iter().cloned()).map(Block::Paragraph).collect()
    } else {
        vec![Block::Table(Table { title: String::new(), ..table.clone() })]
    };
    blocks.extend(Some(&table.basis).filter(|basis| !basis.is_empty()).cloned().map(Block::Note));
    document(&Document { heading: table.title.clone(), blocks, ..Document::default() }, format, look, out)
}

/// Writes a text that was laid out for a terminal as a document for Word and WPS.
pub(super) fn around_text<W: Write>(text: &str, look: &Look, out: &mut W) -> io::Result<()> {
    docx::write(&Document { blocks: vec![Block::Verbatim(text.into())], ..Document::default() }, look, out)
}

#[cfg(test)]
mod tests;

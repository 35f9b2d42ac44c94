//! Renders a table in each output format (`cli.md` §2). One file for each format.
//!
//! Invariant: whatever text was stored, the output is valid in its format, and contains no terminal sequence,
//! spreadsheet formula or markup from it (`design.md` §6, item 10).

mod csv;
mod document;
mod html;
pub mod json;
mod jsonl;
mod layout;
mod markdown;
#[cfg(test)]
mod sample;
pub mod style;
mod terminal;
mod tsv;
mod value;
mod xlsx;

pub use document::{document, fits};

use crate::document::table::{Cell, Row, Table};
use crate::domain::case::fact_type::FactValue;
use crate::text::{Lang, Two};
use std::io::{self, BufWriter, Write};
use std::str::FromStr;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Columns on a terminal.
    Table,
    /// Tab-separated, untruncated, for pipes.
    Tsv,
    /// Comma-separated, for Excel.
    Csv,
    /// One JSON object with `schema`, `data` and `total`.
    Json,
    /// One JSON object a row.
    Jsonl,
    /// A pipe table.
    Markdown,
    /// One self-contained page.
    Html,
    /// A document for Word and WPS.
    Docx,
    /// Plain text of 80 columns.
    Txt,
    /// An Excel workbook.
    Xlsx,
}

impl Format {
    /// All formats, with their names on the command line.
    pub const ALL: [(&'static str, Self); 10] = [
        ("table", Self::Table),
        ("tsv", Self::Tsv),
        ("csv", Self::Csv),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("docx", Self::Docx),
        ("txt", Self::Txt),
        ("xlsx", Self::Xlsx),
    ];

    /// The names, in the order shown in help.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, f)| *f == self).map_or("table", |(name, _)| name)
    }

    /// The format for a file's extension, as in `-o cases.xlsx`.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "md" => Some(Self::Markdown),
            "htm" => Some(Self::Html),
            "table" => None,
            other => other.parse().ok(),
        }
    }

    /// Whether the output is binary and must not go to a terminal.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx)
    }

    /// Whether it is for readers of documents; the others hold tables and records.
    #[must_use]
    pub fn is_document(self) -> bool {
        matches!(self, Self::Table | Self::Markdown | Self::Html | Self::Docx | Self::Txt)
    }
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat {
    /// The name as given.
    pub name: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(s: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.iter().find(|(name, _)| *name == s);
        found.map(|(_, format)| *format).ok_or_else(|| UnknownFormat { name: s.to_string() })
    }
}

/// The reader's options for the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Language of the few words that a renderer adds.
    pub lang: Lang,
    /// Columns of the terminal; `None` for no limit. Used by text output only.
    pub width: Option<usize>,
    /// Whether the terminal table may use colour.
    pub color: bool,
    /// Whether TSV begins with a line of keys.
    pub header: bool,
}

impl Look {
    /// Of plain text: 80 columns without colour, whatever the terminal is.
    fn plain(self) -> Self {
        Self { width: Some(80), color: false, ..self }
    }
}

/// Writes `table` to `out` in `format`. The writer need not be buffered; it is flushed at the end.
///
/// # Errors
/// The errors of `out`; for xlsx also a table that does not fit a sheet (1,048,575 rows, 16,384 columns).
pub fn write(table: &Table, format: Format, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_marked(table, &[], format, look, out)
}

/// Whether a spreadsheet program would change texts of the table when it opens this format; then a workbook keeps them.
#[must_use]
pub fn is_changed_by_excel(table: &Table, format: Format) -> bool {
    format == Format::Csv && csv::is_changed_by_excel(table.rows.iter().flat_map(|row| &row.cells))
}

/// Like [`write()`], with the damage in the log in JSON output.
///
/// # Errors
/// As [`write()`].
pub fn write_marked(
    table: &Table,
    damage: &[serde_json::Value],
    format: Format,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    match format {
        Format::Table => terminal::write(table, look, &mut out),
        Format::Tsv => tsv::write(table, look, &mut out),
        Format::Csv => csv::write(table, &mut out),
        Format::Json => json::write(table, damage, &mut out),
        Format::Jsonl => jsonl::write(table, &mut out),
        Format::Markdown => markdown::write(table, look, &mut out),
        Format::Html => html::write(table, look, &mut out),
        Format::Xlsx => xlsx::write(&table.title, &[table], look, &mut out),
        Format::Txt | Format::Docx => document::around(table, format, look, &mut out),
    }?;
    out.flush()
}

/// Writes one row of TSV, for lists that do not fit in memory.
///
/// # Errors
/// The errors of `out`.
pub fn tsv_row<'f>(row: impl Iterator<Item = FactValue<'f>>, out: &mut impl Write) -> io::Result<()> {
    tsv::facts(row, out)
}

/// Writes one row of CSV, for the same; returns whether a spreadsheet program would change a text of it.
///
/// # Errors
/// The errors of a vector: none.
pub fn csv_row(cells: &[Cell], out: &mut Vec<u8>) -> io::Result<bool> {
    csv::row(cells, out)?;
    Ok(csv::is_changed_by_excel(cells.iter()))
}

/// What stands before rows that are written one by one: the header, if the format has one or the reader wants it.
///
/// # Errors
/// The errors of a vector: none.
pub fn head(keys: &[String], format: Format, look: &Look, out: &mut Vec<u8>) -> io::Result<()> {
    match format {
        Format::Csv => csv::head(keys.iter().map(String::as_str), out),
        _ if look.header => writeln!(out, "{}", keys.join("\t")),
        _ => Ok(()),
    }
}

/// Writes a page of text that was laid out for a terminal: unchanged, or as a document in Markdown or HTML.
///
/// # Errors
/// The errors of `out`.
pub fn page(title: &str, text: &str, format: Format, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Markdown => markdown::text(text, &mut out),
        Format::Html => html::text(title, text, look, &mut out),
        Format::Docx => document::around_text(text, look, &mut out),
        _ => out.write_all(text.as_bytes()),
    }?;
    out.flush()
}

/// The text of a document for a table without rows.
const NONE: Two = Two("None.", "无。");

/// Exactly one cell for each column: missing cells are empty, surplus ones are dropped.
fn cells<'a>(table: &'a Table, row: &'a Row) -> impl Iterator<Item = &'a Cell> {
    row.cells.iter().chain(std::iter::repeat(&Cell::Empty)).take(table.columns.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_names_and_extensions_round_trip() {
        for (name, format) in Format::ALL {
            assert_eq!((name.parse(), format.name()), (Ok(format), name));
        }
        assert_eq!("xls".parse::<Format>(), Err(UnknownFormat { name: "xls".to_string() }));
        assert_eq!(Format::of_extension("XLSX"), Some(Format::Xlsx));
        assert_eq!(Format::of_extension("pdf"), None);
    }

    #[test]
    fn short_rows_are_padded_and_long_ones_cut() {
        let mut table = sample::cases();
        table.columns.truncate(2);
        table.rows = vec![
            Row { cells: vec![Cell::Int(1)], ..Row::default() },
            Row { cells: vec![Cell::Int(1), Cell::Int(2), Cell::Int(3)], ..Row::default() },
        ];
        assert_eq!(sample::text(&table, Format::Tsv), "1\t\n1\t2\n");
    }

    #[test]
    fn no_text_format_outputs_control_characters() {
        for format in
            [Format::Table, Format::Tsv, Format::Csv, Format::Json, Format::Jsonl, Format::Markdown, Format::Html]
        {
            let text = sample::text(&sample::hostile(), format);
            let allowed =
                |c: char| c == '\n' || c == '\t' && format != Format::Table || c == '\r' && format == Format::Csv;
            let bad: Vec<char> = text.chars().filter(|&c| c.is_control() && !allowed(c)).collect();
            assert_eq!(bad, [], "{format:?}");
        }
    }
}

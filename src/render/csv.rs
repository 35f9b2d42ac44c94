//! Comma-separated values that open correctly in Excel: BOM, CRLF (RFC 4180), always a header of keys.
//!
//! Invariant: no text begins like a formula (an apostrophe is put before it), numbers keep their sign, and there are no
//! control characters except tab, CR and LF inside quotes, and no bidirectional controls.

use super::{cells, value};
use crate::document::table::{Cell, Table};
use csv::{Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

/// Writes header and rows. Times are local, to the second: Excel accepts no offset.
pub(super) fn write<W: Write>(table: &Table, out: &mut W) -> io::Result<()> {
    if table.columns.is_empty() {
        return out.write_all(BOM);
    }
    head(table.columns.iter().map(|column| column.key.as_str()), out)?;
    let mut csv = writer(1 << 13, out);
    for row in table.lines() {
        record(cells(table, row), &mut csv)?;
    }
    csv.flush()
}

/// The byte order mark.
const BOM: &[u8] = "\u{feff}".as_bytes();

fn writer<W: Write>(buffer: usize, out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).buffer_capacity(buffer).from_writer(out)
}

/// Writes the mark and the header of these keys.
pub(super) fn head<'k, W: Write>(keys: impl Iterator<Item = &'k str>, out: &mut W) -> io::Result<()> {
    out.write_all(BOM)?;
    let (mut csv, mut field) = (writer(1 << 10, out), Vec::new());
    for key in keys {
        field.clear();
        tame(key, &mut field)?;
        csv.write_field(&field)?;
    }
    csv.write_record(None::<&[u8]>)?;
    csv.flush()
}

/// Writes one row.
pub(super) fn row(cells: &[Cell], out: &mut Vec<u8>) -> io::Result<()> {
    let mut csv = writer(1 << 10, out);
    record(cells.iter(), &mut csv)?;
    csv.flush()
}

fn record<'c, W: Write>(cells: impl Iterator<Item = &'c Cell>, csv: &mut Writer<W>) -> io::Result<()> {
    let mut field = Vec::new();
    for cell in cells {
        field.clear();
        fill(cell, &mut field)?;
        csv.write_field(&field)?;
    }
    Ok(csv.write_record(None::<&[u8]>)?)
}

fn fill(cell: &Cell, field: &mut Vec<u8>) -> io::Result<()> {
    match cell {
        Cell::Time(moment) => value::sheet_time(*moment, field),
        cell => value::data(cell, field, tame),
    }?;
    if !value::is_number(cell) && is_formula(std::str::from_utf8(field).unwrap_or_default()) {
        field.insert(0, b'\'');
    }
    Ok(())
}

/// Sanitizes a stored text: replaces control characters and bidirectional controls.
fn tame(text: &str, field: &mut Vec<u8>) -> io::Result<()> {
    let steers = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || crate::text::sanitize::reorders(c);
    // 0xC2 starts the C1 control characters in UTF-8, 0xE2 the bidirectional controls.
    if !text.bytes().any(|b| b < 0x20 || matches!(b, 0x7f | 0xc2 | 0xe2)) {
        return field.write_all(text.as_bytes());
    }
    for c in text.chars() {
        let c = if steers(c) { char::REPLACEMENT_CHARACTER } else { c };
        field.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
    }
    Ok(())
}

/// Whether a spreadsheet could read the text as a formula. Spaces and invisible characters before the sign are ignored,
/// because some programs drop them. Source: OWASP, "CSV Injection".
pub(super) fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || crate::text::sanitize::is_harmful(c));
    shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether Excel would change a text of these cells when it opens the CSV: figures beyond the fifteenth, zeros in front, what looks like a
/// day or a power of ten. A workbook keeps them. Source: Microsoft, "Keeping leading zeros and large numbers".
pub(super) fn is_changed_by_excel<'c>(mut cells: impl Iterator<Item = &'c Cell>) -> bool {
    cells.any(|cell| matches!(cell, Cell::Text(text) if changes(text)))
}

fn changes(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits(text) {
        return text.len() > 11 || (text.len() > 1 && text.starts_with('0'));
    }
    let parts = text.split_once(['-', '/']).map(|(day, month)| (day, month, 2));
    let power = text.split_once(['e', 'E']).map(|(number, power)| (number, power, 3));
    [parts, power].into_iter().flatten().any(|(a, b, most)| digits(a) && digits(b) && a.len() < 12 && b.len() <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Format, sample};

    #[test]
    fn csv_of_no_row_one_row_and_several() {
        let head = "\u{feff}id,status,received,due,days,late,tags,title\r\n";
        assert_eq!(sample::text(&sample::first(0), Format::Csv), head);
        let one = "HQ-2026-0042,replied,2026-11-23 09:31:07,2026-11-26,-3,true,\"counter,late\",柜台服务态度\r\n";
        assert_eq!(sample::text(&sample::first(1), Format::Csv), format!("{head}{one}"));
        let many = sample::text(&sample::cases(), Format::Csv);
        assert!(many.ends_with("\r\nHQ-2026-0044,open,,,123.45,false,,\r\n"), "{many}");
    }

    #[test]
    fn totals_are_the_last_row_and_rates_are_percentages() {
        let text = sample::text(&sample::totals(), Format::Csv);
        assert!(text.ends_with("\r\n电话,1000,99.9\r\n信函,0,\r\ntotal,1000,99.9\r\n"), "{text}");
    }

    #[test]
    fn an_empty_single_column_is_written_as_quotes() {
        let mut table = sample::first(1);
        table.columns.truncate(1);
        table.rows[0].cells = vec![Cell::Empty];
        assert_eq!(sample::text(&table, Format::Csv), "\u{feff}id\r\n\"\"\r\n");
    }

    #[test]
    fn hostile_text_is_sanitized_and_reads_back() {
        let text = sample::text(&sample::hostile(), Format::Csv);
        let mut reader = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let titles: Vec<String> =
            reader.records().map(|r| r.expect("parses").iter().next_back().expect("a title").to_string()).collect();
        let wanted: Vec<String> = sample::HOSTILE
            .iter()
            .map(|s| s.replace(['\x1b', '\x07', '\u{9b}', '\0', '\u{202e}', '\u{2066}'], "\u{fffd}"))
            .map(|s| if is_formula(&s) { format!("'{s}") } else { s })
            .collect();
        assert_eq!(titles, wanted);
    }

    #[test]
    fn what_excel_changes_is_recognised() {
        for text in ["00123", "00367901234567890323", "123456789012", "3-5", "11/2", "12E5"] {
            assert!(changes(text), "{text}");
        }
        for text in ["", "0", "123", "12345678901", "HQ-2026-0042", "2026-11-02", "A-5", "E5", "柜台"] {
            assert!(!changes(text), "{text}");
        }
    }

    #[test]
    fn formulas_are_recognised_in_every_spelling() {
        for text in ["=1", "+1", "-1", "@a", "\t=1", "\r", "＝1", "－1", "  =1", "\u{feff}=1", "\u{200b}@x"] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "1-2", "柜台=1", "a@b"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}

//! Comma-separated values that open right in Excel: BOM, CRLF (RFC 4180), always a header of keys.
//!
//! Invariant: no text begins like a formula (an apostrophe goes before it), numbers keep their sign, and no
//! control character is left but tab, CR and LF inside quotes, nor one that turns the direction of writing.

use super::{cells, value};
use crate::document::table::{Cell, Table};
use csv::{Terminator, WriterBuilder};
use std::io::{self, Write};

/// Writes header and rows. Times are local, to the second: Excel takes no offset.
pub(super) fn write<W: Write>(table: &Table, out: &mut W) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    if table.columns.is_empty() {
        return Ok(());
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(out);
    let mut field = Vec::new();
    for column in &table.columns {
        field.clear();
        tame(&column.key, &mut field)?;
        csv.write_field(&field)?;
    }
    csv.write_record(None::<&[u8]>)?;
    for row in &table.rows {
        for cell in cells(table, row) {
            field.clear();
            fill(cell, &mut field)?;
            csv.write_field(&field)?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
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

/// Stored text without what steers a terminal.
fn tame(text: &str, field: &mut Vec<u8>) -> io::Result<()> {
    let steers = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || crate::text::sanitize::reorders(c);
    // 0xC2 begins the second set of control characters, 0xE2 what turns the direction.
    if !text.bytes().any(|b| b < 0x20 || matches!(b, 0x7f | 0xc2 | 0xe2)) {
        return field.write_all(text.as_bytes());
    }
    for c in text.chars() {
        let c = if steers(c) { char::REPLACEMENT_CHARACTER } else { c };
        field.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
    }
    Ok(())
}

/// Whether a spreadsheet could take the text for a formula. Source: OWASP, "CSV Injection". Spaces and
/// invisible characters before the sign are looked through, because some programs drop them.
pub(super) fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || crate::text::sanitize::is_harmful(c));
    shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Format, sample};

    #[test]
    fn nothing_one_many() {
        let head = "\u{feff}id,status,received,due,days,late,tags,title\r\n";
        assert_eq!(sample::text(&sample::first(0), Format::Csv), head);
        let one = "HQ-2026-0042,replied,2026-11-23 09:31:07,2026-11-26,-3,true,\"counter,late\",柜台服务态度\r\n";
        assert_eq!(sample::text(&sample::first(1), Format::Csv), format!("{head}{one}"));
        let many = sample::text(&sample::cases(), Format::Csv);
        assert!(many.ends_with("\r\nHQ-2026-0044,open,,,123.45,false,,\r\n"), "{many}");
    }

    #[test]
    fn one_empty_column_is_still_a_line() {
        let mut table = sample::first(1);
        table.columns.truncate(1);
        table.rows[0].cells = vec![Cell::Empty];
        assert_eq!(sample::text(&table, Format::Csv), "\u{feff}id\r\n\"\"\r\n");
    }

    #[test]
    fn hostile_text_read_back() {
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
    fn formulas_in_every_dress() {
        for text in ["=1", "+1", "-1", "@a", "\t=1", "\r", "＝1", "－1", "  =1", "\u{feff}=1", "\u{200b}@x"] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "1-2", "柜台=1", "a@b"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}

//! Tab-separated values for pipes: one line for each row, nothing cut, times as RFC 3339 (`cli.md` §2).
//!
//! Invariant: a field contains no tab and no line end, and decoding `\t \n \r \\ \uXXXX` restores the text.

use super::{Look, cells, value};
use crate::document::table::{Cell, Table};
use crate::domain::case::fact_type::FactValue;
use std::io::{self, Write};

/// Writes the rows, preceded by a line of keys if `look.header` is set.
pub(super) fn write<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    if look.header {
        for (i, column) in table.columns.iter().enumerate() {
            if i > 0 {
                out.write_all(b"\t")?;
            }
            escaped(&column.key, out)?;
        }
        out.write_all(b"\n")?;
    }
    for row in table.lines() {
        for (i, cell) in cells(table, row).enumerate() {
            if i > 0 {
                out.write_all(b"\t")?;
            }
            value::data(cell, out, escaped)?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes one row of facts in the same form as [`write()`] writes cells.
pub(super) fn facts<'f, W: Write>(row: impl Iterator<Item = FactValue<'f>>, out: &mut W) -> io::Result<()> {
    for (i, fact) in row.enumerate() {
        if i > 0 {
            out.write_all(b"\t")?;
        }
        match fact {
            FactValue::Empty => {}
            // A case number needs no escapes.
            FactValue::Id(id) => write!(out, "{id}")?,
            FactValue::Text(text) => escaped(text, out)?,
            FactValue::Code(code) => escaped(code, out)?,
            FactValue::Time(moment) => value::moment(moment, out)?,
            FactValue::Count(n) => write!(out, "{n}")?,
            FactValue::Money(amount) => out.write_all(value::decimal(amount.0, 2).as_bytes())?,
            FactValue::Flag(yes) => out.write_all(if yes { b"true" } else { b"false" })?,
            FactValue::Codes([]) => {}
            FactValue::Codes(codes) => {
                value::data(&Cell::List(codes.iter().map(ToString::to_string).collect()), out, escaped)?;
            }
            FactValue::List(all) => value::data(&Cell::List(all), out, escaped)?,
        }
    }
    out.write_all(b"\n")
}

fn escaped<W: Write>(text: &str, out: &mut W) -> io::Result<()> {
    // In UTF-8, 0xC2 starts U+0080..=U+009F (C1 control characters), 0xE2 the bidirectional controls.
    if !text.bytes().any(|b| b < 0x20 || matches!(b, b'\\' | 0x7f | 0xc2 | 0xe2)) {
        return out.write_all(text.as_bytes());
    }
    for c in text.chars() {
        match c {
            '\t' => out.write_all(b"\\t"),
            '\n' => out.write_all(b"\\n"),
            '\r' => out.write_all(b"\\r"),
            '\\' => out.write_all(b"\\\\"),
            c if c.is_control() || crate::text::sanitize::reorders(c) => write!(out, "\\u{:04x}", u32::from(c)),
            c => out.write_all(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Format, sample};
    use proptest::prelude::*;

    #[test]
    fn tsv_of_no_row_one_row_and_several() {
        assert_eq!(sample::text(&sample::first(0), Format::Tsv), "");
        assert_eq!(
            sample::text(&sample::first(1), Format::Tsv),
            "HQ-2026-0042\treplied\t2026-11-23T09:31:07.214+08:00\t2026-11-26\t-3\ttrue\tcounter,late\t柜台服务态度\n"
        );
        let many = sample::text(&sample::cases(), Format::Tsv);
        assert_eq!(many.lines().last(), Some("HQ-2026-0044\topen\t\t\t123.45\tfalse\t\t"));
    }

    #[test]
    fn tsv_header_if_enabled() {
        let look = Look { header: true, ..sample::LOOK };
        let text = sample::text_with(&sample::first(0), Format::Tsv, &look);
        assert_eq!(text, "id\tstatus\treceived\tdue\tdays\tlate\ttags\ttitle\n");
    }

    #[test]
    fn totals_are_the_last_row_and_rates_are_percentages() {
        assert_eq!(sample::text(&sample::totals(), Format::Tsv), "电话\t1000\t99.9\n信函\t0\t\ntotal\t1000\t99.9\n");
    }

    #[test]
    fn hostile_text_is_escaped_in_tsv() {
        let text = sample::text(&sample::hostile(), Format::Tsv);
        assert!(text.contains("\\u001b]0;title\\u0007\\u009b2J"), "{text}");
        assert!(text.contains("a\\tb\\nc\\rd\\\\e"), "{text}");
    }

    fn unescape(field: &str) -> String {
        let mut text = String::new();
        let mut chars = field.chars();
        while let Some(c) = chars.next() {
            let kind = if c == '\\' { chars.next() } else { None };
            text.push(match kind {
                None => c,
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('u') => {
                    let hex: String = chars.by_ref().take(4).collect();
                    u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32).expect("four hex digits")
                }
                Some(other) => other,
            });
        }
        text
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn escaped_text_round_trips(text in any::<String>()) {
            let mut bytes = Vec::new();
            escaped(&text, &mut bytes).expect("memory takes all");
            let field = String::from_utf8(bytes).expect("UTF-8");
            prop_assert!(!field.contains(|c: char| c.is_control() || crate::text::sanitize::reorders(c)));
            prop_assert_eq!(unescape(&field), text);
        }
    }
}

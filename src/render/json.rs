//! JSON: `{"schema":"redress.cases/1","data":[…],"total":N}`, with one record a line for `grep` and `diff`. A row of totals is the
//! member `totals`, several are its list. A rate is an object of its part, its whole and the percentage.
//!
//! Invariant: keys are in the order of the columns, then the row's further keys, none twice. DEL, C1 controls and
//! bidirectional overrides are escaped as `\uXXXX` like other control characters, so that the output is safe on a
//! terminal.

use super::{cells, value};
use crate::document::table::{Cell, Row, Table};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::io::{self, Write};

/// Writes the whole object; `damage` lists the damage in the log from which it was made.
pub(super) fn write<W: Write>(table: &Table, damage: &[Value], out: &mut W) -> io::Result<()> {
    out.write_all(b"{\"schema\":")?;
    encode(table.schema, out)?;
    out.write_all(b",\"data\":[")?;
    for (i, row) in table.rows.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        record(table, row, out)?;
    }
    if !table.rows.is_empty() {
        out.write_all(b"\n")?;
    }
    write!(out, "],\"total\":{}", table.rows.len())?;
    match &table.totals[..] {
        _ if table.rows.is_empty() => {}
        [] => {}
        [one] => {
            out.write_all(b",\"totals\":")?;
            record(table, one, out)?;
        }
        several => {
            for (i, one) in several.iter().enumerate() {
                out.write_all(if i == 0 { b",\"totals\":[\n" } else { b",\n" })?;
                record(table, one, out)?;
            }
            out.write_all(b"\n]")?;
        }
    }
    let mut more = table.verdict.members();
    more.extend(table.more.clone());
    for (key, value) in &more {
        out.write_all(b",")?;
        encode(key, out)?;
        out.write_all(b":")?;
        encode(value, out)?;
    }
    if !damage.is_empty() {
        out.write_all(b",\"damage\":")?;
        encode(damage, out)?;
    }
    out.write_all(b"}\n")
}

/// Any JSON value as text, with all control characters escaped.
#[must_use]
pub fn harmless(value: &Value) -> String {
    let mut bytes = Vec::new();
    // Cannot fail: memory accepts all writes, and all keys of a value are strings.
    let _ = encode(value, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes one row as an object.
pub(super) fn record<W: Write>(table: &Table, row: &Row, out: &mut W) -> io::Result<()> {
    let mut start: &[u8] = b"{";
    for (column, cell) in table.columns.iter().zip(cells(table, row)) {
        out.write_all(start)?;
        encode(&column.key, out)?;
        out.write_all(b":")?;
        field(cell, out)?;
        start = b",";
    }
    for (key, value) in row.more.iter().filter(|(key, _)| !table.columns.iter().any(|c| c.key == **key)) {
        out.write_all(start)?;
        encode(key, out)?;
        out.write_all(b":")?;
        encode(value, out)?;
        start = b",";
    }
    out.write_all(if start == b"{" { b"{}" } else { b"}" })
}

fn field<W: Write>(cell: &Cell, out: &mut W) -> io::Result<()> {
    match cell {
        Cell::Empty => out.write_all(b"null"),
        Cell::List(list) => encode(list, out),
        Cell::Rate { part, whole } => {
            let rate = value::percent(*part, *whole).unwrap_or_else(|| "null".into());
            write!(out, "{{\"part\":{part},\"whole\":{whole},\"rate\":{rate}}}")
        }
        // A group of what is not given has a name for readers, and no code.
        Cell::Named { code, .. } if code.is_empty() => encode(&Value::Null, out),
        Cell::Text(text) | Cell::Named { code: text, .. } => encode(text, out),
        Cell::Date(_) | Cell::Time(_) => {
            out.write_all(b"\"")?;
            value::data(cell, out, |_, _| Ok(()))?;
            out.write_all(b"\"")
        }
        Cell::Int(_) | Cell::DaysLate(_) | Cell::Decimal(..) | Cell::Bool(_) => value::data(cell, out, |_, _| Ok(())),
    }
}

fn encode<T: Serialize + ?Sized, W: Write>(value: &T, out: &mut W) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(io::Error::from)
}

/// Compact JSON that also escapes the control characters that JSON allows unescaped.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut done = 0;
        if !text.is_ascii() || text.contains('\x7f') {
            for (at, c) in text.char_indices().filter(|(_, c)| crate::text::sanitize::is_harmful(*c)) {
                out.write_all(&text.as_bytes()[done..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                done = at + c.len_utf8();
            }
        }
        CompactFormatter.write_string_fragment(out, &text[done..])
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, sample};
    use serde_json::{Value, json};

    #[test]
    fn harmless_json_reads_back_and_has_no_control_characters() {
        let value = json!({ "m\u{1b}": sample::HOSTILE, "n": [1, null, true] });
        let text = super::harmless(&value);
        assert!(!text.contains(crate::text::sanitize::is_harmful), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), value);
    }

    #[test]
    fn json_of_no_row_and_of_one() {
        let none = "{\"schema\":\"redress.cases/1\",\"data\":[],\"total\":0}\n";
        assert_eq!(sample::text(&sample::first(0), Format::Json), none);
        let one = r#"{"schema":"redress.cases/1","data":[
{"id":"HQ-2026-0042","status":"replied","received":"2026-11-23T09:31:07.214+08:00","due":"2026-11-26","days":-3,"late":true,"tags":["counter","late"],"title":"柜台服务态度","flags":["a"]}
],"total":1}
"#;
        assert_eq!(sample::text(&sample::first(1), Format::Json), one);
    }

    #[test]
    fn totals_are_a_member_and_rates_have_their_parts() {
        let all: Value = serde_json::from_str(&sample::text(&sample::totals(), Format::Json)).expect("JSON");
        assert_eq!((all["total"].as_u64(), all["data"].as_array().map(Vec::len)), (Some(2), Some(2)));
        assert_eq!(all["data"][0]["rate"], json!({ "part": 999, "whole": 1000, "rate": 99.9 }));
        assert_eq!(all["data"][1]["rate"], json!({ "part": 0, "whole": 0, "rate": null }));
        assert_eq!(all["totals"]["channel"], "total");
        assert_eq!(sample::text(&sample::totals(), Format::Jsonl).lines().count(), 2);
    }

    #[test]
    fn json_of_several_rows_reads_back() {
        let all: Value = serde_json::from_str(&sample::text(&sample::cases(), Format::Json)).expect("JSON");
        assert_eq!(all["total"], 3);
        assert_eq!(
            all["data"][2],
            json!({"id": "HQ-2026-0044", "status": "open", "received": null, "due": null, "days": 123.45, "late": false, "tags": [], "title": null})
        );
    }

    #[test]
    fn hostile_text_reads_back_from_json() {
        let text = sample::text(&sample::hostile(), Format::Json);
        assert!(!text.contains(['\u{202e}', '\u{9b}']), "{text}");
        let all: Value = serde_json::from_str(&text).expect("JSON");
        let titles: Vec<&str> =
            all["data"].as_array().expect("a list").iter().filter_map(|r| r["title"].as_str()).collect();
        assert_eq!(titles, sample::HOSTILE);
    }

    #[test]
    fn a_further_key_does_not_repeat_a_column() {
        let mut table = sample::first(1);
        table.rows[0].more.insert("id".to_string(), json!("other"));
        assert!(!sample::text(&table, Format::Json).contains("other"));
    }
}

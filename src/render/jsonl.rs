//! JSON lines: one record a line, as written by [`super::json`]; totals are no record.

use super::json;
use crate::document::table::Table;
use std::io::{self, Write};

/// Writes one line for each row.
pub(super) fn write<W: Write>(table: &Table, out: &mut W) -> io::Result<()> {
    for row in &table.rows {
        json::record(table, row, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, sample};
    use serde_json::Value;

    #[test]
    fn jsonl_has_the_records_of_json() {
        assert_eq!(sample::text(&sample::first(0), Format::Jsonl), "");
        for table in [sample::cases(), sample::hostile()] {
            let all: Value = serde_json::from_str(&sample::text(&table, Format::Json)).expect("JSON");
            let text = sample::text(&table, Format::Jsonl);
            let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
            assert_eq!(Value::Array(lines), all["data"]);
        }
    }
}

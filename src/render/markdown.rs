//! Renders a pipe table (GitHub Flavored Markdown, "Tables") with its title as heading and the notes below.
//!
//! Invariant: stored text is escaped, so that no pipe, line end, HTML, image, emphasis or link text in it takes effect.

use super::{Look, NONE, cells, value};
use crate::document::table::Table;
use std::io::{self, Write};

/// Writes heading, table (or that it is empty) and notes.
pub(super) fn write<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    if !table.title.is_empty() {
        out.write_all(b"# ")?;
        escaped(&table.title, out)?;
        out.write_all(b"\n\n")?;
    }
    if table.rows.is_empty() || table.columns.is_empty() {
        writeln!(out, "{}", NONE.get(look.lang))?;
    } else {
        grid(table, look, out)?;
    }
    for note in table.notes.iter().chain(Some(&table.basis).filter(|basis| !basis.is_empty())) {
        out.write_all(b"\n")?;
        self::note(note, out)?;
    }
    Ok(())
}

/// Writes a paragraph that cannot be read as a heading or list.
pub(super) fn note<W: Write>(text: &str, out: &mut W) -> io::Result<()> {
    if text.starts_with(['#', '+', '-', '=']) {
        out.write_all(b"\\")?;
    }
    escaped(text, out)?;
    out.write_all(b"\n")
}

/// Writes text that was laid out for a terminal as a code block, so that nothing in it takes effect.
pub(super) fn text<W: Write>(text: &str, out: &mut W) -> io::Result<()> {
    text.lines().try_for_each(|line| match crate::text::sanitize::harmless(line) {
        line if line.is_empty() => writeln!(out),
        line => writeln!(out, "    {line}"),
    })
}

pub(super) fn grid<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    for column in &table.columns {
        out.write_all(b"| ")?;
        escaped(&column.title, out)?;
        out.write_all(b" ")?;
    }
    out.write_all(b"|\n")?;
    for column in &table.columns {
        out.write_all(if column.right { b"| ---: " } else { b"| --- " })?;
    }
    out.write_all(b"|\n")?;
    for row in table.lines() {
        for cell in cells(table, row) {
            let text = value::human(cell, look.lang);
            let mark: &[u8] = if table.is_total(row) && !text.is_empty() { b"**" } else { b"" };
            out.write_all(b"| ")?;
            out.write_all(mark)?;
            escaped(&text, out)?;
            out.write_all(mark)?;
            out.write_all(b" ")?;
        }
        out.write_all(b"|\n")?;
    }
    Ok(())
}

pub(super) fn escaped<W: Write>(text: &str, out: &mut W) -> io::Result<()> {
    let safe = crate::text::sanitize::harmless_lines(text);
    let mut done = 0;
    for (at, byte) in safe.bytes().enumerate() {
        // The replacement for the byte, and how many bytes of the original follow it.
        let (instead, keep): (&[u8], usize) = match byte {
            b'\n' => (b"<br>", 0),
            b'&' => (b"&amp;", 0),
            b'<' => (b"&lt;", 0),
            b'>' => (b"&gt;", 0),
            b'\\' | b'|' | b'`' | b'*' | b'_' | b'[' | b']' | b'~' | b'$' => (b"\\", 1),
            _ => continue,
        };
        out.write_all(&safe.as_bytes()[done..at])?;
        out.write_all(instead)?;
        done = at + 1 - keep;
    }
    out.write_all(&safe.as_bytes()[done..])
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, sample};

    #[test]
    fn markdown_of_no_row_one_row_and_several() {
        assert_eq!(sample::text(&sample::first(0), Format::Markdown), "# 投诉清单\n\n无。\n\n截至 2026-11-30\n");
        let one = "\
# 投诉清单

| 编号 | 状态 | 收到 | 到期 | 天数 | 超期 | 标签 | 标题 |
| --- | --- | --- | --- | ---: | --- | --- | --- |
| HQ-2026-0042 | 已回复 | 2026-11-23 09:31 | 2026-11-26 | -3 | 是 | counter, late | 柜台服务态度 |

截至 2026-11-30
";
        assert_eq!(sample::text(&sample::first(1), Format::Markdown), one);
        assert_eq!(sample::text(&sample::cases(), Format::Markdown).lines().count(), 9);
    }

    #[test]
    fn totals_are_an_emphasised_last_row() {
        let text = sample::text(&sample::totals(), Format::Markdown);
        assert!(text.ends_with("| 信函 | 0 |  |\n| **合计** | **1000** | **99.9%** |\n"), "{text}");
    }

    #[test]
    fn hostile_text_is_escaped_in_markdown() {
        let text = sample::text(&sample::hostile(), Format::Markdown);
        for line in
            ["&lt;script&gt;alert(1)&lt;/script&gt;", "a\\|b \\\\\\| c", "a\\\\tb<br>c\\\\rd\\\\e", "\\\\u{202e}"]
        {
            assert!(text.contains(line), "{line} in {text}");
        }
        let rows = text.lines().filter(|l| l.starts_with('|')).count();
        assert_eq!(rows, sample::HOSTILE.len() + 2);
    }
}

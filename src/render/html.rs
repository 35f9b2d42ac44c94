//! Renders a table as one self-contained HTML page: no external resources, suited to paper and telephones, to light and dark.
//!
//! Invariant: stored text is escaped everywhere. If that ever failed, the page's Content Security Policy (level 3)
//! still forbids external resources and every script but the one that sorts tables.

use super::{Look, NONE, cells, value};
use crate::document::table::{Cell, Table, Tone};
use crate::text::{Lang, Two};
use std::io::{self, Write};

/// Text wider than this may be broken into lines; shorter text stays on one line.
const SHORT: usize = 24;

const STYLE: &str = include_str!("page.css");
/// Sorts a table by a column when its heading is chosen; without it tables are plain.
const SORT: &str = include_str!("sort.js");
/// The SHA-256 of [`SORT`] in Base64, by which the page's policy lets it run and nothing else.
const SORT_HASH: &str = "e/+k8rp20pHEM2jRYciGPkWzP3FGzymbRNcfDjSO4Uo=";

/// Writes everything before the contents of the body.
pub(super) fn head<W: Write>(title: &str, style: &str, look: &Look, out: &mut W) -> io::Result<()> {
    let lang = Two("en", "zh-CN").get(look.lang);
    writeln!(out, "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">")?;
    write!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'sha256-{SORT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
    )?;
    escaped(title, out)?;
    write!(out, "</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n<main>\n")
}

/// Writes the table as a page.
pub(super) fn write<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    let wide = if table.columns.len() > 7 { "@media print{@page{size:A4 landscape}}\n" } else { "" };
    head(&table.title, wide, look, out)?;
    if !table.title.is_empty() {
        out.write_all(b"<h1>")?;
        escaped(&table.title, out)?;
        out.write_all(b"</h1>\n")?;
    }
    if table.rows.is_empty() || table.columns.is_empty() {
        writeln!(out, "<p>{}</p>", NONE.get(look.lang))?;
    } else {
        grid(table, None, &table.title, look, out)?;
    }
    notes(table, out)?;
    if !table.basis.is_empty() {
        out.write_all(b"<p class=\"basis\">")?;
        escaped(&table.basis, out)?;
        out.write_all(b"</p>\n")?;
    }
    foot(!table.rows.is_empty(), out)
}

/// Writes the end of a page, with the script if there is a table to sort.
pub(super) fn foot<W: Write>(sorts: bool, out: &mut W) -> io::Result<()> {
    out.write_all(b"</main>\n")?;
    if sorts {
        writeln!(out, "<script>{SORT}</script>")?;
    }
    out.write_all(b"</body>\n</html>\n")
}

/// Writes a page of text that was laid out for a terminal, unchanged.
pub(super) fn text<W: Write>(title: &str, text: &str, look: &Look, out: &mut W) -> io::Result<()> {
    head(title, "", look, out)?;
    out.write_all(b"<pre>")?;
    escaped(text, out)?;
    out.write_all(b"</pre>\n")?;
    foot(false, out)
}

/// Writes the table itself, under its caption if it has one. `label` names it for a screen reader otherwise.
pub(super) fn grid<W: Write>(
    table: &Table,
    caption: Option<&str>,
    label: &str,
    look: &Look,
    out: &mut W,
) -> io::Result<()> {
    let long = long_columns(table, look.lang);
    // Focusable by keyboard, so that a wide table can be scrolled without a mouse.
    out.write_all(b"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")?;
    let label = caption.unwrap_or(label);
    escaped(if label.is_empty() { Two("Table", "表格").get(look.lang) } else { label }, out)?;
    out.write_all(b"\">\n<table class=\"sort\">\n")?;
    if let Some(caption) = caption {
        out.write_all(b"<caption>")?;
        escaped(caption, out)?;
        out.write_all(b"</caption>\n")?;
    }
    out.write_all(b"<thead>\n<tr>\n")?;
    for column in &table.columns {
        out.write_all(if column.right { b"<th scope=\"col\" class=\"n\">" } else { b"<th scope=\"col\">" })?;
        escaped(&column.title, out)?;
        out.write_all(b"</th>\n")?;
    }
    out.write_all(b"</tr>\n</thead>\n<tbody>\n")?;
    for row in table.lines() {
        if table.totals.first().is_some_and(|first| std::ptr::eq(first, row)) {
            out.write_all(b"</tbody>\n<tfoot>\n")?;
        }
        out.write_all(match row.tone {
            Tone::Plain => b"<tr>",
            Tone::Bad => b"<tr class=\"bad\">",
            Tone::Warn => b"<tr class=\"warn\">",
            Tone::Dim => b"<tr class=\"dim\">",
        })?;
        for ((cell, column), long) in cells(table, row).zip(&table.columns).zip(&long) {
            out.write_all(match (column.right, long, cell) {
                (true, ..) => b"<td class=\"n\"",
                (_, true, _) => b"<td class=\"text\"",
                (_, _, Cell::Date(_) | Cell::Time(_)) => b"<td class=\"d\"",
                _ => b"<td",
            })?;
            // What is shown in words sorts by its number.
            if let Cell::DaysLate(days) = cell {
                write!(out, " data-n=\"{days}\"")?;
            }
            out.write_all(b">")?;
            escaped(&value::human(cell, look.lang), out)?;
            out.write_all(b"</td>")?;
        }
        out.write_all(b"</tr>\n")?;
    }
    let end: &[u8] = if table.totals.is_empty() { b"</tbody>" } else { b"</tfoot>" };
    out.write_all(end)?;
    out.write_all(b"\n</table>\n</div>\n")
}

pub(super) fn notes<W: Write>(table: &Table, out: &mut W) -> io::Result<()> {
    if table.notes.is_empty() {
        return Ok(());
    }
    out.write_all(b"<div class=\"notes\">\n")?;
    for note in &table.notes {
        out.write_all(b"<p>")?;
        escaped(note, out)?;
        out.write_all(b"</p>\n")?;
    }
    out.write_all(b"</div>\n")
}

/// Which columns have text that needs more than one line.
fn long_columns(table: &Table, lang: Lang) -> Vec<bool> {
    let mut long = vec![false; table.columns.len()];
    for row in table.lines() {
        for (long, cell) in long.iter_mut().zip(cells(table, row)) {
            if !*long && matches!(cell, Cell::Text(_) | Cell::Named { .. } | Cell::List(_)) {
                let text = value::human(cell, lang);
                *long = text.contains('\n') || crate::text::width::width(&text) > SHORT;
            }
        }
    }
    long
}

pub(super) fn escaped<W: Write>(text: &str, out: &mut W) -> io::Result<()> {
    let safe = crate::text::sanitize::harmless_lines(text);
    let mut done = 0;
    for (at, byte) in safe.bytes().enumerate() {
        let entity: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(&safe.as_bytes()[done..at])?;
        out.write_all(entity)?;
        done = at + 1;
    }
    out.write_all(&safe.as_bytes()[done..])
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, sample};

    fn body(html: &str) -> &str {
        html.split_once("<main>\n").map_or("", |(_, body)| body)
    }

    #[test]
    fn html_of_a_table_without_rows() {
        let html = sample::text(&sample::first(0), Format::Html);
        assert!(
            html.starts_with(
                "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv"
            )
        );
        let wanted = "<h1>投诉清单</h1>\n<p>无。</p>\n<div class=\"notes\">\n<p>截至 2026-11-30</p>\n</div>\n</main>\n</body>\n</html>\n";
        assert_eq!(body(&html), wanted);
    }

    #[test]
    fn html_of_one_row_and_of_several() {
        let one = sample::text(&sample::first(1), Format::Html);
        let row = "<tr class=\"bad\"><td>HQ-2026-0042</td><td>已回复</td><td class=\"d\">2026-11-23 09:31</td><td class=\"d\">2026-11-26</td>\
                   <td class=\"n\">-3</td><td>是</td><td>counter, late</td><td>柜台服务态度</td></tr>\n";
        assert!(one.contains(row), "{one}");
        assert!(one.contains("<th scope=\"col\" class=\"n\">天数</th>\n"), "{one}");
        let many = sample::text(&sample::cases(), Format::Html);
        assert_eq!(many.matches("<tr").count(), 4);
        assert!(many.contains("<td class=\"text\">ATM 吞卡，the card"), "{many}");
    }

    #[test]
    fn the_policy_of_the_page_names_its_script() {
        use sha2::{Digest, Sha256};
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digest = Sha256::digest(super::SORT);
        let base64 = |bytes: &[u8]| {
            let bits = bytes.iter().enumerate().fold(0, |bits, (i, byte)| bits | u32::from(*byte) << (16 - 8 * i));
            (0..4)
                .map(|i| if i <= bytes.len() { char::from(DIGITS[(bits >> (18 - 6 * i) & 63) as usize]) } else { '=' })
                .collect::<String>()
        };
        assert_eq!(digest.chunks(3).map(base64).collect::<String>(), super::SORT_HASH);
    }

    #[test]
    fn hostile_text_creates_no_html_element() {
        let html = sample::text(&sample::hostile(), Format::Html);
        let allowed = ["h1", "div", "table", "thead", "tbody", "tr", "th", "td", "p", "main", "body", "html"];
        let (shown, script) = body(&html).split_once("<script>").expect("the script at the end");
        assert!(script.starts_with(super::SORT) && script.ends_with("</script>\n</body>\n</html>\n"), "{script}");
        for tag in shown.split('<').skip(1) {
            let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(allowed.contains(&name.as_str()), "<{tag}");
        }
        assert!(html.contains("=cmd|&#39; /C calc&#39;!A0"), "{html}");
        assert!(html.contains("&quot;quoted&quot;"), "{html}");
    }
}

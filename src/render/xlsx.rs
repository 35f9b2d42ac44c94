//! Renders a table as an Excel workbook with one sheet: dates are dates, numbers are numbers, text is never a formula.
//!
//! Invariant: equal tables give equal bytes; no clock is read.

use super::csv::is_formula;
use super::{Look, NONE, cells, value};
use crate::document::table::{Cell, Table, Tone};
use crate::domain::value::moment::Moment;
use crate::text::Two;
use chrono::{Datelike, NaiveDate, Timelike};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::io::{self, Write};

/// Excel keeps fifteen digits; longer numbers are written as text, because Excel would change them.
const DIGITS: u64 = 999_999_999_999_999;
/// Excel's limit for a cell, in UTF-16 units.
const LONGEST: usize = 32_767;
/// The greatest width of a column of text; longer text is wrapped.
const WIDEST: usize = 60;

/// Writes the workbook.
pub(super) fn write<W: Write>(table: &Table, look: &Look, out: &mut W) -> io::Result<()> {
    let bytes = workbook(table, look).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(table: &Table, look: &Look) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let title = text(&table.title);
    book.set_properties(&DocProperties::new().set_title(title.as_ref()).set_creation_datetime(&created));
    let sheet = book.add_worksheet().set_name(sheet_name(&table.title, look))?;
    if !table.columns.is_empty() {
        head(sheet, table)?;
        let styles = Styles::new();
        for (row, line) in (1..).zip(table.lines()) {
            for (column, cell) in (0..).zip(cells(table, line)) {
                put(sheet, row, column, cell, look, &styles, line.tone)?;
            }
        }
    }
    let mut next = u32::try_from(table.lines().count()).unwrap_or(u32::MAX).saturating_add(2);
    if table.rows.is_empty() {
        sheet.write_string(1, 0, NONE.get(look.lang))?;
        next += 1;
    }
    let small = Format::new().set_font_color(Color::Gray);
    for (row, note) in (next..).zip(&table.notes) {
        sheet.write_string_with_format(row, 0, text(note), &small)?;
    }
    page(sheet, table, look)?;
    book.save_to_buffer()
}

/// Header, filter, frozen first row.
fn head(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Top);
    let right = bold.clone().set_align(FormatAlign::Right);
    for (i, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, i, text(&column.title), if column.right { &right } else { &bold })?;
    }
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(table.columns.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last_row, last_column)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Sets the column widths and the print layout.
fn page(sheet: &mut Worksheet, table: &Table, look: &Look) -> Result<(), XlsxError> {
    // Three columns for the filter button.
    let mut widths: Vec<usize> = table.columns.iter().map(|c| crate::text::width::width(&c.title) + 3).collect();
    for row in table.lines() {
        for (width, cell) in widths.iter_mut().zip(cells(table, row)) {
            let shown = value::human(cell, look.lang);
            *width = shown.split('\n').map(crate::text::width::width).max().unwrap_or(0).max(*width);
        }
    }
    for (i, width) in (0..).zip(widths) {
        let columns = u32::try_from(width.clamp(6, WIDEST)).unwrap_or(60);
        sheet.set_column_width(i, f64::from(columns) + 2.0)?;
    }
    let header: String = text(&table.title).replace('&', "&&").chars().take(200).collect();
    if !header.is_empty() {
        sheet.set_header(format!("&C{header}"));
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    if table.columns.len() > 7 {
        sheet.set_landscape();
    }
    Ok(())
}

/// The cell formats, for each tone.
struct Styles([[Format; 5]; 4]);

#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Formula,
    Date,
    Time,
    Decimal(u8),
}

impl Styles {
    fn new() -> Self {
        Self([Tone::Plain, Tone::Bad, Tone::Warn, Tone::Dim].map(|tone| {
            let plain = Format::new().set_align(FormatAlign::Top);
            let base = match tone {
                Tone::Plain => plain,
                Tone::Bad => plain.set_font_color(Color::RGB(0xB3_26_1E)),
                Tone::Warn => plain.set_font_color(Color::RGB(0x8A_5A_00)),
                Tone::Dim => plain.set_font_color(Color::RGB(0x6B_71_78)),
            };
            let wrapped = base.clone().set_text_wrap();
            [
                wrapped.clone(),
                // Keeps the cell as text when a user edits it.
                wrapped.set_quote_prefix(),
                base.clone().set_num_format("yyyy-mm-dd"),
                base.clone().set_num_format("yyyy-mm-dd hh:mm"),
                base,
            ]
        }))
    }

    fn get(&self, kind: Kind, tone: Tone) -> Cow<'_, Format> {
        let row = match tone {
            Tone::Plain => 0,
            Tone::Bad => 1,
            Tone::Warn => 2,
            Tone::Dim => 3,
        };
        let row = &self.0[row];
        match kind {
            Kind::Plain => Cow::Borrowed(&row[0]),
            Kind::Formula => Cow::Borrowed(&row[1]),
            Kind::Date => Cow::Borrowed(&row[2]),
            Kind::Time => Cow::Borrowed(&row[3]),
            Kind::Decimal(0) => Cow::Borrowed(&row[4]),
            Kind::Decimal(n) => Cow::Owned(row[4].clone().set_num_format(format!("0.{}", "0".repeat(n.into())))),
        }
    }
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    look: &Look,
    styles: &Styles,
    tone: Tone,
) -> Result<(), XlsxError> {
    let style = |kind| styles.get(kind, tone);
    match cell {
        Cell::Empty => {}
        Cell::Int(n) | Cell::DaysLate(n) if n.unsigned_abs() <= DIGITS => {
            #[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
            sheet.write_number_with_format(row, column, *n as f64, &style(Kind::Decimal(0)))?;
        }
        Cell::Decimal(n, places) if n.unsigned_abs() <= DIGITS && *places <= 15 => {
            #[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
            let number = *n as f64 / 10f64.powi((*places).into());
            sheet.write_number_with_format(row, column, number, &style(Kind::Decimal(*places)))?;
        }
        Cell::Date(date) if is_excel_date(*date) => {
            sheet.write_datetime_with_format(row, column, day(*date)?, &style(Kind::Date))?;
        }
        Cell::Time(moment) if is_excel_date(moment.date()) => {
            let kind = if moment.is_day() { Kind::Date } else { Kind::Time };
            sheet.write_datetime_with_format(row, column, time(*moment)?, &style(kind))?;
        }
        other => {
            let shown = value::human(other, look.lang);
            let kind = if is_formula(&shown) { Kind::Formula } else { Kind::Plain };
            sheet.write_string_with_format(row, column, text(&shown), &style(kind))?;
        }
    }
    Ok(())
}

/// Whether Excel can represent the date: it counts days from 1900, incorrectly before March of that year.
fn is_excel_date(date: NaiveDate) -> bool {
    (1901..=9999).contains(&date.year())
}

fn day(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or_default(), small(date.month()), small(date.day()))
}

/// Local time to the second; sheets have no offsets.
fn time(moment: Moment) -> Result<ExcelDateTime, XlsxError> {
    let Some(time) = moment.time() else { return day(moment.date()) };
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    day(moment.date())?.and_hms(u16::from(small(time.hour())), small(time.minute()), f64::from(time.second()))
}

/// Text for a cell: sanitized, not too long, and never read as the library's rich-text markup.
fn text(stored: &str) -> Cow<'_, str> {
    let mut safe = crate::text::sanitize::harmless_lines(stored);
    if safe.len() > LONGEST && safe.encode_utf16().count() > LONGEST {
        let mut left = LONGEST - 1;
        let end = safe.char_indices().find(|(_, c)| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            !fits
        });
        let end = end.map_or(safe.len(), |(at, _)| at);
        safe = Cow::Owned(format!("{}…", &safe[..end]));
    }
    if safe.starts_with("<r>") { Cow::Owned(format!(" {safe}")) } else { safe }
}

/// A valid name for a sheet: at most 31 UTF-16 units, without `* ? : [ ] \ /`, no `'` at its ends.
fn sheet_name(title: &str, look: &Look) -> String {
    let mut left = 31;
    let name: String = title
        .chars()
        .map(|c| if crate::text::sanitize::is_harmful(c) || "*?:[]\\/".contains(c) { ' ' } else { c })
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    let name = name.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    // Excel reserves the name "History".
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        Two("Table", "表格").get(look.lang).to_string()
    } else {
        name.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn bytes(table: &Table) -> Vec<u8> {
        sample::bytes(table, crate::render::Format::Xlsx, &sample::LOOK)
    }

    #[test]
    fn equal_tables_give_equal_bytes() {
        let tables = [sample::first(0), sample::first(1), sample::cases(), sample::hostile(), Table::default()];
        let first: Vec<_> = tables.iter().map(bytes).collect();
        assert!(first.iter().all(|b| b.starts_with(b"PK\x03\x04")));
        // A time in the document's properties would differ by seconds.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert!(first == tables.iter().map(bytes).collect::<Vec<_>>(), "differs a second later");
    }

    #[test]
    fn sheet_names_are_valid_in_excel() {
        for (title, name) in [
            ("投诉[2026/11]", "投诉 2026 11"),
            ("'a'", "a"),
            ("", "表格"),
            ("History", "表格"),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            ),
        ] {
            assert_eq!(sheet_name(title, &sample::LOOK), name);
        }
        let hostile = sheet_name(&sample::HOSTILE.concat(), &sample::LOOK);
        assert!(rust_xlsxwriter::utility::check_sheet_name(&hostile).is_ok(), "{hostile}");
    }

    #[test]
    fn cell_text_is_sanitized_and_shortened() {
        assert_eq!(text("<r><t>x</t></r>"), " <r><t>x</t></r>");
        assert_eq!(text("a\x1bb\nc"), "a\\x1bb\nc");
        for c in ["a", "柜", "👍"] {
            let long = c.repeat(40_000);
            let units = text(&long).encode_utf16().count();
            assert!((LONGEST - 1..=LONGEST).contains(&units), "{units}");
        }
    }

    #[test]
    fn values_beyond_excels_range_are_written_as_text() {
        let mut table = sample::first(1);
        table.rows[0].cells = vec![
            Cell::Int(i64::MAX),
            Cell::Decimal(i64::MIN, 255),
            Cell::Date(NaiveDate::MIN),
            Cell::Time(Moment::day(NaiveDate::MAX)),
            Cell::Text("=".repeat(70_000)),
        ];
        assert!(bytes(&table).starts_with(b"PK"));
    }
}

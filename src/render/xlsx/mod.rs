//! Renders tables as an Excel workbook: a sheet for each table, and one that tells what the figures rest on.
//!
//! Invariant: equal tables give equal bytes; no clock is read.

mod cell;
mod totals;

use super::{Look, NONE, cells, value};
use crate::document::table::{Cell, Table};
use crate::text::Two;
use crate::text::width::{width as width_of, wrap};
use cell::{Spot, Styles, put, text};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::io::{self, Write};

/// The greatest width of a column of text; longer text is wrapped.
const WIDEST: usize = 60;
/// The most lines that a row is high; Excel allows 27 at this size.
const MOST_LINES: usize = 27;
/// Columns of text that fit on A4 upright at nearly full size.
const UPRIGHT: usize = 100;
/// Columns of text that can be read on A4 on its side.
const ACROSS: usize = 220;

/// Writes the workbook of one table or several, under a title.
pub(super) fn write<W: Write>(title: &str, tables: &[&Table], look: &Look, out: &mut W) -> io::Result<()> {
    let bytes = workbook(title, tables, look).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// The bytes of the workbook.
pub(super) fn workbook(title: &str, tables: &[&Table], look: &Look) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(text(title).as_ref()).set_creation_datetime(&created));
    let mut names = Vec::new();
    for table in tables {
        let sheet = book.add_worksheet().set_name(unused(sheet_name(&table.title, look), &mut names))?;
        write_table(sheet, table, look)?;
    }
    if tables.iter().any(|table| !table.notes.is_empty() || !table.about.is_empty()) {
        let name = Two("Notes", "说明").get(look.lang).to_string();
        write_notes(book.add_worksheet().set_name(unused(name, &mut names))?, tables)?;
    }
    book.save_to_buffer()
}

fn write_table(sheet: &mut Worksheet, table: &Table, look: &Look) -> Result<(), XlsxError> {
    if !table.columns.is_empty() {
        head(sheet, table)?;
        let (plain, bold) = (Styles::new(false), Styles::new(true));
        for (row, line) in (1..).zip(table.lines()) {
            let is_total = table.is_total(line);
            for (column, cell) in (0..).zip(cells(table, line)) {
                let formula = if is_total { totals::formula(table, column) } else { None };
                let styles = if is_total { &bold } else { &plain };
                put(sheet, cell, &Spot { row, column, styles, tone: line.tone, formula }, look)?;
            }
        }
    }
    if table.rows.is_empty() {
        sheet.write_string(1, 0, NONE.get(look.lang))?;
    }
    page(sheet, table, look)
}

/// The last sheet: for each table its title, what it rests on and its notes.
fn write_notes(sheet: &mut Worksheet, tables: &[&Table]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut row = 0;
    for table in tables {
        sheet.write_string_with_format(row, 0, text(&table.title), &bold)?;
        row += 1;
        for (label, told) in &table.about {
            sheet.write_string_with_format(row, 0, text(label), &wrapped)?;
            sheet.write_string_with_format(row, 1, text(told), &wrapped)?;
            row += 1;
        }
        for note in &table.notes {
            sheet.write_string_with_format(row, 1, text(note), &wrapped)?;
            row += 1;
        }
        row += 1;
    }
    sheet.set_column_width(0, 18.0)?.set_column_width(1, 80.0)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    Ok(())
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
    let mut widths: Vec<usize> = table.columns.iter().map(|c| width_of(&c.title) + 3).collect();
    for row in table.lines() {
        for (width, cell) in widths.iter_mut().zip(cells(table, row)) {
            let shown = value::human(cell, look.lang);
            *width = shown.split('\n').map(width_of).max().unwrap_or(0).max(*width);
        }
    }
    let widths: Vec<usize> = widths.into_iter().map(|width| width.clamp(6, WIDEST) + 2).collect();
    heights(sheet, table, &widths, look)?;
    for (i, width) in (0..).zip(&widths) {
        sheet.set_column_width(i, f64::from(u32::try_from(*width).unwrap_or(60)))?;
    }
    let header: String = text(&table.title).replace('&', "&&").chars().take(200).collect();
    if !header.is_empty() {
        sheet.set_header(format!("&C{header}"));
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    if widths.iter().sum::<usize>() > UPRIGHT {
        sheet.set_landscape();
    }
    // What would be too small to read on one A4 page goes on A3.
    if widths.iter().sum::<usize>() > ACROSS {
        sheet.set_paper_size(8);
    }
    Ok(())
}

/// Sets the heights of rows whose texts need several lines: not every program does by itself.
fn heights(sheet: &mut Worksheet, table: &Table, widths: &[usize], look: &Look) -> Result<(), XlsxError> {
    const LINE: f64 = 15.0;
    for (row, line) in (1..).zip(table.lines()) {
        let lines = |(width, cell): (&usize, &Cell)| {
            // Columns are as wide as all other values.
            if !matches!(cell, Cell::Text(_) | Cell::Named { .. } | Cell::List(_)) {
                return 1;
            }
            let shown = value::human(cell, look.lang);
            let lines = |line: &str| if width_of(line) <= *width { 1 } else { wrap(line, *width, MOST_LINES).len() };
            shown.split('\n').map(lines).sum::<usize>()
        };
        let most = widths.iter().zip(cells(table, line)).map(lines).max().unwrap_or(1).min(MOST_LINES);
        if most > 1 {
            sheet.set_row_height(row, LINE * f64::from(u8::try_from(most).unwrap_or(1)))?;
        }
    }
    Ok(())
}

/// A name that no sheet before it has; Excel does not tell capital letters from small ones.
fn unused(name: String, names: &mut Vec<String>) -> String {
    let taken = |name: &str, names: &[String]| names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = |n: usize| {
        let end = format!(" {n}");
        let mut left = 31 - end.len();
        let fits = |c: &char| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        };
        name.chars().take_while(fits).collect::<String>() + &end
    };
    let found =
        if taken(&name, names) { (2..=names.len() + 1).map(numbered).find(|name| !taken(name, names)) } else { None };
    let name = found.unwrap_or(name);
    names.push(name.clone());
    name
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
    use super::cell::LONGEST;
    use super::*;
    use crate::domain::value::moment::Moment;
    use crate::render::sample;
    use chrono::NaiveDate;

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

    /// A part of a workbook as text.
    fn part(bytes: Vec<u8>, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).expect("a package");
        let mut text = String::new();
        io::Read::read_to_string(&mut archive.by_name(name).expect("the part"), &mut text).expect("UTF-8");
        text
    }

    #[test]
    fn totals_are_formulas_that_agree_with_their_values() {
        let mut table = sample::totals();
        table.columns[1].key = "rate_whole".into();
        let sheet = |table: &Table| part(bytes(table), "xl/worksheets/sheet1.xml");
        let text = sheet(&table);
        assert!(text.contains("<f>SUM(B2:B3)</f><v>1000</v>") && !text.contains("ROUND("), "{text}");
        // With a column of its part the rate is a formula; a rate that is kept from 100 % is none.
        let more = |row: &mut crate::document::table::Row| {
            let Cell::Rate { part, .. } = row.cells[2] else { return };
            row.cells.push(Cell::Int(part));
        };
        table.rows.iter_mut().chain(&mut table.totals).for_each(more);
        let mut column = table.columns[1].clone();
        column.key = "part".into();
        table.columns.push(column);
        assert!(sheet(&table).contains("<f>ROUND(D4/B4,3)</f><v>0.999</v>"), "{}", sheet(&table));
        // What is no sum stays a number.
        table.totals[0].cells[1] = Cell::Int(7);
        assert!(!sheet(&table).contains("SUM(B2:B3)"));
    }

    #[test]
    fn rates_are_percents_and_the_last_sheet_tells_what_they_rest_on() {
        let about = vec![("口径".to_string(), "期内收到的投诉".to_string())];
        let table = Table { about, notes: vec!["=1".into()], ..sample::totals() };
        let text = part(bytes(&table), "xl/worksheets/sheet1.xml");
        assert!(text.contains("<v>0.999</v>"), "{text}");
        assert!(
            text.contains("ySplit=\"1\"") && text.contains("paperSize=\"9\"") && text.contains("fitToHeight=\"0\""),
            "{text}"
        );
        assert!(text.contains("&amp;P / &amp;N"), "{text}");
        assert!(part(bytes(&table), "xl/styles.xml").contains("0.0%"));
        assert!(part(bytes(&table), "xl/workbook.xml").contains("name=\"说明\""));
        let strings = part(bytes(&table), "xl/sharedStrings.xml");
        assert!(strings.contains("期内收到的投诉") && strings.contains("=1"), "{strings}");
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

//! One cell of a sheet: dates are dates, numbers are numbers, rates are percents, text is never a formula.

use super::super::csv::is_formula;
use super::super::{Look, value};
use crate::document::table::{Cell, Tone, rate};
use crate::domain::value::moment::Moment;
use chrono::{Datelike, NaiveDate, Timelike};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};
use std::borrow::Cow;

/// Excel keeps fifteen digits; longer numbers are written as text, because Excel would change them.
const DIGITS: u64 = 999_999_999_999_999;
/// Excel's limit for a cell, in UTF-16 units.
pub(super) const LONGEST: usize = 32_767;

/// The cell formats, for each tone; those of totals are bold below a line.
pub(super) struct Styles([[Format; 6]; 4]);

/// The kinds of cell formats.
#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Formula,
    Date,
    Time,
    Decimal(u8),
    Percent,
}

impl Styles {
    pub(super) fn new(totals: bool) -> Self {
        Self([Tone::Plain, Tone::Bad, Tone::Warn, Tone::Dim].map(|tone| {
            let plain = Format::new().set_align(FormatAlign::Top);
            let plain = if totals { plain.set_bold().set_border_top(FormatBorder::Thin) } else { plain };
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
                base.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
                base.clone().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
                base.clone().set_num_format("0.0%"),
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
            Kind::Percent => Cow::Borrowed(&row[4]),
            Kind::Decimal(0) => Cow::Borrowed(&row[5]),
            Kind::Decimal(n) => Cow::Owned(row[5].clone().set_num_format(format!("0.{}", "0".repeat(n.into())))),
        }
    }
}

/// Where a cell stands and how it looks.
pub(super) struct Spot<'a> {
    pub(super) row: u32,
    pub(super) column: u16,
    pub(super) styles: &'a Styles,
    pub(super) tone: Tone,
    /// The formula that gives the cell's value, with which it agrees.
    pub(super) formula: Option<String>,
}

/// Writes a cell.
pub(super) fn put(sheet: &mut Worksheet, cell: &Cell, spot: &Spot<'_>, look: &Look) -> Result<(), XlsxError> {
    let (row, column) = (spot.row, spot.column);
    let style = |kind| spot.styles.get(kind, spot.tone);
    if let Some((number, kind)) = number(cell) {
        match &spot.formula {
            Some(formula) => {
                let formula = Formula::new(formula).set_result(number.to_string());
                sheet.write_formula_with_format(row, column, formula, &style(kind))?;
            }
            None => {
                sheet.write_number_with_format(row, column, number, &style(kind))?;
            }
        }
        return Ok(());
    }
    match cell {
        Cell::Empty => {}
        Cell::Rate { whole: ..=0, .. } => {}
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

/// The number in a cell and its format; `None` if it holds none that Excel can keep.
#[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
fn number(cell: &Cell) -> Option<(f64, Kind)> {
    match cell {
        Cell::Int(n) | Cell::DaysLate(n) if n.unsigned_abs() <= DIGITS => Some((*n as f64, Kind::Decimal(0))),
        Cell::Decimal(n, places) if n.unsigned_abs() <= DIGITS && *places <= 15 => {
            Some((*n as f64 / 10f64.powi((*places).into()), Kind::Decimal(*places)))
        }
        // As it is shown, so that Excel does not round nearly all to 100.0%.
        Cell::Rate { part, whole } => {
            rate(*part, *whole).filter(|n| n.unsigned_abs() <= DIGITS).map(|n| (n as f64 / 1000.0, Kind::Percent))
        }
        _ => None,
    }
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
pub(super) fn text(stored: &str) -> Cow<'_, str> {
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

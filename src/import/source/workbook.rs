//! Workbooks: xlsx, xlsm, xlsb, xls and ods, by the calamine library. Cells of an xlsx or xlsb sheet are read one by one.
//!
//! Invariant: a cell becomes the text that it means: dates as ISO 8601, whole numbers without decimals. The value of merged cells stands in
//! each of them.

use super::spool::Spool;
use crate::domain::gate::codes::nearest;
use crate::import::problem::FileError;
use calamine::{
    Data, DataRef, DataType, Dimensions, ExcelDateTime, Ods, Reader, SheetVisible, Sheets, Xls, Xlsb, Xlsx,
};
use chrono::NaiveDate;
use std::fs::File;
use std::io::{BufReader, Read, Seek};

/// Rows of a sheet that are looked at to find its header.
const HEAD: usize = 40;
/// More columns than that have no meaning; stray formats at the edge of a sheet would make rows endless.
const WIDEST: usize = 4096;

/// A sheet by its name and its first rows, each with its number.
#[derive(Debug)]
pub(in crate::import) struct SheetHead {
    pub(in crate::import) name: String,
    pub(in crate::import) rows: Vec<(u64, Vec<String>)>,
}

/// Takes a row with its number; says whether more are wanted.
type EachRow<'e> = &'e mut dyn FnMut(u64, &[String]) -> Result<bool, FileError>;

/// A workbook.
pub(super) struct Workbook {
    sheets: Sheets<BufReader<File>>,
    names: Vec<String>,
}

fn failed(error: impl Into<calamine::Error>) -> FileError {
    let error = error.into();
    let password = matches!(
        &error,
        calamine::Error::Xlsx(calamine::XlsxError::Password)
            | calamine::Error::Xls(calamine::XlsError::Password)
            | calamine::Error::Ods(calamine::OdsError::Password)
    );
    if password { FileError::Password } else { FileError::Workbook(error.to_string()) }
}

/// The workbook in a file, whatever its name: told by the members of a zip file; an xlsx with a password looks like an xls from outside.
fn sheets_of(mut file: File) -> Result<Sheets<BufReader<File>>, FileError> {
    let mut start = [0; 4];
    file.rewind()?;
    file.read_exact(&mut start)?;
    file.rewind()?;
    let again = file.try_clone()?;
    let reader = BufReader::new(file);
    if start != *b"PK\x03\x04" {
        return match Xls::new(reader) {
            Ok(book) => Ok(Sheets::Xls(book)),
            Err(error) => match Xlsx::new(BufReader::new(again)) {
                Err(calamine::XlsxError::Password) => Err(FileError::Password),
                _ => Err(failed(calamine::Error::from(error))),
            },
        };
    }
    let has = |name: &str| {
        let archive = again.try_clone().ok().and_then(|file| zip::ZipArchive::new(file).ok());
        archive.is_some_and(|archive| archive.file_names().flatten().any(|known| known.eq_ignore_ascii_case(name)))
    };
    let (xlsx, xlsb, ods) = (has("xl/workbook.xml"), has("xl/workbook.bin"), has("content.xml"));
    let mut reader = reader;
    reader.rewind()?;
    match (xlsx, xlsb, ods) {
        (true, _, _) => Xlsx::new(reader).map(Sheets::Xlsx).map_err(calamine::Error::from).map_err(failed),
        (_, true, _) => Xlsb::new(reader).map(Sheets::Xlsb).map_err(calamine::Error::from).map_err(failed),
        (_, _, true) => Ods::new(reader).map(Sheets::Ods).map_err(calamine::Error::from).map_err(failed),
        _ => Err(FileError::NoWorkbook),
    }
}

impl Workbook {
    pub(super) fn open(file: File) -> Result<Self, FileError> {
        let sheets = sheets_of(file)?;
        let all = sheets.sheets_metadata().iter();
        let names =
            all.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
        Ok(Self { sheets, names })
    }

    /// The sheet that is wanted, or the one that is chosen.
    pub(super) fn choose(&mut self, wanted: &str, choose: super::ChooseSheet<'_>) -> Result<String, FileError> {
        let every: Vec<String> = self.sheets.sheet_names();
        if !wanted.is_empty() {
            let number = wanted.parse::<usize>().ok().and_then(|n| every.get(n.checked_sub(1)?));
            let named = every.iter().find(|name| *name == wanted || name.trim() == wanted.trim()).or(number);
            return named.cloned().ok_or_else(|| FileError::NoSheet {
                wanted: wanted.into(),
                nearest: nearest(wanted, &every).map(Into::into),
                known: every.clone(),
            });
        }
        match &self.names[..] {
            [] => Err(FileError::Empty),
            [one] => Ok(one.clone()),
            _ => {
                let heads =
                    self.names.clone().into_iter().map(|name| self.head(name)).collect::<Result<Vec<_>, _>>()?;
                Ok(heads[choose(&heads)?].name.clone())
            }
        }
    }

    /// The first rows of a sheet.
    fn head(&mut self, name: String) -> Result<SheetHead, FileError> {
        let mut rows = Vec::new();
        let merged = self.merged(&name)?;
        self.each_row((&name, false), &merged, &mut |number, cells| {
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push((number, cells.to_vec()));
            }
            Ok(rows.len() < HEAD)
        })?;
        Ok(SheetHead { name, rows })
    }

    /// Writes a sheet into a table; returns its name.
    pub(super) fn spool(&mut self, name: String, spool: &mut Spool) -> Result<String, FileError> {
        let merged = self.merged(&name)?;
        self.each_row((&name, true), &merged, &mut |number, cells| spool.row(number, cells).map(|()| true))?;
        Ok(name)
    }

    fn merged(&mut self, name: &str) -> Result<Vec<Dimensions>, FileError> {
        let mut merged = match &mut self.sheets {
            Sheets::Xlsx(book) => {
                book.merge_cells_by_sheet_name(name).map_err(calamine::Error::from).map_err(failed)?
            }
            Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).map_err(calamine::Error::from).map_err(failed)?,
            Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
        };
        merged.sort_by_key(|area| area.start);
        Ok(merged)
    }

    /// Calls `each` with every row of a sheet, until it says no. A formula without its value is an error where the sheet `is_taken`; sheets
    /// are also looked at to choose one.
    fn each_row(
        &mut self,
        (name, is_taken): (&str, bool),
        merged: &[Dimensions],
        each: EachRow<'_>,
    ) -> Result<(), FileError> {
        let mut rows = Rows { row: 0, cells: Vec::new(), merged: Merged::of(merged), each };
        match &mut self.sheets {
            Sheets::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(name).map_err(calamine::Error::from).map_err(failed)?;
                let mut next =
                    || cells.next_cell_with_formula_metadata().map_err(calamine::Error::from).map_err(failed);
                while let Some(cell) = next()? {
                    // Written by a program that does not compute: its value is unknown, and not nothing.
                    let is_unknown = cell.formula.is_some() && matches!(cell.value, DataRef::Empty);
                    if is_unknown && is_taken && (cell.pos.1 as usize) < WIDEST {
                        return Err(FileError::Formula { sheet: name.into(), cell: named(cell.pos) });
                    }
                    if !rows.take(cell.pos, shown_ref(&cell.value))? {
                        return Ok(());
                    }
                }
            }
            Sheets::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(name).map_err(calamine::Error::from).map_err(failed)?;
                while let Some(cell) = cells.next_cell().map_err(calamine::Error::from).map_err(failed)? {
                    if !rows.take(cell.get_position(), shown_ref(cell.get_value()))? {
                        return Ok(());
                    }
                }
            }
            // These formats have at most 65,536 rows, or are read as a whole by the library.
            other => {
                let range = other.worksheet_range(name).map_err(failed)?;
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    #[allow(clippy::cast_possible_truncation, reason = "a sheet has no more rows")]
                    let at = (top + row as u32, left + column as u32);
                    if !rows.take(at, shown(value))? {
                        return Ok(());
                    }
                }
            }
        }
        rows.end()
    }
}

/// Gathers cells into rows.
struct Rows<'e> {
    row: u32,
    cells: Vec<String>,
    merged: Merged,
    each: EachRow<'e>,
}

impl Rows<'_> {
    /// Takes the next cell; false if no more are wanted.
    fn take(&mut self, (row, column): (u32, u32), text: String) -> Result<bool, FileError> {
        let column = column as usize;
        if text.is_empty() || column >= WIDEST {
            return Ok(true);
        }
        while row > self.row {
            if !self.flush()? {
                return Ok(false);
            }
            // Rows without cells are passed over, unless merged cells reach into them.
            self.row = if self.merged.is_open(self.row + 1) { self.row + 1 } else { row };
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(true)
    }

    fn flush(&mut self) -> Result<bool, FileError> {
        self.merged.fill(self.row, &mut self.cells);
        let goes_on = (self.each)(u64::from(self.row) + 1, &self.cells)?;
        self.cells.iter_mut().for_each(String::clear);
        self.cells.clear();
        Ok(goes_on)
    }

    fn end(mut self) -> Result<(), FileError> {
        while self.flush()? && self.merged.is_open(self.row + 1) {
            self.row += 1;
        }
        Ok(())
    }
}

/// Merged cells, with the value of those that reach beyond the present row.
struct Merged {
    areas: Vec<Dimensions>,
    /// The areas that begin at or before the present row and are not over, with their values.
    open: Vec<(Dimensions, String)>,
    next: usize,
}

impl Merged {
    fn of(areas: &[Dimensions]) -> Self {
        Self { areas: areas.to_vec(), open: Vec::new(), next: 0 }
    }

    /// Whether an area reaches into a row from above.
    fn is_open(&self, row: u32) -> bool {
        self.open.iter().any(|(area, _)| area.end.0 >= row)
    }

    /// Puts the values of merged cells into each of them.
    fn fill(&mut self, row: u32, cells: &mut Vec<String>) {
        self.open.retain(|(area, _)| area.end.0 >= row);
        while let Some(area) = self.areas.get(self.next).filter(|area| area.start.0 <= row) {
            self.next += 1;
            let value = cells.get(area.start.1 as usize).cloned().unwrap_or_default();
            if area.start.0 == row && !value.is_empty() {
                self.open.push((*area, value));
            }
        }
        for (area, value) in &self.open {
            for column in area.start.1..=area.end.1 {
                let column = column as usize;
                if column >= WIDEST {
                    break;
                }
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                if cells[column].is_empty() {
                    cells[column].clone_from(value);
                }
            }
        }
    }
}

/// The name of a cell, from row and column counted from 0: `C5`.
fn named((row, column): (u32, u32)) -> String {
    let (mut letters, mut left) = (Vec::new(), column + 1);
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), u64::from(row) + 1)
}

fn shown(value: &Data) -> String {
    match value {
        Data::Float(number) => decimal(*number),
        Data::DateTime(at) => moment(at),
        Data::DateTimeIso(text) => iso(text),
        Data::Empty => String::new(),
        // As the sheet shows it: what a formula could not find is not nothing (`empty` of the map says where it is).
        Data::Error(error) => error.to_string(),
        Data::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.into(),
        other => other.as_string().unwrap_or_default(),
    }
}

fn shown_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        other => shown(&other.clone().into()),
    }
}

/// A number as it would be typed: `42`, `0.5`. A cell keeps 15 digits: a longer number is shown as one that was rounded
/// (`1.10105194912310E+17`), or an identity number would pass with zeros at its end.
fn decimal(number: f64) -> String {
    #[allow(clippy::cast_possible_truncation)]
    match number.abs() {
        0.0..1e15 if number.fract() == 0.0 => (number as i64).to_string(),
        1e15.. => format!("{number:.14E}").replace('E', "E+"),
        _ => number.to_string(),
    }
}

/// A date as ISO 8601: without a time where it has none; a time of day alone as `09:30:00`.
fn moment(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let more = u32::from(milli >= 500);
    let seconds = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second) + more;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if at.is_duration() || at.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    // Half a second before midnight is the next day.
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let date = if hour < 24 { date } else { date.and_then(|date| date.succ_opt()) };
    let day = date.map_or_else(|| format!("{year:04}-{month:02}-{day:02}"), |date| date.to_string());
    if (hour % 24, minute, second) == (0, 0, 0) {
        return day;
    }
    format!("{day}T{hour:02}:{minute:02}:{second:02}")
}

fn iso(text: &str) -> String {
    text.strip_suffix("T00:00:00").unwrap_or(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{FileError, Workbook, decimal, named};
    use crate::import::mapping::is_rounded;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// A workbook with these cells in its first row.
    fn workbook(cells: &str) -> Workbook {
        const PARTS: &[(&str, &str)] = &[
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
                 relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
                 <sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
                 relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
        ];
        let sheet = format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>");
        let mut package = zip::ZipWriter::new(tempfile::tempfile().expect("a file"));
        for (name, text) in PARTS.iter().copied().chain([("xl/worksheets/sheet1.xml", sheet.as_str())]) {
            package.start_file(name, SimpleFileOptions::default()).expect("a member");
            package.write_all(text.as_bytes()).expect("written");
        }
        Workbook::open(package.finish().expect("a package")).expect("a workbook")
    }

    #[test]
    fn a_formula_without_a_value_is_no_empty_cell() {
        let of = |cells: &str| {
            let (mut book, mut rows) = (workbook(cells), Vec::new());
            book.each_row(("S", true), &[], &mut |number, cells| {
                rows.push((number, cells.to_vec()));
                Ok(true)
            })?;
            Ok::<_, FileError>(rows)
        };
        let plain = "<c r=\"A1\"><v>4</v></c>";
        let told = |rows: Vec<(u64, Vec<String>)>| rows.into_iter().flat_map(|(_, cells)| cells).collect::<Vec<_>>();
        let computed = of(&format!("{plain}<c r=\"B1\"><f>A1*2</f><v>8</v></c>"));
        assert_eq!(told(computed.expect("rows")), ["4", "8"]);
        let nothing = of(&format!("{plain}<c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c>"));
        assert_eq!(told(nothing.expect("a formula that gives an empty text")), ["4"]);
        for left in ["<f>A1*2</f>", "<f>A1*2</f><v></v>", "<f>A1*2</f><v/>"] {
            let failed = of(&format!("{plain}<c r=\"AB1\">{left}</c>")).expect_err("no value");
            assert!(matches!(&failed, FileError::Formula { cell, .. } if cell == "AB1"), "{left}: {failed:?}");
            let head = workbook(&format!("{plain}<c r=\"AB1\">{left}</c>")).head("S".into());
            assert!(head.is_ok(), "a sheet is looked at all the same");
        }
    }

    #[test]
    fn cells_are_named_as_the_sheet_names_them() {
        let names = [(0, 0), (4, 2), (0, 25), (9, 26), (0, 701), (0, 702)].map(named);
        assert_eq!(names, ["A1", "C5", "Z1", "AA10", "ZZ1", "AAA1"]);
    }

    #[test]
    fn a_number_longer_than_a_cell_keeps_is_known_as_rounded() {
        for (number, shown) in [(42.0, "42"), (0.5, "0.5"), (-7.0, "-7"), (13_800_138_000.0, "13800138000")] {
            assert_eq!(decimal(number), shown);
        }
        assert_eq!(decimal(999_999_999_999_999.0), "999999999999999");
        for number in [110_105_194_912_310_021.0, 6_222_021_987_654_321.0, 1e15] {
            assert!(is_rounded(&decimal(number)), "{}", decimal(number));
        }
    }
}

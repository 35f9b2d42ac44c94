//! Tables with borders: rows of values, pairs of label and value, form sheets.
//!
//! Invariant: a table is as wide as the type area; its first row is repeated on each page, no row is cut by a page.

use super::parts::AREA;
use super::xml::{paragraph, run};
use crate::document::grid::{Grid, GridCell, GridPlace};
use crate::document::span::Span;
use crate::document::table::{Cell, Table};
use crate::render::{Look, cells, value};
use crate::text::width::{longest_word, width};

/// The greatest width that a column asks for, in columns of text.
const WIDEST: usize = 36;
/// Text up to this width stays on one line: four Chinese characters.
const TERM: usize = 8;
/// The most columns of a table: Word takes 63, and A4 is upright.
const MOST: usize = 14;
/// The least height of a row of a form sheet: 9 mm.
const ROW: u32 = 510;
/// The height of a line for writing by hand: 8 mm.
const LINE: usize = 454;

/// A table of values; if it has too many columns for a page, each row as pairs.
pub(super) fn table(table: &Table, area: u32, look: &Look) -> String {
    if table.columns.len() > MOST {
        let values = |row| cells(table, row).map(|cell| value::human(cell, look.lang).into_owned()).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = table.lines().map(values).collect();
        // A column that is empty in one row stays: what stands after it (the counts of a rate) says nothing without it.
        let is_used = |i: &usize| rows.iter().any(|row| row.get(*i).is_some_and(|text| !text.is_empty()));
        let used: Vec<usize> = (0..table.columns.len()).filter(is_used).collect();
        let record = |row: &Vec<String>| {
            let known =
                used.iter().map(|i| (table.columns[*i].title.clone(), row.get(*i).cloned().unwrap_or_default()));
            pairs(&known.collect::<Vec<_>>(), area) + &paragraph("Gap", "", "")
        };
        return rows.iter().filter(|row| row.iter().any(|text| !text.is_empty())).map(record).collect();
    }
    // Half points: many columns get smaller letters.
    let size = match table.columns.len() {
        0..=5 => 24,
        6..=8 => 21,
        _ => 18,
    };
    let texts = |row| cells(table, row).map(|cell| value::human(cell, look.lang).into_owned()).collect::<Vec<_>>();
    let head: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let rows: Vec<Vec<String>> = table.lines().map(texts).collect();
    let widths = widths(&head, &rows, size, area);
    let mut xml = opened(&widths);
    let sized = |bold: bool| format!("{}<w:sz w:val=\"{size}\"/>", if bold { "<w:b/><w:bCs/>" } else { "" });
    let titles = head.iter().map(|title| paragraph("Cell", "<w:jc w:val=\"center\"/>", &run(title, &sized(true))));
    xml.push_str(&row("<w:tblHeader/>", &widths, titles));
    for (line, texts) in table.lines().zip(&rows) {
        let bold = table.is_total(line);
        let text = |((text, cell), column): ((&String, &Cell), &crate::document::table::Column)| {
            let right = column.right || value::is_number(cell);
            paragraph("Cell", if right { "<w:jc w:val=\"right\"/>" } else { "" }, &run(text, &sized(bold)))
        };
        let cells = texts.iter().zip(cells(table, line)).zip(&table.columns);
        xml.push_str(&row("", &widths, cells.map(text)));
    }
    xml + "</w:tbl>\n"
}

/// Pairs of label and value.
pub(super) fn pairs(pairs: &[(String, String)], area: u32) -> String {
    let label = pairs.iter().map(|(label, _)| width(label)).max().unwrap_or(0).clamp(8, 24);
    // A column of text is half of 12 pt.
    let label = u32::try_from(label).unwrap_or(24) * 130 + 260;
    let widths = [label, area - label];
    let texts = |(label, value): &(String, String)| [label, value].map(|text| paragraph("Cell", "", &run(text, "")));
    let rows = pairs.iter().map(|pair| row("", &widths, texts(pair).into_iter()));
    opened(&widths) + &rows.collect::<String>() + "</w:tbl>\n"
}

/// A form sheet; `runs` gives the runs of a text.
pub(super) fn sheet(grid: &Grid, runs: impl Fn(&[Span]) -> String) -> String {
    let weights: Vec<u32> = (0..grid.columns()).map(|i| u32::from(*grid.widths.get(i).unwrap_or(&10))).collect();
    let whole = weights.iter().sum::<u32>().max(1);
    let widths: Vec<u32> = weights.iter().map(|weight| AREA * weight / whole).collect();
    let mut xml = opened(&widths);
    for places in grid.placed() {
        xml.push_str(&format!(
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{ROW}\" w:hRule=\"atLeast\"/></w:trPr>"
        ));
        let mut first = 0;
        for place in places {
            let columns = place.columns();
            let width: u32 = widths[first..first + columns].iter().sum();
            let (merge, inside, centred) = match place {
                GridPlace::Cell(cell, _) => (
                    if cell.down > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" },
                    sheet_cell(cell, &runs),
                    cell.label,
                ),
                GridPlace::Below(_) => ("<w:vMerge/>", paragraph("Cell", "", ""), false),
                GridPlace::Open(_) => ("", paragraph("Cell", "", ""), false),
            };
            let align = if centred { "<w:vAlign w:val=\"center\"/>" } else { "" };
            xml.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{columns}\"/>{merge}{align}</w:tcPr>{inside}</w:tc>"
            ));
            first += columns;
        }
        xml.push_str("</w:tr>\n");
    }
    xml + "</w:tbl>\n"
}

fn sheet_cell(cell: &GridCell, runs: &impl Fn(&[Span]) -> String) -> String {
    let align = if cell.label { "<w:jc w:val=\"center\"/>" } else { "" };
    let mut xml = paragraph("Cell", align, &runs(&cell.text));
    if cell.lines > 0 {
        let height = format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", (cell.lines * LINE).min(30_000));
        xml.push_str(&paragraph("Cell", &height, ""));
    }
    for line in &cell.foot {
        xml.push_str(&paragraph("Cell", "<w:jc w:val=\"right\"/>", &runs(line)));
    }
    xml
}

/// The beginning of a table with these columns.
fn opened(widths: &[u32]) -> String {
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"));
    let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>\n",
        widths.iter().sum::<u32>(),
        borders.concat()
    )
}

fn row(properties: &str, widths: &[u32], cells: impl Iterator<Item = String>) -> String {
    let cell = |(width, inside): (&u32, String)| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{inside}</w:tc>"
        )
    };
    let cells: String = widths.iter().zip(cells).map(cell).collect();
    format!("<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>\n")
}

/// The widths of columns that share the type area: each has room for its longest word if all have, the rest goes where texts are long.
fn widths(head: &[String], rows: &[Vec<String>], size: u32, area: u32) -> Vec<u32> {
    let texts = |i: usize| std::iter::once(&head[i]).chain(rows.iter().filter_map(move |row| row.get(i)));
    // A column of text is half as wide as a letter is high; beside it are 160 of margins. Latin letters and digits get a third more: a
    // figure stays on one line in bold, and where the font named is not there and a wider one takes its place.
    let twips = |text: &str, columns: usize| {
        let part = if text.is_ascii() { 15 } else { 11 };
        u32::try_from(columns.clamp(2, WIDEST)).unwrap_or(100) * size * part / 2 + 180
    };
    let lines = |i| texts(i).flat_map(|text| text.split('\n'));
    let want = |i| lines(i).map(|line| twips(line, width(line))).max().unwrap_or(0);
    let least = |i| texts(i).map(|text| twips(text, longest_word(text).max(width(text).min(TERM)))).max().unwrap_or(0);
    let wants: Vec<u32> = (0..head.len()).map(want).collect();
    let leasts: Vec<u32> = (0..head.len()).map(least).collect();
    let (most, fewest) = (wants.iter().sum::<u32>(), leasts.iter().sum::<u32>());
    let shared = |base: &[u32], more: &[u32], room: u32| -> Vec<u32> {
        let whole = u64::from(more.iter().sum::<u32>().max(1));
        let share = |more: &u32| u32::try_from(u64::from(room) * u64::from(*more) / whole).unwrap_or(0);
        base.iter().zip(more).map(|(base, more)| base + share(more)).collect()
    };
    let none = vec![0; head.len()];
    if most <= area {
        shared(&wants, &wants, area - most)
    } else if fewest <= area {
        let more: Vec<u32> = wants.iter().zip(&leasts).map(|(want, least)| want.saturating_sub(*least)).collect();
        shared(&leasts, &more, area - fewest)
    } else {
        shared(&none, &leasts, area)
    }
}

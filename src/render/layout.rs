//! Chooses how a table fits a terminal: columns side by side, the last text below each row, or records.
//!
//! Invariant: the columns of a layout with their gaps are never wider than the terminal.

use super::{Look, cells, value};
use crate::document::table::{Cell, Row, Table};
use std::borrow::Cow;

/// Words up to this width are not broken: a case number has 12 columns, a long code some more.
const WORD: usize = 16;
/// The width of a case number; in the one-line layout no column gets less.
const NUMBER: usize = 12;
/// Text up to this width stays on one line: a term of four Chinese characters.
const TERM: usize = 8;
/// The least width of a last column of text; with less room it goes below the row.
const PROSE: usize = 18;
/// The greatest width of a column, whatever the width of the terminal.
const WIDEST: usize = 10_000;
/// The number of rows that are measured to divide the width.
const SAMPLE: usize = 400;

/// The layout of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TableLayout {
    /// Columns side by side.
    Columns {
        /// Width of each column; one fewer than the table's columns if the last goes below.
        widths: Vec<usize>,
        /// Spaces between two columns.
        gap: usize,
    },
    /// One line for each cell, because the columns do not fit.
    Records,
}

/// The cells of a row as text for readers, each sanitized and on one line.
pub(super) fn texts<'a>(table: &'a Table, row: &'a Row, look: &Look) -> impl Iterator<Item = Cow<'a, str>> {
    let lang = look.lang;
    cells(table, row).map(move |cell| {
        // On a terminal an empty place looks like a mistake; data and documents keep it empty.
        let text = match cell {
            Cell::Rate { whole, .. } if *whole <= 0 => Cow::Borrowed("–"),
            cell => value::human(cell, lang),
        };
        match crate::text::sanitize::harmless(&text) {
            Cow::Owned(safe) => Cow::Owned(safe),
            Cow::Borrowed(_) => text,
        }
    })
}

/// The best layout that fits: natural widths, else narrower columns, else the last text below its row, else that with
/// narrow gaps, else records.
pub(super) fn layout(table: &Table, head: &[String], look: &Look) -> TableLayout {
    let wants = wants(table, head, look);
    let sum = |widths: &[usize], gap: usize| widths.iter().sum::<usize>() + gap * widths.len().saturating_sub(1);
    let Some(room) = look.width.filter(|room| sum(&wants, 2) > *room) else {
        return TableLayout::Columns { widths: wants, gap: 2 };
    };
    let mut least = least(table, head, look, &wants);
    let last = wants.len() - 1;
    let is_prose = last > 0 && wants[last] > PROSE && least.prose;
    if is_prose {
        least.widths[last] = least.widths[last].max(PROSE);
    }
    let narrow: &[(usize, usize)] =
        if is_prose { &[(last + 1, 2), (last, 2), (last, 1)] } else { &[(last + 1, 2), (last + 1, 1)] };
    for &(columns, gap) in narrow {
        let widths = &least.widths[..columns];
        if sum(widths, gap) <= room {
            let spare = room - sum(widths, gap);
            return TableLayout::Columns {
                widths: grown(widths.to_vec(), &wants[..columns], spare, &sample(table, head, look)),
                gap,
            };
        }
    }
    TableLayout::Records
}

/// The layout with one line for each row: the last column is narrowed first, then the widest; if that is not enough, as
/// [`layout`].
pub(super) fn one_line(table: &Table, head: &[String], look: &Look) -> TableLayout {
    let mut widths = wants(table, head, look);
    let gaps = 2 * widths.len().saturating_sub(1);
    let Some(room) = look.width.map(|width| width.saturating_sub(gaps)) else {
        return TableLayout::Columns { widths, gap: 2 };
    };
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    if let Some(last) = widths.last_mut() {
        let given = over.min(last.saturating_sub(PROSE));
        *last -= given;
        over -= given;
    }
    while over > 0 {
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > NUMBER) else {
            return layout(table, head, look);
        };
        *widest -= 1;
        over -= 1;
    }
    TableLayout::Columns { widths, gap: 2 }
}

/// The natural width of each column, for a terminal of unlimited width.
fn wants(table: &Table, head: &[String], look: &Look) -> Vec<usize> {
    let mut wants: Vec<usize> = head.iter().map(|title| crate::text::width::width(title)).collect();
    for row in table.lines() {
        for (want, text) in wants.iter_mut().zip(texts(table, row, look)) {
            *want = (*want).max(crate::text::width::width(&text));
        }
    }
    wants.iter().map(|want| (*want).clamp(2, WIDEST)).collect()
}

struct Least {
    widths: Vec<usize>,
    /// Whether the last column is text.
    prose: bool,
}

/// The least widths: numbers, dates, words and terms are not broken.
fn least(table: &Table, head: &[String], look: &Look, wants: &[usize]) -> Least {
    let mut widths: Vec<usize> = wants.iter().map(|want| (*want).min(TERM)).collect();
    let mut prose = false;
    for (width, title) in widths.iter_mut().zip(head) {
        *width = (*width).max(crate::text::width::longest_word(title).min(WORD));
    }
    for row in table.lines() {
        for (i, (cell, text)) in cells(table, row).zip(texts(table, row, look)).enumerate() {
            let is_text = matches!(cell, Cell::Text(_) | Cell::Named { .. } | Cell::List(_));
            prose |= is_text && i + 1 == widths.len();
            let word = crate::text::width::longest_word(&text).min(if is_text { WORD } else { WIDEST });
            widths[i] = widths[i].max(word);
        }
    }
    Least { widths, prose }
}

/// The widths of the cells of a sample of rows, spread evenly.
fn sample(table: &Table, head: &[String], look: &Look) -> Vec<Vec<usize>> {
    let step = table.rows.len().div_ceil(SAMPLE).max(1);
    let rows = table.rows.iter().step_by(step);
    std::iter::once(head.iter().map(|title| crate::text::width::width(title)).collect())
        .chain(rows.map(|row| texts(table, row, look).map(|text| crate::text::width::width(&text)).collect()))
        .collect()
}

/// Adds the spare width one column at a time where it makes most rows shorter.
fn grown(mut widths: Vec<usize>, wants: &[usize], spare: usize, sample: &[Vec<usize>]) -> Vec<usize> {
    for _ in 0..spare {
        let mut votes = vec![0; widths.len()];
        for row in sample {
            let lines = |i: usize| row[i].div_ceil(widths[i]);
            let most = (0..widths.len()).map(lines).max().unwrap_or(1);
            for i in (0..widths.len()).filter(|i| most > 1 && lines(*i) == most) {
                votes[i] += most - 1;
            }
        }
        let hungry = (0..widths.len()).filter(|i| widths[*i] < wants[*i]);
        let Some(i) = hungry.max_by_key(|i| (votes[*i], std::cmp::Reverse(wants[*i] - widths[*i]))) else { break };
        widths[i] += 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn at(table: &Table, width: usize) -> TableLayout {
        let head: Vec<String> = table.columns.iter().map(|c| c.title.clone()).collect();
        layout(table, &head, &Look { width: Some(width), ..sample::LOOK })
    }

    #[test]
    fn layouts_for_terminals_of_decreasing_width() {
        let table = sample::list();
        let columns = |layout| match layout {
            TableLayout::Columns { widths, gap } => Some((widths.len(), gap)),
            TableLayout::Records => None,
        };
        let layouts = [200, 125, 95, 80, 40].map(|width| columns(at(&table, width)));
        assert_eq!(layouts, [Some((9, 2)), Some((9, 2)), Some((8, 2)), Some((8, 1)), None]);
    }

    #[test]
    fn numbers_dates_and_terms_are_not_broken() {
        let TableLayout::Columns { widths, .. } = at(&sample::cases(), 68) else { panic!("fits") };
        assert_eq!(widths, [12, 6, 10, 10, 6, 4, 8]);
    }
}

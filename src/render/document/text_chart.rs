//! Draws a chart in text: bars of blocks, lines as a row of blocks of eight heights.
//!
//! Invariant: no line is wider than the given width if labels leave room. Figures stand before their bars: where a terminal draws blocks two
//! columns wide, nothing is out of line.

use crate::document::chart::{Chart, ChartKind};
use crate::render::value;
use crate::say;
use crate::text::Lang;
use crate::text::sanitize::sanitized;
use crate::text::width::{pad, truncate, width};

/// Blocks of one eighth of a column to a whole one (U+2588 to U+258F).
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
/// Blocks of one eighth of a line to a whole one.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The greatest width of a label.
const WIDEST: usize = 24;

/// The lines of the chart at so many columns.
pub(super) fn drawn(chart: &Chart, columns: usize, lang: Lang) -> Vec<String> {
    match chart.kind {
        ChartKind::Bars | ChartKind::Columns => bars(chart, columns),
        ChartKind::Lines => lines(chart, columns, lang),
    }
}

fn shown(chart: &Chart, value: i64) -> String {
    value::decimal(value, chart.places)
}

/// Labels as wide as the widest of them, at most a quarter of the columns.
fn labels<'a>(names: impl Iterator<Item = &'a String>, columns: usize) -> Vec<String> {
    let most = WIDEST.min(columns / 4).max(2);
    let names: Vec<String> = names.map(|name| truncate(&sanitized(name), most).into_owned()).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    names.iter().map(|name| pad(name, widest, false)).collect()
}

/// A line for each value: category, series, figure, bar.
fn bars(chart: &Chart, columns: usize) -> Vec<String> {
    let names = labels(chart.categories.iter(), columns);
    let series = labels(chart.series.iter().map(|series| &series.name), columns);
    let figures = chart.values().map(|value| shown(chart, value).len()).max().unwrap_or(0);
    let most = chart.values().map(i64::unsigned_abs).max().unwrap_or(0).max(1);
    let mut lines = Vec::new();
    for (i, name) in names.iter().enumerate() {
        for (k, of) in series.iter().enumerate() {
            let name = if k == 0 { name.clone() } else { " ".repeat(width(name)) };
            let of = if width(of) == 0 { String::new() } else { format!("  {of}") };
            let Some(value) = chart.value(k, i) else {
                lines.push(format!("{name}{of}").trim_end().into());
                continue;
            };
            let begun = format!("{name}{of}  {:>figures$}  ", shown(chart, value));
            let room = columns.saturating_sub(width(&begun)).max(4);
            lines.push((begun + &bar(value.unsigned_abs(), most, room)).trim_end().into());
        }
    }
    lines
}

/// A bar of at most `room` columns for `most`; what is not zero is at least an eighth.
fn bar(value: u64, most: u64, room: usize) -> String {
    let eighths = u128::from(value) * 8 * (room as u128) / u128::from(most);
    let eighths = usize::try_from(eighths).unwrap_or(0).max(usize::from(value > 0));
    let rest = (eighths % 8).checked_sub(1).map(|rest| EIGHTHS[rest]);
    "█".repeat(eighths / 8) + &rest.map(String::from).unwrap_or_default()
}

/// A row of blocks for each series, with its first, last, least and greatest figure.
fn lines(chart: &Chart, columns: usize, lang: Lang) -> Vec<String> {
    let names = labels(chart.series.iter().map(|series| &series.name), columns);
    let (Some(least), Some(most)) = (chart.values().min(), chart.values().max()) else { return Vec::new() };
    let mut lines = Vec::new();
    for (k, name) in names.iter().enumerate() {
        let values: Vec<Option<i64>> = (0..chart.categories.len()).map(|i| chart.value(k, i)).collect();
        let row: String = values.iter().map(|value| value.map_or(' ', |value| height(value, least, most))).collect();
        let known: Vec<(usize, i64)> =
            values.iter().enumerate().filter_map(|(i, value)| Some((i, (*value)?))).collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else { continue };
        let at = |(i, value): &(usize, i64)| format!("{} {}", sanitized(&chart.categories[*i]), shown(chart, *value));
        let by_value = |(_, value): &&(usize, i64)| *value;
        let (low, high) = (known.iter().min_by_key(by_value).map(at), known.iter().max_by_key(by_value).map(at));
        let (first, last, low, high) = (at(first), at(last), low.unwrap_or_default(), high.unwrap_or_default());
        let told =
            say!(lang, "{first} … {last}; least {low}, most {high}", "{first} … {last}；最低 {low}，最高 {high}");
        let name = if width(name) == 0 { String::new() } else { format!("{name}  ") };
        let one = format!("{name}{row}  {told}");
        if width(&one) <= columns {
            lines.push(one);
        } else {
            // As many values a line as there is room for.
            let (indent, values) = (" ".repeat(width(&name)), row.chars().collect::<Vec<char>>());
            for (i, part) in values.chunks(columns.saturating_sub(width(&name)).max(1)).enumerate() {
                lines.push(format!("{}{}", if i == 0 { &name } else { &indent }, part.iter().collect::<String>()));
            }
            lines.extend(
                crate::text::width::wrapped(&told, columns.saturating_sub(2))
                    .into_iter()
                    .map(|line| "  ".to_string() + &line),
            );
        }
    }
    lines
}

/// The block for a value between the least and the greatest.
fn height(value: i64, least: i64, most: i64) -> char {
    let (part, whole) = (i128::from(value) - i128::from(least), (i128::from(most) - i128::from(least)).max(1));
    HEIGHTS[usize::try_from(part * 7 / whole).unwrap_or(0).min(7)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::chart::Series;

    fn chart(kind: ChartKind, values: &[Option<i64>]) -> Chart {
        let categories = ["电话", "web", "信函", "来访"].map(String::from).to_vec();
        let series = vec![Series { name: String::new(), values: values.to_vec() }];
        Chart { kind, categories, series, ..Chart::default() }
    }

    #[test]
    fn bars_stand_in_line_behind_their_figures() {
        let chart = chart(ChartKind::Bars, &[Some(80), Some(45), None, Some(1)]);
        assert_eq!(drawn(&chart, 20, Lang::Zh), ["电话  80  ██████████", "web   45  █████▋", "信函", "来访   1  ▏"]);
    }

    #[test]
    fn lines_have_eight_heights_and_gaps() {
        let chart = chart(ChartKind::Lines, &[Some(10), None, Some(80), Some(45)]);
        assert_eq!(drawn(&chart, 80, Lang::Zh), ["▁ █▄  电话 10 … 来访 45；最低 电话 10，最高 信函 80"]);
        assert_eq!(drawn(&chart, 20, Lang::En)[0], "▁ █▄");
    }
}

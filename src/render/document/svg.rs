//! Draws a chart as SVG that needs no script: widths in percent, so that it fits a telephone and a desk alike.
//!
//! Invariant: stored text is escaped everywhere; the drawing has its figures as its description.

use crate::document::chart::{Chart, ChartKind};
use crate::render::html::escaped;
use crate::render::value;
use crate::text::sanitize::harmless;
use crate::text::width::{truncate, width};
use crate::text::{Lang, Two};
use std::io::{self, Write};

/// The height of the area of columns and lines, and what stands above and below it.
const HEIGHT: (f64, f64, f64) = (180.0, 22.0, 22.0);
/// The heights of a label and of a bar with the space below it.
const BAR: (usize, usize) = (20, 19);
/// The longest name below a column.
const LONGEST: usize = 16;
/// Where the area begins if there is an axis of values, in percent.
const AXIS: f64 = 12.0;
/// The narrowest drawing: a telephone of 390 px without its margins.
const NARROWEST: usize = 350;
/// The width of a column of text of 13 px.
const LETTER: usize = 7;

/// Writes the drawing with this number in the document.
pub(super) fn write<W: Write>(chart: &Chart, number: usize, lang: Lang, out: &mut W) -> io::Result<()> {
    let height = match chart.kind {
        ChartKind::Bars => chart.categories.len() * (BAR.0 + BAR.1 * chart.series.len() + 6),
        ChartKind::Columns | ChartKind::Lines => 224,
    };
    write!(
        out,
        "<svg role=\"img\"{} height=\"{height}\" aria-labelledby=\"chart-{number}-title chart-{number}-figures\">\n<title id=\"chart-{number}-title\">",
        if chart.kind == ChartKind::Bars { "" } else { " class=\"time\"" }
    )?;
    escaped(&harmless(&chart.title), out)?;
    write!(out, "</title>\n<desc id=\"chart-{number}-figures\">")?;
    escaped(&described(chart, lang), out)?;
    out.write_all(b"</desc>\n")?;
    match chart.kind {
        ChartKind::Bars => bars(chart, out),
        ChartKind::Columns | ChartKind::Lines => over_time(chart, out),
    }?;
    out.write_all(b"</svg>\n")
}

/// All figures in a sentence for each series.
fn described(chart: &Chart, lang: Lang) -> String {
    let series = |(i, series): (usize, &crate::document::chart::Series)| {
        let value =
            |(at, name): (usize, &String)| chart.value(i, at).map(|value| format!("{name} {}", shown(chart, value)));
        let values: Vec<String> = chart.categories.iter().enumerate().filter_map(value).collect();
        let name =
            if series.name.is_empty() { String::new() } else { series.name.clone() + Two(": ", "：").get(lang) };
        name + &values.join(Two(", ", "，").get(lang)) + &chart.unit
    };
    let all: Vec<String> = chart.series.iter().enumerate().map(series).collect();
    harmless(&all.join(Two("; ", "；").get(lang))).into_owned()
}

fn shown(chart: &Chart, value: i64) -> String {
    value::decimal(value, chart.places)
}

/// The least and the greatest value, with zero between them; never the same.
fn range(chart: &Chart) -> (f64, f64) {
    let (least, most) = chart.values().fold((0, 0), |(least, most), value| (value.min(least), value.max(most)));
    let (least, most) = (float(least), float(most));
    if least < most { (least, most) } else { (0.0, 1.0) }
}

#[expect(clippy::cast_precision_loss, reason = "only drawn")]
fn float(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_precision_loss, reason = "only drawn")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The class of a series: six colours in turn.
fn class(series: usize) -> usize {
    series % 6 + 1
}

fn text<W: Write>(x: f64, y: f64, anchor: &str, text: &str, out: &mut W) -> io::Result<()> {
    write!(out, "<text x=\"{x:.2}%\" y=\"{y:.1}\"{anchor}>")?;
    escaped(&harmless(text), out)?;
    out.write_all(b"</text>\n")
}

const MIDDLE: &str = " text-anchor=\"middle\"";

/// Each category with its label above its bars, each bar with its value behind it.
fn bars<W: Write>(chart: &Chart, out: &mut W) -> io::Result<()> {
    let (least, most) = range(chart);
    // Room for the values behind the longest bar.
    let at = |value: f64| (value - least) / (most - least) * 84.0;
    let mut y = 0;
    for (i, name) in chart.categories.iter().enumerate() {
        text(0.0, share(y + 14, 1), "", name, out)?;
        y += BAR.0;
        for series in 0..chart.series.len() {
            if let Some(value) = chart.value(series, i) {
                let (from, to) = (at(0.0).min(at(float(value))), at(0.0).max(at(float(value))));
                writeln!(
                    out,
                    "<rect class=\"s{}\" x=\"{from:.2}%\" y=\"{y}\" width=\"{:.2}%\" height=\"15\"/>",
                    class(series),
                    (to - from).max(0.3)
                )?;
                text(to, share(y + 12, 1), " dx=\"6\"", &shown(chart, value), out)?;
            }
            y += BAR.1;
        }
        y += 6;
    }
    Ok(())
}

/// Columns or lines over time.
fn over_time<W: Write>(chart: &Chart, out: &mut W) -> io::Result<()> {
    let (least, most) = range(chart);
    let (height, above, _) = HEIGHT;
    let y = |value: f64| above + (most - value) / (most - least) * height;
    let longest = chart.values().map(|value| shown(chart, value).len()).max().unwrap_or(1);
    let columns = chart.categories.len() * chart.series.len();
    // Where values do not fit above each column, an axis tells them.
    let labelled = chart.kind == ChartKind::Columns && columns * (longest * LETTER + 4) <= NARROWEST;
    let left = if labelled { 0.0 } else { AXIS };
    let x = |part: f64| left + part * (100.0 - left);
    if !labelled {
        for step in steps(chart, least, most) {
            let line = y(float(step));
            writeln!(out, "<line class=\"grid\" x1=\"{left}%\" y1=\"{line:.1}\" x2=\"100%\" y2=\"{line:.1}\"/>")?;
            text(left - 1.0, line + 4.0, " text-anchor=\"end\"", &shown(chart, step), out)?;
        }
    }
    let base = y(0.0);
    writeln!(out, "<line class=\"base\" x1=\"{left}%\" y1=\"{base:.1}\" x2=\"100%\" y2=\"{base:.1}\"/>")?;
    for series in 0..chart.series.len() {
        match chart.kind {
            ChartKind::Lines => line(chart, series, &x, &y, out)?,
            _ => for_columns(chart, series, labelled, &x, &y, out)?,
        }
    }
    let names: Vec<_> = chart.categories.iter().map(|name| harmless(name)).collect();
    let names: Vec<_> = names.iter().map(|name| truncate(name, LONGEST)).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(1);
    // Only so many names that they do not run into each other.
    let every = (chart.categories.len() * (widest * LETTER + 8)).div_ceil(NARROWEST - 40).max(1);
    for (i, name) in names.iter().enumerate().step_by(every) {
        text(x(share(2 * i + 1, 2 * chart.categories.len())), above + height + 16.0, MIDDLE, name, out)?;
    }
    Ok(())
}

/// Round values for lines across the area: some four.
fn steps(chart: &Chart, least: f64, most: f64) -> impl Iterator<Item = i64> + use<> {
    let wanted = (most - least) / 4.0;
    let scale = 10f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * scale).find(|step| *step >= wanted).unwrap_or(wanted);
    #[expect(clippy::cast_possible_truncation, reason = "values of the chart are whole numbers of this size")]
    let (step, least, most) = ((step as i64).max(1), least as i64, most as i64);
    let is_drawn = !chart.is_empty();
    (least / step..=most / step).filter(move |_| is_drawn).map(move |n| n * step)
}

fn for_columns<W: Write>(
    chart: &Chart,
    series: usize,
    labelled: bool,
    x: &impl Fn(f64) -> f64,
    y: &impl Fn(f64) -> f64,
    out: &mut W,
) -> io::Result<()> {
    let (count, of) = (chart.categories.len(), chart.series.len());
    for i in 0..count {
        let Some(value) = chart.value(series, i) else { continue };
        // 70 % of the space of a category are columns.
        let part = |k: usize| (share(i, 1) + 0.15 + 0.7 * share(k, of)) / share(count, 1);
        let (from, to) = (x(part(series)), x(part(series + 1)));
        let (top, bottom) = (y(float(value)).min(y(0.0)), y(float(value)).max(y(0.0)));
        writeln!(
            out,
            "<rect class=\"s{}\" x=\"{from:.2}%\" y=\"{top:.1}\" width=\"{:.2}%\" height=\"{:.1}\"/>",
            class(series),
            to - from,
            (bottom - top).max(1.0)
        )?;
        if labelled {
            text(f64::midpoint(from, to), top - 5.0, MIDDLE, &shown(chart, value), out)?;
        }
    }
    Ok(())
}

/// A point for each value and a line between neighbours; where a value is missing the line has a gap.
fn line<W: Write>(
    chart: &Chart,
    series: usize,
    x: &impl Fn(f64) -> f64,
    y: &impl Fn(f64) -> f64,
    out: &mut W,
) -> io::Result<()> {
    let (count, class) = (chart.categories.len(), class(series));
    let place = |i: usize| Some((x(share(2 * i + 1, 2 * count)), y(float(chart.value(series, i)?))));
    for i in 0..count {
        let Some((x1, y1)) = place(i) else { continue };
        writeln!(out, "<circle class=\"s{class}\" cx=\"{x1:.2}%\" cy=\"{y1:.1}\" r=\"3\"/>")?;
        if let Some((x2, y2)) = place(i + 1) {
            writeln!(out, "<line class=\"s{class}\" x1=\"{x1:.2}%\" y1=\"{y1:.1}\" x2=\"{x2:.2}%\" y2=\"{y2:.1}\"/>")?;
        }
    }
    Ok(())
}

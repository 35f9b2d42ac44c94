//! A chart as a drawing of Word's own (`DrawingML`), with the workbook of its figures inside, so that it can be edited there.
//!
//! Invariant: what is drawn and what the workbook holds are the same figures.

use super::xml::escaped;
use crate::document::chart::{Chart, ChartKind};
use crate::document::table::Table;
use crate::render::{Look, value, xlsx};
use crate::say;
use crate::text::Lang;

/// A chart's drawing in the body and its two parts.
pub(super) struct ChartPart {
    /// The run that shows it.
    pub(super) drawing: String,
    /// The part that describes it.
    pub(super) chart: String,
    /// The workbook of its figures; empty if they do not fit one.
    pub(super) workbook: Vec<u8>,
}

/// The width of the type area, in English metric units: 156 mm.
const WIDTH: usize = 5_616_000;
/// The height of columns and lines, and of the space that bars have beside each bar: 72 mm, 15 mm.
const HEIGHT: (usize, usize) = (2_592_000, 540_000);
/// The thickness of a bar: 8 mm.
const BAR: usize = 288_000;
/// Colours of series that differ in grey as well.
const COLOURS: [&str; 6] = ["1F4E79", "E08E0B", "8FAADC", "548235", "A5A5A5", "7B3F61"];
/// So many categories at most have their values beside them.
const LABELLED: usize = 16;

/// The parts of the chart with this number in the document.
pub(super) fn part(chart: &Chart, number: usize, look: &Look) -> ChartPart {
    let height = match chart.kind {
        ChartKind::Bars => HEIGHT.1 + BAR * chart.categories.len() * chart.series.len().max(1),
        ChartKind::Columns | ChartKind::Lines => HEIGHT.0,
    };
    // 180 mm: a drawing must fit a page.
    let height = height.min(6_480_000);
    let title = escaped(&chart.title);
    let drawing = format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{WIDTH}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{number}\" name=\"Chart {number}\" descr=\"{title}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
         <c:chart r:id=\"rIdChart{number}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
    // The name of the sheet stands in the addresses of the figures.
    let figures = Table { title: "data".into(), ..chart.table(look.lang) };
    let workbook = xlsx::workbook("", &[&figures], look).unwrap_or_default();
    ChartPart { drawing, chart: described(chart, &figures, !workbook.is_empty(), look.lang), workbook }
}

fn described(chart: &Chart, figures: &Table, has_workbook: bool, lang: Lang) -> String {
    let series: String = (0..chart.series.len()).map(|i| series(chart, figures, i)).collect();
    let axes = "<c:axId val=\"111\"/><c:axId val=\"222\"/>";
    let plot = match chart.kind {
        ChartKind::Lines => format!(
            "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}<c:marker val=\"1\"/>{axes}</c:lineChart>"
        ),
        kind => format!(
            "<c:barChart><c:barDir val=\"{}\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>{series}<c:gapWidth val=\"50\"/>{axes}</c:barChart>",
            if kind == ChartKind::Bars { "bar" } else { "col" }
        ),
    };
    let legend = "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>";
    let external = "<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><c:roundedCorners val=\"0\"/>\
         <c:chart>{}<c:plotArea><c:layout/>{plot}{}</c:plotArea>{}<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         <c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"1050\"/></a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>{}\
         </c:chartSpace>",
        title(chart, lang),
        axes_of(chart),
        if chart.series.len() > 1 { legend } else { "" },
        if has_workbook { external } else { "" }
    )
}

fn title(chart: &Chart, lang: Lang) -> String {
    let unit = escaped(&chart.unit);
    let unit = if unit.is_empty() { unit } else { say!(lang, " ({unit})", "（{unit}）") };
    if chart.title.is_empty() {
        return "<c:autoTitleDeleted val=\"1\"/>".into();
    }
    format!(
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"1200\" b=\"1\"/></a:pPr>\
         <a:r><a:rPr sz=\"1200\" b=\"1\"/><a:t>{}{unit}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>\
         <c:autoTitleDeleted val=\"0\"/>",
        escaped(&chart.title)
    )
}

/// One series with the addresses of its figures and a copy of them.
fn series(chart: &Chart, figures: &Table, i: usize) -> String {
    let (last, column) = (
        chart.categories.len() + 1,
        rust_xlsxwriter::utility::column_number_to_name(u16::try_from(i + 1).unwrap_or(u16::MAX)),
    );
    let point = |(at, text): (usize, String)| format!("<c:pt idx=\"{at}\"><c:v>{text}</c:v></c:pt>");
    let names: String = chart.categories.iter().map(|name| escaped(name)).enumerate().map(point).collect();
    let numbers =
        (0..chart.categories.len()).filter_map(|at| Some((at, value::decimal(chart.value(i, at)?, chart.places))));
    let numbers: String = numbers.map(point).collect();
    let count = format!("<c:ptCount val=\"{}\"/>", chart.categories.len());
    let colour = format!("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", COLOURS[i % COLOURS.len()]);
    let look = match chart.kind {
        ChartKind::Lines => format!(
            "<c:spPr><a:ln w=\"25400\">{colour}</a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/>\
             <c:spPr>{colour}<a:ln>{colour}</a:ln></c:spPr></c:marker>"
        ),
        _ => format!("<c:spPr>{colour}</c:spPr><c:invertIfNegative val=\"0\"/>"),
    };
    let shown = u8::from(chart.categories.len() * chart.series.len() <= LABELLED);
    let labels = format!(
        "<c:dLbls><c:showLegendKey val=\"0\"/><c:showVal val=\"{shown}\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
         <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>"
    );
    let format = if chart.places == 0 { "0".into() } else { format!("0.{}", "0".repeat(chart.places.into())) };
    format!(
        "<c:ser><c:idx val=\"{i}\"/><c:order val=\"{i}\"/><c:tx><c:strRef><c:f>data!${column}$1</c:f><c:strCache><c:ptCount val=\"1\"/>\
         <c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx>{look}{labels}\
         <c:cat><c:strRef><c:f>data!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>\
         <c:val><c:numRef><c:f>data!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>{format}</c:formatCode>{count}{numbers}</c:numCache>\
         </c:numRef></c:val>{}</c:ser>",
        escaped(&figures.columns[i + 1].title),
        if chart.kind == ChartKind::Lines { "<c:smooth val=\"0\"/>" } else { "" }
    )
}

/// The axes: of bars the first category stands on top.
fn axes_of(chart: &Chart) -> String {
    let is_bars = chart.kind == ChartKind::Bars;
    let (order, places) = if is_bars { ("maxMin", ("l", "t")) } else { ("minMax", ("b", "l")) };
    let has_labels = chart.categories.len() * chart.series.len() <= LABELLED;
    // Values that stand beside their bars need no axis.
    let (deleted, lines) = if has_labels {
        ("1", "")
    } else {
        (
            "0",
            "<c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"D9D9D9\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>",
        )
    };
    format!(
        "<c:catAx><c:axId val=\"111\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"{}\"/>\
         <c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"low\"/><c:crossAx val=\"222\"/><c:crosses val=\"autoZero\"/></c:catAx>\
         <c:valAx><c:axId val=\"222\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"{deleted}\"/><c:axPos val=\"{}\"/>{lines}\
         <c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"111\"/><c:crosses val=\"{}\"/><c:crossBetween val=\"between\"/></c:valAx>",
        places.0,
        places.1,
        if is_bars { "max" } else { "autoZero" }
    )
}

//! Renders a document for Word and WPS (Office Open XML, ECMA-376), laid out as Chinese official documents are.
//!
//! Invariant: equal documents give equal bytes; no clock is read. Stored text is escaped everywhere.

mod body;
mod chart;
pub(super) mod parts;
mod styles;
mod table;
mod xml;

use crate::document::Document;
use crate::render::Look;
use body::Body;
use parts::{SPACES, XML};
use std::io::{self, Cursor, Write};
use xml::escaped;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Writes the document.
pub(super) fn write<W: Write>(document: &Document, look: &Look, out: &mut W) -> io::Result<()> {
    let body = Body::of(document, look);
    let mut package = Package(ZipWriter::new(Cursor::new(Vec::new())));
    package.add("[Content_Types].xml", content_types(body.charts.len()).as_bytes())?;
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let office = format!("{OFFICE}/officeDocument");
    let own = [("rId1", office.as_str(), "word/document.xml"), ("rId2", core, "docProps/core.xml")];
    package.add("_rels/.rels", relationships(&own).as_bytes())?;
    package.add("docProps/core.xml", properties(&document.heading).as_bytes())?;
    package.add("word/document.xml", whole(&body).as_bytes())?;
    package.add("word/_rels/document.xml.rels", of_document(body.charts.len()).as_bytes())?;
    package.add("word/styles.xml", styles::styles(look.lang).as_bytes())?;
    package.add("word/settings.xml", parts::settings().as_bytes())?;
    package.add("word/fontTable.xml", parts::fonts().as_bytes())?;
    package.add("word/footer1.xml", parts::footer(true).as_bytes())?;
    package.add("word/footer2.xml", parts::footer(false).as_bytes())?;
    for (number, chart) in (1..).zip(&body.charts) {
        package.add(&format!("word/charts/chart{number}.xml"), chart.chart.as_bytes())?;
        if !chart.workbook.is_empty() {
            let (kind, target) = (format!("{OFFICE}/package"), format!("../embeddings/data{number}.xlsx"));
            let inside = relationships(&[("rId1", &kind, &target)]);
            package.add(&format!("word/charts/_rels/chart{number}.xml.rels"), inside.as_bytes())?;
            package.add(&format!("word/embeddings/data{number}.xlsx"), &chart.workbook)?;
        }
    }
    out.write_all(&package.0.finish()?.into_inner())
}

/// A zip file whose entries all have the same time.
struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)
    }
}

fn whole(body: &Body<'_>) -> String {
    format!(
        "{XML}<w:document {SPACES} xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><w:body>\n{}{}</w:body></w:document>",
        body.xml,
        parts::section(body.across)
    )
}

fn properties(title: &str) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title></cp:coreProperties>",
        escaped(title)
    )
}

fn relationships(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.iter().map(one).collect();
    format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn of_document(charts: usize) -> String {
    let own = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdOdd", "footer", "footer1.xml"),
        ("rIdEven", "footer", "footer2.xml"),
    ];
    let own = own.map(|(id, kind, target)| (id.to_string(), format!("{OFFICE}/{kind}"), target.to_string()));
    let charts =
        (1..=charts).map(|n| (format!("rIdChart{n}"), format!("{OFFICE}/chart"), format!("charts/chart{n}.xml")));
    let all: Vec<(String, String, String)> = own.into_iter().chain(charts).collect();
    let all: Vec<(&str, &str, &str)> =
        all.iter().map(|(id, kind, to)| (id.as_str(), kind.as_str(), to.as_str())).collect();
    relationships(&all)
}

fn content_types(charts: usize) -> String {
    let word = |(part, kind): (&str, &str)| {
        format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>")
    };
    let own = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    let chart = |n| {
        format!(
            "<Override PartName=\"/word/charts/chart{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/>"
        )
    };
    format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>{}{}</Types>",
        own.map(word).concat(),
        (1..=charts).map(chart).collect::<String>()
    )
}

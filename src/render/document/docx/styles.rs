//! The styles of paragraphs.
//!
//! In Chinese documents the font tells the level of a heading, as GB/T 9704-2012 asks; in English ones the weight does.

use super::parts::{PITCH, SPACES, XML, indent};
use crate::text::Lang;

/// What is taken from the width of each character so that 28 of 16 pt fit in 156 mm: a quarter of a point, in twentieths.
const CLOSER: &str = "-5";

/// How far the lines of a style are apart, in twentieths of a point.
#[derive(Clone, Copy)]
enum Lines {
    Exact(u32),
    AtLeast(u32),
    /// As high as the letters, or a drawing, ask.
    Single,
}

/// A style of paragraphs.
#[derive(Clone, Copy)]
struct Style {
    id: &'static str,
    name: &'static str,
    /// The font of Chinese text.
    chinese: &'static str,
    /// The font of Latin letters.
    latin: &'static str,
    /// The height of letters in half points.
    size: u32,
    /// What distinguishes it in English.
    weight: &'static str,
    /// Space above and below, in twentieths of a point.
    space: (u32, u32),
    lines: Lines,
    align: &'static str,
    /// The level of a heading.
    level: Option<u8>,
    /// Whether it stays on the page of what follows.
    keep: bool,
}

const BOLD: &str = "<w:b/><w:bCs/>";
const ITALIC: &str = "<w:i/><w:iCs/>";

const PLAIN: Style = Style {
    id: "",
    name: "",
    chinese: "仿宋",
    latin: "Times New Roman",
    size: 32,
    weight: "",
    space: (0, 0),
    lines: Lines::Exact(PITCH),
    align: "left",
    level: None,
    keep: false,
};

const HEADING: Style = Style { level: Some(4), keep: true, ..PLAIN };
/// Size 2 and 小标宋, in the middle, one line above the text.
const TITLE: Style = Style {
    id: "Title",
    name: "Title",
    chinese: "方正小标宋简体",
    size: 44,
    weight: BOLD,
    space: (0, PITCH),
    lines: Lines::Exact(660),
    align: "center",
    keep: true,
    ..PLAIN
};
const CAPTION: Style = Style {
    id: "Caption",
    name: "caption",
    chinese: "黑体",
    size: 28,
    weight: BOLD,
    space: (120, 60),
    lines: Lines::AtLeast(400),
    align: "center",
    keep: true,
    ..PLAIN
};
const DRAWING: Style =
    Style { id: "Drawing", name: "Drawing", size: 21, lines: Lines::Single, align: "center", ..PLAIN };
/// Lines as they are: 80 columns of 9 pt fit.
const LINES: Style =
    Style { id: "Lines", name: "Lines as they are", latin: "Courier New", size: 18, lines: Lines::Single, ..PLAIN };

const STYLES: [Style; 13] = [
    TITLE,
    Style { id: "Below", name: "Below title", chinese: "楷体", space: (0, PITCH), align: "center", ..PLAIN },
    Style { id: "Heading1", name: "heading 1", chinese: "黑体", weight: BOLD, level: Some(1), ..HEADING },
    Style {
        id: "Heading2",
        name: "heading 2",
        chinese: "楷体",
        weight: "<w:b/><w:bCs/><w:i/><w:iCs/>",
        level: Some(2),
        ..HEADING
    },
    Style { id: "Heading3", name: "heading 3", weight: ITALIC, level: Some(3), ..HEADING },
    Style { id: "Heading4", name: "heading 4", ..HEADING },
    CAPTION,
    Style { id: "Cell", name: "Table cell", size: 24, space: (20, 20), lines: Lines::AtLeast(300), ..PLAIN },
    Style { id: "Note", name: "Note", size: 21, space: (40, 0), lines: Lines::AtLeast(300), ..PLAIN },
    DRAWING,
    // Between a table and what follows it.
    Style { id: "Gap", name: "Gap", size: 8, lines: Lines::Exact(120), ..PLAIN },
    LINES,
    Style { id: "Footer", name: "footer", chinese: "宋体", size: 28, lines: Lines::Single, ..PLAIN },
];

/// The part that holds all styles.
pub(super) fn styles(lang: Lang) -> String {
    let body =
        if lang == Lang::Zh { ("both", format!("<w:spacing w:val=\"{CLOSER}\"/>")) } else { ("left", String::new()) };
    format!(
        "{XML}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:widowControl w:val=\"0\"/>\
         <w:spacing w:line=\"{PITCH}\" w:lineRule=\"exact\"/><w:jc w:val=\"{}\"/></w:pPr><w:rPr>{}</w:rPr></w:style>{}\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
         <w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        body.0,
        body.1,
        STYLES.map(|style| style.xml(lang)).concat()
    )
}

impl Style {
    /// The style, its properties in the order of the schema.
    fn xml(self, lang: Lang) -> String {
        let Self { id, name, chinese, size, align, .. } = self;
        let zh = lang == Lang::Zh;
        // Digits in a line of 黑体 are of the same weight.
        let latin = if zh && chinese == "黑体" { chinese } else { self.latin };
        let (line, rule) = match self.lines {
            Lines::Exact(line) => (line, "exact"),
            Lines::AtLeast(line) => (line, "atLeast"),
            Lines::Single => (240, "auto"),
        };
        let keep = if self.keep { "<w:keepNext/>" } else { "" };
        let indent = if zh && self.level.is_some() { indent() } else { String::new() };
        let level = self.level.map(|level| format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)).unwrap_or_default();
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:pPr>{keep}\
             <w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{line}\" w:lineRule=\"{rule}\"/>{indent}<w:jc w:val=\"{align}\"/>{level}</w:pPr>\
             <w:rPr><w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{chinese}\"/>{}<w:spacing w:val=\"0\"/>\
             <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            self.space.0,
            self.space.1,
            if zh { "" } else { self.weight }
        )
    }
}

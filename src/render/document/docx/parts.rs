//! The parts of the package that do not depend on the document's contents: styles, fonts, page, footers, settings.
//!
//! The layout is that of Chinese official documents (GB/T 9704-2012): A4, 37 mm above and 28 mm left of a type area of 156 × 225 mm with
//! 22 lines of 28 characters of size 3 (16 pt); page numbers of size 4 between dashes, outside. English documents have the same page.

use crate::text::Lang;

/// The width of the type area, in twentieths of a point: 156 mm.
pub(super) const AREA: u32 = 8844;
/// The pitch of lines: 225 mm / 22, rounded down so that 22 lines fit.
pub(in crate::render::document) const PITCH: u32 = 579;
/// What is taken from the width of each character so that 28 of 16 pt fit in 156 mm: a quarter of a point.
const CLOSER: &str = "-5";
/// Two characters of the body.
const INDENT: u32 = 630;

/// What all parts of `WordprocessingML` open with.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespaces of a part.
pub(super) const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The first-line indent of two characters.
pub(super) fn indent() -> String {
    format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{INDENT}\"/>")
}

/// The width of the type area of a page on its side: 225 mm.
pub(super) const AREA_ACROSS: u32 = 12756;

/// The section: page, margins, footers; on its side for one wide table. `w:docGrid` has no characters: their pitch is set in the body's
/// style, as all programs read it.
pub(super) fn section(across: bool) -> String {
    let page = if across {
        "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"1588\" w:right=\"1984\" w:bottom=\"1474\" w:left=\"2098\" w:header=\"851\" w:footer=\"794\" w:gutter=\"0\"/>"
    } else {
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>"
    };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdOdd\"/><w:footerReference w:type=\"even\" r:id=\"rIdEven\"/>\
         {page}<w:docGrid w:linePitch=\"{PITCH}\"/></w:sectPr>"
    )
}

/// A footer with the page number, at the right on odd pages, at the left on even ones, one character from the edge.
pub(super) fn footer(odd: bool) -> String {
    let (side, align) = if odd { ("right", "right") } else { ("left", "left") };
    let font = "<w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/><w:sz w:val=\"28\"/></w:rPr>";
    let run = |inside: &str| format!("<w:r>{font}{inside}</w:r>");
    let field = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let number = [
        run("<w:t xml:space=\"preserve\">— </w:t>"),
        field("begin"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        field("separate"),
        run("<w:t>1</w:t>"),
        field("end"),
        run("<w:t xml:space=\"preserve\"> —</w:t>"),
    ];
    format!(
        "{XML}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:{side}=\"280\"/><w:jc w:val=\"{align}\"/></w:pPr>{}</w:p></w:ftr>",
        number.concat()
    )
}

/// Settings: odd and even pages differ; the rules of layout are those of Word 2013 and later.
pub(super) fn settings() -> String {
    format!(
        "{XML}<w:settings {SPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat></w:settings>"
    )
}

/// The fonts with the names that stand in for them where they are missing.
pub(super) fn fonts() -> String {
    let font = |(name, other, family): (&str, &str, &str)| {
        format!("<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:family w:val=\"{family}\"/></w:font>")
    };
    let all = [
        ("仿宋", "仿宋_GB2312,FangSong", "modern"),
        ("楷体", "楷体_GB2312,KaiTi", "modern"),
        ("黑体", "SimHei", "modern"),
        ("方正小标宋简体", "宋体,SimSun", "roman"),
        ("宋体", "SimSun", "roman"),
    ];
    format!("{XML}<w:fonts {SPACES}>{}</w:fonts>", all.map(font).concat())
}

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Fonts for Chinese and for Latin letters.
    fonts: (&'static str, &'static str),
    /// Half points.
    size: u32,
    /// Further properties of runs and of paragraphs.
    run: &'static str,
    paragraph: String,
}

/// All styles.
pub(super) fn styles(lang: Lang) -> String {
    let exact = format!("w:line=\"{PITCH}\" w:lineRule=\"exact\"");
    let (indent, zh) = (indent(), lang == Lang::Zh);
    let bold = "<w:b/><w:bCs/>";
    // In Chinese the font tells the level, in English the weight.
    let style = |id, name, font, size, run, paragraph: String| Style {
        id,
        name,
        fonts: (font, if zh && font == "黑体" { "黑体" } else { "Times New Roman" }),
        size,
        run,
        paragraph,
    };
    let heading = |level: u8, id, font, weight| {
        let weight = if zh { "" } else { weight };
        let indent = if zh { indent.as_str() } else { "" };
        let paragraph = format!(
            "<w:keepNext/><w:spacing {exact}/>{indent}<w:jc w:val=\"left\"/><w:outlineLvl w:val=\"{}\"/>",
            level - 1
        );
        style(
            id,
            ["", "heading 1", "heading 2", "heading 3", "heading 4"][usize::from(level)],
            font,
            32,
            weight,
            paragraph,
        )
    };
    let plain = |spacing: &str, rest: &str| format!("<w:spacing {spacing}/>{rest}");
    let all = [
        style(
            "Title",
            "Title",
            "方正小标宋简体",
            44,
            if zh { "" } else { bold },
            plain(
                &format!("w:before=\"0\" w:after=\"{PITCH}\" w:line=\"660\" w:lineRule=\"exact\""),
                "<w:jc w:val=\"center\"/>",
            )
            .replacen("<w:spacing", "<w:keepNext/><w:spacing", 1),
        ),
        style(
            "Below",
            "Below title",
            "楷体",
            32,
            "",
            plain(&format!("w:after=\"{PITCH}\" {exact}"), "<w:jc w:val=\"center\"/>"),
        ),
        heading(1, "Heading1", "黑体", bold),
        heading(2, "Heading2", "楷体", "<w:b/><w:bCs/><w:i/><w:iCs/>"),
        heading(3, "Heading3", "仿宋", "<w:i/><w:iCs/>"),
        heading(4, "Heading4", "仿宋", ""),
        style(
            "Caption",
            "caption",
            "黑体",
            28,
            bold,
            plain("w:before=\"120\" w:after=\"60\" w:line=\"400\" w:lineRule=\"atLeast\"", "<w:jc w:val=\"center\"/>")
                .replacen("<w:spacing", "<w:keepNext/><w:spacing", 1),
        ),
        style(
            "Cell",
            "Table cell",
            "仿宋",
            24,
            "",
            plain("w:before=\"20\" w:after=\"20\" w:line=\"300\" w:lineRule=\"atLeast\"", "<w:jc w:val=\"left\"/>"),
        ),
        style(
            "Note",
            "Note",
            "仿宋",
            21,
            "",
            plain("w:before=\"40\" w:line=\"300\" w:lineRule=\"atLeast\"", "<w:jc w:val=\"left\"/>"),
        ),
        style(
            "Drawing",
            "Drawing",
            "仿宋",
            21,
            "",
            plain("w:line=\"240\" w:lineRule=\"auto\"", "<w:jc w:val=\"center\"/>"),
        ),
        style("Gap", "Gap", "仿宋", 8, "", plain("w:line=\"120\" w:lineRule=\"exact\"", "")),
        style(
            "Lines",
            "Lines as they are",
            "仿宋",
            18,
            "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\"/>",
            plain("w:line=\"240\" w:lineRule=\"auto\"", "<w:jc w:val=\"left\"/>"),
        ),
        style("Footer", "footer", "宋体", 28, "", plain("w:line=\"240\" w:lineRule=\"auto\"", "")),
    ];
    let normal = format!(
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:widowControl w:val=\"0\"/>\
         <w:spacing {exact}/><w:jc w:val=\"{}\"/></w:pPr><w:rPr>{}</w:rPr></w:style>",
        if zh { "both" } else { "left" },
        if zh { format!("<w:spacing w:val=\"{CLOSER}\"/>") } else { String::new() }
    );
    format!(
        "{XML}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>{normal}{}\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
         <w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        all.iter().map(Style::xml).collect::<String>()
    )
}

impl Style {
    fn xml(&self) -> String {
        let Self { id, name, fonts: (chinese, latin), size, run, paragraph } = self;
        let (fonts, run) = if run.starts_with("<w:rFonts") {
            (run.replace("/>", &format!(" w:eastAsia=\"{chinese}\"/>")), "")
        } else {
            (format!("<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{chinese}\"/>"), *run)
        };
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{fonts}{run}<w:spacing w:val=\"0\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        )
    }
}

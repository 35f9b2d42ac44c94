//! The parts of the package that do not depend on the document's contents: page, footers, fonts, settings.
//!
//! The layout is that of Chinese official documents (GB/T 9704-2012): A4, 37 mm above and 28 mm left of a type area of 156 × 225 mm with
//! 22 lines of 28 characters of size 3 (16 pt); page numbers of size 4 between dashes, outside. English documents have the same page.

/// The width of the type area, in twentieths of a point: 156 mm.
pub(super) const AREA: u32 = 8844;
/// The pitch of lines: 225 mm / 22, rounded down so that 22 lines fit.
pub(in crate::render::document) const PITCH: u32 = 579;
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

//! Every block in every format, in both languages; hostile texts in all of them; what each format promises.

use super::docx::parts;
use super::*;
use crate::render::html::escaped;
use crate::render::sample::LOOK;
use crate::text::Lang;
use crate::text::sanitize::is_harmful;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn bytes(document: &Document, format: Format, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    super::document(document, format, &Look { lang, ..LOOK }, &mut bytes).expect("memory takes all");
    bytes
}

fn text(document: &Document, format: Format, lang: Lang) -> String {
    String::from_utf8(bytes(document, format, lang)).expect("UTF-8")
}

/// The parts of a package by their names; all have the time of an empty zip.
fn package(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("readable");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn part(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).expect("UTF-8")
}

/// The text of a part without its markup, a line for each paragraph.
fn unmarked(xml: &str) -> String {
    let lines = xml.replace("</w:p>", "\n").replace("</c:v>", "\n");
    let texts = lines.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    texts.collect::<String>().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Checks that elements are closed in order and that nothing but the five entities begins with `&`.
fn is_well_formed(xml: &str, name: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{name}: {piece}"));
        let element = tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default();
        match tag {
            _ if tag.starts_with('?') => {}
            _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(element), "{name}"),
            _ if tag.ends_with('/') => {}
            _ => open.push(element),
        }
        for entity in [tag, text].into_iter().flat_map(|part| part.split('&').skip(1)) {
            assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|known| entity.starts_with(known)), "{name}: &{entity}");
        }
    }
    assert_eq!(open, [""; 0], "{name}");
    assert!(!xml.contains(|c: char| (is_harmful(c) && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')), "{name}");
}

/// Texts of the sample, one of each block at least, in both languages.
const SHOWN: [(&str, &str); 22] = [
    ("Complaint handling in the third quarter of 2026", "2026年第三季度投诉工作总结"),
    ("Taiyuan branch", "太原分行"),
    ("1. Overview", "一、基本情况"),
    ("1.1 By channel", "（一）渠道分布"),
    ("95.7%", "办结率95.7%"),
    ("(tables follow)", "（以下为附表）"),
    ("charges: 12, of which", "资费争议：12件"),
    ("fourth", "第四项"),
    ("12 October 2026", "2026年10月12日"),
    ("Registration sheet", "投诉事项登记表"),
    ("Countersigned: agreed.", "会签意见：同意。"),
    ("By channel", "各渠道办理情况"),
    ("93.5%", "93.5%"),
    ("94.2%", "94.2%"),
    ("as of 2026-09-30", "截至 2026-09-30"),
    ("Complaints by channel", "各渠道受理量"),
    ("Complaints by month", "各月受理量"),
    ("This year and last year", "本年与去年同期"),
    ("redress report overdue", "redress report overdue"),
    ("registered by telephone", "电话登记"),
    ("Another.", "又一段。"),
    ("right", "右侧"),
];

#[test]
fn every_block_is_shown_in_every_format_of_documents() {
    for (lang, chosen) in [(Lang::En, 0), (Lang::Zh, 1)] {
        let all = sample::all(lang);
        for format in [Format::Table, Format::Txt, Format::Markdown, Format::Html, Format::Docx] {
            let shown = match format {
                Format::Docx => {
                    let parts = package(bytes(&all, format, lang));
                    let drawn = parts.keys().filter(|name| name.starts_with("word/charts/chart"));
                    let names = drawn.map(String::as_str).chain(["word/document.xml"]);
                    names.map(|name| unmarked(&part(&parts, name))).collect()
                }
                format => text(&all, format, lang).replace("<strong>", "").replace("</strong>", "").replace("**", ""),
            };
            // What breaks lines breaks no word, but Chinese.
            let close = |text: &str| text.replace(char::is_whitespace, "");
            for wanted in SHOWN.map(|pair| [pair.0, pair.1][chosen]) {
                assert!(close(&shown).contains(&close(wanted)), "{format:?}: {wanted} in {shown}");
            }
        }
    }
}

#[test]
fn plain_text_has_80_columns_and_draws_charts_and_sheets() {
    for lang in [Lang::En, Lang::Zh] {
        let text = text(&sample::all(lang), Format::Txt, lang);
        let widest = text.lines().max_by_key(|line| crate::text::width::width(line)).unwrap_or_default();
        assert!(crate::text::width::width(widest) <= 80, "{widest}");
        assert!(!text.contains('\x1b'));
    }
    let text = text(&sample::all(Lang::Zh), Format::Txt, Lang::Zh);
    for line in [
        "  网站          23  █████████████████████████████",
        "  2026-05\n",
        "  本年  ▂▅▇▁ ▆▁▃▅█▂▄  2026-01 25 … 2026-12 29；最低 2026-07 21，最高 2026-10 36\n",
        "|              +------------------------------------------------------------+\n|              | 会签意见：同意。",
        "  合计            86        81       94.2%\n",
        "  信函             0         0           –\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (lang, columns) in [(Lang::En, 30), (Lang::Zh, 30), (Lang::En, 60), (Lang::Zh, 60), (Lang::Zh, 200)] {
        let mut document = sample::all(lang);
        // Lines as they are and commands are not broken.
        document.blocks.retain(|block| !matches!(block, Block::Verbatim(_) | Block::Counts(_)));
        let mut bytes = Vec::new();
        let look = Look { lang, width: Some(columns), ..LOOK };
        super::document(&document, Format::Table, &look, &mut bytes).expect("memory takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let widest = text.lines().max_by_key(|line| crate::text::width::width(line)).unwrap_or_default();
        assert!(crate::text::width::width(widest) <= columns, "{widest} in {text}");
    }
}

#[test]
fn a_figure_is_a_link_only_where_its_cases_are_shown() {
    let mut document = sample::all(Lang::Zh);
    let html = |document: &Document| text(document, Format::Html, Lang::Zh);
    let word = |document: &Document| part(&package(bytes(document, Format::Docx, Lang::Zh)), "word/document.xml");
    assert!(html(&document).contains("受理投诉<a href=\"#cases-1\">92</a>件"));
    assert!(html(&document).contains("<a id=\"cases-1\"></a>"));
    assert!(word(&document).contains("<w:hyperlink w:anchor=\"to_cases_1\">"));
    assert!(word(&document).contains("w:name=\"to_cases_1\""));
    assert!(text(&document, Format::Markdown, Lang::Zh).contains("[92](#cases-1)"));
    document.blocks.retain(|block| !matches!(block, Block::Target(_)));
    assert!(html(&document).contains("受理投诉92件"));
    assert!(!word(&document).contains("<w:hyperlink"));
    assert!(text(&document, Format::Markdown, Lang::Zh).contains("受理投诉92件"));
}

#[test]
fn plain_text_begins_no_block_in_markdown() {
    use crate::document::span::plain;
    for (text, wanted) in [
        ("1. one", "1\\. one\n"),
        ("12) a", "12\\) a\n"),
        ("2026-11-30", "2026-11-30\n"),
        ("- a", "\\- a\n"),
        ("# a", "\\# a\n"),
        ("3", "3\n"),
    ] {
        let prose = Block::Prose { text: plain(text), align: Default::default(), indent: false };
        let document = Document { heading: "h".into(), blocks: vec![prose], ..Document::default() };
        assert_eq!(self::text(&document, Format::Markdown, Lang::En), format!("# h\n\n{wanted}"));
    }
}

#[test]
fn html_tells_its_structure_and_the_figures_of_charts() {
    let html = text(&sample::all(Lang::Zh), Format::Html, Lang::Zh);
    for piece in [
        "<html lang=\"zh-CN\">",
        "<h1>2026年第三季度投诉工作总结</h1>",
        "<h2>一、基本情况</h2>",
        "<h3>（一）渠道分布</h3>",
        "<h4>1. 电话渠道</h4>",
        "<h5>（1）高峰时段</h5>",
        "<caption>各渠道办理情况</caption>",
        "<tfoot>\n<tr><td>合计</td><td class=\"n\">86</td>",
        "<th scope=\"col\" class=\"n\">按时办结率</th>",
        "<ol start=\"3\">",
        "<th scope=\"row\" rowspan=\"2\">处理意见</th>",
        "<td colspan=\"3\">柜台服务态度",
        "<title id=\"chart-1-title\">各渠道受理量</title>",
        "<desc id=\"chart-1-figures\">电话 46，网站 23，营业网点现场 17，信函 6件</desc>",
        "<summary>数据</summary>",
    ] {
        assert!(html.contains(piece), "{piece} in {html}");
    }
    assert_eq!(html.matches("<svg ").count(), 3);
    let (shown, _) = html.split_once("<script>").expect("tables sort");
    assert!(!shown.contains("NaN") && !shown.contains("inf%"), "{shown}");
    // Nothing comes from elsewhere.
    assert!(!html.contains("src=") && !html.contains("url(") && !html.contains("@import"), "{html}");
}

#[test]
fn sections_of_a_page_side_by_side_open_and_close() {
    let mut document = sample::all(Lang::Zh);
    let sections = |document: &Document| {
        let html = text(document, Format::Html, Lang::Zh);
        ["class=\"sections\"", "<section>", "</section>", "</main>"].map(|tag| html.matches(tag).count())
    };
    assert_eq!(sections(&document), [0, 0, 0, 1]);
    document.side_by_side = true;
    let headings = document.blocks.iter().filter(|block| matches!(block, Block::Heading { level: 1, .. })).count();
    assert!(headings > 1, "{headings}");
    assert_eq!(sections(&document), [1, headings, headings, 1]);
}

#[test]
fn charts_of_no_one_and_negative_values_are_drawn() {
    use crate::document::chart::{Chart, ChartKind, Series};
    for kind in [ChartKind::Bars, ChartKind::Columns, ChartKind::Lines] {
        for values in [vec![Some(0)], vec![Some(-5), Some(i64::MIN)], vec![None, Some(i64::MAX)], vec![None], vec![]] {
            let categories = values.iter().map(|_| "x".to_string()).collect();
            let series = vec![Series { name: "s".into(), values }];
            let chart = Chart { title: "t".into(), kind, categories, series, places: 1, ..Chart::default() };
            let document = Document { blocks: vec![Block::Chart(chart)], ..Document::default() };
            for format in [Format::Txt, Format::Markdown, Format::Html, Format::Docx] {
                let shown = String::from_utf8_lossy(&bytes(&document, format, Lang::En)).into_owned();
                let drawn = shown.split("<script>").next().unwrap_or_default();
                assert!(format == Format::Docx || !drawn.contains("NaN"), "{drawn}");
            }
        }
    }
}

#[test]
fn a_docx_is_a_clean_package_without_a_clock() {
    for (document, lang) in [
        (sample::all(Lang::Zh), Lang::Zh),
        (sample::all(Lang::En), Lang::En),
        (sample::hostile(), Lang::Zh),
        (Document::default(), Lang::En),
    ] {
        let first = bytes(&document, Format::Docx, lang);
        assert!(first == bytes(&document, Format::Docx, lang), "equal documents give equal bytes");
        let mut archive = ZipArchive::new(Cursor::new(first.clone())).expect("a package");
        for i in 0..archive.len() {
            let file = archive.by_index(i).expect("a part");
            assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{:?}", file.name());
        }
        let parts = package(first);
        for (name, bytes) in &parts {
            if !bytes.starts_with(b"PK") {
                is_well_formed(std::str::from_utf8(bytes).expect("UTF-8"), name);
            }
        }
        // Each part that another names is there.
        for (folder, name) in [("", "_rels/.rels"), ("word/", "word/_rels/document.xml.rels")] {
            for target in part(&parts, name).split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(parts.contains_key(&format!("{folder}{target}")), "{name}: {target}");
            }
        }
    }
}

#[test]
fn a_docx_has_the_page_of_official_documents() {
    let parts = package(bytes(&sample::all(Lang::Zh), Format::Docx, Lang::Zh));
    let document = part(&parts, "word/document.xml");
    // 37 mm, 28 mm, 156 mm × 225 mm of A4, in twentieths of a point.
    let (wide, high) = (11906 - 1588 - 1474, 16838 - 2098 - 1984);
    assert_eq!((wide * 254 / 14400, high * 254 / 14400), (155, 225));
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"), "{document}");
    assert!(document.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\""), "{document}");
    // 22 lines and 28 characters of 16 pt, each a quarter of a point closer.
    assert!((22 * parts::PITCH..23 * parts::PITCH).contains(&high));
    assert!((28 * (320 - 5)..29 * (320 - 5)).contains(&wide));
    let styles = part(&parts, "word/styles.xml");
    assert!(styles.contains("w:eastAsia=\"仿宋\"") && styles.contains("<w:sz w:val=\"32\"/>"));
    assert!(part(&parts, "word/fontTable.xml").contains("仿宋_GB2312"));
    assert!(part(&parts, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(part(&parts, "word/footer1.xml").contains("w:jc w:val=\"right\""));
    assert!(part(&parts, "word/footer2.xml").contains("w:jc w:val=\"left\""));
    for piece in [
        "<w:tblHeader/>",
        "<w:vMerge w:val=\"restart\"/>",
        "<w:gridSpan w:val=\"3\"/>",
        "<w:pageBreakBefore/>",
        "w:firstLineChars=\"200\"",
    ] {
        assert!(document.contains(piece), "{piece}");
    }
    // The text before a signature stays on its page.
    let before = document.split("<w:p>").find(|paragraph| paragraph.contains("（以下为附表）")).expect("shown");
    assert!(before.contains("<w:keepNext/>"), "{before}");
    // A chart is a drawing with its workbook.
    let chart = part(&parts, "word/charts/chart1.xml");
    assert!(chart.contains("<c:f>data!$B$2:$B$5</c:f>") && chart.contains("<c:v>46</c:v>"), "{chart}");
    assert!(parts["word/embeddings/data1.xlsx"].starts_with(b"PK"));
}

#[test]
fn hostile_texts_are_harmless_in_every_format() {
    let hostile = sample::hostile();
    for lang in [Lang::En, Lang::Zh] {
        for format in [Format::Table, Format::Txt, Format::Markdown, Format::Html] {
            let text = text(&hostile, format, lang);
            let bad: Vec<char> = text.chars().filter(|c| is_harmful(*c) && *c != '\n').collect();
            assert_eq!(bad, [], "{format:?}");
            // Lines as they are and commands are code, in which Markdown knows no element.
            let is_code = |line: &str| line.starts_with("    ") || line.starts_with('`') || line.contains(": `");
            let shown = text.lines().filter(|line| format != Format::Markdown || !is_code(line));
            let is_text = matches!(format, Format::Table | Format::Txt);
            assert!(is_text || shown.clone().all(|line| !line.contains("<script>alert")), "{text}");
            assert!(format != Format::Html || text.matches("<script").count() == 1, "{text}");
        }
        let parts = package(bytes(&hostile, Format::Docx, lang));
        let document = part(&parts, "word/document.xml");
        // Only what the writer itself writes is a field or a link.
        assert!(!document.contains("instrText") && !document.contains("fldSimple"), "{document}");
        assert!(unmarked(&document).contains("<script>alert(1)</script>"), "text stays text");
        assert_eq!(document.matches("w:name=\"to_").count(), 1);
        assert!(!part(&parts, "word/_rels/document.xml.rels").contains("External"));
    }
    let mut safe = Vec::new();
    escaped("<a>", &mut safe).expect("memory");
    assert_eq!(safe, b"&lt;a&gt;");
}

#[test]
fn formats_of_tables_take_the_tables_of_a_document() {
    let lang = Lang::Zh;
    let mut document = sample::all(lang);
    assert!(fits(&document, Format::Xlsx) && fits(&document, Format::Docx) && !fits(&document, Format::Csv));
    let parts = package(bytes(&document, Format::Xlsx, lang));
    let book = part(&parts, "xl/workbook.xml");
    for name in ["各渠道办理情况", "各渠道办理情况 2", "说明"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{book}");
    }
    let none = super::document(&document, Format::Csv, &LOOK, &mut Vec::new()).expect_err("two tables");
    assert_eq!(none.kind(), io::ErrorKind::InvalidInput);
    document.blocks.retain(|block| !matches!(block, Block::First(_)));
    assert!(fits(&document, Format::Csv));
    let csv = text(&document, Format::Csv, lang);
    assert!(csv.ends_with("信函,0,0,\r\ntotal,86,81,94.2\r\n"), "{csv}");
    assert!(text(&document, Format::Tsv, lang).ends_with("\ntotal\t86\t81\t94.2\n"));
    document.blocks.retain(|block| !matches!(block, Block::Table(_)));
    assert!(!fits(&document, Format::Xlsx) && !fits(&document, Format::Json) && fits(&document, Format::Txt));
}

#[test]
fn a_table_becomes_a_document_where_one_is_asked_for() {
    let table = crate::render::sample::cases();
    for (count, format) in [(3, Format::Docx), (3, Format::Txt), (0, Format::Docx), (0, Format::Txt)] {
        let table = Table { rows: table.rows[..count].to_vec(), ..table.clone() };
        let bytes = crate::render::sample::bytes(&table, format, &LOOK);
        let shown = match format {
            Format::Docx => unmarked(&part(&package(bytes), "word/document.xml")),
            _ => String::from_utf8(bytes).expect("UTF-8"),
        };
        for wanted in ["投诉清单", if count > 0 { "HQ-2026-0042" } else { "无。" }, "截至 2026-11-30"] {
            assert_eq!(shown.matches(wanted).count(), 1, "{wanted} in {shown}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_leaves_every_format_whole(any in any::<String>()) {
        let document = sample::of_text(&any);
        for (name, bytes) in package(bytes(&document, Format::Docx, Lang::Zh)) {
            if !bytes.starts_with(b"PK") {
                is_well_formed(std::str::from_utf8(&bytes).expect("UTF-8"), &name);
            }
        }
        for format in [Format::Txt, Format::Markdown, Format::Html] {
            let text = text(&document, format, Lang::Zh);
            prop_assert!(!text.contains(|c: char| is_harmful(c) && c != '\n'), "{format:?}");
        }
    }
}

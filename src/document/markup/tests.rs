//! A text in markup becomes the blocks that it describes; values stay values; mistakes name their line.

use super::*;
use crate::document::grid::{GridCell, GridPlace};
use crate::document::span::{Span, plain};
use crate::document::table::{Cell, Row};
use crate::text::Lang;
use proptest::prelude::*;

fn prose(text: &str) -> Block {
    Block::Prose { text: plain(text), align: Align::Left, indent: false }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

#[test]
fn headings_paragraphs_and_lists() {
    let text = "\
# 投诉工作总结
## 一、基本情况
　　本期共受理
投诉 [92](#cases-1) 件。
second
line

->（草稿）<-
- one
  goes on
- **two**
3. three
4. four
{#cases-1}
---page---
# Another paper
>>> 某某银行
>>> ____年__月__日
```
a  b
# no heading
```
";
    let document = parse(text).expect("no mistake");
    assert_eq!(document.heading, "投诉工作总结");
    let figure = Span::Figure { text: "92".into(), anchor: "cases-1".into() };
    let counted = vec![Span::Plain("本期共受理投诉 ".into()), figure, Span::Plain(" 件。second line".into())];
    let date = [Span::Blank(4), Span::Plain("年".into()), Span::Blank(2), Span::Plain("月".into()), Span::Blank(2)];
    let date = date.into_iter().chain(plain("日")).collect();
    let wanted = vec![
        heading(1, "一、基本情况"),
        Block::Prose { text: counted, align: Align::Left, indent: true },
        Block::Prose { text: plain("（草稿）"), align: Align::Centre, indent: false },
        Block::List { first: None, items: vec![plain("one goes on"), vec![Span::Strong("two".into())]] },
        Block::List { first: Some(3), items: vec![plain("three"), plain("four")] },
        Block::Target("cases-1".into()),
        Block::PageBreak,
        heading(0, "Another paper"),
        Block::Signature(vec![plain("某某银行"), date]),
        Block::Verbatim("a  b\n# no heading".into()),
    ];
    assert_eq!(document.blocks, wanted);
    assert!(document.has_target("cases-1") && !document.has_target("cases-2"));
}

#[test]
fn a_table_has_numbers_and_totals() {
    let text = "| 渠道 | 件数 | 占比 |\n|---|---:|---:|\n| 电话 | 90 | 97.8 |\n| a\\|b || -0.5 |\n| **合计** | 092 | 1.2.3 |\nafter\n";
    let document = parse(text).expect("no mistake");
    let [Block::Table(table), after] = document.blocks.as_slice() else { panic!("{document:?}") };
    assert_eq!(*after, prose("after"));
    assert_eq!(
        table.columns.iter().map(|c| (c.title.as_str(), c.right)).collect::<Vec<_>>(),
        [("渠道", false), ("件数", true), ("占比", true)]
    );
    let text = |text: &str| Cell::Text(text.into());
    let row = |cells: [Cell; 3]| Row { cells: cells.to_vec(), ..Row::default() };
    let rows = [
        row([text("电话"), Cell::Int(90), Cell::Decimal(978, 1)]),
        row([text("a|b"), Cell::Empty, Cell::Decimal(-5, 1)]),
    ];
    assert_eq!(table.rows, rows);
    assert_eq!(table.totals, [row([text("合计"), text("092"), text("1.2.3")])]);
}

#[test]
fn a_grid_has_labels_spans_lines_and_feet() {
    let text = "\
```grid 2 3 2 3
| **编号** | HQ-1 | **日期** | 2026-11-30 |
| **意见** | 同意{4}>>>签字：____>>>日期 |||
| ^^ | x || y |
```
";
    let document = parse(text).expect("no mistake");
    let [Block::Grid(grid)] = document.blocks.as_slice() else { panic!("{document:?}") };
    assert_eq!((grid.columns(), grid.widths.as_slice()), (4, &[2, 3, 2, 3][..]));
    assert_eq!(grid.rows[0][0], GridCell::label("编号"));
    assert_eq!(grid.rows[1][0], GridCell { down: 2, ..GridCell::label("意见") });
    let foot = vec![vec![Span::Plain("签字：".into()), Span::Blank(4)], plain("日期")];
    assert_eq!(grid.rows[1][1], GridCell { lines: 4, foot, ..GridCell::text("同意").across(3) });
    assert_eq!(grid.placed()[2][0], GridPlace::Below(1));
    assert_eq!(grid.rows[2], [GridCell::text("x").across(2), GridCell::text("y")]);
}

#[test]
fn what_is_no_markup_stays_as_text() {
    for text in
        ["<script>alert(1)</script>", "#hash", "###### six", "-no list", "1.no list", "| no table |", "{#a b}", "a < b"]
    {
        assert_eq!(parse(text).expect("no mistake").blocks, [prose(text)], "{text}");
    }
    assert_eq!(parse("\n \n").expect("no mistake"), Document::default());
}

#[test]
fn mistakes_name_their_line() {
    let cells = |found, wanted| MarkupProblem::Cells { found, wanted };
    for (text, line, problem) in [
        ("a\n\n```\nb", 3, MarkupProblem::Unclosed),
        ("| a | b |\n|---|---|\n| 1 |", 3, cells(1, 2)),
        ("```grid\n| a | b |\n| a |\n```", 3, cells(1, 2)),
        ("```grid\n| a |\nb\n```", 3, MarkupProblem::NoRow),
        ("```grid\n| ^^ |\n```", 2, MarkupProblem::Above),
        ("```grid\n| a || b |\n| ^^ | c | d |\n```", 3, MarkupProblem::Above),
        ("x\n```grid 2 wide\n| a |\n```", 2, MarkupProblem::Widths),
    ] {
        let wrong = parse(text).expect_err(text);
        assert_eq!(wrong, MarkupError { line, problem }, "{text}");
        for lang in [Lang::En, Lang::Zh] {
            assert!(wrong.message(lang).contains(&line.to_string()), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_escaped_value_is_never_markup(value in "(\\PC|[-#*_|>`\\\\{}^\\[\\]().0-9 \n\t\u{3000}]){1,24}") {
        let wanted = plain(value.clone());
        let safe = escape(&value);
        prop_assert!(!safe.contains('\n'));
        // Alone, at the beginning, in an item, in a cell.
        if !value.trim_matches(' ').is_empty() && value.trim_matches(' ') == value {
            let alone = Block::Prose { text: wanted.clone(), align: Align::Left, indent: false };
            prop_assert_eq!(&parse(&safe).expect("no mistake").blocks, &[alone]);
            let listed = Block::List { first: None, items: vec![wanted.clone()] };
            prop_assert_eq!(&parse(&format!("- {safe}")).expect("no mistake").blocks, &[listed]);
            let document = parse(&format!("```grid\n| {safe} | x |\n```")).expect("no mistake");
            let Block::Grid(grid) = &document.blocks[0] else { panic!("{document:?}") };
            prop_assert_eq!(&grid.rows[0], &[GridCell { text: wanted, ..GridCell::default() }, GridCell::text("x")]);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "([-#*_|>`\\\\{}^a1. 服\u{3000}]|\n){0,60}") {
        if let Ok(document) = parse(&text) {
            prop_assert!(document.blocks.len() <= text.lines().count());
        }
    }
}

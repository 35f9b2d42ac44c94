//! Documents for the tests of all formats: one with every kind of block in each language, one of hostile texts.

use crate::document::chart::{Chart, ChartKind, Series};
use crate::document::markup::{escape, parse};
use crate::document::span::{Align, Span, plain};
use crate::document::table::{Cell, Column, Row, Table, Tone};
use crate::document::{Block, CountLine, Document, TimelineEntry};
use crate::render::sample::HOSTILE;
use crate::text::{Lang, Two};

const ZH: &str = "\
# 2026年第三季度投诉工作总结

## 一、基本情况

　　根据《银行业保险业消费投诉处理管理办法》和总行有关要求，现将本季度投诉处理工作情况报告如下。本季度共受理投诉[92](#cases-1)件，已办结88件，**办结率95.7%**，按时办结率93.2%。与上季度相比，受理量上升8.2%；与去年同期相比下降3.1%。

### （一）渠道分布

#### 1. 电话渠道

　　电话渠道受理46件，占50.0%，主要反映服务态度和排队时间问题。

##### （1）高峰时段

　　工作日十时至十一时受理最多。

- 服务态度：18件
- 资费争议：12件，其中**重复投诉**3件

3. 第三项
4. 第四项

->（以下为附表）<-

>>> 某某银行太原分行消费者权益保护部
>>> 2026年10月12日

---page---

# 投诉事项登记表

```grid 3 5 3 5
| **登记编号** | HQ-2026-0042 | **登记日期** | 2026年11月23日 |
| **投诉人** | ________ | **联系电话** | ____________ |
| **投诉内容** | 柜台服务态度恶劣，客户要求书面道歉并说明处理结果。{3} |||
| **处理意见** | 请太原分行核实后于三个工作日内回复。{2}>>>签字：________　　____年__月__日 |||
| ^^ | 会签意见：同意。>>>（盖章） |||
```
";

const EN: &str = "\
# Complaint handling in the third quarter of 2026

## 1. Overview

This quarter the desk took in [92](#cases-1) complaints and finished 88 of them, **95.7%**; 93.2% were answered in time. Compared with the quarter before, complaints rose by 8.2%; compared with last year they fell by 3.1%.

### 1.1 By channel

#### By telephone

46 came by telephone, half of all, mostly about staff and waiting times.

##### At peak times

Most came between ten and eleven on working days.

- attitude: 18
- charges: 12, of which **repeats**: 3

3. third
4. fourth

->(tables follow)<-

>>> Consumer protection, Taiyuan branch
>>> 12 October 2026

---page---

# Registration sheet

```grid 3 5 3 5
| **Number** | HQ-2026-0042 | **Registered** | 23 November 2026 |
| **Complainant** | ________ | **Telephone** | ____________ |
| **Complaint** | The clerk at the counter was rude; the customer asks for an apology in writing.{3} |||
| **Opinion** | Taiyuan branch to look into it and reply within three working days.{2}>>>signed: ________ date: ________ |||
| ^^ | Countersigned: agreed.>>>(seal) |||
```
";

/// A document with every kind of block.
pub(super) fn all(lang: Lang) -> Document {
    let say = |en: &'static str, zh: &'static str| Two(en, zh).get(lang).to_string();
    let mut document = parse(Two(EN, ZH).get(lang)).expect("no mistake");
    document.below = say("Taiyuan branch", "太原分行");
    let channels = [
        say("telephone", "电话"),
        say("web site", "网站"),
        say("at the counter of a branch", "营业网点现场"),
        say("letter", "信函"),
    ];
    let chart = |title: String, kind, categories: Vec<String>, series: Vec<(String, Vec<Option<i64>>)>| {
        let series = series.into_iter().map(|(name, values)| Series { name, values }).collect();
        Block::Chart(Chart {
            title,
            kind,
            categories,
            series,
            unit: say("cases", "件"),
            command: "redress list channel:phone".into(),
            places: 0,
        })
    };
    let months: Vec<String> = (1..=12).map(|month| format!("2026-{month:02}")).collect();
    let by_month =
        |factor: i64| (1..=12).map(|month| (month != 5).then_some(20 + month * factor % 17)).collect::<Vec<_>>();
    let fact = |label: String, value: &str| (label, value.to_string());
    document.blocks.extend([
        Block::Heading { level: 1, text: say("2. Figures", "二、附表") },
        Block::Target("cases-1".into()),
        Block::Table(by_channel(lang, &channels)),
        chart(
            say("Complaints by channel", "各渠道受理量"),
            ChartKind::Bars,
            channels.to_vec(),
            vec![(String::new(), vec![Some(46), Some(23), Some(17), Some(6)])],
        ),
        chart(
            say("Complaints by month", "各月受理量"),
            ChartKind::Columns,
            months.clone(),
            vec![(String::new(), by_month(5))],
        ),
        chart(
            say("This year and last year", "本年与去年同期"),
            ChartKind::Lines,
            months,
            vec![(say("this year", "本年"), by_month(5)), (say("last year", "去年"), by_month(3))],
        ),
        Block::First(by_channel(lang, &channels[..2])),
        Block::Facts {
            title: say("Case", "案件"),
            facts: vec![fact(say("channel", "渠道"), "电话"), fact(say("category", "类别"), "服务态度\n资费")],
        },
        Block::Counts(vec![CountLine {
            count: 12,
            name: say("overdue", "超期"),
            command: "redress report overdue".into(),
        }]),
        Block::Timeline {
            title: say("History", "经过"),
            entries: vec![TimelineEntry {
                head: "2026-11-23 09:31 li.na".into(),
                what: say("registered by telephone", "电话登记"),
                texts: vec![(say("note", "备注"), say("the customer calls again", "客户再次来电"))],
            }],
        },
        Block::Paragraph(say("A paragraph.\nAnother.", "一段。\n又一段。")),
        Block::Verbatim("redress list   channel:phone\n  a   b".into()),
        Block::Prose { text: vec![Span::Strong(say("right", "右侧"))], align: Align::Right, indent: false },
    ]);
    document
}

/// A table with rates and totals.
pub(super) fn by_channel(lang: Lang, channels: &[String]) -> Table {
    let say = |en: &'static str, zh: &'static str| Two(en, zh).get(lang).to_string();
    let column = |key: &str, title: String, right| Column { key: key.into(), title, right };
    let row = |name: Cell, all: i64, in_time: i64| Row {
        cells: vec![name, Cell::Int(all), Cell::Int(in_time), Cell::Rate { part: in_time, whole: all }],
        ..Row::default()
    };
    let counts = [(46, 43), (23, 23), (17, 15), (0, 0)];
    let rows = channels.iter().zip(counts).map(|(name, (all, in_time))| row(Cell::Text(name.clone()), all, in_time));
    let shown = &counts[..channels.len().min(4)];
    let totals = row(Cell::total(lang), shown.iter().map(|c| c.0).sum(), shown.iter().map(|c| c.1).sum());
    Table {
        title: say("By channel", "各渠道办理情况"),
        schema: "redress.sample/1",
        columns: vec![
            column("channel", say("channel", "渠道"), false),
            column("received", say("received", "受理"), true),
            column("in_time", say("in time", "按时办结"), true),
            column("rate", say("rate", "按时办结率"), true),
        ],
        rows: rows.collect(),
        totals: vec![totals],
        about: vec![(say("Counted", "口径"), say("complaints received in the period", "期内收到的投诉"))],
        notes: vec![say("as of 2026-09-30", "截至 2026-09-30")],
        ..Table::default()
    }
}

/// A document in which every text is hostile.
pub(super) fn hostile() -> Document {
    of_text(&HOSTILE.concat())
}

/// A document of every block in which every text is this one; lists and tables also hold the hostile texts.
pub(super) fn of_text(every: &str) -> Document {
    let every = every.to_string();
    let text = || every.clone();
    let column = |key: &str| Column { key: key.into(), title: every.clone(), right: false };
    let rows = HOSTILE.iter().map(|text| Row {
        cells: vec![Cell::Text((*text).into()); 2],
        tone: Tone::Bad,
        ..Row::default()
    });
    let table = Table {
        title: text(),
        schema: "redress.sample/1",
        columns: vec![column("a"), column("b")],
        rows: rows.collect(),
        totals: vec![Row { cells: vec![Cell::Text(text()); 2], ..Row::default() }],
        about: vec![(text(), text())],
        notes: vec![text()],
        ..Table::default()
    };
    let series = [1, 2].map(|n| Series { name: text(), values: vec![Some(n); HOSTILE.len()] });
    let chart = |kind| {
        let categories = HOSTILE.iter().map(ToString::to_string).collect();
        Block::Chart(Chart {
            title: text(),
            kind,
            categories,
            series: series.to_vec(),
            unit: text(),
            command: text(),
            places: 0,
        })
    };
    let safe = escape(&every);
    let grid = parse(&format!("```grid\n| **{safe}** | {safe}{{2}}>>>{safe} |\n```")).expect("no mistake").blocks;
    let marked = || {
        vec![Span::Plain(text()), Span::Strong(text()), Span::Figure { text: text(), anchor: text() }, Span::Blank(4)]
    };
    let blocks = vec![
        Block::Target(text()),
        Block::Heading { level: 1, text: text() },
        Block::Paragraph(text()),
        Block::Prose { text: marked(), align: Align::Left, indent: true },
        Block::List { first: None, items: HOSTILE.iter().map(|text| plain(*text)).collect() },
        Block::Table(table),
        chart(ChartKind::Bars),
        chart(ChartKind::Columns),
        chart(ChartKind::Lines),
        Block::Signature(vec![marked()]),
        Block::Facts { title: text(), facts: vec![(text(), text())] },
        Block::Verbatim(text()),
        Block::Counts(vec![CountLine { count: 1, name: text(), command: text() }]),
        Block::Timeline {
            title: text(),
            entries: vec![TimelineEntry { head: text(), what: text(), texts: vec![(text(), text())] }],
        },
    ];
    Document { heading: text(), below: text(), blocks: blocks.into_iter().chain(grid).collect(), ..Document::default() }
}

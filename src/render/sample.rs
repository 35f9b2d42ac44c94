//! Tables for the tests of all formats: three ordinary cases, and hostile texts for each format.

use super::{Format, Look, write};
use crate::document::table::{Cell, Column, Row, Table, Tone};
use crate::text::Lang;
use serde_json::json;

/// Chinese, no limit, no colour, no header.
pub(super) const LOOK: Look = Look { lang: Lang::Zh, width: None, color: false, header: false };

/// Texts that an attacker might file.
pub(super) const HOSTILE: [&str; 10] = [
    "\x1b]0;title\x07\u{9b}2J",
    "=cmd|' /C calc'!A0",
    "＋1+1",
    "<script>alert(1)</script>",
    "a|b \\| c",
    "a\tb\nc\rd\\e",
    "exe.\u{202e}fdp\u{2066}x",
    "<r><t>raw</t></r>",
    "\"quoted\", 'single' & _x0041_\0",
    "![x](http://example.invalid/t.png) *b* `c` _d_",
];

/// Three cases with every kind of cell.
pub(super) fn cases() -> Table {
    let column = |key: &str, title: &str, right| Column { key: key.into(), title: title.into(), right };
    let named = |code: &str, name: &str| Cell::Named { code: code.into(), name: name.into() };
    let text = |s: &str| Cell::Text(s.into());
    let list = |l: &[&str]| Cell::List(l.iter().map(ToString::to_string).collect());
    let date = |s| Cell::Date(crate::domain::value::moment::parse_date(s).expect("a date"));
    let first = vec![
        text("HQ-2026-0042"),
        named("replied", "已回复"),
        Cell::Time("2026-11-23T09:31:07.214+08:00".parse().expect("a time")),
        date("2026-11-26"),
        Cell::Int(-3),
        Cell::Bool(true),
        list(&["counter", "late"]),
        text("柜台服务态度"),
    ];
    let second = vec![
        text("HQ-2026-0043"),
        named("assigned", "已转办"),
        Cell::Time("2026-11-23".parse().expect("a day")),
        date("2026-11-27"),
        Cell::Int(12),
        Cell::Bool(false),
        list(&[]),
        text("ATM 吞卡，the card was not returned for two weeks"),
    ];
    let third = vec![
        text("HQ-2026-0044"),
        named("open", "已登记"),
        Cell::Empty,
        Cell::Empty,
        Cell::Decimal(12345, 2),
        Cell::Bool(false),
        list(&[]),
        Cell::Empty,
    ];
    let more = [("flags".to_string(), json!(["a"]))].into_iter().collect();
    Table {
        title: "投诉清单".into(),
        schema: "redress.cases/1",
        columns: vec![
            column("id", "编号", false),
            column("status", "状态", false),
            column("received", "收到", false),
            column("due", "到期", false),
            column("days", "天数", true),
            column("late", "超期", false),
            column("tags", "标签", false),
            column("title", "标题", false),
        ],
        rows: vec![
            Row { cells: first, more, tone: Tone::Bad },
            Row { cells: second, tone: Tone::Warn, ..Row::default() },
            Row { cells: third, tone: Tone::Dim, ..Row::default() },
        ],
        notes: vec!["截至 2026-11-30".into()],
        ..Table::default()
    }
}

/// Counts with rates and totals.
pub(super) fn totals() -> Table {
    let row = |name: Cell, all: i64, part: i64| Row {
        cells: vec![name, Cell::Int(all), Cell::Rate { part, whole: all }],
        ..Row::default()
    };
    let column = |key: &str, title: &str, right| Column { key: key.into(), title: title.into(), right };
    Table {
        title: "统计".into(),
        schema: "redress.stats/1",
        columns: vec![column("channel", "渠道", false), column("count", "件数", true), column("rate", "办结率", true)],
        rows: vec![row(Cell::Text("电话".into()), 1000, 999), row(Cell::Text("信函".into()), 0, 0)],
        totals: vec![row(Cell::total(Lang::Zh), 1000, 999)],
        ..Table::default()
    }
}

/// The first `n` of the cases.
pub(super) fn first(n: usize) -> Table {
    let mut table = cases();
    table.rows.truncate(n);
    table
}

/// One row for each hostile text; also in all other places for texts from outside.
pub(super) fn hostile() -> Table {
    let columns = ["id", "title"].map(|key| Column { key: key.into(), title: HOSTILE[3].into(), right: false });
    let row = |(i, text): (i64, &&str)| Row {
        cells: vec![Cell::Named { code: i.to_string(), name: (*text).into() }, Cell::Text((*text).into())],
        ..Row::default()
    };
    Table {
        title: HOSTILE.concat(),
        schema: "redress.cases/1",
        columns: columns.to_vec(),
        rows: (0..).zip(&HOSTILE).map(row).collect(),
        notes: HOSTILE.iter().map(ToString::to_string).collect(),
        ..Table::default()
    }
}

/// The bytes of `table` with [`LOOK`].
pub(super) fn bytes(table: &Table, format: Format, look: &Look) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(table, format, look, &mut bytes).expect("memory takes all");
    bytes
}

/// The text of `table` with [`LOOK`].
pub(super) fn text(table: &Table, format: Format) -> String {
    text_with(table, format, &LOOK)
}

/// The text of `table`.
pub(super) fn text_with(table: &Table, format: Format, look: &Look) -> String {
    String::from_utf8(bytes(table, format, look)).expect("UTF-8")
}

/// A list of cases with the nine columns of the default list.
pub(super) fn list() -> Table {
    const ROWS: [(&str, &str, &str, &str, &str, &str, &str); 5] = [
        ("已转办", "2026-11-26", "服务态度", "电话", "太原分公司", "zhang.wei", "柜台服务态度恶劣，客户要求书面道歉"),
        (
            "已回复",
            "2026-11-27",
            "资费",
            "网站",
            "大同分公司",
            "li.na",
            "对十月账单中的漫游费用有异议，要求说明并退还多收部分",
        ),
        ("已登记", "2026-12-01", "网络质量", "来访", "", "", "小区信号差"),
        (
            "中止",
            "2026-12-02",
            "其他",
            "信函",
            "省公司客户服务部",
            "wang.xiaoming",
            "Roaming bill: \"double charged\" in October",
        ),
        ("已归档", "2026-11-20", "服务态度", "电话", "太原分公司", "zhang.wei", "营业厅排队时间长"),
    ];
    let mut table = cases();
    let keys = ["id", "status", "received", "due", "category", "channel", "unit", "person", "title"];
    let titles = ["编号", "状态", "收到", "到期", "类别", "渠道", "部门", "经办人", "标题"];
    table.columns =
        keys.iter().zip(titles).map(|(k, t)| Column { key: (*k).into(), title: t.into(), right: false }).collect();
    table.rows = ROWS
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let text = |s: &str| if s.is_empty() { Cell::Empty } else { Cell::Text(s.into()) };
            let at = crate::domain::value::moment::parse_date(r.1).expect("a date");
            let cells = vec![
                Cell::Text(format!("HQ-2026-{:04}", i + 42)),
                Cell::Named { code: "code".into(), name: r.0.into() },
                Cell::Time("2026-11-23".parse().expect("a day")),
                Cell::Date(at),
                text(r.2),
                text(r.3),
                text(r.4),
                text(r.5),
                text(r.6),
            ];
            Row { cells, tone: [Tone::Bad, Tone::Warn, Tone::Plain, Tone::Plain, Tone::Dim][i], ..Row::default() }
        })
        .collect();
    table
}

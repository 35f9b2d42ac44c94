//! Papers of units, added up.

use super::*;
use crate::report::context::tests::{plain, with_context};

fn paper(unit: &str, rows: &[&[&str]]) -> UnitPaper {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_string()).collect()).collect();
    UnitPaper { unit: unit.into(), standing: PaperStanding::Rows(rows) }
}

fn monthly(columns: &str) -> Filing {
    toml::from_str(&format!("code = \"x\"\nzh = \"月报\"\nevery = \"month\"\n{columns}")).expect("a row")
}

/// The rows, the totals, the notes and the number of breaks.
fn sum(row: &Filing, papers: &[UnitPaper]) -> (Vec<String>, Vec<String>, Vec<String>, usize) {
    let mut found = Default::default();
    with_context(|context| {
        let period = Period::parse("2026-10", context.day, context.calendar).expect("a period");
        let table = consolidated(row, &period, papers, context);
        let totals = Table { rows: table.totals.clone(), ..Table::default() };
        let breaks = table.verdict.breaks.expect("told");
        found = (plain(&table), plain(&totals), table.notes, breaks);
    });
    found
}

#[test]
fn whole_numbers_are_added_by_row_rates_are_not_and_what_does_not_add_up_is_named() {
    let head: &[&str] = &["类别", "件数", "办结率"];
    let papers = [
        paper("datong", &[&["类别", "数量"], &["收费", "4"]]),
        paper("shanxi", &[head, &["服务态度", "1,003", "90%"], &["收费", "2", "100%"], &["合计", "1006", "91%"]]),
        paper("taiyuan", &[head, &["服务态度", "7", "100%"], &["合计", "7", "100%"]]),
        UnitPaper { unit: "a".into(), standing: PaperStanding::NotSent { overdue: true } },
        UnitPaper { unit: "b".into(), standing: PaperStanding::Nil },
        UnitPaper { unit: "c".into(), standing: PaperStanding::Changed },
    ];
    let (rows, totals, notes, breaks) = sum(&monthly(""), &papers);
    assert_eq!((rows, totals), (vec!["服务态度 1010 -".into(), "收费 2 -".into()], vec!["total 1012 -".into()]));
    let wanted = [
        "应报 6 个单位，已报 5 个",
        "超期未报 1 个：a",
        "零报告 1 个：b",
        "文件与登记的摘要值不符或无法读取 1 个：c",
        "表头不一致，未计入 1 个：datong（缺件数、办结率；多数量）",
        "不是计数，不作相加：办结率",
        "山西分行“件数”列：合计为 1006，各行相加为 1005",
    ];
    assert_eq!((notes, breaks), (wanted.map(String::from).to_vec(), 2));
}

#[test]
fn blanks_subtotals_numbers_of_rows_and_hidden_numbers_change_no_row_of_others() {
    let head: &[&str] = &["序号", "类别", "件数", "说明"];
    let papers = [
        paper("shanxi", &[head, &["1", "收费", "12.00", "无"], &["2", "安全", "-", ""], &["", "小计", "12", ""]]),
        paper("taiyuan", &[head, &["1", "安全", "无", "—"], &["2", "收费", "*", "无"], &["合 计", "", "9", ""]]),
        paper("datong", &[head, &["1", "收费", "1", "无"], &["9999999999999", "身份证", "", ""]]),
    ];
    let (rows, totals, notes, breaks) = sum(&monthly(""), &papers);
    assert_eq!(rows, ["1 收费 13 无", "2 安全 - -", "3 身份证 - -"]);
    assert_eq!(totals, ["total - 13 -"]);
    assert_eq!((&notes[1..], breaks), (&["报送单位以 * 略去、未计入合计的数字 1 个".to_string()][..], 0));
}

#[test]
fn a_title_above_the_header_and_wide_digits_change_nothing_and_a_foot_test_is_asked_of_each_row() {
    let own = monthly(
        r#"form = "columns"
        foot = ["opening + in - done = closing"]
        columns = [{ code = "cat", zh = "类别", source = "category" }, { code = "opening", zh = "期初", source = "flow:opening" },
                   { code = "in", zh = "受理", source = "flow:received" }, { code = "done", zh = "办结", source = "flow:closed" },
                   { code = "closing", zh = "期末", source = "flow:closing" }]"#,
    );
    let head: &[&str] = &["类别", "期初", "受理", "办结", "期末"];
    let papers = [
        paper(
            "shanxi",
            &[&["下属公司投诉统计表"], &["填报单位：", "", "", "", ""], head, &["服务", "１", "4", "2", "3"]],
        ),
        paper("taiyuan", &[head, &["服务", "1", "4", "2", "9"], &["合计", "1", "4", "2", "9"]]),
        // Unit and period in one row above, and the columns in another order.
        paper(
            "datong",
            &[
                &["填报单位：", "大同", "所属期：", "2026-10", ""],
                &["期末", "类别", "期初", "受理", "办结"],
                &["3", "服务", "1", "4", "2"],
            ],
        ),
    ];
    let (rows, totals, notes, breaks) = sum(&own, &papers);
    assert_eq!((rows, totals), (vec!["服务 3 12 6 15".into()], vec!["total 3 12 6 15".into()]));
    let wanted = ["服务", "合计"].map(|row| format!("太原支行“{row}”行：opening + in - done = closing 不成立，3 与 9"));
    assert_eq!((&notes[1..], breaks), (&wanted[..], 2));
}

#[test]
fn cases_of_registers_stay_rows_of_their_own_with_their_units() {
    let own = monthly("form = \"register\"");
    let head: &[&str] = &["编号", "投诉类别", "简要内容"];
    let papers = [
        paper("shanxi", &[head, &["1", "服务", "停水"], &["2", "服务", "停水"]]),
        paper("taiyuan", &[head, &["1", "服务", "停水"]]),
    ];
    let (rows, totals, _, breaks) = sum(&own, &papers);
    assert_eq!(rows, ["shanxi 1 服务 停水", "shanxi 2 服务 停水", "taiyuan 1 服务 停水"]);
    assert_eq!((totals, breaks), (Vec::new(), 0));
}

#[test]
fn columns_of_the_receiver_are_known_by_their_sources() {
    let own = monthly(
        r#"form = "columns"
        columns = [{ code = "line", zh = "行次", source = "number" }, { code = "cat", source = "category", codes = { fees = "31" } },
                   { code = "n", zh = "件数", source = "received" }]"#,
    );
    let head: &[&str] = &["行次", "cat", "件数"];
    let papers = [paper("shanxi", &[head, &["1", "31", "4"]]), paper("taiyuan", &[head, &["7", "31", "5"]])];
    let (rows, ..) = sum(&own, &papers);
    assert_eq!(rows, ["1 31 9"]);
}

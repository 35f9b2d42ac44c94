//! The group's reception office, Monday 16 November 2026, the first working day after a half-month: visits, returns from below, receipts.

use super::{desk, done, line_of, refused};
use crate::desk::Desk;

#[test]
fn a_day_at_the_reception_office() {
    let mut desk = desk("group");
    what_is_owed(&mut desk);
    a_visit(&mut desk);
    from_the_city(&mut desk);
    a_withdrawal_under_pressure(&mut desk);
    the_evening(&mut desk);
}

/// 08:30. The first half of November has ended: each company owes its table by Wednesday, the office its own report by Friday.
fn what_is_owed(desk: &mut Desk) {
    // The desk was opened two weeks ago: what ended before it is nobody's to report.
    desk.now = "2026-11-02T09:00".into();
    done(desk, "登记 --title 咨询供应商入库 --channel 电话 --category 服务 --nature 咨询 --solved 已答复");
    desk.now = "2026-11-16T08:30".into();
    let owed = done(desk, "报送 list");
    for unit in ["yuci", "taigu", "yungang"] {
        assert!(
            owed.lines().any(|l| l.contains("county-return") && l.contains(unit) && l.contains("2026-11-18")),
            "{unit}:\n{owed}"
        );
    }
    assert!(owed.lines().any(|l| l.contains("city-return") && l.contains("datong")), "{owed}");
    // A paper of a county company comes in with nothing to report; the city's with its file.
    done(desk, "li.na: 报送 receive county-return --unit 榆次公司 --period 2026-11-a --nil");
    desk.write("大同.csv", "编号,标题\nDT-1,货款\n");
    done(desk, "li.na: 报送 receive city-return 大同.csv --unit 大同公司 --period 2026-11-a");
    let left = done(desk, "报送 list");
    assert!(!left.lines().any(|l| l.contains("2026-11-a") && l.contains("yuci") && l.contains("owed")), "{left}");
    refused_again(desk);
    done(desk, "wang.fang: 日常检查 完成 集团公司接待日 --unit 接待办公室 --nil");
}

/// The same paper twice is refused, and names the first.
fn refused_again(desk: &Desk) {
    let ran = super::typed(desk, "li.na: 报送 receive county-return --unit 榆次公司 --period 2026-11-a --nil");
    assert_ne!(ran.code, 0, "{}", ran.out);
}

fn a_visit(desk: &mut Desk) {
    desk.now = "2026-11-16T09:20".into();
    done(
        desk,
        "登记 --title 反映货款拖欠 --channel 来访接待 --category 合同与货款 --name 赵先生 --set persons=6 --accept",
    );
    done(desk, "转办 2 --unit 榆次公司 --person 刘洋");
    let answer = "liu.yang: 回复 2 --responsibility ours --findings 手续已补齐并付清 --outcome 已解决";
    done(desk, "wang.fang: 督办 2 --reason 人数较多");
    assert!(refused_without_talk(desk, answer));
    done(desk, "步骤 2 接待谈话 --note 已记录诉求");
    done(desk, answer);
    done(desk, "归档 2");
    assert!(done(desk, "报表 major").contains("HQ-2026-0002"), "six persons came");
}

fn refused_without_talk(desk: &Desk, answer: &str) -> bool {
    let ran = super::typed(desk, answer);
    ran.code == 5 && ran.err.contains("接待谈话（received-visit）")
}

/// 10:30. The city passes a letter on: the city is told what came of it.
fn from_the_city(desk: &mut Desk) {
    desk.now = "2026-11-16T10:30".into();
    done(
        desk,
        "登记 --title 施工扰民 --channel 来信 --source 市级部门转来 --source-ref 市转〔2026〕18号 --category 环境与施工扰民 --name 钱女士 --accept",
    );
    done(desk, "转办 3 --unit 大同公司 --person 韩梅");
    done(desk, "han.mei: 回复 3 --responsibility shared --findings 已调整施工时间 --outcome 已解决");
    let ran = super::typed(desk, "归档 3");
    assert!(ran.code == 5 && ran.err.contains("向市、县反馈（feedback）"), "{}", ran.err);
    done(desk, "步骤 3 向市、县反馈");
    done(desk, "归档 3");
}

/// 14:10. The complainant wants to withdraw, and says why: it goes on, and an accountability case is opened.
fn a_withdrawal_under_pressure(desk: &mut Desk) {
    desk.now = "2026-11-16T14:10".into();
    done(
        desk,
        "登记 --title 人员态度生硬 --channel 电话 --category 人员作风 --name 孙女士 --against 太谷公司 --accept",
    );
    done(desk, "转办 4 --unit 晋中公司 --person 高军");
    done(desk, "撤诉 4 --requested --reason 不想投诉了");
    refused(desk, "sun.li: 撤诉 4 --voluntary --reason 已谈好", "回避原则");
    let said = done(desk, "wang.fang: 撤诉 4 --coerced --reason 被要求撤诉否则停办业务");
    assert!(said.contains("HQ-2026-0004"), "{said}");
    assert_eq!(
        line_of(&done(desk, "列表 nature:责任追究 --fields id,status"), "HQ-2026-0005"),
        "HQ-2026-0005\treceived"
    );
    assert!(done(desk, "查看 4").contains("已转办"), "it goes on");
}

/// 17:00. The half-month's own report is issued, nil or not, and waits for its receipt.
fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:00".into();
    done(desk, "wang.fang: 报送 run reception-report");
    let filings = done(desk, "报表 filings");
    assert!(filings.contains("reception-report"), "{filings}");
    done(desk, "校验");
}

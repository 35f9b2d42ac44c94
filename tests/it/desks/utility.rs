//! The power hotline, Monday 16 November 2026: calls, worksheets and what may stand on them, a line fault with two hundred calls.

use super::{desk, done, line_of, refused, typed, warned};
use crate::desk::Desk;

#[test]
fn a_day_at_the_power_hotline() {
    let mut desk = desk("utility");
    let page = done(&desk, "概况");
    assert_eq!((line_of(&page, "to-accept"), line_of(&page, "open")), ("to-accept\t0".into(), "open\t0".into()));
    a_call_without_an_address(&mut desk);
    a_call_that_is_no_complaint(&mut desk);
    arrears(&mut desk);
    a_result_that_is_disputed(&mut desk);
    a_wrong_worksheet_returned_twice(&mut desk);
    somebody_is_hurt(&mut desk);
    a_line_fault_with_two_hundred_calls(&mut desk);
    a_complaint_against_the_operator(&mut desk);
    the_evening(&mut desk);
}

fn a_call_without_an_address(desk: &mut Desk) {
    desk.now = "2026-11-16T08:40".into();
    let err =
        refused(desk, "登记 --title 家中停电 --channel 电话 --category 故障停电 --name 赵先生", "P1-w1，工作单第(1)条");
    assert!(err.contains("--place 〈地点〉") || err.contains("--place"), "{err}");
    // An address that nobody would find. The address itself is private: the refusal does not print it.
    let vague = "登记 --title 家中停电 --channel 电话 --category 故障停电 --name 赵先生 --place 光明里附近";
    let err = refused(desk, vague, "P1-w1，工作单第(1)条");
    assert!(err.contains("“附近”") && err.contains("不够具体") && !err.contains("光明里"), "{err}");
    let exact = "登记 --title 家中停电 --channel 电话 --category 故障停电 --name 赵先生 --place 光明里7号楼5单元602室";
    assert_eq!(done(desk, exact), "HQ-2026-0001\n");
    // A filler phrase is let through, with a warning, and is counted for the operator.
    warned(desk, "备注 1 强烈要求,电工已查", "P1-w1", "强烈要求");
    assert!(done(desk, "日志 --kind wording_found").contains("li.na"));
}

/// 08:55. A new card needs a deed: there is no fault, so it is not accepted, once that is found out and explained.
fn a_call_that_is_no_complaint(desk: &mut Desk) {
    desk.now = "2026-11-16T08:55".into();
    let call = "登记 --title 补卡须带房产证明用户不理解 --channel 营业厅 --category 服务态度 --cause 用户对规定不理解 --name 钱女士";
    done(desk, call);
    let err = refused(desk, "wang.fang: 不予受理 2 --reason 规定合理 --told 营业厅", "P1-8a，第(8)条");
    assert!(err.contains("核实我方无过失（no-fault）、向用户解释说明（explained）"), "{err}");
    done(desk, "步骤 2 核实我方无过失");
    done(desk, "步骤 2 向用户解释说明 --note 已说明是为避免产权纠纷");
    // It was an enquiry, is counted as one, and stays on record.
    let err = refused(desk, "wang.fang: 不予受理 2 --reason 无过失 --told 营业厅", "P1-8a，第(8)条");
    assert!(err.contains("enquiry"), "{err}");
    done(desk, "wang.fang: 不予受理 2 --reason 无过失 --told 营业厅 --as-enquiry");
    assert_eq!(done(desk, "列表 nature:咨询 --fields id,status"), "HQ-2026-0002\tdeclined\n");
}

/// 09:10. Cut off for arrears: explained, and accepted only once supply is restored.
fn arrears(desk: &mut Desk) {
    desk.now = "2026-11-16T09:10".into();
    done(desk, "登记 --title 欠费停电要求投诉 --channel 电话 --category 电费与退费 --cause 欠费停电 --name 孙先生");
    refused(desk, "受理 3 --told 电话", "P1-arrears-2，第(8)条");
    refused(desk, "wang.fang: 不予受理 3 --reason 欠费 --told 电话", "P1-8b，第(8)条");
    done(desk, "步骤 3 解释欠费停电法规政策");
    let waits = |desk: &Desk| done(desk, "报表 待办").lines().any(|line| line.starts_with("accept\tHQ-2026-0003"));
    assert!(!waits(desk), "until it is paid nobody has it to do");
    desk.now = "2026-11-16T11:30".into();
    done(desk, "步骤 3 欠费已清、恢复供电");
    assert!(waits(desk));
    done(desk, "受理 3 --told 电话");
}

/// 09:30. The customer does not believe the crew's result: the crew is asked before anybody answers.
fn a_result_that_is_disputed(desk: &mut Desk) {
    desk.now = "2026-11-16T11:40".into();
    let call = "登记 --title 电压不稳结果有疑议 --channel 电话 --category 电压质量 --name 周阿姨 --place 东风路88号院3栋 --set result_disputed=yes --accept";
    done(desk, call);
    done(desk, "转办 4 --unit 城东抢修班 --person 刘洋");
    let answer =
        "liu.yang: 回复 4 --responsibility none --findings 电压在允许范围内 --explanation 已说明 --outcome 已解释说明";
    refused(desk, answer, "P1-w3，工作单第(3)条");
    done(desk, "步骤 4 联系基层核实结果 --note 抢修班核实了测量记录");
    // No promises: nobody knows whether it will hold.
    let err = refused(
        desk,
        "liu.yang: 回复 4 --responsibility none --findings 肯定能修好 --explanation 已说明 --outcome 已解释说明",
        "P1-r1",
    );
    assert!(err.contains("“肯定能”") && err.contains("已查明的事实和下一步安排"), "{err}");
    warned(desk, &answer.replace("已说明", "很抱歉，已说明"), "P1-r1", "对不起");
    done(desk, "归档 4");
}

/// 11:50. Sent to the wrong crew twice: each return gives its reason and is counted.
fn a_wrong_worksheet_returned_twice(desk: &mut Desk) {
    desk.now = "2026-11-16T11:50".into();
    done(desk, "受理 1 --told 电话");
    done(desk, "转办 1 --unit 城西抢修班 --person 孙丽");
    assert_eq!(typed(desk, "sun.li: 退回 1").code, 2, "a return gives its reason");
    done(desk, "sun.li: 退回 1 --reason 不属城西供电范围");
    done(desk, "转办 1 --unit 城东供电分公司 --person 高军");
    done(desk, "gao.jun: 退回 1 --reason 应由抢修班处理");
    done(desk, "转办 1 --unit 城东抢修班 --person 刘洋");
    assert_eq!(line_of(&done(desk, "列表 --fields id,returns"), "HQ-2026-0001"), "HQ-2026-0001\t2");
}

/// 13:30. A wire fell: the police, and a case against our own people before this one can be closed.
fn somebody_is_hurt(desk: &mut Desk) {
    desk.now = "2026-11-16T13:30".into();
    let call = "登记 --title 电线脱落伤人 --channel 电话 --category 用电安全与人身伤害 --name 吴先生 --place 建设街45号2栋 --set injury=yes --set own_liability=yes --accept";
    done(desk, call);
    done(desk, "转办 5 --unit 城西供电分公司 --person 韩梅");
    let answer = "han.mei: 回复 5 --responsibility ours --findings 接头松动,已处理 --outcome 已解决";
    refused(desk, answer, "P1-r2，第(6)条");
    done(desk, "步骤 5 建议报警，由公安机关查清事实");
    done(desk, answer);
    // Our own people may answer for it: the case against them was opened with the registration.
    assert!(done(desk, "列表 nature:责任追究 --fields id").contains("HQ-2026-0006"));
    done(desk, "归档 5");
    assert!(done(desk, "报表 major").contains("HQ-2026-0005"));
}

/// 15:00. A line fault and two hundred calls: the shift leader publishes one notice, each call is on record and linked to it.
fn a_line_fault_with_two_hundred_calls(desk: &mut Desk) {
    desk.now = "2026-11-16T15:00".into();
    // Before there is a notice the shift leader is told of the first call.
    let first = "登记 --title 小区停电 --channel 电话 --category 故障停电 --cause 外线故障 --name 用户1号 --place 和平路1号楼 --accept";
    done(desk, first);
    refused(desk, "转办 7 --unit 城东抢修班 --person 周强", "P1-w4，工作单第(4)条");
    let notice = "突发事件 发布 --title 城东线路故障 --kind 停供故障 --place 和平路 --category 故障停电 --word 停电 --notice 预计两小时恢复";
    refused(desk, notice, "P1-w4，工作单第(4)条");
    done(desk, &format!("wang.fang: {notice}"));
    let listed = done(desk, "突发事件 列表");
    let incident = listed.split('\t').next().expect("its event").to_string();
    done(desk, &format!("突发事件 关联 {incident} 7"));
    let call = |n: usize| {
        format!(
            "{{\"do\":\"intake\",\"title\":\"小区停电\",\"channel\":\"电话\",\"category\":\"故障停电\",\"cause\":\"外线故障\",\"name\":\"用户{n}号\",\"place\":\"和平路{n}号楼\",\"accept\":true,\"incident\":\"{incident}\"}}\n"
        )
    };
    let mut lines = String::new();
    (2..=200).for_each(|n| lines += &call(n));
    desk.feed(&["批处理", "-"], &lines).ok();
    done(desk, "转办 7 --unit 城东抢修班 --person 周强");
    let linked = done(desk, &format!("列表 incident:{incident} --fields id"));
    assert_eq!(linked.lines().count(), 200, "{linked}");
}

/// 16:20. A caller complains of the operator who takes the call: she registers it and does nothing more with it.
fn a_complaint_against_the_operator(desk: &mut Desk) {
    desk.now = "2026-11-16T16:20".into();
    done(desk, "登记 --title 接线员中途挂断 --channel 电话 --category 服务态度 --name 郑先生 --respondent 李娜");
    let err = refused(desk, "受理 207 --told 电话", "回避原则");
    assert!(err.contains("--as"), "{err}");
    done(desk, "zhao.lei: 受理 207 --told 电话");
    done(desk, "zhao.lei: 转办 207 --unit 客服热线 --person 王芳");
}

fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:30".into();
    done(desk, "wang.fang: 日常检查 完成 值长检查工作单 --unit 客服热线");
    let stats = done(desk, "报表 统计 --by 投诉类别 --period 今天");
    assert_eq!(line_of(&stats, "outage"), "outage\t201");
    // Of four worksheets one operator wrote words that are better left out.
    let found = done(desk, "日志 --kind wording_found");
    assert_eq!(found.lines().count(), 2, "{found}");
    done(desk, "校验");
}

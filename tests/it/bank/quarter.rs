//! A quarter at the bank's desk: what goes wrong between October and December 2026, and what the reports say at the end.

use super::{bank, done, refused, typed};
use crate::desk::Desk;
use serde_json::Value;

/// The start of an answer; findings and outcome follow.
const ANSWER: &str = "--staff-action 无 --lessons 无 --explanation 已解释规定 --outcome 已解释说明";

fn json(desk: &Desk, line: &str) -> Value {
    serde_json::from_str(&done(desk, &format!("{line} --json"))).expect("JSON")
}

#[test]
fn a_quarter_at_the_bank_desk() {
    let mut desk = bank();
    desk.lang = "zh".into();
    october_late(&mut desk);
    october_again(&mut desk);
    november_tightened(&mut desk);
    november_under_pressure(&mut desk);
    november_in_the_news(&mut desk);
    november_called_back(&mut desk);
    november_box(&mut desk);
    december_in_court(&mut desk);
    desk.now = "2026-12-31T17:00".into();
    the_reports(&desk);
    done(&desk, "校验");
}

/// Case 1. Due on Thursday the 15th; the bank grants no extension, and nobody explains the delay. Cron escalates it: two working days
/// late by one level, five to the head office; exactly once each, however often it runs.
fn october_late(desk: &mut Desk) {
    desk.now = "2026-10-12T09:00".into();
    done(desk, "登记 --title 账户冻结无人答复 --channel 电话 --category 内部管理 --name 赵先生 --accept");
    done(desk, "联系 1 --kind ack --via 电话");
    done(desk, "转办 1 --unit 太原分行 --person 刘洋");
    desk.now = "2026-10-15T16:00".into();
    let ran = typed(desk, "liu.yang: 延期 1 --until +5wd --reason 待查档案");
    assert_eq!(ran.code, 5);
    assert_eq!(
        ran.err,
        "错误：制度不允许延长 HQ-2026-0001 的回复时限；可作超期说明\n\
         提示：redress 超期说明 HQ-2026-0001 --reason 〈理由〉 --told 'phone|book|web|visit|letter|media|superior|government' --as liu.yang\n"
    );
    for (day, level, rows) in [
        ("2026-10-16", "", 0),
        ("2026-10-19", "branch-1", 1),
        ("2026-10-20", "branch-1", 0),
        ("2026-10-22", "head-office", 1),
        ("2026-10-23", "head-office", 0),
    ] {
        desk.now = format!("{day}T06:00");
        assert_eq!(done(desk, "上报 --due").lines().count(), rows, "{day}");
        assert_eq!(done(desk, "上报 --due"), "", "{day}: cron ran twice");
        assert_eq!(json(desk, "查看 1")["data"][0]["level"].as_str().unwrap_or_default(), level, "{day}");
    }
    desk.now = "2026-10-23T10:00".into();
    done(
        desk,
        &format!("liu.yang: 回复 1 --responsibility 客户责任 --findings 证件过期 --satisfaction 不满意 {ANSWER}"),
    );
    done(desk, "归档 1");
    assert_eq!(done(desk, "列表 is:late --fields id,status"), "HQ-2026-0001\tclosed\n");
}

/// Case 2. The customer of case 1 complains again: cause analysis, verification by another person, tracking; the answer is not accepted,
/// and the department above takes part (art. 18).
fn october_again(desk: &mut Desk) {
    desk.now = "2026-10-26T09:00".into();
    done(desk, "登记 --title 再次反映账户冻结 --channel 电话 --category 内部管理 --name 赵先生 --repeat-of 1 --accept");
    done(desk, "联系 2 --kind ack --via 电话");
    done(desk, "转办 2 --unit 太原分行 --person 刘洋");
    let answer =
        format!("liu.yang: 回复 2 --responsibility 客户责任 --findings 证件仍未更新 --satisfaction 不满意 {ANSWER}");
    let err = refused(desk, &answer, "P7-A18，第十八条");
    assert!(err.contains("分析再次投诉原因（cause-analysis）、再次核实（reverify）"), "{err}");
    done(desk, "liu.yang: 步骤 2 分析再次投诉原因 --note 前次未说明更新办法");
    // Not by its handler (art. 11).
    refused(desk, "liu.yang: 步骤 2 再次核实", "P7-A11-coi，第十一条");
    done(desk, "zhou.tao: 步骤 2 再次核实");
    desk.now = "2026-10-27T15:00".into();
    done(desk, &answer);
    desk.now = "2026-10-28T06:00".into();
    let line = done(desk, "上报 --due");
    assert!(line.starts_with("HQ-2026-0002 "), "{line}");
    assert_eq!(done(desk, "上报 --due"), "");
    assert_eq!(json(desk, "查看 2")["data"][0]["level"], "branch-1");
    refused(desk, "归档 2", "P7-A18，第十八条");
    done(desk, "步骤 2 跟踪处理过程 --note 上级客户管理部门已协助解释");
    done(desk, "归档 2");
}

/// Cases 3 and 4. From November the bank allows two working days; complaints received earlier keep their three.
fn november_tightened(desk: &mut Desk) {
    desk.now = "2026-10-30T10:00".into();
    done(
        desk,
        "登记 --title 柜员辱骂客户 --channel 电话 --category 服务态度 --name 钱女士 --against 五一路网点 --respondent sun.li --accept",
    );
    done(desk, "联系 3 --kind ack --via 电话");
    done(desk, "转办 3 --unit 迎泽支行 --person 高军");
    desk.now = "2026-11-02T08:00".into();
    let own = "\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"2wd\"\nwarn = \"1wd\"\n";
    desk.write("redress.toml", desk.read("redress.toml") + own);
    done(desk, "登记 --title 排队两小时 --channel 电话 --category 服务态度 --name 孙先生 --accept");
    assert_eq!(
        done(desk, "列表 status:accepted,assigned --fields id,due"),
        "HQ-2026-0003\t2026-11-04\nHQ-2026-0004\t2026-11-04\n"
    );
    // The older case is reclassified after the change, but still under its own policy.
    done(desk, "定性 3 --category 工作失误");
    done(desk, "定性 3 --category 服务态度");
    assert_eq!(done(desk, "列表 status:assigned --fields id,due"), "HQ-2026-0003\t2026-11-04\n");
}

/// Case 3. The teller puts pressure on the customer, who wants to withdraw. The unit complained about may not check that; customer
/// service finds out, the case goes on, and an accountability case is opened (art. 19).
fn november_under_pressure(desk: &mut Desk) {
    desk.now = "2026-11-03T09:00".into();
    done(desk, "gao.jun: 撤诉 3 --requested --reason 客户来电称不再投诉");
    assert!(done(desk, "概况").contains("withdrawals\t1"));
    let err = refused(desk, "撤诉 3 --voluntary --reason 客户自愿 --checked-by sun.li", "P7-A19，第十九条");
    assert!(err.contains("应当回避"), "{err}");
    done(desk, "zhou.tao: 撤诉 3 --coerced --reason 网点人员上门施压");
    let case = json(desk, "查看 3")["data"][0].clone();
    assert_eq!(case["status"], "assigned", "it goes on");
    // The accountability case is restricted: its content is shown nowhere.
    let other = json(desk, "查看 5")["data"][0].clone();
    assert_eq!((other["nature"].as_str(), other["restricted"].as_bool()), (Some("accountability"), Some(true)));
    assert_eq!(other["title"].as_str().unwrap_or_default(), "");
    desk.now = "2026-11-04T11:00".into();
    done(desk, "gao.jun: 步骤 3 向客户道歉");
    done(
        desk,
        "gao.jun: 回复 3 --responsibility 我方责任 --findings 录像属实 --staff-action 停岗培训 --lessons 开展服务整顿 \
         --satisfaction 满意 --outcome 已解决",
    );
    done(desk, "归档 3");
    done(
        desk,
        "回复 4 --responsibility 无责任 --findings 当日系统升级 --satisfaction 基本满意 --staff-action 无 --lessons 提前公告 \
         --explanation 已说明 --outcome 已解释说明",
    );
    done(desk, "归档 4");
}

/// Case 6. A journalist asks; later it is in the provincial paper. First the office, then both offices in order; contact with the paper
/// needs a leader's consent; closed after the harm is repaired (arts. 10 and 16).
fn november_in_the_news(desk: &mut Desk) {
    desk.now = "2026-11-09T09:00".into();
    done(desk, "登记 --title 记者询问理财亏损 --channel 媒体 --category 违规操作 --name 李记者 --set media=报道苗头");
    refused(desk, "受理 6", "P7-A16-a，第十六条");
    done(desk, "步骤 6 向二级分行以上办公室报告");
    done(desk, "受理 6 --told 媒体");
    refused(desk, "转办 6 --unit 太原分行", "P7-A10-media，第十条");
    done(desk, "转办 6 --unit 总行办公室 --person 何静");
    // Published on the tenth by the provincial paper.
    desk.now = "2026-11-10T07:30".into();
    done(desk, "定性 6 --set media=已刊播 --set media_level=省（市）级媒体");
    let err = refused(desk, "he.jing: 步骤 6 向总行办公室报告", "P7-A16-c，第十六条");
    assert!(err.contains("提示：redress 步骤 HQ-2026-0006 report-office-1"), "{err}");
    done(desk, "he.jing: 步骤 6 向一级分行办公室报告");
    done(desk, "he.jing: 步骤 6 向总行办公室报告");
    // Contact with the paper.
    let err = refused(desk, "he.jing: 步骤 6 与媒体联系", "P7-A16-b，第十六条");
    assert!(err.contains("提示：redress 审批 HQ-2026-0006 media-contact"), "{err}");
    let err = refused(desk, "he.jing: 审批 6 media-contact", "P7-A16-b");
    assert!(err.contains("具备者：wang.fang"), "{err}");
    // The level of the sub-branch's leader is too low.
    refused(desk, "gao.jun: 审批 6 media-contact", "P7-A16-b");
    done(desk, "wang.fang: 审批 6 media-contact");
    done(desk, "he.jing: 步骤 6 与媒体联系");
    desk.now = "2026-11-17T10:00".into();
    done(desk, "wu.di: 步骤 6 界定违规性质 --note 未如实告知风险");
    done(
        desk,
        "he.jing: 回复 6 --responsibility 我方责任 --findings 销售录音缺失 --staff-action 移送监察 --lessons 全辖双录检查 \
         --satisfaction 基本满意 --outcome 已解决",
    );
    let err = refused(desk, "归档 6", "P7-A10-press，第十六条");
    assert!(err.contains("查清真相、挽回影响"), "{err}");
    done(desk, "he.jing: 步骤 6 查清真相、挽回影响");
    done(desk, "归档 6");
}

/// Case 4 was closed; the call-back finds that nothing changed. It is reopened: a second round with its own receipt and limit; the result
/// of the first round stays.
fn november_called_back(desk: &mut Desk) {
    desk.now = "2026-11-10T10:00".into();
    done(desk, "zhou.tao: 回访 4 --resolved no --satisfied no --note 仍排队两小时");
    let report = done(desk, "报表 callbacks");
    let failed: Vec<&str> = report.lines().filter(|l| l.contains("\tfailed\t")).collect();
    assert!(failed.len() == 1 && failed[0].starts_with("HQ-2026-0004\t1\t"), "{report}");
    done(desk, "重开 4 --reason 回访未解决");
    let case = json(desk, "查看 4")["data"][0].clone();
    assert_eq!(
        (case["rounds"].as_array().map(Vec::len), case["due"].as_str()),
        (Some(2), Some("2026-11-12")),
        "two working days of its own"
    );
    assert_eq!((case["rounds"][0]["outcome"].as_str(), case["outcome"].as_str()), (Some("explained"), None));
    done(desk, "联系 4 --kind ack --via 电话");
    done(desk, "转办 4 --unit 迎泽支行 --person 高军");
    done(desk, "gao.jun: 步骤 4 向客户道歉");
    done(
        desk,
        "gao.jun: 回复 4 --responsibility 我方责任 --findings 午间仅开一个窗口 --staff-action 批评教育 --lessons 午间增开窗口 \
         --satisfaction 满意 --outcome 已解决",
    );
    desk.now = "2026-11-12T10:00".into();
    done(desk, "zhou.tao: 回访 4 --resolved yes --satisfied yes");
    done(desk, "归档 4");
    let case = json(desk, "查看 4")["data"][0].clone();
    assert_eq!(
        (case["rounds"][0]["outcome"].as_str(), case["outcome"].as_str()),
        (Some("explained"), Some("resolved"))
    );
}

/// One evening the outlet's box was not checked.
fn november_box(desk: &mut Desk) {
    for day in ["2026-11-16", "2026-11-18"] {
        desk.now = format!("{day}T17:00");
        done(desk, "sun.li: 日常检查 完成 查看意见簿（箱） --unit 五一路网点 --nil");
    }
    desk.now = "2026-11-19T08:30".into();
    let report = done(desk, "报表 duties --unit 五一路网点 --period 2026-11-16..2026-11-18");
    assert_eq!(
        report.lines().filter(|l| l.starts_with("box")).collect::<Vec<_>>(),
        [
            "box\twuyi\t2026-11-16\tnil\t0\tsun.li",
            "box\twuyi\t2026-11-17\tmissing\t\t",
            "box\twuyi\t2026-11-18\tnil\t0\tsun.li"
        ]
    );
    assert_eq!(typed(desk, "报表 duties --unit 五一路网点 --period 2026-11-17 --fail-if-any").code, 8);
}

/// Case 7. It goes to court: the leader is told before the lawyers, and a reply needs their opinion (art. 17).
fn december_in_court(desk: &mut Desk) {
    desk.now = "2026-12-01T09:00".into();
    done(desk, "登记 --title 存单纠纷拟起诉 --channel 电话 --category 工作失误 --name 周女士 --set legal=yes --accept");
    done(desk, "联系 7 --kind ack --via 电话");
    done(desk, "转办 7 --unit 太原分行 --person 刘洋");
    refused(desk, "liu.yang: 步骤 7 联系法律部门", "P7-A17，第十七条");
    done(desk, "liu.yang: 步骤 7 向本级行领导报告");
    done(desk, "liu.yang: 步骤 7 联系法律部门");
    let answer =
        format!("liu.yang: 回复 7 --responsibility 客户责任 --findings 存单为复印件 --satisfaction 不满意 {ANSWER}");
    let err = refused(desk, &answer, "P7-A17，第十七条");
    assert!(err.contains("法律意见（legal-opinion）"), "{err}");
    // Meanwhile the union supervises the case.
    done(desk, "chen.hui: 督办 7 --reason 客户拟起诉");
    done(desk, "liu.yang: 步骤 7 法律意见 --note 我行无责");
    desk.now = "2026-12-02T15:00".into();
    done(desk, &answer);
}

/// The last day of the year: the supervisor's reports on the quarter.
fn the_reports(desk: &Desk) {
    let report = |kind: &str| done(desk, &format!("报表 {kind} --period 2026-Q4"));
    let eight = "T09:00:00.000+08:00";
    assert_eq!(
        report("supervised"),
        format!(
            "HQ-2026-0007\t2026-12-01{eight}\tchen.hui\tordered\t客户拟起诉\ttaiyuan\tliu.yang\t2026-12-03\t\treplied\t存单纠纷拟起诉\n\
             HQ-2026-0005\t2026-11-03{eight}\tzhou.tao\taccountability\t\t\t\t\t\treceived\t\n\
             HQ-2026-0003\t2026-11-03{eight}\tzhou.tao\taccountability\t\tyingze\tgao.jun\t2026-11-04\t\tclosed\t柜员辱骂客户\n"
        )
    );
    assert_eq!(
        report("major"),
        "HQ-2026-0007\tlegal\t\t\ttaiyuan\treplied\t2026-12-03\t存单纠纷拟起诉\n\
         HQ-2026-0006\tmedia\t\t\thq-office\tclosed\t2026-11-23\t记者询问理财亏损\n"
    );
    assert_eq!(
        report("withdrawals"),
        format!(
            "HQ-2026-0003\t2026-11-03{eight}\tcoerced\t2026-11-03{eight}\tzhou.tao\ttrue\tHQ-2026-0005\tyingze\tclosed\t柜员辱骂客户\n"
        )
    );
    // The first round's failed call-back was followed up; the second round's found the matter resolved.
    let calls = report("callbacks");
    let calls: Vec<Vec<&str>> = calls.lines().map(|l| l.split('\t').collect()).collect();
    let of = |row: &[&str]| [row[0], row[1], row[7], row[8], row[9]].join(" ");
    assert_eq!(
        calls.iter().map(|row| of(row)).collect::<Vec<_>>(),
        ["HQ-2026-0004 1 no no taken-up", "HQ-2026-0004 2 yes yes resolved"]
    );
    let exceptions = report("exceptions");
    let exceptions: Vec<&str> = exceptions.lines().collect();
    assert_eq!(exceptions.len(), 2, "{exceptions:?}");
    assert_eq!(
        exceptions[0],
        "late-unexplained\tHQ-2026-0001\t\t2026-10-15\tliu.yang\treply 2026-10-15 P7-A11-general\t"
    );
    assert!(exceptions[1].starts_with("policy\t\t") && exceptions[1].contains("2026-11-02T08:00"), "{exceptions:?}");
    // The improvements still open on the last day, including the outlet's and those past their month.
    let improve = done(desk, "整改 列表");
    for lesson in ["开展服务整顿", "午间增开窗口", "全辖双录检查"] {
        assert!(improve.contains(lesson), "{improve}");
    }
    let duties = report("duties --unit 五一路网点");
    let boxes = |status: &str| duties.lines().filter(|l| l.starts_with("box") && l.contains(status)).count();
    // From the first event on, without two evenings; the last day is still open.
    assert_eq!((boxes("\tnil\t"), boxes("\topen\t")), (2, 1), "{duties}");
    let page = done(desk, "概况");
    for line in ["to-accept\t1", "to-close\t1", "overdue-unexplained\t0", "withdrawals\t0", "open\t1", "pending\t2"] {
        assert!(page.lines().any(|l| l == line), "{line}:\n{page}");
    }
}

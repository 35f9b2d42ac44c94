//! A day at the bank's desk, in order and in Chinese: Monday 16 November 2026, from the morning page to cron's check in the evening.

use super::{bank, done, refused, typed};
use crate::desk::Desk;

/// What last week left open.
fn last_week(desk: &mut Desk) {
    // This bank calls back everybody, not one in five.
    desk.write("redress.toml", desk.read("redress.toml") + "\n[[callback]]\ncode = \"P7-A21-callback\"\nshare = 100\n");
    // Case 1 was answered on Thursday: the call-back is due within five working days.
    desk.now = "2026-11-10T09:00".into();
    done(desk, "登记 --title 存折打印错误 --channel 电话 --category 工作失误 --name 赵先生 --accept");
    done(desk, "联系 1 --kind ack --via 电话");
    done(desk, "转办 1 --unit 迎泽支行 --person 高军");
    desk.now = "2026-11-12T10:00".into();
    done(
        desk,
        "gao.jun: 回复 1 --responsibility 客户责任 --findings 客户误读回单 --staff-action 无 --lessons 加强告知 \
         --explanation 已当面解释 --satisfaction 满意 --outcome 已解释说明",
    );
    done(desk, "归档 1");
    // Case 2 came in on Wednesday: its three working days end tonight, and the vouchers have not been found yet.
    desk.now = "2026-11-11T15:00".into();
    done(desk, "登记 --title 柜面凭证丢失 --channel 电话 --category 内部管理 --name 钱女士 --accept");
    done(desk, "联系 2 --kind ack --via 电话");
    done(desk, "转办 2 --unit 太原分行 --person 刘洋");
    // Case 3 came by web on Friday. The outlet's box was empty that day.
    desk.now = "2026-11-13T16:40".into();
    done(desk, "登记 --title 网银转账失败 --channel 网络 --category 工作失误 --name 孙先生");
    done(desk, "sun.li: 日常检查 完成 查看意见簿（箱） --unit 五一路网点 --nil");
}

#[test]
fn a_day_at_the_bank_desk() {
    let mut desk = bank();
    desk.lang = "zh".into();
    last_week(&mut desk);

    // 08:30. The morning page: one web complaint to accept, one case due today, nothing late.
    desk.now = "2026-11-16T08:30".into();
    let page = done(&desk, "概况");
    for line in ["to-accept\t1", "due-today\t1", "due-soon\t1", "overdue-unexplained\t0", "to-close\t0", "open\t2"] {
        assert!(page.lines().any(|l| l == line), "{line}:\n{page}");
    }
    assert_eq!(
        done(&desk, "报表 todo"),
        "reply\tHQ-2026-0002\t2026-11-16\t0\ttaiyuan\tliu.yang\t柜面凭证丢失\naccept\tHQ-2026-0003\t\t\thq-cs\t\t网银转账失败\n"
    );

    an_attitude_complaint_by_phone(&mut desk);
    large_sums(&mut desk);
    the_web(&mut desk);
    a_visit_and_a_letter(&mut desk);
    what_comes_back(&mut desk);
    the_afternoon(&mut desk);
    the_evening(&mut desk);
    done(&desk, "校验");
}

/// 09:05. A customer in Taiyuan calls about a rude teller: head office takes the call, and its union sends the case down.
fn an_attitude_complaint_by_phone(desk: &mut Desk) {
    desk.now = "2026-11-16T09:05".into();
    let id = done(
        desk,
        "登记 --title 柜员态度生硬 --channel 电话 --category 服务态度 --name 王小明 --phone 13800138000 \
         --statement 王小明称柜员摔回身份证 --against 五一路网点 --respondent 柜员小刘 --set area=太原 --accept",
    );
    assert_eq!(id, "HQ-2026-0004\n");
    let line = done(desk, "联系 4 --kind ack --via 电话");
    assert!(line.contains("回复时限 2026-11-19"), "told by when: {line}");
    // Not straight to the branch (art. 10): outside Beijing it goes through the union to the first-level branch.
    let err = refused(desk, "转办 4 --unit 太原分行", "P7-A10-route，第十条");
    assert!(err.contains("提示：redress 转办 HQ-2026-0004 --unit hq-union\n"), "{err}");
    done(desk, "转办 4 --unit 总行工会工委 --form 转办单");
    done(desk, "chen.hui: 转办 4 --unit 山西分行");
    let line = done(desk, "chen.hui: 转办 4 --unit 五一路网点 --person 孙丽 --assist 迎泽支行");
    assert!(line.starts_with("HQ-2026-0004 "), "{line}");
    let route: Vec<String> = done(desk, "日志 4 --kind assigned").lines().map(str::to_string).collect();
    assert_eq!(route.len(), 3, "{route:?}");
    // The complainant is named in private only: not in the list, on the case page or in the log.
    for line in ["列表", "查看 4", "日志 4", "检索 柜员", "报表 todo"] {
        let said = done(desk, line);
        assert!(["王小明", "13800138000", "小刘", "身份证"].iter().all(|word| !said.contains(word)), "{line}: {said}");
    }
    assert!(!desk.read_log().contains("王小明"));
}

/// 09:40. Two wrong transfers, both calls recorded. Above 50,000 yuan the recording is listened to again and reviewed before the form
/// is sent; exactly 50,000 is not above it.
fn large_sums(desk: &mut Desk) {
    desk.now = "2026-11-16T09:40".into();
    done(
        desk,
        "登记 --title 汇款串户 --channel 电话 --category 工作失误 --amount 60000 --set recording=yes --name 李大爷 --accept",
    );
    let err = refused(desk, "转办 5 --unit 太原分行 --person 刘洋", "P7-A10-relisten，第十条");
    assert!(err.contains("复听电话录音（relisten）、复核（review）"), "{err}");
    done(desk, "步骤 5 复听电话录音 --note 录音与登记一致");
    done(desk, "zhou.tao: 步骤 5 复核");
    done(desk, "转办 5 --unit 太原分行 --person 刘洋");
    done(
        desk,
        "登记 --title 汇款延迟 --channel 电话 --category 工作失误 --amount 50000 --set recording=yes --name 周阿姨 --accept",
    );
    done(desk, "转办 6 --unit 太原分行 --person 刘洋");
    let major = done(desk, "报表 major");
    assert_eq!(major.lines().map(|l| &l[..12]).collect::<Vec<_>>(), ["HQ-2026-0005"], "{major}");
}

/// 10:10. The web is checked every day; Friday's complaint is dispatched on the first of its two working days.
fn the_web(desk: &mut Desk) {
    desk.now = "2026-11-16T10:10".into();
    done(desk, "日常检查 完成 查看网络投诉 --unit 总行客户服务中心 --found 3");
    let explain = done(desk, "时限说明 3");
    assert!(explain.contains("2026-11-17") && explain.contains("第十条"), "dispatched by Tuesday: {explain}");
    done(desk, "受理 3 --told 网络");
    let line = done(desk, "转办 3 --unit 太原分行 --person 刘洋 --form 转办单");
    assert!(line.contains("2026-11-18"), "the reply's limit counts now: {line}");
    assert_eq!(done(desk, "列表 is:late"), "");
}

/// 11:00. Visits and letters belong to the union. A letter is sent down with its original, level by level, with a supervision form.
fn a_visit_and_a_letter(desk: &mut Desk) {
    desk.now = "2026-11-16T11:00".into();
    done(desk, "登记 --title 上门反映排队过长 --channel 上门 --category 服务态度 --name 吴先生");
    refused(desk, "受理 7", "P7-A10-visit，第十条");
    done(desk, "chen.hui: 受理 7 --told 上门");
    done(desk, "chen.hui: 转办 7 --unit 太原分行 --person 刘洋 --form 督办单");
    assert!(done(desk, "报表 supervised").starts_with("HQ-2026-0007\t"));

    desk.now = "2026-11-16T11:30".into();
    desk.write("letter.txt", "尊敬的领导……");
    done(desk, "chen.hui: 登记 --title 来信反映取款手续 --channel 信件 --category 内部管理 --name 郑老师 --accept");
    done(desk, "chen.hui: 联系 8 --kind ack --via 信件");
    let err = refused(desk, "chen.hui: 转办 8 --unit 五一路网点 --form 督办单", "P7-A10-letter，第十条");
    assert!(err.contains("须逐级下发") && err.contains("附件"), "{err}");
    done(desk, "chen.hui: 附件 8 letter.txt");
    for unit in ["山西分行", "太原分行", "迎泽支行", "五一路网点"] {
        done(desk, &format!("chen.hui: 转办 8 --unit {unit} --form 督办单"));
    }
    let show = done(desk, "查看 8");
    assert!(show.contains("五一路网点"), "{show}");
}

/// 14:00. The outlet answers case 4: the sub-branch assists, the customer is told, the form comes back, then the case is closed.
fn what_comes_back(desk: &mut Desk) {
    desk.now = "2026-11-16T14:00".into();
    done(desk, "gao.jun: 回复 4 --partial --from 迎泽支行 --findings 监控已调阅");
    assert_eq!(done(desk, "列表 --fields id,status status:assigned unit:五一路网点").lines().count(), 2);
    // The bank is at fault: first the apology, and an action on the teller (art. 14).
    let answer = "sun.li: 回复 4 --to complainant --via 电话 --responsibility 我方责任 --findings 柜员言语生硬 \
                  --satisfaction 满意 --outcome 已解决";
    let err = refused(desk, answer, "P7-A14-fault，第十四条");
    assert!(err.contains("向客户道歉（apology）") && err.contains("--staff-action"), "{err}");
    done(desk, "sun.li: 步骤 4 向客户道歉");
    done(desk, &format!("{answer} --staff-action 批评教育"));
    // The customer has been answered, but the form is not back (art. 10): it cannot be closed yet, and the form has its own limit.
    desk.now = "2026-11-16T14:30".into();
    let err = refused(desk, "归档 4", "P7-A10-two-outputs，第十条");
    assert!(err.contains("回报受理部门"), "{err}");
    let form = "sun.li: 回复 4 --to desk --responsibility 我方责任 --findings 柜员言语生硬 --staff-action 批评教育 \
                --satisfaction 满意 --cc 山西分行 --cc 总行工会工委";
    let err = refused(desk, form, "P7-A12，第十二条");
    assert!(err.contains("教训"), "one of the seven elements is missing: {err}");
    let line = done(desk, &format!("{form} --lessons 每日晨会演练服务用语"));
    assert!(line.starts_with("HQ-2026-0004 "), "{line}");
    done(desk, "归档 4");
    // The lesson becomes an improvement of the outlet, due in a month of working days (art. 7).
    let improve = done(desk, "整改 列表");
    assert!(improve.contains("wuyi") && improve.contains("每日晨会演练服务用语"), "{improve}");
    let replied = desk.lines().into_iter().rfind(|l| l.contains("\"replied\"")).expect("the form");
    assert!(
        replied.contains(r#""cc":["shanxi","hq-union"]"#) && replied.contains(r#""phone":"0351-6880004""#),
        "{replied}"
    );
}

/// 15:00. A delay is explained before the due date; a customer is called back; the result of the visit is reported to the union.
fn the_afternoon(desk: &mut Desk) {
    desk.now = "2026-11-16T15:00".into();
    let line = done(desk, "liu.yang: 超期说明 2 --reason 凭证须从档案库调取 --told 电话 --expected 2026-11-18");
    assert!(line.contains("2026-11-16"), "it moves no date: {line}");
    let err = typed(desk, "延期 2 --until +2wd --reason 凭证须从档案库调取");
    assert!(err.code == 5 && err.err.contains("制度不允许延长"), "{}", err.err);

    desk.now = "2026-11-16T15:30".into();
    assert!(done(desk, "报表 callbacks").starts_with("HQ-2026-0001\t1\t"), "{}", done(desk, "报表 callbacks"));
    let line = done(desk, "zhou.tao: 回访 1 --resolved yes --satisfied yes");
    assert!(line.starts_with("HQ-2026-0001 "), "{line}");

    desk.now = "2026-11-16T16:00".into();
    done(
        desk,
        "liu.yang: 回复 7 --responsibility 客户责任 --findings 当日系统升级 --staff-action 无 --lessons 提前公告 \
         --explanation 已说明升级安排 --satisfaction 基本满意 --outcome 已解释说明",
    );
    refused(desk, "归档 7", "P7-A10-visit，第十条");
    done(desk, "chen.hui: 步骤 7 处理情况反馈工会");
    done(desk, "归档 7");
}

/// 17:20. The outlet checks its box before closing: a suggestion, settled on the spot. Then cron asks what is overdue.
fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:20".into();
    let id = done(
        desk,
        "sun.li: 登记 --title 建议增设座椅 --channel 意见簿 --nature 意见建议 --category 内部管理 --name 冯女士 \
         --solved 当日已增设三把座椅",
    );
    assert_eq!(id, "HQ-2026-0009\n");
    assert_eq!(
        done(desk, "列表 HQ-2026-0009 --fields status,outcome").lines().count(),
        0,
        "bare words look into titles"
    );
    assert_eq!(done(desk, "列表 座椅 --fields status,outcome"), "closed\tsolved\n");
    done(desk, "sun.li: 日常检查 完成 查看意见簿（箱） --unit 五一路网点 --found 9");
    let duties = done(desk, "报表 duties --unit 五一路网点 --period 2026-11-13..2026-11-16");
    let boxes: Vec<&str> = duties.lines().filter(|l| l.starts_with("box")).collect();
    assert_eq!(boxes, ["box\twuyi\t2026-11-13\tnil\t0\tsun.li", "box\twuyi\t2026-11-16\tfound\t1\tsun.li"]);

    desk.now = "2026-11-16T17:40".into();
    assert_eq!(done(desk, "报表 overdue --fail-if-any"), "", "a day runs until its end");
    let page = done(desk, "概况");
    for line in ["to-accept\t0", "to-dispatch\t0", "due-today\t1", "callbacks-due\t3", "open\t5"] {
        assert!(page.lines().any(|l| l == line), "{line}:\n{page}");
    }
    // Customers answered today are called back by next Monday. No gate was overridden.
    assert_eq!(done(desk, "报表 exceptions"), "");

    // The next morning case 2 is overdue and explained.
    desk.now = "2026-11-17T08:30".into();
    let ran = typed(desk, "报表 overdue --fail-if-any");
    assert_eq!(ran.code, 8);
    assert_eq!(
        done(desk, "报表 overdue"),
        "HQ-2026-0002\treply\t2026-11-16\t1\ttaiyuan\tliu.yang\ttrue\t柜面凭证丢失\n"
    );
}

//! The conflict centre, Monday 16 November 2026: causes and forms, several a case; risk, who set it and when; a high one goes up by itself.

use super::{desk, done, line_of, refused};
use crate::desk::Desk;

#[test]
fn a_day_at_the_conflict_centre() {
    let mut desk = desk("mediation");
    assert_eq!(line_of(&done(&desk, "概况"), "open"), "open\t0");
    neighbours(&mut desk);
    unpaid_wages(&mut desk);
    a_crowd_before_the_county(&mut desk);
    the_evening(&mut desk);
}

/// 08:40. Found on rounds: form and risk are known before it is given to anybody, its causes before it is answered.
fn neighbours(desk: &mut Desk) {
    desk.now = "2026-11-16T08:40".into();
    done(
        desk,
        "sun.li: 登记 --title 宅基地边界争议 --channel 网格排查 --source 村（社区）上报 --category 邻里纠纷 --name 赵大爷 --set head_count=2 --accept",
    );
    let err = refused(desk, "转办 1 --unit 东镇 --person 刘洋", "P6-4，第四部分");
    assert!(
        err.contains("P6-2，第二部分") && err.contains("风险评估（risk-assessed）"),
        "both articles speak at once: {err}"
    );
    done(desk, "定性 1 --set conflict_form=争吵");
    done(desk, "步骤 1 风险评估 --set risk=低 --note 双方情绪平稳");
    done(desk, "转办 1 --unit 东镇 --person 刘洋");
    let answer = "liu.yang: 回复 1 --responsibility shared --findings 已丈量并签字 --outcome 调解达成";
    let err = refused(desk, answer, "P6-1，第一部分");
    assert!(err.contains("P6-5"), "{err}");
    done(desk, "liu.yang: 定性 1 --cause 思想观念变化 --cause 管理服务不到位");
    // Mediation has two sides.
    let agreed = "liu.yang: 调解 1 达成 --terms 以丈量界址为准 --due 2026-11-23";
    refused(desk, agreed, "P6-4，第四部分");
    done(desk, "liu.yang: 当事人 增加 1 --role 被投诉人 --name 孙大叔");
    done(desk, agreed);
    done(desk, answer);
    // An agreement is closed once it is on record whether it was kept, and stands on the list of things to do until then.
    refused(desk, "归档 1", "P6-5，全文");
    assert!(done(desk, "报表 待办").contains("agreement\tHQ-2026-0001\t2026-11-23"));
    desk.now = "2026-11-16T09:40".into();
    done(desk, "调解 1 履行 --note 双方已履行");
    assert!(!done(desk, "报表 待办").contains("agreement"));
    done(desk, "归档 1");
}

/// 10:00. Eighteen workers and a builder: a company outside is counted, people are not called by their labels.
fn unpaid_wages(desk: &mut Desk) {
    desk.now = "2026-11-16T10:00".into();
    done(
        desk,
        "登记 --title 工地拖欠工资 --channel 来访 --category 劳动争议 --cause 拖欠工资 --name 钱师傅 --against 宏远建筑公司 --set conflict_form=聚集,争吵 --set collective=yes --accept",
    );
    let err = refused(desk, "备注 2 老上访户又来了", "labels");
    assert!(err.contains("行为和诉求本身"), "{err}");
    done(desk, "步骤 2 风险评估 --set risk=中");
    refused(desk, "转办 2 --unit 县人民调解委员会 --person 高军", "P6-4，第四部分");
    done(desk, "定性 2 --set head_count=18");
    done(desk, "转办 2 --unit 县人民调解委员会 --person 高军");
    // A cause lies below another: both are found.
    assert_eq!(done(desk, "列表 cause:经济体制变革 --fields id"), "HQ-2026-0002\n");
    assert_eq!(done(desk, "列表 conflict_form:争吵 --fields id"), "HQ-2026-0001\nHQ-2026-0002\n");
}

/// 14:00. Forty-six people and a high risk: it goes up to the county by itself, and its limit is the shorter one.
fn a_crowd_before_the_county(desk: &mut Desk) {
    desk.now = "2026-11-16T14:00".into();
    done(
        desk,
        "han.mei: 登记 --title 征地补偿分歧 --channel 来访 --source 信访部门转来 --source-ref 信转〔2026〕29号 --category 征地拆迁 --cause 补偿标准分歧 --name 孙先生 --received-by 西镇 --set conflict_form=上访,聚集 --set head_count=46 --set collective=yes --accept",
    );
    done(desk, "步骤 3 风险评估 --set risk=高 --note 有聚集可能");
    let explain = done(desk, "时限说明 3");
    assert!(explain.contains("2026-11-23"), "five working days: {explain}");
    done(desk, "转办 3 --unit 西镇 --person 韩梅 --form 督办单");
    let up = done(desk, "wang.fang: 上报 --due");
    assert!(up.contains("HQ-2026-0003"), "{up}");
    let log = done(desk, "日志 3 --kind stepped");
    assert!(log.contains("li.na") && log.contains("2026-11-16T14:00"), "who set the risk, and when: {log}");
    done(desk, "han.mei: 回复 3 --responsibility ours --findings 差额已补足 --outcome 已解决");
    refused(desk, "归档 3", "P6-5，全文");
    done(desk, "步骤 3 风险再评估 --set risk=低");
    done(desk, "归档 3");
}

/// 17:30. Forms are counted each, and no figure stands without its cases.
fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:30".into();
    let forms = done(desk, "报表 统计 --by conflict_form");
    for line in ["quarrel\t2", "gathering\t2", "petition\t1"] {
        assert!(forms.lines().any(|l| l == line), "{line}:\n{forms}");
    }
    assert!(done(desk, "报表 趋势 --by 原因 --period 2026-11").contains("wages"));
    done(desk, "sun.li: 日常检查 完成 矛盾纠纷排查 --unit 东村 --nil");
    done(desk, "校验");
}

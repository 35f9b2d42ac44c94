//! The tourism desk, Monday 16 November 2026: sources with their numbers, what is outside its power, a stranded group, mediation.

use super::{desk, done, line_of, refused};
use crate::desk::Desk;

#[test]
fn a_day_at_the_tourism_desk() {
    let mut desk = desk("tourism");
    assert_eq!(line_of(&done(&desk, "概况"), "open"), "open\t0");
    different_prices(&mut desk);
    in_writing(&mut desk);
    outside_its_power(&mut desk);
    a_stranded_group(&mut desk);
    the_evening(&mut desk);
}

/// 08:40. A traveller by way of 114, old and disabled: both are counted. The agency is outside; mediated, with its sum.
fn different_prices(desk: &mut Desk) {
    desk.now = "2026-11-16T08:40".into();
    done(
        desk,
        "登记 --title 老年人加收团费 --channel 电话 --source 114转接 --category 同团不同价 --cause 加收费用 --name 赵大爷 \
         --against 康泰旅行社 --amount 480 --set special_group=老年人,残疾人 --accept",
    );
    done(desk, "转办 1 --unit 调解科 --person 高军");
    // Nobody takes sides before it is known.
    let err = refused(desk, "gao.jun: 联系 1 --kind explain --via 电话 --note 肯定是旅行社的错", "taking-sides");
    assert!(err.contains("已查明的事实"), "{err}");
    let answer =
        "gao.jun: 回复 1 --responsibility third-party --findings 差价属实 --outcome 调解达成 --compensation 480";
    let err = refused(desk, answer, "P5-6，一（三）");
    assert!(err.contains("达成调解协议") && err.contains("redress 调解"), "{err}");
    done(desk, "gao.jun: 调解 1 达成 --amount 480 --terms 退还差价 --due 2026-11-23");
    done(desk, answer);
    done(desk, "归档 1");
    for group in ["老年人", "残疾人"] {
        assert_eq!(done(desk, &format!("列表 special_group:{group} --fields id")), "HQ-2026-0001\n");
    }
    assert_eq!(done(desk, "列表 special_group:学生"), "");
}

/// 09:30. 12345 passes it on in writing: its own number and day, and papers served before the answer.
fn in_writing(desk: &mut Desk) {
    desk.now = "2026-11-16T09:30".into();
    let passed = "登记 --title 擅自变更行程 --channel 书面 --source 12345书面转办 --category 擅自退团与合同履行 --name 钱女士 --against 远方国旅 --source-due 2026-11-24 --accept";
    let err = refused(desk, passed, "P5-1，一、主要工作");
    assert!(err.contains("--source-ref"), "{err}");
    done(desk, &format!("{passed} --source-ref 热线〔2026〕236号"));
    let explain = done(desk, "时限说明 2");
    assert!(
        explain.contains("2026-11-24") && explain.contains("2026-11-23"),
        "the source's day, and the service of papers: {explain}"
    );
    done(desk, "转办 2 --unit 调解科 --person 孙丽 --form 督办单");
    let answer = "sun.li: 回复 2 --responsibility third-party --findings 变更未征得同意 --outcome 已解决";
    refused(desk, answer, "P5-6，一（三）");
    done(desk, "sun.li: 送达 2 --document 受理通知书 --to 被投诉人 --how 直接 --note 旅行社签收");
    done(desk, answer);
    assert_eq!(done(desk, "列表 ref:热线〔2026〕236号 --fields id"), "HQ-2026-0002\n");
}

/// 10:30. An agency that is owed money, a guide without wages: not theirs, and told where to go.
fn outside_its_power(desk: &mut Desk) {
    desk.now = "2026-11-16T10:30".into();
    done(
        desk,
        "登记 --title 导游反映薪酬未结 --channel 电话 --source 游客直接投诉 --category 擅自退团与合同履行 --name 孙导游",
    );
    let away = "wang.fang: 移送 3 --to 导游用工薪金 --reason 不属旅游投诉 --told 电话";
    refused(desk, away, "P5-3，二（七）");
    done(desk, "步骤 3 告知投诉人向何处反映");
    done(desk, away);
    assert!(done(desk, "日志 3").contains("劳动"));
    done(
        desk,
        "登记 --title 咨询旅行社资质 --channel 电话 --source 游客直接投诉 --category 服务质量 --nature 咨询 --solved 已告知查询网址",
    );
}

/// 13:20. Fifty-two travellers stranded: the special team, and at once up to the province.
fn a_stranded_group(desk: &mut Desk) {
    desk.now = "2026-11-16T13:20".into();
    done(
        desk,
        "登记 --title 整团滞留景区 --channel 电话 --source 12345便民热线转接 --category 服务质量 --name 周先生 --against 锦绣假期 --set mass=yes --set travellers=52 --accept",
    );
    let err = refused(desk, "转办 5 --unit 调解科 --person 高军", "P5-4，三（三）");
    assert!(err.contains("启动特别投诉处理小组（team-called）") && err.contains("team"), "{err}");
    done(desk, "wang.fang: 步骤 5 启动特别投诉处理小组");
    done(desk, "转办 5 --unit 特别投诉处理小组 --person 韩梅");
    let up = done(desk, "wang.fang: 上报 --due");
    assert!(up.contains("HQ-2026-0005"), "{up}");
    assert_eq!(done(desk, "列表 is:escalated --fields id,level"), "HQ-2026-0005\tprovince\n");
}

/// 17:30. Calls and papers are counted apart, enquiries beside both.
fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:30".into();
    let stats = done(desk, "报表 统计 --by 投诉渠道 --period 今天");
    assert_eq!((line_of(&stats, "phone"), line_of(&stats, "written")), ("phone\t3".into(), "written\t1".into()));
    let agencies = done(desk, "报表 统计 --by 被投诉单位");
    for agency in ["kangtai\t1", "yuanfang\t1", "jinxiu\t1"] {
        assert!(agencies.lines().any(|line| line == agency), "{agencies}");
    }
    done(desk, "wang.fang: 日常检查 完成 24小时值班交接 --unit 投诉受理科 --nil");
    done(desk, "校验");
}

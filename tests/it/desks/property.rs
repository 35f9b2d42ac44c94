//! The property manager's front desk, Monday 16 November 2026: valid or communicative, and one that turns from the second to the first.

use super::{desk, done, line_of, refused, warned};
use crate::desk::Desk;

#[test]
fn a_day_at_the_front_desk() {
    let mut desk = desk("property");
    assert_eq!(line_of(&done(&desk, "概况"), "open"), "open\t0");
    a_lift(&mut desk);
    somebody_lets_off_steam(&mut desk);
    a_burst_pipe(&mut desk);
    an_enquiry(&mut desk);
    the_manager_himself(&mut desk);
    the_evening(&mut desk);
}

/// 08:45. The lift is another company's: it is complained about and counted, and nothing is assigned to it.
fn a_lift(desk: &mut Desk) {
    desk.now = "2026-11-16T08:45".into();
    done(
        desk,
        "登记 --title 电梯异响 --channel 电话 --category 对设备的投诉 --cause 电梯 --name 赵先生 --place 3栋2单元 --against 宏达电梯公司 --accept",
    );
    let err = refused(desk, "转办 1 --unit 宏达电梯公司", "外部单位");
    assert!(err.contains("不能转办"), "{err}");
    done(desk, "转办 1 --unit 阳光花园工程组 --person 刘洋");
    done(desk, "liu.yang: 联系 1 --kind first --via 电话");
    let answer = "liu.yang: 回复 1 --responsibility third-party --findings 厂家已更换部件 --explanation 已说明 --satisfaction 满意 --outcome 已解决";
    let err = refused(desk, answer, "P4-1，一、按性质分");
    assert!(err.contains("投诉性质"), "{err}");
    done(desk, "liu.yang: 定性 1 --set validity=沟通性（求助型）");
    done(desk, answer);
    done(desk, "归档 1");
    assert_eq!(line_of(&done(desk, "报表 统计 --by 被投诉单位"), "lift-maker"), "lift-maker\t1");
}

/// 10:00. He only wants to be heard. Later the housing bureau finds that he is right: who established it stands on record.
fn somebody_lets_off_steam(desk: &mut Desk) {
    desk.now = "2026-11-16T10:00".into();
    done(
        desk,
        "登记 --title 维修资金使用不明 --channel 前台来访 --category 对服务质量的投诉 --cause 维修资金使用 --name 钱女士 --set validity=venting --accept",
    );
    done(desk, "转办 2 --unit 湖畔新城项目 --person 韩梅");
    let answer = "han.mei: 回复 2 --responsibility none --findings 账目已核对 --explanation 已逐项说明 --satisfaction 基本满意 --outcome 已解释说明";
    refused(desk, answer, "P4-1，一、按性质分");
    done(desk, "han.mei: 联系 2 --kind meeting --via 前台来访 --note 当面听取意见");
    refused(desk, "wang.fang: 定性 2 --set validity=established", "P4-1，一、按性质分");
    done(desk, "wang.fang: 定性 2 --set validity=established --set established_by=区住建局");
    done(desk, "han.mei: 回复 2 --responsibility ours --findings 公示不及时 --satisfaction 基本满意 --outcome 已解决");
    assert_eq!(done(desk, "报表 major").lines().map(|l| &l[..12]).collect::<Vec<_>>(), ["HQ-2026-0002"]);
    let log = done(desk, "日志 2 --kind classified");
    assert!(log.contains("wang.fang") && log.contains("区住建局"), "who set it, and when: {log}");
}

/// 13:00. Water in the hall: looked at on the spot before anybody answers, within a day. A repair is not taken without its place, an emergency is.
fn a_burst_pipe(desk: &mut Desk) {
    desk.now = "2026-11-16T13:00".into();
    refused(
        desk,
        "登记 --title 水管漏水 --channel 电话 --category 对设备的投诉 --name 孙先生 --place 那边",
        "报修地点须具体（place）",
    );
    let near = ["-n", "--title", "水管爆裂", "--channel", "电话", "--category", "突发性事件的投诉", "--place", "那边"];
    let ran = desk.run(&[&["登记", "--name", "孙先生"][..], &near].concat());
    assert!(ran.code == 0 && ran.err.contains("place-emergency"), "{ran:?}");
    done(
        desk,
        "登记 --title 水管爆裂 --channel 电话 --category 突发性事件的投诉 --cause 给排水与渗漏 --name 孙先生 --place 7号楼1单元 --set validity=harm --accept",
    );
    assert!(done(desk, "时限说明 3").contains("2026-11-17"), "twenty-four hours");
    done(desk, "转办 3 --unit 湖畔新城工程组 --person 马超");
    let answer = "ma.chao: 回复 3 --responsibility ours --findings 已关阀更换 --satisfaction 满意 --outcome 已解决";
    let err = refused(desk, answer, "P4-1");
    assert!(err.contains("到场查看（on-site）") && err.contains("损害情况"), "all that is missing at once: {err}");
    done(desk, "ma.chao: 步骤 3 到场查看");
    done(desk, "ma.chao: 定性 3 --set harm_done=财产损失,公共利益");
    done(desk, answer);
}

/// 15:00. A question is answered on the spot and counted apart; a neighbour's claim is nobody's here.
fn an_enquiry(desk: &mut Desk) {
    desk.now = "2026-11-16T15:00".into();
    done(
        desk,
        "登记 --title 询问公摊水电费 --channel 电话 --category 对服务质量的投诉 --nature 咨询 --solved 已说明计算方法",
    );
    done(desk, "登记 --title 邻居漏水要求赔偿 --channel 前台来访 --category 对服务质量的投诉 --name 周阿姨");
    done(desk, "wang.fang: 移送 5 --to 邻里民事纠纷 --reason 民事争议 --told 前台来访");
}

/// 15:40. The complaint is about the guard: he is told nothing, and cannot touch it. A curt word is noted.
fn the_manager_himself(desk: &mut Desk) {
    desk.now = "2026-11-16T15:40".into();
    done(
        desk,
        "登记 --title 门岗态度生硬 --channel 电话 --category 对服务态度的投诉 --name 李女士 --respondent 孙丽 --against 阳光花园秩序组 --set validity=harm --set harm_done=person --accept",
    );
    refused(desk, "sun.li: 联系 6 --kind explain --via 电话", "回避原则");
    done(desk, "转办 6 --unit 阳光花园项目 --person 高军");
    warned(desk, "gao.jun: 联系 6 --kind explain --via 电话 --note 没办法", "curt", "没办法");
    let answer = "gao.jun: 回复 6 --responsibility ours --findings 言语不当属实 --satisfaction 满意 --outcome 已解决";
    let ran = super::typed(desk, answer);
    assert!(ran.code == 5 && ran.err.contains("登门致歉（apology）"), "{}", ran.err);
    done(desk, "gao.jun: 步骤 6 登门致歉");
    done(desk, answer);
}

fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:30".into();
    let stats = done(desk, "报表 统计 --by validity");
    assert_eq!((line_of(&stats, "harm"), line_of(&stats, "help")), ("harm\t2".into(), "help\t1".into()));
    done(desk, "gao.jun: 日常检查 完成 每日巡查 --unit 阳光花园项目 --nil");
    done(desk, "校验");
}

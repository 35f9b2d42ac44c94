//! The food and drug desk, Monday 16 November 2026: accepted or declined and told why, own officers, reprisal, totals that foot.

use super::{desk, done, line_of, refused};
use crate::desk::Desk;

#[test]
fn a_day_at_the_food_and_drug_desk() {
    let mut desk = desk("regulator");
    assert_eq!(line_of(&done(&desk, "概况"), "open"), "open\t0");
    a_box_for_one_yuan(&mut desk);
    declined_and_told(&mut desk);
    an_own_officer(&mut desk);
    reprisal(&mut desk);
    the_evening(&mut desk);
}

/// 08:50. One yuan is enough: nothing asks for a sum. It is told that it is accepted, and given to somebody with a name.
fn a_box_for_one_yuan(desk: &mut Desk) {
    desk.now = "2026-11-16T08:50".into();
    done(
        desk,
        "登记 --title 口服液味道不同怀疑是假药 --channel 电话 --category 药品 --cause 怀疑假药劣药 --name 赵女士 --amount 1 \
         --set brand=葡萄糖酸锌口服液 --set proof=实物,购货凭证",
    );
    let err = refused(desk, "受理 1", "P2-1，受理制度");
    assert!(err.contains("--told"), "{err}");
    done(desk, "受理 1 --told 电话");
    refused(desk, "转办 1 --unit 城北监管所", "P2-6，今后工作第4条");
    done(desk, "转办 1 --unit 城北监管所 --person 刘洋");
    done(desk, "liu.yang: 步骤 1 现场检查");
    // Several kinds of evidence are counted each.
    done(desk, "liu.yang: 定性 1 --set proof=product --set proof=picture");
    assert_eq!(done(desk, "列表 proof:照片录像 --fields id,proof"), "HQ-2026-0001\tproduct,picture\n");
    let err = refused(desk, "liu.yang: 联系 1 --kind explain --via 电话 --note 金额太小", "P2-4，三不准");
    assert!(err.contains("依据和办理途径"), "{err}");
    done(
        desk,
        "liu.yang: 回复 1 --responsibility third-party --findings 抽检合格 --explanation 已出示报告 --outcome 已解释说明",
    );
    done(desk, "归档 1");
}

fn declined_and_told(desk: &mut Desk) {
    desk.now = "2026-11-16T09:40".into();
    done(desk, "登记 --title 索要赔偿 --channel 来访 --category 保健品 --name 钱先生");
    refused(desk, "wang.fang: 不予受理 2 --reason 无购买凭证", "P2-1，受理制度");
    done(desk, "wang.fang: 移送 2 --to 民事赔偿纠纷 --reason 赔偿争议 --told 来访");
    assert!(done(desk, "日志 2").contains("人民法院"));
}

/// 10:20. A complaint about an inspector: restricted from its first line, to discipline, and never his own to handle.
fn an_own_officer(desk: &mut Desk) {
    desk.now = "2026-11-16T10:20".into();
    done(
        desk,
        "登记 --title 执法人员态度冷漠 --channel 来访 --category 对本局人员的行政投诉 --name 孙女士 --respondent 徐波 --against 稽查股",
    );
    assert!(!desk.read_log().contains("态度冷漠"), "restricted: no text in the log");
    done(desk, "zheng.gang: 受理 3 --told 来访");
    refused(desk, "xu.bo: 备注 3 我没有", "restricted");
    let err = refused(desk, "zheng.gang: 转办 3 --unit 稽查股 --person 高军", "P2-own，首问责任");
    assert!(err.contains("discipline"), "{err}");
    done(desk, "zheng.gang: 转办 3 --unit 纪检监察室 --person 吴迪");
    assert!(!done(desk, "zhao.lei: 列表").contains("徐波"));
}

/// 14:00. Threatened after complaining: discipline is told first, the complainant of protection before it is closed.
fn reprisal(desk: &mut Desk) {
    desk.now = "2026-11-16T14:00".into();
    done(desk, "登记 --title 投诉后被商家威胁 --channel 来访 --category 打击报复 --name 李女士");
    done(desk, "zheng.gang: 受理 4 --told 来访");
    done(desk, "zheng.gang: 转办 4 --unit 纪检监察室 --person 吴迪");
    let answer = "wu.di: 回复 4 --responsibility undetermined --findings 已核实并报案 --outcome 已解决";
    refused(desk, answer, "P2-4，三不准");
    done(desk, "zheng.gang: 步骤 4 报纪检监察");
    done(desk, answer);
    refused(desk, "zheng.gang: 归档 4", "P2-4，三不准");
    done(desk, "zheng.gang: 步骤 4 告知投诉人保护措施");
    done(desk, "zheng.gang: 归档 4");
}

/// 17:00. Seven are four and three: totals are the sum of the classes.
fn the_evening(desk: &mut Desk) {
    desk.now = "2026-11-16T17:00".into();
    for n in 0..3 {
        done(desk, &format!("登记 --title 药品质量{n} --channel 电话 --category 药品 --name 周先生{n}"));
    }
    for n in 0..2 {
        done(desk, &format!("登记 --title 保健品质量{n} --channel 电话 --category 保健品 --name 吴女士{n}"));
    }
    let stats = done(desk, "报表 统计 --by 投诉类别 --period 今天 --where 投诉类别:药品,保健品");
    assert_eq!((line_of(&stats, "drug"), line_of(&stats, "health-food")), ("drug\t4".into(), "health-food\t3".into()));
    assert_eq!(
        stats.lines().map(|l| l.rsplit('\t').next().and_then(|n| n.parse::<u32>().ok()).unwrap_or(0)).sum::<u32>(),
        7
    );
    done(desk, "li.na: 日常检查 完成 查看意见箱 --unit 投诉受理中心 --nil");
    done(desk, "校验");
}

#[test]
fn no_row_of_the_desk_asks_for_a_sum_before_it_accepts() {
    let policy = redress::profile::resolve("regulator", &serde_json::Value::Null).expect("a profile").policy;
    for gate in policy
        .gates
        .iter()
        .filter(|gate| gate.on.iter().any(|verb| matches!(verb.as_str(), "intake" | "accept" | "decline")))
    {
        let mut named = Vec::new();
        gate.when.mentions(&mut |fact, _| named.push(fact.to_string()));
        assert!(!named.iter().any(|fact| fact == "amount"), "{}", gate.code);
    }
}

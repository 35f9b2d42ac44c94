//! Ways round the rules of a desk that its rows close: another class, another verb, another order; and the honest way beside each.

use super::{desk, done, refused};

#[test]
fn a_pack_that_is_put_in_force_counts_where_it_is_shorter() {
    for profile in ["tourism", "property", "mediation", "utility", "regulator"] {
        let desk = desk(profile);
        done(&desk, "policy adopt cn-hotline-12345 --from 2026-11-16");
        let category = match profile {
            "tourism" => "price",
            "property" => "attitude",
            "mediation" => "labour",
            "utility" => "service",
            _ => "drug",
        };
        let mut line = format!(
            "登记 --title 滞留 --channel 电话 --name 周秀英 --place 光明里7号楼5单元602室 --category {category}"
        );
        line += " --set grade=emergency";
        crate::bank::typed(&desk, &line);
        let due = done(&desk, "列表 --fields due --format json");
        assert!(due.contains("2026-11-16T10:30"), "{profile}: two hours: {due}");
        // Without it, and where the desk's own limit is shorter, that stands.
        crate::bank::typed(&desk, &line.replace(" --set grade=emergency", ""));
        let dues = done(&desk, "列表 --fields due --sort id --format tsv");
        assert_ne!(dues.lines().nth(1).expect("a case"), dues.lines().next().expect("a case"), "{profile}");
    }
    let desk = desk("regulator");
    let told = done(&desk, "policy check --against cn-market-20");
    let line = told.lines().find(|line| line.contains("七个工作日")).expect("the seven days");
    assert!(!line.contains("missing"), "{told}");
}

#[test]
fn no_complaint_is_made_an_enquiry_to_pass_its_rules_by() {
    let mut utility = desk("utility");
    done(&utility, "登记 --title 态度差 --channel 电话 --category service --name 钱秀 --accept --unit hotline");
    refused(&utility, "定性 1 --nature enquiry", "P1-8a");
    ["步骤 1 no-fault", "步骤 1 explained", "定性 1 --nature enquiry"]
        .iter()
        .for_each(|line| drop(done(&utility, line)));
    // What was registered wrongly is put right at once; what is late takes a second person.
    done(&utility, "登记 --title 问电价 --channel 电话 --category service --name 钱秀");
    done(&utility, "定性 2 --nature enquiry");
    done(&utility, "登记 --title 态度差 --channel 电话 --category service --name 钱秀");
    utility.now = "2026-12-20T09:00".into();
    refused(&utility, "定性 3 --nature enquiry", "late-nature");
    done(&utility, "wang.fang: 审批 3 nature");
    done(&utility, "定性 3 --nature enquiry");

    // In time is what happened in time, whenever it is entered.
    let mut base = desk("utility");
    base.now = "2026-11-16T09:00".into();
    done(&base, "登记 --title 问电价 --channel 电话 --category service --name 钱秀");
    base.now = "2026-12-01T09:00".into();
    done(&base, "定性 1 --nature enquiry --on 2026-11-17T09:00 --override 补录");

    let regulator = desk("regulator");
    done(&regulator, "登记 --title 询价 --channel 来访 --category drug --name 郑秀英");
    refused(&regulator, "不予受理 1 --reason 非投诉 --as-enquiry", "P2-1");
    done(&regulator, "不予受理 1 --reason 非投诉 --as-enquiry --told 来访");
}

#[test]
fn discipline_keeps_what_is_its_own() {
    let desk = desk("regulator");
    done(
        &desk,
        "登记 --title 举报后被报复 --channel 来访 --category reprisal --name 郑秀英 --against enforcement --accept --told 来访",
    );
    refused(&desk, "转办 1 --unit enforcement --person gao.jun", "P2-4");
    refused(&desk, "定性 1 --category drug", "P2-4");
    done(
        &desk,
        "登记 --title 态度 --channel 来访 --category drug --respondent xu.bo --restricted --name 冯秀英 --accept --told 来访",
    );
    refused(&desk, "转办 2 --unit enforcement --person gao.jun", "P2-own");
}

#[test]
fn an_agreement_that_was_broken_ends_the_case_and_one_that_runs_does_not() {
    let mut desk = desk("mediation");
    done(
        &desk,
        "登记 --title 拆迁 --channel 来访 --category land --cause compensation --name 周秀英 --set conflict_form=gathering \
         --set risk=low --against builder --accept",
    );
    done(&desk, "步骤 1 risk-assessed");
    done(&desk, "转办 1 --unit mediators --person gao.jun");
    done(&desk, "gao.jun: 调解 1 agreed --terms 补 --due 2026-11-20 --amount 1");
    done(&desk, "gao.jun: 回复 1 --responsibility none --findings 已调解 --outcome mediated");
    refused(&desk, "归档 1", "P6-5");
    desk.now = "2026-11-23T09:00".into();
    done(&desk, "gao.jun: 调解 1 broken --reason 未付");
    done(&desk, "归档 1");
}

#[test]
fn a_mass_incident_wants_its_team_and_a_paper_is_served_on_the_other_side() {
    let desk = desk("tourism");
    done(&desk, "突发事件 发布 --title 大巴滞留 --kind mass --category contract");
    done(
        &desk,
        "登记 --title 滞留 --channel 电话 --category contract --name 李秀 --incident HQ:2 --accept --against yuanfang",
    );
    refused(&desk, "转办 1 --unit pingyao --person liu.yang", "P5-4");
    done(&desk, "登记 --title 变更行程 --channel 书面 --category contract --name 钱秀英 --against yuanfang --accept");
    let reply = "回复 2 --responsibility third-party --findings 属实";
    let err = refused(&desk, reply, "P5-6");
    assert!(err.contains("--to respondent"), "{err}");
    done(&desk, "送达 2 --document 通知书 --to complainant --how hand");
    refused(&desk, reply, "P5-6");
    done(&desk, "送达 2 --document 通知书 --to respondent --how hand");
    done(&desk, reply);
    // Declined as outside our power: told where to go.
    done(&desk, "登记 --title 导游欠薪 --channel 电话 --category service --name 孙秀英");
    refused(&desk, "不予受理 3 --reason 无权处理", "P5-3");
    refused(&desk, "更正 3 --set source=12345-written --reason 补", "P5-1");
}

#[test]
fn arrears_disputes_and_accountability_are_kept_on_every_way() {
    let mut desk = desk("utility");
    let place = "--place 光明里7号楼5单元602室";
    let of = |n: u32| {
        format!("登记 --title 欠费停电 --channel 电话 --category billing --cause arrears --name 孙秀{n} {place}")
    };
    done(&desk, &of(1));
    done(&desk, &of(2));
    ["步骤 1 policy-explained", "不予受理 1 --reason 欠费未清"].iter().for_each(|line| drop(done(&desk, line)));
    // Who has paid comes back, and the work goes on once power is restored.
    done(&desk, "重开 1 --reason 又来电");
    refused(&desk, "转办 1 --unit east-crew --person liu.yang", "P1-arrears-2");
    done(&desk, "步骤 1 restored");
    done(&desk, "转办 1 --unit east-crew --person liu.yang");
    refused(&desk, "移送 2 --to 营销部 --reason 欠费", "P1-8b");
    // Nothing is late that may not be assigned, nor what was answered at the desk.
    done(&desk, &format!("登记 --title 停电 --channel 电话 --category outage --name 赵秀 {place} --accept"));
    done(&desk, "回复 3 --responsibility third-party --findings 已修复");
    desk.now = "2026-11-18T09:00".into();
    assert_eq!(done(&desk, "报表 超期"), "");

    // A repair order that comes back is disputed: the crew is asked first.
    desk.now = "2026-11-18T10:00".into();
    done(
        &desk,
        &format!(
            "登记 --title 报修停电 --channel 电话 --category outage --nature 报修 --name 钱秀 {place} --accept --unit east-crew --person liu.yang"
        ),
    );
    done(&desk, "liu.yang: 回复 4 --responsibility none --findings 已修");
    done(&desk, "联系 4 --kind dispute --via 电话");
    refused(&desk, "联系 4 --kind explain --via 电话 --note 已说明", "P1-w3");
    done(&desk, "步骤 4 ask-unit");
    done(&desk, "联系 4 --kind explain --via 电话 --note 已说明");
    done(&desk, "归档 4 --outcome resolved");
    done(&desk, "重开 4 --reason 用户有疑议");
    refused(&desk, "liu.yang: 回复 4 --responsibility none --findings 已修", "P1-w3");

    // An accountability case that is gone is none.
    done(
        &desk,
        &format!(
            "登记 --title 电工打伤人 --channel 电话 --category safety --name 李秀英 {place} --set injury=yes --set own_liability=yes --accept --unit east-crew --person liu.yang --respondent zhou.qiang --against east-crew"
        ),
    );
    refused(&desk, "作废 6 --kind mistake --reason 误", "accountability-ends");
    done(&desk, "wang.fang: 审批 6 void");
    done(&desk, "作废 6 --kind mistake --reason 误");
    done(&desk, "步骤 5 police");
    done(&desk, "liu.yang: 回复 5 --responsibility ours --findings 属实");
    refused(&desk, "归档 5 --outcome resolved", "P1-r2");
}

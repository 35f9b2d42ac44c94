//! Pages of hand-made cases.

use super::*;
use crate::domain::case::apply::fold;
use crate::report::sample::{events, rendered, with_context};
use crate::text::Lang;

const OPENED: &str = r#""opened":{"channel":"phone","category":"attitude","nature":"complaint","received_by":"hq","taken_by":"li.na","against":"taiyuan","amount":1200.5,"policy":"5e01","fields":{"media":"lead"},"due":{"reply":{"at":"2026-09-30","rule":"P7-A11-general","from":"2026-09-25","within":"3wd"}}}"#;

fn told(events: &[Event]) -> Vec<ShownEvent<'_>> {
    events.iter().map(|event| ShownEvent { event, private: None, erased: false }).collect()
}

fn text(told: &[ShownEvent<'_>], lang: Lang) -> String {
    let all: Vec<Event> = told.iter().map(|t| t.event.clone()).collect();
    let case = fold(&all);
    with_context(lang, "2026-10-09", |context| rendered(&show(&case, told, context).page(context), 72))
}

fn worked() -> Vec<Event> {
    events(&[
        (OPENED, r#""title":"柜台服务态度差""#),
        (r#""accepted":{"unit":"hq","told":"phone"}"#, ""),
        (r#""assigned":{"unit":"taiyuan","person":"zhang.wei","form":"transfer","on":"2026-09-26"}"#, ""),
        (r#""linked":{"other":"HQ-2026-0007","kind":"repeat"}"#, ""),
        (
            r#""returned":{"unit":"taiyuan","done_by":"zhang.wei"}"#,
            r#""reason":"经核对，投诉所涉柜员属迎泽支行，并非本行直属网点，建议转该支行办理并由分行督导。""#,
        ),
        (r#""revoked":{"event":"HQ:5"}"#, r#""reason":"误操作""#),
    ])
}

#[test]
fn a_page_in_chinese() {
    let events = worked();
    insta::assert_snapshot!(text(&told(&events), Lang::Zh), @r"
    HQ-2026-0042 · 柜台服务态度差
    已转办 · 再次投诉 · 涉媒体 · 超期

      收到        2026-09-25 10:10
      投诉渠道    电话
      性质        投诉
      投诉类别    服务态度
      首问单位    总行投诉中心
      首问人      li.na（李娜）
      被投诉单位  太原分行
      单位        太原分行
      承办人      zhang.wei（张伟）
      涉及金额    1200.50 元
      涉及媒体    报道苗头

    时限
      时限      到期        依据            情况
      回复时限  2026-09-30  P7-A11-general  已超期 2 个工作日，未按时说明

    流转
      发生时间    单位      承办人
      2026-09-26  太原分行  张伟

    关联
      再次投诉  HQ-2026-0007

    经过
      2026-09-25 10:10 · li.na · HQ:1
        登记：电话，投诉，服务态度，首问单位 总行投诉中心，首问人 li.na，被
        投诉单位 太原分行，涉及金额 1200.50 元，涉及媒体 报道苗头，回复时限
        2026-09-30
          标题  柜台服务态度差
      2026-09-25 10:11 · li.na · HQ:2
        受理：总行投诉中心，告知方式 电话
      2026-09-26 · li.na · HQ:3（记录于 2026-09-25 10:12）
        转办：太原分行，承办人 zhang.wei，转办单
      2026-09-25 10:13 · li.na · HQ:4
        关联：再次投诉，HQ-2026-0007
      2026-09-25 10:14 · zhang.wei · HQ:5（li.na 记录于 2026-09-25 10:14）
        退回：太原分行【已由 HQ:6 撤销】
          理由  经核对，投诉所涉柜员属迎泽支行，并非本行直属网点，建议转该支
                行办理并由分行督导。
      2026-09-25 10:15 · li.na · HQ:6
        撤销：HQ:5
          理由  误操作
    ");
}

#[test]
fn a_page_in_english() {
    let events = worked();
    insta::assert_snapshot!(text(&told(&events), Lang::En), @r"
    HQ-2026-0042 · 柜台服务态度差
    assigned · re-complaint · media · overdue

      received               2026-09-25 10:10
      channel                Phone
      nature                 Complaint
      category               Attitude
      received by            Head office desk
      taken by               li.na (李娜)
      unit complained about  Taiyuan branch
      unit                   Taiyuan branch
      handler                zhang.wei (张伟)
      amount                 1200.50 CNY
      Media                  A lead

    limits
      limit        due         rule            standing
      reply limit  2026-09-30  P7-A11-general  overdue by 2 working days,
                                               not explained in time

    route
      happened on  unit            handler
      2026-09-26   Taiyuan branch  张伟

    links
      re-complaint  HQ-2026-0007

    history
      2026-09-25 10:10 · li.na · HQ:1
        registered: Phone, Complaint, Attitude, received by Head office
        desk, taken by li.na, unit complained about Taiyuan branch, amount
        1200.50 CNY, Media A lead, reply limit 2026-09-30
          title  柜台服务态度差
      2026-09-25 10:11 · li.na · HQ:2
        accepted: Head office desk, told by Phone
      2026-09-26 · li.na · HQ:3 (recorded 2026-09-25 10:12)
        assigned: Taiyuan branch, handler zhang.wei, transfer form
      2026-09-25 10:13 · li.na · HQ:4
        linked: re-complaint, HQ-2026-0007
      2026-09-25 10:14 · zhang.wei · HQ:5 (recorded 2026-09-25 10:14 by li.na)
        returned: Taiyuan branch [revoked by HQ:6]
          reason  经核对，投诉所涉柜员属迎泽支行，并非本行直属网点，建议转该
                  支行办理并由分行督导。
      2026-09-25 10:15 · li.na · HQ:6
        revoked: HQ:5
          reason  误操作
    ");
}

#[test]
fn private_data_is_shown_only_if_it_was_passed_in() {
    let mut events = worked();
    events[0].sealed = Some("aa".into());
    let hidden = told(&events);
    assert!(text(&hidden, Lang::Zh).contains("个人信息  （未显示）"));
    let mut private = Texts::of("name", "王小明");
    private.set("statement", "排队两小时");
    let mut shown = told(&events);
    shown[0].private = Some(&private);
    let page = text(&shown, Lang::Zh);
    assert!(page.contains("投诉人（个人信息）\n  姓名      王小明\n  投诉内容  排队两小时\n"), "{page}");
    let json = |told: &[ShownEvent<'_>]| {
        with_context(Lang::Zh, "2026-10-09", |context| show(&fold(&events), told, context).json)
    };
    assert_eq!(json(&shown)["history"][0]["private"]["name"], "王小明");
    assert!(!json(&hidden).to_string().contains("王小明"));
}

#[test]
fn restricted_and_erased_texts_are_marked() {
    let restricted = OPENED.replace(r#""policy""#, r#""restricted":true,"policy""#);
    let mut secret = events(&[(&restricted, ""), (r#""noted":{}"#, "")]);
    secret.iter_mut().for_each(|e| e.sealed = Some("aa".into()));
    let page = text(&told(&secret), Lang::Zh);
    assert!(page.starts_with("HQ-2026-0042 · （限制查看）\n"), "{page}");
    assert!(page.contains("内容  （限制查看）"), "{page}");
    let erased = events(&[(OPENED, ""), (r#""noted":{}"#, ""), (r#""erased":{"events":["HQ:2"],"scope":"all"}"#, "")]);
    let mut told = told(&erased);
    told[0].erased = true;
    let page = text(&told, Lang::En);
    assert!(page.starts_with("HQ-2026-0042 · (erased)\n"), "{page}");
    assert_eq!(page.matches("texts  (erased)").count(), 2, "{page}");
}

#[test]
fn json_is_complete_and_never_translated() {
    let events = worked();
    let json = |lang| with_context(lang, "2026-10-09", |context| show(&fold(&events), &told(&events), context).json);
    let (mut zh, mut en) = (json(Lang::Zh), json(Lang::En));
    for key in [
        "id",
        "status",
        "received",
        "due",
        "category",
        "channel",
        "unit",
        "person",
        "title",
        "next_due",
        "limits",
        "rounds",
        "flags",
        "links",
        "route",
        "history",
        "explained",
    ] {
        assert!(zh.get(key).is_some(), "{key}");
    }
    assert_eq!((&zh["status"], &zh["flags"][0]), (&"assigned".into(), &"repeat".into()));
    assert_eq!((&zh["history"][4]["revoked_by"], &zh["history"][4]["done_by"]), (&"HQ:6".into(), &"zhang.wei".into()));
    for entry in [&mut zh, &mut en].into_iter().flat_map(|j| j["history"].as_array_mut().expect("a list")) {
        entry["summary"] = Value::Null;
    }
    assert_eq!(zh, en);
}

//! Explanations checked by hand against the notice for 2026: Mid-Autumn 09-25 to 09-27, National Day 10-01 to 10-07,
//! make-up Saturday 10-10.

use super::*;
use crate::domain::case::apply::fold;
use crate::domain::event::Event;
use crate::report::sample::{events, rendered, with_context};
use crate::text::Lang;

/// Registered on Friday 2026-09-25 (Mid-Autumn), a complex complaint: ten working days.
const OPENED: &str = r#""opened":{"channel":"phone","category":"complex","nature":"complaint","policy":"5e0123456789abcdef","due":{"reply":{"at":"2026-10-15","rule":"P7-A11-complex","from":"2026-09-25","within":"10wd","warn":"2026-10-12"}}}"#;

fn text(lines: &[(&str, &str)], lang: Lang, day: &str) -> String {
    let case = fold(&events(lines));
    with_context(lang, day, |context| rendered(&explain(&case, context).page(context), 100))
}

#[test]
fn national_day_in_both_languages() {
    insta::assert_snapshot!(text(&[(OPENED, "")], Lang::Zh, "2026-10-13"), @r"
    HQ-2026-0042 · 时限说明（截至 2026-10-13）

      制度  银行客户投诉处理（5e0123456789）

    回复时限（reply）
      依据  P7-A11-complex，第十一条 · 复杂投诉七至十个工作日内回复
      起算  2026-09-25 周五 收到投诉（当日不计）
      期限  10 个工作日
      逐日  09-26 周六 – 09-27 周日  中秋节放假，不计
            09-28 周一 – 09-30 周三  工作日 · 第1–3日
            10-01 周四 – 10-07 周三  国庆节放假，不计
            10-08 周四 – 10-09 周五  工作日 · 第4–5日
            10-10 周六               国庆节调休上班 · 第6日
            10-11 周日               周末，不计
            10-12 周一 – 10-15 周四  工作日 · 第7–10日
      到期  2026-10-15 周四
            自 2026-10-12 周一 起提醒
      止于  回复投诉人
      情况  计时中，还剩 2 个工作日

    首次联系时限（contact）
      依据  S-contact · 受理后二十四小时内联系
      起算  受理（尚未发生，未开始计时）

    归档时限（close）
      依据  S-close · 回复后归档
      起算  回复投诉人（尚未发生，未开始计时）
    ");
    insta::assert_snapshot!(text(&[(OPENED, "")], Lang::En, "2026-10-13"), @r"
    HQ-2026-0042 · time limits, as of 2026-10-13

      policy  Bank complaints (5e0123456789)

    reply limit (reply)
      rule        P7-A11-complex, art. 11 · Complex complaints: seven to ten working days
      from        2026-09-25 Fri: receipt, that day not counted
      within      10 working days
      day by day  09-26 Sat – 09-27 Sun  Mid-Autumn Festival, not counted
                  09-28 Mon – 09-30 Wed  working day · day 1–3
                  10-01 Thu – 10-07 Wed  National Day, not counted
                  10-08 Thu – 10-09 Fri  working day · day 4–5
                  10-10 Sat              make-up workday for National Day · day 6
                  10-11 Sun              weekend, not counted
                  10-12 Mon – 10-15 Thu  working day · day 7–10
      due         2026-10-15 Thu
                  pointed out from 2026-10-12 Mon on
      ended by    reply to the complainant
      standing    running, 2 working days left

    first contact limit (contact)
      rule  S-contact · Contact within 24 hours of acceptance
      from  acceptance: not reached yet

    archiving limit (close)
      rule  S-close · Archived after the reply
      from  reply to the complainant: not reached yet
    ");
}

#[test]
fn the_json_of_an_explanation_has_every_day() {
    let case = fold(&events(&[(OPENED, "")]));
    let json = with_context(Lang::Zh, "2026-10-13", |context| explain(&case, context).json(context));
    let reply = &json["limits"][0];
    let days = reply["days"].as_array().expect("days");
    assert_eq!(
        (days.len(), &reply["counted"], &reply["due"], &reply["days_left"]),
        (20, &"2026-10-15".into(), &"2026-10-15".into(), &2.into())
    );
    assert_eq!(json["policy"]["digest"], "5e0123456789abcdef");
    let seen = |i: usize| (days[i]["date"].as_str(), days[i]["why"].as_str(), days[i]["number"].as_u64());
    assert_eq!(seen(0), (Some("2026-09-26"), Some("holiday"), None));
    assert_eq!(seen(14), (Some("2026-10-10"), Some("make-up"), Some(6)));
    assert_eq!(days[14]["name"]["zh"], "国庆节");
    let states: Vec<_> = json["limits"].as_array().expect("limits").iter().map(|l| l["state"].as_str()).collect();
    assert_eq!(states, [Some("counted"), Some("waiting"), Some("waiting")]);
}

/// The values on the page for a limit and label.
fn said(case: &Case, limit: &str, day: &str, label: &str) -> Vec<String> {
    with_context(Lang::Zh, day, |context| {
        let all = explain(case, context);
        let one = all.limits.iter().position(|l| l.limit == limit).expect("the limit");
        let page = all.page(context);
        let crate::document::Block::Facts { facts, .. } = &page.blocks[one + 1] else { panic!("facts") };
        facts.iter().filter(|(known, _)| known == label).map(|(_, value)| value.clone()).collect()
    })
}

fn case(lines: &[&str]) -> Case {
    let lines: Vec<(&str, &str)> = lines.iter().map(|body| (*body, "")).collect();
    let all: Vec<Event> = events(&lines);
    fold(&all)
}

#[test]
fn the_status_of_a_limit_running_overdue_met_and_ended() {
    let replied = |on: &str| format!(r#""replied":{{"to":["complainant"],"on":"{on}"}}"#);
    let standing = |lines: &[&str], day: &str| said(&case(lines), "reply", day, "情况").concat();
    assert_eq!(standing(&[OPENED], "2026-10-15"), "今天到期");
    assert_eq!(standing(&[OPENED], "2026-10-19"), "已超期 2 个工作日，未按时说明");
    assert_eq!(standing(&[OPENED, r#""delayed":{"on":"2026-10-15"}"#], "2026-10-19"), "已超期 2 个工作日，已按时说明");
    assert_eq!(standing(&[OPENED, &replied("2026-10-15")], "2026-10-30"), "已于 2026-10-15 按时完成");
    assert_eq!(standing(&[OPENED, &replied("2026-10-19")], "2026-10-30"), "已于 2026-10-19 完成，超期 2 个工作日");
    let withdrawn = r#""withdrawn":{"on":"2026-10-20"}"#;
    assert_eq!(standing(&[OPENED, withdrawn], "2026-10-30"), "本件于 2026-10-20 转为“已撤诉”，时限终止；此前已超期");
}

#[test]
fn a_limit_that_ends_at_an_instant_has_hours_left_and_late() {
    let opened = r#""opened":{"nature":"complaint","channel":"phone","category":"complex","on":"2026-10-16T17:00:00.000+08:00","due":{"reply":{"at":"2026-10-17T17:00:00.000+08:00","rule":"P7-A11-complex","from":"2026-10-16T17:00:00.000+08:00","within":"24h"}}}"#;
    let case = case(&[opened]);
    let standing = |lang: Lang, now: &str| {
        with_context(lang, "2026-10-16", |context| {
            let now: crate::domain::value::moment::Moment = now.parse().expect("a moment");
            let context = ReportContext { day: now.date(), now: Some(now), ..*context };
            let all = explain(&case, &context);
            let of_reply = all.limits.iter().find(|one| one.limit == "reply").expect("the limit");
            let DayFate::Counted(count) = &of_reply.fate else { panic!("in force") };
            super::words::standing(count, &case, &context)
        })
    };
    assert_eq!(standing(Lang::Zh, "2026-10-16T17:05:00.000+08:00"), "计时中，还剩 23 小时 55 分钟");
    assert_eq!(standing(Lang::En, "2026-10-17T16:30:00.000+08:00"), "running, 30 minutes left");
    assert_eq!(standing(Lang::Zh, "2026-10-17T18:00:00.000+08:00"), "已超期 1 小时，未按时说明");
}

#[test]
fn pauses_and_extensions_are_explained() {
    let paused = r#""paused":{"ground":"evidence","on":"2026-10-09"}"#;
    let resumed = r#""resumed":{"on":"2026-10-13","due":{"reply":{"at":"2026-10-20","rule":"P7-A11-complex","from":"2026-09-25","within":"10wd","original":"2026-10-15"}}}"#;
    let stopped = case(&[OPENED, paused]);
    assert_eq!(said(&stopped, "reply", "2026-10-12", "情况"), ["中止计时"]);
    assert_eq!(said(&stopped, "reply", "2026-10-12", "到期"), ["2026-10-15 周四（暂记，恢复计时后重算）"]);
    // 10-09, 10-10 and 10-12 do not count: day 5 is Tuesday 10-13, day 10 Tuesday 10-20.
    let moved = case(&[OPENED, paused, resumed]);
    let more = said(&moved, "reply", "2026-10-13", "");
    assert!(more.contains(&"10-09 周五 – 10-12 周一  中止计时，不计".to_string()), "{more:?}");
    assert!(more.contains(&"因中止计时顺延，原定 2026-10-15 周四".to_string()), "{more:?}");
    let extended = r#""extended":{"limit":"reply","until":"2026-10-22","due":{"reply":{"at":"2026-10-22","rule":"P7-A11-complex","from":"2026-09-25","within":"10wd","original":"2026-10-15"}}}"#;
    assert!(
        said(&case(&[OPENED, extended]), "reply", "2026-10-13", "")
            .contains(&"已延期，原定 2026-10-15 周四".to_string())
    );
    let extended = extended.replace(r#""until""#, r#""days":5,"until""#);
    let longer = case(&[OPENED, &extended]);
    assert_eq!(said(&longer, "reply", "2026-10-13", "延期"), ["10-16 周五               工作日 · 第1日"]);
    let more = said(&longer, "reply", "2026-10-13", "");
    assert!(more.iter().any(|line| line == "10-19 周一 – 10-22 周四  工作日 · 第2–5日"), "{more:?}");
}

#[test]
fn limits_without_a_due_date_are_explained() {
    let opened = |facts: &str| case(&[&format!(r#""opened":{{"nature":"complaint",{facts}}}"#)]);
    assert_eq!(said(&opened(r#""category":"crime""#), "reply", "2026-10-13", "期限"), ["规定对此类投诉未设时限"]);
    assert_eq!(
        said(&opened(r#""category":"crime""#), "close", "2026-10-13", "起算"),
        ["回复投诉人（尚未发生，未开始计时）"]
    );
    let apart = case(&[r#""opened":{"nature":"enquiry"}"#]);
    let page = with_context(Lang::En, "2026-10-13", |context| rendered(&explain(&apart, context).page(context), 80));
    assert!(page.contains("Enquiry: counted apart, without limits"), "{page}");
}

#[test]
fn limits_in_hours_second_rounds_and_provisional_dates_are_explained() {
    let accepted = r#""accepted":{"unit":"hq","due":{"contact":{"at":"2026-09-26T10:11:00.000+08:00","rule":"S-contact","from":"2026-09-25T10:11:00.000+08:00","within":"24h"}}}"#;
    let case_in_hours = case(&[OPENED, accepted]);
    assert_eq!(said(&case_in_hours, "contact", "2026-09-25", "起算"), ["2026-09-25 周五 10:11 受理"]);
    assert_eq!(said(&case_in_hours, "contact", "2026-09-25", "到期"), ["2026-09-26 周六 10:11"]);
    let again = r#""reopened":{"on":"2026-12-30","due":{"reply":{"at":"2027-01-14","rule":"P7-A11-complex","from":"2026-12-30","within":"10wd","provisional":true}}}"#;
    let second = case(&[OPENED, r#""closed":{"on":"2026-10-20"}"#, again]);
    assert_eq!(said(&second, "reply", "2026-12-30", "起算"), ["2026-12-30 周三 第 2 轮收到（当日不计）"]);
    let more = said(&second, "reply", "2026-12-30", "");
    assert!(more.iter().any(|line| line.starts_with("暂定")), "{more:?}");
    assert!(more.iter().any(|line| line.starts_with("2027-01-04 周一")), "{more:?}");
    let missed = with_context(Lang::En, "2026-12-30", |context| rendered(&explain(&second, context).page(context), 80));
    assert!(
        missed.ends_with("missed for certain\n  2026-10-15 Thu  reply limit, round 1 (P7-A11-complex)\n"),
        "{missed}"
    );
}

//! Built-in words in both languages: milestones, the values that fields expect, kinds of personal data, counts.

use super::{Lang, Two};
use crate::domain::value::within::Within;
use crate::say;
use chrono::{Datelike, NaiveDate, Weekday};

/// The start or end of a limit in words; `None` for an unknown one and for a step (`step:…`).
#[must_use]
pub fn milestone(key: &str) -> Option<Two> {
    Some(match key {
        "" | "received" => Two("receipt", "收到投诉"),
        "accepted" => Two("acceptance", "受理"),
        "assigned" => Two("assignment", "转办"),
        "contacted" => Two("first contact with the complainant", "首次联系投诉人"),
        "acknowledged" => Two("acknowledgement to the complainant", "告知投诉人受理情况"),
        "replied" => Two("reply to the complainant", "回复投诉人"),
        "reported" => Two("report back to the desk", "回报受理部门"),
        "sourced" => Two("reply to the source", "答复来源"),
        "closed" => Two("closing", "归档"),
        "mediating" => Two("first mediation session", "首次调解"),
        "mediated" => Two("end of mediation", "调解终结"),
        "agreed" => Two("agreement", "达成调解协议"),
        "kept" => Two("keeping of the agreement", "履行调解协议"),
        "evidence" => Two("evidence taken in", "接收证据"),
        "delivered" => Two("service of a paper", "送达文书"),
        "offered" => Two("offer of a remedy", "提出赔付"),
        "offer-accepted" => Two("acceptance of the offer", "接受赔付"),
        "paid" => Two("payment of the remedy", "完成赔付"),
        "appealed" => Two("lodging of the appeal", "提起复查复核"),
        "decided" => Two("decision on the appeal", "作出复查复核决定"),
        _ => return None,
    })
}

/// The weekday of a date, short.
#[must_use]
pub fn weekday(date: NaiveDate) -> Two {
    match date.weekday() {
        Weekday::Mon => Two("Mon", "周一"),
        Weekday::Tue => Two("Tue", "周二"),
        Weekday::Wed => Two("Wed", "周三"),
        Weekday::Thu => Two("Thu", "周四"),
        Weekday::Fri => Two("Fri", "周五"),
        Weekday::Sat => Two("Sat", "周六"),
        Weekday::Sun => Two("Sun", "周日"),
    }
}

/// The value that a policy field of this kind expects.
#[must_use]
pub fn wanted(kind: &str) -> Two {
    match kind {
        "flag" => Two("yes or no", "“是”或“否”（yes 或 no）"),
        "money" => Two(
            "a sum such as 1234.50 or 50,000, from 0 to 999,999,999,999.99",
            "金额，例如 1234.50 或 50,000，范围为 0 至 999,999,999,999.99",
        ),
        "count" => Two("a whole number, 0 or more", "不小于 0 的整数"),
        "date" => Two("a date such as 2026-11-23", "日期，例如 2026-11-23"),
        "choice" => Two("one of its codes", "所列代码之一"),
        "valid" => Two("an answer whose last day has not passed", "仍在有效期内的答复"),
        "future" => Two("a day to come", "今后的日期"),
        "code" => Two("a word of at most 1024 bytes", "不超过 1024 字节的词语"),
        "length" => {
            Two("a text of at most 1 MiB: attach a longer one as a file", "不超过 1 MiB 的文字，更长的请作为附件")
        }
        "address" => Two("one e-mail address such as name@example.com", "一个电子邮箱地址，例如 name@example.com"),
        "when" => Two("a day or a time such as 2026-11-23T09:30", "日期或时间，例如 2026-11-23T09:30"),
        _ => Two("a text", "文字"),
    }
}

/// A kind of personal data.
#[must_use]
pub fn personal(kind: crate::domain::guard::PersonalKind) -> Two {
    use crate::domain::guard::PersonalKind;
    match kind {
        PersonalKind::MobilePhone => Two("a mobile phone number", "手机号码"),
        PersonalKind::FixedPhone => Two("a phone number", "固定电话号码"),
        PersonalKind::IdentityNumber => Two("an identity number", "身份证号码"),
        PersonalKind::BankCard => Two("a bank card number", "银行卡号"),
        PersonalKind::Email => Two("an e-mail address", "电子邮箱地址"),
        PersonalKind::ComplainantName => Two("the complainant's name", "投诉人姓名"),
    }
}

/// `1 event`, `2 events`: an English count.
#[must_use]
pub fn count(n: u64, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// The verb of so many things in English, in the past.
#[must_use]
pub fn was(n: u64) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

/// The verb of so many things in English, in the present.
#[must_use]
pub fn is(n: u64) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// What so many periods before another are called in English.
#[must_use]
pub fn periods_before(n: usize) -> String {
    if n == 1 { "the period before".into() } else { format!("the {n} periods before") }
}

/// A text that begins with a capital letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The length of a limit.
#[must_use]
pub fn length(within: Within, lang: Lang) -> String {
    match within {
        Within::None => say!(lang, "no limit", "不设时限"),
        Within::WorkingDays(n) => {
            let days = count(n.into(), "working day");
            say!(lang, "{days}", "{n} 个工作日")
        }
        Within::Days(n) => {
            let days = count(n.into(), "calendar day");
            say!(lang, "{days}", "{n} 个自然日")
        }
        Within::PlainDays(n) => {
            let days = count(n.into(), "calendar day");
            say!(lang, "{days}, also where they end on a day of rest", "{n} 个自然日（末日遇休息日不顺延）")
        }
        Within::WorkingHours(n) => {
            let hours = count(n.into(), "working hour");
            say!(lang, "{hours}", "{n} 个工作小时")
        }
        Within::Hours(n) => {
            let hours = count(n.into(), "hour");
            say!(lang, "{hours}", "{n} 小时")
        }
    }
}

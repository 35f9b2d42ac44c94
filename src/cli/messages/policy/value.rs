//! A value that cannot be read: what is wanted in words, and a line that would do.

use super::place;
use crate::cli::messages::message::{Message, told};
use crate::domain::value::title::Lang;
use crate::profile::{KeyShape, shape};
use crate::say;
use std::borrow::Cow;

/// File, section, row, key and value; `None` where it cannot be told which key it is.
pub(super) fn bad_value([file, section, row, key, value]: [&str; 5], lang: Lang) -> Option<Message> {
    if key.is_empty() {
        return None;
    }
    let (place, wanted) = (place(section, row), words(shape(section, key), lang));
    let (at, at_zh) = match place.as_str() {
        "" => (String::new(), String::new()),
        place => (format!("{place}: "), format!("{place} 的 ")),
    };
    let message = say!(
        lang,
        "{file}: {at}{key} cannot be “{value}”: wanted is {wanted}",
        "{file}：{at_zh}{key} 不能是“{value}”，应为：{wanted}"
    );
    Some(told("policy-value", message, Some(format!("{key} = {}", example(section, key)))))
}

/// A value that would do.
pub(super) fn example(section: &str, key: &str) -> Cow<'static, str> {
    match (section, key) {
        ("filing" | "duty", "every") => "\"month\"".into(),
        ("field", "kind") => "\"choice\"".into(),
        ("duty", "close") => "\"17:30\"".into(),
        ("retention", "then") => "\"list\"".into(),
        ("", "profile") => "\"bank\"".into(),
        ("queries", _) => "\"is:overdue unit:taiyuan\"".into(),
        _ => shape(section, key).example().into(),
    }
}

fn words(shape: KeyShape, lang: Lang) -> &'static str {
    let (en, zh) = match shape {
        KeyShape::Text => ("a text in quotes", "带引号的文字"),
        KeyShape::Texts => ("a list of texts in quotes", "带引号文字的列表"),
        KeyShape::Flag => ("true or false, without quotes", "true 或 false，不加引号"),
        KeyShape::Number => ("a whole number, without quotes", "整数，不加引号"),
        KeyShape::Words => ("words, each with what to write instead", "词语及应写的内容"),
        KeyShape::Hours => ("spans of a day such as 08:30-12:00, in order", "一天中的时段，如 08:30-12:00，按先后排列"),
        KeyShape::Numbers => ("a list of whole numbers", "整数列表"),
        KeyShape::Span => (
            "3wd (working days), 15d (days), 24h (hours) or none",
            "3wd（工作日）、15d（日）、24h（小时）或 none（无）",
        ),
        KeyShape::Keep => ("10y (years), 18m (months) or 90d (days)", "10y（年）、18m（月）或 90d（日）"),
        KeyShape::Day => ("a date, 2026-11-30", "日期，如 2026-11-30"),
        KeyShape::Title => ("a text in both languages", "中英两种文字"),
        KeyShape::Condition => ("a condition on cases, keys with values", "对投诉件的条件（键与值）"),
        KeyShape::Needs => {
            ("a table of fields, steps, approvals, links", "由 fields、steps、approvals、links 组成的表")
        }
        KeyShape::By => (
            "a table of role, level-at-least, not, part, approval",
            "由 role、level-at-least、not、part、approval 组成的表",
        ),
        KeyShape::Severity => ("refuse or warn", "refuse（拒绝）或 warn（提醒）"),
        KeyShape::Columns => ("a list of columns, each with its source", "列的列表，逐列写明数据来源"),
        KeyShape::Members => ("a list of persons, each with what it does", "人员列表，可写明分工"),
        KeyShape::Choices => {
            ("a list of codes, or of tables with code, zh, en", "代码的列表，或含 code、zh、en 的表的列表")
        }
        KeyShape::Lang => ("zh or en", "zh 或 en"),
        KeyShape::Shared => ("group, or no such key", "group，或不写此键"),
        KeyShape::Table => ("a table of keys", "由若干键组成的表"),
    };
    if lang == Lang::Zh { zh } else { en }
}

//! Messages for terms and columns that cannot be parsed; and the names of periods.

use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::query::term::{Known, TermError, Wanted};
use crate::say;
use crate::text::code_names::beside;
use crate::text::{Lang, Two, labels, terms};
use chrono::Datelike;

/// The message for a wrong term.
#[must_use]
pub fn term_error(error: &TermError, lang: Lang) -> String {
    match error {
        TermError::UnknownKey { key, .. } => say!(lang, "no term is called {key:?}", "没有名为“{key}”的检索项"),
        TermError::UnknownValue { key, value, .. } if key == "@" => {
            say!(lang, "no saved query is called {value:?}", "没有名为“{value}”的常用检索")
        }
        TermError::UnknownValue { key, value, .. } => {
            let name = labels::label(key, Lang::Zh);
            say!(lang, "{key}: knows no {value:?}", "{name}：没有“{value}”这个取值")
        }
        TermError::BadValue { key, value, wanted } => {
            let (wanted, name) = (wanted_name(*wanted).get(lang), labels::label(key, Lang::Zh));
            say!(lang, "{key}: wants {wanted}, not {value:?}", "{name}：应为{wanted}，不能是“{value}”")
        }
        TermError::Recursive { name } => {
            say!(lang, "the saved query @{name} leads to itself", "常用检索 @{name} 引用了自身")
        }
    }
}

/// What to try instead: the nearest known word, or all known ones.
#[must_use]
pub fn term_hint(error: &TermError, lang: Lang) -> Option<String> {
    match error {
        TermError::UnknownValue { key, known, .. } if key == "@" && known.is_empty() => Some(say!(
            lang,
            "saved queries stand in redress.toml under [queries]",
            "常用检索写在 redress.toml 的 [queries] 中"
        )),
        TermError::UnknownKey { nearest, known, .. } => hint(nearest.as_ref(), &labelled(known, lang), lang),
        TermError::UnknownValue { key, nearest, known, .. } => {
            let name = |(code, title): &Known| match title.get(lang) {
                "" => terms::word(key, code).map(|two| two.get(lang).to_string()).unwrap_or_default(),
                title => title.to_string(),
            };
            let known: Vec<(&Code, String)> = known.iter().map(|known| (&known.0, name(known))).collect();
            hint(nearest.as_ref(), &known, lang)
        }
        TermError::BadValue { .. } => Some(say!(lang, "redress help terms", "写法：redress help terms")),
        TermError::Recursive { .. } => Some(say!(lang, "[queries] in redress.toml", "见 redress.toml 的 [queries]")),
    }
}

/// Keys with their labels.
#[must_use]
pub fn labelled(keys: &[Known], lang: Lang) -> Vec<(&Code, String)> {
    let label = |(key, title): &Known| match title.get(lang) {
        "" => labels::find(key).map(|two| two.get(lang).to_string()).unwrap_or_default(),
        title => title.to_string(),
    };
    keys.iter().map(|known| (&known.0, label(known))).collect()
}

/// The longest list of codes that are told with their names.
const MOST_NAMED: usize = 30;

/// "did you mean", or all known words, in Chinese with their names; of many the names alone, which do as well. `None` if none are known.
#[must_use]
pub fn hint(nearest: Option<&Code>, known: &[(&Code, String)], lang: Lang) -> Option<String> {
    if let Some(nearest) = nearest {
        let name =
            known.iter().find(|(code, name)| *code == nearest && !name.is_empty()).map(|(_, name)| name.as_str());
        let nearest = coded(nearest, name.unwrap_or_default(), lang);
        return Some(say!(lang, "did you mean {nearest}?", "是否想写 {nearest}？"));
    }
    let one = |(code, name): &(&Code, String)| match lang {
        Lang::Zh if known.len() > MOST_NAMED && !name.is_empty() => name.clone(),
        lang => coded(code, name, lang),
    };
    let known = known.iter().map(one).collect::<Vec<_>>().join(Two(", ", "、").get(lang));
    (!known.is_empty()).then(|| say!(lang, "known are: {known}", "可用的有：{known}"))
}

/// A code, in Chinese with its name.
fn coded(code: &Code, name: &str, lang: Lang) -> String {
    if lang == Lang::En || name.is_empty() || name == code.as_str() {
        code.to_string()
    } else {
        beside(code, name, lang)
    }
}

fn wanted_name(wanted: Wanted) -> Two {
    match wanted {
        Wanted::Period => Two("a date or a period", "日期或期间"),
        Wanted::Amount => Two("an amount or a range such as 50000..", "金额或范围（如 50000..）"),
        Wanted::Count => Two("a whole number or a range such as 2..", "整数或范围（如 2..）"),
        Wanted::Flag => Two("yes or no", "是或否"),
        Wanted::Something => Two("a value", "一个取值"),
    }
}

/// The name of a period: `2026年10月上半月`, `first half of October 2026`.
#[must_use]
pub fn period_title(period: &Period, lang: Lang) -> String {
    let Some(from) = period.from.filter(|_| period.to.is_some() && period.kind != PeriodKind::Range) else {
        return range_title(period, lang);
    };
    let (y, m, d, n) = (from.year(), from.month(), from.day(), period.ordinal());
    let month = MONTHS[from.month0() as usize % 12];
    match period.kind {
        PeriodKind::Day | PeriodKind::Range => say!(lang, "{d} {month} {y}", "{y}年{m}月{d}日"),
        PeriodKind::Week => {
            let y = from.iso_week().year();
            say!(lang, "week {n} of {y}", "{y}年第{n}周")
        }
        PeriodKind::HalfMonth => {
            let half = [Two("first half", "上半月"), Two("second half", "下半月")][usize::from(n != 1)].get(lang);
            say!(lang, "{half} of {month} {y}", "{y}年{m}月{half}")
        }
        PeriodKind::Month => say!(lang, "{month} {y}", "{y}年{m}月"),
        PeriodKind::Quarter => {
            let nth = ["一", "二", "三", "四"][(n as usize + 3) % 4];
            say!(lang, "Q{n} {y}", "{y}年第{nth}季度")
        }
        PeriodKind::HalfYear => {
            let half = [Two("first half", "上半年"), Two("second half", "下半年")][usize::from(n != 1)].get(lang);
            say!(lang, "{half} of {y}", "{y}年{half}")
        }
        PeriodKind::Year => say!(lang, "{y}", "{y}年"),
    }
}

fn range_title(period: &Period, lang: Lang) -> String {
    let day = |day| period_title(&Period::of(PeriodKind::Day, day), lang);
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => {
            let (from, to) = (day(from), day(to));
            say!(lang, "{from} to {to}", "{from}至{to}")
        }
        (Some(from), None) => {
            let from = day(from);
            say!(lang, "from {from} on", "{from}起")
        }
        (None, Some(to)) => {
            let to = day(to);
            say!(lang, "up to {to}", "截至{to}")
        }
        (None, None) => Two("all time", "全部时间").get(lang).to_string(),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;
    use crate::domain::value::moment::parse_date;
    use crate::domain::value::title::Title;

    #[test]
    fn titles_of_periods() {
        let today = parse_date("2026-11-23").expect("a date");
        for (code, zh, en) in [
            ("2026-10-a", "2026年10月上半月", "first half of October 2026"),
            ("2026-10-b", "2026年10月下半月", "second half of October 2026"),
            ("2026-10", "2026年10月", "October 2026"),
            ("2026-W01", "2026年第1周", "week 1 of 2026"),
            ("2026-Q4", "2026年第四季度", "Q4 2026"),
            ("2026-H2", "2026年下半年", "second half of 2026"),
            ("2026", "2026年", "2026"),
            ("2026-11-03", "2026年11月3日", "3 November 2026"),
            ("2026-01-01..2026-01-31", "2026年1月1日至2026年1月31日", "1 January 2026 to 31 January 2026"),
            ("..2026-01", "截至2026年1月31日", "up to 31 January 2026"),
            ("2026-02..", "2026年2月1日起", "from 1 February 2026 on"),
            ("..", "全部时间", "all time"),
        ] {
            let period = Period::parse(code, today, &Calendar::embedded()).expect(code);
            assert_eq!(period_title(&period, Lang::Zh), zh);
            assert_eq!(period_title(&period, Lang::En), en);
        }
    }

    #[test]
    fn errors_say_value_and_nearest() {
        let (code, known) = (Code::from("open"), vec![(Code::from("open"), Title::default())]);
        let mut error =
            TermError::UnknownValue { key: "status".into(), value: "opn".into(), nearest: Some(code.clone()), known };
        assert_eq!(term_error(&error, Lang::En), r#"status: knows no "opn""#);
        assert_eq!(term_hint(&error, Lang::Zh).as_deref(), Some("是否想写 open（在办）？"));
        error = TermError::UnknownKey { key: "x".into(), nearest: None, known: vec![(code, Title::default())] };
        assert_eq!(term_hint(&error, Lang::En).as_deref(), Some("known are: open"));
        let bad = TermError::BadValue { key: "round".into(), value: "x".into(), wanted: Wanted::Count };
        assert_eq!(term_error(&bad, Lang::Zh), "轮次：应为整数或范围（如 2..），不能是“x”");
    }
}

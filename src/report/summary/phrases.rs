//! How counts and rates are put into words: with their base, compared with a period of which the base is named.
//!
//! Invariant: no percent of a base below 20, none of 0, no difference of 0; what did not change is said to be equal.

use crate::document::table::rate;
use crate::report::measures::tally::Figure;
use crate::say;
use crate::text::words::count;
use crate::text::{Lang, Two};
use chrono::{Datelike, NaiveDate};

/// Below this base counts are told and no percent.
pub(super) const BASE: u64 = 20;

/// Which earlier period is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Earlier {
    Previous,
    LastYear,
}

impl Earlier {
    pub(super) const BOTH: [Self; 2] = [Self::Previous, Self::LastYear];

    /// The place of its figures, after those of the period itself.
    pub(super) fn place(self) -> usize {
        self as usize + 1
    }

    fn name(self) -> Two {
        match self {
            Self::Previous => Two("the period before", "上期"),
            Self::LastYear => Two("the same period of last year", "上年同期"),
        }
    }

    /// The word before a percentage: 环比, 同比.
    fn ratio(self) -> &'static str {
        match self {
            Self::Previous => "环比",
            Self::LastYear => "同比",
        }
    }
}

/// Tenths of a percent as "12.5%".
pub(super) fn percent(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A count of complaints compared with an earlier one; `None` if there were none in either.
pub(super) fn count_change(now: u64, before: u64, earlier: Earlier, lang: Lang) -> Option<String> {
    let name = earlier.name().get(lang);
    if before == 0 {
        return (now > 0).then(|| say!(lang, "none in {name}", "{name}未发生"));
    }
    if now == before {
        return Some(say!(lang, "as many as in {name}", "与{name}持平"));
    }
    let more = now > before;
    let difference = now.abs_diff(before);
    if before < BASE {
        let than = count(before, "complaint");
        let word = if more { Two("more", "增加") } else { Two("fewer", "减少") }.get(lang);
        return Some(say!(
            lang,
            "{difference} {word} than in {name} ({than})",
            "比{name}{word}{difference}件（{name}{before}件）"
        ));
    }
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let share = percent(rate(signed(difference), signed(before)).unwrap_or(0));
    let (up, ratio) = (if more { Two("up", "上升") } else { Two("down", "下降") }.get(lang), earlier.ratio());
    Some(say!(lang, "{up} {share} on {name} ({before})", "{ratio}{up}{share}（{name}{before}件）"))
}

/// The comparisons of a rate with an earlier one; `None` where either base is too small.
pub(super) fn rate_change(now: &Figure, before: &Figure, earlier: Earlier, lang: Lang) -> Option<String> {
    if now.whole < BASE || before.whole < BASE {
        return None;
    }
    let (now, was) = (tenths(now)?, tenths(before)?);
    let (name, was_text) = (earlier.name().get(lang), percent(was));
    if now == was {
        return Some(say!(lang, "as in {name}", "与{name}持平"));
    }
    let points = percent((now - was).abs());
    let points = points.trim_end_matches('%');
    let word = if now > was { Two("up", "提高") } else { Two("down", "降低") }.get(lang);
    Some(say!(
        lang,
        "{word} {points} percentage points on {name} ({was_text})",
        "比{name}{word}{points}个百分点（{name}{was_text}）"
    ))
}

/// A rate in tenths of a percent.
pub(super) fn tenths(figure: &Figure) -> Option<i64> {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    rate(signed(figure.part), signed(figure.whole))
}

/// "92.5%", or nothing below the base.
pub(super) fn share(part: u64, whole: u64) -> Option<String> {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    (whole >= BASE).then(|| rate(signed(part), signed(whole)).map(percent)).flatten()
}

/// Halves of a day as "3" or "3.5".
pub(super) fn halves(halves: i64) -> String {
    if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) }
}

/// A date as it stands in a document.
pub(super) fn day(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::En => date.format("%-d %B %Y").to_string(),
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

/// Parts of a sentence: joined by the comma of the language.
pub(super) fn joined(parts: impl IntoIterator<Item = String>, lang: Lang) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(Two(", ", "，").get(lang))
}

//! Parses the times that users type (`2026-11-23`, `2026-11-23 09:30`, `yesterday`, `+3wd`) into moments of the
//! project's zone.
//!
//! Invariant: pure; clock, calendar and zone are parameters. Source: `cli.md` §1, "When".

use crate::domain::calendar::Calendar;
use crate::domain::value::moment::{Moment, at_offset, parse_date};
use crate::domain::value::texts::half_width;
use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// The offset of the project's zone from UTC in seconds, east positive, at a local time; `None` for a local time that
/// the zone skips.
pub type Zone<'a> = &'a dyn Fn(NaiveDateTime) -> Option<i32>;

/// The longest step, in its own unit; a longer one is taken for a typing error. About a century of days.
const LONGEST: i64 = 40_000;

/// What a typed time is relative to.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The current time.
    pub now: Moment,
    /// The base of `+3wd` and other steps: `--on`, or a due date. Hours count from the end of a whole day, as limits
    /// do.
    pub base: Moment,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The project's zone.
    pub zone: Zone<'a>,
}

/// The text is not a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAWhen {
    /// The text as typed.
    pub text: String,
}

/// Parses a time: a date, a local time, an RFC 3339 time, a word, or a step from the base.
///
/// # Errors
/// The text is none of these, does not exist in the calendar or the zone, or is a step of more than about a century.
pub fn parse(text: &str, frame: &Frame<'_>) -> Result<Moment, NotAWhen> {
    let typed = text.trim();
    read(half_width(typed).trim(), frame).ok_or_else(|| NotAWhen { text: typed.into() })
}

fn read(text: &str, frame: &Frame<'_>) -> Option<Moment> {
    if matches!(text, "now" | "现在") {
        return Some(frame.now);
    }
    if let Some(day) = word(text, frame.now.date()).or_else(|| parse_date(text)) {
        return Some(Moment::day(day));
    }
    if text.starts_with(['+', '-']) {
        return match step(text)? {
            (n, Unit::Hours) => hours(n, frame),
            (n, unit) => moved(frame.base.date(), n, unit, frame.calendar).map(Moment::day),
        };
    }
    if let Some(local) = local_time(text) {
        return at_offset(local, (frame.zone)(local)?);
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return into_zone(milliseconds(at.naive_utc())?, frame.zone);
    }
    let (date, time) = written(text, frame.now.date())?;
    match time {
        None => Some(Moment::day(date)),
        Some(time) => at_offset(date.and_time(time), (frame.zone)(date.and_time(time))?),
    }
}

/// A day, perhaps with a time, as people write it: `2026年11月3日`, `2026/11/3 9:05`, `11月3日下午三点`, `20261103`, `昨天 20:30`, `上周五`,
/// `3天前`, `17:20` (of today). The year comes first or is this one, for a day and a month alone could be meant either way round.
fn written(text: &str, today: NaiveDate) -> Option<(NaiveDate, Option<NaiveTime>)> {
    // Spaces beside the signs of a date say nothing.
    let mut text = counted(text);
    for sign in ['年', '月', '日', '号', '时', '点', '分'] {
        text = text.split(sign).map(str::trim).collect::<Vec<_>>().join(&sign.to_string());
    }
    let text = text.as_str();
    let (date, rest) = day_of(text, today).unwrap_or((today, text));
    let after = rest.trim_start_matches([' ', 'T', ',', '，']);
    if after.is_empty() && !rest.is_empty() {
        return None;
    }
    let (begun, rest) = (rest, after);
    let time = if rest.is_empty() { None } else { Some(time_of(rest)?) };
    (begun.len() < text.len() || time.is_some()).then_some((date, time))
}

/// The day with which a text begins, and the rest.
fn day_of(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    for (name, _) in WORDS {
        if let (Some(rest), Some(day)) = (text.strip_prefix(name), word(name, today)) {
            return Some((day, rest));
        }
    }
    if let Some(found) = weekday(text, today).or_else(|| month_end(text, today)) {
        return Some(found);
    }
    let (first, rest) = number(text)?;
    if let Some(rest) = rest.strip_prefix("天前") {
        return Some((today.checked_sub_days(Days::new(first.into()))?, rest));
    }
    if let Some(rest) = rest.strip_prefix("天后") {
        return Some((today.checked_add_days(Days::new(first.into()))?, rest));
    }
    if text.len() - rest.len() == 8 && !rest.starts_with([':', '点', '时']) {
        let day = NaiveDate::from_ymd_opt(i32::try_from(first / 10_000).ok()?, first / 100 % 100, first % 100)?;
        return Some((day, rest));
    }
    let (year, month, rest) = match rest.strip_prefix('月') {
        Some(rest) => (u32::try_from(today.year()).ok()?, first, rest),
        None => {
            let rest = rest.strip_prefix(['年', '/', '-', '.']).filter(|_| (1900..=9999).contains(&first))?;
            let (month, rest) = number(rest)?;
            (first, month, rest.strip_prefix(['月', '/', '-', '.'])?)
        }
    };
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, rest))
}

/// A whole text as a time of day: `9:05`, `9:05:30`, `9点`, `9时05分`, `下午3点半`.
fn time_of(text: &str) -> Option<NaiveTime> {
    let half = ["上午", "早上", "下午", "晚上", "中午"].iter().find_map(|half| Some((*half, text.strip_prefix(half)?)));
    let (half, text) = half.map_or(("", text), |(half, rest)| (half, rest.trim_start()));
    let (hour, rest) = number(text)?;
    let rest = rest.strip_prefix([':', '点', '时'])?;
    let (minute, rest) = match (rest, number(rest)) {
        ("", _) if !text.contains(':') => (0, ""),
        ("半", _) => (30, ""),
        ("整", _) => (0, ""),
        (_, Some((minute, rest))) => (minute, rest.strip_prefix('分').unwrap_or(rest)),
        _ => return None,
    };
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest)?,
        None => (0, rest),
    };
    let hour = match half {
        "下午" | "晚上" if hour < 12 => hour + 12,
        // Noon has an hour before and after it; midnight is no evening.
        "中午" if hour < 3 => hour + 12,
        "晚上" if hour == 12 => return None,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second).filter(|_| rest.is_empty())
}

/// The number with which a text begins, and the rest.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// Words for days, and how many days after today they are. A word stands before those that it begins with.
const WORDS: &[(&str, i64)] = &[
    ("today", 0),
    ("今天", 0),
    ("今日", 0),
    ("yesterday", -1),
    ("昨天", -1),
    ("昨日", -1),
    ("前天", -2),
    ("tomorrow", 1),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
];

/// The day of a word (`today`, `昨天` …), in either language.
#[must_use]
pub fn word(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (_, days) = WORDS.iter().find(|(word, _)| *word == text)?;
    today.checked_add_signed(Duration::days(*days))
}

/// The day of the week with which a text begins, and the rest: `上周五`, `本周三`, `下周一`. A week begins on Monday; Sunday is `日` or `天`.
fn weekday(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let heads = [
        ("上周", -7),
        ("上星期", -7),
        ("本周", 0),
        ("本星期", 0),
        ("这周", 0),
        ("这星期", 0),
        ("下周", 7),
        ("下星期", 7),
    ];
    let (days, rest) = heads.iter().find_map(|(head, days)| Some((*days, text.strip_prefix(head)?)))?;
    let day = rest.chars().next()?;
    let place = "1234567".find(day).or_else(|| ['日', '天'].contains(&day).then_some(6))?;
    let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
    let day_of_week = i64::try_from(place).ok()?;
    Some((monday.checked_add_signed(Duration::days(days + day_of_week))?, &rest[day.len_utf8()..]))
}

/// The last day of the month or year with which a text begins, and the rest: `月底`, `下月底`, `年底`.
fn month_end(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let left = 12 - today.month();
    let heads = [("本月底", 0), ("月底", 0), ("下个月底", 1), ("下月底", 1), ("今年年底", left), ("年底", left)];
    let (months, rest) = heads.iter().find_map(|(head, months)| Some((*months, text.strip_prefix(head)?)))?;
    let first = today.with_day(1)?.checked_add_months(Months::new(months + 1))?;
    Some((first.pred_opt()?, rest))
}

/// A text with Chinese numerals up to ninety-nine as digits: `下午三点半` is `下午3点半`.
fn counted(text: &str) -> String {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|known| known == c);
    let value = |c: char| match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => digit(c),
    };
    let (mut out, mut rest) = (String::new(), text.chars().peekable());
    while let Some(c) = rest.next() {
        let tens = match (c, value(c)) {
            ('十', _) => Some(1),
            (_, Some(tens)) if rest.peek() == Some(&'十') => {
                rest.next();
                Some(tens)
            }
            (_, Some(one)) => {
                out.push_str(&one.to_string());
                continue;
            }
            _ => None,
        };
        let Some(tens) = tens else {
            out.push(c);
            continue;
        };
        let ones = rest.peek().and_then(|c| value(*c));
        if ones.is_some() {
            rest.next();
        }
        out.push_str(&(tens * 10 + ones.unwrap_or(0)).to_string());
    }
    out
}

/// A day: a word, a date as people write it, or a step from today.
#[must_use]
pub fn day(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let whole = || written(text, today).filter(|(_, time)| time.is_none()).map(|(date, _)| date);
    word(text, today).or_else(|| parse_date(text)).or_else(|| stepped(text, today, calendar)).or_else(whole)
}

/// The day a step of days or working days from `from`: `+3wd`, `-10d`.
#[must_use]
pub fn stepped(text: &str, from: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let (n, unit) = step(text)?;
    moved(from, n, unit, calendar)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    WorkingDays,
    Days,
    Hours,
}

/// Parses `+3wd` into a signed number and its unit.
fn step(text: &str) -> Option<(i64, Unit)> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let (digits, unit) = rest.split_at(end);
    let n = digits.parse::<i64>().ok().filter(|n| *n <= LONGEST)?;
    let unit = match unit {
        "wd" => Unit::WorkingDays,
        "d" => Unit::Days,
        "h" => Unit::Hours,
        _ => return None,
    };
    Some((sign * n, unit))
}

fn moved(from: NaiveDate, n: i64, unit: Unit, calendar: &Calendar) -> Option<NaiveDate> {
    let back = n < 0;
    let next = |day: NaiveDate| if back { day.pred_opt() } else { day.succ_opt() };
    match unit {
        Unit::WorkingDays => {
            let (mut day, mut left) = (from, n.unsigned_abs());
            while left > 0 {
                day = next(day)?;
                left -= u64::from(calendar.day(day).working);
            }
            Some(day)
        }
        Unit::Days if back => from.checked_sub_days(Days::new(n.unsigned_abs())),
        Unit::Days => from.checked_add_days(Days::new(n.unsigned_abs())),
        Unit::Hours => None,
    }
}

fn hours(n: i64, frame: &Frame<'_>) -> Option<Moment> {
    let base = frame.base;
    if !base.is_day() {
        let utc = base.local() - Duration::seconds(i64::from(base.offset()));
        return into_zone(utc.checked_add_signed(Duration::hours(n))?, frame.zone);
    }
    let end = base.date().succ_opt()?.and_time(NaiveTime::MIN);
    let utc = end - Duration::seconds(i64::from((frame.zone)(end)?));
    into_zone(utc.checked_add_signed(Duration::hours(n))?, frame.zone)
}

/// Parses `2026-11-23T09:30`, optionally with a space instead of the `T` and with seconds.
fn local_time(text: &str) -> Option<NaiveDateTime> {
    let date = parse_date(text.get(..10)?)?;
    let time = text.get(10..)?.strip_prefix(['T', 't', ' '])?.trim_start();
    let time = ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"].iter().find_map(|f| NaiveTime::parse_from_str(time, f).ok())?;
    milliseconds(date.and_time(time))
}

/// Truncates to milliseconds, the precision of the log.
fn milliseconds(at: NaiveDateTime) -> Option<NaiveDateTime> {
    at.with_nanosecond(at.nanosecond() % 1_000_000_000 / 1_000_000 * 1_000_000)
}

/// Converts the instant `utc` to a zone that can be queried by local time only: takes the offset that its own local
/// time confirms. In the hour that a zone repeats only the first pass confirms itself; for the second, the offset of
/// the next day is used.
fn into_zone(utc: NaiveDateTime, zone: Zone<'_>) -> Option<Moment> {
    let local = |offset: i32| utc.checked_add_signed(Duration::seconds(i64::from(offset)));
    let day = Duration::days(1);
    let candidates = [utc.checked_sub_signed(day)?, utc, utc.checked_add_signed(day)?].map(zone);
    let confirmed = candidates.into_iter().flatten().find(|offset| local(*offset).and_then(zone) == Some(*offset));
    let offset = confirmed.or(candidates[2])?;
    at_offset(local(offset)?, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    fn read_from(text: &str, base: &str) -> Option<String> {
        let (calendar, zone) = (Calendar::embedded(), |_| Some(8 * 3600));
        let now = at("2026-11-23T09:30:00.000+08:00");
        let frame = Frame { now, base: at(base), calendar: &calendar, zone: &zone };
        parse(text, &frame).ok().map(|m| m.to_string())
    }

    #[test]
    fn each_form_of_a_time_parses() {
        for (text, wanted) in [
            ("2026-11-20", "2026-11-20"),
            ("2026-11-20T09:30", "2026-11-20T09:30:00.000+08:00"),
            (" 2026-11-20 09:30:15 ", "2026-11-20T09:30:15.000+08:00"),
            ("2026-11-20T09:30:15.1239", "2026-11-20T09:30:15.123+08:00"),
            ("2026-11-20T23:30:00Z", "2026-11-21T07:30:00.000+08:00"),
            ("2026-11-20T09:30:00+08:00", "2026-11-20T09:30:00.000+08:00"),
            ("now", "2026-11-23T09:30:00.000+08:00"),
            ("今天", "2026-11-23"),
            ("yesterday", "2026-11-22"),
            ("明天", "2026-11-24"),
            // The base is a Monday: three working days later is Thursday, one earlier is Friday.
            ("+3wd", "2026-11-26"),
            ("-1wd", "2026-11-20"),
            ("-10d", "2026-11-13"),
            ("+24h", "2026-11-24T09:30:00.000+08:00"),
            // As people write it.
            ("2026年11月3日", "2026-11-03"),
            ("２０２６年１１月３日", "2026-11-03"),
            ("2026 年 11 月 3 日 8时", "2026-11-03T08:00:00.000+08:00"),
            ("11月3日", "2026-11-03"),
            ("11月3号下午3点半", "2026-11-03T15:30:00.000+08:00"),
            ("2026/11/3", "2026-11-03"),
            ("2026/11/3 8:05", "2026-11-03T08:05:00.000+08:00"),
            ("2026-9-5", "2026-09-05"),
            ("2026.9.5", "2026-09-05"),
            ("20261103", "2026-11-03"),
            ("昨天 20:30", "2026-11-22T20:30:00.000+08:00"),
            ("昨天下午三点", "2026-11-22T15:00:00.000+08:00"),
            ("前天", "2026-11-21"),
            ("下周五", "2026-12-04"),
            ("下星期天下午3点", "2026-12-06T15:00:00.000+08:00"),
            ("三天后", "2026-11-26"),
            ("月底", "2026-11-30"),
            ("下月底", "2026-12-31"),
            ("年底", "2026-12-31"),
            ("昨日上午十点二十五分", "2026-11-22T10:25:00.000+08:00"),
            ("上周五", "2026-11-20"),
            ("上周日 8:00", "2026-11-22T08:00:00.000+08:00"),
            ("本周一", "2026-11-23"),
            ("3天前", "2026-11-20"),
            ("十一月二十日晚上八点", "2026-11-20T20:00:00.000+08:00"),
            ("今天9点", "2026-11-23T09:00:00.000+08:00"),
            ("17:20", "2026-11-23T17:20:00.000+08:00"),
            ("中午11:40", "2026-11-23T11:40:00.000+08:00"),
            ("中午12点10分", "2026-11-23T12:10:00.000+08:00"),
        ] {
            assert_eq!(read_from(text, "2026-11-23T09:30:00.000+08:00").as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn text_that_is_not_a_time_is_rejected() {
        for text in [
            "",
            "+",
            "+3",
            "3wd",
            "+3w",
            "+-3d",
            "+3.5d",
            "+99999999d",
            "2026-02-30",
            "2026-11-20T25:00",
            "2026-11-20T",
            "2026-11-20T09:30+99:00",
            "heute",
            "今",
            "上周",
            "上周八",
            "三",
            "2026-10",
        ] {
            assert_eq!(read_from(text, "2026-11-23"), None, "{text}");
        }
    }

    #[test]
    fn steps_count_from_the_base() {
        assert_eq!(read_from("+5wd", "2026-11-27").as_deref(), Some("2026-12-04"));
        assert_eq!(read_from("+2h", "2026-11-27").as_deref(), Some("2026-11-28T02:00:00.000+08:00"));
    }

    #[test]
    fn skipped_and_repeated_local_times_of_a_zone_with_daylight_saving() {
        // +02:00 until 2026-10-25T03:00 local, then +01:00: the hour from 02:00 comes twice; 2026-03-29T02:00–03:00 never.
        let moment = |s: &str| s.parse::<NaiveDateTime>().expect("a time");
        let zone = |local: NaiveDateTime| match local {
            l if l < moment("2026-03-29T02:00:00") => Some(3600),
            l if l < moment("2026-03-29T03:00:00") => None,
            l if l < moment("2026-10-25T03:00:00") => Some(7200),
            _ => Some(3600),
        };
        let calendar = Calendar::embedded();
        let now = at("2026-11-23");
        let frame = Frame { now, base: now, calendar: &calendar, zone: &zone };
        let read = |text: &str| parse(text, &frame).ok().map(|m| m.to_string());
        assert_eq!(read("2026-03-29T02:30"), None);
        assert_eq!(read("2026-10-25T00:30:00Z").as_deref(), Some("2026-10-25T02:30:00.000+02:00"));
        assert_eq!(read("2026-10-25T01:30:00Z").as_deref(), Some("2026-10-25T02:30:00.000+01:00"));
        assert_eq!(read("2026-03-29T01:30:00Z").as_deref(), Some("2026-03-29T03:30:00.000+02:00"));
    }
}

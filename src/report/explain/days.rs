//! Merges counted days of one kind into one line: `10-01 Thu – 10-07 Wed  National Day, not counted`.

use crate::domain::calendar::{CountedDay, CountedHours as HoursOfDay, DayReason};
use crate::domain::value::within::Within;
use crate::say;
use crate::text::Lang;
use crate::text::sanitize::sanitized;
use crate::text::width::{pad, width};
use crate::text::words::weekday;
use chrono::{Datelike, NaiveDate};

/// The lines for the days of a limit.
pub(super) fn lines(days: &[CountedDay<'_>], within: Within, from: NaiveDate, lang: Lang) -> Vec<String> {
    let runs = runs(days);
    let spans: Vec<String> = runs.iter().map(|run| span(run, from, lang)).collect();
    let room = spans.iter().map(|s| width(s)).max().unwrap_or(0);
    let last = days.last().map(|d| d.date);
    let reasons = runs.iter().map(|run| reason(run, within, last, lang));
    spans.iter().zip(reasons).map(|(span, why)| format!("{}  {why}", pad(span, room, false))).collect()
}

/// The lines for the days of an extension, which are working days.
pub(super) fn extension_lines(days: &[CountedDay<'_>], from: NaiveDate, lang: Lang) -> Vec<String> {
    lines(days, Within::WorkingDays(u32::try_from(days.len()).unwrap_or(u32::MAX)), from, lang)
}

/// Consecutive days that differ in date and number only.
fn runs<'d, 'a>(days: &'d [CountedDay<'a>]) -> Vec<&'d [CountedDay<'a>]> {
    let alike = |a: &CountedDay<'_>, b: &CountedDay<'_>| {
        // During a pause the kind of day does not matter.
        a.paused && b.paused || (a.day, a.paused, a.number.is_some()) == (b.day, b.paused, b.number.is_some())
    };
    days.chunk_by(alike).collect()
}

/// The lines for the days of a limit in working hours: `09-28 Mon  working day · 1 h 30 min`.
pub(super) fn hour_lines(days: &[HoursOfDay<'_>], from: NaiveDate, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for run in days.chunk_by(|a, b| a.minutes == 0 && b.minutes == 0 && (a.paused, a.day) == (b.paused, b.day)) {
        let (first, last) = (&run[0], &run[run.len() - 1]);
        let mut span = short_day(first.date, from, lang);
        if first.date != last.date {
            span = format!("{span} – {}", short_day(last.date, from, lang));
        }
        let (hours, minutes) = (first.minutes / 60, first.minutes % 60);
        let what = kind_of(first.day.why, lang);
        let why = match (first.paused, first.minutes) {
            (true, _) => say!(lang, "clock stopped, not counted", "中止计时，不计"),
            (false, 0) => say!(lang, "{what}, not counted", "{what}，不计"),
            (false, _) if minutes == 0 => say!(lang, "{what} · {hours} h", "{what} · {hours} 小时"),
            (false, _) => say!(lang, "{what} · {hours} h {minutes} min", "{what} · {hours} 小时 {minutes} 分"),
        };
        lines.push(format!("{span}  {why}"));
    }
    lines
}

fn span(run: &[CountedDay<'_>], from: NaiveDate, lang: Lang) -> String {
    let (first, last) = (run[0].date, run[run.len() - 1].date);
    let first_text = short_day(first, from, lang);
    if first == last {
        return first_text;
    }
    format!("{first_text} – {}", short_day(last, from, lang))
}

/// `09-28 Mon`; with the year if it is not that of the start.
fn short_day(date: NaiveDate, from: NaiveDate, lang: Lang) -> String {
    let format = if date.year() == from.year() { "%m-%d" } else { "%Y-%m-%d" };
    format!("{} {}", date.format(format), weekday(date).get(lang))
}

/// `2026-09-28 Mon`.
pub(super) fn long_day(date: NaiveDate, lang: Lang) -> String {
    format!("{date} {}", weekday(date).get(lang))
}

fn reason(run: &[CountedDay<'_>], within: Within, last: Option<NaiveDate>, lang: Lang) -> String {
    let day = &run[0];
    if day.paused {
        return say!(lang, "clock stopped, not counted", "中止计时，不计");
    }
    let what = what(day, lang);
    match (day.number, run[run.len() - 1].number) {
        (Some(first), Some(until)) if first == until => say!(lang, "{what} · day {first}", "{what} · 第{first}日"),
        (Some(first), Some(until)) => {
            say!(lang, "{what} · day {first}–{until}", "{what} · 第{first}–{until}日")
        }
        // The last day of a limit in calendar days, or of a limit of 0, that would have ended on a day of rest.
        _ if day.day.working && last == Some(run[run.len() - 1].date) => {
            say!(lang, "{what}: it ends here", "{what}，到此为止")
        }
        _ if matches!(within, Within::Days(_) | Within::WorkingDays(0)) => {
            say!(lang, "{what}: it does not end on a day of rest", "{what}，休息日顺延")
        }
        _ => say!(lang, "{what}, not counted", "{what}，不计"),
    }
}

fn what(day: &CountedDay<'_>, lang: Lang) -> String {
    kind_of(day.day.why, lang)
}

fn kind_of(why: DayReason<'_>, lang: Lang) -> String {
    match why {
        DayReason::Weekday => say!(lang, "working day", "工作日"),
        DayReason::Weekend => say!(lang, "weekend", "周末"),
        DayReason::Holiday(name) => {
            let name = sanitized(name.get(lang));
            say!(lang, "{name}", "{name}放假")
        }
        DayReason::MakeUp(name) => {
            let name = sanitized(name.get(lang));
            say!(lang, "make-up workday for {name}", "{name}调休上班")
        }
    }
}

//! The calendar: the special days of a year, and the due date of a limit.

use crate::document::table::{Cell, Column, Row, Table, Tone};
use crate::domain::calendar::{Calendar, DayReason, Pauses};
use crate::domain::value::moment::{Moment, at_offset};
use crate::domain::value::title::Lang;
use crate::domain::value::within::Within;
use crate::say;
use crate::text::Two;
use crate::text::sentence::shown;
use crate::text::words::count;
use crate::text::words::weekday;
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

/// The days of a year that differ from their weekday.
#[must_use]
pub fn year(calendar: &Calendar, year: i32, lang: Lang) -> Table {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let days = first.iter_days().take_while(|d| d.year() == year);
    let mut rows = Vec::new();
    let mut working = 0;
    for date in days {
        let day = calendar.day(date);
        working += i64::from(day.working);
        if let Some(why) = named(day.why, lang) {
            let tone = if day.working { Tone::Warn } else { Tone::Plain };
            rows.push(row(calendar, date, why, None, lang, tone));
        }
    }
    let en_working = count(working.unsigned_abs(), "working day");
    let mut notes = vec![say!(lang, "{en_working} in {year}", "{year} 年共 {working} 个工作日")];
    let own: Vec<String> = calendar.departures().iter().filter(|d| d.year() == year).map(ToString::to_string).collect();
    if !own.is_empty() {
        let own = own.join(" ");
        notes.push(say!(lang, "not as the State Council has it: {own}", "与国务院放假安排不同：{own}"));
    }
    let provisional = calendar.is_provisional(first);
    let mut caution = None;
    if provisional {
        caution = Some(say!(
            lang,
            "no notice is known for {year}: weekends only, provisional; add calendars/cn-{year}.json",
            "{year} 年放假安排未收录：仅按周末计算，暂定；可添加 calendars/cn-{year}.json"
        ));
    }
    Table {
        title: say!(lang, "Calendar {year}", "{year} 年日历"),
        schema: "redress.calendar/1",
        columns: columns(lang),
        rows,
        notes,
        more: more([("year", json!(year)), ("working_days", json!(working)), ("provisional", json!(provisional))]),
        ..Table::default()
    }
    .warning(caution)
}

fn more<const N: usize>(facts: [(&str, Value); N]) -> Map<String, Value> {
    facts.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// A limit counted day by day.
#[must_use]
pub fn due(calendar: &Calendar, from: NaiveDate, within: Within, lang: Lang) -> Table {
    let counting = calendar.count(from, within, &|_| false);
    let rows = counting.days.iter().map(|d| {
        let why = named(d.day.why, lang).unwrap_or_default();
        let tone = if d.number.is_some() { Tone::Plain } else { Tone::Dim };
        row(calendar, d.date, why, d.number, lang, tone)
    });
    let rows = rows.collect();
    let mut notes = Vec::new();
    if let Some(due) = counting.due {
        notes.push(say!(lang, "due {due}, counted from {from} ({within})", "{due} 到期，自 {from} 起算（{within}）"));
    }
    Table {
        title: say!(lang, "Due date", "到期日推算"),
        schema: "redress.due-date/1",
        columns: columns(lang),
        rows,
        notes,
        more: more([
            ("from", json!(from)),
            ("within", json!(within)),
            ("due", json!(counting.due)),
            ("provisional", json!(counting.provisional)),
        ]),
        ..Table::default()
    }
    .warning(provisional(counting.provisional, lang))
}

/// A limit in hours, or in hours of the desk's own, counted day by day; `from` without a time starts with the next day.
#[must_use]
pub fn due_hours(calendar: &Calendar, from: Moment, within: Within, lang: Lang) -> Table {
    let start = match from.is_day() {
        true => from.date().succ_opt().and_then(|next| at_offset(next.and_time(chrono::NaiveTime::MIN), from.offset())),
        false => None,
    };
    let start = start.unwrap_or(from);
    let mut rows = Vec::new();
    let mut counted = |date: NaiveDate, minutes: u32| {
        let why = named(calendar.day(date).why, lang).unwrap_or_default();
        let tone = if minutes > 0 { Tone::Plain } else { Tone::Dim };
        rows.push(row(calendar, date, why, Some(minutes).filter(|minutes| *minutes > 0), lang, tone));
    };
    let due = match within {
        Within::Hours(hours) => {
            let due = start.plus_hours(hours.into());
            let mut at = start.local();
            while at < due.local() {
                let midnight = (at.date() + chrono::Duration::days(1)).and_time(chrono::NaiveTime::MIN);
                let next = midnight.min(due.local());
                counted(at.date(), u32::try_from((next - at).num_minutes()).unwrap_or(0));
                at = next;
            }
            Some(due)
        }
        Within::WorkingHours(hours) => {
            calendar.working_hours(start, hours, Pauses::Times(&[]), &mut |day| counted(day.date, day.minutes))
        }
        _ => None,
    };
    let mut columns = columns(lang);
    columns[3].title = say!(lang, "Minutes counted", "计入分钟");
    let open = calendar.hours.to_string();
    let mut notes: Vec<String> = due
        .map(|due| {
            let (due, from) = (shown(due), shown(start));
            say!(lang, "due {due}, counted from {from} ({within})", "{due} 到期，自 {from} 起算（{within}）")
        })
        .into_iter()
        .collect();
    notes.extend(matches!(within, Within::WorkingHours(_)).then(|| match calendar.hours.is_empty() {
        true => say!(lang, "no [desk] hours are set: a working day counts whole", "未设 [desk] hours，工作日按全天计"),
        false => say!(lang, "business hours: {open}", "受理时间：{open}"),
    }));
    let may_move = due.is_some_and(|due| calendar.is_provisional(due.date()));
    Table {
        title: say!(lang, "Due date", "到期日推算"),
        schema: "redress.due-date/1",
        columns,
        rows,
        notes,
        more: more([
            ("from", json!(start)),
            ("within", json!(within)),
            ("due", json!(due)),
            ("provisional", json!(may_move)),
        ]),
        ..Table::default()
    }
    .warning(provisional(may_move, lang))
}

fn provisional(is: bool, lang: Lang) -> Option<String> {
    let said = Two("provisional: the calendar of that year is not published", "暂定：该年放假安排尚未公布");
    is.then(|| said.get(lang).into())
}

fn columns(lang: Lang) -> Vec<Column> {
    let column = |key: &str, title: String, right| Column { key: key.into(), title, right };
    vec![
        column("date", say!(lang, "Date", "日期"), false),
        column("weekday", say!(lang, "Weekday", "星期"), false),
        column("working", say!(lang, "Working", "工作日"), false),
        column("number", say!(lang, "Counted as", "计为第几日"), true),
        column("why", say!(lang, "Why", "说明"), false),
        column("provisional", say!(lang, "Provisional", "暂定"), false),
    ]
}

fn row(calendar: &Calendar, date: NaiveDate, why: String, number: Option<u32>, lang: Lang, tone: Tone) -> Row {
    let code = date.format("%a").to_string();
    let name = weekday(date).get(lang).to_string();
    let cells = vec![
        Cell::Date(date),
        Cell::Named { code, name },
        Cell::Bool(calendar.is_working(date)),
        number.map_or(Cell::Empty, |n| Cell::Int(i64::from(n))),
        if why.is_empty() { Cell::Empty } else { Cell::Text(why) },
        Cell::Bool(calendar.is_provisional(date)),
    ];
    Row { cells, tone, ..Row::default() }
}

/// The holiday of a day that differs from its weekday; `None` for an ordinary day.
fn named(why: DayReason<'_>, lang: Lang) -> Option<String> {
    match why {
        DayReason::Weekday | DayReason::Weekend => None,
        DayReason::Holiday(name) => Some(name.get(lang).to_string()),
        DayReason::MakeUp(name) => {
            let name = name.get(lang);
            Some(say!(lang, "make-up workday for {name}", "{name}调休上班"))
        }
    }
}

//! Tests of periods: parsing, printing, and the periods before and after.

use super::*;
use crate::domain::value::moment::parse_date;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    parse_date(text).expect("a date")
}

fn read(text: &str) -> Option<Period> {
    // A Monday.
    Period::parse(text, day("2026-11-23"), &Calendar::embedded()).ok()
}

fn ends(text: &str) -> Option<String> {
    read(text).map(|p| {
        format!(
            "{}..{}",
            p.from.map_or(String::new(), |d| d.to_string()),
            p.to.map_or(String::new(), |d| d.to_string())
        )
    })
}

#[test]
fn each_form_of_a_period_parses() {
    for (text, wanted) in [
        ("2026-10", "2026-10-01..2026-10-31"),
        ("2026-10-a", "2026-10-01..2026-10-15"),
        ("2026-02-b", "2026-02-16..2026-02-28"),
        ("2026-W48", "2026-11-23..2026-11-29"),
        // ISO 8601: week 1 of 2026 begins in 2025, and 2026 has a week 53.
        ("2026-W01", "2025-12-29..2026-01-04"),
        ("2026-W53", "2026-12-28..2027-01-03"),
        ("2026-Q3", "2026-07-01..2026-09-30"),
        ("2026-H1", "2026-01-01..2026-06-30"),
        ("2026", "2026-01-01..2026-12-31"),
        ("2026-11-23", "2026-11-23..2026-11-23"),
        ("today", "2026-11-23..2026-11-23"),
        ("昨天", "2026-11-22..2026-11-22"),
        ("this-week", "2026-11-23..2026-11-29"),
        ("last-day", "2026-11-22..2026-11-22"),
        ("last-half-month", "2026-11-01..2026-11-15"),
        ("last-month", "2026-10-01..2026-10-31"),
        ("last-quarter", "2026-07-01..2026-09-30"),
        ("last-half-year", "2026-01-01..2026-06-30"),
        ("去年", "2025-01-01..2025-12-31"),
        ("2026-01-01..2026-03-31", "2026-01-01..2026-03-31"),
        ("2026-Q1..2026-04", "2026-01-01..2026-04-30"),
        ("..2026-10", "..2026-10-31"),
        ("2026-10-b..", "2026-10-16.."),
        ("today..+3wd", "2026-11-23..2026-11-26"),
        ("..", ".."),
        ("2026年", "2026-01-01..2026-12-31"),
        ("2026年度", "2026-01-01..2026-12-31"),
        ("2026年10月", "2026-10-01..2026-10-31"),
        ("２０２６年２月份", "2026-02-01..2026-02-28"),
        ("2026年11月上半月", "2026-11-01..2026-11-15"),
        ("2026年2月下半月", "2026-02-16..2026-02-28"),
        ("2026年下半年", "2026-07-01..2026-12-31"),
        ("2026年第三季度", "2026-07-01..2026-09-30"),
        ("2026年4季度", "2026-10-01..2026-12-31"),
        ("2026年第48周", "2026-11-23..2026-11-29"),
        ("2026年1—6月", "2026-01-01..2026-06-30"),
        ("2026年1月至3月", "2026-01-01..2026-03-31"),
        ("2026年前三季度", "2026-01-01..2026-09-30"),
        ("2026年11月23日", "2026-11-23..2026-11-23"),
        ("2026年1月..2026年3月", "2026-01-01..2026-03-31"),
    ] {
        assert_eq!(ends(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn text_that_is_not_a_period_is_rejected() {
    for text in [
        "",
        "x",
        "26-10",
        "2026-13",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "2025-W53",
        "2026-W00",
        "2026-10-c",
        "2026-02-30",
        "2026-11-30..2026-11-01",
        "this-",
        "last-fortnight",
        "2026-1",
        "2026-10-01..x",
        "二零二六",
        "26年10月",
        "2026年13月",
        "2026年第五季度",
        "2026年6-1月",
        "2026年10月中旬",
        "年",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn previous_period_and_the_same_period_last_year() {
    let code = |p: Option<Period>| p.map(|p| p.to_string()).unwrap_or_default();
    for (text, previous, last_year) in [
        ("2026-10-a", "2026-09-b", "2025-10-a"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026-W01", "2025-W52", "2025-W01"),
        ("2026-W53", "2026-W52", "2025-W52"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2026-01-01..2026-02-28", "2025-11-01..2025-12-31", "2025-01-01..2025-02-28"),
        ("2025-01-01..2025-02-28", "2024-11-01..2024-12-31", "2024-01-01..2024-02-29"),
        ("2026-11-02..2026-11-06", "2026-10-28..2026-11-01", "2025-11-02..2025-11-06"),
        ("2026-11-01..", "", ""),
    ] {
        let period = read(text).expect(text);
        assert_eq!((code(period.previous()), code(period.last_year())), (previous.into(), last_year.into()), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn periods_are_adjacent_and_round_trip_through_text(offset in 0u64..20_000, kind in 0usize..7) {
        let date = day("1990-01-01") + Days::new(offset);
        let period = Period::of(PeriodKind::NAMED[kind].0, date);
        prop_assert!(period.contains(date));
        prop_assert_eq!(read(&period.to_string()), Some(period));
        let previous = period.previous().expect("bounded");
        prop_assert_eq!(previous.to.and_then(|d| d.succ_opt()), period.from);
        prop_assert_eq!(previous.next(), Some(period));
    }
}

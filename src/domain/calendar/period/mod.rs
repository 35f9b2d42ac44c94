//! Periods: a day, a week, a half-month, a month … a year, or a range of days; both ends are inclusive.
//!
//! Invariant: a bounded period is never empty (`from` ≤ `to`). Sources: `cli.md` §1 "When"; ISO 8601 for weeks.

use crate::domain::calendar::Calendar;
use crate::domain::calendar::when;
use crate::domain::value::texts::half_width;
use chrono::{Datelike, Days, IsoWeek, Months, NaiveDate, Weekday};
use std::fmt;

/// The kind of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// One day.
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// The 1st to the 15th, or the 16th to the end.
    HalfMonth,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// A calendar year.
    Year,
    /// Any span of days.
    Range,
}

impl PeriodKind {
    /// All kinds with a name, each with its word after `this-` and `last-`.
    pub const NAMED: [(Self, &'static str); 7] = [
        (Self::Day, "day"),
        (Self::Week, "week"),
        (Self::HalfMonth, "half-month"),
        (Self::Month, "month"),
        (Self::Quarter, "quarter"),
        (Self::HalfYear, "half-year"),
        (Self::Year, "year"),
    ];

    /// The kind with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::NAMED.into_iter().find_map(|(kind, name)| (name == word).then_some(kind))
    }
}

/// The days from `from` to `to`, inclusive; an end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Its kind.
    pub kind: PeriodKind,
}

/// The text is not a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPeriod {
    /// The text as typed.
    pub text: String,
}

impl Period {
    /// Parses `2026-10`, `2026-10-a`, `2026-W48`, `2026-Q3`, `2026-H1`, `2026`, a day as [`when`] reads it,
    /// `last-month`, `A..B`.
    ///
    /// # Errors
    /// The text is none of these, or its end lies before its beginning.
    pub fn parse(text: &str, today: NaiveDate, calendar: &Calendar) -> Result<Self, NotAPeriod> {
        let narrow = half_width(text);
        let typed = narrow.trim();
        let found = match typed.split_once("..") {
            None => single(typed, today, calendar),
            Some((from, to)) => range(from.trim(), to.trim(), today, calendar),
        };
        found.ok_or_else(|| NotAPeriod { text: text.trim().into() })
    }

    /// The period of this kind that contains `day`; for a range, that day alone.
    #[must_use]
    pub fn of(kind: PeriodKind, day: NaiveDate) -> Self {
        let (y, m) = (day.year(), day.month());
        let months = |first: u32, count: u32| (ymd(y, first, 1), month_end(y, first + count - 1));
        let (from, to) = match kind {
            PeriodKind::Day | PeriodKind::Range => (Some(day), Some(day)),
            PeriodKind::Week => {
                let week = day.week(Weekday::Mon);
                (week.checked_first_day(), week.checked_last_day())
            }
            PeriodKind::HalfMonth if day.day() <= 15 => (ymd(y, m, 1), ymd(y, m, 15)),
            PeriodKind::HalfMonth => (ymd(y, m, 16), month_end(y, m)),
            PeriodKind::Month => months(m, 1),
            PeriodKind::Quarter => months((m - 1) / 3 * 3 + 1, 3),
            PeriodKind::HalfYear => months((m - 1) / 6 * 6 + 1, 6),
            PeriodKind::Year => months(1, 12),
        };
        Self { from, to, kind }
    }

    /// The days from the earlier to the later of the two.
    #[must_use]
    pub fn range(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: Some(from.min(to)), to: Some(to.max(from)), kind: PeriodKind::Range }
    }

    /// Whether it contains `day`.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is of whole calendar months; an open end is none.
    #[must_use]
    pub fn is_of_months(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| whole_months(from, to).is_some())
    }

    /// The number of its days, if both ends are given.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        Some((self.to? - self.from?).num_days() + 1)
    }

    /// The period before it: of the same kind; before a range of whole months as many months, before any other range as
    /// many days. `None` if an end is open.
    #[must_use]
    pub fn previous(&self) -> Option<Self> {
        let (from, to) = (self.from?, self.to?);
        let before = from.pred_opt()?;
        if self.kind != PeriodKind::Range {
            return Some(Self::of(self.kind, before));
        }
        let start = match whole_months(from, to) {
            Some(months) => from.checked_sub_months(Months::new(months))?,
            None => from.checked_sub_days(Days::new(u64::try_from((to - from).num_days() + 1).ok()?))?,
        };
        Some(Self::range(start, before))
    }

    /// The next period of the same kind; after a range, as many days. `None` if an end is open.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        let (from, to) = (self.from?, self.to?);
        let after = to.succ_opt()?;
        if self.kind != PeriodKind::Range {
            return Some(Self::of(self.kind, after));
        }
        let end = match whole_months(from, to) {
            Some(months) => after.checked_add_months(Months::new(months))?.pred_opt()?,
            None => to.checked_add_days(Days::new(u64::try_from((to - from).num_days() + 1).ok()?))?,
        };
        Some(Self::range(after, end))
    }

    /// The same period one year earlier. Week 53 becomes week 52 if that year has no week 53; the end of February stays
    /// the end of February.
    #[must_use]
    pub fn last_year(&self) -> Option<Self> {
        let (from, to) = (self.from?, self.to?);
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(12));
        match self.kind {
            PeriodKind::Week => {
                let week = from.iso_week();
                iso_week(week.year() - 1, week.week()).or_else(|| iso_week(week.year() - 1, 52))
            }
            PeriodKind::Range => {
                let end = back(to)?;
                let ends_month = Some(to) == month_end(to.year(), to.month());
                let end = if ends_month { month_end(end.year(), end.month())? } else { end };
                Some(Self::range(back(from)?, end))
            }
            kind => Some(Self::of(kind, back(from)?)),
        }
    }

    /// Its number within its year (month, quarter, half-year, week) or month (half-month), from 1.
    #[must_use]
    pub fn ordinal(&self) -> u32 {
        let Some(from) = self.from else { return 0 };
        match self.kind {
            PeriodKind::Week => from.iso_week().week(),
            PeriodKind::HalfMonth => u32::from(from.day() > 15) + 1,
            PeriodKind::Month => from.month(),
            PeriodKind::Quarter => (from.month() - 1) / 3 + 1,
            PeriodKind::HalfYear => (from.month() - 1) / 6 + 1,
            PeriodKind::Day | PeriodKind::Year | PeriodKind::Range => from.day(),
        }
    }
}

impl fmt::Display for Period {
    /// The code from which [`Period::parse`] gives this period again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(from), Some(_), true) = (self.from, self.to, self.kind != PeriodKind::Range) else {
            let end = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
            return write!(f, "{}..{}", end(self.from), end(self.to));
        };
        let (y, n) = (from.year(), self.ordinal());
        match self.kind {
            PeriodKind::Day | PeriodKind::Range => write!(f, "{from}"),
            PeriodKind::Week => write!(f, "{:04}-W{n:02}", from.iso_week().year()),
            PeriodKind::HalfMonth => write!(f, "{y:04}-{:02}-{}", from.month(), if n == 1 { 'a' } else { 'b' }),
            PeriodKind::Month => write!(f, "{y:04}-{n:02}"),
            PeriodKind::Quarter => write!(f, "{y:04}-Q{n}"),
            PeriodKind::HalfYear => write!(f, "{y:04}-H{n}"),
            PeriodKind::Year => write!(f, "{y:04}"),
        }
    }
}

fn single(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<Period> {
    when::day(text, today, calendar)
        .map(|day| Period::of(PeriodKind::Day, day))
        .or_else(|| relative(text, today))
        .or_else(|| coded(text))
        .or_else(|| chinese(text))
}

fn range(from: &str, to: &str, today: NaiveDate, calendar: &Calendar) -> Option<Period> {
    let end = |text: &str| if text.is_empty() { Some(None) } else { single(text, today, calendar).map(Some) };
    let (from, to) = (end(from)?.and_then(|p| p.from), end(to)?.and_then(|p| p.to));
    let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
    ordered.then_some(Period { from, to, kind: PeriodKind::Range })
}

/// Parses `this-month`, `last-quarter` and their Chinese equivalents.
fn relative(text: &str, today: NaiveDate) -> Option<Period> {
    let (this, kind) = match text {
        "本周" => (true, PeriodKind::Week),
        "上周" => (false, PeriodKind::Week),
        "本月" => (true, PeriodKind::Month),
        "上月" => (false, PeriodKind::Month),
        "本季度" => (true, PeriodKind::Quarter),
        "上季度" => (false, PeriodKind::Quarter),
        "今年" | "本年" => (true, PeriodKind::Year),
        "去年" | "上年" => (false, PeriodKind::Year),
        _ => match text.split_once('-')? {
            ("this", word) => (true, PeriodKind::named(word)?),
            ("last", word) => (false, PeriodKind::named(word)?),
            _ => return None,
        },
    };
    let current = Period::of(kind, today);
    if this { Some(current) } else { current.previous() }
}

/// Parses `2026`, `2026-10`, `2026-10-a`, `2026-W48`, `2026-Q3`, `2026-H1`.
fn coded(text: &str) -> Option<Period> {
    let year = digits(text.get(..4)?)?;
    let year = i32::try_from(year).ok()?;
    let rest = text.get(4..)?;
    if rest.is_empty() {
        return Some(Period::of(PeriodKind::Year, ymd(year, 1, 1)?));
    }
    let rest = rest.strip_prefix('-')?;
    match rest.as_bytes() {
        [b'W' | b'w', _, _] => iso_week(year, digits(&rest[1..])?),
        [b'Q' | b'q', _] => {
            let quarter = digits(&rest[1..])?.checked_sub(1)?;
            Some(Period::of(PeriodKind::Quarter, ymd(year, quarter * 3 + 1, 1)?))
        }
        [b'H' | b'h', half @ (b'1' | b'2')] => {
            Some(Period::of(PeriodKind::HalfYear, ymd(year, u32::from(half - b'1') * 6 + 1, 1)?))
        }
        [_, _] => Some(Period::of(PeriodKind::Month, ymd(year, digits(rest)?, 1)?)),
        [_, _, b'-', half @ (b'a' | b'b')] => {
            let day = if *half == b'a' { 1 } else { 16 };
            Some(Period::of(PeriodKind::HalfMonth, ymd(year, digits(rest.get(..2)?)?, day)?))
        }
        _ => None,
    }
}

/// Parses `2026年`, `2026年10月`, `2026年10月上半月`, `2026年1-6月`, `2026年上半年`, `2026年第三季度` and `2026年第48周`.
fn chinese(text: &str) -> Option<Period> {
    let (year, rest) = text.split_once('年')?;
    let year = i32::try_from(digits(year).filter(|_| year.len() == 4)?).ok()?;
    let of = |kind, month: u32, day: u32| Some(Period::of(kind, ymd(year, month, day)?));
    let rest = rest.trim();
    match rest {
        "" | "全年" | "度" => return of(PeriodKind::Year, 1, 1),
        "上半年" => return of(PeriodKind::HalfYear, 1, 1),
        "前三季度" => return Some(Period::range(ymd(year, 1, 1)?, ymd(year, 9, 30)?)),
        "下半年" => return of(PeriodKind::HalfYear, 7, 1),
        _ => {}
    }
    let number = rest.strip_prefix('第').unwrap_or(rest);
    if let Some(quarter) = number.strip_suffix("季度") {
        let first = match quarter {
            "1" | "一" => 1,
            "2" | "二" => 4,
            "3" | "三" => 7,
            "4" | "四" => 10,
            _ => return None,
        };
        return of(PeriodKind::Quarter, first, 1);
    }
    if let Some(week) = number.strip_suffix('周') {
        return iso_week(year, digits(week)?);
    }
    let to = ['-', '—', '–', '~', '至', '到'];
    if let Some((from, to)) = rest.split_once(to) {
        let (from, to) = (from.trim().trim_end_matches('月'), to.trim().strip_suffix('月')?);
        let (from, to) = (ymd(year, digits(from.trim())?, 1)?, month_end(year, digits(to.trim())?)?);
        return (from < to).then(|| Period::range(from, to));
    }
    let (month, half) = rest.split_once('月')?;
    let month = digits(month)?;
    match half {
        "" | "份" => of(PeriodKind::Month, month, 1),
        "上半月" => of(PeriodKind::HalfMonth, month, 1),
        "下半月" => of(PeriodKind::HalfMonth, month, 16),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    ymd(year, month, 1)?.pred_opt()
}

/// The number of calendar months, if the days are whole months.
fn whole_months(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let whole = from.day() == 1 && Some(to) == month_end(to.year(), to.month());
    let month = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    if whole { u32::try_from(month(to) - month(from) + 1).ok() } else { None }
}

fn iso_week(year: i32, week: u32) -> Option<Period> {
    let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
    let found: IsoWeek = monday.iso_week();
    (found.year() == year).then(|| Period::of(PeriodKind::Week, monday))
}

#[cfg(test)]
mod tests;

//! Retention periods: `"5y"`, `"18m"`, `"90d"`.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A retention period as a `[[retention]]` row writes it: `10y`, `18m`, `90d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetentionPeriod {
    /// Years.
    Years(u32),
    /// Months.
    Months(u32),
    /// Days.
    Days(u32),
}

/// The greatest number; a larger one is a typing error.
const MOST: u32 = 99_999;

impl RetentionPeriod {
    /// The first day on which a case that ended on `end` is no longer kept; `None` if it lies beyond the calendar.
    #[must_use]
    pub fn after(self, end: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Years(n) => end.checked_add_months(Months::new(n.checked_mul(12)?)),
            Self::Months(n) => end.checked_add_months(Months::new(n)),
            Self::Days(n) => end.checked_add_days(Days::new(u64::from(n))),
        }
    }
}

impl FromStr for RetentionPeriod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a length of time: write 10y, 18m or 90d");
        let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
        let plain = number.bytes().all(|b| b.is_ascii_digit());
        let n = number.parse().ok().filter(|n| plain && *n <= MOST).ok_or_else(wrong)?;
        match unit {
            "y" => Ok(Self::Years(n)),
            "m" => Ok(Self::Months(n)),
            "d" => Ok(Self::Days(n)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for RetentionPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Years(n) => write!(f, "{n}y"),
            Self::Months(n) => write!(f, "{n}m"),
            Self::Days(n) => write!(f, "{n}d"),
        }
    }
}

impl Serialize for RetentionPeriod {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RetentionPeriod {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn retention_periods_round_trip_and_give_the_first_day_after() {
        for text in ["10y", "18m", "90d", "0d"] {
            assert_eq!(text.parse::<RetentionPeriod>().map(|k| k.to_string()), Ok(text.into()));
        }
        for text in ["", "y", "10", "-1y", "+1y", "1 y", "100000d", "10wd", "年"] {
            assert!(text.parse::<RetentionPeriod>().is_err(), "{text}");
        }
        assert_eq!(RetentionPeriod::Years(1).after(day("2024-02-29")), Some(day("2025-02-28")));
        assert_eq!(RetentionPeriod::Months(1).after(day("2026-01-31")), Some(day("2026-02-28")));
        assert_eq!(RetentionPeriod::Days(90).after(day("2026-01-01")), Some(day("2026-04-01")));
    }
}

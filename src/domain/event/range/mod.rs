//! The range of each kind of value, so that what is recorded reads back equal. The gate and the reader use the same
//! ranges.
//!
//! | kind | range |
//! |---|---|
//! | amount | from 0 to [`Amount::MOST`]: exact as a JSON number, with two decimals |
//! | date, time | years 1 to 9999, milliseconds, an offset in whole minutes |
//! | number | up to 2^53−1, which every JSON reader holds exactly |
//! | code | up to [`CODE`] bytes |
//! | text | up to [`TEXT`] bytes |
//!
//! Invariant: a value in range reads back equal. Values out of range that earlier versions wrote are read as far as
//! they parse.

use super::Body;
use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::texts::Texts;
use chrono::{Datelike, NaiveDate, Timelike};

/// The greatest length of a typed code, number or key, in bytes.
pub const CODE: usize = 1 << 10;
/// The greatest length of a text, in bytes.
pub const TEXT: usize = 1 << 20;

/// A value out of range, which cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The name of the field.
    pub field: Code,
    /// The value as given; only the beginning of a long one.
    pub value: String,
    /// What is expected instead, as a code that `BadValue` uses.
    pub wanted: &'static str,
}

/// A value with a range.
pub(super) trait Ranged {
    /// If it is out of range: the value as text, and what is expected.
    fn beyond(&self) -> Option<(String, &'static str)>;
}

impl Ranged for Amount {
    fn beyond(&self) -> Option<(String, &'static str)> {
        (!self.is_sum()).then(|| (self.to_string(), "money"))
    }
}

impl Ranged for Moment {
    fn beyond(&self) -> Option<(String, &'static str)> {
        let nanos = self.local().time().nanosecond();
        let whole = nanos < 1_000_000_000 && nanos.is_multiple_of(1_000_000) && self.offset() % 60 == 0;
        let in_range = whole && self.offset().abs() < 24 * 3600;
        self.date().beyond().or_else(|| (!in_range).then(|| (self.to_string(), "when")))
    }
}

impl Ranged for NaiveDate {
    fn beyond(&self) -> Option<(String, &'static str)> {
        (!(1..=9999).contains(&self.year())).then(|| (self.to_string(), "date"))
    }
}

impl Ranged for Due {
    fn beyond(&self) -> Option<(String, &'static str)> {
        let others = || {
            self.warn
                .and_then(|warn| warn.beyond())
                .or_else(|| [self.original, self.spared].into_iter().flatten().find_map(|at| at.beyond()))
        };
        self.at.beyond().or_else(|| self.from.beyond()).or_else(others)
    }
}

impl Ranged for Code {
    fn beyond(&self) -> Option<(String, &'static str)> {
        longer(self, CODE, "code")
    }
}

impl Ranged for Value {
    fn beyond(&self) -> Option<(String, &'static str)> {
        match self {
            Self::Flag(_) => None,
            Self::Number(amount) => amount.beyond(),
            Self::Text(text) => longer(text, TEXT, "length"),
            Self::Codes(codes) => codes.beyond(),
        }
    }
}

impl Ranged for u64 {
    fn beyond(&self) -> Option<(String, &'static str)> {
        (*self >= 1 << 53).then(|| (self.to_string(), "count"))
    }
}

impl Ranged for EventId {
    fn beyond(&self) -> Option<(String, &'static str)> {
        self.n.beyond()
    }
}

impl Ranged for CaseId {
    fn beyond(&self) -> Option<(String, &'static str)> {
        (self.year > 9999).then(|| (self.to_string(), "date"))
    }
}

impl Ranged for u32 {
    fn beyond(&self) -> Option<(String, &'static str)> {
        None
    }
}

impl Ranged for bool {
    fn beyond(&self) -> Option<(String, &'static str)> {
        None
    }
}

impl<T: Ranged> Ranged for Option<T> {
    fn beyond(&self) -> Option<(String, &'static str)> {
        self.as_ref()?.beyond()
    }
}

impl<T: Ranged> Ranged for Vec<T> {
    fn beyond(&self) -> Option<(String, &'static str)> {
        self.iter().find_map(Ranged::beyond)
    }
}

impl<V: Ranged> Ranged for SmallMap<Code, V> {
    fn beyond(&self) -> Option<(String, &'static str)> {
        self.iter().find_map(|(name, value)| name.beyond().or_else(|| value.beyond()))
    }
}

impl Texts {
    /// The first text that is too long.
    #[must_use]
    pub fn beyond(&self) -> Option<Beyond> {
        self.iter().find_map(|(name, text)| {
            let (value, wanted) = longer(text, TEXT, "length")?;
            Some(Beyond { field: name.into(), value, wanted })
        })
    }
}

impl Body {
    /// The first value that is out of range.
    #[must_use]
    pub fn beyond(&self) -> Option<Beyond> {
        let (field, value, wanted) = self.first_beyond()?;
        Some(Beyond { field: field.into(), value, wanted })
    }
}

fn longer(text: &str, most: usize, wanted: &'static str) -> Option<(String, &'static str)> {
    (text.len() > most).then(|| (text.chars().take(20).chain(['…']).collect(), wanted))
}

#[cfg(test)]
pub(super) mod tests;

//! What a line can hold so that it reads back equal: one range for each kind of value, for the gate that records and for the reader.
//!
//! | kind | range |
//! |---|---|
//! | a sum | from 0 to [`Amount::MOST`]: exact as a JSON number, with two decimals |
//! | a date, a time | years 1 to 9999, milliseconds, an offset in whole minutes |
//! | a number | to 2^53−1, which every JSON reader holds |
//! | a code | to [`CODE`] bytes |
//! | a text | to [`TEXT`] bytes |
//!
//! Invariant: what is in range reads back equal; what earlier versions wrote beyond it is read as far as it parses.

use super::Body;
use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::texts::Texts;
use chrono::{Datelike, NaiveDate, Timelike};

/// The most bytes of a code, a number or a key that somebody typed.
pub const CODE: usize = 1 << 10;
/// The most bytes of a text.
pub const TEXT: usize = 1 << 20;

/// A value that cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// Which.
    pub field: Code,
    /// As it was given; the beginning of a long one.
    pub value: String,
    /// What is wanted instead, as `BadValue` says it.
    pub wanted: &'static str,
}

/// A value that has a range.
pub(super) trait Ranged {
    /// What is wrong with it: the value as text, and what is wanted.
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
        let others = || self.warn.and_then(|warn| warn.beyond()).or_else(|| self.original.and_then(|at| at.beyond()));
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
    /// The first of these texts that is too long for a line.
    #[must_use]
    pub fn beyond(&self) -> Option<Beyond> {
        self.iter().find_map(|(name, text)| {
            let (value, wanted) = longer(text, TEXT, "length")?;
            Some(Beyond { field: name.into(), value, wanted })
        })
    }
}

impl Body {
    /// The first value that would not read back equal.
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

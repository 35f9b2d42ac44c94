//! The length of a limit as a policy writes it: `3wd`, `15d`, `56cd`, `24h`, `4wh` or `none`.
//!
//! Parsing and printing are inverse, except that leading zeros are dropped.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The length of a limit. The `calendar` module defines which days and hours count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Within {
    /// Working days after the day of receipt (`3wd`).
    WorkingDays(u32),
    /// Calendar days after the day of receipt; an end on a day of rest moves to the next working day (`15d`).
    Days(u32),
    /// Calendar days after the day of receipt, with the end where it falls (`56cd`).
    PlainDays(u32),
    /// Elapsed hours after the moment of receipt (`24h`).
    Hours(u32),
    /// Hours of the desk's business hours after the moment of receipt (`4wh`).
    WorkingHours(u32),
    /// No limit (`none`).
    #[default]
    None,
}

/// The greatest number in a limit. A larger one is a typing error: it is more than 270 years of days.
pub const MOST: u32 = 99_999;

impl Within {
    /// Whether it ends at an instant and not with a day.
    #[must_use]
    pub fn is_hours(self) -> bool {
        matches!(self, Self::Hours(_) | Self::WorkingHours(_))
    }
}

/// The text is not `Nwd`, `Nd`, `Ncd`, `Nh`, `Nwh` or `none` with N from 0 to [`MOST`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a length of time: write 3wd, 15d, 56cd, 24h, 4wh or none, at most {MOST}")]
pub struct NotAWithin {
    /// The text as given.
    pub text: String,
}

impl FromStr for Within {
    type Err = NotAWithin;

    fn from_str(s: &str) -> Result<Self, NotAWithin> {
        parse(s).ok_or_else(|| NotAWithin { text: s.to_owned() })
    }
}

fn parse(s: &str) -> Option<Within> {
    if s == "none" {
        return Some(Within::None);
    }
    let unit = s.find(|c: char| !c.is_ascii_digit())?;
    let n: u32 = s[..unit].parse().ok().filter(|n| *n <= MOST)?;
    match &s[unit..] {
        "wd" => Some(Within::WorkingDays(n)),
        "d" => Some(Within::Days(n)),
        "cd" => Some(Within::PlainDays(n)),
        "h" => Some(Within::Hours(n)),
        "wh" => Some(Within::WorkingHours(n)),
        _ => None,
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WorkingDays(n) => write!(f, "{n}wd"),
            Self::Days(n) => write!(f, "{n}d"),
            Self::PlainDays(n) => write!(f, "{n}cd"),
            Self::Hours(n) => write!(f, "{n}h"),
            Self::WorkingHours(n) => write!(f, "{n}wh"),
            Self::None => f.write_str("none"),
        }
    }
}

impl Serialize for Within {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Within {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl de::Visitor<'_> for V {
            type Value = Within;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a length of time: 3wd, 15d, 56cd, 24h, 4wh or none")
            }
            fn visit_str<E: de::Error>(self, s: &str) -> Result<Within, E> {
                s.parse().map_err(E::custom)
            }
        }
        d.deserialize_str(V)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_round_trip_through_text() {
        for (text, value) in [
            ("3wd", Within::WorkingDays(3)),
            ("0wd", Within::WorkingDays(0)),
            ("15d", Within::Days(15)),
            ("56cd", Within::PlainDays(56)),
            ("24h", Within::Hours(24)),
            ("4wh", Within::WorkingHours(4)),
            ("99999h", Within::Hours(MOST)),
            ("none", Within::None),
        ] {
            assert_eq!(text.parse(), Ok(value));
            assert_eq!(value.to_string(), text);
            let json = serde_json::to_string(&value).expect("a string");
            assert_eq!(serde_json::from_str::<Within>(&json).expect("its own text"), value);
        }
    }

    #[test]
    fn text_that_is_not_a_length_is_rejected() {
        for text in
            ["", "3", "wd", "3 wd", "3WD", "-3d", "+3d", "3wdx", "1.5d", "100000d", "99999999999d", "３d", "None"]
        {
            assert_eq!(text.parse::<Within>(), Err(NotAWithin { text: text.to_owned() }));
        }
        assert!(serde_json::from_str::<Within>("3").is_err());
    }
}

//! Amounts of money, and the values of fields that a policy declares.

use crate::domain::Code;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::texts::half_width;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Money in hundredths of the project's currency (fen, cents).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

impl Amount {
    /// The greatest amount that can be recorded: a JSON number holds it exactly with two decimals.
    pub const MOST: Self = Self(99_999_999_999_999);

    /// Whether the amount can be recorded: from 0 to [`Self::MOST`].
    #[must_use]
    pub fn is_sum(self) -> bool {
        (0..=Self::MOST.0).contains(&self.0)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, cents) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match cents % 100 {
            0 => write!(f, "{sign}{}", cents / 100),
            part => write!(f, "{sign}{}.{part:02}", cents / 100),
        }
    }
}

/// Units that may follow a sum, and by how many places each moves the decimal point.
const UNITS: &[(&str, usize)] = &[("万元", 4), ("千元", 3), ("元", 0), ("万", 4)];

impl FromStr for Amount {
    type Err = ();

    /// Parses `50000`, `50,000.5`, `200元` or `1.2万元`: at most two decimals of the currency; grouped digits must be in groups of three. The
    /// only parser for amounts that users type.
    fn from_str(s: &str) -> Result<Self, ()> {
        let typed = half_width(s);
        let typed = typed.trim().trim_start_matches(['¥', '￥']).trim_start();
        let unit = UNITS.iter().find_map(|(name, places)| Some((typed.strip_suffix(name)?, *places)));
        let (typed, places) = unit.unwrap_or((typed, 0));
        let (whole, part) = typed.trim_end().split_once('.').unwrap_or((typed.trim_end(), ""));
        let numeric = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let whole = ungrouped(whole).filter(|whole| !whole.is_empty() && numeric(whole)).ok_or(())?;
        // The unit moves the decimal point.
        let decimals = places + 2;
        if !numeric(part) || part.len() > decimals {
            return Err(());
        }
        let sum = format!("{whole}{part:0<decimals$}").parse().ok().map(Self);
        sum.filter(|sum: &Self| sum.is_sum()).ok_or(())
    }
}

/// The digits without group separators (`,`, `，` or `_`); `None` if a group does not have three digits.
fn ungrouped(digits: &str) -> Option<String> {
    let Some(mark) = digits.chars().find(|c| matches!(c, ',' | '，' | '_')) else { return Some(digits.into()) };
    let mut groups = digits.split(mark);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'))?;
    groups.try_fold(first.to_string(), |all, group| (group.len() == 3).then(|| all + group))
}

impl Serialize for Amount {
    /// As a JSON number: an integer where there are no hundredths.
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return s.serialize_i64(self.0 / 100);
        }
        // Exact: a double holds a 53-bit integer with two decimals.
        #[allow(clippy::cast_precision_loss)]
        s.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match Value::deserialize(d)? {
            Value::Number(amount) => Ok(amount),
            Value::Text(text) => text.parse().map_err(|()| de::Error::custom("not an amount")),
            Value::Flag(_) | Value::Codes(_) => Err(de::Error::custom("not an amount")),
        }
    }
}

/// Values of policy fields, by name.
pub type Fields = SmallMap<Code, Value>;

/// The value of a field that a policy declares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// yes or no
    Flag(bool),
    /// money or a count, in hundredths
    Number(Amount),
    /// text, a date or a choice's code
    Text(String),
    /// the codes of a choice with several values, each once
    Codes(Vec<Code>),
}

impl Value {
    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{}", if *flag { "yes" } else { "no" }),
            Self::Number(amount) => write!(f, "{amount}"),
            Self::Text(text) => f.write_str(text),
            Self::Codes(codes) => f.write_str(&codes.join(",")),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => s.serialize_bool(*flag),
            Self::Number(amount) => amount.serialize(s),
            Self::Text(text) => s.serialize_str(text),
            Self::Codes(codes) => codes.serialize(s),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'v> de::Visitor<'v> for V {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a flag, a number, a text or a list of codes")
            }
            fn visit_bool<E: de::Error>(self, v: bool) -> Result<Value, E> {
                Ok(Value::Flag(v))
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<Value, E> {
                v.checked_mul(100).map(|c| Value::Number(Amount(c))).ok_or_else(|| E::custom("number too large"))
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Value, E> {
                i64::try_from(v).map_err(E::custom).and_then(|v| self.visit_i64(v))
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<Value, E> {
                if !v.is_finite() || v.abs() > 9e13 {
                    return Err(E::custom("number too large"));
                }
                #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
                let hundredths = (v * 100.0).round() as i64;
                #[allow(clippy::cast_precision_loss, clippy::float_cmp, reason = "two decimals are all that a sum has")]
                if hundredths as f64 / 100.0 != v {
                    return Err(E::custom("more than two decimals"));
                }
                Ok(Value::Number(Amount(hundredths)))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Value, E> {
                Ok(Value::Text(v.to_string()))
            }
            fn visit_seq<A: de::SeqAccess<'v>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut codes = Vec::new();
                while let Some(code) = seq.next_element::<Code>()? {
                    codes.push(code);
                }
                Ok(Value::Codes(codes))
            }
        }
        d.deserialize_any(V)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_parse_and_print_with_at_most_two_decimals() {
        let text = |s: &str| s.parse::<Amount>().map(|a| a.to_string());
        assert_eq!(text("50,000"), Ok("50000".into()));
        assert_eq!(text("3.5"), Ok("3.50".into()));
        assert_eq!(text("1,234,567.05"), Ok("1234567.05".into()));
        assert_eq!(text("50，000"), text("50_000"));
        assert_eq!(text("999999999999.99"), Ok("999999999999.99".into()));
        let groups =
            ["12,34", "5,00,00", "1,2", ",500", "50,", "0,500", "1,234,56", "1,234_567", "5000,000", "1.000,5"];
        assert!(groups.iter().all(|bad| text(bad).is_err()));
        for bad in ["", "x", "1.234", "1e5", "-1", "-0.05", "--1", "1000000000000", "99999999999999999999"] {
            assert_eq!(text(bad), Err(()), "{bad}");
        }
        let json = |s: &str| serde_json::from_str::<Amount>(s).map(|a| serde_json::to_string(&a).unwrap()).unwrap();
        assert_eq!((json("50000.01"), json("12")), ("50000.01".into(), "12".into()));
    }
}

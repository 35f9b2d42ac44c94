//! Identifiers of cases (`HQ-2026-0042`) and of events (`HQ:17`).
//!
//! Invariant: a desk code is `[A-Z][A-Z0-9]{1,7}` (`design.md` §2) and belongs to one writer, so both identifiers are
//! unambiguous. Where two writers used the same code and assigned the same number, the cases are told apart by the
//! first hex digits of their writers: `HQ-2026-0001~3fa9`.

use crate::domain::value::texts::half_width;
use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A desk's code, stored inline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DeskCode([u8; 8]);

impl DeskCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(8);
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl FromStr for DeskCode {
    type Err = NotAName;

    fn from_str(s: &str) -> Result<Self, NotAName> {
        let b = s.as_bytes();
        let tail_ok = || b[1..].iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        if !(2..=8).contains(&b.len()) || !b[0].is_ascii_uppercase() || !tail_ok() {
            return Err(NotAName);
        }
        let mut code = [0; 8];
        code[..b.len()].copy_from_slice(b);
        Ok(Self(code))
    }
}

impl fmt::Display for DeskCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for DeskCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The writer that assigned a number which several writers assigned: the first hex digits of its name. Usually empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin {
    /// The number of digits, 0 to 8.
    len: u8,
    /// The digits, the first in the highest bits, padded with zeros.
    digits: [u8; 4],
}

impl Origin {
    /// Makes an origin of the first `len` (clamped to 1–8) of a writer's eight hex digits.
    #[must_use]
    pub fn new(id: u32, len: u8) -> Self {
        let len = len.clamp(1, 8);
        let digits = (id & (u32::MAX << (32 - 4 * u32::from(len)))).to_be_bytes();
        Self { len, digits }
    }

    /// Whether it is empty: no writer is named.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.len == 0
    }

    /// Whether the writer's digits start with these; false for an empty origin.
    #[must_use]
    pub fn is_of(&self, id: u32) -> bool {
        !self.is_none() && *self == Self::new(id, self.len)
    }

    /// Packed into a number, for storage: the digits shifted by 4, plus their count.
    #[must_use]
    pub(crate) fn bits(&self) -> u64 {
        u64::from(u32::from_be_bytes(self.digits)) << 4 | u64::from(self.len)
    }

    /// The inverse of [`Self::bits`]; `None` for a number that `bits` never returns.
    #[must_use]
    pub(crate) fn of_bits(bits: u64) -> Option<Self> {
        match (u32::try_from(bits >> 4).ok()?, (bits & 15) as u8) {
            (0, 0) => Some(Self::default()),
            (id, len @ 1..=8) => Some(Self::new(id, len)).filter(|origin| origin.bits() == bits),
            _ => None,
        }
    }
}

impl FromStr for Origin {
    type Err = NotAName;

    fn from_str(s: &str) -> Result<Self, NotAName> {
        let hex = (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_hexdigit());
        let digits = u32::from_str_radix(s, 16).ok().filter(|_| hex).ok_or(NotAName)?;
        #[expect(clippy::cast_possible_truncation, reason = "at most 8 digits")]
        Ok(Self::new(digits << (32 - 4 * s.len()), s.len() as u8))
    }
}

/// A case number: desk, year of recording, running number within that year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CaseId {
    /// The desk that registered it.
    pub desk: DeskCode,
    /// Year of recording.
    pub year: u16,
    /// The writer, where several writers assigned the number; otherwise empty.
    pub origin: Origin,
    /// Running number, from 1.
    pub number: u32,
}

/// Bytes of the longest text: desk 8, year 5, number 10, two `-`; `~` and 8 digits of the origin.
const LONGEST: usize = 34;

impl CaseId {
    /// Whether its text begins with another.
    #[must_use]
    pub fn begins_with(&self, text: &str) -> bool {
        self.write(&mut [0; LONGEST]).starts_with(text)
    }

    /// The first case of a desk and year.
    #[must_use]
    pub fn first(desk: DeskCode, year: u16) -> Self {
        Self { desk, year, origin: Origin::default(), number: 1 }
    }

    /// Whether several writers assigned this number.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        !self.origin.is_none()
    }

    /// The number without its origin, as its writers assigned it.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { origin: Origin::default(), ..self }
    }

    /// Calls `f` with the same text as `Display`, without allocating.
    pub(crate) fn with_text<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        f(self.write(&mut [0; LONGEST]))
    }

    /// Formats by hand because every line of the log contains a case number.
    fn write<'t>(&self, text: &'t mut [u8; LONGEST]) -> &'t str {
        let desk = self.desk.as_str().as_bytes();
        let mut end = desk.len();
        text[..end].copy_from_slice(desk);
        for number in [u32::from(self.year), self.number] {
            let digits = number.checked_ilog10().map_or(4, |most| (most + 1).max(4));
            text[end] = b'-';
            end += 1;
            for power in (0..digits).rev() {
                text[end] = b'0' + (number / 10u32.pow(power) % 10) as u8;
                end += 1;
            }
        }
        if self.is_shared() {
            text[end] = b'~';
            end += 1;
            for nth in 0..usize::from(self.origin.len) {
                text[end] = b"0123456789abcdef"[usize::from(self.origin.digits[nth / 2] >> (4 * (1 - nth % 2)) & 15)];
                end += 1;
            }
        }
        std::str::from_utf8(&text[..end]).unwrap_or_default()
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.write(&mut [0; LONGEST]))
    }
}

impl fmt::Debug for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for CaseId {
    type Err = NotAName;

    fn from_str(s: &str) -> Result<Self, NotAName> {
        // Works on bytes for speed: nearly every line of a log contains a case number.
        let b = s.as_bytes();
        let dash = b.iter().position(|c| *c == b'-').ok_or(NotAName)?;
        let [year @ .., b'-'] = b.get(dash + 1..dash + 6).ok_or(NotAName)? else { return Err(NotAName) };
        let (mut number, mut origin) = (&b[dash + 6..], Origin::default());
        if let Some(at) = number.iter().position(|c| *c == b'~') {
            (number, origin) = (&number[..at], s[dash + 7 + at..].parse()?);
        }
        if number.is_empty() {
            return Err(NotAName);
        }
        let digits = |digits: &[u8]| {
            digits.iter().try_fold(0u32, |n, c| {
                let digit = c.is_ascii_digit().then(|| u32::from(c - b'0'))?;
                n.checked_mul(10)?.checked_add(digit)
            })
        };
        let year = digits(year).and_then(|year| u16::try_from(year).ok()).ok_or(NotAName)?;
        Ok(Self { desk: s[..dash].parse()?, year, origin, number: digits(number).ok_or(NotAName)? })
    }
}

/// What a user may type for a case: any part of the number that identifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseHint {
    /// The desk, where it was given.
    pub desk: Option<DeskCode>,
    /// The year, where it was given.
    pub year: Option<u16>,
    /// The number.
    pub number: u32,
    /// The writer's digits; empty if none were given.
    pub origin: Origin,
}

impl FromStr for CaseHint {
    type Err = NotAName;

    /// Parses `HQ-2026-0042`, `HQ-42`, `2026-42` or `42`, in either letter case, each optionally followed by `~3fa9`
    /// where several writers assigned the number.
    fn from_str(s: &str) -> Result<Self, NotAName> {
        let whole = half_width(s.trim());
        if let Some((name, origin)) = whole.split_once('~') {
            return Ok(Self { origin: origin.parse()?, ..name.parse()? });
        }
        let (upper, origin) = (whole.to_ascii_uppercase(), Origin::default());
        let parts: Vec<&str> = upper.split('-').collect();
        let number = |t: &str| -> Result<u32, NotAName> {
            if t.is_empty() || !t.bytes().all(|b| b.is_ascii_digit()) {
                return Err(NotAName);
            }
            t.parse().map_err(|_| NotAName)
        };
        let year = |t: &str| if t.len() == 4 { t.parse().map_err(|_| NotAName) } else { Err(NotAName) };
        match parts[..] {
            [n] => Ok(Self { desk: None, year: None, number: number(n)?, origin }),
            [first, n] => match first.parse::<DeskCode>() {
                Ok(desk) => Ok(Self { desk: Some(desk), year: None, number: number(n)?, origin }),
                Err(_) => Ok(Self { desk: None, year: Some(year(first)?), number: number(n)?, origin }),
            },
            [desk, y, n] => Ok(Self { desk: Some(desk.parse()?), year: Some(year(y)?), number: number(n)?, origin }),
            _ => Err(NotAName),
        }
    }
}

/// An event's identifier: the desk whose writer recorded it, and its number there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// The desk.
    pub desk: DeskCode,
    /// The Lamport number.
    pub n: u64,
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.desk, self.n)
    }
}

impl FromStr for EventId {
    type Err = NotAName;

    fn from_str(s: &str) -> Result<Self, NotAName> {
        let typed = half_width(s.trim());
        let (desk, n) = typed.split_once(':').ok_or(NotAName)?;
        Ok(Self { desk: desk.to_ascii_uppercase().parse()?, n: n.parse().map_err(|_| NotAName)? })
    }
}

/// The text is not a valid identifier of the requested kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAName;

impl fmt::Display for NotAName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a name of a case, a desk or an event")
    }
}

macro_rules! as_text {
    ($($t:ty),*) => { $(
        impl Serialize for $t {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $t {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                CompactString::deserialize(d)?.parse().map_err(de::Error::custom)
            }
        }
    )* };
}
as_text!(DeskCode, EventId);

impl Serialize for CaseId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.write(&mut [0; LONGEST]))
    }
}

impl<'de> Deserialize<'de> for CaseId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        CompactString::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_event_ids_round_trip_and_bad_ones_are_rejected() {
        for s in ["HQ-2026-0042", "SX1-2025-12345"] {
            assert_eq!(s.parse::<CaseId>().map(|c| c.to_string()), Ok(s.to_string()));
        }
        let desk: DeskCode = "A2345678".parse().expect("a desk");
        for (year, number) in [(0, 0), (1, 9), (2026, 9999), (2026, 10_000), (u16::MAX, u32::MAX)] {
            let name = CaseId { number, ..CaseId::first(desk, year) }.to_string();
            assert_eq!(name, format!("{desk}-{year:04}-{number:04}"));
        }
        for s in [
            "hq-2026-1",
            "H-2026-1",
            "HQ-26-1",
            "HQ-2026-",
            "HQ-2026-1x",
            "HQLONGNAME-2026-1",
            "HQ",
            "HQ-2026",
            "HQ-20261",
            "HQ-202-61",
            "HQ-2026-4294967296",
            "HQ-2026-1-2",
            "é-2026-1",
        ] {
            assert!(s.parse::<CaseId>().is_err(), "{s}");
        }
        assert_eq!("HQ:17".parse::<EventId>().map(|e| e.to_string()), Ok("HQ:17".to_string()));
    }

    #[test]
    fn a_case_id_with_an_origin_round_trips() {
        for name in ["HQ-2026-0042~3fa9", "HQ-2026-0042~0000", "HQ-2026-0042~3fa9c2d1"] {
            let id: CaseId = name.parse().expect("a name");
            assert_eq!((id.to_string().as_str(), Origin::of_bits(id.origin.bits())), (name, Some(id.origin)));
        }
        let id: CaseId = "HQ-2026-0042~3fa9".parse().expect("a name");
        assert!(id.is_shared() && id.origin.is_of(0x3fa9_c2d1) && !id.origin.is_of(0x3fa8_c2d1));
        assert_eq!(id.plain().to_string(), "HQ-2026-0042");
        assert_eq!("hq-42~3FA9".parse::<CaseHint>().map(|hint| hint.origin), Ok(id.origin));
        let longest = CaseId { number: u32::MAX, year: u16::MAX, origin: Origin::new(1, 8), ..id };
        assert_eq!(longest.to_string(), "HQ-65535-4294967295~00000001");
        for bad in ["HQ-2026-0042~", "HQ-2026-0042~xyz", "HQ-2026-0042~123456789", "HQ-2026-~3fa9", "HQ-2026-0042~+fa9"]
        {
            assert!(bad.parse::<CaseId>().is_err() && bad.parse::<CaseHint>().is_err(), "{bad}");
        }
        assert!(Origin::of_bits(0x1_0000_0000 << 4 | 4).is_none() && Origin::of_bits(9).is_none());
    }

    #[test]
    fn case_hints_parse_with_desk_year_or_number_only() {
        let hint = |s: &str| s.parse::<CaseHint>().map(|h| (h.desk.map(|d| d.to_string()), h.year, h.number));
        assert_eq!(hint("42"), Ok((None, None, 42)));
        assert_eq!(hint("hq-42"), Ok((Some("HQ".into()), None, 42)));
        assert_eq!(hint("2025-42"), Ok((None, Some(2025), 42)));
        assert_eq!(hint("HQ-2026-0042"), Ok((Some("HQ".into()), Some(2026), 42)));
        assert!(hint("x").is_err() && hint("").is_err() && hint("HQ-").is_err());
    }
}

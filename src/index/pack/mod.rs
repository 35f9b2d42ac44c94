//! Packing values into bytes: numbers as varints, codes as numbers of the string table, moments as differences from the one before.
//!
//! Invariant: every packed value unpacks to an equal value. Invalid bytes unpack to `None` and never panic.

mod case;

use crate::domain::Code;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, DeskCode, EventId, Origin};
use crate::domain::value::moment::{Moment, at_offset};
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::state::State;
use crate::domain::value::within::Within;
use crate::index::strings::{Interner, Lookup};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use std::collections::BTreeSet;

/// The most common offset of moments, in seconds. A record starts with it, so that its first moment need not store it.
const USUAL_OFFSET: i32 = 8 * 3600;

/// A value that can be packed.
pub(super) trait Pack: Sized {
    /// Appends the value.
    fn pack(&self, to: &mut Packer<'_>);
    /// Reads the value back; `None` if the bytes are invalid.
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self>;
}

/// Packs the values of one record.
pub(super) struct Packer<'s> {
    /// The record's bytes.
    pub(super) out: Vec<u8>,
    strings: &'s mut Interner,
    moment: Near,
}

/// Unpacks the values of one record.
pub(super) struct Unpacker<'s> {
    bytes: &'s [u8],
    strings: &'s dyn Lookup,
    title: &'s str,
    moment: Near,
}

/// The moment before, from which the next one is stored as a difference.
#[derive(Clone, Copy)]
struct Near {
    millis: i64,
    offset: i32,
}

const START: Near = Near { millis: 1_700_000_000_000, offset: USUAL_OFFSET };

impl<'s> Packer<'s> {
    /// Begins a record; the memory of `out` is reused.
    pub(super) fn new(mut out: Vec<u8>, strings: &'s mut Interner) -> Self {
        out.clear();
        Self { out, strings, moment: START }
    }

    /// Packs a number, seven bits per byte, the lowest first.
    pub(super) fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.out.push(n.to_le_bytes()[0] | 0x80);
            n >>= 7;
        }
        self.out.push(n.to_le_bytes()[0]);
    }

    /// Packs a number that may be negative.
    pub(super) fn signed(&mut self, n: i64) {
        self.number(((n << 1) ^ (n >> 63)).cast_unsigned());
    }

    /// Packs a text: its length and its bytes.
    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Packs a code as its number in the string table, or as a text if it is not in the table.
    pub(super) fn code(&mut self, code: &str) {
        match self.strings.number(code) {
            Some(number) => self.number(u64::from(number) << 1),
            None => {
                self.number((code.len() as u64) << 1 | 1);
                self.out.extend_from_slice(code.as_bytes());
            }
        }
    }

    /// Packs whether there is a title. The title itself is stored beside the record.
    #[expect(clippy::ref_option, reason = "called with a field of a case")]
    fn put_title(&mut self, title: &Option<String>) {
        title.is_some().pack(self);
    }
}

impl<'s> Unpacker<'s> {
    /// Begins to unpack a record of a case with this title.
    pub(super) fn new(bytes: &'s [u8], strings: &'s dyn Lookup, title: &'s str) -> Self {
        Self { bytes, strings, title, moment: START }
    }

    /// Whether all bytes were used.
    pub(super) fn is_done(&self) -> bool {
        self.bytes.is_empty()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// The next `len` bytes.
    pub(super) fn take(&mut self, len: usize) -> Option<&'s [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(taken)
    }

    /// Unpacks a number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    /// Unpacks a number that may be negative.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let n = self.number()?;
        Some((n >> 1).cast_signed() ^ -(n & 1).cast_signed())
    }

    /// Unpacks a number of items. Each item takes at least one byte, so larger numbers are invalid.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|n| *n <= self.bytes.len())
    }

    /// Unpacks a text.
    pub(super) fn text(&mut self) -> Option<&'s str> {
        let len = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.take(len)?).ok()
    }

    /// Unpacks a code.
    pub(super) fn code(&mut self) -> Option<&'s str> {
        let n = self.number()?;
        if n & 1 == 0 {
            return self.strings.text(u32::try_from(n >> 1).ok()?);
        }
        std::str::from_utf8(self.take(usize::try_from(n >> 1).ok()?)?).ok()
    }

    fn take_title(&mut self) -> Option<Option<String>> {
        Some(bool::unpack(self)?.then(|| self.title.to_string()))
    }
}

macro_rules! numbers {
    ($($t:ty),*) => { $(
        impl Pack for $t {
            fn pack(&self, to: &mut Packer<'_>) {
                #[allow(clippy::cast_lossless, reason = "usize too")]
                to.number(*self as u64);
            }
            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                from.number()?.try_into().ok()
            }
        }
    )* };
}
numbers!(u16, u32, u64, usize);

impl Pack for bool {
    fn pack(&self, to: &mut Packer<'_>) {
        to.out.push(u8::from(*self));
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Pack for Code {
    fn pack(&self, to: &mut Packer<'_>) {
        to.code(self);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.code().map(Code::from)
    }
}

impl Pack for String {
    fn pack(&self, to: &mut Packer<'_>) {
        to.text(self);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.text().map(Into::into)
    }
}

impl Pack for DeskCode {
    fn pack(&self, to: &mut Packer<'_>) {
        to.code(self.as_str());
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        match from.code()? {
            "" => Some(Self::default()),
            code => code.parse().ok(),
        }
    }
}

impl Pack for CaseId {
    fn pack(&self, to: &mut Packer<'_>) {
        let Self { desk, year, origin, number } = self;
        (*desk, (*year, (origin.bits(), *number))).pack(to);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (desk, (year, (origin, number))) = Pack::unpack(from)?;
        Some(Self { desk, year, origin: Origin::of_bits(origin)?, number })
    }
}

impl Pack for EventId {
    fn pack(&self, to: &mut Packer<'_>) {
        let Self { desk, n } = self;
        (*desk, *n).pack(to);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (desk, n) = Pack::unpack(from)?;
        Some(Self { desk, n })
    }
}

impl Pack for State {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(*self as u64);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Self::ALL.get(usize::unpack(from)?).copied()
    }
}

impl Pack for Amount {
    fn pack(&self, to: &mut Packer<'_>) {
        to.signed(self.0);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.signed().map(Self)
    }
}

impl Pack for NaiveDate {
    fn pack(&self, to: &mut Packer<'_>) {
        to.signed(i64::from(self.num_days_from_ce()));
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Self::from_num_days_from_ce_opt(from.signed()?.try_into().ok()?)
    }
}

/// The bits of a moment's first byte.
const DAY: u8 = 1;
const SAME_OFFSET: u8 = 2;
const FINER: u8 = 4;

impl Pack for Moment {
    fn pack(&self, to: &mut Packer<'_>) {
        if self.is_day() {
            to.out.push(DAY);
            return self.date().pack(to);
        }
        let nanos = self.local().time().nanosecond();
        // Finer than milliseconds, or a leap second: rare.
        let finer = !nanos.is_multiple_of(1_000_000) || nanos >= 1_000_000_000;
        let same = self.offset() == to.moment.offset;
        to.out.push((u8::from(same) * SAME_OFFSET) | (u8::from(finer) * FINER));
        if !same {
            to.signed(i64::from(self.offset()));
            to.moment.offset = self.offset();
        }
        if finer {
            self.date().pack(to);
            to.number(u64::from(self.local().time().num_seconds_from_midnight()));
            return to.number(u64::from(nanos));
        }
        let millis = self.local().and_utc().timestamp_millis();
        to.signed(millis.wrapping_sub(to.moment.millis));
        to.moment.millis = millis;
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let what = from.byte()?;
        if what == DAY {
            return NaiveDate::unpack(from).map(Self::day);
        }
        if what & SAME_OFFSET == 0 {
            from.moment.offset = from.signed()?.try_into().ok()?;
        }
        let local = if what & FINER != 0 {
            let date = NaiveDate::unpack(from)?;
            let (seconds, nanos) = (u32::unpack(from)?, u32::unpack(from)?);
            date.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)?)
        } else {
            from.moment.millis = from.moment.millis.wrapping_add(from.signed()?);
            chrono::DateTime::from_timestamp_millis(from.moment.millis)?.naive_utc()
        };
        at_offset(local, from.moment.offset)
    }
}

impl Pack for Value {
    fn pack(&self, to: &mut Packer<'_>) {
        match self {
            Self::Flag(on) => to.out.push(u8::from(*on)),
            Self::Number(n) => {
                to.out.push(2);
                n.pack(to);
            }
            Self::Text(text) => {
                to.out.push(3);
                to.text(text);
            }
            Self::Codes(codes) => {
                to.out.push(4);
                codes.pack(to);
            }
        }
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Self::Flag(false),
            1 => Self::Flag(true),
            2 => Self::Number(Pack::unpack(from)?),
            3 => Self::Text(Pack::unpack(from)?),
            4 => Self::Codes(Pack::unpack(from)?),
            _ => return None,
        })
    }
}

impl Pack for Within {
    fn pack(&self, to: &mut Packer<'_>) {
        let (kind, n) = match self {
            Self::None => (0, 0),
            Self::WorkingDays(n) => (1, *n),
            Self::Days(n) => (2, *n),
            Self::Hours(n) => (3, *n),
            Self::PlainDays(n) => (4, *n),
            Self::WorkingHours(n) => (5, *n),
        };
        to.out.push(kind);
        to.number(u64::from(n));
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (kind, n) = (from.byte()?, u32::unpack(from)?);
        Some(match kind {
            0 => Self::None,
            1 => Self::WorkingDays(n),
            2 => Self::Days(n),
            3 => Self::Hours(n),
            4 => Self::PlainDays(n),
            5 => Self::WorkingHours(n),
            _ => return None,
        })
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, to: &mut Packer<'_>) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        if bool::unpack(from)? { T::unpack(from).map(Some) } else { Some(None) }
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, to: &mut Packer<'_>) {
        self.0.pack(to);
        self.1.pack(to);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl<A: Pack, B: Pack, C: Pack> Pack for (A, B, C) {
    fn pack(&self, to: &mut Packer<'_>) {
        self.0.pack(to);
        self.1.pack(to);
        self.2.pack(to);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?, C::unpack(from)?))
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(self.len() as u64);
        self.iter().for_each(|value| value.pack(to));
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let count = from.count()?;
        let mut all = Self::with_capacity(count);
        for _ in 0..count {
            all.push(T::unpack(from)?);
        }
        Some(all)
    }
}

impl<T: Pack + Ord> Pack for BTreeSet<T> {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(self.len() as u64);
        self.iter().for_each(|item| item.pack(to));
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        (0..from.count()?).map(|_| T::unpack(from)).collect()
    }
}

impl<K: Pack + Ord, V: Pack> Pack for SmallMap<K, V> {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(self.len() as u64);
        for (key, value) in self {
            key.pack(to);
            value.pack(to);
        }
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let count = from.count()?;
        let mut map = Self::with_room(count);
        for _ in 0..count {
            map.insert(K::unpack(from)?, V::unpack(from)?);
        }
        Some(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn again<T: Pack>(value: &T) -> Option<T> {
        let mut strings = Interner::default();
        let mut packer = Packer::new(Vec::new(), &mut strings);
        value.pack(&mut packer);
        let bytes = packer.out;
        let mut unpacker = Unpacker::new(&bytes, &strings, "");
        let value = T::unpack(&mut unpacker);
        assert!(unpacker.is_done());
        value
    }

    fn moment() -> impl Strategy<Value = Moment> {
        (0i64..4_000_000_000_000_000, -800i32..=800, any::<bool>(), any::<bool>()).prop_map(
            |(micros, minutes, day, fine)| {
                let micros = if fine { micros } else { micros / 1000 * 1000 };
                let local = chrono::DateTime::from_timestamp_micros(micros).expect("in range").naive_utc();
                if day { Moment::day(local.date()) } else { at_offset(local, minutes * 60).expect("in range") }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn packed_values_unpack_to_equal_values(
            moments in prop::collection::vec(moment(), 0..6),
            numbers in prop::collection::vec(any::<u64>(), 0..4),
            amounts in prop::collection::vec(any::<i64>().prop_map(Amount), 0..4),
            codes in prop::collection::btree_map("[a-z]{0,40}".prop_map(Code::from), any::<String>().prop_map(Value::Text), 0..4),
        ) {
            prop_assert_eq!(again(&moments), Some(moments));
            prop_assert_eq!(again(&numbers), Some(numbers));
            prop_assert_eq!(again(&amounts), Some(amounts));
            let codes: SmallMap<Code, Value> = codes.into_iter().collect();
            prop_assert_eq!(again(&codes), Some(codes));
        }

        #[test]
        fn unpacking_random_bytes_does_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let strings = Interner::default();
            let _ = crate::domain::case::Case::unpack(&mut Unpacker::new(&bytes, &strings, ""));
        }
    }

    #[test]
    fn a_leap_second_unpacks_to_itself() {
        let moment: Moment = "2016-12-31T23:59:60.250+00:00".parse().expect("a moment");
        assert_eq!(again(&moment), Some(moment));
    }
}

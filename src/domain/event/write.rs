//! Writes a body as JSON directly into a buffer; the counterpart of `quick`.
//!
//! Invariant: the output equals that of `serde_json` for the same body.

use super::json;
use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::within::Within;
use crate::json::{put_number, put_text};
use chrono::NaiveDate;
use std::io::Write;

/// A value that can be written into a line.
pub(super) trait Put {
    /// Appends the value.
    fn put(&self, out: &mut Vec<u8>);
}

/// Writes a member, preceded by `$sep`: a brace for the first member, then commas.
macro_rules! put_member {
    ($out:ident, $sep:ident, $key:expr => $value:expr) => {{
        $out.push($sep);
        $sep = b',';
        $out.extend_from_slice(concat!("\"", $key, "\":").as_bytes());
        crate::domain::event::write::Put::put($value, $out);
    }};
}
pub(super) use put_member;

/// Ends an object; `sep` is the byte that would precede the next member.
pub(super) fn end(out: &mut Vec<u8>, sep: u8) {
    if sep == b'{' {
        out.push(b'{');
    }
    out.push(b'}');
}

impl Put for Code {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(out, self);
    }
}

impl Put for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

impl Put for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(out, *self);
    }
}

impl Put for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(out, (*self).into());
    }
}

impl Put for Moment {
    fn put(&self, out: &mut Vec<u8>) {
        self.with_text(|text| put_plain(out, text));
    }
}

impl Put for NaiveDate {
    fn put(&self, out: &mut Vec<u8>) {
        Moment::day(*self).put(out);
    }
}

impl Put for CaseId {
    fn put(&self, out: &mut Vec<u8>) {
        self.with_text(|text| put_plain(out, text));
    }
}

impl Put for EventId {
    fn put(&self, out: &mut Vec<u8>) {
        put_shown(out, self);
    }
}

impl Put for Within {
    fn put(&self, out: &mut Vec<u8>) {
        put_shown(out, self);
    }
}

impl Put for Amount {
    fn put(&self, out: &mut Vec<u8>) {
        match u64::try_from(self.0) {
            Ok(hundredths) if hundredths % 100 == 0 => put_number(out, hundredths / 100),
            _ => json(self, out),
        }
    }
}

impl Put for Value {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Flag(flag) => flag.put(out),
            Self::Number(amount) => amount.put(out),
            Self::Text(text) => put_text(out, text),
            Self::Codes(codes) => codes.put(out),
        }
    }
}

impl<T: Put> Put for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.put(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

impl<T: Put> Put for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (at, value) in self.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            value.put(out);
        }
        out.push(b']');
    }
}

impl<V: Put> Put for SmallMap<Code, V> {
    fn put(&self, out: &mut Vec<u8>) {
        let mut sep = b'{';
        for (key, value) in self {
            out.push(sep);
            sep = b',';
            put_text(out, key);
            out.push(b':');
            value.put(out);
        }
        end(out, sep);
    }
}

impl Put for Due {
    fn put(&self, out: &mut Vec<u8>) {
        let Self { at, rule, from, within, until, warn, provisional, unclassified, original, spared } = self;
        let mut sep = b'{';
        put_member!(out, sep, "at" => at);
        put_member!(out, sep, "rule" => rule);
        put_member!(out, sep, "from" => from);
        put_member!(out, sep, "within" => within);
        if !until.is_empty() {
            put_member!(out, sep, "until" => until);
        }
        if warn.is_some() {
            put_member!(out, sep, "warn" => warn);
        }
        if *provisional {
            put_member!(out, sep, "provisional" => provisional);
        }
        if *unclassified {
            put_member!(out, sep, "unclassified" => unclassified);
        }
        if original.is_some() {
            put_member!(out, sep, "original" => original);
        }
        if spared.is_some() {
            put_member!(out, sep, "spared" => spared);
        }
        end(out, sep);
    }
}

/// Writes a text that needs no escapes: digits, letters, dashes.
fn put_plain(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// The same for the text of a value's `Display`.
fn put_shown(out: &mut Vec<u8>, value: &impl std::fmt::Display) {
    // Cannot fail: writing to a vector has no errors.
    let _ = write!(out, "\"{value}\"");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::moment::at_offset;
    use chrono::{DateTime, Datelike};
    use proptest::prelude::*;
    use serde::Serialize;

    fn same(value: &(impl Put + Serialize + std::fmt::Debug)) {
        let mut out = Vec::new();
        value.put(&mut out);
        assert_eq!(String::from_utf8_lossy(&out), serde_json::to_string(value).expect("a value"), "{value:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn values_are_written_as_by_serde(
            (text, other) in (any::<String>(), r#"[a-z"\\柜]{0,6}"#),
            hundredths in prop_oneof![any::<i32>().prop_map(i64::from), (-1i64 << 52)..(1 << 52)],
            (n, small) in (any::<u64>(), any::<u32>()),
            (millis, minutes) in (-70_000_000_000_000i64..260_000_000_000_000, -840i32..840),
            flag in any::<bool>(),
        ) {
            let local = DateTime::from_timestamp_millis(millis).expect("a time").naive_utc();
            let instant = at_offset(local, minutes * 60).expect("a moment");
            let date = local.date();
            same(&instant);
            same(&Moment::day(date));
            same(&date);
            let (code, amount) = (Code::from(&text), Amount(hundredths));
            let case = CaseId { number: small, ..CaseId::first("HQ".parse().expect("a desk"), u16::try_from(date.year()).unwrap_or(0)) };
            same(&case);
            same(&EventId { desk: case.desk, n });
            for within in [Within::None, Within::Days(small), Within::PlainDays(small), Within::WorkingDays(small), Within::Hours(small), Within::WorkingHours(small)] {
                same(&within);
                let due = Due {
                    at: instant,
                    rule: code.clone(),
                    from: Moment::day(date),
                    within,
                    until: other.as_str().into(),
                    warn: flag.then_some(date),
                    provisional: flag,
                    unclassified: !flag,
                    original: (!flag).then_some(Moment::day(date)),
                    spared: flag.then_some(Moment::day(date)),
                };
                let dues: SmallMap<Code, Option<Due>> = [(code.clone(), Some(due)), ("x".into(), None)].into_iter().collect();
                same(&dues);
            }
            same(&amount);
            let values = [Value::Text(text), Value::Number(amount), Value::Flag(flag)];
            let fields: SmallMap<Code, Value> = values.into_iter().map(|value| (other.repeat(2).into(), value)).collect();
            same(&fields);
            same(&vec![code, other.into()]);
            same(&Some(vec![case]));
            same(&(None::<bool>));
            same(&small);
            same(&n);
        }
    }
}

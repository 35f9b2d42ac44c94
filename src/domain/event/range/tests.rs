//! Values in range read back equal: every kind of event, with the extreme values of every type.

use super::*;
use crate::domain::event::{Event, KINDS};
use crate::domain::value::id::DeskCode;
use crate::domain::value::moment::at_offset;
use crate::domain::value::within::Within;
use chrono::{DateTime, NaiveTime};
use proptest::prelude::*;

/// A cycle of random numbers for choosing values.
pub(in crate::domain::event) struct Picks<'p>(std::iter::Cycle<std::slice::Iter<'p, u32>>);

impl Picks<'_> {
    fn next(&mut self) -> u32 {
        self.0.next().copied().unwrap_or_default()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.next() as usize % of.len()].clone()
    }
}

/// Generates a value that may be the least or greatest of its type, or out of range.
pub(in crate::domain::event) trait Extreme {
    fn extreme(picks: &mut Picks<'_>) -> Self;
}

impl Extreme for Amount {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let n = i64::from(picks.next());
        let most = Self::MOST.0;
        Self(picks.one(&[0, 1, n, most, most - 1, most - n, most + 1, -1, -n, i64::MAX, i64::MIN, n * 1_000_003]))
    }
}

impl Extreme for NaiveDate {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let year = picks.one(&[2026, 1, 9999, 0, -1, 10_000, 1970, 262_142]);
        Self::from_ymd_opt(year, 1 + picks.next() % 12, 1 + picks.next() % 28).expect("a date")
    }
}

impl Extreme for Moment {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let day = NaiveDate::extreme(picks);
        if picks.next().is_multiple_of(3) {
            return Self::day(day);
        }
        let nanos = picks.one(&[0, 1_000_000, 999_000_000, 999_999_999, 1_500_000_000, 1]);
        let time = NaiveTime::from_hms_nano_opt(23, 59, 59, nanos).expect("a time");
        let offset = picks.one(&[0, 8 * 3600, -5 * 3600 - 1800, 14 * 3600, 1, -86_399]);
        at_offset(day.and_time(time), offset).unwrap_or(Self::day(day))
    }
}

const STRINGS: &[&str] =
    &["", "a", "li.na", "柜台", "\"\\\n\t\u{0}\u{7f}", "}}\",\"hash\":\"", "must", "\u{10ffff}", "a,b"];

impl Extreme for Code {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let text = picks.one(STRINGS);
        let times = picks.one(&[1, 1, 1, CODE, CODE + 1]);
        Code::from(text.repeat(times / text.len().max(1) + 1))
    }
}

impl Extreme for Value {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        match picks.next() % 4 {
            0 => Self::Flag(picks.next().is_multiple_of(2)),
            1 => Self::Number(Amount::extreme(picks)),
            2 => Self::Codes(Extreme::extreme(picks)),
            _ => Self::Text(picks.one(STRINGS).into()),
        }
    }
}

impl Extreme for Due {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let n = picks.next() % crate::domain::value::within::MOST;
        Self {
            at: Moment::extreme(picks),
            rule: Code::extreme(picks),
            from: Moment::extreme(picks),
            within: picks.one(&[
                Within::None,
                Within::Days(n),
                Within::PlainDays(n),
                Within::WorkingDays(n),
                Within::Hours(n),
                Within::WorkingHours(n),
            ]),
            until: Code::extreme(picks),
            warn: Extreme::extreme(picks),
            provisional: Extreme::extreme(picks),
            unclassified: Extreme::extreme(picks),
            original: Extreme::extreme(picks),
            spared: Extreme::extreme(picks),
        }
    }
}

impl Extreme for bool {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        picks.next().is_multiple_of(2)
    }
}

impl Extreme for u32 {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let n = picks.next();
        picks.one(&[0, 1, n, Self::MAX])
    }
}

impl Extreme for u64 {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let n = picks.next();
        picks.one(&[0, 1, u64::from(n), (1 << 53) - 1, 1 << 53, Self::MAX])
    }
}

impl Extreme for CaseId {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        let desk: DeskCode = picks.one(&["HQ", "A2345678"]).parse().expect("a desk");
        let year = picks.one(&[2026, 1, 9999, 10_000, u16::MAX]);
        CaseId { number: Extreme::extreme(picks), ..CaseId::first(desk, year) }
    }
}

impl Extreme for EventId {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        EventId { desk: "HQ".parse().expect("a desk"), n: Extreme::extreme(picks) }
    }
}

impl<T: Extreme> Extreme for Option<T> {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        (!picks.next().is_multiple_of(3)).then(|| T::extreme(picks))
    }
}

impl<T: Extreme> Extreme for Vec<T> {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        (0..picks.next() % 3).map(|_| T::extreme(picks)).collect()
    }
}

impl<V: Extreme> Extreme for SmallMap<Code, V> {
    fn extreme(picks: &mut Picks<'_>) -> Self {
        (0..picks.next() % 3).map(|_| (Code::extreme(picks), V::extreme(picks))).collect()
    }
}

/// The event as parsed from its own line.
fn read_back(event: &Event) -> Event {
    let mut line = b"{\"n\":1,".to_vec();
    event.write_members(&mut line);
    line.extend_from_slice(b",\"hash\":\"\"");
    if !event.text.is_empty() {
        line.extend_from_slice(b",\"text\":{\"salt\":\"00\",");
        event.text.write_members(&mut line);
        line.push(b'}');
    }
    line.push(b'}');
    Event::parse(&line, event.desk).expect("our own line")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_in_range_read_back_equal(picks in proptest::collection::vec(any::<u32>(), 8..200), kind in any::<u32>()) {
        let mut picks = Picks(picks.iter().cycle());
        let (kind, _) = KINDS[kind as usize % KINDS.len()];
        let mut body = Body::extreme(kind, &mut picks).expect("a kind");
        if let Body::Replied(reply) = &mut body {
            // A final reply always has `answers`.
            reply.answers = if reply.partial { Vec::new() } else { vec!["complainant".into()] };
        }
        let at = at_offset(DateTime::from_timestamp(1_780_000_000, 0).expect("a time").naive_utc(), 8 * 3600).expect("a moment");
        let mut event = Event { desk: "HQ".parse().expect("a desk"), n: 1, at, by: "li.na".into(), body, ..Event::blank() };
        event.text.set("title", picks.one(STRINGS));
        if event.body.beyond().is_none() && event.text.beyond().is_none() {
            prop_assert_eq!(read_back(&event), event);
        }
    }
}

#[test]
fn an_amount_out_of_range_is_reported() {
    let opened = |amount: i64| Event {
        body: Body::Opened(crate::domain::event::Opened { amount: Some(Amount(amount)), ..Default::default() }),
        ..Event::blank()
    };
    for (hundredths, in_range) in [(0, true), (Amount::MOST.0, true), (Amount::MOST.0 + 1, false), (-1, false)] {
        let found = opened(hundredths).body.beyond();
        assert_eq!(found.as_ref().map(|b| (b.field.as_str(), b.wanted)), (!in_range).then_some(("amount", "money")));
    }
}

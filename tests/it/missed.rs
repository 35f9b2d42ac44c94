//! A missed date stays missed as of every day, whatever is done later and however it is dated. Only the act that meets the limit takes the
//! date back, and only while it is not revoked. A failing run prints its seed.

use crate::gate::{Bench, assign, at, intake, reply};
use chrono::NaiveDate;
use proptest::prelude::*;
use redress::domain::case::Case;
use redress::domain::case::apply::{PastView, fold, revoked};
use redress::domain::case::limit;
use redress::domain::event::{Body, Event};
use redress::domain::gate::{
    Accept, Classify, Close, Contact, Correct, Decline, Delay, Extend, Link, Pause, Reopen, Resume, Return, Revoke,
    Rework, Step, Verb, Void, Withdraw, WithdrawalAnswer,
};
use redress::domain::value::id::EventId;
use redress::domain::value::moment::Moment;
use std::collections::BTreeSet;

/// Limits from and until several acts, one that restarts when a reply is sent back, and an extension.
const POLICY: &str = r#"
[[limit]]
code = "own-accept"
limit = "accept"
until = "accepted"
within = "1wd"
[[limit]]
code = "own-contact"
limit = "contact"
from = "assigned"
until = "contacted"
within = "24h"
[[limit]]
code = "again"
from = "reworked"
until = "replied"
within = "2wd"
[[extension]]
code = "own-extension"
limit = "reply"
within = "20wd"
"#;

/// Which act, hours since the previous step, days it is dated back, which event it refers to.
type Step4 = (u8, u16, u8, u8);

fn steps() -> impl Strategy<Value = Vec<Step4>> {
    prop::collection::vec((0u8..28, 1u16..72, 0u8..6, any::<u8>()), 1..24)
}

/// A round, a limit, and a date that it had.
type Date = (usize, String, String);

struct Book {
    bench: Bench,
    now: Moment,
}

impl Book {
    /// The missed limits as of a moment.
    fn missed(&self, by: Moment) -> BTreeSet<Date> {
        let settle = |act: &Body, clock: Moment, case: &Case| {
            limit::settle_after(act, clock, case, &self.bench.policy, &self.bench.calendar)
        };
        let case = PastView { by, settle: &settle }.fold(&self.bench.events.iter().collect::<Vec<_>>());
        let day = by.date();
        let overdue = case.overdue(day, Some(by).filter(|by| !by.is_day()));
        let overdue = overdue.map(|(limit, due)| (case.round(), limit.to_string(), due.at.to_string()));
        let missed = case.missed().map(|m| (m.round, m.limit.to_string(), m.due.to_string()));
        if case.unopened { BTreeSet::new() } else { missed.chain(overdue).collect() }
    }

    /// The same as of every day before this one, and of this moment.
    fn of_all_days(&self, now: Moment) -> Vec<(Moment, BTreeSet<Date>)> {
        let first: NaiveDate = "2026-08-25".parse().expect("a date");
        let days = first.iter_days().take_while(|day| *day < now.date()).map(Moment::day);
        days.chain([now]).map(|by| (by, self.missed(by))).collect()
    }

    /// Records an act; returns its events.
    fn record(&mut self, on: Option<Moment>, verb: &dyn Verb) -> Vec<Event> {
        let (before, now) = (self.bench.events.len(), self.now.to_string()[..16].to_string());
        let on = on.map(|on| on.to_string());
        if self.bench.run_on(&now, on.as_deref(), &[verb]).is_err() {
            return Vec::new();
        }
        for at in before..self.bench.events.len() {
            if matches!(self.bench.events[at].body, Body::Revoked(_)) {
                // As the session does: due dates of the case without the revoked event.
                let left = fold(&self.bench.events[..=at]);
                let dues = limit::settle(&left, &self.bench.policy, &self.bench.calendar);
                self.bench.events[at].body.set_common(None, "", dues);
            }
        }
        self.bench.events[before..].to_vec()
    }
}

fn verb(act: u8, event: Option<EventId>, received: Moment) -> Option<Box<dyn Verb>> {
    let r = || "r".to_string();
    let contact = |kind: &str| Box::new(Contact { kind: kind.into(), via: "phone".into(), ..Contact::default() });
    let withdraw = |answer| Box::new(Withdraw { answer, reason: r(), ..Withdraw::default() });
    Some(match act {
        0 => Box::new(Accept::default()),
        1 => Box::new(assign()),
        2..=4 => Box::new(reply()),
        5 => Box::new(Close::default()),
        6 | 7 => Box::new(Rework { reason: r() }),
        8 => Box::new(Return { reason: r() }),
        9 => Box::new(Classify { category: "product".into(), ..Classify::default() }),
        10 => Box::new(Classify { category: "attitude".into(), ..Classify::default() }),
        11 | 12 => Box::new(Pause { ground: "evidence".into() }),
        13 | 14 => Box::new(Resume),
        15 => Box::new(Reopen { reason: r() }),
        16 => contact("ack"),
        17 => contact("explain"),
        18 => Box::new(Step { step: "review".into(), ..Step::default() }),
        19 => Box::new(Extend { until: "2026-10-30".parse().ok(), reason: r(), ..Extend::default() }),
        20 => Box::new(Void { kind: "mistake".into(), reason: r() }),
        21 => Box::new(Decline { reason: r(), told: "phone".into(), ..Decline::default() }),
        22 => withdraw(WithdrawalAnswer::Voluntary),
        23 => Box::new(Correct { set: vec![("received".into(), received.date().to_string())], reason: r() }),
        24 => Box::new(Link { other: "HQ-2026-0002".parse().ok()?, kind: "related".into() }),
        25 => Box::new(Delay { reason: r(), told: "phone".into(), ..Delay::default() }),
        _ => Box::new(Revoke { event: event?, reason: r() }),
    })
}

/// The limits that an act meets.
fn meets(event: &Event) -> &'static [&'static str] {
    match event.body {
        Body::Accepted(_) | Body::Reopened(_) => &["accept"],
        Body::Assigned(_) => &["dispatch"],
        Body::Contacted(_) => &["contact"],
        Body::Replied(_) => &["contact", "reply", "form", "source", "again"],
        _ => &[],
    }
}

/// Whether an act may take a date back: it meets that limit, by the date.
fn takes_back(event: &Event, (_, limit, due): &Date) -> bool {
    let due: Moment = due.parse().expect("a moment");
    meets(event).contains(&limit.as_str()) && !event.on().is_after(due)
}

/// Whether it restores an earlier receipt: then the case may not have existed yet.
fn moves_receipt(event: &Event, all: &[Event]) -> bool {
    let Body::Revoked(body) = &event.body else { return false };
    let target = all.iter().find(|e| Some(e.id()) == body.event);
    target.is_some_and(|e| matches!(e.body, Body::Corrected(_) | Body::Revoked(_)))
}

/// Whether it takes back the end of a round: what was done after that end then belongs to the round, and may have met its limits.
fn takes_back_an_end(event: &Event, all: &[Event]) -> bool {
    let Body::Revoked(body) = &event.body else { return false };
    let target = all.iter().find(|e| Some(e.id()) == body.event);
    target.is_some_and(|e| matches!(e.body, Body::Declined(_) | Body::Closed(_) | Body::Withdrawn(_) | Body::Voided(_)))
}

/// Whether it takes back a rework of the very moment of a reply: which of the two was first, their times do not tell, and the reply counts
/// as the later.
fn takes_back_a_rework_of_the_moment_of_a_reply(event: &Event, all: &[Event]) -> bool {
    let Body::Revoked(body) = &event.body else { return false };
    let target = all.iter().find(|e| Some(e.id()) == body.event && matches!(e.body, Body::Reworked(_)));
    target.is_some_and(|rework| all.iter().any(|e| matches!(e.body, Body::Replied(_)) && e.on() == rework.on()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: u32::try_from(crate::desk::rounds(200, 6000)).expect("few"), ..ProptestConfig::default() })]

    #[test]
    fn only_the_act_that_meets_a_limit_clears_its_missed_date(steps in steps()) {
        let mut book = Book { bench: Bench::new(POLICY), now: at("2026-09-01T09:00") };
        book.bench.overriding = Some("passed over");
        prop_assert!(!book.record(None, &intake("attitude")).is_empty());
        for (act, hours, back, which) in steps {
            book.now = book.now.plus_hours(i64::from(hours));
            let (now, on) = (book.now, book.now.plus_hours(-24 * i64::from(back)));
            let acts = &book.bench.events;
            let event = acts.get(usize::from(which) % acts.len()).map(Event::id);
            let Some(verb) = verb(act, event, on) else { continue };
            let before = book.of_all_days(now);
            let recorded = book.record((back > 0 && act != 23).then_some(on), verb.as_ref());
            if recorded.is_empty() || recorded.iter().any(|event| moves_receipt(event, &book.bench.events)) {
                continue;
            }
            if recorded.iter().any(|event| takes_back_a_rework_of_the_moment_of_a_reply(event, &book.bench.events)) {
                continue;
            }
            let after = book.of_all_days(now);
            // Before the corrected receipt there was no case.
            let received = recorded.iter().find_map(|event| match &event.body {
                Body::Corrected(body) => body.set.get("received").and_then(|text| text.to_string().parse().ok()),
                _ => None,
            });
            let was_there = |by: Moment| received.is_none_or(|received: Moment| !received.is_after(by));
            for ((by, before), (_, after)) in before.iter().zip(&after).filter(|((by, _), _)| was_there(*by)) {
                let gone = before.difference(after);
                let acts = if recorded.iter().any(|e| takes_back_an_end(e, &book.bench.events)) {
                    &book.bench.events
                } else {
                    &recorded
                };
                let hidden: Vec<_> = gone.filter(|date| !acts.iter().any(|e| takes_back(e, date))).collect();
                prop_assert!(hidden.is_empty(), "as of {by}: {hidden:?} hidden by {:?}", recorded);
            }
            let Some(met) = recorded.iter().find(|event| !meets(event).is_empty()) else { continue };
            // Revoke the same act at once: the earlier set, plus what the act itself added.
            let events = book.bench.events.clone();
            let revoke = Revoke { event: met.id(), reason: "r".into() };
            prop_assert!(!book.record(None, &revoke).is_empty());
            prop_assert!(revoked(&book.bench.events.iter().collect::<Vec<_>>()).contains(&met.id()));
            for (((by, before), (_, stood)), (_, again)) in before.iter().zip(&after).zip(book.of_all_days(now)) {
                prop_assert!(again.is_superset(before), "as of {by}: {:?} not given back", before.difference(&again));
                let all: BTreeSet<Date> = before.union(stood).cloned().collect();
                prop_assert!(again.is_subset(&all), "as of {by}: {:?} came of nothing", again.difference(&all));
            }
            book.bench.events = events;
        }
    }
}

#[test]
fn a_revoked_start_leaves_no_limit_that_counts_from_it() {
    let mut book = Book { bench: Bench::new(POLICY), now: at("2026-09-01T09:00") };
    book.bench.overriding = Some("passed over");
    book.record(None, &intake("attitude"));
    book.record(None, &Accept::default());
    book.now = at("2026-09-03T15:00");
    let contact = Contact { kind: "ack".into(), via: "phone".into(), ..Contact::default() };
    assert!(!book.record(None, &contact).is_empty());
    // The contact was before the assignment is recorded, which is dated before it.
    book.now = at("2026-09-04T09:00");
    let before = book.of_all_days(book.now);
    let assigned = book.record(Some(at("2026-09-02T09:00")), &assign());
    let revoked = book.record(None, &Revoke { event: assigned[0].id(), reason: "r".into() });
    assert!(revoked[0].body.due().is_some_and(|dues| !dues.contains_key("contact")), "{revoked:?}");
    assert_eq!(book.of_all_days(book.now), before);
}

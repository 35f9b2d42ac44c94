//! Folds a whole history: as it stands now, or as it stood at a moment of the past with today's knowledge.
//!
//! Invariant: what had been missed when something was revoked stays missed. A past view contains nothing that happened
//! later, except corrections and revocations, which count whenever they were recorded.

use super::clock::OF_ROUND;
use crate::domain::case::due::{Dues, is_past_on};
use crate::domain::case::{Case, Missed};
use crate::domain::event::{Body, Event};
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use std::collections::HashSet;

/// A past moment at which a history is viewed.
#[derive(Clone, Copy)]
pub struct PastView<'p> {
    /// Acts that had happened by then count: by the end of a day, or by an instant.
    pub by: Moment,
    /// Decides a case's due dates again, after an act. The dates in an event rest on everything on record at that time, which may
    /// include acts that happened later than `by`.
    pub settle: &'p dyn Fn(&Body, Moment, &Case) -> Dues,
}

/// Folds the complete history of a case, in order. Revoked events count as absent, but a limit that had been missed
/// when something was revoked (or when a revocation was itself revoked) stays missed, unless an act on record has met
/// it.
#[must_use]
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Case {
    let events: Vec<&Event> = events.into_iter().collect();
    Folding { past: None }.walk(&events, true)
}

/// The events that count as absent, given events in order. Works from the last to the first because a revocation can
/// itself be revoked.
#[must_use]
pub fn revoked(events: &[&Event]) -> HashSet<EventId> {
    let acts: Vec<(EventId, EventId)> = events
        .iter()
        .filter_map(|e| match &e.body {
            Body::Revoked(body) => body.event.map(|target| (e.id(), target)),
            _ => None,
        })
        .collect();
    let mut gone = HashSet::new();
    for (act, target) in acts.into_iter().rev() {
        if !gone.contains(&act) {
            gone.insert(target);
        }
    }
    gone
}

impl PastView<'_> {
    /// The case as it stood at that moment.
    #[must_use]
    pub fn fold(&self, events: &[&Event]) -> Case {
        let mut case = Folding { past: Some(*self) }.walk(events, true);
        if case.imported {
            // What a source did not tell stays unknown for every day.
            let whole = Folding { past: None }.walk(events, false);
            case.rounds.iter_mut().zip(whole.rounds).for_each(|(round, whole)| round.told = whole.told);
        }
        case.trim(self.by);
        case
    }
}

impl Case {
    /// Leaves out what is later than `by` in a case of which every event had happened by then: what had run out only when it was recorded,
    /// and when that was.
    pub fn trim(&mut self, by: Moment) {
        let now = Some(by).filter(|by| !by.is_day());
        self.lapsed.retain(|m| is_past_on(m.due, by.date(), now));
        if self.touched.is_some_and(|at| at.is_after(by)) {
            self.touched = self.acted;
        }
    }
}

/// Whether each event of a case counts in a view of what had happened by `by`; in the order of the events.
#[must_use]
pub fn counted(events: &[&Event], by: Moment) -> Vec<bool> {
    parts(events, &revoked(events), Some(by)).into_iter().map(|part| part != Part::None).collect()
}

/// Whether an event is knowledge about the record or the calendar, which counts whenever it was recorded.
#[must_use]
pub fn is_knowledge(event: &Event) -> bool {
    matches!(event.body, Body::Revoked(_) | Body::Corrected(_) | Body::Recomputed(_))
}

/// How much of an event counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    None,
    All,
    /// All but what it corrects of a round that does not count: its receipt, its source's date.
    NotOfRound,
}

/// How much of each event counts. A round counts if its receipt, as known now, does.
fn parts(events: &[&Event], gone: &HashSet<EventId>, by: Option<Moment>) -> Vec<Part> {
    // The rounds, including revoked ones: the index of the event that began each, and its receipt.
    let mut rounds: Vec<(usize, Moment)> = Vec::new();
    let mut corrections: Vec<(usize, usize)> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match &event.body {
            Body::Opened(_) | Body::Reopened(_) => rounds.push((at, event.on())),
            Body::Corrected(body) if !gone.contains(&event.id()) => {
                let Some(round) = rounds.len().checked_sub(1) else { continue };
                rounds[round].1 = event.corrected_receipt().unwrap_or(rounds[round].1);
                if OF_ROUND.iter().any(|fact| body.set.contains_key(*fact)) {
                    corrections.push((at, round));
                }
            }
            _ => {}
        }
    }
    let then = |on: Moment| by.is_none_or(|by| !on.is_after(by));
    let mut parts: Vec<Part> = events
        .iter()
        .map(|event| if is_knowledge(event) || then(event.on()) { Part::All } else { Part::None })
        .collect();
    for (at, receipt) in &rounds {
        parts[*at] = if then(*receipt) { Part::All } else { Part::None };
    }
    for (at, round) in corrections {
        let (began, _) = rounds[round];
        if parts[began] == Part::None || gone.contains(&events[began].id()) {
            parts[at] = Part::NotOfRound;
        }
    }
    parts
}

struct Folding<'p> {
    past: Option<PastView<'p>>,
}

impl Folding<'_> {
    /// Folds events; with `keeps`, keeps the limits that had been missed at each revocation.
    fn walk(&self, events: &[&Event], keeps: bool) -> Case {
        let gone = revoked(events);
        let plain = self.past.is_none() && gone.is_empty();
        let parts = if plain { vec![Part::All; events.len()] } else { parts(events, &gone, self.past.map(|p| p.by)) };
        let mut case = Case { unopened: true, ..Case::default() };
        // Whether an earlier event was left out: then later decisions may rest on it, and are made again.
        let mut left_out = false;
        for (at, event) in events.iter().enumerate() {
            if matches!(event.body, Body::Revoked(_)) {
                if keeps {
                    let then = |events: &[&Event]| {
                        let mut then = self.walk(events, false);
                        then.lapse_past(then.when(event).clock);
                        then.lapsed
                    };
                    let mut lapsed = then(&events[..at]);
                    if corrects_date(event, &events[..at]) {
                        // What only the date that does not count made late is marked, as where it is corrected back.
                        let after = then(&events[..=at]);
                        for one in &mut lapsed {
                            let same = |m: &&Missed| (m.round, &m.limit, m.due) == (one.round, &one.limit, one.due);
                            one.corrected = after.iter().find(same).is_none_or(|same| same.corrected);
                        }
                    }
                    lapsed.into_iter().for_each(|lapsed| case.add_lapsed(lapsed));
                }
                case.refold = true;
            }
            let absent = gone.contains(&event.id());
            if parts[at] == Part::None {
                left_out |= !absent;
                continue;
            }
            self.count(&mut case, event);
            match parts[at] {
                _ if absent => {}
                Part::NotOfRound => self.act(&mut case, &without_round(event), true),
                _ => self.act(&mut case, event, left_out),
            }
        }
        case
    }

    fn count(&self, case: &mut Case, event: &Event) {
        let Some(PastView { by, .. }) = self.past else { return case.count(event) };
        if event.on().is_after(by) && is_knowledge(event) {
            return;
        }
        case.count(event);
    }

    fn act(&self, case: &mut Case, event: &Event, left_out: bool) {
        let acted = case.act(event);
        match self.past.filter(|_| left_out) {
            None => drop(event.body.due().map(|dues| case.set_dues(dues, acted, &event.body))),
            // A recomputation after a calendar change moves the dates of open rounds only.
            Some(_) if matches!(event.body, Body::Recomputed(_)) && !case.is_pending() => {}
            Some(PastView { settle, .. }) if event.body.moves_limits() => {
                case.set_dues(&settle(&event.body, acted.clock, case), acted, &event.body);
            }
            Some(_) => {}
        }
    }
}

/// Whether a revocation takes a correction of a round's date back, or brings one back.
fn corrects_date(revocation: &Event, mut before: &[&Event]) -> bool {
    let mut target = revocation;
    while let Body::Revoked(body) = &target.body {
        // What is revoked lies before: a damaged line may name itself, or another that names it.
        let Some(at) = before.iter().rposition(|event| Some(event.id()) == body.event) else { return false };
        (target, before) = (before[at], &before[..at]);
    }
    matches!(&target.body, Body::Corrected(body) if OF_ROUND.iter().any(|fact| body.set.contains_key(*fact)))
}

fn without_round(event: &Event) -> Event {
    let mut event = event.clone();
    if let Body::Corrected(body) = &mut event.body {
        for fact in OF_ROUND {
            body.set.remove(fact);
        }
        body.due.clear();
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revocations_that_name_themselves_or_each_other_are_folded() {
        let event = |n: usize, body: &str| {
            let line = format!(
                r#"{{"n":{n},"at":"2026-03-10T10:00:00.000+08:00","by":"p","case":"HQ-2026-0001","seq":{n},{body},"hash":""}}"#
            );
            Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
        };
        let opened = event(1, r#""opened":{"on":"2026-03-02"}"#);
        let revoked = |n: usize, target: usize| event(n, &format!(r#""revoked":{{"event":"HQ:{target}"}}"#));
        for targets in [[2, 2, 3], [3, 2, 3], [4, 4, 2]] {
            let revoked = targets.iter().zip(2..).map(|(target, n)| revoked(n, *target));
            let events: Vec<Event> = std::iter::once(opened.clone()).chain(revoked).collect();
            assert!(!fold(&events).unopened, "{targets:?}");
        }
    }
}

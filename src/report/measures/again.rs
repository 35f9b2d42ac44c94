//! Complained again, and once and done: what became of complaints after they were closed.
//!
//! Invariant: a closing is judged when it is as old as the policy wants; until then it is "not yet known", never a success.

use super::{Aside, BY_ANSWER, FigureKind, Measure, Observation, Observed, What};
use crate::domain::case::Case;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::text::Two;
use chrono::NaiveDate;
use std::collections::HashMap;

pub(super) const COMPLAINED_AGAIN: Measure = Measure {
    code: "complained-again",
    title: Two("complained again", "再次投诉率"),
    kind: FigureKind::Rate,
    cohort: Two(
        "the day of closing, if `[desk] again-within` has passed since",
        "归档之日，且已满 [desk] again-within 规定的观察期",
    ),
    clock: Two(
        "a case linked as its repetition was received within that time after the closing",
        "归档后观察期内又收到与其关联的再次投诉",
    ),
    exclusions: Two("younger closings: not yet known, beside it; earlier rounds", "观察期未满的另列；以前各轮不计"),
    whose: BY_ANSWER,
    observe: complained_again,
};

pub(super) const ONCE: Measure = Measure {
    code: "once",
    title: Two("once and done", "一次办结率"),
    kind: FigureKind::Rate,
    cohort: Two(
        "the day of closing, if `[desk] again-within` has passed since; each round",
        "各轮归档之日，且已满 [desk] again-within 规定的观察期",
    ),
    clock: Two(
        "neither sent back for rework, nor returned, nor reopened, nor complained about again within that time",
        "观察期内未退回重办、未退回、未重开、未再次投诉的",
    ),
    exclusions: Two("younger closings: not yet known, beside it", "观察期未满的另列"),
    whose: BY_ANSWER,
    observe: once,
};

/// The measures that wait for `[desk] again-within` after a closing.
pub const WATCHED: [&str; 2] = [COMPLAINED_AGAIN.code, ONCE.code];

/// The repetitions of cases: when which case was complained about again.
#[derive(Clone, Debug, Default)]
pub struct Again(HashMap<CaseId, Vec<NaiveDate>>);

impl Again {
    /// Takes note of a case; only those linked as repetitions say anything.
    pub fn note(&mut self, case: &Case) {
        let Some(received) = case.received().filter(|_| case.state != State::Voided) else { return };
        for (first, _) in case.links.iter().filter(|(_, kind)| kind == "repeat") {
            self.0.entry(*first).or_default().push(received.date());
        }
    }

    /// Adds what others noted.
    pub fn join(&mut self, other: Self) {
        for (id, mut days) in other.0 {
            self.0.entry(id).or_default().append(&mut days);
        }
    }

    fn is_within(&self, id: CaseId, from: NaiveDate, to: NaiveDate) -> bool {
        self.0.get(&id).is_some_and(|all| all.iter().any(|on| from <= *on && *on <= to))
    }
}

/// When a round was closed, and the last day of the time in which it is watched.
fn watched(seen: &Observed<'_>, round: usize) -> Option<(NaiveDate, NaiveDate)> {
    let (_, ended) = seen.case.rounds[round].ended.filter(|(state, _)| *state == State::Closed)?;
    let within = seen.context.policy.desk.watched_for();
    Some((ended.date(), seen.context.calendar.due_unpaused(ended.date(), within)?))
}

fn complained_again(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let Some(round) = seen.case.rounds.len().checked_sub(1) else { return };
    let Some((closed, until)) = watched(seen, round) else { return };
    let what = if until > seen.context.day {
        What::Aside(Aside::NotYetKnown)
    } else {
        What::Part(seen.again.is_within(seen.case.id, closed, until))
    };
    put(seen.answered(round, closed, what));
}

fn once(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let case = seen.case;
    for round in seen.rounds() {
        let Some((closed, until)) = watched(seen, round) else { continue };
        if until > seen.context.day {
            put(seen.answered(round, closed, What::Aside(Aside::NotYetKnown)));
            continue;
        }
        let own = &case.rounds[round];
        let received = own.received.map_or(NaiveDate::MIN, Moment::date);
        let returned = case.returned.iter().any(|on| received <= on.date() && on.date() <= closed);
        let reopened = case.rounds.get(round + 1).and_then(|next| next.received).is_some_and(|on| on.date() <= until);
        let reworked = own.milestones.contains_key("reworked");
        let again = seen.again.is_within(case.id, closed, until);
        put(seen.answered(round, closed, What::Part(!(returned || reopened || reworked || again))));
    }
}

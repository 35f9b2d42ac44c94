//! Callbacks to complainants after the reply (回访) and replies read again (抽查): which of them the policy's `[[callback]]` and
//! `[[spot-check]]` rows require, and which call counts.
//!
//! Invariant: whether a case is in a sample depends on its number alone, so that anybody can check it by hand at any
//! time.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::acts::{CallbackMade, SpotCheckMade};
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::limit;
use crate::domain::event::{CalledBack, Stepped};
use crate::domain::policy::{CallbackRule, Policy, SpotCheck};
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::within::Within;

/// A spot check that the policy requires.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpotCheckOwed<'p> {
    /// The policy row.
    pub rule: &'p SpotCheck,
    /// The reply from which the limit is counted.
    pub from: Moment,
    /// The due date; `None` if the row sets none.
    pub due: Option<Moment>,
}

/// A callback that the policy requires.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CallbackOwed<'p> {
    /// The policy row.
    pub rule: &'p CallbackRule,
    /// The reply or closing from which the limit is counted.
    pub from: Moment,
    /// The due date; `None` if the row sets none.
    pub due: Option<Moment>,
}

/// The callback that the current round requires, made or not, if the case is a complaint, replied or closed, and in the
/// sample.
#[must_use]
pub fn owed<'p>(case: &Case, policy: &'p Policy, calendar: &Calendar) -> Option<CallbackOwed<'p>> {
    if !is_answered(case, policy) {
        return None;
    }
    let view = View { case, policy, given: &[] };
    let rule = policy.callbacks.iter().find(|row| row.when.holds(&view))?;
    let from = case.reached(if rule.from.is_empty() { "replied" } else { &rule.from })?;
    let due = due(case, from, rule.within, calendar);
    is_sampled(case.id.number, rule.share.unwrap_or(100)).then_some(CallbackOwed { rule, from, due })
}

/// The spot checks that the current round requires, made or not: a row that applies and has the case in its sample.
#[must_use]
pub fn spot_checks_owed<'p>(case: &Case, policy: &'p Policy, calendar: &Calendar) -> Vec<SpotCheckOwed<'p>> {
    let Some(from) = case.reached("replied").filter(|_| is_answered(case, policy)) else { return Vec::new() };
    let view = View { case, policy, given: &[] };
    let rows = policy.spot_checks.iter().filter(|row| row.when.holds(&view));
    let rows = rows.filter(|row| is_sampled(case.id.number, row.share.unwrap_or(100)));
    rows.map(|rule| SpotCheckOwed { rule, from, due: due(case, from, rule.within, calendar) }).collect()
}

fn due(case: &Case, from: Moment, within: Option<Within>, calendar: &Calendar) -> Option<Moment> {
    let within = within.filter(|within| *within != Within::None)?;
    Some(limit::end(calendar, limit::instant(case, from, within), within, &|_| false))
}

/// Whether it is a complaint that was answered, and not as a duplicate of another.
fn is_answered(case: &Case, policy: &Policy) -> bool {
    matches!(case.state, State::Replied | State::Closed)
        && !case.unopened
        && !policy.is_apart(&case.facts.nature)
        && !case.is_duplicate()
        && case.outcome != DUPLICATE
}

/// Whether a case number is in a sample of `share` per cent: of any hundred consecutive numbers exactly that many are,
/// evenly spread.
#[must_use]
pub fn is_sampled(number: u32, share: u32) -> bool {
    let upto = |n: u32| u64::from(n) * u64::from(share.min(100)) / 100;
    upto(number) > upto(number.saturating_sub(1))
}

impl Case {
    /// The callback whose result counts for a round, from 1: by when they happened the first that reached the complainant, or the first
    /// since the last rework after which one did; none by somebody who handled the case. What is done in a later round changes nothing.
    #[must_use]
    pub fn counted_call(&self, round: usize) -> Option<&CallbackMade> {
        self.first_call(round, &|call| !self.was_handled_by(&call.by))
    }

    /// The callback that stands for a round, from 1: the one that counts, else one by somebody who handled the case, else the last attempt.
    #[must_use]
    pub fn called(&self, round: usize) -> Option<&CallbackMade> {
        let last = || self.callbacks.iter().rev().find(|call| call.round == round);
        self.counted_call(round).or_else(|| self.first_call(round, &|_| true)).or_else(last)
    }

    fn first_call(&self, round: usize, counts: &dyn Fn(&CallbackMade) -> bool) -> Option<&CallbackMade> {
        let reached = self.callbacks.iter().filter(|c| c.round == round && c.reached() && counts(c));
        let last = reached.clone().map(|call| call.reworks).max()?;
        reached.filter(|call| call.reworks == last).min_by_key(|call| call.on)
    }

    pub(in crate::domain) fn call_back(&mut self, body: &CalledBack, by: &Code, on: Moment) {
        self.counts.callbacks += 1;
        let (resolved, satisfied) = (body.resolved.clone(), body.satisfied.clone());
        let (round, reworks) = (self.round(), self.counts.reworks);
        self.callbacks.push(CallbackMade { round, on, by: by.clone(), resolved, satisfied, taken_up: false, reworks });
    }

    /// Whether a person has handled any round: held the case, or answered it.
    #[must_use]
    pub fn was_handled_by(&self, person: &Code) -> bool {
        let answered = self.rounds.iter().filter_map(|round| round.answered.as_ref()).map(|by| &by.person);
        let held = self.route.iter().map(|hop| &hop.person).chain([&self.person]);
        !person.is_empty() && held.chain(answered).any(|known| known == person)
    }

    /// Whether a round, from 1, does not count in a measure.
    #[must_use]
    pub fn is_exempt(&self, round: usize, measure: &str) -> bool {
        self.exemptions.iter().any(|exempted| exempted.round == round && exempted.measure == measure)
    }

    pub(in crate::domain) fn spot_check(&mut self, body: &Stepped, by: &Code, on: Moment) {
        let (round, check, passed) = (self.round(), body.step.clone(), body.result == "pass");
        self.facts.fields.extend(body.fields.clone());
        self.spot_checks.push(SpotCheckMade { round, check, on, by: by.clone(), passed, taken_up: false });
    }

    /// Notes that the case is worked on again after its callbacks and spot checks.
    pub(in crate::domain) fn take_up(&mut self) {
        self.callbacks.iter_mut().for_each(|c| c.taken_up = true);
        self.spot_checks.iter_mut().for_each(|c| c.taken_up = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_the_exact_share_evenly_spread() {
        for share in [0, 1, 20, 33, 99, 100, 250] {
            let count = |from: u32| (from..from + 100).filter(|n| is_sampled(*n, share)).count();
            assert!([1, 37, 901].map(count).iter().all(|n| *n == share.min(100) as usize), "{share}");
        }
        assert_eq!((1..=10).filter(|n| is_sampled(*n, 20)).collect::<Vec<_>>(), [5, 10]);
    }
}

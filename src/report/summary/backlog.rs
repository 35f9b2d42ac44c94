//! What a summary's period leaves open, and what was ended in it.
//!
//! Invariant: what came, or ran out, after the period is none of its backlog.

use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::supervision::ACCOUNTABILITY;
use crate::domain::value::state::State;
use crate::report::context::ReportContext;
use std::collections::BTreeMap;

/// Cases that were ended in the period, and those received by its end that are open on the report's day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Rounds that were ended in the period, by how.
    pub ended: BTreeMap<State, u64>,
    /// The cases that were ended in the period, each once.
    pub cases_ended: u64,
    /// Cases.
    pub pending: u64,
    /// Of these, those with a limit that ran out by the end of the period.
    pub overdue: u64,
    /// Of these, those without an explanation in time.
    pub unexplained: u64,
    /// The most working days late.
    pub days: i64,
    /// Rounds that began again in the period.
    pub reopened: u64,
    /// The cases of these, each once.
    pub cases_reopened: u64,
    /// Received in the period and counted apart, by nature: enquiries and the like.
    pub apart: BTreeMap<Code, u64>,
}

impl Backlog {
    /// Counts a case that is no complaint, but for what the desk opens by itself: nobody turned to it with that.
    pub fn add_apart(&mut self, case: &Case, context: &ReportContext<'_>, period: &Period) {
        let received = case.rounds.first().and_then(|round| round.received);
        let nature = &case.facts.nature;
        let is_own = nature == ACCOUNTABILITY || context.policy.follows.iter().any(|row| row.open == *nature);
        if received.is_some_and(|on| period.contains(on.date())) && !is_own {
            *self.apart.entry(case.facts.nature.clone()).or_default() += 1;
        }
    }

    /// Counts a case.
    pub fn add(&mut self, case: &Case, context: &ReportContext<'_>, period: &Period) {
        let ended = case.rounds.iter().filter_map(|round| round.ended);
        let ended: Vec<State> = ended
            .filter(|(state, on)| *state != State::Voided && period.contains(on.date()))
            .map(|(state, _)| state)
            .collect();
        self.cases_ended += u64::from(!ended.is_empty());
        ended.into_iter().for_each(|state| *self.ended.entry(state).or_default() += 1);
        let again = case.rounds.iter().skip(1).filter_map(|round| round.received);
        let again = again.filter(|on| period.contains(on.date())).count() as u64;
        self.reopened += again;
        self.cases_reopened += u64::from(again > 0);
        let until = period.to.unwrap_or(context.day);
        let received = case.current().and_then(|round| round.received);
        if !case.is_pending() || received.is_none_or(|on| on.date() > until) {
            return;
        }
        self.pending += 1;
        let overdue = case.overdue(context.day, context.now).map(|(_, due)| due);
        let late: Vec<_> = overdue.filter(|due| due.at.date() <= until).collect();
        if let Some(days) = late.iter().map(|due| context.days_late(case, due)).max() {
            self.overdue += 1;
            self.unexplained += u64::from(late.iter().any(|due| !case.explained(due)));
            self.days = self.days.max(days);
        }
    }

    /// Adds what later cases give.
    pub fn join(&mut self, other: Self) {
        other.ended.into_iter().for_each(|(state, n)| *self.ended.entry(state).or_default() += n);
        self.cases_ended += other.cases_ended;
        self.cases_reopened += other.cases_reopened;
        self.pending += other.pending;
        self.overdue += other.overdue;
        self.unexplained += other.unexplained;
        self.days = self.days.max(other.days);
        self.reopened += other.reopened;
        other.apart.into_iter().for_each(|(nature, n)| *self.apart.entry(nature).or_default() += n);
    }
}

//! Rounds, milestones and limits: when a case reached what, and what it missed for certain.
//!
//! Invariant: what was missed is never taken back.

use crate::domain::Code;
use crate::domain::case::{Case, Missed, Round};
use crate::domain::due::{Due, Dues};
use crate::domain::moment::Moment;
use crate::domain::small_map::SmallMap;
use crate::domain::state::State;

/// So many milestones a round reaches, mostly: accepted, assigned, replied, reported, closed.
const MILESTONES: usize = 5;

impl Case {
    pub(super) fn start_round(&mut self, received: Moment, policy: Code) {
        // The earlier round's result stands with it; the new one has none yet.
        let (outcome, responsibility) = (std::mem::take(&mut self.outcome), std::mem::take(&mut self.responsibility));
        let satisfaction = std::mem::take(&mut self.satisfaction);
        if let Some(last) = self.rounds.last_mut() {
            (last.outcome, last.responsibility, last.satisfaction) = (outcome, responsibility, satisfaction);
        }
        self.rounds.reserve_exact(1);
        let milestones = SmallMap::with_room(MILESTONES);
        self.rounds.push(Round { received: Some(received), policy, milestones, ..Round::default() });
        self.extended = false;
        self.extensions.clear();
        self.limits.clear();
        self.pauses.clear();
        self.paused = None;
        self.steps.clear();
        self.approvals.clear();
        self.said.clear();
        self.raised.clear();
        self.withdrawal_open = false;
    }

    pub(super) fn end(&mut self, state: State, on: Moment) {
        self.miss_past(self.clock(on));
        self.state = state;
        self.paused = None;
        if let Some(round) = self.rounds.last_mut() {
            round.ended = Some((state, on));
        }
    }

    /// Marks a milestone of the round in hand, the first time that it is reached.
    pub(super) fn reach(&mut self, milestone: &str, on: Moment) {
        let Some(round) = self.rounds.last_mut() else { return };
        if round.milestones.contains_key(milestone) {
            return;
        }
        round.milestones.insert(milestone.into(), on);
        let on = self.clock(on);
        let late: Vec<_> = self
            .limits
            .iter()
            .filter(|(limit, due)| due.until(limit) == milestone && due.is_past_at(on))
            .map(|(limit, _)| limit.clone())
            .collect();
        for limit in late {
            self.miss(&limit);
        }
    }

    /// What the case's clock says at `on`: it has stood still since a pause.
    pub(super) fn clock(&self, on: Moment) -> Moment {
        self.paused.filter(|since| on.is_after(*since)).unwrap_or(on)
    }

    /// Marks what has run out by then.
    pub(super) fn miss_past(&mut self, on: Moment) {
        let on = self.clock(on);
        let past: Vec<_> = self.open_limits().filter(|(_, due)| due.is_past_at(on)).map(|(l, _)| l.clone()).collect();
        past.iter().for_each(|limit| self.miss(limit));
    }

    /// Puts decided dates in force. A limit that was past when it was replaced stays missed, but for a date that moves by
    /// right: the end of a pause, a calendar that was not known.
    pub fn set_dues(&mut self, dues: &Dues, on: Moment, by_right: bool) {
        for (limit, due) in dues {
            let past = self.open_limits().any(|(known, old)| known == limit && old.is_past_at(on));
            if past && self.paused.is_none() && !by_right {
                self.miss(limit);
            }
            let Some(due) = due else {
                self.limits.remove(limit);
                continue;
            };
            self.limits.insert(limit.clone(), due.clone());
            if self.reached(due.until(limit)).is_some_and(|met| due.is_past_at(met)) {
                self.miss(limit);
            }
        }
    }

    /// Limits that still run, by name.
    pub(crate) fn open_limits(&self) -> impl Iterator<Item = (&Code, &Due)> {
        let limits = self.state.is_pending().then_some(&self.limits);
        limits.into_iter().flatten().filter(|(limit, due)| self.reached(due.until(limit)).is_none())
    }

    pub(super) fn miss(&mut self, limit: &Code) {
        let round = self.round();
        let Some(due) = self.limits.get(limit) else { return };
        let missed = Missed { round, limit: limit.clone(), rule: due.rule.clone(), due: due.at.date() };
        if !self.missed.contains(&missed) {
            self.missed.push(missed);
        }
    }
}

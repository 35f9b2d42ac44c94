//! Rounds, milestones and limits: when a case reached what, and what it missed.
//!
//! Invariant: a date that had run out, and that no act on record had met, stays missed whatever changes the date afterwards; the
//! act that meets it in time (by its `on`) is the only one that takes it back, as long as it stands.

use crate::domain::Code;
use crate::domain::case::due::{Due, Dues, is_ended_by};
use crate::domain::case::{Case, Missed, RecordedLate, Round};
use crate::domain::event::{Body, Event};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::state::State;

/// So many milestones a round reaches, mostly: accepted, assigned, replied, reported, closed.
const MILESTONES: usize = 5;

/// What a reply reaches that can be sent back.
const BACK: [&str; 2] = ["replied", "reported"];

/// The two times of an act.
#[derive(Clone, Copy, Debug)]
pub struct When<'e> {
    /// When it happened: an act that meets a limit counts by this.
    pub on: Moment,
    /// When it was recorded: an act that moves, stops or ends a clock counts by this. History that was taken in from elsewhere was
    /// recorded there when it happened.
    pub clock: Moment,
    event: &'e Event,
}

impl Case {
    /// The two times of an event of this case, which was counted already.
    #[must_use]
    pub fn when<'e>(&self, event: &'e Event) -> When<'e> {
        let on = event.on();
        let clock = if self.is_history(event) || on.is_after(event.at) { on } else { event.at };
        When { on, clock, event }
    }

    /// Whether an event of this case was taken in from elsewhere.
    fn is_history(&self, event: &Event) -> bool {
        !event.import.is_empty() || (self.imported && self.recorded == Some(event.at))
    }

    /// Keeps up to when a source has told of the round, and how the case stood by that.
    pub(super) fn note_told(&mut self, event: &Event) {
        let state = self.state;
        if self.imported
            && self.is_history(event)
            && let Some(round) = self.rounds.last_mut()
        {
            round.told = Some((event.at, state));
        }
    }

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

    /// The round ends. One that had ended keeps its own ending when the case is voided.
    pub(super) fn end(&mut self, state: State, when: When<'_>) {
        self.lapse_past(when.clock);
        let stopped = self.clock(when.clock);
        self.state = state;
        self.paused = None;
        if let Some(round) = self.rounds.last_mut()
            && (state != State::Voided || round.ended.is_none())
        {
            round.ended = Some((state, when.on));
            round.stopped = Some(stopped);
        }
    }

    /// Marks a milestone of the round in hand: when it was first reached.
    pub(super) fn reach(&mut self, milestone: &str, when: When<'_>) {
        let Some(round) = self.rounds.last_mut() else { return };
        if round.milestones.get(milestone).is_some_and(|known| !known.is_after(when.on)) {
            return;
        }
        round.milestones.insert(milestone.into(), when.on);
        self.reached_now(milestone, when);
    }

    /// The limits that a milestone ends: missed, or met in time and recorded late.
    fn reached_now(&mut self, milestone: &str, when: When<'_>) {
        if self.is_duplicate() {
            // No limit runs for who is answered by another case.
            return;
        }
        let (round, on, clock) = (self.round(), self.clock(when.on), self.clock(when.clock));
        let (mut late, mut recorded_late) = (Vec::new(), Vec::new());
        for (limit, due) in self.limits.iter().filter(|(limit, due)| is_ended_by(due.until(limit), milestone)) {
            // What was met by a reply that was sent back is not to be met again.
            let is_settled = self.current().is_some_and(|round| round.met.contains_key(limit));
            if is_settled {
                continue;
            }
            if due.is_past_at(on) {
                late.push(limit.clone());
            } else if due.is_past_at(clock) {
                let Event { at, by, .. } = when.event;
                let act = (when.event.id(), *at, by.clone());
                recorded_late.push(RecordedLate { round, limit: limit.clone(), due: due.at, act });
            }
        }
        self.recorded_late.extend(recorded_late);
        late.iter().for_each(|limit| self.lapse(limit));
    }

    /// A reply is sent back: what it reached is to be reached again, but the limits that it met keep the day.
    pub(super) fn send_back(&mut self, when: When<'_>) {
        let Some(round) = self.rounds.last_mut() else { return };
        for (limit, due) in self.limits.iter().filter(|(limit, due)| BACK.contains(&due.until(limit))) {
            if let Some(met) = round.milestones.get(due.until(limit)).filter(|_| !round.met.contains_key(limit)) {
                round.met.insert(limit.clone(), *met);
            }
        }
        round.milestones.retain(|milestone, _| !BACK.contains(&milestone.as_str()));
        round.milestones.insert("reworked".into(), when.on);
        self.reached_now("reworked", when);
    }

    /// What the case's clock says at `on`: it has stood still since a pause.
    pub(super) fn clock(&self, on: Moment) -> Moment {
        self.paused.filter(|since| on.is_after(*since)).unwrap_or(on)
    }

    /// Marks what has run out by then.
    pub(super) fn lapse_past(&mut self, on: Moment) {
        let on = self.clock(on);
        let past: Vec<_> = self.open_limits().filter(|(_, due)| due.is_past_at(on)).map(|(l, _)| l.clone()).collect();
        past.iter().for_each(|limit| self.lapse(limit));
    }

    /// Puts in force the dates that an event decided which was recorded at `clock` (see [`When`]).
    pub fn set_dues(&mut self, dues: &Dues, clock: Moment, body: &Body) {
        let receipt_moves = matches!(body, Body::Corrected(body) if body.set.contains_key("received"));
        for (limit, due) in dues {
            let met = self.met(limit);
            match body {
                // The clock had stood still: nothing ran out meanwhile. And what was met before it stopped had ended.
                Body::Resumed(body) if self.pauses.last().is_some_and(|(_, to)| *to == body.on.unwrap_or(clock)) => {
                    let since = self.pauses.last().map(|(since, _)| *since);
                    if since.is_some_and(|since| met.is_some_and(|met| since.is_after(met))) {
                        continue;
                    }
                }
                _ if self.paused.is_none() => {
                    let past = self.open_limits().any(|(known, old)| known == limit && old.is_past_at(clock));
                    if past {
                        self.lapse(limit);
                    }
                }
                _ => {}
            }
            if receipt_moves {
                let round = self.round();
                let own = self.lapsed.iter_mut().filter(|m| m.round == round && m.limit == *limit);
                own.for_each(|m| m.corrected = true);
            }
            let Some(due) = due else {
                self.limits.remove(limit);
                continue;
            };
            self.limits.insert(limit.clone(), due.clone());
            let begins_anew = matches!(body, Body::Reworked(_));
            if begins_anew {
                self.begin_anew(limit);
            }
            self.judge(limit, met.filter(|_| !begins_anew));
        }
    }

    /// A limit runs once more in the round: how it stood before is settled.
    fn begin_anew(&mut self, limit: &Code) {
        let mut lapsed = std::mem::take(&mut self.lapsed);
        lapsed.retain(|l| l.round != self.round() || l.limit != *limit || !self.has_met(l));
        self.lapsed = lapsed;
        if let Some(round) = self.rounds.last_mut() {
            round.met.remove(limit);
        }
    }

    /// Looks at a new date of a limit: missed by the act that met it, by the end of its round, or by the day on which the clock was
    /// stopped.
    fn judge(&mut self, limit: &Code, met: Option<Moment>) {
        let stopped = self.current().filter(|_| !self.state.is_pending()).and_then(|round| round.stopped);
        let by = met.map(|met| self.clock(met)).or(stopped).or(self.paused);
        if by.is_some_and(|by| self.limits.get(limit).is_some_and(|due| due.is_past_at(by))) {
            self.lapse(limit);
        }
    }

    /// Limits that still run, by name.
    pub(crate) fn open_limits(&self) -> impl Iterator<Item = (&Code, &Due)> {
        let limits = self.is_pending().then_some(&self.limits);
        limits.into_iter().flatten().filter(|(limit, _)| self.met(limit).is_none() && !self.is_untold(limit))
    }

    fn lapse(&mut self, limit: &Code) {
        let round = self.round();
        let Some(due) = self.limits.get(limit) else { return };
        let (rule, until) = (due.rule.clone(), due.until.clone());
        let after = self.reached("reworked").filter(|_| BACK.contains(&due.until(limit)));
        self.add_lapsed(Missed { round, limit: limit.clone(), rule, due: due.at, until, after, corrected: false });
    }

    /// Keeps a date that had run out.
    pub(super) fn add_lapsed(&mut self, lapsed: Missed) {
        let same = |m: &&mut Missed| (m.round, &m.limit, m.due) == (lapsed.round, &lapsed.limit, lapsed.due);
        match self.lapsed.iter_mut().find(same) {
            Some(known) => known.corrected &= lapsed.corrected,
            None => self.lapsed.push(lapsed),
        }
    }
}

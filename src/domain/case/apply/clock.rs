//! Rounds, milestones and limits: when a case reached a milestone, and which limits it missed.
//!
//! Invariant: a due date that had run out, and that no act on record had met, stays missed whatever changes the date
//! afterwards. Only an act that met it in time (by its `on`) removes it from the missed ones, as long as that act is
//! not revoked.

use crate::domain::Code;
use crate::domain::case::due::{Due, Dues, is_ended_by};
use crate::domain::case::{Case, Missed, RecordedLate, Round};
use crate::domain::event::{Body, Event};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::state::State;

/// The usual number of milestones of a round: accepted, assigned, replied, reported, closed.
const MILESTONES: usize = 5;

/// The facts that each round has for itself.
pub(super) const OF_ROUND: [&str; 2] = ["received", "source_due"];

/// The milestones of a reply that a rework takes back.
const BACK: [&str; 2] = ["replied", "reported"];

/// The two times of an act.
#[derive(Clone, Copy, Debug)]
pub struct When<'e> {
    /// When it happened; decides whether the act met a limit.
    pub on: Moment,
    /// When it was recorded; decides from when the act moves, pauses or ends limits. For imported history, when it
    /// happened: it was recorded elsewhere at that time.
    pub clock: Moment,
    event: &'e Event,
}

/// What an act was for due dates that change with it.
#[derive(Clone, Copy, Debug)]
pub struct Acted {
    /// See [`When::clock`].
    pub clock: Moment,
    /// Whether the act ended a pause.
    pub ended_pause: bool,
}

impl Acted {
    /// A change of dates that is no act of the case.
    #[must_use]
    pub const fn at(clock: Moment) -> Self {
        Self { clock, ended_pause: false }
    }
}

impl When<'_> {
    /// The same act, with limits stopped at an earlier moment.
    pub(super) fn stopping_at(self, clock: Moment) -> Self {
        Self { clock, ..self }
    }
}

impl Case {
    /// The two times of an event of this case; call it after [`Case::count`].
    #[must_use]
    pub fn when<'e>(&self, event: &'e Event) -> When<'e> {
        let on = event.on();
        let clock = if self.is_history(event) || on.is_after(event.at) { on } else { event.at };
        When { on, clock, event }
    }

    /// Whether an event of this case is imported history.
    fn is_history(&self, event: &Event) -> bool {
        !event.import.is_empty() || (self.imported && self.recorded == Some(event.at))
    }

    /// Notes how far the import's source tells this round's history, and the state that the case then had.
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
        // The earlier round keeps its result; the new round has none yet.
        let (outcome, responsibility) = (std::mem::take(&mut self.outcome), std::mem::take(&mut self.responsibility));
        let satisfaction = std::mem::take(&mut self.satisfaction);
        let (limits, pauses) = (std::mem::take(&mut self.limits), std::mem::take(&mut self.pauses));
        if let Some(last) = self.rounds.last_mut() {
            (last.outcome, last.responsibility, last.satisfaction) = (outcome, responsibility, satisfaction);
            (last.limits, last.pauses) = (limits, pauses);
        }
        self.rounds.reserve_exact(1);
        let milestones = SmallMap::with_room(MILESTONES);
        self.rounds.push(Round { received: Some(received), policy, milestones, ..Round::default() });
        self.extended = false;
        self.disputed = false;
        self.attempts.clear();
        self.extensions.clear();
        self.paused = None;
        self.steps.clear();
        self.approvals.clear();
        self.said.clear();
        self.raised.clear();
        self.withdrawal_open = false;
    }

    /// Ends the round. Voiding a case whose round had already ended keeps that ending.
    pub(super) fn end(&mut self, state: State, when: When<'_>) {
        self.lapse_past(when.clock);
        let stopped = self.clock(when.clock);
        self.state = state;
        self.end_pause(when.on);
        // A source may close a case twice: the first closing stands.
        let closed_twice = |was: (State, Moment)| was.0 == state && state == State::Closed;
        if let Some(round) = self.rounds.last_mut()
            && (state != State::Voided || round.ended.is_none())
            && !round.ended.is_some_and(closed_twice)
        {
            round.ended = Some((state, when.on));
            let last = round.milestones.iter().map(|(_, on)| *on).max();
            round.reached_after_end = last.filter(|last| last.is_after(when.on));
            round.stopped = Some(stopped);
        }
    }

    /// Ends a pause by an act after which nothing runs that could go on.
    pub(super) fn end_pause(&mut self, on: Moment) {
        if let Some(since) = self.paused.take().filter(|since| !since.is_after(on)) {
            self.pauses.push((since, on));
        }
    }

    /// Sets a milestone of the current round; the earliest date is kept.
    pub(super) fn reach(&mut self, milestone: &str, when: When<'_>) {
        let Some(round) = self.rounds.last_mut() else { return };
        if round.milestones.get(milestone).is_some_and(|known| !known.is_after(when.on)) {
            return;
        }
        round.milestones.insert(milestone.into(), when.on);
        self.reached_now(milestone, when);
    }

    /// Judges the limits that a milestone ends: missed, or met in time but recorded late.
    fn reached_now(&mut self, milestone: &str, when: When<'_>) {
        if milestone == "sourced" && !self.state.is_pending() {
            // What the source is told of an end was due with no limit.
            return;
        }
        if self.is_duplicate() {
            // A duplicate has no running limits: the main case is answered instead.
            return;
        }
        let (round, on, clock) = (self.round(), self.clock(when.on), self.clock(when.clock));
        let (mut late, mut recorded_late) = (Vec::new(), Vec::new());
        for (limit, due) in self.limits.iter().filter(|(limit, due)| is_ended_by(due.until(limit), milestone)) {
            // A limit that was met by a reply which was then sent back stays met.
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

    /// Sends a reply back: its milestones must be reached again, but the limits that it met stay met on that day.
    pub(super) fn send_back(&mut self, when: When<'_>) {
        let Some(round) = self.rounds.last_mut() else { return };
        for (limit, due) in self.limits.iter().filter(|(limit, due)| BACK.contains(&due.until(limit))) {
            if let Some(met) = round.milestones.get(due.until(limit)).filter(|_| !round.met.contains_key(limit)) {
                round.met.insert(limit.clone(), *met);
            }
        }
        round.answered = None;
        round.milestones.retain(|milestone, _| !BACK.contains(&milestone.as_str()));
        round.milestones.insert("reworked".into(), when.on);
        self.reached_now("reworked", when);
    }

    /// The time that counts for limits at `on`: during a pause, the moment at which the pause began.
    pub(crate) fn clock(&self, on: Moment) -> Moment {
        self.paused.filter(|since| on.is_after(*since)).unwrap_or(on)
    }

    /// Records the limits that have run out by `on`.
    pub(in crate::domain) fn lapse_past(&mut self, on: Moment) {
        let on = self.clock(on);
        let past: Vec<_> = self.open_limits().filter(|(_, due)| due.is_past_at(on)).map(|(l, _)| l.clone()).collect();
        past.iter().for_each(|limit| self.lapse(limit));
    }

    /// Applies the due dates that an event decided.
    pub fn set_dues(&mut self, dues: &Dues, acted: Acted, body: &Body) {
        let date_moves =
            matches!(body, Body::Corrected(body) if OF_ROUND.iter().any(|fact| body.set.contains_key(*fact)));
        for (limit, due) in dues {
            let met = self.met(limit);
            match body {
                // Nothing ran out during the pause that this act ends. A limit that was met before it does not move.
                _ if acted.ended_pause => {
                    let since = self.pauses.last().map(|(since, _)| *since);
                    if since.is_some_and(|since| met.is_some_and(|met| since.is_after(met))) {
                        continue;
                    }
                }
                _ if self.paused.is_none() => {
                    let past = self.open_limits().any(|(known, old)| known == limit && old.is_past_at(acted.clock));
                    if past {
                        self.lapse(limit);
                    }
                }
                _ => {}
            }
            if date_moves {
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

    /// Starts a limit again within the round: the earlier date is settled.
    fn begin_anew(&mut self, limit: &Code) {
        let mut lapsed = std::mem::take(&mut self.lapsed);
        lapsed.retain(|l| l.round != self.round() || l.limit != *limit || !self.has_met(l));
        self.lapsed = lapsed;
        if let Some(round) = self.rounds.last_mut() {
            round.met.remove(limit);
        }
    }

    /// A further appeal, agreement or payment of a round has limits of its own: what the one before reached is settled.
    pub(super) fn begin_again(&mut self, milestones: &[&str]) {
        let again = self.limits.iter().filter(|(limit, due)| milestones.contains(&due.until(limit)));
        let settled: Vec<Code> = again.map(|(limit, _)| limit.clone()).collect();
        settled.iter().for_each(|limit| self.begin_anew(limit));
        if let Some(round) = self.rounds.last_mut() {
            round.milestones.retain(|milestone, _| !milestones.contains(&milestone.as_str()));
        }
    }

    /// Judges a new due date: it is missed if it lies before the act that met it, before the end of its round, or
    /// before the current pause.
    fn judge(&mut self, limit: &Code, met: Option<Moment>) {
        let stopped = self.current().filter(|_| !self.state.is_pending()).and_then(|round| round.stopped);
        let by = met.map(|met| self.clock(met)).or(stopped).or(self.paused);
        if by.is_some_and(|by| self.limits.get(limit).is_some_and(|due| due.is_past_at(by))) {
            self.lapse(limit);
        }
    }

    /// The limits that are still running, by name.
    pub(crate) fn open_limits(&self) -> impl Iterator<Item = (&Code, &Due)> {
        self.limits
            .iter()
            .filter(|(limit, due)| self.runs(due.until(limit)) && self.met(limit).is_none() && !self.is_untold(limit))
    }

    fn lapse(&mut self, limit: &Code) {
        let round = self.round();
        let Some(due) = self.limits.get(limit) else { return };
        let (rule, until) = (due.rule.clone(), due.until.clone());
        // A date that had run out before the rework is met by what was done before.
        let reworked = self.reached("reworked").filter(|reworked| !reworked.is_after(due.at));
        let after = reworked.filter(|_| BACK.contains(&due.until(limit)));
        self.add_lapsed(Missed { round, limit: limit.clone(), rule, due: due.at, until, after, corrected: false });
    }

    /// Records a date that has run out, once for each limit, round and date.
    pub(super) fn add_lapsed(&mut self, lapsed: Missed) {
        let same = |m: &&mut Missed| (m.round, &m.limit, m.due) == (lapsed.round, &lapsed.limit, lapsed.due);
        match self.lapsed.iter_mut().find(same) {
            Some(known) => known.corrected &= lapsed.corrected,
            None => self.lapsed.push(lapsed),
        }
    }
}

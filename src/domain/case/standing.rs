//! How the limits of a case stand: met, running, overdue, missed, not told.

use super::limit::SOURCE;
use super::{Case, Missed, Standing};
use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use chrono::NaiveDate;

impl Case {
    /// Whether the source of the imported current round does not tell what became of a limit.
    #[must_use]
    pub fn is_untold(&self, limit: &str) -> bool {
        let round = self.current().filter(|round| round.told.is_some() && !round.met.contains_key(limit));
        round.is_some_and(|round| self.limits.get(limit).is_some_and(|due| round.is_untold(due.until(limit), due.at)))
    }

    /// When a limit was met in the current round. A limit that was met by a reply which was then sent back stays met.
    #[must_use]
    pub fn met(&self, limit: &str) -> Option<Moment> {
        let round = self.current()?;
        let until = self.limits.get(limit).map_or_else(|| Due::default_until(limit), |due| due.until(limit));
        // What a source is told of an end was due with no limit.
        let is_late_word = |on: &Moment| until == "sourced" && round.ended.is_some_and(|(_, ended)| on.is_after(ended));
        round.met.get(limit).copied().or_else(|| self.reached(until)).filter(|on| !is_late_word(on))
    }

    /// The limits that were certainly missed, in all rounds: the dates that ran out, except those that an act recorded
    /// later met in time and those of which a source does not tell.
    pub fn missed(&self) -> impl Iterator<Item = &Missed> {
        self.lapsed.iter().filter(|lapsed| !self.has_met(lapsed) && !self.was_untold(lapsed))
    }

    /// The limits of which the source of an imported round does not tell, in all rounds: neither late nor in time.
    pub fn not_told(&self) -> impl Iterator<Item = &Code> {
        let earlier = self.lapsed.iter().filter(|lapsed| lapsed.round < self.round() && self.was_untold(lapsed));
        let now = self.limits.keys().filter(|limit| self.is_untold(limit));
        earlier.map(|lapsed| &lapsed.limit).chain(now)
    }

    fn was_untold(&self, lapsed: &Missed) -> bool {
        let round = self.rounds.get(lapsed.round.wrapping_sub(1));
        round.is_some_and(|round| {
            !round.met.contains_key(&lapsed.limit) && round.is_untold(lapsed.ended_by(), lapsed.due)
        })
    }

    /// Whether an act on record has met a limit by this date.
    pub(in crate::domain) fn has_met(&self, lapsed: &Missed) -> bool {
        let Some(round) = self.rounds.get(lapsed.round.wrapping_sub(1)) else { return false };
        let met = round.met.get(&lapsed.limit).copied().or_else(|| round.reached(lapsed.ended_by()));
        // What was done after the round had ended was done in another round, whose opening was revoked since.
        // An appeal, an agreement and a payment go on after the end.
        let goes_on = matches!(lapsed.ended_by(), "decided" | "kept" | "paid");
        let ended = round.ended.map(|(_, on)| round.reached_after_end.unwrap_or(on)).filter(|_| !goes_on);
        met.is_some_and(|met| {
            !met.is_after(lapsed.due)
                && lapsed.after.is_none_or(|sent_back| !sent_back.is_after(met))
                && ended.is_none_or(|ended| !met.is_after(ended))
        })
    }

    /// The status of a limit at the end of `day`, or at `now` if given.
    #[must_use]
    pub fn standing(&self, limit: &str, day: NaiveDate, now: Option<Moment>) -> Option<Standing> {
        let due = self.limits.get(limit)?;
        Some(if self.is_untold(limit) {
            Standing::NotTold
        } else if self.met(limit).is_some() {
            Standing::Met
        } else if !self.runs(due.until(limit)) {
            Standing::Over
        } else if self.paused.is_some() {
            Standing::Paused
        } else if due.is_past_on(day, now) {
            Standing::Overdue
        } else {
            Standing::Running
        })
    }

    /// Whether a limit until this milestone still runs: while the case is pending; after its end as long as an appeal is to be decided, an
    /// agreement to be kept, or what was accepted to be given.
    pub(super) fn runs(&self, until: &str) -> bool {
        let outlives = match until {
            "decided" => self.open_appeal().is_some(),
            "kept" => self.awaits_agreement(),
            "paid" => self.awaits_remedy(),
            _ => false,
        };
        self.is_pending() || (outlives && self.state != State::Voided && !self.is_duplicate())
    }

    /// Whether a case that was not taken on, referred or withdrawn still owes an answer to the source that set a limit for it: to be done, and
    /// no limit any more. Of an imported case the source itself knows how it ended.
    #[must_use]
    pub fn awaits_source(&self) -> bool {
        matches!(self.state, State::Declined | State::Referred | State::Withdrawn)
            && !self.imported
            && self.limits.contains_key(SOURCE.as_str())
            && self.reached("sourced").is_none()
    }

    /// The limits that are overdue at the end of `day`, or at `now` if given.
    pub fn overdue(&self, day: NaiveDate, now: Option<Moment>) -> impl Iterator<Item = (&Code, &Due)> {
        self.limits.iter().filter(move |(limit, _)| self.standing(limit, day, now) == Some(Standing::Overdue))
    }

    /// The limits that are still running, soonest first.
    #[must_use]
    pub fn running(&self) -> Vec<(&Code, &Due)> {
        let mut all: Vec<_> = self.open_limits().collect();
        all.sort_by_key(|(limit, due)| (due.at, limit.as_str()));
        all
    }

    /// Whether an explanation of delay was given by the due date, in the current round.
    #[must_use]
    pub fn explained(&self, due: &Due) -> bool {
        self.delays.iter().any(|d| d.round == self.round() && !d.on.is_after(due.at))
    }

    /// Whether it ever missed a limit, as of the end of `day`, or of `now` if given.
    #[must_use]
    pub fn is_late(&self, day: NaiveDate, now: Option<Moment>) -> bool {
        self.missed().next().is_some() || self.overdue(day, now).next().is_some()
    }
}

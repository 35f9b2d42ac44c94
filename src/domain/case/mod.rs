//! A case as its events left it: what a fold gives, and what can be asked of it.
//!
//! Invariant: overdue is computed for a day, never stored; what was missed is stored when it is certain, and never taken back.

pub mod acts;
pub mod apply;
pub mod callback;
pub mod due;
pub mod duplicate;
pub mod limit;
pub mod order;
pub mod part;
pub mod payment;
pub mod supervision;
pub mod withdrawal;
pub mod withheld;

use crate::domain::Code;
use crate::domain::case::acts::Callback;
use crate::domain::case::acts::Payment;
use crate::domain::case::acts::Supervision;
use crate::domain::case::acts::Wish;
pub use crate::domain::case::acts::{Counts, Delay, Hop, Missed, Party, RecordedLate};
use crate::domain::case::due::{Due, is_ended_by};
use crate::domain::event::Fields;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::state::State;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Its name.
    pub id: CaseId,
    /// Where it stands.
    pub state: State,
    /// Its rounds; the last is the one in hand.
    pub rounds: Vec<Round>,
    /// The event by which it was registered.
    pub opened: Option<EventId>,
    /// When it was recorded.
    pub recorded: Option<Moment>,
    /// Who recorded it.
    pub recorded_by: Code,
    /// Title, where it is not erased or private.
    pub title: Option<String>,
    /// Channel.
    pub channel: Code,
    /// Source.
    pub source: Code,
    /// The source's own number.
    pub source_ref: Code,
    /// When the source wants its answer.
    pub source_due: Option<Moment>,
    /// Category; empty while unclassified.
    pub category: Code,
    /// Nature.
    pub nature: Code,
    /// Unit that first heard it.
    pub received_by: Code,
    /// Person who first heard it.
    pub taken_by: Code,
    /// Unit complained about.
    pub against: Code,
    /// Persons complained about.
    pub respondents: Vec<Code>,
    /// Persons who were complained about until somebody took them off: they do not decide either.
    pub former: Vec<Code>,
    /// Unit whose customer it is.
    pub owner: Code,
    /// Lead unit.
    pub unit: Code,
    /// Handler.
    pub person: Code,
    /// Assisting units.
    pub assist: Vec<Code>,
    /// Sum in question.
    pub amount: Option<Amount>,
    /// Causes.
    pub causes: Vec<Code>,
    /// Tags.
    pub tags: Vec<Code>,
    /// The policy's own fields.
    pub fields: Fields,
    /// The complainant gave no name.
    pub anonymous: bool,
    /// The complainant whom the registration named is no party any more.
    pub complainant_dropped: bool,
    /// Only participants may see it.
    pub restricted: bool,
    /// Restricted, and somebody is or was complained about by code: in private, or in what was recorded before.
    pub withheld: bool,
    /// Outcome of the round in hand, or of the last.
    pub outcome: Code,
    /// Responsibility.
    pub responsibility: Code,
    /// The complainant's satisfaction, as the reply has it.
    pub satisfaction: Code,
    /// Compensation paid, all rounds: the sum of `payments`.
    pub compensation: Amount,
    /// What replies paid, one by one.
    pub payments: Vec<Payment>,
    /// Limits in force.
    pub limits: SmallMap<Code, Due>,
    /// Dates that had run out when an act was recorded that no act on record had met until then, in all rounds. Which of them were
    /// missed, [`Case::missed`] says.
    pub lapsed: Vec<Missed>,
    /// Limits that were met in time by an act that was recorded after their day, in all rounds.
    pub recorded_late: Vec<RecordedLate>,
    /// The unit and person that it went to, hop by hop.
    pub route: Vec<Hop>,
    /// Paused since.
    pub paused: Option<Moment>,
    /// Pauses that are over, of the round in hand.
    pub pauses: Vec<(Moment, Moment)>,
    /// Explanations of delay, by round.
    pub delays: Vec<Delay>,
    /// Steps done in the round in hand.
    pub steps: SmallMap<Code, Moment>,
    /// Approvals given in the round in hand.
    pub approvals: SmallMap<Code, Moment>,
    /// Texts that the final replies of the round in hand hold: findings, lessons …
    pub said: BTreeSet<Code>,
    /// Level it was escalated to.
    pub level: Code,
    /// Rows of the policy by which it went up by itself in the round in hand; revoked ones too, which are not tried again.
    pub raised: Vec<Code>,
    /// Parties that joined after the registration and are still in it.
    pub parties: Vec<Party>,
    /// Links to other cases.
    pub links: Vec<(CaseId, Code)>,
    /// Things that happened, counted.
    pub counts: Counts,
    /// Whether supervision was ordered.
    pub supervised: bool,
    /// The grounds on which it stands under supervision.
    pub supervisions: Vec<Supervision>,
    /// Wishes to withdraw, of all rounds.
    pub wishes: Vec<Wish>,
    /// Calls after a reply, of all rounds.
    pub callbacks: Vec<Callback>,
    /// The complainant asked to withdraw and it is not decided.
    pub withdrawal_open: bool,
    /// It is linked as a duplicate and stays live: see [`crate::domain::case::duplicate`].
    pub woken: bool,
    /// Two writers acted without seeing each other.
    pub contested: bool,
    /// Acts on record that are dated before the act that they need: no gate lets one through any more.
    pub disordered: Vec<EventId>,
    /// It holds an event that this version may not pass over.
    pub not_understood: bool,
    /// Its history was taken in from elsewhere.
    pub imported: bool,
    /// Limits were moved by an extension.
    pub extended: bool,
    /// By how many working days, limit by limit.
    pub extensions: SmallMap<Code, u32>,
    /// Place of the last act that could clash with another, and the kind of act that is contested.
    pub clash: (u32, Code),
    /// Number of events.
    pub events: u32,
    /// Last event.
    pub last: Option<EventId>,
    /// When the last event was recorded.
    pub touched: Option<Moment>,
    /// An event was revoked: it must be folded from its whole history.
    pub refold: bool,
    /// The version that wrote its log read it otherwise (`CHANGELOG.md`).
    pub reread: bool,
    /// The registration itself was revoked or has not arrived.
    pub unopened: bool,
}

/// One round: from a receipt to an end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// Receipt.
    pub received: Option<Moment>,
    /// Digest of the policy that holds for it.
    pub policy: Code,
    /// What was reached, when: `accepted`, `assigned`, `contacted`, `replied`, `reported`, `sourced`, `closed`.
    pub milestones: SmallMap<Code, Moment>,
    /// How and when it ended.
    pub ended: Option<(State, Moment)>,
    /// What the clock of the limits showed when the end was recorded: by this they are judged, then and ever after.
    pub stopped: Option<Moment>,
    /// Up to when its history is what a source told that it was taken in from, and the state that the case had then.
    pub told: Option<(Moment, State)>,
    /// Limits that a reply had met which was sent back since: the day stays, though the milestone goes.
    pub met: SmallMap<Code, Moment>,
    /// Outcome, once a later round has begun.
    pub outcome: Code,
    /// Responsibility, once a later round has begun.
    pub responsibility: Code,
    /// Satisfaction, once a later round has begun.
    pub satisfaction: Code,
}

/// How a limit stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Running, not past.
    Running,
    /// Past and not met.
    Overdue,
    /// The clock is stopped.
    Paused,
    /// Met, in time or not.
    Met,
    /// The round ended without it.
    Over,
    /// The source that the round was taken in from does not tell: neither late nor in time.
    NotTold,
}

impl Round {
    /// When a milestone was reached, or a step done: of a step its code will do, where no milestone is called so.
    #[must_use]
    pub fn reached(&self, name: &str) -> Option<Moment> {
        let step = || self.milestones.iter().find(|(milestone, _)| is_ended_by(name, milestone)).map(|(_, on)| on);
        self.milestones.get(name).or_else(step).copied()
    }

    /// Whether the source of this round does not tell what became of a limit that this milestone or step ends: its date had passed when
    /// the source spoke, which names no such act and does not say either that it was still to come.
    #[must_use]
    pub fn is_untold(&self, until: &str, due: Moment) -> bool {
        self.told.is_some_and(|(told, state)| {
            told.is_after(due)
                && !state.is_before(until)
                && self.reached(until).is_none_or(|reached| reached.is_after(told))
        })
    }
}

impl Case {
    /// The round in hand, from 1.
    #[must_use]
    pub fn round(&self) -> usize {
        self.rounds.len()
    }

    /// The round in hand.
    #[must_use]
    pub fn current(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// Outcome, responsibility and satisfaction of a round, counted from 0.
    #[must_use]
    pub fn result_of(&self, round: usize) -> (&Code, &Code, &Code) {
        match self.rounds.get(round).filter(|_| round + 1 < self.rounds.len()) {
            Some(earlier) => (&earlier.outcome, &earlier.responsibility, &earlier.satisfaction),
            None => (&self.outcome, &self.responsibility, &self.satisfaction),
        }
    }

    /// First receipt.
    #[must_use]
    pub fn received(&self) -> Option<Moment> {
        self.rounds.first().and_then(|r| r.received)
    }

    /// The policy of the round in hand.
    #[must_use]
    pub fn policy(&self) -> &str {
        self.current().map_or("", |r| r.policy.as_str())
    }

    /// When a milestone was reached in the round in hand, or a step done.
    #[must_use]
    pub fn reached(&self, milestone: &str) -> Option<Moment> {
        self.current()?.reached(milestone)
    }

    /// Whether the source of the round in hand does not tell what became of the limit called `limit`.
    #[must_use]
    pub fn is_untold(&self, limit: &str) -> bool {
        let round = self.current().filter(|round| round.told.is_some() && !round.met.contains_key(limit));
        round.is_some_and(|round| self.limits.get(limit).is_some_and(|due| round.is_untold(due.until(limit), due.at)))
    }

    /// When the limit called `limit` was met in the round in hand. A reply that was sent back has met it all the same.
    #[must_use]
    pub fn met(&self, limit: &str) -> Option<Moment> {
        let sent_back = self.current()?.met.get(limit).copied();
        sent_back.or_else(|| {
            self.reached(self.limits.get(limit).map_or_else(|| Due::default_until(limit), |due| due.until(limit)))
        })
    }

    /// Limits that were missed for certain, in all rounds: the dates that ran out, but for those that an act met in time which was
    /// recorded only later, and those of which a source does not tell.
    pub fn missed(&self) -> impl Iterator<Item = &Missed> {
        self.lapsed.iter().filter(|lapsed| !self.has_met(lapsed) && !self.was_untold(lapsed))
    }

    /// Limits of which the source of a round does not tell, in all rounds: neither late nor in time.
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
        met.is_some_and(|met| {
            !met.is_after(lapsed.due) && lapsed.after.is_none_or(|sent_back| !sent_back.is_after(met))
        })
    }

    /// How the limit called `limit` stands at the end of `day`, or at `now`.
    #[must_use]
    pub fn standing(&self, limit: &str, day: NaiveDate, now: Option<Moment>) -> Option<Standing> {
        let due = self.limits.get(limit)?;
        Some(if self.is_untold(limit) {
            Standing::NotTold
        } else if self.met(limit).is_some() {
            Standing::Met
        } else if !self.is_pending() {
            Standing::Over
        } else if self.paused.is_some() {
            Standing::Paused
        } else if due.is_past_on(day, now) {
            Standing::Overdue
        } else {
            Standing::Running
        })
    }

    /// Limits that are past and not met at the end of `day`, or at `now`.
    pub fn overdue(&self, day: NaiveDate, now: Option<Moment>) -> impl Iterator<Item = (&Code, &Due)> {
        self.limits.iter().filter(move |(limit, _)| self.standing(limit, day, now) == Some(Standing::Overdue))
    }

    /// Limits that still run, soonest first.
    #[must_use]
    pub fn running(&self) -> Vec<(&Code, &Due)> {
        let mut all: Vec<_> = self.open_limits().collect();
        all.sort_by_key(|(limit, due)| (due.at, limit.as_str()));
        all
    }

    /// Whether an explanation was given by the due date of the limit, in the round in hand.
    #[must_use]
    pub fn explained(&self, due: &Due) -> bool {
        self.delays.iter().any(|d| d.round == self.round() && !d.on.is_after(due.at))
    }

    /// Whether it ever missed a limit, seen at the end of `day`.
    #[must_use]
    pub fn is_late(&self, day: NaiveDate, now: Option<Moment>) -> bool {
        self.missed().next().is_some() || self.overdue(day, now).next().is_some()
    }

    /// How many parties of a role it has, the complainant of the registration and respondents by code among them.
    #[must_use]
    pub fn parties_of(&self, role: &str) -> usize {
        let added = self.parties.iter().filter(|p| p.role == role && p.person.is_empty()).count();
        match role {
            "complainant" => added + usize::from(self.has_own_complainant()),
            "respondent" => added + self.respondents.len(),
            _ => added,
        }
    }

    /// Whether a person is complained about in it, or ever was.
    #[must_use]
    pub fn accuses(&self, person: &str) -> bool {
        self.respondents.iter().chain(&self.former).any(|known| known == person)
    }

    /// These are complained about from now on; who is not among them any more stays barred.
    pub(super) fn set_respondents(&mut self, now: Vec<Code>) {
        for gone in std::mem::replace(&mut self.respondents, now) {
            if !self.accuses(&gone) {
                self.former.push(gone);
            }
        }
    }

    /// Whether it has a link of a kind: `repeat`, and `incident` for what came from many at once, are flags too.
    #[must_use]
    pub fn is_linked(&self, kind: &str) -> bool {
        self.links.iter().any(|(_, known)| known == kind)
    }

    /// Whether the press has to do with it.
    #[must_use]
    pub fn is_media(&self) -> bool {
        self.channel == "media" || self.flag("media")
    }

    /// Whether a court has to do with it.
    #[must_use]
    pub fn is_legal(&self) -> bool {
        self.flag("legal")
    }

    /// Flags beside the state, in a fixed order (`domain.md` §2).
    #[must_use]
    pub fn flags(&self) -> Vec<&'static str> {
        [
            ("paused", self.paused.is_some()),
            ("extended", self.extended),
            ("escalated", !self.level.is_empty()),
            ("supervised", self.is_supervised()),
            ("repeat", self.is_linked("repeat")),
            ("mass", self.is_linked("incident")),
            ("media", self.is_media()),
            ("legal", self.is_legal()),
            ("duplicate", self.is_duplicate()),
            ("restricted", self.restricted),
            ("anonymous", self.anonymous),
            ("contested", self.contested),
            ("out-of-order", !self.disordered.is_empty()),
            ("imported", self.imported),
            ("withdrawal", self.withdrawal_open),
            ("not-understood", self.not_understood),
        ]
        .into_iter()
        .filter_map(|(name, on)| on.then_some(name))
        .collect()
    }

    fn flag(&self, field: &str) -> bool {
        use crate::domain::value::amount::Value;
        match self.fields.get(field) {
            Some(Value::Flag(on)) => *on,
            Some(Value::Text(text)) => !matches!(text.as_str(), "" | "no" | "none"),
            Some(Value::Number(n)) => n.0 != 0,
            None => false,
        }
    }
}

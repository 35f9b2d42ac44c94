//! A case as its events left it: what a fold gives, and what can be asked of it.
//!
//! Invariant: overdue is computed for a day, never stored; what was missed is stored when it is certain, and never taken back.

use crate::domain::Code;
use crate::domain::callback::Callback;
use crate::domain::due::Due;
use crate::domain::event::Fields;
use crate::domain::id::{CaseId, EventId};
use crate::domain::moment::Moment;
use crate::domain::payment::Payment;
use crate::domain::small_map::SmallMap;
use crate::domain::state::State;
use crate::domain::supervision::Supervision;
use crate::domain::value::Amount;
use crate::domain::wish::Wish;
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
    /// It is linked as a duplicate and stays live: see [`crate::domain::duplicate`].
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
    /// Limits that a reply had met which was sent back since: the day stays, though the milestone goes.
    pub met: SmallMap<Code, Moment>,
    /// Outcome, once a later round has begun.
    pub outcome: Code,
    /// Responsibility, once a later round has begun.
    pub responsibility: Code,
    /// Satisfaction, once a later round has begun.
    pub satisfaction: Code,
}

/// A limit that was missed: its date ran out, and no act on record met it by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Round, from 1.
    pub round: usize,
    /// Which limit.
    pub limit: Code,
    /// The rule that gave it.
    pub rule: Code,
    /// When it was due.
    pub due: Moment,
    /// What would have ended it, where the limit's name does not say so (as [`Due::until`]).
    pub until: Code,
    /// A reply had been sent back then, on this day: only a later one meets the limit.
    pub after: Option<Moment>,
    /// The date was counted from a receipt that was corrected since: the case stays late, out of the rate.
    pub corrected: bool,
}

/// A limit that was met in time by an act that was put on record only after the limit's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedLate {
    /// Round, from 1.
    pub round: usize,
    /// Which limit.
    pub limit: Code,
    /// When it was due.
    pub due: Moment,
    /// The act, when it was recorded, and by whom.
    pub act: (EventId, Moment, Code),
}

/// One hop of the route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// To which unit.
    pub unit: Code,
    /// To which person.
    pub person: Code,
    /// When.
    pub on: Moment,
}

/// An explanation of delay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// Round, from 1.
    pub round: usize,
    /// When it was given.
    pub on: Moment,
    /// When a result is expected.
    pub expected: Option<Moment>,
}

/// Somebody who joined a case after its registration. Who it is lies in private, unless it is a member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// complainant, representative or respondent.
    pub role: Code,
    /// The member of staff, where it is one.
    pub person: Code,
    /// The event that added it: its name.
    pub event: EventId,
    /// Since when.
    pub on: Moment,
}

/// How often things happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub returns: u32,
    pub reworks: u32,
    pub contacts: u32,
    pub chases: u32,
    pub notes: u32,
    pub files: u32,
    pub partial: u32,
    pub escalations: u32,
    pub callbacks: u32,
    pub withdrawals: u32,
    pub coerced: u32,
    pub overrides: u32,
    pub given_clock: u32,
    pub improvements: u32,
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

    /// When a milestone was reached in the round in hand.
    #[must_use]
    pub fn reached(&self, milestone: &str) -> Option<Moment> {
        self.current()?.milestones.get(milestone).copied()
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
    /// recorded only later.
    pub fn missed(&self) -> impl Iterator<Item = &Missed> {
        self.lapsed.iter().filter(|lapsed| !self.has_met(lapsed))
    }

    /// Whether an act on record has met a limit by this date.
    pub(in crate::domain) fn has_met(&self, lapsed: &Missed) -> bool {
        let Some(round) = self.rounds.get(lapsed.round.wrapping_sub(1)) else { return false };
        let until = if lapsed.until.is_empty() { Due::default_until(&lapsed.limit) } else { &lapsed.until };
        let met = round.met.get(&lapsed.limit).or_else(|| round.milestones.get(until));
        met.is_some_and(|met| {
            !met.is_after(lapsed.due) && lapsed.after.is_none_or(|sent_back| !sent_back.is_after(*met))
        })
    }

    /// How the limit called `limit` stands at the end of `day`, or at `now`.
    #[must_use]
    pub fn standing(&self, limit: &str, day: NaiveDate, now: Option<Moment>) -> Option<Standing> {
        let due = self.limits.get(limit)?;
        Some(if self.met(limit).is_some() {
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
        use crate::domain::value::Value;
        match self.fields.get(field) {
            Some(Value::Flag(on)) => *on,
            Some(Value::Text(text)) => !matches!(text.as_str(), "" | "no" | "none"),
            Some(Value::Number(n)) => n.0 != 0,
            None => false,
        }
    }
}

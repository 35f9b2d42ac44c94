//! A case as folded from its events, and queries on it.
//!
//! Invariant: overdue is computed for a day and never stored; a missed limit is stored once it is certain, and never
//! removed.

pub mod acts;
pub mod appeal;
pub mod apply;
pub mod callback;
pub mod delivery;
pub mod due;
pub mod duplicate;
pub mod fact;
pub mod fact_type;
pub mod flags;
pub mod limit;
mod limit_days;
pub mod mediation;
pub mod order;
pub mod part;
pub mod party;
pub mod payment;
pub mod registered;
pub mod remedy;
mod standing;
pub mod supervision;
pub mod withdrawal;
pub mod withheld;

use crate::domain::Code;
pub use crate::domain::case::acts::{Answered, Counts, DelayExplained, Hop, IssuedForm, Missed, Party, RecordedLate};
use crate::domain::case::acts::{
    AppealMade, CallbackMade, Evidence, Exempted, IncidentLink, Mediation, Payment, RemedyMade, SpotCheckMade,
    Supervision, WithdrawalRequest,
};
use crate::domain::case::due::{Due, is_ended_by};
use crate::domain::case::registered::Registered;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::state::State;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// Its state.
    pub state: State,
    /// Its rounds; the last is the current one.
    pub rounds: Vec<Round>,
    /// The event that registered it.
    pub opened: Option<EventId>,
    /// When it was recorded.
    pub recorded: Option<Moment>,
    /// Who recorded it.
    pub recorded_by: Code,
    /// The title, unless it is erased or private.
    pub title: Option<String>,
    /// The facts of its registration, as corrected and classified since.
    pub facts: Registered,
    /// Persons who were complained about earlier; they still must not decide.
    pub former: Vec<Code>,
    /// Lead unit.
    pub unit: Code,
    /// Handler.
    pub person: Code,
    /// Assisting units.
    pub assist: Vec<Code>,
    /// The complainant named at registration is no longer a party.
    pub complainant_dropped: bool,
    /// Restricted, and staff are or were complained about: named in `private/`, or in what was recorded before.
    pub withheld: bool,
    /// Outcome of the current round, if it has one, else of the last.
    pub outcome: Code,
    /// Responsibility.
    pub responsibility: Code,
    /// The complainant's satisfaction, as recorded in the reply.
    pub satisfaction: Code,
    /// Compensation paid in all rounds; see [`Case::paid_in`].
    pub compensation: Amount,
    /// The sums that replies offer.
    pub payments: Vec<Payment>,
    /// What was offered, accepted, refused and given, in all rounds.
    pub remedies: Vec<RemedyMade>,
    /// The kinds of remedy among them, each once.
    pub remedy_kinds: Vec<Code>,
    /// Appeals against its decisions, in all rounds.
    pub appeals: Vec<AppealMade>,
    /// Limits in force, by name.
    pub limits: SmallMap<Code, Due>,
    /// Due dates that had run out when an act was recorded and that no act on record had met by then, in all rounds.
    /// [`Case::missed`] tells which of them count as missed.
    pub lapsed: Vec<Missed>,
    /// Limits that were met in time by an act recorded after the due date, in all rounds.
    pub recorded_late: Vec<RecordedLate>,
    /// The units and persons to whom it was assigned, in order.
    pub route: Vec<Hop>,
    /// When the complainant was tried and not reached, in the current round.
    pub attempts: Vec<Moment>,
    /// The start of the current pause.
    pub paused: Option<Moment>,
    /// The ground of the current pause.
    pub pause_ground: Code,
    /// The complainant disputes the result, and the unit has not done it again yet.
    pub disputed: bool,
    /// Past pauses of the current round.
    pub pauses: Vec<(Moment, Moment)>,
    /// When it was returned to the desk, in all rounds.
    pub returned: Vec<Moment>,
    /// Explanations of delay, in all rounds.
    pub delays: Vec<DelayExplained>,
    /// Steps done in the current round.
    pub steps: SmallMap<Code, Moment>,
    /// Approvals given in the current round.
    pub approvals: SmallMap<Code, Moment>,
    /// Which texts the final replies of the current round have: findings, lessons …
    pub said: BTreeSet<Code>,
    /// Level it was escalated to.
    pub level: Code,
    /// Rules of the policy that escalated it automatically in the current round; including revoked escalations, which
    /// are not repeated.
    pub raised: Vec<Code>,
    /// Parties added after the registration that still are parties.
    pub parties: Vec<Party>,
    /// The organisations among its parties, each once.
    pub organisations: Vec<Code>,
    /// Acts of mediation, in all rounds.
    pub mediations: Vec<Mediation>,
    /// Evidence that was taken in, in all rounds.
    pub evidence: Vec<Evidence>,
    /// The standard answers that were given, each once.
    pub answers: Vec<Code>,
    /// The incidents that it is about.
    pub incidents: Vec<IncidentLink>,
    /// The same by name, for terms and counts.
    pub incident_names: Vec<Code>,
    /// Links to other cases, with their kinds.
    pub links: Vec<(CaseId, Code)>,
    /// The forms that were issued with a number, in order.
    pub forms: Vec<IssuedForm>,
    /// Counts of acts.
    pub counts: Counts,
    /// Whether supervision was ordered.
    pub supervised: bool,
    /// The grounds on which it is under supervision.
    pub supervisions: Vec<Supervision>,
    /// Wishes to withdraw, in all rounds.
    pub wishes: Vec<WithdrawalRequest>,
    /// Callbacks, in all rounds.
    pub callbacks: Vec<CallbackMade>,
    /// Replies that were read again.
    pub spot_checks: Vec<SpotCheckMade>,
    /// Rounds that do not count in a measure.
    pub exemptions: Vec<Exempted>,
    /// The complainant asked to withdraw, and the check has no result yet.
    pub withdrawal_open: bool,
    /// When a message came in on which nobody has acted yet.
    pub message: Option<Moment>,
    /// It is linked as a duplicate but stays live: see [`crate::domain::case::duplicate`].
    pub woken: bool,
    /// Two writers made conflicting acts without seeing each other.
    pub contested: bool,
    /// Acts on record dated before the act that they need. The gate no longer accepts such acts.
    pub disordered: Vec<EventId>,
    /// It has an event that this version does not know and must not ignore.
    pub not_understood: bool,
    /// Its history was imported.
    pub imported: bool,
    /// A limit was extended.
    pub extended: bool,
    /// Working days of extension, by limit.
    pub extensions: SmallMap<Code, u32>,
    /// The position of the last act that could conflict with another, and the kind of the contested act.
    pub clash: (u32, Code),
    /// The number of events.
    pub events: u32,
    /// The last event.
    pub last: Option<EventId>,
    /// When the last event was recorded.
    pub touched: Option<Moment>,
    /// When the last event happened.
    pub acted: Option<Moment>,
    /// The first and the latest day on which any of its events happened, or to which a receipt was corrected.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The latest day on which any of its events was recorded.
    pub last_recorded: NaiveDate,
    /// An event was revoked: the case must be folded from its whole history.
    pub refold: bool,
    /// An earlier version read its log differently (`CHANGELOG.md`).
    pub reread: bool,
    /// The registration was revoked or has not arrived yet.
    pub unopened: bool,
}

/// One round: from a receipt to an end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// Receipt.
    pub received: Option<Moment>,
    /// Digest of the policy that applies to it.
    pub policy: Code,
    /// When each milestone was reached: `accepted`, `assigned`, `contacted`, `replied`, `reported`, `sourced`,
    /// `closed`, `step:CODE` ….
    pub milestones: SmallMap<Code, Moment>,
    /// How and when it ended.
    pub ended: Option<(State, Moment)>,
    /// If the end is dated before a milestone that had been reached when it was recorded: the latest of those milestones.
    pub reached_after_end: Option<Moment>,
    /// The time that counts for limits when the end was recorded (during a pause, its start): they are always judged by
    /// it.
    pub stopped: Option<Moment>,
    /// For imported history: up to when the source tells it, and the state that the case then had.
    pub told: Option<(Moment, State)>,
    /// Limits that were met by a reply which was sent back since: the day stays, though the milestone is removed.
    pub met: SmallMap<Code, Moment>,
    /// Outcome; set when a later round begins.
    pub outcome: Code,
    /// Responsibility; set when a later round begins.
    pub responsibility: Code,
    /// Satisfaction; set when a later round begins.
    pub satisfaction: Code,
    /// The limits as they stood when a later round began; until then those of the case.
    pub limits: SmallMap<Code, Due>,
    /// The pauses; set when a later round begins.
    pub pauses: Vec<(Moment, Moment)>,
    /// Who answered the complainant: of the reply that stands.
    pub answered: Option<Answered>,
}

/// The status of a limit on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Running, not past its due date.
    Running,
    /// Past its due date and not met.
    Overdue,
    /// Paused.
    Paused,
    /// Met, in time or not.
    Met,
    /// The round ended without it being met.
    Over,
    /// The source of the imported history does not tell: neither late nor in time.
    NotTold,
}

impl Round {
    /// When a milestone was reached or a step was done. A step may be named by its code, unless a milestone has that
    /// name.
    #[must_use]
    pub fn reached(&self, name: &str) -> Option<Moment> {
        let step = || self.milestones.iter().find(|(milestone, _)| is_ended_by(name, milestone)).map(|(_, on)| on);
        self.milestones.get(name).or_else(step).copied()
    }

    /// Whether the source of an imported round does not tell what became of a limit that ends with `until`: it names no
    /// such act, and its state does not exclude that the act had happened; the due date had passed when the source was
    /// read, or the state lies beyond the act.
    #[must_use]
    pub fn is_untold(&self, until: &str, due: Moment) -> bool {
        self.told.is_some_and(|(told, state)| {
            (told.is_after(due) || state.is_beyond(until))
                && !state.is_before(until)
                && self.reached(until).is_none_or(|reached| reached.is_after(told))
        })
    }
}

impl Case {
    /// Numbers the events of a chain that was just decided: there they are counted from 1 and have no desk. `before` is the number of the
    /// last event before them.
    pub fn number(&mut self, id: CaseId, desk: DeskCode, before: u64) {
        self.id = id;
        let late = self.recorded_late.iter_mut().map(|late| &mut late.act.0);
        let forms = self.forms.iter_mut().map(|form| &mut form.event);
        let parties = self.parties.iter_mut().map(|party| &mut party.event);
        let evidence = self.evidence.iter_mut().map(|evidence| &mut evidence.event);
        let own = self.opened.iter_mut().chain(&mut self.last).chain(&mut self.disordered);
        let all = own.chain(late).chain(forms).chain(parties).chain(evidence);
        all.filter(|event| event.desk == DeskCode::default()).for_each(|event| {
            *event = EventId { desk, n: before + event.n };
        });
    }

    /// The number of the current round, from 1.
    #[must_use]
    pub fn round(&self) -> usize {
        self.rounds.len()
    }

    /// The current round.
    #[must_use]
    pub fn current(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// Outcome, responsibility and satisfaction of a round; `round` counts from 0.
    #[must_use]
    pub fn result_of(&self, round: usize) -> (&Code, &Code, &Code) {
        match self.rounds.get(round).filter(|_| round + 1 < self.rounds.len()) {
            Some(earlier) => (&earlier.outcome, &earlier.responsibility, &earlier.satisfaction),
            None => (&self.outcome, &self.responsibility, &self.satisfaction),
        }
    }

    /// The limits of a round, which counts from 0.
    #[must_use]
    pub fn limits_of(&self, round: usize) -> &SmallMap<Code, Due> {
        match self.rounds.get(round).filter(|_| round + 1 < self.rounds.len()) {
            Some(earlier) => &earlier.limits,
            None => &self.limits,
        }
    }

    /// The past pauses of a round, which counts from 0.
    #[must_use]
    pub fn pauses_of(&self, round: usize) -> &[(Moment, Moment)] {
        match self.rounds.get(round).filter(|_| round + 1 < self.rounds.len()) {
            Some(earlier) => &earlier.pauses,
            None => &self.pauses,
        }
    }

    /// The unit and person that held a round, from 0, at the end of a day, or when it ended if that was before: those of the last assignment
    /// by then, unless it was returned since, or the form was given back before the complainant was answered; else the desk's unit.
    #[must_use]
    pub fn held_in(&self, round: usize, day: NaiveDate) -> (Code, Code) {
        let round = self.rounds.get(round);
        let ended = round.and_then(|round| round.ended).map(|(_, on)| on);
        let by_then = |on: &Moment| on.date() <= day && ended.is_none_or(|ended| !on.is_after(ended));
        let hop = self.route.iter().rev().find(|hop| by_then(&hop.on));
        let back = self.returned.iter().rev().find(|on| by_then(on)).copied();
        // Of two acts of one moment, or of one day without their times, the later on record counts; of the last ones the case itself tells.
        let same_day = |hop: &&Hop, back: Moment| {
            let in_order = back.is_after(hop.on) || hop.on.is_after(back);
            hop.on.date() == back.date() && (hop.on.is_day() || back.is_day() || !in_order)
        };
        let has_it = hop.is_some_and(|hop| self.unit == hop.unit && Some(hop) == self.route.last());
        let back = back.filter(|back| !(has_it && hop.is_some_and(|hop| same_day(&hop, *back))));
        let reached = |milestone: &str| round.and_then(|round| round.reached(milestone));
        let answered = reached("replied");
        let form =
            reached("reported").filter(|on| by_then(on) && answered.is_none_or(|answered| answered.is_after(*on)));
        match hop.filter(|hop| back.max(form).is_none_or(|back| hop.on.is_after(back))) {
            Some(hop) => (hop.unit.clone(), hop.person.clone()),
            None => (self.of_desk(), Code::default()),
        }
    }

    /// The unit that holds a case without an assigned unit: the one that received it, else the desk.
    pub(in crate::domain) fn of_desk(&self) -> Code {
        if self.facts.received_by.is_empty() { self.id.desk.as_str().into() } else { self.facts.received_by.clone() }
    }

    /// The first receipt.
    #[must_use]
    pub fn received(&self) -> Option<Moment> {
        self.rounds.first().and_then(|r| r.received)
    }

    /// The digest of the current round's policy.
    #[must_use]
    pub fn policy(&self) -> &str {
        self.current().map_or("", |r| r.policy.as_str())
    }

    /// When a milestone was reached or a step was done in the current round.
    #[must_use]
    pub fn reached(&self, milestone: &str) -> Option<Moment> {
        self.current()?.reached(milestone)
    }

    /// The number of parties with a role, including the complainant of the registration and respondents by code.
    #[must_use]
    pub fn parties_of(&self, role: &str) -> usize {
        let added = self.parties.iter().filter(|p| p.role == role && p.person.is_empty()).count();
        match role {
            "complainant" => added + usize::from(self.has_own_complainant()),
            "respondent" => added + self.facts.respondents.len(),
            _ => added,
        }
    }

    /// Whether a person is or ever was complained about in this case.
    #[must_use]
    pub fn accuses(&self, person: &str) -> bool {
        self.facts.respondents.iter().chain(&self.former).any(|known| known == person)
    }

    /// Keeps, as former respondents, those of `before` who no longer are persons complained about.
    pub(super) fn keep_former(&mut self, before: Vec<Code>) {
        for gone in before {
            if !self.accuses(&gone) {
                self.former.push(gone);
            }
        }
    }

    /// Whether it has a link of a kind. The kinds `repeat` and `incident` are flags too.
    #[must_use]
    pub fn is_linked(&self, kind: &str) -> bool {
        self.links.iter().any(|(_, known)| known == kind)
    }
}

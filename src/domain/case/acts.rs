//! The acts that a case keeps one by one (hops of the route, delays, parties, missed limits), and counts of acts.

use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;

/// A limit that was missed: it ran out, and no act on record met it in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Round, from 1.
    pub round: usize,
    /// The limit's name.
    pub limit: Code,
    /// The rule that gave it.
    pub rule: Code,
    /// The due date.
    pub due: Moment,
    /// The milestone or step that ends it; empty for the limit's default (as in [`Due::until`]).
    pub until: Code,
    /// The day of a rework by that date: only a reply after it meets the limit.
    pub after: Option<Moment>,
    /// The date was counted from a receipt that was corrected since: the case stays late, but does not count in the
    /// rate.
    pub corrected: bool,
}

impl Missed {
    /// The milestone or step that would have met it.
    #[must_use]
    pub fn ended_by(&self) -> &str {
        if self.until.is_empty() { Due::default_until(&self.limit) } else { &self.until }
    }
}

/// A limit that was met in time by an act that was recorded only after the due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedLate {
    /// Round, from 1.
    pub round: usize,
    /// The limit's name.
    pub limit: Code,
    /// The due date.
    pub due: Moment,
    /// The act, when it was recorded, and by whom.
    pub act: (EventId, Moment, Code),
}

/// One hop of the route: an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The unit.
    pub unit: Code,
    /// The person.
    pub person: Code,
    /// When.
    pub on: Moment,
}

/// A form that was issued with a number (`form --issue`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedForm {
    /// Round, from 1.
    pub round: usize,
    /// The policy's form.
    pub form: Code,
    /// Its number.
    pub number: Code,
    /// The event that issued it.
    pub event: EventId,
    /// When.
    pub on: Moment,
    /// By whom.
    pub by: Code,
}

/// An explanation of delay (`delay`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayExplained {
    /// Round, from 1.
    pub round: usize,
    /// When it was given.
    pub on: Moment,
    /// When a result is expected.
    pub expected: Option<Moment>,
}

/// A party added to a case after its registration. Its name lies in `private/`, except for the codes of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// One of [`ROLES`](crate::domain::case::party::ROLES).
    pub role: Code,
    /// The code, if it is a member of staff.
    pub person: Code,
    /// The name, if it is an organisation.
    pub organisation: Code,
    /// How many persons it is; at least 1.
    pub persons: u32,
    /// The event that added it; identifies the party.
    pub event: EventId,
    /// Since when.
    pub on: Moment,
}

/// An incident that a case is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentLink {
    /// The incident, by the event that opened it.
    pub incident: EventId,
    /// Its kind.
    pub kind: Code,
    /// Its team.
    pub team: Code,
}

/// An act of mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mediation {
    /// Round, from 1.
    pub round: usize,
    /// One of [`RESULTS`](crate::domain::case::mediation::RESULTS).
    pub result: Code,
    /// When.
    pub on: Moment,
    /// The sum that was agreed.
    pub amount: Option<Amount>,
    /// The day by which the agreement is to be kept.
    pub deadline: Option<Moment>,
}

/// One act of a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemedyMade {
    /// Round, from 1.
    pub round: usize,
    /// One of [`ACTS`](crate::domain::case::remedy::ACTS).
    pub act: Code,
    /// The policy's kind.
    pub kind: Code,
    /// The sum, where the kind has one.
    pub amount: Option<Amount>,
    /// When.
    pub on: Moment,
    /// A reply offers it.
    pub by_reply: bool,
}

/// An appeal against the decision of a case, from its lodging to what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppealMade {
    /// Round, from 1: the one whose decision is appealed against.
    pub round: usize,
    /// The reviewing unit, if it is one of the directory.
    pub unit: Code,
    /// The body does not belong to this organisation.
    pub outside: bool,
    /// How far it has come: `sent`, the decision, or `carried-out`.
    pub state: Code,
    /// The decision; empty while it is awaited.
    pub decision: Code,
    /// When it was lodged; `None` if only the decision is on record.
    pub sent: Option<Moment>,
    /// When it was decided.
    pub decided: Option<Moment>,
    /// The sum that was awarded.
    pub award: Option<Amount>,
    /// When the decision was carried out.
    pub carried_out: Option<Moment>,
}

/// Evidence that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The event that took it in; identifies it.
    pub event: EventId,
    /// When.
    pub on: Moment,
    /// The number of pieces.
    pub pieces: u32,
    /// When it was given back.
    pub returned: Option<Moment>,
}

/// How often each kind of act happened.
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
    pub extensions: u32,
    pub deliveries: u32,
}

/// Who answered the complainant for good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// The unit that replied.
    pub unit: Code,
    /// The handler named in the reply, else the person to whom the case was assigned.
    pub person: Code,
}

/// A reply that was read again by somebody who did not handle it (抽查).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotCheckMade {
    /// Round, from 1.
    pub round: usize,
    /// The policy's row.
    pub check: Code,
    /// When.
    pub on: Moment,
    /// Who read it.
    pub by: Code,
    /// Whether it passed.
    pub passed: bool,
    /// Whether the case was worked on again since.
    pub taken_up: bool,
}

/// A round that does not count in a measure, by an approval (考核剔除).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exempted {
    /// Round, from 1.
    pub round: usize,
    /// The measure, of [`crate::domain::policy::EXEMPT_MEASURES`].
    pub measure: Code,
    /// The policy's ground.
    pub ground: Code,
}

/// A callback (回访) to the complainant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackMade {
    /// Round, from 1.
    pub round: usize,
    /// When.
    pub on: Moment,
    /// Who called.
    pub by: Code,
    /// yes, no or unreached.
    pub resolved: Code,
    /// yes, basically or no; empty if it was not asked.
    pub satisfied: Code,
    /// The case was worked on again after it: reworked or reopened.
    pub taken_up: bool,
    /// How often the case had been sent back for rework before it.
    pub reworks: u32,
}

impl CallbackMade {
    /// Whether the complainant was reached.
    #[must_use]
    pub fn reached(&self) -> bool {
        self.resolved != "unreached"
    }
}

/// Compensation paid by a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Round, from 1.
    pub round: usize,
    /// The unit, for a partial reply; empty for a final reply.
    pub part_of: Code,
    /// The amount.
    pub sum: Amount,
    /// The reply was sent back: the payment is replaced by that of the next reply.
    pub sent_back: bool,
}

/// One ground on which a case is under supervision (督办).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supervision {
    /// One of [`GROUNDS`](crate::domain::case::supervision::GROUNDS).
    pub ground: Code,
    /// Since when.
    pub since: Moment,
    /// Who ordered it.
    pub by: Code,
    /// The reason, if it was given and is not private.
    pub reason: Option<String>,
    /// The accountability case.
    pub other: Option<CaseId>,
}

/// One wish to withdraw (撤诉), from the request to the result of the check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithdrawalRequest {
    /// Round, from 1.
    pub round: usize,
    /// When it was requested; `None` if only the check was recorded.
    pub requested: Option<Moment>,
    /// When that was recorded: from then on limits stand still, if it is granted.
    pub recorded: Option<Moment>,
    /// requested, unverified, coerced or voluntary.
    pub answer: Code,
    /// When it was last checked.
    pub checked: Option<Moment>,
    /// Who checked it.
    pub checked_by: Code,
    /// The complainant's reason, if it was given and is not private.
    pub reason: Option<String>,
    /// Whether a reason was recorded, private or not.
    pub reasoned: bool,
    /// The accountability case, opened because the complainant was put under pressure.
    pub accountability: Option<CaseId>,
}

impl WithdrawalRequest {
    /// Whether the check has no result yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.answer.as_str(), "requested" | "unverified")
    }
}

//! What happened in a case, one by one: hops, delays, parties, limits missed; and how often things happened.

use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;

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

impl Missed {
    /// The milestone or step that would have met it.
    #[must_use]
    pub fn ended_by(&self) -> &str {
        if self.until.is_empty() { Due::default_until(&self.limit) } else { &self.until }
    }
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

/// A call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// Round, from 1.
    pub round: usize,
    /// When.
    pub on: Moment,
    /// Who called.
    pub by: Code,
    /// yes, no or unreached.
    pub resolved: Code,
    /// yes, basically or no; empty where it was not asked.
    pub satisfied: Code,
    /// The case was taken up again after it: reworked or reopened.
    pub taken_up: bool,
}

impl Callback {
    /// Whether the complainant was spoken to.
    #[must_use]
    pub fn reached(&self) -> bool {
        self.resolved != "unreached"
    }
}

/// Compensation that a reply paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Round, from 1.
    pub round: usize,
    /// The unit whose part of a reply it was; none where it was the reply.
    pub part_of: Code,
    /// How much.
    pub sum: Amount,
    /// The reply was sent back: one that is done again takes its place.
    pub sent_back: bool,
}

/// One reason for which a case stands under supervision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supervision {
    /// One of [`GROUNDS`].
    pub ground: Code,
    /// Since when.
    pub since: Moment,
    /// Who did it.
    pub by: Code,
    /// Why, where it was said and not in private.
    pub reason: Option<String>,
    /// The accountability case.
    pub other: Option<CaseId>,
}

/// One wish to withdraw, from the asking to the finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Round, from 1.
    pub round: usize,
    /// When it was asked for; `None` where only the check was recorded.
    pub requested: Option<Moment>,
    /// requested, unverified, coerced or voluntary.
    pub answer: Code,
    /// When it was last checked.
    pub checked: Option<Moment>,
    /// Who checked it.
    pub checked_by: Code,
    /// The complainant's reason, where it was said and not in private.
    pub reason: Option<String>,
    /// Whether a reason was recorded, in private or not.
    pub reasoned: bool,
    /// The case opened against who put the complainant under pressure.
    pub accountability: Option<CaseId>,
}

impl Wish {
    /// Whether nothing was found yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.answer.as_str(), "requested" | "unverified")
    }
}

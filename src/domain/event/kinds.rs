//! Every kind of event with its fields. The name of a kind is in the past tense, and its meaning never changes.

use super::facts::{self, AsFact};
use super::quick::{Quick, member};
use super::range::Ranged;
use super::table::events;
use super::write::{self, put_member};
use super::{Fields, is_default};
use crate::domain::Code;
use crate::domain::case::due::Dues;
use crate::domain::case::registered::{Registered, registered};
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

registered! { events!
    (/// A case was registered; `on` is its receipt.
    opened: Opened)
    {
        /// Digest of the policy that applies to this round.
        policy: Code,
    }
    {
        /// Members of staff are complained about, and their names lie in `private/`.
        withheld: bool,
    }
    /// The desk accepted the case.
    accepted: Accepted {
        /// The unit that holds it now.
        unit: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// The desk declined the case.
    declined: Declined {
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Referred to the organisation that is responsible.
    referred: Referred {
        /// The row of the policy for matters outside its power, if one was named.
        outside: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Category, nature, causes or policy fields were set.
    classified: Classified {
        /// Category.
        category: Option<Code>,
        /// Nature.
        nature: Option<Code>,
        /// Causes.
        causes: Option<Vec<Code>>,
        /// Values of policy fields.
        fields: Fields,
        /// Restricted from now on (true) or no longer (false).
        restricted: Option<bool>,
    }
    /// Assigned to a unit.
    assigned: Assigned {
        /// Lead unit.
        unit: Code,
        /// Handler.
        person: Code,
        /// Assisting units.
        assist: Vec<Code>,
        /// The form that went with it: transfer or supervision.
        form: Code,
    }
    /// The unit returned it to the desk.
    returned: Returned {
        /// The unit that sent it back.
        unit: Code,
    }
    /// The desk sent the reply back to be done again.
    reworked: Reworked {}
    /// The complainant was contacted, without a reply.
    contacted: Contacted {
        /// ack, first, explain, meeting or chase.
        kind: Code,
        /// Channel.
        via: Code,
        /// When a reply can be expected, as the acknowledgement states it: the reply limit in force.
        expected: Option<Moment>,
    }
    /// A step was done.
    stepped: Stepped {
        /// The step's code.
        step: Code,
        /// Values of policy fields that it sets.
        fields: Fields,
    }
    /// Somebody approved.
    approved: Approved {
        /// What was approved.
        what: Code,
    }
    /// A note was added.
    noted: Noted {}
    /// Files were attached; their names lie in `private/`.
    attached: Attached {
        /// The number of files. Names, sizes and digests lie in `private/`: a digest would identify a letter to anybody
        /// who has a copy.
        count: u32,
    }
    /// The reason for being late was given; moves no date.
    delayed: Delayed {
        /// Channel by which the complainant was told.
        told: Code,
        /// When a result is expected.
        expected: Option<Moment>,
    }
    /// A limit was extended, where the policy grants it.
    extended: Extended {
        /// Which limit.
        limit: Code,
        /// The new due date.
        until: Option<Moment>,
        /// Total working days of all extensions of this limit.
        days: u32,
    }
    /// The limits were paused.
    paused: Paused {
        /// The policy's ground.
        ground: Code,
    }
    /// The limits run again.
    resumed: Resumed {}
    /// Escalated to a higher level.
    escalated: Escalated {
        /// The level.
        to: Code,
        /// The policy's rule, if it was escalated automatically.
        rule: Code,
    }
    /// Put under supervision.
    supervised: Supervised {}
    /// A reply, whole or in part.
    replied: Replied {
        /// Recipients: complainant, desk, source.
        to: Vec<Code>,
        /// Whom the reply settled, as decided: complainant (also if there is nobody to answer), desk, source; nobody if
        /// partial.
        answers: Vec<Code>,
        /// Channel.
        via: Code,
        /// Unit that replies.
        from: Code,
        /// An assisting unit's part; does not change the state.
        partial: bool,
        /// Whose responsibility.
        responsibility: Code,
        /// Whether the complainant is satisfied.
        satisfaction: Code,
        /// Handler named in the reply.
        handler: Code,
        /// The handler's office phone.
        phone: Code,
        /// Compensation paid.
        compensation: Option<Amount>,
        /// Units that get a copy.
        cc: Vec<Code>,
        /// Outcome.
        outcome: Code,
        /// Which texts the reply has: findings, staff_action, lessons, explanation. Still known when the texts are
        /// erased or private.
        elements: Vec<Code>,
    }
    /// The complainant was called back.
    called_back: CalledBack {
        /// yes, no or unreached.
        resolved: Code,
        /// yes, basically or no.
        satisfied: Code,
    }
    /// The complainant asked to withdraw; not checked yet.
    withdrawal_requested: WithdrawalRequested {}
    /// It could not be verified that the wish is free.
    withdrawal_unverified: WithdrawalUnverified {
        /// Who checked.
        checked_by: Code,
    }
    /// The complainant was put under pressure; the case goes on.
    withdrawal_coerced: WithdrawalCoerced {
        /// Who checked.
        checked_by: Code,
        /// The accountability case.
        accountability: Option<CaseId>,
    }
    /// Withdrawn of the complainant's own free wish.
    withdrawn: Withdrawn {
        /// Who checked.
        checked_by: Code,
    }
    /// A new round began; `on` is its receipt.
    reopened: Reopened {
        /// Digest of the policy that applies to this round.
        policy: Code,
    }
    /// Closed and archived.
    closed: Closed {
        /// Outcome.
        outcome: Code,
    }
    /// Linked to another case.
    linked: Linked {
        /// The other case.
        other: Option<CaseId>,
        /// duplicate, repeat, related, accountability or incident.
        kind: Code,
    }
    /// A link was removed.
    unlinked: Unlinked {
        /// The other case.
        other: Option<CaseId>,
    }
    /// Facts of the registration were corrected.
    corrected: Corrected {
        /// New values by name.
        set: Fields,
        /// The former values, where there were any.
        was: Fields,
        /// The party whose data was corrected, by the event that named it; the values lie in `private/`.
        party: Option<EventId>,
        /// Which data of the party.
        private: Vec<Code>,
    }
    /// Another event counts as absent from now on.
    revoked: Revoked {
        /// The event.
        event: Option<EventId>,
    }
    /// Not a case at all; its number stays used.
    voided: Voided {
        /// test or mistake.
        kind: Code,
    }
    /// Gates were passed over by an override.
    overridden: Overridden {
        /// The command.
        verb: Code,
        /// The rules that were passed over.
        rules: Vec<Code>,
    }
    /// A party was added to a case. Staff are named by code; the names of others lie in `private/`.
    party_added: PartyAdded {
        /// complainant, representative or respondent.
        role: Code,
        /// The code, if it is a member of staff.
        person: Code,
    }
    /// A party was removed.
    party_dropped: PartyDropped {
        /// complainant, representative or respondent.
        role: Code,
        /// The code, if it is a member of staff.
        person: Code,
        /// The event that added it; none for staff named at registration.
        party: Option<EventId>,
    }
    /// A duty was done: work without a case.
    duty_done: DutyDone {
        /// The policy's duty.
        duty: Code,
        /// The unit that owed it.
        unit: Code,
        /// Nothing was found.
        nil: bool,
        /// The cases that were found.
        found: Vec<CaseId>,
        /// It was done after the time of day that the policy sets.
        late: bool,
    }
    /// An improvement was added; it is identified by this event.
    improvement_added: ImprovementAdded {
        /// The responsible unit.
        unit: Code,
        /// The responsible person.
        person: Code,
        /// The deadline.
        deadline: Option<Moment>,
    }
    /// An improvement was done.
    improvement_done: ImprovementDone {
        /// The event that added it.
        item: Option<EventId>,
    }
    /// Due dates were computed again because a calendar or a policy changed.
    recomputed: Recomputed {
        /// calendar or policy.
        why: Code,
    }
    /// A policy was adopted.
    policy: PolicyAdopted {
        /// SHA-256 of its resolved form, which is the name of its file.
        digest: Code,
        /// First day of receipt to which it applies.
        from: Option<Moment>,
    }
    /// The directory of units and people changed.
    directory_changed: DirectoryChanged {
        /// SHA-256 of `directory.toml`.
        digest: Code,
        /// Changed accounts, by person; empty if a person no longer has one.
        accounts: SmallMap<Code, Code>,
        /// Changed roles, by person, joined by commas.
        roles: SmallMap<Code, Code>,
    }
    /// Private data was shown.
    revealed: Revealed {
        /// The cases whose data was shown.
        cases: Vec<CaseId>,
        /// The command that showed it.
        command: Code,
    }
    /// Texts and private data were erased.
    erased: Erased {
        /// The events whose data was erased.
        events: Vec<EventId>,
        /// private, all (the institution's own texts too), sealed (texts moved to the private side), or corrected
        /// (values that were corrected there).
        scope: Code,
        /// request, or retention (the period of keeping is over).
        ground: Code,
        /// Who approved it, besides who did it.
        approver: Code,
        /// The row that kept the case.
        row: Code,
    }
    /// An import ended.
    imported: Imported {
        /// SHA-256 of the file.
        file: Code,
        /// The map.
        map: Code,
        /// Cases created.
        cases: u64,
        /// Events taken.
        events: u64,
        /// Rows rejected.
        rejected: u64,
        /// Rows that had been imported before.
        known: u64,
    }
}

macro_rules! registered_facts {
    ({ $( $(#[$doc:meta])* $field:ident : $type:ty $(= $row:tt)? ),* $(,)? }) => {
        impl Opened {
            /// The facts of the registration.
            #[must_use]
            pub fn facts_of_case(&self) -> Registered {
                Registered { $( $field: self.$field.clone(), )* }
            }

            /// Replaces the facts.
            pub fn set_facts(&mut self, facts: Registered) {
                $( self.$field = facts.$field; )*
            }
        }
    };
}
registered! { registered_facts! () {} {} }

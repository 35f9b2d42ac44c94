//! Every kind of event with its facts: the log's vocabulary. A kind is in the past tense and never changes its meaning.

use super::facts::{self, AsFact};
use super::quick::{Quick, member};
use super::range::Ranged;
use super::table::events;
use super::write::{self, put_member};
use super::{Fields, is_default};
use crate::domain::Code;
use crate::domain::case::due::Dues;
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

events! {
    /// A case was registered; `on` is its receipt.
    opened: Opened {
        /// Digest of the policy that holds for this round.
        policy: Code,
        /// Channel by which it came.
        channel: Code,
        /// Source that passed it on.
        source: Code,
        /// The source's own number.
        source_ref: Code,
        /// When the source wants its answer.
        source_due: Option<Moment>,
        /// Category.
        category: Code,
        /// Nature: complaint, suggestion, enquiry …
        nature: Code,
        /// Unit that first heard it.
        received_by: Code,
        /// Person who first heard it.
        taken_by: Code,
        /// Unit complained about.
        against: Code,
        /// Persons complained about, by code.
        respondents: Vec<Code>,
        /// Unit whose customer it is.
        owner: Code,
        /// Sum in question.
        amount: Option<Amount>,
        /// Causes.
        causes: Vec<Code>,
        /// Tags.
        tags: Vec<Code>,
        /// The policy's own fields.
        fields: Fields,
        /// The complainant gave no name.
        anonymous: bool,
        /// Only participants may see it; its texts lie in private.
        restricted: bool,
        /// Members of staff are complained about: who lies in private.
        withheld: bool,
    }
    /// The desk took the case on.
    accepted: Accepted {
        /// The unit that has it now.
        unit: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// The desk did not take it on.
    declined: Declined {
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Sent to whom it concerns.
    referred: Referred {
        /// Row of the policy's matters outside its power, if one was named.
        outside: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Category, nature, causes or own fields were set.
    classified: Classified {
        /// Category.
        category: Option<Code>,
        /// Nature.
        nature: Option<Code>,
        /// Causes.
        causes: Option<Vec<Code>>,
        /// Own fields.
        fields: Fields,
        /// From now on (or no longer) restricted.
        restricted: Option<bool>,
    }
    /// Sent to a unit.
    assigned: Assigned {
        /// Lead unit.
        unit: Code,
        /// Handler.
        person: Code,
        /// Assisting units.
        assist: Vec<Code>,
        /// Form that went with it: transfer or supervision.
        form: Code,
    }
    /// The unit sent it back to the desk.
    returned: Returned {
        /// The unit that sent it back.
        unit: Code,
    }
    /// The desk sent the result back to be done again.
    reworked: Reworked {}
    /// Words with the complainant short of a reply.
    contacted: Contacted {
        /// ack, first, explain, meeting or chase.
        kind: Code,
        /// Channel.
        via: Code,
        /// When an answer can be expected, as an acknowledgement says it: the reply limit in force.
        expected: Option<Moment>,
    }
    /// A step was done.
    stepped: Stepped {
        /// Which.
        step: Code,
        /// Own fields it sets.
        fields: Fields,
    }
    /// Somebody approved.
    approved: Approved {
        /// What.
        what: Code,
    }
    /// A note.
    noted: Noted {}
    /// Files were added; their names lie in private.
    attached: Attached {
        /// How many. Names, sizes and digests lie in private: who has a letter could tell it by its digest.
        count: u32,
    }
    /// Why it will be late; moves no date.
    delayed: Delayed {
        /// Channel by which the complainant was told.
        told: Code,
        /// When a result is expected.
        expected: Option<Moment>,
    }
    /// A limit was moved where the policy grants it.
    extended: Extended {
        /// Which limit.
        limit: Code,
        /// Until when.
        until: Option<Moment>,
        /// How many working days all extensions of this limit make together.
        days: u32,
    }
    /// The clock stopped.
    paused: Paused {
        /// The policy's ground.
        ground: Code,
    }
    /// The clock runs again.
    resumed: Resumed {}
    /// Taken up to a higher level.
    escalated: Escalated {
        /// The level.
        to: Code,
        /// The policy's rule, where it went up by itself.
        rule: Code,
    }
    /// Put under supervision.
    supervised: Supervised {}
    /// A reply, whole or in part.
    replied: Replied {
        /// To whom it went: complainant, desk, source.
        to: Vec<Code>,
        /// What it settled, as decided: complainant (also where there is nobody to answer), desk, source; nothing if partial.
        answers: Vec<Code>,
        /// Channel.
        via: Code,
        /// Unit that replies.
        from: Code,
        /// An assisting unit's part; moves no state.
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
        /// Which texts it holds: findings, staff_action, lessons, explanation. Known when they are erased or private too.
        elements: Vec<Code>,
    }
    /// The complainant was called back.
    called_back: CalledBack {
        /// yes, no or unreached.
        resolved: Code,
        /// yes, basically or no.
        satisfied: Code,
    }
    /// The complainant asked to withdraw; not yet checked.
    withdrawal_requested: WithdrawalRequested {}
    /// It could not be checked whether the wish is free.
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
    /// A new round; `on` is its receipt.
    reopened: Reopened {
        /// Digest of the policy that holds for this round.
        policy: Code,
    }
    /// Archived.
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
    /// A link was taken back.
    unlinked: Unlinked {
        /// The other case.
        other: Option<CaseId>,
    }
    /// Facts of the registration were put right.
    corrected: Corrected {
        /// New values by name.
        set: Fields,
        /// What they were, where that was something.
        was: Fields,
        /// The party of whom something was put right, by the event that named it; the values lie in private.
        party: Option<EventId>,
        /// What of the party.
        private: Vec<Code>,
    }
    /// Another event counts as absent.
    revoked: Revoked {
        /// Which.
        event: Option<EventId>,
    }
    /// Not a case at all; the number stays.
    voided: Voided {
        /// test or mistake.
        kind: Code,
    }
    /// A gate was passed over.
    overridden: Overridden {
        /// The command.
        verb: Code,
        /// The rules passed over.
        rules: Vec<Code>,
    }
    /// A party joined a case. Staff are named by code; who anybody else is lies in private.
    party_added: PartyAdded {
        /// complainant, representative or respondent.
        role: Code,
        /// The member of staff, where it is one.
        person: Code,
    }
    /// A party is none any more.
    party_dropped: PartyDropped {
        /// complainant, representative or respondent.
        role: Code,
        /// The member of staff, where it is one.
        person: Code,
        /// The event that added it; none for staff named at the registration.
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
        /// It was done after the time of day that the policy names.
        late: bool,
    }
    /// Something is to be improved; its event is its name.
    improvement_added: ImprovementAdded {
        /// The unit that answers for it.
        unit: Code,
        /// The person who does.
        person: Code,
        /// Until when.
        deadline: Option<Moment>,
    }
    /// It was improved.
    improvement_done: ImprovementDone {
        /// The event that it was added by.
        item: Option<EventId>,
    }
    /// Due dates were computed again because a calendar or a policy changed.
    recomputed: Recomputed {
        /// calendar or policy.
        why: Code,
    }
    /// From here on this policy holds.
    policy: PolicyAdopted {
        /// SHA-256 of its resolved form, the name of its file.
        digest: Code,
        /// First day on which cases are received under it.
        from: Option<Moment>,
    }
    /// The directory of units and people is another one now.
    directory_changed: DirectoryChanged {
        /// SHA-256 of `directory.toml`.
        digest: Code,
        /// The accounts that moved, by person; empty where a person has none any more.
        accounts: SmallMap<Code, Code>,
        /// The roles that moved, by person, joined by commas.
        roles: SmallMap<Code, Code>,
    }
    /// Private data was shown.
    revealed: Revealed {
        /// Whose.
        cases: Vec<CaseId>,
        /// By which command.
        command: Code,
    }
    /// Texts and private data were blanked.
    erased: Erased {
        /// The events whose data is gone.
        events: Vec<EventId>,
        /// private, all (the institution's own texts too), sealed (texts that moved to the private side), or corrected (what was wrong there).
        scope: Code,
        /// request, or retention (its time was over).
        ground: Code,
        /// Who consented, beside who did it.
        approver: Code,
        /// The row that kept the case.
        row: Code,
    }
    /// An import ended.
    imported: Imported {
        /// SHA-256 of the file.
        file: Code,
        /// Its map.
        map: Code,
        /// Cases and events taken, rows rejected, rows already there.
        cases: u64,
        /// Events taken.
        events: u64,
        /// Rows rejected.
        rejected: u64,
        /// Rows that were there already.
        known: u64,
    }
}

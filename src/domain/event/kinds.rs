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
use crate::domain::value::title::Two;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

registered! { events!
    (/// A case was registered; `on` is its receipt.
    opened: Opened("registered", "登记"))
    {
        /// Digest of the policy that applies to this round.
        policy: Code,
    }
    {
        /// Members of staff are complained about, and their names lie in `private/`.
        withheld: bool,
    }
    /// The desk accepted the case.
    accepted: Accepted("accepted", "受理") {
        /// The unit that holds it now.
        unit: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// The desk declined the case.
    declined: Declined("declined", "不予受理") {
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Referred to the organisation that is responsible.
    referred: Referred("referred", "移送") {
        /// The row of the policy for matters outside its power, if one was named.
        outside: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Category, nature, causes or policy fields were set.
    classified: Classified("classified", "定性") {
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
    assigned: Assigned("assigned", "转办") {
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
    returned: Returned("returned", "退回") {
        /// The unit that sent it back.
        unit: Code,
    }
    /// The desk sent the reply back to be done again.
    reworked: Reworked("sent back to be reworked", "退回重办") {}
    /// The complainant was contacted, without a reply.
    contacted: Contacted("contact", "联系") {
        /// ack, first, explain, meeting or chase.
        kind: Code,
        /// Channel.
        via: Code,
        /// When a reply can be expected, as the acknowledgement states it: the reply limit in force.
        expected: Option<Moment>,
    }
    /// A step was done.
    stepped: Stepped("step done", "完成步骤") {
        /// The step's code.
        step: Code,
        /// Values of policy fields that it sets.
        fields: Fields,
    }
    /// Somebody approved.
    approved: Approved("approved", "审批") {
        /// What was approved.
        what: Code,
    }
    /// A note was added.
    noted: Noted("note", "备注") {}
    /// Files were attached; their names lie in `private/`.
    attached: Attached("files attached", "添加附件") {
        /// The number of files. Names, sizes and digests lie in `private/`: a digest would identify a letter to anybody
        /// who has a copy.
        count: u32,
    }
    /// The reason for being late was given; moves no date.
    delayed: Delayed("delay explained", "超期说明") {
        /// Channel by which the complainant was told.
        told: Code,
        /// When a result is expected.
        expected: Option<Moment>,
    }
    /// A limit was extended, where the policy grants it.
    extended: Extended("extended", "延期") {
        /// Which limit.
        limit: Code,
        /// The new due date.
        until: Option<Moment>,
        /// Total working days of all extensions of this limit.
        days: u32,
    }
    /// The limits were paused.
    paused: Paused("clock stopped", "中止计时") {
        /// The policy's ground.
        ground: Code,
    }
    /// The limits run again.
    resumed: Resumed("clock resumed", "恢复计时") {}
    /// Escalated to a higher level.
    escalated: Escalated("escalated", "上报") {
        /// The level.
        to: Code,
        /// The policy's rule, if it was escalated automatically.
        rule: Code,
    }
    /// Put under supervision.
    supervised: Supervised("supervision ordered", "督办") {}
    /// A reply, whole or in part.
    replied: Replied("replied", "回复") {
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
        /// Which texts the reply has: findings, `staff_action`, lessons, explanation. Still known when the texts are
        /// erased or private.
        elements: Vec<Code>,
    }
    /// The complainant was called back.
    called_back: CalledBack("called back", "回访") {
        /// yes, no or unreached.
        resolved: Code,
        /// yes, basically or no.
        satisfied: Code,
    }
    /// The complainant asked to withdraw; not checked yet.
    withdrawal_requested: WithdrawalRequested("withdrawal requested", "申请撤诉") {}
    /// It could not be verified that the wish is free.
    withdrawal_unverified: WithdrawalUnverified("withdrawal not verified", "撤诉未能核实") {
        /// Who checked.
        checked_by: Code,
    }
    /// The complainant was put under pressure; the case goes on.
    withdrawal_coerced: WithdrawalCoerced("withdrawal under pressure", "非自愿撤诉") {
        /// Who checked.
        checked_by: Code,
        /// The accountability case.
        accountability: Option<CaseId>,
    }
    /// Withdrawn of the complainant's own free wish.
    withdrawn: Withdrawn("withdrawn", "撤诉") {
        /// Who checked.
        checked_by: Code,
    }
    /// A new round began; `on` is its receipt.
    reopened: Reopened("reopened", "重开") {
        /// Digest of the policy that applies to this round.
        policy: Code,
    }
    /// Closed and archived.
    closed: Closed("archived", "归档") {
        /// Outcome.
        outcome: Code,
    }
    /// Linked to another case.
    linked: Linked("linked", "关联") {
        /// The other case.
        other: Option<CaseId>,
        /// duplicate, repeat, related, accountability or incident.
        kind: Code,
    }
    /// A link was removed.
    unlinked: Unlinked("unlinked", "解除关联") {
        /// The other case.
        other: Option<CaseId>,
    }
    /// Facts of the registration were corrected.
    corrected: Corrected("corrected", "更正") {
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
    revoked: Revoked("revoked", "撤销") {
        /// The event.
        event: Option<EventId>,
    }
    /// Not a case at all; its number stays used.
    voided: Voided("voided", "作废") {
        /// test or mistake.
        kind: Code,
    }
    /// Gates were passed over by an override.
    overridden: Overridden("gate passed over", "不按制度要求办理") {
        /// The command.
        verb: Code,
        /// The rules that were passed over.
        rules: Vec<Code>,
    }
    /// A party was added to a case. Staff are named by code; the names of others lie in `private/`.
    party_added: PartyAdded("party added", "增加当事人") {
        /// complainant, representative or respondent.
        role: Code,
        /// The code, if it is a member of staff.
        person: Code,
    }
    /// A party was removed.
    party_dropped: PartyDropped("party dropped", "移除当事人") {
        /// complainant, representative or respondent.
        role: Code,
        /// The code, if it is a member of staff.
        person: Code,
        /// The event that added it; none for staff named at registration.
        party: Option<EventId>,
    }
    /// A duty was done: work without a case.
    duty_done: DutyDone("duty done", "完成日常检查") {
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
    improvement_added: ImprovementAdded("improvement planned", "列入整改") {
        /// The responsible unit.
        unit: Code,
        /// The responsible person.
        person: Code,
        /// The deadline.
        deadline: Option<Moment>,
    }
    /// An improvement was done.
    improvement_done: ImprovementDone("improvement made", "完成整改") {
        /// The event that added it.
        item: Option<EventId>,
    }
    /// Due dates were computed again because a calendar or a policy changed.
    recomputed: Recomputed("dates recomputed", "重新计算时限") {
        /// calendar or policy.
        why: Code,
    }
    /// A policy was adopted.
    policy: PolicyAdopted("policy adopted", "启用制度") {
        /// SHA-256 of its resolved form, which is the name of its file.
        digest: Code,
        /// First day of receipt to which it applies.
        from: Option<Moment>,
    }
    /// The directory of units and people changed.
    directory_changed: DirectoryChanged("directory changed", "人员目录变更") {
        /// SHA-256 of `directory.toml`.
        digest: Code,
        /// Changed accounts, by person; empty if a person no longer has one.
        accounts: SmallMap<Code, Code>,
        /// Changed roles, by person, joined by commas.
        roles: SmallMap<Code, Code>,
    }
    /// Private data was shown.
    revealed: Revealed("private data shown", "查看个人信息") {
        /// The cases whose data was shown.
        cases: Vec<CaseId>,
        /// The command that showed it.
        command: Code,
        /// Only in part: `张**`, `138****0000`.
        masked: bool,
    }
    /// A form or letter of a case was given a number and printed.
    issued: Issued("form issued", "出具单据") {
        /// The policy's form.
        form: Code,
        /// The series in which the number runs.
        series: Code,
        /// The number: `HQ-TR-2026-0001`.
        number: Code,
        /// SHA-256 of the template with which it was printed.
        template: Code,
        /// SHA-256 of what was printed, as markup, without private data.
        of: Code,
        /// The number of the form that it replaces.
        replaces: Code,
    }
    /// Texts and private data were erased.
    erased: Erased("data erased", "删除个人信息") {
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
    /// A paper that is owed was issued: a report of a unit for a period.
    reported: Reported("report filed", "报送") {
        /// The policy's filing.
        filing: Code,
        /// The unit that owes it.
        unit: Code,
        /// The unit to which it goes.
        to: Code,
        /// The period, as `2026-10`.
        period: Code,
        /// What was on record at this instant is in it.
        known: Option<Moment>,
        /// The file in `reports/`.
        name: Code,
        /// SHA-256 of the file.
        file: Code,
        /// There was nothing to report.
        nil: bool,
        /// The event of the paper that it takes the place of.
        replaces: Option<EventId>,
    }
    /// A paper of another unit came in, or a receipt for one of our own.
    received: FilingReceived("report received", "收到报送") {
        /// The policy's filing.
        filing: Code,
        /// The unit that owed it.
        unit: Code,
        /// The period.
        period: Code,
        /// SHA-256 of the file; empty for a receipt.
        file: Code,
        /// There was nothing to report.
        nil: bool,
        /// What the receipt says, its number; empty for a paper.
        receipt: Code,
    }
    /// An import ended.
    imported: Imported("imported", "导入") {
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

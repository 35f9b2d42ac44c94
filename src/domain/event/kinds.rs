//! Every kind of event with its fields. The name of a kind is in the past tense, and its meaning never changes.

use super::facts::{self, AsFact};
use super::quick::{Quick, member};
use super::range::Ranged;
use super::table::events;
use super::write::{self, put_member};
use super::{Fields, is_default};
use crate::domain::Code;
use crate::domain::case::due::Dues;
use crate::domain::case::registered::registered;
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
        /// ack, first, explain, meeting, chase, dispute or attempt.
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
        /// Of a spot check: `pass` or `fail`.
        result: Code,
    }
    /// Somebody approved.
    approved: Approved("approved", "审批") {
        /// What was approved.
        what: Code,
        /// Of an exemption: the measure in which the round does not count, `on-time` or `satisfied`.
        measure: Code,
        /// Of an exemption: the policy's ground.
        ground: Code,
    }
    /// A note was added.
    noted: Noted("note", "备注") {
        /// The standard answer that was given.
        answer: Code,
        /// It is a message of a party, which waits until somebody works on the case.
        message: bool,
    }
    /// Files were attached; their names lie in `private/`.
    attached: Attached("files attached", "添加附件") {
        /// The number of files; names, sizes and digests lie in `private/` (a digest would identify a letter).
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
        /// Whom it settled, as decided: complainant (also if nobody is to be answered), desk, source; none if partial.
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
        /// Which texts it has: findings, `staff_action`, lessons, explanation; known even when they are erased.
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
        /// The import that was undone with it: the case's row may be imported again.
        run: Option<EventId>,
    }
    /// Gates were passed over by an override.
    overridden: Overridden("gate passed over", "不按制度要求办理") {
        /// The command.
        verb: Code,
        /// The rules that were passed over.
        rules: Vec<Code>,
    }
    /// A text was recorded in spite of what wording rows say: counted for who recorded it.
    wording_found: WordingFound("wording noted", "措辞提示") {
        /// The command.
        verb: Code,
        /// The wording rows.
        rows: Vec<Code>,
        /// The texts.
        texts: Vec<Code>,
    }
    /// A party was added to a case. Staff are named by code; the names of others lie in `private/`.
    party_added: PartyAdded("party added", "增加当事人") {
        /// One of [`ROLES`](crate::domain::case::party::ROLES).
        role: Code,
        /// The code, if it is a member of staff.
        person: Code,
        /// The side for which it stands, if its role does not tell: complainant or respondent.
        side: Code,
        /// The name of an organisation, which is not personal data.
        organisation: Code,
        /// How many persons it is, if more than one.
        persons: u32,
        /// Its authority (授权委托书) was attached.
        authority: bool,
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
    /// Mediation between the sides: a session, its result, or what became of the agreement.
    mediated: Mediated("mediation", "调解") {
        /// One of [`RESULTS`](crate::domain::case::mediation::RESULTS).
        result: Code,
        /// Who was present: members of staff and roles of parties; the names of others lie in `private/`.
        present: Vec<Code>,
        /// The sum that was agreed.
        amount: Option<Amount>,
        /// The day by which the agreement is to be kept.
        deadline: Option<Moment>,
    }
    /// Evidence was taken in; it is identified by this event. What is private of it lies in `private/`.
    evidence_added: EvidenceAdded("evidence taken in", "接收证据") {
        /// Whose it is: the role of a party; other names lie in `private/`.
        owner: Code,
        /// The number of pieces.
        pieces: u32,
    }
    /// Evidence was given back.
    evidence_returned: EvidenceReturned("evidence given back", "退还证据") {
        /// The event that took it in.
        item: Option<EventId>,
        /// To whom: the role of a party; other names lie in `private/`.
        owner: Code,
    }
    /// A paper was served on a party.
    delivered: Delivered("paper served", "送达") {
        /// The form, if it was issued with a number.
        form: Code,
        /// Its number.
        number: Code,
        /// On whom: the role of a party.
        addressee: Code,
        /// One of [`HOW`](crate::domain::case::delivery::HOW).
        how: Code,
        /// It was refused and not left, or did not arrive: the paper does not count as served.
        failed: bool,
    }
    /// Something is offered to the complainant, accepted, refused, or given.
    remedied: Remedied("remedy", "赔付") {
        /// One of [`ACTS`](crate::domain::case::remedy::ACTS).
        act: Code,
        /// The policy's kind of remedy.
        kind: Code,
        /// The sum, where the kind has one.
        amount: Option<Amount>,
    }
    /// A decision is appealed against: lodged with a reviewing body, decided by it, or carried out.
    appealed: Appealed("appeal", "复查复核") {
        /// One of [`ACTS`](crate::domain::case::appeal::ACTS).
        act: Code,
        /// The reviewing unit, if it is one of the directory; the name of any other body is a text.
        unit: Code,
        /// The body does not belong to this organisation.
        outside: bool,
        /// One of [`DECISIONS`](crate::domain::case::appeal::DECISIONS).
        decision: Code,
        /// The sum that was awarded.
        award: Option<Amount>,
    }
    /// An incident began: one cause of many complaints. It is identified by this event and has no case.
    incident_opened: IncidentOpened("incident opened", "发布突发事件") {
        /** One of [`KINDS`](crate::domain::policy::incident::KINDS). */ kind: Code,
        /** The category of complaints about it. */ category: Code,
        /** The unit that handles it. */ unit: Code,
        /** The policy's team. */ team: Code,
        /** Words that complaints about it have. */ words: Vec<Code>,
        /** When it is expected to be over. */ expected: Option<Moment>,
    }
    /// What is new about an incident: a notice for those who ask.
    incident_updated: IncidentUpdated("incident notice", "突发事件公告") {
        /** The event that opened it. */ incident: Option<EventId>,
        /** When it is expected to be over. */ expected: Option<Moment>,
    }
    /// An incident is over.
    incident_closed: IncidentClosed("incident closed", "突发事件结束") {
        /** The event that opened it. */ incident: Option<EventId>,
    }
    /// A case is about an incident.
    incident_linked: IncidentLinked("linked to an incident", "关联突发事件") {
        /** The event that opened the incident. */ incident: Option<EventId>,
        /** The incident's kind. */ kind: Code,
        /** The incident's team. */ team: Code,
    }
    /// A case is not about an incident after all.
    incident_unlinked: IncidentUnlinked("unlinked from an incident", "解除突发事件关联") {
        /** The event that opened the incident. */ incident: Option<EventId>,
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
        /// The cause that it is to remove.
        cause: Code,
        /// The cases to which it applies, as terms: by them it is checked whether it came back.
        terms: Vec<Code>,
        /// Further cases that it was learnt from.
        cases: Vec<CaseId>,
        /// How many others were found to be affected; how is a text, `found_how`.
        affected: u64,
    }
    /// An improvement was done.
    improvement_done: ImprovementDone("improvement made", "完成整改") {
        /// The event that added it.
        item: Option<EventId>,
    }
    /// It was looked whether what an improvement was to remove came back (回头看).
    improvement_checked: ImprovementChecked("improvement checked", "整改回头看") {
        /// The event that added it.
        item: Option<EventId>,
        /// The days since it was done; as many before it was added are compared.
        days: u64,
        /// Complaints received in the days before it was added.
        before: u64,
        /// Complaints received since it was done.
        after: u64,
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
        /// SHA-256 of the units, without people, as they then were: the name of their file beside the policy's.
        units: Code,
    }
    /// The directory of units and people changed.
    directory_changed: DirectoryChanged("directory changed", "人员目录变更") {
        /// SHA-256 of `directory.toml`.
        digest: Code,
        /// Changed accounts, by person; empty if a person no longer has one.
        accounts: SmallMap<Code, Code>,
        /// Changed roles, by person, joined by commas.
        roles: SmallMap<Code, Code>,
        /// SHA-256 of the units, as in `policy`.
        units: Code,
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
        /// private, all (our own texts too), sealed (moved to the private side), corrected (values corrected there).
        scope: Code,
        /// request, or retention (the period of keeping is over).
        ground: Code,
        /// Who approved it, besides who did it.
        approver: Code,
        /// The row that kept the case.
        row: Code,
        /// The events whose own texts, not erased with it, named a complainant.
        named: Vec<EventId>,
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
        /// Digest of the policy in force, which holds the calendar.
        policy: Code,
        /// SHA-256 of `directory.toml`.
        directory: Code,
        /// SHA-256 of the units, as in `policy`.
        units: Code,
        /// SHA-256 of the calendar.
        calendar: Code,
        /// The program's version.
        program: Code,
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
        /// The event of the paper whose place it takes.
        replaces: Option<EventId>,
    }
    /// An import began: a run, named by this event.
    import_started: ImportStarted("import begun", "开始导入") {
        /// SHA-256 of the file, and the map.
        file: Code,
        #[doc = "The map."] map: Code,
        /// The file's name, unless it names a person.
        name: Code,
        /// The sheet of a workbook.
        sheet: Code,
    }
    /// A run was undone: its cases that nobody had worked on were voided, and their rows may be imported again.
    import_undone: ImportUndone("import undone", "撤销导入") {
        /// The run.
        run: Option<EventId>,
        /// Cases voided, and those left because somebody had worked on them.
        cases: u64,
        #[doc = "Cases left."] left: u64,
    }
    /// An import ended.
    imported: Imported("imported", "导入") {
        /// The run.
        run: Option<EventId>,
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
        /// Of these, rows whose changes were taken, and rows that differ in what cannot be an act.
        followed: u64,
        #[doc = "Rows that differ."] differs: u64,
        /// Texts that name a person, kept on the private side.
        private: u64,
    }
}

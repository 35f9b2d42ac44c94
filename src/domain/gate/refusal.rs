//! Why a command is refused, as data; `text/` words it in both languages.
//!
//! Invariant: a refusal contains every problem, each with its rule, and nothing was written.

use crate::domain::Code;
use crate::domain::guard::PersonalKind;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;
use chrono::NaiveDate;
use serde::Serialize;

/// All problems of one command.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Refusal {
    /// The case, if there is one.
    pub case: Option<CaseId>,
    /// The problems.
    pub problems: Vec<Ruled>,
}

/// A problem, with the rule that makes it one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ruled {
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
    /// The verb that has it.
    pub verb: Code,
    /// The rule's id and article, if a rule makes it a problem.
    pub rule: Option<Rule>,
    /// Whether it concerns the actor and not somebody whom the command names.
    #[serde(skip)]
    pub doer: bool,
}

impl Ruled {
    /// The exit code. A missing flag is a usage error (2) if the command itself needs it, and a refusal if a rule
    /// requires it.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match (&self.problem, &self.rule) {
            (Problem::Missing { .. }, None) => 2,
            (problem, _) => problem.exit(),
        }
    }
}

impl Problem {
    /// The person whom the problem concerns, if it concerns one.
    #[must_use]
    pub fn person(&self) -> Option<&Code> {
        match self {
            Self::IsRespondent { person }
            | Self::IsHandler { person }
            | Self::CallByHandler { person }
            | Self::HoldsCase { person }
            | Self::OfUnitComplainedAbout { person, .. }
            | Self::NoPart { person, .. }
            | Self::NoSecond { person, .. }
            | Self::WrongRole { person, .. }
            | Self::LevelTooLow { person, .. }
            | Self::NotInService { person, .. } => Some(person),
            _ => None,
        }
    }
}

/// A rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Rule {
    /// Its id, `P7-A12`.
    pub id: Code,
    /// Its article.
    pub cite: Title,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Problem {
    /// The case's state does not allow the command.
    WrongState { state: State, allowed: Vec<State> },
    /// An unknown code or title.
    UnknownCode { kind: Code, value: String, nearest: Option<Code>, known: Vec<Code> },
    /// A value that cannot be read as the field's kind.
    BadValue { field: Code, value: String, wanted: Code },
    /// A fact that another verb sets.
    SetBy { field: Code, verb: Code },
    /// Something that must be given.
    Missing { field: Code },
    /// A fact must have one of these values; for a fact of the unit, with the units that have one.
    MustBe { fact: Code, wanted: Vec<Code>, units: Vec<Code> },
    /// A fact that no unit of the directory can have: not required, only a warning.
    NobodyHas { fact: Code, wanted: Vec<Code> },
    /// An assignment skips a level: the unit that must come first.
    LevelSkipped { unit: Code, next: Code },
    /// Something that must stand in a form is not on record: an act, a fact, or what the form's own row says.
    FormLacks { form: Code, title: Title, need: Code },
    /// A step must be done first.
    MissingStep { step: Code, title: Title },
    /// An approval must be given first.
    MissingApproval { approval: Code, title: Title },
    /// A link must exist.
    MissingLink { kind: Code },
    /// A text that the reply must contain.
    MissingElement { element: Code, title: Title },
    /// A milestone or step that must come first.
    NotYet { milestone: Code, title: Title },
    /// The case must be classified first.
    NotClassified,
    /// A case cannot close without an outcome.
    NoOutcome,
    /// Personal data in a public text.
    PersonalData { field: Code, word: String, kind: PersonalKind, private: Code },
    /// A date in the future.
    InFuture { field: Code, when: Moment, now: Moment },
    /// Before the receipt of the case.
    BeforeReceipt { when: Moment, received: Moment },
    /// Before the act that it needs: `act` is a kind of event, or `ended`.
    BeforeAct { when: Moment, act: Code, needed: Moment },
    /// A receipt after an act of its round.
    ReceiptAfterAct { received: Moment, act: Code, event: EventId, when: Moment },
    /// Something recorded together with a revoked event: an improvement, another case. Only a warning.
    CameWith { kind: Code, name: String, stays: bool },
    /// Backdated further than the policy allows.
    TooFarBack { when: Moment, earliest: NaiveDate },
    /// The person is complained about.
    IsRespondent { person: Code },
    /// The person is the handler.
    IsHandler { person: Code },
    /// Who called back handled the case, so that the call does not count in the rates. Only a warning.
    CallByHandler { person: Code },
    /// The person is the handler or a member of the assigned unit.
    HoldsCase { person: Code },
    /// The person is a member of the unit complained about.
    OfUnitComplainedAbout { person: Code, unit: Code },
    /// The person has no part in a case that requires one, `of` if it is not the one that is acted on; no other problem is shown with it.
    NoPart { person: Code, of: Option<CaseId> },
    /// An approval by somebody other than the actor is missing.
    NoSecond { person: Code, approval: Code, title: Title },
    /// The case must not be erased yet: `why` is pending, paused, mediation, legal or accountability (with the open case).
    NotErasable { why: Code, other: Option<CaseId> },
    /// A retention row keeps the case: until a day, or for good.
    Kept { row: Code, title: Title, until: Option<NaiveDate> },
    /// Codes that stay in the log for good.
    StaysInLog { persons: Vec<Code>, units: Vec<Code> },
    /// The person has none of the roles that may do this.
    WrongRole { person: Code, roles: Vec<Code> },
    /// The level of the person's unit is too low.
    LevelTooLow { person: Code, level: Code, at_least: Code },
    /// The person is no longer, or not yet, in service.
    NotInService { person: Code, from: Option<NaiveDate>, until: Option<NaiveDate> },
    /// The person is not in the directory.
    UnknownPerson { person: Code, nearest: Option<Code> },
    /// The person belongs to another unit.
    OfOtherUnit { person: Code, unit: Code, given: Code },
    /// The unit is an organisation outside this one, to which nothing is assigned.
    OutsideUnit { unit: Code },
    /// A word that a wording row has people avoid: in which text, and what to write instead.
    Wording { field: Code, word: String, instead: Title },
    /// A text that says too little: it has none of the words of its wording row.
    Vague { field: Code, wants: Vec<String>, instead: Title },
    /// The unit is closed.
    UnitClosed { unit: Code, until: NaiveDate },
    /// The unit is not open yet.
    UnitNotYet { unit: Code, from: NaiveDate },
    /// Two things that exclude each other.
    Conflict { first: Code, second: Code },
    /// The command would change nothing.
    NothingToDo,
    /// A case linked to itself.
    LinkToItself,
    /// No such case.
    NoSuchCase { name: String },
    /// The request key was already used by another command; `event` is that command's first event.
    RequestUsed { key: String, event: Option<EventId> },
    /// Texts of the case that stay in the log name somebody who is only now known as its complainant.
    NamedBefore { events: Vec<EventId> },
    /// The case has no such event.
    NoSuchEvent { event: EventId },
    /// The event cannot be revoked.
    NotRevocable { event: EventId, kind: Code },
    /// The event is already revoked.
    AlreadyRevoked { event: EventId },
    /// An act on record cannot stand without the event that is to be revoked.
    RestsOn { event: EventId, act: EventId, kind: Code },
    /// The policy does not grant an extension of that limit.
    NoExtension { limit: Code },
    /// The extension is longer than the policy allows; whether the latest day lies after the present due date.
    ExtendedTooFar { limit: Code, until: NaiveDate, latest: NaiveDate, is_later: bool },
    /// The limit has run out and cannot be extended any more.
    LimitPast { limit: Code, due: Moment },
    /// The new end of the limit lies not after the one in force.
    NotLater { limit: Code, due: Moment },
    /// A number of a person that cannot be right. Only a warning; the number itself is private.
    DoubtfulNumber { field: Code },
    /// No such limit is running.
    NoSuchLimit { limit: Code },
    /// The wish to withdraw was found to be under pressure: without a new one there is none to be free.
    WasCoerced,
    /// The case is already paused.
    AlreadyPaused,
    /// The case is not paused.
    NotPaused,
    /// The duty is already done for that period.
    DutyDone { duty: Code, title: Title, unit: Code, span: String, event: EventId },
    /// The unit does not owe the duty.
    DutyNotOwed { duty: Code, title: Title, unit: Code },
    /// The paper of that unit and period is already on record.
    FilingDone { filing: Code, title: Title, unit: Code, span: String, event: EventId },
    /// The complainant does not accept the result, and nothing was done about it since.
    Disputed,
    /// The file is on record as the paper of another unit.
    FilingOfOther { unit: Code, span: String, event: EventId },
    /// The unit does not owe the paper for that period, or not yet.
    /// Or it owes it, and none is on record for which a receipt could be.
    FilingNotOwed { filing: Code, title: Title, unit: Code, span: String, no_paper: bool },
    /// The person's unit is neither the one for which it is done nor above it.
    NotOfUnit { person: Code, unit: Code },
    /// No such party, or several that match.
    NoSuchParty { role: Code, known: Vec<EventId> },
    /// No such improvement.
    NoSuchItem { item: EventId },
    /// The improvement is already done.
    ItemDone { item: EventId },
    /// An improvement is checked before it was done.
    ItemNotDone { item: EventId },
    /// The case is already at that level or above, by escalation or by its unit.
    LevelNotHigher { level: Code, to: Code },
    /// The case is already a duplicate of another.
    IsDuplicate { main: CaseId },
    /// The link would close a circle of duplicates.
    DuplicateCircle { other: CaseId },
    /// The main case ended without being answered, so that no duplicate can rest on it.
    MainEnded { main: CaseId, state: State },
    /// The case stays live though it is linked as a duplicate: its link must be removed first.
    StaysLive { main: CaseId },
    /// Other cases are duplicates of this one.
    HasDuplicates { duplicates: Vec<CaseId> },
    /// The complainant of the main case is another person, or it is not known whether it is the same (`known` is
    /// false).
    OtherComplainant { main: CaseId, known: bool },
    /// The unit does not lead the case: it assists, or has no part in it.
    NotLead { unit: Code, lead: Code, assists: bool },
}

impl Problem {
    /// Its code in JSON.
    #[must_use]
    pub fn code(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["code"].as_str().unwrap_or_default().to_string()
    }

    /// The exit code: usage error 2, something not found 3, refusal by a rule 5.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match self {
            Self::UnknownCode { .. } | Self::BadValue { .. } | Self::SetBy { .. } | Self::Conflict { .. } => 2,
            Self::NoSuchCase { .. } | Self::NoSuchEvent { .. } | Self::NoSuchItem { .. } => 3,
            _ => 5,
        }
    }
}

impl Refusal {
    /// A refusal with one problem that no rule of a policy makes.
    #[must_use]
    pub fn of(verb: &str, case: Option<CaseId>, problem: Problem) -> Self {
        Self { case, problems: vec![Ruled { problem, verb: verb.into(), rule: None, doer: false }] }
    }

    /// Whether a text holds personal data, which other words would not.
    #[must_use]
    pub fn is_of_personal_data(&self) -> bool {
        self.problems.iter().any(|ruled| matches!(ruled.problem, Problem::PersonalData { .. }))
    }

    /// The exit code: the lowest of its problems (usage, not found, rule), so that typing errors are fixed first.
    #[must_use]
    pub fn exit(&self) -> u8 {
        self.problems.iter().map(Ruled::exit).min().unwrap_or(5)
    }
}

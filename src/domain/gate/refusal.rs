//! Why a command is refused: facts, not sentences. `text/` words them in both languages.
//!
//! Invariant: a refusal names everything that is wrong, with the rule that says so, and nothing was written.

use crate::domain::Code;
use crate::domain::guard::PersonalKind;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;
use chrono::NaiveDate;
use serde::Serialize;

/// Everything that stands against one command.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Refusal {
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// What is wrong.
    pub problems: Vec<Ruled>,
}

/// A problem and the rule that makes it one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ruled {
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
    /// The command that met it.
    pub verb: Code,
    /// The rule's id and article, where a rule spoke.
    pub rule: Option<Rule>,
    /// It stands against who does it, not against somebody whom the command names.
    #[serde(skip)]
    pub doer: bool,
}

impl Ruled {
    /// The exit code: a flag that the command itself needs is a matter of usage, one that a rule wants is the rule's.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match (&self.problem, &self.rule) {
            (Problem::Missing { .. }, None) => 2,
            (problem, _) => problem.exit(),
        }
    }
}

impl Problem {
    /// The person that it stands against, where it is one.
    #[must_use]
    pub fn person(&self) -> Option<&Code> {
        match self {
            Self::IsRespondent { person }
            | Self::IsHandler { person }
            | Self::HoldsCase { person }
            | Self::OfUnitComplainedAbout { person, .. }
            | Self::NoPart { person }
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

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Problem {
    /// The command does not fit the state.
    WrongState { state: State, allowed: Vec<State> },
    /// A code or a title that nobody knows.
    UnknownCode { kind: Code, value: String, nearest: Option<Code>, known: Vec<Code> },
    /// A value that cannot be read as what the field holds.
    BadValue { field: Code, value: String, wanted: Code },
    /// A fact that another command sets.
    SetBy { field: Code, verb: Code },
    /// Something that must be given.
    Missing { field: Code },
    /// A fact that must have one of these values; where it is a unit's, the units that fit.
    MustBe { fact: Code, wanted: Vec<Code>, units: Vec<Code> },
    /// A fact that no unit of the directory can give: not asked for, but said.
    NobodyHas { fact: Code, wanted: Vec<Code> },
    /// A hop that passes a level over: the unit that comes before.
    LevelSkipped { unit: Code, next: Code },
    /// A step that must be done first.
    MissingStep { step: Code, title: Title },
    /// A consent that must be there.
    MissingApproval { approval: Code, title: Title },
    /// A link that must be there.
    MissingLink { kind: Code },
    /// What a reply must contain.
    MissingElement { element: Code, title: Title },
    /// Something that must have happened before.
    NotYet { milestone: Code, title: Title },
    /// A reply needs a category.
    NotClassified,
    /// Nothing closes without an outcome.
    NoOutcome,
    /// Personal data in a text that stays for ever.
    PersonalData { field: Code, word: String, kind: PersonalKind, private: Code },
    /// A date that has not come yet.
    InFuture { field: Code, when: Moment, now: Moment },
    /// Before the receipt of the case.
    BeforeReceipt { when: Moment, received: Moment },
    /// Before the act that it needs: `act` as events are called, or `ended`.
    BeforeAct { when: Moment, act: Code, needed: Moment },
    /// A receipt after an act of its own round.
    ReceiptAfterAct { received: Moment, act: Code, event: EventId, when: Moment },
    /// What was recorded along with an act that is revoked: an improvement, another case. Only said.
    CameWith { kind: Code, name: String, stays: bool },
    /// Further back than the policy lets one date an act.
    TooFarBack { when: Moment, earliest: NaiveDate },
    /// A person complained about.
    IsRespondent { person: Code },
    /// The handler of the case.
    IsHandler { person: Code },
    /// The handler of the case, or of the unit that has it.
    HoldsCase { person: Code },
    /// A member of the unit complained about.
    OfUnitComplainedAbout { person: Code, unit: Code },
    /// Who has no part in a case that only those who have may see or work on; nothing else is said of it.
    NoPart { person: Code },
    /// A consent that somebody other than who does it must give.
    NoSecond { person: Code, approval: Code, title: Title },
    /// A case that is not to be erased yet: pending, paused, legal, accountability (with the case that is open).
    NotErasable { why: Code, other: Option<CaseId> },
    /// A case that a row keeps; for good, or until a day.
    Kept { row: Code, title: Title, until: Option<NaiveDate> },
    /// Codes that the log keeps for good.
    StaysInLog { persons: Vec<Code>, units: Vec<Code> },
    /// Not in a role that may do this.
    WrongRole { person: Code, roles: Vec<Code> },
    /// A unit too low in the ladder.
    LevelTooLow { person: Code, level: Code, at_least: Code },
    /// No longer (or not yet) in service.
    NotInService { person: Code, from: Option<NaiveDate>, until: Option<NaiveDate> },
    /// Not in the directory.
    UnknownPerson { person: Code, nearest: Option<Code> },
    /// A person of another unit.
    OfOtherUnit { person: Code, unit: Code, given: Code },
    /// A unit that is closed.
    UnitClosed { unit: Code, until: NaiveDate },
    /// Two things that exclude each other.
    Conflict { first: Code, second: Code },
    /// The command would change nothing.
    NothingToDo,
    /// A case linked to itself.
    LinkToItself,
    /// No such case.
    NoSuchCase { name: String },
    /// A request's key that another request, whose first event this is, was made with.
    RequestUsed { key: String, event: Option<EventId> },
    /// No such event in this case.
    NoSuchEvent { event: EventId },
    /// The event cannot be revoked.
    NotRevocable { event: EventId, kind: Code },
    /// Already revoked.
    AlreadyRevoked { event: EventId },
    /// The policy does not grant an extension of that limit.
    NoExtension { limit: Code },
    /// Further than the policy lets a limit be moved; whether the latest day lies after the one in force.
    ExtendedTooFar { limit: Code, until: NaiveDate, latest: NaiveDate, is_later: bool },
    /// A limit that has run out cannot be moved any more.
    LimitPast { limit: Code, due: Moment },
    /// No such limit runs.
    NoSuchLimit { limit: Code },
    /// Already paused, or not paused.
    AlreadyPaused,
    /// Nothing to resume.
    NotPaused,
    /// Done already for that day, week or month.
    DutyDone { duty: Code, title: Title, unit: Code, span: String, event: EventId },
    /// A unit that does not owe the duty.
    DutyNotOwed { duty: Code, title: Title, unit: Code },
    /// A person of a unit that is neither the one that it is done for nor above it.
    NotOfUnit { person: Code, unit: Code },
    /// No such party, or more than one that could be meant.
    NoSuchParty { role: Code, known: Vec<EventId> },
    /// No such improvement.
    NoSuchItem { item: EventId },
    /// Improved already.
    ItemDone { item: EventId },
    /// Already at that level, or above: taken there, or its unit is there.
    LevelNotHigher { level: Code, to: Code },
    /// A duplicate of another case already.
    IsDuplicate { main: CaseId },
    /// Duplicates that would lead round to the case itself.
    DuplicateCircle { other: CaseId },
    /// A case that ended without being answered: nobody's duplicate can rest on it.
    MainEnded { main: CaseId, state: State },
    /// It stays live though it is linked as a duplicate: the link is undone before it goes on.
    StaysLive { main: CaseId },
    /// Duplicates rest on the case.
    HasDuplicates { duplicates: Vec<CaseId> },
    /// The complainant of the main case is not the same person; or nobody knows whether it is.
    OtherComplainant { main: CaseId, known: bool },
    /// A unit that does not lead the case: it assists, or has no part in it.
    NotLead { unit: Code, lead: Code, assists: bool },
}

impl Problem {
    /// Its code in JSON.
    #[must_use]
    pub fn code(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["code"].as_str().unwrap_or_default().to_string()
    }

    /// Whether it is a slip of the pen (exit 2), a missing case (exit 3), or a rule's no (exit 5).
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
    /// One problem that no rule of a policy makes.
    #[must_use]
    pub fn of(verb: &str, case: Option<CaseId>, problem: Problem) -> Self {
        Self { case, problems: vec![Ruled { problem, verb: verb.into(), rule: None, doer: false }] }
    }

    /// The exit code: of the weightiest problem, usage before missing before rule, so that slips are mended first.
    #[must_use]
    pub fn exit(&self) -> u8 {
        self.problems.iter().map(Ruled::exit).min().unwrap_or(5)
    }
}

//! The resolved policy: rows of data that all rules read. Everything specific to a desk is in its rows.
//!
//! Invariant: nothing in this file depends on a particular desk. Source: `design.md` §4.

pub mod answer;
pub mod condition;
pub mod directory;
pub mod duty;
pub mod escalation;
pub mod filing;
pub mod form;
pub mod improvement;
pub mod incident;
pub mod keep;
pub mod remind;
pub mod retention;
pub mod wording;

mod choice;
mod departure;
mod desk_rules;
mod look_up;
mod parts;
#[macro_use]
mod rows;
mod section;
mod tree;

pub use choice::Choice;
pub(crate) use departure::length;
pub use departure::{Departure, LayerNumber, STAYS};
pub use desk_rules::DeskRules;
pub use parts::{By, FilingColumn, Needs, Severity, TeamMember};
pub use section::Section;

use crate::domain::Code;
use crate::domain::policy::condition::Condition;
use crate::domain::policy::keep::RetentionPeriod;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A row with a code and titles.
pub trait Named {
    /// The code.
    fn code(&self) -> &Code;
    /// The titles.
    fn title(&self) -> &Title;
    /// The article; empty if the row cites none.
    fn cite(&self) -> &Title;
    /// The id of the rule that it keeps, if that is not the code.
    fn rule(&self) -> &Code;
    /// The id of the rule that it keeps: its own code where it names none.
    fn rule_id(&self) -> &Code {
        if self.rule().is_empty() { self.code() } else { self.rule() }
    }
}

/// The code of the `responsibility` row by which somebody outside is at fault, and pays.
pub const THIRD_PARTY: &str = "third-party";

/// The measures in which an exempted round does not count.
pub const EXEMPT_MEASURES: &[&str] = &["on-time", "satisfied"];

/// The forms in which complaints arrive, by their channel.
pub const CHANNEL_FORMS: &[&str] = &["oral", "written"];

/// Keys that every row may have; `off` removes the row, and `loosens` permits it to loosen the row that it overrides.
pub const ROW_KEYS: &[&str] = &["code", "zh", "en", "rule", "cite", "note", "off", "loosens"];

/// Members of rows that are never written by hand: they follow from how the layers lie over each other.
pub const DERIVED: &[&str] = &["departs", "beside"];

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

rows! {
    /// A rule of the regulation, which rows cite by its id; also says how a rule is kept that no row enforces.
    "rule" rules: RuleRow {
        /// `rows`: rows of this policy cite it; `code`: the program enforces it; `later`: a future command will;
        /// `never`: it cannot be checked. The note gives details.
        checked: Code,
        /// Kinds of events in a log that show the rule at work, if no row does: `delayed`, or `replied.cc` for one of
        /// the event's facts.
        seen: Vec<Code>,
    }
    /// A function of units: union, customer service, legal affairs …
    "function" functions: Function {
        /// The part in cases that people of such a unit have: supervising or leader; none if empty.
        part: Code,
    }
    /// A channel by which complaints arrive.
    "channel" channels: Channel {
        /// A live channel (phone, visit): it includes the first response.
        live: bool,
        /// The form of what arrives by it: `oral` or `written`.
        form: Code,
    }
    /// An organisation that passes complaints on.
    "source" sources: Source {
        /// The source's own limit, counted from receipt.
        within: Option<Within>,
        /// The complainant is to be answered by it too, where it is the shorter.
        reply: bool,
    }
    /// A category of complaints; categories form a tree.
    "category" categories: Category {
        /// The parent category.
        parent: Code,
        /// Cases of this category are restricted to those with a part in them.
        restricted: bool,
    }
    /// A nature: complaint, suggestion, enquiry …
    "nature" natures: Nature {
        /// Not a complaint: no limits, counted separately.
        apart: bool,
    }
    /// An outcome of a case.
    "outcome" outcomes: Outcome {
        /// A case may be closed with this outcome without a reply of its own.
        unanswered: bool,
    }
    /// Whose responsibility it is.
    "responsibility" responsibilities: Responsibility {
        /// Our fault, alone or shared: counts as upheld.
        fault: bool,
    }
    /// A cause of complaints.
    "cause" causes: Cause {
        /// The parent cause.
        parent: Code,
    }
    /// A level of the organisation; rows are ordered from low to high.
    "level" levels: Level {}
    /// A role of persons.
    "role" roles: Role {
        /// The part in cases that it gives, for the case's units and those above: supervising or leader; none if empty.
        part: Code,
    }
    /// A fact that the policy adds to cases.
    "field" fields: Field {
        /// money, flag, choice, text, date or count.
        kind: Code,
        /// The values of a choice.
        choices: Vec<Choice>,
        /// A case may have several of them.
        many: bool,
    }
    /// A kind of remedy: what complainants are offered and given.
    "remedy" remedies: RemedyKind {
        /// It is a sum of money.
        money: bool,
    }
    /// A limit.
    "limit" limits: Limit {
        /// The name of the limit; of several rows with the same name, the first whose condition holds applies.
        limit: Code,
        /// The milestone from which it is counted, or `field:CODE`: the date in a field of the policy; receipt if empty.
        from: Code,
        /// The milestone that ends it; the default of the limit's name if empty.
        until: Code,
        /// Its length, or `none` if the regulation sets no limit.
        within: Option<Within>,
        /// `stays`: a limit in calendar days ends where it falls; else an end on a day of rest moves to the next working
        /// day.
        rest: Code,
        /// When to show it as due soon, counted like the limit itself.
        warn: Option<Within>,
        /// The cases to which it applies.
        when: Condition,
        /// The regulation's values, if the organisation changed the length; never written by hand.
        departs: Option<Departure>,
        /// The layer that added it to a limit that the layers below have: of each layer's row the shortest counts. Never
        /// written by hand.
        beside: LayerNumber,
    }
    /// A step: work that must be done and recorded.
    "step" steps: Step {}
    /// A condition that makes a case a major one.
    "major" majors: Major {
        /// The cases to which it applies.
        when: Condition,
    }
    /// Which complainants are called back after the reply, and by when; the first row whose condition holds applies.
    "callback" callbacks: CallbackRule {
        /// The cases to which it applies.
        when: Condition,
        /// The milestone from which it is counted, `replied` or `closed`; `replied` if empty.
        from: Code,
        /// The limit.
        within: Option<Within>,
        /// The percentage of cases, chosen by number; all if not given.
        share: Option<u32>,
    }
    /// A share of the replies that somebody who did not handle them reads again.
    "spot-check" spot_checks: SpotCheck {
        /// The cases to which it applies.
        when: Condition,
        /// The limit, counted from the reply.
        within: Option<Within>,
        /// The percentage of cases, chosen by number; all if not given.
        share: Option<u32>,
    }
    /// A ground on which a round does not count in a rate, by `approve CASE exempt`.
    "exemption" exemptions: Exemption {
        /// The measures in which it may not count, of [`EXEMPT_MEASURES`]; all if empty.
        measures: Vec<Code>,
    }
    /// An approval that somebody gives.
    "approval" approvals: Approval {
        /// The roles that may give it; any if empty.
        roles: Vec<Code>,
        /// The lowest level of the approver's unit.
        level_at_least: Code,
    }
    /// A gate: what must hold before a command.
    "gate" gates: Gate {
        /// The verbs to which it applies.
        on: Vec<Code>,
        /// The cases to which it applies.
        when: Condition,
        /// What must be present.
        needs: Needs,
        /// Values that facts must have, each key checked by itself.
        must: Condition,
        /// Milestones or steps that must come first.
        after: Vec<Code>,
        /// Who may do it.
        by: By,
        /// Roles that may override it with a reason; if empty anybody may, but nobody if `by` names parts or an
        /// approval.
        may_override: Vec<Code>,
        /// Whether it refuses or only warns.
        severity: Severity,
        /// What it needs is not the desk's to do: until then the act is on nobody's list.
        waits: bool,
    }
    /// When the lessons of a reply become an improvement, with an owner and a deadline.
    "improve" improvements: ImproveRule {
        /// The cases to which it applies.
        when: Condition,
        /// The deadline, counted from the reply.
        within: Option<Within>,
    }
    /// A text that a reply must contain.
    "element" elements: Element {
        /// The cases to which it applies.
        when: Condition,
    }
    /// A ground for pausing the limits.
    "pause-ground" pause_grounds: PauseGround {
        /// The step that ends such a pause by itself.
        until: Code,
    }
    /// How far a limit may be extended.
    "extension" extensions: Extension {
        /// The limit.
        limit: Code,
        /// The longest extension, from the due date in force.
        within: Option<Within>,
        /// The approval that it needs.
        approval: Code,
        /// The cases to which it applies.
        when: Condition,
    }
    /// When a case is escalated automatically.
    "escalate" escalations: Escalation {
        /// The level; the next higher one if empty.
        to: Code,
        /// How long after the limit ran out; `2wd` means from the second working day on.
        after: Option<Within>,
        /// The limit; if empty, the case is escalated as soon as the condition holds.
        limit: Code,
        /// The cases to which it applies.
        when: Condition,
    }
    /// What an act brings with it by itself: another case, a restriction, a higher level.
    "follow" follows: Follow {
        /// The commands after which it is looked at; any if empty.
        on: Vec<Code>,
        /// It follows when this begins to hold.
        when: Condition,
        /// The nature of the case that is opened; none if empty.
        open: Code,
        /// The category of that case.
        category: Code,
        /// The kind of the link between the two.
        link: Code,
        /// The opened case is restricted; without `open`, the case itself from now on.
        restricted: bool,
        /// The level to which the case is taken up.
        escalate: Code,
    }
    /// A reminder before a limit runs out, shown wherever the limit is waited for.
    "remind" reminders: Reminder {
        /// The limit; any if empty.
        limit: Code,
        /// How long before its due date.
        before: Option<Within>,
        /// The cases to which it applies.
        when: Condition,
    }
    /// A duty: work without a case.
    "duty" duties: Duty {
        /// The period (day, week, month …); owed once in each, by its last working day.
        every: Code,
        /// The levels of units that owe it; all if empty.
        levels: Vec<Code>,
        /// Only units with one of these functions owe it; all if empty.
        functions: Vec<Code>,
        /// Only units with a person in one of these roles owe it; all if empty.
        roles: Vec<Code>,
        /// The duty may find cases: its record names them, or says that there were none.
        finds: bool,
        /// The time of day by which it must be done, `17:30`; doing it later is recorded as late.
        close: Code,
    }
    /// A report that units owe periodically.
    "filing" filings: Filing {
        /// week, half-month, month, quarter, half-year or year.
        every: Code,
        /// The function of the units that owe it; any if empty.
        from: Code,
        /// The levels of the units that owe it; any if empty.
        levels: Vec<Code>,
        /// Units with one of these functions do not owe it.
        except: Vec<Code>,
        /// Whose cases it tells of: those of the `unit` that owes it, with the units below (the usual), or `all`.
        covers: Code,
        /// The terms that its cases fulfil, as `--where` has them; all cases if empty.
        terms: Vec<String>,
        /// The function of the unit to which it goes.
        to: Code,
        /// Its limit, counted from the end of the period.
        within: Option<Within>,
        /// The form: register, stats, summary, or `columns` that the receiver prescribes.
        form: Code,
        /// Of columns: a row a `group` (the usual) or a `case`.
        rows: Code,
        /// The dimensions of the groups; one row without any.
        groups: Vec<Code>,
        /// Of rows of cases: those `received` in the period (the usual), `ended` in it, or `open` in it: received in it or pending before.
        cohort: Code,
        /// The columns that the receiver prescribes.
        columns: Vec<FilingColumn>,
        /// What must add up in each row, by codes of columns: `opening + received - disposed = closing`.
        foot: Vec<Code>,
        /// The desk that issues it, where several desks share a project; any if empty.
        desk: Code,
    }
    /// A form or letter: which cases want it, and what must stand in it.
    "form" forms: Form {
        /// The series in which its numbers run: capital letters and digits. Forms of one series share their numbers.
        series: Code,
        /// A letter to the complainant. It is printed again as it was issued; other forms as the case stands.
        letter: bool,
        /// The cases that want it.
        when: Condition,
        /// What must be on record before it is issued: acts, facts, `further` and `until`.
        needs: Vec<Code>,
        /// To whom the complainant can turn if not content.
        further: Title,
        /// Until when, counted from the letter's day.
        within: Option<Within>,
    }
    /// How a text must not be written, or must be: words to avoid, wrong characters, an address that is none.
    "wording" wordings: Wording {
        /// The texts that it looks at: title, place, findings …; all but the complainant's own words if empty.
        texts: Vec<Code>,
        /// The verbs whose texts it looks at; all if empty.
        on: Vec<Code>,
        /// The cases to which it applies.
        when: Condition,
        /// Words to avoid.
        avoid: Vec<String>,
        /// Names in which such a word is none.
        unless: Vec<String>,
        /// Words, each with what to write instead.
        replace: BTreeMap<String, String>,
        /// The text must have one of these words.
        wants: Vec<String>,
        /// The text must be there.
        missing: bool,
        /// Whether it refuses or only warns.
        severity: Severity,
        /// What to write instead.
        instead: Title,
    }
    /// A standard answer.
    "answer" answers: Answer {
        /// The answer.
        text: Title,
        /// Further words by which it is found.
        words: Vec<String>,
        /// The category of the matter.
        category: Code,
        /// Who keeps it right: a unit or a person.
        owner: String,
        /// The last day on which it holds.
        until: Option<NaiveDate>,
        /// What to ask the caller first.
        ask: Vec<String>,
        /// What must never be advised.
        never: Vec<String>,
    }
    /// How long cases are kept, from the end of their last round; of several rows that apply the longest counts.
    "retention" retentions: Retention {
        /// The cases to which it applies: those for which it ever held.
        when: Condition,
        /// The retention period: `10y`, `18m`, `90d`.
        keep: Option<RetentionPeriod>,
        /// What `erase --due` does with cases that are no longer kept: `list` (the default) or `erase`.
        then: Code,
    }
    /// A special team for incidents: who is accountable, and who works in it.
    "team" teams: Team {
        /// The accountable person.
        lead: Code,
        /// The members, with what each does.
        members: Vec<TeamMember>,
    }
    /// A matter outside the desk's power.
    "outside" outsides: Outside {
        /// Where to refer it.
        to: Title,
    }
}

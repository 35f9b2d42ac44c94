//! The resolved policy: rows of data that all rules read. Everything specific to a desk is in its rows.
//!
//! Invariant: nothing in this file depends on a particular desk. Source: `design.md` §4.

pub mod condition;
pub mod directory;
pub mod duty;
pub mod escalation;
pub mod filing;
pub mod form;
pub mod improvement;
pub mod keep;
pub mod retention;

mod choice;
mod departure;
mod desk_rules;
mod section;
mod tree;

pub use choice::Choice;
pub use departure::Departure;
pub(in crate::domain) use departure::length;
pub use desk_rules::DeskRules;
pub use section::Section;

use crate::domain::Code;
use crate::domain::policy::condition::Condition;
use crate::domain::policy::keep::RetentionPeriod;
use crate::domain::value::title::{Lang, Title};
use crate::domain::value::within::Within;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A row with a code and titles.
pub trait Named {
    /// The code.
    fn code(&self) -> &Code;
    /// The titles.
    fn title(&self) -> &Title;
    /// The article; empty if the row cites none.
    fn cite(&self) -> &Title;
}

/// Defines the kinds of rows, which are the sections of a policy file.
macro_rules! rows {
    ($( $(#[$doc:meta])* $section:literal $list:ident : $name:ident { $( $(#[$fdoc:meta])* $field:ident : $type:ty ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            pub struct $name {
                /// Code.
                pub code: Code,
                /// Titles.
                #[serde(flatten)]
                pub title: Title,
                /// The id of the rule, if it is not the code.
                #[serde(default, skip_serializing_if = "is_default")]
                pub rule: Code,
                /// Article.
                #[serde(default, skip_serializing_if = "is_default")]
                pub cite: Title,
                /// A note for readers of the file.
                #[serde(default, skip_serializing_if = "is_default")]
                pub note: String,
                $( $(#[$fdoc])* #[serde(default, skip_serializing_if = "is_default")] pub $field: $type, )*
            }

            impl Named for $name {
                fn code(&self) -> &Code { &self.code }
                fn title(&self) -> &Title { &self.title }
                fn cite(&self) -> &Title { &self.cite }
            }
        )*

        /// A resolved policy.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub struct Policy {
            /// The profile on which it is based.
            pub profile: Code,
            /// Title.
            #[serde(default)]
            pub title: Title,
            /// The regulation that it implements.
            #[serde(default)]
            pub cite: Title,
            /// The first day on which it applies.
            #[serde(default)]
            pub effective_from: Option<NaiveDate>,
            /// The regulations that it replaces.
            #[serde(default)]
            pub supersedes: Vec<String>,
            /// Settings of the desk.
            #[serde(default)]
            pub desk: DeskRules,
            $( $(#[$doc])* #[serde(default, rename = $section)] pub $list: Section<$name>, )*
        }

        impl Policy {
            /// Fills the sections for which `text` gives the rows as JSON with these built-in rows.
            #[must_use]
            pub(crate) fn over_built_in(mut self, text: &dyn Fn(&str) -> Option<&'static str>) -> Self {
                $( if let Some(text) = text($section) { self.$list = Section::built_in(text); } )*
                self
            }

            /// The rows of a section, by its name.
            #[must_use]
            pub fn section(&self, section: &str) -> Option<Vec<&dyn Named>> {
                match section {
                    $( $section => Some(self.$list.iter().map(|r| r as &dyn Named).collect()), )*
                    _ => None,
                }
            }
        }

        /// Every section with the keys of its rows, besides `code`, `zh`, `en`, `rule`, `cite` and `note`.
        pub const SECTIONS: &[(&str, &[&str])] = &[$( ($section, &[$( stringify!($field) ),*]) ),*];
    };
}

/// Keys that every row may have; `off` removes the row, and `loosens` permits it to loosen the row that it overrides.
pub const ROW_KEYS: &[&str] = &["code", "zh", "en", "rule", "cite", "note", "off", "loosens"];

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
    }
    /// An organisation that passes complaints on.
    "source" sources: Source {
        /// The source's own limit, counted from receipt.
        within: Option<Within>,
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
    }
    /// A limit.
    "limit" limits: Limit {
        /// The name of the limit; of several rows with the same name, the first whose condition holds applies.
        limit: Code,
        /// The milestone from which it is counted; receipt if empty.
        from: Code,
        /// The milestone that ends it; the default of the limit's name if empty.
        until: Code,
        /// Its length, or `none` if the regulation sets no limit.
        within: Option<Within>,
        /// When to show it as due soon, counted like the limit itself.
        warn: Option<Within>,
        /// The cases to which it applies.
        when: Condition,
        /// The regulation's values, if the organisation changed the length; never written by hand.
        departs: Option<Departure>,
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
    "pause-ground" pause_grounds: PauseGround {}
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
        /// The function of the unit to which it goes.
        to: Code,
        /// Its limit, counted from the end of the period.
        within: Option<Within>,
        /// The form: register, stats or summary.
        form: Code,
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
    /// Words to avoid.
    "wording" wordings: Wording {
        /// The words.
        avoid: Vec<String>,
        /// What to write instead.
        instead: Title,
    }
    /// A standard answer.
    "answer" answers: Answer {
        /// The answer.
        text: Title,
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
    /// A matter outside the desk's power.
    "outside" outsides: Outside {
        /// Where to refer it.
        to: Title,
    }
}

/// What a gate requires to be present.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Needs {
    /// Facts, texts or fields that must be set, by this command or earlier.
    #[serde(skip_serializing_if = "is_default")]
    pub fields: Vec<Code>,
    /// Steps that must have been done.
    #[serde(skip_serializing_if = "is_default")]
    pub steps: Vec<Code>,
    /// Approvals that must have been given.
    #[serde(skip_serializing_if = "is_default")]
    pub approvals: Vec<Code>,
    /// Kinds of links that the case must have.
    #[serde(skip_serializing_if = "is_default")]
    pub links: Vec<Code>,
}

/// Who may use a command.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct By {
    /// Has one of these roles.
    #[serde(skip_serializing_if = "is_default")]
    pub role: Vec<Code>,
    /// The lowest level of the person's unit.
    #[serde(skip_serializing_if = "is_default")]
    pub level_at_least: Code,
    /// Is none of these: respondent, handler, holder (the handler, else a member of the assigned unit),
    /// unit-complained-about.
    #[serde(skip_serializing_if = "is_default")]
    pub not: Vec<Code>,
    /// Has one of these parts in the case: received-by, lead, assisting, supervising, leader.
    #[serde(skip_serializing_if = "is_default")]
    pub part: Vec<Code>,
    /// With this approval by a second person.
    #[serde(skip_serializing_if = "is_default")]
    pub approval: Code,
}

impl Gate {
    /// Whether only the roles in `may_override` may override it.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        !self.may_override.is_empty() || !self.by.part.is_empty() || !self.by.approval.is_empty()
    }
}

/// Whether a gate refuses or warns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The command is refused, and nothing is written.
    #[default]
    Refuse,
    /// The command succeeds with a warning.
    Warn,
}

impl Policy {
    /// The title of the row with this code in a section, or the code itself.
    #[must_use]
    pub fn title_of(&self, section: &str, code: &str, lang: Lang) -> String {
        let rows = self.section(section).unwrap_or_default();
        rows.iter().find(|r| r.code() == code).map_or(code, |r| r.title().get(lang)).to_string()
    }

    /// The article of a rule: of the `rule` row, else of the row whose code or `rule` it is.
    #[must_use]
    pub fn cite_of(&self, rule: &str) -> Option<&Title> {
        let hit = |code: &Code, own: &Code| code == rule || own == rule;
        // Lazily, one section after the other: most are read only when they are asked for.
        macro_rules! first_of {
            ($($list:ident),*) => {
                None$(.or_else(|| self.$list.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite)))*
            };
        }
        let own = self.rules.iter().find(|r| r.code == rule).map(|r| &r.cite);
        own.or_else(|| first_of!(limits, gates, elements, extensions, approvals, escalations, duties, filings))
            .or_else(|| first_of!(majors, callbacks, steps, improvements, retentions, outsides, categories, forms))
    }
}

//! A resolved policy: rows of data that the engine runs on. Everything a desk calls its own is here.
//!
//! Invariant: nothing in this file names a particular desk. Source: `design.md` §4.

pub mod condition;
pub mod directory;
pub mod duty;
pub mod escalation;
pub mod filing;
pub mod improvement;
pub mod keep;
pub mod retention;

mod choice;
mod departure;
mod section;
mod tree;

pub use choice::Choice;
pub use departure::Departure;
pub(in crate::domain) use departure::length;
pub use section::Section;

use crate::domain::Code;
use crate::domain::policy::condition::Condition;
use crate::domain::policy::keep::Keep;
use crate::domain::value::title::{Lang, Title};
use crate::domain::value::within::Within;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A row that has a code and titles.
pub trait Named {
    /// The code.
    fn code(&self) -> &Code;
    /// The titles.
    fn title(&self) -> &Title;
    /// The article, where the row cites one.
    fn cite(&self) -> &Title;
}

/// Defines the kinds of rows, and with them the sections of a policy file.
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
                /// Rule's id, where it is not the code.
                #[serde(default, skip_serializing_if = "is_default")]
                pub rule: Code,
                /// Article.
                #[serde(default, skip_serializing_if = "is_default")]
                pub cite: Title,
                /// Note for whoever reads the file.
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
            /// Profile that it comes from.
            pub profile: Code,
            /// Title.
            #[serde(default)]
            pub title: Title,
            /// The regulation that it puts into rows.
            #[serde(default)]
            pub cite: Title,
            /// First day on which it holds.
            #[serde(default)]
            pub effective_from: Option<NaiveDate>,
            /// Regulations that it replaces.
            #[serde(default)]
            pub supersedes: Vec<String>,
            /// How desks work.
            #[serde(default)]
            pub desk: DeskRules,
            $( $(#[$doc])* #[serde(default, rename = $section)] pub $list: Section<$name>, )*
        }

        impl Policy {
            /// The same policy with the program's own rows for each section of which `text` gives their JSON.
            #[must_use]
            pub(crate) fn over_built_in(mut self, text: &dyn Fn(&str) -> Option<&'static str>) -> Self {
                $( if let Some(text) = text($section) { self.$list = Section::built_in(text); } )*
                self
            }

            /// The titled rows of a section.
            #[must_use]
            pub fn section(&self, section: &str) -> Option<Vec<&dyn Named>> {
                match section {
                    $( $section => Some(self.$list.iter().map(|r| r as &dyn Named).collect()), )*
                    _ => None,
                }
            }
        }

        /// Each section with the keys that its rows may have beside `code`, `zh`, `en`, `rule`, `cite` and `note`.
        pub const SECTIONS: &[(&str, &[&str])] = &[$( ($section, &[$( stringify!($field) ),*]) ),*];
    };
}

/// Keys that every row may have; `off` removes it and `loosens` lets a lower layer loosen it.
pub const ROW_KEYS: &[&str] = &["code", "zh", "en", "rule", "cite", "note", "off", "loosens"];

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

rows! {
    /// A rule of the regulation: what rows cite by its id, and how what no row enforces is kept.
    "rule" rules: RuleRow {
        /// `rows` where rows below cite it, `code` where the engine itself keeps it, `later` where a command to come will, `never`
        /// where nothing can check it; the note says more.
        checked: Code,
        /// Kinds of events by which a log shows that it was at work, where no row says so: `delayed`, or `replied.cc` where it is
        /// one of their facts that shows it.
        seen: Vec<Code>,
    }
    /// What a unit can be there for: union, customer service, legal affairs …
    "function" functions: Function {
        /// The part in cases that people of such a unit have: supervising, leader; none if empty.
        part: Code,
    }
    /// A channel by which complaints come.
    "channel" channels: Channel {
        /// Phone, visit: words in real time, so a first response is part of it.
        live: bool,
    }
    /// Who passes complaints on.
    "source" sources: Source {
        /// Its own limit, counted from receipt.
        within: Option<Within>,
    }
    /// A class of complaint; classes form a tree.
    "category" categories: Category {
        /// The class above.
        parent: Code,
        /// Only who takes part in it may see such a case.
        restricted: bool,
    }
    /// Complaint, suggestion, enquiry …
    "nature" natures: Nature {
        /// Not a complaint: no limits, counted apart.
        apart: bool,
    }
    /// How a case can end.
    "outcome" outcomes: Outcome {
        /// A case may be archived with it without an answer of its own.
        unanswered: bool,
    }
    /// Whose responsibility it was.
    "responsibility" responsibilities: Responsibility {
        /// Ours, or shared: counts as upheld.
        fault: bool,
    }
    /// Why it came to a complaint.
    "cause" causes: Cause {
        /// The cause above.
        parent: Code,
    }
    /// A level of the ladder; the order of rows is from low to high.
    "level" levels: Level {}
    /// What a person may be.
    "role" roles: Role {
        /// The part in cases that it gives, at the case's units and above: supervising, leader; none if empty.
        part: Code,
    }
    /// A fact of its own that a case carries.
    "field" fields: Field {
        /// money, flag, choice, text, date or count.
        kind: Code,
        /// Codes of a choice.
        choices: Vec<Choice>,
    }
    /// A deadline.
    "limit" limits: Limit {
        /// Name of the limit; rows with the same name are alternatives, the first whose condition holds counts.
        limit: Code,
        /// Milestone from which it is counted; receipt if empty.
        from: Code,
        /// Milestone that ends it; by its name if empty.
        until: Code,
        /// How long, or `none` where the regulation sets no limit.
        within: Option<Within>,
        /// Point it out from then on.
        warn: Option<Within>,
        /// For which cases.
        when: Condition,
        /// What it was before the organisation gave it another length; never written by hand.
        departs: Option<Departure>,
    }
    /// Work that must be done and recorded.
    "step" steps: Step {}
    /// What makes a case a major one.
    "major" majors: Major {
        /// For which cases.
        when: Condition,
    }
    /// Which complainants are called back after the reply, and by when: the first row whose condition holds counts.
    "callback" callbacks: CallbackRule {
        /// For which cases.
        when: Condition,
        /// Milestone from which it is counted, `replied` or `closed`; the reply if empty.
        from: Code,
        /// By when.
        within: Option<Within>,
        /// How many of a hundred cases, by their numbers; all if not given.
        share: Option<u32>,
    }
    /// A consent that somebody gives.
    "approval" approvals: Approval {
        /// Roles that may give it; any if empty.
        roles: Vec<Code>,
        /// Lowest level of the giver's unit.
        level_at_least: Code,
    }
    /// What must hold before a command.
    "gate" gates: Gate {
        /// Commands that it guards.
        on: Vec<Code>,
        /// For which cases.
        when: Condition,
        /// What must be there.
        needs: Needs,
        /// What must be so: each key by itself, with the values that it may have.
        must: Condition,
        /// Milestones or steps that must come first.
        after: Vec<Code>,
        /// Who may do it.
        by: By,
        /// Roles that may pass over it with a reason; if empty anybody, and nobody where `by` names parts or a second person.
        may_override: Vec<Code>,
        /// Only warn.
        severity: Severity,
    }
    /// When the lessons of a reply become an improvement, with an owner and a date.
    "improve" improvements: ImproveRule {
        /// For which cases.
        when: Condition,
        /// Until when it is to be made, from the reply.
        within: Option<Within>,
    }
    /// What a reply must contain.
    "element" elements: Element {
        /// For which cases.
        when: Condition,
    }
    /// A ground on which the clock stops.
    "pause-ground" pause_grounds: PauseGround {}
    /// How far a limit may be moved.
    "extension" extensions: Extension {
        /// Which limit.
        limit: Code,
        /// How far at the most, from the due date in force.
        within: Option<Within>,
        /// Approval that it needs.
        approval: Code,
        /// For which cases.
        when: Condition,
    }
    /// When a case goes up by itself.
    "escalate" escalations: Escalation {
        /// To which level; the next one up if empty.
        to: Code,
        /// How long after the limit ran out; `2wd`: from the second working day on.
        after: Option<Within>,
        /// Which limit; if empty it goes up as soon as the condition holds.
        limit: Code,
        /// For which cases.
        when: Condition,
    }
    /// Work without a case.
    "duty" duties: Duty {
        /// day, week, month or another kind of period; once in each, by its last working day.
        every: Code,
        /// Levels of units that owe it; all if empty.
        levels: Vec<Code>,
        /// Only units with one of these functions owe it; all if empty.
        functions: Vec<Code>,
        /// Only units with somebody in one of these roles owe it; all if empty.
        roles: Vec<Code>,
        /// Cases may be found by it: its record names them, or says that there were none.
        finds: bool,
        /// Time of day until which it is done, `17:30`; what comes later is noted.
        close: Code,
    }
    /// A report that is owed.
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
        /// How long after the period's end.
        within: Option<Within>,
        /// What is filed: register, stats, summary.
        form: Code,
    }
    /// Words to avoid.
    "wording" wordings: Wording {
        /// The words.
        avoid: Vec<String>,
        /// What to say instead.
        instead: Title,
    }
    /// A standard answer.
    "answer" answers: Answer {
        /// The answer.
        text: Title,
    }
    /// How long a kind of case is kept, from the end of its last round; of several rows that apply the longest counts.
    "retention" retentions: Retention {
        /// For which cases: those that it was ever true of.
        when: Condition,
        /// How long: `10y`, `18m`, `90d`.
        keep: Option<Keep>,
        /// What `erase --due` does then: `list` (if empty) or `erase`.
        then: Code,
    }
    /// A matter outside its power.
    "outside" outsides: Outside {
        /// Where to send it.
        to: Title,
    }
}

/// What a gate needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Needs {
    /// Facts, texts or fields that must be set, by this command or before.
    #[serde(skip_serializing_if = "is_default")]
    pub fields: Vec<Code>,
    /// Steps that must be done.
    #[serde(skip_serializing_if = "is_default")]
    pub steps: Vec<Code>,
    /// Approvals that must be there.
    #[serde(skip_serializing_if = "is_default")]
    pub approvals: Vec<Code>,
    /// Kinds of links that must be there.
    #[serde(skip_serializing_if = "is_default")]
    pub links: Vec<Code>,
}

/// Who may.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct By {
    /// One of these roles.
    #[serde(skip_serializing_if = "is_default")]
    pub role: Vec<Code>,
    /// The unit's level, at least.
    #[serde(skip_serializing_if = "is_default")]
    pub level_at_least: Code,
    /// Not the respondent, the handler, the holder (the handler, or of the unit that has it), or of the unit complained about.
    #[serde(skip_serializing_if = "is_default")]
    pub not: Vec<Code>,
    /// Has one of these parts in the case: received-by, lead, assisting, supervising, leader.
    #[serde(skip_serializing_if = "is_default")]
    pub part: Vec<Code>,
    /// With this consent of a second person.
    #[serde(skip_serializing_if = "is_default")]
    pub approval: Code,
}

impl Gate {
    /// Whether only the roles that it names may pass over it.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        !self.may_override.is_empty() || !self.by.part.is_empty() || !self.by.approval.is_empty()
    }
}

/// Whether a gate refuses or warns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    #[default]
    Refuse,
    /// It is written, and said.
    Warn,
}

/// How desks work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct DeskRules {
    /// IANA zone in which days are counted.
    pub zone: String,
    /// Currency of amounts.
    pub currency: String,
    /// Registration accepts at once.
    pub intake_accepts: bool,
    /// How far back `--on` and `--received` may go without an approval.
    pub backdate: Within,
    /// Personal data in public texts refuses, or warns.
    pub guard: Severity,
    /// Default nature of a registration.
    pub nature: Code,
    /// Who acts must be in the directory.
    pub people: Severity,
    /// Each unit of the directory has a leader and two contacts, three people in service; `policy check` says where not.
    pub contacts: bool,
}

impl Default for DeskRules {
    fn default() -> Self {
        Self {
            zone: "Asia/Shanghai".into(),
            currency: "CNY".into(),
            intake_accepts: false,
            backdate: Within::WorkingDays(5),
            guard: Severity::Refuse,
            nature: "complaint".into(),
            people: Severity::Warn,
            contacts: false,
        }
    }
}

impl Policy {
    /// The title of a code of a section, or the code itself.
    #[must_use]
    pub fn title_of(&self, section: &str, code: &str, lang: Lang) -> String {
        let rows = self.section(section).unwrap_or_default();
        rows.iter().find(|r| r.code() == code).map_or(code, |r| r.title().get(lang)).to_string()
    }

    /// The article of a rule: of the row whose code or `rule` it is.
    #[must_use]
    pub fn cite_of(&self, rule: &str) -> Option<&Title> {
        let hit = |code: &Code, own: &Code| code == rule || own == rule;
        self.rules
            .iter()
            .find(|r| r.code == rule)
            .map(|r| &r.cite)
            .or_else(|| self.limits.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.gates.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.elements.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.extensions.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.approvals.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.escalations.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.duties.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.filings.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.majors.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
            .or_else(|| self.callbacks.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite))
    }
}

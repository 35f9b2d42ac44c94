//! `policy check`: rows that each can be read and together cannot be meant: what contradicts itself, never holds, locks
//! a case in, runs in a circle, cites nothing, is read by nothing.
//!
//! Invariant: pure, and careful: a flaw is reported only where no history could make the row work.

mod logic;

use crate::domain::Code;
use crate::domain::case::fact::CaseFact;
use crate::domain::case::limit::limit_name;
use crate::domain::gate::approve::EXEMPT;
use crate::domain::gate::{BACKDATE, NOT_PERSONAL};
use crate::domain::policy::condition::Condition;
use crate::domain::policy::{FilingColumn, Gate, Policy, Severity};
pub use logic::TestedAs;
pub(super) use logic::implies;
use logic::{contradiction, is_disjoint, mistyped};
use std::collections::BTreeSet;

/// A row that does not work as meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFlaw {
    /// Section.
    pub section: String,
    /// Row.
    pub row: Code,
    /// The key of the row.
    pub key: &'static str,
    /// What is wrong.
    pub kind: FlawKind,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// Its condition contradicts itself in this fact.
    NeverHolds {
        /// The fact.
        fact: Code,
    },
    /// Its condition tests this fact as what it is not, and never holds.
    Mistyped {
        /// The fact.
        fact: Code,
        /// What its values are.
        is: TestedAs,
    },
    /// The key does nothing without another.
    Idle {
        /// What it wants, as one writes it.
        wants: &'static str,
    },
    /// Another form takes its numbers from the same series; a note.
    SameSeries {
        /// The other form.
        other: Code,
    },
    /// An earlier row of the same limit holds wherever this one does.
    Hidden {
        /// The earlier row.
        by: Code,
    },
    /// Two gates want different values of one fact of the same command.
    Contradicts {
        /// The other gate.
        other: Code,
        /// The fact.
        fact: Code,
    },
    /// The command needs what only a later command does, so no case gets past it.
    Locks {
        /// The command.
        verb: Code,
        /// What it needs.
        needs: Code,
    },
    /// A field has the name of a fact that every case has: lists, terms and corrections mean that one.
    Shadowed {
        /// The fact.
        fact: Code,
    },
    /// A choice that cannot be given: its code stands twice, or holds the comma that is between several.
    NoChoice {
        /// The choice.
        choice: Code,
    },
    /// Rows that need or contain each other.
    Circle {
        /// The rows, in order.
        rows: Vec<Code>,
    },
    /// The rule that it cites is declared nowhere.
    NoRule {
        /// The rule.
        rule: Code,
    },
    /// It sets a duty or a limit and cites nothing; a note.
    CitesNothing,
    /// No other row and no command reads it; a note.
    Unread,
}

impl FlawKind {
    /// Whether it is only a note.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self, Self::CitesNothing | Self::Unread | Self::SameSeries { .. })
    }
}

/// The flaws of a policy. `own` tells whether a row is the organisation's: notes are about these only.
#[must_use]
pub fn flaws(policy: &Policy, own: &dyn Fn(&str, &Code) -> bool) -> Vec<PolicyFlaw> {
    let mut found = Flaws { policy, own, all: Vec::new() };
    found.conditions();
    found.fields();
    found.idle();
    found.limits();
    found.gates();
    found.circles();
    found.citations();
    found.unread();
    found.all
}

struct Flaws<'p> {
    policy: &'p Policy,
    own: &'p dyn Fn(&str, &Code) -> bool,
    all: Vec<PolicyFlaw>,
}

impl Flaws<'_> {
    fn flaw(&mut self, section: &str, row: &Code, key: &'static str, kind: FlawKind) {
        self.all.push(PolicyFlaw { section: section.into(), row: row.clone(), key, kind });
    }

    /// Fields of the organisation's own that cannot be reached by their name, and choices that cannot be given.
    fn fields(&mut self) {
        for field in &self.policy.fields {
            if CaseFact::find(&field.code, u8::MAX).is_some() {
                self.flaw("field", &field.code, "code", FlawKind::Shadowed { fact: field.code.clone() });
            }
            for (n, choice) in field.choices.iter().enumerate() {
                let is_twice = field.choices[..n].iter().any(|known| known.code == choice.code);
                if is_twice || (field.many && choice.code.contains([',', '，'])) {
                    self.flaw("field", &field.code, "choices", FlawKind::NoChoice { choice: choice.code.clone() });
                }
            }
        }
    }

    /// Conditions that contradict themselves. `any = []` never holds and is meant so.
    fn conditions(&mut self) {
        let policy = self.policy;
        let mut all: Vec<(&str, &Code, &Condition)> = Vec::new();
        macro_rules! conditions {
            ($($section:literal $list:ident),*) => {
                $( all.extend(policy.$list.iter().map(|row| ($section, &row.code, &row.when))); )*
            };
        }
        conditions!(
            "limit" limits, "gate" gates, "element" elements, "extension" extensions, "escalate" escalations, "major" majors,
            "callback" callbacks, "remind" reminders, "improve" improvements, "form" forms, "retention" retentions, "wording" wordings,
            "follow" follows, "spot-check" spot_checks
        );
        for (section, row, when) in all {
            if let Some(fact) = contradiction(when, policy) {
                self.flaw(section, row, "when", FlawKind::NeverHolds { fact });
            }
            self.mistyped(section, row, "when", when);
        }
        policy.gates.iter().for_each(|row| self.mistyped("gate", &row.code, "must", &row.must));
        for row in &policy.filings {
            row.columns.iter().for_each(|column| self.mistyped("filing", &row.code, "columns", &column.when));
        }
    }

    fn mistyped(&mut self, section: &str, row: &Code, key: &'static str, condition: &Condition) {
        if let Some((fact, is)) = mistyped(condition, self.policy) {
            self.flaw(section, row, key, FlawKind::Mistyped { fact, is });
        }
    }

    /// Keys that do nothing as they stand.
    fn idle(&mut self) {
        let policy = self.policy;
        for row in &policy.filings {
            let is_read = |column: &FilingColumn| column.required && row.rows == "case";
            let is_idle = |column: &FilingColumn| !column.when.0.is_empty() && !is_read(column);
            if row.columns.iter().any(is_idle) {
                let wants = "required = true, rows = \"case\"";
                self.flaw("filing", &row.code, "columns.when", FlawKind::Idle { wants });
            }
        }
        for (n, form) in policy.forms.iter().enumerate() {
            let is_same = |other: &&crate::domain::policy::Form| other.series == form.series;
            if let Some(other) = policy.forms[..n].iter().find(is_same).filter(|_| (self.own)("form", &form.code)) {
                self.flaw("form", &form.code, "series", FlawKind::SameSeries { other: other.code.clone() });
            }
        }
    }

    /// Rows of a limit that an earlier one of the same layer hides.
    fn limits(&mut self) {
        let policy = self.policy;
        for (n, row) in policy.limits.iter().enumerate() {
            let before = policy.limits[..n]
                .iter()
                .filter(|other| other.beside == row.beside && limit_name(other) == limit_name(row));
            let hides = |other: &&crate::domain::policy::Limit| other.when.0.is_empty() || other.when == row.when;
            if let Some(other) = before.into_iter().find(hides) {
                self.flaw("limit", &row.code, "when", FlawKind::Hidden { by: other.code.clone() });
            }
        }
    }

    /// Gates that no command passes.
    fn gates(&mut self) {
        let policy = self.policy;
        let refuses = |gate: &&Gate| gate.severity == Severity::Refuse;
        for (n, gate) in policy.gates.iter().enumerate().filter(|(_, gate)| refuses(gate)) {
            for verb in &gate.on {
                let wanted = gate.after.iter().map(|milestone| ("after", milestone));
                let wanted = wanted.chain(gate.needs.fields.iter().map(|fact| ("needs", fact)));
                for (key, needs) in wanted.filter(|(_, needs)| is_later(verb, needs)) {
                    let (verb, needs) = (verb.clone(), needs.clone());
                    self.flaw("gate", &gate.code, key, FlawKind::Locks { verb, needs });
                }
            }
            let others = policy.gates[..n].iter().filter(refuses);
            let both = others.filter(|other| other.on.iter().any(|verb| gate.on.contains(verb)));
            // Only where both speak of every case that one of them speaks of.
            let same =
                both.filter(|other| other.when == gate.when || other.when.0.is_empty() || gate.when.0.is_empty());
            for other in same {
                let clash = gate.must.0.iter().find(|(fact, test)| {
                    other.must.0.get(*fact).is_some_and(|known| is_disjoint(fact, known, test, policy))
                });
                if let Some((fact, _)) = clash {
                    let kind = FlawKind::Contradicts { other: other.code.clone(), fact: fact.clone() };
                    self.flaw("gate", &gate.code, "must", kind);
                }
            }
        }
    }

    /// Steps that need each other, and trees that contain themselves.
    fn circles(&mut self) {
        let policy = self.policy;
        let needs = |step: &Code| -> Vec<Code> {
            let of = |gate: &&Gate| {
                gate.severity == Severity::Refuse
                    && gate.on.iter().any(|on| on == "step")
                    && only_step(&gate.when).is_some_and(|steps| steps.contains(step))
            };
            let gates = policy.gates.iter().filter(of);
            gates.flat_map(|gate| gate.after.iter().chain(&gate.needs.steps)).cloned().collect()
        };
        let steps: Vec<Code> = policy.steps.iter().map(|row| row.code.clone()).collect();
        self.circle("step", &steps, &needs);
        let parents = |rows: Vec<(Code, Code)>| {
            move |code: &Code| -> Vec<Code> {
                let own = rows.iter().filter(|(row, parent)| row == code && !parent.is_empty());
                own.map(|(_, parent)| parent.clone()).collect()
            }
        };
        let categories: Vec<_> = policy.categories.iter().map(|r| (r.code.clone(), r.parent.clone())).collect();
        let causes: Vec<_> = policy.causes.iter().map(|r| (r.code.clone(), r.parent.clone())).collect();
        for (section, rows) in [("category", categories), ("cause", causes)] {
            let codes: Vec<Code> = rows.iter().map(|(code, _)| code.clone()).collect();
            self.circle(section, &codes, &parents(rows));
        }
    }

    /// The circles among rows; each is reported once, at its first row.
    fn circle(&mut self, section: &str, rows: &[Code], next: &dyn Fn(&Code) -> Vec<Code>) {
        let key = if section == "step" { "after" } else { "parent" };
        let mut told: BTreeSet<Code> = BTreeSet::new();
        for row in rows {
            let mut path = vec![row.clone()];
            if !told.contains(row) && returns(row, &mut path, next) {
                told.extend(path.iter().cloned());
                self.flaw(section, row, key, FlawKind::Circle { rows: path });
            }
        }
    }

    /// Rules that are cited and not declared, and rows of the organisation that bind people and cite nothing.
    fn citations(&mut self) {
        let policy = self.policy;
        for (section, _) in crate::domain::policy::SECTIONS.iter().filter(|(section, _)| *section != "rule") {
            let binds = matches!(*section, "limit" | "gate" | "duty" | "filing" | "escalate" | "element");
            for row in policy.section(section).unwrap_or_default() {
                let cites = !row.cite().zh.is_empty() || !row.cite().en.is_empty();
                let (code, rule) = (row.code().clone(), row.rule().clone());
                if !rule.is_empty() && !cites && !policy.rules.iter().any(|known| known.code == rule) {
                    self.flaw(section, &code, "rule", FlawKind::NoRule { rule });
                } else if binds && !cites && (self.own)(section, &code) {
                    self.flaw(section, &code, "cite", FlawKind::CitesNothing);
                }
            }
        }
    }

    /// Rows of the organisation that nothing reads.
    fn unread(&mut self) {
        // What commands of the program ask for by themselves.
        const BUILT_IN: &[&str] = &[BACKDATE, NOT_PERSONAL, EXEMPT];
        let policy = self.policy;
        let gates = || policy.gates.iter();
        let unread_approval = |code: &Code| {
            !BUILT_IN.contains(&code.as_str())
                && !gates().any(|gate| gate.needs.approvals.contains(code) || gate.by.approval == *code)
                && !policy.extensions.iter().any(|row| row.approval == *code)
        };
        let mentioned: BTreeSet<String> = gates()
            .flat_map(|gate| [&gate.when, &gate.must])
            .flat_map(|condition| {
                let mut named = Vec::new();
                condition.mentions(&mut |_, value| named.extend(value.map(ToString::to_string)));
                named
            })
            .collect();
        let unread_function = |row: &crate::domain::policy::Function| {
            row.part.is_empty()
                && !mentioned.contains(row.code.as_str())
                && !policy.duties.iter().any(|duty| duty.functions.contains(&row.code))
                && !policy
                    .filings
                    .iter()
                    .any(|f| f.from == row.code || f.to == row.code || f.except.contains(&row.code))
        };
        let idle_wording = |row: &&crate::domain::policy::Wording| {
            row.avoid.is_empty() && row.replace.is_empty() && row.wants.is_empty() && !row.missing
        };
        let sections = crate::domain::policy::SECTIONS.iter().filter(|(section, _)| *section != "rule");
        let cited: BTreeSet<Code> = sections
            .flat_map(|(section, _)| policy.section(section).unwrap_or_default())
            .map(|row| if row.rule().is_empty() { row.code().clone() } else { row.rule().clone() })
            .collect();
        let mut unread: Vec<(&str, Code)> = Vec::new();
        unread
            .extend(policy.approvals.iter().filter(|r| unread_approval(&r.code)).map(|r| ("approval", r.code.clone())));
        unread.extend(policy.functions.iter().filter(|r| unread_function(r)).map(|r| ("function", r.code.clone())));
        unread.extend(policy.wordings.iter().filter(idle_wording).map(|r| ("wording", r.code.clone())));
        let by_rows = policy.rules.iter().filter(|r| matches!(r.checked.as_str(), "" | "rows"));
        unread.extend(by_rows.filter(|r| !cited.contains(&r.code)).map(|r| ("rule", r.code.clone())));
        for (section, code) in unread {
            if (self.own)(section, &code) {
                self.flaw(section, &code, "code", FlawKind::Unread);
            }
        }
    }
}

/// The steps that a gate on steps speaks of, if its condition names nothing else.
fn only_step(when: &Condition) -> Option<Vec<Code>> {
    let mut steps = Vec::new();
    let mut only = when.0.len() == 1;
    when.mentions(&mut |fact, value| match value {
        Some(value) if fact == "step" => steps.push(value.to_string().into()),
        _ => only = false,
    });
    (only && !steps.is_empty()).then_some(steps)
}

/// Whether a path from its last row leads back to `start`; the path then holds the way.
fn returns(start: &Code, path: &mut Vec<Code>, next: &dyn Fn(&Code) -> Vec<Code>) -> bool {
    let Some(last) = path.last().cloned() else { return false };
    for row in next(&last) {
        if row == *start {
            return true;
        }
        if path.contains(&row) {
            continue;
        }
        path.push(row);
        if returns(start, path, next) {
            return true;
        }
        path.pop();
    }
    false
}

/// Whether a command can only come before a milestone in the life of a case: needing it locks the case in.
fn is_later(verb: &str, milestone: &str) -> bool {
    let first: &[&str] = match verb {
        "intake" => &["accepted", "assigned", "contacted", "acknowledged", "replied", "reported", "sourced", "closed"],
        "accept" | "decline" => &["accepted", "assigned", "replied", "reported", "sourced", "reworked", "closed"],
        "assign" => &["replied", "closed"],
        "reply" => &["replied", "closed"],
        "close" | "withdraw" => &["closed"],
        _ => &[],
    };
    first.contains(&milestone)
}

#[cfg(test)]
mod tests;

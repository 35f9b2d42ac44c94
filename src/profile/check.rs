//! `policy check`: finds unknown codes in conditions, gates and trees. A policy with such codes loads, but does not
//! work as intended.

use crate::domain::Code;
use crate::domain::calendar::period::PeriodKind;
use crate::domain::case::due::MILESTONES;
use crate::domain::case::limit;
use crate::domain::case::part::{GIVEN, PARTS};
use crate::domain::gate::codes::nearest;
use crate::domain::gate::{GATE_FACTS, VERBS};
use crate::domain::policy::condition::Condition;
use crate::domain::policy::duty;
use crate::domain::policy::filing;
use crate::domain::policy::form;
use crate::domain::policy::{Filing, Form, Policy};
use crate::domain::query::view;
use crate::domain::value::amount::Value;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use crate::profile::error::PolicyError;

const NOT: &[&str] = &["respondent", "handler", "holder", "unit-complained-about"];
const KINDS: &[&str] = &["money", "flag", "choice", "text", "date", "count"];
/// Facts that a reply's texts set.
const TEXTS: &[&str] = &[
    "findings",
    "staff_action",
    "lessons",
    "explanation",
    "reason",
    "note",
    "title",
    "name",
    "phone",
    "email",
    "address",
    "handler",
    "handled",
    "compensation",
];

/// All codes that a policy uses and does not define, and keys that its rows lack.
#[must_use]
pub fn check(policy: &Policy) -> Vec<PolicyError> {
    let mut found = Check { policy, problems: Vec::new() };
    for row in &policy.categories {
        found.code("category", &row.code, "parent", "category", &row.parent);
    }
    for row in &policy.causes {
        found.code("cause", &row.code, "parent", "cause", &row.parent);
    }
    for row in &policy.fields {
        found.one_of("field", &row.code, "kind", &row.kind, KINDS);
    }
    for row in &policy.limits {
        found.milestone("limit", &row.code, "from", &row.from);
        found.milestone("limit", &row.code, "until", &row.until);
        found.condition("limit", &row.code, &row.when);
        if row.within.is_none() {
            found.lacks("limit", &row.code, "within");
        }
    }
    for row in &policy.gates {
        let verbs: Vec<&str> = VERBS.iter().map(|row| row.name).collect();
        row.on.iter().for_each(|verb| found.one_of("gate", &row.code, "on", verb, &verbs));
        found.condition("gate", &row.code, &row.when);
        found.condition("gate", &row.code, &row.must);
        row.needs.steps.iter().for_each(|step| found.code("gate", &row.code, "needs.steps", "step", step));
        row.needs.approvals.iter().for_each(|a| found.code("gate", &row.code, "needs.approvals", "approval", a));
        row.needs.fields.iter().for_each(|f| found.fact("gate", &row.code, f));
        row.after.iter().for_each(|a| found.milestone("gate", &row.code, "after", a));
        row.by.role.iter().for_each(|r| found.code("gate", &row.code, "by.role", "role", r));
        row.by.not.iter().for_each(|n| found.one_of("gate", &row.code, "by.not", n, NOT));
        row.by.part.iter().for_each(|part| found.one_of("gate", &row.code, "by.part", part, PARTS));
        found.code("gate", &row.code, "by.approval", "approval", &row.by.approval);
        row.may_override.iter().for_each(|r| found.code("gate", &row.code, "may-override", "role", r));
        found.code("gate", &row.code, "by.level-at-least", "level", &row.by.level_at_least);
    }
    for row in &policy.improvements {
        found.condition("improve", &row.code, &row.when);
    }
    for row in &policy.elements {
        found.condition("element", &row.code, &row.when);
        found.fact("element", &row.code, &row.code);
    }
    for row in &policy.extensions {
        found.code("extension", &row.code, "approval", "approval", &row.approval);
        found.condition("extension", &row.code, &row.when);
    }
    for row in &policy.escalations {
        found.code("escalate", &row.code, "to", "level", &row.to);
        found.condition("escalate", &row.code, &row.when);
        let limits: Vec<&str> = limit::names(policy).map(compact_str::CompactString::as_str).collect();
        found.one_of("escalate", &row.code, "limit", &row.limit, &limits);
    }
    for row in &policy.duties {
        let every = PeriodKind::NAMED.map(|(_, name)| name);
        found.one_of("duty", &row.code, "every", &row.every, &every);
        row.levels.iter().for_each(|level| found.code("duty", &row.code, "levels", "level", level));
        row.functions.iter().for_each(|f| found.code("duty", &row.code, "functions", "function", f));
        row.roles.iter().for_each(|role| found.code("duty", &row.code, "roles", "role", role));
        if !row.close.is_empty() && duty::close(row).is_none() {
            found.wrong("duty", &row.code, "close", &row.close, &["17:30"]);
        }
    }
    for row in &policy.filings {
        found.filing(row);
    }
    policy.forms.iter().for_each(|row| found.form(row));
    for (section, code, part) in (policy.roles.iter().map(|r| ("role", &r.code, &r.part)))
        .chain(policy.functions.iter().map(|f| ("function", &f.code, &f.part)))
    {
        found.one_of(section, code, "part", part, GIVEN);
    }
    for row in &policy.retentions {
        found.condition("retention", &row.code, &row.when);
        found.one_of("retention", &row.code, "then", &row.then, &["list", "erase"]);
        if row.keep.is_none() {
            found.lacks("retention", &row.code, "keep");
        }
    }
    for row in &policy.majors {
        found.condition("major", &row.code, &row.when);
    }
    for row in &policy.callbacks {
        found.milestone("callback", &row.code, "from", &row.from);
        found.condition("callback", &row.code, &row.when);
    }
    found.problems
}

struct Check<'p> {
    policy: &'p Policy,
    problems: Vec<PolicyError>,
}

impl<'p> Check<'p> {
    fn wrong(&mut self, section: &str, row: &Code, key: &str, value: &str, known: &[&str]) {
        self.problems.push(PolicyError::UnknownCode {
            section: section.into(),
            row: row.to_string(),
            key: key.into(),
            value: value.into(),
            nearest: nearest(value, known).map(Into::into),
        });
    }

    fn lacks(&mut self, section: &str, row: &Code, key: &str) {
        let (section, row, key) = (section.into(), row.to_string(), key.into());
        self.problems.push(PolicyError::Missing { section, row, key });
    }

    fn filing(&mut self, row: &Filing) {
        if row.every.is_empty() {
            self.lacks("filing", &row.code, "every");
        }
        self.one_of("filing", &row.code, "every", &row.every, filing::EVERY);
        self.code("filing", &row.code, "from", "function", &row.from);
        self.code("filing", &row.code, "to", "function", &row.to);
        row.except.iter().for_each(|function| self.code("filing", &row.code, "except", "function", function));
        row.levels.iter().for_each(|level| self.code("filing", &row.code, "levels", "level", level));
        self.one_of("filing", &row.code, "form", &row.form, filing::FORMS);
        // Without a limit the report would never be owed.
        if row.within.is_none_or(|within| within == Within::None) {
            self.lacks("filing", &row.code, "within");
        }
    }

    fn form(&mut self, row: &Form) {
        self.condition("form", &row.code, &row.when);
        if !form::is_series(&row.series) {
            match row.series.as_str() {
                "" => self.lacks("form", &row.code, "series"),
                series => self.wrong("form", &row.code, "series", series, &[]),
            }
        }
        for need in row.needs.iter().filter(|need| !form::ACTS.contains(&need.as_str())) {
            match need.as_str() {
                "further" if row.further == Title::default() => self.lacks("form", &row.code, "further"),
                "until" if row.within.is_none() => self.lacks("form", &row.code, "within"),
                own if form::OF_ROW.contains(&own) => {}
                fact => self.fact("form", &row.code, fact),
            }
        }
    }

    fn one_of(&mut self, section: &str, row: &Code, key: &str, value: &str, known: &[&str]) {
        if !value.is_empty() && !known.contains(&value) {
            self.wrong(section, row, key, value, known);
        }
    }

    fn code(&mut self, section: &str, row: &Code, key: &str, of: &str, value: &str) {
        let rows = self.policy.section(of).unwrap_or_default();
        let known: Vec<&str> = rows.iter().map(|r| r.code().as_str()).collect();
        self.one_of(section, row, key, value, &known);
    }

    fn milestone(&mut self, section: &str, row: &Code, key: &str, value: &str) {
        let is_step = self.policy.steps.iter().any(|s| s.code == value || value.strip_prefix("step:") == Some(&s.code));
        if !is_step {
            self.one_of(section, row, key, value, MILESTONES);
        }
    }

    fn fact(&mut self, section: &str, row: &Code, name: &str) {
        let policy: &'p Policy = self.policy;
        let own = policy.fields.iter().any(|f| f.code == name);
        // Only gates may use facts of the directory: no limit may depend on facts that change without an event.
        let directory: &[&str] = if section == "gate" { GATE_FACTS } else { &[] };
        if !own && !TEXTS.contains(&name) && view::names().all(|known| known != name) && !directory.contains(&name) {
            let known: Vec<&'p str> = view::names()
                .map(|name| -> &'p str { name })
                .chain(TEXTS.iter().copied())
                .chain(directory.iter().copied())
                .chain(policy.fields.iter().map(|f| f.code.as_str()))
                .collect();
            self.wrong(section, row, "when", name, &known);
        }
    }

    fn condition(&mut self, section: &str, row: &Code, when: &Condition) {
        let mut mentioned: Vec<(String, Option<String>)> = Vec::new();
        when.mentions(&mut |name, value| {
            let value = value.and_then(|v| if let Value::Text(text) = v { Some(text.clone()) } else { None });
            mentioned.push((name.to_string(), value));
        });
        for (name, value) in mentioned {
            self.fact(section, row, &name);
            let Some(value) = value else { continue };
            let of = match name.as_str() {
                "unit_function" | "holder_function" | "received_by_function" => "function",
                "unit_level" | "holder_level" | "received_by_level" => "level",
                "what" => "approval",
                name => name,
            };
            if let Some(field) = self.policy.fields.iter().find(|f| f.code == name && f.kind == "choice") {
                let known: Vec<&str> = field.choices.iter().map(|c| c.code.as_str()).collect();
                self.one_of(section, row, "when", &value, &known);
            } else if self.policy.section(of).is_some() {
                self.code(section, row, "when", of, &value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::term::keys;
    use crate::profile::{PROFILES, read_project, resolve};

    #[test]
    fn every_built_in_profile_passes_the_check() {
        for (name, _) in PROFILES {
            let resolved = resolve(name, &serde_json::Value::Null).expect("a built-in profile");
            assert_eq!(check(&resolved.policy), Vec::new(), "{name}");
        }
    }

    #[test]
    fn every_verb_on_a_case_is_kept_from_respondents_and_outsiders() {
        // A note and a paper of one's own may be added; who erases and reveals has gates of its own.
        let exempt = [
            ("respondent", &["intake", "note", "attach", "filing", "duty", "reveal", "erase"][..]),
            ("restricted", &["intake", "filing", "duty", "reveal"]),
        ];
        let policy = resolve("bank", &serde_json::Value::Null).expect("a built-in profile").policy;
        for (gate, exempt) in exempt {
            let gate = policy.gates.iter().find(|row| row.code == gate).expect("a gate of the base");
            let open = VERBS.iter().map(|row| row.name).filter(|verb| gate.on.iter().all(|on| on != verb));
            assert_eq!(open.collect::<Vec<_>>(), exempt, "{}", gate.code);
        }
    }

    #[test]
    fn no_profile_field_has_the_key_of_a_built_in_term() {
        for (name, _) in PROFILES {
            let resolved = resolve(name, &serde_json::Value::Null).expect("a built-in profile");
            let taken = resolved.policy.fields.iter().filter(|f| keys().any(|key| f.code == key));
            assert_eq!(taken.map(|f| f.code.as_str()).collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
        }
    }

    #[test]
    fn unknown_codes_are_reported_with_the_nearest_known() {
        let own = "profile = \"bank\"\n[[gate]]\ncode = \"x\"\non = [\"acept\"]\nwhen = { channel = \"phne\" }\n[[limit]]\ncode = \"y\"\nwithin = \"1wd\"\nfrom = \"asigned\"";
        let project = read_project(own).expect("toml");
        let problems = check(&resolve("bank", &project.layer).expect("resolves").policy);
        let near: Vec<_> = problems
            .iter()
            .filter_map(|p| if let PolicyError::UnknownCode { nearest, .. } = p { nearest.as_deref() } else { None })
            .collect();
        assert_eq!(near, ["assigned", "accept", "phone"]);
    }

    #[test]
    fn a_form_needs_a_series_and_what_its_needs_name() {
        let own = "profile = \"bank\"\n[[form]]\ncode = \"x\"\nwhen = { channel = \"phne\" }\nneeds = [\"replied\", \"findngs\", \"further\", \"until\"]\n\
                   [[form]]\ncode = \"y\"\nseries = \"b-1\"\n";
        let project = read_project(own).expect("toml");
        let problems = check(&resolve("bank", &project.layer).expect("resolves").policy);
        let told: Vec<String> = problems
            .iter()
            .map(|p| match p {
                PolicyError::UnknownCode { row, value, nearest, .. } => {
                    format!("{row}: {value} {}", nearest.as_deref().unwrap_or("?"))
                }
                PolicyError::Missing { row, key, .. } => format!("{row} lacks {key}"),
                other => other.to_string(),
            })
            .collect();
        let wanted =
            ["x: phne phone", "x lacks series", "x: findngs findings", "x lacks further", "x lacks within", "y: b-1 ?"];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_filing_needs_a_period_units_a_recipient_and_a_limit() {
        let own = "profile = \"bank\"\n[[filing]]\ncode = \"x\"\nevery = \"halfmonth\"\nfrom = \"unoin\"\nto = \"presidents-office\"\n\
                   except = [\"keybranch\"]\nlevels = [\"branch1\"]\nform = \"registr\"\nwithin = \"5wd\"\n[[filing]]\ncode = \"y\"\nwithin = \"none\"";
        let project = read_project(own).expect("toml");
        let problems = check(&resolve("bank", &project.layer).expect("resolves").policy);
        let told: Vec<String> = problems
            .iter()
            .map(|p| match p {
                PolicyError::UnknownCode { key, nearest, .. } => {
                    format!("{key}: {}", nearest.as_deref().unwrap_or("?"))
                }
                PolicyError::Missing { row, key, .. } => format!("{row} lacks {key}"),
                other => other.to_string(),
            })
            .collect();
        let wanted = [
            "every: half-month",
            "from: union",
            "to: president-office",
            "except: key-branch",
            "levels: branch-1",
            "form: register",
            "y lacks every",
            "y lacks within",
        ];
        assert_eq!(told, wanted);
    }
}

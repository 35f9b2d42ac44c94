//! Checks `directory.toml`: inconsistent rows, codes that the policy does not have, units without leader and contacts.
//!
//! Invariant: pure, and complete: all findings are listed. The findings of [`broken`] prevent a project from being
//! opened; all others are reported by `policy check` only.

use crate::domain::Code;
use crate::domain::gate::codes::nearest;
use crate::domain::policy::condition::Condition;
use crate::domain::policy::directory::{Directory, Unit};
use crate::domain::policy::{Named, Policy};
use crate::domain::value::amount::Value;
use crate::domain::value::title::Title;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};
use thiserror::Error;

/// A finding in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryFinding {
    /// The code of the unit or person; a name if there is no code, or a function that no unit has.
    pub code: String,
    /// What is wrong.
    pub problem: DirectoryProblem,
}

/// What is wrong with a row of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum DirectoryProblem {
    #[error("stands twice")]
    Twice,
    #[error("has no code")]
    NoCode,
    #[error("{key} names {value}")]
    Unknown { key: &'static str, value: String, nearest: Option<String> },
    #[error("is below itself")]
    Circle,
    /// Two persons have the same account, so the actor would be ambiguous.
    #[error("{account} is the account of {other} too")]
    Account { account: String, other: String },
    /// A unit lacks its leader or a contact.
    #[error("has no {key}")]
    Lacks { key: &'static str, cite: Title },
    /// The person named is not in service.
    #[error("{key}: {person} is not in service")]
    Gone { key: &'static str, person: String, cite: Title },
    /// One person has two of the three tasks.
    #[error("{key} and {other} are both {person}")]
    Same { key: &'static str, other: &'static str, person: String, cite: Title },
    /// A row of the policy names a person who is not in the directory, or not in service: `code` is the row's.
    #[error("[[{section}]] {key} names {person}")]
    NotInService { section: &'static str, key: &'static str, person: String },
    /// No unit has a function that the policy uses; a note, not an error.
    #[error("no unit is {code}", code = .rows.join(", "))]
    NobodyHas { title: Title, rows: Vec<String> },
}

impl DirectoryProblem {
    /// Whether it is only a note.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self, Self::NobodyHas { .. })
    }
}

/// The rule by which each unit has a leader and two contacts.
const CONTACTS: &str = "P7-A20";

/// All findings in the directory on `day` under this policy.
#[must_use]
pub fn check_directory(policy: &Policy, directory: &Directory, day: NaiveDate) -> Vec<DirectoryFinding> {
    let mut found = Check { policy, directory, day, findings: Vec::new() };
    found.findings = rows(directory);
    for unit in directory.units.iter().filter(|u| !u.code.is_empty()) {
        found.known(&unit.code, "level", "level", &unit.level);
        unit.functions.iter().for_each(|function| found.known(&unit.code, "functions", "function", function));
        found.contacts(unit);
    }
    for person in directory.people.iter().filter(|p| !p.code.is_empty()) {
        person.roles.iter().for_each(|role| found.known(&person.code, "roles", "role", role));
    }
    found.functions();
    found.teams();
    found.findings
}

/// The first finding that prevents the directory from being used at all.
#[must_use]
pub fn broken(directory: &Directory) -> Option<DirectoryFinding> {
    rows(directory).into_iter().next()
}

/// Inconsistent rows: no code, a code used twice, an unknown parent or unit, a circle of parents, an account used
/// twice.
fn rows(directory: &Directory) -> Vec<DirectoryFinding> {
    let mut found = Vec::new();
    let mut wrong = |code: &str, problem| found.push(DirectoryFinding { code: code.into(), problem });
    let units: Vec<&str> = directory.units.iter().map(|u| u.code.as_str()).collect();
    let unknown = |key, value: &str| DirectoryProblem::Unknown {
        key,
        value: value.into(),
        nearest: nearest(value, &units).map(Into::into),
    };
    let codes =
        directory.units.iter().map(|u| (&u.code, &u.zh)).chain(directory.people.iter().map(|p| (&p.code, &p.name)));
    codes.filter(|(code, _)| code.is_empty()).for_each(|(_, name)| wrong(name, DirectoryProblem::NoCode));
    let mut seen: HashSet<&str> = HashSet::new();
    for unit in directory.units.iter().filter(|u| !u.code.is_empty()) {
        if !seen.insert(&unit.code) {
            wrong(&unit.code, DirectoryProblem::Twice);
        }
        if !unit.parent.is_empty() && directory.unit(&unit.parent).is_none() {
            wrong(&unit.code, unknown("parent", &unit.parent));
        } else if !unit.into.is_empty() && (directory.unit(&unit.into).is_none() || unit.into == unit.code) {
            wrong(&unit.code, unknown("into", &unit.into));
        } else if is_in_a_circle(directory, unit) {
            wrong(&unit.code, DirectoryProblem::Circle);
        }
    }
    seen.clear();
    for person in directory.people.iter().filter(|p| !p.code.is_empty()) {
        if !seen.insert(&person.code) {
            wrong(&person.code, DirectoryProblem::Twice);
        }
        if let Some(other) = directory.person_of_account(&person.account).filter(|other| other.code != person.code) {
            wrong(
                &person.code,
                DirectoryProblem::Account { account: person.account.to_string(), other: other.code.to_string() },
            );
        }
        if !person.unit.is_empty() && !units.is_empty() && directory.unit(&person.unit).is_none() {
            wrong(&person.code, unknown("unit", &person.unit));
        }
    }
    found
}

/// Whether the chain of parents of a unit is a circle. An unknown parent at its end is another finding.
fn is_in_a_circle(directory: &Directory, unit: &Unit) -> bool {
    let above = directory.with_parents(&unit.code);
    above.last().is_some_and(|top| above.iter().any(|u| u.code == top.parent))
}

struct Check<'p> {
    policy: &'p Policy,
    directory: &'p Directory,
    day: NaiveDate,
    findings: Vec<DirectoryFinding>,
}

impl Check<'_> {
    fn wrong(&mut self, code: &str, problem: DirectoryProblem) {
        self.findings.push(DirectoryFinding { code: code.into(), problem });
    }

    /// Checks that the policy's section has a code.
    fn known(&mut self, code: &str, key: &'static str, section: &str, value: &str) {
        let rows = self.policy.section(section).unwrap_or_default();
        let known: Vec<&str> = rows.iter().map(|row| row.code().as_str()).collect();
        if !value.is_empty() && !known.contains(&value) {
            let nearest = nearest(value, &known).map(Into::into);
            self.wrong(code, DirectoryProblem::Unknown { key, value: value.into(), nearest });
        }
    }

    /// Checks leader, first and second contact: known, and if the policy requires them, three persons in service.
    fn contacts(&mut self, unit: &Unit) {
        let three = [
            ("leader", &unit.leader),
            ("first-contact", &unit.first_contact),
            ("second-contact", &unit.second_contact),
        ];
        let wanted = self.policy.desk.contacts && unit.is_open_on(self.day) && !unit.outside;
        let cite = || self.policy.cite_of(CONTACTS).cloned().unwrap_or_else(article);
        let (cite, people) = (cite(), &self.directory.people);
        for (i, (key, code)) in three.into_iter().enumerate() {
            if code.is_empty() {
                if wanted {
                    self.wrong(&unit.code, DirectoryProblem::Lacks { key, cite: cite.clone() });
                }
                continue;
            }
            // Without persons in the directory everybody may act.
            match self.directory.person(code) {
                None if !people.is_empty() => {
                    let codes: Vec<&str> = people.iter().map(|p| p.code.as_str()).collect();
                    let nearest = nearest(code, &codes).map(Into::into);
                    self.wrong(&unit.code, DirectoryProblem::Unknown { key, value: code.to_string(), nearest });
                }
                Some(person) if wanted && !person.serves_on(self.day) => {
                    let person = code.to_string();
                    self.wrong(&unit.code, DirectoryProblem::Gone { key, person, cite: cite.clone() });
                }
                _ => {}
            }
            if let Some((other, _)) = three[..i].iter().find(|(_, before)| wanted && *before == code) {
                let person = code.to_string();
                self.wrong(&unit.code, DirectoryProblem::Same { key: other, other: key, person, cite: cite.clone() });
            }
        }
    }

    /// Checks that the persons of teams are in service. Without persons in the directory everybody may act.
    fn teams(&mut self) {
        if self.directory.people.is_empty() {
            return;
        }
        for row in &self.policy.teams {
            let lead = Some(("lead", &row.lead)).filter(|(_, lead)| !lead.is_empty());
            let all = lead.into_iter().chain(row.members.iter().map(|member| ("members", &member.person)));
            let serves = |code: &Code| self.directory.person(code).is_some_and(|person| person.serves_on(self.day));
            for (key, person) in all.filter(|(_, person)| !serves(person)).collect::<Vec<_>>() {
                let person = person.to_string();
                self.wrong(&row.code, DirectoryProblem::NotInService { section: "team", key, person });
            }
        }
    }

    /// Checks that units have the functions that filings, duties and gates use.
    fn functions(&mut self) {
        if self.directory.units.is_empty() {
            return;
        }
        let mut named: Vec<(Code, String)> = Vec::new();
        for row in &self.policy.filings {
            let functions = [&row.from, &row.to].into_iter().filter(|function| !function.is_empty());
            named.extend(functions.map(|function| (function.clone(), format!("[[filing]] {}", row.code))));
        }
        for row in &self.policy.duties {
            named.extend(row.functions.iter().map(|function| (function.clone(), format!("[[duty]] {}", row.code))));
        }
        for row in &self.policy.gates {
            let asked: BTreeSet<Code> = functions_of(&row.when).into_iter().chain(functions_of(&row.must)).collect();
            for function in asked {
                named.push((function, format!("[[gate]] {}", row.code)));
            }
        }
        let has = |function: &Code| {
            self.directory.units.iter().any(|u| u.is_open_on(self.day) && u.functions.contains(function))
        };
        let missing: BTreeSet<Code> = named.iter().map(|(function, _)| function.clone()).filter(|f| !has(f)).collect();
        for function in missing {
            let rows: Vec<String> = named.iter().filter(|(f, _)| *f == function).map(|(_, row)| row.clone()).collect();
            let title = self.policy.functions.iter().find(|f| f.code == function).map(|f| f.title().clone());
            self.wrong(&function, DirectoryProblem::NobodyHas { title: title.unwrap_or_default(), rows });
        }
    }
}

/// The article, for a policy without a row for the rule.
fn article() -> Title {
    Title { zh: "第二十条".into(), en: "art. 20".into() }
}

/// Functions that a condition tests: the values of facts such as `unit_function`.
fn functions_of(condition: &Condition) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    condition.mentions(&mut |fact, value| {
        if let Some(Value::Text(text)) = value.filter(|_| fact.contains("function")) {
            found.push(text.as_str().into());
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::resolve;

    fn found(directory: &str) -> Vec<String> {
        let policy = resolve("bank", &serde_json::Value::Null).expect("a built-in profile").policy;
        let directory: Directory = toml::from_str(directory).expect("a directory");
        let day = "2026-11-23".parse().expect("a date");
        let all = check_directory(&policy, &directory, day);
        all.iter()
            .map(|f| format!("{}{}: {}", if f.problem.is_note() { "note " } else { "" }, f.code, f.problem))
            .collect()
    }

    const WHOLE: &str = r#"
        unit = [
            { code = "hq", level = "head-office", leader = "a", first-contact = "b", second-contact = "c",
              functions = ["union", "customer-service", "president-office", "key-branch", "inspection", "product", "channel"] },
            { code = "closed", level = "outlet", parent = "hq", until = 2026-11-22 },
        ]
        person = [{ code = "a", unit = "hq", roles = ["leader"] }, { code = "b" }, { code = "c", until = 2026-11-23 }]"#;

    #[test]
    fn a_complete_and_an_empty_directory_have_no_findings() {
        assert_eq!(found(WHOLE), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }

    #[test]
    fn each_unit_has_a_leader_and_two_contacts() {
        let change = |from: &str, to: &str| found(&WHOLE.replacen(from, to, 1));
        assert_eq!(change("leader = \"a\", ", ""), ["hq: has no leader"]);
        assert_eq!(change("until = 2026-11-23", "until = 2026-11-22"), ["hq: second-contact: c is not in service"]);
        assert_eq!(change("\"b\", second", "\"a\", second"), ["hq: leader and first-contact are both a"]);
        assert_eq!(change("contact = \"b\"", "contact = \"x\""), ["hq: first-contact names x"]);
        assert_eq!(
            change("until = 2026-11-22", "until = 2026-11-23"),
            ["closed: has no leader", "closed: has no first-contact", "closed: has no second-contact"]
        );
    }

    #[test]
    fn persons_of_teams_are_in_service() {
        let row = r#"{"team": [{"code": "outage", "lead": "a", "members": [{"person": "c"}, {"person": "nobody"}]}]}"#;
        let layer = serde_json::from_str(row).expect("JSON");
        let policy = resolve("bank", &layer).expect("a policy").policy;
        let found = |directory: &str, day: &str| {
            let directory: Directory = toml::from_str(directory).expect("a directory");
            let all = check_directory(&policy, &directory, day.parse().expect("a date"));
            let of_teams = all.iter().filter(|f| matches!(f.problem, DirectoryProblem::NotInService { .. }));
            of_teams.map(|f| format!("{}: {}", f.code, f.problem)).collect::<Vec<_>>()
        };
        assert_eq!(found(WHOLE, "2026-11-23"), ["outage: [[team]] members names nobody"]);
        assert_eq!(
            found(WHOLE, "2026-11-24"),
            ["outage: [[team]] members names c", "outage: [[team]] members names nobody"]
        );
        assert_eq!(found("", "2026-11-24"), [""; 0]);
    }

    #[test]
    fn unknown_levels_roles_and_functions_are_reported() {
        let change = |from: &str, to: &str| found(&WHOLE.replacen(from, to, 1));
        assert_eq!(change("level = \"outlet\"", "level = \"outlt\""), ["closed: level names outlt"]);
        assert_eq!(change("[\"leader\"]", "[\"leadr\", \"clerk\"]"), ["a: roles names leadr"]);
        assert_eq!(
            change("\"customer-service\"", "\"service\""),
            [
                "hq: functions names service",
                "note customer-service: no unit is [[filing]] service-stats, [[filing]] service-stats-below, \
                 [[filing]] half-year-analysis, [[filing]] year-analysis, [[duty]] web, [[gate]] route-union, [[gate]] government-branch, \
                 [[gate]] product-lead"
            ]
        );
    }

    #[test]
    fn all_inconsistent_rows_are_reported() {
        let all = found(
            r#"
            unit = [{ code = "a", parent = "b", until = 2020-01-01 }, { code = "b", parent = "a", until = 2020-01-01 },
                    { code = "d", parent = "x", until = 2020-01-01 }, { code = "e", parent = "d", until = 2020-01-01 },
                    { code = "e", until = 2020-01-01 }, { zh = "n" }]
            person = [{ code = "p", unit = "y" }, { code = "p" }]"#,
        );
        let wanted = ["n: has no code", "a: is below itself", "b: is below itself", "d: parent names x"];
        assert_eq!(all[..4], wanted);
        assert_eq!(all[4..7], ["e: stands twice", "p: unit names y", "p: stands twice"]);
        let first = broken(&toml::from_str("unit = [{ code = \"a\", parent = \"x\" }]").expect("a directory"));
        assert!(matches!(first, Some(DirectoryFinding { problem: DirectoryProblem::Unknown { .. }, .. })));
    }
}

//! `policy check`: finds unknown codes in conditions, gates and trees. A policy with such codes loads, but does not
//! work as intended.

use crate::domain::Code;
use crate::domain::calendar::period::PeriodKind;
use crate::domain::case::delivery::SERVED;
use crate::domain::case::due::{FIELD, MILESTONES};
use crate::domain::case::fact_type::FactKind;
use crate::domain::case::limit;
use crate::domain::case::part::{GIVEN, PARTS};
use crate::domain::case::party::ROLES;
use crate::domain::case::registered::{REGISTERED, RegisteredFact};
use crate::domain::gate::codes::nearest;
use crate::domain::gate::fact_values::{self, FactValues};
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::{GATE_FACTS, VERBS, link};
use crate::domain::policy::condition::Condition;
use crate::domain::policy::duty;
use crate::domain::policy::filing;
use crate::domain::policy::form;
use crate::domain::policy::{By, Field, Filing, Form, Gate, Needs, Policy};
use crate::domain::policy::{CHANNEL_FORMS, EXEMPT_MEASURES, STAYS};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::view;
use crate::domain::value::amount::Value;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use crate::profile::error::PolicyError;

const NOT: &[&str] = &["respondent", "handler", "earlier-handler", "holder", "unit-complained-about"];
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
    "terms",
    "document",
    "refused",
    "basis",
    "notice",
    "body",
];

/// Texts that wording rows may look at, besides those of a reply.
const WORDED: &[&str] = &["statement", "demand", "place", "to", "purpose", "template"];

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
        if row.kind == "choice" && row.choices.is_empty() {
            found.lacks("field", &row.code, "choices");
        }
    }
    found.asks();
    found.summary_by();
    for row in &policy.limits {
        found.start(&row.code, &row.from);
        found.milestone("limit", &row.code, "until", &row.until);
        found.condition("limit", &row.code, &row.when);
        if row.within.is_none() {
            found.lacks("limit", &row.code, "within");
        }
        found.one_of("limit", &row.code, "rest", &row.rest, &[STAYS]);
        // It warns before it ends.
        if let (Some(Within::WorkingDays(warn)), Some(Within::WorkingDays(within))) = (row.warn, row.within)
            && warn > within
        {
            found.wrong("limit", &row.code, "warn", &format!("{warn}wd"), &[&format!("{within}wd")]);
        }
    }
    for row in &policy.gates {
        let verbs: Vec<&str> = VERBS.iter().map(|row| row.name).collect();
        row.on.iter().for_each(|verb| found.one_of("gate", &row.code, "on", verb, &verbs));
        if row.on.is_empty() {
            found.lacks("gate", &row.code, "on");
        }
        let Gate { needs, after, must, by, .. } = row;
        if *needs == Needs::default() && after.is_empty() && must.0.is_empty() && *by == By::default() {
            found.lacks("gate", &row.code, "needs");
        }
        found.condition("gate", &row.code, &row.when);
        found.condition("gate", &row.code, &row.must);
        row.needs.steps.iter().for_each(|step| found.code("gate", &row.code, "needs.steps", "step", step));
        row.needs.approvals.iter().for_each(|a| found.code("gate", &row.code, "needs.approvals", "approval", a));
        row.needs.fields.iter().for_each(|f| found.fact_in("gate", &row.code, "needs.fields", f));
        row.needs.links.iter().for_each(|kind| found.one_of("gate", &row.code, "needs.links", kind, link::KINDS));
        row.after.iter().for_each(|a| found.milestone("gate", &row.code, "after", a));
        row.by.role.iter().for_each(|r| found.code("gate", &row.code, "by.role", "role", r));
        row.by.not.iter().for_each(|n| found.one_of("gate", &row.code, "by.not", n, NOT));
        row.by.part.iter().for_each(|part| found.one_of("gate", &row.code, "by.part", part, PARTS));
        found.code("gate", &row.code, "by.approval", "approval", &row.by.approval);
        row.may_override.iter().for_each(|r| found.code("gate", &row.code, "may-override", "role", r));
        found.code("gate", &row.code, "by.level-at-least", "level", &row.by.level_at_least);
    }
    for row in &policy.approvals {
        row.roles.iter().for_each(|role| found.code("approval", &row.code, "roles", "role", role));
        found.code("approval", &row.code, "level-at-least", "level", &row.level_at_least);
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
        found.one_of("extension", &row.code, "limit", &row.limit, &limit::known(policy));
        found.condition("extension", &row.code, &row.when);
    }
    for row in &policy.escalations {
        found.code("escalate", &row.code, "to", "level", &row.to);
        found.condition("escalate", &row.code, &row.when);
        found.one_of("escalate", &row.code, "limit", &row.limit, &limit::known(policy));
    }
    for row in &policy.follows {
        let verbs: Vec<&str> = VERBS.iter().map(|row| row.name).collect();
        row.on.iter().for_each(|verb| found.one_of("follow", &row.code, "on", verb, &verbs));
        found.condition("follow", &row.code, &row.when);
        found.code("follow", &row.code, "open", "nature", &row.open);
        found.code("follow", &row.code, "category", "category", &row.category);
        found.one_of("follow", &row.code, "link", &row.link, link::KINDS);
        found.code("follow", &row.code, "escalate", "level", &row.escalate);
        if row.open.is_empty() && !row.restricted && row.escalate.is_empty() {
            found.lacks("follow", &row.code, "open");
        }
    }
    for row in policy.teams.iter().filter(|row| row.lead.is_empty()) {
        found.lacks("team", &row.code, "lead");
    }
    for row in &policy.pause_grounds {
        found.code("pause-ground", &row.code, "until", "step", &row.until);
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
    // Working hours are those of the desk; a limit in them means nothing without.
    let in_hours = |within: Option<Within>| matches!(within, Some(Within::WorkingHours(_)));
    let hours = policy.limits.iter().any(|row| in_hours(row.within) || in_hours(row.warn))
        || policy.sources.iter().any(|row| in_hours(row.within));
    if hours && policy.desk.hours.is_empty() {
        found.lacks("desk", &Code::default(), "hours");
    }
    for row in &policy.reminders {
        found.condition("remind", &row.code, &row.when);
        found.one_of("remind", &row.code, "limit", &row.limit, &limit::known(policy));
        if row.before.is_none() {
            found.lacks("remind", &row.code, "before");
        }
    }
    for row in &policy.channels {
        found.one_of("channel", &row.code, "form", &row.form, CHANNEL_FORMS);
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
    for row in &policy.wordings {
        found.condition("wording", &row.code, &row.when);
        let verbs: Vec<&str> = VERBS.iter().map(|row| row.name).collect();
        row.on.iter().for_each(|verb| found.one_of("wording", &row.code, "on", verb, &verbs));
        let known: Vec<&str> = TEXTS.iter().chain(WORDED).copied().collect();
        row.texts.iter().for_each(|text| found.one_of("wording", &row.code, "texts", text, &known));
    }
    for row in &policy.callbacks {
        found.milestone("callback", &row.code, "from", &row.from);
        found.condition("callback", &row.code, &row.when);
        if let Some(share) = row.share.filter(|share| *share > 100) {
            found.wrong("callback", &row.code, "share", &share.to_string(), &["100"]);
        }
    }
    for row in &policy.spot_checks {
        found.condition("spot-check", &row.code, &row.when);
        let is_step = policy.steps.iter().find(|step| step.code == row.code);
        if let Some(step) = is_step {
            found.wrong("spot-check", &row.code, "code", &step.code, &[]);
        }
    }
    for row in &policy.exemptions {
        for measure in &row.measures {
            found.one_of("exemption", &row.code, "measures", measure, EXEMPT_MEASURES);
        }
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

    /// What a registration is asked is one of its flags, or a field.
    fn asks(&mut self) {
        let facts = REGISTERED.iter().map(RegisteredFact::flag);
        let texts = PRIVATE.iter().map(|name| name.replace('_', "-"));
        let others = ["title", "received", "unit", "person", "solved", "incident"].map(String::from);
        let fields = self.policy.fields.iter().map(|field| field.code.to_string());
        let known: Vec<String> = facts.chain(texts).chain(others).chain(fields).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let policy = self.policy;
        for name in policy.desk.asks.iter().filter(|name| !known.contains(&name.as_str())) {
            self.wrong("desk", &Code::default(), "asks", name, &known);
        }
    }

    /// What a summary breaks down by has values to count by, and none of them is a person.
    fn summary_by(&mut self) {
        let policy = self.policy;
        let is_of_persons = |key: &&str| matches!(Dimension::named(key), Some(Dimension::Fact(fact)) if fact.kind() == FactKind::Person);
        let counted = |field: &&Field| matches!(field.kind.as_str(), "choice" | "flag");
        let own = policy.fields.iter().filter(counted).map(|field| field.code.as_str());
        let mut known: Vec<&str> = Dimension::keys().filter(|key| !is_of_persons(key)).collect();
        known.extend(own);
        for name in policy.desk.summary_by.iter().filter(|name| !known.contains(&name.as_str())) {
            self.wrong("desk", &Code::default(), "summary-by", name, &known);
        }
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
        self.one_of("filing", &row.code, "covers", &row.covers, filing::COVERS);
        self.one_of("filing", &row.code, "rows", &row.rows, filing::ROWS);
        self.one_of("filing", &row.code, "cohort", &row.cohort, filing::COHORTS);
        if row.form == "columns" && row.columns.is_empty() {
            self.lacks("filing", &row.code, "columns");
        }
        let codes: Vec<&str> = row.columns.iter().map(|column| column.code.as_str()).collect();
        for column in &row.columns {
            for (key, value) in [("code", &column.code), ("source", &column.source)] {
                if value.is_empty() {
                    self.lacks("filing", &row.code, &format!("columns.{key}"));
                }
            }
            self.one_of("filing", &row.code, "columns.show", &column.show, filing::SHOWN);
            // What foots and what is read by the receiver goes by the column's code.
            if codes.iter().filter(|code| **code == column.code).count() > 1 {
                self.wrong("filing", &row.code, "columns.code", &column.code, &[]);
            }
            if self.policy.section(&column.source).is_some() {
                column
                    .codes
                    .keys()
                    .for_each(|own| self.code("filing", &row.code, "columns.codes", &column.source, own));
            }
            self.condition("filing", &row.code, &column.when);
        }
        for foot in &row.foot {
            let sides = filing::foot_sides(foot);
            let (left, right) = sides.unwrap_or_else(|| (vec![(1, foot.as_str())], Vec::new()));
            for (_, column) in left.into_iter().chain(right) {
                self.one_of("filing", &row.code, "foot", column, &codes);
            }
        }
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
        let is_served = value
            .strip_prefix(SERVED)
            .is_some_and(|what| ROLES.contains(&what) || self.policy.forms.iter().any(|form| form.code == what));
        if !is_step && !is_served {
            self.one_of(section, row, key, value, MILESTONES);
        }
    }

    /// The start of a limit: a milestone, or a field that holds a date.
    fn start(&mut self, row: &Code, from: &str) {
        match from.strip_prefix(FIELD) {
            Some(field) => {
                let dates = self.policy.fields.iter().filter(|known| known.kind == "date");
                let known: Vec<String> = dates.map(|known| format!("{FIELD}{}", known.code)).collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                if !known.iter().any(|known| known.strip_prefix(FIELD) == Some(field)) {
                    self.wrong("limit", row, "from", from, &known);
                }
            }
            None => self.milestone("limit", row, "from", from),
        }
    }

    fn fact(&mut self, section: &str, row: &Code, name: &str) {
        self.fact_in(section, row, "when", name);
    }

    fn fact_in(&mut self, section: &str, row: &Code, key: &str, name: &str) {
        let policy: &'p Policy = self.policy;
        let own = policy.fields.iter().any(|f| f.code == name);
        // Only gates may use facts of the directory: no limit may depend on facts that change without an event.
        let directory: &[&str] = if matches!(section, "gate" | "follow") { GATE_FACTS } else { &[] };
        if !own && !TEXTS.contains(&name) && view::names().all(|known| known != name) && !directory.contains(&name) {
            let known: Vec<&'p str> = view::names()
                .map(|name| -> &'p str { name })
                .chain(TEXTS.iter().copied())
                .chain(directory.iter().copied())
                .chain(policy.fields.iter().map(|f| f.code.as_str()))
                .collect();
            self.wrong(section, row, key, name, &known);
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
            if let Some(field) = self.policy.fields.iter().find(|f| f.code == name && f.kind == "choice") {
                let known: Vec<&str> = field.choices.iter().map(|c| c.code.as_str()).collect();
                self.one_of(section, row, "when", &value, &known);
                continue;
            }
            let FactValues { sections, mut words } = fact_values::of(&name);
            let policy: &'p Policy = self.policy;
            for row in sections.iter().filter_map(|of| policy.section(of)).flatten() {
                words.push(row.code().as_str());
            }
            // Any field may be corrected.
            if name == "what" {
                words.extend(policy.fields.iter().map(|field| field.code.as_str()));
            }
            if !(sections.is_empty() && words.is_empty()) {
                self.one_of(section, row, "when", &value, &words);
            }
        }
    }
}

#[cfg(test)]
mod tests;

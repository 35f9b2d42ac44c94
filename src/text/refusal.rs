//! Refusals and warnings in words: `error:` lines, the rules that spoke, and the commands that would work (`cli.md` §4).
//!
//! Invariant: every problem has a message with its values and a hint; no hint holds a command that destroys something.

mod flag;
mod hint;
mod message;
mod must;
mod people;

pub use super::naming::Names;
pub use flag::flag;

use super::Lang;
use crate::domain::id::CaseId;
use crate::domain::refusal::{Problem, Refusal, Rule, Ruled};
use crate::say;
use crate::text::terms;
use crate::text::wrap::harmless;
use serde_json::{Value, json};

/// What a wording looks at.
#[derive(Clone, Copy)]
struct Talk<'a> {
    names: &'a Names<'a>,
    lang: Lang,
    case: Option<CaseId>,
    verb: &'a str,
    /// Whether it stands against who does it.
    doer: bool,
}

/// What is wrong, in one line, with the values.
#[must_use]
pub fn message(ruled: &Ruled, case: Option<CaseId>, names: &Names<'_>, lang: Lang) -> String {
    message::of(&[&ruled.problem], &Talk { names, lang, case, verb: &ruled.verb, doer: ruled.doer })
}

/// The command that would work.
#[must_use]
pub fn hint(ruled: &Ruled, case: Option<CaseId>, names: &Names<'_>, lang: Lang) -> String {
    hint::of(&[&ruled.problem], &Talk { names, lang, case, verb: &ruled.verb, doer: ruled.doer }).join(" · ")
}

/// A rule as it is cited: `P7-A12, art. 12`.
#[must_use]
pub fn rule(rule: &Rule, lang: Lang) -> String {
    let (id, cite) = (harmless(&rule.id), harmless(rule.cite.get(lang)));
    // The engine's own rules have no article, but a name.
    if let Some(title) = terms::rule(&id).filter(|_| cite.is_empty()) {
        return say!(lang, "{} ({id})", "{}（{id}）", title.get(lang));
    }
    if cite.is_empty() { id } else { say!(lang, "{id}, {cite}", "{id}，{cite}") }
}

/// The complete text of a refusal, every line ended.
#[must_use]
pub fn error_text(refusal: &Refusal, names: &Names<'_>, lang: Lang) -> String {
    let groups = groups(&refusal.problems);
    let mut lines: Vec<String> = Vec::new();
    for group in &groups {
        let text = message::of(&group.problems(), &group.talk(refusal.case, names, lang));
        lines.push(say!(lang, "error: {text}", "错误：{text}"));
    }
    lines.extend(rule_lines(&refusal.problems, lang));
    for text in all_hints(&groups, refusal.case, names, lang) {
        lines.push(say!(lang, "hint: {text}", "提示：{text}"));
    }
    lines.join("\n") + "\n"
}

/// What a person should hear though it was done: a `warning:` line and the rule that spoke.
#[must_use]
pub fn warning_text(warning: &Ruled, case: Option<CaseId>, names: &Names<'_>, lang: Lang) -> String {
    let text = message(warning, case, names, lang);
    let first = say!(lang, "warning: {text}", "注意：{text}");
    let rules = rule_lines(std::slice::from_ref(warning), lang);
    std::iter::once(first).chain(rules).map(|line| line + "\n").collect()
}

/// A refusal as the JSON that scripts read: the weightiest problem's code and facts, and all problems where there are several.
#[must_use]
pub fn error_json(refusal: &Refusal, names: &Names<'_>, lang: Lang) -> Value {
    let groups = groups(&refusal.problems);
    let messages: Vec<String> =
        groups.iter().map(|g| message::of(&g.problems(), &g.talk(refusal.case, names, lang))).collect();
    let first = refusal.problems.iter().min_by_key(|p| p.problem.exit());
    let mut out = json!({
        "code": first.map(|p| p.problem.code()),
        "message": messages.join("\n"),
        "case": refusal.case,
        "rules": rules(&refusal.problems).into_iter().map(|r| rule_json(r, lang)).collect::<Vec<_>>(),
        "hint": all_hints(&groups, refusal.case, names, lang).join("\n"),
        "facts": first.map(|p| facts(&p.problem)),
    });
    if refusal.problems.len() > 1 {
        let each = refusal.problems.iter().map(|p| {
            json!({
                "code": p.problem.code(),
                "message": message(p, refusal.case, names, lang),
                "verb": p.verb,
                "rule": p.rule.as_ref().map(|r| rule_json(r, lang)),
                "hint": hint(p, refusal.case, names, lang),
                "facts": facts(&p.problem),
            })
        });
        out["problems"] = each.collect();
    }
    out
}

/// Problems that are said in one sentence.
struct Group<'a> {
    verb: &'a str,
    ruled: Vec<&'a Ruled>,
}

impl<'a> Group<'a> {
    fn problems(&self) -> Vec<&'a Problem> {
        self.ruled.iter().map(|r| &r.problem).collect()
    }

    fn talk<'t>(&'t self, case: Option<CaseId>, names: &'t Names<'t>, lang: Lang) -> Talk<'t> {
        let doer = self.ruled.first().is_some_and(|r| r.doer);
        Talk { names, lang, case, verb: self.verb, doer }
    }
}

/// What is missing, of one kind and by one command, reads as one list; everything else stands alone.
fn groups(problems: &[Ruled]) -> Vec<Group<'_>> {
    let kind = |p: &Problem| match p {
        Problem::Missing { .. } => Some(0),
        Problem::MissingElement { .. } => Some(1),
        Problem::MissingStep { .. } => Some(2),
        Problem::MissingApproval { .. } => Some(3),
        _ => None,
    };
    let mut groups: Vec<Group<'_>> = Vec::new();
    // What an element of the reply asks for with its article need not be asked for twice.
    let asked_by_element = |ruled: &Ruled| {
        match &ruled.problem {
        Problem::Missing { field } => problems.iter().any(
            |p| matches!(&p.problem, Problem::MissingElement { element, .. } if element == field && p.verb == ruled.verb),
        ),
        _ => false,
    }
    };
    for ruled in problems.iter().filter(|p| !asked_by_element(p)) {
        let own = kind(&ruled.problem);
        let joins = |g: &&mut Group<'_>| own.is_some() && g.verb == ruled.verb && kind(&g.ruled[0].problem) == own;
        match groups.iter_mut().find(joins) {
            Some(group) if group.ruled.iter().any(|known| known.problem == ruled.problem) => {}
            Some(group) => group.ruled.push(ruled),
            None => groups.push(Group { verb: &ruled.verb, ruled: vec![ruled] }),
        }
    }
    groups
}

/// Each hint once; all that one command lacks stands in one hint.
fn all_hints(groups: &[Group<'_>], case: Option<CaseId>, names: &Names<'_>, lang: Lang) -> Vec<String> {
    let lacks = |g: &Group<'_>| matches!(g.ruled[0].problem, Problem::Missing { .. } | Problem::MissingElement { .. });
    let mut merged: Vec<Group<'_>> = Vec::new();
    for group in groups {
        match merged.iter_mut().find(|g| lacks(g) && lacks(group) && g.verb == group.verb) {
            Some(known) => known.ruled.extend(&group.ruled),
            None => merged.push(Group { verb: group.verb, ruled: group.ruled.clone() }),
        }
    }
    let mut all: Vec<String> = Vec::new();
    for text in merged.iter().flat_map(|g| hint::of(&g.problems(), &g.talk(case, names, lang))) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn rules(problems: &[Ruled]) -> Vec<&Rule> {
    let mut all: Vec<&Rule> = Vec::new();
    for rule in problems.iter().filter_map(|p| p.rule.as_ref()) {
        if !all.contains(&rule) {
            all.push(rule);
        }
    }
    all
}

fn rule_lines(problems: &[Ruled], lang: Lang) -> Vec<String> {
    let lines = rules(problems).into_iter().map(|r| rule(r, lang));
    lines.map(|text| say!(lang, "rule: {text}", "依据：{text}")).collect()
}

fn rule_json(rule: &Rule, lang: Lang) -> Value {
    json!({ "id": rule.id, "cite": rule.cite.get(lang) })
}

/// The values of a problem, without its code.
fn facts(problem: &Problem) -> Value {
    let mut value = serde_json::to_value(problem).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.remove("code");
    }
    value
}

#[cfg(test)]
mod tests;

//! Words refusals and warnings: `error:` lines, the rules, and the commands that would work (`cli.md` §4).
//!
//! Invariant: every problem has a message with its values and a hint; no hint contains a destructive command.

mod command;
mod duplicate;
mod flag;
mod hint;
mod kept;
mod message;
mod missing;
mod must;
mod order;
mod parts;
mod people;
mod slot;
mod times;
mod typed;
mod units;
mod wording;

pub use super::code_names::Names;
pub use flag::flag;
pub use slot::is_placeholder;
pub use typed::TypedCommand;

use super::Lang;
use crate::domain::gate::refusal::{Problem, Refusal, Rule, Ruled};
use crate::domain::value::id::CaseId;
use crate::say;
use crate::text::command_names::localized;
use crate::text::sanitize::sanitized;
use crate::text::terms;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::HashSet;

/// The context for wording one problem.
#[derive(Clone, Copy)]
struct Talk<'a> {
    names: &'a Names<'a>,
    lang: Lang,
    case: Option<CaseId>,
    verb: &'a str,
    /// Whether the problem concerns the actor.
    doer: bool,
    /// All problems of the command.
    all: &'a [Ruled],
    /// The day on which another person must be in service; without it everybody counts.
    day: Option<NaiveDate>,
    typed: Option<&'a TypedCommand>,
}

impl<'a> Talk<'a> {
    fn of(ruled: &'a Ruled, context: RefusalContext<'a>) -> Self {
        let RefusalContext { names, lang, case, all, asked: RefusedCommand { day, typed } } = context;
        Self { names, lang, case, verb: &ruled.verb, doer: ruled.doer, all, day, typed }
    }
}

/// The context for wording a whole refusal.
#[derive(Clone, Copy)]
struct RefusalContext<'a> {
    names: &'a Names<'a>,
    lang: Lang,
    case: Option<CaseId>,
    all: &'a [Ruled],
    asked: RefusedCommand<'a>,
}

/// When and how the refused command was given, as far as that is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct RefusedCommand<'a> {
    /// Persons suggested instead are in service on this day.
    pub day: Option<NaiveDate>,
    /// Its words besides flags.
    pub typed: Option<&'a TypedCommand>,
}

/// The message of a problem, in one line.
#[must_use]
pub fn message(ruled: &Ruled, case: Option<CaseId>, names: &Names<'_>, lang: Lang) -> String {
    let context =
        RefusalContext { names, lang, case, all: std::slice::from_ref(ruled), asked: RefusedCommand::default() };
    message::of(&[&ruled.problem], &Talk::of(ruled, context))
}

/// A rule as it is cited: `P7-A12, art. 12`.
#[must_use]
pub fn rule(rule: &Rule, names: &Names<'_>, lang: Lang) -> String {
    let (id, cite) = (sanitized(&rule.id), sanitized(rule.cite.get(lang)));
    // Built-in rules have a name instead of an article.
    if let Some(title) = terms::rule(&id).filter(|_| cite.is_empty()) {
        return say!(lang, "{} ({id})", "{}（{id}）", title.get(lang));
    }
    // A row of the policy without an article has its title.
    let title = || names.policy.row_title(&rule.id).map(|title| sanitized(title.get(lang)));
    if let Some(title) = title().filter(|title| cite.is_empty() && !title.is_empty()) {
        return say!(lang, "{title} ({id})", "{title}（{id}）");
    }
    if cite.is_empty() { id } else { say!(lang, "{id}, {cite}", "{id}，{cite}") }
}

/// The complete text of a refusal, with a line end after every line.
#[must_use]
pub fn error_text(refusal: &Refusal, asked: RefusedCommand<'_>, names: &Names<'_>, lang: Lang) -> String {
    let all = worth_saying(&refusal.problems);
    let context = RefusalContext { names, lang, case: refusal.case, all: &all, asked };
    let groups = groups(&all);
    let mut lines: Vec<String> = Vec::new();
    for group in &groups {
        let text = of_case(refusal.case, message::of(&group.problems(), &group.talk(context)), lang);
        let line = say!(lang, "error: {text}", "错误：{text}");
        // Two rules may object to the same.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.extend(rule_lines(&all, names, lang));
    for text in all_hints(&groups, context) {
        let text = localized(&text, lang);
        lines.push(say!(lang, "hint: {text}", "提示：{text}"));
    }
    lines.join("\n") + "\n"
}

/// The message, preceded by the case number unless it contains it: several cases may be refused at once.
fn of_case(case: Option<CaseId>, text: String, lang: Lang) -> String {
    match case.map(|id| id.to_string()) {
        Some(id) if !text.contains(&id) => say!(lang, "{id}: {text}", "{id}：{text}"),
        _ => text,
    }
}

/// A `warning:` line and the rule, for a command that succeeded.
#[must_use]
pub fn warning_text(warning: &Ruled, case: Option<CaseId>, names: &Names<'_>, lang: Lang) -> String {
    let text = of_case(case, message(warning, case, names, lang), lang);
    let first = say!(lang, "warning: {text}", "注意：{text}");
    let rules = rule_lines(std::slice::from_ref(warning), names, lang);
    std::iter::once(first).chain(rules).map(|line| line + "\n").collect()
}

/// A refusal as JSON for scripts: code and facts of the most severe problem, and all problems if there are several.
#[must_use]
pub fn error_json(refusal: &Refusal, asked: RefusedCommand<'_>, names: &Names<'_>, lang: Lang) -> Value {
    let all = worth_saying(&refusal.problems);
    let context = RefusalContext { names, lang, case: refusal.case, all: &all, asked };
    let groups = groups(&all);
    let mut messages: Vec<String> = groups.iter().map(|g| message::of(&g.problems(), &g.talk(context))).collect();
    let mut said = HashSet::new();
    messages.retain(|message| said.insert(message.clone()));
    let first = all.iter().min_by_key(|p| (p.exit(), p.problem.exit()));
    let mut out = json!({
        "code": first.map(|p| p.problem.code()),
        "message": messages.join("\n"),
        "case": refusal.case,
        "rules": rules(&all).into_iter().map(|r| rule_json(r, lang)).collect::<Vec<_>>(),
        "hint": all_hints(&groups, context).join("\n"),
        "facts": first.map(|p| facts(&p.problem)),
    });
    if all.len() > 1 {
        let each = all.iter().map(|p| {
            json!({
                "code": p.problem.code(),
                "message": message(p, refusal.case, names, lang),
                "verb": p.verb,
                "rule": p.rule.as_ref().map(|r| rule_json(r, lang)),
                "hint": hint::of(&[&p.problem], &Talk::of(p, context)).join(" · "),
                "facts": facts(&p.problem),
            })
        });
        out["problems"] = each.collect();
    }
    out
}

/// The message of each problem, for a list of several refusals.
#[must_use]
pub fn messages(refusal: &Refusal, names: &Names<'_>, lang: Lang) -> Vec<String> {
    worth_saying(&refusal.problems).iter().map(|ruled| message(ruled, refusal.case, names, lang)).collect()
}

/// Leaves out "nothing to do" for a verb that also has other problems: without them it might have something to do.
fn worth_saying(problems: &[Ruled]) -> Vec<Ruled> {
    let idle = |ruled: &Ruled| ruled.problem == Problem::NothingToDo;
    let stands = |ruled: &Ruled| problems.iter().any(|other| other.verb == ruled.verb && !idle(other));
    problems.iter().filter(|ruled| !(idle(ruled) && stands(ruled))).cloned().collect()
}

/// Problems that share one sentence.
struct Group<'a> {
    verb: &'a str,
    /// Never empty.
    ruled: Vec<&'a Ruled>,
}

impl<'a> Group<'a> {
    fn problems(&self) -> Vec<&'a Problem> {
        self.ruled.iter().map(|r| &r.problem).collect()
    }

    fn talk(&self, context: RefusalContext<'a>) -> Talk<'a> {
        Talk::of(self.ruled[0], context)
    }
}

/// Groups missing things of one kind and one verb, which form one list; each other problem is a group of its own.
fn groups(problems: &[Ruled]) -> Vec<Group<'_>> {
    let kind = |p: &Problem| match p {
        Problem::Missing { .. } => Some(0),
        Problem::MissingElement { .. } => Some(1),
        Problem::MissingStep { .. } => Some(2),
        Problem::MissingApproval { .. } => Some(3),
        _ => None,
    };
    let mut groups: Vec<Group<'_>> = Vec::new();
    // A missing field that is also a missing element, which cites its article, is reported once.
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

/// All hints, each once; everything that one command lacks is in one hint.
fn all_hints<'a>(groups: &[Group<'a>], context: RefusalContext<'a>) -> Vec<String> {
    let lacks = |g: &Group<'_>| matches!(g.ruled[0].problem, Problem::Missing { .. } | Problem::MissingElement { .. });
    let mut merged: Vec<Group<'a>> = Vec::new();
    for group in groups {
        match merged.iter_mut().find(|g| lacks(g) && lacks(group) && g.verb == group.verb) {
            Some(known) => known.ruled.extend(&group.ruled),
            None => merged.push(Group { verb: group.verb, ruled: group.ruled.clone() }),
        }
    }
    let mut all: Vec<String> = Vec::new();
    for text in merged.iter().flat_map(|g| hint::of(&g.problems(), &g.talk(context))) {
        let bare = text.trim_end_matches(" …");
        if !all.iter().any(|known| known.trim_end_matches(" …") == bare) {
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

fn rule_lines(problems: &[Ruled], names: &Names<'_>, lang: Lang) -> Vec<String> {
    let lines = rules(problems).into_iter().map(|r| rule(r, names, lang));
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

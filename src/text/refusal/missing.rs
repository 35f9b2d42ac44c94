//! Refusals of what is not there yet: fields, elements, steps, approvals, links, milestones, facts of a form.

use super::Talk;
use super::parts::{listed, titled};
use crate::domain::gate::refusal::Problem as P;
use crate::domain::value::title::Title;
use crate::say;
use crate::text::code_names::beside;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::terms;

pub(super) fn missing(problems: &[&P], t: &Talk<'_>) -> String {
    let (lang, verb) = (t.lang, t.act(t.verb));
    let item = |p: &&P| match p {
        P::Missing { field } => Some(with_flag(t, &t.field(field), field)),
        _ => None,
    };
    let all = listed(&problems.iter().filter_map(item).collect::<Vec<_>>(), t);
    say!(lang, "the {verb} lacks: {all}", "{verb}缺少：{all}")
}

pub(super) fn missing_elements(problems: &[&P], t: &Talk<'_>) -> String {
    let lang = t.lang;
    let item = |p: &&P| match p {
        P::MissingElement { element, title } => Some(with_flag(t, &titled(t, title, element), element)),
        _ => None,
    };
    let items: Vec<String> = problems.iter().filter_map(item).collect();
    let (n, all) = (items.len(), listed(&items, t));
    match n {
        1 => say!(lang, "the reply lacks an element: {all}", "回复缺少要素：{all}"),
        _ => say!(lang, "the reply lacks {n} elements: {all}", "回复缺少 {n} 项要素：{all}"),
    }
}

pub(super) fn missing_steps(problems: &[&P], t: &Talk<'_>) -> String {
    let (lang, verb, case) = (t.lang, t.act(t.verb), t.subject());
    let item = |p: &&P| match p {
        P::MissingStep { step, title } => Some(beside(&titled(t, title, step), &sanitized(step), lang)),
        _ => None,
    };
    let all = listed(&problems.iter().filter_map(item).collect::<Vec<_>>(), t);
    say!(lang, "before the {verb}, {case} needs: {all}", "{case} 在{verb}之前须完成：{all}")
}

pub(super) fn missing_approvals(problems: &[&P], t: &Talk<'_>) -> String {
    let (lang, verb, case) = (t.lang, t.act(t.verb), t.subject());
    let item = |p: &&P| match p {
        P::MissingApproval { approval, title } => Some(beside(&titled(t, title, approval), &sanitized(approval), lang)),
        _ => None,
    };
    let all = listed(&problems.iter().filter_map(item).collect::<Vec<_>>(), t);
    say!(lang, "the {verb} of {case} needs approval: {all}", "{case} 的{verb}须经审批：{all}")
}

pub(super) fn missing_link(t: &Talk<'_>, kind: &str) -> String {
    let (lang, case, verb) = (t.lang, t.subject(), t.act(t.verb));
    let word = names::find(WordKind::Link, kind).map_or_else(|| sanitized(kind), |two| two.get(lang).to_string());
    say!(
        lang,
        "the {verb} needs a link to another case, and {case} has none of kind {kind}",
        "{verb}须有“{word}”关联，{case} 没有"
    )
}

pub(super) fn not_yet(t: &Talk<'_>, milestone: &str, title: &Title) -> String {
    let (lang, case, verb) = (t.lang, t.subject(), t.act(t.verb));
    let name = title.get(lang);
    let first = if name.is_empty() { t.names.milestone(milestone, lang) } else { sanitized(name) };
    say!(lang, "the {verb} comes after: {first}; {case} is not there yet", "{verb}应在“{first}”之后，{case} 尚未完成")
}

pub(super) fn form_lacks(t: &Talk<'_>, form: &str, title: &Title, need: &str) -> String {
    let (lang, case) = (t.lang, t.subject());
    let form = beside(&titled(t, title, form), &sanitized(form), lang);
    let need = terms::form_need(need).map_or_else(|| t.names.label(need, lang), |two| two.get(lang).into());
    say!(lang, "{form} of {case} needs: {need}", "{case} 的{form}须有：{need}")
}

/// `findings (--findings)`, if the current command has the flag.
fn with_flag(t: &Talk<'_>, label: &str, field: &str) -> String {
    match t.how(field).filter(|_| t.sets(field)) {
        Some(flag) => beside(label, flag.trim_end_matches('='), t.lang),
        None => label.to_string(),
    }
}
